//! Calendars by themselves: series over ten years, and a month among five thousand events.

use std::hint::black_box;
use std::sync::Arc;
use std::time::Instant;

use wardroom::events::model::{NewEvent, Timing, rule, timing};
use wardroom::events::{ops, store};
use wardroom::kit::{Clock, FixedClock, Result, day};
use wardroom::office::profile::Profile;
use wardroom::office::{How, Office};
use wardroom::subjects;

const TIMES: usize = 21;

/// The middle of so many times, in microseconds.
fn median(mut work: impl FnMut()) -> u128 {
    let mut all: Vec<u128> = (0..TIMES)
        .map(|_| {
            let from = Instant::now();
            work();
            from.elapsed().as_micros()
        })
        .collect();
    all.sort_unstable();
    all.get(TIMES / 2).copied().unwrap_or_default()
}

/// An office with so many events over ten years, one in twenty of them a series.
fn office(events: i64) -> Result<Office> {
    let today = day::from_iso("2026-11-27")?;
    let how = How::new(subjects::setup(), Arc::new(FixedClock::at(today)) as Arc<dyn Clock>, "Bench").seed(1);
    let mut office = Office::in_memory(&Profile::new("Bench Party", "Bench branch", "gb")?, &how)?;
    office.transact(&ops::event::ADD, |tx| {
        for n in 0..events {
            let start = timing::local("2020-01-01 19:00")? + chrono::TimeDelta::days(n * 7 % 3_650);
            let mut new =
                NewEvent::new(&format!("Event {n}"), Timing::once(start, start + chrono::TimeDelta::hours(2)));
            if n % 20 == 0 {
                new.timing.rule = rule::typed("monthly", start, None, None)?;
            }
            ops::event::add_in(tx, &new, false)?;
        }
        Ok(())
    })?;
    Ok(office)
}

/// Prints what is measured.
///
/// # Errors
/// When the office cannot be made.
pub fn print(events: i64) -> Result<()> {
    let (start, end) = (timing::local("2026-01-01 19:00")?, timing::local("2035-12-31 23:00")?);
    for rule in ["FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,WE,FR", "FREQ=MONTHLY;BYDAY=1TU", "FREQ=YEARLY"] {
        let series = Timing { rule: rule.to_owned(), ..Timing::once(start, start + chrono::TimeDelta::hours(2)) };
        let count = series.starts(start, end).len();
        let took = median(|| {
            black_box(series.starts(start, end));
        });
        println!("ten years of {rule}: {count} starts in {took} µs (below 50,000)");
    }
    let office = office(events)?;
    let (from, to) = (day::from_iso("2026-10-26")?, day::from_iso("2026-12-06")?);
    let count = office.read(|conn| store::between(conn, from, to))?.len();
    let took = median(|| {
        black_box(office.read(|conn| store::between(conn, from, to)).map(|all| all.len()).unwrap_or_default());
    });
    println!("six weeks among {events} events: {count} shown in {took} µs");
    Ok(())
}
