//! Known amendments, how they stand to each other, and that no word is lost whatever is done.

use std::collections::BTreeMap;

use super::*;
use crate::policy::body::Body;
use crate::policy::text;

fn clause(id: i64, text: &str) -> Clause {
    Clause { id, kind: Kind::Numbered, depth: 0, fixed: None, text: text.to_owned() }
}

fn point(id: i64, text: &str) -> Clause {
    Clause { kind: Kind::Item, depth: 1, ..clause(id, text) }
}

fn body(texts: &[&str]) -> Body {
    Body { clauses: texts.iter().zip(1..).map(|(text, id)| clause(id, text)).collect() }
}

fn amended(base: &Body, change: impl FnOnce(&mut Vec<Clause>)) -> Vec<Op> {
    let mut copy = base.clone();
    change(&mut copy.clauses);
    let ops = derive(base, &copy);
    assert_eq!(apply(base, &ops).unwrap(), copy);
    ops
}

fn together(base: &Body, all: &[(&str, &[Op])], fixes: &[(&str, Fix)]) -> Merged {
    let chosen: Vec<Chosen<'_>> = all.iter().map(|(name, ops)| Chosen { name, ops }).collect();
    let fixes: BTreeMap<String, Fix> = fixes.iter().map(|(k, f)| ((*k).to_owned(), f.clone())).collect();
    let one = merge(base, &chosen, &fixes);
    let turned: Vec<Chosen<'_>> = chosen.into_iter().rev().collect();
    assert_eq!(one, merge(base, &turned, &fixes), "the order of entry counts");
    one
}

fn texts(body: &Body) -> Vec<&str> {
    body.clauses.iter().map(|c| c.text.as_str()).collect()
}

fn words(base: &Body, ops: &[Op]) -> Vec<String> {
    instruct_in(base, 80, ops).into_iter().map(|i| i.words).collect()
}

fn base() -> Body {
    body(&[
        "We will build 100 homes a year.",
        "Trains shall run on Sundays. Buses too.",
        "All schools stay open.",
        "The rest is silence.",
    ])
}

#[test]
fn each_kind_of_change_is_found_told_and_put_back() {
    let base = base();
    let of = |change: &dyn Fn(&mut Vec<Clause>)| amended(&base, |c| change(c));
    let words = |ops: &[Op]| words(&base, ops);
    let ops = of(&|c| c[0].text = "We will build 300 homes a year.".to_owned());
    assert_eq!(ops, [Op::Replace { clause: 1, at: 14, old: "100".to_owned(), new: "300".to_owned() }]);
    assert_eq!(words(&ops), ["In clause 1, line 1, leave out “100” and insert “300”"]);
    let ops = of(&|c| c[2].text = "All our schools stay open.".to_owned());
    assert_eq!(words(&ops), ["In clause 3, line 3, after “All” insert “our”"]);
    let ops = of(&|c| c[2].text = "All schools stay.".to_owned());
    assert_eq!(words(&ops), ["In clause 3, line 3, leave out “open”"]);
    let ops = of(&|c| drop(c.remove(3)));
    assert_eq!(words(&ops), ["Leave out clause 4 (line 4)"]);
    let ops = of(&|c| c.insert(1, Clause { fixed: Some("1A".to_owned()), ..clause(9, "Rents stay as they are.") }));
    assert_eq!(words(&ops), ["After clause 1 insert a new clause 1A: “Rents stay as they are.”"]);
    let ops = of(&|c| c.swap(2, 3));
    assert!(matches!(ops.as_slice(), [Op::Move { .. }]));
    let ops = of(&|c| {
        let last = c.remove(3);
        c.insert(0, last);
    });
    assert_eq!(words(&ops), ["Move clause 4 to the beginning"]);
    let ops = of(&|c| {
        c[1].text = "Trains shall run on Sundays.".to_owned();
        c.insert(2, clause(9, "Buses too."));
    });
    assert_eq!(words(&ops), ["Divide clause 2, line 2, before “Buses too.”"]);
    let ops = of(&|c| {
        let next = c.remove(3);
        c[2].text = format!("{} {}", c[2].text, next.text);
    });
    assert_eq!(words(&ops), ["Join clause 4 to clause 3"]);
    let ops = of(&|c| c[1].fixed = Some("2A".to_owned()));
    assert_eq!(words(&ops), ["Number clause 2 as 2A"]);
    let ops = of(&|c| c[1].kind = Kind::Heading);
    assert_eq!(words(&ops), ["Make clause 2 a heading"]);
    let ops = of(&|c| c[1].depth = 1);
    assert_eq!(words(&ops), ["Make clause 2 lie within the clause before it"]);
    let ops = of(&|c| {
        c[3].text = "This very last clause is about what nobody has thought of so far and which we therefore leave to those who follow us, whoever they may be in the end.".to_owned();
    });
    let back = derive(&apply(&base, &ops).unwrap(), &base);
    assert!(
        super::instruct_in(&apply(&base, &ops).unwrap(), 80, &back)[0]
            .words
            .contains("lines 4–5, leave out from “This very last clause” to")
    );
}

#[test]
fn references_and_notes_are_told_as_they_are_read() {
    let mut base = base();
    base.clauses[3].text = "As in {#1}, so here.".to_owned();
    let ops = amended(&base, |c| c[3].text = "As in {#2}, so here.".to_owned());
    assert_eq!(ops, [Op::Replace { clause: 4, at: 6, old: "{#1}".to_owned(), new: "{#2}".to_owned() }]);
    assert_eq!(words(&base, &ops), ["In clause 4, line 4, leave out “1” and insert “2”"]);
    let ops = amended(&base, |c| c[2].text = "All schools stay open[^Report 3].".to_owned());
    assert_eq!(words(&base, &ops), ["In clause 3, line 3, after “schools stay open” insert “[footnote: Report 3]”"]);
}

#[test]
fn the_merge_that_others_test_by_keeps_both_insertions_at_one_place() {
    let odd: Vec<String> = (1..=25).step_by(2).map(|n| format!("test{n}")).collect();
    let base = body(&[&odd.join(" ")]);
    let put = |at: &str, new: &str| amended(&base, |c| c[0].text = c[0].text.replace(at, &format!("{at} {new}")));
    let one = amended(&base, |c| {
        c[0].text = c[0]
            .text
            .replace("test5", "test5 test6")
            .replace("test15", "test15 test16.1")
            .replace("test21", "test21 test22");
    });
    let two = amended(&base, |c| {
        c[0].text = c[0].text.replace("test9", "test9 test10").replace("test15", "test15 test16.2") + " test26";
    });
    let found = together(&base, &[("1", &one), ("2", &two)], &[]);
    assert_eq!(
        texts(found.finished().unwrap()),
        [
            "test1 test3 test5 test6 test7 test9 test10 test11 test13 test15 test16.1 test16.2 test17 test19 test21 test22 test23 test25 test26"
        ]
    );
    assert_eq!(found.same_place, [SamePlace { clause: Some(1), clauses: false, by: vec!["1".into(), "2".into()] }]);
    assert_eq!(found.sources[&1], ["1", "2"]);
    assert_eq!(together(&base, &[("1", &put("test3", "x")), ("2", &put("test9", "y"))], &[]).same_place, []);
}

#[test]
fn what_collides_and_what_does_not() {
    let base = base();
    let drop3 = amended(&base, |c| drop(c.remove(2)));
    let edit3 = amended(&base, |c| c[2].text = "All good schools stay open.".to_owned());
    let behind3 = amended(&base, |c| c.insert(3, clause(9, "New")));
    let found = together(&base, &[("1", &drop3), ("2", &edit3)], &[]);
    assert!(found.finished().is_none());
    assert_eq!((found.conflicts.len(), found.conflicts[0].dispute), (1, Dispute::Clause));
    assert_eq!(found.conflicts[0].sides[1].text, "All good schools stay open.");
    let found = together(&base, &[("1", &drop3), ("2", &behind3)], &[]);
    assert_eq!(texts(found.finished().unwrap()).len(), 4);
    assert_eq!(texts(found.finished().unwrap())[2], "New");

    let base = body(&["Test 123"]);
    let to = |text: &str| amended(&base, |c| c[0].text = text.to_owned());
    assert_eq!(together(&base, &[("1", &to("Test 456")), ("2", &to("Test 124"))], &[]).conflicts.len(), 1);
    let same = together(&base, &[("1", &to("Test 456")), ("2", &to("Test 456"))], &[]);
    assert_eq!(texts(same.finished().unwrap()), ["Test 456"]);
    assert_eq!(same.sources[&1], ["1", "2"]);
}

#[test]
fn points_put_in_behind_the_same_last_point_are_both_kept_in_order_of_number() {
    let base = Body { clauses: vec![clause(1, "We want:"), point(2, "bread"), point(3, "butter")] };
    let ten = amended(&base, |c| c.push(point(10, "cheese")));
    let two = amended(&base, |c| c.push(point(20, "jam")));
    let found = together(&base, &[("A10", &ten), ("A2", &two)], &[]);
    assert_eq!(texts(found.finished().unwrap()), ["We want:", "bread", "butter", "jam", "cheese"]);
    assert_eq!(found.same_place, [SamePlace { clause: Some(3), clauses: true, by: vec!["A2".into(), "A10".into()] }]);
    // The same point brought twice is one.
    let again = amended(&base, |c| c.push(point(30, "jam")));
    let found = together(&base, &[("A2", &two), ("A3", &again)], &[]);
    assert_eq!(texts(found.finished().unwrap()), ["We want:", "bread", "butter", "jam"]);
    assert_eq!(found.sources[&20], ["A2", "A3"]);
}

#[test]
fn a_point_put_into_a_clause_that_goes_collides() {
    let base = Body { clauses: vec![clause(1, "First"), clause(2, "We want:"), point(3, "bread"), clause(4, "Last")] };
    let gone = amended(&base, |c| drop(c.drain(1..3)));
    assert_eq!(words(&base, &gone), ["Leave out clause 2 (line 2) and all that lies within it"]);
    let put = amended(&base, |c| c.insert(3, point(9, "jam")));
    let found = together(&base, &[("1", &gone), ("2", &put)], &[]);
    assert_eq!(found.conflicts.len(), 1);
    let key = found.conflicts[0].key.as_str();
    let kept = together(&base, &[("1", &gone), ("2", &put)], &[(key, Fix::Of("2".into()))]);
    assert_eq!(texts(kept.finished().unwrap()), ["First", "We want:", "jam", "Last"]);
    let out = together(&base, &[("1", &gone), ("2", &put)], &[(key, Fix::Of("1".into()))]);
    assert_eq!(texts(out.finished().unwrap()), ["First", "Last"]);
    assert!(out.decided[0].conflict.sides[1].text.contains("jam"));
}

#[test]
fn conflicts_are_decided_word_group_by_word_group() {
    let base = body(&["We will build 100 homes and plant 20 trees a year."]);
    let one = amended(&base, |c| c[0].text = "We will build 200 homes and plant 30 trees a year.".to_owned());
    let two = amended(&base, |c| c[0].text = "We will build 300 homes and plant 40 trees a year.".to_owned());
    let found = together(&base, &[("1", &one), ("2", &two)], &[]);
    assert_eq!(found.conflicts.len(), 2);
    assert_eq!(texts(&found.body), ["We will build 100 homes and plant 20 trees a year."]);
    let keys: Vec<&str> = found.conflicts.iter().map(|c| c.key.as_str()).collect();
    let half = together(&base, &[("1", &one), ("2", &two)], &[(keys[0], Fix::Of("2".into()))]);
    assert!(half.finished().is_none());
    let fixes = [(keys[0], Fix::Of("2".into())), (keys[1], Fix::Words("50".into()))];
    let done = together(&base, &[("1", &one), ("2", &two)], &fixes);
    assert_eq!(texts(done.finished().unwrap()), ["We will build 300 homes and plant 50 trees a year."]);
    assert_eq!(done.decided.len(), 2);
    // With another amendment there, an earlier decision does not count any more.
    let three = amended(&base, |c| c[0].text = "We will build 400 homes and plant 20 trees a year.".to_owned());
    assert_eq!(together(&base, &[("1", &one), ("2", &two), ("3", &three)], &fixes).conflicts.len(), 1);
    assert_eq!(
        together(&base, &[("1", &one), ("2", &two)], &[(keys[0], Fix::Base), (keys[1], Fix::Base)]).finished(),
        Some(&base)
    );
}

#[test]
fn two_clauses_put_behind_each_other_are_a_conflict_and_both_stay() {
    let base = base();
    let one = vec![Op::Move { clause: 1, after: Some(2) }];
    let two = vec![Op::Move { clause: 2, after: Some(1) }];
    let found = together(&base, &[("1", &one), ("2", &two)], &[]);
    assert_eq!(found.conflicts.len(), 2);
    assert_eq!(found.body, base);
}

#[test]
fn operations_that_do_not_fit_are_named_with_the_reason() {
    let base = base();
    let op = Op::Replace { clause: 1, at: 0, old: "They".into(), new: "We".into() };
    let misfits = apply(&base, std::slice::from_ref(&op)).unwrap_err();
    assert_eq!(misfits, [Misfit { by: String::new(), op, why: Unfit::OtherWords }]);
    assert_eq!(apply(&base, &[Op::Delete { clause: 77 }]).unwrap_err()[0].why, Unfit::NoClause);
    let lost = Op::Insert { after: Some(77), clause: clause(9, "New") };
    assert_eq!(apply(&base, &[lost]).unwrap_err()[0].why, Unfit::NoPlace);
}

#[test]
fn the_matrix_says_what_overlaps_what_falls_and_what_needs_what() {
    let base = base();
    let drop1 = amended(&base, |c| drop(c.remove(0)));
    let more = amended(&base, |c| c[0].text = "We will build 300 homes a year.".to_owned());
    let less = amended(&base, |c| c[0].text = "We will build 50 homes a year.".to_owned());
    let far = amended(&base, |c| c[3].text = "The rest is noise.".to_owned());
    let new = amended(&base, |c| c.push(clause(9, "Rents stay.")));
    let to_new = amended(&base, |c| c[2].text = "All schools stay open, as in {#9}.".to_owned());
    let child = vec![Op::Replace { clause: 1, at: 14, old: "300".into(), new: "310".into() }];
    let entry = |name: &'static str, ops, parent| Entry { name, ops, parent, global: false };
    let entries = [
        entry("1", &drop1, None),
        entry("2", &more, None),
        entry("3", &less, None),
        entry("4", &far, None),
        entry("5", &new, None),
        entry("6", &to_new, None),
        entry("2a", &child, Some(1)),
        Entry { global: true, ..entry("7", &far, None) },
    ];
    let links = [Link { from: 3, to: 4, kind: LinkKind::Consequential }];
    let matrix = relations(&base, &entries, &links);
    assert!(matrix.fells(0, 1) && matrix.fells(0, 2) && !matrix.fells(1, 0));
    assert!(matrix.fells(1, 2) && matrix.fells(2, 1));
    assert_eq!(matrix.between(0, 1).unwrap().overlap, [1]);
    assert_eq!(matrix.between(0, 3), None);
    assert!(matrix.requires(5, 4) && matrix.requires(6, 1));
    assert!(matrix.fells(7, 0) && !matrix.fells(0, 7));
    assert!(matrix.follows(3, 4));

    let votes = |votes: &[(usize, Vote)]| -> Vec<Fate> {
        let votes: BTreeMap<usize, Vote> = votes.iter().copied().collect();
        standings(&entries, &matrix, &votes).into_iter().map(|s| s.fate).collect()
    };
    let found = votes(&[(1, Vote::Carried)]);
    assert_eq!(found[2], Fate::FallsWith(1));
    assert_eq!((found[0], found[6], found[7]), (Fate::Open, Fate::Open, Fate::Open));
    assert_eq!(votes(&[(7, Vote::Carried)])[3], Fate::FallsWith(7));
    let found = votes(&[(1, Vote::Lost), (4, Vote::Lost)]);
    assert_eq!((found[6], found[5], found[2]), (Fate::FallsWithout(1), Fate::FallsWithout(4), Fate::Open));
    assert_eq!(votes(&[(4, Vote::Carried)])[3], Fate::AgreedWith(4));
    let both: BTreeMap<usize, Vote> = [(1, Vote::Carried), (2, Vote::Carried)].into();
    assert_eq!(standings(&entries, &matrix, &both)[2].odd, Some(1));
}

#[test]
fn the_list_is_in_the_order_of_the_text() {
    let base = base();
    let of = |change: &dyn Fn(&mut Vec<Clause>)| amended(&base, |c| change(c));
    let late = of(&|c| c[1].text = "Trains shall run on Sundays. Boats too.".to_owned());
    let early = of(&|c| c[1].text = "Trams shall run on Sundays. Buses too.".to_owned());
    let first = of(&|c| c[0].text = "We will build 300 homes a year.".to_owned());
    let new = of(&|c| c.insert(2, clause(9, "New")));
    let child = vec![Op::Replace { clause: 1, at: 14, old: "300".into(), new: "310".into() }];
    let lost = vec![Op::Delete { clause: 77 }];
    let entry = |name: &'static str, ops, parent| Entry { name, ops, parent, global: false };
    let entries = [
        entry("8", &lost, None),
        entry("10", &new, None),
        entry("9", &new, None),
        entry("3", &late, None),
        entry("4", &early, None),
        entry("5", &first, None),
        entry("5b", &child, Some(5)),
        entry("5a", &child, Some(5)),
    ];
    let names = |consideration: &[i64]| -> Vec<&str> {
        marshalled(&base, &entries, &[], consideration).listed.iter().map(|l| entries[l.entry].name).collect()
    };
    assert_eq!(names(&[]), ["5", "5a", "5b", "4", "3", "9", "10", "8"]);
    assert_eq!(names(&[2]), ["4", "3", "9", "10", "5", "5a", "5b", "8"]);
    assert!(marshalled(&base, &entries, &[], &[]).listed[7].lost);
}

#[test]
fn numbers_by_line_and_the_highest_of_them() {
    assert_eq!(by_line("A2", 9, []), "A2-009");
    assert_eq!(by_line("A2", 27, ["A2-009"]), "A2-027");
    assert_eq!(by_line("A2", 9, ["A2-009"]), "A2-009-2");
    assert_eq!(by_line("A2", 9, ["A2-009", "A2-009-2"]), "A2-009-3");
    assert_eq!(highest("A1-Ae", ["A1-Ae3neu2", "A1-Ae4", "A1-Ae13neu", "A2-Ae99"]), 13);
    let mut names = ["A10", "A2", "A2a", "A1-12", "A1-9"];
    names.sort_by(|a, b| natural(a, b));
    assert_eq!(names, ["A1-9", "A1-12", "A2", "A2a", "A10"]);
}

#[test]
fn an_open_amendment_is_carried_over_to_a_new_version() {
    let base = base();
    let more = amended(&base, |c| c[0].text = "We will build 300 homes a year.".to_owned());
    let next = |change: &dyn Fn(&mut Vec<Clause>)| {
        let mut next = base.clone();
        change(&mut next.clauses);
        rebase(&base, &next, &more)
    };
    assert_eq!(next(&|c| c[0].text = "We will build 300 homes a year.".to_owned()).state, State::Applied);
    assert_eq!(next(&|c| c[0].text = "We will build 200 homes a year.".to_owned()).state, State::Overtaken);
    assert_eq!(next(&|c| drop(c.remove(0))).state, State::Overtaken);
    let clean = next(&|c| {
        c[0].text = "We shall build 100 homes a year.".to_owned();
        c.insert(0, clause(5, "A word before."));
    });
    assert_eq!(clean.state, State::Clean);
    assert_eq!(clean.ops, [Op::Replace { clause: 1, at: 15, old: "100".into(), new: "300".into() }]);
    let two = amended(&base, |c| {
        c[0].text = "We will build 300 homes a year.".to_owned();
        c[3].text = "The rest is noise.".to_owned();
    });
    let mut changed = base.clone();
    changed.clauses[0].text = "We will build 200 homes a year.".to_owned();
    let hand = rebase(&base, &changed, &two);
    assert_eq!((hand.state, hand.conflicts.len(), hand.ops.len()), (State::NeedsHand, 1, 1));
}

#[test]
fn paragraphs_put_in_before_between_and_after_touch_no_other() {
    let base = base();
    for at in [0, 2, 4] {
        let ops = amended(&base, |c| c.insert(at, clause(9, "A new paragraph with words of its own.")));
        assert_eq!(ops.len(), 1, "{ops:?}");
        let marked = redline(&base, &apply(&base, &ops).unwrap());
        assert_eq!(marked.iter().filter(|m| m.marked != MarkedAs::Stays).count(), 1);
    }
}

#[test]
fn a_copy_without_ids_is_recognised() {
    let mut base = base();
    base.clauses[2].text = "All schools stay open, as {#1} says.".to_owned();
    let copy = body(&[
        "Something quite new to begin with here.",
        "We will build 300 homes a year.",
        "All schools stay open, as 1 says.",
        "Trains shall run on Sundays. Buses too.",
    ]);
    let mut next = 100;
    let found = identified(&base, &copy, || {
        next += 1;
        next
    });
    let ids: Vec<i64> = found.clauses.iter().map(|c| c.id).collect();
    assert_eq!(ids, [101, 1, 3, 2]);
    assert_eq!(found.clauses[2].text, base.clauses[2].text);
}

/// Inner votes come first: what passed of an amendment to an amendment changes that, and its words stay its own.
#[test]
fn an_amendment_to_an_amendment_keeps_its_own_words() {
    let base = base();
    let parent = amended(&base, |c| {
        c[0].text = "We will build 300 new homes a year, at once.".to_owned();
        c.insert(1, clause(50, "Homes are warm."));
    });
    let text = apply(&base, &parent).unwrap();
    let child = amended(&text, |c| {
        c[0].text = "We will build 300 green homes a year.".to_owned();
        c[1].text = "Homes are warm and dry.".to_owned();
        c.insert(2, clause(60, "Rents are fair."));
        c.retain(|c| c.id != 4);
    });
    let found =
        nested(&base, Chosen { name: "A1", ops: &parent }, &[Chosen { name: "A1a", ops: &child }], &BTreeMap::new());
    assert!(found.inner.conflicts.is_empty() && found.inner.misfits.is_empty());
    let name = "A1 as amended by A1a";
    let mut merged = together(&base, &[(name, &found.ops)], &[]);
    assert_eq!(merged.body, apply(&text, &child).unwrap());
    let before = merged.marked.clone();
    found.attribute(name, &mut merged.marked);
    let by = |name: &str| -> Vec<(text::Kind, String)> {
        let pieces = merged.marked.iter().flat_map(|m| &m.pieces);
        pieces.filter(|p| p.by == [name]).map(|p| (p.kind, p.text.trim().to_owned())).collect()
    };
    let (inserts, deletes) = (text::Kind::Insert, text::Kind::Delete);
    let own = by("A1a");
    for words in ["green", "and dry", "Rents are fair."] {
        assert!(own.iter().any(|(k, t)| *k == inserts && t == words), "{words}: {own:#?}");
    }
    assert!(own.contains(&(deletes, "The rest is silence.".to_owned())), "{own:#?}");
    assert!(by("A1").contains(&(deletes, "100".to_owned())), "{:#?}", merged.marked);
    assert!(by("A1").iter().any(|(k, t)| *k == inserts && t.starts_with("300")), "{:#?}", merged.marked);
    assert!(by(name).is_empty(), "{:#?}", by(name));
    // Nothing is said otherwise than before but whose it is.
    let plain = |all: &[Marked]| -> Vec<(i64, String, String)> {
        let side = |m: &Marked, old: bool| {
            m.pieces
                .iter()
                .filter(|p| if old { p.kind.is_old() } else { p.kind.is_new() })
                .map(|p| p.text.as_str())
                .collect()
        };
        all.iter().map(|m| (m.clause.id, side(m, true), side(m, false))).collect()
    };
    assert_eq!(plain(&before), plain(&merged.marked));
}

fn some_text() -> impl proptest::strategy::Strategy<Value = String> {
    proptest::collection::vec("[a-e]{1,2}|\\*[a-c]\\*|\\{#[1-4]\\}|\\[\\^n\\]|,|👍🏽", 0..9).prop_map(|w| w.join(" "))
}

use proptest::prelude::Strategy as _;

fn some_body(ids: std::ops::Range<i64>) -> impl proptest::strategy::Strategy<Value = Body> {
    let one = (ids, 0_u8..3, 0_usize..4, proptest::option::of("[1-9]A?"), some_text());
    proptest::collection::vec(one, 0..9).prop_map(|all| {
        let mut body = Body::default();
        let mut most = 0;
        for (id, depth, kind, fixed, text) in all {
            if body.clauses.iter().any(|c: &Clause| c.id == id) {
                continue;
            }
            let kind = [Kind::Numbered, Kind::Item, Kind::Heading, Kind::Paragraph][kind];
            let depth = depth.min(most);
            most = depth + 1;
            body.clauses.push(Clause { id, kind, depth, fixed, text });
        }
        body
    })
}

/// The words of some text.
fn bag(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(400))]

    /// Any two texts diff and patch back, both ways, and the marks hold both.
    #[test]
    fn any_two_bodies_diff_and_patch_back(a in some_body(1..9), b in some_body(1..12)) {
        proptest::prop_assert_eq!(&apply(&a, &derive(&a, &b)).unwrap(), &b);
        proptest::prop_assert_eq!(&apply(&b, &derive(&b, &a)).unwrap(), &a);
        proptest::prop_assert!(derive(&a, &a).is_empty());
        let marked = redline(&a, &b);
        let of = |old: bool| -> Vec<String> {
            let all = marked.iter().filter(|m| match m.marked {
                MarkedAs::Gone | MarkedAs::MovedFrom => old,
                MarkedAs::Added | MarkedAs::MovedTo => !old,
                MarkedAs::Stays => true,
            });
            all.map(|m| m.pieces.iter().filter(|p| if old { p.kind.is_old() } else { p.kind.is_new() }).map(|p| p.text.as_str()).collect()).collect()
        };
        let texts = |body: &Body| body.clauses.iter().map(|c| c.text.clone()).collect::<Vec<_>>();
        proptest::prop_assert_eq!(of(true), texts(&a));
        proptest::prop_assert_eq!(of(false), texts(&b));
        instruct_in(&a, 80, &derive(&a, &b));
    }

    /// However many amendments are chosen and in whatever order: the same result, and every word that one of them brings is in the result, or in
    /// what is to be decided, or in what was decided, or in what does not fit.
    #[test]
    fn no_word_is_dropped_and_no_order_counts(
        base in some_body(1..7),
        copies in proptest::collection::vec(some_body(1..7), 1..4),
        news in proptest::collection::vec((0_usize..4, 0_usize..8, 0_usize..5), 0..6),
        picks in proptest::collection::vec(0_usize..5, 6),
    ) {
        let amendments: Vec<(String, Vec<Op>)> = copies.iter().enumerate().map(|(n, copy)| {
            let mut copy = copy.clone();
            // Words that only this amendment has.
            for (of, at, place) in news.iter().filter(|(of, ..)| of % copies.len() == n) {
                let at = at % (copy.clauses.len() + 1);
                if *place < 3 && let Some(clause) = copy.clauses.get_mut(at) {
                    clause.text = format!("{} mark{n}x{of}x{at}", clause.text);
                } else {
                    let id = 1000 * (n as i64 + 1) + (*of * 10 + at) as i64;
                    if copy.clauses.iter().all(|c| c.id != id) {
                        let depth = at.checked_sub(1).and_then(|p| copy.clauses.get(p)).map_or(0, |c| c.depth);
                        let text = format!("mark{n}x{of}x{at} new");
                        copy.clauses.insert(at, Clause { id, kind: Kind::Numbered, depth, fixed: None, text });
                    }
                }
            }
            let ops = derive(&base, &copy);
            assert_eq!(apply(&base, &ops).unwrap(), copy);
            (format!("A{}", n + 1), ops)
        }).collect();
        let all: Vec<(&str, &[Op])> = amendments.iter().map(|(n, o)| (n.as_str(), o.as_slice())).collect();
        let first = together(&base, &all, &[]);
        let fixes: Vec<(String, Fix)> = first.conflicts.iter().zip(picks.iter().cycle()).filter_map(|(c, pick)| {
            let fix = match pick {
                0 => Fix::Base,
                1 => Fix::Words("by hand".to_owned()),
                2 | 3 => Fix::Of(c.sides[pick % c.sides.len()].by[0].clone()),
                _ => return None,
            };
            Some((c.key.clone(), fix))
        }).collect();
        let fixes: Vec<(&str, Fix)> = fixes.iter().map(|(k, f)| (k.as_str(), f.clone())).collect();
        let merged = together(&base, &all, &fixes);
        let mut there: Vec<String> = merged.body.clauses.iter().flat_map(|c| bag(&c.text)).collect();
        for conflict in merged.conflicts.iter().chain(merged.decided.iter().map(|d| &d.conflict)) {
            there.extend(conflict.sides.iter().flat_map(|s| bag(&s.text)));
        }
        there.extend(merged.misfits.iter().filter_map(|m| m.op.brings()).flat_map(|c| bag(&c.text)));
        for (_, ops) in &amendments {
            for op in ops {
                let words = match op {
                    Op::Replace { new, .. } => bag(new),
                    _ => op.brings().map(|c| bag(&c.text)).unwrap_or_default(),
                };
                for word in words {
                    proptest::prop_assert!(there.iter().any(|t| t.contains(&word)), "{word} is lost: {merged:#?}");
                }
            }
        }
        // What nobody leaves out is still there.
        for clause in &base.clauses {
            let left_out = all.iter().any(|(_, ops)| ops.iter().any(|op| matches!(op, Op::Delete { clause: c } | Op::Join { next: c, .. } if *c == clause.id)));
            if !left_out {
                proptest::prop_assert!(merged.body.clauses.iter().any(|c| c.id == clause.id), "clause {} is lost", clause.id);
            }
        }
        let ids: std::collections::BTreeSet<i64> = merged.body.clauses.iter().map(|c| c.id).collect();
        proptest::prop_assert_eq!(ids.len(), merged.body.clauses.len());
        // One amendment alone gives its own text; carried over to it, it is applied already.
        for (_, ops) in &amendments {
            let own = apply(&base, ops).unwrap();
            proptest::prop_assert_eq!(rebase(&base, &own, ops).state, State::Applied);
            proptest::prop_assert!(matches!(rebase(&base, &base, ops).state, State::Clean | State::Applied));
        }
        let entries: Vec<Entry<'_>> = all.iter().map(|(name, ops)| Entry { name, ops, parent: None, global: false }).collect();
        let matrix = relations(&base, &entries, &[]);
        // Where two alone collide, the matrix says so.
        for (a, one) in all.iter().enumerate() {
            for (b, two) in all.iter().enumerate().skip(a + 1) {
                let pair = together(&base, &[*one, *two], &[]);
                let words = pair.conflicts.iter().any(|c| matches!(c.dispute, Dispute::Words | Dispute::Clause));
                if words {
                    proptest::prop_assert!(matrix.between(a, b).is_some_and(|r| !r.overlap.is_empty()), "{:#?}", pair.conflicts);
                }
            }
        }
    }

    /// An amendment with one to it comes to the text of that, and saying whose each word is changes neither text.
    #[test]
    fn an_amendment_with_one_to_it_comes_to_its_text(
        base in some_body(1..7),
        parent in some_body(1..9),
        child in some_body(1..11),
    ) {
        let (ops, inner) = (derive(&base, &parent), derive(&parent, &child));
        let found = nested(&base, Chosen { name: "A1", ops: &ops }, &[Chosen { name: "A1a", ops: &inner }], &BTreeMap::new());
        proptest::prop_assert_eq!(&apply(&base, &found.ops).unwrap(), &child);
        let name = "A1 as amended by A1a";
        let mut merged = together(&base, &[(name, &found.ops)], &[]);
        let plain = |all: &[Marked]| -> Vec<(i64, String, String)> {
            let side = |m: &Marked, old: bool| m.pieces.iter().filter(|p| if old { p.kind.is_old() } else { p.kind.is_new() }).map(|p| p.text.as_str()).collect();
            all.iter().map(|m| (m.clause.id, side(m, true), side(m, false))).collect()
        };
        let before = plain(&merged.marked);
        found.attribute(name, &mut merged.marked);
        proptest::prop_assert_eq!(before, plain(&merged.marked));
        let known = ["A1", "A1a", name];
        for by in merged.marked.iter().flat_map(|m| m.by.iter().chain(m.pieces.iter().flat_map(|p| &p.by))) {
            proptest::prop_assert!(known.contains(&by.as_str()), "{by}");
        }
    }

    /// A copy that came back without ids makes the same text.
    #[test]
    fn any_copy_is_recognised_somehow(base in some_body(1..9), copy in some_body(1..9)) {
        let mut next = 100;
        let found = identified(&base, &copy, || { next += 1; next });
        let ids: std::collections::BTreeSet<i64> = found.clauses.iter().map(|c| c.id).collect();
        proptest::prop_assert_eq!(ids.len(), copy.clauses.len());
        proptest::prop_assert_eq!(apply(&base, &derive(&base, &found)).unwrap(), found);
    }
}

#[test]
fn a_short_clause_that_was_rewritten_is_one_change() {
    let base = body(&["Cut the tax on bread", "Test 3", "a 👍🏽 b"]);
    let ops = amended(&base, |c| c[0].text = "Raise a levy on cars".to_owned());
    assert_eq!(
        words(&base, &ops),
        ["In clause 1, line 1, leave out “Cut the tax on bread” and insert “Raise a levy on cars”"]
    );
    let ops = amended(&base, |c| c[1].text = "Test 4".to_owned());
    let pieces = &redline(&base, &apply(&base, &ops).unwrap())[1].pieces;
    let shown: Vec<(text::Kind, &str)> = pieces.iter().map(|p| (p.kind, p.text.as_str())).collect();
    assert_eq!(shown, [(text::Kind::Equal, "Test "), (text::Kind::Delete, "3"), (text::Kind::Insert, "4")]);
    let ops = amended(&base, |c| c[2].text = "a 👍🏿 b".to_owned());
    assert!(matches!(&ops[0], Op::Replace { old, new, .. } if old == "👍🏽" && new == "👍🏿"), "{ops:?}");
}
