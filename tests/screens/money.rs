//! Money: recording an entry, finding it again, putting it right.

use std::sync::Arc;

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use wardroom::app::Subject;
use wardroom::app::bench;
use wardroom::app::subject::setup;
use wardroom::kit::{Currency, Day, FixedClock, Money, day};
use wardroom::ledger::model::{BatchForm, BatchLineForm, EntryKind, Filter, Method, NewEntry, PersonId, Terms};
use wardroom::ledger::{ops, store};
use wardroom::office::profile::Profile;
use wardroom::office::{How, Office};
use wardroom::people::{self, PersonForm};
use wardroom::ui::Theme;

use super::hands::{Window, contains, ctrl, keys, press, shows};

static SUBJECTS: &[&Subject] = &[&people::SUBJECT, &wardroom::ledger::SUBJECT];

const NAMES: [&str; 9] = [
    "Łukasz Żółkiewski",
    "Harbour Bakery Ltd",
    "Nguyễn Thị Ánh",
    "Ελένη Παπαδοπούλου",
    "Наталія Шевченко",
    "Zoë O’Brien-Núñez",
    "Siân Llewellyn",
    "ليلى حداد",
    "Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh Memorial Trust",
];

fn on(text: &str) -> Day {
    day::from_iso(text).unwrap()
}

fn empty_office() -> Office {
    let how = How::new(setup(SUBJECTS), Arc::new(FixedClock::at(on("2026-11-21"))), "Asha M.").seed(1);
    Office::in_memory(&Profile::new("Test Party", "Riverside branch", "gb").unwrap(), &how).unwrap()
}

fn person(office: &mut Office, name: &str) -> PersonId {
    let details = PersonForm { name: name.to_owned(), ..PersonForm::default() }.parse(on("2026-11-21"), false).unwrap();
    PersonId(people::ops::add(office, &details).unwrap().value.0)
}

/// Nine people and two entries of each, and some expenses.
fn office() -> Office {
    let mut office = empty_office();
    for (at, name) in NAMES.iter().enumerate() {
        let id = person(&mut office, name);
        for month in [3, 11] {
            let received = Day::from_ymd_opt(2026, month, 1 + at as u32).unwrap();
            let entry = NewEntry {
                method: if at % 2 == 0 { Method::Cheque } else { Method::Transfer },
                reference: format!("{:06}", 1182 + at * 37),
                appeal: "Autumn appeal".to_owned(),
                ..NewEntry::simple(EntryKind::Donation, received, Money(2500 + 1750 * at as i64)).from(id)
            };
            ops::record(&mut office, &entry).unwrap();
        }
    }
    let hall = NewEntry {
        payee: "Hall of St Mark".into(),
        method: Method::Transfer,
        ..NewEntry::simple(EntryKind::Expense, on("2026-11-08"), Money(22000))
    };
    ops::record(&mut office, &hall).unwrap();
    office
}

fn at(office: Office, key: &'static str) -> Window {
    bench::screen(office, SUBJECTS, key).unwrap()
}

#[test]
fn a_donation_is_recorded_by_keyboard_alone() {
    let mut window = at(office(), "money.entries");
    press(&mut window, Key::N);
    keys(&mut window, "siân");
    assert!(shows(&window, "Siân Llewellyn"), "suggested");
    press(&mut window, Key::Enter);
    keys(&mut window, "12,50");
    press(&mut window, Key::Enter);
    assert!(contains(&window, "Donation of £12.50 from Siân Llewellyn"), "the notice says it");
    assert!(shows(&window, "£12.50"), "it stands in the pane");
}

#[test]
fn somebody_new_comes_into_the_register_with_the_donation() {
    let mut window = at(empty_office(), "money.entries");
    assert!(shows(&window, "No entries in these days yet"));
    press(&mut window, Key::N);
    keys(&mut window, "Ann Ali");
    ctrl(&mut window, Key::Enter);
    keys(&mut window, "25");
    press(&mut window, Key::Enter);
    assert!(contains(&window, "Donation of £25.00 from Ann Ali"));
}

#[test]
fn what_is_wrong_stands_beside_its_field_and_escape_leaves() {
    let mut window = at(office(), "money.entries");
    press(&mut window, Key::N);
    press(&mut window, Key::Enter);
    assert!(shows(&window, "Say how much"));
    assert!(contains(&window, "Record donation"));
    press(&mut window, Key::Escape);
    assert!(!shows(&window, "Say how much"), "nothing was typed, so nothing is asked");
    assert!(!contains(&window, "Record donation"));
}

/// Pictures to look at; run with `WARDROOM_PICTURES=folder`.
#[test]
fn pictures() {
    let Ok(folder) = std::env::var("WARDROOM_PICTURES") else {
        println!("skipped: WARDROOM_PICTURES names no folder");
        return;
    };
    let dark = Theme { dark: true, ..Theme::default() };
    let small = [1024.0, 640.0];
    let large = [1366.0, 768.0];
    let only = std::env::var("WARDROOM_ONLY").unwrap_or_default();
    for def in wardroom::ledger::SUBJECT.screens {
        for pose in std::iter::once(&"").chain(def.poses) {
            for (name, theme, size) in [("light", Theme::default(), large), ("dark-small", dark, small)] {
                let file = format!("{}-{}-{name}.png", def.key, pose.replace([' ', ':'], "_"));
                if file.contains(&only) {
                    let png = bench::picture(office(), SUBJECTS, def.key, pose, theme, size).unwrap();
                    std::fs::write(std::path::Path::new(&folder).join(file), png).unwrap();
                }
            }
        }
    }
    for (name, theme, size) in [("light", Theme::default(), large), ("dark-small", dark, small)] {
        let canvas = wardroom::ui::raster::Canvas::default();
        let mut full = office();
        let id = draft_batch(&mut full, 20, 218_400);
        let mut window = bench::screen_on(canvas.clone(), theme, size, full, SUBJECTS, "money.batch", &id).unwrap();
        for (name, amount) in [("łuka", "250"), ("siân", "20"), ("wolf", "54"), ("harb", "600")] {
            keys(&mut window, name);
            press(&mut window, Key::Enter);
            keys(&mut window, "001182");
            press(&mut window, Key::Enter);
            keys(&mut window, amount);
            press(&mut window, Key::Enter);
        }
        keys(&mut window, "ngu");
        let png = canvas.png(&window.ctx, window.output()).unwrap();
        std::fs::write(std::path::Path::new(&folder).join(format!("money.batch-keying-{name}.png")), png).unwrap();
    }
    let png = bench::picture(empty_office(), SUBJECTS, "money.entries", "", Theme::default(), large).unwrap();
    std::fs::write(std::path::Path::new(&folder).join("empty.png"), png).unwrap();
}

#[test]
fn the_filter_of_a_report_narrows_the_list() {
    let office = office();
    let sums =
        office.read(|c| store::sums(c, &Filter { kinds: vec![EntryKind::Expense], ..Filter::default() })).unwrap();
    assert_eq!(sums.count, 1);
    let window = bench::screen_on(
        wardroom::ui::raster::Canvas::default(),
        Theme::default(),
        [1366.0, 768.0],
        office,
        SUBJECTS,
        "money.entries",
        "kind:expense",
    )
    .unwrap();
    assert!(shows(&window, "1 entry"));
    assert!(shows(&window, "Hall of St Mark"));
    assert!(!shows(&window, "Siân Llewellyn"));
}

fn draft_batch(office: &mut Office, count: usize, total: i64) -> String {
    let new = wardroom::ledger::model::NewBatch {
        declared_count: count,
        declared_total: Money(total),
        received: on("2026-11-20"),
        banked: Some(on("2026-11-21")),
        account: None,
        note: String::new(),
        lines: Vec::new(),
    };
    ops::save_batch(office, None, &new).unwrap().value.to_string()
}

fn batch_window(office: Office, id: &str) -> Window {
    bench::screen_on(
        wardroom::ui::raster::Canvas::default(),
        Theme::default(),
        [1366.0, 768.0],
        office,
        SUBJECTS,
        "money.batch",
        id,
    )
    .unwrap()
}

#[test]
fn a_batch_is_declared_keyed_and_posted_by_keyboard_alone() {
    let mut window = at(office(), "money.batches");
    press(&mut window, Key::B);
    keys(&mut window, "3");
    press(&mut window, Key::Tab);
    keys(&mut window, "70");
    press(&mut window, Key::Enter);
    window.run_ok();
    assert!(contains(&window, "Still to find: 3 · £70.00"), "the batch opens for keying");
    // 17 keys: four letters and Enter, six digits and Enter, four keys and Enter.
    keys(&mut window, "siân");
    press(&mut window, Key::Enter);
    keys(&mut window, "000417");
    press(&mut window, Key::Enter);
    keys(&mut window, "20.5");
    press(&mut window, Key::Enter);
    assert!(contains(&window, "Line 1, Siân Llewellyn, 20.50"), "it stands above, the next line is open");
    keys(&mut window, "\"");
    keys(&mut window, "418");
    press(&mut window, Key::Enter);
    keys(&mut window, "\"");
    press(&mut window, Key::Enter);
    assert!(contains(&window, "Line 2, Siân Llewellyn, 20.50"), "the same donor and amount by one key each");
    assert!(contains(&window, "Still to find: 1 · £29.00"));
    ctrl_shift(&mut window, Key::Enter);
    assert!(contains(&window, "still to find"), "not posted while it does not agree");
    keys(&mut window, "New Somebody");
    ctrl(&mut window, Key::Enter);
    press(&mut window, Key::Enter);
    keys(&mut window, "29");
    press(&mut window, Key::Enter);
    assert!(contains(&window, "Still to find: 0 · £0.00"));
    ctrl_shift(&mut window, Key::Enter);
    assert!(contains(&window, "Posted batch 1: 3 entries for £70.00"));
    window.run_ok();
    assert!(shows(&window, "3 entries"), "its entries are shown");
    assert!(shows(&window, "New Somebody"));
}

/// The same stack of cheques keyed a second time: asked before its money counts twice, and saved either way.
#[test]
fn the_same_batch_is_not_posted_twice_unasked() {
    let mut office = office();
    let line =
        BatchLineForm { new_name: "Siân Llewellyn".to_owned(), amount: "20".to_owned(), ..BatchLineForm::default() };
    let form = BatchForm {
        declared_count: "1".to_owned(),
        declared_total: "20".to_owned(),
        received: "2026-11-20".to_owned(),
        banked: "2026-11-21".to_owned(),
        lines: vec![line],
        ..BatchForm::default()
    };
    let terms = Terms { currency: *Currency::pound(), today: on("2026-11-21"), month_first: false };
    ops::post_new_batch(&mut office, &form.parse(&terms).unwrap(), false).unwrap();
    let id = draft_batch(&mut office, 1, 2000);
    let mut window = batch_window(office, &id);
    for (text, enters) in [("siân", 2), ("20", 1)] {
        keys(&mut window, text);
        (0..enters).for_each(|_| press(&mut window, Key::Enter));
    }
    ctrl_shift(&mut window, Key::Enter);
    window.run_ok();
    assert!(contains(&window, "Batch 1 is the same") && !contains(&window, "Posted batch 2"));
    press(&mut window, Key::Escape);
    window.run_ok();
    assert!(!contains(&window, "Batch 1 is the same") && contains(&window, "Still to find: 0 · £0.00"));
    ctrl_shift(&mut window, Key::Enter);
    window.run_ok();
    window.get_by_label("Post it as well").click();
    window.run_ok();
    assert!(contains(&window, "Posted batch 2"), "they were other cheques");
}

fn ctrl_shift(window: &mut Window, key: Key) {
    window.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, key);
    window.run_ok();
}

#[test]
fn lines_are_walked_changed_and_removed_by_keys() {
    let mut office = office();
    let id = draft_batch(&mut office, 2, 5000);
    let mut window = batch_window(office, &id);
    for (name, amount) in [("łuka", "20"), ("nguy", "30")] {
        keys(&mut window, name);
        press(&mut window, Key::Enter);
        press(&mut window, Key::Enter);
        keys(&mut window, amount);
        press(&mut window, Key::Enter);
    }
    assert!(contains(&window, "Line 2, Nguyễn Thị Ánh, 30.00"));
    ctrl(&mut window, Key::ArrowUp);
    assert!(!contains(&window, "Line 2, Nguyễn Thị Ánh"), "it is under the keyboard");
    ctrl(&mut window, Key::D);
    assert!(contains(&window, "Keyed so far: 1 · £20.00"));
}

#[test]
fn what_is_keyed_is_there_again_after_closing_and_opening_the_file() {
    let (_folder, path) = crate::common::place();
    let how = How::new(setup(SUBJECTS), Arc::new(FixedClock::at(on("2026-11-21"))), "Asha M.").seed(1);
    let mut office =
        Office::create(&path, &Profile::new("Test Party", "Riverside branch", "gb").unwrap(), &how).unwrap();
    person(&mut office, "Łukasz Żółkiewski");
    let id = draft_batch(&mut office, 2, 5000);
    let mut window = batch_window(office, &id);
    keys(&mut window, "łuka");
    press(&mut window, Key::Enter);
    press(&mut window, Key::Enter);
    keys(&mut window, "20");
    press(&mut window, Key::Enter);
    press(&mut window, Key::Escape);
    window.run_ok();
    assert!(contains(&window, "New batch"), "back at the list, nothing was asked");
    drop(window);
    let office = Office::open(&path, &how).unwrap();
    let saved = office.read(|c| store::batch(c, id.parse().unwrap())).unwrap();
    assert!(saved.lines.is_empty(), "it was not saved as a step of history");
    let mut window = batch_window(office, &id);
    window.run_ok();
    assert!(contains(&window, "Line 1, Łukasz Żółkiewski, 20.00"));
    assert!(contains(&window, "Still to find: 1 · £30.00"));
}

#[test]
fn a_figure_of_a_report_opens_its_entries() {
    let mut window = at(office(), "money.reports");
    assert!(shows(&window, "Donations"));
    let figure = window.query_all_by_label("1,710.00").next().unwrap();
    figure.click();
    window.run_ok();
    assert!(shows(&window, "18 entries"), "the donations, without the expense");
}

#[test]
fn an_account_is_added_and_a_taken_name_is_said_beside_the_field() {
    let mut window = at(office(), "money.accounts");
    window.get_by_label("Add one").click();
    window.run_ok();
    keys(&mut window, "Campaign");
    press(&mut window, Key::Enter);
    assert!(contains(&window, "Account Campaign"), "the notice");
    window.get_by_label("Add one").click();
    window.run_ok();
    keys(&mut window, "Campaign");
    press(&mut window, Key::Enter);
    assert!(contains(&window, "is taken") || contains(&window, "already"), "beside the field");
    assert!(contains(&window, "Cancel"), "still open");
}

#[test]
fn a_reversal_needs_a_reason_and_marks_both() {
    let mut window = bench::screen_on(
        wardroom::ui::raster::Canvas::default(),
        Theme::default(),
        [1366.0, 768.0],
        office(),
        SUBJECTS,
        "money.entries",
        "reverse",
    )
    .unwrap();
    keys(&mut window, "Keyed twice");
    press(&mut window, Key::Enter);
    assert!(contains(&window, "Reversed: Donation of £165.00"), "the notice");
    assert!(shows(&window, "Reversal") && shows(&window, "Reversed"));
}
