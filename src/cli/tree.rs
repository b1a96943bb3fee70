//! The tree of commands, made from the verbs of all subjects and the office's own.

use clap::{Arg, ArgAction, ArgMatches, Command};

use super::call::{Call, Globals, Outcome};
use super::noun::{Noun, Verb};
use super::reporter::Reporter;
use super::{map, office, report};
use crate::kit::{Problem, Result};
use crate::office::Setup;

/// What the arguments ask for.
#[derive(Debug)]
pub enum Invocation {
    /// The window, on a file or on the last one.
    Window { file: Option<String>, renderer: Option<String>, globals: Globals },
    /// A command, done by [`run`].
    Command(ArgMatches),
}

fn all_verbs<'a>(nouns: &'a [Noun], more: &'a [Verb]) -> impl Iterator<Item = &'a Verb> {
    office::VERBS.iter().chain(report::VERBS).chain(map::VERBS).chain(more).chain(nouns.iter().flat_map(|n| n.verbs))
}

/// The whole tree.
pub fn command(nouns: &[Noun], more: &[Verb]) -> Command {
    let mut root = Command::new("wardroom")
        .about("A local party’s office in one file")
        .version(env!("CARGO_PKG_VERSION"))
        .arg(Arg::new("office").value_name("FILE").help("The office to open in the window"))
        .arg(
            Arg::new("renderer").long("renderer").value_name("NAME").help("How to draw the window: auto, glow or wgpu"),
        )
        .arg(
            Arg::new("json").long("json").global(true).action(ArgAction::SetTrue).help("Answer with one JSON document"),
        )
        .arg(
            Arg::new("passphrase-file")
                .long("passphrase-file")
                .value_name("P")
                .global(true)
                .help("Read the passphrase from this file"),
        )
        .arg(Arg::new("as").long("as").value_name("NAME").global(true).help("Who is acting, for the history"))
        .arg(
            Arg::new("today")
                .long("today")
                .value_name("YYYY-MM-DD")
                .global(true)
                .help("The day that rules and reports take as today"),
        )
        .arg(
            Arg::new("backups")
                .long("backups")
                .value_name("DIR")
                .global(true)
                .help("Where copies go before a migration or an import (else the folder chosen in Settings)"),
        );
    for verb in all_verbs(nouns, more) {
        root = graft(root, verb.words, verb);
    }
    root
}

/// Puts a verb at its path; the words before the last become groups.
fn graft(parent: Command, words: &'static [&'static str], verb: &Verb) -> Command {
    let Some((first, rest)) = words.split_first() else { return parent };
    if rest.is_empty() {
        return parent.subcommand((verb.args)(Command::new(*first).about(verb.about)));
    }
    if parent.find_subcommand(first).is_some() {
        parent.mut_subcommand(first, |group| graft(group, rest, verb))
    } else {
        let group = Command::new(*first).subcommand_required(true).arg_required_else_help(true);
        parent.subcommand(graft(group, rest, verb))
    }
}

impl Invocation {
    /// What a parsed command line asks for.
    ///
    /// # Errors
    /// When it asks for the window and for a command at once, or a flag of the window cannot be read.
    pub fn of(matches: ArgMatches) -> Result<Self> {
        let text = |name: &str| matches.get_one::<String>(name).cloned();
        if let Some(command) = matches.subcommand_name() {
            // The flags of all commands may stand before the command; what only the window takes may not.
            return match text("office").or_else(|| text("renderer")) {
                Some(stray) => Err(Problem::usage(format!("“{stray}” is for the window, and {command} opens none"))
                    .hint(format!("Write wardroom {command} first, then the file"))),
                None => Ok(Self::Command(matches)),
            };
        }
        Ok(Self::Window { file: text("office"), renderer: text("renderer"), globals: Globals::of(&matches)? })
    }
}

/// Whether the command asked for one JSON document.
pub fn wants_json(matches: &ArgMatches) -> bool {
    let mut inner = matches;
    while let Some((_, next)) = inner.subcommand() {
        inner = next;
    }
    inner.get_flag("json")
}

/// Runs the command that was asked for. The exit status: 0 done, 1 problems, or what the [`Problem`] says.
pub fn run(matches: &ArgMatches, nouns: &[Noun], more: &[Verb], setup: Setup, out: &mut Reporter) -> u8 {
    match try_run(matches, nouns, more, setup, out) {
        Ok(Outcome::Done) => 0,
        Ok(Outcome::Problems) => 1,
        Err(problem) => {
            out.problem(&problem);
            problem.exit_code()
        }
    }
}

fn try_run(matches: &ArgMatches, nouns: &[Noun], more: &[Verb], setup: Setup, out: &mut Reporter) -> Result<Outcome> {
    let mut words = Vec::new();
    let mut inner = matches;
    while let Some((word, next)) = inner.subcommand() {
        words.push(word);
        inner = next;
    }
    let verb = all_verbs(nouns, more)
        .find(|verb| verb.words == words.as_slice())
        .ok_or_else(|| Problem::usage("There is no such command"))?;
    let mut call = Call { matches: inner, globals: Globals::of(inner)?, setup, nouns, out };
    (verb.run)(&mut call)
}
