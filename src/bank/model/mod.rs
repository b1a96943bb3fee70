//! What the bank is made of in the office: statements, lines and what became of each.

mod deed;
mod intake;
mod known;
mod matching;
mod part_form;
mod reconcile;
mod rule;
mod world;

pub use crate::ledger::model::{AccountId, EntryId};
pub use crate::people::PersonId;
pub use deed::{Deed, NewPart, Part, Settles, entry_of, says_of, transfer_of, usual_kind};
pub use intake::{Choice, Fate, Here, Known, Plan, PlannedLine, PlannedStatement, plan};
pub use known::{mark_of, plain_number, same_number};
pub use matching::{MatchPlan, Planned, Reason, Suggestion, in_words, plan as match_plan};
pub use part_form::{PartForm, PartProblem, left_of_parts, read_parts};
pub use reconcile::{Against, Reconciliation, Reconciling, says as reconciliation_says};
pub use rule::{Does, NewRule, Rule, When, kind_fits, rule_of, telling_words};
pub use world::{Awaited, Known as KnownPerson, Movement, OwnAccount, World, cancelled};

pub use super::statement::Format;
use crate::kit::{Day, Money, Problem, Result};
use crate::t;

crate::row_id!(
    /// One statement of one account, as it was read.
    StatementId
);
crate::row_id!(
    /// One booking of the bank.
    LineId
);
crate::row_id!(
    /// What is done with lines like one that was seen.
    RuleId
);
crate::row_id!(
    /// An account found to agree with the bank on a day.
    ReconciliationId
);

/// What became of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LineState {
    /// It waits to be matched.
    Open,
    /// It is entries of the ledger.
    Matched,
    /// It was set aside, for a reason.
    Aside,
}

impl LineState {
    pub const ALL: [Self; 3] = [Self::Open, Self::Matched, Self::Aside];

    pub fn key(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Matched => "matched",
            Self::Aside => "aside",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Open => t!("To match"),
            Self::Matched => t!("Matched"),
            Self::Aside => t!("Set aside"),
        }
    }

    /// # Errors
    /// When there is no such state.
    pub fn of(key: &str) -> Result<Self> {
        Self::ALL.into_iter().find(|s| s.key() == key).ok_or_else(|| {
            Problem::input(t!("“{key}” is not a state of a line", key = key))
                .hint(t!("Use one of open, matched, aside"))
        })
    }
}

/// A line as it stands in the office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BankLine {
    pub id: LineId,
    pub account: AccountId,
    pub statement: StatementId,
    pub booked: Day,
    pub valued: Option<Day>,
    /// Into the account positive.
    pub amount: Money,
    pub name: String,
    pub number: String,
    pub purpose: String,
    pub reference: String,
    pub kind: String,
    /// The bank's own id.
    pub bank_ref: String,
    /// The line or row of the file.
    pub row: usize,
    pub state: LineState,
    /// Why it was set aside.
    pub why: String,
    pub reconciliation: Option<ReconciliationId>,
}

impl BankLine {
    /// What a person reads first: who, else what for, else what the bank calls it.
    pub fn title(&self) -> &str {
        [&self.name, &self.purpose, &self.reference, &self.kind].into_iter().find(|t| !t.is_empty()).map_or("", |t| t)
    }

    /// What it is called where it is spoken of: "bank line of 14 Nov 2026".
    pub fn says(&self) -> String {
        t!("bank line of {day}", day = crate::kit::day::short(self.booked))
    }
}

/// An entry that a line was matched to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matched {
    pub entry: EntryId,
    /// How much of the entry is this line; into the account positive.
    pub amount: Money,
    pub kind: crate::ledger::model::EntryKind,
    pub received: Day,
    pub banked: Option<Day>,
    pub person: Option<PersonId>,
    pub who: String,
    /// All of the entry.
    pub whole: Money,
    /// Whether it was reversed since.
    pub reversed: bool,
    /// On how many lines it stands.
    pub lines: usize,
}

/// A statement as it stands in the office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementRow {
    pub id: StatementId,
    pub account: AccountId,
    pub account_name: String,
    pub source: String,
    pub format: Format,
    pub from: Option<Day>,
    pub to: Option<Day>,
    pub opening: Option<Money>,
    pub closing: Option<Money>,
    pub closed_on: Option<Day>,
    /// Lines in the file, lines it brought, and what became of those.
    pub lines: usize,
    pub brought: usize,
    pub open: usize,
    pub matched: usize,
    pub aside: usize,
    pub reconciled: usize,
}
