//! What was done in a stage. Candidates are named by their place, so that a sheet can be kept without their names.

use serde::{Deserialize, Serialize};

use super::ballots::CandidateId;
use crate::kit::text;
use crate::t;

/// What led to the votes of a stage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Each paper counts for who stands first on it.
    First,
    /// Each paper counts for everybody who is marked on it.
    Marks,
    Surplus(CandidateId),
    /// Elected with just the quota, so nothing is transferred.
    NoSurplus(CandidateId),
    Excluded(Vec<CandidateId>),
    /// Meek: the votes were shared out, again or for the first time, and this came of it.
    Shared {
        again: bool,
        elected: Vec<CandidateId>,
        excluded: Option<CandidateId>,
    },
    /// Who is left fills the last places.
    LastPlaces,
    /// Exhaustive ballots: the papers of a round.
    Round(usize),
}

impl Action {
    /// In words, with the names in the order of the ballot paper.
    pub fn says(&self, names: &[String]) -> String {
        let name = |id: &CandidateId| names.get(id.0).map_or("", String::as_str);
        let list = |ids: &[CandidateId]| text::list(&ids.iter().map(name).collect::<Vec<_>>());
        match self {
            Self::First => t!("First preferences").to_owned(),
            Self::Marks => t!("Votes").to_owned(),
            Self::Surplus(id) => t!("Surplus of {name} transferred", name = name(id)),
            Self::NoSurplus(id) => {
                t!("{name} has just the quota, no surplus", name = name(id))
            }
            Self::Excluded(ids) => t!("{names} excluded", names = list(ids)),
            Self::Shared { again, elected, excluded } => {
                let says = if *again { t!("Votes shared out again") } else { t!("First preferences") };
                match excluded {
                    Some(id) => t!("{says}: {name} excluded", says = says, name = name(id)),
                    None => t!("{says}: {names} elected", says = says, names = list(elected)),
                }
            }
            Self::LastPlaces => t!("Who is left fills the last places").to_owned(),
            Self::Round(number) => t!("Round {number}", number = number),
        }
    }
}
