//! `elections nominate`, `consent`, `withdraw`, `close`, `open` and `lot`.

use clap::Command;

use super::super::model::{LotKind, NewNomination, Nominator, Step};
use super::super::ops;
use super::{answer, candidate, election, person, whole};
use crate::cli::args::{flag, many, needed, option, yes_no};
use crate::cli::{Call, Outcome};
use crate::kit::{Problem, Result};
use crate::office::Office;
use crate::t;

pub(super) fn one_args(c: Command) -> Command {
    super::one_args(c).arg(needed("candidate", "CANDIDATE", "The name, an id, or the place on the paper"))
}

pub(super) fn nominate_args(c: Command) -> Command {
    super::one_args(c)
        .arg(needed(
            "candidate",
            "PERSON",
            "Who is nominated: id, number, e-mail address or name; or a candidate to change",
        ))
        .arg(flag("name-only", "Who is not in the register: the name as it stands on the paper"))
        .arg(option("on-paper", "NAME", "The name on the paper, where it is another"))
        .arg(option("proposer", "PERSON", "Who proposes"))
        .arg(option("seconder", "PERSON", "Who seconds"))
        .arg(yes_no("consents", "Whether the candidate agreed"))
        .arg(option("statement", "TEXT", "What the candidate says"))
        .arg(option(
            "allow",
            "REASON",
            "Take it although something speaks against it (the roll, the day, who nominates), and why",
        ))
}

/// A nominator: somebody of the register, or nobody for an empty text.
fn nominator(office: &Office, text: &str) -> Result<Nominator> {
    if text.trim().is_empty() {
        return Ok(Nominator::default());
    }
    Ok(Nominator { person: Some(person(office, text)?), name: String::new() })
}

pub(super) fn nominate(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let id = election(call, &office)?;
    let known = whole(&office, id)?;
    let text = call.need("candidate")?;
    let before = candidate(&known, text).ok();
    let mut new = match before.and_then(|id| known.candidates.iter().find(|one| one.id == id)) {
        Some(one) => one.new.clone(),
        None if call.flag("name-only") => NewNomination { name: text.to_owned(), ..NewNomination::default() },
        None => NewNomination { person: Some(person(&office, text)?), ..NewNomination::default() },
    };
    if let Some(name) = call.text("on-paper") {
        name.clone_into(&mut new.name);
    }
    if let Some(text) = call.text("proposer") {
        new.proposer = nominator(&office, text)?;
    }
    if let Some(text) = call.text("seconder") {
        new.seconder = nominator(&office, text)?;
    }
    if let Some(word) = call.text("consents") {
        new.consents = word == "yes";
    }
    if let Some(text) = call.text("statement") {
        text.clone_into(&mut new.statement);
    }
    if let Some(text) = call.text("allow") {
        text.clone_into(&mut new.allowed);
    }
    let done = match before {
        Some(before) => ops::edit(&mut office, before, &new)?,
        None => ops::nominate(&mut office, id, &new)?,
    };
    let after = whole(&office, id)?;
    let one = after.candidates.iter().find(|one| one.id == done.value);
    let name = one.map_or("", super::super::model::Candidate::name).to_owned();
    let missing = one.map(|one| one.missing(after.election.new.nominators)).unwrap_or_default();
    let says = if missing.is_empty() {
        t!("{name} stands for {post}", name = name, post = after.election.new.post)
    } else {
        t!(
            "{name} is nominated for {post}. {missing}",
            name = name,
            post = after.election.new.post,
            missing = missing.join("; ")
        )
    };
    answer(call, office, id, done.op, &says)
}

pub(super) fn consent(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let id = election(call, &office)?;
    let who = candidate(&whole(&office, id)?, call.need("candidate")?)?;
    let done = ops::consent(&mut office, who)?;
    answer(call, office, id, done.op, t!("Kept that the candidate agreed"))
}

pub(super) fn withdraw_args(c: Command) -> Command {
    one_args(c).arg(option("reason", "TEXT", "Why").required(true).visible_alias("why"))
}

pub(super) fn withdraw(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let id = election(call, &office)?;
    let who = candidate(&whole(&office, id)?, call.need("candidate")?)?;
    let why = call.need("reason")?.to_owned();
    let done = ops::withdraw(&mut office, who, &why)?;
    answer(call, office, id, done.op, t!("Withdrawn"))
}

pub(super) fn close_args(c: Command) -> Command {
    super::one_args(c).arg(flag("leave-out", "Leave out nominations that lack something; why is kept"))
}

pub(super) fn close(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let id = election(call, &office)?;
    let done = ops::close(&mut office, id, call.flag("leave-out"))?;
    let says = match done.value {
        Step::Unopposed => t!("Closed. Nobody has to vote: the result can be declared"),
        _ => t!("Closed. Draw the order on the paper next"),
    };
    answer(call, office, id, done.op, says)
}

pub(super) fn open(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let id = election(call, &office)?;
    let done = ops::open(&mut office, id)?;
    answer(call, office, id, done.op, t!("Nominations are open again"))
}

pub(super) fn lot_args(c: Command) -> Command {
    super::one_args(c)
        .arg(flag("tie", "A lot for ties: who is drawn first goes out first, or has the surplus moved first"))
        .arg(option("seed", "TEXT", "The seed, such as what dice showed in the room (default: a new one); it is kept"))
        .arg(many("drawn", "NAME", "Drawn by hand, first drawn first; once for each name").conflicts_with("seed"))
}

pub(super) fn lot(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let id = election(call, &office)?;
    let kind = if call.flag("tie") { LotKind::Tie } else { LotKind::Order };
    let seed = call.text("seed").unwrap_or_default().to_owned();
    if call.text("seed").is_some() && seed.trim().is_empty() {
        return Err(Problem::usage(t!("A seed is a few words or figures")));
    }
    let done = ops::draw(&mut office, id, kind, &seed, &call.many("drawn"))?;
    let says = t!("Drawn: {names}", names = done.value.join(", "));
    answer(call, office, id, done.op, &says)
}
