//! The text of a document: its clauses in order. A clause's id never changes; its label is worked out from its place.

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::kit::{Problem, Result};
use crate::t;

/// A text, in the order it is read in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Body {
    /// A clause follows the one it belongs to; `depth` says to which.
    pub clauses: Vec<Clause>,
}

/// One clause.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clause {
    /// The same in every version of a document and in every amendment to it.
    pub id: i64,
    pub kind: Kind,
    /// How many clauses it lies within; never more than one more than the clause before it.
    pub depth: u8,
    /// A label that stays whatever comes before it (`1A`); none where it is counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fixed: Option<String>,
    /// One paragraph of text, or several with line breaks between them. `*so*` is emphasis, `**so**` strong emphasis,
    /// `[^so]` a footnote's text in place, `{#17}` the label of the clause with that id, `"so"` what it is: a defined term
    /// where it is defined in double asterisks within quotation marks.
    pub text: String,
}

/// What a clause is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A heading; parts and chapters by depth.
    Heading,
    /// Text without a label.
    Paragraph,
    /// A clause or sub-clause: numbered by its depth (1, (1), (a), (i)).
    #[default]
    Numbered,
    /// A point of a list.
    Item,
}

/// Ids from here on are those of clauses that amendments bring; below it are those of the text itself, so that an amendment and a
/// text at work never give one id to two clauses.
pub const OF_AMENDMENTS: i64 = 1_000_000;

impl Body {
    /// As the file keeps it, and as it is hashed: JSON without spaces, fields in their order.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads what [`Self::to_json`] wrote.
    ///
    /// # Errors
    /// When it is no text.
    pub fn from_json(json: &str) -> Result<Self> {
        serde_json::from_str(json).map_err(|e| Problem::file(t!("The text of a document cannot be read")).because(e))
    }

    /// The SHA-256 of [`Self::to_json`], as 64 small hexadecimal letters.
    pub fn sha256(&self) -> String {
        Sha256::digest(self.to_json()).iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// The clause of an id.
    pub fn clause(&self, id: i64) -> Option<&Clause> {
        self.clauses.iter().find(|clause| clause.id == id)
    }

    /// The least id that no clause of the text itself has or had, as far as this text says.
    pub fn next_id(&self) -> i64 {
        self.clauses.iter().map(|clause| clause.id).filter(|id| *id < OF_AMENDMENTS).max().unwrap_or(0) + 1
    }

    /// The clauses from one on that belong to it, itself included.
    pub fn branch(&self, at: usize) -> std::ops::Range<usize> {
        let Some(first) = self.clauses.get(at) else { return at..at };
        let inside = self.clauses.iter().skip(at + 1).take_while(|clause| clause.depth > first.depth).count();
        at..at + 1 + inside
    }

    /// How many words it has.
    pub fn words(&self) -> usize {
        self.clauses.iter().map(|clause| clause.text.split_whitespace().count()).sum()
    }

    /// Puts depths right that lie more than one below the clause before.
    pub fn straighten(&mut self) {
        let mut most = 0;
        for clause in &mut self.clauses {
            clause.depth = clause.depth.min(most);
            most = clause.depth.saturating_add(1);
        }
    }
}

impl Clause {
    pub fn new(id: i64, kind: Kind, depth: u8, text: impl Into<String>) -> Self {
        Self { id, kind, depth, fixed: None, text: text.into() }
    }
}
