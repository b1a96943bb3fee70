//! A segment in one sentence: “People who live in RV1, are current members and gave at least £50 in the last 12 months, but
//! are not on do not contact”.

use super::model::{Group, How, Node};
use crate::kit::text::{and_list, or_list};
use crate::office::condition::Says;
use crate::t;

/// What a condition says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    pub says: Says,
    /// That it asks for organisations, or for people and not organisations.
    pub organisations: Option<bool>,
}

/// A part of the sentence.
enum Said {
    /// One condition.
    One(String),
    /// One condition that is turned round, which is said after “but”.
    Not(String),
    /// `a and b`, of two or more; brackets inside alternatives.
    And(Vec<Self>),
    /// `a or b`, of two or more.
    Or(Vec<Self>),
}

/// The sentence of a segment, without a full stop.
pub fn sentence(tree: &Group<Phrase>) -> String {
    let (tree, organisations) = noun(tree);
    let who = match organisations {
        None => t!("People who"),
        Some(false) => t!("People, not organisations, who"),
        Some(true) => t!("Organisations that"),
    };
    if tree.of.is_empty() {
        let everybody = match organisations {
            None => t!("Everybody in the register"),
            Some(false) => t!("All people, and no organisations"),
            Some(true) => t!("All organisations"),
        };
        return everybody.to_owned();
    }
    let what = match group(&tree, false) {
        Said::One(words) | Said::Not(words) => words,
        Said::And(parts) => and(parts),
        Said::Or(parts) => t!("either {these}", these = or(parts)),
    };
    format!("{who} {what}")
}

/// Takes a condition that only says who it is about out of the sentence.
fn noun(tree: &Group<Phrase>) -> (Group<Phrase>, Option<bool>) {
    let mut rest = tree.clone();
    if tree.how != How::All {
        return (rest, None);
    }
    let is_noun = |node: &Node<Phrase>| match node {
        Node::Ask { what, not: false } => what.organisations,
        _ => None,
    };
    let Some(at) = tree.of.iter().position(|node| is_noun(node).is_some()) else { return (rest, None) };
    let organisations = is_noun(&rest.of.remove(at));
    (rest, organisations)
}

/// A group, or the opposite of one: “not all of a, b” is “not a, or not b”.
fn group(of: &Group<Phrase>, turned: bool) -> Said {
    let (together, inner) = match (of.how, turned) {
        (How::All, turned) => (!turned, turned),
        (How::Any, turned) => (turned, turned),
        (How::None, turned) => (!turned, !turned),
    };
    let mut parts: Vec<Said> = Vec::new();
    for part in of.of.iter().map(|node| said(node, inner)) {
        // “a and (b and c)” is “a, b and c”.
        match part {
            Said::And(more) if together => parts.extend(more),
            Said::Or(more) if !together => parts.extend(more),
            part => parts.push(part),
        }
    }
    match (parts.len(), together) {
        (1, _) => parts.remove(0),
        (_, true) => Said::And(parts),
        (_, false) => Said::Or(parts),
    }
}

fn said(node: &Node<Phrase>, turned: bool) -> Said {
    match node {
        Node::Group(inside) => group(inside, turned),
        Node::Ask { what, not } => match *not != turned {
            true => Said::Not(what.says.no.clone()),
            false => Said::One(what.says.yes.clone()),
        },
    }
}

/// `a, b and either c or d, but e`: alternatives stand behind what is plain, and what is turned round comes last.
fn and(parts: Vec<Said>) -> String {
    let alternatives = parts.iter().filter(|part| matches!(part, Said::Or(_))).count();
    let (mut plain, mut either, mut but) = (Vec::new(), Vec::new(), Vec::new());
    for part in parts {
        match part {
            Said::One(words) => plain.push(words),
            Said::Not(words) => but.push(words),
            Said::And(parts) => plain.push(and(parts)),
            Said::Or(parts) if alternatives > 1 => either.push(t!("(either {these})", these = or(parts))),
            Said::Or(parts) => either.push(t!("either {these}", these = or(parts))),
        }
    }
    let many = plain.len() > 1;
    plain.append(&mut either);
    let last_is_either = alternatives == 1 && many;
    let first = match (plain.split_last(), last_is_either) {
        // A comma keeps the alternatives apart from what stands before them.
        (Some((last, before)), true) => t!("{these}, and {last}", these = before.join(", "), last = last),
        _ => and_list(&plain),
    };
    match (first.is_empty(), but.is_empty()) {
        (_, true) => first,
        (true, false) => and_list(&but),
        (false, false) => t!("{these}, but {those}", these = first, those = and_list(&but)),
    }
}

fn or(parts: Vec<Said>) -> String {
    let words = parts.into_iter().map(|part| match part {
        Said::One(words) | Said::Not(words) => words,
        Said::And(parts) => format!("({})", and(parts)),
        Said::Or(parts) => or(parts),
    });
    or_list(&words.collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(name: &str) -> Node<Phrase> {
        let not = name.starts_with('!');
        let name = name.trim_start_matches('!');
        let says = Says::new(name, format!("don’t {name}"));
        Node::Ask { what: Phrase { says, organisations: None }, not }
    }

    fn of(how: How, of: Vec<Node<Phrase>>) -> Group<Phrase> {
        Group { how, of }
    }

    fn all(nodes: Vec<Node<Phrase>>) -> String {
        sentence(&of(How::All, nodes))
    }

    fn asks(names: &[&str]) -> Vec<Node<Phrase>> {
        names.iter().map(|name| ask(name)).collect()
    }

    fn inside(how: How, names: &[&str]) -> Node<Phrase> {
        Node::Group(of(how, asks(names)))
    }

    #[test]
    fn a_segment_reads_as_one_sentence() {
        assert_eq!(all(Vec::new()), "Everybody in the register");
        assert_eq!(all(asks(&["a"])), "People who a");
        assert_eq!(all(asks(&["!a"])), "People who don’t a");
        assert_eq!(all(asks(&["a", "!d", "b", "c", "!e"])), "People who a, b and c, but don’t d and don’t e");
        assert_eq!(all(asks(&["!a", "!b"])), "People who don’t a and don’t b");
        assert_eq!(sentence(&of(How::Any, asks(&["a", "!b", "c"]))), "People who either a, don’t b or c");
        assert_eq!(sentence(&of(How::None, asks(&["a", "!b"]))), "People who b, but don’t a");
    }

    #[test]
    fn groups_in_groups_cannot_be_read_in_two_ways() {
        assert_eq!(all(vec![inside(How::Any, &["b", "c"]), ask("a")]), "People who a and either b or c");
        let mut three = asks(&["a", "d"]);
        three.push(inside(How::Any, &["b", "c"]));
        assert_eq!(all(three), "People who a, d, and either b or c");
        let two = vec![inside(How::Any, &["a", "b"]), inside(How::Any, &["c", "d"]), ask("!e")];
        assert_eq!(all(two), "People who (either a or b) and (either c or d), but don’t e");
        let nested = of(How::Any, vec![ask("a"), inside(How::All, &["b", "!c"])]);
        assert_eq!(sentence(&nested), "People who either a or (b, but don’t c)");
        // None of “both a and b” is: not a, or not b.
        let not_both = of(How::None, vec![inside(How::All, &["a", "b"])]);
        assert_eq!(sentence(&not_both), "People who either don’t a or don’t b");
        let flat = of(How::All, vec![ask("a"), inside(How::None, &["b", "c"]), inside(How::All, &["d", "!e"])]);
        assert_eq!(sentence(&flat), "People who a and d, but don’t b, don’t c and don’t e");
        let deep = of(How::All, vec![ask("a"), Node::Group(of(How::None, vec![inside(How::None, &["b", "c"])]))]);
        assert_eq!(sentence(&deep), "People who a and either b or c");
    }

    #[test]
    fn who_it_is_about_comes_first() {
        let kind = |organisations| Node::Ask {
            what: Phrase { says: Says::new("are so", "are not so"), organisations: Some(organisations) },
            not: false,
        };
        assert_eq!(all(vec![ask("a"), kind(true)]), "Organisations that a");
        assert_eq!(all(vec![kind(false), ask("a")]), "People, not organisations, who a");
        assert_eq!(all(vec![kind(true)]), "All organisations");
        assert_eq!(sentence(&of(How::Any, vec![kind(true), ask("a")])), "People who either are so or a");
    }
}
