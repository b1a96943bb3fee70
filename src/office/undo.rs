//! Undo and redo: operations like any other, read from the journal, so they survive a restart.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension as _, params, params_from_iter};

use super::op::{Done, Op, OpId, Reach, Setup, Undo};
use super::transact::Tx;
use super::{Office, attachments, undo_fields};
use crate::kit::{Problem, Result};
use crate::t;

/// Takes back the newest operation.
pub static UNDO: Op = Op {
    key: "office.undo",
    says: "Undo",
    undo: Undo::Final("an undo is taken back by redo"),
    reach: Reach::Command("undo"),
};

/// Does again what was undone last.
pub static REDO: Op = Op {
    key: "office.redo",
    says: "Redo",
    undo: Undo::Final("a redo is taken back by undo"),
    reach: Reach::Command("redo"),
};

/// What undo did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undone {
    /// The operation taken back (or done again).
    pub op: OpId,
    /// What its line in the history says.
    pub summary: String,
    /// Rows that were changed since and so were left as they are: table and id.
    pub kept: Vec<(String, i64)>,
    /// What stands afterwards, where something was compensated and not reversed.
    pub leaves: Option<&'static str>,
}

/// What the Undo or Redo button would do now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Next {
    pub op: OpId,
    /// The declared words of the operation: "Record entry".
    pub says: String,
    pub summary: String,
    /// Why it cannot be done, if so.
    pub refused: Option<String>,
    /// Where it compensates rather than reverses, and so needs a reason: what stands afterwards.
    pub leaves: Option<&'static str>,
}

/// How the rows of an operation go back; see [`Undo`].
#[derive(Clone, Copy)]
enum Back {
    Whole,
    KeepChanged,
    ByField,
}

#[derive(Debug)]
pub(super) struct OpRow {
    pub id: i64,
    kind: String,
    summary: String,
    first_row: i64,
    row_count: i64,
}

#[derive(Debug)]
pub(super) struct Change {
    pub table: String,
    pub table_number: i64,
    pub row: i64,
    pub act: String,
    pub before: Option<String>,
}

fn op_row(row: &rusqlite::Row<'_>) -> rusqlite::Result<OpRow> {
    Ok(OpRow {
        id: row.get(0)?,
        kind: row.get(1)?,
        summary: row.get::<_, Option<String>>(2)?.unwrap_or_default(),
        first_row: row.get(3)?,
        row_count: row.get(4)?,
    })
}

impl Office {
    /// The operation that Undo would take back: the newest one not yet undone.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn next_undo(&self) -> Result<Option<Next>> {
        let mut select = self.conn.prepare_cached(
            "SELECT id, kind, summary, first_row, row_count FROM journal_op WHERE undone = 0 AND undoes IS NULL ORDER BY id DESC",
        )?;
        for row in select.query_map([], op_row)? {
            let row = row?;
            if !matches!(self.setup.op(&row.kind).map(|op| op.undo), Some(Undo::Aside(_))) {
                return Ok(Some(self.describe(&row)));
            }
        }
        Ok(None)
    }

    /// The operation that Redo would do again: the one undone last, if nothing was done since.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn next_redo(&self) -> Result<Option<Next>> {
        let undo = self.redoable()?;
        let Some(undo) = undo else { return Ok(None) };
        let row = self
            .conn
            .prepare_cached(
                "SELECT o.id, o.kind, o.summary, o.first_row, o.row_count FROM journal_op u JOIN journal_op o ON o.id = u.undoes \
                 WHERE u.id = ?1",
            )?
            .query_row([undo.id], op_row)?;
        let mut next = self.describe(&row);
        next.refused = None;
        next.leaves = None;
        Ok(Some(next))
    }

    /// The newest undo that still stands, with no new operation after it.
    fn redoable(&self) -> Result<Option<OpRow>> {
        Ok(self
            .conn
            .prepare_cached(
                "SELECT id, kind, summary, first_row, row_count FROM journal_op WHERE kind = 'office.undo' AND undone = 0 \
                 AND id > (SELECT coalesce(max(id), 0) FROM journal_op WHERE undoes IS NULL) ORDER BY id DESC LIMIT 1",
            )?
            .query_row([], op_row)
            .optional()?)
    }

    fn describe(&self, row: &OpRow) -> Next {
        let known = self.setup.op(&row.kind);
        let (refused, leaves) = match known.map(|op| op.undo) {
            Some(Undo::Reverse | Undo::ReverseKeep | Undo::ReverseFields) => (None, None),
            Some(Undo::Compensate { leaves, .. }) => (None, Some(leaves)),
            Some(Undo::Final(why) | Undo::Aside(why)) => (Some(why.to_owned()), None),
            None => (Some("it was done by another version of Wardroom".to_owned()), None),
        };
        Next {
            op: OpId(row.id),
            says: known.map_or_else(|| row.kind.clone(), |op| op.says.to_owned()),
            summary: row.summary.clone(),
            refused,
            leaves,
        }
    }

    /// Takes back the newest operation not yet undone. `reason` is kept where the undo is a void or another compensation.
    ///
    /// # Errors
    /// When there is nothing to undo, the operation is final, or a row it wrote has been changed since.
    pub fn undo(&mut self, reason: &str) -> Result<Done<Undone>> {
        let Some(next) = self.next_undo()? else {
            return Err(Problem::input("There is nothing to undo"));
        };
        self.undo_op(next.op, reason)
    }

    /// Takes back one operation, also when others came after it, where none of its rows was changed since.
    ///
    /// # Errors
    /// When the operation is unknown, already undone or final, or a row it wrote has been changed since (the message says which).
    pub fn undo_op(&mut self, op: OpId, reason: &str) -> Result<Done<Undone>> {
        let row = self.op_to_undo(op)?;
        let declared = self.setup.op(&row.kind);
        let how = match declared.map(|d| d.undo) {
            Some(Undo::Reverse) => Back::Whole,
            Some(Undo::ReverseKeep) => Back::KeepChanged,
            Some(Undo::ReverseFields) => Back::ByField,
            Some(Undo::Compensate { by, leaves }) => {
                let by = by(self, op, reason)?;
                let summary = row.summary;
                return Ok(Done {
                    value: Undone { op, summary, kept: Vec::new(), leaves: Some(leaves) },
                    op: Some(by),
                    changed: self.changed_by(by)?,
                });
            }
            Some(Undo::Final(why) | Undo::Aside(why)) => {
                return Err(Problem::input(format!("“{}” cannot be undone: {why}. Nothing was changed", row.summary))
                    .hint("Older steps can be undone one by one, in History or by `wardroom undo FILE --op ID`"));
            }
            None => {
                return Err(Problem::input(
                    "This step was done by another version of Wardroom and cannot be undone by this one",
                ));
            }
        };
        let setup = self.setup;
        self.transact(&UNDO, |tx| {
            let kept = match how {
                Back::Whole => reverse(tx, &row, false, &setup)?,
                Back::KeepChanged => reverse(tx, &row, true, &setup)?,
                Back::ByField => undo_fields::reverse(tx, &row, &setup)?,
            };
            tx.conn().execute("UPDATE journal_op SET undone = 1 WHERE id = ?1", [row.id])?;
            tx.set_undoes(op);
            tx.say(format!("Undid: {}", row.summary));
            Ok(Undone { op, summary: row.summary.clone(), kept, leaves: None })
        })
    }

    fn op_to_undo(&self, op: OpId) -> Result<OpRow> {
        let found = self
            .conn
            .prepare_cached(
                "SELECT id, kind, summary, first_row, row_count FROM journal_op WHERE id = ?1 AND undone = 0 AND undoes IS NULL",
            )?
            .query_row([op.0], op_row)
            .optional()?;
        found.ok_or_else(|| {
            Problem::input("This step is not in the history, or it is undone already. Nothing was changed")
        })
    }

    /// Does again what was undone last.
    ///
    /// # Errors
    /// When nothing was undone, or something new was done since.
    pub fn redo(&mut self) -> Result<Done<Undone>> {
        let Some(undo) = self.redoable()? else {
            return Err(Problem::input("There is nothing to redo"));
        };
        let setup = self.setup;
        self.transact(&REDO, |tx| {
            let original: i64 =
                tx.conn().query_row("SELECT undoes FROM journal_op WHERE id = ?1", [undo.id], |row| row.get(0))?;
            let summary: Option<String> =
                tx.conn().query_row("SELECT summary FROM journal_op WHERE id = ?1", [original], |row| row.get(0))?;
            let summary = summary.unwrap_or_default();
            let kept = reverse(tx, &undo, true, &Setup { locks: &[], ..setup })?;
            tx.conn().execute("UPDATE journal_op SET undone = 1 WHERE id = ?1", [undo.id])?;
            tx.conn().execute("UPDATE journal_op SET undone = 0 WHERE id = ?1", [original])?;
            tx.set_undoes(OpId(undo.id));
            tx.say(format!("Did again: {summary}"));
            Ok(Undone { op: OpId(original), summary, kept, leaves: None })
        })
    }

    /// The tables one operation changed, from its journal rows.
    pub(super) fn changed_by(&self, op: OpId) -> Result<super::Changed> {
        let mut select = self.conn.prepare_cached(
            "SELECT DISTINCT t.name FROM journal_op o JOIN journal_row r ON r.id >= o.first_row AND r.id < o.first_row + o.row_count \
             JOIN seal_table t ON t.id = r.tbl WHERE o.id = ?1",
        )?;
        let names = select.query_map([op.0], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        Ok(super::Changed(names))
    }
}

/// Marks an operation as taken back by the one that is open, for subjects whose undo is a compensation.
///
/// # Errors
/// When the file cannot be written.
pub fn mark_compensated(tx: &Tx<'_>, op: OpId) -> Result<()> {
    tx.conn().execute("UPDATE journal_op SET undone = 1 WHERE id = ?1", [op.0])?;
    tx.set_undoes(op);
    Ok(())
}

/// Puts every row of an operation back, last change first. Answers the rows left alone because they changed since.
fn reverse(tx: &Tx<'_>, op: &OpRow, keep_changed: bool, setup: &Setup) -> Result<Vec<(String, i64)>> {
    let conn = tx.conn();
    conn.execute_batch("PRAGMA defer_foreign_keys = ON")?;
    let changes = changes_of(conn, op, setup)?;
    tx.expect(u64::try_from(changes.len()).unwrap_or(0));
    let mut later = changed_later(conn, op)?;
    later.extend(attached_later(conn, &changes)?);
    for change in &changes {
        if keep_changed && change.act != "insert" && change.before.is_none() {
            // What it said was erased: it stays as it is now, which is gone.
            later.insert(change.place(), Later::default());
        }
        for lock in setup.locks {
            if let Some(by) = lock(conn, &change.table, change.row)? {
                if !keep_changed {
                    return Err(Problem::input(format!(
                        "This cannot be undone because it is locked by {by}. Nothing was changed"
                    ))
                    .hint("Void or release that first, or record a reversal"));
                }
                later.insert(change.place(), Later { summary: by, kind: String::new() });
            }
        }
    }
    let kept = if later.is_empty() {
        BTreeSet::new()
    } else if keep_changed {
        kept_records(conn, &changes, &later)?
    } else {
        let by = changes.iter().find_map(|c| later.get(&c.place()));
        let by = if by.is_some() { by } else { added_to_later(conn, &changes, &later)? };
        if let Some(by) = by {
            let problem = Problem::input(format!(
                "This cannot be undone because a later step changed the same record: {}. Nothing was changed",
                by.summary
            ));
            let is_final = matches!(setup.op(&by.kind).map(|op| op.undo), Some(Undo::Final(_)));
            return Err(problem.hint(if is_final {
                "That step cannot be undone either"
            } else {
                "Undo that step first"
            }));
        }
        BTreeSet::new()
    };
    for (at, change) in changes.iter().enumerate() {
        if at.is_multiple_of(1000) {
            tx.progress(u64::try_from(at).unwrap_or(0))?;
        }
        if !kept.contains(&change.place()) {
            put_back(conn, change)?;
        }
    }
    let names: BTreeMap<i64, &str> = changes.iter().map(|c| (c.table_number, c.table.as_str())).collect();
    Ok(kept.into_iter().map(|(table, row)| ((*names.get(&table).unwrap_or(&"")).to_owned(), row)).collect())
}

/// A step after the one that is taken back, which touched the same row.
#[derive(Clone, Debug, Default)]
struct Later {
    summary: String,
    kind: String,
}

/// A row of the file: the table's number in the seal, and the id.
pub(super) type Place = (i64, i64);

impl Change {
    pub(super) fn place(&self) -> Place {
        (self.table_number, self.row)
    }
}

/// What an operation did, the last change first; counters stay as they are.
pub(super) fn changes_of(conn: &Connection, op: &OpRow, setup: &Setup) -> Result<Vec<Change>> {
    let mut select = conn.prepare_cached(
        "SELECT t.name, r.tbl, r.row, r.act, r.before FROM journal_row r JOIN seal_table t ON t.id = r.tbl \
         WHERE r.id >= ?1 AND r.id < ?2 ORDER BY r.id DESC",
    )?;
    let mut changes = select
        .query_map(params![op.first_row, op.first_row + op.row_count], |row| {
            Ok(Change {
                table: row.get(0)?,
                table_number: row.get(1)?,
                row: row.get(2)?,
                act: row.get(3)?,
                before: row.get(4)?,
            })
        })?
        .collect::<rusqlite::Result<Vec<Change>>>()?;
    changes.retain(|change| !setup.counters.contains(&change.table.as_str()));
    Ok(changes)
}

/// The new records of an operation that something was attached to since, and what: without them it would belong to nothing.
fn attached_later(conn: &Connection, changes: &[Change]) -> Result<Vec<(Place, Later)>> {
    let attached = attachments::owners(conn)?;
    if attached.is_empty() {
        return Ok(Vec::new());
    }
    let new: BTreeMap<(&str, i64), Place> =
        changes.iter().filter(|c| c.act == "insert").map(|c| ((c.table.as_str(), c.row), c.place())).collect();
    // One that the operation itself brought or moved goes with it.
    let moved: BTreeSet<i64> = changes.iter().filter(|c| c.table == "attachment").map(|c| c.row).collect();
    let since = |(id, table, owner, name): &(i64, String, i64, String)| {
        let place = new.get(&(table.as_str(), *owner)).filter(|_| !moved.contains(id))?;
        Some((*place, Later { summary: t!("Attached {name}", name = name), kind: String::new() }))
    };
    Ok(attached.iter().filter_map(since).collect())
}

/// Every row that a later step which still stands has touched, and that step's summary, in one pass over what came after.
/// Steps that were undone, and the undos themselves, cancel out.
fn changed_later(conn: &Connection, op: &OpRow) -> Result<BTreeMap<Place, Later>> {
    let mut select = conn.prepare_cached(
        "SELECT r.tbl, r.row, coalesce(o.summary, o.kind), o.kind FROM journal_op o \
         JOIN journal_row r ON r.id >= o.first_row AND r.id < o.first_row + o.row_count \
         WHERE o.id > ?1 AND o.undone = 0 AND o.kind NOT IN ('office.undo', 'office.redo')",
    )?;
    let later = select
        .query_map([op.id], |row| Ok(((row.get(0)?, row.get(1)?), Later { summary: row.get(2)?, kind: row.get(3)? })))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(later)
}

/// A foreign key between two journaled tables.
struct Link {
    child: i64,
    child_name: String,
    column: String,
    parent: i64,
    /// The child is a part of the parent (ON DELETE CASCADE), so both stay or both go.
    part: bool,
}

/// The foreign keys between journaled tables.
fn links(conn: &Connection) -> Result<Vec<Link>> {
    let mut select = conn.prepare(
        "SELECT c.id, c.name, f.\"from\", p.id, f.on_delete = 'CASCADE' FROM seal_table c \
         JOIN pragma_foreign_key_list(c.name) f JOIN seal_table p ON p.name = f.\"table\"",
    )?;
    let links = select
        .query_map([], |row| {
            Ok(Link {
                child: row.get(0)?,
                child_name: row.get(1)?,
                column: row.get(2)?,
                parent: row.get(3)?,
                part: row.get(4)?,
            })
        })?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    Ok(links)
}

/// The later step that added a part to a record which this operation made: taking the record away would take the part with
/// it, in silence.
fn added_to_later<'l>(
    conn: &Connection,
    changes: &[Change],
    later: &'l BTreeMap<Place, Later>,
) -> Result<Option<&'l Later>> {
    let made: BTreeSet<Place> = changes.iter().filter(|c| c.act == "insert").map(Change::place).collect();
    for link in links(conn)?.iter().filter(|link| link.part) {
        let sql = format!("SELECT \"{}\" FROM main.\"{}\" WHERE id = ?1", link.column, link.child_name);
        for (place, by) in later.iter().filter(|(place, _)| place.0 == link.child) {
            let whole: Option<Option<i64>> =
                conn.prepare_cached(&sql)?.query_row([place.1], |row| row.get(0)).optional()?;
            if whole.flatten().is_some_and(|whole| made.contains(&(link.parent, whole))) {
                return Ok(Some(by));
            }
        }
    }
    Ok(None)
}

/// The rows of an operation that must stay: those changed later, what they refer to, and what is a part of them.
fn kept_records(conn: &Connection, changes: &[Change], later: &BTreeMap<Place, Later>) -> Result<BTreeSet<Place>> {
    let links = links(conn)?;
    let written: BTreeSet<Place> = changes.iter().map(Change::place).collect();
    let mut kept = BTreeSet::new();
    let mut todo: Vec<Place> = later.keys().copied().collect();
    let mut seen: BTreeSet<Place> = todo.iter().copied().collect();
    while let Some(place) = todo.pop() {
        let ours = written.contains(&place);
        if ours {
            kept.insert(place);
        }
        for link in &links {
            if link.child == place.0 {
                let sql = format!("SELECT \"{}\" FROM main.\"{}\" WHERE id = ?1", link.column, link.child_name);
                let target: Option<Option<i64>> =
                    conn.prepare_cached(&sql)?.query_row([place.1], |row| row.get(0)).optional()?;
                if let Some(Some(target)) = target
                    && written.contains(&(link.parent, target))
                    && seen.insert((link.parent, target))
                {
                    todo.push((link.parent, target));
                }
            }
            if ours && link.part && link.parent == place.0 {
                let sql = format!("SELECT id FROM main.\"{}\" WHERE \"{}\" = ?1", link.child_name, link.column);
                let mut parts = conn.prepare_cached(&sql)?;
                for id in parts.query_map([place.1], |row| row.get::<_, i64>(0))? {
                    let part = (link.child, id?);
                    if written.contains(&part) && seen.insert(part) {
                        todo.push(part);
                    }
                }
            }
        }
    }
    Ok(kept)
}

/// Table and column names come from the file's own schema and from images the triggers made; values are bound.
pub(super) fn put_back(conn: &Connection, change: &Change) -> Result<()> {
    if change.act == "insert" {
        let table = &change.table;
        conn.prepare_cached(&format!("DELETE FROM main.\"{table}\" WHERE id = ?1"))?.execute([change.row])?;
        return Ok(());
    }
    put_image_back(conn, change, &change.image()?)
}

/// A row as it was, or those of its columns that a change took away.
pub(super) type Image = serde_json::Map<String, serde_json::Value>;

impl Change {
    /// What an update or a delete took away.
    pub(super) fn image(&self) -> Result<Image> {
        let Some(image) = &self.before else {
            return Err(Problem::input(
                "This step cannot be undone: a person in it was erased since. Nothing was changed",
            ));
        };
        let image: Image = serde_json::from_str(image).map_err(|e| {
            Problem::file("The history of this file is damaged at this step. Nothing was changed").because(e)
        })?;
        if image.keys().any(|column| column.contains('"')) {
            return Err(Problem::file("The history of this file is damaged at this step. Nothing was changed"));
        }
        Ok(image)
    }
}

/// Puts an image, or what is left of it, back.
pub(super) fn put_image_back(conn: &Connection, change: &Change, image: &Image) -> Result<()> {
    let table = &change.table;
    let mut values: Vec<Value> = image.values().map(sql_value).collect();
    if change.act == "update" {
        if image.is_empty() {
            return Ok(());
        }
        let set = image.keys().enumerate().map(|(n, c)| format!("\"{c}\" = ?{}", n + 1)).collect::<Vec<_>>().join(", ");
        values.push(Value::Integer(change.row));
        let sql = format!("UPDATE main.\"{table}\" SET {set} WHERE id = ?{}", values.len());
        conn.prepare_cached(&sql)?.execute(params_from_iter(values))?;
    } else {
        let columns = image.keys().map(|c| format!("\"{c}\"")).collect::<Vec<_>>().join(", ");
        let marks = (1..=values.len()).map(|n| format!("?{n}")).collect::<Vec<_>>().join(", ");
        let sql = format!("INSERT INTO main.\"{table}\" ({columns}) VALUES ({marks})");
        conn.prepare_cached(&sql)?.execute(params_from_iter(values))?;
    }
    Ok(())
}

fn sql_value(value: &serde_json::Value) -> Value {
    match value {
        serde_json::Value::Null => Value::Null,
        serde_json::Value::String(text) => Value::Text(text.clone()),
        other => other.as_i64().map_or_else(|| Value::Text(other.to_string()), Value::Integer),
    }
}
