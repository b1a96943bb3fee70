//! How income was raised, as SQL: one expression that puts every entry into exactly one way.

use rusqlite::{Connection, params};

use super::{day_of, iso, word_of};
use crate::kit::{Day, Money, Result};
use crate::ledger::model::Way;

/// The way of the entry `e` ([`Way`]). A refund, and the reversal of one, are of the way of what was given back.
pub(super) const WAY: &str = "(SELECT CASE w.kind WHEN 'dues' THEN 'dues' WHEN 'levy' THEN 'levies' WHEN 'event' THEN 'events' \
     WHEN 'in_kind' THEN 'in_kind' ELSE CASE WHEN w.kind NOT IN ('donation', 'refund') THEN 'income' WHEN w.appeal <> '' THEN 'appeals' \
     WHEN w.method IN ('standing_order', 'direct_debit') THEN 'regular' WHEN w.method IN ('online', 'card') THEN 'online' \
     WHEN w.method IN ('cash', 'cheque') THEN 'hand' ELSE 'other' END END FROM entry w \
     WHERE w.id = coalesce(e.refunds, (SELECT r.refunds FROM entry r WHERE r.id = e.reverses), e.id))";

/// What each way brought on each day between two, both included, where it brought anything: in one pass over the entries.
///
/// # Errors
/// When the file cannot be read.
pub fn raised_by_way(conn: &Connection, from: Day, to: Day) -> Result<Vec<(Way, Day, Money)>> {
    let mut select = conn.prepare_cached(&format!(
        "SELECT {WAY}, e.received_on, -sum(l.amount) FROM entry e CROSS JOIN entry_line l ON l.entry = e.id \
         JOIN category c ON c.id = l.category WHERE c.kind = 'income' AND e.received_on BETWEEN ?1 AND ?2 GROUP BY 1, 2"
    ))?;
    let rows = select.query_map(params![iso(from), iso(to)], |row| {
        Ok((word_of(row, 0, Way::of)?, day_of(row, 1)?, Money(row.get(2)?)))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
