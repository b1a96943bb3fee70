//! The open office as the window knows it: its desk, its screens, what stands in the rail and on the tabs.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::command::Command;
use super::desk::{Desk, Reply};
use super::live::Live;
use super::sight::{Act, Facts, Sight};
use super::subject::{Opens, Screen, Subject, screen_def, sections};
use crate::office::{Next, Office};
use crate::kit::{Day, Result};

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
    pub desk: Desk,
    pub facts: Facts,
    pub here: &'static str,
    /// Where a person was before, for going back.
    pub before: Vec<Opens>,
    screens: BTreeMap<&'static str, Held>,
    counts: Live<Counts, Day>,
    pub papers: Option<tempfile::TempDir>,
}

impl Room {
    pub fn new(subjects: &'static [&'static Subject], desk: Desk, facts: Facts) -> Self {
        let first = sections(subjects).first().map_or("", |(_, def)| def.key);
        let papers = tempfile::Builder::new().prefix("wardroom-papers-").tempdir();
        let papers = papers.inspect_err(|error| tracing::warn!(%error, "no private folder for papers")).ok();
        let mut room = Self {
            subjects,
            desk,
            facts,
            here: first,
            before: Vec::new(),
            screens: BTreeMap::new(),
            counts: Live::new(&[]),
            papers,
        };
        room.hold(first);
        room
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
    pub fn command(&mut self, command: &'static Command, acts: &RefCell<Vec<Act>>) {
        self.go(&Opens { screen: command.screen, filter: String::new() });
        let refused = self.with_screen(acts, |screen, sight| {
            let refused = command.refused(sight);
            if refused.is_none() {
                screen.command(command.key, sight);
            }
            refused
        });
        if let Some(Some(why)) = refused {
            acts.borrow_mut().push(Act::Notice(crate::ui::Tone::Warning, why.to_owned(), String::new()));
        }
    }

    /// The screen on show, with what it sees.
    pub fn with_screen<T>(
        &mut self,
        acts: &RefCell<Vec<Act>>,
        f: impl FnOnce(&mut dyn Screen, &Sight<'_>) -> T,
    ) -> Option<T> {
        let none = Counts::default();
        let sight = Sight {
            desk: &self.desk,
            facts: &self.facts,
            screen: self.here,
            subjects: self.subjects,
            tab_counts: &self.counts.get().unwrap_or(&none).tabs,
            papers: self.papers.as_ref().map(|p| p.path().to_owned()),
            acts,
        };
        self.screens.get_mut(self.here).map(|held| f(held.screen.as_mut(), &sight))
    }

    pub fn counts(&self) -> Option<&Counts> {
        self.counts.get()
    }

    pub fn logic(&mut self, acts: &RefCell<Vec<Act>>) {
        let subjects = self.subjects;
        self.counts.want_office(&self.desk, self.facts.today, move |office, today| count(office, subjects, *today));
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
        self.with_screen(acts, |screen, sight| screen.logic(sight));
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
