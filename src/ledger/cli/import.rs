//! `import donations`: the plan is shown with `--dry-run`, else committed as it is.

use std::path::{Path, PathBuf};

use clap::Command;

use super::{causes, file, flag, option};
use crate::cli::{Call, Outcome, mapping_for};
use crate::kit::{Problem, Result, text};
use crate::ledger::import::{self, Plan};
use crate::ledger::{ops, prospect};
use crate::office::{Foreseen, Office};
use crate::t;
use crate::tabular::{Mapping, Report, Source};

pub(super) fn args(c: Command) -> Command {
    c.arg(file())
        .arg(clap::Arg::new("input").value_name("INPUT").required(true).help("A CSV, XLSX, XLS or ODS table"))
        .arg(option("map", "MAP.toml", "Which column is what (`wardroom map` writes one)"))
        .arg(flag("dry-run", "Say what would be done, and do nothing"))
        .arg(flag("again", "Take an input that was imported before once more"))
}

/// Opens a table with a map from a file, or with the map that it suggests. What the map sets for all rows stands against
/// a column of which it only looks so.
pub(super) fn opened(input: &Path, map: Option<&str>) -> Result<(Source, Mapping)> {
    let (source, mut mapping) = mapping_for(input, map.map(Path::new), import::guess)?;
    let constants = &mapping.constants;
    mapping.columns.retain(|key, _| !constants.contains_key(key));
    Ok((source, mapping))
}

pub(super) fn run(call: &mut Call<'_>) -> Result<Outcome> {
    let input = call.path("input")?;
    let dry = call.flag("dry-run");
    let mut office = if dry { call.office_to_read()? } else { call.office()? };
    let (source, mapping) = opened(&input, call.text("map"))?;
    let plan = ops::prepare(&office, &source, &mapping, call.flag("again"))?;
    for note in &plan.notes {
        call.out.remark(note)?;
    }
    let mut report = plan.report.clone();
    let said = if dry { caused(&office, &plan)? } else { Vec::new() };
    if !dry {
        let backup = if plan.rows.is_empty() { None } else { call.copy_before_import(&office)? };
        report = Report { backup, ..ops::commit(&mut office, &plan)?.value };
        office.close()?;
        report.refused_file = write_refused(call, &input, &plan)?;
    }
    let mut text = as_text(&report, dry);
    let problems = report.refused > 0;
    if dry {
        let mut document = serde_json::to_value(&report)
            .map_err(|e| Problem::defect(t!("The report could not be written")).because(e))?;
        if let serde_json::Value::Object(fields) = &mut document {
            fields.insert("causes".to_owned(), causes::json_of(&said, "row").into());
        }
        text.push_str(&causes::text(&said));
        call.out.answer(&document, &text)?;
    } else {
        call.out.answer(&report, &text)?;
    }
    Ok(if problems { Outcome::Problems } else { Outcome::Done })
}

/// What importing would cause, by the number of the row.
fn caused(office: &Office, plan: &Plan) -> Result<Vec<(usize, Vec<Foreseen>)>> {
    let said = office.foresee(&prospect::of_plan(plan))?;
    let rows = plan.rows.iter().map(|row| row.row);
    Ok(rows.zip(said).filter(|(_, causes)| !causes.is_empty()).collect())
}

/// Writes the refused rows beside the input. The import stands whether that succeeds or not.
fn write_refused(call: &mut Call<'_>, input: &Path, plan: &Plan) -> Result<Option<String>> {
    if plan.refused.is_empty() {
        return Ok(None);
    }
    let path = refused_path(input);
    if let Err(problem) = plan.refused.write(&path) {
        call.out.remark(&t!("The refused rows could not be written to a file: {why}", why = problem))?;
        return Ok(None);
    }
    Ok(Some(path.display().to_string()))
}

/// `donations.refused.csv` beside `donations.xlsx`.
fn refused_path(input: &Path) -> PathBuf {
    let stem = input.file_stem().map_or_else(|| "import".to_owned(), |s| s.to_string_lossy().into_owned());
    input.with_file_name(format!("{stem}.refused.csv"))
}

fn as_text(report: &Report, dry: bool) -> String {
    let total = report.total.as_deref().unwrap_or("");
    let currency = report.currency.as_deref().unwrap_or("");
    let count = text::count(report.added);
    let mut out = if dry {
        t!(
            "Would import {count} of {read} rows for {currency} {total}",
            count = count,
            read = text::count(report.read),
            currency = currency,
            total = total
        )
    } else {
        t!(
            "Imported {count} of {read} rows for {currency} {total}",
            count = count,
            read = text::count(report.read),
            currency = currency,
            total = total
        )
    };
    out.push_str(&t!(
        "\n  {people} new in the register, {skipped} here already, {refused} refused\n",
        people = text::count(report.people_added),
        skipped = text::count(report.skipped),
        refused = text::count(report.refused)
    ));
    for problem in report.problems.iter().take(20) {
        out.push_str(&t!(
            "  row {row}: {column}: {what}\n",
            row = problem.row,
            column = problem.column,
            what = problem.message
        ));
    }
    if report.problems.len() > 20 {
        out.push_str(&t!("  and {more} more\n", more = report.problems.len() - 20));
    }
    if let Some(path) = &report.refused_file {
        out.push_str(&t!("The refused rows, with the reasons: {path}\n", path = path));
    }
    if let Some(path) = &report.backup {
        out.push_str(&t!("The office as it was before: {path}\n", path = path));
    }
    out.trim_end().to_owned()
}
