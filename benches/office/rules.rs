//! The engine of the law's rules by itself: everybody's entries, then one more.

use std::time::Instant;

use wardroom::demo::Random;
use wardroom::kit::{Day, Money, Result, text};
use wardroom::ledger::model::{EntryId, EntryKind, Method};
use wardroom::people::PersonId;
use wardroom::rules::book::{Donor, Dossier, Entry, Known, Who};
use wardroom::rules::engine::{Law, Whole};
use wardroom::rules::pack::{Datum, packs};

use crate::alone::Alone;
use crate::spread::Spread;

const TODAY: (i32, u32, u32) = (2026, 11, 21);

/// So many entries of a fifth as many donors over six years; now and then a large one, or one in cash.
fn dossiers(entries: usize, first: Day) -> Vec<Dossier> {
    let mut random = Random::new(1);
    let donors = (entries / 5).max(1);
    let mut all: Vec<Dossier> = (0..donors)
        .map(|at| Dossier {
            who: Who::Person(PersonId(i64::try_from(at + 1).unwrap_or(1))),
            donor: Donor {
                organisation: random.one_in(20),
                known: Known::default().with(Datum::FullName, true).with(Datum::Address, !random.one_in(10)),
                ..Donor::default()
            },
            entries: Vec::new(),
        })
        .collect();
    for at in 0..entries {
        let whose = random.below(donors);
        let received = first + chrono::TimeDelta::days(i64::try_from(random.below(2_100)).unwrap_or(0));
        let pounds = if random.one_in(50) { 500 + random.below(3_000) } else { 5 + random.below(95) };
        if let Some(dossier) = all.get_mut(whose) {
            dossier.entries.push(Entry {
                id: EntryId(i64::try_from(at + 1).unwrap_or(1)),
                kind: EntryKind::Donation,
                method: if random.one_in(4) { Method::Cash } else { Method::Transfer },
                amount: Money(i64::try_from(pounds).unwrap_or(5) * 100),
                given_back: Money::ZERO,
                received,
                banked: None,
                facts: None,
            });
        }
    }
    all
}

/// What each pack takes over so many entries, and after one more at its worst.
pub fn measure(entries: usize) -> Result<Vec<Alone>> {
    let (year, month, day) = TODAY;
    let today = Day::from_ymd_opt(year, month, day).unwrap_or_default();
    let first = today - chrono::TimeDelta::days(2_200);
    let made = dossiers(entries, first);
    let donors = text::count(made.len());
    let mut rows = Vec::new();
    for pack in packs()? {
        let law = Law::new(pack, "", (1, 1));
        let begun = Instant::now();
        let mut whole = Whole::new(&law, made.iter().cloned(), today);
        let all = begun.elapsed();
        let found = whole.findings().count();
        let one = Spread::of(200, |at| {
            let who = Who::Person(PersonId(i64::try_from(at * 37 + 1).unwrap_or(1)));
            let entry = Entry {
                id: EntryId(i64::MAX - i64::try_from(at).unwrap_or(0)),
                kind: EntryKind::Donation,
                method: Method::Transfer,
                amount: Money(60_000),
                given_back: Money::ZERO,
                received: today,
                banked: None,
                facts: None,
            };
            whole.add(&law, who, entry, today);
        });
        let (id, entries, found) = (&pack.head.id, text::count(entries), text::count(found));
        let what = format!("rules: {id} over {entries} entries of {donors} donors; {found} findings");
        rows.push(Alone::seconds(what, all.as_secs_f64(), "< 5 s", 5.0));
        let worst = one.part(100).as_secs_f64();
        rows.push(Alone::seconds(format!("rules: {id}, one more entry, the longest of 200"), worst, "< 10 ms", 0.01));
    }
    Ok(rows)
}
