//! The people who use the office: a short list. There are no roles.

use egui::{Frame, Margin, Ui, vec2};
use serde::{Deserialize, Serialize};

use crate::app::{Command, Reply, Screen, Shortcut, Sight};
use crate::office::profile::{self, CHANGE_OFFICERS, Officer, OfficerId};
use crate::t;
use crate::ui::table::{Cell, Column, Table, TableState};
use crate::ui::{self, Button, Field, SMALL, Split, TITLE, Tone, checkbox, icons, look};

pub(in crate::settings) static ADD: Command = Command {
    key: "settings.add_user",
    says: || t!("Add a person"),
    icon: Some(icons::USER_PLUS),
    shortcut: Some(Shortcut::letter(egui::Key::N)),
    screen: "settings.users",
    ..Command::NONE
};

pub(in crate::settings) struct Users {
    table: TableState,
    split: Split,
    form: Option<Form>,
    saving: Option<Reply<OfficerId>>,
    problem: Option<String>,
    focus: bool,
}

/// One person as typed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Form {
    id: Option<OfficerId>,
    name: String,
    initials: String,
    post: String,
    active: bool,
}

impl Form {
    fn of(officer: &Officer) -> Self {
        Self {
            id: Some(officer.id),
            name: officer.name.clone(),
            initials: officer.initials.clone(),
            post: officer.post.clone(),
            active: officer.active,
        }
    }
}

impl Users {
    pub(in crate::settings) fn boxed() -> Box<dyn Screen> {
        Box::new(Self {
            table: TableState::default(),
            split: Split::default(),
            form: None,
            saving: None,
            problem: None,
            focus: false,
        })
    }

    fn save(&mut self, sight: &Sight<'_>) {
        let Some(form) = self.form.clone() else { return };
        self.saving = Some(sight.desk.run(&CHANGE_OFFICERS, move |office| {
            profile::save_officer(office, form.id, &form.name, &form.initials, &form.post, form.active)
        }));
    }
}

impl Screen for Users {
    fn logic(&mut self, sight: &Sight<'_>) {
        match self.saving.as_mut().and_then(Reply::take) {
            Some(Ok(_)) => {
                (self.saving, self.form, self.problem) = (None, None, None);
                sight.look_again();
            }
            Some(Err(problem)) => {
                self.saving = None;
                self.problem = Some(problem.to_string());
            }
            None => {}
        }
    }

    fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        sight.header(ui, t!("Whoever opens the file sees all of it"), |ui| {
            ADD.primary(ui, sight);
        });
        let mut split = self.split;
        let mut table = std::mem::take(&mut self.table);
        let officers = &sight.facts.officers;
        let mut chosen = None;
        let mut save = false;
        split.show(
            ui,
            |ui| {
                ui.painter().rect_filled(ui.max_rect(), 0, look(ui).surface);
                if officers.is_empty() {
                    let body = t!("Each step of the history says who did it. Put down who uses this office: name, initials and post");
                    ui::empty_state(ui, icons::USERS, t!("Nobody is listed yet"), body, |ui| {
                        if Button::secondary(t!("Add yourself")).show(ui).clicked() {
                            sight.command(&ADD);
                        }
                    });
                    return;
                }
                let columns = [
                    Column::new("name", t!("Name"), 180.0).grows(1.0).unsorted(),
                    Column::new("post", t!("Post"), 140.0).grows(1.0).unsorted(),
                    Column::new("initials", t!("Initials"), 80.0).spare().unsorted(),
                    Column::new("state", "", 90.0).unsorted(),
                ];
                let row = |at: u64| usize::try_from(at).ok().and_then(|at| officers.get(at));
                let out = Table::new(t!("People who use the office"), &columns).rows(officers.len() as u64).show(
                    ui,
                    &mut table,
                    row,
                    |officer: &Officer, column| match column {
                        0 => Cell::Strong(officer.name.as_str().into()),
                        1 => Cell::Text(officer.post.as_str().into()),
                        2 => Cell::Muted(officer.initials.as_str().into()),
                        _ if !officer.active => Cell::Chip(t!("Former").into(), Tone::Plain),
                        _ => Cell::Empty,
                    },
                );
                if out.selected {
                    chosen = table.selection.cursor().and_then(row).map(Form::of);
                }
            },
            |ui| save = self.pane(ui, sight),
        );
        (self.split, self.table) = (split, table);
        if let Some(form) = chosen {
            (self.form, self.problem) = (Some(form), None);
        }
        if save {
            self.save(sight);
        }
    }

    fn command(&mut self, key: &str, _sight: &Sight<'_>) {
        if key == ADD.key {
            self.go("new");
        }
    }

    fn go(&mut self, filter: &str) {
        if filter == "new" {
            self.form = Some(Form { active: true, ..Form::default() });
            self.table.selection.clear();
            self.focus = true;
        }
    }

    fn draft(&self) -> Option<String> {
        let form = self.form.as_ref().filter(|f| f.id.is_none() && !f.name.is_empty())?;
        serde_json::to_string(form).ok()
    }

    fn restore(&mut self, draft: &str) {
        self.form = serde_json::from_str(draft).ok();
    }
}

impl Users {
    /// The person in the pane; answers whether it is to be saved.
    fn pane(&mut self, ui: &mut Ui, sight: &Sight<'_>) -> bool {
        ui.spacing_mut().item_spacing = vec2(8.0, 12.0);
        let Some(form) = &mut self.form else {
            ui::paragraph(ui, t!("Choose a person to change, or add one"), SMALL.ink(look(ui).muted));
            return false;
        };
        ui::line(ui, if form.id.is_some() { t!("Change a person") } else { t!("A new person") }, TITLE);
        let name = Field::new(t!("Name"), &mut form.name).problem(self.problem.as_deref()).show(ui);
        if std::mem::take(&mut self.focus) {
            name.request_focus();
        }
        let mut last = Field::new(t!("Initials"), &mut form.initials).width(120.0).show(ui);
        last |= Field::new(t!("Post"), &mut form.post).placeholder(t!("Treasurer")).show(ui);
        checkbox(ui, &mut form.active, t!("Uses the office now"));
        let entered = (name.lost_focus() || last.lost_focus()) && ui.input(|i| i.key_pressed(egui::Key::Enter));
        let why_not = sight.facts.read_only.then(|| t!("This office is open read-only"));
        let mut save = false;
        let mut cancel = false;
        Frame::new().inner_margin(Margin::symmetric(0, 4)).show(ui, |ui| {
            ui.horizontal(|ui| {
                save = Button::primary(t!("Save")).unless(why_not).show(ui).clicked();
                cancel = Button::quiet(t!("Cancel")).show(ui).clicked();
            });
        });
        if cancel {
            (self.form, self.problem) = (None, None);
            self.table.selection.clear();
        }
        (save || entered) && why_not.is_none()
    }
}
