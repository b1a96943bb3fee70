//! Whom a command writes to: `--who`, `--segment`, `--person`, `--list`; and the answer about who gets one and who does not.

use clap::{ArgAction, Command};
use serde_json::{Value as Json, json};

use super::super::model::{Asked, Plan, Whom};
use super::{flag, option};
use crate::cli::Call;
use crate::kit::{Problem, Result, text};
use crate::office::Office;
use crate::people;
use crate::t;

/// Adds the arguments that say whom.
pub fn whom_args(c: Command) -> Command {
    c.arg(
        option("who", "WHO", "Whom, as `letters whom` lists them, like members or tag:Helpers; may be repeated")
            .action(ArgAction::Append),
    )
    .arg(
        option("person", "PERSON", "One person by id, number, e-mail address or name; may be repeated")
            .action(ArgAction::Append),
    )
    .arg(
        option("segment", "SEGMENT", "Whoever is in a segment, by its name or id; may be repeated")
            .action(ArgAction::Append),
    )
    .arg(option("list", "LIST.txt", "A file with numbers, e-mail addresses or names, a line each"))
    .arg(flag("include-do-not-contact", "Also those who are not to be contacted or want no letters"))
    .arg(flag("one-per-household", "One for all of a household who have the same address"))
}

/// What was asked for; `usual` where nobody is named.
///
/// # Errors
/// When nobody is named and nothing is usual, a person is not known, or the list cannot be read.
pub fn asked(call: &Call<'_>, office: &Office, usual: Option<&str>) -> Result<Asked> {
    let mut whom = Vec::new();
    for text in call.matches.get_many::<String>("who").unwrap_or_default() {
        whom.push(Whom::of(text)?);
    }
    for name in call.matches.get_many::<String>("segment").unwrap_or_default() {
        whom.push(Whom::Audience { key: "segment".to_owned(), choice: name.trim().to_owned() });
    }
    let mut people = Vec::new();
    for person in call.matches.get_many::<String>("person").unwrap_or_default() {
        people.push(office.read(|conn| people::store::resolve(conn, person))?);
    }
    if !people.is_empty() {
        whom.push(Whom::People(people));
    }
    if let Some(path) = call.text("list") {
        let lines = std::fs::read_to_string(path)
            .map_err(|e| Problem::file(t!("The list could not be read: {path}", path = path)).because(e))?;
        whom.push(Whom::List(lines));
    }
    if whom.is_empty() {
        match usual {
            Some(usual) => whom.push(Whom::of(usual)?),
            None => {
                return Err(Problem::usage(t!("Say whom with --who, --segment, --person or --list"))
                    .hint(t!("`letters whom FILE` lists whom one can write to together")));
            }
        }
    }
    Ok(Asked { whom, everybody: call.flag("include-do-not-contact"), household: call.flag("one-per-household") })
}

/// Who gets one and who does not, as fields of a document.
pub fn plan_json(plan: &Plan) -> serde_json::Map<String, Json> {
    let to: Vec<Json> =
        plan.to.iter().map(|to| json!({ "people": to.people, "name": to.name, "address": to.lines })).collect();
    let left: Vec<Json> = plan
        .left_out
        .iter()
        .map(|left| json!({ "person": left.person, "name": left.name, "reason": left.why.key(), "says": left.why.says() }))
        .collect();
    let unknown: Vec<Json> = plan.unknown.iter().map(|(line, why)| json!({ "line": line, "message": why })).collect();
    let mut fields = serde_json::Map::new();
    fields.insert("count".into(), json!(plan.to.len()));
    fields.insert("to".into(), json!(to));
    fields.insert("left_out".into(), json!(left));
    fields.insert("unknown".into(), json!(unknown));
    fields
}

/// Those left out, counted by reason and then one by one; lines of a list that are nobody.
pub fn plan_text(plan: &Plan) -> String {
    let mut out = String::new();
    if !plan.left_out.is_empty() {
        let people = text::plural(plan.left_out.len(), t!("person"), t!("people"));
        out.push_str(&t!("{people} left out", people = people));
        for (says, count) in plan.reasons() {
            out.push_str(&format!("\n  {count:>6}  {says}"));
        }
        for left in &plan.left_out {
            out.push_str(&format!("\n  {:<40} {}", left.name, left.why.says()));
        }
    }
    for (line, why) in &plan.unknown {
        out.push_str(&format!("\n{line}: {why}"));
    }
    out
}
