//! What the register prints: everything held about one person, for that person to read; and where an address stands for an
//! envelope.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use crate::kit::{Result, day, text};
use crate::office::access::{self, Change, Changed, Everything, Held, Section};
use crate::office::profile::{PaperSize, Profile};
use crate::people::Envelope;
use crate::print::{Column, Document, Frame, Paper, Table, Window};
use crate::t;

impl Envelope {
    /// The window that the address must show in, if there is one.
    pub fn window(self) -> Option<Window> {
        match self {
            Self::None => None,
            Self::Dl => Some(Window::UkDl),
            Self::DinA => Some(Window::DinA),
            Self::DinB => Some(Window::DinB),
            Self::Us10 => Some(Window::UsTen),
        }
    }
}

/// Everything held about one person as a PDF: what is known first, then money and the rest, then who changed what and when.
/// `files` are the names of the attachments that lie beside it.
///
/// # Errors
/// When no font of this computer has a letter of a name.
pub fn everything_held(held: &Everything, files: &[String], profile: &Profile, at: DateTime<Utc>) -> Result<Vec<u8>> {
    let paper = match profile.paper {
        PaperSize::A4 => Paper::A4,
        PaperSize::Letter => Paper::LETTER,
    };
    let zone = profile.time_zone.parse().unwrap_or(chrono_tz::Tz::UTC);
    let title = t!("What is held about {name}", name = held.name);
    let mut document = Document::new(&title, paper, at)?;
    let mut table = Table::new(vec![Column::text("", 2.3).wrapped(), Column::text("", 7.0).wrapped()]);
    for section in held.sections.iter().filter(|s| s.table != "attachment") {
        rows_of(&mut table, section, section.table == held.table);
    }
    if !files.is_empty() {
        table.section(t!("Files beside this paper"));
        for file in files {
            long_row(&mut table, "", file);
        }
    }
    history(&mut table, held, zone);
    table.section(t!("How this paper was made"));
    long_row(&mut table, t!("What is in it"), &access::rule());
    let subtitle = t!(
        "{branch}, {party}. Made on {day}",
        branch = profile.branch,
        party = profile.party,
        day = day::long(at.with_timezone(&zone).date_naive())
    );
    table.draw(&mut document, &Frame { title, subtitle, foot: held.name.clone(), landscape: false })?;
    document.bytes()
}

/// The person field by field; of every other table a row for each record, its day first.
fn rows_of(table: &mut Table, section: &Section, apart: bool) {
    let shown: Vec<&Held> = section.rows.iter().filter(|row| row.fields.iter().any(|f| !f.hidden)).collect();
    if shown.is_empty() {
        return;
    }
    table.section(&section.heading);
    for (at, row) in shown.iter().enumerate() {
        let gone = if row.deleted { t!(" (removed, kept in the history)") } else { "" };
        if apart {
            for field in row.fields.iter().filter(|f| !f.hidden) {
                long_row(table, &field.label, &field.shown);
            }
            continue;
        }
        let when = row.fields.iter().find(|f| !f.hidden && (f.column == "day" || f.column.ends_with("_on")));
        let label = when.map_or_else(|| text::count(at + 1), |f| f.shown.clone());
        let rest = row.fields.iter().filter(|f| !f.hidden && when.is_none_or(|w| w.column != f.column));
        let says: Vec<String> = rest.map(|f| format!("{}: {}", f.label, f.shown)).collect();
        long_row(table, &format!("{label}{gone}"), &says.join(" · "));
    }
}

/// Steps of the history, newest first, each with what it changed.
fn history(table: &mut Table, held: &Everything, zone: chrono_tz::Tz) {
    let mut steps: BTreeMap<i64, (&Change, Vec<String>)> = BTreeMap::new();
    for section in &held.sections {
        for change in section.rows.iter().flat_map(|row| &row.history) {
            let (_, changed) = steps.entry(change.step).or_insert((change, Vec::new()));
            changed.extend(change.fields.iter().filter(|f| f.before != f.after).map(says));
        }
    }
    if steps.is_empty() {
        return;
    }
    table.section(t!("Who changed what, and when"));
    for (change, changed) in steps.values().rev() {
        let at = DateTime::parse_from_rfc3339(&change.at).map(|at| at.with_timezone(&zone));
        let when = at.map_or_else(
            |_unreadable| change.at.clone(),
            |at| format!("{}, {}", day::short(at.date_naive()), at.format("%H:%M")),
        );
        let undone = if change.undone { t!(" (undone later)") } else { "" };
        let what = if change.summary.is_empty() { &change.did } else { &change.summary };
        let mut line = format!("{}: {what}{undone}", change.who);
        for one in changed {
            line.push('\n');
            line.push_str(one);
        }
        long_row(table, &when, &line);
    }
}

fn says(changed: &Changed) -> String {
    let or_nothing = |text: &str| if text.is_empty() { t!("nothing").to_owned() } else { text.to_owned() };
    t!(
        "{field}: from {before} to {after}",
        field = changed.label,
        before = or_nothing(&changed.before),
        after = or_nothing(&changed.after)
    )
}

/// A row whose text may be longer than a page: it goes on in the next, so that nothing is cut off.
fn long_row(table: &mut Table, label: &str, text: &str) {
    const MOST: usize = 1200;
    let mut label = label;
    let mut piece = String::new();
    let mut count = 0;
    let mut lines = 0;
    for c in text.chars() {
        count += 1;
        lines += usize::from(c == '\n');
        piece.push(c);
        if (count >= MOST && c.is_whitespace()) || count >= 2 * MOST || lines >= 30 {
            table.row([label, piece.trim_end()]);
            (label, count, lines) = ("", 0, 0);
            piece.clear();
        }
    }
    if !piece.trim().is_empty() || !label.is_empty() {
        table.row([label, piece.trim_end()]);
    }
}
