//! The findings about donors, kept in a table that is derived: after each step only the donors it concerns are worked out again,
//! and everybody when a pack, the unit or the party's own rules are others.

use std::collections::{BTreeMap, HashSet};

use rusqlite::{Connection, OptionalExtension as _, params};

use super::law::laws_and_basis;
use super::{dossier, iso, to_json, work};
use crate::kit::{Day, Money, Result};
use crate::office::Derived;
use crate::rules::book::{Dossier, Who};
use crate::rules::engine::{Law, evaluate};
use crate::rules::finding::Finding;
use crate::t;

/// See the head of this file.
pub static FINDINGS: Derived = Derived {
    name: "finding",
    says: || t!("list of what the law’s rules find"),
    sources: &[
        ("entry", "id"),
        ("entry", "person"),
        ("entry", "behalf_of"),
        ("entry", "refunds"),
        ("entry", "reverses"),
        ("person", "id"),
        ("person_address", "person"),
        ("donor_standing", "person"),
        ("finding_work", "person"),
        ("finding_work", "nobody"),
        ("finding_work_entry", "entry"),
        // Any of these makes all findings anew, which the mark of the laws shows.
        ("office", "id"),
        ("office_jurisdiction", "id"),
        ("rule_value", "id"),
        ("rule_own", "id"),
        ("rule_election", "id"),
    ],
    refresh,
    rebuild,
    outdated: |conn| Ok(!is_current(conn)?),
    verify,
};

const DIRTY: &str = "temp.dirty_finding";
/// From so many owners on, the ledger is walked once instead of donor by donor.
const MANY: usize = 500;
/// No day hides an entry: what is found does not depend on today.
const EVER: Day = Day::MAX;

/// Whether the findings were made with the laws as they are now.
///
/// # Errors
/// When the file cannot be read.
pub fn is_current(conn: &Connection) -> Result<bool> {
    Ok(kept_basis(conn)? == Some(laws_and_basis(conn)?.1))
}

fn kept_basis(conn: &Connection) -> Result<Option<String>> {
    let mut select = conn.prepare_cached("SELECT basis FROM finding_basis WHERE id = 1")?;
    Ok(select.query_row([], |row| row.get(0)).optional()?)
}

fn refresh(conn: &Connection) -> Result<()> {
    if !conn.prepare_cached(&format!("SELECT 1 FROM {DIRTY} LIMIT 1"))?.exists([])? {
        return Ok(());
    }
    let (laws, basis) = laws_and_basis(conn)?;
    if kept_basis(conn)?.as_ref() != Some(&basis) {
        return fill(conn, &laws, &basis);
    }
    let owners = owners(conn)?;
    if owners.len() >= MANY {
        conn.execute(&format!("DELETE FROM finding WHERE owner IN (SELECT id FROM {DIRTY})"), [])?;
        let mut delete = conn.prepare_cached("DELETE FROM finding WHERE owner = ?1")?;
        let mut gone: Vec<i64> = owners.iter().copied().collect();
        gone.sort_unstable();
        for owner in gone {
            delete.execute([owner])?;
        }
        return put_every(conn, &laws, Some(&owners));
    }
    let mut sorted: Vec<i64> = owners.into_iter().collect();
    sorted.sort_unstable();
    let mut delete = conn.prepare_cached("DELETE FROM finding WHERE owner = ?1")?;
    for owner in sorted {
        delete.execute([owner])?;
        if let Some(dossier) = dossier::dossier(conn, owner)? {
            put(conn, &laws, &dossier)?;
        }
    }
    Ok(())
}

/// The donors whose findings may be others: what changed is a person, or an entry with its donor.
fn owners(conn: &Connection) -> Result<HashSet<i64>> {
    let mut owners = HashSet::new();
    let mut select = conn.prepare_cached(&format!(
        "SELECT id FROM {DIRTY} UNION SELECT coalesce(e.behalf_of, e.person) FROM {DIRTY} d CROSS JOIN entry e ON e.id = d.id \
         WHERE coalesce(e.behalf_of, e.person) IS NOT NULL"
    ))?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        owners.insert(row.get(0)?);
    }
    Ok(owners)
}

fn rebuild(conn: &Connection) -> Result<()> {
    let (laws, basis) = laws_and_basis(conn)?;
    fill(conn, &laws, &basis)
}

fn fill(conn: &Connection, laws: &[Law], basis: &str) -> Result<()> {
    conn.execute("DELETE FROM finding", [])?;
    put_every(conn, laws, None)?;
    conn.execute(
        "INSERT INTO finding_basis (id, basis) VALUES (1, ?1) ON CONFLICT (id) DO UPDATE SET basis = ?1",
        [basis],
    )?;
    Ok(())
}

fn asks_from(laws: &[Law]) -> Option<Money> {
    laws.iter().filter_map(Law::asks_from).min()
}

fn put_every(conn: &Connection, laws: &[Law], wanted: Option<&HashSet<i64>>) -> Result<()> {
    if laws.is_empty() {
        return Ok(());
    }
    dossier::every(conn, wanted, asks_from(laws), &mut |dossier| put(conn, laws, &dossier))
}

fn found(laws: &[Law], dossier: &Dossier) -> Vec<Finding> {
    laws.iter().flat_map(|law| evaluate(law, dossier, EVER)).collect()
}

fn owner_of(who: Who) -> i64 {
    match who {
        Who::Person(person) => person.0,
        Who::Nobody(entry) => entry.0,
        Who::Unit => 0,
    }
}

fn put(conn: &Connection, laws: &[Law], dossier: &Dossier) -> Result<()> {
    let found = found(laws, dossier);
    if found.is_empty() {
        return Ok(());
    }
    let mut insert = conn.prepare_cached(
        "INSERT INTO finding (owner, rule, kind, severity, due, day, work, json) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?;
    for finding in found {
        insert.execute(params![
            owner_of(finding.who),
            finding.rule,
            finding.kind.key(),
            finding.severity.rank(),
            finding.due.map(iso),
            iso(finding.on),
            work::settled_by(conn, &finding)?,
            to_json(&finding)?
        ])?;
    }
    Ok(())
}

/// Of how many donors the kept findings are not those that the rules find now.
fn verify(conn: &Connection) -> Result<usize> {
    let (laws, basis) = laws_and_basis(conn)?;
    let mut kept: BTreeMap<i64, Vec<String>> = BTreeMap::new();
    let mut select = conn.prepare("SELECT owner, json, work FROM finding ORDER BY owner, id")?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let work: Option<i64> = row.get(2)?;
        kept.entry(row.get(0)?).or_default().push(format!("{work:?}{}", row.get::<_, String>(1)?));
    }
    // Where another pack made them they are renewed when the file is opened for writing; nothing is wrong with that.
    if kept_basis(conn)?.as_ref() != Some(&basis) {
        return Ok(0);
    }
    let mut wrong = 0;
    if !laws.is_empty() {
        dossier::every(conn, None, asks_from(&laws), &mut |dossier| {
            let mut now = Vec::new();
            for finding in found(&laws, &dossier) {
                now.push(format!("{:?}{}", work::settled_by(conn, &finding)?, to_json(&finding)?));
            }
            wrong += usize::from(kept.remove(&owner_of(dossier.who)).unwrap_or_default() != now);
            Ok(())
        })?;
    }
    Ok(wrong + kept.len())
}
