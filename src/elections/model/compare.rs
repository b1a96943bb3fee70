//! Two entries of the same papers held against each other.

use std::collections::BTreeMap;

use super::{Entered, Marks, Settled};

/// A paper of which the two entries say different things, or that only one has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    pub number: u32,
    pub first: Option<Marks>,
    pub second: Option<Marks>,
}

/// What came of comparing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// What each paper says, by its number: both entries agree, or it was settled.
    pub papers: BTreeMap<u32, Marks>,
    /// What has to be settled.
    pub open: Vec<Difference>,
}

/// Compares two entries. A settled paper is what it was settled as, whatever was keyed; one that was found not to exist is none.
pub fn compare(first: &[Entered], second: &[Entered], settled: &[Settled]) -> Comparison {
    let mut both: BTreeMap<u32, (Option<&Marks>, Option<&Marks>)> = BTreeMap::new();
    for one in first {
        both.entry(one.number).or_default().0 = Some(&one.marks);
    }
    for one in second {
        both.entry(one.number).or_default().1 = Some(&one.marks);
    }
    let settled: BTreeMap<u32, &Settled> = settled.iter().map(|one| (one.number, one)).collect();
    let mut out = Comparison::default();
    for (number, (first, second)) in both {
        if let Some(one) = settled.get(&number) {
            if let Some(marks) = &one.marks {
                out.papers.insert(number, marks.clone());
            }
        } else if let (Some(a), Some(b)) = (first, second)
            && a == b
        {
            out.papers.insert(number, a.clone());
        } else {
            out.open.push(Difference { number, first: first.cloned(), second: second.cloned() });
        }
    }
    out
}
