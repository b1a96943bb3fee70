//! What has changed between two texts, in pieces that give either text again, to the character.

use super::align::{Fate, Run, Words, align};

/// What a piece is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Equal,
    Insert,
    Delete,
    /// Stood here and stands elsewhere now.
    MoveFrom,
    /// Stands here now and stood elsewhere.
    MoveTo,
}

impl Kind {
    /// As files write it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Equal => "equal",
            Self::Insert => "insert",
            Self::Delete => "delete",
            Self::MoveFrom => "move_from",
            Self::MoveTo => "move_to",
        }
    }

    /// Whether the piece belongs to the old text.
    pub fn is_old(self) -> bool {
        matches!(self, Self::Equal | Self::Delete | Self::MoveFrom)
    }

    /// Whether the piece belongs to the new text.
    pub fn is_new(self) -> bool {
        matches!(self, Self::Equal | Self::Insert | Self::MoveTo)
    }
}

/// A piece of the two texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub kind: Kind,
    pub text: String,
}

/// The pieces from `old` to `new`, in their order. Equal pieces, deletions and moves from give `old`; equal pieces, insertions
/// and moves to give `new`.
pub fn diff(old: &str, new: &str) -> Vec<Change> {
    let (a, b) = (Words::new(old), Words::new(new));
    let runs = readable(&a, &b, align(&a, &b, true));
    let mut changes: Vec<Change> = Vec::new();
    // Of a change that nothing equal interrupts, what went stands before what came.
    let mut came: Vec<Change> = Vec::new();
    for run in &runs {
        let (gone, put) = (a.span(run.old.clone()), b.span(run.new.clone()));
        match run.fate {
            Fate::Same => {
                changes.append(&mut came);
                add(&mut changes, Kind::Equal, gone);
            }
            Fate::Changed => {
                add(&mut changes, Kind::Delete, gone);
                add(&mut came, Kind::Insert, put);
            }
            Fate::Moved => {
                add(&mut changes, Kind::MoveFrom, gone);
                add(&mut came, Kind::MoveTo, put);
            }
        }
    }
    changes.append(&mut came);
    changes
}

fn add(changes: &mut Vec<Change>, kind: Kind, text: &str) {
    if text.is_empty() {
        return;
    }
    match changes.last_mut() {
        Some(last) if last.kind == kind => last.text.push_str(text),
        _ => changes.push(Change { kind, text: text.to_owned() }),
    }
}

/// Makes changes that people can read: what stays between two changes counts as changed too where it is no word (a space, a
/// full stop), and a line of which little stays is shown as left out and put in.
fn readable(old: &Words<'_>, new: &Words<'_>, mut runs: Vec<Run>) -> Vec<Run> {
    let last = runs.len().saturating_sub(1);
    let is_change = |runs: &[Run], at: usize| runs.get(at).is_some_and(|run| run.fate == Fate::Changed);
    for at in 1..last {
        let between = is_change(&runs, at - 1) && is_change(&runs, at + 1);
        if let Some(run) = runs.get_mut(at)
            && between
            && run.fate == Fate::Same
            && !old.span(run.old.clone()).chars().any(|c| c.is_alphanumeric() || c == '\n')
        {
            run.fate = Fate::Changed;
        }
    }
    whole_lines(old, new, &mut runs);
    runs
}

/// Below so many parts of a hundred that stay, a changed line is shown as a whole.
const LEAST_THAT_STAYS: usize = 40;

/// A run of so many characters is said to stay in any case: whole sentences do.
const LONG_ENOUGH_TO_STAY: usize = 40;

/// Where of the words between two line ends little stays, none is said to stay.
fn whole_lines(old: &Words<'_>, new: &Words<'_>, runs: &mut Vec<Run>) {
    let mut parts: Vec<Run> = Vec::with_capacity(runs.len());
    for run in runs.drain(..) {
        split_at_line_ends(old, run, &mut parts);
    }
    let mut from = 0;
    while from < parts.len() {
        let ends = |run: &Run| run.fate == Fate::Same && old.span(run.old.clone()).ends_with('\n');
        let len = parts.iter().skip(from).position(ends).map_or(parts.len() - from, |at| at + 1);
        if let Some(line) = parts.get_mut(from..from + len) {
            let size = |fate: Option<Fate>| -> usize {
                let of = line.iter().filter(|run| fate.is_none_or(|f| f == run.fate));
                of.map(|run| old.span(run.old.clone()).chars().count() + new.span(run.new.clone()).chars().count())
                    .sum()
            };
            let (same, all) = (size(Some(Fate::Same)), size(None));
            let mixed =
                line.iter().any(|run| run.fate == Fate::Changed) && !line.iter().any(|run| run.fate == Fate::Moved);
            if mixed && same * 100 < all * LEAST_THAT_STAYS {
                let short = |run: &Run| old.span(run.old.clone()).chars().count() < LONG_ENOUGH_TO_STAY;
                for run in line.iter_mut().filter(|run| !ends(run) && short(run)) {
                    if run.fate == Fate::Same {
                        run.fate = Fate::Changed;
                    }
                }
            }
        }
        from += len.max(1);
    }
    *runs = parts;
}

/// Cuts what stays behind each line end.
fn split_at_line_ends(old: &Words<'_>, run: Run, parts: &mut Vec<Run>) {
    if run.fate != Fate::Same {
        parts.push(run);
        return;
    }
    let (mut start, shift) = (run.old.start, run.new.start);
    for word in run.old.clone() {
        if old.span(word..word + 1).ends_with('\n') {
            let new = shift + (start - run.old.start)..shift + (word + 1 - run.old.start);
            parts.push(Run { old: start..word + 1, new, fate: Fate::Same });
            start = word + 1;
        }
    }
    if start < run.old.end {
        let new = shift + (start - run.old.start)..run.new.end;
        parts.push(Run { old: start..run.old.end, new, fate: Fate::Same });
    }
}
