//! `policy support`, `screen`, `recommend` and `link`: what others say of an amendment.

use clap::Command;
use serde_json::json;

use super::super::model::amendment::{Recommends, State};
use super::super::ops::amend as ops;
use super::super::store;
use super::amend::{amended, amendment, amendment_args, answer, copy_args};
use super::{meant, needed};
use crate::cli::args::{choice, option, yes_no};
use crate::cli::{Call, Outcome};
use crate::kit::Result;
use crate::people;

pub(super) fn support_args(c: Command) -> Command {
    amendment_args(c)
        .arg(choice("role", "ROLE", "In what way (default: supporter)", ["seconder", "supporter"]))
        .arg(option("person", "PERSON", "Who, of the register"))
        .arg(option("name", "NAME", "Who, by name"))
}

pub(super) fn support(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let one = meant(call, &office)?;
    let found = amendment(call, &office, one.id, "amendment")?;
    let person =
        call.text("person").map(|typed| office.read(|conn| people::store::resolve(conn, typed))).transpose()?;
    let role = call.text("role").unwrap_or("supporter").to_owned();
    let name = call.text("name").unwrap_or_default().to_owned();
    let done = ops::support(&mut office, found.id, &role, person, &name)?;
    answer(call, office, &one, found.id, json!(done.op))
}

pub(super) fn screen_args(c: Command) -> Command {
    amendment_args(c)
        .arg(needed("state", "STATE", "admitted, refused, withdrawn or submitted"))
        .arg(option("reason", "TEXT", "Why: of a refusal it is needed"))
        .arg(option("code", "CODE", "Orders it among those at one place of the text"))
        .arg(option("block", "NAME", "The block that it is voted on with"))
}

pub(super) fn screen(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let one = meant(call, &office)?;
    let found = amendment(call, &office, one.id, "amendment")?;
    let state = State::of(call.need("state")?)?;
    let reason = call.text("reason").unwrap_or_default().to_owned();
    let done = ops::screen(&mut office, found.id, state, &reason, call.text("code"), call.text("block"))?;
    answer(call, office, &one, found.id, json!(done.op))
}

pub(super) fn recommend_args(c: Command) -> Command {
    let c = amendment_args(c).arg(needed("what", "WHAT", "accept, reject, modify (with the words below), or none"));
    copy_args(c).arg(option("why", "TEXT", "Why")).arg(yes_no("agreed", "Whether the proposer agrees")).arg(option(
        "says",
        "TEXT",
        "What the proposer says to it",
    ))
}

pub(super) fn recommend(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let one = meant(call, &office)?;
    let found = amendment(call, &office, one.id, "amendment")?;
    let what = call.need("what")?;
    let recommends = Recommends::of(if what == "none" { "" } else { what })?;
    let board = office.read(|conn| store::board(conn, one.id, Some(found.new.version)))?;
    let said = ["copy", "clause", "insert"].iter().any(|name| call.text(name).is_some());
    let words = match recommends {
        Recommends::Modify if said => Some(amended(call, &board.base_of(&found.new), board.next_clause())?),
        _ => None,
    };
    let recommending = ops::Recommending {
        recommends,
        amended: words,
        why: call.text("why").unwrap_or_default().to_owned(),
        agreed: call.text("agreed").map(|word| word == "yes"),
        agreed_says: call.text("says").unwrap_or_default().to_owned(),
    };
    let done = ops::recommend(&mut office, found.id, &recommending)?;
    answer(call, office, &one, found.id, json!(done.op))
}

pub(super) fn link_args(c: Command) -> Command {
    amendment_args(c)
        .arg(needed("kind", "KIND", "excludes, requires, consequential; none takes back what was said"))
        .arg(needed("other", "OTHER", "The other amendment"))
}

pub(super) fn link(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let one = meant(call, &office)?;
    let (found, other) = (amendment(call, &office, one.id, "amendment")?, amendment(call, &office, one.id, "other")?);
    let done = match call.need("kind")? {
        "none" => ops::unlink(&mut office, found.id, other.id, None)?,
        word => ops::link(&mut office, found.id, other.id, store::link_of(word)?)?,
    };
    answer(call, office, &one, found.id, json!(done.op))
}
