//! Recording what somebody said about being reached, with what was said before; or what many said at once.

use egui::Ui;
use serde::{Deserialize, Serialize};

use super::super::super::consent::{Consent, Said, State, Way};
use super::super::super::{PersonId, ops};
use super::{Whom, refusal};
use crate::app::{Reply, Sight};
use crate::kit::day;
use crate::office::Done;
use crate::t;
use crate::ui::{Answer, BODY, Choice, DayField, Dialog, Field, SMALL, line, look, paragraph, radio};

/// What the choice of channels holds: a way by its word, one that is written, or any contact at all.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Which {
    One(String),
    Another,
    All,
}

/// What is typed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Typed {
    which: Which,
    another: String,
    state: State,
    day: String,
    how: String,
}

/// What is kept while the office is locked: of one person, because rows of a list may be others by then.
#[derive(Clone, Serialize, Deserialize)]
pub struct Draft {
    pub person: PersonId,
    name: String,
    typed: Typed,
}

/// The dialog.
pub struct ConsentAsk {
    whom: Whom,
    past: Vec<Consent>,
    typed: Typed,
    /// As it was before anything was typed; nothing where it came back from a draft.
    before: Option<Typed>,
    problem: Option<(&'static str, String)>,
    saving: Option<Reply<()>>,
}

impl ConsentAsk {
    pub fn new(sight: &Sight<'_>, whom: Whom, past: &[Consent], stop: bool) -> Self {
        let typed = Typed {
            which: if stop { Which::All } else { Which::One(Way::Email.key().to_owned()) },
            another: String::new(),
            state: if stop { State::No } else { State::Yes },
            day: day::short(sight.today()),
            how: String::new(),
        };
        Self { whom, past: past.to_vec(), before: Some(typed.clone()), typed, problem: None, saving: None }
    }

    pub fn draft(&self) -> Option<Draft> {
        let Whom::One(person, name) = &self.whom else { return None };
        (self.before.as_ref() != Some(&self.typed)).then(|| Draft {
            person: *person,
            name: name.clone(),
            typed: self.typed.clone(),
        })
    }

    /// What was typed before; what was said before comes with the person.
    pub fn restore(draft: Draft) -> Self {
        let whom = Whom::One(draft.person, draft.name);
        Self { whom, past: Vec::new(), typed: draft.typed, before: None, problem: None, saving: None }
    }

    /// Takes in what a person said before, where the dialog came back without it.
    pub fn know(&mut self, person: PersonId, past: &[Consent]) {
        if self.past.is_empty() && matches!(&self.whom, Whom::One(id, _) if *id == person) {
            self.past = past.to_vec();
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
        let title = t!("What did {name} say?", name = super::super::cut(&self.whom.says(), 40));
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
        let Self { typed, past, problem, whom, .. } = self;
        if matches!(whom, Whom::Rows(..) | Whom::These(_)) {
            paragraph(ui, t!("The same is recorded of each of them, in one step."), BODY.ink(muted));
        }
        let mut own: Vec<Way> = past.iter().filter_map(|c| c.said.way.clone()).collect();
        own.retain(|way| matches!(way, Way::Own(_)));
        own.sort();
        own.dedup();
        let mut options: Vec<(Which, String)> =
            Way::USUAL.into_iter().chain(own).map(|way| (Which::One(way.key().to_owned()), way.says())).collect();
        options.push((Which::Another, t!("Another channel…").to_owned()));
        options.push((Which::All, t!("Any contact at all").to_owned()));
        let options: Vec<(Which, &str)> =
            options.iter().map(|(which, words)| (which.clone(), words.as_str())).collect();
        if Choice::new(t!("About"), &mut typed.which, &options).show(ui).changed() {
            *problem = None;
            if typed.which == Which::All {
                typed.state = State::No;
            }
        }
        let problem = |field: &str| problem.as_ref().filter(|(f, _)| *f == field).map(|(_, words)| words.as_str());
        if typed.which == Which::Another {
            Field::new(t!("Name of the channel"), &mut typed.another)
                .placeholder(t!("Newsletter"))
                .problem(problem("another"))
                .show(ui);
        }
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            if typed.which == Which::All {
                radio(ui, &mut typed.state, State::No, t!("Do not contact"));
                radio(ui, &mut typed.state, State::Yes, t!("May be contacted again"));
            } else {
                for state in State::ALL {
                    radio(ui, &mut typed.state, state, state.says());
                }
            }
        });
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 8.0;
            DayField::new(t!("Said on"), &mut typed.day, sight.today())
                .happened()
                .month_first(sight.facts.profile.month_first)
                .problem(problem("day"))
                .width(148.0)
                .show(ui);
            Field::new(t!("How"), &mut typed.how)
                .placeholder(t!("Membership form, by phone, on the website"))
                .width(ui.available_width())
                .show(ui);
        });
        if typed.which == Which::All {
            let words = t!("Lists, letters and exports leave them out. A receipt is a legal paper and is still sent.");
            paragraph(ui, words, SMALL.ink(muted));
        }
        if !past.is_empty() {
            line(ui, t!("Said before"), SMALL.medium().ink(muted));
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 2.0;
                for consent in past.iter().take(6) {
                    paragraph(ui, &in_words(consent), SMALL);
                }
            });
        }
    }

    fn save(&mut self, sight: &Sight<'_>) {
        let word = match &self.typed.which {
            Which::All => None,
            Which::One(word) => Some(word.as_str()),
            Which::Another => Some(self.typed.another.as_str()),
        };
        let way = match word.map(Way::of) {
            None => None,
            Some(Some(way)) => Some(way),
            Some(None) => {
                self.problem = Some(("another", t!("Write a word or two, without commas").to_owned()));
                return;
            }
        };
        match day::typed(&self.typed.day, sight.today(), sight.facts.profile.month_first) {
            Err(problem) => self.problem = Some(("day", problem.to_string())),
            Ok(day) => {
                self.problem = None;
                let how = super::super::super::form::one_line(&self.typed.how);
                let said = Said { way, state: self.typed.state, day, how };
                let done = |op, changed| Ok(Done { value: (), op, changed });
                self.saving = Some(match self.whom.clone() {
                    Whom::One(person, _) => sight.desk.run(&ops::CONSENT, move |office| {
                        let recorded = ops::consent(office, person, &said)?;
                        done(recorded.op, recorded.changed)
                    }),
                    whom @ (Whom::Rows(..) | Whom::These(_)) => sight.desk.run(&ops::CONSENT_MANY, move |office| {
                        let ids = whom.ids(office)?;
                        let recorded = ops::consent_many(office, &ids, &said)?;
                        done(recorded.op, recorded.changed)
                    }),
                });
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
