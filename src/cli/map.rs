//! `map`: what was detected in a list from elsewhere, and the map that an import would take.

use std::path::Path;

use clap::{Arg, Command};
use serde_json::json;

use super::call::{Call, Outcome};
use super::noun::{List, Noun, Verb};
use crate::kit::{Currency, Problem, Result};
use crate::tabular::{self, Mapping, Overrides, Source, Terms};

pub(super) const VERBS: &[Verb] =
    &[Verb { words: &["map"], about: "What a list holds, and which column is taken for which field", args, run }];

fn args(c: Command) -> Command {
    c.arg(Arg::new("input").value_name("INPUT").required(true).help("A CSV, XLSX, ODS or vCard file"))
        .arg(Arg::new("for").long("for").value_name("WHAT").required(true).help("people, donations or bank"))
        .arg(
            Arg::new("to")
                .long("to")
                .value_name("MAP.toml")
                .help("Write the map, to be corrected and given to the import"),
        )
}

fn list<'a>(nouns: &'a [Noun], name: &str) -> Result<&'a List> {
    let lists = || nouns.iter().flat_map(|n| n.lists);
    lists().find(|l| l.name == name).ok_or_else(|| {
        let names: Vec<_> = lists().map(|l| l.name).collect();
        Problem::usage(format!("There is no import of “{name}”")).hint(format!("There is {}", names.join(", ")))
    })
}

/// Opens a list with the map given by `--map`, or with the one that is guessed.
///
/// # Errors
/// When the map or the list cannot be read.
pub fn mapping_for(input: &Path, map: Option<&Path>, guess: fn(&Source) -> Mapping) -> Result<(Source, Mapping)> {
    let Some(map) = map else {
        let source = tabular::open(input, &Overrides::default())?;
        let mapping = guess(&source);
        return Ok((source, mapping));
    };
    let text = std::fs::read_to_string(map)
        .map_err(|e| Problem::file(format!("The map could not be read: {}", map.display())).because(e))?;
    let mapping = Mapping::from_toml(&text)?;
    let source = tabular::open(input, &mapping.overrides()?)?;
    // A map that says only how the file is read leaves the columns to be guessed.
    let columns = if mapping.columns.is_empty() { guess(&source).columns } else { mapping.columns.clone() };
    Ok((source, Mapping { columns, ..mapping }))
}

fn run(call: &mut Call<'_>) -> Result<Outcome> {
    let list = list(call.nouns, call.need("for")?)?;
    let (source, mapping) = mapping_for(&call.path("input")?, None, list.guess)?;
    // The currency decides only how many decimals an amount has; the import asks again with the office's own.
    let currency = *Currency::of("GBP")?;
    let questions = mapping.questions(&source, list.fields, &Terms { currency, today: call.clock().today() });
    let field_of = |column: &str| {
        mapping.columns.iter().find(|(_, c)| c.headings().iter().any(|h| h == column)).map(|(key, _)| key.clone())
    };
    let columns: Vec<_> = source
        .columns
        .iter()
        .map(|c| json!({ "column": c.name, "field": field_of(&c.name), "samples": c.samples() }))
        .collect();
    let asks: Vec<_> = questions
        .iter()
        .map(|q| {
            let choices: Vec<&str> = q.choices.iter().map(|(key, _)| *key).collect();
            json!({ "column": q.column, "setting": q.setting, "asks": q.asks, "choices": choices, "suggested": q.suggested })
        })
        .collect();
    if let Some(to) = call.text("to") {
        crate::kit::whole_file::write_whole(Path::new(to), mapping.to_toml()?.as_bytes())?;
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
    for column in source.columns.iter().filter(|c| field_of(&c.name).is_none()) {
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
