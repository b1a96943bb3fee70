//! What a receipt is: its number, its frozen sheet, the plan of a run, the settings. No database, no clock, no files.

mod number;
mod plan;
mod settings;
mod sheet;
mod wording;

use serde::{Deserialize, Serialize};

pub use number::{NewSeries, Series, SeriesForm, numbers_ahead};
pub use plan::{Candidate, Donor, Draft, LeftEntry, LeftOut, Plan, Reason, Rules, Scope, sort_out};
pub use settings::{Settings, SettingsForm};
pub use sheet::{Issuer, Layout, Line, Making, Replaced, Sheet, Totals, WordingUsed};
pub use wording::{Form, IssuedBy, Language, Wording, find as wording, problem_with, wordings};

use crate::kit::{Day, Money};
pub use crate::ledger::model::EntryId;
pub use crate::people::{Envelope, FieldProblem, PersonId};
use crate::t;

crate::row_id!(
    /// A receipt, issued or void.
    ReceiptId
);
crate::row_id!(
    /// A series of receipt numbers.
    SeriesId
);
crate::row_id!(
    /// One yearly run.
    RunId
);

/// Whether a receipt stands for one donation or for a year's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ReceiptKind {
    Single,
    Annual,
}

impl ReceiptKind {
    /// As the file and commands have it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Single => "single",
            Self::Annual => "annual",
        }
    }

    /// The kind with this key.
    pub fn of(key: &str) -> Option<Self> {
        [Self::Single, Self::Annual].into_iter().find(|kind| kind.key() == key)
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Single => t!("Single"),
            Self::Annual => t!("Annual"),
        }
    }
}

/// Whether a receipt stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    Issued,
    Void,
}

impl Status {
    /// As the file and commands have it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Issued => "issued",
            Self::Void => "void",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Issued => t!("Issued"),
            Self::Void => t!("Void"),
        }
    }
}

/// A receipt as lists show it; what its paper says is in its [`Sheet`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    pub id: ReceiptId,
    pub number: String,
    pub kind: ReceiptKind,
    pub status: Status,
    pub issued_on: Day,
    pub issued_by: String,
    pub donor: PersonId,
    /// As printed.
    pub donor_name: String,
    pub total: Money,
    /// How many donations stand on it, or stood until it was voided.
    pub donations: i64,
    /// The calendar year of its donations.
    pub for_year: i32,
    /// Numbers of the receipt it replaces and of the one that replaces it.
    pub replaces: Option<String>,
    pub replaced_by: Option<String>,
    /// Empty while it stands.
    pub void_reason: String,
    /// The first ten letters of the moment it was voided: a UTC day.
    pub voided_on: Option<Day>,
    pub voided_by: String,
    /// How often it went to paper; the next is a copy unless this is 0.
    pub prints: u32,
}

impl Receipt {
    /// `Issued`, `Issued, replaces 2026-0003`, `Void, replaced by 2026-0021: name misspelt`.
    pub fn state(&self) -> String {
        match (self.status, &self.replaced_by, &self.replaces) {
            (Status::Void, Some(by), _) => {
                t!("Void, replaced by {number}: {reason}", number = by, reason = self.void_reason)
            }
            (Status::Void, None, _) => t!("Void: {reason}", reason = self.void_reason),
            (Status::Issued, _, Some(old)) => t!("Issued, replaces {number}", number = old),
            (Status::Issued, _, None) => self.status.label().to_owned(),
        }
    }
}

fn field(field: &str, message: impl Into<String>) -> FieldProblem {
    FieldProblem { field: field.to_owned(), message: message.into() }
}
