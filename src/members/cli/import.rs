//! `members import`: a list from elsewhere, previewed or kept.

use std::path::Path;

use clap::Command;

use super::super::import;
use super::super::ops;
use super::{choice, file, option};
use crate::cli::args::{dry_run, needed};
use crate::cli::{Call, Outcome, mapping_for, refused_arg, refused_path, tell_import, write_refused};
use crate::kit::Result;
use crate::office::backup::Before;
use crate::people::ops::OnDuplicate;
use crate::tabular::Report;

pub(super) fn args(c: Command) -> Command {
    let words = ["skip", "fill", "update", "add"];
    let c = c
        .arg(file())
        .arg(needed("input", "INPUT", "A CSV, XLSX or ODS file"))
        .arg(option("map", "MAP.toml", "Which column is which field (see `wardroom map`); guessed without it"))
        .arg(
            choice("on-duplicate", "WHAT", "What happens with memberships that are there already", words)
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
    }
    write_refused(call, &mut report, &plan.refused, &refused)?;
    tell_import(call, &report, dry_run)
}
