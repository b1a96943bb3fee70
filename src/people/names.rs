//! Guesses about names, all of which a person can overrule: what to sort by, which part is the family's.

use crate::kit::fold::fold;

/// Words that belong to the family name they stand before.
const PARTICLES: &[&str] = &[
    "af", "al", "av", "ben", "bin", "bint", "da", "dal", "de", "del", "della", "den", "der", "des", "di", "do", "dos",
    "du", "el", "ibn", "la", "le", "los", "mac", "op", "st", "st.", "te", "ten", "ter", "van", "vom", "von", "y", "zu",
    "zum", "zur",
];

/// Words behind a name that are no part of it.
const SUFFIXES: &[&str] = &[
    "jr", "sr", "ii", "iii", "iv", "mp", "msp", "mla", "obe", "mbe", "cbe", "kc", "qc", "phd", "md", "esq", "ba", "ma",
    "jp",
];

/// What the names of organisations end in, folded, and no family is called.
pub(super) const LEGAL_FORMS: &[&str] = &[
    "ltd",
    "limited",
    "plc",
    "llp",
    "llc",
    "inc",
    "incorporated",
    "corp",
    "cic",
    "cio",
    "gmbh",
    "ag",
    "kg",
    "ohg",
    "ug",
    "sarl",
    "bv",
    "nv",
    "pty",
];

/// Whether a name is that of an organisation by its end: `Printer Ltd`, `Müller GmbH & Co. KG`.
pub fn is_organisation(name: &str) -> bool {
    let folded = fold(name);
    // A name of one word is a name, whatever it is.
    folded.rsplit_once(' ').is_some_and(|(_, last)| LEGAL_FORMS.contains(&last))
}

/// What a list is sorted by: "Żółkiewski, Łukasz" for "Łukasz Żółkiewski".
///
/// The parts decide where they are given. Otherwise the last word is the family name, with the particles before it, or the
/// words in capitals where only they are; names in Chinese, Japanese and Korean already begin with the family's.
pub fn sort_name(name: &str, given: &str, family: &str, organisation: bool) -> String {
    if organisation {
        return name.strip_prefix("The ").unwrap_or(name).to_owned();
    }
    match (given.is_empty(), family.is_empty()) {
        (false, false) => format!("{family}, {given}"),
        // What of the name is not the family's comes behind it.
        (true, false) => match name.replacen(family, "", 1).split_whitespace().collect::<Vec<_>>().join(" ") {
            rest if rest.is_empty() || rest == name => family.to_owned(),
            rest => format!("{family}, {rest}"),
        },
        _ => match split(name) {
            (given, family) if given.is_empty() => family,
            (given, family) => format!("{family}, {given}"),
        },
    }
}

/// Given and family part of a name, as far as it shows. A name of one word, or in a script that writes the family first,
/// is all family.
pub fn split(name: &str) -> (String, String) {
    let words: Vec<&str> = name.split_whitespace().collect();
    let whole = || (String::new(), words.join(" "));
    if words.len() < 2 || name.contains(',') || name.chars().any(is_family_first) {
        return whole();
    }
    let named = words.iter().rposition(|w| !is_suffix(w)).map_or(words.len(), |at| at + 1);
    let shouted =
        |word: &&str| word.chars().filter(|c| c.is_alphabetic()).count() > 1 && !word.chars().any(char::is_lowercase);
    let capitals = words.iter().take(named).filter(|w| shouted(w)).count();
    if (1..named).contains(&capitals) {
        let (family, given): (Vec<&str>, Vec<&str>) = words.iter().take(named).partition(|w| shouted(w));
        return (given.join(" "), family.join(" "));
    }
    let mut first = named.saturating_sub(1);
    while first > 1 && words.get(first - 1).is_some_and(|w| PARTICLES.contains(&w.to_lowercase().as_str())) {
        first -= 1;
    }
    if first == 0 {
        return whole();
    }
    let join = |from: usize, to: usize| words.get(from..to).unwrap_or_default().join(" ");
    (join(0, first), join(first, named))
}

fn is_suffix(word: &str) -> bool {
    let plain: String = word.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
    SUFFIXES.contains(&plain.as_str())
}

/// Letters of scripts in which names begin with the family's: Han, kana, Hangul.
fn is_family_first(c: char) -> bool {
    matches!(u32::from(c), 0x1100..=0x11FF | 0x3040..=0x30FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xAC00..=0xD7AF | 0x20000..=0x323AF)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_sort_as_their_people_would_look_for_them() {
        for (name, given, family, sorted) in [
            ("Łukasz Żółkiewski", "", "", "Żółkiewski, Łukasz"),
            ("Ludwig van der Berg", "", "", "van der Berg, Ludwig"),
            ("Van Morrison", "", "", "Morrison, Van"),
            ("王小明", "", "", "王小明"),
            ("Sukarno", "", "", "Sukarno"),
            ("Ashraf GHANI", "", "", "GHANI, Ashraf"),
            ("ANN LEE", "", "", "LEE, ANN"),
            ("Martin Luther King Jr.", "", "", "King, Martin Luther"),
            ("Lee, Ann", "", "", "Lee, Ann"),
            ("Nguyễn Thị Ánh", "Ánh", "Nguyễn", "Nguyễn, Ánh"),
            ("Gabriel García Márquez", "", "García Márquez", "García Márquez, Gabriel"),
            ("", "", "", ""),
        ] {
            assert_eq!(sort_name(name, given, family, false), sorted, "{name}");
        }
        assert_eq!(sort_name("The Blue Cross", "", "", true), "Blue Cross");
        assert_eq!(sort_name("Friends of the Park", "", "", true), "Friends of the Park");
    }
}
