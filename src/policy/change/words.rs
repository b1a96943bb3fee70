//! Which words of a clause give way to which.

use crate::policy::inline::{self, Part};
use crate::policy::text::{Replaced, replaced};

/// Where between the first and the last change of a clause less than so many parts of a hundred stay, it is one change.
const LEAST_THAT_STAYS: usize = 40;

/// What makes a clause's text into another, phrase by phrase. References, notes and asterisks are never cut in two.
pub(super) fn between(old: &str, new: &str) -> Vec<Replaced> {
    let mut found = whole_pieces(old, replaced(old, new));
    if let (Some(first), Some(last)) = (found.first(), found.last())
        && found.len() > 1
    {
        let span = first.at.start..last.at.end;
        let gone: usize = found.iter().map(|r| r.at.len()).sum();
        let stays = span.len() - gone;
        let came: usize = found.iter().map(|r| r.new.len()).sum();
        if stays * 200 < (span.len() + stays + came) * LEAST_THAT_STAYS {
            found = vec![one(old, &found, span)];
        }
    }
    found
}

/// The changes within a stretch as one.
fn one(old: &str, changes: &[Replaced], span: std::ops::Range<usize>) -> Replaced {
    let mut new = String::new();
    let mut at = span.start;
    for change in changes {
        new.push_str(old.get(at..change.at.start).unwrap_or_default());
        new.push_str(&change.new);
        at = change.at.end;
    }
    new.push_str(old.get(at..span.end).unwrap_or_default());
    Replaced { at: span, new }
}

/// Makes changes take the whole of a reference or a note that they cut.
fn whole_pieces(old: &str, changes: Vec<Replaced>) -> Vec<Replaced> {
    if !old.contains(['{', '*', '[', '\\']) {
        return changes;
    }
    let mut wholes = Vec::new();
    for piece in inline::pieces(old) {
        match piece.part {
            Part::Reference(_) | Part::Mark | Part::Footnote(_) => wholes.push(piece.at),
            // A sign and the backslash before it.
            Part::Text(_) => wholes.extend(inline::signs(old, &piece.at)),
            Part::Break => {}
        }
    }
    let cut = |byte: usize| wholes.iter().find(|w| w.start < byte && byte < w.end);
    let mut groups: Vec<(std::ops::Range<usize>, Vec<Replaced>)> = Vec::new();
    for change in changes {
        let start = cut(change.at.start).map_or(change.at.start, |w| w.start);
        let end = cut(change.at.end).map_or(change.at.end, |w| w.end);
        match groups.last_mut().filter(|(span, _)| start < span.end) {
            Some((span, group)) => {
                span.end = span.end.max(end);
                group.push(change);
            }
            None => groups.push((start..end, vec![change])),
        }
    }
    groups.into_iter().map(|(span, group)| one(old, &group, span)).collect()
}

/// The text with its changes, which are in order and touch nothing of each other.
pub(super) fn with<'c>(old: &str, changes: impl IntoIterator<Item = (&'c std::ops::Range<usize>, &'c str)>) -> String {
    let mut out = String::with_capacity(old.len());
    let mut at = 0;
    for (range, new) in changes {
        out.push_str(old.get(at..range.start.max(at)).unwrap_or_default());
        out.push_str(new);
        at = range.end.max(at);
    }
    out.push_str(old.get(at..).unwrap_or_default());
    out
}
