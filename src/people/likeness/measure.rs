//! How good the rules are on a list of which it is known who is whom: precision, recall and their mean.

use std::collections::{HashMap, HashSet};

use serde::Serialize;

use super::{BROAD, LIKELY, Search, Traits, search};

/// What is known of a list.
#[derive(Clone, Debug)]
pub enum Truth {
    /// Records with the same word are one person.
    Groups(Vec<String>),
    /// Pairs that somebody judged, by places: one person, or two. Of other pairs nothing is known, and they are not counted.
    Judged(HashMap<(usize, usize), bool>),
}

/// How good a rule is.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Level {
    /// `strict`, or the least score.
    pub rule: String,
    /// Pairs it takes for one person, and how many of them are.
    pub found: usize,
    pub right: usize,
    /// The share of what was found that is right.
    pub precision: f64,
    /// The share of what is there that was found.
    pub recall: f64,
    /// The harmonic mean of both.
    pub f1: f64,
}

/// What came out.
#[derive(Clone, Debug, Serialize)]
pub struct Measured {
    pub records: usize,
    /// Pairs that are one person.
    pub pairs: usize,
    /// Pairs that were compared: those that share a block.
    pub compared: u64,
    /// The share of the true pairs among those compared.
    pub reached: f64,
    pub levels: Vec<Level>,
}

/// The scores at which the weighted rule is measured.
const SCORES: [f64; 5] = [0.99, 0.9, 0.75, LIKELY, BROAD];

/// Measures the weighted rule, and the strict one by the pairs that it takes for one person.
pub fn measure(people: &[Traits], strict: &[(usize, usize)], truth: &Truth) -> Measured {
    let search = search(people, 0.0, || true).unwrap_or_default();
    let pairs = truth.pairs();
    let mut levels = vec![level("strict", strict.iter().copied(), truth, pairs)];
    for least in SCORES {
        let found = search.found.iter().filter(|f| f.likeness.score >= least).map(|f| (f.a, f.b));
        levels.push(level(&least.to_string(), found, truth, pairs));
    }
    let reached = reached(&search, truth);
    Measured { records: people.len(), pairs, compared: search.compared, reached: ratio(reached, pairs), levels }
}

fn reached(search: &Search, truth: &Truth) -> usize {
    search.found.iter().filter(|f| truth.are_one(f.a, f.b) == Some(true)).count()
}

fn level(rule: &str, found: impl Iterator<Item = (usize, usize)>, truth: &Truth, pairs: usize) -> Level {
    let judged: HashSet<(usize, usize)> =
        found.map(|(a, b)| (a.min(b), a.max(b))).filter(|(a, b)| truth.are_one(*a, *b).is_some()).collect();
    let found = judged.len();
    let mut right = 0;
    #[expect(clippy::iter_over_hash_type, reason = "they are only counted")]
    for (a, b) in judged {
        right += usize::from(truth.are_one(a, b) == Some(true));
    }
    let (precision, recall) = (ratio(right, found), ratio(right, pairs));
    let f1 = if precision + recall > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 };
    Level { rule: rule.to_owned(), found, right, precision, recall, f1 }
}

/// 1 where there is nothing to be wrong about.
#[expect(clippy::cast_precision_loss, reason = "counts far below 2^52")]
fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

impl Truth {
    /// Whether two records are one person, where that is known.
    pub fn are_one(&self, a: usize, b: usize) -> Option<bool> {
        match self {
            Self::Groups(groups) => Some(groups.get(a)? == groups.get(b)?),
            Self::Judged(pairs) => pairs.get(&(a.min(b), a.max(b))).copied(),
        }
    }

    /// How many pairs are one person.
    fn pairs(&self) -> usize {
        match self {
            Self::Groups(groups) => {
                let mut sorted: Vec<&String> = groups.iter().collect();
                sorted.sort_unstable();
                sorted.chunk_by(|a, b| a == b).map(|group| group.len() * (group.len() - 1) / 2).sum()
            }
            Self::Judged(pairs) => pairs.values().filter(|one| **one).count(),
        }
    }
}

/// The word that tells who a record of a public set is: in FEBRL's `rec-552-dup-3` and `rec-552-org` it is `rec-552`
/// (Christen, FEBRL 0.4, 2008); elsewhere the whole cell.
pub fn truth_of(cell: &str) -> &str {
    let cell = cell.trim();
    if let Some(original) = cell.strip_suffix("-org") {
        return original;
    }
    match cell.rsplit_once("-dup-") {
        Some((original, copy)) if !copy.is_empty() && copy.chars().all(|c| c.is_ascii_digit()) => original,
        _ => cell,
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::model::Details;
    use super::*;

    #[test]
    fn what_is_found_and_what_is_right_are_counted() {
        let people: Vec<Traits> =
            ["Ann Lee", "Ann Lee", "Ann Leee", "Bob Roe"].map(|n| Traits::of(&Details::named(n))).into();
        let truth = Truth::Groups(["1", "1", "1", "2"].map(str::to_owned).into());
        let measured = measure(&people, &[(1, 0)], &truth);
        let strict = measured.levels.first().unwrap();
        assert_eq!((measured.pairs, strict.found, strict.right), (3, 1, 1));
        assert!((strict.recall - 1.0 / 3.0).abs() < 1e-9 && (strict.precision - 1.0).abs() < 1e-9);
        let judged = Truth::Judged(HashMap::from([((0, 1), true), ((0, 3), false)]));
        assert_eq!(
            measure(&people, &[(0, 1), (1, 2)], &judged).levels.first().unwrap().found,
            1,
            "others are not counted"
        );
        assert_eq!(
            (truth_of("rec-552-dup-3"), truth_of("rec-552-org"), truth_of("a-dup-b")),
            ("rec-552", "rec-552", "a-dup-b")
        );
    }
}
