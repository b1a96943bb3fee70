//! What segments can ask of people that events know: who came, who was asked, who helped for so many hours.

use rusqlite::Connection;

use crate::cli::{Asked, Audience, Mailing};
use crate::kit::Result;
use crate::office::Condition;
use crate::office::condition::{Kind, Offered, Part, Says, Sql, Values};
use crate::t;

/// All of them, in the order in which they are offered.
pub const CONDITIONS: &[&Condition] = &[&CAME, &INVITED, &HELPED];

fn heading() -> &'static str {
    t!("Events")
}

fn events(conn: &Connection, _: &Values) -> Result<Vec<Offered>> {
    let mut all = super::events(conn)?;
    all.reverse();
    Ok(all.into_iter().map(|event| Offered::new(event.id.to_string(), event.new.title)).collect())
}

/// The events that are asked about, with the days of their series; all, where none is named.
const OF: &str = "(? = '' OR e.id = ? OR e.series = ?)";

fn of(sql: Sql, values: &Values) -> Sql {
    let event = values.text("event").to_owned();
    let id = event.parse::<i64>().unwrap_or(0);
    sql.bind(event).bind(id).bind(id)
}

static CAME: Condition = Condition {
    key: "events.came",
    heading,
    name: || t!("Came to an event"),
    parts: &[Part::new("event", || t!("Event"), Kind::Choice(events)), Part::new("when", || t!("When"), Kind::When)],
    says: |filled| {
        let (when, event) = (filled.when("when"), filled.quoted("event"));
        if filled.values.text("event").is_empty() {
            Says::new(t!("came to an event{when}", when = when), t!("came to no event{when}", when = when))
        } else {
            Says::new(
                t!("came to {event}{when}", event = event, when = when),
                t!("did not come to {event}{when}", event = event, when = when),
            )
        }
    },
    sql: |asking, values| {
        let text = format!(
            "p.id IN (SELECT a.person FROM attendance a JOIN event e ON e.id = a.event WHERE a.came = 1 AND a.person IS NOT NULL AND {OF} \
             AND date(e.starts_at) BETWEEN ? AND ?)"
        );
        Ok(of(Sql::of(text), values).bind_all(asking.span(values.when("when"))))
    },
    ..Condition::NONE
};

static INVITED: Condition = Condition {
    key: "events.invited",
    heading,
    name: || t!("Is on the list of an event"),
    parts: &[Part::new("event", || t!("Event"), Kind::Choice(events)), Part::new("when", || t!("When"), Kind::When)],
    says: |filled| {
        let (when, event) = (filled.when("when"), filled.quoted("event"));
        if filled.values.text("event").is_empty() {
            Says::new(t!("were asked to an event{when}", when = when), t!("were asked to no event{when}", when = when))
        } else {
            Says::new(
                t!("were asked to {event}{when}", event = event, when = when),
                t!("were not asked to {event}{when}", event = event, when = when),
            )
        }
    },
    sql: |asking, values| {
        let text = format!(
            "p.id IN (SELECT a.person FROM attendance a JOIN event e ON e.id = a.event WHERE a.person IS NOT NULL AND {OF} \
             AND date(e.starts_at) BETWEEN ? AND ?)"
        );
        Ok(of(Sql::of(text), values).bind_all(asking.span(values.when("when"))))
    },
    ..Condition::NONE
};

/// Minutes of a shift that was completed: those worked, else its length, past midnight where it ends before it starts.
const MINUTES: &str = "coalesce(w.minutes, (substr(s.ends, 1, 2) * 60 + substr(s.ends, 4, 2) - substr(s.starts, 1, 2) * 60 \
                       - substr(s.starts, 4, 2) + 1440) % 1440)";

static HELPED: Condition = Condition {
    key: "events.helped",
    heading,
    name: || t!("Completed a shift"),
    parts: &[
        Part::new("when", || t!("When"), Kind::When),
        Part::new("hours", || t!("At least, hours"), Kind::Number(1, 10_000)),
    ],
    says: |filled| {
        let when = filled.when("when");
        match filled.values.number("hours") {
            None => Says::new(t!("completed a shift{when}", when = when), t!("completed no shift{when}", when = when)),
            Some(hours) => Says::new(
                t!("helped at least {hours} h{when}", hours = hours, when = when),
                t!("helped less than {hours} h{when}", hours = hours, when = when),
            ),
        }
    },
    sql: |asking, values| {
        let least = values.number("hours").map_or(0, |hours| hours.saturating_mul(60));
        let sql = format!(
            "p.id IN (SELECT w.person FROM shift_person w JOIN event_shift s ON s.id = w.shift WHERE w.state = 'completed' \
             AND s.day BETWEEN ? AND ? GROUP BY w.person HAVING sum({MINUTES}) >= ?)"
        );
        Ok(Sql::of(sql).bind_all(asking.span(values.when("when"))).bind(least))
    },
    ..Condition::NONE
};

/// Whom letters, labels and mail merges can go to: who is on the list of an event, who came, who did not.
pub const MAILING: Mailing = Mailing {
    audiences: &[
        Audience {
            key: "event",
            says: || t!("On the list of an event"),
            choices: Some(choices),
            people: |conn, asked| listed(conn, &asked, "state NOT IN ('declined', 'cancelled', 'expired')"),
        },
        Audience {
            key: "event_came",
            says: || t!("Came to an event"),
            choices: Some(choices),
            people: |conn, asked| listed(conn, &asked, "came = 1"),
        },
        Audience {
            key: "event_no_show",
            says: || t!("Did not come to an event"),
            choices: Some(choices),
            people: |conn, asked| listed(conn, &asked, "came = 0"),
        },
    ],
    ..Mailing::NONE
};

fn choices(conn: &Connection) -> Result<Vec<(String, String)>> {
    let mut all = super::events(conn)?;
    all.reverse();
    Ok(all.into_iter().map(|event| (event.id.to_string(), event.new.title)).collect())
}

/// People of an event's list by how they stand, which is part of the program.
fn listed(conn: &Connection, asked: &Asked<'_>, standing: &str) -> Result<Vec<i64>> {
    let sql =
        format!("SELECT person FROM attendance WHERE event = ?1 AND person IS NOT NULL AND {standing} ORDER BY id");
    let mut select = conn.prepare_cached(&sql)?;
    let rows = select.query_map([asked.choice.parse::<i64>().unwrap_or(0)], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
