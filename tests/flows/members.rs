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
        (*self.office.read(store::register).unwrap()).clone()
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

/// Everything that says how many members there are says the same: `info`, the rail, the list, the report, letters, segments.
#[test]
fn one_count_of_members_stands_everywhere() {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("demo.wardroom");
    let office = demo_office(&path);
    let today = office.today();
    let rail =
        office.read(|conn| (subjects::ALL.iter().find(|s| s.key == "members").unwrap().badge.unwrap())(conn, today));
    let counted = rail.unwrap().unwrap();
    assert!(counted > 50, "the demo has members: {counted}");
    let info = office.read(|conn| store::counts(conn, today)).unwrap();
    assert_eq!(info.iter().find(|(name, _)| *name == "members").map(|(_, n)| *n), i64::try_from(counted).ok());
    let register = office.read(store::register).unwrap();
    assert_eq!(register.rows(today).iter().filter(|row| row.status.is_member()).count(), counted);
    let span = wardroom::cli::Span { from: today, to: today, today };
    let report = wardroom::members::report::REPORTS.iter().find(|report| report.name == "members").unwrap();
    let sheet = office.read(|conn| (report.sheet)(conn, &span)).unwrap();
    assert!(sheet.subtitle.ends_with(&format!("{counted} members")), "{}", sheet.subtitle);
    let asked = wardroom::cli::Asked { choice: "", on: today, setup: office.setup() };
    let audience = wardroom::members::cli::NOUN.mailing.audiences.iter().find(|a| a.key == "members").unwrap();
    assert_eq!(office.read(|conn| (audience.people)(conn, asked)).unwrap().len(), counted);
    let asks = r#"{ "all": [{ "ask": "members.status", "status": ["member"] }] }"#;
    let tree =
        wardroom::segments::json::read(asks, office.setup().conditions, *wardroom::kit::Currency::pound()).unwrap();
    let held = office
        .read(|conn| wardroom::segments::store::count(&wardroom::office::condition::Asking::new(conn, today)?, &tree));
    assert_eq!(held.unwrap(), counted);
}

fn demo_office(path: &std::path::Path) -> Office {
    let today = wardroom::demo::usual_day().unwrap();
    wardroom::demo::make(path, wardroom::demo::Size::default(), today).unwrap();
    let clock = Arc::new(FixedClock::at(today));
    Office::open(path, &Open::new(subjects::setup(), clock, "Asha M.").seed(1)).unwrap()
}

/// What would settle nothing is refused with the way on.
#[test]
fn dues_of_who_is_no_member_and_pays_for_none_are_refused() {
    let mut world = World::new();
    let ann = world.member("Ann Ali", "Full", "2020-01-01", "2025-12-31");
    let stranger = wardroom::people::ops::add(&mut world.office, &Details::named("Sam Poe")).unwrap().value;
    let day = world.office.today();
    let dues = |from| NewEntry::simple(EntryKind::Dues, day, Money(3600)).from(from);
    let refused = ops::pay(&mut world.office, &dues(stranger), &[]).unwrap_err();
    assert!(refused.message.contains("Sam Poe is no member"), "{refused}");
    assert!(refused.hint.unwrap().contains("--behalf"));
    let member = world.person(ann);
    let behalf = NewEntry { behalf_of: Some(stranger), ..dues(member) };
    assert!(ops::pay(&mut world.office, &behalf, &[]).unwrap_err().message.contains("Sam Poe is no member"));
    let behalf = NewEntry { behalf_of: Some(member), ..dues(stranger) };
    ops::pay(&mut world.office, &behalf, &[]).unwrap();
    // Who has applied may pay ahead.
    let applied = world.apply("Bea Fox");
    let bea = world.person(applied);
    ops::pay(&mut world.office, &dues(bea), &[]).unwrap();
    let findings = world.office.check().unwrap();
    assert!(findings.iter().all(|finding| finding.severity == Severity::Notice), "{findings:?}");
}

/// What is kept of the register and renewed after each step is what everybody read anew would be: through every kind of step,
/// undone and done again, with steps of other offices in between.
#[test]
fn the_register_that_is_kept_is_the_register_that_is_read() {
    use wardroom::office::erase::copies::{Deal, Places};
    use wardroom::people::ops::Erasing;
    use wardroom::people::side_by_side::Choices;
    let mut world = World::new();
    let mut other = World::new();
    let same = |world: &World, what: &str| {
        world
            .office
            .read(|conn| {
                let anew = store::register_anew(conn)?;
                assert_eq!(*store::register(conn)?, anew, "{what}");
                for day in [iso("2026-05-10"), iso("2026-05-10"), iso("2027-02-01")] {
                    assert_eq!(*store::rows(conn, day)?, anew.rows(day), "{what}, {day}");
                }
                Ok(())
            })
            .unwrap();
    };
    same(&world, "nobody");
    let ann = world.member("Ann Ali", "Full", "2020-01-01", "2025-12-31");
    let head = world.member("Fay Fox", "Family", "2020-01-01", "2025-12-31");
    let family = world.class("Family");
    let child = NewTerm { family: Some(head), ..NewTerm::member(family, iso("2024-01-01")) };
    let child = ops::add_new(&mut world.office, &Details::named("Kit Fox"), &child).unwrap().value;
    same(&world, "members");
    other.member("Somebody Else", "Full", "2020-01-01", "2025-12-31");
    same(&other, "another office");
    same(&world, "back again");

    let plan = world.register().plan(iso("2026-01-01"), iso("2026-12-31"), iso("2026-05-10"), true);
    ops::run(&mut world.office, &plan).unwrap();
    same(&world, "a run");
    let stranger = wardroom::people::ops::add(&mut world.office, &Details::named("Sam Poe")).unwrap().value;
    let (member, payer) = (world.person(ann), world.person(head));
    let dues = |from, pence| NewEntry::simple(EntryKind::Dues, iso("2026-05-10"), Money(pence)).from(from);
    ops::pay(&mut world.office, &dues(payer, 4000), &[]).unwrap();
    let behalf = NewEntry { behalf_of: Some(member), ..dues(stranger, 3600) };
    let paid = ops::pay(&mut world.office, &behalf, &[]).unwrap().value;
    same(&world, "paid, by a stranger too");
    ledger::record(
        &mut world.office,
        &NewEntry::simple(EntryKind::Donation, iso("2026-05-10"), Money(500)).from(member),
    )
    .unwrap();
    same(&world, "a donation is nothing to the register");
    let refund = NewEntry {
        refunds: Some(paid),
        ..NewEntry::simple(EntryKind::Refund, iso("2026-05-10"), Money(1000)).from(stranger)
    };
    ledger::record(&mut world.office, &refund).unwrap();
    same(&world, "given back in part");
    for step in ["the refund undone", "the donation undone", "the payment undone"] {
        world.office.undo("").unwrap();
        same(&world, step);
    }
    for step in ["the payment again", "the donation again", "the refund again"] {
        world.office.redo().unwrap();
        same(&world, step);
    }
    let change = NewTerm { payer: Some(payer), ..NewTerm::member(world.class("Full"), iso("2020-01-01")) };
    ops::change(&mut world.office, ann, &change).unwrap();
    same(&world, "somebody else pays");
    let charge = world.register().charges_of(head).next().unwrap().0.id;
    ops::waive(&mut world.office, charge, "Hardship").unwrap();
    same(&world, "waived");
    let pin = Pin {
        id: wardroom::members::model::PinId(0),
        status: Status::Current,
        from: iso("2026-05-01"),
        until: None,
        who: String::new(),
        why: "Promised".into(),
    };
    ops::pin(&mut world.office, child, &pin).unwrap();
    same(&world, "pinned");
    let reduced = world.class("Reduced");
    ops::change_class(&mut world.office, ann, reduced, iso("2026-07-01"), "").unwrap();
    same(&world, "another class");
    let applied = world.apply("Bea Fox");
    same(&world, "applied");
    world.approve(applied);
    same(&world, "approved");
    let bea = world.person(applied);
    wardroom::people::ops::merge(&mut world.office, payer, stranger, &Choices::default()).unwrap();
    same(&world, "merged");
    let mut renamed = world.office.read(|conn| wardroom::people::store::get(conn, bea)).unwrap().details;
    renamed.name = "Aaron Fox".into();
    wardroom::people::ops::change(&mut world.office, bea, &renamed).unwrap();
    same(&world, "renamed: another place in the list");
    // Several steps before anybody asks.
    ops::end(&mut world.office, ann, None, &End { on: iso("2026-06-30"), how: How::Resigned, why: String::new() })
        .unwrap();
    ops::died(&mut world.office, child, iso("2026-05-09")).unwrap();
    world.office.undo("").unwrap();
    same(&world, "two steps and an undo");
    let settings = Settings { grace_days: 1, ..world.register().settings };
    ops::change_settings(&mut world.office, &settings).unwrap();
    same(&world, "other settings");
    let office = &mut world.office;
    let erasing =
        Erasing { people: vec![bea], reason: "asked by letter".into(), deal: Deal::Leave, places: Places::default() };
    wardroom::people::ops::erase(office, &erasing).unwrap();
    same(&world, "erased");
    world.apply("Dee Dean");
    same(&world, "and on");
}

#[test]
fn who_took_part_and_who_is_likely_to_lapse_stand_with_the_reasons() {
    use wardroom::cli::{Cell, Span};
    use wardroom::people::{LogForm, LogKind};
    let mut world = World::new();
    let ann = world.member("Ann Ali", "Full", "2020-01-01", "2024-12-31");
    let ben = world.member("Ben Roe", "Full", "2020-01-01", "2026-12-31");
    let cy = world.member("Cy Dean", "Full", "2020-01-01", "2026-12-31");
    let (ann, ben, cy) = (world.person(ann), world.person(ben), world.person(cy));
    world.clock.set(iso("2025-01-02"));
    let plan = world.register().plan(iso("2025-01-01"), iso("2025-12-31"), iso("2025-01-02"), true);
    assert_eq!(plan.charges.len(), 1, "only one was not paid for");
    ops::run(&mut world.office, &plan).unwrap();
    let entry = |kind, from, day: &str, pence| NewEntry::simple(kind, iso(day), Money(pence)).from(from);
    world.clock.set(iso("2025-04-01"));
    ops::pay(&mut world.office, &entry(EntryKind::Dues, ann, "2025-04-01", 3600), &[]).unwrap();
    ledger::record(&mut world.office, &entry(EntryKind::Donation, ben, "2025-02-01", 2500)).unwrap();
    world.clock.set(iso("2026-05-10"));
    let plan = world.register().plan(iso("2026-01-01"), iso("2026-12-31"), iso("2026-05-10"), true);
    ops::run(&mut world.office, &plan).unwrap();
    let given = ledger::record(&mut world.office, &entry(EntryKind::Donation, cy, "2026-03-01", 5000)).unwrap().value;
    let back = NewEntry { refunds: Some(given), ..entry(EntryKind::Refund, cy, "2026-03-02", 1000) };
    ledger::record(&mut world.office, &back).unwrap();
    for (kind, about) in [(LogKind::Contact, "the meeting"), (LogKind::Concern, "the bins")] {
        let new = LogForm::new(kind, iso("2026-05-10"), "Asha M.");
        let form = LogForm { about: about.into(), day: "2026-04-01".into(), ..new };
        wardroom::people::ops::log(&mut world.office, cy, &form.parse(iso("2026-05-10"), false).unwrap()).unwrap();
    }

    let sheet = |world: &World, name: &str, from: &str, to: &str| {
        let report = wardroom::members::report::REPORTS.iter().find(|report| report.name == name).unwrap();
        let span = Span { from: iso(from), to: iso(to), today: iso("2026-05-10") };
        world.office.read(|conn| (report.sheet)(conn, &span)).unwrap()
    };
    let part = sheet(&world, "participation", "2026-01-01", "2026-12-31");
    let names: Vec<&Cell> = part.rows.iter().map(|row| &row.cells[0]).collect();
    assert_eq!(names, [&Cell::Text("Cy Dean".into()), &Cell::Text("1 person".into())]);
    let row: Vec<&Cell> = part.rows[0].cells.iter().map(Cell::value).collect();
    assert_eq!(row[1], &Cell::Money(Money(4000)), "what was given back is taken off");
    assert_eq!((row[3], row[4]), (&Cell::Count(1), &Cell::Count(1)));
    let opens = part.rows[0].opens_at(1).unwrap();
    assert_eq!(
        (opens.screen, opens.filter.as_str()),
        ("money.entries", format!("person:{cy} 2026-01-01..2026-12-31").as_str())
    );
    let last = sheet(&world, "participation", "2025-01-01", "2025-12-31");
    let figures: Vec<(&Cell, &Cell)> =
        last.rows.iter().map(|row| (row.cells[1].value(), row.cells[2].value())).collect();
    assert_eq!(
        figures,
        [
            (&Cell::Empty, &Cell::Money(Money(3600))),
            (&Cell::Money(Money(2500)), &Cell::Empty),
            (&Cell::Money(Money(2500)), &Cell::Money(Money(3600))),
        ]
    );

    let lapsing = |world: &World, on: &str| -> Vec<(String, String)> {
        let text = |cell: &Cell| if let Cell::Text(text) = cell { text.clone() } else { panic!("{cell:?}") };
        sheet(world, "lapsing", "2026-01-01", on)
            .rows
            .iter()
            .map(|row| (text(&row.cells[0]), text(&row.cells[4])))
            .collect()
    };
    // Ann lapsed long ago by dues (30 days of grace), so nobody expects her to; the others are members.
    assert_eq!(
        lapsing(&world, "2026-05-10"),
        [
            ("Cy Dean".to_owned(), "has a concern that is open: the bins".to_owned()),
            ("Ben Roe".to_owned(), "used to give, last on 1 Feb 2025; nothing heard since 1 Feb 2025".to_owned()),
        ]
    );
    let in_grace = lapsing(&world, "2026-01-20");
    let (_, why) = in_grace.iter().find(|(name, _)| name == "Ann Ali").expect("in grace");
    assert_eq!(why, "in grace, lapses after 30 Jan 2026");
}

#[test]
fn the_export_of_members_leaves_out_who_is_not_to_be_contacted_unless_told_otherwise() {
    use std::collections::BTreeSet;
    use wardroom::people::consent::{Said, State};
    let mut world = World::new();
    let ann = world.member("Ann Ali", "Full", "2020-01-01", "2025-12-31");
    let ben = world.member("Ben Roe", "Full", "2020-01-01", "2026-12-31");
    let (ann, ben) = (world.person(ann), world.person(ben));
    let said = Said { way: None, state: State::No, day: iso("2026-05-01"), how: String::new() };
    wardroom::people::ops::consent(&mut world.office, ann, &said).unwrap();
    let rows = |among: Option<&BTreeSet<i64>>, everybody: bool| -> (usize, String) {
        let export = store::EXPORT;
        world
            .office
            .read(|conn| {
                let rows = export.rows_of(conn, among, everybody, &mut |rows| Ok(rows.count()))?;
                Ok((rows, export.left_out_of(conn, among, everybody)?.1))
            })
            .unwrap()
    };
    assert_eq!(rows(None, false), (1, "1 person left out: not to be contacted".to_owned()));
    assert_eq!(rows(None, true), (2, String::new()));
    let only = |person: PersonId| BTreeSet::from([person.0]);
    assert_eq!(rows(Some(&only(ben)), false), (1, String::new()));
    assert_eq!(rows(Some(&only(ann)), false).0, 0);
    assert_eq!(rows(Some(&only(ann)), true).0, 1);
}
