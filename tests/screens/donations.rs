//! Bringing in a list of donations, from the screen a treasurer begins on to the undo; and scans beside an entry.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use wardroom::app::bench;
use wardroom::kit::{FixedClock, Money, day};
use wardroom::ledger::model::{EntryKind, Filter, NewEntry};
use wardroom::ledger::{ops, store};
use wardroom::office::profile::Profile;
use wardroom::office::{How, Office};
use wardroom::people::{self, PersonForm};
use wardroom::subjects;
use wardroom::ui::Theme;
use wardroom::ui::raster::Canvas;

use super::hands::{Window, click, ctrl, press};

fn how() -> How {
    How::new(subjects::setup(), Arc::new(FixedClock::at(crate::common::today())), "Asha M.").seed(1)
}

fn profile() -> Profile {
    Profile::new("Test Party", "Riverside branch", "gb").unwrap()
}

fn empty() -> Office {
    Office::in_memory(&profile(), &how()).unwrap()
}

/// With one person in the register and one donation of hers.
fn office() -> Office {
    let mut office = empty();
    let sian = PersonForm { name: "Siân Llewellyn".to_owned(), ..PersonForm::default() };
    let sian = people::ops::add(&mut office, &sian.parse(crate::common::today(), false).unwrap()).unwrap().value;
    let entry =
        NewEntry::simple(EntryKind::Donation, crate::common::today(), Money(2500)).from(people::PersonId(sian.0));
    ops::record(&mut office, &entry).unwrap();
    office
}

fn at(office: Office, screen: &'static str, filter: &str) -> Window {
    bench::screen_on(Canvas::default(), Theme::default(), [1366.0, 768.0], office, subjects::ALL, screen, filter)
        .unwrap()
}

fn keys(window: &mut Window, text: &str) {
    window.event(egui::Event::Text(text.to_owned()));
    window.run_ok();
}

#[track_caller]
fn shows(window: &Window, words: &str) {
    let text = bench::text(window);
    assert!(text.contains(words), "no “{words}” in\n{text}");
}

#[track_caller]
fn shows_not(window: &Window, words: &str) {
    let text = bench::text(window);
    assert!(!text.contains(words), "“{words}” in\n{text}");
}

fn list(folder: &Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    path
}

/// The screen of the import on a list with this text.
fn import(office: Office, text: &str) -> (Window, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let path = list(folder.path(), "gifts.csv", text);
    (at(office, "money.import", &format!("file:{}", path.display())), folder)
}

fn into_office(window: Window) -> Office {
    window.into_state().into_office().unwrap()
}

fn sums(office: &Office) -> (usize, i64) {
    let sums = office.read(|conn| store::sums(conn, &Filter::default())).unwrap();
    (sums.count, sums.money_in.0)
}

const GIFTS: &str = "Date,Donor name,Amount,Transaction ID,Type\n\
    2025-03-02,Siân Llewellyn,25.00,T1,Donation\n\
    2025-03-14,Łukasz Żółkiewski,250.00,T2,Donation\n\
    2025-03-15,,83.20,T3,Donation\n\
    2025-04-01,Bo Berg,lots,T4,Donation\n";

#[test]
fn a_list_of_donations_is_brought_in_by_keyboard_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = list(folder.path(), "gifts.csv", GIFTS);
    let mut window = at(office(), "money.entries", "");
    press(&mut window, Key::L);
    shows(&window, "Bring in the list you have");
    press(&mut window, Key::Enter);
    keys(&mut window, &path.display().to_string());
    press(&mut window, Key::Enter);
    shows(&window, "gifts.csv · 4 rows, 5 columns, text with columns");
    shows(&window, "5 of 5 columns are used");
    shows(&window, "Łukasz Żółkiewski");
    ctrl(&mut window, Key::Enter);
    for words in ["Rows read: 4", "New: 3", "Left out: 0", "Refused: 1", "Together: £358.20", "New people: 1"] {
        shows(&window, words);
    }
    shows_not(&window, "Updated");
    shows(&window, "lots");
    click(&mut window, "All");
    for words in ["14 Mar 2025", "250.00", "New in the register", "In the register", "Nobody named"] {
        shows(&window, words);
    }
    let before = bench::text(&window);
    ctrl(&mut window, Key::Enter);
    shows(&window, "Imported 3 donations");
    let after = bench::text(&window);
    let figures = |text: &str| -> Vec<String> {
        text.lines().filter(|l| l.contains(": ") && l.contains("Label")).map(str::to_owned).collect()
    };
    assert_eq!(figures(&before), figures(&after), "what was shown is what was done");
    shows(&window, "Imported 3 donations for £358.20 from gifts.csv");
    press(&mut window, Key::Escape);
    shows(&window, "3 entries");
    shows(&window, "2 Mar 2025 to 15 Mar 2025");
    ctrl(&mut window, Key::Z);
    shows(&window, "0 entries");
    let office = into_office(window);
    assert_eq!(sums(&office), (1, 2500), "all of it came out in one step");
    assert!(office.check().unwrap().is_empty());
}

#[test]
fn what_was_done_can_be_undone_where_it_is_shown() {
    let (mut window, _folder) = import(office(), GIFTS);
    ctrl(&mut window, Key::Enter);
    ctrl(&mut window, Key::Enter);
    click(&mut window, "Undo the import");
    shows(&window, "Undone since");
    assert_eq!(sums(&into_office(window)), (1, 2500));
}

#[test]
fn what_can_be_read_in_two_ways_is_asked() {
    let (mut window, _folder) =
        import(empty(), "Date;Donor;Amount\n03/04/2025;Ann Ali;1.250\n05/06/2025;Bo Berg;2.500\n");
    shows(&window, "day, month, year");
    shows(&window, "a decimal comma");
    ctrl(&mut window, Key::Enter);
    shows(&window, "Where each column goes");
    click(&mut window, "month, day, year");
    click(&mut window, "a decimal comma, as in 1.250,00");
    ctrl(&mut window, Key::Enter);
    shows(&window, "Together: £3,750.00");
    ctrl(&mut window, Key::Enter);
    let office = into_office(window);
    let rows = office.read(|conn| store::page(conn, &Filter::default(), 0, 9)).unwrap();
    let days: Vec<String> = rows.iter().map(|row| row.received.to_string()).collect();
    assert_eq!(days, ["2025-05-06", "2025-03-04"]);
}

#[test]
fn what_no_column_says_is_said_once_for_every_row() {
    let (mut window, _folder) = import(empty(), "Donor,Amount\nAnn Ali,25\nBo Berg,5\n");
    shows(&window, "No column says when the donations were received");
    shows(&window, "write one day for every row below");
    window.get_by_role_and_label(egui::accesskit::Role::TextInput, "Received on").focus();
    window.run_ok();
    keys(&mut window, "31/1/2025");
    press(&mut window, Key::Tab);
    shows_not(&window, "No column says when");
    window.get_by_role_and_label(egui::accesskit::Role::ComboBox, "Ledger account").focus();
    window.run_ok();
    press(&mut window, Key::ArrowDown);
    keys(&mut window, "Cash");
    press(&mut window, Key::Enter);
    window.get_by_role_and_label(egui::accesskit::Role::TextInput, "Appeal").focus();
    window.run_ok();
    keys(&mut window, "Winter fair");
    click(&mut window, "Save this map…");
    keys(&mut window, "Tin list");
    press(&mut window, Key::Enter);
    ctrl(&mut window, Key::Enter);
    shows(&window, "31 Jan 2025");
    ctrl(&mut window, Key::Enter);
    let mut office = into_office(window);
    let rows = office.read(|conn| store::page(conn, &"winter".parse().unwrap(), 0, 9)).unwrap();
    let entry = office.read(|conn| store::entry(conn, rows[0].id)).unwrap();
    let cash = office.read(|conn| store::find_account(conn, "Cash")).unwrap();
    assert_eq!((rows.len(), entry.account(), entry.received.to_string()), (2, Some(cash), "2025-01-31".to_owned()));
    office.undo("").unwrap();
    // The next list like it has the account and the appeal, and a day of its own.
    let (window, _folder) = import(office, "Donor,Amount\nCy,7\n");
    shows(&window, "Tin list");
    shows(&window, "No column says when the donations were received");
    let appeal = window.get_by_role_and_label(egui::accesskit::Role::TextInput, "Appeal");
    assert_eq!(appeal.accesskit_node().value().as_deref(), Some("Winter fair"));
}

#[test]
fn whole_amounts_can_be_pence() {
    let (mut window, _folder) = import(empty(), "Date,Donor,Amount\n2025-01-02,Ann,50000\n");
    window.get_by_role_and_label(egui::accesskit::Role::ComboBox, "Whole amounts").focus();
    window.run_ok();
    press(&mut window, Key::ArrowDown);
    keys(&mut window, "12.50");
    press(&mut window, Key::Enter);
    ctrl(&mut window, Key::Enter);
    shows(&window, "Together: £500.00");
}

#[test]
fn the_same_file_a_second_time_is_asked_about() {
    let (mut window, folder) = import(empty(), GIFTS);
    ctrl(&mut window, Key::Enter);
    ctrl(&mut window, Key::Enter);
    shows(&window, "Imported 3 donations");
    let office = into_office(window);
    let copy = list(folder.path(), "copy of gifts.csv", GIFTS);
    let mut window = at(office, "money.import", &format!("file:{}", copy.display()));
    shows(&window, "This file came in before");
    shows(&window, "As “gifts.csv” on 21 November 2026, by Asha M.: 3 donations");
    ctrl(&mut window, Key::Enter);
    shows(&window, "Where each column goes");
    let tick = window.get_by_role_and_label(egui::accesskit::Role::CheckBox, "It is meant to come in once more");
    tick.focus();
    window.run_ok();
    press(&mut window, Key::Space);
    ctrl(&mut window, Key::Enter);
    shows(&window, "New: 3");
    ctrl(&mut window, Key::Enter);
    assert_eq!(sums(&into_office(window)), (6, 71_640));
}

#[test]
fn rows_that_an_earlier_list_brought_are_left_out() {
    let (mut window, folder) = import(empty(), GIFTS);
    ctrl(&mut window, Key::Enter);
    ctrl(&mut window, Key::Enter);
    let office = into_office(window);
    let longer = list(folder.path(), "longer.csv", &format!("{GIFTS}2025-05-05,Cy,1.00,T5,Donation\n"));
    let mut window = at(office, "money.import", &format!("file:{}", longer.display()));
    shows_not(&window, "came in before");
    ctrl(&mut window, Key::Enter);
    shows(&window, "Left out: 3");
    click(&mut window, "Left out");
    shows(&window, "Here already, from an earlier list");
}

/// Two of one name in the register: the row waits until somebody says which, in the same window.
#[test]
fn a_donor_of_whom_there_are_two_is_decided_in_the_window() {
    let mut office = office();
    people::ops::add(&mut office, &people::Details::named("Siân Llewellyn")).unwrap();
    let (mut window, _folder) =
        import(office, "Date,Donor,Amount,Colour\n2025-01-02,Siân Llewellyn,7,red\n2025-01-03,,5,\n");
    ctrl(&mut window, Key::Enter);
    for words in
        ["To decide: 1", "Refused: 0", "2 people of the register", "1 row names nobody", "1 column is not used: Colour"]
    {
        shows(&window, words);
    }
    click(&mut window, "Decide who is meant…");
    shows(&window, "Siân Llewellyn (1 row)");
    window.get_by_role_and_label(egui::accesskit::Role::ComboBox, "Siân Llewellyn (1 row)").focus();
    window.run_ok();
    press(&mut window, Key::ArrowDown);
    keys(&mut window, "new");
    press(&mut window, Key::Enter);
    shows(&window, "Somebody new");
    click(&mut window, "Look again");
    shows(&window, "New: 2");
    shows_not(&window, "Decide who is meant");
    ctrl(&mut window, Key::Enter);
    let office = into_office(window);
    assert_eq!(sums(&office), (3, 3700));
    let of_that_name = office.read(|conn| people::store::search(conn, "Siân Llewellyn", 9)).unwrap();
    assert_eq!(of_that_name.len(), 3, "the one who gave is somebody else");
}

#[test]
fn nothing_is_imported_that_was_not_shown() {
    let (mut window, _folder) = import(office(), GIFTS);
    ctrl(&mut window, Key::Enter);
    shows(&window, "New people: 1");
    // The donor of the first row goes out of the register behind the preview.
    ctrl(&mut window, Key::Z);
    ctrl(&mut window, Key::Z);
    ctrl(&mut window, Key::Enter);
    shows(&window, "The office has changed since this was shown, so nothing was imported");
    shows(&window, "New people: 2");
    ctrl(&mut window, Key::Enter);
    shows(&window, "Imported 3 donations");
    shows_not(&window, "The office has changed since");
}

#[test]
fn refused_rows_go_into_a_file_beside_the_list() {
    let (mut window, folder) = import(empty(), GIFTS);
    ctrl(&mut window, Key::Enter);
    click(&mut window, "Save the refused rows…");
    press(&mut window, Key::Enter);
    shows(&window, "The refused rows are in gifts-refused.csv");
    let written = std::fs::read_to_string(folder.path().join("gifts-refused.csv")).unwrap();
    assert!(written.contains("Bo Berg") && written.contains("Problem") && !written.contains("Ann"), "{written}");
}

/// A window on an office with a file of its own.
fn with_file(folder: &Path, filter: &str) -> Window {
    let office = Office::create(&folder.join("branch.wardroom"), &profile(), &how()).unwrap();
    at(office, "money.import", filter)
}

#[test]
fn a_verified_copy_is_made_before_an_import() {
    let folder = tempfile::tempdir().unwrap();
    let path = list(folder.path(), "gifts.csv", GIFTS);
    let mut window = with_file(folder.path(), &format!("file:{}", path.display()));
    let copies = folder.path().join("Copies");
    bench::backups_to(&mut window, &copies);
    ctrl(&mut window, Key::Enter);
    shows(&window, "A copy is made first");
    ctrl(&mut window, Key::Enter);
    shows(&window, "The copy before it: branch 2026-11-21");
    let names = crate::common::names_in(&copies);
    assert!(names.len() == 1 && names[0].ends_with(" before import.wardroom"), "{names:?}");
    let copy = Office::open(&copies.join(&names[0]), &how().read_only()).unwrap();
    assert_eq!(sums(&copy), (0, 0), "as it was before");
    assert!(copy.check().unwrap().is_empty());
}

#[test]
fn a_copy_that_cannot_be_made_is_told_and_stops_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = list(folder.path(), "gifts.csv", GIFTS);
    let mut window = with_file(folder.path(), &format!("file:{}", path.display()));
    // Where the folder should be lies a file.
    bench::backups_to(&mut window, &path.join("Copies"));
    ctrl(&mut window, Key::Enter);
    ctrl(&mut window, Key::Enter);
    shows(&window, "Imported 3 donations");
    shows(&window, "No copy could be made before the import");
    shows(&window, "Undo takes it back");
}

#[test]
fn the_uk_register_comes_in_and_out_again_in_the_window() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/finance/uk_ec_donations_part1.csv");
    if !path.exists() {
        println!("skipped: the register is not here");
        return;
    }
    let mut window = at(empty(), "money.import", &format!("file:{}", path.display()));
    shows(&window, "55,000 rows");
    ctrl(&mut window, Key::Enter);
    for words in ["Rows read: 55,000", "New: 54,966", "Refused: 34", "Together: £938,407,655.74"] {
        shows(&window, words);
    }
    ctrl(&mut window, Key::Enter);
    shows(&window, "Imported 54,966 donations");
    press(&mut window, Key::Escape);
    shows(&window, "54,966 entries");
    ctrl(&mut window, Key::Z);
    shows(&window, "0 entries");
    let office = into_office(window);
    assert_eq!(sums(&office), (0, 0));
}

/// The bytes a scanner's picture begins with, and as many as asked for.
fn picture(bytes: usize) -> Vec<u8> {
    let mut all = vec![0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n'];
    all.resize(bytes, 7);
    all
}

#[test]
fn a_scan_is_attached_and_taken_off_by_keyboard() {
    let folder = tempfile::tempdir().unwrap();
    let scan = folder.path().join("cheque 001182.png");
    std::fs::write(&scan, picture(86_000)).unwrap();
    let mut window = at(office(), "money.entries", "first");
    shows(&window, "A PDF or a picture, up to 10 MB");
    press(&mut window, Key::A);
    shows(&window, "Attach a PDF or a picture, up to 10 MB");
    keys(&mut window, &scan.display().to_string());
    press(&mut window, Key::Enter);
    shows(&window, "Attached cheque 001182.png");
    shows(&window, "84 KB");
    window.get_by_label("More for cheque 001182.png").focus();
    window.run_ok();
    press(&mut window, Key::Enter);
    click(&mut window, "Remove");
    shows(&window, "Removed the attachment cheque 001182.png");
    shows_not(&window, "84 KB");
    ctrl(&mut window, Key::Z);
    shows(&window, "84 KB");
    click(&mut window, "More for cheque 001182.png");
    click(&mut window, "Save a copy…");
    let copy = folder.path().join("copy.png");
    window.key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.run_ok();
    keys(&mut window, &copy.display().to_string());
    press(&mut window, Key::Enter);
    assert_eq!(std::fs::read(&copy).unwrap(), picture(86_000));
}

#[test]
fn what_is_no_scan_or_too_large_says_so() {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes, says) in [
        ("big.png", picture(11 << 20), "“big.png” is larger than 10 MB, so it was not attached"),
        (
            "run.pdf",
            b"MZ\x90\0not a paper".to_vec(),
            "“run.pdf” is neither a PDF nor a picture, so it was not attached",
        ),
        ("empty.pdf", Vec::new(), "“empty.pdf” is empty, so it was not attached"),
    ] {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        let mut window = at(office(), "money.entries", "first");
        press(&mut window, Key::A);
        keys(&mut window, &path.display().to_string());
        press(&mut window, Key::Enter);
        shows(&window, says);
    }
}

/// A file as the system drops it.
#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        Err("not asked for".to_owned())
    }
}

#[test]
fn a_file_dropped_onto_money_goes_where_it_belongs() {
    let folder = tempfile::tempdir().unwrap();
    let scan = folder.path().join("invoice.pdf");
    std::fs::write(&scan, b"%PDF-1.7 made up").unwrap();
    let path = list(folder.path(), "gifts.csv", GIFTS);
    let drop_on = |window: &mut Window, path: &Path| {
        window.input_mut().dropped_files.push(Arc::new(Dropped(path.to_owned())));
        window.run_ok();
        window.run_ok();
    };
    let mut window = at(office(), "money.entries", "");
    drop_on(&mut window, &scan);
    shows(&window, "Nothing was done with invoice.pdf");
    let mut window = at(office(), "money.entries", "first");
    drop_on(&mut window, &scan);
    shows(&window, "Attached invoice.pdf");
    drop_on(&mut window, &path);
    shows(&window, "gifts.csv · 4 rows");
}

/// Pictures to look at; run with `WARDROOM_PICTURES=folder`.
#[test]
fn pictures() {
    let Ok(folder) = std::env::var("WARDROOM_PICTURES") else { return };
    let dark = Theme { dark: true, ..Theme::default() };
    let place = tempfile::tempdir().unwrap();
    let long = "Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh Memorial Trust for the Riverside";
    let awkward = list(
        place.path(),
        "a rather long name of a list of donations from the old system, final (2).csv",
        &format!(
            "Date;Donor;Amount;Remarks that nobody reads\n03/04/2025;{long};1.250;{long}\n05/06/2025;王小明;2.500;\n"
        ),
    );
    for (name, theme, size) in [("light", Theme::default(), [1366.0, 768.0]), ("dark-small", dark, [1024.0, 640.0])] {
        let canvas = Canvas::default();
        let open = |office: Office, screen: &'static str, filter: &str| {
            bench::screen_on(canvas.clone(), theme, size, office, subjects::ALL, screen, filter).unwrap()
        };
        let save = |window: &Window, step: &str| {
            let png = canvas.png(&window.ctx, window.output()).unwrap();
            std::fs::write(format!("{folder}/donations-{step}-{name}.png"), png).unwrap();
        };
        save(&open(empty(), "money.import", ""), "choose");
        save(&open(empty(), "money.entries", ""), "entries-empty");
        let mut window = open(office(), "money.import", "example");
        save(&window, "example");
        ctrl(&mut window, Key::Enter);
        save(&window, "example-check");
        click(&mut window, "All");
        save(&window, "example-all");
        let mut window = open(empty(), "money.import", &format!("file:{}", awkward.display()));
        save(&window, "asked");
        click(&mut window, "month, day, year");
        click(&mut window, "a decimal comma, as in 1.250,00");
        ctrl(&mut window, Key::Enter);
        save(&window, "check");
        ctrl(&mut window, Key::Enter);
        save(&window, "done");
        let office = into_office(window);
        save(&open(office, "money.import", &format!("file:{}", awkward.display())), "again");
        let mut two = self::office();
        people::ops::add(&mut two, &people::Details::named("Siân Llewellyn")).unwrap();
        let mut window = open(two, "money.import", "example");
        ctrl(&mut window, Key::Enter);
        save(&window, "to-decide");
        click(&mut window, "Decide who is meant…");
        save(&window, "decide");
        let undated = list(place.path(), "undated.csv", "Donor,Amount\nAnn Ali,25\nBo Berg,5\n");
        save(&open(empty(), "money.import", &format!("file:{}", undated.display())), "undated");
        let mut with = self::office();
        let entry = with.read(|conn| store::page(conn, &Filter::default(), 0, 1)).unwrap()[0].id;
        for file in
            ["cheque.png", "Scan of the invoice of the Riverside Print Co-operative, second page, corrected.png"]
        {
            ops::attach(&mut with, entry, file, &picture(if file.len() > 20 { 2_400_000 } else { 86_000 })).unwrap();
        }
        save(&open(with, "money.entries", "first"), "scans");
        save(&open(self::office(), "money.entries", "first"), "no-scans");
        let folder = tempfile::tempdir().unwrap();
        let path = list(folder.path(), "gifts.csv", GIFTS);
        let file = Office::create(&folder.path().join("branch.wardroom"), &profile(), &how()).unwrap();
        let mut window = open(file, "money.import", &format!("file:{}", path.display()));
        bench::backups_to(&mut window, &path.join("Copies"));
        ctrl(&mut window, Key::Enter);
        ctrl(&mut window, Key::Enter);
        save(&window, "no-copy");
    }
}

#[test]
fn an_entry_says_what_the_law_wants_of_it_and_leads_there() {
    let mut office = empty();
    let shop = PersonForm { name: "Harbour Bakery Ltd".to_owned(), organisation: true, ..PersonForm::default() };
    let shop = people::ops::add(&mut office, &shop.parse(crate::common::today(), false).unwrap()).unwrap().value;
    for pence in [2_000, 60_000] {
        let gift = NewEntry::simple(EntryKind::Donation, crate::common::today(), Money(pence));
        ops::record(&mut office, &gift.from(people::PersonId(shop.0))).unwrap();
    }
    let mut window = at(office, "money.entries", "first");
    window.run_ok();
    window.run_ok();
    let due = day::brief(crate::common::today() + chrono::Days::new(30));
    assert!(window.query_by_label(&format!("By {due}")).is_some(), "the one over the threshold is marked");
    assert!(window.query_by_label("To receipt").is_some(), "the small one is as it was");
    assert!(window.query_by_label_contains("before keeping £600.00").is_some());
    window.get_by_label("Check").click();
    window.run_ok();
    window.run_ok();
    let shown = window.query_all_by_label_contains("Record what was done").next().is_some();
    assert!(shown, "the finding is open");
}
