//! What events hold about people, and what becomes of it when somebody is erased.

use crate::office::{Erase, Personal};
use crate::t;

/// Every reference to a person.
pub const PERSONAL: &[&Personal] = &[
    &LEAD,
    &ATTENDANCE,
    &SHIFT,
    &ROLE,
    &SPEAKER,
    &QUESTION,
    &SPONSOR,
    &BENEFIT,
    &DONOR,
    &WINNER,
    &BID,
    &DELEGATION,
    &TOLD,
    &GUEST,
    &LINE,
    &PAYMENT,
];

static LEAD: Personal = Personal {
    table: "event",
    column: "lead",
    says: || t!("Events that they lead"),
    erase: Erase::Unlink,
    day: Some("first_day"),
    ..Personal::NONE
};

static ATTENDANCE: Personal = Personal {
    table: "attendance",
    column: "person",
    says: || t!("Events they were asked to, came to or paid for"),
    money: &["price"],
    hide: &["event", "turn", "guest_of", "level", "seat"],
    labels: &[("came", || t!("Came")), ("diet", || t!("Diet")), ("access", || t!("Access needs"))],
    ..Personal::NONE
};

/// Guests stand by themselves once their host is gone.
static GUEST: Personal = Personal {
    table: "attendance",
    column: "guest_of",
    of: "attendance",
    says: || t!("Guests they brought"),
    erase: Erase::Unlink,
    ..Personal::NONE
};

static PAYMENT: Personal = Personal {
    table: "ticket_payment",
    column: "attendance",
    of: "attendance",
    says: || t!("Payments for tickets"),
    money: &["amount"],
    hide: &["attendance", "entry"],
    ..Personal::NONE
};

static LINE: Personal = Personal {
    table: "event_sheet_line",
    column: "attendance",
    of: "attendance",
    says: || t!("Lines of printed door lists"),
    erase: Erase::Unlink,
    hide: &["sheet", "shift"],
    ..Personal::NONE
};

static SHIFT: Personal = Personal {
    table: "shift_person",
    column: "person",
    says: || t!("Shifts they signed up for or worked"),
    hide: &["shift"],
    labels: &[("minutes", || t!("Minutes worked"))],
    ..Personal::NONE
};

static ROLE: Personal = Personal {
    table: "event_role",
    column: "person",
    says: || t!("Roles at events"),
    erase: Erase::Unlink,
    hide: &["event"],
    ..Personal::NONE
};

static SPEAKER: Personal = Personal {
    table: "event_speaker",
    column: "person",
    says: || t!("Speeches at events"),
    erase: Erase::Unlink,
    hide: &["event"],
    ..Personal::NONE
};

static QUESTION: Personal = Personal {
    table: "event_question",
    column: "person",
    says: || t!("Questions they asked at meetings"),
    erase: Erase::Remove,
    hide: &["event"],
    ..Personal::NONE
};

static SPONSOR: Personal = Personal {
    table: "event_sponsor",
    column: "person",
    says: || t!("Events they sponsored"),
    money: &["promised"],
    hide: &["event"],
    ..Personal::NONE
};

static BENEFIT: Personal = Personal {
    table: "event_benefit",
    column: "person",
    says: || t!("What they were promised as a sponsor"),
    hide: &["event"],
    ..Personal::NONE
};

static DONOR: Personal = Personal {
    table: "event_lot",
    column: "donor",
    says: || t!("Lots they gave for an auction"),
    erase: Erase::Unlink,
    money: &["reserve", "price"],
    hide: &["event", "entry"],
    ..Personal::NONE
};

static WINNER: Personal = Personal {
    table: "event_lot",
    column: "winner",
    says: || t!("Lots they won at an auction"),
    erase: Erase::Unlink,
    money: &["reserve", "price"],
    hide: &["event", "entry"],
    ..Personal::NONE
};

static BID: Personal = Personal {
    table: "lot_bid",
    column: "person",
    says: || t!("Bids at an auction"),
    erase: Erase::Remove,
    money: &["amount"],
    hide: &["lot"],
    ..Personal::NONE
};

static DELEGATION: Personal = Personal {
    table: "event_delegation",
    column: "person",
    says: || t!("Meetings of a coalition they sat at"),
    erase: Erase::Remove,
    hide: &["event"],
    ..Personal::NONE
};

static TOLD: Personal = Personal {
    table: "event_told",
    column: "person",
    says: || t!("Changes of events they were told of"),
    erase: Erase::Remove,
    hide: &["change"],
    ..Personal::NONE
};
