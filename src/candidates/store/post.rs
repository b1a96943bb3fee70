//! Where letters to candidates go.

use rusqlite::Connection;

use crate::candidates::model::{CandidateId, Whole};
use crate::kit::{Day, Result};
use crate::people::post_lines;
use crate::people::store::addressees;

/// Name and address of candidates on a day, a line each: the name alone where the register has no address, or does not know them.
///
/// # Errors
/// When the file cannot be read.
pub fn envelope(
    conn: &Connection,
    whole: &Whole,
    of: &[CandidateId],
    (on, home): (Day, &str),
) -> Result<Vec<(CandidateId, Vec<String>)>> {
    let line = |id: &CandidateId| -> Result<(CandidateId, Vec<String>)> {
        let Some(one) = whole.candidate(*id) else { return Ok((*id, Vec::new())) };
        let known: Vec<_> = one.new.person.into_iter().collect();
        let found = addressees(conn, &known, on)?.into_iter().next();
        let name = found.as_ref().map_or_else(|| one.name().to_owned(), |found| found.name.clone());
        let lines = found.and_then(|found| found.address).map(|address| post_lines(&address, home));
        Ok((*id, std::iter::once(name).chain(lines.into_iter().flatten()).collect()))
    };
    of.iter().map(line).collect()
}
