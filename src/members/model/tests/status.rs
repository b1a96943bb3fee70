//! Status on a day: known answers, and what holds for any dates.

use chrono::TimeDelta;
use proptest::prelude::*;

use super::super::Status::{self, Applied, Current, Died, Expelled, InGrace, Lapsed, Refused, Resigned};
use super::*;

/// A story, and what Ann is on each of some days; `None` before anything happened.
type Case = (&'static str, &'static str, &'static [(&'static str, Option<Status>)]);

/// Grace is 30 days and the year the calendar's unless the story says otherwise. A class `full` costs £36 a year, by months.
const CASES: &[Case] = &[
    (
        "an application waits until it is decided",
        "applied 2026-03-01",
        &[("2026-02-28", None), ("2026-03-01", Some(Applied)), ("2026-12-31", Some(Applied))],
    ),
    (
        "a refused one was an application before",
        "applied 2026-03-01; refused 2026-03-20",
        &[("2026-03-19", Some(Applied)), ("2026-03-20", Some(Refused)), ("2027-03-20", Some(Refused))],
    ),
    (
        "approved for a later day, it is an application until then",
        "applied 2026-03-01; approved 2026-03-10; start 2026-04-01",
        &[("2026-03-31", Some(Applied)), ("2026-04-01", Some(InGrace))],
    ),
    (
        "a new member has the days of grace to pay",
        "start 2026-05-10",
        &[
            ("2026-05-09", None),
            ("2026-05-10", Some(InGrace)),
            ("2026-06-08", Some(InGrace)),
            ("2026-06-09", Some(Lapsed)),
        ],
    ),
    (
        "no grace at all: who has not paid on the first day is lapsed",
        "grace 0; start 2026-05-10",
        &[("2026-05-10", Some(Lapsed))],
    ),
    (
        "fixed year: paid in part of the year, current to its end",
        "start 2026-05-10; run 2026-05-10..2026-12-31 on 2026-05-10; pays 24.00 on 2026-05-20",
        &[
            ("2026-05-19", Some(InGrace)),
            ("2026-05-20", Some(Current)),
            ("2026-12-31", Some(Current)),
            ("2027-01-01", Some(InGrace)),
            ("2027-01-30", Some(InGrace)),
            ("2027-01-31", Some(Lapsed)),
        ],
    ),
    (
        "a penny short is not paid",
        "start 2026-05-10; run 2026-05-10..2026-12-31 on 2026-05-10; pays 23.99 on 2026-05-20",
        &[("2026-05-20", Some(InGrace)), ("2026-06-09", Some(Lapsed))],
    ),
    (
        "two parts settle on the day of the second",
        "start 2026-05-10; run 2026-05-10..2026-12-31 on 2026-05-10; pays 20.00 on 2026-05-11; pays 4.00 on 2026-06-01",
        &[("2026-05-31", Some(InGrace)), ("2026-06-01", Some(Current))],
    ),
    (
        "the day before the roll-over day: paid to the end of this year",
        "fixed 01-01 rollover 10-01; start 2026-09-30; run 2026-01-01..2026-12-31 on 2026-09-30; pays 36.00 on 2026-09-30",
        &[("2026-12-31", Some(Current)), ("2027-01-01", Some(InGrace))],
    ),
    (
        "on the roll-over day: paid to the end of the next year",
        "fixed 01-01 rollover 10-01; start 2026-10-01; run 2026-01-01..2026-12-31 on 2026-10-01; pays 36.00 on 2026-10-01",
        &[("2027-01-01", Some(Current)), ("2027-12-31", Some(Current)), ("2028-01-01", Some(InGrace))],
    ),
    (
        "a year from April with a roll-over day in February",
        "fixed 04-01 rollover 02-01; start 2027-02-01; run 2027-01-01..2027-03-31 on 2027-02-01; pays 36.00 on 2027-02-01",
        &[("2027-04-01", Some(Current)), ("2028-03-31", Some(Current)), ("2028-04-01", Some(InGrace))],
    ),
    (
        "rolling year: twelve months from the first day",
        "rolling; start 2026-05-10; run 2026-05-10..2026-05-10 on 2026-05-10; pays 36.00 on 2026-05-10",
        &[
            ("2027-05-09", Some(Current)),
            ("2027-05-10", Some(InGrace)),
            ("2027-06-08", Some(InGrace)),
            ("2027-06-09", Some(Lapsed)),
        ],
    ),
    (
        "rolling year from the 29 February: over on the 27th, from the 28th in grace",
        "rolling; start 2024-02-29; run 2024-02-29..2024-02-29 on 2024-02-29; pays 36.00 on 2024-02-29",
        &[("2025-02-27", Some(Current)), ("2025-02-28", Some(InGrace))],
    ),
    (
        "the 29 February comes back in the next leap year",
        "rolling; start 2024-02-29; run 2024-02-29..2028-01-01 on 2024-02-29; pays 144.00 on 2024-02-29",
        &[("2026-02-28", Some(Current)), ("2028-02-28", Some(Current)), ("2028-02-29", Some(InGrace))],
    ),
    (
        "dues paid on the 29 February of a year that began on the 1 March",
        "fixed 03-01; start 2023-03-01; covered 2024-02-29",
        &[
            ("2024-02-29", Some(Current)),
            ("2024-03-01", Some(InGrace)),
            ("2024-03-30", Some(InGrace)),
            ("2024-03-31", Some(Lapsed)),
        ],
    ),
    (
        "early renewal is added to what is left",
        "start 2025-01-01; covered 2026-12-31; run 2027-01-01..2027-12-31 on 2026-11-01; pays 36.00 on 2026-11-20",
        &[("2026-11-20", Some(Current)), ("2027-12-31", Some(Current)), ("2028-01-01", Some(InGrace))],
    ),
    (
        "early renewal in a rolling year keeps the day of the year",
        "rolling; start 2025-05-10; covered 2026-05-09; run 2026-05-10..2026-05-10 on 2026-04-01; pays 36.00 on 2026-04-02",
        &[("2027-05-09", Some(Current)), ("2027-05-10", Some(InGrace))],
    ),
    (
        "late renewal within the days of grace leaves no gap",
        "start 2025-01-01; covered 2025-12-31; run 2026-01-01..2026-12-31 on 2025-12-01; pays 36.00 on 2026-01-30",
        &[("2026-01-29", Some(InGrace)), ("2026-01-30", Some(Current)), ("2026-12-31", Some(Current))],
    ),
    (
        "late renewal after the days of grace: lapsed until the day of paying",
        "start 2025-01-01; covered 2025-12-31; run 2026-01-01..2026-12-31 on 2025-12-01; pays 36.00 on 2026-06-15",
        &[
            ("2026-01-30", Some(InGrace)),
            ("2026-01-31", Some(Lapsed)),
            ("2026-06-14", Some(Lapsed)),
            ("2026-06-15", Some(Current)),
        ],
    ),
    (
        "paid monthly, a month not paid is in grace",
        "every 1; start 2026-01-01; run 2026-01-01..2026-06-30 on 2026-01-01; pays 9.00 on 2026-01-01",
        &[
            ("2026-03-31", Some(Current)),
            ("2026-04-01", Some(InGrace)),
            ("2026-04-30", Some(InGrace)),
            ("2026-05-01", Some(Lapsed)),
        ],
    ),
    (
        "paid quarterly ahead",
        "every 3; start 2026-01-01; run 2026-01-01..2026-12-31 on 2026-01-01; pays 18.00 on 2026-01-01",
        &[("2026-06-30", Some(Current)), ("2026-07-01", Some(InGrace))],
    ),
    (
        "paid before anything was charged: settled when it is charged",
        "start 2026-01-01; pays 36.00 on 2025-12-20; run 2026-01-01..2026-12-31 on 2026-01-05",
        &[("2026-01-01", Some(Current)), ("2026-12-31", Some(Current))],
    ),
    (
        "what was paid before the office kept dues counts",
        "start 2019-03-01; covered 2026-12-31",
        &[
            ("2019-03-01", Some(Current)),
            ("2026-12-31", Some(Current)),
            ("2027-01-30", Some(InGrace)),
            ("2027-01-31", Some(Lapsed)),
        ],
    ),
    (
        "waived dues keep a member from the day they were waived",
        "start 2026-01-01; run 2026-01-01..2026-12-31 on 2026-01-01; waive on 2026-02-10",
        &[("2026-02-09", Some(Lapsed)), ("2026-02-10", Some(Current)), ("2026-12-31", Some(Current))],
    ),
    (
        "honorary members owe nothing and never lapse",
        "class honorary; start 2010-01-01",
        &[("2009-12-31", None), ("2010-01-01", Some(Current)), ("2040-01-01", Some(Current))],
    ),
    (
        "no longer honorary: grace from that day, for the first dues",
        "class honorary; start 2010-01-01; class full from 2026-07-01",
        &[
            ("2026-06-30", Some(Current)),
            ("2026-07-01", Some(InGrace)),
            ("2026-07-30", Some(InGrace)),
            ("2026-07-31", Some(Lapsed)),
        ],
    ),
    (
        "made honorary after lapsing",
        "start 2024-01-01; covered 2024-12-31; class honorary from 2026-05-01",
        &[("2026-04-30", Some(Lapsed)), ("2026-05-01", Some(Current))],
    ),
    (
        "resigned from the day after the last one, whatever was paid",
        "start 2020-01-01; covered 2026-12-31; notice 2026-08-14; ends resigned 2026-09-30",
        &[("2026-08-14", Some(Current)), ("2026-09-30", Some(Current)), ("2026-10-01", Some(Resigned))],
    ),
    (
        "notice alone ends nothing",
        "start 2020-01-01; covered 2026-12-31; notice 2026-08-14",
        &[("2026-08-15", Some(Current)), ("2026-12-31", Some(Current))],
    ),
    (
        "lapsed before the last day of notice: lapsed, then resigned",
        "start 2020-01-01; covered 2025-12-31; notice 2026-08-14; ends resigned 2026-09-30",
        &[("2026-09-30", Some(Lapsed)), ("2026-10-01", Some(Resigned))],
    ),
    (
        "expelled",
        "start 2020-01-01; covered 2026-12-31; ends expelled 2026-06-01",
        &[("2026-06-01", Some(Current)), ("2026-06-02", Some(Expelled))],
    ),
    (
        "died: from that day on, also after resigning, and above any pin",
        "start 2020-01-01; covered 2026-12-31; ends resigned 2026-06-30; died 2026-08-01; pin current 2026-07-15..",
        &[
            ("2026-06-30", Some(Current)),
            ("2026-07-01", Some(Resigned)),
            ("2026-07-31", Some(Current)),
            ("2026-08-01", Some(Died)),
        ],
    ),
    (
        "a pin holds from its first to its last day",
        "start 2026-01-01; pin current 2026-02-15..2026-03-15",
        &[
            ("2026-02-14", Some(Lapsed)),
            ("2026-02-15", Some(Current)),
            ("2026-03-15", Some(Current)),
            ("2026-03-16", Some(Lapsed)),
        ],
    ),
    (
        "a pin without a last day holds until it is taken off",
        "start 2020-01-01; covered 2030-12-31; pin lapsed 2026-02-15..",
        &[("2026-02-14", Some(Current)), ("2026-02-15", Some(Lapsed)), ("2029-02-15", Some(Lapsed))],
    ),
    (
        "of two pins the later one holds",
        "start 2026-01-01; pin lapsed 2026-02-01..2026-12-31; pin in_grace 2026-03-01..2026-03-31",
        &[("2026-02-28", Some(Lapsed)), ("2026-03-01", Some(InGrace)), ("2026-04-01", Some(Lapsed))],
    ),
    (
        "an expulsion under appeal: pinned as a member",
        "start 2020-01-01; covered 2026-12-31; ends expelled 2026-06-01; pin current 2026-06-10..2026-07-01",
        &[("2026-06-09", Some(Expelled)), ("2026-06-10", Some(Current)), ("2026-07-02", Some(Expelled))],
    ),
    (
        "a dependant is current while the family's dues are paid",
        "start 2026-01-01; head start 2026-01-01; run 2026-01-01..2026-12-31 on 2026-01-01; head pays 60.00 on 2026-01-10",
        &[
            ("2026-01-09", Some(InGrace)),
            ("2026-01-10", Some(Current)),
            ("2026-12-31", Some(Current)),
            ("2027-01-01", Some(InGrace)),
        ],
    ),
    (
        "a dependant who joins later shares what is paid already",
        "start 2026-06-01; head start 2026-01-01; head covered 2026-12-31",
        &[
            ("2026-05-31", None),
            ("2026-06-01", Some(Current)),
            ("2027-01-30", Some(InGrace)),
            ("2027-01-31", Some(Lapsed)),
        ],
    ),
    (
        "the family payer leaves: covered as far as was paid, then grace, then lapsed",
        "start 2026-01-01; head start 2026-01-01; run 2026-01-01..2026-12-31 on 2026-01-01; head pays 60.00 on 2026-01-10; head ends resigned 2026-03-31",
        &[
            ("2026-04-01", Some(Current)),
            ("2026-12-31", Some(Current)),
            ("2027-01-01", Some(InGrace)),
            ("2027-01-31", Some(Lapsed)),
        ],
    ),
    (
        "the family payer dies without having paid",
        "start 2026-01-01; head start 2026-01-01; run 2026-01-01..2026-12-31 on 2026-01-01; head died 2026-01-20",
        &[("2026-01-20", Some(InGrace)), ("2026-01-30", Some(InGrace)), ("2026-01-31", Some(Lapsed))],
    ),
    (
        "a dependant's own resignation is their own",
        "start 2026-01-01; ends resigned 2026-04-30; head start 2026-01-01; head covered 2026-12-31",
        &[("2026-04-30", Some(Current)), ("2026-05-01", Some(Resigned))],
    ),
    (
        "written down as lapsed, because another term began",
        "start 2020-01-01; covered 2022-12-31; ends lapsed 2023-01-30",
        &[("2023-01-30", Some(InGrace)), ("2023-01-31", Some(Lapsed)), ("2026-01-01", Some(Lapsed))],
    ),
];

#[test]
fn known_answers() {
    assert!(CASES.len() >= 40, "{} cases", CASES.len());
    let mut wrong = Vec::new();
    for (what, story, days) in CASES {
        let told = Story::tell(story);
        for (on, expected) in *days {
            let got = told.status(on);
            if got != *expected {
                wrong.push(format!("{what}, on {on}: {got:?}, should be {expected:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_paid_to_and_graced_to_can_be_read_off() {
    let cases = [
        (
            "start 2026-05-10; run 2026-05-10..2026-12-31 on 2026-05-10; pays 24.00 on 2026-05-20",
            "2026-08-01",
            "2026-12-31",
            "2027-01-30",
        ),
        (
            "start 2026-01-01; covered 2026-12-31; run 2027-01-01..2028-01-01 on 2026-01-01; pays 72.00 on 2026-01-02",
            "2026-08-01",
            "2028-12-31",
            "2029-01-30",
        ),
        ("start 2020-01-01; covered 2022-12-31", "2026-08-01", "2022-12-31", "2023-01-30"),
        (
            "start 2026-01-01; covered 2026-06-30; run 2027-01-01..2027-12-31 on 2026-01-01; pays 36.00 on 2026-01-02",
            "2026-06-01",
            "2026-06-30",
            "2026-07-30",
        ),
    ];
    for (story, on, paid, grace) in cases {
        let register = Story::tell(story).register();
        let standing = register.standing(register.term(TermId(1)).unwrap(), day(on)).unwrap();
        assert_eq!((standing.paid_to, standing.grace_to), (Some(day(paid)), Some(day(grace))), "{story}");
    }
    let register = Story::tell("start 2026-05-10").register();
    let standing = register.standing(register.term(TermId(1)).unwrap(), day("2026-05-11")).unwrap();
    assert_eq!(standing.paid_to, None, "nothing was ever paid");
}

#[test]
fn time_as_a_member_breaks_where_one_lapsed() {
    let late =
        "start 2025-01-01; covered 2025-12-31; run 2026-01-01..2026-12-31 on 2025-12-01; pays 36.00 on 2026-06-15";
    let intime =
        "start 2025-01-01; covered 2025-12-31; run 2026-01-01..2026-12-31 on 2025-12-01; pays 36.00 on 2026-01-30";
    let pinned = "start 2025-01-01; covered 2025-12-31; run 2026-01-01..2026-12-31 on 2025-12-01; pays 36.00 on 2026-06-15; pin current 2026-01-20..2026-07-01";
    let honorary = "class honorary; start 2010-01-01; class full from 2026-07-01";
    for (story, forgive, on, since) in [
        (late, 0, "2025-06-01", Some("2025-01-01")),
        (late, 0, "2026-01-30", Some("2025-01-01")),
        (late, 0, "2026-03-01", None),
        (late, 0, "2026-07-01", Some("2026-06-15")),
        // Lapsed from the 31 January to the 14 June: 135 days.
        (late, 134, "2026-07-01", Some("2026-06-15")),
        (late, 135, "2026-07-01", Some("2025-01-01")),
        (intime, 0, "2026-07-01", Some("2025-01-01")),
        (pinned, 0, "2026-07-01", Some("2025-01-01")),
        (honorary, 0, "2026-07-15", Some("2010-01-01")),
        ("start 2026-05-10", 0, "2026-05-20", Some("2026-05-10")),
        ("applied 2026-05-10", 0, "2026-05-20", None),
    ] {
        let register = Story::tell(story).register();
        let got = register.continuous_since(register.term(TermId(1)).unwrap(), forgive, day(on));
        assert_eq!(got, since.map(day), "{story}, {forgive} forgiven, on {on}");
    }
}

#[test]
fn the_term_that_runs_says_what_a_person_is() {
    let mut story = Story::tell("start 2015-01-01; covered 2018-12-31; ends lapsed 2019-01-30");
    let again = Term { id: TermId(9), start: Some(day("2026-02-01")), covered_to: Some(day("2026-12-31")), ..blank(1) };
    story.terms.push(Term { end: None, ..again.clone() });
    let on = |story: &Story, iso: &str| story.register().rows(day(iso)).first().map(|row| (row.term, row.status));
    assert_eq!(on(&story, "2018-01-01"), Some((TermId(1), Current)));
    assert_eq!(on(&story, "2025-01-01"), Some((TermId(1), Lapsed)));
    assert_eq!(on(&story, "2026-02-01"), Some((TermId(9), Current)));
    story.terms[1] = Term { start: None, covered_to: None, applied: Some(day("2025-12-01")), ..again };
    assert_eq!(on(&story, "2025-12-24"), Some((TermId(9), Applied)), "who applies again waits to be let in");
}

proptest! {
    /// Grace and lapse follow in this order, and only payment brings back.
    #[test]
    fn after_the_paid_time_come_grace_and_then_lapse(start in 0_i64..3000, paid in 1_i64..800, grace in 0_u32..200) {
        let first = day("2015-01-01") + TimeDelta::days(start);
        let mut story = Story::tell("");
        story.settings.grace_days = grace;
        story.terms[0].start = Some(first);
        story.terms[0].covered_to = Some(first + TimeDelta::days(paid - 1));
        let register = story.register();
        let term = register.term(TermId(1)).unwrap();
        let at = |n: i64| register.standing(term, first + TimeDelta::days(n)).map(|s| s.status);
        prop_assert_eq!(at(-1), None);
        prop_assert_eq!(at(0), Some(Current));
        prop_assert_eq!(at(paid - 1), Some(Current));
        let after = if grace == 0 { Lapsed } else { InGrace };
        prop_assert_eq!(at(paid), Some(after));
        prop_assert_eq!(at(paid + i64::from(grace) - 1), Some(if grace == 0 { Current } else { InGrace }));
        prop_assert_eq!(at(paid + i64::from(grace)), Some(Lapsed));
    }

    /// Whoever is a member has been one since a day that is not before the start and not after today, and the other way round.
    #[test]
    fn being_a_member_and_since_when_agree(
        rolling: bool, offset in 0_i64..700, grace in 0_u32..120, pays in prop::collection::vec((0_i64..900, 1_i64..5000), 0..6),
        asked in 0_i64..1200,
    ) {
        let first = day("2024-01-01") + TimeDelta::days(offset % 60);
        let mut story = Story::tell(if rolling { "rolling" } else { "fixed 01-01 rollover 10-01" });
        story.settings.grace_days = grace;
        story.terms[0].start = Some(first);
        for (on, amount) in pays {
            let (entry, on) = (EntryId(on * 10 + amount), first + TimeDelta::days(on));
            story.payments.push(Payment { entry, on, payer: PersonId(1), member: None, amount: Money(amount) });
        }
        story.run(&format!("{first}..2026-12-31"), &first.to_string());
        let register = story.register();
        let term = register.term(TermId(1)).unwrap();
        let asked = first + TimeDelta::days(asked);
        let member = register.standing(term, asked).is_some_and(|s| s.status.is_member());
        let since = register.continuous_since(term, 0, asked);
        prop_assert_eq!(member, since.is_some(), "on {}: {:?}", asked, since);
        prop_assert!(since.is_none_or(|since| first <= since && since <= asked));
    }
}
