//! What a screen sees of the program around it: the desk, the office's details, the day, and where it can send a person.

use std::cell::RefCell;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use egui::Ui;

use super::chores::Proof;
use super::command::Command;
use super::desk::Desk;
use super::machine::Machine;
use super::subject::{Opens, ScreenDef, Subject, tabs_of};
use crate::kit::{Currency, Day, Problem, Result};
use crate::office::profile::{self, Officer, Profile};
use crate::office::{Office, Op, Setup, Undo};
use crate::print::Outbox;
use crate::t;
use crate::ui::{self, PageHeader, Tone};

/// What is known of the open office without asking.
#[derive(Clone, Debug)]
pub struct Facts {
    pub path: PathBuf,
    pub read_only: bool,
    pub encrypted: bool,
    pub profile: Profile,
    pub officers: Vec<Officer>,
    /// Who is acting.
    pub who: String,
    pub today: Day,
}

impl Facts {
    /// What the window wants to know of an office.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn of(office: &Office) -> Result<Self> {
        let (profile, officers) = office.read(|conn| Ok((profile::get(conn)?, profile::officers(conn)?)))?;
        Ok(Self {
            path: office.path().to_owned(),
            read_only: office.is_read_only(),
            encrypted: office.is_encrypted(),
            profile,
            officers,
            who: office.who().to_owned(),
            today: office.today(),
        })
    }
}

impl Facts {
    /// A moment on the office's wall clock.
    pub fn local(&self, at: chrono::DateTime<chrono::Utc>) -> chrono::DateTime<chrono_tz::Tz> {
        at.with_timezone(&self.profile.time_zone.parse().unwrap_or(chrono_tz::Tz::UTC))
    }
}

/// What a screen asks of the shell; done after the frame.
#[derive(Debug)]
pub enum Act {
    Go(Opens),
    Command(&'static Command),
    Problem(Problem),
    /// Tone, message, what to do next.
    Notice(Tone, String, String),
    Choose(Wish, Choice),
    /// Opens a paper that was written to the private folder in the system's viewer.
    Show(PathBuf),
    /// The office's details changed: ask for them again.
    Look,
    /// Something of the shell's own, by its name.
    Shell(ShellAct),
}

/// What only the shell can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShellAct {
    Lock,
    Close,
    Undo,
    Redo,
    Palette,
    Keyboard,
    Notices,
    ChangePassphrase,
    RemovePassphrase,
    RecoverySheet,
    SaveCopy,
    SwitchTheme,
    Who,
    Back,
}

/// What a file is chosen for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    /// The dialog's title: `Import people`.
    pub title: String,
    /// The verb on its button: `Read it`.
    pub confirm: String,
    pub kind: WishKind,
    /// What kind of file: `("Tables", &["csv", "xlsx"])`.
    pub endings: Option<(&'static str, &'static [&'static str])>,
    /// The name a new file is proposed to have, with its folder where that is known.
    pub name: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WishKind {
    Open,
    Save,
    Folder,
}

/// The file that is being chosen; the screen looks in `logic`.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    slot: Arc<Mutex<Option<Option<PathBuf>>>>,
}

impl Choice {
    /// `Some(Some(path))` once a file is chosen, `Some(None)` once it was cancelled.
    pub fn take(&self) -> Option<Option<PathBuf>> {
        self.slot.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    pub(super) fn give(&self, path: Option<PathBuf>) {
        *self.slot.lock().unwrap_or_else(PoisonError::into_inner) = Some(path);
    }
}

/// See the head of this file. Handed to every screen in each frame.
pub struct Sight<'a> {
    pub desk: &'a Desk,
    pub facts: &'a Facts,
    /// The key of the screen that is on show.
    pub screen: &'static str,
    /// The settings of this computer; what is changed here is kept by itself.
    pub machine: &'a RefCell<Machine>,
    /// Whether the file has been proved since it was opened.
    pub proof: &'a Proof,
    /// When the newest backup was made, if that is known.
    pub backed_up: Option<chrono::DateTime<chrono::Utc>>,
    /// The moment of the last look at the clock.
    pub now: chrono::DateTime<chrono::Utc>,
    pub(super) subjects: &'static [&'static Subject],
    pub(super) tab_counts: &'a [(&'static str, usize)],
    pub(super) setup: Setup,
    pub(super) outbox: Option<&'a Outbox>,
    pub(super) acts: &'a RefCell<Vec<Act>>,
}

impl Sight<'_> {
    /// What the subjects bring to the file.
    pub fn setup(&self) -> &Setup {
        &self.setup
    }

    /// The day that rules and reports take as today.
    pub fn today(&self) -> Day {
        self.facts.today
    }

    /// The hour on the wall, 0 to 23.
    pub fn local_hour(&self) -> u32 {
        use chrono::Timelike as _;
        self.local(self.now).hour()
    }

    /// A moment on the office's wall clock.
    pub fn local(&self, at: chrono::DateTime<chrono::Utc>) -> chrono::DateTime<chrono_tz::Tz> {
        self.facts.local(at)
    }

    /// What the proof of the file says so far.
    pub fn proof_words(&self) -> &'static str {
        match self.proof {
            Proof::Running => t!("Not yet checked since it was opened"),
            Proof::Sound => t!("Whole: every row matches its seal"),
            Proof::Broken(_) => t!("Does not match its seal"),
        }
    }

    pub fn currency(&self) -> &'static Currency {
        self.facts.profile.currency
    }

    fn act(&self, act: Act) {
        self.acts.borrow_mut().push(act);
    }

    /// Goes to a screen and shows what the filter names.
    pub fn go(&self, screen: &'static str, filter: impl Into<String>) {
        self.act(Act::Go(Opens { screen, filter: filter.into() }));
    }

    /// The same for what a figure, a todo or a finding leads to.
    pub fn open(&self, opens: &Opens) {
        self.act(Act::Go(opens.clone()));
    }

    /// Does a command, as if its button had been pressed.
    pub fn command(&self, command: &'static Command) {
        self.act(Act::Command(command));
    }

    /// Shows a problem as a notice.
    pub fn problem(&self, problem: Problem) {
        self.act(Act::Problem(problem));
    }

    /// Says that something was done which is no step of history (a file was written).
    pub fn notice(&self, tone: Tone, message: impl Into<String>, next: impl Into<String>) {
        self.act(Act::Notice(tone, message.into(), next.into()));
    }

    /// Asks for a file or folder.
    pub fn choose(&self, wish: Wish) -> Choice {
        let choice = Choice::default();
        self.act(Act::Choose(wish, choice.clone()));
        choice
    }

    /// Where papers for the viewer or printer are put: a private folder, emptied on lock and exit. It goes into the closure
    /// that makes the paper; the path that comes back goes to [`Self::show_paper`].
    pub fn outbox(&self) -> Option<Outbox> {
        self.outbox.cloned()
    }

    /// Hands a paper to the system's viewer.
    pub fn show_paper(&self, path: PathBuf) {
        self.act(Act::Show(path));
    }

    /// Where a paper for the viewer is written (a private folder, emptied on lock and exit), under a name made safe; nothing,
    /// and it is said, where this computer gives no such folder.
    pub fn paper(&self, name: &str) -> Option<PathBuf> {
        let place = self.outbox.map(|outbox| outbox.place(name));
        if place.is_none() {
            self.problem(
                Problem::file(t!("This computer gave no private folder for papers"))
                    .hint(t!("Save the paper as a PDF instead")),
            );
        }
        place
    }

    /// The office's details changed; the shell asks for them again.
    pub fn look_again(&self) {
        self.act(Act::Look);
    }

    pub fn shell(&self, act: ShellAct) {
        self.act(Act::Shell(act));
    }

    /// The declaration of an operation by its key in the file.
    pub fn op(&self, key: &str) -> Option<&'static Op> {
        self.setup.op(key)
    }

    /// What stands after undoing this kind of operation, where that is voiding and so needs a reason.
    pub fn undo_leaves(&self, kind: &str) -> Option<&'static str> {
        match self.op(kind)?.undo {
            Undo::Compensate { leaves, .. } => Some(leaves),
            _ => None,
        }
    }

    /// Why this kind of operation cannot be undone, if so.
    pub fn undo_refused(&self, kind: &str) -> Option<&'static str> {
        match self.op(kind).map(|op| op.undo) {
            Some(Undo::Final(why)) => Some(why),
            Some(_) => None,
            None => Some(t!("it was done by another version of Wardroom")),
        }
    }

    /// All subjects, for what cuts across them (Home, the palette).
    pub fn subjects(&self) -> &'static [&'static Subject] {
        self.subjects
    }

    fn def(&self) -> Option<&'static ScreenDef> {
        super::subject::screen_def(self.subjects, self.screen)
    }

    /// The head of a page: the section's name, a few words, the buttons (outermost first), the section's tabs.
    pub fn header(&self, ui: &mut Ui, subtitle: &str, buttons: impl FnOnce(&mut Ui)) {
        let Some(def) = self.def() else { return };
        PageHeader::new((def.section.name)()).subtitle(subtitle).show(ui, buttons, |ui| self.tabs(ui, def));
    }

    fn tabs(&self, ui: &mut Ui, def: &ScreenDef) {
        let all = tabs_of(self.subjects, def.section.key);
        if all.len() < 2 {
            ui.add_space(8.0);
            return;
        }
        let count = |key: &str| self.tab_counts.iter().find(|(k, _)| *k == key).map_or(0, |(_, n)| *n);
        let tabs: Vec<_> = all
            .iter()
            .map(|d| {
                let tab = ui::Tab::new((d.title)());
                match d.badge {
                    Some((_, tone)) => tab.count(count(d.key), tone),
                    None => tab,
                }
            })
            .collect();
        let none = all.len();
        let mut chosen = all.iter().position(|d| d.key == def.key).unwrap_or(none);
        if ui::tabs(ui, &tabs, &mut chosen)
            && let Some(tab) = all.get(chosen)
        {
            self.go(tab.key, "");
        }
    }
}
