//! Known pairs of texts, collisions, and that either text comes back to the character.

use super::*;

fn old(changes: &[Change]) -> String {
    changes.iter().filter(|c| c.kind.is_old()).map(|c| c.text.as_str()).collect()
}

fn new(changes: &[Change]) -> String {
    changes.iter().filter(|c| c.kind.is_new()).map(|c| c.text.as_str()).collect()
}

fn shown(a: &str, b: &str) -> String {
    let changes = diff(a, b);
    assert_eq!((old(&changes), new(&changes)), (a.to_owned(), b.to_owned()));
    let mark = |c: &Change| match c.kind {
        Kind::Equal => c.text.clone(),
        Kind::Insert => format!("+{}+", c.text),
        Kind::Delete => format!("-{}-", c.text),
        Kind::MoveFrom => format!("<{}<", c.text),
        Kind::MoveTo => format!(">{}>", c.text),
    };
    changes.iter().map(mark).collect()
}

#[test]
fn words_are_compared_and_what_is_no_word_follows_them() {
    assert_eq!(shown("Test 3", "Test 4"), "Test -3-+4+");
    assert_eq!(shown("We will build homes.", "We shall build new homes."), "We -will-+shall+ build +new +homes.");
    assert_eq!(shown("red, green", "blue, white"), "-red, green-+blue, white+");
    assert_eq!(shown("", "New"), "+New+");
    assert_eq!(shown("same\n", "same\n"), "same\n");
    // One letter drawn of several signs is one.
    assert_eq!(shown("a 👍🏽 b", "a 👍🏿 b"), "a -👍🏽-+👍🏿+ b");
}

#[test]
fn a_short_line_that_was_rewritten_is_shown_whole() {
    assert_eq!(
        shown("Cut the tax on bread\n", "Raise a levy on cars\n"),
        "-Cut the tax on bread-+Raise a levy on cars+\n"
    );
}

#[test]
fn a_line_that_stands_elsewhere_has_moved() {
    let (a, b) = (
        "One stands here at first\nTwo is the second line\nThree\n",
        "Two is the second line\nThree\nOne stands here at first\n",
    );
    assert_eq!(shown(a, b), "<One stands here at first\n<Two is the second line\nThree\n>One stands here at first\n>");
    assert_eq!(shown("Yes\nA line of five words\n", "A line of five words\nYes\n").matches(['<', '>']).count(), 4);
}

fn base(numbers: impl Iterator<Item = u32>) -> String {
    numbers.map(|n| format!("test{n}")).collect::<Vec<_>>().join(" ")
}

fn merged(base: &str, amended: &[&str]) -> Merged {
    let amended: Vec<Amended> = amended
        .iter()
        .enumerate()
        .map(|(at, text)| Amended { name: format!("{}", at + 1), text: (*text).to_owned() })
        .collect();
    let one = merge(base, &amended);
    let turned: Vec<Amended> = amended.into_iter().rev().collect();
    assert_eq!(one, merge(base, &turned), "the order of entry counts");
    one
}

#[test]
fn insertions_in_different_places_and_in_one_are_all_kept() {
    let odd = base((1..=25).step_by(2));
    let one =
        odd.replace("test5", "test5 test6").replace("test15", "test15 test16.1").replace("test21", "test21 test22");
    let two = odd.replace("test9", "test9 test10").replace("test15", "test15 test16.2") + " test26";
    let found = merged(&odd, &[&one, &two]);
    let wanted = "test1 test3 test5 test6 test7 test9 test10 test11 test13 test15 test16.1 test16.2 test17 test19 test21 test22 test23 test25 test26";
    assert_eq!(found.text.as_deref(), Some(wanted));
    assert_eq!(found.same_place, [["1".to_owned(), "2".to_owned()]]);
}

#[test]
fn what_two_people_change_differently_collides() {
    let found = merged("Test 123", &["Test 456", "Test 124"]);
    assert_eq!(found.text, None);
    assert_eq!(found.collisions[0].base, "123");
    assert_eq!(found.collisions[0].texts, ["456", "124"]);
    // The same change is one change.
    assert_eq!(merged("Test 123", &["Test 456", "Test 456"]).text.as_deref(), Some("Test 456"));
    // Words put into what another leaves out.
    let text = "First line of all\nSecond line to go\nThird line stays\n";
    let without = "First line of all\nThird line stays\n";
    let within = "First line of all\nSecond new line to go\nThird line stays\n";
    assert_eq!(merged(text, &[without, within]).collisions.len(), 1);
    let after = "First line of all\nSecond line to go\nAnd one more line\nThird line stays\n";
    assert_eq!(
        merged(text, &[without, after]).text.as_deref(),
        Some("First line of all\nAnd one more line\nThird line stays\n")
    );
    let lists = merged("- one\n- two\n", &["- one\n- two\n- three\n", "- one\n- two\n- four\n"]);
    assert_eq!(lists.text.as_deref(), Some("- one\n- two\n- three\n- four\n"));
}

#[test]
fn a_collision_names_everybody_it_touches() {
    let found = merged("a b c d e f", &["a X c d e f", "a Y Z d e f", "a b c d W f"]);
    assert_eq!(found.collisions.len(), 1);
    assert_eq!(found.collisions[0].amendments, ["1", "2"]);
    assert_eq!(found.collisions[0].texts, ["X c", "Y Z"]);
}

proptest::proptest! {
    /// The pieces give either text again, to the character.
    #[test]
    fn any_two_texts_diff_and_patch_back(a in "([a-c ]{0,3}[ .\n]|\\PC){0,30}", b in "([a-c ]{0,3}[ .\n]|\\PC){0,30}") {
        let changes = diff(&a, &b);
        proptest::prop_assert_eq!(old(&changes), a);
        proptest::prop_assert_eq!(new(&changes), b);
    }

    #[test]
    fn lines_moved_and_changed_patch_back(
        lines in proptest::collection::vec("[a-d]{1,3}( [a-d]{1,3}){0,6}", 1..12),
        order in proptest::collection::vec(0_usize..12, 0..14),
    ) {
        let a: String = lines.iter().map(|line| format!("{line}\n")).collect();
        let b: String = order.iter().filter_map(|at| lines.get(*at)).map(|line| format!("{line}\n")).collect();
        let changes = diff(&a, &b);
        proptest::prop_assert_eq!(old(&changes), a);
        proptest::prop_assert_eq!(new(&changes), b);
    }

    /// One amendment gives its own text; any number merge the same however they are entered, or collide.
    #[test]
    fn merging_drops_no_word_and_knows_no_order(
        words in proptest::collection::vec("[a-e]{1,2}", 1..20),
        edits in proptest::collection::vec((0_usize..20, proptest::option::of("[x-z]{1,2}")), 1..6),
    ) {
        let base = words.join(" ");
        let copies: Vec<String> = edits
            .iter()
            .map(|(at, put)| {
                let mut copy = words.clone();
                let at = at % copy.len();
                match put {
                    Some(word) => copy.insert(at, word.clone()),
                    None => drop(copy.remove(at)),
                }
                copy.join(" ")
            })
            .collect();
        for copy in &copies {
            let alone = merged(&base, &[copy]);
            proptest::prop_assert_eq!(alone.text.as_deref(), Some(copy.as_str()));
        }
        let all: Vec<&str> = copies.iter().map(String::as_str).collect();
        let found = merged(&base, &all);
        proptest::prop_assert_eq!(found.text.is_none(), !found.collisions.is_empty());
        if let Some(text) = &found.text {
            for (_, put) in &edits {
                if let Some(word) = put {
                    proptest::prop_assert!(text.contains(word.as_str()));
                }
            }
        }
        for collision in &found.collisions {
            proptest::prop_assert!(collision.amendments.len() > 1 && collision.amendments.len() == collision.texts.len());
        }
    }
}
