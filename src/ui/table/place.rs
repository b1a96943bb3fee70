//! Where a table stands: an integer first row and a remainder in points. A single `f32` offset goes wrong from a few hundred
//! thousand rows on; here the last of ten billion rows is as exact as the first.

use std::ops::Range;

use egui::{CornerRadius, Id, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::t;
use crate::ui::theme::look;

/// The row at the top, and how many points of it are above the edge.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Place {
    pub first: u64,
    pub within: f32,
}

/// What is to be shown, and in how much room.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shown {
    pub rows: u64,
    pub row_height: f32,
    pub height: f32,
}

impl Shown {
    /// How many rows fit wholly; at least one.
    pub fn fit(self) -> u64 {
        ((self.height / self.row_height).floor() as u64).max(1)
    }

    /// The lowest place: the last row stands on the bottom edge.
    fn end(self) -> Place {
        let fit = (self.height / self.row_height).ceil() as u64;
        if self.rows < fit || self.rows as f32 * self.row_height <= self.height {
            return Place::default();
        }
        Place { first: self.rows - fit, within: fit as f32 * self.row_height - self.height }
    }
}

impl Place {
    /// Moves down by so many points (up when negative).
    pub(super) fn scroll(&mut self, points: f32, shown: Shown) {
        if points == 0.0 {
            return;
        }
        let mut within = self.within + points;
        let rows = (within / shown.row_height).floor();
        within -= rows * shown.row_height;
        if rows < 0.0 {
            let back = (-rows) as u64;
            if back > self.first {
                *self = Self::default();
                return;
            }
            self.first -= back;
        } else {
            self.first = self.first.saturating_add(rows as u64);
        }
        self.within = within;
    }

    /// Never past the end, never before the beginning.
    pub(super) fn settle(&mut self, shown: Shown) {
        let end = shown.end();
        if self.first > end.first || (self.first == end.first && self.within > end.within) {
            *self = end;
        }
    }

    /// The least move after which the row is wholly in sight.
    pub(super) fn reveal(&mut self, row: u64, shown: Shown) {
        let row = row.min(shown.rows.saturating_sub(1));
        if row < self.first || (row == self.first && self.within > 0.0) {
            *self = Self { first: row, within: 0.0 };
        } else if self.top_of(row, shown) + shown.row_height > shown.height {
            let at_bottom = Shown { rows: row + 1, ..shown };
            *self = at_bottom.end();
        }
        self.settle(shown);
    }

    pub(super) fn visible(self, shown: Shown) -> Range<u64> {
        let count = ((shown.height + self.within) / shown.row_height).ceil() as u64;
        self.first..self.first.saturating_add(count).min(shown.rows)
    }

    /// Points from the top edge to the top of a row in sight.
    pub(super) fn top_of(self, row: u64, shown: Shown) -> f32 {
        (row.saturating_sub(self.first)) as f32 * shown.row_height - self.within
    }
}

/// The bar at the right. Its handle may be too small to be exact with a million rows, so a drag goes to a row computed with
/// integers, and the wheel and the keys do the fine work.
pub(super) fn scrollbar(ui: &Ui, id: Id, body: Rect, place: &mut Place, shown: Shown) {
    let end = shown.end();
    if end == Place::default() {
        return;
    }
    let track = Rect::from_min_max(pos2(body.right() - 12.0, body.top() + 2.0), body.max - vec2(2.0, 2.0));
    let share = f64::from(shown.height / shown.row_height) / shown.rows as f64;
    let length = ((f64::from(track.height()) * share) as f32).max(28.0).min(track.height().max(1.0));
    let room = f64::from((track.height() - length).max(1.0));
    let whole = end.first as f64 + f64::from(end.within / shown.row_height);
    let now = place.first as f64 + f64::from(place.within / shown.row_height);
    let response = ui.interact(track, id.with("scrollbar"), Sense::drag());
    response.widget_info(|| WidgetInfo::labeled(Role::ScrollBar, true, t!("Scroll")));
    let top_now = track.top() + (room * (now / whole)) as f32;
    let grip = id.with("grip");
    if response.drag_started()
        && let Some(at) = response.interact_pointer_pos()
    {
        let inside = (top_now..=top_now + length).contains(&at.y);
        let held = if inside { at.y - top_now } else { length / 2.0 };
        ui.data_mut(|d| d.insert_temp(grip, held));
    }
    if response.dragged()
        && let Some(at) = response.interact_pointer_pos()
    {
        let held = ui.data(|d| d.get_temp::<f32>(grip)).unwrap_or(length / 2.0);
        let wanted = (f64::from(at.y - held - track.top()) / room).clamp(0.0, 1.0);
        *place = if wanted >= 1.0 { end } else { Place { first: (wanted * whole) as u64, within: 0.0 } };
    }
    let look = look(ui);
    let now = place.first as f64 + f64::from(place.within / shown.row_height);
    let top = track.top() + (room * (now / whole)) as f32;
    let active = response.hovered() || response.dragged();
    let width = if active { 8.0 } else { 6.0 };
    let handle = Rect::from_min_size(pos2(track.right() - width, top), vec2(width, length));
    ui.painter().rect_filled(handle, CornerRadius::same(4), if active { look.faint } else { look.strong_line });
}

#[cfg(test)]
mod tests {
    use super::*;

    const MANY: Shown = Shown { rows: 10_000_000_000, row_height: 36.0, height: 500.0 };

    #[test]
    fn the_last_of_very_many_rows_stands_on_the_bottom_edge() {
        let mut place = Place { first: u64::MAX, within: 0.0 };
        place.settle(MANY);
        let last = MANY.rows - 1;
        assert!(place.visible(MANY).contains(&last));
        assert!((place.top_of(last, MANY) + 36.0 - 500.0).abs() < 1e-3);
    }

    #[test]
    fn small_moves_far_down_are_exact() {
        let mut place = Place { first: 9_999_999_000, within: 0.0 };
        for _ in 0..36 {
            place.scroll(1.0, MANY);
        }
        assert_eq!(place, Place { first: 9_999_999_001, within: 0.0 });
        for _ in 0..37 {
            place.scroll(-1.0, MANY);
        }
        assert_eq!(place, Place { first: 9_999_998_999 + 1 - 1, within: 35.0 });
    }

    #[test]
    fn it_never_leaves_the_rows() {
        let mut place = Place { first: 3, within: 10.0 };
        place.scroll(-1e9, MANY);
        assert_eq!(place, Place::default());
        let few = Shown { rows: 5, ..MANY };
        place.scroll(400.0, few);
        place.settle(few);
        assert_eq!(place, Place::default());
        let none = Shown { rows: 0, ..MANY };
        place.settle(none);
        assert_eq!(place.visible(none), 0..0);
    }

    #[test]
    fn revealing_moves_as_little_as_possible() {
        let mut place = Place { first: 100, within: 0.0 };
        place.reveal(105, MANY);
        assert_eq!(place, Place { first: 100, within: 0.0 });
        place.reveal(99, MANY);
        assert_eq!(place, Place { first: 99, within: 0.0 });
        place.reveal(200, MANY);
        assert!((place.top_of(200, MANY) + 36.0 - 500.0).abs() < 1e-3);
        assert!(place.visible(MANY).contains(&200));
    }
}
