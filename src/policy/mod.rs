//! Policy: so far the comparing and merging of texts, which need no office.

pub mod body;
pub mod change;
mod cli;
pub mod docx;
pub mod inline;
pub mod intake;
pub mod label;
pub mod lines;
pub mod markdown;
pub mod text;

use crate::app::Subject;
use crate::t;
use crate::ui::icons;

/// Policy, as the window and the command line know it.
pub static SUBJECT: Subject =
    Subject { key: "policy", name: || t!("Policy"), icon: icons::SCROLL, noun: cli::NOUN, ..Subject::NONE };
