//! Events on screen: a new one by keyboard, days walked through, the door by a few letters with walk-ins on the same line.

use std::sync::Arc;

use egui::{Key, Modifiers};
use wardroom::app::bench;
use wardroom::events::model::{EventId, NewAttendance, NewEvent, Presence, Timing, timing};
use wardroom::events::{ops, store};
use wardroom::kit::{Day, FixedClock, day};
use wardroom::office::profile::Profile;
use wardroom::office::{How, Office};
use wardroom::people::{self, Details};
use wardroom::subjects;
use wardroom::ui::Theme;
use wardroom::ui::raster::Canvas;

use super::hands::{Window, click, contains, keys, press, shows};

fn on(text: &str) -> Day {
    day::from_iso(text).unwrap()
}

fn empty_office() -> Office {
    let how = How::new(subjects::setup(), Arc::new(FixedClock::at(on("2027-03-05"))), "Asha M.").seed(1);
    Office::in_memory(&Profile::new("Test Party", "Riverside branch", "gb").unwrap(), &how).unwrap()
}

/// A gala tonight with three who come, one of them twice by her first letters.
fn office() -> (Office, EventId) {
    let mut office = empty_office();
    let timing = Timing::once(timing::local("2027-03-05 19:00").unwrap(), timing::local("2027-03-05 23:00").unwrap());
    let event = NewEvent { kind: "gala".to_owned(), ..NewEvent::new("Spring gala", timing) };
    let id = ops::event::add(&mut office, &event, true).unwrap().value;
    for name in ["Ann Ali", "Anna Berg", "Cy Cole"] {
        let person = people::ops::add(&mut office, &Details::named(name)).unwrap().value;
        let new = NewAttendance { state: Presence::Going, ..NewAttendance::default() };
        ops::people::invite(&mut office, id, &[person], &new).unwrap();
    }
    (office, id)
}

fn at(office: Office, key: &'static str) -> Window {
    bench::screen(office, subjects::ALL, key).unwrap()
}

/// A screen that shows what a filter names.
fn showing(office: Office, key: &'static str, filter: &str) -> Window {
    bench::screen_on(Canvas::default(), Theme::default(), [1366.0, 768.0], office, subjects::ALL, key, filter).unwrap()
}

#[test]
fn an_office_without_events_says_how_to_begin() {
    for (key, says) in [
        ("events.calendar", "No events yet"),
        ("events.venues", "No venues yet"),
        ("events.plan", "No event is open"),
        ("events.door", "No door is open"),
    ] {
        let window = at(empty_office(), key);
        assert!(shows(&window, says), "{}", bench::text(&window));
    }
}

#[test]
fn a_new_event_is_planned_by_keyboard_and_its_day_walked_to() {
    let mut window = at(office().0, "events.calendar");
    assert!(contains(&window, "Spring gala, 19:00"), "{}", bench::text(&window));
    press(&mut window, Key::ArrowRight);
    press(&mut window, Key::ArrowRight);
    assert!(bench::text(&window).contains("Heading = Sunday 7 March 2027"), "{}", bench::text(&window));
    press(&mut window, Key::N);
    keys(&mut window, "Walk to the weir");
    press(&mut window, Key::Enter);
    assert!(contains(&window, "Walk to the weir, 19:30"), "{}", bench::text(&window));
    assert!(contains(&window, "Sun 7 Mar 2027, 19:30 to 21:30"), "{}", bench::text(&window));
    // A week on by the arrow, a month by the page, back to today by T.
    press(&mut window, Key::PageDown);
    assert!(contains(&window, "April 2027"), "{}", bench::text(&window));
    press(&mut window, Key::T);
    assert!(bench::text(&window).contains("Heading = Friday 5 March 2027"), "{}", bench::text(&window));
    press(&mut window, Key::Enter);
    assert!(
        contains(&window, "Raise money and thank those who give"),
        "the purpose of its kind: {}",
        bench::text(&window)
    );
    press(&mut window, Key::W);
    assert!(contains(&window, "1 Mar to 7 Mar 2027"), "{}", bench::text(&window));
    press(&mut window, Key::G);
    assert!(contains(&window, "From 5 Mar 2027"), "{}", bench::text(&window));
}

#[test]
fn a_form_says_what_is_wrong_beside_the_field() {
    let mut window = at(office().0, "events.calendar");
    press(&mut window, Key::N);
    press(&mut window, Key::Enter);
    assert!(contains(&window, "Say what it is called"), "{}", bench::text(&window));
}

#[test]
fn the_door_takes_a_few_letters_and_walk_ins_on_the_same_line() {
    let (office, id) = office();
    let mut window = showing(office, "events.door", &id.to_string());
    assert!(contains(&window, "Spring gala: 0 of 3 in"), "{}", bench::text(&window));
    keys(&mut window, "co");
    assert!(contains(&window, "Enter: Cy Cole is in"), "{}", bench::text(&window));
    press(&mut window, Key::Enter);
    assert!(contains(&window, "Spring gala: 1 of 3 in"), "{}", bench::text(&window));
    keys(&mut window, "ann");
    assert!(contains(&window, "2 of these letters. Enter: Ann Ali is in"), "{}", bench::text(&window));
    press(&mut window, Key::Enter);
    keys(&mut window, "Zoe Zed");
    assert!(contains(&window, "Nobody of that name is still expected"), "{}", bench::text(&window));
    press(&mut window, Key::Enter);
    assert!(contains(&window, "3 of 4 in, 1 walked in"), "{}", bench::text(&window));
    window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    window.run_ok();
    assert!(contains(&window, "2 of 3 in, 0 walked in"), "undone like anything: {}", bench::text(&window));
}

#[test]
fn a_part_of_the_plan_is_added_to_by_keyboard() {
    let (office, id) = office();
    let mut window = showing(office, "events.plan", &format!("{id} run"));
    assert!(contains(&window, "Nothing yet under running order"), "{}", bench::text(&window));
    press(&mut window, Key::A);
    keys(&mut window, "19:30");
    press(&mut window, Key::Enter);
    assert!(contains(&window, "Say what it is"), "{}", bench::text(&window));
    click(&mut window, "What");
    keys(&mut window, "Dinner");
    press(&mut window, Key::Enter);
    assert!(contains(&window, "Spring gala, running order: Dinner"), "{}", bench::text(&window));
}

#[test]
fn a_list_of_people_shows_what_they_owe_and_who_waits() {
    let (mut office, id) = office();
    let all = office.read(|conn| store::people(conn, id)).unwrap();
    ops::people::answer(&mut office, all[0].id, Presence::Maybe).unwrap();
    let window = showing(office, "events.plan", &format!("{id} people"));
    assert!(contains(&window, "0 invited · 2 going · 1 maybe"), "{}", bench::text(&window));
    assert!(shows(&window, "Anna Berg"), "{}", bench::text(&window));
}
