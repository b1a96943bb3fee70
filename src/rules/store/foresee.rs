//! What money that is about to be recorded will cause: what is found with it and was not found without.

use std::collections::{BTreeMap, HashMap, HashSet};

use rusqlite::{Connection, OptionalExtension as _};

use super::{dossier, laws};
use crate::kit::fold::fold;
use crate::kit::{Day, Money, Result};
use crate::ledger::model::{EntryId, EntryKind, Method};
use crate::office::{Foreseen, Giver, Prospect, Weight, profile};
use crate::people::PersonId;
use crate::rules::book::{Donor, Dossier, Entry, Known, Who};
use crate::rules::engine::{Law, evaluate, receipts};
use crate::rules::finding::{Finding, Severity};
use crate::rules::pack::{Class, Datum, Issuer};
use crate::rules::words;
use crate::t;

/// From so many donors on, the ledger is walked once.
const MANY: usize = 500;

/// Who gives what: the prospects of one donor, by their places in the list.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Whose {
    Known(i64),
    New(String, usize),
    Nobody(usize),
}

/// See [`crate::office::Office::foresee`].
///
/// # Errors
/// When the file cannot be read.
pub fn foresee(conn: &Connection, prospects: &[Prospect], today: Day) -> Result<Vec<Vec<Foreseen>>> {
    let mut all = vec![Vec::new(); prospects.len()];
    let laws = laws(conn)?;
    let currency = *profile::get(conn)?.currency;
    let mut givers: BTreeMap<Whose, Vec<usize>> = BTreeMap::new();
    for (at, prospect) in prospects.iter().enumerate() {
        let giver = match &prospect.from {
            Giver::Known(person) => Whose::Known(*person),
            Giver::New(name, nth) => Whose::New(fold(name), *nth),
            Giver::Nobody => Whose::Nobody(at),
        };
        givers.entry(giver).or_default().push(at);
    }
    let mut known = dossiers(conn, &givers, &laws)?;
    for (giver, places) in givers {
        let before = match &giver {
            Whose::Known(person) => known.remove(person).unwrap_or_else(|| nothing_yet(*person)),
            Whose::New(..) => Dossier { donor: newcomer(&places, prospects), ..nothing_yet(0) },
            Whose::Nobody(at) => Dossier { who: Who::Nobody(id_of(*at, prospects.len())), ..nothing_yet(0) },
        };
        let mut after = before.clone();
        after.entries.extend(places.iter().filter_map(|at| entry(prospects.get(*at)?, *at, prospects.len())));
        if after.entries.len() == before.entries.len() {
            continue;
        }
        let mut name = None;
        for law in &laws {
            let old: HashSet<(String, String)> =
                evaluate(law, &before, Day::MAX).iter().map(|f| (f.key(), f.mark())).collect();
            for finding in evaluate(law, &after, Day::MAX) {
                if old.contains(&(finding.key(), finding.mark())) {
                    continue;
                }
                let last = finding.entries.iter().filter_map(|id| place_of(*id, prospects.len())).max();
                let Some(of) = last.and_then(|at| all.get_mut(at)) else { continue };
                let who = match &name {
                    Some(name) => name,
                    None => name.insert(name_of(conn, &giver, &places, prospects)?),
                };
                of.push(said(law, &finding, who, currency));
            }
        }
    }
    if let ([prospect], [of]) = (prospects, all.as_mut_slice()) {
        of.extend(laws.iter().flat_map(|law| receipt_words(law, prospect, today)));
    }
    Ok(all)
}

fn nothing_yet(person: i64) -> Dossier {
    Dossier { who: Who::Person(PersonId(person)), donor: Donor::default(), entries: Vec::new() }
}

/// Of a new person the name is known, and what a list says of them.
fn newcomer(places: &[usize], prospects: &[Prospect]) -> Donor {
    let said = places.first().and_then(|at| prospects.get(*at)).map(|p| &p.said);
    let class = said.and_then(|said| Class::said(&said.kind));
    Donor {
        organisation: said.is_some_and(|said| !said.kind.is_empty()),
        class,
        known: Known::default().with(Datum::FullName, true),
        ..Donor::default()
    }
}

/// Ids above every other, so that a prospect comes after what is in the ledger from the same day.
fn id_of(at: usize, of: usize) -> EntryId {
    let wide = |n: usize| i64::try_from(n).unwrap_or(0);
    EntryId(i64::MAX - wide(of) + wide(at))
}

fn place_of(id: EntryId, of: usize) -> Option<usize> {
    let first = i64::MAX - i64::try_from(of).unwrap_or(0);
    usize::try_from(id.0.checked_sub(first)?).ok().filter(|at| *at < of)
}

fn entry(prospect: &Prospect, at: usize, of: usize) -> Option<Entry> {
    let kind = EntryKind::of(prospect.kind).ok()?;
    let counts =
        matches!(kind, EntryKind::Donation | EntryKind::Dues | EntryKind::Levy | EntryKind::InKind | EntryKind::Loan);
    (counts && prospect.amount > Money::ZERO).then(|| Entry {
        id: id_of(at, of),
        kind,
        method: Method::of(prospect.method).unwrap_or_default(),
        amount: prospect.amount,
        given_back: Money::ZERO,
        received: prospect.received,
        banked: prospect.banked,
        facts: None,
    })
}

fn dossiers(conn: &Connection, givers: &BTreeMap<Whose, Vec<usize>>, laws: &[Law]) -> Result<HashMap<i64, Dossier>> {
    let people: HashSet<i64> =
        givers.keys().filter_map(|g| if let Whose::Known(person) = g { Some(*person) } else { None }).collect();
    let mut known = HashMap::with_capacity(people.len());
    if laws.is_empty() {
        return Ok(known);
    }
    if people.len() >= MANY {
        // Whether donors matter depends on what they will have given, so all are looked up.
        dossier::every(conn, Some(&people), Some(Money::ZERO), &mut |dossier| {
            if let Who::Person(person) = dossier.who {
                known.insert(person.0, dossier);
            }
            Ok(())
        })?;
    }
    let mut missing: Vec<i64> = people.into_iter().filter(|person| !known.contains_key(person)).collect();
    missing.sort_unstable();
    for person in missing {
        if let Some(dossier) = dossier::dossier(conn, person)? {
            known.insert(person, dossier);
        }
    }
    Ok(known)
}

fn name_of(conn: &Connection, giver: &Whose, places: &[usize], prospects: &[Prospect]) -> Result<String> {
    match giver {
        Whose::Known(person) => Ok(conn
            .prepare_cached("SELECT name FROM person WHERE id = ?1")?
            .query_row([person], |row| row.get(0))
            .optional()?
            .unwrap_or_default()),
        Whose::New(..) => match places.first().and_then(|at| prospects.get(*at)).map(|p| &p.from) {
            Some(Giver::New(name, _)) => Ok(name.trim().to_owned()),
            _ => Ok(String::new()),
        },
        Whose::Nobody(_) => Ok(String::new()),
    }
}

fn said(law: &Law, finding: &Finding, who: &str, currency: crate::kit::Currency) -> Foreseen {
    let mut detail = vec![words::why(finding, currency)];
    detail.extend(finding.doubts.iter().map(words::doubt));
    detail.retain(|part| !part.is_empty());
    Foreseen {
        weight: match finding.severity {
            Severity::Note => Weight::Note,
            Severity::Check => Weight::Check,
            Severity::Act => Weight::Act,
            Severity::Stop => Weight::Stop,
        },
        says: words::says(finding, law.rule(&finding.rule), who, currency),
        detail: detail.join(". "),
        due: finding.due,
    }
}

/// Whether a receipt is handed out for it, where the law says something that is not plain.
fn receipt_words(law: &Law, prospect: &Prospect, today: Day) -> Vec<Foreseen> {
    let Ok(kind) = EntryKind::of(prospect.kind) else { return Vec::new() };
    let day = prospect.received.min(today);
    let word =
        |says: String, detail: &str| Foreseen { weight: Weight::Note, says, detail: detail.to_owned(), due: None };
    let mut all = Vec::new();
    for receipt in receipts(law, kind, prospect.amount, prospect.advantage, day) {
        if receipt.issuer == Issuer::Regulator {
            all.push(word(t!("Only the regulator’s own receipt may be given").to_owned(), &receipt.rule.says));
        } else if receipt.must {
            all.push(word(t!("A receipt must be given").to_owned(), &receipt.rule.says));
        }
    }
    all
}
