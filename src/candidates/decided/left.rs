//! What stays of a decision's record once marks and notes were purged: who stood where, and what told level candidates apart. No
//! mark and no figure is in it, and people by their ids, so that a name which is erased leaves it as it was.

use serde::{Deserialize, Serialize};

use super::Results;
use crate::candidates::model::{CandidateId, Rung};

/// See the head of this file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Left {
    kind: String,
    pub order: Vec<Place>,
    pub ties: Vec<Told>,
}

/// Where a candidate stood; without a rank who lacked an essential criterion or was marked by nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    pub candidate: CandidateId,
    pub rank: Option<usize>,
}

/// Level candidates, in the order that the ladder gave them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    pub groups: Vec<Vec<CandidateId>>,
    /// The rungs that told them apart.
    pub by: Vec<Rung>,
}

const KIND: &str = "wardroom-decision-left-1";

impl Left {
    /// What stays of these results.
    pub fn of(results: &Results) -> Self {
        let ids = |group: &Vec<usize>| group.iter().filter_map(|at| results.candidate(*at)).collect();
        let standings = results.judged.order.standings.iter();
        Self {
            kind: KIND.to_owned(),
            order: standings
                .filter_map(|one| Some(Place { candidate: results.candidate(one.candidate)?, rank: one.rank }))
                .collect(),
            ties: results
                .judged
                .order
                .ties
                .iter()
                .map(|tie| Told { groups: tie.groups.iter().map(ids).collect(), by: tie.by.clone() })
                .collect(),
        }
    }

    /// As it is kept in the place of the record.
    pub fn json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Of what a decision keeps, where its marks were purged.
    pub fn read(record: &str) -> Option<Self> {
        serde_json::from_str(record).ok().filter(|left: &Self| left.kind == KIND)
    }
}
