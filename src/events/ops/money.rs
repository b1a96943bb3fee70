//! The auction, the list of whom to tell, and lessons that become tasks.

use crate::events::model::{EventId, PersonId, Presence, RowId, parts};
use crate::events::store::{self, Told};
use crate::kit::{Money, Problem, Result, text};
use crate::ledger::model::{EntryId, EntryKind, NewEntry};
use crate::office::{Done, Office, Op, Reach, Undo, profile};
use crate::people;
use crate::t;
use crate::tasks::model::{From, NewTask, TaskId};

use super::people::Payment;

/// Keeps a bid on a lot.
pub static BID: Op =
    Op { key: "events.bid", says: "Keep bid", undo: Undo::Reverse, reach: Reach::Command("events bid") };

/// The hammer falls: the highest bid wins.
pub static WON: Op =
    Op { key: "events.won", says: "Sell lot", undo: Undo::Reverse, reach: Reach::Command("events sold") };

/// Records what was paid for a lot.
pub static PAY_LOT: Op =
    Op { key: "events.pay_lot", says: "Record lot", undo: Undo::Reverse, reach: Reach::Command("events pay-lot") };

/// Makes the list of whom to tell that something changed.
pub static TELL: Op =
    Op { key: "events.tell", says: "List whom to tell", undo: Undo::Reverse, reach: Reach::Command("events tell") };

/// Keeps that people were told.
pub static TOLD: Op =
    Op { key: "events.told", says: "Mark as told", undo: Undo::Reverse, reach: Reach::Command("events told") };

/// Makes a task of a lesson.
pub static LEARN: Op = Op {
    key: "events.lesson_task",
    says: "Make lesson a task",
    undo: Undo::Reverse,
    reach: Reach::Command("events learn"),
};

fn lot(tx: &crate::office::Tx<'_>, id: RowId) -> Result<store::Lot> {
    let (event, _) = store::row(tx.conn(), &parts::LOTS, id)?;
    let found = store::lots(tx.conn(), event)?.into_iter().find(|lot| lot.id == id);
    found.ok_or_else(|| Problem::input(t!("There is no such lot")))
}

/// Keeps a bid, which is higher than the last one.
///
/// # Errors
/// When the lot is sold, or the bid is no higher.
pub fn bid(office: &mut Office, id: RowId, person: PersonId, amount: Money) -> Result<Done<()>> {
    office.transact(&BID, |tx| {
        let lot = lot(tx, id)?;
        let currency = profile::get(tx.conn())?.currency;
        if lot.winner.is_some() {
            return Err(Problem::input(t!("“{lot}” is sold. Nothing was changed", lot = lot.title)));
        }
        if let Some((_, name, last)) = lot.bids.first().filter(|(_, _, last)| *last >= amount) {
            return Err(Problem::input(t!(
                "{name} bid {sum}, which is as much or more. Nothing was changed",
                name = name,
                sum = currency.show(*last)
            )));
        }
        if amount <= Money::ZERO {
            return Err(Problem::input(t!("Say how much is bid. Nothing was changed")));
        }
        let name = people::store::get(tx.conn(), person)?.details.name;
        store::insert_bid(tx.conn(), tx.new_id(), id, person, amount)?;
        tx.say(t!("{name} bid {sum} for “{lot}”", name = name, sum = currency.show(amount), lot = lot.title));
        Ok(())
    })
}

/// Sells a lot to its highest bid.
///
/// # Errors
/// When there is no bid, or none that reaches the reserve.
pub fn won(office: &mut Office, id: RowId) -> Result<Done<()>> {
    office.transact(&WON, |tx| {
        let lot = lot(tx, id)?;
        let currency = profile::get(tx.conn())?.currency;
        let Some((person, name, amount)) = lot.bids.first().cloned() else {
            return Err(Problem::input(t!("Nobody bid for “{lot}”. Nothing was changed", lot = lot.title)));
        };
        if let Some(reserve) = lot.reserve.filter(|reserve| amount < *reserve) {
            return Err(Problem::input(t!(
                "The reserve of “{lot}” is {sum}. Nothing was changed",
                lot = lot.title,
                sum = currency.show(reserve)
            )));
        }
        store::set_won(tx.conn(), id, person, amount, None)?;
        tx.say(t!("“{lot}” went to {name} for {sum}", lot = lot.title, name = name, sum = currency.show(amount)));
        Ok(())
    })
}

/// Records what the winner paid: an entry of event income under the event's word, in one step.
///
/// # Errors
/// When the lot is not sold or is paid, or the ledger refuses it.
pub fn pay_lot(office: &mut Office, id: RowId, payment: &Payment) -> Result<Done<EntryId>> {
    office.transact(&PAY_LOT, |tx| {
        let lot = lot(tx, id)?;
        let (Some((winner, name)), Some(price)) = (lot.winner.clone(), lot.price) else {
            return Err(Problem::input(t!("“{lot}” is not sold. Nothing was recorded", lot = lot.title)));
        };
        if lot.paid {
            return Err(Problem::input(t!("“{lot}” is paid already. Nothing was recorded", lot = lot.title)));
        }
        let event = store::event(tx.conn(), lot.event)?;
        let new = NewEntry {
            person: Some(winner),
            method: payment.method,
            account: payment.account,
            reference: payment.reference.clone(),
            appeal: event.appeal().to_owned(),
            description: t!("Lot {number}, {lot}", number = lot.number, lot = lot.title),
            ..NewEntry::simple(EntryKind::Event, payment.on, price)
        };
        let entry = crate::ledger::ops::record_in(tx, &new)?;
        store::set_won(tx.conn(), id, winner, price, Some(entry.0))?;
        let currency = profile::get(tx.conn())?.currency;
        tx.say(t!("{name} paid {sum} for “{lot}”", name = name, sum = currency.show(price), lot = lot.title));
        Ok(entry)
    })
}

/// Makes the list of whom to tell of a change, and how: guests who come, may come or wait, speakers, roles, shifts, sponsors, the
/// press that was invited. Answers how many.
///
/// # Errors
/// When nothing is said.
pub fn tell(office: &mut Office, event: EventId, what: &str) -> Result<Done<usize>> {
    office.transact(&TELL, |tx| {
        let of = store::event(tx.conn(), event)?;
        let what = what.trim();
        if what.is_empty() {
            return Err(Problem::input(t!("Say what changed. Nothing was changed")));
        }
        let mut all: Vec<Told> = Vec::new();
        let mut add = |person: Option<PersonId>, name: &str, why: &str, how: String| {
            let known = |one: &Told| person.map_or(one.name == name, |person| one.person == Some(person));
            if !name.is_empty() && !all.iter().any(known) {
                all.push(Told { id: 0, person, name: name.to_owned(), why: why.to_owned(), how, told: None });
            }
        };
        let reach =
            |person: Option<PersonId>| person.map_or(Ok(String::new()), |person| store::reach(tx.conn(), person));
        for (part, why) in [
            (&parts::SPEAKERS, t!("Speaker")),
            (&parts::ROLES, t!("Role")),
            (&parts::SPONSORS, t!("Sponsor")),
            (&parts::DELEGATIONS, t!("Delegation")),
        ] {
            for row in store::rows(tx.conn(), part, event)? {
                let person = row.number(part, "person").map(PersonId);
                let name = if person.is_some() { row.text(part, "person") } else { row.text(part, "name") };
                let phone = row.text(part, "phone");
                add(person, name, why, if phone.is_empty() { reach(person)? } else { phone.to_owned() });
            }
        }
        for work in store::work_of(tx.conn(), event)?
            .iter()
            .filter(|work| matches!(work.state.as_str(), "asked" | "signed" | "confirmed"))
        {
            add(Some(work.person), &work.name, &t!("Shift: {role}", role = work.role), work.phone.clone());
        }
        for one in store::people(tx.conn(), event)? {
            let comes = matches!(
                one.new.state,
                Presence::Going | Presence::Maybe | Presence::Waiting | Presence::Offered | Presence::Invited
            );
            if comes {
                let how = if one.person.is_none() && !one.host.is_empty() {
                    t!("Through {host}", host = one.host)
                } else {
                    reach(one.person)?
                };
                add(one.person, &one.name, one.new.state.label(), how);
            }
        }
        for row in store::rows(tx.conn(), &parts::PRESS, event)? {
            add(None, row.text(&parts::PRESS, "outlet"), t!("Press"), row.text(&parts::PRESS, "contact").to_owned());
        }
        let id = tx.new_id();
        store::insert_change(tx.conn(), id, event, tx.today(), what)?;
        for one in &all {
            store::insert_told(tx.conn(), tx.new_id(), id, one)?;
        }
        let count = text::plural(all.len(), t!("person"), t!("people"));
        tx.say(t!("“{title}”: {what}; {count} to tell", title = of.new.title, what = what, count = count));
        Ok(all.len())
    })
}

/// Keeps that people were told, or takes it back.
///
/// # Errors
/// When one is not on a list.
pub fn told(office: &mut Office, ids: &[i64], done: bool) -> Result<Done<()>> {
    office.transact(&TOLD, |tx| {
        for id in ids {
            if store::set_told(tx.conn(), *id, done.then(|| tx.today()))? == 0 {
                return Err(Problem::input(t!("They are on no list of whom to tell. Nothing was changed")));
            }
        }
        tx.say(t!("{count} told", count = text::plural(ids.len(), t!("person"), t!("people"))));
        Ok(())
    })
}

/// Makes a task of a lesson.
///
/// # Errors
/// When there is no such lesson, or it says of no change.
pub fn learn(office: &mut Office, id: RowId) -> Result<Done<TaskId>> {
    office.transact(&LEARN, |tx| {
        let part = &parts::LESSONS;
        let (event, row) = store::row(tx.conn(), part, id)?;
        let change = row.text(part, "change");
        if change.is_empty() {
            return Err(Problem::input(t!("Say what changes, then it can be a task. Nothing was changed")));
        }
        let due = row.key(part, "due").parse().ok();
        let owner = crate::tasks::store::owner(tx.conn(), row.text(part, "owner"))?;
        let new = NewTask { text: change.to_owned(), owner, due, note: row.text(part, "lesson").to_owned() };
        let task = crate::tasks::ops::add_in(tx, &new, Some(From { kind: "event", id: event.0 }))?;
        tx.say(t!("A lesson became a task: {task}", task = change));
        Ok(task)
    })
}
