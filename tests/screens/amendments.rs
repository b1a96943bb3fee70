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
    // The copy has the keyboard: a clause is looked for, and one is added behind it.
    click(&mut window, "Go to a clause");
    keys(&mut window, "measures");
    press(&mut window, Key::Enter);
    window.run_ok();
    press(&mut window, Key::End);
    press(&mut window, Key::Enter);
    keys(&mut window, "Trees are planted.");
    window.run_ok();
    window.run_ok();
    assert!(contains(&window, "insert a new clause: “Trees are planted.”"), "{}", bench::text(&window));
    // F6 goes to the form and back.
    press(&mut window, Key::F6);
    keys(&mut window, "They cool the streets");
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
    click(&mut window, "Enter the vote…");
    click(&mut window, "For");
    keys(&mut window, "31");
    click(&mut window, "Against");
    keys(&mut window, "4");
    window.run_ok();
    assert!(contains(&window, "Carried: Simple majority needed: 18 of 35, 13 to spare"), "{}", bench::text(&window));
    press(&mut window, Key::Enter);
    for _ in 0..3 {
        window.run_ok();
    }
    assert!(contains(&window, "Falls: A2 was carried"), "{}", bench::text(&window));
    assert!(contains(&window, "31 for, 4 against · Simple majority needed"), "{}", bench::text(&window));
    click(&mut window, "Open the vote again…");
    press(&mut window, Key::Enter);
    for _ in 0..3 {
        window.run_ok();
    }
    assert!(!contains(&window, "Falls: A2 was carried"), "{}", bench::text(&window));
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

/// What overlaps is proposed as an exclusion, accepted by a key, and taken back.
#[test]
fn a_proposed_exclusion_is_accepted_by_a_key_and_taken_back() {
    let (mut office, of) = office();
    says(&mut office, of, 3, "The council measures the clean air at every school.");
    written(&mut office, of, |body| {
        body.clauses[3].text = "The council measures the fresh air at every school.".to_owned();
        body.clauses[1].text = "Buses are electric by 2031.".to_owned();
    });
    let mut window = at(office, "policy.amendments", &of.to_string());
    click(&mut window, "What collides");
    assert!(contains(&window, "puts something in at the same place"), "{}", bench::text(&window));
    // Words at one place are both kept: nothing is proposed.
    click(&mut window, "A1 puts something in at the same place (A2)");
    assert!(!contains(&window, "it is proposed that only one"), "{}", bench::text(&window));
    let mut office = window.into_state().into_office().unwrap();
    written(&mut office, of, |body| {
        body.clauses[3].text = "The council measures the air at each school.".to_owned();
        body.clauses[1].text = "Buses are electric by 2040.".to_owned();
    });
    let mut window = at(office, "policy.amendments", &of.to_string());
    click(&mut window, "What collides");
    click(&mut window, "A2 overlaps: somebody decides the words (A3)");
    assert!(contains(&window, "it is proposed that only one of the two can pass"), "{}", bench::text(&window));
    press(&mut window, Key::Y);
    for _ in 0..4 {
        window.run_ok();
    }
    assert!(shows(&window, "A2 only one of the two can pass (A3)"), "{}", bench::text(&window));
    assert!(contains(&window, "Said: A2 excludes A3"), "{}", bench::text(&window));
    choose(&mut window, "Take back");
    for _ in 0..4 {
        window.run_ok();
    }
    assert!(!shows(&window, "A2 only one of the two can pass (A3)"), "{}", bench::text(&window));
}

/// The committee's own words, with what the proposer says; the workbench merges them.
#[test]
fn other_words_are_recommended_in_the_window_and_merged() {
    let (mut office, of) = office();
    let first = says(&mut office, of, 1, "Buses are electric by 2028.");
    let mut window = at(office, "policy.amendments", &format!("{of} {}", first.0));
    for _ in 0..3 {
        window.run_ok();
    }
    choose(&mut window, "More for this amendment");
    window.run_ok();
    choose(&mut window, "Recommend other words");
    window.run_ok();
    assert!(bench::text(&window).contains("What the committee would have instead of A1"), "{}", bench::text(&window));
    // The clause that it changes has the keyboard.
    press(&mut window, Key::End);
    press(&mut window, Key::Backspace);
    press(&mut window, Key::Backspace);
    keys(&mut window, "9.");
    for _ in 0..3 {
        window.run_ok();
    }
    window.get_by_role_and_label(egui::accesskit::Role::ComboBox, "Does the proposer agree?").focus();
    window.run_ok();
    press(&mut window, Key::Enter);
    press(&mut window, Key::ArrowDown);
    press(&mut window, Key::Enter);
    click(&mut window, "What the proposer says to it");
    keys(&mut window, "Good enough");
    saved(&mut window);
    for _ in 0..3 {
        window.run_ok();
    }
    assert!(contains(&window, "insert “2029”"), "{}", bench::text(&window));
    assert!(contains(&window, "Good enough"), "{}", bench::text(&window));
    let mut office = window.into_state().into_office().unwrap();
    let board = office.read(|conn| store::board(conn, of, None)).unwrap();
    assert_eq!(board.all[0].agreed, Some(true));
    let carried = amend::Voting { vote: Some(Vote::Carried), ..amend::Voting::open() };
    amend::vote(&mut office, &[first], &carried).unwrap();
    let mut window = at(office, "policy.merging", &of.to_string());
    for _ in 0..3 {
        window.run_ok();
    }
    assert!(contains(&window, "A1 inserts: 2029"), "{}", bench::text(&window));
    choose(&mut window, "Its own words");
    for _ in 0..3 {
        window.run_ok();
    }
    assert!(contains(&window, "A1 inserts: 2028"), "{}", bench::text(&window));
}

/// Several are voted on together in one form; an amendment is linked with another; words are voted on separately.
#[test]
fn a_vote_en_bloc_and_a_separate_vote_are_made_in_the_window() {
    let (mut office, of) = office();
    let first = says(&mut office, of, 1, "Buses are electric by 2028.");
    let second = says(&mut office, of, 3, "The council measures the air at every school and nursery.");
    for id in [first, second] {
        let accept = amend::Recommending {
            recommends: wardroom::policy::model::amendment::Recommends::Accept,
            ..amend::Recommending::default()
        };
        amend::recommend(&mut office, id, &accept).unwrap();
    }
    let mut window = at(office, "policy.amendments", &of.to_string());
    press(&mut window, Key::L);
    window.run_ok();
    assert!(bench::text(&window).contains("Heading = Vote en bloc"), "{}", bench::text(&window));
    click(&mut window, "For");
    keys(&mut window, "20");
    click(&mut window, "Against");
    keys(&mut window, "1");
    press(&mut window, Key::Enter);
    for _ in 0..4 {
        window.run_ok();
    }
    let mut office = window.into_state().into_office().unwrap();
    let board = office.read(|conn| store::board(conn, of, None)).unwrap();
    assert!(board.all.iter().all(|one| one.vote == Some(Vote::Carried) && one.rule.contains("Simple majority")));
    // A separate vote: the words are taken out of the copy.
    office.undo("").unwrap();
    let mut window = at(office, "policy.amendments", &of.to_string());
    click(&mut window, "More for amendments");
    choose(&mut window, "Ask for a separate vote on words");
    window.run_ok();
    click(&mut window, "Go to a clause");
    keys(&mut window, "2");
    press(&mut window, Key::Enter);
    window.run_ok();
    press(&mut window, Key::End);
    for _ in 0.." without cars.".len() {
        press(&mut window, Key::Backspace);
    }
    keys(&mut window, ".");
    for _ in 0..3 {
        window.run_ok();
    }
    saved(&mut window);
    for _ in 0..3 {
        window.run_ok();
    }
    assert!(contains(&window, "Separate vote on “without cars” in clause 2, line 3"), "{}", bench::text(&window));
}
