//! Links between people, and the households that follow from them.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension as _, params};

use super::super::link::{End, LinkId, LinkKind, Linked, ends};
use super::super::model::PersonId;
use super::write::NewId;
use crate::kit::{Problem, Result};
use crate::t;

/// The links of a person from both ends, in the order of their kinds.
///
/// # Errors
/// When the file cannot be read.
pub fn links(conn: &Connection, id: PersonId) -> Result<Vec<Linked>> {
    let mut select = conn.prepare_cached(
        "SELECT l.id, l.kind, 0, l.other, p.name, l.note FROM person_link l JOIN person p ON p.id = l.other WHERE l.person = ?1 \
         UNION ALL \
         SELECT l.id, l.kind, 1, l.person, p.name, l.note FROM person_link l JOIN person p ON p.id = l.person WHERE l.other = ?1",
    )?;
    let mut found = Vec::new();
    let mut rows = select.query([id.0])?;
    while let Some(row) = rows.next()? {
        let Some(kind) = LinkKind::of(super::text(row, 1)?) else { continue };
        found.push(Linked {
            id: LinkId(row.get(0)?),
            kind,
            end: if row.get(2)? { End::Other } else { End::Start },
            other: PersonId(row.get(3)?),
            name: row.get(4)?,
            note: row.get(5)?,
        });
    }
    found.sort_by(|a, b| (a.kind, a.end, &a.name, a.id).cmp(&(b.kind, b.end, &b.name, b.id)));
    Ok(found)
}

/// Adds a link; `None` where it is there already.
pub(in crate::people) fn add_link(
    conn: &Connection,
    new_id: NewId<'_>,
    (kind, end): (LinkKind, End),
    one: PersonId,
    other: PersonId,
    note: &str,
) -> Result<Option<LinkId>> {
    let (start, far) = ends(kind, end, one, other);
    let there = conn
        .prepare_cached("SELECT 1 FROM person_link WHERE person = ?1 AND other = ?2 AND kind = ?3")?
        .exists(params![start.0, far.0, kind.key()])?;
    if there {
        return Ok(None);
    }
    let id = LinkId(new_id());
    conn.prepare_cached("INSERT INTO person_link (id, person, other, kind, note) VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute(params![id.0, start.0, far.0, kind.key(), note])?;
    Ok(Some(id))
}

/// A link with the names of both, from its start.
///
/// # Errors
/// When there is no such link.
pub(in crate::people) fn link(conn: &Connection, id: LinkId) -> Result<(LinkKind, String, String)> {
    let found = conn
        .prepare_cached(
            "SELECT l.kind, a.name, b.name FROM person_link l JOIN person a ON a.id = l.person JOIN person b ON b.id = l.other \
             WHERE l.id = ?1",
        )?
        .query_row([id.0], |row| Ok((row.get::<_, String>(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    let none = || Problem::input(t!("This link is no longer there"));
    let (kind, one, other) = found.ok_or_else(none)?;
    Ok((LinkKind::of(&kind).ok_or_else(none)?, one, other))
}

pub(in crate::people) fn delete_link(conn: &Connection, id: LinkId) -> Result<()> {
    conn.prepare_cached("DELETE FROM person_link WHERE id = ?1")?.execute([id.0])?;
    Ok(())
}

/// Lets the households of a person start at the smaller id again, each once, after a merge gave them another end.
pub(super) fn straighten(conn: &Connection, id: PersonId) -> Result<()> {
    conn.prepare_cached(
        "DELETE FROM person_link WHERE (person = ?1 OR other = ?1) AND kind = 'household' AND person > other AND EXISTS \
         (SELECT 1 FROM person_link l WHERE l.person = person_link.other AND l.other = person_link.person AND l.kind = 'household')",
    )?
    .execute([id.0])?;
    conn.prepare_cached(
        "UPDATE person_link SET person = other, other = person \
         WHERE (person = ?1 OR other = ?1) AND kind = 'household' AND person > other",
    )?
    .execute([id.0])?;
    Ok(())
}

/// Everybody who lives with a person, the person too, in the order of ids: who is linked to who is linked.
///
/// # Errors
/// When the file cannot be read.
pub fn household(conn: &Connection, id: PersonId) -> Result<Vec<PersonId>> {
    let mut select = conn.prepare_cached(
        "SELECT other FROM person_link WHERE person = ?1 AND kind = 'household' \
         UNION SELECT person FROM person_link WHERE other = ?1 AND kind = 'household'",
    )?;
    let (mut seen, mut next) = (BTreeSet::from([id]), vec![id]);
    while let Some(one) = next.pop() {
        for other in select.query_map([one.0], |row| row.get(0))? {
            let other = PersonId(other?);
            if seen.insert(other) {
                next.push(other);
            }
        }
    }
    Ok(seen.into_iter().collect())
}

/// The one of each household who stands for it (the smallest id), for everybody who lives with somebody: letters go there
/// once.
///
/// # Errors
/// When the file cannot be read.
pub fn households(conn: &Connection) -> Result<BTreeMap<PersonId, PersonId>> {
    let mut select = conn.prepare_cached("SELECT person, other FROM person_link WHERE kind = 'household'")?;
    let mut above: BTreeMap<PersonId, PersonId> = BTreeMap::new();
    for row in select.query_map([], |row| Ok((PersonId(row.get(0)?), PersonId(row.get(1)?))))? {
        let (one, other) = row?;
        let (a, b) = (top(&above, one), top(&above, other));
        above.insert(a.max(b), a.min(b));
        above.entry(a.min(b)).or_insert(a.min(b));
    }
    Ok(above.keys().map(|one| (*one, top(&above, *one))).collect())
}

/// The one at the end of the chain.
fn top(above: &BTreeMap<PersonId, PersonId>, mut one: PersonId) -> PersonId {
    while let Some(next) = above.get(&one).filter(|next| **next != one) {
        one = *next;
    }
    one
}
