//! `import people`: a list from elsewhere, previewed or kept.

use std::path::{Path, PathBuf};

use clap::{Arg, ArgAction, Command};

use super::super::fields;
use super::super::ops::{Import, OnDuplicate};
use super::{file, option};
use crate::cli::{Call, Outcome, import_text, mapping_for, refused_beside};
use crate::kit::Result;
use crate::office::backup::Before;
use crate::office::profile;

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
    let backup = if dry_run { None } else { call.copy_before(&office, Before::Import)? };
    let mut outcome = if dry_run { import.preview(&office)? } else { import.commit(&mut office)?.value };
    outcome.report.backup = backup;
    if !dry_run && !outcome.refused.is_empty() {
        let to = call.text("refused").map_or_else(|| refused_beside(&input), PathBuf::from);
        outcome.refused.write(&to)?;
        outcome.report.refused_file = Some(to.display().to_string());
    }
    for note in &source.notes {
        call.out.remark(note)?;
    }
    let report = outcome.report;
    call.out.answer(&report, &import_text(&report, dry_run))?;
    Ok(if report.refused == 0 { Outcome::Done } else { Outcome::Problems })
}
