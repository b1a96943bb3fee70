//! The letters of an office: its own rows, and those of the program that no row takes the place of.

use rusqlite::{Connection, Row, params};

use super::super::model::{Envelope, Letter, LetterId, built_in, names_match};
use crate::kit::{Problem, Result};
use crate::office::profile::PaperSize;
use crate::t;

const COLUMNS: &str = "id, key, title, heading, body, paper, envelope, signed";

fn letter(row: &Row<'_>) -> rusqlite::Result<Letter> {
    let (paper, envelope): (String, String) = (row.get(5)?, row.get(6)?);
    Ok(Letter {
        id: Some(LetterId(row.get(0)?)),
        key: row.get(1)?,
        title: row.get(2)?,
        about: String::new(),
        heading: row.get(3)?,
        body: row.get(4)?,
        paper: [PaperSize::A4, PaperSize::Letter].into_iter().find(|p| p.name() == paper),
        envelope: Envelope::of(&envelope),
        signed: row.get(7)?,
    })
}

/// Every letter: the program's in their order, each as the office changed it; then the office's own by title.
///
/// # Errors
/// When the file cannot be read.
pub fn all(conn: &Connection) -> Result<Vec<Letter>> {
    let mut select = conn.prepare_cached(&format!("SELECT {COLUMNS} FROM letter ORDER BY title, id"))?;
    let mut rows = select.query_map([], letter)?.collect::<rusqlite::Result<Vec<Letter>>>()?;
    let mut letters = Vec::new();
    for original in built_in()? {
        match rows.iter().position(|row| row.key == original.key) {
            Some(at) => letters.push(Letter { about: original.about.clone(), ..rows.remove(at) }),
            None => letters.push(original.clone()),
        }
    }
    letters.extend(rows);
    Ok(letters)
}

/// One letter by its row, or by its name in the program.
///
/// # Errors
/// When there is none.
pub fn find(conn: &Connection, handle: &str) -> Result<Letter> {
    all(conn)?
        .into_iter()
        .find(|letter| letter.handle() == handle || !letter.key.is_empty() && letter.key == handle)
        .ok_or_else(|| {
            Problem::input(t!("This letter is no longer there"))
                .hint(t!("It may have been removed; undo would bring it back"))
        })
}

/// One letter as somebody names it: by its title, the beginning of a title that no other has, its name in the program or its
/// row.
///
/// # Errors
/// When there is none, or several are meant; the message lists the titles.
pub fn named(conn: &Connection, name: &str) -> Result<Letter> {
    let letters = all(conn)?;
    let exact = |l: &&Letter| names_match(name, &l.title) || l.handle() == name.trim() || names_match(name, &l.key);
    if let Some(letter) = letters.iter().find(exact) {
        return Ok(letter.clone());
    }
    let begins = crate::kit::fold::fold(name);
    let near: Vec<&Letter> = letters.iter().filter(|l| crate::kit::fold::fold(&l.title).starts_with(&begins)).collect();
    match near.as_slice() {
        [one] if !begins.is_empty() => Ok((*one).clone()),
        _ => {
            let titles: Vec<&str> = letters.iter().map(|l| l.title.as_str()).collect();
            Err(Problem::input(t!("There is no letter “{name}”", name = name))
                .hint(t!("The letters are: {titles}", titles = titles.join("; "))))
        }
    }
}

fn fields(letter: &Letter) -> [String; 6] {
    [
        letter.key.clone(),
        letter.title.clone(),
        letter.heading.clone(),
        letter.body.clone(),
        letter.paper.map(PaperSize::name).unwrap_or_default().to_owned(),
        letter.envelope.map(Envelope::key).unwrap_or_default().to_owned(),
    ]
}

pub(in crate::letters) fn insert(conn: &Connection, id: LetterId, letter: &Letter) -> Result<()> {
    let [key, title, heading, body, paper, envelope] = fields(letter);
    conn.execute(
        &format!("INSERT INTO letter ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"),
        params![id.0, key, title, heading, body, paper, envelope, letter.signed],
    )?;
    Ok(())
}

pub(in crate::letters) fn update(conn: &Connection, id: LetterId, letter: &Letter) -> Result<()> {
    let [key, title, heading, body, paper, envelope] = fields(letter);
    conn.execute(
        "UPDATE letter SET key = ?2, title = ?3, heading = ?4, body = ?5, paper = ?6, envelope = ?7, signed = ?8 \
         WHERE id = ?1 AND (key, title, heading, body, paper, envelope, signed) IS NOT (?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        params![id.0, key, title, heading, body, paper, envelope, letter.signed],
    )?;
    Ok(())
}

pub(in crate::letters) fn delete(conn: &Connection, id: LetterId) -> Result<()> {
    conn.execute("DELETE FROM letter WHERE id = ?1", [id.0])?;
    Ok(())
}
