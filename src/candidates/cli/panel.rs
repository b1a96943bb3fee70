//! `candidates panel`, `stand-in`, `candidate`, `withdraw`, `text`, `declare` and `try`.

use std::path::Path;

use clap::Command;
use serde_json::{Value as Json, json};

use super::super::model::{CandidateId, NewCandidate, NewScorer, Role, Text, Whole};
use super::super::opened::Says;
use super::super::ops;
use super::{answer, candidate as candidate_of, one_args, person, round, scorer as scorer_of, whole};
use crate::cli::args::{choice, flag, many, needed, option};
use crate::cli::{Call, Outcome};
use crate::kit::{Problem, Result};
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
