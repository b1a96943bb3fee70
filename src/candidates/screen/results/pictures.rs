//! The pictures of a judged round: a profile, the agreement, the weights at which the lead changes, how often each would lead. Each
//! says the same in words beside it.

use egui::Ui;

use super::super::super::decided::Results;
use super::super::super::judged::{Judged, Measure, place, words};
use crate::t;
use crate::ui::{MarkShape, ScaleMark, ScaleRow, ScaleRows};

/// A candidate's marks on every criterion: a ring for each scorer, a dot for the mean.
pub(super) fn profile(ui: &mut Ui, results: &Results, candidate: usize) {
    let (round, judged) = (&results.after, &results.judged);
    let scale = judged.scale;
    let value = |criterion: usize, scorer: usize| {
        let at = place(round, candidate, scorer, criterion)?;
        let anchors = &round.criteria.get(criterion)?.anchors;
        let own = anchors.get(at)?.value as f64;
        let (low, high) = (anchors.first()?.value as f64, anchors.last()?.value as f64);
        Some(if scale.own || high <= low { own } else { 100.0 * (own - low) / (high - low) })
    };
    let profile = judged.profiles.get(candidate).cloned().unwrap_or_default();
    let mut says: Vec<Vec<String>> = Vec::new();
    for (k, mean) in profile.iter().enumerate() {
        let mut all: Vec<String> = (0..round.scorers.len())
            .map(|s| format!("{}: {}", words::scorer(round, s), words::cell(round, candidate, s, k)))
            .collect();
        all.push(t!("Mean {mean}", mean = words::points_or_none(*mean, scale)));
        says.push(all);
    }
    let figures: Vec<String> = profile
        .iter()
        .map(|mean| mean.map_or_else(|| t!("no evidence").to_owned(), |mean| words::points(mean, scale)))
        .collect();
    let names: Vec<String> = round
        .criteria
        .iter()
        .map(|one| if one.essential { t!("{name} (essential)", name = one.name) } else { one.name.clone() })
        .collect();
    let rows: Vec<ScaleRow<'_>> = names
        .iter()
        .zip(&figures)
        .zip(&says)
        .enumerate()
        .map(|(k, ((label, figure), says))| {
            let mut marks: Vec<ScaleMark<'_>> = (0..round.scorers.len())
                .filter_map(|s| Some(ScaleMark { at: value(k, s)?, shape: MarkShape::Ring, says: says.get(s)? }))
                .collect();
            if let Some(mean) = profile.get(k).copied().flatten() {
                let says = says.last().map_or("", String::as_str);
                marks.push(ScaleMark { at: mean, shape: MarkShape::Line, says });
            }
            ScaleRow { label, says: figure, marks, band: None }
        })
        .collect();
    let steps = steps(results);
    let shown: Vec<(f64, &str)> = steps.iter().map(|(at, words)| (*at, words.as_str())).collect();
    let name = t!("Marks of {name}", name = words::candidate(round, candidate));
    ScaleRows { name: &name, from: scale.low, to: scale.high, steps: &shown }.show(ui, &rows);
}

/// Where the scale is marked: at every point where there are few, else at its ends and quarters.
fn steps(results: &Results) -> Vec<(f64, String)> {
    let scale = results.judged.scale;
    let anchors = results.after.criteria.first().map(|one| one.anchors.as_slice()).unwrap_or_default();
    if scale.own && anchors.len() <= 11 {
        return anchors.iter().map(|one| (one.value as f64, one.value.to_string())).collect();
    }
    (0..=4)
        .map(|quarter| scale.low + (scale.high - scale.low) * f64::from(quarter) / 4.0)
        .map(|at| (at, format!("{at:.0}")))
        .collect()
}

/// The order with the ranks that noise leaves open.
pub(super) fn standing(ui: &mut Ui, results: &Results) {
    let (round, judged) = (&results.after, &results.judged);
    let standings = judged.order.standings.iter().filter(|one| one.result.is_some()).take(20);
    let names: Vec<(String, String, &super::super::super::judged::Standing)> = standings
        .map(|one| {
            let says = format!("{} ({})", words::points_or_none(one.result, judged.scale), words::rank(round, one));
            (words::candidate(round, one.candidate).to_owned(), says, one)
        })
        .collect();
    let rows: Vec<ScaleRow<'_>> = names
        .iter()
        .map(|(name, says, one)| {
            let totals = judged.totals.get(one.candidate).cloned().unwrap_or_default();
            let mut marks: Vec<ScaleMark<'_>> = totals
                .iter()
                .enumerate()
                .filter_map(|(s, total)| {
                    Some(ScaleMark { at: (*total)?, shape: MarkShape::Ring, says: words::scorer(round, s) })
                })
                .collect();
            marks.extend(one.result.map(|at| ScaleMark { at, shape: MarkShape::Line, says: "" }));
            ScaleRow { label: name, says, marks, band: None }
        })
        .collect();
    let steps = steps(results);
    let shown: Vec<(f64, &str)> = steps.iter().map(|(at, words)| (*at, words.as_str())).collect();
    let scale = judged.scale;
    ScaleRows { name: t!("Totals of every scorer"), from: scale.low, to: scale.high, steps: &shown }.show(ui, &rows);
}

/// The four figures of agreement, from none to full.
pub(super) fn agreement(ui: &mut Ui, judged: &Judged) {
    let figures: Vec<String> = Measure::ALL
        .iter()
        .map(|measure| match measure.of(&judged.agreement) {
            Ok(value) => format!("{value:.2}"),
            Err(_) => t!("not defined").to_owned(),
        })
        .collect();
    let rows: Vec<ScaleRow<'_>> = Measure::ALL
        .iter()
        .zip(&figures)
        .map(|(measure, says)| ScaleRow {
            label: measure.name(),
            says,
            marks: measure
                .of(&judged.agreement)
                .ok()
                .map(|at| ScaleMark { at, shape: MarkShape::Dot, says: measure.term() })
                .into_iter()
                .collect(),
            // From where on it is called good.
            band: Some((measure.bounds().1, 1.0)),
        })
        .collect();
    let least = Measure::ALL.iter().filter_map(|measure| measure.of(&judged.agreement).ok()).fold(0.0, f64::min);
    let from = if least < 0.0 { -0.5 } else { 0.0 };
    let steps = [(-0.5, "−0.5"), (0.0, t!("0, chance")), (0.5, "0.5"), (1.0, t!("1, full"))];
    let shown: Vec<(f64, &str)> = steps.into_iter().filter(|(at, _)| *at >= from).collect();
    ScaleRows { name: t!("Agreement of the panel"), from, to: 1.0, steps: &shown }.show(ui, &rows);
}

/// For each criterion its weight, and the weight at which somebody else leads.
pub(super) fn flips(ui: &mut Ui, results: &Results) {
    let (round, judged) = (&results.after, &results.judged);
    let says: Vec<(String, String)> = judged
        .flips
        .iter()
        .enumerate()
        .map(|(at, flip)| match flip {
            Some(flip) => (
                t!("{at}: {who}", at = words::tenths(flip.at), who = words::candidate(round, flip.leader)),
                words::flip(round, at, Some(flip)),
            ),
            None => (t!("no change").to_owned(), words::flip(round, at, None)),
        })
        .collect();
    let weights: Vec<String> =
        judged.weights.iter().map(|weight| t!("Weighs {weight}", weight = words::tenths(*weight))).collect();
    let rows: Vec<ScaleRow<'_>> = round
        .criteria
        .iter()
        .zip(&says)
        .enumerate()
        .map(|(at, (one, (figure, sentence)))| {
            let now = judged.weights.get(at).copied().unwrap_or_default();
            let mut marks =
                vec![ScaleMark { at: now, shape: MarkShape::Line, says: weights.get(at).map_or("", String::as_str) }];
            let flip = judged.flips.get(at).copied().flatten();
            marks.extend(flip.map(|flip| ScaleMark { at: flip.at, shape: MarkShape::Diamond, says: sentence }));
            let band = flip.map(|flip| (now.min(flip.at), now.max(flip.at)));
            ScaleRow { label: &one.name, says: figure, marks, band }
        })
        .collect();
    let steps = [(0.0, "0%"), (0.25, "25%"), (0.5, "50%"), (0.75, "75%"), (1.0, "100%")];
    ScaleRows { name: t!("Weights at which the lead changes"), from: 0.0, to: 1.0, steps: &steps }.show(ui, &rows);
}

/// How often each candidate would lead.
pub(super) fn shares(ui: &mut Ui, results: &Results) {
    let (round, judged) = (&results.after, &results.judged);
    let mut all: Vec<(usize, f64)> = judged
        .order
        .standings
        .iter()
        .filter(|one| one.rank.is_some())
        .map(|one| (one.candidate, judged.shares.share(one.candidate)))
        .collect();
    all.sort_by(|a, b| b.1.total_cmp(&a.1));
    all.truncate(8);
    let says: Vec<String> = all.iter().map(|(_, share)| words::percent(*share)).collect();
    let rows: Vec<ScaleRow<'_>> = all
        .iter()
        .zip(&says)
        .map(|((at, share), says)| ScaleRow {
            label: words::candidate(round, *at),
            says,
            marks: Vec::new(),
            band: (*share > 0.0).then_some((0.0, *share)),
        })
        .collect();
    let steps = [(0.0, "0%"), (0.5, "50%"), (1.0, "100%")];
    ScaleRows { name: t!("How often each would lead"), from: 0.0, to: 1.0, steps: &steps }.show(ui, &rows);
}
