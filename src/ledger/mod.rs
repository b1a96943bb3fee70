//! Money: entries, batches, balances and reports. Double entry underneath, which a volunteer never has to read.

pub mod cli;
pub mod import;
pub mod model;
pub mod ops;
pub mod page;
pub mod prospect;
pub mod screen;
pub mod store;

pub use cli::NOUN;
pub use ops::OPS;
pub use screen::MONEY;

use rusqlite::Connection;

use crate::app::{HomeCard, Month, Opens, Subject, Todo};
use crate::kit::{Day, Money, Result, day};
use crate::office::{Finding, Guard, Lock, Tx, profile};
use crate::t;

/// What `wardroom check` asks of the ledger.
pub const CHECKS: &[fn(&Connection) -> Result<Vec<Finding>>] = &[store::check];

/// What holds entries as they are; asked before an undo.
pub const LOCKS: &[Lock] = &[store::locks];

/// What no step may change: entries of a closed year.
pub const GUARDS: &[Guard] = &[store::guard];

/// Whether the ledger holds amounts.
pub const HAS_AMOUNTS: fn(&Connection) -> Result<bool> = store::has_amounts;

/// What a new office starts with: accounts and categories.
pub const BEGIN: fn(&Tx<'_>) -> Result<()> = ops::begin_in;

/// The description that window and command line know.
pub static SUBJECT: Subject = Subject {
    key: "money",
    ops: OPS,
    checks: CHECKS,
    locks: LOCKS,
    guards: GUARDS,
    begin: &[BEGIN],
    has_amounts: Some(HAS_AMOUNTS),
    personal: store::PERSONAL,
    conditions: store::CONDITIONS,
    noun: NOUN,
    screens: screen::SCREENS,
    commands: screen::COMMANDS,
    todo: Some(todo),
    cards: &[income_by_month],
    foresee: Some(store::foresee),
    ..Subject::NONE
};

/// Batches that are keyed and not posted.
fn todo(conn: &Connection, _today: Day) -> Result<Vec<Todo>> {
    let currency = *profile::get(conn)?.currency;
    let drafts = store::batches(conn)?.into_iter().filter(|b| b.state == model::BatchState::Draft);
    let mut todos: Vec<Todo> = drafts.map(|batch| screen::todo(&batch, currency)).collect();
    if todos.is_empty() && !store::has_amounts(conn)? {
        todos.push(Todo {
            due: None,
            says: t!("Bring in a list of donations").to_owned(),
            detail: t!("Your spreadsheet or a payment service’s, or record them one by one").to_owned(),
            does: t!("Import"),
            opens: Opens { screen: screen::IMPORT, filter: String::new() },
        });
    }
    Ok(todos)
}

/// Income by month of the financial year against the year before; nothing while there is none.
fn income_by_month(conn: &Connection, today: Day) -> Result<Option<HomeCard>> {
    let profile = profile::get(conn)?;
    let (first, last) = profile.year_of(today);
    let before = first.pred_opt().map_or((first, last), |d| profile.year_of(d));
    let income = |from: Day, to: Day| -> Result<std::collections::BTreeMap<String, Money>> {
        let mut months = std::collections::BTreeMap::new();
        let all = store::category_months(conn, from, to)?;
        for month in
            all.into_iter().filter(|(c, _)| c.kind == model::CategoryKind::Income).flat_map(|(_, months)| months)
        {
            *months.entry(month.month).or_default() += month.sum;
        }
        Ok(months)
    };
    let (now, then) = (income(first, last)?, income(before.0, before.1)?);
    if now.is_empty() && then.is_empty() {
        return Ok(None);
    }
    let currency = *profile.currency;
    let sum_of = |months: &std::collections::BTreeMap<String, Money>, from: Day| {
        months.get(&from.format("%Y-%m").to_string()).copied().unwrap_or_default()
    };
    // The chart's axis is in whole pounds, not pence.
    let major = |sum: Money| sum.0 as f64 / 10_f64.powi(i32::from(currency.digits));
    let months = (0..12)
        .filter_map(|n| {
            let from = first.checked_add_months(chrono::Months::new(n))?;
            let to = from.checked_add_months(chrono::Months::new(1))?.pred_opt()?;
            let name = day::month_name(chrono::Datelike::month(&from));
            let sums = (sum_of(&now, from), sum_of(&then, from.checked_sub_months(chrono::Months::new(12))?));
            Some(Month {
                name: name.chars().take(3).collect(),
                now: major(sums.0),
                before: major(sums.1),
                says: t!(
                    "{month}: {now}, last year {before}",
                    month = name,
                    now = currency.show(sums.0),
                    before = currency.show(sums.1)
                ),
                opens: Opens { screen: screen::ENTRIES, filter: model::Filter::between(from, to).to_string() },
            })
        })
        .collect();
    Ok(Some(HomeCard::Months {
        title: t!("Income by month"),
        now: t!("This year").to_owned(),
        before: t!("Last year").to_owned(),
        months,
    }))
}
