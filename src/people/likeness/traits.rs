//! What is compared of one person: folded once, so that a whole register is compared in seconds.

use chrono::Datelike as _;

use super::super::model::{Address, Channel, Details};
use super::super::names;
use crate::kit::PartDay;
use crate::kit::fold::fold;

/// A day of birth, whole or as far as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Born {
    pub year: u16,
    /// 0 where it is not known.
    pub month: u8,
    /// 0 where it is not known.
    pub day: u8,
}

impl Born {
    /// Reads `1956-04-09`, `19560409`, `1956-04` and `1956`; anything else is not known.
    pub fn of(text: &str) -> Option<Self> {
        let digits: Vec<u16> =
            text.chars().filter_map(|c| c.to_digit(10)).filter_map(|d| u16::try_from(d).ok()).collect();
        let plain = text.trim().chars().all(|c| c.is_ascii_digit() || c == '-');
        if !plain || text.trim().starts_with('-') || ![4, 6, 8].contains(&digits.len()) {
            return None;
        }
        let number = |from: usize, to: usize| digits.get(from..to).map(|part| part.iter().fold(0, |n, d| n * 10 + d));
        let small = |n: Option<u16>| n.and_then(|n| u8::try_from(n).ok()).unwrap_or(0);
        let year = number(0, 4).filter(|year| *year > 0)?;
        Some(Self { year, month: small(number(4, 6)), day: small(number(6, 8)) })
    }

    /// Of a birth date as the register has it; without the year it tells too little.
    fn known(birth: PartDay) -> Option<Self> {
        let small = |n: u32| u8::try_from(n).unwrap_or(0);
        let (year, month, day) = match birth {
            PartDay::Day(day) => (day.year(), small(day.month()), small(day.day())),
            PartDay::Month { year, month } => (year, small(month), 0),
            PartDay::Year(year) => (year, 0, 0),
            PartDay::Yearless { .. } => return None,
        };
        Some(Self { year: u16::try_from(year).ok()?, month, day })
    }

    /// Whether day and month are known too.
    pub fn is_whole(self) -> bool {
        self.month > 0 && self.day > 0
    }

    /// Year, month and day as eight digits.
    pub(super) fn digits(self) -> [u8; 8] {
        let y = self.year;
        let digit = |n: u16| u8::try_from(n % 10).unwrap_or(0);
        [
            digit(y / 1000),
            digit(y / 100),
            digit(y / 10),
            digit(y),
            self.month / 10 % 10,
            self.month % 10,
            self.day / 10 % 10,
            self.day % 10,
        ]
    }
}

/// One address, folded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    /// The number of the house, with its letter.
    pub house: String,
    /// The rest of the street's lines, without words that say nothing ("street", "road").
    pub street: String,
    pub locality: String,
    /// Without spaces.
    pub postcode: String,
}

/// What is compared of one person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Traits {
    pub(super) organisation: bool,
    /// Words of the given and of the family part; of an organisation all words are in `family`.
    pub(super) given: Vec<String>,
    pub(super) family: Vec<String>,
    /// All words of the name, one after the other.
    pub(super) whole: String,
    /// The legal name where it is another.
    pub(super) legal: String,
    /// `jr`, `sr`, `ii`, `iii`, `iv`: father and son have all else in common.
    pub(super) generation: Option<&'static str>,
    pub(super) number: String,
    pub(super) emails: Vec<String>,
    /// The last nine digits of each.
    pub(super) phones: Vec<String>,
    pub(super) places: Vec<Place>,
    pub(super) born: Option<Born>,
}

/// Words in the names of organisations that tell none from another, beside [`names::LEGAL_FORMS`].
const EMPTY_WORDS: &[&str] = &["co", "company", "ev", "sa", "sas", "sl", "the", "and", "of", "und", "et", "y"];

/// Words of a street that are written in several ways, or left out.
const STREET_WORDS: &[&str] = &[
    "street", "st", "road", "rd", "avenue", "ave", "av", "lane", "ln", "close", "cl", "place", "pl", "drive", "dr",
    "court", "ct", "crescent", "cres", "cr", "way", "terrace", "tce", "circuit", "cct", "the", "strasse", "str",
];

impl Traits {
    /// What can be compared of these details.
    pub fn of(details: &Details) -> Self {
        let mut traits = Self {
            organisation: details.organisation,
            number: details.number.as_deref().unwrap_or("").trim().to_lowercase(),
            emails: of_channel(details, Channel::Email),
            phones: of_channel(details, Channel::Phone).iter().filter_map(|digits| phone_tail(digits)).collect(),
            places: details.addresses.iter().filter(|a| !a.is_empty()).map(Place::of).collect(),
            born: details.birth.and_then(Born::known),
            ..Self::default()
        };
        traits.name(details);
        traits
    }

    /// The same, with a day of birth where it is known.
    #[must_use]
    pub fn born(mut self, born: Option<Born>) -> Self {
        self.born = born;
        self
    }

    fn name(&mut self, details: &Details) {
        // A name that is only an e-mail address says nothing.
        let mut shown = details.name.as_str();
        if shown.contains('@') {
            let email = Channel::Email.fold(shown);
            if !self.emails.contains(&email) {
                self.emails.push(email);
            }
            shown = "";
        }
        if self.organisation {
            let all = words(shown);
            let tells = |word: &str| !EMPTY_WORDS.contains(&word) && !names::LEGAL_FORMS.contains(&word);
            let telling: Vec<String> = all.iter().filter(|word| tells(word)).cloned().collect();
            self.family = if telling.is_empty() { all } else { telling };
            self.whole = self.family.join(" ");
            return;
        }
        let (given, family) = match (details.given.is_empty(), details.family.is_empty()) {
            (true, true) => match shown.split_once(',') {
                Some((family, given)) => (given.to_owned(), family.to_owned()),
                None => names::split(shown),
            },
            _ => (details.given.clone(), details.family.clone()),
        };
        (self.given, self.family) = (words(&given), words(&family));
        // A name of one word may be either part.
        if self.given.is_empty() && self.family.is_empty() {
            self.family = words(shown);
        }
        // The suffix may stand in a part, or only in the name as it is shown.
        let mut said = words(shown);
        for part in [&mut self.given, &mut self.family, &mut said] {
            if let Some(generation) = part.last().filter(|_| part.len() > 1).and_then(|last| generation(last)) {
                self.generation = Some(generation);
                part.pop();
            }
        }
        self.whole = self.given.iter().chain(&self.family).cloned().collect::<Vec<_>>().join(" ");
        self.legal = words(&details.legal_name).join(" ");
        if self.legal == self.whole {
            self.legal.clear();
        }
    }

    /// The words of the name.
    pub(super) fn name_words(&self) -> impl Iterator<Item = &str> {
        self.given.iter().chain(&self.family).map(String::as_str)
    }
}

fn of_channel(details: &Details, channel: Channel) -> Vec<String> {
    let mut all: Vec<String> =
        details.contacts_by(channel).map(super::super::model::Contact::folded).filter(|v| !v.is_empty()).collect();
    all.sort();
    all.dedup();
    all
}

/// Before the last nine digits stand a country code or a zero. Fewer than six digits are an extension.
fn phone_tail(digits: &str) -> Option<String> {
    let tail = digits.get(digits.len().saturating_sub(9)..)?;
    (tail.len() >= 6).then(|| tail.to_owned())
}

fn generation(word: &str) -> Option<&'static str> {
    Some(match word {
        "jr" | "junior" => "jr",
        "sr" | "senior" => "sr",
        "ii" => "ii",
        "iii" => "iii",
        "iv" => "iv",
        _ => return None,
    })
}

fn words(text: &str) -> Vec<String> {
    fold(text).split(' ').filter(|w| !w.is_empty()).map(str::to_owned).collect()
}

impl Place {
    fn of(address: &Address) -> Self {
        let all = words(&address.street.replace('\n', " "));
        let (mut house, mut street) = (String::new(), Vec::new());
        for word in all {
            if house.is_empty() && word.starts_with(|c: char| c.is_ascii_digit()) {
                house = word;
            } else if !STREET_WORDS.contains(&word.as_str()) {
                street.push(word);
            }
        }
        Self {
            house,
            street: street.join(" "),
            locality: fold(&address.locality),
            postcode: fold(&address.postcode).replace(' ', ""),
        }
    }
}
