//! The copy of their data that a candidate may ask for: everything that a round holds about them, with every mark and note in words,
//! so that nobody is handed codes without a meaning. Of other candidates it says nothing, and scorers are numbered.

use chrono::{DateTime, Utc};

use super::super::decided::Results;
use super::super::judged::words;
use super::super::model::CandidateId;
use super::super::opened::{Card, Says};
use crate::cli::Letterhead;
use crate::kit::{Problem, Result, day};
use crate::print::{Column, Document, Frame, Table};
use crate::t;

/// The copy for one candidate; what they need to be heard fairly where the chair opened it for that.
///
/// # Errors
/// When they do not stand in the round, or no font of this computer has a letter of a text.
pub fn held(
    results: &Results,
    id: CandidateId,
    needs: Option<&str>,
    head: &Letterhead,
    at: DateTime<Utc>,
) -> Result<Vec<u8>> {
    let whole = &results.whole;
    let (Some(place), Some(one)) = (results.place(id), whole.candidate(id)) else {
        return Err(Problem::input(t!("There is no such candidate in this round")));
    };
    let mut table = Table::new(vec![Column::text("", 1.6).wrapped(), Column::text("", 5.0).wrapped()]);
    table.section(t!("Your application"));
    table.row([t!("Name"), one.name()]);
    table.row([t!("Applied on").to_owned(), day::long(one.new.applied)]);
    if let Some(signed) = one.new.signed {
        table.row([t!("Signed the declaration on").to_owned(), day::long(signed)]);
    }
    if let Some(needs) = needs {
        table.row([t!("What you need to be heard fairly"), needs]);
    } else if whole.needs_of(id).is_some() {
        let words = t!("Kept under a seal that the chair of the panel alone opens; they give you a copy of it");
        table.row([t!("What you need to be heard fairly"), words]);
    }
    for text in whole.texts.iter().filter(|text| text.candidate == id && !text.text.is_empty()) {
        let question = text.question.and_then(|of| whole.questions.iter().find(|one| one.id == of));
        let name = question.map_or(t!("Your statement"), |one| one.new.text.as_str());
        table.row([name, &text.text]);
    }
    for met in whole.met.iter().filter(|met| met.candidate == id) {
        let asked = whole.requirements.iter().find(|one| one.id == met.requirement);
        let words = if met.met { t!("Met") } else { t!("Not met") };
        let note = if met.note.is_empty() { words.to_owned() } else { format!("{words}. {}", met.note) };
        table.row([asked.map(|one| one.new.text.clone()).unwrap_or_default(), note]);
    }
    match results.decision.as_ref().and_then(|decision| decision.purged) {
        Some(on) => {
            let words = t!("Purged on {day}: nothing of them is held any more", day = day::long(on));
            table.row([t!("Marks and notes").to_owned(), words]);
        }
        None => marks(results, place, &mut table),
    }
    outcome(results, id, place, &mut table);
    let title = t!("Everything held about {name}: {vacancy}", name = one.name(), vacancy = whole.round.new.name);
    let mut document = Document::new(&title, head.paper, at)?;
    let foot = t!("Scorers are numbered, and of other candidates nothing is given");
    table.draw(&mut document, &Frame { title, subtitle: head.line(), foot: foot.to_owned(), landscape: false })?;
    document.bytes()
}

/// Every mark and note, with what the mark means.
fn marks(results: &Results, place: usize, table: &mut Table) {
    let round = &results.given;
    for (s, card) in round.cards.get(place).into_iter().flatten().enumerate() {
        table.section(t!("Scorer {number}", number = s + 1));
        match card {
            Card::Recused(why) => {
                table.row([t!("Did not mark you"), why.as_str()]);
            }
            Card::Absent(why) => {
                let words = if why.is_empty() { t!("no card was handed in") } else { why.as_str() };
                table.row([t!("Did not mark you"), words]);
            }
            Card::Marked(marks) => {
                for (k, (criterion, mark)) in round.criteria.iter().zip(marks).enumerate() {
                    let mut said = match mark.says {
                        Says::NoEvidence => {
                            t!("No evidence: nothing was seen or heard that speaks for any mark.").to_owned()
                        }
                        Says::Anchor(at) => criterion.anchors.get(at).map_or_else(String::new, |anchor| {
                            t!(
                                "{mark} of {most}: {words}",
                                mark = anchor.value,
                                most = criterion.anchors.last().map(|last| last.value).unwrap_or_default(),
                                words = anchor.words
                            )
                        }),
                    };
                    if !mark.note.trim().is_empty() {
                        if !said.ends_with(['.', '!', '?']) {
                            said.push('.');
                        }
                        said.push_str(&t!(" Note: {note}", note = mark.note.trim()));
                    }
                    if let Some(one) = results.moderation(place, s, k) {
                        said.push_str(&t!(
                            " After discussion: {mark}, because: {why}",
                            mark = words::cell(&results.after, place, s, k),
                            why = one.new.why
                        ));
                    }
                    table.row([criterion.name.clone(), said]);
                }
                let remark = round.remark(place, s).trim();
                if !remark.is_empty() {
                    table.row([t!("On the whole"), remark]);
                }
            }
        }
    }
}

/// What they came to, and what was decided.
fn outcome(results: &Results, id: CandidateId, place: usize, table: &mut Table) {
    table.section(t!("What came of it"));
    if let Some(one) = results.judged.order.of(place)
        && !results.is_purged()
    {
        let total = words::points_or_none(one.result, results.judged.scale);
        let method = words::method(results.method.combine);
        let words = t!(
            "{total}: {method}, {scale}",
            total = total,
            method = method,
            scale = words::scale(results.judged.scale)
        );
        table.row([t!("Result").to_owned(), words]);
    }
    let Some(decision) = &results.decision else {
        table.row([t!("Decision"), t!("None yet")]);
        return;
    };
    if let Some(verdict) = decision.verdict(id) {
        table.row([
            t!("Decision").to_owned(),
            t!("{outcome}, on {day}", outcome = verdict.outcome.label(), day = day::long(decision.on)),
        ]);
        table.row([t!("Reasons"), verdict.reasons.trim()]);
        if let Some(told) = verdict.told {
            table.row([t!("Letter of").to_owned(), day::long(told)]);
        }
    }
    for one in results.endorsements.iter().filter(|one| one.new.candidate == id) {
        let mut words = t!("Given on {day}", day = day::long(one.on));
        if let Some(ends) = one.new.ends {
            words.push_str(&t!(", until {day}", day = day::long(ends)));
        }
        if !one.new.conditions.is_empty() {
            words.push_str(&t!(". Conditions: {text}", text = one.new.conditions));
        }
        if let Some((on, why)) = &one.withdrawn {
            words.push_str(&t!(". Withdrawn on {day}: {why}", day = day::long(*on), why = why));
        }
        table.row([t!("Endorsement").to_owned(), words]);
    }
    let kept = match decision.purged {
        Some(on) => t!("Marks and notes were purged on {day}", day = day::long(on)),
        None => t!("Marks and notes are kept until {day}", day = day::long(decision.new.keep_until)),
    };
    table.row([t!("How long").to_owned(), kept]);
}
