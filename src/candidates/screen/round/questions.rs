//! The questions: the same for everybody, in the same order. What must not be asked is said while it is typed, with the law.

use std::cell::RefCell;

use egui::{Id, Ui, vec2};

use super::super::super::lint;
use super::super::super::model::{FieldProblem, Kind, Question, QuestionForm, QuestionId, RoundId, Step, Whole};
use super::super::super::ops::{self, Part};
use super::super::QUESTION;
use super::Shown;
use super::ask::What;
use crate::app::{Reply, Sight};
use crate::ledger::screen::form::entered;
use crate::ledger::screen::parts::{Fields, problem, read_only, with_id};
use crate::ledger::screen::typing::{Outcome, Press, Typing};
use crate::t;
use crate::ui::table::{Cell, Column, Table, TableState};
use crate::ui::{self, BODY, Button, Field, SMALL, Split, Tone, icons, look};

/// The first field of the form.
const TEXT: &str = "candidates.question.text";

#[derive(Clone, Debug, Default, PartialEq)]
struct Typed {
    of: Option<QuestionId>,
    form: QuestionForm,
}

/// See the head of this file.
#[derive(Default)]
pub(super) struct View {
    table: TableState,
    split: Split,
    form: Option<Typing<Typed>>,
    begin: bool,
    wanted: Option<QuestionId>,
    moving: Option<Reply<()>>,
}

impl View {
    pub(super) fn begin(&mut self) {
        self.begin = !self.form.as_ref().is_some_and(Typing::is_dirty);
    }

    pub(super) fn logic(&mut self, shown: &Shown) {
        if std::mem::take(&mut self.begin) {
            self.form = Some(Typing::new(Typed::default()));
        }
        if let Some(Outcome::Saved(id)) = self.form.as_mut().and_then(Typing::logic) {
            self.form = None;
            self.wanted = Some(QuestionId(id));
        }
        if let Some(at) = self.wanted.and_then(|id| shown.whole.questions.iter().position(|one| one.id == id)) {
            self.table.selection.set(at as u64);
            self.wanted = None;
        }
        if self.moving.as_mut().is_some_and(|moving| moving.take().is_some()) {
            self.moving = None;
        }
    }

    pub(super) fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>, shown: &Shown) -> Option<What> {
        if shown.whole.questions.is_empty() && self.form.is_none() {
            let body =
                t!("The same questions to everybody, in the same order, each asking for what candidates are marked on");
            ui::empty_state(ui, icons::QUESTION, t!("No question yet"), body, |ui| {
                if shown.step == Step::Draft {
                    QUESTION.primary(ui, sight);
                }
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
            Column::new("number", t!("No."), 44.0).figures().unsorted(),
            Column::new("text", t!("Question"), 280.0).grows(2.0).least(180.0).unsorted(),
            Column::new("for", t!("Asks for"), 150.0).grows(1.0).unsorted().spare(),
            Column::new("minutes", t!("Min"), 50.0).figures().unsorted(),
            Column::new("check", t!("Check"), 130.0).unsorted(),
        ];
        let whole = &shown.whole;
        let kind = whole.round.new.kind;
        let rows: Vec<(usize, &Question)> = whole.questions.iter().enumerate().collect();
        let out = Table::new(t!("Questions"), &columns).rows(rows.len() as u64).show(
            ui,
            &mut self.table,
            |at| rows.get(usize::try_from(at).ok()?),
            |(at, one): &(usize, &Question), column| match column {
                0 => Cell::Muted((at + 1).to_string().into()),
                1 => Cell::Text(one.new.text.clone().into()),
                2 => Cell::Muted(asks_for(whole, one).into()),
                3 if one.new.minutes > 0 => Cell::Text(one.new.minutes.to_string().into()),
                3 => Cell::Empty,
                _ => match (lint::check(&one.new.text, kind).is_empty(), one.new.allowed_why.is_empty()) {
                    (true, _) => Cell::Muted(t!("Nothing noticed").into()),
                    (false, true) => Cell::Chip(t!("Not like that").into(), Tone::Danger),
                    (false, false) => Cell::Chip(t!("Allowed").into(), Tone::Warning),
                },
            },
        );
        if out.selected && self.form.as_ref().is_some_and(|form| !form.is_dirty()) {
            self.form = None;
        }
    }

    fn pane(&mut self, ui: &mut Ui, sight: &Sight<'_>, shown: &Shown) -> Option<What> {
        ui.spacing_mut().item_spacing = vec2(8.0, 12.0);
        let id = shown.whole.round.id;
        if let Some(form) = &mut self.form {
            ui::section(ui, if form.typed.of.is_none() { t!("New question") } else { t!("Change the question") });
            let enter = fields(ui, sight, form, &shown.whole);
            match form.buttons(ui, sight, enter) {
                Some(Press::Left) => self.form = None,
                Some(Press::Save) => {
                    form.save(|typed| save(typed, id, sight));
                    if !form.problems.is_empty() {
                        ui.memory_mut(|m| m.request_focus(Id::unique(TEXT)));
                    }
                }
                None => {}
            }
            return None;
        }
        let at = self.table.selection.cursor().and_then(|at| usize::try_from(at).ok()).unwrap_or(0);
        let one = shown.whole.questions.get(at)?;
        ui::section(ui, &t!("Question {number}", number = at + 1));
        ui::paragraph(ui, &one.new.text, BODY);
        noticed(ui, &one.new.text, shown.whole.round.new.kind);
        let minutes = if one.new.minutes > 0 { one.new.minutes.to_string() } else { String::new() };
        let asks = asks_for(&shown.whole, one);
        let mut rows = vec![(t!("Asks for"), asks.as_str()), (t!("Minutes"), minutes.as_str())];
        rows.extend([(t!("Allowed because"), one.new.allowed_why.as_str())]);
        rows.retain(|(_, value)| !value.is_empty());
        ui::key_values(ui, &rows);
        if !one.new.follow_ups.is_empty() {
            ui::section(ui, t!("What may be asked after it"));
            ui::paragraph(ui, &one.new.follow_ups, BODY);
        }
        if shown.step != Step::Draft {
            return None;
        }
        let mut asked = None;
        let why_not = read_only(sight);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
            if Button::secondary(t!("Change")).unless(why_not).show(ui).clicked() {
                self.form = Some(Typing::new(Typed { of: Some(one.id), form: QuestionForm::of(&one.new) }));
            }
            for (words, place) in [(t!("Up"), at), (t!("Down"), at + 2)] {
                let can = (1..=shown.whole.questions.len()).contains(&place);
                if can && Button::quiet(words).unless(why_not).show(ui).clicked() {
                    let part = Part::Question(one.id);
                    self.wanted = Some(one.id);
                    self.moving = Some(sight.desk.run(&ops::MOVE, move |office| ops::move_to(office, id, part, place)));
                }
            }
            if Button::quiet(t!("Take off…")).unless(why_not).show(ui).clicked() {
                asked = Some(What::TakeOff { id, part: Part::Question(one.id), name: one.new.text.clone() });
            }
        });
        asked
    }
}

fn asks_for(whole: &Whole, one: &Question) -> String {
    let names = one.new.criteria.iter().filter_map(|id| whole.criterion(*id)).map(|one| one.new.name.as_str());
    names.collect::<Vec<_>>().join(", ")
}

/// What speaks against the words of a question.
fn noticed(ui: &mut Ui, text: &str, kind: Kind) -> bool {
    let found = lint::check(text, kind);
    for one in &found {
        let body = t!("Noticed by “{words}”. Instead: {instead}", words = one.words, instead = one.topic.instead);
        ui::banner(ui, Tone::Warning, &one.topic.says, &body, &one.topic.law, |_| {});
    }
    !found.is_empty()
}

fn fields(ui: &mut Ui, sight: &Sight<'_>, form: &mut Typing<Typed>, whole: &Whole) -> bool {
    let id = Id::unique(TEXT);
    if form.takes_focus() {
        ui.memory_mut(|m| m.request_focus(id));
    }
    let Typing { typed: Typed { form, .. }, problems, .. } = form;
    let fields = Fields { sight, problems };
    Field::new(t!("Question"), &mut form.text)
        .id(id)
        .rows(3)
        .placeholder(t!("Tell us of a time when you…"))
        .problem(problem(problems, "text"))
        .show(ui);
    let mut enter = false;
    if noticed(ui, &form.text, whole.round.new.kind) {
        let why = Field::new(t!("Ask it all the same, because"), &mut form.allowed_why);
        enter |= entered(&why.hint(t!("The reason is published with the question")).show(ui));
    }
    Field::new(t!("What may be asked after it"), &mut form.follow_ups)
        .rows(3)
        .hint(t!("The same for everybody: “What did you do next?”"))
        .show(ui);
    enter |= fields.text(ui, "minutes", t!("Minutes"), &mut form.minutes);
    if !whole.criteria.is_empty() {
        ui::line(ui, t!("Asks for"), SMALL.ink(look(ui).muted));
    }
    for one in &whole.criteria {
        let mut is = form.criteria.contains(&one.id);
        if ui::checkbox(ui, &mut is, &one.new.name).changed() {
            form.criteria.retain(|known| *known != one.id);
            if is {
                form.criteria.push(one.id);
            }
        }
    }
    enter
}

fn save(typed: &Typed, of: RoundId, sight: &Sight<'_>) -> Result<Reply<i64>, Vec<FieldProblem>> {
    let new = typed.form.parse()?;
    let known = typed.of;
    Ok(sight
        .desk
        .run(&ops::QUESTION, move |office| ops::question(office, of, known, &new).map(|done| with_id(done, |id| id.0))))
}
