//! Lists of entries: a page at a time, newest first, and the sums of all that a filter lets through.

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension as _, params_from_iter};

use super::chart::NAMED_APPEALS;
use super::{day_of, iso, word_of};
use crate::kit::fold::fold;
use crate::kit::{Day, Money, Result};
use crate::ledger::model::{EntryId, EntryKind, Filter, Method, PersonId, Receipted};

/// One row of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryRow {
    pub id: EntryId,
    pub kind: EntryKind,
    pub received: Day,
    pub person: Option<PersonId>,
    /// The person's name, or the payee.
    pub who: String,
    pub method: Method,
    pub reference: String,
    pub appeal: String,
    pub description: String,
    pub amount: Money,
    /// What of the amount the filter's account, category or fund has; the amount where it names none.
    pub part: Money,
    /// By what it is locked, such as "bank line of 14 Nov 2026".
    pub lock: Option<String>,
    /// The receipt it stands on, such as "receipt 2026-0412".
    pub receipt: Option<String>,
    pub is_reversal: bool,
    pub is_reversed: bool,
}

/// What a filter lets through, in sum.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    pub count: usize,
    /// Money in: reversals already taken off. In kind, transfers and opening balances are in neither.
    pub money_in: Money,
    /// Money out, as a positive amount.
    pub money_out: Money,
    /// The sum of [`EntryRow::part`].
    pub part: Money,
}

/// A filter as SQL, with the values to bind.
struct Where {
    /// `FROM entry e WHERE …`; people stand beside it only where a text is looked for in their names.
    sql: String,
    values: Vec<Value>,
    /// An expression for [`EntryRow::part`].
    part: String,
}

fn conditions(filter: &Filter) -> Where {
    let mut sql = String::from("1");
    let mut values: Vec<Value> = Vec::new();
    let mut part = String::from("e.amount");
    if let Some((from, to)) = filter.beside {
        // An open side of the first span stays open.
        let first = filter.from.map_or_else(|| "0000-01-01".to_owned(), iso);
        let last = filter.to.map_or_else(|| "9999-12-31".to_owned(), iso);
        values.extend([first, last, iso(from), iso(to)].map(Value::from));
        sql.push_str(" AND (e.received_on BETWEEN ?1 AND ?2 OR e.received_on BETWEEN ?3 AND ?4)");
    }
    if !filter.appeals.is_empty() {
        let mut bind = |name: &String| {
            values.push(fold(name).into());
            format!("?{}", values.len())
        };
        let names = filter.appeals.iter().map(&mut bind).collect::<Vec<_>>().join(", ");
        // Said out loud that there is one, so that the index of appeals is used.
        sql.push_str(&format!(" AND e.appeal <> '' AND e.appeal IN ({NAMED_APPEALS} AND fold(name) IN ({names}))"));
    }
    let mut add = |condition: &str, value: Option<Value>| {
        if let Some(value) = value {
            values.push(value);
        }
        sql.push_str(" AND ");
        sql.push_str(&condition.replace('?', &format!("?{}", values.len())));
    };
    if filter.beside.is_none() {
        if let Some(from) = filter.from {
            add("e.received_on >= ?", Some(iso(from).into()));
        }
        if let Some(to) = filter.to {
            add("e.received_on <= ?", Some(iso(to).into()));
        }
    }
    if !filter.kinds.is_empty() {
        // Keys of our own, so they need no binding.
        let keys = filter.kinds.iter().map(|k| format!("'{}'", k.key())).collect::<Vec<_>>().join(", ");
        add(&format!("e.kind IN ({keys})"), None);
    }
    if filter.nobody {
        add("e.person IS NULL", None);
    }
    if let Some(person) = filter.person {
        add("e.person = ?", Some(person.0.into()));
    }
    if let Some(batch) = filter.batch {
        add("e.batch = ?", Some(batch.0.into()));
    }
    let sides = [
        ("account", filter.account.map(|a| a.0), ""),
        ("category", filter.category.map(|c| c.0), "-"),
        ("fund", filter.fund.map(|f| f.0), "-"),
    ];
    for (column, id, sign) in sides {
        if let Some(id) = id {
            add(
                &format!("EXISTS (SELECT 1 FROM entry_line l WHERE l.entry = e.id AND l.{column} = ?)"),
                Some(id.into()),
            );
            part = format!("(SELECT {sign}sum(l.amount) FROM entry_line l WHERE l.entry = e.id AND l.{column} = {id})");
        }
    }
    let several = [
        ("account", filter.accounts.iter().map(|a| a.0).collect::<Vec<_>>(), ""),
        ("category", filter.categories.iter().map(|c| c.0).collect(), "-"),
    ];
    for (column, ids, sign) in several.into_iter().filter(|(_, ids, _)| !ids.is_empty()) {
        // Numbers of our own, so they need no binding.
        let ids = ids.iter().map(i64::to_string).collect::<Vec<_>>().join(", ");
        let lines = format!("FROM entry_line l WHERE l.entry = e.id AND l.{column} IN ({ids})");
        add(&format!("EXISTS (SELECT 1 {lines})"), None);
        part = format!("(SELECT {sign}sum(l.amount) {lines})");
    }
    if let Some(organisation) = filter.organisation {
        let is = if organisation { "" } else { "NOT " };
        add(&format!("{is}EXISTS (SELECT 1 FROM person o WHERE o.id = e.person AND o.organisation = 1)"), None);
    }
    if !filter.sides.is_empty() {
        // Keys of our own, so they need no binding.
        let keys = filter.sides.iter().map(|k| format!("'{}'", k.key())).collect::<Vec<_>>().join(", ");
        let lines = format!(
            "FROM entry_line l JOIN category c ON c.id = l.category WHERE l.entry = e.id AND c.kind IN ({keys})"
        );
        add(&format!("EXISTS (SELECT 1 {lines})"), None);
        part = format!("(SELECT -sum(l.amount) {lines})");
    }
    if let Some(way) = filter.way {
        add(&format!("{} = ?", super::way::WAY), Some(way.key().to_owned().into()));
    }
    let on_receipt = "EXISTS (SELECT 1 FROM entry_lock k WHERE k.entry = e.id AND k.by_table = 'receipt')";
    match filter.receipted {
        Some(Receipted::Yes) => add(on_receipt, None),
        Some(Receipted::No) => add(&format!("NOT {on_receipt}"), None),
        None => {}
    }
    let text = fold(&filter.text);
    for word in text.split_whitespace() {
        add(
            "instr(fold(coalesce(p.name, '') || ' ' || e.payee || ' ' || e.reference || ' ' || e.appeal || ' ' || e.note \
             || ' ' || e.description), ?) > 0",
            Some(word.to_owned().into()),
        );
    }
    let people = if text.is_empty() { "" } else { " LEFT JOIN person p ON p.id = e.person" };
    Where { sql: format!("FROM entry e{people} WHERE {sql}"), values, part }
}

/// The ids of a page. They are looked for by themselves, because what comes before a page is walked over in an index then.
fn ids_sql(sql: &str, offset: usize, limit: usize) -> String {
    format!("SELECT e.id {sql} ORDER BY e.received_on DESC, e.id DESC LIMIT {limit} OFFSET {offset}")
}

/// A page of entries, newest first.
///
/// # Errors
/// When the file cannot be read.
pub fn page(conn: &Connection, filter: &Filter, offset: usize, limit: usize) -> Result<Vec<EntryRow>> {
    let Where { sql, values, part } = conditions(filter);
    let mut ids = conn.prepare_cached(&ids_sql(&sql, offset, limit))?;
    let ids = ids.query_map(params_from_iter(values), |row| row.get(0))?.collect::<rusqlite::Result<Vec<i64>>>()?;
    let mut all = Vec::with_capacity(ids.len());
    for id in ids {
        all.extend(one(conn, EntryId(id), &part)?);
    }
    Ok(all)
}

/// One entry as the list shows it; nothing where it is not in the ledger.
///
/// # Errors
/// When the file cannot be read.
pub fn row(conn: &Connection, id: EntryId) -> Result<Option<EntryRow>> {
    one(conn, id, "e.amount")
}

/// `part` is an expression of our own for [`EntryRow::part`].
fn one(conn: &Connection, id: EntryId, part: &str) -> Result<Option<EntryRow>> {
    let mut select = conn.prepare_cached(&format!(
        "SELECT e.id, e.kind, e.received_on, e.person, coalesce(p.name, e.payee), e.method, e.reference, e.appeal, \
         e.description, e.amount, {part}, \
         coalesce((SELECT k.says FROM entry_lock k WHERE k.entry = e.id ORDER BY k.holds, k.id LIMIT 1), \
         (SELECT p.says FROM period_lock p WHERE e.received_on BETWEEN p.from_day AND p.to_day LIMIT 1)), e.reverses IS NOT NULL, \
         (SELECT k.says FROM entry_lock k WHERE k.entry = e.id AND k.by_table = 'receipt' ORDER BY k.id LIMIT 1), \
         EXISTS (SELECT 1 FROM entry r WHERE r.reverses = e.id) \
         FROM entry e LEFT JOIN person p ON p.id = e.person WHERE e.id = ?1"
    ))?;
    let found = select
        .query_row([id.0], |row| {
            Ok(EntryRow {
                id: EntryId(row.get(0)?),
                kind: word_of(row, 1, EntryKind::of)?,
                received: day_of(row, 2)?,
                person: row.get::<_, Option<i64>>(3)?.map(PersonId),
                who: row.get(4)?,
                method: word_of(row, 5, Method::of)?,
                reference: row.get(6)?,
                appeal: row.get(7)?,
                description: row.get(8)?,
                amount: Money(row.get(9)?),
                part: Money(row.get(10)?),
                lock: row.get(11)?,
                is_reversal: row.get(12)?,
                receipt: row.get(13)?,
                is_reversed: row.get(14)?,
            })
        })
        .optional()?;
    Ok(found)
}

/// How many entries a filter lets through.
///
/// # Errors
/// When the file cannot be read.
pub fn count(conn: &Connection, filter: &Filter) -> Result<usize> {
    let Where { sql, values, .. } = conditions(filter);
    let mut select = conn.prepare_cached(&format!("SELECT count(*) {sql}"))?;
    let count: i64 = select.query_row(params_from_iter(values), |row| row.get(0))?;
    Ok(usize::try_from(count).unwrap_or(0))
}

/// How many entries a filter lets through, and their sums.
///
/// # Errors
/// When the file cannot be read.
pub fn sums(conn: &Connection, filter: &Filter) -> Result<Sums> {
    let Where { sql, values, part } = conditions(filter);
    // A purchase given back comes in as a refund, and so lessens what went out.
    let mut select = conn.prepare_cached(&format!(
        "SELECT count(*), \
         coalesce(sum(CASE WHEN e.kind IN ('donation', 'dues', 'levy', 'loan', 'event', 'income') THEN e.amount ELSE 0 END), 0), \
         coalesce(sum(CASE WHEN e.kind IN ('expense', 'refund') THEN -e.amount ELSE 0 END), 0), \
         coalesce(sum({part}), 0) {sql}"
    ))?;
    let sums = select.query_row(params_from_iter(values), |row| {
        Ok(Sums {
            count: usize::try_from(row.get::<_, i64>(0)?).unwrap_or(0),
            money_in: Money(row.get(1)?),
            money_out: Money(row.get(2)?),
            part: Money(row.get(3)?),
        })
    })?;
    Ok(sums)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A page far down costs what is read of an index on the way, not a look at every entry before it.
    #[test]
    fn what_comes_before_a_page_is_walked_over_in_the_index_alone() {
        use crate::kit::{FixedClock, day};
        use crate::office::profile::Profile;
        use crate::office::{How, Office, Setup};
        let clock = std::sync::Arc::new(FixedClock::at(day::from_iso("2026-11-21").unwrap()));
        let profile = Profile::new("Test Party", "Riverside", "gb").unwrap();
        let office = Office::in_memory(&profile, &How::new(Setup::NONE, clock, "Asha M.").seed(1)).unwrap();
        let plan = |conn: &Connection, sql: &str, values: Vec<Value>| -> String {
            let mut explain = conn.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
            let steps = explain.query_map(params_from_iter(values), |row| row.get::<_, String>(3)).unwrap();
            steps.collect::<rusqlite::Result<Vec<_>>>().unwrap().join("; ")
        };
        let look = |conn: &Connection| {
            for filter in ["", "2026-01-01..2026-12-31"] {
                let Where { sql, values, .. } = conditions(&filter.parse().unwrap());
                let page = plan(conn, &ids_sql(&sql, 0, 200), values.clone());
                assert!(page.contains("USING COVERING INDEX entry_by_day") && !page.contains("B-TREE"), "{page}");
                let count = plan(conn, &format!("SELECT count(*) {sql}"), values);
                assert!(count.contains("COVERING INDEX"), "{count}");
            }
            let Where { sql, values, .. } = conditions(&"appeal:Autumn".parse().unwrap());
            let page = plan(conn, &ids_sql(&sql, 0, 200), values);
            assert!(page.contains("SEARCH e USING COVERING INDEX entry_by_appeal (appeal=?)"), "{page}");
            Ok(())
        };
        office.read(look).unwrap();
    }
}
