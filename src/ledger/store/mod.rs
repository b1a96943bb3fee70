//! The ledger's rows: read and written on a connection that is given, never in a transaction of their own.

mod balances;
mod batches;
mod chart;
mod check;
mod closing;
mod conditions;
mod entries;
mod export;
mod foresee;
mod list;
mod periods;
mod personal;
pub mod register;
pub mod report;
mod standing;
pub mod through;
mod way;

pub use balances::{
    AccountBalance, CategoryMonth, DonorTotal, FundBalance, about, account_balances, anonymous_total, category_months,
    category_total, donors, fund_balances, given_by,
};
pub use batches::{
    batch, batches, insert_batch, newest_draft, next_batch_number, posted_like, set_batch_state, update_batch,
};
pub use chart::{
    account, accounts, appeals, appeals_to_name, categories, find_account, find_category, find_fund, funds,
    insert_account, insert_category, insert_fund, is_used, update_account, update_category, update_fund, usual,
};
pub use check::check;
pub use closing::closing;
pub use conditions::CONDITIONS;
pub use entries::{
    NewRow, entry, hold, insert, insert_all, left_to_refund, lock, lock_of, locks, set_banked, unlock, update,
};
pub use export::{donation_columns, donations, entries_out, entry_columns};
pub use foresee::foresee;
pub use list::{EntryRow, Sums, count, page, row, sums};
pub use periods::{Period, free_days, free_on, guard, held_on, hold_days, periods};
pub use personal::{PERSONAL, erased};
pub use standing::VOID;
pub use way::raised_by_way;

use rusqlite::Connection;

use crate::kit::Result;
use crate::office::days::{day as day_of, iso, maybe_day as maybe_day_of};

/// Whether there are amounts, so that the currency may no longer change.
///
/// # Errors
/// When the file cannot be read.
pub fn has_amounts(conn: &Connection) -> Result<bool> {
    Ok(conn.query_row("SELECT EXISTS (SELECT 1 FROM entry) OR EXISTS (SELECT 1 FROM batch)", [], |row| row.get(0))?)
}

/// How much there is, for `info`.
///
/// # Errors
/// When the file cannot be read.
pub fn counts(conn: &Connection) -> Result<Vec<(&'static str, i64)>> {
    let entries = conn.query_row("SELECT count(*) FROM entry", [], |row| row.get(0))?;
    let given = format!("SELECT count(*) FROM entry WHERE kind IN ('donation', 'in_kind') AND id NOT IN ({VOID})");
    let donations = conn.query_row(&given, [], |row| row.get(0))?;
    let batches = conn.query_row("SELECT count(*) FROM batch WHERE state <> 'discarded'", [], |row| row.get(0))?;
    Ok(vec![("entries", entries), ("donations", donations), ("batches", batches)])
}

/// Where the file's history stands; it moves with every operation.
///
/// # Errors
/// When the file cannot be read.
pub fn generation(conn: &Connection) -> Result<i64> {
    Ok(conn.query_row("SELECT generation FROM seal WHERE id = 1", [], |row| row.get(0))?)
}

/// A word of a CHECKed column.
pub(super) fn word_of<T>(row: &rusqlite::Row<'_>, at: usize, of: impl Fn(&str) -> Result<T>) -> rusqlite::Result<T> {
    let text = row.get_ref(at)?.as_str().map_err(|e| rusqlite::Error::UserFunctionError(Box::new(e)))?;
    of(text).map_err(|problem| rusqlite::Error::UserFunctionError(Box::new(problem)))
}
