//! What can be done with members and their dues. The window and the command line call these and nothing else.

mod apply;
mod classes;
mod dues;
mod import;
mod number;
mod remind;
mod term;

pub use apply::{ADD, APPLY, APPROVE, Approval, REFUSE, RENEW, add, add_new, apply, apply_new, approve, refuse, renew};
pub use classes::{BEGIN, CHANGE_SETTINGS, SAVE_CLASS, begin, begin_in, change_settings, save_class};
pub use dues::{PAY, RUN, Ran, SHARE, WAIVE, pay, run, settle_in, share, waive};
pub use import::{IMPORT, IMPORT_NOUN, changes, import, prepare};
pub use number::{NUMBER, NUMBER_ALL, number, number_all};
pub use remind::{REMIND, remind};
pub use term::{CHANGE, CLASS, DIED, END, PIN, UNPIN, change, change_class, died, end, pin, unpin};

use crate::kit::{Problem, Result};
use crate::members::model::{Register, Term, TermId};
use crate::members::store;
use crate::office::{Op, Tx};
use crate::t;

/// Every operation of members.
pub const OPS: &[&Op] = &[
    &BEGIN,
    &CHANGE_SETTINGS,
    &SAVE_CLASS,
    &APPLY,
    &APPROVE,
    &REFUSE,
    &ADD,
    &RENEW,
    &CHANGE,
    &CLASS,
    &END,
    &DIED,
    &PIN,
    &UNPIN,
    &NUMBER,
    &NUMBER_ALL,
    &IMPORT,
    &RUN,
    &WAIVE,
    &PAY,
    &SHARE,
    &REMIND,
];

/// A term and what hangs together with it, inside an operation.
fn look(tx: &Tx<'_>, id: TermId) -> Result<(Register, Term)> {
    let person = store::term(tx.conn(), id)?;
    let register = store::register_of(tx.conn(), person)?;
    let term = register.term(id).cloned();
    let term = term.ok_or_else(|| Problem::defect(t!("A membership that is there was not read")))?;
    Ok((register, term))
}

/// Refuses what only a member can have: the term has begun.
fn begun(register: &Register, term: &Term) -> Result<crate::kit::Day> {
    term.start.ok_or_else(|| {
        Problem::input(t!(
            "{name} has applied and is no member yet. Nothing was changed",
            name = register.name(term.person)
        ))
        .hint(t!("Approve the application first"))
    })
}
