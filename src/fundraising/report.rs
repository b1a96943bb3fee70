//! The reports of fundraising.

use rusqlite::Connection;

use super::store;
use crate::cli::{Cell, Opens, Report, Sheet, SheetColumn, SheetRow, Span, Width};
use crate::kit::{Day, Money, Result, day};
use crate::t;

/// Where a pledge is seen.
pub const PLEDGES: &str = "fundraising.pledges";

/// Every report of fundraising.
pub const REPORTS: &[Report] = &[Report {
    name: "pledges",
    says: "Pledges",
    about: "What was promised for the days, and what of it came",
    sheet: pledges,
}];

fn columns<const N: usize>(all: [(&str, Width); N]) -> Vec<SheetColumn> {
    all.into_iter().map(|(name, width)| SheetColumn { name: name.to_owned(), width }).collect()
}

fn words(text: impl Into<String>) -> Cell {
    Cell::Text(text.into())
}

/// `1 January 2026 to 31 December 2026`.
fn in_words(from: Day, to: Day) -> String {
    t!("{from} to {to}", from = day::long(from), to = day::long(to))
}

/// What was promised for the days of the span and what came in them; the state is that of its last day, or of today.
fn pledges(conn: &Connection, span: &Span) -> Result<Sheet> {
    // What is not over yet is looked at today.
    let on = span.to.min(span.today);
    let all = store::pledges(conn)?;
    let mut rows = Vec::new();
    let (mut promised, mut came, mut late) = (Money::ZERO, Money::ZERO, Money::ZERO);
    for pledge in &all {
        let days = pledge.days(span.to).filter(|due| *due >= span.from).count();
        let expected = Money(pledge.terms.amount.0.saturating_mul(i64::try_from(days).unwrap_or(0)));
        let within = |on: Day| (span.from..=span.to).contains(&on);
        let received: Money = pledge.gifts.iter().filter(|gift| within(gift.on)).map(|gift| gift.amount).sum();
        let schedule = pledge.schedule(on);
        let missed = if schedule.state.is_open() { schedule.missed_sum } else { Money::ZERO };
        if days == 0 && received.is_zero() && missed.is_zero() {
            continue;
        }
        promised += expected;
        came += received;
        late += missed;
        rows.push((
            schedule.state,
            SheetRow {
                cells: vec![
                    words(pledge.name.as_str()),
                    words(pledge.terms.rhythm.label()),
                    words(schedule.state.label()),
                    Cell::Money(pledge.terms.amount),
                    Cell::Money(expected),
                    Cell::Money(received),
                    Cell::Money(missed),
                ],
                strong: false,
                opens: Some(Opens { screen: PLEDGES, filter: pledge.id.to_string() }),
            },
        ));
    }
    rows.sort_by_key(|(state, _)| *state);
    let mut rows: Vec<SheetRow> = rows.into_iter().map(|(_, row)| row).collect();
    let all = |filter: &str| Opens { screen: PLEDGES, filter: filter.to_owned() };
    let figure = |sum: Money, filter: &str| Cell::Opening(Box::new(Cell::Money(sum)), all(filter));
    rows.push(SheetRow {
        cells: vec![
            words(t!("Together")),
            Cell::Empty,
            Cell::Empty,
            Cell::Empty,
            figure(promised, "all"),
            figure(came, "all"),
            figure(late, "missed"),
        ],
        strong: true,
        opens: None,
    });
    Ok(Sheet {
        title: t!("Pledges").to_owned(),
        subtitle: t!(
            "{span}. Missed is what had not come by {day}, from before these days too",
            span = in_words(span.from, span.to),
            day = day::long(on)
        ),
        columns: columns([
            (t!("Donor"), Width::Text),
            (t!("How often"), Width::Short),
            (t!("State"), Width::Short),
            (t!("Each time"), Width::Money),
            (t!("Promised"), Width::Money),
            (t!("Received"), Width::Money),
            (t!("Missed"), Width::Money),
        ]),
        rows,
    })
}
