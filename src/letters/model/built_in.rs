//! The letters that come with the program, as data.

use std::sync::OnceLock;

use serde::Deserialize;

use super::Letter;
use crate::kit::{Problem, Result};
use crate::t;

const SOURCE: &str = include_str!("../../../assets/letters.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    letter: Vec<Written>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    key: String,
    title: String,
    about: String,
    heading: String,
    body: String,
}

/// All of them, in their order.
///
/// # Errors
/// When the data inside the program is damaged.
pub fn built_in() -> Result<&'static [Letter]> {
    static LETTERS: OnceLock<std::result::Result<Vec<Letter>, String>> = OnceLock::new();
    let read = || -> std::result::Result<Vec<Letter>, String> {
        let file: File = toml::from_str(SOURCE).map_err(|e| e.to_string())?;
        let letter = |w: Written| Letter {
            key: w.key,
            title: w.title,
            about: w.about,
            heading: w.heading,
            body: w.body.trim().to_owned(),
            signed: true,
            ..Letter::default()
        };
        Ok(file.letter.into_iter().map(letter).collect())
    };
    match LETTERS.get_or_init(read) {
        Ok(letters) => Ok(letters),
        Err(why) => Err(Problem::defect(t!("The letters inside the program are damaged")).because(why.clone())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_letter_has_a_name_of_its_own_and_says_something() {
        let all = built_in().unwrap();
        let mut keys: Vec<_> = all.iter().map(|letter| letter.key.as_str()).collect();
        for key in ["plain", "reminder_friendly", "reminder_firm", "reminder_last"] {
            assert!(keys.contains(&key), "{key}");
        }
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), all.len());
        assert!(all.iter().all(|l| l.body.len() > 40 && !l.title.is_empty() && !l.about.is_empty()));
    }
}
