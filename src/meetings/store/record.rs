//! Everything recorded of one meeting, read at once.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::{all, bodies, meetings, name_or_gone};
use crate::kit::{Day, Problem, Result};
use crate::meetings::model::{
    Action, Attendee, AttendeeId, Counts, Earlier, Interest, Item, ItemId, ItemState, MeetingId, Method, Minutes,
    MinutesState, Motion, MotionId, NewItem, NewMotion, PersonId, Presence, Record, Said, Speaker, SpeakerId, Standing,
    Version, Vote, VoteId,
};
use crate::office::OpId;
use crate::office::days::{day, iso, maybe_day};
use crate::office::words::word;
use crate::t;
use crate::tasks;
use crate::tasks::model::TaskId;

/// The record of a meeting.
///
/// # Errors
/// When there is no such meeting.
pub fn record(conn: &Connection, id: MeetingId) -> Result<Record> {
    let meeting = meetings::meeting(conn, id)?;
    let body = bodies::body(conn, meeting.new.body)?;
    let (members, entitled) = bodies::bounds(conn, &body, meeting.new.day)?;
    let earlier = meetings::unapproved(conn, Some(body.id))?;
    let to_approve = earlier.into_iter().find(|m| m.id != id && m.new.day <= meeting.new.day);
    Ok(Record {
        items: items(conn, id)?,
        people: people(conn, id, meeting.new.day)?,
        interests: interests(conn, id)?,
        speakers: speakers(conn, id)?,
        motions: motions(conn, id)?,
        votes: votes(conn, id)?,
        decisions: super::decisions::of_meeting(conn, id)?,
        actions: actions(conn, "x.meeting = ?1", id.0)?,
        arising: arising(conn, id, meeting.new.body.0, meeting.new.day)?,
        minutes: minutes(conn, id)?,
        to_approve,
        approved_here: approved_at(conn, id)?,
        members,
        entitled,
        meeting,
        body,
    })
}

fn items(conn: &Connection, id: MeetingId) -> Result<Vec<Item>> {
    let mut select = conn.prepare_cached(
        "SELECT id, title, note, presenter, minutes, consent, state, began, ended, said, carried_from, standing FROM agenda_item \
         WHERE meeting = ?1 ORDER BY place, id",
    )?;
    all(select.query_map([id.0], |row| {
        Ok(Item {
            id: ItemId(row.get(0)?),
            new: NewItem {
                title: row.get(1)?,
                note: row.get(2)?,
                presenter: row.get(3)?,
                minutes: row.get(4)?,
                consent: row.get(5)?,
            },
            state: word(row, 6, ItemState::of)?,
            began: row.get(7)?,
            ended: row.get(8)?,
            said: row.get(9)?,
            carried_from: row.get::<_, Option<i64>>(10)?.map(ItemId),
            standing: row.get(11)?,
        })
    })?)
}

fn people(conn: &Connection, id: MeetingId, on: Day) -> Result<Vec<Attendee>> {
    let mut select = conn.prepare_cached(
        "SELECT a.id, a.person, p.name, a.name, a.voting, a.apology, a.proxy, \
         (SELECT s.post FROM body_member s JOIN meeting m ON m.id = a.meeting WHERE s.body = m.body AND s.person = a.person \
          AND s.from_on <= ?2 AND coalesce(s.until_on, ?2) >= ?2 AND s.post <> '' ORDER BY s.id LIMIT 1) \
         FROM meeting_person a LEFT JOIN person p ON p.id = a.person WHERE a.meeting = ?1 \
         ORDER BY coalesce(p.sort_key, fold(a.name)), a.id",
    )?;
    let mut people = all(select.query_map(params![id.0, iso(on)], |row| {
        Ok(Attendee {
            id: AttendeeId(row.get(0)?),
            person: row.get::<_, Option<i64>>(1)?.map(PersonId),
            name: name_or_gone(row.get(2)?, row.get(3)?),
            post: row.get::<_, Option<String>>(7)?.unwrap_or_default(),
            voting: row.get(4)?,
            apology: row.get(5)?,
            proxy: row.get::<_, Option<i64>>(6)?.map(AttendeeId),
            stays: Vec::new(),
        })
    })?)?;
    let mut select = conn.prepare_cached(
        "SELECT r.attendance, r.came, r.gone FROM presence r JOIN meeting_person a ON a.id = r.attendance WHERE a.meeting = ?1 \
         ORDER BY r.came, r.id",
    )?;
    let stays = all(select
        .query_map([id.0], |row| Ok((AttendeeId(row.get(0)?), Presence { came: row.get(1)?, gone: row.get(2)? })))?)?;
    for (who, stay) in stays {
        if let Some(one) = people.iter_mut().find(|one| one.id == who) {
            one.stays.push(stay);
        }
    }
    Ok(people)
}

fn interests(conn: &Connection, id: MeetingId) -> Result<Vec<Interest>> {
    use crate::meetings::model::Conduct;
    let mut select =
        conn.prepare_cached("SELECT item, attendance, about, conduct FROM interest WHERE meeting = ?1 ORDER BY id")?;
    all(select.query_map([id.0], |row| {
        Ok(Interest {
            item: ItemId(row.get(0)?),
            who: AttendeeId(row.get(1)?),
            about: row.get(2)?,
            conduct: word(row, 3, Conduct::of)?,
        })
    })?)
}

fn speakers(conn: &Connection, id: MeetingId) -> Result<Vec<Speaker>> {
    let mut select =
        conn.prepare_cached("SELECT id, item, attendance, began, seconds FROM speaker WHERE meeting = ?1 ORDER BY id")?;
    all(select.query_map([id.0], |row| {
        Ok(Speaker {
            id: SpeakerId(row.get(0)?),
            item: row.get::<_, Option<i64>>(1)?.map(ItemId),
            who: AttendeeId(row.get(2)?),
            began: row.get(3)?,
            seconds: row.get(4)?,
        })
    })?)
}

fn motions(conn: &Connection, id: MeetingId) -> Result<Vec<Motion>> {
    use crate::meetings::model::{MotionKind, MotionState};
    let mut select = conn.prepare_cached(
        "SELECT x.id, x.item, x.kind, x.amends, x.text, x.becomes, x.decides, x.mover, x.seconder, x.state, f.id, e.day, \
         coalesce(p.name, a.name, ''), coalesce(q.name, b.name, '') FROM motion x \
         LEFT JOIN motion f ON f.id = x.carried_from LEFT JOIN meeting e ON e.id = f.meeting \
         LEFT JOIN meeting_person a ON a.id = f.mover LEFT JOIN person p ON p.id = a.person \
         LEFT JOIN meeting_person b ON b.id = f.seconder LEFT JOIN person q ON q.id = b.person \
         WHERE x.meeting = ?1 ORDER BY x.id",
    )?;
    all(select.query_map([id.0], |row| {
        let id = |at: usize| row.get::<_, Option<i64>>(at);
        Ok(Motion {
            id: MotionId(row.get(0)?),
            new: NewMotion {
                item: id(1)?.map(ItemId),
                kind: word(row, 2, MotionKind::of)?,
                amends: id(3)?.map(MotionId),
                text: row.get(4)?,
                becomes: row.get(5)?,
                decides: row.get(6)?,
                mover: id(7)?.map(AttendeeId),
                seconder: id(8)?.map(AttendeeId),
            },
            state: word(row, 9, MotionState::of)?,
            earlier: match (id(10)?, maybe_day(row, 11)?) {
                (Some(motion), Some(day)) => {
                    Some(Earlier { motion: MotionId(motion), day, mover: row.get(12)?, seconder: row.get(13)? })
                }
                _ => None,
            },
        })
    })?)
}

fn votes(conn: &Connection, id: MeetingId) -> Result<Vec<Vote>> {
    let mut select = conn.prepare_cached(
        "SELECT id, item, motion, question, method, majority, yes, no, abstain, invalid, voters, members, entitled, needed, present, \
         casting, carried, at FROM vote WHERE meeting = ?1 ORDER BY id",
    )?;
    let mut votes = all(select.query_map([id.0], |row| {
        let id = |at: usize| row.get::<_, Option<i64>>(at);
        let yes: Option<u32> = row.get(6)?;
        let rest = |at: usize| row.get::<_, Option<u32>>(at).map(Option::unwrap_or_default);
        let counts = match yes {
            Some(yes) => Some(Counts { yes, no: rest(7)?, abstain: rest(8)?, invalid: rest(9)? }),
            None => None,
        };
        let casting: String = row.get(15)?;
        Ok(Vote {
            id: VoteId(row.get(0)?),
            item: id(1)?.map(ItemId),
            motion: id(2)?.map(MotionId),
            question: row.get(3)?,
            method: word(row, 4, Method::of)?,
            majority: word(row, 5, str::parse)?,
            counts,
            voters: row.get(10)?,
            members: row.get(11)?,
            entitled: row.get(12)?,
            quorum: Standing { needed: row.get(13)?, present: row.get(14)? },
            casting: (!casting.is_empty()).then_some(casting == "yes"),
            carried: row.get(16)?,
            at: row.get(17)?,
            said: Vec::new(),
        })
    })?)?;
    let mut select = conn.prepare_cached(
        "SELECT s.vote, s.attendance, s.said FROM vote_said s JOIN vote v ON v.id = s.vote WHERE v.meeting = ?1 ORDER BY s.id",
    )?;
    let said =
        all(select
            .query_map([id.0], |row| Ok((VoteId(row.get(0)?), AttendeeId(row.get(1)?), word(row, 2, Said::of)?)))?)?;
    for (vote, who, what) in said {
        if let Some(one) = votes.iter_mut().find(|one| one.id == vote) {
            one.said.push((who, what));
        }
    }
    Ok(votes)
}

fn actions(conn: &Connection, which: &str, with: i64) -> Result<Vec<Action>> {
    let mut select = conn.prepare_cached(&format!(
        "SELECT x.meeting, x.item, x.task FROM meeting_action x JOIN task t ON t.id = x.task JOIN meeting m ON m.id = x.meeting \
         WHERE {which} ORDER BY x.id"
    ))?;
    let found = all(select.query_map([with], |row| {
        Ok((MeetingId(row.get(0)?), row.get::<_, Option<i64>>(1)?.map(ItemId), TaskId(row.get(2)?)))
    })?)?;
    found
        .into_iter()
        .map(|(meeting, item, task)| Ok(Action { item, meeting, task: tasks::store::get(conn, task)? }))
        .collect()
}

/// Open actions of the body's earlier meetings, and those that were done since the meeting before this one.
fn arising(conn: &Connection, id: MeetingId, body: i64, on: Day) -> Result<Vec<Action>> {
    let last = meetings::latest_before(conn, crate::meetings::model::BodyId(body), on, id)?;
    let mut all = actions(conn, "m.body = ?1", body)?;
    let mut earlier = Vec::new();
    for action in all.drain(..) {
        let held = meetings::meeting(conn, action.meeting)?;
        if held.id == id || held.new.day > on || (held.new.day == on && held.id > id) {
            continue;
        }
        let done_since = match (&action.task.done, &last) {
            (None, _) => true,
            (Some((day, _)), Some(last)) => *day >= last.new.day,
            (Some(_), None) => false,
        };
        if done_since {
            earlier.push(action);
        }
    }
    Ok(earlier)
}

/// The meeting whose minutes a step of history approved.
///
/// # Errors
/// When the step approved none.
pub(in crate::meetings) fn approved_in(conn: &Connection, op: OpId) -> Result<MeetingId> {
    conn.prepare_cached(
        "SELECT k.meeting FROM journal_row j JOIN seal_table t ON t.id = j.tbl JOIN minutes_version k ON k.id = j.row \
         WHERE j.op = ?1 AND t.name = 'minutes_version' AND k.state = 'approved'",
    )?
    .query_row([op.0], |row| row.get(0).map(MeetingId))
    .optional()?
    .ok_or_else(|| Problem::input(t!("These minutes are open again already. Nothing was changed")))
}

/// Meetings whose minutes a meeting approved, with what they are called.
fn approved_at(conn: &Connection, id: MeetingId) -> Result<Vec<String>> {
    let mut select = conn.prepare_cached("SELECT meeting FROM minutes WHERE approved_at = ?1 ORDER BY id")?;
    let ids = all(select.query_map([id.0], |row| row.get::<_, i64>(0))?)?;
    ids.into_iter().map(|id| Ok(meetings::meeting_words(conn, id)?.unwrap_or_default())).collect()
}

/// The minutes of a meeting, once somebody has written them down.
///
/// # Errors
/// When the file cannot be read.
pub fn minutes(conn: &Connection, id: MeetingId) -> Result<Option<Minutes>> {
    let found = conn
        .prepare_cached("SELECT state, text, approved_at, approved_on, hash FROM minutes WHERE meeting = ?1")?
        .query_row([id.0], |row| {
            let approved: Option<i64> = row.get(2)?;
            Ok((
                Minutes {
                    state: word(row, 0, MinutesState::of)?,
                    text: row.get(1)?,
                    approved: None,
                    hash: row.get(4)?,
                    versions: Vec::new(),
                },
                approved.map(MeetingId),
                maybe_day(row, 3)?,
            ))
        })
        .optional()?;
    let Some((mut minutes, at, on)) = found else { return Ok(None) };
    if let (Some(at), Some(on)) = (at, on) {
        minutes.approved = Some((at, meetings::meeting_words(conn, at.0)?.unwrap_or_default(), on));
    }
    let mut select = conn.prepare_cached(
        "SELECT state, day, who, text, hash, reason FROM minutes_version WHERE meeting = ?1 ORDER BY id",
    )?;
    minutes.versions = all(select.query_map([id.0], |row| {
        Ok(Version {
            state: row.get(0)?,
            day: day(row, 1)?,
            who: row.get(2)?,
            text: row.get(3)?,
            hash: row.get(4)?,
            reason: row.get(5)?,
        })
    })?)?;
    Ok(Some(minutes))
}
