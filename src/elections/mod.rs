//! Elections: from nominations to the declared result. The order on the paper is drawn by a lot that anybody can draw again,
//! papers are keyed twice and compared, counted under named rules in whole numbers ([`count`]), and a result that was declared
//! holds what it was counted from.

pub mod cli;
pub mod count;
pub mod model;
pub mod ops;
pub mod page;
pub mod printing;
pub mod report;
pub mod store;

use crate::app::Subject;
use crate::t;
use crate::ui::icons;

/// The description that window and command line know.
pub static SUBJECT: Subject = Subject {
    key: "elections",
    name: || t!("Elections"),
    icon: icons::CHECKS,
    ops: ops::OPS,
    checks: &[store::check],
    guards: &[store::guard],
    personal: store::PERSONAL,
    noun: cli::NOUN,
    ..Subject::NONE
};
