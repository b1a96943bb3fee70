//! Writing a pledge down, or changing one, in the pane.

use egui::{Id, Ui, vec2};
use serde::{Deserialize, Serialize};

use super::super::super::model::{FieldProblem, Pledge, PledgeForm, PledgeId, Rhythm};
use super::super::super::ops::pledge as ops;
use super::super::parts::{Fields, problem, terms, two, with_id};
use super::super::typing::{Outcome, Press, Typing};
use crate::app::{Reply, Sight};
use crate::kit::Day;
use crate::ledger::screen::appeal::Appeals;
use crate::ledger::screen::form::entered;
use crate::people::screen::person::{self, Shown, Suggestions, Who};
use crate::people::{Details, PersonId};
use crate::t;
use crate::ui::{self, BODY, Choice, SMALL, look};

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
    form: Typing<Typed>,
    /// Its days are filled in once the day is known.
    fresh: bool,
    found: Suggestions,
    appeals: Appeals,
}

impl Editing {
    fn of(form: Typing<Typed>) -> Self {
        Self { form, fresh: false, found: Suggestions::default(), appeals: Appeals::default() }
    }

    /// A new pledge, promised today.
    pub(super) fn new(today: Option<Day>) -> Self {
        let form = today.map(PledgeForm::new).unwrap_or_default();
        Self { fresh: today.is_none(), ..Self::of(Typing::new(Typed { form, ..Typed::default() })) }
    }

    /// A pledge that is there.
    pub(super) fn change(pledge: &Pledge, sight: &Sight<'_>) -> Self {
        Self::of(Typing::new(Typed {
            pledge: Some(pledge.id),
            who: Who::known(Some(PersonId(pledge.person.0)), &pledge.name),
            form: PledgeForm::of(&pledge.terms, *sight.currency()),
        }))
    }

    pub(super) fn is_dirty(&self) -> bool {
        self.form.is_dirty()
    }

    pub(super) fn draft(&self) -> Option<String> {
        let typed = &self.form.typed;
        (self.is_dirty() && typed.pledge.is_none()).then(|| serde_json::to_string(typed).ok()).flatten()
    }

    pub(super) fn restore(draft: &str) -> Option<Self> {
        Some(Self::of(Typing::restored(serde_json::from_str(draft).ok()?, Typed::default())))
    }

    /// Takes answers and asks for suggestions.
    pub(super) fn logic(&mut self, sight: &Sight<'_>) -> Option<Outcome> {
        if std::mem::take(&mut self.fresh) {
            self.form.fill(Typed { form: PledgeForm::new(sight.today()), ..Typed::default() });
        }
        self.found.want(sight.desk, &self.form.typed.who);
        self.appeals.want(sight.desk);
        self.form.logic()
    }

    /// Draws it. Enter saves, Escape leaves.
    pub(super) fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) -> Option<Outcome> {
        ui.spacing_mut().item_spacing = vec2(8.0, 12.0);
        let is_new = self.form.typed.pledge.is_none();
        ui::section(ui, if is_new { t!("New pledge") } else { t!("Edit the pledge") });
        let mut enter = self.who(ui);
        enter |= self.fields(ui, sight);
        match self.form.buttons(ui, sight, enter)? {
            Press::Left => return Some(Outcome::Left),
            Press::Save => self.form.save(|typed| save(typed, sight)),
        }
        None
    }

    fn who(&mut self, ui: &mut Ui) -> bool {
        if self.form.typed.pledge.is_some() {
            ui::line(ui, &self.form.typed.who.text, BODY.strong());
            return false;
        }
        let id = Id::unique("fundraising.pledge.who");
        if self.form.takes_focus() {
            ui.memory_mut(|m| m.request_focus(id));
        }
        let Typing { typed, problems, .. } = &mut self.form;
        let wrong = problem(problems, "who");
        let shown = Shown { label: t!("Who promised it"), problem: wrong, may_be_new: true, ..Shown::default() };
        let (response, taken) = person::show(ui, id, &mut typed.who, &self.found, shown);
        if typed.who.is_new {
            let words = t!("{name} comes into the register with it", name = typed.who.text.trim());
            ui::paragraph(ui, &words, SMALL.ink(look(ui).muted));
        }
        !taken && entered(&response)
    }

    fn fields(&mut self, ui: &mut Ui, sight: &Sight<'_>) -> bool {
        let Self { form: Typing { typed: Typed { form, .. }, problems, .. }, appeals, .. } = self;
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

fn save(typed: &Typed, sight: &Sight<'_>) -> Result<Reply<i64>, Vec<FieldProblem>> {
    let who = &typed.who;
    let mut problems = Vec::new();
    if who.is_blank() {
        problems.push(FieldProblem::new("who", t!("Say who promised it")));
    } else if who.is_unclear() {
        let says = t!("Take somebody from the list, or press Ctrl Enter for a new person");
        problems.push(FieldProblem::new("who", says));
    }
    let new = match typed.form.parse(&terms(sight)) {
        Ok(new) if problems.is_empty() => new,
        Ok(_) => return Err(problems),
        Err(more) => {
            problems.extend(more);
            return Err(problems);
        }
    };
    let (id, person, name) = (typed.pledge, who.person, who.new_name());
    let op = if id.is_some() { &ops::CHANGE } else { &ops::ADD };
    Ok(sight.desk.run(op, move |office| match (id, person) {
        (Some(id), _) => ops::change(office, id, &new).map(|done| with_id(done, |()| id.0)),
        (None, Some(person)) => ops::add(office, person, &new).map(|done| with_id(done, |id| id.0)),
        (None, None) => ops::add_new(office, &Details::named(&name), &new).map(|done| with_id(done, |id| id.0)),
    }))
}
