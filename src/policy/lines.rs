//! The lines of a text at a stated width, as they are numbered in a version that does not change any more.
//!
//! A width is counted in what a reader takes for one letter, whatever font it is printed in, so that line 14 is line 14 on every
//! machine. Asterisks of emphasis count nothing, a footnote one (its mark), a reference what it is shown as; space at the end of
//! a line hangs over it.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::body::{Body, Clause, Kind};
use super::inline::{self, Part};
use super::label::Labels;
use super::notes::{Notes, raised};

/// Letters in a line where nobody says otherwise.
pub const WIDTH: usize = 80;

/// A line of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Counted from 1 through the whole text.
    pub number: usize,
    pub clause: i64,
    /// Where it stands in the clause's text, in bytes, with the white space that it ends with.
    pub at: Range<usize>,
    /// A word too long for a line goes on in the next: a hyphen is shown that is not in the text.
    pub hyphen: bool,
}

/// The lines of a whole text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lines {
    pub width: usize,
    pub all: Vec<Line>,
}

impl Lines {
    /// Counts the lines of a text at a width.
    pub fn of(body: &Body, labels: &Labels, width: usize) -> Self {
        let mut all = Vec::new();
        for clause in &body.clauses {
            for (at, hyphen) in split(&clause.text, width_of(clause, width), |id| labels.shown(id)) {
                all.push(Line { number: all.len() + 1, clause: clause.id, at, hyphen });
            }
        }
        Self { width, all }
    }

    /// The lines of a clause.
    pub fn of_clause(&self, clause: i64) -> &[Line] {
        let start = self.all.iter().position(|line| line.clause == clause).unwrap_or(self.all.len());
        let rest = self.all.get(start..).unwrap_or_default();
        let len = rest.iter().take_while(|line| line.clause == clause).count();
        rest.get(..len).unwrap_or_default()
    }

    /// The numbers of the first and last line that some bytes of a clause's text stand in.
    pub fn of_words(&self, clause: i64, words: &Range<usize>) -> Option<(usize, usize)> {
        let lines = self.of_clause(clause);
        let first = lines.iter().rev().find(|line| line.at.start <= words.start).or(lines.first())?;
        let last = lines.iter().find(|line| line.at.end >= words.end.max(words.start + 1)).or(lines.last())?;
        Some((first.number, last.number.max(first.number)))
    }
}

/// The text of a line as it is read. Emphasis may begin in one line and end in another, so the whole text says what is a mark.
pub fn shown(line: &Line, text: &str, labels: &Labels, notes: &Notes) -> String {
    let mut words = String::new();
    for piece in inline::pieces(text) {
        let within = piece.at.start.max(line.at.start)..piece.at.end.min(line.at.end);
        if !within.is_empty() && matches!(piece.part, Part::Text(_) | Part::Reference(_)) {
            words.push_str(&labels.plain(text.get(within).unwrap_or_default()));
        } else if line.at.contains(&piece.at.start) && matches!(piece.part, Part::Footnote(_)) {
            words.extend(notes.number(line.clause, piece.at.start).map(raised));
        }
    }
    words.truncate(words.trim_end().len());
    if line.hyphen {
        words.push('-');
    }
    words
}

/// How many letters fit into a line of this clause: headings are set larger, points of a list stand in.
fn width_of(clause: &Clause, width: usize) -> usize {
    let width = match clause.kind {
        Kind::Heading if clause.depth < 2 => width * 60 / 100,
        Kind::Heading => width * 75 / 100,
        Kind::Item => width.saturating_sub(6),
        Kind::Paragraph | Kind::Numbered => width,
    };
    width.max(1)
}

/// A sign or more that is never parted: where it stands, how wide it is, and whether a line may end behind it.
struct Sign {
    at: Range<usize>,
    width: usize,
    breaks: Break,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Break {
    None,
    /// White space: does not count at the end of a line.
    Space,
    Hyphen,
    Forced,
}

fn signs(text: &str, label: impl Fn(i64) -> String) -> Vec<Sign> {
    let mut signs = Vec::new();
    for piece in inline::pieces(text) {
        let one = |width, breaks| Sign { at: piece.at.clone(), width, breaks };
        match &piece.part {
            Part::Mark => signs.push(one(0, Break::None)),
            Part::Footnote(_) => signs.push(one(1, Break::None)),
            Part::Reference(id) => signs.push(one(label(*id).graphemes(true).count(), Break::None)),
            Part::Break => signs.push(one(0, Break::Forced)),
            Part::Text(_) => {
                let raw = text.get(piece.at.clone()).unwrap_or_default();
                let mut backslash = false;
                for (at, sign) in raw.grapheme_indices(true) {
                    let start = piece.at.start + at;
                    let at = start..start + sign.len();
                    // A backslash makes the next sign mean itself and is not shown.
                    let hidden = !backslash
                        && sign == "\\"
                        && raw
                            .get(at.end - piece.at.start..)
                            .is_some_and(|r| r.starts_with(['\\', '*', '[', ']', '{']));
                    backslash = hidden;
                    let breaks = match sign {
                        " " | "\t" => Break::Space,
                        "-" | "‐" | "–" | "—" => Break::Hyphen,
                        _ => Break::None,
                    };
                    signs.push(Sign { at, width: usize::from(!hidden), breaks });
                }
            }
        }
    }
    signs
}

/// The lines of one clause's text: where each stands, and whether a hyphen is to be added. Every byte is in one line; an empty
/// text is one line.
pub fn split(text: &str, width: usize, label: impl Fn(i64) -> String) -> Vec<(Range<usize>, bool)> {
    let signs = signs(text, label);
    let mut lines = Vec::new();
    // The first sign of the line, what of it is counted, and the last place where it may end with the width up to there.
    let (mut start, mut counted, mut end) = (0_usize, 0_usize, None::<(usize, usize)>);
    let mut first = 0_usize;
    for (at, sign) in signs.iter().enumerate() {
        if sign.breaks == Break::Forced {
            lines.push((start..sign.at.end, false));
            (start, counted, end, first) = (sign.at.end, 0, None, at + 1);
            continue;
        }
        if sign.breaks != Break::Space && counted + sign.width > width && counted > 0 {
            match end.take() {
                Some((byte, upto)) => {
                    lines.push((start..byte, false));
                    (start, counted) = (byte, counted - upto);
                }
                None => {
                    let hyphen = at > first;
                    lines.push((start..sign.at.start, hyphen));
                    (start, counted) = (sign.at.start, 0);
                }
            }
            first = at;
        }
        counted += sign.width;
        if matches!(sign.breaks, Break::Space | Break::Hyphen) {
            end = Some((sign.at.end, counted));
        }
    }
    if start < text.len() || lines.is_empty() || text.ends_with('\n') {
        lines.push((start..text.len(), false));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str, width: usize) -> Vec<String> {
        split(text, width, |id| format!("<{id}>"))
            .into_iter()
            .map(|(at, hyphen)| format!("{}{}", text.get(at).unwrap(), if hyphen { "-" } else { "" }))
            .collect()
    }

    #[test]
    fn emphasis_over_several_lines_shows_no_asterisks() {
        let text = "Know: **every number is read *again* by two** at 2 * 3 o’clock, as {#1} says[^a note].";
        let body = Body {
            clauses: vec![Clause { id: 1, kind: Kind::Numbered, depth: 0, fixed: None, text: text.to_owned() }],
        };
        let labels = Labels::of(&body);
        let found = Lines::of(&body, &labels, 14);
        let words: Vec<String> =
            found.of_clause(1).iter().map(|line| shown(line, text, &labels, &Notes::of(&body))).collect();
        assert_eq!(
            words.join(" "),
            "Know: every number is read again by two at 2 * 3 o’clock, as 1 says¹.",
            "{words:?}"
        );
        assert!(words.len() > 4, "{words:?}");
    }

    #[test]
    fn lines_end_at_spaces_and_hyphens() {
        let text = "Wer Antrag stellen darf, ist in der Satzung geregelt. Antragsberechtigt sind die Orts- und Kreisverbände, die Landesversammlungen bzw. Landesdelegiertenkonferenzen, der Vorstand";
        let found = lines(text, 80);
        assert_eq!(found[1], "Orts- und Kreisverbände, die Landesversammlungen bzw. ");
        assert!(found[0].ends_with("geregelt. Antragsberechtigt sind die "), "{found:?}");
        assert!(found[2].starts_with("Landesdelegiertenkonferenzen,"));
        assert_eq!(lines("well-known words", 6), ["well-", "known ", "words"]);
    }

    #[test]
    fn forced_breaks_begin_a_line() {
        assert_eq!(lines("one\ntwo three", 80), ["one\n", "two three"]);
        assert_eq!(lines("one\n\ntwo", 80), ["one\n", "\n", "two"]);
        assert_eq!(lines("", 80), [""]);
    }

    #[test]
    fn what_a_reader_takes_for_one_letter_counts_one() {
        let found = lines(&"👍🏽".repeat(15), 5);
        assert_eq!(found, ["👍🏽👍🏽👍🏽👍🏽👍🏽-", "👍🏽👍🏽👍🏽👍🏽👍🏽-", "👍🏽👍🏽👍🏽👍🏽👍🏽"]);
        assert_eq!(lines("a**b**c d", 3), ["a**b**c ", "d"]);
        assert_eq!(lines("see {#7}. Then", 8), ["see {#7}. ", "Then"]);
        assert_eq!(lines("word[^a long note] more", 5), ["word[^a long note] ", "more"]);
    }

    #[test]
    fn space_hangs_over_the_end() {
        assert_eq!(lines("12345 67890 ", 5), ["12345 ", "67890 "]);
    }

    #[test]
    fn headings_and_points_have_shorter_lines_and_words_are_found() {
        let clause =
            |id, kind, depth| Clause { id, kind, depth, fixed: None, text: "aaaa ".repeat(20).trim_end().to_owned() };
        let body = Body {
            clauses: vec![
                clause(1, Kind::Heading, 0),
                clause(2, Kind::Heading, 2),
                clause(3, Kind::Numbered, 0),
                clause(4, Kind::Item, 1),
            ],
        };
        let lines = Lines::of(&body, &Labels::of(&body), 80);
        let count = |id| lines.of_clause(id).len();
        // 100 letters in lines of 48, 60, 80 and 74.
        assert_eq!([count(1), count(2), count(3), count(4)], [3, 2, 2, 2]);
        assert_eq!(lines.of_words(3, &(0..4)), Some((6, 6)));
        assert_eq!(lines.of_words(3, &(0..99)), Some((6, 7)));
        assert_eq!(lines.of_words(3, &(85..89)), Some((7, 7)));
        assert_eq!(lines.of_words(9, &(0..1)), None);
    }

    proptest::proptest! {
        /// Every byte is in one line, in order, and no line is wider than it may be.
        #[test]
        fn lines_are_the_text(text in "([a-z]{0,9}[ \n-]){0,40}|\\PC{0,60}", width in 1_usize..30) {
            let found = split(&text, width, |id| id.to_string());
            let whole: String = found.iter().map(|(at, _)| text.get(at.clone()).unwrap()).collect();
            proptest::prop_assert_eq!(&whole, &text);
            for (at, _) in &found {
                let plain = inline::plain(text.get(at.clone()).unwrap(), |id| id.to_string());
                proptest::prop_assert!(plain.trim_end().graphemes(true).count() <= width || !text.is_ascii() || text.contains(['*', '[', '{', '\\']), "{plain}");
            }
        }
    }
}
