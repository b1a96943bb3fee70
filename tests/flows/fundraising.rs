//! Fundraising through a year: pledges promised and kept, each step taken back again.

use std::sync::Arc;

use wardroom::fundraising::model::{
    Cancelled, EntryId, Method, NewPledge, Pledge, PledgeId, Rhythm, State, Suggestion, suggest,
};
use wardroom::fundraising::ops::{self, pledge as pledges};
use wardroom::fundraising::{SUBJECT, store};
use wardroom::kit::{Clock as _, Day, FixedClock, Money, day};
use wardroom::ledger::model::{EntryKind, NewEntry, PersonId};
use wardroom::ledger::{ops as ledger, store as entries};
use wardroom::office::erase::copies::{Deal, Places};
use wardroom::office::profile::Profile;
use wardroom::office::{How, Office, Severity};
use wardroom::people::ops::Erasing;
use wardroom::people::{self, Details};
use wardroom::subjects;

fn iso(text: &str) -> Day {
    day::from_iso(text).unwrap()
}

struct World {
    office: Office,
    clock: Arc<FixedClock>,
}

impl World {
    fn new() -> Self {
        let clock = Arc::new(FixedClock::at(iso("2026-01-10")));
        let how = How::new(subjects::setup(), Arc::clone(&clock) as Arc<dyn wardroom::kit::Clock>, "Asha M.").seed(1);
        let office = Office::in_memory(&Profile::new("Test Party", "Riverside", "gb").unwrap(), &how).unwrap();
        Self { office, clock }
    }

    fn person(&mut self, name: &str) -> PersonId {
        people::ops::add(&mut self.office, &Details::named(name)).unwrap().value
    }

    /// £10 on the first of each month from January 2026.
    fn promise(&mut self, person: PersonId) -> PledgeId {
        pledges::add(&mut self.office, person, &monthly()).unwrap().value
    }

    fn pledge(&self, id: PledgeId) -> Pledge {
        self.office.read(|conn| store::pledge(conn, id)).unwrap()
    }

    fn state(&self, id: PledgeId, on: &str) -> State {
        self.pledge(id).schedule(iso(on)).state
    }

    /// Goes on to a day on which money comes; never back.
    fn wait_for(&self, on: Day) {
        if on > self.clock.today() {
            self.clock.set(on);
        }
    }

    fn give(&mut self, person: PersonId, amount: i64, on: &str) -> EntryId {
        self.wait_for(iso(on));
        let new = NewEntry::simple(EntryKind::Donation, iso(on), Money(amount)).from(person);
        ledger::record(&mut self.office, &new).unwrap().value
    }

    fn receive(&mut self, id: PledgeId, on: &str) -> EntryId {
        self.wait_for(iso(on));
        let new = pledges::instalment(&self.pledge(id), iso(on));
        pledges::receive(&mut self.office, &[(id, new)]).unwrap().value[0]
    }

    fn suggestions(&self, on: &str) -> Vec<Suggestion> {
        let today = iso(on);
        self.office
            .read(|conn| {
                let all = store::pledges(conn)?;
                Ok(suggest(&all, &store::loose(conn, &all, today)?, today))
            })
            .unwrap()
    }

    fn undo(&mut self) {
        self.office.undo("").unwrap();
    }

    fn findings(&self) -> Vec<(Severity, String)> {
        self.office.read(store::check).unwrap().into_iter().map(|f| (f.severity, f.what)).collect()
    }
}

fn monthly() -> NewPledge {
    NewPledge {
        amount: Money(1_000),
        rhythm: Rhythm::Monthly,
        first: iso("2026-01-01"),
        end: None,
        appeal: "Minibus fund".into(),
        method: Method::StandingOrder,
        reference: "ALI A".into(),
        note: String::new(),
        pledged: None,
    }
}

#[test]
fn an_instalment_is_a_donation_of_the_ledger_and_every_step_comes_back_out() {
    let mut world = World::new();
    let ann = world.person("Ann Ali");
    let id = world.promise(ann);
    assert_eq!(world.state(id, "2026-01-10"), State::Missed);
    let entry = world.receive(id, "2026-01-10");
    let found = world.office.read(|conn| entries::entry(conn, entry)).unwrap();
    assert_eq!((found.person, found.amount, found.kind), (Some(ann), Money(1_000), EntryKind::Donation));
    assert_eq!(
        (found.appeal.as_str(), found.method, found.reference.as_str()),
        ("Minibus fund", Method::StandingOrder, "ALI A")
    );
    assert_eq!(world.state(id, "2026-01-10"), State::OnTime);
    world.undo();
    assert_eq!(world.state(id, "2026-01-10"), State::Missed, "donation and share go in one step");
    world.office.redo().unwrap();
    assert_eq!(world.state(id, "2026-01-10"), State::OnTime);
    // Several at once, one step.
    let bea = world.person("Bea Brook");
    let other = world.promise(bea);
    world.wait_for(iso("2026-02-02"));
    let came: Vec<_> =
        [id, other].into_iter().map(|id| (id, pledges::instalment(&world.pledge(id), iso("2026-02-02")))).collect();
    assert_eq!(pledges::receive(&mut world.office, &came).unwrap().value.len(), 2);
    assert_eq!(world.state(id, "2026-02-03"), State::OnTime);
    assert_eq!(world.state(other, "2026-02-03"), State::Due, "what came paid January");
    world.undo();
    assert_eq!(world.pledge(other).gifts, []);
    assert_eq!(world.findings(), []);
}

#[test]
fn a_refund_or_a_reversal_in_the_ledger_opens_the_instalment_again() {
    let mut world = World::new();
    let ann = world.person("Ann Ali");
    let id = world.promise(ann);
    let entry = world.receive(id, "2026-01-10");
    world.wait_for(iso("2026-01-13"));
    ledger::refund(&mut world.office, entry, Money(400), iso("2026-01-12"), "Too much", Vec::new()).unwrap();
    let schedule = world.pledge(id).schedule(iso("2026-01-12"));
    assert_eq!((schedule.state, schedule.received), (State::Part, Money(600)));
    world.undo();
    ledger::reverse(&mut world.office, entry, iso("2026-01-13"), "Bounced").unwrap();
    assert_eq!(world.state(id, "2026-01-13"), State::Missed);
    let said = world.findings();
    assert!(matches!(said.as_slice(), [(Severity::Notice, what)] if what.contains("no longer stands")), "{said:?}");
}

#[test]
fn donations_that_look_like_instalments_are_suggested_and_counted_in_one_step() {
    let mut world = World::new();
    let ann = world.person("Ann Ali");
    let id = world.promise(ann);
    let first = world.give(ann, 1_000, "2026-01-03");
    world.give(ann, 999, "2026-02-01");
    let second = world.give(ann, 1_000, "2026-02-04");
    let found = world.suggestions("2026-02-10");
    let pairs: Vec<_> = found.iter().map(|s| (s.entry, s.due.to_string())).collect();
    assert_eq!(pairs, [(first, "2026-01-01".to_owned()), (second, "2026-02-01".to_owned())]);
    assert_eq!(world.state(id, "2026-02-10"), State::Missed, "nothing is counted before somebody says so");
    let pairs: Vec<_> = found.iter().map(|s| (s.pledge, s.entry, s.amount)).collect();
    pledges::link(&mut world.office, &pairs).unwrap();
    assert_eq!(world.state(id, "2026-02-10"), State::OnTime);
    assert_eq!(world.suggestions("2026-02-10"), []);
    let again = pledges::link(&mut world.office, &pairs[..1]).unwrap_err();
    assert!(again.message.contains("£0.00"), "{again}");
    pledges::unlink(&mut world.office, id, second).unwrap();
    assert_eq!(world.state(id, "2026-02-10"), State::Missed);
    assert!(pledges::unlink(&mut world.office, id, second).is_err());
    // A gift once, a fee, another person's money: none is a donation of hers.
    world.wait_for(iso("2026-02-05"));
    let dues = NewEntry::simple(EntryKind::Dues, iso("2026-02-05"), Money(1_000)).from(ann);
    let dues = ledger::record(&mut world.office, &dues).unwrap().value;
    assert!(pledges::link(&mut world.office, &[(id, dues, Money(1_000))]).unwrap_err().message.contains("no donation"));
}

#[test]
fn a_pledge_is_changed_cancelled_taken_up_again_and_removed_only_while_nothing_was_given() {
    let mut world = World::new();
    let ann = world.person("Ann Ali");
    let id = world.promise(ann);
    world.receive(id, "2026-01-10");
    assert!(pledges::remove(&mut world.office, id).unwrap_err().message.contains("so it stays"));
    pledges::change(&mut world.office, id, &NewPledge { amount: Money(500), ..monthly() }).unwrap();
    assert_eq!(world.state(id, "2026-01-10"), State::Ahead, "what came counts towards the instalments as they are now");
    let stop = Cancelled { on: iso("2026-03-01"), why: " Moved away ".into() };
    pledges::cancel(&mut world.office, id, &stop).unwrap();
    assert_eq!(world.pledge(id).cancelled.unwrap().why, "Moved away");
    assert!(pledges::cancel(&mut world.office, id, &stop).is_err());
    world.wait_for(iso("2026-03-05"));
    let late = pledges::instalment(&world.pledge(id), iso("2026-03-05"));
    let refused = pledges::receive(&mut world.office, &[(id, late)]).unwrap_err();
    assert!(refused.message.contains("cancelled before that day"), "{refused}");
    assert_eq!(
        world.office.read(|conn| entries::count(conn, &"kind:donation".parse()?)).unwrap(),
        1,
        "nothing half done"
    );
    pledges::resume(&mut world.office, id).unwrap();
    assert_eq!(world.state(id, "2026-06-01"), State::Missed);
    assert!(pledges::resume(&mut world.office, id).is_err());
    let never = world.promise(ann);
    pledges::remove(&mut world.office, never).unwrap();
    assert!(world.office.read(|conn| store::pledge(conn, never)).is_err());
    world.undo();
    assert_eq!(world.pledge(never).terms, monthly());
}

#[test]
fn the_donation_form_is_told_what_is_expected_and_records_it_in_one_step() {
    let mut world = World::new();
    let ann = world.person("Ann Ali");
    let id = world.promise(ann);
    let expects = SUBJECT.expects.unwrap();
    let offered = world.office.read(|conn| (expects.open)(conn, Some(ann.0), iso("2026-01-10"))).unwrap();
    let [one] = offered.as_slice() else { panic!("{offered:?}") };
    assert_eq!((one.row, one.amount, one.appeal.as_str()), (id.0, Money(1_000), "Minibus fund"));
    assert_eq!(one.in_full(wardroom::kit::Currency::pound()), "£10.00, monthly pledge, due 1 Jan 2026");
    let new = NewEntry::simple(EntryKind::Donation, iso("2026-01-10"), Money(1_500)).from(ann);
    let came = expects.came;
    ledger::record_for(&mut world.office, &new, &|tx, entry| came(tx, id.0, entry.0, new.amount)).unwrap();
    assert_eq!(world.state(id, "2026-01-10"), State::Ahead);
    world.undo();
    assert_eq!(world.state(id, "2026-01-10"), State::Missed);
    assert_eq!(world.office.read(|conn| entries::count(conn, &"kind:donation".parse()?)).unwrap(), 0);
}

#[test]
fn what_is_open_is_there_for_whoever_matches_a_bank_line() {
    let mut world = World::new();
    let (ann, bea) = (world.person("Ann Ali"), world.person("Bea Brook"));
    let id = world.promise(ann);
    let once = NewPledge { rhythm: Rhythm::Once, first: iso("2026-02-20"), ..monthly() };
    pledges::add(&mut world.office, bea, &once).unwrap();
    let open = world.office.read(|conn| store::open_items(conn, iso("2026-01-25"))).unwrap();
    let items: Vec<_> = open.iter().map(|i| (i.name.as_str(), i.due.to_string(), i.left)).collect();
    assert_eq!(
        items,
        [
            ("Ann Ali", "2026-01-01".to_owned(), Money(1_000)),
            ("Ann Ali", "2026-02-01".to_owned(), Money(1_000)),
            ("Bea Brook", "2026-02-20".to_owned(), Money(1_000)),
        ]
    );
    // As an operation of another subject would.
    let entry = world.give(ann, 2_000, "2026-01-25");
    world.office.transact(&pledges::LINK, |tx| ops::link_in(tx, id, entry, Money(2_000))).unwrap();
    assert_eq!(world.state(id, "2026-02-05"), State::OnTime);
    world.clock.set(iso("2026-03-01"));
    let open = world.office.read(|conn| store::open_items(conn, world.office.today())).unwrap();
    assert_eq!(open.iter().filter(|i| i.pledge == id).map(|i| i.due).collect::<Vec<_>>(), [iso("2026-03-01")]);
}

#[test]
fn who_is_erased_takes_the_promise_along_and_leaves_the_money() {
    let mut world = World::new();
    let ann = world.person("Ann Ali");
    let id = world.promise(ann);
    world.receive(id, "2026-01-10");
    assert_eq!(
        world.office.read(|conn| wardroom::office::personal::without_rule(conn, subjects::setup().personal)).unwrap(),
        [""; 0]
    );
    erase(&mut world.office, ann);
    assert!(world.office.read(|conn| store::pledge(conn, id)).is_err());
    assert_eq!(world.office.read(|conn| entries::count(conn, &"kind:donation".parse()?)).unwrap(), 1);
    assert_eq!(world.findings(), []);
}

/// Erases somebody who asked for it.
pub fn erase(office: &mut Office, person: PersonId) {
    let places = Places { folders: Vec::new(), passphrases: Vec::new() };
    let what = Erasing { people: vec![person], reason: "Asked for it".into(), deal: Deal::Leave, places };
    people::ops::erase(office, &what).unwrap();
}
