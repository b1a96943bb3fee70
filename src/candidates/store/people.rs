//! Writing the people of a round: scorers, candidates with what they wrote and need, what is declared between them.

use rusqlite::{Connection, params};

use super::write::run;
use crate::candidates::model::{CandidateId, Conflict, Met, NewCandidate, NewScorer, QuotaId, RoundId, ScorerId, Text};
use crate::candidates::seal::Envelope;
use crate::kit::{Day, Result};
use crate::office::days::iso;

pub(in crate::candidates) fn insert_scorer(
    conn: &Connection,
    id: ScorerId,
    of: RoundId,
    new: &NewScorer,
    salt: &str,
) -> Result<()> {
    let sql = "INSERT INTO selection_scorer (id, round, person, name, role, salt) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    run(conn, sql, params![id.0, of.0, new.person.map(|p| p.0), new.name, new.role.key(), salt]).map(drop)
}

pub(in crate::candidates) fn update_scorer(conn: &Connection, id: ScorerId, new: &NewScorer) -> Result<()> {
    let sql = "UPDATE selection_scorer SET person = ?2, name = ?3, role = ?4 WHERE id = ?1";
    run(conn, sql, params![id.0, new.person.map(|p| p.0), new.name, new.role.key()]).map(drop)
}

pub(in crate::candidates) fn set_stands_for(conn: &Connection, id: ScorerId, whom: Option<ScorerId>) -> Result<()> {
    let sql = "UPDATE selection_scorer SET stands_for = ?2 WHERE id = ?1";
    run(conn, sql, params![id.0, whom.map(|one| one.0)]).map(drop)
}

pub(in crate::candidates) fn set_check(conn: &Connection, id: ScorerId, check: &Envelope, by_code: bool) -> Result<()> {
    let sql = "UPDATE selection_scorer SET check_nonce = ?2, check_sealed = ?3, check_commitment = ?4, by_code = ?5 \
               WHERE id = ?1";
    run(conn, sql, params![id.0, check.nonce, check.sealed, check.commitment, by_code]).map(drop)
}

/// Writes what a candidate needs, sealed, in place of what was there; nothing takes it away.
pub(in crate::candidates) fn set_needs(
    conn: &Connection,
    id: i64,
    (candidate, scorer): (CandidateId, ScorerId),
    sealed: Option<&Envelope>,
) -> Result<()> {
    let Some(sealed) = sealed else {
        return run(conn, "DELETE FROM selection_needs WHERE candidate = ?1", params![candidate.0]).map(drop);
    };
    let sql = "INSERT INTO selection_needs (id, candidate, scorer, nonce, sealed, commitment) VALUES (?1, ?2, ?3, ?4, ?5, ?6) \
               ON CONFLICT (candidate) DO UPDATE SET scorer = ?3, nonce = ?4, sealed = ?5, commitment = ?6";
    run(conn, sql, params![id, candidate.0, scorer.0, sealed.nonce, sealed.sealed, sealed.commitment]).map(drop)
}

pub(in crate::candidates) fn set_absent(conn: &Connection, id: ScorerId, why: &str) -> Result<()> {
    run(conn, "UPDATE selection_scorer SET absent_why = ?2 WHERE id = ?1", params![id.0, why]).map(drop)
}

pub(in crate::candidates) fn insert_candidate(
    conn: &Connection,
    id: CandidateId,
    of: RoundId,
    new: &NewCandidate,
) -> Result<()> {
    run(
        conn,
        "INSERT INTO selection_candidate (id, round, person, name, applied_on, signed_on) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![id.0, of.0, new.person.map(|p| p.0), new.name, iso(new.applied), new.signed.map(iso)],
    )
    .map(drop)
}

pub(in crate::candidates) fn update_candidate(conn: &Connection, id: CandidateId, new: &NewCandidate) -> Result<()> {
    run(
        conn,
        "UPDATE selection_candidate SET person = ?2, name = ?3, applied_on = ?4, signed_on = ?5 WHERE id = ?1",
        params![id.0, new.person.map(|p| p.0), new.name, iso(new.applied), new.signed.map(iso)],
    )
    .map(drop)
}

pub(in crate::candidates) fn set_withdrawn(conn: &Connection, id: CandidateId, on: Option<(Day, &str)>) -> Result<()> {
    let sql = "UPDATE selection_candidate SET withdrawn_on = ?2, withdrawn_why = ?3 WHERE id = ?1";
    run(conn, sql, params![id.0, on.map(|(on, _)| iso(on)), on.map_or("", |(_, why)| why)]).map(drop)
}

/// Writes what a candidate wrote, in place of an older text about the same.
pub(in crate::candidates) fn set_text(conn: &Connection, id: i64, text: &Text) -> Result<()> {
    let question = text.question.map(|q| q.0);
    let changed = run(
        conn,
        "UPDATE selection_text SET text = ?3, redacted = ?4, ready = ?5 WHERE candidate = ?1 AND question IS ?2",
        params![text.candidate.0, question, text.text, text.redacted, text.ready],
    )?;
    if changed == 0 {
        run(
            conn,
            "INSERT INTO selection_text (id, candidate, question, text, redacted, ready) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![id, text.candidate.0, question, text.text, text.redacted, text.ready],
        )?;
    }
    Ok(())
}

pub(in crate::candidates) fn set_met(conn: &Connection, id: i64, met: &Met) -> Result<()> {
    run(
        conn,
        "INSERT INTO selection_met (id, requirement, candidate, met, note, seen_on) VALUES (?1, ?2, ?3, ?4, ?5, ?6) \
         ON CONFLICT (requirement, candidate) DO UPDATE SET met = ?4, note = ?5, seen_on = ?6",
        params![id, met.requirement.0, met.candidate.0, met.met, met.note, iso(met.seen)],
    )
    .map(drop)
}

pub(in crate::candidates) fn set_of_quota(
    conn: &Connection,
    id: i64,
    quota: QuotaId,
    candidate: CandidateId,
    is: bool,
) -> Result<()> {
    let sql = if is {
        "INSERT OR IGNORE INTO selection_of_quota (id, quota, candidate) VALUES (?1, ?2, ?3)"
    } else {
        "DELETE FROM selection_of_quota WHERE ?1 <> 0 AND quota = ?2 AND candidate = ?3"
    };
    run(conn, sql, params![id, quota.0, candidate.0]).map(drop)
}

pub(in crate::candidates) fn set_conflict(conn: &Connection, id: i64, conflict: &Conflict) -> Result<()> {
    let c = conflict;
    run(
        conn,
        "INSERT INTO selection_conflict (id, scorer, candidate, recused, why, declared_on) VALUES (?1, ?2, ?3, ?4, ?5, ?6) \
         ON CONFLICT (scorer, candidate) DO UPDATE SET recused = ?4, why = ?5, declared_on = ?6",
        params![id, c.scorer.0, c.candidate.0, c.recused, c.why, iso(c.declared)],
    )
    .map(drop)
}
