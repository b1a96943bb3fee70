//! Remembering what is done with lines like one that was seen.

use crate::bank::model::{NewRule, RuleId};
use crate::bank::store;
use crate::kit::fold::fold;
use crate::kit::{Problem, Result};
use crate::office::{Done, Office, Op, Reach, Tx, Undo, profile};
use crate::t;

/// Makes or changes a rule.
pub static SAVE_RULE: Op =
    Op { key: "bank.save_rule", says: "Save bank rule", undo: Undo::Reverse, reach: Reach::Command("bank rule") };

/// Removes a rule.
pub static REMOVE_RULE: Op = Op {
    key: "bank.remove_rule",
    says: "Remove bank rule",
    undo: Undo::Reverse,
    reach: Reach::Command("bank remove-rule"),
};

/// Makes a rule (`id` is `None`) or changes one.
///
/// # Errors
/// When it would be for every line, there is one like it already, or it does what its lines cannot be.
pub fn save_rule(office: &mut Office, id: Option<RuleId>, rule: &NewRule) -> Result<Done<RuleId>> {
    office.transact(&SAVE_RULE, |tx| {
        let id = put(tx, id, rule)?;
        let currency = profile::get(tx.conn())?.currency;
        tx.say(t!("Rule for bank lines: {when}", when = rule.when.says(None, currency)));
        Ok(id)
    })
}

/// Writes a rule inside an operation.
pub(super) fn put(tx: &Tx<'_>, id: Option<RuleId>, rule: &NewRule) -> Result<RuleId> {
    let mut rule = rule.clone();
    rule.when.words = fold(&rule.when.words);
    rule.check()?;
    let like = store::rules(tx.conn())?.into_iter().find(|r| r.rule.when == rule.when && Some(r.id) != id);
    match (like, id) {
        // What is remembered again takes the place of what was remembered before.
        (Some(like), None) => {
            store::put_rule(tx.conn(), like.id, &rule)?;
            Ok(like.id)
        }
        (Some(_), Some(_)) => {
            Err(Problem::input(t!("There is a rule for just these lines already. Nothing was changed")))
        }
        (None, id) => {
            if let Some(id) = id {
                store::rule(tx.conn(), id)?;
            }
            let id = id.unwrap_or_else(|| RuleId(tx.new_id()));
            store::put_rule(tx.conn(), id, &rule)?;
            Ok(id)
        }
    }
}

/// Removes a rule. What it did stays.
///
/// # Errors
/// When there is no such rule.
pub fn remove_rule(office: &mut Office, id: RuleId) -> Result<Done<()>> {
    office.transact(&REMOVE_RULE, |tx| {
        let rule = store::rule(tx.conn(), id)?;
        store::delete_rule(tx.conn(), id)?;
        let currency = profile::get(tx.conn())?.currency;
        tx.say(t!("Removed the rule for bank lines: {when}", when = rule.rule.when.says(None, currency)));
        Ok(())
    })
}
