//! A selection round with five candidates and four scorers, for tests: published, sealed, its keys quick to make.

use wardroom::candidates::model::{
    CameBy, CandidateId, CriterionId, NewCandidate, NewCriterion, NewQuestion, NewRound, NewScorer, Role, RoundId,
    ScorerId, Whole,
};
use wardroom::candidates::opened::{Anchor, Mark, Says};
use wardroom::candidates::seal::{CardText, Key};
use wardroom::candidates::{ops, store};
use wardroom::office::{Office, Passphrase};
use wardroom::people::{self, Details};

/// Everybody is made up.
pub const CANDIDATES: [&str; 5] = ["Ann Ashworth", "Ben Brook", "Cy Carr", "Di Dunmore", "Ed Eldritch"];
pub const SCORERS: [&str; 4] = ["Rae Chair", "Sol Second", "Tam Third", "Uma Fourth"];

pub fn passphrase(scorer: usize) -> Passphrase {
    Passphrase::new(format!("quiet words of number {scorer}"))
}

pub fn whole(office: &Office, of: RoundId) -> Whole {
    office.read(|conn| store::whole(conn, of)).unwrap()
}

/// A criterion with five anchors.
pub fn criterion(name: &str, essential: bool) -> NewCriterion {
    let anchors = (1..=5).map(|value| Anchor { value, words: format!("{name} at {value}") }).collect();
    NewCriterion { name: name.to_owned(), essential, weight: 100, anchors, ..NewCriterion::default() }
}

/// A round as the head of this file says, not yet published.
pub fn draft(office: &mut Office, quorum: u32) -> RoundId {
    let new = NewRound { quorum, ..NewRound::of("Quay Ward by-election") };
    let of = ops::new_with_strength(office, &new, 10).unwrap().value;
    let mut criteria: Vec<CriterionId> = Vec::new();
    for (name, essential) in [("Judgement", true), ("Campaigning", false)] {
        criteria.push(ops::criterion(office, of, None, &criterion(name, essential)).unwrap().value);
    }
    let question = NewQuestion {
        text: "Tell us of a time when you changed somebody’s mind. What did you do?".into(),
        minutes: 8,
        criteria,
        ..NewQuestion::default()
    };
    ops::question(office, of, None, &question).unwrap();
    for (at, name) in SCORERS.iter().enumerate() {
        let role = if at == 0 { Role::Chair } else { Role::Member };
        let new = NewScorer { person: None, name: (*name).to_owned(), role };
        ops::scorer(office, of, None, &new).unwrap();
    }
    for name in CANDIDATES {
        let person = people::ops::add(office, &Details::named(name)).unwrap().value;
        let new = NewCandidate { person: Some(person), name: String::new(), applied: office.today(), signed: None };
        ops::candidate(office, of, None, &new).unwrap();
    }
    of
}

/// The same, published, and with conflicts declared: Tam is recused from Cy.
pub fn published(office: &mut Office, quorum: u32) -> RoundId {
    let of = draft(office, quorum);
    ops::publish_with(office, of, Some("a seed")).unwrap();
    let (scorers, candidates) = ids(office, of);
    for (at, scorer) in scorers.iter().enumerate() {
        let said: Vec<_> = candidates
            .iter()
            .enumerate()
            .map(|(c, id)| {
                let recused = at == 2 && c == 2;
                (*id, recused, if recused { "Cousin".to_owned() } else { String::new() })
            })
            .collect();
        ops::declare(office, of, *scorer, &said).unwrap();
    }
    of
}

/// Scorers and candidates, in the order of the lists above.
pub fn ids(office: &Office, of: RoundId) -> (Vec<ScorerId>, Vec<CandidateId>) {
    let whole = whole(office, of);
    let scorers = SCORERS.iter().map(|name| whole.scorer_called(name).unwrap().id).collect();
    let candidates = CANDIDATES.iter().map(|name| whole.candidate_called(name).unwrap().id).collect();
    (scorers, candidates)
}

/// A card with these points (none: no evidence), a note beside each.
pub fn card(whole: &Whole, points: [Option<i64>; 2], note: &str) -> CardText {
    let mut card = CardText { remark: format!("Remark: {note}"), ..CardText::default() };
    for (criterion, points) in whole.criteria.iter().zip(points) {
        let at = |points| criterion.new.anchors.iter().position(|anchor| anchor.value == points).unwrap();
        let says = points.map_or(Says::NoEvidence, |points| Says::Anchor(at(points)));
        card.set(criterion.id.0, Mark { says, note: note.to_owned() });
    }
    card
}

/// A scorer's key, chosen now.
pub fn key(office: &mut Office, of: RoundId, scorer: usize) -> Key {
    let (scorers, _) = ids(office, of);
    ops::choose(office, of, scorers[scorer], &passphrase(scorer)).unwrap().value
}

/// What each scorer gives each candidate: Ann and Ben come to the same, Ed lacks the essential, Tam says nothing of Cy.
pub fn points(scorer: usize, candidate: usize) -> [Option<i64>; 2] {
    match (scorer, candidate) {
        (_, 0) => [Some(5), Some(3)],
        (_, 1) => [Some(3), Some(5)],
        (1, 4) => [None, Some(1)],
        (_, 4) => [Some(1), Some(4)],
        (s, c) => [Some(2 + i64::try_from((s + c) % 2).unwrap()), Some(3)],
    }
}

/// The published round with its cards opened: three handed in, Uma is absent.
pub fn opened(office: &mut Office) -> RoundId {
    let of = published(office, 2);
    let (scorers, candidates) = ids(office, of);
    for (at, scorer) in scorers.iter().enumerate().take(3) {
        let key = key(office, of, at);
        let whole = whole(office, of);
        let cards: Vec<_> = candidates
            .iter()
            .enumerate()
            .filter(|(c, _)| (at, *c) != (2, 2))
            .map(|(c, id)| (*id, card(&whole, points(at, c), &format!("Noted by {at} of {c}"))))
            .collect();
        ops::hand_in(office, of, *scorer, &key, &cards, CameBy::Here).unwrap();
    }
    let keys = scorers.iter().take(3).enumerate().map(|(at, id)| (*id, passphrase(at))).collect();
    let absent = vec![(scorers[3], "Taken ill".to_owned())];
    ops::open(office, of, &ops::Opening { keys, absent }).unwrap();
    of
}
