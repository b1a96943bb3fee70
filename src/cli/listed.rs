//! What the commands that bring in a list of records have in common: where refused rows go, and what is said of it all.

use std::path::{Path, PathBuf};

use crate::kit::text;
use crate::t;
use crate::tabular::Report;

/// `members-refused.csv` beside `members.csv`, or the first such name that is free.
pub fn refused_beside(input: &Path) -> PathBuf {
    let stem = input.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
    let named = |end: String| input.with_file_name(format!("{stem}-refused{end}.csv"));
    let free =
        (1..100).map(|n| named(if n == 1 { String::new() } else { format!("-{n}") })).find(|path| !path.exists());
    free.unwrap_or_else(|| named(String::new()))
}

/// What an import did or would do, for a person.
pub fn import_text(report: &Report, dry_run: bool) -> String {
    let mut out =
        if dry_run { t!("Nothing was changed; this would happen:").to_owned() } else { t!("Done:").to_owned() };
    let people = (report.people_added, t!("new in the register of people"));
    for (count, what) in [
        (report.read, t!("rows read")),
        (report.added, t!("added")),
        (report.updated, t!("updated")),
        (report.skipped, t!("skipped, because they are there already")),
        (report.refused, t!("refused")),
    ]
    .into_iter()
    .chain((report.people_added != report.added).then_some(people))
    {
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
