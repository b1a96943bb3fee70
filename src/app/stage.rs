//! What the window shows as a whole, and how it goes from one to the other: opening, locking, making, closing.

use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};

use super::choose::Choosing;
use super::desk::{Desk, Reply};
use super::modal::Modal;
use super::room::Room;
use super::sight::{Choice, Facts, Wish, WishKind};
use super::subject::{Guest, Opens};
use super::welcome::{Unlock, Wants, Welcome};
use super::{App, House};
use crate::kit::{Problem, Result};
use crate::office::open::{Kind, kind_of};
use crate::office::profile::{Profile, save_officer};
use crate::office::{How, Office, Secret, backup};
use crate::t;

/// See the head of this file.
#[expect(clippy::large_enum_variant, reason = "there is one stage in a program")]
pub(super) enum Stage {
    Welcome(Welcome),
    Opening(Opening),
    Locked(Unlock),
    Open(Box<Room>),
}

/// A file on its way.
pub(super) struct Opening {
    pub path: PathBuf,
    desk: Desk,
    reply: Reply<Opened>,
    here: Option<&'static str>,
    /// The page that asked for the passphrase, to go back to when it was wrong.
    unlock: Option<Unlock>,
    read_only: bool,
    /// The file is no office.
    guest: Option<&'static Guest>,
}

/// What came of opening.
enum Opened {
    Open(Box<Facts>),
    /// Only a passphrase can tell.
    Sealed,
}

fn how(house: &House, who: &str, secret: Secret, read_only: bool, backups: Option<PathBuf>) -> How {
    let mut how = How::new(house.setup, std::sync::Arc::clone(&house.clock), who).secret(secret);
    how.read_only = read_only;
    how.backups = backups;
    how
}

impl App {
    /// Who acts before the office could say: as the command line said, or the system.
    pub(super) fn who_at_first(&self) -> String {
        self.house.who.clone().unwrap_or_else(|| whoami::username().unwrap_or_else(|_unknown| t!("unknown").to_owned()))
    }

    fn who_for(&self, path: &Path) -> String {
        let remembered = self.machine.borrow().who(path).map(str::to_owned);
        self.house.who.clone().or(remembered).unwrap_or_else(|| self.who_at_first())
    }

    /// Opens a file: the last thing a person chose, or what the command line named, with what it gave to open it.
    pub fn open(&mut self, ctx: &egui::Context, path: PathBuf, secret: Secret) {
        if self.opens_guest(ctx, &path) {
            return;
        }
        let sealed = matches!(kind_of(&path), Ok(Kind::Sealed));
        match secret {
            // A passphrase that is wrong leads where it can be typed.
            Secret::Passphrase(_) if sealed => {
                let unlock = self.unlock(path.clone());
                self.begin(ctx, path, secret, false, Some(unlock));
            }
            // A plain file needs none.
            _ => self.begin(ctx, path, Secret::None, false, None),
        }
    }

    /// Opens a file that is no office and that a subject knows, or says what it is; answers whether it was one.
    fn opens_guest(&mut self, ctx: &egui::Context, path: &Path) -> bool {
        for guest in self.house.subjects.iter().filter_map(|subject| subject.guest) {
            match (guest.knows)(path) {
                Ok(false) => {}
                Ok(true) => {
                    self.begin_guest(ctx, path.to_owned(), guest);
                    return true;
                }
                Err(problem) => {
                    self.show_welcome(Some((problem, None)));
                    return true;
                }
            }
        }
        false
    }

    fn begin_guest(&mut self, ctx: &egui::Context, path: PathBuf, guest: &'static Guest) {
        // Screens stand on an office; this one is empty, in memory, and goes when the file is closed.
        let how = how(&self.house, &self.who_at_first(), Secret::None, false, None);
        self.start(ctx, path, false, None, move || {
            Office::in_memory(&Profile::new((guest.name)(), (guest.name)(), "gb")?, &how).map(Some)
        });
        if let Stage::Opening(opening) = &mut self.stage {
            opening.guest = Some(guest);
        }
    }

    fn guest_arrived(&mut self, desk: Desk, facts: Facts, path: &Path, guest: &'static Guest) {
        let mut room =
            Box::new(Room::new(guest.subjects, self.house.setup, desk, Facts { path: path.to_owned(), ..facts }));
        room.guest = true;
        room.go(&Opens { screen: room.here, filter: path.display().to_string() });
        self.stage = Stage::Open(room);
        self.last_input = self.house.clock.now();
    }

    /// The page that asks for a file's passphrase.
    fn unlock(&self, path: PathBuf) -> Unlock {
        let name = self.machine.borrow().recent.iter().find(|r| r.path == path).map(|r| r.name.clone());
        Unlock::new(path, name.unwrap_or_default(), None, false)
    }

    fn begin(&mut self, ctx: &egui::Context, path: PathBuf, secret: Secret, read_only: bool, unlock: Option<Unlock>) {
        let how = how(&self.house, &self.who_for(&path), secret, read_only, self.machine.borrow().backups.clone());
        let target = path.clone();
        self.start(ctx, path, read_only, unlock, move || {
            if matches!(how.secret, Secret::None) && kind_of(&target)? == Kind::Sealed {
                return Ok(None);
            }
            Office::open(&target, &how).map(Some)
        });
    }

    /// Sets a desk up and lets its thread get the office.
    fn start(
        &mut self,
        ctx: &egui::Context,
        path: PathBuf,
        read_only: bool,
        unlock: Option<Unlock>,
        get: impl FnOnce() -> Result<Option<Office>> + Send + 'static,
    ) {
        self.modal = None;
        let here = unlock.as_ref().and_then(|u| u.here);
        match Desk::threaded(ctx) {
            Err(problem) => self.show_welcome(Some((problem, None))),
            Ok(desk) => {
                let reply = desk.with_office("", move |place| match get()? {
                    None => Ok(Opened::Sealed),
                    Some(office) => {
                        let facts = Facts::of(&office)?;
                        *place = Some(office);
                        Ok(Opened::Open(Box::new(facts)))
                    }
                });
                self.stage = Stage::Opening(Opening { path, desk, reply, here, unlock, read_only, guest: None });
            }
        }
    }

    pub(super) fn show_welcome(&mut self, problem: Option<(Problem, Option<PathBuf>)>) {
        self.stage = Stage::Welcome(Welcome { problem, ..Welcome::default() });
    }

    /// What the pages without an office want, and the file that was on its way.
    pub(super) fn stage_logic(&mut self, ctx: &egui::Context) {
        if let Some((choice, is_new)) = &self.choosing
            && let Some(answer) = choice.take()
        {
            match (answer, *is_new, &mut self.stage) {
                (Some(path), true, Stage::Welcome(Welcome { new: Some(form), .. })) => form.chosen(&path),
                (Some(path), false, _) => {
                    self.wants = Some(Wants::Open { path, secret: Secret::None, read_only: false });
                }
                _ => {}
            }
            self.choosing = None;
        }
        if let Some(wants) = self.wants.take() {
            self.want(ctx, wants);
        }
        if let Stage::Opening(opening) = &mut self.stage
            && let Some(outcome) = opening.reply.take()
            && let Stage::Opening(opening) = std::mem::replace(&mut self.stage, Stage::Welcome(Welcome::default()))
        {
            self.arrived(ctx, opening, outcome);
        }
    }

    fn arrived(&mut self, ctx: &egui::Context, opening: Opening, outcome: Result<Opened>) {
        let Opening { path, desk, here, unlock, read_only, guest, .. } = opening;
        match outcome {
            Ok(Opened::Open(facts)) if guest.is_some() => {
                if let Some(guest) = guest {
                    self.guest_arrived(desk, *facts, &path, guest);
                }
            }
            Ok(Opened::Sealed) => {
                let mut unlock = self.unlock(path);
                unlock.read_only = read_only;
                self.stage = Stage::Locked(unlock);
            }
            Ok(Opened::Open(facts)) => {
                // What was typed on the page before (a passphrase) is not kept anywhere.
                forget_typed(ctx);
                self.zoomed = false;
                self.machine.borrow_mut().opened(&facts.path, &facts.profile.branch, &facts.who);
                let strange = !facts.officers.is_empty() && !facts.officers.iter().any(|o| o.name == facts.who);
                let name = facts.who.clone();
                let mut room = Box::new(Room::new(self.house.subjects, self.house.setup, desk, *facts));
                if let Some(screen) = here {
                    room.go(&Opens { screen, filter: String::new() });
                }
                self.stage = Stage::Open(room);
                if strange && self.house.who.is_none() {
                    self.modal = Some(Modal::Who { name });
                }
                self.last_input = self.house.clock.now();
            }
            Err(problem) => match unlock {
                Some(mut unlock) => {
                    unlock.refuse(problem);
                    self.stage = Stage::Locked(unlock);
                }
                None => self.show_welcome(Some((problem, Some(path)))),
            },
        }
    }

    fn want(&mut self, ctx: &egui::Context, wants: Wants) {
        match wants {
            Wants::Open { path, .. } if self.opens_guest(ctx, &path) => {}
            Wants::Open { path, secret, read_only } => {
                let before = std::mem::replace(&mut self.stage, Stage::Welcome(Welcome::default()));
                let unlock = if let Stage::Locked(unlock) = before { Some(unlock) } else { None };
                self.begin(ctx, path, secret, read_only, unlock);
            }
            Wants::Browse => self.browse(false, WishKind::Open, t!("Open an office"), t!("Open"), ""),
            Wants::BrowseNew => {
                self.browse(true, WishKind::Save, t!("Where the new office goes"), t!("Put it here"), "office.wardroom")
            }
            Wants::NewestBackup(path) => self.newest_backup(ctx, path),
            Wants::Create { path, profile, who, post, secret } => self.create(ctx, path, *profile, (who, post), secret),
            Wants::Demo => self.demo(ctx),
            Wants::Forget(path) => self.machine.borrow_mut().forget(&path),
            Wants::Elsewhere => self.show_welcome(None),
        }
    }

    fn browse(&mut self, is_new: bool, kind: WishKind, title: &str, confirm: &str, name: &str) {
        let wish = Wish {
            title: title.to_owned(),
            confirm: confirm.to_owned(),
            kind,
            endings: Some(if is_new {
                (t!("Wardroom offices"), &["wardroom"])
            } else {
                (t!("Offices and kits"), &["wardroom", "json"])
            }),
            name: name.to_owned(),
        };
        let choice = Choice::default();
        self.choosing = Some((choice.clone(), is_new));
        self.modal = Some(Modal::Choose(Choosing::new(wish, choice, self.machine.borrow().folders())));
    }

    fn newest_backup(&mut self, ctx: &egui::Context, path: PathBuf) {
        let folder = self.machine.borrow().backup_folder();
        let folder = match folder {
            Ok(folder) => folder,
            Err(problem) => return self.show_welcome(Some((problem, Some(path)))),
        };
        match backup::list(&folder, &path).into_iter().next() {
            Some((copy, _)) => self.begin(ctx, copy, Secret::None, true, None),
            None => {
                let problem =
                    Problem::file(t!("There is no backup of this file in {folder}", folder = folder.display()))
                        .hint(t!("Backups kept elsewhere can be opened with Open…"));
                self.show_welcome(Some((problem, Some(path))));
            }
        }
    }

    fn create(
        &mut self,
        ctx: &egui::Context,
        path: PathBuf,
        profile: Profile,
        (who, post): (String, String),
        secret: Secret,
    ) {
        let who = if who.is_empty() { self.who_at_first() } else { who };
        let how = how(&self.house, &who, secret, false, None);
        let target = path.clone();
        self.start(ctx, path, false, None, move || {
            let mut office = Office::create(&target, &profile, &how)?;
            let name = how.who.clone();
            save_officer(&mut office, None, &name, &initials(&name), &post, true)?;
            Ok(Some(office))
        });
    }

    fn demo(&mut self, ctx: &egui::Context) {
        let Some(make) = self.house.demo else { return };
        let folder = directories::UserDirs::new()
            .and_then(|d| d.document_dir().map(Path::to_owned).or_else(|| Some(d.home_dir().to_owned())))
            .unwrap_or_default();
        let path = folder.join("demo.wardroom");
        let how = how(&self.house, &self.who_at_first(), Secret::None, false, None);
        let target = path.clone();
        self.start(ctx, path, false, None, move || {
            if !target.exists() {
                make(&target)?;
            }
            Office::open(&target, &how).map(Some)
        });
    }

    /// Locks an encrypted file: what was typed goes into it as drafts, then it is closed and its key forgotten.
    pub(super) fn lock(&mut self, ctx: &egui::Context) {
        if let Stage::Open(room) = &mut self.stage {
            if !room.facts.encrypted {
                self.notice(
                    crate::ui::Tone::Plain,
                    t!("This file has no passphrase, so there is nothing to lock").to_owned(),
                    t!("Set one in Settings").to_owned(),
                    false,
                );
                return;
            }
            room.keep_drafts();
            let facts = room.facts.clone();
            let unlock = Unlock::new(facts.path, facts.profile.branch, Some(room.here), facts.read_only);
            // Dropping the room waits until the office is closed and empties the folder of papers.
            self.stage = Stage::Locked(unlock);
            self.modal = None;
            self.notices = crate::ui::Notices::default();
            forget_typed(ctx);
            self.zoomed = false;
        }
    }

    /// Closes the file and shows the first page.
    pub(super) fn close(&mut self, ctx: &egui::Context) {
        if let Stage::Open(room) = &mut self.stage {
            room.keep_drafts();
        }
        self.show_welcome(None);
        self.modal = None;
        forget_typed(ctx);
        self.zoomed = false;
    }

    /// Locks after the idle minutes of the office, and wakes the window when the last minute begins.
    pub(super) fn watch_lock(&mut self, ctx: &egui::Context, now: DateTime<Utc>) {
        let Stage::Open(room) = &self.stage else { return };
        if !room.facts.encrypted || !room.desk.is_idle() {
            return;
        }
        let left = i64::from(room.facts.profile.lock_minutes) * 60 - (now - self.last_input).num_seconds();
        if left <= 0 {
            self.lock(ctx);
            return;
        }
        let wait = if left > 60 { left - 60 } else { 1 };
        ctx.request_repaint_after(std::time::Duration::from_secs(wait.unsigned_abs()));
    }
}

/// Wipes what egui remembers of fields: their text for undo, where the keyboard was.
fn forget_typed(ctx: &egui::Context) {
    ctx.memory_mut(|m| {
        let options = m.options.clone();
        *m = egui::Memory::default();
        m.options = options;
    });
}

/// `Asha Mehta` → `AM`.
fn initials(name: &str) -> String {
    name.split_whitespace().filter_map(|part| part.chars().next()).take(3).collect()
}
