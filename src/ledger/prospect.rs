//! Money that is about to be recorded, as others are asked about it: what will it cause?

use super::import::{Donor, Plan};
use super::model::{BatchLineForm, EntryForm, EntryKind, Method, NewBatch, NewEntry, PersonId, Terms};
use crate::kit::{Money, day};
use crate::office::{DonorSaid, Giver, Prospect};

/// Whoever is known, else whoever comes in, else nobody.
pub fn giver(person: Option<PersonId>, new_name: &str) -> Giver {
    match person {
        Some(person) => Giver::Known(person.0),
        None if new_name.trim().is_empty() => Giver::Nobody,
        None => Giver::New(new_name.trim().to_owned(), 0),
    }
}

impl NewEntry {
    /// The same as a prospect. Whom it is on behalf of counts as its donor.
    pub fn prospect(&self, from: Giver) -> Prospect {
        Prospect {
            from: self.behalf_of.map_or(from, |person| Giver::Known(person.0)),
            said: DonorSaid::default(),
            kind: self.kind.key(),
            method: self.method.key(),
            amount: self.amount,
            advantage: self.advantage,
            received: self.received,
            banked: self.banked,
        }
    }
}

impl EntryForm {
    /// What is typed so far, once it is about some money on some day.
    pub fn prospect(&self, from: Giver, terms: &Terms) -> Option<Prospect> {
        let kind = EntryKind::of(&self.kind).ok()?;
        let read = |text: &str| day::typed(text, terms.today, terms.month_first).ok();
        let amount = terms.currency.parse(&self.amount, None).ok().filter(|amount| *amount > Money::ZERO)?;
        Some(Prospect {
            from,
            said: DonorSaid::default(),
            kind: kind.key(),
            method: Method::of(&self.method).unwrap_or_default().key(),
            amount,
            advantage: terms.currency.parse(&self.advantage, None).unwrap_or_default(),
            received: read(&self.received)?,
            banked: read(&self.banked),
        })
    }
}

impl BatchLineForm {
    /// What is typed of a line so far; the days are the batch's.
    pub fn prospect(&self, received: &str, banked: &str, terms: &Terms) -> Option<Prospect> {
        let mut from = giver(self.person, &self.new_name);
        if let Some(person) = self.behalf_of {
            from = Giver::Known(person.0);
        }
        let or = |key: &str, usual: &str| if key.is_empty() { usual.to_owned() } else { key.to_owned() };
        let form = EntryForm {
            kind: or(&self.kind, EntryKind::Donation.key()),
            method: or(&self.method, Method::Cheque.key()),
            amount: self.amount.clone(),
            received: or(received, banked),
            banked: banked.to_owned(),
            ..EntryForm::default()
        };
        form.prospect(from, terms)
    }
}

/// The lines of a batch.
pub fn of_batch(batch: &NewBatch) -> Vec<Prospect> {
    let one = |line: &super::model::NewBatchLine| {
        let from = giver(line.person, &line.new_name);
        Prospect {
            from: line.behalf_of.map_or(from, |person| Giver::Known(person.0)),
            said: DonorSaid::default(),
            kind: line.kind.key(),
            method: line.method.key(),
            amount: line.amount,
            advantage: Money::ZERO,
            received: batch.received,
            banked: batch.banked,
        }
    };
    batch.lines.iter().map(one).collect()
}

/// The rows of an import.
pub fn of_plan(plan: &Plan) -> Vec<Prospect> {
    let from = |donor: &Donor| match donor {
        Donor::Known(person) => Giver::Known(person.0),
        // Two who come in under one name are two.
        Donor::New(at) => {
            let name = plan.new_people.get(*at).map_or_else(String::new, |details| details.name.clone());
            Giver::New(name, *at)
        }
        Donor::Nobody => Giver::Nobody,
    };
    let one = |row: &super::import::PlannedRow| Prospect {
        from: from(&row.donor),
        said: plan.said.get(&row.donor).cloned().unwrap_or_default(),
        kind: row.kind.key(),
        method: row.method.key(),
        amount: row.amount,
        advantage: row.texts.advantage,
        received: row.received,
        banked: row.banked,
    };
    plan.rows.iter().map(one).collect()
}
