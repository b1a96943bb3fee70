//! What of the ledger has to be settled before a year is closed.

use rusqlite::Connection;

use super::report::ENTRIES;
use super::{account_balances, batches, check, fund_balances};
use crate::cli::{ClosingItem, Opens, Span};
use crate::kit::{Money, Result, text};
use crate::ledger::model::{AccountKind, BatchState, Filter};
use crate::t;

/// That its two sides agree, that what was keyed is posted, that no cash box and no fund was spent below nothing.
///
/// # Errors
/// When the file cannot be read.
pub fn closing(conn: &Connection, span: &Span) -> Result<Vec<ClosingItem>> {
    let faults = check(conn)?;
    let drafts = batches(conn)?.into_iter().filter(|b| b.state == BatchState::Draft && b.received <= span.to).count();
    let upto = Filter { to: Some(span.to), ..Filter::default() };
    let open = |filter: Filter| Some(Opens { screen: ENTRIES, filter: filter.to_string() });
    let cash: Vec<_> = account_balances(conn, span.to)?
        .into_iter()
        .filter(|line| line.account.kind == AccountKind::Cash && line.balance < Money::ZERO)
        .collect();
    let funds: Vec<_> = fund_balances(conn, span.to)?.into_iter().filter(|line| line.balance < Money::ZERO).collect();
    let names = |names: Vec<String>| text::and_list(&names);
    Ok(vec![
        ClosingItem {
            key: "ledger",
            label: t!("The ledger ties out"),
            says: match faults.len() {
                0 => t!("Both sides of every entry agree, and every batch is what was declared").to_owned(),
                n => t!(
                    "{count} in the ledger, as “check” lists them",
                    count = text::plural(n, t!("fault"), t!("faults"))
                ),
            },
            open: faults.len(),
            must: true,
            opens: None,
        },
        ClosingItem {
            key: "batches",
            label: t!("Everything is posted"),
            says: match drafts {
                0 => t!("No batch is keyed and not posted").to_owned(),
                n => t!("{count} keyed and not posted", count = text::plural(n, t!("batch"), t!("batches"))),
            },
            open: drafts,
            must: false,
            opens: Some(Opens { screen: "money.batches", filter: String::new() }),
        },
        ClosingItem {
            key: "cash",
            label: t!("No cash box is below nothing"),
            says: match cash.as_slice() {
                [] => t!("No more cash was paid out than there was").to_owned(),
                some => t!(
                    "{names} below nothing at the end of the year",
                    names = names(some.iter().map(|line| line.account.name.clone()).collect())
                ),
            },
            open: cash.len(),
            must: false,
            opens: cash.first().and_then(|line| open(Filter { account: Some(line.account.id), ..upto.clone() })),
        },
        ClosingItem {
            key: "funds",
            label: t!("No fund is overspent"),
            says: match funds.as_slice() {
                [] => t!("No more was spent for a stated purpose than was given for it").to_owned(),
                some => t!(
                    "More was spent than given for {names}",
                    names = names(some.iter().map(|line| line.fund.name.clone()).collect())
                ),
            },
            open: funds.len(),
            must: false,
            opens: funds.first().and_then(|line| open(Filter { fund: Some(line.fund.id), ..upto.clone() })),
        },
    ])
}
