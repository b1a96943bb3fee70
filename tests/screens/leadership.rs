//! Leadership on screen, by keyboard: the ladder begun, somebody put on the way, the matrix, what is empty.

use std::sync::Arc;

use egui::Key;
use wardroom::app::bench;
use wardroom::kit::{FixedClock, day};
use wardroom::leadership::ops;
use wardroom::office::profile::Profile;
use wardroom::office::{How, Office};
use wardroom::people::{self, Details};
use wardroom::subjects;

use super::hands::{Window, click, contains, keys, press, shows};

fn office() -> Office {
    let how =
        How::new(subjects::setup(), Arc::new(FixedClock::at(day::from_iso("2026-11-21").unwrap())), "Asha M.").seed(1);
    Office::in_memory(&Profile::new("Test Party", "Riverside branch", "gb").unwrap(), &how).unwrap()
}

fn at(office: Office, key: &'static str) -> Window {
    bench::screen(office, subjects::ALL, key).unwrap()
}

#[test]
fn the_ladder_is_begun_and_a_rung_added() {
    let mut window = at(office(), "leadership.catalogue");
    assert!(shows(&window, "No ladder yet"), "{}", bench::text(&window));
    click(&mut window, "Begin with the usual ladder");
    assert!(contains(&window, "Organiser"), "{}", bench::text(&window));
    press(&mut window, Key::L);
    keys(&mut window, "Councillor");
    press(&mut window, Key::Enter);
    assert!(contains(&window, "Rungs: Councillor"), "{}", bench::text(&window));
}

#[test]
fn somebody_is_put_on_the_way_and_stands_where_they_stand() {
    let mut office = office();
    people::ops::add(&mut office, &Details::named("Ann Ali")).unwrap();
    ops::start(&mut office).unwrap();
    let mut window = at(office, "leadership.people");
    assert!(shows(&window, "Nobody is on the way yet"), "{}", bench::text(&window));
    press(&mut window, Key::N);
    keys(&mut window, "Ann");
    press(&mut window, Key::Enter);
    assert!(bench::text(&window).contains("Heading = New interest"), "{}", bench::text(&window));
    // The rung is chosen by keys, then the form is saved from the next field.
    for key in [Key::Enter, Key::ArrowDown, Key::Enter, Key::Tab] {
        press(&mut window, key);
    }
    keys(&mut window, "Riverside ward");
    press(&mut window, Key::Enter);
    assert!(contains(&window, "1 would like to stand"), "{}", bench::text(&window));
    assert!(contains(&window, "Active member, Riverside ward"), "{}", bench::text(&window));
    assert!(contains(&window, "Welcome and how the branch works"), "{}", bench::text(&window));
    press(&mut window, Key::M);
    assert!(bench::text(&window).contains("Heading = New mentor"), "{}", bench::text(&window));
    press(&mut window, Key::Escape);
    press(&mut window, Key::T);
    assert!(bench::text(&window).contains("Heading = New training taken"), "{}", bench::text(&window));
}

#[test]
fn the_matrix_says_what_it_is_for() {
    let window = at(office(), "leadership.skills");
    assert!(shows(&window, "No skills yet"), "{}", bench::text(&window));
}
