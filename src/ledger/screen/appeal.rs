//! Naming an appeal while typing: those that are known are suggested, any other can be written.

use egui::{Id, Response, Ui};

use crate::app::{Desk, Live};
use crate::kit::fold::fold;
use crate::ledger::store;
use crate::ui::{Finder, Found, Suggestion};

/// How many are suggested.
const SHOWN: usize = 8;

/// The names that are suggested.
pub struct Appeals(Live<Vec<String>>);

impl Default for Appeals {
    fn default() -> Self {
        Self(Live::new(&["entry", "pledge", "appeal", "appeal_name"]))
    }
}

impl Appeals {
    /// Sees to it that the names are true. Call it in `logic`.
    pub fn want(&mut self, desk: &Desk) {
        self.0.want(desk, (), |conn, ()| store::appeals_to_name(conn));
    }

    /// Draws the field; answers the editor's response and whether a name was taken just now.
    pub fn show(&self, ui: &mut Ui, id: Id, label: &str, text: &mut String, problem: Option<&str>) -> (Response, bool) {
        let typed = fold(text);
        let none = Vec::new();
        let names: Vec<&String> = self
            .0
            .get()
            .unwrap_or(&none)
            .iter()
            .filter(|name| !typed.is_empty() && *name != text && fold(name).contains(&typed))
            .take(SHOWN)
            .collect();
        let list: Vec<Suggestion<'_>> =
            names.iter().map(|name| Suggestion { title: name.as_str().into(), detail: "".into() }).collect();
        let (response, act) = Finder::new(label, text, &list).id(id).problem(problem).show(ui);
        let taken = match act {
            Some(Found::Chosen(at)) => names.get(at).map(|name| (*name).clone()),
            _ => None,
        };
        let is_taken = taken.is_some();
        if let Some(name) = taken {
            *text = name;
        }
        (response, is_taken)
    }
}
