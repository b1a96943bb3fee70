//! What fundraising is made of, and everything that is worked out from it for a day.

mod form;
mod matching;
mod pledge;
pub mod read;
mod rhythm;

pub use crate::ledger::model::{EntryId, FieldProblem, Method, PersonId, Terms};
pub use form::PledgeForm;
pub use matching::{Loose, Suggestion, suggest};
pub use pledge::{Cancelled, Gift, Instalment, NewPledge, OpenItem, Pledge, Schedule, State, open_items};
pub use read::Reader;
pub use rhythm::Rhythm;

crate::row_id!(
    /// What somebody promised to give.
    PledgeId
);

#[cfg(test)]
mod tests;
