//! `members import`: a list from elsewhere, previewed or kept.

use std::path::{Path, PathBuf};

use clap::{Arg, Command};

use super::super::import;
use super::super::ops;
use super::{file, flag, option};
use crate::cli::{Call, Outcome, import_text, mapping_for, refused_beside};
use crate::kit::Result;
use crate::office::backup::Before;
use crate::people::ops::OnDuplicate;
use crate::tabular::Report;

pub(super) fn args(c: Command) -> Command {
    c.arg(file())
        .arg(Arg::new("input").value_name("INPUT").required(true).help("A CSV, XLSX or ODS file"))
        .arg(option("map", "MAP.toml", "Which column is which field (see `wardroom map`); guessed without it"))
        .arg(
            option("on-duplicate", "WHAT", "What happens with memberships that are there already")
                .value_parser(["skip", "fill", "update", "add"])
                .default_value("skip"),
        )
        .arg(option("refused", "OUT.csv", "Where refused rows go (beside INPUT)"))
        .arg(flag("dry-run", "Say what would happen, and change nothing"))
}

pub(super) fn run(call: &mut Call<'_>) -> Result<Outcome> {
    let input = call.path("input")?;
    let dry_run = call.flag("dry-run");
    let on_duplicate = OnDuplicate::of(call.need("on-duplicate")?).unwrap_or(OnDuplicate::Skip);
    let (source, mut mapping) = mapping_for(&input, call.text("map").map(Path::new), import::guess)?;
    // What the map sets for all rows stands against a column of which it only looks so.
    let constants = mapping.constants.clone();
    mapping.columns.retain(|key, _| !constants.contains_key(key));
    let mut office = if dry_run { call.office_to_read()? } else { call.office()? };
    let plan = ops::prepare(&office, &source, &mapping, on_duplicate)?;
    for note in &plan.notes {
        call.out.remark(note)?;
    }
    let mut report = plan.report.clone();
    if !dry_run {
        let backup = if ops::changes(&plan) { call.copy_before(&office, Before::Import)? } else { None };
        report = Report { backup, ..ops::import(&mut office, &plan)?.value };
        office.close()?;
        if !plan.refused.is_empty() {
            let to = call.text("refused").map_or_else(|| refused_beside(&input), PathBuf::from);
            plan.refused.write(&to)?;
            report.refused_file = Some(to.display().to_string());
        }
    }
    let text = import_text(&report, dry_run);
    call.out.answer(&report, &text)?;
    Ok(if report.refused == 0 { Outcome::Done } else { Outcome::Problems })
}
