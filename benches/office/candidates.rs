//! What an opened round says, by itself: 200 candidates, 12 scorers, 10 criteria, 10,000 weightings, by each way of putting totals
//! together, without gaps and with them.

use wardroom::candidates::judged::{Combine, Judged, Method, judge};
use wardroom::candidates::opened::{Anchor, Candidate, Card, Criterion, Mark, Opened, Says, Scorer};
use wardroom::demo::Random;

use crate::spread::Spread;

const CANDIDATES: usize = 200;
const SCORERS: usize = 12;
const CRITERIA: usize = 10;

/// A round in which one mark in `gaps` has no evidence and one card in forty is a recusal; none where that is nought.
pub fn round(gaps: usize) -> Opened {
    let mut random = Random::new(13);
    let anchors: Vec<Anchor> = (1..=5).map(|value| Anchor { value, words: format!("Point {value}") }).collect();
    let mut card = |candidate: usize| {
        if gaps > 0 && random.one_in(40) {
            return Card::Recused("A colleague".to_owned());
        }
        let mut mark = || {
            let none = gaps > 0 && random.one_in(gaps);
            let says = if none { Says::NoEvidence } else { Says::Anchor((candidate % 5 + random.below(3)).min(4)) };
            Mark { says, note: String::new() }
        };
        Card::Marked((0..CRITERIA).map(|_| mark()).collect())
    };
    let criterion = |at: usize| Criterion {
        name: format!("Criterion {at}"),
        essential: at == 0,
        weight: 500 + 100 * i64::try_from(at).unwrap_or(0),
        anchors: anchors.clone(),
        ..Criterion::default()
    };
    Opened {
        name: "Round".to_owned(),
        criteria: (0..CRITERIA).map(criterion).collect(),
        scorers: (0..SCORERS).map(|at| Scorer { name: format!("Scorer {at}"), chair: at == 0 }).collect(),
        candidates: (1_u32..)
            .take(CANDIDATES)
            .map(|place| Candidate { name: format!("Candidate {place}"), place: Some(place) })
            .collect(),
        cards: (0..CANDIDATES).map(|at| (0..SCORERS).map(|_| card(at)).collect()).collect(),
        ..Opened::default()
    }
}

/// Everything that a page of results shows.
pub fn everything(round: &Opened, combine: Combine) -> Judged {
    judge(round, &Method { combine, ..Method::default() })
}

/// Prints what it takes.
pub fn print() {
    println!(
        "{CANDIDATES} candidates, {SCORERS} scorers, {CRITERIA} criteria, 10,000 weightings: shortest and longest of five"
    );
    for (gaps, says) in [(0, "no gaps"), (20, "one mark in 20 without evidence")] {
        let round = round(gaps);
        for combine in [Combine::Mean, Combine::Median, Combine::Trimmed] {
            let spread = Spread::of(5, |_| everything(&round, combine).order.leader());
            let says = format!("{says}, {}", combine.key());
            println!("  {says:<44} {:>10.1?} {:>10.1?}", spread.part(1), spread.longest());
        }
    }
}
