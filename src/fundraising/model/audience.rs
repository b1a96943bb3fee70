//! Whom an appeal is put to.

use super::PersonId;
use crate::kit::{Problem, Result};
use crate::t;

/// A choice of people. A saved search is one more way to name them: whoever has the list gives it as [`Self::These`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Everybody who gave in the financial year before.
    GaveLastYear,
    /// Those of them who have not given this year.
    Lapsed,
    /// Everybody who ever gave.
    Donors,
    /// Everybody whose pledge is open.
    Pledged,
    Tagged(String),
    /// Everybody who gave to an appeal, by its name.
    Answered(String),
    /// Just these.
    These(Vec<PersonId>),
}

impl Audience {
    /// In words, as it is kept with the appeal.
    pub fn says(&self) -> String {
        match self {
            Self::GaveLastYear => t!("Donors of last year").to_owned(),
            Self::Lapsed => t!("Donors of last year who have not given this year").to_owned(),
            Self::Donors => t!("Everybody who ever gave").to_owned(),
            Self::Pledged => t!("Everybody with an open pledge").to_owned(),
            Self::Tagged(tag) => t!("Tagged “{tag}”", tag = tag),
            Self::Answered(appeal) => t!("Gave to “{appeal}”", appeal = appeal),
            Self::These(people) => {
                crate::kit::text::plural(people.len(), t!("person chosen by name"), t!("people chosen by name"))
            }
        }
    }

    /// The audience that a word means: `last_year`, `lapsed`, `donors`, `pledged`, `tag:…`, `appeal:…`, `people:1,2`.
    ///
    /// # Errors
    /// When it is none of them.
    pub fn of(word: &str) -> Result<Self> {
        match (word, word.split_once(':')) {
            ("last_year", _) => Ok(Self::GaveLastYear),
            ("lapsed", _) => Ok(Self::Lapsed),
            ("donors", _) => Ok(Self::Donors),
            ("pledged", _) => Ok(Self::Pledged),
            (_, Some(("people", ids))) if !ids.is_empty() => {
                Ok(Self::These(ids.split(',').map(str::parse).collect::<Result<_>>()?))
            }
            (_, Some(("tag", tag))) if !tag.is_empty() => Ok(Self::Tagged(tag.to_owned())),
            (_, Some(("appeal", appeal))) if !appeal.is_empty() => Ok(Self::Answered(appeal.to_owned())),
            _ => Err(Problem::input(t!("“{word}” names nobody that can be asked", word = word))
                .hint(t!("Use last_year, lapsed, donors, pledged, tag:WORD or appeal:NAME"))),
        }
    }
}

/// The people of an audience.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chosen {
    pub people: Vec<PersonId>,
    /// How many were left out because they are not to be contacted.
    pub stopped: usize,
    /// How many were left out because the appeal was put to them already.
    pub asked: usize,
}
