//! Members through a year: applying, dues run and paid, leaving and coming back, each step taken back again.

use std::sync::Arc;

use wardroom::kit::{Clock as _, Day, FixedClock, Money, day};
use wardroom::ledger::model::{EntryKind, NewEntry};
use wardroom::ledger::ops as ledger;
use wardroom::members::model::{
    ClassForm, ClassId, DuesPlan, End, How, NewTerm, Number, Pin, PinId, Register, Rule, Settings, Status, TermId,
    Terms, Year,
};
use wardroom::members::ops::{self, Approval};
use wardroom::members::store;
use wardroom::office::profile::Profile;
use wardroom::office::{How as Open, Office, Severity};
use wardroom::people::{Details, PersonId};
use wardroom::subjects;

fn iso(text: &str) -> Day {
    day::from_iso(text).unwrap()
}

struct World {
    office: Office,
    clock: Arc<FixedClock>,
}

impl World {
    /// A branch whose full members pay £36 and families £60 a year, with 30 days of grace.
    fn new() -> Self {
        let clock = Arc::new(FixedClock::at(iso("2026-05-10")));
        let how = Open::new(subjects::setup(), Arc::clone(&clock) as Arc<dyn wardroom::kit::Clock>, "Asha M.").seed(1);
        let office = Office::in_memory(&Profile::new("Test Party", "Riverside", "gb").unwrap(), &how).unwrap();
        let mut world = Self { office, clock };
        let settings = Settings {
            year: Year::Fixed { month: 1, day: 1, rollover: Some((10, 1)) },
            grace_days: 30,
            ..Settings::default()
        };
        ops::change_settings(&mut world.office, &settings).unwrap();
        for (name, fee) in [("Full", "36"), ("Reduced", "12"), ("Family", "60"), ("Supporter", "10")] {
            let class = world.classes().into_iter().find(|c| c.name == name).unwrap();
            let terms =
                Terms { currency: *wardroom::kit::Currency::pound(), today: world.office.today(), month_first: false };
            let form = ClassForm { fee: fee.to_owned(), fee_from: "2000-01-01".to_owned(), ..ClassForm::of(&class) };
            let (class_now, fee) = form.parse(&terms).unwrap();
            ops::save_class(&mut world.office, Some(class.id), &class_now, fee).unwrap();
        }
        world
    }

    fn classes(&self) -> Vec<wardroom::members::model::Class> {
        self.office.read(store::classes).unwrap()
    }

    fn class(&self, name: &str) -> ClassId {
        self.classes().into_iter().find(|c| c.name == name).unwrap().id
    }

    fn register(&self) -> Register {
        self.office.read(store::register).unwrap()
    }

    fn person(&self, id: TermId) -> PersonId {
        self.register().term(id).unwrap().person
    }

    fn apply(&mut self, name: &str) -> TermId {
        let new = NewTerm::application(self.class("Full"), self.office.today());
        ops::apply_new(&mut self.office, &Details::named(name), &new).unwrap().value
    }

    fn approve(&mut self, id: TermId) {
        let today = self.office.today();
        let approval =
            Approval { on: today, by: "Committee".into(), start: today, charge: true, number: Number::AsSet };
        ops::approve(&mut self.office, id, &approval).unwrap();
    }

    /// A member since a day, paid up to another.
    fn member(&mut self, name: &str, class: &str, start: &str, covered: &str) -> TermId {
        let new = NewTerm { covered_to: Some(iso(covered)), ..NewTerm::member(self.class(class), iso(start)) };
        ops::add_new(&mut self.office, &Details::named(name), &new).unwrap().value
    }

    fn status(&self, id: TermId, on: &str) -> Option<Status> {
        let register = self.register();
        register.standing(register.term(id).unwrap(), iso(on)).map(|s| s.status)
    }

    fn plan(&self, year: i32) -> DuesPlan {
        let register = self.register();
        let (from, to) = register.settings.year.days_of(year).unwrap();
        register.plan(from, to, self.office.today(), false)
    }

    fn pay(&mut self, person: PersonId, amount: i64, on: &str) -> wardroom::ledger::model::EntryId {
        // Money is recorded once it is there.
        if iso(on) > self.clock.today() {
            self.clock.set(iso(on));
        }
        let new = NewEntry::simple(EntryKind::Dues, iso(on), Money(amount)).from(person);
        ops::pay(&mut self.office, &new, &[]).unwrap().value
    }

    fn undo(&mut self) {
        self.office.undo("").unwrap();
    }

    /// Every finding that is an error, and the tie-out with them.
    fn errors(&self) -> Vec<String> {
        let found = self.office.read(store::check).unwrap();
        found.into_iter().filter(|f| f.severity == Severity::Error).map(|f| f.what).collect()
    }
}

#[test]
fn an_application_becomes_a_paid_up_member_and_every_step_comes_back_out() {
    let mut world = World::new();
    let id = world.apply("Ann Ali");
    assert_eq!(world.status(id, "2026-05-10"), Some(Status::Applied));
    world.approve(id);
    let register = world.register();
    let (charge, _) = register.charges_of(id).next().unwrap();
    assert_eq!((charge.amount, charge.period.to), (Money(2400), iso("2026-12-31")));
    let decision = register.term(id).unwrap().decision.clone().unwrap();
    assert_eq!((decision.by.as_str(), decision.on), ("Committee", iso("2026-05-10")));
    assert_eq!(world.status(id, "2026-05-10"), Some(Status::InGrace));
    let person = world.person(id);
    world.pay(person, 2400, "2026-05-12");
    assert_eq!(world.status(id, "2026-05-12"), Some(Status::Current));
    assert!(world.errors().is_empty());
    world.undo();
    assert_eq!(world.status(id, "2026-05-12"), Some(Status::InGrace));
    world.undo();
    assert_eq!(world.status(id, "2026-05-12"), Some(Status::Applied));
    world.undo();
    assert!(world.register().terms.is_empty());
    world.office.redo().unwrap();
    assert_eq!(world.status(id, "2026-05-12"), Some(Status::Applied));
}

#[test]
fn a_refusal_keeps_its_reason_and_a_second_decision_is_refused() {
    let mut world = World::new();
    let id = world.apply("Ann Ali");
    let today = world.office.today();
    assert!(ops::refuse(&mut world.office, id, today, "", "  ").unwrap_err().message.contains("reason"));
    ops::refuse(&mut world.office, id, today, "", "Member of another party").unwrap();
    assert_eq!(world.status(id, "2026-05-10"), Some(Status::Refused));
    let term = world.register().term(id).unwrap().clone();
    assert_eq!(term.decision.unwrap().refusal.as_deref(), Some("Member of another party"));
    let approval = Approval { on: today, by: String::new(), start: today, charge: true, number: Number::AsSet };
    assert!(ops::approve(&mut world.office, id, &approval).unwrap_err().message.contains("decided already"));
    // They may apply again.
    let new = NewTerm::application(world.class("Full"), today);
    ops::apply(&mut world.office, term.person, &new).unwrap();
    assert!(ops::apply(&mut world.office, term.person, &new).unwrap_err().message.contains("applied already"));
}

#[test]
fn a_dues_run_does_what_its_preview_shows_and_comes_back_out_as_a_whole() {
    let mut world = World::new();
    let ids: Vec<TermId> =
        (0..20).map(|n| world.member(&format!("Member {n}"), "Full", "2020-01-01", "2026-12-31")).collect();
    world.member("Hon Orary", "Honorary", "2001-01-01", "2001-01-01");
    world.clock.set(iso("2026-12-01"));
    let plan = world.plan(2027);
    assert_eq!((plan.charges.len(), plan.total(), plan.left_out.len()), (20, Money(72_000), 1));
    // Something changed since: nothing is charged.
    let late = world.member("Late Comer", "Full", "2020-01-01", "2026-12-31");
    assert!(ops::run(&mut world.office, &plan).unwrap_err().message.contains("changed since"));
    assert!(world.register().charges.is_empty());
    let plan = world.plan(2027);
    let ran = ops::run(&mut world.office, &plan).unwrap().value;
    assert_eq!((ran.charges, ran.total), (21, Money(75_600)));
    let made: Vec<_> = world.register().charges.iter().map(|c| (c.term, c.period, c.amount)).collect();
    let shown: Vec<_> = plan.charges.iter().map(|c| (c.term, c.period, c.amount)).collect();
    assert_eq!(made.len(), shown.len());
    assert!(shown.iter().all(|planned| made.contains(planned)), "what was shown is what was made");
    assert!(world.plan(2027).charges.is_empty(), "nobody is charged twice");
    let nothing = world.plan(2027);
    assert!(ops::run(&mut world.office, &nothing).is_err());
    // One is waived, then the run is undone: the waived one stays with its run, and is listed.
    let register = world.register();
    let charge = register.charges_of(ids[0]).next().unwrap().0.id;
    let op = world.office.next_undo().unwrap().unwrap().op;
    ops::waive(&mut world.office, charge, "Hardship").unwrap();
    let undone = world.office.undo_op(op, "").unwrap().value;
    assert!(undone.kept.iter().any(|(table, row)| table == "dues_charge" && *row == charge.0));
    assert_eq!(world.register().charges.len(), 1);
    assert!(world.errors().is_empty());
    assert!(world.status(late, "2027-01-15") == Some(Status::InGrace));
}

#[test]
fn payments_settle_the_oldest_first_in_part_and_ahead_and_follow_the_ledger() {
    let mut world = World::new();
    let id = world.member("Ann Ali", "Full", "2020-01-01", "2025-12-31");
    let person = world.person(id);
    world.clock.set(iso("2026-01-05"));
    let plan = world.plan(2026);
    ops::run(&mut world.office, &plan).unwrap();
    world.clock.set(iso("2026-12-01"));
    let entry = world.pay(person, 5000, "2026-01-20");
    assert_eq!(world.register().ahead_of(person), Money(1400));
    let plan = world.plan(2027);
    ops::run(&mut world.office, &plan).unwrap();
    let register = world.register();
    assert_eq!(register.ahead_of(person), Money(0));
    assert_eq!(register.owed(id, iso("2027-01-01")), Money(2200), "what was ahead is on the next year");
    assert!(world.errors().is_empty());
    // A refund in the ledger opens what it had settled.
    world.clock.set(iso("2026-12-04"));
    ledger::refund(&mut world.office, entry, Money(2000), iso("2026-12-02"), "Paid twice", Vec::new()).unwrap();
    let register = world.register();
    assert_eq!(register.owed(id, iso("2027-01-01")), Money(600 + 3600));
    assert!(world.errors().is_empty());
    world.undo();
    // So does a reversal, however the payment came in.
    let typed = NewEntry::simple(EntryKind::Dues, iso("2026-12-03"), Money(2200)).from(person);
    let other = ledger::record(&mut world.office, &typed).unwrap().value;
    assert_eq!(world.status(id, "2027-06-01"), Some(Status::Current));
    ledger::reverse(&mut world.office, other, iso("2026-12-04"), "The cheque bounced").unwrap();
    assert_eq!(world.status(id, "2027-06-01"), Some(Status::Lapsed));
    assert!(world.errors().is_empty());
}

#[test]
fn what_a_payment_is_for_can_be_said() {
    let mut world = World::new();
    let id = world.member("Ann Ali", "Full", "2020-01-01", "2025-12-31");
    let person = world.person(id);
    world.clock.set(iso("2026-01-05"));
    let register = world.register();
    let plan = register.plan(iso("2026-01-01"), iso("2027-12-31"), iso("2026-01-05"), false);
    ops::run(&mut world.office, &plan).unwrap();
    let charges: Vec<_> = world.register().charges_of(id).map(|(c, _)| c.id).collect();
    world.clock.set(iso("2026-01-07"));
    let new = NewEntry::simple(EntryKind::Dues, iso("2026-01-06"), Money(3600)).from(person);
    let entry = ops::pay(&mut world.office, &new, &[(charges[1], Money(3600))]).unwrap().value;
    let settled: Vec<_> = world.register().charges_of(id).map(|(_, s)| s.on.is_some()).collect();
    assert_eq!(settled, [false, true]);
    assert!(ops::share(&mut world.office, entry, charges[0], Money(1)).unwrap_err().message.contains("Only £0.00"));
    world.undo();
    assert!(world.register().settled.iter().all(|s| s.on.is_none()));
    // Said of an entry that was in the ledger already.
    let entry = ledger::record(&mut world.office, &new).unwrap().value;
    ops::share(&mut world.office, entry, charges[1], Money(600)).unwrap();
    let paid: Vec<_> = world.register().charges_of(id).map(|(_, s)| s.paid).collect();
    assert_eq!(paid, [Money(3000), Money(600)]);
    // The entry goes, and `check` names what was said of it.
    ledger::reverse(&mut world.office, entry, iso("2026-01-07"), "Wrong person").unwrap();
    let found = world.office.read(store::check).unwrap();
    assert!(found.iter().any(|f| f.severity == Severity::Notice && f.what.contains("no longer stands")), "{found:?}");
    assert!(world.errors().is_empty());
}

#[test]
fn somebody_else_pays_and_a_family_leaves_dependants_behind() {
    let mut world = World::new();
    let head = world.member("Bea Brook", "Family", "2020-01-01", "2026-12-31");
    let new = NewTerm { family: Some(head), ..NewTerm::member(world.class("Family"), iso("2021-01-01")) };
    let child = ops::add_new(&mut world.office, &Details::named("Cy Brook"), &new).unwrap().value;
    let ann = world.member("Ann Ali", "Full", "2020-01-01", "2026-12-31");
    let wrong = NewTerm { family: Some(ann), ..NewTerm::member(world.class("Full"), iso("2021-01-01")) };
    let said = ops::add_new(&mut world.office, &Details::named("Di Dean"), &wrong).unwrap_err().message;
    assert!(said.contains("covers no dependants"), "{said}");
    assert_eq!(world.status(child, "2026-06-01"), Some(Status::Current));
    let class = world.class("Full");
    assert!(
        ops::change_class(&mut world.office, head, class, iso("2027-01-01"), "").is_err(),
        "dependants stay covered"
    );
    let end = End { on: iso("2026-06-30"), how: How::Resigned, why: String::new() };
    let left = ops::end(&mut world.office, head, Some(iso("2026-06-01")), &end).unwrap().value;
    assert_eq!(left, ["Cy Brook"]);
    assert_eq!(world.status(child, "2026-12-31"), Some(Status::Current));
    assert_eq!(world.status(child, "2027-01-31"), Some(Status::Lapsed));
    // Ann pays for the child from now on: out of the family, with a payer.
    let (payer, term) = (world.person(ann), world.register().term(child).unwrap().clone());
    let change = NewTerm {
        family: None,
        payer: Some(payer),
        since: term.since,
        joined: term.joined,
        start: term.start,
        covered_to: Some(iso("2026-12-31")),
        ..NewTerm::member(term.class, iso("2021-01-01"))
    };
    ops::change(&mut world.office, child, &change).unwrap();
    ops::change_class(&mut world.office, child, class, iso("2027-01-01"), "").unwrap();
    world.clock.set(iso("2026-12-01"));
    let plan = world.plan(2027);
    assert!(plan.charges.iter().filter(|c| c.payer == payer).count() == 2, "{plan:?}");
    ops::run(&mut world.office, &plan).unwrap();
    world.pay(payer, 7200, "2026-12-02");
    assert_eq!(world.status(child, "2027-06-01"), Some(Status::Current));
    assert_eq!(world.register().arrears(iso("2027-06-01")), []);
    assert!(world.errors().is_empty());
}

#[test]
fn who_lapsed_comes_back_in_another_term_and_stays_a_member_since() {
    let mut world = World::new();
    let id = world.member("Ann Ali", "Full", "2015-03-01", "2024-12-31");
    let person = world.person(id);
    let again = NewTerm::member(world.class("Full"), iso("2026-05-10"));
    assert!(ops::add(&mut world.office, person, &again).unwrap_err().message.contains("lapsed"));
    let new = ops::renew(&mut world.office, id, iso("2026-05-10"), true, true).unwrap().value;
    let register = world.register();
    let (old, again) = (register.term(id).unwrap(), register.term(new).unwrap());
    assert_eq!(old.end.as_ref().map(|e| (e.on, e.how)), Some((iso("2025-01-30"), How::Lapsed)));
    assert_eq!((again.since, again.start), (Some(iso("2015-03-01")), Some(iso("2026-05-10"))));
    assert_eq!(register.charges_of(new).next().unwrap().0.amount, Money(2400));
    assert!(
        ops::renew(&mut world.office, new, iso("2026-06-01"), true, false).unwrap_err().message.contains("is a member")
    );
    let rule = Rule { days: 30, grace: true, ..Rule::default() };
    let roll = register.roll(iso("2026-05-30"), &rule);
    assert_eq!(roll.left_out[0].bars.iter().map(|b| b.key()).collect::<Vec<_>>(), ["too_new"]);
    world.undo();
    assert_eq!(world.register().terms_of(person).len(), 1);
    assert_eq!(world.register().term(id).unwrap().end, None);
}

#[test]
fn a_pin_says_who_and_why_and_comes_off() {
    let mut world = World::new();
    let id = world.member("Ann Ali", "Full", "2015-03-01", "2024-12-31");
    let pin = Pin {
        id: PinId(0),
        status: Status::Current,
        from: iso("2026-05-01"),
        until: Some(iso("2026-07-01")),
        who: String::new(),
        why: "Paid in cash at the hall, the receipt is being looked for".into(),
    };
    let set = ops::pin(&mut world.office, id, &pin).unwrap().value;
    let register = world.register();
    let standing = register.standing(register.term(id).unwrap(), iso("2026-06-01")).unwrap();
    assert_eq!((standing.status, standing.pin.unwrap().who.as_str()), (Status::Current, "Asha M."));
    ops::unpin(&mut world.office, id, set).unwrap();
    assert_eq!(world.status(id, "2026-06-01"), Some(Status::Lapsed));
    world.undo();
    assert_eq!(world.status(id, "2026-06-01"), Some(Status::Current));
}

#[test]
fn one_persons_register_says_what_everybodys_does() {
    let mut world = World::new();
    let head = world.member("Bea Brook", "Family", "2020-01-01", "2025-12-31");
    let new = NewTerm { family: Some(head), ..NewTerm::member(world.class("Family"), iso("2021-01-01")) };
    ops::add_new(&mut world.office, &Details::named("Cy Brook"), &new).unwrap();
    let payer = world.person(head);
    let new = NewTerm { payer: Some(payer), ..NewTerm::member(world.class("Reduced"), iso("2026-02-01")) };
    ops::add_new(&mut world.office, &Details::named("Di Dean"), &new).unwrap();
    world.clock.set(iso("2026-01-10"));
    let plan = world.plan(2026);
    ops::run(&mut world.office, &plan).unwrap();
    world.pay(payer, 6500, "2026-02-10");
    let all = world.register();
    let on = iso("2026-06-01");
    for terms in all.by_person() {
        let person = terms[0].person;
        let one = world.office.read(|conn| store::register_of(conn, person)).unwrap();
        assert_eq!(one.terms_of(person), terms);
        for term in terms {
            assert_eq!(one.standing(term, on), all.standing(term, on));
            assert_eq!(one.owed(term.id, on), all.owed(term.id, on));
        }
        assert_eq!(one.ahead_of(person), all.ahead_of(person));
    }
}

#[test]
fn a_family_class_keeps_its_cover_while_it_covers_somebody() {
    let mut world = World::new();
    let head = world.member("Bea Brook", "Family", "2020-01-01", "2026-12-31");
    let new = NewTerm { family: Some(head), ..NewTerm::member(world.class("Family"), iso("2021-01-01")) };
    ops::add_new(&mut world.office, &Details::named("Cy Brook"), &new).unwrap();
    let mut class = world.classes().into_iter().find(|c| c.name == "Family").unwrap();
    class.family = false;
    assert!(
        ops::save_class(&mut world.office, Some(class.id), &class, None).unwrap_err().message.contains("Bea Brook")
    );
    class.family = true;
    class.name = "Full".into();
    assert!(ops::save_class(&mut world.office, Some(class.id), &class, None).unwrap_err().message.contains("already"));
    class.name = "Household".into();
    ops::save_class(&mut world.office, Some(class.id), &class, None).unwrap();
    assert!(world.classes().iter().any(|c| c.name == "Household"));
}

#[test]
fn what_belongs_to_a_member_keeps_the_person_in_the_register() {
    let mut world = World::new();
    let id = world.member("Ann Ali", "Full", "2020-01-01", "2026-12-31");
    let person = world.person(id);
    assert!(wardroom::people::ops::remove(&mut world.office, person).is_err());
}
