//! Reminding of dues, the printed roll and membership cards, as the office keeps and prints them.

use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use wardroom::cli::Mailing;
use wardroom::kit::{Clock, Day, FixedClock, Money, day};
use wardroom::ledger::model::{EntryKind, NewEntry};
use wardroom::letters;
use wardroom::letters::model::{Asked, Whom, Why};
use wardroom::letters::page::Start;
use wardroom::members::model::{NewTerm, Round, Rule, TermId, Tone};
use wardroom::members::page::RollPaper;
use wardroom::members::printing::{self, RoundFiles, RoundPlan};
use wardroom::members::{ops, store};
use wardroom::office::erase::copies::{Deal, Places};
use wardroom::office::profile::Profile;
use wardroom::office::{How, Office};
use wardroom::people::ops::Erasing;
use wardroom::people::{Address, Details, PersonId};
use wardroom::print::LabelSheet;
use wardroom::subjects;

fn iso(text: &str) -> Day {
    day::from_iso(text).unwrap()
}

fn mailings() -> Vec<Mailing> {
    subjects::ALL.iter().map(|subject| subject.noun.mailing).collect()
}

struct World {
    office: Office,
    clock: Arc<FixedClock>,
    folder: tempfile::TempDir,
}

impl World {
    /// Full members pay £36 a year and were paid up to the end of 2025; the dues of 2026 were charged.
    fn new(names: &[(&str, &str)]) -> Self {
        let clock = Arc::new(FixedClock::at(iso("2026-02-01")));
        let how = How::new(subjects::setup(), Arc::clone(&clock) as Arc<dyn Clock>, "Asha M.").seed(1);
        let office = Office::in_memory(&Profile::new("Test Party", "Riverside", "gb").unwrap(), &how).unwrap();
        let mut world = Self { office, clock, folder: tempfile::tempdir().unwrap() };
        let classes = world.office.read(store::classes).unwrap();
        let full = classes.iter().find(|c| c.name == "Full").unwrap();
        ops::save_class(&mut world.office, Some(full.id), full, Some((iso("2000-01-01"), Money(3600)))).unwrap();
        for (name, postcode) in names {
            let mut details = Details::named(name);
            if !postcode.is_empty() {
                let (street, locality, postcode) = ("4 Quay Street".into(), "Riverside".into(), (*postcode).into());
                details.addresses = vec![Address { street, locality, postcode, ..Address::default() }];
            }
            let new = NewTerm { covered_to: Some(iso("2025-12-31")), ..NewTerm::member(full.id, iso("2020-01-01")) };
            ops::add_new(&mut world.office, &details, &new).unwrap();
        }
        let register = world.office.read(store::register).unwrap();
        let run = register.plan(iso("2026-01-01"), iso("2026-12-31"), iso("2025-12-10"), true);
        ops::run(&mut world.office, &run).unwrap();
        world
    }

    fn person(&self, name: &str) -> PersonId {
        let register = self.office.read(store::register).unwrap();
        let found = register.people.iter().find(|(_, who)| who.name == name).map(|(id, _)| *id);
        found.unwrap_or_else(|| panic!("nobody is called {name}"))
    }

    fn term(&self, name: &str) -> TermId {
        let person = self.person(name);
        self.office.read(store::register).unwrap().terms_of(person)[0].id
    }

    fn plan(&self, round: &Round) -> RoundPlan {
        printing::plan_round(&self.office, &mailings(), round, false).unwrap()
    }

    /// Names with their tones, in post order.
    fn tones(&self, round: &Round) -> Vec<(String, &'static str)> {
        self.plan(round).to_remind().iter().map(|one| (one.arrears.name.clone(), one.tone.key())).collect()
    }

    fn remind(&mut self, round: &Round, name: &str) {
        let plan = self.plan(round);
        let files = RoundFiles { letters: Some(self.folder.path().join(name)), merge: None };
        let go = AtomicBool::new(false);
        printing::remind(&mut self.office, &mailings(), &plan, &files, true, &mut |_| {}, &go).unwrap();
    }
}

/// The pages of a file as text.
fn pages(path: &Path) -> Option<Vec<String>> {
    let Ok(out) = Command::new("pdftotext").args(["-enc", "UTF-8", "-layout"]).arg(path).arg("-").output() else {
        println!("skipped: pdftotext is not installed");
        return None;
    };
    let marks = ['\u{202A}', '\u{202B}', '\u{202C}', '\u{200E}', '\u{200F}'];
    let text = String::from_utf8_lossy(&out.stdout).replace(marks, "");
    Some(text.split('\u{0C}').filter(|page| !page.trim().is_empty()).map(str::to_owned).collect())
}

const THREE: [(&str, &str); 3] = [("Ann Ali", "RV2 1AA"), ("Łukasz Żółkiewski", "RV1 1AA"), ("No Address", "")];

#[test]
fn three_rounds_get_firmer_and_are_remembered_and_undo_forgets() {
    let mut world = World::new(&THREE);
    let round = Round::default();
    assert_eq!(world.tones(&round), [("Łukasz Żółkiewski".into(), "friendly"), ("Ann Ali".into(), "friendly")]);
    let plan = world.plan(&round);
    assert_eq!(
        plan.left_out().iter().map(|(_, name, why)| (name.as_str(), why.as_str())).collect::<Vec<_>>(),
        [("No Address", "No address")]
    );
    world.remind(&round, "first.pdf");
    let sent = world.office.read(store::reminders).unwrap();
    assert_eq!(sent.len(), 2);
    assert!(sent.iter().all(|r| r.owed == Money(3600) && r.tone == Tone::Friendly && r.by == "Asha M."));
    if let Some(pages) = pages(&world.folder.path().join("first.pdf")) {
        assert_eq!(pages.len(), 2);
        assert!(pages[0].contains("Dear Łukasz Żółkiewski,") && pages[0].contains("only a reminder"), "{}", pages[0]);
        assert!(
            pages[1].contains("Dear Ann Ali,") && pages[1].contains("£36.00, due on 1 January 2026"),
            "{}",
            pages[1]
        );
    }

    assert!(world.tones(&round).is_empty(), "nobody is reminded twice in a fortnight");
    world.clock.set(iso("2026-02-20"));
    assert_eq!(world.tones(&round)[1], ("Ann Ali".into(), "firm"));
    let entry =
        NewEntry::simple(EntryKind::Dues, iso("2026-02-19"), Money(3600)).from(world.person("Łukasz Żółkiewski"));
    ops::pay(&mut world.office, &entry, &[]).unwrap();
    assert_eq!(world.tones(&round), [("Ann Ali".into(), "firm")], "who has paid is not reminded");
    world.remind(&round, "second.pdf");
    if let Some(pages) = pages(&world.folder.path().join("second.pdf")) {
        assert!(pages[0].contains("We wrote to you on 1 February 2026"), "{}", pages[0]);
    }
    world.clock.set(iso("2026-03-20"));
    assert_eq!(world.tones(&round), [("Ann Ali".into(), "last")]);
    let gentle = Round { tone: Some(Tone::Friendly), ..Round::default() };
    assert_eq!(world.tones(&gentle), [("Ann Ali".into(), "friendly")], "the tone can be chosen by hand");

    world.office.undo("").unwrap();
    assert_eq!(world.office.read(store::reminders).unwrap().len(), 2, "the second round is forgotten as a whole");
    assert_eq!(world.tones(&round), [("Ann Ali".into(), "firm")]);
}

#[test]
fn what_was_seen_is_what_goes_out_or_nothing_does() {
    let mut world = World::new(&THREE);
    let plan = world.plan(&Round::default());
    let entry = NewEntry::simple(EntryKind::Dues, iso("2026-01-30"), Money(1000)).from(world.person("Ann Ali"));
    ops::pay(&mut world.office, &entry, &[]).unwrap();
    let files =
        RoundFiles { letters: Some(world.folder.path().join("a.pdf")), merge: Some(world.folder.path().join("a.csv")) };
    let go = AtomicBool::new(false);
    let refused = printing::remind(&mut world.office, &mailings(), &plan, &files, true, &mut |_| {}, &go).unwrap_err();
    assert!(refused.message.contains("changed since"), "{refused}");
    assert_eq!(std::fs::read_dir(world.folder.path()).unwrap().count(), 0);
    assert!(world.office.read(store::reminders).unwrap().is_empty());

    let plan = world.plan(&Round::default());
    let stopped = AtomicBool::new(true);
    let refused = printing::remind(&mut world.office, &mailings(), &plan, &files, true, &mut |_| {}, &stopped);
    assert!(refused.unwrap_err().message.contains("cancelled"));
    assert!(world.office.read(store::reminders).unwrap().is_empty(), "nothing was written, so nothing is noted");

    printing::remind(&mut world.office, &mailings(), &plan, &files, true, &mut |_| {}, &go).unwrap();
    let csv = std::fs::read_to_string(world.folder.path().join("a.csv")).unwrap();
    assert!(csv.contains("Ann Ali,friendly") && csv.contains("£26.00"), "{csv}");
    let nobody = world.plan(&Round::default());
    assert!(printing::remind(&mut world.office, &mailings(), &nobody, &files, true, &mut |_| {}, &go).is_err());
}

#[test]
fn an_erased_payer_takes_the_reminders_along() {
    let mut world = World::new(&THREE);
    world.remind(&Round::default(), "first.pdf");
    let ann = world.person("Ann Ali");
    assert_eq!(world.office.read(|conn| store::reminders_of(conn, ann)).unwrap().len(), 1);
    let erasing =
        Erasing { people: vec![ann], reason: "asked for it".into(), deal: Deal::Leave, places: Places::default() };
    wardroom::people::ops::erase(&mut world.office, &erasing).unwrap();
    assert!(world.office.read(|conn| store::reminders_of(conn, ann)).unwrap().is_empty());
    assert!(world.office.check().unwrap().is_empty());
}

#[test]
fn the_printed_roll_has_lines_to_sign_the_rule_and_the_reasons() {
    let names: Vec<String> = (0..60).map(|n| format!("Member {n:02}")).collect();
    let mut all: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "RV1 1AA")).collect();
    all.extend([("Łukasz Żółkiewski", "RV1 1AA"), ("Ελένη Παπαδοπούλου", "RV1 1AA")]);
    let mut world = World::new(&all);
    for name in names.iter().take(55) {
        let entry = NewEntry::simple(EntryKind::Dues, iso("2026-01-20"), Money(3600)).from(world.person(name));
        ops::pay(&mut world.office, &entry, &[]).unwrap();
    }
    let register = world.office.read(store::register).unwrap();
    let roll = register.roll(iso("2026-02-01"), &Rule { days: 30, ..Rule::default() });
    assert_eq!((roll.voters.len(), roll.left_out.len()), (55, 7));
    let path = world.folder.path().join("roll.pdf");
    let paper = RollPaper { place: "The Old Mill".into(), left_out: true, made_on: iso("2026-01-31") };
    printing::roll(&world.office, &roll, &paper, &path).unwrap();
    let Some(pages) = pages(&path) else { return };
    let whole = pages.join("\n");
    let squeezed = whole.split_whitespace().collect::<Vec<_>>().join(" ");
    for part in [
        "Roll for 1 February 2026",
        "The Old Mill",
        "Member for at least 30 days, dues paid",
        "55 people may vote",
        "Signature",
        "Place and day",
        "made on 31 Jan 2026",
        "Left out of the roll for 1 February 2026",
        "Łukasz Żółkiewski",
        "Ελένη Παπαδοπούλου",
        "In grace: dues not paid",
    ] {
        assert!(squeezed.contains(part), "{part} in {whole}");
    }
    for (at, page) in pages.iter().enumerate() {
        let counted = format!("Page {} of {}", at + 1, pages.len());
        assert!(page.contains(&counted), "{counted} in {page}");
    }
    for name in &names {
        assert_eq!(whole.matches(name.as_str()).count(), 1, "{name}");
    }
    let short = world.folder.path().join("short.pdf");
    printing::roll(&world.office, &roll, &RollPaper { left_out: false, ..paper }, &short).unwrap();
    assert!(!self::pages(&short).unwrap().join("").contains("Left out"));
}

#[test]
fn cards_go_to_members_and_say_until_when() {
    let mut world = World::new(&[("Ann Ali", "RV2 1AA"), ("王小明", ""), ("Zoë O’Brien-Núñez", ""), ("Gone Gil", "")]);
    for name in ["Ann Ali", "王小明", "Zoë O’Brien-Núñez"] {
        let entry = NewEntry::simple(EntryKind::Dues, iso("2026-01-20"), Money(3600)).from(world.person(name));
        ops::pay(&mut world.office, &entry, &[]).unwrap();
    }
    let end = wardroom::members::model::End {
        on: iso("2026-01-15"),
        how: wardroom::members::model::How::Resigned,
        why: String::new(),
    };
    let term = world.term("Gone Gil");
    ops::end(&mut world.office, term, None, &end).unwrap();
    let people: Vec<PersonId> = world.office.read(store::register).unwrap().people.keys().copied().collect();
    let sheet = LabelSheet::of("cards-a4-10").unwrap();
    let cards = printing::plan_cards(&world.office, &people, &sheet, None).unwrap();
    let out: Vec<&str> = cards.left_out.iter().map(|(_, name, _)| name.as_str()).collect();
    assert!(out.contains(&"Gone Gil"), "{out:?}");
    assert!(cards.cards.iter().all(|card| card.holds == "Valid until 31 December 2026"));
    let path = world.folder.path().join("cards.pdf");
    printing::cards(&world.office, &cards, &sheet, Start { at: 9, shift: (0.0, 0.0) }, &path).unwrap();
    if let Some(pages) = pages(&path) {
        assert_eq!(pages.len(), if cards.cards.len() > 2 { 2 } else { 1 }, "begun at the ninth of ten");
        let whole = pages.join("");
        for card in &cards.cards {
            assert!(whole.contains(&card.name), "{} in {whole}", card.name);
        }
        assert!(whole.contains("Full") && whole.contains("Riverside") && whole.contains("Test Party"));
    }
    let until = printing::plan_cards(&world.office, &people, &sheet, Some(iso("2027-03-31"))).unwrap();
    assert!(until.cards.iter().all(|card| card.holds == "Valid until 31 March 2027"));
    let long = printing::plan_cards(&world.office, &[], &sheet, None).unwrap();
    assert!(printing::cards(&world.office, &long, &sheet, Start::default(), &path).is_err());
}

#[test]
fn members_of_every_state_can_be_written_to_together() {
    let mut world = World::new(&THREE);
    let entry = NewEntry::simple(EntryKind::Dues, iso("2026-01-20"), Money(3600)).from(world.person("Ann Ali"));
    ops::pay(&mut world.office, &entry, &[]).unwrap();
    let who = |world: &World, text: &str| -> Vec<String> {
        let asked = Asked { whom: vec![Whom::of(text).unwrap()], ..Asked::default() };
        let plan = letters::store::plan(&world.office, &mailings(), &asked, world.office.today()).unwrap();
        let mut names: Vec<String> = plan.to.iter().map(|to| to.name.clone()).collect();
        names.extend(plan.left_out.iter().filter(|left| left.why == Why::NoAddress).map(|left| left.name.clone()));
        names.sort();
        names
    };
    let (ann, none, lukasz) = ("Ann Ali", "No Address", "Łukasz Żółkiewski");
    assert_eq!(who(&world, "members"), [ann, none, lukasz]);
    assert_eq!(who(&world, "class:full"), [ann, none, lukasz]);
    assert_eq!(who(&world, "current"), [ann]);
    assert_eq!(who(&world, "voters"), [ann]);
    assert_eq!(who(&world, "in_grace"), [none, lukasz]);
    assert_eq!(who(&world, "arrears"), [none, lukasz]);
    assert_eq!(who(&world, "renewals"), [none, lukasz]);
    assert!(who(&world, "lapsed").is_empty());
    world.clock.set(iso("2026-06-20"));
    assert_eq!(who(&world, "lapsed"), [none, lukasz]);
}
