//! The papers of amendments as rows, whatever they are written as: the marshalled list, the voting paper, the synopsis.

use super::amendment::{Amendment, Board, Reading};
use crate::kit::text as words;
use crate::policy::change::{Fate, Instruction, Matrix};
use crate::t;

/// Which paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    Marshalled,
    Voting,
    Synopsis,
}

/// A column, and how wide it is beside the others.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    pub key: &'static str,
    pub title: &'static str,
    pub share: f32,
}

/// A row of a paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row {
    /// What the rows behind it have in common.
    Section(String),
    /// A cell for each column; several lines in one where that is needed.
    Cells(Vec<String>),
}

/// A paper as rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Listing {
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
}

fn column(key: &'static str, title: &'static str, share: f32) -> Column {
    Column { key, title, share }
}

/// What is asked, as lines of a cell.
fn lines(all: Vec<Instruction>) -> String {
    let mut lines = Vec::new();
    for instruction in all {
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

/// Why, and what the committee says.
fn reasons(board: &Board, reading: &Reading, one: &Amendment) -> String {
    let mut why = vec![one.new.reason.clone()];
    if !one.recommends.says().is_empty() {
        let says = [one.recommends.says(), one.recommends_why.as_str()];
        let says: Vec<&str> = says.into_iter().filter(|words| !words.is_empty()).collect();
        why.push(t!("Committee: {what}", what = says.join(". ")));
    }
    why.push(lines(board.recommended_in(reading, one)));
    why.push(match one.agreed {
        Some(true) => t!("The proposer agrees").to_owned(),
        Some(false) => t!("The proposer does not agree").to_owned(),
        None => String::new(),
    });
    why.push(one.agreed_says.clone());
    why.retain(|line| !line.is_empty());
    why.join("\n")
}

/// What passes or falls with an amendment, in words.
fn then(board: &Board, matrix: &Matrix, at: usize) -> String {
    let names = |is: &dyn Fn(usize) -> bool| -> Vec<String> {
        (0..board.all.len())
            .filter(|o| *o != at && is(*o))
            .filter_map(|o| board.all.get(o).map(Amendment::called))
            .collect()
    };
    let one_or_more = |all: &[String], one: &'static str, more: &'static str| {
        let words = if all.len() == 1 { one } else { more };
        words.replace("{others}", &words::and_list(all))
    };
    let mut out = Vec::new();
    let falls = names(&|o| matrix.fells(at, o));
    if !falls.is_empty() {
        out.push(one_or_more(&falls, t!("{others} falls"), t!("{others} fall")));
    }
    let agreed = names(&|o| matrix.follows(o, at));
    if !agreed.is_empty() {
        out.push(one_or_more(&agreed, t!("{others} is agreed with it"), t!("{others} are agreed with it")));
    }
    out.join("\n")
}

impl Board {
    /// A paper of the amendments before the meeting.
    pub fn listing(&self, which: Which) -> Listing {
        match which {
            Which::Marshalled => self.marshalled_rows(),
            Which::Voting => self.voting_rows(),
            Which::Synopsis => self.synopsis_rows(),
        }
    }

    /// Amendments in the order in which they are called.
    fn marshalled_rows(&self) -> Listing {
        let (reading, standings) = (self.reading(), self.standings(&self.matrix()));
        let row = |at: usize| {
            let one = self.all.get(at)?;
            let stands = standings.get(at).map(|s| self.standing_says(at, s)).unwrap_or_default();
            let stands = [stands, one.voted_says()];
            let stands: Vec<&str> = stands.iter().map(String::as_str).filter(|words| !words.is_empty()).collect();
            Some(Row::Cells(vec![
                one.called(),
                backers(one),
                lines(self.instructions_in(&reading, one)),
                reasons(self, &reading, one),
                stands.join("\n"),
            ]))
        };
        Listing {
            columns: vec![
                column("number", t!("Number"), 1.6),
                column("proposer", t!("Proposer, seconders"), 2.2),
                column("amendment", t!("Amendment"), 7.2),
                column("reason", t!("Reason, recommendation"), 3.6),
                column("stands", t!("How it stands"), 2.2),
            ],
            rows: self.marshalled().listed.iter().filter_map(|l| row(l.entry)).collect(),
        }
    }

    /// What is voted on in turn, with the majority that it needs and what falls with it, and the result as far as there is one.
    fn voting_rows(&self) -> Listing {
        let (reading, matrix) = (self.reading(), self.matrix());
        let standings = self.standings(&matrix);
        let mut rows = Vec::new();
        let mut block: Option<String> = None;
        for at in self.calls() {
            let Some(one) = self.all.get(at) else { continue };
            if block.as_ref() != Some(&one.block) && (block.is_some() || !one.block.is_empty()) {
                rows.push(Row::Section(match one.block.as_str() {
                    "" => t!("Each by itself").to_owned(),
                    block => t!("En bloc: {block}", block = block),
                }));
            }
            block = Some(one.block.clone());
            let asks = lines(self.instructions_in(&reading, one));
            let question = if one.new.separate { t!("{asks}\nFor: the words stay", asks = asks) } else { asks };
            let stands = standings.get(at).filter(|s| s.fate != Fate::Open);
            let result = stands.map(|s| self.standing_says(at, s)).unwrap_or_default();
            rows.push(Row::Cells(vec![one.called(), question, self.majority.says(), then(self, &matrix, at), result]));
        }
        Listing {
            columns: vec![
                column("number", t!("Number"), 1.5),
                column("amendment", t!("Amendment"), 6.0),
                column("needs", t!("Needs"), 1.8),
                column("then", t!("If it passes"), 2.4),
                column("result", t!("Result"), 2.6),
            ],
            rows,
        }
    }

    /// The order of the votes: as amendments are called, a block where its first stands, those to an amendment before that.
    pub fn calls(&self) -> Vec<usize> {
        let listed = self.marshalled().listed;
        let mut out: Vec<usize> = Vec::new();
        let mut add = |at: usize| {
            if !out.contains(&at) {
                out.push(at);
            }
        };
        for one in listed.iter().filter(|l| l.depth == 0) {
            let block = self.all.get(one.entry).map(|one| one.block.clone()).unwrap_or_default();
            let together: Vec<usize> = listed
                .iter()
                .filter(|l| l.depth == 0)
                .filter(|l| {
                    l.entry == one.entry
                        || (!block.is_empty() && self.all.get(l.entry).is_some_and(|o| o.block == block))
                })
                .map(|l| l.entry)
                .collect();
            for at in together {
                let id = self.all.get(at).map(|one| one.id);
                let inner = listed
                    .iter()
                    .filter(|l| self.all.get(l.entry).is_some_and(|o| o.new.parent.is_some() && o.new.parent == id));
                inner.for_each(|l| add(l.entry));
                add(at);
            }
        }
        out
    }

    /// The text, clause by clause, with what is asked beside it.
    fn synopsis_rows(&self) -> Listing {
        let reading = self.reading();
        let told: Vec<(String, Vec<Instruction>)> = self
            .marshalled()
            .listed
            .iter()
            .filter_map(|l| self.all.get(l.entry))
            .map(|one| (one.called(), self.instructions_in(&reading, one)))
            .collect();
        let asks = |clause: Option<i64>| -> String {
            let mut out = Vec::new();
            for (number, all) in &told {
                out.extend(all.iter().filter(|i| i.clause == clause).map(|i| {
                    let block = i.block.join("\n");
                    format!("{number}: {}{}{block}", i.words, if block.is_empty() { "" } else { "\n" })
                }));
            }
            out.join("\n")
        };
        let mut rows = Vec::new();
        let at_start = asks(None);
        if !at_start.is_empty() {
            rows.push(Row::Cells(vec![String::new(), String::new(), at_start]));
        }
        for clause in &self.base.clauses {
            let of = reading.lines.of_clause(clause.id);
            let range = match (of.first(), of.last()) {
                (Some(first), Some(last)) if first.number != last.number => format!("{}–{}", first.number, last.number),
                (Some(first), _) => first.number.to_string(),
                _ => String::new(),
            };
            let label = reading.labels.get(clause.id).map(|l| l.short.clone()).unwrap_or_default();
            let text = format!("{label} {}", reading.labels.plain(&clause.text));
            rows.push(Row::Cells(vec![range, text.trim().to_owned(), asks(Some(clause.id))]));
        }
        // What an amendment to an amendment asks may stand in a clause that the text has not.
        let known: std::collections::BTreeSet<Option<i64>> =
            self.base.clauses.iter().map(|c| Some(c.id)).chain([None]).collect();
        for (number, all) in &told {
            let rest: Vec<Instruction> = all.iter().filter(|i| !known.contains(&i.clause)).cloned().collect();
            if !rest.is_empty() {
                rows.push(Row::Cells(vec![String::new(), String::new(), format!("{number}: {}", lines(rest))]));
            }
        }
        Listing {
            columns: vec![
                column("lines", t!("Lines"), 1.0),
                column("text", t!("The text"), 6.0),
                column("amendments", t!("Amendments"), 7.0),
            ],
            rows,
        }
    }
}

impl Listing {
    /// As Markdown: a heading for each row, and its cells with what they are.
    pub fn markdown(&self, title: &str, subtitle: &str) -> String {
        let mut out = format!("# {}\n\n{}\n", escaped(title), escaped(subtitle));
        for row in &self.rows {
            match row {
                Row::Section(title) => out.push_str(&format!("\n## {}\n", escaped(title))),
                Row::Cells(cells) => {
                    out.push_str(&format!("\n### {}\n\n", escaped(cells.first().map_or("", String::as_str))));
                    for (column, cell) in self.columns.iter().zip(cells).skip(1).filter(|(_, cell)| !cell.is_empty()) {
                        let lines: Vec<String> = cell.lines().map(|line| escaped(line.trim())).collect();
                        out.push_str(&format!("- **{}:** {}\n", column.title, lines.join("\\\n  ")));
                    }
                }
            }
        }
        out
    }
}

/// Words that mean nothing to Markdown.
fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        if matches!(c, '\\' | '*' | '_' | '`' | '[' | ']' | '<' | '>' | '#') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
