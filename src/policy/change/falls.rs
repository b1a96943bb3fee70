//! How amendments stand once votes are entered: what passed, what fell with it, what goes with it.

use std::collections::BTreeMap;

use super::collide::{Entry, Matrix};

/// How an amendment was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Vote {
    Carried,
    Lost,
    Withdrawn,
    NotMoved,
}

/// How an amendment stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Nothing decided it yet.
    Open,
    Carried,
    Lost,
    Withdrawn,
    NotMoved,
    /// Falls, because the amendment at this place passed.
    FallsWith(usize),
    /// Falls, because the amendment at this place, which it needs, did not pass.
    FallsWithout(usize),
    /// Agreed to with the amendment at this place.
    AgreedWith(usize),
}

impl Fate {
    pub fn is_in(self) -> bool {
        matches!(self, Self::Carried | Self::AgreedWith(_))
    }

    pub fn is_out(self) -> bool {
        !self.is_in() && self != Self::Open
    }
}

/// How an amendment stands, and what speaks against that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    pub fate: Fate,
    /// It was carried although it had fallen with the one at this place: somebody should look.
    pub odd: Option<usize>,
}

/// How all amendments stand. Votes are by places in the list; in which order they were entered makes no difference.
pub fn standings(entries: &[Entry<'_>], matrix: &Matrix, votes: &BTreeMap<usize, Vote>) -> Vec<Standing> {
    let mut fates: Vec<Fate> = (0..entries.len())
        .map(|at| match votes.get(&at) {
            None => Fate::Open,
            Some(Vote::Carried) => Fate::Carried,
            Some(Vote::Lost) => Fate::Lost,
            Some(Vote::Withdrawn) => Fate::Withdrawn,
            Some(Vote::NotMoved) => Fate::NotMoved,
        })
        .collect();
    // The others of each amendment, both ways.
    let mut near: Vec<Vec<usize>> = vec![Vec::new(); entries.len()];
    for (a, b) in matrix.pairs.keys() {
        for (one, other) in [(*a, *b), (*b, *a)] {
            if let Some(near) = near.get_mut(one) {
                near.push(other);
            }
        }
    }
    let others = |at: usize| near.get(at).map_or(&[][..], Vec::as_slice);
    let fate = |fates: &[Fate], at: usize| fates.get(at).copied().unwrap_or(Fate::Open);
    loop {
        let mut changed = false;
        for at in 0..entries.len() {
            if fate(&fates, at) != Fate::Open {
                continue;
            }
            let falls = others(at).iter().find(|o| fate(&fates, **o).is_in() && matrix.fells(**o, at));
            let without = others(at).iter().find(|o| fate(&fates, **o).is_out() && matrix.requires(at, **o));
            let with = others(at).iter().find(|o| fate(&fates, **o).is_in() && matrix.follows(at, **o));
            let next = match (falls, without, with) {
                (Some(o), ..) => Fate::FallsWith(*o),
                (None, Some(o), _) => Fate::FallsWithout(*o),
                (None, None, Some(o)) => Fate::AgreedWith(*o),
                (None, None, None) => continue,
            };
            if let Some(fate) = fates.get_mut(at) {
                *fate = next;
                changed = true;
            }
        }
        if !changed {
            break;
        }
    }
    let odd = |at: usize| {
        others(at).iter().copied().find(|o| {
            fate(&fates, at) == Fate::Carried
                && ((fate(&fates, *o).is_in() && matrix.fells(*o, at))
                    || (fate(&fates, *o).is_out() && matrix.requires(at, *o)))
        })
    };
    (0..entries.len()).map(|at| Standing { fate: fate(&fates, at), odd: odd(at) }).collect()
}
