//! Who keeps coming to the meetings of a coalition: its delegations, added up over the meetings that were held.

use rusqlite::Connection;

use super::iso;
use crate::events::model::{Event, EventId, PersonId};
use crate::kit::fold::fold;
use crate::kit::{Day, Result};
use crate::office::days::day;
use crate::t;

/// One organisation over the meetings up to one of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keeps {
    pub person: Option<PersonId>,
    pub name: String,
    /// Meetings it came to, of so many that were held.
    pub came: usize,
    pub of: usize,
    /// How many of the last ones it came to without a gap.
    pub streak: usize,
    /// The last one it came to.
    pub last: Option<Day>,
}

impl Keeps {
    /// "3 of 5, 2 in a row"
    pub fn says(&self) -> String {
        let of = t!("{came} of {of}", came = self.came, of = self.of);
        match (self.streak, self.of) {
            (0, 0) => String::new(),
            (0, _) => t!("{of}, not the last time", of = of),
            (n, _) => t!("{of}, {n} in a row", of = of, n = n),
        }
    }
}

/// Every organisation that sat at the table of an event's series, or of its kind where it is a series of none, up to its day:
/// who came most often first. A meeting was held when somebody of it came.
///
/// # Errors
/// When the file cannot be read.
pub fn keeps_coming(conn: &Connection, event: &Event) -> Result<Vec<Keeps>> {
    let series = event.series.map_or(event.id, |(series, _)| series);
    let whole = event.series.is_some() || event.new.timing.is_series();
    let mut select = conn.prepare_cached(
        "SELECT e.id, e.first_day, d.person, coalesce(p.name, d.name), d.came FROM event_delegation d JOIN event e ON e.id = d.event \
         LEFT JOIN person p ON p.id = d.person WHERE e.first_day <= ?1 AND CASE WHEN ?2 THEN e.id = ?3 OR e.series = ?3 \
         ELSE e.kind = ?4 END ORDER BY e.first_day DESC, e.id DESC, d.id",
    )?;
    let last = event.new.timing.reach().1;
    let rows = select.query_map(rusqlite::params![iso(last), whole, series.0, event.new.kind], |row| {
        let person: Option<i64> = row.get(2)?;
        Ok((EventId(row.get(0)?), day(row, 1)?, person.map(PersonId), row.get::<_, String>(3)?, row.get::<_, bool>(4)?))
    })?;
    let rows = rows.collect::<rusqlite::Result<Vec<_>>>()?;
    // The meetings that were held, the last first, and who sat at any of them.
    let mut held: Vec<EventId> = rows.iter().filter(|(.., came)| *came).map(|(event, ..)| *event).collect();
    held.dedup();
    let same = |one: &Keeps, person: Option<PersonId>, name: &str| match (one.person, person) {
        (Some(mine), Some(theirs)) => mine == theirs,
        _ => fold(&one.name) == fold(name),
    };
    let mut all: Vec<(Keeps, Vec<EventId>)> = Vec::new();
    for (event, on, person, name, came) in rows {
        let at = all.iter().position(|(one, _)| same(one, person, &name));
        let at = at.unwrap_or_else(|| {
            let one = Keeps { person, name, came: 0, of: held.len(), streak: 0, last: None };
            all.push((one, Vec::new()));
            all.len() - 1
        });
        if let Some((one, sat)) = all.get_mut(at).filter(|(_, sat)| came && !sat.contains(&event)) {
            sat.push(event);
            one.came += 1;
            one.last = one.last.max(Some(on));
        }
    }
    for (one, sat) in &mut all {
        one.streak = held.iter().take_while(|event| sat.contains(event)).count();
    }
    let mut all: Vec<Keeps> = all.into_iter().map(|(one, _)| one).collect();
    all.sort_by(|a, b| (b.came, b.streak, fold(&a.name)).cmp(&(a.came, a.streak, fold(&b.name))));
    Ok(all)
}
