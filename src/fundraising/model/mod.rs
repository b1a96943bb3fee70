//! What fundraising is made of, and everything that is worked out from it for a day.

mod appeal;
mod appeal_form;
mod audience;
mod form;
mod matching;
mod pledge;
mod prospect;
mod retention;
mod rhythm;
mod thanks;

pub use crate::ledger::model::{EntryId, FieldProblem, Method, PersonId, Terms, read};
pub use appeal::{Appeal, Ask, Cost, Names, NewAppeal, NewAsk, NewName, OtherName, Progress, Stage, added_up, percent};
pub use appeal_form::{AppealForm, AskForm, NameForm};
pub use audience::{Audience, Chosen};
pub use form::PledgeForm;
pub use matching::{Loose, Suggestion, suggest};
pub use pledge::{Cancelled, Gift, Instalment, NewPledge, OpenItem, Pledge, Schedule, State, open_items};
pub use prospect::{NewProspect, Prospect, ProspectForm, Standing};
pub use read::Reader;
pub use retention::{Donor, DonorYears, Given, Retention, side_by_side};
pub use rhythm::Rhythm;
pub use thanks::{NewThanks, ThanksForm, ToThank};

crate::row_id!(
    /// What somebody promised to give.
    PledgeId
);

crate::row_id!(
    /// An appeal that was planned.
    AppealId
);

crate::row_id!(
    /// Another word for an appeal.
    AppealNameId
);

crate::row_id!(
    /// Somebody who may give.
    ProspectId
);

crate::row_id!(
    /// One time that people were asked.
    AskId
);

#[cfg(test)]
mod tests;
