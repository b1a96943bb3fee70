//! The audit's view, read only: the entries of a figure, or of the whole year, and beside them one entry with its papers and all
//! that became of its row.

use egui::{Frame, Margin, Ui};

use super::super::model::{EntryId, Filter, Year};
use super::super::report::on_day;
use super::super::store::{self, AuditRow, Changed};
use super::Shown;
use crate::app::{Live, Rows, Sight};
use crate::kit::{day, text};
use crate::ledger::store as ledger;
use crate::t;
use crate::ui::table::{Cell, Column, Table, TableState};
use crate::ui::{self, BODY, Button, FIGURE, SMALL, Split, chip, icons, line, look, paragraph};

/// What the answers depend on.
const TABLES: &[&str] =
    &["entry", "entry_line", "entry_lock", "period_lock", "person", "batch", "attachment", "receipt"];

/// An entry with what its steps took away.
type One = Option<(AuditRow, Vec<Changed>)>;

pub(super) struct View {
    /// The figure that is open, with its words; the whole year where there is none.
    figure: Option<(Filter, String)>,
    rows: Rows<AuditRow, String>,
    one: Live<One, Option<EntryId>>,
    table: TableState,
    split: Split,
}

impl View {
    pub(super) fn new() -> Self {
        Self {
            figure: None,
            rows: Rows::new(TABLES),
            one: Live::new(TABLES),
            table: TableState::default(),
            split: Split::default(),
        }
    }

    pub(super) fn open(&mut self, filter: Filter, says: String) {
        self.figure = Some((filter, says));
        self.table.other_rows();
    }

    pub(super) fn forget(&mut self) {
        self.figure = None;
        self.table.other_rows();
    }

    pub(super) fn filter(&self, year: Year) -> Filter {
        self.figure.as_ref().map_or_else(|| Filter::between(year.from, year.to), |(filter, _)| filter.clone())
    }

    pub(super) fn logic(&mut self, sight: &Sight<'_>, year: Year) {
        let filter = self.filter(year).to_string();
        self.rows.want(
            sight.desk,
            filter,
            |conn, filter| Ok(ledger::count(conn, &filter.parse()?)? as u64),
            |conn, filter, from, many| {
                let at = |n: u64| usize::try_from(n).unwrap_or(usize::MAX >> 1);
                store::audit(conn, &filter.parse()?, at(from), at(many))
            },
        );
        let id = self.table.selection.cursor().and_then(|at| self.rows.get(at)).map(|row| row.row.id);
        self.one.want(sight.desk, id, |conn, id| id.map_or(Ok(None), |id| store::audited(conn, id)));
    }

    pub(super) fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>, shown: &Shown) {
        let mut whole = false;
        Frame::new().inner_margin(Margin::symmetric(24, 8)).show(ui, |ui| {
            ui.horizontal(|ui| {
                let count = text::plural(usize::try_from(self.rows.total()).unwrap_or(0), t!("entry"), t!("entries"));
                match &self.figure {
                    Some((_, says)) => {
                        line(ui, &t!("{count} of “{what}”", count = count, what = says), BODY.medium());
                        let words = t!("All of {year}", year = shown.year.label());
                        whole = Button::quiet(&words).icon(icons::X).show(ui).clicked();
                    }
                    None => {
                        let words = t!("{count} in {year}", count = count, year = shown.year.label());
                        line(ui, &words, BODY.medium());
                    }
                }
            });
        });
        if whole {
            self.forget();
        }
        let Self { rows, one, table, split, figure } = self;
        let by_part = figure.as_ref().is_some_and(|(filter, _)| filter.by_part());
        split.show(
            ui,
            |ui| list(ui, sight, rows, table, by_part),
            |ui| match one.get() {
                Some(Some((row, changed))) => pane(ui, sight, row, changed),
                _ => {
                    let words = t!("Choose an entry, and its papers and all that became of it show here.");
                    paragraph(ui, words, BODY.ink(look(ui).muted));
                }
            },
        );
    }
}

fn list(ui: &mut Ui, sight: &Sight<'_>, rows: &mut Rows<AuditRow, String>, table: &mut TableState, by_part: bool) {
    let currency = *sight.currency();
    let columns = [
        Column::new("day", t!("Day"), 96.0).unsorted(),
        Column::new("who", t!("From or to"), 150.0).grows(1.0).least(110.0).unsorted(),
        Column::new("for", t!("For"), 150.0).grows(1.0).spare().unsorted(),
        Column::new("amount", t!("Amount"), 92.0).figures().unsorted(),
        Column::new("paper", t!("Paper"), 150.0).unsorted().spare(),
    ];
    let out = Table::new(t!("Entries for the auditor"), &columns).rows(rows.total()).show(
        ui,
        table,
        |at| rows.get(at),
        |row, column| match column {
            0 => Cell::Text(day::short(row.row.received).into()),
            1 if row.row.who.is_empty() => Cell::Muted(row.row.kind.label().into()),
            1 => Cell::Strong(row.row.who.as_str().into()),
            2 => Cell::Muted(row.categories.as_str().into()),
            3 => Cell::Text(currency.figures(if by_part { row.row.part } else { row.row.amount }).into()),
            _ => Cell::Muted(row.paper().into()),
        },
    );
    rows.in_sight(out.visible);
}

/// One entry, without a way to change it.
pub(super) fn pane(ui: &mut Ui, sight: &Sight<'_>, row: &AuditRow, changed: &[Changed]) {
    let (muted, currency) = (look(ui).muted, sight.currency());
    ui.spacing_mut().item_spacing = egui::vec2(8.0, 8.0);
    ui.horizontal(|ui| {
        chip(ui, if row.row.is_reversal { t!("Reversal") } else { row.row.kind.label() }, ui::Tone::Plain);
        if row.row.is_reversed {
            chip(ui, t!("Reversed"), ui::Tone::Warning);
        }
    });
    line(ui, &currency.show(row.row.amount), FIGURE);
    if !row.row.who.is_empty() {
        paragraph(ui, &row.row.who, BODY.medium());
    }
    let batch = row.batch.map(|number| number.to_string()).unwrap_or_default();
    let id = row.row.id.to_string();
    let day = day::long(row.row.received);
    let facts = [
        (t!("Received"), day.as_str()),
        (t!("For"), row.categories.as_str()),
        (t!("Account"), row.accounts.as_str()),
        (t!("How"), row.row.method.label()),
        (t!("Reference"), row.row.reference.as_str()),
        (t!("Batch"), batch.as_str()),
        (t!("Receipt"), row.row.receipt.as_deref().unwrap_or_default()),
        (t!("Held by"), row.row.lock.as_deref().unwrap_or_default()),
        (t!("Id"), id.as_str()),
    ];
    let facts: Vec<(&str, &str)> = facts.into_iter().filter(|(_, value)| !value.is_empty()).collect();
    ui::key_values(ui, &facts);
    if ui::Link::new(t!("Show in the ledger")).show(ui).clicked() {
        sight.go(ledger::report::ENTRIES, row.row.id.to_string());
    }
    ui.add_space(4.0);
    ui::section(ui, t!("Papers"));
    if row.papers.is_empty() {
        paragraph(ui, t!("No scan is attached; the reference above says which paper it is."), SMALL.ink(muted));
    }
    for paper in &row.papers {
        paragraph(ui, &paper.name, BODY);
        let digest = paper.digest.get(..16).unwrap_or(&paper.digest);
        paragraph(ui, &t!("SHA-256 {digest}…", digest = digest), SMALL.ink(muted));
    }
    ui.add_space(4.0);
    ui::section(ui, t!("History of this entry"));
    for step in &row.steps {
        let undone = if step.undone { t!(" (undone)") } else { "" };
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            paragraph(ui, &format!("{}{undone}", step.summary), SMALL);
            for change in changed.iter().filter(|change| change.at == step.at) {
                paragraph(ui, &change.says, SMALL.ink(muted));
            }
            line(ui, &format!("{}, {}", step.who, on_day(&step.at)), SMALL.ink(muted));
        });
    }
}
