//! The open office as the window knows it: its desk, its screens, what stands in the rail and on the tabs.

use std::cell::RefCell;
use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::chores::Chores;
use super::command::Command;
use super::desk::{Desk, Reply};
use super::live::Live;
use super::machine::Machine;
use super::modal::Modal;
use super::sight::{Act, Facts, Sight};
use super::subject::{Opens, Screen, Subject, screen_def, sections};
use crate::kit::{Day, Result};
use crate::office::{Next, Office, Setup};
use crate::print::{Outbox, PrivateOutbox};
use crate::t;
use crate::ui::Tone;

/// A screen that has been gone to.
struct Held {
    screen: Box<dyn Screen>,
    /// Its draft on the way from the file.
    draft: Option<Reply<Option<String>>>,
    /// Gone to before its draft came: done once it is there.
    filter: Option<String>,
    saved: Option<String>,
}

/// The counts and the state of Undo, asked for together whenever anything changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    /// By the key of the section.
    pub rail: Vec<(&'static str, usize)>,
    /// By the key of the screen.
    pub tabs: Vec<(&'static str, usize)>,
    pub undo: Option<Next>,
    pub redo: Option<Next>,
}

pub(super) struct Room {
    pub subjects: &'static [&'static Subject],
    setup: Setup,
    pub desk: Desk,
    pub facts: Facts,
    pub here: &'static str,
    /// Where a person was before, for going back.
    pub before: Vec<Opens>,
    screens: BTreeMap<&'static str, Held>,
    counts: Live<Counts, Day>,
    seen: Live<Facts>,
    /// Where papers for the viewer are put; removed, with all papers in it, when the room goes.
    papers: Option<PrivateOutbox>,
    /// A passphrase being set or changed (true), or removed.
    pub rekeying: Option<(Reply<()>, bool)>,
    pub chores: Chores,
    /// The moment of the last look at the clock.
    pub now: DateTime<Utc>,
    /// What is open is no office (`Subject::guest`).
    pub guest: bool,
}

impl Room {
    pub fn new(subjects: &'static [&'static Subject], setup: Setup, desk: Desk, facts: Facts) -> Self {
        let first = sections(subjects).first().map_or("", |(_, def)| def.key);
        let papers = PrivateOutbox::new();
        let papers = papers.inspect_err(|problem| tracing::warn!(%problem, "no private folder for papers")).ok();
        let mut room = Self {
            subjects,
            setup,
            desk,
            facts,
            here: first,
            before: Vec::new(),
            screens: BTreeMap::new(),
            counts: Live::new(&[]),
            seen: Live::new(&["office", "office_jurisdiction", "officer"]),
            papers,
            rekeying: None,
            chores: Chores::default(),
            now: DateTime::<Utc>::MIN_UTC,
            guest: false,
        };
        room.hold(first);
        room
    }

    pub fn outbox(&self) -> Option<&Outbox> {
        self.papers.as_ref().map(PrivateOutbox::outbox)
    }

    /// Makes a screen when it is first gone to, and asks for its draft.
    fn hold(&mut self, key: &'static str) {
        if self.screens.contains_key(key) {
            return;
        }
        if let Some(def) = screen_def(self.subjects, key) {
            let draft = self.desk.ask_office(move |office| office.draft(key));
            let held = Held { screen: (def.make)(), draft: Some(draft), filter: None, saved: None };
            self.screens.insert(key, held);
        }
    }

    /// Goes to a screen and shows what the filter names.
    pub fn go(&mut self, opens: &Opens) {
        let Some(def) = screen_def(self.subjects, opens.screen) else {
            tracing::error!(screen = opens.screen, "there is no such screen");
            return;
        };
        if self.here != def.key {
            self.before.push(Opens { screen: self.here, filter: String::new() });
            self.keep_draft(self.here);
            self.here = def.key;
        }
        self.hold(def.key);
        if let Some(held) = self.screens.get_mut(def.key)
            && !opens.filter.is_empty()
        {
            if held.draft.is_some() {
                held.filter = Some(opens.filter.clone());
            } else {
                held.screen.go(&opens.filter);
            }
        }
    }

    /// Does a subject's command: at its screen.
    pub fn command(&mut self, command: &'static Command, acts: &RefCell<Vec<Act>>, machine: &RefCell<Machine>) {
        self.go(&Opens { screen: command.screen, filter: String::new() });
        let refused = self.with_screen(acts, machine, |screen, sight| {
            let refused = command.refused(sight);
            if refused.is_none() {
                screen.command(command.key, sight);
            }
            refused
        });
        if let Some(Some(why)) = refused {
            acts.borrow_mut().push(Act::Notice(Tone::Warning, why.to_owned(), String::new()));
        }
    }

    /// The screen on show, with what it sees.
    pub fn with_screen<T>(
        &mut self,
        acts: &RefCell<Vec<Act>>,
        machine: &RefCell<Machine>,
        f: impl FnOnce(&mut dyn Screen, &Sight<'_>) -> T,
    ) -> Option<T> {
        let mut held = self.screens.remove(self.here)?;
        let out = self.with_sight(acts, machine, |sight| f(held.screen.as_mut(), sight));
        self.screens.insert(self.here, held);
        Some(out)
    }

    /// What a screen, or the shell's own dialogs, see.
    pub fn with_sight<T>(
        &self,
        acts: &RefCell<Vec<Act>>,
        machine: &RefCell<Machine>,
        f: impl FnOnce(&Sight<'_>) -> T,
    ) -> T {
        f(&Sight {
            desk: &self.desk,
            facts: &self.facts,
            screen: self.here,
            machine,
            proof: &self.chores.proof,
            backed_up: self.chores.backed_up,
            now: self.now,
            subjects: self.subjects,
            tab_counts: self.counts.get().map_or(&[], |counts| counts.tabs.as_slice()),
            setup: self.setup,
            outbox: self.outbox(),
            acts,
        })
    }

    /// Asks for the office's details again.
    pub fn look_again(&mut self) {
        self.seen.renew();
    }

    /// Does the chores while a person rests.
    pub fn chores(&mut self, ctx: &egui::Context, machine: &Machine, now: DateTime<Utc>, quiet: bool) {
        if !self.desk.is_inline() && !self.guest {
            let may_write = !self.facts.read_only;
            self.chores.logic(ctx, &self.desk, machine, now, quiet, may_write);
        }
    }

    pub fn counts(&self) -> Option<&Counts> {
        self.counts.get()
    }

    pub fn logic(&mut self, acts: &RefCell<Vec<Act>>, machine: &RefCell<Machine>, modal: Option<&mut Modal>) {
        let subjects = self.subjects;
        self.counts.want_office(&self.desk, self.facts.today, move |office, today| count(office, subjects, *today));
        self.seen.want_office(&self.desk, (), |office, ()| Facts::of(office));
        if let (Some(seen), false) = (self.seen.get(), self.seen.is_coming()) {
            let path = if self.guest { self.facts.path.clone() } else { seen.path.clone() };
            self.facts = Facts { today: self.facts.today, path, ..seen.clone() };
        }
        self.rekeyed(acts);
        for held in self.screens.values_mut() {
            if let Some(draft) = held.draft.as_mut().and_then(Reply::take) {
                held.draft = None;
                match draft {
                    Ok(Some(draft)) => {
                        held.screen.restore(&draft);
                        held.saved = Some(draft);
                    }
                    Ok(None) => {}
                    Err(problem) => self.desk.problem(problem),
                }
                if let Some(filter) = held.filter.take() {
                    held.screen.go(&filter);
                }
            }
        }
        self.with_screen(acts, machine, |screen, sight| screen.logic(sight));
        if let Some(modal) = modal {
            self.with_sight(acts, machine, |sight| modal.logic(sight));
        }
    }

    /// Says what became of a new passphrase.
    fn rekeyed(&mut self, acts: &RefCell<Vec<Act>>) {
        let Some((reply, encrypts)) = &mut self.rekeying else { return };
        let Some(outcome) = reply.take() else { return };
        let act = match (outcome, *encrypts) {
            (Err(problem), _) => Act::Problem(problem),
            (Ok(()), true) => Act::Notice(
                Tone::Good,
                t!("The file has its new passphrase").to_owned(),
                t!("Older backups still open as before, and an older recovery sheet no longer opens the file")
                    .to_owned(),
            ),
            (Ok(()), false) => {
                Act::Notice(Tone::Warning, t!("The file has no passphrase now").to_owned(), String::new())
            }
        };
        acts.borrow_mut().push(act);
        self.rekeying = None;
        self.seen.renew();
        self.counts.renew();
    }

    /// The drafts that are not yet in the file as they are now: place, and the text or nothing.
    fn unsaved(&mut self, only: Option<&str>) -> Vec<(&'static str, Option<String>)> {
        let mut out = Vec::new();
        for (key, held) in &mut self.screens {
            let draft = held.screen.draft();
            if held.draft.is_none() && only.is_none_or(|only| only == *key) && draft != held.saved {
                held.saved.clone_from(&draft);
                out.push((*key, draft));
            }
        }
        out
    }

    /// Keeps what was typed on a screen in the file.
    pub fn keep_draft(&mut self, key: &str) {
        let drafts = self.unsaved(Some(key));
        self.save(drafts);
    }

    /// Keeps what was typed anywhere in the file.
    pub fn keep_drafts(&mut self) {
        let drafts = self.unsaved(None);
        self.save(drafts);
    }

    fn save(&self, drafts: Vec<(&'static str, Option<String>)>) {
        if drafts.is_empty() || self.facts.read_only {
            return;
        }
        let saving = self.desk.with_office("", move |office| {
            let Some(office) = office else { return Ok(()) };
            for (place, draft) in drafts {
                match draft {
                    Some(draft) => office.save_draft(place, &draft)?,
                    None => office.drop_draft(place)?,
                }
            }
            Ok(())
        });
        saving.forget();
    }
}

fn count(office: &Office, subjects: &[&'static Subject], today: Day) -> Result<Counts> {
    let mut counts = Counts { undo: office.next_undo()?, redo: office.next_redo()?, ..Default::default() };
    office.read(|conn| {
        for subject in subjects {
            if let (Some(badge), Some(first)) = (subject.badge, subject.screens.first())
                && let Some(n) = badge(conn, today)?
            {
                counts.rail.push((first.section.key, n));
            }
            for def in subject.screens {
                if let Some((badge, _)) = def.badge {
                    counts.tabs.push((def.key, badge(conn, today)?));
                }
            }
        }
        Ok(())
    })?;
    Ok(counts)
}
