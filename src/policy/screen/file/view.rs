//! What can be open of a file.

use crate::events::model::part::Part;
use crate::policy::model::parts;
use crate::t;

/// What is open on the page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum View {
    InForce,
    Checklist,
    Comments,
    Values,
    Part(&'static Part),
}

pub(super) fn views() -> Vec<View> {
    let mut all = vec![View::Checklist, View::Comments, View::InForce, View::Values];
    all.extend(parts::ALL.iter().copied().map(View::Part));
    all
}

impl View {
    pub(super) fn says(self) -> &'static str {
        match self {
            Self::InForce => t!("In force"),
            Self::Checklist => t!("Checklist"),
            Self::Comments => t!("Comments"),
            Self::Values => t!("Values"),
            Self::Part(part) => (part.says)(),
        }
    }

    pub(super) fn key(self) -> &'static str {
        match self {
            Self::InForce => "force",
            Self::Checklist => "checklist",
            Self::Comments => "comments",
            Self::Values => "values",
            Self::Part(part) => part.key,
        }
    }
}
