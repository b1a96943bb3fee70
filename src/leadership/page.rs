//! The pipeline of one person on paper: rung by rung what is met and missing, and all that is kept.

use chrono::{DateTime, Utc};

use super::model::Stands;
use super::store::Line;
use crate::cli::Stationery;
use crate::events::model::part::{Part, Row};
use crate::kit::{Day, Result, day};
use crate::print::{Column, Document, Frame, Table};
use crate::t;

/// One person's sheet.
///
/// # Errors
/// When no font of this computer has a letter of a name.
pub fn sheet(
    line: &Line,
    lists: &[(&'static Part, Vec<Row>)],
    stationery: &Stationery,
    on: Day,
    at: DateTime<Utc>,
) -> Result<Vec<u8>> {
    let title = t!("Pipeline: {name}", name = line.name);
    let mut document = Document::new(&title, stationery.head.paper, at)?;
    let mut table = Table::new(vec![Column::text("", 3.6).wrapped(), Column::text("", 5.4).wrapped()]);
    for step in &line.pipeline.steps {
        let mark = if step.is_met() { t!("reached") } else { t!("open") };
        table.section(format!("{} ({mark})", step.name));
        for (need, stands) in &step.asks {
            let note = if need.note.is_empty() { String::new() } else { format!(" ({})", need.note) };
            let tick = if stands.is_met() { "✓ " } else { "" };
            let missing = if *stands == Stands::Missing { t!("missing").to_owned() } else { stands.says() };
            table.row([need.says() + &note, format!("{tick}{missing}")]);
        }
    }
    for (part, rows) in lists.iter().filter(|(_, rows)| !rows.is_empty()) {
        table.section((part.says)());
        for row in rows {
            let rest: Vec<String> = part
                .fields
                .iter()
                .zip(&row.shown)
                .skip(1)
                .filter(|(_, shown)| !shown.is_empty())
                .map(|(field, shown)| format!("{}: {shown}", (field.says)()))
                .collect();
            table.row([part.title(row), rest.join(" · ")]);
        }
    }
    let frame = Frame {
        title,
        subtitle: t!("{who} · as of {day}", who = stationery.head.line(), day = day::long(on)),
        foot: line.name.clone(),
        landscape: false,
    };
    table.draw(&mut document, &frame)?;
    document.bytes()
}
