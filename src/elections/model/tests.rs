//! Marks as tellers key them, two entries compared, lots, the ballot account, what follows from what.

use super::compare::compare;
use super::*;
use crate::kit::day;

fn choices(rules: Rules, seats: usize) -> Choices {
    let names = ["Ann Ali", "Łukasz Żółkiewski", "Anna Berg", "Reopen nominations"].map(str::to_owned).to_vec();
    Choices { rules, seats, standing: vec![1, 2, 3, 4], names }
}

fn places(all: &[usize]) -> Marks {
    Marks::Places(all.to_vec())
}

#[test]
fn a_line_is_read_as_places_or_as_beginnings_of_names() {
    let ranked = choices(Rules::Scottish, 2);
    let read = |text: &str| read_marks(text, &ranked);
    assert_eq!(read(" 3 1,2").unwrap(), places(&[3, 1, 2]));
    assert_eq!(read("zol > berg>ali").unwrap(), places(&[2, 3, 1]));
    assert_eq!(read("reo 1").unwrap(), places(&[4, 1]));
    for (text, says) in [
        ("", "Nothing is marked"),
        ("0", "no place"),
        ("5", "the last is 4"),
        ("1 1", "1 is there twice"),
        ("1 ali", "1 is there twice"),
        ("ann", "could be Ann Ali, Anna Berg"),
        ("smith", "begins no name"),
        ("...", "begins no name"),
        ("1 1", "1 is Ann Ali"),
        ("/9", "/2 More marks than the rules allow"),
    ] {
        let problem = read(text).unwrap_err();
        assert!(problem.to_string().contains(says), "{text:?}: {problem}");
    }
    assert_eq!(read("/").unwrap(), Marks::Spoilt(SPOILT[0]().to_owned()));
    assert_eq!(read("/3").unwrap(), Marks::Spoilt(SPOILT[2]().to_owned()));
    assert_eq!(read("/ torn in two").unwrap(), Marks::Spoilt("torn in two".to_owned()));
    assert_eq!(read(&places(&[2, 1]).says()).unwrap(), places(&[2, 1]), "what is shown can be keyed");
}

#[test]
fn rules_without_an_order_take_marks_from_the_lowest_and_no_more_than_they_allow() {
    assert_eq!(read_marks("3 1", &choices(Rules::Approval, 1)).unwrap(), places(&[1, 3]));
    assert_eq!(read_marks("3 1", &choices(Rules::Block, 2)).unwrap(), places(&[1, 3]));
    assert!(read_marks("3 1 2", &choices(Rules::Block, 2)).unwrap_err().to_string().contains("2 may be"));
    assert!(read_marks("3 1", &choices(Rules::FirstPast, 1)).unwrap_err().hint.unwrap().contains("/2"));
    let later = Choices { standing: vec![1, 2], ..choices(Rules::Exhaustive, 1) };
    assert!(read_marks("3", &later).unwrap_err().to_string().contains("Anna Berg does not stand in this round"));
    assert_eq!(read_marks("ann", &later).unwrap(), places(&[1]), "who is out is no other reading");
}

fn keyed(lines: &[(u32, Marks)]) -> Vec<Entered> {
    lines.iter().map(|(number, marks)| Entered { number: *number, marks: marks.clone(), who: String::new() }).collect()
}

#[test]
fn entries_agree_or_differ_by_number_and_are_settled() {
    let spoilt = Marks::Spoilt("torn".to_owned());
    let first = keyed(&[(1, places(&[1, 2])), (2, places(&[2])), (3, spoilt.clone()), (4, places(&[1]))]);
    let second = keyed(&[(1, places(&[1, 2])), (2, places(&[2, 1])), (3, spoilt.clone()), (5, places(&[3]))]);
    let out = compare(&first, &second, &[]);
    assert_eq!(out.papers.keys().copied().collect::<Vec<_>>(), [1, 3]);
    assert_eq!(out.open.iter().map(|d| d.number).collect::<Vec<_>>(), [2, 4, 5]);
    assert_eq!((out.open[1].first.clone(), out.open[1].second.clone()), (Some(places(&[1])), None));
    let settled = |number, marks| Settled { number, marks, note: "Looked".into(), who: String::new() };
    let settled = [settled(2, Some(places(&[2, 1]))), settled(4, None), settled(5, Some(spoilt.clone()))];
    let out = compare(&first, &second, &settled);
    assert!(out.open.is_empty());
    assert_eq!(out.papers.get(&2), Some(&places(&[2, 1])));
    assert_eq!((out.papers.len(), out.papers.get(&4), out.papers.get(&5)), (4, None, Some(&spoilt)));
}

#[test]
fn a_lot_by_seed_is_the_order_of_the_digests() {
    assert_eq!(proof("", ""), "e7ac0786668e0ff0f02b62bd04f45ff636fd82db63b1104601c975dc005f3a67", "SHA-256 of “:”");
    let names = ["Ann", "Bo", "Cy", "Di"].map(str::to_owned).to_vec();
    let order = by_seed("2026-11-21 12 7 33", &names);
    let digests: Vec<String> = order.iter().map(|at| proof("2026-11-21 12 7 33", &names[*at])).collect();
    assert!(digests.windows(2).all(|pair| pair[0] < pair[1]), "{digests:?}");
    assert_eq!(order, by_seed("2026-11-21 12 7 33", &names));
    // The order in which names are handed in makes no difference to who comes first.
    let turned: Vec<String> = names.iter().rev().cloned().collect();
    let first = |names: &[String]| names[by_seed("x", names)[0]].clone();
    assert_eq!(first(&names), first(&turned));
}

#[test]
fn a_lot_by_hand_names_everybody_once() {
    let names = ["Ann Ali", "Bo"].map(str::to_owned).to_vec();
    let hand = |drawn: &[&str]| by_hand(&drawn.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>(), &names);
    assert_eq!(hand(&["bo", " ann ali "]).unwrap(), [1, 0]);
    assert!(hand(&["Bo"]).unwrap_err().to_string().contains("Ann Ali"));
    assert!(hand(&["Bo", "Bo"]).unwrap_err().to_string().contains("twice"));
    assert!(hand(&["Cy"]).unwrap_err().to_string().contains("Nobody named"));
}

#[test]
fn a_ballot_account_says_what_does_not_add_up() {
    let account = Account { issued: Some(40), replaced: Some(2), unused: Some(18), returned: Some(39) };
    assert_eq!((account.faults(60, 40, 39), account.not_returned()), (Vec::new(), Some(1)));
    let faults = account.faults(61, 41, 38);
    assert_eq!(faults.len(), 3, "{faults:?}");
    assert!(faults[0].contains("61") && faults[0].contains("60"), "{faults:?}");
    let more = Account { issued: Some(40), returned: Some(41), ..Account::default() };
    assert!(more.faults(0, 0, 0)[0].contains("more than the 40 issued"));
    assert_eq!(Account::default().faults(3, 0, 4), ["4 papers were keyed, but only 3 were printed"]);
    assert_eq!(Account::default().faults(60, 40, 40), Vec::<String>::new(), "what nobody said is no fault");
}

fn candidate(place: usize, name: &str) -> Candidate {
    let on = day::from_iso("2026-11-01").unwrap();
    Candidate {
        id: NomineeId(i64::try_from(place).unwrap()),
        new: NewNomination { name: name.to_owned(), ..NewNomination::default() },
        nominated: on,
        consented: Some(on),
        withdrawn: None,
        place: Some(place),
        bars: Vec::new(),
    }
}

/// An election that is counted, its order drawn by hand.
fn counted(rules: Rules, seats: usize, reopen: bool, names: &[&str], papers: &[Marks]) -> Whole {
    let on = day::from_iso("2026-11-21").unwrap();
    let new = NewElection { reopen, ..NewElection::of("Chair", seats, rules, on) };
    let election = Election { id: ElectionId(1), new, roll: None, closed: Some(on) };
    let places: Vec<usize> = (1..=names.len() + usize::from(reopen)).collect();
    let drawn = Drawn { kind: LotKind::Order, seed: "x".into(), places: Vec::new(), on, by: String::new() };
    let entered: Vec<Entered> = papers
        .iter()
        .zip(1..)
        .map(|(marks, number)| Entered { number, marks: marks.clone(), who: String::new() })
        .collect();
    let round = Round {
        number: 1,
        standing: places,
        says: None,
        prints: Vec::new(),
        account: Account::default(),
        marked: 0,
        first: entered.clone(),
        second: entered,
        settled: Vec::new(),
    };
    let candidates = names.iter().zip(1..).map(|(name, place)| candidate(place, name)).collect();
    Whole { election, candidates, lots: vec![drawn], rounds: vec![round], results: Vec::new() }
}

#[test]
fn seats_that_reopen_nominations_wins_and_those_after_it_stay_vacant() {
    let ron = 3;
    let papers = [places(&[1]), places(&[1]), places(&[ron]), places(&[ron]), places(&[ron]), places(&[2])];
    let whole = counted(Rules::Approval, 2, true, &["Ann", "Bo"], &papers);
    let outcome = whole.outcome().unwrap();
    assert_eq!((outcome.elected.len(), outcome.vacant, outcome.reopened), (0, 2, true));
    assert_eq!(whole.says(&outcome), "Nobody is elected; nominations are reopened; 2 seats stay vacant");
    // Ann has more than it, so only the second seat is vacant.
    let papers = [places(&[1]), places(&[1]), places(&[1]), places(&[ron]), places(&[ron]), places(&[2])];
    let whole = counted(Rules::Approval, 2, true, &["Ann", "Bo"], &papers);
    let outcome = whole.outcome().unwrap();
    assert_eq!((outcome.elected.as_slice(), outcome.vacant), (&[1][..], 1));
    assert_eq!(whole.says(&outcome), "Ann elected; nominations are reopened; 1 seat stays vacant");
}

#[test]
fn nothing_is_counted_before_both_entries_agree_and_the_box_is_accounted_for() {
    let papers = [places(&[1]), places(&[2]), places(&[1]), Marks::Spoilt("torn".into())];
    let mut whole = counted(Rules::FirstPast, 1, false, &["Ann", "Bo"], &papers);
    assert_eq!(whole.step(), Step::ToDeclare);
    let outcome = whole.outcome().unwrap();
    assert_eq!((outcome.elected.as_slice(), outcome.papers, outcome.valid()), (&[1][..], 4, 3));
    assert_eq!(outcome.spoilt, [Spoilt { reason: "torn".into(), papers: 1 }]);
    whole.rounds[0].second[1].marks = places(&[1]);
    assert!(whole.outcome().unwrap_err().to_string().contains("1 paper differs"));
    assert_eq!(whole.step(), Step::Voting);
    whole.rounds[0].settled =
        vec![Settled { number: 2, marks: Some(places(&[2])), note: "Looked".into(), who: String::new() }];
    assert!(whole.outcome().is_ok());
    whole.rounds[0].account.returned = Some(5);
    assert!(whole.outcome().unwrap_err().to_string().contains("5 papers were in the box, but 4 were keyed"));
    whole.rounds[0].second.clear();
    assert!(whole.outcome().unwrap_err().to_string().contains("once only"));
}

#[test]
fn who_withdraws_after_the_papers_were_printed_is_passed_over() {
    let papers = [places(&[1, 2]), places(&[1, 2]), places(&[3])];
    let mut whole = counted(Rules::Alternative, 1, false, &["Ann", "Bo", "Cy"], &papers);
    assert_eq!(whole.outcome().unwrap().elected, [1]);
    let on = day::from_iso("2026-11-20").unwrap();
    whole.candidates[0].withdrawn = Some((on, "Moved away".into()));
    assert_eq!(whole.outcome().unwrap().elected, [2]);
    assert_eq!(whole.on_paper(&whole.rounds[0]), [2, 3], "nothing was printed, so the paper is without");
    whole.rounds[0].says = Some("Put 1".into());
    assert_eq!(whole.on_paper(&whole.rounds[0]), [1, 2, 3]);
}

#[test]
fn an_undecided_round_asks_for_the_next_without_who_has_fewest() {
    let papers = [places(&[1]), places(&[1]), places(&[2]), places(&[2]), places(&[3])];
    let whole = counted(Rules::Exhaustive, 1, false, &["Ann", "Bo", "Cy"], &papers);
    assert_eq!(whole.step(), Step::NextRound);
    assert_eq!(whole.next_standing(&whole.outcome().unwrap()), [1, 2]);
}

#[test]
fn whoever_is_not_opposed_is_elected_without_a_vote() {
    let mut whole = counted(Rules::Scottish, 3, false, &["Ann", "Bo"], &[]);
    (whole.lots, whole.rounds) = (Vec::new(), Vec::new());
    assert_eq!((whole.contested(), whole.step()), (false, Step::Unopposed));
    let outcome = whole.outcome().unwrap();
    assert_eq!(whole.says(&outcome), "Ann and Bo elected unopposed; 1 seat stays vacant");
    whole.election.new.reopen = true;
    assert_eq!((whole.contested(), whole.step()), (true, Step::ToDraw), "people may want others");
}

#[test]
fn a_nomination_says_what_it_lacks() {
    let mut one = candidate(1, "Ann");
    one.consented = None;
    one.bars = vec!["Ann: Owes £12.00".to_owned()];
    assert_eq!(one.missing(2), ["No proposer", "No seconder", "Has not agreed yet", "Ann: Owes £12.00"]);
    assert_eq!(one.missing(0), ["Has not agreed yet", "Ann: Owes £12.00"]);
    one.new.allowed = "Paid in cash at the meeting".to_owned();
    one.consented = Some(one.nominated);
    assert!(one.missing(0).is_empty());
    one.withdrawn = Some((one.nominated, "Moved".into()));
    assert!(one.missing(2).is_empty());
}
