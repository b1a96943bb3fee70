//! `import people`: a list from elsewhere, previewed or kept.

use std::path::{Path, PathBuf};

use clap::{Arg, ArgAction, Command};

use super::super::fields;
use super::super::ops::{Import, OnDuplicate};
use super::{file, option};
use crate::cli::{Call, Outcome, mapping_for};
use crate::kit::{Result, text};
use crate::office::profile;
use crate::t;
use crate::tabular::Report;

pub(super) fn args(c: Command) -> Command {
    c.arg(file())
        .arg(Arg::new("input").value_name("INPUT").required(true).help("A CSV, XLSX, ODS or vCard file"))
        .arg(option("map", "MAP.toml", "Which column is which field (see `wardroom map`); guessed without it"))
        .arg(
            option("on-duplicate", "WHAT", "What happens with people who are there already")
                .value_parser(["skip", "fill", "update", "add"])
                .default_value("skip"),
        )
        .arg(option("refused", "OUT.csv", "Where refused rows go (beside INPUT)"))
        .arg(
            Arg::new("dry-run")
                .long("dry-run")
                .action(ArgAction::SetTrue)
                .help("Say what would happen, and change nothing"),
        )
}

pub(super) fn run(call: &mut Call<'_>) -> Result<Outcome> {
    let input = call.path("input")?;
    let dry_run = call.flag("dry-run");
    let on_duplicate = OnDuplicate::of(call.need("on-duplicate")?).unwrap_or(OnDuplicate::Skip);
    let (source, mapping) = mapping_for(&input, call.text("map").map(Path::new), fields::guess)?;
    let mut office = if dry_run { call.office_to_read()? } else { call.office()? };
    let profile = office.read(profile::get)?;
    let import = Import::new(&source, &mapping, on_duplicate, *profile.currency, office.today(), profile.month_first)?;
    let backup = if dry_run { None } else { call.copy_before_import(&office)? };
    let mut outcome = if dry_run { import.preview(&office)? } else { import.commit(&mut office)?.value };
    outcome.report.backup = backup;
    if !dry_run && !outcome.refused.is_empty() {
        let to = call.text("refused").map_or_else(|| beside(&input), PathBuf::from);
        outcome.refused.write(&to)?;
        outcome.report.refused_file = Some(to.display().to_string());
    }
    for note in &source.notes {
        call.out.remark(note)?;
    }
    let report = outcome.report;
    call.out.answer(&report, &as_text(&report, dry_run))?;
    Ok(if report.refused == 0 { Outcome::Done } else { Outcome::Problems })
}

/// `members-refused.csv` beside `members.csv`, or the first such name that is free.
fn beside(input: &Path) -> PathBuf {
    let stem = input.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
    let named = |end: String| input.with_file_name(format!("{stem}-refused{end}.csv"));
    let free =
        (1..100).map(|n| named(if n == 1 { String::new() } else { format!("-{n}") })).find(|path| !path.exists());
    free.unwrap_or_else(|| named(String::new()))
}

fn as_text(report: &Report, dry_run: bool) -> String {
    let mut out =
        if dry_run { t!("Nothing was changed; this would happen:").to_owned() } else { t!("Done:").to_owned() };
    for (count, what) in [
        (report.read, t!("rows read")),
        (report.added, t!("added")),
        (report.updated, t!("updated")),
        (report.skipped, t!("skipped, because they are there already")),
        (report.refused, t!("refused")),
    ] {
        out.push_str(&format!("\n{:>9} {what}", text::count(count)));
    }
    for problem in report.problems.iter().take(20) {
        out.push_str(&format!("\nrow {}, {}: {}", problem.row, problem.column, problem.message));
    }
    if report.problems.len() > 20 {
        out.push_str(&format!("\n{}", t!("and {count} more", count = text::count(report.problems.len() - 20))));
    }
    if let Some(file) = &report.refused_file {
        out.push_str(&format!("\n{}", t!("The refused rows, with their reasons: {file}", file = file)));
    }
    if let Some(file) = &report.backup {
        out.push_str(&format!("\n{}", t!("The office as it was before: {file}", file = file)));
    }
    out
}
