//! Two versions of a text held against each other, clause by clause: what stayed, changed, came, went, and what moved. Clauses are
//! the same by their id; the words of a clause that changed are compared by `text`.

use std::collections::BTreeMap;

use super::body::{Body, Clause, Kind};
use super::text::{self, Change};

/// A clause in the order in which the two texts are read side by side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    pub id: i64,
    pub fate: Fate,
    /// As it was; none where it came.
    pub old: Option<Clause>,
    /// As it is; none where it went or stands elsewhere.
    pub new: Option<Clause>,
}

/// What became of a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    Same,
    /// Its words, kind or depth are others.
    Changed,
    Inserted,
    /// Left out.
    Left,
    /// Stood here and stands elsewhere.
    MovedAway,
    /// Stands here and stood elsewhere; its words may have changed too.
    Moved {
        changed: bool,
    },
}

/// The steps from one text to another. Those with `old` give the old text where moved clauses are read at the place where they
/// went from; those with `new` give the new text.
pub fn compare(old: &Body, new: &Body) -> Vec<Step> {
    let place: BTreeMap<i64, usize> = new.clauses.iter().enumerate().map(|(at, clause)| (clause.id, at)).collect();
    let before: BTreeMap<i64, &Clause> = old.clauses.iter().map(|clause| (clause.id, clause)).collect();
    let common: Vec<usize> = old.clauses.iter().filter_map(|clause| place.get(&clause.id).copied()).collect();
    let stays = longest_rising(&common);
    let mut steps = Vec::with_capacity(old.clauses.len().max(new.clauses.len()));
    let mut from = new.clauses.iter().enumerate().peekable();
    let take_new = |at: usize, clause: &Clause| {
        let fate = match before.get(&clause.id) {
            None => Fate::Inserted,
            Some(was) if !stays.contains(&at) => Fate::Moved { changed: differs(was, clause) },
            Some(was) if differs(was, clause) => Fate::Changed,
            Some(_) => Fate::Same,
        };
        Step { id: clause.id, fate, old: before.get(&clause.id).map(|was| (*was).clone()), new: Some(clause.clone()) }
    };
    for clause in &old.clauses {
        match place.get(&clause.id) {
            Some(at) if stays.contains(at) => {
                while let Some((here, next)) = from.next_if(|(here, _)| here <= at) {
                    steps.push(take_new(here, next));
                }
            }
            Some(_) => steps.push(Step { id: clause.id, fate: Fate::MovedAway, old: Some(clause.clone()), new: None }),
            None => steps.push(Step { id: clause.id, fate: Fate::Left, old: Some(clause.clone()), new: None }),
        }
    }
    steps.extend(from.map(|(at, clause)| take_new(at, clause)));
    steps
}

/// Whether a reader would say that a clause changed.
fn differs(old: &Clause, new: &Clause) -> bool {
    old.text != new.text || old.kind != new.kind || old.depth != new.depth
}

/// The words of a clause that changed.
pub fn words(step: &Step) -> Vec<Change> {
    let text = |clause: &Option<Clause>| clause.as_ref().map(|c| c.text.clone()).unwrap_or_default();
    text::diff(&text(&step.old), &text(&step.new))
}

/// The members of the longest rising part of a list of different numbers, by their value.
fn longest_rising(list: &[usize]) -> std::collections::BTreeSet<usize> {
    // `ends`: of the rising parts of each length, the place of the least last member.
    let (mut ends, mut before): (Vec<usize>, Vec<Option<usize>>) = (Vec::new(), vec![None; list.len()]);
    let value = |at: usize| list.get(at).copied().unwrap_or(0);
    for at in 0..list.len() {
        let length = ends.partition_point(|end| value(*end) < value(at));
        if let Some(own) = before.get_mut(at) {
            *own = length.checked_sub(1).and_then(|shorter| ends.get(shorter).copied());
        }
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut members = std::collections::BTreeSet::new();
    let mut at = ends.last().copied();
    while let Some(here) = at {
        members.insert(value(here));
        at = before.get(here).copied().flatten();
    }
    members
}

/// Gives the clauses of a text that was read anew the ids that the same clauses have in the text before: those with the same words
/// first, then those that are alike and stand in the same gap. Whatever is new gets ids from `next` on.
pub fn keep_ids(old: &Body, new: &mut Body, mut next: i64) {
    let key = |clause: &Clause| (clause.kind, clause.text.split_whitespace().collect::<Vec<_>>().join(" "));
    let mut waiting: BTreeMap<(Kind, String), Vec<usize>> = BTreeMap::new();
    for (at, clause) in old.clauses.iter().enumerate().rev() {
        waiting.entry(key(clause)).or_default().push(at);
    }
    let mut found: Vec<Option<usize>> =
        new.clauses.iter().map(|clause| waiting.get_mut(&key(clause)).and_then(Vec::pop)).collect();
    let mut taken: std::collections::BTreeSet<usize> = found.iter().flatten().copied().collect();
    let mut last = None;
    for at in 0..new.clauses.len() {
        if let Some(own) = found.get(at).copied().flatten() {
            last = Some(own);
            continue;
        }
        let until = found.iter().skip(at).flatten().copied().filter(|own| last.is_none_or(|last| *own > last)).min();
        let from = last.map_or(0, |last: usize| last + 1);
        let gap = from..until.unwrap_or(old.clauses.len());
        let Some(clause) = new.clauses.get(at) else { continue };
        let like = gap
            .filter(|own| !taken.contains(own))
            .filter_map(|own| Some((own, likeness(old.clauses.get(own)?, clause))))
            .filter(|(_, share)| *share >= 40)
            .max_by_key(|(own, share)| (*share, usize::MAX - own));
        if let Some((own, _)) = like {
            taken.insert(own);
            last = Some(own);
            if let Some(place) = found.get_mut(at) {
                *place = Some(own);
            }
        }
    }
    for (clause, own) in new.clauses.iter_mut().zip(found) {
        match own.and_then(|own| old.clauses.get(own)) {
            Some(was) => {
                clause.id = was.id;
                clause.fixed.clone_from(&was.fixed);
            }
            None => {
                clause.id = next;
                next += 1;
            }
        }
    }
}

/// How many of a hundred words two clauses share.
fn likeness(a: &Clause, b: &Clause) -> usize {
    let mut words: BTreeMap<&str, usize> = BTreeMap::new();
    for word in a.text.split_whitespace() {
        *words.entry(word).or_default() += 1;
    }
    let (all_a, all_b) = (a.text.split_whitespace().count(), b.text.split_whitespace().count());
    let mut shared = 0_usize;
    for word in b.text.split_whitespace() {
        if let Some(left) = words.get_mut(word).filter(|left| **left > 0) {
            *left -= 1;
            shared += 1;
        }
    }
    (200 * shared).checked_div(all_a + all_b).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn body(clauses: &[(i64, &str)]) -> Body {
        Body { clauses: clauses.iter().map(|(id, text)| Clause::new(*id, Kind::Numbered, 0, *text)).collect() }
    }

    fn fates(old: &Body, new: &Body) -> Vec<(i64, Fate)> {
        compare(old, new).into_iter().map(|step| (step.id, step.fate)).collect()
    }

    #[test]
    fn what_moved_is_shown_once_where_it_went_from_and_once_where_it_is() {
        let old = body(&[(1, "one"), (2, "two"), (3, "three"), (4, "four")]);
        let new = body(&[(2, "two"), (3, "three or more"), (5, "five"), (1, "one")]);
        assert_eq!(
            fates(&old, &new),
            [
                (1, Fate::MovedAway),
                (2, Fate::Same),
                (3, Fate::Changed),
                (4, Fate::Left),
                (5, Fate::Inserted),
                (1, Fate::Moved { changed: false })
            ]
        );
    }

    #[test]
    fn a_text_that_is_read_anew_keeps_the_ids_of_its_clauses() {
        let old = body(&[
            (1, "The council plants trees."),
            (2, "Buses are free."),
            (3, "Rents are capped at a third of income."),
        ]);
        let mut new = body(&[
            (0, "A new beginning, with other words."),
            (0, "The council plants trees."),
            (0, "Rents are capped at a quarter of income."),
            (0, "Buses are free."),
        ]);
        keep_ids(&old, &mut new, 40);
        assert_eq!(new.clauses.iter().map(|c| c.id).collect::<Vec<_>>(), [40, 1, 41, 2]);
        let mut new = body(&[
            (0, "The council plants trees."),
            (0, "Buses are free for all."),
            (0, "Rents are capped at a quarter of income."),
        ]);
        keep_ids(&old, &mut new, 40);
        assert_eq!(new.clauses.iter().map(|c| c.id).collect::<Vec<_>>(), [1, 2, 3]);
    }

    fn any_body() -> impl Strategy<Value = Body> {
        proptest::sample::subsequence((1_i64..12).collect::<Vec<_>>(), 0..11).prop_shuffle().prop_flat_map(|ids| {
            let texts = proptest::collection::vec("[ab]{1,2}", ids.len());
            texts.prop_map(move |texts| Body {
                clauses: ids.iter().zip(texts).map(|(id, text)| Clause::new(*id, Kind::Numbered, 0, text)).collect(),
            })
        })
    }

    proptest! {
        #[test]
        fn a_comparison_gives_either_text_again(old in any_body(), new in any_body()) {
            let steps = compare(&old, &new);
            let after: Vec<Clause> = steps.iter().filter_map(|step| step.new.clone()).collect();
            prop_assert_eq!(&after, &new.clauses);
            let before: Vec<Clause> =
                steps.iter().filter(|s| !matches!(s.fate, Fate::Moved { .. })).filter_map(|s| s.old.clone()).collect();
            prop_assert_eq!(&before, &old.clauses);
            for step in &steps {
                if step.fate == Fate::Same {
                    prop_assert_eq!(&step.old, &step.new);
                }
            }
        }

        #[test]
        fn reading_a_text_anew_changes_no_id(old in any_body()) {
            let mut new = old.clone();
            for clause in &mut new.clauses {
                clause.id = 0;
            }
            keep_ids(&old, &mut new, 100);
            let mut ids: Vec<i64> = new.clauses.iter().map(|c| c.id).collect();
            let texts = |b: &Body| b.clauses.iter().map(|c| (c.id, c.text.clone())).collect::<Vec<_>>();
            // Equal texts may change places with each other; nothing else may.
            prop_assert_eq!(texts(&new).iter().map(|(_, t)| t.clone()).collect::<Vec<_>>(), texts(&old).iter().map(|(_, t)| t.clone()).collect::<Vec<_>>());
            ids.sort_unstable();
            let mut was: Vec<i64> = old.clauses.iter().map(|c| c.id).collect();
            was.sort_unstable();
            prop_assert_eq!(ids, was);
        }
    }
}
