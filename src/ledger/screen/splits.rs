//! The category and fund of an entry, or the parts that it is split into.

use egui::Ui;

use super::form::{FormPane, caption, entered};
use super::named::Chart;
use crate::app::Sight;
use crate::kit::Money;
use crate::ledger::model::{CategoryId, EntryKind, FundId, SplitForm};
use crate::t;
use crate::ui::{Button, Choice, MoneyField, SMALL, icon_button, icons, line, look, paragraph};

/// Draws the category, or the parts; answers whether Enter was pressed in a field.
pub fn show(ui: &mut Ui, pane: &mut FormPane, sight: &Sight<'_>, chart: &Chart, kind: EntryKind) -> bool {
    if pane.typed.form.splits.len() < 2 {
        let width = ui.available_width();
        category_of_whole(ui, pane, chart, kind, width);
        return false;
    }
    parts(ui, pane, sight, chart, kind)
}

/// The category of an entry that is not split.
pub fn category_of_whole(ui: &mut Ui, pane: &mut FormPane, chart: &Chart, kind: EntryKind, width: f32) {
    let mut part = pane.typed.form.splits.first().cloned().unwrap_or_default();
    let usual = t!("Usual ({name})", name = chart.usual_category(kind));
    let mut options: Vec<(Option<CategoryId>, &str)> = vec![(None, &usual)];
    options.extend(chart.open_categories(kind, part.category).map(|c| (Some(c.id), c.name.as_str())));
    if Choice::new(t!("Category"), &mut part.category, &options).width(width).show(ui).changed() {
        set_whole(pane, part);
    }
}

/// The fund of an entry that is not split, where the office has funds.
pub fn fund_of_whole(ui: &mut Ui, pane: &mut FormPane, chart: &Chart) {
    let mut part = pane.typed.form.splits.first().cloned().unwrap_or_default();
    if chart.open_funds(part.fund).next().is_none() {
        return;
    }
    let before = part.fund;
    fund(ui, chart, &mut part.fund, None);
    if part.fund != before {
        set_whole(pane, part);
    }
}

fn set_whole(pane: &mut FormPane, part: SplitForm) {
    pane.typed.form.splits = if part == SplitForm::default() { Vec::new() } else { vec![part] };
}

/// Splits the entry in two; the first part has the whole amount so far.
pub fn begin(pane: &mut FormPane) {
    let first = pane.typed.form.splits.first().cloned().unwrap_or_default();
    let first = SplitForm { amount: pane.typed.form.amount.clone(), ..first };
    pane.typed.form.splits = vec![first, SplitForm::default()];
}

fn parts(ui: &mut Ui, pane: &mut FormPane, sight: &Sight<'_>, chart: &Chart, kind: EntryKind) -> bool {
    let (mut enter, mut remove) = (false, None);
    let currency = *sight.currency();
    caption(ui, t!("Parts"));
    let all = pane.typed.form.splits.len();
    for (at, part) in pane.typed.form.splits.iter_mut().enumerate() {
        ui.push_id(("part", at), |ui| {
            ui.horizontal(|ui| {
                let room = ui.available_width() - 88.0 - 32.0 - 16.0;
                category(ui, chart, kind, &mut part.category, &t!("Category of part {n}", n = at + 1), room);
                let label = t!("Amount of part {n}", n = at + 1);
                let field = MoneyField::new(&label, &mut part.amount, currency).bare().width(88.0);
                enter |= entered(&field.show(ui));
                if icon_button(ui, icons::X, &t!("Remove part {n}", n = at + 1)).clicked() {
                    remove = Some(at);
                }
            });
            if !chart.funds.is_empty() {
                fund(ui, chart, &mut part.fund, Some(ui.available_width()));
            }
        });
    }
    let read = |text: &str| currency.parse(text, None).unwrap_or(Money::ZERO);
    let sum: Money = pane.typed.form.splits.iter().map(|s| read(&s.amount)).sum();
    let left = read(&pane.typed.form.amount) - sum;
    ui.horizontal(|ui| {
        let look = look(ui);
        if Button::quiet(t!("Another part")).icon(icons::PLUS).show(ui).clicked() {
            let amount = if left > Money::ZERO { currency.figures(left) } else { String::new() };
            pane.typed.form.splits.push(SplitForm { amount, ..SplitForm::default() });
        }
        if !left.is_zero() {
            line(ui, &t!("{left} is left", left = currency.show(left)), SMALL.ink(look.warning));
        }
    });
    if let Some(problem) = pane.problem("splits") {
        let ink = look(ui).danger;
        paragraph(ui, problem, SMALL.ink(ink));
    }
    if let Some(at) = remove {
        pane.typed.form.splits.remove(at);
        if let (2, [one]) = (all, pane.typed.form.splits.as_mut_slice()) {
            one.amount.clear();
        }
    }
    enter
}

fn category(ui: &mut Ui, chart: &Chart, kind: EntryKind, value: &mut Option<CategoryId>, label: &str, width: f32) {
    let usual = t!("Usual ({name})", name = chart.usual_category(kind));
    let mut options: Vec<(Option<CategoryId>, &str)> = vec![(None, &usual)];
    options.extend(chart.open_categories(kind, *value).map(|c| (Some(c.id), c.name.as_str())));
    Choice::new(label, value, &options).bare().width(width).show(ui);
}

fn fund(ui: &mut Ui, chart: &Chart, value: &mut Option<FundId>, bare: Option<f32>) {
    let mut options: Vec<(Option<FundId>, &str)> = vec![(None, t!("Not restricted"))];
    options.extend(chart.open_funds(*value).map(|f| (Some(f.id), f.name.as_str())));
    let choice = Choice::new(t!("Fund"), value, &options);
    match bare {
        Some(width) => choice.bare().width(width).show(ui),
        None => choice.show(ui),
    };
}
