//! `candidates publish`, `unpublish`, `passphrase`, `card`, `hand-in`, `answers` and `open`. A scorer's passphrase comes from the
//! first line of a file, marks from a table: neither is in an argument, which other programs and the shell's history would see.

use std::path::PathBuf;

use clap::Command;
use serde_json::json;

use super::super::import;
use super::super::model::{CameBy, CandidateId, RoundId, ScorerId, Whole};
use super::super::opened::{Mark, Says};
use super::super::ops::{self, Opening};
use super::super::seal::{CardText, Key, Place};
use super::panel::{by_scorer, one_candidate, says};
use super::{
    answer, candidate as candidate_of, criterion as criterion_of, one_args, round, scorer as scorer_of, whole,
};
use crate::cli::args::{choice, file, many, needed, option};
use crate::cli::{Call, Outcome, read_passphrase};
use crate::kit::{Problem, Result};
use crate::office::{Office, Passphrase};
use crate::t;
use crate::tabular::{self, Overrides};

pub(super) fn publish_args(c: Command) -> Command {
    one_args(c).arg(option("seed", "TEXT", "The seed of all orders, drawn in front of everybody (default: drawn here)"))
}

pub(super) fn publish(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let id = round(call, &office)?;
    let done = ops::publish_with(&mut office, id, call.text("seed"))?;
    let says = t!("Published: SHA-256 {sum}", sum = done.value);
    answer(call, office, id, done.op, &says)
}

pub(super) fn unpublish_args(c: Command) -> Command {
    one_args(c).arg(option("reason", "TEXT", "Why").required(true).visible_alias("why"))
}

pub(super) fn unpublish(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let id = round(call, &office)?;
    let why = call.need("reason")?.to_owned();
    let done = ops::unpublish(&mut office, id, &why)?;
    answer(call, office, id, done.op, t!("Withdrawn; the round can be changed again"))
}

fn with_passphrase(c: Command) -> Command {
    by_scorer(c).arg(
        option("scorer-passphrase-file", "P", "Read the scorer’s passphrase from the first line of this file")
            .required(true),
    )
}

pub(super) fn typed(call: &Call<'_>) -> Result<Passphrase> {
    read_passphrase(&call.path("scorer-passphrase-file")?)
}

pub(super) fn passphrase_args(c: Command) -> Command {
    with_passphrase(one_args(c))
}

pub(super) fn passphrase(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let id = round(call, &office)?;
    let scorer = scorer_of(&whole(&office, id)?, call.need("scorer")?)?;
    let done = ops::choose(&mut office, id, scorer, &typed(call)?)?;
    office.close()?;
    let says = t!("Chosen. Nobody can find it out or set another one: without it the cards it seals stay closed");
    call.out.answer(&json!({ "op": done.op }), says)?;
    Ok(Outcome::Done)
}

/// Who scores, and the key that their passphrase makes.
fn unlocked(call: &Call<'_>, office: &Office, id: RoundId) -> Result<(Whole, ScorerId, Key)> {
    let whole = whole(office, id)?;
    let scorer = scorer_of(&whole, call.need("scorer")?)?;
    let key = ops::unlock(office, id, scorer, &typed(call)?)?;
    Ok((whole, scorer, key))
}

/// The cards of a table with columns candidate, criterion, says and note; without the first all are about `about`.
pub(super) fn cards(
    call: &Call<'_>,
    whole: &Whole,
    about: Option<CandidateId>,
) -> Result<Vec<(CandidateId, CardText)>> {
    let source = tabular::open(&call.path("from")?, &Overrides::default())?;
    let column = |name: &str| source.columns.iter().position(|c| c.name.trim().eq_ignore_ascii_case(name));
    let need = |name: &str| {
        column(name)
            .ok_or_else(|| Problem::input(t!("The table has no column “{name}”. Nothing was kept", name = name)))
    };
    let (criterion, mark, note) = (need("criterion")?, need("says")?, column("note"));
    let candidate = if about.is_some() { column("candidate") } else { Some(need("candidate")?) };
    let mut all: Vec<(CandidateId, CardText)> = Vec::new();
    for row in source.rows() {
        let named = |problem: Problem| {
            let what = t!("Row {number}: {what}. Nothing was kept", number = row.number, what = problem.message);
            Problem::input(what).hint(problem.hint.clone().unwrap_or_default()).because(problem)
        };
        let said = candidate.map(|at| row.cell(at)).filter(|text| about.is_none() || !text.trim().is_empty());
        let said = said.map(|text| candidate_of(whole, text)).transpose().map_err(named)?;
        let who = match (about, said) {
            (Some(id), Some(other)) if other != id => {
                let name = |id| whole.candidate(id).map_or("", |one| one.name());
                return Err(named(Problem::input(t!(
                    "it is about {other}, and this card is about {name}",
                    other = name(other),
                    name = name(id)
                ))));
            }
            (Some(id), _) | (None, Some(id)) => id,
            (None, None) => continue,
        };
        let criterion = criterion_of(whole, row.cell(criterion)).map_err(named)?;
        let says = says(whole, criterion, row.cell(mark)).map_err(named)?;
        let note = note.map_or("", |at| row.cell(at)).to_owned();
        if !all.iter().any(|(id, _)| *id == who) {
            all.push((who, CardText::default()));
        }
        if let Some((_, card)) = all.iter_mut().find(|(id, _)| *id == who) {
            card.set(criterion.0, Mark { says, note });
        }
    }
    Ok(all)
}

pub(super) fn card_args(c: Command) -> Command {
    with_passphrase(one_candidate(c)).arg(option(
        "from",
        "CARD.csv",
        "Columns criterion, says (points, or none), note: keeps them sealed; without it the card is shown",
    ))
}

pub(super) fn card(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let id = round(call, &office)?;
    let (whole, scorer, key) = unlocked(call, &office, id)?;
    let about = candidate_of(&whole, call.need("candidate")?)?;
    let place = Place { round: id.0, scorer: scorer.0, candidate: about.0 };
    if call.text("from").is_some() {
        let card = cards(call, &whole, Some(about))?.pop().map(|(_, card)| card).unwrap_or_default();
        let one = whole.candidate(about).ok_or_else(|| Problem::input(t!("There is no such candidate")))?;
        ops::keep_draft(&mut office, &key, place, &card, one)?;
        office.close()?;
        call.out.answer(&json!({ "kept": true }), t!("Kept, sealed. It is not handed in yet"))?;
        return Ok(Outcome::Done);
    }
    let found = ops::draft(&office, &key, place)?.unwrap_or_default();
    office.close()?;
    let mut lines = Vec::new();
    for one in &whole.criteria {
        let mark = found.mark(one.id.0);
        let says = match mark.as_ref().map(|mark| mark.says) {
            None => t!("not marked").to_owned(),
            Some(Says::NoEvidence) => t!("no evidence").to_owned(),
            Some(Says::Anchor(at)) => {
                one.new.anchors.get(at).map_or_else(String::new, |a| format!("{} {}", a.value, a.words))
            }
        };
        lines.push(format!("{}: {says} {}", one.new.name, mark.map(|mark| mark.note).unwrap_or_default()));
    }
    call.out.answer(&json!(found), &lines.join("\n"))?;
    Ok(Outcome::Done)
}

pub(super) fn hand_in_args(c: Command) -> Command {
    with_passphrase(one_args(c))
        .arg(option("from", "CARDS.csv", "Columns candidate, criterion, says (points, or none), note").required(true))
        .arg(choice("came-by", "HOW", "How they came (default: here)", ["here", "paper"]))
}

pub(super) fn hand_in(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let id = round(call, &office)?;
    let (whole, scorer, key) = unlocked(call, &office, id)?;
    let cards = cards(call, &whole, None)?;
    let came_by = call.text("came-by").and_then(CameBy::of).unwrap_or(CameBy::Here);
    let done = ops::hand_in(&mut office, id, scorer, &key, &cards, came_by)?;
    let says = t!("Handed in, sealed: {count}", count = done.value);
    answer(call, office, id, done.op, &says)
}

pub(super) fn answers_args(c: Command) -> Command {
    c.arg(file()).arg(needed("answers", "ANSWERS", "The answer file of a scoring kit or a scoring page")).arg(choice(
        "came-by",
        "HOW",
        "How they came (default: page)",
        ["page", "kit"],
    ))
}

pub(super) fn answers(call: &mut Call<'_>) -> Result<Outcome> {
    let path: PathBuf = call.path("answers")?;
    let answers = import::answers(&path)?;
    let mut office = call.office()?;
    let came_by = call.text("came-by").and_then(CameBy::of).unwrap_or(CameBy::Page);
    let done = ops::take_answers(&mut office, &answers, came_by)?;
    let says = t!("Taken, sealed: {count}", count = done.value);
    answer(call, office, answers.round, done.op, &says)
}

pub(super) fn open_args(c: Command) -> Command {
    one_args(c)
        .arg(many(
            "key",
            "SCORER=FILE",
            "A scorer, and the file with their passphrase in its first line; once for each",
        ))
        .arg(many("absent", "SCORER=REASON", "A scorer who is missing, and why; once for each"))
}

pub(super) fn open(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let id = round(call, &office)?;
    let known = whole(&office, id)?;
    let pair = |text: &str| {
        let (name, rest) = text
            .split_once('=')
            .ok_or_else(|| Problem::usage(t!("“{text}” names nobody; write SCORER=…", text = text)))?;
        Ok::<_, Problem>((scorer_of(&known, name)?, rest.to_owned()))
    };
    let mut opening = Opening::default();
    for text in call.many("key") {
        let (scorer, path) = pair(&text)?;
        opening.keys.push((scorer, read_passphrase(path.as_ref())?));
    }
    for text in call.many("absent") {
        opening.absent.push(pair(&text)?);
    }
    let done = ops::open(&mut office, id, &opening)?;
    answer(call, office, id, done.op, t!("Opened"))
}
