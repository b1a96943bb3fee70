//! Folding of text for search and for finding the same name written differently.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// Folds text to what a person types in a hurry: `Żółkiewski` → `zolkiewski`, `O’Brien` → `obrien`, `Straße` → `strasse`,
/// `Ελένη` → `ελενη`. Chinese and Japanese characters become words of their own; other marks become spaces.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    if text.is_ascii() {
        // Most text is; it needs no tables.
        for c in text.chars() {
            match c {
                'A'..='Z' | 'a'..='z' | '0'..='9' => out.push(c.to_ascii_lowercase()),
                '\'' | '`' => {}
                _ => space(&mut out),
            }
        }
        out.truncate(out.trim_end().len());
        return out;
    }
    for c in text.nfkd() {
        if is_combining_mark(c) || is_apostrophe(c) || is_invisible(c) {
            continue;
        }
        if is_ideograph(c) {
            space(&mut out);
            out.push(c);
            out.push(' ');
            continue;
        }
        if !c.is_alphanumeric() {
            space(&mut out);
            continue;
        }
        for lower in c.to_lowercase() {
            match lower {
                'ł' => out.push('l'),
                'đ' | 'ð' => out.push('d'),
                'ø' => out.push('o'),
                'ß' => out.push_str("ss"),
                'ı' => out.push('i'),
                'æ' => out.push_str("ae"),
                'œ' => out.push_str("oe"),
                'þ' => out.push_str("th"),
                'ħ' => out.push('h'),
                'ŧ' => out.push('t'),
                'ŋ' => out.push('n'),
                'ς' => out.push('σ'),
                'ё' => out.push('е'),
                lower if is_combining_mark(lower) => {}
                lower => out.push(lower),
            }
        }
    }
    out.truncate(out.trim_end().len());
    out
}

fn space(out: &mut String) {
    if !out.is_empty() && !out.ends_with(' ') {
        out.push(' ');
    }
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | '`' | '´' | 'ʻ' | '＇')
}

/// Marks that steer direction or joining and are never typed.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{00AD}')
}

fn is_ideograph(c: char) -> bool {
    matches!(u32::from(c), 0x3040..=0x30FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x323AF)
}

/// Only the digits of a phone number or an account number.
pub fn digits(text: &str) -> String {
    text.chars().filter_map(|c| c.to_digit(10)).filter_map(|d| char::from_digit(d, 10)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_names_as_the_design_lists_them() {
        for (name, folded) in [
            ("Łukasz Żółkiewski", "lukasz zolkiewski"),
            ("Nguyễn Văn Đức", "nguyen van duc"),
            ("Søren", "soren"),
            ("Zoë O’Brien-Núñez", "zoe obrien nunez"),
            ("Ελένη Παπαδοπούλου", "ελενη παπαδοπουλου"),
            ("王小明", "王 小 明"),
            ("Straße", "strasse"),
            ("Işık", "isik"),
            ("İstanbul", "istanbul"),
            ("  two   spaces ", "two spaces"),
        ] {
            assert_eq!(fold(name), folded);
        }
    }

    proptest::proptest! {
        #[test]
        fn folding_twice_is_folding_once(text in "\\PC{0,40}") {
            let once = fold(&text);
            proptest::prop_assert_eq!(fold(&once), once.clone());
        }

        #[test]
        fn the_short_way_for_plain_text_is_the_long_way(text in "[ -~\\t\\n]{0,40}") {
            // A letter that is not plain takes the long way for all of it.
            let long = fold(&format!("{text} é"));
            let short = format!("{} e", fold(&text));
            proptest::prop_assert_eq!(short.trim_start(), long);
        }
    }
}
