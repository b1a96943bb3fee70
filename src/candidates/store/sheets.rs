//! Numbered paper sheets.

use rusqlite::{Connection, params};

use crate::candidates::model::{CandidateId, RoundId, ScorerId};
use crate::kit::{Day, Problem, Result};
use crate::office::Tx;
use crate::office::days::{day, iso, maybe_day};
use crate::t;

/// A sheet: whose, about whom, printed first on which day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    pub number: i64,
    pub scorer: ScorerId,
    pub candidate: CandidateId,
    pub printed: Day,
    /// Who keyed it in, and when.
    pub keyed: Option<(String, Day)>,
}

/// The sheets of a round in the order of their numbers.
///
/// # Errors
/// When the file cannot be read.
pub fn sheets(conn: &Connection, of: RoundId) -> Result<Vec<Sheet>> {
    let mut select = conn.prepare_cached(
        "SELECT number, scorer, candidate, printed_on, keyed_by, keyed_on FROM selection_sheet WHERE round = ?1 ORDER BY number",
    )?;
    let rows = select.query_map([of.0], |row| {
        Ok(Sheet {
            number: row.get(0)?,
            scorer: ScorerId(row.get(1)?),
            candidate: CandidateId(row.get(2)?),
            printed: day(row, 3)?,
            keyed: maybe_day(row, 5)?.map(|on| Ok::<_, rusqlite::Error>((row.get(4)?, on))).transpose()?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The sheet with a number.
///
/// # Errors
/// When there is none.
pub fn sheet(conn: &Connection, of: RoundId, number: i64) -> Result<Sheet> {
    let all = sheets(conn, of)?;
    let last = all.last().map_or(0, |one| one.number);
    all.into_iter().find(|one| one.number == number).ok_or_else(|| {
        Problem::input(t!("There is no sheet {number} in this round. Nothing was kept", number = number))
            .hint(t!("Sheets are numbered up to {last}", last = last))
    })
}

pub(in crate::candidates) fn insert_sheet(tx: &Tx<'_>, of: RoundId, one: &Sheet) -> Result<()> {
    tx.conn()
        .prepare_cached(
            "INSERT INTO selection_sheet (id, round, number, scorer, candidate, printed_on) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![tx.new_id(), of.0, one.number, one.scorer.0, one.candidate.0, iso(one.printed)])?;
    Ok(())
}

/// Notes who keyed a sheet in.
pub(in crate::candidates) fn set_keyed(tx: &Tx<'_>, of: RoundId, number: i64, by: &str) -> Result<()> {
    tx.conn()
        .prepare_cached("UPDATE selection_sheet SET keyed_by = ?3, keyed_on = ?4 WHERE round = ?1 AND number = ?2")?
        .execute(params![of.0, number, by, iso(tx.today())])?;
    Ok(())
}
