//! Lines over days: what came until when, beside another year or a target.

use std::ops::RangeInclusive;

use chrono::{Datelike as _, Months, NaiveDate};
use egui::{FontId, Id, Response, Role, Stroke, Ui, Vec2b, WidgetInfo, vec2};
use egui_plot::{GridInput, GridMark, HLine, HoverPosition, Line, LineStyle, Plot, PlotPoint, PlotPoints};

use super::plot::{nice_steps, short_figure};
use super::text::{SMALL, font};
use super::theme::look;
use super::tokens::mix;
use crate::kit::{Day, day};

/// A line through values, each from its day on.
#[derive(Clone, Debug, PartialEq)]
pub struct TimeLine<'a> {
    pub name: &'a str,
    /// In order of days.
    pub points: &'a [(Day, f64)],
    /// What the others are compared with: drawn behind them, and greyed.
    pub faint: bool,
}

/// The plot of such lines.
#[derive(Clone, Copy)]
pub struct OverTime<'a> {
    /// What it shows, in words, with the figures that matter: it is read out where nothing is seen.
    pub says: &'a str,
    pub height: f32,
    /// The first and the last day of the scale.
    pub days: (Day, Day),
    pub lines: &'a [TimeLine<'a>],
    /// A level to reach, with its name.
    pub target: Option<(&'a str, f64)>,
    /// Writes a value.
    pub show: &'a dyn Fn(f64) -> String,
}

impl std::fmt::Debug for OverTime<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OverTime").field("says", &self.says).finish_non_exhaustive()
    }
}

fn number(day: Day) -> f64 {
    f64::from(day.num_days_from_ce())
}

fn day_of(number: f64) -> Option<Day> {
    NaiveDate::from_num_days_from_ce_opt(number.round() as i32)
}

/// The firsts of months between two days, so many months apart that no more than `most` are left.
fn months(from: Day, to: Day, most: usize) -> Vec<Day> {
    let first = from.with_day(1).unwrap_or(from);
    for step in [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200] {
        let all = (0..).map_while(|n| first.checked_add_months(Months::new(n * step))).take_while(|day| *day <= to);
        let found: Vec<Day> = all.skip_while(|day| *day < from).take(most + 1).collect();
        if found.len() <= most {
            return found;
        }
    }
    Vec::new()
}

impl OverTime<'_> {
    /// Draws it. It neither zooms nor scrolls, so the page under it does.
    pub fn show(&self, ui: &mut Ui, id: Id) -> Response {
        let look = look(ui);
        let most = self.lines.iter().flat_map(|line| line.points).map(|(_, value)| *value).fold(0.0, f64::max);
        let steps = nice_steps(most.max(self.target.map_or(0.0, |(_, level)| level)));
        let top = steps.last().copied().unwrap_or(1.0);
        let (from, to) = (self.days.0, self.days.1.max(self.days.0 + chrono::TimeDelta::days(1)));
        let marks = months(from, to, (ui.available_width() / 72.0).max(2.0) as usize);
        let long = (to - from).num_days() > 420;
        let words = move |mark: GridMark, _: &RangeInclusive<f64>| match day_of(mark.value) {
            Some(day) if long => format!("{} {}", short_month(day), day.year()),
            Some(day) => short_month(day),
            None => String::new(),
        };
        let show = self.show;
        let hover = move |at: &HoverPosition<'_>| match at {
            HoverPosition::NearDataPoint { plot_name, position: PlotPoint { x, y }, .. } => {
                let day = day_of(*x).map(day::short).unwrap_or_default();
                Some(format!("{plot_name}, {day}\n{}", show(*y)))
            }
            HoverPosition::Elsewhere { .. } => None,
        };
        let mark = |value: f64| GridMark { value, step_size: 1e9 };
        let xs: Vec<GridMark> = marks.iter().map(|day| mark(number(*day))).collect();
        let ys: Vec<GridMark> = steps.iter().map(|step| mark(*step)).collect();
        let small = font(SMALL.size, SMALL.weight);
        let axes = Axes { font: small, ink: look.muted };
        let plot = Plot::new(id)
            .id(id)
            .height(self.height)
            .allow_zoom(false)
            .allow_scroll(false)
            .allow_drag(false)
            .allow_boxed_zoom(false)
            .allow_axis_zoom_drag(false)
            .allow_double_click_reset(false)
            .auto_bounds(false)
            .set_margin_fraction(vec2(0.0, 0.0))
            .show_background(false)
            .show_grid(Vec2b::new(false, true))
            .grid_color(look.line)
            .grid_fade(0.0)
            .show_crosshair(false)
            .x_grid_spacer(move |_: GridInput| xs.clone())
            .y_grid_spacer(move |_: GridInput| ys.clone())
            .custom_x_axes(vec![axes.hints(egui_plot::AxisHints::new_x()).formatter(words)])
            .custom_y_axes(vec![
                axes.hints(egui_plot::AxisHints::new_y()).formatter(move |mark, _| short_figure(mark.value, top)),
            ])
            .label_formatter(hover);
        let faint = mix(look.surface, look.muted, 0.45);
        let response = plot.show(ui, |plot| {
            // Said each time: the plot remembers its bounds, and another record brings others.
            plot.set_plot_bounds_x(number(from)..=number(to));
            // A little room below nothing keeps its label off the names of the months.
            plot.set_plot_bounds_y(-top * 0.07..=top * 1.02);
            for line in self.lines.iter().filter(|line| line.faint).chain(self.lines.iter().filter(|line| !line.faint))
            {
                let points: Vec<[f64; 2]> = line.points.iter().map(|(day, value)| [number(*day), *value]).collect();
                let ink = if line.faint { faint } else { look.accent };
                let drawn =
                    Line::new(line.name, PlotPoints::from(points)).stroke(Stroke::new(2.0, ink)).allow_band(false);
                plot.line(if line.faint { drawn } else { drawn.fill(0.0).fill_alpha(0.08) });
            }
            if let Some((name, level)) = self.target {
                let dashed = HLine::new(name, level).stroke(Stroke::new(1.5, look.warning));
                plot.hline(dashed.style(LineStyle::Dashed { length: 6.0 }).allow_hover(false));
            }
        });
        response.response.widget_info(|| WidgetInfo::labeled(Role::Figure, true, self.says));
        response.response
    }
}

struct Axes {
    font: FontId,
    ink: egui::Color32,
}

impl Axes {
    fn hints<'a>(&self, hints: egui_plot::AxisHints<'a>) -> egui_plot::AxisHints<'a> {
        hints.tick_label_font(self.font.clone()).tick_label_color(self.ink)
    }
}

/// `Mar`.
fn short_month(day: Day) -> String {
    day::month_name(day.month()).chars().take(3).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scale_has_whole_months_and_not_too_many() {
        let on = |iso: &str| day::from_iso(iso).unwrap();
        assert_eq!(months(on("2026-01-15"), on("2026-04-01"), 8), ["2026-02-01", "2026-03-01", "2026-04-01"].map(on));
        assert_eq!(months(on("2026-01-01"), on("2026-12-31"), 6).len(), 6);
        assert_eq!(months(on("1926-01-01"), on("2026-12-31"), 6).len(), 6, "every twenty years");
        for most in 2..12 {
            let found = months(on("2021-07-19"), on("2026-12-31"), most);
            assert!(!found.is_empty() && found.len() <= most, "{most}: {found:?}");
        }
    }
}
