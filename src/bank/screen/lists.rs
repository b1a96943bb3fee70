//! Three lists: the statements that were read, what was expected and did not come, and what was remembered of lines.

use egui::{Frame, Margin, Ui, vec2};

use super::super::model::{AccountId, Rule, RuleId, StatementId, StatementRow};
use super::super::store::Missing;
use super::{ENTRIES, IMPORT, PEOPLE};
use crate::app::Sight;
use crate::kit::{Money, day, text};
use crate::t;
use crate::ui::table::{Cell, Column, Table, TableState};
use crate::ui::{self, BODY, Button, TITLE, icons, line, look};

/// What a person wants of a list.
pub(super) enum Want {
    Forget(StatementId, String),
    Lines(StatementId),
    Remove(RuleId, String),
}

/// The statements, with a pane for the one under the keyboard.
pub(super) fn statements(
    ui: &mut Ui,
    sight: &Sight<'_>,
    all: &[StatementRow],
    table: &mut TableState,
    split: &mut ui::Split,
) -> Option<Want> {
    if all.is_empty() {
        let body = t!("Each statement that is read stands here, with its balances and what became of its lines.");
        ui::empty_state(ui, icons::BANK, t!("No statement yet"), body, |ui| {
            IMPORT.primary(ui, sight);
        });
        return None;
    }
    let currency = *sight.currency();
    let open = std::cell::Cell::new(table.selection.cursor().unwrap_or(0));
    let mut want = None;
    split.show(
        ui,
        |ui| {
            ui.painter().rect_filled(ui.max_rect(), 0, look(ui).surface);
            let columns = [
                Column::new("days", t!("Days"), 204.0).unsorted(),
                Column::new("account", t!("Account"), 130.0).grows(1.0).unsorted(),
                Column::new("lines", t!("Lines"), 64.0).figures().unsorted(),
                Column::new("open", t!("To match"), 76.0).figures().unsorted(),
                Column::new("closing", t!("Closing balance"), 116.0).figures().unsorted().spare(),
            ];
            Table::new(t!("Statements"), &columns).rows(u64::try_from(all.len()).unwrap_or(0)).show(
                ui,
                table,
                |at| all.get(usize::try_from(at).ok()?),
                |s: &StatementRow, column| match column {
                    0 => Cell::Strong(days(s).into()),
                    1 => Cell::Text(s.account_name.as_str().into()),
                    2 => Cell::Text(text::count(s.brought).into()),
                    3 if s.open == 0 => Cell::Empty,
                    3 => Cell::Text(text::count(s.open).into()),
                    _ => Cell::Muted(s.closing.map(|m| currency.figures(m)).unwrap_or_default().into()),
                },
            );
            open.set(table.selection.cursor().unwrap_or(0));
        },
        |ui| {
            let Some(s) = usize::try_from(open.get()).ok().and_then(|at| all.get(at)) else { return };
            want = statement(ui, sight, s);
        },
    );
    want
}

fn days(s: &StatementRow) -> String {
    match (s.from, s.to) {
        (Some(from), Some(to)) => t!("{from} to {to}", from = day::short(from), to = day::short(to)),
        (_, Some(day)) | (Some(day), _) => day::short(day),
        _ => s.closed_on.map(day::short).unwrap_or_default(),
    }
}

fn statement(ui: &mut Ui, sight: &Sight<'_>, s: &StatementRow) -> Option<Want> {
    let currency = sight.currency();
    let mut want = None;
    ui.spacing_mut().item_spacing = vec2(8.0, 10.0);
    ui::paragraph(ui, &days(s), TITLE);
    ui.horizontal_wrapped(|ui| {
        if Button::secondary(t!("See its lines")).show(ui).clicked() {
            want = Some(Want::Lines(s.id));
        }
        let held = s.matched + s.reconciled > 0;
        let why = held.then(|| t!("Some of its lines are matched; free them first")).or(super::read_only(sight));
        if Button::secondary(t!("Remove…")).unless(why).show(ui).clicked() {
            want = Some(Want::Forget(s.id, s.source.clone()));
        }
    });
    let money = |m: Option<Money>| m.map(|m| currency.show(m)).unwrap_or_default();
    let rows = [
        (t!("Account"), s.account_name.clone()),
        (t!("File"), s.source.clone()),
        (t!("Opening"), money(s.opening)),
        (t!("Closing"), money(s.closing)),
        (t!("Lines"), text::count(s.brought)),
        (t!("To match"), text::count(s.open)),
        (t!("Matched"), text::count(s.matched)),
        (t!("Set aside"), text::count(s.aside)),
        (t!("Reconciled"), text::count(s.reconciled)),
    ];
    let rows: Vec<(&str, &str)> = rows.iter().filter(|(_, v)| !v.is_empty()).map(|(k, v)| (*k, v.as_str())).collect();
    ui::key_values(ui, &rows);
    if s.lines > s.brought {
        let words = t!(
            "The file holds {count}; the others were here before",
            count = text::plural(s.lines, t!("line"), t!("lines"))
        );
        ui::paragraph(ui, &words, BODY.ink(look(ui).muted));
    }
    want
}

/// What was expected and did not come, oldest first. While `waiting` lines wait, some of it may be among those.
pub(super) fn missing(ui: &mut Ui, sight: &Sight<'_>, all: &Missing, waiting: usize, table: &mut TableState) {
    let Some(until) = all.until else {
        let body = t!("Once a statement is read, what was expected by its last day and did not come stands here.");
        ui::empty_state(ui, icons::HOURGLASS, t!("Nothing to compare yet"), body, |ui| {
            IMPORT.primary(ui, sight);
        });
        return;
    };
    let total = all.awaited.len() + all.entries.len();
    if total == 0 {
        let body = t!(
            "Everything that was due by {day} came, and every entry by then stands on a statement.",
            day = day::long(until)
        );
        ui::empty_state(ui, icons::CHECK_CIRCLE, t!("Nothing is missing"), &body, |_| {});
        return;
    }
    let currency = *sight.currency();
    ui.painter().rect_filled(ui.available_rect_before_wrap(), 0, look(ui).surface);
    Frame::new().inner_margin(Margin::symmetric(24, 12)).show(ui, |ui| {
        let words = t!(
            "Up to {day}: {awaited} did not come, {entries} stand on no statement",
            day = day::long(until),
            awaited = text::plural(all.awaited.len(), t!("payment"), t!("payments")),
            entries = text::plural(all.entries.len(), t!("entry"), t!("entries"))
        );
        ui.spacing_mut().item_spacing.y = 2.0;
        line(ui, &words, BODY.ink(look(ui).muted));
        if waiting > 0 {
            let count = text::plural(waiting, t!("line waits"), t!("lines wait"));
            let words = t!("{count} to be matched: some of it may be among them", count = count);
            line(ui, &words, BODY.ink(look(ui).warning));
        }
    });
    let columns = [
        Column::new("day", t!("Due or dated"), 104.0).unsorted(),
        Column::new("late", t!("Days ago"), 72.0).figures().unsorted().spare(),
        Column::new("who", t!("From or to"), 180.0).grows(2.0).unsorted(),
        Column::new("what", t!("What"), 190.0).grows(1.0).unsorted(),
        Column::new("amount", t!("Amount"), 96.0).figures().unsorted(),
    ];
    let today = sight.today();
    // Their places: those that are awaited first.
    let places: Vec<usize> = (0..total).collect();
    let of = |at: usize| -> Option<(crate::kit::Day, &str, String, Money)> {
        if let Some(a) = all.awaited.get(at) {
            return Some((a.it.due, a.it.name.as_str(), a.it.says.clone(), a.it.amount));
        }
        let m = all.entries.get(at.checked_sub(all.awaited.len())?)?;
        Some((m.day(), m.who.as_str(), t!("{kind} on no statement", kind = m.kind.label()), m.amount))
    };
    let out = Table::new(t!("Did not come"), &columns).rows(u64::try_from(total).unwrap_or(0)).show(
        ui,
        table,
        |at| places.get(usize::try_from(at).ok()?),
        |at: &usize, column| {
            let Some((on, who, what, amount)) = of(*at) else { return Cell::Empty };
            let ago = usize::try_from((today - on).num_days().max(0)).unwrap_or(0);
            match column {
                0 => Cell::Text(day::short(on).into()),
                1 => Cell::Muted(text::count(ago).into()),
                2 if who.is_empty() => Cell::Muted(t!("Nobody named").into()),
                2 => Cell::Strong(who.to_owned().into()),
                3 => Cell::Muted(what.into()),
                _ => Cell::Text(currency.figures(amount).into()),
            }
        },
    );
    if let Some(at) = out.opened.and_then(|at| usize::try_from(at).ok()) {
        match (all.awaited.get(at), at.checked_sub(all.awaited.len()).and_then(|at| all.entries.get(at))) {
            (Some(awaited), _) => sight.go(PEOPLE, awaited.it.person.to_string()),
            (None, Some(movement)) => sight.go(ENTRIES, movement.entry.to_string()),
            (None, None) => {}
        }
    }
}

/// What was remembered of lines.
pub(super) fn remembered(
    ui: &mut Ui,
    sight: &Sight<'_>,
    all: &[Rule],
    names: impl Fn(AccountId) -> String,
    table: &mut TableState,
) -> Option<Want> {
    if all.is_empty() {
        let body = t!("Tick “Remember” while recording a line, and lines like it are suggested the same from then on.");
        ui::empty_state(ui, icons::BOOKMARK, t!("Nothing remembered yet"), body, |_| {});
        return None;
    }
    let currency = *sight.currency();
    ui.painter().rect_filled(ui.available_rect_before_wrap(), 0, look(ui).surface);
    let columns = [
        Column::new("when", t!("Lines with"), 260.0).grows(1.0).unsorted(),
        Column::new("does", t!("Are"), 220.0).grows(1.0).unsorted(),
        Column::new("remove", "", 90.0).unsorted(),
    ];
    let out = Table::new(t!("Remembered"), &columns).rows(u64::try_from(all.len()).unwrap_or(0)).show(
        ui,
        table,
        |at| all.get(usize::try_from(at).ok()?),
        |rule: &Rule, column| match column {
            0 => {
                let account = rule.rule.when.account.map(&names);
                Cell::Strong(rule.rule.when.says(account.as_deref(), &currency).into())
            }
            1 => Cell::Text(does(rule, &names).into()),
            _ => Cell::Link(t!("Forget it…").into()),
        },
    );
    let at = out.link.map(|(row, _)| row).and_then(|at| usize::try_from(at).ok());
    let rule = at.and_then(|at| all.get(at))?;
    Some(Want::Remove(rule.id, rule.rule.when.says(None, &currency)))
}

fn does(rule: &Rule, names: &impl Fn(AccountId) -> String) -> String {
    match &rule.rule.does {
        super::super::model::Does::Transfer(other) => t!("moved from or to {account}", account = names(*other)),
        other => other.says(|_| ""),
    }
}
