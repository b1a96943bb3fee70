//! The rows that are about some people: those in the tables now, and those that only the history still knows.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use rusqlite::{Connection, params};
use serde_json::{Map as Json, Value};

use super::super::personal::{Edge, Erase, Map, Personal};
use crate::kit::{Problem, Result};

/// A row: the table's place in the map, and the id.
pub(in crate::office) type Place = (usize, i64);

/// What becomes of a row.
#[derive(Clone, Debug)]
pub(in crate::office) enum Fate {
    Goes,
    /// Stays; these references are emptied.
    Unlinks(BTreeSet<String>),
    /// Stays because the law keeps it.
    Kept(&'static Personal),
    /// Belongs to a row that stays.
    Belongs(Place),
}

impl Fate {
    /// The stronger of two ways a row was reached.
    fn with(self, other: Self) -> Self {
        match (self, other) {
            (Self::Goes, _) | (_, Self::Goes) => Self::Goes,
            (Self::Kept(rule), _) | (_, Self::Kept(rule)) => Self::Kept(rule),
            (Self::Unlinks(mut a), Self::Unlinks(b)) => {
                a.extend(b);
                Self::Unlinks(a)
            }
            (Self::Unlinks(columns), _) | (_, Self::Unlinks(columns)) => Self::Unlinks(columns),
            (belongs, Self::Belongs(_)) => belongs,
        }
    }

    fn same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Unlinks(a), Self::Unlinks(b)) => a == b,
            (a, b) => std::mem::discriminant(a) == std::mem::discriminant(b),
        }
    }
}

/// Everything about some people.
#[derive(Debug, Default)]
pub(in crate::office) struct Collected {
    /// In the tables now.
    pub live: BTreeMap<Place, Fate>,
    /// Deleted before; the history still has what they said.
    pub past: BTreeMap<Place, Fate>,
    /// Rows of the journal that say who these people were connected with; the rows they are about are no longer theirs.
    pub passing: BTreeSet<i64>,
    /// The people, and those merged into them before.
    pub roots: BTreeSet<i64>,
}

impl Collected {
    /// Live and past.
    pub fn all(&self) -> impl Iterator<Item = (&Place, &Fate)> {
        self.live.iter().chain(self.past.iter())
    }

    fn knows(&self, place: Place) -> Option<&Fate> {
        self.live.get(&place).or_else(|| self.past.get(&place))
    }
}

/// Finds the rows. With `strict`, a reference that no subject has a rule for is refused.
pub(in crate::office) fn collect(conn: &Connection, map: &Map, people: &[i64], strict: bool) -> Result<Collected> {
    if strict && let Some((table, column)) = map.unruled().first() {
        return Err(Problem::defect(format!(
            "Nobody can be erased, because this program has no rule for “{column}” of “{table}”. Nothing was changed"
        )));
    }
    let mut found = Collected { roots: people.iter().copied().collect(), ..Collected::default() };
    let mut todo: Vec<(Place, Fate)> = Vec::new();
    for id in people {
        if exists(conn, map, (map.root, *id))? {
            todo.push(((map.root, *id), Fate::Goes));
        } else {
            former(conn, map, &mut found, *id, &mut todo)?;
        }
    }
    walk(conn, map, &mut found, todo)?;
    search_history(conn, map, &mut found)?;
    Ok(found)
}

/// Takes in an id that no row of the register has any more, with what still refers to it: an issued receipt does.
fn former(conn: &Connection, map: &Map, found: &mut Collected, id: i64, todo: &mut Vec<(Place, Fate)>) -> Result<()> {
    let place = (map.root, id);
    found.roots.insert(id);
    if found.past.insert(place, Fate::Goes).is_none() {
        todo.extend(children(conn, map, place, &Fate::Goes)?);
    }
    Ok(())
}

fn exists(conn: &Connection, map: &Map, place: Place) -> Result<bool> {
    let sql = format!("SELECT 1 FROM main.\"{}\" WHERE id = ?1", map.name(place.0));
    Ok(conn.prepare_cached(&sql)?.exists([place.1])?)
}

/// From row to row along the references.
fn walk(conn: &Connection, map: &Map, found: &mut Collected, mut todo: Vec<(Place, Fate)>) -> Result<()> {
    while let Some((place, fate)) = todo.pop() {
        let fate = match found.live.get(&place) {
            Some(known) => {
                let both = known.clone().with(fate);
                if both.same(known) {
                    continue;
                }
                both
            }
            None => fate,
        };
        found.live.insert(place, fate.clone());
        todo.extend(children(conn, map, place, &fate)?);
        let column = map.about(place.0).and_then(|rule| rule.former).filter(|_| matches!(fate, Fate::Goes));
        if let Some(column) = column {
            let sql = format!("SELECT \"{column}\" FROM main.\"{}\" WHERE id = ?1", map.name(place.0));
            let id: i64 = conn.prepare_cached(&sql)?.query_row([place.1], |row| row.get(0))?;
            former(conn, map, found, id, &mut todo)?;
        }
    }
    Ok(())
}

/// The rows that refer to a row, and what becomes of them.
fn children(conn: &Connection, map: &Map, place: Place, fate: &Fate) -> Result<Vec<(Place, Fate)>> {
    let mut all = Vec::new();
    for edge in map.edges.iter().filter(|e| e.parent == place.0) {
        let Some(fate) = of_child(edge, place, fate) else { continue };
        let sql = format!("SELECT id FROM main.\"{}\" WHERE \"{}\" = ?1", map.name(edge.child), edge.column);
        let mut select = conn.prepare_cached(&sql)?;
        for id in select.query_map([place.1], |row| row.get::<_, i64>(0))? {
            all.push(((edge.child, id?), fate.clone()));
        }
    }
    if let Some(attachment) = map.at("attachment") {
        let mut select = conn.prepare_cached("SELECT id FROM attachment WHERE owner_table = ?1 AND owner = ?2")?;
        for id in select.query_map(params![map.name(place.0), place.1], |row| row.get::<_, i64>(0))? {
            all.push(((attachment, id?), part_of(place, fate)));
        }
    }
    Ok(all)
}

fn part_of(parent: Place, fate: &Fate) -> Fate {
    match fate {
        Fate::Goes => Fate::Goes,
        _ => Fate::Belongs(parent),
    }
}

/// What becomes of a row that refers to another; nothing where the reference does not matter.
fn of_child(edge: &Edge, parent: Place, fate: &Fate) -> Option<Fate> {
    let rule = edge.rule.map(|r| r.erase);
    if edge.cascade || matches!(rule, Some(Erase::With | Erase::Part)) {
        return Some(part_of(parent, fate));
    }
    if !matches!(fate, Fate::Goes) {
        return None;
    }
    match (rule, edge.rule) {
        (Some(Erase::Remove), _) => Some(Fate::Goes),
        (Some(Erase::Unlink), _) => Some(Fate::Unlinks(BTreeSet::from([edge.column.clone()]))),
        (Some(Erase::Keep(_)), Some(rule)) => Some(Fate::Kept(rule)),
        // Asked without strictness: it refers to the person, whatever becomes of it.
        _ => Some(Fate::Unlinks(BTreeSet::from([edge.column.clone()]))),
    }
}

/// One image of the journal.
struct Image {
    id: i64,
    op: i64,
    place: Place,
    deleted: bool,
    json: Json<String, Value>,
}

/// Passes over the images until no further row is found: a deleted entry first, then its lines.
fn search_history(conn: &Connection, map: &Map, found: &mut Collected) -> Result<()> {
    loop {
        let wanted: HashSet<i64> = found.all().map(|((_, id), _)| *id).collect();
        let before = found.past.len() + found.live.len();
        let (mut passing, mut todo) = (BTreeSet::new(), Vec::new());
        let mut select =
            conn.prepare("SELECT id, tbl, row, act, before, op FROM journal_row WHERE before IS NOT NULL")?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            let text = row.get_ref(4)?.as_str().unwrap_or("");
            let Some(table) = map.numbered(row.get(1)?) else { continue };
            let place = (table, row.get(2)?);
            if !numbers(text).any(|n| wanted.contains(&n)) && found.knows(place).is_none() {
                continue;
            }
            let Ok(json) = serde_json::from_str(text) else { continue };
            let deleted = row.get_ref(3)?.as_str().unwrap_or("") == "delete";
            let image = Image { id: row.get(0)?, op: row.get(5)?, place, deleted, json };
            take(conn, map, found, &mut passing, &mut todo, &image)?;
        }
        walk(conn, map, found, todo)?;
        found.passing = passing;
        if found.past.len() + found.live.len() == before {
            return Ok(());
        }
    }
}

fn take(
    conn: &Connection,
    map: &Map,
    found: &mut Collected,
    passing: &mut BTreeSet<i64>,
    todo: &mut Vec<(Place, Fate)>,
    image: &Image,
) -> Result<()> {
    let mut says = None;
    for edge in map.edges.iter().filter(|e| e.child == image.place.0) {
        let Some(target) = image.json.get(&edge.column).and_then(Value::as_i64) else { continue };
        let parent = (edge.parent, target);
        if let Some(fate) = found.knows(parent)
            && let Some(fate) = of_child(edge, parent, fate)
        {
            says = Some(says.map_or(fate.clone(), |known: Fate| known.with(fate)));
        } else if edge.parent == map.root
            // A row that went with somebody else and only named this person ("not the same") was never taken over.
            && !image.deleted
            && found.knows(image.place).is_some()
            && !exists(conn, map, parent)?
            && deleted_in(conn, map, target, image.op)?
        {
            // It came from somebody who went in the same step: merged into this person.
            former(conn, map, found, target, todo)?;
        }
    }
    if map.at("attachment") == Some(image.place.0)
        && let (Some(Value::String(owner_table)), Some(owner)) =
            (image.json.get("owner_table"), image.json.get("owner").and_then(Value::as_i64))
        && let Some(table) = map.at(owner_table)
        && let Some(fate) = found.knows((table, owner))
    {
        says = Some(part_of((table, owner), fate));
    }
    let Some(fate) = says else { return Ok(()) };
    if found.knows(image.place).is_some() {
        return Ok(());
    }
    if image.deleted && !exists(conn, map, image.place)? {
        found.past.insert(image.place, fate);
    } else {
        passing.insert(image.id);
    }
    Ok(())
}

/// Whether a step of the history deleted this person.
fn deleted_in(conn: &Connection, map: &Map, person: i64, op: i64) -> Result<bool> {
    let number = map.tables.get(map.root).map_or(0, |t| t.number);
    let mut select =
        conn.prepare_cached("SELECT 1 FROM journal_row WHERE tbl = ?1 AND row = ?2 AND op = ?3 AND act = 'delete'")?;
    Ok(select.exists([number, person, op])?)
}

/// The whole numbers that stand in a text.
fn numbers(text: &str) -> impl Iterator<Item = i64> {
    text.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty()).filter_map(|run| run.parse().ok())
}
