//! Parts that screens and questions about money share.

use egui::{Align, Layout, Rect, Stroke, Ui, UiBuilder, vec2};

use super::form::entered;
use crate::app::Sight;
use crate::kit::{Money, day};
use crate::ledger::model::{FieldProblem, Method, Terms};
use crate::office::Done;
use crate::office::history::Step;
use crate::t;
use crate::ui::{self, BODY, Choice, DayField, Field, MoneyField, SMALL, look};

/// Height of the strip at the foot of a list, points.
pub const FOOT: f32 = 40.0;
/// How many steps of its history a pane shows.
const STEPS: usize = 6;

/// What typed days and amounts are read against.
pub fn terms(sight: &Sight<'_>) -> Terms {
    Terms { currency: *sight.currency(), today: sight.today(), month_first: sight.facts.profile.month_first }
}

pub fn problem<'a>(problems: &'a [FieldProblem], field: &str) -> Option<&'a str> {
    problems.iter().find(|problem| problem.field == field).map(|problem| problem.message.as_str())
}

/// Why nothing can be written, if so.
pub fn read_only(sight: &Sight<'_>) -> Option<&'static str> {
    sight.facts.read_only.then(|| t!("This office is open read-only"))
}

/// The fields of a form with the problems beside them; each answers whether Enter was pressed in it.
pub struct Fields<'a> {
    pub sight: &'a Sight<'a>,
    pub problems: &'a [FieldProblem],
}

impl Fields<'_> {
    pub fn day(&self, ui: &mut Ui, field: &str, label: &str, text: &mut String) -> bool {
        let (today, month_first) = (self.sight.today(), self.sight.facts.profile.month_first);
        let width = ui.available_width().min(180.0);
        let shown = DayField::new(label, text, today).month_first(month_first).width(width);
        entered(&shown.problem(problem(self.problems, field)).show(ui))
    }

    pub fn money(&self, ui: &mut Ui, field: &str, label: &str, text: &mut String) -> bool {
        let shown = MoneyField::new(label, text, *self.sight.currency());
        entered(&shown.problem(problem(self.problems, field)).show(ui))
    }

    pub fn text(&self, ui: &mut Ui, field: &str, label: &str, text: &mut String) -> bool {
        entered(&Field::new(label, text).problem(problem(self.problems, field)).show(ui))
    }

    /// How something is paid.
    pub fn method(&self, ui: &mut Ui, field: &str, label: &str, key: &mut String) {
        let options: Vec<(String, &str)> = Method::ALL
            .into_iter()
            .filter(|m| *m != Method::InKind)
            .map(|m| (m.key().to_owned(), if m == Method::Unsaid { t!("Not said") } else { m.label() }))
            .collect();
        Choice::new(label, key, &options).problem(problem(self.problems, field)).show(ui);
    }
}

/// Two fields beside each other.
pub fn two(ui: &mut Ui, left: impl FnOnce(&mut Ui), right: impl FnOnce(&mut Ui)) {
    let gap = 12.0;
    let half = ((ui.available_width() - gap) / 2.0).floor();
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = gap;
        let down = egui::Layout::top_down(egui::Align::LEFT);
        ui.allocate_ui_with_layout(vec2(half, 0.0), down, |ui| {
            ui.set_width(half);
            left(ui);
        });
        ui.allocate_ui_with_layout(vec2(half, 0.0), down, |ui| {
            ui.set_width(half);
            right(ui);
        });
    });
}

/// What was done with a record, newest first.
pub fn history(ui: &mut Ui, sight: &Sight<'_>, steps: &[Step]) {
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

/// An operation whose value nobody waits for.
pub fn without_value<T>(done: Done<T>) -> Done<()> {
    with_id(done, |_| ())
}

/// An operation of whose value only a part is waited for.
pub fn with_id<T, U>(done: Done<T>, id: impl FnOnce(T) -> U) -> Done<U> {
    Done { value: id(done.value), op: done.op, changed: done.changed }
}

/// What a list sums to, in the strip at its foot.
pub fn foot(ui: &mut Ui, sight: &Sight<'_>, pairs: &[(&str, Money)], selected: u64, strip: Rect) {
    let (look, currency) = (look(ui), sight.currency());
    ui.painter().rect_filled(strip, 0, look.sunk);
    ui.painter().hline(strip.x_range(), strip.top() + 0.5, Stroke::new(1.0, look.line));
    let within = strip.shrink2(vec2(24.0, 0.0));
    let mut ui = ui.new_child(UiBuilder::new().max_rect(within).layout(Layout::left_to_right(Align::Center)));
    ui.spacing_mut().item_spacing.x = 4.0;
    for (name, sum) in pairs {
        ui::line(&mut ui, name, BODY.ink(look.muted));
        ui::line(&mut ui, &currency.show(*sum), BODY.strong());
        ui.add_space(16.0);
    }
    if selected > 1 {
        ui::line(&mut ui, &t!("Selected {count}", count = selected), BODY.ink(look.muted));
    }
}
