//! Work on findings in the file.

use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::{day_of, from_json, iso, to_json};
use crate::kit::{Money, Problem, Result};
use crate::people::PersonId;
use crate::rules::book::Who;
use crate::rules::engine::Law;
use crate::rules::finding::Finding;
use crate::rules::work::{NewWork, Outcome, Work, WorkId};
use crate::t;

const COLUMNS: &str =
    "id, pack_version, pack_digest, finding, outcome, done_on, done_by, means, note, amount, people, person";

fn read(row: &Row<'_>) -> Result<Work> {
    let (json, outcome): (String, String) = (row.get(3)?, row.get(4)?);
    let outcome = Outcome::of(&outcome)
        .ok_or_else(|| Problem::file(t!("Work in the file is of an unknown kind: {kind}", kind = outcome)))?;
    let mut finding: Finding = from_json(&json)?;
    owned(&mut finding, row.get(11)?);
    Ok(Work {
        id: WorkId(row.get(0)?),
        pack_version: row.get(1)?,
        pack_digest: row.get(2)?,
        finding,
        outcome,
        on: day_of(row, 5)?,
        by: row.get(6)?,
        means: row.get(7)?,
        note: row.get(8)?,
        amount: row.get::<_, Option<i64>>(9)?.map(Money),
        people: row.get(10)?,
    })
}

/// A kept finding names the donor as it was then; two records may have become one since.
pub(super) fn owned(finding: &mut Finding, person: Option<i64>) {
    if let (Who::Person(_), Some(person)) = (finding.who, person) {
        finding.who = Who::Person(PersonId(person));
    }
}

/// One piece of work.
///
/// # Errors
/// When it is not there.
pub fn work(conn: &Connection, id: WorkId) -> Result<Work> {
    let mut select = conn.prepare_cached(&format!("SELECT {COLUMNS} FROM finding_work WHERE id = ?1"))?;
    let mut rows = select.query([id.0])?;
    match rows.next()? {
        Some(row) => read(row),
        None => Err(Problem::input(t!("This work is not in the office"))),
    }
}

/// Everything that was done about a finding, whatever it came to then, the newest first.
///
/// # Errors
/// When the file cannot be read.
pub fn works_of(conn: &Connection, finding: &Finding) -> Result<Vec<Work>> {
    let (column, owner) = owner_column(finding.who);
    let mut select = conn.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM finding_work WHERE rule = ?1 AND anchor = ?2 AND pack = ?3 AND {column} ORDER BY id DESC"
    ))?;
    let mut rows = select.query(params![finding.rule, finding.anchor, finding.pack, owner])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        all.push(read(row)?);
    }
    Ok(all)
}

/// The condition for the owner of work, with the value to bind.
fn owner_column(who: Who) -> (&'static str, Option<i64>) {
    match who {
        Who::Person(person) => ("person = ?4", Some(person.0)),
        Who::Nobody(entry) => ("nobody = ?4", Some(entry.0)),
        Who::Unit => ("person IS NULL AND nobody IS NULL AND ?4 IS NULL", None),
    }
}

/// The work that settles a finding as it is now.
pub(super) fn settled_by(conn: &Connection, finding: &Finding) -> Result<Option<i64>> {
    let (column, owner) = owner_column(finding.who);
    let settling: Vec<String> =
        Outcome::ALL.into_iter().filter(|o| o.settles()).map(|o| format!("'{}'", o.key())).collect();
    let sql = format!(
        "SELECT id FROM finding_work WHERE rule = ?1 AND anchor = ?2 AND pack = ?3 AND {column} AND mark = ?5 \
         AND outcome IN ({}) ORDER BY id DESC LIMIT 1",
        settling.join(", ")
    );
    Ok(conn
        .prepare_cached(&sql)?
        .query_row(params![finding.rule, finding.anchor, finding.pack, owner, finding.mark()], |row| row.get(0))
        .optional()?)
}

/// Keeps what was done, with the finding and the pack it came from.
pub(in crate::rules) fn insert_work(
    conn: &Connection,
    id: WorkId,
    law: &Law,
    finding: &Finding,
    new: &NewWork,
    new_id: &dyn Fn() -> i64,
) -> Result<()> {
    let (person, nobody) = match finding.who {
        Who::Person(person) => (Some(person.0), None),
        Who::Nobody(entry) => (None, Some(entry.0)),
        Who::Unit => (None, None),
    };
    conn.prepare_cached(
        "INSERT INTO finding_work (id, pack, pack_version, pack_digest, rule, kind, anchor, mark, person, nobody, finding, outcome, \
         done_on, done_by, means, note, amount, people) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)",
    )?
    .execute(params![
        id.0,
        finding.pack,
        law.pack.head.version,
        law.pack.digest,
        finding.rule,
        finding.kind.key(),
        finding.anchor,
        finding.mark(),
        person,
        nobody,
        to_json(finding)?,
        new.outcome.key(),
        iso(new.on),
        new.by,
        new.means,
        new.note,
        new.amount.map(|m| m.0),
        new.people
    ])?;
    let mut insert = conn.prepare_cached("INSERT INTO finding_work_entry (id, work, entry) VALUES (?1, ?2, ?3)")?;
    for entry in &finding.entries {
        insert.execute([new_id(), id.0, entry.0])?;
    }
    Ok(())
}
