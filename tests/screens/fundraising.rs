//! Fundraising on screen: pledges recorded and kept by keyboard, the donation form that knows of them, the empty screens.

use std::sync::Arc;

use egui::Key;
use wardroom::app::bench;
use wardroom::fundraising::model::{Method, NewPledge, Rhythm};
use wardroom::fundraising::ops::pledge as pledges;
use wardroom::kit::{Day, FixedClock, Money, day};
use wardroom::ledger::model::{EntryKind, NewEntry};
use wardroom::ledger::ops as ledger;
use wardroom::office::profile::Profile;
use wardroom::office::{How, Office};
use wardroom::people::Details;
use wardroom::subjects;

use super::hands::{Window, click, contains, ctrl, keys, press, shows};

fn on(text: &str) -> Day {
    day::from_iso(text).unwrap()
}

fn empty_office() -> Office {
    let how = How::new(subjects::setup(), Arc::new(FixedClock::at(on("2026-11-21"))), "Asha M.").seed(1);
    Office::in_memory(&Profile::new("Test Party", "Riverside branch", "gb").unwrap(), &how).unwrap()
}

fn pledge(amount: i64, rhythm: Rhythm, first: &str) -> NewPledge {
    NewPledge {
        amount: Money(amount),
        rhythm,
        first: on(first),
        end: None,
        appeal: "Minibus fund".into(),
        method: Method::StandingOrder,
        reference: String::new(),
        note: String::new(),
        pledged: None,
    }
}

/// Ann has missed one, Łukasz gave what looks like one, the third is on time.
fn office() -> Office {
    let mut office = empty_office();
    let monthly = |first| pledge(1_000, Rhythm::Monthly, first);
    pledges::add_new(&mut office, &Details::named("Ann Ali"), &monthly("2026-11-01")).unwrap();
    let lukasz = pledge(2_500, Rhythm::Quarterly, "2026-11-15");
    let id = pledges::add_new(&mut office, &Details::named("Łukasz Żółkiewski"), &lukasz).unwrap().value;
    let person = office.read(|conn| wardroom::fundraising::store::pledge(conn, id)).unwrap().person;
    let gift = NewEntry::simple(EntryKind::Donation, on("2026-11-16"), Money(2_500)).from(person);
    ledger::record(&mut office, &gift).unwrap();
    let long = "Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh Maria";
    pledges::add_new(&mut office, &Details::named(long), &monthly("2026-11-20")).unwrap();
    office
}

fn at(office: Office, key: &'static str) -> Window {
    bench::screen(office, subjects::ALL, key).unwrap()
}

#[test]
fn a_pledge_is_written_down_and_an_instalment_recorded_by_keyboard() {
    let mut window = at(empty_office(), "fundraising.pledges");
    assert!(shows(&window, "No pledges yet"), "{}", bench::text(&window));
    press(&mut window, Key::N);
    assert!(shows(&window, "New pledge"), "{}", bench::text(&window));
    keys(&mut window, "Dee Dean");
    ctrl(&mut window, Key::Enter);
    assert!(contains(&window, "Dee Dean comes into the register with it"), "{}", bench::text(&window));
    press(&mut window, Key::Tab);
    keys(&mut window, "12,50");
    press(&mut window, Key::Enter);
    assert!(contains(&window, "Pledge of £12.50 monthly from Dee Dean"), "{}", bench::text(&window));
    assert!(shows(&window, "Due today"), "{}", bench::text(&window));
    press(&mut window, Key::R);
    assert!(contains(&window, "counted towards the instalment of 21 November 2026"), "{}", bench::text(&window));
    press(&mut window, Key::Enter);
    assert!(contains(&window, "Instalment of £12.50 from Dee Dean"), "{}", bench::text(&window));
    assert!(shows(&window, "On time"), "{}", bench::text(&window));
}

#[test]
fn missed_ones_come_first_and_what_seems_received_is_counted_after_a_look() {
    let mut window = at(office(), "fundraising.pledges");
    assert!(contains(&window, "3 open pledges, £10.00 missed"), "{}", bench::text(&window));
    assert!(contains(&window, "1 donation looks like an instalment"), "{}", bench::text(&window));
    press(&mut window, Key::S);
    assert!(contains(&window, "16 Nov 2026, for 15 Nov 2026"), "{}", bench::text(&window));
    press(&mut window, Key::Enter);
    assert!(contains(&window, "1 donation counted towards pledges, £25.00 together"), "{}", bench::text(&window));
    assert!(!contains(&window, "looks like an instalment"), "{}", bench::text(&window));
}

#[test]
fn the_form_of_a_donation_offers_what_the_donor_promised() {
    let mut window = at(office(), "money.entries");
    press(&mut window, Key::N);
    keys(&mut window, "Ann");
    press(&mut window, Key::Enter);
    assert!(contains(&window, "Expected: £10.00, monthly pledge, due 1 Nov 2026"), "{}", bench::text(&window));
    click(&mut window, "This is it");
    assert!(contains(&window, "£10.00, monthly pledge, due 1 Nov 2026"), "{}", bench::text(&window));
    press(&mut window, Key::Enter);
    assert!(contains(&window, "Donation of £10.00 from Ann Ali"), "{}", bench::text(&window));
    click(&mut window, "Fundraising");
    assert!(!contains(&window, "missed"), "{}", bench::text(&window));
}

#[test]
fn screens_with_nothing_in_them_say_what_to_do_first() {
    for (key, title) in [
        ("fundraising.pledges", "No pledges yet"),
        ("fundraising.appeals", "No appeals yet"),
        ("fundraising.donors", "No donors in these years"),
    ] {
        let window = at(empty_office(), key);
        assert!(shows(&window, title), "{key}: {}", bench::text(&window));
    }
}

#[test]
fn an_appeal_is_planned_named_and_put_to_people_by_keyboard() {
    let mut office = empty_office();
    let give = |office: &mut Office, name: &str, amount: i64, day: &str, appeal: &str| {
        let person = wardroom::people::ops::add(office, &Details::named(name)).unwrap().value;
        let new = NewEntry {
            appeal: appeal.into(),
            ..NewEntry::simple(EntryKind::Donation, on(day), Money(amount)).from(person)
        };
        ledger::record(office, &new).unwrap();
    };
    give(&mut office, "Ann Ali", 2_000, "2025-11-01", "");
    give(&mut office, "Bob Roe", 6_000, "2026-10-01", "Minibus fund");
    let mut window = at(office, "fundraising.appeals");
    assert!(contains(&window, "Entries name this appeal, and it is not planned here"), "{}", bench::text(&window));
    click(&mut window, "Plan it");
    // The name is there already.
    press(&mut window, Key::Tab);
    keys(&mut window, "150");
    press(&mut window, Key::Enter);
    assert!(contains(&window, "Planned the appeal “Minibus fund”"), "{}", bench::text(&window));
    assert!(contains(&window, "40 % of £150.00"), "{}", bench::text(&window));
    assert!(
        contains(&window, "£60.00 until 1 October 2026, of £150.00"),
        "the plot is read out: {}",
        bench::text(&window)
    );
    press(&mut window, Key::T);
    assert!(contains(&window, "£60.00, together £60.00"), "{}", bench::text(&window));
    press(&mut window, Key::K);
    assert!(contains(&window, "1 person"), "Ann gave last year: {}", bench::text(&window));
    press(&mut window, Key::Enter);
    assert!(contains(&window, "0 of 1 gave (0 %)"), "{}", bench::text(&window));
    press(&mut window, Key::A);
    keys(&mut window, "minibus FUND");
    press(&mut window, Key::Enter);
    assert!(contains(&window, "There is already an appeal called"), "{}", bench::text(&window));
}

#[test]
fn donors_are_shown_beside_the_year_before_and_asked_again() {
    let mut office = empty_office();
    let ann = wardroom::people::ops::add(&mut office, &Details::named("Ann Ali")).unwrap().value;
    let gift = NewEntry::simple(EntryKind::Donation, on("2025-11-01"), Money(2_000)).from(ann);
    ledger::record(&mut office, &gift).unwrap();
    let plan = wardroom::fundraising::model::NewAppeal { name: "Autumn".into(), ..Default::default() };
    wardroom::fundraising::ops::appeal::add(&mut office, &plan).unwrap();
    let mut window = at(office, "fundraising.donors");
    assert!(contains(&window, "0 of 1 donors of the year before gave again (0 %)"), "{}", bench::text(&window));
    assert!(shows(&window, "Not this year"), "{}", bench::text(&window));
    click(&mut window, "Ask these donors…");
    assert!(contains(&window, "Wardroom sends nothing"), "{}", bench::text(&window));
    press(&mut window, Key::Enter);
    assert!(contains(&window, "0 of 1 gave (0 %)"), "{}", bench::text(&window));
}

#[test]
fn a_target_is_written_in_place_by_keyboard() {
    let mut window = at(empty_office(), "fundraising.plan");
    assert!(shows(&window, "Nothing is planned and nothing came"), "{}", bench::text(&window));
    press(&mut window, Key::P);
    keys(&mut window, "1250");
    press(&mut window, Key::Enter);
    assert!(contains(&window, "Membership dues, November 2026: £1,250.00 planned"), "{}", bench::text(&window));
    // Enter went on to the way below.
    keys(&mut window, "lots");
    press(&mut window, Key::Enter);
    assert!(contains(&window, "“lots” is not an amount of money"), "{}", bench::text(&window));
    press(&mut window, Key::ArrowUp);
    press(&mut window, Key::Escape);
    assert!(!contains(&window, "“lots” is not"), "{}", bench::text(&window));
    assert!(contains(&window, "£0.00 of a planned £1,250.00 came"), "{}", bench::text(&window));
    press(&mut window, Key::Escape);
    ctrl(&mut window, Key::Z);
    assert!(
        contains(&window, "nothing is planned yet") || shows(&window, "Nothing is planned and nothing came"),
        "{}",
        bench::text(&window)
    );
}

#[test]
fn what_a_donor_said_is_noted_by_keyboard_and_found_by_its_mood() {
    let mut office = empty_office();
    wardroom::people::ops::add(&mut office, &Details::named("Ann Ali")).unwrap();
    let mut window = at(office, "fundraising.feedback");
    assert!(shows(&window, "Nothing was said yet"), "{}", bench::text(&window));
    press(&mut window, Key::H);
    keys(&mut window, "Ann");
    press(&mut window, Key::Enter);
    press(&mut window, Key::Tab);
    keys(&mut window, "Two letters are too many");
    press(&mut window, Key::Tab);
    press(&mut window, Key::Enter);
    assert!(contains(&window, "Noted what Ann Ali said: Two letters are too many"), "{}", bench::text(&window));
    assert!(contains(&window, "1 thing was said: 0 good, 0 mixed, 0 bad"), "{}", bench::text(&window));
    ctrl(&mut window, Key::Z);
    assert!(shows(&window, "Nothing was said yet"), "{}", bench::text(&window));
}
