//! What a person is found by, as words of the search index, and what a search is after.
//!
//! Both sides are folded alike (`kit::fold`), so that `zolk` finds Żółkiewski and `小明` finds 王小明. Phone numbers and
//! postcodes are kept in one piece beside the pieces they were written in, so that spaces are no matter.

use super::model::{Channel, Details};
use crate::kit::day;
use crate::kit::fold::{digits, fold};

/// Longest search that is looked at, in characters; what a person means stands before that.
const LONGEST: usize = 120;
/// Words of a search that are looked at.
const MOST_WORDS: usize = 8;

/// Collects the words of one person. Kept between persons so that its memory is.
#[derive(Debug, Default)]
pub struct Document {
    text: String,
}

impl Document {
    pub fn clear(&mut self) {
        self.text.clear();
    }

    /// The words, separated by single spaces, each once, in the order they came.
    pub fn text(&self) -> &str {
        &self.text
    }

    fn word(&mut self, word: &str) {
        if word.is_empty() || self.text.split(' ').any(|known| known == word) {
            return;
        }
        if !self.text.is_empty() {
            self.text.push(' ');
        }
        self.text.push_str(word);
    }

    /// What is in a person's own row: the name as it shows, its parts, the number.
    pub fn person(&mut self, name: &str, parts: [&str; 4], number: Option<&str>) {
        self.words(name);
        // The words of most parts are in the name already, and need no folding then.
        for part in parts.into_iter().filter(|part| !part.is_empty() && !has_words(name, part)) {
            self.words(part);
        }
        if let Some(number) = number {
            self.code(number);
        }
    }

    /// An e-mail address or a phone number.
    pub fn contact(&mut self, channel: Channel, value: &str) {
        match channel {
            Channel::Email => self.words(value),
            Channel::Phone => self.phone(value),
        }
    }

    fn words(&mut self, text: &str) {
        for word in fold(text).split(' ') {
            self.word(word);
        }
    }

    /// A postcode or a number: its words, and all of it in one piece.
    pub fn code(&mut self, text: &str) {
        let folded = fold(text);
        for word in folded.split(' ') {
            self.word(word);
        }
        if folded.contains(' ') {
            self.word(&folded.replace(' ', ""));
        }
    }

    /// What stands in a field of the office's own: its words. A day is looked for by conditions, not by its figures.
    pub fn own(&mut self, value: &str) {
        if day::from_iso(value).is_err() {
            self.words(value);
        }
    }

    /// A phone number: its groups as written, its digits in one piece, and those without what stands before the national
    /// number (the trunk zero, or a country code of one to three digits).
    fn phone(&mut self, text: &str) {
        for word in fold(text).split(' ') {
            self.word(word);
        }
        for variant in national(text) {
            self.word(&variant);
        }
    }
}

/// The words of a person whose details are at hand: the same that the index reads from the person's rows.
pub fn words_of(details: &Details) -> String {
    let mut document = Document::default();
    let d = details;
    document.person(&d.name, [&d.given, &d.family, &d.legal_name, &d.sort_name], d.number.as_deref());
    d.contacts.iter().for_each(|contact| document.contact(contact.channel, &contact.value));
    d.addresses.iter().for_each(|address| document.code(&address.postcode));
    d.own.iter().for_each(|(_, value)| document.own(value));
    document.text
}

/// Whether the words of a part stand in the name as they are.
fn has_words(name: &str, part: &str) -> bool {
    part.split_whitespace().all(|word| name.split_whitespace().any(|known| known == word))
}

/// The digits of a phone number and of its national part, as far as they can be told apart.
fn national(text: &str) -> Vec<String> {
    let all = digits(text);
    let plus = text.trim_start().starts_with('+');
    let international = match (plus, all.strip_prefix("00")) {
        (true, _) => Some(all.clone()),
        (false, Some(rest)) => Some(rest.to_owned()),
        (false, None) => None,
    };
    let mut variants = vec![all.clone()];
    if let Some(international) = international {
        variants.extend(
            (1..=3).filter_map(|code| international.get(code..)).map(|rest| rest.trim_start_matches('0').to_owned()),
        );
        variants.push(international);
    } else if let Some(rest) = all.strip_prefix('0') {
        variants.push(rest.to_owned());
    }
    variants.retain(|variant| !variant.is_empty());
    variants.dedup();
    variants
}

/// What a search is after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    /// As typed, trimmed.
    pub typed: String,
    /// Folded, words separated by single spaces.
    pub folded: String,
    pub words: Vec<String>,
    /// All words in one piece, where they may be one: `ls1 1aa`, `o brien`.
    pub squashed: Option<String>,
    /// The beginnings of phone numbers it may mean.
    pub phones: Vec<String>,
}

impl Query {
    /// `None` where nothing can be searched for.
    pub fn of(text: &str) -> Option<Self> {
        let typed: String = text.trim().chars().take(LONGEST).collect();
        let folded = fold(&typed);
        let words: Vec<String> =
            folded.split(' ').filter(|w| !w.is_empty()).take(MOST_WORDS).map(str::to_owned).collect();
        if words.is_empty() {
            return None;
        }
        let ideographs = words.iter().any(|w| !w.is_ascii() && w.chars().count() == 1);
        let squashed = (words.len() > 1 && !ideographs).then(|| words.concat());
        let count = digits(&typed).len();
        let is_phone =
            count >= 3 && typed.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || "+()-./".contains(c));
        let phones =
            if is_phone { national(&typed).into_iter().filter(|p| p.len() >= 3).collect() } else { Vec::new() };
        Some(Self { typed, folded, words, squashed, phones })
    }

    /// How well a person fits; smaller is better.
    pub fn rank(&self, name: &str, sort_key: &str, number: Option<&str>) -> u8 {
        let name = fold(name);
        if number.is_some_and(|n| n.eq_ignore_ascii_case(&self.typed)) {
            return 0;
        }
        if name == self.folded || sort_key == self.folded {
            return 1;
        }
        let named: Vec<&str> = name.split(' ').chain(sort_key.split(' ')).collect();
        let whole = self.words.iter().all(|word| named.contains(&word.as_str()));
        let begins = self.words.iter().all(|word| named.iter().any(|n| n.starts_with(word.as_str())));
        match () {
            () if whole && (name.starts_with(&self.folded) || sort_key.starts_with(&self.folded)) => 2,
            () if sort_key.starts_with(&self.folded) => 3,
            () if whole || name.starts_with(&self.folded) => 4,
            () if begins => 5,
            () => 6,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_word_stands_once() {
        let mut document = Document::default();
        document.words("Zoë O’Brien-Núñez");
        document.words("zoe.obrien@example.org");
        document.code("LS1 1AA");
        assert_eq!(document.text(), "zoe obrien nunez example org ls1 1aa ls11aa");
    }

    #[test]
    fn phone_numbers_meet_however_they_are_written() {
        for stored in ["+44 20 7946 0958", "0044 (0)20 7946 0958", "020 7946 0958", "02079460958"] {
            let mut document = Document::default();
            document.phone(stored);
            let words: Vec<&str> = document.text().split(' ').collect();
            for typed in ["020 7946 0958", "0207946", "+44 207 946 0958", "+442079460958", "2079460958", "020-7946"] {
                let query = Query::of(typed).unwrap();
                let found = query.phones.iter().any(|phone| words.iter().any(|word| word.starts_with(phone.as_str())));
                assert!(found, "{typed} in {stored}: {query:?} {words:?}");
            }
        }
    }

    #[test]
    fn a_search_knows_what_it_is_after() {
        assert_eq!(Query::of(" ’- "), None);
        assert_eq!(Query::of("LS1 1aa").unwrap().squashed.as_deref(), Some("ls11aa"));
        assert_eq!(Query::of("小明").unwrap().words, ["小", "明"]);
        assert_eq!(Query::of("小明").unwrap().squashed, None);
        assert!(Query::of("M-042").unwrap().phones.is_empty());
        let long = Query::of(&"ab ".repeat(100_000)).unwrap();
        assert_eq!(long.words.len(), 8);
    }
}
