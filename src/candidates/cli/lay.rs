//! `candidates new`, `set`, `remove`, `copy`, `criterion`, `question`, `check-questions`, `requirement`, `quota`, `exercise`, `move`
//! and `take-off`.

use clap::Command;
use serde_json::{Value as Json, json};

use super::super::lint;
use super::super::model::{
    Combine, CriterionForm, Kind, NewRequirement, NewRound, QuestionForm, RoundForm, Stage, Whole,
};
use super::super::ops::{self, Part};
use super::super::quota::NewQuota;
use super::{among, answer, candidate, criterion as criterion_of, one_args, round, scorer, whole};
use crate::cli::args::{choice, file, many, needed, option, yes_no};
use crate::cli::{Call, Outcome};
use crate::kit::{Problem, Result};
use crate::ledger::model::first_problem;
use crate::t;

fn fields(c: Command) -> Command {
    c.arg(choice("for", "WHAT", "What is filled (default: candidate)", Kind::ALL.iter().map(|k| k.key())))
        .arg(choice("stage", "STAGE", "What is scored (default: interview)", Stage::ALL.iter().map(|s| s.key())))
        .arg(option("profile", "TEXT", "What the role is and asks"))
        .arg(option("seats", "N", "How many are chosen (default: 1)"))
        .arg(option("quorum", "N", "How many scorers must have marked each candidate (default: 3)"))
        .arg(choice(
            "combine",
            "HOW",
            "How several scorers’ marks become one (default: mean)",
            Combine::ALL.iter().map(|k| k.key()),
        ))
        .arg(option("ladder", "RUNGS", "How ties are decided, such as “essential heaviest majority lot”"))
        .arg(option("declaration", "TEXT", "What each candidate declares and signs"))
}

pub(super) fn new_args(c: Command) -> Command {
    fields(c.arg(file()).arg(needed("name", "VACANCY", "What is vacant")))
}

pub(super) fn set_args(c: Command) -> Command {
    fields(one_args(c)).arg(option("name", "VACANCY", "What is vacant"))
}

fn typed(call: &Call<'_>, mut form: RoundForm) -> Result<NewRound> {
    for (name, field) in [
        ("name", &mut form.name),
        ("for", &mut form.kind),
        ("stage", &mut form.stage),
        ("profile", &mut form.profile),
        ("seats", &mut form.seats),
        ("quorum", &mut form.quorum),
        ("combine", &mut form.combine),
        ("ladder", &mut form.ladder),
        ("declaration", &mut form.declaration),
    ] {
        if let Some(text) = call.text(name) {
            text.clone_into(field);
        }
    }
    form.parse().map_err(first_problem)
}

pub(super) fn new(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let new = typed(call, RoundForm::default())?;
    let done = ops::new(&mut office, &new)?;
    answer(call, office, done.value, done.op, &t!("Selection round for {name}", name = new.name))
}

pub(super) fn set(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let id = round(call, &office)?;
    let new = typed(call, RoundForm::of(&whole(&office, id)?.round.new))?;
    let done = ops::change(&mut office, id, &new)?;
    answer(call, office, id, done.op, t!("Changed"))
}

pub(super) fn remove(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let id = round(call, &office)?;
    let done = ops::remove(&mut office, id)?;
    office.close()?;
    call.out.answer(&json!({ "id": id, "op": done.op }), t!("Removed"))?;
    Ok(Outcome::Done)
}

pub(super) fn copy_args(c: Command) -> Command {
    fields(one_args(c)).arg(option("name", "VACANCY", "What is vacant (default: the same)")).arg(many(
        "with",
        "CANDIDATE",
        "A candidate who goes on; may be given several times",
    ))
}

pub(super) fn copy(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let id = round(call, &office)?;
    let known = whole(&office, id)?;
    let new = typed(call, RoundForm::of(&known.round.new))?;
    let with = call.many("with").iter().map(|text| candidate(&known, text)).collect::<Result<Vec<_>>>()?;
    let done = ops::copy(&mut office, id, &new, &with)?;
    answer(call, office, done.value, done.op, &t!("Selection round for {name}", name = new.name))
}

pub(super) fn criterion_args(c: Command) -> Command {
    one_args(c)
        .arg(needed("criterion", "CRITERION", "Its name; one that is there is changed"))
        .arg(option("name", "NAME", "Another name"))
        .arg(option("about", "TEXT", "What is meant by it"))
        .arg(yes_no("essential", "Whether whoever lacks it cannot be chosen (default: yes)"))
        .arg(yes_no("party-value", "Whether it is one of the party’s values"))
        .arg(option(
            "passes",
            "POINTS",
            "Where it is essential: the lowest mark that passes (default: the second from the bottom)",
        ))
        .arg(option("weight", "W", "What it weighs (default: 1); equal unless argued"))
        .arg(option("weight-reason", "TEXT", "Why it weighs that"))
        .arg(many(
            "anchor",
            "POINTS: WORDS",
            "A point of the scale and what is seen at it, from the lowest; for each point",
        ))
}

pub(super) fn criterion(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let id = round(call, &office)?;
    let known = whole(&office, id)?;
    let text = call.need("criterion")?;
    let before = known.criterion_called(text);
    let mut form = before.map_or_else(
        || CriterionForm { name: text.to_owned(), ..CriterionForm::default() },
        |one| CriterionForm::of(&one.new),
    );
    for (name, field) in [
        ("name", &mut form.name),
        ("about", &mut form.about),
        ("weight", &mut form.weight),
        ("weight-reason", &mut form.weight_reason),
        ("passes", &mut form.passes),
    ] {
        if let Some(text) = call.text(name) {
            text.clone_into(field);
        }
    }
    for (name, field) in [("essential", &mut form.essential), ("party-value", &mut form.party_value)] {
        if let Some(word) = call.text(name) {
            *field = word == "yes";
        }
    }
    let anchors = call.many("anchor");
    if !anchors.is_empty() {
        form.anchors = anchors.join("\n");
    }
    let new = form.parse().map_err(first_problem)?;
    let done = ops::criterion(&mut office, id, before.map(|one| one.id), &new)?;
    answer(call, office, id, done.op, &t!("Criterion {name}", name = new.name))
}

pub(super) fn question_args(c: Command) -> Command {
    one_args(c)
        .arg(needed("question", "QUESTION", "The question; the number of one that is there changes it"))
        .arg(option("text", "TEXT", "Other words for it"))
        .arg(option("follow-ups", "TEXT", "What may be asked after it, a line each"))
        .arg(option("minutes", "N", "How long it may take"))
        .arg(many("criterion", "CRITERION", "What it asks for; may be given several times"))
        .arg(option("allow", "REASON", "Ask it although the check speaks against it, and why"))
}

pub(super) fn question(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let id = round(call, &office)?;
    let known = whole(&office, id)?;
    let text = call.need("question")?;
    let before = known.question_called(text);
    let mut form = before.map_or_else(
        || QuestionForm { text: text.to_owned(), ..QuestionForm::default() },
        |one| QuestionForm::of(&one.new),
    );
    for (name, field) in [
        ("text", &mut form.text),
        ("follow-ups", &mut form.follow_ups),
        ("minutes", &mut form.minutes),
        ("allow", &mut form.allowed_why),
    ] {
        if let Some(text) = call.text(name) {
            text.clone_into(field);
        }
    }
    let criteria = call.many("criterion");
    if !criteria.is_empty() {
        form.criteria = criteria.iter().map(|text| criterion_of(&known, text)).collect::<Result<_>>()?;
    }
    let new = form.parse().map_err(first_problem)?;
    let noticed = lint::check(&new.text, known.round.new.kind);
    let done = ops::question(&mut office, id, before.map(|one| one.id), &new)?;
    let mut says = t!(
        "Question {number}",
        number = before.map_or(known.questions.len() + 1, |one| {
            known.questions.iter().position(|q| q.id == one.id).map_or(0, |at| at + 1)
        })
    );
    for one in &noticed {
        says.push_str(&format!("\n! {}. {}\n  {}", one.topic.says, one.topic.law, one.topic.instead));
    }
    answer(call, office, id, done.op, &says)
}

pub(super) fn check_args(c: Command) -> Command {
    one_args(c)
}

pub(super) fn check_questions(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let id = round(call, &office)?;
    let whole = whole(&office, id)?;
    let mut out = String::new();
    let mut found: Vec<Json> = Vec::new();
    let mut open = 0;
    for (at, one) in whole.questions.iter().enumerate() {
        for noticed in lint::check(&one.new.text, whole.round.new.kind) {
            let topic = noticed.topic;
            open += usize::from(one.new.allowed_why.is_empty());
            out.push_str(&format!(
                "{}. {}\n   {}\n   {}\n   {}\n",
                at + 1,
                one.new.text,
                topic.says,
                topic.law,
                topic.instead
            ));
            found.push(json!({ "question": at + 1, "text": one.new.text, "topic": topic.key, "words": noticed.words,
                "why": topic.says, "law": topic.law, "instead": topic.instead, "allowed_why": one.new.allowed_why }));
        }
    }
    if found.is_empty() {
        out.push_str(t!("Nothing was noticed. The check sees words, not what is meant"));
    }
    call.out.answer(&json!({ "questions": whole.questions.len(), "found": found }), out.trim_end())?;
    Ok(if open > 0 { Outcome::Problems } else { Outcome::Done })
}

pub(super) fn requirement_args(c: Command) -> Command {
    one_args(c)
        .arg(needed("text", "TEXT", "What a candidate must be or have"))
        .arg(option("rests-on", "TEXT", "The law or the rule that asks it"))
        .arg(option("change", "N", "In place of the requirement with this number"))
}

pub(super) fn requirement(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let id = round(call, &office)?;
    let new = NewRequirement {
        text: call.need("text")?.to_owned(),
        rests_on: call.text("rests-on").unwrap_or_default().to_owned(),
    };
    let op = match call.text("change") {
        Some(number) => match part(&whole(&office, id)?, "requirement", number)? {
            Part::Requirement(known) => ops::change_requirement(&mut office, id, known, &new)?.op,
            _ => None,
        },
        None => ops::requirement(&mut office, id, &new)?.op,
    };
    answer(call, office, id, op, t!("Requirement kept"))
}

pub(super) fn quota_args(c: Command) -> Command {
    one_args(c)
        .arg(needed("whom", "WHOM", "Whom it is about, such as women"))
        .arg(option("least", "N", "How many at least (default: 1)"))
        .arg(option("first", "N", "In the first so many places (default: in the whole shortlist)"))
        .arg(option("rests-on", "TEXT", "The party’s rule"))
        .arg(option("change", "N", "In place of the rule with this number"))
}

pub(super) fn quota(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let id = round(call, &office)?;
    let new = NewQuota {
        whom: call.need("whom")?.trim().to_owned(),
        least: call.number("least")?.unwrap_or(1),
        first: call.number("first")?.unwrap_or(0),
        rests_on: call.text("rests-on").unwrap_or_default().trim().to_owned(),
    };
    let says = format!("{}. {}", new.says(), {
        let whole = whole(&office, id)?;
        new.law(whole.round.new.kind, whole.british)
    });
    let op = match call.text("change") {
        Some(number) => match part(&whole(&office, id)?, "quota", number)? {
            Part::Quota(known) => ops::change_quota(&mut office, id, known, &new)?.op,
            _ => None,
        },
        None => ops::quota(&mut office, id, &new)?.op,
    };
    answer(call, office, id, op, &says)
}

pub(super) fn exercise_args(c: Command) -> Command {
    one_args(c).arg(needed("criterion", "CRITERION", "What it is marked on")).arg(needed(
        "answer",
        "TEXT",
        "An invented answer",
    ))
}

pub(super) fn exercise(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let id = round(call, &office)?;
    let criterion = criterion_of(&whole(&office, id)?, call.need("criterion")?)?;
    let answer_text = call.need("answer")?.to_owned();
    let done = ops::exercise(&mut office, id, criterion, &answer_text)?;
    answer(call, office, id, done.op, t!("Practice answer kept"))
}

/// What a part is called by: its kind and its name.
fn part(whole: &Whole, kind: &str, text: &str) -> Result<Part> {
    let at = |all: usize| text.trim().parse::<usize>().ok().filter(|n| (1..=all).contains(n)).map(|n| n - 1);
    let number = t!("number");
    Ok(match kind {
        "criterion" => Part::Criterion(criterion_of(whole, text)?),
        "question" => {
            let found = whole.question_called(text).map(|one| one.id);
            Part::Question(found.ok_or_else(|| among(t!("question"), text, &[]))?)
        }
        "requirement" => {
            let found = at(whole.requirements.len()).and_then(|at| whole.requirements.get(at)).map(|one| one.id);
            Part::Requirement(found.ok_or_else(|| among(number, text, &[]))?)
        }
        "quota" => {
            let found = at(whole.quotas.len()).and_then(|at| whole.quotas.get(at)).map(|one| one.id);
            Part::Quota(found.ok_or_else(|| among(number, text, &[]))?)
        }
        "exercise" => {
            let found = at(whole.exercises.len()).and_then(|at| whole.exercises.get(at)).map(|one| one.id);
            Part::Exercise(found.ok_or_else(|| among(number, text, &[]))?)
        }
        "scorer" => Part::Scorer(scorer(whole, text)?),
        "candidate" => Part::Candidate(candidate(whole, text)?),
        "time" => {
            let found = at(whole.free.len()).and_then(|at| whole.free.get(at)).map(|one| one.id);
            Part::Free(found.ok_or_else(|| among(number, text, &[]))?)
        }
        _ => return Err(Problem::usage(t!("There is no such part of a round"))),
    })
}

const PARTS: [&str; 8] = ["criterion", "question", "requirement", "quota", "exercise", "scorer", "candidate", "time"];

pub(super) fn take_off_args(c: Command) -> Command {
    one_args(c)
        .arg(needed("kind", "KIND", "What kind of thing").value_parser(crate::cli::args::OneOf::of(PARTS)))
        .arg(needed("what", "NAME", "Its name, or its number in the list"))
}

pub(super) fn take_off(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let id = round(call, &office)?;
    let part = part(&whole(&office, id)?, call.need("kind")?, call.need("what")?)?;
    let done = ops::take_off(&mut office, id, part)?;
    answer(call, office, id, done.op, t!("Taken off"))
}

pub(super) fn move_args(c: Command) -> Command {
    one_args(c)
        .arg(
            needed("kind", "KIND", "criterion or question")
                .value_parser(crate::cli::args::OneOf::of(["criterion", "question"])),
        )
        .arg(needed("what", "NAME", "Its name, or its number in the list"))
        .arg(option("place", "N", "Its new place, from 1").required(true))
}

pub(super) fn move_to(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let id = round(call, &office)?;
    let part = part(&whole(&office, id)?, call.need("kind")?, call.need("what")?)?;
    let place = call.number("place")?.unwrap_or(1);
    let done = ops::move_to(&mut office, id, part, place)?;
    answer(call, office, id, done.op, t!("Moved"))
}
