//! What an event is, where it can be, who is at it.

mod attendance;
mod form;
pub mod part;
pub mod parts;
mod plan;
mod review;
pub mod template;
pub mod timing;

pub use crate::kit::recurrence as rule;
pub use attendance::{Attendance, NewAttendance, Presence, Tally, lines as attendance_lines, tally};
pub use form::{EventForm, VenueForm};
pub use plan::{Budget, BudgetLine, Clash, Why, break_even, planned_to_come};
pub use review::Review;
pub use timing::{Local, Timing};

use crate::kit::{Day, Money, Problem, Result};
pub use crate::ledger::model::{CategoryId, EntryId, PersonId};
pub use crate::meetings::model::MeetingId;
use crate::t;

crate::row_id!(
    /// One event, a series, or a day of a series.
    EventId
);
crate::row_id!(
    /// One venue of the book.
    VenueId
);
crate::row_id!(
    /// A calendar of a partner.
    CalendarId
);
crate::row_id!(
    /// One person at one event.
    AttendanceId
);
crate::row_id!(
    /// One row of a part of an event's plan.
    RowId
);
crate::row_id!(
    /// One printed sheet.
    SheetId
);

/// Declares an enum of a few words that stand in the file.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident, $none:literal; $($(#[$vdoc:meta])* $variant:ident = $key:literal, $label:literal);+ $(;)?) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant),+ }

        impl Default for $name {
            /// The first of them.
            #[allow(clippy::indexing_slicing, reason = "there is a first one, or this does not compile")]
            fn default() -> Self {
                Self::ALL[0]
            }
        }

        impl $name {
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// As it stands in the file.
            pub fn key(self) -> &'static str {
                match self { $(Self::$variant => $key),+ }
            }

            pub fn label(self) -> &'static str {
                match self { $(Self::$variant => t!($label)),+ }
            }

            /// # Errors
            /// When it is none.
            pub fn of(key: &str) -> Result<Self> {
                Self::ALL.iter().copied().find(|one| one.key() == key).ok_or_else(|| {
                    let keys: Vec<String> = Self::ALL.iter().map(|one| one.key().to_owned()).collect();
                    Problem::input(t!($none, word = key)).hint(t!("Use one of {keys}", keys = keys.join(", ")))
                })
            }
        }
    };
}
use words;

words! {
    /// How sure an event is.
    Status, "“{word}” is no state of an event";
    Planned = "planned", "Planned";
    Confirmed = "confirmed", "Confirmed";
    Postponed = "postponed", "Postponed";
    Cancelled = "cancelled", "Cancelled"
}

words! {
    /// Where people meet.
    Mode, "“{word}” is no way of meeting";
    Place = "place", "In a place";
    Online = "online", "Online";
    Both = "both", "In a place and online"
}

impl Status {
    /// Whether people should be there then.
    pub fn stands(self) -> bool {
        matches!(self, Self::Planned | Self::Confirmed)
    }
}

/// An event that can be planned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewEvent {
    pub title: String,
    /// The key of a kind.
    pub kind: String,
    pub status: Status,
    pub timing: Timing,
    pub mode: Mode,
    pub venue: Option<VenueId>,
    /// The place in words, where there is no venue of the book.
    pub place: String,
    pub link: String,
    pub about: String,
    pub purpose: String,
    pub measure: String,
    pub lead: Option<PersonId>,
    pub capacity: Option<i64>,
    /// For how long a place is kept for who is next on the waiting list.
    pub offer_hours: i64,
    /// How many of those who signed up for a shift are planned not to come, per cent.
    pub no_show: i64,
    /// The word by which entries of the ledger belong to it.
    pub appeal: String,
    pub plan_b: String,
    pub note: String,
}

impl NewEvent {
    pub fn new(title: &str, timing: Timing) -> Self {
        Self {
            title: title.to_owned(),
            kind: "meeting".to_owned(),
            status: Status::Planned,
            timing,
            mode: Mode::Place,
            venue: None,
            place: String::new(),
            link: String::new(),
            about: String::new(),
            purpose: String::new(),
            measure: String::new(),
            lead: None,
            capacity: None,
            offer_hours: 48,
            no_show: 50,
            appeal: String::new(),
            plan_b: String::new(),
            note: String::new(),
        }
    }
}

/// An event as it stands in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    pub id: EventId,
    pub new: NewEvent,
    pub kind_name: String,
    pub venue_name: String,
    pub lead_name: String,
    /// The series it is a day of, and the start it had there.
    pub series: Option<(EventId, Local)>,
    pub uid: String,
    pub sequence: i64,
    pub closed: Option<Day>,
    pub outcome: String,
}

impl Event {
    /// Where it is, in words.
    pub fn place(&self) -> String {
        let place = if self.venue_name.is_empty() { &self.new.place } else { &self.venue_name };
        match (self.new.mode, place.is_empty()) {
            (Mode::Online, _) => t!("Online").to_owned(),
            (Mode::Both, false) => t!("{place}, and online", place = place),
            (Mode::Both, true) => t!("Also online").to_owned(),
            (Mode::Place, _) => place.clone(),
        }
    }

    /// The word by which entries belong to it: its own, else its title.
    pub fn appeal(&self) -> &str {
        if self.new.appeal.is_empty() { &self.new.title } else { &self.new.appeal }
    }
}

/// Whose event an occurrence is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Of {
    Own(EventId),
    /// A meeting of a body: kept in Meetings, and shown here so that it is not forgotten.
    Meeting(MeetingId),
    /// A row of a partner's calendar.
    Partner(i64),
}

/// One time that an event is on, on the clocks of the office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occurrence {
    pub of: Of,
    /// The start on the clocks of the event's own zone, by which a day of a series is known.
    pub at: Local,
    pub start: Local,
    pub end: Local,
    pub all_day: bool,
    pub title: String,
    pub kind: String,
    pub status: Status,
    pub place: String,
    pub venue: Option<VenueId>,
    pub is_series: bool,
    /// The partner's name; empty for our own.
    pub partner: String,
}

impl Occurrence {
    pub fn first_day(&self) -> Day {
        self.start.date()
    }

    pub fn last_day(&self) -> Day {
        Timing::once(self.start, self.end).last_day(self.start)
    }

    pub fn overlaps(&self, other: &Self) -> bool {
        if self.start == self.end || other.start == other.end {
            return self.start <= other.end && other.start <= self.end;
        }
        self.start < other.end && other.start < self.end
    }

    /// `19:30`, or that it is all day.
    pub fn time(&self) -> String {
        if self.all_day { t!("All day").to_owned() } else { timing::clock(self.start.time()) }
    }

    /// Where it is, or whose.
    pub fn detail(&self) -> String {
        match (self.partner.is_empty(), self.place.is_empty()) {
            (true, _) => self.place.clone(),
            (false, true) => self.partner.clone(),
            (false, false) => format!("{} · {}", self.partner, self.place),
        }
    }
}

words! {
    /// Whether everybody can get in and around.
    Access, "“{word}” is no state of access";
    Unknown = "", "Not known";
    Full = "full", "Full access";
    Part = "part", "In part";
    No = "none", "No access"
}

/// A venue that can be written into the book.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewVenue {
    pub name: String,
    pub address: String,
    pub capacity: Option<i64>,
    pub access: Access,
    pub access_note: String,
    /// For a usual booking.
    pub cost: Option<Money>,
    pub cost_note: String,
    pub contact: String,
    pub note: String,
    pub closed: bool,
}

/// A venue with how it was used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Venue {
    pub id: VenueId,
    pub new: NewVenue,
    /// Events of ours that are or were there.
    pub events: usize,
    /// Notes of past use, the newest first.
    pub notes: Vec<(Day, String)>,
}

/// A partner's calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Partner {
    pub id: CalendarId,
    pub name: String,
    pub source: String,
    pub read_on: Day,
    pub events: usize,
}
