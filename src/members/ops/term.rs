//! What happens to a membership: other facts, another class, its end, a pin.

use crate::kit::{Day, Problem, Result, day};
use crate::members::model::{ClassId, End, NewTerm, Number, Pin, PinId, TermId};
use crate::members::store;
use crate::office::{Done, Office, Op, Reach, Undo};
use crate::t;

/// Changes what is recorded of a membership.
pub static CHANGE: Op = Op {
    key: "members.change",
    says: "Change membership",
    undo: Undo::Reverse,
    reach: Reach::Command("members change"),
};

/// Moves a member into another class from a day on.
pub static CLASS: Op = Op {
    key: "members.change_class",
    says: "Change class of member",
    undo: Undo::Reverse,
    reach: Reach::Command("members move"),
};

/// Ends a membership by resignation or expulsion.
pub static END: Op =
    Op { key: "members.end", says: "End membership", undo: Undo::Reverse, reach: Reach::Command("members resign") };

/// Records that a member died.
pub static DIED: Op =
    Op { key: "members.died", says: "Record death", undo: Undo::Reverse, reach: Reach::Command("members died") };

/// Pins a status.
pub static PIN: Op =
    Op { key: "members.pin", says: "Pin status", undo: Undo::Reverse, reach: Reach::Command("members pin") };

/// Takes a pin off.
pub static UNPIN: Op =
    Op { key: "members.unpin", says: "Take pin off", undo: Undo::Reverse, reach: Reach::Command("members unpin") };

/// Changes rhythm, payer, family, days and note of a term, and the member's number. Class, decision and end have operations of their own.
///
/// # Errors
/// When the family membership covers no dependants, or this one covers some itself.
pub fn change(office: &mut Office, id: TermId, new: &NewTerm) -> Result<Done<()>> {
    office.transact(&CHANGE, |tx| {
        let (register, term) = super::look(tx, id)?;
        let name = register.name(term.person).to_owned();
        if new.family != term.family {
            super::apply::links(tx, term.person, new)?;
            if new.family.is_some() && register.dependants(id).next().is_some() {
                return Err(Problem::input(t!("{name} covers dependants. Nothing was changed", name = name))
                    .hint(t!("Give the dependants a membership of their own first")));
            }
        } else if let Some(payer) = new.payer {
            crate::people::store::get(tx.conn(), payer)?;
        }
        store::update_term(tx.conn(), id, term.person, new)?;
        if new.number != Number::AsSet {
            super::number::give(tx, term.person, &new.number)?;
        }
        tx.say(t!("Changed the membership of {name}", name = name));
        Ok(())
    })
}

/// Moves a member into another class from a day on. Charges that are there stay as they are.
///
/// # Errors
/// When the class is closed, or dependants would no longer be covered.
pub fn change_class(office: &mut Office, id: TermId, class: ClassId, from: Day, note: &str) -> Result<Done<()>> {
    office.transact(&CLASS, |tx| {
        let (register, term) = super::look(tx, id)?;
        let name = register.name(term.person).to_owned();
        let start = super::begun(&register, &term)?;
        let Some(to) = register.class(class).filter(|c| !c.closed) else {
            return Err(Problem::input(t!("The class takes no new members. Nothing was changed")));
        };
        if from < start {
            return Err(Problem::input(t!("The membership begins after that day. Nothing was changed")));
        }
        if term.class_on(from) == class {
            return Err(Problem::input(t!("{name} is in that class already. Nothing was changed", name = name)));
        }
        if !to.family && register.dependants(id).any(|t| t.runs_on(from)) {
            return Err(Problem::input(t!("{name} covers dependants. Nothing was changed", name = name))
                .hint(t!("Give the dependants a membership of their own first")));
        }
        store::set_class(tx.conn(), tx.new_id(), id, from, class, note.trim())?;
        tx.say(t!("{name}: {class} from {day}", name = name, class = to.name, day = day::short(from)));
        Ok(())
    })
}

/// Ends a membership, or corrects how it ended. Answers the names of the dependants whom it covered, who need a membership of
/// their own.
///
/// # Errors
/// When the last day is before the first.
pub fn end(office: &mut Office, id: TermId, notice: Option<Day>, end: &End) -> Result<Done<Vec<String>>> {
    office.transact(&END, |tx| {
        let (register, term) = super::look(tx, id)?;
        let name = register.name(term.person).to_owned();
        let start = super::begun(&register, &term)?;
        if end.on < start {
            return Err(Problem::input(t!("The membership begins after that day. Nothing was changed"))
                .hint(t!("Undo the approval if they never were a member")));
        }
        store::end_term(tx.conn(), id, notice, Some(end))?;
        tx.say(t!(
            "{name}: {how}, a member until {day}",
            name = name,
            how = end.how.label().to_lowercase(),
            day = day::short(end.on)
        ));
        Ok(left_behind(&register, id, end.on))
    })
}

fn left_behind(register: &crate::members::model::Register, head: TermId, on: Day) -> Vec<String> {
    register.dependants(head).filter(|t| t.runs_on(on)).map(|t| register.name(t.person).to_owned()).collect()
}

/// Records the day a member died. Answers the names of the dependants whom the membership covered.
///
/// # Errors
/// When the day lies in the future.
pub fn died(office: &mut Office, id: TermId, on: Day) -> Result<Done<Vec<String>>> {
    office.transact(&DIED, |tx| {
        let (register, term) = super::look(tx, id)?;
        if on > tx.today() {
            return Err(Problem::input(t!("That day has not come yet. Nothing was changed")));
        }
        store::set_died(tx.conn(), id, on)?;
        tx.say(t!("{name} died on {day}", name = register.name(term.person), day = day::short(on)));
        Ok(left_behind(&register, id, on))
    })
}

/// Pins a status: it holds whatever dates and dues say, from its first day until its last. Who pins it is kept.
///
/// # Errors
/// When no reason is given.
pub fn pin(office: &mut Office, id: TermId, pin: &Pin) -> Result<Done<PinId>> {
    office.transact(&PIN, |tx| {
        let (register, term) = super::look(tx, id)?;
        if pin.why.trim().is_empty() {
            return Err(Problem::input(t!("A pin needs a reason, which stays in the register")));
        }
        super::begun(&register, &term)?;
        let new = PinId(tx.new_id());
        store::insert_pin(tx.conn(), new, id, &Pin { who: tx.who().to_owned(), ..pin.clone() })?;
        let until = pin.until.map_or_else(String::new, |until| t!(" until {day}", day = day::short(until)));
        tx.say(t!(
            "{name} pinned as {status}{until} ({why})",
            name = register.name(term.person),
            status = pin.status.label().to_lowercase(),
            until = until,
            why = pin.why
        ));
        Ok(new)
    })
}

/// Takes a pin off.
///
/// # Errors
/// When the term has no such pin.
pub fn unpin(office: &mut Office, id: TermId, pin: PinId) -> Result<Done<()>> {
    office.transact(&UNPIN, |tx| {
        let (register, term) = super::look(tx, id)?;
        if !term.pins.iter().any(|p| p.id == pin) {
            return Err(Problem::input(t!("There is no such pin. Nothing was changed")));
        }
        store::delete_pin(tx.conn(), pin)?;
        tx.say(t!("Took the pin off {name}", name = register.name(term.person)));
        Ok(())
    })
}
