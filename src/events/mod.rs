//! Events: what is planned and happened, where, who came, who helped, what it cost.
//!
//! An event is one, a series by its rule, or a day of a series that has something of its own; each has the same parts. What came
//! in and went out is the ledger's, found by the event's word for it.

mod cli;
pub mod export;
pub mod ics;
pub mod model;
pub mod ops;
mod page;
mod printing;
pub mod store;

use crate::app::Subject;
use crate::t;
use crate::ui::icons;

/// Events, as the window and the command line know them.
pub static SUBJECT: Subject = Subject {
    key: "events",
    name: || t!("Events"),
    icon: icons::CALENDAR,
    ops: ops::OPS,
    personal: store::PERSONAL,
    noun: cli::NOUN,
    ..Subject::NONE
};
