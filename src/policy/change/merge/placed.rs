//! Clauses that are put in or moved: what they follow, and what they lie within.

use std::collections::{BTreeMap, BTreeSet};

use super::{Misfit, Placed, SamePlace, What, Work};
use crate::policy::body::Clause;
use crate::policy::change::Op;
use crate::policy::change::effect::Unfit;

impl Work<'_> {
    /// The same clause put in at the same place by two amendments is one clause; the same id with other words fits nowhere.
    pub(super) fn same_clauses(&mut self) {
        let mut alias: BTreeMap<i64, i64> = BTreeMap::new();
        let mut fresh: Vec<(i64, i64)> = Vec::new();
        let mut seen: BTreeMap<i64, (Option<i64>, Clause)> = BTreeMap::new();
        let mut anchors: Vec<Option<i64>> = self.placed.keys().copied().collect();
        // What follows an inserted clause has a greater anchor or a chain of them: go on until nothing is the same any more.
        while let Some(anchor) = anchors.pop() {
            let Some(here) = self.placed.remove(&anchor) else { continue };
            let mut kept: Vec<Placed> = Vec::new();
            for placed in here {
                let What::New(clause) = &placed.what else {
                    kept.push(placed);
                    continue;
                };
                let like = |other: &&mut Placed| match &other.what {
                    What::New(o) => {
                        (o.kind, o.depth, &o.fixed, &o.text) == (clause.kind, clause.depth, &clause.fixed, &clause.text)
                            && !other.by.iter().any(|by| placed.by.contains(by))
                    }
                    What::Moved(_) => false,
                };
                if let Some(other) = kept.iter_mut().find(like) {
                    if let What::New(first) = &other.what
                        && first.id != clause.id
                    {
                        alias.insert(clause.id, first.id);
                        fresh.push((clause.id, first.id));
                    }
                    other.by.extend(&placed.by);
                    continue;
                }
                if seen.get(&clause.id).is_some_and(|(at, other)| *at != anchor || other != clause)
                    || kept.iter().any(|k| matches!(&k.what, What::New(o) if o.id == clause.id))
                {
                    let op = Op::Insert { after: anchor, clause: clause.clone() };
                    let by = self.names(&placed.by).join(", ");
                    self.out.misfits.push(Misfit { by, op, why: Unfit::Twice });
                    continue;
                }
                seen.insert(clause.id, (anchor, clause.clone()));
                kept.push(placed);
            }
            self.placed.insert(anchor, kept);
            // What followed a clause that is the same as another now follows that one, and may be the same in turn.
            for (from, to) in std::mem::take(&mut fresh) {
                if let Some(behind) = self.placed.remove(&Some(from)) {
                    for placed in &behind {
                        if let What::New(clause) = &placed.what {
                            seen.remove(&clause.id);
                        }
                    }
                    let there = self.placed.entry(Some(to)).or_default();
                    for placed in there.iter() {
                        if let What::New(clause) = &placed.what {
                            seen.remove(&clause.id);
                        }
                    }
                    there.extend(behind);
                    there.sort_by_key(|p| p.by.first().copied());
                    anchors.push(Some(to));
                }
            }
        }
        for touched in self.touched.values_mut() {
            for (after, _) in &mut touched.moved {
                *after = after.map(|a| alias.get(&a).copied().unwrap_or(a));
            }
        }
    }

    /// The clause of the text within which something put in behind `after` lies, also behind what is put in itself.
    pub(super) fn home(&self, homes: &BTreeMap<i64, (Option<i64>, u8)>, after: Option<i64>, depth: u8) -> Option<i64> {
        let (mut after, mut depth) = (after, depth);
        let mut steps = 0;
        while let Some(here) = after {
            match homes.get(&here) {
                Some((behind, its)) if steps < homes.len() => {
                    // Within a new clause: where that lies counts.
                    depth = depth.min(*its);
                    after = *behind;
                }
                Some(_) => return None,
                None => return self.index.home(Some(here), depth),
            }
            steps += 1;
        }
        None
    }

    /// Takes out new clauses that were decided against; what followed one follows what it followed.
    pub(super) fn drop_clauses(&mut self, dropped: &BTreeSet<i64>) {
        let mut behind: BTreeMap<i64, Option<i64>> = BTreeMap::new();
        for (after, placed) in &mut self.placed {
            placed.retain(|p| match &p.what {
                What::New(c) if dropped.contains(&c.id) => {
                    behind.insert(c.id, *after);
                    false
                }
                _ => true,
            });
        }
        let there = |mut after: Option<i64>| {
            while let Some(next) = after.and_then(|id| behind.get(&id)) {
                after = *next;
            }
            after
        };
        let placed = std::mem::take(&mut self.placed);
        for (after, mut here) in placed {
            self.placed.entry(there(after)).or_default().append(&mut here);
        }
        for of in self.touched.values_mut() {
            of.moved_to = of.moved_to.map(there);
        }
    }

    /// Puts moved clauses behind those that they follow.
    pub(super) fn place_moved(&mut self) {
        let moved: Vec<(i64, Option<i64>, Vec<usize>)> = self
            .touched
            .iter()
            .filter(|(_, of)| !of.is_gone)
            .filter_map(|(id, of)| {
                let to = of.moved_to?;
                Some((*id, to, of.moved.iter().filter(|(after, _)| *after == to).map(|(_, by)| *by).collect()))
            })
            .collect();
        for (id, to, by) in moved {
            self.placed.entry(to).or_default().push(Placed { what: What::Moved(id), by });
        }
        for (after, placed) in &mut self.placed {
            // By number, then as each amendment has them; of one place each amendment has one.
            placed.sort_by_key(|p| p.by.iter().copied().min());
            let by: BTreeSet<usize> = placed.iter().flat_map(|p| p.by.iter().copied()).collect();
            if placed.len() > 1 {
                let by = by.iter().filter_map(|at| self.names.get(*at).cloned()).collect();
                self.out.same_place.push(SamePlace { clause: *after, clauses: true, by });
            }
        }
    }
}
