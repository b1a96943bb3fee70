//! Erasing people: their records go, what the law makes the branch keep stays without them or with a frozen name, and the
//! history forgets what it said of them. Chain and fingerprint still verify, because digests stay.
//!
//! An erasure is an operation like any other, through the same door: rows are deleted and changed under the journal's
//! triggers, and the images that these have just written are blanked before the operation ends, so that nothing of the
//! person is ever committed again. [`Office::sweep`] then rewrites the file and empties the rollback journal beside it, which
//! held the old pages.

mod collect;
pub mod copies;
mod due;
mod kept;
mod plan;
mod words;

use std::collections::BTreeSet;

use rusqlite::{Connection, params};

pub(super) use collect::{Collected, Fate, Place, collect};
pub use due::{Due, Removed, Review, review};
pub use kept::{Over, over, release};
pub use plan::{Counted, Mention, Plan, Stays};
pub(super) use plan::{field, heading, label};

use super::personal::{Column, Erase, Map, Personal, Settle};
use super::transact::Tx;
use super::{Derived, Office};
use crate::kit::{Problem, Result};
use crate::t;

/// Refuses a reason that names whom it is about: it stays in the history for good.
///
/// # Errors
/// When there is no reason, or it has a name, an address or a number of the person in it.
pub fn reason_without_name(plan: &Plan, reason: &str) -> Result<()> {
    if reason.trim().is_empty() {
        return Err(Problem::input(t!("An erasure needs a reason. Nothing was changed")));
    }
    if plan.known.named.stand_in(reason) {
        return Err(Problem::input(t!(
            "The reason names the person, and it stays in the history. Nothing was changed"
        ))
        .hint(t!("Write it without the name: “asked by letter of 3 May”")));
    }
    Ok(())
}

/// Does what the plan says, inside the operation that is open. Call [`Office::sweep`] after it.
///
/// # Errors
/// When the file cannot be written, or something still refers to what goes; then nothing is changed.
pub fn carry_out(
    tx: &Tx<'_>,
    derived: &[&'static Derived],
    rules: &'static [&'static Personal],
    plan: &Plan,
) -> Result<()> {
    let conn = tx.conn();
    let map = Map::of(conn, rules)?;
    conn.execute_batch("PRAGMA defer_foreign_keys = ON")?;
    settle(tx, &map, plan)?;
    unlink(conn, &map, plan)?;
    attachments(tx, &map, plan)?;
    empty_texts(conn, &map, plan)?;
    for ((table, id), fate) in plan.found.live.iter().rev() {
        if matches!(fate, Fate::Goes) {
            conn.prepare_cached(&format!("DELETE FROM main.\"{}\" WHERE id = ?1", map.name(*table)))?.execute([id])?;
        }
    }
    for id in &plan.blank.drafts {
        conn.prepare_cached("DELETE FROM draft WHERE id = ?1")?.execute([id])?;
    }
    // A step of history that stands even where everything was gone from the tables before.
    conn.execute("UPDATE office SET id = id WHERE id = 1", [])?;
    blank(conn, &plan.blank.images, &plan.blank.summaries)?;
    blank_own(tx)?;
    derived.iter().try_for_each(|index| (index.rebuild)(conn))
}

/// Leaves what the law keeps as it is to be left, and notes until when a name stays.
fn settle(tx: &Tx<'_>, map: &Map, plan: &Plan) -> Result<()> {
    let conn = tx.conn();
    for ((table, id), kept) in &plan.kept {
        let Some(keep) = kept.rule.keep() else { continue };
        for edge in map.edges.iter().filter(|e| e.child == *table && e.parent == map.root) {
            let sql = format!("SELECT \"{}\" FROM main.\"{}\" WHERE id = ?1", edge.column, map.name(*table));
            let person: Option<i64> = conn.prepare_cached(&sql)?.query_row([id], |row| row.get(0))?;
            let Some(person) = person.filter(|person| plan.found.roots.contains(person)) else { continue };
            let identity = if kept.named { identity(conn, map, person)? } else { None };
            (keep.settle)(conn, *id, &Settle { person, identity: identity.as_deref(), over: kept.over })?;
        }
        if kept.named || (!kept.over && has_attachment(conn, map.name(*table), *id)?) {
            kept::remember(tx, map.name(*table), *id, kept.until)?;
        }
    }
    Ok(())
}

fn has_attachment(conn: &Connection, table: &str, row: i64) -> Result<bool> {
    Ok(conn
        .prepare_cached("SELECT 1 FROM attachment WHERE owner_table = ?1 AND owner = ?2")?
        .exists(params![table, row])?)
}

/// Name and address, as the subject of people says them.
fn identity(conn: &Connection, map: &Map, person: i64) -> Result<Option<String>> {
    match map.about(map.root).map(|rule| rule.erase) {
        Some(Erase::Root(identity)) => identity(conn, person),
        _ => Ok(None),
    }
}

fn unlink(conn: &Connection, map: &Map, plan: &Plan) -> Result<()> {
    for ((table, id), fate) in &plan.found.live {
        if let Fate::Unlinks(columns) = fate {
            for column in columns {
                let sql = format!("UPDATE main.\"{}\" SET \"{column}\" = NULL WHERE id = ?1", map.name(*table));
                conn.prepare_cached(&sql)?.execute([id])?;
            }
        }
    }
    Ok(())
}

/// The bytes of what goes, also of what was taken off before; names of files that stay with a kept row.
fn attachments(tx: &Tx<'_>, map: &Map, plan: &Plan) -> Result<()> {
    let conn = tx.conn();
    let Some(table) = map.at("attachment") else { return Ok(()) };
    for ((_, id), fate) in plan.found.all().filter(|((at, _), _)| *at == table) {
        let goes = match fate {
            Fate::Goes => true,
            Fate::Belongs(owner) => plan.kept.get(owner).is_some_and(|kept| kept.over),
            _ => false,
        };
        if goes {
            conn.prepare_cached("DELETE FROM attachment WHERE id = ?1")?.execute([id])?;
            conn.prepare_cached("DELETE FROM attachment_data WHERE id = ?1")?.execute([id])?;
            continue;
        }
        rename(conn, *id, |name| plan.known.any.stand_in(name))?;
    }
    Ok(())
}

/// Gives an attachment a name that says nothing, where its own is to be forgotten. The ending stays.
fn rename(conn: &Connection, id: i64, forget: impl Fn(&str) -> bool) -> Result<()> {
    use rusqlite::OptionalExtension as _;
    let name: Option<String> = conn
        .prepare_cached("SELECT name FROM attachment WHERE id = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()?;
    if let Some(name) = name.filter(|name| forget(name)) {
        let ending = std::path::Path::new(&name).extension().map(|e| e.to_string_lossy().into_owned());
        let new = ending.map_or_else(|| "attachment".to_owned(), |ending| format!("attachment.{ending}"));
        conn.prepare_cached("UPDATE attachment SET name = ?2 WHERE id = ?1")?.execute(params![id, new])?;
    }
    Ok(())
}

/// Empties the texts that name the person: in rows that stay without the name, and where a subject declares such a text.
fn empty_texts(conn: &Connection, map: &Map, plan: &Plan) -> Result<()> {
    for ((table, id), fate) in &plan.found.live {
        let owner = match fate {
            Fate::Goes => continue,
            Fate::Belongs(owner) => owner,
            _ => &(*table, *id),
        };
        if plan.kept.get(owner).is_some_and(|kept| kept.named && kept.rule.keep().is_some_and(|k| k.whole)) {
            continue;
        }
        let Some(table) = map.tables.get(*table) else { continue };
        let frozen =
            plan.kept.get(owner).filter(|kept| kept.named).and_then(|kept| kept.rule.keep()).and_then(|k| k.into);
        for column in table.columns.iter().filter(|c| c.can_be_empty && Some(c.name.as_str()) != frozen) {
            empty_text(conn, &table.name, column, *id, |text| plan.known.any.stand_in(text))?;
        }
    }
    // The whole row is about the person then: its other texts are searched by any of the person's words.
    for (table, id) in &plan.named_rows {
        let Some(table) = map.tables.get(*table) else { continue };
        let is_name = |column: &str| {
            map.rules.iter().any(|r| matches!(r.erase, Erase::Named) && r.table == table.name && r.column == column)
        };
        for column in table.columns.iter().filter(|c| c.text && (c.can_be_empty || is_name(&c.name))) {
            empty_text(conn, &table.name, column, *id, |text| plan.known.any.stand_in(text))?;
        }
    }
    Ok(())
}

fn empty_text(conn: &Connection, table: &str, column: &Column, id: i64, forget: impl Fn(&str) -> bool) -> Result<()> {
    let name = &column.name;
    let text: Option<String> = conn
        .prepare_cached(&format!("SELECT \"{name}\" FROM main.\"{table}\" WHERE id = ?1"))?
        .query_row([id], |row| row.get(0))?;
    if text.is_some_and(|text| forget(&text)) {
        conn.prepare_cached(&format!("UPDATE main.\"{table}\" SET \"{name}\" = '' WHERE id = ?1"))?.execute([id])?;
    }
    Ok(())
}

/// Blanks images and lines of the history with their salts: the digests stay, and the chain with them.
fn blank(conn: &Connection, images: &BTreeSet<i64>, summaries: &BTreeSet<i64>) -> Result<()> {
    let mut image = conn.prepare_cached(
        "UPDATE journal_row SET before = NULL, proof = substr(proof, instr(proof, ':')) WHERE id = ?1 AND before IS NOT NULL",
    )?;
    for id in images {
        image.execute([id])?;
    }
    let mut summary = conn.prepare_cached(
        "UPDATE journal_op SET summary = NULL, summary_proof = substr(summary_proof, instr(summary_proof, ':')) \
         WHERE id = ?1 AND summary IS NOT NULL",
    )?;
    for id in summaries {
        summary.execute([id])?;
    }
    Ok(())
}

/// What the open operation itself has taken away never reaches the history. Its digests are made of it all the same.
fn blank_own(tx: &Tx<'_>) -> Result<()> {
    tx.conn().execute(
        "UPDATE journal_row SET before = NULL, proof = substr(proof, instr(proof, ':')) WHERE op = ?1 AND before IS NOT NULL",
        [tx.op().0],
    )?;
    Ok(())
}

/// Blanks what the history kept of these rows, and what the open operation has just taken from them: for records that are let go
/// while their owner stays. Call [`Office::sweep`] after it.
///
/// # Errors
/// When the file cannot be written.
pub fn forget(tx: &Tx<'_>, rows: &[(&str, i64)]) -> Result<()> {
    let conn = tx.conn();
    let mut images = BTreeSet::new();
    let mut select = conn.prepare_cached(
        "SELECT j.id FROM journal_row j JOIN seal_table t ON t.id = j.tbl WHERE t.name = ?1 AND j.row = ?2 AND j.before IS NOT NULL",
    )?;
    for (table, id) in rows {
        for image in select.query_map(params![table, id], |row| row.get(0))? {
            images.insert(image?);
        }
    }
    blank(conn, &images, &BTreeSet::new())?;
    blank_own(tx)
}

impl Office {
    /// Rewrites the file without its free pages and empties the rollback journal beside it, so that nothing of what an
    /// erasure took away is left in either. What the disk itself keeps of deleted files is beyond any program: a passphrase
    /// makes it worthless.
    ///
    /// # Errors
    /// When the disk is full or the file cannot be written; the office is sound, and this can be tried again.
    pub fn sweep(&self) -> Result<()> {
        if self.read_only || self.path == std::path::Path::new(":memory:") {
            return Ok(());
        }
        self.conn.flush_prepared_statement_cache();
        // In exclusive mode a finished journal stays with its pages and only its head is cleared; this mode cuts it to nothing.
        self.conn.pragma_update(None, "journal_mode", "TRUNCATE")?;
        let outcome = self.conn.execute_batch("VACUUM");
        self.conn.pragma_update(None, "journal_mode", "DELETE")?;
        Ok(outcome?)
    }
}
