//! A segment: its name, and the tree of what is asked of people.

use crate::kit::fold::fold;
use crate::kit::{Problem, Result};
use crate::office::Condition;
use crate::office::condition::Values;
use crate::t;

pub use crate::people::PersonId;

crate::row_id!(
    /// A group of people, kept by what is asked of them.
    SegmentId
);

/// How the parts of a group belong together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum How {
    /// Each of them holds.
    #[default]
    All,
    /// At least one holds.
    Any,
    /// Not one holds.
    None,
}

impl How {
    pub const ALL: [Self; 3] = [Self::All, Self::Any, Self::None];

    /// As it stands in the file and in commands.
    pub fn key(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Any => "any",
            Self::None => "none",
        }
    }

    pub fn of(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|how| how.key() == key)
    }

    pub fn says(self) -> &'static str {
        match self {
            Self::All => t!("All of these"),
            Self::Any => t!("Any of these"),
            Self::None => t!("None of these"),
        }
    }
}

/// Some conditions and groups that belong together. `L` is what stands for a condition: what is asked, its words, or what
/// is typed of it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Group<L> {
    pub how: How,
    pub of: Vec<Node<L>>,
}

/// A condition or a group.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Node<L> {
    Ask {
        what: L,
        /// It is turned round: true where the condition is not.
        not: bool,
    },
    Group(Group<L>),
}

impl<L> Default for Group<L> {
    /// Nothing is asked, so everybody is in it.
    fn default() -> Self {
        Self { how: How::All, of: Vec::new() }
    }
}

impl<L> Group<L> {
    /// The same tree with something else for each condition.
    ///
    /// # Errors
    /// What `f` says.
    pub fn map<M, E>(&self, f: &mut impl FnMut(&L) -> Result<M, E>) -> Result<Group<M>, E> {
        let of = self.of.iter().map(|node| {
            Ok(match node {
                Node::Ask { what, not } => Node::Ask { what: f(what)?, not: *not },
                Node::Group(group) => Node::Group(group.map(f)?),
            })
        });
        Ok(Group { how: self.how, of: of.collect::<Result<_, E>>()? })
    }

    /// Every condition, from the top.
    pub fn asks(&self) -> Vec<&L> {
        let mut all = Vec::new();
        for node in &self.of {
            match node {
                Node::Ask { what, .. } => all.push(what),
                Node::Group(group) => all.extend(group.asks()),
            }
        }
        all
    }

    /// How many groups stand inside each other.
    pub fn depth(&self) -> usize {
        let inner = self.of.iter().map(|node| match node {
            Node::Ask { .. } => 0,
            Node::Group(group) => group.depth(),
        });
        1 + inner.max().unwrap_or(0)
    }

    /// Whether a group below the first holds nothing.
    pub fn has_hole(&self) -> bool {
        self.of.iter().any(|node| matches!(node, Node::Group(group) if group.of.is_empty() || group.has_hole()))
    }
}

/// A condition with its values.
#[derive(Clone, Debug)]
pub struct Asked {
    pub condition: &'static Condition,
    pub values: Values,
}

impl PartialEq for Asked {
    fn eq(&self, other: &Self) -> bool {
        self.condition.key == other.condition.key && self.values == other.values
    }
}

/// What a segment asks.
pub type Tree = Group<Asked>;

/// How deep groups may stand in each other, and how many conditions there may be: more than anybody can read.
pub const DEEPEST: usize = 6;
pub const MOST: usize = 100;

/// Refuses a tree that is too large, or has an empty group inside.
///
/// # Errors
/// Which of these it is.
pub fn check<L>(tree: &Group<L>) -> Result<()> {
    if tree.depth() > DEEPEST {
        return Err(Problem::input(t!("Groups stand more than {most} deep in each other", most = DEEPEST))
            .hint(t!("Say it with fewer groups, or make two segments")));
    }
    if tree.asks().len() > MOST {
        return Err(Problem::input(t!("There are more than {most} conditions", most = MOST)));
    }
    if tree.has_hole() {
        return Err(Problem::input(t!("A group holds no condition")).hint(t!("Add one, or remove the group")));
    }
    Ok(())
}

/// A segment about to be written.
#[derive(Clone, Debug, PartialEq)]
pub struct NewSegment {
    pub name: String,
    pub note: String,
    pub tree: Tree,
}

/// A segment of the file. What it asks is the text of the file, which may name a condition that this program does not know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    pub id: SegmentId,
    pub name: String,
    pub note: String,
    pub asks: String,
}

/// The longest name.
pub const LONGEST_NAME: usize = 80;
const LONGEST_NOTE: usize = 2000;

/// The name as it is kept: one line, trimmed.
///
/// # Errors
/// When nothing or too much is left.
pub fn tidy_name(name: &str) -> Result<String, String> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if fold(&name).is_empty() {
        return Err(t!("Write a name").to_owned());
    }
    if name.chars().count() > LONGEST_NAME {
        return Err(t!("Write a name of at most {most} characters", most = LONGEST_NAME));
    }
    Ok(name)
}

/// The note as it is kept.
///
/// # Errors
/// When it is too long.
pub fn tidy_note(note: &str) -> Result<String, String> {
    let note = note.trim();
    if note.chars().count() > LONGEST_NOTE {
        return Err(t!("Write a note of at most {most} characters", most = LONGEST_NOTE));
    }
    Ok(note.to_owned())
}

/// A name like another that is not taken: `Donors (2)`.
pub fn another_name(name: &str, taken: &[String]) -> String {
    let is_taken = |name: &str| taken.iter().any(|known| fold(known) == fold(name));
    let stem: String = name.chars().take(LONGEST_NAME - 8).collect();
    (2..).map(|n| format!("{stem} ({n})")).find(|name| !is_taken(name)).unwrap_or(stem)
}
