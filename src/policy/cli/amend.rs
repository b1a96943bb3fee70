//! `policy amend`, `amend-change`, `amend-remove`, `submit`, `support`, `screen`, `recommend`, `link` and `vote`.

use std::path::Path;

use clap::Command;
use serde_json::{Value as Json, json};

use super::super::body::{Body, Clause, Kind};
use super::super::change::{self, LinkKind, Vote};
use super::super::label::Labels;
use super::super::model::amendment::{Amendment, AmendmentId, Board, Recommends, State};
use super::super::model::{Document, DocumentId};
use super::super::ops::amend as ops;
use super::super::{import, inline, store};
use super::{document_args, meant, needed};
use crate::cli::args::{choice, flag, many, option, yes_no};
use crate::cli::{Call, Outcome};
use crate::kit::{Problem, Result};
use crate::office::Office;
use crate::{meetings, people, t};

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

fn writing_args(c: Command) -> Command {
    c.arg(option("copy", "FILE", "The text as it would be: a copy that was edited (.docx, .md, .txt)"))
        .arg(option("clause", "CLAUSE", "The clause that is changed: its label, or # and its id"))
        .arg(option("replace", "WORDS", "Words of the clause that give way"))
        .arg(option("with", "WORDS", "The words that stand there instead (none: they are left out)"))
        .arg(flag("leave-out", "Leave out the clause and all that lies within it"))
        .arg(option("after", "CLAUSE", "Where a new clause is put in: behind this one and all that lies within it"))
        .arg(option("insert", "TEXT", "The text of the new clause"))
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
fn clause_in(body: &Body, typed: &str) -> Result<usize> {
    let (labels, typed) = (Labels::of(body), typed.trim());
    let by_id = typed.strip_prefix('#').and_then(|id| id.parse::<i64>().ok());
    let fits = |c: &Clause| by_id == Some(c.id) || labels.get(c.id).is_some_and(|l| l.full == typed);
    body.clauses.iter().position(fits).ok_or_else(|| {
        Problem::input(t!("The text has no clause “{clause}”", clause = typed))
            .hint(t!("Write its label, or # and its id as `policy text --ids` shows it"))
    })
}

/// The text as the options would have it.
fn amended(call: &Call<'_>, base: &Body, mut next: i64) -> Result<Body> {
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
    if let Some(clause) = body.clauses.get_mut(at) {
        let count = clause.text.matches(words).count();
        if count != 1 {
            return Err(Problem::input(if count == 0 {
                t!("The words “{words}” do not stand in this clause. Nothing was changed", words = words)
            } else {
                t!("The words “{words}” stand there several times. Nothing was changed", words = words)
            })
            .hint(t!("Give as many of the words around as it takes")));
        }
        let with = call.text("with").unwrap_or_default();
        clause.text = clause.text.replacen(words, with, 1);
        if with.is_empty() {
            clause.text = clause.text.replace("  ", " ").trim().to_owned();
        }
    }
    Ok(body)
}

fn writing(call: &Call<'_>, office: &Office, board: &Board, parent: Option<AmendmentId>) -> Result<ops::Writing> {
    let parent_new = parent.and_then(|id| board.place(id)).and_then(|at| board.all.get(at));
    let base = match parent_new {
        Some(parent) => change::apply(&board.base, &parent.new.ops).unwrap_or_else(|_misfits| board.base.clone()),
        None => board.base.clone(),
    };
    Ok(ops::Writing {
        parent,
        whole: false,
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
pub(super) fn as_json(board: &Board, one: &Amendment) -> Json {
    let instructions: Vec<Json> = board
        .instructions(one)
        .into_iter()
        .map(|i| json!({ "words": i.words, "block": i.block, "clause": i.clause }))
        .collect();
    json!({
        "id": one.id, "number": one.number, "state": one.state.key(), "version": one.new.version, "to": one.new.parent,
        "whole": one.new.whole, "reason": one.new.reason, "proposer": one.proposer, "seconders": one.seconders,
        "supporters": one.supporters, "begun_on": one.begun_on.to_string(),
        "submitted_on": one.submitted_on.map(|d| d.to_string()), "ruling": one.ruling, "code": one.code, "block": one.block,
        "recommends": one.recommends.key(), "recommends_why": one.recommends_why, "agreed": one.agreed,
        "vote": super::super::model::amendment::vote_key(one.vote), "counts": one.counts, "decision": one.decision,
        "meeting": one.meeting, "merged": one.merged, "ops": one.new.ops, "instructions": instructions,
    })
}

/// An amendment in words.
pub(super) fn told(board: &Board, one: &Amendment) -> String {
    let mut out = vec![format!("{}  {} · {}  {}", one.called(), one.proposer, one.state.says(), one.id)];
    for instruction in board.instructions(one) {
        out.push(format!("    {}", instruction.words));
        out.extend(instruction.block.iter().map(|line| format!("        {line}")));
    }
    out.join("\n")
}

fn answer(call: &mut Call<'_>, office: Office, of: &Document, id: AmendmentId, op: Json) -> Result<Outcome> {
    let one = office.read(|conn| store::amendment(conn, id))?;
    let board = office.read(|conn| store::board(conn, of.id, Some(one.new.version)))?;
    office.close()?;
    let mut document = as_json(&board, &one);
    super::add_field(&mut document, "op", op);
    call.out.answer(&document, &told(&board, &one))?;
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
    let c = amendment_args(c)
        .arg(needed("what", "WHAT", "accept, reject, modify (with the words below), or none"))
        .arg(option("copy", "FILE", "The text as the committee would have it (.docx, .md, .txt)"))
        .arg(option("clause", "CLAUSE", "The clause in which the committee would have other words"))
        .arg(option("replace", "WORDS", "Words of the text that give way"))
        .arg(option("with", "WORDS", "The words that stand there instead"))
        .arg(flag("leave-out", "Leave out the clause"))
        .arg(option("after", "CLAUSE", "Where a new clause is put in"))
        .arg(option("insert", "TEXT", "The text of the new clause"))
        .arg(option("why", "TEXT", "Why"));
    c.arg(yes_no("agreed", "Whether the proposer agrees"))
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
    let kind: Option<LinkKind> = match call.need("kind")? {
        "none" => None,
        word => Some(store::link_of(word)?),
    };
    let done = ops::link(&mut office, found.id, other.id, kind)?;
    answer(call, office, &one, found.id, json!(done.op))
}

pub(super) fn vote_args(c: Command) -> Command {
    document_args(c)
        .arg(needed("result", "RESULT", "carried, lost, not-moved; open takes it back"))
        .arg(many("amendment", "AMENDMENT", "Which, by number; several are a vote en bloc"))
        .arg(option("block", "NAME", "Every amendment of a block"))
        .arg(option("counts", "TEXT", "How the vote went: “12 for, 3 against”"))
        .arg(option("on", "D", "The day (default: today)"))
        .arg(option("meeting", "MEETING", "The meeting: its id, its day, or its body"))
        .arg(option("decision", "ID", "The decision of the register, by its id or number"))
}

pub(super) fn vote(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let one = meant(call, &office)?;
    let today = office.today();
    let mut all: Vec<AmendmentId> = Vec::new();
    for typed in call.many("amendment") {
        all.push(office.read(|conn| store::find_amendment(conn, one.id, &typed))?.id);
    }
    if let Some(block) = call.text("block") {
        let of = office.read(|conn| store::amendments(conn, one.id))?;
        all.extend(of.iter().filter(|a| a.block == block && a.stands()).map(|a| a.id));
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
    let voting = ops::Voting {
        vote: match call.need("result")? {
            "carried" => Some(Vote::Carried),
            "lost" => Some(Vote::Lost),
            "not-moved" => Some(Vote::NotMoved),
            "open" => None,
            other => {
                return Err(Problem::usage(t!("“{word}” is no result of a vote", word = other))
                    .hint(t!("carried, lost, not-moved or open")));
            }
        },
        counts: call.text("counts").unwrap_or_default().to_owned(),
        on: call.day("on")?,
        meeting: call
            .text("meeting")
            .map(|typed| office.read(|conn| meetings::store::meeting_called(conn, typed, today)))
            .transpose()?
            .map(|m| m.id),
        decision: decision.transpose()?.map(|d| d.id),
    };
    let done = ops::vote(&mut office, &all, &voting)?;
    super::board::answer(call, office, &one, json!(done.op))
}
