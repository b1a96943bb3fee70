//! What an election is made of, and everything that is worked out from it: who stands, what was keyed twice and agrees, what was
//! counted, what is still missing before a result is declared. Pure; the file is read by `store`.

mod account;
mod candidate;
mod compare;
mod election;
mod form;
mod lot;
mod marks;
mod outcome;
#[cfg(test)]
mod tests;
mod whole;

pub use super::count::{Ballots, CandidateId, Count, Lots, Paper, Rules, State};
pub use crate::ledger::model::{FieldProblem, Terms};
pub use crate::people::PersonId;
pub use account::Account;
pub use candidate::{Candidate, NewNomination, Nominator};
pub use compare::{Comparison, Difference};
pub use election::{Election, NewElection, Roll, Step};
pub use form::ElectionForm;
pub use lot::{Drawn, LotKind, by_hand, by_seed, proof};
pub use marks::{Choices, Marks, SPOILT, read_marks};
pub use outcome::{Declared, Outcome, Spoilt};
pub use whole::{Entered, Print, Round, Settled, Whole, instructions, reopen};

crate::row_id!(
    /// An election.
    ElectionId
);
crate::row_id!(
    /// Somebody who was nominated.
    NomineeId
);
crate::row_id!(
    /// Somebody on the frozen roll.
    VoterId
);
crate::row_id!(
    /// A result that was declared.
    ResultId
);
