//! What policy prints: a text with line numbers, a paper form, “you said, we did”, positions, a bulletin.

pub mod amendments;

use chrono::{DateTime, Utc};

use super::body::{Body, Kind};
use super::label::Labels;
use super::lines::{self, Lines};
use super::model::Document;
use super::model::workflow::Workflow;
use super::notes::{Notes, raised};
use crate::cli::Stationery;
use crate::events::model::part::Row;
use crate::kit::{Result, day};
use crate::policy::model::parts;
use crate::print::{Column, Document as Paper, Frame, Table, draw_all};
use crate::t;

/// A text with its lines counted at a width.
pub struct Printed<'a> {
    pub document: &'a Document,
    pub flow: &'a Workflow,
    pub body: &'a Body,
    pub width: u16,
    /// Notes by clause: where it came from.
    pub notes: &'a [(i64, String)],
    /// Below the title: which version, or as at which day.
    pub subtitle: &'a str,
}

/// Lines of more characters than this do not fit across a page: each is a row of its own then, in landscape.
const ACROSS: u16 = 95;

/// No row has more lines, so that it fits on what is left of a page.
const TOGETHER: usize = 16;

fn text_table(printed: &Printed<'_>) -> Table {
    let labels = Labels::of(printed.body);
    let notes = Notes::of(printed.body);
    let numbered = Lines::of(printed.body, &labels, usize::from(printed.width));
    let mut table = Table::new(vec![
        Column::text("", 0.6).wrapped(),
        Column::text("", 0.9).whole(),
        Column::text("", 12.0).wrapped(),
    ]);
    let together = if printed.width > ACROSS { 1 } else { TOGETHER };
    for clause in &printed.body.clauses {
        let label = labels.get(clause.id).map(|l| l.short.clone()).unwrap_or_default();
        for (at, part) in numbered.of_clause(clause.id).chunks(together).enumerate() {
            // Only every fifth is numbered, as in papers of assemblies.
            let number = |n: usize| if n.is_multiple_of(5) || n == 1 { n.to_string() } else { String::new() };
            let numbers: Vec<String> = part.iter().map(|line| number(line.number)).collect();
            let words: Vec<String> =
                part.iter().map(|line| lines::shown(line, &clause.text, &labels, &notes)).collect();
            let head = if at == 0 { label.clone() } else { String::new() };
            let cells = [numbers.join("\n"), head, words.join("\n")];
            if clause.kind == Kind::Heading && at == 0 {
                table.total(cells);
            } else {
                table.row(cells);
            }
        }
        for (_, says) in printed.notes.iter().filter(|(of, _)| *of == clause.id) {
            table.row([String::new(), String::new(), format!("[{says}]")]);
        }
    }
    let gone = printed.notes.iter().filter(|(of, _)| printed.body.clause(*of).is_none());
    for (_, says) in gone {
        table.row([String::new(), String::new(), format!("[{says}]")]);
    }
    if notes.iter().next().is_some() {
        table.section(t!("Notes"));
        for (number, words) in notes.iter() {
            table.row([String::new(), raised(number), words.to_owned()]);
        }
    }
    table
}

fn text_frame(printed: &Printed<'_>, stationery: &Stationery) -> Frame {
    let title = printed.document.called(printed.flow);
    Frame {
        subtitle: format!("{} · {}", stationery.head.line(), printed.subtitle),
        foot: t!("{title} · lines of {width} characters", title = title, width = printed.width),
        title,
        landscape: printed.width > ACROSS,
    }
}

/// A text with the numbers of its lines.
///
/// # Errors
/// When no font of this computer has a letter of it.
pub fn text(printed: &Printed<'_>, stationery: &Stationery, at: DateTime<Utc>) -> Result<Vec<u8>> {
    let (table, frame) = (text_table(printed), text_frame(printed, stationery));
    let mut paper = Paper::new(&frame.title, stationery.head.paper, at)?;
    draw_all(&mut paper, &[(&table, &frame)])?;
    paper.bytes()
}

/// A paper to consult on: the text, and a form to write on.
///
/// # Errors
/// As [`text`].
pub fn consult(
    printed: &Printed<'_>,
    question: &str,
    how: &str,
    stationery: &Stationery,
    at: DateTime<Utc>,
) -> Result<Vec<u8>> {
    let (table, mut frame) = (text_table(printed), text_frame(printed, stationery));
    if !question.is_empty() {
        frame.subtitle = format!("{}\n{question}", frame.subtitle);
    }
    let mut form =
        Table::new(vec![Column::text(t!("Line or clause"), 2.0), Column::text(t!("What you say to it"), 9.0)])
            .to_sign(1, 16.0);
    for _ in 0..12 {
        form.row([""]);
    }
    form.signatures(&[(t!("Name, if you want to be known"), ""), (t!("Day"), "")]);
    let form_frame = Frame {
        title: t!("Your response: {title}", title = frame.title),
        subtitle: how.to_owned(),
        foot: frame.foot.clone(),
        landscape: false,
    };
    let mut paper = Paper::new(&frame.title, stationery.head.paper, at)?;
    draw_all(&mut paper, &[(&table, &frame), (&form, &form_frame)])?;
    paper.bytes()
}

/// What was said, and what was done about it, by theme.
///
/// # Errors
/// As [`text`].
pub fn said_done(
    title: &str,
    rows: &[(String, String, String, String)],
    stationery: &Stationery,
    at: DateTime<Utc>,
) -> Result<Vec<u8>> {
    let mut table = Table::new(vec![
        Column::text(t!("Clause"), 1.2).wrapped(),
        Column::text(t!("You said"), 5.0).wrapped(),
        Column::text(t!("We did"), 5.0).wrapped(),
    ]);
    let mut theme: Option<&String> = None;
    for (of, clause, said, done) in rows {
        if theme != Some(of) {
            table.section(if of.is_empty() { t!("Other") } else { of });
            theme = Some(of);
        }
        table.row([clause.clone(), said.clone(), done.clone()]);
    }
    let frame = Frame {
        title: t!("You said, we did: {title}", title = title),
        subtitle: stationery.head.line(),
        foot: title.to_owned(),
        landscape: false,
    };
    let mut paper = Paper::new(&frame.title, stationery.head.paper, at)?;
    draw_all(&mut paper, &[(&table, &frame)])?;
    paper.bytes()
}

/// What speakers say, by topic: the topic, of which document, and its row.
///
/// # Errors
/// As [`text`].
pub fn positions(all: &[(String, Row)], stationery: &Stationery, at: DateTime<Utc>) -> Result<Vec<u8>> {
    let part = &parts::POSITIONS;
    let mut table = Table::new(vec![
        Column::text(t!("What we say"), 5.0).wrapped(),
        Column::text(t!("Facts"), 4.0).wrapped(),
        Column::text(t!("Better not"), 2.5).wrapped(),
        Column::text(t!("From"), 2.0).wrapped(),
    ]);
    let mut topic = "";
    for (from, row) in all {
        let of = row.text(part, "topic");
        if of != topic {
            table.section(of);
            topic = of;
        }
        table.row([row.text(part, "says"), row.text(part, "facts"), row.text(part, "avoid"), from.as_str()]);
    }
    let frame = Frame {
        title: t!("Positions for speakers").to_owned(),
        subtitle: stationery.head.line(),
        foot: t!("As of {day}", day = day::short(at.date_naive())),
        landscape: false,
    };
    let mut paper = Paper::new(&frame.title, stationery.head.paper, at)?;
    draw_all(&mut paper, &[(&table, &frame)])?;
    paper.bytes()
}

/// A section of a bulletin: its heading, and what stands below it, each with a few more words.
pub type Section = (String, Vec<(String, String)>);

/// A bulletin, or one document on a page.
///
/// # Errors
/// As [`text`].
pub fn bulletin(title: &str, sections: &[Section], stationery: &Stationery, at: DateTime<Utc>) -> Result<Vec<u8>> {
    let mut table = Table::new(vec![Column::text("", 3.0).wrapped(), Column::text("", 9.0).wrapped()]);
    for (heading, rows) in sections.iter().filter(|(_, rows)| !rows.is_empty()) {
        table.section(heading);
        for (head, words) in rows {
            table.row([head.clone(), words.clone()]);
        }
    }
    let frame =
        Frame { title: title.to_owned(), subtitle: stationery.head.line(), foot: title.to_owned(), landscape: false };
    let mut paper = Paper::new(title, stationery.head.paper, at)?;
    draw_all(&mut paper, &[(&table, &frame)])?;
    paper.bytes()
}
