//! What membership is made of, and everything that is worked out from it: status, what is owed, who may vote.
//!
//! [`Register`] holds what was read from the file; its methods work out the rest for any day, purely. [`standing`] is the
//! heart: a term, what of it is paid and a day give a [`Status`].

mod arrears;
mod card;
mod class;
mod dues;
mod form;
mod lapse;
mod number;
mod period;
mod plan;
mod register;
mod reminder;
mod roll;
mod settings_form;
mod status;
mod term;

pub use crate::ledger::model::{EntryId, FieldProblem};
pub use crate::people::PersonId;
pub use arrears::{AGES, Arrears, Debt, age_label, age_of};
pub use card::{Card, Cards};
pub use class::{Class, Fee, Proration, Rhythm, Settings, Year};
pub use dues::{Charge, Paid, Payment, Settled, Share, Waived, settle};
pub use form::{ApplyForm, EndForm, PinForm, TermForm, Terms};
pub use lapse::{AtRisk, Heard, Sign};
pub use number::{Number, Numbers, NumbersForm};
pub use period::{Period, instalment, period_from, share_of};
pub use plan::{DuesPlan, LeftOut, NotCharged, Planned};
pub use register::{Register, Row, Who};
pub use reminder::{NotYet, Reminded, Reminder, ReminderId, Reminding, Round, ToRemind, Tone, next_tone, reminded};
pub use roll::{Absent, Bar, Roll, Rule, Voter, age_on};
pub use settings_form::{ClassForm, RuleForm, SettingsForm};
pub use status::{Cover, Standing, Status, continuous_since, standing};
pub use term::{Decision, End, How, NewTerm, Pin, Term};

crate::row_id!(
    /// A kind of membership.
    ClassId
);
crate::row_id!(
    /// One term of one person.
    TermId
);
crate::row_id!(
    /// What is owed for one period.
    ChargeId
);
crate::row_id!(
    /// One dues run.
    RunId
);
crate::row_id!(
    /// A status that somebody pinned.
    PinId
);

#[cfg(test)]
mod tests;
