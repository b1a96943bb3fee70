//! An election is laid down, changed, removed; its roll is frozen.

use super::{nominating, open_one};
use crate::elections::model::{Election, ElectionId, NewElection, Roll};
use crate::elections::store;
use crate::kit::{Problem, Result, day, text};
use crate::office::{Done, Office, Op, Reach, Undo};
use crate::t;

/// Lays an election down.
pub static NEW: Op =
    Op { key: "elections.new", says: "New election", undo: Undo::Reverse, reach: Reach::Command("elections new") };

/// Changes what was laid down.
pub static CHANGE: Op = Op {
    key: "elections.change",
    says: "Change election",
    undo: Undo::Reverse,
    reach: Reach::Command("elections set"),
};

/// Removes an election that nobody voted in.
pub static REMOVE: Op = Op {
    key: "elections.remove",
    says: "Remove election",
    undo: Undo::Reverse,
    reach: Reach::Command("elections remove"),
};

/// Freezes the roll.
pub static ROLL: Op =
    Op { key: "elections.roll", says: "Freeze the roll", undo: Undo::Reverse, reach: Reach::Command("elections roll") };

/// Lets the frozen roll go.
pub static UNROLL: Op = Op {
    key: "elections.unroll",
    says: "Let the frozen roll go",
    undo: Undo::Reverse,
    reach: Reach::Command("elections roll"),
};

/// Lays an election down.
///
/// # Errors
/// When its rules cannot fill its seats.
pub fn new(office: &mut Office, new: &NewElection) -> Result<Done<ElectionId>> {
    new.check()?;
    office.transact(&NEW, |tx| {
        let id = ElectionId(tx.new_id());
        store::insert_election(tx.conn(), id, new)?;
        let seats = text::plural(new.seats, t!("seat"), t!("seats"));
        tx.say(t!("Election of {post} on {day}: {seats}", post = new.post, day = day::long(new.on), seats = seats));
        Ok(id)
    })
}

/// Changes an election whose nominations are open.
///
/// # Errors
/// When they are closed, a frozen roll is for another day, or the rules cannot fill the seats.
pub fn change(office: &mut Office, id: ElectionId, new: &NewElection) -> Result<Done<ElectionId>> {
    new.check()?;
    office.transact(&CHANGE, |tx| {
        let known = nominating(tx, id)?.election;
        if known.roll.is_some() && known.new.on != new.on {
            return Err(Problem::input(t!(
                "The roll was frozen for {day}, so the day of the vote stays. Nothing was changed",
                day = day::long(known.new.on)
            ))
            .hint(t!("Let the frozen roll go first, and freeze it again for the new day")));
        }
        store::update_election(tx.conn(), id, new)?;
        tx.say(t!("Changed the election of {post}", post = new.post));
        Ok(id)
    })
}

/// Removes an election, unless papers were keyed or a result was ever declared.
///
/// # Errors
/// When there are some.
pub fn remove(office: &mut Office, id: ElectionId) -> Result<Done<()>> {
    office.transact(&REMOVE, |tx| {
        let whole = open_one(tx, id)?;
        let keyed = whole.rounds.iter().any(|round| !round.first.is_empty() || !round.second.is_empty());
        let post = &whole.election.new.post;
        if keyed || !whole.results.is_empty() {
            return Err(Problem::input(t!("People voted in the election of {post}, so it stays", post = post)));
        }
        store::delete_election(tx.conn(), id)?;
        tx.say(t!("Removed the election of {post}", post = post));
        Ok(())
    })
}

/// Freezes the roll for the day of the vote, under the party's rule. What changes in the register afterwards changes nothing here.
///
/// # Errors
/// When it is frozen already, or nobody is on it.
pub fn freeze_roll(office: &mut Office, id: ElectionId) -> Result<Done<Roll>> {
    office.transact(&ROLL, |tx| {
        let whole = open_one(tx, id)?;
        let Election { new, roll, .. } = &whole.election;
        if let Some(roll) = roll {
            return Err(Problem::input(t!(
                "The roll was frozen on {day} already, with {people}. Nothing was changed",
                day = day::long(roll.on),
                people = text::plural(roll.people, t!("person"), t!("people"))
            )));
        }
        let (roll, rule) = store::roll(tx.conn(), &whole.election)?;
        if roll.voters.is_empty() {
            return Err(Problem::input(t!("Nobody may vote on {day} under the rule", day = day::long(new.on)))
                .hint(t!("Settings → Members says who may vote")));
        }
        let rows = roll.voters.into_iter().map(|one| (one.person, one.name, one.number.unwrap_or_default()));
        let people = store::add_voters(tx.conn(), id, rows, &|| tx.new_id())?;
        store::set_roll(tx.conn(), id, Some((tx.today(), &rule)))?;
        tx.say(t!(
            "Froze the roll of the election of {post}: {people} may vote on {day}",
            post = new.post,
            people = text::plural(people, t!("person"), t!("people")),
            day = day::long(new.on)
        ));
        Ok(Roll { on: tx.today(), rule, people })
    })
}

/// Lets a frozen roll go, while nobody was given a paper.
///
/// # Errors
/// When somebody was, or none is frozen.
pub fn thaw_roll(office: &mut Office, id: ElectionId) -> Result<Done<()>> {
    office.transact(&UNROLL, |tx| {
        let whole = open_one(tx, id)?;
        let post = &whole.election.new.post;
        if whole.election.roll.is_none() {
            return Err(Problem::input(t!("No roll is frozen for the election of {post}", post = post)));
        }
        if whole.rounds.iter().any(|round| round.marked > 0) {
            return Err(Problem::input(t!("People are ticked off on this roll, so it stays. Nothing was changed")));
        }
        store::delete_roll(tx.conn(), id)?;
        store::set_roll(tx.conn(), id, None)?;
        tx.say(t!("Let the frozen roll of the election of {post} go", post = post));
        Ok(())
    })
}
