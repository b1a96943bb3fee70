//! `import people`: a list from elsewhere, previewed or kept.

use std::path::Path;

use clap::Command;

use super::super::fields;
use super::super::ops::{Import, OnDuplicate};
use super::{choice, dry_run, file, needed, option};
use crate::cli::{Call, Outcome, mapping_for, refused_arg, refused_path, tell_import_with, write_refused};
use crate::kit::Result;
use crate::office::backup::Before;
use crate::office::profile;
use crate::t;

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
    let backup = if dry_run { None } else { call.copy_before(&office, Before::Import)? };
    let mut outcome = if dry_run { import.preview(&office)? } else { import.commit(&mut office)?.value };
    outcome.report.backup = backup;
    for note in &source.notes {
        call.out.remark(note)?;
    }
    write_refused(call, &mut outcome.report, &outcome.refused, &refused)?;
    let hint = if outcome.report.skipped > 0 && on_duplicate == OnDuplicate::Skip {
        t!(
            "\n--on-duplicate fill takes what those who are there lack from their rows; update takes what differs as well"
        )
    } else {
        ""
    };
    tell_import_with(call, &outcome.report, dry_run, None, hint)
}
