//! The fingerprint: a generation, the head of the chain, and per table a running count and hash that triggers keep.
//!
//! SQLite's own check says "ok" on a file that was copied in the middle of a write and holds half a transaction. Rows that
//! do not add up to the sums sealed with them give such a file away, and a flipped byte in a plain one.

use rusqlite::{Connection, params};
use sha2::{Digest as _, Sha256};

use super::functions::{self, SUM_MASK, Tally};
use super::journal::{self, Head};
use super::key::hex;
use super::migrate;
use super::op::{Finding, OpId, Severity};
use super::schema::Table;
use crate::kit::{Problem, Result};

/// What identifies one state of one office's file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fingerprint {
    pub generation: i64,
    /// SHA-256 over the tables' counts and sums and the head of the chain, in hexadecimal.
    pub digest: String,
}

impl Fingerprint {
    /// Four groups of four, to read out over the phone.
    pub fn short(&self) -> String {
        let digits: Vec<char> = self.digest.chars().take(16).collect();
        digits.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
    }
}

/// The fingerprint as the file states it.
pub(super) fn stated(conn: &Connection) -> Result<Fingerprint> {
    let head = journal::head(conn)?;
    let mut hasher = Sha256::new();
    let mut select = conn.prepare("SELECT name, count, sum FROM seal_table ORDER BY name")?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let line =
            format!("{}\u{1F}{}\u{1F}{}\u{1E}", row.get::<_, String>(0)?, row.get::<_, i64>(1)?, row.get::<_, i64>(2)?);
        hasher.update(line.as_bytes());
    }
    hasher.update(head.hash.as_bytes());
    Ok(Fingerprint { generation: head.generation, digest: hex(&hasher.finalize()) })
}

/// The quick look at opening: the head that the seal names is the last operation, with that hash.
pub(super) fn check_head(conn: &Connection) -> Result<()> {
    let head = journal::head(conn)?;
    let last: (Option<i64>, i64) = conn.query_row(
        "SELECT (SELECT max(id) FROM journal_op), (SELECT coalesce(max(id), 0) FROM journal_row)",
        [],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    let hash: String = match head.op {
        Some(op) => {
            conn.query_row("SELECT coalesce((SELECT hash FROM journal_op WHERE id = ?1), '')", [op], |row| row.get(0))?
        }
        None => String::new(),
    };
    if last.0 != head.op || hash != head.hash || last.1 != head.journal_rows {
        return Err(torn());
    }
    Ok(())
}

/// The message for a file that holds half of something.
pub(super) fn torn() -> Problem {
    Problem::file(
        "This file does not match its own seal: it was copied in the middle of a write, or changed by something else",
    )
    .hint("Open the newest backup; this file is left as it is")
}

/// A recount of every table against the seal, done in slices so that other work comes between.
#[derive(Debug)]
pub struct Recount {
    tables: Vec<(i64, Table)>,
    at_table: usize,
    after_id: i64,
    count: i64,
    sum: i64,
    generation: i64,
    findings: Vec<Finding>,
}

impl Recount {
    pub(super) fn begin(conn: &Connection) -> Result<Self> {
        Ok(Self {
            tables: migrate::numbered(conn)?,
            at_table: 0,
            after_id: i64::MIN,
            count: 0,
            sum: 0,
            generation: journal::head(conn)?.generation,
            findings: Vec::new(),
        })
    }

    /// Reads up to `rows` more rows. Answers the findings once every table is through; begins anew by itself when the
    /// file has moved on to another generation.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn step(&mut self, conn: &Connection, rows: i64) -> Result<Option<Vec<Finding>>> {
        if journal::head(conn)?.generation != self.generation {
            *self = Self::begin(conn)?;
        }
        let Some((number, table)) = self.tables.get(self.at_table) else {
            return Ok(Some(std::mem::take(&mut self.findings)));
        };
        let sql = format!("SELECT {} FROM main.\"{}\" WHERE id > ?1 ORDER BY id LIMIT ?2", table.list(""), table.name);
        let mut select = conn.prepare_cached(&sql)?;
        let mut found = select.query(params![self.after_id, rows])?;
        let mut read = 0;
        let mut bytes = Vec::with_capacity(256);
        while let Some(row) = found.next()? {
            read += 1;
            self.after_id = row.get(0)?;
            self.count += 1;
            self.sum = (self.sum + hash_of(&mut bytes, *number, row, table.columns.len())?) & SUM_MASK;
        }
        if read < rows {
            let stated: (i64, i64) =
                conn.query_row("SELECT count, sum FROM seal_table WHERE id = ?1", [number], |row| {
                    Ok((row.get(0)?, row.get(1)?))
                })?;
            if stated != (self.count, self.sum) {
                self.findings.push(Finding {
                    severity: Severity::Error,
                    what: format!(
                        "The rows of “{}” do not match the seal: {} rows counted, {} sealed",
                        table.name, self.count, stated.0
                    ),
                    place: table.name.clone(),
                });
            }
            self.at_table += 1;
            (self.after_id, self.count, self.sum) = (i64::MIN, 0, 0);
        }
        Ok(None)
    }
}

fn hash_of(bytes: &mut Vec<u8>, number: i64, row: &rusqlite::Row<'_>, columns: usize) -> Result<i64> {
    bytes.clear();
    functions::hash_value(bytes, rusqlite::types::ValueRef::Integer(number))?;
    for at in 0..columns {
        functions::hash_value(bytes, row.get_ref(at)?)?;
    }
    Ok(functions::finish_row_hash(bytes))
}

/// Adds what an operation did to the counts and sums of the seal.
pub(super) fn add(conn: &Connection, tally: &Tally) -> Result<()> {
    let mut update = conn.prepare_cached(&format!(
        "UPDATE seal_table SET count = count + ?2, sum = (sum + ?3) & {SUM_MASK} WHERE id = ?1"
    ))?;
    for (number, table) in tally.tables.iter().enumerate() {
        if let Some(table) = table
            && (table.count, table.sum) != (0, 0)
        {
            update.execute(params![i64::try_from(number).unwrap_or(0), table.count, table.sum])?;
        }
    }
    Ok(())
}

/// Writes the count and sum of every table anew from its rows: after a migration, never to hide a finding.
pub(super) fn reseal(conn: &Connection) -> Result<()> {
    for (number, table) in migrate::numbered(conn)? {
        let sql = format!("SELECT {} FROM main.\"{}\"", table.list(""), table.name);
        let mut select = conn.prepare(&sql)?;
        let mut rows = select.query([])?;
        let (mut count, mut sum) = (0_i64, 0_i64);
        let mut bytes = Vec::with_capacity(256);
        while let Some(row) = rows.next()? {
            count += 1;
            sum = (sum + hash_of(&mut bytes, number, row, table.columns.len())?) & SUM_MASK;
        }
        conn.execute("UPDATE seal_table SET count = ?1, sum = ?2 WHERE id = ?3", params![count, sum, number])?;
    }
    Ok(())
}

/// Walks the whole chain: every operation's hash, the digest of its rows, every image against its proof.
pub(super) fn check_chain(conn: &Connection) -> Result<Vec<Finding>> {
    let Head { op: head_op, hash: head_hash, .. } = journal::head(conn)?;
    let mut findings = Vec::new();
    let mut select = conn.prepare(
        "SELECT id, at, who, kind, summary, summary_proof, undoes, first_row, row_count, rows_digest, previous_hash, hash \
         FROM journal_op ORDER BY id",
    )?;
    let mut rows = select.query([])?;
    let (mut previous, mut last) = (String::new(), None);
    let mut rows_seen = 0_i64;
    while let Some(row) = rows.next()? {
        let id: i64 = row.get(0)?;
        let (first, count): (i64, i64) = (row.get(7)?, row.get(8)?);
        let summary_proof: String = row.get(5)?;
        let (counted, digest, _) = journal::digest_rows(conn, first - 1, Some(first + count - 1))?;
        let hash = journal::op_hash(
            &row.get::<_, String>(10)?,
            id,
            &row.get::<_, String>(1)?,
            &row.get::<_, String>(2)?,
            &row.get::<_, String>(3)?,
            &summary_proof,
            row.get::<_, Option<i64>>(6)?.map(OpId),
            count,
            &digest,
        );
        let fits = row.get::<_, String>(10)? == previous
            && row.get::<_, String>(11)? == hash
            && row.get::<_, String>(9)? == digest
            && counted == count
            && first == rows_seen + 1
            && functions::fits(&summary_proof, row.get::<_, Option<String>>(4)?.as_deref());
        if !fits {
            findings.push(Finding {
                severity: Severity::Error,
                what: "A step of the history does not match its hash: the history was changed".to_owned(),
                place: format!("journal_op {id}"),
            });
        }
        rows_seen += count;
        previous = row.get(11)?;
        last = Some(id);
    }
    if last != head_op || previous != head_hash {
        findings.push(Finding {
            severity: Severity::Error,
            what: "The last step of the history is not the one that the seal names".to_owned(),
            place: "seal".to_owned(),
        });
    }
    findings.extend(check_images(conn)?);
    findings.extend(check_undone(conn)?);
    findings.extend(check_owners(conn)?);
    Ok(findings)
}

/// Each row of the journal names the step in whose range it lies; the chain covers the range, not the name.
fn check_owners(conn: &Connection) -> Result<Vec<Finding>> {
    let mut select = conn.prepare(
        "SELECT r.id FROM journal_op o JOIN journal_row r ON r.id >= o.first_row AND r.id < o.first_row + o.row_count \
         WHERE r.op <> o.id",
    )?;
    let wrong = select.query_map([], |row| row.get::<_, i64>(0))?.collect::<rusqlite::Result<Vec<_>>>()?;
    let finding = |id: i64| Finding {
        severity: Severity::Error,
        what: "A row of the history names a step that it does not belong to".to_owned(),
        place: format!("journal_row {id}"),
    };
    Ok(wrong.into_iter().map(finding).collect())
}

/// `undone` is not part of the chain, but it follows from it: a step is undone when a step that stands takes it back.
fn check_undone(conn: &Connection) -> Result<Vec<Finding>> {
    let ids = |sql: &str| -> Result<std::collections::BTreeSet<i64>> {
        let mut select = conn.prepare(sql)?;
        Ok(select.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
    };
    let marked = ids("SELECT id FROM journal_op WHERE undone <> 0")?;
    let taken_back = ids("SELECT undoes FROM journal_op WHERE undoes IS NOT NULL AND undone = 0")?;
    let wrong = marked.symmetric_difference(&taken_back).map(|id| Finding {
        severity: Severity::Error,
        what: "A step of the history is marked undone, or not, against what the history says".to_owned(),
        place: format!("journal_op {id}"),
    });
    Ok(wrong.collect())
}

fn check_images(conn: &Connection) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    let mut select =
        conn.prepare("SELECT id, before, proof FROM journal_row WHERE proof IS NOT NULL OR before IS NOT NULL")?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let proof: Option<String> = row.get(2)?;
        let before: Option<String> = row.get(1)?;
        if !proof.is_some_and(|proof| functions::fits(&proof, before.as_deref())) {
            findings.push(Finding {
                severity: Severity::Error,
                what: "What a step of the history took away does not match its proof".to_owned(),
                place: format!("journal_row {}", row.get::<_, i64>(0)?),
            });
        }
    }
    Ok(findings)
}
