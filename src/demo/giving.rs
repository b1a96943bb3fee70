//! The demo's fundraising: pledges that are kept, late or missed; appeals.

use super::Branch;
use super::random::Random;
use crate::fundraising::model::{Audience, Cancelled, Method, NewAppeal, NewAsk, NewName, NewPledge, Pledge, Rhythm};
use crate::fundraising::ops::appeal as appeals;
use crate::fundraising::ops::pledge as ops;
use crate::fundraising::store;
use crate::kit::{Day, Money, Result};
use crate::ledger::model::{EntryKind, NewEntry};
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

    /// Two appeals that are planned, one with a page of somebody's; a third is only named in the ledger.
    fn planned_appeals(&mut self) -> Result<()> {
        let day = |text: &str| text.parse::<Day>().ok();
        let year = chrono::Datelike::year(&self.today);
        let new = NewAppeal {
            name: "Minibus fund".to_owned(),
            target: Some(Money(900_000)),
            cost: None,
            starts: day(&format!("{}-01-01", year - 1)),
            ends: None,
            note: "A minibus for polling day and for the members who cannot drive".to_owned(),
        };
        let minibus = appeals::add(&mut self.office, &new)?.value;
        let new = NewAppeal {
            name: "Autumn appeal".to_owned(),
            target: Some(Money(400_000)),
            cost: Some(Money(30_000)),
            starts: day(&format!("{year}-09-01")),
            ends: day(&format!("{year}-12-31")),
            note: String::new(),
        };
        let autumn = appeals::add(&mut self.office, &new)?.value;
        let new = NewAppeal {
            name: "Election fund".to_owned(),
            target: Some(Money(600_000)),
            ends: day(&format!("{year}-05-31")),
            ..NewAppeal::default()
        };
        appeals::add(&mut self.office, &new)?;
        let (walker, sponsors) = match self.donors.as_slice() {
            [walker, rest @ ..] => (*walker, rest.iter().copied().take(6).collect::<Vec<_>>()),
            [] => return Ok(()),
        };
        let page = NewName {
            name: "Sponsored walk".to_owned(),
            person: Some(walker),
            target: Some(Money(30_000)),
            address: "https://give.example/sponsored-walk".to_owned(),
        };
        appeals::add_name(&mut self.office, minibus, &page)?;
        for (at, sponsor) in (0..).zip(sponsors) {
            let on = self.today - chrono::TimeDelta::days(30 - at);
            let new = NewEntry {
                appeal: "Sponsored walk".to_owned(),
                method: Method::Online,
                ..NewEntry::simple(EntryKind::Donation, on, Money(10_00 + at * 5_00)).from(sponsor)
            };
            ledger::record(&mut self.office, &new)?;
        }
        let asked = NewAsk {
            day: self.today - chrono::TimeDelta::days(60),
            how: "letter".to_owned(),
            whom: String::new(),
            note: String::new(),
        };
        let _nobody_gave_last_year = appeals::ask(&mut self.office, autumn, &Audience::GaveLastYear, &asked);
        let printing = NewEntry {
            payee: "Harbour Print".to_owned(),
            appeal: "Autumn appeal".to_owned(),
            description: "Letters and envelopes".to_owned(),
            ..NewEntry::simple(EntryKind::Expense, self.today - chrono::TimeDelta::days(62), Money(21_240))
        };
        ledger::record(&mut self.office, &printing)?;
        Ok(())
    }

    /// What changed lately: somebody stopped; and what is planned.
    pub(super) fn giving_loose_ends(&mut self) -> Result<()> {
        self.planned_appeals()?;
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
