//! What keys do to a text, and that all of it comes back out.

use proptest::prelude::*;

use super::*;
use crate::policy::body::Kind;

fn text(lines: &[(u8, &str)]) -> Editing {
    let clauses = (1..).zip(lines).map(|(id, (depth, text))| Clause::new(id, Kind::Numbered, *depth, *text)).collect();
    Editing::new(Body { clauses }, 1)
}

fn shown(editing: &Editing) -> Vec<(u8, &str)> {
    editing.clauses().iter().map(|clause| (clause.depth, clause.text.as_str())).collect()
}

fn caret(at: usize, char: usize) -> Caret {
    Caret { at, char }
}

#[test]
fn enter_makes_a_clause_where_a_writer_expects_it() {
    let mut e = text(&[(0, "a"), (1, "b"), (0, "c")]);
    assert_eq!(e.enter(caret(2, 1)), Some(caret(3, 0)));
    assert_eq!(e.enter(caret(0, 1)), Some(caret(1, 0)), "before what belongs to it");
    assert_eq!(shown(&e), [(0, "a"), (1, ""), (1, "b"), (0, "c"), (0, "")]);
    assert_eq!(e.enter(caret(1, 0)), Some(caret(1, 0)), "an empty one comes out");
    assert_eq!(shown(&e).get(1), Some(&(0, "")));
    let mut e = text(&[(0, "Heading")]);
    e.set_kind(caret(0, 0), Kind::Heading);
    e.enter(caret(0, 7));
    assert_eq!((e.clauses()[1].kind, e.clauses()[1].depth), (Kind::Numbered, 1));
}

#[test]
fn depth_and_place_take_what_belongs_to_a_clause_along() {
    let mut e = text(&[(0, "a"), (0, "b"), (1, "c"), (0, "d")]);
    assert_eq!(e.indent(caret(0, 0)), None, "nothing stands before it");
    e.indent(caret(1, 0)).unwrap();
    assert_eq!(shown(&e), [(0, "a"), (1, "b"), (2, "c"), (0, "d")]);
    assert_eq!(e.indent(caret(1, 0)), None, "one deeper than the clause before is the deepest");
    e.outdent(caret(1, 0)).unwrap();
    assert_eq!(e.move_up(caret(1, 1)), Some(caret(0, 1)));
    assert_eq!(shown(&e), [(0, "b"), (1, "c"), (0, "a"), (0, "d")]);
    assert_eq!(e.move_down(caret(0, 1)), Some(caret(1, 1)));
    assert_eq!(shown(&e), [(0, "a"), (0, "b"), (1, "c"), (0, "d")]);
    assert_eq!(e.move_down(caret(2, 0)), None, "it stays within what it belongs to");
    assert_eq!(e.move_to(1, 0), Some(caret(0, 0)));
    assert_eq!(shown(&e), [(0, "b"), (1, "c"), (0, "a"), (0, "d")]);
}

#[test]
fn split_and_join_are_each_others_opposite() {
    let mut e = text(&[(0, "one two")]);
    let first = e.clauses()[0].id;
    assert_eq!(e.split(caret(0, 3)), Some(caret(1, 0)));
    assert_eq!(shown(&e), [(0, "one"), (0, "two")]);
    assert_eq!(e.join(caret(1, 0)), Some(caret(0, 3)));
    assert_eq!(shown(&e), [(0, "one two")]);
    assert_eq!(e.clauses()[0].id, first);
    assert_eq!(e.join(caret(0, 0)), None);
    let mut e = text(&[(0, "ä€x")]);
    e.split(caret(0, 2));
    assert_eq!(shown(&e), [(0, "ä€"), (0, "x")], "characters, not bytes");
}

#[test]
fn what_is_pasted_becomes_clauses_where_the_caret_is() {
    let mut e = text(&[(0, "a"), (1, ""), (0, "z")]);
    e.paste(caret(1, 0), "1. One\n2. Two\n   (a) Deep\n");
    assert_eq!(shown(&e), [(0, "a"), (1, "One"), (1, "Two"), (2, "Deep"), (0, "z")]);
    e.paste(caret(0, 1), "bc");
    assert_eq!(shown(&e)[0], (0, "abc"));
    e.undo();
    e.undo();
    assert_eq!(shown(&e), [(0, "a"), (1, ""), (0, "z")]);
    let mut e = text(&[(0, "")]);
    e.paste(caret(0, 0), "First line\nSecond line\n");
    assert_eq!(shown(&e), [(0, "First line"), (0, "Second line")]);
}

#[test]
fn a_word_is_one_step_of_undo() {
    let mut e = text(&[(0, "")]);
    let words = "ab cd";
    for n in 1..=words.len() {
        e.typed(0, words.get(..n).unwrap(), caret(0, n - 1), caret(0, n));
    }
    e.undo();
    assert_eq!(shown(&e), [(0, "ab ")]);
    e.undo();
    assert_eq!(shown(&e), [(0, "")]);
    assert_eq!(e.redo(), Some(caret(0, 3)));
    e.typed(0, "ab x", caret(0, 3), caret(0, 4));
    assert_eq!(e.redo(), None, "what is new takes the place of what was undone");
}

#[test]
fn words_are_found_around_the_end_and_replaced_everywhere() {
    let mut e = text(&[(0, "Bus, bus"), (0, "tram"), (0, "bus")]);
    assert_eq!(e.find("bus", caret(0, 1)), Some(caret(0, 5)));
    assert_eq!(e.find("bus", caret(0, 6)), Some(caret(2, 0)));
    assert_eq!(e.find("bus", caret(2, 1)), Some(caret(0, 0)));
    assert_eq!(e.find("train", caret(0, 0)), None);
    assert_eq!(e.replace_all("bus", "coach", caret(0, 0)), 2);
    assert_eq!(shown(&e), [(0, "Bus, coach"), (0, "tram"), (0, "coach")]);
    e.undo();
    assert_eq!(shown(&e)[2], (0, "bus"));
    assert_eq!(e.replace_all("", "x", caret(0, 0)), 0);
}

#[test]
fn emphasis_is_put_around_words_and_taken_away_again() {
    let mut e = text(&[(0, "All the buses")]);
    assert_eq!(
        e.emphasise(caret(0, 5), None, "**"),
        Some(caret(0, 11)),
        "the word at the caret; what is typed next is as it was"
    );
    assert_eq!(shown(&e), [(0, "All **the** buses")]);
    assert_eq!(e.emphasise(caret(0, 7), None, "*"), Some(caret(0, 11)), "both at once");
    assert_eq!(shown(&e), [(0, "All ***the*** buses")]);
    e.emphasise(caret(0, 8), None, "*");
    e.emphasise(caret(0, 7), None, "**");
    assert_eq!(shown(&e), [(0, "All the buses")]);
    e.emphasise(caret(0, 0), Some(4..13), "*");
    assert_eq!(shown(&e), [(0, "All *the buses*")]);
    e.undo();
    assert_eq!(e.emphasise(caret(0, 3), None, "*"), Some(caret(0, 5)), "a caret at the end of a word is in it");
    let mut e = text(&[(0, "a , b")]);
    assert_eq!(e.emphasise(caret(0, 2), None, "*"), None, "no word is there");
    assert_eq!(e.insert(caret(0, 1), "[^]", 2), Some(caret(0, 3)));
    assert_eq!(shown(&e), [(0, "a[^] , b")]);
}

#[derive(Clone, Debug)]
enum Key {
    Enter,
    Tab,
    ShiftTab,
    Up,
    Down,
    Split,
    Join,
    Delete,
    Kind,
    Type(String),
    Paste(String),
    Undo,
    Redo,
}

fn any_key() -> impl Strategy<Value = (Key, usize, usize)> {
    let key = prop_oneof![
        Just(Key::Enter),
        Just(Key::Tab),
        Just(Key::ShiftTab),
        Just(Key::Up),
        Just(Key::Down),
        Just(Key::Split),
        Just(Key::Join),
        Just(Key::Delete),
        Just(Key::Kind),
        "[a-c €]{0,4}".prop_map(Key::Type),
        "([#0-9a-c] ?[a-c]{0,3}\n?){0,4}".prop_map(Key::Paste),
        Just(Key::Undo),
        Just(Key::Redo),
    ];
    (key, 0_usize..6, 0_usize..6)
}

fn press(e: &mut Editing, key: &Key, at: usize, char: usize) {
    let at = at % e.clauses().len();
    let c = caret(at, char);
    match key {
        Key::Enter => e.enter(c),
        Key::Tab => e.indent(c),
        Key::ShiftTab => e.outdent(c),
        Key::Up => e.move_up(c),
        Key::Down => e.move_down(c),
        Key::Split => e.split(c),
        Key::Join => e.join(c),
        Key::Delete => e.delete(c),
        Key::Kind => e.set_kind(c, Kind::Heading),
        Key::Type(text) => {
            e.typed(at, text, c, c);
            None
        }
        Key::Paste(text) => e.paste(c, text),
        Key::Undo => e.undo(),
        Key::Redo => e.redo(),
    };
}

proptest! {
    /// Whatever is pressed: ids are different, depths fit, and undoing all brings the beginning back.
    #[test]
    fn any_keys_leave_a_sound_text_and_come_back_out(keys in proptest::collection::vec(any_key(), 0..40)) {
        let mut e = text(&[(0, "one"), (1, "two"), (1, "three"), (0, "four")]);
        let begin = e.body().clone();
        for (key, at, char) in &keys {
            press(&mut e, key, *at, *char);
            let ids: std::collections::BTreeSet<i64> = e.clauses().iter().map(|c| c.id).collect();
            prop_assert_eq!(ids.len(), e.clauses().len());
            let mut straight = e.body().clone();
            straight.straighten();
            prop_assert_eq!(&straight, e.body());
            prop_assert!(!e.clauses().is_empty());
        }
        while e.redo().is_some() {}
        let end = e.body().clone();
        while e.undo().is_some() {}
        prop_assert_eq!(e.body(), &begin);
        while e.redo().is_some() {}
        prop_assert_eq!(e.body(), &end);
    }
}
