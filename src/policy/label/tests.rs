//! Known labels, the numbers of insertions, references and terms.

use super::*;

fn clause(id: i64, kind: Kind, depth: u8, text: &str) -> Clause {
    Clause { id, kind, depth, fixed: None, text: text.to_owned() }
}

fn numbered_at(depths: &[u8]) -> Body {
    let clauses = depths.iter().zip(1..).map(|(depth, id)| clause(id, Kind::Numbered, *depth, "Words"));
    Body { clauses: clauses.collect() }
}

fn full(body: &Body) -> Vec<String> {
    let labels = Labels::of(body);
    body.clauses.iter().map(|c| labels.get(c.id).unwrap().full.clone()).collect()
}

#[test]
fn labels_are_counted_by_depth() {
    let body = numbered_at(&[0, 1, 1, 2, 2, 3, 3, 3, 3, 1, 0, 1]);
    let wanted = [
        "1",
        "1(1)",
        "1(2)",
        "1(2)(a)",
        "1(2)(b)",
        "1(2)(b)(i)",
        "1(2)(b)(ii)",
        "1(2)(b)(iii)",
        "1(2)(b)(iv)",
        "1(3)",
        "2",
        "2(1)",
    ];
    assert_eq!(full(&body), wanted);
}

#[test]
fn headings_do_not_begin_the_count_again_and_have_no_number() {
    let body = Body {
        clauses: vec![
            clause(1, Kind::Heading, 0, "Homes"),
            clause(2, Kind::Numbered, 1, "One"),
            clause(3, Kind::Item, 2, "First"),
            clause(4, Kind::Item, 2, "Second"),
            clause(5, Kind::Heading, 0, "Trains"),
            clause(6, Kind::Paragraph, 1, "Words"),
            clause(7, Kind::Numbered, 1, "Two"),
        ],
    };
    let labels = Labels::of(&body);
    let names: Vec<&str> = (1..=7).map(|id| labels.get(id).unwrap().name.as_str()).collect();
    assert_eq!(
        names,
        [
            "the heading “Homes”",
            "clause 1",
            "point 1 of clause 1",
            "point 2 of clause 1",
            "the heading “Trains”",
            "paragraph 1 under “Trains”",
            "clause 2"
        ]
    );
}

#[test]
fn what_was_inserted_keeps_its_number_and_moves_no_other() {
    let mut body = numbered_at(&[0, 0, 0]);
    body.clauses[1].fixed = Some("1A".to_owned());
    assert_eq!(full(&body), ["1", "1A", "2"]);
    let mut below = numbered_at(&[0, 1, 1, 1]);
    below.clauses[2].fixed = Some("1A".to_owned());
    assert_eq!(full(&below), ["1", "1(1)", "1(1A)", "1(2)"]);
    // A fixed count is where counting goes on from.
    let mut later = numbered_at(&[0, 0]);
    later.clauses[0].fixed = Some("7".to_owned());
    assert_eq!(full(&later), ["7", "8"]);
}

#[test]
fn frozen_numbers_are_never_used_again() {
    let mut body = frozen(&numbered_at(&[0, 0, 0, 1]));
    body.clauses.remove(1);
    assert_eq!(full(&body), ["1", "3", "3(1)"]);
    assert_eq!(number_at(&body, 1, 0).unwrap().label, "1A");
    assert_eq!(number_at(&body, 0, 0).unwrap().label, "A1");
    assert_eq!(number_at(&body, 3, 0).unwrap().label, "4");
    assert_eq!(number_at(&body, 3, 1).unwrap().label, "2");
}

#[test]
fn insertions_are_numbered_as_in_acts() {
    let of = |before: Option<&str>, after: Option<&str>| {
        let found = inserted(Style::Number, before, after).unwrap();
        (found.label, found.sure)
    };
    let sure = |label: &str| (label.to_owned(), true);
    let unsure = |label: &str| (label.to_owned(), false);
    assert_eq!(of(None, Some("1")), sure("A1"));
    assert_eq!(of(Some("A1"), Some("1")), sure("B1"));
    assert_eq!(of(Some("1"), Some("2")), sure("1A"));
    assert_eq!(of(Some("1A"), Some("2")), sure("1B"));
    assert_eq!(of(Some("1A"), Some("1B")), sure("1AA"));
    assert_eq!(of(Some("1AA"), Some("1B")), sure("1AB"));
    assert_eq!(of(Some("14"), Some("15")), sure("14A"));
    assert_eq!(of(Some("10A"), None), sure("11"));
    assert_eq!(of(None, None), sure("1"));
    assert_eq!(of(Some("1"), Some("1A")), unsure("1ZA"));
    assert_eq!(of(Some("1ZA"), Some("1A")), sure("1ZB"));
    assert_eq!(of(None, Some("A1")), unsure("ZA1"));
    let letter = |b, a| inserted(Style::Letter, b, a).unwrap().label;
    assert_eq!(letter(Some("a"), Some("b")), "aa");
    assert_eq!(letter(Some("aa"), Some("b")), "ab");
    assert_eq!(letter(None, Some("a")), "za");
    assert_eq!(letter(Some("z"), None), "z1");
    assert_eq!(inserted(Style::Roman, Some("i"), Some("ii")).unwrap().label, "ia");
    assert_eq!(inserted(Style::Roman, Some("viii"), None).unwrap().label, "ix");
}

#[test]
fn references_follow_the_numbers_and_dangling_ones_are_listed() {
    let mut body = numbered_at(&[0, 0, 1]);
    body.clauses[0].text = "As in {#3}, and {#99}.".to_owned();
    assert_eq!(Labels::of(&body).plain(&body.clauses[0].text), "As in 2(1), and ?.");
    body.clauses.insert(1, clause(4, Kind::Numbered, 0, "New"));
    assert_eq!(Labels::of(&body).plain(&body.clauses[0].text), "As in 3(1), and ?.");
    assert_eq!(dangling(&body), [Dangling { clause: 1, to: 99 }]);
}

#[test]
fn terms_are_held_against_their_definitions() {
    let texts = [
        "In this paper \"**Member**\" means whoever pays; “**Branch**” means us.",
        "Members meet. A \"tenant\" is welcome.",
        "“**member**” again. They said \"we will not go, ever\".",
    ];
    let clauses = texts.iter().zip(1..).map(|(text, id)| clause(id, Kind::Numbered, 0, text));
    let found = terms(&Body { clauses: clauses.collect() });
    assert_eq!(found.defined, [("Member".to_owned(), 1), ("Branch".to_owned(), 1)]);
    assert_eq!(found.unused, [("Branch".to_owned(), 1)]);
    assert_eq!(found.twice, [("member".to_owned(), 3)]);
    assert_eq!(found.undefined, [("tenant".to_owned(), 2)]);
}

proptest::proptest! {
    /// Something can be inserted anywhere again and again, each time with a number of its own.
    #[test]
    fn insertions_never_take_a_number_twice(places in proptest::collection::vec(0_usize..40, 1..12)) {
        let mut labels: Vec<String> = vec!["1".into(), "2".into(), "3".into()];
        for place in places {
            let place = place % (labels.len() + 1);
            let before = place.checked_sub(1).map(|at| labels[at].clone());
            let found = inserted(Style::Number, before.as_deref(), labels.get(place).map(String::as_str)).unwrap();
            proptest::prop_assert!(!labels.contains(&found.label), "{} in {labels:?}", found.label);
            labels.insert(place, found.label);
        }
    }
}
