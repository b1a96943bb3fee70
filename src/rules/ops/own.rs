//! The party's own values, rules and election periods.

use crate::kit::{Day, Problem, Result, day};
use crate::office::{Done, Office, Op, Reach, Undo};
use crate::rules::engine::can_be_set;
use crate::rules::own::{Election, ElectionId, OwnRule, OwnRuleId, ValueId};
use crate::rules::pack::Override;
use crate::rules::store;
use crate::t;

/// Sets a value of the party's own in place of a pack's.
pub static ADD_VALUE: Op = Op {
    key: "rules.add_value",
    says: "Set a value of your own",
    undo: Undo::Reverse,
    reach: Reach::Command("rules set"),
};

/// Takes a value of the party's own back.
pub static REMOVE_VALUE: Op = Op {
    key: "rules.remove_value",
    says: "Take your own value back",
    undo: Undo::Reverse,
    reach: Reach::Command("rules unset"),
};

/// Adds or changes a rule of the party's own.
pub static SAVE_RULE: Op = Op {
    key: "rules.save_rule",
    says: "Save a rule of your own",
    undo: Undo::Reverse,
    reach: Reach::Command("rules add"),
};

/// Removes a rule of the party's own.
pub static REMOVE_RULE: Op = Op {
    key: "rules.remove_rule",
    says: "Remove a rule of your own",
    undo: Undo::Reverse,
    reach: Reach::Command("rules remove"),
};

/// Writes an election period down.
pub static ADD_ELECTION: Op = Op {
    key: "rules.add_election",
    says: "Add an election period",
    undo: Undo::Reverse,
    reach: Reach::Command("rules election"),
};

/// Removes an election period.
pub static REMOVE_ELECTION: Op = Op {
    key: "rules.remove_election",
    says: "Remove an election period",
    undo: Undo::Reverse,
    reach: Reach::Command("rules no-election"),
};

/// Sets a value.
///
/// # Errors
/// When the office's law has no such rule, or the rule takes no such value.
pub fn add_value(office: &mut Office, value: &Override) -> Result<Done<ValueId>> {
    office.transact(&ADD_VALUE, |tx| {
        let laws = store::laws(tx.conn())?;
        let rule = laws.iter().find_map(|law| law.rule(&value.rule).filter(|rule| rule.own.is_none()));
        let rule = rule.ok_or_else(|| {
            Problem::input(t!("The law of this office has no rule “{rule}”", rule = value.rule))
                .hint(t!("`wardroom rules law` lists the rules"))
        })?;
        let (amount, days) = can_be_set(rule);
        if (value.threshold.is_some() && !amount) || (value.days.is_some() && !days) || !(amount || days) {
            return Err(Problem::input(t!("“{rule}” takes no such value. Nothing was changed", rule = rule.title)));
        }
        let id = ValueId(tx.new_id());
        store::insert_value(tx.conn(), id, value, tx.who())?;
        tx.say(t!("Own value for “{rule}” from {day}", rule = rule.title, day = day::short(value.from)));
        Ok(id)
    })
}

/// Takes a value back: the pack's holds again.
///
/// # Errors
/// When it is not there.
pub fn remove_value(office: &mut Office, id: ValueId) -> Result<Done<()>> {
    office.transact(&REMOVE_VALUE, |tx| store::delete_value(tx.conn(), id))
}

/// Adds a rule (`id` is `None`) or changes one.
///
/// # Errors
/// When no pack is for the office's law, so that there is nothing to hold entries against.
pub fn save_rule(office: &mut Office, id: Option<OwnRuleId>, rule: &OwnRule) -> Result<Done<OwnRuleId>> {
    office.transact(&SAVE_RULE, |tx| {
        if store::leading(tx.conn())?.is_none() {
            return Err(Problem::input(t!(
                "There is no jurisdiction pack for the law and the currency of this office"
            )));
        }
        let id = id.unwrap_or_else(|| OwnRuleId(tx.new_id()));
        store::put_rule(tx.conn(), id, rule, tx.who())?;
        tx.say(t!("Own rule “{rule}”", rule = rule.name));
        Ok(id)
    })
}

/// Removes a rule.
///
/// # Errors
/// When it is not there.
pub fn remove_rule(office: &mut Office, id: OwnRuleId) -> Result<Done<()>> {
    office.transact(&REMOVE_RULE, |tx| store::delete_rule(tx.conn(), id))
}

/// Writes an election period down.
///
/// # Errors
/// When it ends before it begins.
pub fn add_election(office: &mut Office, name: &str, from: Day, to: Day) -> Result<Done<ElectionId>> {
    office.transact(&ADD_ELECTION, |tx| {
        if to < from {
            return Err(Problem::input(t!("The last day lies before the first")));
        }
        let election = Election { id: ElectionId(tx.new_id()), name: name.trim().to_owned(), from, to };
        store::insert_election(tx.conn(), &election)?;
        tx.say(t!(
            "Election period “{name}”, {from} to {to}",
            name = election.name,
            from = day::short(from),
            to = day::short(to)
        ));
        Ok(election.id)
    })
}

/// Removes an election period.
///
/// # Errors
/// When it is not there.
pub fn remove_election(office: &mut Office, id: ElectionId) -> Result<Done<()>> {
    office.transact(&REMOVE_ELECTION, |tx| store::delete_election(tx.conn(), id))
}
