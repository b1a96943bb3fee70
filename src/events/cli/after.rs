//! What follows a change and an event: `tell`, `told`, `learn`, `act`, `review`, `keeps-coming`.

use clap::Command;
use serde_json::{Value as Json, json};

use super::super::model::{Review, RowId, parts};
use super::super::ops::event as ops;
use super::super::ops::money as money_ops;
use super::super::store;
use super::{event_args, file, flag, meant, needed, option, terms};
use crate::cli::args::many;
use crate::cli::{Call, Outcome};
use crate::kit::{Money, Result, text};
use crate::ledger::model::read::wrong_fields;
use crate::t;
use crate::tasks::model::TaskForm;

pub(super) fn tell_args(c: Command) -> Command {
    event_args(c).arg(option("what", "TEXT", "What changed; without it, the lists that there are"))
}

pub(super) fn tell(call: &mut Call<'_>) -> Result<Outcome> {
    let what = call.text("what").map(str::to_owned);
    let mut office = if what.is_some() { call.office()? } else { call.office_to_read()? };
    let event = meant(call, &office)?;
    let mut op = None;
    if let Some(what) = &what {
        op = money_ops::tell(&mut office, event.id, what)?.op;
    }
    let changes = office.read(|conn| store::changes(conn, event.id))?;
    if what.is_some() {
        office.close()?;
    }
    let mut out = String::new();
    let mut list = Vec::new();
    for change in &changes {
        out.push_str(&format!("{}  {}\n", change.day, change.what));
        for one in &change.people {
            let told = one.told.map(|on| on.to_string()).unwrap_or_else(|| t!("not told").to_owned());
            out.push_str(&format!("    {:<28} {:<18} {:<24} {told}  {}\n", one.name, one.why, one.how, one.id));
        }
        let people: Vec<Json> = change
            .people
            .iter()
            .map(|one| json!({ "id": one.id.to_string(), "person": one.person, "name": one.name, "why": one.why, "how": one.how, "told": one.told }))
            .collect();
        list.push(json!({ "day": change.day, "what": change.what, "people": people }));
    }
    call.out.answer(&json!({ "event": event.id, "changes": list, "op": op }), &out)?;
    Ok(Outcome::Done)
}

pub(super) fn told_args(c: Command) -> Command {
    c.arg(file())
        .arg(many("id", "ID", "Who, by the ids of `events tell`").required(true))
        .arg(flag("not", "They were not told after all"))
}

pub(super) fn told(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let mut ids = Vec::new();
    for text in call.many("id") {
        ids.push(text.parse::<RowId>()?.0);
    }
    let done = money_ops::told(&mut office, &ids, !call.flag("not"))?;
    office.close()?;
    call.out.answer(&json!({ "told": ids.len(), "op": done.op }), t!("Noted"))?;
    Ok(Outcome::Done)
}

pub(super) fn learn_args(c: Command) -> Command {
    c.arg(file()).arg(needed("lesson", "LESSON", "Its id, as `events lessons list` ends its lines with"))
}

pub(super) fn learn(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let done = money_ops::learn(&mut office, call.need("lesson")?.parse()?)?;
    office.close()?;
    call.out.answer(&json!({ "task": done.value, "op": done.op }), t!("Made a task"))?;
    Ok(Outcome::Done)
}

pub(super) fn act_args(c: Command) -> Command {
    event_args(c)
        .arg(option("do", "TEXT", "What is to be done").required(true))
        .arg(option("owner", "PERSON", "Who sees to it: id, number or name of the register, or any name"))
        .arg(option("due", "D", "By when"))
        .arg(option("note", "TEXT", "A note"))
}

/// Writes down a task of an event: an action that was agreed, or what its template had not.
pub(super) fn act(call: &mut Call<'_>) -> Result<Outcome> {
    call.day("due")?;
    let mut office = call.office()?;
    let (event, reading) = (meant(call, &office)?, terms(&office)?);
    let owner = office.read(|conn| crate::tasks::store::owner(conn, call.text("owner").unwrap_or_default()))?;
    let text = |name: &str| call.text(name).unwrap_or_default().to_owned();
    let form = TaskForm { text: text("do"), due: text("due"), note: text("note") };
    let new = form.parse(owner, &reading).map_err(|problems| wrong_fields(&problems))?;
    let done = ops::act(&mut office, event.id, &new)?;
    office.close()?;
    call.out.answer(&json!({ "event": event.id, "task": done.value, "op": done.op }), t!("Written down"))?;
    Ok(Outcome::Done)
}

/// Who keeps coming to the meetings of a coalition.
pub(super) fn coming(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let event = meant(call, &office)?;
    let all = office.read(|conn| store::keeps_coming(conn, &event))?;
    let mut out = String::new();
    for one in &all {
        out.push_str(&format!("{:<32} {}\n", one.name, one.says()));
    }
    out.push_str(&text::plural(all.len(), t!("organisation"), t!("organisations")));
    let list: Vec<Json> = all
        .iter()
        .map(|one| json!({ "person": one.person, "name": one.name, "came": one.came, "of": one.of, "in_a_row": one.streak, "last": one.last }))
        .collect();
    call.out.answer(&json!({ "event": event.id, "organisations": list }), &out)?;
    Ok(Outcome::Done)
}

/// What came of an event beside what was planned.
pub(super) fn review(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let (event, currency) = (meant(call, &office)?, terms(&office)?.currency);
    let (people, budget, work, feedback, brought) = office.read(|conn| {
        Ok((
            store::people(conn, event.id)?,
            store::budget(conn, &event)?,
            store::work_of(conn, event.id)?,
            store::rows(conn, &parts::FEEDBACK, event.id)?,
            store::brought(conn, event.id)?,
        ))
    })?;
    let review = Review::of(&people, work.iter().map(|work| work.state.as_str()), &feedback);
    let sums = review.people;
    let plain = |sum: Money| currency.plain(sum);
    let channels: Vec<Json> =
        brought.iter().map(|(channel, on, came)| json!({ "channel": channel, "on_list": on, "came": came })).collect();
    let document = json!({
        "event": event.id, "measure": event.new.measure, "capacity": event.new.capacity,
        "expected": sums.going, "came": sums.came, "walked_in": sums.walked_in, "no_show": sums.no_show,
        "new_contacts": review.new_contacts,
        "planned_income": plain(budget.planned_income()), "income": plain(budget.actual_income()),
        "planned_cost": plain(budget.planned_cost()), "cost": plain(budget.actual_cost()),
        "result": plain(budget.actual_income() - budget.actual_cost()), "cost_per_head": budget.cost_per_head().map(plain),
        "shifts_completed": review.completed, "shifts_missed": review.missed, "rating": review.mark_words(),
        "answers": feedback.len(), "channels": channels, "closed": event.closed, "outcome": event.outcome
    });
    let mut out = format!("{}\n", event.new.title);
    for (says, value) in review.lines(&event.new.measure, &budget, currency) {
        out.push_str(&format!("{says}: {value}\n"));
    }
    for (question, said) in review.answers.iter().filter(|(_, said)| !said.is_empty()) {
        out.push_str(&format!("{question}\n"));
        for answer in said {
            out.push_str(&format!("    {answer}\n"));
        }
    }
    call.out.answer(&document, &out)?;
    Ok(Outcome::Done)
}
