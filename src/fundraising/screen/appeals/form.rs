//! Planning an appeal, or changing one, in the pane.

use egui::{Id, Ui, vec2};
use serde::{Deserialize, Serialize};

use super::super::super::model::{Appeal, AppealForm, AppealId, FieldProblem};
use super::super::super::ops::appeal as ops;
use super::super::parts::{Fields, problem, terms, two, with_id};
use super::super::typing::{Outcome, Press, Typing};
use crate::app::{Reply, Sight};
use crate::ledger::screen::form::entered;
use crate::t;
use crate::ui::{self, Field};

/// What is typed and kept while the office is locked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Typed {
    /// The appeal that is changed; none for a new one.
    appeal: Option<AppealId>,
    form: AppealForm,
}

/// The form while it is open.
pub(super) struct Editing(Typing<Typed>);

impl Editing {
    /// A new appeal; the name is that of one the ledger knows already, or empty.
    pub(super) fn new(name: &str) -> Self {
        let form = AppealForm { name: name.to_owned(), ..AppealForm::default() };
        Self(Typing::restored(Typed { appeal: None, form }, Typed::default()))
    }

    /// An appeal that is there.
    pub(super) fn change(appeal: &Appeal, sight: &Sight<'_>) -> Self {
        let form = AppealForm::of(&appeal.terms, *sight.currency());
        Self(Typing::new(Typed { appeal: Some(appeal.id), form }))
    }

    pub(super) fn is_dirty(&self) -> bool {
        self.0.is_dirty()
    }

    pub(super) fn draft(&self) -> Option<String> {
        let typed = &self.0.typed;
        (self.is_dirty() && typed.appeal.is_none()).then(|| serde_json::to_string(typed).ok()).flatten()
    }

    pub(super) fn restore(draft: &str) -> Option<Self> {
        Some(Self(Typing::restored(serde_json::from_str(draft).ok()?, Typed::default())))
    }

    pub(super) fn logic(&mut self) -> Option<Outcome> {
        self.0.logic()
    }

    /// Draws it. Enter saves, Escape leaves.
    pub(super) fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) -> Option<Outcome> {
        ui.spacing_mut().item_spacing = vec2(8.0, 12.0);
        ui::section(ui, if self.0.typed.appeal.is_none() { t!("New appeal") } else { t!("Edit the appeal") });
        let id = Id::unique("fundraising.appeal.name");
        if self.0.takes_focus() {
            ui.memory_mut(|m| m.request_focus(id));
        }
        let Typing { typed: Typed { form, .. }, problems, .. } = &mut self.0;
        let fields = Fields { sight, problems };
        let name = Field::new(t!("Name, as the ledger has it"), &mut form.name).id(id);
        let mut enter = entered(&name.problem(problem(problems, "name")).show(ui));
        let (mut left, mut right) = (false, false);
        two(
            ui,
            |ui| left = fields.money(ui, "target", t!("Target"), &mut form.target),
            |ui| right = fields.money(ui, "cost", t!("Planned cost"), &mut form.cost),
        );
        enter |= left | right;
        two(
            ui,
            |ui| left = fields.day(ui, "starts", t!("Starts"), &mut form.starts),
            |ui| right = fields.day(ui, "ends", t!("Ends"), &mut form.ends),
        );
        enter |= left | right;
        enter |= fields.text(ui, "note", t!("Note"), &mut form.note);
        match self.0.buttons(ui, sight, enter)? {
            Press::Left => return Some(Outcome::Left),
            Press::Save => self.0.save(|typed| save(typed, sight)),
        }
        None
    }
}

fn save(typed: &Typed, sight: &Sight<'_>) -> Result<Reply<i64>, Vec<FieldProblem>> {
    let new = typed.form.parse(&terms(sight))?;
    Ok(match typed.appeal {
        Some(id) => sight
            .desk
            .run(&ops::CHANGE, move |office| ops::change(office, id, &new).map(|done| with_id(done, |()| id.0))),
        None => sight.desk.run(&ops::ADD, move |office| ops::add(office, &new).map(|done| with_id(done, |id| id.0))),
    })
}
