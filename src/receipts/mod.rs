//! Receipts: numbered, frozen when issued, never erased. A run leaves out what it must and ties out to the ledger.
//!
//! A [`model::Plan`] shows who gets a receipt and who does not; [`ops::issue`] issues exactly that; [`printing`] brings it to
//! paper afterwards.

pub mod cli;
pub mod model;
pub mod ops;
pub mod page;
pub mod printing;
pub mod report;
mod screen;
pub mod store;

use rusqlite::Connection;

use crate::app::{Found, Opens, SETTINGS, ScreenDef, Subject, Todo};
use crate::kit::{Day, Result};
use crate::ledger::MONEY;
use crate::office::profile;
use crate::office::{Finding, Lock, Op};
use crate::t;
use crate::ui::icons;

/// Every operation of receipts.
pub const OPS: &[&Op] =
    &[&ops::ISSUE, &ops::RUN, &ops::VOID, &ops::REISSUE, &ops::PRINT, &ops::CHANGE_SETTINGS, &ops::CHANGE_SERIES];

/// What `check` proves of receipts.
pub const CHECKS: &[fn(&rusqlite::Connection) -> crate::kit::Result<Vec<Finding>>] = &[store::check];

/// What an undo may not put back.
pub const LOCKS: &[Lock] = &[store::locks];

/// The description that window and command line know.
pub static SUBJECT: Subject = Subject {
    key: "receipts",
    ops: OPS,
    checks: CHECKS,
    locks: LOCKS,
    begin: &[ops::begin_in],
    personal: store::PERSONAL,
    conditions: store::CONDITIONS,
    noun: cli::NOUN,
    screens: SCREENS,
    commands: &[
        &screen::YEARLY,
        &screen::PRINT,
        &screen::REISSUE,
        &screen::VOID,
        &screen::EXPORT,
        &screen::ISSUE,
        &screen::PROOF,
        &screen::CHANGE_SETTINGS,
    ],
    todo: Some(todo),
    // All that a plan is made of: working one out reads every donation of a year.
    todo_tables: &[
        "entry",
        "receipt",
        "receipt_line",
        "receipt_settings",
        "person",
        "person_address",
        "office",
        "office_jurisdiction",
    ],
    find: Some(find),
    ..Subject::NONE
};

const SCREENS: &[ScreenDef] = &[
    ScreenDef {
        key: screen::LIST,
        title: || t!("Receipts"),
        section: &MONEY,
        tab: Some(30),
        make: screen::Receipts::boxed,
        poses: &["receipts.print", "receipts.void", "receipts.reissue"],
        ..ScreenDef::NONE
    },
    ScreenDef {
        key: screen::RUN,
        title: || t!("Yearly receipts"),
        section: &MONEY,
        tab: None,
        make: screen::Run::boxed,
        poses: &["no_address", "receipts.issue_run", "receipts.proof"],
        ..ScreenDef::NONE
    },
    ScreenDef {
        key: screen::SETTINGS,
        title: || t!("Receipts"),
        section: &SETTINGS,
        tab: Some(40),
        make: screen::ReceiptSettings::boxed,
        poses: &["series"],
        ..ScreenDef::NONE
    },
];

/// The receipts that no longer say what was given; then the donations that have none yet.
fn todo(conn: &Connection, today: Day) -> Result<Vec<Todo>> {
    let overtaken = store::overtaken(conn)?.into_iter().map(|(number, donor)| Todo {
        due: None,
        says: t!("Void receipt {number}, or issue it anew", number = number),
        detail: t!("Money on it was taken back; it went to {donor}", donor = donor),
        does: t!("See the receipt"),
        opens: Opens { screen: screen::LIST, filter: number },
    });
    Ok(overtaken.chain(to_issue(conn, today)?).collect())
}

/// The donations that have no receipt yet: of the year that ended, and once those are done, of this one.
fn to_issue(conn: &Connection, today: Day) -> Result<Option<Todo>> {
    use chrono::Datelike as _;
    let currency = profile::get(conn)?.currency;
    for year in [today.year() - 1, today.year()] {
        let scope = model::Scope::Year { year, kind: model::ReceiptKind::Annual };
        // Where the regulator issues the receipts, there is nothing to do.
        let Ok(plan) = store::plan(conn, scope, today) else { return Ok(None) };
        if !plan.drafts.is_empty() {
            let donations = crate::kit::text::plural(plan.donations(), t!("donation"), t!("donations"));
            let total = currency.show(plan.total());
            return Ok(Some(Todo {
                due: None,
                says: t!(
                    "Receipts for {donations} of {year}, {total}",
                    donations = donations,
                    year = year,
                    total = total
                ),
                detail: crate::kit::text::plural(plan.drafts.len(), t!("receipt to issue"), t!("receipts to issue")),
                does: t!("See the run"),
                opens: Opens { screen: screen::RUN, filter: format!("to_issue {year}") },
            }));
        }
    }
    Ok(None)
}

/// Receipts by number or donor.
fn find(conn: &Connection, text: &str, most: usize) -> Result<Vec<Found>> {
    let currency = profile::get(conn)?.currency;
    if text.trim().chars().count() < 2 {
        return Ok(Vec::new());
    }
    let receipts = store::few(conn, text, most)?;
    let found = |receipt: model::Receipt| Found {
        icon: icons::RECEIPT,
        title: t!("Receipt {number}", number = receipt.number),
        detail: t!("{donor}, {total}", donor = receipt.donor_name, total = currency.show(receipt.total)),
        opens: Opens { screen: screen::LIST, filter: receipt.number },
    };
    Ok(receipts.into_iter().map(found).collect())
}
