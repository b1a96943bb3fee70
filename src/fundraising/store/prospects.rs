//! Prospects in the file.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::{iso, maybe_day, word};
use crate::fundraising::model::{NewProspect, PersonId, Prospect, ProspectId, Standing};
use crate::kit::{Day, Money, Problem, Result};
use crate::ledger;
use crate::ledger::model::Filter;
use crate::t;

/// Every prospect on a day: whose next step is due first stands first, what is done with last.
///
/// # Errors
/// When the file cannot be read.
pub fn prospects(conn: &Connection, on: Day) -> Result<Vec<Prospect>> {
    let mut select = conn.prepare_cached(
        "SELECT r.id, r.person, p.name, r.capacity, r.interest, r.asker, r.step, r.step_on, r.state, r.note FROM prospect r \
         JOIN person p ON p.id = r.person \
         ORDER BY r.state IN ('gave', 'declined'), r.step_on IS NULL, r.step_on, coalesce(r.capacity, 0) DESC, p.sort_key, r.id",
    )?;
    let rows = select.query_map([], |row| {
        Ok(Prospect {
            id: ProspectId(row.get(0)?),
            person: PersonId(row.get(1)?),
            name: row.get(2)?,
            new: NewProspect {
                capacity: row.get::<_, Option<i64>>(3)?.map(Money),
                interest: row.get(4)?,
                asker: row.get(5)?,
                step: row.get(6)?,
                due: maybe_day(row, 7)?,
                state: word(row, 8, Standing::of)?,
                note: row.get(9)?,
            },
            given: Money::ZERO,
        })
    })?;
    let mut all = rows.collect::<rusqlite::Result<Vec<_>>>()?;
    for prospect in &mut all {
        prospect.given = ledger::store::sums(conn, &given(prospect.person, on))?.part;
    }
    Ok(all)
}

/// What a person gave in the twelve months up to a day.
pub fn given(person: PersonId, on: Day) -> Filter {
    use crate::ledger::model::EntryKind;
    let from = on.checked_sub_months(chrono::Months::new(12)).and_then(|day| day.succ_opt()).unwrap_or(on);
    let kinds = vec![EntryKind::Donation, EntryKind::InKind, EntryKind::Refund];
    Filter { person: Some(person), kinds, ..Filter::between(from, on) }
}

/// The prospect that a person is.
///
/// # Errors
/// When the file cannot be read.
pub fn prospect_of(conn: &Connection, person: PersonId) -> Result<Option<ProspectId>> {
    let mut select = conn.prepare_cached("SELECT id FROM prospect WHERE person = ?1")?;
    Ok(select.query_row([person.0], |row| row.get(0).map(ProspectId)).optional()?)
}

/// One prospect.
///
/// # Errors
/// When there is no such prospect.
pub fn prospect(conn: &Connection, id: ProspectId, on: Day) -> Result<Prospect> {
    let found = prospects(conn, on)?.into_iter().find(|prospect| prospect.id == id);
    found.ok_or_else(|| Problem::input(t!("There is no such prospect")))
}

pub(in crate::fundraising) fn put_prospect(
    conn: &Connection,
    id: ProspectId,
    person: PersonId,
    new: &NewProspect,
) -> Result<()> {
    let values = params![
        id.0,
        person.0,
        new.capacity.map(|sum| sum.0),
        new.interest,
        new.asker,
        new.step,
        new.due.map(iso),
        new.state.key(),
        new.note
    ];
    let changed = conn
        .prepare_cached(
            "UPDATE prospect SET capacity = ?3, interest = ?4, asker = ?5, step = ?6, step_on = ?7, state = ?8, note = ?9 \
             WHERE id = ?1 AND person = ?2",
        )?
        .execute(values)?;
    if changed == 0 {
        conn.prepare_cached(
            "INSERT INTO prospect (id, person, capacity, interest, asker, step, step_on, state, note) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        )?
        .execute(values)?;
    }
    Ok(())
}

pub(in crate::fundraising) fn delete_prospect(conn: &Connection, id: ProspectId) -> Result<()> {
    conn.prepare_cached("DELETE FROM prospect WHERE id = ?1")?.execute([id.0])?;
    Ok(())
}
