//! The rows of what comes after the opening: changed marks, the decision, endorsements, who went on to a ballot.

use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::read::rows;
use super::{opened, whole};
use crate::candidates::decided::{
    Decision, DecisionId, Endorsement, EndorsementId, HandOver, Kept, Moderation, ModerationId, NewDecision,
    NewEndorsement, NewModeration, Outcome, Results, Verdict,
};
use crate::candidates::model::{CandidateId, CriterionId, RoundId, ScorerId};
use crate::candidates::opened::{Opened, Says};
use crate::kit::{Day, Problem, Result};
use crate::office::days::{day, iso, maybe_day};
use crate::office::words;
use crate::t;

fn outcome(row: &Row<'_>, at: usize) -> rusqlite::Result<Outcome> {
    words::word(row, at, |text| {
        Outcome::of(text)
            .ok_or_else(|| Problem::file(t!("“{text}” is a word that this program does not know", text = text)))
    })
}

fn moderations(conn: &Connection, id: RoundId) -> Result<Vec<Moderation>> {
    rows(
        conn,
        id,
        "SELECT m.id, m.scorer, m.candidate, m.criterion, m.anchor, m.why, m.said_on, m.said_by FROM selection_moderation m \
         JOIN selection_candidate c ON c.id = m.candidate WHERE c.round = ?1 ORDER BY m.id",
        |row| {
            let anchor: Option<i64> = row.get(4)?;
            let says = anchor.and_then(|at| usize::try_from(at).ok()).map_or(Says::NoEvidence, Says::Anchor);
            Ok(Moderation {
                id: ModerationId(row.get(0)?),
                new: NewModeration {
                    scorer: ScorerId(row.get(1)?),
                    candidate: CandidateId(row.get(2)?),
                    criterion: CriterionId(row.get(3)?),
                    says,
                    why: row.get(5)?,
                },
                on: day(row, 6)?,
                by: row.get(7)?,
            })
        },
    )
}

/// The decision of a round, if there is one.
///
/// # Errors
/// When the file cannot be read.
pub fn decision(conn: &Connection, id: RoundId) -> Result<Option<Decision>> {
    let found = conn
        .prepare_cached(
            "SELECT id, decided_on, decided_by, reasons, dissent, appeal_days, keep_until, record, record_sum, purged_on \
             FROM selection_decision WHERE round = ?1",
        )?
        .query_row([id.0], |row| {
            Ok(Decision {
                id: DecisionId(row.get(0)?),
                on: day(row, 1)?,
                by: row.get(2)?,
                new: NewDecision {
                    verdicts: Vec::new(),
                    reasons: row.get(3)?,
                    dissent: row.get(4)?,
                    appeal_days: row.get(5)?,
                    keep_until: day(row, 6)?,
                },
                record: row.get(7)?,
                sum: row.get(8)?,
                purged: maybe_day(row, 9)?,
            })
        })
        .optional()?;
    let Some(mut found) = found else { return Ok(None) };
    found.new.verdicts = rows(
        conn,
        id,
        "SELECT v.candidate, v.outcome, v.reasons, v.told_on FROM selection_verdict v \
         JOIN selection_decision d ON d.id = v.decision WHERE d.round = ?1 ORDER BY v.id",
        |row| {
            Ok(Verdict {
                candidate: CandidateId(row.get(0)?),
                outcome: outcome(row, 1)?,
                reasons: row.get(2)?,
                told: maybe_day(row, 3)?,
            })
        },
    )?;
    Ok(Some(found))
}

const ENDORSEMENT: &str = "SELECT e.id, e.candidate, e.given_on, e.given_by, e.conditions, e.ends_on, e.withdrawn_on, \
     e.withdrawn_why FROM selection_endorsement e JOIN selection_candidate c ON c.id = e.candidate";

fn endorsement(row: &Row<'_>) -> rusqlite::Result<Endorsement> {
    let withdrawn: Option<Day> = maybe_day(row, 6)?;
    let why: String = row.get(7)?;
    Ok(Endorsement {
        id: EndorsementId(row.get(0)?),
        new: NewEndorsement { candidate: CandidateId(row.get(1)?), conditions: row.get(4)?, ends: maybe_day(row, 5)? },
        on: day(row, 2)?,
        by: row.get(3)?,
        withdrawn: withdrawn.map(|on| (on, why)),
    })
}

/// Endorsements that stand and end on a day or before it, each with the name of who has it and their round.
///
/// # Errors
/// When the file cannot be read.
pub fn ending(conn: &Connection, until: Day) -> Result<Vec<(Endorsement, String, RoundId)>> {
    let sql = ENDORSEMENT.replace("e.withdrawn_why FROM", "e.withdrawn_why, c.name, c.round FROM");
    let mut select = conn.prepare_cached(&format!(
        "{sql} WHERE e.withdrawn_on IS NULL AND e.ends_on <= ?1 \
         AND NOT EXISTS (SELECT 1 FROM selection_endorsement n WHERE n.candidate = e.candidate AND n.id > e.id) ORDER BY e.ends_on"
    ))?;
    let found = select.query_map([iso(until)], |row| Ok((endorsement(row)?, row.get(8)?, RoundId(row.get(9)?))))?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

/// Decisions whose marks should have been purged by a day, with the name of their rounds.
///
/// # Errors
/// When the file cannot be read.
pub fn to_purge(conn: &Connection, today: Day) -> Result<Vec<(RoundId, String, Day)>> {
    let mut select = conn.prepare_cached(
        "SELECT r.id, r.name, d.keep_until FROM selection_decision d JOIN selection_round r ON r.id = d.round \
         WHERE d.purged_on IS NULL AND d.keep_until < ?1 ORDER BY d.keep_until",
    )?;
    let found = select.query_map([iso(today)], |row| Ok((RoundId(row.get(0)?), row.get(1)?, day(row, 2)?)))?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

/// Everything of a round's end.
///
/// # Errors
/// When the file cannot be read.
pub fn kept(conn: &Connection, id: RoundId) -> Result<Kept> {
    Ok(Kept {
        moderations: moderations(conn, id)?,
        decision: decision(conn, id)?,
        endorsements: rows(conn, id, &format!("{ENDORSEMENT} WHERE c.round = ?1 ORDER BY e.id"), endorsement)?,
        handed: rows(
            conn,
            id,
            "SELECT election, post, handed_on, handed_by FROM selection_hand_over WHERE round = ?1 ORDER BY id",
            |row| Ok(HandOver { election: row.get(0)?, post: row.get(1)?, on: day(row, 2)?, by: row.get(3)? }),
        )?,
    })
}

/// What an opened round came to, for who looks: whom a scorer declared an interest in, they do not see.
///
/// # Errors
/// When the round is sealed.
pub fn results(conn: &Connection, id: RoundId, user: &str) -> Result<Results> {
    let opened: Opened = opened(conn, id)?;
    Ok(Results::of(whole(conn, id)?, &opened, kept(conn, id)?, user))
}

/// A changed mark that came, went or changed in a step, of a round that is decided.
const MODERATED: &str = "SELECT EXISTS (SELECT 1 FROM journal_row j JOIN seal_table t ON t.id = j.tbl \
     LEFT JOIN selection_moderation m ON m.id = j.row \
     JOIN selection_candidate c ON c.id = coalesce(m.candidate, json_extract(j.before, '$.candidate')) \
     JOIN selection_decision d ON d.round = c.round \
     WHERE j.id > ?1 AND t.name = 'selection_moderation')";

/// A decision or verdict that says something else than it did.
const DECIDED: &str = "SELECT EXISTS (SELECT 1 FROM journal_row j JOIN seal_table t ON t.id = j.tbl \
     WHERE j.id > ?1 AND j.act = 'update' AND ( \
       (t.name = 'selection_decision' AND EXISTS \
         (SELECT 1 FROM json_each(j.before) k WHERE k.key NOT IN ('reasons', 'dissent'))) \
       OR (t.name = 'selection_verdict' AND EXISTS \
         (SELECT 1 FROM json_each(j.before) k WHERE k.key NOT IN ('told_on', 'reasons')))))";

/// Refuses a step that changed what a decision was made from, or what it says. Reasons may lose a name (erasures); a purge leaves no
/// image of what it took, and so nothing to refuse.
///
/// # Errors
/// When it did.
pub fn stands(conn: &Connection, after: i64) -> Result<()> {
    let asks = |sql: &str| conn.prepare_cached(sql)?.query_row([after], |row| row.get::<_, bool>(0));
    if asks(MODERATED)? || asks(DECIDED)? {
        return Err(Problem::input(t!("What was decided stays as it is. Nothing was changed"))
            .hint(t!("Undo takes the decision back while nothing followed from it")));
    }
    Ok(())
}

pub(in crate::candidates) fn add_moderation(
    conn: &Connection,
    id: i64,
    new: &NewModeration,
    (on, by): (Day, &str),
) -> Result<()> {
    let anchor = match new.says {
        Says::Anchor(at) => i64::try_from(at).ok(),
        Says::NoEvidence => None,
    };
    conn.prepare_cached("INSERT INTO selection_moderation VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")?
        .execute(params![id, new.scorer.0, new.candidate.0, new.criterion.0, anchor, new.why, iso(on), by])?;
    Ok(())
}

pub(in crate::candidates) fn add_decision(conn: &Connection, of: RoundId, one: &Decision) -> Result<()> {
    let new = &one.new;
    conn.prepare_cached(
        "INSERT INTO selection_decision (id, round, decided_on, decided_by, reasons, dissent, appeal_days, keep_until, record, \
         record_sum) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )?
    .execute(params![
        one.id.0,
        of.0,
        iso(one.on),
        one.by,
        new.reasons,
        new.dissent,
        new.appeal_days,
        iso(new.keep_until),
        one.record,
        one.sum
    ])?;
    Ok(())
}

pub(in crate::candidates) fn add_verdict(conn: &Connection, id: i64, of: DecisionId, one: &Verdict) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO selection_verdict (id, decision, candidate, outcome, reasons) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute(params![id, of.0, one.candidate.0, one.outcome.key(), one.reasons])?;
    Ok(())
}

pub(in crate::candidates) fn tell(conn: &Connection, of: DecisionId, candidate: CandidateId, on: Day) -> Result<()> {
    conn.prepare_cached("UPDATE selection_verdict SET told_on = ?3 WHERE decision = ?1 AND candidate = ?2")?
        .execute(params![of.0, candidate.0, iso(on)])?;
    Ok(())
}

pub(in crate::candidates) fn add_endorsement(
    conn: &Connection,
    id: EndorsementId,
    new: &NewEndorsement,
    (on, by): (Day, &str),
) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO selection_endorsement (id, candidate, given_on, given_by, conditions, ends_on) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![id.0, new.candidate.0, iso(on), by, new.conditions, new.ends.map(iso)])?;
    Ok(())
}

pub(in crate::candidates) fn withdraw_endorsement(
    conn: &Connection,
    id: EndorsementId,
    (on, why): (Day, &str),
) -> Result<()> {
    conn.prepare_cached("UPDATE selection_endorsement SET withdrawn_on = ?2, withdrawn_why = ?3 WHERE id = ?1")?
        .execute(params![id.0, iso(on), why])?;
    Ok(())
}

pub(in crate::candidates) fn add_hand_over(conn: &Connection, id: i64, of: RoundId, one: &HandOver) -> Result<()> {
    conn.prepare_cached("INSERT INTO selection_hand_over VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?.execute(params![
        id,
        of.0,
        one.election,
        one.post,
        iso(one.on),
        one.by
    ])?;
    Ok(())
}

/// Takes away what candidates sent along, the bytes too; also of files that were taken off again, which the history could bring back.
fn purge_files(conn: &Connection, of: RoundId, touched: &mut Vec<(&'static str, i64)>) -> Result<()> {
    let attached = "SELECT a.id FROM attachment a JOIN selection_candidate c ON a.owner = c.id \
         WHERE a.owner_table = 'selection_candidate' AND c.round = ?1 \
         UNION SELECT j.row FROM journal_row j JOIN seal_table t ON t.id = j.tbl \
         JOIN selection_candidate c ON c.id = json_extract(j.before, '$.owner') \
         WHERE t.name = 'attachment' AND json_extract(j.before, '$.owner_table') = 'selection_candidate' AND c.round = ?1";
    for id in rows(conn, of, attached, |row| row.get::<_, i64>(0))? {
        conn.prepare_cached("DELETE FROM attachment WHERE id = ?1")?.execute([id])?;
        conn.prepare_cached("DELETE FROM attachment_data WHERE id = ?1")?.execute([id])?;
        touched.push(("attachment", id));
    }
    Ok(())
}

/// Takes marks, notes, applications, what candidates sent along and what somebody needed out of an opened round: cards say nothing any more, whatever passphrase
/// somebody knows, changed marks lose their reasons, the record its text. Answers the rows whose older images must go too.
/// `left` is what stays of the record.
pub(in crate::candidates) fn purge(
    conn: &Connection,
    of: RoundId,
    on: Day,
    left: &str,
) -> Result<Vec<(&'static str, i64)>> {
    conn.prepare_cached("UPDATE selection_decision SET purged_on = ?2, record = ?3 WHERE round = ?1")?
        .execute(params![of.0, iso(on), left])?;
    let mut touched = Vec::new();
    let mut take = |table: &'static str, sql: &str| -> Result<()> {
        touched.extend(rows(conn, of, sql, |row| row.get::<_, i64>(0))?.into_iter().map(|id| (table, id)));
        Ok(())
    };
    let cards = "SELECT k.id FROM selection_card k JOIN selection_candidate c ON c.id = k.candidate WHERE c.round = ?1";
    let changed =
        "SELECT m.id FROM selection_moderation m JOIN selection_candidate c ON c.id = m.candidate WHERE c.round = ?1";
    take("selection_card", cards)?;
    take("selection_moderation", changed)?;
    let texts = "SELECT t.id FROM selection_text t JOIN selection_candidate c ON c.id = t.candidate WHERE c.round = ?1";
    take("selection_text", texts)?;
    take("selection_candidate", "SELECT id FROM selection_candidate WHERE round = ?1")?;
    take("selection_decision", "SELECT id FROM selection_decision WHERE round = ?1")?;
    conn.prepare_cached(&format!(
        "UPDATE selection_card SET sealed = '-', salt = NULL, json = NULL WHERE id IN ({cards})"
    ))?
    .execute([of.0])?;
    conn.prepare_cached(&format!("DELETE FROM selection_text WHERE id IN ({texts})"))?.execute([of.0])?;
    let met = "SELECT m.id FROM selection_met m JOIN selection_candidate c ON c.id = m.candidate WHERE c.round = ?1";
    take("selection_met", met)?;
    conn.prepare_cached(&format!("UPDATE selection_met SET note = '' WHERE id IN ({met})"))?.execute([of.0])?;
    let needs =
        "SELECT n.id FROM selection_needs n JOIN selection_candidate c ON c.id = n.candidate WHERE c.round = ?1";
    // Also what was taken away before, which the history could bring back.
    let were = "SELECT j.row FROM journal_row j JOIN seal_table t ON t.id = j.tbl \
         JOIN selection_candidate c ON c.id = json_extract(j.before, '$.candidate') \
         WHERE t.name = 'selection_needs' AND c.round = ?1";
    take("selection_needs", &format!("{needs} UNION {were}"))?;
    conn.prepare_cached(&format!("DELETE FROM selection_needs WHERE id IN ({needs})"))?.execute([of.0])?;
    purge_files(conn, of, &mut touched)?;
    conn.prepare_cached(&format!("DELETE FROM selection_moderation WHERE id IN ({changed})"))?.execute([of.0])?;
    Ok(touched)
}
