//! `candidates eligible`, `of-quota` and `shortlist`: who may be chosen, apart from every mark.

use clap::Command;
use serde_json::{Value as Json, json};

use super::super::model::Met;
use super::super::ops;
use super::panel::one_candidate;
use super::{answer, candidate as candidate_of, one_args, round, whole};
use crate::cli::args::{many, option, yes_no};
use crate::cli::{Call, Outcome};
use crate::kit::{Problem, Result};
use crate::t;

pub(super) fn eligible_args(c: Command) -> Command {
    one_candidate(c)
        .arg(option("requirement", "N", "The number of the requirement"))
        .arg(yes_no("met", "Whether it is met"))
        .arg(option("note", "TEXT", "What was seen"))
}

pub(super) fn eligible(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let id = round(call, &office)?;
    let known = whole(&office, id)?;
    let who = candidate_of(&known, call.need("candidate")?)?;
    let mut op = None;
    if let Some(number) = call.number::<usize>("requirement")? {
        let found = number.checked_sub(1).and_then(|at| known.requirements.get(at));
        let requirement =
            found.ok_or_else(|| Problem::input(t!("There is no requirement {number}", number = number)))?;
        let met = call.text("met").ok_or_else(|| Problem::usage(t!("Say whether it is met: --met yes or --met no")))?;
        let new = Met {
            requirement: requirement.id,
            candidate: who,
            met: met == "yes",
            note: call.text("note").unwrap_or_default().to_owned(),
            seen: office.today(),
        };
        op = ops::eligible(&mut office, id, &new)?.op;
    }
    let after = whole(&office, id)?;
    let mut out = Vec::new();
    let mut listed: Vec<Json> = Vec::new();
    for (at, one) in after.requirements.iter().enumerate() {
        let met = after.met.iter().find(|met| met.requirement == one.id && met.candidate == who);
        let says = match met.map(|met| met.met) {
            Some(true) => t!("met"),
            Some(false) => t!("not met"),
            None => t!("not looked at"),
        };
        out.push(format!("{}. {}: {says}", at + 1, one.new.text));
        listed.push(json!({ "number": at + 1, "text": one.new.text, "rests_on": one.new.rests_on,
            "met": met.map(|met| met.met), "note": met.map(|met| &met.note), "seen_on": met.map(|met| met.seen) }));
    }
    let signed = after.candidate(who).and_then(|one| one.new.signed);
    out.push(signed.map_or_else(
        || t!("The declaration is not signed").to_owned(),
        |on| t!("Signed the declaration on {day}", day = on),
    ));
    office.close()?;
    call.out.answer(&json!({ "op": op, "requirements": listed, "signed_on": signed }), &out.join("\n"))?;
    Ok(Outcome::Done)
}

pub(super) fn of_quota_args(c: Command) -> Command {
    one_candidate(c)
        .arg(option("rule", "N", "The number of the rule (default: 1)"))
        .arg(yes_no("is", "Whether it is about them (default: yes)"))
}

pub(super) fn of_quota(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let id = round(call, &office)?;
    let known = whole(&office, id)?;
    let who = candidate_of(&known, call.need("candidate")?)?;
    let number = call.number::<usize>("rule")?.unwrap_or(1);
    let rule = number.checked_sub(1).and_then(|at| known.quotas.get(at)).map(|rule| rule.id);
    let rule = rule.ok_or_else(|| Problem::input(t!("There is no rule {number}", number = number)))?;
    let done = ops::of_quota(&mut office, id, rule, who, call.text("is") != Some("no"))?;
    answer(call, office, id, done.op, t!("Kept"))
}

pub(super) fn shortlist_args(c: Command) -> Command {
    one_args(c).arg(many("with", "CANDIDATE", "Who is on it, in its order; once for each").required(true))
}

pub(super) fn shortlist(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let id = round(call, &office)?;
    let whole = whole(&office, id)?;
    let list = call.many("with").iter().map(|text| candidate_of(&whole, text)).collect::<Result<Vec<_>>>()?;
    let checked = whole.check_shortlist(&list);
    let mut out = Vec::new();
    let mut listed: Vec<Json> = Vec::new();
    for one in &checked {
        let sign = if one.kept { "✓" } else { "✗" };
        out.push(format!("{sign} {}: {}\n  {}", one.rule, one.says, one.rests_on));
        listed.push(json!({ "rule": one.rule, "kept": one.kept, "says": one.says, "rests_on": one.rests_on }));
    }
    if checked.is_empty() {
        out.push(t!("No rule is laid down for this shortlist").to_owned());
    }
    let all = checked.iter().all(|one| one.kept);
    call.out.answer(&json!({ "kept": all, "rules": listed }), &out.join("\n"))?;
    Ok(if all { Outcome::Done } else { Outcome::Problems })
}
