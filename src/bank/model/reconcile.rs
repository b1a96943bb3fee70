//! Holding an account against what the bank says on a day.

use std::collections::BTreeSet;

use super::{AccountId, BankLine, EntryId, Movement, ReconciliationId};
use crate::kit::{Day, Money, Problem, Result, day, text};
use crate::ledger::model::EntryKind;
use crate::t;

/// What a person says about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Against {
    pub account: AccountId,
    /// None: the newest day whose closing balance a statement has.
    pub day: Option<Day>,
    /// What the bank says, where no statement does.
    pub balance: Option<Money>,
    /// Entries from before the first statement that the bank did not have by then either.
    pub waiting: BTreeSet<EntryId>,
}

impl Against {
    pub fn newest(account: AccountId) -> Self {
        Self { account, day: None, balance: None, waiting: BTreeSet::new() }
    }
}

/// An account held against the bank on a day: what agrees, and the rows of what does not. What is shown is what is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reconciling {
    /// Where the history stood.
    pub generation: i64,
    pub account: AccountId,
    pub account_name: String,
    pub day: Day,
    /// What the bank says on that day.
    pub balance: Money,
    /// The last day that was found to agree.
    pub since: Option<Day>,
    /// What the ledger says on that day.
    pub ledger: Money,
    /// Lines since then up to that day: those that wait, those set aside, and those that are entries.
    pub open: Vec<BankLine>,
    pub aside: Vec<BankLine>,
    pub matched: usize,
    /// What entries on lines and what was brought forward come to; the bank's balance, where all agrees.
    pub cleared: Money,
    /// What is in the ledger and on no line up to that day: cheques not paid in, payments on their way. Of what comes later and
    /// stands on a line already, the opposite.
    pub waiting: Vec<Movement>,
    /// Only where nothing was reconciled before: what the account moved before its first line, part of the bank's balance.
    pub brought: Vec<Movement>,
    /// Where nothing was reconciled before: what the first statement begins with.
    pub opening: Option<Money>,
}

impl Reconciling {
    /// What the bank has and the ledger has not; negative the other way round.
    pub fn difference(&self) -> Money {
        self.balance - self.cleared
    }

    pub fn brought_sum(&self) -> Money {
        self.brought.iter().map(|m| m.amount).sum()
    }

    pub fn waiting_sum(&self) -> Money {
        self.waiting.iter().map(|m| m.amount).sum()
    }

    /// # Errors
    /// When it cannot be kept as reconciled, with what is in the way.
    pub fn agrees(&self, show: impl Fn(Money) -> String) -> Result<()> {
        if let Some(since) = self.since.filter(|since| *since >= self.day) {
            return Err(Problem::input(t!(
                "“{account}” is reconciled to {day} already. Nothing was changed",
                account = self.account_name,
                day = day::short(since)
            ))
            .hint(t!("Reopen that one first, or take a later day")));
        }
        if !self.open.is_empty() {
            return Err(Problem::input(t!(
                "{count} up to {day} wait to be matched. Nothing was changed",
                count = text::plural(self.open.len(), t!("bank line"), t!("bank lines")),
                day = day::short(self.day)
            ))
            .hint(t!("Match them, or set them aside with a reason")));
        }
        let difference = self.difference();
        if difference.is_zero() {
            return Ok(());
        }
        let problem = Problem::input(t!(
            "The bank has {bank}, and what stands on its lines comes to {cleared}: {difference} is not explained. Nothing was changed",
            bank = show(self.balance),
            cleared = show(self.cleared),
            difference = show(difference)
        ));
        Err(problem.hint(self.why(&show)))
    }

    /// Whether the account never was given what it began with, and does not agree.
    pub fn lacks_opening(&self) -> bool {
        let has_opening = self.brought.iter().any(|m| m.kind == EntryKind::Opening);
        self.since.is_none() && !has_opening && !self.difference().is_zero()
    }

    /// Where a difference most likely comes from.
    pub fn why(&self, show: &impl Fn(Money) -> String) -> String {
        let aside: Money = self.aside.iter().map(|l| l.amount).sum();
        let difference = self.difference();
        if let Some(opening) = self.opening.filter(|opening| *opening - self.brought_sum() == difference) {
            return t!(
                "The first statement begins with {opening}, and what was in the account before makes {before}: record the opening balance, or say which of those entries the bank did not have yet",
                opening = show(opening),
                before = show(self.brought_sum())
            );
        }
        if !aside.is_zero() && aside == difference {
            return t!("The lines that were set aside make just this: match them instead").to_owned();
        }
        if !self.open.is_empty() && self.open.iter().map(|l| l.amount).sum::<Money>() == difference {
            return t!("The lines that wait make just this").to_owned();
        }
        t!("Look whether a statement in between is missing, a line was read twice, or the balance is of another day")
            .to_owned()
    }
}

/// A day on which an account was found to agree with the bank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reconciliation {
    pub id: ReconciliationId,
    pub account: AccountId,
    pub account_name: String,
    pub day: Day,
    pub balance: Money,
    pub note: String,
    pub lines: usize,
    /// Whether nothing later rests on it, so that it can be reopened.
    pub last: bool,
}

impl Reconciliation {
    /// As a lock names it: "reconciliation of Current account to 30 Nov 2026".
    pub fn says(&self) -> String {
        says(&self.account_name, self.day)
    }
}

/// As [`Reconciliation::says`].
pub fn says(account: &str, on: Day) -> String {
    t!("reconciliation of {account} to {day}", account = account, day = day::short(on))
}
