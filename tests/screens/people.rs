//! The register's screens: searching, adding, changing, removing, tagging, all by keyboard.

use std::sync::Arc;

use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use wardroom::app::subject::setup;
use wardroom::app::{App, Subject, bench};
use wardroom::kit::FixedClock;
use wardroom::office::{How, Office};
use wardroom::people::consent::{Said, State};
use wardroom::people::{
    self, AddressForm, ContactForm, End, LinkKind, LogForm, LogKind, OwnField, OwnFieldId, OwnKind, PersonForm,
    PersonId, Way, ops, store,
};
use wardroom::ui::Theme;

use crate::common::{profile, today};

static SUBJECTS: &[&Subject] = &[&people::SUBJECT];

fn empty() -> Office {
    let how = How::new(setup(SUBJECTS), Arc::new(FixedClock::at(today())), "Asha M.").seed(1);
    Office::in_memory(&profile(), &how).unwrap()
}

/// Name, e-mail, phone, street, postcode, tags.
const SOME: [(&str, &str, &str, &str, &str, &str); 13] = [
    (
        "Łukasz Żółkiewski",
        "lukasz.zolkiewski@example.pl",
        "020 7946 0011",
        "4 Quay Street",
        "LS1 4AA",
        "donor, volunteer",
    ),
    ("Nguyễn Thị Ánh", "anh@example.org", "020 7946 0012", "27 Canal Walk", "LS2 7BB", "volunteer"),
    ("Ελένη Παπαδοπούλου", "eleni@example.gr", "", "8 Harbour View", "LS3 1CC", ""),
    ("Наталія Шевченко", "natalia@example.org", "020 7946 0014", "2 Lock Cottages", "LS4 9DD", "donor"),
    ("王小明", "", "020 7946 0015", "9 Mill Lane", "LS5 3EE", ""),
    ("Zoë O’Brien-Núñez", "zoe.obrien@example.ie", "+353 1 496 0016", "19 Tower Road", "LS6 2FF", "donor, speaker"),
    ("ليلى حداد", "leila@example.org", "", "31 Market Place", "LS7 8GG", ""),
    ("Siân Llewellyn", "sian@example.cymru", "020 7946 0018", "12 Mill Lane", "LS5 3EF", "volunteer"),
    ("Thomas Adeyemi-Whitfield", "thomas@example.org", "020 7946 0019", "5 Station Rise", "LS8 1HH", ""),
    ("Grace Adeyemi-Whitfield", "grace@example.org", "020 7946 0019", "5 Station Rise", "LS8 1HH", ""),
    ("Ann Lee", "ann@example.org", "020 7946 0958", "12 High Street", "LS1 1AA", ""),
    (
        "Doña María de los Ángeles Fernández de Córdoba y Pérez de Guzmán, Countess of the Seven Bridges",
        "maria.de.los.angeles.fernandez.de.cordoba@a-very-long-domain-name.example.org",
        "+34 91 496 00 17",
        "The Old Watermill, Upper Lower Middleton",
        "LS9 9ZZ",
        "",
    ),
    ("王", "", "", "", "", ""),
];

fn form(row: &(&str, &str, &str, &str, &str, &str)) -> PersonForm {
    let contact = |value: &str, phone| ContactForm { value: value.into(), phone, ..ContactForm::default() };
    PersonForm {
        name: row.0.into(),
        contacts: vec![contact(row.1, false), contact(row.2, true)],
        addresses: vec![AddressForm {
            street: row.3.into(),
            locality: if row.3.is_empty() { "" } else { "Leeds" }.into(),
            postcode: row.4.into(),
            ..AddressForm::default()
        }],
        tags: row.5.into(),
        ..PersonForm::default()
    }
}

fn add(office: &mut Office, form: &PersonForm) -> PersonId {
    ops::add(office, &form.parse(today(), false).unwrap()).unwrap().value
}

fn some() -> Office {
    let mut office = empty();
    for row in &SOME {
        add(&mut office, &form(row));
    }
    add(
        &mut office,
        &PersonForm {
            name: "Harbour Bakery Ltd".into(),
            organisation: true,
            number: "S-17".into(),
            contacts: vec![ContactForm {
                value: "hello@harbour.example".into(),
                kind: "work".into(),
                ..ContactForm::default()
            }],
            ..PersonForm::default()
        },
    );
    office
}

fn open(office: Office) -> Harness<'static, App> {
    bench::screen(office, SUBJECTS, "people.list").unwrap()
}

fn type_text(harness: &mut Harness<'_, App>, text: &str) {
    harness.event(egui::Event::Text(text.into()));
    harness.run_ok();
}

fn key(harness: &mut Harness<'_, App>, key: Key) {
    harness.key_press(key);
    harness.run_ok();
}

fn shows(harness: &Harness<'_, App>, label: &str) -> bool {
    let says = |node: egui_kittest::Node<'_>| {
        let node = node.accesskit_node();
        node.label().or_else(|| node.value()).is_some_and(|words| words == label)
    };
    harness.root().children_recursive().any(says)
}

/// Everything on screen as text, one line for each named node.
fn all_text(harness: &Harness<'_, App>) -> String {
    let mut out = String::new();
    for node in harness.root().children_recursive() {
        let node = node.accesskit_node();
        if let Some(label) = node.label().or_else(|| node.value()) {
            let value = node.value().filter(|value| *value != label).unwrap_or_default();
            out.push_str(&format!("{:?}: {label} {value}\n", node.role()).replace(" \n", "\n"));
        }
    }
    out
}

#[test]
fn search_shows_the_best_hit_in_the_pane_as_one_types() {
    let mut harness = open(some());
    assert!(shows(&harness, "13 people · 1 organisation"), "{}", all_text(&harness));
    key(&mut harness, Key::F);
    type_text(&mut harness, "zolk");
    assert!(shows(&harness, "1 shown"), "{}", all_text(&harness));
    assert!(shows(&harness, "Copy lukasz.zolkiewski@example.pl"), "the pane shows the one found");
    key(&mut harness, Key::Escape);
    assert!(shows(&harness, "14 shown"));
    type_text(&mut harness, "20 7946 0958");
    assert!(shows(&harness, "Copy ann@example.org"));
}

#[test]
fn a_person_is_added_changed_and_found_by_keyboard_alone() {
    let mut harness = open(empty());
    assert!(shows(&harness, "Nobody is in the register yet"));
    key(&mut harness, Key::N);
    assert!(harness.get_by_label("Name, as the person has it").is_focused(), "the first field has the keyboard");
    key(&mut harness, Key::Enter);
    assert!(shows(&harness, "Write the name, as the person has it"), "{}", all_text(&harness));
    type_text(&mut harness, "Søren Ærø");
    assert!(!shows(&harness, "Write the name, as the person has it"), "the problem goes as it is mended");
    harness.get_by_label("E-mail").focus();
    harness.run_ok();
    type_text(&mut harness, "soren@");
    key(&mut harness, Key::Enter);
    assert!(harness.get_by_label("E-mail").is_focused(), "what is wrong gets the keyboard");
    type_text(&mut harness, "example.dk");
    key(&mut harness, Key::Enter);
    assert!(shows(&harness, "Added Søren Ærø"), "{}", all_text(&harness));
    assert!(shows(&harness, "Copy soren@example.dk"));
    assert!(shows(&harness, "1 person"));

    key(&mut harness, Key::E);
    assert!(harness.get_by_label("Name, as the person has it").is_focused());
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run_ok();
    type_text(&mut harness, "Søren Åse Ærø");
    key(&mut harness, Key::Enter);
    assert!(shows(&harness, "Changed Søren Åse Ærø: name"), "{}", all_text(&harness));
}

#[test]
fn saving_and_going_on_opens_an_empty_form() {
    let mut harness = open(empty());
    key(&mut harness, Key::N);
    type_text(&mut harness, "Ann Lee");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Enter);
    harness.run_ok();
    assert!(shows(&harness, "Added Ann Lee"), "{}", all_text(&harness));
    assert!(harness.get_by_label("Name, as the person has it").is_focused());
    type_text(&mut harness, "Bo");
    key(&mut harness, Key::Enter);
    assert!(shows(&harness, "2 people"), "{}", all_text(&harness));
}

#[test]
fn likely_duplicates_stand_beside_the_form() {
    let mut harness = open(some());
    key(&mut harness, Key::N);
    type_text(&mut harness, "Lukasz Zolkiewski");
    assert!(shows(&harness, "same name"), "{}", all_text(&harness));
    harness.get_by_label("Use this one").click();
    harness.run_ok();
    assert!(!shows(&harness, "New person (form)") && shows(&harness, "Copy lukasz.zolkiewski@example.pl"));
    assert!(harness.query_by_label("Name, as the person has it").is_none(), "the form is gone");
}

#[test]
fn what_was_typed_is_not_lost_in_silence() {
    let mut harness = open(some());
    key(&mut harness, Key::N);
    key(&mut harness, Key::Escape);
    assert!(harness.query_by_label("Name, as the person has it").is_none(), "an empty form goes at once");
    key(&mut harness, Key::N);
    type_text(&mut harness, "Half typ");
    key(&mut harness, Key::Escape);
    assert!(shows(&harness, "Leave without saving?"), "{}", all_text(&harness));
    key(&mut harness, Key::Escape);
    assert!(harness.get_by_label("Name, as the person has it").is_focused(), "{}", all_text(&harness));
    type_text(&mut harness, "ed");
    key(&mut harness, Key::Enter);
    assert!(shows(&harness, "Added Half typed"), "{}", all_text(&harness));
}

#[test]
fn a_number_that_is_taken_is_said_in_the_form() {
    let mut harness = open(some());
    key(&mut harness, Key::N);
    type_text(&mut harness, "Bob Roe");
    harness.get_by_label("Member or supporter number").focus();
    harness.run_ok();
    type_text(&mut harness, "S-17");
    key(&mut harness, Key::Enter);
    assert!(all_text(&harness).contains("The number S-17 belongs to Harbour Bakery Ltd"), "{}", all_text(&harness));
    assert!(harness.get_by_label("Member or supporter number").is_focused());
}

#[test]
fn removing_asks_and_says_why_it_cannot() {
    let mut office = some();
    let id = office.read(|conn| store::resolve(conn, "Ann Lee")).unwrap();
    office
        .transact(&ops::CHANGE, |tx| {
            tx.conn().execute(
                "INSERT INTO entry (id, kind, received_on, person, amount) VALUES (?1, 'donation', '2026-11-01', ?2, 2500)",
                [tx.new_id(), id.0],
            )?;
            Ok(())
        })
        .unwrap();
    let canvas = wardroom::ui::raster::Canvas::default();
    let filter = format!("remove:{}", id.0);
    let mut harness =
        bench::screen_on(canvas, Theme::default(), [1366.0, 768.0], office, SUBJECTS, "people.list", &filter).unwrap();
    assert!(shows(&harness, "Remove Ann Lee?"), "{}", all_text(&harness));
    harness.get_by_label("Remove").click();
    harness.run_ok();
    assert!(shows(&harness, "Not removed"), "{}", all_text(&harness));
    key(&mut harness, Key::Enter);
    key(&mut harness, Key::F);
    type_text(&mut harness, "soren");
    assert!(shows(&harness, "Nobody fits “soren”"));
    key(&mut harness, Key::Escape);
    type_text(&mut harness, "sian");
    harness.ctx.memory_mut(|m| m.stop_text_input());
    harness.run_ok();
    key(&mut harness, Key::Delete);
    assert!(shows(&harness, "Remove Siân Llewellyn?"), "{}", all_text(&harness));
    harness.get_by_label("Remove").click();
    harness.run_ok();
    assert!(shows(&harness, "Removed Siân Llewellyn"), "{}", all_text(&harness));
}

#[test]
fn several_are_tagged_at_once() {
    let mut harness = open(some());
    key(&mut harness, Key::ArrowDown);
    key(&mut harness, Key::Home);
    for _ in 0..2 {
        harness.key_press_modifiers(Modifiers::SHIFT, Key::ArrowDown);
        harness.run_ok();
    }
    assert!(shows(&harness, "3 selected"), "{}", all_text(&harness));
    key(&mut harness, Key::T);
    assert!(shows(&harness, "Put a tag on 3 people"));
    assert!(harness.get_by_label("Tag").is_focused(), "{}", all_text(&harness));
    type_text(&mut harness, "leaflets");
    key(&mut harness, Key::Enter);
    assert!(shows(&harness, "Tagged 3 people with “leaflets”"), "{}", all_text(&harness));
}

#[test]
fn half_typed_forms_are_drafts() {
    let mut screen = (people::SUBJECT.screens[0].make)();
    assert_eq!(screen.draft(), None);
    screen.go("new:Half typed");
    let draft = screen.draft().unwrap();
    let mut again = (people::SUBJECT.screens[0].make)();
    again.restore(&draft);
    assert_eq!(again.draft(), Some(draft));
}

#[test]
fn every_input_has_a_name() {
    let mut office = some();
    let id = add(&mut office, &form(&("Full Form", "a@example.org", "020 7946 0000", "1 Road", "LS1", "donor")));
    for filter in ["new", "tag", "remove", &format!("edit:{}", id.0)] {
        let canvas = wardroom::ui::raster::Canvas::default();
        let office = some();
        let harness =
            bench::screen_on(canvas, Theme::default(), [1366.0, 768.0], office, SUBJECTS, "people.list", filter)
                .unwrap();
        for node in harness.root().children_recursive() {
            let node = node.accesskit_node();
            let asks = matches!(
                node.role(),
                egui::accesskit::Role::TextInput
                    | egui::accesskit::Role::MultilineTextInput
                    | egui::accesskit::Role::ComboBox
                    | egui::accesskit::Role::Button
                    | egui::accesskit::Role::CheckBox
            );
            let named = node.label().is_some_and(|l| !l.trim().is_empty()) || node.labelled_by().next().is_some();
            assert!(!asks || named, "{filter}: a nameless {:?}", node.role());
        }
    }
}

const LIST: &str = "Name;E-mail;Telefon;Straße;PLZ;Ort;Bemerkung\n\
    Ann Lee;ann@example.org;;12 High Street;LS1 1AA;Leeds;\n\
    Bob Roe;bob@example.org;020 7946 0001;1 Low Street;LS1 1AB;Leeds;says hello\n\
    Eve Ash;eve(at)example.org;;2 Low Street;LS1 1AB;Leeds;\n";

/// A file as the system drops it.
#[derive(Debug)]
struct Dropped(std::path::PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &std::path::Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        Err("not asked for".to_owned())
    }
}

/// The import's screen on a file with this text, and the folder it lies in.
fn bring_in(office: Office, text: &str) -> (Harness<'static, App>, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("members.csv");
    std::fs::write(&path, text).unwrap();
    let filter = format!("file:{}", path.display());
    let canvas = wardroom::ui::raster::Canvas::default();
    let harness =
        bench::screen_on(canvas, Theme::default(), [1366.0, 768.0], office, SUBJECTS, "people.import", &filter)
            .unwrap();
    (harness, folder)
}

fn go_on(harness: &mut Harness<'_, App>) {
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Enter);
    harness.run_ok();
}

fn has(harness: &Harness<'_, App>, words: &str) -> bool {
    all_text(harness).contains(words)
}

#[test]
fn a_list_is_brought_in_by_keyboard_alone() {
    let (mut harness, _folder) = bring_in(some(), LIST);
    assert!(has(&harness, "members.csv · 3 rows, 7 columns, text with columns"), "{}", all_text(&harness));
    assert!(
        has(&harness, "Nothing is changed yet") && has(&harness, "7 of 7 columns are used"),
        "{}",
        all_text(&harness)
    );
    go_on(&mut harness);
    assert!(
        has(&harness, "Rows read: 3") && has(&harness, "New: 1") && has(&harness, "Left out: 1"),
        "{}",
        all_text(&harness)
    );
    assert!(has(&harness, "Refused: 1") && has(&harness, "eve(at)example.org"), "{}", all_text(&harness));
    go_on(&mut harness);
    assert!(has(&harness, "Imported 1 person") && has(&harness, "Undo the import"), "{}", all_text(&harness));
    key(&mut harness, Key::Escape);
    assert!(has(&harness, "14 people · 1 organisation"), "{}", all_text(&harness));
}

#[test]
fn another_column_another_outcome() {
    let (mut harness, _folder) = bring_in(empty(), "who,mail\nAnn Lee,ann@example.org\n");
    harness.get_by_label("“who” goes to").focus();
    harness.run_ok();
    key(&mut harness, Key::ArrowDown);
    type_text(&mut harness, "Leave");
    key(&mut harness, Key::Enter);
    harness.get_by_label("“mail” goes to").focus();
    harness.run_ok();
    key(&mut harness, Key::ArrowDown);
    type_text(&mut harness, "Leave");
    key(&mut harness, Key::Enter);
    assert!(has(&harness, "0 of 2 columns are used"), "{}", all_text(&harness));
    assert!(has(&harness, "No column is mapped to a name"), "{}", all_text(&harness));
    go_on(&mut harness);
    assert!(has(&harness, "Where each column goes"), "what cannot be read is not gone on with");
    harness.get_by_label("“who” goes to").focus();
    harness.run_ok();
    key(&mut harness, Key::ArrowDown);
    type_text(&mut harness, "Employer");
    key(&mut harness, Key::Enter);
    go_on(&mut harness);
    assert!(has(&harness, "New: 1"), "{}", all_text(&harness));
}

#[test]
fn how_a_file_is_read_can_be_overruled() {
    let (mut harness, _folder) = bring_in(empty(), "Name|Town\nAnn, Lee|Leeds\n");
    assert!(has(&harness, "2 columns"), "{}", all_text(&harness));
    harness.get_by_role_and_label(egui::accesskit::Role::ComboBox, "The headings stand in (detected)").focus();
    harness.run_ok();
    key(&mut harness, Key::ArrowDown);
    type_text(&mut harness, "none");
    key(&mut harness, Key::Enter);
    assert!(has(&harness, "2 rows, 2 columns") && has(&harness, "(as you said)"), "{}", all_text(&harness));
}

#[test]
fn a_saved_map_is_used_for_the_next_file_like_it() {
    let (mut harness, folder) = bring_in(empty(), "who,mail\nAnn Lee,ann@example.org\n");
    harness.get_by_label("“who” goes to").focus();
    harness.run_ok();
    key(&mut harness, Key::ArrowDown);
    type_text(&mut harness, "Employer");
    key(&mut harness, Key::Enter);
    harness.get_by_label("Save this map…").click();
    harness.run_ok();
    type_text(&mut harness, "Old system");
    key(&mut harness, Key::Enter);
    harness.run_ok();
    assert!(has(&harness, "Old system"), "{}", all_text(&harness));
    let again = folder.path().join("again.csv");
    std::fs::write(&again, "who,mail\nBob Ltd,bob@example.org\n").unwrap();
    key(&mut harness, Key::Escape);
    // A file dropped onto the screen is read like one that was chosen.
    key(&mut harness, Key::I);
    harness.input_mut().dropped_files.push(Arc::new(Dropped(again)));
    harness.run_ok();
    harness.run_ok();
    assert!(has(&harness, "again.csv"), "{}", all_text(&harness));
    let choice = harness.get_by_label("“who” goes to");
    assert_eq!(choice.accesskit_node().value().as_deref(), Some("Employer"), "{}", all_text(&harness));
}

#[test]
fn a_file_that_is_no_list_says_so() {
    let (harness, _folder) = bring_in(empty(), "");
    assert!(has(&harness, "Choose a file…") && has(&harness, "nothing to read"), "{}", all_text(&harness));
}

/// Pictures to look at, where `WARDROOM_PICTURES` names a folder.
#[test]
fn pictures() {
    let Ok(folder) = std::env::var("WARDROOM_PICTURES") else { return };
    let dark = Theme { dark: true, ..Theme::default() };
    let light = Theme::default();
    let (wide, narrow) = ([1366.0, 768.0], [1024.0, 640.0]);
    let long = {
        let office = some();
        office.read(|conn| store::resolve(conn, "maria")).unwrap().0.to_string()
    };
    let ann = {
        let office = some();
        office.read(|conn| store::resolve(conn, "Łukasz Żółkiewski")).unwrap().0.to_string()
    };
    let edit_ann = format!("edit:{ann}");
    let full = {
        let office = some();
        office.read(|conn| store::resolve(conn, "Ann Lee")).unwrap().0.to_string()
    };
    let edit_full = format!("edit:{full}");
    for (name, office, filter, theme, size) in [
        ("full", rich(false), full.as_str(), light, [1366.0, 1500.0]),
        ("full-dark", rich(true), full.as_str(), dark, [1366.0, 1500.0]),
        ("full-narrow", rich(true), full.as_str(), light, narrow),
        ("full-edit", rich(false), edit_full.as_str(), light, [1366.0, 1500.0]),
        ("full-consent", rich(true), "consent", dark, narrow),
        ("full-fields", rich(false), "fields", light, narrow),
        ("full-source", rich(false), "source:A friend", light, narrow),
    ] {
        let png = bench::picture(office, SUBJECTS, "people.list", filter, theme, size).unwrap();
        std::fs::write(format!("{folder}/people-{name}.png"), png).unwrap();
    }
    for (name, office, filter, theme, size) in [
        ("list", some(), ann.as_str(), light, wide),
        ("list-dark", some(), ann.as_str(), dark, wide),
        ("list-narrow", some(), ann.as_str(), light, narrow),
        ("long", some(), long.as_str(), light, wide),
        ("long-narrow", some(), long.as_str(), dark, narrow),
        ("none", empty(), "", light, wide),
        ("none-narrow", empty(), "", dark, narrow),
        ("nobody", some(), "zzz", light, wide),
        ("new", some(), "new:Lukasz Zolkiewski", light, wide),
        ("new-narrow", some(), "new:Lukasz Zolkiewski", dark, narrow),
        ("edit", some(), edit_ann.as_str(), light, wide),
        ("edit-dark", some(), edit_ann.as_str(), dark, wide),
        ("remove", some(), "remove", light, wide),
        ("tag", some(), "tag", dark, narrow),
    ] {
        let png = bench::picture(office, SUBJECTS, "people.list", filter, theme, size).unwrap();
        std::fs::write(format!("{folder}/people-{name}.png"), png).unwrap();
    }
    for (name, theme, size) in [("light", light, wide), ("dark", dark, narrow)] {
        let canvas = wardroom::ui::raster::Canvas::default();
        let mut harness =
            bench::screen_on(canvas.clone(), theme, size, some(), SUBJECTS, "people.import", "example").unwrap();
        let save = |harness: &Harness<'_, App>, step: &str| {
            let png = canvas.png(&harness.ctx, harness.output()).unwrap();
            std::fs::write(format!("{folder}/import-{step}-{name}.png"), png).unwrap();
        };
        save(&harness, "map");
        go_on(&mut harness);
        save(&harness, "check");
        let png = bench::picture(empty(), SUBJECTS, "people.import", "", theme, size).unwrap();
        std::fs::write(format!("{folder}/import-choose-{name}.png"), png).unwrap();
    }
    let shared = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/contacts");
    for (at, entry) in std::fs::read_dir(&shared).into_iter().flatten().enumerate().take(6) {
        let filter = format!("file:{}", entry.unwrap().path().display());
        let png = bench::picture(some(), SUBJECTS, "people.import", &filter, light, wide).unwrap();
        std::fs::write(format!("{folder}/import-real-{at}.png"), png).unwrap();
    }
    let mut office = empty();
    office
        .transact(&ops::CHANGE, |tx| {
            for at in 0..5000 {
                crate::common::insert_person(tx.conn(), tx.new_id(), &format!("Person {at:05}"))?;
            }
            Ok(())
        })
        .unwrap();
    let png = bench::picture(office, SUBJECTS, "people.list", "", dark, wide).unwrap();
    std::fs::write(format!("{folder}/people-many.png"), png).unwrap();
}

/// One of the people with something of everything.
fn in_full() -> Office {
    let mut office = some();
    let id = |office: &Office, name: &str| office.read(|conn| store::resolve(conn, name)).unwrap();
    let (ann, grace) = (id(&office, "Ann Lee"), id(&office, "Grace Adeyemi-Whitfield"));
    let said = |way, state| Said { way, state, day: today(), how: "by letter".into() };
    ops::consent(&mut office, ann, &said(Some(Way::Email), State::No)).unwrap();
    ops::link(&mut office, ann, (LinkKind::Household, End::Start), grace, "").unwrap();
    let form = LogForm {
        about: "the hall".into(),
        step: "call back".into(),
        due: "1/12".into(),
        ..LogForm::new(LogKind::Contact, today(), "Asha M.")
    };
    ops::log(&mut office, ann, &form.parse(today(), false).unwrap()).unwrap();
    office
}

/// The same with all there can be, long and short; `stop`: not to be contacted.
fn rich(stop: bool) -> Office {
    let mut office = in_full();
    let id = |office: &Office, name: &str| office.read(|conn| store::resolve(conn, name)).unwrap();
    let (ann, maria) = (id(&office, "Ann Lee"), id(&office, "maria"));
    for (name, kind, options) in [
        ("Shirt size", OwnKind::Choice, vec!["Small".to_owned(), "Large".to_owned()]),
        ("Helper since", OwnKind::Day, vec![]),
    ] {
        let field =
            OwnField { id: OwnFieldId::default(), name: name.into(), kind, options, in_list: true, closed: false };
        ops::add_field(&mut office, &field).unwrap();
    }
    let mut form = PersonForm::from(&office.read(|conn| store::get(conn, ann)).unwrap().details);
    form.with_fields(&office.read(store::own_fields).unwrap());
    (form.own[0].text, form.own[1].text) = ("Large".into(), "2024-05-01".into());
    (form.birth, form.languages, form.source) = ("1987-04".into(), "Welsh, English".into(), "A friend".into());
    ops::change(&mut office, ann, &form.parse(today(), false).unwrap()).unwrap();
    for (way, state) in [
        (Some(Way::Post), State::Yes),
        (Some(Way::Phone), State::Unknown),
        (Some(Way::Own("newsletter".into())), State::Yes),
    ] {
        ops::consent(&mut office, ann, &Said { way, state, day: today(), how: "membership form".into() }).unwrap();
    }
    if stop {
        let said = Said { way: None, state: State::No, day: today(), how: "by letter".into() };
        ops::consent(&mut office, ann, &said).unwrap();
    }
    ops::link(&mut office, ann, (LinkKind::Referred, End::Other), maria, "at the fair").unwrap();
    for (kind, about, due) in [
        (
            LogKind::Concern,
            "The 14 bus no longer stops at Quay Street, and the walk from the ferry is too far in winter for her mother",
            "1/12",
        ),
        (LogKind::Thanks, "Twenty evenings of canvassing", ""),
        (LogKind::Interest, "The town council, in two years", ""),
        (LogKind::Contact, "Asked when the annual meeting is", ""),
    ] {
        let form = LogForm { about: about.into(), due: due.into(), ..LogForm::new(kind, today(), "Asha M.") };
        ops::log(&mut office, ann, &form.parse(today(), false).unwrap()).unwrap();
    }
    let place = tempfile::tempdir().unwrap();
    for (name, bytes) in [("Membership form, signed.pdf", &b"%PDF-1.7"[..]), ("Ann.png", &b"\x89PNG"[..])] {
        let path = place.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        ops::attach(&mut office, ann, &path).unwrap();
    }
    office
}

fn open_ann(office: Office) -> Harness<'static, App> {
    let mut harness = open(office);
    key(&mut harness, Key::F);
    type_text(&mut harness, "ann lee");
    key(&mut harness, Key::Enter);
    harness
}

#[test]
fn the_pane_shows_what_there_is_and_nothing_else() {
    let harness = open_ann(some());
    for absent in ["Log", "Consent", "Belongs together", "Photos and documents", "Do not contact"] {
        assert!(!shows(&harness, absent), "{absent}:\n{}", all_text(&harness));
    }
    let harness = open_ann(in_full());
    for there in [
        "Log",
        "Consent",
        "Belongs together",
        "Grace Adeyemi-Whitfield",
        "E-mail: no",
        "the hall",
        "Next step",
        "call back, by 1 Dec 2026",
    ] {
        assert!(shows(&harness, there), "{there}:\n{}", all_text(&harness));
    }
    assert!(all_text(&harness).contains("said no on 21 Nov 2026"), "the address says it too:\n{}", all_text(&harness));
}

#[test]
fn a_note_is_written_and_closed_by_keyboard() {
    let mut harness = open_ann(some());
    key(&mut harness, Key::L);
    assert!(shows(&harness, "Note about Ann Lee"), "{}", all_text(&harness));
    harness.get_by_label("About what").focus();
    harness.run_ok();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Enter);
    harness.run_ok();
    assert!(shows(&harness, "Write what it is about"), "{}", all_text(&harness));
    type_text(&mut harness, "the bins");
    harness.get_by_label("Next step, if there is one").focus();
    harness.run_ok();
    type_text(&mut harness, "write to the council");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Enter);
    harness.run_ok();
    assert!(shows(&harness, "the bins") && shows(&harness, "write to the council"), "{}", all_text(&harness));
    harness.get_by_label("More for the note “the bins”").click();
    harness.run_ok();
    harness.get_by_label("It has been done…").click();
    harness.run_ok();
    key(&mut harness, Key::Enter);
    assert!(shows(&harness, "Done"), "{}", all_text(&harness));
}

#[test]
fn a_do_not_contact_is_recorded_and_seen() {
    let mut harness = open_ann(some());
    key(&mut harness, Key::C);
    harness.get_by_role_and_label(egui::accesskit::Role::ComboBox, "About").click();
    harness.run_ok();
    harness.get_by_label("Any contact at all").click();
    harness.run_ok();
    harness.get_by_label("Record it").click();
    harness.run_ok();
    assert!(shows(&harness, "Ann Lee is not to be contacted"), "{}", all_text(&harness));
    assert!(shows(&harness, "Do not contact"));
}

#[test]
fn two_people_are_linked_and_one_leads_to_the_other() {
    let mut harness = open_ann(some());
    key(&mut harness, Key::K);
    harness.get_by_label("Whom").focus();
    harness.run_ok();
    type_text(&mut harness, "zolk");
    key(&mut harness, Key::Enter);
    harness.get_by_label("Link them").click();
    harness.run_ok();
    assert!(shows(&harness, "Same household as"), "{}", all_text(&harness));
    harness.get_by_role_and_label(egui::accesskit::Role::Link, "Łukasz Żółkiewski").click();
    harness.run_ok();
    assert!(shows(&harness, "Copy lukasz.zolkiewski@example.pl") && shows(&harness, "Same household as"));
}

#[test]
fn an_own_field_is_made_and_filled_in() {
    let mut office = some();
    let field = OwnField {
        id: OwnFieldId::default(),
        name: "Car".into(),
        kind: OwnKind::Number,
        options: vec![],
        in_list: true,
        closed: false,
    };
    ops::add_field(&mut office, &field).unwrap();
    let mut harness = open_ann(office);
    key(&mut harness, Key::E);
    harness.get_by_role_and_label(egui::accesskit::Role::TextInput, "Car").focus();
    harness.run_ok();
    type_text(&mut harness, "many");
    key(&mut harness, Key::Enter);
    assert!(shows(&harness, "“many” is not a number"), "{}", all_text(&harness));
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run_ok();
    type_text(&mut harness, "2");
    key(&mut harness, Key::Enter);
    assert!(shows(&harness, "Changed Ann Lee: own fields"), "{}", all_text(&harness));
}

#[test]
fn what_is_typed_into_the_dialogs_of_notes_and_consent_is_kept() {
    for draft in [
        r#"{"consent":{"person":"17","name":"Ann Lee","typed":{"which":{"one":"email"},"another":"","state":"no","day":"1 May 2026","how":"by phone"}}}"#,
        r#"{"log":{"person":"17","name":"Ann Lee","id":null,"was_open":null,"form":{"kind":"concern","day":"1 May 2026","how":"","who":"Asha M.","about":"The hall is cold","step":"","due":"","mood":"","tags":"","appeal":""}}}"#,
    ] {
        let mut screen = (people::SUBJECT.screens[0].make)();
        let id = serde_json::to_value(people::PersonId(17)).unwrap();
        let draft = draft.replace("\"17\"", &id.to_string());
        screen.restore(&draft);
        assert_eq!(screen.draft().as_deref(), Some(draft.as_str()));
    }
}

#[test]
fn a_dialog_comes_back_with_what_was_typed_and_is_saved_then() {
    let mut office = some();
    let ann = office.read(|conn| store::resolve(conn, "Ann Lee")).unwrap();
    let draft = serde_json::json!({ "consent": { "person": ann, "name": "Ann Lee", "typed": {
        "which": { "one": "email" }, "another": "", "state": "no", "day": "1 May 2026", "how": "said so at the door" } } });
    office.save_draft("people.list", &draft.to_string()).unwrap();
    let mut harness = bench::screen(office, SUBJECTS, "people.list").unwrap();
    assert!(shows(&harness, "What did Ann Lee say?"), "{}", all_text(&harness));
    assert!(has(&harness, "said so at the door"), "{}", all_text(&harness));
    key(&mut harness, Key::Enter);
    assert!(shows(&harness, "Ann Lee, consent to e-mail: no"), "{}", all_text(&harness));
}

#[test]
fn what_many_said_is_recorded_by_keyboard() {
    let mut harness = bench::screen(some(), SUBJECTS, "people.list").unwrap();
    key(&mut harness, Key::ArrowDown);
    harness.key_press_modifiers(Modifiers::SHIFT, Key::ArrowDown);
    harness.run_ok();
    assert!(shows(&harness, "2 selected"), "{}", all_text(&harness));
    type_text(&mut harness, "c");
    key(&mut harness, Key::C);
    assert!(shows(&harness, "What did 2 people say?"), "{}", all_text(&harness));
    key(&mut harness, Key::Enter);
    assert!(shows(&harness, "Consent to e-mail of 2 people: yes"), "{}", all_text(&harness));
}
