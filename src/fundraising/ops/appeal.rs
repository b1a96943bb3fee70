//! Appeals: planned, changed, named, put to people.

use crate::fundraising::model::{Appeal, AppealId, AppealNameId, AskId, Audience, Chosen, NewAppeal, NewAsk, NewName};
use crate::fundraising::store;
use crate::kit::fold::fold;
use crate::kit::{Problem, Result, day, text};
use crate::office::{Done, Office, Op, Reach, Tx, Undo};
use crate::t;

/// Plans an appeal.
pub static ADD: Op = Op {
    key: "fundraising.appeal_add",
    says: "Plan appeal",
    undo: Undo::Reverse,
    reach: Reach::Command("appeals add"),
};

/// Changes what is planned of an appeal.
pub static CHANGE: Op = Op {
    key: "fundraising.appeal_change",
    says: "Change appeal",
    undo: Undo::Reverse,
    reach: Reach::Command("appeals change"),
};

/// Removes the plan of an appeal.
pub static REMOVE: Op = Op {
    key: "fundraising.appeal_remove",
    says: "Remove appeal",
    undo: Undo::Reverse,
    reach: Reach::Command("appeals remove"),
};

/// Adds another word for an appeal, or somebody's page.
pub static ADD_NAME: Op = Op {
    key: "fundraising.appeal_name",
    says: "Add name of appeal",
    undo: Undo::Reverse,
    reach: Reach::Command("appeals name"),
};

/// Takes another word off an appeal.
pub static REMOVE_NAME: Op = Op {
    key: "fundraising.appeal_unname",
    says: "Take name off appeal",
    undo: Undo::Reverse,
    reach: Reach::Command("appeals unname"),
};

/// Keeps that people were asked.
pub static ASK: Op = Op {
    key: "fundraising.appeal_ask",
    says: "Put appeal to people",
    undo: Undo::Reverse,
    reach: Reach::Command("appeals ask"),
};

/// Removes that people were asked.
pub static REMOVE_ASK: Op = Op {
    key: "fundraising.appeal_unask",
    says: "Remove who was asked",
    undo: Undo::Reverse,
    reach: Reach::Command("appeals unask"),
};

/// A word stands for one appeal only, or its money would count twice.
fn free(tx: &Tx<'_>, word: &str, mine: Option<AppealId>) -> Result<()> {
    let Some(id) = store::appeal_called(tx.conn(), word)?.filter(|id| Some(*id) != mine) else { return Ok(()) };
    let name = store::appeal(tx.conn(), id)?.terms.name;
    Err(if fold(&name) == fold(word) {
        Problem::input(t!("There is already an appeal called “{name}”. Nothing was changed", name = name))
    } else {
        Problem::input(t!(
            "“{word}” is another name of the appeal “{name}”. Nothing was changed",
            word = word,
            name = name
        ))
    })
}

/// Plans an appeal. Entries that name it already count for it.
///
/// # Errors
/// When its name is taken.
pub fn add(office: &mut Office, new: &NewAppeal) -> Result<Done<AppealId>> {
    office.transact(&ADD, |tx| {
        free(tx, &new.name, None)?;
        let id = AppealId(tx.new_id());
        store::insert_appeal(tx.conn(), id, new)?;
        tx.say(t!("Planned the appeal “{name}”", name = new.name));
        Ok(id)
    })
}

/// Changes an appeal. What entries call it so far stays one of its words.
///
/// # Errors
/// When there is no such appeal, or its name is taken.
pub fn change(office: &mut Office, id: AppealId, new: &NewAppeal) -> Result<Done<()>> {
    office.transact(&CHANGE, |tx| {
        let before = store::appeal(tx.conn(), id)?;
        free(tx, &new.name, Some(id))?;
        if fold(&before.terms.name) != fold(&new.name) {
            rename(tx, &before, &new.name)?;
        }
        store::update_appeal(tx.conn(), id, new)?;
        tx.say(t!("Changed the appeal “{name}”", name = new.name));
        Ok(())
    })
}

fn rename(tx: &Tx<'_>, before: &Appeal, name: &str) -> Result<()> {
    if let Some(same) = before.names.iter().find(|other| fold(&other.new.name) == fold(name)) {
        store::delete_name(tx.conn(), same.id)?;
    }
    let old = NewName { name: before.terms.name.clone(), ..NewName::default() };
    store::insert_name(tx.conn(), AppealNameId(tx.new_id()), before.id, &old)
}

/// Removes the plan of an appeal, with its words and who was asked. Entries keep the name that they have.
///
/// # Errors
/// When there is no such appeal.
pub fn remove(office: &mut Office, id: AppealId) -> Result<Done<()>> {
    office.transact(&REMOVE, |tx| {
        let appeal = store::appeal(tx.conn(), id)?;
        store::delete_appeal(tx.conn(), id)?;
        tx.say(t!("Removed the appeal “{name}”", name = appeal.terms.name));
        Ok(())
    })
}

/// Adds another word for an appeal: how a list writes it, or somebody's page.
///
/// # Errors
/// When the word is taken.
pub fn add_name(office: &mut Office, appeal: AppealId, new: &NewName) -> Result<Done<AppealNameId>> {
    office.transact(&ADD_NAME, |tx| {
        let of = store::appeal(tx.conn(), appeal)?;
        free(tx, &new.name, None)?;
        let id = AppealNameId(tx.new_id());
        store::insert_name(tx.conn(), id, appeal, new)?;
        let owner = new.person.map(|person| crate::people::store::get(tx.conn(), person)).transpose()?;
        tx.say(match owner {
            Some(owner) => t!(
                "“{word}”, the page of {owner}, counts for “{name}”",
                word = new.name,
                owner = owner.details.name,
                name = of.terms.name
            ),
            None => t!("“{word}” counts for “{name}”", word = new.name, name = of.terms.name),
        });
        Ok(id)
    })
}

/// Takes another word off an appeal.
///
/// # Errors
/// When it has no such word.
pub fn remove_name(office: &mut Office, appeal: AppealId, name: AppealNameId) -> Result<Done<()>> {
    office.transact(&REMOVE_NAME, |tx| {
        let of = store::appeal(tx.conn(), appeal)?;
        let Some(other) = of.names.iter().find(|other| other.id == name) else {
            return Err(Problem::input(t!("The appeal has no such name. Nothing was changed")));
        };
        store::delete_name(tx.conn(), name)?;
        tx.say(t!("“{word}” counts for “{name}” no longer", word = other.new.name, name = of.terms.name));
        Ok(())
    })
}

/// Keeps that the people of an audience were asked, or will be. Those who do not want to be contacted, and those whom the
/// appeal was put to before, are left out.
///
/// # Errors
/// When nobody is left.
pub fn ask(office: &mut Office, appeal: AppealId, audience: &Audience, new: &NewAsk) -> Result<Done<(AskId, Chosen)>> {
    let today = office.today();
    office.transact(&ASK, |tx| {
        let of = store::appeal(tx.conn(), appeal)?;
        let chosen = store::choose(tx.conn(), audience, appeal, today)?;
        if chosen.people.is_empty() {
            return Err(nobody(&chosen));
        }
        let whom = if new.whom.is_empty() { audience.says() } else { new.whom.clone() };
        let id = AskId(tx.new_id());
        store::insert_ask(tx.conn(), id, appeal, &NewAsk { whom, ..new.clone() })?;
        for person in &chosen.people {
            store::insert_asked(tx.conn(), tx.new_id(), id, *person)?;
        }
        tx.say(t!(
            "Put “{name}” to {count} on {day}",
            name = of.terms.name,
            count = text::plural(chosen.people.len(), t!("person"), t!("people")),
            day = day::short(new.day)
        ));
        Ok((id, chosen))
    })
}

fn nobody(chosen: &Chosen) -> Problem {
    let problem = Problem::input(t!("Nobody is left to ask. Nothing was recorded"));
    match (chosen.stopped, chosen.asked) {
        (0, 0) => problem.hint(t!("There is nobody like this in the register")),
        (stopped, asked) => problem.hint(t!(
            "{asked} were asked already, and {stopped} are not to be contacted",
            asked = asked,
            stopped = stopped
        )),
    }
}

/// Removes that people were asked, once.
///
/// # Errors
/// When there is no such list.
pub fn remove_ask(office: &mut Office, id: AskId) -> Result<Done<()>> {
    office.transact(&REMOVE_ASK, |tx| {
        let appeal = store::appeal(tx.conn(), store::appeal_of_ask(tx.conn(), id)?)?;
        store::delete_ask(tx.conn(), id)?;
        tx.say(t!("Removed a list of people who were asked for “{name}”", name = appeal.terms.name));
        Ok(())
    })
}
