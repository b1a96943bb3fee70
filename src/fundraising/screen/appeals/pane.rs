//! One appeal beside the list: how far it is, what it cost, by which names money comes for it, who was asked.

use egui::{Align, Id, Layout, Ui, vec2};

use super::super::super::model::{AppealId, AppealNameId, Ask, AskId, OtherName, percent};
use super::super::super::store;
use super::super::{ASK_FOR_APPEAL, EDIT_APPEAL, ENTRIES, NAME_APPEAL, NUMBERS, PEOPLE, REMOVE_APPEAL, parts};
use super::list::tone;
use super::{Line, Open};
use crate::app::{Command, Sight};
use crate::kit::{Currency, Day, Money, day, text};
use crate::ledger::model::Filter;
use crate::t;
use crate::ui::{self, BODY, Button, FIGURE, Link, OverTime, SMALL, TITLE, TimeLine, Tone, chip, icons, line, look};

/// How tall the plot is, points.
const PLOT: f32 = 150.0;

/// What a person wants of the pane.
pub(super) enum Want {
    Command(&'static str),
    /// Plan an appeal of this name.
    Plan(String),
    /// Make this word a name of an appeal.
    Join(String),
    Unname(AppealNameId, String),
    Unask(AskId, usize),
    /// Save the list of those who were asked.
    List(AskId),
}

/// A name that the ledger has and nobody planned.
pub(super) fn unplanned(ui: &mut Ui, sight: &Sight<'_>, shown: &Line) -> Option<Want> {
    let mut want = None;
    ui.spacing_mut().item_spacing = vec2(8.0, 10.0);
    chip(ui, t!("Not planned"), Tone::Warning);
    line(ui, &shown.name, TITLE);
    line(ui, &sight.currency().show(shown.progress.raised), FIGURE);
    let words = t!(
        "Entries name this appeal, and it is not planned here. Plan it to give it a target and days, or say which appeal is meant by it."
    );
    ui::paragraph(ui, words, BODY.ink(look(ui).muted));
    ui.horizontal_wrapped(|ui| {
        let why_not = parts::read_only(sight);
        if Button::primary(t!("Plan it")).unless(why_not).show(ui).clicked() {
            want = Some(Want::Plan(shown.name.clone()));
        }
        if Button::secondary(t!("Another name of…")).unless(why_not).show(ui).clicked() {
            want = Some(Want::Join(shown.name.clone()));
        }
        if Button::quiet(t!("See its entries")).show(ui).clicked() {
            let filter = Filter { appeals: vec![shown.name.clone()], ..Filter::default() };
            sight.go(ENTRIES, filter.to_string());
        }
    });
    facts(ui, sight, &figures(sight.currency(), &shown.progress, None));
    want
}

/// Draws an appeal.
pub(super) fn show(ui: &mut Ui, sight: &Sight<'_>, open: &Open, numbers: bool) -> Option<Want> {
    let mut want = None;
    ui.spacing_mut().item_spacing = vec2(8.0, 10.0);
    head(ui, sight, open);
    buttons(ui, sight, &mut want);
    progress(ui, sight, open, numbers, &mut want);
    let (terms, currency) = (&open.appeal.terms, sight.currency());
    let mut rows = figures(currency, &open.progress, terms.cost);
    if open.asked.0 > 0 {
        let (asked, answered) = open.asked;
        rows.push((t!("Asked"), answer(asked, answered)));
    }
    let days = |day: Option<Day>| day.map(day::long).unwrap_or_default();
    rows.extend([(t!("Starts"), days(terms.starts)), (t!("Ends"), days(terms.ends)), (t!("Note"), terms.note.clone())]);
    facts(ui, sight, &rows);
    names(ui, sight, open, &mut want);
    asks(ui, sight, open, &mut want);
    parts::history(ui, sight, &open.steps);
    want
}

fn head(ui: &mut Ui, sight: &Sight<'_>, open: &Open) {
    let stage = open.appeal.terms.stage(sight.today());
    ui.horizontal(|ui| {
        chip(ui, stage.label(), tone(stage));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui::menu_button(ui, t!("More for this appeal"), |ui| {
                for command in [&EDIT_APPEAL, &ASK_FOR_APPEAL, &NAME_APPEAL, &REMOVE_APPEAL] {
                    command.item(ui, sight);
                }
                if ui::menu_item(ui, Some(icons::LIST), t!("All its entries"), None, true).clicked() {
                    let filter = Filter { appeals: open.appeal.words(), ..Filter::default() };
                    sight.go(ENTRIES, filter.to_string());
                }
            });
        });
    });
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        ui::paragraph(ui, &open.appeal.terms.name, TITLE);
        line(ui, &sight.currency().show(open.progress.raised), FIGURE);
    });
}

fn buttons(ui: &mut Ui, sight: &Sight<'_>, want: &mut Option<Want>) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
        let mut button = |ui: &mut Ui, button: Button<'_>, command: &'static Command| {
            if button.unless(command.refused(sight)).show(ui).clicked() {
                *want = Some(Want::Command(command.key));
            }
        };
        button(ui, Button::primary(t!("Ask people…")).key("K"), &ASK_FOR_APPEAL);
        button(ui, Button::secondary(t!("Edit")), &EDIT_APPEAL);
        button(ui, Button::secondary(t!("Name or page…")), &NAME_APPEAL);
    });
}

/// How far it is: a bar where there is a target, and the plot or its figures.
fn progress(ui: &mut Ui, sight: &Sight<'_>, open: &Open, numbers: bool, want: &mut Option<Want>) {
    let (terms, currency) = (&open.appeal.terms, *sight.currency());
    if let (Some(target), Some(share)) = (terms.target, open.progress.share(terms.target)) {
        let words = t!("{share} % of {target}", share = share, target = currency.show(target));
        ui::progress(ui, &words, Some((share.clamp(0, 100) as f32) / 100.0), "", false);
    }
    if open.points.is_empty() {
        return;
    }
    ui.horizontal(|ui| {
        ui::section(ui, t!("Raised over time"));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let words = if numbers { t!("Plot") } else { t!("Numbers") };
            if Button::quiet(words).key("T").show(ui).clicked() {
                *want = Some(Want::Command(NUMBERS.key));
            }
        });
    });
    if numbers {
        let months = by_month(&open.points);
        let rows: Vec<(String, String)> = months
            .iter()
            .rev()
            .map(|(first, came, until)| {
                let month = format!("{} {}", day::month_name(chrono::Datelike::month(first)), first.format("%Y"));
                let until = currency.show(*until);
                (month, t!("{came}, together {until}", came = currency.show(*came), until = until))
            })
            .collect();
        let rows: Vec<(&str, &str)> = rows.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        return ui::key_values(ui, &rows);
    }
    plot(ui, sight, open, currency);
}

fn plot(ui: &mut Ui, sight: &Sight<'_>, open: &Open, currency: Currency) {
    let (terms, today) = (&open.appeal.terms, sight.today());
    let major = |sum: Money| sum.0 as f64 / 10_f64.powi(i32::from(currency.digits));
    let (Some(first), Some(last)) = (open.points.first(), open.points.last()) else { return };
    let from = terms.starts.map_or(first.0, |starts| starts.min(first.0));
    let to = terms.ends.unwrap_or(last.0).max(last.0).max(today.min(terms.ends.unwrap_or(today)));
    // What came stays where it is until something else comes.
    let mut points = vec![(from, 0.0)];
    for (on, until) in &open.points {
        if let Some((_, before)) = points.last().copied().filter(|(day, _)| day < on) {
            points.push((*on, before));
        }
        points.push((*on, major(*until)));
    }
    points.push((last.0.max(today.min(to)), major(last.1)));
    let says = t!(
        "{raised} until {day}, {target}",
        raised = currency.show(last.1),
        day = day::long(last.0),
        target = match terms.target {
            Some(target) => t!("of {target}", target = currency.show(target)),
            None => t!("without a target").to_owned(),
        }
    );
    let show = |value: f64| currency.show(Money((value * 10_f64.powi(i32::from(currency.digits))).round() as i64));
    let lines = [TimeLine { name: t!("Raised"), points: &points, faint: false }];
    let plot = OverTime {
        says: &says,
        height: PLOT,
        days: (from, to),
        lines: &lines,
        target: terms.target.map(|target| (t!("Target"), major(target))),
        show: &show,
    };
    plot.show(ui, Id::unique(("fundraising.appeal.plot", open.appeal.id.0)));
}

/// For each month that something came in: its first day, what came, what had come until its end.
fn by_month(points: &[(Day, Money)]) -> Vec<(Day, Money, Money)> {
    let mut months: Vec<(Day, Money, Money)> = Vec::new();
    let mut before = Money::ZERO;
    for (on, until) in points {
        let first = chrono::Datelike::with_day(on, 1).unwrap_or(*on);
        let came = *until - before;
        match months.last_mut() {
            Some(month) if month.0 == first => (month.1, month.2) = (month.1 + came, *until),
            _ => months.push((first, came, *until)),
        }
        before = *until;
    }
    months
}

fn figures(currency: &Currency, progress: &super::Progress, planned: Option<Money>) -> Vec<(&'static str, String)> {
    let gifts = text::plural(progress.gifts, t!("donation"), t!("donations"));
    let donors = text::plural(progress.donors, t!("donor"), t!("donors"));
    let given = if progress.gifts == 0 {
        String::new()
    } else {
        t!("{gifts} from {donors}, {sum}", gifts = gifts, donors = donors, sum = currency.show(progress.given))
    };
    let cost = progress.cost(planned).map(|cost| {
        if cost.is_planned { t!("{sum} planned", sum = currency.show(cost.sum)) } else { currency.show(cost.sum) }
    });
    let unit = 10_i64.pow(u32::from(currency.digits));
    let back = progress
        .each(planned, unit)
        .map(|sum| t!("{sum} for each {unit}", sum = currency.show(sum), unit = currency.show(Money(unit))));
    vec![
        (t!("Donations"), given),
        (t!("Average"), progress.average().map(|sum| currency.show(sum)).unwrap_or_default()),
        (t!("Cost"), cost.unwrap_or_default()),
        (t!("Brought back"), back.unwrap_or_default()),
    ]
}

fn facts(ui: &mut Ui, _sight: &Sight<'_>, rows: &[(&'static str, String)]) {
    let rows: Vec<(&str, &str)> =
        rows.iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| (*name, value.as_str())).collect();
    ui::key_values(ui, &rows);
}

/// `12 of 340 gave (3 %)`.
fn answer(asked: usize, answered: usize) -> String {
    let share = i64::try_from(answered).ok().zip(i64::try_from(asked).ok()).and_then(|(a, b)| percent(a, b));
    t!(
        "{answered} of {asked} gave ({share} %)",
        answered = text::count(answered),
        asked = text::count(asked),
        share = share.unwrap_or(0)
    )
}

fn names(ui: &mut Ui, sight: &Sight<'_>, open: &Open, want: &mut Option<Want>) {
    if open.appeal.names.is_empty() {
        return;
    }
    ui.add_space(4.0);
    ui::section(ui, t!("Other names and pages"));
    for (other, raised) in open.appeal.names.iter().zip(&open.by_name) {
        ui.push_id(other.id.0, |ui| name(ui, sight, other, *raised, want));
    }
}

fn name(ui: &mut Ui, sight: &Sight<'_>, other: &OtherName, raised: Money, want: &mut Option<Want>) {
    ui.horizontal(|ui| {
        if Link::new(&other.new.name).show(ui).clicked() {
            sight.go(ENTRIES, store::raised(std::slice::from_ref(&other.new.name)).to_string());
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let words = t!("Take “{name}” off this appeal", name = other.new.name);
            if !sight.facts.read_only && ui::icon_button(ui, icons::X, &words).clicked() {
                *want = Some(Want::Unname(other.id, other.new.name.clone()));
            }
            line(ui, &sight.currency().figures(raised), BODY);
        });
    });
    if let Some(person) = other.new.person {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            line(ui, t!("the page of"), SMALL.ink(look(ui).muted));
            if Link::new(&other.owner).small().show(ui).clicked() {
                sight.go(PEOPLE, person.to_string());
            }
            if let Some(target) = other.new.target {
                let words = t!("for {target}", target = sight.currency().show(target));
                line(ui, &words, SMALL.ink(look(ui).muted));
            }
        });
    }
    if !other.new.address.is_empty() {
        line(ui, &other.new.address, SMALL.ink(look(ui).muted));
    }
}

fn asks(ui: &mut Ui, sight: &Sight<'_>, open: &Open, want: &mut Option<Want>) {
    if open.asks.is_empty() {
        return;
    }
    ui.add_space(4.0);
    ui::section(ui, t!("Who was asked"));
    for ask in &open.asks {
        ui.push_id(ask.id.0, |ui| one_ask(ui, sight, ask, open.appeal.id, want));
    }
}

fn one_ask(ui: &mut Ui, sight: &Sight<'_>, ask: &Ask, _of: AppealId, want: &mut Option<Want>) {
    let muted = look(ui).muted;
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let words = t!("Remove those who were asked on {day}", day = day::short(ask.terms.day));
            if !sight.facts.read_only && ui::icon_button(ui, icons::X, &words).clicked() {
                *want = Some(Want::Unask(ask.id, ask.asked));
            }
            let words = t!("Save the list of those who were asked on {day}", day = day::short(ask.terms.day));
            if ui::icon_button(ui, icons::DOWNLOAD_SIMPLE, &words).clicked() {
                *want = Some(Want::List(ask.id));
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                line(ui, &ask.terms.whom, BODY.medium());
            });
        });
    });
    let how = if ask.terms.how.is_empty() { String::new() } else { format!(", {}", ask.terms.how) };
    let words = format!("{}{how}: {}", day::short(ask.terms.day), answer(ask.asked, ask.answered));
    let given = if ask.given.is_zero() { String::new() } else { format!(", {}", sight.currency().show(ask.given)) };
    ui::paragraph(ui, &format!("{words}{given}"), SMALL.ink(muted));
    if !ask.terms.note.is_empty() {
        ui::paragraph(ui, &ask.terms.note, SMALL.ink(muted));
    }
}
