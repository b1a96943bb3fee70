//! What a candidate is told: the reasons in plain words, what the panel saw on each criterion, and until when they can appeal. Of
//! other candidates and of single scorers it says nothing.

use super::{Outcome, Results, Verdict};
use crate::candidates::judged::words;
use crate::candidates::opened::Criterion;
use crate::kit::{Day, day};
use crate::t;

/// What the panel saw on one criterion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    pub criterion: String,
    pub essential: bool,
    /// The words of the anchor that comes nearest to the panel's mean; none where nobody saw evidence.
    pub seen: Option<String>,
    /// `3.7 of 5`.
    pub mark: Option<String>,
}

/// The criteria of a candidate in plain words.
pub(super) fn parts(results: &Results, candidate: usize) -> Vec<Part> {
    let profile = results.judged.profiles.get(candidate).map(Vec::as_slice).unwrap_or_default();
    let part = |(at, criterion): (usize, &Criterion)| {
        let mean = profile.get(at).copied().flatten();
        let highest = criterion.anchors.last().map(|anchor| anchor.value).unwrap_or_default();
        // On stretched scales the place counts, not the points.
        let place = mean.map(|mean| {
            let scale = results.judged.scale;
            let value = |at: usize| criterion.anchors.get(at).map(|anchor| anchor.value as f64).unwrap_or_default();
            let (low, high) = (value(0), value(criterion.anchors.len().saturating_sub(1)));
            if scale.own { mean } else { low + (high - low) * mean / 100.0 }
        });
        let nearest = place.and_then(|wanted| {
            criterion.anchors.iter().min_by(|a, b| {
                (a.value as f64 - wanted).abs().total_cmp(&(b.value as f64 - wanted).abs()).then(a.value.cmp(&b.value))
            })
        });
        Part {
            criterion: criterion.name.clone(),
            essential: criterion.essential,
            seen: nearest.map(|anchor| anchor.words.clone()),
            mark: place.map(|mark| t!("{mark} of {highest}", mark = format!("{mark:.1}"), highest = highest)),
        }
    };
    results.after.criteria.iter().enumerate().map(part).collect()
}

/// The letter to a candidate, without greeting line's address: paragraphs with an empty line between them. `written` is the day of
/// the letter, from which the days to appeal are counted.
pub fn letter_text(results: &Results, candidate: usize, verdict: &Verdict, written: Day, branch: &str) -> String {
    let Some(decision) = &results.decision else { return String::new() };
    let name = words::candidate(&results.after, candidate);
    let vacancy = &results.whole.round.new.name;
    let opening = match verdict.outcome {
        Outcome::Chosen => {
            t!("We are glad to tell you that the panel has chosen you for {vacancy}.", vacancy = vacancy)
        }
        Outcome::Shortlisted => t!("The panel has put you on the shortlist for {vacancy}.", vacancy = vacancy),
        Outcome::Reserve => t!(
            "The panel has chosen somebody else for {vacancy} and would be glad to come back to you if they do not take the place.",
            vacancy = vacancy
        ),
        Outcome::NotChosen => {
            t!("The panel has not chosen you for {vacancy}. We thank you for standing.", vacancy = vacancy)
        }
    };
    let mut all = vec![t!("Dear {name},", name = name), opening];
    if !verdict.reasons.trim().is_empty() {
        all.push(t!("The reasons: {reasons}", reasons = verdict.reasons.trim()));
    }
    all.push(t!(
        "Everybody was asked the same and marked on the same criteria, by scorers who did not see each other’s marks. This is what they saw on the whole:"
    ).to_owned());
    let mut seen = Vec::new();
    for part in parts(results, candidate) {
        let name = if part.essential { t!("{name} (essential)", name = part.criterion) } else { part.criterion };
        seen.push(match (part.seen, part.mark) {
            (Some(words), Some(mark)) if words.trim().is_empty() => format!("– {name}: {mark}"),
            (Some(words), Some(mark)) => format!("– {name}: {mark}. {words}"),
            _ => t!("– {name}: nothing was seen or heard that speaks for or against it.", name = name),
        });
    }
    all.push(seen.join("\n"));
    if decision.new.appeal_days > 0
        && let Some(until) = written.checked_add_days(chrono::Days::new(u64::from(decision.new.appeal_days)))
    {
        all.push(t!(
            "If you think that the rules were not followed, you can appeal in writing until {until} ({days} days from the day of this letter).",
            until = day::long(until),
            days = decision.new.appeal_days
        ));
    }
    all.push(t!(
        "You may ask for a copy of everything that {branch} holds about your application, with every mark and note. Marks and notes are kept until {day} and then deleted; that you applied and what was decided stays.",
        branch = branch,
        day = day::long(decision.new.keep_until)
    ));
    all.join("\n\n")
}
