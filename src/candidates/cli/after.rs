//! The commands of a round's end: `moderate`, `decide`, `record`, `feedback`, `copy`, `endorse`, `hand-over`, `purge`.

use clap::Command;
use serde_json::json;

use super::super::decided::{
    NewDecision, NewEndorsement, NewModeration, Outcome as Verdicts, Results, Verdict, letter_text,
};
use super::super::judged::words;
use super::super::model::{CandidateId, RoundId};
use super::super::opened::Says;
use super::super::{ops, papers, store};
use super::shown::read;
use super::{one_args, round};
use crate::cli::args::{dry_run, file, flag, many, must_write, needed, option, writes};
use crate::cli::{Call, Outcome, read_passphrase};
use crate::kit::whole_file::write_whole;
use crate::kit::{Problem, Result, day, text};
use crate::office::{Office, OpId, profile};
use crate::{elections, t};

/// The days to appeal where nobody says otherwise.
const APPEAL: u32 = 14;

/// The candidate that a text means.
fn candidate(results: &Results, text: &str) -> Result<CandidateId> {
    let found = results.whole.candidate_called(text).map(|one| one.id).filter(|id| results.place(*id).is_some());
    found.ok_or_else(|| {
        let names: Vec<&str> = results.after.candidates.iter().map(|one| one.name.as_str()).collect();
        Problem::input(t!("Nobody called “{name}” stands in this round", name = text))
            .hint(t!("The candidates are {names}", names = names.join(", ")))
    })
}

/// Answers with the step of history and a sentence.
fn answer(call: &mut Call<'_>, office: Office, id: RoundId, op: Option<OpId>, says: &str) -> Result<Outcome> {
    office.close()?;
    call.out.answer(&json!({ "id": id, "op": op, "says": says }), says)?;
    Ok(Outcome::Done)
}

pub(super) fn moderate_args(c: Command) -> Command {
    one_args(c)
        .arg(option("scorer", "NAME", "Whose mark").required(true))
        .arg(option("candidate", "NAME", "Of whom").required(true))
        .arg(option("criterion", "NAME", "On what").required(true))
        .arg(option("mark", "POINTS", "The points of an anchor, or `none` for no evidence").required(true))
        .arg(option("reason", "TEXT", "What in the discussion changed it").required(true).visible_alias("why"))
}

pub(super) fn moderate(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let id = round(call, &office)?;
    let results = read(&office, id)?;
    let (scorer, criterion) = (call.need("scorer")?, call.need("criterion")?);
    let scorer = results.whole.scorer_called(scorer).ok_or_else(|| {
        let names: Vec<&str> = results.after.scorers.iter().map(|one| one.name.as_str()).collect();
        Problem::input(t!("Nobody called “{name}” sits on the panel", name = scorer))
            .hint(t!("The scorers are {names}", names = names.join(", ")))
    })?;
    let criterion = results.whole.criterion_called(criterion).ok_or_else(|| {
        let names: Vec<&str> = results.after.criteria.iter().map(|one| one.name.as_str()).collect();
        Problem::input(t!("There is no criterion “{name}”", name = criterion))
            .hint(t!("The criteria are {names}", names = names.join(", ")))
    })?;
    let mark = call.need("mark")?;
    let says = if mark.trim().eq_ignore_ascii_case("none") {
        Says::NoEvidence
    } else {
        let points: Option<i64> = mark.trim().parse().ok();
        let place = points.and_then(|points| criterion.new.anchors.iter().position(|anchor| anchor.value == points));
        Says::Anchor(place.ok_or_else(|| {
            let all: Vec<String> = criterion.new.anchors.iter().map(|anchor| anchor.value.to_string()).collect();
            Problem::usage(t!("“{mark}” is no point of “{name}”", mark = mark, name = criterion.new.name))
                .hint(t!("Its points are {all}, or `none` for no evidence", all = all.join(", ")))
        })?)
    };
    let new = NewModeration {
        scorer: scorer.id,
        candidate: candidate(&results, call.need("candidate")?)?,
        criterion: criterion.id,
        says,
        why: call.need("reason")?.to_owned(),
    };
    let done = ops::moderate(&mut office, id, &new)?;
    let after = read(&office, id)?;
    let says = words::order(&after.after, &after.judged);
    answer(call, office, id, done.op, &t!("The mark is kept beside the one that was given. {says}", says = says))
}

pub(super) fn decide_args(c: Command) -> Command {
    one_args(c)
        .arg(many("chosen", "NAME", "Somebody who fills the place"))
        .arg(many("shortlisted", "NAME", "Somebody who goes on to interviews or a ballot"))
        .arg(many("reserve", "NAME", "Somebody who fills the place if another does not"))
        .arg(many("because", "NAME=TEXT", "The reasons for somebody, in plain words; they read them. Once for each"))
        .arg(option("reason", "TEXT", "The reason for the whole; needed where it departs from the order"))
        .arg(option("dissent", "TEXT", "Who did not agree, and why"))
        .arg(option("appeal-days", "N", "Days to appeal from each letter (default: 14; 0: no appeal)"))
        .arg(option("keep-until", "D", "Marks and notes are kept until then (default: a year from today)"))
        .arg(dry_run())
}

fn new_decision(call: &Call<'_>, office: &Office, results: &Results) -> Result<NewDecision> {
    let mut verdicts: Vec<Verdict> = results
        .candidates
        .iter()
        .map(|id| Verdict { candidate: *id, outcome: Verdicts::NotChosen, reasons: String::new(), told: None })
        .collect();
    let mut set = |id: CandidateId, with: &dyn Fn(&mut Verdict)| {
        verdicts.iter_mut().filter(|one| one.candidate == id).for_each(with);
    };
    for (flag, outcome) in
        [("chosen", Verdicts::Chosen), ("shortlisted", Verdicts::Shortlisted), ("reserve", Verdicts::Reserve)]
    {
        for name in call.many(flag) {
            set(candidate(results, &name)?, &|one| one.outcome = outcome);
        }
    }
    for line in call.many("because") {
        let (name, words) = line
            .split_once('=')
            .ok_or_else(|| Problem::usage(t!("“{line}” is no reason; write NAME=TEXT", line = line)))?;
        set(candidate(results, name)?, &|one| words.trim().clone_into(&mut one.reasons));
    }
    let year = office.today().checked_add_months(chrono::Months::new(12)).unwrap_or(office.today());
    Ok(NewDecision {
        verdicts,
        reasons: call.text("reason").unwrap_or_default().trim().to_owned(),
        dissent: call.text("dissent").unwrap_or_default().trim().to_owned(),
        appeal_days: call.number("appeal-days")?.unwrap_or(APPEAL),
        keep_until: call.day("keep-until")?.unwrap_or(year),
    })
}

pub(super) fn decide(call: &mut Call<'_>) -> Result<Outcome> {
    let dry = call.flag("dry-run");
    let mut office = if dry { call.office_to_read()? } else { call.office()? };
    let id = round(call, &office)?;
    let results = read(&office, id)?;
    let new = new_decision(call, &office, &results)?;
    let lines: Vec<String> = new
        .verdicts
        .iter()
        .map(|one| {
            let name = results.whole.candidate(one.candidate).map(|c| c.name().to_owned()).unwrap_or_default();
            format!("{name}: {}. {}", one.outcome.label(), one.reasons)
        })
        .collect();
    if dry {
        let departs = ops::departs(&results, &new);
        let mut says = lines.join("\n");
        says.extend(departs.as_ref().map(|why| format!("\n{why}.")));
        call.out.answer(&json!({ "id": id, "dry_run": true, "departs": departs }), &says)?;
        return Ok(Outcome::Done);
    }
    let done = ops::decide(&mut office, id, &new)?;
    let sum = office.read(|conn| store::decision(conn, id))?.map(|one| one.sum).unwrap_or_default();
    office.close()?;
    let says = t!("Decided. SHA-256 {sum}\n{lines}", sum = sum, lines = lines.join("\n"));
    call.out.answer(&json!({ "id": id, "op": done.op, "decision": done.value, "hash": sum }), &says)?;
    Ok(Outcome::Done)
}

pub(super) fn record_args(c: Command) -> Command {
    must_write(one_args(c), "to", "OUT.pdf", "The PDF")
}

pub(super) fn record(call: &mut Call<'_>) -> Result<Outcome> {
    let to = call.need_target("to")?;
    let office = call.office_to_read()?;
    let id = round(call, &office)?;
    write_whole(&to, &papers::decision(&office, id)?)?;
    call.out.answer(&json!({ "id": id, "file": to }), &t!("Wrote {file}", file = to.display()))?;
    Ok(Outcome::Done)
}

pub(super) fn feedback_args(c: Command) -> Command {
    writes(one_args(c), "to", "OUT.pdf", "The letters, in one PDF")
        .arg(many("candidate", "NAME", "Only to these (default: to everybody)"))
        .arg(flag("preview", "Say what the letters say, and note nothing"))
}

pub(super) fn feedback(call: &mut Call<'_>) -> Result<Outcome> {
    let preview = call.flag("preview");
    let to = if preview { None } else { Some(call.need_target("to")?) };
    let mut office = if preview { call.office_to_read()? } else { call.office()? };
    let id = round(call, &office)?;
    let results = read(&office, id)?;
    let named: Vec<CandidateId> =
        call.many("candidate").iter().map(|name| candidate(&results, name)).collect::<Result<_>>()?;
    let Some(to) = to else {
        let branch = office.read(profile::get)?.branch;
        let decision = results.decision.as_ref();
        let all: Vec<(String, String)> = results
            .candidates
            .iter()
            .enumerate()
            .filter(|(_, id)| named.is_empty() || named.contains(id))
            .filter_map(|(at, id)| Some((at, decision?.verdict(*id)?)))
            .map(|(at, verdict)| {
                let day = verdict.told.unwrap_or(office.today());
                (words::candidate(&results.after, at).to_owned(), letter_text(&results, at, verdict, day, &branch))
            })
            .collect();
        if all.is_empty() {
            return Err(Problem::input(t!("“{name}” is not decided yet", name = results.whole.round.new.name)));
        }
        let says = all.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join("\n\n----\n\n");
        let letters: Vec<_> = all.iter().map(|(name, text)| json!({ "candidate": name, "text": text })).collect();
        call.out.answer(&json!({ "id": id, "letters": letters }), &says)?;
        return Ok(Outcome::Done);
    };
    let (written, pages) = papers::letters(&office, id, &named)?;
    let done = ops::tell(&mut office, id, &written)?;
    office.close()?;
    write_whole(&to, &pages)?;
    let many = text::plural(written.len(), t!("letter"), t!("letters"));
    let says = t!("{many} written to {file}; the time to appeal runs from today", many = many, file = to.display());
    call.out.answer(&json!({ "id": id, "op": done.op, "file": to, "letters": written.len() }), &says)?;
    Ok(Outcome::Done)
}

pub(super) fn copy_args(c: Command) -> Command {
    let c = one_args(c).arg(needed("candidate", "CANDIDATE", "Name or id")).arg(option(
        "chair-passphrase-file",
        "P",
        "The chair’s passphrase, so that what the candidate needed is in it too",
    ));
    must_write(c, "to", "OUT.pdf", "The PDF")
}

pub(super) fn copy(call: &mut Call<'_>) -> Result<Outcome> {
    let to = call.need_target("to")?;
    let office = call.office_to_read()?;
    let id = round(call, &office)?;
    let who = candidate(&read(&office, id)?, call.need("candidate")?)?;
    let typed = call.text("chair-passphrase-file").map(|path| read_passphrase(path.as_ref())).transpose()?;
    let needs = typed.map(|typed| ops::read_needs(&office, id, who, &typed)).transpose()?.flatten();
    write_whole(&to, &papers::copy(&office, id, who, needs.as_ref().map(|text| text.as_str()))?)?;
    call.out.answer(&json!({ "id": id, "candidate": who, "file": to }), &t!("Wrote {file}", file = to.display()))?;
    Ok(Outcome::Done)
}

pub(super) fn endorse_args(c: Command) -> Command {
    one_args(c)
        .arg(needed("candidate", "CANDIDATE", "Name or id"))
        .arg(option("conditions", "TEXT", "What it hangs on"))
        .arg(option("ends", "D", "The last day on which it holds"))
}

pub(super) fn endorse(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let id = round(call, &office)?;
    let who = candidate(&read(&office, id)?, call.need("candidate")?)?;
    let conditions = call.text("conditions").unwrap_or_default().to_owned();
    let new = NewEndorsement { candidate: who, conditions, ends: call.day("ends")? };
    let done = ops::endorse(&mut office, id, &new)?;
    let says = match new.ends {
        Some(ends) => t!("Endorsed until {day}", day = day::long(ends)),
        None => t!("Endorsed").to_owned(),
    };
    answer(call, office, id, done.op, &says)
}

pub(super) fn unendorse_args(c: Command) -> Command {
    one_args(c)
        .arg(needed("candidate", "CANDIDATE", "Name or id"))
        .arg(option("reason", "TEXT", "Why").required(true).visible_alias("why"))
}

pub(super) fn unendorse(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let id = round(call, &office)?;
    let who = candidate(&read(&office, id)?, call.need("candidate")?)?;
    let done = ops::unendorse(&mut office, id, who, call.need("reason")?)?;
    answer(call, office, id, done.op, t!("The endorsement is withdrawn"))
}

pub(super) fn hand_over_args(c: Command) -> Command {
    one_args(c).arg(needed("election", "ELECTION", "The post, or an id; its nominations are open"))
}

pub(super) fn hand_over(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let id = round(call, &office)?;
    let text = call.need("election")?;
    let election = office.read(|conn| elections::store::called(conn, text))?;
    let done = ops::hand_over(&mut office, id, election)?;
    let names = done.value;
    office.close()?;
    let says = t!("Nominated, with their statements: {names}", names = names.join(", "));
    call.out.answer(&json!({ "id": id, "op": done.op, "election": election, "nominated": names }), &says)?;
    Ok(Outcome::Done)
}

pub(super) fn statements_args(c: Command) -> Command {
    let c = c.arg(file()).arg(needed("election", "ELECTION", "The post, or an id"));
    must_write(c, "to", "OUT.pdf", "The PDF")
}

pub(super) fn statements(call: &mut Call<'_>) -> Result<Outcome> {
    let to = call.need_target("to")?;
    let office = call.office_to_read()?;
    let text = call.need("election")?;
    let election = office.read(|conn| elections::store::called(conn, text))?;
    write_whole(&to, &papers::statements(&office, election)?)?;
    call.out.answer(&json!({ "election": election, "file": to }), &t!("Wrote {file}", file = to.display()))?;
    Ok(Outcome::Done)
}

pub(super) fn purge_args(c: Command) -> Command {
    one_args(c).arg(dry_run())
}

pub(super) fn purge(call: &mut Call<'_>) -> Result<Outcome> {
    if call.flag("dry-run") {
        let office = call.office_to_read()?;
        let id = round(call, &office)?;
        let due = office.read(|conn| store::to_purge(conn, office.today()))?.into_iter().any(|(of, _, _)| of == id);
        let kept = office.read(|conn| store::decision(conn, id))?;
        let says = match &kept {
            None => t!("The round is not decided yet").to_owned(),
            Some(one) if one.purged.is_some() => t!("Marks and notes were purged already").to_owned(),
            Some(_) if due => t!("Every mark and note, what candidates wrote and what they needed would be taken out; what was decided and why stays").to_owned(),
            Some(one) => t!("Marks and notes are kept until {day}", day = day::long(one.new.keep_until)),
        };
        call.out.answer(&json!({ "id": id, "due": due, "dry_run": true }), &says)?;
        return Ok(Outcome::Done);
    }
    let mut office = call.office()?;
    let id = round(call, &office)?;
    let done = ops::purge(&mut office, id)?;
    let says =
        t!("Marks, notes and what candidates wrote are gone from the file and its history; what was decided stays");
    let outcome = answer(call, office, id, done.op, says)?;
    call.out.remark(t!("Backups that were made before still hold them until they are thinned out or deleted"))?;
    Ok(outcome)
}
