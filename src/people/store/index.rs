//! The search index: derived from people, their addresses, contacts and own fields; one row of folded words for each person.

use rusqlite::fallible_streaming_iterator::FallibleStreamingIterator as _;
use rusqlite::{Connection, Row, Rows, params};

use super::super::model::PersonId;
use super::super::words::Document;
use super::{from_sql_count, text};
use crate::kit::Result;
use crate::office::{Derived, rows};
use crate::t;

/// The search index over people.
pub static PERSON_SEARCH: Derived = Derived {
    name: "person_search",
    says: || t!("search index"),
    sources: &[("person", "id"), ("person_address", "person"), ("person_contact", "person"), ("person_own", "person")],
    refresh,
    rebuild,
    verify,
    outdated: |_conn| Ok(false),
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
    conn.execute_batch(&format!("DROP TABLE person_search; {sql};"))?;
    fill(conn, ALL)
}

fn fill(conn: &Connection, whose: &str) -> Result<()> {
    let count = conn.query_row(&format!("SELECT count(*) FROM {whose}"), [], |row| row.get(0))?;
    at_once(conn, from_sql_count(count), || {
        let mut insert = conn.prepare_cached(INSERT)?;
        each_document(conn, whose, &mut |id, text| {
            insert.execute(params![id, text])?;
            Ok(())
        })
    })
}

const INSERT: &str = "INSERT INTO person_search (rowid, text) VALUES (?1, ?2)";

/// Puts people into the index whose words are at hand; see [`super::super::words::words_of`].
pub(in crate::people) fn add_words(conn: &Connection, people: &[(PersonId, String)]) -> Result<()> {
    let mut insert = conn.prepare_cached(INSERT)?;
    for (id, words) in people {
        insert.execute(params![id.0, words])?;
    }
    Ok(())
}

/// So many people at a time are many.
const MANY: usize = 5_000;
/// How many pieces of a size are merged, as they come and on demand, where nothing else is said.
const AUTOMERGE: i64 = 4;
/// How many are merged at the end: what is fewer leaves the saves after an import enough time to merge it bit by bit.
const AT_LEAST: i64 = 8;
/// More pages than any index has.
const ALL_PAGES: i64 = 1 << 30;

/// Fills the index with so many people. Of many, the pieces in which words are written are merged where there are too many
/// of them, and once at the end, rather than some of them after each piece; at the end, because the next save would have to.
fn at_once<T>(conn: &Connection, people: usize, fill: impl FnOnce() -> Result<T>) -> Result<T> {
    if people < MANY {
        return fill();
    }
    let set = |what: &str, to: i64| {
        conn.execute("INSERT INTO person_search (person_search, rank) VALUES (?1, ?2)", params![what, to])
    };
    set("automerge", 0)?;
    let filled = fill()?;
    set("automerge", AUTOMERGE)?;
    set("usermerge", AT_LEAST)?;
    set("merge", ALL_PAGES)?;
    set("usermerge", AUTOMERGE)?;
    Ok(filled)
}

/// Adds so many people, or fewer, in the way that is quickest for as many.
///
/// # Errors
/// Those of `add`.
pub(in crate::people) fn add_many<T>(conn: &Connection, people: usize, add: impl FnOnce() -> Result<T>) -> Result<T> {
    let there: i64 = conn.query_row("SELECT count(*) FROM person", [], |row| row.get(0))?;
    // Names and contacts come in any order, while the other indexes grow at their ends. A list that is no longer than the
    // register may be the same list again, of which nobody is new.
    let most_are_new = people >= MANY && people / 2 > from_sql_count(there);
    let scattered: &[&str] = if most_are_new { &["person_by_sort_key", "person_contact_folded"] } else { &[] };
    rows::without_indexes(conn, scattered, || at_once(conn, people, add))
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
        let parts = [text(row, 2)?, text(row, 3)?, text(row, 4)?, text(row, 5)?];
        document.person(text(row, 1)?, parts, row.get::<_, Option<String>>(6)?.as_deref());
        contacts.each_of(id, |row| {
            document.contact(super::channel(row, 1)?, text(row, 2)?);
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
