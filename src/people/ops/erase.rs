//! Erasing people, here and in the backups, and letting go of what was kept after an erasure.

use super::super::model::PersonId;
use super::super::store;
use crate::kit::{Problem, Result, text};
use crate::office::erase::copies::{self, Copy, Deal, Places};
use crate::office::erase::{self, Plan};
use crate::office::{Done, Office, Op, Reach, Undo};
use crate::t;

/// Erases people. The history says that it happened, by whom and why, and not who it was.
pub static ERASE: Op = Op {
    key: "people.erase",
    says: "Erase a person",
    undo: Undo::Final("what was erased is gone from the file and its history"),
    reach: Reach::Command("people erase"),
};

/// Takes the names out of receipts and entries that an erasure left because the law asked for them.
pub static RELEASE: Op = Op {
    key: "people.release",
    says: "Erase what was kept",
    undo: Undo::Final("what was erased is gone from the file and its history"),
    reach: Reach::Command("people release"),
};

/// Whom to erase, why, and what becomes of the backups.
#[derive(Clone, Debug)]
pub struct Erasing {
    pub people: Vec<PersonId>,
    /// Stays in the history, so it must not name anybody who is erased.
    pub reason: String,
    pub deal: Deal,
    pub places: Places,
}

/// What an erasure would do.
#[derive(Debug)]
pub struct Preview {
    pub plan: Plan,
    pub copies: Vec<Copy>,
}

/// What an erasure did.
#[derive(Debug)]
pub struct Erased {
    pub plan: Plan,
    pub copies: Vec<Copy>,
    /// What did not work after the people were gone from the office: rewriting the file.
    pub remark: Option<Problem>,
}

/// Shows what would go, what would stay and why, and which backups hold the people. Nothing is changed.
///
/// # Errors
/// When there is nobody of these ids, now or in the history.
pub fn preview(office: &Office, people: &[PersonId], places: &Places) -> Result<Preview> {
    let plan = office.read(|conn| plan(conn, office, people))?;
    let copies = copies::survey(office, places, &plan)?;
    Ok(Preview { plan, copies })
}

fn plan(conn: &rusqlite::Connection, office: &Office, people: &[PersonId]) -> Result<Plan> {
    let ids: Vec<i64> = people.iter().map(|id| id.0).collect();
    Plan::of(conn, office.setup().personal, &ids, office.today())
}

/// Erases, then deals with the backups. It cannot be undone.
///
/// # Errors
/// When there is nobody of these ids, the reason is missing or names the person, or the file cannot be written; then nothing
/// was changed. What fails after that (a backup that may not be written) is in the answer.
pub fn erase(office: &mut Office, what: &Erasing) -> Result<Done<Erased>> {
    if what.people.is_empty() {
        return Err(Problem::input(t!("Nobody was chosen. Nothing was changed")));
    }
    let setup = *office.setup();
    let says = match what.people.len() {
        1 => t!("Erased a person: {reason}", reason = what.reason.trim()),
        n => t!("Erased {people}: {reason}", people = text::count(n) + " " + t!("people"), reason = what.reason.trim()),
    };
    let ids: Vec<i64> = what.people.iter().map(|id| id.0).collect();
    let done = office.transact(&ERASE, |tx| {
        let plan = Plan::of(tx.conn(), setup.personal, &ids, tx.today())?;
        erase::reason_without_name(&plan, &what.reason)?;
        tx.say(says.clone());
        for id in &what.people {
            store::let_number_go(tx.conn(), &|| tx.new_id(), *id)?;
        }
        erase::carry_out(tx, setup.derived, setup.personal, &plan)?;
        Ok(plan)
    })?;
    let remark = office.sweep().err();
    let Done { value: plan, op, changed } = done;
    let copies = copies::survey(office, &what.places, &plan)?;
    let copies = copies::deal(office, &what.places, &plan, copies, what.deal, &ERASE, &says);
    Ok(Done { value: Erased { plan, copies, remark }, op, changed })
}

/// Takes the names out of rows that were kept and whose time is over; how many. It cannot be undone.
///
/// # Errors
/// When one of them is not known, its time is not over, or the file cannot be written; then nothing was changed.
pub fn release(office: &mut Office, kept: &[i64]) -> Result<Done<usize>> {
    let setup = *office.setup();
    let done = office.transact(&RELEASE, |tx| {
        let over = erase::over(tx.conn(), setup.personal, tx.today())?;
        if !kept.iter().all(|id| over.iter().any(|row| row.id == *id)) {
            return Err(Problem::input(t!(
                "The law still asks for one of these records, or it is not one that was kept. Nothing was changed"
            )));
        }
        let count = erase::release(tx, setup.personal, kept)?;
        tx.say(t!(
            "Erased the names in {records} that no longer need to be kept",
            records = text::plural(count, t!("record"), t!("records"))
        ));
        Ok(count)
    })?;
    office.sweep()?;
    Ok(done)
}
