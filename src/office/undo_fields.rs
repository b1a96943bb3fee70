//! Taking a merge back after other work: field by field.
//!
//! A merge changes a few columns of many records (whom an entry is from, whose a phone number is). Work that came after it
//! changes other columns of the same records, or other records. So each column goes back to what it was, unless a later step
//! changed that very column; the rows where one stays are listed.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, ErrorCode};

use super::op::{Lock, Setup};
use super::transact::Tx;
use super::undo::{Change, OpRow, Place, changes_of, put_back, put_image_back};
use crate::kit::{Problem, Result};

/// What later steps that still stand did with one row.
#[derive(Default)]
struct Touched {
    columns: BTreeSet<String>,
    /// The image was blanked since, so it is not known which columns changed.
    unknown: bool,
    deleted: bool,
    /// The summary of the last of them.
    by: String,
}

struct Later {
    touched: BTreeMap<Place, Touched>,
    /// Rows that something which was written later refers to: a receipt issued for an entry.
    referred: BTreeSet<Place>,
    /// The numbers of tables whose rows are parts of others, and may go without their record being lost.
    parts: BTreeSet<i64>,
}

/// Puts every row of an operation back, last change first, column by column. Answers the rows of which something stays.
pub(super) fn reverse(tx: &Tx<'_>, op: &OpRow, setup: &Setup) -> Result<Vec<(String, i64)>> {
    let conn = tx.conn();
    conn.execute_batch("PRAGMA defer_foreign_keys = ON")?;
    let changes = changes_of(conn, op, setup)?;
    tx.expect(u64::try_from(changes.len()).unwrap_or(0));
    let later = Later::after(conn, op)?;
    let mut kept = BTreeSet::new();
    for (at, change) in changes.iter().enumerate() {
        if at.is_multiple_of(1000) {
            tx.progress(u64::try_from(at).unwrap_or(0))?;
        }
        let place = change.place();
        let touched = later.touched.get(&place);
        if let Some(since) = touched.filter(|t| change.act == "insert" || (t.deleted && change.act == "update")) {
            // What the operation made was built on, or a record is gone; a part (a phone number) may have been removed.
            if change.act == "insert" || !later.parts.contains(&place.0) {
                return Err(Problem::input(format!(
                    "This cannot be undone because a later step changed or removed what it made: {}. Nothing was changed",
                    since.by
                ))
                .hint("Undo that step first"));
            }
            kept.insert((change.table.clone(), change.row));
            continue;
        }
        if later.is_locked(conn, change, setup.locks)? {
            kept.insert((change.table.clone(), change.row));
            continue;
        }
        if !take_back(conn, change, touched)? {
            kept.insert((change.table.clone(), change.row));
        }
    }
    Ok(kept.into_iter().collect())
}

/// Whether all of the change went back.
fn take_back(conn: &Connection, change: &Change, touched: Option<&Touched>) -> Result<bool> {
    let outcome = match (change.act.as_str(), touched) {
        ("update", Some(touched)) => {
            let mut image = change.image()?;
            let all = image.len();
            image.retain(|column, _| !touched.unknown && !touched.columns.contains(column));
            put_image_back(conn, change, &image).map(|()| image.len() == all)
        }
        _ => put_back(conn, change).map(|()| true),
    };
    outcome.map_err(|problem| {
        let taken = problem
            .source
            .as_ref()
            .and_then(|source| source.downcast_ref::<rusqlite::Error>())
            .is_some_and(|e| e.sqlite_error_code() == Some(ErrorCode::ConstraintViolation));
        if !taken {
            return problem;
        }
        let what = change.table.replace('_', " ");
        Problem::input(format!(
            "This cannot be undone because something that only one {what} can have was given to another since. Nothing was changed"
        ))
        .hint("If a member number was given again, change it there, then undo")
        .because(problem)
    })
}

impl Later {
    fn after(conn: &Connection, op: &OpRow) -> Result<Self> {
        let mut later = Self { touched: BTreeMap::new(), referred: BTreeSet::new(), parts: BTreeSet::new() };
        let mut select = conn.prepare_cached(
            "SELECT r.tbl, r.row, r.act, r.before, coalesce(o.summary, o.kind) FROM journal_op o \
             JOIN journal_row r ON r.id >= o.first_row AND r.id < o.first_row + o.row_count \
             WHERE o.id > ?1 AND o.undone = 0 AND o.kind NOT IN ('office.undo', 'office.redo') ORDER BY r.id",
        )?;
        let mut rows = select.query([op.id])?;
        while let Some(row) = rows.next()? {
            let touched = later.touched.entry((row.get(0)?, row.get(1)?)).or_default();
            touched.by = row.get(4)?;
            match (row.get_ref(2)?.as_str().unwrap_or(""), row.get::<_, Option<String>>(3)?) {
                ("update", Some(image)) => match serde_json::from_str::<super::undo::Image>(&image) {
                    Ok(image) => touched.columns.extend(image.keys().cloned()),
                    Err(_damaged) => touched.unknown = true,
                },
                ("update", None) => touched.unknown = true,
                ("delete", _) => touched.deleted = true,
                _ => {}
            }
        }
        later.look_at_links(conn)?;
        Ok(later)
    }

    /// What the rows that were written later refer to as they stand now.
    fn look_at_links(&mut self, conn: &Connection) -> Result<()> {
        let mut select = conn.prepare(
            "SELECT c.id, c.name, f.\"from\", p.id, f.on_delete = 'CASCADE' FROM seal_table c \
             JOIN pragma_foreign_key_list(c.name) f JOIN seal_table p ON p.name = f.\"table\"",
        )?;
        let mut links = select.query([])?;
        while let Some(link) = links.next()? {
            let (child, parent): (i64, i64) = (link.get(0)?, link.get(3)?);
            if link.get(4)? {
                self.parts.insert(child);
            }
            // Names come from the file's own schema; the value is bound.
            let sql = format!(
                "SELECT \"{}\" FROM main.\"{}\" WHERE id = ?1",
                link.get::<_, String>(2)?,
                link.get::<_, String>(1)?
            );
            let mut target = conn.prepare_cached(&sql)?;
            for (_, row) in self.touched.range((child, i64::MIN)..=(child, i64::MAX)).map(|(place, _)| *place) {
                let mut found = target.query([row])?;
                if let Some(found) = found.next()?
                    && let Some(to) = found.get::<_, Option<i64>>(0)?
                {
                    self.referred.insert((parent, to));
                }
            }
        }
        Ok(())
    }

    /// Whether something holds the row that was not there when the operation was done: a lock that is older held it then
    /// already, and putting back what it held is no change to it.
    fn is_locked(&self, conn: &Connection, change: &Change, locks: &[Lock]) -> Result<bool> {
        if !self.referred.contains(&change.place()) {
            return Ok(false);
        }
        for lock in locks {
            if lock(conn, &change.table, change.row)?.is_some() {
                return Ok(true);
            }
        }
        Ok(false)
    }
}
