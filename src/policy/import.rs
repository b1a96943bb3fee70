//! A text from a file: Markdown, plain text, or what a word processor wrote.

use std::path::Path;

use super::body::{Body, Kind};
use super::compare::{Step, compare, keep_ids};
use super::{docx, markdown};
use crate::kit::{Problem, Result};
use crate::t;
use crate::tabular::decode;

/// More than any paper has.
pub const MOST_BYTES: u64 = 64 * 1024 * 1024;

/// A text that was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Read {
    pub body: Body,
    /// What it calls itself: its title, or its first heading.
    pub title: Option<String>,
    /// What was not taken over as it was.
    pub remarks: Vec<String>,
}

/// Reads the bytes of a file. Tracked changes of a Word file are taken as accepted, which is said.
///
/// # Errors
/// When it is no text, or there is none in it.
pub fn read(bytes: Vec<u8>) -> Result<Read> {
    let mut read = if bytes.starts_with(b"PK\x03\x04") { word(&bytes)? } else { plain(bytes)? };
    if read.body.clauses.is_empty() {
        return Err(Problem::input(t!("There is no text in this file")));
    }
    let heading = read.body.clauses.first().filter(|clause| clause.kind == Kind::Heading);
    read.title = read.title.or_else(|| heading.map(|heading| heading.text.clone()));
    Ok(read)
}

fn word(bytes: &[u8]) -> Result<Read> {
    let found = docx::read(bytes, docx::Take::Accept)?;
    let mut remarks = Vec::new();
    if !found.authors.is_empty() {
        let names: Vec<&str> = found.authors.keys().map(String::as_str).collect();
        remarks.push(t!("Tracked changes by {names} were taken as accepted", names = crate::kit::text::list(&names)));
    }
    if found.tables > 0 {
        remarks.push(t!("The words of tables were taken, not the tables").to_owned());
    }
    if found.pictures > 0 {
        remarks.push(t!("Pictures were left out").to_owned());
    }
    let title = Some(found.title).filter(|title| !title.trim().is_empty());
    Ok(Read { body: found.body, title, remarks })
}

fn plain(bytes: Vec<u8>) -> Result<Read> {
    let decoded = decode(bytes, None)?;
    if decoded.first_nul.is_some() {
        return Err(
            Problem::input(t!("This is no text")).hint(t!("Markdown, plain text and Word files (.docx) can be read"))
        );
    }
    let mut remarks = Vec::new();
    if decoded.text.lines().map(str::trim).any(|line| line.len() > 1 && line.starts_with('|') && line.ends_with('|')) {
        remarks.push(t!("Each row of a table was taken as a line of text").to_owned());
    }
    Ok(Read { body: markdown::read(&decoded.text), remarks, ..Read::default() })
}

/// The bytes of a file, unless there are more than so many.
///
/// # Errors
/// When it cannot be read, or is too large.
pub fn bytes(path: &Path, most: u64) -> Result<Vec<u8>> {
    let unread = |e| Problem::file(t!("The file could not be read: {path}", path = path.display())).because(e);
    if std::fs::metadata(path).map_err(unread)?.len() > most {
        return Err(Problem::input(t!("This file is too large: {path}", path = path.display())));
    }
    std::fs::read(path).map_err(unread)
}

/// What a text would change in the one that is there, and the text with the ids it would have: clauses that are there keep theirs,
/// new ones get ids from `next` on.
pub fn held_against(before: &Body, next: i64, mut body: Body) -> (Vec<Step>, Body) {
    body.straighten();
    keep_ids(before, &mut body, next);
    (compare(before, &body), body)
}
