//! A list that is read whole: the rows that its filters leave, which of them is in the pane, and where the list stands.

use egui::{Align, Frame, Layout, Margin, Stroke, Ui, vec2};

use super::table::TableState;
use super::{BODY, Split, line, look};
use crate::kit::text;
use crate::t;

/// What a screen keeps of such a list. `F` are its filters.
pub struct Shown<F> {
    /// The rows that the filters leave, by their place among all.
    at: Vec<usize>,
    asked: Option<(u64, F)>,
    pub table: TableState,
    pub split: Split,
    /// The record in the pane, whether or not the list has it.
    wanted: Option<i64>,
    reveal: bool,
}

impl<F> Default for Shown<F> {
    fn default() -> Self {
        Self {
            at: Vec::new(),
            asked: None,
            table: TableState::default(),
            split: Split::default(),
            wanted: None,
            reveal: false,
        }
    }
}

impl<F: Clone + PartialEq> Shown<F> {
    /// Picks the rows that fit; costs nothing while neither the filters nor the rows (another `stamp`) changed.
    pub fn arrange<R>(&mut self, stamp: u64, rows: &[R], filters: &F, fits: impl Fn(&R) -> bool) {
        if self.asked.as_ref().is_some_and(|(s, f)| *s == stamp && f == filters) {
            return;
        }
        self.at = rows.iter().enumerate().filter(|(_, row)| fits(row)).map(|(at, _)| at).collect();
        if self.asked.as_ref().is_some_and(|(_, f)| f != filters) {
            self.table.other_rows();
            if !self.reveal {
                self.wanted = None;
            }
        }
        self.asked = Some((stamp, filters.clone()));
    }

    /// Brings the record that is wanted under the keyboard, if the list has it.
    pub fn follow<R>(&mut self, rows: &[R], id: impl Fn(&R) -> i64) {
        let Some(wanted) = self.wanted else { return };
        let at = self.at.iter().position(|at| rows.get(*at).is_some_and(|row| id(row) == wanted));
        if let Some(at) = at.and_then(|at| u64::try_from(at).ok())
            && self.table.selection.cursor() != Some(at)
        {
            self.table.selection.set(at);
            if std::mem::take(&mut self.reveal) {
                self.table.reveal = Some(at);
            }
        }
    }

    pub fn len(&self) -> usize {
        self.at.len()
    }

    pub fn is_empty(&self) -> bool {
        self.at.is_empty()
    }

    /// A row by its place in the list.
    pub fn row<'a, R>(&self, rows: &'a [R], at: u64) -> Option<&'a R> {
        rows.get(*self.at.get(usize::try_from(at).ok()?)?)
    }

    /// The rows of the list in their order.
    pub fn rows<'a, R>(&'a self, rows: &'a [R]) -> impl Iterator<Item = &'a R> {
        self.at.iter().filter_map(|at| rows.get(*at))
    }

    /// The rows that are selected.
    pub fn selected<'a, R>(&'a self, rows: &'a [R]) -> impl Iterator<Item = &'a R> {
        self.table.selection.rows().filter_map(|at| self.row(rows, at))
    }

    /// Which record the pane shows: the one that was asked for, else the one under the keyboard, else the first.
    pub fn open<R>(&self, rows: &[R], id: impl Fn(&R) -> i64) -> Option<i64> {
        let cursor = self.table.selection.cursor().and_then(|at| self.row(rows, at));
        self.wanted.or_else(|| cursor.or_else(|| self.row(rows, 0)).map(id))
    }

    /// Shows a record in the pane, and in the list once it has it.
    pub fn show(&mut self, id: i64) {
        (self.wanted, self.reveal) = (Some(id), true);
    }

    /// Another row was picked in the list.
    pub fn picked(&mut self) {
        self.wanted = None;
    }
}

/// The bar above a list: what narrows it, and how many are shown. A line parts it from the list.
pub fn shown_bar(ui: &mut Ui, shown: usize, controls: impl FnOnce(&mut Ui)) {
    ui.spacing_mut().item_spacing = vec2(8.0, 0.0);
    Frame::new().inner_margin(Margin::symmetric(24, 12)).show(ui, |ui| {
        ui.horizontal(|ui| {
            controls(ui);
            let shown = t!("{count} shown", count = text::count(shown));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| line(ui, &shown, BODY.ink(look(ui).muted)));
        });
    });
    let x = ui.available_rect_before_wrap().x_range();
    ui.painter().hline(x, ui.cursor().top() - 0.5, Stroke::new(1.0, look(ui).line));
}
