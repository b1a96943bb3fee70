//! What comes of a round once it is opened: marks that the panel changed in discussion, the decision with its reasons, what candidates
//! are told, endorsements, and who was handed over to a ballot.

mod left;
mod method;
mod outcome;
mod record;
mod results;
mod told;

pub use left::{Left, Place};
pub use method::{lot, method, seed};
pub use outcome::{
    Decision, Endorsement, HandOver, Moderation, NewDecision, NewEndorsement, NewModeration, Outcome, Verdict,
};
pub use record::record;
pub use results::{Hidden, Kept, Results, without};
pub use told::{Part, letter_text};

crate::row_id!(
    /// A mark that was changed after the round was opened.
    ModerationId
);
crate::row_id!(
    /// The decision of a round.
    DecisionId
);
crate::row_id!(
    /// An endorsement.
    EndorsementId
);
