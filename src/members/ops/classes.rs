//! Classes, fees and settings.

use crate::kit::{Day, Money, Problem, Result};
use crate::members::model::{Class, ClassId, Numbers, Settings};
use crate::members::store;
use crate::office::profile;
use crate::office::{Done, Office, Op, Reach, Tx, Undo};
use crate::t;

/// Makes the usual classes in an office that has none.
pub static BEGIN: Op = Op {
    key: "members.begin",
    says: "Begin the classes of membership",
    undo: Undo::Reverse,
    reach: Reach::Command("members classes"),
};

/// Says how the branch counts years and days.
pub static CHANGE_SETTINGS: Op = Op {
    key: "members.settings",
    says: "Change settings for members",
    undo: Undo::Reverse,
    reach: Reach::Command("members settings"),
};

/// Adds or changes a class, and sets its fee.
pub static SAVE_CLASS: Op = Op {
    key: "members.save_class",
    says: "Save class of membership",
    undo: Undo::Reverse,
    reach: Reach::Command("members class"),
};

/// What a party begins with: name, owes dues, votes, covers dependants. The fees are its own to set.
const USUAL: [(&str, bool, bool, bool); 5] = [
    ("Full", true, true, false),
    ("Reduced", true, true, false),
    ("Family", true, true, true),
    ("Honorary", false, true, false),
    ("Supporter", true, false, false),
];

/// Makes the usual classes where there is none.
///
/// # Errors
/// When the file cannot be written.
pub fn begin(office: &mut Office) -> Result<Done<()>> {
    office.transact(&BEGIN, begin_in)
}

/// The same inside the first step of a new office.
///
/// # Errors
/// When the file cannot be written.
pub fn begin_in(tx: &Tx<'_>) -> Result<()> {
    if store::in_force(tx.conn())? {
        return Ok(());
    }
    for (name, owes, votes, family) in USUAL {
        let class = Class {
            id: ClassId(tx.new_id()),
            name: name.to_owned(),
            owes,
            votes,
            family,
            position: 0,
            closed: false,
            note: String::new(),
            fees: Vec::new(),
        };
        store::insert_class(tx.conn(), &class)?;
    }
    Ok(())
}

/// Changes how the branch counts. What was charged stays as it was charged, and so do the numbers that members have.
///
/// # Errors
/// When the next number was given already.
pub fn change_settings(office: &mut Office, settings: &Settings) -> Result<Done<()>> {
    office.transact(&CHANGE_SETTINGS, |tx| {
        let before = store::settings(tx.conn())?;
        let numbers = goes_on(tx, &settings.numbers, &before.numbers)?;
        let settings = Settings { numbers, ..settings.clone() };
        if before != settings {
            store::save_settings(tx.conn(), &settings)?;
        }
        Ok(())
    })
}

/// The numbers with the serial they go on from: one that was not given before.
fn goes_on(tx: &Tx<'_>, wanted: &Numbers, before: &Numbers) -> Result<Numbers> {
    let prefix = &wanted.numbering.prefix;
    let last = store::last_given(tx.conn(), prefix)?;
    if wanted.next == 0 && !wanted.auto {
        return Ok(Numbers { next: before.next, ..wanted.clone() });
    }
    if wanted.next == 0 {
        let next = store::highest_number(tx.conn(), &wanted.numbering)?.max(last) + 1;
        return Ok(Numbers { next, ..wanted.clone() });
    }
    let same = wanted.next == before.next && *prefix == before.numbering.prefix;
    if !same && wanted.next <= last {
        return Err(Problem::input(t!(
            "{number} was given already. Nothing was changed",
            number = wanted.numbering.write(None, wanted.next)
        ))
        .hint(t!("The next number is {number} or a later one", number = wanted.numbering.write(None, last + 1))));
    }
    Ok(wanted.clone())
}

/// Adds a class (`id` is `None`) or changes one, and sets its yearly fee from a day on, if one is given.
///
/// # Errors
/// When the name is taken, or members of a family class still cover dependants.
pub fn save_class(
    office: &mut Office,
    id: Option<ClassId>,
    class: &Class,
    fee: Option<(Day, Money)>,
) -> Result<Done<ClassId>> {
    office.transact(&SAVE_CLASS, |tx| {
        let conn = tx.conn();
        let known = store::classes(conn)?;
        let class = Class { id: id.unwrap_or_else(|| ClassId(tx.new_id())), ..class.clone() };
        match known.iter().find(|c| Some(c.id) == id) {
            None if id.is_some() => return Err(Problem::input(t!("There is no such class. Nothing was changed"))),
            None => store::insert_class(conn, &class)?,
            Some(before) => {
                if before.family && !class.family {
                    no_dependants(tx, &class)?;
                }
                store::update_class(conn, &class)?;
            }
        }
        let mut says = t!("Class “{name}”", name = class.name);
        if let Some((from, amount)) = fee {
            let before = known.iter().find(|c| c.id == class.id).and_then(|c| c.fees.iter().find(|f| f.from == from));
            if before.is_none_or(|fee| fee.amount != amount) {
                store::set_fee(conn, tx.new_id(), class.id, from, amount)?;
            }
            let currency = profile::get(conn)?.currency;
            says = t!(
                "{says}: {fee} a year from {day}",
                says = says,
                fee = currency.show(amount),
                day = crate::kit::day::short(from)
            );
        }
        tx.say(says);
        Ok(class.id)
    })
}

fn no_dependants(tx: &Tx<'_>, class: &Class) -> Result<()> {
    let register = store::register(tx.conn())?;
    let today = tx.today();
    let covers = register
        .terms
        .iter()
        .filter(|t| t.runs_on(today))
        .filter_map(|t| t.family.and_then(|id| register.term(id)))
        .find(|head| head.class_on(today) == class.id);
    match covers {
        None => Ok(()),
        Some(head) => Err(Problem::input(t!(
            "{name} covers dependants in this class. Nothing was changed",
            name = register.name(head.person)
        ))
        .hint(t!("Make a class for families first, and move them into it"))),
    }
}
