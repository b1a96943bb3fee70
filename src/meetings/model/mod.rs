//! What bodies and meetings are made of, and all that is worked out from what was recorded.

mod agenda;
mod body;
mod clock;
mod meeting;
pub mod minutes;
mod record;
mod rules;
pub mod series;

pub use crate::ledger::model::{FieldProblem, Terms};
pub use crate::people::PersonId;
pub use agenda::{ItemState, NewItem, Template, lines, read_lines};
pub use body::{Body, BodyForm, BodyKind, NewBody, NewSeat, Seat, SeatForm};
pub use clock::{Minute, clock, read_clock};
pub use meeting::{
    Action, Attendee, Conduct, Decision, Earlier, Interest, Item, Kind, Meeting, MeetingForm, MeetingState, Method,
    Motion, MotionKind, MotionState, NewMeeting, NewMotion, NewVote, Presence, Said, Speaker, Vote,
};
pub use minutes::{Minutes, MinutesState, Version};
pub use record::Record;
pub use rules::{Base, Counts, Majority, Notice, Quorum, Share, Standing, Verdict, part};

crate::row_id!(
    /// A committee, a branch in meeting, a panel.
    BodyId
);
crate::row_id!(
    /// Somebody's time in a body.
    SeatId
);
crate::row_id!(
    /// A meeting of a body.
    MeetingId
);
crate::row_id!(
    /// One item of an agenda.
    ItemId
);
crate::row_id!(
    /// Somebody in the list of a meeting.
    AttendeeId
);
crate::row_id!(
    /// What was moved.
    MotionId
);
crate::row_id!(
    /// A vote that was taken.
    VoteId
);
crate::row_id!(
    /// A decision of the register.
    DecisionId
);
crate::row_id!(
    /// Somebody's place among the speakers.
    SpeakerId
);
