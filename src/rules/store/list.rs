//! Lists of findings: those about donors from the derived table, those about the unit worked out for the day, in one order.

use std::fmt;
use std::str::FromStr;

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension as _, params_from_iter};
use serde_json::json;

use super::{from_json, iso, laws, to_json, unit, work};
use crate::kit::fold::fold;
use crate::kit::{Day, Money, Problem, Result};
use crate::ledger::model::{EntryId, EntryKind};
use crate::people::PersonId;
use crate::rules::book::Who;
use crate::rules::engine::Law;
use crate::rules::finding::{Finding, Kind, Severity};
use crate::rules::work::{Outcome, Work, WorkId};
use crate::t;

/// Which findings a list shows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Filter {
    pub state: State,
    /// The key of a [`Kind`].
    pub kind: Option<&'static str>,
    pub person: Option<PersonId>,
    /// Only what is at least so grave.
    pub least: Option<Severity>,
    /// Only what is due, or where there is no such day arose, from this day on.
    pub since: Option<Day>,
    /// The same up to this day.
    pub upto: Option<Day>,
    /// Only what is about money that came up to this day, and nothing about the unit as a whole.
    pub money: Option<Day>,
    /// Words of the donor's name.
    pub text: String,
}

/// Whether something is still to be done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum State {
    #[default]
    Open,
    /// Worth knowing, and nothing to be done.
    Notes,
    /// What was done.
    Done,
}

impl State {
    pub const ALL: [Self; 3] = [Self::Open, Self::Notes, Self::Done];

    pub fn key(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Notes => "notes",
            Self::Done => "done",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Open => t!("Open"),
            Self::Notes => t!("Worth knowing"),
            Self::Done => t!("Done"),
        }
    }
}

impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts = vec![self.state.key().to_owned()];
        parts.extend(self.kind.map(|kind| format!("kind:{kind}")));
        parts.extend(self.person.map(|person| format!("person:{person}")));
        parts.extend(self.least.map(|severity| format!("severity:{}", severity.key())));
        parts.extend(self.since.map(|day| format!("since:{day}")));
        parts.extend(self.upto.map(|day| format!("due:{day}")));
        parts.extend(self.money.map(|day| format!("money:{day}")));
        if !self.text.is_empty() {
            parts.push(self.text.clone());
        }
        f.write_str(&parts.join(" "))
    }
}

impl FromStr for Filter {
    type Err = Problem;

    fn from_str(line: &str) -> Result<Self> {
        let mut filter = Self::default();
        let mut words = Vec::new();
        for word in line.split_whitespace() {
            match word.split_once(':') {
                Some(("kind", key)) => {
                    let kind = Kind::ALL.into_iter().find(|kind| kind.key() == key);
                    let keys: Vec<&str> = Kind::ALL.iter().map(|kind| kind.key()).collect();
                    filter.kind = Some(
                        kind.ok_or_else(|| {
                            Problem::usage(t!("“{kind}” is no kind of finding", kind = key))
                                .hint(t!("The kinds are {kinds}", kinds = keys.join(", ")))
                        })?
                        .key(),
                    );
                }
                Some(("person", id)) => filter.person = Some(id.parse()?),
                Some(("severity", key)) => {
                    filter.least = Some(Severity::ALL.into_iter().find(|s| s.key() == key).ok_or_else(|| {
                        Problem::usage(t!("“{word}” is no severity", word = key))
                            .hint(t!("Use one of note, check, act, stop"))
                    })?);
                }
                Some(("since", day)) => filter.since = Some(crate::kit::day::from_iso(day)?),
                Some(("due", day)) => filter.upto = Some(crate::kit::day::from_iso(day)?),
                Some(("money", day)) => filter.money = Some(crate::kit::day::from_iso(day)?),
                _ => match State::ALL.into_iter().find(|state| state.key() == word) {
                    Some(state) => filter.state = state,
                    None => words.push(word),
                },
            }
        }
        filter.text = words.join(" ");
        Ok(filter)
    }
}

/// A row of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    pub finding: Finding,
    /// The donor's name; empty where nobody is known or it is about the unit.
    pub name: String,
    /// What was done, of a row that is done.
    pub work: Option<WorkId>,
    /// The day it was done.
    pub done_on: Option<Day>,
    /// What was done, by its key.
    pub outcome: Option<Outcome>,
}

/// A finding with all that its page shows.
#[derive(Clone, Debug)]
pub struct Opened {
    pub finding: Finding,
    pub name: String,
    pub law: Law,
    /// The first of its entries.
    pub lines: Vec<Line>,
    /// What was done about it, the newest first.
    pub works: Vec<Work>,
    /// Whether it is still found, and not settled.
    pub is_open: bool,
}

/// An entry behind a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub id: EntryId,
    pub kind: EntryKind,
    pub received: Day,
    pub amount: Money,
}

/// How many entries of a finding are read for its page.
const LINES: usize = 30;

/// How many wait, and how many of them are late.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub open: usize,
    pub late: usize,
}

/// The findings of a day: those about donors stand in the file, those about the unit are worked out once.
pub struct List<'c> {
    conn: &'c Connection,
    today: Day,
    unit: Vec<Finding>,
}

impl std::fmt::Debug for List<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("List").field("today", &self.today).finish_non_exhaustive()
    }
}

impl<'c> List<'c> {
    /// # Errors
    /// When the file cannot be read.
    pub fn new(conn: &'c Connection, today: Day) -> Result<Self> {
        let mut unit = Vec::new();
        for law in laws(conn)? {
            for finding in unit::findings(conn, &law, today)? {
                if work::settled_by(conn, &finding)?.is_none() {
                    unit.push(finding);
                }
            }
        }
        Ok(Self { conn, today, unit })
    }

    /// The findings about the unit as rows like those of the table: a JSON array.
    fn unit_rows(&self) -> Result<String> {
        let mut rows = Vec::new();
        for finding in &self.unit {
            rows.push(json!({
                "kind": finding.kind.key(), "severity": finding.severity.rank(), "due": finding.due.map(iso),
                "day": iso(finding.on), "json": to_json(finding)?,
            }));
        }
        Ok(serde_json::Value::Array(rows).to_string())
    }

    /// A filter as SQL: `FROM` on, and the values to bind.
    fn conditions(&self, filter: &Filter) -> Result<(String, Vec<Value>)> {
        let rank = Severity::Check.rank();
        let mut values: Vec<Value> = Vec::new();
        let mut sql = match filter.state {
            State::Done => String::from(
                "FROM (SELECT w.person AS owner, w.kind AS kind, 3 AS severity, NULL AS due, w.done_on AS day, \
                 w.finding AS json, w.id AS work, w.done_on AS done_on, w.outcome AS outcome, w.id AS id FROM finding_work w) f \
                 LEFT JOIN person p ON p.id = f.owner WHERE 1",
            ),
            State::Open | State::Notes => {
                values.push(self.unit_rows()?.into());
                let severity = if filter.state == State::Open { format!(">= {rank}") } else { format!("< {rank}") };
                format!(
                    "FROM (SELECT owner, kind, severity, due, day, json, NULL AS work, NULL AS done_on, NULL AS outcome, id \
                     FROM finding WHERE work IS NULL AND severity {severity} UNION ALL \
                     SELECT 0, value ->> 'kind', value ->> 'severity', value ->> 'due', value ->> 'day', value ->> 'json', \
                     NULL, NULL, NULL, -key FROM json_each(?1) WHERE value ->> 'severity' {severity}) f \
                     LEFT JOIN person p ON p.id = f.owner WHERE 1"
                )
            }
        };
        let mut add = |condition: &str, value: Value| {
            values.push(value);
            sql.push_str(&format!(" AND {}", condition.replace('?', &format!("?{}", values.len()))));
        };
        if let Some(kind) = filter.kind {
            add("f.kind = ?", kind.to_owned().into());
        }
        if let Some(person) = filter.person {
            add("f.owner = ?", person.0.into());
        }
        if let Some(least) = filter.least {
            add("f.severity >= ?", least.rank().into());
        }
        if let Some(day) = filter.since {
            add("coalesce(f.due, f.day) >= ?", iso(day).into());
        }
        if let Some(day) = filter.upto {
            add("coalesce(f.due, f.day) <= ?", iso(day).into());
        }
        if let Some(day) = filter.money {
            add("f.owner <> 0 AND f.day <= ?", iso(day).into());
        }
        for word in fold(&filter.text).split_whitespace() {
            add("instr(fold(coalesce(p.name, '')), ?) > 0", word.to_owned().into());
        }
        Ok((sql, values))
    }

    /// How many findings a filter lets through.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn count(&self, filter: &Filter) -> Result<usize> {
        let (sql, values) = self.conditions(filter)?;
        let mut select = self.conn.prepare_cached(&format!("SELECT count(*) {sql}"))?;
        let count: i64 = select.query_row(params_from_iter(values), |row| row.get(0))?;
        Ok(usize::try_from(count).unwrap_or(0))
    }

    /// A page of findings: what is due first stands first, what has no day behind it by how grave it is; what was done, the
    /// newest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn page(&self, filter: &Filter, from: usize, many: usize) -> Result<Vec<Listed>> {
        let (sql, mut values) = self.conditions(filter)?;
        let order = match filter.state {
            State::Done => "f.done_on DESC, f.id DESC",
            State::Open | State::Notes => "f.due IS NULL, f.due, f.severity DESC, f.day DESC, f.id",
        };
        let at = values.len();
        values.extend([many, from].map(|n| Value::from(i64::try_from(n).unwrap_or(i64::MAX))));
        let mut select = self.conn.prepare_cached(&format!(
            "SELECT f.json, coalesce(p.name, ''), f.work, f.done_on, f.outcome, f.owner {sql} ORDER BY {order} \
             LIMIT ?{} OFFSET ?{}",
            at + 1,
            at + 2
        ))?;
        let mut rows = select.query(params_from_iter(values))?;
        let mut all = Vec::new();
        while let Some(row) = rows.next()? {
            let json: String = row.get(0)?;
            let outcome: Option<String> = row.get(4)?;
            let mut finding: Finding = from_json(&json)?;
            work::owned(&mut finding, row.get(5)?);
            all.push(Listed {
                finding,
                name: row.get(1)?,
                work: row.get::<_, Option<i64>>(2)?.map(WorkId),
                done_on: super::maybe_day_of(row, 3)?,
                outcome: outcome.and_then(|key| Outcome::of(&key)),
            });
        }
        Ok(all)
    }

    /// How many findings wait for something to be done.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn tally(&self) -> Result<Tally> {
        let act = Severity::Act.rank();
        let (open, late): (i64, i64) = self
            .conn
            .prepare_cached(
                "SELECT count(*), coalesce(sum(due < ?2), 0) FROM finding WHERE work IS NULL AND severity >= ?1",
            )?
            .query_row(rusqlite::params![act, iso(self.today)], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let wait = || self.unit.iter().filter(|f| f.severity >= Severity::Act);
        let many = |n: i64| usize::try_from(n).unwrap_or(0);
        Ok(Tally {
            open: many(open) + wait().count(),
            late: many(late) + wait().filter(|f| f.due.is_some_and(|due| due < self.today)).count(),
        })
    }
}

/// What is open about the donors of some entries, as far as it is about these entries, the gravest first. Ids of no entry are
/// passed over; the ids are sorted.
///
/// # Errors
/// When the file cannot be read.
pub fn open_of(conn: &Connection, entries: &[i64]) -> Result<Vec<Listed>> {
    let mut select = conn.prepare_cached(
        "SELECT f.json, coalesce(p.name, ''), f.owner FROM finding f LEFT JOIN person p ON p.id = f.owner \
         WHERE f.work IS NULL AND f.severity >= ?2 AND f.owner IN \
           (SELECT coalesce(e.behalf_of, e.person, e.id) FROM json_each(?1) j JOIN entry e ON e.id = j.value) \
         ORDER BY f.severity DESC, f.id",
    )?;
    let mut rows = select.query((serde_json::Value::from(entries).to_string(), Severity::Check.rank()))?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let mut finding: Finding = from_json(&row.get::<_, String>(0)?)?;
        work::owned(&mut finding, row.get(2)?);
        if finding.entries.iter().any(|id| entries.binary_search(&id.0).is_ok()) {
            all.push(Listed { finding, name: row.get(1)?, work: None, done_on: None, outcome: None });
        }
    }
    Ok(all)
}

/// The finding of a key, as it is found now; nothing where it no longer is.
///
/// # Errors
/// When the file cannot be read, or the key is none.
pub fn find(conn: &Connection, key: &str, today: Day) -> Result<Option<Finding>> {
    let wrong =
        || Problem::input(t!("“{key}” names no finding", key = key)).hint(t!("`wardroom rules findings` lists them"));
    let parts: Vec<&str> = key.splitn(4, '/').collect();
    let [pack, rule, who, anchor] = parts.as_slice() else { return Err(wrong()) };
    let who: Who = who.parse().map_err(|_nobody: Problem| wrong())?;
    let fits = |f: &Finding| f.pack == *pack && f.rule == *rule && f.anchor == *anchor && f.who == who;
    let owner = match who {
        Who::Unit => {
            let mut all = Vec::new();
            for law in laws(conn)? {
                all.extend(unit::findings(conn, &law, today)?);
            }
            return Ok(all.into_iter().find(fits));
        }
        Who::Person(person) => person.0,
        Who::Nobody(entry) => entry.0,
    };
    let mut select = conn.prepare_cached("SELECT json FROM finding WHERE owner = ?1 AND rule = ?2")?;
    let mut rows = select.query(rusqlite::params![owner, rule])?;
    while let Some(row) = rows.next()? {
        let finding: Finding = from_json(&row.get::<_, String>(0)?)?;
        if fits(&finding) {
            return Ok(Some(finding));
        }
    }
    Ok(None)
}

/// A finding with its law and what was done about it; where it is no longer found, as it was when something was last done.
///
/// # Errors
/// When nothing of it is in the file.
pub fn one(conn: &Connection, finding: &Finding, today: Day) -> Result<Opened> {
    let now = find(conn, &finding.key(), today)?;
    let works = work::works_of(conn, finding)?;
    let is_open = match &now {
        Some(now) => work::settled_by(conn, now)?.is_none(),
        None => false,
    };
    let finding = now.unwrap_or_else(|| finding.clone());
    let name = match finding.who {
        Who::Person(person) => crate::people::store::find(conn, person)?.map(|p| p.details.name).unwrap_or_default(),
        Who::Nobody(_) | Who::Unit => String::new(),
    };
    let law = super::law_of(conn, &finding.pack)?
        .ok_or_else(|| Problem::input(t!("The office no longer follows the law of this finding")))?;
    let mut lines = Vec::new();
    let mut select = conn.prepare_cached("SELECT kind, received_on, amount FROM entry WHERE id = ?1")?;
    for id in finding.entries.iter().take(LINES) {
        let line = select.query_row([id.0], |row| {
            let kind: String = row.get(0)?;
            let kind = EntryKind::of(&kind).unwrap_or(EntryKind::Donation);
            Ok(Line { id: *id, kind, received: super::day_of(row, 1)?, amount: Money(row.get(2)?) })
        });
        // An entry that was undone since the work on it is not there any more.
        lines.extend(line.optional()?);
    }
    Ok(Opened { finding, name, law, lines, works, is_open })
}
