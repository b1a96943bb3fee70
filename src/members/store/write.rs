//! Writing terms, pins, runs and charges.

use rusqlite::{Connection, params};

use super::iso;
use crate::kit::{Day, Money, Result};
use crate::members::model::{
    ChargeId, ClassId, DuesPlan, End, EntryId, NewTerm, PersonId, Pin, PinId, Planned, RunId, TermId,
};

pub(in crate::members) fn insert_term(conn: &Connection, id: TermId, person: PersonId, new: &NewTerm) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO membership (id, person, class, rhythm, payer, family, applied_on, since, joined_on, start_on, \
         covered_to, note) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
    )?
    .execute(params![
        id.0,
        person.0,
        new.class.0,
        new.rhythm.months(),
        new.payer.filter(|payer| *payer != person).map(|p| p.0),
        new.family.map(|t| t.0),
        new.applied.map(iso),
        new.since.map(iso),
        new.joined.map(iso),
        new.start.map(iso),
        new.covered_to.map(iso),
        new.note,
    ])?;
    Ok(())
}

/// Writes what changed of a term; its class, decision and end stay.
pub(in crate::members) fn update_term(conn: &Connection, id: TermId, person: PersonId, new: &NewTerm) -> Result<()> {
    conn.prepare_cached(
        "UPDATE membership SET rhythm = ?2, payer = ?3, family = ?4, applied_on = ?5, since = ?6, joined_on = ?7, \
         start_on = ?8, covered_to = ?9, note = ?10 WHERE id = ?1 AND (rhythm, payer, family, applied_on, since, joined_on, \
         start_on, covered_to, note) IS NOT (?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )?
    .execute(params![
        id.0,
        new.rhythm.months(),
        new.payer.filter(|payer| *payer != person).map(|p| p.0),
        new.family.map(|t| t.0),
        new.applied.map(iso),
        new.since.map(iso),
        new.joined.map(iso),
        new.start.map(iso),
        new.covered_to.map(iso),
        new.note,
    ])?;
    Ok(())
}

/// Approved: `start` says from when on. Refused: `refusal` says why.
pub(in crate::members) fn decide(
    conn: &Connection,
    id: TermId,
    on: Day,
    by: &str,
    start: Option<(Day, Day)>,
    refusal: &str,
) -> Result<()> {
    conn.prepare_cached(
        "UPDATE membership SET decided_on = ?2, decided_by = ?3, refused = ?4, refusal = ?5, joined_on = ?6, start_on = ?7, \
         since = coalesce(since, ?7) WHERE id = ?1",
    )?
    .execute(params![
        id.0,
        iso(on),
        by,
        start.is_none(),
        refusal,
        start.map(|(joined, _)| iso(joined)),
        start.map(|(_, start)| iso(start)),
    ])?;
    Ok(())
}

pub(in crate::members) fn end_term(
    conn: &Connection,
    id: TermId,
    notice: Option<Day>,
    end: Option<&End>,
) -> Result<()> {
    conn.prepare_cached(
        "UPDATE membership SET notice_on = coalesce(?2, notice_on), ended_on = ?3, ended_how = ?4, ended_why = ?5 WHERE id = ?1",
    )?
    .execute(params![
        id.0,
        notice.map(iso),
        end.map(|end| iso(end.on)),
        end.map(|end| end.how.key()),
        end.map_or("", |end| end.why.as_str()),
    ])?;
    Ok(())
}

pub(in crate::members) fn set_died(conn: &Connection, id: TermId, on: Day) -> Result<()> {
    conn.prepare_cached("UPDATE membership SET died_on = ?2 WHERE id = ?1")?.execute(params![id.0, iso(on)])?;
    Ok(())
}

/// Another class from a day on; a change already set for that day or for later gives way.
pub(in crate::members) fn set_class(
    conn: &Connection,
    id: i64,
    term: TermId,
    from: Day,
    class: ClassId,
    note: &str,
) -> Result<()> {
    conn.prepare_cached("DELETE FROM membership_class WHERE membership = ?1 AND from_day >= ?2")?
        .execute(params![term.0, iso(from)])?;
    conn.prepare_cached(
        "INSERT INTO membership_class (id, membership, from_day, class, note) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute(params![id, term.0, iso(from), class.0, note])?;
    Ok(())
}

pub(in crate::members) fn insert_pin(conn: &Connection, id: PinId, term: TermId, pin: &Pin) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO membership_pin (id, membership, status, from_day, until_day, who, reason) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute(params![id.0, term.0, pin.status.key(), iso(pin.from), pin.until.map(iso), pin.who, pin.why])?;
    Ok(())
}

pub(in crate::members) fn delete_pin(conn: &Connection, id: PinId) -> Result<()> {
    conn.prepare_cached("DELETE FROM membership_pin WHERE id = ?1")?.execute([id.0])?;
    Ok(())
}

pub(in crate::members) fn insert_run(conn: &Connection, id: RunId, plan: &DuesPlan) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO dues_run (id, from_day, to_day, made_on, count, total) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![
        id.0,
        iso(plan.from),
        iso(plan.to),
        iso(plan.made),
        i64::try_from(plan.charges.len()).unwrap_or(i64::MAX),
        plan.total().0,
    ])?;
    Ok(())
}

pub(in crate::members) fn insert_charge(
    conn: &Connection,
    id: ChargeId,
    planned: &Planned,
    run: Option<RunId>,
) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO dues_charge (id, membership, payer, from_day, to_day, due_on, amount, run) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?
    .execute(params![
        id.0,
        planned.term.0,
        planned.payer.0,
        iso(planned.period.from),
        iso(planned.period.to),
        iso(planned.due),
        planned.amount.0,
        run.map(|r| r.0),
    ])?;
    Ok(())
}

pub(in crate::members) fn waive(conn: &Connection, id: ChargeId, on: Day, by: &str, why: &str) -> Result<()> {
    conn.prepare_cached("UPDATE dues_charge SET waived_on = ?2, waived_by = ?3, waived_why = ?4 WHERE id = ?1")?
        .execute(params![id.0, iso(on), by, why])?;
    Ok(())
}

pub(in crate::members) fn insert_share(
    conn: &Connection,
    id: i64,
    entry: EntryId,
    charge: ChargeId,
    amount: Money,
) -> Result<()> {
    conn.prepare_cached("INSERT INTO dues_share (id, entry, charge, amount) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![id, entry.0, charge.0, amount.0])?;
    Ok(())
}
