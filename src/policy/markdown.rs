//! Texts as Markdown, out and in: headings, clauses with their labels, points, emphasis, footnotes. What is written is read back
//! as it was; a reference stays `{#17}`, so that it still follows its clause.
//!
//! A clause lies as deep as its line stands in (four spaces a level) below its heading.

use super::body::{Body, Kind};
use super::inline::{self, Part};
use super::intake::Intake;
use super::label::Labels;

/// Signs that would mean something in Markdown, besides those that a backslash precedes already.
const SIGNS: [char; 4] = ['_', '`', '<', '|'];

/// Signs of lists that are no punctuation to Markdown.
const BULLETS: [char; 5] = ['•', '·', '–', '▪', '◦'];

/// The text as Markdown.
pub fn write(body: &Body) -> String {
    let labels = Labels::of(body);
    let mut out = String::new();
    let mut notes: Vec<String> = Vec::new();
    let mut base = 0_u8;
    for (at, clause) in body.clauses.iter().enumerate() {
        let text = words(&clause.text, &mut notes);
        if clause.kind == Kind::Heading {
            base = clause.depth.saturating_add(1);
            // Six levels are all that Markdown has; deeper ones are said so.
            if clause.depth > 5 {
                out.push_str(&format!("<!-- depth {} -->\n", clause.depth));
            }
            // A hash at the end would be taken for the end of the heading.
            let text = text.strip_suffix('#').map_or_else(|| text.clone(), |t| format!("{t}\\#"));
            let marks = "#".repeat(usize::from(clause.depth.min(5)) + 1);
            out.push_str(&format!("{marks} {text}\n\n"));
            continue;
        }
        if clause.depth < base {
            out.push_str(&format!("<!-- depth {} -->\n", clause.depth));
        }
        let indent = "    ".repeat(usize::from(clause.depth.saturating_sub(base)));
        let lead = match clause.kind {
            Kind::Numbered => {
                let label = labels.at(at).map_or("", |l| l.short.as_str());
                if label.starts_with('(') { format!("{label} ") } else { format!("{label}. ") }
            }
            Kind::Item => "- ".to_owned(),
            Kind::Paragraph | Kind::Heading => String::new(),
        };
        let text = if clause.kind == Kind::Paragraph { guarded(&text) } else { text };
        let text = text.replace('\n', &format!("\n{indent}"));
        out.push_str(&format!("{indent}{lead}{text}\n\n"));
    }
    for (at, note) in notes.iter().enumerate() {
        out.push_str(&format!("[^{}]: {note}\n", at + 1));
    }
    let mut out = out.trim_end().to_owned();
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

/// A clause's words; footnotes become counts, line breaks a backslash at the end of a line.
fn words(text: &str, notes: &mut Vec<String>) -> String {
    let mut out = String::new();
    for piece in inline::pieces(text) {
        let raw = text.get(piece.at.clone()).unwrap_or_default();
        match piece.part {
            Part::Footnote(note) => {
                notes.push(marked(&inline::escaped(&note)));
                out.push_str(&format!("[^{}]", notes.len()));
            }
            Part::Break => out.push_str("\\\n"),
            // `[^1]:` would be where the note itself stands.
            Part::Text(_) if raw.starts_with(':') && out.ends_with(']') => {
                out.push('\\');
                out.push_str(&marked(raw));
            }
            Part::Text(_) => out.push_str(&marked(raw)),
            Part::Mark | Part::Reference(_) => out.push_str(raw),
        }
    }
    out
}

fn marked(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    for c in raw.chars() {
        if SIGNS.contains(&c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// A paragraph that would be read as something else because of what it begins with.
fn guarded(text: &str) -> String {
    let mut probe = Intake::default();
    probe.line(0, text);
    let is_plain = probe.done().clauses.first().is_some_and(|c| c.kind == Kind::Paragraph);
    if is_plain && !text.starts_with(['#', '>']) && !is_rule(text) {
        return text.to_owned();
    }
    let at = text.find(|c: char| c.is_ascii_punctuation() || BULLETS.contains(&c)).unwrap_or(0);
    let (before, behind) = text.split_at_checked(at).unwrap_or(("", text));
    format!("{before}\\{behind}")
}

/// Reads Markdown. What has no place in a text (pictures, tables, HTML) is read as its words.
pub fn read(text: &str) -> Body {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let notes = notes(&text);
    let mut reader = Reader { intake: Intake::default(), notes, depth: None, open: None };
    for line in text.lines() {
        reader.line(line);
    }
    reader.flush();
    reader.intake.done()
}

/// The footnotes at their names.
fn notes(text: &str) -> Vec<(&str, &str)> {
    text.lines().filter_map(note).collect()
}

/// `[^name]: text`, which may stand in by up to three spaces, as everything in Markdown.
fn note(line: &str) -> Option<(&str, &str)> {
    let words = line.trim_start_matches(' ');
    let (name, note) = words.strip_prefix("[^").filter(|_| line.len() - words.len() < 4)?.split_once("]:")?;
    (!name.contains([' ', ']'])).then(|| (name, note.trim()))
}

/// A line that only parts what stands above it from what stands below.
fn is_rule(line: &str) -> bool {
    line.len() >= 3 && ['-', '*', '_'].iter().any(|sign| line.chars().all(|c| c == *sign))
}

/// The cells of a row of a table.
fn cells(line: &str) -> Option<Vec<String>> {
    let inner = line.strip_prefix('|')?.strip_suffix('|')?;
    let mut cells = vec![String::new()];
    let mut escaped = false;
    for c in inner.chars() {
        match cells.last_mut() {
            Some(_) if c == '|' && !escaped => cells.push(String::new()),
            Some(cell) => cell.push(c),
            None => {}
        }
        escaped = c == '\\' && !escaped;
    }
    let cells: Vec<String> = cells.iter().map(|cell| cell.trim().to_owned()).filter(|cell| !cell.is_empty()).collect();
    (!cells.is_empty()).then_some(cells)
}

struct Reader<'t> {
    intake: Intake,
    notes: Vec<(&'t str, &'t str)>,
    /// What a comment said of the next clause.
    depth: Option<u8>,
    /// The paragraph that is open: how far it stands in, and its lines.
    open: Option<(usize, String)>,
}

impl Reader<'_> {
    fn line(&mut self, line: &str) {
        let line = line.replace('\t', "    ");
        let words = line.trim_start();
        let indent = line.len() - words.len();
        let words = words.trim_end();
        if let Some(depth) = words.strip_prefix("<!-- depth ").and_then(|w| w.strip_suffix(" -->")) {
            self.flush();
            self.depth = depth.parse().ok();
            return;
        }
        if words.is_empty() {
            self.flush();
            return;
        }
        // What a backslash ended is one clause with its next line, whatever that begins with.
        let goes_on = self.open.as_ref().is_some_and(|(_, text)| text.ends_with('\n'));
        if goes_on {
            self.add(words, line.ends_with("  "));
            return;
        }
        if note(line.trim_end()).is_some() || is_rule(words) {
            self.flush();
            return;
        }
        if let Some(cells) = cells(words) {
            self.flush();
            if cells.iter().any(|cell| !cell.chars().all(|c| matches!(c, '-' | ':'))) {
                self.open = Some((indent, cells.join(" · ")));
                self.flush();
            }
            return;
        }
        let heading = words.trim_start_matches('#');
        let level = words.len() - heading.len();
        if (1..=6).contains(&level) && (heading.starts_with(' ') || heading.is_empty()) {
            self.flush();
            let depth = self.depth.take().unwrap_or_else(|| u8::try_from(level - 1).unwrap_or(5));
            let closed = heading.trim().trim_end_matches('#');
            let words = if closed.is_empty() || closed.ends_with(' ') { closed.trim_end() } else { heading.trim() };
            let text = self.text(words);
            self.intake.heading(depth, text);
            return;
        }
        let mut probe = Intake::default();
        probe.line(0, words);
        let begins = probe.done().clauses.first().is_some_and(|c| c.kind != Kind::Paragraph);
        if begins {
            self.flush();
        }
        match &mut self.open {
            Some((_, text)) => text.push(' '),
            None => self.open = Some((indent, String::new())),
        }
        self.add(words, line.ends_with("  "));
    }

    /// Adds a line to the open paragraph.
    fn add(&mut self, words: &str, forced: bool) {
        let Some((_, text)) = &mut self.open else { return };
        let slashes = words.len() - words.trim_end_matches('\\').len();
        if slashes % 2 == 1 {
            text.push_str(words.get(..words.len() - 1).unwrap_or_default());
            text.push('\n');
        } else {
            text.push_str(words);
            if forced {
                text.push('\n');
            }
        }
    }

    fn flush(&mut self) {
        let Some((indent, text)) = self.open.take() else { return };
        let depth = self.depth.take();
        let words = text.strip_prefix("> ").unwrap_or(&text);
        let words = words.strip_suffix('\n').unwrap_or(words);
        // What it is shows in how it begins, before any sign is taken for itself.
        let mut probe = Intake::default();
        if let Some(label) = self.intake.last_label() {
            probe.exact(Kind::Numbered, label.0, Some(label.1), String::new());
        }
        probe.line(0, words);
        let (kind, label, rest) = probe.last().unwrap_or((Kind::Paragraph, None, String::new()));
        let text = self.text(&rest);
        let base = self.intake.base();
        let depth = depth.unwrap_or_else(|| base.saturating_add(u8::try_from(indent / 4).unwrap_or(u8::MAX)));
        self.intake.exact(kind, depth, label, text);
    }

    /// Words of Markdown as a clause holds them.
    fn text(&self, words: &str) -> String {
        let mut out = String::with_capacity(words.len());
        let mut rest = words;
        while let Some(c) = rest.chars().next() {
            let behind = rest.get(c.len_utf8()..).unwrap_or_default();
            let next = behind.chars().next();
            match c {
                '\\' if next.is_some_and(|n| n.is_ascii_punctuation() || BULLETS.contains(&n)) => {
                    let sign = next.map(String::from).unwrap_or_default();
                    out.push_str(&inline::escaped(&sign));
                    rest = behind.get(sign.len()..).unwrap_or_default();
                    continue;
                }
                '[' if next == Some('^') => {
                    let named = behind.split_once(']').map(|(name, after)| (name.trim_start_matches('^'), after));
                    let note =
                        named.and_then(|(name, after)| Some((self.notes.iter().find(|(n, _)| *n == name)?.1, after)));
                    if let Some((note, after)) = note {
                        let plain = inline::plain(&self.text(note), |id| format!("{{#{id}}}"));
                        out.push_str(&format!("[^{}]", inline::escaped(&plain)));
                        rest = after;
                        continue;
                    }
                    out.push_str("\\[");
                }
                '[' => match link(rest) {
                    Some((words, address, after)) => {
                        out.push_str(&format!("{} ({})", self.text(words), inline::escaped(address)));
                        rest = after;
                        continue;
                    }
                    None => out.push_str("\\["),
                },
                '_' if is_mark(words, rest, behind.trim_start_matches('_')) => {
                    let run = rest.len() - rest.trim_start_matches('_').len();
                    out.push_str(&"*".repeat(run));
                    rest = rest.get(run..).unwrap_or_default();
                    continue;
                }
                '`' => {}
                ']' => out.push_str("\\]"),
                '{' if !behind.starts_with('#') => out.push_str("\\{"),
                c => out.push(c),
            }
            rest = behind;
        }
        out
    }
}

/// Whether underscores stand at the edge of a word, where they are emphasis.
fn is_mark(whole: &str, here: &str, behind: &str) -> bool {
    let before = whole.get(..whole.len() - here.len()).unwrap_or_default();
    let at_start = !before.ends_with(char::is_alphanumeric);
    let at_end = !behind.starts_with(char::is_alphanumeric);
    at_start != at_end
}

/// `[words](address)` at the beginning.
fn link(text: &str) -> Option<(&str, &str, &str)> {
    let (words, rest) = text.strip_prefix('[')?.split_once("](")?;
    let (address, after) = rest.split_once(')')?;
    (!words.contains('[') && !words.contains(']')).then_some((words, address, after))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::body::Clause;

    fn clause(kind: Kind, depth: u8, fixed: Option<&str>, text: &str) -> Clause {
        Clause { id: 0, kind, depth, fixed: fixed.map(str::to_owned), text: text.to_owned() }
    }

    fn counted(mut body: Body) -> Body {
        for (clause, id) in body.clauses.iter_mut().zip(1..) {
            clause.id = id;
        }
        body
    }

    #[test]
    fn a_text_is_written_as_anybody_would() {
        let clauses = vec![
            clause(Kind::Heading, 0, None, "Homes"),
            clause(Kind::Paragraph, 1, None, "1. is no label, *so* it is."),
            clause(Kind::Numbered, 1, None, "We **build**.[^Report 3, p. 7]"),
            clause(Kind::Numbered, 2, None, "Many, as in {#3}\nand more"),
            clause(Kind::Numbered, 1, Some("1A"), "Rents_stay"),
            clause(Kind::Item, 2, None, "bread"),
        ];
        let body = counted(Body { clauses });
        let wanted = "# Homes\n\n1\\. is no label, *so* it is.\n\n1. We **build**.[^1]\n\n    (1) Many, as in {#3}\\\n    and more\n\n1A. Rents\\_stay\n\n    - bread\n\n[^1]: Report 3, p. 7\n";
        assert_eq!(write(&body), wanted);
        assert_eq!(read(wanted), body);
    }

    #[test]
    fn a_note_that_stands_in_a_little_is_one() {
        let body = read("Rents[^a] and homes[^b].\n\n [^a]: Census\n   [^b]: Report\n");
        assert_eq!(
            body.clauses.iter().map(|c| c.text.as_str()).collect::<Vec<_>>(),
            ["Rents[^Census] and homes[^Report]."]
        );
    }

    #[test]
    fn markdown_of_others_is_read() {
        let body = read(
            "Title\n=====\n\nSome words\nwrapped, __strong__ and _so_, snake_case.\n\n* one\n* two [site](https://example.org)\n\n1) first\n2) second\n\n## Part\nText\n",
        );
        let told: Vec<String> = body.clauses.iter().map(|c| format!("{:?}{} {}", c.kind, c.depth, c.text)).collect();
        assert_eq!(
            told,
            [
                "Paragraph0 Title =====",
                "Paragraph0 Some words wrapped, **strong** and *so*, snake_case.",
                "Item0 one",
                "Item0 two site (https://example.org)",
                "Numbered0 first",
                "Numbered0 second",
                "Heading1 Part",
                "Paragraph2 Text"
            ]
        );
    }

    /// Rules part clauses and are none; a row of a table is a line of text; words that look so come back.
    #[test]
    fn rules_and_tables_of_others_are_read_as_words() {
        let body = read("One\n\n---\n\n| a | b \\| c |\n|---|:-:|\n| **1** | 2 |\nTwo\n***\nThree\n");
        let told: Vec<&str> = body.clauses.iter().map(|c| c.text.as_str()).collect();
        assert_eq!(told, ["One", "a · b | c", "**1** · 2", "Two", "Three"]);
        let own = counted(Body {
            clauses: vec![clause(Kind::Paragraph, 0, None, "---"), clause(Kind::Item, 0, None, "---")],
        });
        assert_eq!(read(&write(&own)), own);
    }

    proptest::proptest! {
        /// What is written is read back, to the sign.
        #[test]
        fn any_text_comes_back(
            parts in proptest::collection::vec((0_usize..4, 0_u8..4, proptest::option::of("[1-9]A[1-9]?"), "[a-c_#(1.)>\\[\\]<`|-]{1,5}( [a-c*_{}\\\\\\[^]{1,4}){0,5}", proptest::bool::ANY), 0..9),
        ) {
            let mut clauses: Vec<Clause> = Vec::new();
            for (kind, depth, fixed, words, note) in parts {
                let kind = [Kind::Heading, Kind::Numbered, Kind::Item, Kind::Paragraph][kind];
                let depth = depth.min(clauses.last().map_or(0, |c: &Clause| c.depth + 1));
                let mut text = inline::escaped(&words);
                if note {
                    text.push_str("[^a note, *so*]{#2}\nnext");
                    text = text.replace("*so*", "so");
                }
                let fixed = fixed.filter(|_| kind == Kind::Numbered);
                if kind == Kind::Heading {
                    text = text.replace('\n', " ");
                }
                clauses.push(clause(kind, depth, fixed.as_deref(), &text));
            }
            let body = counted(Body { clauses });
            proptest::prop_assert_eq!(read(&write(&body)), body);
        }
    }
}
