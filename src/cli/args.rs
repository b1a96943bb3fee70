//! Arguments that many commands take, written once so that every command names and explains them alike.

use std::ffi::OsStr;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Arg, ArgAction, Command};

/// The office that a command works on.
pub fn file() -> Arg {
    needed("file", "FILE", "The office")
}

/// Somebody of the register.
pub fn person() -> Arg {
    needed("person", "PERSON", "Id, number, e-mail address or name")
}

/// An argument that has to be there.
pub fn needed(name: &'static str, value: &'static str, help: &'static str) -> Arg {
    Arg::new(name).value_name(value).required(true).help(help)
}

/// A flag with a value.
pub fn option(name: &'static str, value: &'static str, help: &'static str) -> Arg {
    Arg::new(name).long(name).value_name(value).help(help)
}

/// The last day of a time; `--to` is where something is written.
pub fn until(help: &'static str) -> Arg {
    option("until", "D", help).visible_alias("to-day")
}

/// A flag with a value that may be given several times.
pub fn many(name: &'static str, value: &'static str, help: &'static str) -> Arg {
    option(name, value, help).action(ArgAction::Append)
}

/// A flag without a value.
pub fn flag(name: &'static str, help: &'static str) -> Arg {
    Arg::new(name).long(name).action(ArgAction::SetTrue).help(help)
}

/// A command that says what it would do.
pub fn dry_run() -> Arg {
    flag("dry-run", "Say what would happen, and change nothing")
}

/// A flag that takes one of these words and refuses every other one.
pub fn choice(
    name: &'static str,
    value: &'static str,
    help: &'static str,
    words: impl IntoIterator<Item = &'static str>,
) -> Arg {
    option(name, value, help).value_parser(OneOf::of(words))
}

/// A flag that takes yes or no.
pub fn yes_no(name: &'static str, help: &'static str) -> Arg {
    choice(name, "YES-OR-NO", help, ["yes", "no"])
}

/// The words that an argument takes, and the help lists. Case does not matter, and a dash is as good as an underscore; the
/// command is told the word as it stands here.
#[derive(Clone, Debug)]
pub struct OneOf(Vec<&'static str>);

impl OneOf {
    pub fn of(words: impl IntoIterator<Item = &'static str>) -> Self {
        Self(words.into_iter().collect())
    }
}

impl TypedValueParser for OneOf {
    type Value = String;

    fn parse_ref(&self, command: &Command, arg: Option<&Arg>, value: &OsStr) -> Result<String, clap::Error> {
        let plain = |text: &str| text.trim().to_lowercase().replace(['-', ' '], "_");
        let typed = plain(&value.to_string_lossy());
        match self.0.iter().find(|word| plain(word) == typed) {
            Some(word) => Ok((*word).to_owned()),
            // What is none of them is refused in clap's own words, which list them.
            None => PossibleValuesParser::new(self.0.iter().copied()).parse_ref(command, arg, value),
        }
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(self.0.iter().copied().map(PossibleValue::new)))
    }
}

/// A flag that says where something is written, and `--force` for what lies there: see [`super::Call::target`].
pub fn writes(c: Command, name: &'static str, value: &'static str, help: &'static str) -> Command {
    c.arg(option(name, value, help)).arg(flag("force", "Replace what is there already"))
}

/// The same where it has to be given.
pub fn must_write(c: Command, name: &'static str, value: &'static str, help: &'static str) -> Command {
    writes(c, name, value, help).mut_arg(name, |arg| arg.required(true))
}
