//! The letters of the office and those that come with the program, with one of them as it would be written beside the list.

use egui::{Id, Ui, vec2};

use super::super::model::{Letter, PersonId};
use super::super::printing::{self, Preview};
use super::super::{ops, page, store};
use super::editor::{Editing, Outcome};
use super::{COPY, EDIT, NEW, REMOVE, RUN, WRITE, mailings, preview};
use crate::app::{Live, Reply, Screen, Sight};
use crate::cli::Stationery;
use crate::kit::{Problem, text};
use crate::people::screen::person::{self, Shown, Suggestions, Who};
use crate::t;
use crate::ui::table::{Cell, Column, Table, TableState};
use crate::ui::{self, Answer, Button, Dialog, SMALL, Split, TITLE, Tone, chip, look};

/// The letter that is shown: how it prints, and what it says for somebody.
struct Seen {
    envelope: &'static str,
    paper: &'static str,
    said: Option<Result<Preview, Problem>>,
}

/// See the head of this file.
pub(in crate::letters) struct Letters {
    letters: Live<Vec<Letter>>,
    table: TableState,
    split: Split,
    who: Who,
    found: Suggestions,
    seen: Live<Seen, (Option<Letter>, Option<PersonId>)>,
    editing: Option<Editing>,
    draft: Option<String>,
    /// The letter that is to be shown, once the list is known.
    wanted: Option<String>,
    /// A command that waits for the list.
    pending: Option<&'static str>,
    removing: Option<Letter>,
    going: Option<Reply<()>>,
}

impl Letters {
    pub(in crate::letters) fn boxed() -> Box<dyn Screen> {
        Box::new(Self {
            letters: Live::new(&["letter"]),
            table: TableState::default(),
            split: Split::default(),
            who: Who::default(),
            found: Suggestions::default(),
            seen: Live::new(&[]),
            editing: None,
            draft: None,
            wanted: None,
            pending: None,
            removing: None,
            going: None,
        })
    }

    fn all(&self) -> &[Letter] {
        self.letters.get().map_or(&[], Vec::as_slice)
    }

    fn current(&self) -> Option<&Letter> {
        let at = self.table.selection.cursor().and_then(|at| usize::try_from(at).ok());
        at.and_then(|at| self.all().get(at)).or_else(|| self.all().first())
    }

    /// Puts the cursor on the letter that is wanted.
    fn follow(&mut self) {
        let Some(wanted) = &self.wanted else { return };
        if self.letters.get().is_none() || self.letters.is_coming() {
            return;
        }
        let at = self.all().iter().position(|letter| letter.handle() == *wanted || letter.key == *wanted);
        if let Some(at) = at.and_then(|at| u64::try_from(at).ok()) {
            self.table.selection.set(at);
            self.table.reveal = Some(at);
        }
        self.wanted = None;
    }

    fn begin(&mut self, key: &str, sight: &Sight<'_>) {
        if key == NEW.key {
            if !self.editing.as_ref().is_some_and(Editing::is_dirty) {
                let letter = Letter { signed: true, body: t!("{salutation},\n\n").to_owned(), ..Letter::default() };
                self.editing = Some(Editing::new(letter));
            }
            return;
        }
        let Some(letter) = self.current().cloned() else { return };
        if key == WRITE.key {
            sight.go(RUN, format!("letter:{}", letter.handle()));
        } else if self.editing.is_some() {
        } else if key == EDIT.key {
            self.editing = Some(Editing::new(letter));
        } else if key == COPY.key {
            let title = t!("{title} (copy)", title = letter.title);
            let copy = Letter { id: None, key: String::new(), about: String::new(), title, ..letter };
            self.editing = Some(Editing::new(copy));
        } else if key == REMOVE.key {
            if letter.is_original() {
                let words = t!("“{title}” comes with the program, and stays", title = letter.title);
                sight.notice(Tone::Warning, words, t!("Change its text, or leave it aside"));
            } else {
                self.removing = Some(letter);
            }
        }
    }

    fn list(&mut self, ui: &mut Ui) -> Option<&'static str> {
        ui.painter().rect_filled(ui.max_rect(), 0, look(ui).surface);
        let columns = [
            Column::new("title", t!("Letter"), 220.0).grows(1.0).least(150.0).unsorted(),
            Column::new("about", t!("When"), 240.0).grows(1.0).least(140.0).unsorted().spare(),
            Column::new("whose", "", 130.0).unsorted(),
        ];
        let letters = self.letters.get().map_or(&[][..], Vec::as_slice);
        let out = Table::new(t!("Letters"), &columns).rows(u64::try_from(letters.len()).unwrap_or(0)).show(
            ui,
            &mut self.table,
            |at| letters.get(usize::try_from(at).ok()?),
            |letter: &Letter, column| match column {
                0 => Cell::Strong(letter.title.as_str().into()),
                1 => Cell::Muted(letter.about.as_str().into()),
                _ if letter.is_changed() => Cell::Chip(t!("Changed").into(), Tone::Accent),
                _ if letter.is_original() => Cell::Empty,
                _ => Cell::Chip(t!("Your own").into(), Tone::Good),
            },
        );
        out.opened.map(|_| EDIT.key)
    }

    fn pane(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let Some(letter) = self.current().cloned() else { return };
        ui.spacing_mut().item_spacing = vec2(8.0, 12.0);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 4.0;
            ui.horizontal(|ui| {
                if letter.is_changed() {
                    chip(ui, t!("Changed"), Tone::Accent);
                } else if letter.is_original() {
                    chip(ui, t!("Comes with the program"), Tone::Plain);
                } else {
                    chip(ui, t!("Your own"), Tone::Good);
                }
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    ui::menu_button(ui, t!("More for this letter"), |ui| {
                        EDIT.item(ui, sight);
                        COPY.item(ui, sight);
                        if !letter.is_original() {
                            REMOVE.item(ui, sight);
                        }
                    });
                });
            });
            let title = ui::paragraph(ui, &letter.title, TITLE);
            ui.ctx().accesskit_node_builder(title.id, |node| {
                node.set_role(egui::Role::Heading);
                node.set_label(letter.title.clone());
            });
        });
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
            if Button::primary(t!("Write to people…")).key("W").show(ui).clicked() {
                sight.go(RUN, format!("letter:{}", letter.handle()));
            }
            if Button::secondary(t!("Edit")).key("E").unless(EDIT.refused(sight)).show(ui).clicked() {
                sight.command(&EDIT);
            }
        });
        if let Some(seen) = self.seen.get() {
            let signed = if letter.signed { t!("Yes") } else { t!("No") };
            ui::key_values(ui, &[(t!("Envelope"), seen.envelope), (t!("Paper"), seen.paper), (t!("Signed"), signed)]);
        }
        ui::section(ui, t!("As it would be written"));
        let shown = Shown { label: t!("For whom"), ..Shown::default() };
        person::show(ui, Id::unique("letters.shown.who"), &mut self.who, &self.found, shown);
        match self.seen.get().and_then(|seen| seen.said.as_ref()) {
            Some(said) => preview::show(ui, said),
            None => {
                ui::paragraph(ui, &letter.body, SMALL.ink(look(ui).muted));
            }
        }
    }
}

impl Screen for Letters {
    fn logic(&mut self, sight: &Sight<'_>) {
        self.letters.want(sight.desk, (), |conn, ()| store::all(conn));
        if let (Some(draft), Some(letters)) = (&self.draft, self.letters.get()) {
            self.editing = Editing::restore(draft, letters);
            self.draft = None;
        }
        self.follow();
        if self.table.selection.cursor().is_none() && !self.all().is_empty() {
            self.table.selection.set(0);
        }
        self.found.want(sight.desk, &self.who);
        let (all, with) = (mailings(sight), (self.current().cloned(), self.who.person));
        self.seen.want_office(sight.desk, with, move |office, (letter, person)| {
            let Some(letter) = letter else { return Ok(Seen { envelope: "", paper: "", said: None }) };
            let stationery = office.read(Stationery::read)?;
            let to = office.read(|conn| store::sample(conn, *person, office.today()))?;
            Ok(Seen {
                envelope: page::envelope(letter, &stationery).label(),
                paper: letter.paper.unwrap_or(stationery.profile.paper).name(),
                said: to.map(|to| printing::preview(office, &all, letter, &to)),
            })
        });
        match self.editing.as_mut().and_then(|editing| editing.logic(sight)) {
            Some(Outcome::Saved(id)) => {
                self.editing = None;
                self.wanted = Some(id.to_string());
            }
            Some(Outcome::Left) => self.editing = None,
            None => {}
        }
        if let Some(answer) = self.going.as_mut().and_then(Reply::take) {
            self.going = None;
            if let Err(problem) = answer {
                sight.problem(problem);
            }
        }
        if self.letters.get().is_some()
            && self.wanted.is_none()
            && let Some(key) = self.pending.take()
        {
            self.begin(key, sight);
        }
    }

    fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let subtitle = if self.all().is_empty() {
            String::new()
        } else {
            text::plural(self.all().len(), t!("letter"), t!("letters"))
        };
        sight.header(ui, &subtitle, |ui| {
            NEW.primary(ui, sight);
        });
        if self.letters.get().is_none() {
            return;
        }
        let mut split = self.split;
        let this = std::cell::RefCell::new(&mut *self);
        let (mut key, mut outcome) = (None, None);
        split.show(
            ui,
            |ui| {
                let this = &mut **this.borrow_mut();
                match &mut this.editing {
                    Some(editing) => outcome = editing.text(ui, sight),
                    None => key = this.list(ui),
                }
            },
            |ui| {
                let this = &mut **this.borrow_mut();
                match &mut this.editing {
                    Some(editing) => editing.beside(ui),
                    None => this.pane(ui, sight),
                }
            },
        );
        self.split = split;
        if let Some(Outcome::Left) = outcome {
            self.editing = None;
        }
        if let Some(key) = key {
            self.pending = Some(key);
        }
        if let Some(letter) = &self.removing {
            let (title, confirm, body) = if letter.is_changed() {
                (
                    t!("Take back the changes of “{title}”?", title = super::cut(&letter.title, 40)),
                    t!("Take them back"),
                    t!("The text that came with the program stands there again. Undo brings yours back."),
                )
            } else {
                (
                    t!("Remove “{title}”?", title = super::cut(&letter.title, 50)),
                    t!("Remove"),
                    t!("The letter goes. What was printed with it stays as it is. Undo brings it back."),
                )
            };
            match Dialog::new(&title, confirm).danger().body(body).show(ui, |_| {}) {
                Answer::Open => {}
                Answer::Cancelled => self.removing = None,
                Answer::Confirmed => {
                    let letter = letter.clone();
                    self.removing = None;
                    self.going = Some(sight.desk.run(&ops::REMOVE, move |office| ops::remove(office, &letter)));
                }
            }
        }
    }

    fn go(&mut self, filter: &str) {
        let (word, rest) = filter.trim().split_once(':').unwrap_or((filter.trim(), ""));
        let command = [&NEW, &EDIT, &COPY, &REMOVE].into_iter().find(|c| c.key.strip_prefix("letters.") == Some(word));
        match command {
            Some(command) => {
                self.pending = Some(command.key);
                self.wanted = Some(rest.to_owned()).filter(|rest| !rest.is_empty());
            }
            None => {
                self.wanted = Some(filter.trim().to_owned());
                self.editing = None;
            }
        }
    }

    fn command(&mut self, key: &str, _sight: &Sight<'_>) {
        self.pending = [&NEW, &EDIT, &COPY, &REMOVE, &WRITE].into_iter().find(|c| c.key == key).map(|c| c.key);
    }

    fn draft(&self) -> Option<String> {
        self.editing.as_ref().and_then(Editing::draft).or_else(|| self.draft.clone())
    }

    fn restore(&mut self, draft: &str) {
        self.draft = Some(draft.to_owned());
    }
}
