//! Several amended copies of one text put together. What two of them change differently is a collision, which a person must
//! decide; nothing is dropped or chosen in silence.

use super::align::{Fate, Words, align};

/// An amended copy of the text, with the name it goes by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Amended {
    pub name: String,
    pub text: String,
}

/// Where amendments change the same words differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Collision {
    /// Their names, in order.
    pub amendments: Vec<String>,
    /// The words as they stand.
    pub base: String,
    /// What each amendment makes of them, in the order of `amendments`.
    pub texts: Vec<String>,
}

/// The result.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Merged {
    /// The text with all amendments; none while there are collisions.
    pub text: Option<String>,
    /// In the order of the text.
    pub collisions: Vec<Collision>,
    /// Amendments that put different words in at one place; all are kept, in the order of their names.
    pub same_place: Vec<Vec<String>>,
}

/// Words of the base that give way to others; an insertion where there are none.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Edit {
    base: Span,
    by: usize,
    text: String,
}

/// Words from `start` up to `end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Span {
    start: usize,
    end: usize,
}

impl Span {
    fn is_insertion(self) -> bool {
        self.start == self.end
    }

    /// Whether two edits by different people touch: they take the same words, or one puts words into what the other takes.
    fn touches(self, other: Self) -> bool {
        match (self.is_insertion(), other.is_insertion()) {
            (true, true) => false,
            (true, false) => other.start < self.start && self.start < other.end,
            (false, true) => other.touches(self),
            (false, false) => self.start < other.end && other.start < self.end,
        }
    }
}

fn edits(base: &Words<'_>, by: usize, text: &str) -> Vec<Edit> {
    let amended = Words::new(text);
    let mut edits: Vec<Edit> = Vec::new();
    let mut follows = false;
    for run in align(base, &amended, false) {
        if run.fate == Fate::Same {
            follows = false;
            continue;
        }
        let put = amended.span(run.new.clone());
        match edits.last_mut().filter(|_| follows) {
            Some(last) => {
                last.base.end = last.base.end.max(run.old.end);
                last.text.push_str(put);
            }
            None => {
                edits.push(Edit { base: Span { start: run.old.start, end: run.old.end }, by, text: put.to_owned() })
            }
        }
        follows = true;
    }
    joined(base, edits)
}

/// Words left out side by side, with only spaces or marks that stay between them, are one phrase to their author.
fn joined(base: &Words<'_>, edits: Vec<Edit>) -> Vec<Edit> {
    let mut out: Vec<Edit> = Vec::new();
    for edit in edits {
        let between = out.last().map(|last| base.span(last.base.end..edit.base.start));
        let one_phrase = between.is_some_and(|b| !b.chars().any(|c| c.is_alphanumeric() || c == '\n'));
        match out.last_mut().filter(|last| one_phrase && !last.base.is_insertion() && !edit.base.is_insertion()) {
            Some(last) => {
                last.text.push_str(between.unwrap_or_default());
                last.text.push_str(&edit.text);
                last.base.end = edit.base.end;
            }
            None => out.push(edit),
        }
    }
    out
}

/// Bytes of a text that give way to others; an insertion where there are none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replaced {
    pub at: std::ops::Range<usize>,
    pub new: String,
}

/// What makes `base` into `amended`, phrase by phrase, in the order of the text. None touches another.
pub fn replaced(base: &str, amended: &str) -> Vec<Replaced> {
    let words = Words::new(base);
    edits(&words, 0, amended)
        .into_iter()
        .map(|edit| Replaced { at: words.byte(edit.base.start)..words.byte(edit.base.end), new: edit.text })
        .collect()
}

/// Merges `amended` copies of `base`. The order in which they are given changes nothing: they count by name.
pub fn merge(base: &str, amended: &[Amended]) -> Merged {
    let words = Words::new(base);
    let mut order: Vec<&Amended> = amended.iter().collect();
    order.sort();
    let name = |by: usize| order.get(by).map(|a| a.name.clone()).unwrap_or_default();
    let by_amendment: Vec<Vec<Edit>> = order.iter().enumerate().map(|(by, a)| edits(&words, by, &a.text)).collect();
    let mut all: Vec<&Edit> = by_amendment.iter().flatten().collect();
    // The same change by two people is one change, counted as that of the first by name.
    all.sort_by(|a, b| (a.base, &a.text, a.by).cmp(&(b.base, &b.text, b.by)));
    all.dedup_by(|next, first| next.base == first.base && next.text == first.text);
    all.sort();

    let collisions = collide(&all)
        .into_iter()
        .map(|(span, by)| Collision {
            base: words.span(span.start..span.end).to_owned(),
            texts: by
                .iter()
                .map(|by| applied(&words, span, by_amendment.get(*by).map_or(&[][..], Vec::as_slice)))
                .collect(),
            amendments: by.into_iter().map(name).collect(),
        })
        .collect::<Vec<_>>();
    let same_place = all
        .chunk_by(|a, b| a.base == b.base && a.base.is_insertion())
        .filter(|group| group.len() > 1)
        .map(|group| group.iter().map(|edit| name(edit.by)).collect())
        .collect();
    let whole = Span { start: 0, end: usize::MAX };
    let text = collisions.is_empty().then(|| {
        let all: Vec<Edit> = all.into_iter().cloned().collect();
        applied(&words, whole, &all)
    });
    Merged { text, collisions, same_place }
}

/// Groups of edits that touch: the words they span and who made them.
fn collide(all: &[&Edit]) -> Vec<(Span, Vec<usize>)> {
    let mut groups: Vec<(Span, Vec<usize>, bool)> = Vec::new();
    for edit in all {
        // Sorted by their beginning, an edit can touch the group before it only.
        match groups.last_mut() {
            Some((span, by, hit)) if span.touches(edit.base) || (*span == edit.base && !span.is_insertion()) => {
                *span = Span { start: span.start.min(edit.base.start), end: span.end.max(edit.base.end) };
                *hit |= by.iter().any(|b| *b != edit.by);
                if !by.contains(&edit.by) {
                    by.push(edit.by);
                }
            }
            _ => groups.push((edit.base, vec![edit.by], false)),
        }
    }
    groups
        .into_iter()
        .filter(|(_, _, hit)| *hit)
        .map(|(span, mut by, _)| {
            by.sort_unstable();
            (span, by)
        })
        .collect()
}

/// The words of a span with the edits that lie in it; edits are in order and touch nothing of each other.
fn applied(words: &Words<'_>, span: Span, edits: &[Edit]) -> String {
    let mut out = String::new();
    let mut at = span.start;
    for edit in edits.iter().filter(|e| span.start <= e.base.start && e.base.end <= span.end) {
        out.push_str(words.span(at..edit.base.start.max(at)));
        out.push_str(&edit.text);
        at = edit.base.end.max(at);
    }
    out.push_str(words.span(at..span.end.max(at)));
    out
}
