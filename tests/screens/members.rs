//! Members on screen: applying, approving, dues and the roll by keyboard, and the screens with nothing in them.

use std::sync::Arc;

use egui::Key;
use egui_kittest::kittest::Queryable as _;
use wardroom::app::bench;
use wardroom::kit::{Day, FixedClock, Money, day};
use wardroom::members::model::{NewTerm, PersonId};
use wardroom::members::{ops, store};
use wardroom::office::profile::Profile;
use wardroom::office::{How, Office};
use wardroom::people::Details;
use wardroom::subjects;

use super::hands::{Window, click, contains, ctrl, keys, press, shows};

fn on(text: &str) -> Day {
    day::from_iso(text).unwrap()
}

fn empty_office() -> Office {
    let how = How::new(subjects::setup(), Arc::new(FixedClock::at(on("2026-11-21"))), "Asha M.").seed(1);
    Office::in_memory(&Profile::new("Test Party", "Riverside branch", "gb").unwrap(), &how).unwrap()
}

/// Full members pay £36; four of them, one of whom has not paid this year, and one application.
fn office() -> Office {
    let mut office = empty_office();
    let classes = office.read(store::classes).unwrap();
    let full = classes.iter().find(|c| c.name == "Full").unwrap();
    ops::save_class(&mut office, Some(full.id), full, Some((on("2000-01-01"), Money(3600)))).unwrap();
    for (name, covered) in [
        ("Ann Ali", "2026-12-31"),
        ("Łukasz Żółkiewski", "2026-12-31"),
        ("Siân Llewellyn", "2026-08-31"),
        ("Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh Maria", "2026-12-31"),
    ] {
        let new = NewTerm { covered_to: Some(on(covered)), ..NewTerm::member(full.id, on("2019-03-01")) };
        ops::add_new(&mut office, &Details::named(name), &new).unwrap();
    }
    ops::apply_new(&mut office, &Details::named("Bob Roe"), &NewTerm::application(full.id, on("2026-11-09"))).unwrap();
    office
}

fn at(office: Office, key: &'static str) -> Window {
    bench::screen(office, subjects::ALL, key).unwrap()
}

#[test]
fn an_application_is_taken_in_and_approved_by_keyboard() {
    let mut window = at(office(), "members.list");
    press(&mut window, Key::N);
    assert!(shows(&window, "New application"));
    keys(&mut window, "Dee Dean");
    ctrl(&mut window, Key::Enter);
    assert!(contains(&window, "Dee Dean comes into the register with it"), "{}", bench::text(&window));
    press(&mut window, Key::Enter);
    assert!(contains(&window, "Choose a class"), "{}", bench::text(&window));
    let mut window = at(office(), "members.applications");
    assert!(shows(&window, "Bob Roe"));
    press(&mut window, Key::A);
    assert!(
        contains(&window, "Charge the first dues: £36.00"),
        "joined after the roll-over day: {}",
        bench::text(&window)
    );
    press(&mut window, Key::Enter);
    assert!(contains(&window, "Approved: Bob Roe"), "{}", bench::text(&window));
    assert!(shows(&window, "No application waits"));
}

#[test]
fn dues_are_recorded_for_the_member_in_the_pane() {
    let mut window = at(office(), "members.list");
    assert!(shows(&window, "Ann Ali"));
    press(&mut window, Key::P);
    assert!(contains(&window, "It goes into the ledger"), "{}", bench::text(&window));
    keys(&mut window, "36");
    press(&mut window, Key::Enter);
    assert!(contains(&window, "Dues of £36.00 from Ann Ali"), "{}", bench::text(&window));
    assert!(shows(&window, "Paid ahead"), "{}", bench::text(&window));
}

#[test]
fn a_run_is_seen_then_made_and_the_arrears_show_it() {
    let mut window = at(office(), "members.dues");
    assert!(contains(&window, "Charge £144.00"), "four members for 2027: {}", bench::text(&window));
    press(&mut window, Key::I);
    assert!(contains(&window, "in one step that Undo takes back"), "{}", bench::text(&window));
    press(&mut window, Key::Enter);
    assert!(contains(&window, "Dues run 1 Jan 2027 to 31 Dec 2027"), "{}", bench::text(&window));
    click(&mut window, "Arrears");
    assert!(contains(&window, "4 payers owe £144.00"), "{}", bench::text(&window));
}

#[test]
fn the_roll_gives_reasons() {
    let mut window = at(office(), "members.roll");
    assert!(contains(&window, "May vote: 3"), "{}", bench::text(&window));
    click(&mut window, "Left out: 2");
    assert!(contains(&window, "In grace: dues not paid"), "{}", bench::text(&window));
    assert!(contains(&window, "Has applied and is not a member yet"));
}

#[test]
fn screens_with_nothing_in_them_say_what_to_do_first() {
    for (key, title) in [
        ("members.list", "No members yet"),
        ("members.applications", "No application waits"),
        ("members.dues", "Nobody to charge"),
        ("members.arrears", "Nobody owes dues"),
        ("members.roll", "Nobody to list"),
    ] {
        let window = at(empty_office(), key);
        assert!(shows(&window, title), "{key}: {}", bench::text(&window));
    }
    let window = at(empty_office(), "settings.members");
    assert!(contains(&window, "No fee set"), "{}", bench::text(&window));
}

#[test]
fn a_member_is_found_by_a_figure_that_leads_there() {
    let office = office();
    let id = office.read(store::register).unwrap().rows(on("2026-11-21"))[0].person;
    let window = bench::screen_on(
        wardroom::ui::raster::Canvas::default(),
        wardroom::ui::Theme::default(),
        [1366.0, 768.0],
        office,
        subjects::ALL,
        "members.list",
        &PersonId(id.0).to_string(),
    )
    .unwrap();
    assert!(contains(&window, "Member since"), "{}", bench::text(&window));
}

/// The import on a list with this text, and the folder it lies in.
fn bring_in(office: Office, text: &str) -> (Window, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("members.csv");
    std::fs::write(&path, text).unwrap();
    let filter = format!("file:{}", path.display());
    let canvas = wardroom::ui::raster::Canvas::default();
    let theme = wardroom::ui::Theme::default();
    let window =
        bench::screen_on(canvas, theme, [1366.0, 768.0], office, subjects::ALL, "members.import", &filter).unwrap();
    (window, folder)
}

#[test]
fn a_list_of_members_is_brought_in_by_keyboard_alone() {
    let list = "Member number;Name;Membership class;Member since;Paid up to\n\
        17;Eve Fox;Full;23/04/2019;31/12/2026\n18;Flo Gray;Student;01/05/2021;31/12/2026\n;Ann Ali;Full;01/03/2019;\n";
    let (mut window, folder) = bring_in(office(), list);
    assert!(contains(&window, "5 of 5 columns are used"), "{}", bench::text(&window));
    ctrl(&mut window, Key::Enter);
    let said = bench::text(&window);
    assert!(
        contains(&window, "New: 1") && contains(&window, "Refused: 1") && contains(&window, "Left out: 1"),
        "{said}"
    );
    assert!(contains(&window, "There is no class “Student”"), "{said}");
    bench::backups_to(&mut window, folder.path());
    ctrl(&mut window, Key::Enter);
    assert!(
        contains(&window, "Imported 1 membership") && contains(&window, "Undo the import"),
        "{}",
        bench::text(&window)
    );
    press(&mut window, Key::Escape);
    assert!(contains(&window, "5 members") && contains(&window, "Eve Fox"), "{}", bench::text(&window));
}

/// A branch of very many with long names, a third of them in arrears.
fn many() -> Office {
    let mut office = office();
    let full = office.read(store::classes).unwrap().iter().find(|c| c.name == "Full").unwrap().id;
    for at in 0..1000 {
        let name = match at % 4 {
            0 => format!("Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh Maria Anunciación {at}"),
            1 => format!("Nguyễn Thị Minh Khai {at}"),
            2 => format!("O {at}"),
            _ => format!("Παπαδοπούλου Ελένη {at}"),
        };
        let covered = if at % 3 == 0 { "2025-12-31" } else { "2026-12-31" };
        let new = NewTerm { covered_to: Some(on(covered)), ..NewTerm::member(full, on("2019-03-01")) };
        ops::add_new(&mut office, &Details { number: Some(format!("RIV-{at:06}")), ..Details::named(&name) }, &new)
            .unwrap();
    }
    let register = office.read(store::register).unwrap();
    let (from, to) = register.settings.year.days_of(2026).unwrap();
    let plan = register.plan(from, to, on("2026-06-01"), true);
    ops::run(&mut office, &plan).unwrap();
    for at in 0..40 {
        let new = NewTerm::application(full, on("2026-11-01"));
        let name = format!("Bartholomew-Christopherson of the Upper Valley {at}");
        ops::apply_new(&mut office, &Details::named(&name), &new).unwrap();
    }
    office
}

/// Pictures to look at: `WARDROOM_PICTURES=DIR cargo test -- pictures_of_members`.
#[test]
fn pictures_of_members() {
    use wardroom::ui::Theme;
    let Ok(folder) = std::env::var("WARDROOM_PICTURES") else { return };
    let (light, dark) = (Theme::default(), Theme { dark: true, ..Theme::default() });
    for (size_name, size) in [("wide", [1366.0, 768.0]), ("narrow", [1024.0, 640.0])] {
        for (theme_name, theme) in [("light", light), ("dark", dark)] {
            for (office_name, make) in [("none", empty_office as fn() -> Office), ("many", many)] {
                for screen in
                    ["members.list", "members.applications", "members.dues", "members.arrears", "members.roll"]
                {
                    let png = bench::picture(make(), subjects::ALL, screen, "", theme, size).unwrap();
                    std::fs::write(format!("{folder}/{screen}-{office_name}-{size_name}-{theme_name}.png"), png)
                        .unwrap();
                }
            }
            let canvas = wardroom::ui::raster::Canvas::default();
            let mut window =
                bench::screen_on(canvas.clone(), theme, size, office(), subjects::ALL, "members.import", "example")
                    .unwrap();
            ctrl(&mut window, Key::Enter);
            let png = canvas.png(&window.ctx, window.output()).unwrap();
            std::fs::write(format!("{folder}/import-check-{size_name}-{theme_name}.png"), png).unwrap();
        }
    }
}

#[test]
fn several_members_are_tagged_written_to_and_reminded_together() {
    let several = || {
        let (size, theme) = ([1366.0, 768.0], wardroom::ui::Theme::default());
        let canvas = wardroom::ui::raster::Canvas::default();
        bench::screen_on(canvas, theme, size, office(), subjects::ALL, "members.list", "several").unwrap()
    };
    let mut window = several();
    assert!(contains(&window, "4 members selected") && contains(&window, "Owed for them"), "{}", bench::text(&window));
    press(&mut window, Key::G);
    assert!(bench::text(&window).contains("Put a tag on 4 people"), "{}", bench::text(&window));
    assert!(window.get_by_label("Tag").is_focused());
    keys(&mut window, "teller");
    press(&mut window, Key::Enter);
    assert!(contains(&window, "4 members selected"), "they stay selected: {}", bench::text(&window));
    ctrl(&mut window, Key::Z);
    press(&mut window, Key::O);
    assert!(bench::text(&window).contains("What did 4 people say?"), "{}", bench::text(&window));
    press(&mut window, Key::Escape);
    click(&mut window, "Write a letter to these…");
    assert!(bench::text(&window).contains("4 people picked"), "{}", bench::text(&window));

    let mut window = several();
    click(&mut window, "Remind these of dues…");
    let there = contains(&window, "4 payers picked") || contains(&window, "Nobody to remind");
    assert!(there, "{}", bench::text(&window));
}
