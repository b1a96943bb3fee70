//! What is frozen when a round is published: one text, whose SHA-256 anybody can work out again. Who is on the panel and who
//! applied is not in it.

use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::Whole;
use crate::office::key::hex;

/// What a round asks and how it decides, as JSON with sorted keys.
pub fn published(whole: &Whole) -> String {
    let round = &whole.round;
    let new = &round.new;
    let criteria: Vec<Value> = whole
        .criteria
        .iter()
        .map(|one| {
            let c = &one.new;
            let anchors: Vec<Value> =
                c.anchors.iter().map(|a| json!({ "points": a.value, "words": a.words })).collect();
            json!({
                "id": one.id, "name": c.name, "about": c.about, "essential": c.essential, "party_value": c.party_value,
                "weight": c.weight, "weight_reason": c.weight_reason, "anchors": anchors,
                "passes": c.essential.then(|| c.passes_at()),
            })
        })
        .collect();
    let questions: Vec<Value> = whole
        .questions
        .iter()
        .map(|one| {
            let q = &one.new;
            json!({
                "id": one.id, "text": q.text, "follow_ups": q.follow_ups, "minutes": q.minutes, "criteria": q.criteria,
                "allowed_why": q.allowed_why,
            })
        })
        .collect();
    let requirements: Vec<Value> = whole
        .requirements
        .iter()
        .map(|one| json!({ "id": one.id, "text": one.new.text, "rests_on": one.new.rests_on }))
        .collect();
    let quotas: Vec<Value> = whole
        .quotas
        .iter()
        .map(|one| {
            let q = &one.new;
            json!({ "id": one.id, "first": q.first, "least": q.least, "whom": q.whom, "rests_on": q.rests_on })
        })
        .collect();
    json!({
        "kind": "wardroom-round-1",
        "round": round.id,
        "name": new.name,
        "for": new.kind,
        "stage": new.stage,
        "profile": new.profile,
        "seats": new.seats,
        "quorum": new.quorum,
        "combine": new.combine,
        "ladder": new.ladder.0,
        "declaration": new.declaration,
        "seed": round.seed,
        "strength": round.strength,
        "criteria": criteria,
        "questions": questions,
        "requirements": requirements,
        "quotas": quotas,
    })
    .to_string()
}

/// SHA-256 of a text, in hexadecimal digits.
pub fn sum(text: &str) -> String {
    hex(&Sha256::digest(text.as_bytes()))
}
