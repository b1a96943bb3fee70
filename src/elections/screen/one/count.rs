//! The count: the sheet of a stage at the left, the stages, the result and the lots at the right.

use std::cell::RefCell;

use egui::{Frame, Key, Margin, Ui, vec2};

use super::super::super::count::State;
use super::super::super::model::{Outcome, Step};
use super::super::super::report::{
    self, StageLine, change_says, papers_says, stage_lines, stage_says, state_says, ties,
};
use super::super::TIE;
use super::Shown;
use crate::app::Sight;
use crate::kit::day;
use crate::t;
use crate::ui::table::{Cell, Column, Table, TableState};
use crate::ui::{self, BODY, Link, SMALL, Split, Tone, icons, line, look, paragraph};

/// See the head of this file.
#[derive(Default)]
pub(super) struct View {
    /// Which stage is shown, from nought; nothing for the last.
    stage: Option<usize>,
    table: TableState,
    split: Split,
}

impl View {
    pub(super) fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>, shown: &Shown) {
        let Some(outcome) = shown.outcome() else {
            let (title, body) = match &shown.counted {
                Err(problem) => (problem.message.as_str(), problem.hint.clone().unwrap_or_default()),
                Ok(_) => (t!("Nothing is counted yet"), String::new()),
            };
            ui::empty_state(ui, icons::CALCULATOR, title, &body, |_| {});
            return;
        };
        let stages = outcome.count.as_ref().map_or(0, |count| count.stages.len());
        let last = stages.saturating_sub(1);
        let mut at = self.stage.unwrap_or(last).min(last);
        if ui.memory(|m| m.focused().is_none()) {
            let (left, right) = ui.input(|i| (i.key_pressed(Key::ArrowLeft), i.key_pressed(Key::ArrowRight)));
            at = if left { at.saturating_sub(1) } else { at + usize::from(right && at < last) };
            if left || right {
                self.stage = Some(at);
            }
        }
        let mut split = self.split;
        let this = RefCell::new(&mut *self);
        split.show(
            ui,
            |ui| this.borrow_mut().sheet(ui, shown, outcome, at),
            |ui| this.borrow_mut().pane(ui, sight, shown, outcome, at),
        );
        self.split = split;
    }

    fn sheet(&mut self, ui: &mut Ui, shown: &Shown, outcome: &Outcome, at: usize) {
        let whole = &shown.whole;
        let Some(stage) = outcome.count.as_ref().and_then(|count| count.stages.get(at)) else {
            ui::empty_state(ui, icons::SEAL_CHECK, t!("Nobody had to vote"), &whole.says(outcome), |_| {});
            return;
        };
        let rules = whole.election.new.rules;
        Frame::new().inner_margin(Margin::symmetric(24, 12)).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            ui::section(ui, &stage_says(whole, stage));
            let mut words = Vec::new();
            if rules.has_quota() {
                words.push(t!("Quota {quota}", quota = stage.quota));
            }
            if rules.ranks() {
                words.push(t!("non-transferable {votes}", votes = stage.non_transferable));
            }
            let words = if words.is_empty() { papers_says(outcome) } else { words.join(", ") };
            line(ui, &words, SMALL.ink(look(ui).muted));
        });
        let lines = stage_lines(whole, outcome, at);
        let columns = [
            Column::new("place", "", 36.0).figures().unsorted(),
            Column::new("name", t!("Candidate"), 180.0).grows(1.0).least(120.0).unsorted(),
            Column::new("change", t!("Change"), 110.0).figures().unsorted(),
            Column::new("votes", t!("Votes"), 120.0).figures().unsorted(),
            Column::new("state", t!("State"), 90.0).unsorted(),
        ];
        Table::new(t!("Sheet of the stage"), &columns).rows(lines.len() as u64).show(
            ui,
            &mut self.table,
            |at| lines.get(usize::try_from(at).ok()?),
            |one: &StageLine, column| match column {
                0 => Cell::Muted(one.place.to_string().into()),
                1 if one.state == State::Excluded => Cell::Muted(one.name.as_str().into()),
                1 => Cell::Strong(one.name.as_str().into()),
                2 => Cell::Text(change_says(one.change).into()),
                3 => Cell::Text(one.votes.to_string().into()),
                _ => match one.state {
                    State::Hopeful => Cell::Empty,
                    State::Elected => Cell::Chip(state_says(one.state).into(), Tone::Good),
                    State::Excluded if one.new => Cell::Chip(state_says(one.state).into(), Tone::Warning),
                    State::Excluded => Cell::Muted(state_says(one.state).into()),
                },
            },
        );
    }

    fn pane(&mut self, ui: &mut Ui, sight: &Sight<'_>, shown: &Shown, outcome: &Outcome, at: usize) {
        ui.spacing_mut().item_spacing = vec2(8.0, 10.0);
        let (muted, whole, step) = (look(ui).muted, &shown.whole, shown.step);
        ui::section(ui, t!("Result"));
        if step == Step::NextRound {
            paragraph(ui, t!("Nobody has more than half: people vote again without who had fewest."), BODY);
        } else {
            paragraph(ui, &whole.says(outcome), BODY.strong());
        }
        if outcome.count.is_some() {
            paragraph(ui, &papers_says(outcome), SMALL.ink(muted));
        }
        match whole.declared() {
            Some(declared) => {
                let words = t!("Declared on {day} by {who}", day = day::short(declared.on), who = declared.by);
                ui::chip(ui, &words, Tone::Good);
                paragraph(
                    ui,
                    &t!("SHA-256 {hash}…", hash = declared.hash.get(..16).unwrap_or_default()),
                    SMALL.ink(muted),
                );
            }
            None if outcome.undrawn() > 0 => {
                let body = t!(
                    "Until it is drawn, the order of the paper stands in. The lot is kept, and a recount uses it again."
                );
                ui::banner(ui, Tone::Warning, t!("A tie can only be decided by lot"), body, "", |ui| {
                    TIE.secondary(ui, sight);
                });
            }
            None if matches!(step, Step::ToDeclare | Step::Unopposed) => {
                paragraph(ui, t!("Not declared yet."), BODY.ink(muted));
            }
            None => {}
        }
        for tie in ties(whole, outcome) {
            paragraph(ui, &tie, SMALL);
        }
        if let Some(lot) = whole.lot(super::super::super::model::LotKind::Tie) {
            paragraph(ui, &report::lot_says(whole, lot), SMALL.ink(muted));
        }
        let names = whole.names();
        if let Some(count) = outcome.count.as_ref().filter(|count| count.stages.len() > 1) {
            ui::section(ui, t!("Stages"));
            ui.spacing_mut().item_spacing.y = 4.0;
            for (own, stage) in count.stages.iter().enumerate() {
                let words = format!("{}. {}", stage.number, stage.action.says(&names));
                if own == at {
                    paragraph(ui, &words, BODY.strong());
                } else if Link::new(&words).show(ui).clicked() {
                    self.stage = Some(own);
                }
            }
            ui.spacing_mut().item_spacing.y = 10.0;
        }
        for old in whole.results.iter().filter(|old| old.voided.is_some()) {
            if let Some((on, who, why)) = &old.voided {
                let words = t!("Void since {day} ({who}): {why}", day = day::short(*on), who = who, why = why);
                ui::banner(ui, Tone::Plain, &whole.says(&old.outcome), &words, "", |_| {});
            }
        }
    }
}
