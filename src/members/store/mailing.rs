//! What members bring to letters and labels: members of every state whom one can write to, what a letter can say of dues and
//! membership, and that nobody writes to who has died.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;

use super::{classes, register, reminders};
use crate::cli::{Audience, Mailing, MergeField, MergeFields, Values};
use crate::kit::{Currency, Day, Money, Result, day};
use crate::members::model::{Arrears, Debt, PersonId, Register, Row, Status, reminded};
use crate::office::profile;
use crate::t;

/// See the head of this file.
pub const MAILING: Mailing = Mailing {
    audiences: &[
        Audience {
            key: "members",
            says: || t!("Members, current and in grace"),
            choices: None,
            people: |conn, asked| of_status(conn, asked.on, Status::is_member),
        },
        Audience {
            key: "current",
            says: || t!("Members whose dues are paid"),
            choices: None,
            people: |conn, asked| of_status(conn, asked.on, |status| status == Status::Current),
        },
        Audience {
            key: "in_grace",
            says: || t!("Members in grace"),
            choices: None,
            people: |conn, asked| of_status(conn, asked.on, |status| status == Status::InGrace),
        },
        Audience {
            key: "lapsed",
            says: || t!("Lapsed members"),
            choices: None,
            people: |conn, asked| of_status(conn, asked.on, |status| status == Status::Lapsed),
        },
        Audience {
            key: "applied",
            says: || t!("People who have applied"),
            choices: None,
            people: |conn, asked| of_status(conn, asked.on, |status| status == Status::Applied),
        },
        Audience {
            key: "class",
            says: || t!("Members of a class"),
            choices: Some(|conn| Ok(classes(conn)?.into_iter().map(|c| (c.id.to_string(), c.name)).collect())),
            people: |conn, asked| {
                rows(conn, asked.on, |row| row.status.is_member() && row.class.to_string() == asked.choice)
            },
        },
        Audience {
            key: "renewals",
            says: || t!("Members whose renewal is due"),
            choices: None,
            people: |conn, asked| renewals(conn, asked.on),
        },
        Audience {
            key: "voters",
            says: || t!("Members who may vote"),
            choices: None,
            people: |conn, asked| {
                let register = register(conn)?;
                let roll = register.roll(asked.on, &register.settings.rule);
                Ok(roll.voters.into_iter().map(|voter| voter.person.0).collect())
            },
        },
        Audience {
            key: "arrears",
            says: || t!("Payers whose dues are overdue"),
            choices: None,
            people: |conn, asked| {
                let all = register(conn)?.arrears(asked.on);
                Ok(all.into_iter().filter(|a| a.overdue() > Money::ZERO).map(|a| a.payer.0).collect())
            },
        },
    ],
    fields: Some(MergeFields { list, open }),
    never: Some(died),
};

fn rows(conn: &Connection, on: Day, fits: impl Fn(&Row) -> bool) -> Result<Vec<i64>> {
    Ok(super::rows(conn, on)?.iter().filter(|row| fits(row)).map(|row| row.person.0).collect())
}

fn of_status(conn: &Connection, on: Day, fits: fn(Status) -> bool) -> Result<Vec<i64>> {
    rows(conn, on, |row| fits(row.status))
}

fn renewals(conn: &Connection, on: Day) -> Result<Vec<i64>> {
    let register = register(conn)?;
    let soon = on + chrono::TimeDelta::days(i64::from(register.settings.remind_days));
    let due = |row: &&Row| row.status.is_member() && row.paid_to.is_some_and(|to| to <= soon);
    Ok(super::rows(conn, on)?.iter().filter(due).map(|row| row.person.0).collect())
}

fn died(conn: &Connection, on: Day) -> Result<Vec<(i64, &'static str)>> {
    let mut select = conn.prepare_cached("SELECT DISTINCT person FROM membership WHERE died_on <= ?1")?;
    let found = select
        .query_map([super::iso(on)], |row| Ok((row.get(0)?, t!("Has died"))))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(found)
}

fn list(_conn: &Connection) -> Result<Vec<MergeField>> {
    Ok(vec![
        MergeField::new("class", t!("The class of membership")),
        MergeField::new("status", t!("What the member is today: current, in grace, lapsed")),
        MergeField::new("member since", t!("Since when they have been a member")),
        MergeField::new("paid to", t!("The last day that is paid for")),
        MergeField::new("owed", t!("What the payer owes, all dues together")),
        MergeField::new("overdue", t!("What of it is overdue")),
        MergeField::new("owed since", t!("The day the oldest of it fell due")),
        MergeField::new("owed list", t!("Each of the dues that are owed, a line each")),
        MergeField::new("last reminder", t!("The day of the last reminder of these dues")),
        MergeField::new("reminders", t!("How many reminders of these dues went out")),
    ])
}

fn open(conn: &Connection, on: Day) -> Result<Values<'_>> {
    let register = register(conn)?;
    let currency = *profile::get(conn)?.currency;
    let rows = super::rows(conn, on)?;
    let members: BTreeMap<PersonId, Row> = rows.iter().map(|row| (row.person, row.clone())).collect();
    let owing: BTreeMap<PersonId, Arrears> = register.arrears(on).into_iter().map(|a| (a.payer, a)).collect();
    let payers: BTreeSet<PersonId> = owing.keys().copied().collect();
    let mut sent: BTreeMap<PersonId, Vec<_>> = BTreeMap::new();
    for reminder in reminders(conn)?.into_iter().filter(|r| r.day <= on && payers.contains(&r.payer)) {
        sent.entry(reminder.payer).or_default().push(reminder);
    }
    Ok(Box::new(move |id| {
        let person = PersonId(id);
        let long = |day: Option<Day>| day.map(day::long).unwrap_or_default();
        let mut values = match members.get(&person) {
            Some(row) => vec![
                register.class_name(row.class).to_owned(),
                row.status.label().to_lowercase(),
                long(row.since),
                long(row.paid_to),
            ],
            None => vec![String::new(); 4],
        };
        match owing.get(&person) {
            Some(arrears) => {
                let before = reminded(arrears, sent.get(&person).map_or(&[], Vec::as_slice));
                let lines: Vec<String> =
                    arrears.debts.iter().map(|debt| debt_line(&register, arrears.payer, debt, currency)).collect();
                values.extend([
                    currency.show(arrears.total()),
                    currency.show(arrears.overdue()),
                    long(arrears.since()),
                    lines.join("\n"),
                    long(before.last.map(|(on, _)| on)),
                    before.count.to_string(),
                ]);
            }
            None => values.extend(vec![String::new(); 6]),
        }
        Ok(values)
    }))
}

/// `1 January 2026 to 31 December 2026: £36.00, due on 1 January 2026`, with the member where that is somebody else.
fn debt_line(register: &Register, payer: PersonId, debt: &Debt, currency: Currency) -> String {
    let (from, to) = (day::long(debt.period.from), day::long(debt.period.to));
    let (owed, due) = (currency.show(debt.owed), day::long(debt.due));
    if debt.member == payer {
        t!("{from} to {to}: {owed}, due on {due}", from = from, to = to, owed = owed, due = due)
    } else {
        let member = register.name(debt.member);
        t!(
            "{member}, {from} to {to}: {owed}, due on {due}",
            member = member,
            from = from,
            to = to,
            owed = owed,
            due = due
        )
    }
}
