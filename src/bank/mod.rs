//! The bank: statements in, each line matched to the ledger, the account reconciled to what the bank says.

pub mod cli;
pub mod import;
pub mod model;
pub mod ops;
mod screen;
pub mod statement;
pub mod store;

pub use ops::OPS;

/// What `wardroom check` proves of the bank.
pub const CHECKS: &[fn(&Connection) -> Result<Vec<Finding>>] = &[store::check];

use rusqlite::Connection;

use crate::app::{Opens, ScreenDef, Subject, Todo};
use crate::kit::{Day, Result, day, text};
use crate::ledger::screen::MONEY;
use crate::office::Finding;
use crate::t;
use crate::ui::Tone;

/// The description that window and command line know.
pub static SUBJECT: Subject = Subject {
    key: "bank",
    ops: OPS,
    personal: store::PERSONAL,
    checks: CHECKS,
    noun: cli::NOUN,
    screens: SCREENS,
    commands: screen::COMMANDS,
    todo: Some(todo),
    ..Subject::NONE
};

const SCREENS: &[ScreenDef] = &[
    ScreenDef {
        key: screen::BANK,
        title: || t!("Bank"),
        section: &MONEY,
        tab: Some(2),
        badge: Some((|conn, _| store::open_count(conn), Tone::Warning)),
        make: screen::Bank::boxed,
        poses: &[
            "bank.record",
            "bank.split",
            "bank.somebody_new",
            "bank.entries",
            "bank.aside",
            "bank.match_sure",
            "lines",
            "statements",
            "missing",
            "remembered",
        ],
    },
    ScreenDef {
        key: screen::RECONCILE,
        title: || t!("Reconcile"),
        section: &MONEY,
        tab: None,
        make: screen::Reconcile::boxed,
        ..ScreenDef::NONE
    },
    ScreenDef {
        key: screen::MAP,
        title: || t!("Map a bank’s table"),
        section: &MONEY,
        tab: None,
        make: screen::map_boxed,
        poses: &["example"],
        ..ScreenDef::NONE
    },
];

/// Lines that wait, and accounts whose statement closed and was not held against the ledger.
fn todo(conn: &Connection, _today: Day) -> Result<Vec<Todo>> {
    let mut todo = Vec::new();
    let open = store::open_count(conn)?;
    if open > 0 {
        todo.push(Todo {
            due: None,
            says: t!("Match {count}", count = text::plural(open, t!("bank line"), t!("bank lines"))),
            detail: t!("What came in and went out, as the bank has it").to_owned(),
            does: t!("Match"),
            opens: Opens { screen: screen::BANK, filter: String::new() },
        });
        return Ok(todo);
    }
    for (account, name, on) in store::to_reconcile(conn)? {
        todo.push(Todo {
            due: None,
            says: t!("Reconcile {account} to {day}", account = name, day = day::short(on)),
            detail: t!("All its lines are matched").to_owned(),
            does: t!("Reconcile"),
            opens: Opens { screen: screen::RECONCILE, filter: account.to_string() },
        });
    }
    Ok(todo)
}
