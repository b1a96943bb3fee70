//! The cards of one scorer: in interviews a card for each candidate, in a sift one criterion across all candidates at a time, names
//! hidden. By keyboard alone: figures mark, arrows go on, Enter goes into the note, Page Up and Page Down change the candidate.

use std::cell::RefCell;
use std::path::PathBuf;
use std::sync::Arc;

use egui::{Id, Key as Press, Ui, vec2};

use super::super::super::away::Away;
use super::super::super::model::{CameBy, Candidate, CandidateId, ScorerId, Stage, Whole};
use super::super::super::opened::Says;
use super::super::super::ops;
use super::super::super::seal::{CardText, Key, Place};
use super::mark::{mark, note_id, written};
use super::working::Working;
use crate::app::{Reply, Sight};
use crate::kit::Problem;
use crate::kit::whole_file::write_whole;
use crate::ledger::screen::parts::with_id;
use crate::t;
use crate::ui::table::{Cell, Column, Table, TableState};
use crate::ui::{self, BODY, Button, Field, Link, SMALL, Split, Tone, look, segments};

/// Where the cards of a desk go.
pub(in super::super) enum Way {
    /// Into the office, handed in one by one.
    Here,
    /// A sheet with this number is keyed in, by whom.
    Paper { number: i64, by: ScorerId },
    /// A kit away from the office; half-filled cards are kept, sealed, in a file beside it.
    Kit(Arc<Away>, PathBuf),
}

/// Whose cards of what round, whom they are about, and where they go.
pub(in super::super) struct Desk<'a> {
    pub whole: &'a Whole,
    pub scorer: ScorerId,
    pub key: &'a Key,
    pub due: Vec<Candidate>,
    pub way: &'a Way,
}

impl Desk<'_> {
    fn is_sift(&self) -> bool {
        self.whole.round.new.stage == Stage::Sift
    }

    /// What a candidate is called here. A kit of a sift holds no names.
    fn name(&self, one: &Candidate) -> String {
        if self.is_sift() && !matches!(self.way, Way::Kit(..)) {
            self.whole.code(one.id)
        } else {
            one.name().to_owned()
        }
    }

    fn is_in(&self, candidate: CandidateId) -> bool {
        self.whole.card(self.scorer, candidate).is_some()
    }
}

/// See the head of this file.
pub(in super::super) struct View {
    kept: Vec<(CandidateId, CardText)>,
    /// The card on the desk, and as it was kept last.
    open: Option<(CandidateId, Working, Working)>,
    table: TableState,
    split: Split,
    /// The criterion that the keyboard marks.
    at: usize,
    saving: Option<Reply<()>>,
    handing: Option<(CandidateId, Reply<i64>)>,
    problem: Option<Problem>,
    focus: Option<Id>,
    /// H was pressed: the card on the desk is handed in.
    hand_in: bool,
    /// A card went in.
    done: bool,
    /// What the candidate wrote is read, above an interview's card.
    reads: bool,
}

impl View {
    pub(in super::super) fn new(kept: Vec<(CandidateId, CardText)>) -> Self {
        Self {
            kept,
            open: None,
            table: TableState::default(),
            split: Split::default(),
            at: 0,
            saving: None,
            handing: None,
            problem: None,
            focus: None,
            hand_in: false,
            done: false,
            reads: false,
        }
    }

    /// Every card as it stands, also the one that is open.
    pub(in super::super) fn all(&self) -> Vec<(CandidateId, CardText)> {
        let mut all = self.kept.clone();
        if let Some((about, now, _)) = self.open.as_ref().filter(|(_, now, _)| !now.is_blank()) {
            all.retain(|(id, _)| id != about);
            all.push((*about, now.card()));
        }
        all
    }

    /// Whether the card of a sheet went in.
    pub(in super::super) fn is_done(&self) -> bool {
        self.done
    }

    pub(in super::super) fn logic(&mut self, sight: &Sight<'_>, desk: &Desk<'_>) {
        if let Some(done) = self.saving.as_mut().and_then(Reply::take) {
            self.saving = None;
            self.problem = done.err();
        }
        if let Some((about, reply)) = &mut self.handing
            && let Some(done) = reply.take()
        {
            let about = *about;
            self.handing = None;
            match done {
                Ok(_) => {
                    self.kept.retain(|(id, _)| *id != about);
                    self.open = None;
                    self.done = true;
                    let next = desk.due.iter().position(|one| one.id != about && !desk.is_in(one.id));
                    self.table.selection.set(next.unwrap_or(0) as u64);
                }
                Err(problem) => self.problem = Some(problem),
            }
        }
        self.keep(sight, desk);
    }

    /// Keeps what changed, sealed; one write at a time, so that quick typing is not slowed.
    fn keep(&mut self, sight: &Sight<'_>, desk: &Desk<'_>) {
        let Some((about, now, before)) = &mut self.open else { return };
        if now == before || self.saving.is_some() || self.handing.is_some() {
            return;
        }
        let about = *about;
        let Some(candidate) = desk.whole.candidate(about).cloned() else { return };
        let (card, key) = (now.card(), desk.key.clone());
        *before = now.clone();
        self.kept.retain(|(id, _)| *id != about);
        self.kept.push((about, card.clone()));
        let place = Place { round: desk.whole.round.id.0, scorer: desk.scorer.0, candidate: about.0 };
        self.saving = match desk.way {
            // The paper keeps it.
            Way::Paper { .. } => None,
            Way::Here => Some(sight.desk.with_office("", move |office| match office {
                Some(office) => ops::keep_draft(office, &key, place, &card, &candidate),
                None => Ok(()),
            })),
            Way::Kit(away, beside) => {
                let (away, beside, all) = (Arc::clone(away), beside.clone(), self.kept.clone());
                Some(
                    sight.desk.with_office("", move |_office| write_whole(&beside, away.draft(&key, &all)?.as_bytes())),
                )
            }
        };
    }

    pub(in super::super) fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>, desk: &Desk<'_>) {
        let (whole, due) = (desk.whole, &desk.due);
        if due.is_empty() {
            let body = t!("You are recused from everybody who stands, so there is nothing for you to score");
            ui::empty_state(ui, ui::icons::HAND_PALM, t!("Nothing to score"), body, |_| {});
            return;
        }
        let sift = desk.is_sift();
        if sift {
            let names: Vec<&str> = whole.criteria.iter().map(|one| one.new.name.as_str()).collect();
            ui.horizontal_wrapped(|ui| {
                ui.add_space(24.0);
                segments(ui, &names, &mut self.at);
            });
            ui.add_space(8.0);
        }
        if self.table.selection.cursor().is_none() {
            // Whoever sits down goes on where something is left to do.
            let next = due.iter().position(|one| !desk.is_in(one.id));
            self.table.selection.set(next.unwrap_or(0) as u64);
        }
        let cursor = self.table.selection.cursor().and_then(|at| usize::try_from(at).ok()).unwrap_or(0);
        self.keys(ui, whole, cursor, due.len());
        let cursor = self.table.selection.cursor().and_then(|at| usize::try_from(at).ok()).unwrap_or(cursor);
        let Some(one) = due.get(cursor).or(due.first()) else { return };
        if self.open.as_ref().is_none_or(|(id, _, _)| *id != one.id) {
            // What was typed of the other is kept before it leaves the desk.
            self.keep(sight, desk);
            let known = self.kept.iter().find(|(id, _)| *id == one.id).map(|(_, card)| card);
            let working = Working::of(whole, known);
            self.open = Some((one.id, working.clone(), working));
            if !sift {
                self.at = 0;
            }
        }
        let mut split = self.split;
        let this = RefCell::new(&mut *self);
        split.show(ui, |ui| this.borrow_mut().list(ui, desk), |ui| this.borrow_mut().pane(ui, sight, desk, one));
        self.split = split;
    }

    /// Figures mark, arrows go on; only while no field has the keyboard.
    fn keys(&mut self, ui: &Ui, whole: &Whole, cursor: usize, due: usize) {
        let pressed = |key: Press| ui.input_mut(|i| i.consume_key(egui::Modifiers::NONE, key));
        for (key, to) in [(Press::PageDown, cursor + 1), (Press::PageUp, cursor.saturating_sub(1))] {
            if pressed(key) && to < due {
                self.table.selection.set(to as u64);
            }
        }
        if ui.ctx().text_edit_focused() || egui::Popup::is_any_open(ui.ctx()) {
            return;
        }
        let sift = whole.round.new.stage == Stage::Sift;
        let last = whole.criteria.len().saturating_sub(1);
        let (next, before) =
            if sift { (Press::ArrowRight, Press::ArrowLeft) } else { (Press::ArrowDown, Press::ArrowUp) };
        if pressed(next) {
            self.at = (self.at + 1).min(last);
        }
        if pressed(before) {
            self.at = self.at.saturating_sub(1);
        }
        let Some((_, working, _)) = &mut self.open else { return };
        let Some((criterion, line)) = working.lines.get_mut(self.at) else { return };
        let points = whole.criterion(*criterion).map_or(0, |one| one.new.anchors.len());
        let figures = [
            Press::Num0,
            Press::Num1,
            Press::Num2,
            Press::Num3,
            Press::Num4,
            Press::Num5,
            Press::Num6,
            Press::Num7,
            Press::Num8,
            Press::Num9,
        ];
        for (figure, key) in figures.into_iter().enumerate().take(points + 1) {
            if pressed(key) {
                line.says = Some(figure.checked_sub(1).map_or(Says::NoEvidence, Says::Anchor));
            }
        }
        if pressed(Press::H) {
            self.hand_in = true;
        }
        if pressed(Press::Enter) {
            self.focus = Some(note_id(*criterion));
        }
    }

    fn list(&mut self, ui: &mut Ui, desk: &Desk<'_>) {
        let (due, sift) = (&desk.due, desk.is_sift());
        let columns = [
            Column::new("name", t!("Candidate"), 160.0).grows(1.0).least(110.0).unsorted(),
            Column::new("state", t!("Card"), 120.0).unsorted(),
        ];
        let (kept, at) = (&self.kept, self.at);
        Table::new(t!("My cards"), &columns).rows(due.len() as u64).show(
            ui,
            &mut self.table,
            |at| due.get(usize::try_from(at).ok()?),
            |one: &Candidate, column| match column {
                0 => Cell::Strong(desk.name(one).into()),
                _ => {
                    let (words, tone) = state(desk, one.id, kept, sift.then_some(at));
                    Cell::Chip(words.into(), tone)
                }
            },
        );
    }

    fn pane(&mut self, ui: &mut Ui, sight: &Sight<'_>, desk: &Desk<'_>, one: &Candidate) {
        let (whole, sift) = (desk.whole, desk.is_sift());
        ui.spacing_mut().item_spacing = vec2(8.0, 10.0);
        ui::section(ui, &desk.name(one));
        if desk.is_in(one.id) {
            ui::banner(
                ui,
                Tone::Good,
                t!("Handed in, sealed"),
                t!("Nobody can read it before the round is opened, and nobody can change it, you neither."),
                "",
                |_| {},
            );
            return;
        }
        if !sift {
            self.wrote(ui, whole, one);
        }
        let Some((_, working, _)) = &mut self.open else { return };
        for (at, criterion) in whole.criteria.iter().enumerate() {
            if sift && at != self.at {
                continue;
            }
            if sift {
                written(ui, whole, one.id, criterion.id);
            }
            let Some((_, line)) = working.lines.get_mut(at) else { continue };
            let here = at == self.at;
            if mark(ui, criterion, line, here && !sift) {
                self.at = at;
            }
            if self.focus == Some(note_id(criterion.id)) {
                ui.memory_mut(|m| m.request_focus(note_id(criterion.id)));
                self.focus = None;
            }
        }
        Field::new(t!("Remark on the whole"), &mut working.remark).id(Id::unique("candidates.remark")).rows(2).show(ui);
        let card = working.card();
        let lacks = whole.lacks(&card).len();
        if let Some(problem) = &self.problem {
            let hint = problem.hint.as_deref().unwrap_or_default();
            ui::banner(ui, Tone::Danger, &problem.message, hint, "", |_| {});
        }
        self.finish(ui, sight, desk, one, card, lacks);
        let hints = [
            ("0–9", t!("mark, 0 for no evidence")),
            (t!("Enter"), t!("into the note")),
            (t!("Esc"), t!("out of it")),
            (t!("Page Down"), t!("next candidate")),
        ];
        ui::key_hints(ui, &hints, "");
    }

    /// What a candidate wrote, for who asks to read it beside an interview.
    fn wrote(&mut self, ui: &mut Ui, whole: &Whole, one: &Candidate) {
        let texts: Vec<_> =
            whole.texts.iter().filter(|text| text.candidate == one.id && !text.text.is_empty()).collect();
        if texts.is_empty() {
            return;
        }
        let words = if self.reads { t!("Hide what they wrote") } else { t!("Read what they wrote") };
        if Link::new(words).small().show(ui).clicked() {
            self.reads = !self.reads;
        }
        for text in texts.into_iter().filter(|_| self.reads) {
            let question = text.question.and_then(|id| whole.questions.iter().find(|one| one.id == id));
            ui::line(ui, question.map_or(t!("Statement"), |one| &one.new.text), SMALL.ink(look(ui).muted));
            ui::paragraph(ui, &text.text, BODY);
        }
    }

    /// What is still missing, and the button that hands in; a kit hands in all of it at once, in a file.
    fn finish(
        &mut self,
        ui: &mut Ui,
        sight: &Sight<'_>,
        desk: &Desk<'_>,
        one: &Candidate,
        card: CardText,
        lacks: usize,
    ) {
        let all = desk.whole.criteria.len();
        let words = t!("{count} of {all} still lack a mark or a note", count = lacks, all = all);
        let pressed = std::mem::take(&mut self.hand_in);
        if matches!(desk.way, Way::Kit(..)) {
            let says =
                if lacks > 0 { words.as_str() } else { t!("This card is whole. It leaves with the answer file.") };
            ui::line(ui, says, SMALL.ink(look(ui).muted));
            return;
        }
        let busy = self.handing.is_some().then(|| t!("It is being sealed"));
        let why_not = if lacks > 0 { Some(words.as_str()) } else { busy };
        ui.horizontal_wrapped(|ui| {
            let key_pressed = pressed && why_not.is_none();
            if Button::primary(t!("Hand this card in")).key("H").unless(why_not).show(ui).clicked() || key_pressed {
                let (of, about, key, scorer) = (desk.whole.round.id, one.id, desk.key.clone(), desk.scorer);
                let paper = if let Way::Paper { number, by } = desk.way { Some((*number, *by)) } else { None };
                let reply = sight.desk.run(&ops::HAND_IN, move |office| {
                    let done = match paper {
                        Some((number, by)) => ops::key_sheet_by(office, of, number, &key, &card, by),
                        None => ops::hand_in(office, of, scorer, &key, &[(about, card)], CameBy::Here),
                    };
                    done.map(|done| with_id(done, |_| 0))
                });
                self.handing = Some((one.id, reply));
            }
            if lacks > 0 {
                ui::line(ui, &words, SMALL.ink(look(ui).muted));
            }
        });
    }
}

fn state(
    desk: &Desk<'_>,
    about: CandidateId,
    kept: &[(CandidateId, CardText)],
    criterion: Option<usize>,
) -> (&'static str, Tone) {
    let whole = desk.whole;
    if desk.is_in(about) {
        return (t!("Handed in"), Tone::Good);
    }
    let card = kept.iter().find(|(id, _)| *id == about).map(|(_, card)| card);
    let Some(card) = card.filter(|card| !Working::of(whole, Some(card)).is_blank()) else {
        return (t!("Not begun"), Tone::Plain);
    };
    let lacks = whole.lacks(card);
    let done = match criterion.and_then(|at| whole.criteria.get(at)) {
        Some(one) => !lacks.iter().any(|(id, _)| *id == one.id),
        None => lacks.is_empty(),
    };
    match (done, criterion) {
        (true, Some(_)) => (t!("Marked"), Tone::Good),
        (true, None) => (t!("To hand in"), Tone::Warning),
        (false, _) => (t!("Begun"), Tone::Accent),
    }
}
