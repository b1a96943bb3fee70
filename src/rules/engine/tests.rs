//! The test vectors of the reference (`contribution-law.md` §13), to the digit, and what holds for any entries.

use chrono::Days;
use proptest::prelude::*;

use super::unit::Figures;
use super::*;
use crate::kit::{Currency, Money, day};
use crate::ledger::model::{EntryId, EntryKind, Method};
use crate::people::PersonId;
use crate::rules::book::{Donor, Facts, Known, Verdict};
use crate::rules::finding::{Doubt, Severity};
use crate::rules::pack::{Class, Datum, Override, Reason, Threshold, pack_for, packs};

fn on(iso: &str) -> Day {
    day::from_iso(iso).unwrap()
}

fn law(code: &str) -> Law {
    Law::new(pack_for(code).unwrap().unwrap(), "", (1, 1))
}

fn law_of(code: &str, unit: &str) -> Law {
    let law = Law::new(pack_for(code).unwrap().unwrap(), unit, (1, 1));
    assert_eq!(law.unit, unit);
    law
}

fn money(text: &str) -> Money {
    Currency::pound().parse(text, Some('.')).unwrap()
}

/// A donation; ids count up in the order they are made.
fn gift(amount: &str, received: &str) -> Entry {
    thread_local!(static NEXT: std::cell::Cell<i64> = const { std::cell::Cell::new(1) });
    let id = NEXT.with(|n| n.replace(n.get() + 1));
    Entry {
        id: EntryId(id),
        kind: EntryKind::Donation,
        method: Method::Transfer,
        amount: money(amount),
        given_back: Money::ZERO,
        received: on(received),
        banked: Some(on(received)),
        facts: None,
    }
}

fn of(kind: EntryKind, amount: &str, received: &str) -> Entry {
    Entry { kind, ..gift(amount, received) }
}

fn cash(amount: &str, received: &str) -> Entry {
    Entry { method: Method::Cash, ..gift(amount, received) }
}

fn found_out(verdict: Verdict, decided: &str, entry: Entry) -> Entry {
    let facts = Facts { verdict: Some(verdict), decided: Some(on(decided)), ..Facts::default() };
    Entry { facts: Some(Box::new(facts)), ..entry }
}

fn all_known() -> Donor {
    let known = Datum::ALL.into_iter().fold(Known::default(), |known, datum| known.with(datum, true));
    Donor { known, ..Donor::default() }
}

fn without(data: &[Datum]) -> Donor {
    let known = Datum::ALL.into_iter().fold(Known::default(), |known, datum| known.with(datum, !data.contains(&datum)));
    Donor { known, ..Donor::default() }
}

fn from(donor: Donor, entries: Vec<Entry>) -> Dossier {
    Dossier { who: Who::Person(PersonId(1)), donor, entries }
}

fn nobody(entry: Entry) -> Dossier {
    Dossier { who: Who::Nobody(entry.id), donor: Donor::default(), entries: vec![entry] }
}

fn all(law: &Law, dossier: &Dossier) -> Vec<Finding> {
    evaluate(law, dossier, on("2030-12-31"))
}

fn known(law: &Law, entries: Vec<Entry>) -> Vec<Finding> {
    all(law, &from(all_known(), entries))
}

/// The findings of one rule.
fn by<'a>(found: &'a [Finding], rule: &str) -> Vec<&'a Finding> {
    found.iter().filter(|f| f.rule == rule).collect()
}

fn due(finding: &Finding) -> String {
    finding.due.map(|d| d.to_string()).unwrap_or_default()
}

#[test]
fn vectors_1_and_2_check_and_return_in_great_britain() {
    let gb = law("gb");
    assert_eq!(known(&gb, vec![gift("500.00", "2026-03-01")]), []);
    let unchecked = known(&gb, vec![gift("500.01", "2026-03-01")]);
    let [check] = by(&unchecked, "gb.accept_check")[..] else { panic!("{unchecked:?}") };
    assert_eq!((check.severity, due(check)), (Severity::Act, "2026-03-31".into()));
    let refused = known(&gb, vec![found_out(Verdict::Impermissible, "2026-03-10", gift("500.01", "2026-03-01"))]);
    let [back] = by(&refused, "gb.return")[..] else { panic!("{refused:?}") };
    assert_eq!((back.kind, due(back)), (Kind::GiveBack(Reason::ImpermissibleDonor), "2026-03-31".into()));
    assert_eq!((back.over, back.severity), (money("500.01"), Severity::Stop));
    assert!(by(&refused, "gb.accept_check").is_empty(), "it was checked");
    assert_eq!(by(&refused, "gb.report.refused").len(), 1, "all that was refused is reported");
    let returned = Entry {
        given_back: money("500.01"),
        ..found_out(Verdict::Impermissible, "2026-03-10", gift("500.01", "2026-03-01"))
    };
    let returned = known(&gb, vec![returned]);
    assert!(by(&returned, "gb.return").is_empty());
    assert_eq!(by(&returned, "gb.report.refused").len(), 1, "also once it was given back");
    let small = known(&gb, vec![found_out(Verdict::Impermissible, "2026-03-10", gift("500.00", "2026-03-01"))]);
    assert_eq!(small, [], "£500.00 is outside the Act");
}

#[test]
fn an_unidentifiable_donor_of_great_britain_is_looked_for_30_days() {
    let gb = law("gb");
    let found = all(&gb, &nobody(gift("600.00", "2026-03-01")));
    let [only] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!((only.rule.as_str(), only.kind, due(only)), ("gb.anonymous", Kind::Anonymous, "2026-03-31".into()));
    assert_eq!((only.over, only.severity), (money("600.00"), Severity::Stop));
    assert_eq!(all(&gb, &nobody(gift("500.00", "2026-03-01"))), []);
    let given_up = found_out(Verdict::Unidentified, "2026-03-20", gift("600.00", "2026-03-01"));
    let found = all(&gb, &nobody(given_up));
    assert_eq!(by(&found, "gb.return").len(), 1);
    assert!(by(&found, "gb.anonymous").is_empty(), "one finding for one thing");
}

#[test]
fn vectors_3_and_4_group_in_great_britain() {
    let gb = law_of("gb", "accounting_unit");
    let entries = vec![
        gift("1000.00", "2026-01-15"),
        gift("1000.00", "2026-03-15"),
        gift("500.00", "2026-04-15"),
        gift("600.00", "2026-05-15"),
        gift("2000.00", "2026-08-15"),
        gift("501.00", "2026-10-15"),
    ];
    let ids: Vec<EntryId> = entries.iter().map(|e| e.id).collect();
    let found = known(&gb, entries);
    let [first, second] = by(&found, "gb.report.au")[..] else { panic!("{found:?}") };
    assert_eq!(first.amount, money("2600.00"));
    assert_eq!(first.entries, [ids[0], ids[1], ids[3]]);
    assert_eq!(first.period, Some((on("2026-04-01"), on("2026-06-30"))));
    assert_eq!(due(first), "2026-07-30");
    assert!(first.doubts.contains(&Doubt::DueUnconfirmed) && !first.doubts.contains(&Doubt::Unconfirmed));
    assert_eq!((second.amount, second.entries.as_slice()), (money("2501.00"), &ids[4..]));
    assert_eq!(second.period, Some((on("2026-10-01"), on("2026-12-31"))));
}

#[test]
fn vectors_5_and_6_the_threshold_itself_and_its_change() {
    let gb = law("gb");
    assert!(by(&known(&gb, vec![gift("2230.00", "2026-01-15")]), "gb.report.au").is_empty());
    assert_eq!(by(&known(&gb, vec![gift("2230.01", "2026-01-15")]), "gb.report.au").len(), 1);
    let accepted = |on: &str| found_out(Verdict::Accepted, on, gift("1600.00", "2023-12-19"));
    let old = known(&gb, vec![accepted("2023-12-20")]);
    let [report] = by(&old, "gb.report.au")[..] else { panic!("{old:?}") };
    assert_eq!(report.threshold.unwrap().amount, money("1500.00"));
    assert!(by(&known(&gb, vec![accepted("2024-01-05")]), "gb.report.au").is_empty(), "by the day of acceptance");
    let both = known(&gb, vec![accepted("2023-12-20"), accepted("2024-01-05")]);
    assert_eq!(by(&both, "gb.report.au").len(), 1);
}

#[test]
fn vector_7_a_gift_and_a_loan_to_the_central_party() {
    let gb = law_of("gb", "central_party");
    let entries = vec![gift("6000.00", "2026-02-10"), of(EntryKind::Loan, "12000.00", "2026-09-10")];
    let found = known(&gb, entries.clone());
    let [report] = by(&found, "gb.report.central")[..] else { panic!("{found:?}") };
    assert_eq!((report.amount, report.entries.len()), (money("18000.00"), 2));
    assert_eq!(report.period, Some((on("2026-07-01"), on("2026-09-30"))), "the loan’s quarter");
    let later = [entries, vec![gift("2000.00", "2026-10-01"), gift("600.00", "2026-11-01")]].concat();
    let found = known(&gb, later);
    let [_, then] = by(&found, "gb.report.central")[..] else { panic!("{found:?}") };
    assert_eq!(then.amount, money("2600.00"), "after a report £2,230 is enough");
}

#[test]
fn vectors_8_and_9_the_limit_of_the_year_in_canada() {
    let ca = law("ca");
    let over = |amount: &str, received: &str| {
        let found = known(&ca, vec![gift(amount, received)]);
        by(&found, "ca.limit").into_iter().filter(|f| f.kind == Kind::OverLimit).cloned().collect::<Vec<_>>()
    };
    assert!(over("1775.00", "2026-05-01").is_empty());
    let [limit] = &over("1775.01", "2026-05-01")[..] else { panic!() };
    assert_eq!((limit.over, limit.severity), (money("0.01"), Severity::Stop));
    assert_eq!(due(limit), "2026-05-31", "30 days, from the day received until another day of becoming aware is noted");
    assert!(limit.doubts.contains(&Doubt::AwareAssumed));
    assert!(limit.doubts.iter().any(|d| matches!(d, Doubt::OnlyHere(_))), "this office sees its own part only");
    let mut entry = gift("1775.01", "2026-05-01");
    entry.facts = Some(Box::new(Facts { aware: Some(on("2026-07-01")), ..Facts::default() }));
    let found = known(&ca, vec![entry]);
    let noted = by(&found, "ca.limit")[0];
    assert_eq!((due(noted), noted.doubts.contains(&Doubt::AwareAssumed)), ("2026-07-31".into(), false));
    assert_eq!(over("1750.01", "2025-12-31").len(), 1);
    assert!(over("1750.01", "2026-01-01").is_empty());
    let near = known(&ca, vec![gift("1420.00", "2026-05-01")]);
    assert_eq!(by(&near, "ca.limit")[0].kind, Kind::NearLimit, "four fifths");
    let with_loan = known(&ca, vec![gift("1000.00", "2026-05-01"), of(EntryKind::Loan, "800.00", "2026-06-01")]);
    assert_eq!(by(&with_loan, "ca.limit")[0].over, money("25.00"), "unpaid loans count");
    let repaid = Entry { given_back: money("800.00"), ..of(EntryKind::Loan, "800.00", "2026-06-01") };
    assert!(by(&known(&ca, vec![gift("1000.00", "2026-05-01"), repaid]), "ca.limit").is_empty());
}

#[test]
fn vectors_10_and_11_cash_and_address_in_canada() {
    let ca = law("ca");
    assert!(by(&known(&ca, vec![cash("20.00", "2026-05-01")]), "ca.cash").is_empty());
    let found = known(&ca, vec![cash("20.01", "2026-05-01")]);
    assert_eq!(by(&found, "ca.cash")[0].over, money("20.01"), "the Act has all of it returned");
    let homeless = |amount: &str| all(&ca, &from(without(&[Datum::HomeAddress]), vec![gift(amount, "2026-05-01")]));
    assert!(by(&homeless("200.00"), "ca.identify").is_empty());
    let found = homeless("200.01");
    let [identify] = by(&found, "ca.identify")[..] else { panic!("{found:?}") };
    assert_eq!((identify.missing.as_slice(), due(identify)), (&[Datum::HomeAddress][..], "2026-05-01".into()));
    assert_eq!(by(&all(&ca, &nobody(gift("20.01", "2026-05-01"))), "ca.anonymous").len(), 1);
    let mut hat = gift("83.20", "2026-05-01");
    assert_eq!(by(&all(&ca, &nobody(hat.clone())), "ca.anonymous").len(), 1);
    hat.facts = Some(Box::new(Facts { people: Some(5), ..Facts::default() }));
    assert_eq!(all(&ca, &nobody(hat.clone())), [], "five people, $16.64 each");
    hat.facts = Some(Box::new(Facts { people: Some(4), ..Facts::default() }));
    assert_eq!(all(&ca, &nobody(hat)).len(), 1, "$20.80 each");
}

#[test]
fn vectors_12_and_13_receipt_and_credit_in_canada() {
    let ca = law("ca");
    let day = on("2026-05-01");
    let words = receipts(&ca, EntryKind::Donation, money("500.00"), money("80.00"), day);
    assert_eq!(words.len(), 2, "the Elections Act’s and the tax office’s");
    assert!(words.iter().all(|w| w.eligible == money("420.00") && w.issuer == crate::rules::pack::Issuer::Unit));
    assert!(words.iter().any(|w| w.must) && words.iter().any(|w| w.tax));
    assert!(receipts(&ca, EntryKind::InKind, money("500.00"), Money::ZERO, day).iter().all(|w| !w.tax));
    let credit = |amount: &str| credits(&ca, money(amount), EntryKind::Donation, day, false)[0].amount;
    assert_eq!(credit("420.00"), money("310.00"));
    assert_eq!(credit("1275.00"), money("650.00"));
    assert_eq!(credit("2000.00"), money("650.00"));
    assert_eq!(credit("1274.99"), money("649.99"), "a third of $524.99 is rounded down");
}

#[test]
fn vector_15_the_audit_in_canada() {
    let ca = law("ca");
    let as_of = on("2026-12-31");
    let band = |amount: &str, spent: &str| {
        let wanted = unit::wanted(&ca, as_of);
        let figures: Vec<Figures> = wanted
            .iter()
            .map(|w| Figures {
                income: Money::ZERO,
                expenditure: money(spent),
                contributions: vec![(w.from, money(amount), money(amount))],
            })
            .collect();
        let found = unit::evaluate(&ca, Some(on("2026-01-01")), &wanted, &figures, as_of);
        found.into_iter().filter(|f| f.rule == "ca.audit" && f.anchor.starts_with("2026")).collect::<Vec<_>>()
    };
    assert!(band("9999.99", "0.00").is_empty());
    let [audit] = &band("10000.00", "0.00")[..] else { panic!() };
    assert_eq!(due(audit), "2027-05-31");
    assert_eq!(band("0.00", "10000.00").len(), 1, "or expenses");
}

#[test]
fn vectors_16_to_18_germany() {
    let de = law("de");
    assert!(by(&known(&de, vec![cash("1000.00", "2026-05-01")]), "de.cash").is_empty());
    let found = known(&de, vec![cash("1000.01", "2026-05-01")]);
    assert_eq!((by(&found, "de.cash")[0].over, due(by(&found, "de.cash")[0])), (money("1000.01"), "2026-05-01".into()));
    let entries = vec![
        of(EntryKind::Dues, "1200.00", "2026-01-10"),
        of(EntryKind::Levy, "6000.00", "2026-02-10"),
        gift("2801.00", "2026-03-10"),
    ];
    let found = known(&de, entries.clone());
    let [named] = by(&found, "de.named")[..] else { panic!("{found:?}") };
    assert_eq!((named.amount, named.entries.len()), (money("10001.00"), 3));
    let less = vec![entries[0].clone(), entries[1].clone(), gift("2800.00", "2026-03-10")];
    assert!(by(&known(&de, less), "de.named").is_empty());
    let large = |amount: &str, received: &str| by(&known(&de, vec![gift(amount, received)]), "de.large").len();
    assert_eq!((large("35000.00", "2024-03-05"), large("35000.01", "2024-03-05")), (0, 1));
    assert_eq!((large("40000.00", "2024-03-04"), large("50000.01", "2024-03-04")), (0, 1));
    let found = known(&de, vec![gift("35000.01", "2024-03-05")]);
    assert_eq!(due(by(&found, "de.large")[0]), "2024-03-05", "at once");
}

#[test]
fn vector_19_what_a_german_donor_gets_back() {
    let de = law("de");
    let credit = |received: &str, joint| {
        let all = credits(&de, money("2000.00"), EntryKind::Donation, on(received), joint);
        let [g34, b10] = all.as_slice() else { panic!() };
        (g34.amount, g34.rest, b10.amount)
    };
    assert_eq!(credit("2025-06-01", false), (money("825.00"), money("350.00"), money("350.00")));
    assert_eq!(credit("2026-06-01", false), (money("1000.00"), Money::ZERO, Money::ZERO));
    assert_eq!(credit("2025-06-01", true), (money("1000.00"), Money::ZERO, Money::ZERO), "two together");
}

#[test]
fn vector_20_itemising_in_the_united_states() {
    let us = law("us");
    let entries = vec![gift("150.00", "2026-02-01"), gift("60.00", "2026-03-01"), gift("10.00", "2026-09-01")];
    let ids: Vec<EntryId> = entries.iter().map(|e| e.id).collect();
    let found = all(&us, &from(without(&[Datum::Occupation, Datum::Employer]), entries.clone()));
    let [identify] = by(&found, "us.identify")[..] else { panic!("{found:?}") };
    assert_eq!(identify.missing, [Datum::Occupation, Datum::Employer]);
    assert_eq!(identify.entries, ids[1..], "the one that passes $200, and every later one");
    let itemised = by(&found, "us.itemise");
    assert_eq!(itemised.iter().map(|f| f.entries[0]).collect::<Vec<_>>(), ids[1..]);
    let next_year = [entries, vec![gift("10.00", "2027-01-02")]].concat();
    assert_eq!(by(&known(&us, next_year), "us.itemise").len(), 2, "a new year begins at nothing");
}

#[test]
fn vector_21_what_is_beyond_in_new_zealand() {
    let nz = law("nz");
    let found = all(&nz, &nobody(gift("1700.00", "2026-11-20")));
    let [only] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!((only.over, only.amount), (money("200.00"), money("1700.00")));
    assert_eq!(due(only), "2026-12-18", "20 working days");
    assert!(only.doubts.contains(&Doubt::NoHolidays));
    let part = Entry { given_back: money("200.00"), ..gift("1700.00", "2026-11-20") };
    assert_eq!(all(&nz, &nobody(part)), []);
    let abroad = Donor { class: Some(Class::ForeignIndividual), ..all_known() };
    let found = all(&nz, &from(abroad, vec![gift("80.00", "2026-11-20")]));
    let barred = by(&found, "nz.donors")[0];
    assert_eq!((barred.over, barred.severity), (money("30.00"), Severity::Stop));
    assert!(barred.doubts.contains(&Doubt::DueUnconfirmed), "no time was read");
}

#[test]
fn vector_22_ireland() {
    let ie = law("ie");
    assert!(by(&known(&ie, vec![cash("200.00", "2026-05-01")]), "ie.cash").is_empty());
    assert_eq!(by(&known(&ie, vec![cash("200.01", "2026-05-01")]), "ie.cash")[0].severity, Severity::Stop);
    let found = all(&ie, &nobody(gift("100.01", "2026-05-01")));
    assert_eq!((found[0].rule.as_str(), due(&found[0])), ("ie.anonymous", "2026-05-15".into()));
    assert_eq!(all(&ie, &nobody(gift("100.00", "2026-05-01"))), []);
    let company = Donor { organisation: true, class: Some(Class::Company), ..all_known() };
    let found = all(&ie, &from(company.clone(), vec![gift("200.01", "2026-05-01")]));
    assert_eq!(by(&found, "ie.donors")[0].kind, Kind::Conditions);
    let approved = found_out(Verdict::Accepted, "2026-05-03", gift("200.01", "2026-05-01"));
    assert!(by(&all(&ie, &from(company, vec![approved])), "ie.donors").is_empty());
}

#[test]
fn vector_23_france() {
    let fr = law("fr");
    let entries = vec![gift("5000.00", "2026-02-01"), of(EntryKind::Dues, "2600.00", "2026-03-01")];
    let found = known(&fr, entries.clone());
    assert_eq!(by(&found, "fr.cap")[0].over, money("100.00"));
    let elected = Donor { office_holder: true, ..all_known() };
    assert!(by(&all(&fr, &from(elected, entries)), "fr.cap").is_empty(), "dues of an elected member do not count");
    let word = &receipts(&fr, EntryKind::Donation, money("1.00"), Money::ZERO, on("2026-05-01"))[0];
    assert!(word.must && word.issuer == crate::rules::pack::Issuer::Regulator);
}

#[test]
fn vector_24_australia_with_the_disputed_day() {
    let au = law("au");
    let found = known(&au, vec![gift("6000.00", "2026-12-31")]);
    let [perhaps] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!((perhaps.kind, perhaps.severity), (Kind::Perhaps, Severity::Check), "not over $17,900: only a word");
    assert!(perhaps.doubts.contains(&Doubt::OtherStart(on("2026-07-01"))));
    assert_eq!(due(perhaps), "2027-01-21");
    let found = known(&au, vec![gift("6000.00", "2027-01-02")]);
    let [disclose] = by(&found, "au.disclose.reform")[..] else { panic!("{found:?}") };
    assert_eq!((disclose.kind, due(disclose)), (Kind::Report, "2027-02-21".into()));
    assert!(
        disclose.doubts.contains(&Doubt::Disputed) && disclose.doubts.contains(&Doubt::OtherStart(on("2026-07-01")))
    );
    let old = known(&au, vec![gift("17300.01", "2026-06-30")]);
    assert_eq!(due(by(&old, "au.disclose")[0]), "2026-10-20");
    let abroad = Donor { class: Some(Class::ForeignBody), organisation: true, ..all_known() };
    let at = |amount: &str| by(&all(&au, &from(abroad.clone(), vec![gift(amount, "2026-05-01")])), "au.foreign").len();
    assert_eq!((at("999.99"), at("1000.00")), (0, 1), "at least, not over");
}

#[test]
fn an_organisation_is_asked_what_it_is_where_that_matters() {
    let gb = law("gb");
    let body = Donor { organisation: true, ..all_known() };
    let found = all(&gb, &from(body.clone(), vec![gift("600.00", "2026-03-01"), gift("500.00", "2026-03-02")]));
    let [what] = by(&found, "gb.donors")[..] else { panic!("{found:?}") };
    assert_eq!((what.kind, what.severity, what.entries.len()), (Kind::WhatKind, Severity::Check, 1));
    let public = Donor { class: Some(Class::PublicBody), ..body };
    let found = all(&gb, &from(public, vec![gift("600.00", "2026-03-01")]));
    assert_eq!((by(&found, "gb.donors")[0].kind, due(by(&found, "gb.donors")[0])), (Kind::Barred, "2026-03-31".into()));
    let us = law("us");
    let abroad = Donor { country: "FR".into(), ..all_known() };
    let found = all(&us, &from(abroad, vec![gift("40.00", "2026-03-01")]));
    assert_eq!(by(&found, "us.donors")[0].kind, Kind::Abroad);
}

#[test]
fn money_is_banked_within_ten_days_in_the_united_states() {
    let us = law("us");
    let waiting = Entry { banked: None, ..cash("40.00", "2026-03-01") };
    assert_eq!(due(by(&known(&us, vec![waiting]), "us.deposit")[0]), "2026-03-11");
    assert!(by(&known(&us, vec![cash("40.00", "2026-03-01")]), "us.deposit").is_empty());
}

#[test]
fn a_rolling_year_and_an_election_period_are_added_up_in_new_zealand() {
    let mut nz = law("nz");
    let loans = vec![
        of(EntryKind::Loan, "20000.00", "2025-06-01"),
        of(EntryKind::Loan, "20000.00", "2026-05-31"),
        of(EntryKind::Loan, "5000.00", "2026-06-01"),
    ];
    let found = known(&nz, loans);
    let [only] = by(&found, "nz.loans")[..] else { panic!("{found:?}") };
    assert_eq!((only.amount, due(only)), (money("40000.00"), "2026-05-31".into()), "a day later the first has gone");
    let gifts = vec![gift("15000.00", "2026-02-01"), gift("6000.00", "2026-04-01"), gift("10.00", "2026-12-01")];
    assert!(by(&known(&nz, gifts.clone()), "nz.large").is_empty(), "no election was written down");
    nz.elections = vec![(on("2026-01-01"), on("2026-11-06"))];
    let found = known(&nz, gifts);
    let [large] = by(&found, "nz.large")[..] else { panic!("{found:?}") };
    assert_eq!((large.amount, due(large)), (money("21000.00"), "2026-04-15".into()));
}

#[test]
fn a_partys_own_value_takes_the_place_of_the_packs_and_says_so() {
    let mut gb = law("gb");
    let own = Override {
        rule: "gb.accept_check".into(),
        from: on("2026-01-01"),
        to: Some(on("2026-12-31")),
        threshold: Some(Threshold::over(money("100.00"))),
        days: Some(14),
        reason: "Conference decided so".into(),
    };
    gb.put(&[own]);
    let found = known(&gb, vec![gift("100.01", "2026-03-01"), gift("100.01", "2027-03-01")]);
    let [check] = by(&found, "gb.accept_check")[..] else { panic!("{found:?}") };
    assert_eq!(due(check), "2026-03-15");
    assert!(check.doubts.contains(&Doubt::OwnValue("Conference decided so".into())));
    assert!(can_be_set(gb.rule("gb.accept_check").unwrap()) == (true, true));
    assert!(can_be_set(gb.rule("gb.accounts").unwrap()) == (false, false));
}

#[test]
fn what_nobodys_text_says_is_never_more_than_a_reason_to_look() {
    for pack in packs().unwrap() {
        for unit in &pack.head.units {
            let law = Law::new(pack, unit, (1, 1));
            for entry in [gift("90000.00", "2026-06-01"), cash("90000.00", "2026-06-01")] {
                for kind in EntryKind::ALL.into_iter().filter(|k| k.is_in() || *k == EntryKind::InKind) {
                    let entry = Entry { kind, ..entry.clone() };
                    for dossier in [from(Donor::default(), vec![entry.clone()]), nobody(entry)] {
                        for finding in all(&law, &dossier) {
                            let unsure = finding.doubts.contains(&Doubt::Unconfirmed);
                            assert!(!unsure || finding.severity <= Severity::Check, "{finding:?}");
                        }
                    }
                }
            }
        }
    }
}

#[test]
fn nothing_is_found_of_what_comes_after_the_day() {
    let gb = law("gb");
    let dossier = from(all_known(), vec![gift("600.00", "2026-03-01")]);
    assert_eq!(evaluate(&gb, &dossier, on("2026-02-28")), []);
    assert_eq!(evaluate(&gb, &dossier, on("2026-03-01")).len(), 1);
}

#[test]
fn the_units_year_brings_duties_and_returns_fall_due() {
    let gb = law("gb");
    let as_of = on("2026-11-21");
    let wanted = unit::wanted(&gb, as_of);
    assert_eq!(wanted.len(), 2, "last year and this one");
    let figures = |income: &str| vec![Figures { income: money(income), ..Figures::default() }; 2];
    let bands = |income: &str| {
        let found = unit::evaluate(&gb, Some(on("2025-02-01")), &wanted, &figures(income), as_of);
        found.into_iter().filter(|f| f.kind == Kind::Band).collect::<Vec<_>>()
    };
    assert!(bands("25000.00").is_empty());
    let both = bands("25000.01");
    assert_eq!(both.iter().map(due).collect::<Vec<_>>(), ["2026-04-30", "2027-04-30"]);
    let audited = &bands("250000.01")[1];
    assert_eq!((due(audited), audited.doubts.contains(&Doubt::DueUnconfirmed)), ("2027-07-07".into(), true));
    let found = unit::evaluate(&gb, Some(on("2026-05-01")), &wanted, &figures("0.00"), as_of);
    let returns: Vec<String> = found.iter().filter(|f| f.kind == Kind::Return).map(|f| f.anchor.clone()).collect();
    assert_eq!(returns, ["2026-07-01", "2026-04-01"], "each quarter that ended since the office began");
    let old = unit::evaluate(&gb, Some(on("2015-05-01")), &wanted, &figures("0.00"), as_of);
    let gone = old.iter().find(|f| f.kind == Kind::Retention).unwrap();
    assert_eq!(gone.period, Some((on("2019-01-01"), on("2019-12-31"))), "six years after the end of 2019 are over");
}

#[test]
fn registration_follows_the_day_on_which_the_sum_was_passed() {
    let us = law("us");
    let as_of = on("2026-11-21");
    let wanted = unit::wanted(&us, as_of);
    let figures: Vec<Figures> = wanted
        .iter()
        .map(|w| Figures {
            contributions: vec![
                (w.from, money("3000.00"), money("3000.00")),
                (w.from + Days::new(40), money("2000.01"), money("2000.01")),
            ],
            ..Figures::default()
        })
        .collect();
    let found = unit::evaluate(&us, Some(on("2026-01-01")), &wanted, &figures, as_of);
    let this_year = found.iter().find(|f| f.rule == "us.register" && f.anchor.starts_with("2026")).unwrap();
    assert_eq!((this_year.on.to_string(), due(this_year)), ("2026-02-10".into(), "2026-02-20".into()));
}

prop_compose! {
    fn any_entry()(
        id in 1_i64..1_000_000,
        kind in prop::sample::select(vec![EntryKind::Donation, EntryKind::InKind, EntryKind::Dues, EntryKind::Levy, EntryKind::Loan]),
        method in prop::sample::select(vec![Method::Cash, Method::Cheque, Method::Transfer]),
        minor in prop::sample::select(vec![2_000, 2_001, 20_001, 50_000, 50_001, 100_001, 177_501, 223_001, 1_000_001]),
        back in 0_i64..3,
        days in 0_u64..900,
        banked in any::<bool>(),
        verdict in prop::sample::select(vec![None, None, None, Some(Verdict::Accepted), Some(Verdict::Impermissible), Some(Verdict::Unidentified)]),
        later in 0_u64..40,
    ) -> Entry {
        let received = on("2025-01-01") + Days::new(days);
        let facts = verdict.map(|verdict| Box::new(Facts {
            verdict: Some(verdict), decided: Some(received + Days::new(later)), ..Facts::default()
        }));
        Entry {
            id: EntryId(id), kind, method, amount: Money(minor),
            given_back: Money(match back { 0 => minor, 1 => minor / 2, _ => 0 }),
            received, banked: banked.then_some(received), facts,
        }
    }
}

fn any_donor() -> impl Strategy<Value = Donor> {
    let classes: Vec<Option<Class>> = std::iter::once(None).chain(Class::ALL.into_iter().map(Some)).collect();
    (
        any::<bool>(),
        any::<bool>(),
        prop::sample::select(classes),
        any::<bool>(),
        prop::sample::select(vec!["", "GB", "FR"]),
    )
        .prop_map(|(organisation, known, class, office_holder, country)| {
            let donor = if known { all_known() } else { Donor::default() };
            Donor { organisation, class, office_holder, country: country.to_owned(), ..donor }
        })
}

fn unique(mut entries: Vec<Entry>) -> Vec<Entry> {
    entries.sort_by_key(|e| e.id);
    entries.dedup_by_key(|e| e.id);
    entries
}

proptest! {
    #[test]
    fn the_order_of_entries_does_not_matter(
        entries in prop::collection::vec(any_entry(), 1..12).prop_map(unique),
        donor in any_donor(), seed in any::<u64>(), which in 0_usize..8,
    ) {
        let pack = packs().unwrap().get(which).unwrap();
        let mut law = Law::new(pack, "", (4, 6));
        law.elections = vec![(on("2025-06-01"), on("2025-09-01"))];
        let straight = all(&law, &from(donor.clone(), entries.clone()));
        let mut mixed = entries.clone();
        mixed.sort_by_key(|e| (e.id.0 as u64).wrapping_mul(seed | 1));
        prop_assert_eq!(&straight, &all(&law, &from(donor, mixed)));
        let keys: std::collections::BTreeSet<String> = straight.iter().map(Finding::key).collect();
        prop_assert_eq!(keys.len(), straight.len(), "each finding has a key of its own");
        for finding in &straight {
            prop_assert!(!finding.entries.is_empty() && finding.over <= finding.amount.max(finding.over));
            prop_assert!(finding.threshold.is_none_or(|t| finding.kind == Kind::NearLimit || t.is_passed_by(finding.amount)
                || finding.kind == Kind::Anonymous || law_then(&law, finding)), "{:?}", finding);
        }
    }

    #[test]
    fn incremental_equals_whole(
        gifts in prop::collection::vec((0_i64..4, any_entry()), 1..30), which in 0_usize..8,
    ) {
        let law = Law::new(packs().unwrap().get(which).unwrap(), "", (1, 1));
        let mut gifts = gifts;
        gifts.sort_by_key(|(_, e)| e.id);
        gifts.dedup_by_key(|(_, e)| e.id);
        let as_of = on("2030-12-31");
        let dossier = |who: i64, entries: Vec<Entry>| Dossier { who: Who::Person(PersonId(who)), donor: all_known(), entries };
        let mut step = Whole::new(&law, (0..4).map(|who| dossier(who, Vec::new())), as_of);
        for (who, entry) in &gifts {
            step.add(&law, Who::Person(PersonId(*who)), entry.clone(), as_of);
        }
        let of = |who: i64| gifts.iter().filter(|(w, _)| *w == who).map(|(_, e)| e.clone()).collect::<Vec<_>>();
        let whole = Whole::new(&law, (0..4).map(|who| dossier(who, of(who))), as_of);
        prop_assert_eq!(step.findings().collect::<Vec<_>>(), whole.findings().collect::<Vec<_>>());
    }

    /// A donor of whom nothing needs to be known is found by the sum alone.
    #[test]
    fn below_the_sum_from_which_donors_are_asked_about_they_do_not_matter(
        entries in prop::collection::vec(any_entry(), 1..6).prop_map(unique), one in any_donor(), other in any_donor(), which in 0_usize..8,
    ) {
        let law = Law::new(packs().unwrap().get(which).unwrap(), "", (1, 1));
        let sum: Money = entries.iter().map(|e| e.amount).sum();
        if law.asks_from().is_none_or(|from| sum < from) {
            prop_assert_eq!(all(&law, &from(one, entries.clone())), all(&law, &from(other, entries)));
        }
    }
}

/// After a first report of the year a lower threshold may have been the one that was passed.
fn law_then(law: &Law, finding: &Finding) -> bool {
    matches!(law.rule(&finding.rule).map(|r| &r.what), Some(What::ReportOver(r)) if r.values.0.iter().any(|v| v.value.then.is_some()))
}
