//! Marks on a scale, row by row: what is known without one drawing being read by its colours alone. Shapes tell marks apart, and every row
//! says its figures beside it.

use egui::{
    Align, CornerRadius, Painter, Pos2, Rect, Response, Role, Sense, Shape, Stroke, Ui, WidgetInfo, pos2, vec2,
};

use super::text::{BODY, SMALL, galley, paint_line};
use super::theme::{Look, look};

/// How a mark is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkShape {
    /// A filled circle: what the row is about.
    Dot,
    /// A circle: one of many.
    Ring,
    /// An upright line: where things stand now.
    Line,
    /// A diamond: where something would change.
    Diamond,
}

/// A mark on a row.
#[derive(Clone, Debug, PartialEq)]
pub struct ScaleMark<'a> {
    pub at: f64,
    pub shape: MarkShape,
    /// What it is, for who points at it.
    pub says: &'a str,
}

/// A row of a scale.
#[derive(Clone, Debug, PartialEq)]
pub struct ScaleRow<'a> {
    pub label: &'a str,
    /// The figures in words, at the right.
    pub says: &'a str,
    pub marks: Vec<ScaleMark<'a>>,
    /// A stretch that is filled, such as what is within noise, or a bar from its beginning.
    pub band: Option<(f64, f64)>,
}

/// Rows on one scale.
#[derive(Clone, Copy, Debug)]
pub struct ScaleRows<'a> {
    /// What the picture shows, for who does not see it.
    pub name: &'a str,
    pub from: f64,
    pub to: f64,
    /// Where the scale is marked, with words.
    pub steps: &'a [(f64, &'a str)],
}

const ROW: f32 = 34.0;
/// What a label above its row takes.
const LABEL: f32 = 16.0;
/// Marks nearer than this stand one above the other.
const NEAR: f32 = 9.0;

impl ScaleRows<'_> {
    /// Draws them.
    pub fn show(&self, ui: &mut Ui, rows: &[ScaleRow<'_>]) -> Response {
        let look = look(ui);
        let width = ui.available_width();
        let longest = |texts: &mut dyn Iterator<Item = &str>, style| {
            texts.map(|text| galley(ui, text, style, f32::INFINITY).size().x).fold(0.0, f32::max).ceil()
        };
        let longest_label = longest(&mut rows.iter().map(|row| row.label), BODY);
        // In a narrow pane a label that would be cut stands above its row.
        let above = if longest_label > width * 0.32 { LABEL } else { 0.0 };
        let labels = if above > 0.0 { 0.0 } else { longest_label };
        let words = longest(&mut rows.iter().map(|row| row.says), SMALL).min(width * 0.34);
        let row_height = ROW + above;
        let height = row_height * rows.len() as f32 + 20.0;
        let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
        response.widget_info(|| {
            let all: Vec<String> = rows.iter().map(|row| format!("{}: {}", row.label, row.says)).collect();
            WidgetInfo::labeled(Role::Figure, true, format!("{}. {}", self.name, all.join("; ")))
        });
        let left = rect.left() + labels + if labels > 0.0 { 16.0 } else { 8.0 };
        let right = (rect.right() - words - if words > 0.0 { 16.0 } else { 8.0 }).max(left + 40.0);
        let foot = rect.top() + row_height * rows.len() as f32;
        let span = (self.to - self.from).max(f64::MIN_POSITIVE);
        let x = |at: f64| left + ((at - self.from) / span).clamp(0.0, 1.0) as f32 * (right - left);
        self.steps(ui, &look, &x, rect.top()..=foot);
        for (at, row) in rows.iter().enumerate() {
            let top = rect.top() + row_height * at as f32;
            let middle = top + above + ROW / 2.0;
            let line = |from: f32, to: f32| Rect::from_min_max(pos2(from, middle - 9.0), pos2(to, middle + 9.0));
            let label = if above > 0.0 {
                Rect::from_min_max(pos2(rect.left(), top), pos2(rect.right(), top + above + 4.0))
            } else {
                line(rect.left(), rect.left() + labels + 1.0)
            };
            paint_line(ui, ui.painter(), label, Align::LEFT, row.label, BODY);
            let figures = line(rect.right() - words - 1.0, rect.right());
            paint_line(ui, ui.painter(), figures, Align::LEFT, row.says, SMALL.ink(look.muted));
            ui.painter().hline(left..=right, middle.round() + 0.5, Stroke::new(1.0, look.line));
            if let Some((from, to)) = row.band {
                let band = Rect::from_min_max(pos2(x(from), middle - 6.0), pos2(x(to), middle + 6.0));
                ui.painter().rect_filled(band, CornerRadius::same(3), look.accent_tint);
                ui.painter().rect_stroke(
                    band,
                    CornerRadius::same(3),
                    Stroke::new(1.0, look.accent),
                    egui::StrokeKind::Inside,
                );
            }
            let places = stacked(&row.marks.iter().map(|mark| x(mark.at)).collect::<Vec<_>>());
            for (mark, (across, up)) in row.marks.iter().zip(places) {
                let lift = if mark.shape == MarkShape::Line { 0.0 } else { up };
                draw(ui.painter(), &look, mark.shape, pos2(across, middle - lift));
            }
            let pointed = response.hover_pos().filter(|p| (p.y - middle).abs() < ROW / 2.0);
            let near = pointed.map(|p| row.marks.iter().filter(move |mark| (x(mark.at) - p.x).abs() < 7.0));
            let says: Vec<&str> = near.into_iter().flatten().map(|mark| mark.says).filter(|s| !s.is_empty()).collect();
            if !says.is_empty() {
                response.clone().on_hover_text_at_pointer(says.join("\n"));
            }
        }
        response
    }

    fn steps(&self, ui: &Ui, look: &Look, x: &dyn Fn(f64) -> f32, rows: std::ops::RangeInclusive<f32>) {
        let foot = *rows.end();
        let mut free = f32::NEG_INFINITY;
        for (at, words) in self.steps {
            let across = x(*at).round() + 0.5;
            ui.painter().vline(across, rows.clone(), Stroke::new(1.0, look.line));
            let half = galley(ui, words, SMALL, f32::INFINITY).size().x.ceil() / 2.0 + 1.0;
            // One that would run into the one before it is left out; the line stands for it.
            if across - half < free {
                continue;
            }
            free = across + half + 4.0;
            let label = Rect::from_min_max(pos2(across - half, foot + 3.0), pos2(across + half, foot + 19.0));
            paint_line(ui, ui.painter(), label, Align::Center, words, SMALL.ink(look.faint));
        }
    }
}

/// Where marks are drawn: across, and how far above the line, so that level ones can be counted.
fn stacked(across: &[f32]) -> Vec<(f32, f32)> {
    let mut placed: Vec<(f32, f32)> = Vec::with_capacity(across.len());
    for x in across {
        let level = placed.iter().filter(|(other, _)| (other - x).abs() < NEAR).count();
        // Around the line: on it, above, below, further above.
        let step = level.div_ceil(2) as f32 * 6.0;
        placed.push((*x, if level.is_multiple_of(2) { -step } else { step }));
    }
    placed
}

fn draw(painter: &Painter, look: &Look, shape: MarkShape, at: Pos2) {
    let edge = Stroke::new(1.5, look.surface);
    match shape {
        MarkShape::Dot => {
            painter.circle(at, 6.0, look.accent, edge);
        }
        MarkShape::Ring => {
            painter.circle(at, 4.0, look.surface, Stroke::new(1.5, look.muted));
        }
        MarkShape::Line => {
            painter.vline(at.x, at.y - 11.0..=at.y + 11.0, Stroke::new(3.0, look.text));
        }
        MarkShape::Diamond => {
            let points = vec![at + vec2(0.0, -7.0), at + vec2(7.0, 0.0), at + vec2(0.0, 7.0), at + vec2(-7.0, 0.0)];
            painter.add(Shape::convex_polygon(points, look.warning, edge));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn level_marks_stand_apart() {
        let placed = stacked(&[10.0, 10.0, 10.0, 40.0]);
        let heights: Vec<f32> = placed.iter().map(|(_, up)| *up).collect();
        assert_eq!(heights, [0.0, 6.0, -6.0, 0.0], "on the line, above, below; one by itself stays on it");
        assert!(placed.iter().zip([10.0, 10.0, 10.0, 40.0]).all(|((x, _), wanted)| (x - wanted).abs() < 0.01));
    }
}
