//! Writing what is recorded of meetings.

use rusqlite::{Connection, OptionalExtension as _, params};

use crate::kit::{Day, Result};
use crate::meetings::model::{
    AttendeeId, BodyId, Conduct, DecisionId, ItemId, ItemState, MeetingId, Minute, MinutesState, Motion, MotionId,
    MotionState, NewItem, NewMeeting, NewMotion, PersonId, Said, SpeakerId, Vote, VoteId,
};
use crate::office::days::iso;
use crate::tasks::model::TaskId;

pub fn insert_meeting(conn: &Connection, id: MeetingId, new: &NewMeeting) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO meeting (id, body, kind, title, day, starts, place, online) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?
    .execute(params![
        id.0,
        new.body.0,
        new.kind.key(),
        new.title,
        iso(new.day),
        new.starts,
        new.place,
        new.online
    ])?;
    Ok(())
}

pub fn update_meeting(conn: &Connection, id: MeetingId, new: &NewMeeting) -> Result<()> {
    conn.prepare_cached(
        "UPDATE meeting SET kind = ?2, title = ?3, day = ?4, starts = ?5, place = ?6, online = ?7 \
         WHERE id = ?1 AND (kind, title, day, starts, place, online) IS NOT (?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute(params![id.0, new.kind.key(), new.title, iso(new.day), new.starts, new.place, new.online])?;
    Ok(())
}

/// Removes a meeting with all that was recorded of it.
pub fn delete_meeting(conn: &Connection, id: MeetingId) -> Result<()> {
    // Motions that an earlier meeting left stand on the agenda of one that has not begun; amendments go before what they amend.
    conn.prepare_cached("DELETE FROM motion WHERE meeting = ?1 AND amends IS NOT NULL")?.execute([id.0])?;
    for table in ["motion", "minutes_version", "minutes", "meeting_action", "interest", "speaker"] {
        conn.prepare_cached(&format!("DELETE FROM {table} WHERE meeting = ?1"))?.execute([id.0])?;
    }
    conn.prepare_cached("UPDATE meeting_person SET proxy = NULL WHERE meeting = ?1 AND proxy IS NOT NULL")?
        .execute([id.0])?;
    conn.prepare_cached("DELETE FROM meeting_person WHERE meeting = ?1")?.execute([id.0])?;
    conn.prepare_cached("DELETE FROM agenda_item WHERE meeting = ?1")?.execute([id.0])?;
    conn.prepare_cached("DELETE FROM meeting WHERE id = ?1")?.execute([id.0])?;
    Ok(())
}

pub fn set_notice(conn: &Connection, id: MeetingId, sent: Option<Day>) -> Result<()> {
    conn.prepare_cached("UPDATE meeting SET notice_on = ?2 WHERE id = ?1")?.execute(params![id.0, sent.map(iso)])?;
    Ok(())
}

pub fn set_cancelled(conn: &Connection, id: MeetingId, on: Option<Day>) -> Result<()> {
    conn.prepare_cached("UPDATE meeting SET cancelled_on = ?2 WHERE id = ?1")?.execute(params![id.0, on.map(iso)])?;
    Ok(())
}

pub fn set_times(conn: &Connection, id: MeetingId, opened: Option<Minute>, closed: Option<Minute>) -> Result<()> {
    conn.prepare_cached("UPDATE meeting SET opened = ?2, closed = ?3 WHERE id = ?1")?
        .execute(params![id.0, opened, closed])?;
    Ok(())
}

pub fn set_officers(
    conn: &Connection,
    id: MeetingId,
    chair: Option<PersonId>,
    secretary: Option<PersonId>,
) -> Result<()> {
    conn.prepare_cached(
        "UPDATE meeting SET chair = ?2, secretary = ?3 WHERE id = ?1 AND (chair, secretary) IS NOT (?2, ?3)",
    )?
    .execute(params![id.0, chair.map(|p| p.0), secretary.map(|p| p.0)])?;
    Ok(())
}

/// The place after the last item.
pub fn last_place(conn: &Connection, id: MeetingId) -> Result<i64> {
    Ok(conn
        .prepare_cached("SELECT coalesce(max(place), 0) FROM agenda_item WHERE meeting = ?1")?
        .query_row([id.0], |row| row.get(0))?)
}

/// What an item of an agenda comes from.
#[derive(Clone, Copy)]
pub enum Source {
    /// The agenda of the body or a template.
    Agenda,
    Added,
    /// An item that an earlier meeting left over.
    Carried(ItemId),
}

pub fn insert_item(
    conn: &Connection,
    id: ItemId,
    meeting: MeetingId,
    place: i64,
    new: &NewItem,
    origin: Source,
) -> Result<()> {
    let (standing, carried_from) = match origin {
        Source::Agenda => (true, None),
        Source::Added => (false, None),
        Source::Carried(from) => (false, Some(from)),
    };
    conn.prepare_cached(
        "INSERT INTO agenda_item (id, meeting, place, title, note, presenter, minutes, consent, carried_from, standing) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )?
    .execute(params![
        id.0,
        meeting.0,
        place,
        new.title,
        new.note,
        new.presenter,
        new.minutes,
        new.consent,
        carried_from.map(|item| item.0),
        standing
    ])?;
    Ok(())
}

/// Keeps that an item has what an earlier meeting left of another.
pub fn set_carried(conn: &Connection, id: ItemId, from: ItemId) -> Result<()> {
    conn.prepare_cached("UPDATE agenda_item SET carried_from = ?2 WHERE id = ?1 AND carried_from IS NULL")?
        .execute([id.0, from.0])?;
    Ok(())
}

pub fn update_item(conn: &Connection, id: ItemId, new: &NewItem) -> Result<()> {
    conn.prepare_cached(
        "UPDATE agenda_item SET title = ?2, note = ?3, presenter = ?4, minutes = ?5, consent = ?6 \
         WHERE id = ?1 AND (title, note, presenter, minutes, consent) IS NOT (?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![id.0, new.title, new.note, new.presenter, new.minutes, new.consent])?;
    Ok(())
}

pub fn set_place(conn: &Connection, id: ItemId, place: i64) -> Result<()> {
    conn.prepare_cached("UPDATE agenda_item SET place = ?2 WHERE id = ?1 AND place <> ?2")?
        .execute(params![id.0, place])?;
    Ok(())
}

pub fn delete_item(conn: &Connection, id: ItemId) -> Result<()> {
    conn.prepare_cached("DELETE FROM agenda_item WHERE id = ?1")?.execute([id.0])?;
    Ok(())
}

pub fn set_item_state(
    conn: &Connection,
    id: ItemId,
    state: ItemState,
    began: Option<Minute>,
    ended: Option<Minute>,
) -> Result<()> {
    conn.prepare_cached("UPDATE agenda_item SET state = ?2, began = ?3, ended = ?4 WHERE id = ?1")?
        .execute(params![id.0, state.key(), began, ended])?;
    Ok(())
}

pub fn set_said(conn: &Connection, id: ItemId, said: &str) -> Result<()> {
    conn.prepare_cached("UPDATE agenda_item SET said = ?2 WHERE id = ?1 AND said <> ?2")?
        .execute(params![id.0, said])?;
    Ok(())
}

/// Items of a body that were left for the next meeting and stand on no later agenda yet.
pub fn deferred(conn: &Connection, body: BodyId) -> Result<Vec<(ItemId, NewItem)>> {
    let mut select = conn.prepare_cached(
        "SELECT i.id, i.title, i.note, i.presenter, i.minutes FROM agenda_item i JOIN meeting m ON m.id = i.meeting \
         WHERE m.body = ?1 AND i.state = 'deferred' \
         AND NOT EXISTS (SELECT 1 FROM agenda_item l WHERE l.carried_from = i.id) \
         ORDER BY m.day, i.place, i.id",
    )?;
    super::all(select.query_map([body.0], |row| {
        Ok((
            ItemId(row.get(0)?),
            NewItem {
                title: row.get(1)?,
                note: row.get(2)?,
                presenter: row.get(3)?,
                minutes: row.get(4)?,
                consent: false,
            },
        ))
    })?)
}

/// Somebody's place in the list of a meeting, if they have one.
pub fn attendee_of(conn: &Connection, meeting: MeetingId, person: PersonId) -> Result<Option<AttendeeId>> {
    Ok(conn
        .prepare_cached("SELECT id FROM meeting_person WHERE meeting = ?1 AND person = ?2")?
        .query_row(params![meeting.0, person.0], |row| row.get(0).map(AttendeeId))
        .optional()?)
}

pub fn insert_attendee(
    conn: &Connection,
    id: AttendeeId,
    meeting: MeetingId,
    person: Option<PersonId>,
    guest: &str,
    voting: bool,
) -> Result<()> {
    conn.prepare_cached("INSERT INTO meeting_person (id, meeting, person, name, voting) VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute(params![id.0, meeting.0, person.map(|p| p.0), guest, voting])?;
    Ok(())
}

pub fn set_apology(conn: &Connection, id: AttendeeId, apology: bool) -> Result<()> {
    conn.prepare_cached("UPDATE meeting_person SET apology = ?2 WHERE id = ?1 AND apology <> ?2")?
        .execute(params![id.0, apology])?;
    Ok(())
}

pub fn set_proxy(conn: &Connection, id: AttendeeId, proxy: Option<AttendeeId>) -> Result<()> {
    conn.prepare_cached("UPDATE meeting_person SET proxy = ?2 WHERE id = ?1")?
        .execute(params![id.0, proxy.map(|p| p.0)])?;
    Ok(())
}

pub fn insert_presence(conn: &Connection, id: i64, who: AttendeeId, came: Minute) -> Result<()> {
    conn.prepare_cached("INSERT INTO presence (id, attendance, came) VALUES (?1, ?2, ?3)")?
        .execute(params![id, who.0, came])?;
    Ok(())
}

/// Ends the stay of somebody who is in the room, or of everybody who is.
pub fn end_presence(conn: &Connection, meeting: MeetingId, who: Option<AttendeeId>, gone: Minute) -> Result<()> {
    conn.prepare_cached(
        "UPDATE presence SET gone = max(came, ?3) WHERE gone IS NULL AND attendance IN \
         (SELECT id FROM meeting_person WHERE meeting = ?1 AND (?2 IS NULL OR id = ?2))",
    )?
    .execute(params![meeting.0, who.map(|w| w.0), gone])?;
    Ok(())
}

pub fn put_interest(
    conn: &Connection,
    id: i64,
    meeting: MeetingId,
    item: ItemId,
    who: AttendeeId,
    about: &str,
    conduct: Conduct,
) -> Result<()> {
    conn.prepare_cached("DELETE FROM interest WHERE item = ?1 AND attendance = ?2")?.execute([item.0, who.0])?;
    conn.prepare_cached(
        "INSERT INTO interest (id, meeting, item, attendance, about, conduct) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![id, meeting.0, item.0, who.0, about, conduct.key()])?;
    Ok(())
}

pub fn insert_speaker(
    conn: &Connection,
    id: SpeakerId,
    meeting: MeetingId,
    item: Option<ItemId>,
    who: AttendeeId,
) -> Result<()> {
    conn.prepare_cached("INSERT INTO speaker (id, meeting, item, attendance) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![id.0, meeting.0, item.map(|i| i.0), who.0])?;
    Ok(())
}

pub fn set_speaker(conn: &Connection, id: SpeakerId, began: Option<i64>, seconds: Option<u32>) -> Result<()> {
    conn.prepare_cached("UPDATE speaker SET began = ?2, seconds = ?3 WHERE id = ?1")?
        .execute(params![id.0, began, seconds])?;
    Ok(())
}

pub fn delete_speaker(conn: &Connection, id: SpeakerId) -> Result<()> {
    conn.prepare_cached("DELETE FROM speaker WHERE id = ?1")?.execute([id.0])?;
    Ok(())
}

pub fn insert_motion(conn: &Connection, id: MotionId, meeting: MeetingId, new: &NewMotion) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO motion (id, meeting, item, kind, amends, text, becomes, decides, mover, seconder) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )?
    .execute(params![
        id.0,
        meeting.0,
        new.item.map(|i| i.0),
        new.kind.key(),
        new.amends.map(|m| m.0),
        new.text,
        new.becomes,
        new.decides,
        new.mover.map(|m| m.0),
        new.seconder.map(|s| s.0)
    ])?;
    Ok(())
}

/// Puts a motion that an earlier meeting left undecided before the meeting of an item.
pub fn carry_motion(
    conn: &Connection,
    id: MotionId,
    (meeting, item): (MeetingId, ItemId),
    motion: &Motion,
    amends: Option<MotionId>,
) -> Result<()> {
    let first = motion.earlier.as_ref().map_or(motion.id, |earlier| earlier.motion);
    let new = NewMotion { item: Some(item), amends, mover: None, seconder: None, ..motion.new.clone() };
    insert_motion(conn, id, meeting, &new)?;
    conn.prepare_cached("UPDATE motion SET carried_from = ?2 WHERE id = ?1")?.execute([id.0, first.0])?;
    Ok(())
}

/// Lets go what earlier meetings left for one that is not held, so that it comes onto another agenda.
pub fn uncarry(conn: &Connection, meeting: MeetingId) -> Result<()> {
    for sql in [
        "DELETE FROM motion WHERE meeting = ?1 AND amends IS NOT NULL",
        "DELETE FROM motion WHERE meeting = ?1",
        "UPDATE agenda_item SET carried_from = NULL WHERE meeting = ?1 AND carried_from IS NOT NULL",
    ] {
        conn.prepare_cached(sql)?.execute([meeting.0])?;
    }
    Ok(())
}

/// Puts a motion under an item.
pub fn set_motion_item(conn: &Connection, id: MotionId, item: ItemId) -> Result<()> {
    conn.prepare_cached("UPDATE motion SET item = ?2 WHERE id = ?1")?.execute([id.0, item.0])?;
    Ok(())
}

pub fn set_motion_state(conn: &Connection, id: MotionId, state: MotionState) -> Result<()> {
    conn.prepare_cached("UPDATE motion SET state = ?2 WHERE id = ?1")?.execute(params![id.0, state.key()])?;
    Ok(())
}

/// What a motion says after an amendment was carried.
pub fn set_amended(conn: &Connection, id: MotionId, becomes: &str) -> Result<()> {
    conn.prepare_cached("UPDATE motion SET becomes = ?2 WHERE id = ?1")?.execute(params![id.0, becomes])?;
    Ok(())
}

pub fn insert_vote(conn: &Connection, meeting: MeetingId, vote: &Vote) -> Result<()> {
    let counts = vote.counts;
    conn.prepare_cached(
        "INSERT INTO vote (id, meeting, item, motion, question, method, majority, yes, no, abstain, invalid, voters, members, \
         entitled, needed, present, casting, carried, at) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)",
    )?
    .execute(params![
        vote.id.0,
        meeting.0,
        vote.item.map(|i| i.0),
        vote.motion.map(|m| m.0),
        vote.question,
        vote.method.key(),
        vote.majority.to_string(),
        counts.map(|c| c.yes),
        counts.map(|c| c.no),
        counts.map(|c| c.abstain),
        counts.map(|c| c.invalid),
        vote.voters,
        vote.members,
        vote.entitled,
        vote.quorum.needed,
        vote.quorum.present,
        vote.casting.map_or("", |yes| if yes { "yes" } else { "no" }),
        vote.carried,
        vote.at
    ])?;
    Ok(())
}

pub fn insert_said(conn: &Connection, id: i64, vote: VoteId, who: AttendeeId, said: Said) -> Result<()> {
    conn.prepare_cached("INSERT INTO vote_said (id, vote, attendance, said) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![id, vote.0, who.0, said.key()])?;
    Ok(())
}

/// The number of a body's next decision of a year: one more than the highest.
pub fn next_number(conn: &Connection, body: BodyId, year: i32) -> Result<String> {
    let highest: i64 = conn
        .prepare_cached(
            "SELECT coalesce(max(CAST(substr(number, length(?2) + 2) AS INTEGER)), 0) FROM decision \
             WHERE body = ?1 AND number LIKE ?2 || '/%'",
        )?
        .query_row(params![body.0, year.to_string()], |row| row.get(0))?;
    Ok(format!("{year}/{}", highest + 1))
}

pub struct DecisionRow<'a> {
    pub id: DecisionId,
    pub body: BodyId,
    pub meeting: MeetingId,
    pub item: Option<ItemId>,
    pub vote: Option<VoteId>,
    pub number: &'a str,
    pub text: &'a str,
    pub day: Day,
}

pub fn insert_decision(conn: &Connection, row: &DecisionRow<'_>) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO decision (id, body, meeting, item, vote, number, text, day) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?
    .execute(params![
        row.id.0,
        row.body.0,
        row.meeting.0,
        row.item.map(|i| i.0),
        row.vote.map(|v| v.0),
        row.number,
        row.text,
        iso(row.day)
    ])?;
    Ok(())
}

pub fn set_superseded(conn: &Connection, id: DecisionId, by: Option<DecisionId>) -> Result<()> {
    conn.prepare_cached("UPDATE decision SET superseded_by = ?2 WHERE id = ?1")?
        .execute(params![id.0, by.map(|by| by.0)])?;
    Ok(())
}

pub fn set_withdrawn(conn: &Connection, id: DecisionId, on: Day, why: &str) -> Result<()> {
    conn.prepare_cached("UPDATE decision SET withdrawn_on = ?2, withdrawn_why = ?3 WHERE id = ?1")?
        .execute(params![id.0, iso(on), why])?;
    Ok(())
}

pub fn insert_action(conn: &Connection, id: i64, meeting: MeetingId, item: Option<ItemId>, task: TaskId) -> Result<()> {
    conn.prepare_cached("INSERT INTO meeting_action (id, meeting, item, task) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![id, meeting.0, item.map(|i| i.0), task.0])?;
    Ok(())
}

/// What is written of minutes.
pub struct MinutesRow<'a> {
    pub state: MinutesState,
    pub text: &'a str,
    pub approved: Option<(MeetingId, Day)>,
    pub hash: &'a str,
}

pub fn put_minutes(conn: &Connection, new_id: i64, meeting: MeetingId, row: &MinutesRow<'_>) -> Result<()> {
    let values = params![
        meeting.0,
        row.state.key(),
        row.text,
        row.approved.map(|(at, _)| at.0),
        row.approved.map(|(_, on)| iso(on)),
        row.hash
    ];
    let changed = conn
        .prepare_cached(
            "UPDATE minutes SET state = ?2, text = ?3, approved_at = ?4, approved_on = ?5, hash = ?6 WHERE meeting = ?1",
        )?
        .execute(values)?;
    if changed == 0 {
        conn.prepare_cached(
            "INSERT INTO minutes (id, meeting, state, text, approved_at, approved_on, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![
            new_id,
            meeting.0,
            row.state.key(),
            row.text,
            row.approved.map(|(at, _)| at.0),
            row.approved.map(|(_, on)| iso(on)),
            row.hash
        ])?;
    }
    Ok(())
}

/// What is kept of a version of minutes.
pub struct VersionRow<'a> {
    pub state: &'a str,
    pub day: Day,
    pub who: &'a str,
    pub text: &'a str,
    pub hash: &'a str,
    pub reason: &'a str,
}

pub fn insert_version(conn: &Connection, id: i64, meeting: MeetingId, row: &VersionRow<'_>) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO minutes_version (id, meeting, state, day, who, text, hash, reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?
    .execute(params![id, meeting.0, row.state, iso(row.day), row.who, row.text, row.hash, row.reason])?;
    Ok(())
}
