//! The rows of fundraising: read and written on a connection that is given, never in a transaction of their own.

mod appeals;
mod asks;
mod check;
mod export;
mod feedback;
mod letter;
mod personal;
mod plan;
mod pledges;
mod progress;
mod prospects;
mod retention;
mod thanks;

use rusqlite::Connection;

use crate::kit::Result;
use crate::office::days::{day, iso, maybe_day};
use crate::office::words::word;

pub use appeals::{appeal, appeal_called, appeals};
pub(super) use appeals::{delete_appeal, delete_name, insert_appeal, insert_name, update_appeal};
pub use asks::{Asked, appeal_of_ask, asked, asks, choose, once_each};
pub(super) use asks::{delete_ask, insert_ask, insert_asked};
pub use check::check;
pub use export::{appeal_columns, appeal_rows, asked_columns, asked_rows, pledge_columns, pledge_rows};
pub use feedback::feedback;
pub use letter::{letter_headings, letter_to};
pub use personal::PERSONAL;
pub use plan::plan;
pub(super) use plan::put_target;
pub use pledges::{awaited, loose, open_items, pledge, pledges, pledges_of};
pub(super) use pledges::{
    cancel_pledge, delete_pledge, insert_pledge, insert_share, remove_share, said_of, update_pledge,
};
pub use progress::{Brought, all_of, brought, gifts, moved_by_category, raised, raised_by_day, raised_by_word, spent};
pub(super) use prospects::{delete_prospect, put_prospect};
pub use prospects::{given, prospect, prospect_of, prospects};
pub use retention::{donors, first_gift};
pub use thanks::{MAILING, to_thank};

/// How much there is, for `info`.
///
/// # Errors
/// When the file cannot be read.
pub fn counts(conn: &Connection) -> Result<Vec<(&'static str, i64)>> {
    let count = |sql: &str| conn.query_row(sql, [], |row| row.get(0));
    Ok(vec![
        ("pledges", count("SELECT count(*) FROM pledge WHERE cancelled_on IS NULL")?),
        ("appeals", count("SELECT count(*) FROM appeal")?),
    ])
}
