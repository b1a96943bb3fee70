//! Equality on screen: a stack keyed by keyboard, and what the empty screen says.

use std::sync::Arc;

use egui::Key;
use wardroom::app::bench;
use wardroom::kit::{FixedClock, day};
use wardroom::office::profile::Profile;
use wardroom::office::{How, Office};
use wardroom::subjects;

use super::hands::{click, contains, ctrl, press, shows};

#[test]
fn a_stack_is_keyed_and_only_then_in_the_totals() {
    let clock = Arc::new(FixedClock::at(day::from_iso("2026-11-21").unwrap()));
    let how = How::new(subjects::setup(), clock, "Asha M.").seed(1);
    let office = Office::in_memory(&Profile::new("Test Party", "Riverside branch", "gb").unwrap(), &how).unwrap();
    let mut window = bench::screen(office, subjects::ALL, "equality.totals").unwrap();
    assert!(shows(&window, "No totals yet"), "{}", bench::text(&window));
    press(&mut window, Key::E);
    assert!(bench::text(&window).contains("Form 1 of the stack"), "{}", bench::text(&window));
    // The first question has the keyboard: the first answer of it, from the last.
    for _ in 0..5 {
        for key in [Key::Enter, Key::ArrowUp, Key::Enter] {
            press(&mut window, key);
        }
        ctrl(&mut window, Key::Enter);
    }
    assert!(contains(&window, "5 forms keyed before this one"), "{}", bench::text(&window));
    click(&mut window, "Last one: add the stack");
    assert!(contains(&window, "A stack of equality forms of the membership"), "{}", bench::text(&window));
    assert!(shows(&window, "65 or over"), "{}", bench::text(&window));
}
