//! Amounts in words, as receipts have them: `two hundred and fifty pounds and five pence`.

mod english;
mod french;
mod german;

use crate::kit::{Currency, Money};

/// The language of a receipt's wording.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// With `and` after the hundreds: UK, Ireland, New Zealand, Australia.
    English,
    /// Without it: US, Canada.
    AmericanEnglish,
    German,
    French,
}

/// An amount in words, in lower case: the major unit, then the minor unit unless it is nil.
pub fn amount(money: Money, currency: &Currency, language: Language) -> String {
    let (major, minor) = currency.parts(money);
    let words = match language {
        Language::English => english::amount(major, minor, currency, true),
        Language::AmericanEnglish => english::amount(major, minor, currency, false),
        Language::German => german::amount(major, minor, currency),
        Language::French => french::amount(major, minor, currency),
    };
    match (money.0 < 0, language) {
        (false, _) => words,
        (true, Language::French) => format!("moins {words}"),
        (true, _) => format!("minus {words}"),
    }
}

/// A number's digits in groups of three, the highest first, with the power of a thousand that each counts; without nil.
fn groups(number: u64) -> Vec<(u64, usize)> {
    let mut out = Vec::new();
    let mut rest = number;
    let mut power = 0;
    while rest > 0 {
        if !rest.is_multiple_of(1000) {
            out.push((rest % 1000, power));
        }
        rest /= 1000;
        power += 1;
    }
    out.reverse();
    out
}

/// An entry of a list of words by a small number.
fn word(list: &'static [&'static str], at: u64) -> &'static str {
    usize::try_from(at).ok().and_then(|at| list.get(at)).copied().unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn says(minor: i64, code: &str, language: Language) -> String {
        amount(Money(minor), Currency::of(code).unwrap(), language)
    }

    #[test]
    fn english_with_and_without_and() {
        use Language::{AmericanEnglish as Us, English as Uk};
        for (minor, code, language, words) in [
            (0, "GBP", Uk, "zero pounds"),
            (1, "GBP", Uk, "one penny"),
            (100, "GBP", Uk, "one pound"),
            (2_100, "GBP", Uk, "twenty-one pounds"),
            (25_005, "GBP", Uk, "two hundred and fifty pounds and five pence"),
            (10_001, "GBP", Uk, "one hundred pounds and one penny"),
            (100_100, "GBP", Uk, "one thousand and one pounds"),
            (
                123_456_789,
                "GBP",
                Uk,
                "one million, two hundred and thirty-four thousand, five hundred and sixty-seven pounds and eighty-nine pence",
            ),
            (100_000_000, "GBP", Uk, "one million pounds"),
            (11_005_000, "CAD", Us, "one hundred ten thousand fifty dollars"),
            (25_005, "USD", Us, "two hundred fifty dollars and five cents"),
            (9_915, "EUR", Uk, "ninety-nine euros and fifteen cents"),
            (-1_250, "GBP", Uk, "minus twelve pounds and fifty pence"),
            (1_000, "JPY", Uk, "one thousand yen"),
        ] {
            assert_eq!(says(minor, code, language), words);
        }
    }

    #[test]
    fn german_in_one_word_below_a_million() {
        for (minor, words) in [
            (0, "null Euro"),
            (1, "ein Cent"),
            (100, "ein Euro"),
            (1_600, "sechzehn Euro"),
            (1_700, "siebzehn Euro"),
            (2_100, "einundzwanzig Euro"),
            (3_030, "dreißig Euro und dreißig Cent"),
            (25_005, "zweihundertfünfzig Euro und fünf Cent"),
            (10_000, "einhundert Euro"),
            (10_100, "einhundertein Euro"),
            (100_000, "eintausend Euro"),
            (123_400, "eintausendzweihundertvierunddreißig Euro"),
            (2_100_000, "einundzwanzigtausend Euro"),
            (10_100_000, "einhunderteintausend Euro"),
            (100_000_000, "eine Million Euro"),
            (250_000_199, "zwei Millionen fünfhunderttausendein Euro und neunundneunzig Cent"),
            (100_000_000_000, "eine Milliarde Euro"),
        ] {
            assert_eq!(says(minor, "EUR", Language::German), words);
        }
        assert_eq!(says(250, "GBP", Language::German), "zwei Pfund und fünfzig Pence");
        assert_eq!(says(101, "CHF", Language::German), "ein Franken und ein Rappen");
    }

    #[test]
    fn french_counts_by_twenties() {
        for (whole, words) in [
            (0, "zéro euro"),
            (1, "un euro"),
            (2, "deux euros"),
            (17, "dix-sept euros"),
            (21, "vingt et un euros"),
            (70, "soixante-dix euros"),
            (71, "soixante et onze euros"),
            (72, "soixante-douze euros"),
            (76, "soixante-seize euros"),
            (77, "soixante-dix-sept euros"),
            (79, "soixante-dix-neuf euros"),
            (80, "quatre-vingts euros"),
            (81, "quatre-vingt-un euros"),
            (89, "quatre-vingt-neuf euros"),
            (90, "quatre-vingt-dix euros"),
            (91, "quatre-vingt-onze euros"),
            (97, "quatre-vingt-dix-sept euros"),
            (99, "quatre-vingt-dix-neuf euros"),
            (100, "cent euros"),
            (101, "cent un euros"),
            (200, "deux cents euros"),
            (250, "deux cent cinquante euros"),
            (1_000, "mille euros"),
            (1_001, "mille un euros"),
            (80_000, "quatre-vingt mille euros"),
            (200_000, "deux cent mille euros"),
            (1_000_000, "un million d’euros"),
            (2_000_000, "deux millions d’euros"),
            (80_000_000, "quatre-vingts millions d’euros"),
            (1_000_001, "un million un euros"),
            (1_200_000, "un million deux cent mille euros"),
        ] {
            assert_eq!(says(whole * 100, "EUR", Language::French), words);
        }
        assert_eq!(says(25_005, "EUR", Language::French), "deux cent cinquante euros et cinq centimes");
        assert_eq!(says(1, "EUR", Language::French), "un centime");
        assert_eq!(says(200_000_000, "CAD", Language::French), "deux millions de dollars");
        assert_eq!(says(150, "CAD", Language::French), "un dollar et cinquante cents");
    }

    proptest::proptest! {
        #[test]
        fn different_amounts_read_differently(a in 0_i64..10_000_000, b in 0_i64..10_000_000) {
            for language in [Language::English, Language::AmericanEnglish, Language::German, Language::French] {
                proptest::prop_assert_eq!(a == b, says(a, "EUR", language) == says(b, "EUR", language));
            }
        }
    }
}
