//! Becoming a member: applying, being approved or refused, being written down as one already, coming back.

use crate::kit::{Day, Problem, Result};
use crate::members::model::{End, How, NewTerm, Number, PersonId, Register, Status, TermId};
use crate::members::store;
use crate::office::{Done, Office, Op, Reach, Tx, Undo};
use crate::people::{self, Details};
use crate::t;

/// Writes an application down.
pub static APPLY: Op = Op {
    key: "members.apply",
    says: "Record application",
    undo: Undo::Reverse,
    reach: Reach::Command("members apply"),
};

/// Approves an application.
pub static APPROVE: Op = Op {
    key: "members.approve",
    says: "Approve application",
    undo: Undo::Reverse,
    reach: Reach::Command("members approve"),
};

/// Refuses an application.
pub static REFUSE: Op = Op {
    key: "members.refuse",
    says: "Refuse application",
    undo: Undo::Reverse,
    reach: Reach::Command("members refuse"),
};

/// Writes somebody down who is a member already.
pub static ADD: Op =
    Op { key: "members.add", says: "Record member", undo: Undo::Reverse, reach: Reach::Command("members add") };

/// Begins another term of somebody who lapsed or left.
pub static RENEW: Op =
    Op { key: "members.renew", says: "Renew membership", undo: Undo::Reverse, reach: Reach::Command("members renew") };

/// Writes an application of somebody in the register of people.
///
/// # Errors
/// When they are a member or have applied already, the class takes nobody, or the family membership covers no dependants.
pub fn apply(office: &mut Office, person: PersonId, new: &NewTerm) -> Result<Done<TermId>> {
    office.transact(&APPLY, |tx| applied(tx, person, new))
}

/// The same for somebody who comes new into the register of people with it.
///
/// # Errors
/// As [`apply`].
pub fn apply_new(office: &mut Office, person: &Details, new: &NewTerm) -> Result<Done<TermId>> {
    office.transact(&APPLY, |tx| {
        let person = people::ops::insert(tx, person)?;
        applied(tx, person, new)
    })
}

fn applied(tx: &Tx<'_>, person: PersonId, new: &NewTerm) -> Result<TermId> {
    let new = NewTerm {
        applied: Some(new.applied.unwrap_or_else(|| tx.today())),
        start: None,
        joined: None,
        since: None,
        covered_to: None,
        ..new.clone()
    };
    let (id, name) = put(tx, person, &new)?;
    // An application is no membership yet: the next number comes with the approval.
    if new.number != Number::AsSet {
        super::number::give(tx, person, &new.number)?;
    }
    tx.say(t!("Application of {name}", name = name));
    Ok(id)
}

/// Writes somebody down who is a member already.
///
/// # Errors
/// As [`apply`], and without a first day.
pub fn add(office: &mut Office, person: PersonId, new: &NewTerm) -> Result<Done<TermId>> {
    office.transact(&ADD, |tx| added(tx, person, new))
}

/// The same for somebody who comes new into the register of people with it.
///
/// # Errors
/// As [`add`].
pub fn add_new(office: &mut Office, person: &Details, new: &NewTerm) -> Result<Done<TermId>> {
    office.transact(&ADD, |tx| {
        let person = people::ops::insert(tx, person)?;
        added(tx, person, new)
    })
}

fn added(tx: &Tx<'_>, person: PersonId, new: &NewTerm) -> Result<TermId> {
    if new.start.is_none() {
        return Err(Problem::input(t!("A member needs the first day of the membership")));
    }
    let (id, name) = put(tx, person, new)?;
    super::number::give(tx, person, &new.number)?;
    tx.say(t!("{name} is a member", name = name));
    Ok(id)
}

/// Writes a term, after seeing that it can be.
fn put(tx: &Tx<'_>, person: PersonId, new: &NewTerm) -> Result<(TermId, String)> {
    let conn = tx.conn();
    let name = people::store::get(conn, person)?.details.name;
    let register = store::register_of(conn, person)?;
    may_begin(&register, person, new.start.unwrap_or_else(|| tx.today()), &name)?;
    let classes = store::classes(conn)?;
    let class = classes.iter().find(|c| c.id == new.class);
    let class = class.ok_or_else(|| Problem::input(t!("There is no such class. Nothing was recorded")))?;
    if class.closed {
        return Err(Problem::input(t!(
            "The class “{name}” takes no new members. Nothing was recorded",
            name = class.name
        )));
    }
    links(tx, person, new)?;
    let id = TermId(tx.new_id());
    store::insert_term(conn, id, person, new)?;
    Ok((id, name))
}

fn may_begin(register: &Register, person: PersonId, on: Day, name: &str) -> Result<()> {
    for term in register.terms_of(person) {
        if term.is_waiting() {
            return Err(Problem::input(t!("{name} has applied already. Nothing was recorded", name = name))
                .hint(t!("Decide on that application first")));
        }
        if term.runs_on(on) || term.start.is_some_and(|start| start > on) {
            let lapsed = register.standing(term, on).is_some_and(|s| s.status == Status::Lapsed);
            let problem = Problem::input(t!("{name} is a member already. Nothing was recorded", name = name));
            return Err(if lapsed {
                Problem::input(t!("{name} has lapsed. Nothing was recorded", name = name))
                    .hint(t!("Renew the membership, which begins another term"))
            } else {
                problem.hint(t!("Change the membership that is there"))
            });
        }
    }
    Ok(())
}

/// Sees that payer and family membership can be what they are said to be.
pub(super) fn links(tx: &Tx<'_>, person: PersonId, new: &NewTerm) -> Result<()> {
    if let Some(payer) = new.payer {
        people::store::get(tx.conn(), payer)?;
    }
    let Some(family) = new.family else { return Ok(()) };
    let (register, head) = super::look(tx, family)?;
    let name = register.name(head.person).to_owned();
    if head.person == person || head.family.is_some() {
        return Err(Problem::input(t!(
            "{name} is covered by a family membership, and covers nobody. Nothing was changed",
            name = name
        )));
    }
    let on = new.start.unwrap_or_else(|| tx.today()).max(head.start.unwrap_or(Day::MIN));
    if !register.class(head.class_on(on)).is_some_and(|class| class.family) {
        return Err(Problem::input(t!(
            "{name} is of a class that covers no dependants. Nothing was changed",
            name = name
        ))
        .hint(t!("Move {name} into a family class first", name = name)));
    }
    Ok(())
}

/// How an application is approved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approval {
    /// The day of the decision.
    pub on: Day,
    /// Who decided; empty for whoever acts.
    pub by: String,
    /// The first day as a member.
    pub start: Day,
    /// Whether the first dues are charged with it.
    pub charge: bool,
    /// Which number they get.
    pub number: Number,
}

/// Approves an application: admitted on the day of the decision, a member from the first day on. With the first dues, where
/// any are owed, as they are shown by [`Register::first_charge`]; and with a number, as the settings or the approval say.
///
/// # Errors
/// When it is decided already, or the decision is before the application.
pub fn approve(office: &mut Office, id: TermId, approval: &Approval) -> Result<Done<()>> {
    office.transact(&APPROVE, |tx| {
        let name = waiting(tx, id, approval.on)?;
        let by = if approval.by.trim().is_empty() { tx.who() } else { approval.by.trim() };
        store::decide(tx.conn(), id, approval.on, by, Some((approval.on, approval.start)), "")?;
        let (register, term) = super::look(tx, id)?;
        links(tx, term.person, &NewTerm { family: term.family, ..NewTerm::member(term.class, approval.start) })?;
        charge_first(tx, &register, &term, approval.charge)?;
        let day = crate::kit::day::short(approval.start);
        tx.say(match super::number::give(tx, term.person, &approval.number)? {
            Some(number) => {
                t!("Approved: {name}, number {number}, a member from {day}", name = name, number = number, day = day)
            }
            None => t!("Approved: {name}, a member from {day}", name = name, day = day),
        });
        Ok(())
    })
}

fn charge_first(tx: &Tx<'_>, register: &Register, term: &crate::members::model::Term, wanted: bool) -> Result<()> {
    if let Some(planned) = register.first_charge(term, tx.today()).filter(|_| wanted) {
        store::insert_charge(tx.conn(), crate::members::model::ChargeId(tx.new_id()), &planned, None)?;
    }
    Ok(())
}

/// Refuses an application, with the reason.
///
/// # Errors
/// When it is decided already, or the reason is empty.
pub fn refuse(office: &mut Office, id: TermId, on: Day, by: &str, reason: &str) -> Result<Done<()>> {
    let reason = reason.trim();
    office.transact(&REFUSE, |tx| {
        if reason.is_empty() {
            return Err(Problem::input(t!("A refusal needs a reason, which stays in the register")));
        }
        let name = waiting(tx, id, on)?;
        let by = if by.trim().is_empty() { tx.who() } else { by.trim() };
        store::decide(tx.conn(), id, on, by, None, reason)?;
        tx.say(t!("Refused: {name} ({reason})", name = name, reason = reason));
        Ok(())
    })
}

/// The name behind an application that waits.
fn waiting(tx: &Tx<'_>, id: TermId, on: Day) -> Result<String> {
    let (register, term) = super::look(tx, id)?;
    let name = register.name(term.person).to_owned();
    if !term.is_waiting() {
        return Err(Problem::input(t!(
            "The application of {name} is decided already. Nothing was changed",
            name = name
        ))
        .hint(t!("Undo the decision, or record what happened since")));
    }
    if term.applied.is_some_and(|applied| on < applied) {
        return Err(Problem::input(t!("{name} had not applied yet on that day. Nothing was changed", name = name)));
    }
    Ok(name)
}

/// Begins another term from `start` on for somebody who lapsed, resigned or was expelled, with the class, rhythm and payer of
/// the one before. The old term is closed; `forgive` waives what was owed for it. Answers the new term.
///
/// # Errors
/// When the old term still counts as a membership on that day, or another one runs.
pub fn renew(office: &mut Office, id: TermId, start: Day, charge: bool, forgive: bool) -> Result<Done<TermId>> {
    office.transact(&RENEW, |tx| {
        let (register, old) = super::look(tx, id)?;
        let name = register.name(old.person).to_owned();
        super::begun(&register, &old)?;
        let standing = register.standing(&old, start);
        if standing.as_ref().is_some_and(|s| s.status.is_member()) {
            return Err(Problem::input(t!("{name} is a member on that day. Nothing was changed", name = name))
                .hint(t!("Renewing in time needs no other term: charge the dues and record the payment")));
        }
        if old.died.is_some() {
            return Err(Problem::input(t!("{name} has died. Nothing was changed", name = name)));
        }
        if old.end.is_none() {
            let before = start.pred_opt().unwrap_or(start);
            let on = standing.and_then(|s| s.grace_to).map_or(before, |to| to.min(before));
            let on = on.max(old.start.unwrap_or(on));
            let end = End { on, how: How::Lapsed, why: t!("Came back on {day}", day = crate::kit::day::short(start)) };
            store::end_term(tx.conn(), old.id, None, Some(&end))?;
        }
        if forgive {
            let open: Vec<_> = register.charges_of(old.id).filter(|(_, s)| s.on.is_none()).map(|(c, _)| c.id).collect();
            for charge in open {
                store::waive(tx.conn(), charge, tx.today(), tx.who(), t!("Lapsed, and came back"))?;
            }
        }
        let new = NewTerm {
            class: old.class_on(start),
            rhythm: old.rhythm,
            payer: old.payer,
            applied: None,
            since: old.since,
            ..NewTerm::member(old.class, start)
        };
        let (id, _) = put(tx, old.person, &new)?;
        super::number::give(tx, old.person, &Number::AsSet)?;
        let (register, term) = super::look(tx, id)?;
        charge_first(tx, &register, &term, charge)?;
        tx.say(t!("Renewed: {name}, from {day}", name = name, day = crate::kit::day::short(start)));
        Ok(id)
    })
}
