//! Policy by itself: two versions of 500 pages compared, and three hundred amendments held against each other and merged.

use std::collections::BTreeMap;
use std::time::Instant;

use wardroom::policy::body::{Body, Clause, Kind};
use wardroom::policy::change::{self, Chosen, Entry, Op};

/// Clauses on a page, of some forty-five words each.
const ON_A_PAGE: usize = 9;

const WORDS: [&str; 24] = [
    "we", "will", "build", "homes", "for", "every", "family", "that", "needs", "one", "and", "the", "council", "shall",
    "pay", "a", "fair", "rent", "in", "each", "town", "of", "this", "country",
];

/// The same numbers each time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % sides
    }

    fn words(&mut self, count: usize) -> String {
        let words: Vec<&str> = (0..count).filter_map(|_| WORDS.get(self.roll(WORDS.len())).copied()).collect();
        format!("{}.", words.join(" "))
    }
}

/// A text of so many pages.
pub(crate) fn text(pages: usize) -> Body {
    let mut dice = Dice(7);
    let clauses = (0..pages * ON_A_PAGE).map(|at| {
        let (kind, depth) = match at % 9 {
            0 => (Kind::Heading, 0),
            1 | 5 => (Kind::Numbered, 1),
            _ => (Kind::Numbered, 2),
        };
        let count = if kind == Kind::Heading { 4 } else { 45 };
        Clause { id: i64::try_from(at).unwrap_or(0) + 1, kind, depth, fixed: None, text: dice.words(count) }
    });
    Body { clauses: clauses.collect() }
}

/// The next version: each fifth clause reworded, some left out, put in and moved.
pub(crate) fn next(base: &Body) -> Body {
    let mut dice = Dice(11);
    let mut next = base.clone();
    for at in (0..next.clauses.len()).step_by(5) {
        if let Some(clause) = next.clauses.get_mut(at) {
            clause.text = reworded(&clause.text, &mut dice);
        }
    }
    for n in 0..base.clauses.len() / 50 {
        let at = 1 + dice.roll(next.clauses.len() - 1);
        let mut clause = next.clauses.remove(at);
        match n % 3 {
            0 => {}
            1 => next.clauses.insert(1 + dice.roll(next.clauses.len() - 1), clause),
            _ => {
                let behind =
                    Clause { id: 1_000_000 + i64::try_from(n).unwrap_or(0), text: dice.words(45), ..clause.clone() };
                clause.depth = 1;
                next.clauses.insert(at, clause);
                next.clauses.insert(at + 1, behind);
            }
        }
    }
    next
}

fn reworded(text: &str, dice: &mut Dice) -> String {
    let mut words: Vec<&str> = text.split(' ').collect();
    for _ in 0..4 {
        let at = dice.roll(words.len());
        let word = WORDS.get(dice.roll(WORDS.len())).copied().unwrap_or("we");
        if let Some(place) = words.get_mut(at) {
            *place = word;
        }
    }
    words.join(" ")
}

/// So many amendments to a text, each of three clauses, in the first tenth of it, so that many of them meet.
pub(crate) fn amendments(base: &Body, count: usize) -> Vec<(String, Vec<Op>)> {
    let mut dice = Dice(13);
    (0..count)
        .map(|n| {
            let mut copy = base.clone();
            for _ in 0..3 {
                let at = dice.roll(copy.clauses.len() / 10);
                if let Some(clause) = copy.clauses.get_mut(at) {
                    clause.text = reworded(&clause.text, &mut dice);
                }
            }
            (format!("A{}", n + 1), change::derive(base, &copy))
        })
        .collect()
}

fn entries(amendments: &[(String, Vec<Op>)]) -> Vec<Entry<'_>> {
    amendments.iter().map(|(name, ops)| Entry { name, ops, parent: None, global: false }).collect()
}

/// Holds amendments against each other; how many pairs have something between them.
pub(crate) fn matrix(base: &Body, amendments: &[(String, Vec<Op>)]) -> usize {
    change::relations(base, &entries(amendments), &[]).pairs.len()
}

fn merged(base: &Body, amendments: &[(String, Vec<Op>)]) -> usize {
    let chosen: Vec<Chosen<'_>> = amendments.iter().map(|(name, ops)| Chosen { name, ops }).collect();
    change::merge(base, &chosen, &BTreeMap::new()).conflicts.len()
}

/// What it takes, once each.
pub(crate) fn print(pages: usize) {
    let timed = |what: &str, run: &dyn Fn() -> usize| {
        let start = Instant::now();
        let found = run();
        println!("{what}: {found} in {} ms", start.elapsed().as_millis());
    };
    let base = text(pages);
    let next = next(&base);
    println!("{pages} pages, {} clauses", base.clauses.len());
    timed("operations between two versions", &|| change::derive(&base, &next).len());
    timed("clauses of both versions with marks", &|| change::redline(&base, &next).len());
    let all = amendments(&base, 300);
    timed("related pairs of 300 amendments", &|| matrix(&base, &all));
    timed("conflicts of 300 amendments merged", &|| merged(&base, &all));
    timed("instructions", &|| change::instruct_in(&base, 80, &change::derive(&base, &next)).len());
}
