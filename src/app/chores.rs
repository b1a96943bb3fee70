//! What is done while nothing happens: proving the file in slices after opening, and automatic backups.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};

use super::desk::{Desk, Reply};
use super::machine::Machine;
use crate::kit::Result;
use crate::office::backup::{self, APART_MINUTES};
use crate::office::{Finding, Office, Severity};

/// Rows proved in one slice: some tens of milliseconds of work.
const SLICE: i64 = 20_000;

/// When the newest copy was made, and whether what the office holds now needs no other.
type Copied = (Option<DateTime<Utc>>, bool);

type Step = Box<dyn FnMut(&Office) -> Result<Option<Vec<Finding>>> + Send>;

/// How far the proof of the file is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Proof {
    #[default]
    Running,
    Sound,
    /// What is wrong, in one sentence.
    Broken(String),
}

#[derive(Default)]
pub(super) struct Chores {
    pub proof: Proof,
    /// When the newest backup was made, once it is known.
    pub backed_up: Option<DateTime<Utc>>,
    step: Arc<Mutex<Option<Step>>>,
    proving: Option<Reply<Option<Vec<Finding>>>>,
    copying: Option<Reply<Copied>>,
    /// The changes that the newest attempt at a backup covers.
    copied_at: u64,
    tried: Option<DateTime<Utc>>,
}

impl Chores {
    /// Takes what was done and begins the next piece, if the person is not at work.
    pub fn logic(
        &mut self,
        ctx: &egui::Context,
        desk: &Desk,
        machine: &Machine,
        now: DateTime<Utc>,
        quiet: bool,
        may_write: bool,
    ) {
        match self.proving.as_mut().and_then(Reply::take) {
            None => {}
            Some(answer) => {
                self.proving = None;
                match answer {
                    Ok(None) => {}
                    Ok(Some(findings)) => {
                        self.proof = match findings.into_iter().find(|f| f.severity == Severity::Error) {
                            Some(finding) => Proof::Broken(finding.what),
                            None => Proof::Sound,
                        };
                    }
                    Err(problem) => self.proof = Proof::Broken(problem.to_string()),
                }
            }
        }
        if let Some(answer) = self.copying.as_mut().and_then(Reply::take) {
            self.copying = None;
            match answer {
                Ok((at, covered)) => {
                    self.backed_up = at.or(self.backed_up);
                    // A copy made just before an import put this one off: it is tried again when its time has come.
                    if !covered {
                        self.copied_at = u64::MAX;
                    }
                }
                Err(problem) => desk.problem(problem),
            }
        }
        if self.proof == Proof::Running && self.proving.is_none() {
            if quiet && desk.is_idle() {
                self.prove(desk);
            } else {
                ctx.request_repaint_after(Duration::from_millis(1600));
            }
        }
        if may_write && quiet && desk.is_idle() {
            self.back_up(ctx, desk, machine, now);
        }
    }

    /// Whether nothing of it is under way.
    #[cfg(test)]
    pub fn is_done(&self) -> bool {
        self.proving.is_none() && self.copying.is_none()
    }

    fn prove(&mut self, desk: &Desk) {
        let step = Arc::clone(&self.step);
        self.proving = Some(desk.ask_office(move |office| {
            let mut step = step.lock().unwrap_or_else(PoisonError::into_inner);
            let step = match step.as_mut() {
                Some(step) => step,
                None => {
                    let mut recount = office.begin_recount()?;
                    step.insert(Box::new(move |office: &Office| office.read(|conn| recount.step(conn, SLICE))))
                }
            };
            step(office)
        }));
    }

    fn back_up(&mut self, ctx: &egui::Context, desk: &Desk, machine: &Machine, now: DateTime<Utc>) {
        let changes = desk.revision(&[]);
        let first = self.tried.is_none();
        if self.copying.is_some() || (changes == self.copied_at && !first) {
            return;
        }
        if let Some(tried) = self.tried.filter(|_| !first) {
            let left = APART_MINUTES * 60 - (now - tried).num_seconds();
            if left > 0 {
                ctx.request_repaint_after(Duration::from_secs(left.unsigned_abs()));
                return;
            }
        }
        let Ok(folder) = machine.backup_folder() else { return };
        self.tried = Some(now);
        self.copied_at = changes;
        // The first time it only looks when the newest was made; a copy follows the first change.
        self.copying = Some(desk.ask_office(move |office| {
            let covered = first
                || backup::automatic(office, &folder)?.is_some()
                || backup::newest_if_current(office, &folder).is_some();
            Ok((backup::list(&folder, office.path()).first().map(|(_, at)| *at), covered))
        }));
        if first {
            self.tried = Some(now - chrono::Duration::minutes(APART_MINUTES));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::{Clock as _, Day, FixedClock};
    use crate::office::profile::{CHANGE_OFFICERS, Profile, save_officer};
    use crate::office::{How, Setup};

    #[test]
    fn what_followed_a_copy_before_an_import_is_copied_when_its_time_has_come() {
        let folder = tempfile::tempdir().unwrap();
        let copies = folder.path().join("Copies");
        let day = Day::from_ymd_opt(2026, 11, 21).unwrap();
        let clock = Arc::new(FixedClock::at(day));
        let how = How::new(Setup::NONE, clock.clone(), "Asha").seed(1);
        let profile = Profile::new("Test Party", "Riverside", "gb").unwrap();
        let office = Office::create(&folder.path().join("branch.wardroom"), &profile, &how).unwrap();
        backup::before(&office, &copies, backup::Before::Import).unwrap();
        let desk = Desk::inline(office);
        let mut machine = Machine::default();
        machine.backups = Some(copies.clone());
        let mut chores = Chores { proof: Proof::Sound, ..Chores::default() };
        let ctx = egui::Context::default();
        let mut look = |now| {
            // Once to ask, once to hear.
            chores.logic(&ctx, &desk, &machine, now, true, true);
            chores.logic(&ctx, &desk, &machine, now, true, true);
            std::fs::read_dir(&copies).unwrap().count()
        };
        let now = clock.now();
        assert_eq!(look(now), 1);
        desk.run(&CHANGE_OFFICERS, |office| save_officer(office, None, "Bo", "B", "", true)).forget();
        desk.drain();
        assert_eq!(look(now + chrono::Duration::minutes(1)), 1, "the one before the import is too young");
        clock.set(day.succ_opt().unwrap());
        let later = clock.now();
        assert_eq!(look(later), 2);
        assert_eq!(look(later + chrono::Duration::hours(1)), 2, "nothing changed since");
    }
}
