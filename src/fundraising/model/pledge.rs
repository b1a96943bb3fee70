//! Pledges and standing orders: what was promised, which instalments that makes, and what was given towards them.

use super::{EntryId, Method, PersonId, PledgeId, Rhythm};
use crate::kit::{Day, Money};
use crate::t;

/// An instalment that has not come so many days after its day is missed; banks and posts take a few.
pub const LATE_AFTER: i64 = 7;
/// No pledge has more instalments than this: a hundred years of months.
const MOST: u32 = 1200;

/// A pledge that can be recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPledge {
    /// Of each instalment.
    pub amount: Money,
    pub rhythm: Rhythm,
    /// The day of the first instalment.
    pub first: Day,
    /// No instalment falls due after this day; none: until it is cancelled.
    pub end: Option<Day>,
    pub appeal: String,
    pub method: Method,
    /// What the bank's line will say.
    pub reference: String,
    pub note: String,
    /// The day it was promised.
    pub pledged: Option<Day>,
}

/// A pledge as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pledge {
    pub id: PledgeId,
    pub person: PersonId,
    /// Of the person: the name that shows, and what lists are in order of.
    pub name: String,
    pub sort_key: String,
    pub terms: NewPledge,
    pub cancelled: Option<Cancelled>,
    /// What was given towards it, in order of days. Reversed entries are left out, what was given back is taken off.
    pub gifts: Vec<Gift>,
}

/// The end of a pledge before its time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cancelled {
    /// Instalments from this day on are expected no longer.
    pub on: Day,
    pub why: String,
}

/// A part of an entry that was given towards a pledge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gift {
    pub entry: EntryId,
    pub on: Day,
    pub amount: Money,
}

/// One instalment, with what of it has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instalment {
    pub due: Day,
    pub amount: Money,
    pub paid: Money,
    /// The entries that paid it.
    pub by: Vec<EntryId>,
}

impl Instalment {
    pub fn left(&self) -> Money {
        self.amount - self.paid
    }

    /// Whether it should have come by a day and has not, or not whole.
    pub fn is_missed(&self, on: Day) -> bool {
        self.left() > Money::ZERO && (on - self.due).num_days() > LATE_AFTER
    }
}

/// A pledge worked out for a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedule {
    /// Those that are due by the day; then those that what came ahead pays for, and the next one after them.
    pub instalments: Vec<Instalment>,
    /// Of all instalments due by the day.
    pub expected: Money,
    pub received: Money,
    /// What of the received is for instalments that are not due yet, or for none.
    pub ahead: Money,
    /// How many are missed, and what of them is.
    pub missed: usize,
    pub missed_sum: Money,
    pub state: State,
}

/// How a pledge stands on a day, in the order in which they want looking at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// An instalment should have come and nothing of it has.
    Missed,
    /// One that is due came in part.
    Part,
    /// One is due now; it may be on its way.
    Due,
    /// Everything due so far has come.
    OnTime,
    /// Not due for the first time yet.
    Upcoming,
    /// More has come than is due.
    Ahead,
    /// All of it has come.
    Kept,
    Cancelled,
}

impl State {
    pub const ALL: [Self; 8] =
        [Self::Missed, Self::Part, Self::Due, Self::OnTime, Self::Upcoming, Self::Ahead, Self::Kept, Self::Cancelled];

    pub fn key(self) -> &'static str {
        match self {
            Self::Missed => "missed",
            Self::Part => "part",
            Self::Due => "due",
            Self::OnTime => "on_time",
            Self::Upcoming => "upcoming",
            Self::Ahead => "ahead",
            Self::Kept => "kept",
            Self::Cancelled => "cancelled",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Missed => t!("Missed"),
            Self::Part => t!("Part paid"),
            Self::Due => t!("Due"),
            Self::OnTime => t!("On time"),
            Self::Upcoming => t!("Not yet due"),
            Self::Ahead => t!("Ahead"),
            Self::Kept => t!("Kept"),
            Self::Cancelled => t!("Cancelled"),
        }
    }

    pub fn of(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.key() == key)
    }

    /// Whether money is still expected.
    pub fn is_open(self) -> bool {
        !matches!(self, Self::Kept | Self::Cancelled)
    }
}

impl Pledge {
    /// The days on which instalments fall due, from the first to a day.
    pub fn days(&self, to: Day) -> impl Iterator<Item = Day> + '_ {
        let (terms, stop) = (&self.terms, self.cancelled.as_ref().map(|c| c.on));
        let last = terms.end.map_or(to, |end| end.min(to));
        (0..MOST)
            .map_while(|number| terms.rhythm.day(terms.first, number))
            .take_while(move |day| *day <= last && stop.is_none_or(|stop| *day < stop))
    }

    /// How it stands on a day. What was given settles the oldest instalment first.
    pub fn schedule(&self, on: Day) -> Schedule {
        let amount = self.terms.amount;
        let gifts: Vec<Gift> = self.gifts.iter().copied().filter(|gift| gift.on <= on).collect();
        let received: Money = gifts.iter().map(|gift| gift.amount).sum();
        let mut till = Till { gifts: &gifts, at: 0, used: Money::ZERO };
        let mut instalments = Vec::new();
        let (mut expected, mut missed, mut missed_sum, mut open, mut part) = (Money::ZERO, 0, Money::ZERO, 0, false);
        let mut more = false;
        for due in self.days(Day::MAX) {
            let is_due = due <= on;
            let instalment = till.pay(due, amount);
            if is_due {
                expected += amount;
                if instalment.left() > Money::ZERO {
                    open += 1;
                    part |= instalment.paid > Money::ZERO;
                }
                if instalment.is_missed(on) {
                    missed += 1;
                    missed_sum += instalment.left();
                }
            }
            let stops = !is_due && instalment.left() > Money::ZERO;
            more |= !is_due;
            instalments.push(instalment);
            if stops {
                break;
            }
        }
        let untouched = instalments.iter().any(|i| i.is_missed(on) && i.paid.is_zero());
        let state = match &self.cancelled {
            Some(cancelled) if cancelled.on <= on => State::Cancelled,
            _ if untouched => State::Missed,
            _ if part => State::Part,
            _ if open > 0 => State::Due,
            _ if !more => State::Kept,
            _ if received > expected => State::Ahead,
            _ if self.terms.first > on => State::Upcoming,
            _ => State::OnTime,
        };
        let ahead = Money((received - expected).0.max(0));
        Schedule { instalments, expected, received, ahead, missed, missed_sum, state }
    }
}

impl Schedule {
    /// The oldest instalment of which something is missing: what the next payment is for.
    pub fn next(&self) -> Option<&Instalment> {
        self.instalments.iter().find(|i| i.left() > Money::ZERO)
    }
}

/// What was given, laid out to one instalment after the other.
struct Till<'a> {
    gifts: &'a [Gift],
    at: usize,
    /// What of the gift at hand is used up.
    used: Money,
}

impl Till<'_> {
    fn pay(&mut self, due: Day, amount: Money) -> Instalment {
        let mut instalment = Instalment { due, amount, paid: Money::ZERO, by: Vec::new() };
        while instalment.left() > Money::ZERO {
            let Some(gift) = self.gifts.get(self.at) else { break };
            let part = (gift.amount - self.used).min(instalment.left());
            if part > Money::ZERO {
                instalment.paid += part;
                instalment.by.push(gift.entry);
                self.used += part;
            }
            if self.used >= gift.amount {
                (self.at, self.used) = (self.at + 1, Money::ZERO);
            }
        }
        instalment
    }
}

/// What a payment can still be for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenItem {
    pub pledge: PledgeId,
    pub person: PersonId,
    pub name: String,
    pub due: Day,
    /// What of the instalment has not come.
    pub left: Money,
    pub rhythm: Rhythm,
    pub appeal: String,
    pub method: Method,
    pub reference: String,
}

/// Every instalment that is due by a day and has not come whole, and of each pledge the next one, if it falls due within
/// the time in which it can come early. The oldest first.
pub fn open_items(pledges: &[Pledge], as_of: Day) -> Vec<OpenItem> {
    let mut items = Vec::new();
    for pledge in pledges {
        let schedule = pledge.schedule(as_of);
        if schedule.state == State::Cancelled {
            continue;
        }
        let soon = as_of + chrono::TimeDelta::days(pledge.terms.rhythm.near());
        for instalment in schedule.instalments.iter().filter(|i| i.left() > Money::ZERO && i.due <= soon) {
            items.push(OpenItem {
                pledge: pledge.id,
                person: pledge.person,
                name: pledge.name.clone(),
                due: instalment.due,
                left: instalment.left(),
                rhythm: pledge.terms.rhythm,
                appeal: pledge.terms.appeal.clone(),
                method: pledge.terms.method,
                reference: pledge.terms.reference.clone(),
            });
        }
    }
    items.sort_by_key(|item| (item.due, item.pledge));
    items
}
