//! What the commands that bring in a list share: opening it with its map, where refused rows go, and how the outcome is told.

use std::path::{Path, PathBuf};

use clap::Command;

use super::args::writes;
use super::call::{Call, Outcome};
use crate::kit::{Currency, Problem, Result, text};
use crate::t;
use crate::tabular::{self, CellProblem, Mapping, Overrides, Refused, Report, Source};

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

/// The flag for where the refused rows of an import go.
pub fn refused_arg(c: Command) -> Command {
    writes(c, "refused", "OUT.csv", "Where refused rows go (default: beside INPUT; on a dry run: nowhere)")
        .after_help("Ends with status 1 where rows were refused; the others are in.")
}

/// Where the refused rows of an import go: as `--refused` says, else `gifts-refused.csv` beside `gifts.xlsx`, or the first
/// such name that is free.
///
/// # Errors
/// When `--refused` names a file that is there, and `--force` was not given.
pub fn refused_path(call: &Call<'_>, input: &Path) -> Result<PathBuf> {
    if let Some(named) = call.target("refused")? {
        return Ok(named);
    }
    let stem = input.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
    let named = |end: String| input.with_file_name(format!("{stem}-refused{end}.csv"));
    let free =
        (1..1000).map(|n| named(if n == 1 { String::new() } else { format!("-{n}") })).find(|path| !path.exists());
    free.ok_or_else(|| {
        Problem::file(t!("There is no free name for the refused rows beside {file}", file = input.display()))
            .hint(t!("Say with --refused where they go"))
    })
}

/// Writes the refused rows and notes where; on a dry run only where `--refused` names a file. The import stands whether that
/// succeeds or not.
///
/// # Errors
/// When nothing can be said any more.
pub fn write_refused(call: &mut Call<'_>, report: &mut Report, refused: &Refused, to: &Path) -> Result<()> {
    if refused.is_empty() || call.flag("dry-run") && call.text("refused").is_none() {
        return Ok(());
    }
    match refused.write(to) {
        Ok(()) => report.refused_file = Some(to.display().to_string()),
        Err(why) => call.out.remark(&t!("The refused rows could not be written to a file: {why}", why = why))?,
    }
    Ok(())
}

/// `row 12, Amount: “ten” is not an amount`.
pub fn problem_words(problem: &CellProblem) -> String {
    let column = if problem.column.is_empty() { String::new() } else { format!(", {}", problem.column) };
    format!("{}{column}: {}", t!("row {row}", row = problem.row), problem.message)
}

/// How many problems of rows are told; all of them stand in the JSON and in the file of the refused rows.
const TOLD: usize = 20;

/// Answers with what an import did, or with `dry_run` would do.
///
/// # Errors
/// When standard output is closed.
pub fn tell_import(call: &mut Call<'_>, report: &Report, dry_run: bool) -> Result<Outcome> {
    tell_import_with(call, report, dry_run, None, "")
}

/// The same with a field of the subject's own in the document, and `words` at the end of the text.
///
/// # Errors
/// As [`tell_import`].
pub fn tell_import_with(
    call: &mut Call<'_>,
    report: &Report,
    dry_run: bool,
    more: Option<(&str, serde_json::Value)>,
    words: &str,
) -> Result<Outcome> {
    let mut out =
        if dry_run { t!("Nothing was changed; this would happen:").to_owned() } else { t!("Done:").to_owned() };
    let total = report.total.as_ref().zip(report.currency.as_ref()).and_then(|(total, code)| {
        let currency = Currency::of(code).ok()?;
        Some(currency.show(currency.parse(total, None).ok()?))
    });
    let added = match total {
        Some(total) => t!("added, {total} together", total = total),
        None => t!("added").to_owned(),
    };
    let always = true;
    for (shown, count, what) in [
        (always, report.read, t!("rows read")),
        (always, report.added, &added),
        (report.refunds > 0, report.refunds, t!("  of them money given back")),
        (report.anonymous > 0, report.anonymous, t!("  of them from nobody named")),
        (report.updated > 0, report.updated, t!("updated")),
        (always, report.skipped, t!("left out, because they are there already")),
        (always, report.refused, t!("refused")),
        (report.ambiguous > 0, report.ambiguous, t!("  of them could be from several people of the register")),
        (report.people_added > 0, report.people_added, t!("people and organisations new in the register")),
    ] {
        if shown {
            out.push_str(&format!("\n{:>9} {what}", text::count(count)));
        }
    }
    if dry_run {
        let used: Vec<String> =
            report.columns.iter().map(|used| format!("{} → {}", used.heading, used.label)).collect();
        if !used.is_empty() {
            out.push_str(&format!("\n{}", t!("Columns: {list}", list = used.join(", "))));
        }
        if let Some(order) = report.date_order {
            out.push_str(&format!("\n{}", t!("Days are read as {order}", order = order.label())));
        }
    }
    if !report.unused_columns.is_empty() {
        out.push_str(&format!("\n{}", t!("Columns not used: {list}", list = report.unused_columns.join(", "))));
    }
    for problem in report.problems.iter().take(TOLD) {
        out.push_str(&format!("\n{}", problem_words(problem)));
    }
    if report.problems.len() > TOLD {
        out.push_str(&format!("\n{}", t!("and {count} more", count = text::count(report.problems.len() - TOLD))));
    }
    if let Some(file) = &report.refused_file {
        out.push_str(&format!("\n{}", t!("The refused rows, with their reasons: {file}", file = file)));
    }
    if let Some(file) = &report.backup {
        out.push_str(&format!("\n{}", t!("The office as it was before: {file}", file = file)));
    }
    out.push_str(words);
    let mut document =
        serde_json::to_value(report).map_err(|e| Problem::defect(t!("The report could not be written")).because(e))?;
    if let (Some((name, value)), serde_json::Value::Object(fields)) = (more, &mut document) {
        fields.insert(name.to_owned(), value);
    }
    call.out.answer(&document, &out)?;
    Ok(if report.refused == 0 { Outcome::Done } else { Outcome::Problems })
}
