//! The fields of each part of a line.

use egui::Ui;

use super::form::{Form, Row};
use crate::app::Sight;
use crate::bank::model::{AccountId, PartForm, left_of_parts};
use crate::ledger::model::{CategoryId, EntryKind, FundId};
use crate::ledger::screen::form::entered;
use crate::ledger::screen::named::Chart;
use crate::people::screen::person::{self, Shown};
use crate::t;
use crate::ui::{self, Button, Choice, Field, Link, MoneyField, SMALL, icon_button, icons, line, look};

/// What a line can be recorded as.
const INTO: &[EntryKind] = &[
    EntryKind::Donation,
    EntryKind::Dues,
    EntryKind::Levy,
    EntryKind::Event,
    EntryKind::Income,
    EntryKind::Loan,
    EntryKind::Transfer,
];
const OUT: &[EntryKind] = &[EntryKind::Expense, EntryKind::Transfer];

/// Draws every part; answers whether Enter was pressed in a field.
pub(super) fn show(ui: &mut Ui, form: &mut Form, sight: &Sight<'_>, chart: &Chart) -> bool {
    let (mut enter, mut remove) = (false, None);
    let count = form.rows.len();
    let mut rows = std::mem::take(&mut form.rows);
    for (at, row) in rows.iter_mut().enumerate() {
        ui.push_id(("part", at), |ui| {
            if count > 1 {
                ui.horizontal(|ui| {
                    ui::section(ui, &t!("Part {number}", number = at + 1));
                    if count > 2 && icon_button(ui, icons::X, &t!("Remove part {n}", n = at + 1)).clicked() {
                        remove = Some(at);
                    }
                });
            }
            enter |= part(ui, form, row, at, count, sight, chart);
        });
    }
    if let Some(at) = remove {
        rows.remove(at);
    }
    form.rows = rows;
    form.focus = None;
    foot(ui, form, sight);
    enter
}

/// Another part, and what is left to say.
fn foot(ui: &mut Ui, form: &mut Form, sight: &Sight<'_>) {
    let currency = sight.currency();
    if form.rows.len() == 1 {
        ui.horizontal(|ui| {
            if Link::new(t!("Split it")).small().show(ui).clicked() {
                let kind = form.rows.first().map(|r| r.form.kind.clone()).unwrap_or_default();
                form.rows.push(Row { form: PartForm { kind, ..PartForm::default() }, ..Row::default() });
                form.focus = Some((0, "amount"));
            }
            if !form.more && Link::new(t!("Appeal, fund and note")).small().show(ui).clicked() {
                form.more = true;
            }
        });
        return;
    }
    let left = left_of_parts(form.whole(), &form.parts(), |_| None, currency);
    ui.horizontal(|ui| {
        if Button::quiet(t!("Another part")).icon(icons::PLUS).show(ui).clicked() {
            let kind = form.rows.last().map(|r| r.form.kind.clone()).unwrap_or_default();
            form.rows.push(Row { form: PartForm { kind, ..PartForm::default() }, ..Row::default() });
            form.focus = Some((form.rows.len() - 1, "amount"));
        }
        match left {
            Some(left) if left.is_zero() => line(ui, t!("The parts make the amount"), SMALL.ink(look(ui).good)),
            Some(left) => {
                let words = t!("{left} is left to say", left = currency.show(left));
                line(ui, &words, SMALL.ink(look(ui).warning))
            }
            None => line(ui, "", SMALL),
        };
    });
}

fn part(
    ui: &mut Ui,
    form: &mut Form,
    row: &mut Row,
    at: usize,
    count: usize,
    sight: &Sight<'_>,
    chart: &Chart,
) -> bool {
    let mut enter = false;
    let line_into = form.is_into();
    let kind = row.form.kind(line_into);
    // A fee that was taken off on the way goes the other way than the line.
    let kinds: Vec<EntryKind> = match (line_into, count) {
        (true, 1) => INTO.to_vec(),
        (false, 1) => OUT.to_vec(),
        _ => [INTO, &[EntryKind::Expense]].concat(),
    };
    let options: Vec<(EntryKind, &str)> = kinds.iter().map(|k| (*k, k.label())).collect();
    let mut chosen = kind;
    let amount_id = form.field_id(at, "amount", ui);
    ui::two(
        ui,
        |ui| {
            let choice = Choice::new(t!("Kind"), &mut chosen, &options);
            choice.problem(form.problem(at, "kind")).show(ui);
        },
        |ui| {
            let field = MoneyField::new(t!("Amount"), &mut row.form.amount, *sight.currency());
            enter |= entered(&field.id(amount_id).problem(form.problem(at, "amount")).show(ui));
        },
    );
    if chosen != kind {
        chosen.key().clone_into(&mut row.form.kind);
        // A category of the old kind does not fit the new one.
        row.form.category = None;
    }
    if chosen == EntryKind::Transfer {
        let account = form.lines.first().map(|l| l.account);
        let mut options: Vec<(Option<AccountId>, &str)> = vec![(None, t!("Choose"))];
        let others = chart.open_accounts(None).filter(|a| Some(a.id) != account);
        options.extend(others.map(|a| (Some(a.id), a.name.as_str())));
        let label = if line_into { t!("From account") } else { t!("To account") };
        Choice::new(label, &mut row.form.other, &options).problem(form.problem(at, "other")).show(ui);
        return enter;
    }
    let id = form.field_id(at, "person", ui);
    let label = if chosen.is_out() { t!("To") } else { t!("From") };
    let problem = form.problem(at, "person");
    let shown = Shown { label, problem, may_be_new: true, ..Shown::default() };
    let (response, taken) = person::show(ui, id, &mut row.who, &row.found, shown);
    enter |= !taken && entered(&response);
    category(ui, form, row, at, chosen, chart);
    if form.more || count > 1 {
        if chart.open_funds(row.form.fund).next().is_some() {
            let mut options: Vec<(Option<FundId>, &str)> = vec![(None, t!("Not restricted"))];
            options.extend(chart.open_funds(row.form.fund).map(|f| (Some(f.id), f.name.as_str())));
            Choice::new(t!("Fund"), &mut row.form.fund, &options).show(ui);
        }
        if form.more {
            enter |= entered(&Field::new(t!("Appeal"), &mut row.form.appeal).show(ui));
            let purpose = form.lines.first().map_or("", |l| l.purpose.as_str());
            enter |= entered(&Field::new(t!("Note"), &mut row.form.note).placeholder(purpose).show(ui));
        }
    }
    enter
}

fn category(ui: &mut Ui, form: &Form, row: &mut Row, at: usize, kind: EntryKind, chart: &Chart) {
    let usual = t!("Usual ({name})", name = chart.usual_category(kind));
    let mut options: Vec<(Option<CategoryId>, &str)> = vec![(None, &usual)];
    options.extend(chart.open_categories(kind, row.form.category).map(|c| (Some(c.id), c.name.as_str())));
    let id = form.field_id(at, "category", ui);
    Choice::new(t!("Category"), &mut row.form.category, &options).id(id).show(ui);
}
