//! The demo's fundraising: pledges that are kept, late or missed.

use super::Branch;
use super::random::Random;
use crate::fundraising::model::{Cancelled, Method, NewPledge, Pledge, Rhythm};
use crate::fundraising::ops::pledge as ops;
use crate::fundraising::store;
use crate::kit::{Day, Money, Result};
use crate::ledger::ops as ledger;
use crate::people::PersonId;

/// How many people promised something.
const PLEDGES: usize = 18;

/// With random numbers of its own, so that the rest of the demo does not depend on them.
pub(super) struct Giving {
    random: Random,
}

impl Giving {
    pub(super) fn new(seed: u64) -> Self {
        Self { random: Random::new(seed ^ 0x4749_5645) }
    }
}

impl Branch {
    /// What was promised when the office began.
    pub(super) fn pledges(&mut self, first: Day) -> Result<()> {
        let donors: Vec<PersonId> = self.donors.iter().copied().take(PLEDGES * 5).step_by(5).collect();
        for (at, person) in donors.into_iter().enumerate() {
            let random = &mut self.giving.random;
            let rhythm = match at % 6 {
                0 => Rhythm::Quarterly,
                1 => Rhythm::Yearly,
                2 if at > 6 => Rhythm::Once,
                _ => Rhythm::Monthly,
            };
            let pounds = match rhythm {
                Rhythm::Monthly => [5, 5, 10, 10, 20, 3].get(random.below(6)).copied().unwrap_or(10),
                Rhythm::Quarterly => 25,
                _ => 60 + 20 * i64::try_from(random.below(5)).unwrap_or(0),
            };
            let from = first + chrono::TimeDelta::days(i64::try_from(random.below(150)).unwrap_or(0));
            let new = NewPledge {
                amount: Money(pounds * 100),
                rhythm,
                first: chrono::Datelike::with_day(&from, 1).unwrap_or(from),
                end: None,
                appeal: if at % 4 == 3 { "Minibus fund".to_owned() } else { String::new() },
                method: if rhythm == Rhythm::Once { Method::Cheque } else { Method::StandingOrder },
                reference: String::new(),
                note: String::new(),
                pledged: Some(first),
            };
            ops::add(&mut self.office, person, &new)?;
        }
        Ok(())
    }

    /// What of it came by a day: most of what is due, some of it recorded as if nobody knew of the pledge.
    pub(super) fn instalments(&mut self, on: Day) -> Result<()> {
        let recent = (self.today - on).num_days() < 40;
        let mut came = Vec::new();
        for (at, pledge) in self.office.read(store::pledges)?.into_iter().enumerate() {
            let due: Vec<_> = pledge.schedule(on).instalments.into_iter().filter(|i| i.due <= on).collect();
            for instalment in due.iter().filter(|i| !i.left().is_zero()) {
                // Of the last weeks a few are missing.
                let forgets = self.giving.random.one_in(if recent { 6 } else { 30 });
                let new = ops::instalment(&pledge, instalment.due.max(on - chrono::TimeDelta::days(4)));
                if forgets {
                    continue;
                }
                if recent && at % 7 == 2 {
                    ledger::record(&mut self.office, &new)?;
                } else {
                    came.push((pledge.id, new));
                }
            }
        }
        if !came.is_empty() {
            ops::receive(&mut self.office, &came)?;
        }
        Ok(())
    }

    /// What changed lately: somebody stopped.
    pub(super) fn giving_loose_ends(&mut self) -> Result<()> {
        let pledges = self.office.read(store::pledges)?;
        let monthly = |pledge: &&Pledge| pledge.terms.rhythm == Rhythm::Monthly;
        if let Some(pledge) = pledges.iter().filter(monthly).nth(3) {
            let on = self.today - chrono::TimeDelta::days(18);
            let why = "On a smaller pension from November".to_owned();
            ops::cancel(&mut self.office, pledge.id, &Cancelled { on, why })?;
        }
        Ok(())
    }
}
