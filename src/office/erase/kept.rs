//! What erasures left with a name on it because the law asked for it, and letting that go when the time is over.

use std::collections::BTreeSet;

use rusqlite::{Connection, params};

use super::super::personal::{Map, Personal, Settle};
use super::super::transact::Tx;
use super::plan::{heading, label};
use super::words::Words;
use crate::kit::{Day, Result, day};

/// A row that an erasure left with a name, and whose time is over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Over {
    pub id: i64,
    /// What kind of record it is.
    pub says: String,
    /// What it is called: a receipt's number.
    pub of: String,
    pub until: Day,
}

pub(super) fn remember(tx: &Tx<'_>, table: &str, row: i64, until: Day) -> Result<()> {
    // A backup of an older version may lack the table; it is not what the branch works with.
    let there = tx.conn().prepare_cached("SELECT 1 FROM main.sqlite_schema WHERE name = 'erasure_kept'")?.exists([])?;
    if there {
        tx.conn()
            .prepare_cached("INSERT INTO erasure_kept (id, tbl, row, until) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (tbl, row) DO NOTHING")?
            .execute(params![tx.new_id(), table, row, until.to_string()])?;
    }
    Ok(())
}

/// The rows whose time is over, the oldest first.
///
/// # Errors
/// When the file cannot be read.
pub fn over(conn: &Connection, rules: &'static [&'static Personal], today: Day) -> Result<Vec<Over>> {
    let map = Map::of(conn, rules)?;
    let mut select =
        conn.prepare_cached("SELECT id, tbl, row, until FROM erasure_kept WHERE until < ?1 ORDER BY until, id")?;
    let rows = select
        .query_map([today.to_string()], |row| {
            Ok((row.get(0)?, row.get::<_, String>(1)?, row.get(2)?, row.get::<_, String>(3)?))
        })?
        .collect::<rusqlite::Result<Vec<(i64, String, i64, String)>>>()?;
    let mut list = Vec::with_capacity(rows.len());
    for (id, table, row, until) in rows {
        let Some(at) = map.at(&table) else { continue };
        list.push(Over {
            id,
            says: heading(&map, at),
            of: label(conn, &map, (at, row))?,
            until: day::from_iso(&until)?,
        });
    }
    Ok(list)
}

/// Takes the names out of what was kept, inside the operation that is open. Call [`super::super::Office::sweep`] after it.
///
/// # Errors
/// When the file cannot be written.
pub fn release(tx: &Tx<'_>, rules: &'static [&'static Personal], ids: &[i64]) -> Result<usize> {
    let conn = tx.conn();
    let map = Map::of(conn, rules)?;
    let mut released = 0;
    for id in ids {
        let (table, row): (String, i64) =
            conn.query_row("SELECT tbl, row FROM erasure_kept WHERE id = ?1", [id], |r| Ok((r.get(0)?, r.get(1)?)))?;
        let rule = rules.iter().copied().find(|rule| rule.table == table && rule.keep().is_some());
        if let (Some(keep), Some(at)) = (rule.and_then(Personal::keep), map.at(&table))
            && conn.prepare_cached(&format!("SELECT 1 FROM main.\"{table}\" WHERE id = ?1"))?.exists([row])?
        {
            let mut words = Words::default();
            (keep.identity)(conn, row)?.iter().for_each(|text| words.add(text));
            (keep.settle)(conn, row, &Settle { person: 0, identity: None, over: true })?;
            conn.execute("DELETE FROM attachment_data WHERE id IN (SELECT id FROM attachment WHERE owner_table = ?1 AND owner = ?2)", params![table, row])?;
            conn.execute("DELETE FROM attachment WHERE owner_table = ?1 AND owner = ?2", params![table, row])?;
            forget(conn, map.tables.get(at).map_or(0, |t| t.number), row, &words)?;
        }
        conn.execute("DELETE FROM erasure_kept WHERE id = ?1", [id])?;
        released += 1;
    }
    super::blank_own(tx)?;
    Ok(released)
}

/// The images of the row, and every line of the history with one of the words.
fn forget(conn: &Connection, table: i64, row: i64, words: &Words) -> Result<()> {
    let mut images =
        conn.prepare_cached("SELECT id FROM journal_row WHERE tbl = ?1 AND row = ?2 AND before IS NOT NULL")?;
    let images = images.query_map([table, row], |r| r.get(0))?.collect::<rusqlite::Result<BTreeSet<i64>>>()?;
    let mut steps = conn.prepare_cached(
        "SELECT o.id, o.summary FROM journal_op o WHERE o.summary IS NOT NULL AND o.id IN (SELECT op FROM journal_row WHERE tbl = ?1 AND row = ?2)",
    )?;
    let mut summaries = BTreeSet::new();
    let mut steps = steps.query([table, row])?;
    while let Some(step) = steps.next()? {
        if words.stand_in(step.get_ref(1)?.as_str().unwrap_or("")) {
            summaries.insert(step.get(0)?);
        }
    }
    super::blank(conn, &images, &summaries)
}
