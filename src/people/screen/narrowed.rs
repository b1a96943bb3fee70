//! The list narrowed to a segment: which there are, and who is in the one that was chosen. The register knows segments only
//! by what the office says of them.

use egui::Ui;

use super::super::PersonId;
use super::super::store::Among;
use crate::app::{Live, Sight};
use crate::kit::{Day, Problem};
use crate::t;
use crate::ui::{Button, Choice, icons};

/// See the head of this file.
pub struct Narrowed {
    /// The segment that is chosen, by its id.
    pub segment: Option<i64>,
    /// The first of them is meant, once they are known.
    first: bool,
    all: Live<Vec<(i64, String)>>,
    people: Live<Result<Among, String>, (i64, Day)>,
}

/// What became of the choice.
pub enum Found {
    Everybody,
    /// Not known yet.
    Coming,
    People(Among),
}

impl Narrowed {
    pub fn new() -> Self {
        Self { segment: None, first: false, all: Live::new(&["segment"]), people: Live::new(&[]) }
    }

    /// Chooses one by its id, or the first.
    pub fn choose(&mut self, id: Option<i64>) {
        (self.segment, self.first) = (id, id.is_none());
    }

    /// The segments there are, with their names.
    pub fn all(&self) -> &[(i64, String)] {
        self.all.get().map_or(&[], Vec::as_slice)
    }

    /// The name of the one that is chosen.
    pub fn name(&self) -> Option<&str> {
        let id = self.segment?;
        self.all().iter().find(|(known, _)| *known == id).map(|(_, name)| name.as_str())
    }

    /// Asks who is in it. One that cannot be asked is let go of, and the reason told.
    pub fn logic(&mut self, sight: &Sight<'_>) -> Found {
        let Some(segments) = sight.setup().segments else { return Found::Everybody };
        self.all.want(sight.desk, (), move |conn, ()| (segments.all)(conn));
        if self.first && self.all.get().is_some() {
            self.choose(self.all().first().map(|(id, _)| *id));
            self.first = false;
        }
        let Some(id) = self.segment else { return Found::Everybody };
        let with = (id, sight.today());
        self.people.want_office(sight.desk, with, move |office, (id, today)| {
            let people = office.read(|conn| (segments.people)(conn, office.setup(), *id, *today));
            let among = |ids: Vec<i64>| Among::new(ids.into_iter().map(PersonId).collect());
            Ok(people.map(among).map_err(|problem| problem.to_string()))
        });
        let is_for_it = self.people.asked_for() == Some(&with) && !self.people.is_coming();
        match self.people.get().filter(|_| is_for_it) {
            Some(Ok(among)) => Found::People(among.clone()),
            Some(Err(why)) => {
                sight.problem(Problem::input(why.clone()));
                self.segment = None;
                Found::Everybody
            }
            None => Found::Coming,
        }
    }

    /// The choice among the filters, where there is any; answers whether another was chosen.
    pub fn ui(&mut self, ui: &mut Ui) -> bool {
        let before = self.segment;
        if let Some(name) = self.name() {
            let words = t!("Segment: {name}", name = super::cut(name, 18));
            if Button::secondary(&words).icon(icons::X).show(ui).clicked() {
                self.segment = None;
            }
        } else if !self.all().is_empty() && ui.available_width() > 236.0 {
            let names: Vec<(i64, String)> = self.all().iter().map(|(id, name)| (*id, super::cut(name, 40))).collect();
            let mut options = vec![(None, t!("Any segment"))];
            options.extend(names.iter().map(|(id, name)| (Some(*id), name.as_str())));
            Choice::new(t!("Which segment"), &mut self.segment, &options).bare().show(ui);
        }
        self.segment != before
    }
}
