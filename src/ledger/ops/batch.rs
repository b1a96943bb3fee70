//! Batches: saved as often as one likes, posted once, and only when count and total are what was declared.

use std::collections::BTreeMap;

use super::record::put;
use crate::kit::fold::fold;
use crate::kit::{Problem, Result};
use crate::ledger::model::{Batch, BatchId, BatchState, EntryId, NewBatch, NewEntry, PersonId, Split, shortfall};
use crate::ledger::store;
use crate::office::profile;
use crate::office::{Done, Office, Op, Reach, Tx, Undo};
use crate::people::{self, Details};
use crate::t;

/// Saves a batch that is being keyed.
pub static SAVE_BATCH: Op = Op {
    key: "ledger.save_batch",
    says: "Save batch",
    undo: Undo::Reverse,
    reach: Reach::WindowOnly("a batch is keyed in the window; `ledger batch` posts one from a file at once"),
};

/// Posts a batch: all its entries at once.
pub static POST_BATCH: Op =
    Op { key: "ledger.post_batch", says: "Post batch", undo: Undo::Reverse, reach: Reach::Command("ledger batch") };

/// Puts a batch away that will not be posted.
pub static DISCARD_BATCH: Op = Op {
    key: "ledger.discard_batch",
    says: "Discard batch",
    undo: Undo::Reverse,
    reach: Reach::WindowOnly("a batch is looked at before it is discarded"),
};

/// What posting made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posted {
    pub batch: BatchId,
    pub number: i64,
    /// In the order of the lines.
    pub entries: Vec<EntryId>,
    pub people_added: usize,
}

/// Starts a batch (`id` is `None`) or saves one that is being keyed. It need not agree yet.
///
/// # Errors
/// When it was posted or discarded.
pub fn save_batch(office: &mut Office, id: Option<BatchId>, new: &NewBatch) -> Result<Done<BatchId>> {
    office.transact(&SAVE_BATCH, |tx| {
        let (id, number) = save(tx, id, new)?;
        let currency = profile::get(tx.conn())?.currency;
        let keyed = new.lines.iter().map(|l| l.amount).sum();
        tx.say(t!(
            "Batch {number}, {keyed} of {total} keyed",
            number = number,
            keyed = currency.show(keyed),
            total = currency.show(new.declared_total)
        ));
        Ok(id)
    })
}

fn save(tx: &Tx<'_>, id: Option<BatchId>, new: &NewBatch) -> Result<(BatchId, i64)> {
    let conn = tx.conn();
    let account = match new.account {
        Some(account) => store::account(conn, account)?.id,
        None => store::usual(conn)?.account(crate::ledger::model::Method::Cheque)?,
    };
    if let Some(id) = id {
        let before = draft(tx, id)?;
        store::update_batch(conn, &before, account, new, &|| tx.new_id())?;
        return Ok((id, before.number));
    }
    let (id, number) = (BatchId(tx.new_id()), store::next_batch_number(conn)?);
    store::insert_batch(conn, id, number, account, new, &|| tx.new_id())?;
    Ok((id, number))
}

fn draft(tx: &Tx<'_>, id: BatchId) -> Result<Batch> {
    let batch = store::batch(tx.conn(), id)?;
    if batch.state != BatchState::Draft {
        return Err(Problem::input(t!(
            "Batch {number} is {state} already. Nothing was changed",
            number = batch.number,
            state = batch.state.label().to_lowercase()
        )));
    }
    Ok(batch)
}

/// Posts a saved batch. `again` posts it also where the same batch was posted before.
///
/// # Errors
/// When count or total are not what was declared (the message says by how much), or when the same batch was posted before.
pub fn post_batch(office: &mut Office, id: BatchId, again: bool) -> Result<Done<Posted>> {
    office.transact(&POST_BATCH, |tx| post(tx, &draft(tx, id)?, again))
}

/// Saves and posts a batch in one step.
///
/// # Errors
/// As [`post_batch`]; then nothing was saved either.
pub fn post_new_batch(office: &mut Office, new: &NewBatch, again: bool) -> Result<Done<Posted>> {
    office.transact(&POST_BATCH, |tx| {
        let (id, _number) = save(tx, None, new)?;
        post(tx, &draft(tx, id)?, again)
    })
}

/// What is said of a batch that was posted before.
pub fn posted_before(number: i64) -> String {
    t!("Batch {number} is the same: as many lines, the same donors and amounts, the same day", number = number)
}

fn post(tx: &Tx<'_>, batch: &Batch, again: bool) -> Result<Posted> {
    let conn = tx.conn();
    if !again && let Some(number) = store::posted_like(conn, Some(batch.id), &NewBatch::from(batch))? {
        return Err(Problem::input(t!("{what}. Nothing was posted", what = posted_before(number)))
            .hint(t!("Where these are other cheques, say so with --again")));
    }
    let currency = profile::get(conn)?.currency;
    let short = shortfall(batch.declared_count, batch.declared_total, batch.lines.iter().map(|l| &l.new));
    if !short.is_nil() {
        let keyed = batch.lines.iter().map(|l| l.new.amount).sum();
        return Err(Problem::input(t!(
            "Batch {number} does not agree: declared {count} for {total}, keyed {keyed_count} for {keyed} ({short}). Nothing was posted",
            number = batch.number,
            count = crate::kit::text::plural(batch.declared_count, t!("line"), t!("lines")),
            total = currency.show(batch.declared_total),
            keyed_count = batch.lines.len(),
            keyed = currency.show(keyed),
            short = short.says(*currency)
        ))
        .hint(t!("Find the difference, or mend what was declared")));
    }
    if batch.lines.is_empty() {
        return Err(Problem::input(t!("Batch {number} is empty. Nothing was posted", number = batch.number)));
    }
    let usual = store::usual(conn)?;
    let mut people: BTreeMap<String, PersonId> = BTreeMap::new();
    let mut entries = Vec::with_capacity(batch.lines.len());
    for line in &batch.lines {
        let line = &line.new;
        let person = match line.person {
            Some(person) => Some(person),
            None if line.new_name.is_empty() => None,
            None => Some(new_person(tx, &mut people, &line.new_name)?),
        };
        let entry = NewEntry {
            banked: batch.banked,
            person,
            behalf_of: line.behalf_of,
            account: Some(batch.account),
            method: line.method,
            reference: line.reference.clone(),
            appeal: line.appeal.clone(),
            note: line.note.clone(),
            splits: vec![Split { category: line.category, fund: line.fund, amount: line.amount, memo: String::new() }],
            batch: Some(batch.id),
            ..NewEntry::simple(line.kind, batch.received, line.amount)
        };
        entries.push(put(tx, &entry, &usual)?);
    }
    store::set_batch_state(conn, batch.id, BatchState::Posted)?;
    tx.say(t!(
        "Posted batch {number}: {count} for {total}",
        number = batch.number,
        count = crate::kit::text::plural(entries.len(), t!("entry"), t!("entries")),
        total = currency.show(batch.declared_total)
    ));
    Ok(Posted { batch: batch.id, number: batch.number, entries, people_added: people.len() })
}

/// The same new name in one batch is one person.
fn new_person(tx: &Tx<'_>, people: &mut BTreeMap<String, PersonId>, name: &str) -> Result<PersonId> {
    let folded = fold(name);
    if let Some(id) = people.get(&folded) {
        return Ok(*id);
    }
    let id = people::ops::insert(tx, &Details::named(name))?;
    people.insert(folded, id);
    Ok(id)
}

/// Puts a draft away. Its number stays taken.
///
/// # Errors
/// When it was posted or discarded.
pub fn discard_batch(office: &mut Office, id: BatchId) -> Result<Done<()>> {
    office.transact(&DISCARD_BATCH, |tx| {
        let batch = draft(tx, id)?;
        store::set_batch_state(tx.conn(), id, BatchState::Discarded)?;
        tx.say(t!("Discarded batch {number}", number = batch.number));
        Ok(())
    })
}
