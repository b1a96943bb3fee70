//! The unit's own figures, and what the rules say of them on a day.

use rusqlite::{Connection, params_from_iter};

use super::{day_of, iso};
use crate::kit::{Day, Money, Result};
use crate::rules::engine::Law;
use crate::rules::engine::unit::{self, Figures, Wanted};
use crate::rules::finding::Finding;

/// What the rules say of the unit.
pub(super) fn findings(conn: &Connection, law: &Law, today: Day) -> Result<Vec<Finding>> {
    let first: Option<String> = conn
        .prepare_cached("SELECT min(received_on) FROM entry WHERE received_on <= ?1")?
        .query_row([iso(today)], |row| row.get(0))?;
    let first = first.and_then(|text| crate::kit::day::from_iso(&text).ok());
    let wanted = unit::wanted(law, today);
    let mut figures = Vec::with_capacity(wanted.len());
    for span in &wanted {
        figures.push(of(conn, span, today)?);
    }
    Ok(unit::evaluate(law, first, &wanted, &figures, today))
}

fn of(conn: &Connection, span: &Wanted, today: Day) -> Result<Figures> {
    let (from, to) = (iso(span.from), iso(span.to.min(today)));
    let mut sums = conn.prepare_cached(
        "SELECT coalesce(sum(CASE c.kind WHEN 'income' THEN -l.amount END), 0), \
         coalesce(sum(CASE c.kind WHEN 'expense' THEN l.amount END), 0) FROM category c \
         JOIN entry_line l ON l.category = c.id AND l.day BETWEEN ?1 AND ?2 WHERE c.kind IN ('income', 'expense')",
    )?;
    let (income, expenditure) = sums.query_row([&from, &to], |row| Ok((Money(row.get(0)?), Money(row.get(1)?))))?;
    let mut contributions = Vec::new();
    if !span.kinds.is_empty() {
        // Keys of our own, bound all the same.
        let marks = vec!["?"; span.kinds.len()].join(", ");
        let mut select = conn.prepare_cached(&format!(
            "SELECT e.received_on, sum(e.amount + coalesce((SELECT sum(r.amount) FROM entry r WHERE r.refunds = e.id \
               AND r.reverses IS NULL AND NOT EXISTS (SELECT 1 FROM entry v WHERE v.reverses = r.id)), 0)), max(e.amount) \
             FROM entry e WHERE e.received_on BETWEEN ? AND ? AND e.kind IN ({marks}) AND e.reverses IS NULL \
             AND NOT EXISTS (SELECT 1 FROM entry v WHERE v.reverses = e.id) GROUP BY e.received_on ORDER BY e.received_on"
        ))?;
        let values = [from, to].into_iter().chain(span.kinds.iter().map(|kind| kind.key().to_owned()));
        let mut rows = select.query(params_from_iter(values))?;
        while let Some(row) = rows.next()? {
            contributions.push((day_of(row, 0)?, Money(row.get(1)?), Money(row.get(2)?)));
        }
    }
    Ok(Figures { income, expenditure, contributions })
}
