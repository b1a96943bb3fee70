//! Finding whose name stands on a line, by pairs of words: first and last, first and second, last and an initial. Banks cut
//! names short, put them in capitals and in any order, and write them into the purpose.

use std::collections::HashMap;

use xxhash_rust::xxh3::xxh3_64;

use crate::kit::fold::fold;

/// How well a name fits; the greater the better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    Like,
    /// All words of the line's name are words of this one, which has more.
    Within,
    Same,
}

/// A name that more than so many bear tells nobody apart.
const COMMON: usize = 8;
/// Words of a line that are looked at; purposes can be long.
const WORDS: usize = 12;

const TITLES: &[&str] = &["mr", "mrs", "ms", "miss", "mx", "dr", "prof", "sir", "herr", "frau", "m", "mme", "mlle"];

/// Names by the pairs of their words.
#[derive(Debug, Default)]
pub(super) struct Names {
    folded: Vec<String>,
    pairs: HashMap<u64, Vec<u32>>,
    initials: HashMap<u64, Vec<u32>>,
}

fn pair(a: &str, b: &str) -> u64 {
    let (a, b) = if a <= b { (a, b) } else { (b, a) };
    xxh3_64(a.as_bytes()).rotate_left(1) ^ xxh3_64(b.as_bytes())
}

fn initial(last: &str, first: char) -> u64 {
    xxh3_64(last.as_bytes()).wrapping_mul(31).wrapping_add(u64::from(u32::from(first)))
}

fn words(folded: &str) -> Vec<&str> {
    folded.split(' ').filter(|w| !w.is_empty() && !TITLES.contains(w)).take(WORDS).collect()
}

impl Names {
    /// Takes a name in; its number is its place.
    pub fn add(&mut self, name: &str) {
        let at = u32::try_from(self.folded.len()).unwrap_or(u32::MAX);
        let folded = fold(name);
        let of = words(&folded);
        match of.as_slice() {
            [] => {}
            [one] if one.chars().count() < 5 => {}
            [one] => self.pairs.entry(pair(one, one)).or_default().push(at),
            [first, .., last] => {
                self.pairs.entry(pair(first, last)).or_default().push(at);
                if let [first, second, _, ..] = of.as_slice() {
                    self.pairs.entry(pair(first, second)).or_default().push(at);
                }
                if let Some(letter) = first.chars().next() {
                    self.initials.entry(initial(last, letter)).or_default().push(at);
                }
            }
        }
        self.folded.push(folded);
    }

    /// Whose name stands in a name or a purpose, both folded, each with how well: the same or alike.
    pub fn find(&self, name: &str, purpose: &str) -> Vec<(u32, Fit)> {
        let mut found: Vec<(u32, Fit)> = Vec::new();
        for (text, is_name) in [(name, true), (purpose, false)] {
            let of = words(text);
            for (at, one) in of.iter().enumerate() {
                // One word is a name where a name stands; in a purpose it is a word.
                if is_name && one.chars().count() >= 5 {
                    self.look(pair(one, one), &of, is_name, &mut found);
                }
                for other in of.iter().skip(at + 1) {
                    self.look(pair(one, other), &of, is_name, &mut found);
                }
            }
            self.by_initial(&of, is_name, &mut found);
        }
        found.sort_unstable_by(|a, b| (a.0, b.1).cmp(&(b.0, a.1)));
        found.dedup_by_key(|(at, _)| *at);
        // Where somebody has just this name, whoever has a longer one is less likely meant.
        let instead = if found.iter().any(|(_, fit)| *fit == Fit::Same) { Fit::Like } else { Fit::Same };
        found.iter_mut().filter(|(_, fit)| *fit == Fit::Within).for_each(|(_, fit)| *fit = instead);
        found
    }

    fn look(&self, key: u64, line: &[&str], is_name: bool, found: &mut Vec<(u32, Fit)>) {
        let Some(all) = self.pairs.get(&key).filter(|all| all.len() <= COMMON) else { return };
        for at in all {
            let Some(folded) = usize::try_from(*at).ok().and_then(|at| self.folded.get(at)) else { continue };
            let of = words(folded);
            let whole = of.iter().all(|word| line.contains(word));
            let part = is_name && line.len() > 1 && line.iter().all(|word| of.contains(word));
            let fit = match (whole, part) {
                (true, _) => Fit::Same,
                (_, true) => Fit::Within,
                _ => Fit::Like,
            };
            found.push((*at, fit));
        }
    }

    /// A surname with an initial. Where a purpose is written, the initial must stand beside it: single letters are common there.
    fn by_initial(&self, line: &[&str], is_name: bool, found: &mut Vec<(u32, Fit)>) {
        let letter_of = |word: &str| word.chars().next().filter(|_| word.chars().count() == 1);
        for (at, last) in line.iter().enumerate().filter(|(_, w)| w.chars().count() > 2) {
            for (other, letter) in line.iter().enumerate().filter_map(|(o, w)| Some((o, letter_of(w)?))) {
                if !is_name && at.abs_diff(other) != 1 {
                    continue;
                }
                let all = self.initials.get(&initial(last, letter)).filter(|all| all.len() <= COMMON);
                found.extend(all.into_iter().flatten().map(|at| (*at, Fit::Like)));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Names {
        let mut names = Names::default();
        for name in ["Zoë Ali", "Ann Marie Lee", "Riverside Print Ltd", "Zoë Ali-Khan", "Anonymous", "O’Brien"] {
            names.add(name);
        }
        names
    }

    #[test]
    fn a_name_is_found_as_banks_write_it() {
        let names = names();
        let find = |name: &str, purpose: &str| names.find(&fold(name), &fold(purpose));
        assert_eq!(find("ALI ZOE", ""), [(0, Fit::Same), (3, Fit::Like)], "another has a longer name");
        assert_eq!(find("MRS Z ALI", ""), [(0, Fit::Like)]);
        assert_eq!(find("Ann Lee", ""), [(1, Fit::Same)], "only she can be meant");
        assert_eq!(find("", "FASTER PAYMENT ALI Z"), [(0, Fit::Like)], "a column of words has no name of its own");
        assert_eq!(find("", "z for the ali fund"), [], "a letter elsewhere is no initial");
        assert_eq!(find("RIVERSIDE PRINT LT", "INV 2231"), [(2, Fit::Like)], "cut short");
        assert_eq!(find("", "dues ann marie lee 2026"), [(1, Fit::Same)]);
        assert_eq!(find("ZOE KHAN ALI", ""), [(0, Fit::Same), (3, Fit::Same)]);
        assert_eq!(find("Ann Other", "from lee"), [], "words of two texts are no name");
        assert_eq!(find("OBRIEN", ""), [(5, Fit::Same)]);
        assert_eq!(find("", ""), []);
    }
}
