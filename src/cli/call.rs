//! One call of one command: its arguments, the flags that all commands share, and how it opens the office.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::ArgMatches;

use super::noun::Noun;
use super::reporter::Reporter;
use crate::kit::{Clock, Day, Problem, Result, SystemClock, day};
use crate::office::backup::{self, Before};
use crate::office::{How, Office, Passphrase, Secret, Setup};
use crate::t;

/// How a command that did not fail ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Exit status 0.
    Done,
    /// The input or the office has problems; they were listed, and what could be done is done. Exit status 1.
    Problems,
}

/// The flags that every command takes.
#[derive(Clone, Debug, Default)]
pub struct Globals {
    pub json: bool,
    pub passphrase_file: Option<PathBuf>,
    pub who: Option<String>,
    pub today: Option<Day>,
    /// Where copies go before a migration or an import; the usual folder where nothing is said.
    pub backups: Option<PathBuf>,
}

impl Globals {
    /// The flags of a parsed command line, or of the command in it.
    ///
    /// # Errors
    /// When `--today` is no day.
    pub fn of(matches: &ArgMatches) -> Result<Self> {
        let text = |name: &str| matches.get_one::<String>(name).cloned();
        Ok(Self {
            json: matches.get_flag("json"),
            passphrase_file: text("passphrase-file").map(Into::into),
            who: text("as"),
            today: text("today").map(|t| day::from_iso(&t).map_err(usage)).transpose()?,
            backups: text("backups").map(Into::into),
        })
    }

    /// The clock of the history, with the day of `--today`.
    pub fn clock(&self) -> Arc<dyn Clock> {
        Arc::new(SystemClock { today: self.today })
    }

    /// The passphrase of `--passphrase-file`, if given: the file's first line.
    ///
    /// # Errors
    /// When the file cannot be read or is empty.
    pub fn passphrase(&self) -> Result<Option<Passphrase>> {
        self.passphrase_file.as_deref().map(read_passphrase).transpose()
    }
}

/// What a command works with.
pub struct Call<'a> {
    pub matches: &'a ArgMatches,
    pub globals: Globals,
    pub setup: Setup,
    pub nouns: &'a [Noun],
    pub out: &'a mut Reporter,
}

impl Call<'_> {
    /// An argument's text, if it was given.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.matches.get_one::<String>(name).map(String::as_str)
    }

    /// A required argument's text.
    ///
    /// # Errors
    /// When it is missing, which clap has already refused.
    pub fn need(&self, name: &str) -> Result<&str> {
        self.text(name).ok_or_else(|| Problem::usage(format!("The command needs {name}")))
    }

    /// The texts of an argument that may be given several times.
    pub fn many(&self, name: &str) -> Vec<String> {
        self.matches.get_many::<String>(name).unwrap_or_default().cloned().collect()
    }

    pub fn path(&self, name: &str) -> Result<PathBuf> {
        Ok(PathBuf::from(self.need(name)?))
    }

    /// Where an argument says that something is to be written.
    ///
    /// # Errors
    /// When there is a file already and `--force` was not given.
    pub fn target(&self, name: &str) -> Result<Option<PathBuf>> {
        let path = self.text(name).map(PathBuf::from);
        if let Some(path) = &path {
            self.free(path)?;
        }
        Ok(path)
    }

    /// The same of an argument that has to be there.
    ///
    /// # Errors
    /// As [`Self::target`].
    pub fn need_target(&self, name: &str) -> Result<PathBuf> {
        self.need(name)?;
        self.target(name)?.ok_or_else(|| Problem::usage(format!("The command needs {name}")))
    }

    /// Refuses to write over a file that is there and holds something, unless `--force` was given.
    ///
    /// # Errors
    /// When there is one.
    pub fn free(&self, path: &Path) -> Result<()> {
        let holds = std::fs::metadata(path).is_ok_and(|file| file.is_file() && file.len() > 0);
        if !holds || self.flag("force") {
            return Ok(());
        }
        Err(Problem::file(t!("There is a file of that name already; nothing was done: {file}", file = path.display()))
            .hint(t!("Give another name, or --force to replace it")))
    }

    pub fn flag(&self, name: &str) -> bool {
        self.matches.get_flag(name)
    }

    /// An argument that is a day.
    ///
    /// # Errors
    /// When it is given and is no day, or none of an office.
    pub fn day(&self, name: &str) -> Result<Option<Day>> {
        let this_year = chrono::Datelike::year(&self.clock().today());
        let read = |text: &str| day::from_iso(text).and_then(|day| day::possible(day, this_year));
        self.text(name)
            .map(read)
            .transpose()
            .map_err(|problem| Problem { message: format!("--{name}: {}", problem.message), ..problem })
    }

    /// An argument that is a whole number.
    ///
    /// # Errors
    /// When it is given and is no number.
    pub fn number<T: std::str::FromStr>(&self, name: &str) -> Result<Option<T>> {
        self.text(name)
            .map(|text| {
                text.parse()
                    .map_err(|_not_a_number: T::Err| Problem::usage(format!("--{name} takes a number, not “{text}”")))
            })
            .transpose()
    }

    pub fn clock(&self) -> Arc<dyn Clock> {
        self.globals.clock()
    }

    /// How this call opens files: who acts, which day it is, the passphrase from its file.
    ///
    /// # Errors
    /// When the passphrase file cannot be read.
    pub fn how(&self) -> Result<How> {
        let who = self.globals.who.clone().unwrap_or_else(system_user);
        let how = How { backups: self.globals.backups.clone(), ..How::new(self.setup, self.clock(), who) };
        Ok(match self.passphrase()? {
            Some(passphrase) => how.secret(Secret::Passphrase(passphrase)),
            None => how,
        })
    }

    /// The passphrase of `--passphrase-file`, if given: the file's first line.
    ///
    /// # Errors
    /// When the file cannot be read or is empty.
    pub fn passphrase(&self) -> Result<Option<Passphrase>> {
        self.globals.passphrase()
    }

    /// Opens the office named by `FILE` for writing.
    ///
    /// # Errors
    /// As [`Office::open`].
    pub fn office(&self) -> Result<Office> {
        Office::open(&self.path("file")?, &self.how()?)
    }

    /// Makes a verified copy of an office before a step that changes much, and answers where it lies. One that cannot be made is
    /// said and stops nothing, because the step can be undone.
    ///
    /// # Errors
    /// When nothing can be said any more.
    pub fn copy_before(&mut self, office: &Office, before: Before) -> Result<Option<String>> {
        let folder = self.globals.backups.clone().map_or_else(backup::usual_folder, Ok);
        match folder.and_then(|folder| backup::before(office, &folder, before)) {
            Ok(kept) => Ok(kept.path().map(|path| path.display().to_string())),
            Err(problem) => {
                self.out.remark(&match before {
                    Before::Import => t!(
                        "No copy could be made before the import, which goes on without one and can be undone. {why}",
                        why = problem
                    ),
                    Before::Merge => t!(
                        "No copy could be made before the merge, which goes on without one and can be undone. {why}",
                        why = problem
                    ),
                })?;
                Ok(None)
            }
        }
    }

    /// Opens the office named by `FILE` to read it; the file is not touched.
    ///
    /// # Errors
    /// As [`Office::open`].
    pub fn office_to_read(&self) -> Result<Office> {
        Office::open(&self.path("file")?, &self.how()?.read_only())
    }
}

/// The same problem, with a flag that cannot be read.
fn usage(problem: Problem) -> Problem {
    Problem::usage(problem.message.clone()).because(problem)
}

/// Reads a passphrase from the first line of a file.
///
/// # Errors
/// When the file cannot be read or is empty.
pub fn read_passphrase(path: &Path) -> Result<Passphrase> {
    let text = std::fs::read_to_string(path)
        .map_err(|e| Problem::file(format!("The passphrase file could not be read: {}", path.display())).because(e))?;
    let text = zeroize::Zeroizing::new(text);
    let passphrase = Passphrase::new(text.lines().next().unwrap_or(""));
    if passphrase.is_empty() {
        return Err(Problem::file(format!("The passphrase file is empty: {}", path.display())));
    }
    Ok(passphrase)
}

fn system_user() -> String {
    whoami::username().unwrap_or_else(|_unknown| "unknown".to_owned())
}
