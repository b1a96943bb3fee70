//! Amendments are admitted or refused with the reason, put into blocks for a vote en bloc, and supported.

use super::submitted;
use crate::kit::{Problem, Result, text as words};
use crate::office::{Done, Office, Op, Reach, Undo};
use crate::policy::model::PersonId;
use crate::policy::model::amendment::{AmendmentId, State};
use crate::policy::store;
use crate::t;

/// Admits or refuses an amendment, or notes that it was withdrawn.
pub static SCREEN: Op =
    Op { key: "policy.screen", says: "Screen amendment", undo: Undo::Reverse, reach: Reach::Command("policy screen") };

/// Adds who seconds or supports an amendment.
pub static SUPPORT: Op = Op {
    key: "policy.amend_support",
    says: "Add support",
    undo: Undo::Reverse,
    reach: Reach::Command("policy support"),
};

/// Puts amendments into a block that is voted on together, or takes them out of one.
pub static BLOCK: Op = Op {
    key: "policy.block",
    says: "Form block of amendments",
    undo: Undo::Reverse,
    reach: Reach::Command("policy block"),
};

/// Admits or refuses an amendment with the reason, or notes that its proposer withdrew it; `code` orders it among those at one
/// place, `block` says with which it is voted on.
///
/// # Errors
/// When it is a draft still, or is refused without a reason.
pub fn screen(
    office: &mut Office,
    id: AmendmentId,
    to: State,
    ruling: &str,
    code: Option<&str>,
    block: Option<&str>,
) -> Result<Done<()>> {
    office.transact(&SCREEN, |tx| {
        let mut one = submitted(tx, id)?;
        if to == State::Refused && ruling.trim().is_empty() {
            return Err(Problem::input(t!(
                "Say why it is not admitted: its proposer reads the reason. Nothing was changed"
            )));
        }
        if to == State::Draft {
            return Err(Problem::input(t!("What was submitted is no draft any more. Nothing was changed")));
        }
        one.state = to;
        ruling.trim().clone_into(&mut one.ruling);
        if let Some(code) = code {
            code.trim().clone_into(&mut one.code);
        }
        if let Some(block) = block {
            block.trim().clone_into(&mut one.block);
        }
        store::update_amendment(tx.conn(), &one)?;
        tx.say(t!("{number}: {state}", number = one.called(), state = to.says()));
        Ok(())
    })
}

/// Adds a seconder or a supporter.
///
/// # Errors
/// When nobody is named, or there is no such amendment.
pub fn support(
    office: &mut Office,
    id: AmendmentId,
    role: &str,
    person: Option<PersonId>,
    name: &str,
) -> Result<Done<()>> {
    office.transact(&SUPPORT, |tx| {
        let one = store::amendment(tx.conn(), id)?;
        if person.is_none() && name.trim().is_empty() {
            return Err(Problem::input(t!("Say who supports it. Nothing was changed")));
        }
        store::insert_supporter(tx.conn(), tx.new_id(), one.id, role, person, name.trim())?;
        tx.say(t!("Support for {number}", number = one.called()));
        Ok(())
    })
}

/// Puts amendments into a block that is voted on together; an empty name takes them out.
///
/// # Errors
/// When one is a draft still, or was merged already.
pub fn block(office: &mut Office, all: &[AmendmentId], name: &str) -> Result<Done<()>> {
    office.transact(&BLOCK, |tx| {
        let mut names = Vec::new();
        for id in all {
            let mut one = submitted(tx, *id)?;
            name.trim().clone_into(&mut one.block);
            store::update_amendment(tx.conn(), &one)?;
            names.push(one.called());
        }
        if names.is_empty() {
            return Err(Problem::input(t!("Say which amendments. Nothing was changed")));
        }
        let names = words::and_list(&names);
        tx.say(match name.trim() {
            "" => t!("{names} are voted on by themselves", names = names),
            block => t!("{names} are voted on en bloc: {block}", names = names, block = block),
        });
        Ok(())
    })
}
