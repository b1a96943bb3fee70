//! Letters: who gets one and who does not, what they say, and each step taken back again.

use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use wardroom::cli::Mailing;
use wardroom::kit::day::from_iso;
use wardroom::kit::{Day, FixedClock, Money, Result};
use wardroom::letters::model::{Asked, Letter, LetterForm, Plan, Whom, Why};
use wardroom::letters::{ops, printing, store};
use wardroom::members::model::NewTerm;
use wardroom::office::profile::Profile;
use wardroom::office::{How, Office, Severity};
use wardroom::people::consent::{Said, State};
use wardroom::people::side_by_side::Choices;
use wardroom::people::{Address, Details, End, LinkKind, PersonId, Way};
use wardroom::print::LabelSheet;
use wardroom::{members, people, segments, subjects};

fn today() -> Day {
    from_iso("2026-11-21").unwrap()
}

fn world() -> Office {
    let how = How::new(subjects::setup(), Arc::new(FixedClock::at(today())), "Asha M.").seed(1);
    Office::in_memory(&Profile::new("Test Party", "Riverside", "gb").unwrap(), &how).unwrap()
}

fn mailings() -> Vec<Mailing> {
    subjects::ALL.iter().map(|subject| subject.noun.mailing).collect()
}

fn person(office: &mut Office, name: &str, postcode: &str) -> PersonId {
    let mut details = Details::named(name);
    if !postcode.is_empty() {
        details.addresses = vec![Address {
            street: "4 Quay Street".into(),
            locality: "Riverside".into(),
            postcode: postcode.into(),
            ..Address::default()
        }];
    }
    people::ops::add(office, &details).unwrap().value
}

fn says(office: &mut Office, id: PersonId, way: Option<Way>, state: State) {
    let said = Said { way, state, day: from_iso("2026-03-01").unwrap(), how: String::new() };
    people::ops::consent(office, id, &said).unwrap();
}

fn asked(whom: &[&str]) -> Asked {
    Asked { whom: whom.iter().map(|text| Whom::of(text).unwrap()).collect(), ..Asked::default() }
}

fn plan(office: &Office, asked: &Asked) -> Result<Plan> {
    store::plan(office, &mailings(), asked, office.today())
}

fn names(plan: &Plan) -> Vec<&str> {
    plan.to.iter().map(|to| to.name.as_str()).collect()
}

fn reasons(plan: &Plan) -> Vec<(&str, &str)> {
    plan.left_out.iter().map(|left| (left.name.as_str(), left.why.key())).collect()
}

#[test]
fn who_gets_a_letter_and_who_does_not_and_why() {
    let mut office = world();
    let cy = person(&mut office, "Cy Dean", "RV9 1AA");
    let ann = person(&mut office, "Ann Ali", "RV2 1AA");
    person(&mut office, "Bob Roe", "RV1 1AA");
    person(&mut office, "Nowhere Nell", "");
    let stop = person(&mut office, "Stop Stu", "RV3 1AA");
    says(&mut office, stop, None, State::No);
    let no_post = person(&mut office, "Quiet Quinn", "RV4 1AA");
    says(&mut office, no_post, Some(Way::Post), State::No);
    // A do-not-contact that was lifted, and a no to e-mail alone, stand in nobody's way.
    says(&mut office, ann, None, State::No);
    let said = Said { way: None, state: State::Yes, day: from_iso("2026-04-01").unwrap(), how: String::new() };
    people::ops::consent(&mut office, ann, &said).unwrap();
    says(&mut office, cy, Some(Way::Email), State::No);

    let everybody = plan(&office, &asked(&["everybody"])).unwrap();
    assert_eq!(names(&everybody), ["Bob Roe", "Ann Ali", "Cy Dean"], "in the order of the post");
    assert_eq!(
        reasons(&everybody),
        [("Nowhere Nell", "no_address"), ("Quiet Quinn", "said_no"), ("Stop Stu", "do_not_contact")]
    );
    let loud = plan(&office, &Asked { everybody: true, ..asked(&["everybody"]) }).unwrap();
    assert_eq!(names(&loud), ["Bob Roe", "Ann Ali", "Stop Stu", "Quiet Quinn", "Cy Dean"]);
    assert_eq!(reasons(&loud), [("Nowhere Nell", "no_address")]);

    let picked = asked(&[&format!("people:{},{}", ann.0, cy.0), &format!("people:{}", ann.0)]);
    assert_eq!(names(&plan(&office, &picked).unwrap()), ["Ann Ali", "Cy Dean"], "each once");
    people::ops::tag(&mut office, &[cy], "Helpers").unwrap();
    assert_eq!(names(&plan(&office, &asked(&["tag:helpers"])).unwrap()), ["Cy Dean"]);
    let list = Asked { whom: vec![Whom::List("Ann Ali\n\nnobody at all\n Bob Roe ".into())], ..Asked::default() };
    let pasted = plan(&office, &list).unwrap();
    assert_eq!(names(&pasted), ["Bob Roe", "Ann Ali"]);
    assert_eq!(pasted.unknown.iter().map(|(line, _)| line.as_str()).collect::<Vec<_>>(), ["nobody at all"]);

    let wrong = |text: &str| plan(&office, &asked(&[text])).unwrap_err();
    assert!(wrong("neighbours").hint.unwrap().contains("members"), "the hint says whom one can write to");
    assert!(wrong("tag:Nobody").hint.unwrap().contains("Helpers"));
}

#[test]
fn a_merged_person_is_written_to_once_and_the_dead_never() {
    let mut office = world();
    let ann = person(&mut office, "Ann Ali", "RV2 1AA");
    let twice = person(&mut office, "Ann Aly", "RV2 1AA");
    let bob = person(&mut office, "Bob Roe", "RV1 1AA");
    people::ops::merge(&mut office, ann, twice, &Choices::default()).unwrap();
    let picked = asked(&[&format!("people:{},{}", ann.0, twice.0)]);
    assert_eq!(names(&plan(&office, &picked).unwrap()), ["Ann Ali"]);

    let full = office.read(members::store::classes).unwrap().into_iter().find(|c| c.name == "Full").unwrap().id;
    let term = members::ops::add(&mut office, bob, &NewTerm::member(full, from_iso("2020-01-01").unwrap())).unwrap();
    members::ops::died(&mut office, term.value, from_iso("2026-02-01").unwrap()).unwrap();
    let loud = Asked { everybody: true, ..asked(&["everybody"]) };
    let plan = plan(&office, &loud).unwrap();
    assert_eq!(plan.left_out.iter().map(|l| l.why.clone()).collect::<Vec<_>>(), [Why::Never("Has died")]);
}

#[test]
fn a_household_gets_one_letter_with_both_names() {
    let mut office = world();
    let ann = person(&mut office, "Ann Ali", "RV2 1AA");
    let bob = person(&mut office, "Bob Ali", "RV2 1AA");
    let away = person(&mut office, "Cy Ali", "RV7 1AA");
    for (one, other) in [(ann, bob), (bob, away)] {
        people::ops::link(&mut office, one, (LinkKind::Household, End::Start), other, "").unwrap();
    }
    let together = Asked { household: true, ..asked(&["everybody"]) };
    let plan = plan(&office, &together).unwrap();
    assert_eq!(names(&plan), ["Ann Ali and Bob Ali", "Cy Ali"], "who lives elsewhere gets one of their own");
    let letter = Letter { body: "{salutation},\n{first name} {town}".into(), ..Letter::default() };
    let preview = printing::preview(&office, &mailings(), &letter, &plan.to[0]).unwrap();
    assert_eq!(preview.written.body, "Dear Ann Ali and Bob Ali,\nAnn and Bob Riverside");
    assert_eq!(self::plan(&office, &asked(&["everybody"])).unwrap().to.len(), 3);
}

fn save(office: &mut Office, form: LetterForm, of: &Letter) -> Letter {
    let known: Vec<String> =
        office.read(|conn| store::fields(conn, &mailings())).unwrap().into_iter().map(|f| f.name).collect();
    let letter = form.parse(of, &known).unwrap_or_else(|problems| panic!("{problems:?}"));
    let id = ops::save(office, &letter).unwrap().value;
    office.read(|conn| store::find(conn, &id.to_string())).unwrap()
}

#[test]
fn letters_are_saved_changed_and_taken_back() {
    let mut office = world();
    let before = office.read(store::all).unwrap();
    assert!(before.len() >= 6 && before.iter().all(Letter::is_original));

    let own =
        LetterForm { title: "Garden party".into(), body: "{salutation},\n\nCome.".into(), ..LetterForm::default() };
    let own = save(&mut office, own, &Letter::default());
    assert!(!own.is_original() && !own.is_changed());
    let clash = Letter { id: None, ..own.clone() };
    assert!(ops::save(&mut office, &clash).unwrap_err().message.contains("already"));
    let clash = Letter { title: before[0].title.clone(), ..own.clone() };
    assert!(ops::save(&mut office, &clash).unwrap_err().message.contains("already"), "also with the program’s own");
    assert!(ops::save(&mut office, &own).unwrap().op.is_none(), "nothing changed, nothing is recorded");

    // Another text in the place of the program's own, and back.
    let reminder = office.read(|conn| store::find(conn, "reminder_friendly")).unwrap();
    let form = LetterForm { body: "{salutation}, you owe {owed}.".into(), ..LetterForm::of(&reminder) };
    let changed = save(&mut office, form, &reminder);
    assert!(changed.is_changed());
    let now = office.read(store::all).unwrap();
    assert_eq!(now.len(), before.len() + 1, "it stands in the place of the other");
    assert_eq!(office.read(|conn| store::find(conn, "reminder_friendly")).unwrap(), changed);
    ops::remove(&mut office, &changed).unwrap();
    assert_eq!(office.read(|conn| store::find(conn, "reminder_friendly")).unwrap(), reminder);
    office.undo("").unwrap();
    assert_eq!(office.read(|conn| store::find(conn, "reminder_friendly")).unwrap(), changed);
    assert!(ops::remove(&mut office, &before[0]).unwrap_err().message.contains("comes with the program"));
    for _ in 0..2 {
        office.undo("").unwrap();
    }
    assert_eq!(office.read(store::all).unwrap(), before);
}

fn text_of(path: &Path) -> Option<String> {
    let Ok(out) = Command::new("pdftotext").args(["-enc", "UTF-8", "-layout"]).arg(path).arg("-").output() else {
        println!("skipped: pdftotext is not installed");
        return None;
    };
    let marks = ['\u{202A}', '\u{202B}', '\u{202C}', '\u{200E}', '\u{200F}'];
    Some(String::from_utf8_lossy(&out.stdout).replace(marks, ""))
}

#[test]
fn letters_go_to_paper_in_post_order_and_into_the_file_of_a_merge() {
    let mut office = world();
    person(&mut office, "Łukasz Żółkiewski", "RV9 1AA");
    person(&mut office, "Zoë O’Brien-Núñez", "RV1 1AA");
    person(&mut office, "=cmd|' /C calc'!A0", "RV5 1AA");
    let letter = Letter { title: "To all".into(), body: "{salutation},\n\nIn {town}.".into(), ..Letter::default() };
    let plan = printing::plan_letters(&office, &mailings(), &asked(&["everybody"]), &|_| &letter).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let pdf = folder.path().join("letters.pdf");
    let go = AtomicBool::new(false);
    let print = |to: &Path, cancel: &AtomicBool| {
        printing::letters(&office, &mailings(), &plan, &[&letter], &|_| &letter, to, &mut |_| {}, cancel)
    };
    assert_eq!(print(&pdf, &go).unwrap(), std::slice::from_ref(&pdf));
    if let Some(text) = text_of(&pdf) {
        let sheets: Vec<&str> = text.split('\u{0C}').collect();
        for (sheet, name) in sheets.iter().zip(["Zoë O’Brien-Núñez", "=cmd|' /C calc'!A0", "Łukasz Żółkiewski"])
        {
            assert!(sheet.contains(name) && sheet.contains(&format!("Dear {name},")), "{name}: {sheet}");
        }
    }
    let cancelled = folder.path().join("no.pdf");
    assert!(print(&cancelled, &AtomicBool::new(true)).unwrap_err().message.contains("cancelled"));
    assert!(!cancelled.exists());

    for ending in ["csv", "xlsx"] {
        let table = folder.path().join(format!("merge.{ending}"));
        assert_eq!(printing::merge_file(&office, &mailings(), &plan, &[], &table, &mut |_| {}).unwrap(), 3);
        let source = wardroom::tabular::open(&table, &wardroom::tabular::Overrides::default()).unwrap();
        let fields = office.read(|conn| store::fields(conn, &mailings())).unwrap();
        for (at, field) in fields.iter().enumerate() {
            assert_eq!(source.name_of(at + 1), field.name);
        }
    }
    let csv = std::fs::read_to_string(folder.path().join("merge.csv")).unwrap();
    assert!(csv.contains("'=cmd|") && !csv.contains("\n=cmd|"), "no cell leaves as a formula: {csv}");

    let nobody = Plan::default();
    assert!(printing::merge_file(&office, &mailings(), &nobody, &[], &pdf, &mut |_| {}).is_err());
    let broken = Letter { body: "{nothing}".into(), ..letter.clone() };
    let refused =
        printing::letters(&office, &mailings(), &plan, &[&broken], &|_| &broken, &cancelled, &mut |_| {}, &go);
    assert!(refused.unwrap_err().message.contains("There is no field {nothing}"));
}

#[test]
fn labels_tell_who_does_not_fit() {
    let mut office = world();
    person(&mut office, "Ann Ali", "RV2 1AA");
    person(&mut office, &"Very Long Indeed ".repeat(20), "RV1 1AA");
    let sheet = LabelSheet::of("5160").unwrap();
    let plan = printing::plan_labels(&office, &mailings(), &asked(&["everybody"]), &sheet).unwrap();
    assert_eq!(names(&plan), ["Ann Ali"]);
    assert_eq!(plan.left_out[0].why, Why::DoesNotFit);
}

#[test]
fn letters_are_noted_in_one_step_and_come_out_again() {
    let mut office = world();
    let all = [person(&mut office, "Ann Ali", "RV2 1AA"), person(&mut office, "Bob Roe", "RV1 1AA")];
    let done = ops::note(&mut office, &all, "Garden party").unwrap();
    assert_eq!(done.value, 2);
    let log = |office: &Office, id| office.read(|conn| people::store::log_of(conn, id)).unwrap();
    for id in all {
        let logged = log(&office, id);
        assert_eq!(logged.len(), 1);
        let line = &logged[0].line;
        assert_eq!((line.how.as_str(), line.about.as_str(), line.day), ("letter", "Garden party", today()));
    }
    office.undo("").unwrap();
    assert!(all.iter().all(|id| log(&office, *id).is_empty()));
    assert!(office.check().unwrap().iter().all(|finding| finding.severity != Severity::Error));
}

#[test]
fn a_letter_says_what_is_owed_and_to_whom_it_is_empty_for() {
    let mut office = world();
    let ann = person(&mut office, "Ann Ali", "RV2 1AA");
    let bob = person(&mut office, "Bob Roe", "RV1 1AA");
    let classes = office.read(members::store::classes).unwrap();
    let full = classes.iter().find(|c| c.name == "Full").unwrap();
    let fee = Some((from_iso("2000-01-01").unwrap(), Money(3600)));
    members::ops::save_class(&mut office, Some(full.id), full, fee).unwrap();
    let new = NewTerm {
        covered_to: from_iso("2025-12-31").ok(),
        ..NewTerm::member(full.id, from_iso("2020-01-01").unwrap())
    };
    members::ops::add(&mut office, ann, &new).unwrap();
    let register = office.read(members::store::register).unwrap();
    let (from, to) = register.settings.year.days_of(2026).unwrap();
    let run = register.plan(from, to, from_iso("2025-12-10").unwrap(), true);
    members::ops::run(&mut office, &run).unwrap();

    let letter = Letter {
        heading: "{class}, owed {owed}".into(),
        body: "{owed list}\nSince {owed since}, reminders: {reminders}.".into(),
        ..Letter::default()
    };
    let of = |id: PersonId| {
        let plan = plan(&office, &asked(&[&format!("people:{}", id.0)])).unwrap();
        printing::preview(&office, &mailings(), &letter, &plan.to[0]).unwrap()
    };
    let said = of(ann);
    assert_eq!(said.written.heading, "Full, owed £36.00");
    assert_eq!(
        said.written.body,
        "1 January 2026 to 31 December 2026: £36.00, due on 1 January 2026\nSince 1 January 2026, reminders: 0."
    );
    assert!(said.empty.is_empty());
    assert_eq!(of(bob).empty, ["class", "owed", "owed since", "owed list", "reminders"]);
}

#[test]
fn a_segment_is_written_to_and_means_whoever_is_in_it_then() {
    let mut office = world();
    let ann = person(&mut office, "Ann Ali", "ZZ1 1AA");
    person(&mut office, "Ben Roe", "ZZ2 2BB");
    let asks = r#"{ "all": [{ "ask": "people.postcode", "begins": "ZZ1" }] }"#;
    let currency = *wardroom::kit::Currency::pound();
    let tree = segments::json::read(asks, subjects::setup().conditions, currency).unwrap();
    let segment = segments::NewSegment { name: "By the quay".into(), note: String::new(), tree };
    let id = segments::ops::add(&mut office, &segment).unwrap().value;
    let by_name = asked(&["segment:by the QUAY"]);
    assert_eq!(names(&plan(&office, &by_name).unwrap()), ["Ann Ali"]);
    let by_id = format!("segment:{id}");
    assert_eq!(names(&plan(&office, &asked(&[&by_id])).unwrap()), ["Ann Ali"]);

    person(&mut office, "Cy Dean", "ZZ1 9ZZ");
    says(&mut office, ann, None, State::No);
    let now = plan(&office, &by_name).unwrap();
    assert_eq!(names(&now), ["Cy Dean"]);
    assert_eq!(reasons(&now), [("Ann Ali", "do_not_contact")], "a segment is no way round");
    segments::ops::delete(&mut office, id).unwrap();
    let gone = plan(&office, &by_name).unwrap_err();
    assert!(gone.message.contains("by the QUAY"), "{gone}");
}
