//! The examiner's list: what was drawn, what was found of each, and beside it the entry with its papers.

use egui::{Frame, Margin, Ui};

use super::super::model::{EntryId, Outcome, SampleId};
use super::super::store::{self, AuditRow, Changed};
use super::shown::Line;
use super::{EXAMINE, Shown, ask::What, audit};
use crate::app::{Live, Sight};
use crate::kit::{day, text};
use crate::t;
use crate::ui::table::{Cell, Column, Table, TableState};
use crate::ui::{self, BODY, Button, SMALL, Split, Tone, icons, look, paragraph};

pub(super) struct View {
    table: TableState,
    split: Split,
    one: Live<Option<(AuditRow, Vec<Changed>)>, Option<EntryId>>,
}

impl Default for View {
    fn default() -> Self {
        Self {
            table: TableState::default(),
            split: Split::default(),
            one: Live::new(&["entry", "entry_line", "attachment"]),
        }
    }
}

fn tone(outcome: Outcome) -> Tone {
    match outcome {
        Outcome::Open => Tone::Plain,
        Outcome::Agreed => Tone::Good,
        Outcome::Query => Tone::Warning,
    }
}

impl View {
    pub(super) fn entry(&self, shown: &Shown) -> Option<EntryId> {
        let at = usize::try_from(self.table.selection.cursor()?).ok()?;
        shown.sample.as_ref()?.1.get(at).map(|line| line.0.entry)
    }

    pub(super) fn logic(&mut self, sight: &Sight<'_>, entry: Option<EntryId>) {
        self.one.want(sight.desk, entry, |conn, id| id.map_or(Ok(None), |id| store::audited(conn, id)));
    }

    /// Draws it; answers what is asked about an entry.
    pub(super) fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>, shown: &Shown) -> Option<What> {
        let Some((sample, lines, words)) = &shown.sample else {
            let body = t!(
                "Entries are drawn by a seed that is kept, so that anybody can draw the same ones again; large ones can be taken all. Each is held against its paper and ticked here"
            );
            ui::empty_state(ui, icons::LIST_CHECKS, t!("No list was drawn for this year"), body, |ui| {
                EXAMINE.primary(ui, sight);
            });
            return None;
        };
        let done = lines.iter().filter(|line| line.0.outcome != Outcome::Open).count();
        Frame::new().inner_margin(Margin::symmetric(24, 10)).show(ui, |ui| {
            let muted = look(ui).muted;
            let seen =
                t!("{done} of {all} looked at. {words}", done = done, all = text::count(lines.len()), words = words);
            paragraph(ui, &seen, SMALL.ink(muted));
        });
        let Self { table, split, one } = self;
        let cell = std::cell::RefCell::new((table, None, None));
        split.show(
            ui,
            |ui| {
                let mut inner = cell.borrow_mut();
                let opened = list(ui, sight, lines, inner.0);
                inner.1 = opened;
            },
            |ui| {
                let mut inner = cell.borrow_mut();
                let at = inner.0.selection.cursor().and_then(|at| usize::try_from(at).ok());
                let Some(line) = at.and_then(|at| lines.get(at)) else {
                    paragraph(ui, t!("Choose an entry to hold it against its paper."), BODY.ink(look(ui).muted));
                    return;
                };
                inner.2 = found(ui, sight, sample.id, line);
                if let Some(Some((row, changed))) = one.get() {
                    audit::pane(ui, sight, row, changed);
                }
            },
        );
        let (_, opened, asked) = cell.into_inner();
        asked.or_else(|| {
            let line = opened.and_then(|at: u64| lines.get(usize::try_from(at).ok()?))?;
            Some(What::found(sample.id, &line.0))
        })
    }
}

fn list(ui: &mut Ui, sight: &Sight<'_>, lines: &[Line], table: &mut TableState) -> Option<u64> {
    let currency = *sight.currency();
    let columns = [
        Column::new("number", t!("No."), 48.0).figures().unsorted(),
        Column::new("day", t!("Day"), 96.0).unsorted(),
        Column::new("who", t!("From or to"), 150.0).grows(1.0).least(110.0).unsorted(),
        Column::new("amount", t!("Amount"), 92.0).figures().unsorted(),
        Column::new("paper", t!("Paper"), 140.0).grows(1.0).spare().unsorted(),
        Column::new("found", t!("Found"), 100.0).unsorted(),
    ];
    let out = Table::new(t!("Examiner’s list"), &columns).rows(lines.len() as u64).show(
        ui,
        table,
        |at| lines.get(usize::try_from(at).ok()?),
        |line, column| match (column, &line.1) {
            (0, _) => Cell::Muted(line.0.position.to_string().into()),
            (5, _) => Cell::Chip(line.0.outcome.label().into(), tone(line.0.outcome)),
            (2, None) => Cell::Muted(t!("Not in the ledger any more").into()),
            (_, None) => Cell::Empty,
            (1, Some(row)) => Cell::Text(day::short(row.row.received).into()),
            (2, Some(row)) if row.row.who.is_empty() => Cell::Muted(row.row.kind.label().into()),
            (2, Some(row)) => Cell::Strong(row.row.who.as_str().into()),
            (3, Some(row)) => Cell::Text(currency.figures(row.row.amount).into()),
            (_, Some(row)) => Cell::Muted(row.paper().into()),
        },
    );
    out.opened
}

/// What was found of an entry, and the buttons to say it.
fn found(ui: &mut Ui, sight: &Sight<'_>, sample: SampleId, line: &Line) -> Option<What> {
    let mut what = None;
    ui.horizontal(|ui| {
        let why_not = sight.facts.read_only.then(|| t!("This office is open read-only"));
        let agreed = line.0.outcome == Outcome::Agreed;
        if Button::primary(t!("Agrees with its paper"))
            .unless(why_not.or(agreed.then(|| t!("It was ticked already"))))
            .show(ui)
            .clicked()
        {
            let entry = line.0.entry;
            let note = line.0.note.clone();
            sight
                .desk
                .run(&super::super::ops::CHECKED, move |office| {
                    super::super::ops::checked(office, sample, entry, Outcome::Agreed, &note)
                })
                .forget();
        }
        if Button::secondary(t!("What was found…")).key(t!("Enter")).unless(why_not).show(ui).clicked() {
            what = Some(What::found(sample, &line.0));
        }
    });
    if let Some(on) = line.0.on {
        let words =
            t!("{outcome}, {who}, {day}", outcome = line.0.outcome.label(), who = line.0.by, day = day::short(on));
        paragraph(ui, &words, SMALL.ink(look(ui).muted));
    }
    if !line.0.note.is_empty() {
        paragraph(ui, &line.0.note, BODY);
    }
    ui.add_space(8.0);
    what
}
