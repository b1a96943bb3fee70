//! Amendments, who supports them, what was said of two of them, and how conflicts were decided.

use std::collections::BTreeMap;

use rusqlite::{Connection, Row, params};

use crate::kit::fold::fold;
use crate::kit::{Day, Problem, Result, day as days, text};
use crate::meetings;
use crate::meetings::model::{Counts, VoteId};
use crate::office::days::{day, iso, maybe_day};
use crate::office::words::word;
use crate::policy::change::{Fix, LinkKind, Op};
use crate::policy::model::amendment::{
    Amendment, AmendmentId, Board, NewAmendment, Recommends, State, vote_key, vote_of,
};
use crate::policy::model::carrying::{CarriedOver, carried_over, is_open};
use crate::policy::model::voting::OfMeeting;
use crate::policy::model::{DecisionId, DocumentId, MeetingId, PersonId, VersionId};
use crate::t;

/// How far back votes of meetings are offered for a vote on an amendment.
const DAYS_BACK: i64 = 365;
const MEETINGS_BACK: usize = 6;

const SELECT: &str = "SELECT a.id, a.document, a.version, a.parent, a.whole, a.number, a.ops, a.reason, a.proposer, a.proposer_name, \
     a.state, a.begun_on, a.submitted_on, a.ruling, a.code, a.block, a.recommends, a.recommended_ops, a.recommends_why, a.agreed, \
     a.vote, a.counts, a.voted_on, a.meeting, a.decision, a.merged, coalesce(p.name, a.proposer_name), a.separate, a.yes, a.no, a.abstain, \
     a.rule, a.overruled, a.meeting_vote, a.agreed_says FROM policy_amendment a \
     LEFT JOIN person p ON p.id = a.proposer";

fn ops_of(json: &str) -> Result<Vec<Op>> {
    serde_json::from_str(json).map_err(|e| Problem::file(t!("What an amendment changes cannot be read")).because(e))
}

fn json_of(ops: &[Op]) -> String {
    serde_json::to_string(ops).unwrap_or_default()
}

fn read(row: &Row<'_>) -> rusqlite::Result<Amendment> {
    let recommended: Option<String> = row.get(17)?;
    let tally = match row.get::<_, Option<u32>>(28)? {
        Some(yes) => {
            let rest = |at: usize| row.get::<_, Option<u32>>(at).map(Option::unwrap_or_default);
            Some(Counts::new(yes, rest(29)?, rest(30)?))
        }
        None => None,
    };
    Ok(Amendment {
        id: AmendmentId(row.get(0)?),
        new: NewAmendment {
            document: DocumentId(row.get(1)?),
            version: VersionId(row.get(2)?),
            parent: row.get::<_, Option<i64>>(3)?.map(AmendmentId),
            whole: row.get(4)?,
            separate: row.get(27)?,
            ops: word(row, 6, ops_of)?,
            reason: row.get(7)?,
            proposer: row.get::<_, Option<i64>>(8)?.map(PersonId),
            proposer_name: row.get(9)?,
        },
        number: row.get(5)?,
        state: word(row, 10, State::of)?,
        begun_on: day(row, 11)?,
        submitted_on: maybe_day(row, 12)?,
        ruling: row.get(13)?,
        code: row.get(14)?,
        block: row.get(15)?,
        recommends: word(row, 16, Recommends::of)?,
        recommended: if recommended.is_some() { Some(word(row, 17, ops_of)?) } else { None },
        recommends_why: row.get(18)?,
        agreed: row.get(19)?,
        agreed_says: row.get(34)?,
        vote: word(row, 20, vote_of)?,
        tally,
        counts: row.get(21)?,
        rule: row.get(31)?,
        overruled: row.get(32)?,
        meeting_vote: row.get::<_, Option<i64>>(33)?.map(VoteId),
        voted_on: maybe_day(row, 22)?,
        meeting: row.get::<_, Option<i64>>(23)?.map(MeetingId),
        decision: row.get::<_, Option<i64>>(24)?.map(DecisionId),
        merged: row.get::<_, Option<i64>>(25)?.map(VersionId),
        proposer: row.get(26)?,
        seconders: Vec::new(),
        supporters: Vec::new(),
    })
}

/// Every amendment to a document, as they were written.
///
/// # Errors
/// When the file cannot be read.
pub fn amendments(conn: &Connection, document: DocumentId) -> Result<Vec<Amendment>> {
    let mut select = conn.prepare_cached(&format!("{SELECT} WHERE a.document = ?1 ORDER BY a.id"))?;
    let mut all: Vec<Amendment> = select.query_map([document.0], read)?.collect::<rusqlite::Result<_>>()?;
    let places: BTreeMap<i64, usize> = all.iter().enumerate().map(|(at, one)| (one.id.0, at)).collect();
    let mut select = conn.prepare_cached(
        "SELECT s.amendment, s.role, coalesce(p.name, s.name) FROM policy_supporter s JOIN policy_amendment a ON a.id = s.amendment \
         LEFT JOIN person p ON p.id = s.person WHERE a.document = ?1 ORDER BY s.id",
    )?;
    let mut rows = select.query([document.0])?;
    while let Some(row) = rows.next()? {
        let (id, role, name): (i64, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        if let Some(one) = places.get(&id).and_then(|at| all.get_mut(*at)) {
            if role == "seconder" { one.seconders.push(name) } else { one.supporters.push(name) }
        }
    }
    Ok(all)
}

/// One amendment.
///
/// # Errors
/// When there is no such amendment.
pub fn amendment(conn: &Connection, id: AmendmentId) -> Result<Amendment> {
    let document: Option<i64> = rusqlite::OptionalExtension::optional(
        conn.prepare_cached("SELECT document FROM policy_amendment WHERE id = ?1")?.query_row([id.0], |row| row.get(0)),
    )?;
    let all = document.map(|document| amendments(conn, DocumentId(document))).transpose()?.unwrap_or_default();
    all.into_iter().find(|one| one.id == id).ok_or_else(|| Problem::input(t!("There is no such amendment")))
}

/// The amendment to a document that a text means: its number, the end of it (`A2`), or its id.
///
/// # Errors
/// When there is none.
pub fn find_amendment(conn: &Connection, document: DocumentId, typed: &str) -> Result<Amendment> {
    let (all, wanted) = (amendments(conn, document)?, fold(typed.trim()));
    let fits = |one: &&Amendment| {
        let number = one.number.as_deref().map(fold).unwrap_or_default();
        one.id.to_string() == typed.trim()
            || number == wanted
            || number.rsplit_once('-').is_some_and(|(_, end)| end == wanted)
    };
    let names: Vec<String> = all.iter().map(|one| format!("{} ({})", one.called(), one.id)).collect();
    all.iter().find(fits).cloned().ok_or_else(|| {
        Problem::input(t!("There is no amendment “{name}” to this document", name = typed))
            .hint(text::there_are(&names, t!("`policy amend` writes one")))
    })
}

/// Everything about the amendments to a document: to its newest version, unless another is asked for.
///
/// # Errors
/// When the document has no version, or the file cannot be read.
pub fn board(conn: &Connection, document: DocumentId, version: Option<VersionId>) -> Result<Board> {
    let version = match version {
        Some(id) => super::version(conn, id)?,
        None => super::newest(conn, document)?.ok_or_else(|| {
            Problem::input(t!("There is no version yet that one could amend"))
                .hint(t!("Save the text as a version first"))
        })?,
    };
    let (all, elsewhere): (Vec<_>, Vec<_>) =
        amendments(conn, document)?.into_iter().partition(|one| one.new.version == version.id);
    let mut select = conn.prepare_cached(
        "SELECT l.amendment, l.other, l.kind FROM policy_link l JOIN policy_amendment a ON a.id = l.amendment \
         WHERE a.document = ?1 ORDER BY l.id",
    )?;
    let links = select.query_map([document.0], |row| {
        Ok((AmendmentId(row.get(0)?), AmendmentId(row.get(1)?), word(row, 2, link_of)?))
    })?;
    let links = links.collect::<rusqlite::Result<_>>()?;
    let mut select = conn.prepare_cached("SELECT key, fix, says FROM policy_fix WHERE document = ?1")?;
    let fixes = select.query_map([document.0], |row| {
        let (key, fix, says): (String, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let fix = match fix.as_str() {
            "of" => Fix::Of(says),
            "words" => Fix::Words(says),
            _ => Fix::Base,
        };
        Ok((key, fix))
    })?;
    let fixes = fixes.collect::<rusqlite::Result<_>>()?;
    let base = super::body_of(conn, version.id)?;
    let width = usize::from(version.width);
    let kind = super::document(conn, document)?.new.kind;
    let majority = super::workflow(conn)?.kind(&kind).for_amendments();
    Ok(Board { document, version: version.id, width, base, all, elsewhere, links, fixes, majority })
}

/// How each open amendment to an earlier version stands to the newest one, and why.
///
/// # Errors
/// When there is no version, or the file cannot be read.
pub fn to_carry_over(conn: &Connection, document: DocumentId) -> Result<Vec<CarriedOver>> {
    let board = board(conn, document, None)?;
    let all = amendments(conn, document)?;
    let mut versions: Vec<VersionId> =
        all.iter().filter(|one| one.new.version != board.version && is_open(one)).map(|one| one.new.version).collect();
    versions.sort_unstable();
    versions.dedup();
    let mut out = Vec::new();
    for version in versions {
        let base = super::body_of(conn, version)?;
        // Those that are decided, or went over already, say what becomes of the ones to them.
        let of: Vec<Amendment> = all
            .iter()
            .filter(|one| {
                one.new.version == version
                    || (one.new.parent.is_none() && !is_open(one))
                    || one.new.version == board.version
            })
            .cloned()
            .collect();
        out.extend(carried_over(&base, &board.base, board.version, &of));
    }
    out.sort_by_key(|carried| carried.one.id);
    Ok(out)
}

/// The votes of the last meetings, the newest first, each with what it was about.
///
/// # Errors
/// When the file cannot be read.
pub fn votes_of_meetings(conn: &Connection, today: Day) -> Result<Vec<OfMeeting>> {
    let mut out = Vec::new();
    let all = meetings::store::meetings_between(conn, today - chrono::Duration::days(DAYS_BACK), today)?;
    for meeting in all.iter().rev().take(MEETINGS_BACK) {
        let record = meetings::store::record(conn, meeting.id)?;
        for vote in record.votes.iter().rev() {
            let motion = record.motions.iter().find(|motion| Some(motion.id) == vote.motion);
            let about = motion.map_or(vote.question.as_str(), |motion| motion.says());
            let about: String = about.chars().take(50).collect();
            let counts = vote.counts.map(Counts::says).unwrap_or_default();
            let says =
                t!("{day}: {about}, {counts}", day = days::short(meeting.new.day), about = about, counts = counts);
            out.push(OfMeeting { meeting: meeting.id, vote: vote.clone(), says });
        }
    }
    Ok(out)
}

/// # Errors
/// When it is no such word.
pub fn link_of(key: &str) -> Result<LinkKind> {
    Ok(match key {
        "excludes" => LinkKind::Excludes,
        "requires" => LinkKind::Requires,
        "consequential" => LinkKind::Consequential,
        _ => return Err(Problem::input(t!("“{key}” is nothing that two amendments can be to each other", key = key))),
    })
}

/// The word that the file has for a link.
pub fn link_key(kind: LinkKind) -> &'static str {
    match kind {
        LinkKind::Excludes => "excludes",
        LinkKind::Requires => "requires",
        LinkKind::Consequential => "consequential",
    }
}

pub(in crate::policy) fn insert_amendment(conn: &Connection, one: &Amendment) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO policy_amendment (id, document, version, parent, whole, ops, reason, proposer, proposer_name, state, begun_on, \
         separate) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 'draft', ?10, ?11)",
    )?
    .execute(params![
        one.id.0,
        one.new.document.0,
        one.new.version.0,
        one.new.parent.map(|id| id.0),
        one.new.whole,
        json_of(&one.new.ops),
        one.new.reason,
        one.new.proposer.map(|id| id.0),
        one.new.proposer_name,
        iso(one.begun_on),
        one.new.separate
    ])?;
    Ok(())
}

/// Writes everything of an amendment but whose it is.
pub(in crate::policy) fn update_amendment(conn: &Connection, one: &Amendment) -> Result<()> {
    conn.prepare_cached(
        "UPDATE policy_amendment SET version = ?2, whole = ?3, ops = ?4, reason = ?5, proposer = ?6, proposer_name = ?7, number = ?8, \
         state = ?9, submitted_on = ?10, ruling = ?11, code = ?12, block = ?13, recommends = ?14, recommended_ops = ?15, \
         recommends_why = ?16, agreed = ?17, vote = ?18, counts = ?19, voted_on = ?20, meeting = ?21, decision = ?22, merged = ?23, \
         yes = ?24, no = ?25, abstain = ?26, rule = ?27, overruled = ?28, meeting_vote = ?29, agreed_says = ?30 WHERE id = ?1",
    )?
    .execute(params![
        one.id.0,
        one.new.version.0,
        one.new.whole,
        json_of(&one.new.ops),
        one.new.reason,
        one.new.proposer.map(|id| id.0),
        one.new.proposer_name,
        one.number,
        one.state.key(),
        one.submitted_on.map(iso),
        one.ruling,
        one.code,
        one.block,
        one.recommends.key(),
        one.recommended.as_ref().map(|ops| json_of(ops)),
        one.recommends_why,
        one.agreed,
        vote_key(one.vote),
        one.counts,
        one.voted_on.map(iso),
        one.meeting.map(|id| id.0),
        one.decision.map(|id| id.0),
        one.merged.map(|id| id.0),
        one.tally.map(|tally| tally.yes),
        one.tally.map(|tally| tally.no),
        one.tally.map(|tally| tally.abstain),
        one.rule,
        one.overruled,
        one.meeting_vote.map(|id| id.0),
        one.agreed_says
    ])?;
    Ok(())
}

pub(in crate::policy) fn delete_amendment(conn: &Connection, id: AmendmentId) -> Result<()> {
    conn.prepare_cached("DELETE FROM policy_supporter WHERE amendment = ?1")?.execute([id.0])?;
    conn.prepare_cached("DELETE FROM policy_link WHERE amendment = ?1 OR other = ?1")?.execute([id.0])?;
    conn.prepare_cached("DELETE FROM policy_amendment WHERE id = ?1")?.execute([id.0])?;
    Ok(())
}

pub(in crate::policy) fn insert_supporter(
    conn: &Connection,
    id: i64,
    amendment: AmendmentId,
    role: &str,
    person: Option<PersonId>,
    name: &str,
) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO policy_supporter (id, amendment, role, person, name) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute(params![id, amendment.0, role, person.map(|p| p.0), name])?;
    Ok(())
}

/// Says what one amendment is to another; whether that is new.
pub(in crate::policy) fn insert_link(
    conn: &Connection,
    id: i64,
    amendment: AmendmentId,
    other: AmendmentId,
    kind: LinkKind,
) -> Result<bool> {
    let count = conn
        .prepare_cached(
            "INSERT INTO policy_link (id, amendment, other, kind) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
        )?
        .execute(params![id, amendment.0, other.0, link_key(kind)])?;
    Ok(count > 0)
}

/// Takes away what was said of two amendments: of one kind, or all; whether there was something.
pub(in crate::policy) fn delete_link(
    conn: &Connection,
    amendment: AmendmentId,
    other: AmendmentId,
    kind: Option<LinkKind>,
) -> Result<bool> {
    let count = conn
        .prepare_cached(
            "DELETE FROM policy_link WHERE ((amendment = ?1 AND other = ?2) OR (amendment = ?2 AND other = ?1)) \
             AND (?3 IS NULL OR kind = ?3)",
        )?
        .execute(params![amendment.0, other.0, kind.map(link_key)])?;
    Ok(count > 0)
}

/// Writes down how a conflict is decided; none takes the decision back.
pub(in crate::policy) fn put_fix(
    conn: &Connection,
    id: i64,
    document: DocumentId,
    key: &str,
    fix: Option<&Fix>,
) -> Result<()> {
    let (word, says) = match fix {
        None => {
            conn.prepare_cached("DELETE FROM policy_fix WHERE document = ?1 AND key = ?2")?
                .execute(params![document.0, key])?;
            return Ok(());
        }
        Some(Fix::Base) => ("base", ""),
        Some(Fix::Of(name)) => ("of", name.as_str()),
        Some(Fix::Words(words)) => ("words", words.as_str()),
    };
    conn.prepare_cached(
        "INSERT INTO policy_fix (id, document, key, fix, says) VALUES (?1, ?2, ?3, ?4, ?5) \
         ON CONFLICT (document, key) DO UPDATE SET fix = excluded.fix, says = excluded.says",
    )?
    .execute(params![id, document.0, key, word, says])?;
    Ok(())
}
