//! Who gets a letter or a label, in the order of the post, and who does not and why. What is shown is what is printed.

use std::collections::BTreeMap;

use super::{PersonId, Whom};
use crate::t;

/// What is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Asked {
    /// Everybody who is in one of these.
    pub whom: Vec<Whom>,
    /// Also who is not to be contacted or wants no letters: only where a person said so.
    pub everybody: bool,
    /// One for all of a household.
    pub household: bool,
}

/// One letter or label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct To {
    /// Whom it is for; several of one household.
    pub people: Vec<PersonId>,
    /// The line above the address.
    pub name: String,
    /// The address, as the post of its country wants it.
    pub lines: Vec<String>,
    /// What the post sorts by: country, postcode, street; then the name.
    pub post_key: [String; 4],
}

impl To {
    /// Name and address, a line each.
    pub fn in_full(&self) -> Vec<String> {
        std::iter::once(self.name.clone()).chain(self.lines.iter().cloned()).collect()
    }
}

/// Why somebody gets none.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    DoNotContact,
    /// Said no to letters.
    SaidNo,
    NoAddress,
    /// What a subject says of them: has died.
    Never(&'static str),
    /// The address is too long for the label or the window.
    DoesNotFit,
    /// No font of this computer has these letters.
    NoFont(String),
}

impl Why {
    pub fn key(&self) -> &'static str {
        match self {
            Self::DoNotContact => "do_not_contact",
            Self::SaidNo => "said_no",
            Self::NoAddress => "no_address",
            Self::Never(_) => "never",
            Self::DoesNotFit => "does_not_fit",
            Self::NoFont(_) => "no_font",
        }
    }

    pub fn says(&self) -> String {
        match self {
            Self::DoNotContact => t!("Not to be contacted").to_owned(),
            Self::SaidNo => t!("Wants no letters").to_owned(),
            Self::NoAddress => t!("No address").to_owned(),
            Self::Never(why) => (*why).to_owned(),
            Self::DoesNotFit => t!("The address does not fit").to_owned(),
            Self::NoFont(letters) => letters.clone(),
        }
    }
}

/// Somebody who is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    pub person: PersonId,
    pub name: String,
    pub why: Why,
}

/// See the head of this file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// In post order.
    pub to: Vec<To>,
    /// In the order of names.
    pub left_out: Vec<Left>,
    /// Lines of a pasted list that are nobody, with what was wrong with each.
    pub unknown: Vec<(String, String)>,
}

impl Plan {
    /// How many are left out for each reason, the most first.
    pub fn reasons(&self) -> Vec<(String, usize)> {
        let mut counts: BTreeMap<&Why, usize> = BTreeMap::new();
        for left in &self.left_out {
            *counts.entry(&left.why).or_default() += 1;
        }
        let mut all: Vec<(String, usize)> = Vec::new();
        for (why, n) in counts {
            let says = match why {
                Why::NoFont(_) => t!("Letters that no font here has").to_owned(),
                why => why.says(),
            };
            match all.iter_mut().find(|(known, _)| *known == says) {
                Some((_, count)) => *count += n,
                None => all.push((says, n)),
            }
        }
        all.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
        all
    }

    /// Everybody who gets one.
    pub fn people(&self) -> impl Iterator<Item = PersonId> + '_ {
        self.to.iter().flat_map(|to| to.people.iter().copied())
    }

    /// Takes out who does not pass, with the reason; the others stay in their order.
    pub fn take_out(&mut self, mut why: impl FnMut(&To) -> Option<Why>) {
        let mut out = Vec::new();
        self.to.retain(|to| match why(to) {
            None => true,
            Some(why) => {
                out.extend(to.people.iter().map(|person| Left {
                    person: *person,
                    name: to.name.clone(),
                    why: why.clone(),
                }));
                false
            }
        });
        self.left_out.extend(out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_are_counted_and_who_is_taken_out_has_one() {
        let to = |id: i64, name: &str| To {
            people: vec![PersonId(id)],
            name: name.into(),
            lines: vec!["1 A Street".into()],
            post_key: Default::default(),
        };
        let left = |id, why| Left { person: PersonId(id), name: String::new(), why };
        let mut plan = Plan {
            to: vec![to(1, "Ann"), to(2, "Bob")],
            left_out: vec![
                left(3, Why::NoAddress),
                left(4, Why::NoFont("王".into())),
                left(5, Why::NoFont("小".into())),
            ],
            unknown: Vec::new(),
        };
        plan.take_out(|to| (to.name == "Bob").then_some(Why::NoAddress));
        assert_eq!(plan.people().collect::<Vec<_>>(), [PersonId(1)]);
        assert_eq!(plan.reasons().iter().map(|(_, n)| *n).collect::<Vec<_>>(), [2, 2]);
        assert_eq!(plan.left_out.last().map(|l| l.name.as_str()), Some("Bob"));
    }
}
