//! `elections result`, `recount`, `round`, `declare` and `void`.

use clap::Command;
use serde_json::json;

use super::super::model::{Outcome as Found, Whole};
use super::super::{ops, printing, report};
use super::{answer, calculator, election, one_args, whole};
use crate::cli::args::{needed, option, writes};
use crate::cli::{Call, Outcome, SHEET_FORMS, write_sheet};
use crate::kit::whole_file::write_whole;
use crate::kit::{Problem, Result};
use crate::office::profile;
use crate::{meetings, t};

pub(super) fn result_args(c: Command) -> Command {
    writes(one_args(c), "to", "OUT", SHEET_FORMS)
}

/// What was declared, or what the papers count to now.
fn found(whole: &Whole) -> Result<Found> {
    whole.declared().map_or_else(|| whole.outcome(), |declared| Ok(declared.outcome.clone()))
}

pub(super) fn result(call: &mut Call<'_>) -> Result<Outcome> {
    let to = call.sheet_target()?;
    let office = call.office_to_read()?;
    let id = election(call, &office)?;
    let whole = whole(&office, id)?;
    let outcome = found(&whole)?;
    if let Some(to) = &to {
        if to.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("pdf")) {
            write_whole(to, &printing::result(&office, id)?)?;
        } else {
            let currency = *office.read(profile::get)?.currency;
            write_sheet(to, &report::sheet(&whole, &outcome), currency)?;
        }
    }
    let ballots = whole.named_ballots();
    let mut document = outcome.count.as_ref().map_or_else(|| json!({}), |count| calculator::document(&ballots, count));
    if let Some(fields) = document.as_object_mut() {
        fields.insert("title".into(), json!(whole.election.new.post));
        fields.insert("declared".into(), json!(whole.declared().is_some()));
        fields.insert("elected".into(), json!(whole.elected(&outcome)));
        fields.insert("vacant".into(), json!(outcome.vacant));
        fields.insert("reopened".into(), json!(outcome.reopened));
        fields.insert("papers".into(), json!(outcome.papers));
        fields.insert("invalid".into(), json!(outcome.papers - outcome.valid()));
        let spoilt: Vec<_> =
            outcome.spoilt.iter().map(|one| json!({ "reason": one.reason, "papers": one.papers })).collect();
        fields.insert("spoilt".into(), json!(spoilt));
        fields.insert("undrawn".into(), json!(outcome.undrawn()));
        fields.insert("file".into(), json!(to));
    }
    let mut out = outcome.count.as_ref().map(|count| calculator::sheet(&ballots, count)).unwrap_or_default();
    if !out.is_empty() {
        out.push('\n');
    }
    out.push_str(&whole.says(&outcome));
    call.out.answer(&document, &out)?;
    if outcome.undrawn() > 0 {
        call.out.remark(t!(
            "A tie can only be decided by lot, and none was drawn: the order of the paper stands in. Draw it with `elections lot --tie`"
        ))?;
    }
    Ok(Outcome::Done)
}

pub(super) fn recount(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let id = election(call, &office)?;
    let whole = whole(&office, id)?;
    let Some(declared) = whole.declared() else {
        return Err(Problem::input(t!("No result for {post} was declared", post = whole.election.new.post)));
    };
    let again = whole.outcome()?;
    let equal = again == declared.outcome;
    let says = report::recount_says(&whole, &declared.outcome, &again);
    call.out.answer(&json!({ "equal": equal, "says": says, "hash": declared.hash }), &says)?;
    Ok(if equal { Outcome::Done } else { Outcome::Problems })
}

pub(super) fn round(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let id = election(call, &office)?;
    let done = ops::next_round(&mut office, id)?;
    let says = t!("The next round is between {names}", names = done.value.join(", "));
    answer(call, office, id, done.op, &says)
}

pub(super) fn declare(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let id = election(call, &office)?;
    let done = ops::declare(&mut office, id)?;
    let after = whole(&office, id)?;
    let says = after.declared().map(|one| after.says(&one.outcome)).unwrap_or_default();
    answer(call, office, id, done.op, &says)
}

pub(super) fn minute_args(c: Command) -> Command {
    one_args(c).arg(needed(
        "meeting",
        "MEETING",
        "Id, day, or the body’s name: the one under way, else the next, else the last",
    ))
}

pub(super) fn minute(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let id = election(call, &office)?;
    let (text, today) = (call.need("meeting")?.to_owned(), office.today());
    let meeting = office.read(|conn| meetings::store::meeting_called(conn, &text, today))?;
    let done = ops::minute(&mut office, id, meeting.id)?;
    answer(call, office, id, done.op, &t!("The result stands in the minutes of {meeting}", meeting = meeting.called()))
}

pub(super) fn void_args(c: Command) -> Command {
    one_args(c).arg(option("reason", "TEXT", "Why").required(true).visible_alias("why"))
}

pub(super) fn void(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let id = election(call, &office)?;
    let why = call.need("reason")?.to_owned();
    let done = ops::void(&mut office, id, &why)?;
    answer(call, office, id, done.op, t!("The result is void; the election is open again"))
}
