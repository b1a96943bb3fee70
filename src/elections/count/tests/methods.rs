//! The other rules, with answers worked out by hand and published ones.

use super::super::count as count_under;
use super::super::*;
use super::stv::{ballots, counted, elected, sheet};

#[test]
fn most_votes_elect_and_a_lot_is_drawn_only_where_it_decides() {
    let three = ballots(1, "A B C", &[(5, "A"), (7, "B"), (3, "C")]);
    let count = counted(&three, Rules::FirstPast);
    assert_eq!((sheet(&count, 1).as_str(), elected(&three, &count).as_str()), ("5 7 3 | 0", "B"));
    assert!(count.lots.is_empty() && !Rules::FirstPast.has_quota());
    // A and C are level for the second seat, B is safe, D is out: the lot is between A and C alone.
    let block = ballots(2, "A B C D", &[(4, "A B"), (4, "C B"), (1, "D")]);
    let undrawn = counted(&block, Rules::Block);
    assert_eq!(sheet(&undrawn, 1), "4 8 4 1 | 0");
    assert_eq!((undrawn.lots.len(), undrawn.lots[0].tied.as_slice()), (1, &[CandidateId(0), CandidateId(2)][..]));
    for (drawn, wins) in [("A", "B C"), ("C", "B A")] {
        let lots = Lots::named([drawn], &block).unwrap();
        let count = count_under(&block, Rules::Block, 2, lots).unwrap();
        assert!(count.lots[0].drawn);
        assert_eq!(elected(&block, &count), wins);
    }
    // Level, but both are elected: nothing to draw.
    let level = ballots(2, "A B C", &[(4, "A"), (4, "B"), (1, "C")]);
    assert!(counted(&level, Rules::Block).lots.is_empty());
}

#[test]
fn a_paper_counts_for_as_many_names_as_the_rules_let_it() {
    let papers = [(3, "A B C"), (2, "B C"), (2, "C")];
    let one = ballots(1, "A B C", &papers);
    assert_eq!(sheet(&counted(&one, Rules::FirstPast), 1), "3 2 2 | 0");
    assert_eq!(sheet(&counted(&one, Rules::Approval), 1), "3 5 7 | 0");
    assert_eq!(elected(&one, &counted(&one, Rules::Approval)), "C");
    let two = ballots(2, "A B C", &papers);
    assert_eq!(sheet(&counted(&two, Rules::Block), 1), "3 5 4 | 0");
}

/// Two who would win against the first alone take votes from each other; the second preferences put that right.
#[test]
fn the_alternative_vote_goes_on_until_more_than_half() {
    let florida = ballots(1, "Bush Gore Nader", &[(4, "Bush"), (3, "Gore"), (2, "Nader Gore")]);
    let count = counted(&florida, Rules::Alternative);
    assert_eq!((sheet(&count, 1).as_str(), count.stages[0].quota.to_string().as_str()), ("4 3 2 | 0", "5"));
    assert_eq!((sheet(&count, 2).as_str(), elected(&florida, &count).as_str()), ("4 5 0 | 0", "Gore"));
    assert_eq!(count.stages[1].action.says(&florida.names), "Nader excluded");
    // Papers that name nobody else lower what more than half is: 3 of 5, where 4 of 7 were needed before.
    let exhausted = ballots(1, "A B C", &[(3, "A"), (2, "B"), (2, "C")]);
    let lots = Lots::named(["C"], &exhausted).unwrap();
    let count = count_under(&exhausted, Rules::Alternative, 1, lots).unwrap();
    let quotas: Vec<String> = count.stages.iter().map(|stage| stage.quota.to_string()).collect();
    assert_eq!((quotas.join(" ").as_str(), sheet(&count, 2).as_str()), ("4 3", "3 2 0 | 2"));
    assert_eq!(elected(&exhausted, &count), "A");
}

/// B and C are level at the second stage, and B had fewer at the first: no lot.
#[test]
fn the_stage_before_breaks_a_tie_of_the_alternative_vote() {
    let election = ballots(1, "A B C D", &[(5, "A"), (3, "B"), (4, "C"), (1, "D B")]);
    let count = counted(&election, Rules::Alternative);
    assert_eq!(sheet(&count, 2), "5 4 4 0 | 0");
    assert!(count.lots.is_empty());
    assert_eq!(count.stages[2].state[CandidateId(1)], State::Excluded);
    // Only one is left besides: 5 of 9 is more than half.
    assert_eq!((sheet(&count, 3).as_str(), elected(&election, &count).as_str()), ("5 0 4 0 | 4", "A"));
}

#[test]
fn exhaustive_ballots_go_round_by_round() {
    let first = ballots(1, "A B C", &[(4, "A"), (3, "B"), (2, "C")]);
    let open = rounds(std::slice::from_ref(&first), Rules::Exhaustive, 1, Lots::none()).unwrap();
    assert_eq!((open.elected.len(), sheet(&open, 1).as_str()), (0, "4 3 2 | 0"));
    let state = |count: &Count, at: usize| count.stages.last().unwrap().state[CandidateId(at)];
    assert_eq!((state(&open, 0), state(&open, 2)), (State::Hopeful, State::Excluded));
    // In the second round people vote anew; a paper for who is out counts for nobody.
    let second = ballots(1, "A B C", &[(4, "A"), (6, "B"), (1, "C")]);
    let done = rounds(&[first.clone(), second], Rules::Exhaustive, 1, Lots::none()).unwrap();
    assert_eq!((sheet(&done, 2).as_str(), elected(&first, &done).as_str()), ("4 6 0 | 0", "B"));
    // Level at the end, and A had more in the round before.
    let level = ballots(1, "A B C", &[(5, "A"), (5, "B")]);
    let done = rounds(&[first.clone(), level.clone()], Rules::Exhaustive, 1, Lots::none()).unwrap();
    assert_eq!((done.lots.len(), elected(&first, &done).as_str()), (0, "A"));
    let only = rounds(std::slice::from_ref(&level), Rules::Exhaustive, 1, Lots::none()).unwrap();
    assert_eq!(only.stages.len(), 1, "C has nothing and goes out; A and B vote again");
}

/// The same ten papers: preferences of one paper each count for all seats, or one after the other.
#[test]
fn most_votes_and_transfers_elect_others_from_the_same_papers() {
    let election = ballots(
        2,
        "William John Charles Thomas",
        &[(4, "William John"), (2, "John William"), (2, "Charles Thomas"), (2, "Thomas Charles")],
    );
    let block = counted(&election, Rules::Block);
    assert_eq!((sheet(&block, 1).as_str(), elected(&election, &block).as_str()), ("6 6 4 4 | 0", "William John"));
    // Scottish: quota 4, William has it, and no surplus goes to John; the three others are level.
    let stv = counted(&election, Rules::Scottish);
    assert_eq!(sheet(&stv, 1), "4.00000 2.00000 2.00000 2.00000 | 0.00000");
    assert!(!stv.lots.is_empty());
}

#[test]
fn rules_for_one_seat_fill_no_two() {
    let two = ballots(2, "A B C", &[(1, "A")]);
    for rules in Rules::ALL {
        let refused = count_under(&two, *rules, 2, Lots::none()).is_err();
        assert_eq!(refused, rules.one_seat(), "{rules:?}");
    }
    assert!(count_under(&two, Rules::Block, 0, Lots::none()).is_err());
}

/// A count that was kept is the count: nothing of a decimal is lost on the way.
#[test]
fn a_count_comes_back_from_json_as_it_was() {
    let election = ballots(2, "Per Pal Maria Ingrid", &[(7, "Per Pal"), (1, "Maria Ingrid"), (2, "Ingrid Maria")]);
    for rules in Rules::ALL.iter().filter(|rules| !rules.one_seat()) {
        let count = counted(&election, *rules);
        let json = serde_json::to_string(&count).unwrap();
        assert!(!json.contains("Per"), "{json}");
        assert_eq!(serde_json::from_str::<Count>(&json).unwrap(), count, "{rules:?}");
    }
}

#[test]
fn ballots_that_were_written_are_read_as_they_were() {
    let mut election = ballots(2, "A B C", &[(4, "A B"), (2, "C"), (1, "B C A")]);
    election.title = "Chair “and” secretary".to_owned();
    election.withdrawn = vec![CandidateId(1)];
    assert_eq!(parse(&written(&election)).unwrap(), election);
}
