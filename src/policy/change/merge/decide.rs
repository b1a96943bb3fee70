//! What has become of each clause of the text: whether it goes, which words give way, where it stands; and what somebody has to
//! decide.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::{Conflict, Decided, Dispute, Edit, Fix, Placed, SamePlace, Side, Touched, What, Work};
use crate::policy::body::Clause;
use crate::policy::change::words;

impl Work<'_> {
    /// Decides what has become of each clause of the text, in order.
    pub(super) fn decide(&mut self) {
        let mut homes: BTreeMap<i64, (Option<i64>, u8)> = BTreeMap::new();
        for (after, placed) in &self.placed {
            for p in placed {
                if let What::New(clause) = &p.what {
                    homes.insert(clause.id, (*after, clause.depth));
                }
            }
        }
        // What is put into a clause of the text, by its home: the place among the placed.
        let mut within: BTreeMap<i64, Vec<(Option<i64>, usize)>> = BTreeMap::new();
        for (after, placed) in &self.placed {
            for (at, p) in placed.iter().enumerate() {
                if let What::New(clause) = &p.what
                    && let Some(home) = self.home(&homes, *after, clause.depth)
                {
                    within.entry(home).or_default().push((*after, at));
                }
            }
        }
        let mut touched = std::mem::take(&mut self.touched);
        let mut dropped: BTreeSet<i64> = BTreeSet::new();
        for clause in &self.index.body.clauses {
            let Some(of) = touched.get_mut(&clause.id) else { continue };
            let inside = within.get(&clause.id).map_or(&[][..], Vec::as_slice);
            let goes = self.decide_clause(clause, of, inside, &mut dropped);
            if !goes {
                self.decide_words(clause, of);
                self.decide_rest(clause, of);
            }
        }
        self.touched = touched;
        if !dropped.is_empty() {
            self.drop_clauses(&dropped);
        }
        self.place_moved();
    }

    fn fix(&self, conflict: &Conflict) -> Option<Fix> {
        let fix = self.fixes.get(&conflict.key)?;
        let fits = match fix {
            Fix::Of(name) => conflict.sides.iter().any(|side| side.by.contains(name)),
            Fix::Base | Fix::Words(_) => true,
        };
        fits.then(|| fix.clone())
    }

    fn settle(&mut self, conflict: Conflict) -> Option<Fix> {
        let fix = self.fix(&conflict);
        match &fix {
            Some(fix) => self.out.decided.push(Decided { conflict, fix: fix.clone() }),
            None => self.out.conflicts.push(conflict),
        }
        fix
    }

    /// Whether a clause goes; in conflict where some leave it out and others change it or put something into it.
    fn decide_clause(
        &mut self,
        clause: &Clause,
        of: &mut Touched,
        inside: &[(Option<i64>, usize)],
        dropped: &mut BTreeSet<i64>,
    ) -> bool {
        if of.gone.is_empty() {
            return false;
        }
        let inside: Vec<&Placed> = inside.iter().filter_map(|(after, at)| self.placed.get(after)?.get(*at)).collect();
        let mut others: Vec<usize> = of.edits.iter().flat_map(|e| e.by.iter().copied()).collect();
        others.extend(of.moved.iter().map(|m| m.1));
        others.extend(of.numbers.iter().map(|n| n.1));
        others.extend(of.shapes.iter().map(|s| s.1));
        others.extend(inside.iter().flat_map(|p| p.by.iter().copied()));
        others.retain(|by| !of.gone.contains(by));
        others.sort_unstable();
        others.dedup();
        if others.is_empty() {
            of.is_gone = true;
            return true;
        }
        let mut sides = vec![Side { by: self.names(&of.gone), text: String::new(), gone: true }];
        let mut news = Vec::new();
        for by in &others {
            let mut text = alone(clause, &of.edits, *by);
            for placed in inside.iter().filter(|p| p.by.contains(by)) {
                if let What::New(c) = &placed.what {
                    text.push('\n');
                    text.push_str(&c.text);
                    news.push(c.id);
                }
            }
            sides.push(Side { by: self.names(&[*by]), text, gone: false });
        }
        let conflict = conflict(Dispute::Clause, clause, 0..clause.text.len(), sides);
        let key = conflict.key.clone();
        match self.settle(conflict) {
            Some(Fix::Of(name)) if self.names(&of.gone).contains(&name) => {
                dropped.extend(news);
                of.is_gone = true;
                return true;
            }
            Some(Fix::Of(_)) => {}
            Some(Fix::Base) => {
                dropped.extend(news);
                (of.edits, of.moved, of.numbers, of.shapes) = Default::default();
            }
            Some(Fix::Words(words)) => {
                let by = of.gone.iter().chain(&others).copied().collect();
                of.edits = vec![Edit { at: 0..clause.text.len(), new: words, by, conflict: None }];
            }
            None => of.open = Some(key),
        }
        false
    }

    /// Which words give way to which; in conflict where two amendments take the same words differently.
    fn decide_words(&mut self, clause: &Clause, of: &mut Touched) {
        let mut edits = std::mem::take(&mut of.edits);
        edits.sort_by(|a, b| (a.at.start, a.at.end, &a.new, &a.by).cmp(&(b.at.start, b.at.end, &b.new, &b.by)));
        edits.dedup_by(|next, first| {
            let same = next.at == first.at && next.new == first.new && next.by != first.by;
            if same {
                first.by.append(&mut next.by);
            }
            same
        });
        // Of insertions at one place, the first by number stands first.
        edits.sort_by(|a, b| (a.at.start, a.at.end, &a.by, &a.new).cmp(&(b.at.start, b.at.end, &b.by, &b.new)));
        for group in groups(edits) {
            let mut by: Vec<usize> = group.edits.iter().flat_map(|e| e.by.iter().copied()).collect();
            by.sort_unstable();
            by.dedup();
            if !group.touch {
                of.edits.extend(group.edits);
                continue;
            }
            let side = |by: usize| {
                let own = group.edits.iter().filter(|e| e.by.contains(&by));
                within(&clause.text, &group.at, own)
            };
            let mut sides: Vec<(String, Vec<usize>)> = Vec::new();
            for by in &by {
                let text = side(*by);
                match sides.iter_mut().find(|(t, _)| *t == text) {
                    Some((_, names)) => names.push(*by),
                    None => sides.push((text, vec![*by])),
                }
            }
            if let [(text, _)] = sides.as_slice() {
                of.edits.push(Edit { at: group.at, new: text.clone(), by, conflict: None });
                continue;
            }
            let sides = sides.iter().map(|(text, by)| Side { by: self.names(by), text: text.clone(), gone: false });
            let conflict = conflict(Dispute::Words, clause, group.at.clone(), sides.collect());
            let key = conflict.key.clone();
            let chosen = conflict.sides.clone();
            match self.settle(conflict) {
                Some(Fix::Base) => {}
                Some(Fix::Of(name)) => {
                    if let Some(side) = chosen.into_iter().find(|s| s.by.contains(&name)) {
                        let by = by.into_iter().filter(|by| self.names.get(*by).is_some_and(|n| side.by.contains(n)));
                        of.edits.push(Edit { at: group.at, new: side.text, by: by.collect(), conflict: None });
                    }
                }
                Some(Fix::Words(new)) => of.edits.push(Edit { at: group.at, new, by, conflict: None }),
                None => of.edits.extend(chosen.into_iter().enumerate().map(|(n, side)| {
                    Edit {
                        // Shown side by side; none of it is in the text.
                        at: if n == 0 { group.at.clone() } else { group.at.end..group.at.end },
                        new: side.text,
                        by: by
                            .iter()
                            .copied()
                            .filter(|by| self.names.get(*by).is_some_and(|n| side.by.contains(n)))
                            .collect(),
                        conflict: Some(key.clone()),
                    }
                })),
            }
        }
        // Insertions at one place are all kept.
        let edits = of.edits.iter().filter(|e| e.at.is_empty() && e.conflict.is_none()).collect::<Vec<_>>();
        for group in edits.chunk_by(|a, b| a.at == b.at).filter(|g| g.len() > 1) {
            let by: Vec<usize> = group.iter().flat_map(|e| e.by.iter().copied()).collect();
            let by = self.names(&by);
            if by.len() > 1 {
                self.out.same_place.push(SamePlace { clause: Some(clause.id), clauses: false, by });
            }
        }
    }

    /// Where a clause stands, what label it has and what it is.
    fn decide_rest(&mut self, clause: &Clause, of: &mut Touched) {
        let place = |after: &Option<i64>| after.map_or_else(String::new, |id| format!("{{#{id}}}"));
        let moved = std::mem::take(&mut of.moved);
        of.moved_to = self.one(Dispute::Place, clause, &moved, place, |_| None);
        of.moved = moved;
        let numbers = std::mem::take(&mut of.numbers);
        let label = |new: &Option<String>| new.clone().unwrap_or_default();
        of.number = self
            .one(Dispute::Number, clause, &numbers, label, |words| Some((!words.is_empty()).then(|| words.to_owned())));
        of.numbers = numbers;
        let shapes = std::mem::take(&mut of.shapes);
        of.shape = self.one(Dispute::Shape, clause, &shapes, |(kind, depth)| format!("{kind:?} {depth}"), |_| None);
        of.shapes = shapes;
    }

    /// The one value that amendments agree on or that was decided; none where there is none.
    fn one<V: Clone + PartialEq>(
        &mut self,
        dispute: Dispute,
        clause: &Clause,
        values: &[(V, usize)],
        shown: impl Fn(&V) -> String,
        read: impl Fn(&str) -> Option<V>,
    ) -> Option<V> {
        let (first, _) = values.first()?;
        if values.iter().all(|(v, _)| v == first) {
            return Some(first.clone());
        }
        let mut sides: Vec<(&V, Vec<usize>)> = Vec::new();
        for (value, by) in values {
            match sides.iter_mut().find(|(v, _)| *v == value) {
                Some((_, all)) => all.push(*by),
                None => sides.push((value, vec![*by])),
            }
        }
        let told = sides.iter().map(|(v, by)| Side { by: self.names(by), text: shown(v), gone: false }).collect();
        let conflict = conflict(dispute, clause, 0..clause.text.len(), told);
        match self.settle(conflict)? {
            Fix::Base => None,
            Fix::Of(name) => sides.iter().find(|(_, by)| self.names(by).contains(&name)).map(|(v, _)| (*v).clone()),
            Fix::Words(words) => read(&words),
        }
    }
}

/// A clause's text with the changes of one amendment alone.
fn alone(clause: &Clause, edits: &[Edit], by: usize) -> String {
    let mut own: Vec<&Edit> = edits.iter().filter(|e| e.by.contains(&by)).collect();
    own.sort_by_key(|e| (e.at.start, e.at.end));
    words::with(&clause.text, own.into_iter().map(|e| (&e.at, e.new.as_str())))
}

/// A stretch of a text with some changes that lie in it.
fn within<'e>(text: &str, span: &Range<usize>, edits: impl Iterator<Item = &'e Edit>) -> String {
    let mut out = String::new();
    let mut at = span.start;
    for edit in edits {
        out.push_str(text.get(at..edit.at.start.max(at)).unwrap_or_default());
        out.push_str(&edit.new);
        at = edit.at.end.max(at);
    }
    out.push_str(text.get(at..span.end.max(at)).unwrap_or_default());
    out
}

pub(super) fn conflict(dispute: Dispute, clause: &Clause, at: Range<usize>, sides: Vec<Side>) -> Conflict {
    let names: Vec<&str> = sides.iter().flat_map(|s| s.by.iter().map(String::as_str)).collect();
    let key = format!("{}:{}:{}-{}:{}", clause.id, dispute.key(), at.start, at.end, names.join("+"));
    Conflict {
        key,
        dispute,
        clause: clause.id,
        base: clause.text.get(at.clone()).unwrap_or_default().to_owned(),
        at,
        sides,
    }
}

/// Whether two changes take the same words, or one puts words into what the other takes.
pub(in crate::policy::change) fn touch(a: &Range<usize>, b: &Range<usize>) -> bool {
    match (a.is_empty(), b.is_empty()) {
        (true, true) => false,
        (true, false) => b.start < a.start && a.start < b.end,
        (false, true) => a.start < b.start && b.start < a.end,
        (false, false) => a.start < b.end && b.start < a.end,
    }
}

/// Changes that touch each other.
struct Group {
    at: Range<usize>,
    edits: Vec<Edit>,
    /// Whether changes of different amendments touch.
    touch: bool,
}

fn groups(edits: Vec<Edit>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for edit in edits {
        // In order of their beginning, a change touches the group before it or none.
        match groups.last_mut().filter(|g| touch(&g.at, &edit.at)) {
            Some(group) => {
                group.at = group.at.start.min(edit.at.start)..group.at.end.max(edit.at.end);
                group.touch |= group.edits.iter().any(|e| e.by != edit.by);
                group.edits.push(edit);
            }
            None => groups.push(Group { at: edit.at.clone(), edits: vec![edit], touch: false }),
        }
    }
    groups
}
