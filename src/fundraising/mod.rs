//! Fundraising: what was promised and what of it came.
//!
//! A pledge says what somebody promised; which instalments that makes is worked out for any day ([`model::Pledge::schedule`]),
//! and the ledger alone says what came. Whoever has a payment in hand asks [`store::open_items`] what it can be for, and
//! records it with [`ops::link_in`].

pub mod cli;
pub mod model;
pub mod ops;
pub mod report;
mod screen;
pub mod store;

use rusqlite::Connection;

use crate::app::{Opens, ScreenDef, Section, Subject, Todo};
use crate::kit::{Day, Money, Result, day, text};
use crate::office::{Expects, Finding, Tx, profile};
use crate::t;
use crate::ui::{Tone, icons};

pub use ops::OPS;

/// What `wardroom check` proves of fundraising.
pub const CHECKS: &[fn(&Connection) -> Result<Vec<Finding>>] = &[store::check];

/// Its place in the rail.
pub static SECTION: Section = Section { key: "fundraising", name: || t!("Fundraising"), icon: icons::HAND_HEART };

/// The description that window and command line know.
pub static SUBJECT: Subject = Subject {
    key: "fundraising",
    ops: OPS,
    checks: CHECKS,
    personal: store::PERSONAL,
    noun: cli::NOUN,
    screens: SCREENS,
    commands: screen::COMMANDS,
    todo: Some(todo),
    expects: Some(&PLEDGES),
    ..Subject::NONE
};

const SCREENS: &[ScreenDef] = &[
    ScreenDef {
        key: screen::PLEDGES,
        title: || t!("Pledges"),
        section: &SECTION,
        badge: Some((missed, Tone::Danger)),
        make: screen::Pledges::boxed,
        poses: &["new", "fundraising.receive", "fundraising.pledge_cancel", "fundraising.accept", "missed"],
        ..ScreenDef::NONE
    },
    ScreenDef {
        key: screen::APPEALS,
        title: || t!("Appeals"),
        section: &SECTION,
        make: screen::Appeals::boxed,
        poses: &["new", "fundraising.ask", "fundraising.appeal_name", "fundraising.numbers", "unplanned"],
        ..ScreenDef::NONE
    },
    ScreenDef {
        key: screen::DONORS,
        title: || t!("Donors"),
        section: &SECTION,
        make: screen::Donors::boxed,
        poses: &["lapsed"],
        ..ScreenDef::NONE
    },
    ScreenDef {
        key: screen::THANKS,
        title: || t!("Thanks"),
        section: &SECTION,
        tab: Some(6),
        badge: Some((|conn, today| Ok(store::to_thank(conn, today)?.len()), Tone::Accent)),
        make: screen::Thanks::boxed,
        poses: &["fundraising.thank"],
    },
    ScreenDef {
        key: screen::PLAN,
        title: || t!("Plan"),
        section: &SECTION,
        tab: Some(4),
        make: screen::Planning::boxed,
        poses: &["fundraising.plan_copy"],
        ..ScreenDef::NONE
    },
    ScreenDef {
        key: screen::FEEDBACK,
        title: || t!("Feedback"),
        section: &SECTION,
        tab: Some(7),
        make: screen::Feedback::boxed,
        poses: &["new"],
        ..ScreenDef::NONE
    },
    ScreenDef {
        key: screen::PROSPECTS,
        title: || t!("Prospects"),
        section: &SECTION,
        tab: Some(5),
        make: screen::Prospects::boxed,
        poses: &["new", "fundraising.prospect_remove"],
        ..ScreenDef::NONE
    },
];

/// How many pledges have missed instalments.
fn missed(conn: &Connection, today: Day) -> Result<usize> {
    let all = store::pledges(conn)?;
    Ok(all.iter().filter(|pledge| pledge.schedule(today).state == model::State::Missed).count())
}

/// Instalments that did not come, and donations that look like instalments.
fn todo(conn: &Connection, today: Day) -> Result<Vec<Todo>> {
    let pledges = store::pledges(conn)?;
    let currency = *profile::get(conn)?.currency;
    let mut todo = Vec::new();
    let seen = model::suggest(&pledges, &store::loose(conn, &pledges, today)?, today);
    if !seen.is_empty() {
        let count = text::plural(seen.len(), t!("donation"), t!("donations"));
        todo.push(Todo {
            due: None,
            says: t!("Count {count} towards pledges", count = count),
            detail: t!("From the same people, of the same amounts, near the days").to_owned(),
            does: t!("See them"),
            opens: Opens { screen: screen::PLEDGES, filter: "seen".to_owned() },
        });
    }
    let late: Vec<_> = pledges
        .iter()
        .filter(|pledge| !seen.iter().any(|s| s.pledge == pledge.id))
        .map(|pledge| (pledge, pledge.schedule(today)))
        .filter(|(_, schedule)| schedule.state == model::State::Missed)
        .collect();
    if let Some(first) = late.iter().filter_map(|(_, schedule)| Some(schedule.next()?.due)).min() {
        let sum: Money = late.iter().map(|(_, schedule)| schedule.missed_sum).sum();
        let says = match late.as_slice() {
            [(one, _)] => t!("Ask {name} about the pledge that was missed", name = one.name),
            several => t!("Ask {count} donors about pledges that were missed", count = several.len()),
        };
        todo.push(Todo {
            due: None,
            says,
            detail: t!("{sum} since {day}", sum = currency.show(sum), day = day::long(first)),
            does: t!("See who"),
            opens: Opens { screen: screen::PLEDGES, filter: "missed".to_owned() },
        });
    }
    let waiting = store::to_thank(conn, today)?;
    if !waiting.is_empty() {
        let sum: Money = waiting.iter().map(|one| one.sum).sum();
        todo.push(Todo {
            due: None,
            says: t!("Thank {count}", count = text::plural(waiting.len(), t!("donor"), t!("donors"))),
            detail: t!("{sum} since they were thanked last", sum = currency.show(sum)),
            does: t!("See who"),
            opens: Opens { screen: screen::THANKS, filter: String::new() },
        });
    }
    let due = |one: &model::Prospect| one.new.state.is_open() && one.new.due.is_some();
    for one in store::prospects(conn, today)?.into_iter().filter(due).take(PROSPECTS) {
        let ask = if one.new.asker.is_empty() { String::new() } else { t!("{who} asks", who = one.new.asker) };
        todo.push(Todo {
            due: one.new.due,
            says: t!("{name}: {step}", name = one.name, step = one.new.step),
            detail: ask,
            does: t!("See it"),
            opens: Opens { screen: screen::PROSPECTS, filter: one.id.to_string() },
        });
    }
    Ok(todo)
}

/// Instalments that have not come, for who records a payment or reads the bank's statement.
static PLEDGES: Expects =
    Expects { key: "pledges", says: || t!("Pledges"), kind: "donation", open: store::awaited, came };

/// How many next steps with prospects stand on Home.
const PROSPECTS: usize = 5;

fn came(tx: &Tx<'_>, row: i64, entry: i64, amount: Money) -> Result<()> {
    ops::link_in(tx, model::PledgeId(row), model::EntryId(entry), amount)
}
