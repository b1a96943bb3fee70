//! The words of the history.

use crate::kit::text;
use crate::t;

/// How much of the history is listed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Words of the summary or the name of who did it.
    pub text: String,
    /// Undos and what they undid are left out.
    pub only_standing: bool,
}

/// How many rows of one table a step changed, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Touched {
    pub table: String,
    /// `insert`, `update` or `delete`.
    pub act: String,
    pub rows: u64,
}

impl Touched {
    /// `3 rows added to person`.
    pub fn says(&self) -> String {
        let rows = text::plural(usize::try_from(self.rows).unwrap_or(usize::MAX), t!("row"), t!("rows"));
        match self.act.as_str() {
            "insert" => t!("{rows} added", rows = rows),
            "delete" => t!("{rows} removed", rows = rows),
            _ => t!("{rows} changed", rows = rows),
        }
    }
}
