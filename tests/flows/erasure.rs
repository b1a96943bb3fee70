//! The rights of the people in the register: access, erasure down to the bytes of the file and its backups, the review.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use wardroom::kit::fold::fold;
use wardroom::kit::{Day, FixedClock, Money, ProblemKind, day};
use wardroom::ledger::model::{EntryKind, Method, NewBatch, NewBatchLine, NewEntry};
use wardroom::ledger::ops as ledger;
use wardroom::office::erase::copies::{Deal, Places, State};
use wardroom::office::erase::{over, review};
use wardroom::office::profile::Profile;
use wardroom::office::{
    How, Office, Op, OpId, Passphrase, Reach, Secret, Severity, Undo, attachments, backup, history, personal,
};
use wardroom::people::ops::{Erased, Erasing, Import, OnDuplicate};
use wardroom::people::{self, AddressForm, ContactForm, Details, PersonForm, PersonId, export, fields, ops, store};
use wardroom::receipts::model::{ReceiptKind, Scope};
use wardroom::tabular::{self, Overrides};
use wardroom::{receipts, subjects};

const NAME: &str = "Wilhelmina Quackenbush";
const LATER: &str = "Żofia Quackenbush-Zoltar";

/// What must not be found in any byte, in any case: names, parts of them, folded ones, e-mail, phone, address.
const TRACES: [&str; 14] = [
    "wilhelmina",
    "quackenbush",
    "żofia",
    "zofia",
    "zoltar",
    "wquack@example.org",
    "wquack",
    "zoltar@example.net",
    "020 7946 0777",
    "02079460777",
    "larkspur",
    "zz9 9qq",
    "zz99qq",
    "met at the regatta",
];

fn on(iso: &str) -> Day {
    day::from_iso(iso).unwrap()
}

struct World {
    folder: tempfile::TempDir,
    clock: Arc<FixedClock>,
    office: Office,
    secret: Secret,
}

impl World {
    fn new(secret: Secret) -> Self {
        Self::on("2026-11-21", secret)
    }

    fn on(day: &str, secret: Secret) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(FixedClock::at(on(day)));
        let how = How::new(subjects::setup(), Arc::clone(&clock) as _, "Asha M.").secret(secret.clone()).seed(1);
        let profile = Profile::new("Test Party", "Riverside", "gb").unwrap();
        let office = Office::create(&folder.path().join("branch.wardroom"), &profile, &how).unwrap();
        Self { folder, clock, office, secret }
    }

    fn how(&self) -> How {
        How::new(subjects::setup(), Arc::clone(&self.clock) as _, "Asha M.").secret(self.secret.clone())
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn backups(&self) -> PathBuf {
        self.at("backups")
    }

    fn places(&self) -> Places {
        Places { folders: vec![self.backups()], passphrases: Vec::new() }
    }

    /// A list with one person on it, named after that person.
    fn import(&mut self) -> PersonId {
        let path = self.at("Wilhelmina Quackenbush.csv");
        let list = "Name,E-mail,Phone,Street,City,Postcode,Notes\n\
            Wilhelmina Quackenbush,wquack@example.org,020 7946 0777,17 Larkspur Mews,Leeds,ZZ9 9QQ,Met at the regatta\n\
            Bob Roe,bob@example.org,,1 High Street,Leeds,LS1 1AA,\n";
        std::fs::write(&path, list).unwrap();
        let source = tabular::open(&path, &Overrides::default()).unwrap();
        let currency = *wardroom::kit::Currency::of("GBP").unwrap();
        let import =
            Import::new(&source, &fields::guess(&source), OnDuplicate::Skip, currency, self.office.today(), false)
                .unwrap();
        assert_eq!(import.commit(&mut self.office).unwrap().value.report.added, 2);
        self.find(NAME)
    }

    fn find(&self, name: &str) -> PersonId {
        self.office.read(|conn| store::resolve(conn, name)).unwrap()
    }

    fn change(&mut self, id: PersonId, change: impl FnOnce(&mut PersonForm)) {
        let mut form = PersonForm::from(&self.office.read(|conn| store::get(conn, id)).unwrap().details);
        change(&mut form);
        ops::change(&mut self.office, id, &form.parse(on("2026-11-21"), false).unwrap()).unwrap();
    }

    fn gift(&mut self, from: PersonId, minor: i64, received: &str) {
        let entry = NewEntry {
            method: Method::Cheque,
            reference: "001182".into(),
            note: format!("Cheque of {NAME}"),
            ..NewEntry::simple(EntryKind::Donation, on(received), Money(minor)).from(from)
        };
        ledger::record(&mut self.office, &entry).unwrap();
    }

    /// Everything that can happen to somebody, but no receipt.
    fn live(&mut self) -> PersonId {
        let id = self.import();
        self.change(id, |form| {
            form.name = LATER.into();
            form.contacts.push(ContactForm { value: "zoltar@example.net".into(), ..ContactForm::default() });
        });
        self.office.undo("").unwrap();
        self.office.redo().unwrap();
        self.gift(id, 2500, "2026-03-14");
        self.office.undo("").unwrap();
        self.office.redo().unwrap();
        self.gift(id, 4000, "2026-04-01");
        self.office.undo("").unwrap();
        let bob = self.find("Bob Roe");
        ops::tag(&mut self.office, &[id, bob], "volunteer").unwrap();
        let line = NewBatchLine {
            person: Some(id),
            new_name: String::new(),
            behalf_of: None,
            kind: EntryKind::Donation,
            method: Method::Cheque,
            reference: "QUACKENBUSH".into(),
            amount: Money(1000),
            category: None,
            fund: None,
            appeal: String::new(),
            note: "from Żofia Quackenbush-Zoltar".into(),
        };
        let named = NewBatchLine { person: None, new_name: LATER.into(), note: String::new(), ..line.clone() };
        let batch = NewBatch {
            declared_count: 2,
            declared_total: Money(2000),
            received: on("2026-11-14"),
            banked: None,
            account: None,
            note: String::new(),
            lines: vec![line, named],
        };
        let draft = ledger::save_batch(&mut self.office, None, &batch).unwrap().value;
        let without = NewBatch { lines: batch.lines.iter().take(1).cloned().collect(), ..batch };
        ledger::save_batch(&mut self.office, Some(draft), &without).unwrap();
        self.office.undo("").unwrap();
        attachments::attach(&mut self.office, "person", id.0, "Quackenbush.png", b"\x89PNG wilhelmina").unwrap();
        let photo =
            attachments::attach(&mut self.office, "person", id.0, "zoltar.png", b"\x89PNG zoltar").unwrap().value;
        attachments::detach(&mut self.office, photo).unwrap();
        self.office.save_draft("people.list", r#"{"name":"Wilhelmina Quackenbush","notes":"half typed"}"#).unwrap();
        self.office.save_draft("money.entries", r#"{"payee":"Printer Ltd"}"#).unwrap();
        ops::remove(&mut self.office, id).unwrap_err();
        id
    }

    fn erase(&mut self, id: PersonId, deal: Deal) -> Erased {
        let places = self.places();
        let what = Erasing { people: vec![id], reason: "asked by letter of 3 May".into(), deal, places };
        let done = ops::erase(&mut self.office, &what).unwrap();
        assert!(done.op.is_some() && done.value.remark.is_none());
        done.value
    }

    fn sound(&self) {
        let findings = self.office.check().unwrap();
        assert!(findings.iter().all(|f| f.severity != Severity::Error), "{findings:?}");
        assert!(findings.is_empty(), "{findings:?}");
    }

    /// Every file below the folder but the list that was imported, which is the person's own.
    fn files(&self) -> Vec<PathBuf> {
        let mut all = Vec::new();
        let mut folders = vec![self.folder.path().to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_none_or(|e| e != "csv") {
                    all.push(path);
                }
            }
        }
        all
    }

    /// Closes the office and opens it again.
    fn reopen(&mut self) {
        let path = self.office.path().to_owned();
        let how = self.how();
        let empty = Office::in_memory(
            &Profile::new("P", "B", "gb").unwrap(),
            &How::new(subjects::setup(), Arc::clone(&self.clock) as _, "A"),
        )
        .unwrap();
        std::mem::replace(&mut self.office, empty).close().unwrap();
        self.office = Office::open(&path, &how).unwrap();
    }
}

fn traces(path: &Path) -> Vec<&'static str> {
    let bytes = std::fs::read(path).unwrap();
    let text = String::from_utf8_lossy(&bytes).to_lowercase();
    let raw: Vec<u8> = bytes.iter().map(u8::to_ascii_lowercase).collect();
    let has = |trace: &str| {
        let needle = trace.as_bytes();
        text.contains(trace) || raw.windows(needle.len()).any(|w| w == needle)
    };
    TRACES.into_iter().filter(|trace| has(trace)).collect()
}

fn nothing_left(files: &[PathBuf]) {
    for path in files {
        assert_eq!(traces(path), Vec::<&str>::new(), "in {}", path.display());
    }
}

#[test]
fn nothing_of_an_erased_person_is_left_in_the_file_beside_it_or_in_the_backups() {
    let mut world = World::new(Secret::None);
    let id = world.live();
    backup::copy_into(&world.office, &world.backups(), "").unwrap();
    world.gift(id, 700, "2026-05-01");
    backup::copy_into(&world.office, &world.backups(), "before something").unwrap();
    assert!(world.files().iter().filter(|path| !traces(path).is_empty()).count() >= 3, "it was there");
    let sums = world
        .office
        .read(|conn| {
            Ok(conn.query_row("SELECT count(*), sum(amount) FROM entry", [], |r| {
                Ok((r.get::<_, i64>(0)?, r.get::<_, i64>(1)?))
            })?)
        })
        .unwrap();

    let seen = ops::preview(&world.office, &[id], &world.places()).unwrap();
    assert_eq!(seen.plan.names, [LATER]);
    assert!(seen.copies.iter().all(|copy| copy.state == State::Holds) && seen.copies.len() == 2, "{:?}", seen.copies);
    assert!(seen.plan.goes.iter().any(|g| g.says == "The person" && g.count == 1), "{:?}", seen.plan.goes);
    assert!(seen.plan.stays.iter().all(|s| !s.named), "£25 need no name: {:?}", seen.plan.stays);
    assert!(seen.plan.images > 5 && seen.plan.summaries > 3 && seen.plan.drafts == 1 && seen.plan.texts >= 2);

    let erased = world.erase(id, Deal::Erase);
    assert!(erased.copies.iter().all(|copy| copy.state == State::Erased), "{:?}", erased.copies);
    nothing_left(&world.files());
    world.sound();
    let after = world
        .office
        .read(|conn| {
            Ok(conn.query_row("SELECT count(*), sum(amount) FROM entry", [], |r| {
                Ok((r.get::<_, i64>(0)?, r.get::<_, i64>(1)?))
            })?)
        })
        .unwrap();
    assert_eq!(sums, after, "the books stay");
    assert_eq!(world.office.draft("people.list").unwrap(), None);
    assert!(world.office.draft("money.entries").unwrap().is_some(), "what is not about the person stays");
    let bob = world.find("Bob Roe");
    assert_eq!(world.office.read(|conn| store::get(conn, bob)).unwrap().details.tags, ["volunteer"]);
    let found = world.office.read(|conn| store::search(conn, "quack", 10)).unwrap();
    assert!(found.is_empty());
    let steps = world.office.read(|conn| history::steps(conn, 0, 1)).unwrap();
    assert_eq!(
        (steps[0].summary.as_str(), steps[0].who.as_str()),
        ("Erased a person: asked by letter of 3 May", "Asha M.")
    );

    world.reopen();
    world.sound();
    nothing_left(&world.files());
    for (path, _) in backup::list(&world.backups(), world.office.path()) {
        let copy = Office::open(&path, &world.how().read_only()).unwrap();
        assert!(copy.check().unwrap().iter().all(|f| f.severity != Severity::Error));
        copy.close().unwrap();
    }
}

#[test]
fn an_encrypted_office_holds_nothing_either_once_it_is_read_with_its_key() {
    let mut world = World::new(Secret::Passphrase(Passphrase::new("three quiet harbours")));
    let id = world.live();
    backup::copy_into(&world.office, &world.backups(), "").unwrap();
    world.erase(id, Deal::Erase);
    world.sound();
    world.reopen();
    let free: i64 =
        world.office.read(|conn| Ok(conn.pragma_query_value(None, "freelist_count", |row| row.get(0))?)).unwrap();
    assert_eq!(free, 0, "no page is left over that could hold something");
    let (copy, _) = backup::list(&world.backups(), world.office.path()).remove(0);
    let plain = world.at("plain");
    std::fs::create_dir(&plain).unwrap();
    for (from, name) in [(world.office.path().to_owned(), "office"), (copy, "copy")] {
        let to = plain.join(name);
        // While it is open, another handle on the file would drop its lock: the copy is made by the office itself.
        if name == "office" {
            world.office.backup(&to).unwrap();
        } else {
            std::fs::copy(from, &to).unwrap();
        }
        let office = Office::open(&to, &world.how()).unwrap();
        office.change_passphrase(None).map_err(|(problem, _)| problem).unwrap().close().unwrap();
        assert!(std::fs::read(&to).unwrap().starts_with(b"SQLite format 3"));
    }
    nothing_left(&world.files());
}

#[test]
fn a_receipt_within_its_time_keeps_the_name_and_an_older_one_does_not() {
    let mut world = World::new(Secret::None);
    world.clock.set(on("2019-06-01"));
    let id = world.import();
    world.gift(id, 2500, "2019-03-14");
    let issue = |world: &mut World, year: i32| {
        let scope = Scope::Year { year, kind: ReceiptKind::Annual };
        let plan = world.office.read(|conn| receipts::store::plan(conn, scope, world.office.today())).unwrap();
        receipts::ops::issue(&mut world.office, &plan).unwrap().value.first
    };
    let old = issue(&mut world, 2019);
    world.clock.set(on("2026-11-21"));
    world.gift(id, 3000, "2026-02-01");
    let new = issue(&mut world, 2026);
    receipts::ops::void(&mut world.office, &old, "Wrong address of Wilhelmina Quackenbush").unwrap();

    let seen = ops::preview(&world.office, &[id], &world.places()).unwrap().plan;
    let named: Vec<_> = seen.stays.iter().filter(|s| s.named).collect();
    assert_eq!(
        (named.len(), named[0].says.as_str(), named[0].count, named[0].until),
        (1, "Receipts", 1, Some(on("2032-12-31")))
    );
    assert!(named[0].why.contains("s. 41") && named[0].why.contains("6 years"), "{}", named[0].why);

    world.erase(id, Deal::Erase);
    world.sound();
    let all = |world: &World| {
        world.office.read(|conn| receipts::store::list(conn, &receipts::store::Filter::default(), 0, 10)).unwrap()
    };
    let name_on = |world: &World, number: &str| all(world).into_iter().find(|r| r.number == number).unwrap().donor_name;
    assert_eq!((name_on(&world, &new).as_str(), name_on(&world, &old).as_str()), (NAME, "Erased person"));
    // Only the kept receipt has the name: with it blanked by hand in a copy there is nothing left.
    let kept = world.office.read(|conn| over(conn, world.office.setup().personal, on("2033-01-01"))).unwrap();
    assert_eq!((kept.len(), kept[0].of.as_str(), kept[0].until), (1, new.as_str(), on("2032-12-31")));
    let early = ops::release(&mut world.office, &[kept[0].id]).unwrap_err();
    assert!(early.message.contains("still asks"), "{early}");

    world.clock.set(on("2033-01-01"));
    assert_eq!(ops::release(&mut world.office, &[kept[0].id]).unwrap().value, 1);
    assert_eq!(name_on(&world, &new), "Erased person");
    world.sound();
    world.reopen();
    nothing_left(&world.files());
    let forged = world
        .office
        .transact(&TAMPER, |tx| Ok(tx.conn().execute("UPDATE receipt SET total = total WHERE donor = 0", [])?));
    assert!(forged.is_ok());
    world.sound();
}

static TAMPER: Op = Op { key: "test.tamper", says: "Tamper", undo: Undo::Reverse, reach: Reach::WindowOnly("a test") };

#[test]
fn a_receipt_emptied_without_an_erasure_is_found() {
    let mut world = World::new(Secret::None);
    let id = world.import();
    world.gift(id, 2500, "2026-03-14");
    let scope = Scope::Year { year: 2026, kind: ReceiptKind::Annual };
    let plan = world.office.read(|conn| receipts::store::plan(conn, scope, on("2026-11-21"))).unwrap();
    receipts::ops::issue(&mut world.office, &plan).unwrap();
    world
        .office
        .transact(&TAMPER, |tx| {
            tx.conn().execute("UPDATE receipt SET donor = 0, donor_name = 'Erased person', sheet = replace(sheet, ?1, 'Erased person')", [NAME])?;
            Ok(())
        })
        .unwrap();
    let findings = world.office.check().unwrap();
    assert!(findings.iter().any(|f| f.what.contains("changed after it was issued")), "{findings:?}");
}

#[test]
fn a_large_donation_without_a_receipt_keeps_the_name_the_law_asks_for_until_its_time_is_over() {
    let mut world = World::new(Secret::None);
    let id = world.import();
    world.gift(id, 50_000, "2026-03-14");
    world.gift(id, 50_001, "2026-03-15");
    world.erase(id, Deal::Erase);
    world.sound();
    let rows = world
        .office
        .read(|conn| {
            let mut select =
                conn.prepare("SELECT amount, person IS NULL, payee, note, reference FROM entry ORDER BY amount")?;
            let rows = select.query_map([], |r| {
                Ok((
                    r.get::<_, i64>(0)?,
                    r.get::<_, bool>(1)?,
                    r.get::<_, String>(2)?,
                    r.get::<_, String>(3)?,
                    r.get::<_, String>(4)?,
                ))
            })?;
            Ok(rows.collect::<rusqlite::Result<Vec<_>>>()?)
        })
        .unwrap();
    assert_eq!(
        rows[0],
        (50_000, true, "Erased person".into(), String::new(), "001182".into()),
        "£500 exactly needs no name"
    );
    assert_eq!(rows[1].2, "Wilhelmina Quackenbush, 17 Larkspur Mews, Leeds, ZZ9 9QQ");
    world.clock.set(on("2033-01-01"));
    let kept = world.office.read(|conn| over(conn, world.office.setup().personal, on("2033-01-01"))).unwrap();
    assert_eq!(kept.len(), 1);
    ops::release(&mut world.office, &[kept[0].id]).unwrap();
    world.sound();
    nothing_left(&world.files());
}

#[test]
fn no_step_back_brings_an_erased_person_again() {
    let mut world = World::new(Secret::None);
    let id = world.import();
    let import = world.office.next_undo().unwrap().unwrap().op;
    world.change(id, |form| form.notes = "Likes tea".into());
    let change = world.office.next_undo().unwrap().unwrap().op;
    world.gift(id, 2500, "2026-03-14");
    let gift = world.office.next_undo().unwrap().unwrap().op;
    let extra = ops::add(&mut world.office, &Details::named("Hortensia Plumworthy")).unwrap().value;
    ops::remove(&mut world.office, extra).unwrap();
    let removal = world.office.next_undo().unwrap().unwrap().op;
    world.erase(id, Deal::Leave);
    world.erase(extra, Deal::Leave);

    let refused = |world: &mut World, op: OpId| {
        let problem = world.office.undo_op(op, "").unwrap_err();
        assert_eq!(problem.kind, ProblemKind::Input);
        format!("{} {}", problem.message, problem.hint.unwrap_or_default())
    };
    assert!(refused(&mut world, change).contains("That step cannot be undone either"));
    assert!(refused(&mut world, gift).contains("cannot be undone"));
    assert!(refused(&mut world, removal).contains("was erased since"));
    let final_one = world.office.next_undo().unwrap().unwrap();
    assert!(final_one.refused.is_some_and(|why| why.contains("gone")));
    assert!(world.office.undo("").unwrap_err().message.contains("cannot be undone"));
    // The import takes back what is left of it, and leaves the person alone.
    let undone = world.office.undo_op(import, "").unwrap().value;
    assert!(undone.kept.iter().any(|(table, row)| table == "person" && *row == id.0), "{:?}", undone.kept);
    assert_eq!(world.office.read(|conn| store::count(conn, &store::Filter::default())).unwrap(), 0);
    world.sound();
    nothing_left(&world.files());
}

#[test]
fn a_record_merged_into_the_person_before_goes_with_it() {
    let mut world = World::new(Secret::None);
    let bob = {
        let id = world.import();
        let bob = world.find("Bob Roe");
        world.gift(id, 2500, "2026-03-14");
        world
            .office
            .transact(&TAMPER, |tx| {
                tx.conn().execute("UPDATE person_contact SET person = ?1 WHERE person = ?2", [bob.0, id.0])?;
                tx.conn().execute("UPDATE entry SET person = ?1 WHERE person = ?2", [bob.0, id.0])?;
                tx.conn().execute("DELETE FROM person WHERE id = ?1", [id.0])?;
                tx.say("Merged Wilhelmina Quackenbush into Bob Roe");
                Ok(())
            })
            .unwrap();
        bob
    };
    backup::copy_into(&world.office, &world.backups(), "").unwrap();
    world.erase(bob, Deal::Erase);
    world.sound();
    nothing_left(&world.files());
    let left = world.office.read(|conn| review(conn, world.office.setup().personal, on("2026-11-21"), None)).unwrap();
    assert!(left.removed.is_empty(), "{left:?}");
}

#[test]
fn a_reason_that_names_the_person_is_refused_and_so_is_none() {
    let mut world = World::new(Secret::None);
    let id = world.import();
    for (reason, says) in [
        ("", "needs a reason"),
        ("Asked by wilhelmina QUACKENBUSH", "names the person"),
        ("wquack@example.org wrote", "names the person"),
        ("Quackenbush asked", "names the person"),
    ] {
        let what = Erasing { people: vec![id], reason: reason.into(), deal: Deal::Leave, places: Places::default() };
        let problem = ops::erase(&mut world.office, &what).unwrap_err();
        assert!(problem.message.contains(says), "{reason}: {problem}");
    }
    assert!(world.office.read(|conn| store::find(conn, id)).unwrap().is_some(), "nothing was changed");
    let nobody =
        Erasing { people: vec![PersonId(12345)], reason: "x".into(), deal: Deal::Leave, places: Places::default() };
    assert!(ops::erase(&mut world.office, &nobody).unwrap_err().message.contains("no such person"));
}

#[test]
fn somebody_who_shares_name_and_house_keeps_theirs() {
    let mut world = World::new(Secret::None);
    let id = world.import();
    let form = PersonForm {
        name: NAME.into(),
        addresses: vec![AddressForm {
            street: "17 Larkspur Mews".into(),
            postcode: "ZZ9 9QQ".into(),
            ..AddressForm::default()
        }],
        ..PersonForm::default()
    };
    let other = ops::add(&mut world.office, &form.parse(on("2026-11-21"), false).unwrap()).unwrap().value;
    world.change(other, |form| form.notes = "The younger one".into());
    let bob = world.find("Bob Roe");
    world.change(bob, |form| form.notes = "Lives beside wquack@example.org".into());
    let seen = ops::preview(&world.office, &[id], &Places::default()).unwrap().plan;
    assert_eq!(seen.mentions.len(), 1, "{:?}", seen.mentions);
    assert_eq!((seen.mentions[0].of.as_str(), seen.mentions[0].says.as_str()), ("Bob Roe", "The person: Notes"));
    world.erase(id, Deal::Leave);
    world.sound();
    let steps = world.office.read(|conn| history::of_record(conn, &[("person", other.0)])).unwrap();
    assert!(steps.iter().any(|s| s.summary == "Added Wilhelmina Quackenbush"), "{steps:?}");
    assert_eq!(world.office.read(|conn| store::get(conn, other)).unwrap().details.notes, "The younger one");
    let note = history_op(&world, "Changed Wilhelmina Quackenbush: notes");
    world.office.undo_op(note, "").unwrap();
}

#[test]
fn a_namesake_who_was_set_apart_and_removed_is_not_taken_for_the_person() {
    let mut world = World::new(Secret::None);
    let id = world.live();
    let form = PersonForm {
        name: "Somebody Entirely".into(),
        contacts: vec![ContactForm { value: "entirely@example.net".into(), ..ContactForm::default() }],
        ..PersonForm::default()
    };
    let other = ops::add(&mut world.office, &form.parse(on("2026-11-21"), false).unwrap()).unwrap().value;
    ops::not_duplicate(&mut world.office, other, id).unwrap();
    ops::remove(&mut world.office, other).unwrap();
    let written = export::everything(&world.office, id, &world.at("for the person"), &|_path| Ok(())).unwrap();
    let text = std::fs::read_to_string(&written.json).unwrap();
    assert!(text.contains("wquack@example.org"));
    let json: serde_json::Value = serde_json::from_str(&text).unwrap();
    let sections = json["sections"].as_array().unwrap();
    let people = sections.iter().find(|s| s["table"] == "person").unwrap()["rows"].as_array().unwrap();
    assert_eq!(people.len(), 1, "{people:?}");
    assert!(!text.contains("entirely@example.net"), "the address is another person's");
}

fn history_op(world: &World, summary: &str) -> OpId {
    let steps = world.office.read(|conn| history::steps(conn, 0, 100)).unwrap();
    steps.into_iter().find(|s| s.summary == summary).unwrap().id
}

#[test]
fn backups_are_deleted_left_or_named_as_it_is_wished() {
    let mut world = World::new(Secret::None);
    let id = world.import();
    let before = backup::copy_into(&world.office, &world.backups(), "").unwrap().path;
    // Another office, a file that is none, one with a passphrase of its own, and one that may not be written.
    let other =
        Office::create(&world.backups().join("other.wardroom"), &Profile::new("P", "B", "gb").unwrap(), &world.how())
            .unwrap();
    other.close().unwrap();
    std::fs::write(world.backups().join("junk.wardroom"), b"not an office at all").unwrap();
    let sealed = world.backups().join("sealed.wardroom");
    world.office.backup(&sealed).unwrap();
    let locked = Office::open(&sealed, &world.how()).unwrap();
    locked
        .change_passphrase(Some(&Passphrase::new("an older passphrase")))
        .map_err(|(p, _)| p)
        .unwrap()
        .close()
        .unwrap();
    let fixed = world.backups().join("fixed.wardroom");
    world.office.backup(&fixed).unwrap();
    let mut permissions = std::fs::metadata(&fixed).unwrap().permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(&fixed, permissions).unwrap();

    let state = |erased: &[wardroom::office::erase::copies::Copy], name: &str| {
        erased.iter().find(|c| c.path.ends_with(name)).map(|c| (c.state, c.why.clone()))
    };
    let seen = ops::preview(&world.office, &[id], &world.places()).unwrap().copies;
    assert_eq!(state(&seen, "other.wardroom"), None, "another office is no business of this one");
    assert_eq!(state(&seen, "junk.wardroom").unwrap().0, State::Refused);
    let (refused, why) = state(&seen, "sealed.wardroom").unwrap();
    assert!(refused == State::Refused && why.contains("passphrase"), "{why}");

    let mut places = world.places();
    places.passphrases.push(Passphrase::new("an older passphrase"));
    let what = Erasing { people: vec![id], reason: "asked".into(), deal: Deal::Erase, places };
    let erased = ops::erase(&mut world.office, &what).unwrap().value.copies;
    assert_eq!(state(&erased, "sealed.wardroom").unwrap().0, State::Erased);
    let (refused, why) = state(&erased, "fixed.wardroom").unwrap();
    assert!(refused == State::Refused && why.contains("may not be written"), "{why}");
    assert_eq!(traces(&before), Vec::<&str>::new());

    let (mut world, id) = {
        let mut world = World::new(Secret::None);
        let id = world.import();
        (world, id)
    };
    let copy = backup::copy_into(&world.office, &world.backups(), "").unwrap().path;
    let erased = world.erase(id, Deal::Delete).copies;
    assert_eq!((erased.len(), erased[0].state, copy.exists()), (1, State::Deleted, false));
}

#[test]
fn every_reference_to_a_person_has_a_rule_for_erasure() {
    let world = World::new(Secret::None);
    let rules = world.office.setup().personal;
    let without = world.office.read(|conn| personal::without_rule(conn, rules)).unwrap();
    assert!(
        without.is_empty(),
        "declare a Personal for {without:?} in the subject whose table it is, and list it in its SUBJECT"
    );
    // The rule holds when it is broken: without what the ledger declares, nobody is erased.
    let people: &'static [_] = people::store::PERSONAL;
    let broken = world.office.read(|conn| personal::without_rule(conn, people)).unwrap();
    assert!(
        broken.contains(&"entry.person".to_owned()) && broken.contains(&"batch_line.behalf_of".to_owned()),
        "{broken:?}"
    );
}

#[test]
fn everything_held_is_written_for_the_person_and_nothing_of_others() {
    let mut world = World::new(Secret::None);
    let id = world.live();
    let bob = world.find("Bob Roe");
    world.change(bob, |form| form.notes = "Bob's own affair".into());
    let entry = NewEntry {
        behalf_of: Some(id),
        ..NewEntry::simple(EntryKind::Donation, on("2026-06-01"), Money(900)).from(bob)
    };
    ledger::record(&mut world.office, &entry).unwrap();
    let to = world.at("for the person");
    let written = export::everything(&world.office, id, &to, &|_path| Ok(())).unwrap();
    assert_eq!(written.attachments.len(), 1);
    assert_eq!(std::fs::read(&written.attachments[0]).unwrap(), b"\x89PNG wilhelmina");
    let json: serde_json::Value = serde_json::from_slice(&std::fs::read(&written.json).unwrap()).unwrap();
    let tables: Vec<&str> = json["sections"].as_array().unwrap().iter().map(|s| s["table"].as_str().unwrap()).collect();
    for table in
        ["person", "person_address", "person_contact", "person_tag", "entry", "entry_line", "batch_line", "attachment"]
    {
        assert!(tables.contains(&table), "{table} in {tables:?}");
    }
    assert_eq!((tables[0], json["person"].as_str()), ("person", Some(id.0.to_string().as_str())));
    let text = json.to_string();
    for held in
        [NAME, LATER, "wquack@example.org", "17 Larkspur Mews", "Met at the regatta", "volunteer", "Bob Roe", "£25.00"]
    {
        assert!(text.contains(held), "{held}");
    }
    for other in ["bob@example.org", "1 High Street", "Bob's own affair"] {
        assert!(!text.contains(other), "{other} is Bob's");
    }
    // Who changed what, when: the name, from and to.
    let person = &json["sections"][0]["rows"][0];
    let renamed = person["history"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|h| h["fields"].as_array().unwrap())
        .find(|f| f["column"] == "name")
        .unwrap();
    assert_eq!((renamed["before"].as_str(), renamed["after"].as_str()), (Some(NAME), Some(LATER)));
    assert!(person["history"].as_array().unwrap().iter().all(|h| h["who"] == "Asha M."));
    // The entry that was undone is still held by the history, and so it is given.
    let entries = json["sections"].as_array().unwrap().iter().find(|s| s["table"] == "entry").unwrap()["rows"]
        .as_array()
        .unwrap();
    assert!(entries.iter().any(|e| e["deleted"] == true) && entries.iter().any(|e| e["deleted"] == false));
    let pdf = std::fs::read(&written.pdf).unwrap();
    assert!(pdf.starts_with(b"%PDF"));
    if let Ok(out) = std::process::Command::new("pdftotext").arg("-layout").arg(&written.pdf).arg("-").output() {
        let said = String::from_utf8(out.stdout).unwrap();
        for held in
            ["What is held about", "E-mail addresses", "wquack@example.org", "Who changed what", "Met at the regatta"]
        {
            assert!(said.contains(held), "{held}:\n{said}");
        }
        assert!(!said.contains(&id.0.to_string()), "no ids on paper");
    } else {
        println!("skipped: pdftotext is not installed");
    }
    assert!(fold(&written.pdf.display().to_string()).contains("zofia quackenbush zoltar"));
}

#[test]
fn the_review_lists_who_is_due_and_why() {
    let mut world = World::on("2018-01-10", Secret::None);
    let old_donor = ops::add(&mut world.office, &Details::named("Old Donor")).unwrap().value;
    let donor = ops::add(&mut world.office, &Details::named("Donor Within")).unwrap().value;
    let quiet = ops::add(&mut world.office, &Details::named("Quiet One")).unwrap().value;
    ops::add(&mut world.office, &Details { organisation: true, ..Details::named("Bakery Ltd") }).unwrap();
    world.clock.set(on("2018-02-01"));
    world.gift(old_donor, 1000, "2018-02-01");
    world.clock.set(on("2021-02-01"));
    world.gift(donor, 1000, "2021-02-01");
    let gone = ops::add(&mut world.office, &Details::named("Gone Person")).unwrap().value;
    ops::remove(&mut world.office, gone).unwrap();
    world.clock.set(on("2026-11-21"));
    ops::add(&mut world.office, &Details::named("New One")).unwrap();
    let rules = world.office.setup().personal;
    let found = world.office.read(|conn| review(conn, rules, on("2026-11-21"), None)).unwrap();
    let names: Vec<&str> = found.due.iter().map(|d| d.name.as_str()).collect();
    assert_eq!(names, ["Old Donor", "Quiet One"], "{found:?}");
    assert_eq!((found.due[0].id, found.due[0].last), (old_donor.0, on("2018-02-01")));
    assert!(
        found.due[0].because[0].contains("1 Feb 2018") && found.due[0].because[1].contains("31 Dec 2024"),
        "{:?}",
        found.due[0]
    );
    assert!(found.due[1].because.iter().any(|b| b.contains("No money")), "{:?}", found.due[1]);
    assert_eq!(found.removed.iter().map(|r| r.name.as_str()).collect::<Vec<_>>(), ["Gone Person"]);
    assert!(found.rules.iter().any(|r| r.contains("s. 41")) && found.rules.iter().any(|r| r.contains("5(1)(e)")));
    let later = world.office.read(|conn| review(conn, rules, on("2028-01-01"), None)).unwrap();
    assert!(later.due.iter().any(|d| d.id == donor.0), "six years after 2021 it is over");
    let longer = world.office.read(|conn| review(conn, rules, on("2026-11-21"), Some(10))).unwrap();
    assert!(longer.due.is_empty());

    let what = Erasing {
        people: vec![old_donor, quiet, gone],
        reason: "no dealings".into(),
        deal: Deal::Leave,
        places: Places::default(),
    };
    ops::erase(&mut world.office, &what).unwrap();
    world.sound();
    let left = world.office.read(|conn| review(conn, rules, on("2026-11-21"), None)).unwrap();
    assert!(left.due.is_empty() && left.removed.is_empty(), "{left:?}");
    assert_eq!(
        world.office.read(|conn| history::steps(conn, 0, 1)).unwrap()[0].summary,
        "Erased 3 people: no dealings"
    );
}
