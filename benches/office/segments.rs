//! Segments: how long it takes to say how many are in one, and who.

use std::path::Path;

use serde_json::{Value, json};
use wardroom::kit::Result;
use wardroom::office::condition::Asking;
use wardroom::office::{Office, Op, Reach, Undo};
use wardroom::segments::{json as file, store};
use wardroom::subjects;

use crate::spread::Spread;
use crate::{big, measure};

/// What is asked, and its words in the table.
pub fn asked() -> Vec<(&'static str, Value)> {
    vec![
        (
            "living in an area, tagged, gave at least £50 in twelve months, not on do not contact",
            json!({ "all": [
                { "ask": "people.postcode", "begins": "ZZ1" },
                { "ask": "people.tag", "tag": ["helper", "minibus"] },
                { "ask": "ledger.gave", "least": "50.00", "when": "last 12 months" },
                { "ask": "people.stopped", "not": true },
            ]}),
        ),
        (
            "gave last year but not this, or never gave, and has an e-mail address",
            json!({ "all": [
                { "any": [{ "ask": "ledger.stopped" }, { "ask": "ledger.never" }] },
                { "ask": "people.has", "what": "email" },
            ]}),
        ),
        ("gave at least twice, at any time", json!({ "all": [{ "ask": "ledger.gave", "times": 2 }] })),
        (
            "has no receipt for last year",
            json!({ "all": [{ "ask": "receipts.receipted", "year": "last", "not": true }] }),
        ),
        ("members, half of all people", json!({ "all": [{ "ask": "members.status", "status": ["member"] }] })),
        (
            "member for ten years and more, in a class, gave this year",
            json!({ "all": [
                { "ask": "members.since", "when": "more than 10 years ago" },
                { "ask": "ledger.gave", "when": "last 12 months" },
            ]}),
        ),
    ]
}

/// How long a segment takes to be counted, and to be listed; and how many it holds.
pub fn times(office: &Office, asks: &Value, times: usize) -> Result<(Spread, Spread, usize)> {
    let tree = file::read(&asks.to_string(), subjects::setup().conditions, *wardroom::kit::Currency::pound())?;
    let mut held = 0;
    let count = Spread::of(times, |_| {
        let count = office.read(|conn| store::count(&Asking::new(conn, big::today())?, &tree));
        held = count.expect("it counts");
    });
    let list = Spread::of(times, |_| {
        let ids = office.read(|conn| store::ids(&Asking::new(conn, big::today())?, &tree));
        std::hint::black_box(ids.expect("it lists"));
    });
    Ok((count, list, held))
}

static JOIN: Op =
    Op { key: "bench.join", says: "Join", undo: Undo::Final("a benchmark"), reach: Reach::WindowOnly("a benchmark") };

/// The office with every other person a member for up to twenty years, some of them no longer paid up.
pub fn with_members(path: &Path) -> Result<Office> {
    let mut office = measure::open(path);
    office.transact(&JOIN, |tx| {
        let conn = tx.conn();
        let class: i64 = conn.query_row("SELECT min(id) FROM member_class WHERE owes = 1", [], |row| row.get(0))?;
        let people = conn
            .prepare("SELECT id FROM person WHERE organisation = 0 ORDER BY id")?
            .query_map([], |row| row.get(0))?
            .collect::<rusqlite::Result<Vec<i64>>>()?;
        let mut insert = conn
            .prepare("INSERT INTO membership (id, person, class, start_on, covered_to) VALUES (?1, ?2, ?3, ?4, ?5)")?;
        for (at, person) in people.into_iter().enumerate().filter(|(at, _)| at % 2 == 0) {
            let start = big::today() - chrono::Days::new((at as u64 * 37) % 7300);
            let covered = big::today() + chrono::TimeDelta::days((at as i64 * 13) % 500 - 250);
            insert.execute((tx.new_id(), person, class, start.to_string(), covered.to_string()))?;
        }
        Ok(())
    })?;
    Ok(office)
}
