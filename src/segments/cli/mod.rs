//! The commands of segments.

mod look;
mod people;
mod write;

use clap::{Arg, Command};
use serde_json::{Value as Json, json};

use super::model::{Group, Stored, Tree};
use super::store::{self, Told};
use crate::cli::args::{file, option};
use crate::cli::{Call, Noun, verb};
use crate::kit::{Problem, Result};
use crate::office::Office;
use crate::office::condition::Asking;

pub(super) const NOUN: Noun = Noun {
    verbs: &[
        verb!("segments", "list"; "The segments, what each holds in words, and how many people"; look::list_args; look::list),
        verb!("segments", "show"; "One segment: its words, its conditions, and how many fit each"; look::show_args; look::show),
        verb!("segments", "count"; "How many people are in a segment, or fit what is given"; look::count_args; look::count),
        verb!("segments", "people"; "Who is in a segment, or fits what is given"; people::people_args; people::people),
        verb!("segments", "conditions"; "What can be asked, and what there is to choose"; look::conditions_args; look::conditions),
        verb!("segments", "new"; "Make a segment"; write::new_args; write::new),
        verb!("segments", "change"; "Change a segment’s name, note, or what it asks"; write::change_args; write::change),
        verb!("segments", "delete"; "Delete a segment; the people in it stay"; write::delete_args; write::delete),
        verb!("people", "list"; "The register as a list, all of it or the people of a segment"; people::list_args; people::list),
    ],
    counts: Some(|conn, _today| store::counts(conn)),
    groups: &[("segments", "Segments: saved searches of people, from plain conditions")],
    mailing: store::MAILING,
    ..Noun::NONE
};

fn name() -> Arg {
    Arg::new("name").value_name("NAME").help("The segment’s name or id")
}

/// The arguments that say what is asked.
fn asking_args(c: Command) -> Command {
    let many = |arg: Arg| arg.action(clap::ArgAction::Append);
    c.arg(many(option(
        "if",
        "CONDITION",
        "What is asked, like “ledger.gave least=50 when=last-12-months”; may be repeated",
    )))
    .arg(many(option("not", "CONDITION", "The same, turned round; may be repeated")))
    .arg(
        option("match", "HOW", "Whether all of them must hold, any, or none (all)")
            .value_parser(["all", "any", "none"]),
    )
    .arg(option("tree", "JSON", "Groups in groups: the tree as JSON, or a file that holds it"))
}

/// What the arguments ask; nothing where they say nothing.
fn given(call: &Call<'_>, asking: &Asking<'_>) -> Result<Option<Tree>> {
    let conditions = call.setup.conditions;
    let of = |name: &str, not: bool| -> Result<Vec<_>> {
        let texts = call.matches.get_many::<String>(name).unwrap_or_default();
        texts
            .map(|text| {
                let what = store::resolve(asking, conditions, &super::typed::read(text)?)?;
                Ok(super::model::Node::Ask { what, not })
            })
            .collect()
    };
    let mut nodes = of("if", false)?;
    nodes.extend(of("not", true)?);
    let how = call.text("match").and_then(super::model::How::of);
    match call.text("tree") {
        Some(_) if !nodes.is_empty() || how.is_some() => {
            Err(Problem::usage("Give either --tree, or --if, --not and --match"))
        }
        Some(tree) if tree.trim_start().starts_with('{') => {
            super::json::read(tree, conditions, *asking.profile.currency).map(Some)
        }
        Some(path) => {
            let text = std::fs::read_to_string(path)
                .map_err(|e| Problem::file(format!("The tree could not be read: {path}")).because(e))?;
            super::json::read(&text, conditions, *asking.profile.currency).map(Some)
        }
        None if nodes.is_empty() => Ok(None),
        None => Ok(Some(Group { how: how.unwrap_or_default(), of: nodes })),
    }
}

/// The segment that the command names, with its tree.
fn named(call: &Call<'_>, asking: &Asking<'_>, name: &str) -> Result<(Stored, Tree)> {
    let stored = store::find(asking.conn, name)?;
    let tree = store::tree(asking, call.setup.conditions, &stored)?;
    Ok((stored, tree))
}

/// What the segment that is named asks, or what the arguments ask.
fn wanted(call: &Call<'_>, office: &Office) -> Result<Tree> {
    office.read(|conn| {
        let asking = Asking::new(conn, office.today())?;
        match (call.text("name"), given(call, &asking)?) {
            (Some(_), Some(_)) => Err(Problem::usage("Give either the name of a segment, or what is asked")),
            (Some(name), None) => named(call, &asking, name).map(|(_, tree)| tree),
            (None, Some(tree)) => Ok(tree),
            (None, None) => Err(Problem::usage("Name a segment, or say with --if what is asked")),
        }
    })
}

/// What is said of a segment: its words, how many it holds, how many of them are not to be contacted, what is gone.
fn told_json(told: &Told) -> Json {
    let Told { words, people, stopped } = told;
    json!({ "says": words.says, "people": people, "do_not_contact": stopped, "gone": words.gone })
}

/// Adds the fields of one document to another.
fn merge(document: &mut Json, more: Json) {
    if let (Json::Object(document), Json::Object(more)) = (document, more) {
        document.extend(more);
    }
}
