//! Meetings. Elections are a subject of their own; see [`crate::elections`].

use crate::app::Subject;
use crate::t;
use crate::ui::icons;

/// Meetings, as the window and the command line know them.
pub static SUBJECT: Subject =
    Subject { key: "meetings", name: || t!("Meetings"), icon: icons::CALENDAR, ..Subject::NONE };
