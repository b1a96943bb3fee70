//! Bodies and who sits in them.

use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::{all, unsigned};
use crate::cli::{About, Opens};
use crate::kit::fold::fold;
use crate::kit::{Day, Problem, Result};
use crate::meetings::model::{
    Body, BodyId, BodyKind, NewBody, NewSeat, Notice, PersonId, Seat, SeatId, lines, read_lines,
};
use crate::members;
use crate::office::days::{day, iso, maybe_day};
use crate::office::profile;
use crate::office::words::word;
use crate::t;

const BODY: &str = "SELECT id, name, kind, roll, posts, notice_days, notice_clear, quorum, majorities, casting, proxies, attend, \
                    agenda, ended_on FROM body";

fn read_body(row: &Row<'_>) -> rusqlite::Result<Body> {
    let posts: String = row.get(4)?;
    Ok(Body {
        id: BodyId(row.get(0)?),
        new: NewBody {
            name: row.get(1)?,
            kind: word(row, 2, BodyKind::of)?,
            roll: row.get(3)?,
            posts: posts.lines().map(str::to_owned).collect(),
            notice: Notice { days: unsigned(row, 5)?, clear: row.get(6)? },
            quorum: word(row, 7, str::parse)?,
            majorities: word(row, 8, NewBody::read_majorities)?,
            casting: row.get(9)?,
            proxies: unsigned(row, 10)?,
            attend: row.get(11)?,
            agenda: word(row, 12, read_lines)?,
            ended: maybe_day(row, 13)?,
        },
    })
}

/// Every body, those that have ended last.
///
/// # Errors
/// When the file cannot be read.
pub fn bodies(conn: &Connection) -> Result<Vec<Body>> {
    let mut select = conn.prepare_cached(&format!("{BODY} ORDER BY ended_on IS NOT NULL, fold(name), id"))?;
    all(select.query_map([], read_body)?)
}

/// One body.
///
/// # Errors
/// When there is no such body.
pub fn body(conn: &Connection, id: BodyId) -> Result<Body> {
    conn.prepare_cached(&format!("{BODY} WHERE id = ?1"))?
        .query_row([id.0], read_body)
        .optional()?
        .ok_or_else(|| Problem::input(t!("This body is no longer there")))
}

/// The body that a text of a command means: its id, its name, or the beginning of only one name.
///
/// # Errors
/// When none fits, or more than one does.
pub fn body_called(conn: &Connection, text: &str) -> Result<Body> {
    let all = bodies(conn)?;
    let folded = fold(text.trim());
    if let Some(exact) = all.iter().find(|b| b.id.to_string() == text.trim() || fold(&b.new.name) == folded) {
        return Ok(exact.clone());
    }
    let begin: Vec<&Body> =
        all.iter().filter(|b| !folded.is_empty() && fold(&b.new.name).starts_with(&folded)).collect();
    match begin.as_slice() {
        [one] => Ok((*one).clone()),
        _ => {
            let names: Vec<String> = all.iter().map(|b| b.new.name.clone()).collect();
            Err(Problem::input(t!("There is no body called “{text}”", text = text.trim()))
                .hint(crate::kit::text::there_are(&names, t!("No body has been set up yet: `wardroom bodies add`"))))
        }
    }
}

const SEAT: &str = "SELECT s.id, s.body, s.person, p.name, s.post, s.voting, s.from_on, s.until_on FROM body_member s \
                    JOIN person p ON p.id = s.person";

fn read_seat(row: &Row<'_>) -> rusqlite::Result<Seat> {
    Ok(Seat {
        id: SeatId(row.get(0)?),
        body: BodyId(row.get(1)?),
        name: row.get(3)?,
        new: NewSeat {
            person: PersonId(row.get(2)?),
            post: row.get(4)?,
            voting: row.get(5)?,
            from: day(row, 6)?,
            until: maybe_day(row, 7)?,
        },
    })
}

/// Who sits or sat in a body: posts first, then by name.
///
/// # Errors
/// When the file cannot be read.
pub fn seats(conn: &Connection, body: BodyId) -> Result<Vec<Seat>> {
    let mut select = conn.prepare_cached(&format!(
        "{SEAT} WHERE s.body = ?1 ORDER BY s.until_on IS NOT NULL, s.post = '', p.sort_key, s.from_on, s.id"
    ))?;
    all(select.query_map([body.0], read_seat)?)
}

/// The bodies somebody sits or sat in.
///
/// # Errors
/// When the file cannot be read.
pub fn seats_of_person(conn: &Connection, person: PersonId) -> Result<Vec<(Seat, String)>> {
    let mut select = conn.prepare_cached(
        "SELECT s.id, s.body, s.person, p.name, s.post, s.voting, s.from_on, s.until_on, b.name FROM body_member s \
         JOIN person p ON p.id = s.person JOIN body b ON b.id = s.body WHERE s.person = ?1 ORDER BY s.until_on IS NOT NULL, b.name",
    )?;
    all(select.query_map([person.0], |row| Ok((read_seat(row)?, row.get(8)?)))?)
}

/// One seat.
///
/// # Errors
/// When there is no such seat.
pub fn seat(conn: &Connection, id: SeatId) -> Result<Seat> {
    conn.prepare_cached(&format!("{SEAT} WHERE s.id = ?1"))?
        .query_row([id.0], read_seat)
        .optional()?
        .ok_or_else(|| Problem::input(t!("This seat is no longer there")))
}

/// Who is called to a body's meeting on a day, each with whether they may vote: who sits in it, or every member of the party,
/// of whom the roll may vote.
///
/// # Errors
/// When the file cannot be read.
pub fn called(conn: &Connection, body: &Body, on: Day) -> Result<Vec<(PersonId, bool)>> {
    if !body.new.roll {
        let seats = seats(conn, body.id)?;
        return Ok(seats.iter().filter(|s| s.holds_on(on)).map(|s| (s.new.person, s.new.voting)).collect());
    }
    let register = members::store::register(conn)?;
    let roll = register.roll(on, &register.settings.rule);
    let mut all: Vec<_> = roll.voters.iter().map(|voter| (voter.person, true)).collect();
    let member =
        |absent: &&members::model::Absent| !absent.bars.iter().any(|bar| matches!(bar, members::model::Bar::Not(_)));
    all.extend(roll.left_out.iter().filter(member).map(|absent| (absent.person, false)));
    Ok(all)
}

/// Why somebody has no vote at a body's meeting on a day; nothing where they have one.
///
/// # Errors
/// When the file cannot be read.
pub fn why_no_vote(conn: &Connection, body: &Body, person: PersonId, on: Day) -> Result<Option<String>> {
    let name = body.new.name.as_str();
    if !body.new.roll {
        let seats = seats(conn, body.id)?;
        let own: Vec<&Seat> = seats.iter().filter(|seat| seat.new.person == person).collect();
        return Ok(match own.iter().find(|seat| seat.holds_on(on)) {
            Some(seat) if seat.new.voting => None,
            Some(_) => Some(t!("sits in {body} without a vote", body = name)),
            None if own.is_empty() => Some(t!("does not sit in {body}", body = name)),
            None => Some(t!("does not sit in {body} on that day", body = name)),
        });
    }
    let register = members::store::register_of(conn, person)?;
    let roll = register.roll(on, &register.settings.rule);
    if roll.voters.iter().any(|voter| voter.person == person) {
        return Ok(None);
    }
    let currency = *profile::get(conn)?.currency;
    let absent = roll.left_out.iter().find(|absent| absent.person == person);
    let bars = absent.map(|one| one.bars.iter().map(|bar| bar.says(currency)).collect::<Vec<_>>().join("; "));
    Ok(Some(bars.filter(|bars| !bars.is_empty()).unwrap_or_else(|| t!("is not a member").to_owned())))
}

/// How many belong to a body on a day, and how many of them may vote.
///
/// # Errors
/// When the file cannot be read.
pub fn bounds(conn: &Connection, body: &Body, on: Day) -> Result<(u32, u32)> {
    let called = called(conn, body, on)?;
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let entitled = count(called.iter().filter(|(_, votes)| *votes).count());
    // Of a body whose members are seated, those who sit without a vote are no part of its quorum.
    Ok(if body.new.roll { (count(called.len()), entitled) } else { (entitled, entitled) })
}

/// The bodies that somebody sits in.
///
/// # Errors
/// When the file cannot be read.
pub fn about(conn: &Connection, person: i64, today: Day) -> Result<Vec<About>> {
    let seats = seats_of_person(conn, PersonId(person))?;
    Ok(seats
        .into_iter()
        .filter(|(seat, _)| seat.holds_on(today))
        .map(|(seat, body)| About {
            key: "body",
            label: t!("Sits in"),
            says: if seat.new.post.is_empty() { body.clone() } else { format!("{body}, {}", seat.new.post) },
            detail: t!("since {day}", day = crate::kit::day::short(seat.new.from)),
            data: serde_json::json!({ "body": body, "post": seat.new.post, "from": seat.new.from, "until": seat.new.until }),
            opens: Opens { screen: crate::meetings::BODIES, filter: seat.body.to_string() },
        })
        .collect())
}

/// The names of those who are called to a body's meeting on a day, with their numbers, posts and whether they may vote.
///
/// # Errors
/// When the file cannot be read.
pub fn called_names(conn: &Connection, body: &Body, on: Day) -> Result<Vec<(String, String, bool)>> {
    let seats = seats(conn, body.id)?;
    let mut select = conn.prepare_cached("SELECT name, sort_key FROM person WHERE id = ?1")?;
    let mut all = Vec::new();
    for (person, votes) in called(conn, body, on)? {
        let (name, key): (String, String) = select.query_row([person.0], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let post = seats.iter().find(|s| s.new.person == person && s.holds_on(on)).map(|s| s.new.post.clone());
        all.push((key, (name, post.unwrap_or_default(), votes)));
    }
    all.sort();
    Ok(all.into_iter().map(|(_, row)| row).collect())
}

pub(in crate::meetings) fn put_body(conn: &Connection, id: BodyId, new: &NewBody) -> Result<()> {
    let values = params![
        id.0,
        new.name,
        new.kind.key(),
        new.roll,
        new.posts.join("\n"),
        new.notice.days,
        new.notice.clear,
        new.quorum.to_string(),
        new.majority_lines(),
        new.casting,
        new.proxies,
        new.attend,
        lines(&new.agenda),
        new.ended.map(iso)
    ];
    let known: bool =
        conn.prepare_cached("SELECT EXISTS (SELECT 1 FROM body WHERE id = ?1)")?.query_row([id.0], |row| row.get(0))?;
    conn.prepare_cached(if known {
        "UPDATE body SET name = ?2, kind = ?3, roll = ?4, posts = ?5, notice_days = ?6, notice_clear = ?7, quorum = ?8, \
         majorities = ?9, casting = ?10, proxies = ?11, attend = ?12, agenda = ?13, ended_on = ?14 WHERE id = ?1"
    } else {
        "INSERT INTO body (id, name, kind, roll, posts, notice_days, notice_clear, quorum, majorities, casting, proxies, attend, \
         agenda, ended_on) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)"
    })?
    .execute(values)?;
    Ok(())
}

pub(in crate::meetings) fn delete_body(conn: &Connection, id: BodyId) -> Result<()> {
    conn.prepare_cached("DELETE FROM body_member WHERE body = ?1")?.execute([id.0])?;
    conn.prepare_cached("DELETE FROM body WHERE id = ?1")?.execute([id.0])?;
    Ok(())
}

pub(in crate::meetings) fn put_seat(conn: &Connection, id: SeatId, body: BodyId, new: &NewSeat) -> Result<()> {
    let values = params![id.0, body.0, new.person.0, new.post, new.voting, iso(new.from), new.until.map(iso)];
    let changed = conn
        .prepare_cached(
            "UPDATE body_member SET person = ?3, post = ?4, voting = ?5, from_on = ?6, until_on = ?7 WHERE id = ?1 AND body = ?2",
        )?
        .execute(values)?;
    if changed == 0 {
        conn.prepare_cached(
            "INSERT INTO body_member (id, body, person, post, voting, from_on, until_on) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(values)?;
    }
    Ok(())
}

pub(in crate::meetings) fn delete_seat(conn: &Connection, id: SeatId) -> Result<()> {
    conn.prepare_cached("DELETE FROM body_member WHERE id = ?1")?.execute([id.0])?;
    Ok(())
}
