//! The plan of a run, read from ledger and register in one pass; and what its sheets share.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension as _, params_from_iter};

use super::settings::settings;
use crate::kit::{Day, Money, Problem, Result};
use crate::office::days::day;
use crate::office::profile::{self, PaperSize, Profile};
use crate::people::Address;
use crate::receipts::model::{
    self, Candidate, Donor, EntryId, Issuer, Layout, LeftOut, Making, PersonId, Plan, ReceiptKind, Rules, Scope,
    Settings, Wording, sort_out,
};
use crate::t;

const CANDIDATE: &str = "SELECT e.id, e.received_on, e.kind, e.amount, e.advantage, e.description, coalesce(e.behalf_of, e.person), \
     (SELECT coalesce(-sum(r.amount), 0) FROM entry r WHERE r.refunds = e.id AND r.reverses IS NULL \
        AND NOT EXISTS (SELECT 1 FROM entry v WHERE v.reverses = r.id)), \
     e.reverses IS NOT NULL OR EXISTS (SELECT 1 FROM entry v WHERE v.reverses = e.id), \
     EXISTS (SELECT 1 FROM receipt_line l WHERE l.entry = e.id AND l.stands = 1) \
     FROM entry e WHERE ";

fn candidate(row: &rusqlite::Row<'_>) -> rusqlite::Result<Candidate> {
    Ok(Candidate {
        entry: EntryId(row.get(0)?),
        day: day(row, 1)?,
        kind: row.get(2)?,
        amount: Money(row.get(3)?),
        advantage: Money(row.get(4)?),
        description: row.get(5)?,
        donor: row.get::<_, Option<i64>>(6)?.map(PersonId),
        refunded: Money(row.get(7)?),
        reversed: row.get(8)?,
        receipted: row.get(9)?,
    })
}

/// First and last day of a calendar year.
///
/// # Errors
/// When there is no such year.
pub fn in_year(year: i32) -> Result<(Day, Day)> {
    Day::from_ymd_opt(year, 1, 1)
        .zip(Day::from_ymd_opt(year, 12, 31))
        .filter(|_| (1000..=9999).contains(&year))
        .ok_or_else(|| Problem::usage(t!("“{year}” is not a year", year = year)))
}

/// The wording this office issues with.
fn wording_of(profile: &Profile, settings: &Settings) -> Result<&'static Wording> {
    let wording = model::wording(&settings.wording, profile.jurisdiction())?;
    model::problem_with(wording).map_or(Ok(wording), Err)
}

/// Works out who gets a receipt and who does not. Addresses are those valid on `today`.
///
/// # Errors
/// When the office's law leaves receipts to the regulator, or the donation is not there.
pub fn plan(conn: &Connection, scope: Scope, today: Day) -> Result<Plan> {
    let (profile, settings) = (profile::get(conn)?, settings(conn)?);
    let wording = wording_of(&profile, &settings)?;
    let mut values: Vec<Value> = Vec::new();
    let (filter, year) = match scope {
        Scope::Year { year, .. } => {
            let (first, last) = in_year(year)?;
            // Donations in kind are donations, so they belong to the total that a run must tie out to.
            let kinds: BTreeSet<&str> = wording.kinds.iter().map(String::as_str).chain(["in_kind"]).collect();
            let marks = vec!["?"; kinds.len()].join(", ");
            values.extend([Value::Text(first.to_string()), Value::Text(last.to_string())]);
            values.extend(kinds.into_iter().map(|kind| Value::Text(kind.to_owned())));
            (format!("e.received_on BETWEEN ? AND ? AND e.kind IN ({marks}) ORDER BY e.received_on, e.id"), year)
        }
        Scope::Donation(entry) => {
            let day: Option<String> = conn
                .query_row("SELECT received_on FROM entry WHERE id = ?1", [entry.0], |row| row.get(0))
                .optional()?;
            let day = day.ok_or_else(|| Problem::input(t!("There is no donation with the id {id}", id = entry)))?;
            values.push(Value::Integer(entry.0));
            ("e.id = ?".to_owned(), chrono::Datelike::year(&crate::kit::day::from_iso(&day)?))
        }
    };
    let rules = Rules {
        scope,
        year,
        wording,
        minimum: settings.minimum,
        home: profile.jurisdiction(),
        address_required: wording.address_required || matches!(scope, Scope::Year { .. }),
    };
    run(conn, &rules, &format!("{CANDIDATE}{filter}"), &values, today)
}

/// The names of those whose donations were left out, by the donor; who is not known is not among them.
///
/// # Errors
/// When the file cannot be read.
pub fn left_names(conn: &Connection, left: &[LeftOut]) -> Result<BTreeMap<Option<PersonId>, String>> {
    let mut select = conn.prepare_cached("SELECT name FROM person WHERE id = ?1")?;
    let donors: BTreeSet<PersonId> = left.iter().flat_map(|left| &left.entries).filter_map(|e| e.donor).collect();
    let mut names = BTreeMap::new();
    for donor in donors {
        if let Some(name) = select.query_row([donor.0], |row| row.get(0)).optional()? {
            names.insert(Some(donor), name);
        }
    }
    Ok(names)
}

/// The plan of one receipt that takes the place of another: the same donations, as far as they may still be receipted. The
/// old receipt must have let them go before.
pub(in crate::receipts) fn again(
    conn: &Connection,
    kind: ReceiptKind,
    year: i32,
    entries: &[EntryId],
    today: Day,
) -> Result<Plan> {
    let (profile, mut settings) = (profile::get(conn)?, settings(conn)?);
    let wording = wording_of(&profile, &settings)?;
    // Who got a receipt once gets its replacement, however small.
    settings.minimum = Money::ZERO;
    let rules = Rules {
        scope: Scope::Year { year, kind },
        year,
        wording,
        minimum: settings.minimum,
        home: profile.jurisdiction(),
        address_required: wording.address_required,
    };
    let marks = vec!["?"; entries.len()].join(", ");
    let values: Vec<Value> = entries.iter().map(|entry| Value::Integer(entry.0)).collect();
    run(conn, &rules, &format!("{CANDIDATE}e.id IN ({marks}) ORDER BY e.received_on, e.id"), &values, today)
}

fn run(conn: &Connection, rules: &Rules<'_>, sql: &str, values: &[Value], today: Day) -> Result<Plan> {
    let mut select = conn.prepare(sql)?;
    let candidates = select.query_map(params_from_iter(values), candidate)?.map(|row| row.map_err(Problem::from));
    sort_out(rules, candidates, |person| donor(conn, person, today))
}

fn donor(conn: &Connection, person: PersonId, today: Day) -> Result<Donor> {
    let mut donor = conn
        .prepare_cached(
            "SELECT CASE WHEN legal_name <> '' THEN legal_name ELSE name END, sort_key, organisation FROM person WHERE id = ?1",
        )?
        .query_row([person.0], |row| {
            Ok(Donor { name: row.get(0)?, sort_key: row.get(1)?, organisation: row.get(2)?, address: None })
        })?;
    donor.address = conn
        .prepare_cached(
            "SELECT street, locality, region, postcode, country FROM person_address WHERE person = ?1 \
             AND (valid_from IS NULL OR valid_from <= ?2) AND (valid_to IS NULL OR valid_to >= ?2) \
             ORDER BY street = '', preferred DESC, id LIMIT 1",
        )?
        .query_row((person.0, today.to_string()), |row| {
            Ok(Address {
                street: row.get(0)?,
                locality: row.get(1)?,
                region: row.get(2)?,
                postcode: row.get(3)?,
                country: row.get(4)?,
                ..Address::default()
            })
        })
        .optional()?;
    Ok(donor)
}

/// What all sheets share, and the notices about it: what the paper should show and the office has not set.
///
/// # Errors
/// When the office's law leaves receipts to the regulator.
pub fn making(conn: &Connection, kind: ReceiptKind, today: Day, who: &str) -> Result<(Making, Vec<String>)> {
    let (profile, settings) = (profile::get(conn)?, settings(conn)?);
    let wording = wording_of(&profile, &settings)?;
    let mut notices = Vec::new();
    if !wording.confirmed {
        notices.push(t!("The wording “{name}” is not confirmed: {note}", name = wording.name, note = wording.note));
    }
    if profile.letterhead.trim().is_empty() {
        notices.push(t!("The letterhead is empty, so the receipts show no address of yours").to_owned());
    }
    if profile.signatory.trim().is_empty() {
        notices.push(t!("No signatory is set, so the receipts name {who}, who issues them", who = who));
    }
    let issuer = issuer_of(&profile, &settings, who);
    let layout = Layout {
        letter_paper: profile.paper == PaperSize::Letter,
        envelope: settings.envelope,
        per_page: settings.per_page,
    };
    Ok((Making { wording, issuer, currency: profile.currency, kind, issued_on: today, layout }, notices))
}

fn issuer_of(profile: &Profile, settings: &Settings, who: &str) -> Issuer {
    let signatory = profile.signatory.trim();
    Issuer {
        party: profile.party.clone(),
        branch: profile.branch.clone(),
        lines: profile.letterhead.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect(),
        registration: settings.registration.clone(),
        tax_office: settings.tax_office.clone(),
        tax_number: settings.tax_number.clone(),
        notice_day: settings.notice_day.clone(),
        place: settings.place.clone(),
        signatory: if signatory.is_empty() { who.to_owned() } else { signatory.to_owned() },
        logo: profile.logo.map(|id| id.to_string()),
        signature: profile.signature.map(|id| id.to_string()),
    }
}
