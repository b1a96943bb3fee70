//! Amendments on screen: written by editing a copy, submitted, voted on, what collides as a picture, merged word by word.

use std::sync::Arc;

use egui::Key;
use egui_kittest::kittest::Queryable as _;
use wardroom::app::bench;
use wardroom::kit::{FixedClock, day};
use wardroom::office::profile::Profile;
use wardroom::office::{How, Office};
use wardroom::policy::body::Body;
use wardroom::policy::change::Vote;
use wardroom::policy::model::amendment::AmendmentId;
use wardroom::policy::model::{DocumentId, NewDocument};
use wardroom::policy::ops::{amend, document};
use wardroom::policy::{markdown, store};
use wardroom::subjects;
use wardroom::ui::Theme;
use wardroom::ui::raster::Canvas;

use super::hands::{Window, choose, click, contains, keys, press, shows};

const AIR: &str = "# Clean air\n\n1. Buses are electric by 2030.\n\n2. Schools have streets without cars.\n\n3. The council measures the air at every school.\n";

fn empty_office() -> Office {
    let today = day::from_iso("2026-11-27").unwrap();
    let how = How::new(subjects::setup(), Arc::new(FixedClock::at(today)), "Asha M.").seed(1);
    Office::in_memory(&Profile::new("Test Party", "Riverside branch", "gb").unwrap(), &how).unwrap()
}

fn office() -> (Office, DocumentId) {
    let mut office = empty_office();
    let new = NewDocument { kind: "manifesto".into(), title: "Clean air".into(), ..NewDocument::default() };
    let done = document::import(&mut office, &new, Some("draft"), markdown::read(AIR), "First").unwrap();
    (office, done.value.0)
}

fn written(office: &mut Office, of: DocumentId, change: impl FnOnce(&mut Body)) -> AmendmentId {
    let board = office.read(|conn| store::board(conn, of, None)).unwrap();
    let mut amended = board.base.clone();
    change(&mut amended);
    let writing = amend::Writing { amended, proposer_name: "Bo Berg".into(), ..amend::Writing::default() };
    amend::write(office, of, &writing, true).unwrap().value
}

fn says(office: &mut Office, of: DocumentId, at: usize, text: &str) -> AmendmentId {
    written(office, of, |body| body.clauses[at].text = text.to_owned())
}

fn at(office: Office, key: &'static str, filter: &str) -> Window {
    bench::screen_on(Canvas::default(), Theme::default(), [1366.0, 768.0], office, subjects::ALL, key, filter).unwrap()
}

#[test]
fn an_office_without_documents_or_amendments_says_how_to_begin() {
    assert!(shows(&at(empty_office(), "policy.amendments", ""), "Nothing can be amended yet"));
    assert!(shows(&at(empty_office(), "policy.merging", ""), "Nothing is merged"));
    let (office, of) = office();
    let window = at(office, "policy.amendments", &of.to_string());
    assert!(shows(&window, "No amendments yet"), "{}", bench::text(&window));
}

/// Presses Save below a form that is longer than the window, by keyboard.
fn saved(window: &mut Window) {
    window.get_by_label("Save").focus();
    window.run_ok();
    press(window, Key::Enter);
}

#[test]
fn one_is_written_by_editing_a_copy_and_submitted() {
    let (office, of) = office();
    let mut window = at(office, "policy.amendments", &of.to_string());
    press(&mut window, Key::W);
    assert!(shows(&window, "Write an amendment"), "{}", bench::text(&window));
    assert!(contains(&window, "Nothing yet: the copy says what the text says"), "{}", bench::text(&window));
    // The copy has the keyboard: a clause is added at its end.
    for _ in 0..9 {
        press(&mut window, Key::ArrowDown);
    }
    press(&mut window, Key::End);
    keys(&mut window, "4. Trees are planted.");
    window.run_ok();
    window.run_ok();
    assert!(contains(&window, "insert a new clause: “Trees are planted.”"), "{}", bench::text(&window));
    saved(&mut window);
    assert!(contains(&window, "Draft"), "{}", bench::text(&window));
    click(&mut window, "Submit…");
    press(&mut window, Key::Enter);
    assert!(contains(&window, "Say who proposes it"), "{}", bench::text(&window));
    press(&mut window, Key::Escape);
    click(&mut window, "Change");
    click(&mut window, "Proposed by");
    keys(&mut window, "Bo Berg");
    saved(&mut window);
    click(&mut window, "Submit…");
    press(&mut window, Key::Enter);
    assert!(contains(&window, "A1"), "{}", bench::text(&window));
    assert!(contains(&window, "Submitted"), "{}", bench::text(&window));
}

#[test]
fn votes_are_entered_and_what_falls_with_them_follows() {
    let (mut office, of) = office();
    says(&mut office, of, 1, "Buses are electric by 2028.");
    written(&mut office, of, |body| drop(body.clauses.remove(1)));
    let mut window = at(office, "policy.amendments", &of.to_string());
    assert!(contains(&window, "In clause 1, line 2, leave out “2030” and insert “2028”"), "{}", bench::text(&window));
    assert!(contains(&window, "Leave out clause 1 (line 2)"), "{}", bench::text(&window));
    press(&mut window, Key::ArrowDown);
    press(&mut window, Key::ArrowDown);
    click(&mut window, "Carried…");
    keys(&mut window, "31 for, 4 against");
    press(&mut window, Key::Enter);
    assert!(
        contains(&window, "Falls: A2 was carried")
            || contains(&window, "Falls: A1 was carried")
            || contains(&window, "Carried"),
        "{}",
        bench::text(&window)
    );
}

#[test]
fn the_picture_says_what_meets_what_without_colour() {
    let (mut office, of) = office();
    says(&mut office, of, 1, "Buses are electric by 2028.");
    says(&mut office, of, 1, "Buses are electric by 2035.");
    says(&mut office, of, 3, "The council measures the air at every school and nursery.");
    let mut window = at(office, "policy.amendments", &of.to_string());
    click(&mut window, "What collides");
    assert!(contains(&window, "A1 and A2 overlap in clause 1"), "{}", bench::text(&window));
    assert!(shows(&window, "A1 only one of the two can pass (A2)"), "{}", bench::text(&window));
    assert!(!contains(&window, "(A3)"), "{}", bench::text(&window));
}

#[test]
fn what_collides_is_decided_in_the_workbench_and_then_it_is_a_version() {
    let (mut office, of) = office();
    let first = says(&mut office, of, 1, "Buses are electric by 2028.");
    let third = says(&mut office, of, 3, "The council measures the air at every school and nursery.");
    let carried = amend::Voting { vote: Some(Vote::Carried), ..amend::Voting::default() };
    amend::vote(&mut office, &[first, third], &carried).unwrap();
    says(&mut office, of, 1, "Buses are electric by 2035.");
    let mut window = at(office, "policy.merging", &of.to_string());
    for _ in 0..3 {
        window.run_ok();
    }
    // Those that passed are in; the third is put in beside them and collides.
    assert!(contains(&window, "A1 inserts: 2028"), "{}", bench::text(&window));
    click(&mut window, "A3");
    for _ in 0..3 {
        window.run_ok();
    }
    assert!(bench::text(&window).contains("To be decided: 1"), "{}", bench::text(&window));
    choose(&mut window, "A3: 2035");
    for _ in 0..4 {
        window.run_ok();
    }
    assert!(contains(&window, "as A3 has it"), "{}", bench::text(&window));
    choose(&mut window, "Save as a version");
    for _ in 0..4 {
        window.run_ok();
    }
    let office = window.into_state().into_office().unwrap();
    let newest = office.read(|conn| store::newest(conn, of)).unwrap().unwrap();
    let body = office.read(|conn| store::body_of(conn, newest.id)).unwrap();
    assert_eq!((newest.number, newest.name.as_str()), (2, "As amended"));
    assert_eq!(body.clauses[1].text, "Buses are electric by 2035.");
    assert_eq!(body.clauses[3].text, "The council measures the air at every school and nursery.");
}
