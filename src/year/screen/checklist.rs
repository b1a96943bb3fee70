//! What has to be settled before the year is closed, each line leading to where it is done; of a closed year, how it was closed.

use egui::{Align, Frame, Layout, Margin, ScrollArea, Ui, vec2};

use super::super::model::{Closed, Standing};
use super::{Shown, why_not};
use crate::app::Sight;
use crate::cli::ClosingItem;
use crate::kit::{day, text};
use crate::t;
use crate::ui::{self, BODY, Button, SMALL, Tone, icons, line, look, paragraph};

pub(super) fn show(ui: &mut Ui, sight: &Sight<'_>, shown: &Shown) {
    ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
        Frame::new().inner_margin(Margin::symmetric(24, 16)).show(ui, |ui| {
            ui.set_max_width(760.0);
            ui.spacing_mut().item_spacing = vec2(8.0, 12.0);
            top(ui, sight, shown);
            for item in &shown.items {
                one(ui, sight, item);
            }
            for closed in &shown.closed {
                past(ui, sight, closed);
            }
        });
    });
}

fn top(ui: &mut Ui, sight: &Sight<'_>, shown: &Shown) {
    let (label, currency) = (shown.year.label(), sight.currency());
    let days = t!("{from} to {to}", from = day::long(shown.year.from), to = day::long(shown.year.to));
    match shown.standing {
        Standing::Closed(_) => {
            let title = t!("The year {year} is closed", year = label);
            let body = t!(
                "{days}. Its entries stay as they are: what was wrong is put right by a reversal in the open year, and both stay, linked",
                days = days
            );
            ui::banner(ui, Tone::Good, &title, &body, "", |_| {});
        }
        Standing::Next => {
            let open = shown.items.iter().filter(|item| item.open > 0).count();
            let title = match open {
                0 => t!("Everything in {year} is settled", year = label),
                n => t!(
                    "{count} before {year} is closed",
                    count = text::plural(n, t!("thing to look at"), t!("things to look at")),
                    year = label
                ),
            };
            let body = t!(
                "{days}. What stays open gets a reason, which is kept. Closing keeps the statement of accounts and locks the entries; the year can be opened again, with a reason",
                days = days
            );
            let tone = if open == 0 { Tone::Good } else { Tone::Accent };
            ui::banner(ui, tone, &title, &body, "", |_| {});
        }
        standing => {
            let title = t!("{year} cannot be closed now", year = label);
            ui::banner(ui, Tone::Plain, &title, &why_not(shown, standing), "", |_| {});
        }
    }
    let muted = look(ui).muted;
    let words = t!(
        "{income} in, {expense} out, {balance} at the end",
        income = currency.show(shown.statement.sum("total.income")),
        expense = currency.show(shown.statement.sum("total.expense")),
        balance = currency.show(shown.statement.sum("closing"))
    );
    line(ui, &words, BODY.ink(muted));
}

fn one(ui: &mut Ui, sight: &Sight<'_>, item: &ClosingItem) {
    let look = look(ui);
    let settled = item.open == 0;
    ui.horizontal(|ui| {
        ui.set_min_height(38.0);
        let (icon, ink) = match (settled, item.must) {
            (true, _) => (icons::CHECK_CIRCLE, look.good),
            (false, true) => (icons::X_CIRCLE, look.danger),
            (false, false) => (icons::WARNING_CIRCLE, look.warning),
        };
        let (rect, _) = ui.allocate_exact_size(vec2(24.0, 24.0), egui::Sense::hover());
        ui::paint_icon(ui.painter(), rect, icon, 20.0, ink);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if let Some(opens) = item.opens.as_ref().filter(|_| !settled) {
                let name = t!("See them: {what}", what = item.says);
                let button = Button::secondary(t!("See them")).show(ui);
                button.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
                if button.clicked() {
                    sight.open(opens);
                }
            }
            ui.with_layout(Layout::top_down(Align::LEFT), |ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                paragraph(ui, item.label, BODY.strong());
                paragraph(ui, &item.says, SMALL.ink(look.muted));
            });
        });
    });
    let width = ui.max_rect().x_range();
    ui.painter().hline(width, ui.cursor().top() - 6.0, egui::Stroke::new(1.0, look.line));
}

fn past(ui: &mut Ui, sight: &Sight<'_>, closed: &Closed) {
    ui.add_space(4.0);
    ui::section(ui, &t!("Closed on {day}", day = day::long(closed.on)));
    let balance = sight.currency().show(closed.balance);
    let entries = text::plural(usize::try_from(closed.entries).unwrap_or(0), t!("entry"), t!("entries"));
    let mut facts = vec![(t!("By"), closed.by.clone()), (t!("Entries"), entries), (t!("At its end"), balance)];
    if !closed.note.is_empty() {
        facts.push((t!("Note"), closed.note.clone()));
    }
    if let Some(again) = &closed.reopened {
        let words = t!("{day} by {who}: {why}", day = day::long(again.on), who = again.by, why = again.why);
        facts.push((t!("Opened again"), words));
    }
    let rows: Vec<(&str, &str)> = facts.iter().map(|(name, value)| (*name, value.as_str())).collect();
    ui::key_values(ui, &rows);
    for left in &closed.left {
        let words = t!("Left open: {what}. {why}", what = left.says, why = left.reason);
        paragraph(ui, &words, SMALL.ink(look(ui).muted));
    }
}
