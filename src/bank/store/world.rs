//! What lines are held against, read in one go.

use std::collections::HashMap;

use rusqlite::{Connection, Row, params};

use super::{day, iso, maybe_day, numbers, rules, word};
use crate::bank::model::{
    AccountId, Awaited, BankLine, EntryId, KnownPerson, LineState, Movement, OwnAccount, PersonId, World, cancelled,
};
use crate::bank::store::{LineFilter, page};
use crate::kit::{Day, Money, Result};
use crate::ledger;
use crate::ledger::model::{BatchId, EntryKind};
use crate::office::{Expects, profile};

/// Days before the first line up to which an entry may still come: a cheque is good for six months, and some are banked late.
const BEFORE: i64 = 250;
/// Days after the last line up to which an entry may be dated.
const AFTER: i64 = 10;

/// Everything that the lines which wait are held against, on a day.
///
/// # Errors
/// When the file cannot be read.
pub fn world(conn: &Connection, expects: &[&'static Expects], today: Day) -> Result<World> {
    let lines = open_lines(conn)?;
    let mut accounts: Vec<AccountId> = lines.iter().map(|l| l.account).collect();
    accounts.sort_unstable();
    accounts.dedup();
    let roots = Roots::read(conn)?;
    let mut movements = Vec::new();
    for account in accounts {
        let days = || lines.iter().filter(|l| l.account == account).map(|l| l.booked);
        if let (Some(first), Some(last)) = (days().min(), days().max()) {
            let from = first - chrono::TimeDelta::days(BEFORE);
            movements.extend(read_movements(conn, account, from, last + chrono::TimeDelta::days(AFTER), &roots)?);
        }
    }
    let mut awaited = Vec::new();
    // Nobody needs to be known where no line waits.
    let (mut people, mut payers) = (Vec::new(), Vec::new());
    if !lines.is_empty() {
        awaited = read_awaited(conn, expects, today)?;
        people = read_people(conn)?;
        let mut select = conn.prepare("SELECT number, person FROM bank_payer ORDER BY id")?;
        payers =
            select.query_map([], |row| Ok((row.get(0)?, PersonId(row.get(1)?))))?.collect::<rusqlite::Result<_>>()?;
    }
    let mut world = World {
        generation: ledger::store::generation(conn)?,
        currency: *profile::get(conn)?.currency,
        lines,
        movements,
        awaited,
        people,
        payers,
        accounts: own_accounts(conn)?,
        rules: rules(conn)?,
    };
    world.put_in_order();
    Ok(world)
}

/// The lines that wait, the oldest first.
fn open_lines(conn: &Connection) -> Result<Vec<BankLine>> {
    let mut lines = Vec::new();
    let filter = LineFilter { state: Some(LineState::Open), ..LineFilter::default() };
    lines.append(&mut page(conn, &filter, 0, usize::MAX >> 1)?);
    lines.reverse();
    Ok(lines)
}

/// The payments that all subjects wait for.
///
/// # Errors
/// When the file cannot be read.
pub fn read_awaited(conn: &Connection, expects: &[&'static Expects], today: Day) -> Result<Vec<Awaited>> {
    let mut all = Vec::new();
    for expects in expects {
        let kind = EntryKind::of(expects.kind)?;
        let of = (expects.open)(conn, None, today)?;
        all.extend(of.into_iter().map(|it| Awaited { source: expects.key, source_says: (expects.says)(), kind, it }));
    }
    Ok(all)
}

fn read_people(conn: &Connection) -> Result<Vec<KnownPerson>> {
    let mut select = conn.prepare("SELECT id, name, coalesce(number, '') FROM person ORDER BY id")?;
    let people = select
        .query_map([], |row| Ok(KnownPerson { person: PersonId(row.get(0)?), name: row.get(1)?, number: row.get(2)? }))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(people)
}

/// The office's accounts with the numbers that the bank knows them by.
///
/// # Errors
/// When the file cannot be read.
pub fn own_accounts(conn: &Connection) -> Result<Vec<OwnAccount>> {
    let numbers = numbers(conn)?;
    let of = |id: AccountId| numbers.iter().filter(|(a, ..)| *a == id).map(|(_, n, _)| n.clone()).collect();
    let accounts = ledger::store::accounts(conn)?.into_iter().filter(|a| !a.closed);
    Ok(accounts.map(|a| OwnAccount { id: a.id, name: a.name, numbers: of(a.id) }).collect())
}

/// Which entry a reversal or a correction goes back to.
pub(super) struct Roots(HashMap<EntryId, EntryId>);

impl Roots {
    pub fn read(conn: &Connection) -> Result<Self> {
        let mut select = conn.prepare(
            "SELECT id, replaces FROM entry WHERE replaces IS NOT NULL \
             UNION ALL SELECT id, reverses FROM entry WHERE reverses IS NOT NULL",
        )?;
        let of = select
            .query_map([], |row| Ok((EntryId(row.get(0)?), EntryId(row.get(1)?))))?
            .collect::<rusqlite::Result<_>>()?;
        Ok(Self(of))
    }

    fn of(&self, entry: EntryId) -> EntryId {
        let mut root = entry;
        // An entry is newer than what it reverses or replaces, so this ends.
        while let Some(before) = self.0.get(&root).filter(|before| **before < root) {
            root = *before;
        }
        root
    }
}

/// What of an entry's line in an account no bank line has: all it moves, less what was matched, less what was brought forward.
pub(super) const LEFT: &str = "sum(l.amount) \
     - coalesce((SELECT sum(m.amount) FROM bank_match m JOIN bank_line n ON n.id = m.line WHERE m.entry = l.entry AND n.account = l.account), 0) \
     - coalesce((SELECT b.amount FROM bank_brought b WHERE b.entry = l.entry AND b.account = l.account), 0)";

const MOVEMENT: &str = "l.entry, l.account, e.kind, e.received_on, e.banked_on, e.person, coalesce(p.name, e.payee), e.reference, \
     e.source_ref, e.batch, t.number, \
     CASE WHEN e.kind = 'transfer' THEN (SELECT o.account FROM entry_line o WHERE o.entry = e.id AND o.account <> l.account LIMIT 1) END";

const MOVEMENT_FROM: &str = "FROM entry_line l JOIN entry e ON e.id = l.entry LEFT JOIN person p ON p.id = e.person \
     LEFT JOIN batch t ON t.id = e.batch";

/// What an account moves on certain days and no statement has shown.
fn read_movements(conn: &Connection, account: AccountId, from: Day, to: Day, roots: &Roots) -> Result<Vec<Movement>> {
    let mut select = conn.prepare_cached(&format!(
        "SELECT {LEFT} AS left_over, {MOVEMENT} {MOVEMENT_FROM} WHERE l.account = ?1 AND l.day BETWEEN ?2 AND ?3 \
         GROUP BY l.entry HAVING left_over <> 0 ORDER BY e.received_on, e.id"
    ))?;
    let all = select
        .query_map(params![account.0, iso(from), iso(to)], |row| movement(row, roots))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(all)
}

/// Certain entries as an account's movements, each with what of it is meant.
pub(super) fn movements_of(
    conn: &Connection,
    account: AccountId,
    rest: &HashMap<EntryId, Money>,
    roots: &Roots,
) -> Result<Vec<Movement>> {
    let mut select = conn.prepare_cached(&format!(
        "SELECT 0, {MOVEMENT} {MOVEMENT_FROM} WHERE l.account = ?1 AND l.entry = ?2 GROUP BY l.entry"
    ))?;
    let mut all = Vec::with_capacity(rest.len());
    let mut entries: Vec<EntryId> = rest.keys().copied().collect();
    entries.sort_unstable();
    for entry in entries {
        let amount = rest.get(&entry).copied().unwrap_or_default();
        for found in select.query_map([account.0, entry.0], |row| movement(row, roots))? {
            all.push(Movement { amount, ..found? });
        }
    }
    all.sort_by_key(|m| (m.received, m.entry));
    Ok(all)
}

/// The entries of an account that no line has, around a day, the nearest first: for who looks for them by hand.
///
/// # Errors
/// When the file cannot be read.
pub fn open_entries(conn: &Connection, account: AccountId, around: Day) -> Result<Vec<Movement>> {
    let (from, to) = (around - chrono::TimeDelta::days(BEFORE), around + chrono::TimeDelta::days(AFTER));
    let mut all = read_movements(conn, account, from, to, &Roots::read(conn)?)?;
    let mut gone = cancelled(&all).into_iter();
    all.retain(|m| gone.next() != Some(true) && m.kind != EntryKind::Opening);
    all.sort_by_key(|m| ((around - m.day()).num_days().abs(), m.entry));
    Ok(all)
}

/// What was expected by the day up to which statements reach, and did not come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Missing {
    /// The last day of the statements that were read; nothing is missing where there is none.
    pub until: Option<Day>,
    /// Payments that were due by then.
    pub awaited: Vec<Awaited>,
    /// What stands in the ledger since the first line and is on none, with time enough for the bank to have had it.
    pub entries: Vec<Movement>,
}

/// Days after which what is in the ledger should stand on a statement.
const SLOW: i64 = 5;

/// See [`Missing`].
///
/// # Errors
/// When the file cannot be read.
pub fn missing(conn: &Connection, expects: &[&'static Expects], today: Day) -> Result<Missing> {
    let mut select = conn.prepare_cached(
        "SELECT account, min(booked_on), max(booked_on), \
         (SELECT max(coalesce(s.to_day, s.closed_on)) FROM bank_statement s WHERE s.account = l.account) \
         FROM bank_line l GROUP BY account ORDER BY account",
    )?;
    let reach: Vec<(AccountId, Day, Day)> = select
        .query_map([], |row| {
            let (last, stated) = (day(row, 2)?, maybe_day(row, 3)?);
            Ok((AccountId(row.get(0)?), day(row, 1)?, stated.map_or(last, |stated| stated.max(last))))
        })?
        .collect::<rusqlite::Result<_>>()?;
    let Some(until) = reach.iter().map(|(_, _, last)| *last).max() else { return Ok(Missing::default()) };
    let until = until.min(today);
    let mut awaited = read_awaited(conn, expects, today)?;
    awaited.retain(|a| a.it.due <= until);
    awaited.sort_by_key(|a| (a.it.due, a.it.row));
    let roots = Roots::read(conn)?;
    let mut entries = Vec::new();
    for (account, first, last) in reach {
        let of = read_movements(conn, account, first, last - chrono::TimeDelta::days(SLOW), &roots)?;
        let gone = cancelled(&of);
        entries
            .extend(of.into_iter().zip(gone).filter(|(m, gone)| !gone && m.kind != EntryKind::Opening).map(|(m, _)| m));
    }
    entries.sort_by_key(|m| (m.day(), m.entry));
    Ok(Missing { until: Some(until), awaited, entries })
}

fn movement(row: &Row<'_>, roots: &Roots) -> rusqlite::Result<Movement> {
    let entry = EntryId(row.get(1)?);
    let batch = row.get::<_, Option<i64>>(10)?.zip(row.get::<_, Option<i64>>(11)?);
    let (reference, source): (String, String) = (row.get(8)?, row.get(9)?);
    Ok(Movement {
        entry,
        account: AccountId(row.get(2)?),
        kind: word(row, 3, EntryKind::of)?,
        amount: Money(row.get(0)?),
        received: day(row, 4)?,
        banked: maybe_day(row, 5)?,
        person: row.get::<_, Option<i64>>(6)?.map(PersonId),
        who: row.get(7)?,
        references: if source.is_empty() { reference } else { format!("{reference} {source}") },
        other: row.get::<_, Option<i64>>(12)?.map(AccountId),
        batch: batch.map(|(id, number)| (BatchId(id), number)),
        root: roots.of(entry),
    })
}
