//! Makes the large offices: people and donations as lists, brought in the way a treasurer brings them in.
//!
//! Lists and offices are kept under `target/` between runs; an office of another schema is made anew.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::Days;
use wardroom::demo::{self, Random};
use wardroom::kit::{Day, FixedClock, Problem, Result};
use wardroom::office::profile::{self, Profile};
use wardroom::office::{How, Office, SCHEMA};
use wardroom::people::Channel;
use wardroom::people::ops::{Import, OnDuplicate};
use wardroom::{cli, ledger, people, subjects};

/// The year whose donations are receipted, one for each of so many people.
pub const YEAR: i32 = 2025;
pub const RECEIPTS: usize = 10_000;

/// Another list, another number.
const FORM: u32 = 1;

/// The day on which everything happens.
pub fn today() -> Day {
    Day::from_ymd_opt(2026, 1, 9).expect("a day")
}

pub fn how() -> How {
    How::new(subjects::setup(), Arc::new(FixedClock::at(today())), "Asha Morrow").seed(1)
}

/// The folder of everything that is kept between runs.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).to_owned()
}

/// Where the office of so many people lies.
pub fn path(people: usize) -> PathBuf {
    folder().join(format!("office-{people}-{FORM}-{SCHEMA}.wardroom"))
}

/// The office of so many people, made if it is not there.
pub fn office(people: usize) -> Result<PathBuf> {
    let path = path(people);
    if !path.exists() {
        make(people)?;
    }
    Ok(path)
}

/// Makes the office anew: how long the people took, and the donations.
pub fn make(people: usize) -> Result<[Duration; 2]> {
    let path = path(people);
    let (members, donations) = (members(people)?, donations(people)?);
    let place = path.with_extension("new");
    for old in [&path, &place] {
        if old.exists() {
            std::fs::remove_file(old).map_err(|e| failed(old, e))?;
        }
    }
    let mut office = empty(&place)?;
    let took = [import_people(&mut office, &members)?, import_donations(&mut office, &donations)?];
    office.close()?;
    std::fs::rename(&place, &path).map_err(|e| failed(&path, e))?;
    Ok(took)
}

/// An office with nobody in it.
pub fn empty(path: &Path) -> Result<Office> {
    let mut profile = Profile::new("The Example Party", "Riverside branch", "gb")?;
    profile.time_zone = "Europe/London".to_owned();
    profile.letterhead = "Riverside branch\nThe Old Ferry House, 2 Quay Street\nRiverside ZZ1 1AA".to_owned();
    profile.signatory = "Asha Morrow, Treasurer".to_owned();
    Office::create(path, &profile, &how())
}

/// As `wardroom import people` does it: open, detect, validate, match, write, index, seal.
pub fn import_people(office: &mut Office, list: &Path) -> Result<Duration> {
    let start = Instant::now();
    let (source, mapping) = cli::mapping_for(list, None, people::fields::guess)?;
    let profile = office.read(profile::get)?;
    let import =
        Import::new(&source, &mapping, OnDuplicate::Skip, *profile.currency, office.today(), profile.month_first)?;
    let report = import.commit(office)?.value.report;
    assert_eq!((report.added, report.refused), (report.read, 0), "every row is somebody new: {:?}", report.problems);
    Ok(start.elapsed())
}

/// As `wardroom import donations` does it.
pub fn import_donations(office: &mut Office, list: &Path) -> Result<Duration> {
    let start = Instant::now();
    let (source, mapping) = cli::mapping_for(list, None, ledger::import::guess)?;
    let plan = ledger::ops::prepare(office, &source, &mapping, false)?;
    let report = ledger::ops::commit(office, &plan)?.value;
    assert_eq!((report.added, report.people_added), (report.read, 0), "every row is somebody's: {:?}", report.problems);
    Ok(start.elapsed())
}

/// The list of so many people.
pub fn members(people: usize) -> Result<PathBuf> {
    list(&format!("people-{people}-{FORM}.csv"), |out| {
        out.write_record([
            "Member number",
            "Person or organisation",
            "Name",
            "Street",
            "City",
            "Postcode",
            "E-mail",
            "Phone",
            "Tags",
        ])?;
        for details in demo::crowd(1).take(people) {
            let contact = |channel| details.contacts_by(channel).next().map_or("", |c| c.value.as_str());
            let address = details.addresses.first();
            out.write_record([
                details.number.as_deref().unwrap_or(""),
                if details.organisation { "organisation" } else { "person" },
                &details.name,
                address.map_or("", |a| &a.street),
                address.map_or("", |a| &a.locality),
                address.map_or("", |a| &a.postcode),
                contact(Channel::Email),
                contact(Channel::Phone),
                &details.tags.join("; "),
            ])?;
        }
        Ok(())
    })
}

/// Nine years of donations, one for each person, and then the year that is receipted.
pub fn donations(people: usize) -> Result<PathBuf> {
    list(&format!("donations-{people}-{FORM}.csv"), |out| {
        out.write_record(["Received on", "Member number", "Amount", "Paid by", "Reference", "Appeal"])?;
        let mut random = Random::new(2);
        let first = Day::from_ymd_opt(YEAR - 9, 1, 2).expect("a day");
        let mut row = |day: Day, at: usize| {
            let pounds = 5 + 5 * random.below(20);
            out.write_record([
                &day.to_string(),
                &format!("{:04}", at + 1),
                &format!("{pounds}.00"),
                random.pick(&["cheque", "bank transfer", "card"]),
                &format!("{:06}", random.below(1_000_000)),
                random.pick(&["Spring appeal", "Autumn appeal", ""]),
            ])
        };
        let days = |from: Day, at: usize, of: usize, span: usize| from + Days::new((at * span / of.max(1)) as u64);
        let step = (people / 7919).max(1);
        for at in 0..people {
            // Neighbours in the register give on different days.
            row(days(first, at, people, 9 * 365), (at * step) % people)?;
        }
        let given = RECEIPTS.min(people);
        let first = Day::from_ymd_opt(YEAR, 1, 2).expect("a day");
        (0..given).try_for_each(|at| row(days(first, at, given, 360), at * (people / given)))
    })
}

fn list(
    name: &str,
    fill: impl FnOnce(&mut csv::Writer<std::fs::File>) -> std::result::Result<(), csv::Error>,
) -> Result<PathBuf> {
    let path = folder().join(name);
    if !path.exists() {
        let unfinished = path.with_extension("part");
        let mut out = csv::Writer::from_path(&unfinished).map_err(|e| Problem::file("no list").because(e))?;
        fill(&mut out).map_err(|e| Problem::file("no list").because(e))?;
        out.flush().and_then(|()| std::fs::rename(&unfinished, &path)).map_err(|e| failed(&path, e))?;
    }
    Ok(path)
}

pub fn failed(path: &Path, error: std::io::Error) -> Problem {
    Problem::file(format!("The benchmark cannot write {}", path.display())).because(error)
}
