//! The text put together from what was decided, and the same with its changes shown.

use std::collections::{BTreeMap, BTreeSet};

use super::decide::conflict;
use super::{Decided, Dispute, Fix, Marked, MarkedAs, Misfit, Piece, Placed, Side, Touched, What, Work};
use crate::policy::body::{Body, Clause};
use crate::policy::change::Op;
use crate::policy::change::effect::Unfit;
use crate::policy::text;

impl Work<'_> {
    /// Puts the text together, in order, with what was put behind each clause.
    pub(super) fn assemble(&mut self) {
        let mut placed = std::mem::take(&mut self.placed);
        let mut seen: BTreeSet<i64> = BTreeSet::new();
        self.follow(&mut placed, None, &mut seen);
        for at in 0..self.index.body.clauses.len() {
            let Some(clause) = self.index.body.clauses.get(at) else { continue };
            let elsewhere = self.touched.get(&clause.id).is_some_and(|of| of.moved_to.is_some() && !of.is_gone);
            if elsewhere {
                let by = self.touched.get(&clause.id).map(|of| of.moved.iter().map(|m| m.1).collect::<Vec<_>>());
                let by = self.names(&by.unwrap_or_default());
                let pieces = vec![Piece {
                    kind: text::Kind::MoveFrom,
                    text: clause.text.clone(),
                    by: by.clone(),
                    conflict: None,
                }];
                self.out.marked.push(Marked { clause: clause.clone(), marked: MarkedAs::MovedFrom, by, pieces });
            } else {
                self.emit(clause, MarkedAs::Stays, &[]);
                self.follow(&mut placed, Some(clause.id), &mut seen);
            }
        }
        self.left_over(placed);
        self.raise();
    }

    /// What is put behind a clause, and behind that in turn.
    fn follow(
        &mut self,
        placed: &mut BTreeMap<Option<i64>, Vec<Placed>>,
        after: Option<i64>,
        seen: &mut BTreeSet<i64>,
    ) {
        let mut waiting: Vec<Placed> = placed.remove(&after).unwrap_or_default();
        waiting.reverse();
        while let Some(next) = waiting.pop() {
            let id = match &next.what {
                What::New(clause) => {
                    let clause = clause.clone();
                    self.emit(&clause, MarkedAs::Added, &next.by);
                    clause.id
                }
                What::Moved(id) => {
                    if let Some(clause) = self.index.get(*id).filter(|_| seen.insert(*id)) {
                        self.emit(clause, MarkedAs::MovedTo, &next.by);
                    }
                    *id
                }
            };
            waiting.extend(placed.remove(&Some(id)).unwrap_or_default().into_iter().rev());
        }
    }

    /// What follows something that is nowhere: clauses that two amendments put behind each other, and insertions whose place
    /// is not in the text.
    fn left_over(&mut self, placed: BTreeMap<Option<i64>, Vec<Placed>>) {
        let mut lost: Vec<(i64, Vec<usize>)> = Vec::new();
        for (after, placed) in placed {
            for p in placed {
                match p.what {
                    What::New(clause) => {
                        let by = self.names(&p.by).join(", ");
                        let op = Op::Insert { after, clause };
                        self.out.misfits.push(Misfit { by, op, why: Unfit::NoPlace });
                    }
                    What::Moved(id) => lost.push((id, p.by)),
                }
            }
        }
        if lost.is_empty() {
            return;
        }
        // They stay where they were, and somebody says which of them moves.
        for (id, by) in &lost {
            let Some(clause) = self.index.get(*id) else { continue };
            let sides = vec![Side { by: self.names(by), text: String::new(), gone: false }];
            let conflict = conflict(Dispute::Place, clause, 0..clause.text.len(), sides);
            match self.fixes.get(&conflict.key) {
                Some(Fix::Base) => self.out.decided.push(Decided { conflict, fix: Fix::Base }),
                _ => self.out.conflicts.push(conflict),
            }
        }
        let ids: BTreeSet<i64> = lost.iter().map(|(id, _)| *id).collect();
        let marked = std::mem::take(&mut self.out.marked);
        self.out.body = Body::default();
        for old in marked {
            match old.marked {
                MarkedAs::MovedFrom if ids.contains(&old.clause.id) => {
                    if let Some(clause) = self.index.get(old.clause.id) {
                        self.emit(clause, MarkedAs::Stays, &[]);
                    }
                }
                MarkedAs::MovedFrom | MarkedAs::Gone => self.out.marked.push(old),
                _ => {
                    self.out.body.clauses.push(old.clause.clone());
                    self.out.marked.push(old);
                }
            }
        }
    }

    /// Adds a clause to the text and to the text with marks.
    fn emit(&mut self, clause: &Clause, marked: MarkedAs, by: &[usize]) {
        let empty = Touched::default();
        let of = self.touched.get(&clause.id).unwrap_or(&empty);
        if of.is_gone {
            let by = self.names(&of.gone);
            let pieces =
                vec![Piece { kind: text::Kind::Delete, text: clause.text.clone(), by: by.clone(), conflict: None }];
            self.out.marked.push(Marked { clause: clause.clone(), marked: MarkedAs::Gone, by, pieces });
            return;
        }
        let mut by = by.to_vec();
        let mut now = clause.clone();
        if let Some(number) = &of.number {
            now.fixed.clone_from(number);
            by.extend(of.numbers.iter().map(|n| n.1));
        }
        if let Some((kind, depth)) = of.shape {
            (now.kind, now.depth) = (kind, depth);
            by.extend(of.shapes.iter().map(|s| s.1));
        }
        let kind = if marked == MarkedAs::Added { text::Kind::Insert } else { text::Kind::Equal };
        let (words, mut pieces) = self.words(clause, of, kind, &by);
        now.text = words;
        if let Some(open) = &of.open {
            let names = self.names(&of.gone);
            pieces.push(Piece {
                kind: text::Kind::Delete,
                text: clause.text.clone(),
                by: names,
                conflict: Some(open.clone()),
            });
        }
        let mut sources = by.clone();
        sources.extend(of.edits.iter().filter(|e| e.conflict.is_none()).flat_map(|e| e.by.iter().copied()));
        let sources = self.names(&sources);
        let by = self.names(&by);
        if !sources.is_empty() {
            self.out.sources.insert(clause.id, sources);
        }
        self.out.body.clauses.push(now.clone());
        self.out.marked.push(Marked { clause: now, marked, by, pieces });
    }

    /// A clause's text with its changes, and those shown.
    fn words(&self, clause: &Clause, of: &Touched, stays: text::Kind, by: &[usize]) -> (String, Vec<Piece>) {
        let text = &clause.text;
        let mut out = String::with_capacity(text.len());
        let mut pieces = Vec::new();
        let mut at = 0;
        let owner = if stays == text::Kind::Equal { Vec::new() } else { self.names(by) };
        let mut piece = |kind, words: &str, by: Vec<String>, conflict: Option<String>| {
            if !words.is_empty() {
                pieces.push(Piece { kind, text: words.to_owned(), by, conflict });
            }
        };
        for edit in &of.edits {
            let between = text.get(at..edit.at.start.max(at)).unwrap_or_default();
            out.push_str(between);
            piece(stays, between, owner.clone(), None);
            let gone = text.get(edit.at.clone()).unwrap_or_default();
            let by = self.names(&edit.by);
            piece(text::Kind::Delete, gone, by.clone(), edit.conflict.clone());
            piece(text::Kind::Insert, &edit.new, by, edit.conflict.clone());
            out.push_str(if edit.conflict.is_some() { gone } else { &edit.new });
            at = edit.at.end.max(at);
        }
        let rest = text.get(at..).unwrap_or_default();
        out.push_str(rest);
        piece(stays, rest, owner, None);
        (out, pieces)
    }

    /// No clause lies more than one deeper than the one before.
    fn raise(&mut self) {
        let mut most = 0;
        for clause in &mut self.out.body.clauses {
            if clause.depth > most {
                clause.depth = most;
                self.out.raised.push(clause.id);
            }
            most = clause.depth.saturating_add(1);
        }
    }
}
