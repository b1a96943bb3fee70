//! Every mark: a row for each candidate and criterion, a column for each scorer; what stands out is marked, and what was changed stands
//! beside what was given.

use std::cell::RefCell;

use egui::{Ui, vec2};

use super::super::super::decided::Results;
use super::super::super::judged::{place, words};
use super::super::super::opened::Card;
use super::super::super::record::moderation_says;
use super::{MODERATE, remark, titled};
use crate::app::Sight;
use crate::t;
use crate::ui::table::{Cell, Column, Table, TableState};
use crate::ui::{self, BODY, SMALL, Split, Tone, look};

/// See the head of this file.
#[derive(Default)]
pub(super) struct View {
    table: TableState,
    split: Split,
}

/// A row: candidate and criterion, places in their lists.
type Row = (usize, usize);

/// The rows in the order of the candidates.
fn rows(results: &Results) -> Vec<Row> {
    let criteria = results.criteria.len();
    let order = results.judged.order.standings.iter();
    order.flat_map(|one| (0..criteria).map(move |criterion| (one.candidate, criterion))).collect()
}

impl View {
    /// The row that is open.
    pub(super) fn open(&self, results: &Results) -> Option<Row> {
        let at = usize::try_from(self.table.selection.cursor().unwrap_or(0)).ok()?;
        let rows = rows(results);
        rows.get(at).or(rows.first()).copied()
    }

    pub(super) fn candidate(&self, results: &Results) -> Option<usize> {
        self.open(results).map(|(candidate, _)| candidate)
    }

    pub(super) fn logic(&mut self, results: &Results) {
        if self.table.selection.cursor().is_none() && !results.candidates.is_empty() {
            self.table.selection.set(0);
        }
    }

    pub(super) fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>, results: &Results) {
        let mut split = self.split;
        let this = RefCell::new(&mut *self);
        split.show(ui, |ui| this.borrow_mut().list(ui, results), |ui| this.borrow_mut().pane(ui, sight, results));
        self.split = split;
    }

    fn list(&mut self, ui: &mut Ui, results: &Results) {
        let round = &results.given;
        let all = rows(results);
        let scorers = round.scorers.len();
        let mut columns = vec![
            Column::new("candidate", t!("Candidate"), 130.0).grows(0.6).least(96.0).unsorted(),
            Column::new("criterion", t!("Criterion"), 150.0).grows(1.0).least(96.0).unsorted(),
        ];
        let keys: Vec<String> = (0..scorers).map(|at| format!("scorer{at}")).collect();
        columns.extend(keys.iter().zip(&round.scorers).map(|(key, one)| Column::new(key, &one.name, 96.0).unsorted()));
        columns.push(Column::new("mean", t!("Mean"), 56.0).figures().unsorted());
        let first = results.criteria.len().max(1);
        let cell = |row: Row, column: usize| -> Cell<'static> {
            let (candidate, criterion) = row;
            match column {
                // The name once, above its criteria.
                0 if all.iter().position(|one| *one == row).is_some_and(|at| at % first == 0) => {
                    Cell::Strong(words::candidate(round, candidate).to_owned().into())
                }
                0 => Cell::Empty,
                1 => Cell::Text(words::criterion(round, criterion).to_owned().into()),
                _ if column - 2 < scorers => mark(results, candidate, column - 2, criterion),
                _ => {
                    let mean = results.judged.profiles.get(candidate).and_then(|p| p.get(criterion)).copied().flatten();
                    Cell::Muted(words::points_or_none(mean, results.judged.scale).into())
                }
            }
        };
        Table::new(t!("Every mark"), &columns).rows(all.len() as u64).show(
            ui,
            &mut self.table,
            |at| all.get(usize::try_from(at).ok()?),
            |row: &Row, column| cell(*row, column),
        );
    }

    fn pane(&mut self, ui: &mut Ui, sight: &Sight<'_>, results: &Results) {
        ui.spacing_mut().item_spacing = vec2(8.0, 12.0);
        let Some((candidate, criterion)) = self.open(results) else { return };
        let round = &results.given;
        let Some(own) = round.criteria.get(criterion) else { return };
        let name = words::candidate(round, candidate);
        titled(ui, name, &own.name, |_| {});
        let stand_out = &results.judged.stand_out;
        for one in stand_out.iter().filter(|one| one.candidate == candidate && one.criterion == criterion) {
            ui::banner(ui, Tone::Warning, t!("Stands out"), &words::stands_out(&results.after, one), "", |_| {});
        }
        for scorer in 0..round.scorers.len() {
            let card = round.cards.get(candidate).and_then(|cards| cards.get(scorer));
            let at = place(round, candidate, scorer, criterion);
            let anchor = at.and_then(|at| own.anchors.get(at));
            ui.spacing_mut().item_spacing.y = 2.0;
            let head =
                format!("{}: {}", words::scorer(round, scorer), words::cell(round, candidate, scorer, criterion));
            ui::paragraph(ui, &head, BODY.strong());
            let why = match card {
                Some(Card::Recused(why) | Card::Absent(why)) => why.clone(),
                _ => anchor.map(|one| one.words.clone()).unwrap_or_default(),
            };
            if !why.is_empty() {
                remark(ui, &why);
            }
            if let Some(Card::Marked(marks)) = card
                && let Some(note) = marks.get(criterion).map(|mark| mark.note.trim()).filter(|note| !note.is_empty())
            {
                ui::paragraph(ui, &t!("“{note}”", note = note), SMALL.ink(look(ui).text));
            }
            let whole = round.remark(candidate, scorer).trim();
            if !whole.is_empty() {
                let words = t!("On the whole: “{remark}”", remark = whole);
                ui::paragraph(ui, &words, SMALL.ink(look(ui).muted));
            }
            if let Some(one) = results.moderation(candidate, scorer, criterion) {
                ui::paragraph(ui, &moderation_says(results, one), SMALL.ink(Tone::Warning.colors(&look(ui)).0));
            }
            ui.add_space(10.0);
        }
        if results.decision.is_none() {
            MODERATE.secondary(ui, sight);
        }
    }
}

/// A mark, with a chip where it stands out, and what it became where it was changed.
fn mark(results: &Results, candidate: usize, scorer: usize, criterion: usize) -> Cell<'static> {
    let given = words::cell(&results.given, candidate, scorer, criterion);
    if results.moderation(candidate, scorer, criterion).is_some() {
        let after = words::cell(&results.after, candidate, scorer, criterion);
        return Cell::Chip(format!("{given} → {after}").into(), Tone::Accent);
    }
    let out = results
        .judged
        .stand_out
        .iter()
        .any(|one| one.candidate == candidate && one.scorer == scorer && one.criterion == criterion);
    match place(&results.given, candidate, scorer, criterion) {
        Some(_) if out => Cell::Chip(t!("{given}, apart", given = given).into(), Tone::Warning),
        Some(_) => Cell::Text(given.into()),
        // A word in a frame is not taken for a low figure.
        None => Cell::Chip(given.into(), Tone::Plain),
    }
}
