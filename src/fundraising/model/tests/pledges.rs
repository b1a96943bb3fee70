//! Instalments: due, missed, part paid, ahead; and which donations look like them.

use proptest::prelude::*;

use super::super::*;
use crate::kit::day::from_iso;
use crate::kit::{Currency, Day, Money};

fn on(iso: &str) -> Day {
    from_iso(iso).unwrap()
}

fn pledge(rhythm: Rhythm, first: &str, end: Option<&str>, gifts: &[(&str, i64)]) -> Pledge {
    Pledge {
        id: PledgeId(1),
        person: PersonId(7),
        name: "Ann Ali".into(),
        sort_key: "ali ann".into(),
        terms: NewPledge {
            amount: Money(1_000),
            rhythm,
            first: on(first),
            end: end.map(on),
            appeal: String::new(),
            method: Method::StandingOrder,
            reference: String::new(),
            note: String::new(),
            pledged: None,
        },
        cancelled: None,
        gifts: gifts
            .iter()
            .zip(1..)
            .map(|((day, amount), id)| Gift { entry: EntryId(id), on: on(day), amount: Money(*amount) })
            .collect(),
    }
}

fn state(pledge: &Pledge, day: &str) -> State {
    pledge.schedule(on(day)).state
}

#[test]
fn a_monthly_pledge_is_due_then_missed_then_part_paid_and_on_time_again() {
    let mut monthly = pledge(Rhythm::Monthly, "2026-01-31", None, &[("2026-02-02", 1_000)]);
    assert_eq!(state(&monthly, "2026-01-30"), State::Upcoming);
    assert_eq!(state(&monthly, "2026-01-31"), State::Due, "what comes later has not come yet");
    assert_eq!(state(&monthly, "2026-02-02"), State::OnTime);
    assert_eq!(state(&monthly, "2026-03-07"), State::Due, "28 February and seven days");
    let schedule = monthly.schedule(on("2026-03-08"));
    assert_eq!((schedule.state, schedule.missed, schedule.missed_sum), (State::Missed, 1, Money(1_000)));
    assert_eq!((schedule.expected, schedule.received), (Money(2_000), Money(1_000)));
    assert_eq!(schedule.next().unwrap().due, on("2026-02-28"));
    monthly.gifts.push(Gift { entry: EntryId(9), on: on("2026-03-08"), amount: Money(400) });
    let schedule = monthly.schedule(on("2026-03-08"));
    assert_eq!((schedule.state, schedule.missed_sum), (State::Part, Money(600)));
    assert_eq!(schedule.instalments[1].by, [EntryId(9)]);
    monthly.gifts.push(Gift { entry: EntryId(10), on: on("2026-03-09"), amount: Money(600) });
    assert_eq!(state(&monthly, "2026-03-09"), State::OnTime);
}

#[test]
fn what_comes_ahead_pays_the_next_and_shows_it() {
    let ahead = pledge(Rhythm::Quarterly, "2026-01-01", None, &[("2026-01-01", 2_500)]);
    let schedule = ahead.schedule(on("2026-02-01"));
    assert_eq!((schedule.state, schedule.ahead), (State::Ahead, Money(1_500)));
    let paid: Vec<_> = schedule.instalments.iter().map(|i| (i.due.to_string(), i.paid)).collect();
    assert_eq!(
        paid,
        [
            ("2026-01-01".to_owned(), Money(1_000)),
            ("2026-04-01".to_owned(), Money(1_000)),
            ("2026-07-01".to_owned(), Money(500)),
        ]
    );
    assert_eq!(schedule.next().unwrap().left(), Money(500));
    assert_eq!(state(&ahead, "2026-07-01"), State::Part);
}

#[test]
fn an_end_keeps_it_and_a_cancel_lets_it_go() {
    let three = [("2026-01-01", 1_000), ("2026-02-01", 1_000), ("2026-03-01", 1_000)];
    let ended = pledge(Rhythm::Monthly, "2026-01-01", Some("2026-03-31"), &three);
    assert_eq!(ended.days(Day::MAX).count(), 3);
    assert_eq!(state(&ended, "2026-02-15"), State::OnTime);
    assert_eq!(state(&ended, "2026-12-01"), State::Kept);
    let once = pledge(Rhythm::Once, "2026-01-01", None, &[("2026-01-05", 1_000)]);
    assert_eq!(state(&once, "2026-01-05"), State::Kept);
    let mut cancelled = pledge(Rhythm::Monthly, "2026-01-01", None, &three[..1]);
    cancelled.cancelled = Some(Cancelled { on: on("2026-03-01"), why: "Moved away".into() });
    assert_eq!(state(&cancelled, "2026-02-20"), State::Missed, "before that day it is as it was");
    let schedule = cancelled.schedule(on("2026-06-01"));
    assert_eq!((schedule.state, schedule.expected), (State::Cancelled, Money(2_000)));
    assert_eq!(open_items(&[cancelled], on("2026-06-01")), []);
}

#[test]
fn open_items_are_what_is_due_and_the_next_that_may_come_early() {
    let monthly = pledge(Rhythm::Monthly, "2026-01-15", None, &[("2026-01-15", 1_000)]);
    let days = |as_of: &str| -> Vec<String> {
        open_items(std::slice::from_ref(&monthly), on(as_of)).iter().map(|i| i.due.to_string()).collect()
    };
    assert_eq!(days("2026-01-20"), [""; 0], "the next one is too far");
    assert_eq!(days("2026-02-01"), ["2026-02-15"]);
    assert_eq!(days("2026-03-20"), ["2026-02-15", "2026-03-15"]);
    assert_eq!(days("2026-04-02"), ["2026-02-15", "2026-03-15", "2026-04-15"]);
}

fn loose(entry: i64, day: &str, amount: i64, appeal: &str, method: Method) -> Loose {
    Loose {
        entry: EntryId(entry),
        person: PersonId(7),
        on: on(day),
        amount: Money(amount),
        appeal: appeal.into(),
        method,
    }
}

#[test]
fn a_donation_of_the_amount_near_the_day_is_suggested_once() {
    let mut monthly = pledge(Rhythm::Monthly, "2026-01-01", None, &[]);
    monthly.terms.appeal = "Autumn appeal".into();
    let gifts = [
        loose(1, "2026-01-03", 1_000, "", Method::Cheque),
        loose(2, "2026-01-09", 1_000, "AUTUMN  Appeal", Method::Cheque),
        loose(3, "2026-01-02", 1_000, "Minibus fund", Method::StandingOrder),
        loose(4, "2026-02-01", 999, "", Method::StandingOrder),
        loose(5, "2026-02-20", 1_000, "", Method::StandingOrder),
        loose(6, "2026-02-04", 1_000, "", Method::Transfer),
        loose(7, "2026-02-10", 1_000, "", Method::StandingOrder),
    ];
    let found = suggest(std::slice::from_ref(&monthly), &gifts, on("2026-02-21"));
    let pairs: Vec<_> = found.iter().map(|s| (s.entry.0, s.due.to_string())).collect();
    assert_eq!(
        pairs,
        [(2, "2026-01-01".to_owned()), (7, "2026-02-01".to_owned()), (5, "2026-03-01".to_owned())],
        "the named appeal before the nearer day, the same way of paying before the nearer day"
    );
    monthly.cancelled = Some(Cancelled { on: on("2026-01-01"), why: String::new() });
    assert_eq!(suggest(&[monthly], &gifts, on("2026-02-21")), []);
}

#[test]
fn a_form_becomes_a_pledge_or_says_what_is_wrong() {
    let terms = Terms { currency: *Currency::pound(), today: on("2026-11-21"), month_first: false };
    let form = PledgeForm { amount: "10".into(), first: "31/1/2027".into(), ..PledgeForm::new(terms.today) };
    let new = form.parse(&terms).unwrap();
    assert_eq!((new.amount, new.rhythm, new.first), (Money(1_000), Rhythm::Monthly, on("2027-01-31")));
    assert_eq!(PledgeForm::of(&new, terms.currency).parse(&terms).unwrap(), new);
    let bad = PledgeForm {
        amount: "0".into(),
        rhythm: "weekly".into(),
        end: "1/1/2026".into(),
        method: "in_kind".into(),
        pledged: "1/1/2030".into(),
        ..form
    };
    let fields: Vec<_> = bad.parse(&terms).unwrap_err().iter().map(|p| p.field).collect();
    assert_eq!(fields, ["amount", "rhythm", "end", "method", "pledged"]);
}

proptest! {
    /// Whatever came when: what is paid of the instalments and what is ahead of them is what was received, no instalment
    /// is paid more than it is, and none before an older one is whole.
    #[test]
    fn what_was_received_is_on_instalments_or_ahead(
        gifts in prop::collection::vec((0_i64..700, 1_i64..3_000), 0..12), after in 0_i64..700, rhythm in 0_usize..5,
    ) {
        let first = on("2026-01-31");
        let day = |days: i64| first + chrono::TimeDelta::days(days);
        let mut pledge = pledge(Rhythm::ALL[rhythm], "2026-01-31", Some("2027-12-31"), &[]);
        pledge.gifts = gifts.iter().zip(1..).map(|((days, amount), id)| {
            Gift { entry: EntryId(id), on: day(*days), amount: Money(*amount) }
        }).collect();
        pledge.gifts.sort_by_key(|gift| gift.on);
        let schedule = pledge.schedule(day(after));
        let paid: Money = schedule.instalments.iter().map(|i| i.paid).sum();
        let due: Money = schedule.instalments.iter().filter(|i| i.due <= day(after)).map(|i| i.paid).sum();
        prop_assert!(paid <= schedule.received);
        prop_assert_eq!(schedule.ahead > Money::ZERO, schedule.received > schedule.expected);
        prop_assert!(due <= schedule.expected);
        let mut short = false;
        for instalment in &schedule.instalments {
            prop_assert!(instalment.paid <= instalment.amount);
            prop_assert!(!short || instalment.paid.is_zero(), "an older one is still short");
            short |= instalment.left() > Money::ZERO;
        }
        let whole: Money = schedule.instalments.iter().filter(|i| i.due <= day(after)).map(|i| i.left()).sum();
        prop_assert_eq!(schedule.expected - due, whole);
    }
}
