//! What the law's rules find, kept true through every kind of step; work on it, and what it leaves behind.

use std::sync::Arc;

use wardroom::kit::{Day, FixedClock, Money, day};
use wardroom::ledger::model::{EntryId, EntryKind, Method, NewEntry};
use wardroom::ledger::ops as ledger;
use wardroom::office::profile::Profile;
use wardroom::office::{How, Office};
use wardroom::people::{self, Address, Details, PersonId};
use wardroom::rules::book::Who;
use wardroom::rules::finding::{Finding, Kind, Severity};
use wardroom::rules::own::{OwnKind, OwnRule, Standing};
use wardroom::rules::pack::{Class, Op, Override, Threshold, pack_for};
use wardroom::rules::store::{self, FINDINGS, Filter, List, Listed, State};
use wardroom::rules::work::{NewWork, Outcome};
use wardroom::rules::{ops, own};
use wardroom::subjects;

use super::ledger::content;

pub fn on(iso: &str) -> Day {
    day::from_iso(iso).unwrap()
}

/// A branch under some law, with a clock that can be set.
pub struct Branch {
    pub office: Office,
    pub clock: Arc<FixedClock>,
}

impl Branch {
    pub fn new(law: &str, today: &str) -> Self {
        let clock = Arc::new(FixedClock::at(on(today)));
        let profile = Profile::new("Test Party", "Riverside", law).unwrap();
        let how = How::new(subjects::setup(), Arc::clone(&clock) as Arc<dyn wardroom::kit::Clock>, "Asha M.").seed(1);
        Self { office: Office::in_memory(&profile, &how).unwrap(), clock }
    }

    pub fn person(&mut self, name: &str) -> PersonId {
        let address = Address {
            kind: "home".into(),
            street: "4 Quay Street".into(),
            locality: "Riverside".into(),
            postcode: "ZZ1 1AA".into(),
            preferred: true,
            ..Address::default()
        };
        self.add(Details { addresses: vec![address], ..Details::named(name) })
    }

    pub fn add(&mut self, details: Details) -> PersonId {
        people::ops::add(&mut self.office, &details).unwrap().value
    }

    pub fn body(&mut self, name: &str, class: Option<Class>) -> PersonId {
        let id = self.add(Details { organisation: true, ..Details::named(name) });
        if class.is_some() {
            ops::set_standing(&mut self.office, id, &Standing { class, ..Standing::default() }).unwrap();
        }
        id
    }

    pub fn entry(
        &mut self,
        kind: EntryKind,
        from: Option<PersonId>,
        received: &str,
        minor: i64,
        method: Method,
    ) -> EntryId {
        // Money is recorded once it is there.
        if on(received) > self.office.today() {
            self.clock.set(on(received));
        }
        let mut new = NewEntry::simple(kind, on(received), Money(minor));
        (new.person, new.method) = (from, method);
        new.banked = Some(on(received));
        if kind == EntryKind::InKind {
            new.description = "Hall".into();
            new.banked = None;
        }
        ledger::record(&mut self.office, &new).unwrap().value
    }

    pub fn gift(&mut self, from: Option<PersonId>, received: &str, minor: i64) -> EntryId {
        self.entry(EntryKind::Donation, from, received, minor, Method::Transfer)
    }

    pub fn list(&self, filter: &Filter) -> Vec<Listed> {
        let today = self.office.today();
        self.office.read(|conn| List::new(conn, today)?.page(filter, 0, usize::MAX)).unwrap()
    }

    /// The rule and kind of everything about donors that is open or worth knowing.
    pub fn found(&self) -> Vec<String> {
        let mut all: Vec<String> = [State::Open, State::Notes]
            .into_iter()
            .flat_map(|state| self.list(&Filter { state, ..Filter::default() }))
            .filter(|listed| listed.finding.who != Who::Unit)
            .map(|listed| format!("{} {}", listed.finding.rule, listed.finding.kind.key()))
            .collect();
        all.sort();
        all
    }

    pub fn one(&self, rule: &str) -> Finding {
        let of = |state| self.list(&Filter { state, ..Filter::default() });
        let all = of(State::Open).into_iter().chain(of(State::Notes));
        let found: Vec<Finding> = all.map(|listed| listed.finding).filter(|f| f.rule == rule).collect();
        assert_eq!(found.len(), 1, "{rule}: {found:?}");
        found.into_iter().next().unwrap()
    }

    pub fn work(&mut self, finding: &Finding, outcome: Outcome, day: &str) {
        ops::work(&mut self.office, &finding.key(), &done(outcome, day)).unwrap();
    }

    /// The kept list is what the rules find now, and nothing else is wrong with the file.
    pub fn sound(&self) {
        assert_eq!(self.office.read(|conn| (FINDINGS.verify)(conn)).unwrap(), 0, "{:?}", self.found());
        let mut wrong = self.office.check().unwrap();
        // Members notice dues of people who are none.
        wrong.retain(|found| found.severity != wardroom::office::Severity::Notice);
        assert!(wrong.is_empty(), "{wrong:?}");
    }

    pub fn undo(&mut self) {
        self.office.undo("").unwrap();
        self.sound();
    }
}

pub fn done(outcome: Outcome, day: &str) -> NewWork {
    NewWork {
        outcome,
        on: on(day),
        by: "Asha M.".into(),
        means: "Register".into(),
        note: "Seen".into(),
        amount: None,
        people: None,
        refund: false,
    }
}

const CHECK: &str = "gb.accept_check check";
const REPORT: &str = "gb.report.au report";

#[test]
fn the_list_stays_true_through_every_kind_of_step() {
    let mut b = Branch::new("gb", "2026-11-21");
    let (ann, twin) = (b.person("Ann Ali"), b.person("Anne Aly"));
    let first = b.gift(Some(ann), "2026-10-01", 60_000);
    b.sound();
    assert_eq!(b.found(), [CHECK]);
    let second = b.gift(Some(twin), "2026-10-02", 180_000);
    b.sound();
    assert_eq!(b.found(), [CHECK, CHECK], "two donors, and nothing to report of either");

    let undoes = |b: &mut Branch, step: &dyn Fn(&mut Branch), expected: &[&str]| {
        let (before, seal) = (b.found(), content(&b.office));
        step(b);
        b.sound();
        assert_eq!(b.found(), expected);
        b.undo();
        assert_eq!((b.found(), content(&b.office)), (before, seal));
        b.office.redo().unwrap();
        b.sound();
        assert_eq!(b.found(), expected);
        b.undo();
    };
    // The two become one donor, whose gifts come to more than the threshold.
    undoes(
        &mut b,
        &|b| drop(people::ops::merge(&mut b.office, ann, twin, &people::side_by_side::Choices::default()).unwrap()),
        &[CHECK, CHECK, REPORT],
    );
    undoes(
        &mut b,
        &|b| drop(ledger::reverse(&mut b.office, first, on("2026-10-03"), "Keyed twice").unwrap()),
        &[CHECK],
    );
    // What went back whole needs no check; a part of it changes the sum.
    undoes(
        &mut b,
        &|b| {
            let back = ledger::refund(&mut b.office, second, Money(180_000), on("2026-10-05"), "", Vec::new());
            drop(back.unwrap());
        },
        &[CHECK],
    );
    undoes(
        &mut b,
        &|b| {
            let entry = b.office.read(|conn| wardroom::ledger::store::entry(conn, second)).unwrap();
            let mut new = NewEntry::simple(EntryKind::Donation, entry.received, Money(20_000));
            new.person = Some(twin);
            drop(ledger::change(&mut b.office, second, &new).unwrap());
        },
        &[CHECK],
    );
    // On behalf of somebody: theirs, not the payer's.
    undoes(
        &mut b,
        &|b| {
            let mut new = NewEntry::simple(EntryKind::Donation, on("2026-10-06"), Money(90_000)).from(twin);
            new.behalf_of = Some(ann);
            drop(ledger::record(&mut b.office, &new).unwrap());
        },
        &[CHECK, CHECK, CHECK],
    );
    undoes(
        &mut b,
        &|b| {
            let own = Override {
                rule: "gb.accept_check".into(),
                from: on("2020-01-01"),
                to: None,
                threshold: Some(Threshold { op: Op::Gt, amount: Money(100_000) }),
                days: None,
                reason: "So decided".into(),
            };
            drop(ops::add_value(&mut b.office, &own).unwrap());
        },
        &[CHECK],
    );
    undoes(
        &mut b,
        &|b| {
            let class = Some(Class::ForeignIndividual);
            drop(ops::set_standing(&mut b.office, ann, &Standing { class, ..Standing::default() }).unwrap());
        },
        &[CHECK, CHECK, "gb.donors conditions"],
    );
    undoes(
        &mut b,
        &|b| {
            let mut details = b.office.read(|conn| people::store::get(conn, ann)).unwrap().details;
            details.addresses[0].country = "FR".into();
            drop(people::ops::change(&mut b.office, ann, &details).unwrap());
        },
        &[CHECK, CHECK, "gb.donors abroad"],
    );
}

#[test]
fn erasing_a_donor_leaves_no_donation_from_nobody_behind() {
    let mut b = Branch::new("gb", "2026-11-21");
    let ann = b.person("Ann Ali");
    b.gift(Some(ann), "2016-10-01", 60_000);
    let finding = b.one("gb.accept_check");
    b.work(&finding, Outcome::Accepted, "2016-10-03");
    b.sound();
    assert!(b.found().is_empty());
    let (deal, places) = Default::default();
    let what = people::ops::Erasing { people: vec![ann], reason: "asked".into(), deal, places };
    people::ops::erase(&mut b.office, &what).unwrap();
    b.sound();
    assert!(b.found().is_empty(), "what was given by somebody who was known is not from nobody: {:?}", b.found());
    // Who stands only as a name in the entry is not in the register, so nothing is known of them.
    let mut new = NewEntry::simple(EntryKind::Donation, on("2026-10-01"), Money(60_000));
    new.payee = "A bucket".into();
    ledger::record(&mut b.office, &new).unwrap();
    b.sound();
    assert_eq!(b.found(), ["gb.anonymous anonymous"]);
    let works = b.list(&Filter { state: State::Done, ..Filter::default() });
    assert_eq!((works.len(), works[0].name.as_str()), (1, ""), "the work stays, without the donor");
}

#[test]
fn work_keeps_the_finding_and_the_pack_and_settles_it_until_the_sum_is_another() {
    let mut b = Branch::new("gb", "2026-11-21");
    let ann = b.person("Ann Ali");
    b.gift(Some(ann), "2026-02-01", 150_000);
    let check = b.one("gb.accept_check");
    assert_eq!((check.due, check.severity, check.amount), (Some(on("2026-03-03")), Severity::Act, Money(150_000)));
    // The wrong outcome changes nothing.
    let seal = content(&b.office);
    let refused = ops::work(&mut b.office, &check.key(), &done(Outcome::Reported, "2026-02-05")).unwrap_err();
    assert!(refused.hint.unwrap().contains("accepted"), "says what can be done");
    assert_eq!(content(&b.office), seal);
    b.work(&check, Outcome::Accepted, "2026-02-05");
    b.sound();
    assert!(b.found().is_empty());
    let kept = b.office.read(|conn| store::works_of(conn, &check)).unwrap();
    let pack = pack_for("gb").unwrap().unwrap();
    assert_eq!(kept.len(), 1);
    assert_eq!(
        (&kept[0].pack_digest, &kept[0].pack_version, &kept[0].finding),
        (&pack.digest, &pack.head.version, &check)
    );
    assert_eq!((kept[0].on, kept[0].by.as_str(), kept[0].means.as_str()), (on("2026-02-05"), "Asha M.", "Register"));

    b.gift(Some(ann), "2026-03-01", 100_000);
    let second = b.one("gb.accept_check");
    b.work(&second, Outcome::Accepted, "2026-03-02");
    let report = b.one("gb.report.au");
    assert_eq!((report.amount, report.entries.len()), (Money(250_000), 2));
    b.work(&report, Outcome::Reported, "2026-04-10");
    assert!(b.found().is_empty());
    // A part of it goes back, which does not lessen what this law counts; another amount in the ledger does.
    let seal = content(&b.office);
    ledger::refund(&mut b.office, report.entries[1], Money(10_000), on("2026-04-20"), "", Vec::new()).unwrap();
    b.sound();
    assert!(b.found().is_empty());
    b.undo();
    let mut new = NewEntry::simple(EntryKind::Donation, on("2026-03-01"), Money(90_000)).from(ann);
    (new.method, new.banked) = (Method::Transfer, Some(on("2026-03-01")));
    ledger::change(&mut b.office, report.entries[1], &new).unwrap();
    b.sound();
    assert_eq!(b.found(), [REPORT], "the donor was checked and stays so");
    let again = b.one("gb.report.au");
    assert_eq!(again.amount, Money(240_000));
    let opened = b.office.read(|conn| store::one(conn, &again, on("2026-11-21"))).unwrap();
    assert!(opened.is_open && opened.works.len() == 1, "open again, with what was done before beside it");
    b.undo();
    assert!(b.found().is_empty(), "settled once more");
    assert_eq!(content(&b.office), seal);
    b.undo();
    assert_eq!(b.found(), [REPORT], "without the work it is open");
}

#[test]
fn an_unidentified_donor_leads_to_giving_back_with_the_refund_in_the_ledger() {
    let mut b = Branch::new("gb", "2026-11-21");
    let cash = b.entry(EntryKind::Donation, None, "2026-05-04", 60_000, Method::Cash);
    let found = b.one("gb.anonymous");
    assert_eq!((found.kind, found.over, &found.entries), (Kind::Anonymous, Money(60_000), &vec![cash]));
    b.work(&found, Outcome::Unidentified, "2026-05-20");
    b.sound();
    let back = b.one("gb.return");
    assert_eq!(back.over, Money(60_000));
    let paid = NewWork { amount: Some(Money(60_000)), refund: true, ..done(Outcome::PaidOver, "2026-05-25") };
    let seal = content(&b.office);
    ops::work(&mut b.office, &back.key(), &paid).unwrap();
    b.sound();
    let entry = b.office.read(|conn| wardroom::ledger::store::entry(conn, cash)).unwrap();
    let left = b.office.read(|conn| wardroom::ledger::store::left_to_refund(conn, &entry)).unwrap();
    assert_eq!(left, Money::ZERO);
    assert_eq!(b.found(), ["gb.report.refused report_refused"]);
    // One step does both, and one undo takes both back.
    b.undo();
    assert_eq!(content(&b.office), seal);
    // More than the ledger has to give back is refused whole.
    ledger::refund(&mut b.office, cash, Money(50_000), on("2026-05-21"), "", Vec::new()).unwrap();
    let now = b.one("gb.return");
    let (seal, too_much) = (content(&b.office), NewWork { amount: Some(Money(60_000)), ..paid });
    assert!(ops::work(&mut b.office, &now.key(), &too_much).is_err());
    assert_eq!(content(&b.office), seal);
}

#[test]
fn what_is_older_is_set_aside_in_one_step() {
    let mut b = Branch::new("gb", "2026-11-21");
    let ann = b.person("Ann Ali");
    for year in 2019..2026 {
        b.gift(Some(ann), &format!("{year}-06-01"), 60_000);
    }
    b.gift(Some(ann), "2026-06-01", 60_000);
    let wait = |b: &Branch| b.list(&Filter::default()).into_iter().filter(|l| l.finding.who != Who::Unit).count();
    assert_eq!(wait(&b), 8);
    assert!(ops::work_before(&mut b.office, on("2026-01-01"), "  ", "").is_err(), "somebody says so");
    ops::work_before(&mut b.office, on("2026-01-01"), "Asha M.", "Kept on paper").unwrap();
    b.sound();
    assert_eq!(wait(&b), 1);
    assert!(b.list(&Filter::default()).iter().all(|l| l.finding.due.is_none_or(|due| due >= on("2026-01-01"))));
    b.undo();
    assert_eq!(wait(&b), 8);
}

#[test]
fn an_unconfirmed_number_never_says_more_than_look_at_it() {
    let mut b = Branch::new("gb", "2026-11-21");
    let ann = b.person("Ann Ali");
    b.entry(EntryKind::Dues, Some(ann), "2026-05-04", 60_000, Method::Transfer);
    assert_eq!(b.one("gb.accept_check.dues").severity, Severity::Check);
    let today = b.office.today();
    let tally = b.office.read(|conn| List::new(conn, today)?.tally()).unwrap();
    let unit = b
        .list(&Filter::default())
        .iter()
        .filter(|l| l.finding.who == Who::Unit && l.finding.severity >= Severity::Act)
        .count();
    assert_eq!(tally.open, unit, "what only wants a look is not counted as waiting");
}

#[test]
fn another_law_and_another_currency_make_the_list_anew() {
    let mut b = Branch::new("gb", "2026-11-21");
    let ann = b.person("Ann Ali");
    b.gift(Some(ann), "2026-05-04", 60_000);
    assert_eq!(b.found(), [CHECK]);
    let mut profile = b.office.read(wardroom::office::profile::get).unwrap();
    profile.unit_type = "central_party".into();
    wardroom::office::profile::change(&mut b.office, &profile).unwrap();
    b.sound();
    assert_eq!(b.office.read(store::leading).unwrap().unwrap().unit, "central_party");
    profile.jurisdictions = vec!["ca".into()];
    wardroom::office::profile::change(&mut b.office, &profile).unwrap();
    b.sound();
    assert!(b.office.read(store::leading).unwrap().is_none(), "pounds are not held against a law in dollars");
    assert!(b.found().is_empty());
}

#[test]
fn own_rules_are_named_in_their_findings() {
    let mut b = Branch::new("gb", "2026-11-21");
    let ann = b.person("Ann Ali");
    b.gift(Some(ann), "2026-05-04", 30_000);
    assert!(b.found().is_empty());
    let rule = OwnRule {
        name: "Two look at it".into(),
        says: "Two officers look at every gift of £300 or more.".into(),
        kind: OwnKind::Check,
        entries: vec![EntryKind::Donation],
        over: Threshold { op: Op::Gte, amount: Money(30_000) },
        window: "none".into(),
        days: Some(14),
        from: on("2026-01-01"),
        to: None,
        reason: "The executive, 3 January 2026".into(),
    };
    let id = ops::save_rule(&mut b.office, None, &rule).unwrap().value;
    b.sound();
    let found = b.one(&own::own_id(id));
    assert_eq!((found.kind, found.due), (Kind::Check, Some(on("2026-05-18"))));
    let more = OwnRule { days: Some(7), ..rule };
    ops::save_rule(&mut b.office, Some(id), &more).unwrap();
    b.sound();
    assert_eq!(b.one(&own::own_id(id)).due, Some(on("2026-05-11")));
    ops::remove_rule(&mut b.office, id).unwrap();
    b.sound();
    assert!(b.found().is_empty());
    b.undo();
    assert_eq!(b.one(&own::own_id(id)).due, Some(on("2026-05-11")));
    assert!(ops::remove_rule(&mut b.office, own::OwnRuleId(5)).is_err());
    assert!(ops::remove_value(&mut b.office, own::ValueId(5)).is_err());
    assert!(ops::remove_election(&mut b.office, own::ElectionId(5)).is_err());
}
