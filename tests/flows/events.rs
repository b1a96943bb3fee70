//! Events in an office: a hall that fills, two records of one guest, an erasure, a series cut in two, five thousand on a calendar.

use std::sync::Arc;

use wardroom::events::model::{
    EventId, NewAttendance, NewEvent, Of, PersonId, Presence, Timing, part::PartForm, parts, rule, timing,
};
use wardroom::events::{ops, store};
use wardroom::kit::{Clock, Day, FixedClock, Money, day};
use wardroom::ledger::model::{Method, Terms};
use wardroom::office::erase::copies::{Deal, Places};
use wardroom::office::profile::{self, Profile};
use wardroom::office::{How, Office};
use wardroom::people::ops::Erasing;
use wardroom::people::side_by_side::Choices;
use wardroom::people::{self, Details};
use wardroom::subjects;

fn iso(text: &str) -> Day {
    day::from_iso(text).unwrap()
}

fn office() -> (Office, Arc<FixedClock>) {
    let clock = Arc::new(FixedClock::at(iso("2026-11-27")));
    let how = How::new(subjects::setup(), Arc::clone(&clock) as Arc<dyn Clock>, "Asha M.").seed(1);
    (Office::in_memory(&Profile::new("Test Party", "Riverside", "gb").unwrap(), &how).unwrap(), clock)
}

fn person(office: &mut Office, name: &str) -> PersonId {
    people::ops::add(office, &Details::named(name)).unwrap().value
}

fn event(office: &mut Office, title: &str, start: &str, capacity: Option<i64>) -> EventId {
    let start = timing::local(start).unwrap();
    let new = NewEvent {
        capacity,
        offer_hours: 24,
        ..NewEvent::new(title, Timing::once(start, start + chrono::TimeDelta::hours(2)))
    };
    ops::event::add(office, &new, false).unwrap().value
}

fn going(office: &mut Office, event: EventId, person: PersonId) {
    let new = NewAttendance { state: Presence::Going, ..NewAttendance::default() };
    ops::people::invite(office, event, &[person], &new).unwrap();
}

fn state(office: &Office, event: EventId, name: &str) -> Presence {
    let all = office.read(|conn| store::people(conn, event)).unwrap();
    all.iter().find(|one| one.name == name).unwrap().new.state
}

fn id(office: &Office, event: EventId, name: &str) -> wardroom::events::model::AttendanceId {
    office.read(|conn| store::find_attendance(conn, event, name)).unwrap().id
}

/// Offers go by turn, end after their hours, and what is offered counts as taken until then.
#[test]
fn a_place_that_is_not_taken_in_time_goes_to_the_next() {
    let (mut office, clock) = office();
    let hall = event(&mut office, "Supper", "2026-12-10 19:00", Some(1));
    for name in ["Ann Ali", "Bo Berg", "Cy Cole"] {
        let person = person(&mut office, name);
        going(&mut office, hall, person);
    }
    assert_eq!(state(&office, hall, "Bo Berg"), Presence::Waiting);
    let ann = id(&office, hall, "Ann Ali");
    ops::people::answer(&mut office, ann, Presence::Cancelled).unwrap();
    assert_eq!(
        (state(&office, hall, "Bo Berg"), state(&office, hall, "Cy Cole")),
        (Presence::Offered, Presence::Waiting)
    );
    let (over, offered) = ops::people::advance(&mut office, hall).unwrap().value;
    assert!(over.is_empty() && offered.is_empty(), "a day has not passed");
    clock.set(iso("2026-11-29"));
    let (over, offered) = ops::people::advance(&mut office, hall).unwrap().value;
    assert_eq!((over, offered), (vec!["Bo Berg".to_owned()], vec!["Cy Cole".to_owned()]));
    assert_eq!(state(&office, hall, "Bo Berg"), Presence::Expired);
    let bo = id(&office, hall, "Bo Berg");
    assert_eq!(
        ops::people::answer(&mut office, bo, Presence::Going).unwrap().value,
        Presence::Waiting,
        "to the end of the line"
    );
    let cy = id(&office, hall, "Cy Cole");
    assert_eq!(ops::people::answer(&mut office, cy, Presence::Going).unwrap().value, Presence::Going);
    office.undo("").unwrap();
    assert_eq!(state(&office, hall, "Cy Cole"), Presence::Offered);
}

/// A ticket and its entry are one step; taking the entry back in the ledger opens the ticket again.
#[test]
fn money_of_a_ticket_follows_the_ledger() {
    let (mut office, _clock) = office();
    let hall = event(&mut office, "Supper", "2026-12-10 19:00", None);
    let ann = person(&mut office, "Ann Ali");
    let new = NewAttendance { state: Presence::Going, price: Some(Money(4_000)), ..NewAttendance::default() };
    ops::people::invite(&mut office, hall, &[ann], &new).unwrap();
    let one = id(&office, hall, "Ann Ali");
    let payment = ops::people::Payment {
        amount: Money(4_000),
        on: iso("2026-11-27"),
        method: Method::Card,
        account: None,
        reference: String::new(),
    };
    let entry = ops::people::pay(&mut office, one, &payment).unwrap().value;
    let kept = office.read(|conn| wardroom::ledger::store::entry(conn, entry)).unwrap();
    assert_eq!((kept.appeal.as_str(), kept.person, kept.amount), ("Supper", Some(ann), Money(4_000)));
    let open = |office: &Office| office.read(|conn| store::attendance(conn, one)).unwrap().open();
    assert_eq!(open(&office), Money::ZERO);
    assert!(ops::people::pay(&mut office, one, &payment).is_err(), "nothing is open");
    wardroom::ledger::ops::reverse(&mut office, entry, iso("2026-11-27"), "It bounced").unwrap();
    assert_eq!(open(&office), Money(4_000), "it is open again");
    let again = ops::people::pay(&mut office, one, &payment).unwrap().value;
    let back = wardroom::ledger::model::NewEntry {
        refunds: Some(again),
        ..wardroom::ledger::model::NewEntry::simple(
            wardroom::ledger::model::EntryKind::Refund,
            iso("2026-11-27"),
            Money(1_500),
        )
    };
    wardroom::ledger::ops::record(&mut office, &back).unwrap();
    assert_eq!(open(&office), Money(1_500), "what was given back is open");
    ops::people::answer(&mut office, one, Presence::Cancelled).unwrap();
    let all = office.read(|conn| store::people(conn, hall)).unwrap();
    let sums = wardroom::events::model::tally(&all);
    assert_eq!((sums.owed, sums.paid), (Money::ZERO, Money(2_500)), "who does not come owes nothing");
}

/// An event that comes each year has the same title, and each one its own money.
#[test]
fn a_second_event_of_a_title_has_its_own_word_in_the_ledger() {
    let (mut office, _clock) = office();
    let first = event(&mut office, "Spring gala", "2026-12-10 19:00", None);
    let second = event(&mut office, "Spring gala", "2027-12-09 19:00", None);
    let word = |id| office.read(|conn| Ok(store::event(conn, id)?.appeal().to_owned())).unwrap();
    assert_eq!((word(first).as_str(), word(second).as_str()), ("Spring gala", "Spring gala 2027-12-09"));
}

/// Who is asked to a series is asked to each day; who came is of the day.
#[test]
fn each_day_of_a_series_has_its_own_door() {
    let (mut office, _clock) = office();
    let start = timing::local("2026-11-20 19:30").unwrap();
    let rule = rule::typed("weekly", start, None, Some(4)).unwrap();
    let series = NewEvent::new("Choir", Timing { rule, ..Timing::once(start, start + chrono::TimeDelta::hours(2)) });
    let all = ops::event::add(&mut office, &series, false).unwrap().value;
    for name in ["Ann Ali", "Bo Berg"] {
        let person = person(&mut office, name);
        going(&mut office, all, person);
    }
    let ann = id(&office, all, "Ann Ali");
    let refused = ops::people::check_in(&mut office, ann, true).unwrap_err();
    assert!(refused.message.contains("each day has its own door"), "{refused}");
    let days = [start, start + chrono::TimeDelta::days(7)];
    let own = days.map(|at| ops::event::own_day(&mut office, all, at, None, false).unwrap().value);
    let ann = id(&office, own[0], "Ann Ali");
    ops::people::check_in(&mut office, ann, true).unwrap();
    let came = |of| {
        let all = office.read(|conn| store::people(conn, of)).unwrap();
        all.iter().map(|one| (one.name.clone(), one.came)).collect::<Vec<_>>()
    };
    assert_eq!(came(own[0]), [("Ann Ali".to_owned(), Some(true)), ("Bo Berg".to_owned(), None)]);
    assert_eq!(came(own[1]), [("Ann Ali".to_owned(), None), ("Bo Berg".to_owned(), None)]);
}

#[test]
fn two_records_of_one_guest_become_one_and_an_erasure_leaves_the_hall_counted() {
    let (mut office, _clock) = office();
    let hall = event(&mut office, "Supper", "2026-12-10 19:00", None);
    let (one, other) = (person(&mut office, "Ann Ali"), person(&mut office, "Ann Aly"));
    going(&mut office, hall, one);
    going(&mut office, hall, other);
    let host = id(&office, hall, "Ann Aly");
    ops::people::guest(&mut office, host, None, "A friend", &NewAttendance::default()).unwrap();
    let mut form = PartForm::new(&parts::SHIFTS);
    for (key, text) in
        [("role", "Door"), ("day", "2026-12-10"), ("starts", "18:00"), ("ends", "19:00"), ("needed", "1")]
    {
        form.set(key, text);
    }
    let currency = *office.read(profile::get).unwrap().currency;
    let terms = Terms { currency, today: iso("2026-11-27"), month_first: false };
    let values = form.parse(&parts::SHIFTS, &terms).unwrap();
    let shift = ops::part::add(&mut office, &parts::SHIFTS, hall, &values).unwrap().value;
    for person in [one, other] {
        ops::shift::sign_up(&mut office, shift, person, false).unwrap();
    }
    people::ops::merge(&mut office, one, other, &Choices::default()).unwrap();
    let all = office.read(|conn| store::people(conn, hall)).unwrap();
    assert_eq!(all.iter().filter(|one| one.person.is_some()).count(), 1, "{all:?}");
    assert!(all.iter().any(|one| one.name == "A friend"));
    assert_eq!(office.read(|conn| store::work_of(conn, hall)).unwrap().len(), 1);
    let what =
        Erasing { people: vec![one], reason: "They asked".to_owned(), places: Places::default(), deal: Deal::Leave };
    people::ops::erase(&mut office, &what).unwrap();
    assert!(office.read(|conn| store::work_of(conn, hall)).unwrap().is_empty());
    assert_eq!(office.check().unwrap(), []);
}

/// A day that has something of its own stays the day it is when the whole series moves, and goes along when the series is cut.
#[test]
fn a_day_of_its_own_keeps_to_its_series() {
    let (mut office, _clock) = office();
    let start = timing::local("2027-01-05 19:30").unwrap();
    let rule = rule::typed("weekly", start, Some(iso("2027-03-30")), None).unwrap();
    let series = NewEvent::new("Choir", Timing { rule, ..Timing::once(start, start + chrono::TimeDelta::hours(2)) });
    let id = ops::event::add(&mut office, &series, false).unwrap().value;
    let second = start + chrono::TimeDelta::days(7);
    let own = ops::event::own_day(&mut office, id, second, None, false).unwrap().value;
    assert_eq!(ops::event::own_day(&mut office, id, second, None, false).unwrap().value, own, "once");
    let mut later = series.clone();
    later.timing.start += chrono::TimeDelta::hours(1);
    later.timing.end += chrono::TimeDelta::hours(1);
    ops::event::change(&mut office, id, &later).unwrap();
    let january = |office: &Office| {
        let all = office.read(|conn| store::between(conn, iso("2027-01-01"), iso("2027-01-31"))).unwrap();
        all.iter().map(|one| one.start.format("%d %H:%M").to_string()).collect::<Vec<_>>()
    };
    assert_eq!(january(&office), ["05 20:30", "12 19:30", "19 20:30", "26 20:30"], "its own hour stays");
    let third = later.timing.start + chrono::TimeDelta::days(14);
    let rest =
        ops::event::later(&mut office, id, third, &NewEvent { timing: later.timing.from(third), ..later.clone() })
            .unwrap()
            .value;
    assert_ne!(rest, id);
    assert_eq!(january(&office), ["05 20:30", "12 19:30", "19 20:30", "26 20:30"], "cut in two, nothing twice");
    ops::event::remove(&mut office, rest).unwrap();
    assert_eq!(january(&office), ["05 20:30", "12 19:30"]);
    ops::event::remove(&mut office, id).unwrap();
    assert!(january(&office).is_empty(), "its days go with it");
}

/// What a month shows is what one finds who expands everything and looks at each day.
#[test]
fn a_calendar_of_thousands_shows_each_month_what_is_on() {
    let (mut office, _clock) = office();
    let first = iso("2025-01-01");
    office
        .transact(&ops::event::ADD, |tx| {
            for n in 0..600_i64 {
                let start = (first + chrono::TimeDelta::days(n * 7 % 1_800))
                    .and_hms_opt(u32::try_from(n % 24).unwrap(), 0, 0)
                    .unwrap();
                let mut new =
                    NewEvent::new(&format!("Event {n}"), Timing::once(start, start + chrono::TimeDelta::hours(n % 60)));
                if n % 10 == 0 {
                    new.timing.rule = rule::typed("monthly", start, None, None)?;
                }
                ops::event::add_in(tx, &new, false)?;
            }
            Ok(())
        })
        .unwrap();
    let all = office.read(store::events).unwrap();
    for (from, to) in [("2025-02-24", "2025-04-06"), ("2027-07-26", "2027-09-05"), ("2035-01-01", "2035-02-11")] {
        let (from, to) = (iso(from), iso(to));
        let found = office.read(|conn| store::between(conn, from, to)).unwrap();
        let mut expected = 0;
        for event in &all {
            let timing = &event.new.timing;
            let far = (to + chrono::TimeDelta::days(2)).and_hms_opt(0, 0, 0).unwrap();
            let starts = timing.starts(timing.start, far);
            expected += starts.iter().filter(|at| at.date() <= to && timing.last_day(**at) >= from).count();
        }
        assert_eq!(found.len(), expected, "{from} to {to}");
        assert!(found.windows(2).all(|pair| pair[0].start <= pair[1].start), "in order");
        assert!(found.iter().all(|one| matches!(one.of, Of::Own(_))));
    }
}
