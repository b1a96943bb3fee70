//! What is asked about several people at once, for the lists of other subjects: a tag put on or taken off, and what they said
//! about being reached.

use egui::Ui;

use super::super::{PersonId, store};
use super::ask::{Ask, ConsentAsk, Whom};
use crate::app::{Live, Sight};

/// The dialog, where one is open; a screen keeps one and calls [`Self::logic`] and [`Self::ui`].
pub struct Many {
    ask: Option<Ask>,
    tags: Live<Vec<(String, usize)>>,
}

impl Default for Many {
    fn default() -> Self {
        Self { ask: None, tags: Live::new(&["person_tag"]) }
    }
}

impl Many {
    /// Asks for a tag to put on these people, or to take off.
    pub fn tag(&mut self, people: Vec<PersonId>, off: bool) {
        self.ask = Some(Ask::tag(Whom::These(people), off, Vec::new()));
    }

    /// Asks what these people said about being reached.
    pub fn consent(&mut self, sight: &Sight<'_>, people: Vec<PersonId>) {
        self.ask = Some(Ask::Consent(Box::new(ConsentAsk::new(sight, Whom::These(people), &[], false))));
    }

    pub fn is_open(&self) -> bool {
        self.ask.is_some()
    }

    /// Takes answers.
    pub fn logic(&mut self, sight: &Sight<'_>) {
        if self.ask.as_mut().is_some_and(|ask| !ask.logic(sight)) {
            self.ask = None;
        }
        if self.ask.is_some() {
            self.tags.want(sight.desk, (), |conn, ()| store::tags(conn));
        }
    }

    /// Draws the dialog.
    pub fn ui(&mut self, ui: &Ui, sight: &Sight<'_>) {
        let tags = self.tags.get().map_or(&[][..], Vec::as_slice);
        if self.ask.as_mut().is_some_and(|ask| ask.ui(ui, sight, tags).is_some()) {
            self.ask = None;
        }
    }
}
