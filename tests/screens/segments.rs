//! Segments by keyboard: put together, counted, saved, shown, changed, renamed, duplicated and deleted.

use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use wardroom::app::{App, bench};
use wardroom::people::consent::{Said, State};
use wardroom::people::{self, Address, Channel, Contact, Details};
use wardroom::segments::{NewSegment, json, ops, store};
use wardroom::{office::Office, subjects};

use super::office;

fn people() -> Office {
    let mut office = office();
    for (name, tag, postcode, mail) in [
        ("Ann Lee", "donor", "RV1 1AA", "ann@example.org"),
        ("Bo Roe", "donor", "RV1 2BB", ""),
        ("Cy Ott", "helper", "RV10 1AA", "cy@example.org"),
    ] {
        let mut details = Details { tags: vec![tag.to_owned()], ..Details::named(name) };
        details.addresses = vec![Address { street: "4 Quay".into(), postcode: postcode.into(), ..Address::default() }];
        details.contacts.extend((!mail.is_empty()).then(|| Contact::new(Channel::Email, "home", mail)));
        let id = people::ops::add(&mut office, &details).unwrap().value;
        if name == "Bo Roe" {
            let said = Said { way: None, state: State::No, day: office.today(), how: String::new() };
            people::ops::consent(&mut office, id, &said).unwrap();
        }
    }
    office
}

fn with(asks: &[(&str, &str)]) -> Office {
    let mut office = people();
    for (name, asks) in asks {
        let tree = json::read(asks, subjects::setup().conditions, *wardroom::kit::Currency::pound()).unwrap();
        ops::add(&mut office, &NewSegment { name: (*name).to_owned(), note: String::new(), tree }).unwrap();
    }
    office
}

fn open(office: Office) -> Harness<'static, App> {
    bench::screen(office, subjects::ALL, "people.segments").unwrap()
}

fn key(harness: &mut Harness<'_, App>, key: Key) {
    harness.key_press(key);
    harness.run_ok();
}

fn ctrl(harness: &mut Harness<'_, App>, key: Key) {
    harness.key_press_modifiers(Modifiers::COMMAND, key);
    harness.run_ok();
}

fn types(harness: &mut Harness<'_, App>, text: &str) {
    harness.event(egui::Event::Text(text.into()));
    harness.run_ok();
}

/// Chooses in the list that has the keyboard, by a few letters.
fn choose(harness: &mut Harness<'_, App>, letters: &str) {
    key(harness, Key::Enter);
    types(harness, letters);
    key(harness, Key::Enter);
}

fn text(harness: &Harness<'_, App>) -> String {
    bench::text(harness)
}

fn segments(harness: Harness<'static, App>) -> Vec<(String, String, usize)> {
    let office = harness.into_state().into_office().unwrap();
    let all = office.read(store::all).unwrap();
    let count = |id| store::people(&office, id, office.today()).unwrap().len();
    all.into_iter().map(|stored| (stored.name, stored.asks, count(stored.id))).collect()
}

#[test]
fn a_segment_is_put_together_by_keyboard_alone() {
    let mut harness = open(people());
    assert!(text(&harness).contains("No segments yet"), "{}", text(&harness));
    key(&mut harness, Key::G);
    // The first condition has the keyboard: what it is about, then its value.
    choose(&mut harness, "postcode area");
    types(&mut harness, "rv1");
    assert!(text(&harness).contains("2 people"), "{}", text(&harness));
    ctrl(&mut harness, Key::J);
    choose(&mut harness, "has a tag");
    choose(&mut harness, "donor");
    let said = "People who live in RV1 and are tagged “donor”";
    assert!(text(&harness).contains(said), "{}", text(&harness));
    assert!(text(&harness).contains("1 of them is not to be contacted"), "{}", text(&harness));

    // A group of alternatives, with a first condition in it, and a second one by the keyboard in that group.
    ctrl(&mut harness, Key::G);
    choose(&mut harness, "do not contact");
    ctrl(&mut harness, Key::J);
    choose(&mut harness, "e-mail address, phone");
    choose(&mut harness, "e-mail");
    let said = "People who live in RV1, are tagged “donor”, and either are on do not contact or have an e-mail address";
    assert!(text(&harness).contains(said), "{}", text(&harness));

    // Saving without a name asks for it where it is written.
    ctrl(&mut harness, Key::Enter);
    assert!(text(&harness).contains("Write a name"), "{}", text(&harness));
    types(&mut harness, "Riverside donors");
    key(&mut harness, Key::Enter);
    assert!(text(&harness).contains("Made the segment “Riverside donors”"), "{}", text(&harness));
    let all = segments(harness);
    assert_eq!(all.len(), 1);
    assert_eq!((all[0].0.as_str(), all[0].2), ("Riverside donors", 2));
    let asks = r#"{"all":[{"ask":"people.postcode","begins":"rv1"},{"ask":"people.tag","tag":["donor"]},{"any":[{"ask":"people.stopped"},{"ask":"people.has","what":"email"}]}]}"#;
    assert_eq!(all[0].1, asks);
}

#[test]
fn what_is_wrong_stands_beside_its_field() {
    let mut harness = open(people());
    key(&mut harness, Key::G);
    choose(&mut harness, "person: age");
    types(&mut harness, "many");
    assert!(text(&harness).contains("“many” is not a whole number"), "{}", text(&harness));
    assert!(text(&harness).contains("The count shows once every condition is complete"), "{}", text(&harness));
    ctrl(&mut harness, Key::J);
    ctrl(&mut harness, Key::Enter);
    assert!(text(&harness).contains("Choose a condition"), "{}", text(&harness));
    // Leaving asks first, because something was put together; the draft outlives a lock.
    key(&mut harness, Key::Escape);
    assert!(text(&harness).contains("Leave without saving?"), "{}", text(&harness));
    key(&mut harness, Key::Escape);
    assert!(text(&harness).contains("“many” is not a whole number"), "{}", text(&harness));
    key(&mut harness, Key::Escape);
    let leave: Vec<_> = harness.query_all_by_label("Leave").collect();
    leave.first().unwrap().click();
    harness.run_ok();
    assert!(text(&harness).contains("No segments yet"), "{}", text(&harness));
}

const DONORS: (&str, &str) = ("Donors", r#"{"all":[{"ask":"people.tag","tag":["donor"]}]}"#);
const HELPERS: (&str, &str) = ("Helpers", r#"{"all":[{"ask":"people.tag","tag":["helper"]}]}"#);

#[test]
fn the_list_counts_and_its_segments_are_renamed_duplicated_and_deleted() {
    let mut harness = open(with(&[DONORS, HELPERS]));
    let seen = text(&harness);
    assert!(seen.contains("2 segments") && seen.contains("People in it today: 2"), "{seen}");
    assert!(seen.contains("1 of them is not to be contacted"), "{seen}");
    key(&mut harness, Key::U);
    assert!(text(&harness).contains("3 segments") && text(&harness).contains("Donors (2)"), "{}", text(&harness));
    key(&mut harness, Key::R);
    ctrl(&mut harness, Key::A);
    types(&mut harness, "helpers");
    key(&mut harness, Key::Enter);
    assert!(text(&harness).contains("already a segment “Helpers”"), "{}", text(&harness));
    types(&mut harness, " too");
    key(&mut harness, Key::Enter);
    assert!(text(&harness).contains("Renamed the segment “Donors (2)” to “helpers too”"), "{}", text(&harness));
    // The command has no key of its own: the button in the pane does it, and Undo brings the segment back.
    harness.get_by_label("Delete").click();
    harness.run_ok();
    assert!(text(&harness).contains("Deleted the segment “helpers too”"), "{}", text(&harness));
    assert!(text(&harness).contains("2 segments"), "{}", text(&harness));
    ctrl(&mut harness, Key::Z);
    assert!(text(&harness).contains("3 segments"), "{}", text(&harness));
    let names: Vec<String> = segments(harness).into_iter().map(|(name, _, _)| name).collect();
    assert_eq!(names, ["Donors", "Helpers", "helpers too"]);
}

#[test]
fn a_segment_is_changed_and_a_condition_taken_out() {
    let mut harness = open(with(&[(
        "Both",
        r#"{"all":[{"ask":"people.tag","tag":["donor"]},{"none":[{"ask":"people.stopped"},{"ask":"people.open"}]}]}"#,
    )]));
    key(&mut harness, Key::V);
    let menus: Vec<_> = harness.query_all_by_label("More for this condition").collect();
    assert_eq!(menus.len(), 4, "each condition and the group: {}", text(&harness));
    menus[3].click();
    harness.run_ok();
    harness.get_by_label("Take out of the group").click();
    harness.run_ok();
    let said = "People who are tagged “donor” and have an open next step or concern, but are not on do not contact";
    assert!(text(&harness).contains(said), "{}", text(&harness));
    let menus: Vec<_> = harness.query_all_by_label("More for this condition").collect();
    menus[3].click();
    harness.run_ok();
    harness.get_by_label("Remove").click();
    harness.run_ok();
    ctrl(&mut harness, Key::Enter);
    let all = segments(harness);
    assert_eq!(all[0].1, r#"{"all":[{"ask":"people.tag","tag":["donor"]},{"none":[{"ask":"people.stopped"}]}]}"#);
    assert_eq!(all[0].2, 1);
}

/// The people of a segment are the register's list, narrowed: its search, its pane, its tags all work there.
#[test]
fn the_people_of_a_segment_are_the_list_narrowed() {
    let mut harness = open(with(&[DONORS, HELPERS]));
    key(&mut harness, Key::P);
    let seen = text(&harness);
    assert!(seen.contains("Segment: Donors") && seen.contains("2 people of the segment"), "{seen}");
    assert!(seen.contains("Do not contact"), "{seen}");
    assert!(seen.contains("Ann Lee") && !seen.contains("Cy Ott"), "{seen}");
    key(&mut harness, Key::F);
    types(&mut harness, "bo");
    assert!(text(&harness).contains("1 person of the segment"), "{}", text(&harness));
    harness.get_by_label("Segment: Donors").click();
    harness.run_ok();
    key(&mut harness, Key::F);
    key(&mut harness, Key::Escape);
    assert!(text(&harness).contains("Cy Ott"), "{}", text(&harness));
}

#[test]
fn one_that_cannot_be_asked_says_why_and_is_in_nobodys_way() {
    let mut office = with(&[DONORS, HELPERS]);
    office
        .transact(&crate::common::STEP, |tx| {
            let sql = "UPDATE segment SET asks = replace(asks, 'people.tag', 'events.came') WHERE name = 'Donors'";
            tx.conn().execute(sql, [])?;
            Ok(())
        })
        .unwrap();
    let mut harness = open(office);
    let seen = text(&harness);
    assert!(seen.contains("This segment cannot be asked") && seen.contains("events.came"), "{seen}");
    key(&mut harness, Key::P);
    assert!(text(&harness).contains("2 segments"), "it stays where it is: {}", text(&harness));
    // From nowhere Down leads into the list, and from there to the next.
    key(&mut harness, Key::ArrowDown);
    key(&mut harness, Key::ArrowDown);
    assert!(text(&harness).contains("People in it today: 1"), "{}", text(&harness));
}

#[test]
fn examples_begin_a_segment() {
    let mut harness = open(people());
    harness.get_by_label("No e-mail address, but a postal one").click();
    harness.run_ok();
    let seen = text(&harness);
    assert!(seen.contains("People who may be reached by post, but have no e-mail address"), "{seen}");
    ctrl(&mut harness, Key::Enter);
    let all = segments(harness);
    assert_eq!((all[0].0.as_str(), all[0].2), ("No e-mail address, but a postal one", 0), "Bo is on do not contact");
}
