//! Words alone, in and out: what is pasted from a word processor becomes clauses.

use super::body::{Body, Clause, Kind};
use super::label::Labels;
use super::notes::{Notes, raised};

/// The mark that a line begins with.
enum Mark {
    Heading(u8),
    /// A number or letter; how many levels its label names by itself (`2.1` names two).
    Number(u8),
    Point,
}

/// Reads a text: `#` begins a heading, a number or letter a clause, a dash or point an item; an empty line ends a paragraph. Clauses
/// have the ids 1, 2, 3.
pub fn read(text: &str) -> Body {
    let mut reader = Reader::default();
    for line in text.lines() {
        reader.line(line);
    }
    reader.body.straighten();
    for (id, clause) in (1..).zip(&mut reader.body.clauses) {
        clause.id = id;
    }
    reader.body
}

#[derive(Default)]
struct Reader {
    body: Body,
    /// The depth of the clauses that follow the last heading.
    base: u8,
    /// The indents of the numbered clauses and points that are open.
    open: Vec<usize>,
    /// Whether the last line goes on.
    goes_on: bool,
}

impl Reader {
    fn line(&mut self, line: &str) {
        let words = line.trim();
        if words.is_empty() {
            self.goes_on = false;
            return;
        }
        let indent: usize = line.chars().take_while(|c| c.is_whitespace()).map(|c| if c == '\t' { 4 } else { 1 }).sum();
        let Some((mark, rest)) = mark(words) else { return self.words(words, line.ends_with("  ")) };
        let (kind, depth) = match mark {
            Mark::Heading(level) => {
                self.base = level.saturating_add(1);
                self.open.clear();
                (Kind::Heading, level)
            }
            Mark::Number(levels) if levels > 1 => {
                self.open.clear();
                self.open.extend(0..usize::from(levels));
                (Kind::Numbered, self.base.saturating_add(levels - 1))
            }
            Mark::Number(_) => (Kind::Numbered, self.nested(indent, is_letter(words))),
            Mark::Point => (Kind::Item, self.nested(indent, false)),
        };
        self.body.clauses.push(Clause::new(0, kind, depth, rest));
        self.goes_on = !matches!(kind, Kind::Heading);
    }

    /// The depth of a line at an indent: below those that stand further left. A letter is below the number before it.
    fn nested(&mut self, indent: usize, letter: bool) -> u8 {
        let indent = if letter && indent == 0 { 1 } else { indent };
        self.open.retain(|left| *left < indent);
        let depth = self.base.saturating_add(u8::try_from(self.open.len()).unwrap_or(u8::MAX));
        self.open.push(indent);
        depth
    }

    fn words(&mut self, words: &str, breaks: bool) {
        match self.body.clauses.last_mut().filter(|_| self.goes_on) {
            Some(last) => {
                last.text.push(if last.text.ends_with('\n') { '\u{200b}' } else { ' ' });
                last.text = last.text.replace("\n\u{200b}", "\n");
                last.text.push_str(words);
                if breaks {
                    last.text.push('\n');
                }
            }
            None => {
                self.open.clear();
                self.body.clauses.push(Clause::new(0, Kind::Paragraph, self.base, words));
            }
        }
        self.goes_on = true;
    }
}

fn is_letter(words: &str) -> bool {
    words.trim_start_matches('(').chars().next().is_some_and(char::is_alphabetic)
}

/// The mark that a line begins with, and the rest of it.
fn mark(words: &str) -> Option<(Mark, &str)> {
    let hashes = words.chars().take_while(|c| *c == '#').count();
    if (1..=6).contains(&hashes) {
        let rest = words.get(hashes..)?;
        return rest.starts_with(' ').then(|| (Mark::Heading(u8::try_from(hashes - 1).unwrap_or(5)), rest.trim()));
    }
    let (first, rest) = words.split_once(char::is_whitespace)?;
    let rest = rest.trim();
    if rest.is_empty() {
        return None;
    }
    if matches!(first, "-" | "*" | "•" | "–" | "◦" | "▪" | "·" | "+") {
        return Some((Mark::Point, rest));
    }
    let inner = first.trim_start_matches('(').trim_end_matches(['.', ')']);
    let closed = first.ends_with(['.', ')']);
    let dotted = inner.contains('.');
    let number = |part: &str| (1..=3).contains(&part.len()) && part.chars().all(|c| c.is_ascii_digit());
    if inner.split('.').all(number) && (closed || dotted) {
        let levels = u8::try_from(inner.split('.').count()).unwrap_or(1);
        return Some((Mark::Number(levels), rest));
    }
    let letter = inner.len() == 1 && inner.chars().all(|c| c.is_ascii_lowercase());
    let roman = (1..=4).contains(&inner.len()) && inner.chars().all(|c| matches!(c, 'i' | 'v' | 'x'));
    ((letter || roman) && first.ends_with(')')).then_some((Mark::Number(1), rest))
}

/// The text as words alone, with labels.
pub fn plain(body: &Body) -> String {
    let (labels, notes) = (Labels::of(body), Notes::of(body));
    let mut out = String::new();
    for clause in &body.clauses {
        let label = labels.get(clause.id).map(|l| l.short.clone()).unwrap_or_default();
        out.push_str(&"  ".repeat(usize::from(clause.depth)));
        if !label.is_empty() {
            out.push_str(&label);
            out.push(' ');
        }
        out.push_str(&notes.plain(clause.id, &clause.text, &labels, str::to_owned, raised));
        out.push('\n');
    }
    for (number, words) in notes.iter() {
        out.push_str(&format!("\n{} {words}", raised(number)));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_as(text: &str) -> Vec<(Kind, u8, String)> {
        read(text).clauses.into_iter().map(|c| (c.kind, c.depth, c.text)).collect()
    }

    #[test]
    fn a_text_from_a_word_processor_becomes_clauses() {
        let text = "# Housing\n\nWe believe in homes\nfor all.\n\n1. Rents are capped\n   at a third.\n   (a) in towns;\n   (b) elsewhere.\n2. Homes are built:\n   - by councils\n   - by co-ops\n\n## Land\n1.1 Land is taxed.\n";
        let got = read_as(text);
        let want = [
            (Kind::Heading, 0, "Housing"),
            (Kind::Paragraph, 1, "We believe in homes for all."),
            (Kind::Numbered, 1, "Rents are capped at a third."),
            (Kind::Numbered, 2, "in towns;"),
            (Kind::Numbered, 2, "elsewhere."),
            (Kind::Numbered, 1, "Homes are built:"),
            (Kind::Item, 2, "by councils"),
            (Kind::Item, 2, "by co-ops"),
            (Kind::Heading, 1, "Land"),
            (Kind::Numbered, 2, "Land is taxed."),
        ];
        assert_eq!(got.len(), want.len(), "{got:?}");
        for (got, (kind, depth, words)) in got.iter().zip(want) {
            assert_eq!((got.0, got.1, got.2.as_str()), (kind, depth, words));
        }
    }

    #[test]
    fn what_looks_like_a_mark_in_running_text_is_none() {
        assert_eq!(read_as("2026 was a good year.")[0].0, Kind::Paragraph);
        assert_eq!(read_as("#hashtag here")[0].0, Kind::Paragraph);
        assert_eq!(read_as("a small thing")[0].0, Kind::Paragraph);
        assert_eq!(read("").clauses.len(), 0);
    }
}
