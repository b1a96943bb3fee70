//! What a subject brings to letters, labels and lists of recipients: whom one can write to, what a letter can say of each of
//! them, and who is never written to. A new subject takes part by saying it in its [`super::Noun`]; nobody else need know.

use rusqlite::Connection;

use crate::kit::{Day, Result};
use crate::office::Setup;

/// A subject's part in letters and labels.
#[derive(Clone, Copy, Debug, Default)]
pub struct Mailing {
    pub audiences: &'static [Audience],
    pub fields: Option<MergeFields>,
    /// Who is never written to, whatever is asked, with the reason in words: who has died.
    pub never: Option<fn(&Connection, Day) -> Result<Vec<(i64, &'static str)>>>,
}

impl Mailing {
    /// The part of a subject that brings nothing, for `..Mailing::NONE`.
    pub const NONE: Self = Self { audiences: &[], fields: None, never: None };
}

/// People whom one writes to together.
#[derive(Clone, Copy)]
pub struct Audience {
    /// As commands name it: `members`, `tag`.
    pub key: &'static str,
    pub says: fn() -> &'static str,
    /// Where one of several must be chosen (a tag, a class, a saved search): the key of each, and its words. A person may
    /// type either.
    pub choices: Option<fn(&Connection) -> Result<Vec<(String, String)>>>,
    /// The ids of the people, in any order.
    pub people: fn(&Connection, Asked<'_>) -> Result<Vec<i64>>,
}

/// Which people of an audience are asked for.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The key of a choice, or empty.
    pub choice: &'a str,
    pub on: Day,
    /// What the office knows of its subjects: a segment asks conditions of all of them.
    pub setup: &'a Setup,
}

impl std::fmt::Debug for Audience {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Audience").field("key", &self.key).finish_non_exhaustive()
    }
}

/// The fields that a letter can have, written `{first name}`, and how their values are found.
#[derive(Clone, Copy)]
pub struct MergeFields {
    /// Those of this office, in the order in which their values come.
    pub list: fn(&Connection) -> Result<Vec<MergeField>>,
    /// Reads once what all people need, and answers what gives the values of one.
    pub open: for<'c> fn(&'c Connection, Day) -> Result<Values<'c>>,
}

impl std::fmt::Debug for MergeFields {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MergeFields").finish_non_exhaustive()
    }
}

/// The values of a person's fields, in the order of [`MergeFields::list`]; empty where nothing is known.
pub type Values<'c> = Box<dyn FnMut(i64) -> Result<Vec<String>> + 'c>;

/// One field of letters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MergeField {
    /// In lower case, as it stands between the braces: `first name`.
    pub name: String,
    /// What it says, in a few words.
    pub says: String,
}

impl MergeField {
    pub fn new(name: impl Into<String>, says: impl Into<String>) -> Self {
        Self { name: name.into(), says: says.into() }
    }
}
