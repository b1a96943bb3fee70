//! Lists of people from elsewhere: previewed, brought in, undone; our own export back in; real and hostile files.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use wardroom::kit::Currency;
use wardroom::office::Office;
use wardroom::people::ops::{Fate, Import, OnDuplicate, Outcome};
use wardroom::people::store::{self, Filter};
use wardroom::people::{self, AddressForm, Channel, ContactForm, Details, PersonForm, fields, ops};
use wardroom::tabular::{self, Overrides, Sheet, Source};

use super::people::{today, world};

fn gbp() -> Currency {
    *Currency::of("GBP").unwrap()
}

fn csv(folder: &tempfile::TempDir, name: &str, text: &str) -> Source {
    let path = folder.path().join(name);
    wardroom::kit::whole_file::write_whole(&path, text.as_bytes()).unwrap();
    tabular::open(&path, &Overrides::default()).unwrap()
}

fn preview(office: &Office, source: &Source, mode: OnDuplicate) -> Outcome {
    let import = Import::new(source, &fields::guess(source), mode, gbp(), today(), false).unwrap();
    import.preview(office).unwrap()
}

/// Previews and commits, and proves that both say the same.
fn bring_in(office: &mut Office, source: &Source, mode: OnDuplicate) -> Outcome {
    let import = Import::new(source, &fields::guess(source), mode, gbp(), today(), false).unwrap();
    let before = import.preview(office).unwrap();
    let after = import.commit(office).unwrap().value;
    let mut report = after.report.clone();
    report.op = None;
    assert_eq!(before.report, report, "what was shown is what was done");
    let fates = |outcome: &Outcome| outcome.rows.iter().map(|r| (r.row, r.fate)).collect::<Vec<_>>();
    assert_eq!(fates(&before), fates(&after));
    assert!(report.ties_out(), "{report:?}");
    after
}

fn everybody(office: &Office) -> Vec<Details> {
    let rows = office.read(|conn| store::page(conn, &Filter::default(), 0, 100_000)).unwrap();
    rows.into_iter().map(|row| plain(office.read(|conn| store::get(conn, row.id)).unwrap().details)).collect()
}

/// Without the ids of rows, which differ between two files.
fn plain(mut details: Details) -> Details {
    details.addresses.iter_mut().for_each(|a| a.id = None);
    details.contacts.iter_mut().for_each(|c| c.id = None);
    details
}

const LIST: &str = "Member number;Vorname;Name;E-Mail;Mobil;Straße;Hausnummer;PLZ;Ort;Gruppen\n\
    1;Jörg;Müller;joerg@example.de;0171 5550123;Hauptstraße;5;50667;Köln;Vorstand, Helfer\n\
    2;Zoë;O’Brien-Núñez;zoe@example.org;;;;;;\n\
    3;Kein;Mail;pas-un-email;;;;;;\n\
    ;;;;;;;;;nur ein Tag\n\
    1;Jörg;Müller;;;;;;Bonn;Neu\n";

#[test]
fn a_name_says_what_it_is_where_the_list_does_not() {
    let folder = tempfile::tempdir().unwrap();
    let list = "Name,Type\nHarbour Bakery Ltd,\nAnn Ali,\nMill GmbH,person\n";
    for (header, organisations) in [("Name,Record kind", [true, false, false]), ("Name,Shoes", [true, false, true])] {
        let mut office = world();
        let source = csv(&folder, &format!("{}.csv", header.len()), &list.replace("Name,Type", header));
        bring_in(&mut office, &source, OnDuplicate::Skip);
        let mut found: Vec<Details> = everybody(&office);
        found.sort_by_key(|d| list.find(&d.name));
        assert_eq!(found.iter().map(|d| d.organisation).collect::<Vec<_>>(), organisations, "{header}");
    }
}

#[test]
fn a_list_is_previewed_brought_in_found_and_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut office = world();
    let source = csv(&folder, "liste.csv", LIST);
    let outcome = bring_in(&mut office, &source, OnDuplicate::Skip);
    let report = &outcome.report;
    assert_eq!((report.read, report.added, report.skipped, report.refused, report.people_added), (5, 2, 1, 2, 2));
    let problems: Vec<_> = report.problems.iter().map(|p| (p.row, p.column.as_str())).collect();
    assert_eq!(problems, [(4, "E-Mail"), (5, "Name")]);
    assert_eq!(
        outcome.rows.iter().map(|r| r.fate).collect::<Vec<_>>(),
        [Fate::Added, Fate::Added, Fate::Refused, Fate::Refused, Fate::Skipped]
    );

    let hit = office.read(|conn| store::search(conn, "mull", 5)).unwrap().remove(0);
    let joerg = office.read(|conn| store::get(conn, hit.id)).unwrap().details;
    assert_eq!(
        (joerg.name.as_str(), joerg.number.as_deref(), joerg.sort_key().as_str()),
        ("Jörg Müller", Some("1"), "muller jorg")
    );
    assert_eq!((joerg.addresses[0].street.as_str(), joerg.addresses[0].locality.as_str()), ("5 Hauptstraße", "Köln"));
    let phone = joerg.contacts_by(Channel::Phone).next().unwrap();
    assert_eq!((phone.kind.as_str(), phone.value.as_str()), ("mobile", "0171 5550123"));
    assert_eq!(joerg.tags, ["Helfer", "Vorstand"]);

    let to = folder.path().join("refused.csv");
    outcome.refused.write(&to).unwrap();
    let refused = std::fs::read_to_string(&to).unwrap();
    assert!(
        refused.contains("pas-un-email") && refused.contains("Problem") && !refused.contains("Hauptstr"),
        "{refused}"
    );

    assert_eq!(office.next_undo().unwrap().unwrap().says, "Import people");
    office.undo("").unwrap();
    assert_eq!(office.read(store::counts).unwrap(), [("people", 0), ("organisations", 0)]);
    assert!(office.read(|conn| store::search(conn, "mull", 5)).unwrap().is_empty());
    office.redo().unwrap();
    assert_eq!(everybody(&office).len(), 2);
    assert_eq!(office.check().unwrap(), []);
}

#[test]
fn who_was_edited_since_is_kept_when_an_import_is_undone() {
    let folder = tempfile::tempdir().unwrap();
    let mut office = world();
    bring_in(&mut office, &csv(&folder, "a.csv", LIST), OnDuplicate::Skip);
    let id = office.read(|conn| store::resolve(conn, "zoe@example.org")).unwrap();
    let mut details = office.read(|conn| store::get(conn, id)).unwrap().details;
    details.notes = "rang on Sunday".into();
    ops::change(&mut office, id, &details).unwrap();
    office.undo("").unwrap();
    ops::change(&mut office, id, &details).unwrap();
    let import = office.read(|conn| wardroom::office::history::steps(conn, 0, 10)).unwrap();
    let import = import.iter().find(|s| s.kind == "people.import").unwrap().id;
    let undone = office.undo_op(import, "").unwrap().value;
    assert!(undone.kept.iter().any(|(table, row)| table == "person" && *row == id.0), "{undone:?}");
    assert_eq!(everybody(&office).iter().map(|d| d.name.as_str()).collect::<Vec<_>>(), ["Zoë O’Brien-Núñez"]);
}

/// Every word of the search index with whom it stands for, and every index of the file.
fn found_by(office: &Office) -> (Vec<(String, i64)>, Vec<String>) {
    office
        .read(|conn| {
            conn.execute_batch("CREATE VIRTUAL TABLE temp.word USING fts5vocab (main, person_search, instance)")?;
            let words = conn
                .prepare("SELECT term, doc FROM temp.word ORDER BY term, doc")?
                .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect::<rusqlite::Result<_>>()?;
            conn.execute_batch("DROP TABLE temp.word")?;
            let indexes = conn
                .prepare("SELECT sql FROM main.sqlite_schema WHERE type = 'index' AND sql IS NOT NULL ORDER BY name")?
                .query_map([], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?;
            Ok((words, indexes))
        })
        .unwrap()
}

#[test]
fn a_long_list_is_found_by_the_same_words_as_after_a_rebuild() {
    let folder = tempfile::tempdir().unwrap();
    let mut office = world();
    let (_, indexes) = found_by(&office);
    let mut list = "Member number;Name;Legal name;E-Mail;Mobil;Phone;PLZ\n".to_owned();
    for n in 0..5_200 {
        // One in ten comes a second time, renamed; one in seven has an address that is none.
        let (number, at) = (n - n % 10 / 9, if n % 7 == 3 { "at" } else { "@" });
        let (name, legal) = (["Zoë O’Brien-Núñez", "王小明", "Łukasz Żółkiewski"][n % 3], ["", "Sam Roe"][n % 2]);
        list +=
            &format!("{number};{name} {n};{legal};p{n}{at}example.org;+44 20 7946 {n:04};0171 {n:07};ZZ{number} 1AA\n");
    }
    let source = csv(&folder, "long.csv", &list);
    let import = Import::new(&source, &fields::guess(&source), OnDuplicate::Update, gbp(), today(), false).unwrap();
    let report = import.commit(&mut office).unwrap().value.report;
    assert_eq!((report.read, report.refused), (5_200, 743));
    assert!(report.added > 4_000 && report.updated > 300, "{report:?}");

    let (words, after) = found_by(&office);
    assert!(words.len() > 40_000, "{}", words.len());
    assert_eq!(indexes, after);
    assert_eq!(office.check().unwrap(), []);
    office.rebuild_indexes().unwrap();
    assert!(words == found_by(&office).0);
    office.undo("").unwrap();
    assert_eq!(found_by(&office), (Vec::new(), indexes));
    assert_eq!(office.check().unwrap(), []);
}

#[test]
fn duplicates_are_skipped_filled_updated_or_added() {
    let folder = tempfile::tempdir().unwrap();
    let first = "Name,Email,Phone,Employer\nAnn Lee,ann@x.org,,Old Mill\nBob Roe,,,\n";
    let second = "Name,Email,Phone,Employer\nAnn Lee,ann@x.org,0113 496 0000,New Mill\nBob Roe,bob@x.org,,\nBob Roe,bob@x.org,0113 496 1111,\n";
    for (mode, counts, employer, people) in [
        (OnDuplicate::Skip, (0, 0, 3), "Old Mill", 2),
        (OnDuplicate::Fill, (0, 3, 0), "Old Mill", 2),
        (OnDuplicate::Update, (0, 3, 0), "New Mill", 2),
        (OnDuplicate::Add, (3, 0, 0), "Old Mill", 5),
    ] {
        let mut office = world();
        bring_in(&mut office, &csv(&folder, "first.csv", first), OnDuplicate::Skip);
        let report = bring_in(&mut office, &csv(&folder, "second.csv", second), mode).report;
        assert_eq!((report.added, report.updated, report.skipped), counts, "{mode:?}");
        let all = everybody(&office);
        assert_eq!(all.len(), people, "{mode:?}");
        assert_eq!(all.iter().find(|d| d.name == "Ann Lee").unwrap().employer, employer, "{mode:?}");
        if mode == OnDuplicate::Fill {
            let bob = all.iter().find(|d| d.name == "Bob Roe").unwrap();
            assert_eq!(
                bob.contacts.iter().map(|c| c.value.as_str()).collect::<Vec<_>>(),
                ["bob@x.org", "0113 496 1111"]
            );
            let again = bring_in(&mut office, &csv(&folder, "second.csv", second), mode).report;
            assert_eq!(again.skipped, 3, "a second time nothing is blank any more");
        }
    }
}

#[test]
fn the_export_comes_back_without_loss() {
    let mut office = world();
    let contact = |value: &str, phone, kind: &str| ContactForm {
        value: value.into(),
        phone,
        kind: kind.into(),
        ..ContactForm::default()
    };
    let address = |street: &str, kind: &str| AddressForm {
        street: street.into(),
        kind: kind.into(),
        country: "Ireland".into(),
        ..AddressForm::default()
    };
    let full = PersonForm {
        name: "Zoë \"Zo\" O’Brien-Núñez".into(),
        number: "007".into(),
        sort_name: "Nunez".into(),
        given: "Zoë".into(),
        family: "O’Brien-Núñez".into(),
        legal_name: "Zoe Maria O’Brien".into(),
        honorific: "=Dr".into(),
        pronouns: "they/them".into(),
        greeting: "Hello, Zo".into(),
        employer: "+Plus & Co".into(),
        occupation: "@home".into(),
        notes: "one\n\n=two; \"three\", '=four".into(),
        tags: "donor, =tag".into(),
        contacts: (0..7)
            .map(|n| contact(&format!("zoe{n}@example.org"), false, if n % 2 == 0 { "home" } else { "office club" }))
            .chain([
                contact("+44 20 7946 0958", true, "mobile"),
                ContactForm { from: "2020-01-01".into(), to: "2020-12-31".into(), ..contact("020 1", true, "work") },
            ])
            .collect(),
        addresses: vec![
            AddressForm {
                postcode: "D02 X285".into(),
                locality: "Dublin".into(),
                region: "Leinster".into(),
                ..address("1 High St\nFlat 2", "home")
            },
            address("Unit 4", "work"),
            AddressForm { to: "2020-12-31".into(), ..address("Old Place", "home") },
        ],
        ..PersonForm::default()
    };
    let organisation = PersonForm { name: "The Blue Cross, Leeds".into(), organisation: true, ..PersonForm::default() };
    for form in [
        full,
        organisation,
        PersonForm {
            name: "王小明".into(), given: "Ming".into(), tags: "\"quoted\"".into(), ..PersonForm::default()
        },
        PersonForm { name: "Lee, Ann".into(), ..PersonForm::default() },
    ] {
        ops::add(&mut office, &form.parse(today(), false).unwrap()).unwrap();
    }
    let folder = tempfile::tempdir().unwrap();
    let export = people::NOUN.exports[0];
    for name in ["people.csv", "people.xlsx"] {
        let path = folder.path().join(name);
        let sheet = Sheet { title: export.says.to_owned(), columns: (export.columns)(), currency: gbp() };
        let rows =
            office.read(|conn| (export.rows)(conn, &mut |rows| tabular::write_table(&path, &sheet, rows))).unwrap();
        assert_eq!(rows, 4);
        let source = tabular::open(&path, &Overrides::default()).unwrap();
        let mut other = world();
        let report = bring_in(&mut other, &source, OnDuplicate::Skip).report;
        assert_eq!((report.added, report.refused), (4, 0), "{name}: {:?}", report.problems);
        for (came, went) in everybody(&other).into_iter().zip(everybody(&office)) {
            assert_eq!(came, went, "{name}");
        }
        let again = preview(&office, &source, OnDuplicate::Update).report;
        assert_eq!((again.skipped, again.refused), (4, 0), "{name}: what is there already changes nothing: {again:?}");
    }
}

/// The folder of real files, or nothing and a printed word where it is absent.
fn shared(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data").join(folder);
    let Ok(entries) = std::fs::read_dir(&folder) else {
        println!("skipped: the real files are not here");
        return Vec::new();
    };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

#[test]
fn contacts_of_other_programs_come_in() {
    let expected: BTreeMap<&str, (usize, &str)> = BTreeMap::from([
        ("activecampaign_export.csv", (1, "Alice C")),
        ("brevo_export.csv", (1, "Bruno Durand")),
        ("civicrm_individual_locations_with_related.csv", (1, "Susie Jones")),
        ("civicrm_yogi_trailing_spaces.csv", (1, "Yogi Bear")),
        ("contacts_with_bad_rows_fr.csv", (3, "Olga")),
        ("google_contacts_old_header.csv", (3, "Alice Brown")),
        ("mailchimp_preset_23cols.csv", (2, "John Smith")),
        ("mailchimp_subscribers_bad_cells.csv", (2, "Alice Smith")),
        ("outlook_contacts_67col.csv", (6, "Arjun Patel")),
        ("thunderbird_basic_csv_addressbook.csv", (2, "Jane Doe")),
        ("thunderbird_csv_semicolon.csv", (2, "John Doe")),
        ("vcard_gmail-single.vcf", (1, "Greg Dartmouth")),
        ("vcard_rfc2426-example.vcf", (2, "Frank Dawson")),
    ]);
    for path in shared("contacts") {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let source = match tabular::open(&path, &Overrides::default()) {
            Ok(source) => source,
            Err(problem) => {
                println!("{name}: refused: {problem}");
                assert!(name.contains("user-cal") || !expected.contains_key(name.as_str()), "{name}: {problem}");
                continue;
            }
        };
        let mapping = fields::guess(&source);
        let mut office = world();
        if let Err(problem) = Import::new(&source, &mapping, OnDuplicate::Skip, gbp(), today(), false) {
            println!("{name}: refused: {problem}");
            assert!(!expected.contains_key(name.as_str()), "{name}: {problem}");
            continue;
        }
        let report = bring_in(&mut office, &source, OnDuplicate::Skip).report;
        println!(
            "{name}: {} read, {} added, {} skipped, {} refused {:?}",
            report.read,
            report.added,
            report.skipped,
            report.refused,
            report.problems.first()
        );
        assert_eq!(report.read, source.row_count, "{name}");
        assert_eq!(office.check().unwrap(), [], "{name}");
        if let Some((added, who)) = expected.get(name.as_str()) {
            let names: Vec<String> = everybody(&office).into_iter().map(|d| d.name).collect();
            assert_eq!(report.added, *added, "{name}: {:?} {names:?} {mapping:?}", report.problems);
            assert!(names.iter().any(|n| n == who), "{name}: {names:?} {mapping:?}");
        }
    }
}

#[test]
fn hostile_files_come_in_or_are_refused_in_words() {
    for path in shared("hostile") {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let Ok(source) = tabular::open(&path, &Overrides::default()) else { continue };
        let mut mapping = fields::guess(&source);
        if let Some(first) = source.columns.first() {
            // Whatever it is, take its first column for names.
            mapping.columns.clear();
            mapping.columns.insert("full_name".into(), tabular::Columns::One(first.name.clone()));
        }
        let mut office = world();
        match Import::new(&source, &mapping, OnDuplicate::Fill, gbp(), today(), false) {
            Ok(import) => {
                let report = import.commit(&mut office).unwrap().value.report;
                assert!(report.ties_out(), "{name}: {report:?}");
                assert_eq!(office.check().unwrap(), [], "{name}");
            }
            Err(problem) => assert!(problem.hint.is_some(), "{name}: {problem}"),
        }
    }
}
