//! The weighted rule: each thing that agrees or differs adds or takes points, and the points make a score.

use super::common::Common;
use super::names::{self, Names, Part};
use super::reason::Reason;
use super::traits::{Born, Place, Traits};

/// How likely it is that two records are one person, and why.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Likeness {
    /// From 0 to 1; from [`super::BROAD`] on the two are worth a look.
    pub score: f64,
    /// What speaks for it, what carries most first; then what speaks against it.
    pub because: Vec<Reason>,
}

/// The points, roughly binary logarithms of how much likelier an observation is for one person than for two: 10 makes it a
/// thousand times likelier. Found on the two public sets that `people measure-duplicates` knows, and rounded.
mod points {
    /// What two records that nothing is known of begin with: two people, 1,500 to 1.
    pub const START: f64 = -10.5;
    pub const GIVEN_SAME: f64 = 5.0;
    pub const GIVEN_VERY_NEAR: f64 = 4.0;
    pub const GIVEN_SHORT_FORM: f64 = 3.5;
    pub const GIVEN_NEAR: f64 = 2.5;
    pub const GIVEN_INITIAL: f64 = 1.5;
    pub const GIVEN_UNSURE: f64 = -1.5;
    pub const GIVEN_DIFFER: f64 = -7.0;
    pub const FAMILY_SAME: f64 = 6.0;
    pub const FAMILY_VERY_NEAR: f64 = 4.5;
    pub const FAMILY_NEAR: f64 = 2.5;
    pub const FAMILY_INITIAL: f64 = 0.5;
    pub const FAMILY_UNSURE: f64 = -1.5;
    /// People marry.
    pub const FAMILY_DIFFER: f64 = -3.0;
    pub const CROSSED: f64 = -0.5;
    pub const FAMILY_ALONE: f64 = 3.0;
    pub const GIVEN_ALONE: f64 = 4.0;
    pub const ORGANISATION_SAME: f64 = 10.5;
    pub const ORGANISATION_NEAR: f64 = 8.0;
    pub const ORGANISATION_PART: f64 = 3.5;
    pub const ORGANISATION_DIFFER: f64 = -6.0;
    pub const BIRTH_SAME: f64 = 9.0;
    pub const BIRTH_TURNED: f64 = 6.0;
    pub const BIRTH_SLIP: f64 = 4.5;
    pub const BIRTH_TWO_SLIPS: f64 = 1.0;
    pub const BIRTH_PART: f64 = 2.5;
    pub const BIRTH_DIFFER: f64 = -6.0;
    pub const NUMBER_SAME: f64 = 12.0;
    pub const NUMBER_DIFFER: f64 = -1.5;
    pub const EMAIL_SAME: f64 = 9.0;
    pub const EMAIL_SLIP: f64 = 5.0;
    pub const EMAIL_DIFFER: f64 = -1.0;
    pub const PHONE_SAME: f64 = 7.0;
    pub const PHONE_DIFFER: f64 = -0.5;
    pub const POSTCODE_SAME: f64 = 3.0;
    pub const POSTCODE_DIFFER: f64 = -1.0;
    pub const HOUSE_SAME: f64 = 2.0;
    pub const HOUSE_DIFFER: f64 = -0.5;
    pub const STREET_SAME: f64 = 4.0;
    pub const STREET_NEAR: f64 = 3.0;
    pub const STREET_OF_ANOTHER_HOUSE: f64 = 1.5;
    pub const STREET_DIFFER: f64 = -0.5;
    pub const TOWN_SAME: f64 = 1.5;
    pub const TOWN_NEAR: f64 = 1.0;
    pub const TOWN_DIFFER: f64 = -0.5;
    pub const GENERATION_DIFFERS: f64 = -9.0;
    pub const GENERATION_MISSING: f64 = -2.0;
    pub const KIND_DIFFERS: f64 = -12.0;
    /// A household shares family name, address, phone and often e-mail: all of it together is worth no more than this where
    /// the given names do not say that it is one person.
    pub const HOUSEHOLD_AND_GIVEN_DIFFER: f64 = 6.0;
    pub const HOUSEHOLD_AND_GIVEN_UNSURE: f64 = 12.0;
    pub const HOUSEHOLD_AND_GIVEN_UNKNOWN: f64 = 12.0;
    /// Twins and namesakes: all the same but the given name, or but the birth date. Worth a look, and no more.
    pub const CEILING: f64 = -1.0;
}

/// Compares two people or organisations. Which of them stands first makes no difference.
pub fn compare(one: &Traits, other: &Traits) -> Likeness {
    compare_among(one, other, &Common::default())
}

/// The same in a register of which it is known what is common in it.
pub(super) fn compare_among(one: &Traits, other: &Traits, common: &Common<'_>) -> Likeness {
    let mut because = Vec::with_capacity(6);
    let (mut own, mut household) = (0.0, 0.0);
    let birth = birth(one.born, other.born, &mut because);
    let (mut cap, mut ceiling) = (f64::INFINITY, f64::INFINITY);
    if one.organisation != other.organisation {
        own += points::KIND_DIFFERS;
        because.push(Reason::OtherKind);
    }
    if one.organisation || other.organisation {
        own += organisation(one, other, &mut because);
    } else {
        let named = names::compare(one, other);
        own += given(named, one.family.len().max(other.family.len()))
            + birth
            + generation(one, other, named, &mut because);
        own -= common.name_costs(&one.whole).min(common.name_costs(&other.whole));
        household += family(named);
        name_reasons(one, other, named, &mut because);
        cap = cap_of(named, birth);
        let elder = because.contains(&Reason::OtherGeneration);
        if named.given == Part::Differ || birth == points::BIRTH_DIFFER || elder {
            ceiling = points::CEILING;
        }
    }
    own += number(one, other, &mut because);
    household += contacts(one, other, &mut because) + place(one, other, common, &mut because);
    // A number belongs to one person, and so does an e-mail address together with a name.
    let sure = because.contains(&Reason::SameNumber)
        || (because.contains(&Reason::SameEmail)
            && !because.contains(&Reason::OtherGiven)
            && !because.contains(&Reason::OtherGeneration));
    if sure {
        ceiling = f64::INFINITY;
    }
    let sum = (points::START - common.size_costs() + own + household.min(cap)).min(ceiling);
    because.sort_by_key(|reason| *reason as u8);
    Likeness { score: 1.0 / (1.0 + (-sum).exp2()), because }
}

/// What family name, address, phone and e-mail may add together.
fn cap_of(named: Names, birth: f64) -> f64 {
    if birth >= points::BIRTH_SLIP || named.same {
        return f64::INFINITY;
    }
    match named.given {
        Part::Differ => points::HOUSEHOLD_AND_GIVEN_DIFFER,
        Part::Unsure => points::HOUSEHOLD_AND_GIVEN_UNSURE,
        Part::Missing | Part::Initial => points::HOUSEHOLD_AND_GIVEN_UNKNOWN,
        _ => f64::INFINITY,
    }
}

fn given(named: Names, words: usize) -> f64 {
    let crossed = if named.crossed { points::CROSSED } else { 0.0 };
    crossed
        + match named.given {
            Part::Same => points::GIVEN_SAME,
            Part::VeryNear => points::GIVEN_VERY_NEAR,
            Part::ShortForm => points::GIVEN_SHORT_FORM,
            Part::Near => points::GIVEN_NEAR,
            Part::Initial => points::GIVEN_INITIAL,
            // A whole name in one part: Chinese ones are, and names of one word, which say less.
            Part::Missing if named.same && words > 1 => points::GIVEN_SAME,
            Part::Missing if named.same => points::FAMILY_ALONE,
            Part::Missing => 0.0,
            Part::Unsure => points::GIVEN_UNSURE,
            Part::Differ => points::GIVEN_DIFFER,
        }
}

fn family(named: Names) -> f64 {
    match named.family {
        Part::Same => points::FAMILY_SAME,
        Part::VeryNear => points::FAMILY_VERY_NEAR,
        Part::ShortForm | Part::Near => points::FAMILY_NEAR,
        Part::Initial => points::FAMILY_INITIAL,
        Part::Missing if named.same => points::GIVEN_ALONE,
        Part::Missing => 0.0,
        Part::Unsure => points::FAMILY_UNSURE,
        Part::Differ => points::FAMILY_DIFFER,
    }
}

fn name_reasons(one: &Traits, other: &Traits, named: Names, because: &mut Vec<Reason>) {
    if named.same {
        because.push(Reason::SameName);
        return;
    }
    if one.whole.is_empty() || other.whole.is_empty() {
        return;
    }
    let near = |part: Part| matches!(part, Part::Same | Part::VeryNear | Part::Near | Part::ShortForm);
    match (named.given, named.family) {
        (g, f) if named.crossed && near(g) && near(f) => because.push(Reason::SwappedName),
        (Part::ShortForm, f) if near(f) => because.push(Reason::ShortForm),
        (Part::Initial, f) if near(f) => because.extend([Reason::Initial, Reason::SameFamily]),
        (g, f) if near(g) && near(f) => because.push(Reason::SimilarName),
        (Part::Same, f) => {
            because.push(Reason::SameGiven);
            if f == Part::Differ {
                because.push(Reason::OtherFamily);
            }
        }
        (g, Part::Same) => {
            because.push(Reason::SameFamily);
            if g == Part::Differ {
                because.push(Reason::OtherGiven);
            }
        }
        (Part::Differ, _) => because.push(Reason::OtherGiven),
        (_, Part::Differ) => because.push(Reason::OtherFamily),
        (g, f) if near(g) || near(f) => because.push(Reason::SimilarName),
        _ => {}
    }
}

/// Father and son: one is named the elder, or one is and of the other nothing is said.
fn generation(one: &Traits, other: &Traits, named: Names, because: &mut Vec<Reason>) -> f64 {
    match (one.generation, other.generation) {
        (a, b) if a == b => 0.0,
        (Some(_), Some(_)) => {
            because.push(Reason::OtherGeneration);
            points::GENERATION_DIFFERS
        }
        _ if named.given >= Part::Near => points::GENERATION_MISSING,
        _ => 0.0,
    }
}

fn organisation(one: &Traits, other: &Traits, because: &mut Vec<Reason>) -> f64 {
    if one.whole.is_empty() || other.whole.is_empty() {
        return 0.0;
    }
    if one.whole == other.whole || one.whole.replace(' ', "") == other.whole.replace(' ', "") {
        because.push(Reason::SameName);
        return points::ORGANISATION_SAME;
    }
    let within = |a: &Traits, b: &Traits| a.name_words().all(|w| b.name_words().any(|o| o == w));
    match names::spelling(&one.whole, &other.whole) {
        // Wards of one party differ in a number, not by a slip.
        Part::VeryNear
            if strsim::osa_distance(&one.whole, &other.whole) <= 2 && digits(&one.whole) == digits(&other.whole) =>
        {
            because.push(Reason::SimilarName);
            points::ORGANISATION_NEAR
        }
        _ if within(one, other) || within(other, one) => {
            because.push(Reason::SimilarName);
            points::ORGANISATION_PART
        }
        _ => points::ORGANISATION_DIFFER,
    }
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

fn birth(one: Option<Born>, other: Option<Born>, because: &mut Vec<Reason>) -> f64 {
    let (Some(one), Some(other)) = (one, other) else { return 0.0 };
    let (reason, points) = if !one.is_whole() || !other.is_whole() {
        let agrees = one.year == other.year && (one.month == other.month || one.month == 0 || other.month == 0);
        if !agrees { (Reason::OtherBirth, points::BIRTH_DIFFER) } else { (Reason::SimilarBirth, points::BIRTH_PART) }
    } else if one == other {
        (Reason::SameBirth, points::BIRTH_SAME)
    } else if one.year == other.year && one.month == other.day && one.day == other.month {
        (Reason::SimilarBirth, points::BIRTH_TURNED)
    } else {
        match slips(&one.digits(), &other.digits()) {
            0 | 1 => (Reason::SimilarBirth, points::BIRTH_SLIP),
            2 => (Reason::SimilarBirth, points::BIRTH_TWO_SLIPS),
            _ => (Reason::OtherBirth, points::BIRTH_DIFFER),
        }
    };
    because.push(reason);
    points
}

/// How many digits are others, two neighbours that changed places counted once.
fn slips(one: &[u8; 8], other: &[u8; 8]) -> usize {
    let mut count = 0;
    let mut rest: &[(u8, u8)] = &one.iter().copied().zip(other.iter().copied()).collect::<Vec<_>>();
    while let [(a, b), more @ ..] = rest {
        rest = more;
        if a == b {
            continue;
        }
        count += 1;
        if let [(c, d), after @ ..] = more
            && a == d
            && b == c
        {
            rest = after;
        }
    }
    count
}

fn number(one: &Traits, other: &Traits, because: &mut Vec<Reason>) -> f64 {
    if one.number.is_empty() || other.number.is_empty() {
        return 0.0;
    }
    let same = one.number == other.number;
    because.push(if same { Reason::SameNumber } else { Reason::OtherNumber });
    if same { points::NUMBER_SAME } else { points::NUMBER_DIFFER }
}

fn contacts(one: &Traits, other: &Traits, because: &mut Vec<Reason>) -> f64 {
    let shared = |a: &[String], b: &[String]| a.iter().any(|x| b.contains(x));
    let mut sum = 0.0;
    if shared(&one.emails, &other.emails) {
        because.push(Reason::SameEmail);
        sum += points::EMAIL_SAME;
    } else if !one.emails.is_empty() && !other.emails.is_empty() {
        if one.emails.iter().any(|a| other.emails.iter().any(|b| email_slip(a, b))) {
            because.push(Reason::SimilarEmail);
            sum += points::EMAIL_SLIP;
        } else {
            sum += points::EMAIL_DIFFER;
        }
    }
    if shared(&one.phones, &other.phones) {
        because.push(Reason::SamePhone);
        sum += points::PHONE_SAME;
    } else if !one.phones.is_empty() && !other.phones.is_empty() {
        sum += points::PHONE_DIFFER;
    }
    sum
}

/// The same before the `@` at another provider, where that is not a word such as `info`; or a slip of the pen or two.
fn email_slip(one: &str, other: &str) -> bool {
    let (Some((a, at_a)), Some((b, at_b))) = (one.split_once('@'), other.split_once('@')) else { return false };
    if a == b && (a.chars().count() >= 8 || strsim::osa_distance(at_a, at_b) <= 2) {
        return true;
    }
    if a.len().min(b.len()) < 5 || one.len().abs_diff(other.len()) > 2 || !begins_alike(one, other) {
        return false;
    }
    // `ann1961@` and `ann1984@` are two people of one name.
    let letters = |text: &str| text.chars().filter(|c| !c.is_ascii_digit()).collect::<String>();
    let numbered = digits(a) != digits(b) && letters(a) == letters(b);
    !numbered && strsim::osa_distance(one, other) <= 2
}

/// Two slips leave one of the first three letters, or one of the last, where it was.
fn begins_alike(one: &str, other: &str) -> bool {
    let head = one.bytes().zip(other.bytes()).take(3).any(|(a, b)| a == b);
    head || one.bytes().rev().zip(other.bytes().rev()).take(3).any(|(a, b)| a == b)
}

/// The pair of addresses that agree most.
fn place(one: &Traits, other: &Traits, common: &Common<'_>, because: &mut Vec<Reason>) -> f64 {
    let mut best: Option<(f64, Option<Reason>)> = None;
    for a in &one.places {
        for b in &other.places {
            let found = places(a, b, common);
            // Of two that are worth the same the stronger reason counts, so that the order of addresses makes no difference.
            let order = |(points, reason): (f64, Option<Reason>)| (points, reason.map_or(u8::MAX, |r| r as u8));
            if best
                .map(order)
                .is_none_or(|known| order(found).0 > known.0 || (order(found).0 == known.0 && order(found).1 < known.1))
            {
                best = Some(found);
            }
        }
    }
    let Some((points, reason)) = best else { return 0.0 };
    because.extend(reason);
    points
}

fn places(one: &Place, other: &Place, common: &Common<'_>) -> (f64, Option<Reason>) {
    let both = |a: &str, b: &str| !a.is_empty() && !b.is_empty();
    let mut sum = 0.0;
    let (mut same_code, mut same_house, mut street) = (false, false, Part::Missing);
    let mut town = Part::Missing;
    if both(&one.postcode, &other.postcode) {
        same_code = one.postcode == other.postcode;
        sum += if same_code { points::POSTCODE_SAME } else { points::POSTCODE_DIFFER };
    }
    if both(&one.house, &other.house) {
        same_house = one.house == other.house;
        sum += if same_house { points::HOUSE_SAME } else { points::HOUSE_DIFFER };
    }
    if both(&one.street, &other.street) {
        street = if one.street == other.street { Part::Same } else { names::spelling(&one.street, &other.street) };
        // Another house of one street is a neighbour.
        let elsewhere = both(&one.house, &other.house) && !same_house;
        sum += match street {
            Part::Same | Part::VeryNear | Part::Near if elsewhere => points::STREET_OF_ANOTHER_HOUSE,
            Part::Same => points::STREET_SAME,
            Part::VeryNear | Part::Near => points::STREET_NEAR,
            Part::Differ => points::STREET_DIFFER,
            _ => 0.0,
        };
    }
    if both(&one.locality, &other.locality) {
        town =
            if one.locality == other.locality { Part::Same } else { names::spelling(&one.locality, &other.locality) };
        sum += match town {
            Part::Same if common.is_common_town(&one.locality) => 0.0,
            Part::Same => points::TOWN_SAME,
            Part::VeryNear | Part::Near => points::TOWN_NEAR,
            Part::Differ => points::TOWN_DIFFER,
            _ => 0.0,
        };
    }
    let near_street = matches!(street, Part::Same | Part::VeryNear | Part::Near);
    let reason = match street {
        Part::Same if same_house && (same_code || town == Part::Same) => Some(Reason::SameAddress),
        _ if near_street && (same_house || same_code) => Some(Reason::SameStreet),
        _ if same_code => Some(Reason::SamePostcode),
        _ if town == Part::Same && !common.is_common_town(&one.locality) => Some(Reason::SameTown),
        _ => None,
    };
    (sum, reason)
}
