//! Samples in the file: what was drawn by which seed, and what the examiner found.

use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::{AuditRow, day, iso, maybe_day, word};
use crate::kit::{Day, Money, Problem, Result};
use crate::t;
use crate::year::model::{Drawn, EntryId, NewSample, Outcome, Sample, SampleId, Sampled, Why, Year};

/// The entries of a year with their amounts: what is drawn from.
///
/// # Errors
/// When the file cannot be read.
pub fn population(conn: &Connection, year: Year) -> Result<Vec<(EntryId, Money)>> {
    let mut select =
        conn.prepare_cached("SELECT id, amount FROM entry WHERE received_on BETWEEN ?1 AND ?2 ORDER BY id")?;
    let rows = select
        .query_map(params![iso(year.from), iso(year.to)], |row| Ok((EntryId(row.get(0)?), Money(row.get(1)?))))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn row(row: &Row<'_>) -> rusqlite::Result<Sample> {
    let size = |n: i64| usize::try_from(n).unwrap_or(0);
    Ok(Sample {
        id: SampleId(row.get(0)?),
        new: NewSample {
            year: Year { from: day(row, 1)?, to: day(row, 2)? },
            seed: row.get(3)?,
            count: size(row.get(4)?),
            least: row.get::<_, Option<i64>>(5)?.map(Money),
        },
        of_all: size(row.get(6)?),
        on: day(row, 7)?,
        by: row.get(8)?,
    })
}

const COLUMNS: &str = "id, from_day, to_day, seed, wanted, least, of_all, drawn_on, drawn_by";

/// The newest sample of a year, if one was drawn.
///
/// # Errors
/// When the file cannot be read.
pub fn sample_of(conn: &Connection, year: Year) -> Result<Option<Sample>> {
    let sql = format!("SELECT {COLUMNS} FROM year_sample WHERE to_day = ?1 ORDER BY id DESC LIMIT 1");
    Ok(conn.prepare_cached(&sql)?.query_row([iso(year.to)], row).optional()?)
}

/// One sample.
///
/// # Errors
/// When there is none.
pub fn sample(conn: &Connection, id: SampleId) -> Result<Sample> {
    let sql = format!("SELECT {COLUMNS} FROM year_sample WHERE id = ?1");
    let found = conn.prepare_cached(&sql)?.query_row([id.0], row).optional()?;
    found.ok_or_else(|| Problem::input(t!("This sample was not drawn, or was undone")))
}

/// The entries of a sample, in the order they were drawn.
///
/// # Errors
/// When the file cannot be read.
pub fn sampled(conn: &Connection, id: SampleId) -> Result<Vec<Sampled>> {
    let mut select = conn.prepare_cached(
        "SELECT entry, position, why, outcome, note, checked_on, checked_by FROM year_sampled WHERE sample = ?1 \
         ORDER BY position",
    )?;
    let rows = select.query_map([id.0], |row| {
        Ok(Sampled {
            entry: EntryId(row.get(0)?),
            position: usize::try_from(row.get::<_, i64>(1)?).unwrap_or(0),
            why: word(row, 2, Why::of)?,
            outcome: word(row, 3, Outcome::of)?,
            note: row.get(4)?,
            on: maybe_day(row, 5)?,
            by: row.get(6)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The same with each entry as an auditor sees it; nothing behind one that is not in the ledger any more.
///
/// # Errors
/// When the file cannot be read.
pub fn sampled_rows(conn: &Connection, id: SampleId) -> Result<Vec<(Sampled, Option<AuditRow>)>> {
    let row = |one: Sampled| {
        let row = super::audited(conn, one.entry)?.map(|(row, _)| row);
        Ok((one, row))
    };
    sampled(conn, id)?.into_iter().map(row).collect()
}

pub(in crate::year) fn insert_sample(
    conn: &Connection,
    sample: &Sample,
    drawn: &[Drawn],
    new_id: &dyn Fn() -> i64,
) -> Result<()> {
    let size = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let new = &sample.new;
    conn.prepare_cached(
        "INSERT INTO year_sample (id, from_day, to_day, seed, wanted, least, of_all, drawn_on, drawn_by) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?
    .execute(params![
        sample.id.0,
        iso(new.year.from),
        iso(new.year.to),
        new.seed,
        size(new.count),
        new.least.map(|sum| sum.0),
        size(sample.of_all),
        iso(sample.on),
        sample.by
    ])?;
    let mut insert =
        conn.prepare_cached("INSERT INTO year_sampled (id, sample, position, entry, why) VALUES (?1, ?2, ?3, ?4, ?5)")?;
    for (at, one) in drawn.iter().enumerate() {
        insert.execute(params![new_id(), sample.id.0, size(at + 1), one.entry.0, one.why.key()])?;
    }
    Ok(())
}

/// Writes what was found of an entry; answers whether it is in the sample.
pub(in crate::year) fn set_outcome(
    conn: &Connection,
    sample: SampleId,
    entry: EntryId,
    outcome: Outcome,
    note: &str,
    (on, by): (Day, &str),
) -> Result<bool> {
    let open = outcome == Outcome::Open;
    let changed = conn
        .prepare_cached(
            "UPDATE year_sampled SET outcome = ?3, note = ?4, checked_on = ?5, checked_by = ?6 WHERE sample = ?1 AND entry = ?2",
        )?
        .execute(params![
            sample.0,
            entry.0,
            outcome.key(),
            note,
            (!open).then(|| iso(on)),
            if open { "" } else { by }
        ])?;
    Ok(changed > 0)
}
