//! One pledge beside the list: what was promised, which instalments that makes and what of them came, what can be done.

use egui::{Align, Layout, Ui, vec2};

use super::super::super::model::{EntryId, Instalment, Rhythm, State, Suggestion};
use super::super::{CANCEL, EDIT_PLEDGE, ENTRIES, PEOPLE, RECEIVE, REMOVE_PLEDGE, RESUME, parts};
use super::Open;
use super::list::tone;
use crate::app::{Command, Sight};
use crate::kit::day;
use crate::t;
use crate::ui::{self, BODY, Button, FIGURE, Link, SMALL, Tone, chip, icons, line, look};

/// How many instalments are shown, the newest.
const MOST: usize = 12;

/// What a person wants of the pane.
pub(super) enum Want {
    Command(&'static str),
    Accept(Vec<Suggestion>),
    Unlink(EntryId),
}

/// Why a command cannot be done with a pledge as it is.
pub(super) fn why_not(key: &str, open: &Open) -> Option<&'static str> {
    let cancelled = open.pledge.cancelled.is_some();
    if key == RESUME.key {
        (!cancelled).then(|| t!("This pledge is not cancelled"))
    } else if key == CANCEL.key {
        cancelled.then(|| t!("This pledge is cancelled already"))
    } else if key == RECEIVE.key {
        (open.schedule.state == State::Cancelled).then(|| t!("This pledge is cancelled; take it up again first"))
    } else if key == REMOVE_PLEDGE.key {
        (!open.pledge.gifts.is_empty()).then(|| t!("Something was given towards it; cancel it instead"))
    } else {
        None
    }
}

/// Draws it.
pub(super) fn show(ui: &mut Ui, sight: &Sight<'_>, open: &Open) -> Option<Want> {
    let mut want = None;
    ui.spacing_mut().item_spacing = vec2(8.0, 10.0);
    head(ui, sight, open);
    buttons(ui, sight, open, &mut want);
    if let (Some(first), true) = (open.suggestions.first(), open.schedule.state.is_open()) {
        let amount = sight.currency().show(first.amount);
        let title = t!(
            "{amount} of {day} looks like the instalment of {due}",
            amount = amount,
            day = day::long(first.on),
            due = day::long(first.due)
        );
        ui::banner(ui, Tone::Accent, &title, "", "", |ui| {
            if Button::secondary(t!("Count it…")).unless(parts::read_only(sight)).show(ui).clicked() {
                want = Some(Want::Accept(open.suggestions.clone()));
            }
            if Button::quiet(t!("See the donation")).show(ui).clicked() {
                sight.go(ENTRIES, first.entry.to_string());
            }
        });
    }
    facts(ui, sight, open);
    instalments(ui, sight, open);
    gifts(ui, sight, open, &mut want);
    parts::history(ui, sight, &open.steps);
    want
}

fn head(ui: &mut Ui, sight: &Sight<'_>, open: &Open) {
    let (pledge, schedule) = (&open.pledge, &open.schedule);
    ui.horizontal(|ui| {
        chip(ui, schedule.state.label(), tone(schedule.state));
        chip(ui, pledge.terms.rhythm.label(), Tone::Plain);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui::menu_button(ui, t!("More for this pledge"), |ui| {
                for command in [&EDIT_PLEDGE, &RECEIVE, &CANCEL, &RESUME, &REMOVE_PLEDGE] {
                    if why_not(command.key, open).is_none() {
                        command.item(ui, sight);
                    }
                }
                if ui::menu_item(ui, Some(icons::LIST), t!("All donations from them"), None, true).clicked() {
                    sight.go(ENTRIES, format!("person:{} kind:donation", pledge.person.0));
                }
            });
        });
    });
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        line(ui, &sight.currency().show(pledge.terms.amount), FIGURE);
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            line(ui, t!("from"), BODY.ink(look(ui).muted));
            if Link::new(&pledge.name).show(ui).clicked() {
                sight.go(PEOPLE, pledge.person.to_string());
            }
        });
    });
}

fn buttons(ui: &mut Ui, sight: &Sight<'_>, open: &Open, want: &mut Option<Want>) {
    let refused = |command: &'static Command| command.refused(sight).or_else(|| why_not(command.key, open));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
        let mut button = |ui: &mut Ui, primary: bool, words: &str, key: &'static str, command: &'static Command| {
            let button = if primary { Button::primary(words) } else { Button::secondary(words) };
            let button = if key.is_empty() { button } else { button.key(key) };
            if button.unless(refused(command)).show(ui).clicked() {
                *want = Some(Want::Command(command.key));
            }
        };
        if open.pledge.cancelled.is_some() {
            button(ui, true, t!("Take it up again…"), "", &RESUME);
        } else {
            button(ui, true, t!("Record instalment…"), "R", &RECEIVE);
        }
        button(ui, false, t!("Edit"), "E", &EDIT_PLEDGE);
        if open.pledge.cancelled.is_none() {
            button(ui, false, t!("Cancel…"), "", &CANCEL);
        }
    });
}

fn facts(ui: &mut Ui, sight: &Sight<'_>, open: &Open) {
    let (terms, schedule, currency) = (&open.pledge.terms, &open.schedule, sight.currency());
    let (first, end) = (day::long(terms.first), terms.end.map(day::long));
    let until = match (terms.rhythm, end) {
        (Rhythm::Once, _) => String::new(),
        (_, Some(end)) => end,
        (_, None) => t!("Until it is cancelled").to_owned(),
    };
    let how = [terms.method.label(), terms.reference.as_str()].join(" ").trim().to_owned();
    let pledged = terms.pledged.map(day::long).unwrap_or_default();
    let cancelled = open.pledge.cancelled.as_ref().map(|c| {
        if c.why.is_empty() { day::long(c.on) } else { t!("{day}: {why}", day = day::long(c.on), why = c.why) }
    });
    let (promised, received) = (currency.show(schedule.expected), currency.show(schedule.received));
    let missed = if schedule.missed_sum.is_zero() { String::new() } else { currency.show(schedule.missed_sum) };
    let ahead = if schedule.ahead.is_zero() { String::new() } else { currency.show(schedule.ahead) };
    let rows: Vec<(&str, &str)> = [
        (t!("Promised so far"), promised.as_str()),
        (t!("Received"), received.as_str()),
        (t!("Missed"), missed.as_str()),
        (t!("Ahead"), ahead.as_str()),
        (t!("First on"), first.as_str()),
        (t!("Until"), until.as_str()),
        (t!("Cancelled from"), cancelled.as_deref().unwrap_or("")),
        (t!("How"), how.as_str()),
        (t!("Appeal"), terms.appeal.as_str()),
        (t!("Promised on"), pledged.as_str()),
        (t!("Note"), terms.note.as_str()),
    ]
    .into_iter()
    .filter(|(_, value)| !value.is_empty())
    .collect();
    ui::key_values(ui, &rows);
}

fn instalments(ui: &mut Ui, sight: &Sight<'_>, open: &Open) {
    let all = &open.schedule.instalments;
    if all.is_empty() || open.pledge.terms.rhythm == Rhythm::Once {
        return;
    }
    ui.add_space(4.0);
    ui::section(ui, t!("Instalments"));
    for instalment in all.iter().rev().take(MOST) {
        row(ui, sight, instalment);
    }
    if all.len() > MOST {
        let earlier = crate::kit::text::count(all.len() - MOST);
        line(ui, &t!("and {count} earlier", count = earlier), SMALL.ink(look(ui).muted));
    }
}

fn row(ui: &mut Ui, sight: &Sight<'_>, instalment: &Instalment) {
    let (today, currency) = (sight.today(), sight.currency());
    let left = instalment.left();
    let (words, tone) = if left.is_zero() {
        (t!("Received").to_owned(), Tone::Good)
    } else if !instalment.paid.is_zero() {
        (t!("{left} open", left = currency.show(left)), Tone::Warning)
    } else if instalment.is_missed(today) {
        (t!("Missed").to_owned(), Tone::Danger)
    } else if instalment.due <= today {
        (t!("Due").to_owned(), Tone::Warning)
    } else {
        (t!("To come").to_owned(), Tone::Plain)
    };
    ui.horizontal(|ui| {
        chip(ui, &words, tone);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            line(ui, &currency.figures(instalment.amount), BODY);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                line(ui, &day::short(instalment.due), BODY.ink(look(ui).muted));
            });
        });
    });
}

/// The donations that were given towards it.
fn gifts(ui: &mut Ui, sight: &Sight<'_>, open: &Open, want: &mut Option<Want>) {
    if open.pledge.gifts.is_empty() {
        return;
    }
    ui.add_space(4.0);
    ui::section(ui, t!("Donations"));
    for gift in open.pledge.gifts.iter().rev().take(MOST) {
        ui.push_id(gift.entry.0, |ui| {
            ui.horizontal(|ui| {
                if Link::new(&day::short(gift.on)).show(ui).clicked() {
                    sight.go(ENTRIES, gift.entry.to_string());
                }
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    let name = t!("Take the donation of {day} off this pledge", day = day::short(gift.on));
                    if !sight.facts.read_only && ui::icon_button(ui, icons::X, &name).clicked() {
                        *want = Some(Want::Unlink(gift.entry));
                    }
                    line(ui, &sight.currency().figures(gift.amount), BODY);
                });
            });
        });
    }
    if open.pledge.gifts.len() > MOST {
        let earlier = crate::kit::text::count(open.pledge.gifts.len() - MOST);
        line(ui, &t!("and {count} earlier", count = earlier), SMALL.ink(look(ui).muted));
    }
}
