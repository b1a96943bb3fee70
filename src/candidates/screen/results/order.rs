//! The order: who stands where and how sure that is, with the profile of the one that is open.

use std::cell::RefCell;

use egui::{Ui, vec2};

use super::super::super::decided::{Outcome, Results};
use super::super::super::judged::{Adjusted, Standing, words};
use super::super::super::record::between;
use super::{pictures, remark, titled};
use crate::t;
use crate::ui::table::{Cell, Column, Table, TableState};
use crate::ui::{self, BODY, SMALL, Split, Tone, look};

/// See the head of this file.
#[derive(Default)]
pub(super) struct View {
    table: TableState,
    split: Split,
}

/// The tone of a decision.
pub(super) fn tone(outcome: Outcome) -> Tone {
    match outcome {
        Outcome::Chosen => Tone::Good,
        Outcome::Shortlisted => Tone::Accent,
        Outcome::Reserve => Tone::Warning,
        Outcome::NotChosen => Tone::Plain,
    }
}

impl View {
    /// The place of the candidate that is open.
    pub(super) fn candidate(&self, results: &Results) -> Option<usize> {
        let at = usize::try_from(self.table.selection.cursor().unwrap_or(0)).ok()?;
        let standings = &results.judged.order.standings;
        standings.get(at).or(standings.first()).map(|one| one.candidate)
    }

    pub(super) fn logic(&mut self, results: &Results) {
        if self.table.selection.cursor().is_none() && !results.candidates.is_empty() {
            self.table.selection.set(0);
        }
    }

    pub(super) fn ui(&mut self, ui: &mut Ui, results: &Results, numbers: bool) {
        let mut split = self.split;
        let this = RefCell::new(&mut *self);
        split.show(ui, |ui| this.borrow_mut().list(ui, results), |ui| this.borrow_mut().pane(ui, results, numbers));
        self.split = split;
    }

    fn list(&mut self, ui: &mut Ui, results: &Results) {
        let (round, judged) = (&results.after, &results.judged);
        let adjusted = matches!(judged.adjusted, Adjusted::Values(_));
        let mut columns = vec![
            Column::new("rank", t!("Rank"), 52.0).figures().unsorted(),
            Column::new("name", t!("Candidate"), 150.0).grows(1.0).least(120.0).unsorted(),
            Column::new("result", t!("Result"), 60.0).figures().unsorted(),
            Column::new("noise", t!("Noise leaves"), 92.0).unsorted(),
        ];
        if results.is_moderated() {
            columns.push(Column::new("marked", t!("As marked"), 78.0).figures().unsorted());
        }
        if adjusted {
            columns.push(Column::new("adjusted", t!("Adjusted"), 72.0).figures().unsorted());
        }
        columns.extend([
            Column::new("median", t!("Median"), 64.0).figures().unsorted().spare(),
            Column::new("share", t!("Would lead"), 82.0).figures().unsorted().spare(),
        ]);
        if results.decision.is_some() {
            columns.push(Column::new("decided", t!("Decided"), 104.0).unsorted());
        }
        let keys: Vec<&str> = columns.iter().map(|column| column.key).collect();
        let standings = &judged.order.standings;
        let cell = |one: &Standing, column: usize| -> Cell<'static> {
            let at = one.candidate;
            let text = |words: String| Cell::Text(words.into());
            match keys.get(column).copied().unwrap_or_default() {
                "rank" => one.rank.map_or(Cell::Muted("–".into()), |rank| text(rank.to_string())),
                "name" if one.rank.is_none() => {
                    Cell::Named(words::candidate(round, at).to_owned().into(), words::rank(round, one).into())
                }
                "name" => Cell::Strong(words::candidate(round, at).to_owned().into()),
                "result" => text(words::points_or_none(one.result, judged.scale)),
                "noise" => match one.between {
                    Some((from, to)) if from != to => Cell::Chip(between(one).into(), Tone::Warning),
                    _ => Cell::Muted(between(one).into()),
                },
                "marked" => {
                    let own = results.independent.order.of(at).and_then(|own| own.result);
                    Cell::Muted(words::points_or_none(own, judged.scale).into())
                }
                "adjusted" => match &judged.adjusted {
                    Adjusted::Values(values) => {
                        Cell::Muted(words::points_or_none(values.get(at).copied(), judged.scale).into())
                    }
                    Adjusted::Refused(_) => Cell::Empty,
                },
                "median" => Cell::Muted(words::points_or_none(one.median, judged.scale).into()),
                "share" => Cell::Muted(words::percent(judged.shares.share(at)).into()),
                _ => match results.candidate(at).and_then(|id| results.decision.as_ref()?.verdict(id)) {
                    Some(one) => Cell::Chip(one.outcome.label().into(), tone(one.outcome)),
                    None => Cell::Empty,
                },
            }
        };
        Table::new(t!("The order"), &columns).rows(standings.len() as u64).show(
            ui,
            &mut self.table,
            |at| standings.get(usize::try_from(at).ok()?),
            |one: &Standing, column| cell(one, column),
        );
    }

    fn pane(&mut self, ui: &mut Ui, results: &Results, numbers: bool) {
        ui.spacing_mut().item_spacing = vec2(8.0, 14.0);
        let (round, judged) = (&results.after, &results.judged);
        ui::paragraph(ui, &words::order(round, judged), BODY.strong());
        for tie in &judged.order.ties {
            remark(ui, &words::tie(round, tie));
        }
        let few = results.below_quorum();
        if !few.is_empty() {
            let names = words::candidates(round, &few);
            let body = t!("{names}: fewer scorers than the round asks for", names = names);
            ui::banner(ui, Tone::Warning, t!("Marked by too few"), &body, "", |_| {});
        }
        if !results.is_moderated()
            && matches!(judged.adjusted, Adjusted::Refused(super::super::super::judged::Refusal::Full))
        {
            // Nothing to adjust, nothing to say here.
        } else {
            remark(ui, &words::adjusted(round, judged));
        }
        if let Some(at) = self.candidate(results) {
            one(ui, results, at, numbers);
        }
        titled(ui, t!("How it is worked out"), "", |ui| {
            for words in words::rules(round, judged, &results.method) {
                remark(ui, &words);
            }
        });
    }
}

/// The candidate that is open.
fn one(ui: &mut Ui, results: &Results, at: usize, numbers: bool) {
    let (round, judged) = (&results.after, &results.judged);
    let Some(standing) = judged.order.of(at) else { return };
    let name = words::candidate(round, at);
    titled(ui, name, "", |ui| {
        if let Some(gap) = standing.gap {
            ui::paragraph(ui, &words::gap(&gap, judged.scale), BODY);
        }
        for k in &standing.lacks {
            ui::chip(ui, &t!("Lacks “{name}”", name = words::criterion(round, *k)), Tone::Danger);
        }
        for k in &standing.unseen {
            let words = t!("Nobody saw evidence of “{name}”", name = words::criterion(round, *k));
            ui::chip(ui, &words, Tone::Warning);
        }
        if numbers {
            let profile = judged.profiles.get(at).cloned().unwrap_or_default();
            let rows: Vec<(&str, String)> = profile
                .iter()
                .enumerate()
                .map(|(k, mean)| {
                    let all: Vec<String> = (0..round.scorers.len()).map(|s| words::cell(round, at, s, k)).collect();
                    (
                        words::criterion(round, k),
                        format!("{} ({})", words::points_or_none(*mean, judged.scale), all.join(", ")),
                    )
                })
                .collect();
            let rows: Vec<(&str, &str)> = rows.iter().map(|(a, b)| (*a, b.as_str())).collect();
            ui::key_values(ui, &rows);
            let figures = [
                (t!("Mean"), words::points_or_none(standing.mean, judged.scale)),
                (t!("Median"), words::points_or_none(standing.median, judged.scale)),
                (t!("Without highest and lowest"), words::points_or_none(standing.trimmed, judged.scale)),
                (t!("Scorers"), standing.cards.to_string()),
                (t!("Would lead"), words::percent(judged.shares.share(at))),
            ];
            let figures: Vec<(&str, &str)> = figures.iter().map(|(a, b)| (*a, b.as_str())).collect();
            ui::key_values(ui, &figures);
        } else {
            pictures::profile(ui, results, at);
            remark(ui, t!("A ring is a scorer’s mark, the line their mean. T shows the numbers."));
        }
        if let Some(verdict) = results.candidate(at).and_then(|id| results.decision.as_ref()?.verdict(id)) {
            ui::chip(ui, verdict.outcome.label(), tone(verdict.outcome));
            ui::paragraph(ui, &verdict.reasons, SMALL.ink(look(ui).text));
        }
    });
}
