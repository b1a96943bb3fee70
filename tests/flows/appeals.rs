//! Appeals through a year: planned, named, put to people; what they brought is what the ledger says.

use std::sync::Arc;

use wardroom::fundraising::model::{AppealId, Audience, Donor, NewAppeal, NewAsk, NewName, Progress, Retention, Stage};
use wardroom::fundraising::ops::appeal as appeals;
use wardroom::fundraising::store;
use wardroom::kit::{Clock, Day, FixedClock, Money, day};
use wardroom::ledger::model::{EntryId, EntryKind, Filter, NewEntry, PersonId};
use wardroom::ledger::{ops as ledger, store as entries};
use wardroom::office::profile::Profile;
use wardroom::office::{How, Office};
use wardroom::people::consent::{Said, State};
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
        let clock = Arc::new(FixedClock::at(iso("2026-11-01")));
        let how = How::new(subjects::setup(), Arc::clone(&clock) as Arc<dyn Clock>, "Asha M.").seed(1);
        let office = Office::in_memory(&Profile::new("Test Party", "Riverside", "gb").unwrap(), &how).unwrap();
        Self { office, clock }
    }

    fn person(&mut self, name: &str) -> PersonId {
        people::ops::add(&mut self.office, &Details::named(name)).unwrap().value
    }

    fn give(&mut self, person: PersonId, amount: i64, on: &str, appeal: &str) -> EntryId {
        let new = NewEntry {
            appeal: appeal.to_owned(),
            ..NewEntry::simple(EntryKind::Donation, iso(on), Money(amount)).from(person)
        };
        ledger::record(&mut self.office, &new).unwrap().value
    }

    fn plan(&mut self, name: &str) -> AppealId {
        let new = NewAppeal { name: name.into(), target: Some(Money(10_000)), ..NewAppeal::default() };
        appeals::add(&mut self.office, &new).unwrap().value
    }

    fn progress(&self, id: AppealId) -> Progress {
        self.office.read(|conn| Ok(store::brought(conn, &[store::appeal(conn, id)?], None)?.by(id))).unwrap()
    }

    /// What the entries come to that a figure opens.
    fn opened(&self, filter: &Filter) -> Money {
        self.office.read(|conn| entries::sums(conn, filter)).unwrap().part
    }

    fn names(&self, id: AppealId) -> Vec<String> {
        self.office.read(|conn| store::appeal(conn, id)).unwrap().words()
    }
}

#[test]
fn what_an_appeal_brought_is_what_its_entries_say_however_they_name_it() {
    let mut w = World::new();
    let (ann, bob) = (w.person("Ann Ali"), w.person("Bob Roe"));
    let id = w.plan("Autumn appeal");
    w.give(ann, 3_000, "2026-10-01", "Autumn appeal");
    w.give(ann, 1_000, "2026-10-05", "AUTUMN  Appeal");
    let back = w.give(bob, 2_000, "2026-10-06", "Autumn appeal");
    w.give(bob, 9_900, "2026-10-06", "Something else");
    let wrong = w.give(bob, 700, "2026-10-07", "Autumn appeal");
    ledger::reverse(&mut w.office, wrong, iso("2026-10-08"), "Typed twice").unwrap();
    let cost = NewEntry {
        appeal: "Autumn appeal".into(),
        payee: "Harbour Print".into(),
        ..NewEntry::simple(EntryKind::Expense, iso("2026-09-20"), Money(500))
    };
    let cost = ledger::record(&mut w.office, &cost).unwrap().value;
    let progress = w.progress(id);
    assert_eq!((progress.raised, progress.spent, progress.given), (Money(6_000), Money(500), Money(6_000)));
    assert_eq!((progress.gifts, progress.donors), (3, 2));
    assert_eq!(progress.average(), Some(Money(2_000)));
    assert_eq!(progress.share(Some(Money(10_000))), Some(60));
    assert_eq!(progress.each(None, 100), Some(Money(1_200)), "£12.00 for each £1");
    let words = w.names(id);
    assert_eq!(w.opened(&store::raised(&words)), progress.raised);
    assert_eq!(w.opened(&store::spent(&words)), Money(-500));
    assert_eq!(w.opened(&store::all_of(&words)), Money(5_500));
    // What is given back lessens it; a donor who took all of it back is none.
    ledger::refund(&mut w.office, back, Money(2_000), iso("2026-10-20"), "", Vec::new()).unwrap();
    ledger::refund(&mut w.office, cost, Money(100), iso("2026-10-20"), "", Vec::new()).unwrap();
    let progress = w.progress(id);
    assert_eq!((progress.raised, progress.spent, progress.donors), (Money(4_000), Money(400), 1));
    assert_eq!(w.opened(&store::raised(&words)), progress.raised);
    let days = w.office.read(|conn| store::raised_by_day(conn, &words)).unwrap();
    assert_eq!(days.iter().map(|(_, sum)| *sum).sum::<Money>(), progress.raised);
    // What nobody planned is listed beside it.
    let brought = w.office.read(|conn| store::brought(conn, &store::appeals(conn)?, None)).unwrap();
    let unplanned: Vec<_> = brought.unplanned.values().map(|(name, p)| (name.as_str(), p.raised, p.donors)).collect();
    assert_eq!(unplanned, [("Something else", Money(9_900), 1)]);
    // In some of the days only.
    let october = Some((iso("2026-10-05"), iso("2026-10-06")));
    let brought = w.office.read(|conn| store::brought(conn, &store::appeals(conn)?, october)).unwrap();
    assert_eq!(brought.by(id).raised, Money(3_000));
}

#[test]
fn a_name_stands_for_one_appeal_and_a_rename_keeps_the_old_one() {
    let mut w = World::new();
    let (ann, bob) = (w.person("Ann Ali"), w.person("Bob Roe"));
    let (minibus, roof) = (w.plan("Minibus"), w.plan("Roof"));
    let page = NewName { name: "Bob’s walk".into(), person: Some(bob), ..NewName::default() };
    let named = appeals::add_name(&mut w.office, minibus, &page).unwrap().value;
    for taken in ["roof", "BOB’S WALK", "Minibus"] {
        let new = NewName { name: taken.into(), ..NewName::default() };
        assert!(appeals::add_name(&mut w.office, roof, &new).is_err(), "{taken}");
        assert!(appeals::add(&mut w.office, &NewAppeal { name: taken.into(), ..NewAppeal::default() }).is_err());
    }
    w.give(ann, 1_500, "2026-10-01", "Bob’s walk");
    w.give(ann, 2_000, "2026-10-01", "Minibus");
    assert_eq!((w.progress(minibus).raised, w.progress(minibus).donors), (Money(3_500), 1));
    let by_page = w.office.read(|conn| store::raised_by_word(conn, &["Bob’s walk".into()])).unwrap();
    assert_eq!(by_page, [Money(1_500)]);
    let terms = NewAppeal { name: "Minibus 2026".into(), ..NewAppeal::default() };
    appeals::change(&mut w.office, minibus, &terms).unwrap();
    assert_eq!(w.progress(minibus).raised, Money(3_500), "entries keep the name that they have");
    assert_eq!(w.names(minibus), ["Minibus 2026", "Bob’s walk", "Minibus"]);
    appeals::change(&mut w.office, minibus, &NewAppeal { name: "Minibus".into(), ..terms }).unwrap();
    assert_eq!(w.names(minibus), ["Minibus", "Bob’s walk", "Minibus 2026"]);
    appeals::remove_name(&mut w.office, minibus, named).unwrap();
    assert_eq!(w.progress(minibus).raised, Money(2_000));
    assert!(appeals::remove_name(&mut w.office, minibus, named).is_err());
    // Each step comes back out.
    for _ in 0..4 {
        w.office.undo("").unwrap();
    }
    appeals::remove(&mut w.office, minibus).unwrap();
    assert!(w.office.read(|conn| store::appeal(conn, minibus)).is_err());
    w.office.undo("").unwrap();
    assert_eq!(w.names(minibus).len(), 2);
    assert!(w.office.read(store::check).unwrap().is_empty());
}

#[test]
fn who_was_asked_is_kept_and_who_answered_is_counted() {
    let mut w = World::new();
    let [ann, bob, cat, dan] = ["Ann Ali", "Bob Roe", "Cat Poe", "Dan Doe"].map(|name| w.person(name));
    for (person, on) in [(ann, "2025-06-01"), (bob, "2025-07-01"), (cat, "2025-08-01"), (bob, "2026-02-01")] {
        w.give(person, 1_000, on, "");
    }
    w.give(dan, 1_000, "2026-03-01", "Roof");
    let id = w.plan("Autumn appeal");
    let stop = Said { way: None, state: State::No, day: iso("2026-01-01"), how: String::new() };
    people::ops::consent(&mut w.office, cat, &stop).unwrap();
    let look = |w: &World, audience: &Audience| {
        let chosen = w.office.read(|conn| store::choose(conn, audience, id, iso("2026-11-01"))).unwrap();
        (chosen.people, chosen.stopped, chosen.asked)
    };
    assert_eq!(look(&w, &Audience::GaveLastYear), (vec![ann, bob], 1, 0));
    assert_eq!(look(&w, &Audience::Lapsed), (vec![ann], 1, 0));
    assert_eq!(look(&w, &Audience::Answered("roof".into())), (vec![dan], 0, 0));
    let new = NewAsk { day: iso("2026-10-10"), how: "letter".into(), whom: String::new(), note: String::new() };
    let asked = appeals::ask(&mut w.office, id, &Audience::GaveLastYear, &new).unwrap().value;
    assert_eq!((asked.1.people.len(), asked.1.stopped), (2, 1));
    assert_eq!(look(&w, &Audience::Donors), (vec![dan], 1, 2), "nobody is asked twice for one appeal");
    assert!(appeals::ask(&mut w.office, id, &Audience::GaveLastYear, &new).is_err());
    w.give(ann, 2_500, "2026-10-09", "Autumn appeal");
    let asks = |w: &World| w.office.read(|conn| store::asks(conn, &store::appeal(conn, id)?)).unwrap();
    assert_eq!(asks(&w)[0].answered, 0, "given before they were asked");
    w.give(ann, 1_500, "2026-10-15", "autumn APPEAL");
    let found = asks(&w);
    assert_eq!((found[0].asked, found[0].answered, found[0].given), (2, 1, Money(1_500)));
    assert_eq!(found[0].terms.whom, "Donors of last year");
    appeals::remove_ask(&mut w.office, found[0].id).unwrap();
    assert!(asks(&w).is_empty());
    w.office.undo("").unwrap();
    assert_eq!(asks(&w)[0].asked, 2);
}

#[test]
fn who_gave_again_is_counted_by_financial_year() {
    let mut w = World::new();
    let [ann, bob, cat, dan, eve] = ["Ann Ali", "Bob Roe", "Cat Poe", "Dan Doe", "Eve Lee"].map(|name| w.person(name));
    for (person, on) in [
        (ann, "2025-06-01"),
        (ann, "2026-06-01"),
        (bob, "2025-07-01"),
        (cat, "2024-08-01"),
        (cat, "2026-08-01"),
        (dan, "2026-03-01"),
    ] {
        w.give(person, 1_000, on, "");
    }
    // Gave and took it back: no donor of that year.
    let gift = w.give(eve, 500, "2025-05-01", "");
    ledger::refund(&mut w.office, gift, Money(500), iso("2025-05-09"), "", Vec::new()).unwrap();
    let donors = w.office.read(|conn| store::donors(conn, iso("2026-11-01"))).unwrap();
    let states: Vec<_> = donors.iter().map(|d| (d.name.as_str(), d.state)).collect();
    assert_eq!(
        states,
        [("Bob Roe", Donor::Lapsed), ("Ann Ali", Donor::Kept), ("Cat Poe", Donor::Back), ("Dan Doe", Donor::New)]
    );
    let figures = Retention::of(&donors);
    assert_eq!((figures.before, figures.kept, figures.share()), (2, 1, Some(50)));
    assert_eq!((figures.donors(), figures.given), (3, Money(3_000)));
    let before = Retention::of(&w.office.read(|conn| store::donors(conn, iso("2025-01-01"))).unwrap());
    assert_eq!((before.before, before.lapsed, before.share()), (1, 1, Some(0)));
}

#[test]
fn who_is_erased_takes_along_that_they_were_asked_and_leaves_the_page() {
    let mut w = World::new();
    let bob = w.person("Bob Roe");
    let id = w.plan("Autumn appeal");
    let page = NewName { name: "Walk".into(), person: Some(bob), ..NewName::default() };
    appeals::add_name(&mut w.office, id, &page).unwrap();
    let new = NewAsk { day: iso("2026-10-10"), how: String::new(), whom: String::new(), note: String::new() };
    appeals::ask(&mut w.office, id, &Audience::These(vec![bob]), &new).unwrap();
    super::fundraising::erase(&mut w.office, bob);
    let appeal = w.office.read(|conn| store::appeal(conn, id)).unwrap();
    assert_eq!((appeal.names[0].new.name.as_str(), appeal.names[0].new.person), ("Walk", None));
    assert_eq!(w.office.read(|conn| store::asks(conn, &appeal)).unwrap()[0].asked, 0);
    assert_eq!(appeal.terms.stage(w.clock.today()), Stage::Running);
}
