//! Who belongs to whom: a link is one row, read from both ends.

use serde::Serialize;

use super::model::PersonId;
use crate::t;

crate::row_id!(
    /// One link between two people.
    LinkId
);

/// What a link says, from the side of the one it starts at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum LinkKind {
    /// They live together, and get one letter. The same from both ends.
    Household,
    /// Pays the other's dues.
    Payer,
    /// Speaks for the other, an organisation mostly.
    Contact,
    /// Brought the other in.
    Referred,
}

/// From which end a link is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum End {
    Start,
    Other,
}

impl LinkKind {
    pub const ALL: [Self; 4] = [Self::Household, Self::Payer, Self::Contact, Self::Referred];

    /// As it stands in the file.
    pub fn key(self) -> &'static str {
        match self {
            Self::Household => "household",
            Self::Payer => "payer",
            Self::Contact => "contact",
            Self::Referred => "referred",
        }
    }

    pub fn of(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }

    /// What stands before the other's name: “Pays for”, “Paid for by”.
    pub fn says(self, end: End) -> &'static str {
        match (self, end) {
            (Self::Household, _) => t!("Same household as"),
            (Self::Payer, End::Start) => t!("Pays for"),
            (Self::Payer, End::Other) => t!("Paid for by"),
            (Self::Contact, End::Start) => t!("Contact of"),
            (Self::Contact, End::Other) => t!("Has as contact"),
            (Self::Referred, End::Start) => t!("Referred"),
            (Self::Referred, End::Other) => t!("Referred by"),
        }
    }

    /// All that can be said of two people, each with the end it is read from.
    pub const SAYINGS: [(Self, End); 7] = [
        (Self::Household, End::Start),
        (Self::Payer, End::Start),
        (Self::Payer, End::Other),
        (Self::Contact, End::Start),
        (Self::Contact, End::Other),
        (Self::Referred, End::Start),
        (Self::Referred, End::Other),
    ];

    /// The word of the command line for a kind and an end: `payer-for`, `paid-by`.
    pub fn word(self, end: End) -> &'static str {
        match (self, end) {
            (Self::Household, _) => "household",
            (Self::Payer, End::Start) => "payer-for",
            (Self::Payer, End::Other) => "paid-by",
            (Self::Contact, End::Start) => "contact-of",
            (Self::Contact, End::Other) => "has-contact",
            (Self::Referred, End::Start) => "referred",
            (Self::Referred, End::Other) => "referred-by",
        }
    }
}

/// A link as one of the two sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Linked {
    pub id: LinkId,
    pub kind: LinkKind,
    pub end: End,
    /// The one at the other end.
    pub other: PersonId,
    pub name: String,
    pub note: String,
}

/// The two ends as the file has them, where the one at `end` says `kind`. A household has no direction, so it starts at the
/// smaller id: once for both.
pub fn ends(kind: LinkKind, end: End, one: PersonId, other: PersonId) -> (PersonId, PersonId) {
    match (kind, end) {
        (LinkKind::Household, _) if one > other => (other, one),
        (LinkKind::Household, _) | (_, End::Start) => (one, other),
        (_, End::Other) => (other, one),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_saying_has_a_word_and_its_reverse() {
        for (kind, end) in LinkKind::SAYINGS {
            let reverse = if end == End::Start { End::Other } else { End::Start };
            let (a, b) = (PersonId(1), PersonId(2));
            assert_eq!(ends(kind, end, a, b), ends(kind, reverse, b, a), "{}", kind.says(end));
            assert_eq!(kind.word(end) == kind.word(reverse), kind == LinkKind::Household);
        }
    }
}
