//! Frames while somebody types into a document of 200 pages, and into the copy of it that an amendment is written by.

use std::hint::black_box;
use std::sync::Arc;
use std::time::Instant;

use egui_kittest::kittest::Queryable as _;
use wardroom::app::bench::{self, View};
use wardroom::kit::{Clock, FixedClock, Problem, Result, day};
use wardroom::office::profile::Profile;
use wardroom::office::{How, Office};
use wardroom::policy::body::{Body, Clause, Kind};
use wardroom::policy::model::NewDocument;
use wardroom::policy::ops::document;
use wardroom::subjects;
use wardroom::ui::Theme;
use wardroom::ui::raster::Canvas;

const WORDS: [&str; 12] =
    ["council", "homes", "and", "schools", "for", "every", "street", "of", "the", "town", "without", "cars"];

/// A text of so many clauses, a heading before each twenty; a page has ten of them.
fn text(clauses: usize) -> Body {
    let mut body = Body::default();
    for (id, n) in (1..).zip(0..clauses) {
        let (kind, depth) = match n % 20 {
            0 => (Kind::Heading, 0),
            1..=9 => (Kind::Numbered, 1),
            _ => (Kind::Numbered, 2),
        };
        let words: Vec<&str> = (0..45).filter_map(|w| WORDS.get((n * 7 + w * 5) % WORDS.len()).copied()).collect();
        let words = if kind == Kind::Heading { format!("Chapter {n}") } else { words.join(" ") };
        body.clauses.push(Clause::new(id, kind, depth, words));
    }
    body
}

fn spread(mut all: Vec<u128>) -> (u128, u128) {
    all.sort_unstable();
    let at =
        |share: usize| all.get((all.len() * share / 100).min(all.len().saturating_sub(1))).copied().unwrap_or_default();
    (at(50), at(99))
}

/// Frames while letters are typed into the middle of a document, with everything the window does for one but the graphics card's
/// part.
fn typing(clauses: usize, screen: &'static str, with: &str) -> Result<(u128, u128)> {
    let today = day::from_iso("2026-11-27")?;
    let how = How::new(subjects::setup(), Arc::new(FixedClock::at(today)) as Arc<dyn Clock>, "Bench").seed(1);
    let mut office = Office::in_memory(&Profile::new("Bench Party", "Bench branch", "gb")?, &how)?;
    let new = NewDocument { kind: "policy".to_owned(), title: "A long text".to_owned(), ..NewDocument::default() };
    let (id, _) = document::import(&mut office, &new, Some("draft"), text(clauses), "First")?.value;
    let filter: &'static str = format!("{id}{with}").leak();
    let view = View { name: String::new(), screen, filter, shell: None };
    let mut window = bench::window(Canvas::default(), Theme::default(), [1366.0, 768.0], office, subjects::ALL, &view)?;
    window.run_ok();
    let first = window.query_all_by_label_contains("Clause 1").next();
    first.ok_or_else(|| Problem::defect("no clause is in sight"))?.focus();
    window.run_ok();
    let mut times = Vec::new();
    for n in 0..300 {
        let letter = if n % 6 == 5 { " " } else { "e" };
        window.input_mut().events.push(egui::Event::Text(letter.to_owned()));
        let from = Instant::now();
        window.step();
        let output = window.output();
        black_box(window.ctx.tessellate(output.shapes.clone(), output.pixels_per_point).len());
        times.push(from.elapsed().as_micros());
    }
    Ok(spread(times))
}

/// Prints what is measured.
///
/// # Errors
/// When the office cannot be made.
pub fn print(clauses: usize) -> Result<()> {
    for (what, screen, with) in [("a text", "policy.text", ""), ("an amendment to a text", "policy.amendments", " new")]
    {
        let (median, most) = typing(clauses, screen, with)?;
        println!(
            "typing into {what} of {clauses} clauses: a frame in {median} µs, 99 of 100 below {most} µs (below 8,000)"
        );
    }
    Ok(())
}
