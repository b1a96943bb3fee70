//! What many in a register share says little: a name that forty people have, the town that everybody lives in.

use std::collections::HashMap;

use super::traits::Traits;

/// So many people of one name may be one person written down several times; from here on the name is common.
const NAMESAKES: u32 = 8;
/// A town of more than one in so many people tells nobody apart.
const TOWN_SHARE: u32 = 20;
/// Up to so many people a name alone may be enough; in a larger register chance brings more namesakes.
const BRANCH: f64 = 5_000.0;
/// In a register of fewer people no town is called common.
const SMALL: usize = 50;

/// How common the names and towns of a register are.
#[derive(Debug, Default)]
pub(super) struct Common<'t> {
    names: HashMap<&'t str, u32>,
    towns: HashMap<&'t str, u32>,
    people: u32,
    size_costs: f64,
}

impl<'t> Common<'t> {
    /// Counts a register.
    pub fn of(people: &'t [Traits]) -> Self {
        let count = u32::try_from(people.len()).unwrap_or(u32::MAX);
        let size_costs = (f64::from(count) / BRANCH).log2().max(0.0) / 2.0;
        let counted = if people.len() < SMALL { 0 } else { count };
        let mut common = Self { people: counted, size_costs, ..Self::default() };
        for traits in people {
            *common.names.entry(&traits.whole).or_default() += 1;
            for place in &traits.places {
                *common.towns.entry(&place.locality).or_default() += 1;
            }
        }
        common
    }

    /// What is taken off every pair for the size of the register: half a point for each doubling.
    pub fn size_costs(&self) -> f64 {
        self.size_costs
    }

    /// What is taken off for sharing this name: a point for each doubling.
    pub fn name_costs(&self, whole: &str) -> f64 {
        let bearers = self.names.get(whole).copied().unwrap_or(0);
        (f64::from(bearers) / f64::from(NAMESAKES)).log2().max(0.0)
    }

    /// Whether too many live there for it to say anything.
    pub fn is_common_town(&self, locality: &str) -> bool {
        self.people > 0 && self.towns.get(locality).copied().unwrap_or(0) > self.people / TOWN_SHARE
    }
}
