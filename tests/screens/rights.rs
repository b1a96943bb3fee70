//! Erasing and the retention review on screen.

use std::sync::Arc;

use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use wardroom::app::{App, bench};
use wardroom::kit::{FixedClock, day};
use wardroom::office::profile::Profile;
use wardroom::office::{How, Office};
use wardroom::people::{Details, ops};
use wardroom::subjects;
use wardroom::ui::Theme;
use wardroom::ui::raster::Canvas;

/// Two people who are due, one who is not, and one who was removed.
fn office() -> Office {
    let clock = Arc::new(FixedClock::at(day::from_iso("2018-01-10").unwrap()));
    let how = How::new(subjects::setup(), Arc::clone(&clock) as _, "Asha M.").seed(1);
    let mut office = Office::in_memory(&Profile::new("Test Party", "Riverside", "gb").unwrap(), &how).unwrap();
    for name in ["Hortensia Plumworthy", "Quiet One"] {
        ops::add(&mut office, &Details::named(name)).unwrap();
    }
    let gone = ops::add(&mut office, &Details::named("Gone Person")).unwrap().value;
    ops::remove(&mut office, gone).unwrap();
    clock.set(day::from_iso("2026-11-21").unwrap());
    ops::add(&mut office, &Details::named("New One")).unwrap();
    office
}

fn open(screen: &'static str, filter: &str) -> Harness<'static, App> {
    let canvas = Canvas::default();
    bench::screen_on(canvas, Theme::default(), [1366.0, 768.0], office(), subjects::ALL, screen, filter).unwrap()
}

fn type_text(harness: &mut Harness<'_, App>, text: &str) {
    harness.event(egui::Event::Text(text.into()));
    harness.run_ok();
}

fn says(harness: &Harness<'_, App>, words: &str) -> bool {
    harness.root().children_recursive().any(|node| {
        let node = node.accesskit_node();
        [node.label(), node.value()].into_iter().flatten().any(|text| text.contains(words))
    })
}

#[test]
fn a_person_is_erased_after_a_preview_and_a_reason_without_the_name() {
    let mut harness = open("people.list", "erase");
    assert!(says(&harness, "Erase New One?"), "{}", bench::text(&harness));
    assert!(says(&harness, "1 × The person") && says(&harness, "cannot be undone"), "{}", bench::text(&harness));
    assert!(harness.get_by_label("Erase for good").accesskit_node().is_disabled(), "a reason is wanted first");
    harness.get_by_label("Reason").focus();
    harness.run_ok();
    type_text(&mut harness, "New One asked");
    harness.get_by_label("Erase for good").click();
    harness.run_ok();
    assert!(says(&harness, "The reason names the person"), "{}", bench::text(&harness));
    harness.get_by_label("Reason").focus();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run_ok();
    type_text(&mut harness, "asked by letter");
    harness.get_by_label("Erase for good").click();
    harness.run_ok();
    assert!(says(&harness, "Erased a person: asked by letter"), "{}", bench::text(&harness));
    assert!(!says(&harness, "New One"), "{}", bench::text(&harness));
}

#[test]
fn the_review_lists_who_is_due_and_erases_a_selection() {
    let harness = open("people.retention", "");
    assert!(says(&harness, "2 due for erasure") && says(&harness, "Hortensia Plumworthy"), "{}", bench::text(&harness));
    assert!(says(&harness, "Gone Person") && says(&harness, "Removed") && !says(&harness, "New One"));
    assert!(says(&harness, "s. 41"), "the rules stand beside the list");
    let mut harness = open("people.retention", "all");
    harness.run_ok();
    harness.get_by_label("Erase the selected…").click();
    harness.run_ok();
    assert!(says(&harness, "Erase 3 people?"), "{}", bench::text(&harness));
    harness.get_by_label("Reason").focus();
    harness.run_ok();
    type_text(&mut harness, "no dealings for years");
    harness.get_by_label("Erase for good").click();
    harness.run_ok();
    assert!(says(&harness, "Nobody is due for erasure"), "{}", bench::text(&harness));
}

#[test]
fn everything_held_asks_for_a_folder_and_says_what_it_wrote() {
    let folder = tempfile::tempdir().unwrap();
    let mut harness = open("people.list", "Hortensia");
    harness.get_by_label("Everything held…").click();
    harness.run_ok();
    assert!(says(&harness, "Everything held about Hortensia Plumworthy"), "{}", bench::text(&harness));
    harness.get_by_label("Folder").focus();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run_ok();
    type_text(&mut harness, &folder.path().display().to_string());
    harness.get_by_label("Write it").click();
    harness.run_ok();
    assert!(says(&harness, "Wrote everything held"), "{}", bench::text(&harness));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2);
}
