//! The names of languages: codes and what languages call themselves become the English name, so that totals add up.

use crate::kit::fold::fold;

/// The English name, the two-letter code of ISO 639-1, and other names, folded.
const KNOWN: &[(&str, &str, &[&str])] = &[
    ("Arabic", "ar", &["العربية"]),
    ("Bengali", "bn", &["bangla"]),
    ("Bulgarian", "bg", &[]),
    ("Catalan", "ca", &["catala"]),
    ("Chinese", "zh", &["mandarin", "cantonese"]),
    ("Cornish", "kw", &["kernewek"]),
    ("Croatian", "hr", &["hrvatski"]),
    ("Czech", "cs", &["cestina"]),
    ("Danish", "da", &["dansk"]),
    ("Dutch", "nl", &["nederlands"]),
    ("English", "en", &["englisch", "anglais", "ingles"]),
    ("Estonian", "et", &[]),
    ("Finnish", "fi", &["suomi"]),
    ("French", "fr", &["francais", "franzosisch"]),
    ("German", "de", &["deutsch", "allemand"]),
    ("Greek", "el", &["ελληνικα"]),
    ("Gujarati", "gu", &[]),
    ("Hebrew", "he", &[]),
    ("Hindi", "hi", &[]),
    ("Hungarian", "hu", &["magyar"]),
    ("Irish", "ga", &["gaeilge"]),
    ("Italian", "it", &["italiano"]),
    ("Japanese", "ja", &[]),
    ("Latvian", "lv", &[]),
    ("Lithuanian", "lt", &[]),
    ("Norwegian", "no", &["norsk"]),
    ("Panjabi", "pa", &["punjabi"]),
    ("Polish", "pl", &["polski"]),
    ("Portuguese", "pt", &["portugues"]),
    ("Romanian", "ro", &["romana"]),
    ("Russian", "ru", &["русскии"]),
    ("Scots", "sco", &[]),
    ("Scottish Gaelic", "gd", &["gaelic", "gaidhlig"]),
    ("Slovak", "sk", &[]),
    ("Slovene", "sl", &["slovenian"]),
    ("Somali", "so", &[]),
    ("Spanish", "es", &["espanol", "castellano"]),
    ("Swedish", "sv", &["svenska"]),
    ("Tamil", "ta", &[]),
    ("Turkish", "tr", &["turkce"]),
    ("Ukrainian", "uk", &["українська"]),
    ("Urdu", "ur", &[]),
    ("Vietnamese", "vi", &["tieng viet"]),
    ("Welsh", "cy", &["cymraeg"]),
];

/// The English name where the language is known, else as it was written.
pub fn name_of(text: &str) -> String {
    let folded = fold(text);
    let known = KNOWN.iter().find(|(name, code, others)| {
        fold(name) == folded || *code == folded || others.iter().any(|other| fold(other) == folded)
    });
    known.map_or_else(|| text.to_owned(), |(name, _, _)| (*name).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_own_names_become_one_name() {
        for text in ["cy", "Cymraeg", "welsh", "WELSH"] {
            assert_eq!(name_of(text), "Welsh", "{text}");
        }
        assert_eq!(name_of("Français"), "French");
        assert_eq!(name_of("Українська"), "Ukrainian");
        assert_eq!(name_of("British Sign Language"), "British Sign Language");
    }
}
