//! What is odd about a text: references that lead nowhere, terms that are used and not defined, or defined and not used.

use std::collections::BTreeSet;

use super::super::body::{Body, Clause};
use super::super::inline::{self, Part};

/// A reference to a clause that is not in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Dangling {
    /// The clause that refers.
    pub clause: i64,
    /// What it refers to.
    pub to: i64,
}

/// The clauses that a text refers to.
pub fn references(text: &str) -> impl Iterator<Item = i64> {
    let found = if text.contains("{#") { inline::pieces(text) } else { Vec::new() };
    found.into_iter().filter_map(|piece| match piece.part {
        Part::Reference(id) => Some(id),
        _ => None,
    })
}

/// References to what is not there, in the order of the text.
pub fn dangling(body: &Body) -> Vec<Dangling> {
    let known: BTreeSet<i64> = body.clauses.iter().map(|c| c.id).collect();
    let of = |c: &Clause| {
        let clause = c.id;
        references(&c.text).map(move |to| Dangling { clause, to }).collect::<Vec<_>>()
    };
    body.clauses.iter().flat_map(of).filter(|d| !known.contains(&d.to)).collect()
}

/// What is odd about the terms of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// Each defined term with the clause that defines it.
    pub defined: Vec<(String, i64)>,
    /// Defined and nowhere used.
    pub unused: Vec<(String, i64)>,
    /// Defined more than once, with the clause that does so again.
    pub twice: Vec<(String, i64)>,
    /// In quotation marks as a term is (five words at most), with no definition; with the clause where it stands first.
    pub undefined: Vec<(String, i64)>,
}

/// Terms that are used but not defined, or defined but not used. A term is defined where it stands in double asterisks within
/// quotation marks; capitals at the beginning of a word count as others do.
pub fn terms(body: &Body) -> Terms {
    let mut terms = Terms::default();
    let mut quoted: Vec<(String, i64)> = Vec::new();
    for clause in &body.clauses {
        for words in in_quotation_marks(&clause.text) {
            match words.strip_prefix("**").and_then(|w| w.strip_suffix("**")) {
                Some(term) if terms.defined.iter().any(|(known, _)| same_term(known, term)) => {
                    terms.twice.push((term.to_owned(), clause.id));
                }
                Some(term) => terms.defined.push((term.to_owned(), clause.id)),
                None => quoted.push((words, clause.id)),
            }
        }
    }
    let used = |term: &str| {
        body.clauses.iter().any(|c| {
            let text = c.text.to_lowercase();
            let term = term.to_lowercase();
            let defines = [format!("\"**{term}**\""), format!("“**{term}**”")];
            let rest = defines.iter().fold(text, |rest, d| rest.replace(d, ""));
            holds_words(&rest, &term)
        })
    };
    terms.unused = terms.defined.iter().filter(|(term, _)| !used(term)).cloned().collect();
    for (words, clause) in quoted {
        let few = words.split_whitespace().count() <= 5 && !words.contains(['.', '!', '?', ',', ';', ':', '*', '[']);
        let known = terms.defined.iter().any(|(term, _)| same_term(term, &words))
            || terms.undefined.iter().any(|(term, _)| same_term(term, &words));
        if few && !known {
            terms.undefined.push((words, clause));
        }
    }
    terms
}

fn same_term(a: &str, b: &str) -> bool {
    a.to_lowercase() == b.to_lowercase()
}

/// Whether the words stand in the text, and not within longer ones (a plural is the same word).
fn holds_words(text: &str, words: &str) -> bool {
    text.match_indices(words).any(|(at, found)| {
        let before = text.get(..at).and_then(|t| t.chars().next_back());
        let behind = text.get(at + found.len()..).unwrap_or_default();
        let behind = behind.strip_prefix("es").or_else(|| behind.strip_prefix('s')).unwrap_or(behind);
        !before.is_some_and(char::is_alphanumeric) && !behind.starts_with(char::is_alphanumeric)
    })
}

/// What stands in double quotation marks, straight or curly.
fn in_quotation_marks(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(['"', '“']) {
        let open = rest.get(start..).and_then(|r| r.chars().next()).unwrap_or('"');
        let behind = rest.get(start + open.len_utf8()..).unwrap_or_default();
        let close = if open == '"' { '"' } else { '”' };
        let Some(end) = behind.find(close) else { break };
        found.push(behind.get(..end).unwrap_or_default().to_owned());
        rest = behind.get(end + close.len_utf8()..).unwrap_or_default();
    }
    found.retain(|words| !words.trim().is_empty());
    found
}
