//! `candidates results` and `candidates whatif`: what an opened round says, as text, JSON or table.

use clap::Command;
use serde_json::{Value as Json, json};

use super::super::decided::Results;
use super::super::judged::{self, Adjusted, Grid, Judged, Measure, words};
use super::super::model::RoundId;
use super::super::{record, store};
use super::stats::weights;
use super::{one_args, round};
use crate::cli::args::{flag, option, writes};
use crate::cli::{Call, Outcome, SHEET_FORMS, write_sheet};
use crate::kit::{Problem, Result, text};
use crate::office::{Office, profile};
use crate::t;

/// Its results, for who acts.
pub(super) fn read(office: &Office, id: RoundId) -> Result<Results> {
    office.read(|conn| store::results(conn, id, office.who()))
}

pub(super) fn results_args(c: Command) -> Command {
    writes(one_args(c), "to", "OUT", SHEET_FORMS).arg(flag("as-marked", "Without what was changed after discussion"))
}

pub(super) fn results(call: &mut Call<'_>) -> Result<Outcome> {
    let to = call.sheet_target()?;
    let office = call.office_to_read()?;
    let id = round(call, &office)?;
    let results = read(&office, id)?;
    if let Some(to) = &to {
        let currency = *office.read(profile::get)?.currency;
        write_sheet(to, &record::marks_sheet(&results), currency)?;
    }
    let judged = if call.flag("as-marked") { &results.independent } else { &results.judged };
    let mut document = document(&results, judged);
    if let Some(fields) = document.as_object_mut() {
        fields.insert("file".into(), json!(to));
    }
    call.out.answer(&document, &in_words(&results, judged))?;
    hidden(call, &results)?;
    Ok(Outcome::Done)
}

/// Says that somebody is left out for who looks.
fn hidden(call: &mut Call<'_>, results: &Results) -> Result<()> {
    if results.hidden.candidates.is_empty() {
        return Ok(());
    }
    let many = text::plural(results.hidden.candidates.len(), t!("candidate is"), t!("candidates are"));
    call.out.remark(&t!("{many} left out everywhere, because you declared an interest", many = many))
}

/// All figures of a round.
fn document(results: &Results, judged: &Judged) -> Json {
    let round = &results.after;
    let name = |at: usize| words::candidate(round, at);
    let adjusted = |at: usize| match &judged.adjusted {
        Adjusted::Values(values) => values.get(at).copied(),
        Adjusted::Refused(_) => None,
    };
    let candidates: Vec<Json> = judged
        .order
        .standings
        .iter()
        .map(|one| {
            let at = one.candidate;
            let verdict = results
                .candidate(at)
                .and_then(|id| results.decision.as_ref().and_then(|decision| decision.verdict(id)));
            json!({
                "id": results.candidate(at), "name": name(at), "rank": one.rank, "between": one.between, "result": one.result,
                "mean": one.mean, "median": one.median, "trimmed": one.trimmed, "adjusted": adjusted(at),
                "as_marked": results.independent.order.of(at).and_then(|own| own.result), "cards": one.cards,
                "lacks": one.lacks.iter().map(|k| words::criterion(round, *k)).collect::<Vec<_>>(),
                "unseen": one.unseen.iter().map(|k| words::criterion(round, *k)).collect::<Vec<_>>(),
                "ahead_of_next": one.gap.map(|gap| gap.difference), "standard_error": one.gap.and_then(|gap| gap.error),
                "within_noise": one.gap.and_then(|gap| gap.within_noise()), "share": judged.shares.share(at),
                "profile": judged.profiles.get(at), "outcome": verdict.map(|one| one.outcome),
                "reasons": verdict.map(|one| &one.reasons),
            })
        })
        .collect();
    let criteria: Vec<Json> = judged
        .criteria
        .iter()
        .enumerate()
        .map(|(at, one)| {
            let flip = judged.flips.get(at).copied().flatten();
            json!({
                "name": words::criterion(round, at), "weight": judged.weights.get(at), "mean": one.mean, "spread": one.spread,
                "tells_apart": one.tells_apart, "no_evidence": one.no_evidence,
                "alpha_ordinal": judged.agreement.by_criterion.get(at).and_then(|found| found.ok()),
                "flips_at": flip.map(|flip| flip.at), "flips_to": flip.map(|flip| name(flip.leader)),
            })
        })
        .collect();
    let scorers: Vec<Json> = judged
        .scorers
        .iter()
        .enumerate()
        .map(|(at, one)| {
            json!({
                "name": words::scorer(round, at), "marked": one.marked, "recused": one.recused, "absent": one.absent,
                "no_evidence": one.no_evidence, "severity": one.severity, "spread": one.spread, "halo": one.halo,
                "straight_lined": one.straight, "slope": one.slope, "remarks": words::scorer_remarks(judged, one),
            })
        })
        .collect();
    let left = |all: &[judged::LeftOut], called: &dyn Fn(usize) -> String| -> Vec<Json> {
        all.iter()
            .map(|one| {
                json!({ "without": called(one.of), "leader": one.order.leader().map(name), "changes_leader": one.leads,
                    "moved": one.moved.iter().map(|at| name(*at)).collect::<Vec<_>>() })
            })
            .collect()
    };
    let agreement: serde_json::Map<String, Json> = Measure::ALL
        .iter()
        .map(|measure| (measure.key().to_owned(), json!(measure.of(&judged.agreement).ok())))
        .collect();
    json!({
        "id": results.whole.round.id, "round": round.name, "published": round.published,
        "scale": { "low": judged.scale.low, "high": judged.scale.high }, "method": results.method.combine,
        "says": words::order(round, judged), "candidates": candidates, "criteria": criteria, "scorers": scorers,
        "agreement": agreement, "agreement_over": judged.agreement.over,
        "adjusted_says": words::adjusted(round, judged),
        "ties": judged.order.ties.iter().map(|tie| words::tie(round, tie)).collect::<Vec<_>>(),
        "stand_out": judged.stand_out.iter().map(|one| words::stands_out(round, one)).collect::<Vec<_>>(),
        "critical": words::critical(round, judged),
        "weightings": { "seed": judged.shares.seed, "draws": judged.shares.draws },
        "without_scorer": left(&judged.without_scorers, &|at| words::scorer(round, at).to_owned()),
        "without_criterion": left(&judged.without_criteria, &|at| words::criterion(round, at).to_owned()),
        "moderated": results.moderations.iter().map(|one| record::moderation_says(results, one)).collect::<Vec<_>>(),
        "hidden": results.hidden.candidates.len(),
        "decision": results.decision.as_ref().map(|one| json!({ "on": one.on, "by": one.by, "hash": one.sum,
            "keep_until": one.new.keep_until, "purged": one.purged, "appeal_days": one.new.appeal_days })),
    })
}

/// The order as lines.
fn lines(results: &Results, judged: &Judged) -> Vec<String> {
    let round = &results.after;
    let width =
        round.candidates.iter().map(|one| one.name.chars().count()).max().unwrap_or(0).max(t!("Candidate").len());
    let mut all = vec![format!(
        "{:<8}  {:<width$}  {:>8}  {:>8}  {:>8}  {}",
        t!("Rank"),
        t!("Candidate"),
        t!("Result"),
        t!("Median"),
        t!("Share"),
        t!("Beside the next")
    )];
    for one in &judged.order.standings {
        let beside = one.gap.map(|gap| words::gap(&gap, judged.scale)).unwrap_or_default();
        let line = format!(
            "{:<8}  {:<width$}  {:>8}  {:>8}  {:>8}  {beside}",
            words::rank(round, one),
            words::candidate(round, one.candidate),
            words::points_or_none(one.result, judged.scale),
            words::points_or_none(one.median, judged.scale),
            words::percent(judged.shares.share(one.candidate)),
        );
        all.push(line.trim_end().to_owned());
    }
    all
}

fn in_words(results: &Results, judged: &Judged) -> String {
    let round = &results.after;
    let mut all = lines(results, judged);
    all.push(String::new());
    all.push(words::order(round, judged));
    all.extend(judged.order.ties.iter().map(|tie| words::tie(round, tie)));
    all.push(words::adjusted(round, judged));
    all.push(String::new());
    for measure in Measure::ALL {
        let value = measure.of(&judged.agreement);
        let means = value.map(|value| format!(". {}", measure.means(value))).unwrap_or_default();
        all.push(format!("{} ({}): {}{means}", measure.name(), measure.term(), words::figure(value)));
    }
    all.push(String::new());
    all.push(words::critical(round, judged));
    all.push(format!("{} {}", t!("Share:"), words::drawn(judged)));
    let scorers = judged.without_scorers.iter().map(|left| words::left_out(round, words::scorer(round, left.of), left));
    all.extend(scorers);
    let criteria = judged.without_criteria.iter();
    all.extend(criteria.map(|left| words::left_out(round, &format!("“{}”", words::criterion(round, left.of)), left)));
    let remarks: Vec<String> = judged
        .scorers
        .iter()
        .enumerate()
        .flat_map(|(at, one)| {
            let name = words::scorer(round, at).to_owned();
            words::scorer_remarks(judged, one).into_iter().map(move |words| format!("{name}: {words}"))
        })
        .chain(judged.stand_out.iter().map(|one| words::stands_out(round, one)))
        .collect();
    if !remarks.is_empty() {
        all.push(String::new());
        all.extend(remarks);
    }
    all.extend(results.moderations.iter().map(|one| record::moderation_says(results, one)));
    if let Some(decision) = &results.decision {
        all.push(String::new());
        for one in &decision.new.verdicts {
            let name = results.whole.candidate(one.candidate).map(|c| c.name().to_owned()).unwrap_or_default();
            all.push(format!("{name}: {}. {}", one.outcome.label(), one.reasons));
        }
    }
    all.join("\n")
}

pub(super) fn what_if_args(c: Command) -> Command {
    one_args(c)
        .arg(option(
            "weights",
            "CRITERION=W,…",
            "Other weights: one for each criterion, `equal`, or `order` (by importance as listed, rank-order centroid)",
        ))
        .arg(option("without-scorer", "NAME", "Leave somebody of the panel out"))
        .arg(option("without-criterion", "NAME", "Leave a criterion out"))
}

pub(super) fn what_if(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let id = round(call, &office)?;
    let results = read(&office, id)?;
    let names: Vec<String> = results.after.criteria.iter().map(|one| one.name.clone()).collect();
    let mut weights = match call.text("weights") {
        Some("equal") => vec![1.0; names.len()],
        Some("order") => judged::by_order(names.len()),
        Some(text) => weights(Some(text), &names)?,
        None => results.judged.weights.clone(),
    };
    if let Some(name) = call.text("without-criterion") {
        let found =
            results.whole.criterion_called(name).and_then(|one| results.criteria.iter().position(|id| *id == one.id));
        let at = found.ok_or_else(|| {
            Problem::input(t!("There is no criterion “{name}”", name = name))
                .hint(t!("The criteria are {names}", names = names.join(", ")))
        })?;
        if let Some(weight) = weights.get_mut(at) {
            *weight = 0.0;
        }
        if weights.iter().all(|weight| *weight <= 0.0) {
            return Err(Problem::input(t!("Nothing is left that weighs anything")));
        }
    }
    let mut grid = Grid::of(&results.after);
    if let Some(name) = call.text("without-scorer") {
        let found =
            results.whole.scorer_called(name).and_then(|one| results.scorers.iter().position(|id| *id == one.id));
        let scorers: Vec<&str> = results.after.scorers.iter().map(|one| one.name.as_str()).collect();
        let at = found.ok_or_else(|| {
            Problem::input(t!("Nobody called “{name}” sits on the panel", name = name))
                .hint(t!("The scorers are {names}", names = scorers.join(", ")))
        })?;
        grid = grid.without_scorer(at);
    }
    let weights = judged::proportions(&weights);
    let order = judged::reorder(&results.after, &results.method, &grid, &weights);
    let round = &results.after;
    let rows: Vec<Json> = order
        .standings
        .iter()
        .map(|one| {
            let before = results.judged.order.of(one.candidate).and_then(|own| own.rank);
            json!({ "name": words::candidate(round, one.candidate), "rank": one.rank, "result": one.result, "rank_now": before })
        })
        .collect();
    let mut text: Vec<String> = order
        .standings
        .iter()
        .map(|one| {
            let before = results.judged.order.of(one.candidate);
            let was = before.map(|own| words::rank(round, own)).unwrap_or_default();
            t!(
                "{rank}  {name}  {result}  (as published: {was})",
                rank = words::rank(round, one),
                name = words::candidate(round, one.candidate),
                result = words::points_or_none(one.result, results.judged.scale),
                was = was
            )
        })
        .collect();
    text.push(t!("Nothing was changed.").to_owned());
    let document = json!({ "weights": names.iter().zip(&weights).map(|(name, weight)| json!({ "criterion": name, "weight": weight })).collect::<Vec<_>>(),
        "candidates": rows, "changes_leader": order.leader() != results.judged.order.leader() });
    call.out.answer(&document, &text.join("\n"))?;
    hidden(call, &results)?;
    Ok(Outcome::Done)
}
