//! The outline of a text: its headings, or the clauses of the first level where there are none; each a way there.

use egui::{Align, Role, ScrollArea, Sense, Ui, WidgetInfo, vec2};

use super::super::body::{Clause, Kind};
use super::super::edit::{Caret, Editing};
use super::text_view::TextView;
use crate::ui::{SMALL, look, paint_line};

/// The height of a row, in points.
const ROW: f32 = 26.0;

/// Draws it; answers where somebody wants to go.
pub(super) fn show(ui: &mut Ui, editing: &Editing, view: &mut TextView) -> Option<Caret> {
    let here = view.place(editing).map_or(view.topmost(), |caret| caret.at);
    let headings = editing.clauses().iter().filter(|clause| clause.kind == Kind::Heading).count() > 2;
    let is_listed = |clause: &Clause| if headings { clause.kind == Kind::Heading } else { clause.depth <= 1 };
    let rows: Vec<(usize, &Clause)> =
        editing.clauses().iter().enumerate().filter(|(_, clause)| is_listed(clause)).collect();
    let current = rows.iter().rposition(|(at, _)| *at <= here);
    let labels = view.labels(editing);
    let mut next = None;
    ScrollArea::vertical().id_salt("policy.amend.outline").auto_shrink([false, false]).show_rows(
        ui,
        ROW,
        rows.len(),
        |ui, range| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for row in range {
                let Some((at, clause)) = rows.get(row) else { continue };
                let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
                let colors = look(ui);
                let on = current == Some(row);
                let short = labels.get(clause.id).map(|l| l.short.clone()).filter(|_| clause.kind != Kind::Heading);
                let words = format!("{} {}", short.unwrap_or_default(), labels.plain(&clause.text));
                let words = words.trim();
                response.widget_info(|| WidgetInfo::labeled(Role::Link, true, words));
                if on || response.hovered() || response.has_focus() {
                    let tint = if on { colors.accent_tint } else { colors.sunk };
                    ui.painter().rect_filled(rect.shrink2(vec2(8.0, 1.0)), 6.0, tint);
                }
                let left = 16.0 + f32::from(clause.depth.min(4)) * 10.0;
                let ink = if on { colors.accent } else { colors.text };
                let look_ = if clause.depth == 0 { SMALL.medium() } else { SMALL };
                let area = rect.with_min_x(rect.min.x + left).with_max_x(rect.max.x - 10.0);
                paint_line(ui, ui.painter(), area, Align::Min, words, look_.ink(ink));
                if response.clicked() {
                    next = Some(Caret { at: *at, char: 0 });
                }
            }
        },
    );
    next
}
