//! `wardroom demo`: makes the demo branch; the window opens on it unless told otherwise.

use std::path::PathBuf;

use clap::{Arg, Command};
use serde_json::json;

use super::{Size, make};
use crate::cli::args::{flag, option};
use crate::cli::{Call, Outcome, Verb, verb};
use crate::kit::{Problem, Result};

/// The command.
pub const VERB: Verb = verb!("demo"; "Make a demo branch of made-up people and open it"; args; run);

fn args(c: Command) -> Command {
    c.arg(Arg::new("file").value_name("FILE").default_value("demo.wardroom").help("Where the demo goes"))
        .arg(option("people", "N", "How many people (default 240)"))
        .arg(option("years", "N", "Years of donations before this one (default 1)"))
        .arg(option("seed", "N", "Another seed, another branch (default 1)"))
        .arg(flag("no-window", "Only make the file"))
        .arg(flag("force", "Replace a file of that name"))
}

fn run(call: &mut Call<'_>) -> Result<Outcome> {
    let path: PathBuf = call.path("file")?;
    let usual = Size::default();
    let size = Size {
        people: call.number("people")?.unwrap_or(usual.people),
        years: call.number("years")?.unwrap_or(usual.years),
        seed: call.number("seed")?.unwrap_or(usual.seed),
    };
    let made = if path.exists() && !call.flag("force") {
        if call.flag("no-window") {
            return Err(Problem::file(format!(
                "There is already a file of this name, and it was left as it is: {}",
                path.display()
            ))
            .hint("Give another name, or --force to replace it"));
        }
        // The window opens the demo that is there.
        false
    } else {
        if path.exists() {
            std::fs::remove_file(&path).map_err(|e| crate::kit::whole_file::cannot_write(&path, e))?;
        }
        // The same day for everybody, so that the same seed gives the same file.
        let today = match call.globals.today {
            Some(day) => day,
            None => super::usual_day()?,
        };
        make(&path, size, today)?;
        true
    };
    let text = if made {
        format!("Made the demo branch: {}", path.display())
    } else {
        format!("The demo branch is there already: {}", path.display())
    };
    call.out.answer(&json!({ "file": path, "made": made, "people": size.people }), &text)?;
    Ok(Outcome::Done)
}
