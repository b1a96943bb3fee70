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
    copying: Option<Reply<Option<DateTime<Utc>>>>,
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
                Ok(at) => self.backed_up = at.or(self.backed_up),
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
            if !first {
                backup::automatic(office, &folder)?;
            }
            Ok(backup::list(&folder, office.path()).first().map(|(_, at)| *at))
        }));
        if first {
            self.tried = Some(now - chrono::Duration::minutes(APART_MINUTES));
        }
    }
}
