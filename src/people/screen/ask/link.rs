//! Linking a person with another of the register.

use egui::{Id, Ui};

use super::super::super::link::{End, LinkKind};
use super::super::super::store::{self, Hit};
use super::super::super::{PersonId, ops};
use super::refusal;
use crate::app::{Live, Reply, Sight};
use crate::office::Done;
use crate::t;
use crate::ui::{Answer, Choice, Dialog, Field, Finder, Found, Suggestion};

/// The dialog.
pub struct LinkAsk {
    person: PersonId,
    name: String,
    saying: (LinkKind, End),
    text: String,
    other: Option<PersonId>,
    note: String,
    hits: Live<Vec<Hit>, String>,
    problem: Option<String>,
    saving: Option<Reply<()>>,
}

impl LinkAsk {
    pub fn new(person: PersonId, name: &str) -> Self {
        Self {
            person,
            name: name.to_owned(),
            saying: (LinkKind::Household, End::Start),
            text: String::new(),
            other: None,
            note: String::new(),
            hits: Live::new(&["person", "person_address", "person_contact"]),
            problem: None,
            saving: None,
        }
    }

    /// `false` once it is saved.
    pub fn logic(&mut self, sight: &Sight<'_>) -> bool {
        let text = if self.other.is_some() { String::new() } else { self.text.trim().to_owned() };
        let own = self.person;
        self.hits.want(sight.desk, text, move |conn, text| {
            if text.is_empty() {
                return Ok(Vec::new());
            }
            let mut hits = store::search(conn, text, 8)?;
            hits.retain(|hit| hit.id != own);
            Ok(hits)
        });
        match self.saving.as_mut().and_then(Reply::take) {
            Some(Ok(())) => return false,
            Some(Err(problem)) => {
                self.saving = None;
                self.problem = Some(refusal(problem));
            }
            None => {}
        }
        true
    }

    /// Draws it; `true` once it was cancelled.
    pub fn ui(&mut self, ui: &Ui, sight: &Sight<'_>) -> bool {
        let title = t!("Link {name} with somebody", name = super::super::cut(&self.name, 40));
        let why_not = if self.saving.is_some() {
            Some(t!("One moment…"))
        } else {
            self.other.is_none().then(|| t!("Choose somebody of the register"))
        };
        let answer = Dialog::new(&title, t!("Link them")).width(480.0).unless(why_not).show(ui, |ui| {
            let options: Vec<((LinkKind, End), &str)> =
                LinkKind::SAYINGS.into_iter().map(|(kind, end)| ((kind, end), kind.says(end))).collect();
            let label = super::super::cut(&self.name, 60);
            Choice::new(&label, &mut self.saying, &options).show(ui);
            let none = Vec::new();
            let hits = if self.other.is_some() { &none } else { self.hits.get().unwrap_or(&none) };
            let list: Vec<Suggestion<'_>> = hits
                .iter()
                .map(|hit| Suggestion { title: hit.name.as_str().into(), detail: hit.line.as_str().into() })
                .collect();
            let finder = Finder::new(t!("Whom"), &mut self.text, &list)
                .placeholder(t!("A few letters of the name"))
                .problem(self.problem.as_deref())
                .id(Id::unique("people.link.whom"));
            match finder.show(ui).1 {
                Some(Found::Typed) => (self.other, self.problem) = (None, None),
                Some(Found::Chosen(at)) => {
                    if let Some(hit) = hits.get(at) {
                        self.text.clone_from(&hit.name);
                        self.other = Some(hit.id);
                    }
                }
                Some(Found::New) | None => {}
            }
            Field::new(t!("Note"), &mut self.note).show(ui);
        });
        match answer {
            Answer::Open => false,
            Answer::Cancelled => true,
            Answer::Confirmed => {
                let (person, saying, note) = (self.person, self.saying, self.note.clone());
                if let Some(other) = self.other {
                    self.saving = Some(sight.desk.run(&ops::LINK, move |office| {
                        let done = ops::link(office, person, saying, other, &note)?;
                        Ok(Done { value: (), op: done.op, changed: done.changed })
                    }));
                }
                false
            }
        }
    }
}
