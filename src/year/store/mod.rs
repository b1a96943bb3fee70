//! The rows of closed years: read and written on a connection that is given, never in a transaction of their own.

mod audit;
mod check;
mod sample;
mod statement;
mod years;

pub use audit::{AuditRow, Changed, audit, audited};
pub use check::check;
pub(super) use sample::{insert_sample, set_outcome};
pub use sample::{population, sample, sample_of, sampled, sampled_rows};
pub use statement::{categories, live, notes, placed, statement};
pub(super) use statement::{put_note, put_place};
pub(super) use years::{NewClose, insert_close, insert_left, set_reopened};
pub use years::{all, closed, closed_in, first_day, last_closed, next, standing, years};

use crate::kit::{Problem, Result};
use crate::office::days::{day, iso, maybe_day};
use crate::office::words::word;
use crate::t;

/// What stands in the file as JSON.
fn from_json<T: serde::de::DeserializeOwned>(json: &str) -> Result<T> {
    serde_json::from_str(json).map_err(|e| Problem::file(t!("A statement in the file cannot be read")).because(e))
}
