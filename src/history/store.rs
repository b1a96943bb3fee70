//! Reading the history a page at a time.

use rusqlite::{Connection, params};

use super::model::{Filter, Touched};
use crate::kit::Result;
use crate::office::OpId;
use crate::office::history::Step;

const WHERE: &str = "(?1 = '' OR instr(fold(coalesce(summary, '')), ?1) > 0 OR instr(fold(who), ?1) > 0) \
    AND (?2 = 0 OR (undone = 0 AND undoes IS NULL))";

fn step(row: &rusqlite::Row<'_>) -> rusqlite::Result<Step> {
    Ok(Step {
        id: OpId(row.get(0)?),
        at: row.get(1)?,
        who: row.get(2)?,
        kind: row.get(3)?,
        summary: row.get::<_, Option<String>>(4)?.unwrap_or_default(),
        undone: row.get(5)?,
        rows: row.get(6)?,
    })
}

pub(super) fn count(conn: &Connection, filter: &Filter) -> Result<u64> {
    let words = crate::kit::fold::fold(&filter.text);
    let sql = format!("SELECT count(*) FROM journal_op WHERE {WHERE}");
    let n: i64 = conn.prepare_cached(&sql)?.query_row(params![words.trim(), filter.only_standing], |row| row.get(0))?;
    Ok(n.unsigned_abs())
}

/// `many` steps from number `from` on, the newest first.
pub(super) fn page(conn: &Connection, filter: &Filter, from: u64, many: u64) -> Result<Vec<Step>> {
    let words = crate::kit::fold::fold(&filter.text);
    let sql = format!(
        "SELECT id, at, who, kind, summary, undone, row_count FROM journal_op WHERE {WHERE} ORDER BY id DESC LIMIT ?3 OFFSET ?4"
    );
    let mut select = conn.prepare_cached(&sql)?;
    let (many, from) = (i64::try_from(many).unwrap_or(0), i64::try_from(from).unwrap_or(0));
    let steps = select.query_map(params![words.trim(), filter.only_standing, many, from], step)?;
    Ok(steps.collect::<rusqlite::Result<_>>()?)
}

/// What a step changed, by table.
pub(super) fn touched(conn: &Connection, op: OpId) -> Result<Vec<Touched>> {
    let mut select = conn.prepare_cached(
        "SELECT t.name, r.act, count(*) FROM journal_op o \
         JOIN journal_row r ON r.id >= o.first_row AND r.id < o.first_row + o.row_count AND r.op = o.id \
         JOIN seal_table t ON t.id = r.tbl WHERE o.id = ?1 GROUP BY t.name, r.act ORDER BY t.name, r.act",
    )?;
    let rows = select.query_map([op.0], |row| {
        Ok(Touched { table: row.get(0)?, act: row.get(1)?, rows: row.get::<_, i64>(2)?.unsigned_abs() })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Every step from the first on, one after the other.
pub(super) fn each(
    conn: &Connection,
    take: impl FnOnce(&mut dyn Iterator<Item = Result<Step>>) -> Result<usize>,
) -> Result<usize> {
    let mut select =
        conn.prepare("SELECT id, at, who, kind, summary, undone, row_count FROM journal_op ORDER BY id")?;
    let mut steps = select.query_map([], step)?.map(|step| Ok(step?));
    take(&mut steps)
}
