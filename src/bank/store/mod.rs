//! The bank's rows: read and written on a connection that is given, never in a transaction of their own.

mod check;
mod closing;
mod intake;
mod lines;
mod matches;
mod personal;
mod reconcile;
mod rules;
mod statements;
mod world;

pub use check::check;
pub use closing::closing;
pub(super) use intake::{insert_lines, insert_number, insert_statement, remove_line};
pub use intake::{known, numbers};
pub(super) use lines::set_state;
pub use lines::{LineFilter, count, line, open_count, page};
pub(super) use matches::{delete_matches, insert_match, remember_payer};
pub use matches::{left_of, matches_of};
pub use personal::PERSONAL;
pub use reconcile::{closings, reconciled_to, reconciliation, reconciliations, reconciling, to_reconcile};
pub(super) use reconcile::{delete_reconciliation, entries_of, insert_brought, insert_reconciliation};
pub(super) use rules::{delete_rule, put_rule};
pub use rules::{rule, rules};
pub(super) use statements::delete_statement;
pub use statements::{statement, statements};
pub use world::{Missing, missing, open_entries, own_accounts, read_awaited, world};

use rusqlite::Connection;

use crate::kit::Result;
use crate::office::days::{day, iso, maybe_day};
use crate::office::words::word;

fn size(n: i64) -> usize {
    usize::try_from(n).unwrap_or(0)
}

fn wide(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// How much there is, for `info`.
///
/// # Errors
/// When the file cannot be read.
pub fn counts(conn: &Connection) -> Result<Vec<(&'static str, i64)>> {
    let one = |sql: &str| conn.query_row(sql, [], |row| row.get::<_, i64>(0));
    Ok(vec![
        ("bank_statements", one("SELECT count(*) FROM bank_statement")?),
        ("bank_lines", one("SELECT count(*) FROM bank_line")?),
        ("bank_lines_to_match", one("SELECT count(*) FROM bank_line WHERE state = 'open'")?),
    ])
}
