//! Amendments put together: what each chosen one comes to with those to it, the merged text, where its clauses came from, and the
//! text with everybody's changes shown.

use std::collections::{BTreeMap, BTreeSet};

use super::Deed;
use super::amendment::{Amendment, Board, Choice, Recommends, Wording};
use crate::kit::{Problem, Result, text as words};
use crate::policy::change::{self, Chosen, Fix, Marked, MarkedAs, Merged, Nested, Op, Piece};
use crate::policy::text::Kind;
use crate::t;

/// An amendment as it is merged: alone, or with those to it.
struct Effective<'a> {
    one: &'a Amendment,
    name: String,
    ops: Vec<Op>,
    nested: Option<Nested>,
}

/// The operations of an amendment in the wording that was chosen.
fn ops_of(one: &Amendment, wording: Wording) -> &[Op] {
    match (wording, &one.recommended) {
        (Wording::Recommended, Some(ops)) => ops,
        _ => &one.new.ops,
    }
}

impl Board {
    /// What passed, and what is agreed with it: in by default.
    pub fn passed(&self) -> Choice {
        let standings = self.standings(&self.matrix());
        let passed = standings.iter().enumerate().filter(|(_, standing)| standing.fate.is_in());
        let mut choice: Choice = passed.filter_map(|(at, _)| Some((at, self.wording(self.all.get(at)?)))).collect();
        // What was carried for an amendment that did not pass changes nothing.
        let ids: BTreeSet<_> = choice.keys().filter_map(|at| self.all.get(*at)).map(|one| one.id).collect();
        choice.retain(|at, _| {
            self.all.get(*at).is_some_and(|one| one.new.parent.is_none_or(|parent| ids.contains(&parent)))
        });
        choice
    }

    /// The words of an amendment that are merged unless somebody says otherwise.
    fn wording(&self, one: &Amendment) -> Wording {
        match (one.recommends, &one.recommended, one.agreed) {
            (Recommends::Modify, Some(_), Some(true)) => Wording::Recommended,
            _ => Wording::Original,
        }
    }

    /// What each chosen amendment does, with those to it that are chosen too.
    fn effective(&self, choice: &Choice, fixes: &BTreeMap<String, Fix>) -> Vec<Effective<'_>> {
        let mut out = Vec::new();
        for (at, wording) in choice {
            let Some(one) = self.all.get(*at).filter(|one| one.new.parent.is_none()) else { continue };
            let (mut name, mut ops, mut nested) = (one.called(), ops_of(one, *wording).to_vec(), None);
            let children: Vec<(String, &[Op])> = choice
                .iter()
                .filter_map(|(at, wording)| Some((self.all.get(*at)?, *wording)))
                .filter(|(child, _)| child.new.parent == Some(one.id))
                .map(|(child, wording)| (child.called(), ops_of(child, wording)))
                .collect();
            if !children.is_empty() {
                let chosen: Vec<Chosen<'_>> = children.iter().map(|(name, ops)| Chosen { name, ops }).collect();
                let with = change::nested(&self.base, Chosen { name: &name, ops: &ops }, &chosen, fixes);
                let names: Vec<String> = children.iter().map(|(name, _)| name.clone()).collect();
                name = t!("{number} as amended by {others}", number = name, others = words::and_list(&names));
                ops.clone_from(&with.ops);
                nested = Some(with);
            }
            out.push(Effective { one, name, ops, nested });
        }
        out
    }

    /// The text with what was chosen. Conflicts among amendments to an amendment stand before those to the text.
    ///
    /// # Errors
    /// When an amendment to an amendment is chosen without that, or another text for the whole together with others.
    pub fn merge(&self, choice: &Choice, fixes: &BTreeMap<String, Fix>) -> Result<Merged> {
        self.fits_together(choice)?;
        Ok(self.merge_effective(self.effective(choice, fixes), fixes).0)
    }

    fn merge_effective<'a>(
        &self,
        effective: Vec<Effective<'a>>,
        fixes: &BTreeMap<String, Fix>,
    ) -> (Merged, Vec<Effective<'a>>) {
        let all: Vec<Chosen<'_>> = effective.iter().map(|e| Chosen { name: &e.name, ops: &e.ops }).collect();
        let mut merged = change::merge(&self.base, &all, fixes);
        for inner in effective.iter().filter_map(|e| e.nested.as_ref()).map(|nested| &nested.inner) {
            merged.conflicts.splice(0..0, inner.conflicts.iter().cloned());
            merged.decided.extend(inner.decided.iter().cloned());
            merged.misfits.extend(inner.misfits.iter().cloned());
        }
        (merged, effective)
    }

    fn fits_together(&self, choice: &Choice) -> Result<()> {
        let chosen = || choice.keys().filter_map(|at| self.all.get(*at));
        for child in chosen() {
            let parent = child.new.parent;
            if let Some(parent) = parent.filter(|id| !chosen().any(|one| one.id == *id)) {
                let other = self.all.iter().find(|one| one.id == parent).map(Amendment::called).unwrap_or_default();
                return Err(Problem::input(t!(
                    "{child} amends {other}, which is not chosen",
                    child = child.called(),
                    other = other
                ))
                .hint(t!("Choose both, or neither")));
            }
        }
        let whole = chosen().find(|one| one.new.whole);
        let others = |whole: &Amendment| chosen().any(|one| one.id != whole.id && one.new.parent != Some(whole.id));
        match whole.filter(|whole| others(whole)) {
            None => Ok(()),
            Some(whole) => Err(Problem::input(t!(
                "{number} puts another text in the place of the whole, so nothing is merged with it",
                number = whole.called()
            ))
            .hint(t!("Choose it alone, or without it"))),
        }
    }

    /// Where the clauses of a merged text came from, for its version.
    pub fn sources(&self, merged: &Merged) -> Vec<(i64, Deed, String)> {
        let base: BTreeSet<i64> = self.base.clauses.iter().map(|c| c.id).collect();
        let mut out = Vec::new();
        for marked in &merged.marked {
            let id = marked.clause.id;
            let deed = match marked.marked {
                MarkedAs::Gone => Deed::LeftOut,
                MarkedAs::MovedFrom => continue,
                MarkedAs::MovedTo => Deed::Moved,
                MarkedAs::Added | MarkedAs::Stays if !base.contains(&id) => Deed::Inserted,
                MarkedAs::Added | MarkedAs::Stays => Deed::Changed,
            };
            let by = if deed == Deed::LeftOut { Some(&marked.by) } else { merged.sources.get(&id) };
            out.extend(by.into_iter().flatten().map(|name| (id, deed, name.clone())));
        }
        out
    }

    /// The text with what was chosen as changes, each by the number and the proposer of the amendment that makes it. What passed
    /// of amendments to an amendment changes that first, and is marked as theirs.
    ///
    /// # Errors
    /// As [`Self::merge`].
    pub fn marked(&self, choice: &Choice) -> Result<Vec<Marked>> {
        self.fits_together(choice)?;
        let (mut merged, effective) = self.merge_effective(self.effective(choice, &self.fixes), &self.fixes);
        for one in &effective {
            if let Some(nested) = &one.nested {
                nested.attribute(&one.name, &mut merged.marked);
            }
        }
        let authors: BTreeMap<String, String> = self
            .all
            .iter()
            .map(|one| (one.called(), one))
            .chain(effective.iter().map(|e| (e.name.clone(), e.one)))
            .map(|(name, one)| {
                let author = format!("{name} ({})", one.proposer);
                (name, if one.proposer.is_empty() { one.called() } else { author })
            })
            .collect();
        let by = |names: &mut Vec<String>| {
            for name in names {
                if let Some(author) = authors.get(name) {
                    name.clone_from(author);
                }
            }
        };
        for row in &mut merged.marked {
            by(&mut row.by);
            row.pieces.iter_mut().for_each(|piece: &mut Piece| by(&mut piece.by));
        }
        Ok(merged.marked)
    }

    /// What a paper of all amendments shows: those before the meeting, each as it was put; with those to it that passed. Another
    /// text for the whole stands alone once it was carried, and is not shown before.
    pub fn before_the_meeting(&self) -> Choice {
        let standings = self.standings(&self.matrix());
        let passed = |at: usize| standings.get(at).is_some_and(|s| s.fate.is_in());
        let mut tops: Choice = Choice::new();
        for listed in &self.marshalled().listed {
            let Some(one) = self.all.get(listed.entry) else { continue };
            if one.new.whole && passed(listed.entry) {
                tops = [(listed.entry, self.wording(one))].into();
                break;
            }
            if !one.new.whole && !one.new.separate && one.new.parent.is_none() {
                tops.insert(listed.entry, Wording::Original);
            }
        }
        let ids: Vec<_> = tops.keys().filter_map(|at| self.all.get(*at)).map(|one| one.id).collect();
        for (at, one) in self.all.iter().enumerate() {
            if one.new.parent.is_some_and(|parent| ids.contains(&parent)) && passed(at) {
                tops.insert(at, self.wording(one));
            }
        }
        tops
    }
}

/// Whether a row of a text with marks shows a change.
pub fn is_changed(row: &Marked) -> bool {
    row.marked != MarkedAs::Stays || !row.by.is_empty() || row.pieces.iter().any(|p| p.kind != Kind::Equal)
}
