//! Conditions about reaching somebody: what they have, what they said, what stands against it.

use rusqlite::Connection;

use super::super::super::consent::{ANY, State, Way};
use super::reached;
use crate::kit::Result;
use crate::office::Condition;
use crate::office::condition::{Asking, Kind, Offered, Part, Says, Sql, Values};
use crate::t;

pub(super) static HAS: Condition = Condition {
    key: "people.has",
    heading: reached,
    name: || t!("Has an e-mail address, phone or postal address"),
    parts: &[Part::new("what", || t!("What"), Kind::Choice(contacts)).needed()],
    says: |filled| match filled.values.text("what") {
        "email" => Says::new(t!("have an e-mail address"), t!("have no e-mail address")),
        "phone" => Says::new(t!("have a phone number"), t!("have no phone number")),
        _ => Says::new(t!("have a postal address"), t!("have no postal address")),
    },
    sql: |asking, values| Ok(has(asking, values.text("what"))),
    ..Condition::NONE
};

fn contacts(_: &Connection, _: &Values) -> Result<Vec<Offered>> {
    Ok(vec![
        Offered::new("email", t!("E-mail address")),
        Offered::new("phone", t!("Phone number")),
        Offered::new("post", t!("Postal address")),
    ])
}

/// People with something that holds today.
fn has(asking: &Asking<'_>, what: &str) -> Sql {
    let holds = "(valid_from IS NULL OR valid_from <= ?) AND (valid_to IS NULL OR valid_to >= ?)";
    let sql = match what {
        // Most people have one: a walk through the table is much quicker than a look at each row by the index of channels.
        "email" | "phone" => {
            Sql::of(format!("p.id IN (SELECT person FROM person_contact NOT INDEXED WHERE channel = ? AND {holds})"))
                .bind(what.to_owned())
        }
        _ => Sql::of(format!(
            "p.id IN (SELECT person FROM person_address WHERE street || locality || region || postcode <> '' AND {holds})"
        )),
    };
    sql.bind(asking.today_text()).bind(asking.today_text())
}

/// People of whom the last that was said on a channel up to today is this.
fn last_said(asking: &Asking<'_>, channel: &str, state: State) -> Sql {
    // The channel of the do-not-contact has an index of its own, which is found by its word alone.
    let (is, value) = if channel == ANY { ("= 'any'", None) } else { ("= ?", Some(channel.to_owned())) };
    let sql = format!(
        "p.id IN (SELECT c.person FROM person_consent c WHERE c.channel {is} AND c.state = ? AND c.day <= ? \
         AND NOT EXISTS (SELECT 1 FROM person_consent n WHERE n.person = c.person AND n.channel = c.channel \
         AND n.day <= ? AND (n.day > c.day OR n.day = c.day AND n.id > c.id)))"
    );
    let bound = Sql::of(sql).bind_all(value);
    bound.bind(state.key().to_owned()).bind(asking.today_text()).bind(asking.today_text())
}

pub(super) static STOPPED: Condition = Condition {
    key: "people.stopped",
    heading: reached,
    name: || t!("Do not contact"),
    says: |_| Says::new(t!("are on do not contact"), t!("are not on do not contact")),
    sql: |asking, _| Ok(last_said(asking, ANY, State::No)),
    ..Condition::NONE
};

/// The usual ways and the office's own.
fn ways(conn: &Connection, _: &Values) -> Result<Vec<Offered>> {
    let known = super::distinct(conn, "SELECT DISTINCT channel FROM person_consent WHERE channel <> 'any'")?;
    let mut own: Vec<Way> = known.into_iter().map(|offered| Way::Own(offered.key)).collect();
    own.retain(|way| !Way::USUAL.iter().any(|usual| usual.key() == way.key()));
    own.sort();
    Ok(Way::USUAL.into_iter().chain(own).map(|way| Offered::new(way.key(), way.says())).collect())
}

fn lower(filled: &crate::office::condition::Filled<'_>) -> String {
    filled.either("way").to_lowercase()
}

pub(super) static CONSENT: Condition = Condition {
    key: "people.consent",
    heading: reached,
    name: || t!("Said about being contacted"),
    parts: &[
        Part::new("way", || t!("By"), Kind::Choice(ways)).needed(),
        Part::new("said", || t!("Said"), Kind::Choice(answers)).needed(),
    ],
    says: |filled| {
        let way = lower(filled);
        match filled.values.text("said") {
            "yes" => Says::new(t!("said yes to {way}", way = way), t!("did not say yes to {way}", way = way)),
            "no" => Says::new(t!("said no to {way}", way = way), t!("did not say no to {way}", way = way)),
            _ => Says::new(t!("said neither yes nor no to {way}", way = way), t!("said yes or no to {way}", way = way)),
        }
    },
    sql: |asking, values| {
        let said = |state| last_said(asking, values.text("way"), state);
        Ok(match values.text("said") {
            "yes" => said(State::Yes),
            "no" => said(State::No),
            _ => Sql::any([said(State::Yes), said(State::No)]).negated(),
        })
    },
    ..Condition::NONE
};

fn answers(_: &Connection, _: &Values) -> Result<Vec<Offered>> {
    Ok(vec![
        Offered::new("yes", t!("Yes")),
        Offered::new("no", t!("No")),
        Offered::new("unknown", t!("Neither, or not known")),
    ])
}

pub(super) static MAY: Condition = Condition {
    key: "people.may",
    heading: reached,
    name: || t!("May be reached"),
    parts: &[
        Part::new("way", || t!("By"), Kind::Choice(ways)).needed(),
        Part::new("asked", || t!("Only who said yes"), Kind::Flag),
    ],
    says: |filled| {
        let way = lower(filled);
        if filled.values.flag("asked") {
            Says::new(
                t!("can be reached by {way} and said yes to it", way = way),
                t!("cannot be reached by {way} or did not say yes to it", way = way),
            )
        } else {
            Says::new(t!("may be reached by {way}", way = way), t!("may not be reached by {way}", way = way))
        }
    },
    // As `Standing::reaches` says it of one person.
    sql: |asking, values| {
        let way = values.text("way");
        let mut all = vec![last_said(asking, ANY, State::No).negated()];
        match way {
            "post" | "email" | "phone" => all.push(has(asking, way)),
            "text" => all.push(has(asking, "phone")),
            _ => {}
        }
        all.push(if values.flag("asked") {
            last_said(asking, way, State::Yes)
        } else {
            last_said(asking, way, State::No).negated()
        });
        Ok(Sql::all(all))
    },
    ..Condition::NONE
};
