//! When people were asked, who they were, and who of them gave.

use rusqlite::{Connection, params};

use super::progress::written;
use super::{day, iso};
use crate::fundraising::model::{Appeal, AppealId, Ask, AskId, Audience, Chosen, NewAsk, PersonId, State};
use crate::kit::{Day, Money, Problem, Result};
use crate::office::profile;
use crate::{ledger, people, t};

/// One person who was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    pub ask: AskId,
    pub person: PersonId,
    pub name: String,
    /// What they have given to the appeal since they were asked.
    pub given: Money,
}

/// Everybody who was asked to give to an appeal, the newest time first, then by name, with what they gave since.
///
/// # Errors
/// When the file cannot be read.
pub fn asked(conn: &Connection, appeal: &Appeal) -> Result<Vec<Asked>> {
    let written = written(conn, &appeal.words())?;
    let places = (2..written.len() + 2).map(|n| format!("?{n}")).collect::<Vec<_>>().join(", ");
    let mut select = conn.prepare_cached(&format!(
        "SELECT a.ask, a.person, p.name, \
         (SELECT coalesce(sum(e.amount), 0) FROM entry e WHERE e.person = a.person \
           AND e.received_on >= k.day AND e.kind IN ('donation', 'in_kind', 'refund') AND e.appeal IN ({places})) \
         FROM appeal_ask k JOIN appeal_recipient a ON a.ask = k.id JOIN person p ON p.id = a.person \
         WHERE k.appeal = ?1 ORDER BY k.day DESC, k.id DESC, p.sort_key, p.id"
    ))?;
    let mut values: Vec<rusqlite::types::Value> = vec![appeal.id.0.into()];
    values.extend(written.into_iter().map(Into::into));
    let found = select
        .query_map(rusqlite::params_from_iter(values), |row| {
            Ok(Asked {
                ask: AskId(row.get(0)?),
                person: PersonId(row.get(1)?),
                name: row.get(2)?,
                given: Money(row.get(3)?),
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(found)
}

/// Every time that people were asked to give to an appeal, the newest first, with what came of it. Who was asked twice
/// counts each time.
///
/// # Errors
/// When the file cannot be read.
pub fn asks(conn: &Connection, appeal: &Appeal) -> Result<Vec<Ask>> {
    let mut select = conn.prepare_cached(
        "SELECT id, day, how, whom, note FROM appeal_ask WHERE appeal = ?1 ORDER BY day DESC, id DESC",
    )?;
    let mut all = select
        .query_map([appeal.id.0], |row| {
            Ok(Ask {
                id: AskId(row.get(0)?),
                appeal: appeal.id,
                terms: NewAsk { day: day(row, 1)?, how: row.get(2)?, whom: row.get(3)?, note: row.get(4)? },
                asked: 0,
                answered: 0,
                given: Money::ZERO,
            })
        })?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    for one in asked(conn, appeal)? {
        if let Some(ask) = all.iter_mut().find(|ask| ask.id == one.ask) {
            ask.asked += 1;
            ask.answered += usize::from(one.given > Money::ZERO);
            ask.given += one.given;
        }
    }
    Ok(all)
}

/// How many people were asked to give to an appeal, each once, and how many of them gave since.
pub fn once_each(asked: &[Asked]) -> (usize, usize) {
    let mut people: std::collections::BTreeMap<PersonId, bool> = std::collections::BTreeMap::new();
    for one in asked {
        *people.entry(one.person).or_default() |= one.given > Money::ZERO;
    }
    (people.len(), people.values().filter(|gave| **gave).count())
}

/// The appeal of a time that people were asked.
///
/// # Errors
/// When there is no such time.
pub fn appeal_of_ask(conn: &Connection, ask: AskId) -> Result<AppealId> {
    use rusqlite::OptionalExtension as _;
    conn.prepare_cached("SELECT appeal FROM appeal_ask WHERE id = ?1")?
        .query_row([ask.0], |row| row.get(0).map(AppealId))
        .optional()?
        .ok_or_else(|| Problem::input(t!("There is no such list of people who were asked")))
}

/// The people of an audience, without those who are not to be contacted and those whom the appeal was put to already.
///
/// # Errors
/// When the file cannot be read.
pub fn choose(conn: &Connection, audience: &Audience, appeal: AppealId, today: Day) -> Result<Chosen> {
    let mut found = everybody(conn, audience, today)?;
    found.sort_unstable();
    found.dedup();
    let stopped = people::store::not_to_contact(conn, Some(today))?;
    let mut select = conn.prepare_cached(
        "SELECT DISTINCT a.person FROM appeal_ask k JOIN appeal_recipient a ON a.ask = k.id WHERE k.appeal = ?1",
    )?;
    let before = select
        .query_map([appeal.0], |row| row.get(0).map(PersonId))?
        .collect::<rusqlite::Result<std::collections::BTreeSet<_>>>()?;
    let mut chosen = Chosen::default();
    for person in found {
        if stopped.contains(&person) {
            chosen.stopped += 1;
        } else if before.contains(&person) {
            chosen.asked += 1;
        } else {
            chosen.people.push(person);
        }
    }
    Ok(chosen)
}

fn everybody(conn: &Connection, audience: &Audience, today: Day) -> Result<Vec<PersonId>> {
    let donors = |from: Day, to: Day| -> Result<Vec<PersonId>> {
        let all = ledger::store::donors(conn, from, to)?;
        Ok(all.into_iter().filter(|donor| donor.total > Money::ZERO).map(|donor| donor.person).collect())
    };
    let ids = |sql: &str, value: &str| -> Result<Vec<PersonId>> {
        let mut select = conn.prepare_cached(sql)?;
        Ok(select.query_map([value], |row| row.get(0).map(PersonId))?.collect::<rusqlite::Result<_>>()?)
    };
    let profile = profile::get(conn)?;
    let this_year = profile.year_of(today);
    let last_year = this_year.0.pred_opt().map_or(this_year, |day| profile.year_of(day));
    Ok(match audience {
        Audience::GaveLastYear => donors(last_year.0, last_year.1)?,
        Audience::Lapsed => {
            let again: std::collections::BTreeSet<PersonId> = donors(this_year.0, this_year.1)?.into_iter().collect();
            donors(last_year.0, last_year.1)?.into_iter().filter(|person| !again.contains(person)).collect()
        }
        Audience::Donors => donors(Day::MIN, today)?,
        Audience::Pledged => {
            let open = |s: State| s.is_open();
            let all = super::pledges(conn)?.into_iter().filter(|pledge| open(pledge.schedule(today).state));
            all.map(|pledge| pledge.person).collect()
        }
        Audience::Tagged(tag) => ids("SELECT person FROM person_tag WHERE tag = ?1", tag)?,
        Audience::Answered(word) => {
            let words = match super::appeal_called(conn, word)? {
                Some(id) => super::appeal(conn, id)?.words(),
                None => vec![word.clone()],
            };
            let mut gave: std::collections::BTreeMap<PersonId, i64> = std::collections::BTreeMap::new();
            let mut select = conn.prepare_cached(
                "SELECT person, sum(amount) FROM entry WHERE appeal <> '' AND appeal = ?1 AND person IS NOT NULL \
                 AND kind IN ('donation', 'in_kind', 'refund') GROUP BY person",
            )?;
            for name in written(conn, &words)? {
                let mut rows = select.query([name])?;
                while let Some(row) = rows.next()? {
                    *gave.entry(PersonId(row.get(0)?)).or_default() += row.get::<_, i64>(1)?;
                }
            }
            gave.into_iter().filter(|(_, sum)| *sum > 0).map(|(person, _)| person).collect()
        }
        Audience::These(people) => people.clone(),
    })
}

pub(in crate::fundraising) fn insert_ask(conn: &Connection, id: AskId, appeal: AppealId, new: &NewAsk) -> Result<()> {
    conn.prepare_cached("INSERT INTO appeal_ask (id, appeal, day, how, whom, note) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?
        .execute(params![id.0, appeal.0, iso(new.day), new.how, new.whom, new.note])?;
    Ok(())
}

pub(in crate::fundraising) fn insert_asked(conn: &Connection, id: i64, ask: AskId, person: PersonId) -> Result<()> {
    conn.prepare_cached("INSERT INTO appeal_recipient (id, ask, person) VALUES (?1, ?2, ?3)")?
        .execute(params![id, ask.0, person.0])?;
    Ok(())
}

pub(in crate::fundraising) fn delete_ask(conn: &Connection, id: AskId) -> Result<()> {
    conn.prepare_cached("DELETE FROM appeal_ask WHERE id = ?1")?.execute([id.0])?;
    Ok(())
}
