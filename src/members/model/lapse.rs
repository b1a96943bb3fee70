//! Who is likely to lapse: plain rules, each of which says why. No score is learnt from anybody; what is found is for a
//! person to look at.

use std::collections::BTreeMap;

use super::{PersonId, Register, Row, Status};
use crate::kit::{Currency, Day, Money, day};
use crate::t;

/// What is late: paid, or owed, for more than so many days.
const LATE: i64 = 30;
/// After so many days without a word a member is silent.
const YEAR: i64 = 365;

/// What else is known of somebody than their membership.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heard {
    /// The last day on which they were spoken with, gave, paid, or were noted to be interested.
    pub last: Option<Day>,
    /// The last donation.
    pub gave: Option<Day>,
    /// The last time somebody spoke with them.
    pub spoken: Option<Day>,
    /// An open concern, in a few words.
    pub concern: Option<String>,
    /// How many reminders went out for what is owed now.
    pub reminders: usize,
}

/// Something that says that a member may not renew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sign {
    InGrace { to: Day },
    Overdue { sum: Money, days: i64 },
    Reminded { times: usize },
    PaidLate { times: usize },
    Concern { about: String },
    StoppedGiving { last: Day },
    Silent { since: Option<Day> },
    NewAndAlone { since: Day },
}

impl Sign {
    /// Whether it says enough by itself; of the others it takes two.
    fn is_strong(&self) -> bool {
        matches!(
            self,
            Self::InGrace { .. }
                | Self::Overdue { .. }
                | Self::Reminded { .. }
                | Self::PaidLate { .. }
                | Self::Concern { .. }
        )
    }

    pub fn says(&self, currency: Currency) -> String {
        match self {
            Self::InGrace { to } => t!("in grace, lapses after {day}", day = day::short(*to)),
            Self::Overdue { sum, days } => {
                t!("{sum} overdue for {days} days", sum = currency.show(*sum), days = days)
            }
            Self::Reminded { times } => t!("reminded {times} times", times = times),
            Self::PaidLate { times } => {
                t!("paid the last {times} dues more than {late} days late", times = times, late = LATE)
            }
            Self::Concern { about } => t!("has a concern that is open: {about}", about = about),
            Self::StoppedGiving { last } => t!("used to give, last on {day}", day = day::short(*last)),
            Self::Silent { since: Some(since) } => t!("nothing heard since {day}", day = day::short(*since)),
            Self::Silent { since: None } => t!("nothing was ever heard").to_owned(),
            Self::NewAndAlone { since } => {
                t!("new since {day}, and nobody has spoken with them", day = day::short(*since))
            }
        }
    }
}

/// A member who may lapse, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AtRisk<'r> {
    pub row: &'r Row,
    /// What weighs most comes first.
    pub signs: Vec<Sign>,
}

impl Register {
    /// Members of whom something says that they may lapse: one strong sign, or two of the others. Those with the most signs
    /// first.
    pub fn at_risk<'r>(&self, rows: &'r [Row], heard: &BTreeMap<PersonId, Heard>, today: Day) -> Vec<AtRisk<'r>> {
        let nothing = Heard::default();
        let mut all: Vec<AtRisk<'r>> = rows
            .iter()
            .filter(|row| row.status.is_member())
            .map(|row| AtRisk { row, signs: self.signs(row, heard.get(&row.person).unwrap_or(&nothing), today) })
            .filter(|one| one.signs.len() > 1 || one.signs.iter().any(Sign::is_strong))
            .collect();
        // Two strong signs weigh more than two others.
        let weight = |one: &AtRisk<'_>| {
            let strong = one.signs.iter().filter(|sign| sign.is_strong()).count();
            std::cmp::Reverse(strong + one.signs.len())
        };
        all.sort_by_key(weight);
        all
    }

    fn signs(&self, row: &Row, heard: &Heard, today: Day) -> Vec<Sign> {
        let ago = |then: Day| (today - then).num_days();
        let mut signs = Vec::new();
        let Some(term) = self.term(row.term) else { return signs };
        if row.status == Status::InGrace
            && let Some(to) = self.standing(term, today).and_then(|standing| standing.grace_to)
        {
            signs.push(Sign::InGrace { to });
        }
        let charges = || self.charges_of(row.term).filter(|(charge, _)| charge.waived.is_none() && charge.due <= today);
        let oldest =
            charges().filter(|(charge, settled)| settled.owed(charge, today) > Money::ZERO).map(|(c, _)| c.due);
        if let Some(days) = oldest.min().map(ago).filter(|days| *days > LATE) {
            signs.push(Sign::Overdue { sum: row.owed, days });
        }
        if heard.reminders > 1 {
            signs.push(Sign::Reminded { times: heard.reminders });
        }
        let late = |(charge, settled): (&super::Charge, &super::Settled)| {
            settled.on.filter(|on| *on <= today).map(|on| (on - charge.due).num_days() > LATE)
        };
        let paid: Vec<bool> = charges().filter_map(late).collect();
        let late = paid.iter().rev().take_while(|late| **late).count();
        if late > 1 {
            signs.push(Sign::PaidLate { times: late });
        }
        signs.extend(heard.concern.clone().map(|about| Sign::Concern { about }));
        signs.extend(
            heard.gave.filter(|day| (YEAR..2 * YEAR).contains(&ago(*day))).map(|last| Sign::StoppedGiving { last }),
        );
        match row.since {
            // Before two months nobody need have spoken with them yet.
            Some(since) if ago(since) <= 2 * LATE => {}
            Some(since) if ago(since) <= YEAR && heard.spoken.is_none_or(|day| day < since) => {
                signs.push(Sign::NewAndAlone { since });
            }
            Some(since) if ago(since) <= YEAR => {}
            _ if heard.last.is_none_or(|day| ago(day) > YEAR) => signs.push(Sign::Silent { since: heard.last }),
            _ => {}
        }
        signs
    }
}
