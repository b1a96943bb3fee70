//! `import people`: a list from elsewhere, previewed or kept.

use std::path::Path;

use clap::Command;

use super::super::fields;
use super::super::ops::{Import, OnDuplicate};
use super::{choice, dry_run, file, needed, option};
use crate::cli::{Call, Outcome, mapping_for, refused_arg, refused_path};
use crate::kit::{Result, text};
use crate::office::profile;
use crate::t;
use crate::tabular::Report;

pub(super) fn args(c: Command) -> Command {
    let c = c
        .arg(file())
        .arg(needed("input", "INPUT", "A CSV, XLSX, ODS or vCard file"))
        .arg(option("map", "MAP.toml", "Which column is which field (see `wardroom map`); guessed without it"))
        .arg(
            choice(
                "on-duplicate",
                "WHAT",
                "What happens with people who are there already",
                ["skip", "fill", "update", "add"],
            )
            .default_value("skip"),
        )
        .arg(dry_run());
    refused_arg(c)
}

pub(super) fn run(call: &mut Call<'_>) -> Result<Outcome> {
    let input = call.path("input")?;
    let dry_run = call.flag("dry-run");
    let refused = refused_path(call, &input)?;
    let on_duplicate = OnDuplicate::of(call.need("on-duplicate")?).unwrap_or(OnDuplicate::Skip);
    let (source, mapping) = mapping_for(&input, call.text("map").map(Path::new), fields::guess)?;
    let mut office = if dry_run { call.office_to_read()? } else { call.office()? };
    let profile = office.read(profile::get)?;
    let import = Import::new(&source, &mapping, on_duplicate, *profile.currency, office.today(), profile.month_first)?;
    let backup = if dry_run { None } else { call.copy_before_import(&office)? };
    let mut outcome = if dry_run { import.preview(&office)? } else { import.commit(&mut office)?.value };
    outcome.report.backup = backup;
    if !dry_run && !outcome.refused.is_empty() {
        outcome.refused.write(&refused)?;
        outcome.report.refused_file = Some(refused.display().to_string());
    }
    for note in &source.notes {
        call.out.remark(note)?;
    }
    let report = outcome.report;
    call.out.answer(&report, &as_text(&report, dry_run))?;
    Ok(if report.refused == 0 { Outcome::Done } else { Outcome::Problems })
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
