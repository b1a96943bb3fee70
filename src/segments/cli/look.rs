//! `segments list`, `show`, `count`, `conditions`.

use clap::{ArgAction, Command};
use serde_json::{Value as Json, json};

use super::super::model::{How, Node, Tree};
use super::super::store::{Told, told};
use super::super::{json as file_form, store};
use super::{asking_args, file, merge, name, named, option, told_json, wanted};
use crate::cli::{Call, Outcome};
use crate::kit::{Result, text};
use crate::office::condition::{Asking, Values};
use crate::t;

pub(super) fn list_args(c: Command) -> Command {
    c.arg(file()).arg(
        clap::Arg::new("no-counts")
            .long("no-counts")
            .action(ArgAction::SetTrue)
            .help("Only names and words, which is quicker in a very large office"),
    )
}

pub(super) fn show_args(c: Command) -> Command {
    c.arg(file()).arg(name().required(true))
}

pub(super) fn count_args(c: Command) -> Command {
    asking_args(c.arg(file()).arg(name()))
}

pub(super) fn conditions_args(c: Command) -> Command {
    c.arg(file())
        .arg(clap::Arg::new("condition").value_name("CONDITION").help("Only this one, with what there is to choose"))
        .arg(option("field", "FIELD", "For conditions on own fields: what there is to choose in this field"))
}

pub(super) fn list(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let counts = !call.flag("no-counts");
    let (mut documents, mut lines, mut whole) = (Vec::new(), Vec::new(), true);
    office.read(|conn| {
        let asking = Asking::new(conn, office.today())?;
        for stored in store::all(conn)? {
            let mut document = json!({ "id": stored.id, "name": stored.name, "note": stored.note, "problem": null });
            match store::tree(&asking, call.setup.conditions, &stored) {
                Ok(tree) if counts => {
                    let told = told(&asking, &tree)?;
                    lines.push(format!("{}  {}\n  {}", stored.name, text::count(told.people), told.words.says));
                    merge(&mut document, told_json(&told));
                }
                Ok(tree) => {
                    let words = store::words(&asking, &tree)?;
                    lines.push(format!("{}\n  {}", stored.name, words.says));
                    merge(&mut document, json!({ "says": words.says, "gone": words.gone }));
                }
                Err(problem) => {
                    whole = false;
                    lines.push(format!("{}\n  {problem}", stored.name));
                    merge(&mut document, json!({ "problem": problem.to_string() }));
                }
            }
            documents.push(document);
        }
        Ok(())
    })?;
    let said = if lines.is_empty() { t!("There are no segments yet").to_owned() } else { lines.join("\n") };
    call.out.answer(&json!({ "segments": documents }), &said)?;
    Ok(if whole { Outcome::Done } else { Outcome::Problems })
}

pub(super) fn show(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let name = call.need("name")?.to_owned();
    let (document, lines) = office.read(|conn| {
        let asking = Asking::new(conn, office.today())?;
        let (stored, tree) = named(call, &asking, &name)?;
        let told = told(&asking, &tree)?;
        let mut conditions = Vec::new();
        let mut lines = vec![told.words.says.clone(), counted(&told)];
        lines.extend(told.words.gone.iter().cloned());
        each(&asking, &tree, 0, &mut conditions, &mut lines)?;
        let mut document = told_json(&told);
        merge(&mut document, json!({ "id": stored.id, "name": stored.name, "note": stored.note }));
        if !stored.note.is_empty() {
            lines.insert(1, stored.note.clone());
        }
        let asks = file_form::write(&tree, *asking.profile.currency);
        merge(&mut document, json!({ "asks": asks, "conditions": conditions }));
        Ok((document, lines))
    })?;
    call.out.answer(&document, &lines.join("\n"))?;
    Ok(Outcome::Done)
}

fn counted(told: &Told) -> String {
    let people = text::plural(told.people, t!("person"), t!("people"));
    match told.stopped {
        0 => people,
        n => t!("{people}, {stopped} of them not to be contacted", people = people, stopped = text::count(n)),
    }
}

/// Each condition and group with how many fit it by itself.
fn each(
    asking: &Asking<'_>,
    tree: &Tree,
    deep: usize,
    documents: &mut Vec<Json>,
    lines: &mut Vec<String>,
) -> Result<()> {
    let indent = "  ".repeat(deep + 1);
    for node in &tree.of {
        match node {
            Node::Ask { what, not } => {
                let people = store::count(asking, &store::alone(what, *not))?;
                let says = store::words_of(asking, what, *not)?;
                lines.push(format!("{indent}{says}  {}", text::count(people)));
                documents.push(json!({ "condition": what.condition.key, "not": not, "says": says, "people": people, "depth": deep }));
            }
            Node::Group(group) => {
                let people = store::count(asking, group)?;
                lines.push(format!("{indent}{}  {}", group.how.says(), text::count(people)));
                documents.push(json!({ "group": group.how.key(), "people": people, "depth": deep }));
                each(asking, group, deep + 1, documents, lines)?;
            }
        }
    }
    Ok(())
}

pub(super) fn count(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let tree = wanted(call, &office)?;
    let told = office.read(|conn| told(&Asking::new(conn, office.today())?, &tree))?;
    for gone in &told.words.gone {
        call.out.remark(gone)?;
    }
    call.out.answer(&told_json(&told), &format!("{}\n{}", counted(&told), told.words.says))?;
    Ok(Outcome::Done)
}

pub(super) fn conditions(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let one = call.text("condition").map(|key| file_form::find(call.setup.conditions, key)).transpose()?;
    let field = call.text("field").map(str::to_owned);
    let (mut documents, mut lines) = (Vec::new(), Vec::new());
    office.read(|conn| {
        let asking = Asking::new(conn, office.today())?;
        for condition in call.setup.conditions.iter().filter(|c| one.is_none_or(|one| one.key == c.key)) {
            let mut parts = Vec::new();
            lines.push(format!("{:<22} {}: {}", condition.key, (condition.heading)(), (condition.name)()));
            let mut known = Values::default();
            if let (Some(part), Some(field)) = (condition.part("field"), &field) {
                let typed = super::super::typed::Typed {
                    key: condition.key.to_owned(),
                    parts: vec![("field".to_owned(), field.clone())],
                };
                if let Some(key) = store::chosen(&asking, condition, &typed)? {
                    known.set(part, part.read(&key, *asking.profile.currency).ok().flatten());
                }
            }
            for part in condition.parts {
                let mut offered = Vec::new();
                if let (Some(offer), Some(_)) = (part.kind.offer(), one) {
                    offered = offer(conn, &known)?;
                }
                let need = if part.need { "" } else { t!(", may be left out") };
                lines.push(format!("    {}: {} ({}{need})", part.key, (part.label)(), part.kind.word()));
                lines.extend(offered.iter().map(|o| format!("        {}", o.says)));
                let choices: Vec<Json> = offered.iter().map(|o| json!({ "key": o.key, "says": o.says })).collect();
                parts.push(json!({
                    "part": part.key, "says": (part.label)(), "kind": part.kind.word(), "need": part.need, "choices": choices,
                }));
            }
            documents.push(json!({
                "condition": condition.key, "heading": (condition.heading)(), "says": (condition.name)(), "parts": parts,
            }));
        }
        Ok(())
    })?;
    let hows: Vec<&str> = How::ALL.map(How::key).to_vec();
    call.out.answer(&json!({ "conditions": documents, "match": hows }), &lines.join("\n"))?;
    Ok(Outcome::Done)
}
