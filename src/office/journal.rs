//! The journal: temporary triggers made from the schema when the file opens, so that no subject writes or forgets
//! anything, and other tools can still read the file. The chain: each operation carries the hash of the one before.

use std::sync::Arc;

use rusqlite::{Connection, params};
use sha2::{Digest as _, Sha256};

use super::functions::{self, State};
use super::key::hex;
use super::migrate;
use super::op::{Derived, OpId};
use super::schema::Table;
use crate::kit::Result;

/// Makes the triggers on this connection: guard, journal, tally; and a table for the stale owners of each derived index.
pub(super) fn install(conn: &Connection, state: &Arc<State>, derived: &[&Derived]) -> Result<()> {
    let tables = migrate::numbered(conn)?;
    functions::know_tables(state, &tables, derived);
    let mut sql = String::new();
    for (number, table) in &tables {
        sql.push_str(&triggers(*number, table));
    }
    for index in derived {
        sql.push_str(&format!("CREATE TEMP TABLE \"dirty_{}\" (id INTEGER PRIMARY KEY);\n", index.name));
    }
    conn.execute_batch(&sql)?;
    Ok(())
}

fn triggers(n: i64, table: &Table) -> String {
    let name = &table.name;
    let new = table.list("NEW.");
    let old = table.list("OLD.");
    let pairs = table.columns.iter().map(|c| format!("OLD.\"{c}\",NEW.\"{c}\"")).collect::<Vec<_>>().join(",");
    format!(
        "CREATE TEMP TRIGGER \"journal_insert_{name}\" AFTER INSERT ON main.\"{name}\" BEGIN
           INSERT INTO journal_row (op, tbl, row, act) VALUES (note_insert({n},{new}), {n}, NEW.id, 'insert');
         END;
         CREATE TEMP TRIGGER \"journal_update_{name}\" AFTER UPDATE ON main.\"{name}\" BEGIN
           SELECT RAISE(ABORT, 'an id never changes') WHERE OLD.id <> NEW.id;
           INSERT INTO journal_row (op, tbl, row, act, before, proof) VALUES (note_update({n},{pairs}), {n}, OLD.id, 'update',
             image_of_update({n},{pairs}), image_proof(image_of_update({n},{pairs})));
         END;
         CREATE TEMP TRIGGER \"journal_delete_{name}\" AFTER DELETE ON main.\"{name}\" BEGIN
           INSERT INTO journal_row (op, tbl, row, act, before, proof) VALUES (note_delete({n},{old}), {n}, OLD.id, 'delete',
             image_of_delete({n},{old}), image_proof(image_of_delete({n},{old})));
         END;\n"
    )
}

/// Hands the stale owners to an index: a table is what its statements can join.
pub(super) fn hand_over(conn: &Connection, index: &Derived, mut stale: Vec<i64>) -> Result<()> {
    stale.sort_unstable();
    stale.dedup();
    let mut insert = conn.prepare_cached(&format!("INSERT INTO temp.\"dirty_{}\" (id) VALUES (?1)", index.name))?;
    for owner in stale {
        insert.execute([owner])?;
    }
    Ok(())
}

/// Where the chain stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Head {
    pub generation: i64,
    pub op: Option<i64>,
    pub hash: String,
    pub journal_rows: i64,
}

/// The greatest id that the history knows, of the last step or of a row; one index probe for each table. An id that lies an hour
/// and more after the last step was not made here.
pub(super) fn last_row(conn: &Connection, op: i64) -> Result<i64> {
    let most = op.saturating_add(crate::kit::ids::HOUR);
    let mut select = conn.prepare_cached(
        "SELECT max((SELECT max(row) FROM journal_row WHERE tbl = t.id AND row <= ?1)) FROM seal_table t",
    )?;
    let row: Option<i64> = select.query_row([most], |row| row.get(0))?;
    Ok(row.map_or(op, |row| row.max(op)))
}

pub(super) fn head(conn: &Connection) -> Result<Head> {
    Ok(conn.query_row("SELECT generation, head, head_hash, journal_rows FROM seal WHERE id = 1", [], |row| {
        Ok(Head { generation: row.get(0)?, op: row.get(1)?, hash: row.get(2)?, journal_rows: row.get(3)? })
    })?)
}

/// What one operation adds to the chain.
#[derive(Debug)]
pub(super) struct Step<'a> {
    pub id: OpId,
    pub at: &'a str,
    pub who: &'a str,
    pub kind: &'a str,
    pub summary: &'a str,
    pub summary_proof: &'a str,
    pub undoes: Option<OpId>,
    /// The last `journal_row.id` before this operation.
    pub rows_after: i64,
    pub row_count: i64,
    pub rows_digest: &'a str,
}

/// Writes the operation's row, moves the head and the generation.
pub(super) fn append(conn: &Connection, step: &Step<'_>, head: &Head) -> Result<()> {
    let hash = op_hash(
        &head.hash,
        step.id.0,
        step.at,
        step.who,
        step.kind,
        step.summary_proof,
        step.undoes,
        step.row_count,
        step.rows_digest,
    );
    conn.prepare_cached(
        "INSERT INTO journal_op (id, at, who, kind, summary, summary_proof, undoes, first_row, row_count, rows_digest, \
         previous_hash, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
    )?
    .execute(params![
        step.id.0,
        step.at,
        step.who,
        step.kind,
        step.summary,
        step.summary_proof,
        step.undoes.map(|u| u.0),
        step.rows_after + 1,
        step.row_count,
        step.rows_digest,
        head.hash,
        hash,
    ])?;
    conn.prepare_cached(
        "UPDATE seal SET generation = generation + 1, head = ?1, head_hash = ?2, journal_rows = ?3, written_by = ?4 WHERE id = 1",
    )?
    .execute(params![step.id.0, hash, head.journal_rows + step.row_count, env!("CARGO_PKG_VERSION")])?;
    Ok(())
}

/// The hash of one step of the chain. The summary and the images enter by their digests, so that they can be blanked.
#[expect(clippy::too_many_arguments, reason = "these are the fields that the chain covers")]
pub(super) fn op_hash(
    previous: &str,
    id: i64,
    at: &str,
    who: &str,
    kind: &str,
    summary_proof: &str,
    undoes: Option<OpId>,
    row_count: i64,
    rows_digest: &str,
) -> String {
    let mut hasher = Sha256::new();
    let undoes = undoes.map_or(String::new(), |u| u.0.to_string());
    let (id, row_count) = (id.to_string(), row_count.to_string());
    let summary = functions::digest_of(summary_proof);
    for part in [previous, &id, at, who, kind, summary, &undoes, &row_count, rows_digest] {
        hasher.update(part.as_bytes());
        hasher.update([0x1F]);
    }
    hex(&hasher.finalize())
}

/// The rows an operation wrote: how many, their digest in order, the tables they touch, in one pass.
pub(super) fn digest_rows(conn: &Connection, after: i64, upto: Option<i64>) -> Result<(i64, String, Vec<i64>)> {
    let mut select =
        conn.prepare_cached("SELECT tbl, row, act, proof FROM journal_row WHERE id > ?1 AND id <= ?2 ORDER BY id")?;
    let mut rows = select.query(params![after, upto.unwrap_or(i64::MAX)])?;
    let mut hasher = Sha256::new();
    let mut count = 0_i64;
    let mut tables: Vec<i64> = Vec::new();
    let mut last_table = 0;
    let mut bytes = Vec::with_capacity(64);
    while let Some(row) = rows.next()? {
        let table: i64 = row.get(0)?;
        bytes.clear();
        bytes.extend_from_slice(&table.to_le_bytes());
        bytes.extend_from_slice(&row.get::<_, i64>(1)?.to_le_bytes());
        bytes.extend_from_slice(row.get_ref(2)?.as_str().unwrap_or("").as_bytes());
        bytes.push(0x1F);
        bytes.extend_from_slice(
            functions::digest_of(row.get_ref(3)?.as_str_or_null().ok().flatten().unwrap_or("")).as_bytes(),
        );
        bytes.push(0x1E);
        hasher.update(&bytes);
        count += 1;
        if table != last_table {
            last_table = table;
            if !tables.contains(&table) {
                tables.push(table);
            }
        }
    }
    Ok((count, hex(&hasher.finalize()), tables))
}
