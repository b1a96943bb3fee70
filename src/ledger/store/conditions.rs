//! What segments can ask of donations: who gave how much, when, for what; who never did; who stopped.
//!
//! A donation is somebody's on whose behalf it was given, as on receipts. Reversed ones and those wholly given back never
//! were; what was given back of others, whenever that was, is taken off.

use rusqlite::Connection;

use super::VOID;
use crate::kit::{Result, When};
use crate::ledger::model::{EntryKind, Method};
use crate::office::Condition;
use crate::office::condition::{Asking, Filled, Kind, Offered, Part, Says, Sql, Values};
use crate::t;

/// All of them, in the order in which they are offered.
pub const CONDITIONS: &[&Condition] = &[&GAVE, &FIRST, &LAST, &NEVER, &STOPPED];

fn donations() -> &'static str {
    t!("Donations")
}

/// Which donations count.
#[derive(Default)]
struct Which<'a> {
    when: Option<When>,
    kind: &'a str,
    appeals: &'a [String],
    method: &'a str,
}

/// People with such a donation.
fn anybody(asking: &Asking<'_>, which: &Which<'_>) -> Sql {
    let (own, behalf) = (within(asking, which, "e"), within(asking, which, "e"));
    let text = format!(
        "p.id IN (WITH void (id) AS MATERIALIZED ({VOID}) \
           SELECT e.person FROM entry e INDEXED BY entry_by_person WHERE {OWN} AND {} \
           UNION ALL SELECT e.behalf_of FROM entry e WHERE {BEHALF} AND {})",
        own.text, behalf.text
    );
    Sql { text, values: [own.values, behalf.values].concat() }
}

/// Donations of the one they are from, and of the one on whose behalf they were given. The first reads an index that has all
/// it needs of everybody's donations, in the order of people.
const OWN: &str =
    "e.person IS NOT NULL AND e.id NOT IN void AND e.id NOT IN (SELECT id FROM entry WHERE behalf_of IS NOT NULL)";
const BEHALF: &str = "e.behalf_of IS NOT NULL AND e.id NOT IN void";

fn within(asking: &Asking<'_>, which: &Which<'_>, entry: &str) -> Sql {
    let kinds: Vec<&str> = match which.kind {
        "" => EntryKind::ALL.into_iter().filter(|kind| kind.is_donation()).map(EntryKind::key).collect(),
        kind => vec![kind],
    };
    let places = Sql::places(kinds.len());
    let mut sql = Sql::of(format!("{entry}.kind IN ({places}) AND {entry}.received_on BETWEEN ? AND ?"))
        .bind_all(kinds.iter().map(|kind| (*kind).to_owned()))
        .bind_all(asking.span(which.when));
    if !which.appeals.is_empty() {
        sql.text.push_str(&format!(" AND {entry}.appeal IN ({})", Sql::places(which.appeals.len())));
        sql = sql.bind_all(which.appeals.iter().cloned());
    }
    if !which.method.is_empty() {
        sql.text.push_str(&format!(" AND {entry}.method = ?"));
        sql = sql.bind(which.method.to_owned());
    }
    sql
}

/// People of whose donations, as `person, day, amount, n`, this holds after `GROUP BY person`. `n` is 1 for a donation and
/// 0 for what was given back of one.
fn givers(asking: &Asking<'_>, which: &Which<'_>, having: &str) -> Sql {
    let (own, behalf, back) = (within(asking, which, "e"), within(asking, which, "e"), within(asking, which, "d"));
    let text = format!(
        "p.id IN (WITH void (id) AS MATERIALIZED ({VOID}) SELECT person FROM (\
           SELECT e.person AS person, e.received_on AS day, e.amount AS amount, 1 AS n FROM entry e INDEXED BY entry_by_person \
           WHERE {OWN} AND {} UNION ALL SELECT e.behalf_of, e.received_on, e.amount, 1 FROM entry e WHERE {BEHALF} AND {} \
           UNION ALL SELECT coalesce(d.behalf_of, d.person), d.received_on, r.amount, 0 FROM entry r JOIN entry d ON d.id = r.refunds \
           WHERE r.refunds IS NOT NULL AND r.reverses IS NULL AND r.id NOT IN (SELECT reverses FROM entry WHERE reverses IS NOT NULL) \
           AND {} AND d.id NOT IN void) WHERE person IS NOT NULL GROUP BY person HAVING {having})",
        own.text, behalf.text, back.text
    );
    Sql { text, values: [own.values, behalf.values, back.values].concat() }
}

const KIND: Part = Part::new("kind", || t!("Kind"), Kind::Choice(kinds));
const APPEAL: Part = Part::new("appeal", || t!("Appeal"), Kind::Choices(appeals));

static GAVE: Condition = Condition {
    key: "ledger.gave",
    heading: donations,
    name: || t!("Gave"),
    parts: &[
        Part::new("when", || t!("When"), Kind::When),
        Part::new("least", || t!("At least, together"), Kind::Money),
        Part::new("most", || t!("At most, together"), Kind::Money),
        Part::new("times", || t!("At least, times"), Kind::Number(1, 10_000)),
        KIND,
        APPEAL,
        Part::new("method", || t!("Paid by"), Kind::Choice(methods)),
    ],
    check: |values| match (values.money("least"), values.money("most")) {
        (Some(least), Some(most)) if least > most => Some(("most", t!("This is less than the other").to_owned())),
        _ => None,
    },
    says: gave_says,
    sql: |asking, values| {
        let which = Which {
            when: values.when("when"),
            kind: values.text("kind"),
            appeals: values.texts("appeal"),
            method: values.text("method"),
        };
        if !["least", "most", "times"].iter().any(|part| values.flag(part)) {
            return Ok(anybody(asking, &which));
        }
        let mut sql = givers(asking, &which, "sum(n) >= ? AND sum(amount) BETWEEN ? AND ?");
        sql = sql.bind(values.number("times").unwrap_or(1));
        let least = values.money("least").map_or(i64::MIN, |sum| sum.0);
        Ok(sql.bind(least).bind(values.money("most").map_or(i64::MAX, |sum| sum.0)))
    },
};

fn gave_says(filled: &Filled<'_>) -> Says {
    let mut what = String::new();
    let mut add = |words: String| {
        if !words.is_empty() {
            what.push(' ');
            what.push_str(words.trim());
        }
    };
    let times = match filled.values.number("times") {
        None | Some(1) => String::new(),
        Some(2) => t!("at least twice").to_owned(),
        Some(n) => t!("at least {n} times", n = n),
    };
    let sum = filled.amount("least", "most");
    match (times.is_empty(), sum.is_empty()) {
        (false, false) => add(t!("{times} (together {sum})", times = times, sum = sum)),
        _ => add(format!("{times}{sum}")),
    }
    match filled.values.text("kind") {
        "" => {}
        "in_kind" => add(t!("in kind").to_owned()),
        _ => add(t!("in money").to_owned()),
    }
    if !filled.values.texts("appeal").is_empty() {
        add(t!("for {appeal}", appeal = filled.quoted("appeal")));
    }
    if !filled.values.text("method").is_empty() {
        add(t!("by {method}", method = filled.either("method").to_lowercase()));
    }
    add(filled.when("when"));
    Says::new(t!("gave{what}", what = what), t!("did not give{what}", what = what))
}

fn kinds(_: &Connection, _: &Values) -> Result<Vec<Offered>> {
    let all = EntryKind::ALL.into_iter().filter(|kind| kind.is_donation());
    Ok(all.map(|kind| Offered::new(kind.key(), kind.label())).collect())
}

fn methods(_: &Connection, _: &Values) -> Result<Vec<Offered>> {
    let all = Method::ALL.into_iter().filter(|method| !method.key().is_empty());
    Ok(all.map(|method| Offered::new(method.key(), method.label())).collect())
}

fn appeals(conn: &Connection, _: &Values) -> Result<Vec<Offered>> {
    let mut select = conn.prepare_cached("SELECT DISTINCT appeal FROM entry WHERE appeal <> '' ORDER BY appeal")?;
    let all = select.query_map([], |row| row.get::<_, String>(0).map(Offered::named))?;
    Ok(all.collect::<rusqlite::Result<_>>()?)
}

static FIRST: Condition = Condition {
    key: "ledger.first",
    heading: donations,
    name: || t!("Gave for the first time"),
    parts: &[Part::new("when", || t!("When"), Kind::When).needed()],
    says: |filled| {
        let when = filled.when("when");
        Says::new(
            t!("gave for the first time{when}", when = when),
            t!("did not give for the first time{when}", when = when),
        )
    },
    sql: |asking, values| {
        let span = asking.span(values.when("when"));
        Ok(givers(asking, &Which::default(), "min(day) BETWEEN ? AND ?").bind_all(span))
    },
    ..Condition::NONE
};

static LAST: Condition = Condition {
    key: "ledger.last",
    heading: donations,
    name: || t!("Gave for the last time"),
    parts: &[Part::new("when", || t!("When"), Kind::When).needed()],
    says: |filled| {
        let when = filled.when("when");
        Says::new(
            t!("gave for the last time{when}", when = when),
            t!("did not give for the last time{when}", when = when),
        )
    },
    sql: |asking, values| {
        let span = asking.span(values.when("when"));
        Ok(givers(asking, &Which::default(), "max(day) BETWEEN ? AND ?").bind_all(span))
    },
    ..Condition::NONE
};

static NEVER: Condition = Condition {
    key: "ledger.never",
    heading: donations,
    name: || t!("Never gave"),
    says: |_| Says::new(t!("never gave"), t!("gave at some time")),
    sql: |asking, _| Ok(anybody(asking, &Which::default()).negated()),
    ..Condition::NONE
};

static STOPPED: Condition = Condition {
    key: "ledger.stopped",
    heading: donations,
    name: || t!("Gave last year but not this year"),
    says: |filled| {
        let (last, this) = (filled.year(When::LastYear), filled.year(When::ThisYear));
        Says::new(
            t!("gave {last} but not {this}", last = last, this = this),
            t!("did not give {last}, or gave {this} too", last = last, this = this),
        )
    },
    sql: |asking, _| {
        let gave = |when| anybody(asking, &Which { when: Some(when), ..Which::default() });
        Ok(Sql::all([gave(When::LastYear), gave(When::ThisYear).negated()]))
    },
    ..Condition::NONE
};
