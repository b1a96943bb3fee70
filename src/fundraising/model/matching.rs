//! Donations that look like instalments: from the same person, of the same amount, near the day. Suggested, never assumed.

use std::collections::{BTreeMap, BTreeSet};

use super::{EntryId, Method, PersonId, Pledge, PledgeId, State};
use crate::kit::fold::fold;
use crate::kit::{Day, Money};

/// A donation that belongs to no pledge yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loose {
    pub entry: EntryId,
    pub person: PersonId,
    pub on: Day,
    /// Less what was given back.
    pub amount: Money,
    pub appeal: String,
    pub method: Method,
}

/// A donation that is likely an instalment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    pub pledge: PledgeId,
    pub person: PersonId,
    pub name: String,
    pub due: Day,
    pub entry: EntryId,
    pub on: Day,
    pub amount: Money,
}

/// The donations that are likely instalments on a day: each donation for one instalment, each instalment by one donation.
/// Where several fit, the one that names the same appeal goes first, then the one paid the same way, then the nearest.
pub fn suggest(pledges: &[Pledge], loose: &[Loose], on: Day) -> Vec<Suggestion> {
    let mut by_person: BTreeMap<PersonId, Vec<&Loose>> = BTreeMap::new();
    for gift in loose {
        by_person.entry(gift.person).or_default().push(gift);
    }
    let mut likely = Vec::new();
    for pledge in pledges {
        let Some(gifts) = by_person.get(&pledge.person) else { continue };
        let schedule = pledge.schedule(on);
        if schedule.state == State::Cancelled {
            continue;
        }
        let appeal = fold(&pledge.terms.appeal);
        for instalment in schedule.instalments.iter().filter(|i| i.left() > Money::ZERO) {
            for gift in gifts.iter().filter(|gift| gift.amount == instalment.left()) {
                let away = (gift.on - instalment.due).num_days().abs();
                let named = fold(&gift.appeal);
                let agrees = appeal.is_empty() || named.is_empty() || appeal == named;
                if away <= pledge.terms.rhythm.near() && agrees {
                    let rank = (appeal != named, pledge.terms.method != gift.method, away);
                    likely.push((rank, instalment.due, pledge, *gift));
                }
            }
        }
    }
    likely.sort_by_key(|a| (a.0, a.1, a.2.id, a.3.entry));
    let (mut used, mut paid) = (BTreeSet::new(), BTreeSet::new());
    let mut found = Vec::new();
    for (_, due, pledge, gift) in likely {
        if used.contains(&gift.entry) || paid.contains(&(pledge.id, due)) {
            continue;
        }
        used.insert(gift.entry);
        paid.insert((pledge.id, due));
        found.push(Suggestion {
            pledge: pledge.id,
            person: pledge.person,
            name: pledge.name.clone(),
            due,
            entry: gift.entry,
            on: gift.on,
            amount: gift.amount,
        });
    }
    found.sort_by_key(|a| (a.due, a.pledge, a.entry));
    found
}
