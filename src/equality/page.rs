//! The blank form on paper, and the totals.

use chrono::{DateTime, Utc};

use super::model::{LEAST, Question, Totals};
use crate::cli::Stationery;
use crate::kit::{Result, text};
use crate::print::{Column, Document, Frame, Table};
use crate::t;

/// The blank form.
///
/// # Errors
/// When no font of this computer has a letter of the branch's name.
pub fn blank(questions: &[Question], whose: &str, stationery: &Stationery, at: DateTime<Utc>) -> Result<Vec<u8>> {
    let title = t!("Equality form").to_owned();
    let mut document = Document::new(&title, stationery.head.paper, at)?;
    let mut table = Table::new(vec![Column::text("", 0.5), Column::text("", 8.5).wrapped()]);
    for question in questions {
        table.section(&question.text);
        for (_, says) in &question.answers {
            table.row(["☐", says.as_str()]);
        }
    }
    let frame = Frame {
        title: title.clone(),
        subtitle: t!(
            "{branch} · {whose}\nYou need not fill this in, nor answer every question. Do not write your name. Forms are added up in stacks of {least} or more and then destroyed; answers given by fewer than {least} people are shown to nobody, and nobody who chooses candidates sees this form.",
            branch = stationery.head.line(),
            whose = whose,
            least = LEAST
        ),
        foot: title,
        landscape: false,
    };
    table.draw(&mut document, &frame)?;
    document.bytes()
}

/// The totals, small ones hidden.
///
/// # Errors
/// As [`blank`].
pub fn totals(all: &[Totals], whose: &str, stationery: &Stationery, at: DateTime<Utc>) -> Result<Vec<u8>> {
    let title = t!("Equality totals: {whose}", whose = whose);
    let mut document = Document::new(&title, stationery.head.paper, at)?;
    let mut table = Table::new(vec![Column::text("", 7.0).wrapped(), Column::figures("", 2.0)]);
    let figure = |count: Option<usize>| count.map_or_else(|| t!("hidden").to_owned(), text::count);
    for one in all {
        table.section(&one.question.text);
        for cell in &one.tally.cells {
            table.row([cell.name.clone(), figure(cell.count)]);
        }
        table.total([t!("Together").to_owned(), figure(one.tally.total)]);
    }
    let frame = Frame {
        title: title.clone(),
        subtitle: t!(
            "{branch}. Cells of fewer than {least} people are hidden, and as many more as it takes that none can be worked out",
            branch = stationery.head.line(),
            least = LEAST
        ),
        foot: title,
        landscape: false,
    };
    table.draw(&mut document, &frame)?;
    document.bytes()
}
