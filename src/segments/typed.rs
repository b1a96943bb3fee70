//! A condition as commands write it: `ledger.gave least=50 when="last 12 months"`.

use crate::kit::{Problem, Result};
use crate::t;

/// The condition's key, and the texts of its parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typed {
    pub key: String,
    pub parts: Vec<(String, String)>,
}

/// Takes a condition apart. A value with spaces stands in quotation marks.
///
/// # Errors
/// When nothing is asked, a part has no `=`, or a quotation mark is not closed.
pub fn read(text: &str) -> Result<Typed> {
    let mut words = words(text)?.into_iter();
    let key = words
        .next()
        .ok_or_else(|| Problem::usage(t!("A condition is empty")).hint(t!("Write it like: people.tag tag=donor")))?;
    let parts = words.map(|word| match word.split_once('=') {
        Some((part, value)) if !part.is_empty() => Ok((part.to_owned(), value.to_owned())),
        _ => Err(Problem::usage(t!("“{word}” of the condition “{key}” has no “=”", word = word, key = key))
            .hint(t!("Write it like: {key} part=\"a value\"", key = key))),
    });
    let parts = parts.collect::<Result<_>>()?;
    Ok(Typed { key, parts })
}

/// Words between spaces, except inside quotation marks, which are taken off.
fn words(text: &str) -> Result<Vec<String>> {
    let (mut all, mut word, mut open, mut any) = (Vec::new(), String::new(), None, false);
    for c in text.chars() {
        match (open, c) {
            (Some(close), c) if c == close => open = None,
            (Some(_), c) => word.push(c),
            (None, '"') => (open, any) = (Some('"'), true),
            (None, '“') => (open, any) = (Some('”'), true),
            (None, c) if c.is_whitespace() => {
                if any {
                    all.push(std::mem::take(&mut word));
                    any = false;
                }
            }
            (None, c) => {
                word.push(c);
                any = true;
            }
        }
    }
    if open.is_some() {
        return Err(Problem::usage(t!("A quotation mark is not closed: {text}", text = text)));
    }
    if any {
        all.push(word);
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_condition_is_taken_apart() {
        let typed = read("ledger.gave  least=50 when=\"last 12 months\" appeal=“Spring appeal”").unwrap();
        assert_eq!(typed.key, "ledger.gave");
        let parts: Vec<(&str, &str)> =
            typed.parts.iter().map(|(part, value)| (part.as_str(), value.as_str())).collect();
        assert_eq!(parts, [("least", "50"), ("when", "last 12 months"), ("appeal", "Spring appeal")]);
        assert!(read("people.stopped").unwrap().parts.is_empty());
        for wrong in ["", "people.tag donor", "people.tag tag=\"donor", "people.tag =donor"] {
            assert_eq!(read(wrong).unwrap_err().exit_code(), 2, "{wrong}");
        }
    }
}
