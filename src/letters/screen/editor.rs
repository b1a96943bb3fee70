//! A letter while it is written: its text at the left; beside it the fields that there are, and what it says for a real
//! person.

use egui::{Frame, Id, Key, Margin, Modifiers, ScrollArea, Ui, vec2};
use serde::{Deserialize, Serialize};

use super::super::model::{Envelope, FieldProblem, Letter, LetterForm, LetterId, PersonId};
use super::super::printing::{self, Preview};
use super::super::{ops, store};
use super::{mailings, preview};
use crate::app::{Live, Reply, Sight};
use crate::cli::MergeField;
use crate::kit::Problem;
use crate::office::profile::PaperSize;
use crate::people::screen::person::{self, Shown, Suggestions, Who};
use crate::t;
use crate::ui::{self, BODY, Button, Choice, Field, Link, SMALL, checkbox, look, segments, typing};

/// What becomes of the editor.
pub(super) enum Outcome {
    Left,
    Saved(LetterId),
}

/// What was typed, as a draft keeps it.
#[derive(Serialize, Deserialize)]
struct Draft {
    handle: String,
    form: LetterForm,
}

/// See the head of this file.
pub(super) struct Editing {
    /// The letter as it was; an empty one for a new one.
    letter: Letter,
    /// What the form was filled with.
    was: LetterForm,
    form: LetterForm,
    problems: Vec<FieldProblem>,
    tried: bool,
    refused: Option<Problem>,
    saving: Option<Reply<LetterId>>,
    fields: Live<Vec<MergeField>>,
    /// 0: the fields; 1: what it says.
    shows: usize,
    who: Who,
    found: Suggestions,
    preview: Live<Option<Result<Preview, Problem>>, (LetterForm, Option<PersonId>)>,
    asking_to_leave: bool,
    /// Something had the keyboard in the last frame.
    had_keyboard: bool,
    /// Frames until the keyboard goes to the title of a new letter.
    settle: u8,
}

impl Editing {
    pub(super) fn new(letter: Letter) -> Self {
        let form = LetterForm::of(&letter);
        Self {
            letter,
            was: form.clone(),
            form,
            problems: Vec::new(),
            tried: false,
            refused: None,
            saving: None,
            fields: Live::new(&["own_field"]),
            shows: 0,
            who: Who::default(),
            found: Suggestions::default(),
            preview: Live::new(&[]),
            asking_to_leave: false,
            had_keyboard: false,
            settle: 2,
        }
    }

    pub(super) fn is_dirty(&self) -> bool {
        self.form != self.was
    }

    pub(super) fn draft(&self) -> Option<String> {
        let draft = Draft { handle: self.letter.handle(), form: self.form.clone() };
        if self.is_dirty() { serde_json::to_string(&draft).ok() } else { None }
    }

    /// The form of a draft, in the place of the letter that it is of.
    pub(super) fn restore(draft: &str, letters: &[Letter]) -> Option<Self> {
        let draft: Draft = serde_json::from_str(draft).ok()?;
        let letter = letters.iter().find(|letter| letter.handle() == draft.handle).cloned().unwrap_or_default();
        Some(Self { form: draft.form, ..Self::new(letter) })
    }

    fn known(&self) -> Vec<String> {
        self.fields.get().map(|fields| fields.iter().map(|field| field.name.clone()).collect()).unwrap_or_default()
    }

    pub(super) fn logic(&mut self, sight: &Sight<'_>) -> Option<Outcome> {
        let all = mailings(sight);
        self.fields.want(sight.desk, (), move |conn, ()| store::fields(conn, &all));
        self.found.want(sight.desk, &self.who);
        if self.shows == 1 {
            let all = mailings(sight);
            let letter = self.letter.clone();
            let with = (self.form.clone(), self.who.person);
            self.preview.want_office(sight.desk, with, move |office, (form, person)| {
                let known = office.read(|conn| store::fields(conn, &all))?;
                let known: Vec<String> = known.into_iter().map(|field| field.name).collect();
                let Some(to) = office.read(|conn| store::sample(conn, *person, office.today()))? else {
                    return Ok(None);
                };
                let said = form.parse(&letter, &known).map_err(|problems| {
                    let said: Vec<_> = problems.into_iter().map(|problem| problem.message).collect();
                    Problem::input(said.join(". "))
                });
                Ok(Some(said.and_then(|letter| printing::preview(office, &all, &letter, &to))))
            });
        }
        match self.saving.as_mut().and_then(Reply::take) {
            Some(Ok(id)) => return Some(Outcome::Saved(id)),
            Some(Err(problem)) => {
                self.saving = None;
                self.refused = Some(problem);
            }
            None => {}
        }
        None
    }

    fn save(&mut self, sight: &Sight<'_>) {
        if self.saving.is_some() || sight.facts.read_only {
            return;
        }
        self.tried = true;
        self.refused = None;
        match self.form.parse(&self.letter, &self.known()) {
            Ok(letter) => {
                self.problems.clear();
                self.saving = Some(sight.desk.run(&ops::SAVE, move |office| ops::save(office, &letter)));
            }
            Err(problems) => self.problems = problems,
        }
    }

    fn problem(&self, field: &str) -> Option<&str> {
        self.problems.iter().find(|problem| problem.field == field).map(|problem| problem.message.as_str())
    }

    /// The text, at the left.
    pub(super) fn text(&mut self, ui: &mut Ui, sight: &Sight<'_>) -> Option<Outcome> {
        let mut outcome = None;
        ui.painter().rect_filled(ui.max_rect(), 0, look(ui).surface);
        let before = self.form.clone();
        ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
            Frame::new().inner_margin(Margin::symmetric(24, 16)).show(ui, |ui| {
                ui.spacing_mut().item_spacing = vec2(8.0, 12.0);
                outcome = self.buttons(ui, sight);
                if let Some(problem) = &self.refused {
                    let hint = problem.hint.as_deref().unwrap_or_default();
                    ui::banner(ui, ui::Tone::Danger, &problem.message, hint, "", |_| {});
                }
                self.inputs(ui);
            });
        });
        if self.tried && before != self.form {
            self.problems = self.form.parse(&self.letter, &self.known()).err().unwrap_or_default();
        }
        if ui.input_mut(|i| i.consume_key(Modifiers::COMMAND, Key::Enter)) {
            self.save(sight);
        }
        if typing::escaped(ui, &mut self.had_keyboard) && !self.asking_to_leave {
            outcome = self.leave();
        }
        if self.asking_to_leave {
            let body = t!("What you typed is not saved.");
            match ui::Dialog::new(t!("Leave without saving?"), t!("Leave")).danger().body(body).show(ui, |_| {}) {
                ui::Answer::Open => {}
                ui::Answer::Cancelled => self.asking_to_leave = false,
                ui::Answer::Confirmed => outcome = Some(Outcome::Left),
            }
        }
        outcome
    }

    fn leave(&mut self) -> Option<Outcome> {
        if self.is_dirty() {
            self.asking_to_leave = true;
            return None;
        }
        Some(Outcome::Left)
    }

    fn buttons(&mut self, ui: &mut Ui, sight: &Sight<'_>) -> Option<Outcome> {
        let mut outcome = None;
        let read_only = sight.facts.read_only.then(|| t!("This office is open read-only"));
        let busy = self.saving.is_some().then(|| t!("One moment…"));
        ui.horizontal(|ui| {
            if Button::primary(t!("Save")).key("Ctrl Enter").unless(read_only.or(busy)).show(ui).clicked() {
                self.save(sight);
            }
            if Button::secondary(t!("Leave")).key("Esc").show(ui).clicked() {
                outcome = self.leave();
            }
        });
        outcome
    }

    fn inputs(&mut self, ui: &mut Ui) {
        let title = Id::unique("letters.title");
        if self.settle > 0 && self.letter.title.is_empty() {
            self.settle -= 1;
            ui.ctx().request_repaint();
            if self.settle == 0 {
                ui.memory_mut(|m| m.request_focus(title));
            }
        }
        let problem = |field: &str| self.problem(field).map(str::to_owned);
        let [in_title, in_heading, in_body, in_paper, in_envelope] =
            ["title", "heading", "body", "paper", "envelope"].map(problem);
        let form = &mut self.form;
        Field::new(t!("Title"), &mut form.title)
            .id(title)
            .hint(t!("By which you find it again; it is not printed"))
            .problem(in_title.as_deref())
            .show(ui);
        Field::new(t!("Heading"), &mut form.heading)
            .hint(t!("In strong letters above the text; leave it empty for none"))
            .problem(in_heading.as_deref())
            .show(ui);
        Field::new(t!("Text"), &mut form.body)
            .rows(12)
            .id(body_id())
            .hint(t!("An empty line begins a new paragraph"))
            .problem(in_body.as_deref())
            .show(ui);
        ui.horizontal_top(|ui| {
            let half = ((ui.available_width() - 8.0) / 2.0).floor();
            let mut envelopes = vec![(String::new(), t!("The usual one"))];
            envelopes.extend(Envelope::ALL.iter().map(|e| (e.key().to_owned(), e.label())));
            Choice::new(t!("Window of the envelope"), &mut form.envelope, &envelopes)
                .width(half)
                .problem(in_envelope.as_deref())
                .show(ui);
            let mut papers = vec![(String::new(), t!("The office’s own"))];
            papers.extend([PaperSize::A4, PaperSize::Letter].map(|p| (p.name().to_owned(), p.name())));
            Choice::new(t!("Paper"), &mut form.paper, &papers).width(half).problem(in_paper.as_deref()).show(ui);
        });
        checkbox(ui, &mut form.signed, t!("The office’s signature stands below it"));
    }

    /// What stands beside the text.
    pub(super) fn beside(&mut self, ui: &mut Ui) {
        ui.spacing_mut().item_spacing = vec2(8.0, 12.0);
        segments(ui, &[t!("Fields"), t!("Preview")], &mut self.shows);
        if self.shows == 0 {
            self.field_list(ui);
        } else {
            let shown = Shown { label: t!("For whom"), ..Shown::default() };
            person::show(ui, Id::unique("letters.preview.who"), &mut self.who, &self.found, shown);
            match self.preview.get() {
                Some(Some(said)) => preview::show(ui, said),
                Some(None) => {
                    let words = t!("Nobody is in the register yet, whom the letter could be shown for.");
                    ui::paragraph(ui, words, BODY.ink(look(ui).muted));
                }
                None => {}
            }
        }
    }

    fn field_list(&mut self, ui: &mut Ui) {
        let words = t!("What stands in braces is filled in for each person. A click puts it where the cursor is.");
        ui::paragraph(ui, words, SMALL.ink(look(ui).muted));
        let mut chosen = None;
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            for field in self.fields.get().into_iter().flatten() {
                let braced = format!("{{{}}}", field.name);
                if Link::new(&braced).show(ui).clicked() {
                    chosen = Some(braced);
                }
                ui::paragraph(ui, &field.says, SMALL.ink(look(ui).muted));
                ui.add_space(4.0);
            }
        });
        if let Some(braced) = chosen {
            typing::insert(ui.ctx(), body_id(), &mut self.form.body, &braced);
        }
    }
}

fn body_id() -> Id {
    Id::unique("letters.body")
}
