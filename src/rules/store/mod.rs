//! The rows of rules: what is found (derived), what was done about it, and what the party added.

mod closing;
mod dossier;
mod foresee;
mod index;
mod law;
mod list;
mod own;
mod personal;
mod standing;
mod unit;
mod work;

pub use closing::closing;
pub use foresee::foresee;
pub use index::{FINDINGS, is_current};
pub use law::{law_of, laws, leading};
pub use list::{Filter, Line, List, Listed, Opened, State, Tally, find, one, open_of};
pub(super) use own::{delete_election, delete_rule, delete_value, insert_election, insert_value, put_rule};
pub use own::{elections, own_rules, own_values};
pub use personal::PERSONAL;
pub(super) use standing::put_standing;
pub use standing::{standing, with_standing};
pub(super) use work::insert_work;
pub use work::{work, works_of};

use crate::kit::{Problem, Result};
use crate::office::days::{day as day_of, iso, maybe_day as maybe_day_of};
use crate::t;

/// What stands in the file as JSON.
fn from_json<T: serde::de::DeserializeOwned>(json: &str) -> Result<T> {
    serde_json::from_str(json).map_err(|e| Problem::file(t!("A finding in the file cannot be read")).because(e))
}

fn to_json<T: serde::Serialize>(value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(|e| Problem::defect(t!("A finding could not be written")).because(e))
}
