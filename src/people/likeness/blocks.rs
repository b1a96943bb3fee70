//! Which pairs of a register are compared at all: those that share a key, not all pairs.
//!
//! Each record has a handful of keys: what it is known by (e-mail, phone, number, whole name, birth date) and coarse pictures
//! of the rest that survive a slip of the pen (the sound of both names, postcode and house, beginnings). People who share a
//! key form a block. A block that is too large to compare each with each (a common name, the only postcode of a village) is
//! put in order, and each is compared with those that stand near. A pair is compared once, in its first block.

use xxhash_rust::xxh3::xxh3_64;

use super::common::Common;
use super::names::full_forms;
use super::score::{Likeness, compare_among};
use super::traits::Traits;

/// Up to this size each is compared with each.
const WHOLE: usize = 40;
/// The same for what only duplicates should share, so that no strict match is lost.
const WHOLE_STRONG: usize = 400;
/// In a larger block each is compared with so many that follow.
const NEAR_BY: usize = 12;

/// Two records that may be one: their places in the slice, the earlier first.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    pub a: usize,
    pub b: usize,
    pub likeness: Likeness,
}

/// What was found in a register, and how much was compared for it.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// The surest first.
    pub found: Vec<Found>,
    /// How many pairs were compared.
    pub compared: u64,
}

/// All pairs that score at least `least`, without comparing all pairs. `heed` is asked now and then, and ends the search
/// with `None` when it answers `false`.
pub fn search(people: &[Traits], least: f64, mut heed: impl FnMut() -> bool) -> Option<Search> {
    let common = Common::of(people);
    let index = Index::of(people, &common);
    let mut out = Search::default();
    let mut members: Vec<u32> = Vec::new();
    let mut seen_in_large: std::collections::HashSet<(u32, u32)> = std::collections::HashSet::new();
    for (key, block) in index.blocks() {
        if block.len() < 2 {
            continue;
        }
        if !heed() {
            return None;
        }
        members.clear();
        members.extend(block.iter().map(|(_, person)| *person));
        let large = is_large(key, members.len());
        if large {
            let order =
                |at: &u32| people.get(*at as usize).map(|t| (t.whole.as_str(), t.emails.first(), t.phones.first()));
            members.sort_by(|a, b| order(a).cmp(&order(b)).then(a.cmp(b)));
        }
        let reach = if large { NEAR_BY } else { members.len() };
        for (at, one) in members.iter().enumerate() {
            for other in members.iter().skip(at + 1).take(reach) {
                let (a, b) = (*one.min(other), *one.max(other));
                if index.met_before(a, b, key) || (large && !seen_in_large.insert((a, b))) {
                    continue;
                }
                let (Some(one), Some(other)) = (people.get(a as usize), people.get(b as usize)) else { continue };
                out.compared += 1;
                let likeness = compare_among(one, other, &common);
                if likeness.score >= least {
                    out.found.push(Found { a: a as usize, b: b as usize, likeness });
                }
            }
        }
    }
    // A pair that stood near in a large block may meet again in a small one.
    out.found.sort_by_key(|found| (found.a, found.b));
    out.found.dedup_by(|x, y| (x.a, x.b) == (y.a, y.b));
    out.found.sort_by(|x, y| y.likeness.score.total_cmp(&x.likeness.score).then((x.a, x.b).cmp(&(y.a, y.b))));
    Some(out)
}

fn is_large(key: u64, members: usize) -> bool {
    members > if key & STRONG != 0 { WHOLE_STRONG } else { WHOLE }
}

/// The lowest bit of a key says that only duplicates should share it.
const STRONG: u64 = 1;

struct Index {
    /// Key and person, in order.
    entries: Vec<(u64, u32)>,
    /// The keys of each person in order, those of large blocks left out; and where each person's begin.
    keys: Vec<u64>,
    begins: Vec<usize>,
}

impl Index {
    fn of(people: &[Traits], common: &Common<'_>) -> Self {
        let mut entries: Vec<(u64, u32)> = Vec::with_capacity(people.len() * 12);
        let mut own = Vec::new();
        for (at, traits) in (0_u32..).zip(people) {
            own.clear();
            keys(traits, common, &mut own);
            own.sort_unstable();
            own.dedup();
            entries.extend(own.iter().map(|key| (*key, at)));
        }
        entries.sort_unstable();
        let mut index = Self { entries, keys: Vec::new(), begins: Vec::new() };
        let mut by_person: Vec<(u32, u64)> = Vec::with_capacity(index.entries.len());
        for (key, block) in index.blocks() {
            if block.len() > 1 && !is_large(key, block.len()) {
                by_person.extend(block.iter().map(|(_, person)| (*person, key)));
            }
        }
        by_person.sort_unstable();
        let mut begins = vec![0; people.len() + 1];
        for (person, _) in &by_person {
            if let Some(count) = begins.get_mut(*person as usize + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for count in &mut begins {
            sum += *count;
            *count = sum;
        }
        index.keys = by_person.into_iter().map(|(_, key)| key).collect();
        index.begins = begins;
        index
    }

    fn blocks(&self) -> impl Iterator<Item = (u64, &[(u64, u32)])> {
        self.entries.chunk_by(|a, b| a.0 == b.0).filter_map(|block| block.first().map(|(key, _)| (*key, block)))
    }

    fn keys_of(&self, person: u32) -> &[u64] {
        let at = person as usize;
        let (from, to) = (self.begins.get(at).copied().unwrap_or(0), self.begins.get(at + 1).copied().unwrap_or(0));
        self.keys.get(from..to).unwrap_or_default()
    }

    /// Whether two share a key before this one, so that they were compared there.
    fn met_before(&self, a: u32, b: u32, key: u64) -> bool {
        let (mut one, mut other) = (self.keys_of(a), self.keys_of(b));
        while let ([x, rest_x @ ..], [y, rest_y @ ..]) = (one, other) {
            if *x >= key || *y >= key {
                return false;
            }
            match x.cmp(y) {
                std::cmp::Ordering::Equal => return true,
                std::cmp::Ordering::Less => one = rest_x,
                std::cmp::Ordering::Greater => other = rest_y,
            }
        }
        false
    }
}

/// The keys of one record.
fn keys(traits: &Traits, common: &Common<'_>, out: &mut Vec<u64>) {
    let mut add = |strong: bool, sort: &str, parts: &[&str]| {
        if parts.iter().any(|p| p.is_empty()) {
            return;
        }
        let hash = xxh3_64(format!("{sort}\u{1f}{}", parts.join("\u{1f}")).as_bytes());
        out.push(if strong { hash | STRONG } else { hash & !STRONG });
    };
    add(true, "number", &[&traits.number]);
    let words: Vec<&str> = traits.name_words().collect();
    let mut sorted = words.clone();
    sorted.sort_unstable();
    add(true, "name", &[&sorted.join(" ")]);
    add(true, "name", &[&traits.legal]);
    for email in &traits.emails {
        add(true, "email", &[email]);
        if let Some((local, _)) = email.split_once('@').filter(|(local, _)| local.len() >= 5) {
            add(false, "local", &[local]);
            add(false, "local sound", &[&local.chars().filter(|c| c.is_alphabetic()).take(8).collect::<String>()]);
        }
    }
    for phone in &traits.phones {
        add(true, "phone", &[phone]);
    }
    let sounds: Vec<String> = words.iter().map(|w| sound(w)).collect();
    let mut ends: Vec<&str> = [sounds.first(), sounds.last()].into_iter().flatten().map(String::as_str).collect();
    ends.sort_unstable();
    if words.len() > 1 {
        add(false, "sounds", &[&ends.join(" ")]);
        if let (Some(given), Some(family)) = (traits.given.first(), sounds.last()) {
            for full in full_forms(given) {
                add(false, "sounds", &[&in_order(&sound(full), family)]);
            }
        }
        for (at, word) in words.iter().enumerate() {
            for other in words.iter().skip(at + 1) {
                add(false, "beginnings", &[&in_order(&beginning(word, 4), &beginning(other, 1))]);
                add(false, "beginnings", &[&in_order(&beginning(word, 1), &beginning(other, 4))]);
            }
        }
    }
    if let Some(born) = traits.born {
        let (year, month, day) = (born.year.to_string(), born.month.to_string(), born.day.to_string());
        let [low, high] = if born.month <= born.day { [&month, &day] } else { [&day, &month] };
        add(false, "born", &[&year, low, high]);
        for word in &words {
            let initial = beginning(word, 1);
            add(false, "month and initial", &[&year, &month, &initial]);
            add(false, "day and initial", &[&month, &day, &initial]);
        }
    }
    for place in &traits.places {
        add(false, "house", &[&place.postcode, &place.house]);
        add(false, "street", &[&beginning(&place.street, 5), &place.house]);
        for sound in &sounds {
            add(false, "postcode and name", &[&place.postcode, sound]);
            if !common.is_common_town(&place.locality) {
                add(false, "town and name", &[&beginning(&place.locality, 5), sound]);
            }
        }
    }
}

fn in_order(one: &str, other: &str) -> String {
    if one <= other { format!("{one} {other}") } else { format!("{other} {one}") }
}

fn beginning(word: &str, letters: usize) -> String {
    word.chars().take(letters).collect()
}

/// How a word sounds, roughly: Soundex for Latin letters (Russell, U.S. patent 1,261,167, 1918), the beginning for others.
fn sound(word: &str) -> String {
    let Some(first) = word.chars().next().filter(char::is_ascii_alphabetic) else { return beginning(word, 2) };
    let code = |c: char| match c {
        'b' | 'f' | 'p' | 'v' => Some('1'),
        'c' | 'g' | 'j' | 'k' | 'q' | 's' | 'x' | 'z' => Some('2'),
        'd' | 't' => Some('3'),
        'l' => Some('4'),
        'm' | 'n' => Some('5'),
        'r' => Some('6'),
        _ => None,
    };
    let mut out = String::from(first);
    let mut last = code(first);
    for c in word.chars().skip(1) {
        let now = code(c);
        if let Some(digit) = now.filter(|_| now != last) {
            out.push(digit);
        }
        // `h` and `w` do not part two letters of one sound.
        if !matches!(c, 'h' | 'w') {
            last = now;
        }
        if out.len() == 4 {
            break;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_sound_alike_share_a_key() {
        for (word, code) in
            [("robert", "r163"), ("rupert", "r163"), ("ashcraft", "a261"), ("tymczak", "t522"), ("lee", "l")]
        {
            assert_eq!(sound(word), code, "{word}");
        }
        assert_eq!(sound("王"), "王");
    }
}
