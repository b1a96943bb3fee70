//! What of the bank has to be settled before a year is closed: lines nobody dealt with, accounts not reconciled.

use rusqlite::{Connection, params};

use super::iso;
use crate::cli::{ClosingItem, Opens, Span};
use crate::kit::{Result, text};
use crate::t;

/// Open lines up to the end of the year, and accounts of which there are statements and no reconciliation at its end. Nothing
/// where no statement was read.
///
/// # Errors
/// When the file cannot be read.
pub fn closing(conn: &Connection, span: &Span) -> Result<Vec<ClosingItem>> {
    let to = iso(span.to);
    let any: bool =
        conn.query_row("SELECT EXISTS (SELECT 1 FROM bank_line WHERE booked_on <= ?1)", [&to], |row| row.get(0))?;
    if !any {
        return Ok(Vec::new());
    }
    let count = |sql: &str, values: &[&dyn rusqlite::ToSql]| -> Result<usize> {
        let n: i64 = conn.prepare_cached(sql)?.query_row(values, |row| row.get(0))?;
        Ok(usize::try_from(n).unwrap_or(0))
    };
    let open = count("SELECT count(*) FROM bank_line WHERE state = 'open' AND booked_on <= ?1", params![to])?;
    let accounts = count(
        "SELECT count(*) FROM account a WHERE EXISTS (SELECT 1 FROM bank_line l WHERE l.account = a.id AND l.booked_on <= ?1) \
         AND NOT EXISTS (SELECT 1 FROM bank_reconciliation r WHERE r.account = a.id AND r.closed_on >= ?1)",
        params![to],
    )?;
    Ok(vec![
        ClosingItem {
            key: "bank_lines",
            label: t!("Lines of the bank are dealt with"),
            says: match open {
                0 => t!("Every line of the statements is matched or set aside").to_owned(),
                n => t!("{count} of statements are open", count = text::plural(n, t!("line"), t!("lines"))),
            },
            open,
            must: false,
            opens: Some(Opens { screen: "money.bank", filter: String::new() }),
        },
        ClosingItem {
            key: "reconciled",
            label: t!("Accounts are reconciled"),
            says: match accounts {
                0 => t!("Each account with statements agrees with the bank at the end of the year").to_owned(),
                n => t!(
                    "{count} with statements not reconciled to the end of the year",
                    count = text::plural(n, t!("account"), t!("accounts"))
                ),
            },
            open: accounts,
            must: false,
            opens: Some(Opens { screen: "money.reconcile", filter: String::new() }),
        },
    ])
}
