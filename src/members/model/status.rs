//! What a member is on a given day, worked out from dates, grace and class.

use super::{Class, How, Paid, Pin, Term};
use crate::kit::Day;
use crate::t;

/// What somebody is on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Has applied, and is not a member yet: undecided, or approved for a later day.
    Applied,
    /// The application was refused.
    Refused,
    Current,
    /// The paid time is over, the days of grace are not.
    InGrace,
    Lapsed,
    Resigned,
    Expelled,
    Died,
}

impl Status {
    pub const ALL: [Self; 8] = [
        Self::Current,
        Self::InGrace,
        Self::Lapsed,
        Self::Applied,
        Self::Refused,
        Self::Resigned,
        Self::Expelled,
        Self::Died,
    ];

    /// Those that can be pinned.
    pub const PINNABLE: [Self; 3] = [Self::Current, Self::InGrace, Self::Lapsed];

    pub fn key(self) -> &'static str {
        match self {
            Self::Applied => "applied",
            Self::Refused => "refused",
            Self::Current => "current",
            Self::InGrace => "in_grace",
            Self::Lapsed => "lapsed",
            Self::Resigned => "resigned",
            Self::Expelled => "expelled",
            Self::Died => "died",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Applied => t!("Applied"),
            Self::Refused => t!("Refused"),
            Self::Current => t!("Current"),
            Self::InGrace => t!("In grace"),
            Self::Lapsed => t!("Lapsed"),
            Self::Resigned => t!("Resigned"),
            Self::Expelled => t!("Expelled"),
            Self::Died => t!("Died"),
        }
    }

    /// The status with this key; dashes and spaces are taken for underscores.
    pub fn of(key: &str) -> Option<Self> {
        let wanted = key.trim().to_lowercase().replace(['-', ' '], "_");
        Self::ALL.into_iter().find(|status| status.key() == wanted)
    }

    /// Whether it counts as being a member.
    pub fn is_member(self) -> bool {
        matches!(self, Self::Current | Self::InGrace)
    }
}

/// What a term comes to on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    pub status: Status,
    /// The pin it comes from, if it is not worked out.
    pub pin: Option<Pin>,
    /// The last day that is paid for, where dues are owed: at, before or after the day asked for.
    pub paid_to: Option<Day>,
    /// The last day of grace after it.
    pub grace_to: Option<Day>,
}

/// What covers a term, as [`standing`] needs it.
#[derive(Clone, Copy, Debug)]
pub struct Cover<'a> {
    /// The settled periods of the term, or of the family that covers it.
    pub paid: &'a [Paid],
    /// The day up to which dues were paid before the office kept them, the family's where there is one.
    pub covered_to: Option<Day>,
    pub grace_days: u32,
    pub classes: &'a [Class],
}

impl Cover<'_> {
    fn owes(&self, term: &Term, day: Day) -> bool {
        let class = term.class_on(day);
        self.classes.iter().find(|c| c.id == class).is_none_or(|c| c.owes)
    }

    fn grace(&self) -> chrono::TimeDelta {
        chrono::TimeDelta::days(i64::from(self.grace_days))
    }

    /// The times in which the term's class owes no dues, up to `day`: first day, and the last day or `day`.
    fn free(&self, term: &Term, start: Day, day: Day) -> Vec<(Day, Day)> {
        let mut begins = vec![start];
        begins.extend(term.classes.iter().map(|(from, _)| *from).filter(|from| *from > start && *from <= day));
        let ends = begins.iter().skip(1).map(|next| before(*next)).chain([day]);
        begins.iter().zip(ends).filter(|(from, _)| !self.owes(term, **from)).map(|(from, to)| (*from, to)).collect()
    }
}

fn before(day: Day) -> Day {
    day.pred_opt().unwrap_or(day)
}

/// What a term comes to on a day; nothing before anything of it had happened.
///
/// In this order: who has died has died, from that day on. A pin holds. A refusal. Before its first day an application. After
/// its last day how it ended. A class that owes no dues is current. Else dues decide: current on a day that is paid for (by a
/// period settled by that day, or before the office kept dues); in grace for so many days after the last day paid for, or
/// after the day before the term began; then lapsed, until a later period is settled.
pub fn standing(term: &Term, cover: Cover<'_>, day: Day) -> Option<Standing> {
    let plain = |status| Some(Standing { status, pin: None, paid_to: None, grace_to: None });
    if term.died.is_some_and(|died| died <= day) {
        return plain(Status::Died);
    }
    if let Some(pin) = term.pin_on(day) {
        let dues = term.start.filter(|start| *start <= day).map(|start| by_dues(term, cover, start, day));
        let (paid_to, grace_to) = dues.map_or((None, None), |d| (d.paid_to, d.grace_to));
        return Some(Standing { status: pin.status, pin: Some(pin.clone()), paid_to, grace_to });
    }
    let Some(start) = term.start.filter(|start| *start <= day) else {
        let refused = term.decision.as_ref().is_some_and(|d| d.refusal.is_some() && d.on <= day);
        if refused {
            return plain(Status::Refused);
        }
        return if term.applied.is_some_and(|on| on <= day) { plain(Status::Applied) } else { None };
    };
    if let Some(end) = term.end.as_ref().filter(|end| end.on < day) {
        return plain(match end.how {
            How::Resigned => Status::Resigned,
            How::Expelled => Status::Expelled,
            How::Lapsed => Status::Lapsed,
        });
    }
    Some(by_dues(term, cover, start, day))
}

fn by_dues(term: &Term, cover: Cover<'_>, start: Day, day: Day) -> Standing {
    if !cover.owes(term, day) {
        return Standing { status: Status::Current, pin: None, paid_to: None, grace_to: None };
    }
    let settled = || cover.paid.iter().filter(|p| p.on <= day);
    let held = settled().filter(|p| p.period.covers(day)).map(|p| p.period.to).max();
    let held = held.max(cover.covered_to.filter(|to| day <= *to));
    let covered = held.is_some();
    let last = held.map_or_else(
        || {
            // What grace is counted from: the last day paid for, or free of dues, or the day before the term.
            let free = cover.free(term, start, day).into_iter().map(|(_, to)| to);
            let ends = settled().map(|p| p.period.to).filter(|to| *to < day);
            [before(start)].into_iter().chain(cover.covered_to).chain(ends).chain(free).max()
        },
        |held| {
            // Paid ahead, as far as there is no gap.
            let mut ahead: Vec<_> = settled().map(|p| p.period).filter(|p| p.from > day).collect();
            ahead.sort_unstable();
            let reach = |last: Day, p: &super::Period| if before(p.from) <= last { last.max(p.to) } else { last };
            Some(ahead.iter().fold(held, reach))
        },
    );
    let grace_to = last.map(|last| last + cover.grace());
    let status = if covered {
        Status::Current
    } else if grace_to.is_some_and(|to| day <= to) {
        Status::InGrace
    } else {
        Status::Lapsed
    };
    Standing { status, pin: None, paid_to: last.filter(|last| *last >= start), grace_to }
}

/// Since when a member has been one without a break, as of a day on which the term runs: its first day, or the day of coming
/// back after lapsing. Days of grace are no break, nor is a gap of at most `forgive` days after them. `None` where the term
/// has not begun or is lapsed on the day.
pub fn continuous_since(term: &Term, cover: Cover<'_>, forgive: u32, day: Day) -> Option<Day> {
    let start = term.start.filter(|start| *start <= day)?;
    let grace = cover.grace();
    // Times as a member, each from the day it took effect: what was paid late counts from the day of paying.
    let mut alive: Vec<(Day, Day)> =
        vec![(start, cover.covered_to.unwrap_or(before(start)).max(before(start)) + grace)];
    alive.extend(cover.paid.iter().map(|p| (p.period.from.max(p.on), p.period.to + grace)));
    alive.extend(cover.free(term, start, day).into_iter().map(|(from, to)| (from, to + grace)));
    let pins = term.pins.iter().filter(|pin| pin.status.is_member());
    alive.extend(pins.map(|pin| (pin.from.max(start), pin.until.unwrap_or(Day::MAX))));
    alive.retain(|(from, to)| *from <= day && from <= to || *from == start);
    alive.sort_unstable();
    let slack = chrono::TimeDelta::days(i64::from(forgive) + 1);
    let (mut since, mut until) = (start, before(start));
    for (from, to) in alive {
        if until.checked_add_signed(slack).is_some_and(|reach| from > reach) {
            since = from;
        }
        until = until.max(to);
    }
    (day <= until).then_some(since)
}
