//! Score sheets on paper: one for each scorer and candidate, under a number, in the order in which they are keyed in again; and the
//! key sheet with the code that seals what a scorer put on them.

use chrono::{DateTime, Utc};

use super::model::{Scorer, Stage, Whole};
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
    let drawn: Vec<(Table, Frame)> = all.iter().map(|one| sheet(whole, one, stationery)).collect();
    let drawn: Vec<(&Table, &Frame)> = drawn.iter().map(|(table, frame)| (table, frame)).collect();
    draw_all(&mut document, &drawn)?;
    document.bytes()
}

fn sheet(whole: &Whole, one: &Sheet, stationery: &Stationery) -> (Table, Frame) {
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
            "{round} · {scorer} about {candidate} · {branch}\nPut one cross for each criterion, by yourself, and hand the sheet in with your key sheet in a closed envelope. A number is taken once.",
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

/// The key sheet of a scorer on paper: the code that seals their cards, what it is for, and room for who keys.
///
/// # Errors
/// When no font of this computer has a letter of a name.
pub fn key_sheet(
    whole: &Whole,
    scorer: &Scorer,
    code: &str,
    stationery: &Stationery,
    at: DateTime<Utc>,
) -> Result<Vec<u8>> {
    let title = t!("Key sheet of {name}", name = scorer.name());
    let mut document = Document::new(&title, stationery.head.paper, at)?;
    let mut table = Table::new(vec![Column::text("", 1.0), Column::text("", 4.0).wrapped()]).to_sign(0, NOTE);
    table.section(t!("The code"));
    table.row([t!("Code"), code]);
    table.section(t!("What it is for"));
    for (who, does) in [
        (
            t!("You"),
            t!(
                "Put this sheet and your score sheets into one envelope, close it, sign across the flap, and hand it to the chair."
            ),
        ),
        (
            t!("Who keys in"),
            t!(
                "The chair once their own cards are in, or a substitute who scores nobody: opens the envelope, types each sheet under its number with this code, signs below, and puts all back. What is typed is sealed at once and read by nobody until the round is opened."
            ),
        ),
        (
            t!("At the opening"),
            t!(
                "The code is typed again. Without it the cards it sealed stay closed: it is in no file, and nobody can find it out."
            ),
        ),
        (
            t!("If it is lost"),
            t!("While nothing was keyed in, another key sheet can be made; this one opens nothing then."),
        ),
    ] {
        table.row([who, does]);
    }
    table.signatures(&[(t!("Keyed in by (name, signature, day)"), ""), (t!("Scorer’s signature"), "")]);
    let sum = whole.round.published.as_ref().map_or("", |published| published.sum.as_str());
    let frame = Frame {
        title: title.clone(),
        subtitle: t!(
            "{round} · {branch}\nFor {name} alone until the envelope is opened.",
            round = whole.round.new.name,
            branch = stationery.head.line(),
            name = scorer.name()
        ),
        foot: t!("{title}, published {sum}", title = title, sum = sum.chars().take(16).collect::<String>()),
        landscape: false,
    };
    table.draw(&mut document, &frame)?;
    document.bytes()
}
