//! `candidates rounds`, `show` and `progress`: everything of a round but what a card says. What a candidate needs to be heard
//! fairly is for the chair, in the window.

use clap::Command;
use serde_json::{Value as Json, json};

use super::super::model::{Stance, Step, Whole};
use super::super::store;
use super::{round, whole};
use crate::cli::args::file;
use crate::cli::{Call, Outcome};
use crate::kit::{Result, text};
use crate::t;

pub(super) fn rounds_args(c: Command) -> Command {
    c.arg(file())
}

pub(super) fn rounds(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let all = office.read(store::lines)?;
    let mut out = String::new();
    for one in &all {
        let (in_, due) = one.cards;
        let cards = t!("{count} of {due} cards", count = in_, due = due);
        out.push_str(&format!("{:<36} {:<28} {cards}\n", one.name, one.step.label()));
    }
    out.push_str(&text::plural(all.len(), t!("round"), t!("rounds")));
    let listed: Vec<Json> = all
        .iter()
        .map(|one| {
            json!({ "id": one.id, "name": one.name, "stage": one.stage.key(), "step": one.step.key(),
                "candidates": one.candidates, "scorers": one.scorers, "cards_in": one.cards.0, "cards_due": one.cards.1 })
        })
        .collect();
    call.out.answer(&json!({ "rounds": listed }), &out)?;
    Ok(Outcome::Done)
}

pub(super) fn show(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let id = round(call, &office)?;
    let whole = whole(&office, id)?;
    call.out.answer(&document(&whole), &words(&whole))?;
    Ok(Outcome::Done)
}

pub(super) fn progress(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let id = round(call, &office)?;
    let whole = whole(&office, id)?;
    let mut out = String::new();
    for one in whole.progress() {
        let name = whole.scorer(one.scorer).map_or("", |scorer| scorer.name());
        let says = t!(
            "{declared} declared, {recused} recused, {handed} of {due} handed in",
            declared = one.declared,
            recused = one.recused,
            handed = one.handed_in,
            due = one.due
        );
        out.push_str(&format!("{name:<32} {says}\n"));
    }
    out.push_str(whole.step().label());
    let step = whole.step().key();
    call.out.answer(&json!({ "id": id, "step": step, "progress": progress_json(&whole) }), &out)?;
    Ok(Outcome::Done)
}

fn progress_json(whole: &Whole) -> Vec<Json> {
    let of = |one: super::super::model::Progress| {
        let name = whole.scorer(one.scorer).map_or("", |scorer| scorer.name());
        json!({ "scorer": name, "declared": one.declared, "recused": one.recused, "practised": one.tried,
            "due": one.due, "handed_in": one.handed_in, "in": one.is_in() })
    };
    whole.progress().into_iter().map(of).collect()
}

fn asked_json(whole: &Whole) -> (Vec<Json>, Vec<Json>) {
    let criteria = whole.criteria.iter().map(|one| {
        let c = &one.new;
        let anchors: Vec<Json> = c.anchors.iter().map(|a| json!({ "points": a.value, "words": a.words })).collect();
        json!({ "id": one.id, "name": c.name, "about": c.about, "essential": c.essential, "party_value": c.party_value,
            "weight": c.weight, "weight_reason": c.weight_reason, "anchors": anchors,
            "passes": c.essential.then(|| c.anchors.get(c.passes_at()).or(c.anchors.last()).map(|anchor| anchor.value)) })
    });
    let questions = whole.questions.iter().map(|one| {
        let q = &one.new;
        json!({ "id": one.id, "text": q.text, "follow_ups": q.follow_ups, "minutes": q.minutes, "criteria": q.criteria,
            "allowed_why": q.allowed_why })
    });
    (criteria.collect(), questions.collect())
}

fn people_json(whole: &Whole) -> (Vec<Json>, Vec<Json>) {
    let scorers = whole.scorers.iter().map(|one| {
        json!({ "id": one.id, "name": one.name(), "person": one.new.person, "role": one.new.role.key(),
            "scores": whole.is_on_panel(one.id), "key_sheet": one.by_code, "stands_for": one.stands_for, "absent_why": one.absent_why })
    });
    let candidates = whole.candidates.iter().map(|one| {
        let recused: Vec<Json> = whole
            .scorers
            .iter()
            .filter_map(|s| match whole.stance(s.id, one.id) {
                Stance::Recused(why) => Some(json!({ "scorer": s.name(), "why": why })),
                _ => None,
            })
            .collect();
        json!({ "id": one.id, "name": one.name(), "person": one.new.person, "applied_on": one.new.applied,
            "signed_on": one.new.signed, "withdrawn_on": one.withdrawn.as_ref().map(|(on, _)| on),
            "withdrawn_why": one.withdrawn.as_ref().map(|(_, why)| why), "place": whole.place(one.id), "recused": recused,
            "needs_sealed": whole.needs_of(one.id).is_some() })
    });
    (scorers.collect(), candidates.collect())
}

/// A round for scripts.
pub(super) fn document(whole: &Whole) -> Json {
    let new = &whole.round.new;
    let (criteria, questions) = asked_json(whole);
    let (scorers, candidates) = people_json(whole);
    let quotas: Vec<Json> = whole
        .quotas
        .iter()
        .map(|q| json!({ "id": q.id, "first": q.new.first, "least": q.new.least, "whom": q.new.whom, "rests_on": q.new.rests_on }))
        .collect();
    let requirements: Vec<Json> = whole
        .requirements
        .iter()
        .map(|r| json!({ "id": r.id, "text": r.new.text, "rests_on": r.new.rests_on }))
        .collect();
    let missing = if whole.step() == Step::Draft { whole.missing() } else { Vec::new() };
    json!({
        "id": whole.round.id, "name": new.name, "for": new.kind.key(), "stage": new.stage.key(), "profile": new.profile,
        "seats": new.seats, "quorum": new.quorum, "combine": new.combine.key(), "ladder": new.ladder.text(),
        "declaration": new.declaration, "step": whole.step().key(), "missing": missing,
        "published_on": whole.round.published.as_ref().map(|p| p.on), "hash": whole.round.published.as_ref().map(|p| &p.sum),
        "opened_on": whole.round.opened.as_ref().map(|(on, _)| on), "criteria": criteria, "questions": questions,
        "requirements": requirements, "quotas": quotas, "panel": scorers, "candidates": candidates,
        "progress": progress_json(whole),
    })
}

fn words(whole: &Whole) -> String {
    let new = &whole.round.new;
    let mut lines = vec![format!("{} · {} · {}", new.name, new.stage.label(), whole.step().label())];
    if let Some(published) = &whole.round.published {
        lines.push(t!("Published on {day}: SHA-256 {sum}", day = published.on, sum = published.sum));
    }
    lines.push(String::new());
    for one in &whole.criteria {
        let kind = if one.new.essential { t!("essential") } else { t!("desirable") };
        lines.push(format!("  {} ({kind}, {})", one.new.name, percent(whole, one.new.weight)));
    }
    lines.push(String::new());
    for (at, one) in whole.questions.iter().enumerate() {
        lines.push(format!("  {}. {}", at + 1, one.new.text));
    }
    lines.push(String::new());
    for one in &whole.scorers {
        lines.push(format!("  {} ({})", one.name(), one.new.role.label().to_lowercase()));
    }
    lines.push(String::new());
    for one in &whole.candidates {
        let withdrawn = if one.withdrawn.is_some() { t!(" (withdrawn)") } else { "" };
        lines.push(format!("  {}{withdrawn}", one.name()));
    }
    if whole.step() == Step::Draft {
        let missing = whole.missing();
        lines.push(String::new());
        lines.extend(missing.iter().map(|what| format!("! {what}")));
        if missing.is_empty() {
            lines.push(t!("Nothing stands in the way of publishing it").to_owned());
        }
    }
    lines.join("\n")
}

/// A weight as a share of all.
fn percent(whole: &Whole, weight: i64) -> String {
    let all: i64 = whole.criteria.iter().map(|one| one.new.weight).sum();
    if all == 0 { "0 %".to_owned() } else { format!("{} %", (weight * 100 + all / 2) / all) }
}
