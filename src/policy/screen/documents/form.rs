//! The form of a document.

use crate::app::{Reply, Sight};
use crate::kit::{Day, Result, day};
use crate::ledger::model::FieldProblem;
use crate::ledger::screen::form::entered;
use crate::ledger::screen::parts::{Fields, problem, terms, with_id};
use crate::ledger::screen::typing::Typing;
use crate::people::screen::person::{self, Suggestions, Who};
use crate::policy::model::workflow::Workflow;
use crate::policy::model::{Document, DocumentId, NewDocument};
use crate::policy::ops::document as ops;
use crate::t;
use crate::ui::{self, Choice, Field};
use egui::{Id, Ui};

/// What is typed of a document.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Typed {
    pub(super) of: Option<DocumentId>,
    pub(super) kind: String,
    pub(super) title: String,
    pub(super) topic: String,
    pub(super) summary: String,
    pub(super) lead: Who,
    pub(super) group: String,
    pub(super) deadline: String,
    pub(super) review_on: String,
}

impl Typed {
    pub(super) fn of(one: &Document) -> Self {
        let days = |day: Option<Day>| day.map(day::short).unwrap_or_default();
        Self {
            of: Some(one.id),
            kind: one.new.kind.clone(),
            title: one.new.title.clone(),
            topic: one.new.topic.clone(),
            summary: one.new.summary.clone(),
            lead: Who::known(one.new.lead, &one.lead_shown),
            group: one.new.body.map(|body| body.to_string()).unwrap_or_default(),
            deadline: days(one.new.deadline),
            review_on: days(one.new.review_on),
        }
    }

    /// The document, with what the form does not show as it was.
    pub(super) fn parse(&self, sight: &Sight<'_>) -> Result<NewDocument, Vec<FieldProblem>> {
        let terms = terms(sight);
        let mut problems = Vec::new();
        if self.title.trim().is_empty() {
            problems.push(FieldProblem::new("title", t!("Say what it is called")));
        }
        let mut read = |field: &'static str, typed: &str| match typed.trim() {
            "" => None,
            typed => match day::typed(typed, terms.today, terms.month_first) {
                Ok(day) => Some(day),
                Err(problem) => {
                    problems.push(FieldProblem::new(field, problem.to_string()));
                    None
                }
            },
        };
        let (deadline, review_on) = (read("deadline", &self.deadline), read("review_on", &self.review_on));
        if !problems.is_empty() {
            return Err(problems);
        }
        Ok(NewDocument {
            kind: self.kind.clone(),
            title: self.title.trim().to_owned(),
            topic: self.topic.trim().to_owned(),
            summary: self.summary.trim().to_owned(),
            body: self.group.parse().ok(),
            lead: self.lead.person,
            lead_name: if self.lead.person.is_none() { self.lead.text.trim().to_owned() } else { String::new() },
            deadline,
            review_on,
        })
    }
}

pub(super) fn fields(
    ui: &mut Ui,
    sight: &Sight<'_>,
    form: &mut Typing<Typed>,
    flow: &Workflow,
    groups: &[(String, String)],
    found: &Suggestions,
) -> bool {
    let id = Id::unique("policy.document");
    ui::section(ui, if form.typed.of.is_some() { t!("Document") } else { t!("New document") });
    if form.takes_focus() {
        ui.memory_mut(|m| m.request_focus(id));
    }
    let Typing { typed, problems, .. } = form;
    let fields = Fields { sight, problems };
    let title = Field::new(t!("Title"), &mut typed.title).id(id).problem(problem(problems, "title")).show(ui);
    let mut enter = entered(&title);
    let kinds: Vec<(String, &str)> = flow.kind.iter().map(|kind| (kind.key.clone(), kind.name.as_str())).collect();
    Choice::new(t!("Kind"), &mut typed.kind, &kinds).problem(problem(problems, "kind")).show(ui);
    enter |= fields.text(ui, "topic", t!("Topic"), &mut typed.topic);
    let mut options = vec![(String::new(), t!("None"))];
    options.extend(groups.iter().map(|(id, name)| (id.clone(), name.as_str())));
    Choice::new(t!("Group that drafts it"), &mut typed.group, &options).show(ui);
    let shown = person::Shown { label: t!("Brought by (of the register, or by name)"), ..person::Shown::default() };
    let (lead, taken) = person::show(ui, Id::unique("policy.document.lead"), &mut typed.lead, found, shown);
    enter |= !taken && entered(&lead);
    Field::new(t!("In short"), &mut typed.summary).rows(3).show(ui);
    let (mut left, mut right) = (false, false);
    ui::two(
        ui,
        |ui| left |= fields.day(ui, "deadline", t!("Amendments until"), &mut typed.deadline),
        |ui| right |= fields.day(ui, "review_on", t!("Looked at again"), &mut typed.review_on),
    );
    enter | left | right
}

pub(super) fn save(typed: &Typed, sight: &Sight<'_>) -> Result<Reply<i64>, Vec<FieldProblem>> {
    let new = typed.parse(sight)?;
    Ok(match typed.of {
        Some(id) => sight
            .desk
            .run(&ops::CHANGE, move |office| ops::change(office, id, &new).map(|done| with_id(done, |()| id.0))),
        None => {
            sight.desk.run(&ops::NEW, move |office| ops::new(office, &new, None).map(|done| with_id(done, |id| id.0)))
        }
    })
}
