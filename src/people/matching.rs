//! Who of the register a row of a list is: decided in memory, by hashes, so that a list of any length is matched in one pass.
//!
//! The rule is strict, because nobody looks on: the same number; or the same e-mail address and first name; or the same
//! name, where something else agrees and nothing contradicts. A name alone counts where neither record has more, or where a
//! name of several words has one bearer whom nothing contradicts. Two people who share an e-mail address stay two, and so do
//! namesakes of another birth date. The weighted rule for likely duplicates is in [`super::likeness`]; it is never milder
//! with an import than this.

use std::collections::HashMap;

use xxhash_rust::xxh3::xxh3_64;

use super::model::{Channel, Details};
use crate::kit::PartDay;
use crate::kit::fold::fold;
use crate::t;

/// Why a row is taken for somebody in the register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    Id,
    Number,
    Email,
    Name,
}

impl Why {
    /// For a list of rows.
    pub fn says(self) -> &'static str {
        match self {
            Self::Id => t!("same Wardroom id"),
            Self::Number => t!("same number"),
            Self::Email => t!("same e-mail address and first name"),
            Self::Name => t!("same name, and nothing that differs"),
        }
    }
}

/// What is compared of one person; hashes, 0 where there is nothing.
#[derive(Clone, Copy, Debug, Default)]
struct Known {
    id: i64,
    first_name: u64,
    number: u64,
    email: u64,
    phone: u64,
    postcode: u64,
    born: u64,
    /// The next person of the same name that has a number too, or has none either, as an index, counted from 1.
    next: u32,
}

/// A person as it is compared, worked out apart from the register, so that rows are hashed while earlier ones are matched.
#[derive(Clone, Debug, Default)]
pub struct Hashed {
    known: Known,
    name: u64,
    /// A name of one word means many people.
    several_words: bool,
    /// Each e-mail address, and the first word of it.
    emails: Vec<(u64, u64)>,
    called_by_email: bool,
}

/// The people a row may be, by what they are known by.
#[derive(Debug, Default)]
pub struct Register {
    people: Vec<Known>,
    by_id: HashMap<i64, u32>,
    by_number: HashMap<u64, u32>,
    /// By the name, those with a number apart; see [`named`].
    by_name: HashMap<u64, u32>,
    /// Index of the person and of the next link, both counted from 1.
    email_links: Vec<(u32, u32)>,
    by_email: HashMap<u64, u32>,
    keep_ids: bool,
}

/// What is known of one person for matching, as texts.
#[derive(Debug, Default)]
pub struct Marks<'a> {
    pub name: &'a str,
    pub number: Option<&'a str>,
    /// Folded; the preferred first.
    pub emails: &'a [String],
    /// Folded; the preferred one.
    pub phone: &'a str,
    pub postcode: &'a str,
    /// The day of birth, where it is known whole.
    pub born: &'a str,
}

fn hash(text: &str) -> u64 {
    if text.is_empty() { 0 } else { xxh3_64(text.as_bytes()).max(1) }
}

/// The key of a name's people that have a number, or of those that have none.
fn named(name: u64, numbered: bool) -> u64 {
    name & !1 | u64::from(numbered)
}

/// The last nine digits: a country code or a zero may stand before them.
fn phone_hash(folded: &str) -> u64 {
    let tail = folded.get(folded.len().saturating_sub(9)..).unwrap_or("");
    if tail.len() < 6 { 0 } else { hash(tail) }
}

fn index(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

impl Register {
    /// An empty register; `keep_ids` where rows may name people by their Wardroom id.
    pub fn new(keep_ids: bool) -> Self {
        Self { keep_ids, ..Self::default() }
    }

    pub fn len(&self) -> usize {
        self.people.len()
    }

    pub fn is_empty(&self) -> bool {
        self.people.is_empty()
    }

    /// Takes a person in.
    pub fn know(&mut self, id: i64, person: &Hashed) {
        let mut known = Known { id, ..person.known };
        let at = index(self.people.len()) + 1;
        if person.name != 0
            && let Some(before) = self.by_name.insert(named(person.name, known.number != 0), at)
        {
            known.next = before;
        }
        if known.number != 0 {
            self.by_number.insert(known.number, at);
        }
        if self.keep_ids {
            self.by_id.insert(id, at);
        }
        for (email, _) in &person.emails {
            let link = index(self.email_links.len()) + 1;
            let before = self.by_email.insert(*email, link).unwrap_or(0);
            self.email_links.push((at, before));
        }
        self.people.push(known);
    }

    /// Takes in an id that was merged into somebody who is known: a list that was written before may still name it.
    pub fn know_merged(&mut self, was: i64, now: i64) {
        if let Some(at) = self.by_id.get(&now).copied() {
            self.by_id.insert(was, at);
        }
    }

    /// From here on ids are not kept: those of people who come in now cannot be meant by a list that was written before.
    pub fn forget_new_ids(&mut self) {
        self.keep_ids = false;
    }

    fn at(&self, place: u32) -> Option<&Known> {
        self.people.get(usize::try_from(place).ok()?.checked_sub(1)?)
    }

    /// Takes in the number that somebody who is known already was given.
    pub fn know_number(&mut self, id: i64, number: Option<&str>) {
        let Some(number) = number.filter(|n| self.holder_of(n).is_none()) else { return };
        self.people.push(Known { id, number: hash(number), ..Known::default() });
        self.by_number.insert(hash(number), index(self.people.len()));
    }

    /// Whose number it is.
    pub fn holder_of(&self, number: &str) -> Option<i64> {
        self.holder(hash(number))
    }

    fn holder(&self, number: u64) -> Option<i64> {
        self.by_number.get(&number).and_then(|at| self.at(*at)).map(|known| known.id)
    }

    /// Who in the register a person is, if anybody.
    pub fn find(&self, person: &Hashed, id: Option<i64>) -> Option<(i64, Why)> {
        if let Some(known) = id.and_then(|id| self.by_id.get(&id)).and_then(|at| self.at(*at)) {
            return Some((known.id, Why::Id));
        }
        if let Some(id) = self.holder(person.known.number) {
            return Some((id, Why::Number));
        }
        if let Some(namesake) = self.namesake(person) {
            return Some((namesake, Why::Name));
        }
        let sought = &person.known;
        for (email, first_word) in &person.emails {
            let mut link = self.by_email.get(email).copied().unwrap_or(0);
            while let Some((place, next)) =
                usize::try_from(link).ok().and_then(|l| l.checked_sub(1)).and_then(|l| self.email_links.get(l))
            {
                if let Some(other) = self.at(*place)
                    && (person.called_by_email
                        || (sought.first_name != 0 && other.first_name == sought.first_name)
                        || other.first_name == *first_word)
                    && !contradicts(sought, other)
                {
                    return Some((other.id, Why::Email));
                }
                link = *next;
            }
        }
        None
    }

    /// Who of the same name it is: somebody of whom more agrees; or of whom as little is known; or the only one.
    fn namesake(&self, person: &Hashed) -> Option<i64> {
        if person.name == 0 {
            return None;
        }
        let sought = &person.known;
        let (mut bare, mut possible, mut many) = (None, None, false);
        for other in self.namesakes(person) {
            if !contradicts(sought, other) {
                if agrees(sought, other) {
                    return Some(other.id);
                }
                if !differs_somewhere(sought, other) {
                    if is_bare(sought) && is_bare(other) {
                        bare = bare.or(Some(other.id));
                    }
                    many |= possible.is_some();
                    possible = Some(other.id);
                }
            }
        }
        bare.or_else(|| possible.filter(|_| !many && person.several_words))
    }

    /// Those of the same name, the last known first. Nobody has the number of who is sought here, so that whoever has one
    /// has another and is left out: of a common name in a long list of numbered members that is everybody.
    fn namesakes(&self, person: &Hashed) -> impl Iterator<Item = &Known> {
        let last = |numbered| self.by_name.get(&named(person.name, numbered)).copied().unwrap_or(0);
        let mut without = last(false);
        let mut numbered = if person.known.number == 0 { last(true) } else { 0 };
        std::iter::from_fn(move || {
            let place = without.max(numbered);
            let known = self.at(place)?;
            let chain = if place == without { &mut without } else { &mut numbered };
            *chain = known.next;
            Some(known)
        })
    }
}

impl Hashed {
    /// A person by what is known of it.
    pub fn of(marks: &Marks<'_>) -> Self {
        let name = fold(marks.name);
        let known = Known {
            id: 0,
            first_name: hash(first_word(&name)),
            number: hash(marks.number.unwrap_or("")),
            email: marks.emails.first().map_or(0, |email| hash(email)),
            phone: phone_hash(marks.phone),
            postcode: hash(&fold(marks.postcode).replace(' ', "")),
            born: hash(marks.born),
            next: 0,
        };
        let folded: Vec<String> = marks.emails.iter().map(|email| fold(email)).collect();
        Self {
            known,
            name: hash(&name),
            several_words: name.contains(' '),
            emails: marks.emails.iter().zip(&folded).map(|(e, f)| (hash(e), hash(first_word(f)))).collect(),
            called_by_email: folded.first().is_some_and(|email| *email == name),
        }
    }
}

impl From<&Details> for Hashed {
    fn from(details: &Details) -> Self {
        with_marks(details, Self::of)
    }
}

fn first_word(folded: &str) -> &str {
    folded.split(' ').next().unwrap_or("")
}

/// What is known of these details; their day of birth is given beside them.
pub(super) fn with_marks<T>(details: &Details, f: impl FnOnce(&Marks<'_>) -> T) -> T {
    let emails: Vec<String> = details.contacts_by(Channel::Email).map(super::model::Contact::folded).collect();
    let phone = details.contacts_by(Channel::Phone).next().map(super::model::Contact::folded).unwrap_or_default();
    let postcode = details.addresses.first().map_or("", |a| a.postcode.as_str());
    let born = match details.birth {
        Some(PartDay::Day(day)) => day.to_string(),
        _ => String::new(),
    };
    f(&Marks {
        name: &details.name,
        number: details.number.as_deref(),
        emails: &emails,
        phone: &phone,
        postcode,
        born: &born,
    })
}

fn same(one: u64, other: u64) -> bool {
    one != 0 && one == other
}

fn differs(one: u64, other: u64) -> bool {
    one != 0 && other != 0 && one != other
}

/// Two numbers or two birth dates are two people, whatever agrees.
fn contradicts(one: &Known, other: &Known) -> bool {
    differs(one.number, other.number) || differs(one.born, other.born)
}

fn pairs(one: &Known, other: &Known) -> [(u64, u64); 4] {
    [(one.email, other.email), (one.phone, other.phone), (one.postcode, other.postcode), (one.born, other.born)]
}

fn agrees(one: &Known, other: &Known) -> bool {
    pairs(one, other).iter().any(|(a, b)| same(*a, *b))
}

fn differs_somewhere(one: &Known, other: &Known) -> bool {
    pairs(one, other).iter().any(|(a, b)| differs(*a, *b))
}

/// Nothing but the name is known.
fn is_bare(known: &Known) -> bool {
    [known.number, known.email, known.phone, known.postcode, known.born].iter().all(|mark| *mark == 0)
}

#[cfg(test)]
mod tests {
    use super::super::model::{Address, Contact};
    use super::*;

    fn person(name: &str, email: &str, postcode: &str) -> Details {
        let mut details = Details::named(name);
        if !email.is_empty() {
            details.contacts.push(Contact::new(Channel::Email, "home", email));
        }
        if !postcode.is_empty() {
            details.addresses.push(Address { postcode: postcode.into(), ..Address::default() });
        }
        details
    }

    #[test]
    fn the_same_person_is_known_again_and_others_are_not() {
        let mut register = Register::new(true);
        for (id, details) in [
            (1, person("Ann Lee", "lees@example.org", "LS1 1AA")),
            (2, person("John Smith", "", "LS2 2BB")),
            (3, person("John Smith", "", "LS3 3CC")),
            (4, Details { number: Some("42".into()), ..person("Eve Roe", "", "") }),
        ] {
            register.know(id, &Hashed::from(&details));
        }
        let found = |details: &Details| register.find(&Hashed::from(details), None);
        assert_eq!(found(&person("ANN LEE", "", "")), Some((1, Why::Name)));
        assert_eq!(found(&person("Ann Lee-Roe", "Lees@Example.org", "")), Some((1, Why::Email)));
        assert_eq!(found(&person("Bob Lee", "lees@example.org", "LS1 1AA")), None, "who share an address stay two");
        assert_eq!(found(&person("Ann Lee", "other@example.org", "LS9 9ZZ")), None);
        assert_eq!(found(&person("John Smith", "", "ls33cc")), Some((3, Why::Name)));
        assert_eq!(found(&person("lees@example.org", "lees@example.org", "")), Some((1, Why::Email)));
        assert_eq!(found(&Details { number: Some("42".into()), ..person("E. Roe", "", "") }), Some((4, Why::Number)));
        assert_eq!(found(&Details { number: Some("43".into()), ..person("Eve Roe", "", "") }), None);
        assert_eq!(register.find(&Hashed::from(&person("Somebody", "", "")), Some(2)), Some((2, Why::Id)));
    }

    #[test]
    fn a_name_alone_is_enough_only_where_it_can_mean_one() {
        let mut register = Register::new(false);
        for (id, details) in [
            (1, person("Ann Lee", "ann@example.org", "")),
            (2, person("John Smith", "", "LS2 2BB")),
            (3, person("John Smith", "john@example.org", "")),
            (4, person("Taylor", "", "LS4 4DD")),
            (5, person("Sukarno", "", "")),
            (6, person("", "", "LS6 6FF")),
        ] {
            register.know(id, &Hashed::from(&details));
        }
        let find = |details: &Details| register.find(&Hashed::from(details), None);
        let found = |name: &str| find(&person(name, "", ""));
        assert_eq!(found("Ann Lee"), Some((1, Why::Name)));
        assert_eq!(found("John Smith"), None, "one of two");
        assert_eq!(found("Taylor"), None, "a word that many are called by");
        assert_eq!(found("Sukarno"), Some((5, Why::Name)), "the same row again");
        assert_eq!(find(&person("", "", "LS6 6FF")), None, "no name is not the same name");
    }

    #[test]
    fn of_those_who_may_be_meant_it_is_the_last_whether_or_not_it_has_a_number() {
        let mut register = Register::new(false);
        let numbered = |number: &str| Details { number: Some(number.into()), ..person("Ann Lee", "", "LS1 1AA") };
        let bare = person("Ann Lee", "", "LS1 1AA");
        for (id, details) in [(1, &bare), (2, &numbered("5")), (3, &bare), (4, &numbered("6"))] {
            register.know(id, &Hashed::from(details));
        }
        let found = |details: &Details| register.find(&Hashed::from(details), None);
        assert_eq!(found(&bare), Some((4, Why::Name)));
        assert_eq!(found(&numbered("9")), Some((3, Why::Name)), "who has another number is somebody else");
        assert_eq!(found(&numbered("5")), Some((2, Why::Number)));
    }

    #[test]
    fn namesakes_of_another_birth_date_stay_two() {
        let mut register = Register::new(false);
        let marks = |born| Hashed::of(&Marks { name: "James Hart", postcode: "LS7 7AA", born, ..Marks::default() });
        register.know(1, &marks("1951-06-06"));
        let find = |born| register.find(&marks(born), None);
        assert_eq!(find("1951-06-06"), Some((1, Why::Name)));
        assert_eq!(find("1984-01-30"), None);
        assert_eq!(find(""), Some((1, Why::Name)));
    }
}
