//! What leaves for the party's centre or the regulator: one definition per form, in the pack, from which the table on screen, the
//! spreadsheet and the paper are made.

use serde::{Deserialize, Serialize};

use super::pack::{Pack, What};
use crate::ledger::model::EntryKind;
use crate::t;

/// One form.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Definition {
    /// As a command names it.
    pub id: String,
    pub title: String,
    /// What it is and what is not in it.
    pub says: String,
    pub recipient: String,
    pub unit_types: Vec<String>,
    /// Report rules whose findings of the period are listed.
    #[serde(default)]
    pub rules: Vec<String>,
    /// Lists every entry of these kinds instead, whatever its size.
    #[serde(default)]
    pub every: Vec<String>,
    pub columns: Vec<Column>,
    /// Void receipts of the period are listed behind it.
    #[serde(default)]
    pub void_receipts: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    pub field: Field,
    /// As the form calls it.
    pub title: String,
}

/// What a column shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    DonorName,
    DonorAddress,
    DonorClass,
    RegisterNumber,
    Nationality,
    Occupation,
    Employer,
    /// What the donor gave in the group or the period.
    Total,
    Amount,
    Kind,
    Method,
    /// Of a donation in kind: what it was, and how it was valued.
    Nature,
    Received,
    Accepted,
    /// The check or the return, as it was recorded.
    Action,
    ReturnedOn,
    GivenBack,
    /// Which rule makes it reportable.
    Rule,
    Due,
}

impl Field {
    /// Whether a paper shows it as an amount.
    pub fn is_money(self) -> bool {
        matches!(self, Self::Total | Self::Amount | Self::GivenBack)
    }

    pub fn is_day(self) -> bool {
        matches!(self, Self::Received | Self::Accepted | Self::ReturnedOn | Self::Due)
    }
}

impl Definition {
    /// The kinds of entry that are listed whatever their size.
    pub fn kinds(&self) -> Vec<EntryKind> {
        self.every.iter().filter_map(|key| EntryKind::of(key).ok()).collect()
    }

    /// What the pack must have for it.
    ///
    /// # Errors
    /// Says what is missing.
    pub(in crate::rules) fn prove(&self, pack: &Pack) -> Result<(), String> {
        for id in &self.rules {
            match pack.rule(id).map(|rule| &rule.what) {
                Some(What::ReportOver(_)) => {}
                Some(_) => return Err(format!("{id} is no report rule")),
                None => return Err(format!("there is no rule {id}")),
            }
        }
        if self.kinds().len() != self.every.len() {
            return Err("it names a kind of entry that is none".to_owned());
        }
        if self.rules.is_empty() == self.every.is_empty() {
            return Err(t!("it lists either what rules find or every entry of some kinds").to_owned());
        }
        if self.columns.is_empty() || self.unit_types.iter().any(|unit| !pack.head.units.contains(unit)) {
            return Err("it has no columns, or a unit that the pack does not know".to_owned());
        }
        Ok(())
    }
}
