//! Numbers of members: given by the series or by hand, never to two people and never twice.

use std::sync::Arc;

use wardroom::kit::{Day, FixedClock, Numbering, day};
use wardroom::members::model::{NewTerm, Number, Numbers, Settings, TermForm, TermId, Terms};
use wardroom::members::ops::{self, Approval};
use wardroom::members::store;
use wardroom::office::erase::copies::{Deal, Places};
use wardroom::office::profile::Profile;
use wardroom::office::{How, Office};
use wardroom::people::ops as people;
use wardroom::people::side_by_side::Choices;
use wardroom::people::{Details, PersonId};
use wardroom::subjects;

fn iso(text: &str) -> Day {
    day::from_iso(text).unwrap()
}

struct World {
    office: Office,
}

impl World {
    /// A branch that numbers `M-0001` and on.
    fn new() -> Self {
        let clock = Arc::new(FixedClock::at(iso("2026-05-10")));
        let how = How::new(subjects::setup(), clock, "Asha M.").seed(1);
        let office = Office::in_memory(&Profile::new("Test Party", "Riverside", "gb").unwrap(), &how).unwrap();
        let mut world = Self { office };
        world.set(|numbers| *numbers = numbering(0));
        world
    }

    fn set(&mut self, change: impl FnOnce(&mut Numbers)) {
        let mut settings = self.settings();
        change(&mut settings.numbers);
        ops::change_settings(&mut self.office, &settings).unwrap();
    }

    fn settings(&self) -> Settings {
        self.office.read(store::settings).unwrap()
    }

    fn new_term(&self, number: Number) -> NewTerm {
        let class = self.office.read(store::classes).unwrap().first().unwrap().id;
        NewTerm { number, ..NewTerm::member(class, iso("2026-01-01")) }
    }

    fn member(&mut self, name: &str, number: Number) -> PersonId {
        let new = self.new_term(number);
        let id = ops::add_new(&mut self.office, &Details::named(name), &new).unwrap().value;
        self.office.read(|conn| store::term(conn, id)).unwrap()
    }

    fn apply(&mut self, name: &str) -> TermId {
        let new = NewTerm { applied: Some(iso("2026-05-01")), ..self.new_term(Number::AsSet) };
        ops::apply_new(&mut self.office, &Details::named(name), &new).unwrap().value
    }

    fn approve(&mut self, id: TermId) {
        let on = iso("2026-05-10");
        let approval = Approval { on, by: String::new(), start: on, charge: false, number: Number::AsSet };
        ops::approve(&mut self.office, id, &approval).unwrap();
    }

    fn number(&self, person: PersonId) -> Option<String> {
        self.office.read(|conn| store::number_of(conn, person)).unwrap()
    }

    fn of_term(&self, id: TermId) -> Option<String> {
        self.number(self.office.read(|conn| store::term(conn, id)).unwrap())
    }

    fn next(&self) -> String {
        self.office.read(|conn| store::next_number(conn, &store::settings(conn)?.numbers)).unwrap().1
    }
}

fn numbering(next: i64) -> Numbers {
    Numbers { auto: true, numbering: Numbering { prefix: "M-".into(), digits: 4 }, next }
}

fn this(number: &str) -> Number {
    Number::This(number.into())
}

#[test]
fn an_approval_gives_the_next_number_and_an_undone_one_is_not_given_again() {
    let mut world = World::new();
    let (ann, bob) = (world.apply("Ann Ali"), world.apply("Bob Roe"));
    assert_eq!(world.of_term(ann), None, "an application has none");
    world.approve(ann);
    world.approve(bob);
    assert_eq!((world.of_term(ann).as_deref(), world.of_term(bob).as_deref()), (Some("M-0001"), Some("M-0002")));
    // The counter, which both moved, does not stand in the way of the first one's undo.
    let first = world.office.read(|conn| wardroom::office::history::steps(conn, 0, 10)).unwrap();
    let approved = first.iter().find(|step| step.summary.contains("Ann Ali, number M-0001")).unwrap();
    world.office.undo_op(approved.id, "").unwrap();
    assert_eq!((world.of_term(ann), world.next()), (None, "M-0003".into()));
    world.office.undo("").unwrap();
    assert_eq!(world.next(), "M-0003", "Bob's card may be printed already");
    world.approve(ann);
    assert_eq!(world.of_term(ann).as_deref(), Some("M-0003"));
    assert_eq!(world.office.check().unwrap(), []);
}

#[test]
fn numbers_given_by_hand_are_passed_over_and_so_are_those_that_were_given_up() {
    let mut world = World::new();
    let ann = world.member("Ann Ali", this("M-0001"));
    let bob = world.member("Bob Roe", this("M-0002"));
    let cy = world.member("Cy Brook", this("M-0003"));
    let di = world.member("Di Dean", this("M-0004"));
    let said = ops::number(&mut world.office, cy, &this("M-0001")).unwrap_err().message;
    assert!(said.contains("belongs to Ann Ali"), "{said}");
    // One is taken off, one is merged away, one person is removed, one erased: none of the numbers comes back by itself.
    ops::number(&mut world.office, ann, &Number::None).unwrap();
    let eve = people::add(&mut world.office, &Details::named("Eve Fox")).unwrap().value;
    people::merge(&mut world.office, eve, bob, &Choices::default()).unwrap();
    assert_eq!(world.number(eve).as_deref(), Some("M-0002"), "who has none takes over what the other had");
    let other =
        people::add(&mut world.office, &Details { number: Some("M-0005".into()), ..Details::named("Flo Gray") })
            .unwrap()
            .value;
    people::remove(&mut world.office, other).unwrap();
    let erasing = people::Erasing {
        people: vec![di],
        reason: "asked by letter".into(),
        deal: Deal::Leave,
        places: Places::default(),
    };
    people::erase(&mut world.office, &erasing).unwrap();
    assert_eq!(world.next(), "M-0006");
    let guy = world.member("Guy Hill", Number::AsSet);
    assert_eq!(world.number(guy).as_deref(), Some("M-0006"));
    // By hand a number that is free may be given again: that is somebody's word.
    ops::number(&mut world.office, guy, &this("M-0001")).unwrap();
    assert_eq!(world.number(guy).as_deref(), Some("M-0001"));
}

#[test]
fn the_series_goes_on_after_what_is_there_and_never_back() {
    let mut world = World::new();
    people::add(&mut world.office, &Details { number: Some("M-0417".into()), ..Details::named("Ann Ali") }).unwrap();
    people::add(&mut world.office, &Details { number: Some("M-05x".into()), ..Details::named("Bob Roe") }).unwrap();
    world.set(|numbers| numbers.next = 0);
    assert_eq!(world.next(), "M-0418");
    let cy = world.member("Cy Brook", Number::AsSet);
    assert_eq!(world.number(cy).as_deref(), Some("M-0418"));
    let back = Settings { numbers: numbering(418), ..world.settings() };
    let said = ops::change_settings(&mut world.office, &back).unwrap_err();
    assert!(said.message.contains("M-0418 was given already") && said.hint.unwrap().contains("M-0419"));
    world.set(|numbers| numbers.next = 1000);
    assert_eq!(world.next(), "M-1000");
    // None of those was given, so it may come back, by Undo as well.
    world.office.undo("").unwrap();
    assert_eq!(world.next(), "M-0419");
    // Another prefix counts for itself.
    world.set(|numbers| *numbers = Numbers { numbering: Numbering { prefix: "R".into(), digits: 2 }, ..numbering(0) });
    assert_eq!(world.next(), "R01");
}

#[test]
fn everybody_without_a_number_gets_one_in_the_order_of_joining() {
    let mut world = World::new();
    world.set(|numbers| numbers.auto = false);
    let class = world.office.read(store::classes).unwrap().first().unwrap().id;
    let mut add = |name: &str, since: &str| {
        let new = NewTerm { covered_to: Some(iso("2026-12-31")), ..NewTerm::member(class, iso(since)) };
        let id = ops::add_new(&mut world.office, &Details::named(name), &new).unwrap().value;
        world.office.read(|conn| store::term(conn, id)).unwrap()
    };
    let (ann, bob) = (add("Ann Ali", "2021-01-01"), add("Bob Roe", "2019-01-01"));
    let gone = add("Cy Brook", "2018-01-01");
    let term = world.office.read(store::register).unwrap().terms_of(gone).last().unwrap().id;
    let end = wardroom::members::model::End {
        on: iso("2026-01-31"),
        how: wardroom::members::model::How::Resigned,
        why: String::new(),
    };
    ops::end(&mut world.office, term, None, &end).unwrap();
    assert_eq!(ops::number_all(&mut world.office).unwrap().value, 2);
    assert_eq!((world.number(bob).as_deref(), world.number(ann).as_deref()), (Some("M-0001"), Some("M-0002")));
    assert_eq!(world.number(gone), None);
    assert!(ops::number_all(&mut world.office).unwrap_err().message.contains("Every member has a number"));
    world.office.undo("").unwrap();
    assert_eq!((world.number(ann), world.next()), (None, "M-0003".into()));
}

#[test]
fn editing_a_membership_changes_the_number_only_where_it_was_changed() {
    let mut world = World::new();
    let ann = world.member("Ann Ali", Number::AsSet);
    let register = world.office.read(store::register).unwrap();
    let term = register.terms_of(ann).last().unwrap();
    let terms = Terms { currency: *wardroom::kit::Currency::pound(), today: iso("2026-05-10"), month_first: false };
    let form = TermForm { note: "Pays late".into(), ..TermForm::of(term, Some("M-0001")) };
    ops::change(&mut world.office, term.id, &form.parse(term, &terms).unwrap()).unwrap();
    assert_eq!(world.number(ann).as_deref(), Some("M-0001"));
    let form = TermForm { number: " 77 ".into(), ..form };
    ops::change(&mut world.office, term.id, &form.parse(term, &terms).unwrap()).unwrap();
    assert_eq!(world.number(ann).as_deref(), Some("77"));
    let form = TermForm { number: String::new(), ..form };
    ops::change(&mut world.office, term.id, &form.parse(term, &terms).unwrap()).unwrap();
    assert_eq!(world.number(ann), None);
}
