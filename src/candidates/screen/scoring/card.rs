//! The cards of one scorer: in interviews a card for each candidate, in a sift one criterion across all candidates at a time, names
//! hidden. By keyboard alone: figures mark, arrows go on, Enter goes into the note, Page Up and Page Down change the candidate.

use std::cell::RefCell;

use egui::{Id, Key as Press, Ui, vec2};
use zeroize::Zeroize as _;

use super::super::super::model::{CameBy, Candidate, CandidateId, Criterion, CriterionId, ScorerId, Stage, Whole};
use super::super::super::opened::{Mark, Says};
use super::super::super::ops;
use super::super::super::seal::{CardText, Key, NoteText, Place};
use crate::app::{Reply, Sight};
use crate::kit::Problem;
use crate::ledger::screen::parts::with_id;
use crate::t;
use crate::ui::table::{Cell, Column, Table, TableState};
use crate::ui::{self, BODY, Button, Field, SMALL, Split, Tone, look, segments};

/// One criterion of a card that is being filled in.
#[derive(Clone, Default, PartialEq)]
struct Line {
    says: Option<Says>,
    note: String,
}

impl Drop for Line {
    fn drop(&mut self) {
        self.note.zeroize();
    }
}

/// A card that is being filled in.
#[derive(Clone, Default, PartialEq)]
struct Working {
    lines: Vec<(CriterionId, Line)>,
    remark: String,
}

impl Working {
    fn of(whole: &Whole, card: Option<&CardText>) -> Self {
        let line = |one: &Criterion| {
            let mark = card.and_then(|card| card.mark(one.id.0));
            let id = one.id.to_string();
            let noted = card.and_then(|card| card.unmarked.iter().find(|note| note.criterion == id));
            let note = mark.as_ref().map(|mark| mark.note.clone()).or(noted.map(|noted| noted.note.clone()));
            (one.id, Line { says: mark.map(|mark| mark.says), note: note.unwrap_or_default() })
        };
        let remark = card.map(|card| card.remark.clone()).unwrap_or_default();
        Self { lines: whole.criteria.iter().map(line).collect(), remark }
    }

    fn card(&self) -> CardText {
        let mut card = CardText { remark: self.remark.clone(), ..CardText::default() };
        for (id, line) in &self.lines {
            match line.says {
                Some(says) => card.set(id.0, Mark { says, note: line.note.clone() }),
                None if line.note.is_empty() => {}
                None => card.unmarked.push(NoteText { criterion: id.to_string(), note: line.note.clone() }),
            }
        }
        card
    }

    fn is_blank(&self) -> bool {
        self.remark.is_empty() && self.lines.iter().all(|(_, line)| line.says.is_none() && line.note.is_empty())
    }
}

/// See the head of this file.
pub(super) struct View {
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
}

impl View {
    pub(super) fn new(kept: Vec<(CandidateId, CardText)>) -> Self {
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
        }
    }

    pub(super) fn logic(&mut self, sight: &Sight<'_>, whole: &Whole, scorer: ScorerId, key: &Key) {
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
                    let due = whole.due(scorer);
                    let next = due.iter().position(|one| one.id != about && whole.card(scorer, one.id).is_none());
                    self.table.selection.set(next.unwrap_or(0) as u64);
                }
                Err(problem) => self.problem = Some(problem),
            }
        }
        self.keep(sight, whole, scorer, key);
    }

    /// Keeps what changed, sealed; one write at a time, so that quick typing is not slowed.
    fn keep(&mut self, sight: &Sight<'_>, whole: &Whole, scorer: ScorerId, key: &Key) {
        let Some((about, now, before)) = &mut self.open else { return };
        if now == before || self.saving.is_some() || self.handing.is_some() {
            return;
        }
        let Some(candidate) = whole.candidate(*about).cloned() else { return };
        let (card, key) = (now.card(), key.clone());
        self.kept.retain(|(id, _)| id != about);
        self.kept.push((*about, card.clone()));
        *before = now.clone();
        let place = Place { round: whole.round.id.0, scorer: scorer.0, candidate: about.0 };
        self.saving = Some(sight.desk.with_office("", move |office| match office {
            Some(office) => ops::keep_draft(office, &key, place, &card, &candidate),
            None => Ok(()),
        }));
    }

    pub(super) fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>, whole: &Whole, scorer: ScorerId, key: &Key) {
        let due: Vec<Candidate> = whole.due(scorer).into_iter().cloned().collect();
        if due.is_empty() {
            let body = t!("You are recused from everybody who stands, so there is nothing for you to score");
            ui::empty_state(ui, ui::icons::HAND_PALM, t!("Nothing to score"), body, |_| {});
            return;
        }
        let sift = whole.round.new.stage == Stage::Sift;
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
            let next = due.iter().position(|one| whole.card(scorer, one.id).is_none());
            self.table.selection.set(next.unwrap_or(0) as u64);
        }
        let cursor = self.table.selection.cursor().and_then(|at| usize::try_from(at).ok()).unwrap_or(0);
        self.keys(ui, whole, cursor, due.len());
        let cursor = self.table.selection.cursor().and_then(|at| usize::try_from(at).ok()).unwrap_or(cursor);
        let Some(one) = due.get(cursor).or(due.first()) else { return };
        if self.open.as_ref().is_none_or(|(id, _, _)| *id != one.id) {
            // What was typed of the other is kept before it leaves the desk.
            self.keep(sight, whole, scorer, key);
            let known = self.kept.iter().find(|(id, _)| *id == one.id).map(|(_, card)| card);
            let working = Working::of(whole, known);
            self.open = Some((one.id, working.clone(), working));
            if !sift {
                self.at = 0;
            }
        }
        let mut split = self.split;
        let this = RefCell::new(&mut *self);
        split.show(
            ui,
            |ui| this.borrow_mut().list(ui, whole, scorer, &due, sift),
            |ui| this.borrow_mut().pane(ui, sight, whole, scorer, one, key, sift),
        );
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

    fn list(&mut self, ui: &mut Ui, whole: &Whole, scorer: ScorerId, due: &[Candidate], sift: bool) {
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
                0 if sift => Cell::Strong(whole.code(one.id).into()),
                0 => Cell::Strong(one.name().to_owned().into()),
                _ => {
                    let (words, tone) = state(whole, scorer, one.id, kept, sift.then_some(at));
                    Cell::Chip(words.into(), tone)
                }
            },
        );
    }

    #[expect(clippy::too_many_arguments, reason = "what is drawn comes from as many places")]
    fn pane(
        &mut self,
        ui: &mut Ui,
        sight: &Sight<'_>,
        whole: &Whole,
        scorer: ScorerId,
        one: &Candidate,
        key: &Key,
        sift: bool,
    ) {
        ui.spacing_mut().item_spacing = vec2(8.0, 10.0);
        let name = if sift { whole.code(one.id) } else { one.name().to_owned() };
        ui::section(ui, &name);
        if whole.card(scorer, one.id).is_some() {
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
        let lacks = whole.lacks(&card);
        let open = lacks.len();
        let words = t!("{count} of {all} still lack a mark or a note", count = open, all = whole.criteria.len());
        let why_not =
            if open > 0 { Some(words.as_str()) } else { self.handing.is_some().then(|| t!("It is being sealed")) };
        if let Some(problem) = &self.problem {
            let hint = problem.hint.as_deref().unwrap_or_default();
            ui::banner(ui, Tone::Danger, &problem.message, hint, "", |_| {});
        }
        ui.horizontal_wrapped(|ui| {
            let key_pressed = std::mem::take(&mut self.hand_in) && why_not.is_none();
            if Button::primary(t!("Hand this card in")).key("H").unless(why_not).show(ui).clicked() || key_pressed {
                let (of, about, key) = (whole.round.id, one.id, key.clone());
                let reply = sight.desk.run(&ops::HAND_IN, move |office| {
                    let cards = [(about, card)];
                    ops::hand_in(office, of, scorer, &key, &cards, CameBy::Here).map(|done| with_id(done, |_| 0))
                });
                self.handing = Some((one.id, reply));
            }
            if open > 0 {
                ui::line(ui, &words, SMALL.ink(look(ui).muted));
            }
        });
        let hints = [
            ("0–9", t!("mark, 0 for no evidence")),
            (t!("Enter"), t!("into the note")),
            (t!("Esc"), t!("out of it")),
            (t!("Page Down"), t!("next candidate")),
        ];
        ui::key_hints(ui, &hints, "");
    }
}

fn note_id(criterion: CriterionId) -> Id {
    Id::unique("candidates.note").with(criterion.0)
}

/// What a candidate wrote that speaks of a criterion, as it was covered.
fn written(ui: &mut Ui, whole: &Whole, candidate: CandidateId, criterion: CriterionId) {
    let mut any = false;
    for text in whole.texts.iter().filter(|text| text.candidate == candidate) {
        let question = text.question.and_then(|id| whole.questions.iter().find(|one| one.id == id));
        if question.is_some_and(|question| !question.new.criteria.contains(&criterion)) {
            continue;
        }
        any = true;
        ui::line(ui, question.map_or(t!("Statement"), |one| &one.new.text), SMALL.ink(look(ui).muted));
        if text.ready {
            ui::paragraph(ui, &text.redacted, BODY);
        } else {
            ui::paragraph(ui, t!("The chair has not covered names in it yet."), SMALL.ink(look(ui).muted));
        }
    }
    if !any {
        ui::paragraph(ui, t!("Nothing was written that speaks of this."), SMALL.ink(look(ui).muted));
    }
}

/// One criterion of a card; answers whether something of it was touched.
fn mark(ui: &mut Ui, criterion: &Criterion, line: &mut Line, here: bool) -> bool {
    let top = ui.cursor().top();
    let mut touched = false;
    ui.push_id(criterion.id.0, |ui| {
        ui::line(ui, &criterion.new.name, BODY.strong());
        if !criterion.new.about.is_empty() {
            ui::paragraph(ui, &criterion.new.about, SMALL.ink(look(ui).muted));
        }
        touched |= anchors(ui, criterion, &mut line.says);
        let last = criterion.new.anchors.len().saturating_sub(1);
        let ends = matches!(line.says, Some(Says::Anchor(at)) if at == 0 || at == last);
        let needs = ends && line.note.trim().is_empty();
        let note = Field::new(t!("What you saw or heard"), &mut line.note).id(note_id(criterion.id)).rows(2);
        let warning = needs.then(|| t!("The lowest and the highest mark need a note"));
        let response = note.warning(warning).show(ui);
        touched |= response.has_focus() || response.changed();
    });
    if here {
        let (left, bottom) = (ui.min_rect().left() - 12.0, ui.cursor().top() - 10.0);
        let bar = egui::Rect::from_min_max(egui::pos2(left, top), egui::pos2(left + 3.0, bottom));
        ui.painter().rect_filled(bar, 2, look(ui).accent);
    }
    touched
}

/// The points of a scale and “no evidence”; answers whether one was chosen just now.
pub(super) fn anchors(ui: &mut Ui, criterion: &Criterion, says: &mut Option<Says>) -> bool {
    let mut changed = false;
    ui.spacing_mut().item_spacing.y = 2.0;
    for (at, anchor) in criterion.new.anchors.iter().enumerate() {
        let own = Some(Says::Anchor(at));
        let words = format!("{}  {}", anchor.value, anchor.words);
        let fits = ui::text_width(ui, &words, BODY) + 30.0 < ui.available_width();
        if fits {
            changed |= ui::radio(ui, says, own, &words).changed();
        } else {
            ui.horizontal_top(|ui| {
                changed |= ui::radio(ui, says, own, &anchor.value.to_string()).changed();
                ui.vertical(|ui| {
                    ui.add_space(4.0);
                    ui::paragraph(ui, &anchor.words, BODY);
                });
            });
        }
    }
    changed |= ui::radio(ui, says, Some(Says::NoEvidence), t!("No evidence: neither good nor bad")).changed();
    ui.spacing_mut().item_spacing.y = 10.0;
    changed
}

fn state(
    whole: &Whole,
    scorer: ScorerId,
    about: CandidateId,
    kept: &[(CandidateId, CardText)],
    criterion: Option<usize>,
) -> (&'static str, Tone) {
    if whole.card(scorer, about).is_some() {
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
