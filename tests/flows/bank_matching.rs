//! Bank lines become entries of the ledger, and every step of it goes back.

use wardroom::bank::model::{
    Deed, Does, LineId, LineState, MatchPlan, NewPart, NewRule, Part, When, entry_of, match_plan, transfer_of,
};
use wardroom::bank::store::{self, LineFilter};
use wardroom::bank::{model, ops};
use wardroom::kit::{Money, day};
use wardroom::ledger;
use wardroom::ledger::model::{AccountKind, Entry, EntryForm, EntryId, EntryKind, NewEntry};
use wardroom::members;
use wardroom::office::Office;
use wardroom::people::{self, Details, PersonId};

use super::bank::{account, fixture, office, read, take};
use super::ledger::content;
use crate::common;

/// An office with the statement of five lines: dues of Zoë Ali, cheques paid in, an invoice, a donation, a fee.
fn with_lines() -> Office {
    let mut office = office();
    let file = read(&office, "sgml.ofx", &fixture("sgml.ofx"));
    take(&mut office, &file);
    office
}

fn plan(office: &Office) -> MatchPlan {
    let (expects, today) = (office.setup().expects, office.today());
    match_plan(&office.read(|conn| store::world(conn, expects, today)).unwrap())
}

fn line(office: &Office, amount: i64) -> model::BankLine {
    let all = office.read(|conn| store::page(conn, &LineFilter::default(), 0, 100)).unwrap();
    all.into_iter().find(|l| l.amount == Money(amount)).unwrap()
}

fn state(office: &Office, id: LineId) -> LineState {
    office.read(|conn| store::line(conn, id)).unwrap().state
}

fn entry(office: &Office, id: EntryId) -> Entry {
    office.read(|conn| ledger::store::entry(conn, id)).unwrap()
}

fn record(office: &mut Office, new: &NewEntry) -> EntryId {
    ledger::ops::record(office, new).unwrap().value
}

fn person(office: &mut Office, name: &str, number: Option<&str>) -> PersonId {
    let details = Details { number: number.map(str::to_owned), ..Details::named(name) };
    people::ops::add(office, &details).unwrap().value
}

fn owed_dues(office: &Office) -> Vec<wardroom::office::Expected> {
    let dues = members::SUBJECT.expects.unwrap();
    office.read(|conn| (dues.open)(conn, None, office.today())).unwrap()
}

fn sound(office: &Office) {
    let findings = office.check().unwrap();
    assert!(findings.is_empty(), "{findings:?}");
}

#[test]
fn an_entry_that_is_there_is_matched_held_and_freed() {
    let mut office = with_lines();
    let zoe = person(&mut office, "Zoë Ali", None);
    let on = day::from_iso("2026-11-02").unwrap();
    let id = record(&mut office, &NewEntry::simple(EntryKind::Donation, on, Money(2500)).from(zoe));
    let before = content(&office);
    let found = line(&office, 2500);
    let shown = plan(&office);
    let suggestion = shown.line(found.id).unwrap().sure().expect("amount and name");
    assert_eq!(suggestion.deed, Deed::entries([(id, Money(2500))]));
    ops::accept(&mut office, &[found.id], &suggestion.deed, None).unwrap();
    assert_eq!(state(&office, found.id), LineState::Matched);
    let matched = entry(&office, id);
    assert_eq!(matched.banked, Some(found.booked), "the bank says when it came");
    assert_eq!(matched.held.len(), 1, "its money is held");
    let terms =
        ledger::model::Terms { currency: *wardroom::kit::Currency::pound(), today: office.today(), month_first: false };
    let mut form: EntryForm = matched.form(terms.currency);
    form.amount = "30.00".into();
    let problem = ledger::ops::change(&mut office, id, &form.parse(&terms).unwrap()).unwrap_err();
    assert!(problem.message.contains("stands on the"), "{problem}");
    form.amount = "25.00".into();
    form.note = "by standing order".into();
    ledger::ops::change(&mut office, id, &form.parse(&terms).unwrap()).unwrap();
    sound(&office);
    let again = ops::accept(&mut office, &[found.id], &suggestion.deed, None).unwrap_err();
    assert!(again.message.contains("matched already"), "{again}");
    office.undo("").unwrap();
    ops::free(&mut office, &[found.id]).unwrap();
    assert_eq!((state(&office, found.id), entry(&office, id).held.len()), (LineState::Open, 0));
    office.undo("").unwrap();
    office.undo("").unwrap();
    assert_eq!(content(&office), before);
}

#[test]
fn a_line_is_recorded_in_parts_with_somebody_new_and_what_goes_the_other_way() {
    let mut office = with_lines();
    let before = content(&office);
    let found = line(&office, 6000);
    let part = |kind, amount| NewPart::of(entry_of(&found, kind, Money(amount)));
    let donor = NewPart { person: Some(Details::named("Okafor & Sons")), ..part(EntryKind::Donation, 6100) };
    let deed =
        |fee| Deed::Parts { parts: vec![donor.clone().part(), part(EntryKind::Expense, fee).part()], twin: None };
    let problem = ops::accept(&mut office, &[found.id], &deed(50), None).unwrap_err();
    assert!(problem.message.contains("£60.50") && problem.message.contains("£60.00"), "{problem}");
    assert_eq!(content(&office), before, "nothing of it was done");
    let done = ops::accept(&mut office, &[found.id], &deed(100), None).unwrap().value;
    assert_eq!((done.recorded, done.people_added), (2, 1));
    let amounts: Vec<_> = done.entries.iter().map(|id| entry(&office, *id).amount).collect();
    assert_eq!(amounts, [Money(6100), Money(-100)]);
    assert_eq!(entry(&office, done.entries[0]).who(), "Okafor & Sons");
    sound(&office);
    office.undo("").unwrap();
    assert_eq!(content(&office), before);
}

#[test]
fn dues_that_are_owed_are_paid_by_their_line() {
    let mut office = with_lines();
    let zoe = person(&mut office, "Zoë Ali", Some("0012"));
    let full = office.read(members::store::classes).unwrap().into_iter().find(|c| c.name == "Full").unwrap();
    let terms = members::model::Terms {
        currency: *wardroom::kit::Currency::pound(),
        today: office.today(),
        month_first: false,
    };
    let form = members::model::ClassForm {
        fee: "25".into(),
        fee_from: "2000-01-01".into(),
        ..members::model::ClassForm::of(&full)
    };
    let (class, fee) = form.parse(&terms).unwrap();
    members::ops::save_class(&mut office, Some(full.id), &class, fee).unwrap();
    let on = |iso: &str| day::from_iso(iso).unwrap();
    let settings = members::model::Settings {
        year: members::model::Year::Fixed { month: 1, day: 1, rollover: None },
        ..members::model::Settings::default()
    };
    members::ops::change_settings(&mut office, &settings).unwrap();
    let term = members::model::NewTerm {
        covered_to: Some(on("2025-12-31")),
        ..members::model::NewTerm::member(full.id, on("2020-01-01"))
    };
    members::ops::add(&mut office, zoe, &term).unwrap();
    let register = office.read(members::store::register).unwrap();
    let dues = register.plan(on("2026-01-01"), on("2026-12-31"), office.today(), true);
    members::ops::run(&mut office, &dues).unwrap();
    let owed = owed_dues(&office);
    assert_eq!((owed.len(), owed[0].amount), (1, Money(2500)));
    let found = line(&office, 2500);
    let shown = plan(&office);
    let best = shown.line(found.id).unwrap().sure().expect("the number of the member and what is owed");
    ops::accept(&mut office, &[found.id], &best.deed, None).unwrap();
    let after = office.read(members::store::register).unwrap();
    assert_eq!(after.settled.iter().map(|s| s.paid).sum::<Money>(), Money(2500));
    assert!(owed_dues(&office).is_empty());
    sound(&office);
}

#[test]
fn several_lines_are_one_entry_and_one_line_is_several() {
    let mut office = with_lines();
    let on = day::from_iso("2026-11-03").unwrap();
    let whole = record(&mut office, &NewEntry::simple(EntryKind::Donation, on, Money(8500)));
    let (a, b) = (line(&office, 2500), line(&office, 6000));
    let deed = Deed::entries([(whole, Money(8500))]);
    ops::accept(&mut office, &[a.id, b.id], &deed, None).unwrap();
    let of = |id| office.read(|conn| store::matches_of(conn, id)).unwrap();
    assert_eq!((of(a.id)[0].amount, of(b.id)[0].amount), (Money(2500), Money(6000)));
    let parts: Vec<_> = [20_000, 11_200]
        .map(|m| (record(&mut office, &NewEntry::simple(EntryKind::Donation, on, Money(m))), Money(m)))
        .to_vec();
    let cheques = line(&office, 31_200);
    ops::accept(&mut office, &[cheques.id], &Deed::entries(parts.clone()), None).unwrap();
    assert_eq!(office.read(|conn| store::matches_of(conn, cheques.id)).unwrap().len(), 2);
    let fee = line(&office, -600);
    let problem = ops::accept(&mut office, &[fee.id], &Deed::entries(parts), None).unwrap_err();
    assert!(problem.message.contains("moves nothing more"), "{problem}");
    let both = [fee.id, line(&office, -4860).id, a.id];
    assert!(ops::accept(&mut office, &both, &deed, None).is_err());
    sound(&office);
}

#[test]
fn everything_sure_is_accepted_as_it_was_shown_and_only_then() {
    let mut office = with_lines();
    let zoe = person(&mut office, "Zoë Ali", None);
    let on = day::from_iso("2026-11-02").unwrap();
    record(&mut office, &NewEntry::simple(EntryKind::Donation, on, Money(2500)).from(zoe));
    // The same amount alone is left for a person to say.
    record(&mut office, &NewEntry::simple(EntryKind::Donation, on, Money(6000)));
    let fee = line(&office, -600);
    let rule = NewRule {
        when: When { account: None, into: false, words: "Account Fee".into(), number: String::new(), amount: None },
        does: Does::Record {
            kind: EntryKind::Expense,
            category: None,
            fund: None,
            person: None,
            payee: "The bank".into(),
            appeal: String::new(),
        },
    };
    ops::save_rule(&mut office, None, &rule).unwrap();
    let before = content(&office);
    let shown = plan(&office);
    assert_eq!(shown.sure().len(), 2);
    let done = ops::accept_sure(&mut office, &shown).unwrap().value;
    assert_eq!((done.lines, done.recorded), (2, 1));
    assert_eq!(state(&office, fee.id), LineState::Matched);
    assert_eq!(state(&office, line(&office, 6000).id), LineState::Open);
    let stale = ops::accept_sure(&mut office, &shown).unwrap_err();
    assert!(stale.message.contains("has changed"), "{stale}");
    sound(&office);
    office.undo("").unwrap();
    assert_eq!(content(&office), before);
}

#[test]
fn what_is_remembered_is_one_step_with_what_it_was_learned_from() {
    let mut office = with_lines();
    let before = content(&office);
    let fee = line(&office, -600);
    let rule = NewRule {
        when: When {
            account: Some(fee.account),
            into: false,
            words: model::telling_words(&fee),
            number: String::new(),
            amount: None,
        },
        does: Does::Aside("the bank takes it back".into()),
    };
    let done = ops::accept(&mut office, &[fee.id], &Deed::Aside("the bank takes it back".into()), Some(&rule)).unwrap();
    assert!(done.value.rule.is_some());
    assert_eq!(state(&office, fee.id), LineState::Aside);
    let problem = ops::accept(&mut office, &[fee.id], &Deed::Aside("again".into()), None).unwrap_err();
    assert!(problem.message.contains("set aside"), "{problem}");
    ops::bring_back(&mut office, &[fee.id]).unwrap();
    assert!(matches!(plan(&office).line(fee.id).unwrap().suggestions[0].deed, Deed::Aside(_)));
    office.undo("").unwrap();
    office.undo("").unwrap();
    assert_eq!(content(&office), before);
    for reason in ["", "  "] {
        assert!(ops::accept(&mut office, &[fee.id], &Deed::Aside(reason.into()), None).is_err());
    }
}

#[test]
fn a_line_that_was_set_aside_is_offered_again_with_its_file() {
    let mut office = with_lines();
    let fee = line(&office, -600);
    ops::accept(&mut office, &[fee.id], &Deed::Aside("not ours".into()), None).unwrap();
    let file = read(&office, "sgml.ofx", &fixture("sgml.ofx"));
    let general = account(&office, "General");
    let choice = model::Choice::default();
    let shown = ops::prepare(&office, &file, general, &choice).unwrap();
    assert_eq!((shown.aside, shown.report.skipped), (1, 5), "it is said, not silently skipped");
    let choice = model::Choice { bring_back: true, ..choice };
    let shown = ops::prepare(&office, &file, general, &choice).unwrap();
    ops::commit(&mut office, &shown).unwrap();
    assert_eq!(state(&office, fee.id), LineState::Open);
}

#[test]
fn both_sides_of_moved_money_are_one_transfer() {
    let mut office = with_lines();
    ledger::ops::save_account(&mut office, None, "Savings", AccountKind::Bank, false).unwrap();
    let savings = account(&office, "Savings");
    let other = b"!Type:Bank\nD14/11/2026\nT48.60\nMFROM GENERAL\n^\nD13/11/2026\nT0.50\nMINTEREST\n^\n";
    let file = read(&office, "savings.qif", other);
    let shown = ops::prepare(&office, &file, savings, &model::Choice::default()).unwrap();
    ops::commit(&mut office, &shown).unwrap();
    let (out, into) = (line(&office, -4860), line(&office, 4860));
    let deed = Deed::Parts { parts: vec![NewPart::of(transfer_of(&out, savings)).part()], twin: Some(into.id) };
    let done = ops::accept(&mut office, &[out.id], &deed, None).unwrap().value;
    assert_eq!((done.lines, done.recorded), (2, 1));
    assert_eq!((state(&office, out.id), state(&office, into.id)), (LineState::Matched, LineState::Matched));
    assert!(matches!(deed, Deed::Parts { ref parts, .. } if matches!(parts[0], Part::New(_))));
    sound(&office);
}

#[test]
fn who_paid_from_an_account_is_known_the_next_time() {
    let mut office = with_lines();
    let text = "!Type:Bank\nD14/11/2026\nT9.00\nPZ\n^\n";
    let file = read(&office, "a.qif", text.as_bytes());
    take(&mut office, &file);
    let zoe = person(&mut office, "Zoë Ali", None);
    let found = line(&office, 2500);
    let mut part = NewPart::of(entry_of(&found, EntryKind::Donation, found.amount));
    part.entry.person = Some(zoe);
    ops::accept(&mut office, &[found.id], &Deed::record(part), None).unwrap();
    let world = office.read(|conn| store::world(conn, &[], common::today())).unwrap();
    let expected: Vec<_> = if found.number.is_empty() { Vec::new() } else { vec![zoe] };
    assert_eq!(world.payers.iter().map(|(_, p)| *p).collect::<Vec<_>>(), expected);
}

proptest::proptest! {
    #![proptest_config(common::cases(12))]

    /// Whatever is accepted, set aside and freed again, undoing it leaves the file as it was, and at no time is it unsound.
    #[test]
    fn matching_and_undoing_it_leaves_the_file_as_it_was(
        lines in proptest::collection::vec((13_i64..28, 1_i64..5, 0_usize..3, proptest::bool::ANY), 1..12),
        entries in proptest::collection::vec((1_i64..28, 1_i64..5, 0_usize..3), 0..10),
        choices in proptest::collection::vec(0_usize..6, 1..14),
    ) {
        let mut office = office();
        let names = ["", "Zoë Ali", "Ann Lee"];
        let people: Vec<_> = names[1..].iter().map(|name| person(&mut office, name, None)).collect();
        let on = |day: i64| day::from_iso(&format!("2026-10-{day:02}")).unwrap();
        for (day, amount, who) in entries {
            let new = NewEntry::simple(EntryKind::Donation, on(day), Money(amount * 500));
            let new = if who == 0 { new } else { new.from(people[who - 1]) };
            record(&mut office, &new);
        }
        let sign = |out: bool| if out { "-" } else { "" };
        let records: String = lines
            .iter()
            .map(|(day, amount, who, out)| {
                let (name, sign) = (names[*who].to_uppercase(), sign(*out));
                format!("D{day}/10/2026\nT{sign}{}.00\nP{name}\nMNO {day}\n^\n", amount * 5)
            })
            .collect();
        let file = read(&office, "a.qif", format!("!Type:Bank\n{records}").as_bytes());
        take(&mut office, &file);
        let before = content(&office);
        let mut steps = 0;
        let mut done = |worked: bool| steps += usize::from(worked);
        let shown = plan(&office);
        done(!shown.sure().is_empty() && ops::accept_sure(&mut office, &shown).is_ok());
        for choice in choices {
            let all = office.read(|conn| store::page(conn, &LineFilter::default(), 0, 100)).unwrap();
            let Some(line) = all.get(choice * 7 % all.len().max(1)) else { continue };
            let ids = [line.id];
            done(match (line.state, choice) {
                (LineState::Matched, _) => ops::free(&mut office, &ids).is_ok(),
                (LineState::Aside, _) => ops::bring_back(&mut office, &ids).is_ok(),
                (LineState::Open, 0) => ops::accept(&mut office, &ids, &Deed::Aside("twice".into()), None).is_ok(),
                (LineState::Open, at) => {
                    let shown = plan(&office);
                    let found = shown.line(line.id).and_then(|p| p.suggestions.get(at - 1)).map(|s| s.deed.clone());
                    let usual = || Deed::record(NewPart::of(entry_of(line, model::usual_kind(line), line.amount)));
                    ops::accept(&mut office, &ids, &found.unwrap_or_else(usual), None).is_ok()
                }
            });
            sound(&office);
        }
        for _ in 0..steps {
            office.undo("").unwrap();
        }
        proptest::prop_assert_eq!(content(&office), before);
    }
}
