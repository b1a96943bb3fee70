//! Receipts: the yearly run, the book, one donation, the settings; by keyboard, and as pictures.

use std::sync::Arc;

use egui::Key;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use wardroom::app::subject::setup;
use wardroom::app::{Subject, bench};
use wardroom::kit::{Day, FixedClock, Money, day};
use wardroom::ledger::model::{EntryKind, NewEntry, PersonId};
use wardroom::office::profile::Profile;
use wardroom::office::{How, Office};
use wardroom::people::{self, AddressForm, PersonForm};
use wardroom::receipts::model::{EntryId, ReceiptKind, Scope, Settings};
use wardroom::receipts::{ops, store};
use wardroom::ui::Theme;
use wardroom::ui::raster::Canvas;

use super::hands::{Window, contains, keys, press, shows};

static SUBJECTS: &[&Subject] = &[&people::SUBJECT, &wardroom::ledger::SUBJECT, &wardroom::receipts::SUBJECT];

const NAMES: [&str; 10] = [
    "Łukasz Żółkiewski",
    "Siân Llewellyn",
    "Ελένη Παπαδοπούλου",
    "Наталія Шевченко",
    "Zoë O’Brien-Núñez",
    "Nguyễn Thị Ánh",
    "ليلى حداد",
    "王小明",
    "Grace Adeyemi-Whitfield",
    "Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh of Upper Riverside Memorial Trust",
];

fn on(text: &str) -> Day {
    day::from_iso(text).unwrap()
}

fn empty(law: &str) -> Office {
    let how = How::new(setup(SUBJECTS), Arc::new(FixedClock::at(on("2026-11-22"))), "Asha M.").seed(1);
    let mut profile = Profile::new("Test Party", "Riverside branch", law).unwrap();
    profile.letterhead = "Riverside branch\nThe Old Ferry House".into();
    profile.signatory = "Asha Morrow, Treasurer".into();
    Office::in_memory(&profile, &how).unwrap()
}

fn person(office: &mut Office, name: &str, street: &str) -> PersonId {
    let mut form = PersonForm { name: name.to_owned(), ..PersonForm::default() };
    if !street.is_empty() {
        form.addresses.push(AddressForm {
            street: street.into(),
            locality: "Riverside".into(),
            postcode: "ZZ1 1AA".into(),
            ..AddressForm::default()
        });
    }
    let details = form.parse(on("2026-11-22"), false).unwrap();
    PersonId(people::ops::add(office, &details).unwrap().value.0)
}

fn give(office: &mut Office, kind: EntryKind, who: Option<PersonId>, at: &str, amount: i64) -> EntryId {
    let mut entry = NewEntry::simple(kind, on(at), Money(amount));
    if let Some(who) = who {
        entry = entry.from(who);
    }
    EntryId(wardroom::ledger::ops::record(office, &entry).unwrap().value.0)
}

/// Ten donors with two donations each, one of them without an address, a collection, and one below the minimum.
fn office(law: &str) -> Office {
    let mut office = empty(law);
    for (at, name) in NAMES.iter().enumerate() {
        let id = person(&mut office, name, &format!("{} Quay Street", at + 1));
        give(&mut office, EntryKind::Donation, Some(id), &format!("2026-03-{:02}", at + 1), 2_500 + 1_775 * at as i64);
        give(&mut office, EntryKind::Donation, Some(id), &format!("2026-10-{:02}", at + 1), 1_000);
    }
    let nowhere = person(&mut office, "Nobody Knows-Where", "");
    give(&mut office, EntryKind::Donation, Some(nowhere), "2026-05-01", 4_000);
    let small = person(&mut office, "Little Giver", "99 Quay Street");
    give(&mut office, EntryKind::Donation, Some(small), "2026-05-02", 300);
    give(&mut office, EntryKind::Donation, None, "2026-05-03", 6_020);
    let mut settings: Settings = office.read(store::settings).unwrap();
    settings.minimum = Money(500);
    ops::change_settings(&mut office, &settings).unwrap();
    office
}

/// The same with the run issued, one void and one reissued.
fn issued(law: &str) -> Office {
    let mut office = office(law);
    let scope = Scope::Year { year: 2026, kind: ReceiptKind::Annual };
    let plan = office.read(|conn| store::plan(conn, scope, on("2026-11-22"))).unwrap();
    ops::issue(&mut office, &plan).unwrap();
    ops::void(&mut office, "2026-0003", "Cheque was returned by the bank").unwrap();
    ops::reissue(&mut office, "2026-0005", "The name was misspelt").unwrap();
    office
}

fn at(office: Office, key: &'static str) -> Window {
    bench::screen(office, SUBJECTS, key).unwrap()
}

fn view(screen: &'static str, filter: &str) -> bench::View {
    bench::View { name: String::new(), screen, filter: filter.to_owned().leak(), shell: None }
}

fn go(office: Office, key: &'static str, filter: &str) -> Window {
    bench::window(Canvas::default(), Theme::default(), [1366.0, 768.0], office, SUBJECTS, &view(key, filter)).unwrap()
}

#[test]
fn the_sum_of_the_receipts_report_opens_the_receipts_in_it() {
    let mut window = go(issued("gb"), "money.receipts", "issued:2026-11-01..2026-11-30 status:issued");
    let text = bench::text(&window);
    assert!(text.contains("Issued 1 Nov 2026 to 30 Nov 2026") && !text.contains("2026-0003"), "{text}");
    window.get_by_label("Issued 1 Nov 2026 to 30 Nov 2026").click();
    window.run_ok();
    assert!(!bench::text(&window).contains("Issued 1 Nov 2026 to 30 Nov 2026"), "a click takes the days off");
    let none = go(issued("gb"), "money.receipts", "issued:2025-11-01..2025-11-30 status:issued");
    assert!(bench::text(&none).contains("No receipt is like this"));
}

#[test]
fn a_years_receipts_are_issued_by_keyboard_alone() {
    let mut window = at(office("gb"), "money.receipts");
    assert!(shows(&window, "No receipts yet"));
    press(&mut window, Key::Y);
    assert!(shows(&window, "To issue: 10") && shows(&window, "Donations in them: 20"));
    assert!(shows(&window, "Ties out to the penny"));
    press(&mut window, Key::I);
    assert!(contains(&window, "2026-0001 to 2026-0010"), "the numbers are known before");
    press(&mut window, Key::Enter);
    assert!(shows(&window, "Nothing left to issue for 2026"));
    assert!(shows(&window, "10 receipts of 2026 not printed yet"), "the file was not chosen, so the papers wait");
    press(&mut window, Key::Escape);
    assert!(shows(&window, "10 receipts"), "Escape leads to the book");
    assert!(shows(&window, "Receipt 2026-0010"));
}

#[test]
fn a_total_opens_its_rows_and_a_reason_its_donations() {
    let mut window = at(office("gb"), "receipts.run");
    window.get_by_label("Add addresses: No address").click();
    window.run_ok();
    assert!(contains(&window, "Nobody Knows-Where"));
    window.get_by_label("Show: Anonymous").click();
    window.run_ok();
    assert!(contains(&window, "Nobody known"));
    window.get_by_label("To issue: 10").click();
    window.run_ok();
    assert!(contains(&window, "Siân Llewellyn") && !contains(&window, "Nobody known"));
}

#[test]
fn a_receipt_is_voided_with_a_reason_and_reissued_with_both_numbers() {
    let mut window = go(issued("gb"), "money.receipts", "2026-0002");
    assert!(shows(&window, "Receipt 2026-0002"));
    window.get_by_label("Void…").click();
    window.run_ok();
    press(&mut window, Key::Enter);
    assert!(shows(&window, "For whoever looks at the books later"), "not without a reason");
    keys(&mut window, "Twice in the book");
    press(&mut window, Key::Enter);
    assert!(contains(&window, "Receipt 2026-0002 void: Twice in the book"));
    assert!(!shows(&window, "Void…"), "what is void is not voided again");
    press(&mut window, Key::R);
    keys(&mut window, "Right after all");
    press(&mut window, Key::Enter);
    assert!(contains(&window, "It has not been printed yet"), "the new one can be printed at once");
    press(&mut window, Key::Escape);
    assert!(shows(&window, "Receipt 2026-0012"));
    window
        .get_all_by_label("2026-0002")
        .find(|node| node.accesskit_node().role() == egui::accesskit::Role::Link)
        .unwrap()
        .click();
    window.run_ok();
    assert!(shows(&window, "Receipt 2026-0002"), "the link leads to the old one");
}

#[test]
fn escape_leaves_a_half_typed_reason() {
    let mut window = go(issued("gb"), "money.receipts", "2026-0002");
    window.get_by_label("Void…").click();
    window.run_ok();
    keys(&mut window, "Half a rea");
    window.key_press(Key::Escape);
    window.run_ok();
    window.run_ok();
    assert!(!shows(&window, "For whoever looks at the books later"), "Escape leaves");
}

#[test]
fn one_donation_gets_its_receipt_or_the_reason_why_not() {
    let mut office = office("gb");
    let late = person(&mut office, "Late Giver", "");
    let entry = give(&mut office, EntryKind::Donation, Some(late), "2026-11-20", 1_250);
    let kind = give(&mut office, EntryKind::Donation, None, "2026-11-20", 900);
    let mut window = go(office, "money.receipts", &format!("entry:{entry}"));
    assert!(contains(&window, "Late Giver") && contains(&window, "2026-0001"));
    press(&mut window, Key::Enter);
    assert!(contains(&window, "It has not been printed yet"));
    press(&mut window, Key::Escape);
    assert!(shows(&window, "£12.50"));

    let mut office = issued("gb");
    _ = kind;
    let nobody = give(&mut office, EntryKind::Donation, None, "2026-11-21", 900);
    let mut window = go(office, "money.receipts", &format!("entry:{nobody}"));
    assert!(contains(&window, "This donation gets no receipt: anonymous"));
    press(&mut window, Key::Enter);
    assert!(!contains(&window, "It has not been printed yet"), "Enter issues nothing");
}

#[test]
fn the_list_is_searched_and_a_number_from_elsewhere_opens() {
    let mut window = go(issued("gb"), "money.receipts", "żółk");
    assert!(shows(&window, "1 receipt"));
    assert!(contains(&window, "Łukasz Żółkiewski"));
    let mut window2 = go(issued("gb"), "money.receipts", "no_address 2026");
    window2.run_ok();
    assert!(contains(&window2, "Nobody Knows-Where") || shows(&window2, "Print a proof…"), "a reason leads to the run");
    window.run_ok();
}

#[test]
fn settings_are_saved_with_enter_and_say_what_is_wrong() {
    let mut window = at(empty("gb"), "settings.receipts");
    window.get_by_label("Least amount for a receipt").focus();
    window.run_ok();
    keys(&mut window, "lots");
    press(&mut window, Key::Enter);
    assert!(contains(&window, "Write an amount like 5.00"));
}

#[test]
fn the_first_number_goes_on_from_an_older_book() {
    let mut window = at(office("gb"), "settings.receipts");
    window.get_by_label("First number…").click();
    window.run_ok();
    window.run_ok();
    window.key_press_modifiers(egui::Modifiers::COMMAND, Key::A);
    keys(&mut window, "413");
    assert!(contains(&window, "The first receipt is 2026-0413"));
    press(&mut window, Key::Enter);
    assert!(contains(&window, "2026-0413"));
    assert!(!shows(&window, "Set first number"), "the dialog is closed");
}

#[test]
fn france_says_that_the_regulator_issues() {
    let window = at(office("fr"), "receipts.run");
    assert!(contains(&window, "CNCCFP") || contains(&window, "regulator"), "says who issues");
    assert!(!contains(&window, "To issue:"));
}

#[test]
fn a_wording_that_is_not_confirmed_says_so_before_issuing() {
    let mut window = at(office("de"), "receipts.run");
    assert!(shows(&window, "This wording is not confirmed"));
    press(&mut window, Key::I);
    assert!(contains(&window, "is not confirmed:"), "in the question as well");
}

#[test]
fn home_and_palette_know_receipts() {
    let office = office("gb");
    let todo = wardroom::receipts::SUBJECT.todo.unwrap();
    let todos = office.read(|conn| todo(conn, on("2026-11-22"))).unwrap();
    assert_eq!(todos.len(), 1);
    assert!(todos[0].says.contains("20 donations of 2026") && todos[0].opens.screen == "receipts.run");
    let office = issued("gb");
    assert!(office.read(|conn| todo(conn, on("2026-11-22"))).unwrap().len() == 1, "the voided one is open again");
    let find = wardroom::receipts::SUBJECT.find.unwrap();
    let found = office.read(|conn| find(conn, "2026-0004", 5)).unwrap();
    assert_eq!((found.len(), found[0].opens.filter.as_str()), (1, "2026-0004"));
}

#[test]
fn nothing_is_drawn_while_nothing_happens() {
    for key in ["money.receipts", "receipts.run", "settings.receipts"] {
        let mut window = at(issued("gb"), key);
        window.run_ok();
        assert_eq!(window.run_ok(), Some(1), "{key} rests");
    }
}

/// Many donors with a year of standing orders each.
fn thousand() -> Office {
    let mut office = empty("gb");
    for at in 0..1_000 {
        let id = person(&mut office, &format!("{} {at}", NAMES[at % NAMES.len()]), &format!("{at} Quay Street"));
        give(&mut office, EntryKind::Donation, Some(id), "2026-03-01", 1_000 + at as i64);
    }
    office
}

/// Pictures to look at; run with `WARDROOM_PICTURES=folder`.
#[test]
fn pictures() {
    let Ok(folder) = std::env::var("WARDROOM_PICTURES") else {
        println!("skipped: WARDROOM_PICTURES names no folder");
        return;
    };
    let only = std::env::var("WARDROOM_ONLY").unwrap_or_default();
    let dark = Theme { dark: true, ..Theme::default() };
    let (small, large) = ([1024.0, 640.0], [1366.0, 768.0]);
    let shot = |name: &str, make: &dyn Fn() -> Office, key: &'static str, filter: &str| {
        for (suffix, theme, size) in [("light", Theme::default(), large), ("dark-small", dark, small)] {
            let file = format!("{name}-{suffix}.png");
            if file.contains(&only) {
                let (png, _) = bench::photograph(make(), SUBJECTS, &view(key, filter), theme, size).unwrap();
                std::fs::write(std::path::Path::new(&folder).join(file), png).unwrap();
            }
        }
    };
    shot("list", &|| issued("gb"), "money.receipts", "");
    shot("list-void", &|| issued("gb"), "money.receipts", "2026-0005");
    shot("list-empty", &|| empty("gb"), "money.receipts", "");
    shot("list-ask-void", &|| issued("gb"), "money.receipts", "receipts.void");
    shot("list-ask-print", &|| issued("gb"), "money.receipts", "receipts.print");
    shot("run", &|| office("gb"), "receipts.run", "");
    shot("run-left", &|| office("gb"), "receipts.run", "no_address");
    shot("run-issue", &|| office("gb"), "receipts.run", "receipts.issue_run");
    shot("run-proof", &|| office("de"), "receipts.run", "receipts.proof");
    shot("run-de", &|| office("de"), "receipts.run", "");
    shot("run-fr", &|| office("fr"), "receipts.run", "");
    shot("run-none", &|| empty("gb"), "receipts.run", "");
    shot("run-done", &|| issued("gb"), "receipts.run", "");
    shot("settings", &|| office("gb"), "settings.receipts", "");
    shot("settings-de", &|| office("de"), "settings.receipts", "");
    shot("settings-series", &|| office("gb"), "settings.receipts", "series");
    shot("run-thousand", &thousand, "receipts.run", "");
}
