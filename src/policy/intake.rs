//! A text from elsewhere, paragraph by paragraph: what each is, how deep it lies, and whether the label that was typed before it is
//! the one that it has anyway.

use super::body::{Body, Clause, Kind};
use super::label::Style;

/// Collects a text in the order it is read in. Its clauses have the ids 1, 2, 3.
#[derive(Clone, Debug, Default)]
pub struct Intake {
    clauses: Vec<Clause>,
    /// The labels that were typed, without brackets and full stops.
    typed: Vec<Option<String>>,
    /// How deep the heading lies that is open.
    heading: Option<u8>,
}

impl Intake {
    /// Adds what is known to be of a kind and to lie so deep.
    pub fn exact(&mut self, kind: Kind, depth: u8, label: Option<String>, text: String) {
        let most = self.clauses.last().map_or(0, |last| last.depth.saturating_add(1));
        let depth = depth.min(most);
        if kind == Kind::Heading {
            self.heading = Some(depth);
        }
        let id = i64::try_from(self.clauses.len()).unwrap_or(i64::MAX - 1) + 1;
        self.clauses.push(Clause { id, kind, depth, fixed: None, text });
        self.typed.push(label);
    }

    pub fn heading(&mut self, level: u8, text: String) {
        self.exact(Kind::Heading, level, None, text);
    }

    /// A clause that lies within so many others.
    pub fn numbered(&mut self, level: u8, label: Option<String>, text: String) {
        self.exact(Kind::Numbered, self.base().saturating_add(level), label, text);
    }

    /// A point of a list, which belongs to what stands before the list.
    pub fn item(&mut self, level: u8, text: String) {
        let home = self.clauses.iter().rev().find(|c| c.kind != Kind::Item);
        let depth = home.map_or(0, |home| home.depth.saturating_add(1));
        self.exact(Kind::Item, depth.saturating_add(level), None, text);
    }

    pub fn paragraph(&mut self, text: String) {
        self.exact(Kind::Paragraph, self.base(), None, text);
    }

    /// How deep something lies that lies in the heading alone.
    pub fn base(&self) -> u8 {
        self.heading.map_or(0, |heading| heading.saturating_add(1))
    }

    /// A line of text, whatever it begins with: a label, a sign of a list, or words. `indent` is how many levels it stands in.
    pub fn line(&mut self, indent: u8, text: &str) {
        if let Some(rest) = bullet(text) {
            self.item(indent, rest.to_owned());
        } else if let Some((level, label, rest)) = typed(text, self.last_level()) {
            self.numbered(level.max(indent), Some(label), rest.to_owned());
        } else {
            self.paragraph(text.to_owned());
        }
    }

    /// The level of the last numbered clause, and its label.
    fn last_level(&self) -> Option<(u8, &str)> {
        let at = self.clauses.iter().rposition(|c| c.kind == Kind::Numbered)?;
        let depth = self.clauses.get(at)?.depth;
        let label = self.typed.get(at)?.as_deref()?;
        Some((depth.saturating_sub(self.base()), label))
    }

    /// The level of the last numbered clause with its label, for a reader that sees one paragraph at a time.
    pub fn last_label(&self) -> Option<(u8, String)> {
        self.last_level().map(|(level, label)| (level, label.to_owned()))
    }

    /// What the last paragraph was taken for: its kind, its label as typed, its text.
    pub fn last(&self) -> Option<(Kind, Option<String>, String)> {
        let clause = self.clauses.last()?;
        Some((clause.kind, self.typed.last().cloned().flatten(), clause.text.clone()))
    }

    pub fn is_empty(&self) -> bool {
        self.clauses.is_empty()
    }

    /// The text. A label that is not the one by its place is kept.
    pub fn done(self) -> Body {
        let mut body = Body { clauses: self.clauses };
        // The clauses that are open, whether they are numbered, and how far counting has come in each.
        let mut open: Vec<(u8, bool, u32)> = Vec::new();
        let mut first_level = 0_u32;
        for (clause, typed) in body.clauses.iter_mut().zip(self.typed) {
            while open.last().is_some_and(|(depth, ..)| *depth >= clause.depth) {
                open.pop();
            }
            if clause.kind == Kind::Numbered {
                let style = Style::of(open.iter().filter(|(_, numbered, _)| *numbered).count());
                let count = match open.iter_mut().rev().find(|(_, numbered, _)| *numbered) {
                    Some((.., count)) => count,
                    None => &mut first_level,
                };
                match typed.filter(|typed| *typed != style.write(*count + 1)) {
                    None => *count += 1,
                    Some(typed) => {
                        *count = style.count(&typed).unwrap_or(*count);
                        clause.fixed = Some(typed);
                    }
                }
            }
            open.push((clause.depth, clause.kind == Kind::Numbered, 0));
        }
        body
    }
}

/// The text behind the sign of a list.
fn bullet(text: &str) -> Option<&str> {
    let rest = text.strip_prefix(['-', '*', '+', '•', '·', '–', '▪', '◦'])?;
    let words = rest.trim_start();
    (words.len() < rest.len() && !words.is_empty()).then_some(words)
}

/// A label that was typed before a text: how deep it lies by its form, the label, and the rest. `last` is the one before, which
/// tells the letter i from the numeral.
fn typed<'t>(text: &'t str, last: Option<(u8, &str)>) -> Option<(u8, String, &'t str)> {
    let end = text.find([' ', '\t', '\u{a0}'])?;
    let (label, rest) = text.split_at_checked(end)?;
    let rest = rest.trim_start();
    if rest.is_empty() || label.len() > 12 {
        return None;
    }
    if let Some(inner) = label.strip_prefix('(').and_then(|l| l.strip_suffix(')')) {
        return Some((level(inner, true, last)?, inner.to_owned(), rest));
    }
    let inner = label.strip_suffix(['.', ')'])?;
    if inner.contains('.') {
        // 2.3. lies in 2; the label is its last part.
        let parts: Vec<&str> = inner.split('.').collect();
        let all = parts.iter().all(|p| !p.is_empty() && p.chars().all(|c| c.is_ascii_digit()));
        let depth = u8::try_from(parts.len() - 1).ok()?;
        return all.then(|| (depth, parts.last().copied().unwrap_or_default().to_owned(), rest));
    }
    Some((level(inner, label.ends_with(')'), last)?, inner.to_owned(), rest))
}

fn level(label: &str, bracket: bool, last: Option<(u8, &str)>) -> Option<u8> {
    let behind = label.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let counts = behind.starts_with(|c: char| c.is_ascii_digit()) && label.len() - behind.len() <= 2;
    if counts && label.len() <= 6 && behind.chars().all(|c| c.is_ascii_digit() || c.is_ascii_uppercase()) {
        return Some(u8::from(bracket));
    }
    if !bracket || label.is_empty() || label.len() > 5 || !label.chars().all(|c| c.is_ascii_lowercase()) {
        return None;
    }
    let is_roman = label.chars().all(|c| matches!(c, 'i' | 'v' | 'x' | 'l'));
    let goes_on = last.is_some_and(|(level, before)| {
        level == 2 && matches!((before, label), ("h", "i") | ("u", "v") | ("w", "x") | ("k", "l"))
    });
    if is_roman && !goes_on {
        return Some(3);
    }
    (label.len() <= 2).then_some(2)
}

/// A plain text: a paragraph a line, or several lines up to an empty one.
pub fn plain_text(text: &str) -> Body {
    let mut intake = Intake::default();
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    // Lines that end early were ended by hand: then only an empty line ends a paragraph.
    let wrapped = {
        let longest = text.lines().map(|l| l.chars().count()).max().unwrap_or(0);
        text.contains("\n\n") && longest <= 100
    };
    let mut paragraph = String::new();
    let flush = |intake: &mut Intake, paragraph: &mut String| {
        let indent = paragraph.len() - paragraph.trim_start().len();
        let words = super::inline::escaped(paragraph.trim());
        if !words.is_empty() {
            intake.line(u8::try_from(indent / 4).unwrap_or(0), &words);
        }
        paragraph.clear();
    };
    for line in text.lines() {
        let starts = bullet(line.trim()).is_some() || typed(line.trim(), None).is_some();
        if line.trim().is_empty() || !wrapped || starts {
            flush(&mut intake, &mut paragraph);
        }
        if !line.trim().is_empty() {
            if !paragraph.is_empty() {
                paragraph.push(' ');
                paragraph.push_str(line.trim());
            } else {
                paragraph.push_str(&line.replace('\t', "    "));
            }
        }
    }
    flush(&mut intake, &mut paragraph);
    intake.done()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(body: &Body) -> Vec<String> {
        let of = |c: &Clause| {
            format!(
                "{:?}{} {}{}",
                c.kind,
                c.depth,
                c.fixed.as_ref().map_or(String::new(), |f| format!("[{f}] ")),
                c.text
            )
        };
        body.clauses.iter().map(of).collect()
    }

    #[test]
    fn labels_that_were_typed_say_what_a_paragraph_is() {
        let text = "Preamble of it all\n1. First\n(1) Within\n(a) Deeper\n(b) Too\n(i) Deepest\n2. Second\n2A. Put in\n3. Third\n- bread\n• jam\n4.2. no count";
        let wanted = [
            "Paragraph0 Preamble of it all",
            "Numbered0 First",
            "Numbered1 Within",
            "Numbered2 Deeper",
            "Numbered2 Too",
            "Numbered3 Deepest",
            "Numbered0 Second",
            "Numbered0 [2A] Put in",
            "Numbered0 Third",
            "Item1 bread",
            "Item1 jam",
            "Numbered1 [2] no count",
        ];
        assert_eq!(told(&plain_text(text)), wanted);
    }

    #[test]
    fn the_letter_i_follows_h() {
        let text: String = ('a'..='j').map(|c| format!("({c}) Point\n")).collect();
        let body = plain_text(&format!("1. So\n(1) And\n{text}"));
        assert!(body.clauses[2..].iter().all(|c| c.depth == 2 && c.fixed.is_none()), "{:?}", told(&body));
    }

    #[test]
    fn lines_ended_by_hand_are_one_paragraph_up_to_an_empty_line() {
        let text = "We will build\nhomes.\n\nTrains run\non Sundays, 3 * 4.\n1. One\nmore\n";
        assert_eq!(
            told(&plain_text(text)),
            ["Paragraph0 We will build homes.", "Paragraph0 Trains run on Sundays, 3 \\* 4.", "Numbered0 One more"]
        );
        assert_eq!(plain_text("").clauses, []);
        assert_eq!(
            told(&plain_text("In 2026. Yes\n12 March. No")),
            ["Paragraph0 In 2026. Yes", "Paragraph0 12 March. No"]
        );
    }
}
