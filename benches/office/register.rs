//! The register of members by itself: what everybody is on a day, a dues run, arrears, the roll, who is here twice, segments.

use std::path::Path;
use std::time::{Duration, Instant};

use wardroom::app::bench;
use wardroom::kit::{Day, Money, Problem, Result, text};
use wardroom::ledger::model::{EntryKind, Method, NewEntry};
use wardroom::members::model::{ClassId, NewTerm, PersonId, Rule, Settings, Year};
use wardroom::members::{ops, store};
use wardroom::office::{Office, Op, Reach, Undo};
use wardroom::people::likeness::BROAD;
use wardroom::ui::Theme;
use wardroom::ui::raster::Canvas;
use wardroom::{ledger, people, subjects};

use crate::spread::Spread;
use crate::{big, measure, segments};

/// The day on which members joined who have been ones for the longest.
const SINCE: i64 = 7_300;

static JOIN: Op =
    Op { key: "bench.join", says: "Join", undo: Undo::Final("a benchmark"), reach: Reach::WindowOnly("a benchmark") };
static PAY: Op =
    Op { key: "bench.pay", says: "Pay", undo: Undo::Final("a benchmark"), reach: Reach::WindowOnly("a benchmark") };

/// One thing that was measured, and what it came to.
pub struct Measured {
    pub what: &'static str,
    pub took: Duration,
    /// What it answered, for who wants to see that it did something.
    pub said: String,
    /// Within how long it is to be.
    pub within: Duration,
}

/// Measures one office after the other and prints it.
pub fn print(sizes: &[usize]) -> Result<()> {
    for people in sizes {
        println!("{} people", text::count(*people));
        for line in measured(*people)? {
            let missed = if line.took > line.within { "  MISSED" } else { "" };
            println!(
                "  {:<52} {:>9.3} s  within {:>3} s  {}{missed}",
                line.what,
                line.took.as_secs_f64(),
                line.within.as_secs(),
                line.said
            );
        }
    }
    Ok(())
}

/// Nine people in ten members for up to twenty years, with a fee, paid up to the end of last year.
fn join(office: &mut Office) -> Result<usize> {
    let settings = Settings { year: Year::Fixed { month: 1, day: 1, rollover: None }, ..office.read(store::settings)? };
    ops::change_settings(office, &settings)?;
    let class = office.read(store::classes)?.into_iter().find(|class| class.owes);
    let class = class.ok_or_else(|| Problem::defect("no class that owes dues"))?;
    let first = Day::from_ymd_opt(2000, 1, 1).unwrap_or_default();
    ops::save_class(office, Some(class.id), &class, Some((first, Money(3_600))))?;
    let joined = office.transact(&JOIN, |tx| {
        let people = tx
            .conn()
            .prepare("SELECT id FROM person WHERE organisation = 0 ORDER BY id")?
            .query_map([], |row| row.get(0))?
            .collect::<rusqlite::Result<Vec<i64>>>()?;
        let members = people.iter().enumerate().filter(|(at, _)| at % 10 != 9);
        let mut joined = 0;
        for (at, person) in members {
            insert(tx.conn(), tx.new_id(), *person, class.id, i64::try_from(at).unwrap_or(0))?;
            joined += 1;
        }
        Ok(joined)
    })?;
    Ok(joined.value)
}

fn insert(conn: &rusqlite::Connection, id: i64, person: i64, class: ClassId, at: i64) -> Result<()> {
    let start = big::today() - chrono::TimeDelta::days(30 + (at * 37) % SINCE);
    let new = NewTerm::member(class, start);
    let covered = Day::from_ymd_opt(2025, 12, 31).unwrap_or_default();
    conn.prepare_cached(
        "INSERT INTO membership (id, person, class, rhythm, since, joined_on, start_on, covered_to) VALUES (?1, ?2, ?3, 12, ?4, ?4, ?4, ?5)",
    )?
    .execute((id, person, new.class.0, start.to_string(), covered.max(start).to_string()))?;
    Ok(())
}

/// Four in five of those who owe pay: most the whole, some the half.
fn pay(office: &mut Office) -> Result<usize> {
    let owed = office.read(store::register)?.arrears(big::today());
    let paid = office.transact(&PAY, |tx| {
        let mut paid = 0;
        for (at, arrears) in owed.iter().enumerate().filter(|(at, _)| at % 5 != 4) {
            let amount = if at % 20 == 0 { Money(arrears.total().0 / 2) } else { arrears.total() };
            let entry = NewEntry {
                banked: Some(big::today()),
                method: Method::Transfer,
                ..NewEntry::simple(EntryKind::Dues, big::today(), amount).from(arrears.payer)
            };
            ledger::ops::record_in(tx, &entry)?;
            paid += 1;
        }
        Ok(paid)
    })?;
    Ok(paid.value)
}

/// Within how many seconds each is to be done with up to 100,000 people; ten times as many from there on.
const WITHIN: [(&str, u64); 17] = [
    ("the register, read", 1),
    ("dues run: planned", 1),
    ("dues run: read again, compared, charged", 10),
    ("payments of four in five, as entries", 30),
    ("the register with charges and payments, read", 2),
    ("what everybody is on a day, and owes", 1),
    ("arrears by age", 1),
    ("the roll for a day, with the reasons", 1),
    ("one payment of dues, p95", 1),
    ("the register after one more step", 1),
    ("who may be in the register twice", 30),
    ("members, half of all people", 3),
    ("member for ten years and more, in a class, gave this year", 3),
    ("members listed in the window", 3),
    ("arrears listed in the window", 3),
    ("Home with all its figures", 3),
    ("members listed again after a payment", 1),
];

/// The aim of a line in words.
pub fn aim_of(what: &str) -> &'static str {
    match WITHIN.iter().find(|(known, _)| *known == what) {
        Some((_, 1)) => "< 1 s (10 s from a million)",
        Some((_, 2)) => "< 2 s (20 s from a million)",
        Some((_, 3)) => "< 3 s (30 s from a million)",
        Some((_, 10)) => "< 10 s (100 s from a million)",
        Some((_, _)) => "< 30 s (300 s from a million)",
        None => "",
    }
}

fn measured_as(people: usize, what: &'static str, took: Duration, said: String) -> Measured {
    let seconds = WITHIN.iter().find(|(known, _)| *known == what).map_or(0, |(_, seconds)| *seconds);
    let within = Duration::from_secs(if people > 100_000 { seconds * 10 } else { seconds });
    Measured { what, took, said, within }
}

/// The office of so many people with its members, ready for the run of this year; made once.
fn with_members(people: usize, place: &Path) -> Result<Office> {
    let kept = big::office(people)?;
    let path = place.join("register.wardroom");
    std::fs::copy(&kept, &path).map_err(|e| big::failed(&path, e))?;
    let mut office = measure::open(&path);
    let joined = join(&mut office)?;
    eprintln!("  {} members", text::count(joined));
    Ok(office)
}

/// Does everything once on an office of so many people.
pub fn measured(people: usize) -> Result<Vec<Measured>> {
    let place = tempfile::tempdir_in(big::folder()).map_err(|e| big::failed(&big::folder(), e))?;
    let mut office = with_members(people, place.path())?;
    let today = big::today();
    let mut all: Vec<Measured> = Vec::new();
    let mut add = |what, took, said: String| all.push(measured_as(people, what, took, said));

    let (register, took) = timed(|| office.read(store::register_anew));
    let register = register?;
    add("the register, read", took, format!("{} terms", text::count(register.terms.len())));
    let (from, to) = register.settings.year.around(today);
    let (plan, took) = timed(|| register.plan(from, to, today, false));
    add("dues run: planned", took, format!("{} charges", text::count(plan.charges.len())));
    let (ran, took) = timed(|| ops::run(&mut office, &plan));
    add("dues run: read again, compared, charged", took, format!("{} charges", text::count(ran?.value.charges)));
    let (paid, took) = timed(|| pay(&mut office));
    add("payments of four in five, as entries", took, format!("{} entries", text::count(paid?)));

    let (register, took) = timed(|| office.read(store::register_anew));
    let register = register?;
    add("the register with charges and payments, read", took, format!("{} charges", register.charges.len()));
    let (rows, took) = timed(|| register.rows(today));
    let members = rows.iter().filter(|row| row.status.is_member()).count();
    add("what everybody is on a day, and owes", took, format!("{} members", text::count(members)));
    let (arrears, took) = timed(|| register.arrears(today));
    add("arrears by age", took, format!("{} payers", text::count(arrears.len())));
    let rule = Rule { days: 30, ..register.settings.rule.clone() };
    let (roll, took) = timed(|| register.roll(today, &rule));
    let said = format!("{} vote, {} do not", text::count(roll.voters.len()), text::count(roll.left_out.len()));
    add("the roll for a day, with the reasons", took, said);
    office.read(|conn| store::rows(conn, today))?;

    let payer = arrears.first().map_or(PersonId(0), |arrears| arrears.payer);
    let one = Spread::of(20, |_| {
        let entry = NewEntry::simple(EntryKind::Dues, today, Money(100)).from(payer);
        ops::pay(&mut office, &entry, &[]).map(|done| done.value)
    });
    add("one payment of dues, p95", one.part(95), String::new());
    let entry = NewEntry::simple(EntryKind::Dues, today, Money(100)).from(payer);
    ops::pay(&mut office, &entry, &[])?;
    let (counted, took) = timed(|| office.read(|conn| store::members(conn, today)));
    add("the register after one more step", took, format!("{} members", text::count(counted?)));

    let (pairs, took) = timed(|| office.read(|conn| people::store::pairs(conn, BROAD, || true)));
    add("who may be in the register twice", took, format!("{} pairs", text::count(pairs?.len())));
    for (what, asks) in segments::asked().into_iter().filter(|(what, _)| what.starts_with("member")) {
        let (count, _, held) = segments::times(&office, &asks, 3)?;
        add(what, count.part(50), format!("{} people", text::count(held)));
    }
    screens(office, payer, &mut add)?;
    Ok(all)
}

/// The window: until members are listed, and until they are again after one more payment.
fn screens(office: Office, payer: PersonId, add: &mut dyn FnMut(&'static str, Duration, String)) -> Result<()> {
    let path = office.path().to_owned();
    office.close()?;
    for (what, key) in [
        ("members listed in the window", "members.list"),
        ("arrears listed in the window", "members.arrears"),
        ("Home with all its figures", "home"),
    ] {
        // On a thread of its own, where nothing is kept of the register.
        let path = path.clone();
        let fresh = std::thread::Builder::new().name("fresh".to_owned());
        let took = fresh.spawn(move || {
            let (window, took) = timed(|| bench::screen(measure::open(&path), subjects::ALL, key));
            window.expect("it is drawn").into_state().into_office().map_or(Ok(()), Office::close).map(|()| took)
        });
        let took = took.map_err(|e| Problem::defect("no thread").because(e))?;
        add(what, took.join().map_err(|_panic| Problem::defect("the window"))??, String::new());
    }
    let filter = format!("members.pay:{}", payer.0);
    let window = bench::screen_on(
        Canvas::default(),
        Theme::default(),
        [1366.0, 768.0],
        measure::open(&path),
        subjects::ALL,
        "members.list",
        &filter,
    );
    let mut window = window?;
    // Over the amount that is offered.
    window.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::A);
    window.run_ok();
    window.event(egui::Event::Text("1".to_owned()));
    window.run_ok();
    window.key_press(egui::Key::Enter);
    let (_, took) = timed(|| window.run_ok());
    let shown = bench::text(&window).contains("Dues of £1.00 from");
    add("members listed again after a payment", took, if shown { String::new() } else { "not paid".to_owned() });
    window.into_state().into_office().map_or(Ok(()), Office::close)
}

fn timed<T>(does: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let out = does();
    (out, start.elapsed())
}
