//! `elections list` and `show`.

use clap::Command;
use serde_json::{Value as Json, json};

use super::super::model::{Candidate, Marks, Round, Step, Whole};
use super::super::{report, store};
use super::{election, papers, whole};
use crate::cli::args::file;
use crate::cli::{Call, Outcome};
use crate::kit::{Result, day, text};
use crate::t;

pub(super) fn list_args(c: Command) -> Command {
    c.arg(file())
}

pub(super) fn list(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let all = office.read(store::lines)?;
    let mut out = String::new();
    for one in &all {
        let says = if one.result.is_empty() { one.step.label() } else { &one.result };
        out.push_str(&format!("{:<12} {:<28} {:>3}  {}\n", day::short(one.on), one.post, one.standing, says));
    }
    out.push_str(&text::plural(all.len(), t!("election"), t!("elections")));
    let listed: Vec<Json> = all
        .iter()
        .map(|one| {
            json!({ "id": one.id, "post": one.post, "on": one.on, "seats": one.seats, "rules": one.rules.key(),
                "standing": one.standing, "step": one.step.key(), "result": one.result })
        })
        .collect();
    call.out.answer(&json!({ "elections": listed }), &out)?;
    Ok(Outcome::Done)
}

pub(super) fn show(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let id = election(call, &office)?;
    let whole = whole(&office, id)?;
    call.out.answer(&document(&whole), &words(&whole))?;
    Ok(Outcome::Done)
}

/// What does not add up in the ballot account of a round.
pub(super) fn faults(round: &Round) -> Vec<String> {
    let keyed = u32::try_from(round.compared().papers.len()).unwrap_or(u32::MAX);
    round.account.faults(round.printed(), round.marked, keyed)
}

fn candidate_json(whole: &Whole, one: &Candidate) -> Json {
    json!({ "id": one.id, "name": one.name(), "person": one.new.person, "place": one.place,
        "proposer": one.new.proposer.name, "seconder": one.new.seconder.name, "statement": one.new.statement,
        "nominated_on": one.nominated, "consented_on": one.consented,
        "withdrawn_on": one.withdrawn.as_ref().map(|(on, _)| on), "withdrawn_why": one.withdrawn.as_ref().map(|(_, why)| why),
        "allowed": one.new.allowed, "missing": one.missing(whole.election.new.nominators) })
}

fn round_json(round: &Round) -> Json {
    let settled: Vec<Json> = round
        .settled
        .iter()
        .map(|one| json!({ "number": one.number, "marks": one.marks.as_ref().map(Marks::says), "note": one.note, "by": one.who }))
        .collect();
    json!({ "number": round.number, "standing": round.standing, "printed": round.printed(), "marked": round.marked,
        "issued": round.account.issued, "replaced": round.account.replaced, "unused": round.account.unused,
        "returned": round.account.returned, "account_faults": faults(round), "first": round.first.len(),
        "second": round.second.len(), "compared": papers::compared_json(&round.compared()), "settled": settled })
}

/// An election for scripts.
pub(super) fn document(whole: &Whole) -> Json {
    let new = &whole.election.new;
    let lots: Vec<Json> = whole
        .lots
        .iter()
        .map(|lot| {
            json!({ "kind": lot.kind.key(), "seed": lot.seed, "by_hand": lot.seed.is_empty(), "order": whole.drawn_names(lot),
                "on": lot.on, "by": lot.by })
        })
        .collect();
    let results: Vec<Json> = whole
        .results
        .iter()
        .map(|one| {
            json!({ "id": one.id, "on": one.on, "by": one.by, "says": whole.says(&one.outcome),
                "elected": whole.elected(&one.outcome), "vacant": one.outcome.vacant, "hash": one.hash,
                "voided_on": one.voided.as_ref().map(|(on, ..)| on), "voided_why": one.voided.as_ref().map(|(.., why)| why) })
        })
        .collect();
    json!({ "id": whole.election.id, "post": new.post, "seats": new.seats, "rules": new.rules.key(), "reopen": new.reopen,
        "secret": new.secret, "on": new.on, "nominate_by": new.nominate_by, "nominators": new.nominators, "note": new.note,
        "step": whole.step().key(), "closed_on": whole.election.closed,
        "roll": whole.election.roll.as_ref().map(|roll| json!({ "frozen_on": roll.on, "people": roll.people, "rule": roll.rule })),
        "candidates": whole.candidates.iter().map(|one| candidate_json(whole, one)).collect::<Vec<_>>(),
        "lots": lots, "rounds": whole.rounds.iter().map(round_json).collect::<Vec<_>>(), "results": results })
}

fn words(whole: &Whole) -> String {
    let new = &whole.election.new;
    let mut lines = vec![
        t!("Election of {post} on {day}", post = new.post, day = day::long(new.on)),
        t!("{seats}. {rules}", seats = text::plural(new.seats, t!("seat"), t!("seats")), rules = new.rules.name()),
        whole.step().label().to_owned(),
        String::new(),
    ];
    for one in &whole.candidates {
        let place = one.place.map(|place| format!("{place}.")).unwrap_or_default();
        let mut note = one.missing(new.nominators).join("; ");
        if let Some((_, why)) = &one.withdrawn {
            note = t!("withdrawn: {why}", why = why);
        }
        lines.push(format!("  {place:<4}{:<32} {note}", one.name()).trim_end().to_owned());
    }
    for lot in &whole.lots {
        lines.push(report::lot_says(whole, lot));
    }
    if let Some(round) = whole.round() {
        let compared = round.compared();
        lines.push(t!(
            "Printed {printed}, keyed {first} and {second}, {differ} to settle",
            printed = round.printed(),
            first = round.first.len(),
            second = round.second.len(),
            differ = compared.open.len()
        ));
        lines.extend(faults(round));
    }
    for one in &whole.results {
        lines.push(match &one.voided {
            Some((on, _, why)) => t!(
                "Void since {day}: {says} ({why})",
                day = day::short(*on),
                says = whole.says(&one.outcome),
                why = why
            ),
            None => t!("Declared on {day}: {says}", day = day::short(one.on), says = whole.says(&one.outcome)),
        });
    }
    if whole.step() == Step::ToDeclare
        && let Ok(outcome) = whole.outcome()
    {
        lines.push(t!("Counts to: {says}", says = whole.says(&outcome)));
    }
    lines.join("\n")
}
