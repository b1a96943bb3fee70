//! Who leads under many weightings, quickly: all totals of a weighting are made in one pass over columns of marks.

use super::LEVEL;
use super::grid::{Grid, put_together};
use crate::candidates::model::Combine;

/// The marks of those who compete, criterion by criterion, with one row for each card (or, for the mean, for all cards of a
/// candidate with marks on the same criteria).
#[derive(Clone, Debug)]
pub struct Sheet {
    combine: Combine,
    /// By criterion, then by row.
    values: Vec<Vec<f64>>,
    /// 1 where there is a mark; empty where all rows are complete.
    there: Vec<Vec<f64>>,
    /// Whose rows are which: candidate, number of rows, number of cards.
    parts: Vec<(usize, usize, f64)>,
    totals: Vec<f64>,
    shares: Vec<f64>,
    leaders: Vec<usize>,
}

impl Sheet {
    /// A sheet of `eligible`; it is quickest with those first who are likely to lead.
    pub fn of(grid: &Grid, combine: Combine, eligible: &[usize]) -> Self {
        let mut sheet = Self {
            combine,
            values: vec![Vec::new(); grid.criteria],
            there: vec![Vec::new(); grid.criteria],
            parts: Vec::new(),
            totals: Vec::new(),
            shares: Vec::new(),
            leaders: Vec::new(),
        };
        let mut gaps = false;
        for candidate in eligible {
            let rows = grid.rows(*candidate, combine == Combine::Mean);
            let cards = rows.iter().map(|(_, _, cards)| cards).sum();
            if rows.is_empty() {
                continue;
            }
            sheet.parts.push((*candidate, rows.len(), cards));
            for (values, there, _) in rows {
                gaps |= there.contains(&0.0);
                sheet.values.iter_mut().zip(values).for_each(|(column, value)| column.push(*value));
                sheet.there.iter_mut().zip(there).for_each(|(column, there)| column.push(*there));
            }
        }
        if !gaps {
            sheet.there.clear();
        }
        let rows = sheet.values.first().map_or(0, Vec::len);
        (sheet.totals, sheet.shares) = (vec![0.0; rows], vec![0.0; rows]);
        sheet
    }

    /// Who leads under `weights`, several where they are level; nobody where nobody has a total.
    pub fn leaders(&mut self, weights: &[f64]) -> &[usize] {
        add_up(&self.values, weights, &mut self.totals);
        if !self.there.is_empty() {
            add_up(&self.there, weights, &mut self.shares);
            self.totals.iter_mut().zip(&self.shares).for_each(|(total, share)| *total /= share);
        }
        self.leaders.clear();
        let mut most = f64::NEG_INFINITY;
        let mut rest = self.totals.as_slice();
        for (candidate, rows, cards) in &self.parts {
            let Some((totals, after)) = rest.split_at_checked(*rows) else { break };
            rest = after;
            let Some(result) = result(totals, *cards, self.combine, most - LEVEL) else { continue };
            if result > most + LEVEL {
                most = result;
                self.leaders.clear();
            }
            if result >= most - LEVEL {
                self.leaders.push(*candidate);
            }
        }
        &self.leaders
    }

    /// The one who leads under `weights`; nobody where several do.
    pub fn leader(&mut self, weights: &[f64]) -> Option<usize> {
        match self.leaders(weights) {
            [one] => Some(*one),
            _ => None,
        }
    }
}

fn add_up(columns: &[Vec<f64>], weights: &[f64], into: &mut [f64]) {
    into.fill(0.0);
    for (column, weight) in columns.iter().zip(weights) {
        into.iter_mut().zip(column).for_each(|(sum, value)| *sum += value * weight);
    }
}

/// The result of a candidate's totals; none where there is none, or where it is surely less than `least`.
fn result(totals: &[f64], cards: f64, combine: Combine, least: f64) -> Option<f64> {
    if totals.iter().any(|total| !total.is_finite()) {
        // A card whose criteria with marks all weigh nothing says nothing here. The mean's row may stand for several cards,
        // which are left out with it; such weights are those at the very end of a walk only.
        let kept: Vec<f64> = totals.iter().copied().filter(|total| total.is_finite()).collect();
        return if combine == Combine::Mean { None } else { put_together(&kept, combine) };
    }
    match combine {
        Combine::Mean => Some(totals.iter().sum::<f64>() / cards),
        Combine::Trimmed => put_together(totals, combine),
        Combine::Median => {
            // A median of `least` has half of its values there at least.
            let up = totals.iter().filter(|total| **total >= least).count();
            if up < totals.len() - totals.len() / 2 { None } else { put_together(totals, combine) }
        }
    }
}
