//! Meetings: so far the counting of elections, which needs no office.

mod cli;
pub mod stv;

use crate::app::Subject;
use crate::t;
use crate::ui::icons;

/// Meetings, as the window and the command line know them.
pub static SUBJECT: Subject =
    Subject { key: "meetings", name: || t!("Meetings"), icon: icons::CALENDAR, noun: cli::NOUN, ..Subject::NONE };
