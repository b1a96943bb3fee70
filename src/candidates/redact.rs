//! A first draft of what scorers read in a sift: names, addresses, numbers and words that tell who wrote are covered. The chair
//! reads and mends it; a program does not know who “the only councillor from Quay Ward” is.

use crate::kit::fold::fold;

/// What stands in the place of what is covered.
pub const COVER: &str = "▮▮▮";

/// Words that tell of a sex, a family or an age, folded.
const TELLING: &[&str] = &[
    "he",
    "she",
    "his",
    "her",
    "him",
    "hers",
    "himself",
    "herself",
    "mr",
    "mrs",
    "ms",
    "miss",
    "mx",
    "dr",
    "sir",
    "husband",
    "wife",
    "son",
    "daughter",
    "mother",
    "father",
    "mum",
    "dad",
    "grandmother",
    "grandfather",
    "brother",
    "sister",
    "boyfriend",
    "girlfriend",
    "woman",
    "man",
    "lady",
    "gentleman",
    "male",
    "female",
    "aged",
    "retired",
    "pensioner",
];

/// Covers the words of `names`, words that tell of a sex or family, e-mail and web addresses, and long numbers. Lines, spaces and
/// other words stay as they were.
pub fn redact(text: &str, names: &[&str]) -> String {
    let folded: Vec<String> = names.iter().map(|name| fold(name)).collect();
    let own: Vec<&str> =
        folded.iter().flat_map(|name| name.split_whitespace()).filter(|w| w.chars().count() > 1).collect();
    let mut out = String::with_capacity(text.len());
    let mut word = String::new();
    for c in text.chars().chain(std::iter::once('\n')) {
        if !c.is_whitespace() {
            word.push(c);
            continue;
        }
        out.push_str(&covered(&word, &own));
        word.clear();
        out.push(c);
    }
    // The end that was added.
    out.pop();
    out
}

fn covered(word: &str, own: &[&str]) -> String {
    let digits = word.chars().filter(char::is_ascii_digit).count();
    let is_address = word.contains('@') || word.contains("://") || word.to_lowercase().starts_with("www.");
    let plain = fold(word);
    let part_of_name = plain.split_whitespace().any(|part| own.contains(&part));
    let possessive = plain.strip_suffix('s').is_some_and(|stem| own.contains(&stem));
    if !(is_address || digits >= 4 || part_of_name || possessive || TELLING.contains(&plain.as_str())) {
        return word.to_owned();
    }
    let before: String = word.chars().take_while(|c| !c.is_alphanumeric()).collect();
    let after: String = word.chars().rev().take_while(|c| ".,;:!?)”’\"".contains(*c)).collect();
    format!("{before}{COVER}{}", after.chars().rev().collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_what_tells_of_them_are_covered_and_the_rest_stays() {
        let text = "I am Ann O’Leary (ann@example.org, 01632 960123).\n\nMy husband and I ran the Quay fair in 2019; O’Leary’s café is ours.";
        assert_eq!(
            redact(text, &["Ann O'Leary"]),
            "I am ▮▮▮ ▮▮▮ (▮▮▮, ▮▮▮ ▮▮▮).\n\nMy ▮▮▮ and I ran the Quay fair in ▮▮▮; ▮▮▮ café is ours."
        );
        assert_eq!(redact("", &["Ann"]), "");
        assert_eq!(redact("  two  spaces \n", &[]), "  two  spaces \n");
    }
}
