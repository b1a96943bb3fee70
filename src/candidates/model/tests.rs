//! What follows from a round.

use super::*;
use crate::candidates::opened::Anchor;
use crate::kit::Day;

fn day() -> Day {
    Day::from_ymd_opt(2026, 11, 21).unwrap()
}

pub(super) fn criterion(id: i64, name: &str) -> Criterion {
    let anchors = (1..=5).map(|value| Anchor { value, words: format!("Seen at {value}") }).collect();
    let new = NewCriterion { name: name.to_owned(), weight: 100, anchors, ..NewCriterion::default() };
    Criterion { id: CriterionId(id), new }
}

fn scorer(id: i64, role: Role) -> Scorer {
    let new = NewScorer { person: None, name: format!("Scorer {id}"), role };
    Scorer {
        id: ScorerId(id),
        new,
        stands_for: None,
        salt: String::new(),
        check: None,
        by_code: false,
        absent_why: String::new(),
    }
}

fn candidate(id: i64) -> Candidate {
    let new = NewCandidate { person: None, name: format!("Person {id}"), applied: day(), signed: None };
    Candidate { id: CandidateId(id), new, withdrawn: None }
}

fn whole() -> Whole {
    Whole {
        british: true,
        round: Round {
            id: RoundId(1),
            new: NewRound::of("Quay Ward"),
            seed: "seed".into(),
            strength: 10,
            published: None,
            opened: None,
        },
        criteria: vec![criterion(1, "Judgement"), criterion(2, "Campaigning")],
        questions: Vec::new(),
        requirements: Vec::new(),
        quotas: Vec::new(),
        scorers: vec![
            scorer(1, Role::Chair),
            scorer(2, Role::Member),
            scorer(3, Role::Member),
            scorer(4, Role::Substitute),
        ],
        candidates: (1..=5).map(candidate).collect(),
        texts: Vec::new(),
        met: Vec::new(),
        of_quota: Vec::new(),
        conflicts: Vec::new(),
        exercises: Vec::new(),
        tried: Vec::new(),
        free: Vec::new(),
        slots: Vec::new(),
        cards: Vec::new(),
        needs: Vec::new(),
    }
}

#[test]
fn what_stands_in_the_way_of_publishing_is_listed() {
    let mut round = whole();
    assert_eq!(round.missing(), [""; 0]);
    round.criteria[1].new.weight = 200;
    assert_eq!(round.missing(), ["“Campaigning” does not say why it weighs what it weighs"]);
    round.criteria[1].new.weight_reason = "Target ward".into();
    assert_eq!(round.missing(), [""; 0], "what was left as it was needs no reason");
    round.criteria[1].new.weight = 100;
    round.criteria[0].new.anchors[2].words.clear();
    assert_eq!(round.missing(), ["“Judgement” does not say what is seen at each point of its scale"]);
    round = whole();
    round.scorers.remove(1);
    assert_eq!(round.missing(), ["A panel has three scorers or more; this one has 2 scorers"]);
    // A substitute counts once somebody's place was taken.
    round.scorers[1].stands_for = None;
    round.scorers[2].stands_for = Some(ScorerId(3));
    assert_eq!(round.panel().map(|one| one.id.0).collect::<Vec<_>>(), [1, 4]);
    round = whole();
    let question = NewQuestion { text: "Are you married?".into(), ..NewQuestion::default() };
    round.questions.push(Question { id: QuestionId(1), new: question });
    assert!(round.missing().contains(&"The question “Are you married?” must not be asked like that".to_owned()));
    assert!(round.missing().contains(&"No question asks for “Judgement”".to_owned()));
}

#[test]
fn each_scorer_has_an_order_of_their_own_that_the_seed_draws_again() {
    let mut round = whole();
    round.candidates = (1..=40).map(candidate).collect();
    for one in [1, 2] {
        for candidate in 1..=40 {
            round.conflicts.push(Conflict {
                scorer: ScorerId(one),
                candidate: CandidateId(candidate),
                recused: one == 1 && candidate == 7,
                why: String::new(),
                declared: day(),
            });
        }
    }
    let ids = |round: &Whole, one: i64| round.due(ScorerId(one)).iter().map(|c| c.id.0).collect::<Vec<_>>();
    let (first, second) = (ids(&round, 1), ids(&round, 2));
    assert_eq!((first.len(), second.len()), (39, 40));
    assert!(!first.contains(&7), "who is recused sees nothing of that candidate");
    assert_eq!(first, ids(&round.clone(), 1));
    assert_ne!(first, second.iter().copied().filter(|id| *id != 7).collect::<Vec<_>>());
    assert_eq!(ids(&round, 3), [0; 0], "who declared nothing sees nothing");
    round.seed_again("other");
    assert_ne!(first, ids(&round, 1));
    let codes: std::collections::BTreeSet<String> = round.candidates.iter().map(|c| round.code(c.id)).collect();
    assert_eq!(codes.len(), 40);
}

impl Whole {
    fn seed_again(&mut self, seed: &str) {
        seed.clone_into(&mut self.round.seed);
    }
}

#[test]
fn what_is_published_changes_with_everything_in_it_and_not_with_who_is_there() {
    let round = whole();
    let known = sum(&published(&round));
    assert_eq!(known.len(), 64);
    let mut same = round.clone();
    same.scorers.clear();
    same.candidates.clear();
    assert_eq!(sum(&published(&same)), known);
    let changes: [fn(&mut Whole); 8] = [
        |w| w.round.new.quorum += 1,
        |w| w.round.new.combine = Combine::Median,
        |w| w.round.new.ladder = Ladder(vec![Rung::Lot]),
        |w| w.criteria[0].new.weight = 101,
        |w| w.criteria[0].new.anchors[0].words.push('.'),
        |w| w.criteria[0].new.essential = true,
        |w| w.criteria.swap(0, 1),
        |w| w.round.seed.push('x'),
    ];
    for (at, change) in changes.iter().enumerate() {
        let mut other = round.clone();
        change(&mut other);
        assert_ne!(sum(&published(&other)), known, "change {at}");
    }
}

#[test]
fn forms_read_what_they_show_and_say_what_is_wrong() {
    let new = criterion(1, "Judgement").new;
    assert_eq!(CriterionForm::of(&new).parse().unwrap(), new);
    let round = NewRound::of("Quay Ward");
    assert_eq!(RoundForm::of(&round).parse().unwrap(), round);
    let anchors = read_anchors("No example\n\n3: One example\nSeveral").unwrap();
    assert_eq!(anchors.iter().map(|a| a.value).collect::<Vec<_>>(), [1, 3, 4]);
    assert!(read_anchors("2: a\n2: b").is_err() && read_anchors("one").is_err());
    for (weight, hundredths) in
        [("1", Some(100)), ("1.5", Some(150)), ("0,25", Some(25)), ("-1", None), ("1.234", None), ("x", None)]
    {
        let form = CriterionForm { weight: weight.into(), ..CriterionForm::of(&new) };
        assert_eq!(form.parse().ok().map(|c| c.weight), hundredths, "{weight}");
    }
    let wrong =
        RoundForm { name: " ".into(), seats: "0".into(), ladder: "lot heaviest".into(), ..RoundForm::default() };
    let fields: Vec<&str> = wrong.parse().unwrap_err().iter().map(|problem| problem.field).collect();
    assert_eq!(fields, ["name", "seats", "ladder"]);
}
