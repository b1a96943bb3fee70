//! Rounds in the window: a scorer scores by keyboard alone, whoever leaves the desk has locked it, and what is sealed is on no screen.

use std::sync::Arc;

use egui::Key;
use wardroom::app::bench;
use wardroom::candidates::model::{CameBy, RoundId, Step};
use wardroom::candidates::ops;
use wardroom::candidates::seal::Place;
use wardroom::kit::FixedClock;
use wardroom::office::{How, Office};
use wardroom::subjects;

use super::hands::{Window, click, contains, keys, press, shows};
use crate::common::{self, panel};

fn empty_office() -> Office {
    let how = How::new(subjects::setup(), Arc::new(FixedClock::at(common::today())), "Asha M.").seed(1);
    Office::in_memory(&common::profile(), &how).unwrap()
}

fn at(office: Office, key: &'static str, filter: &str) -> Window {
    use wardroom::ui::Theme;
    use wardroom::ui::raster::Canvas;
    bench::screen_on(Canvas::default(), Theme::default(), [1366.0, 768.0], office, subjects::ALL, key, filter).unwrap()
}

/// Whether anything on the screen reads like this, headings too.
fn reads(window: &Window, words: &str) -> bool {
    bench::text(window).contains(words)
}

#[test]
fn a_scorer_chooses_a_passphrase_and_scores_by_keyboard_alone() {
    let mut office = empty_office();
    let of = panel::published(&mut office, 2);
    let (scorers, _) = panel::ids(&office, of);
    let mut window = at(office, "candidates.scoring", &format!("{of} {}", scorers[0]));
    assert!(reads(&window, "Who scores?"), "{}", bench::text(&window));
    keys(&mut window, "quiet words of number 0");
    press(&mut window, Key::Tab);
    keys(&mut window, "quiet words of number 0");
    press(&mut window, Key::Enter);
    assert!(contains(&window, "lack a mark or a note"), "{}", bench::text(&window));
    assert!(!reads(&window, "quiet words"), "the passphrase is gone from the window");
    // The first criterion: the highest mark needs a note; then down to the second, which has no evidence.
    press(&mut window, Key::Num5);
    assert!(contains(&window, "The lowest and the highest mark need a note"), "{}", bench::text(&window));
    press(&mut window, Key::Enter);
    keys(&mut window, "PERIWINKLE 12345");
    press(&mut window, Key::Escape);
    press(&mut window, Key::ArrowDown);
    press(&mut window, Key::Num0);
    assert!(!contains(&window, "lack a mark or a note"), "{}", bench::text(&window));
    press(&mut window, Key::H);
    assert!(contains(&window, "Handed in"), "{}", bench::text(&window));
    assert!(!reads(&window, "PERIWINKLE"), "{}", bench::text(&window));
    // Half of the next, then the desk is left: nothing of it is seen by whoever comes next.
    press(&mut window, Key::PageDown);
    press(&mut window, Key::Enter);
    keys(&mut window, "CORNFLOWER");
    press(&mut window, Key::Escape);
    press(&mut window, Key::L);
    assert!(reads(&window, "Who scores?"), "{}", bench::text(&window));
    assert!(!reads(&window, "CORNFLOWER"), "{}", bench::text(&window));
    // A wrong passphrase is refused; the right one brings the half card back.
    keys(&mut window, "quiet words of number 1");
    press(&mut window, Key::Enter);
    assert!(contains(&window, "This is not the passphrase of Rae Chair"), "{}", bench::text(&window));
    keys(&mut window, "quiet words of number 0");
    press(&mut window, Key::Enter);
    assert!(contains(&window, "lack a mark or a note"), "{}", bench::text(&window));
    press(&mut window, Key::PageDown);
    assert!(reads(&window, "CORNFLOWER"), "{}", bench::text(&window));
}

#[test]
fn nothing_is_shown_of_a_candidate_before_conflicts_are_declared() {
    let mut office = empty_office();
    let of = panel::draft(&mut office, 2);
    ops::publish_with(&mut office, of, Some("a seed")).unwrap();
    let (scorers, candidates) = panel::ids(&office, of);
    panel::key(&mut office, of, 3);
    let mut window = at(office, "candidates.scoring", &format!("{of} {}", scorers[3]));
    keys(&mut window, "quiet words of number 3");
    press(&mut window, Key::Enter);
    assert!(reads(&window, "how do you stand to each candidate?"), "{}", bench::text(&window));
    assert!(!reads(&window, "Judgement"), "{}", bench::text(&window));
    assert_eq!(candidates.len(), 5);
}

/// Cards in, one half-filled; whole rounds of the window and not one word of them.
fn sealed() -> (Office, RoundId) {
    let mut office = empty_office();
    let of = panel::published(&mut office, 2);
    let (scorers, candidates) = panel::ids(&office, of);
    let key = panel::key(&mut office, of, 0);
    let whole = panel::whole(&office, of);
    let card = panel::card(&whole, [Some(5), Some(1)], "PERIWINKLE");
    let cards: Vec<_> = candidates[..4].iter().map(|id| (*id, card.clone())).collect();
    ops::hand_in(&mut office, of, scorers[0], &key, &cards, CameBy::Here).unwrap();
    let place = Place { round: of.0, scorer: scorers[0].0, candidate: candidates[4].0 };
    ops::keep_draft(&mut office, &key, place, &card, whole.candidate(candidates[4]).unwrap()).unwrap();
    assert_eq!(panel::whole(&office, of).step(), Step::Scoring);
    (office, of)
}

#[test]
fn what_is_sealed_is_on_no_screen() {
    let mut looked = 0;
    let defs = subjects::ALL.iter().flat_map(|subject| subject.screens);
    for def in defs.filter(|def| ["candidates", "home", "history"].contains(&def.section.key)) {
        for pose in [""].iter().chain(def.poses) {
            let (office, of) = sealed();
            let filter = format!("{of} {pose}");
            let window = at(office, def.key, if def.section.key == "candidates" { &filter } else { pose });
            assert!(!reads(&window, "PERIWINKLE"), "{} {pose}: {}", def.key, bench::text(&window));
            looked += 1;
        }
    }
    assert!(looked > 15, "{looked}");
}

#[test]
fn a_round_is_laid_down_by_keyboard() {
    let mut window = at(empty_office(), "candidates.rounds", "");
    assert!(shows(&window, "No selection round yet"), "{}", bench::text(&window));
    press(&mut window, Key::N);
    press(&mut window, Key::Enter);
    assert!(contains(&window, "Say what is vacant"), "beside the field: {}", bench::text(&window));
    keys(&mut window, "Candidate for Quay Ward");
    press(&mut window, Key::Enter);
    assert!(contains(&window, "Selection round for Candidate for Quay Ward"), "{}", bench::text(&window));
    click(&mut window, "Open it");
    assert!(shows(&window, "No criterion yet"), "{}", bench::text(&window));
    press(&mut window, Key::C);
    keys(&mut window, "Judgement");
    assert!(reads(&window, "Heading = New criterion"), "{}", bench::text(&window));
}

#[test]
fn criteria_are_weighed_two_at_a_time_with_a_reason() {
    use egui_kittest::kittest::Queryable as _;
    let mut office = empty_office();
    let of = panel::draft(&mut office, 1);
    let mut window = at(office, "candidates.round", &format!("{of} candidates.pairs"));
    assert!(reads(&window, "With two criteria no answer can contradict another"), "{}", bench::text(&window));
    let pair = "“Judgement” beside “Campaigning” is";
    window.get_by_role_and_label(egui::accesskit::Role::ComboBox, pair).click();
    window.run_ok();
    click(&mut window, "much more important");
    assert!(reads(&window, "Judgement 83% · Campaigning 17%"), "{}", bench::text(&window));
    click(&mut window, "Keep these weights");
    assert!(reads(&window, "has its reason in writing"), "{}", bench::text(&window));
    window.get_by_label("Why they weigh that").focus();
    window.run_ok();
    keys(&mut window, "It cannot be taught");
    press(&mut window, Key::Enter);
    assert!(contains(&window, "Weighed the criteria of Quay Ward by-election"), "{}", bench::text(&window));
    assert!(reads(&window, "Why it weighs that: It cannot be taught"), "{}", bench::text(&window));
}

#[test]
fn a_copied_round_takes_along_who_goes_on() {
    let mut office = empty_office();
    let of = panel::draft(&mut office, 1);
    assert_eq!(panel::whole(&office, of).candidates.len(), 5);
    let mut window = at(office, "candidates.rounds", "candidates.copy");
    assert!(reads(&window, "Who goes on"), "{}", bench::text(&window));
    click(&mut window, "Everybody");
    click(&mut window, "Ed Eldritch");
    super::hands::choose(&mut window, "Save");
    assert!(contains(&window, "from Quay Ward by-election"), "{}", bench::text(&window));
    assert!(reads(&window, "4 candidates"), "{}", bench::text(&window));
}

#[test]
fn a_requirement_is_changed_in_place_until_it_is_published() {
    use egui_kittest::kittest::Queryable as _;
    let mut office = empty_office();
    let of = panel::draft(&mut office, 1);
    let new = wardroom::candidates::model::NewRequirement { text: "A member".into(), rests_on: String::new() };
    ops::requirement(&mut office, of, &new).unwrap();
    let mut window = at(office, "candidates.round", &format!("{of} profile"));
    window.query_all_by_label("Change").last().unwrap().focus();
    window.run_ok();
    press(&mut window, Key::Enter);
    window.get_by_label("What a candidate must be or have").focus();
    window.run_ok();
    keys(&mut window, " for a year");
    press(&mut window, Key::Enter);
    assert!(contains(&window, "Requirement of Quay Ward by-election: A member for a year"), "{}", bench::text(&window));
}

/// Who never comes must not hold the round: once the cards of one scorer are all in, opening stands beside scoring.
#[test]
fn opening_is_offered_once_somebody_has_handed_all_in() {
    let offered = |office: Office, of: RoundId| {
        let window = at(office, "candidates.round", &format!("{of} panel"));
        bench::text(&window).contains("Button “Open the round…”")
    };
    let (office, of) = sealed();
    assert!(!offered(office, of), "four of five cards are in");
    let mut office = empty_office();
    let of = panel::published(&mut office, 2);
    let (scorers, candidates) = panel::ids(&office, of);
    let key = panel::key(&mut office, of, 0);
    let card = panel::card(&panel::whole(&office, of), [Some(5), Some(1)], "Noted");
    let cards: Vec<_> = candidates.iter().map(|id| (*id, card.clone())).collect();
    ops::hand_in(&mut office, of, scorers[0], &key, &cards, CameBy::Here).unwrap();
    assert_eq!(panel::whole(&office, of).step(), Step::Scoring);
    assert!(offered(office, of));
}
