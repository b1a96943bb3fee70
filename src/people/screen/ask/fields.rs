//! The office's own fields: those there are, and a new one.

use egui::{Align, Layout, Ui, vec2};

use super::super::super::own::{OwnField, OwnFieldId, OwnKind};
use super::super::super::{ops, store};
use super::refusal;
use crate::app::{Live, Reply, Sight};
use crate::office::Done;
use crate::t;
use crate::ui::{self, Answer, BODY, Choice, Dialog, Field, SMALL, icons, line, look, paragraph};

/// The dialog.
pub struct FieldsAsk {
    fields: Live<Vec<OwnField>>,
    name: String,
    kind: OwnKind,
    options: String,
    in_list: bool,
    problem: Option<String>,
    saving: Option<Reply<bool>>,
}

impl FieldsAsk {
    pub fn new() -> Self {
        Self {
            fields: Live::new(&["own_field", "person_own"]),
            name: String::new(),
            kind: OwnKind::Text,
            options: String::new(),
            in_list: false,
            problem: None,
            saving: None,
        }
    }

    pub fn logic(&mut self, sight: &Sight<'_>) {
        self.fields.want(sight.desk, (), |conn, ()| store::own_fields(conn));
        match self.saving.as_mut().and_then(Reply::take) {
            Some(Ok(added)) => {
                self.saving = None;
                if added {
                    self.name.clear();
                    self.options.clear();
                    self.in_list = false;
                }
            }
            Some(Err(problem)) => {
                self.saving = None;
                self.problem = Some(refusal(problem));
            }
            None => {}
        }
    }

    /// Draws it; `true` once it was closed.
    pub fn ui(&mut self, ui: &Ui, sight: &Sight<'_>) -> bool {
        let why_not = if sight.facts.read_only {
            Some(t!("This office is open read-only"))
        } else if self.saving.is_some() {
            Some(t!("One moment…"))
        } else {
            self.name.trim().is_empty().then(|| t!("Write the name of a new field"))
        };
        let body = t!("Fields of your own show in every person’s form, in imports and in exports.");
        let dialog = Dialog::new(t!("Own fields"), t!("Add field")).body(body).enter_inside().unless(why_not);
        match dialog.show(ui, |ui| self.fields(ui, sight)) {
            Answer::Open => false,
            Answer::Cancelled => true,
            Answer::Confirmed => {
                let new = OwnField {
                    id: OwnFieldId::default(),
                    name: self.name.clone(),
                    kind: self.kind,
                    options: self.options.lines().map(str::to_owned).collect(),
                    in_list: self.in_list,
                    closed: false,
                };
                self.problem = None;
                self.saving = Some(sight.desk.run(&ops::ADD_FIELD, move |office| {
                    let done = ops::add_field(office, &new)?;
                    Ok(Done { value: true, op: done.op, changed: done.changed })
                }));
                false
            }
        }
    }

    fn fields(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let muted = look(ui).muted;
        let known = self.fields.get().cloned().unwrap_or_default();
        let mut gone = None;
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 8.0;
            let width = ui.available_width() - 132.0;
            let name =
                Field::new(t!("New field"), &mut self.name).problem(self.problem.as_deref()).width(width).show(ui);
            if name.changed() {
                self.problem = None;
            }
            let kinds = OwnKind::ALL.map(|kind| (kind, kind.says()));
            Choice::new(t!("Holds"), &mut self.kind, &kinds).width(124.0).show(ui);
        });
        if self.kind == OwnKind::Choice {
            Field::new(t!("To choose from, each on a line"), &mut self.options).rows(3).show(ui);
        }
        ui::checkbox(ui, &mut self.in_list, t!("Show it in the list"));
        // Below what is typed: the keyboard begins at the new field, not at taking one away.
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for field in known.iter().take(12) {
                ui.push_id(field.id.0, |ui| {
                    let size = vec2(ui.available_width(), ui::tokens::CONTROL);
                    ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
                        if field.closed {
                            line(ui, t!("closed"), SMALL.ink(muted));
                        } else if ui::icon_button(ui, icons::TRASH, &t!("Remove {name}", name = field.name)).clicked() {
                            gone = Some(field.clone());
                        }
                        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                            line(ui, &field.name, BODY);
                            line(ui, &about(field), SMALL.ink(muted));
                        });
                    });
                });
            }
        });
        if known.iter().any(|field| field.closed) {
            paragraph(ui, t!("A closed field keeps what it holds and takes nothing new."), SMALL.ink(muted));
        }
        if let Some(field) = gone
            && self.saving.is_none()
        {
            self.saving = Some(sight.desk.run(&ops::REMOVE_FIELD, move |office| {
                let done = ops::remove_field(office, &field)?;
                Ok(Done { value: false, op: done.op, changed: done.changed })
            }));
        }
    }
}

fn about(field: &OwnField) -> String {
    let options = super::super::cut(&field.options.join(", "), 40);
    let kind = field.kind.says().to_lowercase();
    if options.is_empty() { kind } else { format!("{kind}: {options}") }
}
