//! Membership cards: what stands on one, and who gets one.

use super::{PersonId, Register, Status};
use crate::kit::{Day, day};
use crate::t;

/// What a card says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    pub person: PersonId,
    pub name: String,
    pub number: String,
    pub class: String,
    /// `Valid until 31 December 2026`; where no dues are owed since when the membership is.
    pub holds: String,
}

/// Who gets a card, in the order of names, and who does not and why.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cards {
    pub cards: Vec<Card>,
    pub left_out: Vec<(PersonId, String, String)>,
}

impl Cards {
    /// Takes out whose card cannot be made, with the reason; the others stay in their order.
    pub fn take_out(&mut self, mut why: impl FnMut(&Card) -> Option<String>) {
        let mut out = Vec::new();
        self.cards.retain(|card| match why(card) {
            None => true,
            Some(why) => {
                out.push((card.person, card.name.clone(), why));
                false
            }
        });
        self.left_out.extend(out);
    }
}

impl Register {
    /// The cards of these people on a day; `until` is a day that all are valid to, else each is to the last day paid for.
    pub fn cards(&self, people: &[PersonId], on: Day, until: Option<Day>) -> Cards {
        let wanted: std::collections::BTreeSet<PersonId> = people.iter().copied().collect();
        let mut cards = Cards::default();
        let mut seen = std::collections::BTreeSet::new();
        for row in self.rows(on).into_iter().filter(|row| wanted.contains(&row.person)) {
            seen.insert(row.person);
            if !row.status.is_member() {
                let why = if row.status == Status::Applied { t!("No member yet") } else { row.status.label() };
                cards.left_out.push((row.person, row.name, why.to_owned()));
                continue;
            }
            let holds = match (until.or(row.paid_to), row.since) {
                (Some(to), _) => t!("Valid until {day}", day = day::long(to)),
                (None, Some(since)) => t!("Member since {day}", day = day::long(since)),
                (None, None) => String::new(),
            };
            let (number, class) = (row.number.unwrap_or_default(), self.class_name(row.class).to_owned());
            cards.cards.push(Card { person: row.person, name: row.name, number, class, holds });
        }
        for person in wanted.difference(&seen) {
            cards.left_out.push((*person, self.name(*person).to_owned(), t!("No member").to_owned()));
        }
        cards
    }
}
