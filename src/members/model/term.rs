//! One term of membership: its days as they were recorded. What they come to on a day is worked out in [`super::standing`].

use super::{ClassId, Number, PersonId, PinId, Rhythm, Status, TermId};
use crate::kit::Day;
use crate::t;

/// One term of one person: from an application or a start to an end. Who comes back later gets another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    pub id: TermId,
    pub person: PersonId,
    /// The class it began with.
    pub class: ClassId,
    /// Other classes from a day on, in order.
    pub classes: Vec<(Day, ClassId)>,
    pub rhythm: Rhythm,
    /// Who pays, where it is not the member.
    pub payer: Option<PersonId>,
    /// The family membership whose fee covers this one.
    pub family: Option<TermId>,
    pub applied: Option<Day>,
    pub decision: Option<Decision>,
    /// Member since, over all terms.
    pub since: Option<Day>,
    /// Admitted.
    pub joined: Option<Day>,
    /// The first day of this term; nothing while an application waits.
    pub start: Option<Day>,
    /// The day up to which dues were paid before the office kept them.
    pub covered_to: Option<Day>,
    /// The day notice was given.
    pub notice: Option<Day>,
    pub end: Option<End>,
    pub died: Option<Day>,
    pub pins: Vec<Pin>,
    pub note: String,
}

/// What was decided on an application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    pub on: Day,
    pub by: String,
    /// Why it was refused; nothing where it was approved.
    pub refusal: Option<String>,
}

/// How a term ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct End {
    /// The last day as a member.
    pub on: Day,
    pub how: How,
    pub why: String,
}

/// The ways a term ends, other than by death.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum How {
    #[default]
    Resigned,
    Expelled,
    /// Written down as lapsed, because the person came back in another term.
    Lapsed,
}

impl How {
    pub const ALL: [Self; 3] = [Self::Resigned, Self::Expelled, Self::Lapsed];

    pub fn key(self) -> &'static str {
        match self {
            Self::Resigned => "resigned",
            Self::Expelled => "expelled",
            Self::Lapsed => "lapsed",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Resigned => t!("Resigned"),
            Self::Expelled => t!("Expelled"),
            Self::Lapsed => t!("Lapsed"),
        }
    }

    pub fn of(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|how| how.key() == key)
    }
}

/// A status that somebody pinned: it holds whatever the dates say, except death.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pin {
    pub id: PinId,
    pub status: Status,
    pub from: Day,
    /// The last day it holds; none: until it is taken off.
    pub until: Option<Day>,
    pub who: String,
    pub why: String,
}

impl Pin {
    pub fn holds(&self, day: Day) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }
}

impl Term {
    /// The class on a day.
    pub fn class_on(&self, day: Day) -> ClassId {
        self.classes.iter().rev().find(|(from, _)| *from <= day).map_or(self.class, |(_, class)| *class)
    }

    /// Who pays: the payer, else the member.
    pub fn pays(&self) -> PersonId {
        self.payer.unwrap_or(self.person)
    }

    /// Whether it is an application that nobody has decided on.
    pub fn is_waiting(&self) -> bool {
        self.applied.is_some() && self.decision.is_none() && self.start.is_none()
    }

    /// Whether it still runs on a day: begun, not ended, and the member alive.
    pub fn runs_on(&self, day: Day) -> bool {
        self.start.is_some_and(|start| start <= day)
            && self.end.as_ref().is_none_or(|end| day <= end.on)
            && self.died.is_none_or(|died| day < died)
    }

    /// The pin that holds on a day; of several the one that was set last.
    pub fn pin_on(&self, day: Day) -> Option<&Pin> {
        self.pins.iter().filter(|pin| pin.holds(day)).max_by_key(|pin| (pin.from, pin.id))
    }
}

/// A term about to be recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewTerm {
    pub class: ClassId,
    pub rhythm: Rhythm,
    pub payer: Option<PersonId>,
    pub family: Option<TermId>,
    /// The day of the application, for one; of a member who is recorded as such, if it is known.
    pub applied: Option<Day>,
    /// For somebody who is a member already: since when, admitted when, from when on, and paid up to when.
    pub since: Option<Day>,
    pub joined: Option<Day>,
    pub start: Option<Day>,
    pub covered_to: Option<Day>,
    pub note: String,
    /// Which number the person gets with it.
    pub number: Number,
}

impl NewTerm {
    /// An application for a class, with nothing else said.
    pub fn application(class: ClassId, on: Day) -> Self {
        Self {
            class,
            rhythm: Rhythm::Yearly,
            payer: None,
            family: None,
            applied: Some(on),
            since: None,
            joined: None,
            start: None,
            covered_to: None,
            note: String::new(),
            number: Number::AsSet,
        }
    }

    /// A member of a class from a day on.
    pub fn member(class: ClassId, start: Day) -> Self {
        Self {
            applied: None,
            since: Some(start),
            joined: Some(start),
            start: Some(start),
            ..Self::application(class, start)
        }
    }
}
