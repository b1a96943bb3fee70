//! Columns: their widths, which shrink to the room there is, and the head with its sort arrows.

use std::collections::BTreeMap;

use egui::accesskit::SortDirection;
use egui::{Align, CursorIcon, Id, Rect, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};
use serde::{Deserialize, Serialize};

use super::TableState;
use crate::t;
use crate::ui::text::{SMALL, galley, paint_icon, paint_line};
use crate::ui::theme::look;
use crate::ui::tokens::GUTTER;
use crate::ui::{self, icons};

/// The room between two columns, points.
const GAP: f32 = 16.0;

/// A column of a table.
#[derive(Clone, Copy, Debug)]
pub struct Column<'a> {
    /// Its name in the settings: never changes, not shown.
    pub key: &'a str,
    pub title: &'a str,
    /// Points.
    width: f32,
    least: f32,
    /// Its share of the room that is left over; 0 keeps its width.
    weight: f32,
    right: bool,
    sortable: bool,
    spare: bool,
}

impl<'a> Column<'a> {
    /// A column of a width that fits what it holds.
    pub fn new(key: &'a str, title: &'a str, width: f32) -> Self {
        Self { key, title, width, least: width, weight: 0.0, right: false, sortable: true, spare: false }
    }

    /// Takes a share of the room that is left over, and gives it back first when the window is narrow.
    #[must_use]
    pub fn grows(mut self, weight: f32) -> Self {
        self.weight = weight;
        self.least = self.least.min(72.0);
        self
    }

    /// Left out where the window is too narrow for all; the pane beside the list says the same.
    #[must_use]
    pub fn spare(mut self) -> Self {
        self.spare = true;
        self
    }

    /// Right-aligned, for figures.
    #[must_use]
    pub fn figures(mut self) -> Self {
        self.right = true;
        self
    }

    #[must_use]
    pub fn unsorted(mut self) -> Self {
        self.sortable = false;
        self
    }

    pub(super) fn can_sort(&self) -> bool {
        self.sortable
    }

    /// The width below which it never shrinks, points.
    #[must_use]
    pub fn least(mut self, width: f32) -> Self {
        self.least = width;
        self
    }
}

/// The order of the rows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sort {
    /// The key of a column.
    pub column: String,
    pub descending: bool,
}

/// A column in its place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Laid {
    pub left: f32,
    pub width: f32,
    pub right_aligned: bool,
    /// Not left out for want of room.
    pub shown: bool,
}

impl Laid {
    pub fn cell(self, strip: Rect) -> Rect {
        Rect::from_min_size(pos2(self.left, strip.top()), vec2(self.width, strip.height()))
    }

    pub fn align(self) -> Align {
        if self.right_aligned { Align::RIGHT } else { Align::LEFT }
    }
}

/// Gives each column its place. Growing columns take what is left over; when there is too little, they shrink first, then all.
pub(super) fn lay(columns: &[Column<'_>], set: &BTreeMap<String, f32>, area: Rect) -> Vec<Laid> {
    let mut kept: Vec<Column<'_>> = columns.to_vec();
    let least = |kept: &[Column<'_>]| kept.iter().map(|c| c.least + GAP).sum::<f32>() - GAP + 2.0 * GUTTER;
    while least(&kept) > area.width()
        && let Some(at) = kept.iter().rposition(|c| c.spare)
    {
        kept.remove(at);
    }
    let mut laid = lay_kept(&kept, set, area).into_iter();
    let left_out = Laid { left: area.left(), width: 0.0, right_aligned: false, shown: false };
    columns
        .iter()
        .map(|column| if kept.iter().any(|k| k.key == column.key) { laid.next().unwrap_or(left_out) } else { left_out })
        .collect()
}

fn lay_kept(columns: &[Column<'_>], set: &BTreeMap<String, f32>, area: Rect) -> Vec<Laid> {
    let count = columns.len();
    if count == 0 {
        return Vec::new();
    }
    let room = (area.width() - 2.0 * GUTTER - GAP * (count - 1) as f32).max(0.0);
    let mut widths: Vec<f32> =
        columns.iter().map(|c| set.get(c.key).copied().unwrap_or(c.width).max(c.least)).collect();
    let spare = room - widths.iter().sum::<f32>();
    if spare > 0.0 {
        let weights: f32 = columns.iter().map(|c| c.weight).sum();
        if weights > 0.0 {
            for (width, column) in widths.iter_mut().zip(columns) {
                *width += spare * column.weight / weights;
            }
        }
    } else {
        let short = shrink(&mut widths, columns, -spare, |c| c.weight > 0.0);
        let short = shrink(&mut widths, columns, short, |_| true);
        let together: f32 = widths.iter().sum();
        if short > 0.5 && together > 0.0 {
            // Narrower than every least width: nothing may be lost behind the edge, so all give alike.
            for width in &mut widths {
                *width *= room / together;
            }
        }
    }
    let mut left = area.left() + GUTTER;
    widths
        .iter()
        .zip(columns)
        .map(|(&width, column)| {
            let laid =
                Laid { left: left.round(), width: width.floor().max(0.0), right_aligned: column.right, shown: true };
            left += width + GAP;
            laid
        })
        .collect()
}

/// Takes `short` points from the columns that may give, each by what it has above its least; answers what is still missing.
fn shrink(widths: &mut [f32], columns: &[Column<'_>], short: f32, may: impl Fn(&Column<'_>) -> bool) -> f32 {
    let give = |width: f32, column: &Column<'_>| if may(column) { (width - column.least).max(0.0) } else { 0.0 };
    let all: f32 = widths.iter().zip(columns).map(|(w, c)| give(*w, c)).sum();
    if all <= 0.0 || short <= 0.0 {
        return short.max(0.0);
    }
    let share = (short / all).min(1.0);
    for (width, column) in widths.iter_mut().zip(columns) {
        *width -= give(*width, column) * share;
    }
    (short - all).max(0.0)
}

/// Draws the head; answers whether the order was changed. A click sorts, a second turns round; the edge between two heads is
/// dragged to set a width, and a double click on it forgets the width. The other button has a menu that forgets all of it.
pub(super) fn head(
    ui: &Ui,
    id: Id,
    strip: Rect,
    columns: &[Column<'_>],
    laid: &[Laid],
    state: &mut TableState,
) -> bool {
    let look = look(ui);
    ui.painter().rect_filled(strip, 0, look.sunk);
    let mut sorted = false;
    let mut whole = ui.interact(strip, id.with("head"), Sense::CLICK);
    for (at, (column, laid)) in columns.iter().zip(laid).enumerate().filter(|(_, (_, laid))| laid.shown) {
        let cell = laid.cell(strip);
        let sense = if column.sortable { Sense::CLICK } else { Sense::hover() };
        let response = ui.interact(cell.expand2(vec2(GAP / 2.0 - 3.0, 0.0)), id.with(("head", at)), sense);
        response.widget_info(|| WidgetInfo::labeled(Role::ColumnHeader, true, column.title));
        let order = state.sort.as_ref().filter(|s| s.column == column.key).map(|s| s.descending);
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_role(Role::ColumnHeader);
            node.set_column_index(at);
            if let Some(descending) = order {
                node.set_sort_direction(if descending { SortDirection::Descending } else { SortDirection::Ascending });
            }
        });
        let ink = if order.is_some() || (column.sortable && response.hovered()) { look.text } else { look.muted };
        let arrow = if order.is_some() { 14.0 } else { 0.0 };
        let words = galley(ui, column.title, SMALL.medium(), (cell.width() - arrow).max(0.0)).size().x;
        let (text, arrow_at) = if laid.right_aligned {
            (cell, cell.right() - words - 8.0)
        } else {
            (cell.with_max_x(cell.right() - arrow), cell.left() + words + 8.0)
        };
        paint_line(ui, ui.painter(), text, laid.align(), column.title, SMALL.medium().ink(ink));
        if let Some(descending) = order {
            let icon = if descending { icons::ARROW_DOWN } else { icons::ARROW_UP };
            let place = Rect::from_center_size(pos2(arrow_at, cell.center().y), vec2(12.0, 12.0));
            paint_icon(ui.painter(), place, icon, 11.0, ink);
        }
        if response.clicked() {
            state.sort = Some(Sort { column: column.key.to_owned(), descending: order == Some(false) });
            sorted = true;
        }
        whole = whole.union(response);
        resize(ui, id, at, column, cell, state);
    }
    let edge = Stroke::new(1.0, look.line);
    ui.painter().hline(strip.x_range(), strip.bottom() - 0.5, edge);
    whole.context_menu(|ui| {
        let usual = state.widths.is_empty() && state.sort == state.usual;
        if ui::menu_item(ui, None, t!("Usual widths and order"), None, !usual).clicked() {
            sorted |= state.sort != state.usual;
            state.widths.clear();
            state.sort.clone_from(&state.usual);
        }
    });
    sorted
}

fn resize(ui: &Ui, id: Id, at: usize, column: &Column<'_>, cell: Rect, state: &mut TableState) {
    let grip = Rect::from_center_size(pos2(cell.right() + GAP / 2.0, cell.center().y), vec2(6.0, cell.height()));
    let response = ui
        .interact(grip, id.with(("edge", at)), Sense::DRAG | Sense::CLICK)
        .on_hover_and_drag_cursor(CursorIcon::ResizeColumn);
    if response.dragged()
        && let Some(pointer) = response.interact_pointer_pos()
    {
        let width = (pointer.x - GAP / 2.0 - cell.left()).max(column.least);
        state.widths.insert(column.key.to_owned(), width.round());
    }
    if response.double_clicked() {
        state.widths.remove(column.key);
    }
    if response.hovered() || response.dragged() {
        let look = look(ui);
        ui.painter().vline(grip.center().x, cell.y_range().shrink(8.0), Stroke::new(1.0, look.strong_line));
    }
}

#[cfg(test)]
#[allow(clippy::indexing_slicing, reason = "a test may panic")]
mod tests {
    use super::*;

    fn area(width: f32) -> Rect {
        Rect::from_min_size(pos2(0.0, 0.0), vec2(width, 100.0))
    }

    fn columns() -> [Column<'static>; 3] {
        [
            Column::new("day", "Day", 100.0),
            Column::new("who", "Who", 200.0).grows(1.0),
            Column::new("sum", "Sum", 90.0).figures(),
        ]
    }

    #[test]
    fn what_is_left_over_goes_to_the_column_that_grows() {
        let laid = lay(&columns(), &BTreeMap::new(), area(1000.0));
        let widths: Vec<f32> = laid.iter().map(|l| l.width).collect();
        assert_eq!(widths, [100.0, 1000.0 - 48.0 - 32.0 - 190.0, 90.0]);
        assert_eq!(laid[2].left + laid[2].width, 1000.0 - 24.0);
    }

    #[test]
    fn in_a_narrow_window_nothing_goes_past_the_edge() {
        for width in [480.0, 420.0, 300.0, 160.0] {
            let laid = lay(&columns(), &BTreeMap::new(), area(width));
            let end = laid[2].left + laid[2].width;
            assert!(end <= width - GUTTER + 0.5, "{width}: {end}");
        }
        let laid = lay(&columns(), &BTreeMap::new(), area(420.0));
        assert_eq!((laid[0].width, laid[2].width), (100.0, 90.0), "the one that grows gives first");
    }

    #[test]
    fn what_can_be_spared_is_left_out_before_anything_is_squeezed() {
        let [day, who, sum] = columns();
        let columns = [day, who.least(150.0), Column::new("how", "How", 120.0).spare(), sum];
        let wide = lay(&columns, &BTreeMap::new(), area(800.0));
        assert!(wide.iter().all(|l| l.shown));
        let narrow = lay(&columns, &BTreeMap::new(), area(460.0));
        assert_eq!(narrow.iter().map(|l| l.shown).collect::<Vec<_>>(), [true, true, false, true]);
        assert_eq!((narrow[0].width, narrow[3].width), (100.0, 90.0));
        assert!(narrow[1].width >= 150.0);
    }

    #[test]
    fn a_width_that_was_set_is_kept() {
        let set = BTreeMap::from([("day".to_owned(), 140.0)]);
        assert_eq!(lay(&columns(), &set, area(1000.0))[0].width, 140.0);
    }
}
