//! What a person set up and finds again at the next start: widths and order of tables, widths of panes.
//!
//! Whoever keeps the settings of this computer hands them to the window with [`install`] and takes back what [`changed`]. Each
//! table and pane looks here when it is drawn first, and writes here what a person sets; no screen has a part in it.

use std::collections::BTreeMap;

use egui::{Context, Id};
use serde::{Deserialize, Serialize};

use super::table::Sort;

/// No width that is remembered lies outside of these points, whatever the settings say.
const SANE: std::ops::RangeInclusive<f32> = 16.0..=4000.0;

/// What is remembered of all tables and panes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Layouts {
    /// By screen and columns: `people.list: name address number`.
    pub tables: BTreeMap<String, TableLayout>,
    /// The width of the pane beside a list, points, by screen.
    pub panes: BTreeMap<String, f32>,
}

/// What is remembered of one table.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TableLayout {
    /// Widths that a person has set, by the key of the column, points.
    pub widths: BTreeMap<String, f32>,
    /// The column that orders the rows, where that is another than the screen's own.
    pub sort: Option<Sort>,
}

/// The layouts at hand in a window. Where none were installed (the gallery, a test of one widget) nothing is remembered.
#[derive(Clone, Default)]
struct Shelf {
    layouts: Layouts,
    /// The screen that is being drawn.
    screen: &'static str,
    /// Another number after each [`reset`]: a table that knows an older one looks again. 0 while nothing is installed.
    turn: u64,
    changed: bool,
}

/// `f` must not ask the context anything: it is locked meanwhile.
fn shelf<T>(ctx: &Context, f: impl FnOnce(&mut Shelf) -> T) -> T {
    ctx.data_mut(|data| f(data.get_temp_mut_or_default(Id::unique("layouts"))))
}

/// Hands the settings of this computer to the window.
pub fn install(ctx: &Context, layouts: &Layouts) {
    shelf(ctx, |shelf| *shelf = Shelf { layouts: layouts.clone(), turn: shelf.turn + 1, ..Shelf::default() });
}

/// Says whose tables are drawn from here on.
pub fn begin_screen(ctx: &Context, screen: &'static str) {
    shelf(ctx, |shelf| shelf.screen = screen);
}

/// What a person set, if that is another than at the last call. Nothing while the pointer holds an edge.
pub fn changed(ctx: &Context) -> Option<Layouts> {
    let held = ctx.input(|i| i.pointer.any_down());
    shelf(ctx, |shelf| (!held && std::mem::take(&mut shelf.changed)).then(|| shelf.layouts.clone()))
}

/// Whether anything was set.
pub fn is_any_set(ctx: &Context) -> bool {
    shelf(ctx, |shelf| shelf.layouts != Layouts::default())
}

/// Gives every table and pane its usual widths and order.
pub fn reset(ctx: &Context) {
    shelf(ctx, |shelf| {
        shelf.layouts = Layouts::default();
        shelf.turn += 1;
        shelf.changed = true;
    });
}

/// What a table or pane knows of the shelf.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Seen(u64);

impl Seen {
    /// Whether the shelf must be looked at, and whether for the first time.
    fn look(&mut self, turn: u64) -> Option<bool> {
        let first = self.0 == 0;
        let again = self.0 != turn;
        self.0 = turn;
        again.then_some(first)
    }
}

/// What is remembered of the table with these columns on the screen that is being drawn: the outer `None` means that nothing
/// is to be done, the flag that the table is drawn for the first time.
pub(super) fn table(ctx: &Context, seen: &mut Seen, columns: &str) -> Option<(bool, Option<TableLayout>)> {
    shelf(ctx, |shelf| {
        let first = seen.look(shelf.turn)?;
        let mut found = shelf.layouts.tables.get(&format!("{}: {columns}", shelf.screen)).cloned();
        if let Some(layout) = &mut found {
            layout.widths.retain(|_, width| SANE.contains(width));
        }
        Some((first, found))
    })
}

/// Remembers a table; nothing where all of it is as usual.
pub(super) fn keep_table(ctx: &Context, columns: &str, layout: TableLayout) {
    shelf(ctx, |shelf| {
        if shelf.turn == 0 {
            return;
        }
        let key = format!("{}: {columns}", shelf.screen);
        if layout == TableLayout::default() {
            shelf.layouts.tables.remove(&key);
        } else {
            shelf.layouts.tables.insert(key, layout);
        }
        shelf.changed = true;
    });
}

/// The width that a pane takes now, where it is another than it has: as it was set, or the usual one after a [`reset`].
pub(super) fn pane(ctx: &Context, seen: &mut Seen, usual: f32) -> Option<f32> {
    shelf(ctx, |shelf| {
        let first = seen.look(shelf.turn)?;
        let found = shelf.layouts.panes.get(shelf.screen).copied().filter(|width| SANE.contains(width));
        found.or((!first).then_some(usual))
    })
}

/// Remembers the width of a pane; `None` for the usual one.
pub(super) fn keep_pane(ctx: &Context, width: Option<f32>) {
    shelf(ctx, |shelf| {
        if shelf.turn == 0 {
            return;
        }
        match width {
            Some(width) => shelf.layouts.panes.insert(shelf.screen.to_owned(), width),
            None => shelf.layouts.panes.remove(shelf.screen),
        };
        shelf.changed = true;
    });
}
