//! Two texts compared, and amended copies of one merged, for whoever wants to check a result: no office is needed.

use std::path::{Path, PathBuf};

use clap::{Arg, ArgAction, Command};
use serde_json::{Value as Json, json};

use super::super::text::{self, Amended, Change, Kind, Merged};
use crate::cli::{Call, Outcome};
use crate::kit::text::{list, plural};
use crate::kit::{Problem, Result};
use crate::t;
use crate::tabular::decode;

/// More than any paper has.
const MOST_BYTES: u64 = 64 * 1024 * 1024;

fn input(name: &'static str, value: &'static str, help: &'static str) -> Arg {
    Arg::new(name).value_name(value).required(true).help(help)
}

pub(super) fn diff_args(c: Command) -> Command {
    c.arg(input("old", "A", "The text before (plain text or Markdown)")).arg(input("new", "B", "The text after"))
}

pub(super) fn merge_args(c: Command) -> Command {
    c.arg(input("base", "BASE", "The text that was amended"))
        .arg(input("amended", "AMENDED", "The amended copies, one or more").num_args(1..).action(ArgAction::Append))
}

/// A text file as it stands, whatever its encoding.
pub(super) fn read(path: &Path) -> Result<String> {
    let unread = |e| Problem::file(t!("The text could not be read: {path}", path = path.display())).because(e);
    if std::fs::metadata(path).map_err(unread)?.len() > MOST_BYTES {
        return Err(Problem::input(t!("This text is too large to compare: {path}", path = path.display())));
    }
    let decoded = decode(std::fs::read(path).map_err(unread)?, None)?;
    if decoded.first_nul.is_some() {
        return Err(Problem::input(t!("This is no text: {path}", path = path.display()))
            .hint(t!("Save it as plain text or Markdown first")));
    }
    Ok(decoded.text)
}

pub(super) fn diff(call: &mut Call<'_>) -> Result<Outcome> {
    let (old, new) = (read(&call.path("old")?)?, read(&call.path("new")?)?);
    let changes = text::diff(&old, &new);
    let pieces: Vec<Json> = changes.iter().map(|c| json!({ "kind": c.kind.key(), "text": c.text })).collect();
    call.out.answer(&json!({ "changes": pieces }), &marked(&changes))?;
    Ok(Outcome::Done)
}

/// The texts in one, with marks that can be read in black and white.
pub(super) fn marked(changes: &[Change]) -> String {
    let mut out = String::new();
    for Change { kind, text } in changes {
        let (open, close) = match kind {
            Kind::Equal => ("", ""),
            Kind::Insert => ("{+", "+}"),
            Kind::Delete => ("[-", "-]"),
            Kind::MoveFrom => ("[<", "<]"),
            Kind::MoveTo => ("{>", ">}"),
        };
        // A line end stands outside the marks, so that a mark closes on the line it belongs to.
        let words = text.trim_end_matches('\n');
        out.push_str(open);
        out.push_str(words);
        out.push_str(close);
        out.extend(text.chars().skip(words.chars().count()));
    }
    out
}

pub(super) fn merge(call: &mut Call<'_>) -> Result<Outcome> {
    let base = read(&call.path("base")?)?;
    let paths: Vec<PathBuf> =
        call.matches.get_many::<String>("amended").unwrap_or_default().map(PathBuf::from).collect();
    let amended = paths
        .iter()
        .map(|path| Ok(Amended { name: path.display().to_string(), text: read(path)? }))
        .collect::<Result<Vec<_>>>()?;
    let merged = text::merge(&base, &amended);
    let collisions: Vec<Json> = merged
        .collisions
        .iter()
        .map(|c| json!({ "amendments": c.amendments, "base": c.base, "texts": c.texts }))
        .collect();
    let document = json!({ "merged": merged.text, "collisions": collisions, "same_place": merged.same_place });
    call.out.answer(&document, &words(&merged))?;
    for names in &merged.same_place {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        call.out.remark(&t!(
            "{names} put words in at the same place; all were kept, in this order",
            names = list(&names)
        ))?;
    }
    Ok(if merged.text.is_some() { Outcome::Done } else { Outcome::Problems })
}

fn words(merged: &Merged) -> String {
    if let Some(text) = &merged.text {
        return text.clone();
    }
    let mut lines = vec![t!(
        "{count} must be decided by hand; nothing was merged",
        count = plural(merged.collisions.len(), t!("collision"), t!("collisions"))
    )];
    for collision in &merged.collisions {
        lines.push(String::new());
        lines.push(t!("As it stands: {text}", text = collision.base.trim_end()));
        for (name, text) in collision.amendments.iter().zip(&collision.texts) {
            lines.push(format!("{name}: {}", text.trim_end()));
        }
    }
    lines.join("\n")
}
