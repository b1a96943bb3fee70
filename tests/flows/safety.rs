//! What there is to go back to: copies before an import, and scans that are not left without their entry.

use wardroom::kit::{Money, ProblemKind};
use wardroom::ledger::model::{EntryId, EntryKind, Filter, NewEntry};
use wardroom::ledger::{ops, store};
use wardroom::office::attachments::{self, LARGEST};
use wardroom::office::backup::{self, Before, Kept};
use wardroom::office::{Office, Passphrase, Secret};
use wardroom::tabular::{self, Overrides};

use super::ledger::office;
use crate::common::{add_person, names_in, people, place, profile, stepping, today};

#[test]
fn a_copy_is_made_unless_the_newest_holds_just_this() {
    let (folder, path) = place();
    let copies = folder.path().join("Copies");
    let mut office = Office::create(&path, &profile(), &stepping()).unwrap();
    let Kept::Made(first) = backup::before(&office, &copies, Before::Import).unwrap() else { panic!("no copy") };
    assert!(first.display().to_string().ends_with(" before import.wardroom"));
    assert_eq!(backup::before(&office, &copies, Before::Import).unwrap(), Kept::Already(first.clone()));
    add_person(&mut office, "Ann");
    let Kept::Made(second) = backup::before(&office, &copies, Before::Import).unwrap() else { panic!("no copy") };
    assert_eq!(backup::newest_if_current(&office, &copies), Some(second.clone()));
    add_person(&mut office, "Bo");
    assert_eq!(backup::newest_if_current(&office, &copies), None);
    let read = |path| people(&Office::open(path, &stepping().read_only()).unwrap());
    assert_eq!((read(&first), read(&second)), (Vec::<String>::new(), vec!["Ann".to_owned()]));
}

#[test]
fn a_copy_of_an_encrypted_office_is_encrypted_and_known_again() {
    let (folder, path) = place();
    let how = stepping().secret(Secret::Passphrase(Passphrase::new("correct horse battery")));
    let office = Office::create(&path, &profile(), &how).unwrap();
    let Kept::Made(copy) = backup::before(&office, folder.path(), Before::Import).unwrap() else { panic!("no copy") };
    assert!(!std::fs::read(&copy).unwrap().starts_with(b"SQLite"));
    assert_eq!(backup::before(&office, folder.path(), Before::Import).unwrap(), Kept::Already(copy));
}

#[test]
fn copies_before_an_import_are_thinned_and_those_before_a_migration_stay() {
    let (folder, path) = place();
    let copies = folder.path().join("Copies");
    std::fs::create_dir(&copies).unwrap();
    for hour in 0..10 {
        for why in ["", " before import", " before version 2"] {
            std::fs::write(copies.join(format!("branch 2026-01-02 {hour:02}0000{why}.wardroom")), b"").unwrap();
        }
    }
    let office = Office::create(&path, &profile(), &stepping()).unwrap();
    backup::before(&office, &copies, Before::Import).unwrap();
    let names = names_in(&copies);
    let count = |end: &str| names.iter().filter(|n| n.ends_with(end)).count();
    assert_eq!((count(" before version 2.wardroom"), names.len()), (10, 12), "one of that day, and today's: {names:?}");
}

#[test]
fn one_copy_stands_for_a_row_of_merges() {
    let (folder, path) = place();
    let copies = folder.path().join("Copies");
    let clock = std::sync::Arc::new(wardroom::kit::FixedClock::at(today()));
    let how = wardroom::office::How { clock: clock.clone(), ..stepping() };
    let mut office = Office::create(&path, &profile(), &how).unwrap();
    let Kept::Made(first) = backup::before(&office, &copies, Before::Merge).unwrap() else { panic!("no copy") };
    assert!(first.display().to_string().ends_with(" before merge.wardroom"));
    add_person(&mut office, "Ann");
    assert_eq!(backup::before(&office, &copies, Before::Merge).unwrap(), Kept::Already(first));
    // What is no merge has a copy of its own, and after a while so has the next row of merges.
    let Kept::Made(_) = backup::before(&office, &copies, Before::Import).unwrap() else { panic!("no copy") };
    add_person(&mut office, "Bo");
    let Kept::Made(_) = backup::before(&office, &copies, Before::Merge).unwrap() else { panic!("no copy") };
    add_person(&mut office, "Cy");
    clock.set(today().succ_opt().unwrap());
    let Kept::Made(_) = backup::before(&office, &copies, Before::Merge).unwrap() else { panic!("no copy") };
}

#[test]
fn an_office_in_memory_has_nothing_to_copy() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(backup::before(&office(), folder.path(), Before::Import).unwrap(), Kept::InMemory);
    assert!(names_in(folder.path()).is_empty());
}

#[test]
fn a_copy_that_is_cancelled_or_has_no_folder_leaves_nothing() {
    let (folder, path) = place();
    let copies = folder.path().join("Copies");
    let office = Office::create(&path, &profile(), &stepping()).unwrap();
    office.progress().cancel();
    let problem = backup::before(&office, &copies, Before::Import).unwrap_err();
    assert_eq!((problem.kind, problem.message.contains("Cancelled")), (ProblemKind::Input, true), "{problem}");
    assert!(names_in(&copies).is_empty());
    office.progress().cancelled.store(false, std::sync::atomic::Ordering::SeqCst);
    let problem = backup::before(&office, &path.join("Copies"), Before::Import).unwrap_err();
    assert_eq!(problem.kind, ProblemKind::File, "{problem}");
    assert!(backup::before(&office, &copies, Before::Import).is_ok());
}

fn donation(office: &mut Office) -> EntryId {
    ops::record(office, &NewEntry::simple(EntryKind::Donation, today(), Money(2500))).unwrap().value
}

fn attached(office: &Office, entry: EntryId) -> Vec<String> {
    let all = office.read(|conn| attachments::of(conn, "entry", entry.0)).unwrap();
    all.into_iter().map(|a| a.name).collect()
}

#[test]
fn a_scan_is_attached_taken_off_and_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("invoice.PDF");
    std::fs::write(&path, b"%PDF-1.7 made up").unwrap();
    let mut office = office();
    let entry = donation(&mut office);
    let id = ops::attach_scan(&mut office, entry, &path).unwrap().value;
    assert_eq!(attached(&office, entry), ["invoice.PDF"]);
    attachments::detach(&mut office, id).unwrap();
    assert!(attached(&office, entry).is_empty());
    office.undo("").unwrap();
    assert_eq!(attached(&office, entry), ["invoice.PDF"]);
    assert_eq!(office.read(|conn| attachments::bytes(conn, id)).unwrap(), b"%PDF-1.7 made up");
    assert!(office.check().unwrap().is_empty());
    assert!(ops::attach_scan(&mut office, EntryId(1), &path).is_err(), "there is no such entry");
    assert!(ops::attach_scan(&mut office, entry, &folder.path().join("none.pdf")).is_err());
    std::fs::write(&path, vec![0xFF; LARGEST + 1]).unwrap();
    assert!(ops::attach_scan(&mut office, entry, &path).unwrap_err().message.contains("larger than 10 MB"));
}

#[test]
fn a_viewer_gets_the_ending_that_the_bytes_have() {
    let mut office = office();
    let entry = donation(&mut office);
    for (name, bytes, shown) in [
        ("cheque.jpeg", &b"\xFF\xD8\xFF\xE0 a picture"[..], Some("cheque.jpeg")),
        ("cheque", b"\xFF\xD8\xFF\xE0 a picture", Some("cheque.jpg")),
        ("invoice.exe", b"%PDF-1.4 a paper", Some("invoice.exe.pdf")),
        ("photo.HEIC", b"\0\0\0\x18ftypheic....", Some("photo.HEIC")),
        ("page.tif", b"II*\0....", Some("page.tif")),
        ("run.pdf", b"MZ a program", None),
    ] {
        ops::attach(&mut office, entry, name, bytes).unwrap();
        let all = office.read(|conn| attachments::of(conn, "entry", entry.0)).unwrap();
        let last = all.into_iter().next_back().unwrap();
        assert_eq!(last.viewer_name().as_deref(), shown, "{name}");
    }
}

#[test]
fn an_entry_with_a_scan_is_not_undone_from_under_it() {
    let mut office = office();
    let done = ops::record(&mut office, &NewEntry::simple(EntryKind::Donation, today(), Money(2500))).unwrap();
    ops::attach(&mut office, done.value, "cheque.pdf", b"%PDF-1.7").unwrap();
    let problem = office.undo_op(done.op.unwrap(), "").unwrap_err();
    assert!(problem.message.contains("cheque.pdf"), "{problem}");
    office.undo("").unwrap();
    office.undo("").unwrap();
    assert_eq!(office.read(|conn| store::sums(conn, &Filter::default())).unwrap().count, 0);
}

#[test]
fn undoing_an_import_keeps_the_entry_that_has_a_scan() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.csv");
    std::fs::write(&path, "Date,Donor,Amount\n2026-01-02,Ann Ali,25\n2026-01-03,Bo Berg,5\n").unwrap();
    let mut office = office();
    let source = tabular::open(&path, &Overrides::default()).unwrap();
    let plan = ops::prepare(&office, &source, &wardroom::ledger::import::guess(&source), false).unwrap();
    let op = ops::commit(&mut office, &plan).unwrap().op.unwrap();
    let ann = office.read(|conn| store::page(conn, &"ann".parse().unwrap(), 0, 1)).unwrap()[0].id;
    ops::attach(&mut office, ann, "cheque.pdf", b"%PDF-1.7").unwrap();
    let undone = office.undo_op(op, "").unwrap().value;
    assert!(undone.kept.iter().any(|(table, id)| table == "entry" && *id == ann.0), "{undone:?}");
    let sums = office.read(|conn| store::sums(conn, &Filter::default())).unwrap();
    assert_eq!((sums.count, sums.money_in), (1, Money(2500)));
    assert_eq!(attached(&office, ann), ["cheque.pdf"]);
    assert!(office.check().unwrap().is_empty(), "{:?}", office.check().unwrap());
}
