//! Keying papers: one line for a paper, by keyboard alone, twice; and what differs between the two.
//!
//! The second entry does not see the first, or it would not be a second look.

use std::cell::RefCell;

use egui::{Frame, Id, Key, Margin, Rect, Ui, UiBuilder, vec2};

use super::super::super::model::{Difference, Entered, Marks, Round, SPOILT, Step, read_marks};
use super::super::super::ops;
use super::Shown;
use super::ask::What;
use crate::app::{Reply, Sight};
use crate::kit::{Problem, text};
use crate::ledger::screen::form::entered;
use crate::ledger::screen::parts::{read_only, without_value};
use crate::t;
use crate::ui::table::{Cell, Column, Table, TableState};
use crate::ui::{self, BODY, Button, Field, SMALL, Split, Tone, icons, key_hints, line, look, paragraph, segments};

/// Height of the keys at the foot, points.
const FOOT: f32 = 40.0;
/// See [`View::focus`].
const FRAMES: u8 = 2;

/// See the head of this file.
pub(super) struct View {
    /// 0 for the first entry, 1 for the second.
    which: usize,
    typed: String,
    /// A paper that is keyed anew; else the next one is.
    again: Option<u32>,
    problem: Option<String>,
    hint: String,
    alone: bool,
    /// In so many frames the field takes the keyboard: a click on something else takes it away at the end of the first.
    focus: u8,
    /// The line was put there by the program: the keyboard goes on behind it.
    to_end: bool,
    saving: Option<Reply<()>>,
    table: TableState,
    split: Split,
}

impl Default for View {
    fn default() -> Self {
        Self {
            which: 0,
            typed: String::new(),
            again: None,
            problem: None,
            hint: String::new(),
            alone: false,
            focus: FRAMES,
            to_end: false,
            saving: None,
            table: TableState::default(),
            split: Split::default(),
        }
    }
}

impl View {
    /// Begins with the first (0) or the second (1) entry.
    pub(super) fn begin(&mut self, which: usize) {
        (self.which, self.focus) = (which, FRAMES);
    }

    /// The field takes the keyboard when it is drawn next.
    pub(super) fn take_focus(&mut self) {
        self.focus = FRAMES;
    }

    fn entry(&self) -> u8 {
        if self.which == 0 { 1 } else { 2 }
    }

    /// The number of the paper that is keyed now.
    fn number(&self, round: &Round) -> u32 {
        self.again.unwrap_or_else(|| round.entry(self.entry()).iter().map(|one| one.number).max().unwrap_or(0) + 1)
    }

    pub(super) fn logic(&mut self, _sight: &Sight<'_>, _shown: &Shown) {
        match self.saving.as_mut().and_then(Reply::take) {
            Some(Ok(())) => {
                self.saving = None;
                self.typed.clear();
                (self.again, self.problem) = (None, None);
                self.hint.clear();
                self.focus = FRAMES;
            }
            Some(Err(problem)) => {
                self.saving = None;
                self.refuse(&problem);
            }
            None => {}
        }
    }

    fn refuse(&mut self, problem: &Problem) {
        self.problem = Some(problem.message.clone());
        self.hint = problem.hint.clone().unwrap_or_default();
        self.focus = FRAMES;
    }

    pub(super) fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>, shown: &Shown, asking: bool) -> Option<What> {
        let Some(round) = shown.whole.round() else {
            let body = t!("Papers are keyed once nominations are closed and the order on the paper is drawn");
            ui::empty_state(ui, icons::KEYBOARD, t!("No papers to key yet"), body, |_| {});
            return None;
        };
        let area = ui.available_rect_before_wrap();
        let (above, foot) = area.split_top_bottom_at_y(area.bottom() - FOOT);
        let mut inner = ui.new_child(UiBuilder::new().max_rect(above));
        let mut split = self.split;
        let asked = RefCell::new(None);
        let this = RefCell::new(&mut *self);
        split.show(
            &mut inner,
            |ui| *asked.borrow_mut() = this.borrow_mut().keys(ui, sight, shown, round, asking),
            |ui| {
                if let Some(what) = this.borrow_mut().pane(ui, sight, shown, round) {
                    *asked.borrow_mut() = Some(what);
                }
            },
        );
        self.split = split;
        self.foot(ui, foot);
        ui.advance_cursor_after_rect(area);
        asked.into_inner()
    }

    fn foot(&self, ui: &mut Ui, foot: Rect) {
        let mut ui = ui.new_child(UiBuilder::new().max_rect(foot));
        let hints = [
            (t!("Enter"), t!("keep, and on to the next")),
            ("/", t!("does not count")),
            (t!("Up"), t!("the one before again")),
            (t!("Down"), t!("settle what differs")),
            (t!("Esc"), t!("leave it")),
        ];
        key_hints(&mut ui, &hints, "");
    }

    fn keys(&mut self, ui: &mut Ui, sight: &Sight<'_>, shown: &Shown, round: &Round, asking: bool) -> Option<What> {
        let mut asked = None;
        Frame::new().inner_margin(Margin { left: 24, right: 24, top: 14, bottom: 12 }).show(ui, |ui| {
            ui.spacing_mut().item_spacing = vec2(12.0, 10.0);
            ui.horizontal(|ui| {
                if segments(ui, &[t!("First entry"), t!("Second entry")], &mut self.which) {
                    self.typed.clear();
                    (self.again, self.problem, self.focus) = (None, None, FRAMES);
                }
                let keyed = round.entry(self.entry()).len();
                let of = round
                    .account
                    .returned
                    .map(|returned| t!(" of {returned}", returned = returned))
                    .unwrap_or_default();
                let words = t!("{keyed} keyed{of}", keyed = keyed, of = of);
                line(ui, &words, BODY.ink(look(ui).muted));
            });
            asked = self.field(ui, sight, shown, round, asking);
        });
        self.list(ui, round);
        asked
    }

    fn field(&mut self, ui: &mut Ui, sight: &Sight<'_>, shown: &Shown, round: &Round, asking: bool) -> Option<What> {
        let declared = shown.step == Step::Declared;
        let why_not = read_only(sight).or(declared.then(|| t!("The result is declared, so nothing is keyed any more")));
        if let Some(why) = why_not {
            paragraph(ui, why, BODY.ink(look(ui).muted));
            return None;
        }
        let who = &sight.facts.who;
        let other = round.entry(if self.which == 0 { 2 } else { 1 });
        if other.iter().any(|one| one.who == *who) {
            let words = t!("{who} keyed the other entry. Somebody else keys this one, or:", who = who);
            paragraph(ui, &words, SMALL.ink(look(ui).muted));
            ui::checkbox(ui, &mut self.alone, t!("Nobody else can; the result shows both names"));
        }
        let number = self.number(round);
        let label = if self.again.is_some() {
            t!("Paper {number}, once more", number = number)
        } else {
            t!("Paper {number}", number = number)
        };
        let id = Id::unique("elections.entry");
        if self.focus > 0 && !asking {
            ui.memory_mut(|m| m.request_focus(id));
            self.focus -= 1;
            ui.ctx().request_repaint();
        }
        if std::mem::take(&mut self.to_end) {
            let mut state = egui::text_edit::TextEditState::load(ui.ctx(), id).unwrap_or_default();
            let end = egui::text::CCursor::new(self.typed.chars().count());
            state.cursor.set_char_range(Some(egui::text::CCursorRange::one(end)));
            state.store(ui.ctx(), id);
        }
        let has_focus = ui.memory(|m| m.has_focus(id));
        let pressed = |key| ui.input(|i| i.key_pressed(key));
        let (up, down, escape) = (pressed(Key::ArrowUp), pressed(Key::ArrowDown), pressed(Key::Escape));
        let rules = shown.whole.election.new.rules;
        let placeholder = if rules.ranks() { t!("3 1 2") } else { t!("2") };
        let reads = self.reads(shown, round);
        let response = Field::new(&label, &mut self.typed)
            .id(id)
            .placeholder(placeholder)
            .problem(self.problem.as_deref())
            .hint(&reads)
            .width(ui.available_width().min(420.0))
            .show(ui);
        if self.problem.is_some() && !self.hint.is_empty() {
            paragraph(ui, &self.hint, SMALL.ink(look(ui).muted));
        }
        if response.changed() {
            self.problem = None;
        }
        if entered(&response) && self.saving.is_none() {
            self.keep(sight, shown, round);
        } else if has_focus && up {
            self.before(round, number);
        } else if has_focus && down && !round.first.is_empty() && !round.second.is_empty() {
            return shown.compared.open.first().map(|one| settle_one(shown, round, one));
        } else if escape && !asking {
            // Escape takes the keyboard from a field; here it only empties the line.
            self.typed.clear();
            (self.again, self.problem, self.focus) = (None, None, FRAMES);
        }
        None
    }

    /// The names that the line stands for.
    fn reads(&self, shown: &Shown, round: &Round) -> String {
        if self.typed.trim().is_empty() {
            return t!("Places as they are marked, or beginnings of names; / and a figure for one that does not count")
                .to_owned();
        }
        match read_marks(&self.typed, &shown.whole.choices(round)) {
            Ok(Marks::Places(places)) => {
                places.iter().map(|place| shown.whole.name_at(*place)).collect::<Vec<_>>().join(" · ")
            }
            Ok(Marks::Spoilt(reason)) => t!("Does not count: {reason}", reason = reason),
            Err(_) => " ".to_owned(),
        }
    }

    /// Takes up the paper before this one.
    fn before(&mut self, round: &Round, number: u32) {
        let known = round.entry(self.entry()).iter().rev().find(|one| one.number < number);
        if let Some(one) = known {
            self.again(one);
        }
    }

    fn again(&mut self, one: &Entered) {
        self.again = Some(one.number);
        self.typed = one.marks.says();
        (self.problem, self.focus, self.to_end) = (None, FRAMES, true);
    }

    fn keep(&mut self, sight: &Sight<'_>, shown: &Shown, round: &Round) {
        // What cannot be read is said without asking the office.
        if let Err(problem) = read_marks(&self.typed, &shown.whole.choices(round)) {
            return self.refuse(&problem);
        }
        let (of, entry, line, alone) = (shown.whole.election.id, self.entry(), self.typed.clone(), self.alone);
        self.saving = Some(match self.again {
            Some(number) => {
                sight.desk.run(&ops::CORRECT, move |office| ops::correct(office, of, entry, number, Some(&line)))
            }
            None => {
                let number = self.number(round);
                sight.desk.run(&ops::ENTER, move |office| {
                    ops::enter(office, of, entry, Some(number), &[line], alone).map(without_value)
                })
            }
        });
    }

    fn list(&mut self, ui: &mut Ui, round: &Round) {
        let all = round.entry(self.entry());
        let columns = [
            Column::new("number", t!("Paper"), 70.0).figures().unsorted(),
            Column::new("says", t!("What it says"), 220.0).grows(1.0).least(120.0).unsorted(),
            Column::new("who", t!("Keyed by"), 130.0).unsorted().spare(),
        ];
        let last = all.len().checked_sub(1);
        let out = Table::new(t!("Papers that were keyed"), &columns).rows(all.len() as u64).show(
            ui,
            &mut self.table,
            // The newest first.
            |at| all.get(last?.checked_sub(usize::try_from(at).ok()?)?),
            |one: &Entered, column| match (column, &one.marks) {
                (0, _) => Cell::Muted(one.number.to_string().into()),
                (1, Marks::Places(_)) => Cell::Strong(one.marks.says().into()),
                (1, Marks::Spoilt(reason)) => Cell::Chip(reason.as_str().into(), Tone::Warning),
                _ => Cell::Muted(one.who.as_str().into()),
            },
        );
        let opened = out.opened.and_then(|at| usize::try_from(at).ok()).zip(last);
        if let Some(one) = opened.and_then(|(at, last)| all.get(last.checked_sub(at)?)) {
            self.again(one);
        }
    }

    fn pane(&mut self, ui: &mut Ui, sight: &Sight<'_>, shown: &Shown, round: &Round) -> Option<What> {
        ui.spacing_mut().item_spacing = vec2(8.0, 10.0);
        let muted = look(ui).muted;
        ui::section(ui, t!("The paper"));
        for place in &round.standing {
            paragraph(ui, &format!("{place}.\u{a0}{}", shown.whole.name_at(*place)), BODY);
        }
        let spoilt: Vec<String> = SPOILT.iter().zip(1..).map(|(says, at)| format!("/{at} {}", says())).collect();
        paragraph(ui, &spoilt.join("\n"), SMALL.ink(muted));
        ui::section(ui, t!("Both entries"));
        if round.second.is_empty() || round.first.is_empty() {
            paragraph(
                ui,
                t!("They are compared once papers were keyed a second time. Nothing is counted until both agree."),
                BODY.ink(muted),
            );
            return None;
        }
        let compared = &shown.compared;
        let agree = text::plural(compared.papers.len(), t!("paper agrees"), t!("papers agree"));
        if compared.open.is_empty() {
            ui::chip(ui, &agree, Tone::Good);
        } else {
            paragraph(ui, &t!("{agree}, {differ} to settle", agree = agree, differ = compared.open.len()), BODY);
        }
        let mut asked = None;
        for one in compared.open.iter().take(50) {
            ui.horizontal(|ui| {
                line(ui, &t!("Paper {number}", number = one.number), BODY.strong());
                let settle = t!("Settle paper {number}…", number = one.number);
                if Button::secondary(&settle).unless(read_only(sight)).show(ui).clicked() {
                    asked = Some(settle_one(shown, round, one));
                }
            });
            paragraph(
                ui,
                &t!("{first} | {second}", first = said(one.first.as_ref()), second = said(one.second.as_ref())),
                SMALL.ink(muted),
            );
        }
        for one in &round.settled {
            let says = one.marks.as_ref().map_or_else(|| t!("no such paper").to_owned(), Marks::says);
            let words = t!(
                "Paper {number} settled as {says}: {note} ({who})",
                number = one.number,
                says = says,
                note = one.note,
                who = one.who
            );
            paragraph(ui, &words, SMALL.ink(muted));
        }
        asked
    }
}

fn said(marks: Option<&Marks>) -> String {
    marks.map_or_else(|| t!("not keyed").to_owned(), Marks::says)
}

fn settle_one(shown: &Shown, round: &Round, one: &Difference) -> What {
    What::Settle {
        id: shown.whole.election.id,
        number: one.number,
        first: said(one.first.as_ref()),
        second: said(one.second.as_ref()),
        marks: one.second.as_ref().or(one.first.as_ref()).map(Marks::says).unwrap_or_default(),
        no_paper: false,
        note: String::new(),
        choices: shown.whole.choices(round),
    }
}
