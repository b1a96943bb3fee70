//! The window's shell: what subjects describe, drawn and wired. It names no subject.
//!
//! [`subject`] says how a subject takes part, with an example; [`desk`] and [`live`] are the ways to the office.

pub mod bench;
pub mod command;
pub mod desk;
pub mod export;
mod frame;
pub mod import;
mod keys;
pub mod live;
mod room;
pub mod sight;
pub mod subject;
#[cfg(test)]
mod tests;

use std::cell::RefCell;

use egui::Ui;

pub use command::{Command, Shortcut};
pub use desk::{Desk, Reply};
pub use live::{Live, Rows};
pub use sight::{Choice, Facts, ShellAct, Sight, Wish, WishKind};
pub use subject::{
    Coming, Found, HISTORY, HOME, HomeCard, Month, Opens, SETTINGS, Screen, ScreenDef, Section, Subject, Todo,
};

use crate::kit::{Problem, ProblemKind};
use crate::t;
use crate::ui::{Notice, NoticeAct, Notices, Theme, Tone};
use desk::Event;
use room::Room;
use sight::Act;

/// The program's window.
pub struct App {
    subjects: &'static [&'static Subject],
    theme: Theme,
    stage: Stage,
    notices: Notices,
    notice_number: u64,
    acts: RefCell<Vec<Act>>,
}

/// What the window shows as a whole.
enum Stage {
    Open(Box<Room>),
}

impl App {
    /// A window on an office that is open already and lies at a desk.
    pub fn with_office(subjects: &'static [&'static Subject], desk: Desk, facts: Facts) -> Self {
        Self {
            subjects,
            theme: Theme::default(),
            stage: Stage::Open(Box::new(Room::new(subjects, desk, facts))),
            notices: Notices::default(),
            notice_number: 0,
            acts: RefCell::default(),
        }
    }

    /// Takes answers, does what was queued, asks: everything that is not drawing.
    pub fn logic(&mut self, ctx: &egui::Context) {
        let Stage::Open(room) = &mut self.stage;
        let events = room.desk.drain();
        for event in events {
            self.hear(event);
        }
        keys::logic(self, ctx);
        let acts = self.acts.take();
        for act in acts {
            self.act(act);
        }
        let Stage::Open(room) = &mut self.stage;
        room.logic(&self.acts);
        // What the screens asked for in this very step is done before they are drawn.
        let acts = self.acts.take();
        for act in acts {
            self.act(act);
        }
    }

    /// Draws the window.
    pub fn ui(&mut self, ui: &mut Ui) {
        let Stage::Open(room) = &mut self.stage;
        frame::draw(room, &self.acts, ui);
        match self.notices.show(ui) {
            Some(NoticeAct::Undo(_)) => self.acts.borrow_mut().push(Act::Shell(ShellAct::Undo)),
            Some(NoticeAct::Closed(_)) | None => {}
        }
        if !self.acts.borrow().is_empty() {
            ui.ctx().request_repaint();
        }
    }

    #[cfg(test)]
    fn facts_read_only(&self) -> bool {
        let Stage::Open(room) = &self.stage;
        room.facts.read_only
    }

    fn hear(&mut self, event: Event) {
        match event {
            Event::Done(told) => self.notice(Tone::Good, told.summary, String::new(), told.undo),
            Event::Problem(problem) => self.problem(&problem),
            Event::Lost => {}
        }
    }

    fn act(&mut self, act: Act) {
        let Stage::Open(room) = &mut self.stage;
        match act {
            Act::Go(opens) => room.go(&opens),
            Act::Command(command) => room.command(command, &self.acts),
            Act::Problem(problem) => self.problem(&problem),
            Act::Notice(tone, message, next) => self.notice(tone, message, next, false),
            Act::Choose(_, choice) => choice.give(None),
            Act::Show(_) | Act::Look | Act::Shell(_) => {}
        }
    }

    fn problem(&mut self, problem: &Problem) {
        let tone = if problem.kind == ProblemKind::Input { Tone::Warning } else { Tone::Danger };
        let mut next = problem.hint.clone().unwrap_or_default();
        let details = problem.details();
        if !details.is_empty() {
            tracing::info!(message = problem.message, details, "a problem was shown");
            if problem.kind != ProblemKind::Input {
                next = if next.is_empty() { details } else { format!("{next} ({details})") };
            }
        }
        self.notice(tone, problem.message.clone(), next, false);
    }

    fn notice(&mut self, tone: Tone, message: String, next: String, undo: bool) {
        self.notice_number += 1;
        let at = t!("just now").to_owned();
        self.notices.add(Notice { id: self.notice_number, tone, message, next, undo, at });
    }
}
