//! What the demo branch plans and has closed: a budget, prospects, thanks, and the year before last.

use chrono::TimeDelta;

use super::Branch;
use crate::budget::model::Scope;
use crate::budget::ops as budget;
use crate::cli::{Span, closing};
use crate::fundraising::model::{NewProspect, NewThanks, Standing};
use crate::fundraising::ops::{plan, prospect, thanks};
use crate::fundraising::store as fundraising;
use crate::kit::{Money, Result};
use crate::office::profile;
use crate::subjects;
use crate::year::ops::{self as years, NewClosing};
use crate::year::store;

/// How many donors still wait for thanks.
const WAITING: usize = 9;

impl Branch {
    pub(super) fn plans(&mut self) -> Result<()> {
        let profile = self.office.read(profile::get)?;
        let this = Scope::year(&profile, self.today);
        if let Some(last) = this.years_on(&profile, -1)
            && self
                .office
                .read(|conn| crate::budget::store::budget(conn, last))?
                .lines
                .iter()
                .any(|l| l.actual > Money::ZERO)
        {
            budget::copy(&mut self.office, this, last, budget::From::Actual, 4)?;
            let year = |on| profile.year_of(on);
            let [this, last] = [year(self.today), profile.years_on(year(self.today).0, -1).unwrap_or(year(self.today))];
            plan::copy(&mut self.office, this, last, plan::From::Actual, 6)?;
        }
        self.prospects()?;
        let waiting = self.office.read(|conn| fundraising::to_thank(conn, self.today))?;
        let mut waiting: Vec<_> = waiting.into_iter().map(|one| (one.last, one.person)).collect();
        // Who gave last still waits.
        waiting.sort_unstable();
        let thanked: Vec<_> = waiting.iter().rev().skip(WAITING).map(|(_, person)| *person).collect();
        if !thanked.is_empty() {
            let new = NewThanks {
                day: self.today - TimeDelta::days(5),
                how: "letter".to_owned(),
                about: "For the donation".to_owned(),
            };
            thanks::thank(&mut self.office, &thanked, &new)?;
        }
        self.close_the_year_before_last()
    }

    fn prospects(&mut self) -> Result<()> {
        let told = [
            (50_000, "The new meeting hall", "Asha Morrow", "Invite to the opening of the hall", 9, Standing::Open),
            (25_000, "Buses and the ferry", "Owain Specimen", "Ring after the budget debate", -3, Standing::Asked),
            (100_000, "Housing", "Asha Morrow", "", 0, Standing::Open),
        ];
        let who: Vec<_> = self.donors.iter().copied().skip(2).step_by(7).collect();
        for (person, (capacity, interest, asker, step, days, state)) in who.into_iter().zip(told) {
            let new = NewProspect {
                capacity: Some(Money(capacity)),
                interest: interest.to_owned(),
                asker: asker.to_owned(),
                step: step.to_owned(),
                due: (!step.is_empty()).then(|| self.today + TimeDelta::days(days)),
                state,
                note: String::new(),
            };
            prospect::save(&mut self.office, person, &new)?;
        }
        Ok(())
    }

    fn close_the_year_before_last(&mut self) -> Result<()> {
        let asked: Vec<_> = subjects::nouns().iter().filter_map(|noun| noun.closing).collect();
        let Some(year) = self.office.read(|conn| store::next(conn, None))? else { return Ok(()) };
        let profile = self.office.read(profile::get)?;
        // The year that ended last is left to be closed.
        if year.after(&profile).is_none_or(|after| after.to >= self.today) {
            return Ok(());
        }
        let span = Span { from: year.from, to: year.to, today: self.today };
        let items = self.office.read(|conn| closing(asked.iter().copied(), conn, &span))?;
        let left = items
            .iter()
            .filter(|item| item.open > 0)
            .map(|item| (item.key.to_owned(), "Looked through with the chair; nothing more to be done".to_owned()))
            .collect();
        let new = NewClosing { year, left, note: "Accepted by the annual meeting".to_owned() };
        years::close(&mut self.office, &new, &asked)?;
        Ok(())
    }
}
