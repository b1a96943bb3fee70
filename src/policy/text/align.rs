//! How two texts lie beside each other: first by lines, then, where lines differ, by words. Every character of both texts
//! belongs to exactly one piece, so either text can be put together again.

use std::collections::BTreeMap;
use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};
use unicode_segmentation::UnicodeSegmentation;

/// A changed place of more words is compared line with line, or by the words that stand once in each text.
const MANY_WORDS: usize = 4_000;
/// Beyond so many words in one changed place nobody reads word marks: the place is shown as left out and put in.
const MOST_WORDS: usize = 200_000;

/// A text in words (with their spaces and marks as words of their own) and in lines.
pub(super) struct Words<'t> {
    text: &'t str,
    /// Where each word begins, and the end of the text.
    bounds: Vec<usize>,
    /// The first word of each line, and the number of words.
    lines: Vec<usize>,
}

impl<'t> Words<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let (mut bounds, mut lines, mut at) = (Vec::new(), Vec::new(), 0);
        for line in text.split_inclusive('\n') {
            lines.push(bounds.len());
            for word in line.split_word_bounds() {
                bounds.push(at);
                at += word.len();
            }
        }
        lines.push(bounds.len());
        bounds.push(at);
        Self { text, bounds, lines }
    }

    /// Where a word begins; behind the last, the end of the text.
    pub(super) fn byte(&self, word: usize) -> usize {
        self.bounds.get(word).copied().unwrap_or(self.text.len())
    }

    /// The text of some words.
    pub(super) fn span(&self, words: Range<usize>) -> &'t str {
        self.text.get(self.byte(words.start)..self.byte(words.end)).unwrap_or_default()
    }

    fn line_count(&self) -> usize {
        self.lines.len() - 1
    }

    /// The words of a run of lines.
    fn words_of(&self, lines: Range<usize>) -> Range<usize> {
        let at = |line: usize| self.lines.get(line).copied().unwrap_or(self.bounds.len() - 1);
        at(lines.start)..at(lines.end)
    }

    fn line(&self, line: usize) -> &'t str {
        self.span(self.words_of(line..line + 1))
    }
}

/// What has become of a run of words: `old` and `new` are the same text where it is `Same`; a run that `Moved` stands in one
/// of the two only, and elsewhere in the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Run {
    pub old: Range<usize>,
    pub new: Range<usize>,
    pub fate: Fate,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    Same,
    Changed,
    Moved,
}

/// Numbers for texts, so that comparing is comparing numbers.
#[derive(Default)]
struct Numbers<'t>(BTreeMap<&'t str, u32>);

impl<'t> Numbers<'t> {
    fn of(&mut self, text: &'t str) -> u32 {
        let next = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
        *self.0.entry(text).or_insert(next)
    }
}

/// A stretch of words compared as one: a word, or a whole line that moved.
struct Piece {
    number: u32,
    words: Range<usize>,
    moved: bool,
}

/// Lays two texts side by side. With `moves`, lines that stand elsewhere in the other text are said to have moved.
pub(super) fn align<'t>(old: &Words<'t>, new: &Words<'t>, moves: bool) -> Vec<Run> {
    let mut numbers = Numbers::default();
    let mut number =
        |words: &Words<'t>| -> Vec<u32> { (0..words.line_count()).map(|line| numbers.of(words.line(line))).collect() };
    let (old_lines, new_lines) = (number(old), number(new));
    let places = capture_diff_slices(Algorithm::Patience, &old_lines, &new_lines);
    let moved = if moves { moved(old, &old_lines, &new_lines, &places) } else { Moved::default() };
    let mut runs = Vec::new();
    for place in &places {
        let (a, b) = (old.words_of(place.old_range()), new.words_of(place.new_range()));
        match place {
            DiffOp::Equal { .. } => push(&mut runs, Run { old: a, new: b, fate: Fate::Same }),
            _ => changed(old, new, (place.old_range(), place.new_range()), &moved, &mut runs),
        }
    }
    runs
}

/// Adds a run, as part of the one before where both are of one kind.
fn push(runs: &mut Vec<Run>, run: Run) {
    match runs.last_mut() {
        Some(last) if last.fate == run.fate && last.old.end == run.old.start && last.new.end == run.new.start => {
            last.old.end = run.old.end;
            last.new.end = run.new.end;
        }
        _ => runs.push(run),
    }
}

/// Lines of the old and of the new text that moved.
#[derive(Default)]
struct Moved {
    old: Vec<bool>,
    new: Vec<bool>,
}

/// Long enough that its standing elsewhere is no chance.
fn worth_following(line: &str) -> bool {
    line.unicode_words().count() >= 4
}

/// Each line that was taken out and put in again elsewhere, first with first.
fn moved(old: &Words<'_>, old_lines: &[u32], new_lines: &[u32], places: &[DiffOp]) -> Moved {
    let mut found = Moved { old: vec![false; old_lines.len()], new: vec![false; new_lines.len()] };
    let changed = || places.iter().filter(|place| !matches!(place, DiffOp::Equal { .. }));
    let mut out: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for line in changed().flat_map(DiffOp::old_range) {
        if worth_following(old.line(line))
            && let Some(number) = old_lines.get(line)
        {
            out.entry(*number).or_default().push(line);
        }
    }
    for line in changed().flat_map(DiffOp::new_range) {
        let Some(waiting) = new_lines.get(line).and_then(|number| out.get_mut(number)) else { continue };
        if waiting.is_empty() {
            continue;
        }
        let from = waiting.remove(0);
        if let (Some(a), Some(b)) = (found.old.get_mut(from), found.new.get_mut(line)) {
            (*a, *b) = (true, true);
        }
    }
    found
}

fn pieces<'t>(
    words: &Words<'t>,
    lines: Range<usize>,
    moved: &[bool],
    numbers: &mut Numbers<'t>,
    unique: &mut u32,
) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for line in lines {
        let of_line = words.words_of(line..line + 1);
        if moved.get(line).copied().unwrap_or(false) {
            *unique -= 1;
            pieces.push(Piece { number: *unique, words: of_line, moved: true });
        } else {
            pieces.extend(of_line.map(|word| Piece {
                number: numbers.of(words.span(word..word + 1)),
                words: word..word + 1,
                moved: false,
            }));
        }
    }
    pieces
}

/// A place where lines differ, word by word.
fn changed(
    old: &Words<'_>,
    new: &Words<'_>,
    (olds, news): (Range<usize>, Range<usize>),
    moved: &Moved,
    runs: &mut Vec<Run>,
) {
    let many = old.words_of(olds.clone()).len() + new.words_of(news.clone()).len();
    if many > MANY_WORDS && olds.len() > 1 && olds.len() == news.len() {
        for (a, b) in olds.zip(news) {
            changed(old, new, (a..a + 1, b..b + 1), moved, runs);
        }
        return;
    }
    let (mut numbers, mut unique) = (Numbers::default(), u32::MAX);
    let a = pieces(old, olds.clone(), &moved.old, &mut numbers, &mut unique);
    let b = pieces(new, news.clone(), &moved.new, &mut numbers, &mut unique);
    let of = |pieces: &[Piece]| -> Vec<u32> { pieces.iter().map(|piece| piece.number).collect() };
    let (numbers_a, numbers_b) = (of(&a), of(&b));
    let ops = match many {
        0..=MANY_WORDS => capture_diff_slices(Algorithm::Myers, &numbers_a, &numbers_b),
        _ if many <= MOST_WORDS => capture_diff_slices(Algorithm::Patience, &numbers_a, &numbers_b),
        _ => vec![DiffOp::Replace { old_index: 0, old_len: a.len(), new_index: 0, new_len: b.len() }],
    };
    let (mut at_old, mut at_new) = (old.words_of(olds).start, new.words_of(news).start);
    for op in &ops {
        let same = matches!(op, DiffOp::Equal { .. });
        let (from_old, from_new) =
            (a.get(op.old_range()).unwrap_or_default(), b.get(op.new_range()).unwrap_or_default());
        if same {
            let (old, new) = (reach(from_old, at_old), reach(from_new, at_new));
            (at_old, at_new) = (old.end, new.end);
            push(runs, Run { old, new, fate: Fate::Same });
            continue;
        }
        for piece in from_old {
            let fate = if piece.moved { Fate::Moved } else { Fate::Changed };
            push(runs, Run { old: piece.words.clone(), new: at_new..at_new, fate });
            at_old = piece.words.end;
        }
        for piece in from_new {
            let fate = if piece.moved { Fate::Moved } else { Fate::Changed };
            push(runs, Run { old: at_old..at_old, new: piece.words.clone(), fate });
            at_new = piece.words.end;
        }
    }
}

/// The words of pieces that follow each other, or nothing at `at`.
fn reach(pieces: &[Piece], at: usize) -> Range<usize> {
    at..pieces.last().map_or(at, |piece| piece.words.end)
}
