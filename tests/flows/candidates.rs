//! Rounds from the vacancy to the opened cards: what is frozen, who sees what, what is refused, what an erasure takes along.

use std::sync::Arc;

use wardroom::candidates::answers::{Answers, KIND, Sealed};
use wardroom::candidates::model::{
    CameBy, Met, NewCriterion, NewRequirement, NewRound, NewScorer, Role, RoundId, Stance, Step, Text, published,
};
use wardroom::candidates::opened::{Card, Mark, Says};
use wardroom::candidates::ops::{self, Opening, Part};
use wardroom::candidates::quota::NewQuota;
use wardroom::candidates::seal::{self, CardText, Key, Place, unhex};
use wardroom::candidates::store;
use wardroom::kit::FixedClock;
use wardroom::office::erase::copies::{Deal, Places};
use wardroom::office::{How, Office};
use wardroom::people::ops::Erasing;
use wardroom::people::{self, Details};
use wardroom::subjects;

use crate::common::{self, panel};

fn office() -> Office {
    let how = How::new(subjects::setup(), Arc::new(FixedClock::at(common::today())), "Asha M.").seed(5);
    Office::in_memory(&common::profile(), &how).unwrap()
}

fn place(of: RoundId, scorer: i64, candidate: i64) -> Place {
    Place { round: of.0, scorer, candidate }
}

/// What a browser would save: cards sealed with nothing but the passphrase and what is public of the round.
fn answers(office: &Office, of: RoundId, at: usize, points: &dyn Fn(usize) -> [Option<i64>; 2]) -> Answers {
    let whole = panel::whole(office, of);
    let (scorers, candidates) = panel::ids(office, of);
    let scorer = whole.scorer(scorers[at]).unwrap();
    let salt: [u8; 16] = unhex(&scorer.salt).unwrap().try_into().unwrap();
    let key = Key::new(&format!("quiet words of number {at}"), &salt, whole.round.strength);
    let about = |(c, id): (usize, &wardroom::candidates::model::CandidateId)| {
        let card = panel::card(&whole, points(c), "Seen in the browser");
        Sealed { candidate: *id, envelope: seal::seal(&key, place(of, scorer.id.0, id.0), &card).unwrap() }
    };
    let free = |(_, id): &(usize, &wardroom::candidates::model::CandidateId)| {
        matches!(whole.stance(scorer.id, **id), Stance::Free(_))
    };
    Answers {
        kind: KIND.to_owned(),
        round: of,
        published: whole.round.published.as_ref().unwrap().sum.clone(),
        scorer: scorer.id,
        declared: Vec::new(),
        cards: candidates.iter().enumerate().filter(free).map(about).collect(),
    }
}

/// The points each scorer gives to each candidate; Ann and Ben come to the same.
fn points(scorer: usize, candidate: usize) -> [Option<i64>; 2] {
    match (scorer, candidate) {
        (_, 0) => [Some(5), Some(3)],
        (_, 1) => [Some(3), Some(5)],
        (1, 4) => [None, Some(1)],
        (s, c) => [Some(2 + ((s + c) % 2) as i64), Some(3)],
    }
}

#[test]
fn five_candidates_and_four_scorers_one_recused_one_absent_one_tie() {
    let mut office = office();
    let of = panel::published(&mut office, 2);
    let (scorers, candidates) = panel::ids(&office, of);
    assert_eq!(panel::whole(&office, of).step(), Step::Scoring);
    // Two share this computer.
    for at in [0, 1] {
        let key = panel::key(&mut office, of, at);
        let whole = panel::whole(&office, of);
        let cards: Vec<_> = candidates
            .iter()
            .enumerate()
            .map(|(c, id)| (*id, panel::card(&whole, points(at, c), &format!("Noted by {at} of {c}"))))
            .collect();
        assert_eq!(ops::hand_in(&mut office, of, scorers[at], &key, &cards, CameBy::Here).unwrap().value, 5);
        let again = ops::hand_in(&mut office, of, scorers[at], &key, &cards, CameBy::Here).unwrap_err();
        assert!(again.message.contains("handed in the card about Ann Ashworth already"), "{again}");
    }
    // Tam, recused from Cy, scores in a browser; Uma never hands in.
    let file = answers(&office, of, 2, &|c| points(2, c));
    let text = file.json().unwrap();
    assert_eq!(Answers::read(&text).unwrap(), file);
    assert_eq!(ops::take_answers(&mut office, &file, CameBy::Page).unwrap().value, 4);
    assert!(ops::take_answers(&mut office, &file, CameBy::Page).unwrap_err().message.contains("already"));
    let progress = panel::whole(&office, of).progress();
    assert_eq!(
        progress.iter().map(|p| (p.recused, p.handed_in, p.due)).collect::<Vec<_>>(),
        [(0, 5, 5), (0, 5, 5), (1, 4, 4), (0, 0, 5)]
    );
    assert!(office.read(|conn| store::opened(conn, of)).unwrap_err().message.contains("is sealed"));

    // Nobody opens it without everybody, or a word about who is missing.
    let key = |at: usize| (scorers[at], panel::passphrase(at));
    let absent = vec![(scorers[3], "Taken ill".to_owned())];
    let problem =
        ops::open(&mut office, of, &Opening { keys: vec![key(0), key(1), key(2)], absent: vec![] }).unwrap_err();
    assert!(problem.message.contains("Uma Fourth"), "{problem}");
    let swapped = Opening { keys: vec![key(0), (scorers[1], panel::passphrase(2)), key(2)], absent: absent.clone() };
    let problem = ops::open(&mut office, of, &swapped).unwrap_err();
    assert!(problem.message.contains("Sol Second") && problem.message.contains("does not open"), "{problem}");
    let few = Opening {
        keys: vec![key(0)],
        absent: [absent.clone(), vec![(scorers[1], "Away".into()), (scorers[2], "Away".into())]].concat(),
    };
    let problem = ops::open(&mut office, of, &few).unwrap_err();
    assert!(problem.message.contains("1 scorer, and 2 are needed"), "{problem}");
    assert_eq!(panel::whole(&office, of).step(), Step::Scoring);

    ops::open(&mut office, of, &Opening { keys: vec![key(0), key(1), key(2)], absent }).unwrap();
    let opened = office.read(|conn| store::opened(conn, of)).unwrap();
    assert_eq!(opened.scorers.iter().map(|s| (s.name.as_str(), s.chair)).collect::<Vec<_>>()[0], ("Rae Chair", true));
    assert_eq!(opened.candidates.iter().map(|c| c.name.as_str()).collect::<Vec<_>>(), panel::CANDIDATES);
    assert_eq!(opened.cards[2][2], Card::Recused("Cousin".into()));
    assert_eq!(opened.cards[0][3], Card::Absent("Taken ill".into()));
    let mark = |at, note: &str| Mark { says: at, note: note.into() };
    assert_eq!(
        opened.cards[4][1],
        Card::Marked(vec![mark(Says::NoEvidence, "Noted by 1 of 4"), mark(Says::Anchor(0), "Noted by 1 of 4")]),
        "no evidence and the lowest mark are two things"
    );
    let sums: Vec<usize> = opened.cards.iter().map(|row| row.iter().map(total).sum()).collect();
    assert_eq!(sums[0], sums[1], "a tie");
    assert_eq!(office.check().unwrap(), []);
    assert!(ops::open(&mut office, of, &Opening::default()).unwrap_err().message.contains("was opened"));
    // What was read cannot be unread.
    assert!(office.undo("a reason").unwrap_err().message.contains("cannot be unread"), "{:?}", office.undo("a reason"));
}

fn total(card: &Card) -> usize {
    let Card::Marked(marks) = card else { return 0 };
    marks.iter().map(|mark| if let Says::Anchor(at) = mark.says { at } else { 0 }).sum()
}

#[test]
fn what_was_published_stays_by_whatever_way() {
    let mut office = office();
    let of = panel::draft(&mut office, 3);
    assert_eq!(panel::whole(&office, of).missing(), [""; 0]);
    let first = ops::publish_with(&mut office, of, Some("a seed")).unwrap().value;
    let whole = panel::whole(&office, of);
    let published = whole.round.published.as_ref().unwrap();
    assert_eq!((&published.sum, published.by.as_str()), (&first, "Asha M."));
    assert_eq!(wardroom::candidates::model::sum(&published.text), first);
    let refused = |result: wardroom::kit::Result<()>| {
        let problem = result.unwrap_err();
        assert!(problem.message.contains("was published"), "{problem}");
    };
    let one = whole.criteria[0].clone();
    refused(ops::change(&mut office, of, &NewRound::of("Other")).map(drop));
    refused(ops::criterion(&mut office, of, Some(one.id), &one.new).map(drop));
    refused(ops::take_off(&mut office, of, Part::Criterion(one.id)).map(drop));
    // By the back door too: undoing an earlier step.
    let steps = office.read(|conn| wardroom::office::history::steps(conn, 0, 100)).unwrap();
    let step = steps.iter().find(|step| step.kind == "candidates.question").unwrap().id;
    refused(office.undo_op(step, "").map(drop));
    // Undoing the publication withdraws it, with a reason; published again as it was, it has the same hash.
    assert!(office.undo("").is_err(), "no reason");
    office.undo("A word was missing").unwrap();
    assert_eq!(panel::whole(&office, of).step(), Step::Draft);
    assert_eq!(ops::publish_with(&mut office, of, Some("a seed")).unwrap().value, first);
    ops::unpublish(&mut office, of, "Once more").unwrap();
    // What weighs more says why; what was left as it was need not.
    let heavier = wardroom::candidates::model::NewCriterion { weight: 200, ..one.new };
    ops::criterion(&mut office, of, Some(one.id), &heavier).unwrap();
    let problem = ops::publish(&mut office, of).unwrap_err();
    assert!(problem.message.contains("“Judgement” does not say why it weighs"), "{problem}");
    assert!(!problem.message.contains("“Campaigning”"), "{problem}");
    let argued = wardroom::candidates::model::NewCriterion { weight_reason: "So says the rule book".into(), ..heavier };
    ops::criterion(&mut office, of, Some(one.id), &argued).unwrap();
    ops::publish(&mut office, of).unwrap();
    assert_eq!(office.check().unwrap(), []);
}

#[test]
fn a_card_is_handed_in_whole_once_and_by_whom_it_may_be() {
    let mut office = office();
    let of = panel::published(&mut office, 2);
    let (scorers, candidates) = panel::ids(&office, of);
    let whole = panel::whole(&office, of);
    let short = ops::choose(&mut office, of, scorers[2], &wardroom::office::Passphrase::new("short")).unwrap_err();
    assert!(short.message.contains("too short"), "{short}");
    let unchosen = ops::unlock(&office, of, scorers[2], &panel::passphrase(2)).unwrap_err();
    assert!(unchosen.message.contains("chose no passphrase"), "{unchosen}");
    let key = panel::key(&mut office, of, 2);
    assert!(ops::choose(&mut office, of, scorers[2], &panel::passphrase(2)).unwrap_err().message.contains("already"));
    assert!(ops::unlock(&office, of, scorers[2], &panel::passphrase(2)).is_ok());
    assert!(
        ops::unlock(&office, of, scorers[2], &panel::passphrase(1)).unwrap_err().message.contains("not the passphrase")
    );
    let good = panel::card(&whole, [Some(3), Some(3)], "");
    let mut hand = |candidate: usize, card: &CardText| {
        ops::hand_in(&mut office, of, scorers[2], &key, &[(candidates[candidate], card.clone())], CameBy::Here)
    };
    assert!(hand(2, &good).unwrap_err().message.contains("recused from Cy Carr"));
    assert!(hand(0, &CardText::default()).unwrap_err().message.contains("Judgement: Choose an anchor"));
    for end in [1, 5] {
        let bare = panel::card(&whole, [Some(3), Some(end)], " ");
        assert!(hand(0, &bare).unwrap_err().message.contains("Campaigning: Say what you saw"), "{end}");
    }
    hand(0, &good).unwrap();
    assert!(hand(0, &good).unwrap_err().message.contains("already"));
    // It cannot be taken back, nor can who was scored, or the panel, or the publication.
    assert!(office.undo("a reason").unwrap_err().message.contains("stays as it is"));
    for part in [Part::Candidate(candidates[0]), Part::Scorer(scorers[2])] {
        assert!(ops::take_off(&mut office, of, part).unwrap_err().message.contains("Cards came in"));
    }
    assert!(ops::unpublish(&mut office, of, "why not").unwrap_err().message.contains("Cards came in"));
    assert!(ops::remove(&mut office, of).unwrap_err().message.contains("it stays"));
    let step = office.read(|conn| wardroom::office::history::steps(conn, 0, 100)).unwrap();
    let applied = step.iter().rfind(|step| step.kind == "candidates.candidate").unwrap().id;
    assert!(office.undo_op(applied, "").is_err(), "a candidate with a card does not go by undoing their application");
    assert_eq!(panel::whole(&office, of).cards.len(), 1);
    assert_eq!(office.check().unwrap(), []);
}

#[test]
fn answers_of_another_round_or_time_or_scorer_are_refused() {
    let mut office = office();
    let of = panel::published(&mut office, 2);
    let good = answers(&office, of, 1, &|_| [Some(3), Some(3)]);
    let (scorers, candidates) = panel::ids(&office, of);
    let mut refused = |change: &dyn Fn(&mut Answers), why: &str| {
        let mut bad = good.clone();
        change(&mut bad);
        let problem = ops::take_answers(&mut office, &bad, CameBy::Page).unwrap_err();
        assert!(problem.message.contains(why), "{why}: {problem}");
        assert_eq!(panel::whole(&office, of).cards.len(), 0, "nothing was taken");
    };
    refused(&|a| a.round = RoundId(1), "no such selection round");
    refused(&|a| a.published = "0".repeat(64), "another state of the round");
    refused(&|a| a.scorer.0 += 1, "do not score");
    refused(&|a| a.cards[1].candidate.0 += 1, "nobody who stands");
    refused(&|a| a.cards[0].envelope.nonce.push('0'), "damaged");
    refused(&|a| a.cards.push(a.cards[0].clone()), "already");
    assert!(Answers::read("{}").is_err() && Answers::read("not JSON").is_err());
    // Cards that were swapped between two candidates came in, and open for nobody.
    let mut swapped = good.clone();
    let (first, second) = (swapped.cards[0].envelope.clone(), swapped.cards[1].envelope.clone());
    (swapped.cards[0].envelope, swapped.cards[1].envelope) = (second, first);
    ops::take_answers(&mut office, &swapped, CameBy::Page).unwrap();
    let absent = [0, 2, 3].map(|at| (scorers[at], "Away".to_owned())).to_vec();
    let opening = Opening { keys: vec![(scorers[1], panel::passphrase(1))], absent };
    let problem = ops::open(&mut office, of, &opening).unwrap_err();
    assert!(problem.message.contains("Sol Second") && problem.message.contains("Nothing was opened"), "{problem}");
    assert_eq!(candidates.len(), 5);
}

#[test]
fn a_half_filled_card_is_kept_sealed_and_outside_the_history() {
    let mut office = office();
    let of = panel::published(&mut office, 2);
    let (scorers, candidates) = panel::ids(&office, of);
    let key = panel::key(&mut office, of, 0);
    let whole = panel::whole(&office, of);
    let steps = office.read(|conn| wardroom::office::history::steps(conn, 0, 500)).unwrap().len();
    let at = place(of, scorers[0].0, candidates[1].0);
    assert_eq!(ops::draft(&office, &key, at).unwrap(), None);
    let mut half = CardText::default();
    half.set(whole.criteria[0].id.0, Mark { says: Says::Anchor(4), note: "PERIWINKLE".into() });
    ops::keep_draft(&mut office, &key, at, &half, whole.candidate(candidates[1]).unwrap()).unwrap();
    assert_eq!(ops::draft(&office, &key, at).unwrap(), Some(half));
    let raw: String =
        office.read(|conn| Ok(conn.query_row("SELECT group_concat(json) FROM draft", [], |r| r.get(0))?)).unwrap();
    assert!(!raw.contains("PERIWINKLE") && !raw.contains("says"), "{raw}");
    assert_eq!(office.read(|conn| wardroom::office::history::steps(conn, 0, 500)).unwrap().len(), steps);
    // Another scorer's key does not open it.
    let other = panel::key(&mut office, of, 1);
    assert!(ops::draft(&office, &other, at).is_err());
    let whole_card = panel::card(&whole, [Some(3), None], "");
    ops::hand_in(&mut office, of, scorers[0], &key, &[(candidates[1], whole_card)], CameBy::Here).unwrap();
    assert_eq!(ops::draft(&office, &key, at).unwrap(), None, "what was handed in is no draft any more");
}

#[test]
fn an_erased_candidate_goes_with_all_that_was_written_of_them() {
    let mut office = office();
    let of = panel::published(&mut office, 2);
    let (scorers, candidates) = panel::ids(&office, of);
    let text = Text {
        candidate: candidates[4],
        question: None,
        text: "I am Ed Eldritch, a glass-blower".into(),
        redacted: String::new(),
        ready: false,
    };
    ops::text(&mut office, of, &text).unwrap();
    assert_eq!(panel::whole(&office, of).texts[0].redacted, "I am ▮▮▮ ▮▮▮, a glass-blower");
    for at in [0, 1, 3] {
        let file = answers(&office, of, at, &|_| [Some(3), Some(3)]);
        ops::take_answers(&mut office, &file, CameBy::Page).unwrap();
    }
    let keys = [0, 1, 3].map(|at| (scorers[at], panel::passphrase(at))).to_vec();
    ops::open(&mut office, of, &Opening { keys, absent: vec![(scorers[2], "Away".into())] }).unwrap();
    let person = panel::whole(&office, of).candidate(candidates[4]).unwrap().new.person.unwrap();
    let places = Places { folders: Vec::new(), passphrases: Vec::new() };
    let erasing = Erasing { people: vec![person], reason: "asked".into(), deal: Deal::Leave, places };
    people::ops::erase(&mut office, &erasing).unwrap();
    let whole = panel::whole(&office, of);
    assert_eq!(whole.candidates.len(), 4);
    assert_eq!((whole.texts.len(), whole.cards.len()), (0, 12));
    let opened = office.read(|conn| store::opened(conn, of)).unwrap();
    assert_eq!((opened.candidates.len(), opened.cards.len()), (4, 4));
    let held: i64 = office
        .read(|conn| {
            let sql = "SELECT count(*) FROM journal_row WHERE before LIKE '%Eldritch%' OR before LIKE '%glass-blower%'";
            Ok(conn.query_row(sql, [], |row| row.get(0))?)
        })
        .unwrap();
    assert_eq!(held, 0);
    assert_eq!(office.check().unwrap(), []);
}

#[test]
fn a_substitute_takes_a_place_and_a_round_goes_on_in_another() {
    let mut office = office();
    let of = panel::draft(&mut office, 3);
    let ann = people::ops::add(&mut office, &Details::named("Vi Reserve")).unwrap().value;
    let new = NewScorer { person: Some(ann), name: String::new(), role: Role::Substitute };
    let substitute = ops::scorer(&mut office, of, None, &new).unwrap().value;
    ops::publish(&mut office, of).unwrap();
    let (scorers, candidates) = panel::ids(&office, of);
    assert!(!panel::whole(&office, of).is_on_panel(substitute));
    assert!(ops::choose(&mut office, of, substitute, &panel::passphrase(9)).is_err());
    assert!(ops::stand_in(&mut office, of, substitute, Some(scorers[0])).is_err(), "the chair");
    ops::stand_in(&mut office, of, substitute, Some(scorers[3])).unwrap();
    let whole = panel::whole(&office, of);
    assert!(whole.is_on_panel(substitute) && !whole.is_on_panel(scorers[3]));
    assert_eq!(whole.panel().count(), 4);
    ops::withdraw(&mut office, of, candidates[2], Some("Moved away")).unwrap();
    // Two go on to a second round, with the panel as it is and criteria, questions and anchors as they were.
    let next = NewRound { name: "Quay Ward, second interviews".into(), ..whole.round.new.clone() };
    let second = ops::copy(&mut office, of, &next, &[candidates[0], candidates[2], candidates[4]]).unwrap().value;
    let after = panel::whole(&office, second);
    assert_eq!(after.candidates.iter().map(|c| c.name()).collect::<Vec<_>>(), ["Ann Ashworth", "Ed Eldritch"]);
    assert_eq!(after.panel().count(), 4);
    assert_eq!((after.step(), after.missing()), (Step::Draft, Vec::new()));
    let asks =
        |w: &wardroom::candidates::model::Whole| w.questions.iter().map(|q| q.new.criteria.len()).collect::<Vec<_>>();
    assert_eq!(asks(&after), asks(&whole));
    assert!(after.criteria.iter().zip(&whole.criteria).all(|(a, b)| a.new == b.new && a.id != b.id));
    // Everything that was laid down goes back, step by step.
    while office.undo("").is_ok() {}
    assert_eq!(panel::whole(&office, of).candidate(candidates[2]).unwrap().withdrawn, None);
}

#[test]
fn a_pass_mark_a_requirement_and_a_rule_change_until_they_are_published() {
    let mut office = office();
    let of = panel::draft(&mut office, 1);
    let rest = |text: &str| NewRequirement { text: text.into(), rests_on: String::new() };
    let id = ops::requirement(&mut office, of, &rest("A member for a year")).unwrap().value;
    ops::change_requirement(&mut office, of, id, &rest("A member for two years")).unwrap();
    let rule = NewQuota { first: 4, least: 2, whom: "women".into(), rests_on: "Rule 7".into() };
    let quota = ops::quota(&mut office, of, &rule).unwrap().value;
    let unlawful = NewQuota { least: 5, ..rule.clone() };
    assert!(ops::change_quota(&mut office, of, quota, &unlawful).unwrap_err().message.contains("not taken"));
    ops::change_quota(&mut office, of, quota, &NewQuota { least: 1, ..rule.clone() }).unwrap();
    let whole = panel::whole(&office, of);
    assert_eq!((whole.requirements[0].new.text.as_str(), whole.quotas[0].new.least), ("A member for two years", 1));
    let (criterion, usual) = (whole.criteria[0].id, published(&whole));
    assert!(usual.contains("\"passes\":1"), "{usual}");
    let stricter = NewCriterion { passes: Some(3), ..whole.criteria[0].new.clone() };
    ops::criterion(&mut office, of, Some(criterion), &stricter).unwrap();
    let whole = panel::whole(&office, of);
    assert_ne!(published(&whole), usual, "the pass mark is part of what is published");
    let beyond = NewCriterion { passes: Some(9), ..stricter.clone() };
    ops::criterion(&mut office, of, Some(criterion), &beyond).unwrap();
    let refused = ops::publish_with(&mut office, of, Some("a seed")).unwrap_err();
    assert!(refused.message.contains("does not have"), "{refused}");
    ops::criterion(&mut office, of, Some(criterion), &stricter).unwrap();
    ops::publish_with(&mut office, of, Some("a seed")).unwrap();
    for refused in [
        ops::change_requirement(&mut office, of, id, &rest("Anything")).unwrap_err(),
        ops::change_quota(&mut office, of, quota, &rule).unwrap_err(),
        ops::weights(&mut office, of, &[(criterion, 100)], "why").map(drop).unwrap_err(),
    ] {
        assert!(refused.message.contains("what was published stays"), "{refused}");
    }
}

#[test]
fn weights_by_pairs_are_kept_with_a_reason_in_one_step() {
    let mut office = office();
    let of = panel::draft(&mut office, 1);
    let ids: Vec<_> = panel::whole(&office, of).criteria.iter().map(|one| one.id).collect();
    let weighed = wardroom::candidates::pairs::weigh(2, &[3.0]).unwrap();
    let all: Vec<_> = ids.iter().copied().zip(weighed.weights.iter().copied()).collect();
    assert!(ops::weights(&mut office, of, &all, " ").unwrap_err().message.contains("Say why"));
    ops::weights(&mut office, of, &all, "Judgement cannot be taught").unwrap();
    let read = |office: &Office| {
        let whole = panel::whole(office, of);
        whole.criteria.iter().map(|one| (one.new.weight, one.new.weight_reason.clone())).collect::<Vec<_>>()
    };
    let why = "Judgement cannot be taught".to_owned();
    assert_eq!(read(&office), [(7500, why.clone()), (2500, why)]);
    office.undo("").unwrap();
    assert_eq!(read(&office), [(100, String::new()), (100, String::new())], "one step");
}

#[test]
fn who_goes_on_into_a_copied_round_brings_statement_and_eligibility() {
    let mut office = office();
    let of = panel::draft(&mut office, 1);
    let (_, candidates) = panel::ids(&office, of);
    let new = NewRequirement { text: "A member for a year".into(), rests_on: String::new() };
    let requirement = ops::requirement(&mut office, of, &new).unwrap().value;
    let met = Met { requirement, candidate: candidates[1], met: true, note: "Seen".into(), seen: office.today() };
    ops::eligible(&mut office, of, &met).unwrap();
    let question = panel::whole(&office, of).questions[0].id;
    for question in [None, Some(question)] {
        let text = Text {
            candidate: candidates[1],
            question,
            text: "By the river".into(),
            redacted: String::new(),
            ready: false,
        };
        ops::text(&mut office, of, &text).unwrap();
    }
    let name = NewRound::of("Interviews for Quay Ward");
    let fresh = ops::copy(&mut office, of, &name, &[candidates[1]]).unwrap().value;
    let whole = panel::whole(&office, fresh);
    assert_eq!(whole.candidates.len(), 1);
    let (who, asked) = (whole.candidates[0].id, whole.questions[0].id);
    let texts: Vec<_> = whole.texts.iter().map(|text| (text.candidate, text.question, text.text.as_str())).collect();
    assert_eq!(texts, [(who, None, "By the river"), (who, Some(asked), "By the river")]);
    assert_eq!(
        (whole.met[0].candidate, whole.met[0].requirement, whole.met[0].note.as_str()),
        (who, whole.requirements[0].id, "Seen")
    );
}
