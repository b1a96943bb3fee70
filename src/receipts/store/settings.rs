//! The settings for receipts and the series of numbers.

use chrono::Datelike as _;
use rusqlite::{Connection, OptionalExtension as _, params};

use crate::kit::{Day, Money, Problem, Result};
use crate::office::Tx;
use crate::office::profile::{self, jurisdiction_of};
use crate::receipts::model::{Envelope, NewSeries, Series, SeriesId, Settings, numbers_ahead};
use crate::t;

/// How this office issues; before anything was set, what its law begins with.
///
/// # Errors
/// When the file cannot be read.
pub fn settings(conn: &Connection) -> Result<Settings> {
    let found = conn
        .prepare_cached(
            "SELECT wording, minimum, envelope, per_page, place, registration, tax_office, tax_number, notice_day \
             FROM receipt_settings WHERE id = 1",
        )?
        .query_row([], |row| {
            Ok(Settings {
                wording: row.get(0)?,
                minimum: Money(row.get(1)?),
                envelope: Envelope::of(&row.get::<_, String>(2)?).unwrap_or_default(),
                per_page: row.get(3)?,
                place: row.get(4)?,
                registration: row.get(5)?,
                tax_office: row.get(6)?,
                tax_number: row.get(7)?,
                notice_day: row.get(8)?,
            })
        })
        .optional()?;
    found.map_or_else(
        || {
            let profile = profile::get(conn)?;
            let law = jurisdiction_of(profile.jurisdiction())?;
            Ok(Settings::for_law(law.code, law.wording))
        },
        Ok,
    )
}

pub(in crate::receipts) fn save_settings(conn: &Connection, s: &Settings) -> Result<()> {
    let fields = params![
        s.wording,
        s.minimum.0,
        s.envelope.key(),
        s.per_page,
        s.place,
        s.registration,
        s.tax_office,
        s.tax_number,
        s.notice_day
    ];
    conn.execute(
        "INSERT INTO receipt_settings (id, wording, minimum, envelope, per_page, place, registration, tax_office, tax_number, \
         notice_day) VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT (id) DO UPDATE SET wording = ?1, minimum = ?2, \
         envelope = ?3, per_page = ?4, place = ?5, registration = ?6, tax_office = ?7, tax_number = ?8, notice_day = ?9",
        fields,
    )?;
    Ok(())
}

/// All series, the active one first.
///
/// # Errors
/// When the file cannot be read.
pub fn series(conn: &Connection) -> Result<Vec<Series>> {
    let mut select = conn.prepare_cached(
        "SELECT id, name, prefix, yearly, digits, active FROM receipt_series ORDER BY active DESC, name, id",
    )?;
    let list = select
        .query_map([], |row| {
            Ok(Series {
                id: SeriesId(row.get(0)?),
                name: row.get(1)?,
                prefix: row.get(2)?,
                yearly: row.get(3)?,
                digits: row.get(4)?,
                active: row.get(5)?,
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(list)
}

/// The series that new receipts are numbered from, if one was begun.
///
/// # Errors
/// When the file cannot be read.
pub fn active_series(conn: &Connection) -> Result<Option<Series>> {
    Ok(series(conn)?.into_iter().find(|series| series.active))
}

/// The counters of a series: year (0 where it runs on), first serial, next serial.
///
/// # Errors
/// When the file cannot be read.
pub fn counters(conn: &Connection, series: SeriesId) -> Result<Vec<(i32, i64, i64)>> {
    let mut select =
        conn.prepare_cached("SELECT year, first, next FROM receipt_counter WHERE series = ?1 ORDER BY year")?;
    let list = select
        .query_map([series.0], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(list)
}

/// The numbers that so many receipts would get if they were issued on a day.
///
/// # Errors
/// When the file cannot be read.
pub fn ahead(conn: &Connection, on: Day, many: usize) -> Result<Vec<String>> {
    let series = active_series(conn)?;
    let counters = series.as_ref().map_or(Ok(Vec::new()), |series| counters(conn, series.id))?;
    Ok(numbers_ahead(series.as_ref(), &counters, on.year(), many))
}

/// The active series; makes the settings and a first series where there are none yet.
pub(in crate::receipts) fn begin(tx: &Tx<'_>) -> Result<Series> {
    let conn = tx.conn();
    let set: bool = conn.query_row("SELECT EXISTS (SELECT 1 FROM receipt_settings)", [], |row| row.get(0))?;
    if !set {
        save_settings(conn, &settings(conn)?)?;
    }
    if let Some(series) = active_series(conn)? {
        return Ok(series);
    }
    let new = NewSeries { name: t!("Receipts").to_owned(), prefix: String::new(), yearly: true, digits: 4, first: 1 };
    save_series(tx, &new)
}

/// Adds a series and makes it the active one.
pub(in crate::receipts) fn save_series(tx: &Tx<'_>, new: &NewSeries) -> Result<Series> {
    let conn = tx.conn();
    let taken: bool = conn.query_row(
        "SELECT EXISTS (SELECT 1 FROM receipt_series WHERE name = ?1 OR (prefix = ?2 AND yearly = ?3))",
        params![new.name, new.prefix, new.yearly],
        |row| row.get(0),
    )?;
    if taken {
        return Err(Problem::input(t!(
            "There is already a series of this name or with this prefix. Nothing was changed"
        ))
        .hint(t!("Give it another name and another prefix, so that no number can occur twice")));
    }
    conn.execute("UPDATE receipt_series SET active = 0 WHERE active = 1", [])?;
    let id = SeriesId(tx.new_id());
    conn.execute(
        "INSERT INTO receipt_series (id, name, prefix, yearly, digits, active) VALUES (?1, ?2, ?3, ?4, ?5, 1)",
        params![id.0, new.name, new.prefix, new.yearly, new.digits],
    )?;
    Ok(Series {
        id,
        name: new.name.clone(),
        prefix: new.prefix.clone(),
        yearly: new.yearly,
        digits: new.digits,
        active: true,
    })
}

/// Sets the first serial of a year, while none of that year has been taken.
pub(in crate::receipts) fn set_first(tx: &Tx<'_>, series: &Series, year: i32, first: i64) -> Result<()> {
    let conn = tx.conn();
    let used: bool = conn.query_row(
        "SELECT EXISTS (SELECT 1 FROM receipt WHERE series = ?1 AND year = ?2)",
        params![series.id.0, year],
        |row| row.get(0),
    )?;
    if used {
        return Err(Problem::input(t!(
            "The first number of “{series}” cannot change: receipts have been issued from it. Nothing was changed",
            series = series.name
        ))
        .hint(t!("Begin another series")));
    }
    conn.execute(
        "INSERT INTO receipt_counter (id, series, year, first, next) VALUES (?1, ?2, ?3, ?4, ?4) \
         ON CONFLICT (series, year) DO UPDATE SET first = ?4, next = ?4",
        params![tx.new_id(), series.id.0, year, first],
    )?;
    Ok(())
}
