//! The program: arguments decide between the window and a command.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::ArgMatches;
use wardroom::app::{House, Machine, screens, start};
use wardroom::cli::{self, Call, Globals, Invocation, Noun, Reporter, Verb};
use wardroom::kit::{FixedClock, Problem, Result};
use wardroom::office::{How, Office, Secret};
use wardroom::{demo, subjects, t};

/// The commands that need every subject at once.
const MORE: &[Verb] = &[
    demo::VERB,
    Verb {
        words: &["screens"],
        about: "A picture of every screen, without a display",
        args: screens::args,
        run: |call| screens::run(call, subjects::ALL, sample),
    },
];

/// The office to show where none is given: the demo branch, on the day it ends.
fn sample(call: &Call<'_>, path: &Path) -> Result<Office> {
    let today = call.globals.today.map_or_else(demo::usual_day, Ok)?;
    demo::make(path, demo::Size::default(), today)?;
    Office::open(path, &How::new(subjects::setup(), Arc::new(FixedClock::at(today)), "Asha Morrow").seed(2))
}

fn main() -> ExitCode {
    let nouns = subjects::nouns();
    let matches = match command(&nouns).try_get_matches() {
        Ok(matches) => matches,
        // Who asked for JSON is told in JSON, also what is wrong with the call itself.
        Err(error) if error.use_stderr() && std::env::args_os().any(|word| word == "--json") => {
            let problem = cli::wrong_call(&error);
            Reporter::standard(true).problem(&problem);
            return ExitCode::from(problem.exit_code());
        }
        Err(error) => {
            // Help and version are answers, everything else is a wrong call.
            let status = if error.use_stderr() { 2 } else { 0 };
            return ExitCode::from(if error.print().is_ok() { status } else { 3 });
        }
    };
    let mut out = Reporter::standard(cli::wants_json(&matches));
    let ended = match Invocation::of(matches) {
        Ok(Invocation::Command(matches)) => {
            let status = cli::run(&matches, &nouns, MORE, subjects::setup(), &mut out);
            match demo_to_open(&matches).filter(|_| status == 0) {
                Some((file, flags)) => Globals::of(flags).and_then(|globals| window(Some(file), None, &globals)),
                None => return ExitCode::from(status),
            }
        }
        Ok(Invocation::Window { file, renderer, globals }) => {
            window(file.map(Into::into), renderer.as_deref(), &globals)
        }
        Err(problem) => Err(problem),
    };
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            out.problem(&problem);
            ExitCode::from(problem.exit_code())
        }
    }
}

/// The tree of commands. Copies go where the settings of this computer say, for commands as for the window.
fn command(nouns: &[Noun]) -> clap::Command {
    let command = cli::command(nouns, MORE);
    match Machine::load().backups.and_then(|folder| folder.into_os_string().into_string().ok()) {
        // One folder for the life of the program.
        Some(folder) => command.mut_arg("backups", |arg| arg.default_value(&*folder.leak())),
        None => command,
    }
}

/// The file of `wardroom demo` and the flags it was called with, unless one of them was `--no-window`.
fn demo_to_open(matches: &ArgMatches) -> Option<(PathBuf, &ArgMatches)> {
    let (name, inner) = matches.subcommand()?;
    // Other commands do not all have these arguments, and may not be asked for them.
    if name != "demo" || inner.get_flag("no-window") || inner.get_flag("json") {
        return None;
    }
    inner.get_one::<String>("file").map(|file| (PathBuf::from(file), inner))
}

fn window(file: Option<PathBuf>, renderer: Option<&str>, globals: &Globals) -> Result<()> {
    let house = House {
        subjects: subjects::ALL,
        setup: subjects::setup(),
        clock: globals.clock(),
        who: globals.who.clone(),
        demo: Some(|path| demo::usual_day().and_then(|today| demo::make(path, demo::Size::default(), today))),
    };
    if let Some(missing) = file.as_ref().filter(|file| !file.exists()) {
        return Err(Problem::file(t!(
            "There is no file of that name, and no such command: {name}",
            name = missing.display()
        ))
        .hint(t!("`wardroom --help` lists the commands, `wardroom new` makes an office")));
    }
    // Read before the window is there, so that a missing file is said where the flag was typed.
    let secret = globals.passphrase()?.map_or(Secret::None, Secret::Passphrase);
    start::window(house, file, secret, renderer)
}
