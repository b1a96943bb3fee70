//! `candidates panel`, `stand-in`, `candidate`, `withdraw`, `text`, `eligible`, `of-quota`, `shortlist`, `declare`, `try`, `free` and
//! `timetable`.

use std::path::Path;

use clap::Command;
use serde_json::{Value as Json, json};

use super::super::model::{CandidateId, Met, NewCandidate, NewScorer, Role, Slot, Text, Whole, Whose};
use super::super::opened::Says;
use super::super::ops;
use super::super::timetable::{self, Pace};
use super::{answer, candidate as candidate_of, one_args, person, round, scorer as scorer_of, whole};
use crate::cli::args::{choice, flag, many, needed, option, yes_no};
use crate::cli::{Call, Outcome};
use crate::kit::{Problem, Result, day};
use crate::t;

pub(super) fn panel_args(c: Command) -> Command {
    one_args(c)
        .arg(needed("scorer", "PERSON", "Who: somebody of the register, or of the panel to change them"))
        .arg(flag("name-only", "Who is not in the register: the name as it is written"))
        .arg(choice("role", "ROLE", "What they do (default: member)", Role::ALL.iter().map(|r| r.key())))
}

pub(super) fn panel(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let id = round(call, &office)?;
    let known = whole(&office, id)?;
    let text = call.need("scorer")?;
    let before = known.scorer_called(text);
    let mut new = match before {
        Some(one) => one.new.clone(),
        None if call.flag("name-only") => NewScorer { person: None, name: text.to_owned(), role: Role::Member },
        None => NewScorer { person: Some(person(&office, text)?), name: String::new(), role: Role::Member },
    };
    if let Some(role) = call.text("role").and_then(Role::of) {
        new.role = role;
    }
    let done = ops::scorer(&mut office, id, before.map(|one| one.id), &new)?;
    answer(call, office, id, done.op, new.role.label())
}

pub(super) fn stand_in_args(c: Command) -> Command {
    one_args(c).arg(needed("scorer", "SUBSTITUTE", "Who takes the place")).arg(option(
        "for",
        "MEMBER",
        "Whose place; without it the substitute gives it back",
    ))
}

pub(super) fn stand_in(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let id = round(call, &office)?;
    let known = whole(&office, id)?;
    let substitute = scorer_of(&known, call.need("scorer")?)?;
    let whom = call.text("for").map(|text| scorer_of(&known, text)).transpose()?;
    let done = ops::stand_in(&mut office, id, substitute, whom)?;
    answer(call, office, id, done.op, t!("Kept"))
}

pub(super) fn one_candidate(c: Command) -> Command {
    one_args(c).arg(needed("candidate", "CANDIDATE", "The name, an id, or the code of the sift"))
}

pub(super) fn candidate_args(c: Command) -> Command {
    one_args(c)
        .arg(needed("candidate", "PERSON", "Who applied: somebody of the register, or a candidate to change"))
        .arg(flag("name-only", "Who is not in the register: the name as it is written"))
        .arg(option("on", "D", "When they applied (default: today)"))
        .arg(option("signed", "D", "When they signed the declaration"))
}

pub(super) fn candidate(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let id = round(call, &office)?;
    let known = whole(&office, id)?;
    let text = call.need("candidate")?;
    let before = known.candidate_called(text);
    let fresh =
        |person, name: &str| NewCandidate { person, name: name.to_owned(), applied: office.today(), signed: None };
    let mut new = match before {
        Some(one) => one.new.clone(),
        None if call.flag("name-only") => fresh(None, text),
        None => fresh(Some(person(&office, text)?), ""),
    };
    if let Some(on) = call.day("on")? {
        new.applied = on;
    }
    if let Some(on) = call.day("signed")? {
        new.signed = Some(on);
    }
    let done = ops::candidate(&mut office, id, before.map(|one| one.id), &new)?;
    answer(call, office, id, done.op, t!("Application kept"))
}

pub(super) fn withdraw_args(c: Command) -> Command {
    one_candidate(c)
        .arg(option("reason", "TEXT", "Why, if they said so").visible_alias("why"))
        .arg(flag("back", "They stand again"))
}

pub(super) fn withdraw(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let id = round(call, &office)?;
    let who = candidate_of(&whole(&office, id)?, call.need("candidate")?)?;
    let why = call.text("reason").unwrap_or_default().to_owned();
    let done = ops::withdraw(&mut office, id, who, (!call.flag("back")).then_some(&why))?;
    answer(call, office, id, done.op, t!("Kept"))
}

pub(super) fn text_args(c: Command) -> Command {
    one_candidate(c)
        .arg(option("question", "QUESTION", "The question it answers, by its number or words (default: the statement)"))
        .arg(option("from", "FILE.txt", "The text, from a file"))
        .arg(option(
            "redacted",
            "FILE.txt",
            "What scorers read in the sift, from a file (default: names and the like are covered)",
        ))
        .arg(flag("ready", "The chair has read the redacted text"))
}

pub(super) fn read_text(path: &str) -> Result<String> {
    std::fs::read_to_string(Path::new(path))
        .map_err(|e| Problem::file(t!("The text could not be read: {path}", path = path)).because(e))
}

pub(super) fn text(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let id = round(call, &office)?;
    let known = whole(&office, id)?;
    let who = candidate_of(&known, call.need("candidate")?)?;
    let question = call
        .text("question")
        .map(|text| {
            let found = known.question_called(text).map(|one| one.id);
            found.ok_or_else(|| super::among(t!("question"), text, &[]))
        })
        .transpose()?;
    let before = known.texts.iter().find(|text| text.candidate == who && text.question == question);
    let empty = Text { candidate: who, question, text: String::new(), redacted: String::new(), ready: false };
    let mut new = before.cloned().unwrap_or(empty);
    if let Some(path) = call.text("from") {
        new.text = read_text(path)?;
        // Another text is redacted anew, and read anew.
        (new.redacted, new.ready) = (String::new(), false);
    }
    if let Some(path) = call.text("redacted") {
        new.redacted = read_text(path)?;
    }
    new.ready = new.ready || call.flag("ready");
    let op = if before == Some(&new) { None } else { ops::text(&mut office, id, &new)?.op };
    let after = whole(&office, id)?;
    let found = after.texts.iter().find(|text| text.candidate == who && text.question == question);
    let (redacted, ready) = found.map(|text| (text.redacted.clone(), text.ready)).unwrap_or_default();
    office.close()?;
    call.out.answer(&json!({ "op": op, "redacted": redacted, "ready": ready }), &redacted)?;
    Ok(Outcome::Done)
}

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

pub(super) fn by_scorer(c: Command) -> Command {
    c.arg(option("scorer", "SCORER", "Who scores").required(true))
}

pub(super) fn declare_args(c: Command) -> Command {
    by_scorer(one_args(c))
        .arg(many("recused", "CANDIDATE", "From whom they are recused; with --why"))
        .arg(option("why", "REASON", "Why, as it may be read by all"))
        .arg(many("free", "CANDIDATE", "Whom they may score"))
        .arg(flag("others-free", "All of whom nothing was said yet, they may score"))
}

pub(super) fn declare(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let id = round(call, &office)?;
    let known = whole(&office, id)?;
    let scorer = scorer_of(&known, call.need("scorer")?)?;
    let why = call.text("why").unwrap_or_default().to_owned();
    let mut said: Vec<(CandidateId, bool, String)> = Vec::new();
    for text in call.many("recused") {
        said.push((candidate_of(&known, &text)?, true, why.clone()));
    }
    for text in call.many("free") {
        said.push((candidate_of(&known, &text)?, false, String::new()));
    }
    if call.flag("others-free") {
        let silent = |one: &&super::super::model::Candidate| {
            !known.conflicts.iter().any(|c| c.scorer == scorer && c.candidate == one.id)
                && !said.iter().any(|(id, _, _)| *id == one.id)
        };
        let others: Vec<CandidateId> = known.standing().filter(silent).map(|one| one.id).collect();
        said.extend(others.into_iter().map(|id| (id, false, String::new())));
    }
    if said.is_empty() {
        return Err(Problem::usage(t!("Say of whom: --recused, --free or --others-free")));
    }
    let done = ops::declare(&mut office, id, scorer, &said)?;
    answer(call, office, id, done.op, t!("Declared"))
}

pub(super) fn try_args(c: Command) -> Command {
    one_args(c)
        .arg(option("scorer", "SCORER", "Who marks it"))
        .arg(option("exercise", "N", "The number of the practice answer (default: 1)"))
        .arg(option("mark", "POINTS", "The points of the anchor, or none"))
}

/// The anchor that points mean.
pub(super) fn says(whole: &Whole, criterion: super::CriterionId, text: &str) -> Result<Says> {
    let text = text.trim();
    if text.eq_ignore_ascii_case("none") {
        return Ok(Says::NoEvidence);
    }
    let anchors = whole.criterion(criterion).map(|one| one.new.anchors.as_slice()).unwrap_or_default();
    let found = anchors.iter().position(|anchor| anchor.value.to_string() == text);
    found.map(Says::Anchor).ok_or_else(|| {
        let all: Vec<String> = anchors.iter().map(|anchor| anchor.value.to_string()).collect();
        Problem::input(t!("“{text}” is no point of the scale", text = text))
            .hint(t!("Its points are {all}; or write none, for no evidence", all = all.join(", ")))
    })
}

pub(super) fn try_marks(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let id = round(call, &office)?;
    let known = whole(&office, id)?;
    let mut op = None;
    if let Some(mark) = call.text("mark") {
        let name = call.text("scorer").ok_or_else(|| Problem::usage(t!("Say who marks it: --scorer")))?;
        let scorer = scorer_of(&known, name)?;
        let number = call.number::<usize>("exercise")?.unwrap_or(1);
        let found = number.checked_sub(1).and_then(|at| known.exercises.get(at));
        let exercise =
            found.ok_or_else(|| Problem::input(t!("There is no practice answer {number}", number = number)))?;
        let says = says(&known, exercise.criterion, mark)?;
        op = ops::try_marks(&mut office, id, scorer, &[(exercise.id, says)])?.op;
    }
    let after = whole(&office, id)?;
    let mut out = Vec::new();
    let mut listed: Vec<Json> = Vec::new();
    for (at, one) in after.exercises.iter().enumerate() {
        let spread = after.spread(one.id);
        out.push(format!("{}. {}\n   {}", at + 1, one.answer, spread.says()));
        listed
            .push(json!({ "number": at + 1, "answer": one.answer, "criterion": one.criterion, "marked": spread.marked,
            "by_point": spread.counts, "no_evidence": spread.no_evidence }));
    }
    office.close()?;
    call.out.answer(&json!({ "op": op, "exercises": listed }), &out.join("\n"))?;
    Ok(Outcome::Done)
}

/// `10:00-12:30`.
fn time(text: &str) -> Result<(u32, u32)> {
    let wrong = || Problem::usage(t!("“{text}” is no time; write it as 10:00-12:30", text = text));
    let (from, to) = text.split_once(['-', '–']).ok_or_else(wrong)?;
    Ok((timetable::read_clock(from).ok_or_else(wrong)?, timetable::read_clock(to).ok_or_else(wrong)?))
}

pub(super) fn free_args(c: Command) -> Command {
    one_args(c)
        .arg(option("scorer", "SCORER", "Whose time (default: the panel’s)").conflicts_with("candidate"))
        .arg(option("candidate", "CANDIDATE", "Whose time"))
        .arg(option("on", "D", "The day").required(true))
        .arg(option("time", "HH:MM-HH:MM", "From and to").required(true))
}

pub(super) fn free(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let id = round(call, &office)?;
    let known = whole(&office, id)?;
    let whose = match (call.text("scorer"), call.text("candidate")) {
        (Some(text), _) => Whose::Scorer(scorer_of(&known, text)?),
        (None, Some(text)) => Whose::Candidate(candidate_of(&known, text)?),
        (None, None) => Whose::Panel,
    };
    let on = call.day("on")?.unwrap_or_else(|| office.today());
    let (begins, ends) = time(call.need("time")?)?;
    let done = ops::free(&mut office, id, whose, (on, begins, ends))?;
    answer(call, office, id, done.op, t!("Kept"))
}

pub(super) fn timetable_args(c: Command) -> Command {
    one_args(c)
        .arg(flag("plan", "Plan it anew from the times that were kept"))
        .arg(option("minutes", "N", "An interview’s minutes (default: 40)"))
        .arg(option("pause", "N", "Minutes after each, for notes and cards (default: 15)"))
        .arg(option("break-after", "N", "A break after so many interviews (default: 3)"))
        .arg(option("break", "N", "Minutes of the break (default: 20)"))
}

pub(super) fn timetable(call: &mut Call<'_>) -> Result<Outcome> {
    let plan = call.flag("plan");
    let mut office = if plan { call.office()? } else { call.office_to_read()? };
    let id = round(call, &office)?;
    let known = whole(&office, id)?;
    let mut without = Vec::new();
    let mut op = None;
    if plan {
        let pace = Pace {
            interview: call.number("minutes")?.unwrap_or(40),
            pause: call.number("pause")?.unwrap_or(15),
            break_after: call.number("break-after")?.unwrap_or(3),
            break_of: call.number("break")?.unwrap_or(20),
        };
        let planned = known.plan(pace)?;
        without =
            planned.without.iter().filter_map(|id| known.candidate(*id)).map(|one| one.name().to_owned()).collect();
        op = ops::timetable(&mut office, id, &planned.slots)?.op;
    }
    let after = whole(&office, id)?;
    let mut out: Vec<String> = after.slots.iter().map(|slot| line(&after, slot)).collect();
    if !without.is_empty() {
        out.push(t!("No time was found for {names}", names = without.join(", ")));
    }
    if after.slots.is_empty() {
        out.push(t!("No interview has a time").to_owned());
    }
    let listed: Vec<Json> = after
        .slots
        .iter()
        .map(|slot| {
            let name = slot.candidate.and_then(|id| after.candidate(id)).map(|one| one.name().to_owned());
            json!({ "on": slot.on, "from": timetable::clock(slot.begins), "to": timetable::clock(slot.ends), "candidate": name })
        })
        .collect();
    office.close()?;
    call.out.answer(&json!({ "op": op, "slots": listed, "without": without }), &out.join("\n"))?;
    Ok(if without.is_empty() { Outcome::Done } else { Outcome::Problems })
}

fn line(whole: &Whole, slot: &Slot) -> String {
    let name = slot.candidate.and_then(|id| whole.candidate(id)).map_or(t!("Break"), |one| one.name());
    let (from, to) = (timetable::clock(slot.begins), timetable::clock(slot.ends));
    format!("{}  {from}–{to}  {name}", day::short(slot.on))
}
