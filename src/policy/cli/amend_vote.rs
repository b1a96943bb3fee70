//! `policy vote`, `block` and `separate`: what is voted on together or by itself, and what it came to.

use clap::Command;
use serde_json::json;

use super::super::change::Vote;
use super::super::model::DocumentId;
use super::super::model::amendment::{Amendment, AmendmentId, without_words};
use super::super::ops::amend as ops;
use super::super::store;
use super::amend::{answer, clause_in};
use super::{document_args, meant, needed};
use crate::cli::args::{many, option};
use crate::cli::{Call, Outcome};
use crate::kit::{Problem, Result};
use crate::meetings::model::{Counts, Meeting, VoteId};
use crate::office::Office;
use crate::{meetings, people, t};

pub(super) fn vote_args(c: Command) -> Command {
    document_args(c)
        .arg(needed(
            "result",
            "RESULT",
            "counted (the rule decides), carried, lost, not-moved; of a separate vote kept or left-out; open takes it back",
        ))
        .arg(many("amendment", "AMENDMENT", "Which, by number; several are a vote en bloc"))
        .arg(option("block", "NAME", "Every amendment of a block"))
        .arg(option("for", "N", "How many were for; of a separate vote: for keeping the words"))
        .arg(option("against", "N", "How many were against"))
        .arg(option("abstained", "N", "How many abstained"))
        .arg(option("counts", "TEXT", "How the vote went, in words: “12 for, 3 against”"))
        .arg(option("why", "TEXT", "Why the result is another than the rule gives"))
        .arg(option("on", "D", "The day (default: that of the meeting, else today)"))
        .arg(option("meeting", "MEETING", "The meeting: its id, its day, or its body"))
        .arg(option("vote", "N", "The vote of that meeting, by its place or its id"))
        .arg(option("decision", "ID", "The decision of the register, by its id or number"))
}

/// The amendments that options name.
fn meant_here(call: &Call<'_>, office: &Office, document: DocumentId) -> Result<Vec<Amendment>> {
    let mut all: Vec<Amendment> = Vec::new();
    for typed in call.many("amendment") {
        all.push(office.read(|conn| store::find_amendment(conn, document, &typed))?);
    }
    Ok(all)
}

/// For, against, abstained, where they are said.
fn tally(call: &Call<'_>) -> Result<Option<Counts>> {
    match (call.number("for")?, call.number("against")?, call.number("abstained")?) {
        (None, None, None) => Ok(None),
        (Some(yes), Some(no), abstain) => Ok(Some(Counts::new(yes, no, abstain.unwrap_or(0)))),
        _ => Err(Problem::usage(t!("Say both --for and --against"))),
    }
}

/// The vote of a meeting, by its place in it or its id.
fn vote_of(call: &Call<'_>, office: &Office, meeting: Option<&Meeting>) -> Result<Option<VoteId>> {
    let Some(typed) = call.text("vote") else { return Ok(None) };
    let meeting = meeting.ok_or_else(|| Problem::usage(t!("Say of which meeting the vote is: --meeting")))?;
    let votes = office.read(|conn| meetings::store::record(conn, meeting.id))?.votes;
    let place = typed.trim().parse::<usize>().ok().and_then(|n| votes.get(n.checked_sub(1)?));
    let found = votes.iter().find(|vote| vote.id.to_string() == typed.trim()).or(place);
    found.map(|vote| Some(vote.id)).ok_or_else(|| {
        Problem::input(t!("The meeting has no vote “{vote}”", vote = typed))
            .hint(t!("It has {count}, counted from 1", count = votes.len()))
    })
}

pub(super) fn vote(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let one = meant(call, &office)?;
    let today = office.today();
    let mut all = meant_here(call, &office, one.id)?;
    if let Some(block) = call.text("block") {
        let of = office.read(|conn| store::amendments(conn, one.id))?;
        all.extend(of.into_iter().filter(|a| a.block == block && a.stands()));
    }
    if all.is_empty() {
        return Err(Problem::usage(t!("Say which amendments: --amendment, or --block")));
    }
    let decision = call.text("decision").map(|typed| {
        office.read(|conn| {
            let found = meetings::store::decisions(conn)?
                .into_iter()
                .find(|d| d.id.to_string() == typed.trim() || d.number == typed.trim());
            found.ok_or_else(|| Problem::input(t!("The register has no decision “{number}”", number = typed)))
        })
    });
    let meeting = call
        .text("meeting")
        .map(|typed| office.read(|conn| meetings::store::meeting_called(conn, typed, today)))
        .transpose()?;
    let result = result(call.need("result")?, &all)?;
    let voting = ops::Voting {
        vote: result,
        tally: tally(call)?,
        counts: call.text("counts").unwrap_or_default().to_owned(),
        why: call.text("why").unwrap_or_default().to_owned(),
        on: call.day("on")?,
        meeting_vote: vote_of(call, &office, meeting.as_ref())?,
        meeting: meeting.map(|m| m.id),
        decision: decision.transpose()?.map(|d| d.id),
    };
    if call.need("result")? == "counted" && voting.is_open() {
        return Err(Problem::input(t!("Say how many were for and against: --for and --against. Nothing was changed"))
            .hint(t!("Or the vote of the meeting: --meeting with --vote, or --decision")));
    }
    let ids: Vec<AmendmentId> = all.iter().map(|one| one.id).collect();
    let is_open = call.need("result")? == "open";
    let done = ops::vote(&mut office, &ids, &if is_open { ops::Voting::open() } else { voting })?;
    super::board::answer(call, office, &one, json!(done.op))
}

/// What a result means for the change: none where the rule decides, or the vote is opened again.
fn result(word: &str, all: &[Amendment]) -> Result<Option<Vote>> {
    let separate = all.iter().any(|one| one.new.separate);
    let mixed = separate && !all.iter().all(|one| one.new.separate);
    let other =
        |hint: &'static str| Err(Problem::usage(t!("“{word}” is no result of such a vote", word = word)).hint(hint));
    match word {
        "counted" | "open" => Ok(None),
        "not-moved" => Ok(Some(Vote::NotMoved)),
        _ if mixed => other(t!("Enter separate votes by themselves, or give the counts")),
        "kept" if separate => Ok(Some(Vote::Lost)),
        "left-out" if separate => Ok(Some(Vote::Carried)),
        "carried" if !separate => Ok(Some(Vote::Carried)),
        "lost" if !separate => Ok(Some(Vote::Lost)),
        _ if separate => {
            other(t!("counted, kept, left-out, not-moved or open: the question is whether the words stay"))
        }
        _ => other(t!("counted, carried, lost, not-moved or open")),
    }
}

pub(super) fn block_args(c: Command) -> Command {
    document_args(c).arg(needed("name", "NAME", "What the block is called; none takes them out of theirs")).arg(many(
        "amendment",
        "AMENDMENT",
        "Which, by number; can be said several times",
    ))
}

pub(super) fn block(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let one = meant(call, &office)?;
    let ids: Vec<AmendmentId> = meant_here(call, &office, one.id)?.iter().map(|one| one.id).collect();
    if ids.is_empty() {
        return Err(Problem::usage(t!("Say which amendments: --amendment")));
    }
    let name = call.need("name")?;
    let done = ops::block(&mut office, &ids, if name == "none" { "" } else { name })?;
    super::board::answer(call, office, &one, json!(done.op))
}

pub(super) fn separate_args(c: Command) -> Command {
    document_args(c)
        .arg(needed("clause", "CLAUSE", "The clause: its label, or # and its id"))
        .arg(option("words", "WORDS", "The words that are voted on (default: the clause and all that lies within it)"))
        .arg(option("of", "AMENDMENT", "The amendment whose words they are (default: the text's)"))
        .arg(option("reason", "TEXT", "Why"))
        .arg(option("by", "PERSON", "Who asks for it, of the register"))
        .arg(option("by-name", "NAME", "Who asks for it, by name"))
}

pub(super) fn separate(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let one = meant(call, &office)?;
    let board = office.read(|conn| store::board(conn, one.id, None))?;
    let parent =
        call.text("of").map(|typed| office.read(|conn| store::find_amendment(conn, one.id, typed))).transpose()?;
    let mut without = board.with(parent.as_ref());
    let at = clause_in(&without, call.need("clause")?)?;
    match call.text("words") {
        None => {
            without.clauses.drain(without.branch(at));
        }
        Some(words) => {
            if let Some(clause) = without.clauses.get_mut(at) {
                clause.text = without_words(&clause.text, words)?;
            }
        }
    }
    let what = ops::Separately {
        parent: parent.map(|parent| parent.id),
        without,
        by: call.text("by").map(|typed| office.read(|conn| people::store::resolve(conn, typed))).transpose()?,
        by_name: call.text("by-name").unwrap_or_default().to_owned(),
        reason: call.text("reason").unwrap_or_default().to_owned(),
    };
    let done = ops::separate(&mut office, one.id, &what)?;
    answer(call, office, &one, done.value, json!(done.op))
}
