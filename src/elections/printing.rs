//! From the office to paper: ballot papers, and the report of the result.

use super::model::{ElectionId, Whole};
use super::{page, store};
use crate::cli::Letterhead;
use crate::kit::{Problem, Result};
use crate::office::{Office, profile};
use crate::t;

/// Sees whether papers can be printed, before their numbers are taken.
///
/// # Errors
/// When nobody votes yet, or no font of this computer has a letter of a name.
pub fn probe(office: &Office, whole: &Whole) -> Result<()> {
    if whole.round().is_none() {
        return Err(Problem::input(t!("Nobody votes for {post} yet", post = whole.election.new.post))
            .hint(t!("Close nominations and draw the order on the paper first")));
    }
    let head = Letterhead::of(&office.read(profile::get)?);
    page::papers(whole, &[1], None, &head, office.clock().now()).map(drop)
}

/// Ballot papers of these numbers, as they were printed first. In a secret ballot they lie in an order drawn anew each time and kept
/// nowhere, so that who was given the third paper says nothing of its number.
///
/// # Errors
/// When they were not printed yet, or no font of this computer has a letter of a name.
pub fn papers(office: &Office, id: ElectionId, (first, last): (u32, u32), per_page: Option<usize>) -> Result<Vec<u8>> {
    let (whole, profile) = office.read(|conn| Ok((store::whole(conn, id)?, profile::get(conn)?)))?;
    let printed = whole.round().map_or(0, super::model::Round::printed);
    if last > printed {
        return Err(Problem::input(t!(
            "Papers up to {printed} were printed, not {last}",
            printed = printed,
            last = last
        )));
    }
    let mut numbers: Vec<u32> = (first..=last).collect();
    if whole.election.new.secret {
        shuffle(&mut numbers)?;
    }
    page::papers(&whole, &numbers, per_page, &Letterhead::of(&profile), office.clock().now())
}

/// Every order is as likely as every other (Fisher and Yates), from the system's random source.
fn shuffle(numbers: &mut [u32]) -> Result<()> {
    for at in (1..numbers.len()).rev() {
        let below = u64::try_from(at + 1).unwrap_or(1);
        // What lies above the last whole multiple is thrown away, or small numbers would be likelier.
        let fair = u64::MAX - u64::MAX % below;
        let drawn = loop {
            let mut bytes = [0_u8; 8];
            getrandom::fill(&mut bytes)
                .map_err(|e| Problem::file(t!("This computer gives no random numbers")).hint(e.to_string()))?;
            let drawn = u64::from_le_bytes(bytes);
            if drawn < fair {
                break drawn % below;
            }
        };
        numbers.swap(at, usize::try_from(drawn).unwrap_or(at));
    }
    Ok(())
}

/// The report of the result: what was declared, or what the papers count to now.
///
/// # Errors
/// When it cannot be counted yet, or no font of this computer has a letter of a name.
pub fn result(office: &Office, id: ElectionId) -> Result<Vec<u8>> {
    let (whole, profile) = office.read(|conn| Ok((store::whole(conn, id)?, profile::get(conn)?)))?;
    let outcome = match whole.declared() {
        Some(declared) => declared.outcome.clone(),
        None => whole.outcome()?,
    };
    page::result(&whole, &outcome, &Letterhead::of(&profile), office.clock().now())
}

/// The frozen roll with who was given a paper in the round that people vote in.
///
/// # Errors
/// When the roll is not frozen, or no font of this computer has a letter of a name.
pub fn roll(office: &Office, id: ElectionId) -> Result<Vec<u8>> {
    let (whole, profile) = office.read(|conn| Ok((store::whole(conn, id)?, profile::get(conn)?)))?;
    if whole.election.roll.is_none() {
        return Err(Problem::input(t!("The roll of {post} is not frozen yet", post = whole.election.new.post))
            .hint(t!("Freeze it first; then whoever is given a paper is ticked off on it")));
    }
    let round = whole.round().map_or(1, |round| round.number);
    let voters = office.read(|conn| store::voters(conn, id, round))?;
    page::roll(&whole, &voters, &Letterhead::of(&profile), office.clock().now())
}
