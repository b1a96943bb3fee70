//! Conditions about who somebody is: kind, tags, age, languages, where they came from, since when they are in the register.

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike as _, NaiveTime, TimeDelta, TimeZone as _, Utc};
use chrono_tz::Tz;
use rusqlite::Connection;

use super::super::list;
use super::{bounds, person};
use crate::kit::fold::fold;
use crate::kit::{Day, Result, ids};
use crate::office::Condition;
use crate::office::condition::{Kind, Offered, Part, Says, Sql, Values};
use crate::t;

pub(super) static KIND: Condition = Condition {
    key: crate::people::KIND,
    heading: person,
    name: || t!("Person or organisation"),
    parts: &[Part::new("kind", || t!("Kind"), Kind::Choice(kinds)).needed()],
    says: |filled| match filled.values.text("kind") {
        "organisation" => Says::new(t!("are organisations"), t!("are not organisations")),
        _ => Says::new(t!("are people"), t!("are not people")),
    },
    sql: |_, values| {
        let organisation = values.text("kind") == "organisation";
        Ok(Sql::of("p.organisation = ?").bind(i64::from(organisation)))
    },
    ..Condition::NONE
};

fn kinds(_: &Connection, _: &Values) -> Result<Vec<Offered>> {
    Ok(vec![Offered::new("person", t!("Person")), Offered::new("organisation", t!("Organisation"))])
}

pub(super) static TAG: Condition = Condition {
    key: "people.tag",
    heading: person,
    name: || t!("Has a tag"),
    parts: &[Part::new("tag", || t!("Tag"), Kind::Choices(tags)).needed()],
    says: |filled| {
        let tags = filled.quoted("tag");
        Says::new(t!("are tagged {tags}", tags = tags), t!("are not tagged {tags}", tags = tags))
    },
    sql: |_, values| {
        let tags = values.texts("tag");
        let places = Sql::places(tags.len());
        let sql = format!("p.id IN (SELECT person FROM person_tag WHERE tag IN ({places}))");
        Ok(Sql::of(sql).bind_all(tags.iter().cloned()))
    },
    ..Condition::NONE
};

fn tags(conn: &Connection, _: &Values) -> Result<Vec<Offered>> {
    Ok(list::tags(conn)?.into_iter().map(|(tag, _)| Offered::named(tag)).collect())
}

pub(super) static AGE: Condition = Condition {
    key: "people.age",
    heading: person,
    name: || t!("Age"),
    parts: &[
        Part::new("least", || t!("At least, years"), Kind::Number(1, 130)),
        Part::new("most", || t!("At most, years"), Kind::Number(0, 130)),
        Part::new("maybe", || t!("Also where the birth date leaves it open"), Kind::Flag),
    ],
    check: |values| bounds(values, true),
    says: |filled| {
        let age = match (filled.values.number("least"), filled.values.number("most")) {
            (Some(least), Some(most)) => t!("{least} to {most} years old", least = least, most = most),
            (Some(least), None) => t!("at least {age} years old", age = least),
            (None, Some(most)) => t!("at most {age} years old", age = most),
            (None, None) => String::new(),
        };
        if filled.values.flag("maybe") {
            Says::new(t!("are or may be {age}", age = age), t!("are surely not {age}", age = age))
        } else {
            Says::new(t!("are {age}", age = age), t!("are not known to be {age}", age = age))
        }
    },
    sql: |asking, values| {
        let (today, maybe) = (asking.today, values.flag("maybe"));
        // Where the birth date leaves it open: for a bound by what is certain, the younger end counts for "at least" and the
        // older for "at most"; for one by what is possible it is the other way round.
        let (for_least, for_most) = if maybe { (FIRST, LAST) } else { (LAST, FIRST) };
        let mut all = vec![
            Sql::of("p.organisation = 0"),
            // Who is not born yet has no age.
            Sql::of(format!("{FIRST} <= ?")).bind(asking.today_text()),
        ];
        if let Some(least) = values.number("least") {
            all.push(Sql::of(format!("{for_least} <= ?")).bind(birthday(today, least)));
        }
        if let Some(most) = values.number("most") {
            all.push(Sql::of(format!("{for_most} > ?")).bind(birthday(today, most + 1)));
        }
        Ok(Sql::all(all))
    },
};

/// The first and the last day that a birth date can mean; null where the year is not known.
const FIRST: &str = "CASE WHEN p.birth GLOB '-*' THEN NULL WHEN length(p.birth) = 10 THEN p.birth \
    WHEN length(p.birth) = 7 THEN p.birth || '-01' WHEN length(p.birth) = 4 THEN p.birth || '-01-01' END";
const LAST: &str = "CASE WHEN p.birth GLOB '-*' THEN NULL WHEN length(p.birth) = 10 THEN p.birth \
    WHEN length(p.birth) = 7 THEN date(p.birth || '-01', '+1 month', '-1 day') \
    WHEN length(p.birth) = 4 THEN p.birth || '-12-31' END";

/// The text up to which birth dates lie of people who are at least so old today. Of 29 February in a common year no day is
/// made: as texts those born on it are older, and those born on 1 March are not, which is the rule of `kit::part_day`.
fn birthday(today: Day, years: i64) -> String {
    let year = i64::from(today.year()) - years;
    format!("{:04}-{:02}-{:02}", year.max(0), today.month(), today.day())
}

pub(super) static AGE_UNKNOWN: Condition = Condition {
    key: "people.age_unknown",
    heading: person,
    name: || t!("Age not known"),
    says: |_| Says::new(t!("are people of unknown age"), t!("are not people of unknown age")),
    sql: |asking, _| {
        let sql = format!("p.organisation = 0 AND ({FIRST} <= ?) IS NOT TRUE");
        Ok(Sql::of(sql).bind(asking.today_text()))
    },
    ..Condition::NONE
};

pub(super) static LANGUAGE: Condition = Condition {
    key: "people.language",
    heading: person,
    name: || t!("Speaks"),
    parts: &[Part::new("language", || t!("Language"), Kind::Choices(languages)).needed()],
    says: |filled| {
        let languages = filled.either("language");
        Says::new(t!("speak {languages}", languages = languages), t!("do not speak {languages}", languages = languages))
    },
    sql: |_, values| {
        let speaks =
            |language: &String| Sql::of("instr(', ' || p.languages || ', ', ?) > 0").bind(format!(", {language}, "));
        Ok(Sql::any(values.texts("language").iter().map(speaks)))
    },
    ..Condition::NONE
};

fn languages(conn: &Connection, _: &Values) -> Result<Vec<Offered>> {
    let mut all: Vec<String> = super::distinct(conn, "SELECT DISTINCT languages FROM person WHERE languages <> ''")?
        .iter()
        .flat_map(|offered| offered.key.split(", ").map(str::to_owned).collect::<Vec<_>>())
        .collect();
    all.sort();
    all.dedup();
    Ok(all.into_iter().map(Offered::named).collect())
}

pub(super) static SOURCE: Condition = Condition {
    key: "people.source",
    heading: person,
    name: || t!("Came from"),
    parts: &[Part::new("source", || t!("Source"), Kind::Choices(sources))],
    says: |filled| match filled.quoted("source").as_str() {
        "" => Says::new(t!("have a source noted"), t!("have no source noted")),
        from => Says::new(t!("came from {source}", source = from), t!("did not come from {source}", source = from)),
    },
    sql: |_, values| {
        let from = values.texts("source");
        if from.is_empty() {
            return Ok(Sql::of("p.source <> ''"));
        }
        let places = Sql::places(from.len());
        Ok(Sql::of(format!("p.source <> '' AND fold(p.source) IN ({places})")).bind_all(from.iter().cloned()))
    },
    ..Condition::NONE
};

/// Written in two ways it is one source, under its most usual spelling.
fn sources(conn: &Connection, _: &Values) -> Result<Vec<Offered>> {
    let mut select =
        conn.prepare_cached("SELECT source, count(*) FROM person WHERE source <> '' GROUP BY source ORDER BY source")?;
    let mut all: BTreeMap<String, (i64, String)> = BTreeMap::new();
    for row in select.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?)))? {
        let (source, n) = row?;
        let known = all.entry(fold(&source)).or_default();
        if n > known.0 {
            *known = (n, source);
        }
    }
    Ok(all.into_iter().map(|(key, (_, source))| Offered::new(key, source)).collect())
}

pub(super) static ADDED: Condition = Condition {
    key: "people.added",
    heading: person,
    name: || t!("Added to the register"),
    parts: &[Part::new("when", || t!("When"), Kind::When).needed()],
    says: |filled| {
        let when = filled.when("when");
        Says::new(t!("were added{when}", when = when), t!("were not added{when}", when = when))
    },
    // The id says when a row was made, so this is a range of the table itself.
    sql: |asking, values| {
        let (from, to) = values.when("when").map_or((None, None), |when| asking.days(when));
        let zone = asking.profile.time_zone.parse().unwrap_or(Tz::UTC);
        let first = from.map_or(0, |from| ids::first_at(begins(from, zone)));
        let end = to.and_then(|to| to.succ_opt()).map_or(i64::MAX, |next| ids::first_at(begins(next, zone)));
        Ok(Sql::of("p.id >= ? AND p.id < ?").bind(first).bind(end))
    },
    ..Condition::NONE
};

/// When a day begins on the office's wall clock; where the clock jumps over midnight, an hour later.
fn begins(day: Day, zone: Tz) -> DateTime<Utc> {
    let midnight = day.and_time(NaiveTime::MIN);
    let local = zone.from_local_datetime(&midnight).earliest();
    let local = local.or_else(|| zone.from_local_datetime(&(midnight + TimeDelta::hours(1))).earliest());
    local.map_or_else(|| midnight.and_utc(), |local| local.with_timezone(&Utc))
}

/// For the test of the boundaries of days.
#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::day::from_iso;

    #[test]
    fn a_day_begins_at_midnight_on_the_wall() {
        let at = |iso: &str, zone: &str| begins(from_iso(iso).unwrap(), zone.parse().unwrap()).to_rfc3339();
        assert_eq!(at("2026-07-01", "Europe/London"), "2026-06-30T23:00:00+00:00");
        assert_eq!(at("2026-01-01", "Europe/London"), "2026-01-01T00:00:00+00:00");
        // In Beirut the clocks went from 0:00 to 1:00.
        assert_eq!(at("2022-03-27", "Asia/Beirut"), "2022-03-26T22:00:00+00:00");
    }

    #[test]
    fn who_is_so_old_today_was_born_up_to_a_day() {
        assert_eq!(birthday(from_iso("2026-11-21").unwrap(), 18), "2008-11-21");
        assert_eq!(birthday(from_iso("2028-02-29").unwrap(), 18), "2010-02-29");
    }
}
