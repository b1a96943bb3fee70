//! The tree of commands, made from the verbs of all subjects and the office's own.

use clap::{Arg, ArgMatches, Command};

use super::args::{choice, flag, option};
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
        .arg(choice("renderer", "NAME", "How to draw the window", ["auto", "glow", "wgpu"]))
        .arg(flag("json", "Answer with one JSON document").global(true))
        .arg(option("passphrase-file", "P", "Read the passphrase from this file").global(true))
        .arg(option("as", "NAME", "Who is acting, for the history").global(true))
        .arg(option("today", "YYYY-MM-DD", "The day that rules and reports take as today").global(true))
        .arg(
            option(
                "backups",
                "DIR",
                "Where copies go before a migration or an import (else the folder chosen in Settings)",
            )
            .global(true),
        );
    let groups: Vec<_> = nouns.iter().flat_map(|noun| noun.groups).chain(GROUPS).collect();
    for verb in all_verbs(&[], more) {
        root = graft(root, verb.words, verb, &groups);
    }
    for noun in nouns {
        // A word may be a group of several subjects: whoever brings the command says what it stands for there.
        let own: Vec<_> = noun.groups.iter().chain(groups.iter().copied()).collect();
        for verb in noun.verbs {
            root = graft(root, verb.words, verb, &own);
        }
    }
    root
}

/// Groups to which several subjects bring commands.
const GROUPS: &[(&str, &str)] = &[("import", "Bring in a list from elsewhere")];

/// Puts a verb at its path; the words before the last become groups.
fn graft(
    parent: Command,
    words: &'static [&'static str],
    verb: &Verb,
    groups: &[&(&'static str, &'static str)],
) -> Command {
    let Some((first, rest)) = words.split_first() else { return parent };
    if rest.is_empty() {
        return parent.subcommand((verb.args)(Command::new(*first).about(verb.about)));
    }
    if parent.find_subcommand(first).is_some() {
        parent.mut_subcommand(first, |group| graft(group, rest, verb, groups))
    } else {
        let mut group = Command::new(*first).subcommand_required(true).arg_required_else_help(true);
        if let Some((_, about)) = groups.iter().find(|(name, _)| name == first) {
            group = group.about(*about);
        }
        parent.subcommand(graft(group, rest, verb, groups))
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

/// What clap says of a wrong call, as a problem: its first paragraph, and as the hint what it adds.
pub fn wrong_call(error: &clap::Error) -> Problem {
    let text = error.to_string();
    let text = text.strip_prefix("error: ").unwrap_or(&text).trim();
    match text.split_once("\n\n") {
        Some((what, more)) => Problem::usage(what).hint(more),
        None => Problem::usage(text),
    }
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
