//! What the ledger holds about people, and what an erasure leaves of it: the sums, and a donor's name where the law wants it.

use rusqlite::{Connection, OptionalExtension as _, params};

use crate::kit::Result;
use crate::office::{Erase, Keep, Personal, Retention, Settle};
use crate::t;

/// Every reference of the ledger to a person, and its texts that may name one.
pub const PERSONAL: &[&Personal] =
    &[&ENTRY, &ON_BEHALF, &ENTRY_LINE, &BATCH_LINE, &BATCH_LINE_BEHALF, &BATCH_LINE_NAME];

const BOOKS: Erase = Erase::Keep(Keep {
    records: "ledger",
    day: "received_on",
    whole: false,
    into: Some("payee"),
    names: wants_name,
    settle,
    identity: named_by,
});

static ENTRY: Personal = Personal {
    table: "entry",
    column: "person",
    says: || t!("Donations and other money"),
    erase: BOOKS,
    day: Some("received_on"),
    money: &["amount", "advantage"],
    labels: &[("payee", || t!("From or to")), ("source_ref", || t!("Number where it came from"))],
    ..Personal::NONE
};

static ON_BEHALF: Personal =
    Personal { table: "entry", column: "behalf_of", erase: BOOKS, day: Some("received_on"), ..Personal::NONE };

static ENTRY_LINE: Personal = Personal {
    table: "entry_line",
    column: "entry",
    of: "entry",
    says: || t!("How the money was booked"),
    money: &["amount"],
    ..Personal::NONE
};

static BATCH_LINE: Personal = Personal {
    table: "batch_line",
    column: "person",
    says: || t!("Lines of batches"),
    erase: Erase::Unlink,
    money: &["amount"],
    ..Personal::NONE
};

static BATCH_LINE_BEHALF: Personal =
    Personal { table: "batch_line", column: "behalf_of", erase: Erase::Unlink, ..Personal::NONE };

static BATCH_LINE_NAME: Personal =
    Personal { table: "batch_line", column: "new_name", erase: Erase::Named, ..Personal::NONE };

/// Money that came in above the law's sum, unless a receipt carries the name.
fn wants_name(conn: &Connection, entry: i64, law: &Retention) -> Result<bool> {
    let wanted = conn
        .prepare_cached(
            "SELECT 1 FROM entry e WHERE e.id = ?1 AND e.kind IN ('donation', 'dues', 'levy', 'in_kind', 'loan') AND abs(e.amount) > ?2 \
             AND NOT EXISTS (SELECT 1 FROM entry_lock k WHERE k.entry = e.id AND k.by_table = 'receipt')",
        )?
        .exists(params![entry, law.name_over.0])?;
    Ok(wanted)
}

/// What stands where a name was that nothing wants any more.
pub fn erased() -> &'static str {
    t!("Erased person")
}

/// The reference goes; the frozen name, or words for its absence, stand where a payee would.
fn settle(conn: &Connection, entry: i64, how: &Settle<'_>) -> Result<()> {
    let nobody = erased();
    let (person, behalf): (Option<i64>, Option<i64>) = conn
        .prepare_cached("SELECT person, behalf_of FROM entry WHERE id = ?1")?
        .query_row([entry], |row| Ok((row.get(0)?, row.get(1)?)))?;
    if how.person != 0 && person == Some(how.person) {
        conn.prepare_cached("UPDATE entry SET person = NULL, payee = ?2 WHERE id = ?1")?
            .execute(params![entry, how.identity.unwrap_or(nobody)])?;
    }
    if how.person != 0 && behalf == Some(how.person) {
        conn.prepare_cached("UPDATE entry SET behalf_of = NULL WHERE id = ?1")?.execute([entry])?;
        if let Some(identity) = how.identity {
            let said = t!("on behalf of {who}", who = identity);
            conn.prepare_cached(
                "UPDATE entry SET payee = payee || CASE payee WHEN '' THEN '' ELSE ', ' END || ?2 WHERE id = ?1",
            )?
            .execute(params![entry, said])?;
        }
    }
    if how.over {
        conn.prepare_cached(
            "UPDATE entry SET payee = CASE WHEN person IS NULL THEN ?2 ELSE payee END, note = '', reference = '', description = '', \
             valuation = '' WHERE id = ?1",
        )?
        .execute(params![entry, nobody])?;
        conn.prepare_cached("UPDATE entry_line SET memo = '' WHERE entry = ?1 AND memo <> ''")?.execute([entry])?;
    }
    Ok(())
}

fn named_by(conn: &Connection, entry: i64) -> Result<Vec<String>> {
    let payee: Option<String> = conn
        .prepare_cached("SELECT payee FROM entry WHERE id = ?1")?
        .query_row([entry], |row| row.get(0))
        .optional()?;
    // Name and address as they were frozen; the name alone stands in lines of the history.
    Ok(payee
        .iter()
        .flat_map(|text| [Some(text.as_str()), text.split(',').next()])
        .flatten()
        .map(str::to_owned)
        .collect())
}
