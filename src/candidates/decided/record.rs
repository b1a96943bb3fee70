//! What a decision was made from, as one text that is kept and whose hash stands on every paper: marks and figures by ids, so that a
//! name which is erased leaves it as it was.

use serde_json::{Value, json};

use super::{NewDecision, Results};
use crate::candidates::judged::{Adjusted, Measure};
use crate::candidates::opened::{Card, Opened, Says};

fn says(says: Says) -> Value {
    match says {
        Says::NoEvidence => json!("none"),
        Says::Anchor(at) => json!(at),
    }
}

fn cards(round: &Opened) -> Value {
    let card = |card: &Card| match card {
        Card::Marked(marks) => marks.iter().map(|mark| says(mark.says)).collect(),
        Card::Recused(_) => json!("recused"),
        Card::Absent(_) => json!("absent"),
    };
    round.cards.iter().map(|cards| cards.iter().map(card).collect::<Vec<Value>>()).collect::<Vec<_>>().into()
}

/// A figure to ten digits, so that the last bits of a fraction on another machine change no hash.
fn figure(value: f64) -> Value {
    json!((value * 1e10).round() / 1e10)
}

/// The record of a decision.
pub fn record(results: &Results, new: &NewDecision) -> String {
    let judged = &results.judged;
    let order: Vec<Value> = judged
        .order
        .standings
        .iter()
        .map(|one| {
            json!({
                "candidate": results.candidate(one.candidate),
                "rank": one.rank,
                "between": one.between,
                "result": one.result.map(figure),
                "lacks": one.lacks.iter().map(|at| results.criteria.get(*at)).collect::<Vec<_>>(),
            })
        })
        .collect();
    let moderations: Vec<Value> = results
        .moderations
        .iter()
        .map(|one| {
            let new = &one.new;
            json!({ "candidate": new.candidate, "scorer": new.scorer, "criterion": new.criterion, "says": says(new.says) })
        })
        .collect();
    let agreement: Vec<Value> = Measure::ALL
        .iter()
        .map(|measure| json!({ "figure": measure.key(), "value": measure.of(&judged.agreement).ok().map(figure) }))
        .collect();
    let flips: Vec<Value> = judged
        .flips
        .iter()
        .flatten()
        .map(|one| {
            json!({
                "criterion": results.criteria.get(one.criterion), "from": figure(one.from), "at": figure(one.at),
                "leader": results.candidate(one.leader),
            })
        })
        .collect();
    let verdicts: Vec<Value> =
        new.verdicts.iter().map(|one| json!({ "candidate": one.candidate, "outcome": one.outcome })).collect();
    let adjusted = match &judged.adjusted {
        Adjusted::Values(values) => values.iter().map(|value| figure(*value)).collect(),
        Adjusted::Refused(_) => Value::Null,
    };
    json!({
        "kind": "wardroom-decision-1",
        "round": results.whole.round.id,
        "published": results.given.published,
        "candidates": results.candidates,
        "scorers": results.scorers,
        "criteria": results.criteria,
        "cards": cards(&results.given),
        "moderations": moderations,
        "order": order,
        "adjusted": adjusted,
        "agreement": agreement,
        "flips": flips,
        "weightings": { "seed": judged.shares.seed, "draws": judged.shares.draws,
            "shares": (0..results.candidates.len()).map(|at| figure(judged.shares.share(at))).collect::<Vec<_>>() },
        "verdicts": verdicts,
        "appeal_days": new.appeal_days,
        "keep_until": new.keep_until,
    })
    .to_string()
}
