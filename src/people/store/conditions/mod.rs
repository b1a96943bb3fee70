//! What segments can ask of the register: who people are, where they live, whether they may be reached, what was noted.

mod noted;
mod own;
mod place;
mod reach;
mod who;

use rusqlite::Connection;

use crate::kit::Result;
use crate::kit::fold::fold;
use crate::office::Condition;
use crate::office::condition::{Offered, Values};
use crate::t;

/// All of them, in the order in which they are offered.
pub const CONDITIONS: &[&Condition] = &[
    &who::KIND,
    &who::TAG,
    &place::POSTCODE,
    &place::TOWN,
    &place::COUNTRY,
    &who::AGE,
    &who::AGE_UNKNOWN,
    &who::LANGUAGE,
    &who::SOURCE,
    &who::ADDED,
    &reach::HAS,
    &reach::MAY,
    &reach::CONSENT,
    &reach::STOPPED,
    &noted::LOGGED,
    &noted::INTEREST,
    &noted::OPEN,
    &noted::LINKED,
    &noted::REFERRED,
    &noted::REFERRER,
    &own::ANY,
    &own::TEXT,
    &own::CHOICE,
    &own::NUMBER,
    &own::DAY,
];

fn person() -> &'static str {
    t!("Person")
}

fn reached() -> &'static str {
    t!("Contact")
}

fn notes() -> &'static str {
    t!("Notes and links")
}

fn own_fields() -> &'static str {
    t!("Own fields")
}

/// The words of a column, each once.
fn distinct(conn: &Connection, sql: &str) -> Result<Vec<Offered>> {
    let mut select = conn.prepare_cached(sql)?;
    let names = select.query_map([], |row| row.get::<_, String>(0))?.collect::<rusqlite::Result<Vec<_>>>()?;
    Ok(names.into_iter().map(Offered::named).collect())
}

/// A text of which nothing is left to look for once it is folded would fit everything.
fn wordless(values: &Values, part: &'static str) -> Option<(&'static str, String)> {
    let text = values.text(part);
    (!text.is_empty() && fold(text).is_empty()).then(|| (part, t!("Write letters or figures").to_owned()))
}

/// Nothing is wrong with two bounds of which at least one is there, the lower first.
fn bounds(values: &Values, need: bool) -> Option<(&'static str, String)> {
    match (values.number("least"), values.number("most")) {
        (None, None) if need => Some(("least", t!("Write at least one of the two").to_owned())),
        (Some(least), Some(most)) if least > most => Some(("most", t!("This is less than the other").to_owned())),
        _ => None,
    }
}
