//! Benchmarks of a whole office, from opening to receipts.
//!
//! - `cargo bench`: with criterion, at 10,000 people; `WARDROOM_PEOPLE=100000 cargo bench` at another size.
//! - `cargo bench -- --table`: measures everything once and prints `benches/RESULTS.md`;
//!   `WARDROOM_PEOPLE=10000,100000,1000000 cargo bench -- --table` for several sizes; with `WARDROOM_KEPT=1` the offices of
//!   the last run are used, with what importing took then.
//!
//! - `cargo bench -- --rules 1000000`: the engine of the law's rules by itself, over so many entries and after one more.
//! - `cargo bench -- --register`: members by themselves, at the sizes of `WARDROOM_PEOPLE`: dues run, statuses, roll,
//!   duplicates, segments. `--table` has the same rows.
//!
//! - `cargo bench -- --bank 10000`: matching so many bank lines against ten times as many open items, and reading statements of
//!   as many lines in each form.
//!
//! - `cargo bench -- --elections 10000`: counting so many papers with nine candidates under each of the rules, by themselves and
//!   from an office that holds both entries.
//! - `cargo bench -- --events`: series over ten years, and a month among five thousand events.
//! - `cargo bench -- --amendments 500`: two versions of so many pages compared, and three hundred amendments held against each
//!   other and merged.
//! - `cargo bench -- --writing`: frames while somebody types into a text of 200 pages.
//!
//! [`big`] makes the offices, [`measure`] says what is measured, [`table`] prints it, [`peers`] is what it is held beside.

#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a benchmark may fail where it stands, and talks to a person"
)]

mod alone;
mod amendments;
mod bank;
mod big;
mod elections;
mod events;
mod measure;
mod peers;
mod register;
mod rules;
mod segments;
mod spread;
mod table;
mod writing;

use std::hint::black_box;

use criterion::{BatchSize, Criterion};
use wardroom::kit::Result;
use wardroom::office::Office;

use alone::Alone;

/// The sizes that were asked for.
fn sizes() -> Vec<usize> {
    let asked = std::env::var("WARDROOM_PEOPLE").unwrap_or_default();
    let sizes: Vec<usize> = asked.split(',').filter_map(|n| n.trim().replace('_', "").parse().ok()).collect();
    if sizes.is_empty() { vec![10_000] } else { sizes }
}

fn show(rows: &[Alone]) -> Result<()> {
    println!("{}", alone::table(rows));
    Ok(())
}

fn main() -> Result<()> {
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    let words: Vec<&str> = args.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["--table"] => table::print(&sizes()),
        // A part of the table in a process of its own, so that its memory is its own.
        ["--part", part, people] => table::part(part, people.parse().unwrap_or(10_000)),
        ["--bank"] => show(&bank::measure(10_000)?),
        ["--bank", lines] => show(&bank::measure(lines.replace('_', "").parse().unwrap_or(10_000))?),
        ["--elections"] => elections::print(10_000),
        ["--elections", papers] => elections::print(papers.replace('_', "").parse().unwrap_or(10_000)),
        ["--events"] => events::print(5_000),
        ["--amendments"] => {
            amendments::print(500);
            Ok(())
        }
        ["--amendments", pages] => {
            amendments::print(pages.replace('_', "").parse().unwrap_or(500));
            Ok(())
        }
        ["--writing"] => writing::print(2_000),
        ["--register"] => register::print(&sizes()),
        ["--rules", entries] => show(&rules::measure(entries.replace('_', "").parse().unwrap_or(1_000_000))?),
        _ => {
            let mut criterion = Criterion::default().configure_from_args();
            for people in sizes() {
                benchmarks(&mut criterion, people)?;
            }
            criterion.final_summary();
            Ok(())
        }
    }
}

fn benchmarks(criterion: &mut Criterion, people: usize) -> Result<()> {
    let kept = big::office(people)?;
    let place = tempfile::tempdir_in(big::folder()).map_err(|e| big::failed(&kept, e))?;
    let path = place.path().join("bench.wardroom");
    std::fs::copy(&kept, &path).map_err(|e| big::failed(&path, e))?;
    let mut group = criterion.benchmark_group(format!("{people} people"));

    group.bench_function("open and close", |b| b.iter(|| measure::open(&path).close().expect("it closes")));
    let mut office = measure::open(&path);
    let typed = measure::typed(people, 20);
    for (name, letters) in [("one letter", 1..2), ("two or three letters", 2..4), ("more letters", 4..usize::MAX)] {
        let texts: Vec<&String> = typed.iter().filter(|text| letters.contains(&text.chars().count())).collect();
        let mut at = 0;
        group.bench_function(format!("search by {name}"), |b| {
            b.iter(|| {
                at = (at + 1) % texts.len();
                texts.get(at).map(|text| measure::search(&office, text, measure::FEW))
            });
        });
    }
    group.bench_function("a page of the list", |b| b.iter(|| measure::page(&office, people, black_box(7), 10)));
    let ballots = elections::ballots(10_000, 4);
    group.bench_function("count 10,000 papers, nine candidates, Scottish rules", |b| {
        use wardroom::elections::count::{Lots, Rules, count};
        b.iter(|| count(&ballots, Rules::Scottish, 4, Lots::none()).expect("it counts"));
    });
    let (old, new) = (amendments::text(500), amendments::next(&amendments::text(500)));
    group.bench_function("compare two versions of 500 pages", |b| {
        b.iter(|| wardroom::policy::change::redline(&old, &new));
    });
    let asked = amendments::amendments(&old, 300);
    group.bench_function("hold 300 amendments against each other", |b| b.iter(|| amendments::matrix(&old, &asked)));
    group.bench_function("all balances", |b| b.iter(|| measure::balances(&office)));
    group.sample_size(10);
    for (name, asks) in segments::asked().into_iter().take(2) {
        group.bench_function(format!("segment: {name}"), |b| b.iter(|| segments::times(&office, &asks, 1)));
    }
    group.sample_size(20);
    group.bench_function("save a person", |b| b.iter(|| measure::save_person(&mut office)));
    let donor = measure::save_person(&mut office);
    group.bench_function("save a donation", |b| b.iter(|| measure::save_donation(&mut office, donor)));
    let mut kept = Some(office);
    for (name, screen, filter) in table::LISTS {
        group.bench_function(format!("a frame while {name} scroll"), |b| {
            b.iter_custom(|times| {
                let office = kept.take().expect("the office");
                let (spread, office) = measure::frames(office, screen, filter, usize::try_from(times).unwrap_or(1));
                kept = Some(office);
                spread.sum()
            });
        });
    }
    kept.map_or(Ok(()), Office::close)?;
    group.sample_size(10);
    group.bench_function("import 10,000 people", |b| {
        let list = big::members(10_000).expect("a list");
        b.iter_batched_ref(
            || big::empty(&place.path().join(format!("{}.wardroom", next()))).expect("an empty office"),
            |office| big::import_people(office, &list).expect("it comes in"),
            BatchSize::PerIteration,
        );
    });
    group.finish();
    Ok(())
}

/// Another number each time.
fn next() -> usize {
    static NEXT: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(0);
    NEXT.fetch_add(1, std::sync::atomic::Ordering::Relaxed)
}
