//! Receipts as lists, papers and commands ask for them.

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension as _, Row, params, params_from_iter};

use crate::kit::{Day, Money, Problem, Result, text};
use crate::office::OpId;
use crate::office::days::{day, maybe_day};
use crate::receipts::model::{EntryId, PersonId, Receipt, ReceiptId, ReceiptKind, Sheet, Status};
use crate::t;

/// Which receipts a list shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// The calendar year of the donations.
    pub year: Option<i32>,
    /// Issued on these days, both included.
    pub issued: Option<(Day, Day)>,
    pub donor: Option<PersonId>,
    pub status: Option<Status>,
    /// Part of a number or of a donor's name.
    pub text: String,
}

const SELECT: &str = "SELECT r.id, r.number, r.kind, r.status, r.issued_on, r.issued_by, r.donor, r.donor_name, r.total, r.for_year, \
     (SELECT number FROM receipt o WHERE o.id = r.replaces), (SELECT number FROM receipt n WHERE n.replaces = r.id), \
     r.void_reason, substr(r.voided_at, 1, 10), r.voided_by, (SELECT count(*) FROM receipt_print p WHERE p.receipt = r.id), \
     (SELECT count(*) FROM receipt_line l WHERE l.receipt = r.id) FROM receipt r";

fn receipt(row: &Row<'_>) -> rusqlite::Result<Receipt> {
    Ok(Receipt {
        id: ReceiptId(row.get(0)?),
        number: row.get(1)?,
        kind: ReceiptKind::of(&row.get::<_, String>(2)?).unwrap_or(ReceiptKind::Single),
        status: if row.get::<_, String>(3)? == "void" { Status::Void } else { Status::Issued },
        issued_on: day(row, 4)?,
        issued_by: row.get(5)?,
        donor: PersonId(row.get(6)?),
        donor_name: row.get(7)?,
        total: Money(row.get(8)?),
        for_year: row.get(9)?,
        replaces: row.get(10)?,
        replaced_by: row.get(11)?,
        void_reason: row.get(12)?,
        voided_on: maybe_day(row, 13)?,
        voided_by: row.get(14)?,
        prints: row.get(15)?,
        donations: row.get(16)?,
    })
}

impl Filter {
    /// Reads `issued:2026-01-01..2026-12-31 status:issued year:2026 donor:123`, as the figures of reports write it; nothing for anything else.
    pub fn of(words: &str) -> Option<Self> {
        let mut filter = Self::default();
        for word in words.split_whitespace() {
            match word.split_once(':')? {
                ("issued", span) => {
                    let (first, last) = span.split_once("..")?;
                    filter.issued = Some((first.parse().ok()?, last.parse().ok()?));
                }
                ("status", "issued") => filter.status = Some(Status::Issued),
                ("status", "void") => filter.status = Some(Status::Void),
                ("year", year) => filter.year = Some(year.parse().ok()?),
                ("donor", id) => filter.donor = Some(id.parse().ok()?),
                _ => return None,
            }
        }
        (filter != Self::default()).then_some(filter)
    }

    fn sql(&self) -> (String, Vec<Value>) {
        let mut parts = Vec::new();
        let mut values = Vec::new();
        let mut add = |part: &str, value: Value| {
            parts.push(part.to_owned());
            values.push(value);
        };
        if let Some(year) = self.year {
            add("r.for_year = ?", Value::Integer(year.into()));
        }
        if let Some((first, last)) = self.issued {
            add("r.issued_on >= ?", Value::Text(first.to_string()));
            add("r.issued_on <= ?", Value::Text(last.to_string()));
        }
        if let Some(donor) = self.donor {
            // A receipt keeps whom it was made out to, also when that record was merged into another.
            add(
                "r.donor IN (WITH d (id) AS (SELECT ?) SELECT id FROM d UNION SELECT was FROM person_merged, d WHERE person = d.id)",
                Value::Integer(donor.0),
            );
        }
        if let Some(status) = self.status {
            add("r.status = ?", Value::Text(status.key().to_owned()));
        }
        let text = crate::kit::fold::fold(&self.text);
        if !text.is_empty() {
            add("instr(fold(r.number || ' ' || r.donor_name), ?) > 0", Value::Text(text));
        }
        let filter = if parts.is_empty() { String::new() } else { format!(" WHERE {}", parts.join(" AND ")) };
        (filter, values)
    }
}

/// How many receipts a filter leaves.
///
/// # Errors
/// When the file cannot be read.
pub fn count(conn: &Connection, filter: &Filter) -> Result<i64> {
    let (sql, values) = filter.sql();
    Ok(conn
        .prepare_cached(&format!("SELECT count(*) FROM receipt r{sql}"))?
        .query_row(params_from_iter(values), |row| row.get(0))?)
}

/// A page of receipts in the order of issue.
///
/// # Errors
/// When the file cannot be read.
pub fn list(conn: &Connection, filter: &Filter, offset: i64, limit: i64) -> Result<Vec<Receipt>> {
    let (sql, mut values) = filter.sql();
    values.extend([Value::Integer(limit), Value::Integer(offset)]);
    let mut select = conn.prepare_cached(&format!("{SELECT}{sql} ORDER BY r.position LIMIT ? OFFSET ?"))?;
    let list = select.query_map(params_from_iter(values), receipt)?.collect::<rusqlite::Result<_>>()?;
    Ok(list)
}

/// Hands over each receipt of a filter, in the order of issue, one at a time.
///
/// # Errors
/// When the file cannot be read, or what `take` says.
pub fn each<T>(
    conn: &Connection,
    filter: &Filter,
    take: impl FnOnce(&mut dyn Iterator<Item = Result<Receipt>>) -> Result<T>,
) -> Result<T> {
    let (sql, values) = filter.sql();
    let mut select = conn.prepare_cached(&format!("{SELECT}{sql} ORDER BY r.position"))?;
    let mut rows = select.query_map(params_from_iter(values), receipt)?.map(|row| row.map_err(Problem::from));
    take(&mut rows)
}

/// The receipt of a number. A number that is not written whole is not guessed, because it may be voided by it; which it may be
/// is said.
///
/// # Errors
/// When there is none.
pub fn find(conn: &Connection, number: &str) -> Result<Receipt> {
    let number = number.trim();
    let found =
        conn.prepare_cached(&format!("{SELECT} WHERE r.number = ?1"))?.query_row([number], receipt).optional()?;
    let Some(found) = found else {
        let problem = Problem::input(t!("There is no receipt with the number {number}", number = number));
        let near = nearly(conn, number)?;
        return Err(match near.as_slice() {
            [] => problem.hint(t!("`wardroom receipts list FILE` lists them")),
            near => problem.hint(t!("Did you mean {numbers}?", numbers = text::or_list(near))),
        });
    };
    Ok(found)
}

/// Numbers that somebody may mean who writes `7` or `2026-7` for `2026-0007`.
fn nearly(conn: &Connection, typed: &str) -> Result<Vec<String>> {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let (front, serial) = typed.rsplit_once(|c: char| !c.is_alphanumeric()).unwrap_or(("", typed));
    let (year, Ok(serial)) = (digits(front).parse::<i64>().ok(), digits(serial).parse::<i64>()) else {
        return Ok(Vec::new());
    };
    let mut select = conn.prepare_cached(&few_sql(BY_SERIAL))?;
    let found = select.query_map(params![serial, Value::Null, 20], receipt)?.collect::<rusqlite::Result<Vec<_>>>()?;
    let of_year = |receipt: &Receipt| year.is_none_or(|year| digits(&receipt.number).starts_with(&year.to_string()));
    Ok(found.into_iter().filter(of_year).take(3).map(|receipt| receipt.number).collect())
}

/// The number of the receipt that a donation stands on.
///
/// # Errors
/// When the file cannot be read.
pub fn standing_on(conn: &Connection, entry: EntryId) -> Result<Option<String>> {
    let mut select = conn.prepare_cached(
        "SELECT r.number FROM receipt_line l JOIN receipt r ON r.id = l.receipt WHERE l.entry = ?1 AND l.stands = 1",
    )?;
    Ok(select.query_row([entry.0], |row| row.get(0)).optional()?)
}

/// A few receipts whose number, or whose serial in any year, begins as typed, and those of donors who are found by it: for
/// finding as one types, so every look is along an index. The newest first.
///
/// # Errors
/// When the file cannot be read.
pub fn few(conn: &Connection, typed: &str, most: usize) -> Result<Vec<Receipt>> {
    let typed = typed.trim();
    let most_rows = i64::try_from(most).unwrap_or(i64::MAX);
    let mut found: Vec<Receipt> = Vec::new();
    let mut add = |fits: &str, value: Value, to: Value| -> Result<()> {
        let mut select = conn.prepare_cached(&few_sql(fits))?;
        for receipt in select.query_map(params![value, to, most_rows], receipt)? {
            let receipt = receipt?;
            if found.len() < most && !found.iter().any(|known| known.id == receipt.id) {
                found.push(receipt);
            }
        }
        Ok(())
    };
    for number in [typed.to_owned(), typed.to_uppercase()] {
        let end = format!("{number}\u{10FFFF}");
        add(BY_NUMBER, Value::Text(number), Value::Text(end))?;
    }
    if let Ok(serial) = typed.parse::<i64>() {
        add(BY_SERIAL, Value::Integer(serial), Value::Null)?;
    }
    for hit in crate::people::store::search(conn, typed, most)? {
        add(BY_DONOR, Value::Integer(hit.id.0), Value::Null)?;
    }
    Ok(found)
}

const BY_NUMBER: &str = "r.number >= ?1 AND r.number < ?2";
const BY_SERIAL: &str = "r.series IN (SELECT id FROM receipt_series) AND r.year IN (SELECT year FROM receipt_counter) \
     AND r.serial = ?1 AND ?2 IS NULL";
const BY_DONOR: &str = "r.donor = ?1 AND ?2 IS NULL";

fn few_sql(fits: &str) -> String {
    format!("{SELECT} WHERE {fits} ORDER BY r.position DESC LIMIT ?3")
}

/// The receipts that one step of history issued and that still stand, in order.
///
/// # Errors
/// When the file cannot be read.
pub fn standing_of(conn: &Connection, op: OpId) -> Result<Vec<ReceiptId>> {
    let mut select =
        conn.prepare_cached("SELECT id FROM receipt WHERE issued_in = ?1 AND status = 'issued' ORDER BY position")?;
    let list = select.query_map([op.0], |row| row.get(0).map(ReceiptId))?.collect::<rusqlite::Result<_>>()?;
    Ok(list)
}

/// Standing receipts of a year's donations that were never printed: a run whose printing was interrupted.
///
/// # Errors
/// When the file cannot be read.
pub fn unprinted(conn: &Connection, year: i32) -> Result<Vec<ReceiptId>> {
    let mut select = conn.prepare_cached(
        "SELECT id FROM receipt r WHERE for_year = ?1 AND status = 'issued' \
         AND NOT EXISTS (SELECT 1 FROM receipt_print p WHERE p.receipt = r.id) ORDER BY position",
    )?;
    let list = select.query_map([year], |row| row.get(0).map(ReceiptId))?.collect::<rusqlite::Result<_>>()?;
    Ok(list)
}

/// What was frozen of a receipt, and what a print made now would say on its face.
#[derive(Clone, Debug)]
pub struct Printed {
    pub sheet: Sheet,
    pub status: Status,
    pub void_reason: String,
    pub voided_on: Option<Day>,
    /// It went to paper before.
    pub printed: bool,
}

/// What the paper of a receipt says.
///
/// # Errors
/// When there is no such receipt, or its sheet is damaged.
pub fn sheet(conn: &Connection, id: ReceiptId) -> Result<Printed> {
    let (json, printed) = conn
        .prepare_cached(
            "SELECT sheet, status, void_reason, substr(voided_at, 1, 10), \
             EXISTS (SELECT 1 FROM receipt_print p WHERE p.receipt = receipt.id) FROM receipt WHERE id = ?1",
        )?
        .query_row([id.0], |row| {
            let status = if row.get::<_, String>(1)? == "void" { Status::Void } else { Status::Issued };
            let voided_on = row.get::<_, Option<String>>(3)?.map(|_| day(row, 3)).transpose()?;
            Ok((row.get::<_, String>(0)?, (status, row.get::<_, String>(2)?, voided_on, row.get::<_, bool>(4)?)))
        })?;
    let sheet = serde_json::from_str(&json).map_err(|e| {
        Problem::file(t!("What this receipt says is damaged in the file")).hint(t!("Open the newest backup")).because(e)
    })?;
    let (status, void_reason, voided_on, printed) = printed;
    Ok(Printed { sheet, status, void_reason, voided_on, printed })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::FixedClock;
    use crate::office::profile::Profile;
    use crate::office::{How, Office, Setup};

    #[test]
    fn what_is_found_as_one_types_is_found_along_an_index() {
        let clock = std::sync::Arc::new(FixedClock::at(crate::kit::day::from_iso("2026-11-21").unwrap()));
        let profile = Profile::new("Test Party", "Riverside", "gb").unwrap();
        let office = Office::in_memory(&profile, &How::new(Setup::NONE, clock, "Asha M.").seed(1)).unwrap();
        for (fits, index) in [(BY_NUMBER, "(number>? AND number<?)"), (BY_SERIAL, "serial=?"), (BY_DONOR, "(donor=?)")]
        {
            let sql = format!("EXPLAIN QUERY PLAN {}", few_sql(fits));
            let plan = office.read(|conn| {
                let mut explain = conn.prepare(&sql)?;
                let steps = explain.query_map(params![1, 2, 3], |row| row.get::<_, String>(3))?;
                Ok(steps.collect::<rusqlite::Result<Vec<_>>>()?.join("; "))
            });
            let plan = plan.unwrap();
            assert!(plan.contains(index) && !plan.contains("SCAN r "), "{fits}: {plan}");
        }
    }
}
