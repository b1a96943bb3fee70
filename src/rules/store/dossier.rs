//! Dossiers read from the file: one donor's, or everybody's in a few walks.

use std::collections::{BTreeMap, HashMap, HashSet};

use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::{day_of, maybe_day_of};
use crate::kit::{Day, Money, Result};
use crate::ledger::model::{EntryId, EntryKind, Method};
use crate::ledger::store::erased;
use crate::people::PersonId;
use crate::rules::book::{Donor, Dossier, Entry, Facts, Known, Who};
use crate::rules::pack::{Class, Datum};
use crate::rules::work::Outcome;

/// What of an entry the rules read, with the words for somebody who was erased as the first parameter. Entries that were reversed are left out with their reversals; money given back of which only
/// the payment is known lessens the sums of its day.
const ENTRY: &str = "SELECT e.id, e.kind, e.method, e.amount, e.received_on, e.banked_on, \
    coalesce((SELECT sum(r.amount) FROM entry r WHERE r.refunds = e.id AND r.reverses IS NULL \
      AND NOT EXISTS (SELECT 1 FROM entry v WHERE v.reverses = r.id)), 0), coalesce(e.behalf_of, e.person), \
    CASE WHEN e.person IS NULL AND e.payee <> '' THEN e.payee = ?1 \
      OR EXISTS (SELECT 1 FROM erasure_kept k WHERE k.tbl = 'entry' AND k.row = e.id) ELSE 0 END \
    FROM entry e WHERE e.reverses IS NULL AND (e.kind IN ('donation', 'dues', 'levy', 'in_kind', 'loan') \
      OR (e.kind = 'refund' AND e.refunds IS NULL)) \
    AND NOT EXISTS (SELECT 1 FROM entry v WHERE v.reverses = e.id)";

/// An entry with its donor, and whether it is of somebody who was erased.
fn entry(row: &Row<'_>) -> rusqlite::Result<(Entry, Option<i64>, bool)> {
    let text = |at: usize| row.get_ref(at).and_then(|v| v.as_str().map_err(Into::into));
    let kind = EntryKind::of(text(1)?).unwrap_or(EntryKind::Donation);
    let method = Method::of(text(2)?).unwrap_or_default();
    let amount = Money(row.get(3)?);
    let entry = Entry {
        id: EntryId(row.get(0)?),
        // A refund goes out, so its amount is below nothing.
        kind: if kind == EntryKind::Refund { EntryKind::Donation } else { kind },
        method,
        amount,
        given_back: -Money(row.get(6)?),
        received: day_of(row, 4)?,
        banked: maybe_day_of(row, 5)?,
        facts: None,
    };
    Ok((entry, row.get(7)?, row.get(8)?))
}

/// The dossier of an owner: a person, or an entry of which nobody is known. Nothing where there is neither.
pub(super) fn dossier(conn: &Connection, owner: i64) -> Result<Option<Dossier>> {
    let mut entries = Vec::new();
    for condition in ["e.person = ?2 AND e.behalf_of IS NULL", "e.behalf_of = ?2"] {
        let mut select = conn.prepare_cached(&format!("{ENTRY} AND {condition}"))?;
        let found = select.query_map(params![erased(), owner], entry)?.collect::<rusqlite::Result<Vec<_>>>()?;
        entries.extend(found.into_iter().map(|(entry, ..)| entry));
    }
    if let Some(donor) = donor(conn, owner)? {
        facts(conn, &mut entries)?;
        return Ok(Some(Dossier { who: Who::Person(PersonId(owner)), donor, entries }));
    }
    let mut select = conn.prepare_cached(&format!("{ENTRY} AND e.id = ?2"))?;
    let Some((alone, person, gone)) = select.query_row(params![erased(), owner], entry).optional()? else {
        return Ok(None);
    };
    // Somebody who was erased was known when the money came; that is no unknown donor.
    if person.is_some() || gone {
        return Ok(None);
    }
    let mut entries = vec![alone];
    facts(conn, &mut entries)?;
    Ok(Some(Dossier { who: Who::Nobody(EntryId(owner)), donor: Donor::default(), entries }))
}

fn donor(conn: &Connection, person: i64) -> Result<Option<Donor>> {
    let mut select = conn.prepare_cached(
        "SELECT p.organisation, p.employer <> '', p.occupation <> '', s.class, coalesce(s.nationality, '') <> '', \
         coalesce(s.register_number, '') <> '', coalesce(s.office_holder, 0) \
         FROM person p LEFT JOIN donor_standing s ON s.person = p.id WHERE p.id = ?1",
    )?;
    let Some(mut donor) = select.query_row([person], |row| donor_of(row, 0)).optional()? else { return Ok(None) };
    let mut addresses = conn.prepare_cached(
        "SELECT kind, country FROM person_address WHERE person = ?1 AND (street <> '' OR locality <> '' OR postcode <> '') \
         ORDER BY preferred DESC, id",
    )?;
    let mut rows = addresses.query([person])?;
    while let Some(row) = rows.next()? {
        address(&mut donor, &row.get::<_, String>(0)?, row.get(1)?);
    }
    Ok(Some(donor))
}

fn donor_of(row: &Row<'_>, at: usize) -> rusqlite::Result<Donor> {
    let class: Option<String> = row.get(at + 3)?;
    let known = Known::default()
        .with(Datum::FullName, true)
        .with(Datum::Employer, row.get(at + 1)?)
        .with(Datum::Occupation, row.get(at + 2)?)
        .with(Datum::Nationality, row.get(at + 4)?)
        .with(Datum::RegisterNumber, row.get(at + 5)?);
    Ok(Donor {
        organisation: row.get(at)?,
        known,
        country: String::new(),
        class: class.and_then(|key| Class::of(&key)),
        office_holder: row.get(at + 6)?,
    })
}

/// Takes an address in, the preferred one first: its country is the donor's.
fn address(donor: &mut Donor, kind: &str, country: String) {
    if !donor.known.has(Datum::Address) {
        donor.country = country;
    }
    donor.known = donor.known.with(Datum::Address, true).with(Datum::HomeAddress, donor.organisation || kind != "work");
}

/// Puts what was found out about entries to them.
fn facts(conn: &Connection, entries: &mut [Entry]) -> Result<()> {
    let mut select = conn.prepare_cached(
        "SELECT w.outcome, w.done_on, w.people FROM finding_work_entry x JOIN finding_work w ON w.id = x.work \
         WHERE x.entry = ?1 ORDER BY w.id",
    )?;
    for entry in entries {
        let mut rows = select.query([entry.id.0])?;
        while let Some(row) = rows.next()? {
            let outcome: String = row.get(0)?;
            take_in(entry, Outcome::of(&outcome), day_of(row, 1)?, row.get(2)?);
        }
    }
    Ok(())
}

fn take_in(entry: &mut Entry, outcome: Option<Outcome>, on: Day, people: Option<u32>) {
    let Some(outcome) = outcome else { return };
    let verdict = outcome.verdict();
    if verdict.is_none() && !matches!(outcome, Outcome::Aware | Outcome::Collection) {
        return;
    }
    let facts = entry.facts.get_or_insert_with(Box::<Facts>::default);
    match (verdict, outcome) {
        (Some(verdict), _) => (facts.verdict, facts.decided) = (Some(verdict), Some(on)),
        (None, Outcome::Aware) => facts.aware = Some(on),
        (None, _) => facts.people = people,
    }
}

/// Calls `take` with the dossier of every owner that `wanted` lets through. What is known of a donor is looked up only where the
/// entries come to `asks_from` or more.
pub(super) fn every(
    conn: &Connection,
    wanted: Option<&HashSet<i64>>,
    asks_from: Option<Money>,
    take: &mut dyn FnMut(Dossier) -> Result<()>,
) -> Result<()> {
    let mut by_owner: BTreeMap<i64, (bool, Vec<Entry>)> = BTreeMap::new();
    let mut select = conn.prepare(ENTRY)?;
    let mut rows = select.query([erased()])?;
    while let Some(row) = rows.next()? {
        let (entry, person, gone) = entry(row)?;
        let owner = person.unwrap_or(entry.id.0);
        if (person.is_none() && gone) || wanted.is_some_and(|w| !w.contains(&owner)) {
            continue;
        }
        by_owner.entry(owner).or_insert_with(|| (person.is_some(), Vec::new())).1.push(entry);
    }
    let found_out = all_facts(conn)?;
    let sum = |entries: &[Entry]| entries.iter().map(|e| e.amount.max(Money::ZERO)).sum::<Money>();
    let matters = |entries: &[Entry]| asks_from.is_some_and(|from| sum(entries) >= from);
    let ask: HashSet<i64> =
        by_owner.iter().filter(|(_, (person, e))| *person && matters(e)).map(|(owner, _)| *owner).collect();
    let mut donors = donors(conn, &ask)?;
    for (owner, (is_person, mut entries)) in by_owner {
        for entry in &mut entries {
            for (outcome, on, people) in found_out.get(&entry.id.0).into_iter().flatten() {
                take_in(entry, Some(*outcome), *on, *people);
            }
        }
        let who = if is_person { Who::Person(PersonId(owner)) } else { Who::Nobody(EntryId(owner)) };
        let donor = donors.remove(&owner).unwrap_or_default();
        take(Dossier { who, donor, entries })?;
    }
    Ok(())
}

type Found = (Outcome, Day, Option<u32>);

fn all_facts(conn: &Connection) -> Result<HashMap<i64, Vec<Found>>> {
    let mut all: HashMap<i64, Vec<Found>> = HashMap::new();
    let mut select = conn.prepare(
        "SELECT x.entry, w.outcome, w.done_on, w.people FROM finding_work_entry x JOIN finding_work w ON w.id = x.work \
         ORDER BY w.id",
    )?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let outcome: String = row.get(1)?;
        if let Some(outcome) = Outcome::of(&outcome) {
            all.entry(row.get(0)?).or_default().push((outcome, day_of(row, 2)?, row.get(3)?));
        }
    }
    Ok(all)
}

/// Few are looked up one by one; for many the register is walked once.
const FEW: usize = 2_000;

fn donors(conn: &Connection, ask: &HashSet<i64>) -> Result<HashMap<i64, Donor>> {
    let mut all = HashMap::with_capacity(ask.len());
    if ask.len() <= FEW {
        let mut ids: Vec<i64> = ask.iter().copied().collect();
        ids.sort_unstable();
        for id in ids {
            if let Some(donor) = donor(conn, id)? {
                all.insert(id, donor);
            }
        }
        return Ok(all);
    }
    let mut select = conn.prepare(
        "SELECT p.organisation, p.employer <> '', p.occupation <> '', s.class, coalesce(s.nationality, '') <> '', \
         coalesce(s.register_number, '') <> '', coalesce(s.office_holder, 0), p.id \
         FROM person p LEFT JOIN donor_standing s ON s.person = p.id",
    )?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let id: i64 = row.get(7)?;
        if ask.contains(&id) {
            all.insert(id, donor_of(row, 0)?);
        }
    }
    let mut select = conn.prepare(
        "SELECT person, kind, country FROM person_address WHERE street <> '' OR locality <> '' OR postcode <> '' \
         ORDER BY preferred DESC, id",
    )?;
    let mut rows = select.query(params![])?;
    while let Some(row) = rows.next()? {
        if let Some(donor) = all.get_mut(&row.get::<_, i64>(0)?) {
            address(donor, &row.get::<_, String>(1)?, row.get(2)?);
        }
    }
    Ok(all)
}
