//! Who may be meant by a name that nobody has: the people whose names are a slip of the pen away.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension as _, params};

use super::super::model::PersonId;
use super::super::words::Query;
use super::search::{Hit, WORDS_SQL, card};
use crate::kit::Result;
use crate::kit::fold::fold;

/// How many people are compared at most, of each way of looking.
const CANDIDATES: i64 = 400;
/// Two words from here on are one with a slip in it (Jaro-Winkler).
const SLIP: f64 = 0.82;
/// A shorter text is like everything.
const LEAST_LETTERS: usize = 3;

/// The people whose names are most like a text, the likeliest first; nobody where none is a slip away. Meant for a text that
/// [`super::search`] finds nobody for.
///
/// # Errors
/// When the file cannot be read.
pub fn near(conn: &Connection, text: &str, most: usize) -> Result<Vec<Hit>> {
    let Some(query) = Query::of(text).filter(|query| query.folded.chars().count() >= LEAST_LETTERS) else {
        return Ok(Vec::new());
    };
    let mut name = conn.prepare_cached("SELECT name FROM person WHERE id = ?1")?;
    let mut ranked: Vec<(f64, String, i64)> = Vec::new();
    for id in candidates(conn, &query.words)? {
        let Some(name) = name.query_row([id], |row| row.get::<_, String>(0)).optional()? else { continue };
        if let Some(alike) = alike(&query.words, &fold(&name)) {
            ranked.push((alike, name, id));
        }
    }
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| (&a.1, a.2).cmp(&(&b.1, b.2))));
    ranked.into_iter().take(most).map(|(_, _, id)| card(conn, PersonId(id))).collect()
}

/// Those who have all words but one, and the beginning of that; who have the beginnings of all; and who have any that begins
/// as one does, rare ones first. A slip is seldom in the first two letters.
fn candidates(conn: &Connection, words: &[String]) -> Result<BTreeSet<i64>> {
    let begins = |word: &str, letters: usize| {
        let beginning: String = word.chars().take(letters).collect();
        format!("\"{beginning}\"*")
    };
    let mut asked: Vec<String> = Vec::new();
    for wrong in 0..words.len() {
        let one = |(at, word): (usize, &String)| if at == wrong { begins(word, 1) } else { format!("\"{word}\"") };
        asked.push(words.iter().enumerate().map(one).collect::<Vec<_>>().join(" "));
    }
    asked.push(words.iter().map(|word| begins(word, 2)).collect::<Vec<_>>().join(" "));
    asked.extend(words.iter().map(|word| begins(word, 4)));
    let mut found = BTreeSet::new();
    let mut select = conn.prepare_cached(WORDS_SQL)?;
    for expression in asked {
        for id in select.query_map(params![expression, CANDIDATES], |row| row.get::<_, i64>(0))? {
            found.insert(id?);
        }
    }
    Ok(found)
}

/// How like a folded name is to the words that were typed; nothing where a word is like none of its own.
fn alike(words: &[String], name: &str) -> Option<f64> {
    let mut sum = 0.0;
    for word in words {
        let best = name.split(' ').map(|own| strsim::jaro_winkler(word, own)).fold(0.0, f64::max);
        if best < SLIP {
            return None;
        }
        sum += best;
    }
    // Of two that have all words, the one with fewer others is meant rather.
    let others = name.split(' ').count().saturating_sub(words.len());
    Some(sum / words.len() as f64 - 0.01 * others as f64)
}
