//! What receipts hold about people. A receipt is kept whole while the law asks for it; after that an erasure takes name and
//! address out of it, and number, sums and its place in the chain of hashes stay.

use rusqlite::{Connection, OptionalExtension as _, params};

use crate::kit::{Problem, Result};
use crate::office::{Erase, Keep, Personal, Settle};
use crate::receipts::model::Sheet;
use crate::t;

/// The reference of a receipt to its donor, and what belongs to a receipt.
pub const PERSONAL: &[&Personal] = &[&RECEIPT, &RECEIPT_LINE, &RECEIPT_PRINT];

static RECEIPT: Personal = Personal {
    table: "receipt",
    column: "donor",
    says: || t!("Receipts"),
    erase: Erase::Keep(Keep {
        records: "receipts",
        day: "issued_on",
        whole: true,
        into: None,
        names: |_conn, _receipt, _law| Ok(true),
        settle,
        identity,
    }),
    day: Some("issued_on"),
    money: &["total"],
    hide: &["series", "serial", "year", "donor", "sheet", "run", "issued_in", "position", "previous_hash", "hash"],
    labels: &[("donor_name", || t!("Made out to")), ("for_year", || t!("For the year"))],
    ..Personal::NONE
};

static RECEIPT_LINE: Personal = Personal {
    table: "receipt_line",
    column: "receipt",
    of: "receipt",
    says: || t!("Donations on receipts"),
    erase: Erase::With,
    money: &["amount"],
    hide: &["entry"],
    ..Personal::NONE
};

static RECEIPT_PRINT: Personal = Personal {
    table: "receipt_print",
    column: "receipt",
    of: "receipt",
    says: || t!("When receipts were printed"),
    erase: Erase::With,
    ..Personal::NONE
};

/// The donor of a receipt whose time is over and whose name was taken out.
pub const NOBODY: i64 = 0;

fn settle(conn: &Connection, receipt: i64, how: &Settle<'_>) -> Result<()> {
    if !how.over {
        return Ok(());
    }
    let Some(mut sheet) = sheet_of(conn, receipt)? else { return Ok(()) };
    let name = std::mem::replace(&mut sheet.donor, t!("Erased person").to_owned());
    sheet.address.clear();
    for text in [&mut sheet.opening, &mut sheet.closing, &mut sheet.small_print].into_iter().flatten() {
        *text = text.replace(&name, &sheet.donor);
    }
    sheet.lines.iter_mut().for_each(|line| line.advantage_is.clear());
    let json =
        serde_json::to_string(&sheet).map_err(|e| Problem::defect(t!("A receipt could not be written")).because(e))?;
    conn.prepare_cached(
        "UPDATE receipt SET donor = ?2, donor_name = ?3, sheet = ?4, void_reason = CASE void_reason WHEN '' THEN '' ELSE ?5 END WHERE id = ?1",
    )?
    .execute(params![receipt, NOBODY, sheet.donor, json, t!("The reason was erased with the person")])?;
    Ok(())
}

fn sheet_of(conn: &Connection, receipt: i64) -> Result<Option<Sheet>> {
    let json: Option<String> = conn
        .prepare_cached("SELECT sheet FROM receipt WHERE id = ?1")?
        .query_row([receipt], |row| row.get(0))
        .optional()?;
    let damaged = |e| Problem::file(t!("What a receipt says cannot be read. Nothing was changed")).because(e);
    json.map(|json| serde_json::from_str(&json).map_err(damaged)).transpose()
}

fn identity(conn: &Connection, receipt: i64) -> Result<Vec<String>> {
    Ok(sheet_of(conn, receipt)?
        .map_or_else(Vec::new, |sheet| std::iter::once(sheet.donor).chain(sheet.address).collect()))
}
