//! `labels sheets`, `print` and `test`.

use std::sync::atomic::AtomicBool;

use clap::Command;
use serde_json::{Value as Json, json};

use super::super::page::Start;
use super::super::printing;
use super::{asked, file, mailings, option, plan_json, plan_text, whom_args};
use crate::cli::args::must_write;
use crate::cli::{Call, Outcome};
use crate::kit::{Problem, Result, text};
use crate::print::LabelSheet;
use crate::t;

/// Adds the arguments that say which sheet, and how it is begun.
pub fn sheet_args(c: Command, usual: &'static str) -> Command {
    c.arg(
        option("sheet", "SHEET", "The sheet, as `labels sheets` lists them, or its numbers in quotes")
            .default_value(usual),
    )
    .arg(option("start", "N", "The first free label of the sheet, counted by rows from the top left (1)"))
    .arg(
        option("shift-right", "MM", "Move everything so many millimetres to the right, or left with a minus")
            .allow_hyphen_values(true),
    )
    .arg(option("shift-down", "MM", "The same downwards").allow_hyphen_values(true))
}

/// The sheet that was named, and how it is begun.
///
/// # Errors
/// When there is no such sheet, it has no such label, or a figure is none.
pub fn sheet(call: &Call<'_>) -> Result<(LabelSheet, Start)> {
    let sheet = LabelSheet::of(call.need("sheet")?)?;
    let at = call.number::<usize>("start")?.unwrap_or(1);
    if at == 0 || at > sheet.per_page() {
        return Err(Problem::usage(t!(
            "A sheet of {name} has labels 1 to {last}",
            name = sheet.name,
            last = sheet.per_page()
        )));
    }
    let shift = |name: &str| -> Result<f32> {
        let shift = call.number::<f32>(name)?.unwrap_or(0.0);
        if shift.is_finite() && shift.abs() <= 20.0 {
            Ok(shift)
        } else {
            Err(Problem::usage(t!("--{name} takes at most 20 millimetres", name = name)))
        }
    };
    let start = Start { at, shift: (shift("shift-right")?, shift("shift-down")?) };
    Ok((sheet, start))
}

pub(super) fn sheets_args(c: Command) -> Command {
    c
}

pub(super) fn sheets(call: &mut Call<'_>) -> Result<Outcome> {
    let all = || LabelSheet::ADDRESS.into_iter().chain(LabelSheet::CARDS);
    let list: Vec<Json> = all()
        .map(|s| {
            json!({ "name": s.name, "columns": s.columns, "rows": s.rows, "label": [s.size.0, s.size.1],
                "first": [s.first.0, s.first.1], "pitch": [s.pitch.0, s.pitch.1], "says": s.says() })
        })
        .collect();
    let text: Vec<String> = all().map(|s| format!("{:<18} {}", s.name, s.says())).collect();
    let own = t!("An own sheet by its numbers: \"A4 3x7 63.5x38.1 7.2,15.1 66x38.1\"");
    call.out.answer(&json!({ "sheets": list }), &format!("{}\n{own}", text.join("\n")))?;
    Ok(Outcome::Done)
}

pub(super) fn print_args(c: Command) -> Command {
    let c = sheet_args(whom_args(c.arg(file())), "L7160");
    must_write(c, "to", "OUT.pdf", "The file; long runs are written in volumes beside it")
}

pub(super) fn print(call: &mut Call<'_>) -> Result<Outcome> {
    let to = call.need_target("to")?;
    let (sheet, start) = sheet(call)?;
    let office = call.office_to_read()?;
    let asked = asked(call, &office, None)?;
    let plan = printing::plan_labels(&office, &mailings(call), &asked, &sheet)?;
    if plan.to.is_empty() {
        return Err(Problem::input(t!("There is nobody to write to, so no file was written")).hint(plan_text(&plan)));
    }
    let files = printing::labels(&office, &plan, &sheet, start, &to, &mut |_| {}, &AtomicBool::new(false))?;
    let sheets = sheet.pages(plan.to.len(), start.at).len();
    let mut document = plan_json(&plan);
    document.insert("sheet".into(), json!(sheet.name));
    document.insert("sheets".into(), json!(sheets));
    document.insert("files".into(), json!(files));
    let text = t!(
        "Wrote {labels} on {sheets}: {path}\n{left}",
        labels = text::plural(plan.to.len(), t!("label"), t!("labels")),
        sheets = text::plural(sheets, t!("sheet"), t!("sheets")),
        path = files.first().unwrap_or(&to).display(),
        left = plan_text(&plan)
    );
    call.out.answer(&Json::Object(document), &text)?;
    Ok(if plan.unknown.is_empty() { Outcome::Done } else { Outcome::Problems })
}

pub(super) fn test_args(c: Command) -> Command {
    must_write(sheet_args(c.arg(file()), "L7160"), "to", "OUT.pdf", "The file")
}

pub(super) fn test(call: &mut Call<'_>) -> Result<Outcome> {
    let to = call.need_target("to")?;
    let (sheet, start) = sheet(call)?;
    let office = call.office_to_read()?;
    printing::test_sheet(&office, None, &sheet, start, &to)?;
    let text = t!("Wrote the test for {sheet}: {path}", sheet = sheet.name, path = to.display());
    call.out.answer(&json!({ "sheet": sheet.name, "file": to }), &text)?;
    Ok(Outcome::Done)
}
