//! What is odd about money that is about to be recorded, whatever the law: the same is there already, or it is very much.

use std::collections::BTreeSet;

use rusqlite::{Connection, params};

use super::{VOID, iso};
use crate::kit::{Currency, Day, Result, day};
use crate::ledger::model::{EntryKind, unusual_amount};
use crate::office::{Foreseen, Giver, Prospect, Weight, profile};
use crate::t;

/// A list of more is a list from elsewhere, which is asked in its own way for what is there already.
const MANY: usize = 500;

/// See [`crate::office::Office::foresee`].
///
/// # Errors
/// When the file cannot be read.
pub fn foresee(conn: &Connection, prospects: &[Prospect], _today: Day) -> Result<Vec<Vec<Foreseen>>> {
    let currency = *profile::get(conn)?.currency;
    let mut void: Option<BTreeSet<i64>> = None;
    let mut all = Vec::with_capacity(prospects.len());
    for prospect in prospects {
        let mut said = Vec::new();
        if let Some(says) = unusual_amount(prospect.amount, currency) {
            said.push(Foreseen { weight: Weight::Check, says, detail: String::new(), due: None });
        }
        if prospects.len() <= MANY
            && let Giver::Known(person) = prospect.from
        {
            said.extend(there_already(conn, person, prospect, currency, &mut void)?);
        }
        all.push(said);
    }
    Ok(all)
}

/// Says that there is an entry of the same donor, amount and day which stands.
fn there_already(
    conn: &Connection,
    person: i64,
    prospect: &Prospect,
    currency: Currency,
    void: &mut Option<BTreeSet<i64>>,
) -> Result<Option<Foreseen>> {
    let mut select = conn.prepare_cached(
        "SELECT id FROM entry INDEXED BY entry_by_person WHERE person = ?1 AND received_on = ?2 AND kind = ?3 AND amount = ?4",
    )?;
    let same: Vec<i64> = select
        .query_map(params![person, iso(prospect.received), prospect.kind, prospect.amount.0], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    if same.is_empty() {
        return Ok(None);
    }
    let void = match void {
        Some(void) => &*void,
        None => {
            let mut select = conn.prepare_cached(VOID)?;
            void.insert(select.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
        }
    };
    if same.iter().all(|id| void.contains(id)) {
        return Ok(None);
    }
    let kind = EntryKind::of(prospect.kind).map_or("", EntryKind::label);
    let says = t!(
        "The same donor, amount and day is there already: {kind} {amount}, {day}",
        kind = kind,
        amount = currency.show(prospect.amount),
        day = day::short(prospect.received)
    );
    let detail = t!("If it is one and the same, take this one back; two of a day are fine").to_owned();
    Ok(Some(Foreseen { weight: Weight::Check, says, detail, due: None }))
}
