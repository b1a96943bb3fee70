//! The program: arguments decide between the window and a command.

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use wardroom::app::{House, screens, start};
use wardroom::cli::{self, Call, Invocation, Reporter, Verb};
use wardroom::kit::{self, Clock as _, FixedClock, Result, SystemClock};
use wardroom::office::{How, Office};
use wardroom::{demo, subjects};

/// Commands that need every subject at once.
const MORE: &[Verb] = &[
    demo::VERB,
    Verb {
        words: &["screens"],
        about: "A picture of every screen, without a display",
        args: screens::args,
        run: |call| screens::run(call, subjects::ALL, sample),
    },
];

fn main() -> ExitCode {
    let nouns = subjects::nouns();
    let matches = match cli::command(&nouns, MORE).try_get_matches() {
        Ok(matches) => matches,
        Err(error) => {
            // Help and version are answers, everything else is a wrong call.
            let status = u8::from(error.use_stderr()) * 2;
            return if error.print().is_ok() { ExitCode::from(status) } else { ExitCode::from(3) };
        }
    };
    match Invocation::of(matches) {
        Invocation::Command(matches) => {
            let mut out = Reporter::standard(cli::wants_json(&matches));
            let status = cli::run(&matches, &nouns, MORE, subjects::setup(), &mut out);
            match demo_to_show(&matches).filter(|_| status == 0) {
                Some(file) => shown(window(Some(file), None)),
                None => ExitCode::from(status),
            }
        }
        Invocation::Window { file, renderer } => shown(window(file, renderer.as_deref())),
    }
}

/// The exit status of the window.
fn shown(outcome: Result<()>) -> ExitCode {
    ExitCode::from(outcome.err().map_or(0, |problem| {
        Reporter::standard(false).problem(&problem);
        problem.exit_code()
    }))
}

fn window(file: Option<String>, renderer: Option<&str>) -> Result<()> {
    let house = House {
        subjects: subjects::ALL,
        setup: subjects::setup(),
        clock: Arc::new(SystemClock::default()),
        who: None,
        demo: Some(|path| demo::make(path, demo::Size::default(), SystemClock::default().today())),
    };
    start::window(house, file.map(Into::into), renderer)
}

/// The demo that was made and is to be looked at.
fn demo_to_show(matches: &clap::ArgMatches) -> Option<String> {
    let demo = matches.subcommand_matches("demo")?;
    if demo.get_flag("no-window") { None } else { demo.get_one::<String>("file").cloned() }
}

/// A demo branch to picture where no office is given: always the same, and on the same day.
fn sample(call: &Call<'_>, path: &Path) -> Result<Office> {
    let day = match call.globals.today {
        Some(day) => day,
        None => kit::day::from_iso("2026-11-21")?,
    };
    demo::make(path, demo::Size::default(), day)?;
    Office::open(path, &How::new(subjects::setup(), Arc::new(FixedClock::at(day)), "Asha Morrow").seed(2))
}
