//! Which clause of a text each clause of a copy is, where the copy came back without ids: from a word processor, as Markdown.

use std::collections::{BTreeMap, BTreeSet};

use similar::{Algorithm, DiffOp, capture_diff_slices};
use unicode_segmentation::UnicodeSegmentation;

use crate::policy::body::{Body, Clause};
use crate::policy::inline::{self, Part};
use crate::policy::label::Labels;

/// From so many parts of a hundred words in common on, one clause is the other, changed.
const ALIKE: usize = 40;

/// A place with more pairs of clauses than this is matched in order, without looking for the best way.
const MOST_PAIRS: usize = 400_000;

/// The copy with the ids of `base` where a clause is one of its own, and new ones from `new_id` where it is not. A reference that
/// the copy holds as a label stays a reference, and a label that it does not hold stays as it was.
pub fn identified(base: &Body, copy: &Body, mut new_id: impl FnMut() -> i64) -> Body {
    let labels = Labels::of(base);
    let old: Vec<String> = base.clauses.iter().map(|c| without_references(&c.text, &labels)).collect();
    let mut matched: Vec<Option<usize>> = vec![None; copy.clauses.len()];
    let all: BTreeSet<&str> =
        old.iter().map(String::as_str).chain(copy.clauses.iter().map(|c| c.text.as_str())).collect();
    let numbers: BTreeMap<&str, u32> = all.into_iter().zip(0..).collect();
    let of = |text: &str| numbers.get(text).copied().unwrap_or(u32::MAX);
    let a: Vec<u32> = old.iter().map(|t| of(t)).collect();
    let b: Vec<u32> = copy.clauses.iter().map(|c| of(&c.text)).collect();
    let mut gaps = Vec::new();
    for op in capture_diff_slices(Algorithm::Patience, &a, &b) {
        match op {
            DiffOp::Equal { old_index, new_index, len } => {
                for at in 0..len {
                    set(&mut matched, new_index + at, old_index + at);
                }
            }
            _ => gaps.push((op.old_range(), op.new_range())),
        }
    }
    let mut left: BTreeSet<usize> = gaps.iter().flat_map(|(olds, _)| olds.clone()).collect();
    // What stands word for word elsewhere has moved.
    for (_, news) in &gaps {
        for at in news.clone() {
            let text = copy.clauses.get(at).map_or("", |c| c.text.as_str());
            let from = left.iter().copied().find(|from| !text.is_empty() && old.get(*from).is_some_and(|o| o == text));
            if let Some(from) = from.filter(|_| text.unicode_words().nth(2).is_some()) {
                left.remove(&from);
                set(&mut matched, at, from);
            }
        }
    }
    for (olds, news) in gaps {
        let olds: Vec<usize> = olds.filter(|at| left.contains(at)).collect();
        let news: Vec<usize> = news.filter(|at| matched.get(*at).copied().flatten().is_none()).collect();
        for (from, at) in best(&olds, &news, &old, &copy.clauses) {
            left.remove(&from);
            set(&mut matched, at, from);
        }
    }
    let clauses = copy.clauses.iter().zip(&matched).map(|(clause, from)| {
        let was = from.and_then(|from| Some((base.clauses.get(from)?, old.get(from)?)));
        match was {
            Some((was, shown)) => Clause {
                id: was.id,
                fixed: clause.fixed.clone().or_else(|| was.fixed.clone()),
                text: if *shown == clause.text { was.text.clone() } else { clause.text.clone() },
                ..clause.clone()
            },
            None => Clause { id: new_id(), ..clause.clone() },
        }
    });
    Body { clauses: clauses.collect() }
}

fn set(matched: &mut [Option<usize>], at: usize, from: usize) {
    if let Some(place) = matched.get_mut(at) {
        *place = Some(from);
    }
}

/// A clause's text with its references as the labels that a copy shows.
fn without_references(text: &str, labels: &Labels) -> String {
    if !text.contains("{#") {
        return text.to_owned();
    }
    let mut out = String::new();
    for piece in inline::pieces(text) {
        match piece.part {
            Part::Reference(id) => out.push_str(&inline::escaped(&labels.shown(id))),
            _ => out.push_str(text.get(piece.at).unwrap_or_default()),
        }
    }
    out
}

/// The pairs of clauses that have most in common, in order.
fn best(olds: &[usize], news: &[usize], old: &[String], copy: &[Clause]) -> Vec<(usize, usize)> {
    let words = |text: &str| -> Vec<String> {
        let mut words: Vec<String> = text.unicode_words().map(str::to_lowercase).collect();
        words.sort();
        words
    };
    let a: Vec<Vec<String>> = olds.iter().map(|at| words(old.get(*at).map_or("", String::as_str))).collect();
    let b: Vec<Vec<String>> = news.iter().map(|at| words(copy.get(*at).map_or("", |c| c.text.as_str()))).collect();
    if a.len().saturating_mul(b.len()) > MOST_PAIRS {
        let pairs = olds.iter().zip(&a).zip(news.iter().zip(&b));
        return pairs
            .filter(|((_, a), (_, b))| alike(a, b) >= ALIKE)
            .map(|((from, _), (at, _))| (*from, *at))
            .collect();
    }
    // The most that the first clauses of both can have in common, by how many of each.
    let width = b.len() + 1;
    let mut sums = vec![0_usize; (a.len() + 1) * width];
    let mut scores = vec![0_usize; a.len() * b.len()];
    for (i, x) in a.iter().enumerate() {
        for (j, y) in b.iter().enumerate() {
            let score = Some(alike(x, y)).filter(|s| *s >= ALIKE).unwrap_or(0);
            let get = |i: usize, j: usize| sums.get(i * width + j).copied().unwrap_or(0);
            let most = (get(i, j) + score).max(get(i, j + 1)).max(get(i + 1, j));
            put(&mut sums, (i + 1) * width + j + 1, most);
            put(&mut scores, i * b.len() + j, score);
        }
    }
    let get = |i: usize, j: usize| sums.get(i * width + j).copied().unwrap_or(0);
    let (mut i, mut j, mut pairs) = (a.len(), b.len(), Vec::new());
    while i > 0 && j > 0 {
        let score = scores.get((i - 1) * b.len() + j - 1).copied().unwrap_or(0);
        if score > 0 && get(i, j) == get(i - 1, j - 1) + score {
            (i, j) = (i - 1, j - 1);
            pairs.extend(olds.get(i).copied().zip(news.get(j).copied()));
        } else if get(i, j) == get(i - 1, j) {
            i -= 1;
        } else {
            j -= 1;
        }
    }
    pairs
}

fn put(all: &mut [usize], at: usize, value: usize) {
    if let Some(place) = all.get_mut(at) {
        *place = value;
    }
}

/// How many of a hundred words two sorted lists have in common.
fn alike(a: &[String], b: &[String]) -> usize {
    if a.is_empty() || b.is_empty() {
        return 0;
    }
    let (mut i, mut j, mut common) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        match x.cmp(y) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => (i, j, common) = (i + 1, j + 1, common + 1),
        }
    }
    common * 200 / (a.len() + b.len())
}
