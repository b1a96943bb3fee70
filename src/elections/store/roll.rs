//! Who may vote and stand: the register's roll for the day of the vote, or the one that was frozen.

use rusqlite::{Connection, OptionalExtension as _, params};

use crate::elections::model::{Candidate, Election, ElectionId, Nominator, PersonId, VoterId};
use crate::kit::{Problem, Result};
use crate::members;
use crate::members::model::Roll;
use crate::office::profile;
use crate::t;

/// Somebody on the frozen roll.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voter {
    pub id: VoterId,
    pub name: String,
    pub number: String,
    /// Ticked off in the round that was asked for: got a paper.
    pub marked: bool,
}

/// Whether somebody may vote, nominate or stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Eligibility {
    Yes,
    /// Why not.
    No(String),
    /// The office keeps no members, so no roll says anything.
    Unknown,
}

/// The roll for the day of an election under the party's rule, with the rule in words.
///
/// # Errors
/// When the file cannot be read.
pub fn roll(conn: &Connection, election: &Election) -> Result<(Roll, String)> {
    let register = members::store::register(conn)?;
    let roll = register.roll(election.new.on, &register.settings.rule);
    let rule = members::report::rule_says(&register, &roll.rule);
    Ok((roll, rule))
}

/// Whether a person may take part in an election. Nobody's name says so: only who is in the register can be on a roll.
///
/// # Errors
/// When the file cannot be read.
pub fn eligible(conn: &Connection, election: &Election, person: Option<PersonId>) -> Result<Eligibility> {
    if election.roll.is_none() && members::store::register(conn)?.terms.is_empty() {
        return Ok(Eligibility::Unknown);
    }
    let Some(person) = person else {
        return Ok(Eligibility::No(t!("Not in the register, so not on the roll").to_owned()));
    };
    if election.roll.is_some() && on_frozen(conn, election.id, person)? {
        return Ok(Eligibility::Yes);
    }
    let register = members::store::register_of(conn, person)?;
    let live = register.roll(election.new.on, &register.settings.rule);
    if live.voters.iter().any(|voter| voter.person == person) {
        return Ok(match &election.roll {
            None => Eligibility::Yes,
            Some(_) => Eligibility::No(t!("Not on the roll when it was frozen").to_owned()),
        });
    }
    let currency = *profile::get(conn)?.currency;
    let bars = live
        .left_out
        .iter()
        .find(|absent| absent.person == person)
        .map(|absent| absent.bars.iter().map(|bar| bar.says(currency)).collect::<Vec<_>>().join("; "));
    Ok(Eligibility::No(bars.unwrap_or_else(|| t!("Not a member").to_owned())))
}

fn on_frozen(conn: &Connection, election: ElectionId, person: PersonId) -> Result<bool> {
    let mut select =
        conn.prepare_cached("SELECT EXISTS (SELECT 1 FROM election_voter WHERE election = ?1 AND person = ?2)")?;
    Ok(select.query_row([election.0, person.0], |row| row.get(0))?)
}

/// Whether somebody may vote by the frozen roll.
///
/// # Errors
/// When the file cannot be read.
pub fn may_vote(conn: &Connection, election: &Election, person: PersonId) -> Result<bool> {
    Ok(matches!(eligible(conn, election, Some(person))?, Eligibility::Yes))
}

/// Adds to each candidate what the nomination and the roll say against them and their nominators.
pub(super) fn bars(conn: &Connection, election: &Election, candidates: &mut [Candidate]) -> Result<()> {
    for candidate in candidates.iter_mut().filter(|candidate| candidate.stands()) {
        let mut bars = candidate.irregular(election.new.nominate_by);
        let new = &candidate.new;
        if let Eligibility::No(why) = eligible(conn, election, new.person)? {
            bars.push(t!("{name}: {why}", name = candidate.name(), why = why));
        }
        let nominators: [&Nominator; 2] = [&new.proposer, &new.seconder];
        for nominator in nominators.into_iter().filter(|one| !one.is_nobody()) {
            if let Eligibility::No(why) = eligible(conn, election, nominator.person)? {
                bars.push(t!("{name}: {why}", name = nominator.name, why = why));
            }
        }
        candidate.bars = bars;
    }
    Ok(())
}

/// The frozen roll, with who is ticked off in a round.
///
/// # Errors
/// When the file cannot be read.
pub fn voters(conn: &Connection, election: ElectionId, round: u32) -> Result<Vec<Voter>> {
    let mut select = conn.prepare_cached(
        "SELECT v.id, v.name, v.number, EXISTS (SELECT 1 FROM election_mark m WHERE m.voter = v.id AND m.round = ?2) \
         FROM election_voter v WHERE v.election = ?1 ORDER BY v.position",
    )?;
    let rows = select.query_map(params![election.0, round], |row| {
        let name: String = row.get(1)?;
        let name = if name.is_empty() { t!("Erased person").to_owned() } else { name };
        Ok(Voter { id: VoterId(row.get(0)?), name, number: row.get(2)?, marked: row.get(3)? })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The row of a person on the frozen roll.
///
/// # Errors
/// When they are not on it.
pub fn voter(conn: &Connection, election: ElectionId, person: PersonId) -> Result<VoterId> {
    let mut select = conn.prepare_cached("SELECT id FROM election_voter WHERE election = ?1 AND person = ?2")?;
    let found = select.query_row([election.0, person.0], |row| row.get(0).map(VoterId)).optional()?;
    found.ok_or_else(|| Problem::input(t!("They are not on the roll of this election. Nothing was changed")))
}
