//! Conditions about the office's own fields, one for each kind of field.

use rusqlite::Connection;

use super::super::super::own::OwnKind;
use super::super::own;
use super::{bounds, own_fields};
use crate::kit::Result;
use crate::kit::fold::fold;
use crate::office::Condition;
use crate::office::condition::{Kind, Offered, Part, Says, Sql, Values};
use crate::t;

/// The fields of a kind, or all; known by their ids, so that another name changes nothing.
fn fields(conn: &Connection, kind: Option<OwnKind>) -> Result<Vec<Offered>> {
    let all = own::fields(conn)?;
    let fits = all.into_iter().filter(|field| kind.is_none_or(|kind| kind == field.kind));
    Ok(fits.map(|field| Offered::new(field.id.to_string(), field.name)).collect())
}

fn field_label() -> &'static str {
    t!("Field")
}

const fn field(offer: crate::office::condition::Offer) -> Part {
    Part::new("field", field_label, Kind::Choice(offer)).needed()
}

/// People with a value in the field that fits.
fn having(values: &Values, fits: &str) -> Sql {
    let id = values.text("field").parse::<i64>().unwrap_or(0);
    Sql::of(format!("p.id IN (SELECT person FROM person_own WHERE field = ?{fits})")).bind(id)
}

pub(super) static ANY: Condition = Condition {
    key: "people.own",
    heading: own_fields,
    name: || t!("Has something in a field"),
    parts: &[field(|conn, _| fields(conn, None))],
    says: |filled| {
        let field = filled.quoted("field");
        Says::new(t!("have something in {field}", field = field), t!("have nothing in {field}", field = field))
    },
    sql: |_, values| Ok(having(values, "")),
    ..Condition::NONE
};

pub(super) static TEXT: Condition = Condition {
    key: "people.own_text",
    heading: own_fields,
    name: || t!("Has words in a field"),
    parts: &[
        field(|conn, _| fields(conn, Some(OwnKind::Text))),
        Part::new("words", || t!("Words in it"), Kind::Text).needed(),
    ],
    check: |values| super::wordless(values, "words"),
    says: |filled| {
        let (field, words) = (filled.quoted("field"), filled.values.text("words"));
        Says::new(
            t!("have “{words}” in {field}", words = words, field = field),
            t!("do not have “{words}” in {field}", words = words, field = field),
        )
    },
    sql: |_, values| Ok(having(values, " AND instr(fold(value), ?) > 0").bind(fold(values.text("words")))),
};

pub(super) static CHOICE: Condition = Condition {
    key: "people.own_choice",
    heading: own_fields,
    name: || t!("Has chosen in a field"),
    parts: &[
        field(|conn, _| fields(conn, Some(OwnKind::Choice))),
        Part::new("chosen", || t!("Chosen"), Kind::Choices(options)).needed(),
    ],
    says: |filled| {
        let (field, chosen) = (filled.quoted("field"), filled.quoted("chosen"));
        Says::new(
            t!("have {chosen} in {field}", chosen = chosen, field = field),
            t!("do not have {chosen} in {field}", chosen = chosen, field = field),
        )
    },
    sql: |_, values| {
        let chosen = values.texts("chosen");
        let fits = format!(" AND value IN ({})", Sql::places(chosen.len()));
        Ok(having(values, &fits).bind_all(chosen.iter().cloned()))
    },
    ..Condition::NONE
};

/// The words of the field that is chosen, also those that people have and the field no longer offers.
fn options(conn: &Connection, values: &Values) -> Result<Vec<Offered>> {
    let id = values.text("field");
    let Some(field) = own::fields(conn)?.into_iter().find(|field| field.id.to_string() == id) else {
        return Ok(Vec::new());
    };
    let mut words = field.options;
    let mut select = conn.prepare_cached("SELECT DISTINCT value FROM person_own WHERE field = ?1 ORDER BY value")?;
    for word in select.query_map([field.id.0], |row| row.get::<_, String>(0))? {
        let word = word?;
        if !words.contains(&word) {
            words.push(word);
        }
    }
    Ok(words.into_iter().map(Offered::named).collect())
}

pub(super) static NUMBER: Condition = Condition {
    key: "people.own_number",
    heading: own_fields,
    name: || t!("Has a number in a field"),
    parts: &[
        field(|conn, _| fields(conn, Some(OwnKind::Number))),
        Part::new("least", || t!("At least"), Kind::Number(-1_000_000_000, 1_000_000_000)),
        Part::new("most", || t!("At most"), Kind::Number(-1_000_000_000, 1_000_000_000)),
    ],
    check: |values| bounds(values, true),
    says: |filled| {
        let field = filled.quoted("field");
        let number = match (filled.values.number("least"), filled.values.number("most")) {
            (Some(least), Some(most)) => t!("{least} to {most}", least = least, most = most),
            (Some(least), None) => t!("at least {n}", n = least),
            (None, most) => t!("at most {n}", n = most.unwrap_or_default()),
        };
        Says::new(
            t!("have {number} in {field}", number = number, field = field),
            t!("do not have {number} in {field}", number = number, field = field),
        )
    },
    sql: |_, values| {
        // Numbers stand in the file as they were written, decimals too.
        let mut sql = having(values, " AND CAST(value AS REAL) BETWEEN ? AND ?");
        for (bound, open) in [("least", i64::MIN), ("most", i64::MAX)] {
            sql = sql.bind(values.number(bound).unwrap_or(open));
        }
        Ok(sql)
    },
};

pub(super) static DAY: Condition = Condition {
    key: "people.own_day",
    heading: own_fields,
    name: || t!("Has a day in a field"),
    parts: &[field(|conn, _| fields(conn, Some(OwnKind::Day))), Part::new("when", || t!("When"), Kind::When).needed()],
    says: |filled| {
        let (field, when) = (filled.quoted("field"), filled.when("when"));
        Says::new(
            t!("have a day{when} in {field}", when = when, field = field),
            t!("have no day{when} in {field}", when = when, field = field),
        )
    },
    sql: |asking, values| Ok(having(values, " AND value BETWEEN ? AND ?").bind_all(asking.span(values.when("when")))),
    ..Condition::NONE
};
