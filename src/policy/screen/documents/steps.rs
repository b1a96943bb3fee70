//! A step on the way of a document, as it is asked for: when, at which meeting, by which decision, and what it is about.

use egui::Ui;

use super::Seen;
use crate::app::{Reply, Sight};
use crate::kit::{Day, Result, day};
use crate::ledger::model::FieldProblem;
use crate::ledger::screen::parts::{problem, terms, without_value};
use crate::policy::model::workflow::{self, Workflow};
use crate::policy::model::{DecisionId, DocumentId, MeetingId, Taking, VersionId};
use crate::policy::ops::step;
use crate::policy::store::{Decided, Links};
use crate::t;
use crate::ui::{self, Choice, Field, SMALL, look};

/// What is typed of a step.
#[derive(Clone, Debug, Default)]
pub(super) struct Step {
    document: DocumentId,
    pub(super) to: String,
    pub(super) name: String,
    /// What the stage is, for the head of the dialog.
    pub(super) about: String,
    force: bool,
    ended: bool,
    asks: bool,
    on: String,
    meeting: Option<MeetingId>,
    decision: Option<DecisionId>,
    version: Option<VersionId>,
    vote: String,
    note: String,
    superseded_by: Option<DocumentId>,
    offers: Offers,
}

/// What a step can be linked to.
#[derive(Clone, Debug, Default)]
pub(super) struct Offers {
    pub(super) links: Links,
    /// The newest first.
    pub(super) versions: Vec<(VersionId, String)>,
    pub(super) others: Vec<(DocumentId, String)>,
}

impl Step {
    pub(super) fn new(seen: &Seen, flow: &Workflow, one: &workflow::Step, today: Day) -> Self {
        let stage = flow.stage(&one.to);
        Self {
            document: seen.document.id,
            to: one.to.clone(),
            name: one.name.clone(),
            about: stage.about.clone(),
            // From one stage in force to another nothing begins to hold.
            force: stage.force && !flow.stage(&seen.document.stage).force,
            ended: stage.ended,
            asks: step::asks_decision(one),
            on: day::short(today),
            offers: seen.offers.clone(),
            ..Self::default()
        }
    }
}

pub(super) fn step_fields(ui: &mut Ui, step: &mut Step, problems: &[FieldProblem]) {
    let when = if step.force { t!("In force from") } else { t!("On") };
    Field::new(when, &mut step.on).problem(problem(problems, "on")).show(ui);
    linked(ui, step);
    if step.asks {
        Field::new(t!("How the vote went"), &mut step.vote)
            .placeholder(t!("31 for, 4 against"))
            .problem(problem(problems, "vote"))
            .show(ui);
    }
    if step.offers.versions.len() > 1 {
        let mut options = vec![(None, t!("The newest version"))];
        options.extend(step.offers.versions.iter().map(|(id, name)| (Some(*id), name.as_str())));
        Choice::new(t!("Which text"), &mut step.version, &options).show(ui);
    }
    if step.ended && !step.offers.others.is_empty() {
        let mut options = vec![(None, t!("Nothing"))];
        options.extend(step.offers.others.iter().map(|(id, name)| (Some(*id), name.as_str())));
        Choice::new(t!("What stands in its place"), &mut step.superseded_by, &options).show(ui);
    }
    let note = if step.force { t!("By what it is in force") } else { t!("Note") };
    Field::new(note, &mut step.note).show(ui);
}

/// The meeting, and the decision of it; a decision brings its meeting and its day along.
fn linked(ui: &mut Ui, step: &mut Step) {
    if step.offers.links.meetings.is_empty() && step.offers.links.decisions.is_empty() {
        if step.asks {
            let says =
                t!("No meeting is in the book yet: write the vote down below, or plan the meeting under Meetings.");
            ui::paragraph(ui, says, SMALL.ink(look(ui).muted));
        }
        return;
    }
    let before = (step.meeting, step.decision);
    let mut options = vec![(None, t!("No meeting"))];
    options.extend(step.offers.links.meetings.iter().map(|(id, name)| (Some(*id), name.as_str())));
    Choice::new(t!("At which meeting"), &mut step.meeting, &options).show(ui);
    if step.meeting != before.0 {
        step.decision = None;
    }
    let of: Vec<&Decided> = step
        .offers
        .links
        .decisions
        .iter()
        .filter(|one| step.meeting.is_none_or(|meeting| one.meeting == meeting))
        .collect();
    if of.is_empty() {
        return;
    }
    let mut options = vec![(None, t!("No decision of the register"))];
    options.extend(of.iter().map(|one| (Some(one.id), one.says.as_str())));
    Choice::new(t!("By which decision"), &mut step.decision, &options).show(ui);
    if step.decision != before.1
        && let Some(one) = of.iter().find(|one| Some(one.id) == step.decision)
    {
        let (meeting, on) = (one.meeting, one.day);
        step.meeting = Some(meeting);
        if !step.force {
            step.on = day::short(on);
        }
    }
}

pub(super) fn take(step: &Step, sight: &Sight<'_>) -> Result<Reply<()>, Vec<FieldProblem>> {
    let terms = terms(sight);
    let on = day::typed(&step.on, terms.today, terms.month_first)
        .map_err(|problem| vec![FieldProblem::new("on", problem.to_string())])?;
    if step.asks && step.vote.trim().is_empty() && step.meeting.is_none() && step.decision.is_none() {
        return Err(vec![FieldProblem::new("vote", t!("Say how the vote went, or choose the meeting"))]);
    }
    let (id, taking) = (
        step.document,
        Taking {
            to: step.to.clone(),
            day: Some(on),
            version: step.version,
            meeting: step.meeting,
            decision: step.decision,
            vote: step.vote.clone(),
            note: step.note.clone(),
            superseded_by: step.superseded_by,
        },
    );
    Ok(sight.desk.run(&step::STEP, move |office| step::step(office, id, &taking).map(without_value)))
}
