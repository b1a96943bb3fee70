//! Letters, labels and reminders on screen: a text with its fields, who gets one and who does not, the papers; reminding of
//! dues by keyboard alone.

use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use egui::Key;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use wardroom::app::bench;
use wardroom::kit::{Day, FixedClock, Money, day};
use wardroom::members::model::NewTerm;
use wardroom::members::{ops, store};
use wardroom::office::profile::Profile;
use wardroom::office::{How, Office};
use wardroom::people::{Address, Details};
use wardroom::print;
use wardroom::subjects;
use wardroom::ui::Theme;
use wardroom::ui::raster::Canvas;

use super::hands::{Window, click, contains, ctrl, keys, press, shows};

fn on(text: &str) -> Day {
    day::from_iso(text).unwrap()
}

fn empty_office() -> Office {
    let how = How::new(subjects::setup(), Arc::new(FixedClock::at(on("2026-03-02"))), "Asha M.").seed(1);
    Office::in_memory(&Profile::new("Test Party", "Riverside branch", "gb").unwrap(), &how).unwrap()
}

/// Five who can be printed to, whatever fonts this computer has: who has letters that none has is left out, and told. The last
/// has no address.
fn names() -> [&'static str; 6] {
    let or = |name, else_name| {
        let drawn =
            print::fits(print::Window::DinA.address(), print::Window::STYLE, print::Window::LEAST, name).is_ok();
        if !drawn {
            eprintln!("no font here has the letters of {name}, so {else_name} is written to");
        }
        if drawn { name } else { else_name }
    };
    [
        "Łukasz Żółkiewski",
        "Siân Llewellyn",
        "Ελένη Παπαδοπούλου",
        or("ليلى حداد", "Наталія Шевченко"),
        or("王小明", "Zoë O’Brien-Núñez"),
        "Nobody Knows-Where",
    ]
}

/// Full members pay £36 a year; the dues of 2026 were charged and nobody has paid.
fn office() -> Office {
    let mut office = empty_office();
    let classes = office.read(store::classes).unwrap();
    let full = classes.iter().find(|c| c.name == "Full").unwrap();
    ops::save_class(&mut office, Some(full.id), full, Some((on("2000-01-01"), Money(3600)))).unwrap();
    for (at, name) in names().iter().enumerate() {
        let mut details = Details::named(name);
        if at < 5 {
            let (street, postcode) = (format!("{} Quay Street", at + 1), format!("ZZ{} 1AA", at + 1));
            details.addresses = vec![Address { street, locality: "Riverside".into(), postcode, ..Address::default() }];
        }
        let new = NewTerm { covered_to: Some(on("2025-12-31")), ..NewTerm::member(full.id, on("2020-01-01")) };
        ops::add_new(&mut office, &details, &new).unwrap();
    }
    let register = office.read(store::register).unwrap();
    let run = register.plan(on("2026-01-01"), on("2026-12-31"), on("2025-12-10"), true);
    ops::run(&mut office, &run).unwrap();
    office
}

fn at(office: Office, key: &'static str) -> Window {
    bench::screen(office, subjects::ALL, key).unwrap()
}

fn go(office: Office, key: &'static str, filter: &str) -> Window {
    let size = [1366.0, 768.0];
    bench::screen_on(Canvas::default(), Theme::default(), size, office, subjects::ALL, key, filter).unwrap()
}

/// Tab, until what has this name has the keyboard.
fn tab_to(window: &mut Window, label: &str) {
    for _ in 0..80 {
        press(window, Key::Tab);
        if window.query_all_by_label(label).any(|node| node.accesskit_node().is_focused()) {
            return;
        }
    }
    panic!("Tab never leads to {label}: {}", bench::text(window));
}

/// Answers the question for a file.
fn into(window: &mut Window, path: &Path) {
    window.get_by_label("File").focus();
    window.run_ok();
    ctrl(window, Key::A);
    keys(window, &path.display().to_string());
    press(window, Key::Enter);
}

fn pdf_text(path: &Path) -> Option<String> {
    let out = Command::new("pdftotext").args(["-layout"]).arg(path).arg("-").output().ok()?;
    assert!(out.status.success());
    Some(String::from_utf8(out.stdout).unwrap())
}

#[test]
fn a_letter_is_written_its_fields_are_put_in_and_an_unknown_one_is_refused_beside_the_text() {
    let mut window = at(office(), "letters.list");
    assert!(shows(&window, "8 letters") && contains(&window, "Dear "), "{}", bench::text(&window));
    press(&mut window, Key::N);
    keys(&mut window, "Come and see us");
    window.get_by_label("Text").focus();
    window.run_ok();
    keys(&mut window, "Greetings to ");
    click(&mut window, "{first name}");
    keys(&mut window, " and {fist name}.");
    ctrl(&mut window, Key::Enter);
    let said = "There is no field {fist name}; {first name} is one";
    assert!(contains(&window, said), "{}", bench::text(&window));
    for _ in 0.."{fist name}.".len() {
        press(&mut window, Key::Backspace);
    }
    keys(&mut window, "others.");
    assert!(!contains(&window, said), "the problem goes once it is mended");
    click(&mut window, "Preview");
    assert!(contains(&window, "Greetings to Nobody and others."), "{}", bench::text(&window));
    window.get_by_label("Title").focus();
    window.run_ok();
    ctrl(&mut window, Key::Enter);
    assert!(shows(&window, "9 letters") && shows(&window, "Come and see us"), "{}", bench::text(&window));
    assert!(shows(&window, "Your own"));
    ctrl(&mut window, Key::Z);
    assert!(shows(&window, "8 letters"), "{}", bench::text(&window));
}

#[test]
fn a_letter_of_the_program_that_was_changed_can_be_taken_back() {
    let mut window = go(office(), "letters.list", "edit:welcome");
    window.get_by_label("Title").focus();
    window.run_ok();
    ctrl(&mut window, Key::A);
    keys(&mut window, "Croeso");
    ctrl(&mut window, Key::Enter);
    assert!(shows(&window, "8 letters") && shows(&window, "Changed"), "{}", bench::text(&window));
    press(&mut window, Key::Delete);
    assert!(bench::text(&window).contains("Take back the changes of “Croeso”"), "{}", bench::text(&window));
    click(&mut window, "Take them back");
    assert!(shows(&window, "Welcome to a new member") && !shows(&window, "Croeso"), "{}", bench::text(&window));
}

#[test]
fn what_is_half_typed_is_kept_and_leaving_asks() {
    let mut window = at(office(), "letters.list");
    press(&mut window, Key::N);
    keys(&mut window, "Half");
    press(&mut window, Key::Escape);
    press(&mut window, Key::Escape);
    assert!(bench::text(&window).contains("Leave without saving?"), "{}", bench::text(&window));
    press(&mut window, Key::Escape);
    assert!(bench::text(&window).contains("TextInput “Title” = Half"), "{}", bench::text(&window));
}

#[test]
fn a_run_says_who_is_left_out_and_makes_the_file_of_a_mail_merge() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = at(office(), "letters.run");
    assert!(shows(&window, "Gets one: 5") && shows(&window, "Left out: 1"), "{}", bench::text(&window));
    click(&mut window, "Show: No address");
    assert!(shows(&window, "Nobody Knows-Where"), "{}", bench::text(&window));
    press(&mut window, Key::M);
    let to = folder.path().join("letter.csv");
    into(&mut window, &to);
    assert!(contains(&window, "5 letters in a table for a mail merge"), "{}", bench::text(&window));
    let table = std::fs::read_to_string(&to).unwrap();
    assert!(table.contains("first name") && table.contains(names()[4]) && !table.contains("Knows-Where"), "{table}");
    click(&mut window, "Save as PDF");
    click(&mut window, "Note it in each person’s log");
    press(&mut window, Key::P);
    let to = folder.path().join("letter.pdf");
    into(&mut window, &to);
    assert!(contains(&window, "Noted 5 letters in the log"), "one step, with Undo: {}", bench::text(&window));
    if let Some(text) = pdf_text(&to) {
        for name in ["Łukasz Żółkiewski", "Siân Llewellyn", "Ελένη Παπαδοπούλου", names()[4]] {
            assert!(text.contains(name), "{name}: {text}");
        }
    }
}

#[test]
fn a_list_that_is_pasted_finds_people_and_says_which_lines_are_nobody() {
    let mut window = go(office(), "letters.run", "list");
    window.get_by_label("One on each line").focus();
    window.run_ok();
    window.event(egui::Event::Paste("Siân Llewellyn\nSomebody Else\n".to_owned()));
    window.run_ok();
    ctrl(&mut window, Key::Enter);
    assert!(shows(&window, "Gets one: 1") && shows(&window, "Left out: 1"), "{}", bench::text(&window));
    click(&mut window, "Show: Lines that are nobody");
    assert!(contains(&window, "Somebody Else"), "{}", bench::text(&window));
}

#[test]
fn labels_begin_where_the_sheet_is_free_and_a_test_comes_first() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = at(office(), "letters.labels");
    assert!(contains(&window, "The sheet has 21; the first goes to number 1"), "{}", bench::text(&window));
    window.get_by_label("First free one").focus();
    window.run_ok();
    ctrl(&mut window, Key::A);
    keys(&mut window, "22");
    assert!(contains(&window, "A number from 1 to 21"), "{}", bench::text(&window));
    press(&mut window, Key::Backspace);
    press(&mut window, Key::Backspace);
    keys(&mut window, "19");
    assert!(contains(&window, "The first of 2 sheets"), "five from the nineteenth on: {}", bench::text(&window));
    press(&mut window, Key::Escape);
    click(&mut window, "Save as PDF");
    press(&mut window, Key::T);
    let test = folder.path().join("test.pdf");
    into(&mut window, &test);
    assert!(contains(&window, "A test for L7160"), "{}", bench::text(&window));
    press(&mut window, Key::L);
    let to = folder.path().join("labels.pdf");
    into(&mut window, &to);
    assert!(contains(&window, "5 labels on 2 sheets"), "{}", bench::text(&window));
    if let (Some(test), Some(labels)) = (pdf_text(&test), pdf_text(&to)) {
        assert!(test.contains("This line is 100 mm long") && test.contains("Łukasz Żółkiewski"), "{test}");
        assert_eq!(labels.matches("Quay Street").count(), 5, "{labels}");
    }
}

#[test]
fn a_sheet_of_ones_own_is_read_from_its_numbers() {
    let mut window = go(office(), "letters.labels", "own");
    window.get_by_label("Its numbers, in millimetres").focus();
    window.run_ok();
    keys(&mut window, "A4 3x9 70x40");
    assert!(contains(&window, "is no sheet of labels that is known"), "{}", bench::text(&window));
    keys(&mut window, " 0,0");
    assert!(contains(&window, "beyond the paper"), "{}", bench::text(&window));
    ctrl(&mut window, Key::A);
    keys(&mut window, "A4 2x4 99x67 4.5,13");
    assert!(contains(&window, "The sheet has 8; the first goes to number 1"), "{}", bench::text(&window));
}

#[test]
fn those_selected_in_the_register_are_written_to() {
    let mut window = at(office(), "people.list");
    window.get_by_label("Search people").focus();
    window.run_ok();
    press(&mut window, Key::ArrowDown);
    ctrl(&mut window, Key::A);
    assert!(contains(&window, "6 selected"), "{}", bench::text(&window));
    click(&mut window, "Write a letter…");
    assert!(shows(&window, "Gets one: 5"), "{}", bench::text(&window));
    assert!(bench::text(&window).contains("6 people picked"), "{}", bench::text(&window));
}

#[test]
fn dues_are_reminded_of_by_keyboard_alone_and_undone() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = at(office(), "members.arrears");
    press(&mut window, Key::W);
    assert!(shows(&window, "Reminded: 5") && shows(&window, "Left out: 1"), "{}", bench::text(&window));
    assert!(contains(&window, "5 friendly; £180.00 owed together"), "{}", bench::text(&window));
    tab_to(&mut window, "Save as PDF");
    press(&mut window, Key::Space);
    press(&mut window, Key::S);
    let to = folder.path().join("reminders.pdf");
    ctrl(&mut window, Key::A);
    keys(&mut window, &to.display().to_string());
    press(&mut window, Key::Enter);
    assert!(contains(&window, "Reminded 5 payers of £180.00 of dues"), "{}", bench::text(&window));
    assert!(shows(&window, "Reminded: 0") && contains(&window, "Reminded a short while ago"), "nobody twice");
    if let Some(text) = pdf_text(&to) {
        assert_eq!(text.matches("Your dues").count(), 5, "a letter each: {text}");
        for name in ["Łukasz Żółkiewski", "Ελένη Παπαδοπούλου", names()[4]] {
            assert!(text.contains(name), "{name}: {text}");
        }
    }
    press(&mut window, Key::Escape);
    press(&mut window, Key::Escape);
    assert!(contains(&window, "2 Mar 2026"), "arrears show when: {}", bench::text(&window));
    ctrl(&mut window, Key::Z);
    assert!(!contains(&window, "2 Mar 2026"), "{}", bench::text(&window));
}

#[test]
fn a_tone_is_chosen_by_hand_and_those_selected_are_reminded_alone() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = go(office(), "members.remind", "last");
    assert!(contains(&window, "5 last; £180.00 owed together"), "{}", bench::text(&window));
    press(&mut window, Key::X);
    let to = folder.path().join("reminders.csv");
    into(&mut window, &to);
    let table = std::fs::read_to_string(&to).unwrap();
    assert_eq!(table.matches(",last,").count(), 5, "{table}");
    let mut window = at(office(), "members.arrears");
    click(&mut window, "Remind…");
    assert!(shows(&window, "Left out: 1") && contains(&window, "1 payer picked"), "{}", bench::text(&window));
    click(&mut window, "Everybody who is overdue");
    assert!(shows(&window, "Reminded: 5"), "{}", bench::text(&window));
}

#[test]
fn the_roll_is_printed_to_sign_and_cards_are_made() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = at(office(), "members.roll");
    press(&mut window, Key::L);
    keys(&mut window, "Old Ferry House");
    click(&mut window, "Those left out follow, each with the reason");
    click(&mut window, "Save as PDF");
    click(&mut window, "Save as PDF…");
    let to = folder.path().join("roll.pdf");
    into(&mut window, &to);
    assert!(contains(&window, "The roll for 2 March 2026"), "{}", bench::text(&window));
    if let Some(text) = pdf_text(&to) {
        assert!(text.contains("Old Ferry House") && text.contains("Signature") && text.contains("Why not"), "{text}");
    }
    let mut window = go(office(), "members.cards", "members");
    assert!(shows(&window, "Gets one: 6"), "{}", bench::text(&window));
    click(&mut window, "Save as PDF");
    press(&mut window, Key::K);
    let to = folder.path().join("cards.pdf");
    into(&mut window, &to);
    assert!(contains(&window, "6 cards"), "{}", bench::text(&window));
    if let Some(text) = pdf_text(&to) {
        assert!(text.contains("Ελένη Παπαδοπούλου") && text.contains("Full"), "{text}");
    }
}

#[test]
fn screens_with_nobody_in_them_say_what_to_do_first() {
    for (key, title) in [
        ("letters.run", "Nobody to write to"),
        ("letters.labels", "Nobody to write to"),
        ("members.remind", "Nobody to remind"),
        ("members.cards", "Nobody to make a card for"),
    ] {
        let mut window = at(empty_office(), key);
        assert!(shows(&window, title), "{key}: {}", bench::text(&window));
        for letter in [Key::P, Key::L, Key::M].into_iter().filter(|_| key.starts_with("letters")) {
            press(&mut window, letter);
        }
        assert!(shows(&window, title), "{key}: {}", bench::text(&window));
    }
    let window = at(empty_office(), "letters.list");
    assert!(
        contains(&window, "To begin any letter from"),
        "the letters of the program are there: {}",
        bench::text(&window)
    );
}
