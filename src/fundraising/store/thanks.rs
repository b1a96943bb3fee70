//! Who is to be thanked: donors who gave since the last time that the log of the person says they were. Letters and lists for a
//! mail merge go to them as to any other people whom one writes to together.

use std::collections::BTreeMap;

use rusqlite::{Connection, params};

use super::{day, iso, maybe_day};
use crate::cli::{Audience, Mailing, MergeField, MergeFields, Values};
use crate::fundraising::model::{PersonId, ToThank};
use crate::kit::{Day, Money, Result, day as days};
use crate::office::profile;
use crate::people;
use crate::t;

/// How far back donations are thanked for, months: who brings in the lists of ten years need not thank for them.
const MONTHS: u32 = 12;

/// See the head of this file.
pub const MAILING: Mailing = Mailing {
    audiences: &[Audience {
        key: "to_thank",
        says: || t!("Donors who are to be thanked"),
        choices: None,
        people: |conn, asked| Ok(to_thank(conn, asked.on)?.into_iter().map(|one| one.person.0).collect()),
    }],
    fields: Some(MergeFields { list, open }),
    ..Mailing::NONE
};

fn list(_conn: &Connection) -> Result<Vec<MergeField>> {
    Ok(vec![
        MergeField::new("gift", t!("What they gave and were not thanked for yet, all together")),
        MergeField::new("gift day", t!("The day of the last of it")),
    ])
}

fn open(conn: &Connection, on: Day) -> Result<Values<'_>> {
    let currency = profile::get(conn)?.currency;
    let all: BTreeMap<i64, ToThank> = to_thank(conn, on)?.into_iter().map(|one| (one.person.0, one)).collect();
    Ok(Box::new(move |person| {
        Ok(match all.get(&person) {
            Some(one) => vec![currency.show(one.sum), days::long(one.last)],
            None => vec![String::new(), String::new()],
        })
    }))
}

/// Everybody who is to be thanked on a day, who gave most first. A donation waits from when it was recorded until the log of the
/// person says that they were thanked; ids are in the order of recording, so the day that is written matters in neither.
///
/// # Errors
/// When the file cannot be read.
pub fn to_thank(conn: &Connection, on: Day) -> Result<Vec<ToThank>> {
    let since = on.checked_sub_months(chrono::Months::new(MONTHS)).unwrap_or(on);
    let stopped = people::store::not_to_contact(conn, Some(on))?;
    let mut select = conn.prepare_cached(
        "WITH thanked AS (SELECT person, max(id) AS id, max(day) AS day FROM person_log WHERE kind = 'thanks' GROUP BY person) \
         SELECT e.person, p.name, count(*), \
           sum(e.amount + coalesce((SELECT sum(r.amount) FROM entry r WHERE r.refunds = e.id AND r.reverses IS NULL \
             AND NOT EXISTS (SELECT 1 FROM entry v WHERE v.reverses = r.id)), 0)) AS total, max(e.received_on), t.day, \
           min(e.received_on), (SELECT min(b.received_on) FROM entry b WHERE b.person = e.person \
             AND b.kind IN ('donation', 'in_kind')) \
         FROM entry e JOIN person p ON p.id = e.person LEFT JOIN thanked t ON t.person = e.person \
         WHERE e.person IS NOT NULL AND e.received_on BETWEEN ?1 AND ?2 AND e.kind IN ('donation', 'in_kind') \
           AND e.id > coalesce(t.id, 0) AND e.reverses IS NULL \
           AND NOT EXISTS (SELECT 1 FROM entry v WHERE v.reverses = e.id) \
         GROUP BY e.person HAVING total > 0 ORDER BY total DESC, p.sort_key, e.person",
    )?;
    let rows = select.query_map(params![iso(since), iso(on)], |row| {
        let person = PersonId(row.get(0)?);
        Ok(ToThank {
            person,
            name: row.get(1)?,
            gifts: usize::try_from(row.get::<_, i64>(2)?).unwrap_or(0),
            sum: Money(row.get(3)?),
            last: day(row, 4)?,
            thanked: maybe_day(row, 5)?,
            first_time: row.get::<_, String>(6)? == row.get::<_, String>(7)?,
            stopped: stopped.contains(&person),
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
