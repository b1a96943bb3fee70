//! What else than terms and dues is known of members: what they gave and paid, what the log of contacts says.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::{iso, register, reminders};
use crate::kit::{Day, Money, Result};
use crate::ledger::model::EntryKind;
use crate::members::model::{Heard, PersonId, Reminder, reminded};
use crate::people::{LogKind, store as people};

/// What one person paid of one kind in a span of days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaidBetween {
    pub person: PersonId,
    pub name: String,
    pub sort_key: String,
    pub kind: EntryKind,
    pub times: usize,
    pub amount: Money,
    pub last: Day,
}

/// Donations by who gave them (on whose behalf they were given), and dues by who paid them, between two days. What was
/// reversed or given back whole never was; what was given back of others is taken off.
///
/// # Errors
/// When the file cannot be read.
pub fn paid_between(conn: &Connection, from: Day, to: Day) -> Result<Vec<PaidBetween>> {
    let donations: Vec<&str> =
        EntryKind::ALL.into_iter().filter(|kind| kind.is_donation()).map(EntryKind::key).collect();
    let sql = "SELECT p.id, p.name, p.sort_key, kind, count(*), sum(net), max(received_on) FROM ( \
           SELECT CASE e.kind WHEN 'dues' THEN coalesce(e.person, e.behalf_of) ELSE coalesce(e.behalf_of, e.person) END AS who, \
             e.kind, e.received_on, e.amount - coalesce((SELECT sum(abs(r.amount)) FROM entry r WHERE r.refunds = e.id \
             AND r.reverses IS NULL AND NOT EXISTS (SELECT 1 FROM entry v WHERE v.reverses = r.id)), 0) AS net \
           FROM entry e WHERE e.received_on BETWEEN ?1 AND ?2 AND e.kind IN (SELECT value FROM json_each(?3)) \
             AND e.reverses IS NULL AND NOT EXISTS (SELECT 1 FROM entry v WHERE v.reverses = e.id)) \
         JOIN person p ON p.id = who WHERE net > 0 GROUP BY p.id, kind ORDER BY p.sort_key, p.id, kind";
    let kinds = serde_json::json!(donations.into_iter().chain([EntryKind::Dues.key()]).collect::<Vec<_>>()).to_string();
    let mut select = conn.prepare_cached(sql)?;
    let mut rows = select.query((iso(from), iso(to), kinds))?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        all.push(PaidBetween {
            person: PersonId(row.get(0)?),
            name: row.get(1)?,
            sort_key: row.get(2)?,
            kind: EntryKind::of(&row.get::<_, String>(3)?)?,
            times: usize::try_from(row.get::<_, i64>(4)?).unwrap_or(0),
            amount: Money(row.get(5)?),
            last: super::day(row, 6)?,
        });
    }
    Ok(all)
}

/// What was heard of everybody up to a day, for who asks who is likely to lapse.
///
/// # Errors
/// When the file cannot be read.
pub fn heard(conn: &Connection, on: Day) -> Result<BTreeMap<PersonId, Heard>> {
    let mut all: BTreeMap<PersonId, Heard> = BTreeMap::new();
    for paid in paid_between(conn, Day::MIN, on)? {
        let heard = all.entry(paid.person).or_default();
        heard.last = heard.last.max(Some(paid.last));
        if paid.kind.is_donation() {
            heard.gave = heard.gave.max(Some(paid.last));
        }
    }
    for kind in LogKind::ALL {
        for (person, _, logged) in people::log_between(conn, kind, Day::MIN, on)? {
            let (heard, line) = (all.entry(person).or_default(), logged.line);
            heard.last = heard.last.max(Some(line.day));
            match kind {
                LogKind::Contact => heard.spoken = heard.spoken.max(Some(line.day)),
                LogKind::Concern if line.open => {
                    let about = line.about.lines().next().unwrap_or_default();
                    heard.concern = Some(about.chars().take(60).collect());
                }
                _ => {}
            }
        }
    }
    let mut sent: BTreeMap<PersonId, Vec<Reminder>> = BTreeMap::new();
    for reminder in reminders(conn)?.into_iter().filter(|reminder| reminder.day <= on) {
        sent.entry(reminder.payer).or_default().push(reminder);
    }
    let register = register(conn)?;
    for arrears in register.arrears(on) {
        let Some(sent) = sent.get(&arrears.payer) else { continue };
        let times = reminded(&arrears, sent).count;
        for debt in &arrears.debts {
            all.entry(debt.member).or_default().reminders = times;
        }
    }
    Ok(all)
}
