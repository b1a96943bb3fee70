//! Benchmarks of the file at a size: opening, searching as one types, saving one person, the balances.
//!
//! `WARDROOM_PEOPLE=100000 cargo bench` sets the size; 10,000 people otherwise.

#![allow(clippy::expect_used, reason = "a benchmark may fail where it stands")]

use std::hint::black_box;
use std::path::Path;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use wardroom::demo::{self, Size};
use wardroom::kit::SystemClock;
use wardroom::ledger;
use wardroom::office::{How, Office};
use wardroom::people::{self, Details};
use wardroom::subjects;

const QUERIES: &[&str] = &["a", "zo", "zolk", "thomas ex", "07700 9001", "小明", "asha.storey"];

fn size() -> usize {
    std::env::var("WARDROOM_PEOPLE").ok().and_then(|n| n.parse().ok()).unwrap_or(10_000)
}

fn open(path: &Path) -> Office {
    let how = How::new(subjects::setup(), std::sync::Arc::new(SystemClock::default()), "Bench");
    Office::open(path, &how).expect("the office of the benchmark opens")
}

fn benchmarks(c: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a folder for the benchmark");
    let path = folder.path().join("bench.wardroom");
    let people = size();
    demo::make(&path, Size { people, ..Size::default() }, demo::usual_day().expect("a day")).expect("a demo branch");

    c.bench_function(&format!("open and close, {people} people"), |b| {
        b.iter(|| open(&path).close().expect("it closes"));
    });
    let mut office = open(&path);
    for query in QUERIES {
        c.bench_function(&format!("search “{query}”, {people} people"), |b| {
            b.iter(|| black_box(office.read(|conn| people::store::search(conn, query, 12)).expect("it finds")));
        });
    }
    c.bench_function(&format!("balances, {people} people"), |b| {
        let today = demo::usual_day().expect("a day");
        b.iter(|| black_box(office.read(|conn| ledger::store::account_balances(conn, today)).expect("it adds up")));
    });
    let mut whole = c.benchmark_group("whole register");
    whole.sample_size(10);
    whole.bench_function(format!("duplicates, {people} people"), |b| {
        let least = people::likeness::BROAD;
        b.iter(|| black_box(office.read(|conn| people::store::pairs(conn, least, || true)).expect("it compares")));
    });
    whole.finish();
    c.bench_function(&format!("save one person, {people} people"), |b| {
        b.iter_batched(
            || Details::named("Ann Sample"),
            |details| people::ops::add(&mut office, &details).expect("it saves"),
            BatchSize::SmallInput,
        );
    });
}

criterion_group!(benches, benchmarks);
criterion_main!(benches);
