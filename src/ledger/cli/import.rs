//! `import donations`: the plan is shown with `--dry-run`, else committed as it is.

use std::path::Path;

use clap::Command;

use super::{causes, dry_run, file, flag, needed, option};
use crate::cli::{Call, Outcome, mapping_for, refused_arg, refused_path, tell_import_with, write_refused};
use crate::kit::Result;
use crate::ledger::import::{self, Plan};
use crate::ledger::{ops, prospect};
use crate::office::backup::Before;
use crate::office::{Foreseen, Office};
use crate::tabular::{Mapping, Report, Source};

pub(super) fn args(c: Command) -> Command {
    let c = c
        .arg(file())
        .arg(needed("input", "INPUT", "A CSV, XLSX, XLS or ODS table"))
        .arg(option("map", "MAP.toml", "Which column is what (`wardroom map` writes one)"))
        .arg(dry_run())
        .arg(flag("again", "Take an input that was imported before once more"));
    refused_arg(c)
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
    let refused = refused_path(call, &input)?;
    let mut office = if dry { call.office_to_read()? } else { call.office()? };
    let (source, mapping) = opened(&input, call.text("map"))?;
    let plan = ops::prepare(&office, &source, &mapping, call.flag("again"))?;
    for note in &plan.notes {
        call.out.remark(note)?;
    }
    let mut report = plan.report.clone();
    let said = if dry { caused(&office, &plan)? } else { Vec::new() };
    if !dry {
        let backup = if plan.rows.is_empty() { None } else { call.copy_before(&office, Before::Import)? };
        report = Report { backup, ..ops::commit(&mut office, &plan)?.value };
        office.close()?;
    }
    write_refused(call, &mut report, &plan.refused, &refused)?;
    let more = dry.then(|| ("causes", causes::json_of(&said, "row").into()));
    tell_import_with(call, &report, dry, more, &causes::text(&said))
}

/// What importing would cause, by the number of the row.
fn caused(office: &Office, plan: &Plan) -> Result<Vec<(usize, Vec<Foreseen>)>> {
    let said = office.foresee(&prospect::of_plan(plan))?;
    let rows = plan.rows.iter().map(|row| row.row);
    Ok(rows.zip(said).filter(|(_, causes)| !causes.is_empty()).collect())
}
