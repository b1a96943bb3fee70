//! A branch under a law runs through a year in which each of its rules fires once, and all of it is dealt with.

use std::collections::{BTreeMap, BTreeSet};

use wardroom::kit::Money;
use wardroom::ledger::model::{EntryKind, Method};
use wardroom::people::{self, Details};
use wardroom::rules::engine::{credits, receipts};
use wardroom::rules::ops;
use wardroom::rules::own::Standing;
use wardroom::rules::pack::{Class, What};
use wardroom::rules::store::{self, Filter, State};
use wardroom::rules::work::{NewWork, Outcome};

use super::rules::{Branch, done, on};

/// A year, and every finding that stood in it at some time, by rule.
struct Year {
    b: Branch,
    fired: BTreeMap<String, BTreeSet<String>>,
}

impl Year {
    fn new(law: &str, today: &str) -> Self {
        Self { b: Branch::new(law, today), fired: BTreeMap::new() }
    }

    /// Goes on to a day, and takes down what is found on it.
    fn to(&mut self, today: &str) {
        self.b.clock.set(on(today));
        self.look();
    }

    fn look(&mut self) {
        self.b.sound();
        for state in [State::Open, State::Notes] {
            for listed in self.b.list(&Filter { state, ..Filter::default() }) {
                self.fired.entry(listed.finding.rule.clone()).or_default().insert(listed.finding.key());
            }
        }
    }

    /// Does something about the only finding of a rule.
    fn work(&mut self, rule: &str, outcome: Outcome) {
        self.work_with(rule, done(outcome, &self.b.office.today().to_string()));
    }

    fn work_with(&mut self, rule: &str, new: NewWork) {
        if new.on > self.b.office.today() {
            self.to(&new.on.to_string());
        }
        self.look();
        let finding = self.b.one(rule);
        ops::work(&mut self.b.office, &finding.key(), &new).unwrap();
        self.look();
    }

    /// How often each rule fired, in the pack's order.
    fn count(&self) -> Vec<(String, usize)> {
        let law = self.b.office.read(store::leading).unwrap().unwrap();
        let counts = law.rules.iter().map(|rule| (rule.id.clone(), self.fired.get(&rule.id).map_or(0, BTreeSet::len)));
        counts.collect()
    }

    /// Nothing is left to do, and each piece of work names the pack by its digest.
    fn all_done(&self) {
        let open: Vec<String> =
            self.b.list(&Filter::default()).into_iter().map(|listed| listed.finding.key()).collect();
        assert!(open.is_empty(), "{open:?}");
        let digest = self.b.office.read(store::leading).unwrap().unwrap().pack.digest.clone();
        for listed in self.b.list(&Filter { state: State::Done, ..Filter::default() }) {
            let work = self.b.office.read(|conn| store::work(conn, listed.work.unwrap())).unwrap();
            assert_eq!(work.pack_digest, digest);
        }
    }
}

#[test]
fn a_british_branch_runs_through_a_year() {
    let mut y = Year::new("gb", "2026-01-05");
    // Long ago, and past the time for which records are asked for.
    let old = y.b.person("Olwen Old");
    y.b.gift(Some(old), "2018-03-01", 2_000);

    // A company gives, and nobody has said that it is one.
    y.to("2026-01-12");
    let bakery = y.b.body("Harbour Bakery Ltd", None);
    y.b.gift(Some(bakery), "2026-01-12", 2_600_000);
    y.look();
    ops::set_standing(&mut y.b.office, bakery, &Standing { class: Some(Class::Company), ..Standing::default() })
        .unwrap();
    y.work("gb.accept_check", Outcome::Accepted);

    // Dues of a size at which the check is not certain to be asked for.
    y.to("2026-02-09");
    let ann = y.b.person("Ann Ali");
    y.b.entry(EntryKind::Dues, Some(ann), "2026-02-09", 60_000, Method::Transfer);
    y.work("gb.accept_check.dues", Outcome::Accepted);

    // A banknote envelope without a name: nobody is found, and it goes to the regulator.
    y.to("2026-03-02");
    y.b.entry(EntryKind::Donation, None, "2026-03-02", 60_000, Method::Cash);
    y.work("gb.anonymous", Outcome::Unidentified);
    y.to("2026-03-20");
    y.work_with(
        "gb.return",
        NewWork { amount: Some(Money(60_000)), refund: true, ..done(Outcome::PaidOver, "2026-03-20") },
    );

    // The quarter's figures, the group that passed the threshold, what was refused.
    y.to("2026-04-08");
    y.work("gb.report.au", Outcome::Reported);
    y.work("gb.report.refused", Outcome::Reported);
    y.work("gb.retention", Outcome::Done);
    y.work("gb.accounts", Outcome::Done);
    loop {
        let quarters = y.b.list(&Filter { kind: Some("return"), ..Filter::default() });
        let Some(first) = quarters.first().map(|listed| listed.finding.clone()) else { break };
        let today = y.b.office.today().to_string();
        y.b.work(&first, Outcome::Reported, &today);
    }
    for day in ["2026-07-06", "2026-10-05", "2026-12-31"] {
        y.to(day);
        for listed in y.b.list(&Filter { kind: Some("return"), ..Filter::default() }) {
            y.b.work(&listed.finding, Outcome::Reported, day);
        }
    }
    y.look();
    y.all_done();
    let expected = [
        ("gb.accept_check", 1),
        ("gb.accept_check.dues", 1),
        ("gb.return", 1),
        ("gb.anonymous", 1),
        ("gb.donors", 1),
        ("gb.report.au", 1),
        ("gb.report.refused", 1),
        ("gb.quarter", 0),
        ("gb.accounts", 1),
        ("gb.retention", 1),
        ("gb.receipt", 0),
        ("gb.bequest", 0),
        ("gb.weekly", 0),
        ("gb.bill2026", 0),
    ];
    let count = y.count();
    let quarters = count.iter().find(|(rule, _)| rule == "gb.quarter").unwrap().1;
    assert!(quarters >= 4, "{quarters} returns");
    let got: Vec<(&str, usize)> =
        count.iter().map(|(rule, n)| (rule.as_str(), if rule == "gb.quarter" { 0 } else { *n })).collect();
    assert_eq!(got, expected);
    // The rest are no findings: notes are read, and whether a receipt is given is the branch's own choice.
    let law = y.b.office.read(store::leading).unwrap().unwrap();
    for (rule, n) in &got {
        let what = &law.rule(rule).unwrap().what;
        assert!(*n > 0 || matches!(what, What::Note(_) | What::Receipt(_) | What::ReturnSchedule(_)), "{rule}");
    }
    assert!(!receipts(&law, EntryKind::Donation, Money(2_500), Money::ZERO, on("2026-05-01")).is_empty());
}

#[test]
fn a_canadian_association_runs_through_a_year() {
    let mut y = Year::new("ca", "2026-01-05");
    let old = y.b.person("Olwen Old");
    y.b.gift(Some(old), "2015-03-01", 2_000);

    // Over the year's limit for one person: the excess goes back.
    y.to("2026-01-12");
    let ann = y.b.person("Ann Ali");
    y.b.gift(Some(ann), "2026-01-12", 180_000);
    y.work_with(
        "ca.limit",
        NewWork { amount: Some(Money(2_500)), refund: true, ..done(Outcome::Returned, "2026-01-13") },
    );

    // Cash over $20.
    let bob = y.b.person("Bob Roe");
    y.b.entry(EntryKind::Donation, Some(bob), "2026-01-15", 3_000, Method::Cash);
    y.to("2026-01-16");
    let cash = y.b.one("ca.cash");
    let over = cash.over;
    y.work_with("ca.cash", NewWork { amount: Some(over), refund: true, ..done(Outcome::Returned, "2026-01-16") });

    // A collection at an event: many gave, and each within what a nameless one may.
    y.to("2026-02-02");
    y.b.entry(EntryKind::Donation, None, "2026-02-02", 60_000, Method::Cash);
    y.look();
    let hat = y.b.list(&Filter { kind: Some("anonymous"), ..Filter::default() });
    assert_eq!(hat.len(), 1);
    let hat = hat[0].finding.clone();
    let many = NewWork {
        people: Some(40),
        note: "Winter supper, 31 January".into(),
        ..done(Outcome::Collection, "2026-02-02")
    };
    ops::work(&mut y.b.office, &hat.key(), &many).unwrap();
    y.look();
    assert!(y.b.list(&Filter { kind: Some("anonymous"), ..Filter::default() }).is_empty(), "$15.00 each is let");

    // One banknote too many from nobody.
    y.b.entry(EntryKind::Donation, None, "2026-02-03", 5_000, Method::Cheque);
    y.work("ca.anonymous", Outcome::Unidentified);
    let back = y.b.one("ca.pay_over");
    let over = back.over;
    y.work_with("ca.pay_over", NewWork { amount: Some(over), refund: true, ..done(Outcome::PaidOver, "2026-02-20") });

    // Somebody whose address is not known gives more than $200.
    y.to("2026-03-02");
    let cat = y.b.add(Details::named("Cat Coe"));
    y.b.gift(Some(cat), "2026-03-02", 25_000);
    y.look();
    let mut details = y.b.office.read(|conn| people::store::get(conn, cat)).unwrap().details;
    details.addresses = y.b.office.read(|conn| people::store::get(conn, ann)).unwrap().details.addresses;
    details.addresses[0].id = None;
    people::ops::change(&mut y.b.office, cat, &details).unwrap();
    y.look();

    // A company may not give.
    y.to("2026-04-01");
    let shop = y.b.body("Quay Shop Inc", None);
    y.b.gift(Some(shop), "2026-04-01", 10_000);
    y.work("ca.donors", Outcome::Impermissible);
    let over = y.b.one("ca.return_ineligible").over;
    y.work_with(
        "ca.return_ineligible",
        NewWork { amount: Some(over), refund: true, ..done(Outcome::Returned, "2026-04-03") },
    );

    // Given for somebody else.
    let abroad = y.b.person("Dee Doe");
    let mut details = y.b.office.read(|conn| people::store::get(conn, abroad)).unwrap().details;
    details.addresses[0].country = "FR".into();
    people::ops::change(&mut y.b.office, abroad, &details).unwrap();
    y.b.gift(Some(abroad), "2026-04-06", 8_000);
    y.to("2026-04-07");
    y.work("ca.donors", Outcome::Indirect);
    let over = y.b.one("ca.return").over;
    y.work_with("ca.return", NewWork { amount: Some(over), refund: true, ..done(Outcome::Returned, "2026-04-08") });

    // Enough for an auditor.
    y.to("2026-06-01");
    for n in 0..8 {
        let donor = y.b.person(&format!("Donor {n}"));
        y.b.gift(Some(donor), "2026-06-01", 110_000);
    }
    y.to("2026-12-31");
    y.look();
    for day in ["2026-12-31", "2027-01-04"] {
        y.to(day);
        for listed in y.b.list(&Filter::default()) {
            let outcome = match listed.finding.kind.key() {
                "report" | "return" => Outcome::Reported,
                "band" | "retention" => Outcome::Done,
                other => panic!("{other} is left: {:?}", listed.finding),
            };
            y.b.work(&listed.finding, outcome, day);
        }
    }
    y.all_done();
    let got = y.count();
    let law = y.b.office.read(store::leading).unwrap().unwrap();
    for (rule, n) in &got {
        let told = match &law.rule(rule).unwrap().what {
            // These answer other questions than "what is to be done".
            What::Note(_) | What::Receipt(_) | What::TaxRelief(_) | What::CollectionEvent(_) => *n == 0,
            What::ReturnSchedule(_) | What::ReportOver(_) | What::Retention(_) => *n >= 1,
            // The hat is too much cash of nobody too, until it is said how many gave.
            What::DonorClasses(_) | What::AnonymousMax(_) | What::CashMax(_) => *n == 2,
            _ => *n == 1,
        };
        assert!(told, "{rule} fired {n} times: {got:?}");
    }
    assert_eq!(credits(&law, Money(40_000), EntryKind::Donation, on("2026-05-01"), false)[0].amount, Money(30_000));
    assert!(!receipts(&law, EntryKind::Donation, Money(5_000), Money::ZERO, on("2026-05-01")).is_empty());
}
