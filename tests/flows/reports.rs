//! What holds for the reports of every subject.

use std::sync::Arc;

use wardroom::app::subject;
use wardroom::cli::{Cell, Span};
use wardroom::kit::{FixedClock, day};
use wardroom::office::{How, Office};
use wardroom::{demo, subjects};

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
