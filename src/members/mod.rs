//! Members: terms of membership, what they come to on a day, dues, and who may vote.
//!
//! [`store::register`] reads everything once; [`model::Register`] works out status, arrears, a dues run or the roll from it,
//! purely and for any day. What is paid stands in the ledger, as entries of kind dues: which charge each settles is worked
//! out, so that undoing, reversing or importing a payment needs nothing here.

pub mod cli;
pub mod import;
pub mod model;
pub mod ops;
pub mod page;
pub mod printing;
pub mod report;
mod screen;
pub mod store;

use rusqlite::Connection;

use crate::app::{Found, Opens, SETTINGS, ScreenDef, Section, Subject, Todo};
use crate::kit::{Day, Money, Result, day, text};
use crate::office::{Expects, Finding, Tx, profile};
use crate::t;
use crate::ui::{Tone, icons};

pub use ops::OPS;

/// What `wardroom check` proves of members.
pub const CHECKS: &[fn(&Connection) -> Result<Vec<Finding>>] = &[store::check];

/// What a new office starts with: the usual classes.
pub const BEGIN: fn(&Tx<'_>) -> Result<()> = ops::begin_in;

/// The dues that are owed, as payments that should come.
static DUES: Expects =
    Expects { key: "dues", says: || t!("Dues"), kind: "dues", open: store::awaited, came: ops::settle_in };

/// Its place in the rail.
pub static SECTION: Section = Section { key: "members", name: || t!("Members"), icon: icons::IDENTIFICATION_CARD };

/// The description that window and command line know.
pub static SUBJECT: Subject = Subject {
    key: "members",
    ops: OPS,
    personal: store::PERSONAL,
    counters: &["member_counter"],
    conditions: store::CONDITIONS,
    checks: CHECKS,
    begin: &[BEGIN],
    expects: Some(&DUES),
    noun: cli::NOUN,
    screens: SCREENS,
    commands: screen::COMMANDS,
    todo: Some(todo),
    find: Some(find),
    badge: Some(|conn, today| Ok(store::members_at_a_glance(conn, today)?.filter(|n| *n > 0))),
    ..Subject::NONE
};

const SCREENS: &[ScreenDef] = &[
    ScreenDef {
        key: screen::LIST,
        title: || t!("Members"),
        section: &SECTION,
        make: screen::Members::boxed,
        poses: &[
            "new",
            "member",
            "several",
            "members.change",
            "members.pay",
            "members.end",
            "members.pin",
            "members.move",
            "members.number",
        ],
        ..ScreenDef::NONE
    },
    ScreenDef {
        key: screen::IMPORT,
        title: || t!("Import members"),
        section: &SECTION,
        tab: None,
        make: screen::import::boxed,
        poses: &["example"],
        ..ScreenDef::NONE
    },
    ScreenDef {
        key: screen::APPLICATIONS,
        title: || t!("Applications"),
        section: &SECTION,
        tab: Some(10),
        badge: Some((|conn, _today| Ok(usize::try_from(store::waiting(conn)?).unwrap_or(0)), Tone::Accent)),
        make: screen::Applications::boxed,
        poses: &["members.approve", "members.refuse"],
    },
    ScreenDef {
        key: screen::DUES,
        title: || t!("Dues run"),
        section: &SECTION,
        tab: Some(20),
        make: screen::Dues::boxed,
        poses: &["members.run", "owes_none"],
        ..ScreenDef::NONE
    },
    ScreenDef {
        key: screen::ARREARS,
        title: || t!("Arrears"),
        section: &SECTION,
        tab: Some(30),
        make: screen::ArrearsScreen::boxed,
        ..ScreenDef::NONE
    },
    ScreenDef {
        key: screen::REMIND,
        title: || t!("Remind of dues"),
        section: &SECTION,
        tab: None,
        make: screen::Remind::boxed,
        poses: &["last", "left_out"],
        ..ScreenDef::NONE
    },
    ScreenDef {
        key: screen::CARDS,
        title: || t!("Membership cards"),
        section: &SECTION,
        tab: None,
        make: screen::CardsScreen::boxed,
        poses: &["left_out"],
        ..ScreenDef::NONE
    },
    ScreenDef {
        key: screen::ROLL,
        title: || t!("Roll"),
        section: &SECTION,
        tab: Some(40),
        make: screen::RollScreen::boxed,
        poses: &["left_out", "print"],
        ..ScreenDef::NONE
    },
    ScreenDef {
        key: screen::SETTINGS,
        title: || t!("Members"),
        section: &SETTINGS,
        tab: Some(30),
        make: screen::MemberSettings::boxed,
        poses: &["class", "numbers"],
        ..ScreenDef::NONE
    },
];

/// Applications that wait, renewals that are due, dues that are long overdue.
fn todo(conn: &Connection, today: Day) -> Result<Vec<Todo>> {
    if !store::in_force(conn)? || !store::any(conn)? {
        return Ok(Vec::new());
    }
    let register = store::register(conn)?;
    let currency = *profile::get(conn)?.currency;
    let mut todo = Vec::new();
    let waiting = register.waiting();
    if let Some(oldest) = waiting.first() {
        let says = match waiting.as_slice() {
            [one] => t!("Decide on the application of {name}", name = register.name(one.person)),
            all => t!("Decide on {count} applications", count = all.len()),
        };
        let since = oldest.applied.map(|on| t!("Waiting since {day}", day = day::long(on))).unwrap_or_default();
        let opens = Opens { screen: screen::APPLICATIONS, filter: oldest.person.to_string() };
        todo.push(Todo { due: None, says, detail: since, does: t!("Decide"), opens });
    }
    let soon = today + chrono::TimeDelta::days(i64::from(register.settings.remind_days));
    let due: Vec<Day> = store::rows(conn, today)?
        .iter()
        .filter(|row| row.status.is_member())
        .filter_map(|row| row.paid_to)
        .filter(|to| *to <= soon)
        .collect();
    if let Some(first) = due.iter().min() {
        todo.push(Todo {
            due: Some(*first),
            says: t!("Ask for {count}", count = text::plural(due.len(), t!("renewal"), t!("renewals"))),
            detail: t!("Paid up to {day} or soon after", day = day::long(*first)),
            does: t!("See them"),
            opens: Opens { screen: screen::LIST, filter: "renewals".to_owned() },
        });
    }
    let late: Vec<Money> = register
        .arrears(today)
        .iter()
        .map(|a| a.ages.iter().skip(2).copied().sum())
        .filter(|sum| !Money::is_zero(*sum))
        .collect();
    if !late.is_empty() {
        let total: Money = late.iter().copied().sum();
        todo.push(Todo {
            due: None,
            says: t!("{total} of dues are overdue for more than 30 days", total = currency.show(total)),
            detail: text::plural(late.len(), t!("payer"), t!("payers")),
            does: t!("See who"),
            opens: Opens { screen: screen::ARREARS, filter: String::new() },
        });
    }
    Ok(todo)
}

/// Members by name or number, with what each is.
fn find(conn: &Connection, typed: &str, most: usize) -> Result<Vec<Found>> {
    if typed.trim().chars().count() < 2 {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for person in store::persons_called(conn, typed, most.min(6))? {
        let register = store::register_of(conn, person)?;
        let terms = register.terms_of(person);
        // The palette knows no day; what a term says of itself is enough to tell two of a name apart.
        let Some(term) = terms.last() else { continue };
        let class = register.class_name(term.classes.last().map_or(term.class, |(_, class)| *class));
        let since = term.since.or(term.applied).map(day::short).unwrap_or_default();
        found.push(Found {
            icon: icons::IDENTIFICATION_CARD,
            title: register.name(person).to_owned(),
            detail: t!("{class} member since {day}", class = class, day = since),
            opens: Opens { screen: screen::LIST, filter: person.to_string() },
        });
    }
    Ok(found)
}
