//! The labels of clauses, worked out from their place; numbers for what is inserted between two that stand; what a reference
//! is shown as; terms and where they are defined.
//!
//! What is inserted is numbered as Acts of Parliament are (Office of the Parliamentary Counsel, Drafting guidance, 6.4): before 1
//! A1, between 1 and 2 1A, between 1A and 1B 1AA. Between 1 and 1A it is 1ZA, and before A1 ZA1: these two are from memory
//! and marked so ([`Inserted::sure`]).

use std::collections::{BTreeMap, BTreeSet};

use super::body::{Body, Clause, Kind};
use super::inline::{self, Part};
use crate::t;

/// How the clauses of one level are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// 1, 2, 3
    Number,
    /// a, b, c
    Letter,
    /// i, ii, iii
    Roman,
    /// A, B, C
    Capital,
}

impl Style {
    /// Of a clause that lies within so many numbered ones.
    pub fn of(level: usize) -> Self {
        match level {
            0 | 1 => Self::Number,
            2 => Self::Letter,
            3 => Self::Roman,
            _ => Self::Capital,
        }
    }

    /// The count in this style, without brackets.
    pub fn write(self, n: u32) -> String {
        match self {
            Self::Number => n.to_string(),
            Self::Roman => roman(n),
            Self::Letter | Self::Capital => {
                let base = if self == Self::Letter { b'a' } else { b'A' };
                // After z comes z1, as in Acts.
                match u8::try_from(n.saturating_sub(1)) {
                    Ok(at) if at < 26 => char::from(base + at).to_string(),
                    _ => format!("{}{}", char::from(base + 25), n - 26),
                }
            }
        }
    }

    /// The count that a label is in this style; none where something stands before or behind it.
    pub fn count(self, label: &str) -> Option<u32> {
        self.read(label).filter(|o| o.before.is_empty() && o.after.is_empty()).map(|o| o.count)
    }

    /// A label (without brackets) in what stands before the count, the count, and what follows it.
    fn read(self, label: &str) -> Option<Ordinal> {
        let digits = |text: &str| text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
        match self {
            Self::Number => {
                let start = label.find(|c: char| c.is_ascii_digit())?;
                let (before, rest) = label.split_at_checked(start)?;
                let (count, after) = rest.split_at_checked(digits(rest))?;
                let ok = before.chars().all(char::is_alphabetic) && after.chars().all(char::is_alphanumeric);
                ok.then_some(())?;
                Some(Ordinal { before: before.to_owned(), count: count.parse().ok()?, after: after.to_owned() })
            }
            Self::Roman => {
                // The longest beginning that is a Roman numeral as one is written.
                let ends = label.char_indices().map(|(at, c)| at + c.len_utf8());
                let mut found = ends.filter_map(|end| {
                    let head = label.get(..end)?;
                    Some((from_roman(head)?, label.get(end..)?))
                });
                let (count, after) = found.next_back()?;
                Some(Ordinal { before: String::new(), count, after: after.to_owned() })
            }
            Self::Letter | Self::Capital => {
                let first = label.chars().next().filter(char::is_ascii_alphabetic)?;
                let rest = label.get(1..)?;
                let (more, after) = rest.split_at_checked(digits(rest))?;
                let more: u32 = if more.is_empty() { 0 } else { more.parse().ok()? };
                let count = u32::from(first.to_ascii_lowercase()) - u32::from('a') + 1 + more;
                Some(Ordinal { before: String::new(), count, after: after.to_owned() })
            }
        }
    }
}

/// A label taken apart: `ZA1B` is `ZA`, 1, `B`.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Ordinal {
    before: String,
    count: u32,
    after: String,
}

fn roman(mut n: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut out = String::new();
    for (value, sign) in SIGNS {
        while n >= value {
            out.push_str(sign);
            n -= value;
        }
    }
    out
}

fn from_roman(text: &str) -> Option<u32> {
    let value = |c: char| {
        Some(match c {
            'i' => 1,
            'v' => 5,
            'x' => 10,
            'l' => 50,
            'c' => 100,
            'd' => 500,
            'm' => 1000,
            _ => return None,
        })
    };
    let values: Vec<u32> = text.chars().map(value).collect::<Option<_>>()?;
    let mut sum = 0_u32;
    for (at, value) in values.iter().enumerate() {
        match values.get(at + 1) {
            Some(next) if next > value => sum = sum.checked_add(next - value)?.checked_sub(*next)?,
            _ => sum = sum.checked_add(*value)?,
        }
    }
    // Only as it is written: iiii and ic are none.
    (sum > 0 && roman(sum) == text).then_some(sum)
}

/// The number of something that is inserted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inserted {
    pub label: String,
    /// False where the rule is from memory and should be checked before it is relied on.
    pub sure: bool,
}

/// The number for what is inserted between two labels of one level (without brackets); none stands at an end. At the end
/// the series goes on.
pub fn inserted(style: Style, before: Option<&str>, after: Option<&str>) -> Option<Inserted> {
    let sure = |label: String| Some(Inserted { label, sure: true });
    let unsure = |label: String| Some(Inserted { label, sure: false });
    let upper = matches!(style, Style::Number | Style::Capital);
    let letter = if upper { 'A' } else { 'a' };
    let zed = if upper { 'Z' } else { 'z' };
    match (before, after) {
        (None, None) => sure(style.write(1)),
        (Some(before), None) => sure(style.write(style.read(before)?.count + 1)),
        (None, Some(after)) if style == Style::Number && style.read(after)?.before.is_empty() => {
            sure(format!("{letter}{after}"))
        }
        // Of letters and numerals, and before A1.
        (None, Some(after)) => unsure(format!("{zed}{}{after}", if style == Style::Roman { "a" } else { "" })),
        (Some(before), Some(after)) => {
            let (b, a) = (style.read(before)?, style.read(after)?);
            let rest = |whole: &str, head: &str| whole.strip_prefix(head).map(str::to_owned);
            if b.count != a.count {
                return Some(match b.after.chars().last() {
                    None => Inserted { label: format!("{before}{letter}"), sure: true },
                    Some(_) => next_letter(before),
                });
            }
            if b.before != a.before {
                // A1 | 1 is B1; A1 | B1 is AA1; A1 | AA1 is AZA1.
                if let Some(rest) = rest(&a.before, &b.before).filter(|_| !b.before.is_empty()) {
                    return unsure(format!("{}{zed}{rest}{}{}", b.before, b.count, b.after));
                }
                let next = next_letter(&b.before);
                let taken = next.label == a.before;
                return match taken {
                    false => Some(Inserted { label: format!("{}{}{}", next.label, b.count, b.after), sure: next.sure }),
                    true => unsure(format!("{}{letter}{}{}", b.before, b.count, b.after)),
                };
            }
            if let Some(rest) = rest(&a.after, &b.after) {
                return unsure(format!("{before}{zed}{rest}"));
            }
            let next = next_letter(before);
            if next.label == after { sure(format!("{before}{letter}")) } else { Some(next) }
        }
    }
}

/// The label with its last letter one on.
fn next_letter(label: &str) -> Inserted {
    let mut head = label.to_owned();
    match head.pop() {
        Some(c) if c.is_ascii_alphabetic() && !c.eq_ignore_ascii_case(&'z') => {
            let next = u8::try_from(c).map_or(c, |c| char::from(c + 1));
            head.push(next);
            Inserted { label: head, sure: true }
        }
        _ => Inserted { label: format!("{label}1"), sure: false },
    }
}

/// What a clause is called.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Label {
    /// Beside the clause: `(a)`; `•` of a point; empty without one.
    pub short: String,
    /// In a reference: `3(1)(a)`; empty where there is none.
    pub full: String,
    /// In an instruction: “clause 3(1)(a)”, “point 2 of clause 3”, “the heading “Housing””.
    pub name: String,
    /// How many numbered clauses it lies within.
    pub level: usize,
}

/// The labels of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Labels {
    all: Vec<Label>,
    places: BTreeMap<i64, usize>,
}

impl Labels {
    /// Of each clause of the text.
    pub fn of(body: &Body) -> Self {
        let mut labels = Self::default();
        let mut open: Vec<Open> = Vec::new();
        let mut first_level = 0_u32;
        let (mut heading, mut loose) = (String::new(), 0_usize);
        for (at, clause) in body.clauses.iter().enumerate() {
            while open.last().is_some_and(|o| o.depth >= clause.depth) {
                open.pop();
            }
            let level = open.iter().filter(|o| o.numbered).count();
            let label = match clause.kind {
                Kind::Numbered => {
                    let parent = open.iter().rev().find(|o| o.numbered).map(|o| o.label.full.clone());
                    // The clauses of the first level are counted through the whole text; those below within theirs.
                    let count = match open.iter_mut().rev().find(|o| o.numbered) {
                        Some(parent) => &mut parent.count,
                        None => &mut first_level,
                    };
                    let (short, next) = numbered(clause, level, *count);
                    *count = next;
                    let full = format!("{}{short}", parent.unwrap_or_default());
                    let name = t!("clause {label}", label = full);
                    Label { short, full, name, level }
                }
                Kind::Heading => {
                    heading = quoted(&inline::plain(&clause.text, |id| id.to_string()));
                    loose = 0;
                    let name = t!("the heading “{words}”", words = heading);
                    Label { short: clause.fixed.clone().unwrap_or_default(), full: heading.clone(), name, level }
                }
                Kind::Item | Kind::Paragraph => {
                    let counts = if clause.kind == Kind::Item { 0 } else { 1 };
                    let parent = open.iter_mut().rev().find(|o| o.numbered);
                    let (n, within) = match parent {
                        Some(parent) => {
                            let n = parent.others.get_mut(counts).map_or(0, |n| {
                                *n += 1;
                                *n
                            });
                            (n, Some(parent.label.full.clone()))
                        }
                        None => {
                            loose += 1;
                            (loose, None)
                        }
                    };
                    loosely(clause.kind, n, within, &heading, level)
                }
            };
            open.push(Open {
                depth: clause.depth,
                numbered: clause.kind == Kind::Numbered,
                label: label.clone(),
                count: 0,
                others: [0, 0],
            });
            labels.places.insert(clause.id, at);
            labels.all.push(label);
        }
        labels
    }

    /// Of the clause at a place of the text.
    pub fn at(&self, place: usize) -> Option<&Label> {
        self.all.get(place)
    }

    /// Of a clause.
    pub fn get(&self, clause: i64) -> Option<&Label> {
        self.all.get(*self.places.get(&clause)?)
    }

    /// What a reference to a clause is shown as: its label, or `?` where it is not in the text.
    pub fn shown(&self, clause: i64) -> String {
        self.get(clause)
            .map_or_else(|| "?".to_owned(), |l| if l.full.is_empty() { l.name.clone() } else { l.full.clone() })
    }

    /// The text of a clause as it is read, with its references as labels.
    pub fn plain(&self, text: &str) -> String {
        inline::plain(text, |id| self.shown(id))
    }
}

struct Open {
    depth: u8,
    numbered: bool,
    label: Label,
    count: u32,
    others: [usize; 2],
}

/// The label of a numbered clause, and the count it leaves behind. What has a label of its own is not counted, unless the
/// label is a count itself: then counting goes on from it.
fn numbered(clause: &Clause, level: usize, count: u32) -> (String, u32) {
    let style = Style::of(level);
    let brackets = |label: &str| match level {
        0 => label.to_owned(),
        _ if label.starts_with('(') => label.to_owned(),
        _ => format!("({label})"),
    };
    match &clause.fixed {
        Some(fixed) => {
            let bare = fixed.trim_start_matches('(').trim_end_matches(')');
            let next = style.count(bare).unwrap_or(count);
            (brackets(fixed), next)
        }
        None => (brackets(&style.write(count + 1)), count + 1),
    }
}

fn loosely(kind: Kind, n: usize, within: Option<String>, heading: &str, level: usize) -> Label {
    let name = match (kind, within) {
        (Kind::Item, Some(clause)) => t!("point {n} of clause {clause}", n = n, clause = clause),
        (_, Some(clause)) => t!("paragraph {n} of clause {clause}", n = n, clause = clause),
        (Kind::Item, None) if heading.is_empty() => t!("point {n}", n = n),
        (_, None) if heading.is_empty() => t!("paragraph {n}", n = n),
        (Kind::Item, None) => t!("point {n} under “{heading}”", n = n, heading = heading),
        (_, None) => t!("paragraph {n} under “{heading}”", n = n, heading = heading),
    };
    let short = if kind == Kind::Item { "•".to_owned() } else { String::new() };
    Label { short, full: String::new(), name, level }
}

/// The beginning of a heading, for a name.
fn quoted(words: &str) -> String {
    let one_line = words.replace('\n', " ");
    let few: Vec<&str> = one_line.split_whitespace().take(9).collect();
    if few.len() > 8 { format!("{}…", few.get(..8).unwrap_or_default().join(" ")) } else { few.join(" ") }
}

/// The text with each number as it is now made its own, as when it comes into force: what is inserted later renumbers nothing.
pub fn frozen(body: &Body) -> Body {
    let labels = Labels::of(body);
    let clauses = body.clauses.iter().enumerate().map(|(at, clause)| {
        let mut clause = clause.clone();
        if clause.kind == Kind::Numbered
            && clause.fixed.is_none()
            && let Some(label) = labels.at(at)
        {
            clause.fixed = Some(label.short.trim_start_matches('(').trim_end_matches(')').to_owned());
        }
        clause
    });
    Body { clauses: clauses.collect() }
}

/// The number that something inserted before the clause at `place` has, as in a text whose numbers stand; none where it would
/// not be numbered.
pub fn number_at(body: &Body, place: usize, depth: u8) -> Option<Inserted> {
    let labels = Labels::of(body);
    let same = |at: &usize| body.clauses.get(*at).is_some_and(|c| c.depth == depth && c.kind == Kind::Numbered);
    let outer = |at: &usize| body.clauses.get(*at).is_some_and(|c| c.depth < depth && c.kind == Kind::Numbered);
    let bare = |at: usize| labels.at(at).map(|l| l.short.trim_start_matches('(').trim_end_matches(')').to_owned());
    let before = (0..place).rev().take_while(|at| !outer(at)).find(same).and_then(bare);
    let after = (place..body.clauses.len()).take_while(|at| !outer(at)).find(same).and_then(bare);
    let level = labels_level(body, place, depth);
    inserted(Style::of(level), before.as_deref(), after.as_deref())
}

/// How many numbered clauses something of `depth` at `place` lies within.
fn labels_level(body: &Body, place: usize, depth: u8) -> usize {
    let (mut level, mut depth) = (0, depth);
    for clause in body.clauses.get(..place).unwrap_or_default().iter().rev() {
        if clause.depth < depth {
            depth = clause.depth;
            level += usize::from(clause.kind == Kind::Numbered);
        }
    }
    level
}

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

#[cfg(test)]
mod tests;
