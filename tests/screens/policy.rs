//! Policy on screen: a text written by keyboard, kept without a version, saved as one, compared; comments beside the clause.

use std::sync::Arc;

use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use wardroom::app::bench;
use wardroom::kit::{Day, FixedClock, day};
use wardroom::office::profile::Profile;
use wardroom::office::{How, Office};
use wardroom::policy::model::{DocumentId, NewDocument};
use wardroom::policy::ops::document;
use wardroom::policy::{plain, store};
use wardroom::subjects;
use wardroom::ui::Theme;
use wardroom::ui::raster::Canvas;

use super::hands::{Window, click, contains, ctrl, keys, press, shows};

fn on(text: &str) -> Day {
    day::from_iso(text).unwrap()
}

fn empty_office() -> Office {
    let how = How::new(subjects::setup(), Arc::new(FixedClock::at(on("2026-11-27"))), "Asha M.").seed(1);
    Office::in_memory(&Profile::new("Test Party", "Riverside branch", "gb").unwrap(), &how).unwrap()
}

fn office(text: &str) -> (Office, DocumentId) {
    let mut office = empty_office();
    let new = NewDocument { kind: "policy".into(), title: "Clean air".into(), ..NewDocument::default() };
    let done = document::import(&mut office, &new, Some("draft"), plain::read(text), "First").unwrap();
    (office, done.value.0)
}

fn at(office: Office, key: &'static str) -> Window {
    bench::screen(office, subjects::ALL, key).unwrap()
}

/// A screen that shows what a filter names.
fn showing(office: Office, key: &'static str, filter: &str) -> Window {
    bench::screen_on(Canvas::default(), Theme::default(), [1366.0, 768.0], office, subjects::ALL, key, filter).unwrap()
}

fn pressed(window: &mut Window, modifiers: Modifiers, key: Key) {
    window.key_press_modifiers(modifiers, key);
    for _ in 0..3 {
        window.run_ok();
    }
}

/// Puts the caret into a clause, at its end.
fn into(window: &mut Window, name: &str) {
    window.get_by_label(name).focus();
    window.run_ok();
    pressed(window, Modifiers::NONE, Key::End);
}

fn working(window: Window, id: DocumentId) -> Vec<(u8, String)> {
    let office = window.into_state().into_office().unwrap();
    let body = office.read(|conn| store::working(conn, id)).unwrap().body;
    body.clauses.into_iter().map(|clause| (clause.depth, clause.text)).collect()
}

#[test]
fn an_office_without_policy_says_how_to_begin() {
    for (key, says) in [
        ("policy.list", "No documents yet"),
        ("policy.text", "No text is open"),
        ("policy.file", "No file is open"),
        ("policy.compare", "Nothing is compared"),
    ] {
        let window = at(empty_office(), key);
        assert!(shows(&window, says), "{}", bench::text(&window));
    }
}

#[test]
fn a_document_is_begun_by_keyboard_and_its_next_steps_say_what_they_lack() {
    let mut window = at(empty_office(), "policy.list");
    press(&mut window, Key::N);
    press(&mut window, Key::Enter);
    assert!(contains(&window, "Say what it is called"), "{}", bench::text(&window));
    window.get_by_label("Title").focus();
    window.run_ok();
    keys(&mut window, "Night buses");
    press(&mut window, Key::Enter);
    assert!(shows(&window, "Night buses"), "{}", bench::text(&window));
    assert!(contains(&window, "Take it up"), "{}", bench::text(&window));
    click(&mut window, "Take it up");
    click(&mut window, "Take the step");
    assert!(contains(&window, "Send to internal review"), "{}", bench::text(&window));
    assert!(contains(&window, "there is no version of the text yet"), "{}", bench::text(&window));
}

/// Enter, Tab, Shift+Tab, Alt and arrows, Ctrl+Enter, Backspace; all of it comes back out by Ctrl+Z.
#[test]
fn a_text_is_written_by_keyboard_and_comes_back_out() {
    let (office, id) = office("1. One\n\n2. Two\n");
    let mut window = showing(office, "policy.text", &id.to_string());
    into(&mut window, "Clause 1");
    keys(&mut window, " more");
    pressed(&mut window, Modifiers::NONE, Key::Enter);
    keys(&mut window, "below");
    pressed(&mut window, Modifiers::NONE, Key::Tab);
    assert!(shows(&window, "Clause 1(1)"), "{}", bench::text(&window));
    pressed(&mut window, Modifiers::SHIFT, Key::Tab);
    pressed(&mut window, Modifiers::ALT, Key::ArrowUp);
    keys(&mut window, "!");
    pressed(&mut window, Modifiers::COMMAND, Key::Enter);
    keys(&mut window, "split");
    for _ in 0..5 {
        pressed(&mut window, Modifiers::NONE, Key::ArrowLeft);
    }
    pressed(&mut window, Modifiers::NONE, Key::Backspace);
    assert!(contains(&window, "3 clauses"), "{}", bench::text(&window));
    for _ in 0..40 {
        ctrl(&mut window, Key::Z);
    }
    assert!(contains(&window, "2 words · 2 clauses"), "{}", bench::text(&window));
    for _ in 0..40 {
        window.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
        window.run_ok();
    }
    assert!(contains(&window, "3 clauses"), "{}", bench::text(&window));
}

#[test]
fn what_is_written_is_kept_without_a_version_and_saved_as_one_by_name() {
    let (office, id) = office("1. One\n\n2. Two\n");
    let mut window = showing(office, "policy.text", &id.to_string());
    into(&mut window, "Clause 1");
    keys(&mut window, " more");
    // A second after the last key.
    for _ in 0..120 {
        window.step();
    }
    assert!(contains(&window, "kept"), "{}", bench::text(&window));
    ctrl(&mut window, Key::S);
    keys(&mut window, "After the meeting");
    press(&mut window, Key::Enter);
    let office = window.into_state().into_office().unwrap();
    let versions = office.read(|conn| store::versions(conn, id)).unwrap();
    assert_eq!(versions.iter().map(|v| v.name.as_str()).collect::<Vec<_>>(), ["First", "After the meeting"]);
    let mut window = showing(office, "policy.compare", &format!("{id} 2"));
    assert!(contains(&window, "1 clause differs"), "{}", bench::text(&window));
    assert!(contains(&window, "changed: One more"), "{}", bench::text(&window));
    click(&mut window, "Side by side");
    assert!(contains(&window, "changed: One more"), "{}", bench::text(&window));
}

#[test]
fn lines_from_a_word_processor_become_clauses() {
    let (office, id) = office("1. One\n");
    let mut window = showing(office, "policy.text", &id.to_string());
    into(&mut window, "Clause 1");
    window.event(Event::Paste("2. Two\n    (a) Deep\n3. Three\n".to_owned()));
    for _ in 0..120 {
        window.step();
    }
    let kept = working(window, id);
    let want = [(0, "One"), (0, "Two"), (1, "Deep"), (0, "Three")];
    assert_eq!(kept, want.map(|(depth, text)| (depth, text.to_owned())));
}

#[test]
fn a_comment_stands_beside_its_clause() {
    let (office, id) = office("1. One\n\n2. Two\n");
    let mut window = showing(office, "policy.text", &id.to_string());
    into(&mut window, "Clause 2");
    assert!(bench::text(&window).contains("Heading = Comments on 2"), "{}", bench::text(&window));
    window.get_by_label("A comment").focus();
    window.run_ok();
    keys(&mut window, "Says who?");
    click(&mut window, "Add the comment");
    let office = window.into_state().into_office().unwrap();
    let comments = office.read(|conn| store::comments(conn, id)).unwrap();
    assert_eq!(comments.len(), 1);
    let mut window = showing(office, "policy.file", &format!("{id} comments"));
    assert!(shows(&window, "Says who?"), "{}", bench::text(&window));
    click(&mut window, "Checklist");
    assert!(shows(&window, "Contradictions"), "{}", bench::text(&window));
}

#[test]
fn a_list_of_the_file_takes_a_row_by_keyboard() {
    let (office, id) = office("1. One\n\n2. Two\n");
    let mut window = showing(office, "policy.file", &format!("{id} actions"));
    assert!(contains(&window, "Nothing yet under carrying out"), "{}", bench::text(&window));
    press(&mut window, Key::A);
    press(&mut window, Key::Enter);
    assert!(contains(&window, "Say what it is"), "{}", bench::text(&window));
    window.get_by_label("Action").focus();
    window.run_ok();
    keys(&mut window, "Ask the Council");
    press(&mut window, Key::Enter);
    assert!(contains(&window, "Ask the Council"), "{}", bench::text(&window));
}
