//! Writing terms, pins, runs and charges.

use rusqlite::types::ToSqlOutput;
use rusqlite::{Connection, params, params_from_iter};

use super::iso;
use crate::kit::{Day, Money, Result};
use crate::members::model::{
    ChargeId, ClassId, DuesPlan, End, EntryId, NewTerm, PersonId, Pin, PinId, Planned, RunId, Term, TermId,
};
use crate::office::rows;

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

const TERM: &[&str] = &[
    "id",
    "person",
    "class",
    "rhythm",
    "payer",
    "family",
    "applied_on",
    "decided_on",
    "decided_by",
    "refused",
    "refusal",
    "since",
    "joined_on",
    "start_on",
    "covered_to",
    "notice_on",
    "ended_on",
    "ended_how",
    "ended_why",
    "died_on",
    "note",
];

/// The values of a term, in the order of its columns.
fn term_values(term: &Term) -> Vec<ToSqlOutput<'_>> {
    let day = |day: Option<Day>| ToSqlOutput::Owned(day.map(iso).into());
    let id = |id: Option<i64>| ToSqlOutput::Owned(id.into());
    let decision = term.decision.as_ref();
    let refusal = decision.and_then(|d| d.refusal.as_deref());
    let end = term.end.as_ref();
    vec![
        term.id.0.into(),
        term.person.0.into(),
        term.class.0.into(),
        term.rhythm.months().into(),
        id(term.payer.filter(|payer| *payer != term.person).map(|p| p.0)),
        id(term.family.map(|t| t.0)),
        day(term.applied),
        day(decision.map(|d| d.on)),
        decision.map_or("", |d| d.by.as_str()).into(),
        refusal.is_some().into(),
        refusal.unwrap_or("").into(),
        day(term.since),
        day(term.joined),
        day(term.start),
        day(term.covered_to),
        day(term.notice),
        day(end.map(|end| end.on)),
        ToSqlOutput::Owned(end.map(|end| end.how.key().to_owned()).into()),
        end.map_or("", |end| end.why.as_str()).into(),
        day(term.died),
        term.note.as_str().into(),
    ]
}

/// Writes terms with everything that is known of them: days, decision, end, classes with their notes, pins.
pub(in crate::members) fn insert_whole(
    conn: &Connection,
    new_id: &dyn Fn() -> i64,
    terms: &[(Term, &[String])],
) -> Result<()> {
    let values: Vec<_> = terms.iter().flat_map(|(term, _)| term_values(term)).collect();
    rows::insert(conn, "membership", TERM, &values)?;
    for (term, notes) in terms {
        let notes = notes.iter().map(String::as_str).chain(std::iter::repeat(""));
        for ((from, class), note) in term.classes.iter().zip(notes) {
            insert_class_step(conn, new_id(), term.id, *from, *class, note)?;
        }
        for pin in &term.pins {
            insert_pin(conn, PinId(new_id()), term.id, pin)?;
        }
    }
    Ok(())
}

fn insert_class_step(conn: &Connection, id: i64, term: TermId, from: Day, class: ClassId, note: &str) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO membership_class (id, membership, from_day, class, note) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute(params![id, term.0, iso(from), class.0, note])?;
    Ok(())
}

/// Makes a term what `term` says; classes and pins that are there already keep their rows.
pub(in crate::members) fn change_whole(
    conn: &Connection,
    new_id: &dyn Fn() -> i64,
    before: &Term,
    term: &Term,
    notes: &[String],
) -> Result<()> {
    let set: Vec<String> =
        TERM.iter().enumerate().skip(1).map(|(at, column)| format!("{column} = ?{}", at + 1)).collect();
    let values = term_values(term);
    if values != term_values(before) {
        conn.prepare_cached(&format!("UPDATE membership SET {} WHERE id = ?1", set.join(", ")))?
            .execute(params_from_iter(values))?;
    }
    for (from, _) in before.classes.iter().filter(|step| !term.classes.contains(step)) {
        conn.prepare_cached("DELETE FROM membership_class WHERE membership = ?1 AND from_day = ?2")?
            .execute(params![term.id.0, iso(*from)])?;
    }
    let notes = notes.iter().map(String::as_str).chain(std::iter::repeat(""));
    for (step, note) in term.classes.iter().zip(notes).filter(|(step, _)| !before.classes.contains(step)) {
        insert_class_step(conn, new_id(), term.id, step.0, step.1, note)?;
    }
    for pin in term.pins.iter().filter(|pin| pin.id == PinId(0)) {
        insert_pin(conn, PinId(new_id()), term.id, pin)?;
    }
    Ok(())
}
