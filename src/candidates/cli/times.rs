//! `candidates free` and `timetable`: when somebody can come, and the plan that follows.

use clap::Command;
use serde_json::{Value as Json, json};

use super::super::model::{Slot, Whole, Whose};
use super::super::ops;
use super::super::timetable::{self, Pace};
use super::{answer, candidate as candidate_of, one_args, round, scorer as scorer_of, whole};
use crate::cli::args::{flag, option};
use crate::cli::{Call, Outcome};
use crate::kit::{Problem, Result, day};
use crate::t;

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
