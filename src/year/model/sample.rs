//! The examiner's sample: entries drawn by a seed that is kept, so that anybody draws the same ones again.

use sha2::{Digest as _, Sha256};

use super::{EntryId, SampleId, Year};
use crate::kit::{Day, Money, Problem, Result};
use crate::t;

/// How many entries are drawn where nobody says.
pub const SAMPLE: usize = 25;

/// What is to be drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSample {
    pub year: Year,
    pub seed: String,
    pub count: usize,
    /// From this amount on every entry is taken.
    pub least: Option<Money>,
}

/// A sample that was drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    pub id: SampleId,
    pub new: NewSample,
    /// How many entries the year had then.
    pub of_all: usize,
    pub on: Day,
    pub by: String,
}

/// Why an entry is in a sample.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    Seed,
    Large,
}

impl Why {
    pub fn key(self) -> &'static str {
        match self {
            Self::Seed => "seed",
            Self::Large => "large",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Seed => t!("Drawn"),
            Self::Large => t!("Large"),
        }
    }

    pub fn of(key: &str) -> Result<Self> {
        match key {
            "seed" => Ok(Self::Seed),
            "large" => Ok(Self::Large),
            _ => Err(Problem::file(t!("A sample in the file cannot be read"))),
        }
    }
}

/// What the examiner found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Outcome {
    #[default]
    Open,
    /// The paper says what the entry does.
    Agreed,
    /// Something is to be asked.
    Query,
}

impl Outcome {
    pub const ALL: [Self; 3] = [Self::Open, Self::Agreed, Self::Query];

    pub fn key(self) -> &'static str {
        match self {
            Self::Open => "",
            Self::Agreed => "agreed",
            Self::Query => "query",
        }
    }

    /// The word of a command.
    pub fn word(self) -> &'static str {
        if self == Self::Open { "open" } else { self.key() }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Open => t!("To look at"),
            Self::Agreed => t!("Agreed"),
            Self::Query => t!("Query"),
        }
    }

    /// # Errors
    /// When it is none.
    pub fn of(key: &str) -> Result<Self> {
        Self::ALL.into_iter().find(|o| o.key() == key || o.word() == key).ok_or_else(|| {
            Problem::input(t!("“{word}” is no outcome", word = key)).hint(t!("Use one of agreed, query, open"))
        })
    }
}

/// One entry of a sample.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sampled {
    pub entry: EntryId,
    pub position: usize,
    pub why: Why,
    pub outcome: Outcome,
    pub note: String,
    pub on: Option<Day>,
    pub by: String,
}

/// An entry that was drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Drawn {
    pub entry: EntryId,
    pub why: Why,
}

/// Draws entries: every one of at least `least`, then the `count` others whose SHA-256 of `seed:id` is smallest. The same
/// entries and seed give the same sample on any machine, in whatever order they come.
pub fn draw(seed: &str, count: usize, least: Option<Money>, all: &[(EntryId, Money)]) -> Vec<Drawn> {
    let (large, others): (Vec<_>, Vec<_>) =
        all.iter().copied().partition(|(_, amount)| least.is_some_and(|least| amount.abs() >= least));
    let mut large: Vec<EntryId> = large.into_iter().map(|(id, _)| id).collect();
    large.sort_unstable();
    let mut drawn: Vec<([u8; 32], EntryId)> =
        others.into_iter().map(|(id, _)| (Sha256::digest(format!("{seed}:{id}").as_bytes()).into(), id)).collect();
    drawn.sort_unstable();
    let drawn = drawn.into_iter().take(count).map(|(_, entry)| Drawn { entry, why: Why::Seed });
    large.into_iter().map(|entry| Drawn { entry, why: Why::Large }).chain(drawn).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_draws_the_same_entries_in_whatever_order_they_come() {
        let mut all: Vec<_> =
            (1..=200).map(|n| (EntryId(n), Money(n * 100 * if n % 3 == 0 { -1 } else { 1 }))).collect();
        let first = draw("ab12", 20, Some(Money(19_500)), &all);
        all.reverse();
        assert_eq!(first, draw("ab12", 20, Some(Money(19_500)), &all));
        assert_eq!(first.iter().filter(|d| d.why == Why::Large).count(), 6, "195 to 200, in or out");
        assert_eq!(first.len(), 26);
        let other = draw("ab13", 20, Some(Money(19_500)), &all);
        assert_ne!(first, other);
        assert_eq!(draw("x", 500, None, &all).len(), 200, "no more than there are");
        // One known answer, so that another program can hold itself against it: SHA-256 of "seed:1" … "seed:5".
        let five: Vec<_> = (1..=5).map(|n| (EntryId(n), Money(1))).collect();
        let order: Vec<i64> = draw("seed", 5, None, &five).iter().map(|d| d.entry.0).collect();
        assert_eq!(order, KNOWN);
    }

    const KNOWN: [i64; 5] = [5, 3, 1, 2, 4];
}
