//! What a document is: its kind and stage, its versions, the steps it took, what holds from when.

pub mod amendment;
mod board;
pub mod carrying;
pub mod flow_edit;
pub mod listing;
pub mod merging;
pub mod parts;
pub mod relations;
pub mod voting;
pub mod workflow;

use crate::kit::Day;
pub use crate::ledger::model::PersonId;
pub use crate::meetings::model::{BodyId, DecisionId, MeetingId};
use crate::policy::body::Body;
use workflow::Workflow;

crate::row_id!(
    /// One document: a policy, a motion, a set of rules.
    #[derive(Default)]
    DocumentId
);
crate::row_id!(
    /// One version of a document.
    VersionId
);
crate::row_id!(
    /// One step of a document's way.
    StepId
);
crate::row_id!(
    /// One comment.
    CommentId
);
crate::row_id!(
    /// One consultation.
    ConsultationId
);
crate::row_id!(
    /// One response to a consultation.
    ResponseId
);
crate::row_id!(
    /// A value or an aim of the party.
    ValueId
);

/// How many characters a line has, where nobody says otherwise.
pub const WIDTH: u16 = 80;

/// A document as it is written down.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewDocument {
    /// A kind of the workflow.
    pub kind: String,
    pub title: String,
    pub topic: String,
    /// What it comes to in a few sentences, for a bulletin and the list.
    pub summary: String,
    /// The group that drafts it.
    pub body: Option<BodyId>,
    /// Who brought it, of the register or by name.
    pub lead: Option<PersonId>,
    pub lead_name: String,
    /// The last day on which amendments are taken.
    pub deadline: Option<Day>,
    pub review_on: Option<Day>,
}

/// A document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    pub id: DocumentId,
    pub new: NewDocument,
    pub stage: String,
    pub number: Option<i64>,
    pub begun_on: Day,
    /// The day it ended: superseded or repealed.
    pub ended_on: Option<Day>,
    pub superseded_by: Option<DocumentId>,
    /// The group's name.
    pub group: String,
    /// Who brought it, by name.
    pub lead_shown: String,
    /// The versions it has, and the day of the last.
    pub versions: usize,
    /// Since when it is in force, if it was ever.
    pub in_force_on: Option<Day>,
}

impl Document {
    /// `P3`, or nothing before it is tabled.
    pub fn code(&self, workflow: &Workflow) -> String {
        self.number.map(|number| format!("{}{number}", workflow.kind(&self.new.kind).letter)).unwrap_or_default()
    }

    /// `P3 Clean air`, or its title alone.
    pub fn called(&self, workflow: &Workflow) -> String {
        let code = self.code(workflow);
        if code.is_empty() { self.new.title.clone() } else { format!("{code} {}", self.new.title) }
    }

    /// Whether it holds on a day.
    pub fn is_in_force(&self, on: Day) -> bool {
        self.in_force_on.is_some_and(|from| from <= on) && self.ended_on.is_none_or(|end| on < end)
    }
}

/// A version without its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    pub id: VersionId,
    pub document: DocumentId,
    pub number: i64,
    pub name: String,
    pub parent: Option<VersionId>,
    /// Characters in a line.
    pub width: u16,
    pub sha256: String,
    pub day: Day,
    pub who: String,
}

impl Version {
    /// `2: After the consultation`
    pub fn called(&self) -> String {
        format!("{}: {}", self.number, self.name)
    }
}

/// The text at work, and the version it began from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Working {
    pub body: Body,
    pub began: Option<i64>,
}

/// A step that was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    pub id: StepId,
    pub from: String,
    pub to: String,
    pub day: Day,
    pub who: String,
    pub version: Option<VersionId>,
    pub meeting: Option<MeetingId>,
    pub decision: Option<DecisionId>,
    /// The decision's number, or the vote as it was written down.
    pub vote: String,
    pub note: String,
}

/// A step that is to be taken.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Taking {
    pub to: String,
    /// The day it was or will be; where it comes into force, from when.
    pub day: Option<Day>,
    /// Which version it is about; none means the newest.
    pub version: Option<VersionId>,
    pub meeting: Option<MeetingId>,
    pub decision: Option<DecisionId>,
    pub vote: String,
    pub note: String,
    /// What stands in its place, where it is superseded.
    pub superseded_by: Option<DocumentId>,
}

/// Which version holds from which day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Force {
    pub version: VersionId,
    pub from: Day,
    pub origin: String,
}

/// What a clause of a text in force came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClauseNote {
    pub clause: i64,
    pub deed: Deed,
    /// `M3-A2`, or the version's name.
    pub origin: String,
    pub day: Day,
}

/// What happened to a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    Inserted,
    Changed,
    Moved,
    LeftOut,
}

impl Deed {
    pub const ALL: [Self; 4] = [Self::Inserted, Self::Changed, Self::Moved, Self::LeftOut];

    pub fn key(self) -> &'static str {
        match self {
            Self::Inserted => "inserted",
            Self::Changed => "changed",
            Self::Moved => "moved",
            Self::LeftOut => "left_out",
        }
    }

    /// # Errors
    /// When it is no such word.
    pub fn of(key: &str) -> crate::kit::Result<Self> {
        let found = Self::ALL.into_iter().find(|deed| deed.key() == key);
        found.ok_or_else(|| {
            crate::kit::Problem::input(crate::t!("“{key}” is nothing that happens to a clause", key = key))
        })
    }

    /// `inserted by`
    pub fn says(self) -> &'static str {
        match self {
            Self::Inserted => crate::t!("inserted by"),
            Self::Changed => crate::t!("changed by"),
            Self::Moved => crate::t!("moved by"),
            Self::LeftOut => crate::t!("left out by"),
        }
    }
}

impl ClauseNote {
    /// `inserted by M3-A2, 12 May 2026`
    pub fn says(&self) -> String {
        crate::t!(
            "{deed} {origin}, {day}",
            deed = self.deed.says(),
            origin = self.origin,
            day = crate::kit::day::short(self.day)
        )
    }
}
