//! The rows of candidates: read and written on a connection that is given, never in a transaction of their own.

mod after;
mod check;
mod guard;
mod opened;
mod people;
mod personal;
mod post;
mod read;
mod sheets;
mod write;

pub(super) use after::{
    add_decision, add_endorsement, add_hand_over, add_moderation, add_verdict, purge, tell, withdraw_endorsement,
};
pub use after::{decision, ending, kept, results, stands, to_purge};
pub use check::check;
pub(super) use guard::any_card;
pub use guard::guard;
pub use opened::opened;
pub(super) use people::*;
pub use personal::PERSONAL;
pub use post::envelope;
pub use read::{Line, called, lines, published_in, whole};
pub use sheets::{Sheet, sheet, sheets};
pub(super) use sheets::{insert_sheet, set_keyed};
pub(super) use write::*;

use rusqlite::Connection;

use crate::kit::Result;

/// How many there are, for `info`.
///
/// # Errors
/// When the file cannot be read.
pub fn counts(conn: &Connection) -> Result<Vec<(&'static str, i64)>> {
    let count = |sql: &str| conn.query_row(sql, [], |row| row.get(0));
    Ok(vec![("selection_rounds", count("SELECT count(*) FROM selection_round")?)])
}
