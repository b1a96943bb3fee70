//! Appeals in the file, with the other words for them.

use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::{iso, maybe_day};
use crate::fundraising::model::{Appeal, AppealId, AppealNameId, NewAppeal, NewName, OtherName, PersonId};
use crate::kit::{Money, Problem, Result};
use crate::t;

fn appeal_row(row: &Row<'_>) -> rusqlite::Result<Appeal> {
    Ok(Appeal {
        id: AppealId(row.get(0)?),
        terms: NewAppeal {
            name: row.get(1)?,
            target: row.get::<_, Option<i64>>(2)?.map(Money),
            cost: row.get::<_, Option<i64>>(3)?.map(Money),
            starts: maybe_day(row, 4)?,
            ends: maybe_day(row, 5)?,
            note: row.get(6)?,
        },
        names: Vec::new(),
    })
}

/// Every appeal that was planned, the latest to start first.
///
/// # Errors
/// When the file cannot be read.
pub fn appeals(conn: &Connection) -> Result<Vec<Appeal>> {
    let mut select = conn.prepare_cached(
        "SELECT id, name, target, cost, starts_on, ends_on, note FROM appeal \
         ORDER BY starts_on IS NOT NULL, starts_on DESC, fold(name), id",
    )?;
    let mut all = select.query_map([], appeal_row)?.collect::<rusqlite::Result<Vec<_>>>()?;
    let mut names = conn.prepare_cached(
        "SELECT n.appeal, n.id, n.name, n.person, coalesce(p.name, ''), n.target, n.address FROM appeal_name n \
         LEFT JOIN person p ON p.id = n.person ORDER BY fold(n.name), n.id",
    )?;
    let mut rows = names.query([])?;
    while let Some(row) = rows.next()? {
        let of = AppealId(row.get(0)?);
        if let Some(appeal) = all.iter_mut().find(|appeal| appeal.id == of) {
            appeal.names.push(OtherName {
                id: AppealNameId(row.get(1)?),
                new: NewName {
                    name: row.get(2)?,
                    person: row.get::<_, Option<i64>>(3)?.map(PersonId),
                    target: row.get::<_, Option<i64>>(5)?.map(Money),
                    address: row.get(6)?,
                },
                owner: row.get(4)?,
            });
        }
    }
    Ok(all)
}

/// One appeal.
///
/// # Errors
/// When there is no such appeal.
pub fn appeal(conn: &Connection, id: AppealId) -> Result<Appeal> {
    let found = appeals(conn)?.into_iter().find(|appeal| appeal.id == id);
    found.ok_or_else(|| Problem::input(t!("There is no such appeal")))
}

/// The appeal that a word stands for: its name, or another word for it.
///
/// # Errors
/// When the file cannot be read.
pub fn appeal_called(conn: &Connection, word: &str) -> Result<Option<AppealId>> {
    let id = conn
        .prepare_cached(
            "SELECT id FROM appeal WHERE fold(name) = fold(?1) UNION ALL \
             SELECT appeal FROM appeal_name WHERE fold(name) = fold(?1) LIMIT 1",
        )?
        .query_row([word], |row| row.get(0).map(AppealId))
        .optional()?;
    Ok(id)
}

pub(in crate::fundraising) fn insert_appeal(conn: &Connection, id: AppealId, new: &NewAppeal) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO appeal (id, name, target, cost, starts_on, ends_on, note) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute(params![
        id.0,
        new.name,
        new.target.map(|sum| sum.0),
        new.cost.map(|sum| sum.0),
        new.starts.map(iso),
        new.ends.map(iso),
        new.note
    ])?;
    Ok(())
}

/// Writes what changed of an appeal.
pub(in crate::fundraising) fn update_appeal(conn: &Connection, id: AppealId, new: &NewAppeal) -> Result<()> {
    conn.prepare_cached(
        "UPDATE appeal SET name = ?2, target = ?3, cost = ?4, starts_on = ?5, ends_on = ?6, note = ?7 WHERE id = ?1 AND \
         (name, target, cost, starts_on, ends_on, note) IS NOT (?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute(params![
        id.0,
        new.name,
        new.target.map(|sum| sum.0),
        new.cost.map(|sum| sum.0),
        new.starts.map(iso),
        new.ends.map(iso),
        new.note
    ])?;
    Ok(())
}

pub(in crate::fundraising) fn delete_appeal(conn: &Connection, id: AppealId) -> Result<()> {
    conn.prepare_cached("DELETE FROM appeal WHERE id = ?1")?.execute([id.0])?;
    Ok(())
}

pub(in crate::fundraising) fn insert_name(
    conn: &Connection,
    id: AppealNameId,
    appeal: AppealId,
    new: &NewName,
) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO appeal_name (id, appeal, name, person, target, address) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![
        id.0,
        appeal.0,
        new.name,
        new.person.map(|p| p.0),
        new.target.map(|sum| sum.0),
        new.address
    ])?;
    Ok(())
}

pub(in crate::fundraising) fn delete_name(conn: &Connection, id: AppealNameId) -> Result<()> {
    conn.prepare_cached("DELETE FROM appeal_name WHERE id = ?1")?.execute([id.0])?;
    Ok(())
}
