//! The search index: derived from people, their addresses, contacts and own fields; one row of folded words for each person.

use rusqlite::fallible_streaming_iterator::FallibleStreamingIterator as _;
use rusqlite::{Connection, OptionalExtension as _, Row, Rows, params};

use super::super::words::Document;
use super::text;
use crate::kit::Result;
use crate::office::Derived;
use crate::t;

/// The search index over people.
pub static PERSON_SEARCH: Derived = Derived {
    name: "person_search",
    says: || t!("search index"),
    sources: &[("person", "id"), ("person_address", "person"), ("person_contact", "person"), ("person_own", "person")],
    refresh,
    rebuild,
    outdated: |_conn| Ok(false),
    verify,
};

/// The people whose words are wanted.
const DIRTY: &str = "temp.dirty_person_search";
const ALL: &str = "person";

fn refresh(conn: &Connection) -> Result<()> {
    let any = conn.prepare_cached(&format!("SELECT 1 FROM {DIRTY} LIMIT 1"))?.exists([])?;
    if !any {
        return Ok(());
    }
    conn.execute(&format!("DELETE FROM person_search WHERE rowid IN (SELECT id FROM {DIRTY})"), [])?;
    fill(conn, DIRTY)
}

fn rebuild(conn: &Connection) -> Result<()> {
    // A new table is quicker than deleting word by word, and leaves nothing behind of the old one.
    let sql: String =
        conn.query_row("SELECT sql FROM main.sqlite_schema WHERE name = 'person_search'", [], |row| row.get(0))?;
    let setting: Option<i64> =
        conn.query_row("SELECT v FROM person_search_config WHERE k = 'hashsize'", [], |row| row.get(0)).optional()?;
    conn.execute_batch(&format!("DROP TABLE person_search; {sql};"))?;
    if let Some(bytes) = setting {
        conn.execute("INSERT INTO person_search (person_search, rank) VALUES ('hashsize', ?1)", [bytes])?;
    }
    fill(conn, ALL)
}

fn fill(conn: &Connection, whose: &str) -> Result<()> {
    let mut insert = conn.prepare_cached("INSERT INTO person_search (rowid, text) VALUES (?1, ?2)")?;
    each_document(conn, whose, &mut |id, text| {
        insert.execute(params![id, text])?;
        Ok(())
    })
}

/// How many people are missing from the index, misstated in it, or in it without being in the register.
fn verify(conn: &Connection) -> Result<usize> {
    let mut select = conn.prepare("SELECT rowid, text FROM person_search ORDER BY rowid")?;
    let mut stored = select.query([])?;
    let mut next = next_row(&mut stored)?;
    let mut wrong = 0;
    each_document(conn, ALL, &mut |id, text| {
        while next.as_ref().is_some_and(|(at, _)| *at < id) {
            wrong += 1;
            next = next_row(&mut stored)?;
        }
        match &next {
            Some((at, kept)) if *at == id => {
                wrong += usize::from(kept != text);
                next = next_row(&mut stored)?;
            }
            _ => wrong += 1,
        }
        Ok(())
    })?;
    while next.is_some() {
        wrong += 1;
        next = next_row(&mut stored)?;
    }
    Ok(wrong)
}

fn next_row(rows: &mut Rows<'_>) -> Result<Option<(i64, String)>> {
    Ok(match rows.next()? {
        Some(row) => Some((row.get(0)?, row.get(1)?)),
        None => None,
    })
}

/// The statements that read what the words come from, each in the order of the people. `{whose}` is a table of ids.
pub(super) const PEOPLE_SQL: &str = "SELECT p.id, p.name, p.given, p.family, p.legal_name, p.sort_name, p.number \
    FROM {whose} d CROSS JOIN person p ON p.id = d.id ORDER BY d.id";
pub(super) const CONTACTS_SQL: &str = "SELECT c.person, c.channel, c.value \
    FROM {whose} d CROSS JOIN person_contact c ON c.person = d.id ORDER BY d.id, c.id";
pub(super) const POSTCODES_SQL: &str = "SELECT a.person, a.postcode \
    FROM {whose} d CROSS JOIN person_address a ON a.person = d.id ORDER BY d.id, a.id";

pub(super) const OWN_SQL: &str = "SELECT o.person, o.value \
    FROM {whose} d CROSS JOIN person_own o ON o.person = d.id ORDER BY d.id, o.field";

/// Calls `take` with the id and the words of each person, in the order of ids. Four statements walk side by side.
fn each_document(conn: &Connection, whose: &str, take: &mut dyn FnMut(i64, &str) -> Result<()>) -> Result<()> {
    let prepare = |sql: &str| conn.prepare(&sql.replace("{whose}", whose));
    let (mut people, mut contacts, mut postcodes) =
        (prepare(PEOPLE_SQL)?, prepare(CONTACTS_SQL)?, prepare(POSTCODES_SQL)?);
    let mut own = prepare(OWN_SQL)?;
    let mut own = Walk::new(own.query([])?)?;
    let mut people = people.query([])?;
    let mut contacts = Walk::new(contacts.query([])?)?;
    let mut postcodes = Walk::new(postcodes.query([])?)?;
    let mut document = Document::default();
    while let Some(row) = people.next()? {
        let id: i64 = row.get(0)?;
        document.clear();
        let name = text(row, 1)?;
        document.words(name);
        document.parts(name, &[text(row, 2)?, text(row, 3)?, text(row, 4)?, text(row, 5)?]);
        if let Some(number) = row.get::<_, Option<String>>(6)? {
            document.code(&number);
        }
        contacts.each_of(id, |row| {
            let value = text(row, 2)?;
            match text(row, 1)? {
                "phone" => document.phone(value),
                _ => document.words(value),
            }
            Ok(())
        })?;
        postcodes.each_of(id, |row| {
            document.code(text(row, 1)?);
            Ok(())
        })?;
        own.each_of(id, |row| {
            document.own(text(row, 1)?);
            Ok(())
        })?;
        take(id, document.text())?;
    }
    Ok(())
}

/// Rows in the order of their owner (the first column), read as far as the owners have been asked for.
pub(super) struct Walk<'s> {
    rows: Rows<'s>,
    /// The owner of the row the statement stands on; `None` at the end.
    owner: Option<i64>,
}

impl<'s> Walk<'s> {
    pub(super) fn new(rows: Rows<'s>) -> Result<Self> {
        let mut walk = Self { rows, owner: None };
        walk.step()?;
        Ok(walk)
    }

    fn step(&mut self) -> Result<()> {
        self.owner = match self.rows.next()? {
            Some(row) => Some(row.get(0)?),
            None => None,
        };
        Ok(())
    }

    pub(super) fn each_of(&mut self, owner: i64, mut take: impl FnMut(&Row<'_>) -> Result<()>) -> Result<()> {
        while self.owner.is_some_and(|at| at <= owner) {
            if self.owner == Some(owner)
                && let Some(row) = self.rows.get()
            {
                take(row)?;
            }
            self.step()?;
        }
        Ok(())
    }
}
