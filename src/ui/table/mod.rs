//! The table: every list of the program. It is virtual: the caller answers for the rows that are in sight, so a million rows
//! cost what forty do.
//!
//! What a person sets (widths, order) and where they are (first row, selection) is in [`TableState`], which the screen keeps;
//! what they set is found again at the next start ([`layout`](super::layout)).
//!
//! ```ignore
//! let out = Table::new("Entries", &columns).rows(total).show(ui, &mut self.table, |row| self.entries.row(row), |entry, column| …);
//! ```

mod columns;
mod keys;
mod paint;
mod place;
mod select;

use std::ops::Range;

use egui::accesskit::Node;
use egui::{Context, Id, Rect, Sense, Ui, UiBuilder, pos2, vec2};

use super::layout::{self, Seen, TableLayout};
use super::theme::look;
pub use columns::{Column, Sort};
pub use paint::Cell;
pub use place::Place;
pub use select::Selection;

/// What the screen keeps for a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TableState {
    /// Widths that a person has set, by the key of the column, points.
    pub widths: std::collections::BTreeMap<String, f32>,
    /// The column that orders the rows.
    pub sort: Option<Sort>,
    /// Which row is at the top, and how far it has slid under the head.
    pub place: Place,
    pub selection: Selection,
    /// A row to bring into sight when the table is drawn next.
    pub reveal: Option<u64>,
    seen: Seen,
    /// The order that the screen began with.
    usual: Option<Sort>,
}

impl TableState {
    /// Other rows in the same columns: back to the top, nothing selected, widths and order as they are.
    pub fn other_rows(&mut self) {
        (self.place, self.selection, self.reveal) = (Place::default(), Selection::default(), None);
    }

    /// Takes over what is remembered of the table; answers whether its rows now have another order.
    fn restore(&mut self, ctx: &Context, columns: &[Column<'_>], keys: &str) -> bool {
        let Some((first, found)) = layout::table(ctx, &mut self.seen, keys) else { return false };
        let before = self.sort.clone();
        if first {
            self.usual.clone_from(&before);
        } else {
            self.widths.clear();
            self.sort.clone_from(&self.usual);
        }
        if let Some(layout) = found {
            self.widths = layout.widths;
            let known = |sort: &Sort| columns.iter().any(|c| c.key == sort.column && c.can_sort());
            self.sort = layout.sort.filter(known).or(self.sort.take());
        }
        self.sort != before
    }

    fn layout(&self) -> TableLayout {
        TableLayout { widths: self.widths.clone(), sort: self.sort.clone().filter(|s| Some(s) != self.usual.as_ref()) }
    }
}

/// A table to be shown once.
pub struct Table<'a> {
    name: &'a str,
    columns: &'a [Column<'a>],
    rows: u64,
    many: bool,
    keyboard: bool,
}

/// What happened in a table.
#[derive(Debug, Default)]
pub struct TableOutput {
    /// The rows in sight (first inclusive, last exclusive), to ask for them and the ones around them.
    pub visible: Range<u64>,
    /// A row was opened: Enter, or a double click.
    pub opened: Option<u64>,
    /// The selection is another than before.
    pub selected: bool,
    /// The order was changed, by a click on a head or because it was remembered; the rows are now asked for in that order.
    pub sorted: bool,
    /// A link in a cell was clicked: row and column.
    pub link: Option<(u64, usize)>,
    /// A row was clicked with the other button: the row, and where, for a menu.
    pub menu: Option<(u64, egui::Pos2)>,
    /// The table as such: it has the keyboard when this has the focus.
    pub id: Option<Id>,
}

impl<'a> Table<'a> {
    /// `name` is what a screen reader calls the table.
    pub fn new(name: &'a str, columns: &'a [Column<'a>]) -> Self {
        Self { name, columns, rows: 0, many: false, keyboard: true }
    }

    /// How many rows there are in all.
    #[must_use]
    pub fn rows(mut self, rows: u64) -> Self {
        self.rows = rows;
        self
    }

    /// Several rows can be selected, with Shift, Ctrl or ⌘, and Ctrl+A.
    #[must_use]
    pub fn many(mut self) -> Self {
        self.many = true;
        self
    }

    /// Draws the table into all the room there is.
    ///
    /// `row` gives a row that is at hand, or nothing while it is on its way (it is drawn as a placeholder); `cell` says what
    /// stands in a column of it.
    pub fn show<'r, Row: 'r>(
        self,
        ui: &mut Ui,
        state: &mut TableState,
        row: impl Fn(u64) -> Option<&'r Row>,
        cell: impl for<'c> Fn(&'c Row, usize) -> Cell<'c>,
    ) -> TableOutput {
        let look = look(ui);
        let mut area = ui.available_rect_before_wrap();
        // What was drawn above it may have been too wide; the table still ends where the window does.
        area.max = area.max.min(ui.clip_rect().max);
        let id = ui.make_persistent_id(("table", self.name));
        let mut out = TableOutput { id: Some(id), ..Default::default() };

        let head = Rect::from_min_size(area.min, vec2(area.width(), 36.0));
        let body = Rect::from_min_max(pos2(area.left(), head.bottom()), area.max);
        let table = ui.new_child(UiBuilder::new().id_salt(("table ui", self.name)).max_rect(area));
        ui.advance_cursor_after_rect(area);
        let whole = table.interact(body, id, Sense::click());
        self.tell_readers(&table, id);

        let keys = self.columns.iter().map(|c| c.key).collect::<Vec<_>>().join(" ");
        out.sorted = state.restore(ui.ctx(), self.columns, &keys);
        let set = state.layout();
        let laid = columns::lay(self.columns, &state.widths, area);
        let shown = place::Shown { rows: self.rows, row_height: look.row, height: body.height() };

        // A table that got shorter, or a cursor that another screen set, must not point past the end.
        state.selection.keep_within(self.rows);
        if whole.has_focus() {
            out.opened = self.keyboard(ui, id, state, shown, &mut out.selected);
        }
        if let Some(wanted) = state.reveal.take() {
            state.place.reveal(wanted, shown);
        }
        if ui.rect_contains_pointer(body) {
            let wheel = ui.input_mut(|i| std::mem::take(&mut i.smooth_scroll_delta.y));
            state.place.scroll(-wheel, shown);
        }
        state.place.settle(shown);

        let mut sheet = table;
        sheet.set_clip_rect(body.intersect(ui.clip_rect()));
        ui.painter().rect_filled(body, 0, look.surface);
        let pointer = paint::Pointer::of(ui, &whole, body);
        out.visible = state.place.visible(shown);
        for index in out.visible.clone() {
            let top = body.top() + state.place.top_of(index, shown);
            let strip = Rect::from_min_size(pos2(area.left(), top), vec2(area.width(), look.row));
            let at = paint::At { index, strip, selected: state.selection.contains(index) };
            let found = row(index);
            let hit = paint::row(&mut sheet, id, &laid, at, &pointer, found.map(|r| |column: usize| cell(r, column)));
            if let Some(column) = hit.link {
                out.link = Some((index, column));
            }
            if hit.clicked {
                whole.request_focus();
                let before = state.selection.clone();
                state.selection.click(index, pointer.modifiers, self.many);
                out.selected |= before != state.selection;
            }
            if let (Some(node), true) = (hit.node, state.selection.cursor() == Some(index)) {
                // The keyboard is on the table; what it says is the row.
                ui.ctx().accesskit_node_builder(id, |table| table.set_active_descendant(node.accesskit_id()));
            }
            if hit.double_clicked {
                out.opened = Some(index);
            }
            if hit.other_button {
                if !state.selection.contains(index) {
                    state.selection.click(index, egui::Modifiers::NONE, false);
                    out.selected = true;
                }
                out.menu = pointer.at.map(|at| (index, at));
            }
        }
        if whole.has_focus() {
            let stroke = egui::Stroke::new(2.0, look.accent);
            ui.painter().rect_stroke(body, 0, stroke, egui::StrokeKind::Inside);
            if state.selection.cursor().is_none() && self.rows > 0 {
                state.selection.click(state.place.first.min(self.rows - 1), egui::Modifiers::NONE, false);
                out.selected = true;
            }
        }
        place::scrollbar(ui, id, body, &mut state.place, shown);
        out.sorted |= columns::head(ui, id, head, self.columns, &laid, state);
        if whole.has_focus() && ui.input(|i| i.events.iter().any(|e| matches!(e, egui::Event::Copy))) {
            self.copy(ui, state, &row, &cell);
        }
        if state.layout() != set {
            layout::keep_table(ui.ctx(), &keys, state.layout());
        }
        out
    }

    /// The selected rows as text with tabs, heads first, for a spreadsheet. Only rows at hand can be copied.
    fn copy<'r, Row: 'r>(
        &self,
        ui: &Ui,
        state: &TableState,
        row: impl Fn(u64) -> Option<&'r Row>,
        cell: impl for<'c> Fn(&'c Row, usize) -> Cell<'c>,
    ) {
        let mut lines = vec![self.columns.iter().map(|c| plain(c.title)).collect::<Vec<_>>().join("\t")];
        for index in state.selection.rows().take(10_000) {
            if let Some(found) = row(index) {
                let cells: Vec<String> =
                    (0..self.columns.len()).map(|column| plain(cell(found, column).words())).collect();
                lines.push(cells.join("\t"));
            }
        }
        if lines.len() > 1 {
            ui.ctx().copy_text(lines.join("\n"));
        }
    }

    fn tell_readers(&self, table: &Ui, id: Id) {
        table.ctx().accesskit_node_builder(id, |node: &mut Node| {
            node.set_role(egui::Role::Table);
            node.set_label(self.name.to_owned());
            node.set_row_count(usize::try_from(self.rows).unwrap_or(usize::MAX));
            node.set_column_count(self.columns.len());
        });
    }
}

/// A cell as it may stand between tabs. A formula never leaves as one.
fn plain(words: &str) -> String {
    let flat = words.replace(['\t', '\n', '\r'], " ");
    let is_figure = flat.chars().skip(1).all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | ' '));
    if flat.starts_with(['=', '+', '-', '@']) && !is_figure { format!("'{flat}") } else { flat }
}

#[cfg(test)]
mod tests;
