//! The rows of elections: read and written on a connection that is given, never in a transaction of their own.

mod check;
mod guard;
mod personal;
mod read;
mod roll;
mod write;

pub use check::check;
pub use guard::guard;
pub use personal::PERSONAL;
pub use read::{Line, called, declared_in, lines, outcome_hash, whole};
pub use roll::{Eligibility, Voter, eligible, may_vote, roll, voter, voters};
pub(super) use write::{
    add_entry, add_lot, add_minuted, add_print, add_result, add_round, add_settled, add_voters, delete_election,
    delete_entry, delete_roll, election_of, insert_candidate, insert_election, mark, minuted, place, set_account,
    set_closed, set_paper, set_roll, unmark, update_candidate, update_election, void_result,
};

use rusqlite::Connection;

use crate::kit::Result;
use crate::office::days::{day, iso, maybe_day};

/// How many there are, for `info`.
///
/// # Errors
/// When the file cannot be read.
pub fn counts(conn: &Connection) -> Result<Vec<(&'static str, i64)>> {
    Ok(vec![("elections", conn.query_row("SELECT count(*) FROM election", [], |row| row.get(0))?)])
}

/// `3 1 2` as places.
fn places(text: &str) -> Vec<usize> {
    text.split_whitespace().filter_map(|place| place.parse().ok()).collect()
}

/// Places as `3 1 2`.
fn in_words(places: &[usize]) -> String {
    places.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}
