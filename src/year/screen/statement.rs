//! The statement of accounts as a table: each figure leads to the audit's view of its entries.

use egui::{Frame, Margin, Ui};

use super::super::model::Filter;
use super::super::report;
use super::{Shown, YEAR};
use crate::app::Sight;
use crate::ledger::screen::sheet;
use crate::ui::table::TableState;
use crate::ui::{SMALL, look, paragraph};

#[derive(Default)]
pub(super) struct View {
    table: TableState,
}

impl View {
    /// Draws it; answers the entries of a figure that was opened, with the words of its row.
    pub(super) fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>, shown: &Shown) -> Option<(Filter, String)> {
        let made = report::statement_sheet(&shown.statement, YEAR);
        Frame::new().inner_margin(Margin::symmetric(24, 10)).show(ui, |ui| {
            let ink = if shown.statement.unconfirmed { look(ui).warning } else { look(ui).muted };
            paragraph(ui, &made.subtitle, SMALL.ink(ink));
        });
        let opens = sheet::show(ui, &made, "year.statement", &mut self.table, *sight.currency())?;
        let filter: Filter = opens.filter.parse().ok()?;
        let row = shown.statement.figures().find(|(_, figure)| figure.opens == opens.filter);
        Some((filter, row.map(|(row, _)| row.says.clone()).unwrap_or_default()))
    }
}
