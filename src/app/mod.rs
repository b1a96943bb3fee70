//! The window's shell: what subjects describe, drawn and wired. It names no subject.
//!
//! [`subject`] says how a subject takes part, with an example; [`desk`] and [`live`] are the ways to the office. The window
//! is always in one [`stage`]: welcome, opening, locked, or open, and then it is a room with screens in it.

pub mod bench;
mod choose;
mod chores;
pub mod command;
pub mod copied;
pub mod desk;
pub mod export;
mod frame;
pub mod import;
mod keys;
pub mod live;
pub mod machine;
mod modal;
mod palette;
pub mod paper;
mod recovery_sheet;
mod room;
mod save_copy;
pub mod screens;
mod settings_pane;
mod shell;
pub mod sight;
mod stage;
pub mod start;
pub mod subject;
#[cfg(test)]
mod tests;
pub mod viewed;
mod welcome;

use std::cell::RefCell;
use std::path::Path;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use egui::Ui;

pub use command::{Command, Shortcut};
pub use desk::{Desk, Reply};
pub use keys::shell_keys;
pub use live::{Live, Rows};
pub use machine::Machine;
pub(crate) use modal::all_keys;
pub use settings_pane::{SettingsPane, two_columns};
pub use sight::{Choice, Facts, ShellAct, Sight, Wish, WishKind};
pub use subject::{
    Coming, Found, Guest, HISTORY, HOME, HomeCard, Month, Opens, SETTINGS, Screen, ScreenDef, Section, Subject, Todo,
    of_entries,
};

use crate::kit::{Clock, Result};
use crate::office::{Setup, Undone};
use crate::ui::{NoticeAct, Notices, Theme, Tone, layout};
use modal::Modal;
use room::Room;
use sight::Act;
use stage::Stage;
use welcome::Wants;

/// What the program brings to its window.
#[derive(Clone)]
pub struct House {
    pub subjects: &'static [&'static Subject],
    pub setup: Setup,
    pub clock: Arc<dyn Clock>,
    /// Who acts, where the command line said so.
    pub who: Option<String>,
    /// Makes a demo office at a path, where there is one to look at.
    pub demo: Option<fn(&Path) -> Result<()>>,
}

impl std::fmt::Debug for House {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("House").finish_non_exhaustive()
    }
}

/// The program's window.
pub struct App {
    house: House,
    machine: RefCell<Machine>,
    /// The machine's settings as they lie on the disk.
    kept: Machine,
    theme: Theme,
    stage: Stage,
    modal: Option<Modal>,
    notices: Notices,
    notice_number: u64,
    acts: RefCell<Vec<Act>>,
    wants: Option<Wants>,
    /// A file being chosen on the first page, for opening or for the new office.
    choosing: Option<(Choice, bool)>,
    undoing: Option<Reply<Undone>>,
    saving_copy: save_copy::SaveCopy,
    last_input: DateTime<Utc>,
    /// The last input that the kept drafts cover.
    drafted: DateTime<Utc>,
    zoomed: bool,
}

impl std::fmt::Debug for App {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("App").finish_non_exhaustive()
    }
}

impl App {
    /// A window on the first page.
    pub fn new(house: House, machine: Machine) -> Self {
        let last_input = house.clock.now();
        Self {
            house,
            kept: machine.clone(),
            machine: RefCell::new(machine),
            theme: Theme::default(),
            stage: Stage::Welcome(welcome::Welcome::default()),
            modal: None,
            notices: Notices::default(),
            notice_number: 0,
            acts: RefCell::default(),
            wants: None,
            choosing: None,
            undoing: None,
            saving_copy: save_copy::SaveCopy::default(),
            last_input,
            drafted: last_input,
            zoomed: false,
        }
    }

    /// A window on an office that is open already and lies at a desk.
    pub fn with_office(house: House, machine: Machine, desk: Desk, facts: Facts) -> Self {
        let (subjects, setup) = (house.subjects, house.setup);
        let mut app = Self::new(house, machine);
        app.stage = Stage::Open(Box::new(Room::new(subjects, setup, desk, facts)));
        app
    }

    /// Remembers what drew the window, for the next start.
    fn drawn_by(&mut self, renderer: &str) {
        let mut machine = self.machine.borrow_mut();
        machine.worked = Some(renderer.to_owned());
        machine.trying = None;
        // `kept` still says that it was being tried: once the first frame is there, the difference is written.
        self.kept.trying = Some(renderer.to_owned());
    }

    /// Gives back the office of a window that works without a thread.
    pub fn into_office(self) -> Option<crate::office::Office> {
        match self.stage {
            Stage::Open(room) => room.desk.into_office(),
            _ => None,
        }
    }

    /// Takes answers, does what was queued, asks: everything that is not drawing.
    pub fn logic(&mut self, ctx: &egui::Context) {
        let now = self.house.clock.now();
        if ctx.input(|i| !i.events.is_empty()) {
            self.last_input = now;
        }
        self.look(ctx);
        self.stage_logic(ctx);
        if let Stage::Open(room) = &mut self.stage {
            room.facts.today = self.house.clock.today();
            room.now = now;
            let events = room.desk.drain();
            for event in events {
                self.hear(event);
            }
        }
        keys::logic(self, ctx);
        self.do_acts(ctx);
        if let Stage::Open(room) = &mut self.stage {
            room.logic(&self.acts, &self.machine, self.modal.as_mut());
            let quiet = (now - self.last_input).num_milliseconds() > 1500;
            room.chores(ctx, &self.machine.borrow(), now, quiet);
            // A program killed at any moment loses no more than the last words.
            if self.drafted != self.last_input && !room.desk.is_inline() {
                let long_ago = (now - self.drafted).num_seconds() >= 10;
                if quiet || long_ago {
                    room.keep_drafts();
                    self.drafted = if quiet { self.last_input } else { now };
                } else {
                    ctx.request_repaint_after(std::time::Duration::from_millis(1600));
                }
            }
        }
        self.follow_undo();
        self.follow_copy();
        // What the screens asked for in this very step is done before they are drawn.
        self.do_acts(ctx);
        self.watch_lock(ctx, now);
        if let Some(layouts) = layout::changed(ctx) {
            self.machine.borrow_mut().layouts = layouts;
        }
        self.keep_machine();
    }

    /// Draws the window.
    pub fn ui(&mut self, ui: &mut Ui) {
        let who = self.who_at_first();
        match &mut self.stage {
            Stage::Welcome(welcome) => {
                let wants = welcome.show(ui, &self.machine.borrow(), &who, self.house.demo.is_some());
                self.wants = self.wants.take().or(wants);
            }
            Stage::Opening(opening) => welcome::opening(ui, &opening.path),
            Stage::Locked(unlock) => {
                let wants = unlock.show(ui);
                self.wants = self.wants.take().or(wants);
            }
            Stage::Open(room) => {
                let lock = frame::lock_words(&room.facts, self.house.clock.now(), self.last_input);
                frame::draw(room, &self.acts, &self.machine, lock, ui);
            }
        }
        self.over_all(ui);
        if !self.acts.borrow().is_empty() || self.wants.is_some() {
            ui.ctx().request_repaint();
        }
    }

    /// Dialogs, notices, the progress of long work.
    fn over_all(&mut self, ui: &Ui) {
        let mut decided = None;
        match (&mut self.stage, &mut self.modal) {
            (Stage::Open(room), Some(modal)) => {
                decided = room.with_sight(&self.acts, &self.machine, |sight| modal.show(ui, sight, &mut self.notices));
            }
            (_, Some(Modal::Choose(choosing))) => {
                decided = choosing.show(ui).then_some(modal::Decided::Nothing);
            }
            _ => {}
        }
        if let Some(decided) = decided {
            self.modal = None;
            self.decide(decided);
        }
        if let Stage::Open(room) = &self.stage {
            frame::progress(&room.desk, ui);
        }
        match self.notices.show(ui) {
            Some(NoticeAct::Undo(_)) => self.acts.borrow_mut().push(Act::Shell(ShellAct::Undo)),
            Some(NoticeAct::Closed(_)) | None => {}
        }
    }

    /// Installs the look where it is another than before.
    fn look(&mut self, ctx: &egui::Context) {
        let machine = self.machine.borrow();
        let accent = match &self.stage {
            Stage::Open(room) => room.facts.profile.accent.as_str(),
            _ => "",
        };
        let dark = ctx.system_theme() == Some(egui::Theme::Dark);
        let theme = machine.theme(dark, accent);
        if theme != self.theme || !self.zoomed {
            theme.install(ctx);
            self.theme = theme;
        }
        if !self.zoomed {
            self.zoomed = true;
            layout::install(ctx, &machine.layouts);
            if let Some(zoom) = machine.zoom {
                ctx.set_zoom_factor(zoom);
            }
        }
    }

    /// Writes the settings of this computer when they changed.
    fn keep_machine(&mut self) {
        let machine = self.machine.borrow();
        if *machine != self.kept {
            self.kept = machine.clone();
            if let Err(problem) = self.kept.save() {
                tracing::warn!(%problem, "the settings of this computer could not be kept");
            }
        }
    }

    /// The last thing before the window goes: what was typed is kept, the file is closed.
    pub fn leave(&mut self, ctx: &egui::Context) {
        if let Stage::Open(room) = &mut self.stage {
            room.keep_drafts();
        }
        self.stage = Stage::Welcome(welcome::Welcome::default());
        {
            let mut machine = self.machine.borrow_mut();
            machine.zoom = Some(ctx.zoom_factor()).filter(|z| (z - 1.0).abs() > 0.01);
            if let Some(size) = ctx.input(|i| i.viewport().inner_rect).map(|r| r.size()) {
                machine.window = Some([size.x, size.y]);
            }
        }
        self.keep_machine();
    }

    fn notice(&mut self, tone: Tone, message: String, next: String, undo: bool) {
        self.notice_number += 1;
        let at = match &self.stage {
            Stage::Open(room) => room.facts.local(room.now).format("%H:%M").to_string(),
            _ => String::new(),
        };
        self.notices.add(crate::ui::Notice { id: self.notice_number, tone, message, next, undo, at });
    }
}

impl eframe::App for App {
    fn logic(&mut self, ctx: &egui::Context, _frame: &mut eframe::Frame) {
        Self::logic(self, ctx);
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        Self::ui(self, ui);
        if ui.ctx().input(|i| i.viewport().close_requested()) {
            self.leave(ui.ctx());
        }
    }

    /// A window that is hidden is closed without being drawn once more.
    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        if let Stage::Open(room) = &mut self.stage {
            room.keep_drafts();
        }
        self.stage = Stage::Welcome(welcome::Welcome::default());
        self.keep_machine();
    }
}
