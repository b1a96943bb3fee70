//! `map`: what was detected in a list from elsewhere, and the map that an import would take.

use clap::Command;
use serde_json::json;

use super::args::{needed, option, writes};
use super::call::{Call, Outcome};
use super::import::mapping_for;
use super::noun::{List, Noun, Verb, verb};
use crate::kit::{Currency, Problem, Result};
use crate::tabular::Terms;

pub(super) const VERBS: &[Verb] =
    &[verb!("map"; "What a list holds, and which column is taken for which field"; args; run)];

fn args(c: Command) -> Command {
    let c = c
        .arg(needed("input", "INPUT", "A CSV, XLSX, ODS or vCard file"))
        .arg(option("for", "WHAT", "What it is a list of: people, donations, members …").required(true));
    writes(c, "to", "MAP.toml", "Write the map, to be corrected and given to the import")
}

fn list<'a>(nouns: &'a [Noun], name: &str) -> Result<&'a List> {
    let lists = || nouns.iter().flat_map(|n| n.lists);
    lists().find(|l| l.name == name).ok_or_else(|| {
        let names: Vec<_> = lists().map(|l| l.name).collect();
        Problem::usage(format!("There is no import of “{name}”")).hint(format!("Use one of {}", names.join(", ")))
    })
}

fn run(call: &mut Call<'_>) -> Result<Outcome> {
    let list = list(call.nouns, call.need("for")?)?;
    let (source, mapping) = mapping_for(&call.path("input")?, None, list.guess)?;
    // The currency decides only how many decimals an amount has; the import asks again with the office's own.
    let currency = *Currency::of("GBP")?;
    let questions = mapping.questions(&source, list.fields, &Terms { currency, today: call.clock().today() });
    let columns: Vec<_> = source
        .columns
        .iter()
        .map(|c| json!({ "column": c.name, "field": mapping.field_of(&c.name), "samples": c.samples() }))
        .collect();
    let asks: Vec<_> = questions
        .iter()
        .map(|q| {
            let choices: Vec<&str> = q.choices.iter().map(|(key, _)| *key).collect();
            json!({ "column": q.column, "setting": q.setting, "asks": q.asks, "choices": choices, "suggested": q.suggested })
        })
        .collect();
    if let Some(to) = call.target("to")? {
        crate::kit::whole_file::write_whole(&to, mapping.to_toml()?.as_bytes())?;
    }
    let document = json!({
        "format": format!("{:?}", source.format).to_lowercase(),
        "encoding": source.encoding,
        "delimiter": mapping.delimiter,
        "header_row": source.header_row,
        "sheet": source.sheet,
        "sheets": source.sheets,
        "rows": source.row_count,
        "date_order": mapping.date_order,
        "decimal_mark": mapping.decimal_mark,
        "columns": columns,
        "questions": asks,
        "notes": source.notes,
        "map": mapping,
    });
    let mut text = format!("{} rows; the map:\n\n{}", source.row_count, mapping.to_toml()?);
    for column in source.columns.iter().filter(|c| mapping.field_of(&c.name).is_none()) {
        text.push_str(&format!(
            "# not mapped: {} ({})\n",
            column.name,
            column.samples().first().map_or("", String::as_str)
        ));
    }
    for question in &questions {
        text.push_str(&format!("# open: {}; set {}\n", question.asks, question.setting));
    }
    call.out.answer(&document, &text)?;
    Ok(if questions.is_empty() { Outcome::Done } else { Outcome::Problems })
}
