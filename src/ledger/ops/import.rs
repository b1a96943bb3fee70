//! Importing donations: a plan is made, shown, and committed as it is.

use rusqlite::Connection;

use crate::kit::fold::fold;
use crate::kit::{Problem, Result, text};
use crate::ledger::import::{Asking, Decided, Donor, Known, Plan, PlannedRow, Settings, plan};
use crate::ledger::model::{self, EntryId, NewEntry, PersonId, Split};
use crate::ledger::store::{self, NewRow, register};
use crate::office::profile;
use crate::office::{Done, Office, Op, Reach, Undo};
use crate::people;
use crate::t;
use crate::tabular::{Mapping, Report, Source};

/// Imports donations from a table.
pub static IMPORT: Op = Op {
    key: "ledger.import_donations",
    says: "Import donations",
    undo: Undo::ReverseKeep,
    reach: Reach::Command("import donations"),
};

/// The noun under which inputs are remembered.
pub const NOUN: &str = "donations";
/// How many people or entries are written at a time.
const TOGETHER: usize = 256;

/// What rows are held against: the register, the accounts, what came before.
///
/// # Errors
/// When the file cannot be read.
pub fn known(conn: &Connection) -> Result<Known> {
    Ok(Known {
        register: register::Register::read(conn)?,
        marks: register::imported_marks(conn)?,
        accounts: store::accounts(conn)?.into_iter().filter(|a| !a.closed).map(|a| (fold(&a.name), a.id)).collect(),
        categories: store::categories(conn)?.into_iter().filter(|c| !c.closed).map(|c| (fold(&c.name), c.id)).collect(),
        funds: store::funds(conn)?.into_iter().filter(|f| !f.closed).map(|f| (fold(&f.name), f.id)).collect(),
        closed: store::periods(conn)?.into_iter().map(|p| (p.from, p.to, p.says)).collect(),
        generation: store::generation(conn)?,
    })
}

/// Makes the plan of an import. Nothing is written.
///
/// # Errors
/// When this input was imported before (unless `again`), the map does not fit it, or the work was cancelled.
pub fn prepare(office: &Office, source: &Source, mapping: &Mapping, again: bool) -> Result<Plan> {
    prepare_as(office, source, mapping, again, &Decided::new())
}

/// The same, with what a person decided about rows that fit several people of the register.
///
/// # Errors
/// As [`prepare`].
pub fn prepare_as(office: &Office, source: &Source, mapping: &Mapping, again: bool, decided: &Decided) -> Result<Plan> {
    let (today, progress) = (office.today(), office.progress());
    progress.begin(source.row_count as u64);
    office.read(|conn| {
        if !again && let Some(before) = people::store::import_of(conn, NOUN, source.digest())? {
            return Err(Problem::input(t!(
                "This input was imported before, as “{name}”. Nothing was read",
                name = before.source
            ))
            .hint(t!("Where it is meant to come in twice, say so with --again")));
        }
        let settings = Settings { currency: *profile::get(conn)?.currency, today, again };
        let asking = Asking { decided, apart: &|id| apart(conn, id), progress: &|rows| progress.step(rows as u64) };
        plan(source, mapping, &known(conn)?, &settings, &asking)
    })
}

/// What tells somebody apart from others of the same name: address, number, e-mail address, and the id that a command takes.
fn apart(conn: &Connection, id: PersonId) -> Result<String> {
    let card = people::store::card(conn, id)?;
    let email = card.email.filter(|email| !card.line.contains(email.as_str()));
    let parts = [Some(card.line), email].into_iter().flatten().filter(|part| !part.is_empty());
    let parts = parts.collect::<Vec<_>>().join(" · ");
    let known = if parts.is_empty() { t!("nothing more is known").to_owned() } else { parts };
    Ok(format!("{} ({known}; {id})", card.name))
}

/// Commits a plan, exactly as it was shown.
///
/// # Errors
/// When the office has changed since the plan was made, or the work was cancelled; nothing was changed then.
pub fn commit(office: &mut Office, plan: &Plan) -> Result<Done<Report>> {
    let take_said = office.take_said();
    let done = office.transact(&IMPORT, |tx| {
        let conn = tx.conn();
        if store::generation(conn)? != plan.generation {
            return Err(Problem::input(t!("The office has changed since the preview was made. Nothing was imported"))
                .hint(t!("Look at the preview again")));
        }
        if plan.rows.is_empty() {
            return Ok(());
        }
        tx.expect(u64::try_from(plan.new_people.len() + plan.rows.len()).unwrap_or(0));
        let mut donors = Vec::with_capacity(plan.new_people.len());
        for people in plan.new_people.chunks(TOGETHER) {
            donors.extend(people::ops::insert_all(tx, people)?);
            tx.progress(u64::try_from(donors.len()).unwrap_or(0))?;
        }
        for (donor, said) in &plan.said {
            for take in take_said {
                person_of(*donor, &donors).map_or(Ok(()), |person| take(tx, person.0, said))?;
            }
        }
        let usual = store::usual(conn)?;
        let mut written = donors.len();
        for rows in plan.rows.chunks(TOGETHER) {
            let mut entries = Vec::with_capacity(rows.len());
            for row in rows {
                let new = entry_of(row, &donors);
                let posting = model::post(&new, &usual, None)?;
                model::prove(new.kind, &posting)?;
                entries.push((EntryId(tx.new_id()), new, posting));
            }
            let entries: Vec<_> =
                entries.iter().map(|(id, entry, posting)| NewRow { id: *id, entry, posting, reverses: None }).collect();
            store::insert_all(conn, &entries, &|| tx.new_id())?;
            written += rows.len();
            tx.progress(u64::try_from(written).unwrap_or(0))?;
        }
        register::insert_import(conn, tx.new_id(), NOUN, &plan.source, &plan.digest, plan.rows.len())?;
        tx.say(t!(
            "Imported {count} for {total} from {source}",
            count = text::plural(plan.rows.len(), t!("donation"), t!("donations")),
            total = profile::get(conn)?.currency.show(plan.total),
            source = plan.source
        ));
        Ok(())
    })?;
    let op = done.op.map(|op| op.to_string());
    Ok(Done { value: Report { op, ..plan.report.clone() }, op: done.op, changed: done.changed })
}

fn person_of(donor: Donor, new: &[PersonId]) -> Option<PersonId> {
    match donor {
        Donor::Nobody => None,
        Donor::Known(id) => Some(id),
        Donor::New(at) => new.get(at).copied(),
    }
}

fn entry_of(row: &PlannedRow, people: &[PersonId]) -> NewEntry {
    let texts = &row.texts;
    NewEntry {
        banked: row.banked,
        person: person_of(row.donor, people),
        account: row.account,
        method: row.method,
        reference: texts.reference.clone(),
        appeal: texts.appeal.clone(),
        note: texts.note.clone(),
        description: texts.description.clone(),
        valuation: texts.valuation.clone(),
        advantage: texts.advantage,
        splits: vec![Split { category: row.category, fund: row.fund, amount: row.amount, memo: String::new() }],
        source_ref: texts.source_id.clone(),
        ..NewEntry::simple(row.kind, row.received, row.amount)
    }
}
