//! `elections new`, `set`, `remove` and `roll`.

use clap::Command;
use serde_json::json;

use super::super::model::{ElectionForm, NewElection, Rules};
use super::super::{ops, printing, store};
use super::{answer, election, one_args, terms, whole};
use crate::cli::args::{choice, file, flag, must_write, needed, option, yes_no};
use crate::cli::{Call, Outcome};
use crate::kit::whole_file::write_whole;
use crate::kit::{Result, day, text};
use crate::ledger::model::first_problem;
use crate::office::Office;
use crate::t;

fn fields(c: Command) -> Command {
    c.arg(option("seats", "N", "How many are elected (default: 1)"))
        .arg(choice(
            "rules",
            "RULES",
            "The rules it is counted under (default: alternative)",
            Rules::ALL.iter().map(|r| r.key()),
        ))
        .arg(yes_no("reopen", "Whether “Reopen nominations” stands on the paper (default: yes)"))
        .arg(yes_no("secret", "Whether the ballot is secret (default: yes)"))
        .arg(option("nominate-by", "D", "The last day of nominations"))
        .arg(choice("nominators", "N", "How many have to nominate somebody (default: 2)", ["0", "1", "2"]))
        .arg(option("note", "TEXT", "A note"))
}

pub(super) fn new_args(c: Command) -> Command {
    fields(
        c.arg(file())
            .arg(needed("post", "POST", "What is filled, such as Chair"))
            .arg(option("on", "D", "The day of the vote").required(true)),
    )
}

pub(super) fn set_args(c: Command) -> Command {
    fields(one_args(c)).arg(option("post", "POST", "What is filled")).arg(option("on", "D", "The day of the vote"))
}

/// What the options say, in place of what a form has.
fn typed(call: &Call<'_>, office: &Office, mut form: ElectionForm) -> Result<NewElection> {
    for (name, field) in [
        ("post", &mut form.post),
        ("seats", &mut form.seats),
        ("rules", &mut form.rules),
        ("nominators", &mut form.nominators),
        ("note", &mut form.note),
    ] {
        if let Some(text) = call.text(name) {
            text.clone_into(field);
        }
    }
    for (name, field) in [("on", &mut form.on), ("nominate-by", &mut form.nominate_by)] {
        if let Some(on) = call.day(name)? {
            *field = day::short(on);
        }
    }
    for (name, field) in [("reopen", &mut form.reopen), ("secret", &mut form.secret)] {
        if let Some(word) = call.text(name) {
            *field = word == "yes";
        }
    }
    form.parse(&terms(office)?).map_err(first_problem)
}

pub(super) fn new(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let new = typed(call, &office, ElectionForm::default())?;
    let done = ops::new(&mut office, &new)?;
    let says = t!("Election of {post} on {day}", post = new.post, day = day::long(new.on));
    answer(call, office, done.value, done.op, &says)
}

pub(super) fn set(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let id = election(call, &office)?;
    let known = whole(&office, id)?.election.new;
    let new = typed(call, &office, ElectionForm::of(&known))?;
    let done = ops::change(&mut office, id, &new)?;
    answer(call, office, id, done.op, t!("Changed"))
}

pub(super) fn remove(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let id = election(call, &office)?;
    let done = ops::remove(&mut office, id)?;
    office.close()?;
    call.out.answer(&json!({ "id": id, "op": done.op }), t!("Removed"))?;
    Ok(Outcome::Done)
}

pub(super) fn roll_args(c: Command) -> Command {
    one_args(c)
        .arg(flag("freeze", "Freeze it: what changes in the register afterwards changes nothing here"))
        .arg(flag("thaw", "Let the frozen roll go, while nobody was given a paper").conflicts_with("freeze"))
}

pub(super) fn roll(call: &mut Call<'_>) -> Result<Outcome> {
    let (freeze, thaw) = (call.flag("freeze"), call.flag("thaw"));
    let mut office = if freeze || thaw { call.office()? } else { call.office_to_read()? };
    let id = election(call, &office)?;
    let op = if freeze {
        ops::freeze_roll(&mut office, id)?.op
    } else if thaw {
        ops::thaw_roll(&mut office, id)?.op
    } else {
        None
    };
    let whole = whole(&office, id)?;
    let round = whole.round().map_or(1, |round| round.number);
    let (voters, rule) = if let Some(roll) = &whole.election.roll {
        let all = office.read(|conn| store::voters(conn, id, round))?;
        let rows = all.into_iter().map(|one| (one.name, one.number, Some(one.marked)));
        (rows.collect::<Vec<_>>(), roll.rule.clone())
    } else {
        let (roll, rule) = office.read(|conn| store::roll(conn, &whole.election))?;
        let rows = roll.voters.into_iter().map(|one| (one.name, one.number.unwrap_or_default(), None));
        (rows.collect(), rule)
    };
    if op.is_some() {
        office.close()?;
    }
    let frozen = whole.election.roll.as_ref().map(|roll| roll.on);
    let listed: Vec<_> = voters
        .iter()
        .map(|(name, number, marked)| json!({ "name": name, "number": number, "marked": marked }))
        .collect();
    let mut out = String::new();
    for (name, number, marked) in &voters {
        let tick = if *marked == Some(true) { "✓" } else { " " };
        out.push_str(&format!("{tick} {name:<32} {number}\n"));
    }
    let people = text::plural(voters.len(), t!("person"), t!("people"));
    out.push_str(&match frozen {
        Some(on) => t!("{people} may vote; frozen on {day}. {rule}", people = people, day = on, rule = rule),
        None => t!("{people} may vote by the register of today; not frozen. {rule}", people = people, rule = rule),
    });
    let document = json!({ "count": voters.len(), "frozen_on": frozen, "rule": rule, "voters": listed, "op": op });
    call.out.answer(&document, &out)?;
    Ok(Outcome::Done)
}

pub(super) fn marked_args(c: Command) -> Command {
    must_write(one_args(c), "to", "OUT.pdf", "Where the roll is written")
}

/// The frozen roll on paper, with who was given a paper.
pub(super) fn marked(call: &mut Call<'_>) -> Result<Outcome> {
    let to = call.need_target("to")?;
    let office = call.office_to_read()?;
    let id = election(call, &office)?;
    write_whole(&to, &printing::roll(&office, id)?)?;
    let document = json!({ "election": id, "file": to.display().to_string() });
    call.out.answer(&document, &t!("Written: {file}", file = to.display()))?;
    Ok(Outcome::Done)
}
