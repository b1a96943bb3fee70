//! The register: adding, changing, removing, undoing, the history of one person, search, likely duplicates.

use std::sync::Arc;

use wardroom::kit::day::from_iso;
use wardroom::kit::{Day, FixedClock};
use wardroom::office::profile::Profile;
use wardroom::office::{How, Office, Setup, history};
use wardroom::people::store::{self, Filter};
use wardroom::people::{self, AddressForm, ContactForm, Details, PersonForm, PersonId, ops};

const SETUP: Setup = Setup { ops: &[people::OPS], derived: people::DERIVED, ..Setup::NONE };

pub(crate) fn today() -> Day {
    from_iso("2026-11-21").unwrap()
}

pub(crate) fn world() -> Office {
    let how = How::new(SETUP, Arc::new(FixedClock::at(today())), "Asha M.").seed(1);
    Office::in_memory(&Profile::new("Test Party", "Riverside", "gb").unwrap(), &how).unwrap()
}

fn parse(form: &PersonForm) -> Details {
    form.parse(today(), false).unwrap()
}

fn form(name: &str, email: &str, phone: &str, postcode: &str) -> PersonForm {
    let contact = |value: &str, phone| ContactForm { value: value.into(), phone, ..ContactForm::default() };
    PersonForm {
        name: name.into(),
        contacts: vec![contact(email, false), contact(phone, true)],
        addresses: vec![AddressForm {
            street: "12 High Street".into(),
            locality: "Leeds".into(),
            postcode: postcode.into(),
            ..AddressForm::default()
        }],
        ..PersonForm::default()
    }
}

fn add(office: &mut Office, form: &PersonForm) -> PersonId {
    ops::add(office, &parse(form)).unwrap().value
}

fn found(office: &Office, text: &str) -> Vec<String> {
    office.read(|conn| store::search(conn, text, 20)).unwrap().into_iter().map(|hit| hit.name).collect()
}

#[test]
fn a_person_is_added_changed_undone_and_done_again() {
    let mut office = world();
    let id = add(&mut office, &form("Ann Lee", "ann@example.org", "020 7946 0958", "LS1 1AA"));
    let first = office.read(|conn| store::get(conn, id)).unwrap();
    assert_eq!(first.details.contacts.len(), 2);

    let mut changed = PersonForm::from(&first.details);
    changed.name = "Ann Łee-Żak".into();
    changed.contacts[1].value = "0113 496 0000".into();
    changed.contacts.push(ContactForm {
        value: "work@example.org".into(),
        kind: "Work".into(),
        ..ContactForm::default()
    });
    changed.addresses.clear();
    changed.tags = "volunteer".into();
    let done = ops::change(&mut office, id, &parse(&changed)).unwrap();
    assert!(
        done.changed.touches("person") && done.changed.touches("person_address") && done.changed.touches("person_tag")
    );
    let second = office.read(|conn| store::get(conn, id)).unwrap();
    assert_eq!(
        second.details.contacts.iter().filter(|c| first.details.contacts.iter().any(|o| o.id == c.id)).count(),
        2,
        "rows keep their ids"
    );
    assert_eq!(found(&office, "zak"), ["Ann Łee-Żak"]);
    assert!(found(&office, "LS1 1AA").is_empty());

    let again = ops::change(&mut office, id, &parse(&PersonForm::from(&second.details))).unwrap();
    assert_eq!(again.op, None, "what changes nothing is no step of history");

    office.undo("").unwrap();
    assert_eq!(office.read(|conn| store::get(conn, id)).unwrap(), first);
    assert_eq!(found(&office, "ls11aa"), ["Ann Lee"]);
    office.redo().unwrap();
    assert_eq!(office.read(|conn| store::get(conn, id)).unwrap(), second);

    let steps = office.read(|conn| history::of_record(conn, &store::parts(conn, id)?)).unwrap();
    let says: Vec<&str> = steps.iter().map(|s| s.summary.as_str()).collect();
    assert!(says.contains(&"Changed Ann Łee-Żak: name, address, contact details, tags"), "{says:?}");
    assert!(says.contains(&"Added Ann Lee"), "{says:?}");
    assert_eq!(office.check().unwrap(), []);
}

#[test]
fn a_number_belongs_to_one_person() {
    let mut office = world();
    let numbered = |name: &str| PersonForm { name: name.into(), number: "M-042".into(), ..PersonForm::default() };
    add(&mut office, &numbered("Ann Lee"));
    let problem = ops::add(&mut office, &parse(&numbered("Bob Roe"))).unwrap_err();
    assert!(problem.message.contains("M-042") && problem.message.contains("Ann Lee"), "{problem}");
    assert_eq!(found(&office, "m042"), ["Ann Lee"]);
}

#[test]
fn removing_is_refused_while_something_refers_to_the_person() {
    let mut office = world();
    let id = add(&mut office, &form("Ann Lee", "ann@example.org", "", ""));
    office
        .transact(&ops::CHANGE, |tx| {
            tx.conn().execute(
                "INSERT INTO entry (id, kind, received_on, person, amount) VALUES (?1, 'donation', '2026-11-01', ?2, 2500)",
                [tx.new_id(), id.0],
            )?;
            Ok(())
        })
        .unwrap();
    let problem = ops::remove(&mut office, id).unwrap_err();
    assert!(problem.message.contains("1 entry"), "{problem}");
    office.undo("").unwrap();
    ops::remove(&mut office, id).unwrap();
    assert!(found(&office, "ann").is_empty());
    office.undo("").unwrap();
    assert_eq!(found(&office, "ann@ex"), ["Ann Lee"]);
}

#[test]
fn tags_go_on_and_come_off_many() {
    let mut office = world();
    let ids: Vec<PersonId> = ["Ann", "Bob", "Eve"].map(|name| add(&mut office, &form(name, "", "", ""))).to_vec();
    assert_eq!(ops::tag(&mut office, &ids, " volunteer ").unwrap().value, 3);
    assert_eq!(ops::tag(&mut office, &ids, "volunteer").unwrap().op, None);
    assert_eq!(ops::untag(&mut office, &ids[..1], "volunteer").unwrap().value, 1);
    let filter = Filter { tag: Some("volunteer".into()), ..Filter::default() };
    assert_eq!(office.read(|conn| store::count(conn, &filter)).unwrap(), 2);
    let page = office.read(|conn| store::page(conn, &filter, 1, 5)).unwrap();
    assert_eq!(page.into_iter().map(|row| row.hit.name).collect::<Vec<_>>(), ["Eve"]);
    assert_eq!(office.read(store::tags).unwrap(), [("volunteer".to_owned(), 2)]);
    assert!(ops::tag(&mut office, &ids, "a, b").is_err());
}

#[test]
fn the_list_is_in_the_order_of_sort_names_and_pages_fit_together() {
    let mut office = world();
    for name in ["Łukasz Żółkiewski", "Zoë Adams", "Ann Lee", "王小明", "Ełk Abel"] {
        add(&mut office, &form(name, "", "", ""));
    }
    add(&mut office, &PersonForm { name: "The Blue Cross".into(), organisation: true, ..PersonForm::default() });
    let list = |filter: &Filter, from, limit| {
        let page = office.read(|conn| store::page(conn, filter, from, limit)).unwrap();
        page.into_iter().map(|row| row.hit.name).collect::<Vec<_>>()
    };
    let all = list(&Filter::default(), 0, 10);
    assert_eq!(all, ["Ełk Abel", "Zoë Adams", "The Blue Cross", "Ann Lee", "Łukasz Żółkiewski", "王小明"]);
    assert_eq!([list(&Filter::default(), 0, 4), list(&Filter::default(), 4, 4)].concat(), all);
    let people = Filter { organisation: Some(false), ..Filter::default() };
    assert_eq!(office.read(|conn| store::count(conn, &people)).unwrap(), 5);
    assert_eq!(list(&Filter { organisation: Some(true), ..Filter::default() }, 0, 9), ["The Blue Cross"]);
    let id = office.read(|conn| store::resolve(conn, "Ann Lee")).unwrap();
    assert_eq!(office.read(|conn| store::position(conn, id)).unwrap(), Some(3));
    assert_eq!(office.read(store::counts).unwrap(), [("people", 5), ("organisations", 1)]);
}

#[test]
fn search_finds_people_as_they_are_typed_in_a_hurry() {
    let mut office = world();
    for (name, email, phone, postcode) in [
        ("Łukasz Żółkiewski", "lukasz.z@example.pl", "+48 22 555 01 23", "00-950"),
        ("Nguyễn Văn Đức", "duc@example.vn", "", ""),
        ("Søren Ærø", "soren@example.dk", "", "2100"),
        ("Zoë O’Brien-Núñez", "zoe@example.ie", "020 7946 0958", "LS1 1AA"),
        ("Ελένη Παπαδοπούλου", "", "", "106 71"),
        ("王小明", "", "+886 2 2345 6789", "100"),
        ("Наталія Шевченко", "", "", ""),
        ("ليلى حداد", "", "", ""),
        ("Ann Lee", "ann.lee@example.org", "", "LS11AB"),
        ("Anna Leeson", "", "", ""),
    ] {
        add(&mut office, &form(name, email, phone, postcode));
    }
    for (text, name) in [
        ("zolk", "Łukasz Żółkiewski"),
        ("duc", "Nguyễn Văn Đức"),
        ("soren", "Søren Ærø"),
        ("aero", "Søren Ærø"),
        ("obrien", "Zoë O’Brien-Núñez"),
        ("o brien", "Zoë O’Brien-Núñez"),
        ("ελενη", "Ελένη Παπαδοπούλου"),
        ("小明", "王小明"),
        ("王小明", "王小明"),
        ("王", "王小明"),
        ("明", "王小明"),
        ("шев", "Наталія Шевченко"),
        ("ليلى", "ليلى حداد"),
        ("lukasz.z@ex", "Łukasz Żółkiewski"),
        ("020 7946 0958", "Zoë O’Brien-Núñez"),
        ("0207 946 0958", "Zoë O’Brien-Núñez"),
        ("+44 20 79460958", "Zoë O’Brien-Núñez"),
        ("886223456789", "王小明"),
        ("ls1 1aa", "Zoë O’Brien-Núñez"),
        ("LS11AA", "Zoë O’Brien-Núñez"),
        ("LS1 1AB", "Ann Lee"),
        ("10671", "Ελένη Παπαδοπούλου"),
        ("lee ann", "Ann Lee"),
        ("ann lee", "Ann Lee"),
        ("le an", "Ann Lee"),
    ] {
        assert_eq!(found(&office, text).first().map(String::as_str), Some(name), "{text}: {:?}", found(&office, text));
    }
    assert!(found(&office, "ls1 1ac").is_empty());
    assert!(found(&office, "zzz\" OR \"ann").is_empty(), "an expression of the index is only words");
    let hit = office.read(|conn| store::search(conn, "zolk", 1)).unwrap().remove(0);
    assert_eq!(hit.line, "12 High Street, Leeds, 00-950");
}

#[test]
fn a_damaged_search_index_is_found_and_made_anew() {
    let mut office = world();
    let ann = add(&mut office, &form("Ann Lee", "ann@example.org", "", "LS1 1AA"));
    office
        .transact(&ops::CHANGE, |tx| {
            ops::insert(tx, &Details::named("Bob Roe"))?;
            tx.conn().execute("DELETE FROM person_search WHERE rowid = ?1", [ann.0])?;
            Ok(())
        })
        .unwrap();
    assert!(found(&office, "ann@ex").is_empty() || found(&office, "ls11aa").is_empty());
    let findings = office.check().unwrap();
    assert!(findings.iter().any(|f| f.place == "person_search"), "{findings:?}");
    office.rebuild_indexes().unwrap();
    assert_eq!(office.check().unwrap(), []);
    assert_eq!(found(&office, "ls11aa"), ["Ann Lee"]);
    add(&mut office, &form("Eve Roe", "", "", ""));
    assert_eq!(found(&office, "roe"), ["Bob Roe", "Eve Roe"]);
}

#[test]
fn likely_duplicates_show_while_typing() {
    let mut office = world();
    for (name, email, phone, postcode) in [
        ("Ann Lee", "ann@example.org", "020 7946 0958", "LS1 1AA"),
        ("Łukasz Żółkiewski", "lukasz@example.pl", "", "LS2 2BB"),
        ("Robert Alan Smith", "", "", "LS3 3CC"),
        ("Roberta Smythe", "", "", ""),
    ] {
        add(&mut office, &form(name, email, phone, postcode));
    }
    add(&mut office, &PersonForm { birth: "3 April 1987".into(), ..form("Ann Twin", "", "", "") });
    let likely = |form: &PersonForm| {
        let found = office.read(|conn| store::likely_duplicates(conn, form, today(), 5)).unwrap();
        found.into_iter().map(|l| (l.hit.name, l.score, l.because.join(", "))).collect::<Vec<_>>()
    };
    assert!(likely(&PersonForm::default()).is_empty());
    assert!(likely(&form("Q", "", "", "")).is_empty());
    let first = |form: &PersonForm| likely(form).into_iter().next().unwrap_or_default();
    let only_named = PersonForm { name: "Lukasz Zolkiewski".into(), ..PersonForm::default() };
    assert_eq!(first(&only_named), ("Łukasz Żółkiewski".into(), 59, "same name".into()));
    assert_eq!(first(&form("Żółkiewski Łukas", "", "", "ls22bb")).0, "Łukasz Żółkiewski");
    assert_eq!(
        first(&form("A. Lee", "ANN@example.org", "", "")).2,
        "same initial, same family name, same e-mail address, same address"
    );
    assert_eq!(first(&form("", "", "+44 20 79460958", "")).2, "same phone number, same address");
    let (name, score, because) = first(&form("Robert Smith", "", "", "LS3 3CC"));
    assert_eq!((name.as_str(), because.as_str()), ("Robert Alan Smith", "similar name, same address"));
    assert!(score >= 90, "{score}");

    // A birth date tells namesakes apart, as soon as it is typed.
    let typed = |birth: &str| PersonForm { birth: birth.into(), ..form("Ann Twin", "", "", "") };
    let (_, same, because) = first(&typed("03/04/1987"));
    assert_eq!(because, "same name, same birth date, same address");
    let (_, other, because) = first(&typed("1/1/1950"));
    assert!(because.is_empty() || because.contains("another birth date"), "{because}");
    assert!(other < same, "{other} {same}");
    assert_eq!(first(&typed("3 Ap")).2, "same name, same address", "half a date says nothing yet");
    let found = office.read(|conn| store::likely_duplicates(conn, &typed(""), today(), 5)).unwrap();
    assert_eq!(found[0].born.unwrap().words(), "3 April 1987");
}

proptest::proptest! {
    #![proptest_config(crate::common::cases(24))]

    #[test]
    fn every_person_is_found_by_the_beginning_of_any_word_of_the_name(names in proptest::collection::vec("[\\PC]{1,14}( [\\p{L}]{1,9}){0,2}", 1..6)) {
        let mut office = world();
        for name in &names {
            let Ok(details) = (PersonForm { name: name.clone(), ..PersonForm::default() }).parse(today(), false) else { continue };
            let id = ops::add(&mut office, &details).unwrap().value;
            for word in details.name.split_whitespace() {
                let letters: Vec<char> = word.chars().collect();
                for end in 1..=letters.len() {
                    let prefix: String = letters[..end].iter().collect();
                    if wardroom::kit::fold::fold(&prefix).is_empty() {
                        continue;
                    }
                    let hits = office.read(|conn| store::search(conn, &prefix, 50)).unwrap();
                    proptest::prop_assert!(hits.iter().any(|hit| hit.id == id), "{:?} of {:?}", prefix, details.name);
                }
            }
        }
        proptest::prop_assert_eq!(office.check().unwrap(), vec![]);
    }
}
