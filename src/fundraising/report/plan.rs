//! The fundraising plan as a report.

use super::{ENTRIES, columns, words};
use crate::cli::{Cell, Opens, Sheet, SheetRow, Width};
use crate::fundraising::model::percent;
use crate::fundraising::model::plan::{self as planned, Month, Plan, Sums};
use crate::kit::{Money, day};
use crate::t;

/// `Mar 2026`, which fits a column of paper; its first day where months do not begin on the first.
fn month((from, _): Month) -> String {
    let short = day::short(from);
    short.strip_prefix("1 ").map_or(short.clone(), str::to_owned)
}

/// A plan as a table: each way with the months in which anything is planned or came, then all ways together.
pub(in crate::fundraising) fn sheet(plan: &Plan) -> Sheet {
    let opening = |sum: Money, way, days: Month| {
        Cell::Opening(
            Box::new(Cell::Money(sum)),
            Opens { screen: ENTRIES, filter: planned::entries(way, days).to_string() },
        )
    };
    let row =
        |name: &str, when: String, target: Option<Money>, actual: Money, way, days: Month, behind: Option<Money>| {
            let share = target.and_then(|target| percent(actual.0, target.0));
            SheetRow {
                cells: vec![
                    words(name),
                    words(when),
                    target.map_or(Cell::Empty, Cell::Money),
                    opening(actual, way, days),
                    target.map_or(Cell::Empty, |target| Cell::Money(actual - target)),
                    words(share.map(|share| t!("{share} %", share = share)).unwrap_or_default()),
                    behind.filter(|sum| !sum.is_zero()).map_or(Cell::Empty, Cell::Money),
                ],
                strong: behind.is_some(),
                opens: Some(Opens { screen: ENTRIES, filter: planned::entries(way, days).to_string() }),
            }
        };
    let year = day::year_words(plan.year.0, plan.year.1);
    let total = |name: &str, of: Sums, way| {
        row(name, year.clone(), Some(of.target), of.actual, way, plan.year, Some(of.behind()))
    };
    let mut rows = Vec::new();
    for line in plan.lines.iter().filter(|line| !line.is_empty()) {
        for (cell, days) in line.cells.iter().zip(&plan.months) {
            if cell.target.is_some() || !cell.actual.is_zero() {
                rows.push(row(line.way.label(), month(*days), cell.target, cell.actual, Some(line.way), *days, None));
            }
        }
        rows.push(total(line.way.label(), plan.of_line(line), Some(line.way)));
    }
    if !rows.is_empty() {
        for (at, days) in plan.months.iter().enumerate() {
            let of = plan.of_month(at);
            rows.push(row(t!("Together"), month(*days), Some(of.target), of.actual, None, *days, None));
        }
        rows.push(total(t!("Together"), plan.total(), None));
    }
    Sheet {
        title: t!("Fundraising plan of {year}", year = year),
        subtitle: t!("All income, each entry in one way; in kind counts at its value, what was given back is taken off. Behind counts the months that are over")
            .to_owned(),
        columns: columns([
            (t!("How"), Width::Text),
            (t!("Month"), Width::Short),
            (t!("Target"), Width::Money),
            (t!("Came"), Width::Money),
            (t!("Difference"), Width::Money),
            (t!("Of target"), Width::Count),
            (t!("Behind"), Width::Money),
        ]),
        rows,
    }
}
