//! The footnotes of a text, numbered through it, for papers and pages: a small figure where a note stands, its words at the end.

use super::body::Body;
use super::inline::{self, Part};
use super::label::Labels;

/// See the head of this file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notes {
    all: Vec<Note>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Note {
    clause: i64,
    /// Where it begins in the clause's text, in bytes.
    at: usize,
    words: String,
}

impl Notes {
    /// Those of a text, in its order.
    pub fn of(body: &Body) -> Self {
        let mut all = Vec::new();
        for clause in body.clauses.iter().filter(|clause| clause.text.contains("[^")) {
            for piece in inline::pieces(&clause.text) {
                if let Part::Footnote(words) = piece.part {
                    all.push(Note { clause: clause.id, at: piece.at.start, words });
                }
            }
        }
        Self { all }
    }

    /// The number of the note that begins at a byte of a clause's text, from 1.
    pub fn number(&self, clause: i64, at: usize) -> Option<usize> {
        self.all.iter().position(|note| note.clause == clause && note.at == at).map(|at| at + 1)
    }

    /// A clause's text as it is read, with what `mark` makes of the number of each note where it stands, and of other words.
    pub fn plain(
        &self,
        clause: i64,
        text: &str,
        labels: &Labels,
        words: impl Fn(&str) -> String,
        mark: impl Fn(usize) -> String,
    ) -> String {
        let mut out = String::with_capacity(text.len());
        for piece in inline::pieces(text) {
            match piece.part {
                Part::Text(found) => out.push_str(&words(&found)),
                Part::Reference(id) => out.push_str(&words(&labels.shown(id))),
                Part::Break => out.push_str(&words("\n")),
                Part::Mark => {}
                Part::Footnote(_) => out.extend(self.number(clause, piece.at.start).map(&mark)),
            }
        }
        out
    }

    /// Numbers and words, in order.
    pub fn iter(&self) -> impl Iterator<Item = (usize, &str)> {
        self.all.iter().enumerate().map(|(at, note)| (at + 1, note.words.as_str()))
    }
}

/// A number as it stands raised in a line: `¹²`.
pub fn raised(number: usize) -> String {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    number.to_string().chars().filter_map(|c| RAISED.get(c.to_digit(10)? as usize)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::markdown;

    #[test]
    fn notes_are_numbered_through_the_text() {
        let body =
            markdown::read("1. Homes[^a] and rents[^b].\n\n2. More[^a]\n\n[^a]: Report 3\n[^b]: Census, *table* 9\n");
        let (labels, notes) = (Labels::of(&body), Notes::of(&body));
        let read: Vec<String> =
            body.clauses.iter().map(|one| notes.plain(one.id, &one.text, &labels, str::to_owned, raised)).collect();
        assert_eq!(read, ["Homes¹ and rents².", "More³"]);
        assert_eq!(notes.iter().collect::<Vec<_>>(), [(1, "Report 3"), (2, "Census, table 9"), (3, "Report 3")]);
        assert_eq!(raised(120), "¹²⁰");
    }
}
