//! Known sheets, real wards, ties and lots, and that no vote is lost.

use std::path::Path;

use super::super::*;

pub(super) fn ballots(seats: usize, names: &str, papers: &[(u64, &str)]) -> Ballots {
    let names: Vec<String> = names.split(' ').map(str::to_owned).collect();
    let id = |name: &str| CandidateId(names.iter().position(|n| n == name).unwrap());
    let papers = papers
        .iter()
        .map(|(many, order)| Paper { many: *many, preferences: order.split_whitespace().map(id).collect() })
        .collect();
    Ballots { title: String::new(), seats, withdrawn: Vec::new(), papers, names: names.clone() }
}

pub(super) fn counted(ballots: &Ballots, rules: Rules) -> Count {
    count(ballots, rules, ballots.seats, Lots::none()).unwrap()
}

pub(super) fn elected(ballots: &Ballots, count: &Count) -> String {
    count.elected.iter().map(|id| ballots.name(*id)).collect::<Vec<_>>().join(" ")
}

/// The votes of a stage, in the order of the ballot paper, and what is non-transferable.
pub(super) fn sheet(count: &Count, stage: usize) -> String {
    let stage = &count.stages[stage - 1];
    let votes: Vec<String> = stage.votes.iter().map(|(_, v)| v.to_string()).collect();
    format!("{} | {}", votes.join(" "), stage.non_transferable)
}

#[test]
fn a_surplus_goes_on_and_the_last_place_is_filled() {
    let castor = ballots(2, "Castor Pollux Helen", &[(4, "Castor Pollux"), (2, "Helen")]);
    let count = counted(&castor, Rules::Scottish);
    assert_eq!(count.quota.to_string(), "3.00000");
    assert_eq!(sheet(&count, 1), "4.00000 0.00000 2.00000 | 0.00000");
    assert_eq!(sheet(&count, 2), "3.00000 1.00000 2.00000 | 0.00000");
    assert_eq!(sheet(&count, 3), "3.00000 0.00000 2.00000 | 1.00000");
    assert_eq!((count.stages.len(), elected(&castor, &count).as_str()), (3, "Castor Helen"));
}

/// The case in which five decimals and exact fractions elect different people.
#[test]
fn rounding_down_decides_a_seat_under_scottish_rules() {
    let election = ballots(2, "Per Pal Maria Ingrid", &[(7, "Per Pal"), (1, "Maria Ingrid"), (2, "Ingrid Maria")]);
    let count = counted(&election, Rules::Scottish);
    assert_eq!(sheet(&count, 2), "4.00000 2.99999 1.00000 2.00000 | 0.00000");
    assert_eq!(elected(&election, &count), "Per Ingrid");
}

#[test]
fn the_stage_before_breaks_a_tie_under_scottish_rules() {
    let election = ballots(2, "A B C D E", &[(1, "A B"), (2, "B"), (3, "C"), (4, "D"), (5, "E")]);
    let count = counted(&election, Rules::Scottish);
    assert_eq!(sheet(&count, 2), "0.00000 3.00000 3.00000 4.00000 5.00000 | 0.00000");
    assert_eq!(count.stages[2].state[CandidateId(1)], State::Excluded, "B had fewer at the stage before");
    assert!(count.lots.is_empty());
    assert_eq!(elected(&election, &count), "E D", "both fill the last places, most votes first");
}

#[test]
fn a_lot_that_was_drawn_decides_and_a_recount_decides_alike() {
    let election = ballots(1, "A B C", &[(2, "A"), (2, "B"), (1, "C")]);
    let undrawn = counted(&election, Rules::Scottish);
    let lot = &undrawn.lots[0];
    assert_eq!((lot.tied.len(), lot.chosen, lot.drawn), (2, CandidateId(0), false));
    for (drawn, winner) in [("A", "B"), ("B", "A"), ("C, B, A", "A")] {
        for _ in 0..2 {
            let lots = Lots::named(drawn.split(','), &election).unwrap();
            let count = count(&election, Rules::Scottish, 1, lots).unwrap();
            assert!(count.lots[0].drawn);
            assert_eq!(elected(&election, &count), winner, "{drawn}");
        }
    }
    assert!(Lots::named(["Z"], &election).unwrap_err().message.contains("“Z”"));
    assert!(Lots::named(["A", "A"], &election).unwrap_err().message.contains("twice"));
}

/// Two with exactly the quota have nothing to transfer: no lot is asked for, whoever the sheet takes first.
#[test]
fn no_lot_is_drawn_where_no_surplus_moves() {
    // Quota 4 of 14: A and B have it exactly, C and D both less.
    let election = ballots(3, "A B C D", &[(4, "A C"), (4, "B D"), (3, "C"), (3, "D C")]);
    let level = counted(&election, Rules::Scottish);
    let decided: Vec<&str> = level.lots.iter().map(|lot| lot.about.as_str()).collect();
    assert_eq!(decided, ["who is excluded"], "the lot that decides something is still asked for");
    assert!(matches!(level.stages[1].action, Action::NoSurplus(_)), "the sheet says that nothing moved");
}

/// The quota of ERS97 has two decimals; a surplus of the first stage is shared among all transferable papers.
#[test]
fn ers97_shares_a_surplus_to_two_decimals() {
    // Valid 10, two seats: 3.33 and a remainder, so 3.34. Surplus 3.66 over 7 papers: 0.52 each, 0.02 is lost.
    let election = ballots(2, "Per Pal Maria Ingrid", &[(7, "Per Pal"), (1, "Maria Ingrid"), (2, "Ingrid Maria")]);
    let count = counted(&election, Rules::Ers97);
    assert_eq!(count.stages[0].quota.to_string(), "3.34");
    assert_eq!(sheet(&count, 2), "3.34 3.64 1.00 2.00 | 0.02");
    assert_eq!(elected(&election, &count), "Per Pal");
}

/// Only the batch that brought a candidate over the quota moves on.
#[test]
fn ers97_moves_the_last_batch_only() {
    // Valid 24. With two seats the quota is 8: A has 11, and the surplus of 3 lifts B over it.
    let election = ballots(2, "A B C D", &[(4, "A B C"), (2, "A B D"), (5, "A"), (7, "B A D"), (3, "C"), (3, "D")]);
    let three = Ballots { seats: 3, ..election.clone() };
    assert_eq!(counted(&election, Rules::Ers97).quota.to_string(), "8.00");
    assert_eq!(elected(&election, &counted(&election, Rules::Ers97)), "A B");
    // With three seats it is 6, which A and B both have: the larger surplus goes first, 5 over six papers, 0.83 each.
    let count = counted(&three, Rules::Ers97);
    assert_eq!(count.quota.to_string(), "6.00");
    assert_eq!(sheet(&count, 1), "11.00 7.00 3.00 3.00 | 0.00");
    // B is elected already, so A's six papers go past B: four to C, two to D.
    assert_eq!(sheet(&count, 2), "6.00 7.00 6.32 4.66 | 0.02");
    assert_eq!(elected(&three, &count), "A B C");
}

#[test]
fn ers97_defers_a_surplus_too_small_to_save_anybody_and_excludes_together() {
    // Valid 30, two seats: quota 10. B's surplus of 1 with C's 1 and D's 2 makes 4, below E's 7: it waits, and both go.
    let election = ballots(2, "A B C D E", &[(9, "A"), (11, "B A"), (1, "C A"), (2, "D A"), (7, "E")]);
    let count = counted(&election, Rules::Ers97);
    assert_eq!(count.stages[1].action.says(&election.names), "C and D excluded");
    assert_eq!(sheet(&count, 2), "12.00 11.00 0.00 0.00 7.00 | 0.00");
    assert_eq!(elected(&election, &count), "B A");
}

#[test]
fn the_quota_of_ers97_falls_while_nobody_is_elected() {
    // Valid 10, one seat: quota 5. A's two papers name nobody else: 8 votes are left, the quota is 4.
    let election = ballots(1, "A B C", &[(2, "A"), (4, "B"), (4, "C")]);
    let lots = Lots::named(["B"], &election).unwrap();
    let count = count(&election, Rules::Ers97, 1, lots).unwrap();
    assert_eq!(count.stages[0].quota.to_string(), "5.00");
    assert_eq!(count.stages[1].quota.to_string(), "4.00");
    // Both have it and only one place is left, equal all along: neither is deemed elected, and a lot excludes one.
    assert_eq!(count.stages[1].state[CandidateId(1)], State::Hopeful);
    assert_eq!(elected(&election, &count), "C");
}

#[test]
fn meek_keeps_what_the_quota_leaves() {
    // Valid 9, two seats: quota 3.000000001. A keeps about half of 6; B gets the rest of the papers that name B.
    let election = ballots(2, "A B C", &[(6, "A B"), (1, "B"), (2, "C")]);
    let count = counted(&election, Rules::Meek);
    assert_eq!(count.stages[0].quota.to_string(), "3.000000001");
    assert_eq!(elected(&election, &count), "A B");
    let last = count.stages.last().unwrap();
    let kept: i128 = last.votes.iter().map(|(_, v)| v.units).sum::<i128>() + last.non_transferable.units;
    assert_eq!(kept, 9_000_000_000, "no vote is lost");
}

/// The known sheets of nine candidates, two of them withdrawn, who each name the next.
#[test]
fn meek_counts_to_the_known_sheets() {
    let papers = "1 A B 2 B C 3 C D 4 D E 5 E F 6 F G 7 G H 8 H J 9 J A";
    let words: Vec<&str> = papers.split(' ').collect();
    let papers: Vec<(u64, String)> =
        words.chunks(3).map(|p| (p[0].parse().unwrap(), format!("{} {}", p[1], p[2]))).collect();
    let papers: Vec<(u64, &str)> = papers.iter().map(|(many, order)| (*many, order.as_str())).collect();
    let mut election = ballots(4, "A B C D E F G H J", &papers);
    election.withdrawn = vec![CandidateId(1), CandidateId(5)];
    let count = counted(&election, Rules::Meek);
    let quotas: Vec<String> = count.stages.iter().map(|s| s.quota.to_string()).collect();
    assert_eq!(quotas, ["9.000000001", "8.630769232", "8.416270386", "7.000000429", "7.000000429"]);
    let at = |stage: usize, name: &str| {
        let id = CandidateId(election.names.iter().position(|n| n == name).unwrap());
        count.stages[stage - 1].votes[id].to_string()
    };
    assert_eq!(
        (at(1, "G"), at(2, "G"), at(2, "H")),
        ("13.000000000".into(), "9.000000009".into(), "10.153846149".into())
    );
    assert_eq!(
        (at(3, "G"), at(3, "H"), at(3, "J")),
        ("8.416270460".into(), "8.416270517".into(), "8.416270642".into())
    );
    assert_eq!(
        (at(3, "A"), at(4, "J"), at(5, "E")),
        ("2.832540310".into(), "7.000000798".into(), "9.000000000".into())
    );
    assert_eq!(elected(&election, &count), "G H J E");
}

#[test]
fn ballot_files_are_read_or_refused_with_the_line() {
    let good = "3 2 # three for two\n-3\n2 1 3 2 0\n1 2 - 1 0\n\n0\n\"Ann\" \"Bo Berg\"\n\"Cy\"\n\"Chair\"\n";
    let read = parse(good).unwrap();
    assert_eq!((read.seats, read.names.join("|").as_str(), read.title.as_str()), (2, "Ann|Bo Berg|Cy", "Chair"));
    assert_eq!(read.withdrawn, [CandidateId(2)]);
    assert_eq!(read.papers[1].preferences, [CandidateId(1)], "what follows a gap does not count");
    assert_eq!(read.valid().papers[0].preferences, [CandidateId(0), CandidateId(1)]);
    let nick = parse("2 1\n[nick a b]\n3 b a 0\n0\n\"A\"\n\"B\"\n\"t\"").unwrap();
    assert_eq!(nick.papers[0].preferences, [CandidateId(1), CandidateId(0)]);
    for (text, says) in [
        ("", "Line 1: the file ends where the number of candidates should stand"),
        ("2 1\n1 1 2 0\n", "Line 2: the file ends"),
        ("2 1\n1 3 0\n0\n\"A\"\n\"B\"", "Line 2: “3” is no candidate"),
        ("2 1\n1 1 1 0\n0\n\"A\"\n\"B\"", "Line 2: a paper names “1” twice"),
        ("2 1\n1 1=2 0\n0\n\"A\"\n\"B\"", "several candidates"),
        ("2 1\nx 1 0\n0\n\"A\"\n\"B\"", "Line 2: “x” stands where"),
        ("2 1\n0\n\"A\"\n\"A\"", "no name of their own"),
        ("2 1\n0\n\"A\"\n\"B", "not closed"),
        ("2 1\n0\n\"A\"\nB", "in quotation marks"),
        ("99999999999 1", "candidates stand"),
        ("2 1\n[tie 2 1]\n0\n\"A\"\n\"B\"", "[tie …]"),
        ("2 1\n99999999999 1 0\n0\n\"A\"\n\"B\"", "more papers than people"),
    ] {
        let problem = parse(text).unwrap_err();
        assert!(problem.message.contains(says), "{text:?}: {problem}");
    }
}

/// The published sheets of real wards and of worked cases, under Scottish rules.
#[test]
fn real_ballots_count_to_their_published_stages() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/stv");
    if !folder.is_dir() {
        eprintln!("skipped: ../shared/data/stv is not there");
        return;
    }
    let mut compared = 0;
    for entry in std::fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let Some(name) = path.file_name().unwrap().to_str().and_then(|n| n.strip_suffix(".stages.txt")) else {
            continue;
        };
        let bytes = std::fs::read(folder.join(format!("{name}.blt"))).unwrap();
        let election = parse(&String::from_utf8_lossy(&bytes)).unwrap();
        let published = std::fs::read_to_string(&path).unwrap();
        // The sheet of SC-Vm-12 takes A's surplus (of nothing) before B's by lot, as the order of the paper does.
        let count = counted(&election, Rules::Scottish);
        let rows: Vec<Vec<&str>> = published.lines().skip(1).map(|l| l.split('\t').collect()).collect();
        let sheets: Vec<_> = rows.iter().filter(|r| matches!(r[1], "begin" | "transfer")).collect();
        for row in &sheets {
            let stage = &count.stages[row[0].parse::<usize>().unwrap()];
            assert_eq!(
                (stage.quota.to_string().as_str(), stage.non_transferable.to_string().as_str()),
                (row[2], row[3]),
                "{name} {row:?}"
            );
            for (id, votes) in stage.votes.iter() {
                let cell = row[4..].chunks(3).find(|cell| cell[0] == election.name(id)).unwrap();
                assert_eq!(votes.to_string(), cell[2], "{name}, stage {}, {}", stage.number, cell[0]);
            }
        }
        assert_eq!(count.stages.len(), sheets.len(), "{name}");
        let end = rows.last().unwrap();
        for (id, state) in count.stages.last().unwrap().state.iter() {
            let cell = end[4..].chunks(3).find(|cell| cell[0] == election.name(id)).unwrap();
            let wanted = if cell[1] == "E" { State::Elected } else { State::Excluded };
            assert_eq!(*state, wanted, "{name}: {}", cell[0]);
        }
        compared += 1;
    }
    assert_eq!(compared, 8);
}

/// Every ward counts under every rule, fills its seats, and loses no vote.
#[test]
fn every_real_ward_counts_under_every_rule() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/stv");
    if !folder.is_dir() {
        eprintln!("skipped: ../shared/data/stv is not there");
        return;
    }
    for entry in std::fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|e| e != "blt") || path.ends_with("eq1.blt") {
            continue;
        }
        let election = parse(&String::from_utf8_lossy(&std::fs::read(&path).unwrap())).unwrap();
        for rules in Rules::STV {
            let count = counted(&election, *rules);
            assert_eq!(count.elected.len(), election.seats, "{path:?} {rules:?}");
            whole(&count);
        }
    }
    let equal = std::fs::read_to_string(folder.join("eq1.blt")).unwrap();
    assert!(parse(&equal).unwrap_err().message.contains("Line 4"));
}

/// Votes and what is non-transferable add up to the valid papers; Scottish transfers alone lose what they round down.
fn whole(count: &Count) {
    let one = 10_i128.pow(count.rules.decimals());
    for stage in &count.stages {
        let sum: i128 = stage.votes.iter().map(|(_, v)| v.units).sum::<i128>() + stage.non_transferable.units;
        let lost = i128::from(count.valid) * one - sum;
        let most = if count.rules == Rules::Scottish { i128::from(count.valid) * stage.number as i128 } else { 0 };
        assert!((0..=most).contains(&lost), "{:?} stage {}: {lost}", count.rules, stage.number);
    }
}

proptest::proptest! {
    /// The order of papers changes nothing; as many are elected as there are seats or candidates; nothing is lost.
    #[test]
    fn counts_do_not_depend_on_the_order_of_papers(
        seats in 1_usize..4,
        papers in proptest::collection::vec((1_u64..40, proptest::sample::subsequence(vec![0_usize, 1, 2, 3, 4, 5], 1..6), proptest::bool::ANY), 1..30),
    ) {
        let papers: Vec<Paper> = papers
            .into_iter()
            .map(|(many, mut order, back)| {
                if back {
                    order.reverse();
                }
                Paper { many, preferences: order.into_iter().map(CandidateId).collect() }
            })
            .collect();
        let names = ["A", "B", "C", "D", "E", "F"].map(str::to_owned).to_vec();
        let election = Ballots { title: String::new(), seats, names, withdrawn: vec![CandidateId(5)], papers };
        let mut turned = election.clone();
        turned.papers.reverse();
        for rules in Rules::STV {
            let (one, two) = (counted(&election, *rules), counted(&turned, *rules));
            proptest::prop_assert_eq!(format!("{:?}", one.stages), format!("{:?}", two.stages));
            proptest::prop_assert_eq!(one.elected.len(), seats.min(5));
            whole(&one);
        }
    }
}
