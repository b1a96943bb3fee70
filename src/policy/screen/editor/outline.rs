//! The outline at the left of a text: its headings, or the clauses of the first level.

use super::Editor;
use crate::policy::body::Kind;
use crate::policy::edit::Caret;
use crate::ui::{SMALL, look, paint_line};
use egui::{Align, ScrollArea, Sense, Ui, WidgetInfo, vec2};

impl Editor {
    pub(super) fn outline(&mut self, ui: &mut Ui) {
        let Self { editing: Some(editing), view, .. } = self else { return };
        let here = view.place(editing).map_or(view.topmost(), |caret| caret.at);
        let labels = view.labels(editing);
        // Headings, and where there are none the clauses of the first level.
        let headings = editing.clauses().iter().any(|clause| clause.kind == Kind::Heading);
        let rows: Vec<(usize, &crate::policy::body::Clause)> = editing
            .clauses()
            .iter()
            .enumerate()
            .filter(|(_, clause)| if headings { clause.kind == Kind::Heading } else { clause.depth == 0 })
            .collect();
        let current = rows.iter().rposition(|(at, _)| *at <= here);
        let mut next = None;
        let height = 26.0;
        ScrollArea::vertical().id_salt("policy.outline").auto_shrink([false, false]).show_rows(
            ui,
            height,
            rows.len(),
            |ui, range| {
                ui.spacing_mut().item_spacing.y = 0.0;
                for row in range {
                    let Some((at, clause)) = rows.get(row) else { continue };
                    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::click());
                    let colors = look(ui);
                    let on = current == Some(row);
                    let short =
                        labels.get(clause.id).map(|l| l.short.clone()).filter(|_| !headings).unwrap_or_default();
                    let words = if short.is_empty() {
                        labels.plain(&clause.text)
                    } else {
                        format!("{short} {}", labels.plain(&clause.text))
                    };
                    response.widget_info(|| WidgetInfo::labeled(egui::Role::Link, true, &words));
                    if on || response.hovered() {
                        ui.painter().rect_filled(
                            rect.shrink2(vec2(8.0, 1.0)),
                            6.0,
                            if on { colors.accent_tint } else { colors.sunk },
                        );
                    }
                    let left = 20.0 + f32::from(clause.depth.min(4)) * 12.0;
                    let ink = if on { colors.accent } else { colors.text };
                    let look_ = if clause.depth == 0 { SMALL.medium() } else { SMALL };
                    paint_line(
                        ui,
                        ui.painter(),
                        rect.with_min_x(rect.min.x + left).with_max_x(rect.max.x - 12.0),
                        Align::Min,
                        &words,
                        look_.ink(ink),
                    );
                    if response.clicked() {
                        next = Some(Caret { at: *at, char: 0 });
                    }
                }
            },
        );
        if let Some(caret) = next {
            view.put(caret);
        }
    }
}
