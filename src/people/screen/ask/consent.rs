//! Recording what somebody said about being reached, with what was said before.

use egui::Ui;

use super::super::super::consent::{Consent, Said, State, Way};
use super::super::super::{PersonId, ops};
use super::refusal;
use crate::app::{Reply, Sight};
use crate::kit::day;
use crate::office::Done;
use crate::t;
use crate::ui::{Answer, Choice, DayField, Dialog, Field, SMALL, line, look, paragraph, radio};

/// What the choice of channels holds.
#[derive(Clone, PartialEq)]
enum Which {
    One(Way),
    Another,
    All,
}

/// The dialog.
pub struct ConsentAsk {
    person: PersonId,
    name: String,
    past: Vec<Consent>,
    which: Which,
    another: String,
    state: State,
    day: String,
    how: String,
    problem: Option<(&'static str, String)>,
    saving: Option<Reply<()>>,
}

impl ConsentAsk {
    pub fn new(sight: &Sight<'_>, person: PersonId, name: &str, past: &[Consent], stop: bool) -> Self {
        Self {
            person,
            name: name.to_owned(),
            past: past.to_vec(),
            which: if stop { Which::All } else { Which::One(Way::Email) },
            another: String::new(),
            state: if stop { State::No } else { State::Yes },
            day: day::short(sight.today()),
            how: String::new(),
            problem: None,
            saving: None,
        }
    }

    /// `false` once it is saved.
    pub fn logic(&mut self) -> bool {
        match self.saving.as_mut().and_then(Reply::take) {
            Some(Ok(())) => return false,
            Some(Err(problem)) => {
                self.saving = None;
                self.problem = Some(("day", refusal(problem)));
            }
            None => {}
        }
        true
    }

    /// Draws it; `true` once it was cancelled.
    pub fn ui(&mut self, ui: &Ui, sight: &Sight<'_>) -> bool {
        let title = t!("What did {name} say?", name = super::super::cut(&self.name, 40));
        let busy = self.saving.is_some().then(|| t!("One moment…"));
        let answer = Dialog::new(&title, t!("Record it")).width(480.0).unless(busy).show(ui, |ui| {
            self.fields(ui, sight);
        });
        match answer {
            Answer::Open => false,
            Answer::Cancelled => true,
            Answer::Confirmed => {
                self.save(sight);
                false
            }
        }
    }

    fn fields(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let muted = look(ui).muted;
        let mut own: Vec<Way> = self.past.iter().filter_map(|c| c.said.way.clone()).collect();
        own.retain(|way| matches!(way, Way::Own(_)));
        own.sort();
        own.dedup();
        let mut options: Vec<(Which, String)> =
            Way::USUAL.into_iter().chain(own).map(|way| (Which::One(way.clone()), way.says())).collect();
        options.push((Which::Another, t!("Another channel…").to_owned()));
        options.push((Which::All, t!("Any contact at all").to_owned()));
        let options: Vec<(Which, &str)> =
            options.iter().map(|(which, words)| (which.clone(), words.as_str())).collect();
        if Choice::new(t!("About"), &mut self.which, &options).show(ui).changed() {
            self.problem = None;
            if self.which == Which::All {
                self.state = State::No;
            }
        }
        let problem = |field: &str| self.problem.as_ref().filter(|(f, _)| *f == field).map(|(_, words)| words.as_str());
        if self.which == Which::Another {
            Field::new(t!("Name of the channel"), &mut self.another)
                .placeholder(t!("Newsletter"))
                .problem(problem("another"))
                .show(ui);
        }
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            if self.which == Which::All {
                radio(ui, &mut self.state, State::No, t!("Do not contact"));
                radio(ui, &mut self.state, State::Yes, t!("May be contacted again"));
            } else {
                for state in State::ALL {
                    radio(ui, &mut self.state, state, state.says());
                }
            }
        });
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 8.0;
            DayField::new(t!("Said on"), &mut self.day, sight.today())
                .happened()
                .month_first(sight.facts.profile.month_first)
                .problem(problem("day"))
                .width(148.0)
                .show(ui);
            Field::new(t!("How"), &mut self.how)
                .placeholder(t!("Membership form, by phone, on the website"))
                .width(ui.available_width())
                .show(ui);
        });
        if self.which == Which::All {
            let words = t!("Lists, letters and exports leave them out. A receipt is a legal paper and is still sent.");
            paragraph(ui, words, SMALL.ink(muted));
        }
        if !self.past.is_empty() {
            line(ui, t!("Said before"), SMALL.medium().ink(muted));
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 2.0;
                for consent in self.past.iter().take(6) {
                    paragraph(ui, &in_words(consent), SMALL);
                }
            });
        }
    }

    fn save(&mut self, sight: &Sight<'_>) {
        let way = match &self.which {
            Which::One(way) => Some(way.clone()),
            Which::All => None,
            Which::Another => match Way::of(&self.another) {
                Some(way) => Some(way),
                None => {
                    self.problem = Some(("another", t!("Write a word or two, without commas").to_owned()));
                    return;
                }
            },
        };
        match day::typed(&self.day, sight.today(), sight.facts.profile.month_first) {
            Err(problem) => self.problem = Some(("day", problem.to_string())),
            Ok(day) => {
                self.problem = None;
                let said = Said { way, state: self.state, day, how: super::super::super::form::one_line(&self.how) };
                let person = self.person;
                self.saving = Some(sight.desk.run(&ops::CONSENT, move |office| {
                    let done = ops::consent(office, person, &said)?;
                    Ok(Done { value: (), op: done.op, changed: done.changed })
                }));
            }
        }
    }
}

/// `1 Mar 2026 · E-mail: yes · membership form (Asha M.)`.
pub fn in_words(consent: &Consent) -> String {
    let Said { way, state, day, how } = &consent.said;
    let what = match (way, state) {
        (None, State::No) => t!("Do not contact").to_owned(),
        (None, _) => t!("May be contacted again").to_owned(),
        (Some(way), state) => format!("{}: {}", way.says(), state.says().to_lowercase()),
    };
    let how = if how.is_empty() { String::new() } else { format!(" · {how}") };
    format!("{} · {what}{how} ({})", day::short(*day), consent.by)
}
