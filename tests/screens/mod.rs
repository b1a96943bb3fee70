//! Every screen and dialog of the registry, as a person with a keyboard or a screen reader meets it.

mod amendments;
mod bank;
mod candidates;
mod donations;
mod duplicates;
mod elections;
mod equality;
mod events;
mod fundraising;
mod hands;
mod leadership;
mod letters;
mod meetings;
mod members;
mod money;
mod people;
mod policy;
mod receipts;
mod results;
mod rights;
mod round_of_five;
mod scoring_kit;
mod secretary;
mod segments;
mod year;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use wardroom::app::{bench, screens, subject};
use wardroom::demo;
use wardroom::kit::{FixedClock, SystemClock};
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

/// No frame is drawn while nothing happens: once all answers are there, a view asks for no further one, now or later.
fn rests(mut harness: egui_kittest::Harness<'_, wardroom::app::App>, name: &str) {
    // A hint that fades in, a list that opens: all of it is over after a while.
    for _ in 0..8 {
        harness.step();
    }
    let delay = harness.output().viewport_output.get(&egui::ViewportId::ROOT).map(|v| v.repaint_delay);
    let causes = harness.ctx.repaint_causes();
    // A notice goes by itself after some seconds, which takes one frame.
    let notice = !causes.is_empty() && causes.iter().all(|cause| cause.file.ends_with("notice.rs"));
    assert!(
        delay == Some(std::time::Duration::MAX) || notice,
        "{name} asks to be drawn again in {delay:?}: {causes:?}"
    );
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
            rests(harness, &view.name);
            seen += 1;
        }
    }
    assert!(seen >= 2 * (6 + screens::SHELL_POSES.len()), "the registry has its screens");
}

/// Where nobody does anything nothing is drawn: no view asks for another frame once it stands, but for the one in which a
/// notice goes away by itself.
#[test]
fn every_view_rests_once_it_is_drawn() {
    for view in screens::views(subjects::ALL) {
        let size = [1366.0, 768.0];
        let mut harness =
            bench::window(Canvas::default(), Theme::default(), size, office(), subjects::ALL, &view).unwrap();
        assert_eq!(harness.run_ok(), Some(1), "{} asks for frames of its own", view.name);
        let root = harness.output().viewport_output.get(&egui::ViewportId::ROOT).unwrap();
        assert!(root.repaint_delay > Duration::from_secs(5), "{} wakes in {:?}", view.name, root.repaint_delay);
    }
}

/// A real office on a thread: proved after it was opened, looked at for its backups, and then at rest.
#[test]
fn a_window_left_alone_comes_to_rest() {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("demo.wardroom");
    demo::make(&path, demo::Size::default(), demo::usual_day().unwrap()).unwrap();
    let clock = Arc::new(SystemClock::default());
    let mut window = bench::Alive::open(subjects::ALL, clock, path, place.path().join("backups"));
    let mut waits = 0;
    while window.wait(Duration::from_millis(2500)) > 0 {
        waits += 1;
        assert!(waits < 20, "it is never done: {}", bench::text(window.harness()));
    }
    assert!(bench::text(window.harness()).contains("Riverside branch"), "{}", bench::text(window.harness()));
    assert_eq!(window.wait(Duration::from_secs(2)), 0);
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
            rests(harness, name);
        }
    }
}

#[test]
fn no_two_commands_share_keys_where_both_work() {
    let mut own: BTreeMap<(String, String), &str> = BTreeMap::new();
    let mut global: BTreeMap<String, &str> = BTreeMap::new();
    for (key, _) in wardroom::app::shell_keys() {
        assert_eq!(global.insert(key.says(), "the shell"), None, "{}", key.says());
    }
    for command in subjects::ALL.iter().flat_map(|s| s.commands) {
        let def = subject::screen_def(subjects::ALL, command.screen);
        let section = def.unwrap_or_else(|| panic!("{} names no screen: {}", command.key, command.screen)).section.key;
        let Some(shortcut) = command.shortcut else { continue };
        let before = own.insert((section.to_owned(), shortcut.says()), command.key);
        let before = before.or(global.get(&shortcut.says()).copied());
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

/// From the palette, by keyboard alone; what lies there is an office that opens and checks.
#[test]
fn a_copy_of_the_file_is_saved_and_proved() {
    use egui::Key;
    use egui_kittest::kittest::Queryable as _;
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().join("for my successor.wardroom");
    let mut window = bench::screen(office(), subjects::ALL, "home").unwrap();
    hands::ctrl(&mut window, Key::K);
    hands::keys(&mut window, "backup");
    hands::press(&mut window, Key::Enter);
    window.get_by_label("File").focus();
    window.run_ok();
    hands::ctrl(&mut window, Key::A);
    hands::keys(&mut window, &to.display().to_string());
    hands::press(&mut window, Key::Enter);
    assert!(hands::contains(&window, "A copy lies in"), "{}", bench::text(&window));
    assert!(hands::contains(&window, "Last backup today"), "{}", bench::text(&window));
    let copy = Office::open(&to, &crate::common::stepping()).unwrap();
    assert!(copy.check().unwrap().is_empty());
}

/// What wants doing goes on below where it does not fit beside: a line that is cut says nothing of what to do.
#[test]
fn what_wants_doing_is_shown_whole_in_a_small_window() {
    use egui_kittest::kittest::Queryable as _;
    use wardroom::people::{self, Details, LogForm, LogKind};
    let today = crate::common::today();
    let mut office = office();
    let ann = people::ops::add(&mut office, &Details::named("Ann Lee")).unwrap().value;
    let about = "The steps of the old ferry house are slippery since the autumn, and nobody has put down grit";
    let line = LogForm { about: about.into(), ..LogForm::new(LogKind::Concern, today, "Asha Mehta") };
    people::ops::log(&mut office, ann, &line.parse(today, false).unwrap()).unwrap();
    let size = [1024.0, 640.0];
    let window =
        bench::screen_on(Canvas::default(), Theme::default(), size, office, subjects::ALL, "home", "").unwrap();
    let row = window.get_by_label(&format!("Concern of Ann Lee: {about}")).rect();
    let button = window.get_by_label_contains("Show: Concern of Ann Lee").rect();
    assert!(row.height() >= 40.0 && row.right() <= button.left(), "{row:?} {button:?}");
}

/// What takes a while to work out (a year's receipts) is asked again only when what it is made of has changed.
#[test]
fn what_wants_doing_is_asked_again_only_when_its_tables_change() {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use wardroom::app::Subject;
    use wardroom::ledger::model::{EntryKind, NewEntry};
    use wardroom::{home, kit::Money, ledger, people};
    static ASKED: AtomicUsize = AtomicUsize::new(0);
    static COUNTING: Subject = Subject {
        key: "counting",
        todo: Some(|_conn, _day| {
            ASKED.fetch_add(1, Ordering::SeqCst);
            Ok(Vec::new())
        }),
        todo_tables: &["entry"],
        ..Subject::NONE
    };
    static SUBJECTS: &[&Subject] = &[&home::SUBJECT, &people::SUBJECT, &ledger::SUBJECT, &COUNTING];
    let how =
        How::new(subject::setup(SUBJECTS), Arc::new(FixedClock::at(crate::common::today())), "Asha Mehta").seed(1);
    let mut office = Office::in_memory(&crate::common::profile(), &how).unwrap();
    let entry = NewEntry::simple(EntryKind::Donation, crate::common::today(), Money(100));
    ledger::ops::record(&mut office, &entry).unwrap();
    people::ops::add(&mut office, &people::Details::named("Ann Lee")).unwrap();
    let mut window =
        bench::screen_on(Canvas::default(), Theme::default(), [1366.0, 768.0], office, SUBJECTS, "home", "").unwrap();
    let mut undo = || {
        window.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Z);
        window.run_ok();
        window.run_ok();
        ASKED.load(Ordering::SeqCst)
    };
    assert_eq!((ASKED.load(Ordering::SeqCst), undo(), undo()), (1, 1, 2), "a person is no entry");
}
