//! What stands within the text of a clause: emphasis, footnotes, references to other clauses, line breaks. Every byte of the
//! text belongs to exactly one piece, so a place in the text can be found again.

use std::ops::Range;

/// A stretch of a clause's text that is shown in one way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Where it stands in the text, in bytes.
    pub at: Range<usize>,
    pub part: Part,
    pub emphasis: bool,
    pub strong: bool,
}

/// What a piece is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Words as they are read (a sign behind a backslash stands for itself).
    Text(String),
    /// The asterisks that begin or end emphasis; nothing is shown for them.
    Mark,
    /// A footnote with its text.
    Footnote(String),
    /// The label of the clause with this id.
    Reference(i64),
    /// A new line.
    Break,
}

/// The signs that mean something in a text, which a backslash makes mean themselves.
const SIGNS: [char; 5] = ['\\', '*', '[', ']', '{'];

/// The pieces of a clause's text, in order.
pub fn pieces(text: &str) -> Vec<Piece> {
    let mut scan = Scan { text, at: 0, out: Vec::new(), emphasis: false, strong: false };
    while scan.step() {}
    scan.out
}

/// What a stretch of a text is, for who writes it: the first is emphasis, the second is strong, the last two are signs and a reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stretch {
    Emphasis,
    Strong,
    Sign,
    Reference,
}

/// The stretches of a text that are more than words, in bytes and in order.
pub fn stretches(text: &str) -> Vec<(Range<usize>, Stretch)> {
    if !text.contains(['*', '[', '{']) {
        return Vec::new();
    }
    let of = |piece: Piece| {
        let stretch = match piece.part {
            Part::Mark | Part::Footnote(_) => Stretch::Sign,
            Part::Reference(_) => Stretch::Reference,
            Part::Text(_) if piece.strong => Stretch::Strong,
            Part::Text(_) if piece.emphasis => Stretch::Emphasis,
            Part::Text(_) | Part::Break => return None,
        };
        Some((piece.at, stretch))
    };
    pieces(text).into_iter().filter_map(of).collect()
}

/// The text as it is read: no asterisks and footnotes; `label` says what a reference is shown as.
pub fn plain(text: &str, label: impl Fn(i64) -> String) -> String {
    let mut out = String::with_capacity(text.len());
    for piece in pieces(text) {
        match piece.part {
            Part::Text(words) => out.push_str(&words),
            Part::Reference(id) => out.push_str(&label(id)),
            Part::Break => out.push('\n'),
            Part::Mark | Part::Footnote(_) => {}
        }
    }
    out
}

/// Where in a stretch of text a backslash makes a sign mean itself: both of each.
pub fn signs(text: &str, at: &Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut chars = text.get(at.clone()).unwrap_or_default().char_indices().peekable();
    while let Some((offset, c)) = chars.next() {
        if c == '\\' && chars.peek().is_some_and(|(_, next)| SIGNS.contains(next)) {
            let start = at.start + offset;
            found.push(start..start + 2);
            chars.next();
        }
    }
    found
}

/// Words as a text holds them: signs that would mean something are marked to mean themselves.
pub fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        if SIGNS.contains(&c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

struct Scan<'t> {
    text: &'t str,
    at: usize,
    out: Vec<Piece>,
    emphasis: bool,
    strong: bool,
}

impl Scan<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Reads one sign or more; false at the end.
    fn step(&mut self) -> bool {
        let rest = self.rest();
        let Some(first) = rest.chars().next() else { return false };
        let second = rest.chars().nth(1);
        match first {
            '\n' => self.push(Part::Break, 1),
            '\\' if second.is_some_and(|c| SIGNS.contains(&c)) => {
                let sign = second.map(String::from).unwrap_or_default();
                self.push_text(&sign, 1 + sign.len());
            }
            '*' => {
                let run = rest.len() - rest.trim_start_matches('*').len();
                let (emphasis, strong) = (run & 1 == 1, run & 2 == 2);
                let opens = (emphasis && !self.emphasis) || (strong && !self.strong);
                if run > 3 || (opens && !self.can_open(run)) {
                    let signs = "*".repeat(run);
                    self.push_text(&signs, run);
                } else {
                    (self.emphasis, self.strong) = (self.emphasis != emphasis, self.strong != strong);
                    self.push(Part::Mark, run);
                }
            }
            '[' if second == Some('^') => match closing(rest, ']') {
                Some(end) => {
                    let inner = rest.get(2..end).unwrap_or_default();
                    let note = plain(&unbroken(inner), |id| id.to_string());
                    self.push(Part::Footnote(note), end + 1);
                }
                None => self.push_text("[", 1),
            },
            '{' => match reference(rest) {
                Some((id, len)) => self.push(Part::Reference(id), len),
                None => self.push_text("{", 1),
            },
            c => {
                let word = c.to_string();
                self.push_text(&word, c.len_utf8());
            }
        }
        true
    }

    /// Whether so many asterisks can open emphasis here: words follow at once, and something closes it again.
    fn can_open(&self, run: usize) -> bool {
        let behind = self.rest().get(run..).unwrap_or_default();
        !behind.is_empty() && !behind.starts_with(char::is_whitespace) && closes(behind, run)
    }

    fn push(&mut self, part: Part, len: usize) {
        let at = self.at..self.at + len;
        self.at = at.end;
        self.out.push(Piece { at, part, emphasis: self.emphasis, strong: self.strong });
    }

    fn push_text(&mut self, words: &str, len: usize) {
        let (emphasis, strong) = (self.emphasis, self.strong);
        if let Some(Piece { at, part: Part::Text(text), emphasis: e, strong: s }) = self.out.last_mut()
            && *e == emphasis
            && *s == strong
        {
            text.push_str(words);
            at.end += len;
            self.at += len;
            return;
        }
        self.push(Part::Text(words.to_owned()), len);
    }
}

/// Whether asterisks that can close a run of `opened` stand in the text before its line ends.
fn closes(text: &str, opened: usize) -> bool {
    let (mut escaped, mut run) = (false, 0);
    for c in text.chars().chain(['\n']) {
        if c == '*' && !escaped {
            run += 1;
            continue;
        }
        if run > 0 && (run == opened || run == 3 || (opened == 3 && run < 3)) {
            return true;
        }
        run = 0;
        if c == '\n' {
            return false;
        }
        escaped = c == '\\' && !escaped;
    }
    false
}

/// Where the closing bracket stands.
fn closing(text: &str, bracket: char) -> Option<usize> {
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        if c == bracket && !escaped {
            return Some(at);
        }
        escaped = c == '\\' && !escaped;
    }
    None
}

/// A footnote is one paragraph.
fn unbroken(text: &str) -> String {
    text.replace('\n', " ")
}

/// `{#17}` at the beginning of the text: the id, and how long it is.
fn reference(text: &str) -> Option<(i64, usize)> {
    let end = text.find('}')?;
    let id = text.get(..end)?.strip_prefix("{#")?.parse().ok()?;
    Some((id, end + 1))
}

/// A clause's text put together from runs of words, as an import reads them.
#[derive(Clone, Debug, Default)]
pub struct Builder {
    text: String,
    emphasis: bool,
    strong: bool,
}

impl Builder {
    /// Adds words with their emphasis. White space at the edges stays outside the asterisks, as they mean nothing there.
    pub fn words(&mut self, words: &str, emphasis: bool, strong: bool) {
        let inner = words.trim();
        if inner.is_empty() {
            self.text.push_str(words);
            return;
        }
        let lead = words.get(..words.len() - words.trim_start().len()).unwrap_or_default();
        let tail = words.get(words.trim_end().len()..).unwrap_or_default();
        if !lead.is_empty() {
            self.turn(false, false);
            self.text.push_str(lead);
        }
        self.turn(emphasis, strong);
        self.text.push_str(&escaped(inner));
        if !tail.is_empty() {
            self.turn(false, false);
            self.text.push_str(tail);
        }
    }

    pub fn footnote(&mut self, text: &str) {
        self.text.push_str("[^");
        self.text.push_str(&escaped(text.trim()));
        self.text.push(']');
    }

    pub fn line_break(&mut self) {
        self.turn(false, false);
        self.text.push('\n');
    }

    /// Writes the asterisks from the emphasis so far to the one that follows. What ends does so before white space.
    fn turn(&mut self, emphasis: bool, strong: bool) {
        let run = usize::from(self.emphasis != emphasis) + 2 * usize::from(self.strong != strong);
        let ends = !emphasis && !strong;
        let at = if ends { self.text.trim_end_matches(' ').len() } else { self.text.len() };
        self.text.insert_str(at, &"*".repeat(run));
        (self.emphasis, self.strong) = (emphasis, strong);
    }

    /// The whole text, without white space around it.
    pub fn done(mut self) -> String {
        self.turn(false, false);
        self.text.trim().to_owned()
    }

    /// Whether there is nothing yet.
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let found = pieces(text);
        let whole: String = found.iter().map(|p| text.get(p.at.clone()).unwrap()).collect();
        assert_eq!(whole, text);
        found
            .into_iter()
            .filter_map(|p| {
                let style = format!("{}{}", if p.emphasis { "e" } else { "" }, if p.strong { "s" } else { "" });
                match p.part {
                    Part::Text(words) => Some(format!("{style}<{words}>")),
                    Part::Footnote(words) => Some(format!("note<{words}>")),
                    Part::Reference(id) => Some(format!("ref<{id}>")),
                    Part::Break => Some("/".to_owned()),
                    Part::Mark => None,
                }
            })
            .collect()
    }

    #[test]
    fn emphasis_notes_references_and_breaks_are_found() {
        assert_eq!(shown("a *b* **c** ***d*** e"), "<a >e<b>< >s<c>< >es<d>< e>");
        assert_eq!(shown("x[^a *note*, \\] so] {#17}\ny"), "<x>note<a note, ] so>< >ref<17>/<y>");
        assert_eq!(shown("2 * 3 * 4, a*, {#x}, [^open"), "<2 * 3 * 4, a*, {#x}, [^open>");
        assert_eq!(shown("\\*no\\* \\{#3}"), "<*no* {#3}>");
        assert_eq!(shown("a****b"), "<a****b>");
    }

    #[test]
    fn runs_become_a_text_with_asterisks_where_they_count() {
        let mut text = Builder::default();
        text.words("We ", false, false);
        text.words("will ", true, false);
        text.words("build", true, true);
        text.words("ers", false, true);
        text.words(" it * 2.", false, false);
        text.footnote("Source: [1]");
        let text = text.done();
        assert_eq!(text, "We *will* ***build*ers** it \\* 2.[^Source: \\[1\\]]");
        assert_eq!(shown(&text), "<We >e<will>< >es<build>s<ers>< it * 2.>note<Source: [1]>");
    }

    proptest::proptest! {
        #[test]
        fn any_runs_come_back(runs in proptest::collection::vec(("[a-z*\\[\\]{}\\\\#^ ]{1,6}", proptest::bool::ANY, proptest::bool::ANY), 1..8)) {
            let mut builder = Builder::default();
            for (words, emphasis, strong) in &runs {
                builder.words(words, *emphasis, *strong);
            }
            let text = builder.done();
            let want: String = runs.iter().map(|r| r.0.as_str()).collect();
            proptest::prop_assert_eq!(plain(&text, |id| id.to_string()), want.trim());
        }
    }
}
