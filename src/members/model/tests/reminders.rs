//! Whom a round of reminders reaches, and in which tone.

use std::collections::BTreeSet;

use super::*;

fn sent(id: i64, on: &str, tone: Tone) -> Reminder {
    let by = "Asha M.".to_owned();
    Reminder { id: ReminderId(id), payer: PersonId(1), day: day(on), tone, owed: Money(3600), by }
}

/// Ann owes £36 since 1 January 2026.
fn owing() -> Register {
    Story::tell("start 2024-01-01; covered 2025-12-31; run 2026-01-01..2026-12-31 on 2025-12-01").register()
}

/// `friendly`, `firm`, `last`, or why not yet.
fn answer(register: &Register, on: &str, before: &[Reminder], round: &Round) -> String {
    let reminding = register.remind(day(on), before, round);
    match (reminding.to.first(), reminding.not_yet.first()) {
        (Some(one), _) => one.tone.key().to_owned(),
        (None, Some((_, why))) => why.says(),
        (None, None) => "nobody".to_owned(),
    }
}

#[test]
fn each_reminder_is_firmer_than_the_one_before() {
    let register = owing();
    let friendly = sent(1, "2026-01-20", Tone::Friendly);
    let firm = sent(2, "2026-02-20", Tone::Firm);
    for (on, before, expected) in [
        ("2025-12-20", vec![], "Not overdue for long enough"),
        ("2026-01-01", vec![], "Not overdue for long enough"),
        ("2026-01-02", vec![], "friendly"),
        ("2026-02-02", vec![friendly.clone()], "Reminded on 20 Jan 2026"),
        ("2026-02-03", vec![friendly.clone()], "firm"),
        ("2026-03-10", vec![friendly.clone(), firm.clone()], "last"),
        ("2026-06-10", vec![friendly.clone(), firm, sent(3, "2026-04-20", Tone::Last)], "last"),
        // More than 90 days overdue and never reminded: firm at once.
        ("2026-04-01", vec![], "friendly"),
        ("2026-04-02", vec![], "firm"),
        // What was written about dues that were paid since does not count.
        ("2026-02-03", vec![sent(4, "2025-03-01", Tone::Last)], "friendly"),
        // Nor does what is still to come.
        ("2026-01-10", vec![friendly], "friendly"),
    ] {
        assert_eq!(answer(&register, on, &before, &Round::default()), expected, "{on} {before:?}");
    }
}

#[test]
fn a_round_may_say_otherwise() {
    let register = owing();
    let lately = [sent(1, "2026-01-20", Tone::Friendly)];
    let last = Round { tone: Some(Tone::Last), ..Round::default() };
    assert_eq!(answer(&register, "2026-01-21", &[], &last), "last");
    assert_eq!(answer(&register, "2026-01-21", &lately, &last), "Reminded on 20 Jan 2026");
    let picked = Round { only: BTreeSet::from([PersonId(1)]), ..last };
    assert_eq!(answer(&register, "2026-01-21", &lately, &picked), "last", "who is picked is written to");
    let other = Round { only: BTreeSet::from([PersonId(9)]), ..Round::default() };
    assert_eq!(answer(&register, "2026-01-21", &[], &other), "nobody");
    let later = Round { overdue: 60, pause: 0, ..Round::default() };
    assert_eq!(answer(&register, "2026-01-21", &[], &later), "Not overdue for long enough");
    assert_eq!(answer(&register, "2026-03-21", &lately, &later), "firm");
}

#[test]
fn who_has_paid_is_not_reminded_and_sums_are_what_is_owed() {
    let paid = Story::tell(
        "start 2024-01-01; covered 2025-12-31; run 2026-01-01..2026-12-31 on 2025-12-01; pays 36 on 2026-01-15",
    );
    assert_eq!(answer(&paid.register(), "2026-02-20", &[], &Round::default()), "nobody");
    let part = Story::tell(
        "start 2024-01-01; covered 2025-12-31; run 2026-01-01..2026-12-31 on 2025-12-01; pays 30 on 2026-01-15",
    );
    let reminding = part.register().remind(day("2026-02-20"), &[], &Round::default());
    assert_eq!((reminding.total(), reminding.tones()), (Money(600), [1, 0, 0]));
}
