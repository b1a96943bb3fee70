//! Meetings at the window: an empty office is told how to begin; a meeting is run from the keyboard.

use std::sync::Arc;

use egui::Key;
use wardroom::app::bench;
use wardroom::kit::{Day, FixedClock, day};
use wardroom::meetings::model::{Kind, NewBody, NewMeeting, NewSeat, Quorum};
use wardroom::meetings::{ops, store};
use wardroom::office::profile::Profile;
use wardroom::office::{How, Office};
use wardroom::people::Details;
use wardroom::{people, subjects};

use super::hands::{Window, click, contains, keys, press, shows};

fn on(text: &str) -> Day {
    day::from_iso(text).unwrap()
}

fn empty_office() -> Office {
    let how = How::new(subjects::setup(), Arc::new(FixedClock::at(on("2026-11-21"))), "Asha M.").seed(1);
    Office::in_memory(&Profile::new("Test Party", "Riverside branch", "gb").unwrap(), &how).unwrap()
}

/// A committee of three, of whom two make a quorum, which meets today.
fn office() -> Office {
    let mut office = empty_office();
    let rules = NewBody { name: "Committee".into(), quorum: Quorum::Number(2), ..NewBody::default() };
    let body = ops::save_body(&mut office, None, &rules).unwrap().value;
    for name in ["Ann Ali", "Ben Roe", "Cleo Moss"] {
        let person = people::ops::add(&mut office, &Details::named(name)).unwrap().value;
        let seat = NewSeat { person, post: String::new(), voting: true, from: on("2026-01-01"), until: None };
        ops::seat(&mut office, body, None, &seat).unwrap();
    }
    let new = NewMeeting {
        body,
        kind: Kind::Ordinary,
        title: String::new(),
        day: on("2026-11-21"),
        starts: Some(1170),
        place: "Hall".into(),
        online: String::new(),
    };
    let agenda = ops::agenda_for(&office.read(|conn| store::body(conn, body)).unwrap(), Kind::Ordinary, None);
    ops::plan(&mut office, &new, &agenda).unwrap();
    office
}

fn at(office: Office, key: &'static str) -> Window {
    bench::screen(office, subjects::ALL, key).unwrap()
}

#[test]
fn an_office_without_bodies_is_told_to_begin_with_one() {
    let mut window = at(empty_office(), "meetings.list");
    assert!(contains(&window, "Set up first who meets"));
    click(&mut window, "Set up a body");
    assert!(shows(&window, "New body"));
}

#[test]
fn a_meeting_is_run_from_the_keyboard() {
    let mut window = at(office(), "meetings.room");
    assert!(contains(&window, "Not quorate: 0 present, 2 needed, 2 short"));
    // At the door: a few letters and Enter, one after the other.
    click(&mut window, "Who comes in");
    for name in ["Ann", "Ben"] {
        keys(&mut window, name);
        window.run_ok();
        press(&mut window, Key::Enter);
    }
    assert!(contains(&window, "Quorate: 2 present, 2 needed"));
    press(&mut window, Key::Escape);
    press(&mut window, Key::O);
    assert!(shows(&window, "Time"));
    press(&mut window, Key::Enter);
    press(&mut window, Key::J);
    assert!(contains(&window, "What the minutes say of it"));
    press(&mut window, Key::M);
    keys(&mut window, "That we meet monthly");
    press(&mut window, Key::Enter);
    press(&mut window, Key::V);
    assert!(contains(&window, "Against"), "the vote is counted in a dialog, for it first");
    keys(&mut window, "2");
    press(&mut window, Key::Enter);
    assert!(contains(&window, "That we meet monthly") && contains(&window, "Carried"));
    assert!(contains(&window, "Decision 2026/1"));
}

#[test]
fn a_meeting_stands_in_the_calendar_and_is_opened_from_there() {
    let mut window = at(office(), "events.calendar");
    assert!(contains(&window, "Committee, 19:30, meeting"));
    press(&mut window, Key::Enter);
    assert!(contains(&window, "is kept in Meetings"));
    click(&mut window, "Open the meeting");
    assert!(contains(&window, "Notice and agenda as PDF"));
}
