//! The packs of the program, and what is refused in one.

use super::*;
use crate::office::Confidence;
use crate::office::profile::{JURISDICTIONS, Profile};

const GB: &str = include_str!("../../../assets/jurisdictions/gb.toml");

#[test]
fn every_pack_is_sound_and_there_is_one_for_each_jurisdiction() {
    let packs = TEXTS.iter().map(|text| parse(text).unwrap()).collect::<Vec<_>>();
    for law in JURISDICTIONS {
        let pack = packs.iter().find(|p| p.head.jurisdiction == law.code).unwrap();
        assert_eq!(pack.head.currency.code, law.currency, "{}", pack.head.id);
        assert_eq!(pack.head.units.first().map(String::as_str), Some(law.unit_type), "{}", pack.head.id);
        assert!(!pack.extracts.is_empty() && !pack.head.open.is_empty(), "{}", pack.head.id);
        assert_eq!(pack.digest.len(), 64);
    }
    assert_eq!(packs.len(), JURISDICTIONS.len());
    assert_eq!(packs, super::packs().unwrap());
}

/// Reading already refuses days that overlap and values without a source; this says so of the shipped packs once more, from the
/// values themselves.
#[test]
fn each_value_has_days_a_source_and_a_confidence() {
    let mut seen = 0;
    for pack in packs().unwrap() {
        for rule in &pack.rules {
            let dates = rule.dates();
            assert!(!dates.is_empty() && !rule.title.is_empty() && rule.says.ends_with('.'), "{}", rule.id);
            assert!(rule.verified_on <= pack.head.verified_on, "{}", rule.id);
            for value in &dates {
                assert!(
                    value.sources.iter().all(|s| pack.source(s).is_some()) && !value.sources.is_empty(),
                    "{}",
                    rule.id
                );
                assert!(!value.confidence.says().is_empty());
                assert!(value.or_from.is_none_or(|other| other < value.from), "{}", rule.id);
                seen += 1;
            }
            for pair in dates.windows(2) {
                assert!(pair[0].to.unwrap() < pair[1].from, "{}: days overlap", rule.id);
            }
            if rule.status == Status::Proposed {
                assert!(matches!(rule.what, What::Note(_)), "{}: news holds no number", rule.id);
            }
        }
        let named = pack
            .rules
            .iter()
            .flat_map(|r| r.sources.iter().cloned().chain(r.dates().into_iter().flat_map(|v| v.sources)));
        let named: std::collections::BTreeSet<String> = named.collect();
        for source in &pack.sources {
            assert!(named.contains(&source.id), "{}: nothing was read in {}", pack.head.id, source.id);
        }
    }
    assert!(seen > 120, "{seen}");
}

/// How long records are kept is data of the office too, which erasure uses: one of them alone may not change.
#[test]
fn packs_and_the_office_keep_records_equally_long() {
    for law in JURISDICTIONS {
        let pack = pack_for(law.code).unwrap().unwrap();
        let office = crate::office::Retention::of(&Profile::new("P", "B", law.code).unwrap()).unwrap();
        let rule = pack.rules.iter().find(|r| matches!(r.what, What::Retention(_))).unwrap();
        let What::Retention(values) = &rule.what else { unreachable!() };
        let keep = values.0.last().unwrap().value;
        assert_eq!(keep.years, office.years, "{}", law.code);
        assert_eq!(rule.confidence, office.confidence, "{}", law.code);
        let calendar = keep.starts == Starts::EndOfCalendarYear;
        assert_eq!(calendar, office.starts == crate::office::retention::Starts::EndOfCalendarYear, "{}", law.code);
    }
}

#[test]
fn a_digest_is_that_of_the_text_whatever_its_line_ends() {
    assert_eq!(digest("a\nb\n"), "911169ddaaf146aff539f58c26c489af3b892dff0fe283c1c264c65ae5aa59a2");
    assert_eq!(digest(GB), digest(&GB.replace('\n', "\r\n")));
    assert_ne!(digest(GB), digest(&GB.replace("500.00", "501.00")));
    assert_eq!(parse(GB).unwrap().digest, digest(GB));
}

#[test]
fn what_a_pack_may_not_say_is_refused_with_the_rule_it_stands_in() {
    let wrong = |from: &str, to: &str| {
        let text = GB.replacen(from, to, 1);
        assert_ne!(text, GB, "{from} is not in the pack");
        parse(&text).unwrap_err()
    };
    for (from, to, said) in [
        ("schema = 1", "schema = 2", "schema 2"),
        ("kind = \"accept_check\"", "kind = \"accept_czech\"", "gb.accept_check"),
        ("kind = \"accept_check\"", "kind = \"note\"", "“text” is missing"),
        ("kind = \"retention\"", "kind = \"retention\"\ntreat = \"whole\"", "has no “treat”"),
        ("years = 6", "years = 6\namount = \"1.00\"", "has no “amount”"),
        ("treat = \"whole\"", "uprating = 3", "uprating"),
        ("treat = \"whole\"", "", "“treat” is missing"),
        ("amount = \"500.00\"", "amount = 500.0", "amount"),
        ("amount = \"500.00\"", "amount = \"500\"", "“500” is no amount"),
        ("sources = [\"ALDC-2009\"]", "sources = [\"HEARSAY\"]", "no source “HEARSAY”"),
        ("from = 2010-01-01", "from = 2001-02-16", "overlaps"),
        ("from = 2010-01-01", "from = 2010-13-01", "2010-13-01"),
        ("remedy = \"gb.return\"", "remedy = \"gb.accounts\"", "no return rule"),
        ("period = \"quarter\"", "period = \"fortnight\"", "fortnight"),
        ("rules = [\"gb.report.au\"", "rules = [\"gb.accounts\"", "no report rule"),
        ("id = \"gb.retention\"", "id = \"gb.accounts\"", "stands twice"),
        ("id = \"gb.retention\"", "id = \"ca.retention\"", "begin with gb."),
    ] {
        let problem = wrong(from, to);
        assert!(problem.contains(said), "{from} → {to}: {problem}");
    }
}

#[test]
fn how_sure_a_number_is_stands_beside_it() {
    let gb = pack_for("gb").unwrap().unwrap();
    let dues = gb.rule("gb.accept_check.dues").unwrap();
    assert_eq!(dues.dates()[0].confidence, Confidence::Unconfirmed);
    let What::ReportOver(report) = &gb.rule("gb.report.au").unwrap().what else { panic!() };
    let [before, now] = report.values.0.as_slice() else { panic!() };
    assert_eq!((before.value.over.amount.0, now.value.over.amount.0), (150_000, 223_000));
    assert_eq!(before.to.unwrap().to_string(), "2023-12-31", "the next value ends it");
    assert_eq!((before.confidence, now.confidence), (Confidence::Law, Confidence::Derived));
    assert_eq!(now.value.due.unwrap().confidence, Confidence::Unconfirmed, "the sum is known, the day is not");
    let au = pack_for("au").unwrap().unwrap();
    let reform = au.rule("au.disclose.reform").unwrap();
    assert_eq!(reform.status, Status::Disputed);
    let value = &reform.dates()[0];
    assert_eq!(
        (value.from.to_string(), value.or_from.unwrap().to_string()),
        ("2027-01-01".into(), "2026-07-01".into())
    );
}
