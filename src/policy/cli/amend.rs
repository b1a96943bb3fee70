//! `policy amend`, `amend-change`, `amend-remove`, `submit` and `rewrite`.

use std::path::Path;

use clap::Command;
use serde_json::{Value as Json, json};

use super::super::body::{Body, Clause, Kind};
use super::super::change::{self, Instruction};
use super::super::label::Labels;
use super::super::model::amendment::{Amendment, AmendmentId, Board, Reading, without_words};
use super::super::model::{Document, DocumentId};
use super::super::ops::amend as ops;
use super::super::{import, inline, store};
use super::{document_args, meant, needed};
use crate::cli::args::{flag, many, option};
use crate::cli::{Call, Outcome};
use crate::kit::{Problem, Result};
use crate::office::Office;
use crate::{people, t};

/// A text from a file: Word, Markdown or plain text.
fn copy(path: &Path) -> Result<Body> {
    let unread = |e| Problem::file(t!("The text could not be read: {path}", path = path.display())).because(e);
    Ok(import::read(std::fs::read(path).map_err(unread)?)?.body)
}

/// The amendment that an argument means.
pub(super) fn amendment(call: &Call<'_>, office: &Office, document: DocumentId, name: &str) -> Result<Amendment> {
    let typed = call.need(name)?;
    office.read(|conn| store::find_amendment(conn, document, typed))
}

/// How a copy is made: from a file, or by words.
pub(super) fn copy_args(c: Command) -> Command {
    c.arg(option("copy", "FILE", "The text as it would be: a copy that was edited (.docx, .md, .txt)"))
        .arg(option("clause", "CLAUSE", "The clause that is changed: its label, or # and its id"))
        .arg(option("replace", "WORDS", "Words of the clause that give way"))
        .arg(option("with", "WORDS", "The words that stand there instead (none: they are left out)"))
        .arg(flag("leave-out", "Leave out the clause and all that lies within it"))
        .arg(option("after", "CLAUSE", "Where a new clause is put in: behind this one and all that lies within it"))
        .arg(option("insert", "TEXT", "The text of the new clause"))
}

fn writing_args(c: Command) -> Command {
    copy_args(c)
        .arg(option("reason", "TEXT", "Why"))
        .arg(option("proposer", "PERSON", "Who proposes it, of the register"))
        .arg(option("proposer-name", "NAME", "Who proposes it, by name"))
}

pub(super) fn amend_args(c: Command) -> Command {
    writing_args(document_args(c))
        .arg(many("seconder", "NAME", "Who seconds it, by name; can be said several times"))
        .arg(option("to", "AMENDMENT", "The amendment that it amends"))
        .arg(flag("whole", "Puts another text in the place of the whole"))
        .arg(flag("submit", "Submit it at once, which numbers it"))
}

/// The clause of a text that a text means.
pub(super) fn clause_in(body: &Body, typed: &str) -> Result<usize> {
    let (labels, typed) = (Labels::of(body), typed.trim());
    let by_id = typed.strip_prefix('#').and_then(|id| id.parse::<i64>().ok());
    let fits = |c: &Clause| by_id == Some(c.id) || labels.get(c.id).is_some_and(|l| l.full == typed);
    body.clauses.iter().position(fits).ok_or_else(|| {
        Problem::input(t!("The text has no clause “{clause}”", clause = typed))
            .hint(t!("Write its label, or # and its id as `policy text --ids` shows it"))
    })
}

/// The text as the options would have it.
pub(super) fn amended(call: &Call<'_>, base: &Body, mut next: i64) -> Result<Body> {
    if let Some(path) = call.text("copy") {
        let copy = copy(Path::new(path))?;
        return Ok(change::identified(base, &copy, || {
            next += 1;
            next - 1
        }));
    }
    let mut body = base.clone();
    if let Some(text) = call.text("insert") {
        let after = call.text("after").ok_or_else(|| Problem::usage(t!("Say behind which clause: --after")))?;
        let at = clause_in(base, after)?;
        let end = base.branch(at).end;
        let (kind, depth) = base.clauses.get(at).map_or((Kind::Numbered, 0), |c| match c.kind {
            Kind::Heading => (Kind::Numbered, c.depth.saturating_add(1)),
            kind => (kind, c.depth),
        });
        body.clauses.insert(end, Clause::new(next, kind, depth, inline::escaped(text)));
        return Ok(body);
    }
    let typed = call
        .text("clause")
        .ok_or_else(|| Problem::usage(t!("Say what is changed: --copy, or --clause, or --after with --insert")))?;
    let at = clause_in(base, typed)?;
    if call.flag("leave-out") {
        body.clauses.drain(base.branch(at));
        return Ok(body);
    }
    let words = call.text("replace").ok_or_else(|| {
        Problem::usage(t!("Say which words give way (--replace), or that the clause does (--leave-out)"))
    })?;
    let with = call.text("with").unwrap_or_default();
    if let Some(clause) = body.clauses.get_mut(at) {
        let without = without_words(&clause.text, words)?;
        clause.text = if with.is_empty() { without } else { clause.text.replacen(words, with, 1) };
    }
    Ok(body)
}

fn writing(call: &Call<'_>, office: &Office, board: &Board, parent: Option<AmendmentId>) -> Result<ops::Writing> {
    let parent_new = parent.and_then(|id| board.place(id)).and_then(|at| board.all.get(at));
    let base = board.with(parent_new);
    Ok(ops::Writing {
        parent,
        whole: false,
        separate: false,
        amended: amended(call, &base, board.next_clause())?,
        reason: call.text("reason").unwrap_or_default().to_owned(),
        proposer: call
            .text("proposer")
            .map(|typed| office.read(|conn| people::store::resolve(conn, typed)))
            .transpose()?,
        proposer_name: call.text("proposer-name").unwrap_or_default().to_owned(),
        seconders: Vec::new(),
    })
}

pub(super) fn amend(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let one = meant(call, &office)?;
    let board = office.read(|conn| store::board(conn, one.id, None))?;
    let parent = call
        .text("to")
        .map(|typed| office.read(|conn| store::find_amendment(conn, one.id, typed)))
        .transpose()?
        .map(|parent| parent.id);
    let mut writing = writing(call, &office, &board, parent)?;
    writing.whole = call.flag("whole");
    writing.seconders = call.many("seconder");
    let done = ops::write(&mut office, one.id, &writing, call.flag("submit"))?;
    answer(call, office, &one, done.value, json!(done.op))
}

pub(super) fn change_args(c: Command) -> Command {
    writing_args(amendment_args(c))
}

pub(super) fn change_draft(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let one = meant(call, &office)?;
    let before = amendment(call, &office, one.id, "amendment")?;
    let board = office.read(|conn| store::board(conn, one.id, Some(before.new.version)))?;
    let said = ["copy", "clause", "insert"].iter().any(|name| call.text(name).is_some());
    let mut new = ops::Writing {
        parent: before.new.parent,
        whole: before.new.whole,
        separate: false,
        amended: change::apply(&board.base_of(&before.new), &before.new.ops).unwrap_or_default(),
        reason: before.new.reason.clone(),
        proposer: before.new.proposer,
        proposer_name: before.new.proposer_name.clone(),
        seconders: Vec::new(),
    };
    if said {
        new.amended = writing(call, &office, &board, before.new.parent)?.amended;
    }
    if let Some(reason) = call.text("reason") {
        reason.clone_into(&mut new.reason);
    }
    if let Some(typed) = call.text("proposer") {
        new.proposer = Some(office.read(|conn| people::store::resolve(conn, typed))?);
    }
    if let Some(name) = call.text("proposer-name") {
        name.clone_into(&mut new.proposer_name);
    }
    let done = ops::change(&mut office, before.id, &new)?;
    answer(call, office, &one, before.id, json!(done.op))
}

/// The arguments that name an amendment to a document.
pub(super) fn amendment_args(c: Command) -> Command {
    document_args(c).arg(needed("amendment", "AMENDMENT", "Its number, the end of it (A2), or its id"))
}

/// An amendment as JSON, with its instructions.
pub(super) fn as_json(board: &Board, reading: &Reading, one: &Amendment) -> Json {
    let told = |all: Vec<Instruction>| -> Vec<Json> {
        all.into_iter().map(|i| json!({ "words": i.words, "block": i.block, "clause": i.clause })).collect()
    };
    let instructions = told(board.instructions_in(reading, one));
    let recommended = one.recommended.as_ref().map(|_| told(board.recommended_in(reading, one)));
    let tally = one.tally.map(|t| json!({ "for": t.yes, "against": t.no, "abstained": t.abstain }));
    json!({
        "id": one.id, "number": one.number, "state": one.state.key(), "version": one.new.version, "to": one.new.parent,
        "whole": one.new.whole, "reason": one.new.reason, "proposer": one.proposer, "seconders": one.seconders,
        "supporters": one.supporters, "begun_on": one.begun_on.to_string(),
        "submitted_on": one.submitted_on.map(|d| d.to_string()), "ruling": one.ruling, "code": one.code, "block": one.block,
        "recommends": one.recommends.key(), "recommends_why": one.recommends_why, "recommended": recommended,
        "agreed": one.agreed, "agreed_says": one.agreed_says, "separate": one.new.separate,
        "vote": super::super::model::amendment::vote_key(one.vote), "tally": tally, "counts": one.counts, "rule": one.rule,
        "overruled": one.overruled, "voted_on": one.voted_on.map(|d| d.to_string()), "decision": one.decision,
        "meeting": one.meeting, "meeting_vote": one.meeting_vote, "merged": one.merged, "ops": one.new.ops,
        "instructions": instructions,
    })
}

/// An amendment in words.
pub(super) fn told(board: &Board, reading: &Reading, one: &Amendment) -> String {
    let mut out = vec![format!("{}  {} · {}  {}", one.called(), one.proposer, one.state.says(), one.id)];
    let mut add = |all: Vec<Instruction>| {
        for instruction in all {
            out.push(format!("    {}", instruction.words));
            out.extend(instruction.block.iter().map(|line| format!("        {line}")));
        }
    };
    add(board.instructions_in(reading, one));
    let recommended = board.recommended_in(reading, one);
    if !recommended.is_empty() {
        add(vec![Instruction { words: t!("The committee recommends instead:").to_owned(), ..Instruction::default() }]);
        add(recommended);
    }
    let voted = one.voted_says();
    if !voted.is_empty() {
        out.push(format!("    {voted}"));
    }
    out.join("\n")
}

pub(super) fn answer(call: &mut Call<'_>, office: Office, of: &Document, id: AmendmentId, op: Json) -> Result<Outcome> {
    let one = office.read(|conn| store::amendment(conn, id))?;
    let board = office.read(|conn| store::board(conn, of.id, Some(one.new.version)))?;
    office.close()?;
    let reading = board.reading();
    let mut document = as_json(&board, &reading, &one);
    super::add_field(&mut document, "op", op);
    call.out.answer(&document, &told(&board, &reading, &one))?;
    Ok(Outcome::Done)
}

pub(super) fn remove(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let one = meant(call, &office)?;
    let found = amendment(call, &office, one.id, "amendment")?;
    let done = ops::remove(&mut office, found.id)?;
    office.close()?;
    call.out.answer(&json!({ "removed": found.id, "op": done.op }), t!("Removed the draft"))?;
    Ok(Outcome::Done)
}

pub(super) fn submit(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let one = meant(call, &office)?;
    let found = amendment(call, &office, one.id, "amendment")?;
    let done = ops::submit(&mut office, found.id)?;
    answer(call, office, &one, found.id, json!(done.op))
}

pub(super) fn rewrite_args(c: Command) -> Command {
    copy_args(amendment_args(c))
}

pub(super) fn rewrite(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let one = meant(call, &office)?;
    let found = amendment(call, &office, one.id, "amendment")?;
    let board = office.read(|conn| store::board(conn, one.id, None))?;
    let amended = amended(call, &board.base_of(&found.new), board.next_clause())?;
    let done = ops::rewrite(&mut office, found.id, &amended)?;
    answer(call, office, &one, found.id, json!(done.op))
}
