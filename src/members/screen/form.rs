//! Writing in the pane: an application, somebody who is a member already, or a change of what is recorded.

use egui::{Id, Key, Ui, vec2};
use serde::{Deserialize, Serialize};

use super::super::model::{ApplyForm, Class, ClassId, FieldProblem, Register, Rhythm, Term, TermForm, TermId};
use super::super::ops;
use super::ask_fields::two;
use super::{problem, terms};
use crate::app::{Reply, Sight};
use crate::kit::Problem;
use crate::people::screen::person::{self, Shown, Suggestions, Who};
use crate::people::{Details, PersonId};
use crate::t;
use crate::ui::{self, Button, Choice, DayField, Field, SMALL, Tone, look};

/// What is typed and kept while the office is locked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Typed {
    /// The term that is changed; none for a new one.
    term: Option<TermId>,
    who: Who,
    payer: Who,
    family: Who,
    new: ApplyForm,
    change: TermForm,
}

/// The form while it is open.
pub(super) struct Editing {
    typed: Typed,
    before: Typed,
    /// What was there of a term that is changed.
    of: Option<Term>,
    problems: Vec<FieldProblem>,
    refused: Option<Problem>,
    found: [Suggestions; 3],
    saving: Option<Reply<TermId>>,
    focus: bool,
    leaving: bool,
}

/// What became of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    Saved(TermId),
    Left,
}

impl Editing {
    fn of(typed: Typed, of: Option<Term>) -> Self {
        Self {
            before: typed.clone(),
            typed,
            of,
            problems: Vec::new(),
            refused: None,
            found: Default::default(),
            saving: None,
            focus: true,
            leaving: false,
        }
    }

    /// A new application, or a new record of a member; for `who`, if that is known.
    pub(super) fn new(member: bool, who: Option<(PersonId, String)>) -> Self {
        let who = who.map_or_else(Who::default, |(id, name)| Who::known(Some(id), &name));
        let new = ApplyForm { member, rhythm: "12".to_owned(), ..ApplyForm::default() };
        Self::of(Typed { who, new, ..Typed::default() }, None)
    }

    /// A term that is there.
    pub(super) fn change(term: &Term, register: &Register, number: Option<&str>) -> Self {
        let head = term.family.and_then(|id| register.term(id)).map(|head| head.person);
        let named = |person: Option<PersonId>| Who::known(person, person.map_or("", |id| register.name(id)));
        let typed = Typed {
            term: Some(term.id),
            who: Who::known(Some(term.person), register.name(term.person)),
            payer: named(term.payer),
            family: named(head),
            change: TermForm::of(term, number),
            ..Typed::default()
        };
        Self::of(typed, Some(term.clone()))
    }

    pub(super) fn is_dirty(&self) -> bool {
        self.typed != self.before
    }

    pub(super) fn draft(&self) -> Option<String> {
        (self.is_dirty() && self.typed.term.is_none()).then(|| serde_json::to_string(&self.typed).ok()).flatten()
    }

    pub(super) fn restore(draft: &str) -> Option<Self> {
        let typed: Typed = serde_json::from_str(draft).ok()?;
        let mut form = Self::of(typed, None);
        form.before = Typed::default();
        Some(form)
    }

    /// Takes answers and asks for suggestions.
    pub(super) fn logic(&mut self, sight: &Sight<'_>) -> Option<Outcome> {
        let Typed { who, payer, family, .. } = &self.typed;
        for (found, who) in self.found.iter_mut().zip([who, payer, family]) {
            found.want(sight.desk, who);
        }
        match self.saving.as_mut().and_then(Reply::take)? {
            Ok(id) => Some(Outcome::Saved(id)),
            Err(problem) => {
                self.saving = None;
                self.refused = Some(problem);
                None
            }
        }
    }

    fn save(&mut self, sight: &Sight<'_>) {
        if self.saving.is_some() {
            return;
        }
        self.refused = None;
        let reading = terms(sight);
        let mut unclear = Vec::new();
        let typed = &self.typed;
        if typed.who.is_blank() {
            unclear.push(FieldProblem::new("who", t!("Say who")));
        } else if typed.who.is_unclear() {
            let says = t!("Take somebody from the list, or press Ctrl Enter for a new person");
            unclear.push(FieldProblem::new("who", says));
        }
        for (field, who) in [("payer", &typed.payer), ("family", &typed.family)] {
            if who.is_unclear() {
                unclear.push(FieldProblem::new(field, t!("Take somebody from the list")));
            }
        }
        let payer = typed.payer.person.filter(|_| !typed.payer.is_blank());
        let head = typed.family.person.filter(|_| !typed.family.is_blank());
        let (mut new_form, mut change_form) = (typed.new.clone(), typed.change.clone());
        (new_form.payer, change_form.payer) = (payer, payer);
        let parsed = match &self.of {
            Some(term) => change_form.parse(term, &reading),
            None => new_form.parse(&reading),
        };
        let new = match parsed {
            Ok(new) => Some(new),
            Err(problems) => {
                unclear.extend(problems);
                None
            }
        };
        self.problems = unclear;
        let (Some(mut new), true) = (new, self.problems.is_empty()) else { return };
        let (person, name) = (typed.who.person, typed.who.new_name());
        let (of, member) = (self.of.as_ref().map(|t| t.id), typed.new.member);
        let op = match (of, member) {
            (Some(_), _) => &ops::CHANGE,
            (None, true) => &ops::ADD,
            (None, false) => &ops::APPLY,
        };
        self.saving = Some(sight.desk.run(op, move |office| {
            // Whose family it is was said by a person; the membership is found here.
            new.family =
                head.map(|head| office.read(|conn| super::super::store::family_head(conn, head))).transpose()?;
            match (of, person, member) {
                (Some(id), ..) => {
                    let done = ops::change(office, id, &new)?;
                    Ok(crate::office::Done { value: id, op: done.op, changed: done.changed })
                }
                (None, Some(person), true) => ops::add(office, person, &new),
                (None, Some(person), false) => ops::apply(office, person, &new),
                (None, None, true) => ops::add_new(office, &Details::named(&name), &new),
                (None, None, false) => ops::apply_new(office, &Details::named(&name), &new),
            }
        }));
    }

    /// Draws it. Enter saves, Escape leaves.
    /// `auto`: new members get the next number.
    pub(super) fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>, classes: &[Class], auto: bool) -> Option<Outcome> {
        let escape = !egui::Popup::is_any_open(ui.ctx()) && !self.leaving && ui.input(|i| i.key_pressed(Key::Escape));
        ui.spacing_mut().item_spacing = vec2(8.0, 12.0);
        let title = match (&self.of, self.typed.new.member) {
            (Some(_), _) => t!("Edit the membership"),
            (None, true) => t!("Record a member"),
            (None, false) => t!("New application"),
        };
        ui::section(ui, title);
        let mut enter = self.people(ui);
        enter |= match self.of.is_some() {
            true => self.changes(ui, sight),
            false => self.begins(ui, sight, classes, auto),
        };
        if let Some(problem) = &self.refused {
            let hint = problem.hint.as_deref().unwrap_or_default();
            ui::banner(ui, Tone::Danger, &problem.message, hint, "", |_| {});
        }
        let busy = self.saving.is_some().then(|| t!("It is being saved"));
        let read_only = sight.facts.read_only.then(|| t!("This office is open read-only"));
        ui.horizontal(|ui| {
            let save = Button::primary(t!("Save")).key(t!("Enter")).unless(busy.or(read_only)).show(ui).clicked();
            if (save || enter) && busy.or(read_only).is_none() {
                self.save(sight);
            }
            if Button::secondary(t!("Cancel")).key(t!("Esc")).show(ui).clicked() || escape {
                self.leaving = true;
            }
        });
        if self.leaving {
            if !self.is_dirty() {
                return Some(Outcome::Left);
            }
            let ask = ui::Dialog::new(t!("Leave without saving?"), t!("Leave")).danger();
            match ask.body(t!("What you typed in the form is not saved.")).show(ui, |_| {}) {
                ui::Answer::Confirmed => return Some(Outcome::Left),
                ui::Answer::Cancelled => self.leaving = false,
                ui::Answer::Open => {}
            }
        }
        None
    }

    /// Who it is, who pays, whose family it belongs to.
    fn people(&mut self, ui: &mut Ui) -> bool {
        let Self { typed, problems, found: [who, payer, family], of, focus, .. } = self;
        let mut enter = false;
        if of.is_none() {
            let id = Id::unique("members.form.who");
            if std::mem::take(focus) {
                ui.memory_mut(|m| m.request_focus(id));
            }
            let shown =
                Shown { label: t!("Who"), problem: problem(problems, "who"), may_be_new: true, ..Shown::default() };
            enter |= entered(&person::show(ui, id, &mut typed.who, who, shown));
            if typed.who.is_new {
                let words = t!("{name} comes into the register with it", name = typed.who.text.trim());
                ui::paragraph(ui, &words, SMALL.ink(look(ui).muted));
            }
        } else {
            ui::line(ui, &typed.who.text, ui::BODY.strong());
        }
        let shown = Shown {
            label: t!("Payer, where it is not the member"),
            problem: problem(problems, "payer"),
            ..Shown::default()
        };
        enter |= entered(&person::show(ui, Id::unique("members.form.payer"), &mut typed.payer, payer, shown));
        let shown = Shown {
            label: t!("Covered by the family membership of"),
            problem: problem(problems, "family"),
            ..Shown::default()
        };
        enter |= entered(&person::show(ui, Id::unique("members.form.family"), &mut typed.family, family, shown));
        enter
    }

    fn begins(&mut self, ui: &mut Ui, sight: &Sight<'_>, classes: &[Class], auto: bool) -> bool {
        let usual_number = if auto { t!("The next one") } else { t!("None") };
        let Self { typed: Typed { new: form, .. }, problems, .. } = self;
        let options: Vec<(Option<ClassId>, &str)> =
            classes.iter().filter(|c| !c.closed).map(|c| (Some(c.id), c.name.as_str())).collect();
        two(
            ui,
            |ui| {
                Choice::new(t!("Class"), &mut form.class, &options).problem(problem(problems, "class")).show(ui);
            },
            |ui| rhythm(ui, &mut form.rhythm, problems),
        );
        let mut enter = false;
        if form.member {
            two(
                ui,
                |ui| enter |= day(ui, sight, problems, ("start", t!("First day of this term")), &mut form.start),
                |ui| {
                    day(ui, sight, problems, ("since", t!("Member since, if earlier")), &mut form.since);
                },
            );
            two(
                ui,
                |ui| enter |= day(ui, sight, problems, ("covered_to", t!("Dues paid up to")), &mut form.covered_to),
                |ui| {
                    let field = Field::new(t!("Number"), &mut form.number).placeholder(usual_number);
                    field.problem(problem(problems, "number")).show(ui);
                },
            );
        } else {
            enter |= day(ui, sight, problems, ("applied", t!("Applied on")), &mut form.applied);
        }
        let response = Field::new(t!("Note"), &mut form.note).show(ui);
        enter | crate::ledger::screen::form::entered(&response)
    }

    fn changes(&mut self, ui: &mut Ui, sight: &Sight<'_>) -> bool {
        let Self { typed: Typed { change: form, .. }, problems, of, .. } = self;
        rhythm(ui, &mut form.rhythm, problems);
        let mut enter = false;
        two(
            ui,
            |ui| {
                day(ui, sight, problems, ("applied", t!("Applied on")), &mut form.applied);
            },
            |ui| {
                day(ui, sight, problems, ("joined", t!("Admitted on")), &mut form.joined);
            },
        );
        if of.as_ref().is_some_and(|term| term.start.is_some()) {
            two(
                ui,
                |ui| {
                    day(ui, sight, problems, ("start", t!("First day of this term")), &mut form.start);
                },
                |ui| {
                    day(ui, sight, problems, ("since", t!("Member since")), &mut form.since);
                },
            );
            two(
                ui,
                |ui| {
                    enter |=
                        day(ui, sight, problems, ("covered_to", t!("Dues paid before, up to")), &mut form.covered_to);
                },
                |ui| {
                    Field::new(t!("Number"), &mut form.number).problem(problem(problems, "number")).show(ui);
                },
            );
        }
        let response = Field::new(t!("Note"), &mut form.note).show(ui);
        enter | crate::ledger::screen::form::entered(&response)
    }
}

/// Whether Enter ended a field in which somebody was not just taken from the list.
fn entered((response, taken): &(egui::Response, bool)) -> bool {
    !taken && crate::ledger::screen::form::entered(response)
}

fn rhythm(ui: &mut Ui, text: &mut String, problems: &[FieldProblem]) {
    let options = Rhythm::ALL.map(|r| (r.months().to_string(), r.label()));
    Choice::new(t!("Dues are paid"), text, &options).problem(problem(problems, "rhythm")).show(ui);
}

fn day(
    ui: &mut Ui,
    sight: &Sight<'_>,
    problems: &[FieldProblem],
    (field, label): (&'static str, &str),
    text: &mut String,
) -> bool {
    let (today, month_first) = (sight.today(), sight.facts.profile.month_first);
    let response = DayField::new(label, text, today)
        .width(ui.available_width().min(160.0))
        .month_first(month_first)
        .problem(problem(problems, field))
        .show(ui);
    crate::ledger::screen::form::entered(&response)
}
