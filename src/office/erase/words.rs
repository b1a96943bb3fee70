//! The words by which people can be known in texts: names, e-mail addresses, numbers, streets; and finding them there.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;
use serde_json::Value;

use super::super::personal::Map;
use super::collect::{Collected, Fate};
use crate::kit::Result;
use crate::kit::fold::fold;

/// Words to look for, folded; found only as whole words.
#[derive(Clone, Debug, Default)]
pub(in crate::office) struct Words {
    by_first: BTreeMap<String, Vec<Vec<String>>>,
}

impl Words {
    pub fn add(&mut self, text: &str) {
        let words: Vec<String> = fold(text).split_whitespace().map(str::to_owned).collect();
        if let Some(first) = words.first() {
            let list = self.by_first.entry(first.clone()).or_default();
            if !list.contains(&words) {
                list.push(words);
            }
        }
    }

    fn take_in(&mut self, other: &Self) {
        for words in other.by_first.values().flatten() {
            self.add(&words.join(" "));
        }
    }

    pub fn is_empty(&self) -> bool {
        self.by_first.is_empty()
    }

    /// Whether a text has any of them.
    pub fn stand_in(&self, text: &str) -> bool {
        if self.is_empty() || text.is_empty() {
            return false;
        }
        let folded = fold(text);
        let words: Vec<&str> = folded.split_whitespace().collect();
        words.iter().enumerate().any(|(at, word)| {
            self.by_first.get(*word).is_some_and(|list| {
                list.iter().any(|wanted| {
                    words.get(at..at + wanted.len()).is_some_and(|here| here.iter().zip(wanted).all(|(a, b)| a == b))
                })
            })
        })
    }

    /// Whether any text of a JSON value has one of them.
    pub fn stand_in_json(&self, value: &Value) -> bool {
        match value {
            Value::String(text) => self.stand_in(text),
            Value::Array(list) => list.iter().any(|v| self.stand_in_json(v)),
            Value::Object(map) => map.values().any(|v| self.stand_in_json(v)),
            _ => false,
        }
    }
}

/// The words of the collected people: `any` for rows and steps that are theirs, `own` for everything else. A word that
/// somebody else in the register has too (a shared street, the same name), or that is too short to tell, is not `own`.
#[derive(Debug, Default)]
pub(in crate::office) struct Known {
    /// With each word of a name by itself: "QUACKENBUSH" in a bank's reference, "lee.pdf" in a step of theirs.
    pub any: Words,
    pub own: Words,
    /// What a reason may not say: names as a whole, and their longer words.
    pub named: Words,
}

impl Known {
    /// Adds the words of another.
    pub fn take_in(&mut self, other: &Self) {
        self.any.take_in(&other.any);
        self.own.take_in(&other.own);
        self.named.take_in(&other.named);
    }
}

pub(in crate::office) fn known(conn: &Connection, map: &Map, found: &Collected) -> Result<Known> {
    let mut texts: BTreeSet<(usize, &'static str, String)> = BTreeSet::new();
    for ((table, id), _) in found.live.iter().filter(|(_, fate)| matches!(fate, Fate::Goes)) {
        for column in identifying(map, *table) {
            let sql = format!("SELECT \"{column}\" FROM main.\"{}\" WHERE id = ?1", map.name(*table));
            let text: Option<String> = conn.prepare_cached(&sql)?.query_row([id], |row| row.get(0))?;
            texts.extend(text.map(|text| (*table, column, text)));
        }
    }
    let mut images =
        conn.prepare_cached("SELECT before FROM journal_row WHERE tbl = ?1 AND row = ?2 AND before IS NOT NULL")?;
    for ((table, id), _) in found.all().filter(|(_, fate)| matches!(fate, Fate::Goes)) {
        let columns: Vec<_> = identifying(map, *table).collect();
        let Some(number) = map.tables.get(*table).map(|t| t.number).filter(|_| !columns.is_empty()) else { continue };
        for image in images.query_map([number, *id], |row| row.get::<_, String>(0))? {
            let Ok(Value::Object(json)) = serde_json::from_str(&image?) else { continue };
            for column in &columns {
                if let Some(Value::String(text)) = json.get(*column) {
                    texts.insert((*table, column, text.clone()));
                }
            }
        }
    }
    let mut known = Known::default();
    for (table, column, text) in texts.iter().filter(|(_, _, text)| !text.trim().is_empty()) {
        known.any.add(text);
        known.named.add(text);
        if *table == map.root {
            for word in fold(text).split_whitespace() {
                let letters = word.chars().count();
                if letters >= 3 {
                    known.any.add(word);
                }
                if letters >= 5 {
                    known.named.add(word);
                }
            }
        }
        if tells(text) && !shared(conn, map, found, *table, column, text)? {
            known.own.add(text);
        }
    }
    Ok(known)
}

fn identifying(map: &Map, table: usize) -> impl Iterator<Item = &'static str> {
    // A copy of an older version may lack a column.
    let columns = map.about(table).map_or(&[][..], |rule| rule.identifies).iter().copied();
    columns.filter(move |column| map.has(map.name(table), column))
}

/// Two words, or one long one: `Lee` alone stands in too much that is not hers.
fn tells(text: &str) -> bool {
    let folded = fold(text);
    folded.contains(' ') || folded.chars().count() >= 6
}

/// Whether a row of somebody else has the same text.
fn shared(conn: &Connection, map: &Map, found: &Collected, table: usize, column: &str, text: &str) -> Result<bool> {
    let sql = format!("SELECT id FROM main.\"{}\" WHERE fold(\"{column}\") = fold(?1)", map.name(table));
    let mut select = conn.prepare_cached(&sql)?;
    for id in select.query_map([text], |row| row.get::<_, i64>(0))? {
        if !found.live.contains_key(&(table, id?)) {
            return Ok(true);
        }
    }
    Ok(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_whole_and_folded() {
        let mut words = Words::default();
        for text in ["Łukasz Żółkiewski", "ann@example.org", "020 7946 0958", "Lee"] {
            words.add(text);
        }
        for (text, has) in [
            ("Donation of £25.00 from lukasz zolkiewski", true),
            ("Attached Łukasz-Żółkiewski.pdf", true),
            ("Changed ANN@EXAMPLE.ORG: notes", true),
            ("Called on 020 7946 0958", true),
            ("Added Leech Ltd", false),
            ("Łukasz alone", false),
            ("joann@example.org", false),
            ("Mr Lee's cheque", false),
            ("Mr Lee", true),
            ("", false),
        ] {
            assert_eq!(words.stand_in(text), has, "{text}");
        }
    }
}
