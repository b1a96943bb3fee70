//! The register as a list: counted, and read by the page from the index that it is sorted by.

use std::collections::HashSet;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::sync::Arc;

use rusqlite::types::Value;
use rusqlite::{Connection, params, params_from_iter};

use super::super::model::PersonId;
use super::super::own::OwnField;
use super::search::{self, Hit};
use super::{from_sql_count, sql_count};
use crate::kit::Result;

/// How many hits a filter by text shows, best first; who means more types more.
pub const MOST_HITS: usize = 500;

/// Some people whom a list is narrowed to, such as those of a segment, in the order of the list.
#[derive(Clone, Debug)]
pub struct Among(Arc<Narrowed>);

#[derive(Debug)]
struct Narrowed {
    ordered: Vec<PersonId>,
    all: HashSet<PersonId>,
}

impl Among {
    /// `ordered` in the order of lists, each once.
    pub fn new(ordered: Vec<PersonId>) -> Self {
        Self(Arc::new(Narrowed { all: ordered.iter().copied().collect(), ordered }))
    }

    /// How many they are.
    pub fn count(&self) -> usize {
        self.0.ordered.len()
    }

    fn contains(&self, id: i64) -> bool {
        self.0.all.contains(&PersonId(id))
    }
}

impl PartialEq for Among {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.0.ordered == other.0.ordered
    }
}

impl Eq for Among {}

impl Hash for Among {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.ordered.len().hash(state);
    }
}

/// Which people a list shows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Filter {
    /// As in a search; the list is then in the order of the search, and no longer than [`MOST_HITS`].
    pub text: String,
    pub organisation: Option<bool>,
    pub tag: Option<String>,
    /// Where they came from, however it is written.
    pub source: Option<String>,
    pub among: Option<Among>,
}

/// One row of the list: whom a search would find, and what only the list shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListRow {
    pub hit: Hit,
    /// Not to be contacted.
    pub stopped: bool,
    /// What stands in the own fields that have a column, in their order.
    pub own: Vec<String>,
}

impl Deref for ListRow {
    type Target = Hit;

    fn deref(&self) -> &Hit {
        &self.hit
    }
}

impl Filter {
    fn is_search(&self) -> bool {
        !self.text.trim().is_empty()
    }

    /// Whether it narrows the list by nothing but whom it is among.
    fn is_plain(&self) -> bool {
        self.organisation.is_none() && self.tag.is_none() && self.source.is_none()
    }

    /// The rows of `person` (called `p`) that fit, without the text.
    fn sql(&self) -> (String, Vec<Value>) {
        let (mut from, mut values) = ("person p INDEXED BY person_by_sort_key".to_owned(), Vec::new());
        let mut fits = Vec::new();
        if let Some(tag) = &self.tag {
            "person_tag t CROSS JOIN person p ON p.id = t.person".clone_into(&mut from);
            fits.push("t.tag = ?".to_owned());
            values.push(Value::Text(tag.clone()));
        }
        if let Some(organisation) = self.organisation {
            fits.push("p.organisation = ?".to_owned());
            values.push(Value::Integer(organisation.into()));
        }
        if let Some(source) = &self.source {
            fits.push("fold(p.source) = fold(?)".to_owned());
            values.push(Value::Text(source.clone()));
        }
        let fits = if fits.is_empty() { String::new() } else { format!(" WHERE {}", fits.join(" AND ")) };
        (format!("FROM {from}{fits}"), values)
    }
}

/// How many rows the list has.
///
/// # Errors
/// When the file cannot be read.
pub fn count(conn: &Connection, filter: &Filter) -> Result<usize> {
    if filter.is_search() {
        return Ok(hits(conn, filter)?.len());
    }
    if let Some(among) = &filter.among {
        return Ok(if filter.is_plain() { among.count() } else { narrowed(conn, filter, among)?.len() });
    }
    let (sql, values) = filter.sql();
    let mut select = conn.prepare_cached(&format!("SELECT count(*) {sql}"))?;
    Ok(from_sql_count(select.query_row(params_from_iter(values), |row| row.get(0))?))
}

/// The rows from `offset` on, no more than `limit`.
///
/// # Errors
/// When the file cannot be read.
pub fn page(conn: &Connection, filter: &Filter, offset: usize, limit: usize) -> Result<Vec<ListRow>> {
    if filter.is_search() {
        let ids = hits(conn, filter)?.into_iter().skip(offset).take(limit);
        return in_full(conn, ids.map(|id| search::card(conn, PersonId(id))).collect::<Result<_>>()?);
    }
    let ids = ids(conn, filter, offset, limit)?;
    in_full(conn, ids.into_iter().map(|id| search::card(conn, id)).collect::<Result<_>>()?)
}

/// Who stands in the rows from `offset` on, no more than `limit`, without what the rows show.
///
/// # Errors
/// When the file cannot be read.
pub fn ids(conn: &Connection, filter: &Filter, offset: usize, limit: usize) -> Result<Vec<PersonId>> {
    if filter.is_search() {
        return Ok(hits(conn, filter)?.into_iter().skip(offset).take(limit).map(PersonId).collect());
    }
    if let Some(among) = &filter.among {
        let page = |ids: &[PersonId]| ids.iter().skip(offset).take(limit).copied().collect();
        return Ok(if filter.is_plain() { page(&among.0.ordered) } else { page(&narrowed(conn, filter, among)?) });
    }
    let (_, mut values) = filter.sql();
    values.extend([limit, offset].map(|n| Value::Integer(sql_count(n))));
    let mut select = conn.prepare_cached(&page_sql(filter))?;
    let ids = select
        .query_map(params_from_iter(values), |row| row.get(0).map(PersonId))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    Ok(ids)
}

/// Of some people those who fit the other filters too, in the same order.
fn narrowed(conn: &Connection, filter: &Filter, among: &Among) -> Result<Vec<PersonId>> {
    let (sql, values) = filter.sql();
    let mut select = conn.prepare_cached(&format!("SELECT p.id {sql}"))?;
    let fits = select.query_map(params_from_iter(values), |row| row.get(0).map(PersonId))?;
    let fits = fits.collect::<rusqlite::Result<HashSet<_>>>()?;
    Ok(among.0.ordered.iter().copied().filter(|id| fits.contains(id)).collect())
}

/// The hits with what only the list shows.
fn in_full(conn: &Connection, hits: Vec<Hit>) -> Result<Vec<ListRow>> {
    let stopped = super::not_to_contact(conn, None)?;
    let columns: Vec<OwnField> = super::own_fields(conn)?.into_iter().filter(|field| field.in_list).collect();
    hits.into_iter()
        .map(|hit| {
            let values = if columns.is_empty() { Vec::new() } else { super::own::values(conn, hit.id)? };
            let value =
                |field: &OwnField| values.iter().find(|(id, _)| *id == field.id).map(|(_, v)| field.kind.shown(v));
            let own = columns.iter().map(|field| value(field).unwrap_or_default()).collect();
            Ok(ListRow { stopped: stopped.contains(&hit.id), own, hit })
        })
        .collect()
}

/// The ids of a page; the values of the filter, then limit and offset.
pub(super) fn page_sql(filter: &Filter) -> String {
    format!("SELECT p.id {} ORDER BY p.sort_key, p.id LIMIT ? OFFSET ?", filter.sql().0)
}

/// The ids that a filter by text lets through, best first; what a row shows is read only of those that are asked for.
fn hits(conn: &Connection, filter: &Filter) -> Result<Vec<i64>> {
    let mut hits = search::found(conn, &filter.text, MOST_HITS)?;
    if let Some(organisation) = filter.organisation {
        keep(&mut hits, conn, "SELECT 1 FROM person WHERE id = ?1 AND organisation = ?2", organisation)?;
    }
    if let Some(tag) = &filter.tag {
        keep(&mut hits, conn, "SELECT 1 FROM person_tag WHERE person = ?1 AND tag = ?2", tag)?;
    }
    if let Some(source) = &filter.source {
        keep(&mut hits, conn, "SELECT 1 FROM person WHERE id = ?1 AND fold(source) = fold(?2)", source)?;
    }
    if let Some(among) = &filter.among {
        hits.retain(|id| among.contains(*id));
    }
    Ok(hits)
}

fn keep(hits: &mut Vec<i64>, conn: &Connection, sql: &str, value: impl rusqlite::ToSql) -> Result<()> {
    let mut fits = conn.prepare_cached(sql)?;
    let mut kept = Vec::with_capacity(hits.len());
    for id in hits.drain(..) {
        if fits.exists(params![id, value])? {
            kept.push(id);
        }
    }
    *hits = kept;
    Ok(())
}

/// Where in the unfiltered list a person stands, counted from 0; `None` for one that is not in the register.
///
/// # Errors
/// When the file cannot be read.
pub fn position(conn: &Connection, id: PersonId) -> Result<Option<usize>> {
    use rusqlite::OptionalExtension as _;
    let key: Option<String> = conn
        .prepare_cached("SELECT sort_key FROM person WHERE id = ?1")?
        .query_row([id.0], |row| row.get(0))
        .optional()?;
    let Some(key) = key else { return Ok(None) };
    let mut before = conn.prepare_cached("SELECT count(*) FROM person WHERE (sort_key, id) < (?1, ?2)")?;
    Ok(Some(from_sql_count(before.query_row(params![key, id.0], |row| row.get(0))?)))
}

/// All tags with how many people have each, in the order of the alphabet.
///
/// # Errors
/// When the file cannot be read.
pub fn tags(conn: &Connection) -> Result<Vec<(String, usize)>> {
    let mut select = conn.prepare_cached("SELECT tag, count(*) FROM person_tag GROUP BY tag ORDER BY tag")?;
    let tags =
        select.query_map([], |row| Ok((row.get(0)?, from_sql_count(row.get(1)?))))?.collect::<rusqlite::Result<_>>()?;
    Ok(tags)
}
