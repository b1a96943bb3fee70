//! Rounds as they stand in the file. Of a card only that it came in is read here; what it says is read by `opened`.

use rusqlite::{Connection, OptionalExtension as _, Row};

use crate::candidates::model::{
    CameBy, Candidate, CandidateId, CardNote, Combine, Conflict, Criterion, CriterionId, Exercise, ExerciseId, Free,
    Kind, Ladder, Met, Needs, NewCandidate, NewCriterion, NewQuestion, NewRequirement, NewRound, NewScorer, PersonId,
    Published, Question, QuestionId, QuotaId, Requirement, RequirementId, Role, Round, RoundId, Scorer, ScorerId, Slot,
    Stage, Step, Text, Tried, Whole, Whose,
};
use crate::candidates::opened::{Anchor, Says};
use crate::candidates::quota::{NewQuota, Quota};
use crate::candidates::seal::Envelope;
use crate::kit::fold::fold;
use crate::kit::{Problem, Result};
use crate::office::days::{day, maybe_day};
use crate::office::words;
use crate::t;

/// A word of a checked column.
fn word<T>(row: &Row<'_>, at: usize, of: fn(&str) -> Option<T>) -> rusqlite::Result<T> {
    words::word(row, at, |text| {
        of(text).ok_or_else(|| Problem::file(t!("“{text}” is a word that this program does not know", text = text)))
    })
}

/// One round of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub id: RoundId,
    pub name: String,
    pub step: Step,
    pub stage: Stage,
    /// Who did not withdraw.
    pub candidates: usize,
    pub scorers: usize,
    /// Cards that came in, and cards that are due.
    pub cards: (usize, usize),
}

/// Every round, the newest first.
///
/// # Errors
/// When the file cannot be read.
pub fn lines(conn: &Connection) -> Result<Vec<Line>> {
    let mut select = conn.prepare_cached("SELECT id FROM selection_round ORDER BY id DESC")?;
    let ids = select.query_map([], |row| row.get(0).map(RoundId))?.collect::<rusqlite::Result<Vec<_>>>()?;
    let line = |id: RoundId| {
        let whole = whole(conn, id)?;
        let progress = whole.progress();
        Ok(Line {
            id,
            step: whole.step(),
            stage: whole.round.new.stage,
            candidates: whole.standing().count(),
            scorers: whole.panel().count(),
            cards: (progress.iter().map(|p| p.handed_in).sum(), progress.iter().map(|p| p.due).sum()),
            name: whole.round.new.name,
        })
    };
    ids.into_iter().map(line).collect()
}

/// The round that a command means: an id, or the vacancy; of several the newest.
///
/// # Errors
/// When there is none.
pub fn called(conn: &Connection, text: &str) -> Result<RoundId> {
    let mut select = conn.prepare_cached("SELECT id, name FROM selection_round ORDER BY id DESC")?;
    let all = select
        .query_map([], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?)))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    let found = all.iter().find(|(id, name)| id.to_string() == text.trim() || fold(name) == fold(text));
    found.map(|(id, _)| RoundId(*id)).ok_or_else(|| {
        let names: Vec<&str> = all.iter().map(|(_, name)| name.as_str()).collect();
        Problem::input(t!("There is no selection round “{name}”", name = text)).hint(if names.is_empty() {
            t!("`candidates new` makes one").to_owned()
        } else {
            t!("There are rounds for {names}", names = names.join(", "))
        })
    })
}

/// The round that a step of history published, and that is still published.
///
/// # Errors
/// When the file cannot be read.
pub fn published_in(conn: &Connection, op: i64) -> Result<Option<RoundId>> {
    let mut select = conn.prepare_cached("SELECT id FROM selection_round WHERE published_in = ?1")?;
    Ok(select.query_row([op], |row| row.get(0).map(RoundId)).optional()?)
}

/// The rows of a round, by a query with its id as the one parameter.
pub(super) fn rows<T>(
    conn: &Connection,
    id: RoundId,
    sql: &str,
    read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<Vec<T>> {
    let mut select = conn.prepare_cached(sql)?;
    Ok(select.query_map([id.0], read)?.collect::<rusqlite::Result<_>>()?)
}

/// A round with all that belongs to it.
///
/// # Errors
/// When there is no such round.
pub fn whole(conn: &Connection, id: RoundId) -> Result<Whole> {
    Ok(Whole {
        british: crate::office::profile::get(conn)?.jurisdictions.iter().any(|code| code == "gb"),
        round: round(conn, id)?,
        criteria: criteria(conn, id)?,
        questions: questions(conn, id)?,
        requirements: requirements(conn, id)?,
        quotas: quotas(conn, id)?,
        scorers: scorers(conn, id)?,
        candidates: candidates(conn, id)?,
        texts: texts(conn, id)?,
        met: met(conn, id)?,
        of_quota: rows(
            conn,
            id,
            "SELECT quota, candidate FROM selection_of_quota o JOIN selection_quota q ON q.id = o.quota WHERE q.round = ?1",
            |row| Ok((QuotaId(row.get(0)?), CandidateId(row.get(1)?))),
        )?,
        conflicts: conflicts(conn, id)?,
        exercises: rows(
            conn,
            id,
            "SELECT id, criterion, answer FROM selection_exercise WHERE round = ?1 ORDER BY id",
            |row| {
                Ok(Exercise { id: ExerciseId(row.get(0)?), criterion: CriterionId(row.get(1)?), answer: row.get(2)? })
            },
        )?,
        tried: tried(conn, id)?,
        free: free(conn, id)?,
        slots: slots(conn, id)?,
        cards: cards(conn, id)?,
        needs: needs(conn, id)?,
    })
}

fn round(conn: &Connection, id: RoundId) -> Result<Round> {
    let mut select = conn.prepare_cached(
        "SELECT name, kind, stage, profile, seats, quorum, combine, ladder, declaration, seed, strength, published_on, \
         published_by, published, published_sum, opened_on, opened_by FROM selection_round WHERE id = ?1",
    )?;
    let found = select.query_row([id.0], |row| {
        let ladder = row.get::<_, String>(7)?;
        let ladder = Ladder::read(&ladder).map_err(|_unknown| rusqlite::Error::InvalidParameterName(ladder))?;
        let published = maybe_day(row, 11)?;
        let opened = maybe_day(row, 15)?;
        Ok(Round {
            id,
            new: NewRound {
                name: row.get(0)?,
                kind: word(row, 1, Kind::of)?,
                stage: word(row, 2, Stage::of)?,
                profile: row.get(3)?,
                seats: row.get(4)?,
                quorum: row.get(5)?,
                combine: word(row, 6, Combine::of)?,
                ladder,
                declaration: row.get(8)?,
            },
            seed: row.get(9)?,
            strength: row.get(10)?,
            published: published
                .map(|on| {
                    Ok::<_, rusqlite::Error>(Published { on, by: row.get(12)?, text: row.get(13)?, sum: row.get(14)? })
                })
                .transpose()?,
            opened: opened.map(|on| Ok::<_, rusqlite::Error>((on, row.get(16)?))).transpose()?,
        })
    });
    found.optional()?.ok_or_else(|| Problem::input(t!("There is no such selection round")))
}

fn criteria(conn: &Connection, id: RoundId) -> Result<Vec<Criterion>> {
    let mut all = rows(
        conn,
        id,
        "SELECT id, name, about, essential, party_value, weight, weight_reason, passes FROM selection_criterion WHERE round = ?1 \
         ORDER BY place, id",
        |row| {
            let new = NewCriterion {
                name: row.get(1)?,
                about: row.get(2)?,
                essential: row.get(3)?,
                party_value: row.get(4)?,
                weight: row.get(5)?,
                weight_reason: row.get(6)?,
                anchors: Vec::new(),
                passes: row.get::<_, Option<u32>>(7)?.map(|at| at as usize),
            };
            Ok(Criterion { id: CriterionId(row.get(0)?), new })
        },
    )?;
    let anchors = rows(
        conn,
        id,
        "SELECT a.criterion, a.points, a.words FROM selection_anchor a JOIN selection_criterion c ON c.id = a.criterion \
         WHERE c.round = ?1 ORDER BY a.criterion, a.place",
        |row| Ok((CriterionId(row.get(0)?), Anchor { value: row.get(1)?, words: row.get(2)? })),
    )?;
    for (of, anchor) in anchors {
        if let Some(one) = all.iter_mut().find(|one| one.id == of) {
            one.new.anchors.push(anchor);
        }
    }
    Ok(all)
}

fn questions(conn: &Connection, id: RoundId) -> Result<Vec<Question>> {
    let mut all = rows(
        conn,
        id,
        "SELECT id, text, follow_ups, minutes, allowed_why FROM selection_question WHERE round = ?1 ORDER BY place, id",
        |row| {
            let new = NewQuestion {
                text: row.get(1)?,
                follow_ups: row.get(2)?,
                minutes: row.get(3)?,
                allowed_why: row.get(4)?,
                criteria: Vec::new(),
            };
            Ok(Question { id: QuestionId(row.get(0)?), new })
        },
    )?;
    let asks = rows(
        conn,
        id,
        "SELECT a.question, a.criterion FROM selection_asks a JOIN selection_criterion c ON c.id = a.criterion \
         WHERE c.round = ?1 ORDER BY c.place, c.id",
        |row| Ok((QuestionId(row.get(0)?), CriterionId(row.get(1)?))),
    )?;
    for (question, criterion) in asks {
        if let Some(one) = all.iter_mut().find(|one| one.id == question) {
            one.new.criteria.push(criterion);
        }
    }
    Ok(all)
}

fn requirements(conn: &Connection, id: RoundId) -> Result<Vec<Requirement>> {
    let sql = "SELECT id, text, rests_on FROM selection_requirement WHERE round = ?1 ORDER BY place, id";
    rows(conn, id, sql, |row| {
        let new = NewRequirement { text: row.get(1)?, rests_on: row.get(2)? };
        Ok(Requirement { id: RequirementId(row.get(0)?), new })
    })
}

fn quotas(conn: &Connection, id: RoundId) -> Result<Vec<Quota>> {
    let sql = "SELECT id, first, least, whom, rests_on FROM selection_quota WHERE round = ?1 ORDER BY id";
    rows(conn, id, sql, |row| {
        let new = NewQuota { first: row.get(1)?, least: row.get(2)?, whom: row.get(3)?, rests_on: row.get(4)? };
        Ok(Quota { id: QuotaId(row.get(0)?), new })
    })
}

fn scorers(conn: &Connection, id: RoundId) -> Result<Vec<Scorer>> {
    let sql = "SELECT id, person, name, role, stands_for, salt, check_nonce, check_sealed, check_commitment, absent_why, by_code \
               FROM selection_scorer WHERE round = ?1 ORDER BY role = 'substitute', role <> 'chair', id";
    rows(conn, id, sql, |row| {
        let check = Envelope { nonce: row.get(6)?, sealed: row.get(7)?, commitment: row.get(8)? };
        Ok(Scorer {
            id: ScorerId(row.get(0)?),
            new: NewScorer {
                person: row.get::<_, Option<i64>>(1)?.map(PersonId),
                name: row.get(2)?,
                role: word(row, 3, Role::of)?,
            },
            stands_for: row.get::<_, Option<i64>>(4)?.map(ScorerId),
            salt: row.get(5)?,
            check: (!check.sealed.is_empty()).then_some(check),
            absent_why: row.get(9)?,
            by_code: row.get(10)?,
        })
    })
}

fn candidates(conn: &Connection, id: RoundId) -> Result<Vec<Candidate>> {
    let sql = "SELECT id, person, name, applied_on, signed_on, withdrawn_on, withdrawn_why \
               FROM selection_candidate WHERE round = ?1 ORDER BY id";
    rows(conn, id, sql, |row| {
        let withdrawn = maybe_day(row, 5)?;
        Ok(Candidate {
            id: CandidateId(row.get(0)?),
            new: NewCandidate {
                person: row.get::<_, Option<i64>>(1)?.map(PersonId),
                name: row.get(2)?,
                applied: day(row, 3)?,
                signed: maybe_day(row, 4)?,
            },
            withdrawn: withdrawn.map(|on| Ok::<_, rusqlite::Error>((on, row.get(6)?))).transpose()?,
        })
    })
}

fn needs(conn: &Connection, id: RoundId) -> Result<Vec<Needs>> {
    let sql = "SELECT n.candidate, n.scorer, n.nonce, n.sealed, n.commitment FROM selection_needs n \
               JOIN selection_candidate c ON c.id = n.candidate WHERE c.round = ?1 ORDER BY n.id";
    rows(conn, id, sql, |row| {
        Ok(Needs {
            candidate: CandidateId(row.get(0)?),
            scorer: ScorerId(row.get(1)?),
            envelope: Envelope { nonce: row.get(2)?, sealed: row.get(3)?, commitment: row.get(4)? },
        })
    })
}

fn texts(conn: &Connection, id: RoundId) -> Result<Vec<Text>> {
    let sql = "SELECT t.candidate, t.question, t.text, t.redacted, t.ready FROM selection_text t \
               JOIN selection_candidate c ON c.id = t.candidate WHERE c.round = ?1 ORDER BY t.candidate, t.question";
    rows(conn, id, sql, |row| {
        Ok(Text {
            candidate: CandidateId(row.get(0)?),
            question: row.get::<_, Option<i64>>(1)?.map(QuestionId),
            text: row.get(2)?,
            redacted: row.get(3)?,
            ready: row.get(4)?,
        })
    })
}

fn met(conn: &Connection, id: RoundId) -> Result<Vec<Met>> {
    let sql = "SELECT m.requirement, m.candidate, m.met, m.note, m.seen_on FROM selection_met m \
               JOIN selection_candidate c ON c.id = m.candidate WHERE c.round = ?1 ORDER BY m.id";
    rows(conn, id, sql, |row| {
        Ok(Met {
            requirement: RequirementId(row.get(0)?),
            candidate: CandidateId(row.get(1)?),
            met: row.get(2)?,
            note: row.get(3)?,
            seen: day(row, 4)?,
        })
    })
}

fn conflicts(conn: &Connection, id: RoundId) -> Result<Vec<Conflict>> {
    let sql = "SELECT f.scorer, f.candidate, f.recused, f.why, f.declared_on FROM selection_conflict f \
               JOIN selection_candidate c ON c.id = f.candidate WHERE c.round = ?1 ORDER BY f.id";
    rows(conn, id, sql, |row| {
        Ok(Conflict {
            scorer: ScorerId(row.get(0)?),
            candidate: CandidateId(row.get(1)?),
            recused: row.get(2)?,
            why: row.get(3)?,
            declared: day(row, 4)?,
        })
    })
}

fn tried(conn: &Connection, id: RoundId) -> Result<Vec<Tried>> {
    let sql = "SELECT t.exercise, t.scorer, t.anchor FROM selection_tried t JOIN selection_exercise e ON e.id = t.exercise \
               WHERE e.round = ?1 ORDER BY t.id";
    rows(conn, id, sql, |row| {
        let anchor: Option<u32> = row.get(2)?;
        let says = anchor.map_or(Says::NoEvidence, |at| Says::Anchor(at as usize));
        Ok(Tried { exercise: ExerciseId(row.get(0)?), scorer: ScorerId(row.get(1)?), says })
    })
}

fn free(conn: &Connection, id: RoundId) -> Result<Vec<Free>> {
    let sql = "SELECT id, scorer, candidate, on_day, begins, ends FROM selection_free WHERE round = ?1 \
               ORDER BY on_day, begins, id";
    rows(conn, id, sql, |row| {
        let whose = match (row.get::<_, Option<i64>>(1)?, row.get::<_, Option<i64>>(2)?) {
            (Some(scorer), _) => Whose::Scorer(ScorerId(scorer)),
            (None, Some(candidate)) => Whose::Candidate(CandidateId(candidate)),
            (None, None) => Whose::Panel,
        };
        Ok(Free { id: row.get(0)?, whose, on: day(row, 3)?, begins: row.get(4)?, ends: row.get(5)? })
    })
}

fn slots(conn: &Connection, id: RoundId) -> Result<Vec<Slot>> {
    let sql = "SELECT candidate, on_day, begins, ends FROM selection_slot WHERE round = ?1 ORDER BY on_day, begins";
    rows(conn, id, sql, |row| {
        let candidate = row.get::<_, Option<i64>>(0)?.map(CandidateId);
        Ok(Slot { candidate, on: day(row, 1)?, begins: row.get(2)?, ends: row.get(3)? })
    })
}

fn cards(conn: &Connection, id: RoundId) -> Result<Vec<CardNote>> {
    let sql = "SELECT k.scorer, k.candidate, k.came_by, k.handed_on, k.nonce, k.sealed, k.commitment, s.keyed_by \
               FROM selection_card k JOIN selection_candidate c ON c.id = k.candidate \
               LEFT JOIN selection_sheet s ON s.scorer = k.scorer AND s.candidate = k.candidate WHERE c.round = ?1 ORDER BY k.id";
    rows(conn, id, sql, |row| {
        Ok(CardNote {
            scorer: ScorerId(row.get(0)?),
            candidate: CandidateId(row.get(1)?),
            came_by: word(row, 2, CameBy::of)?,
            on: day(row, 3)?,
            envelope: Envelope { nonce: row.get(4)?, sealed: row.get(5)?, commitment: row.get(6)? },
            keyed_by: row.get::<_, Option<String>>(7)?.unwrap_or_default(),
        })
    })
}
