//! What the examiner does: a sample is drawn, and each of its entries is looked at.

use crate::kit::{Problem, Result, text};
use crate::office::{Done, Office, Op, Reach, Undo};
use crate::t;
use crate::year::model::{EntryId, NewSample, Outcome, Sample, SampleId, draw};
use crate::year::store;

/// Draws the examiner's sample.
pub static EXAMINE: Op = Op {
    key: "year.examine",
    says: "Draw the examiner’s list",
    undo: Undo::Reverse,
    reach: Reach::Command("year examine"),
};

/// Keeps what the examiner found of an entry.
pub static CHECKED: Op = Op {
    key: "year.checked",
    says: "Keep what was examined",
    undo: Undo::Reverse,
    reach: Reach::Command("year checked"),
};

/// Draws a sample of a year's entries. An empty seed takes one of the office's own numbers, which is kept.
///
/// # Errors
/// When the year has no entries, or none would be drawn.
pub fn examine(office: &mut Office, new: &NewSample) -> Result<Done<SampleId>> {
    office.transact(&EXAMINE, |tx| {
        let all = store::population(tx.conn(), new.year)?;
        let seed = if new.seed.trim().is_empty() { format!("{:x}", tx.new_id()) } else { new.seed.trim().to_owned() };
        let drawn = draw(&seed, new.count, new.least, &all);
        if drawn.is_empty() {
            return Err(Problem::input(t!(
                "There is nothing to draw from, or nothing was asked for. Nothing was drawn"
            )));
        }
        let id = SampleId(tx.new_id());
        let sample = Sample {
            id,
            new: NewSample { seed: seed.clone(), ..new.clone() },
            of_all: all.len(),
            on: tx.today(),
            by: tx.who().to_owned(),
        };
        store::insert_sample(tx.conn(), &sample, &drawn, &|| tx.new_id())?;
        tx.say(t!(
            "Drew {count} of the {all} of {year} for the examiner, with the seed {seed}",
            count = drawn.len(),
            all = text::plural(all.len(), t!("entry"), t!("entries")),
            year = new.year.label(),
            seed = seed
        ));
        Ok(id)
    })
}

/// Keeps what was found of an entry: it agrees with its paper, or something is to be asked.
///
/// # Errors
/// When the entry is not in the sample, or a query says nothing.
pub fn checked(
    office: &mut Office,
    sample: SampleId,
    entry: EntryId,
    outcome: Outcome,
    note: &str,
) -> Result<Done<()>> {
    let note = note.trim();
    office.transact(&CHECKED, |tx| {
        if outcome == Outcome::Query && note.is_empty() {
            return Err(Problem::input(t!("A query says what is to be asked. Nothing was kept")));
        }
        let of = store::sample(tx.conn(), sample)?;
        if !store::set_outcome(tx.conn(), sample, entry, outcome, note, (tx.today(), tx.who()))? {
            return Err(Problem::input(t!("This entry is not in the examiner’s list. Nothing was kept")));
        }
        let number = store::sampled(tx.conn(), sample)?.iter().find(|s| s.entry == entry).map_or(0, |s| s.position);
        tx.say(t!(
            "No. {number} of the examiner’s list of {year}: {outcome}",
            number = number,
            year = of.new.year.label(),
            outcome = outcome.label()
        ));
        Ok(())
    })
}
