//! What holds for the reports of every subject.

use std::sync::Arc;

use wardroom::app::subject;
use wardroom::cli::{Cell, Sheet, SheetRow, Span};
use wardroom::kit::{FixedClock, day};
use wardroom::office::{How, Office};
use wardroom::{demo, subjects};

/// Totals of which small ones are hidden: what is behind them would tell who is in those.
const HIDING: [&str; 3] = ["ages", "areas", "languages"];

/// Whether a figure is the sum of those above it, each of which opens.
fn sums_what_opens(sheet: &Sheet, row: &SheetRow, at: usize) -> bool {
    let figure = |cell: Option<&Cell>| match cell.map(Cell::value) {
        Some(Cell::Count(n)) => *n,
        Some(Cell::Money(sum)) => sum.0,
        _ => 0,
    };
    let above: Vec<&SheetRow> = sheet.rows.iter().take_while(|above| *above != row).collect();
    row.strong
        && !above.is_empty()
        && above.iter().all(|above| above.opens_at(at).is_some())
        && above.iter().map(|above| figure(above.cells.get(at))).sum::<i64>() == figure(row.cells.get(at))
}

/// Every total opens: a figure without rows behind it is a claim that nobody can look into.
#[test]
fn no_figure_of_any_report_opens_nothing_or_a_screen_that_is_not_there() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("demo.wardroom");
    let today = day::from_iso("2026-11-21").unwrap();
    demo::make(&path, demo::Size { people: 40, years: 1, seed: 1 }, today).unwrap();
    let office = Office::open(&path, &How::new(subjects::setup(), Arc::new(FixedClock::at(today)), "Asha M.")).unwrap();
    let mut figures = 0;
    for year in [2026, 2025] {
        let [from, to] = ["01-01", "12-31"].map(|end| day::from_iso(&format!("{year}-{end}")).unwrap());
        for report in subjects::nouns().iter().flat_map(|n| n.reports) {
            let sheet = office.read(|conn| (report.sheet)(conn, &Span { from, to, today })).unwrap();
            for row in &sheet.rows {
                for (at, cell) in row.cells.iter().enumerate() {
                    if !matches!(cell.value(), Cell::Money(_) | Cell::Count(_)) {
                        continue;
                    }
                    let opens = row.opens_at(at);
                    if opens.is_none() && (HIDING.contains(&report.name) || sums_what_opens(&sheet, row, at)) {
                        continue;
                    }
                    assert!(opens.is_some(), "{}: column {at} of {row:?} opens nothing", report.name);
                    let screen = opens.unwrap().screen;
                    assert!(subject::screen_def(subjects::ALL, screen).is_some(), "{}: no {screen}", report.name);
                    figures += 1;
                }
            }
        }
    }
    assert!(figures > 100, "the demo has something to report");
}
