//! Who applied: eligibility and declaration apart from marks, what they wrote and how it is read in the sift, who is recused, and what
//! somebody needs to be heard fairly (`needs`).

use std::cell::RefCell;

use egui::{Id, Ui, vec2};

use super::super::super::model::{
    Candidate, CandidateId, FieldProblem, Met, NewCandidate, QuestionId, RoundId, Stage, Stance, Step, Text, Whole,
};
use super::super::super::ops::{self, Part};
use super::super::{CANDIDATE, PEOPLE};
use super::Shown;
use super::ask::{What, heading, tick};
use super::files::Files;
use super::needs;
use super::written::{self, Written};
use crate::app::{Reply, Sight};
use crate::kit::{Day, day};
use crate::ledger::screen::parts::{Fields, problem, read_only, with_id};
use crate::ledger::screen::typing::{Outcome, Press, Typing};
use crate::people::screen::person::{self, Suggestions, Who};
use crate::t;
use crate::ui::table::{Cell, Column, Table, TableState};
use crate::ui::{self, Button, Link, SMALL, Split, Tone, icons, look};

/// The first field of the form.
const WHO: &str = "candidates.who";

#[derive(Clone, Debug, Default, PartialEq)]
struct Typed {
    of: Option<CandidateId>,
    who: Who,
    applied: String,
    signed: String,
}

/// See the head of this file.
#[derive(Default)]
pub(super) struct View {
    table: TableState,
    split: Split,
    form: Option<Typing<Typed>>,
    written: Option<Typing<Written>>,
    found: Suggestions,
    begin: bool,
    wanted: Option<CandidateId>,
    doing: Option<Reply<()>>,
    files: Files,
    needs: needs::View,
}

impl View {
    pub(super) fn begin(&mut self) {
        self.begin = !self.form.as_ref().is_some_and(Typing::is_dirty);
    }

    pub(super) fn logic(&mut self, sight: &Sight<'_>, shown: &Shown) {
        self.files.logic(sight);
        self.needs.logic();
        if std::mem::take(&mut self.begin) {
            let applied = day::short(sight.today());
            (self.written, self.form) = (None, Some(Typing::new(Typed { applied, ..Typed::default() })));
        }
        if let Some(form) = &mut self.form {
            self.found.want(sight.desk, &form.typed.who);
            if let Some(Outcome::Saved(id)) = form.logic() {
                self.form = None;
                self.wanted = Some(CandidateId(id));
            }
        }
        if let Some(Outcome::Saved(_)) = self.written.as_mut().and_then(Typing::logic) {
            self.written = None;
        }
        if let Some(at) = self.wanted.and_then(|id| shown.whole.candidates.iter().position(|one| one.id == id)) {
            self.table.selection.set(at as u64);
            self.wanted = None;
        }
        if let Some(done) = self.doing.as_mut().and_then(Reply::take) {
            self.doing = None;
            if let Err(problem) = done {
                sight.problem(problem);
            }
        }
    }

    pub(super) fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>, shown: &Shown) -> Option<What> {
        if shown.whole.candidates.is_empty() && self.form.is_none() {
            let body = t!(
                "Applications with what people wrote, whether they may be chosen, and what they need to be heard fairly"
            );
            ui::empty_state(ui, icons::USERS, t!("Nobody applied yet"), body, |ui| {
                CANDIDATE.primary(ui, sight);
            });
            return None;
        }
        let mut split = self.split;
        let asked = RefCell::new(None);
        let this = RefCell::new(&mut *self);
        split.show(
            ui,
            |ui| this.borrow_mut().list(ui, shown),
            |ui| *asked.borrow_mut() = this.borrow_mut().pane(ui, sight, shown),
        );
        self.split = split;
        asked.into_inner()
    }

    fn list(&mut self, ui: &mut Ui, shown: &Shown) {
        let columns = [
            Column::new("name", t!("Candidate"), 190.0).grows(1.0).least(140.0).unsorted(),
            Column::new("applied", t!("Applied"), 100.0).unsorted().spare(),
            Column::new("eligible", t!("May be chosen"), 160.0).unsorted(),
            Column::new("recused", t!("Recused"), 80.0).figures().unsorted(),
        ];
        let whole = &shown.whole;
        let all = &whole.candidates;
        let out = Table::new(t!("Candidates"), &columns).rows(all.len() as u64).show(
            ui,
            &mut self.table,
            |at| all.get(usize::try_from(at).ok()?),
            |one: &Candidate, column| match column {
                0 => Cell::Strong(one.name().to_owned().into()),
                1 => Cell::Text(day::short(one.new.applied).into()),
                2 => {
                    let (words, tone) = eligibility(whole, one);
                    Cell::Chip(words.into(), tone)
                }
                _ => Cell::Text(recused(whole, one.id).len().to_string().into()),
            },
        );
        if out.selected {
            self.form.take_if(|form| !form.is_dirty());
            self.written.take_if(|form| !form.is_dirty());
        }
    }

    fn pane(&mut self, ui: &mut Ui, sight: &Sight<'_>, shown: &Shown) -> Option<What> {
        ui.spacing_mut().item_spacing = vec2(8.0, 12.0);
        let id = shown.whole.round.id;
        if let Some(form) = &mut self.form {
            ui::section(ui, if form.typed.of.is_none() { t!("New application") } else { t!("Change the application") });
            let enter = fields(ui, sight, form, &self.found);
            match form.buttons(ui, sight, enter) {
                Some(Press::Left) => self.form = None,
                Some(Press::Save) => {
                    let (today, month_first) = (sight.today(), sight.facts.profile.month_first);
                    form.save(|typed| save(typed, id, sight, (today, month_first)));
                    if !form.problems.is_empty() {
                        ui.memory_mut(|m| m.request_focus(Id::unique(WHO)));
                    }
                }
                None => {}
            }
            return None;
        }
        if let Some(form) = &mut self.written {
            written::view(ui, form, &shown.whole);
            match form.buttons(ui, sight, false) {
                Some(Press::Left) => self.written = None,
                Some(Press::Save) => form.save(|typed| Ok(typed.save(id, sight))),
                None => {}
            }
            return None;
        }
        let at = self.table.selection.cursor().and_then(|at| usize::try_from(at).ok()).unwrap_or(0);
        let one = shown.whole.candidates.get(at)?;
        self.one(ui, sight, shown, one)
    }

    fn one(&mut self, ui: &mut Ui, sight: &Sight<'_>, shown: &Shown, one: &Candidate) -> Option<What> {
        let (whole, id) = (&shown.whole, shown.whole.round.id);
        let open = shown.step != Step::Opened;
        match one.new.person {
            Some(person) => {
                if Link::new(one.name()).show(ui).clicked() {
                    sight.go(PEOPLE, person.to_string());
                }
            }
            None => drop(ui::section(ui, one.name())),
        }
        if let Some((on, why)) = &one.withdrawn {
            ui::banner(ui, Tone::Danger, &t!("Withdrew on {day}", day = day::short(*on)), why, "", |_| {});
        }
        let signed = one.new.signed.map_or_else(|| t!("Not yet").to_owned(), day::short);
        let applied = day::short(one.new.applied);
        let place = whole.place(one.id).map(|place| place.to_string()).unwrap_or_default();
        let mut rows = vec![(t!("Applied"), applied.as_str()), (t!("Declaration signed"), signed.as_str())];
        rows.push((t!("Place of the interview"), place.as_str()));
        rows.retain(|(_, value)| !value.is_empty());
        ui::key_values(ui, &rows);
        self.eligible(ui, sight, whole, one, open);
        for (name, why) in recused(whole, one.id) {
            ui::paragraph(ui, &t!("{name} is recused: {why}", name = name, why = why), SMALL.ink(look(ui).muted));
        }
        self.texts(ui, whole, one, open && whole.cards.is_empty());
        let files = shown.files.iter().find(|(id, _)| *id == one.id).map_or(&[][..], |(_, files)| files.as_slice());
        self.files.ui(ui, sight, one.id, files, open && read_only(sight).is_none());
        self.needs.ui(ui, sight, shown, one);
        let mut asked = None;
        let why_not = read_only(sight);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
            if open && Button::secondary(t!("Change")).unless(why_not).show(ui).clicked() {
                self.form = Some(Typing::new(typed(one)));
            }
            if open && one.withdrawn.is_none() && Button::quiet(t!("Withdraw…")).unless(why_not).show(ui).clicked() {
                let (who, name) = (one.id, one.name().to_owned());
                asked = Some(What::Withdraw { id, who, name, why: String::new() });
            }
            if whole.cards.is_empty() && Button::quiet(t!("Take off…")).unless(why_not).show(ui).clicked() {
                asked = Some(What::TakeOff { id, part: Part::Candidate(one.id), name: one.name().to_owned() });
            }
        });
        asked
    }

    /// The checklist, and whom the rules of the shortlist are about.
    fn eligible(&mut self, ui: &mut Ui, sight: &Sight<'_>, whole: &Whole, one: &Candidate, open: bool) {
        let id = whole.round.id;
        if !whole.requirements.is_empty() {
            ui::section(ui, t!("Required, apart from marks"));
        }
        for asked in &whole.requirements {
            let known = whole.met.iter().find(|met| met.requirement == asked.id && met.candidate == one.id);
            let change =
                ui.add_enabled_ui(open, |ui| tick(ui, known.is_some_and(|met| met.met), &asked.new.text)).inner;
            if let Some(met) = change {
                let note = known.map(|met| met.note.clone()).unwrap_or_default();
                let met = Met { requirement: asked.id, candidate: one.id, met, note, seen: sight.today() };
                self.doing = Some(sight.desk.run(&ops::ELIGIBLE, move |office| ops::eligible(office, id, &met)));
            }
        }
        if !whole.quotas.is_empty() {
            ui::section(ui, t!("Rules about them, as they said"));
        }
        for rule in &whole.quotas {
            let is = whole.of_quota.contains(&(rule.id, one.id));
            if let Some(now) = tick(ui, is, &rule.new.whom) {
                let (rule, who) = (rule.id, one.id);
                self.doing =
                    Some(sight.desk.run(&ops::OF_QUOTA, move |office| ops::of_quota(office, id, rule, who, now)));
            }
        }
    }

    /// What they wrote.
    fn texts(&mut self, ui: &mut Ui, whole: &Whole, one: &Candidate, open: bool) {
        let mut all: Vec<(Option<QuestionId>, &str)> = vec![(None, t!("Statement"))];
        if whole.round.new.stage == Stage::Sift {
            all.extend(whole.questions.iter().map(|question| (Some(question.id), question.new.text.as_str())));
        }
        let count = whole.texts.iter().filter(|text| text.candidate == one.id).count();
        ui::section(ui, &heading(t!("What they wrote"), count));
        for (question, words) in all {
            let known = whole.texts.iter().find(|text| text.candidate == one.id && text.question == question);
            ui.horizontal_wrapped(|ui| {
                let (state, tone) = match known {
                    None => (t!("Nothing yet"), Tone::Plain),
                    Some(text) if text.ready => (t!("Covered and read"), Tone::Good),
                    Some(_) => (t!("To be read by the chair"), Tone::Warning),
                };
                if open {
                    if Link::new(words).small().show(ui).clicked() {
                        let empty = Text {
                            candidate: one.id,
                            question,
                            text: String::new(),
                            redacted: String::new(),
                            ready: false,
                        };
                        let text = known.cloned().unwrap_or(empty);
                        self.written = Some(Typing::new(Written::of(text)));
                    }
                } else {
                    ui::line(ui, words, SMALL);
                }
                ui::chip(ui, state, tone);
            });
        }
    }
}

fn recused(whole: &Whole, who: CandidateId) -> Vec<(&str, &str)> {
    let of = |one: &'_ super::super::super::model::Scorer| match whole.stance(one.id, who) {
        Stance::Recused(why) => Some(why),
        _ => None,
    };
    whole.scorers.iter().filter_map(|one| of(one).map(|why| (one.name(), why))).collect()
}

fn eligibility(whole: &Whole, one: &Candidate) -> (&'static str, Tone) {
    if one.withdrawn.is_some() {
        return (t!("Withdrew"), Tone::Plain);
    }
    let of = |id| whole.met.iter().find(|met| met.requirement == id && met.candidate == one.id).map(|met| met.met);
    let all: Vec<Option<bool>> = whole.requirements.iter().map(|asked| of(asked.id)).collect();
    if all.contains(&Some(false)) {
        (t!("Something is not met"), Tone::Danger)
    } else if all.contains(&None) || one.new.signed.is_none() {
        (t!("To be looked at"), Tone::Warning)
    } else {
        (t!("Yes"), Tone::Good)
    }
}

fn typed(one: &Candidate) -> Typed {
    Typed {
        of: Some(one.id),
        who: Who::known(one.new.person, one.name()),
        applied: day::short(one.new.applied),
        signed: one.new.signed.map(day::short).unwrap_or_default(),
    }
}

fn fields(ui: &mut Ui, sight: &Sight<'_>, form: &mut Typing<Typed>, found: &Suggestions) -> bool {
    let id = Id::unique(WHO);
    if form.takes_focus() {
        ui.memory_mut(|m| m.request_focus(id));
    }
    let Typing { typed, problems, .. } = form;
    let fields = Fields { sight, problems };
    let shown = person::Shown {
        label: t!("Who applied"),
        problem: problem(problems, "who"),
        may_be_new: true,
        ..person::Shown::default()
    };
    person::show(ui, id, &mut typed.who, found, shown);
    let mut enter = fields.day(ui, "applied", t!("Applied on"), &mut typed.applied);
    enter |= fields.day(ui, "signed", t!("Declaration signed on"), &mut typed.signed);
    enter
}

fn save(typed: &Typed, of: RoundId, sight: &Sight<'_>, days: (Day, bool)) -> Result<Reply<i64>, Vec<FieldProblem>> {
    let mut wrong = Vec::new();
    if typed.who.is_unclear() {
        wrong.push(FieldProblem::new("who", t!("Choose who it is, or that they are new")));
    } else if typed.who.is_blank() {
        wrong.push(FieldProblem::new("who", t!("Say who applied")));
    }
    let mut day_of = |field: &'static str, text: &str| {
        if text.trim().is_empty() {
            return None;
        }
        let read = day::typed(text, days.0, days.1);
        read.map_err(|problem| wrong.push(FieldProblem::new(field, problem.to_string()))).ok()
    };
    let (applied, signed) = (day_of("applied", &typed.applied), day_of("signed", &typed.signed));
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let new = NewCandidate {
        person: typed.who.person,
        name: typed.who.text.trim().to_owned(),
        applied: applied.unwrap_or(days.0),
        signed,
    };
    let known = typed.of;
    Ok(sight.desk.run(&ops::CANDIDATE, move |office| {
        ops::candidate(office, of, known, &new).map(|done| with_id(done, |id| id.0))
    }))
}
