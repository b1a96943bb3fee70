//! Donors of a year beside those of the year before.

use std::collections::BTreeSet;

use rusqlite::Connection;

use super::iso;
use crate::fundraising::model::{DonorYears, Given, PersonId, side_by_side};
use crate::kit::{Day, Result};
use crate::ledger;
use crate::office::profile;

/// The donors of the financial year that a day lies in, beside the whole year before.
///
/// # Errors
/// When the file cannot be read.
pub fn donors(conn: &Connection, in_year: Day) -> Result<Vec<DonorYears>> {
    let profile = profile::get(conn)?;
    let (from, to) = profile.year_of(in_year);
    let before = from.pred_opt().map_or((from, to), |day| profile.year_of(day));
    let given = |from: Day, to: Day| -> Result<Vec<Given>> {
        let all = ledger::store::donors(conn, from, to)?;
        Ok(all.into_iter().map(|d| Given { person: d.person, name: d.name, sum: d.total, last: d.last }).collect())
    };
    let mut select = conn.prepare_cached(
        "SELECT person FROM entry INDEXED BY entry_by_person WHERE person IS NOT NULL AND received_on < ?1 \
         AND kind IN ('donation', 'in_kind', 'refund') GROUP BY person HAVING sum(amount) > 0",
    )?;
    let earlier = select
        .query_map([iso(before.0)], |row| row.get(0).map(PersonId))?
        .collect::<rusqlite::Result<BTreeSet<_>>>()?;
    Ok(side_by_side(given(from, to)?, given(before.0, before.1)?, |person| earlier.contains(&person)))
}

/// The day of the first donation there is.
///
/// # Errors
/// When the file cannot be read.
pub fn first_gift(conn: &Connection) -> Result<Option<Day>> {
    let mut select = conn.prepare_cached(&format!(
        "SELECT min(received_on) FROM entry INDEXED BY entry_by_person WHERE person IS NOT NULL AND kind = 'donation' \
         AND id NOT IN ({})",
        ledger::store::VOID
    ))?;
    Ok(select.query_row([], |row| super::maybe_day(row, 0))?)
}
