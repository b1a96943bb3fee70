//! People at an event: asked, coming, waiting, there.

use super::{AttendanceId, EventId, PersonId, RowId};
use crate::kit::{Day, Money, Problem, Result};
use crate::t;

super::words! {
    /// What is known of somebody before the day.
    Presence, "“{word}” is no answer to an invitation";
    Invited = "invited", "Invited";
    Going = "going", "Going";
    Maybe = "maybe", "Maybe";
    Declined = "declined", "Not coming";
    Waiting = "waiting", "Waiting list";
    Offered = "offered", "Place offered";
    Expired = "expired", "Offer expired";
    Cancelled = "cancelled", "Cancelled"
}

impl Presence {
    /// Whether a place is theirs.
    pub fn holds_place(self) -> bool {
        matches!(self, Self::Going | Self::Offered)
    }

    /// Whether they are waiting for one.
    pub fn waits(self) -> bool {
        matches!(self, Self::Waiting | Self::Offered | Self::Expired)
    }
}

/// Somebody who is put on the list of an event, or what is changed of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewAttendance {
    pub state: Presence,
    /// The level of the ticket.
    pub level: Option<RowId>,
    /// What it costs them, where that is not the level's price.
    pub price: Option<Money>,
    /// The table they sit at.
    pub seat: Option<RowId>,
    pub diet: String,
    pub access: String,
    pub channel: String,
    pub note: String,
}

/// One person at an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attendance {
    pub id: AttendanceId,
    pub event: EventId,
    pub person: Option<PersonId>,
    pub name: String,
    pub guest_of: Option<AttendanceId>,
    pub host: String,
    pub new: NewAttendance,
    pub level: String,
    pub seat: String,
    /// Their place on the waiting list, from 1; none for who does not wait.
    pub turn: Option<i64>,
    /// Until when a place is kept for them, in UTC.
    pub kept_until: Option<String>,
    /// What the ticket costs, and what was paid for it.
    pub owes: Money,
    pub paid: Money,
    pub invited: Option<Day>,
    pub answered: Option<Day>,
    /// What the door says; none before.
    pub came: Option<bool>,
    pub walked_in: bool,
}

impl Attendance {
    /// What is still to be paid.
    pub fn open(&self) -> Money {
        if self.new.state == Presence::Cancelled || self.new.state == Presence::Declined {
            return Money::ZERO;
        }
        (self.owes - self.paid).max(Money::ZERO)
    }

    /// How they stand, in a word or two: the door's word first.
    pub fn says(&self) -> &'static str {
        match self.came {
            Some(true) if self.walked_in => t!("Walked in"),
            Some(true) => t!("Came"),
            Some(false) => t!("No-show"),
            None => self.new.state.label(),
        }
    }
}

/// How many are what, and the money of tickets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub invited: usize,
    pub going: usize,
    pub maybe: usize,
    pub declined: usize,
    pub waiting: usize,
    pub came: usize,
    pub walked_in: usize,
    pub no_show: usize,
    pub owed: Money,
    pub paid: Money,
}

/// Counts a list of people.
pub fn tally<'a>(people: impl IntoIterator<Item = &'a Attendance>) -> Tally {
    let mut tally = Tally::default();
    for one in people {
        match one.new.state {
            Presence::Invited => tally.invited += 1,
            Presence::Going | Presence::Offered => tally.going += 1,
            Presence::Maybe => tally.maybe += 1,
            Presence::Declined | Presence::Cancelled => tally.declined += 1,
            Presence::Waiting | Presence::Expired => tally.waiting += 1,
        }
        match one.came {
            Some(true) => tally.came += 1,
            Some(false) => tally.no_show += 1,
            None => {}
        }
        tally.walked_in += usize::from(one.walked_in);
        // Who does not come owes nothing, whatever their ticket would cost.
        if one.new.state.holds_place() || one.came == Some(true) {
            tally.owed += one.owes;
        }
        tally.paid += one.paid;
    }
    tally
}

/// Lines of a sheet as people key them: `1-5, 8 12`.
///
/// # Errors
/// When a part is no line or span of lines.
pub fn lines(text: &str) -> Result<Vec<i64>> {
    let mut all = Vec::new();
    for part in text.split(|c: char| c == ',' || c == ';' || c.is_whitespace()).filter(|part| !part.is_empty()) {
        let wrong = || {
            Problem::input(t!("“{part}” is no line of a sheet", part = part)).hint(t!("Write lines like 1-5, 8, 12"))
        };
        let number = |text: &str| text.parse::<i64>().ok().filter(|n| (1..=99_999).contains(n)).ok_or_else(wrong);
        match part.split_once(['-', '–']) {
            Some((from, to)) => {
                let (from, to) = (number(from)?, number(to)?);
                if from > to {
                    return Err(wrong());
                }
                all.extend(from..=to);
            }
            None => all.push(number(part)?),
        }
    }
    all.sort_unstable();
    all.dedup();
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_a_sheet_are_keyed_as_they_are_read_out() {
        assert_eq!(lines("1-3, 8 12").unwrap(), [1, 2, 3, 8, 12]);
        assert_eq!(lines("5,5,4").unwrap(), [4, 5]);
        assert!(lines("").unwrap().is_empty());
        for bad in ["x", "3-1", "0", "-4", "1-", "1-999999"] {
            assert!(lines(bad).is_err(), "{bad}");
        }
    }
}
