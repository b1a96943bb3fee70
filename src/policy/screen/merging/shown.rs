//! The merged text: each change in the colour of its amendment, behind its number, struck through or underlined, so that it can be
//! read without colour.

use egui::{Align, Color32, Rect, Role, ScrollArea, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::super::super::body::Kind;
use super::super::super::change::{Marked, MarkedAs, Merged};
use super::super::super::label::Labels;
use super::super::super::model::merging::is_changed;
use super::super::super::text::Kind as Piece;
use super::Merging;
use crate::t;
use crate::ui::{self, BODY, SMALL, TextLook, look, paint_line};

/// Whose changes there are, in the order of the text.
pub(super) fn order(merged: &Merged) -> Vec<String> {
    let mut order: Vec<String> = Vec::new();
    for piece in merged.marked.iter().flat_map(|row| &row.pieces) {
        for name in &piece.by {
            if !order.contains(name) {
                order.push(name.clone());
            }
        }
    }
    order
}

/// The colour of an amendment, beside its number in the list of choices; nothing where it changes nothing.
pub(super) fn swatch(ui: &mut Ui, order: &[String], number: &str) {
    let (rect, _response) = ui.allocate_exact_size(vec2(10.0, 18.0), Sense::hover());
    let of = |name: &&String| name.as_str() == number || name.split(' ').next() == Some(number);
    if let Some(name) = order.iter().find(of) {
        let (ink, _tint) = color(ui, order, std::slice::from_ref(name));
        ui.painter().rect_filled(rect, 3, ink);
    }
}

/// The colour of an amendment: by its place among those that are merged. What tells them apart without colour is the number.
fn color(ui: &Ui, order: &[String], by: &[String]) -> (Color32, Color32) {
    let colors = look(ui);
    let all = [
        (colors.accent, colors.accent_tint),
        (colors.good, colors.good_tint),
        (colors.warning, colors.warning_tint),
        (colors.danger, colors.danger_tint),
    ];
    let at = by.first().and_then(|name| order.iter().position(|one| one == name)).unwrap_or(0);
    all.get(at % all.len()).copied().unwrap_or((colors.text, Color32::TRANSPARENT))
}

/// The words of a clause, with each change in its colour, behind the number of the amendment.
fn laid(ui: &Ui, row: &Marked, order: &[String], labels: &Labels, width: f32) -> std::sync::Arc<egui::Galley> {
    let colors = look(ui);
    let style: TextLook = if row.clause.kind == Kind::Heading { BODY.strong() } else { BODY };
    let mut job = egui::text::LayoutJob::default();
    let format = |size: TextLook, ink: Color32, tint: Color32| egui::text::TextFormat {
        font_id: ui::font(size.size, size.weight),
        color: ink,
        background: tint,
        line_height: Some(style.line),
        ..Default::default()
    };
    let mut last: Vec<String> = Vec::new();
    for piece in &row.pieces {
        let words = labels.plain(&piece.text);
        if piece.kind == Piece::Equal {
            job.append(&words, 0.0, format(style, colors.text, Color32::TRANSPARENT));
            last.clear();
            continue;
        }
        let (ink, tint) = color(ui, order, &piece.by);
        if last != piece.by {
            let mark = if piece.conflict.is_some() { "? " } else { "" };
            job.append(
                &format!(" {mark}{} ", piece.by.join(", ")),
                0.0,
                format(SMALL.strong(), ink, Color32::TRANSPARENT),
            );
            last.clone_from(&piece.by);
        }
        let mut of = format(style, ink, tint);
        let stroke = Stroke::new(1.0, ink);
        if piece.kind.is_new() {
            of.underline = stroke
        } else {
            of.strikethrough = stroke
        }
        job.append(&words, 0.0, of);
    }
    job.wrap.max_width = width;
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

fn sign(marked: MarkedAs) -> &'static str {
    match marked {
        MarkedAs::Stays => "",
        MarkedAs::Added => "+",
        MarkedAs::Gone => "−",
        MarkedAs::MovedFrom => "↗",
        MarkedAs::MovedTo => "↘",
    }
}

fn says(row: &Marked, labels: &Labels) -> String {
    let pieces = row.pieces.iter().map(|piece| {
        let words = labels.plain(&piece.text);
        match piece.kind {
            Piece::Equal => words,
            kind if kind.is_new() => t!("{by} inserts: {words}", by = piece.by.join(", "), words = words),
            _ => t!("{by} leaves out: {words}", by = piece.by.join(", "), words = words),
        }
    });
    pieces.collect::<Vec<_>>().join(" ")
}

impl Merging {
    pub(super) fn text(&mut self, ui: &mut Ui) {
        let only = self.only;
        let Self { result, heights, laid: laid_as, .. } = self;
        let Some(result) = result.get().and_then(Option::as_ref) else { return };
        let merged = &result.merged;
        let order = order(merged);
        let changed = |row: &&Marked| !only || is_changed(row);
        let rows: Vec<&Marked> = merged.marked.iter().filter(changed).collect();
        if rows.is_empty() {
            ui.add_space(24.0);
            ui.indent("nothing", |ui| {
                ui::paragraph(ui, t!("Nothing is chosen, so the text stays as it is."), BODY.ink(look(ui).muted));
            });
            return;
        }
        let width = (ui.available_width() - 120.0).max(160.0);
        #[expect(clippy::cast_possible_truncation, reason = "a width in points")]
        let now = (width as i32, rows.len());
        if *laid_as != now {
            (*laid_as, *heights) = (now, vec![None; rows.len()]);
        }
        let mut tops = Vec::with_capacity(rows.len() + 1);
        let mut y = 12.0;
        for (row, known) in rows.iter().zip(heights.iter()) {
            tops.push(y);
            let signs: usize = row.pieces.iter().map(|p| p.text.len()).sum();
            let lines = f32::from(u16::try_from(signs).unwrap_or(u16::MAX)) * 6.8 / width;
            y += known.unwrap_or(lines.ceil().max(1.0) * BODY.line) + 12.0;
        }
        ScrollArea::vertical().id_salt("policy.merging").auto_shrink([false, false]).show_viewport(ui, |ui, sight| {
            ui.set_height(y + 32.0);
            let origin = ui.min_rect().min;
            let from = tops.partition_point(|top| *top < sight.min.y - 200.0).saturating_sub(1);
            let to = tops.partition_point(|top| *top < sight.max.y + 200.0);
            for at in from..to {
                let (Some(row), Some(top)) = (rows.get(at), tops.get(at)) else { continue };
                let old = matches!(row.marked, MarkedAs::Gone | MarkedAs::MovedFrom);
                let labels = if old { &result.base } else { &result.labels };
                let words = laid(ui, row, &order, labels, width);
                let height = words.size().y.max(BODY.line);
                let colors = look(ui);
                let left = origin.x + 24.0;
                let head = Rect::from_min_size(pos2(left, origin.y + top), vec2(16.0, BODY.line));
                paint_line(ui, ui.painter(), head, Align::Min, sign(row.marked), BODY.strong());
                let label =
                    labels.get(row.clause.id).map(|l| l.full.clone()).filter(|_| row.clause.kind == Kind::Numbered);
                let head = Rect::from_min_size(pos2(left + 16.0, origin.y + top), vec2(56.0, BODY.line));
                paint_line(ui, ui.painter(), head, Align::Min, &label.unwrap_or_default(), BODY.ink(colors.muted));
                ui.painter().galley(pos2(left + 76.0, origin.y + top), words, Color32::PLACEHOLDER);
                let area = Rect::from_min_size(pos2(left, origin.y + top), vec2(width + 76.0, height));
                let response = ui.interact(area, ui.scope_id().with(("row", at)), Sense::hover());
                response.widget_info(|| WidgetInfo::labeled(Role::Label, true, says(row, labels)));
                if let Some(known) = heights.get_mut(at)
                    && known.is_none_or(|known| (known - height).abs() > 0.5)
                {
                    *known = Some(height);
                    ui.ctx().request_repaint();
                }
            }
        });
    }
}
