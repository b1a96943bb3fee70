//! Who may vote: known answers under stated rules, each person left out with the reason.

use super::*;

/// What is told of Ann, the rule, the day of the vote, and `votes` or the keys of what bars her.
type Case = (&'static str, &'static str, &'static str, &'static str, &'static str);

const PAID: &str = "start 2020-01-01; covered 2026-12-31";

const CASES: &[Case] = &[
    ("a paid-up member votes", PAID, "", "2026-06-01", "votes"),
    ("on the last day that is paid for", PAID, "", "2026-12-31", "votes"),
    ("in grace she does not, where paid up is asked", PAID, "", "2027-01-01", "in_grace"),
    ("in grace she does, where grace counts", PAID, "grace", "2027-01-01", "votes"),
    ("the last day of grace", PAID, "grace", "2027-01-30", "votes"),
    (
        "lapsed for years and never ended: still a reason to be told",
        "start 2015-01-01; covered 2018-12-31",
        "",
        "2026-06-01",
        "lapsed",
    ),
    ("lapsed, whatever the rule", PAID, "grace", "2027-01-31", "lapsed"),
    ("in grace, where nothing about dues is asked", PAID, "any dues", "2027-01-10", "votes"),
    ("lapsed, where nothing about dues is asked", PAID, "any dues", "2027-02-10", "lapsed"),
    (
        "a member for thirty days on the thirtieth",
        "start 2026-05-02; covered 2026-12-31",
        "30 days",
        "2026-06-01",
        "votes",
    ),
    ("one day too few", "start 2026-05-03; covered 2026-12-31", "30 days", "2026-06-01", "too_new"),
    (
        "who lapsed and paid begins to count anew",
        "start 2020-01-01; covered 2025-12-31; run 2026-01-01..2026-12-31 on 2025-12-01; pays 36.00 on 2026-05-20",
        "30 days",
        "2026-06-01",
        "too_new",
    ),
    (
        "a gap the rule forgives",
        "start 2020-01-01; covered 2025-12-31; run 2026-01-01..2026-12-31 on 2025-12-01; pays 36.00 on 2026-05-20",
        "30 days, 365 forgiven",
        "2026-06-01",
        "votes",
    ),
    (
        "paid within grace there is no gap",
        "start 2020-01-01; covered 2025-12-31; run 2026-01-01..2026-12-31 on 2025-12-01; pays 36.00 on 2026-01-20",
        "30 days",
        "2026-02-01",
        "votes",
    ),
    (
        "sixteen on the day of the vote",
        "born 2010-06-01; start 2020-01-01; covered 2026-12-31",
        "age 16",
        "2026-06-01",
        "votes",
    ),
    (
        "sixteen the day after",
        "born 2010-06-02; start 2020-01-01; covered 2026-12-31",
        "age 16",
        "2026-06-01",
        "too_young",
    ),
    (
        "born on the 29 February, eighteen on the 1 March",
        "born 2008-02-29; start 2020-01-01; covered 2026-12-31",
        "age 18",
        "2026-02-28",
        "too_young",
    ),
    ("and not before", "born 2008-02-29; start 2020-01-01; covered 2026-12-31", "age 18", "2026-03-01", "votes"),
    ("an age is asked for and the birth date not known", PAID, "age 16", "2026-06-01", "no_birth_date"),
    ("supporters have no vote", "class supporter; start 2020-01-01; covered 2026-12-31", "", "2026-06-01", "class"),
    (
        "unless the rule names them",
        "class supporter; start 2020-01-01; covered 2026-12-31",
        "only supporter",
        "2026-06-01",
        "votes",
    ),
    ("and then nobody else", PAID, "only supporter", "2026-06-01", "class"),
    ("honorary members vote and owe nothing", "class honorary; start 2020-01-01", "30 days", "2026-06-01", "votes"),
    (
        "the class of the day counts",
        "class supporter; start 2020-01-01; covered 2026-12-31; class full from 2026-06-01",
        "",
        "2026-06-01",
        "votes",
    ),
    ("an applicant does not vote", "applied 2026-05-01", "", "2026-06-01", "applied"),
    ("resigned", "start 2020-01-01; covered 2026-12-31; ends resigned 2026-05-31", "", "2026-06-01", "resigned"),
    (
        "on her last day she still votes",
        "start 2020-01-01; covered 2026-12-31; ends resigned 2026-05-31",
        "",
        "2026-05-31",
        "votes",
    ),
    ("expelled", "start 2020-01-01; covered 2026-12-31; ends expelled 2026-05-01", "", "2026-06-01", "expelled"),
    ("died", "start 2020-01-01; covered 2026-12-31; died 2026-05-01", "", "2026-06-01", "died"),
    (
        "gone for more than two years: on no list",
        "start 2020-01-01; covered 2020-12-31; ends resigned 2022-05-01",
        "",
        "2026-06-01",
        "nowhere",
    ),
    (
        "covered, but an older period is owed",
        "start 2025-01-01; run 2025-01-01..2025-12-31 on 2025-01-01; covered 2026-12-31",
        "",
        "2026-06-01",
        "owes",
    ),
    (
        "owed, and not asked about",
        "start 2025-01-01; run 2025-01-01..2025-12-31 on 2025-01-01; covered 2026-12-31",
        "any dues",
        "2026-06-01",
        "votes",
    ),
    (
        "owed on the day of the vote, paid the day after",
        "start 2025-01-01; run 2025-01-01..2025-12-31 on 2025-01-01; covered 2026-12-31; pays 36.00 on 2026-06-02",
        "",
        "2026-06-01",
        "owes",
    ),
    (
        "what falls due after the vote is not owed on it",
        "start 2025-01-01; covered 2026-12-31; run 2027-01-01..2027-12-31 on 2026-05-01",
        "",
        "2026-06-01",
        "votes",
    ),
    (
        "a pin as current stands for what was not paid",
        "start 2020-01-01; covered 2024-12-31; pin current 2026-05-01..2026-06-30",
        "",
        "2026-06-01",
        "votes",
    ),
    (
        "a pin as lapsed takes the vote",
        "start 2020-01-01; covered 2026-12-31; pin lapsed 2026-05-01..2026-06-30",
        "",
        "2026-06-01",
        "lapsed",
    ),
    (
        "a dependant votes on the family's dues",
        "start 2026-01-01; head start 2026-01-01; head covered 2026-12-31",
        "",
        "2026-06-01",
        "votes",
    ),
    (
        "all that bars her, the class first",
        "class supporter; born 2015-01-01; start 2026-05-20",
        "30 days, age 16",
        "2026-06-01",
        "class too_new in_grace too_young",
    ),
];

fn rule(words: &str, story: &Story) -> Rule {
    let mut rule = Rule::default();
    for word in words.split(',').map(str::trim).filter(|word| !word.is_empty()) {
        match word.split_whitespace().collect::<Vec<_>>().as_slice() {
            ["grace"] => rule.grace = true,
            ["any", "dues"] => rule.paid_up = false,
            [n, "days"] => rule.days = n.parse().unwrap(),
            [n, "forgiven"] => rule.forgive = n.parse().unwrap(),
            ["age", n] => rule.age = Some(n.parse().unwrap()),
            ["only", class] => rule.classes = vec![story.class_called(class)],
            _ => panic!("no such rule: {word}"),
        }
    }
    rule
}

#[test]
fn known_answers() {
    assert!(CASES.len() >= 20, "{} cases", CASES.len());
    let mut wrong = Vec::new();
    for (what, told, words, on, expected) in CASES {
        let story = Story::tell(told);
        let roll = story.register().roll(day(on), &rule(words, &story));
        let is_ann = PersonId(1);
        let got = if roll.voters.iter().any(|v| v.person == is_ann) {
            "votes".to_owned()
        } else {
            let left = roll.left_out.iter().find(|a| a.person == is_ann);
            left.map_or("nowhere".to_owned(), |a| a.bars.iter().map(|b| b.key()).collect::<Vec<_>>().join(" "))
        };
        if got != *expected {
            wrong.push(format!("{what} ({words}, {on}): {got}, should be {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn reasons_are_said_in_words_with_their_days() {
    let pound = *Currency::pound();
    assert_eq!(Bar::Owes(Money(3600)).says(pound), "Owes £36.00");
    let since = Bar::TooNew { since: day("2026-05-20"), from: day("2026-06-19") };
    assert_eq!(since.says(pound), "Member since 20 May 2026, votes from 19 Jun 2026");
    assert_eq!(Bar::Not(Status::Resigned).says(pound), "Resigned");
}

#[test]
fn ages_are_whole_years() {
    for (birth, on, age) in [
        ("2010-06-01", "2026-05-31", 15),
        ("2010-06-01", "2026-06-01", 16),
        ("2008-02-29", "2026-02-28", 17),
        ("2008-02-29", "2026-03-01", 18),
        ("2008-02-29", "2028-02-29", 20),
    ] {
        assert_eq!(age_on(day(birth), day(on)), age, "{birth} on {on}");
    }
}
