//! What a donor gets back through the tax, and whether a receipt is handed out: information, never advice.

use super::Law;
use crate::kit::{Day, Money};
use crate::ledger::model::EntryKind;
use crate::rules::pack::{Issuer, ReliefValue, Rule, What};

/// What a rule gives a donor for what was given in a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credit<'a> {
    pub rule: &'a Rule,
    /// Off the tax, or off the taxable income.
    pub amount: Money,
    pub deduction: bool,
    /// What the rule did not take in.
    pub rest: Money,
}

/// What each tax rule of a day gives for a sum, one after the other: a rule that reduces the income takes what is left by those
/// that reduce the tax. `joint`: two people are taxed together.
pub fn credits(law: &Law, given: Money, kind: EntryKind, day: Day, joint: bool) -> Vec<Credit<'_>> {
    let mut left = given;
    let mut all = Vec::new();
    for rule in &law.rules {
        let What::TaxRelief(relief) = &rule.what else { continue };
        let Some(dated) = relief.values.on(day).filter(|_| relief.kinds.contains(&kind)) else { continue };
        let (amount, used) = credit(&dated.value, left, joint);
        left -= used;
        all.push(Credit { rule, amount, deduction: dated.value.deduction, rest: left });
    }
    all
}

/// The credit on a sum, rounded down to the minor unit, and how much of the sum it took in.
fn credit(value: &ReliefValue, given: Money, joint: bool) -> (Money, Money) {
    let mut minor: i128 = 0;
    for (at, (over, (top, bottom))) in value.brackets.iter().enumerate() {
        let upto = value.brackets.get(at + 1).map_or(given, |(next, _)| given.min(*next));
        let part = (upto - *over).max(Money::ZERO);
        minor += i128::from(part.0) * i128::from(*top) * i128::from(LCM) / i128::from(*bottom);
    }
    let worked_out = Money(i64::try_from(minor / i128::from(LCM)).unwrap_or(i64::MAX));
    let most = if joint { value.most_joint.or(value.most) } else { value.most };
    let amount = most.map_or(worked_out, |most| worked_out.min(most));
    // One share throughout: what the maximum stands for is taken in, the rest is left for the next rule.
    let used = match (value.brackets.as_slice(), most) {
        ([(_, (top, bottom))], Some(most)) => given.min(Money(most.0 * bottom / (*top).max(1))),
        _ => given,
    };
    (amount, used)
}

/// So that thirds and quarters of cents add up before they are rounded.
const LCM: i64 = 10_000 * 3;

/// What a law says of receipts for one kind of entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceiptWord<'a> {
    pub rule: &'a Rule,
    pub issuer: Issuer,
    pub tax: bool,
    /// Whether one must be given for this amount.
    pub must: bool,
    /// What it is made out for: the amount less what the donor got in return.
    pub eligible: Money,
}

/// The receipts that a law knows for an entry.
pub fn receipts(law: &Law, kind: EntryKind, amount: Money, advantage: Money, day: Day) -> Vec<ReceiptWord<'_>> {
    let mut all = Vec::new();
    for rule in &law.rules {
        let What::Receipt(receipt) = &rule.what else { continue };
        let Some(dated) = receipt.values.on(day).filter(|_| receipt.kinds.contains(&kind)) else { continue };
        all.push(ReceiptWord {
            rule,
            issuer: receipt.issuer,
            tax: receipt.tax,
            must: dated.value.is_some_and(|over| over.is_passed_by(amount)),
            eligible: amount - advantage,
        });
    }
    all
}
