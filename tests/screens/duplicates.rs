//! The screen of duplicates: pairs worked through by keyboard, the two records side by side.

use std::sync::Arc;

use egui::Key;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use wardroom::app::subject::setup;
use wardroom::app::{App, Subject, bench};
use wardroom::kit::FixedClock;
use wardroom::office::{How, Office};
use wardroom::people::{self, AddressForm, ContactForm, PersonForm, PersonId, ops, store};
use wardroom::ui::Theme;

use crate::common::{profile, today};

static SUBJECTS: &[&Subject] = &[&people::SUBJECT];

/// Name, number, e-mail, phone, postcode, notes, tags.
const SOME: [(&str, &str, &str, &str, &str, &str, &str); 9] = [
    ("Ann Lee", "", "ann@example.org", "020 7946 0958", "LS1 1AA", "Rings back on Sundays", "member"),
    (
        "Anne Lee",
        "M-17",
        "ann@example.org",
        "+44 20 7946 0958",
        "LS1 1AA",
        "Has a van; helps with leaflets",
        "donor, member",
    ),
    ("Łukasz Żółkiewski", "M-20", "lukasz@example.pl", "", "LS2 2BB", "", ""),
    ("Lukasz Zolkiewski", "", "", "", "LS2 2BB", "", "volunteer"),
    ("Bob Roe", "", "bob@example.org", "", "", "", ""),
    ("Robert Roe", "", "bob@example.org", "", "LS3 3CC", "", ""),
    (
        "Doña María de los Ángeles Fernández de Córdoba y Pérez de Guzmán, Countess of the Seven Bridges",
        "",
        "maria.de.los.angeles@a-very-long-domain-name.example.org",
        "+34 91 496 00 17",
        "LS9 9ZZ",
        "",
        "",
    ),
    (
        "María de los Ángeles Fernández de Córdoba y Pérez de Guzmán",
        "",
        "maria.de.los.angeles@a-very-long-domain-name.example.org",
        "",
        "LS9 9ZZ",
        "Prefers letters to e-mail, and is away from the middle of July until the end of September each year; the house-keeper takes messages",
        "",
    ),
    ("Eve Stone", "", "eve@example.org", "", "", "", ""),
];

fn empty() -> Office {
    let how = How::new(setup(SUBJECTS), Arc::new(FixedClock::at(today())), "Asha M.").seed(1);
    Office::in_memory(&profile(), &how).unwrap()
}

fn some() -> Office {
    let mut office = empty();
    for (name, number, email, phone, postcode, notes, tags) in SOME {
        let contact = |value: &str, phone| ContactForm { value: value.into(), phone, ..ContactForm::default() };
        let form = PersonForm {
            name: name.into(),
            number: number.into(),
            contacts: vec![contact(email, false), contact(phone, true)],
            addresses: vec![AddressForm { postcode: postcode.into(), ..AddressForm::default() }],
            notes: notes.into(),
            tags: tags.into(),
            ..PersonForm::default()
        };
        ops::add(&mut office, &form.parse(today(), false).unwrap()).unwrap();
    }
    office
}

fn open(office: Office) -> Harness<'static, App> {
    bench::screen(office, SUBJECTS, "people.duplicates").unwrap()
}

fn key(harness: &mut Harness<'_, App>, key: Key) {
    harness.key_press(key);
    harness.run_ok();
}

fn has(harness: &Harness<'_, App>, words: &str) -> bool {
    bench::text(harness).contains(words)
}

#[test]
fn pairs_are_merged_and_set_apart_by_keyboard() {
    let mut harness = open(some());
    assert!(has(&harness, "4 pairs that may be one"), "{}", bench::text(&harness));
    assert!(has(&harness, "same e-mail address") && has(&harness, "Stays") && has(&harness, "Goes into it"));
    key(&mut harness, Key::D);
    assert!(has(&harness, "3 pairs that may be one"), "{}", bench::text(&harness));
    assert!(has(&harness, "are not one"), "a notice says so");
    key(&mut harness, Key::M);
    assert!(has(&harness, "2 pairs that may be one") && has(&harness, "Merged "), "{}", bench::text(&harness));
    harness.key_press_modifiers(egui::Modifiers::COMMAND, Key::Z);
    harness.run_ok();
    assert!(has(&harness, "3 pairs that may be one"), "undone, and listed again: {}", bench::text(&harness));
}

/// The pair of Ann and Anne.
fn anns(office: &Office) -> (PersonId, PersonId) {
    let one = |name: &str| office.read(|conn| store::resolve(conn, name)).unwrap();
    (one("Ann Lee"), one("Anne Lee"))
}

fn open_anns() -> Harness<'static, App> {
    let office = some();
    let (ann, anne) = anns(&office);
    let canvas = wardroom::ui::raster::Canvas::default();
    let filter = format!("{ann}:{anne}");
    bench::screen_on(canvas, Theme::default(), [1366.0, 768.0], office, SUBJECTS, "people.duplicates", &filter).unwrap()
}

#[test]
fn what_stays_is_chosen_field_by_field() {
    let mut harness = open_anns();
    for words in
        ["Name: Ann Lee", "Name: Anne Lee", "Number: M-17", "Notes: Rings back on Sundays", "Both, one after the other"]
    {
        assert!(has(&harness, words), "{words}: {}", bench::text(&harness));
    }
    assert!(has(&harness, "ann@example.org (Home), the same"), "{}", bench::text(&harness));
    harness.get_by_label("Name: Anne Lee").click();
    harness.run_ok();
    harness.get_by_label("Notes: Rings back on Sundays").click();
    harness.run_ok();
    key(&mut harness, Key::M);
    let office = harness.into_state().into_office().unwrap();
    let kept = office.read(|conn| store::get(conn, store::resolve(conn, "M-17")?)).unwrap();
    assert_eq!((kept.details.name.as_str(), kept.details.notes.as_str()), ("Anne Lee", "Rings back on Sundays"));
    assert_eq!((kept.details.contacts.len(), kept.details.tags.len()), (2, 2));
}

#[test]
fn the_sides_change_places_and_the_choice_goes_with_the_value() {
    let mut harness = open_anns();
    let (ann, anne) = {
        let office = some();
        anns(&office)
    };
    harness.get_by_label("Name: Anne Lee").click();
    harness.run_ok();
    key(&mut harness, Key::S);
    key(&mut harness, Key::M);
    let office = harness.into_state().into_office().unwrap();
    let found = office.read(|conn| store::find(conn, ann)).unwrap().unwrap();
    assert_eq!(
        (found.id, found.details.name.as_str()),
        (anne, "Anne Lee"),
        "the other record stays, under the name that was chosen"
    );
}

#[test]
fn a_register_without_duplicates_says_what_the_screen_is_for() {
    let mut harness = open(empty());
    assert!(has(&harness, "Nobody seems to be here twice"), "{}", bench::text(&harness));
    harness.get_by_label("Show all that is worth a look").click();
    harness.run_ok();
    assert!(harness.query_by_label("Show all that is worth a look").is_none());
}

#[test]
fn two_rows_of_the_register_are_compared() {
    let mut harness = bench::screen(some(), SUBJECTS, "people.list").unwrap();
    key(&mut harness, Key::ArrowDown);
    harness.key_press_modifiers(egui::Modifiers::SHIFT, Key::ArrowDown);
    harness.run_ok();
    assert!(has(&harness, "2 selected"), "{}", bench::text(&harness));
    harness.get_by_label("Compare and merge…").click();
    harness.run_ok();
    harness.run_ok();
    assert!(has(&harness, "Goes into it"), "{}", bench::text(&harness));
}

#[test]
fn letters_of_this_screen_do_nothing_elsewhere() {
    let mut harness = bench::screen(some(), SUBJECTS, "people.list").unwrap();
    key(&mut harness, Key::M);
    assert!(!has(&harness, "Merged "), "{}", bench::text(&harness));
}

/// Pictures to look at, where `WARDROOM_PICTURES` names a folder.
#[test]
fn pictures() {
    let Ok(folder) = std::env::var("WARDROOM_PICTURES") else { return };
    let (dark, light) = (Theme { dark: true, ..Theme::default() }, Theme::default());
    let (wide, narrow) = ([1366.0, 768.0], [1024.0, 640.0]);
    let pair = |one: &str, other: &str| {
        let office = some();
        let id = |name: &str| office.read(|conn| store::resolve(conn, name)).unwrap();
        format!("{}:{}", id(one), id(other))
    };
    let (short, long) = (pair("Ann Lee", "Anne Lee"), pair(SOME[6].0, SOME[7].0));
    for (name, office, filter, theme, size) in [
        ("pair", some(), "", light, wide),
        ("pair-dark", some(), "", dark, wide),
        ("ann", some(), short.as_str(), light, wide),
        ("ann-narrow-dark", some(), short.as_str(), dark, narrow),
        ("long", some(), long.as_str(), light, wide),
        ("long-narrow", some(), long.as_str(), light, narrow),
        ("none", empty(), "", light, wide),
        ("none-narrow", empty(), "", dark, narrow),
    ] {
        let png = bench::picture(office, SUBJECTS, "people.duplicates", filter, theme, size).unwrap();
        std::fs::write(format!("{folder}/duplicates-{name}.png"), png).unwrap();
    }
}
