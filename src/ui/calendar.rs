//! One month to look at and pick from, weeks beginning on Monday.

use chrono::{Datelike as _, Days, Months};
use egui::{Align, CornerRadius, Id, Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2};

use super::button::icon_button;
use super::icons;
use super::text::{BODY, SMALL, paint_line};
use super::theme::look;
use crate::kit::{Day, day};
use crate::t;

const CELL: egui::Vec2 = vec2(34.0, 30.0);

/// Draws the month of `chosen` (or the one that was turned to); the answer is the day that was clicked.
pub(super) fn month(ui: &mut Ui, id: Id, chosen: Option<Day>, today: Day) -> Option<Day> {
    let look = look(ui);
    let turned = id.with("turned");
    let base = chosen.unwrap_or(today);
    // Which month is shown, and the day it was turned from: typing another day turns back to that day's month.
    let (from, mut first) = ui.data(|d| d.get_temp::<(Day, Day)>(turned)).unwrap_or((base, first_of(base)));
    if from != base {
        first = first_of(base);
    }
    ui.spacing_mut().item_spacing = vec2(0.0, 2.0);
    ui.set_width(CELL.x * 7.0);
    ui.horizontal(|ui| {
        if icon_button(ui, icons::CARET_LEFT, t!("Month before")).clicked() {
            first = first.checked_sub_months(Months::new(1)).unwrap_or(first);
        }
        let (rect, _) = ui.allocate_exact_size(vec2(CELL.x * 7.0 - 64.0, 32.0), Sense::hover());
        let title = format!("{} {}", day::month_name(first.month()), first.year());
        paint_line(ui, ui.painter(), rect, Align::Center, &title, BODY.strong());
        if icon_button(ui, icons::CARET_RIGHT, t!("Month after")).clicked() {
            first = first.checked_add_months(Months::new(1)).unwrap_or(first);
        }
    });
    ui.data_mut(|d| d.insert_temp(turned, (base, first)));
    ui.horizontal(|ui| {
        for name in [t!("Mon"), t!("Tue"), t!("Wed"), t!("Thu"), t!("Fri"), t!("Sat"), t!("Sun")] {
            let (rect, _) = ui.allocate_exact_size(vec2(CELL.x, 20.0), Sense::hover());
            paint_line(ui, ui.painter(), rect, Align::Center, name, SMALL.ink(look.faint));
        }
    });
    let mut picked = None;
    for week in weeks(first) {
        ui.horizontal(|ui| {
            for date in week {
                let (rect, response) = ui.allocate_exact_size(CELL, Sense::CLICK);
                let is_chosen = chosen == Some(date);
                response.widget_info(|| WidgetInfo::selected(egui::Role::Button, true, is_chosen, day::long(date)));
                let cell = rect.shrink(1.0);
                let corner = CornerRadius::same(6);
                if is_chosen {
                    ui.painter().rect_filled(cell, corner, look.accent);
                } else if response.hovered() {
                    ui.painter().rect_filled(cell, corner, look.accent_tint);
                }
                if date == today && !is_chosen {
                    ui.painter().rect_stroke(cell, corner, Stroke::new(1.0, look.accent), StrokeKind::Inside);
                }
                let ink = match (is_chosen, date.month() == first.month()) {
                    (true, _) => look.on_accent,
                    (false, true) => look.text,
                    (false, false) => look.faint,
                };
                paint_line(ui, ui.painter(), cell, Align::Center, &date.day().to_string(), BODY.ink(ink));
                if response.clicked() {
                    picked = Some(date);
                }
            }
        });
    }
    picked
}

fn first_of(date: Day) -> Day {
    date.with_day(1).unwrap_or(date)
}

/// Six weeks, from the Monday on or before the first of the month.
fn weeks(first: Day) -> Vec<Vec<Day>> {
    let back = u64::from(first.weekday().num_days_from_monday());
    let monday = first.checked_sub_days(Days::new(back)).unwrap_or(first);
    (0..6).map(|week| (0..7).filter_map(|at| monday.checked_add_days(Days::new(week * 7 + at))).collect()).collect()
}

#[cfg(test)]
#[allow(clippy::indexing_slicing, reason = "a test may panic")]
mod tests {
    use super::*;

    #[test]
    fn weeks_begin_on_monday_and_hold_the_month() {
        let first = Day::from_ymd_opt(2026, 11, 1).unwrap(); // a Sunday
        let weeks = weeks(first);
        assert_eq!(weeks[0][0], Day::from_ymd_opt(2026, 10, 26).unwrap());
        assert_eq!(weeks[0][6], first);
        assert!(weeks.iter().flatten().any(|d| *d == Day::from_ymd_opt(2026, 11, 30).unwrap()));
        assert!(weeks.iter().all(|w| w.len() == 7));
    }
}
