//! The results of an opened round on screen: the order with its numbers, a weight that is pushed, a mark that is changed, the decision.

use std::sync::Arc;

use egui::Key;
use wardroom::app::bench;
use wardroom::candidates::decided::{NewDecision, NewEndorsement, Outcome, Verdict};
use wardroom::candidates::model::CandidateId;
use wardroom::candidates::ops;
use wardroom::kit::FixedClock;
use wardroom::office::{How, Office};
use wardroom::subjects;
use wardroom::ui::Theme;
use wardroom::ui::raster::Canvas;

use super::hands::{Window, click, contains, press};
use crate::common::{self, panel};

fn at(who: &str, filter: &str) -> Window {
    let how = How::new(subjects::setup(), Arc::new(FixedClock::at(common::today())), who).seed(1);
    let mut office = Office::in_memory(&common::profile(), &how).unwrap();
    panel::opened(&mut office);
    show(office, filter)
}

fn show(office: Office, filter: &str) -> Window {
    let size = [1366.0, 768.0];
    bench::screen_on(Canvas::default(), Theme::default(), size, office, subjects::ALL, "candidates.results", filter)
        .unwrap()
}

#[test]
fn the_order_says_how_sure_it_is_and_t_shows_numbers() {
    let mut window = at("Asha M.", "");
    assert!(contains(&window, "Marks of Ann Ashworth"), "{}", bench::text(&window));
    assert!(contains(&window, "Ann Ashworth and Ben Brook were level"), "{}", bench::text(&window));
    press(&mut window, Key::T);
    assert!(
        !contains(&window, "Marks of Ann Ashworth") && contains(&window, "5.00 (5, 5, 5, absent)"),
        "{}",
        bench::text(&window)
    );
    click(&mut window, "Agreement");
    assert!(contains(&window, "Krippendorff’s alpha, ordinal"), "{}", bench::text(&window));
}

#[test]
fn a_recused_scorer_sees_nothing_of_the_candidate() {
    for part in ["", "marks", "agreement numbers", "what-if numbers", "decision candidates.decide"] {
        let window = at("Tam Third", part);
        let text = bench::text(&window);
        assert!(text.contains("1 candidate not shown to you"), "{part}:\n{text}");
        assert!(!text.contains("Cy Carr"), "{part}:\n{text}");
    }
    assert!(bench::text(&at("Asha M.", "")).contains("Cy Carr"));
}

#[test]
fn a_weight_that_is_pushed_changes_nothing_stored() {
    let mut window = at("Asha M.", "what-if");
    assert!(contains(&window, "As published: nothing is pushed yet"), "{}", bench::text(&window));
    click(&mut window, "By order");
    assert!(contains(&window, "would lead"), "{}", bench::text(&window));
    click(&mut window, "As published");
    assert!(contains(&window, "As published: nothing is pushed yet"), "{}", bench::text(&window));
}

#[test]
fn a_mark_is_changed_with_a_reason_and_then_it_is_decided() {
    let mut window = at("Asha M.", "marks candidates.moderate");
    assert!(bench::text(&window).contains("Change a mark: Ann Ashworth, Judgement"), "{}", bench::text(&window));
    click(&mut window, "Keep it");
    assert!(bench::text(&window).contains("Say what in the discussion changed the mark"), "{}", bench::text(&window));
    press(&mut window, Key::Escape);
    click(&mut window, "Decision");
    press(&mut window, Key::D);
    assert!(contains(&window, "What becomes of them"), "{}", bench::text(&window));
    assert!(contains(&window, "Rank 1, 4.00"), "{}", bench::text(&window));
}

#[test]
fn the_decision_is_shown_with_what_followed_from_it() {
    let how = How::new(subjects::setup(), Arc::new(FixedClock::at(common::today())), "Asha M.").seed(1);
    let mut office = Office::in_memory(&common::profile(), &how).unwrap();
    let of = panel::opened(&mut office);
    let (_, candidates) = panel::ids(&office, of);
    let verdict = |(at, id): (usize, &CandidateId)| Verdict {
        candidate: *id,
        outcome: if at == 0 { Outcome::Chosen } else { Outcome::NotChosen },
        reasons: format!("Reason {at}"),
        told: None,
    };
    let new = NewDecision {
        verdicts: candidates.iter().enumerate().map(verdict).collect(),
        reasons: String::new(),
        dissent: String::new(),
        appeal_days: 14,
        keep_until: common::today() + chrono::TimeDelta::days(200),
    };
    ops::decide(&mut office, of, &new).unwrap();
    ops::tell(&mut office, of, &candidates[1..]).unwrap();
    let endorsement = NewEndorsement { candidate: candidates[0], conditions: "Pays the levy".into(), ends: None };
    ops::endorse(&mut office, of, &endorsement).unwrap();
    let mut window = show(office, "decision");
    let text = bench::text(&window);
    for words in [
        "Decided on 21 November 2026 by Asha M.",
        "None was noted",
        "Within 14 days of each letter",
        "Reason 0",
        "No letter was written yet",
        "Letter of 21 Nov 2026; appeals until 5 Dec 2026",
        "Endorsed on 21 Nov 2026. Conditions: Pays the levy",
    ] {
        assert!(text.contains(words), "“{words}” in\n{text}");
    }
    click(&mut window, "Write to candidates…");
    assert!(bench::text(&window).contains("The time to appeal runs from today"), "{}", bench::text(&window));
}
