//! What a panel's marks come to once they are open: totals and order, how sure they are, how far the scorers agree, and what would
//! change if weights, scorers or criteria were others. Plain values in, plain values out; nothing is stored and nothing is
//! put in the place of a mark that is not there. Everything but the words of [`Measure`] and [`Refusal`] is numbers.

mod agreement;
mod cells;
mod grid;
mod ladder;
mod order;
mod panel;
mod sheet;
#[cfg(test)]
mod tests;
mod weights;
mod whatif;
pub mod words;

pub use crate::candidates::model::{Combine, Rung};
pub use agreement::{Agreement, Figure, Measure, Undefined, agreement};
pub use cells::{CriterionFigures, StandsOut, place};
pub use grid::{Grid, Scale, proportions};
pub use ladder::{Ladder, Tie};
pub use order::{Essentials, Gap, Order, Standing, order};
pub use panel::{Adjusted, Refusal, ScorerFigures};
pub use weights::{Compared, Random, by_order, by_pairs};
pub use whatif::{DRAWS, Flip, LeftOut, Shares, flips, level_at, shares, with_weight};

use crate::candidates::opened::{Criterion, Opened};

/// Differences below this are none: what is left of rounding in binary fractions.
const LEVEL: f64 = 1e-9;

/// How a round said that it would be judged, before anybody marked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Method {
    pub combine: Combine,
    /// What must be reached on every essential criterion that says nothing of its own.
    pub essentials: Essentials,
    pub ladder: Vec<Rung>,
    /// All candidates in the order in which a lot drew them; none while none was drawn.
    pub lot: Option<Vec<usize>>,
    /// What the random weightings are drawn from; it is kept with the result.
    pub seed: u64,
    /// How many weightings are drawn.
    pub draws: usize,
}

impl Default for Method {
    fn default() -> Self {
        Self {
            combine: Combine::Mean,
            essentials: Essentials { least: 1 },
            ladder: vec![Rung::Essential, Rung::Heaviest, Rung::Spread, Rung::Majority, Rung::Lot],
            lot: None,
            seed: 1,
            draws: DRAWS,
        }
    }
}

/// All that an opened round says.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    pub scale: Scale,
    /// The published weights, adding up to 1.
    pub weights: Vec<f64>,
    pub order: Order,
    /// By candidate: the mean on each criterion.
    pub profiles: Vec<Vec<Option<f64>>>,
    /// By candidate and scorer.
    pub totals: Vec<Vec<Option<f64>>>,
    pub criteria: Vec<CriterionFigures>,
    pub stand_out: Vec<StandsOut>,
    pub scorers: Vec<ScorerFigures>,
    /// Points that each later interview gained over the whole panel.
    pub panel_slope: Option<f64>,
    pub agreement: Agreement,
    pub adjusted: Adjusted,
    /// For each criterion the nearest weight at which another leads.
    pub flips: Vec<Option<Flip>>,
    pub shares: Shares,
    pub without_scorers: Vec<LeftOut>,
    pub without_criteria: Vec<LeftOut>,
}

/// For each criterion the value that must be reached, where it is essential.
pub fn least(grid: &Grid, criteria: &[Criterion], essentials: Essentials) -> Vec<Option<f64>> {
    criteria
        .iter()
        .map(|criterion| {
            let at = criterion.passes.unwrap_or(essentials.least);
            let anchor = criterion.anchors.get(at).or(criterion.anchors.last()).filter(|_| criterion.essential)?;
            if grid.scale.own {
                return Some(anchor.value as f64);
            }
            let (low, high) = (criterion.anchors.first()?.value as f64, criterion.anchors.last()?.value as f64);
            (high > low).then(|| 100.0 * (anchor.value as f64 - low) / (high - low))
        })
        .collect()
}

/// The order of a grid under other weights, by the round's method otherwise.
pub fn reorder(round: &Opened, method: &Method, grid: &Grid, weights: &[f64]) -> Order {
    let essential: Vec<bool> = round.criteria.iter().map(|criterion| criterion.essential).collect();
    let ladder = Ladder { rungs: &method.ladder, essential: &essential, lot: method.lot.as_deref() };
    let least = least(grid, &round.criteria, method.essentials);
    order(grid, weights, method.combine, &least, &ladder)
}

/// Judges an opened round by its method.
pub fn judge(round: &Opened, method: &Method) -> Judged {
    let grid = Grid::of(round);
    let essential: Vec<bool> = round.criteria.iter().map(|criterion| criterion.essential).collect();
    let ladder = Ladder { rungs: &method.ladder, essential: &essential, lot: method.lot.as_deref() };
    let least = least(&grid, &round.criteria, method.essentials);
    let totals = grid.totals(&grid.weights);
    let found = order(&grid, &grid.weights, method.combine, &least, &ladder).with_gaps(&totals);
    let ranked = found.standings.iter().filter(|one| one.rank.is_some());
    let eligible: Vec<usize> = ranked.map(|one| one.candidate).collect();
    Judged {
        scale: grid.scale,
        weights: grid.weights.clone(),
        profiles: (0..grid.len()).map(|candidate| grid.profile(candidate)).collect(),
        criteria: cells::criteria(round, &grid),
        stand_out: cells::stand_out(round),
        scorers: panel::scorers(round, &grid, &totals),
        panel_slope: panel::panel_slope(round, &totals),
        agreement: agreement(round, &grid),
        adjusted: panel::adjusted(&totals),
        flips: flips(&grid, method.combine, &eligible, found.leader()),
        shares: shares(&grid, method.combine, &eligible, method.seed, method.draws),
        without_scorers: whatif::without_scorers(&grid, method.combine, &least, &ladder, &found),
        without_criteria: whatif::without_criteria(&grid, method.combine, &least, &ladder, &found),
        order: found,
        totals,
    }
}
