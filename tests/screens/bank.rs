//! The bank on screen: lines worked through by keyboard alone, what is empty, and reconciling.

use std::sync::Arc;

use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use wardroom::app::{App, bench};
use wardroom::bank::model::{Choice, LineState};
use wardroom::bank::store::{self, LineFilter};
use wardroom::bank::{ops, statement};
use wardroom::kit::{Day, FixedClock, Money, day};
use wardroom::ledger;
use wardroom::ledger::model::{EntryKind, NewEntry};
use wardroom::office::profile::Profile;
use wardroom::office::{How, Office};
use wardroom::people::{self, Details};
use wardroom::subjects;

type Window = Harness<'static, App>;

fn on(text: &str) -> Day {
    day::from_iso(text).unwrap()
}

fn empty_office() -> Office {
    let how = How::new(subjects::setup(), Arc::new(FixedClock::at(on("2026-11-21"))), "Asha M.").seed(1);
    Office::in_memory(&Profile::new("Test Party", "Riverside branch", "gb").unwrap(), &how).unwrap()
}

fn take(office: &mut Office, text: &str) {
    let told = ops::reading(office).unwrap();
    let file = statement::read("november.qif", text.as_bytes(), &told).unwrap_or_else(|u| panic!("{}", u.problem()));
    let general = office.read(|conn| ledger::store::find_account(conn, "General")).unwrap();
    let plan = ops::prepare(office, &file, general, &Choice::default()).unwrap();
    ops::commit(office, &plan).unwrap();
}

/// A donation of Ann's that is in the ledger, a fee, and money of somebody with a very long name.
fn office() -> Office {
    let mut office = empty_office();
    let ann = people::ops::add(&mut office, &Details::named("Ann Ali")).unwrap().value;
    let gift = NewEntry::simple(EntryKind::Donation, on("2026-11-01"), Money(2_500)).from(ann);
    ledger::ops::record(&mut office, &gift).unwrap();
    take(
        &mut office,
        "!Type:Bank\nD13/11/2026\nT25.00\nPALI ANN\n^\nD14/11/2026\nT-6.00\nMACCOUNT FEE\n^\nD15/11/2026\nT40.00\n\
         PWOLFESCHLEGELSTEINHAUSENBERGERDORFF-FEATHERSTONEHAUGH MARIA\n^\n",
    );
    office
}

fn at(office: Office, key: &'static str) -> Window {
    bench::screen(office, subjects::ALL, key).unwrap()
}

fn press(window: &mut Window, key: Key) {
    window.key_press(key);
    window.run();
}

fn keys(window: &mut Window, text: &str) {
    window.event(egui::Event::Text(text.to_owned()));
    window.run();
}

fn contains(window: &Window, words: &str) -> bool {
    window.query_all_by_label_contains(words).next().is_some() || bench::text(window).contains(words)
}

#[test]
fn lines_are_worked_through_by_keyboard_alone() {
    let mut window = at(office(), "money.bank");
    assert!(contains(&window, "3 lines to match"), "{}", bench::text(&window));
    assert!(contains(&window, "Same amount · same name"), "the reasons stand beside it: {}", bench::text(&window));
    press(&mut window, Key::Enter);
    assert!(contains(&window, "2 lines to match"), "{}", bench::text(&window));
    assert!(contains(&window, "Matched bank line of 13 Nov 2026"), "{}", bench::text(&window));
    // The next line is under the keyboard: a fee, recorded and remembered.
    press(&mut window, Key::M);
    assert!(contains(&window, "The bank line of 14 Nov 2026, −£6.00"), "{}", bench::text(&window));
    keys(&mut window, "The bank");
    press(&mut window, Key::Enter);
    press(&mut window, Key::Enter);
    assert!(contains(&window, "1 line to match"), "{}", bench::text(&window));
    assert!(contains(&window, "remembered it as a rule"), "{}", bench::text(&window));
    // The last one is from somebody new, whose name the bank has.
    press(&mut window, Key::W);
    assert!(contains(&window, "Somebody new comes into the register"), "{}", bench::text(&window));
    press(&mut window, Key::Enter);
    assert!(contains(&window, "No line waits"), "{}", bench::text(&window));
    window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    window.run();
    assert!(contains(&window, "1 line to match"), "undo brings it back: {}", bench::text(&window));
}

/// What is typed for one line must never be recorded for another.
#[test]
fn a_form_goes_with_its_line_and_holds_the_list_once_typed_in() {
    let mut window = at(office(), "money.bank");
    let go_to = |window: &mut Window, name: &str| {
        window.query_all_by_label(name).next().unwrap().click();
        window.run();
        window.run();
    };
    press(&mut window, Key::C);
    assert!(contains(&window, "The bank line of 13 Nov 2026"), "{}", bench::text(&window));
    go_to(&mut window, "ACCOUNT FEE");
    assert!(!contains(&window, "The bank line of 13 Nov 2026"), "{}", bench::text(&window));
    press(&mut window, Key::C);
    keys(&mut window, "The bank");
    assert!(contains(&window, "The bank line of 14 Nov 2026"), "{}", bench::text(&window));
    go_to(&mut window, "ALI ANN");
    assert!(contains(&window, "The form of this line is not saved yet"), "{}", bench::text(&window));
    assert!(contains(&window, "The bank line of 14 Nov 2026"), "{}", bench::text(&window));
}

#[test]
fn a_line_is_split_and_the_form_says_what_is_left() {
    let mut window = at(office(), "money.bank");
    press(&mut window, Key::End);
    press(&mut window, Key::S);
    keys(&mut window, "15");
    assert!(contains(&window, "£25.00 is left to say"), "{}", bench::text(&window));
    press(&mut window, Key::Enter);
    assert!(contains(&window, "2 lines to match"), "the last part is what is left: {}", bench::text(&window));
    press(&mut window, Key::H);
    assert!(contains(&window, "Set 1 line aside?"), "{}", bench::text(&window));
    press(&mut window, Key::Escape);
    assert!(contains(&window, "2 lines to match"), "{}", bench::text(&window));
}

#[test]
fn screens_with_nothing_in_them_say_what_to_do_first() {
    let window = at(empty_office(), "money.bank");
    assert!(contains(&window, "Match the bank statement") && contains(&window, "Import statement…"));
    let window = at(empty_office(), "money.reconcile");
    assert!(contains(&window, "says a closing balance"), "{}", bench::text(&window));
}

#[test]
fn an_account_is_reconciled_once_all_of_it_is_said() {
    let mut office = office();
    let general = office.read(|conn| ledger::store::find_account(conn, "General")).unwrap();
    let lacks = |office: &Office| {
        let said = (Some(on("2026-11-20")), Some(Money(15_900)));
        let against = wardroom::bank::model::Against {
            day: said.0,
            balance: said.1,
            ..wardroom::bank::model::Against::newest(general)
        };
        office.read(|conn| store::reconciling(conn, &against)).unwrap().lacks_opening()
    };
    assert!(lacks(&office), "nobody said what the account began with");
    let before =
        NewEntry { account: Some(general), ..NewEntry::simple(EntryKind::Opening, on("2026-10-31"), Money(10_000)) };
    ledger::ops::record(&mut office, &before).unwrap();
    assert!(!lacks(&office));
    let all = office.read(|conn| store::page(conn, &LineFilter::default(), 0, 10)).unwrap();
    for line in &all {
        let part = wardroom::bank::model::NewPart::of(wardroom::bank::model::entry_of(
            line,
            wardroom::bank::model::usual_kind(line),
            line.amount,
        ));
        ops::accept(&mut office, &[line.id], &wardroom::bank::model::Deed::record(part), None).unwrap();
    }
    let against = wardroom::bank::model::Against {
        day: Some(on("2026-11-20")),
        balance: Some(Money(15_900)),
        ..wardroom::bank::model::Against::newest(before.account.unwrap())
    };
    let it = office.read(|conn| store::reconciling(conn, &against)).unwrap();
    // Ann's first donation lies before the first line: taken for part of what the account began with, until it is said not to be.
    assert_eq!((it.difference(), it.waiting.len(), it.brought.len()), (Money(-2_500), 0, 2));
    let problem = ops::reconcile(&mut office, &it, "").unwrap_err();
    assert!(problem.message.contains("−£25.00 is not explained"), "{problem}");
    let waiting = it.brought.iter().filter(|m| m.kind == EntryKind::Donation).map(|m| m.entry).collect();
    let against = wardroom::bank::model::Against { waiting, ..against };
    let it = office.read(|conn| store::reconciling(conn, &against)).unwrap();
    assert_eq!((it.difference(), it.waiting.len(), it.brought.len()), (Money::ZERO, 1, 1));
    ops::reconcile(&mut office, &it, "").unwrap();
    let open = LineFilter { state: Some(LineState::Open), ..LineFilter::default() };
    assert_eq!(office.read(|conn| store::count(conn, &open)).unwrap().0, 0);
    let window = at(office, "money.reconcile");
    assert!(contains(&window, "Reconciled before") && contains(&window, "Reopen…"), "{}", bench::text(&window));
}

#[test]
fn what_the_law_will_want_stands_in_the_form_before_a_line_is_recorded() {
    let mut office = empty_office();
    take(&mut office, "!Type:Bank\nD13/11/2026\nT600.00\nPHARBOUR BAKERY\n^\n");
    let mut window = at(office, "money.bank");
    press(&mut window, Key::W);
    assert!(contains(&window, "Before this is recorded"), "{}", bench::text(&window));
    assert!(contains(&window, "before keeping £600.00"), "{}", bench::text(&window));
    press(&mut window, Key::Enter);
    assert!(contains(&window, "No line waits"), "{}", bench::text(&window));
}

#[test]
fn a_file_that_leaves_its_dates_open_is_asked_about_and_a_copy_is_made_before_it_comes_in() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("november.qif");
    std::fs::write(&path, "!Type:Bank\nD03/04/2026\nT25.00\nPALI ANN\n^\nD05/04/2026\nT-6.00\nPFEE\n^\n").unwrap();
    let (file, copies) = (folder.path().join("branch.wardroom"), folder.path().join("copies"));
    let how = How::new(subjects::setup(), Arc::new(FixedClock::at(on("2026-11-21"))), "Asha M.").seed(1);
    let profile = Profile::new("Test Party", "Riverside branch", "gb").unwrap();
    let office = Office::create(&file, &profile, &how).unwrap();
    let filter = format!("file:{}", path.display());
    let canvas = wardroom::ui::raster::Canvas::default();
    let (theme, size) = (wardroom::ui::Theme::default(), [1366.0, 768.0]);
    let mut window = bench::screen_on(canvas, theme, size, office, subjects::ALL, "money.bank", &filter).unwrap();
    bench::backups_to(&mut window, &copies);
    window.run();
    assert!(contains(&window, "Its dates can be read in more than one way"), "{}", bench::text(&window));
    window.get_by_label("month, day, year").click();
    window.run();
    assert!(contains(&window, "4 Mar 2026"), "{}", bench::text(&window));
    window.get_by_label("day, month, year").click();
    window.run();
    assert!(contains(&window, "3 Apr 2026"), "an answer can be another one: {}", bench::text(&window));
    window.get_by_label("Import 2 lines").click();
    window.run();
    assert!(contains(&window, "2 lines to match"), "{}", bench::text(&window));
    let copied = std::fs::read_dir(&copies).map(|all| all.count()).unwrap_or(0);
    assert_eq!(copied, 1, "a copy of the office as it was before");
}
