//! Known answers from the literature, gaps, and what holds whoever is named first.

use super::*;

fn near(found: Option<f64>, wanted: f64, digits: i32) {
    let found = found.unwrap();
    assert!((found - wanted).abs() <= 0.5 * 10_f64.powi(-digits), "{found}, not {wanted}");
}

/// Observers in lines, units in columns; `.` is no score.
fn units(lines: &[&str]) -> Vec<Vec<f64>> {
    let rows: Vec<Vec<&str>> = lines.iter().map(|line| line.split(' ').collect()).collect();
    (0..rows[0].len()).map(|at| rows.iter().filter_map(|row| row[at].parse().ok()).collect()).collect()
}

fn matrix(rows: &[&[f64]]) -> Matrix {
    rows.iter().map(|row| row.iter().copied().map(Some).collect()).collect()
}

#[test]
fn alpha_of_three_coders_with_gaps() {
    let found = alpha(&units(&[
        ". . . . . 3 4 1 2 1 1 3 3 . 3",
        "1 . 2 1 3 3 4 3 . . . . . . .",
        ". . 2 1 3 4 4 . 2 1 1 3 3 . 4",
    ]));
    near(found.nominal, 0.691_358, 6);
    near(found.interval, 0.810_845, 6);
    near(found.ordinal, 0.806_721, 6);
    near(found.ratio, 0.808_944, 6);
}

#[test]
fn alpha_of_krippendorffs_four_observers() {
    let found = alpha(&units(&[
        "1 2 3 3 2 1 4 1 2 . . .",
        "1 2 3 3 2 2 4 1 2 5 . 3",
        ". 3 3 3 2 3 4 2 2 5 1 .",
        "1 2 3 3 2 4 4 1 2 5 1 .",
    ]));
    near(found.nominal, 0.743_421, 6);
    near(found.ordinal, 0.815_388, 6);
    near(found.interval, 0.849_107, 6);
    near(found.ratio, 0.797_403, 6);
}

#[test]
fn alpha_is_undefined_without_variation_or_pairs() {
    assert_eq!(alpha(&[vec![3.0, 3.0], vec![3.0, 3.0]]), Alpha::default());
    assert_eq!(alpha(&[vec![3.0], vec![4.0]]), Alpha::default());
    assert_eq!(alpha(&[]), Alpha::default());
    let below = alpha(&[vec![-1.0, 2.0], vec![3.0, 3.0]]);
    assert!(below.interval.is_some() && below.ratio.is_none());
}

const SHROUT_FLEISS: &[&[f64]] = &[
    &[9.0, 2.0, 5.0, 8.0],
    &[6.0, 1.0, 3.0, 2.0],
    &[8.0, 4.0, 6.0, 8.0],
    &[7.0, 1.0, 2.0, 6.0],
    &[10.0, 5.0, 6.0, 9.0],
    &[6.0, 2.0, 4.0, 7.0],
];

#[test]
fn icc_of_shrout_and_fleiss() {
    let found = icc(&matrix(SHROUT_FLEISS)).unwrap();
    for (value, wanted) in [
        (found.one_1, 0.1657),
        (found.two_1, 0.2898),
        (found.three_1, 0.7148),
        (found.one_k, 0.4428),
        (found.two_k, 0.6201),
        (found.three_k, 0.9093),
    ] {
        near(Some(value), wanted, 4);
    }
    let pairs = icc(&matrix(&[&[2.0, 4.0], &[4.0, 6.0], &[6.0, 8.0]])).unwrap();
    near(Some(pairs.two_1), 0.6667, 4);
    near(Some(pairs.three_1), 1.0, 4);
    near(Some(pairs.one_1), 0.6, 4);
    assert_eq!(icc(&vec![vec![Some(1.0), None], vec![Some(2.0), Some(3.0)]]), None);
    assert_eq!(icc(&matrix(&[&[3.0, 3.0], &[3.0, 3.0]])), None);
}

/// Judges in lines, what they judge in columns.
fn judged(lines: &[&[f64]]) -> Matrix {
    (0..lines[0].len()).map(|at| lines.iter().map(|line| Some(line[at])).collect()).collect()
}

#[test]
fn kendalls_w_with_and_without_ties() {
    let xyz = matrix(&[&[1.0, 1.0, 2.0, 3.0], &[3.0, 2.0, 3.0, 1.0], &[2.0, 3.0, 1.0, 2.0]]);
    near(Some(kendall(&xyz).unwrap().w), 1.0 / 16.0, 9);
    let essays = judged(&[
        &[8.0, 6.0, 4.0, 1.0, 3.0, 2.0, 5.0, 7.0],
        &[7.0, 5.0, 6.0, 2.0, 3.0, 1.0, 4.0, 8.0],
        &[8.0, 6.0, 5.0, 1.0, 2.0, 3.0, 4.0, 7.0],
    ]);
    let found = kendall(&essays).unwrap();
    near(Some(found.w), 0.936_508, 6);
    near(found.chi_squared, 19.667, 3);
    // Zar, example 20.5: only the sums of ranks are printed.
    let sums = [14.5, 21.0, 30.5, 6.0, 11.0, 3.5, 20.0, 11.5, 29.0, 28.5, 22.5, 36.0];
    near(kendall::concordance(&sums, 3, 0.0).map(|found| found.w), 0.913_364, 6);
    let ties = kendall(&matrix(SHROUT_FLEISS)).unwrap();
    near(Some(ties.w), 0.855_357, 6);
    near(ties.w_ties, 0.887_037, 6);
    near(ties.chi_squared, 17.7407, 4);
}

fn scores(lines: &[&str]) -> Scores {
    let mut form = ScoresForm::default();
    for (row, line) in lines.iter().enumerate() {
        let cells: Vec<&str> = line.split(' ').collect();
        form.add(row + 2, cells[0], cells[1], cells[2], cells.get(3).unwrap_or(&"")).unwrap();
    }
    form.parse().unwrap()
}

/// One scorer is recused for C and severe: the raw order is an artefact of that.
#[test]
fn a_recusal_is_adjusted_for_beside_the_raw_result() {
    let found = stats(
        &scores(&[
            "A R1 k 4", "B R1 k 3", "C R1 k 3", "A R2 k 4", "B R2 k 3", "C R2 k 3", "A R3 k 2", "B R3 k 1", "C R3 k",
        ]),
        &[1.0],
    );
    let of = |at: usize| &found.candidates[at];
    near(of(0).mean, 10.0 / 3.0, 9);
    near(of(1).mean, 7.0 / 3.0, 9);
    near(of(2).mean, 3.0, 9);
    near(of(0).adjusted, 10.0 / 3.0, 9);
    near(of(1).adjusted, 7.0 / 3.0, 9);
    near(of(2).adjusted, 7.0 / 3.0, 9);
    assert_eq!([of(0).rank, of(1).rank, of(2).rank], [Some(1), Some(3), Some(2)]);
    for (at, effect) in [2.0 / 3.0, 2.0 / 3.0, -4.0 / 3.0].into_iter().enumerate() {
        near(found.scorers[at].severity, effect, 9);
    }
    assert_eq!((found.icc, found.kendall, found.not_adjusted), (None, None, None));
}

#[test]
fn no_adjustment_on_a_full_panel_nor_where_it_cannot_be_told() {
    let full = stats(&scores(&["A R1 k 4", "B R1 k 2", "A R2 k 5", "B R2 k 1"]), &[1.0]);
    assert_eq!((full.candidates[0].adjusted, full.not_adjusted), (None, Some(NotAdjusted::FullPanel)));
    near(full.scorers[0].severity, 0.0, 9);
    let apart = stats(
        &scores(&["A R1 k 4", "B R1 k 3", "C R1 k", "D R1 k", "A R2 k", "B R2 k", "C R2 k 5", "D R2 k 1"]),
        &[1.0],
    );
    assert_eq!((apart.candidates[0].adjusted, apart.not_adjusted), (None, Some(NotAdjusted::Apart)));
    assert_eq!(apart.scorers[0].severity, None);
}

#[test]
fn weights_count_and_no_evidence_is_not_nought() {
    let scores = scores(&["A R1 x 1", "A R1 y 5", "B R1 x 4", "B R1 y"]);
    let found = stats(&scores, &[3.0, 1.0]);
    near(found.candidates[0].mean, 2.0, 9);
    near(found.candidates[1].mean, 4.0, 9);
    assert_eq!(median(&[4.0, 1.0, 3.0, 9.0]), Some(3.5));
}

#[test]
fn rows_that_cannot_be_scores_are_named() {
    let mut form = ScoresForm::default();
    assert!(form.add(4, "A", "R", "k", "good").unwrap_err().message.starts_with("Row 4: “good”"));
    assert!(form.add(5, "", "R", "k", "1").unwrap_err().message.starts_with("Row 5"));
    form.add(6, "A", "R", "k", "1,5").unwrap();
    form.add(7, "A", "R", "k", "").unwrap();
    assert!(form.parse().unwrap_err().message.contains("Rows 6 and 7"));
    assert!(ScoresForm::default().parse().is_err());
}

proptest::proptest! {
    /// Spearman and Brown's k r / (1 + (k - 1) r) joins one rater's correlation with that of the mean, in all three rows.
    #[test]
    fn spearman_brown_holds(rows in proptest::collection::vec(proptest::collection::vec(1_u8..=5, 4), 3..9)) {
        let rows: Matrix = rows.into_iter().map(|row| row.into_iter().map(|v| Some(f64::from(v))).collect()).collect();
        if let Some(found) = icc(&rows) {
            for (single, several) in [(found.one_1, found.one_k), (found.two_1, found.two_k), (found.three_1, found.three_k)] {
                let below = 1.0 + 3.0 * single;
                if below.abs() > 1e-6 {
                    proptest::prop_assert!((4.0 * single / below - several).abs() < 1e-6 * several.abs().max(1.0));
                }
            }
        }
    }

    /// Who is named first changes nothing.
    #[test]
    fn the_order_of_scorers_and_candidates_changes_nothing(
        rows in proptest::collection::vec(proptest::collection::vec(proptest::option::weighted(0.85, 1_u8..=5), 4), 3..8),
    ) {
        let rows: Matrix = rows.into_iter().map(|row| row.into_iter().map(|v| v.map(f64::from)).collect()).collect();
        let mut turned: Matrix = rows.iter().map(|row| row.iter().rev().copied().collect()).collect();
        turned.reverse();
        let same = |a: Option<f64>, b: Option<f64>| match (a, b) {
            (Some(a), Some(b)) => (a - b).abs() < 1e-9,
            (a, b) => a == b,
        };
        let units = |m: &Matrix| -> Vec<Vec<f64>> { m.iter().map(|row| given(row)).collect() };
        let (one, two) = (alpha(&units(&rows)), alpha(&units(&turned)));
        for (a, b) in [(one.nominal, two.nominal), (one.ordinal, two.ordinal), (one.interval, two.interval), (one.ratio, two.ratio)] {
            proptest::prop_assert!(same(a, b), "{a:?} {b:?}");
        }
        proptest::prop_assert!(same(kendall(&rows).map(|k| k.w), kendall(&turned).map(|k| k.w)));
        match (effects(&rows), effects(&turned)) {
            (Ok(a), Ok(b)) => {
                for (at, value) in a.targets.iter().enumerate() {
                    proptest::prop_assert!((value - b.targets[b.targets.len() - 1 - at]).abs() < 1e-9);
                }
                proptest::prop_assert!(a.raters.iter().sum::<f64>().abs() < 1e-9);
            }
            (a, b) => proptest::prop_assert_eq!(a.is_ok(), b.is_ok()),
        }
    }
}
