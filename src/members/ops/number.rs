//! Numbers of members: the next of the series, or one given by hand.

use crate::kit::{Problem, Result, text};
use crate::members::model::{Number, Numbers, PersonId};
use crate::members::store;
use crate::office::{Done, Office, Op, Reach, Tx, Undo};
use crate::people;
use crate::t;

/// Gives one person a number, another, or none.
pub static NUMBER: Op = Op {
    key: "members.number",
    says: "Change member number",
    undo: Undo::Reverse,
    reach: Reach::Command("members number"),
};

/// Gives every member without a number the next one.
pub static NUMBER_ALL: Op = Op {
    key: "members.number_all",
    says: "Number members",
    undo: Undo::ReverseKeep,
    reach: Reach::Command("members number"),
};

/// Gives a person the number that is wanted, inside an operation. Answers the number they have then.
///
/// # Errors
/// When it belongs to somebody else, or the series is at its end.
pub(super) fn give(tx: &Tx<'_>, person: PersonId, wanted: &Number) -> Result<Option<String>> {
    let has = store::number_of(tx.conn(), person)?;
    match wanted {
        Number::None => people::ops::set_number(tx, person, None).map(|()| None),
        Number::This(number) => {
            people::ops::set_number(tx, person, Some(number))?;
            Ok(Some(number.clone()))
        }
        Number::Next | Number::AsSet if has.is_some() => Ok(has),
        Number::Next => take(tx, person, &store::settings(tx.conn())?.numbers).map(Some),
        Number::AsSet => {
            let numbers = store::settings(tx.conn())?.numbers;
            numbers.auto.then(|| take(tx, person, &numbers)).transpose()
        }
    }
}

/// Gives a person the next number of the series.
fn take(tx: &Tx<'_>, person: PersonId, numbers: &Numbers) -> Result<String> {
    let (serial, number) = store::next_number(tx.conn(), numbers)?;
    store::count_up(tx.conn(), tx.new_id(), &numbers.numbering.prefix, serial)?;
    people::ops::set_number(tx, person, Some(&number))?;
    Ok(number)
}

/// Gives one person of the register a number, another, or none. Answers the number they have then. A number that was given
/// once by the series is not given by it again, also where this is undone.
///
/// # Errors
/// When there is no such person, the number belongs to somebody else, or the series is at its end.
pub fn number(office: &mut Office, person: PersonId, wanted: &Number) -> Result<Done<Option<String>>> {
    office.transact(&NUMBER, |tx| {
        let name = people::store::get(tx.conn(), person)?.details.name;
        let number = give(tx, person, wanted)?;
        tx.say(match &number {
            Some(number) => t!("{name} has the number {number}", name = name, number = number),
            None => t!("{name} has no number", name = name),
        });
        Ok(number)
    })
}

/// Gives everybody who is a member today and has no number the next one, in the order in which they became members. Answers
/// how many.
///
/// # Errors
/// When everybody has one, or the work was cancelled; then nothing was changed.
pub fn number_all(office: &mut Office) -> Result<Done<usize>> {
    office.transact(&NUMBER_ALL, |tx| {
        let numbers = store::settings(tx.conn())?.numbers;
        let people = store::register(tx.conn())?.without_number(tx.today());
        if people.is_empty() {
            return Err(Problem::input(t!("Every member has a number. Nothing was changed")));
        }
        tx.expect(u64::try_from(people.len()).unwrap_or(0));
        let (mut first, mut last) = (None, String::new());
        for (at, person) in people.iter().enumerate() {
            if at.is_multiple_of(500) {
                tx.progress(u64::try_from(at).unwrap_or(0))?;
            }
            last = take(tx, *person, &numbers)?;
            first.get_or_insert_with(|| last.clone());
        }
        tx.say(t!(
            "Numbered {count}, {first} to {last}",
            count = text::plural(people.len(), t!("member"), t!("members")),
            first = first.unwrap_or_default(),
            last = last
        ));
        Ok(people.len())
    })
}
