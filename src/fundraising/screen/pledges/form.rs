//! Writing a pledge down, or changing one, in the pane.

use egui::{Id, Key, Ui, vec2};
use serde::{Deserialize, Serialize};

use super::super::super::model::{FieldProblem, Pledge, PledgeForm, PledgeId, Rhythm};
use super::super::super::ops::pledge as ops;
use super::super::parts::{Fields, problem, read_only, terms, two};
use crate::app::{Reply, Sight};
use crate::kit::{Day, Problem};
use crate::ledger::screen::appeal::Appeals;
use crate::ledger::screen::form::entered;
use crate::ledger::screen::person::{self, Shown, Suggestions, Who};
use crate::people::{Details, PersonId};
use crate::t;
use crate::ui::{self, BODY, Button, Choice, SMALL, Tone, look};

/// What is typed and kept while the office is locked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Typed {
    /// The pledge that is changed; none for a new one.
    pledge: Option<PledgeId>,
    who: Who,
    form: PledgeForm,
}

/// The form while it is open.
pub(super) struct Editing {
    typed: Typed,
    before: Typed,
    /// Its days are filled in once the day is known.
    fresh: bool,
    problems: Vec<FieldProblem>,
    refused: Option<Problem>,
    found: Suggestions,
    appeals: Appeals,
    saving: Option<Reply<PledgeId>>,
    focus: bool,
    leaving: bool,
}

/// What became of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    Saved(PledgeId),
    Left,
}

impl Editing {
    fn of(typed: Typed) -> Self {
        Self {
            before: typed.clone(),
            typed,
            fresh: false,
            problems: Vec::new(),
            refused: None,
            found: Suggestions::default(),
            appeals: Appeals::default(),
            saving: None,
            focus: true,
            leaving: false,
        }
    }

    /// A new pledge, promised today.
    pub(super) fn new(today: Option<Day>) -> Self {
        let form = today.map(PledgeForm::new).unwrap_or_default();
        Self { fresh: today.is_none(), ..Self::of(Typed { form, ..Typed::default() }) }
    }

    /// A pledge that is there.
    pub(super) fn change(pledge: &Pledge, sight: &Sight<'_>) -> Self {
        Self::of(Typed {
            pledge: Some(pledge.id),
            who: Who::known(Some(PersonId(pledge.person.0)), &pledge.name),
            form: PledgeForm::of(&pledge.terms, *sight.currency()),
        })
    }

    pub(super) fn is_dirty(&self) -> bool {
        self.typed != self.before
    }

    pub(super) fn draft(&self) -> Option<String> {
        (self.is_dirty() && self.typed.pledge.is_none()).then(|| serde_json::to_string(&self.typed).ok()).flatten()
    }

    pub(super) fn restore(draft: &str) -> Option<Self> {
        let mut form = Self::of(serde_json::from_str(draft).ok()?);
        form.before = Typed::default();
        Some(form)
    }

    /// Takes answers and asks for suggestions.
    pub(super) fn logic(&mut self, sight: &Sight<'_>) -> Option<Outcome> {
        if std::mem::take(&mut self.fresh) {
            self.typed.form = PledgeForm::new(sight.today());
            self.before = self.typed.clone();
        }
        self.found.want(sight.desk, &self.typed.who);
        self.appeals.want(sight.desk);
        match self.saving.as_mut().and_then(Reply::take)? {
            Ok(id) => Some(Outcome::Saved(id)),
            Err(problem) => {
                (self.saving, self.refused) = (None, Some(problem));
                None
            }
        }
    }

    fn save(&mut self, sight: &Sight<'_>) {
        if self.saving.is_some() {
            return;
        }
        self.refused = None;
        self.problems.clear();
        let who = &self.typed.who;
        if who.is_blank() {
            self.problems.push(FieldProblem::new("who", t!("Say who promised it")));
        } else if who.is_unclear() {
            let says = t!("Take somebody from the list, or press Ctrl Enter for a new person");
            self.problems.push(FieldProblem::new("who", says));
        }
        let new = match self.typed.form.parse(&terms(sight)) {
            Ok(new) => Some(new),
            Err(problems) => {
                self.problems.extend(problems);
                None
            }
        };
        let (Some(new), true) = (new, self.problems.is_empty()) else { return };
        let (id, person, name) = (self.typed.pledge, who.person, who.new_name());
        let op = if id.is_some() { &ops::CHANGE } else { &ops::ADD };
        self.saving = Some(sight.desk.run(op, move |office| match (id, person) {
            (Some(id), _) => {
                let done = ops::change(office, id, &new)?;
                Ok(crate::office::Done { value: id, op: done.op, changed: done.changed })
            }
            (None, Some(person)) => ops::add(office, person, &new),
            (None, None) => ops::add_new(office, &Details::named(&name), &new),
        }));
    }

    /// Draws it. Enter saves, Escape leaves.
    pub(super) fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) -> Option<Outcome> {
        let escape = !egui::Popup::is_any_open(ui.ctx()) && !self.leaving && ui.input(|i| i.key_pressed(Key::Escape));
        ui.spacing_mut().item_spacing = vec2(8.0, 12.0);
        ui::section(ui, if self.typed.pledge.is_some() { t!("Edit the pledge") } else { t!("New pledge") });
        let mut enter = self.who(ui);
        enter |= self.fields(ui, sight);
        if let Some(problem) = &self.refused {
            let hint = problem.hint.as_deref().unwrap_or_default();
            ui::banner(ui, Tone::Danger, &problem.message, hint, "", |_| {});
        }
        let why_not = self.saving.is_some().then(|| t!("It is being saved")).or(read_only(sight));
        ui.horizontal(|ui| {
            let save = Button::primary(t!("Save")).key(t!("Enter")).unless(why_not).show(ui).clicked();
            if (save || enter) && why_not.is_none() {
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

    fn who(&mut self, ui: &mut Ui) -> bool {
        if self.typed.pledge.is_some() {
            ui::line(ui, &self.typed.who.text, BODY.strong());
            return false;
        }
        let id = Id::unique("fundraising.pledge.who");
        if std::mem::take(&mut self.focus) {
            ui.memory_mut(|m| m.request_focus(id));
        }
        let wrong = problem(&self.problems, "who");
        let shown = Shown { label: t!("Who promised it"), problem: wrong, may_be_new: true, ..Shown::default() };
        let (response, taken) = person::show(ui, id, &mut self.typed.who, &self.found, shown);
        if self.typed.who.is_new {
            let words = t!("{name} comes into the register with it", name = self.typed.who.text.trim());
            ui::paragraph(ui, &words, SMALL.ink(look(ui).muted));
        }
        !taken && entered(&response)
    }

    fn fields(&mut self, ui: &mut Ui, sight: &Sight<'_>) -> bool {
        let Self { typed: Typed { form, .. }, problems, appeals, .. } = self;
        let fields = Fields { sight, problems };
        let mut enter = false;
        let rhythms = Rhythm::ALL.map(|r| (r.key().to_owned(), r.label()));
        two(
            ui,
            |ui| enter |= fields.money(ui, "amount", t!("Each time"), &mut form.amount),
            |ui| {
                let choice = Choice::new(t!("How often"), &mut form.rhythm, &rhythms);
                choice.problem(problem(problems, "rhythm")).show(ui);
            },
        );
        let once = form.rhythm == Rhythm::Once.key();
        let (mut first, mut last) = (false, false);
        two(
            ui,
            |ui| {
                first = fields.day(ui, "first", if once { t!("Expected on") } else { t!("First on") }, &mut form.first)
            },
            |ui| {
                if !once {
                    last = fields.day(ui, "end", t!("Ends on, if it does"), &mut form.end);
                }
            },
        );
        enter |= first | last;
        let id = Id::unique("fundraising.pledge.appeal");
        let (response, taken) = appeals.show(ui, id, t!("Appeal"), &mut form.appeal, problem(problems, "appeal"));
        enter |= !taken && entered(&response);
        two(
            ui,
            |ui| fields.method(ui, "method", t!("How it is paid"), &mut form.method),
            |ui| enter |= fields.text(ui, "reference", t!("Reference on the bank’s line"), &mut form.reference),
        );
        enter |= fields.day(ui, "pledged", t!("Promised on"), &mut form.pledged);
        enter | fields.text(ui, "note", t!("Note"), &mut form.note)
    }
}
