//! The program: arguments decide between the window and a command.

use std::process::ExitCode;

use wardroom::cli::{self, Invocation, Reporter, Verb};
use wardroom::{demo, subjects};

/// Commands that need every subject at once.
const MORE: &[Verb] = &[demo::VERB];

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
            ExitCode::from(cli::run(&matches, &nouns, MORE, subjects::setup(), &mut out))
        }
        Invocation::Window { .. } => ExitCode::from(3),
    }
}
