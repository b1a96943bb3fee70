//! Arguments to window or command; the exit status.

use std::process::ExitCode;
use std::sync::Arc;

use wardroom::app::{House, screens, start};
use wardroom::cli::{self, Invocation, Reporter, Verb};
use wardroom::kit::{Problem, Result, SystemClock};
use wardroom::office::profile::Profile;
use wardroom::office::Office;
use wardroom::subjects;

/// The commands that need every subject at once.
const MORE: &[Verb] = &[Verb {
    words: &["screens"],
    about: "A picture of every screen, without a display",
    args: screens::args,
    run: |call| screens::run(call, subjects::ALL, sample),
}];

/// An office to show where none is given.
fn sample(call: &cli::Call<'_>) -> Result<Office> {
    Office::in_memory(&Profile::new("Harbour Party", "Riverside branch", "gb")?, &call.how()?)
}

fn main() -> ExitCode {
    let nouns = subjects::nouns();
    let matches = cli::command(&nouns, MORE).get_matches();
    let json = matches.get_flag("json");
    match Invocation::of(matches) {
        Invocation::Command(matches) => {
            let mut reporter = Reporter::standard(json);
            ExitCode::from(cli::run(&matches, &nouns, MORE, subjects::setup(), &mut reporter))
        }
        Invocation::Window { file, renderer } => {
            let outcome = window(file, renderer.as_deref());
            ExitCode::from(outcome.err().map_or(0, |problem| {
                Reporter::standard(json).problem(&problem);
                problem.exit_code()
            }))
        }
    }
}

fn window(file: Option<String>, renderer: Option<&str>) -> Result<(), Problem> {
    let house = House {
        subjects: subjects::ALL,
        setup: subjects::setup(),
        clock: Arc::new(SystemClock::default()),
        who: None,
        demo: None,
    };
    start::window(house, file.map(Into::into), renderer)
}
