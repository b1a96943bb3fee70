//! Writing rounds. What may be written when is for `ops` and the guard.

use rusqlite::{Connection, params};

use crate::candidates::model::{
    CameBy, CandidateId, CriterionId, ExerciseId, NewCriterion, NewQuestion, NewRequirement, NewRound, Published,
    QuestionId, QuotaId, RequirementId, RoundId, ScorerId, Slot, Tried, Whose,
};
use crate::candidates::opened::{Anchor, Says};
use crate::candidates::quota::NewQuota;
use crate::candidates::seal::{Envelope, Unsealed};
use crate::kit::{Day, Result};
use crate::office::days::iso;

/// Fresh ids, where a call writes several rows.
pub(in crate::candidates) type Ids<'a> = &'a dyn Fn() -> i64;

pub(super) fn run(conn: &Connection, sql: &str, params: &[&dyn rusqlite::ToSql]) -> Result<usize> {
    Ok(conn.prepare_cached(sql)?.execute(params)?)
}

/// Takes a row of a table away; its parts go with it.
pub(in crate::candidates) fn delete(conn: &Connection, table: &'static str, id: i64) -> Result<usize> {
    run(conn, &format!("DELETE FROM {table} WHERE id = ?1"), params![id])
}

/// The next place in a list of a round.
pub(in crate::candidates) fn next_place(conn: &Connection, table: &'static str, of: RoundId) -> Result<i64> {
    let sql = format!("SELECT coalesce(max(place), 0) + 1 FROM {table} WHERE round = ?1");
    Ok(conn.prepare_cached(&sql)?.query_row([of.0], |row| row.get(0))?)
}

/// Puts the rows of a list into an order.
pub(in crate::candidates) fn set_places(conn: &Connection, table: &'static str, ids: &[i64]) -> Result<()> {
    let sql = format!("UPDATE {table} SET place = ?2 WHERE id = ?1 AND place <> ?2");
    for (place, id) in (1_i64..).zip(ids) {
        run(conn, &sql, params![id, place])?;
    }
    Ok(())
}

pub(in crate::candidates) fn insert_round(conn: &Connection, id: RoundId, new: &NewRound, strength: u32) -> Result<()> {
    run(
        conn,
        "INSERT INTO selection_round (id, name, kind, stage, seats, quorum, combine, ladder, strength) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        params![
            id.0,
            new.name,
            new.kind.key(),
            new.stage.key(),
            new.seats,
            new.quorum,
            new.combine.key(),
            new.ladder.text(),
            strength
        ],
    )?;
    update_round(conn, id, new)
}

pub(in crate::candidates) fn update_round(conn: &Connection, id: RoundId, new: &NewRound) -> Result<()> {
    run(
        conn,
        "UPDATE selection_round SET name = ?2, kind = ?3, stage = ?4, profile = ?5, seats = ?6, quorum = ?7, combine = ?8, \
         ladder = ?9, declaration = ?10 WHERE id = ?1",
        params![
            id.0,
            new.name,
            new.kind.key(),
            new.stage.key(),
            new.profile,
            new.seats,
            new.quorum,
            new.combine.key(),
            new.ladder.text(),
            new.declaration
        ],
    )
    .map(drop)
}

pub(in crate::candidates) fn set_seed(conn: &Connection, id: RoundId, seed: &str) -> Result<()> {
    run(conn, "UPDATE selection_round SET seed = ?2 WHERE id = ?1", params![id.0, seed]).map(drop)
}

pub(in crate::candidates) fn set_published(
    conn: &Connection,
    id: RoundId,
    published: Option<&Published>,
    op: Option<i64>,
) -> Result<()> {
    run(
        conn,
        "UPDATE selection_round SET published_on = ?2, published_by = ?3, published = ?4, published_sum = ?5, \
         published_in = ?6 WHERE id = ?1",
        params![
            id.0,
            published.map(|p| iso(p.on)),
            published.map_or("", |p| &p.by),
            published.map_or("", |p| &p.text),
            published.map_or("", |p| &p.sum),
            op
        ],
    )
    .map(drop)
}

pub(in crate::candidates) fn set_opened(conn: &Connection, id: RoundId, on: Day, by: &str) -> Result<()> {
    let sql = "UPDATE selection_round SET opened_on = ?2, opened_by = ?3 WHERE id = ?1";
    run(conn, sql, params![id.0, iso(on), by]).map(drop)
}

pub(in crate::candidates) fn insert_criterion(
    conn: &Connection,
    id: CriterionId,
    of: RoundId,
    new: &NewCriterion,
    ids: Ids<'_>,
) -> Result<()> {
    let place = next_place(conn, "selection_criterion", of)?;
    run(
        conn,
        "INSERT INTO selection_criterion (id, round, place, name, essential, weight) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![id.0, of.0, place, new.name, new.essential, new.weight],
    )?;
    update_criterion(conn, id, new, ids)
}

pub(in crate::candidates) fn update_criterion(
    conn: &Connection,
    id: CriterionId,
    new: &NewCriterion,
    ids: Ids<'_>,
) -> Result<()> {
    run(
        conn,
        "UPDATE selection_criterion SET name = ?2, about = ?3, essential = ?4, party_value = ?5, weight = ?6, \
         weight_reason = ?7, passes = ?8 WHERE id = ?1",
        params![
            id.0,
            new.name,
            new.about,
            new.essential,
            new.party_value,
            new.weight,
            new.weight_reason,
            new.passes.and_then(|at| i64::try_from(at).ok())
        ],
    )?;
    let mut select =
        conn.prepare_cached("SELECT points, words FROM selection_anchor WHERE criterion = ?1 ORDER BY place")?;
    let known = select
        .query_map([id.0], |row| Ok(Anchor { value: row.get(0)?, words: row.get(1)? }))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    if known == new.anchors {
        return Ok(());
    }
    run(conn, "DELETE FROM selection_anchor WHERE criterion = ?1", params![id.0])?;
    for (place, anchor) in (0_i64..).zip(&new.anchors) {
        run(
            conn,
            "INSERT INTO selection_anchor (id, criterion, place, points, words) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![ids(), id.0, place, anchor.value, anchor.words],
        )?;
    }
    Ok(())
}

pub(in crate::candidates) fn insert_question(
    conn: &Connection,
    id: QuestionId,
    of: RoundId,
    new: &NewQuestion,
    ids: Ids<'_>,
) -> Result<()> {
    let place = next_place(conn, "selection_question", of)?;
    run(
        conn,
        "INSERT INTO selection_question (id, round, place, text) VALUES (?1, ?2, ?3, ?4)",
        params![id.0, of.0, place, new.text],
    )?;
    update_question(conn, id, new, ids)
}

pub(in crate::candidates) fn update_question(
    conn: &Connection,
    id: QuestionId,
    new: &NewQuestion,
    ids: Ids<'_>,
) -> Result<()> {
    run(
        conn,
        "UPDATE selection_question SET text = ?2, follow_ups = ?3, minutes = ?4, allowed_why = ?5 WHERE id = ?1",
        params![id.0, new.text, new.follow_ups, new.minutes, new.allowed_why],
    )?;
    run(conn, "DELETE FROM selection_asks WHERE question = ?1", params![id.0])?;
    for criterion in &new.criteria {
        let sql = "INSERT INTO selection_asks (id, question, criterion) VALUES (?1, ?2, ?3)";
        run(conn, sql, params![ids(), id.0, criterion.0])?;
    }
    Ok(())
}

pub(in crate::candidates) fn insert_requirement(
    conn: &Connection,
    id: RequirementId,
    of: RoundId,
    new: &NewRequirement,
) -> Result<()> {
    let place = next_place(conn, "selection_requirement", of)?;
    let sql = "INSERT INTO selection_requirement (id, round, place, text, rests_on) VALUES (?1, ?2, ?3, ?4, ?5)";
    run(conn, sql, params![id.0, of.0, place, new.text, new.rests_on]).map(drop)
}

pub(in crate::candidates) fn update_requirement(
    conn: &Connection,
    id: RequirementId,
    new: &NewRequirement,
) -> Result<()> {
    let sql = "UPDATE selection_requirement SET text = ?2, rests_on = ?3 WHERE id = ?1";
    run(conn, sql, params![id.0, new.text, new.rests_on]).map(drop)
}

pub(in crate::candidates) fn update_quota(conn: &Connection, id: QuotaId, new: &NewQuota) -> Result<()> {
    let sql = "UPDATE selection_quota SET first = ?2, least = ?3, whom = ?4, rests_on = ?5 WHERE id = ?1";
    run(conn, sql, params![id.0, new.first, new.least, new.whom, new.rests_on]).map(drop)
}

pub(in crate::candidates) fn insert_quota(conn: &Connection, id: QuotaId, of: RoundId, new: &NewQuota) -> Result<()> {
    let sql = "INSERT INTO selection_quota (id, round, first, least, whom, rests_on) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    run(conn, sql, params![id.0, of.0, new.first, new.least, new.whom, new.rests_on]).map(drop)
}

pub(in crate::candidates) fn insert_exercise(
    conn: &Connection,
    id: ExerciseId,
    of: RoundId,
    criterion: CriterionId,
    answer: &str,
) -> Result<()> {
    let sql = "INSERT INTO selection_exercise (id, round, criterion, answer) VALUES (?1, ?2, ?3, ?4)";
    run(conn, sql, params![id.0, of.0, criterion.0, answer]).map(drop)
}

pub(in crate::candidates) fn set_tried(conn: &Connection, id: i64, tried: Tried) -> Result<()> {
    let anchor = match tried.says {
        Says::NoEvidence => None,
        Says::Anchor(at) => i64::try_from(at).ok(),
    };
    run(
        conn,
        "INSERT INTO selection_tried (id, exercise, scorer, anchor) VALUES (?1, ?2, ?3, ?4) \
         ON CONFLICT (exercise, scorer) DO UPDATE SET anchor = ?4",
        params![id, tried.exercise.0, tried.scorer.0, anchor],
    )
    .map(drop)
}

pub(in crate::candidates) fn insert_free(
    conn: &Connection,
    id: i64,
    of: RoundId,
    whose: Whose,
    (on, begins, ends): (Day, u32, u32),
) -> Result<()> {
    let (scorer, candidate) = match whose {
        Whose::Panel => (None, None),
        Whose::Scorer(one) => (Some(one.0), None),
        Whose::Candidate(one) => (None, Some(one.0)),
    };
    let sql = "INSERT INTO selection_free (id, round, scorer, candidate, on_day, begins, ends) \
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    run(conn, sql, params![id, of.0, scorer, candidate, iso(on), begins, ends]).map(drop)
}

/// Writes a timetable in place of an older one.
pub(in crate::candidates) fn set_slots(conn: &Connection, of: RoundId, slots: &[Slot], ids: Ids<'_>) -> Result<()> {
    run(conn, "DELETE FROM selection_slot WHERE round = ?1", params![of.0])?;
    for slot in slots {
        let sql =
            "INSERT INTO selection_slot (id, round, candidate, on_day, begins, ends) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        let candidate = slot.candidate.map(|one| one.0);
        run(conn, sql, params![ids(), of.0, candidate, iso(slot.on), slot.begins, slot.ends])?;
    }
    Ok(())
}

pub(in crate::candidates) fn insert_card(
    conn: &Connection,
    id: i64,
    (scorer, candidate): (ScorerId, CandidateId),
    envelope: &Envelope,
    (came_by, on): (CameBy, Day),
) -> Result<()> {
    run(
        conn,
        "INSERT INTO selection_card (id, scorer, candidate, nonce, sealed, commitment, came_by, handed_on) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        params![
            id,
            scorer.0,
            candidate.0,
            envelope.nonce,
            envelope.sealed,
            envelope.commitment,
            came_by.key(),
            iso(on)
        ],
    )
    .map(drop)
}

/// Writes what an opened card says beside what was sealed.
pub(in crate::candidates) fn set_unsealed(
    conn: &Connection,
    (scorer, candidate): (ScorerId, CandidateId),
    card: &Unsealed,
) -> Result<()> {
    let sql = "UPDATE selection_card SET salt = ?3, json = ?4 WHERE scorer = ?1 AND candidate = ?2";
    run(conn, sql, params![scorer.0, candidate.0, card.salt, card.json]).map(drop)
}
