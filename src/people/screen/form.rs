//! A person being written: the form in the pane, its problems, saving, and the draft that outlives a lock.

use std::collections::BTreeSet;

use egui::{Align, Key, Layout, Modifiers, Ui, vec2};
use serde::{Deserialize, Serialize};

use super::super::{Details, FieldProblem, OwnField, PersonForm, PersonId, ops};
use super::commands::FIELDS;
use super::pen::{Pen, pressed};
use super::{Want, fields, parts};
use crate::app::{Reply, Sight};
use crate::kit::Problem;
use crate::office::Done;
use crate::t;
use crate::ui::{self, Button, SMALL, TITLE, Tone, icons, line, look, paragraph};

/// What is typed and kept while the office is locked.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Typed {
    /// The person that is changed; none for a new one.
    id: Option<PersonId>,
    form: PersonForm,
    /// As it was when it was opened.
    before: PersonForm,
}

/// The form while it is open.
pub struct Editing {
    typed: Typed,
    problems: Vec<FieldProblem>,
    /// What the office said when it was to be saved.
    refused: Option<Problem>,
    /// Saving was tried: from then on problems are looked for while typing.
    tried: bool,
    /// The rarer fields are shown.
    more: bool,
    /// The office's own fields as the form has them.
    fields: Vec<OwnField>,
    /// The parts whose days are shown, by key: `contacts.0`.
    dated: BTreeSet<String>,
    goto: Option<String>,
    saving: Option<(Reply<PersonId>, After)>,
}

/// What follows on saving.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum After {
    Show,
    Next,
}

impl Editing {
    /// A new person or organisation.
    pub fn new(name: &str) -> Self {
        let before = PersonForm {
            contacts: vec![parts::blank_contact(false), parts::blank_contact(true)],
            addresses: vec![parts::blank_address()],
            ..PersonForm::default()
        };
        let form = PersonForm { name: name.to_owned(), ..before.clone() };
        Self::of(Typed { id: None, form, before })
    }

    /// One that is in the register.
    pub fn change(id: PersonId, details: &Details) -> Self {
        let form = PersonForm::from(details);
        Self::of(Typed { id: Some(id), before: form.clone(), form })
    }

    fn of(typed: Typed) -> Self {
        let f = &typed.form;
        let rare = [
            &f.given,
            &f.family,
            &f.sort_name,
            &f.legal_name,
            &f.honorific,
            &f.pronouns,
            &f.greeting,
            &f.employer,
            &f.occupation,
            &f.birth,
            &f.languages,
            &f.source,
        ];
        let more = rare.iter().any(|text| !text.is_empty());
        let contacts =
            f.contacts.iter().map(|c| (&c.from, &c.to)).enumerate().map(|(at, d)| (format!("contacts.{at}"), d));
        let addresses =
            f.addresses.iter().map(|a| (&a.from, &a.to)).enumerate().map(|(at, d)| (format!("addresses.{at}"), d));
        let dated = contacts
            .chain(addresses)
            .filter(|(_, (from, to))| !from.is_empty() || !to.is_empty())
            .map(|(key, _)| key)
            .collect();
        Self {
            problems: Vec::new(),
            refused: None,
            tried: false,
            more,
            fields: Vec::new(),
            dated,
            goto: Some("name".to_owned()),
            saving: None,
            typed,
        }
    }

    /// Gives the form the office's own fields, once they are known.
    pub fn with_fields(&mut self, fields: &[OwnField]) {
        if self.fields != fields {
            self.fields = fields.to_vec();
            self.typed.form.with_fields(fields);
            self.typed.before.with_fields(fields);
        }
    }

    pub fn draft(&self) -> Option<String> {
        self.is_dirty().then(|| serde_json::to_string(&self.typed).ok()).flatten()
    }

    /// `None` where the draft is of another program and cannot be read.
    pub fn restore(draft: &str) -> Option<Self> {
        serde_json::from_str(draft).ok().map(Self::of)
    }

    /// Whether anything was typed that is not saved.
    pub fn is_dirty(&self) -> bool {
        self.typed.form != self.typed.before
    }

    pub fn id(&self) -> Option<PersonId> {
        self.typed.id
    }

    pub fn form(&self) -> &PersonForm {
        &self.typed.form
    }

    /// Gives the keyboard back to the form.
    pub fn resume(&mut self) {
        self.goto = Some("name".to_owned());
    }

    /// Saves, if everything is right; else the first problem gets the keyboard.
    pub fn save(&mut self, sight: &Sight<'_>, after: After) {
        if self.saving.is_some() {
            return;
        }
        self.tried = true;
        self.refused = None;
        let id = self.typed.id;
        match self.typed.form.parse(sight.today(), sight.facts.profile.month_first) {
            Ok(details) => {
                self.problems.clear();
                let reply = match id {
                    None => sight.desk.run(&ops::ADD, move |office| ops::add(office, &details)),
                    Some(id) => sight.desk.run(&ops::CHANGE, move |office| {
                        let done = ops::change(office, id, &details)?;
                        Ok(Done { value: id, op: done.op, changed: done.changed })
                    }),
                };
                self.saving = Some((reply, after));
            }
            Err(problems) => {
                self.goto = problems.first().map(|p| p.field.clone());
                self.open_to(&problems);
                self.problems = problems;
            }
        }
    }

    /// Opens what hides a field that is wrong.
    fn open_to(&mut self, problems: &[FieldProblem]) {
        let rare = [
            "given",
            "family",
            "sort_name",
            "legal_name",
            "honorific",
            "pronouns",
            "greeting",
            "employer",
            "occupation",
            "birth",
            "languages",
            "source",
        ];
        self.more |= problems.iter().any(|p| rare.contains(&p.field.as_str()));
        for problem in problems {
            if let Some((part, "from" | "to")) = problem.field.rsplit_once('.') {
                self.dated.insert(part.to_owned());
            }
        }
    }

    /// Takes the answer of saving.
    pub fn logic(&mut self) -> Option<(PersonId, After)> {
        let (reply, after) = self.saving.as_mut()?;
        let outcome = reply.take()?;
        let after = *after;
        self.saving = None;
        match outcome {
            Ok(id) => Some((id, after)),
            Err(problem) => {
                if problem.message.contains(self.typed.form.number.trim()) && !self.typed.form.number.trim().is_empty()
                {
                    self.goto = Some("number".to_owned());
                }
                self.refused = Some(problem);
                None
            }
        }
    }

    /// Draws the form.
    pub fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>, tags: &[(String, usize)]) -> Option<Want> {
        let mut want = None;
        if pressed(ui, Modifiers::COMMAND, Key::Enter) {
            want = Some(if self.typed.id.is_none() { Want::Save(After::Next) } else { Want::Save(After::Show) });
        } else if pressed(ui, Modifiers::NONE, Key::Escape) {
            want = Some(Want::Leave);
        }
        ui.spacing_mut().item_spacing = vec2(8.0, 12.0);
        want = self.head(ui).or(want);
        if let Some(problem) = &self.refused {
            ui::banner(ui, Tone::Danger, &problem.message, problem.hint.as_deref().unwrap_or(""), "", |_| {});
        }
        // The problems are lent to the pen while the form is written into.
        let problems = std::mem::take(&mut self.problems);
        let mut pen = Pen::new(&problems, self.goto.take());
        self.fields(ui, sight, &mut pen, tags);
        let (entered, changed) = (pen.entered, pen.changed);
        self.goto = pen.left();
        self.problems = problems;
        if changed {
            self.refused = None;
            if self.tried {
                let parsed = self.typed.form.parse(sight.today(), sight.facts.profile.month_first);
                self.problems = parsed.err().unwrap_or_default();
            }
        }
        if entered {
            want = Some(Want::Save(After::Show));
        }
        ui.add_space(4.0);
        self.foot(ui).or(want)
    }

    fn head(&self, ui: &mut Ui) -> Option<Want> {
        let mut want = None;
        let title = match (self.typed.id.is_some(), self.typed.form.organisation) {
            (true, _) => t!("Edit"),
            (false, true) => t!("New organisation"),
            (false, false) => t!("New person"),
        };
        let size = vec2(ui.available_width(), ui::tokens::CONTROL);
        ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
            if ui::icon_button(ui, icons::X, t!("Leave the form (Escape)")).clicked() {
                want = Some(Want::Leave);
            }
            if Button::primary(t!("Save")).unless(self.busy()).show(ui).clicked() {
                want = Some(Want::Save(After::Show));
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let title = line(ui, title, TITLE);
                ui.ctx().accesskit_node_builder(title.id, |node| node.set_role(egui::Role::Heading));
            });
        });
        want
    }

    fn foot(&self, ui: &mut Ui) -> Option<Want> {
        let muted = look(ui).muted;
        if self.typed.id.is_some() {
            paragraph(ui, t!("Enter saves, Escape leaves"), SMALL.ink(muted));
            return None;
        }
        let next = Button::secondary(t!("Save, then next")).key(t!("Ctrl Enter")).unless(self.busy()).show(ui);
        paragraph(ui, t!("Enter saves and shows the person, Escape leaves"), SMALL.ink(muted));
        next.clicked().then_some(Want::Save(After::Next))
    }

    fn busy(&self) -> Option<&'static str> {
        self.saving.is_some().then(|| t!("Saving…"))
    }

    fn fields(&mut self, ui: &mut Ui, sight: &Sight<'_>, pen: &mut Pen<'_>, tags: &[(String, usize)]) {
        let days = (sight.today(), sight.facts.profile.month_first);
        let form = &mut self.typed.form;
        let mut kind = usize::from(form.organisation);
        ui.horizontal(|ui| {
            pen.changed |= ui::segments(ui, &[t!("Person"), t!("Organisation")], &mut kind);
        });
        form.organisation = kind == 1;
        let label = if form.organisation { t!("Name") } else { t!("Name, as the person has it") };
        pen.line(ui, "name", label, &mut form.name);
        parts::contacts(ui, pen, &mut form.contacts, &mut self.dated, days);
        parts::addresses(ui, pen, &mut form.addresses, &mut self.dated, days);
        fields::tags(ui, pen, &mut form.tags, tags);
        pen.line(ui, "number", t!("Member or supporter number"), &mut form.number);
        pen.lines(ui, "notes", t!("Notes"), &mut form.notes, 3);
        for own in &mut form.own {
            fields::own(ui, pen, own, days);
        }
        let words = if self.more { t!("Fewer fields") } else { t!("More about this person") };
        let icon = if self.more { icons::CARET_UP } else { icons::CARET_DOWN };
        ui.horizontal_wrapped(|ui| {
            if Button::quiet(words).icon(icon).show(ui).clicked() {
                self.more = !self.more;
            }
            if Button::quiet(t!("Own fields…")).icon(icons::SLIDERS_HORIZONTAL).show(ui).clicked() {
                sight.command(&FIELDS);
            }
        });
        if self.more {
            fields::rarer(ui, pen, form);
        }
    }
}
