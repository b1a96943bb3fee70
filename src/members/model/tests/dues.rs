//! What is owed, settled and in arrears, to the penny.

use proptest::prelude::*;

use super::*;

fn owed(story: &Story, on: &str) -> Money {
    story.register().owed(TermId(1), day(on))
}

fn ahead(story: &Story) -> Money {
    story.register().ahead_of(PersonId(1))
}

/// Three quarters of £9 each.
const QUARTERS: &str = "every 3; start 2026-01-01; run 2026-01-01..2026-09-30 on 2026-01-01";

#[test]
fn the_oldest_is_settled_first_and_the_rest_is_ahead() {
    let story = Story::tell(&format!("{QUARTERS}; pays 12.50 on 2026-02-01"));
    let register = story.register();
    let paid: Vec<Money> = register.settled.iter().map(|s| s.paid).collect();
    assert_eq!(paid, [Money(900), Money(350), Money(0)]);
    assert_eq!(register.settled[0].on, Some(day("2026-02-01")));
    assert_eq!(register.settled[1].on, None);
    assert_eq!(owed(&story, "2026-01-31"), Money(900), "before the payment");
    assert_eq!(owed(&story, "2026-03-31"), Money(0), "the second quarter is not due yet");
    assert_eq!(owed(&story, "2026-04-01"), Money(550));
    assert_eq!(ahead(&story), Money(0));
    let story = Story::tell(&format!("{QUARTERS}; pays 30.01 on 2026-02-01"));
    assert_eq!((owed(&story, "2026-12-31"), ahead(&story)), (Money(0), Money(301)));
}

#[test]
fn what_the_payer_said_comes_first() {
    let mut story = Story::tell(&format!("{QUARTERS}; pays 9.00 on 2026-02-01; pays 9.00 on 2026-03-01"));
    story.shares.push(Share { entry: EntryId(1), charge: ChargeId(3), amount: Money(900) });
    let register = story.register();
    let settled: Vec<_> = register.settled.iter().map(|s| s.on.map(|d| d.to_string())).collect();
    assert_eq!(settled, [Some("2026-03-01".to_owned()), None, Some("2026-02-01".to_owned())]);
    // A part that was said, and the rest to the oldest.
    story.shares[0].amount = Money(400);
    let paid: Vec<Money> = story.register().settled.iter().map(|s| s.paid).collect();
    assert_eq!(paid, [Money(900), Money(500), Money(400)]);
}

#[test]
fn a_waived_charge_takes_no_money() {
    let story = Story::tell(&format!("{QUARTERS}; waive on 2026-01-10; pays 9.00 on 2026-02-01"));
    let paid: Vec<Money> = story.register().settled.iter().map(|s| s.paid).collect();
    assert_eq!(paid, [Money(0), Money(900), Money(0)]);
    assert_eq!(owed(&story, "2026-01-09"), Money(900));
    assert_eq!(owed(&story, "2026-01-10"), Money(0));
}

#[test]
fn money_for_one_member_settles_nobody_elses_dues() {
    let mut story = Story::tell("start 2026-01-01; head start 2026-01-01");
    story.terms[0].family = None;
    story.terms[0].class = ClassId(1);
    story.terms[0].payer = Some(PersonId(2));
    story.run("2026-01-01..2026-12-31", "2026-01-01");
    assert!(story.charges.iter().all(|c| c.payer == PersonId(2)), "one payer for two members");
    story.pays(PersonId(2), Some(PersonId(1)), "50.00", "2026-01-05");
    let register = story.register();
    let paid = |member: i64| {
        let all = register.charges.iter().zip(&register.settled);
        all.filter(|(c, _)| c.member == PersonId(member)).map(|(_, s)| s.paid).sum::<Money>()
    };
    assert_eq!((paid(1), paid(2)), (Money(3600), Money(0)));
    assert_eq!(register.ahead_of(PersonId(2)), Money(1400));
}

#[test]
fn arrears_by_age() {
    for (due, age) in [
        ("2026-11-22", 0),
        ("2026-11-21", 0),
        ("2026-11-20", 1),
        ("2026-10-22", 1),
        ("2026-10-21", 2),
        ("2026-09-22", 2),
        ("2026-09-21", 3),
        ("2026-08-23", 3),
        ("2026-08-22", 4),
        ("2020-01-01", 4),
    ] {
        assert_eq!(age_of(day(due), day("2026-11-21")), age, "due {due}");
    }
    let story = Story::tell(
        "grace 365; every 3; start 2026-01-01; run 2026-01-01..2026-12-31 on 2026-01-01; pays 10.00 on 2026-01-02; run 2027-01-01..2027-01-01 on 2026-11-01",
    );
    let arrears = story.register().arrears(day("2026-11-21"));
    assert_eq!(arrears.len(), 1);
    // £8 of the second quarter and £9 of the third are over 90 days old, the fourth's £9 51 days; January is not due.
    assert_eq!(arrears[0].ages, [Money(900), Money(0), Money(900), Money(0), Money(1700)]);
    assert_eq!((arrears[0].total(), arrears[0].overdue()), (Money(3500), Money(2600)));
    assert_eq!(arrears[0].since(), Some(day("2026-04-01")));
}

fn lines(plan: &DuesPlan) -> Vec<String> {
    plan.charges.iter().map(|c| format!("{} {}..{} {}", c.member, c.period.from, c.period.to, c.amount.0)).collect()
}

#[test]
fn a_run_charges_each_period_once_and_says_who_is_left_out() {
    let story = Story::tell("start 2026-05-10");
    let plan = story.register().plan(day("2026-01-01"), day("2026-12-31"), day("2026-05-10"), false);
    assert_eq!(lines(&plan), ["1 2026-05-10..2026-12-31 2400"]);
    assert!(plan.charges[0].part);
    let story = Story::tell("start 2026-05-10; run 2026-01-01..2026-12-31 on 2026-05-10");
    let plan = story.register().plan(day("2026-01-01"), day("2026-12-31"), day("2026-05-11"), false);
    assert_eq!((plan.charges.len(), plan.left_out[0].why), (0, NotCharged::Already));
    let plan = story.register().plan(day("2027-01-01"), day("2027-12-31"), day("2026-05-11"), false);
    assert_eq!(lines(&plan), ["1 2027-01-01..2027-12-31 3600"]);
    assert_eq!(plan.charges[0].due, day("2027-01-01"));
    // A late run falls due on its day.
    let plan = story.register().plan(day("2027-01-01"), day("2027-12-31"), day("2027-01-20"), true);
    assert_eq!(plan.charges[0].due, day("2027-01-20"));
    for (told, why) in [
        ("class honorary; start 2020-01-01", NotCharged::OwesNone),
        ("start 2020-01-01; covered 2026-12-31; ends resigned 2026-12-31", NotCharged::Over),
        ("start 2020-01-01; covered 2026-12-31; died 2026-11-01", NotCharged::Over),
        ("start 2020-01-01; covered 2024-12-31", NotCharged::Lapsed),
        ("start 2020-01-01; covered 2027-12-31", NotCharged::Already),
    ] {
        let plan = Story::tell(told).register().plan(day("2027-01-01"), day("2027-12-31"), day("2026-12-01"), false);
        assert_eq!(plan.left_out.iter().map(|l| l.why).collect::<Vec<_>>(), [why], "{told}");
    }
    let family = "start 2026-01-01; head start 2026-01-01; head covered 2026-12-31";
    let plan = Story::tell(family).register().plan(day("2027-01-01"), day("2027-12-31"), day("2026-12-01"), false);
    assert_eq!(lines(&plan), ["2 2027-01-01..2027-12-31 6000"]);
    assert_eq!(plan.left_out[0].why, NotCharged::Family);
    let left = format!("{family}; head ends resigned 2026-06-30");
    let plan = Story::tell(&left).register().plan(day("2027-01-01"), day("2027-12-31"), day("2026-12-01"), false);
    assert_eq!(plan.count_of(NotCharged::FamilyLeft), 1);
    // No fee in force yet.
    let mut story = Story::tell("start 2026-01-01; covered 2026-12-31");
    story.classes[0].fees[0].from = day("2030-01-01");
    let plan = story.register().plan(day("2027-01-01"), day("2027-12-31"), day("2026-12-01"), false);
    assert_eq!(plan.left_out[0].why, NotCharged::NoFee);
}

#[test]
fn a_run_that_comes_late_can_charge_the_lapsed() {
    let told = "start 2020-01-01; covered 2025-12-31";
    let plan = Story::tell(told).register().plan(day("2026-01-01"), day("2026-12-31"), day("2026-05-01"), true);
    assert_eq!(lines(&plan), ["1 2026-01-01..2026-12-31 3600"]);
}

#[test]
fn fee_and_class_are_those_of_the_periods_first_day() {
    let mut story = Story::tell("every 6; start 2026-01-01; covered 2026-12-31; class reduced from 2027-07-01");
    story.classes[0].fees.push(Fee { from: day("2027-01-01"), amount: Money(4001) });
    let plan = story.register().plan(day("2027-01-01"), day("2027-12-31"), day("2026-12-01"), false);
    assert_eq!(lines(&plan), ["1 2027-01-01..2027-06-30 2000", "1 2027-07-01..2027-12-31 600"]);
}

#[test]
fn joining_after_the_roll_over_day_one_year_is_charged_and_the_next_run_leaves_it_out() {
    let told = "grace 90; fixed 01-01 rollover 10-01; start 2026-10-05; run 2026-10-05..2026-12-31 on 2026-10-05";
    let story = Story::tell(told);
    assert_eq!((story.charges[0].period.to, story.charges[0].amount), (day("2027-12-31"), Money(3600)));
    let plan = story.register().plan(day("2027-01-01"), day("2027-12-31"), day("2026-12-01"), false);
    assert_eq!(plan.left_out[0].why, NotCharged::Already);
}

proptest! {
    /// No penny is lost or made: what was paid is what was settled and what is ahead.
    #[test]
    fn settled_and_ahead_add_up_to_what_was_paid(
        charged in prop::collection::vec((0_i64..400, 1_i64..6000, 1_i64..4), 0..12),
        paid in prop::collection::vec((0_i64..500, 1_i64..9000, 1_i64..4, prop::option::of(1_i64..4)), 0..12),
        said in prop::collection::vec((0_i64..12, 0_i64..12, 1_i64..9000), 0..6),
    ) {
        let base = day("2026-01-01");
        let on = |n: i64| base + chrono::TimeDelta::days(n);
        let charges: Vec<Charge> = charged.iter().zip(0..).map(|((due, amount, payer), id)| Charge {
            id: ChargeId(id), term: TermId(id), member: PersonId(id % 3 + 1), payer: PersonId(*payer),
            period: Period { from: on(*due), to: on(*due + 30) }, due: on(*due), amount: Money(*amount), run: None, waived: None,
        }).collect();
        let payments: Vec<Payment> = paid.iter().zip(0..).map(|((day, amount, payer, member), id)| Payment {
            entry: EntryId(id), on: on(*day), payer: PersonId(*payer), member: member.map(PersonId), amount: Money(*amount),
        }).collect();
        let shares: Vec<Share> = said.iter().map(|(entry, charge, amount)| Share {
            entry: EntryId(*entry), charge: ChargeId(*charge), amount: Money(*amount),
        }).collect();
        let (settled, left) = settle(&charges, &payments, &shares);
        let all: Money = payments.iter().map(|p| p.amount).sum();
        prop_assert_eq!(settled.iter().map(|s| s.paid).sum::<Money>() + left.iter().copied().sum(), all);
        for (charge, settled) in charges.iter().zip(&settled) {
            prop_assert!(settled.paid <= charge.amount && settled.paid >= Money::ZERO);
            prop_assert_eq!(settled.on.is_some(), settled.paid == charge.amount);
            prop_assert_eq!(settled.by.iter().map(|(_, _, sum)| *sum).sum::<Money>(), settled.paid);
            prop_assert_eq!(settled.owed(charge, on(1000)), charge.amount - settled.paid);
        }
        // Money is only ahead of a payer whose own charges are all settled, unless it is for one member.
        for (payment, left) in payments.iter().zip(&left) {
            if payment.member.is_none() && *left > Money::ZERO {
                let open = charges.iter().zip(&settled).any(|(c, s)| c.payer == payment.payer && s.on.is_none());
                prop_assert!(!open, "{:?} is ahead while something is owed", payment);
            }
        }
    }
}
