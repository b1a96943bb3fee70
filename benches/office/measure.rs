//! What is measured of an office that is there: each function does one thing that a person waits for.

use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use egui::{Event, MouseWheelSource, MouseWheelUnit, TouchPhase, pos2, vec2};
use wardroom::app::bench::{self, Alive, View};
use wardroom::kit::{Money, Result, SystemClock};
use wardroom::ledger::model::{EntryKind, NewEntry};
use wardroom::office::Office;
use wardroom::people::{Channel, Details, PersonId};
use wardroom::receipts::model::{ReceiptKind, Scope};
use wardroom::receipts::printing::{self, Target};
use wardroom::ui::Theme;
use wardroom::ui::raster::Canvas;
use wardroom::{demo, ledger, people, receipts, subjects};

use crate::big;
use crate::spread::Spread;

/// How many hits the palette and the finders show.
pub const FEW: usize = 12;

pub fn open(path: &Path) -> Office {
    Office::open(path, &big::how()).expect("the office of the benchmark opens")
}

/// Opening, until the first question can be asked.
pub fn opening(path: &Path, times: usize) -> Spread {
    let mut spread = Spread::default();
    for _ in 0..times {
        let office = spread.time(|| open(path));
        office.close().expect("it closes");
    }
    spread
}

/// Opening, until Home is drawn with all its figures.
pub fn opening_home(path: &Path, times: usize) -> Spread {
    let mut spread = Spread::default();
    for _ in 0..times {
        let window = spread.time(|| bench::screen(open(path), subjects::ALL, "home").expect("Home is drawn"));
        window.into_state().into_office().expect("the office comes back").close().expect("it closes");
    }
    spread
}

/// What a person types, letter by letter, to find people spread over the register: by name, e-mail address, phone number,
/// postcode and number.
pub fn typed(people: usize, whom: usize) -> Vec<String> {
    let mut all = Vec::new();
    for details in demo::crowd(1).take(people).step_by((people / whom).max(1)).take(whom) {
        let contact = |channel| details.contacts_by(channel).next().map(|c| c.value.clone());
        let address = details.addresses.first().map(|a| a.postcode.clone());
        let texts = [
            Some(details.name.clone()),
            contact(Channel::Email),
            contact(Channel::Phone),
            address,
            details.number.clone(),
        ];
        for text in texts.into_iter().flatten() {
            all.extend(text.char_indices().skip(1).map(|(at, _)| text.split_at(at).0.to_owned()));
            all.push(text);
        }
    }
    all
}

pub fn search(office: &Office, text: &str, most: usize) -> Vec<people::store::Hit> {
    office.read(|conn| people::store::search(conn, text, most)).expect("it finds")
}

/// The register's own list for a search: its length and what is in sight of it.
pub fn search_list(office: &Office, text: &str) -> (usize, Vec<people::store::ListRow>) {
    let filter = people::store::Filter { text: text.to_owned(), ..Default::default() };
    office
        .read(|conn| Ok((people::store::count(conn, &filter)?, people::store::page(conn, &filter, 0, 200)?)))
        .expect("it finds")
}

/// How long each search takes; the slowest are told on standard error, with the shortest of a few more tries.
pub fn searches<T>(typed: &[String], mut search: impl FnMut(&str) -> T) -> Spread {
    let mut spread = Spread::default();
    let mut slowest: Vec<(Duration, &str)> = Vec::new();
    for text in typed {
        let start = Instant::now();
        std::hint::black_box(search(text));
        let took = start.elapsed();
        spread.add(took);
        slowest.push((took, text));
    }
    slowest.sort();
    for (took, text) in slowest.iter().rev().take(5) {
        let again = Spread::of(5, |_| search(text)).part(0);
        eprintln!("  {:7.2} ms, again {:7.2} ms: “{text}”", took.as_secs_f64() * 1e3, again.as_secs_f64() * 1e3);
    }
    spread
}

/// A page of the list of everybody, anywhere in it.
pub fn page(office: &Office, people: usize, at: usize, of: usize) -> usize {
    let filter = people::store::Filter::default();
    let from = people / of.max(1) * at;
    office.read(|conn| people::store::page(conn, &filter, from, 200)).expect("a page").len()
}

pub fn save_person(office: &mut Office) -> PersonId {
    people::ops::add(office, &Details::named("Ann Sample")).expect("it saves").value
}

pub fn save_donation(office: &mut Office, from: PersonId) {
    let entry = NewEntry::simple(EntryKind::Donation, big::today(), Money(2_500)).from(from);
    ledger::ops::record(office, &entry).expect("it saves");
}

/// All balances: of accounts, of categories, of funds.
pub fn balances(office: &Office) -> usize {
    let today = big::today();
    office
        .read(|conn| {
            let accounts = ledger::store::account_balances(conn, today)?.len();
            let funds = ledger::store::fund_balances(conn, today)?.len();
            let categories = ledger::store::categories(conn)?;
            for category in &categories {
                std::hint::black_box(ledger::store::category_total(conn, category.id, today)?);
            }
            Ok(accounts + funds + categories.len())
        })
        .expect("it adds up")
}

/// A yearly run from the list to the paper.
#[derive(Clone, Copy, Debug)]
pub struct Run {
    pub receipts: usize,
    /// Working out who gets one, and issuing.
    pub issued: Duration,
    /// Drawing and writing the file.
    pub printed: Duration,
}

pub fn receipts(office: &mut Office, to: &Path) -> Result<Run> {
    let start = Instant::now();
    let scope = Scope::Year { year: big::YEAR, kind: ReceiptKind::Annual };
    let plan = office.read(|conn| receipts::store::plan(conn, scope, big::today()))?;
    let ids = receipts::ops::issue(office, &plan)?.value.receipts;
    drop(plan);
    let issued = start.elapsed();
    let start = Instant::now();
    let target = Target::OneFile(to.to_owned());
    printing::run(office, &ids, "Receipts", &target, &mut |_| {}, &AtomicBool::new(false))?;
    Ok(Run { receipts: ids.len(), issued, printed: start.elapsed() })
}

/// Frames of a list that is scrolled with the wheel, with everything the window does for one but the graphics card's
/// part. What a frame asks of the file it waits for, which the real window does not.
pub fn frames(office: Office, screen: &'static str, filter: &'static str, frames: usize) -> (Spread, Office) {
    let view = View { name: String::new(), screen, filter, shell: None };
    let (canvas, theme, size) = (Canvas::default(), Theme::default(), [1366.0, 768.0]);
    let mut window = bench::window(canvas, theme, size, office, subjects::ALL, &view).expect("the screen is drawn");
    window.hover_at(pos2(500.0, 450.0));
    window.run_ok();
    let mut spread = Spread::default();
    for _ in 0..frames {
        window.input_mut().events.push(Event::MouseWheel {
            unit: MouseWheelUnit::Point,
            delta: vec2(0.0, -120.0),
            phase: TouchPhase::Move,
            source: MouseWheelSource::Unknown,
            modifiers: egui::Modifiers::NONE,
        });
        spread.time(|| {
            window.step();
            let output = window.output();
            window.ctx.tessellate(output.shapes.clone(), output.pixels_per_point).len()
        });
    }
    (spread, window.into_state().into_office().expect("the office comes back"))
}

/// How a window with its office on a thread comes to rest, and how many frames it draws then.
#[derive(Clone, Copy, Debug)]
pub struct Rest {
    /// From opening until the file is proved against its seal and nothing is left to do.
    pub after: Duration,
    pub frames: u64,
    pub watched: Duration,
}

pub fn rest(path: &Path, watched: Duration) -> Rest {
    const QUIET: Duration = Duration::from_secs(3);
    let backups = tempfile::tempdir().expect("a folder");
    let clock = std::sync::Arc::new(SystemClock::default());
    let start = Instant::now();
    let mut window = Alive::open(subjects::ALL, clock, path.to_owned(), backups.path().to_owned());
    while window.wait(QUIET) > 0 {}
    let after = start.elapsed().saturating_sub(QUIET);
    Rest { after, frames: window.wait(watched), watched }
}
