//! Three selection rounds: an opened one with a tie, somebody recused and somebody missing; one that is being scored; one in
//! preparation.

use chrono::TimeDelta;

use super::{Branch, Result};
use crate::candidates::model::{
    CameBy, CandidateId, CriterionId, Kind, NewCandidate, NewCriterion, NewQuestion, NewRequirement, NewRound,
    NewScorer, Role, RoundId, ScorerId, Stage, Text, Whose,
};
use crate::candidates::opened::{Anchor, Mark, Says};
use crate::candidates::ops::{self, Opening};
use crate::candidates::quota::NewQuota;
use crate::candidates::seal::CardText;
use crate::candidates::store;
use crate::candidates::timetable::Pace;
use crate::kit::Day;
use crate::office::Passphrase;
use crate::people::{self, PersonId};

/// Rounds of the keys: a demo has no secrets, and is made in a moment.
const STRENGTH: u32 = 500;
/// What each scorer of the demo typed.
const PASSPHRASE: &str = "demo passphrase";

type Scale = [&'static str; 5];

const CRITERIA: [(&str, bool, Scale); 4] = [
    (
        "Judgement",
        true,
        [
            "Gives no example, or acts before thinking",
            "Gives an example without reasons",
            "Weighs two sides of one example",
            "Weighs several sides and names what was not known",
            "The same, and says what they would do differently now",
        ],
    ),
    (
        "Listening to residents",
        true,
        [
            "Talks about themselves only",
            "Says that listening matters",
            "One example of something changed after listening",
            "Several, from people who do not agree with us",
            "The same, and went back to tell them what came of it",
        ],
    ),
    (
        "Campaigning",
        false,
        [
            "Has not campaigned and has no plan",
            "Helped when asked",
            "Led a street or a stall",
            "Led a campaign with a plan and a result",
            "The same, and brought new people into it",
        ],
    ),
    (
        "The party’s values",
        false,
        [
            "Cannot say what they are",
            "Names them",
            "Shows one in something they did",
            "Shows several, also where it cost something",
            "The same, and argued for them before people who did not share them",
        ],
    ),
];

const QUESTIONS: [(&str, &str, u32, &[usize]); 3] = [
    (
        "Tell us of a decision that you had to take without knowing enough. What did you do?",
        "What did you not know?\nWhat would you do now?",
        8,
        &[0],
    ),
    (
        "Tell us of something that residents told you and that changed what you did.",
        "Who were they?\nWhat did you tell them afterwards?",
        8,
        &[1, 3],
    ),
    ("How would you win this ward, and with whom?", "What is the first thing you would do?", 6, &[2]),
];

/// Points by scorer, candidate and criterion; nought is no evidence. The first two candidates come to the same.
const POINTS: [[[usize; 4]; 5]; 3] = [
    [[4, 4, 5, 3], [5, 4, 4, 3], [3, 3, 2, 4], [2, 3, 4, 3], [3, 2, 0, 3]],
    [[4, 5, 4, 4], [4, 5, 4, 4], [3, 4, 3, 3], [2, 2, 5, 3], [2, 3, 1, 4]],
    [[5, 3, 4, 3], [4, 3, 5, 3], [4, 3, 3, 4], [3, 2, 4, 2], [3, 3, 2, 3]],
];

impl Branch {
    /// What the head of this file says.
    pub(super) fn candidates(&mut self) -> Result<()> {
        let people = self.some_people(26)?;
        let (Some(first), Some(second), Some(third)) = (people.get(..9), people.get(9..18), people.get(18..26)) else {
            return Ok(());
        };
        let today = self.today;
        let day = move |back: i64| today - TimeDelta::days(back);
        let (begun, opened, now) = (day(30), day(9), self.today);
        self.clock.set(begun);
        let ferry = self.round("Candidate for Ferry Ward", Stage::Interview, begun, first)?;
        self.scored(ferry, 3, opened)?;
        self.clock.set(day(5));
        let quay = self.round("Candidate for Quay Ward", Stage::Sift, day(5), second)?;
        self.scored(quay, 2, now)?;
        self.clock.set(now);
        self.drafted(third)
    }

    /// People of the register, no organisations, from the end of the donors.
    fn some_people(&self, many: usize) -> Result<Vec<PersonId>> {
        let mut found = Vec::new();
        for id in self.donors.iter().rev().copied() {
            if found.len() < many && !self.office.read(|conn| people::store::get(conn, id))?.details.organisation {
                found.push(id);
            }
        }
        Ok(found)
    }

    /// A round that is laid down in full: five apply, four score.
    fn round(&mut self, name: &str, stage: Stage, applied: Day, people: &[PersonId]) -> Result<RoundId> {
        let office = &mut self.office;
        let new = NewRound {
            stage,
            kind: Kind::Candidate,
            quorum: 2,
            profile: "Stands for the ward at the county elections in May, and speaks for the branch there until then. \
                      Two evenings a week, and most Saturdays from February."
                .to_owned(),
            declaration: "I know of nothing by which I would be disqualified, and I stand for no other party."
                .to_owned(),
            ..NewRound::of(name)
        };
        let of = ops::new_with_strength(office, &new, STRENGTH)?.value;
        let mut criteria: Vec<CriterionId> = Vec::new();
        for (name, essential, scale) in CRITERIA {
            let anchors = (1..).zip(scale).map(|(value, words)| Anchor { value, words: words.to_owned() }).collect();
            let new = NewCriterion {
                name: name.to_owned(),
                essential,
                party_value: name.contains("values"),
                weight: 100,
                anchors,
                ..NewCriterion::default()
            };
            criteria.push(ops::criterion(office, of, None, &new)?.value);
        }
        for (text, follow_ups, minutes, asks) in QUESTIONS {
            let criteria = asks.iter().filter_map(|at| criteria.get(*at)).copied().collect();
            let [text, follow_ups] = [text, follow_ups].map(str::to_owned);
            let new = NewQuestion { text, follow_ups, minutes, criteria, ..NewQuestion::default() };
            ops::question(office, of, None, &new)?;
        }
        for (text, rests_on) in [
            (
                "On the register of electors of the county, or living or working there for twelve months",
                "Local Government Act 1972, s 79",
            ),
            ("A member for twelve months", "Branch rules, 6.2"),
        ] {
            let [text, rests_on] = [text, rests_on].map(str::to_owned);
            ops::requirement(office, of, &NewRequirement { text, rests_on })?;
        }
        let rule = NewQuota { first: 4, least: 2, whom: "women".to_owned(), rests_on: "Branch rules, 6.5".to_owned() };
        ops::quota(office, of, &rule)?;
        if let Some(criterion) = criteria.first() {
            let answer = "I would have asked around, and then done what most people wanted. It went well enough.";
            ops::exercise(office, of, *criterion, answer)?;
        }
        for (at, person) in people.iter().take(4).enumerate() {
            let role = if at == 0 { Role::Chair } else { Role::Member };
            ops::scorer(office, of, None, &NewScorer { person: Some(*person), name: String::new(), role })?;
        }
        for person in people.iter().skip(4) {
            let new = NewCandidate { person: Some(*person), name: String::new(), applied, signed: Some(applied) };
            let candidate = ops::candidate(office, of, None, &new)?.value;
            let text = "I have lived by the river for nine years and ran the ferry campaign with my neighbours. \
                        What I learned is that people tell you what is wrong if you come back a second time.";
            let written =
                Text { candidate, question: None, text: text.to_owned(), redacted: String::new(), ready: false };
            ops::text(office, of, &written)?;
            ops::text(office, of, &Text { redacted: text.to_owned(), ready: true, ..written })?;
        }
        Ok(of)
    }

    /// Publishes it, and lets so many hand in; with three of four the fourth is missing, and it is opened.
    fn scored(&mut self, of: RoundId, many: usize, last: Day) -> Result<()> {
        ops::publish_with(&mut self.office, of, Some("Dice 4 1 6 2 2"))?;
        let whole = self.office.read(|conn| store::whole(conn, of))?;
        let scorers: Vec<ScorerId> = whole.panel().map(|one| one.id).collect();
        let candidates: Vec<CandidateId> = whole.standing().map(|one| one.id).collect();
        for requirement in &whole.requirements {
            for candidate in &candidates {
                let met = crate::candidates::model::Met {
                    requirement: requirement.id,
                    candidate: *candidate,
                    met: true,
                    note: String::new(),
                    seen: self.office.today(),
                };
                ops::eligible(&mut self.office, of, &met)?;
            }
        }
        let time = (last, 10 * 60, 16 * 60);
        ops::free(&mut self.office, of, Whose::Panel, time)?;
        let pace = Pace { interview: 40, pause: 15, break_after: 3, break_of: 25 };
        let plan = self.office.read(|conn| store::whole(conn, of))?.plan(pace)?;
        ops::timetable(&mut self.office, of, &plan.slots)?;
        for (at, scorer) in scorers.iter().enumerate() {
            let said: Vec<(CandidateId, bool, String)> = candidates
                .iter()
                .enumerate()
                .map(|(c, id)| {
                    let recused = at == 2 && c == 2;
                    (*id, recused, if recused { "Cousin".to_owned() } else { String::new() })
                })
                .collect();
            ops::declare(&mut self.office, of, *scorer, &said)?;
            let tried: Vec<_> = whole.exercises.iter().map(|one| (one.id, Says::Anchor(1 + at % 2))).collect();
            ops::try_marks(&mut self.office, of, *scorer, &tried)?;
        }
        self.clock.set(last);
        for (at, scorer) in scorers.iter().copied().enumerate().take(many) {
            let key = ops::choose(&mut self.office, of, scorer, &Passphrase::new(PASSPHRASE))?.value;
            if let (0, Some(third)) = (at, candidates.get(2)) {
                let text = "A seat near the door, and the questions in large print";
                ops::needs(&mut self.office, of, *third, &key, text)?;
            }
            let cards: Vec<(CandidateId, CardText)> = candidates
                .iter()
                .enumerate()
                .filter(|(c, _)| !(at == 2 && *c == 2))
                .map(|(c, id)| (*id, card(&whole.criteria.iter().map(|one| one.id).collect::<Vec<_>>(), at, c)))
                .collect();
            ops::hand_in(&mut self.office, of, scorer, &key, &cards, CameBy::Here)?;
        }
        if many == 3 {
            let keys = scorers.iter().take(3).map(|id| (*id, Passphrase::new(PASSPHRASE))).collect();
            let absent = scorers.iter().skip(3).map(|id| (*id, "Taken ill on the day".to_owned())).collect();
            ops::open(&mut self.office, of, &Opening { keys, absent })?;
        }
        Ok(())
    }

    /// One that is not yet published, with a question that must not be asked.
    fn drafted(&mut self, people: &[PersonId]) -> Result<()> {
        let office = &mut self.office;
        let new = NewRound {
            kind: Kind::Employee,
            profile: "Organises the branch’s campaigns, three days a week from January to May.".to_owned(),
            ..NewRound::of("Campaign organiser")
        };
        let of = ops::new_with_strength(office, &new, STRENGTH)?.value;
        let mut first = None;
        for (name, essential, scale) in CRITERIA.into_iter().take(2) {
            let anchors = (1..).zip(scale).map(|(value, words)| Anchor { value, words: words.to_owned() }).collect();
            let name = name.to_owned();
            let new = NewCriterion { name, essential, weight: 100, anchors, ..NewCriterion::default() };
            first = Some(ops::criterion(office, of, None, &new)?.value);
        }
        for text in [
            "Tell us of a campaign that you ran with people who had never done it before.",
            "Are you planning to have children in the next few years?",
        ] {
            let new = NewQuestion {
                text: text.to_owned(),
                minutes: 6,
                criteria: first.into_iter().collect(),
                ..NewQuestion::default()
            };
            ops::question(office, of, None, &new)?;
        }
        for (at, person) in people.iter().take(2).enumerate() {
            let role = if at == 0 { Role::Chair } else { Role::Member };
            ops::scorer(office, of, None, &NewScorer { person: Some(*person), name: String::new(), role })?;
        }
        Ok(())
    }
}

/// What the demo's scorer wrote about a candidate.
fn card(criteria: &[CriterionId], scorer: usize, candidate: usize) -> CardText {
    let mut card = CardText::default();
    let points = POINTS.get(scorer).and_then(|all| all.get(candidate)).copied().unwrap_or_default();
    for (criterion, points) in criteria.iter().zip(points) {
        let says = points.checked_sub(1).map_or(Says::NoEvidence, Says::Anchor);
        let note = match points {
            5 => "Named what changed, who was there and what came of it afterwards",
            1 => "No example, also when asked a second time",
            4 => "A clear example with its reasons",
            _ => "",
        };
        card.set(criterion.0, Mark { says, note: note.to_owned() });
    }
    card
}
