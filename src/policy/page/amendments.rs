//! The papers of amendments: the marshalled list, the voting paper, the synopsis beside the text.

use chrono::{DateTime, Utc};

use crate::cli::Stationery;
use crate::kit::Result;
use crate::policy::change::Fate;
use crate::policy::label::Labels;
use crate::policy::lines::Lines;
use crate::policy::model::Document;
use crate::policy::model::amendment::{Amendment, Board};
use crate::policy::model::workflow::Workflow;
use crate::print::{Column, Document as Paper, Frame, Table, draw_all};
use crate::t;

/// A document with the amendments to one of its versions.
pub struct Amended<'a> {
    pub document: &'a Document,
    pub flow: &'a Workflow,
    pub board: &'a Board,
    /// Which version, in words.
    pub version: &'a str,
}

impl Amended<'_> {
    fn frame(&self, title: String, stationery: &Stationery) -> Frame {
        Frame {
            subtitle: format!("{} · {}", stationery.head.line(), self.version),
            foot: t!(
                "{title} · lines of {width} characters",
                title = self.document.called(self.flow),
                width = self.board.width
            ),
            title,
            landscape: false,
        }
    }
}

/// What an amendment asks, as lines of a cell.
fn asked(board: &Board, one: &Amendment) -> String {
    let mut lines = Vec::new();
    for instruction in board.instructions(one) {
        lines.push(instruction.words);
        lines.extend(instruction.block.into_iter().map(|line| format!("    {line}")));
    }
    lines.join("\n")
}

fn backers(one: &Amendment) -> String {
    let mut names = vec![one.proposer.clone()];
    names.extend(one.seconders.iter().cloned());
    names.retain(|name| !name.is_empty());
    names.join("\n")
}

/// Amendments in the order in which they are called.
///
/// # Errors
/// When no font of this computer has a letter of it.
pub fn marshalled(paper: &Amended<'_>, stationery: &Stationery, at: DateTime<Utc>) -> Result<Vec<u8>> {
    let mut table = Table::new(vec![
        Column::text(t!("Number"), 1.6).whole(),
        Column::text(t!("Proposer, seconders"), 2.4).wrapped(),
        Column::text(t!("Amendment"), 8.0).wrapped(),
        Column::text(t!("Reason, recommendation"), 4.0).wrapped(),
    ]);
    for listed in &paper.board.marshalled().listed {
        let Some(one) = paper.board.all.get(listed.entry) else { continue };
        let mut why = vec![one.new.reason.clone()];
        if !one.recommends.says().is_empty() {
            why.push(t!("Committee: {what}. {why}", what = one.recommends.says(), why = one.recommends_why));
        }
        why.retain(|line| !line.is_empty());
        table.row([one.called(), backers(one), asked(paper.board, one), why.join("\n")]);
    }
    let title = t!("Amendments to {title}", title = paper.document.called(paper.flow));
    let frame = Frame { landscape: true, ..paper.frame(title, stationery) };
    let mut out = Paper::new(&frame.title, stationery.head.paper, at)?;
    draw_all(&mut out, &[(&table, &frame)])?;
    out.bytes()
}

/// What is voted on in turn, with room to write the result.
///
/// # Errors
/// As [`marshalled`].
pub fn voting(paper: &Amended<'_>, stationery: &Stationery, at: DateTime<Utc>) -> Result<Vec<u8>> {
    let board = paper.board;
    let matrix = board.matrix();
    let standings = board.standings(&matrix);
    let mut table = Table::new(vec![
        Column::text(t!("Number"), 1.6).whole(),
        Column::text(t!("Amendment"), 6.5).wrapped(),
        Column::text(t!("If it passes"), 3.0).wrapped(),
        Column::text(t!("Result"), 3.0),
    ])
    .to_sign(3, 12.0);
    let mut block = String::new();
    for listed in &board.marshalled().listed {
        let Some(one) = board.all.get(listed.entry) else { continue };
        if one.block != block {
            block.clone_from(&one.block);
            table.section(if block.is_empty() {
                t!("Each by itself").to_owned()
            } else {
                t!("En bloc: {block}", block = block)
            });
        }
        let falls: Vec<String> = (0..board.all.len())
            .filter(|other| matrix.fells(listed.entry, *other))
            .filter_map(|other| board.all.get(other).map(Amendment::called))
            .collect();
        let then = if falls.is_empty() {
            String::new()
        } else {
            t!("{others} fall", others = crate::kit::text::and_list(&falls))
        };
        let stands = standings.get(listed.entry).filter(|s| s.fate != Fate::Open);
        let result = stands.map(|s| board.standing_says(listed.entry, s)).unwrap_or_default();
        table.row([one.called(), asked(board, one), then, result]);
    }
    let title = t!("Voting paper: {title}", title = paper.document.called(paper.flow));
    let frame = paper.frame(title, stationery);
    let mut out = Paper::new(&frame.title, stationery.head.paper, at)?;
    draw_all(&mut out, &[(&table, &frame)])?;
    out.bytes()
}

/// The text, clause by clause, with what is asked beside it.
///
/// # Errors
/// As [`marshalled`].
pub fn synopsis(paper: &Amended<'_>, stationery: &Stationery, at: DateTime<Utc>) -> Result<Vec<u8>> {
    let board = paper.board;
    let labels = Labels::of(&board.base);
    let lines = Lines::of(&board.base, &labels, board.width);
    let mut table = Table::new(vec![
        Column::text(t!("Lines"), 1.0).whole(),
        Column::text(t!("The text"), 6.0).wrapped(),
        Column::text(t!("Amendments"), 7.0).wrapped(),
    ]);
    let listed = board.marshalled().listed;
    let asks = |clause: Option<i64>| -> String {
        let mut out = Vec::new();
        for listed in &listed {
            let Some(one) = board.all.get(listed.entry) else { continue };
            let of = board.instructions(one);
            out.extend(of.iter().filter(|i| i.clause == clause).map(|i| {
                let block = i.block.join("\n");
                format!("{}: {}{}{block}", one.called(), i.words, if block.is_empty() { "" } else { "\n" })
            }));
        }
        out.join("\n")
    };
    let at_start = asks(None);
    if !at_start.is_empty() {
        table.row([String::new(), String::new(), at_start]);
    }
    for clause in &board.base.clauses {
        let of = lines.of_clause(clause.id);
        let range = match (of.first(), of.last()) {
            (Some(first), Some(last)) if first.number != last.number => format!("{}–{}", first.number, last.number),
            (Some(first), _) => first.number.to_string(),
            _ => String::new(),
        };
        let label = labels.get(clause.id).map(|l| l.short.clone()).unwrap_or_default();
        let text = format!("{label} {}", labels.plain(&clause.text));
        table.row([range, text.trim().to_owned(), asks(Some(clause.id))]);
    }
    let title = t!("Synopsis: {title}", title = paper.document.called(paper.flow));
    let frame = Frame { landscape: true, ..paper.frame(title, stationery) };
    let mut out = Paper::new(&frame.title, stationery.head.paper, at)?;
    draw_all(&mut out, &[(&table, &frame)])?;
    out.bytes()
}
