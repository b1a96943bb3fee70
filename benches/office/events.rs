//! Calendars by themselves: series over ten years, and a month among five thousand events.

use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use egui::Key;
use wardroom::app::bench::{self, View};

use wardroom::events::model::{NewEvent, Timing, rule, timing};
use wardroom::events::{ops, store};
use wardroom::kit::{Clock, FixedClock, Result, day};
use wardroom::office::profile::Profile;
use wardroom::office::{How, Office};
use wardroom::subjects;
use wardroom::ui::Theme;
use wardroom::ui::raster::Canvas;

use crate::spread::Spread;

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
    let frames = months(office, 240);
    let (middle, p95, longest) = (frames.part(50), frames.part(95), frames.longest());
    let aim = if longest < FRAME { "below" } else { "ABOVE" };
    println!(
        "a frame of the month view among {events} events, another month each time: {middle:?}, p95 {p95:?}, longest {longest:?} \
         ({aim} {FRAME:?}, what a screen of 60 Hz waits for)"
    );
    Ok(())
}

/// What a screen of 60 Hz waits for.
const FRAME: Duration = Duration::from_micros(16_667);

/// The frames of the month view while somebody holds Page Down: each asks for another month and draws what came.
fn months(office: Office, frames: usize) -> Spread {
    let view = View { name: String::new(), screen: "events.calendar", filter: "", shell: None };
    let (canvas, theme, size) = (Canvas::default(), Theme::default(), [1366.0, 768.0]);
    let mut window = bench::window(canvas, theme, size, office, subjects::ALL, &view).expect("the screen is drawn");
    window.run_ok();
    let mut spread = Spread::default();
    for at in 0..frames {
        // Out and back, so that there is always something on.
        window.key_press(if at % 80 < 40 { Key::PageDown } else { Key::PageUp });
        spread.time(|| {
            window.step();
            let output = window.output();
            window.ctx.tessellate(output.shapes.clone(), output.pixels_per_point).len()
        });
    }
    spread
}
