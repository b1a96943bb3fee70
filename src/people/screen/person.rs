//! A field for a person, found while typing or new: for any form of any subject.

use egui::{Id, Response, Ui};
use serde::{Deserialize, Serialize};

use crate::app::{Desk, Live};
use crate::kit::Result;
use crate::people::PersonId;
use crate::people::store::{self, Hit};
use crate::t;
use crate::ui::{Finder, Found, Suggestion};

/// How many are suggested.
const SHOWN: usize = 8;

/// Somebody who is being typed: known, new, or only letters yet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Who {
    pub text: String,
    pub person: Option<PersonId>,
    /// Comes into the register with what is being typed.
    pub is_new: bool,
    /// What tells the person apart: address or number.
    pub detail: String,
}

impl Who {
    pub fn known(person: Option<PersonId>, name: &str) -> Self {
        Self { text: name.to_owned(), person, ..Self::default() }
    }

    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Whether something was typed that is neither a person of the register nor said to be new.
    pub fn is_unclear(&self) -> bool {
        !self.is_blank() && self.person.is_none() && !self.is_new
    }

    pub fn new_name(&self) -> String {
        if self.is_new { self.text.trim().to_owned() } else { String::new() }
    }
}

/// The suggestions for what is typed at the moment.
pub struct Suggestions(Live<Vec<Hit>, String>);

impl Default for Suggestions {
    fn default() -> Self {
        Self(Live::new(&["person", "person_address", "person_contact"]))
    }
}

impl Suggestions {
    /// Asks for people like the text; nothing is asked for somebody who was found already. Call it in `logic`.
    pub fn want(&mut self, desk: &Desk, who: &Who) {
        let text = if who.person.is_some() || who.is_new { String::new() } else { who.text.trim().to_owned() };
        self.0.want(desk, text, |conn, text| -> Result<Vec<Hit>> {
            if text.is_empty() { Ok(Vec::new()) } else { store::search(conn, text, SHOWN) }
        });
    }
}

/// How the field is shown.
#[derive(Clone, Copy, Default)]
pub struct Shown<'a> {
    pub label: &'a str,
    pub problem: Option<&'a str>,
    /// In a row whose head names it.
    pub bare: bool,
    pub width: Option<f32>,
    /// Whether somebody new can be made.
    pub may_be_new: bool,
}

/// Draws the field; answers the editor's response and whether somebody was taken just now.
pub fn show(ui: &mut Ui, id: Id, who: &mut Who, found: &Suggestions, shown: Shown<'_>) -> (Response, bool) {
    let none = Vec::new();
    let settled = who.person.is_some() || who.is_new;
    let hits = if settled { &none } else { found.0.get().unwrap_or(&none) };
    let list: Vec<Suggestion<'_>> = hits
        .iter()
        .map(|hit| Suggestion { title: hit.name.as_str().into(), detail: hit.line.as_str().into() })
        .collect();
    let mut finder = Finder::new(shown.label, &mut who.text, &list).id(id).problem(shown.problem);
    if shown.may_be_new && !settled {
        finder = finder.or_new(t!("New person"));
    }
    if shown.bare {
        finder = finder.bare();
    }
    if let Some(width) = shown.width {
        finder = finder.width(width);
    }
    let (response, act) = finder.show(ui);
    let taken = match act {
        Some(Found::Typed) => {
            (who.person, who.is_new) = (None, false);
            who.detail.clear();
            false
        }
        Some(Found::Chosen(at)) => {
            if let Some(hit) = hits.get(at) {
                who.text.clone_from(&hit.name);
                who.detail.clone_from(&hit.line);
                who.person = Some(PersonId(hit.id.0));
                who.is_new = false;
            }
            true
        }
        Some(Found::New) => {
            who.person = None;
            who.is_new = true;
            who.detail.clear();
            true
        }
        None => false,
    };
    (response, taken)
}
