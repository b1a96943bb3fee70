//! The right of access: everything the file holds about one person, by table, with readable names and the history of each row.
//!
//! The rule: every row that refers to the person, directly or as a part of such a row, is given whole, with what the history
//! kept of it. Of anybody else only that is given which such a row itself says: a reference to another record is given as
//! that record's name and nothing more, texts stand as they were written, and steps of the history say who did them.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;
use rusqlite::types::ValueRef;
use serde::Serialize;
use serde_json::Value;

use super::Office;
use super::attachments::{self, Attachment, AttachmentId};
use super::erase::{Collected, Fate, Place, collect, field, heading, label};
use super::personal::{Map, Personal, Table};
use super::profile;
use crate::kit::{Currency, Money, Problem, Result, day};
use crate::t;

/// Everything held about one person.
#[derive(Clone, Debug, Serialize)]
pub struct Everything {
    #[serde(serialize_with = "as_text")]
    pub person: i64,
    pub name: String,
    /// The table of people.
    #[serde(skip)]
    pub table: String,
    pub sections: Vec<Section>,
    #[serde(skip)]
    pub attachments: Vec<Attachment>,
}

/// The rows of one table.
#[derive(Clone, Debug, Serialize)]
pub struct Section {
    pub table: String,
    pub heading: String,
    pub rows: Vec<Held>,
}

/// One row.
#[derive(Clone, Debug, Serialize)]
pub struct Held {
    #[serde(serialize_with = "as_text")]
    pub id: i64,
    /// It was deleted, and the history still has it.
    pub deleted: bool,
    pub fields: Vec<FieldOf>,
    pub history: Vec<Change>,
}

/// One column of a row.
#[derive(Clone, Debug, Serialize)]
pub struct FieldOf {
    pub column: String,
    pub label: String,
    /// As the file has it; ids as text.
    pub value: Value,
    /// As a person reads it: days in words, amounts with their currency, another record by its name.
    pub shown: String,
    /// Says nothing to the person: ids, order of sorting, what is empty.
    #[serde(skip)]
    pub hidden: bool,
}

/// One change of a row.
#[derive(Clone, Debug, Serialize)]
pub struct Change {
    #[serde(serialize_with = "as_text")]
    pub step: i64,
    /// UTC, RFC 3339.
    pub at: String,
    pub who: String,
    /// The kind of step, in the words of its operation.
    pub did: String,
    pub summary: String,
    /// `insert`, `update` or `delete`.
    pub act: String,
    pub undone: bool,
    /// What the change took away and what took its place.
    pub fields: Vec<Changed>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Changed {
    pub column: String,
    pub label: String,
    pub before: String,
    pub after: String,
}

fn as_text<S: serde::Serializer>(id: &i64, s: S) -> std::result::Result<S::Ok, S::Error> {
    s.collect_str(id)
}

/// The rule of what is in it, in words for the person.
pub fn rule() -> String {
    t!(
        "Every record of this office that is about you, whole, with what the history kept of it and who changed it. Of other people only that is here which such a record itself says: another record is given by its name and nothing more, and texts stand as they were written."
    )
    .to_owned()
}

struct Reader<'a> {
    conn: &'a Connection,
    map: &'a Map,
    currency: Currency,
    office: &'a Office,
}

/// Gathers it.
///
/// # Errors
/// When there is no such person, now or in the history, or the file cannot be read.
pub fn everything(office: &Office, person: i64) -> Result<Everything> {
    office.read(|conn| {
        let map = Map::of(conn, office.setup.personal)?;
        let found = collect(conn, &map, &[person], false)?;
        let reader = Reader { conn, map: &map, currency: *profile::get(conn)?.currency, office };
        let mut by_table: BTreeMap<usize, Vec<Held>> = BTreeMap::new();
        for (place, _) in ordered(&found) {
            let deleted = found.past.contains_key(&place);
            if let Some(held) = reader.row(place, deleted, &found)? {
                by_table.entry(place.0).or_default().push(held);
            }
        }
        let rows = by_table.get(&map.root).into_iter().flatten();
        let name = rows.filter(|row| row.id == person).find_map(|row| reader.first_name(row));
        let Some(name) = name else {
            return Err(Problem::input(t!(
                "There is no such person in the register, and none that was removed from it"
            )));
        };
        let mut sections: Vec<Section> = by_table
            .into_iter()
            .map(|(table, rows)| Section { table: map.name(table).to_owned(), heading: heading(&map, table), rows })
            .collect();
        // The person first, then in the order of the schema.
        sections.sort_by_key(|s| s.table != map.name(map.root));
        let attachments = attached(conn, &map, &found)?;
        Ok(Everything { person, name, table: map.name(map.root).to_owned(), sections, attachments })
    })
}

/// Live and deleted rows in the order of table and id.
fn ordered(found: &Collected) -> BTreeMap<Place, Fate> {
    found.all().map(|(place, fate)| (*place, fate.clone())).collect()
}

fn attached(conn: &Connection, map: &Map, found: &Collected) -> Result<Vec<Attachment>> {
    let Some(table) = map.at("attachment") else { return Ok(Vec::new()) };
    let ids: BTreeSet<i64> = found.live.keys().filter(|(at, _)| *at == table).map(|(_, id)| *id).collect();
    let mut list = Vec::new();
    for (at, id) in found.live.keys().filter(|(at, _)| *at != table) {
        list.extend(attachments::of(conn, map.name(*at), *id)?.into_iter().filter(|a| ids.contains(&a.id.0)));
    }
    list.sort_by_key(|a| a.id.0);
    Ok(list)
}

/// The bytes of an attachment of [`Everything`].
///
/// # Errors
/// When it is damaged.
pub fn bytes(office: &Office, id: AttachmentId) -> Result<Vec<u8>> {
    office.read(|conn| attachments::bytes(conn, id))
}

impl Reader<'_> {
    fn row(&self, place: Place, deleted: bool, found: &Collected) -> Result<Option<Held>> {
        let Some(table) = self.map.tables.get(place.0) else { return Ok(None) };
        let rule = self.map.about(place.0);
        let values = if deleted { self.last_image(table, place.1)? } else { self.values(table, place.1)? };
        let Some(values) = values else { return Ok(None) };
        let mut fields = Vec::new();
        for column in &table.columns {
            let value = values.get(&column.name).cloned().unwrap_or(Value::Null);
            let refers = self.refers(place.0, &column.name);
            let shown = self.shown(place.0, &column.name, &value)?;
            let about_owner = refers.is_some_and(|parent| {
                let is_of_root = |id: i64| parent == self.map.root && found.roots.contains(&id);
                value.as_i64().is_some_and(|id| is_of_root(id) || found.live.contains_key(&(parent, id)))
            });
            let hidden = column.name == "id"
                || shown.is_empty()
                || (self.is_money(place.0, &column.name) && value == 0)
                || about_owner
                || rule.is_some_and(|r| r.hide.contains(&column.name.as_str()));
            let value = if refers.is_some() || column.name == "id" { id_as_text(value) } else { value };
            fields.push(FieldOf {
                label: self.label(rule, &column.name),
                column: column.name.clone(),
                value,
                shown,
                hidden,
            });
        }
        let history = self.history(place, table, &values)?;
        Ok(Some(Held { id: place.1, deleted, fields, history }))
    }

    fn first_name(&self, row: &Held) -> Option<String> {
        let column = self.map.about(self.map.root).and_then(|r| r.identifies.first())?;
        row.fields.iter().find(|f| f.column == *column).map(|f| f.shown.clone()).filter(|name| !name.is_empty())
    }

    fn label(&self, rule: Option<&Personal>, column: &str) -> String {
        let said = rule.and_then(|r| r.labels.iter().find(|(name, _)| *name == column));
        said.map_or_else(|| field(column), |(_, says)| says().to_owned())
    }

    fn refers(&self, table: usize, column: &str) -> Option<usize> {
        self.map.edges.iter().find(|e| e.child == table && e.column == column).map(|e| e.parent)
    }

    fn is_money(&self, table: usize, column: &str) -> bool {
        self.map.rules.iter().any(|r| r.table == self.map.name(table) && r.money.contains(&column))
    }

    /// A value as a person reads it.
    fn shown(&self, table: usize, column: &str, value: &Value) -> Result<String> {
        let known = self.map.tables.get(table).and_then(|t| t.columns.iter().find(|c| c.name == column));
        Ok(match value {
            Value::String(text) => match day::from_iso(text) {
                Ok(day) if text.len() == 10 => day::long(day),
                // A word of the file's own, such as `standing_order`.
                _ if is_word(text) => text.replace('_', " "),
                _ => text.clone(),
            },
            Value::Number(number) => {
                let n = number.as_i64().unwrap_or(0);
                if let Some(parent) = self.refers(table, column) {
                    label(self.conn, self.map, (parent, n))?
                } else if self.is_money(table, column) {
                    self.currency.show(Money(n))
                } else if known.is_some_and(|c| c.flag) {
                    if n == 0 { t!("no") } else { t!("yes") }.to_owned()
                } else {
                    n.to_string()
                }
            }
            Value::Null => String::new(),
            other => other.to_string(),
        })
    }

    fn values(&self, table: &Table, id: i64) -> Result<Option<serde_json::Map<String, Value>>> {
        let sql = format!("SELECT * FROM main.\"{}\" WHERE id = ?1", table.name);
        let mut select = self.conn.prepare_cached(&sql)?;
        let mut rows = select.query([id])?;
        let Some(row) = rows.next()? else { return Ok(None) };
        let mut values = serde_json::Map::new();
        for column in &table.columns {
            let value = match row.get_ref(column.name.as_str())? {
                ValueRef::Integer(n) => n.into(),
                ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned().into(),
                _ => Value::Null,
            };
            values.insert(column.name.clone(), value);
        }
        Ok(Some(values))
    }

    /// What a deleted row said at its end.
    fn last_image(&self, table: &Table, id: i64) -> Result<Option<serde_json::Map<String, Value>>> {
        use rusqlite::OptionalExtension as _;
        let text: Option<String> = self
            .conn
            .prepare_cached(
                "SELECT before FROM journal_row WHERE tbl = ?1 AND row = ?2 AND act = 'delete' AND before IS NOT NULL \
                 ORDER BY id DESC LIMIT 1",
            )?
            .query_row([table.number, id], |row| row.get(0))
            .optional()?;
        Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
    }

    /// From the newest change back: what a change took away stands in its image, what took its place is what the row said
    /// after it.
    fn history(&self, place: Place, table: &Table, now: &serde_json::Map<String, Value>) -> Result<Vec<Change>> {
        let mut select = self.conn.prepare_cached(
            "SELECT o.id, o.at, o.who, o.kind, coalesce(o.summary, ''), o.undone, r.act, r.before FROM journal_row r \
             JOIN journal_op o ON o.id = r.op WHERE r.tbl = ?1 AND r.row = ?2 ORDER BY r.id DESC",
        )?;
        let mut rows = select.query([table.number, place.1])?;
        let mut after = now.clone();
        let mut changes = Vec::new();
        while let Some(row) = rows.next()? {
            let (act, before): (String, Option<String>) = (row.get(6)?, row.get(7)?);
            let image: serde_json::Map<String, Value> =
                before.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
            let mut fields = Vec::new();
            if act == "update" {
                for (column, old) in &image {
                    let new = after.get(column).cloned().unwrap_or(Value::Null);
                    fields.push(Changed {
                        label: self.label(self.map.about(place.0), column),
                        column: column.clone(),
                        before: self.shown(place.0, column, old)?,
                        after: self.shown(place.0, column, &new)?,
                    });
                }
            }
            after.extend(image);
            let kind: String = row.get(3)?;
            changes.push(Change {
                step: row.get(0)?,
                at: row.get(1)?,
                who: row.get(2)?,
                did: self.office.setup.op(&kind).map_or(kind.clone(), |op| op.says.to_owned()),
                summary: row.get(4)?,
                undone: row.get(5)?,
                act,
                fields,
            });
        }
        changes.reverse();
        Ok(changes)
    }
}

fn is_word(text: &str) -> bool {
    text.contains('_') && text.chars().all(|c| c.is_ascii_lowercase() || c == '_')
}

fn id_as_text(value: Value) -> Value {
    match value {
        Value::Number(n) => Value::String(n.to_string()),
        other => other,
    }
}
