//! The schema's steps, forward only. A new file takes every step, like an old one: there is one path.

use rusqlite::Connection;

use super::op::{Op, Reach, Undo};
use super::schema::{self, Table};
use crate::kit::Result;

/// Brings an older file to this program's schema. Undo stops here: row images carry the old columns' names.
pub static MIGRATE: Op = Op {
    key: "office.migrate",
    says: "Bring the file up to date",
    undo: Undo::Final("the file was brought to a newer form; the copy made before lies among the backups"),
    reach: Reach::WindowOnly("happens when a file of an older version is opened, by window or command"),
};

/// One step. Once shipped it is never edited; `tests/files` keeps a checksum of each.
#[derive(Debug)]
pub struct Migration {
    /// `0001_office`; the number is the schema it makes.
    pub name: &'static str,
    pub sql: &'static str,
}

macro_rules! migrations {
    ($($name:literal),+ $(,)?) => {
        /// Every step, in order.
        pub const MIGRATIONS: &[Migration] =
            &[$(Migration { name: $name, sql: include_str!(concat!("migrations/", $name, ".sql")) }),+];
    };
}
migrations![
    "0001_office",
    "0002_people",
    "0003_ledger",
    "0004_receipts",
    "0005_erasure",
    "0006_duplicates",
    "0007_members",
    "0008_people_in_full",
    "0009_numbers",
    "0010_letters",
    "0011_bank",
    "0012_fundraising",
    "0013_rules",
    "0014_segments",
    "0015_appeals",
    "0016_quicker_imports",
    "0017_year",
    "0018_budget",
    "0019_prospects",
    "0020_plan",
    "0021_feedback",
    "0022_elections",
    "0023_tasks",
    "0024_meetings",
    "0025_events",
    "0026_carried",
    "0027_candidates",
    "0028_decisions",
    "0029_event_promises",
    "0030_policy",
    "0031_amendments",
    "0032_leadership",
    "0033_equality",
    "0034_score_sheets",
    "0035_chair_and_paper",
    "0036_amendment_votes",
];

/// The schema this program writes: the number of steps. Kept as `user_version`.
#[expect(clippy::cast_possible_truncation, clippy::cast_possible_wrap, reason = "a handful of steps")]
pub const SCHEMA: i32 = MIGRATIONS.len() as i32;

/// Runs the steps after `from` inside the caller's transaction, then lists every journaled table in the seal with the
/// count and sum of the rows it has.
pub(super) fn run(conn: &Connection, from: i32) -> Result<()> {
    let from = usize::try_from(from).unwrap_or(0);
    for step in MIGRATIONS.iter().skip(from) {
        tracing::debug!(step.name, "bringing the schema forward");
        conn.execute_batch(step.sql)?;
    }
    for table in schema::journaled(conn)? {
        conn.execute("INSERT OR IGNORE INTO seal_table (name, count, sum) VALUES (?1, 0, 0)", [&table.name])?;
    }
    conn.pragma_update(None, "user_version", SCHEMA)?;
    Ok(())
}

/// The journaled tables with their numbers in the seal.
pub(super) fn numbered(conn: &Connection) -> Result<Vec<(i64, Table)>> {
    let mut numbered = Vec::new();
    for table in schema::journaled(conn)? {
        let number = conn.query_row("SELECT id FROM seal_table WHERE name = ?1", [&table.name], |row| row.get(0))?;
        numbered.push((number, table));
    }
    Ok(numbered)
}
