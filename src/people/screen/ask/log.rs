//! Noting a contact, a concern, thanks or an interest; and closing what wants doing.

use egui::{Id, Key, Modifiers, Ui};
use serde::{Deserialize, Serialize};

use super::super::super::log::{LogForm, LogId, LogKind, Logged, Mood, how_says};
use super::super::super::{FieldProblem, PersonId, ops};
use super::{problem_of, refusal};
use crate::app::{Reply, Sight};
use crate::kit::day;
use crate::office::Done;
use crate::t;
use crate::ui::{self, Answer, Choice, DayField, Dialog, Field, SMALL, line, look, paragraph};

/// What is kept while the office is locked.
#[derive(Clone, Serialize, Deserialize)]
pub struct Draft {
    pub person: PersonId,
    name: String,
    id: Option<LogId>,
    was_open: Option<bool>,
    form: LogForm,
}

/// The dialog of one line.
pub struct LogAsk {
    person: PersonId,
    name: String,
    /// The line that is changed; none for a new one.
    id: Option<LogId>,
    /// Whether something of it wanted doing before.
    was_open: Option<bool>,
    form: LogForm,
    /// As it was before anything was typed.
    before: LogForm,
    problems: Vec<FieldProblem>,
    refused: Option<String>,
    tried: bool,
    /// How often it has been drawn: the keyboard goes to the first text once the dialog has settled.
    drawn: u8,
    saving: Option<Reply<()>>,
}

impl LogAsk {
    pub fn new(sight: &Sight<'_>, person: PersonId, name: &str, kind: LogKind) -> Self {
        Self::of(person, name, None, LogForm::new(kind, sight.today(), &sight.facts.who))
    }

    pub fn change(person: PersonId, name: &str, logged: &Logged) -> Self {
        let mut form = LogForm::from(&logged.line);
        form.day = day::short(logged.line.day);
        form.due = logged.line.due.map(day::short).unwrap_or_default();
        Self { was_open: Some(logged.line.open), ..Self::of(person, name, Some(logged.id), form) }
    }

    fn of(person: PersonId, name: &str, id: Option<LogId>, form: LogForm) -> Self {
        Self {
            person,
            name: name.to_owned(),
            id,
            was_open: None,
            before: form.clone(),
            form,
            problems: Vec::new(),
            refused: None,
            tried: false,
            drawn: 0,
            saving: None,
        }
    }

    pub fn draft(&self) -> Option<Draft> {
        (self.form != self.before).then(|| Draft {
            person: self.person,
            name: self.name.clone(),
            id: self.id,
            was_open: self.was_open,
            form: self.form.clone(),
        })
    }

    pub fn restore(draft: Draft) -> Self {
        let Draft { person, name, id, was_open, form } = draft;
        Self { was_open, before: LogForm::default(), ..Self::of(person, &name, id, form) }
    }

    /// `false` once it is saved.
    pub fn logic(&mut self) -> bool {
        match self.saving.as_mut().and_then(Reply::take) {
            Some(Ok(())) => return false,
            Some(Err(problem)) => {
                self.saving = None;
                self.refused = Some(refusal(problem));
            }
            None => {}
        }
        true
    }

    /// Draws it; `true` once it was cancelled.
    pub fn ui(&mut self, ui: &Ui, sight: &Sight<'_>) -> bool {
        let name = super::super::cut(&self.name, 40);
        let title = match self.id {
            None => t!("Note about {name}", name = name),
            Some(_) => t!("Change the note about {name}", name = name),
        };
        let busy = self.saving.is_some().then(|| t!("One moment…"));
        let mut at_once = false;
        let answer = Dialog::new(&title, t!("Save")).width(520.0).enter_inside().unless(busy).show(ui, |ui| {
            at_once = self.fields(ui, sight);
        });
        if at_once && busy.is_none() || answer == Answer::Confirmed {
            self.save(sight);
        }
        answer == Answer::Cancelled
    }

    fn fields(&mut self, ui: &mut Ui, sight: &Sight<'_>) -> bool {
        let (today, month_first) = (sight.today(), sight.facts.profile.month_first);
        let before = self.form.clone();
        if self.id.is_none() {
            let words = LogKind::ALL.map(LogKind::says);
            let mut at = LogKind::ALL.iter().position(|kind| *kind == self.form.kind).unwrap_or(0);
            if ui::segments(ui, &words, &mut at)
                && let Some(kind) = LogKind::ALL.get(at)
            {
                self.form.kind = *kind;
                self.form.how = kind.hows().first().copied().unwrap_or("").to_owned();
            }
        }
        let kind = self.form.kind;
        let about = match kind {
            LogKind::Contact => t!("About what"),
            LogKind::Concern => t!("What troubles them"),
            LogKind::Thanks => t!("For what"),
            LogKind::Interest => t!("What they would do, give or stand for"),
            LogKind::Feedback => t!("What they said"),
        };
        let id = Id::unique("people.log.about");
        let field = Field::new(about, &mut self.form.about).rows(2).problem(problem_of(&self.problems, "about")).id(id);
        field.show(ui);
        if self.drawn < 3 {
            self.drawn += 1;
            ui.ctx().request_repaint();
            if self.drawn == 3 {
                ui.memory_mut(|m| m.request_focus(id));
            }
        }
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 8.0;
            DayField::new(t!("Day"), &mut self.form.day, today)
                .happened()
                .month_first(month_first)
                .problem(problem_of(&self.problems, "day"))
                .width(148.0)
                .show(ui);
            let hows = kind.hows();
            if !hows.is_empty() {
                let mut options: Vec<(String, String)> =
                    hows.iter().map(|how| ((*how).to_owned(), how_says(how))).collect();
                if !hows.contains(&self.form.how.as_str()) {
                    options.push((self.form.how.clone(), how_says(&self.form.how)));
                }
                let options: Vec<(String, &str)> =
                    options.iter().map(|(key, words)| (key.clone(), words.as_str())).collect();
                Choice::new(t!("How"), &mut self.form.how, &options).width(148.0).show(ui);
            }
            if kind != LogKind::Interest {
                let label = if kind == LogKind::Concern { t!("Who sees to it") } else { t!("Who") };
                Field::new(label, &mut self.form.who)
                    .problem(problem_of(&self.problems, "who"))
                    .width(ui.available_width())
                    .show(ui);
            }
        });
        if matches!(kind, LogKind::Contact | LogKind::Concern) {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = 8.0;
                let width = ui.available_width() - 156.0;
                let label = if kind == LogKind::Contact {
                    t!("Next step, if there is one")
                } else {
                    t!("What is done about it")
                };
                Field::new(label, &mut self.form.step)
                    .problem(problem_of(&self.problems, "step"))
                    .width(width)
                    .show(ui);
                DayField::new(t!("By"), &mut self.form.due, today)
                    .month_first(month_first)
                    .problem(problem_of(&self.problems, "due"))
                    .width(148.0)
                    .show(ui);
            });
        }
        if kind == LogKind::Feedback {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = 8.0;
                let options = Mood::ALL.map(|mood| (mood.key().to_owned(), mood.says()));
                Choice::new(t!("How it was meant"), &mut self.form.mood, &options).width(148.0).show(ui);
                let rest = (ui.available_width() - 8.0) / 2.0;
                Field::new(t!("Tags, with commas"), &mut self.form.tags).width(rest).show(ui);
                Field::new(t!("Of which appeal"), &mut self.form.appeal).width(rest).show(ui);
            });
        }
        if let Some(refused) = &self.refused {
            paragraph(ui, refused, SMALL.ink(look(ui).danger));
        }
        line(ui, t!("Ctrl+Enter saves"), SMALL.ink(look(ui).muted));
        if self.tried && before != self.form {
            self.problems = self.form.parse(today, month_first).err().unwrap_or_default();
        }
        ui.input_mut(|i| i.consume_key(Modifiers::COMMAND, Key::Enter))
    }

    fn save(&mut self, sight: &Sight<'_>) {
        self.tried = true;
        self.refused = None;
        match self.form.parse(sight.today(), sight.facts.profile.month_first) {
            Err(problems) => self.problems = problems,
            Ok(mut line) => {
                self.problems.clear();
                let person = self.person;
                self.saving = Some(match self.id {
                    None => sight.desk.run(&ops::LOG, move |office| {
                        let done = ops::log(office, person, &line)?;
                        Ok(Done { value: (), op: done.op, changed: done.changed })
                    }),
                    Some(id) => {
                        // What was closed stays closed; a step that is new opens it again.
                        line.open &= self.was_open.unwrap_or(true);
                        sight.desk.run(&ops::CHANGE_LOG, move |office| ops::change_log(office, id, &line))
                    }
                });
            }
        }
    }
}

/// Closing a concern, or a next step that was taken.
pub struct CloseAsk {
    id: LogId,
    kind: LogKind,
    about: String,
    outcome: String,
    refused: Option<String>,
    saving: Option<Reply<()>>,
}

impl CloseAsk {
    pub fn new(logged: &Logged) -> Self {
        let line = &logged.line;
        let about = if line.kind == LogKind::Concern { &line.about } else { &line.step };
        Self {
            id: logged.id,
            kind: line.kind,
            about: super::super::cut(&about.replace('\n', " "), 120),
            outcome: String::new(),
            refused: None,
            saving: None,
        }
    }

    /// `false` once it is done.
    pub fn logic(&mut self) -> bool {
        match self.saving.as_mut().and_then(Reply::take) {
            Some(Ok(())) => return false,
            Some(Err(problem)) => {
                self.saving = None;
                self.refused = Some(refusal(problem));
            }
            None => {}
        }
        true
    }

    /// Draws it; `true` once it was cancelled.
    pub fn ui(&mut self, ui: &Ui, sight: &Sight<'_>) -> bool {
        let (title, confirm) = match self.kind {
            LogKind::Concern => (t!("Close this concern?"), t!("Close it")),
            _ => (t!("Has this step been taken?"), t!("It has")),
        };
        let busy = self.saving.is_some().then(|| t!("One moment…"));
        let answer = Dialog::new(title, confirm).body(&self.about).unless(busy).show(ui, |ui| {
            Field::new(t!("What came of it, if it is worth a word"), &mut self.outcome)
                .problem(self.refused.as_deref())
                .show(ui);
        });
        match answer {
            Answer::Open => false,
            Answer::Cancelled => true,
            Answer::Confirmed => {
                let (id, outcome) = (self.id, self.outcome.clone());
                self.saving = Some(sight.desk.run(&ops::CLOSE_LOG, move |office| ops::close_log(office, id, &outcome)));
                false
            }
        }
    }
}
