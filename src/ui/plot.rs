//! Two plots that people would rather look at than read: bars by month with last year beside them, and a line over time.

use egui::{
    Align, Align2, CornerRadius, Mesh, Pos2, Rect, Response, Role, Sense, Shape, Stroke, Ui, WidgetInfo, pos2, vec2,
};

use super::mark::Tone;
use super::text::{SMALL, font, galley, paint_line};
use super::theme::look;
use super::tokens::mix;
use crate::t;

/// One group of bars: what stands below it, this year's value and last year's.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    pub label: String,
    pub now: f64,
    pub before: f64,
}

/// Bars with the year before beside them. `show` writes a value for the hover text. The answer's second part is the group
/// that was clicked.
pub fn bars(
    ui: &mut Ui,
    name: &str,
    height: f32,
    all: &[Bar],
    years: [&str; 2],
    show: impl Fn(f64) -> String,
) -> (Response, Option<usize>) {
    let look = look(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::CLICK);
    response.widget_info(|| {
        let words: Vec<String> = all.iter().map(|b| format!("{}: {}", b.label, show(b.now))).collect();
        WidgetInfo::labeled(Role::Figure, true, format!("{name}. {}", words.join(", ")))
    });
    let most = all.iter().flat_map(|b| [b.now, b.before]).fold(0.0, f64::max);
    let steps = nice_steps(most);
    let top = steps.last().copied().unwrap_or(1.0).max(f64::MIN_POSITIVE);
    let scale_width = steps
        .iter()
        .map(|s| galley(ui, &short_figure(*s, top), SMALL, f32::INFINITY).size().x)
        .fold(0.0, f32::max)
        .ceil()
        + 8.0;
    let plot = Rect::from_min_max(
        pos2(rect.left() + scale_width, rect.top() + 24.0),
        pos2(rect.right(), rect.bottom() - 22.0),
    );
    let y_of = |value: f64| plot.bottom() - (value / top) as f32 * plot.height();
    legend(ui, rect, years);
    for step in &steps {
        let y = y_of(*step).round() + 0.5;
        ui.painter().hline(
            plot.x_range(),
            y,
            Stroke::new(1.0, if *step == 0.0 { look.strong_line } else { look.line }),
        );
        let label = Rect::from_min_max(pos2(rect.left(), y - 8.0), pos2(plot.left() - 8.0, y + 8.0));
        paint_line(
            ui,
            ui.painter(),
            label.expand2(vec2(1.0, 0.0)),
            Align::RIGHT,
            &short_figure(*step, top),
            SMALL.ink(look.faint),
        );
    }
    let group = plot.width() / all.len().max(1) as f32;
    let bar = (group * 0.32).clamp(2.0, 18.0);
    let pointer = response.hover_pos();
    let mut clicked = None;
    for (at, month) in all.iter().enumerate() {
        let column = Rect::from_min_max(
            pos2(plot.left() + group * at as f32, plot.top()),
            pos2(plot.left() + group * (at + 1) as f32, plot.bottom()),
        );
        let middle = column.center().x.round();
        let over = pointer.is_some_and(|p| column.x_range().contains(p.x));
        let before = mix(look.surface, look.muted, if over { 0.5 } else { 0.3 });
        for (value, left, color) in [(month.now, middle - bar - 1.0, look.accent), (month.before, middle + 1.0, before)]
        {
            let filled =
                Rect::from_min_max(pos2(left, y_of(value.max(0.0)).round()), pos2(left + bar, plot.bottom().round()));
            if filled.height() >= 1.0 {
                let corner = CornerRadius { nw: 3, ne: 3, sw: 0, se: 0 };
                ui.painter().rect_filled(filled, corner, color);
            }
        }
        let label = Rect::from_min_size(pos2(column.left(), plot.bottom() + 5.0), vec2(group, 16.0));
        paint_line(
            ui,
            ui.painter(),
            label,
            Align::Center,
            &month.label,
            SMALL.ink(if over { look.text } else { look.muted }),
        );
        if over {
            let [this, last] = years;
            let words = format!("{}\n{this}: {}\n{last}: {}", month.label, show(month.now), show(month.before));
            response.clone().on_hover_text_at_pointer(words);
            if response.clicked() {
                clicked = Some(at);
            }
        }
    }
    (response, clicked)
}

fn legend(ui: &Ui, rect: Rect, years: [&str; 2]) {
    let look = look(ui);
    let [this, last] = years;
    let mut right = rect.right();
    for (year, color) in [(last, mix(look.surface, look.muted, 0.3)), (this, look.accent)] {
        let words = galley(ui, year, SMALL, f32::INFINITY).size().x.ceil();
        let text = Rect::from_min_max(pos2(right - words - 1.0, rect.top()), pos2(right + 1.0, rect.top() + 16.0));
        paint_line(ui, ui.painter(), text, Align::RIGHT, year, SMALL.ink(look.muted));
        let square = Rect::from_center_size(pos2(right - words - 11.0, text.center().y), vec2(8.0, 8.0));
        ui.painter().rect_filled(square, CornerRadius::same(2), color);
        right -= words + 32.0;
    }
}

/// A line through values at even distances, the last one marked; the labels stand below its ends.
pub fn line(ui: &mut Ui, name: &str, height: f32, values: &[f64], ends: [&str; 2], tone: Tone) -> Response {
    let look = look(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    response.widget_info(|| {
        let from = values.first().copied().unwrap_or(0.0);
        let to = values.last().copied().unwrap_or(0.0);
        WidgetInfo::labeled(Role::Figure, true, t!("{name}: from {from} to {to}", name = name, from = from, to = to))
    });
    let ink = if tone == Tone::Plain { look.accent } else { tone.colors(&look).0 };
    let labelled = ends.iter().any(|e| !e.is_empty());
    let plot = Rect::from_min_max(rect.min + vec2(4.0, 6.0), rect.max - vec2(6.0, if labelled { 24.0 } else { 6.0 }));
    let least = values.iter().copied().fold(f64::INFINITY, f64::min);
    let most = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let span = (most - least).max(f64::MIN_POSITIVE);
    let step = plot.width() / values.len().saturating_sub(1).max(1) as f32;
    let points: Vec<Pos2> = values
        .iter()
        .enumerate()
        .map(|(at, value)| {
            let share = if most > least { ((value - least) / span) as f32 } else { 0.5 };
            pos2(plot.left() + step * at as f32, plot.bottom() - share * plot.height())
        })
        .collect();
    // A soft wash below the line, as one mesh: pieces with soft edges of their own would show their seams.
    let mut wash = Mesh::default();
    for point in &points {
        wash.colored_vertex(*point, mix(look.surface, ink, 0.10));
        wash.colored_vertex(pos2(point.x, plot.bottom()), mix(look.surface, ink, 0.03));
    }
    for at in (0..wash.vertices.len().saturating_sub(2) as u32).step_by(2) {
        wash.add_triangle(at, at + 1, at + 2);
        wash.add_triangle(at + 1, at + 2, at + 3);
    }
    ui.painter().add(Shape::mesh(wash));
    ui.painter().add(Shape::line(points.clone(), Stroke::new(2.0, ink)));
    if let Some(last) = points.last() {
        ui.painter().circle(*last, 4.0, ink, Stroke::new(2.0, look.surface));
    }
    let [first, last] = ends;
    let y = rect.bottom() - 8.0;
    ui.painter().text(pos2(plot.left(), y), Align2::LEFT_CENTER, first, font(12.0, SMALL.weight), look.muted);
    ui.painter().text(pos2(plot.right(), y), Align2::RIGHT_CENTER, last, font(12.0, SMALL.weight), look.muted);
    response
}

/// Nought and three to five round values above it, the last at least `most`.
pub(super) fn nice_steps(most: f64) -> Vec<f64> {
    if most <= 0.0 || !most.is_finite() {
        return vec![0.0, 1.0];
    }
    let rough = most / 4.0;
    let unit = 10f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 2.5, 5.0, 10.0].into_iter().map(|m| m * unit).find(|s| *s >= rough).unwrap_or(unit * 10.0);
    let count = (most / step).ceil() as u32;
    (0..=count).map(|n| f64::from(n) * step).collect()
}

/// `1,500`, `25k`, `1.2m`: short enough for a scale, whose highest value is `top`, so that all of it is in one unit.
pub(super) fn short_figure(value: f64, top: f64) -> String {
    let shortened = |v: f64, unit: &str| {
        let text = format!("{v:.2}");
        format!("{}{unit}", text.trim_end_matches('0').trim_end_matches('.'))
    };
    if value == 0.0 {
        "0".to_owned()
    } else if top >= 1_000_000.0 {
        shortened(value / 1_000_000.0, "m")
    } else if top >= 10_000.0 {
        shortened(value / 1_000.0, "k")
    } else if value.fract() == 0.0 {
        crate::kit::text::count(value as usize)
    } else {
        shortened(value, "")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scales_are_round_and_reach_the_highest_value() {
        assert_eq!(nice_steps(4_180.0), [0.0, 2_000.0, 4_000.0, 6_000.0]);
        assert_eq!(nice_steps(0.0), [0.0, 1.0]);
        for most in [0.3, 1.0, 7.0, 99.0, 12_345.0, 8e9] {
            let steps = nice_steps(most);
            assert!(steps.last().is_some_and(|s| *s >= most) && (3..=6).contains(&steps.len()), "{most}: {steps:?}");
        }
        assert_eq!(
            [short_figure(1_500.0, 2_000.0), short_figure(25_000.0, 30_000.0), short_figure(1_200_000.0, 1_500_000.0)],
            ["1,500", "25k", "1.2m"]
        );
        // One unit through a scale, and no step is rounded to another.
        let scale = |top| nice_steps(top).into_iter().map(|step| short_figure(step, top)).collect::<Vec<_>>();
        assert_eq!(scale(10_000.0), ["0", "2.5k", "5k", "7.5k", "10k"]);
        assert_eq!(scale(1_000_000.0), ["0", "0.25m", "0.5m", "0.75m", "1m"]);
    }
}
