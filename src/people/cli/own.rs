//! `people fields`, `people field`, `people unfield`: the office's own fields.

use clap::{Arg, Command};
use serde_json::json;

use super::super::own::{OwnField, OwnFieldId, OwnKind};
use super::super::{ops, store};
use super::{choice, file, flag, many, needed, option, yes_no};
use crate::cli::{Call, Outcome};
use crate::kit::{Problem, Result};
use crate::office::Office;
use crate::t;

pub(super) fn list_args(c: Command) -> Command {
    c.arg(file())
}

fn name_arg() -> Arg {
    needed("field", "FIELD", "The field’s name or id")
}

pub(super) fn field_args(c: Command) -> Command {
    c.arg(file())
        .arg(name_arg())
        .arg(choice("kind", "KIND", "What it holds, for a new field (text)", ["text", "number", "day", "choice"]))
        .arg(many("option", "WORD", "One of the words of a choice; may be repeated"))
        .arg(option("rename", "NAME", "Another name for a field that is there"))
        .arg(yes_no("column", "Whether the list has a column for it"))
        .arg(flag("reopen", "Let a closed field take values again"))
}

pub(super) fn unfield_args(c: Command) -> Command {
    c.arg(file()).arg(name_arg())
}

pub(super) fn list(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    answer(call, &office, None)
}

/// Adds the field, or changes the one that is there.
pub(super) fn field(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let name = call.need("field")?.to_owned();
    let options: Vec<String> = call.many("option");
    let kind = call.text("kind").and_then(OwnKind::of);
    let column = call.text("column").map(|word| word == "yes");
    let op = match office.read(|conn| store::own_field(conn, &name))? {
        Some(mut known) => {
            if kind.is_some_and(|kind| kind != known.kind) {
                return Err(Problem::input(t!(
                    "“{name}” is of another kind, and keeps it. Nothing was changed",
                    name = known.name
                ))
                .hint(t!("Make a field of another name")));
            }
            if !options.is_empty() {
                known.options = options;
            }
            if let Some(new) = call.text("rename") {
                new.clone_into(&mut known.name);
            }
            known.in_list = column.unwrap_or(known.in_list);
            known.closed &= !call.flag("reopen");
            ops::change_field(&mut office, &known)?.op
        }
        None => {
            let (kind, in_list) = (kind.unwrap_or_default(), column.unwrap_or(false));
            let new = OwnField { id: OwnFieldId::default(), name, kind, options, in_list, closed: false };
            ops::add_field(&mut office, &new)?.op
        }
    };
    answer(call, &office, op.map(|op| op.to_string()))
}

pub(super) fn unfield(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let name = call.need("field")?.to_owned();
    let field = office.read(|conn| store::own_field(conn, &name))?.ok_or_else(|| none(&name))?;
    let done = ops::remove_field(&mut office, &field)?;
    answer(call, &office, done.op.map(|op| op.to_string()))
}

pub(super) fn none(name: &str) -> Problem {
    Problem::input(t!("The office has no field of its own called “{name}”", name = name))
        .hint(t!("`wardroom people fields` lists them"))
}

fn answer(call: &mut Call<'_>, office: &Office, op: Option<String>) -> Result<Outcome> {
    let fields = office.read(store::own_fields)?;
    let lines: Vec<String> = fields
        .iter()
        .map(|f| {
            let options = if f.options.is_empty() { String::new() } else { format!(": {}", f.options.join(", ")) };
            let closed = if f.closed { t!(", closed") } else { "" };
            format!("{}  {}{options}{closed}", f.name, f.kind.says().to_lowercase())
        })
        .collect();
    let text = if lines.is_empty() { t!("The office has no fields of its own").to_owned() } else { lines.join("\n") };
    call.out.answer(&json!({ "op": op, "fields": fields }), &text)?;
    Ok(Outcome::Done)
}
