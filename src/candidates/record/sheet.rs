//! Every mark with its note, as one table: what whoever must justify a decision asks for.

use super::super::decided::Results;
use super::super::judged::words;
use super::super::opened::Card;
use crate::cli::{Cell, Sheet, SheetColumn, SheetRow, Width};
use crate::kit::day;
use crate::t;

/// A row for each candidate, criterion and scorer.
pub fn marks_sheet(results: &Results) -> Sheet {
    let round = &results.given;
    let column = |name: &str, width| SheetColumn { name: name.to_owned(), width };
    let mut sheet = Sheet {
        title: t!("Marks: {vacancy}", vacancy = round.name),
        subtitle: words::order(&results.after, &results.judged),
        columns: vec![
            column(t!("Rank"), Width::Short),
            column(t!("Candidate"), Width::Text),
            column(t!("Criterion"), Width::Text),
            column(t!("Scorer"), Width::Text),
            column(t!("Mark"), Width::Short),
            column(t!("What it means"), Width::Text),
            column(t!("Note"), Width::Text),
            column(t!("On the whole"), Width::Text),
            column(t!("After discussion"), Width::Short),
            column(t!("Why"), Width::Text),
            column(t!("Decision"), Width::Short),
        ],
        rows: Vec::new(),
    };
    let cell = |text: String| if text.trim().is_empty() { Cell::Empty } else { Cell::Text(text) };
    for standing in &results.judged.order.standings {
        let at = standing.candidate;
        let decided = results
            .candidate(at)
            .and_then(|id| results.decision.as_ref()?.verdict(id))
            .map(|one| one.outcome.label().to_owned())
            .unwrap_or_default();
        for (k, criterion) in round.criteria.iter().enumerate() {
            for s in 0..round.scorers.len() {
                let mark = match round.cards.get(at).and_then(|cards| cards.get(s)) {
                    Some(Card::Marked(marks)) => marks.get(k).cloned().unwrap_or_default(),
                    _ => super::super::opened::Mark::default(),
                };
                let anchor =
                    super::super::judged::place(round, at, s, k).and_then(|place| criterion.anchors.get(place));
                let changed = results.moderation(at, s, k);
                let after = changed.map(|_| words::cell(&results.after, at, s, k)).unwrap_or_default();
                let why = changed.map(|one| format!("{} ({}, {})", one.new.why, one.by, day::short(one.on)));
                sheet.rows.push(SheetRow {
                    cells: vec![
                        cell(words::rank(&results.after, standing)),
                        cell(words::candidate(round, at).to_owned()),
                        cell(criterion.name.clone()),
                        cell(words::scorer(round, s).to_owned()),
                        cell(words::cell(round, at, s, k)),
                        cell(anchor.map(|one| one.words.clone()).unwrap_or_default()),
                        cell(if mark.note.is_empty() { why_none(round, at, s) } else { mark.note }),
                        cell(round.remark(at, s).to_owned()),
                        cell(after),
                        cell(why.unwrap_or_default()),
                        cell(decided.clone()),
                    ],
                    strong: false,
                    opens: None,
                });
            }
        }
    }
    sheet
}

/// Why there is no card.
fn why_none(round: &super::super::opened::Opened, candidate: usize, scorer: usize) -> String {
    match round.cards.get(candidate).and_then(|cards| cards.get(scorer)) {
        Some(Card::Recused(why) | Card::Absent(why)) => why.clone(),
        _ => String::new(),
    }
}
