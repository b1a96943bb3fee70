//! The register, kept between questions: after a step only the people it concerns are read again.
//!
//! Reading everybody takes a second with a hundred thousand members, and nearly every step changes one of them. What is kept
//! belongs to a place in the history of one file ([`Mark`]); the journal says which rows have changed since. It is kept by
//! thread, because an office lives on one, and questions are asked of a connection alone.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension as _};
use serde_json::Value as Json;

use super::read;
use crate::kit::{Day, Problem, Result};
use crate::members::model::{PersonId, Register, Row};
use crate::office::since::{Mark, Touched, since};
use crate::t;

/// What of the file a register is made of, whatever person it is about: where it changes, everybody is read again.
const OF_ALL: &[&str] = &["member_class", "member_fee", "member_settings"];
/// The rows that are about somebody.
const OF_SOMEBODY: &[&str] =
    &["membership", "membership_class", "membership_pin", "dues_charge", "dues_share", "entry", "person"];
/// From so many changed rows, and so many people, on everybody is read again: it is no slower.
const MANY_ROWS: usize = 5_000;
const MANY_PEOPLE: usize = 2_000;

struct Kept {
    mark: Mark,
    register: Arc<Register>,
    rows: Option<(Day, Arc<Vec<Row>>)>,
}

thread_local! {
    static KEPT: RefCell<Option<Kept>> = const { RefCell::new(None) };
}

/// Everybody's register, as [`read::register_anew`] would read it.
///
/// # Errors
/// When the file cannot be read.
pub fn register(conn: &Connection) -> Result<Arc<Register>> {
    with_kept(conn, |kept| Arc::clone(&kept.register))
        .and_then(|found| found.map_or_else(|| Ok(Arc::new(read::register_anew(conn)?)), Ok))
}

/// Everybody who is or was a member or has applied, as they are on a day: [`Register::rows`].
///
/// # Errors
/// When the file cannot be read.
pub fn rows(conn: &Connection, day: Day) -> Result<Arc<Vec<Row>>> {
    let found = with_kept(conn, |kept| match &kept.rows {
        Some((known, rows)) if *known == day => Arc::clone(rows),
        _ => {
            let rows = Arc::new(kept.register.rows(day));
            kept.rows = Some((day, Arc::clone(&rows)));
            rows
        }
    })?;
    found.map_or_else(|| Ok(Arc::new(read::register_anew(conn)?.rows(day))), Ok)
}

/// Whether the register of this file is at hand, or can be with little work.
///
/// # Errors
/// When the file cannot be read.
pub(super) fn at_hand(conn: &Connection) -> Result<bool> {
    let kept = KEPT.with_borrow(|kept| kept.as_ref().map(|kept| kept.mark.clone()));
    Ok(match kept {
        Some(mark) => since(conn, &mark, MANY_ROWS)?.is_some(),
        None => false,
    })
}

/// Brings what is kept up to date and hands it out; nothing inside an operation.
fn with_kept<T>(conn: &Connection, take: impl FnOnce(&mut Kept) -> T) -> Result<Option<T>> {
    let Some(now) = Mark::of(conn)? else { return Ok(None) };
    // Taken out while it is worked on: what fails half-way is not kept.
    let before = KEPT.take();
    let mut kept = match before {
        Some(kept) if kept.mark == now => kept,
        before => renewed(conn, before, now)?,
    };
    let out = take(&mut kept);
    KEPT.set(Some(kept));
    Ok(Some(out))
}

fn renewed(conn: &Connection, before: Option<Kept>, now: Mark) -> Result<Kept> {
    if let Some(kept) = before
        && let Some(touched) = since(conn, &kept.mark, MANY_ROWS)?
        && let Some(people) = concerned(conn, &kept.register, &touched)?
    {
        return spliced(conn, kept, now, &people);
    }
    Ok(Kept { mark: now, register: Arc::new(read::register_anew(conn)?), rows: None })
}

fn spliced(conn: &Connection, kept: Kept, now: Mark, people: &BTreeSet<PersonId>) -> Result<Kept> {
    let Kept { mut register, mut rows, .. } = kept;
    if !people.is_empty() {
        let fresh = read::register_of_these(conn, people)?;
        Arc::make_mut(&mut register).splice(people, fresh);
        if let Some((day, all)) = &mut rows {
            register.renew_rows(Arc::make_mut(all), people, *day);
        }
    }
    Ok(Kept { mark: now, register, rows })
}

/// The people whose part of the register may be another, with all whose dues hang together with theirs, before and now.
/// Nothing where everybody's may be.
fn concerned(conn: &Connection, known: &Register, touched: &[Touched]) -> Result<Option<BTreeSet<PersonId>>> {
    let mut people: BTreeSet<PersonId> = BTreeSet::new();
    for row in touched {
        if OF_ALL.contains(&row.table.as_str()) {
            return Ok(None);
        }
        if OF_SOMEBODY.contains(&row.table.as_str()) {
            if row.blank {
                return Ok(None);
            }
            let before = row.before.as_deref().map_or(Ok(Json::Null), serde_json::from_str);
            let before =
                before.map_err(|e| Problem::defect(t!("An image in the history cannot be read")).because(e))?;
            people_of(conn, &row.table, row.row, &before, &mut people)?;
        }
    }
    // Until nobody is added.
    let mut count = usize::MAX;
    while !people.is_empty() && people.len() != count {
        count = people.len();
        people = read::hang_together(conn, known.hang_together(people))?;
        if people.len() > MANY_PEOPLE {
            return Ok(None);
        }
    }
    Ok(Some(people))
}

/// Whom a changed row is about, as it was before and as it stands.
fn people_of(conn: &Connection, table: &str, row: i64, before: &Json, people: &mut BTreeSet<PersonId>) -> Result<()> {
    // The columns that name somebody, and those that name another row which does.
    let (whom, through): (&[&str], &[(&str, &str)]) = match table {
        "person" => {
            people.insert(PersonId(row));
            return Ok(());
        }
        "membership" => (&["person", "payer"], &[]),
        "dues_charge" => (&["payer"], &[("membership", "membership")]),
        "dues_share" => (&[], &[("entry", "entry"), ("dues_charge", "charge")]),
        "entry" => (&["person", "behalf_of"], &[("entry", "refunds"), ("entry", "reverses")]),
        _ => (&[], &[("membership", "membership")]),
    };
    let kind = if table == "entry" { "kind" } else { "NULL" };
    let columns: Vec<&str> = whom.iter().copied().chain(through.iter().map(|(_, column)| *column)).collect();
    let sql = format!("SELECT {kind}, {} FROM {table} WHERE id = ?1", columns.join(", "));
    let now: Option<(Option<String>, Vec<Option<i64>>)> = conn
        .prepare_cached(&sql)?
        .query_row([row], |row| {
            let ids = (0..columns.len()).map(|at| row.get(at + 1)).collect::<rusqlite::Result<_>>()?;
            Ok((row.get(0)?, ids))
        })
        .optional()?;
    let (kind, now) = now.unwrap_or((None, vec![None; columns.len()]));
    let was = |column: &str| before.get(column).and_then(Json::as_i64);
    // Of the ledger only dues are in the register; most entries are others.
    let kinds = [kind.as_deref(), before.get("kind").and_then(Json::as_str)];
    let is_about = table != "entry" || kinds.contains(&Some("dues"));
    let (named, led) = now.split_at(whom.len().min(now.len()));
    if is_about {
        let before = whom.iter().filter_map(|column| was(column));
        people.extend(named.iter().copied().flatten().chain(before).map(PersonId));
    }
    for ((table, column), now) in through.iter().zip(led) {
        for id in [was(column), *now].into_iter().flatten() {
            people_of(conn, table, id, &Json::Null, people)?;
        }
    }
    Ok(())
}
