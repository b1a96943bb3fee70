//! Operations from a text and its amended copy, and back.

use std::collections::{BTreeMap, BTreeSet};

use super::merge::{Chosen, Misfit, merge};
use super::{Op, words};
use crate::policy::body::{Body, Clause};

/// What makes `base` into `amended`. Clauses are known by their ids; [`super::identified`] finds them where a copy came back
/// without. Applying the operations to `base` gives `amended` exactly.
pub fn derive(base: &Body, amended: &Body) -> Vec<Op> {
    let old: BTreeMap<i64, usize> = base.clauses.iter().enumerate().map(|(at, c)| (c.id, at)).collect();
    let new: BTreeSet<i64> = amended.clauses.iter().map(|c| c.id).collect();
    let stays = stays(&old, amended);
    let before = |id: i64| old.get(&id).and_then(|at| base.clauses.get(*at));
    let mut joined: BTreeSet<i64> = BTreeSet::new();
    let mut ops = Vec::new();
    let mut last: Option<&Clause> = None;
    let mut split: Option<i64> = None;
    for (at, clause) in amended.clauses.iter().enumerate() {
        let after = last.map(|c| c.id);
        last = Some(clause);
        let Some(was) = before(clause.id) else {
            if split.take() != Some(clause.id) {
                ops.push(Op::Insert { after, clause: clause.clone() });
            }
            continue;
        };
        if !stays.contains(&clause.id) {
            ops.push(Op::Move { clause: clause.id, after });
        }
        if was.fixed != clause.fixed {
            ops.push(Op::Renumber { clause: clause.id, old: was.fixed.clone(), new: clause.fixed.clone() });
        }
        if (was.kind, was.depth) != (clause.kind, clause.depth) {
            ops.push(Op::Shape { clause: clause.id, old: (was.kind, was.depth), new: (clause.kind, clause.depth) });
        }
        if was.text == clause.text {
            continue;
        }
        let behind = amended.clauses.get(at + 1).filter(|c| !old.contains_key(&c.id));
        let next = old.get(&clause.id).and_then(|at| base.clauses.get(at + 1)).filter(|c| !new.contains(&c.id));
        if let Some(op) = behind.and_then(|rest| divided(was, clause, rest)) {
            split = behind.map(|c| c.id);
            ops.push(op);
        } else if let Some((next, op)) = next.and_then(|next| Some((next.id, joins(was, clause, next)?))) {
            joined.insert(next);
            ops.push(op);
        } else {
            ops.extend(words::between(&was.text, &clause.text).into_iter().map(|r| Op::Replace {
                clause: clause.id,
                at: r.at.start,
                old: was.text.get(r.at).unwrap_or_default().to_owned(),
                new: r.new,
            }));
        }
    }
    let gone = base.clauses.iter().filter(|c| !new.contains(&c.id) && !joined.contains(&c.id));
    ops.extend(gone.map(|c| Op::Delete { clause: c.id }));
    ops
}

/// The text with the operations; or those that do not fit it.
pub fn apply(base: &Body, ops: &[Op]) -> Result<Body, Vec<Misfit>> {
    let merged = merge(base, &[Chosen { name: "", ops }], &BTreeMap::new());
    if merged.misfits.is_empty() { Ok(merged.body) } else { Err(merged.misfits) }
}

/// Those clauses of both texts that keep their order: the longest run of places that only grow. The others moved.
fn stays(old: &BTreeMap<i64, usize>, amended: &Body) -> BTreeSet<i64> {
    let common: Vec<(i64, usize)> = amended.clauses.iter().filter_map(|c| Some((c.id, *old.get(&c.id)?))).collect();
    if common.is_sorted_by_key(|(_, place)| *place) {
        return common.into_iter().map(|(id, _)| id).collect();
    }
    // For each length the run that ends lowest, by its index; and who comes before whom.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(common.len());
    let place = |at: usize| common.get(at).map_or(0, |(_, place)| *place);
    for at in 0..common.len() {
        let len = ends.partition_point(|end| place(*end) < place(at));
        before.push(len.checked_sub(1).and_then(|l| ends.get(l).copied()));
        match ends.get_mut(len) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut found = BTreeSet::new();
    let mut at = ends.last().copied();
    while let Some(here) = at {
        found.extend(common.get(here).map(|(id, _)| *id));
        at = before.get(here).copied().flatten();
    }
    found
}

/// White space between two parts of a text, if there is nothing else.
fn gap<'t>(whole: &'t str, head: &str, tail: &str) -> Option<&'t str> {
    let between = whole.strip_prefix(head)?.strip_suffix(tail)?;
    between.chars().all(char::is_whitespace).then_some(between)
}

fn divided(was: &Clause, now: &Clause, rest: &Clause) -> Option<Op> {
    if now.text.is_empty() || rest.text.is_empty() || was.kind != rest.kind || was.depth != rest.depth {
        return None;
    }
    let between = gap(&was.text, &now.text, &rest.text)?.to_owned();
    Some(Op::Split { clause: was.id, at: now.text.len(), between, rest: rest.clone() })
}

fn joins(was: &Clause, now: &Clause, next: &Clause) -> Option<Op> {
    if was.text.is_empty() || next.text.is_empty() {
        return None;
    }
    let between = gap(&now.text, &was.text, &next.text)?.to_owned();
    Some(Op::Join { clause: was.id, next: next.id, between })
}
