//! One pass over lines that wait, case by case.

use super::*;
use crate::bank::model::{
    AccountId, Awaited, Does, EntryId, KnownPerson, LineState, Movement, NewRule, OwnAccount, Part, PersonId, Rule,
    RuleId, StatementId, When,
};
use crate::kit::money::CURRENCIES;
use crate::kit::{Day, Money, day};
use crate::ledger::model::{BatchId, EntryKind};
use crate::office::Expected;

const BANK: AccountId = AccountId(1);
const SAVINGS: AccountId = AccountId(2);

fn on(iso: &str) -> Day {
    day::from_iso(iso).unwrap()
}

fn world() -> World {
    World {
        generation: 7,
        currency: CURRENCIES[0],
        lines: Vec::new(),
        movements: Vec::new(),
        awaited: Vec::new(),
        people: [(1, "Zoë Ali", "0012"), (2, "Ann Marie Lee", "0013"), (3, "Sam Roe", ""), (4, "Sam Roe", "")]
            .map(|(id, name, number)| KnownPerson { person: PersonId(id), name: name.into(), number: number.into() })
            .to_vec(),
        payers: Vec::new(),
        accounts: vec![
            OwnAccount { id: BANK, name: "Current account".into(), numbers: vec!["20000055779911".into()] },
            OwnAccount { id: SAVINGS, name: "Savings".into(), numbers: vec!["20000012345678".into()] },
        ],
        rules: Vec::new(),
    }
}

impl World {
    fn line(&mut self, booked: &str, amount: i64, name: &str, purpose: &str) -> LineId {
        let id = LineId(i64::try_from(self.lines.len()).unwrap() + 1);
        self.lines.push(BankLine {
            id,
            account: BANK,
            statement: StatementId(1),
            booked: on(booked),
            valued: None,
            amount: Money(amount),
            name: name.into(),
            number: String::new(),
            purpose: purpose.into(),
            reference: String::new(),
            kind: String::new(),
            bank_ref: String::new(),
            row: 1,
            state: LineState::Open,
            why: String::new(),
            reconciliation: None,
        });
        id
    }

    fn entry(&mut self, received: &str, amount: i64, person: i64, who: &str) -> EntryId {
        let id = EntryId(i64::try_from(self.movements.len()).unwrap() + 100);
        self.movements.push(Movement {
            entry: id,
            account: BANK,
            kind: if amount > 0 { EntryKind::Donation } else { EntryKind::Expense },
            amount: Money(amount),
            received: on(received),
            banked: None,
            person: (person > 0).then_some(PersonId(person)),
            who: who.into(),
            references: String::new(),
            other: None,
            batch: None,
            root: id,
        });
        id
    }

    fn owed(&mut self, row: i64, due: &str, amount: i64, person: i64, source: &'static str) {
        let kind = if source == "dues" { EntryKind::Dues } else { EntryKind::Donation };
        self.awaited.push(Awaited {
            source,
            source_says: "Dues",
            kind,
            it: Expected {
                row,
                person,
                name: "Zoë Ali".into(),
                amount: Money(amount),
                due: on(due),
                says: format!("Dues of {due}"),
                marks: vec!["0012".into()],
                method: "",
                reference: String::new(),
                appeal: String::new(),
            },
        });
    }

    fn rule(&mut self, words: &str, does: Does) {
        let when = When { account: None, into: false, words: words.into(), number: String::new(), amount: None };
        self.rules.push(Rule { id: RuleId(1), rule: NewRule { when, does } });
    }
}

fn expense() -> Does {
    Does::Record {
        kind: EntryKind::Expense,
        category: None,
        fund: None,
        person: None,
        payee: String::new(),
        appeal: String::new(),
    }
}

fn entries(suggestion: &Suggestion) -> Vec<i64> {
    match &suggestion.deed {
        Deed::Parts { parts, .. } => parts
            .iter()
            .filter_map(|p| match p {
                Part::Entry(entry, _) => Some(entry.0),
                Part::New(_) => None,
            })
            .collect(),
        Deed::Aside(_) => Vec::new(),
    }
}

fn settled(suggestion: &Suggestion) -> Vec<(i64, i64)> {
    match &suggestion.deed {
        Deed::Parts { parts, .. } => parts
            .iter()
            .flat_map(|p| match p {
                Part::New(part) => part.settles.iter().map(|s| (s.row, s.amount.0)).collect(),
                Part::Entry(..) => Vec::new(),
            })
            .collect(),
        Deed::Aside(_) => Vec::new(),
    }
}

fn best(world: &World, line: LineId) -> Suggestion {
    plan(world).line(line).unwrap().suggestions.first().unwrap_or_else(|| panic!("nothing for {line}")).clone()
}

#[test]
fn the_same_amount_within_a_week_is_a_suggestion_and_never_sure() {
    let mut world = world();
    let line = world.line("2026-11-10", 2500, "", "");
    let entry = world.entry("2026-11-08", 2500, 0, "");
    let far = world.entry("2026-11-01", 2500, 0, "");
    let best = best(&world, line);
    assert_eq!(entries(&best), [entry.0]);
    assert!(!best.sure);
    assert_eq!(best.because, [Reason::Amount, Reason::Days(2)]);
    let all = plan(&world);
    assert!(all.line(line).unwrap().suggestions.iter().all(|s| !entries(s).contains(&far.0)), "nine days are no week");
    assert!(all.sure().is_empty());
}

#[test]
fn amount_and_name_are_sure_where_one_person_bears_it() {
    let mut world = world();
    let zoe = world.line("2026-11-10", 2500, "ALI ZOE", "");
    let entry = world.entry("2026-11-08", 2500, 1, "Zoë Ali");
    world.entry("2026-11-09", 2500, 2, "Ann Marie Lee");
    let sam = world.line("2026-11-11", 1000, "SAM ROE", "");
    world.entry("2026-11-11", 1000, 3, "Sam Roe");
    let best_zoe = best(&world, zoe);
    assert_eq!((entries(&best_zoe), best_zoe.sure), (vec![entry.0], true));
    assert!(best_zoe.because.contains(&Reason::Name));
    let best_sam = best(&world, sam);
    assert_eq!(entries(&best_sam).len(), 1);
    assert!(!best_sam.sure, "two people are called Sam Roe");
}

#[test]
fn the_account_paid_from_tells_namesakes_apart() {
    let mut world = world();
    let line = world.line("2026-11-11", 1000, "SAM ROE", "");
    world.lines[0].number = "GB11 BANK 2000 0012 34".into();
    world.payers.push(("GB11BANK2000001234".into(), PersonId(4)));
    world.entry("2026-11-11", 1000, 3, "Sam Roe");
    let right = world.entry("2026-11-11", 1000, 4, "Sam Roe");
    let best = best(&world, line);
    assert_eq!((entries(&best), best.sure), (vec![right.0], true));
    assert!(best.because.contains(&Reason::PaidFrom));
}

#[test]
fn a_reference_finds_its_entry_months_later() {
    let mut world = world();
    let line = world.line("2026-11-11", -4860, "", "CHEQUE 000123");
    let entry = world.entry("2026-07-01", -4860, 0, "Riverside Print Ltd");
    world.movements[0].references = "0123".into();
    let best = best(&world, line);
    assert_eq!((entries(&best), best.sure), (vec![entry.0], true));
    assert!(best.because.contains(&Reason::Reference("0123".into())));
}

#[test]
fn dues_are_paid_the_oldest_first_and_each_by_one_line() {
    let mut world = world();
    let lines: Vec<_> =
        ["2026-01-05", "2026-02-04", "2026-03-05"].iter().map(|d| world.line(d, 500, "Z ALI", "DUES 0012")).collect();
    for (row, due) in [(3, "2026-03-01"), (1, "2026-01-01"), (2, "2026-02-01"), (4, "2026-04-01")] {
        world.owed(row, due, 500, 1, "dues");
    }
    let plan = plan(&world);
    let rows: Vec<_> = lines.iter().map(|l| settled(&plan.line(*l).unwrap().suggestions[0])).collect();
    assert_eq!(rows, [[(1, 500)], [(2, 500)], [(3, 500)]]);
    assert_eq!(plan.sure().len(), 3, "the number of the member says who it is");
}

#[test]
fn several_awaited_payments_make_one_line_and_a_part_is_said_to_be_one() {
    let mut world = world();
    let three = world.line("2026-03-05", 1500, "Zoë Ali", "");
    for (row, due) in [(1, "2026-01-01"), (2, "2026-02-01"), (3, "2026-03-01")] {
        world.owed(row, due, 500, 1, "dues");
    }
    let all = best(&world, three);
    assert_eq!((settled(&all), all.sure), (vec![(1, 500), (2, 500), (3, 500)], true));
    world.lines[0].amount = Money(700);
    let part = best(&world, three);
    assert_eq!((settled(&part), part.sure), (vec![(1, 500), (2, 200)], false));
    assert!(part.because.contains(&Reason::PartOf(Money(1500))));
    world.lines[0].amount = Money(1800);
    let over = best(&world, three);
    assert_eq!((settled(&over), over.sure), (vec![(1, 500), (2, 500), (3, 500)], false));
    assert!(over.because.contains(&Reason::Over(Money(300))));
}

#[test]
fn two_kinds_of_payment_of_one_amount_are_asked() {
    let mut world = world();
    let line = world.line("2026-01-05", 500, "Zoë Ali", "");
    world.owed(1, "2026-01-01", 500, 1, "dues");
    world.owed(9, "2026-01-01", 500, 1, "pledges");
    let best = best(&world, line);
    assert!(!best.sure && best.because.contains(&Reason::Rival));
}

#[test]
fn what_is_in_the_ledger_goes_before_what_would_be_recorded_anew() {
    let mut world = world();
    let line = world.line("2026-01-05", 500, "Zoë Ali", "");
    world.owed(1, "2026-01-01", 500, 1, "dues");
    let entry = world.entry("2026-01-04", 500, 1, "Zoë Ali");
    let found = best(&world, line);
    assert_eq!((entries(&found), found.sure), (vec![entry.0], true));
    // An entry of nobody known may be the same payment: then recording is not done unasked.
    world.movements[0].person = None;
    world.movements[0].who.clear();
    let found = best(&world, line);
    assert_eq!((settled(&found), found.sure), (vec![(1, 500)], false));
    // An entry of somebody else is not.
    world.movements[0].person = Some(PersonId(2));
    assert!(best(&world, line).sure);
}

#[test]
fn a_batch_is_one_line_and_cheques_banked_together_are() {
    let mut world = world();
    let batch = world.line("2026-11-12", 6000, "", "PAYING IN 000123");
    let loose = world.line("2026-11-20", 3000, "", "CREDIT");
    for (amount, number) in [(1000, 123), (5000, 123)] {
        world.entry("2026-11-10", amount, 1, "Zoë Ali");
        world.movements.last_mut().unwrap().batch = Some((BatchId(1), number));
    }
    for amount in [1200, 1800] {
        world.entry("2026-11-15", amount, 2, "Ann Marie Lee");
        world.movements.last_mut().unwrap().banked = Some(on("2026-11-19"));
    }
    let found = best(&world, batch);
    assert_eq!((entries(&found), found.sure), (vec![100, 101], true), "its number stands on the slip");
    let found = best(&world, loose);
    assert_eq!((entries(&found), found.sure), (vec![102, 103], false));
    assert_eq!(found.because, [Reason::BankedOn(on("2026-11-19")), Reason::Days(1)]);
}

#[test]
fn what_was_reversed_before_the_bank_saw_it_is_not_suggested() {
    let mut world = world();
    let line = world.line("2026-11-10", 2500, "Zoë Ali", "");
    let wrong = world.entry("2026-11-08", 2500, 1, "Zoë Ali");
    world.entry("2026-11-09", -2500, 1, "Zoë Ali");
    let right = world.entry("2026-11-09", 2500, 1, "Zoë Ali");
    for movement in &mut world.movements {
        movement.root = wrong;
    }
    // The reversal takes one of the two away; which of two like ones does not matter, so one is left.
    let all = plan(&world);
    let found: Vec<_> = all.line(line).unwrap().suggestions.iter().flat_map(entries).collect();
    assert_eq!(found, [right.0]);
}

#[test]
fn a_thing_goes_to_the_line_it_fits_best() {
    let mut world = world();
    let far = world.line("2026-11-14", 2500, "", "");
    let near = world.line("2026-11-10", 2500, "", "");
    let entry = world.entry("2026-11-10", 2500, 0, "");
    let plan = plan(&world);
    assert_eq!(entries(&plan.line(near).unwrap().suggestions[0]), [entry.0]);
    let other = &plan.line(far).unwrap().suggestions[0];
    assert_eq!(entries(other), [entry.0]);
    assert!(other.because.contains(&Reason::Taken(on("2026-11-10"))));
}

#[test]
fn a_rule_does_what_was_remembered_unless_it_may_be_there_already() {
    let mut world = world();
    world.rule("account fee", expense());
    let fee = world.line("2026-11-19", -600, "", "ACCOUNT FEE NOV");
    let other = world.line("2026-11-19", -900, "", "FEE");
    let found = best(&world, fee);
    assert!(found.sure && matches!(found.because[0], Reason::Rule(_)), "{found:?}");
    assert!(plan(&world).line(other).unwrap().suggestions.is_empty(), "one of its words is missing");
    world.entry("2026-11-18", -600, 0, "");
    assert!(!best(&world, fee).sure, "an entry of that amount waits");
}

#[test]
fn money_between_own_accounts_is_known_by_the_number_and_by_its_other_side() {
    let mut world = world();
    let out = world.line("2026-11-10", -10000, "", "TRANSFER");
    let into = world.line("2026-11-11", 10000, "", "TRANSFER");
    world.lines[1].account = SAVINGS;
    let found = plan(&world);
    let twin = |line: LineId| match &found.line(line).unwrap().suggestions[0].deed {
        Deed::Parts { twin, .. } => *twin,
        Deed::Aside(_) => None,
    };
    assert_eq!((twin(out), twin(into)), (Some(into), Some(out)));
    assert!(found.sure().is_empty(), "amount and day alone");
    world.lines[0].number = "20-00-00 12345678".into();
    let found = plan(&world);
    let sure = found.sure();
    assert_eq!(sure.len(), 1, "both lines are one thing");
    assert_eq!(sure[0].1.title, "Transfer to Savings");
}

#[test]
fn somebody_who_is_known_is_named_where_nothing_of_theirs_fits() {
    let mut world = world();
    let line = world.line("2026-11-10", 9900, "Zoë Ali", "");
    let found = best(&world, line);
    assert!(found.ask && !found.sure);
    assert_eq!(found.title, "Something new of Zoë Ali");
}

proptest::proptest! {
    /// No entry, awaited payment or line is the sure match of two lines, whatever order the lists stand in.
    #[test]
    fn nothing_is_matched_twice_in_any_order(
        lines in proptest::collection::vec((0_i64..40, 1_i64..4, 0_usize..3), 1..25),
        movements in proptest::collection::vec((0_i64..40, 1_i64..4, 0_i64..4), 0..25),
        owed in proptest::collection::vec((0_i64..40, 1_i64..4, 1_i64..3), 0..10),
        turn in 0_usize..20,
    ) {
        let mut world = world();
        let day = |n: i64| (on("2026-01-01") + chrono::TimeDelta::days(n)).to_string();
        for (at, amount, name) in lines {
            world.line(&day(at), amount * 500, ["Zoë Ali", "ANN LEE", ""][name], "");
        }
        for (at, amount, person) in movements {
            let names = ["", "Zoë Ali", "Ann Marie Lee", "Sam Roe"];
            world.entry(&day(at), amount * 500, person, names[usize::try_from(person).unwrap()]);
        }
        for (row, (at, amount, person)) in owed.into_iter().enumerate() {
            world.owed(i64::try_from(row).unwrap(), &day(at), amount * 500, person, "dues");
        }
        let plan = plan(&world);
        let mut used = std::collections::HashSet::new();
        for (line, suggestion) in plan.sure() {
            for entry in entries(suggestion) {
                proptest::prop_assert!(used.insert((0, entry)), "{line:?}");
            }
            for (row, _) in settled(suggestion) {
                proptest::prop_assert!(used.insert((1, row)));
            }
        }
        // The order of the lists makes no difference.
        world.lines.reverse();
        let by = turn % world.movements.len().max(1);
        world.movements.rotate_left(by);
        world.awaited.reverse();
        proptest::prop_assert_eq!(&plan, &super::plan(&world));
    }
}
