//! Every screen and dialog of the registry, as a person with a keyboard or a screen reader meets it.

mod members;
mod money;
mod people;
mod receipts;

use std::collections::BTreeMap;
use std::sync::Arc;

use wardroom::app::{bench, screens, subject};
use wardroom::kit::FixedClock;
use wardroom::office::profile::{Profile, save_officer};
use wardroom::office::{How, Office};
use wardroom::subjects;
use wardroom::ui::Theme;
use wardroom::ui::raster::Canvas;

/// An office with one person who uses it, on 21 November 2026.
fn office() -> Office {
    let day = wardroom::kit::day::from_iso("2026-11-21").unwrap();
    let how = How::new(subjects::setup(), Arc::new(FixedClock::at(day)), "Asha Mehta").seed(1);
    let mut profile = Profile::new("Harbour Party", "Riverside branch", "gb").unwrap();
    profile.time_zone = "Europe/London".to_owned();
    let mut office = Office::in_memory(&profile, &how).unwrap();
    save_officer(&mut office, None, "Asha Mehta", "AM", "Treasurer", true).unwrap();
    office
}

/// egui_kittest panics on an input without a name, so drawing every view proves that there is none.
#[test]
fn every_view_is_drawn_in_both_sizes_and_every_input_has_a_name() {
    let mut seen = 0;
    for view in screens::views(subjects::ALL) {
        for size in [[1366.0, 768.0], [1024.0, 640.0]] {
            let harness =
                bench::window(Canvas::default(), Theme::default(), size, office(), subjects::ALL, &view).unwrap();
            let text = bench::text(&harness);
            assert!(text.contains("Riverside branch"), "{} at {size:?} shows the frame:\n{text}", view.name);
            assert!(!text.contains("defect"), "{} at {size:?}:\n{text}", view.name);
            seen += 1;
        }
    }
    assert!(seen >= 2 * (6 + screens::SHELL_POSES.len()), "the registry has its screens");
}

/// The same for the pages without an office.
#[test]
fn the_pages_without_an_office_are_drawn_and_their_inputs_have_names() {
    let day = wardroom::kit::day::from_iso("2026-11-21").unwrap();
    for (page, name) in bench::PAGES {
        for size in [[1366.0, 768.0], [1024.0, 640.0]] {
            let clock = Arc::new(FixedClock::at(day));
            let harness = bench::page(Canvas::default(), Theme::default(), size, subjects::ALL, clock, page);
            let text = bench::text(&harness);
            assert!(text.contains("Riverside branch") || text.contains("A new office"), "{name} at {size:?}:\n{text}");
        }
    }
}

#[test]
fn no_two_commands_share_keys_where_both_work() {
    let mut letters: BTreeMap<(String, String), &str> = BTreeMap::new();
    let mut global: BTreeMap<String, &str> = BTreeMap::new();
    for (key, _) in wardroom::app::shell_keys() {
        assert_eq!(global.insert(key.says(), "the shell"), None, "{}", key.says());
    }
    for command in subjects::ALL.iter().flat_map(|s| s.commands) {
        let def = subject::screen_def(subjects::ALL, command.screen);
        let section = def.unwrap_or_else(|| panic!("{} names no screen: {}", command.key, command.screen)).section.key;
        let Some(shortcut) = command.shortcut else { continue };
        let before = if shortcut.is_letter() {
            letters.insert((section.to_owned(), shortcut.says()), command.key)
        } else {
            global.insert(shortcut.says(), command.key)
        };
        assert_eq!(before, None, "{} of {} is taken", shortcut.says(), command.key);
    }
}

#[test]
fn keys_of_screens_and_commands_are_their_own() {
    let mut keys = Vec::new();
    for subject in subjects::ALL {
        keys.extend(subject.screens.iter().map(|d| d.key));
        keys.extend(subject.commands.iter().map(|c| c.key));
    }
    let all = keys.len();
    keys.sort_unstable();
    keys.dedup();
    assert_eq!(keys.len(), all, "a key stands twice: {keys:?}");
}

#[test]
fn the_shells_own_screens_as_text() {
    for key in ["home", "history", "settings.office", "settings.users", "settings.protection"] {
        let harness = bench::screen(office(), subjects::ALL, key).unwrap();
        insta::assert_snapshot!(key.replace('.', "_"), bench::text(&harness));
    }
}
