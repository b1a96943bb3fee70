//! What stands beside and above the lists of a plan: what an event comes to, what a part adds up to, whom to tell.

use egui::{Frame, Margin, Ui, vec2};

use super::super::model::part::{Part, Row};
use super::super::model::{Event, parts, planned_to_come, tally};
use super::super::store;
use super::plan::Data;
use super::{CHECK_IN, part_pane, tone};
use crate::app::Sight;
use crate::kit::{Money, day};
use crate::t;
use crate::tasks::model::Task;
use crate::ui::table::{Cell, Column, Table, TableState};
use crate::ui::{self, BODY, Button, Tone, icons, line, look};

/// Where entries of the ledger are seen.
const ENTRIES: &str = "money.entries";
/// Where tasks are seen.
const TASKS: &str = "tasks.list";

pub(super) fn nothing(ui: &mut Ui, title: &str, body: &str) {
    ui::empty_state(ui, icons::LIST_CHECKS, title, body, |ui| {
        line(ui, t!("Press A to add"), BODY.ink(look(ui).muted));
    });
}

/// What an event comes to so far.
pub(super) fn overview(ui: &mut Ui, sight: &Sight<'_>, data: &Data) {
    let Some(event) = &data.event else { return };
    Frame::new().inner_margin(Margin::symmetric(24, 16)).show(ui, |ui| {
        ui.spacing_mut().item_spacing = vec2(8.0, 10.0);
        ui::paragraph(ui, &event.new.title, ui::TITLE);
        ui::paragraph(ui, &event.new.timing.says(event.new.timing.start), BODY);
        ui.horizontal_wrapped(|ui| {
            ui::chip(ui, event.new.status.label(), tone(event.new.status));
            if event.closed.is_some() {
                ui::chip(ui, t!("Closed"), Tone::Good);
            }
        });
        let rows = figures(sight, data, event);
        let rows: Vec<(&str, &str)> =
            rows.iter().filter(|(_, value)| !value.is_empty()).map(|(says, value)| (*says, value.as_str())).collect();
        ui::key_values(ui, &rows);
        ui.horizontal(|ui| {
            CHECK_IN.secondary(ui, sight);
            if Button::secondary(t!("Its entries in the ledger")).show(ui).clicked() {
                sight.go(ENTRIES, store::entries(event).to_string());
            }
        });
    });
}

/// The figures of an event, each with its caption; empty where there is nothing to say.
fn figures(sight: &Sight<'_>, data: &Data, event: &Event) -> Vec<(&'static str, String)> {
    let sums = tally(&data.people);
    let late = data.tasks.iter().filter(|task| task.is_late(sight.today())).count();
    let open = data.tasks.iter().filter(|task| task.is_open()).count();
    let room = event.new.capacity.map(|n| t!(" of {count}", count = n)).unwrap_or_default();
    let currency = sight.currency();
    let budget = data.budget.clone().unwrap_or_default();
    let result = budget.actual_income() - budget.actual_cost();
    let even = match budget.break_even() {
        Some(n) if !budget.lines.is_empty() => t!("{count} tickets", count = n),
        None => t!("never: each ticket costs what it brings").to_owned(),
        Some(_) => String::new(),
    };
    let signed = data.work.iter().filter(|work| matches!(work.state.as_str(), "signed" | "confirmed")).count();
    let expected = planned_to_come(i64::try_from(signed).unwrap_or(0), event.new.no_show);
    vec![
        (t!("Where"), event.place()),
        (t!("Purpose"), event.new.purpose.clone()),
        (t!("Success"), event.new.measure.clone()),
        (
            t!("Coming"),
            t!(
                "{going}{room}, {maybe} maybe, {waiting} waiting",
                going = sums.going,
                room = room,
                maybe = sums.maybe,
                waiting = sums.waiting
            ),
        ),
        (
            t!("Came"),
            if sums.came > 0 {
                t!(
                    "{came}, {walked} walked in, {no} no-shows",
                    came = sums.came,
                    walked = sums.walked_in,
                    no = sums.no_show
                )
            } else {
                String::new()
            },
        ),
        (
            t!("Tickets"),
            if sums.owed.is_zero() {
                String::new()
            } else {
                t!("{paid} of {owed} paid", paid = currency.show(sums.paid), owed = currency.show(sums.owed))
            },
        ),
        (t!("Break-even"), even),
        (
            t!("Result so far"),
            if budget.actual_income().is_zero() && budget.actual_cost().is_zero() {
                String::new()
            } else {
                currency.show(result)
            },
        ),
        (
            t!("Shifts"),
            if signed > 0 {
                t!("{signed} signed up, {expected} expected", signed = signed, expected = expected)
            } else {
                String::new()
            },
        ),
        (t!("Tasks"), if open == 0 { String::new() } else { t!("{open} open, {late} late", open = open, late = late) }),
        (
            t!("Heard of it by"),
            data.brought
                .iter()
                .take(4)
                .map(|(channel, on, _)| format!("{channel} {on}"))
                .collect::<Vec<_>>()
                .join(" · "),
        ),
        (t!("Outcome"), event.outcome.clone()),
    ]
}

/// What is known of each row beyond what was typed: what the ledger, the list and the bidding say.
pub(super) fn extra(sight: &Sight<'_>, part: &Part, data: &Data) -> Option<part_pane::Extra> {
    let currency = *sight.currency();
    let figures = |sum: Option<Money>| sum.map(|sum| currency.figures(sum)).unwrap_or_default();
    let of = |say: &dyn Fn(&Row) -> String| data.rows.iter().map(|row| (row.id, say(row))).collect();
    match part.key {
        "budget" => {
            let budget = data.budget.as_ref()?;
            let actual =
                |row: &Row| figures(budget.lines.iter().find(|line| line.id == row.id).and_then(|line| line.actual));
            Some((t!("Actual"), of(&actual)))
        }
        "promotion" => {
            let named = |row: &Row| crate::kit::fold::fold(row.text(part, "channel"));
            let brought = |row: &Row| {
                let found = data.brought.iter().find(|(channel, ..)| crate::kit::fold::fold(channel) == named(row));
                found.map(|(_, on, came)| t!("{on}, {came} came", on = on, came = came)).unwrap_or_default()
            };
            Some((t!("Brought"), of(&brought)))
        }
        "lots" => {
            let stands = |row: &Row| {
                let Some(lot) = data.lots.iter().find(|lot| lot.id == row.id) else { return String::new() };
                match (&lot.winner, lot.bids.first()) {
                    (Some((_, name)), _) if lot.paid => t!("{name}, paid", name = name),
                    (Some((_, name)), _) => t!("{name}, to pay", name = name),
                    (None, Some((_, name, sum))) => t!("{sum} by {name}", sum = currency.show(*sum), name = name),
                    (None, None) => String::new(),
                }
            };
            Some((t!("Bidding"), of(&stands)))
        }
        "shifts" => {
            let filled = |row: &Row| {
                let signed = data
                    .work
                    .iter()
                    .filter(|work| work.shift == row.id && matches!(work.state.as_str(), "signed" | "confirmed"))
                    .count();
                let no_show = data.event.as_ref().map_or(50, |event| event.new.no_show);
                let expected = planned_to_come(i64::try_from(signed).unwrap_or(0), no_show);
                t!("{signed}, {expected} expected", signed = signed, expected = expected)
            };
            Some((t!("Signed up"), of(&filled)))
        }
        "delegations" => {
            let keeps = |row: &Row| {
                let (who, name) = (row.number(part, "person"), crate::kit::fold::fold(&part.title(row)));
                let same = |one: &&store::Keeps| match (one.person, who) {
                    (Some(mine), Some(theirs)) => mine.0 == theirs,
                    _ => crate::kit::fold::fold(&one.name) == name,
                };
                data.keeps.iter().find(same).map(store::Keeps::says).unwrap_or_default()
            };
            Some((t!("Keeps coming"), of(&keeps)))
        }
        "sponsors" => Some((t!("Given"), data.given.iter().map(|(id, sum)| (*id, figures(Some(*sum)))).collect())),
        _ => None,
    }
}

/// The sums above the list of people.
pub(super) fn strip(ui: &mut Ui, sight: &Sight<'_>, data: &Data) {
    let sums = tally(&data.people);
    let currency = sight.currency();
    Frame::new().inner_margin(Margin::symmetric(24, 8)).show(ui, |ui| {
        let mut words = t!(
            "{invited} invited · {going} going · {maybe} maybe · {waiting} waiting · {came} came",
            invited = sums.invited,
            going = sums.going,
            maybe = sums.maybe,
            waiting = sums.waiting,
            came = sums.came
        );
        if !sums.owed.is_zero() {
            words.push_str(&t!(
                " · {paid} of {owed} paid",
                paid = currency.show(sums.paid),
                owed = currency.show(sums.owed)
            ));
        }
        ui::paragraph(ui, &words, BODY.ink(look(ui).muted));
    });
}

/// What a part adds up to, where that says more than its rows.
pub(super) fn part_strip(ui: &mut Ui, sight: &Sight<'_>, part: &Part, data: &Data) {
    let currency = sight.currency();
    let words = if part == &parts::LINES {
        let Some(budget) = &data.budget else { return };
        let even = budget.break_even().map_or_else(|| t!("never").to_owned(), |n| t!("{count} tickets", count = n));
        let each =
            budget.cost_per_head().map(|sum| t!(" · {sum} a head", sum = currency.show(sum))).unwrap_or_default();
        t!(
            "Cost {planned} planned, {committed} committed, {actual} actual · income {income} · break-even {even}{each}",
            planned = currency.show(budget.planned_cost()),
            committed = currency.show(budget.committed_cost()),
            actual = currency.show(budget.actual_cost()),
            income = currency.show(budget.actual_income()),
            even = even,
            each = each
        )
    } else if part == &parts::CHANNELS {
        data.brought
            .iter()
            .map(|(channel, on, came)| {
                t!("{channel}: {on} on the list, {came} came", channel = channel, on = on, came = came)
            })
            .collect::<Vec<_>>()
            .join(" · ")
    } else if part == &parts::LOTS {
        let sold: Vec<&store::Lot> = data.lots.iter().filter(|lot| lot.winner.is_some()).collect();
        let sum = sold.iter().filter_map(|lot| lot.price).sum::<Money>();
        let paid = sold.iter().filter(|lot| lot.paid).count();
        t!(
            "{sold} of {all} sold for {sum}, {paid} paid",
            sold = sold.len(),
            all = data.lots.len(),
            sum = currency.show(sum),
            paid = paid
        )
    } else {
        return;
    };
    if words.is_empty() {
        return;
    }
    Frame::new()
        .inner_margin(Margin::symmetric(24, 8))
        .show(ui, |ui| ui::paragraph(ui, &words, BODY.ink(look(ui).muted)));
}

/// What came of an event beside what was planned, what people said, and what was learnt.
pub(super) fn review(ui: &mut Ui, sight: &Sight<'_>, data: &Data) {
    let (Some(event), Some(review)) = (&data.event, &data.review) else { return };
    egui::ScrollArea::vertical().id_salt("events.review").auto_shrink([false, false]).show(ui, |ui| {
        Frame::new().inner_margin(Margin::symmetric(24, 16)).show(ui, |ui| {
            ui.spacing_mut().item_spacing = vec2(8.0, 10.0);
            ui::section(ui, t!("What came of it, beside what was planned"));
            let budget = data.budget.clone().unwrap_or_default();
            let lines = review.lines(&event.new.measure, &budget, *sight.currency());
            let rows: Vec<(&str, &str)> = lines.iter().map(|(says, value)| (*says, value.as_str())).collect();
            ui::key_values(ui, &rows);
            if !event.outcome.is_empty() {
                ui::paragraph(ui, &event.outcome, BODY);
            }
            ui.add_space(8.0);
            ui::section(ui, t!("What people said"));
            for (question, said) in &review.answers {
                ui::paragraph(ui, question, BODY.strong());
                if said.is_empty() {
                    ui::paragraph(ui, t!("No answer yet"), BODY.ink(look(ui).muted));
                }
                for answer in said {
                    ui::paragraph(ui, &t!("“{answer}”", answer = answer), BODY);
                }
            }
            ui.add_space(8.0);
            ui::section(ui, t!("What was learnt"));
            if data.lessons.is_empty() {
                ui::paragraph(ui, t!("Nothing was written down yet"), BODY.ink(look(ui).muted));
            }
            for row in &data.lessons {
                let (part, change) = (&parts::LESSONS, row.text(&parts::LESSONS, "change"));
                let words = if change.is_empty() {
                    part.title(row)
                } else {
                    t!("{lesson}: {change}", lesson = part.title(row), change = change)
                };
                ui::paragraph(ui, &words, BODY);
            }
        });
    });
}

/// What is left to do before an event is closed, and where.
pub(super) fn left_to_do(ui: &mut Ui, sight: &Sight<'_>, data: Option<&Data>) {
    let Some((data, event)) = data.and_then(|data| Some((data, data.event.as_ref()?))) else { return };
    ui::section(ui, t!("Before it is closed"));
    let open = data.tasks.iter().filter(|task| task.is_open()).count();
    let unseen = data.people.iter().filter(|one| one.new.state.holds_place() && one.came.is_none()).count();
    let unkeyed = data.sheets.iter().filter(|sheet| sheet.keyed == 0).count();
    let untold = data.changes.iter().flat_map(|change| &change.people).filter(|one| one.told.is_none()).count();
    let unsettled = data.work.iter().filter(|work| matches!(work.state.as_str(), "signed" | "confirmed")).count();
    let count = |n: usize, one: &str, many: &str| crate::kit::text::plural(n, one, many);
    let todo = [
        (open, "tasks", t!("{count} open", count = count(open, t!("task"), t!("tasks")))),
        (
            unseen,
            "people",
            t!("{count} neither came nor marked absent", count = count(unseen, t!("person"), t!("people"))),
        ),
        (unkeyed, "sheets", t!("{count} not keyed in", count = count(unkeyed, t!("sheet"), t!("sheets")))),
        (
            unsettled,
            "shifts",
            t!("{count} neither completed nor missed", count = count(unsettled, t!("shift"), t!("shifts"))),
        ),
        (untold, "tell", t!("{count} not told of a change", count = count(untold, t!("person"), t!("people")))),
        (
            usize::from(data.review.as_ref().is_some_and(|r| r.mark.is_none())),
            "feedback",
            t!("Nobody was asked for a mark").to_owned(),
        ),
        (usize::from(data.lessons.is_empty()), "lessons", t!("No lesson was written down").to_owned()),
    ];
    let mut left = false;
    for (n, view, says) in todo {
        if n > 0 {
            left = true;
            if ui::Link::new(&says).show(ui).clicked() {
                sight.go(super::PLAN, format!("{} {view}", event.id));
            }
        }
    }
    if !left {
        ui::paragraph(ui, t!("Everything is settled."), BODY.ink(look(ui).muted));
    }
    ui.add_space(8.0);
    match event.closed {
        Some(on) => {
            ui::chip(ui, &t!("Closed {day}", day = day::short(on)), Tone::Good);
        }
        None => drop(super::CLOSE.secondary(ui, sight)),
    }
}

pub(super) fn tasks(ui: &mut Ui, sight: &Sight<'_>, all: &[Task], state: &mut TableState) {
    if all.is_empty() {
        ui::empty_state(
            ui,
            icons::LIST_CHECKS,
            t!("No tasks of this event"),
            t!("They come with the template of its kind, and from lessons"),
            |_| {},
        );
        return;
    }
    let today = sight.today();
    let columns = [
        Column::new("task", t!("What is to be done"), 260.0).grows(2.0).unsorted(),
        Column::new("owner", t!("Who"), 130.0).grows(1.0).unsorted(),
        Column::new("due", t!("By"), 120.0).unsorted(),
    ];
    let out = Table::new(t!("Tasks"), &columns).rows(u64::try_from(all.len()).unwrap_or(0)).show(
        ui,
        state,
        |at| all.get(usize::try_from(at).ok()?),
        |task: &Task, column| match column {
            0 if task.is_open() => Cell::Strong(task.new.text.as_str().into()),
            0 => Cell::Muted(task.new.text.as_str().into()),
            1 => Cell::Text(task.owner.as_str().into()),
            _ => match (&task.done, task.new.due) {
                (Some((on, _)), _) => Cell::Chip(t!("Done {day}", day = day::short(*on)).into(), Tone::Good),
                (None, Some(due)) if task.is_late(today) => Cell::Chip(day::short(due).into(), Tone::Danger),
                (None, Some(due)) => Cell::Text(day::short(due).into()),
                (None, None) => Cell::Empty,
            },
        },
    );
    if let Some(task) = out.opened.and_then(|at| all.get(usize::try_from(at).ok()?)) {
        sight.go(TASKS, task.id.to_string());
    }
}

pub(super) fn tell(ui: &mut Ui, data: &Data, state: &mut TableState) {
    let Some(change) = data.changes.first() else {
        let body = t!(
            "When venue, speaker or time change, the list of everybody who has to hear of it stands here, with how to reach them"
        );
        ui::empty_state(ui, icons::MEGAPHONE, t!("Nothing changed yet"), body, |_| {});
        return;
    };
    Frame::new().inner_margin(Margin::symmetric(24, 8)).show(ui, |ui| {
        let left = change.people.iter().filter(|one| one.told.is_none()).count();
        let words =
            t!("{day}: {what}. {count} still to tell", day = day::short(change.day), what = change.what, count = left);
        ui::paragraph(ui, &words, BODY.strong());
    });
    let columns = [
        Column::new("name", t!("Who"), 170.0).grows(1.0).unsorted(),
        Column::new("why", t!("Why"), 130.0).grows(1.0).unsorted(),
        Column::new("how", t!("How"), 170.0).grows(1.0).unsorted(),
        Column::new("told", t!("Told"), 112.0).unsorted(),
    ];
    Table::new(t!("Whom to tell"), &columns).rows(u64::try_from(change.people.len()).unwrap_or(0)).show(
        ui,
        state,
        |at| change.people.get(usize::try_from(at).ok()?),
        |one: &store::Told, column| match column {
            0 => Cell::Strong(one.name.as_str().into()),
            1 => Cell::Text(one.why.as_str().into()),
            2 => Cell::Text(one.how.as_str().into()),
            _ => one.told.map_or(Cell::Chip(t!("Not yet").into(), Tone::Warning), |on| {
                Cell::Chip(day::brief(on).into(), Tone::Good)
            }),
        },
    );
}
