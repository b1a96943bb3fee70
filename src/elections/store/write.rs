//! Writing elections.

use rusqlite::{Connection, params};

use super::{in_words, iso};
use crate::elections::model::{
    Account, Candidate, Drawn, ElectionId, Marks, NewElection, NewNomination, NomineeId, PersonId, Print, ResultId,
    VoterId,
};
use crate::kit::{Day, Problem, Result};
use crate::meetings::model::DecisionId;
use crate::t;

fn run(conn: &Connection, sql: &str, params: &[&dyn rusqlite::ToSql]) -> Result<usize> {
    Ok(conn.prepare_cached(sql)?.execute(params)?)
}

pub(in crate::elections) fn insert_election(conn: &Connection, id: ElectionId, new: &NewElection) -> Result<()> {
    run(
        conn,
        "INSERT INTO election (id, post, seats, rules, reopen, secret, on_day, nominators, note) \
         VALUES (?1, ?2, 1, ?3, 0, 0, ?4, 0, '')",
        params![id.0, new.post, new.rules.key(), iso(new.on)],
    )?;
    update_election(conn, id, new)
}

pub(in crate::elections) fn update_election(conn: &Connection, id: ElectionId, new: &NewElection) -> Result<()> {
    let seats = i64::try_from(new.seats).unwrap_or(i64::MAX);
    let nominators = i64::try_from(new.nominators).unwrap_or(i64::MAX);
    run(
        conn,
        "UPDATE election SET post = ?2, seats = ?3, rules = ?4, reopen = ?5, secret = ?6, on_day = ?7, nominate_by = ?8, \
         nominators = ?9, note = ?10 WHERE id = ?1",
        params![
            id.0,
            new.post,
            seats,
            new.rules.key(),
            new.reopen,
            new.secret,
            iso(new.on),
            new.nominate_by.map(iso),
            nominators,
            new.note
        ],
    )?;
    Ok(())
}

pub(in crate::elections) fn delete_election(conn: &Connection, id: ElectionId) -> Result<()> {
    run(conn, "DELETE FROM election WHERE id = ?1", params![id.0]).map(drop)
}

pub(in crate::elections) fn set_roll(conn: &Connection, id: ElectionId, roll: Option<(Day, &str)>) -> Result<()> {
    let sql = "UPDATE election SET roll_on = ?2, roll_rule = ?3 WHERE id = ?1";
    run(conn, sql, params![id.0, roll.map(|(on, _)| iso(on)), roll.map_or("", |(_, rule)| rule)]).map(drop)
}

pub(in crate::elections) fn delete_roll(conn: &Connection, id: ElectionId) -> Result<()> {
    run(conn, "DELETE FROM election_voter WHERE election = ?1", params![id.0]).map(drop)
}

pub(in crate::elections) fn add_voters(
    conn: &Connection,
    id: ElectionId,
    voters: impl Iterator<Item = (PersonId, String, String)>,
    new_id: &dyn Fn() -> i64,
) -> Result<usize> {
    let mut insert = conn.prepare_cached(
        "INSERT INTO election_voter (id, election, person, position, name, number) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    let mut position = 0_usize;
    for (person, name, number) in voters {
        position += 1;
        let at = i64::try_from(position).unwrap_or(i64::MAX);
        insert.execute(params![new_id(), id.0, person.0, at, name, number])?;
    }
    Ok(position)
}

pub(in crate::elections) fn mark(conn: &Connection, id: i64, of: ElectionId, voter: VoterId, round: u32) -> Result<()> {
    let sql = "INSERT INTO election_mark (id, election, voter, round) VALUES (?1, ?2, ?3, ?4)";
    run(conn, sql, params![id, of.0, voter.0, round]).map(drop)
}

pub(in crate::elections) fn unmark(conn: &Connection, voter: VoterId, round: u32) -> Result<usize> {
    run(conn, "DELETE FROM election_mark WHERE voter = ?1 AND round = ?2", params![voter.0, round])
}

pub(in crate::elections) fn insert_candidate(
    conn: &Connection,
    id: NomineeId,
    of: ElectionId,
    new: &NewNomination,
    on: Day,
) -> Result<()> {
    let sql = "INSERT INTO election_candidate (id, election, nominated_on) VALUES (?1, ?2, ?3)";
    run(conn, sql, params![id.0, of.0, iso(on)])?;
    let one = Candidate {
        id,
        nominated: on,
        consented: new.consents.then_some(on),
        withdrawn: None,
        place: None,
        bars: Vec::new(),
        new: new.clone(),
    };
    update_candidate(conn, &one)
}

pub(in crate::elections) fn update_candidate(conn: &Connection, one: &Candidate) -> Result<()> {
    let new = &one.new;
    run(
        conn,
        "UPDATE election_candidate SET person = ?2, name = ?3, proposer_person = ?4, proposer = ?5, seconder_person = ?6, \
         seconder = ?7, statement = ?8, allowed_why = ?9, consented_on = ?10, withdrawn_on = ?11, withdrawn_why = ?12 \
         WHERE id = ?1",
        params![
            one.id.0,
            new.person.map(|person| person.0),
            new.name,
            new.proposer.person.map(|person| person.0),
            new.proposer.name,
            new.seconder.person.map(|person| person.0),
            new.seconder.name,
            new.statement,
            new.allowed,
            one.consented.map(iso),
            one.withdrawn.as_ref().map(|(on, _)| iso(*on)),
            one.withdrawn.as_ref().map_or("", |(_, why)| why.as_str())
        ],
    )?;
    Ok(())
}

pub(in crate::elections) fn place(conn: &Connection, id: NomineeId, place: Option<usize>) -> Result<()> {
    let place = place.map(|place| i64::try_from(place).unwrap_or(i64::MAX));
    run(conn, "UPDATE election_candidate SET place = ?2 WHERE id = ?1", params![id.0, place]).map(drop)
}

pub(in crate::elections) fn set_closed(conn: &Connection, id: ElectionId, on: Option<Day>) -> Result<()> {
    run(conn, "UPDATE election SET closed_on = ?2 WHERE id = ?1", params![id.0, on.map(iso)]).map(drop)
}

pub(in crate::elections) fn add_lot(conn: &Connection, id: i64, of: ElectionId, lot: &Drawn) -> Result<()> {
    run(
        conn,
        "INSERT INTO election_lot (id, election, kind, seed, places, drawn_on, drawn_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![id, of.0, lot.kind.key(), lot.seed, in_words(&lot.places), iso(lot.on), lot.by],
    )
    .map(drop)
}

pub(in crate::elections) fn add_round(
    conn: &Connection,
    id: i64,
    of: ElectionId,
    round: u32,
    standing: &[usize],
) -> Result<()> {
    let sql = "INSERT INTO election_round (id, election, round, standing) VALUES (?1, ?2, ?3, ?4)";
    run(conn, sql, params![id, of.0, round, in_words(standing)]).map(drop)
}

pub(in crate::elections) fn set_paper(
    conn: &Connection,
    of: ElectionId,
    round: u32,
    standing: &[usize],
    says: &str,
) -> Result<()> {
    let sql = "UPDATE election_round SET standing = ?3, says = ?4 WHERE election = ?1 AND round = ?2";
    run(conn, sql, params![of.0, round, in_words(standing), says]).map(drop)
}

pub(in crate::elections) fn add_print(
    conn: &Connection,
    id: i64,
    of: ElectionId,
    round: u32,
    print: &Print,
) -> Result<()> {
    run(
        conn,
        "INSERT INTO election_print (id, election, round, first, last, printed_on, printed_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![id, of.0, round, print.first, print.last, iso(print.on), print.by],
    )
    .map(drop)
}

pub(in crate::elections) fn set_account(
    conn: &Connection,
    of: ElectionId,
    round: u32,
    account: &Account,
) -> Result<()> {
    run(
        conn,
        "UPDATE election_round SET issued = ?3, replaced = ?4, unused = ?5, returned = ?6 WHERE election = ?1 AND round = ?2",
        params![of.0, round, account.issued, account.replaced, account.unused, account.returned],
    )
    .map(drop)
}

fn columns(marks: Option<&Marks>) -> (String, &str) {
    match marks {
        Some(Marks::Places(places)) => (in_words(places), ""),
        Some(Marks::Spoilt(reason)) => (String::new(), reason),
        None => (String::new(), ""),
    }
}

/// Writes one paper of an entry. One of that number must not be there.
pub(in crate::elections) fn add_entry(
    conn: &Connection,
    id: i64,
    (of, round, entry): (ElectionId, u32, u8),
    number: u32,
    marks: &Marks,
    who: &str,
) -> Result<()> {
    let (places, spoilt) = columns(Some(marks));
    let sql = "INSERT INTO election_entry (id, election, round, entry, number, marks, spoilt, keyed_by) \
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    run(conn, sql, params![id, of.0, round, entry, number, places, spoilt, who]).map(drop)
}

pub(in crate::elections) fn delete_entry(
    conn: &Connection,
    (of, round, entry): (ElectionId, u32, u8),
    number: u32,
) -> Result<usize> {
    let sql = "DELETE FROM election_entry WHERE election = ?1 AND round = ?2 AND entry = ?3 AND number = ?4";
    run(conn, sql, params![of.0, round, entry, number])
}

pub(in crate::elections) fn add_settled(
    conn: &Connection,
    id: i64,
    (of, round): (ElectionId, u32),
    number: u32,
    marks: Option<&Marks>,
    (note, who): (&str, &str),
) -> Result<()> {
    let (places, spoilt) = columns(marks);
    run(
        conn,
        "DELETE FROM election_settled WHERE election = ?1 AND round = ?2 AND number = ?3",
        params![of.0, round, number],
    )?;
    let sql = "INSERT INTO election_settled (id, election, round, number, marks, spoilt, note, settled_by) \
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    run(conn, sql, params![id, of.0, round, number, places, spoilt, note, who]).map(drop)
}

pub(in crate::elections) fn add_result(
    conn: &Connection,
    id: ResultId,
    of: ElectionId,
    (on, by): (Day, &str),
    (outcome, hash): (&str, &str),
    op: i64,
) -> Result<()> {
    let sql = "INSERT INTO election_result (id, election, declared_on, declared_by, outcome, hash, declared_in) \
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    run(conn, sql, params![id.0, of.0, iso(on), by, outcome, hash, op]).map(drop)
}

pub(in crate::elections) fn void_result(conn: &Connection, id: ResultId, on: Day, by: &str, why: &str) -> Result<()> {
    let sql = "UPDATE election_result SET voided_on = ?2, voided_by = ?3, voided_why = ?4 WHERE id = ?1";
    run(conn, sql, params![id.0, iso(on), by, why]).map(drop)
}

/// Keeps which decision a result is.
pub(in crate::elections) fn add_minuted(
    conn: &Connection,
    id: i64,
    result: ResultId,
    as_what: DecisionId,
) -> Result<()> {
    let sql = "INSERT INTO minuted_result (id, result, decision) VALUES (?1, ?2, ?3)";
    run(conn, sql, params![id, result.0, as_what.0]).map(drop)
}

/// The results of an election that are decisions of a register, the first first.
pub(in crate::elections) fn minuted(conn: &Connection, of: ElectionId) -> Result<Vec<(ResultId, DecisionId)>> {
    let mut select = conn.prepare_cached(
        "SELECT n.result, n.decision FROM minuted_result n JOIN election_result r ON r.id = n.result WHERE r.election = ?1 \
         ORDER BY n.id",
    )?;
    let rows = select.query_map([of.0], |row| Ok((ResultId(row.get(0)?), DecisionId(row.get(1)?))))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The election of a candidate.
///
/// # Errors
/// When there is no such candidate.
pub(in crate::elections) fn election_of(conn: &Connection, id: NomineeId) -> Result<ElectionId> {
    use rusqlite::OptionalExtension as _;
    let mut select = conn.prepare_cached("SELECT election FROM election_candidate WHERE id = ?1")?;
    let found = select.query_row([id.0], |row| row.get(0).map(ElectionId)).optional()?;
    found.ok_or_else(|| Problem::input(t!("There is no such candidate")))
}
