//! One member beside the list: what they are today and why, what is owed, every term, and what can be done.

use egui::{Layout, Ui, vec2};

use super::super::model::{Charge, ChargeId, PersonId, PinId, Settled, Standing, Status, Term, TermId};
pub(super) use super::super::store::Seen;
use super::{APPROVE, CARDS, CLASS, DIED, EDIT, END, NUMBER, PAY, PIN, REFUSE, RENEW, WAIVE, tone};
use crate::app::{Command, Sight};
use crate::kit::{Day, Money, day};
use crate::letters::screen::{RUN as LETTERS_TO, these};
use crate::office::history::Step;
use crate::t;
use crate::ui::{self, BODY, Button, Link, SMALL, TITLE, Tone, chip, icons, look};

/// How many steps of its history, and charges of each term, are shown.
const STEPS: usize = 6;
const CHARGES: usize = 8;

/// What a person wants of the pane.
pub(super) enum Want {
    Command(&'static str),
    /// Another member.
    Open(PersonId),
    Unpin(TermId, PinId),
    Waive(ChargeId),
}

/// Why a command cannot be done with a member as they are.
pub(super) fn why_not(key: &str, seen: &Seen, on: Day) -> Option<&'static str> {
    let term = seen.main(on)?;
    let status = seen.register.standing(term, on).map(|s| s.status);
    let begun = term.start.is_some();
    let over = matches!(status, Some(Status::Resigned | Status::Expelled | Status::Died));
    if key == EDIT.key || key == PAY.key || key == NUMBER.key {
        None
    } else if key == APPROVE.key || key == REFUSE.key {
        (!term.is_waiting()).then(|| t!("No application waits"))
    } else if !begun {
        Some(t!("They are no member yet"))
    } else if key == RENEW.key {
        (status.is_some_and(Status::is_member) || status == Some(Status::Died))
            .then(|| t!("Only who lapsed or left begins another term"))
    } else if key == WAIVE.key {
        oldest(seen).is_none().then(|| t!("Nothing is owed"))
    } else if key == DIED.key {
        term.died.is_some().then(|| t!("The death is recorded already"))
    } else if key == END.key || key == CLASS.key {
        over.then(|| t!("The membership is over"))
    } else {
        None
    }
}

/// The oldest charge that is owed for the member.
pub(super) fn oldest(seen: &Seen) -> Option<(&Charge, Money)> {
    let all = seen.register.charges.iter().zip(&seen.register.settled);
    let open = all.filter(|(c, s)| c.member == seen.person && s.on.is_none());
    open.map(|(c, s)| (c, c.amount - s.paid)).min_by_key(|(c, _)| (c.due, c.id))
}

/// Draws one member.
pub(super) fn show(ui: &mut Ui, sight: &Sight<'_>, seen: &Seen) -> Option<Want> {
    let today = sight.today();
    let register = &seen.register;
    let term = seen.main(today)?;
    let standing = register.standing(term, today);
    let mut want = None;
    ui.spacing_mut().item_spacing = vec2(8.0, 10.0);
    head(ui, sight, seen, term, standing.as_ref());
    buttons(ui, sight, seen, term, &mut want);
    if let Some(pin) = standing.as_ref().and_then(|s| s.pin.as_ref()) {
        let until = pin
            .until
            .map_or_else(|| t!("until it is taken off").to_owned(), |until| t!("until {day}", day = day::long(until)));
        let source = t!("Pinned by {who}, {until}", who = pin.who, until = until);
        ui::banner(ui, Tone::Accent, &pin.why, "", &source, |ui| {
            if Button::secondary(t!("Take the pin off…")).show(ui).clicked() {
                want = Some(Want::Unpin(term.id, pin.id));
            }
        });
    }
    facts(ui, sight, seen, term, standing.as_ref(), &mut want);
    owed(ui, sight, seen, &mut want);
    super::arrears::reminders(ui, sight, &seen.reminders);
    terms(ui, sight, seen);
    steps(ui, sight, &seen.steps);
    want
}

fn head(ui: &mut Ui, sight: &Sight<'_>, seen: &Seen, term: &Term, standing: Option<&Standing>) {
    let register = &seen.register;
    ui.horizontal(|ui| {
        if let Some(standing) = standing {
            chip(ui, standing.status.label(), tone(standing.status));
            if standing.pin.is_some() {
                chip(ui, t!("Pinned"), Tone::Accent);
            }
        }
        chip(ui, register.class_name(term.class_on(sight.today())), Tone::Plain);
        ui.with_layout(Layout::right_to_left(egui::Align::Center), |ui| {
            ui::menu_button(ui, t!("More for this member"), |ui| {
                let whom = || these([seen.person]);
                if ui::menu_item(ui, Some(icons::ENVELOPE_SIMPLE), t!("Write a letter…"), None, true).clicked() {
                    sight.go(LETTERS_TO, whom());
                }
                if ui::menu_item(ui, Some(icons::IDENTIFICATION_CARD), t!("Print a card…"), None, true).clicked() {
                    sight.go(CARDS, whom());
                }
                for command in [&EDIT, &CLASS, &NUMBER, &PIN, &RENEW, &WAIVE, &END, &DIED] {
                    if why_not(command.key, seen, sight.today()).is_none() {
                        // The command reaches this screen by itself.
                        command.item(ui, sight);
                    }
                }
            });
        });
    });
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        let name = ui::paragraph(ui, register.name(seen.person), TITLE);
        ui.ctx().accesskit_node_builder(name.id, |node| {
            node.set_role(egui::Role::Heading);
            node.set_label(register.name(seen.person).to_owned());
        });
        if Link::new(t!("Open in people")).small().show(ui).clicked() {
            sight.go(super::PEOPLE, seen.person.to_string());
        }
    });
}

fn buttons(ui: &mut Ui, sight: &Sight<'_>, seen: &Seen, term: &Term, want: &mut Option<Want>) {
    let refused =
        |command: &'static Command| command.refused(sight).or_else(|| why_not(command.key, seen, sight.today()));
    let lapsed = refused(&RENEW).is_none();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
        let mut button = |ui: &mut Ui, primary: bool, words: &str, key: &'static str, command: &'static Command| {
            let button = if primary { Button::primary(words) } else { Button::secondary(words) };
            let button = if key.is_empty() { button } else { button.key(key) };
            if button.unless(refused(command)).show(ui).clicked() {
                *want = Some(Want::Command(command.key));
            }
        };
        if term.is_waiting() {
            button(ui, true, t!("Approve…"), "A", &APPROVE);
            button(ui, false, t!("Refuse…"), "", &REFUSE);
        } else {
            if lapsed {
                button(ui, true, t!("Renew…"), "R", &RENEW);
            }
            button(ui, !lapsed, t!("Record dues paid…"), "P", &PAY);
        }
        button(ui, false, t!("Edit"), "E", &EDIT);
    });
}

fn facts(
    ui: &mut Ui,
    sight: &Sight<'_>,
    seen: &Seen,
    term: &Term,
    standing: Option<&Standing>,
    want: &mut Option<Want>,
) {
    let register = &seen.register;
    let long = |day: Option<Day>| day.map(day::long).unwrap_or_default();
    let paid_to = long(standing.and_then(|s| s.paid_to));
    let grace = standing.filter(|s| s.status == Status::InGrace).and_then(|s| s.grace_to);
    let (grace, since) = (long(grace), long(term.since));
    let break_since = register.continuous_since(term, 0, sight.today()).filter(|d| Some(*d) != term.since);
    let (unbroken, rhythm) = (long(break_since), term.rhythm.label());
    let applied = long(term.applied.filter(|_| term.decision.is_none() || term.start.is_none()));
    let decision = term.decision.as_ref().map(|d| match &d.refusal {
        Some(why) => t!("Refused on {day} by {who}: {why}", day = day::long(d.on), who = d.by, why = why),
        None => t!("Approved on {day} by {who}", day = day::long(d.on), who = d.by),
    });
    let ended = term.end.as_ref().map(|end| {
        let why = if end.why.is_empty() { String::new() } else { format!(": {}", end.why) };
        t!("{how}, last day {day}{why}", how = end.how.label(), day = day::long(end.on), why = why)
    });
    let (notice, died) = (long(term.notice), long(term.died));
    let payer = term.payer.map(|id| register.name(id).to_owned()).unwrap_or_default();
    let owes = register.class(term.class_on(sight.today())).is_some_and(|c| c.owes);
    let next = term.classes.iter().find(|(from, _)| *from > sight.today());
    let next =
        next.map(|(from, class)| t!("{class} from {day}", class = register.class_name(*class), day = day::long(*from)));
    let rows: Vec<(&str, &str)> = [
        (t!("Number"), seen.number().unwrap_or("")),
        (t!("Member since"), since.as_str()),
        (t!("Without a break"), unbroken.as_str()),
        (t!("Paid to"), paid_to.as_str()),
        (t!("Grace until"), grace.as_str()),
        (t!("Dues"), if owes { rhythm } else { t!("None owed") }),
        (t!("Next class"), next.as_deref().unwrap_or("")),
        (t!("Payer"), payer.as_str()),
        (t!("Applied"), applied.as_str()),
        (t!("Decision"), decision.as_deref().unwrap_or("")),
        (t!("Notice given"), notice.as_str()),
        (t!("Ended"), ended.as_deref().unwrap_or("")),
        (t!("Died"), died.as_str()),
        (t!("Note"), term.note.as_str()),
    ]
    .into_iter()
    .filter(|(_, value)| !value.is_empty())
    .collect();
    ui::key_values(ui, &rows);
    let head = term.family.and_then(|id| register.term(id)).map(|head| (t!("Covered by"), head.person));
    let dependants = register.dependants(term.id).map(|t| (t!("Covers"), t.person));
    for (words, person) in head.into_iter().chain(dependants) {
        ui.horizontal(|ui| {
            ui::line(ui, words, BODY.ink(look(ui).muted));
            if Link::new(register.name(person)).show(ui).clicked() {
                *want = Some(Want::Open(person));
            }
        });
    }
}

fn owed(ui: &mut Ui, sight: &Sight<'_>, seen: &Seen, want: &mut Option<Want>) {
    let (register, today) = (&seen.register, sight.today());
    let currency = sight.currency();
    let terms = register.terms_of(seen.person);
    let owed: Money = terms.iter().map(|term| register.owed(term.id, today)).sum();
    let ahead = register.ahead_of(seen.person);
    let any = terms.iter().any(|t| register.charges_of(t.id).next().is_some());
    if !any && ahead.is_zero() {
        return;
    }
    ui.add_space(4.0);
    ui::section(ui, t!("Dues"));
    let mut rows = vec![];
    let (owed_words, ahead_words) = (currency.show(owed), currency.show(ahead));
    rows.push((t!("Owed today"), owed_words.as_str()));
    if !ahead.is_zero() {
        rows.push((t!("Paid ahead"), ahead_words.as_str()));
    }
    ui::key_values(ui, &rows);
    for term in terms.iter().rev() {
        let mut charges: Vec<(&Charge, &Settled)> = register.charges_of(term.id).collect();
        charges.reverse();
        for (charge, settled) in charges.iter().take(CHARGES) {
            charge_row(ui, sight, charge, settled, want);
        }
        if charges.len() > CHARGES {
            let more = charges.len() - CHARGES;
            ui::line(ui, &t!("and {count} earlier", count = crate::kit::text::count(more)), SMALL.ink(look(ui).muted));
        }
    }
    if Link::new(t!("Payments in the ledger")).show(ui).clicked() {
        sight.go(super::ENTRIES, format!("person:{} kind:dues", seen.person.0));
    }
}

fn charge_row(ui: &mut Ui, sight: &Sight<'_>, charge: &Charge, settled: &Settled, want: &mut Option<Want>) {
    let (today, currency) = (sight.today(), sight.currency());
    let left = settled.owed(charge, today);
    let (words, tone) = match (&charge.waived, left.is_zero()) {
        (Some(_), _) => (t!("Waived").to_owned(), Tone::Plain),
        (None, true) => (t!("Paid").to_owned(), Tone::Good),
        (None, false) if charge.due > today => (t!("Due {day}", day = day::short(charge.due)), Tone::Plain),
        (None, false) if left < charge.amount => (t!("{left} open", left = currency.show(left)), Tone::Warning),
        (None, false) => (t!("Open").to_owned(), Tone::Warning),
    };
    ui.horizontal(|ui| {
        let response = chip(ui, &words, tone);
        if let Some(waived) = &charge.waived {
            response.on_hover_text(t!("Waived by {who}: {why}", who = waived.by, why = waived.why));
        }
        ui.with_layout(Layout::right_to_left(egui::Align::Center), |ui| {
            let may = charge.waived.is_none() && !left.is_zero() && !sight.facts.read_only;
            if may && ui::icon_button(ui, ui::icons::HAND_HEART, t!("Waive these dues")).clicked() {
                *want = Some(Want::Waive(charge.id));
            }
            ui::line(ui, &currency.figures(charge.amount), BODY);
            ui.with_layout(Layout::left_to_right(egui::Align::Center), |ui| {
                let period = format!("{} – {}", day::short(charge.period.from), day::short(charge.period.to));
                ui::line(ui, &period, BODY.ink(look(ui).muted));
            });
        });
    });
}

fn terms(ui: &mut Ui, sight: &Sight<'_>, seen: &Seen) {
    let (register, today) = (&seen.register, sight.today());
    let terms = register.terms_of(seen.person);
    if terms.len() < 2 {
        return;
    }
    ui.add_space(4.0);
    ui::section(ui, t!("Terms"));
    for term in terms.iter().rev() {
        let begun = term.start.or(term.applied).map(day::short).unwrap_or_default();
        let over = term.end.as_ref().map(|end| end.on).or(term.died).map(day::short).unwrap_or_default();
        let status = register.standing(term, today).map(|s| s.status);
        ui.horizontal(|ui| {
            if let Some(status) = status {
                chip(ui, status.label(), tone(status));
            }
            let class = register.class_name(term.class_on(today));
            ui::line(ui, &format!("{begun} – {over}  {class}"), BODY.ink(look(ui).muted));
        });
    }
}

fn steps(ui: &mut Ui, sight: &Sight<'_>, steps: &[Step]) {
    if steps.is_empty() {
        return;
    }
    ui.add_space(4.0);
    ui::section(ui, t!("History"));
    for step in steps.iter().take(STEPS) {
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            let undone = if step.undone { t!(" (undone)") } else { "" };
            ui::paragraph(ui, &format!("{}{undone}", step.summary), SMALL);
            let at = chrono::DateTime::parse_from_rfc3339(&step.at).map_or_else(
                |_no_time| step.at.clone(),
                |at| {
                    let at = sight.local(at.with_timezone(&chrono::Utc));
                    format!("{} {}", day::short(at.date_naive()), at.format("%H:%M"))
                },
            );
            ui::line(ui, &format!("{}, {at}", step.who), SMALL.ink(look(ui).muted));
        });
    }
}
