//! Calendars in the form that every calendar program takes (RFC 5545): ours out, partners' in.

mod read;
#[cfg(test)]
mod tests;
mod write;
mod zones;

pub use read::{Read, read};
pub use write::{Writing, write};

use super::model::{Local, Status, Timing};
use crate::kit::Day;

/// One event of a calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IcsEvent {
    pub uid: String,
    pub sequence: i64,
    pub title: String,
    pub status: Status,
    pub timing: Timing,
    /// The start it takes the place of, in the time of its zone.
    pub instead_of: Option<Local>,
    pub place: String,
    pub link: String,
    pub about: String,
}

/// One task of a calendar, a VTODO. Outlook shows none, so tasks are printed too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IcsTask {
    pub uid: String,
    pub text: String,
    pub note: String,
    pub due: Option<Day>,
    /// The day it was done.
    pub done: Option<Day>,
}
