//! What stands on a paper, as a teller keys it: one line for a paper, by keyboard alone.
//!
//! `3 1 2` are places on the ballot paper, in the order of preference where the rules have one; in place of a number the beginning
//! of a name does that only one has. `/` and a reason is a paper that does not count.

use crate::elections::count::Rules;
use crate::kit::fold::fold;
use crate::kit::{Problem, Result};
use crate::t;

/// The usual reasons why a paper does not count, by the figure that is keyed (Local Elections (Principal Areas) Rules 2006 r. 47,
/// which most parties' rules follow).
pub const SPOILT: [fn() -> &'static str; 4] = [
    || t!("Unmarked, or unclear whom it is for"),
    || t!("More marks than the rules allow"),
    || t!("Shows who voted"),
    || t!("Not one of the papers that were issued"),
];

/// What a paper says.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Marks {
    /// Places on the ballot paper, from one; in the order of preference, or from the lowest.
    Places(Vec<usize>),
    /// It does not count, for this reason.
    Spoilt(String),
}

/// The usual reasons in a line: "/1 unmarked …, /2 more marks …".
fn reasons() -> String {
    let each: Vec<String> = SPOILT.iter().zip(1..).map(|(says, n)| format!("/{n} {}", says())).collect();
    t!("Key {reasons}; or / and the reason in words", reasons = each.join(" · "))
}

impl Marks {
    /// As a teller keys it.
    pub fn says(&self) -> String {
        match self {
            Self::Places(places) => places.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "),
            Self::Spoilt(reason) => t!("/ {reason}", reason = reason),
        }
    }
}

/// What can be marked on a paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choices {
    pub rules: Rules,
    pub seats: usize,
    /// Names in the order of the paper.
    pub names: Vec<String>,
    /// The places that stand in this round, from one.
    pub standing: Vec<usize>,
}

impl Choices {
    fn place(&self, word: &str) -> Result<usize> {
        let refused = |place: usize| {
            let name = self.names.get(place - 1).map_or("", String::as_str);
            Problem::input(t!("{name} does not stand in this round", name = name))
        };
        if let Ok(place) = word.parse::<usize>() {
            if place == 0 || place > self.names.len() {
                return Err(Problem::input(t!(
                    "{place} is no place on this paper; the last is {last}",
                    place = place,
                    last = self.names.len()
                )));
            }
            return if self.standing.contains(&place) { Ok(place) } else { Err(refused(place)) };
        }
        let wanted = fold(word);
        let fits =
            |name: &String| !wanted.is_empty() && fold(name).split_whitespace().any(|part| part.starts_with(&wanted));
        let found: Vec<usize> =
            self.standing.iter().copied().filter(|place| self.names.get(place - 1).is_some_and(fits)).collect();
        match found.as_slice() {
            [one] => Ok(*one),
            [] => Err(Problem::input(t!("“{word}” begins no name on this paper", word = word))),
            several => {
                let names: Vec<&str> =
                    several.iter().filter_map(|place| self.names.get(place - 1)).map(String::as_str).collect();
                Err(Problem::input(t!("“{word}” could be {names}", word = word, names = names.join(", "))))
            }
        }
    }
}

/// Reads a line.
///
/// # Errors
/// What is wrong with it, and what to key instead.
pub fn read_marks(text: &str, choices: &Choices) -> Result<Marks> {
    let text = text.trim();
    if let Some(reason) = text.strip_prefix('/') {
        let reason = reason.trim();
        let usual = if reason.is_empty() { Some(1) } else { reason.parse::<usize>().ok() };
        return match usual {
            None => Ok(Marks::Spoilt(reason.to_owned())),
            Some(number) => number
                .checked_sub(1)
                .and_then(|at| SPOILT.get(at))
                .map(|says| Marks::Spoilt(says().to_owned()))
                .ok_or_else(|| {
                    Problem::input(t!("There is no reason /{n} why a paper does not count", n = number)).hint(reasons())
                }),
        };
    }
    let mut places = Vec::new();
    for word in text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '>')).filter(|word| !word.is_empty())
    {
        let place = choices.place(word)?;
        if places.contains(&place) {
            let name = choices.names.get(place - 1).map_or("", String::as_str);
            return Err(Problem::input(t!("{place} is there twice", place = place)).hint(t!(
                "Key each candidate once, first choice first; {place} is {name}. Key /1 for a paper that is unclear",
                place = place,
                name = name
            )));
        }
        places.push(place);
    }
    if places.is_empty() {
        return Err(Problem::input(t!("Nothing is marked"))
            .hint(t!("Key the places that are marked, or / for a paper that does not count")));
    }
    if let Some(most) = choices.rules.most_marks(choices.seats).filter(|most| places.len() > *most) {
        return Err(Problem::input(t!("{marks} are marked, and {most} may be", marks = places.len(), most = most))
            .hint(t!("Such a paper does not count: key /2")));
    }
    if !choices.rules.ranks() {
        places.sort_unstable();
    }
    Ok(Marks::Places(places))
}
