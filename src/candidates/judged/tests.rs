//! Known answers, gaps, ties, and what holds whoever is named first.

use super::*;
use crate::candidates::opened::{Anchor, Candidate, Card, Mark, Says, Scorer};

fn near(found: f64, wanted: f64, digits: i32) {
    assert!((found - wanted).abs() <= 0.5 * 10_f64.powi(-digits), "{found}, not {wanted}");
}

fn criterion(name: &str, weight: i64, points: std::ops::RangeInclusive<i64>) -> Criterion {
    let anchors = points.map(|value| Anchor { value, words: format!("{name} {value}") }).collect();
    Criterion { name: name.to_owned(), weight, anchors, ..Criterion::default() }
}

/// A round from lines such as `A R1 4 3 .`: candidate, scorer, a value for each criterion; `.` is no evidence, `recused` and
/// `absent` stand for a whole card. Scales run from 1 to 5.
fn round(weights: &[i64], lines: &[&str]) -> Opened {
    let mut round = Opened { name: "Round".into(), ..Opened::default() };
    round.criteria =
        weights.iter().enumerate().map(|(at, weight)| criterion(&format!("k{}", at + 1), *weight, 1..=5)).collect();
    let mut rows = Vec::new();
    for line in lines {
        let words: Vec<&str> = line.split(' ').collect();
        let candidate = round.candidates.iter().position(|c| c.name == words[0]).unwrap_or_else(|| {
            let place = u32::try_from(round.candidates.len()).unwrap() + 1;
            round.candidates.push(Candidate { name: words[0].into(), place: Some(place) });
            round.candidates.len() - 1
        });
        let scorer = round.scorers.iter().position(|s| s.name == words[1]).unwrap_or_else(|| {
            round.scorers.push(Scorer { name: words[1].into(), chair: false });
            round.scorers.len() - 1
        });
        let card = match words[2] {
            "recused" => Card::Recused("a cousin".into()),
            "absent" => Card::Absent("ill".into()),
            _ => Card::Marked(
                words[2..]
                    .iter()
                    .map(|word| Mark {
                        says: word.parse::<usize>().map_or(Says::NoEvidence, |value| Says::Anchor(value - 1)),
                        note: String::new(),
                    })
                    .collect(),
            ),
        };
        rows.push((candidate, scorer, card));
    }
    round.cards = vec![vec![Card::Absent(String::new()); round.scorers.len()]; round.candidates.len()];
    for (candidate, scorer, card) in rows {
        round.cards[candidate][scorer] = card;
    }
    round
}

fn result(judged: &Judged, candidate: usize) -> f64 {
    judged.order.of(candidate).unwrap().result.unwrap()
}

fn ranks(judged: &Judged) -> Vec<Option<usize>> {
    (0..judged.profiles.len()).map(|candidate| judged.order.of(candidate).unwrap().rank).collect()
}

/// Triantaphyllou and Sánchez: A = (4, 3, 3) and B = (3, 4, 4) under .4, .35, .25.
fn sensitive() -> Opened {
    round(&[4000, 3500, 2500], &["A R 4 3 3", "B R 3 4 4"])
}

#[test]
fn the_weights_at_which_another_leads() {
    let found = judge(&sensitive(), &Method::default());
    near(result(&found, 0), 3.4, 12);
    near(result(&found, 1), 3.6, 12);
    let at: Vec<f64> = found.flips.iter().map(|flip| flip.unwrap().at).collect();
    for (at, wanted) in at.iter().zip([0.5, 0.1875, 0.0625]) {
        near(*at, wanted, 9);
    }
    assert!(found.flips.iter().all(|flip| flip.unwrap().leader == 0), "A overtakes B each time");
    let critical = found.flips.iter().flatten().min_by(|a, b| a.relative().total_cmp(&b.relative())).unwrap();
    assert_eq!(critical.criterion, 0, "a quarter more on the first is the smallest change");
    near(critical.relative(), 0.25, 9);
}

/// Where the ladder told level candidates apart, the least change decides; where they are level on everything, none does.
#[test]
fn level_candidates_are_a_hair_apart() {
    let method = Method { lot: Some(vec![0, 1]), ladder: vec![Rung::Lot], ..Method::default() };
    let found = judge(&round(&[1, 1], &["A R1 3 5", "B R1 5 3"]), &method);
    let flip = found.flips[0].unwrap();
    assert_eq!((found.order.leader(), flip.leader), (Some(0), 1));
    near(flip.at, 0.5, 9);
    let round = round(&[1, 1], &["A R1 4 3", "B R1 4 3"]);
    let same = judge(&round, &method);
    assert_eq!((same.order.leader(), same.flips.as_slice()), (Some(0), &[None, None][..]));
    assert!(words::critical(&round, &same).starts_with("A and B are level"), "{}", words::critical(&round, &same));
}

/// Walking finds the same points as the formula, and beyond each of them the order has really changed.
#[test]
fn flips_are_where_the_order_changes() {
    // One card without evidence of the third makes the result no plain sum, so the weight is walked; it says what R1 says.
    let round = round(&[4000, 3500, 2500], &["A R1 4 3 3", "B R1 3 4 4", "A R2 4 3 3", "B R2 3 4 ."]);
    let grid = Grid::of(&round);
    assert!(!grid.linear(Combine::Mean) && Grid::of(&sensitive()).linear(Combine::Mean));
    for combine in [Combine::Mean, Combine::Median] {
        for flip in flips(&grid, combine, &[0, 1], Some(1)).into_iter().flatten() {
            let beyond = flip.at + (flip.at - flip.from).signum() * 1e-4;
            let results = grid.results(&with_weight(&grid.weights, flip.criterion, beyond), combine);
            assert!(results[flip.leader] > results[1 - flip.leader], "{combine:?} {flip:?}");
        }
    }
    let median = flips(&Grid::of(&sensitive()), Combine::Median, &[0, 1], Some(1));
    for (flip, wanted) in median.iter().zip([0.5, 0.1875, 0.0625]) {
        near(flip.unwrap().at, wanted, 6);
    }
}

#[test]
fn weights_by_order_and_by_pairs() {
    for (many, wanted) in [
        (3, &[0.6111, 0.2778, 0.1111][..]),
        (4, &[0.5208, 0.2708, 0.1458, 0.0625]),
        (5, &[0.4567, 0.2567, 0.1567, 0.09, 0.04]),
    ] {
        let found = by_order(many);
        assert_eq!(found.len(), wanted.len());
        found.iter().zip(wanted).for_each(|(found, wanted)| near(*found, *wanted, 4));
    }
    // The example of the leader: experience, education, charisma, age; Tom, Dick, Harry.
    let criteria = by_pairs(&[4.0, 3.0, 7.0, 1.0 / 3.0, 3.0, 5.0]).unwrap();
    for (found, wanted) in criteria.weights.iter().zip([0.5476, 0.1266, 0.2699, 0.0559]) {
        near(*found, wanted, 4);
    }
    near(criteria.eigenvalue, 4.11842, 5);
    near(criteria.ratio.unwrap(), 0.0439, 4);
    let each = [
        (by_pairs(&[0.25, 4.0, 9.0]), [0.2172, 0.7171, 0.0658]),
        (by_pairs(&[3.0, 0.2, 1.0 / 7.0]), [0.1884, 0.0810, 0.7306]),
        (by_pairs(&[5.0, 9.0, 4.0]), [0.7429, 0.1939, 0.0633]),
        (by_pairs(&[1.0 / 3.0, 5.0, 9.0]), [0.2654, 0.6716, 0.0629]),
    ];
    let mut totals = [0.0; 3];
    for ((found, wanted), weight) in each.into_iter().zip(&criteria.weights) {
        let found = found.unwrap().weights;
        for ((total, found), wanted) in totals.iter_mut().zip(found).zip(wanted) {
            near(found, wanted, 4);
            *total += weight * found;
        }
    }
    totals.iter().zip([0.3581, 0.4928, 0.1491]).for_each(|(total, wanted)| near(*total, wanted, 4));
    assert_eq!(by_pairs(&[1.0, 2.0]), None, "two comparisons are no triangle");
    assert_eq!(by_pairs(&[0.0]), None);
    assert_eq!(by_pairs(&[2.0]).unwrap().ratio, None);
}

/// scikit-criteria's weighted sums: of plain values, and of Kracka, Brauers and Zavadskas (2010) after its scaling.
#[test]
fn weighted_sums_of_the_literature() {
    let sum = |rows: &[Vec<f64>], weights: &[f64]| -> Vec<f64> {
        let many = weights.iter().sum::<f64>();
        rows.iter()
            .map(|row| {
                // One scorer whose marks are these values: the house's own total, times the sum of weights.
                let values: Vec<i64> = row.iter().map(|v| (v * 1e12).round() as i64).collect();
                let criteria = values
                    .iter()
                    .map(|value| Criterion { weight: 1, anchors: scale_of(*value), ..Criterion::default() })
                    .collect();
                let marks = vec![Mark { says: Says::Anchor(1), ..Mark::default() }; values.len()];
                let round = Opened {
                    criteria,
                    scorers: vec![Scorer::default()],
                    candidates: vec![Candidate::default()],
                    cards: vec![vec![Card::Marked(marks)]],
                    ..Opened::default()
                };
                let grid = Grid::of(&round);
                assert!(grid.scale.own);
                grid.combined(0, &proportions(weights), Combine::Mean).unwrap() / 1e12 * many
            })
            .collect()
    };
    assert_eq!(
        sum(&[vec![1.0, 0.0, 3.0], vec![0.0, 5.0, 6.0]], &[1.0; 3])
            .iter()
            .map(|v| v.round() as i64)
            .collect::<Vec<_>>(),
        [4, 11]
    );
    let raw = [
        [33.95, 23.78, 11.45, 39.97, 29.44, 167.10, 3.852],
        [38.9, 4.17, 6.32, 0.01, 4.29, 132.52, 25.184],
        [37.59, 9.36, 8.23, 4.35, 10.22, 136.71, 10.845],
        [30.44, 37.59, 13.91, 74.08, 45.10, 198.34, 2.186],
        [36.21, 14.79, 9.17, 17.77, 17.06, 148.3, 6.610],
        [37.8, 8.55, 7.97, 2.35, 9.25, 134.83, 11.935],
    ];
    let upward = [false, false, false, false, true, false, true];
    let turned = raw.map(|row| {
        row.iter().zip(upward).map(|(value, up)| if up { *value } else { 1.0 / value }).collect::<Vec<f64>>()
    });
    let columns: Vec<f64> = (0..7).map(|at| turned.iter().map(|row| row[at]).sum()).collect();
    let scaled: Vec<Vec<f64>> =
        turned.iter().map(|row| row.iter().zip(&columns).map(|(value, sum)| value / sum).collect()).collect();
    let found = sum(&scaled, &[1.0 / 7.0; 7]);
    let wanted = [0.120_404_26, 0.345_823_5, 0.138_381_92, 0.128_412_46, 0.123_460_84, 0.143_517_01];
    found.iter().zip(wanted).for_each(|(found, wanted)| near(*found, wanted, 7));
    let order: Vec<usize> = found.iter().map(|value| found.iter().filter(|other| *other > value).count() + 1).collect();
    assert_eq!(order, [6, 1, 3, 4, 5, 2]);
}

/// The same ends for every criterion, so that values are taken as they are.
fn scale_of(value: i64) -> Vec<Anchor> {
    [-1, value, i64::from(i32::MAX) * 10_000].map(|value| Anchor { value, words: String::new() }).to_vec()
}

#[test]
fn a_recusal_shows_the_adjusted_result_or_why_not() {
    // The known case: R3 is severe and recused for C, which alone makes C look better than B.
    let known =
        round(&[1], &["A R1 4", "B R1 3", "C R1 3", "A R2 4", "B R2 3", "C R2 3", "A R3 2", "B R3 1", "C R3 recused"]);
    let found = judge(&known, &Method::default());
    [10.0 / 3.0, 7.0 / 3.0, 3.0].iter().enumerate().for_each(|(at, wanted)| near(result(&found, at), *wanted, 12));
    assert_eq!(found.adjusted, Adjusted::Refused(Refusal::Few(vec![2])), "two candidates say too little of R3");
    near(found.scorers[2].severity.unwrap(), -4.0 / 3.0, 9);
    // With one more whom all marked there is enough to go by.
    let lines = ["A R1 4", "B R1 3", "C R1 3", "D R1 5", "A R2 4", "B R2 3", "C R2 3", "D R2 5"];
    let severe = ["A R3 2", "B R3 1", "C R3 recused", "D R3 3"];
    let found = judge(&round(&[1], &[&lines[..], &severe].concat()), &Method::default());
    let Adjusted::Values(values) = &found.adjusted else { panic!("{:?}", found.adjusted) };
    [10.0 / 3.0, 7.0 / 3.0, 7.0 / 3.0, 13.0 / 3.0]
        .iter()
        .zip(values)
        .for_each(|(wanted, value)| near(*value, *wanted, 9));
    assert_eq!(ranks(&found), [2, 4, 3, 1].map(Some), "the raw order stands, the adjusted one is shown beside it");
    // A scorer who handed in nothing leaves no gap; nor does a criterion without evidence.
    let full = round(&[1, 1], &["A R1 4 .", "B R1 3 2", "A R2 2 2", "B R2 1 5", "A R3 absent", "B R3 absent"]);
    let found = judge(&full, &Method::default());
    assert_eq!(found.adjusted, Adjusted::Refused(Refusal::Full));
    assert_eq!(found.agreement.over, (2, 2));
    let apart = round(
        &[1],
        &["A R1 4", "B R1 3", "C R1 2", "D R1 recused", "E R1 recused", "F R1 recused", "D R2 4", "E R2 3", "F R2 5"],
    );
    assert_eq!(judge(&apart, &Method::default()).adjusted, Adjusted::Refused(Refusal::Apart));
    let nobody = round(&[1], &["A R1 4", "B R1 3", "C R1 2", "D R1 recused"]);
    let found = judge(&nobody, &Method::default());
    assert_eq!(found.adjusted, Adjusted::Refused(Refusal::Unmarked(vec![3])));
    assert_eq!((ranks(&found)[3], found.order.of(3).unwrap().result), (None, None), "nobody marked D: no rank, no 0");
}

#[test]
fn no_evidence_absent_and_recused_are_not_the_lowest_mark() {
    let found = judge(
        &round(&[1, 1], &["A R1 5 .", "A R2 absent", "B R1 5 1", "B R2 5 1", "C R1 recused", "C R2 5 ."]),
        &Method::default(),
    );
    near(result(&found, 0), 5.0, 12);
    near(result(&found, 1), 3.0, 12);
    near(result(&found, 2), 5.0, 12);
    let of = |at: usize| &found.scorers[at];
    assert_eq!((of(0).marked, of(0).recused, of(0).absent, of(0).no_evidence), (2, 1, 0, 1));
    assert_eq!((of(1).marked, of(1).recused, of(1).absent, of(1).no_evidence), (2, 0, 1, 1));
    assert_eq!(found.criteria[1].no_evidence, 2);
    assert_eq!(found.profiles[0], [Some(5.0), None]);
}

#[test]
fn totals_stand_on_the_fixed_scale() {
    let lines = ["A R1 4 3", "B R1 3 3", "C R1 1 2"];
    let with = judge(&round(&[1, 1], &lines), &Method::default());
    let without = judge(&round(&[1, 1], &lines[..2]), &Method::default());
    near(result(&with, 0), result(&without, 0), 12);
    // Scales of different lengths are stretched from their own ends.
    let mut mixed = round(&[1, 1], &["A R1 4 3"]);
    mixed.criteria[1] = criterion("k2", 1, 0..=2);
    let found = judge(&mixed, &Method::default());
    assert!(!found.scale.own);
    near(result(&found, 0), f64::midpoint(75.0, 100.0), 12);
    assert_eq!(found.agreement.alpha, Err(Undefined::Scales));
}

#[test]
fn an_essential_that_is_lacking_takes_the_rank() {
    let mut all = round(&[1, 1], &["A R1 1 5", "A R2 2 5", "B R1 2 3", "B R2 2 3", "C R1 . 4", "C R2 . 4"]);
    all.criteria[0].essential = true;
    let found = judge(&all, &Method::default());
    assert_eq!(ranks(&found), [None, Some(2), Some(1)]);
    let of = |at: usize| found.order.of(at).unwrap();
    assert_eq!(
        (of(0).lacks.as_slice(), of(2).unseen.as_slice()),
        (&[0][..], &[0][..]),
        "no evidence is neither failed nor passed"
    );
    near(of(0).result.unwrap(), 3.25, 12);
    assert_eq!(found.order.leader(), Some(2));
    assert!(found.shares.share(0) == 0.0, "who cannot be chosen wins no weighting");
    // What a criterion says of itself comes before what holds for all.
    let mut own = all.clone();
    own.criteria[0].passes = Some(0);
    let found = judge(&own, &Method::default());
    assert!(found.order.standings.iter().all(|one| one.lacks.is_empty()), "the lowest anchor passes");
    let stricter = Method { essentials: Essentials { least: 2 }, ..Method::default() };
    assert_eq!(ranks(&judge(&all, &stricter)), [None, None, Some(1)]);
}

#[test]
fn a_lead_within_noise_is_said_to_be_none() {
    // A leads B by 1/3 of a point with a standard error of 2/3; both lead C clearly.
    let found = judge(
        &round(&[1], &["A R1 5", "B R1 4", "C R1 1", "A R2 4", "B R2 5", "C R2 1", "A R3 5", "B R3 4", "C R3 2"]),
        &Method::default(),
    );
    let first = found.order.of(0).unwrap();
    let gap = first.gap.unwrap();
    near(gap.difference, 1.0 / 3.0, 12);
    near(gap.error.unwrap(), 2.0 / 3.0, 12);
    assert_eq!(gap.within_noise(), Some(true));
    assert_eq!((first.between, found.order.of(2).unwrap().between), (Some((1, 2)), Some((3, 3))));
    assert_eq!(found.order.of(1).unwrap().gap.unwrap().within_noise(), Some(false));
    // Who marked only one of the two is in the lead, and so in its error: 2/2 + (4/3)/3.
    let gaps =
        judge(&round(&[1], &["A R1 4", "B R1 3", "A R2 2", "B R2 3", "A R3 recused", "B R3 1"]), &Method::default());
    near(gaps.order.of(0).unwrap().gap.unwrap().error.unwrap(), (13.0_f64 / 9.0).sqrt(), 12);
    // One scorer says nothing of noise.
    let alone = judge(&sensitive(), &Method::default());
    assert_eq!(alone.order.of(1).unwrap().gap.unwrap().within_noise(), None);
}

#[test]
fn median_and_trimmed_mean_bear_one_scorer_who_stands_apart() {
    let lines = ["A R1 5", "B R1 3", "A R2 4", "B R2 3", "A R3 4", "B R3 3", "A R4 1", "B R4 5"];
    let found = judge(&round(&[1], &lines), &Method::default());
    let of = found.order.of(0).unwrap();
    assert_eq!((of.mean, of.median, of.trimmed), (Some(3.5), Some(4.0), Some(4.0)));
    for combine in [Combine::Median, Combine::Trimmed] {
        let found = judge(&round(&[1], &lines), &Method { combine, ..Method::default() });
        assert_eq!(ranks(&found), [Some(1), Some(2)], "{combine:?}");
    }
    let two = judge(&round(&[1], &lines[..4]), &Method::default());
    assert_eq!(two.order.of(0).unwrap().trimmed, None, "of two nothing can be trimmed");
}

#[test]
fn ties_go_down_the_ladder_to_a_lot_that_a_recount_uses_again() {
    let by = |round: &Opened, lot: Option<Vec<usize>>| judge(round, &Method { lot, ..Method::default() });
    // The essential criterion decides.
    let mut essential = round(&[1, 1], &["A R1 3 5", "B R1 5 3"]);
    essential.criteria[0].essential = true;
    let found = by(&essential, None);
    assert_eq!((ranks(&found), found.order.ties[0].by.as_slice()), (vec![Some(2), Some(1)], &[Rung::Essential][..]));
    // The criterion that weighs most decides.
    let found = by(&round(&[2, 1], &["A R1 3 5", "B R1 4 3"]), None);
    assert_eq!((ranks(&found), found.order.ties[0].by.as_slice()), (vec![Some(2), Some(1)], &[Rung::Heaviest][..]));
    // Scorers who differ less decide, before heads are counted.
    let spread = round(&[1], &["A R1 5", "B R1 4", "A R2 3", "B R2 4"]);
    let found = by(&spread, None);
    assert_eq!((ranks(&found), found.order.ties[0].by.as_slice()), (vec![Some(2), Some(1)], &[Rung::Spread][..]));
    // Whom more scorers put ahead.
    let heads = round(&[1], &["A R1 5", "B R1 4", "A R2 4", "B R2 3", "A R3 1", "B R3 3"]);
    let method = Method { ladder: vec![Rung::Majority, Rung::Lot], ..Method::default() };
    let found = judge(&heads, &method);
    assert_eq!((ranks(&found), found.order.ties[0].by.as_slice()), (vec![Some(1), Some(2)], &[Rung::Majority][..]));
    // Nothing tells them apart but the lot.
    let level = round(&[1], &["A R1 4", "B R1 4", "C R1 4", "D R1 2"]);
    let open = by(&level, None);
    assert_eq!((ranks(&open), open.order.leader()), (vec![Some(1), Some(1), Some(1), Some(4)], None));
    assert!(!open.order.ties[0].decided() && open.order.ties[0].by.is_empty());
    let drawn = Some(vec![2, 3, 0, 1]);
    let found = by(&level, drawn.clone());
    assert_eq!(ranks(&found), [2, 3, 1, 4].map(Some));
    assert_eq!(found.order.ties[0].by, [Rung::Lot]);
    assert_eq!(by(&level, drawn), found, "the same lot decides the same");
}

#[test]
fn agreement_says_what_is_not_defined() {
    let same = judge(&round(&[1], &["A R1 3", "B R1 3", "A R2 3", "B R2 3"]), &Method::default());
    let found = &same.agreement;
    assert_eq!([found.alpha, found.one, found.panel, found.order], [Err(Undefined::NoVariation); 4]);
    let alone = judge(&round(&[1], &["A R1 3", "B R1 4"]), &Method::default());
    assert_eq!(alone.agreement.alpha, Err(Undefined::NothingTwice));
    assert_eq!(alone.agreement.order, Err(Undefined::TooFew));
    // Alike in everything is agreement, and only that is 1.
    let alike = judge(&round(&[1], &["A R1 2", "B R1 4", "A R2 2", "B R2 4"]), &Method::default());
    for measure in Measure::ALL {
        near(measure.of(&alike.agreement).unwrap(), 1.0, 12);
        assert!(!measure.means(1.0).is_empty() && !measure.silent().is_empty());
    }
    // A recusal leaves the candidates whom all marked; the figure says over how many it is.
    let gaps = round(&[1], &["A R1 2", "B R1 4", "C R1 5", "A R2 2", "B R2 4", "C R2 recused", "A R3 absent"]);
    let found = judge(&gaps, &Method::default()).agreement;
    assert_eq!(found.over, (2, 2));
    near(found.order.unwrap(), 1.0, 12);
}

#[test]
fn scorers_who_saw_one_impression_or_grew_milder_are_shown() {
    let found = judge(
        &round(
            &[1, 1, 1],
            &[
                "A R1 2 2 2",
                "B R1 4 4 4",
                "C R1 3 3 3",
                "D R1 5 5 5", //
                "A R2 3 1 4",
                "B R2 2 4 3",
                "C R2 4 3 1",
                "D R2 1 3 5", //
                "A R3 1 2 1",
                "B R3 3 2 3",
                "C R3 3 4 4",
                "D R3 5 5 5",
            ],
        ),
        &Method::default(),
    );
    near(found.scorers[0].halo.unwrap(), 1.0, 12);
    assert_eq!((found.scorers[0].straight, found.scorers[1].straight, found.scorers[2].straight), (4, 0, 1));
    assert!(found.scorers[1].halo.unwrap() < 0.3);
    assert!(found.scorers[2].slope.unwrap() > 0.5, "later interviews gain with R3");
    let sum: f64 = found.scorers.iter().map(|one| one.severity.unwrap()).sum();
    near(sum, 0.0, 9);
    assert!(found.panel_slope.is_some());
}

#[test]
fn marks_that_stand_out_are_named() {
    let found = judge(
        &round(&[1, 1], &["A R1 5 3", "A R2 2 3", "A R3 2 3", "B R1 3 3", "B R2 4 3", "B R3 4 ."]),
        &Method::default(),
    );
    assert_eq!(
        found.stand_out,
        [StandsOut { candidate: 0, scorer: 0, criterion: 0, place: 4, others: 1.0 }],
        "two anchors or more from the middle of the others"
    );
    assert!(found.criteria[0].spread > found.criteria[1].spread);
    assert_eq!(found.criteria[1].tells_apart, Some(0.0), "a criterion on which all are equal decides nothing");
    let two = judge(&round(&[1], &["A R1 1", "A R2 5"]), &Method::default());
    assert!(two.stand_out.is_empty(), "of two, neither stands out from the other");
}

#[test]
fn leaving_one_out_says_who_moves() {
    let found = judge(
        &round(&[1, 1], &["A R1 5 4", "B R1 3 3", "A R2 3 3", "B R2 3 4", "A R3 3 3", "B R3 3 4", "A R4 absent"]),
        &Method::default(),
    );
    assert_eq!(found.order.leader(), Some(0));
    assert_eq!(found.without_scorers.len(), 3, "who handed in nothing cannot be left out");
    let first = &found.without_scorers[0];
    assert_eq!((first.leads, first.order.leader(), first.moved.as_slice()), (true, Some(1), &[0, 1][..]));
    assert!(!found.without_scorers[1].leads);
    let criteria: Vec<Option<usize>> = found.without_criteria.iter().map(|left| left.order.leader()).collect();
    assert_eq!(criteria, [Some(1), Some(0)]);
    assert!(judge(&round(&[1], &["A R1 5"]), &Method::default()).without_criteria.is_empty());
}

#[test]
fn random_weightings_are_the_same_for_the_same_seed_and_fair() {
    let round = sensitive();
    let method = |seed| Method { seed, ..Method::default() };
    let (one, again, other) = (judge(&round, &method(7)), judge(&round, &method(7)), judge(&round, &method(8)));
    assert_eq!(one.shares, again.shares);
    assert_ne!(one.shares.wins, other.shares.wins);
    near(one.shares.share(0) + one.shares.share(1), 1.0, 9);
    // A leads where w1 > w2 + w3, which is so in (1/2)² of all weightings of three.
    assert!((one.shares.share(0) - 0.25).abs() < 0.02, "{}", one.shares.share(0));
}

#[test]
fn nothing_and_nobody_are_no_fault() {
    for empty in [Opened::default(), round(&[], &[]), round(&[0, 0], &["A R1 3 4"]), round(&[1], &["A R1 ."])] {
        let found = judge(&empty, &Method::default());
        assert_eq!(found.order.standings.len(), empty.candidates.len());
        assert!(found.shares.wins.iter().all(|wins| wins.is_finite()));
    }
    let mut stranger = round(&[1], &["A R1 3"]);
    stranger.cards[0][0] = Card::Marked(vec![Mark { says: Says::Anchor(99), ..Mark::default() }]);
    assert_eq!(judge(&stranger, &Method::default()).order.of(0).unwrap().result, None, "no such anchor: no mark");
}

proptest::proptest! {
    /// Who is named first among scorers and candidates, and what they are called, changes nothing.
    #[test]
    fn order_and_names_change_nothing(
        marks in proptest::collection::vec(proptest::collection::vec(proptest::collection::vec(0_usize..=6, 3), 4), 2..6),
        combine in proptest::sample::select(vec![Combine::Mean, Combine::Median, Combine::Trimmed]),
    ) {
        // 6 is a recusal where it comes first, 5 no evidence.
        let card = |marks: &Vec<usize>| if marks[0] == 6 {
            Card::Recused(String::new())
        } else {
            Card::Marked(marks.iter().map(|at| Mark {
                says: if *at < 5 { Says::Anchor(*at) } else { Says::NoEvidence }, ..Mark::default()
            }).collect())
        };
        let named = |turned: bool| {
            let mut cards: Vec<Vec<Card>> = marks.iter().map(|row| row.iter().map(card).collect()).collect();
            if turned {
                cards.reverse();
                cards.iter_mut().for_each(|row| row.reverse());
            }
            Opened {
                criteria: vec![criterion("x", 5, 1..=5), criterion("y", 3, 1..=5), criterion("z", 2, 1..=5)],
                scorers: (0..4).map(|at| Scorer { name: format!("{}{at}", if turned { "S" } else { "R" }), chair: false }).collect(),
                candidates: (0..marks.len()).map(|at| Candidate { name: format!("{at}"), place: None }).collect(),
                cards,
                ..Opened::default()
            }
        };
        // Fewer draws than usual: what they share is told apart all the same.
        let method = Method { combine, draws: 500, ..Method::default() };
        let (one, two) = (judge(&named(false), &method), judge(&named(true), &method));
        let same = |a: Option<f64>, b: Option<f64>| match (a, b) {
            (Some(a), Some(b)) => (a - b).abs() < 1e-9,
            (a, b) => a == b,
        };
        for candidate in 0..marks.len() {
            let (a, b) = (one.order.of(candidate).unwrap(), two.order.of(marks.len() - 1 - candidate).unwrap());
            proptest::prop_assert!(same(a.result, b.result) && a.rank == b.rank && a.between == b.between, "{a:?} {b:?}");
            let shares = (one.shares.share(candidate), two.shares.share(marks.len() - 1 - candidate));
            proptest::prop_assert!((shares.0 - shares.1).abs() < 1e-2, "{shares:?}");
        }
        for measure in Measure::ALL {
            let (a, b) = (measure.of(&one.agreement), measure.of(&two.agreement));
            proptest::prop_assert!(same(a.ok(), b.ok()) && a.is_ok() == b.is_ok());
        }
        for (a, b) in one.flips.iter().zip(&two.flips) {
            proptest::prop_assert!(same(a.map(|f| f.at), b.map(|f| f.at)), "{a:?} {b:?}");
        }
        let severities = one.scorers.iter().zip(two.scorers.iter().rev());
        for (a, b) in severities {
            proptest::prop_assert!(same(a.severity, b.severity) && same(a.halo, b.halo) && a.straight == b.straight);
        }
    }

    /// A total lies between the lowest and the highest mark it is made of, and every weighting adds up to 1.
    #[test]
    fn totals_lie_within_their_marks(
        marks in proptest::collection::vec(1_u8..=5, 4),
        weights in proptest::collection::vec(0_i64..5000, 4),
        seed in 0_u64..1000,
    ) {
        let line = format!("A R1 {}", marks.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "));
        let found = judge(&round(&weights, &[&line]), &Method { seed, draws: 10, ..Method::default() });
        let total = result(&found, 0);
        let (least, most) = (marks.iter().min().unwrap(), marks.iter().max().unwrap());
        proptest::prop_assert!((f64::from(*least) - 1e-9..=f64::from(*most) + 1e-9).contains(&total));
        let mut drawn = vec![0.0; 4];
        Random::new(seed).weights(&mut drawn);
        proptest::prop_assert!((drawn.iter().sum::<f64>() - 1.0).abs() < 1e-12 && drawn.iter().all(|w| *w > 0.0));
        proptest::prop_assert!((with_weight(&drawn, 1, 0.3).iter().sum::<f64>() - 1.0).abs() < 1e-12);
    }
}
