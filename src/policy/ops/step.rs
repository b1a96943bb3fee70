//! Steps from idea to force, the checklist before tabling, and the workflow itself.

use crate::kit::{Day, Problem, Result, day, text};
use crate::meetings;
use crate::office::{Done, Office, Op, Reach, Tx, Undo};
use crate::policy::model::workflow::{Facts, Need, Stage, Step, Workflow};
use crate::policy::model::{Document, DocumentId, Force, StepId, Taken, Taking, VersionId};
use crate::policy::store;
use crate::t;

/// Takes a document one step on.
pub static STEP: Op =
    Op { key: "policy.step", says: "Step of document", undo: Undo::Reverse, reach: Reach::Command("policy step") };

/// Settles a point of the checklist.
pub static CHECK: Op = Op {
    key: "policy.check",
    says: "Settle point of checklist",
    undo: Undo::Reverse,
    reach: Reach::Command("policy check"),
};

/// Puts an own workflow in the place of the program's.
pub static WORKFLOW: Op = Op {
    key: "policy.workflow",
    says: "Change workflow",
    undo: Undo::Reverse,
    reach: Reach::Command("policy workflow set"),
};

/// What a step cannot be taken for yet: each reason in words. None for a step that can be.
///
/// # Errors
/// When the file cannot be read.
pub fn unmet(step: &Step, facts: &Facts) -> Vec<String> {
    step.needs.iter().filter_map(|need| need.unmet(facts)).collect()
}

/// Takes a document to another stage.
///
/// # Errors
/// When no step leads there, something that it needs is missing, or what is named (version, meeting) is none.
pub fn step(office: &mut Office, id: DocumentId, taking: &Taking) -> Result<Done<StepId>> {
    office.transact(&STEP, |tx| {
        let before = store::document(tx.conn(), id)?;
        let flow = store::workflow(tx.conn())?;
        let leads = leads(&flow, &before, &taking.to)?;
        let (target, on) = (flow.stage(&taking.to), taking.day.unwrap_or_else(|| tx.today()));
        let on = if target.force {
            day::possible(on, chrono::Datelike::year(&tx.today()))?
        } else {
            day::happened(on, tx.today())?
        };
        let mut facts = store::facts(tx.conn(), &before, &flow, on)?;
        facts.has_decision = taking.decision.is_some() || taking.meeting.is_some() || !taking.vote.trim().is_empty();
        let missing = unmet(leads, &facts);
        if !missing.is_empty() {
            return Err(Problem::input(t!(
                "{title} cannot go to “{stage}” yet: {why}. Nothing was changed",
                title = before.new.title,
                stage = target.name,
                why = missing.join("; ")
            )));
        }
        let taken = taken(tx, &before, taking, on)?;
        let after = arrive(tx, &before, &target, taking, &taken, &flow)?;
        store::set_stage(tx.conn(), &after)?;
        store::insert_step(tx.conn(), id, &taken)?;
        let code = after.code(&flow);
        tx.say(if before.number.is_none() && !code.is_empty() {
            t!("{title}: {stage}, as {code}", title = before.new.title, stage = target.name, code = code)
        } else {
            t!("{title}: {stage}", title = before.called(&flow), stage = target.name)
        });
        Ok(taken.id)
    })
}

fn leads<'a>(flow: &'a Workflow, document: &Document, to: &str) -> Result<&'a Step> {
    let steps = flow.steps(&document.stage, &document.new.kind);
    let found = steps.iter().find(|step| step.to == to || step.name.to_lowercase() == to.to_lowercase()).copied();
    found.ok_or_else(|| {
        let names: Vec<String> = steps.iter().map(|step| step.to.clone()).collect();
        Problem::input(t!(
            "No step leads from “{from}” to “{to}”. Nothing was changed",
            from = flow.stage(&document.stage).name,
            to = flow.stage(to).name
        ))
        .hint(if names.is_empty() {
            t!("Nothing comes after it").to_owned()
        } else {
            t!("From here it can go to {stages}", stages = text::or_list(&names))
        })
    })
}

fn taken(tx: &Tx<'_>, document: &Document, taking: &Taking, on: Day) -> Result<Taken> {
    let newest = store::newest(tx.conn(), document.id)?.map(|version| version.id);
    if let Some(named) = taking.version
        && store::version(tx.conn(), named)?.document != document.id
    {
        return Err(Problem::input(t!("That is a version of another document. Nothing was changed")));
    }
    let mut meeting = taking.meeting;
    if let Some(id) = taking.decision {
        meeting = Some(meetings::store::decision(tx.conn(), id)?.meeting);
    } else if let Some(id) = meeting {
        meetings::store::meeting(tx.conn(), id)?;
    }
    Ok(Taken {
        id: StepId(tx.new_id()),
        from: document.stage.clone(),
        to: taking.to.clone(),
        day: on,
        who: tx.who().to_owned(),
        version: taking.version.or(newest),
        meeting,
        decision: taking.decision,
        vote: taking.vote.trim().to_owned(),
        note: taking.note.trim().to_owned(),
    })
}

/// What a document is once it came to a stage: numbered, in force, ended.
fn arrive(
    tx: &Tx<'_>,
    before: &Document,
    target: &Stage,
    taking: &Taking,
    taken: &Taken,
    flow: &Workflow,
) -> Result<Document> {
    let mut after = Document { stage: target.key.clone(), ..before.clone() };
    if target.numbered && after.number.is_none() {
        let highest = store::documents(tx.conn())?
            .iter()
            .filter(|d| d.new.kind == before.new.kind)
            .filter_map(|d| d.number)
            .max();
        after.number = Some(highest.unwrap_or(0) + 1);
    }
    if target.force {
        let version = taken
            .version
            .ok_or_else(|| Problem::input(t!("There is no version that could be in force. Nothing was changed")))?;
        comes_into_force(tx, before, version, taken.day, &taking.note)?;
        let months = flow.kind(&before.new.kind).review_months;
        let reviewed = before.in_force_on.is_some() || before.new.review_on.is_none_or(|on| on <= taken.day);
        if months > 0 && reviewed {
            after.new.review_on = taken.day.checked_add_months(chrono::Months::new(months));
        }
    }
    if target.ended && before.in_force_on.is_some() {
        after.ended_on = Some(taken.day);
    }
    if let Some(by) = taking.superseded_by {
        if by == before.id {
            return Err(Problem::input(t!("A document cannot take its own place. Nothing was changed")));
        }
        store::document(tx.conn(), by)?;
        after.superseded_by = Some(by);
    }
    Ok(after)
}

/// A version holds from a day on, unless that very one does already.
fn comes_into_force(tx: &Tx<'_>, document: &Document, version: VersionId, on: Day, origin: &str) -> Result<()> {
    let holds = store::force(tx.conn(), document.id)?;
    if let Some(last) = holds.last() {
        if last.version == version {
            return Ok(());
        }
        if on <= last.from {
            return Err(Problem::input(t!(
                "A version holds from {day} on; the next one begins later. Nothing was changed",
                day = day::short(last.from)
            )));
        }
    }
    let force = Force { version, from: on, origin: origin.trim().to_owned() };
    store::insert_force(tx.conn(), tx.new_id(), document.id, &force)
}

/// Settles a point of the checklist, or opens it again (`state` empty).
///
/// # Errors
/// When there is no such point, or nothing is said.
pub fn check(office: &mut Office, id: DocumentId, point: &str, state: &str, says: &str) -> Result<Done<()>> {
    office.transact(&CHECK, |tx| {
        let (one, flow) = (store::document(tx.conn(), id)?, store::workflow(tx.conn())?);
        let Some(known) = flow.check.iter().find(|known| known.key == point) else {
            let keys: Vec<String> = flow.check.iter().map(|known| known.key.clone()).collect();
            return Err(Problem::input(t!("The checklist has no point “{point}”. Nothing was changed", point = point))
                .hint(text::there_are(&keys, "")));
        };
        if state.is_empty() {
            store::take_check(tx.conn(), id, point)?;
            tx.say(t!("{title}: {point} is open again", title = one.new.title, point = known.name));
            return Ok(());
        }
        let says = says.trim();
        if says.is_empty() {
            return Err(Problem::input(t!("Say how it was settled, or why it is not needed. Nothing was changed")));
        }
        store::put_check(tx.conn(), tx.new_id(), id, (point, state, says), (tx.today(), tx.who()))?;
        tx.say(t!("{title}: {point} settled: {says}", title = one.new.title, point = known.name, says = says));
        Ok(())
    })
}

/// Puts an own workflow in the place of the program's; none: the program's again.
///
/// # Errors
/// When it is none, or a document is at a stage or of a kind that it has not.
pub fn set_workflow(office: &mut Office, own: Option<&str>) -> Result<Done<()>> {
    office.transact(&WORKFLOW, |tx| {
        let flow = match own {
            Some(text) => Workflow::read(text)?,
            None => crate::policy::model::workflow::built_in().clone(),
        };
        for one in store::documents(tx.conn())? {
            let lost = !flow.stage.iter().any(|stage| stage.key == one.stage);
            if lost || !flow.kind.iter().any(|kind| kind.key == one.new.kind) {
                return Err(Problem::input(t!(
                    "{title} would be nowhere: the workflow needs the kind “{kind}” and the stage “{stage}”. Nothing was changed",
                    title = one.new.title,
                    kind = one.new.kind,
                    stage = one.stage
                )));
            }
        }
        store::put_workflow(tx.conn(), tx.new_id(), own)?;
        tx.say(if own.is_some() { t!("Set an own workflow of policy") } else { t!("Took the own workflow of policy away") });
        Ok(())
    })
}

/// Whether a step asks for a decision.
pub fn asks_decision(step: &Step) -> bool {
    step.needs.contains(&Need::Decision)
}
