//! Choosing recipients: people that a subject names together, those that were picked elsewhere, or a list that is pasted.

use egui::{Id, Ui};

use super::super::model::{Asked, Whom};
use super::super::store;
use super::mailings;
use crate::app::{Live, Sight};
use crate::kit::text;
use crate::t;
use crate::ui::{self, Answer, Choice, Dialog, Field, SMALL, checkbox, look};

/// The choice that opens the dialog for a list.
const PASTE: &str = "\u{0}paste";

/// See the head of this file.
pub struct Picking {
    options: Live<Vec<(Whom, String)>>,
    pub whom: Whom,
    /// Also those who are not to be contacted.
    pub everybody: bool,
    /// One for all of a household.
    pub household: bool,
    /// The list as it is typed, while the dialog is open, and how often that has been drawn.
    pasting: Option<(String, u8)>,
}

impl Picking {
    pub fn new(usual: Whom) -> Self {
        Self { options: Live::new(&[]), whom: usual, everybody: false, household: false, pasting: None }
    }

    /// Shows what a filter names.
    pub fn go(&mut self, filter: &str) {
        if filter == "list" {
            self.pasting = Some((String::new(), 0));
        } else if let Ok(whom) = Whom::of(filter) {
            self.whom = whom;
        }
    }

    pub fn asked(&self) -> Asked {
        Asked { whom: vec![self.whom.clone()], everybody: self.everybody, household: self.household }
    }

    /// Asks which there are.
    pub fn logic(&mut self, sight: &Sight<'_>) {
        let mailings = mailings(sight);
        self.options.want(sight.desk, (), move |conn, ()| {
            let mut options = Vec::new();
            for audience in store::audiences(&mailings) {
                let says = (audience.says)();
                let whom = |choice: &str| Whom::Audience { key: audience.key.to_owned(), choice: choice.to_owned() };
                match audience.choices {
                    None => options.push((whom(""), says.to_owned())),
                    Some(choices) => {
                        for (key, words) in choices(conn)? {
                            options.push((whom(&key), format!("{says}: {words}")));
                        }
                    }
                }
            }
            Ok(options)
        });
    }

    /// In a few words, as lists and buttons say it.
    pub fn says(&self) -> String {
        match &self.whom {
            Whom::People(ids) => t!("{people} picked", people = text::plural(ids.len(), t!("person"), t!("people"))),
            Whom::List(lines) => {
                let count = lines.lines().filter(|line| !line.trim().is_empty()).count();
                t!("A list of {lines}", lines = text::plural(count, t!("line"), t!("lines")))
            }
            whom => self
                .options
                .get()
                .and_then(|options| options.iter().find(|(known, _)| known == whom))
                .map_or_else(|| whom.to_string(), |(_, words)| words.clone()),
        }
    }

    /// Draws the choice; answers whether somebody else is meant now.
    pub fn ui(&mut self, ui: &mut Ui, width: f32) -> bool {
        let mut options: Vec<(Whom, String)> = self.options.get().cloned().unwrap_or_default();
        if !options.iter().any(|(whom, _)| *whom == self.whom) {
            options.insert(0, (self.whom.clone(), self.says()));
        }
        options.push((Whom::List(PASTE.to_owned()), t!("A list of numbers or names…").to_owned()));
        let shown: Vec<(Whom, &str)> = options.iter().map(|(whom, words)| (whom.clone(), words.as_str())).collect();
        let mut chosen = self.whom.clone();
        if !Choice::new(t!("To whom"), &mut chosen, &shown).bare().width(width).show(ui).changed() {
            return false;
        }
        if chosen == Whom::List(PASTE.to_owned()) {
            let before = if let Whom::List(lines) = &self.whom { lines.clone() } else { String::new() };
            self.pasting = Some((before, 0));
            return false;
        }
        self.whom = chosen;
        true
    }

    /// The two things that can be said besides; answers whether one was.
    pub fn ticks(&mut self, ui: &mut Ui) -> bool {
        let household = checkbox(ui, &mut self.household, t!("One for all of a household")).changed();
        let loud = checkbox(ui, &mut self.everybody, t!("Also who is not to be contacted")).changed();
        if self.everybody {
            let words =
                t!("They asked not to be written to. Tick this only where the law or they themselves want the letter.");
            ui::paragraph(ui, words, SMALL.ink(look(ui).danger));
        }
        household || loud
    }

    /// Whether the dialog for a list is open.
    pub fn is_asking(&self) -> bool {
        self.pasting.is_some()
    }

    /// Draws that dialog, while it is open; answers whether a list was given.
    pub fn dialog(&mut self, ui: &Ui) -> bool {
        let Some((lines, drawn)) = &mut self.pasting else { return false };
        let body =
            t!("Paste or type numbers, e-mail addresses or whole names, a line each. Whoever is not found is listed.");
        let missing = lines.trim().is_empty().then(|| t!("Write at least one line"));
        let dialog = Dialog::new(t!("A list of people"), t!("Use this list")).body(body).enter_inside().unless(missing);
        let answer = dialog.width(480.0).show(ui, |ui| {
            let id = Id::unique("letters.pasted");
            Field::new(t!("One on each line"), lines).rows(10).id(id).show(ui);
            // The keyboard goes there once the dialog has settled.
            if *drawn < 3 {
                *drawn += 1;
                ui.ctx().request_repaint();
                if *drawn == 3 {
                    ui.memory_mut(|m| m.request_focus(id));
                }
            }
        });
        match answer {
            Answer::Open => false,
            Answer::Cancelled => {
                self.pasting = None;
                false
            }
            Answer::Confirmed => {
                self.whom = Whom::List(lines.trim().to_owned());
                self.pasting = None;
                true
            }
        }
    }
}
