//! Score sheets on paper: one for each scorer and candidate, under a number, in the order in which they are keyed in again.

use chrono::{DateTime, Utc};

use super::model::{Stage, Whole};
use super::store::Sheet;
use crate::cli::Stationery;
use crate::kit::Result;
use crate::print::{Column, Document, Frame, Table, draw_all};
use crate::t;

/// Room to write a note in, in millimetres.
const NOTE: f32 = 7.5;

/// The sheets, each on pages of its own.
///
/// # Errors
/// When no font of this computer has a letter of a name.
pub fn sheets(whole: &Whole, all: &[Sheet], stationery: &Stationery, at: DateTime<Utc>) -> Result<Vec<u8>> {
    let mut document = Document::new(&whole.round.new.name, stationery.head.paper, at)?;
    let drawn: Vec<(Table, Frame)> = all.iter().map(|one| sheet(whole, *one, stationery)).collect();
    let drawn: Vec<(&Table, &Frame)> = drawn.iter().map(|(table, frame)| (table, frame)).collect();
    draw_all(&mut document, &drawn)?;
    document.bytes()
}

fn sheet(whole: &Whole, one: Sheet, stationery: &Stationery) -> (Table, Frame) {
    let about = match whole.round.new.stage {
        Stage::Sift => whole.code(one.candidate),
        Stage::Interview => whole.candidate(one.candidate).map_or_else(String::new, |c| c.name().to_owned()),
    };
    let scorer = whole.scorer(one.scorer).map_or("", |s| s.name()).to_owned();
    let mut table =
        Table::new(vec![Column::text("", 0.6), Column::text("", 1.0).whole(), Column::text("", 8.0).wrapped()])
            .to_sign(0, NOTE);
    for (at, criterion) in whole.criteria.iter().enumerate() {
        table.section(t!("{number}. {name}", number = at + 1, name = criterion.new.name));
        for anchor in &criterion.new.anchors {
            table.row([String::new(), anchor.value.to_string(), anchor.words.clone()]);
        }
        table.row(["", t!("none"), t!("No evidence: it did not come up")]);
        table.signatures(&[(t!("What you saw (needed for the lowest and the highest mark)"), "")]);
    }
    let title = t!("Score sheet {number}", number = one.number);
    let sum = whole.round.published.as_ref().map_or("", |published| published.sum.as_str());
    let frame = Frame {
        title: title.clone(),
        subtitle: t!(
            "{round} · {scorer} about {candidate} · {branch}\nPut one cross for each criterion, by yourself. Seal the sheet in an envelope, or key it in under your own passphrase; a number is taken once.",
            round = whole.round.new.name,
            scorer = scorer,
            candidate = about,
            branch = stationery.head.line()
        ),
        foot: t!("{title}, published {sum}", title = title, sum = sum.chars().take(16).collect::<String>()),
        landscape: false,
    };
    (table, frame)
}
