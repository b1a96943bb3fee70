//! `candidates stats`: the statistics of a table of scores, for whoever wants to check a result; no office is needed.

use clap::{Arg, Command};
use serde_json::{Value as Json, json};

use super::super::stats::{self, Scores, ScoresForm, Stats};
use crate::cli::{Call, Outcome};
use crate::kit::{Problem, Result};
use crate::t;
use crate::tabular::{self, Overrides, Source};

pub(super) fn args(c: Command) -> Command {
    c.arg(
        Arg::new("scores")
            .value_name("SCORES.csv")
            .required(true)
            .help("Columns candidate, scorer, criterion, value; an empty value is no score"),
    )
    .arg(
        Arg::new("weights")
            .long("weights")
            .value_name("CRITERION=W,…")
            .help("A weight for each criterion (default: all equal)"),
    )
}

fn column(source: &Source, name: &str) -> Result<usize> {
    source.columns.iter().position(|c| c.name.trim().eq_ignore_ascii_case(name)).ok_or_else(|| {
        let names: Vec<&str> = source.columns.iter().map(|c| c.name.as_str()).collect();
        Problem::input(t!("The table has no column “{name}”. Nothing was worked out", name = name))
            .hint(t!("Its columns are {names}", names = names.join(", ")))
    })
}

fn scores(source: &Source) -> Result<Scores> {
    let places = [column(source, "candidate")?, column(source, "scorer")?, column(source, "value")?];
    // A table of one criterion may leave the column out.
    let criterion = column(source, "criterion").ok();
    let mut form = ScoresForm::default();
    for row in source.rows() {
        let [candidate, scorer, value] = places.map(|at| row.cell(at).trim());
        let criterion = criterion.map_or("", |at| row.cell(at).trim());
        if candidate.is_empty() && scorer.is_empty() && value.is_empty() {
            continue;
        }
        form.add(row.number, candidate, scorer, criterion, value)?;
    }
    form.parse()
}

/// A weight for each criterion, in their order.
fn weights(text: Option<&str>, criteria: &[String]) -> Result<Vec<f64>> {
    let Some(text) = text else { return Ok(vec![1.0; criteria.len()]) };
    let mut weights: Vec<Option<f64>> = vec![None; criteria.len()];
    for part in text.split(',').filter(|part| !part.trim().is_empty()) {
        let wrong = || Problem::usage(t!("“{part}” is no weight; write CRITERION=NUMBER", part = part));
        let (name, value) = part.rsplit_once('=').ok_or_else(wrong)?;
        let value = value.trim().parse().ok().filter(|w: &f64| w.is_finite() && *w >= 0.0).ok_or_else(wrong)?;
        let at = criteria.iter().position(|c| c == name.trim()).ok_or_else(|| {
            Problem::usage(t!("No score is for a criterion “{name}”", name = name.trim()))
                .hint(t!("The criteria are {names}", names = criteria.join(", ")))
        })?;
        if let Some(weight) = weights.get_mut(at)
            && weight.replace(value).is_some()
        {
            return Err(Problem::usage(t!("“{name}” has two weights", name = name.trim())));
        }
    }
    let weights: Option<Vec<f64>> = weights.into_iter().collect();
    weights.filter(|weights| weights.iter().sum::<f64>() > 0.0).ok_or_else(|| {
        Problem::usage(t!("Each criterion needs a weight, and not all may be nought"))
            .hint(t!("The criteria are {names}", names = criteria.join(", ")))
    })
}

pub(super) fn run(call: &mut Call<'_>) -> Result<Outcome> {
    let source = tabular::open(&call.path("scores")?, &Overrides::default())?;
    let scores = scores(&source)?;
    let weights = weights(call.text("weights"), scores.criteria())?;
    let found = stats::stats(&scores, &weights);
    call.out.answer(&document(&found), &words(&found))?;
    Ok(Outcome::Done)
}

fn document(found: &Stats) -> Json {
    let icc = |pick: fn(&stats::Icc) -> f64| found.icc.as_ref().map(pick);
    let candidates: Vec<Json> = found
        .candidates
        .iter()
        .map(|c| json!({ "name": c.name, "mean": c.mean, "median": c.median, "adjusted": c.adjusted, "rank": c.rank }))
        .collect();
    let scorers: Vec<Json> = found.scorers.iter().map(|s| json!({ "name": s.name, "severity": s.severity })).collect();
    json!({
        "krippendorff": {
            "nominal": found.alpha.nominal,
            "ordinal": found.alpha.ordinal,
            "interval": found.alpha.interval,
            "ratio": found.alpha.ratio,
        },
        "icc": {
            "1,1": icc(|i| i.one_1),
            "2,1": icc(|i| i.two_1),
            "3,1": icc(|i| i.three_1),
            "1,k": icc(|i| i.one_k),
            "2,k": icc(|i| i.two_k),
            "3,k": icc(|i| i.three_k),
        },
        "kendall_w": found.kendall.map(|k| k.w),
        "kendall_w_ties": found.kendall.and_then(|k| k.w_ties),
        "candidates": candidates,
        "scorers": scorers,
        "not_adjusted": found.not_adjusted.map(stats::NotAdjusted::says),
    })
}

fn figure(value: Option<f64>) -> String {
    value.map_or_else(|| t!("not defined").to_owned(), |v| format!("{v:.3}"))
}

fn words(found: &Stats) -> String {
    let wide = |names: &mut dyn Iterator<Item = &String>| names.map(|n| n.chars().count()).max().unwrap_or(0);
    let mut lines = Vec::new();
    let width = wide(&mut found.candidates.iter().map(|c| &c.name)).max(t!("Candidate").len());
    lines.push(format!(
        "{:>4}  {:<width$}  {:>12}  {:>12}  {:>12}",
        t!("Rank"),
        t!("Candidate"),
        t!("Mean"),
        t!("Median"),
        t!("Adjusted")
    ));
    let mut order: Vec<_> = found.candidates.iter().collect();
    order.sort_by_key(|c| c.rank.unwrap_or(usize::MAX));
    for c in order {
        let rank = c.rank.map(|r| r.to_string()).unwrap_or_default();
        let adjusted = c.adjusted.map(|a| format!("{a:.3}")).unwrap_or_default();
        let line =
            format!("{rank:>4}  {:<width$}  {:>12}  {:>12}  {adjusted:>12}", c.name, figure(c.mean), figure(c.median));
        lines.push(line.trim_end().to_owned());
    }
    lines.extend(found.not_adjusted.map(|why| t!("No adjusted result: {why}.", why = why.says())));
    lines.push(String::new());
    let width = wide(&mut found.scorers.iter().map(|s| &s.name)).max(t!("Scorer").len());
    lines.push(format!("{:<width$}  {:>12}", t!("Scorer"), t!("Severity")));
    for s in &found.scorers {
        lines.push(format!("{:<width$}  {:>12}", s.name, figure(s.severity)));
    }
    lines
        .push(t!("Severity is how far a scorer stands above the panel, in points; below nought is severe.").to_owned());
    lines.push(String::new());
    lines.push(t!(
        "Agreement on each score (Krippendorff’s alpha, ordinal): {value}",
        value = figure(found.alpha.ordinal)
    ));
    lines.push(t!("One scorer’s total (ICC 2,1): {value}", value = figure(found.icc.map(|i| i.two_1))));
    lines.push(t!("The panel’s mean (ICC 2,k): {value}", value = figure(found.icc.map(|i| i.two_k))));
    lines.push(t!(
        "The order (Kendall’s W, ties counted): {value}",
        value = figure(found.kendall.and_then(|k| k.w_ties))
    ));
    lines.join("\n")
}
