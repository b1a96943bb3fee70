//! A letter as the office keeps it: its title, where its address stands, its text with fields.

use super::Envelope;
use crate::office::profile::PaperSize;

crate::row_id!(
    /// A letter that the office wrote, or wrote in the place of one that comes with the program.
    LetterId
);

/// A letter that can be written to people.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Letter {
    /// `None` for one that comes with the program and was not changed.
    pub id: Option<LetterId>,
    /// The name of the program's own letter that this is, or stands in for; empty for one of the office's own.
    pub key: String,
    pub title: String,
    /// When one writes it; only for those that come with the program.
    pub about: String,
    /// In strong letters above the text.
    pub heading: String,
    pub body: String,
    /// The office's own where nothing is said.
    pub paper: Option<PaperSize>,
    /// The usual one of the office's law where nothing is said.
    pub envelope: Option<Envelope>,
    /// Whether the office's signature and who signs stand below it.
    pub signed: bool,
}

impl Letter {
    /// Whether it comes with the program and stands as it came.
    pub fn is_original(&self) -> bool {
        self.id.is_none()
    }

    /// Whether it stands in the place of one that comes with the program.
    pub fn is_changed(&self) -> bool {
        self.id.is_some() && !self.key.is_empty()
    }

    /// Whether both are one letter: the same row, or the same letter of the program.
    pub fn is_same(&self, other: &Self) -> bool {
        self.id.is_some() && self.id == other.id || !self.key.is_empty() && self.key == other.key
    }

    /// What commands and screens know it by: its row, else its name in the program.
    pub fn handle(&self) -> String {
        self.id.map_or_else(|| self.key.clone(), |id| id.to_string())
    }
}
