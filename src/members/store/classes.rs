//! Classes with their fees, and the settings.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::{day, iso};
use crate::kit::{Day, Money, Numbering, Problem, Result};
use crate::members::model::{Class, ClassId, Fee, Numbers, Proration, Rule, Settings, Year};
use crate::t;

/// Every class with its fees, in the order of lists.
///
/// # Errors
/// When the file cannot be read.
pub fn classes(conn: &Connection) -> Result<Vec<Class>> {
    let mut select = conn.prepare_cached(
        "SELECT id, name, owes, votes, family, position, closed, note FROM member_class ORDER BY position, id",
    )?;
    let mut classes = select
        .query_map([], |row| {
            Ok(Class {
                id: ClassId(row.get(0)?),
                name: row.get(1)?,
                owes: row.get(2)?,
                votes: row.get(3)?,
                family: row.get(4)?,
                position: row.get(5)?,
                closed: row.get(6)?,
                note: row.get(7)?,
                fees: Vec::new(),
            })
        })?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    let mut fees = conn.prepare_cached("SELECT class, from_day, amount FROM member_fee ORDER BY class, from_day")?;
    let mut rows = fees.query([])?;
    while let Some(row) = rows.next()? {
        let class = ClassId(row.get(0)?);
        if let Some(class) = classes.iter_mut().find(|c| c.id == class) {
            class.fees.push(Fee { from: day(row, 1)?, amount: Money(row.get(2)?) });
        }
    }
    Ok(classes)
}

fn same_name(conn: &Connection, class: &Class) -> Result<()> {
    let taken: bool = conn
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM member_class WHERE name = ?1 AND id <> ?2)")?
        .query_row(params![class.name, class.id.0], |row| row.get(0))?;
    if taken {
        return Err(Problem::input(t!("There is a class “{name}” already. Nothing was changed", name = class.name))
            .hint(t!("Give it another name")));
    }
    Ok(())
}

pub(in crate::members) fn insert_class(conn: &Connection, class: &Class) -> Result<()> {
    same_name(conn, class)?;
    conn.prepare_cached(
        "INSERT INTO member_class (id, name, owes, votes, family, position, closed, note) \
         VALUES (?1, ?2, ?3, ?4, ?5, (SELECT coalesce(max(position), 0) + 1 FROM member_class), ?6, ?7)",
    )?
    .execute(params![class.id.0, class.name, class.owes, class.votes, class.family, class.closed, class.note])?;
    Ok(())
}

/// Writes what changed of a class; its place and fees stay.
pub(in crate::members) fn update_class(conn: &Connection, class: &Class) -> Result<()> {
    same_name(conn, class)?;
    conn.prepare_cached(
        "UPDATE member_class SET name = ?2, owes = ?3, votes = ?4, family = ?5, closed = ?6, note = ?7 \
         WHERE id = ?1 AND (name, owes, votes, family, closed, note) IS NOT (?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute(params![class.id.0, class.name, class.owes, class.votes, class.family, class.closed, class.note])?;
    Ok(())
}

/// Sets the fee of a class from a day on.
pub(in crate::members) fn set_fee(conn: &Connection, id: i64, class: ClassId, from: Day, amount: Money) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO member_fee (id, class, from_day, amount) VALUES (?1, ?2, ?3, ?4) \
         ON CONFLICT (class, from_day) DO UPDATE SET amount = ?4 WHERE amount <> ?4",
    )?
    .execute(params![id, class.0, iso(from), amount.0])?;
    Ok(())
}

/// How this branch counts; before anything was set, the usual. Numbers go on after the last that was given.
///
/// # Errors
/// When the file cannot be read.
pub fn settings(conn: &Connection) -> Result<Settings> {
    let found = conn
        .prepare_cached(
            "SELECT year, year_month, year_day, rollover_month, rollover_day, grace_days, proration, remind_days, vote_days, \
             vote_age, vote_paid, vote_grace, vote_forgive, number_auto, number_prefix, number_digits, number_next \
             FROM member_settings WHERE id = 1",
        )?
        .query_row([], |row| {
            let rollover = row.get::<_, Option<u32>>(3)?.zip(row.get::<_, Option<u32>>(4)?);
            let fixed = row.get_ref(0)?.as_str().is_ok_and(|year| year == "fixed");
            let year = if fixed {
                Year::Fixed { month: row.get(1)?, day: row.get(2)?, rollover }
            } else {
                Year::Rolling
            };
            let rule = Rule {
                days: row.get(8)?,
                age: row.get(9)?,
                paid_up: row.get(10)?,
                grace: row.get(11)?,
                forgive: row.get(12)?,
                classes: Vec::new(),
            };
            let proration = Proration::of(&row.get::<_, String>(6)?).unwrap_or_default();
            let numbers = Numbers {
                auto: row.get(13)?,
                numbering: Numbering { prefix: row.get(14)?, digits: row.get(15)? },
                next: row.get(16)?,
            };
            Ok(Settings { year, grace_days: row.get(5)?, proration, remind_days: row.get(7)?, rule, numbers })
        })
        .optional()?;
    let mut settings: Settings = found.unwrap_or_default();
    let numbers = &mut settings.numbers;
    numbers.next = numbers.next.max(super::last_given(conn, &numbers.numbering.prefix)? + 1);
    Ok(settings)
}

pub(in crate::members) fn save_settings(conn: &Connection, settings: &Settings) -> Result<()> {
    let (year, (month, day), rollover) = match settings.year {
        Year::Fixed { month, day, rollover } => ("fixed", (month, day), rollover),
        Year::Rolling => ("rolling", (1, 1), None),
    };
    let (rule, numbers) = (&settings.rule, &settings.numbers);
    conn.execute(
        "INSERT INTO member_settings (id, year, year_month, year_day, rollover_month, rollover_day, grace_days, proration, \
         remind_days, vote_days, vote_age, vote_paid, vote_grace, vote_forgive, number_auto, number_prefix, number_digits, \
         number_next) VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17) ON CONFLICT (id) DO UPDATE SET year = ?1, \
         year_month = ?2, year_day = ?3, rollover_month = ?4, rollover_day = ?5, grace_days = ?6, proration = ?7, \
         remind_days = ?8, vote_days = ?9, vote_age = ?10, vote_paid = ?11, vote_grace = ?12, vote_forgive = ?13, \
         number_auto = ?14, number_prefix = ?15, number_digits = ?16, number_next = ?17",
        params![
            year,
            month,
            day,
            rollover.map(|(month, _)| month),
            rollover.map(|(_, day)| day),
            settings.grace_days,
            settings.proration.key(),
            settings.remind_days,
            rule.days,
            rule.age,
            rule.paid_up,
            rule.grace,
            rule.forgive,
            numbers.auto,
            numbers.numbering.prefix,
            numbers.numbering.digits,
            numbers.next,
        ],
    )?;
    Ok(())
}
