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
