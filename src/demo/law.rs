//! What the law wants of the demo branch: large gifts, of which one is not checked yet; what fell due before was done.

use chrono::TimeDelta;

use super::Branch;
use crate::kit::{Day, Money, Result};
use crate::ledger::model::{EntryKind, Method, NewEntry};
use crate::ledger::ops as ledger;
use crate::people::{PersonId, store as people};
use crate::rules::finding::Kind;
use crate::rules::work::{NewWork, Outcome};
use crate::rules::{ops, store};

impl Branch {
    pub(super) fn law(&mut self) -> Result<()> {
        let givers = self.organisations(2)?;
        let days = [70, 12].map(|ago| self.today - TimeDelta::days(ago));
        for ((giver, on), pounds) in givers.into_iter().zip(days).zip([2_400, 600]) {
            let mut entry = NewEntry::simple(EntryKind::Donation, on, Money(pounds * 100)).from(giver);
            entry.method = Method::Transfer;
            entry.banked = Some(on);
            ledger::record(&mut self.office, &entry)?;
        }
        self.do_what_was_due()
    }

    /// The first organisations of the register.
    fn organisations(&self, many: usize) -> Result<Vec<PersonId>> {
        let mut found = Vec::new();
        for id in &self.donors {
            if found.len() < many && self.office.read(|conn| people::get(conn, *id))?.details.organisation {
                found.push(*id);
            }
        }
        Ok(found)
    }

    fn do_what_was_due(&mut self) -> Result<()> {
        let today = self.today;
        // What is checked is found again as something to report, so it takes more than one round.
        for _ in 0..3 {
            let due: Vec<(String, Kind, Day)> = self.office.read(|conn| {
                let filter = store::Filter { upto: Some(today), ..store::Filter::default() };
                let list = store::List::new(conn, today)?.page(&filter, 0, usize::MAX)?;
                let one =
                    |listed: store::Listed| Some((listed.finding.key(), listed.finding.kind, listed.finding.due?));
                Ok(list.into_iter().filter_map(one).collect())
            })?;
            for (key, kind, due) in due {
                let (outcome, before, means) = match kind {
                    Kind::Check => (Outcome::Accepted, 27, "Electoral and company registers"),
                    Kind::Report | Kind::Return => (Outcome::Reported, 9, "To the registered treasurer, by post"),
                    _ => continue,
                };
                let work = NewWork {
                    outcome,
                    on: due - TimeDelta::days(before),
                    by: "Asha Morrow".to_owned(),
                    means: means.to_owned(),
                    note: String::new(),
                    amount: None,
                    people: None,
                    refund: false,
                };
                ops::work(&mut self.office, &key, &work)?;
            }
        }
        Ok(())
    }
}
