//! Who a line is from or to: by the account paid from, a number on it, a name.

use std::collections::HashMap;

use super::index::{Index, get};
use super::names::Fit;
use super::{Reason, weigh};
use crate::bank::model::{PersonId, World};

/// A person that a line may be from or to, with what speaks for it.
#[derive(Clone, Debug)]
pub(super) struct Who {
    pub person: PersonId,
    pub weight: i32,
    /// Whether it is known to be this person: enough speaks for it, and not nearly as much for another.
    pub sure: bool,
    pub because: Vec<Reason>,
}

/// Everybody a line may be from or to, the likeliest first. `name` and `purpose` are folded, `number` is plain.
pub(super) fn who(world: &World, index: &Index, name: &str, purpose: &str, number: &str, marks: &[String]) -> Vec<Who> {
    let mut all: HashMap<PersonId, Who> = HashMap::new();
    let mut add = |person: PersonId, weight: i32, reason: Reason| {
        let who = all.entry(person).or_insert_with(|| Who { person, weight: 0, sure: false, because: Vec::new() });
        who.weight += weight;
        who.because.push(reason);
    };
    if !number.is_empty()
        && let Some(people) = index.by_account.get(number)
    {
        let weight = if people.len() == 1 { weigh::PAID_FROM } else { weigh::PAID_FROM_SHARED };
        people.iter().for_each(|person| add(*person, weight, Reason::PaidFrom));
    }
    for mark in marks {
        for person in index.by_number.get(mark).into_iter().flatten() {
            add(*person, weigh::NUMBER, Reason::Number(mark.clone()));
        }
    }
    let found = index.names.find(name, purpose);
    let bearers = |fit: Fit| found.iter().filter(|(_, f)| *f == fit).count();
    let (same, like) = (bearers(Fit::Same), bearers(Fit::Like));
    for (at, fit) in &found {
        let Some(known) = get(&world.people, *at) else { continue };
        let (weight, reason) = match fit {
            Fit::Same if same == 1 => (weigh::NAME, Reason::Name),
            Fit::Same => (weigh::NAME_SHARED, Reason::Name),
            Fit::Like | Fit::Within if like == 1 && same == 0 => (weigh::NAME_LIKE, Reason::NameLike),
            Fit::Like | Fit::Within => (weigh::NAME_LIKE_SHARED, Reason::NameLike),
        };
        add(known.person, weight, reason);
    }
    let mut all: Vec<Who> = all.into_values().collect();
    all.sort_by_key(|w| (-w.weight, w.person));
    let second = all.get(1).map_or(0, |w| w.weight);
    if let Some(first) = all.first_mut() {
        first.sure = first.weight >= weigh::KNOWN && first.weight > second + weigh::CLOSE;
    }
    all.truncate(4);
    all
}
