//! The retention review: whom nothing ties to the branch any more, and why; what was kept past its time; who was removed and
//! still stands in the history.

use std::collections::{BTreeSet, HashMap};

use rusqlite::Connection;
use serde::Serialize;

use super::super::personal::{Edge, Map, Personal};
use super::super::profile;
use super::super::retention::{Retention, dormant};
use super::kept::{Over, over};
use super::plan::heading;
use crate::kit::{Day, Result, day, ids};
use crate::t;

/// Somebody who is due for erasure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Due {
    #[serde(serialize_with = "as_text")]
    pub id: i64,
    pub name: String,
    /// The last day of which anything about this person is on record.
    pub last: Day,
    /// One sentence each.
    pub because: Vec<String>,
}

/// Somebody who was removed from the register, and whom the history could bring back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Removed {
    #[serde(serialize_with = "as_text")]
    pub id: i64,
    pub name: String,
    /// The day of the removal, in UTC.
    pub on: Day,
}

/// What a review found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Review {
    pub due: Vec<Due>,
    pub removed: Vec<Removed>,
    pub over: Vec<Over>,
    /// The law for the books, and the house's time for people, each with its source.
    pub rules: Vec<String>,
    /// After how many years without anything somebody is due.
    pub years: u32,
}

fn as_text<S: serde::Serializer>(id: &i64, s: S) -> std::result::Result<S::Ok, S::Error> {
    s.collect_str(id)
}

/// What is known of somebody's dealings.
#[derive(Clone, Debug, Default)]
struct Dealings {
    /// The newest day and what it was.
    last: Option<(Day, usize)>,
    /// The newest record that the law keeps.
    kept: Option<Day>,
    stands: bool,
}

/// Goes through the register. `years` is the time after which somebody is due whom nothing ties to the branch; the
/// program's suggestion where none is given.
///
/// # Errors
/// When the file cannot be read.
pub fn review(
    conn: &Connection,
    rules: &'static [&'static Personal],
    today: Day,
    years: Option<u32>,
) -> Result<Review> {
    let map = Map::of(conn, rules)?;
    let law = Retention::of(&profile::get(conn)?)?;
    let house = dormant()?;
    let years = years.unwrap_or(house.years);
    let mut people: HashMap<i64, Dealings> = HashMap::new();
    for edge in map.edges.iter().filter(|e| e.parent == map.root) {
        dealings(conn, &map, edge, today, &mut people)?;
    }
    let root = map.about(map.root);
    if let Some(condition) = root.and_then(|r| r.standing) {
        each_id(conn, &format!("SELECT id FROM main.\"{}\" WHERE {condition}", map.name(map.root)), |id| {
            people.entry(id).or_default().stands = true;
        })?;
    }
    let name = root.and_then(|r| r.identifies.first()).copied().unwrap_or("id");
    let since = today.checked_sub_months(chrono::Months::new(12 * years)).unwrap_or(today);
    let ties: Vec<String> = map
        .edges
        .iter()
        .filter(|e| e.rule.is_some_and(|r| r.standing.is_some()))
        .map(|e| heading(&map, e.child))
        .collect();
    let mut review = Review {
        years,
        removed: removed(conn, &map, name)?,
        over: over(conn, rules, today)?,
        rules: vec![
            t!("Books and receipts: {rule}", rule = law.says()),
            t!(
                "People: {years} years: {source} ({confidence})",
                years = years,
                source = house.source,
                confidence = house.confidence.says()
            ),
        ],
        ..Review::default()
    };
    let mut select = conn.prepare(&format!("SELECT id, \"{name}\" FROM main.\"{}\"", map.name(map.root)))?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let id: i64 = row.get(0)?;
        let known = people.get(&id).cloned().unwrap_or_default();
        if known.stands || known.kept.is_some_and(|day| !law.is_over(day, today)) {
            continue;
        }
        // Of somebody nothing is known of, the record itself is the last there was.
        let Some(made) = ids::moment_of(id).map(|at| at.date_naive()) else { continue };
        let last = known.last.map_or(made, |(day, _)| day);
        if last < since {
            let mut because = vec![match known.last {
                Some((on, table)) => {
                    t!("Nothing since {day} ({what})", day = day::short(on), what = heading(&map, table))
                }
                None => t!("Nothing since {day}, when the record was made", day = day::short(made)),
            }];
            because.push(match known.kept {
                Some(on) => t!(
                    "The {years} years for the books ended on {day}",
                    years = law.years,
                    day = day::short(law.until(on))
                ),
                None => t!("No money in the books").to_owned(),
            });
            because.extend(ties.iter().map(|what| t!("{what}: none that stands", what = what)));
            review.due.push(Due { id, name: row.get(1)?, last, because });
        }
    }
    review.due.sort_by(|a, b| (a.last, &a.name, a.id).cmp(&(b.last, &b.name, b.id)));
    Ok(review)
}

/// The days of the rows that refer to people, and whether one of them ties somebody to the branch.
fn dealings(conn: &Connection, map: &Map, edge: &Edge, today: Day, people: &mut HashMap<i64, Dealings>) -> Result<()> {
    let Some(table) = map.tables.get(edge.child) else { return Ok(()) };
    let kept = edge.rule.and_then(Personal::keep).map(|keep| keep.day);
    let mut columns: BTreeSet<&str> = table
        .columns
        .iter()
        .map(|c| c.name.as_str())
        .filter(|name| *name == "day" || name.ends_with("_on") || name.ends_with("_day"))
        .collect();
    columns.extend(kept);
    columns.extend(edge.rule.and_then(|r| r.day));
    for column in columns.into_iter().filter(|column| map.has(&table.name, column)) {
        let sql = format!(
            "SELECT \"{0}\", max(\"{column}\") FROM main.\"{1}\" WHERE \"{0}\" IS NOT NULL AND \"{column}\" <= ?1 GROUP BY \"{0}\"",
            edge.column, table.name
        );
        let mut select = conn.prepare(&sql)?;
        let mut rows = select.query([today.to_string()])?;
        while let Some(row) = rows.next()? {
            let Some(Ok(on)) = row.get::<_, Option<String>>(1)?.map(|text| day::from_iso(&text)) else { continue };
            let known = people.entry(row.get(0)?).or_default();
            if known.last.is_none_or(|(last, _)| last < on) {
                known.last = Some((on, edge.child));
            }
            if kept == Some(column) {
                known.kept = known.kept.max(Some(on));
            }
        }
    }
    if let Some(condition) = edge.rule.and_then(|r| r.standing) {
        let sql = format!(
            "SELECT \"{0}\" FROM main.\"{1}\" WHERE \"{0}\" IS NOT NULL AND ({condition})",
            edge.column, table.name
        );
        each_id(conn, &sql, |id| people.entry(id).or_default().stands = true)?;
    }
    Ok(())
}

fn each_id(conn: &Connection, sql: &str, mut take: impl FnMut(i64)) -> Result<()> {
    let mut select = conn.prepare(sql)?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        take(row.get(0)?);
    }
    Ok(())
}

/// People whom the register no longer has and whom an image of the history still names.
fn removed(conn: &Connection, map: &Map, name: &str) -> Result<Vec<Removed>> {
    let table = map.name(map.root);
    let number = map.tables.get(map.root).map_or(0, |t| t.number);
    let mut select = conn.prepare(&format!(
        "SELECT r.row, r.before, max(r.op) FROM journal_row r WHERE r.tbl = ?1 AND r.act = 'delete' AND r.before IS NOT NULL \
         AND NOT EXISTS (SELECT 1 FROM main.\"{table}\" p WHERE p.id = r.row) GROUP BY r.row ORDER BY 3"
    ))?;
    let mut rows = select.query([number])?;
    let mut list = Vec::new();
    while let Some(row) = rows.next()? {
        let image: serde_json::Value = serde_json::from_str(&row.get::<_, String>(1)?).unwrap_or_default();
        let Some(on) = ids::moment_of(row.get(2)?).map(|at| at.date_naive()) else { continue };
        let name = image.get(name).and_then(serde_json::Value::as_str).unwrap_or("").to_owned();
        list.push(Removed { id: row.get(0)?, name, on });
    }
    Ok(list)
}
