//! Elections as they stand in the file.

use rusqlite::{Connection, OptionalExtension as _, Row, params};
use sha2::{Digest as _, Sha256};

use super::{day, maybe_day, places, roll};
use crate::elections::model::{
    Account, Candidate, Declared, Drawn, Election, ElectionId, Entered, LotKind, Marks, NewElection, NewNomination,
    Nominator, NomineeId, Outcome, PersonId, Print, ResultId, Roll, Round, Rules, Settled, Step, Whole,
};
use crate::kit::fold::fold;
use crate::kit::{Day, Problem, Result};
use crate::t;

/// One election of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub id: ElectionId,
    pub post: String,
    pub on: Day,
    pub seats: usize,
    pub rules: Rules,
    pub standing: usize,
    pub step: Step,
    /// The result that stands, in a sentence.
    pub result: String,
    /// What the subject of the next step is: a day, if one is set.
    pub due: Option<Day>,
}

/// Every election, the latest vote first.
///
/// # Errors
/// When the file cannot be read.
pub fn lines(conn: &Connection) -> Result<Vec<Line>> {
    let mut select = conn.prepare_cached("SELECT id FROM election ORDER BY on_day DESC, id DESC")?;
    let ids = select.query_map([], |row| row.get(0).map(ElectionId))?.collect::<rusqlite::Result<Vec<_>>>()?;
    let mut lines = Vec::with_capacity(ids.len());
    for id in ids {
        let whole = read(conn, id, false)?;
        let step = whole.step();
        let new = &whole.election.new;
        let due = match step {
            Step::Declared => None,
            Step::Nominating => Some(new.nominate_by.unwrap_or(new.on)),
            _ => Some(new.on),
        };
        lines.push(Line {
            id,
            on: new.on,
            seats: new.seats,
            rules: new.rules,
            standing: whole.standing().count(),
            step,
            result: whole.declared().map(|one| whole.says(&one.outcome)).unwrap_or_default(),
            due,
            post: new.post.clone(),
        });
    }
    Ok(lines)
}

/// The election that a command means: an id, or the post; of several of that post the one that is not declared, or the latest.
///
/// # Errors
/// When there is none.
pub fn called(conn: &Connection, text: &str) -> Result<ElectionId> {
    let all = lines(conn)?;
    if let Some(one) = text.trim().parse::<i64>().ok().and_then(|id| all.iter().find(|line| line.id.0 == id)) {
        return Ok(one.id);
    }
    let named: Vec<&Line> = all.iter().filter(|line| fold(&line.post) == fold(text)).collect();
    let open = named.iter().find(|line| line.step != Step::Declared);
    open.or(named.first()).map(|line| line.id).ok_or_else(|| {
        let names: Vec<String> = all.iter().map(|line| line.post.clone()).collect();
        Problem::input(t!("There is no election of “{post}”", post = text)).hint(if names.is_empty() {
            t!("`elections new` makes one").to_owned()
        } else {
            t!("There are elections of {names}", names = names.join(", "))
        })
    })
}

/// An election with all that belongs to it, and what the roll says of its candidates.
///
/// # Errors
/// When there is no such election.
pub fn whole(conn: &Connection, id: ElectionId) -> Result<Whole> {
    read(conn, id, true)
}

/// In part: without what the roll says, and without the papers of what is declared.
fn read(conn: &Connection, id: ElectionId, in_full: bool) -> Result<Whole> {
    let election = election(conn, id)?;
    let mut candidates = candidates(conn, id)?;
    if in_full && election.closed.is_none() {
        roll::bars(conn, &election, &mut candidates)?;
    }
    let results = results(conn, id)?;
    let papers = in_full || results.iter().all(|result| result.voided.is_some());
    Ok(Whole { candidates, lots: lots(conn, id)?, rounds: rounds(conn, id, papers)?, results, election })
}

/// A count or place; the columns hold none that is negative.
fn number(row: &Row<'_>, at: usize) -> rusqlite::Result<usize> {
    row.get::<_, u32>(at).map(|number| number as usize)
}

fn rules(text: &str) -> rusqlite::Result<Rules> {
    Rules::of(text).ok_or_else(|| rusqlite::Error::InvalidParameterName(format!("unknown rules {text}")))
}

fn election(conn: &Connection, id: ElectionId) -> Result<Election> {
    let mut select = conn.prepare_cached(
        "SELECT post, seats, rules, reopen, secret, on_day, nominate_by, nominators, note, roll_on, roll_rule, closed_on, \
         (SELECT count(*) FROM election_voter v WHERE v.election = e.id) FROM election e WHERE id = ?1",
    )?;
    let found = select.query_row([id.0], |row| {
        let new = NewElection {
            post: row.get(0)?,
            seats: number(row, 1)?,
            rules: rules(&row.get::<_, String>(2)?)?,
            reopen: row.get(3)?,
            secret: row.get(4)?,
            on: day(row, 5)?,
            nominate_by: maybe_day(row, 6)?,
            nominators: number(row, 7)?,
            note: row.get(8)?,
        };
        let (rule, people) = (row.get(10)?, number(row, 12)?);
        Ok(Election {
            id,
            new,
            roll: maybe_day(row, 9)?.map(|on| Roll { on, rule, people }),
            closed: maybe_day(row, 11)?,
        })
    });
    found.optional()?.ok_or_else(|| Problem::input(t!("There is no such election")))
}

fn candidates(conn: &Connection, id: ElectionId) -> Result<Vec<Candidate>> {
    let mut select = conn.prepare_cached(
        "SELECT id, person, name, proposer_person, proposer, seconder_person, seconder, statement, allowed_why, nominated_on, \
         consented_on, withdrawn_on, withdrawn_why, place FROM election_candidate WHERE election = ?1 \
         ORDER BY place IS NULL, place, id",
    )?;
    let who = |row: &Row<'_>, at: usize| -> rusqlite::Result<Nominator> {
        Ok(Nominator { person: row.get::<_, Option<i64>>(at)?.map(PersonId), name: row.get(at + 1)? })
    };
    let rows = select.query_map([id.0], |row| {
        let consented = maybe_day(row, 10)?;
        let why: String = row.get(12)?;
        Ok(Candidate {
            id: NomineeId(row.get(0)?),
            new: NewNomination {
                person: row.get::<_, Option<i64>>(1)?.map(PersonId),
                name: row.get(2)?,
                proposer: who(row, 3)?,
                seconder: who(row, 5)?,
                statement: row.get(7)?,
                consents: consented.is_some(),
                allowed: row.get(8)?,
            },
            nominated: day(row, 9)?,
            consented,
            withdrawn: maybe_day(row, 11)?.map(|on| (on, why)),
            place: row.get::<_, Option<u32>>(13)?.map(|place| place as usize),
            bars: Vec::new(),
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn lots(conn: &Connection, id: ElectionId) -> Result<Vec<Drawn>> {
    let mut select = conn.prepare_cached(
        "SELECT kind, seed, places, drawn_on, drawn_by FROM election_lot WHERE election = ?1 ORDER BY id",
    )?;
    let rows = select.query_map([id.0], |row| {
        let kind: String = row.get(0)?;
        Ok((kind, row.get(1)?, row.get::<_, String>(2)?, day(row, 3)?, row.get(4)?))
    })?;
    let mut all = Vec::new();
    for row in rows {
        let (kind, seed, drawn, on, by) = row?;
        all.push(Drawn { kind: LotKind::of(&kind)?, seed, places: places(&drawn), on, by });
    }
    Ok(all)
}

/// Marks as two columns keep them.
fn marks(row: &Row<'_>, at: usize) -> rusqlite::Result<Option<Marks>> {
    let (marked, spoilt): (String, String) = (row.get(at)?, row.get(at + 1)?);
    Ok(match (marked.is_empty(), spoilt.is_empty()) {
        (false, _) => Some(Marks::Places(places(&marked))),
        (true, false) => Some(Marks::Spoilt(spoilt)),
        (true, true) => None,
    })
}

fn rounds(conn: &Connection, id: ElectionId, papers: bool) -> Result<Vec<Round>> {
    let mut select = conn.prepare_cached(
        "SELECT round, standing, says, issued, replaced, unused, returned, \
         (SELECT count(*) FROM election_mark m WHERE m.election = r.election AND m.round = r.round) \
         FROM election_round r WHERE election = ?1 ORDER BY round",
    )?;
    let rows = select.query_map([id.0], |row| {
        Ok(Round {
            number: row.get(0)?,
            standing: places(&row.get::<_, String>(1)?),
            says: row.get(2)?,
            prints: Vec::new(),
            account: Account { issued: row.get(3)?, replaced: row.get(4)?, unused: row.get(5)?, returned: row.get(6)? },
            marked: row.get(7)?,
            first: Vec::new(),
            second: Vec::new(),
            settled: Vec::new(),
        })
    })?;
    let mut all = rows.collect::<rusqlite::Result<Vec<_>>>()?;
    for round in all.iter_mut().filter(|_| papers) {
        fill(conn, id, round)?;
    }
    Ok(all)
}

fn fill(conn: &Connection, id: ElectionId, round: &mut Round) -> Result<()> {
    let of = params![id.0, round.number];
    let mut prints = conn.prepare_cached(
        "SELECT first, last, printed_on, printed_by FROM election_print WHERE election = ?1 AND round = ?2 ORDER BY first",
    )?;
    let print = |row: &Row<'_>| Ok(Print { first: row.get(0)?, last: row.get(1)?, on: day(row, 2)?, by: row.get(3)? });
    round.prints = prints.query_map(of, print)?.collect::<rusqlite::Result<_>>()?;
    let mut entries = conn.prepare_cached(
        "SELECT entry, number, marks, spoilt, keyed_by FROM election_entry WHERE election = ?1 AND round = ?2 \
         ORDER BY entry, number",
    )?;
    let mut rows = entries.query(of)?;
    while let Some(row) = rows.next()? {
        let Some(marks) = marks(row, 2)? else { continue };
        let one = Entered { number: row.get(1)?, marks, who: row.get(4)? };
        let which: u8 = row.get(0)?;
        if which == 1 { round.first.push(one) } else { round.second.push(one) }
    }
    let mut settled = conn.prepare_cached(
        "SELECT number, marks, spoilt, note, settled_by FROM election_settled WHERE election = ?1 AND round = ?2 ORDER BY number",
    )?;
    let one =
        |row: &Row<'_>| Ok(Settled { number: row.get(0)?, marks: marks(row, 1)?, note: row.get(3)?, who: row.get(4)? });
    round.settled = settled.query_map(of, one)?.collect::<rusqlite::Result<_>>()?;
    Ok(())
}

/// The hash that a result is declared with.
pub fn outcome_hash(json: &str) -> String {
    Sha256::digest(json.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn results(conn: &Connection, id: ElectionId) -> Result<Vec<Declared>> {
    let mut select = conn.prepare_cached(
        "SELECT id, declared_on, declared_by, outcome, hash, voided_on, voided_by, voided_why FROM election_result \
         WHERE election = ?1 ORDER BY id DESC",
    )?;
    let mut rows = select.query([id.0])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let json: String = row.get(3)?;
        let outcome: Outcome = serde_json::from_str(&json)
            .map_err(|e| Problem::file(t!("A result in the file cannot be read")).because(e))?;
        let voided = maybe_day(row, 5)?;
        all.push(Declared {
            id: ResultId(row.get(0)?),
            on: day(row, 1)?,
            by: row.get(2)?,
            outcome,
            hash: row.get(4)?,
            voided: voided.map(|on| Ok::<_, rusqlite::Error>((on, row.get(6)?, row.get(7)?))).transpose()?,
        });
    }
    Ok(all)
}

/// The election whose standing result a step of history declared.
///
/// # Errors
/// When the file cannot be read.
pub fn declared_in(conn: &Connection, op: i64) -> Result<Option<ElectionId>> {
    let mut select =
        conn.prepare_cached("SELECT election FROM election_result WHERE declared_in = ?1 AND voided_on IS NULL")?;
    Ok(select.query_row([op], |row| row.get(0).map(ElectionId)).optional()?)
}
