//! What can be done with events. The window and the command line call these and nothing else.

pub mod event;
pub mod kind;
pub mod money;
pub mod part;
pub mod partner;
pub mod people;
pub mod sheet;
pub mod shift;
pub mod signup;
pub mod venue;

use crate::office::Op;

/// Every operation of events.
pub const OPS: &[&Op] = &[
    &event::ADD,
    &event::CHANGE,
    &event::OWN_DAY,
    &event::LATER,
    &event::LEAVE_OUT,
    &event::PUT_BACK,
    &event::REMOVE,
    &event::CLOSE,
    &event::ACT,
    &kind::SET,
    &kind::REMOVE,
    &venue::ADD,
    &venue::CHANGE,
    &venue::NOTE,
    &venue::REMOVE,
    &partner::READ,
    &partner::REMOVE,
    &part::ADD,
    &part::CHANGE,
    &part::REMOVE,
    &people::INVITE,
    &people::ANSWER,
    &people::GUEST,
    &people::SET,
    &people::TAKE_OFF,
    &people::ADVANCE,
    &people::PAY,
    &people::CHECK_IN,
    &people::WALK_IN,
    &people::DOOR_SHUT,
    &sheet::SHEET,
    &sheet::KEY_SHEET,
    &sheet::PAPERS,
    &signup::BLANK,
    &signup::KEY,
    &shift::SIGN_UP,
    &shift::OUTCOME,
    &money::BID,
    &money::WON,
    &money::PAY_LOT,
    &money::TELL,
    &money::TOLD,
    &money::LEARN,
];
