//! What an erasure will do, worked out from the file as it is. The same plan is shown before and carried out after.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;
use serde_json::Value;

use super::super::personal::{self, Erase, Map, Personal};
use super::super::profile;
use super::super::retention::Retention;
use super::collect::{Collected, Fate, Place, collect};
use super::words::{Known, known};
use crate::kit::{Day, Problem, Result};
use crate::t;

/// So many rows of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    pub says: String,
    pub count: usize,
}

/// Rows that stay, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stays {
    pub says: String,
    pub count: usize,
    /// Whether the person's name stays in them; else they stay without it.
    pub named: bool,
    /// The last day on which the law asks for it, where it does.
    pub until: Option<Day>,
    pub why: String,
}

/// A text of somebody else's record that names the person. It is left as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// What kind of record it is, and in which field.
    pub says: String,
    /// What the record is called.
    pub of: String,
}

/// What an erasure will do.
#[derive(Debug, Default)]
pub struct Plan {
    pub people: Vec<i64>,
    /// Their names, for the question; they go nowhere else.
    pub names: Vec<String>,
    pub goes: Vec<Counted>,
    pub stays: Vec<Stays>,
    pub mentions: Vec<Mention>,
    /// Images, lines and half-typed forms of the history that are blanked.
    pub images: usize,
    pub summaries: usize,
    pub drafts: usize,
    /// Texts of other records that are emptied because they name somebody and nothing else: the name of an imported file.
    pub texts: usize,
    /// The law behind what stays.
    pub rule: String,
    pub(super) found: Collected,
    pub(super) known: Known,
    pub(super) kept: BTreeMap<Place, Kept>,
    pub(super) named_rows: BTreeSet<Place>,
    pub(super) blank: Blank,
}

/// A row that the law keeps, or kept.
#[derive(Clone, Debug)]
pub(super) struct Kept {
    pub rule: &'static Personal,
    pub until: Day,
    pub over: bool,
    pub named: bool,
}

/// What of the history is blanked, by id.
#[derive(Debug, Default)]
pub(super) struct Blank {
    pub images: BTreeSet<i64>,
    pub summaries: BTreeSet<i64>,
    pub drafts: BTreeSet<i64>,
}

/// The most mentions that are listed.
const MENTIONS: usize = 50;

impl Plan {
    /// Works it out.
    ///
    /// # Errors
    /// When there is nobody of these ids, now or in the history, or a table has no rule for erasure.
    pub fn of(conn: &Connection, rules: &'static [&'static Personal], people: &[i64], today: Day) -> Result<Self> {
        let map = Map::of(conn, rules)?;
        let law = Retention::of(&profile::get(conn)?)?;
        let names = people.iter().map(|id| name_of(conn, &map, *id)).collect::<Result<_>>()?;
        let mut plan = Self::look(conn, &map, &law, people, today, None)?;
        plan.names = names;
        plan.count(&map, &law);
        plan.mentions = plan.mentions(conn, &map)?;
        Ok(plan)
    }

    /// The same for a copy of the office, with the words that are known from the office itself: there the people may be
    /// known by less, or not be in the register yet.
    pub(super) fn in_copy(
        conn: &Connection,
        rules: &'static [&'static Personal],
        plan: &Self,
        today: Day,
    ) -> Result<Self> {
        let map = Map::of(conn, rules)?;
        let law = Retention::of(&profile::get(conn)?)?;
        let people: Vec<i64> = plan.found.roots.iter().copied().collect();
        Self::look(conn, &map, &law, &people, today, Some(&plan.known))
    }

    fn look(
        conn: &Connection,
        map: &Map,
        law: &Retention,
        people: &[i64],
        today: Day,
        also: Option<&Known>,
    ) -> Result<Self> {
        let found = collect(conn, map, people, true)?;
        let mut known = known(conn, map, &found)?;
        if let Some(also) = also {
            known.take_in(also);
        }
        let mut plan = Self { people: people.to_vec(), rule: law.says(), found, known, ..Self::default() };
        plan.keep(conn, law, today)?;
        plan.named_rows = plan.named_rows(conn, map)?;
        plan.texts = plan.named_rows.len();
        plan.blank = plan.blank(conn, map)?;
        (plan.images, plan.summaries, plan.drafts) =
            (plan.blank.images.len(), plan.blank.summaries.len(), plan.blank.drafts.len());
        Ok(plan)
    }

    /// Whether there is nothing to erase: what is kept stays, and is no reason to erase again.
    pub(super) fn is_nothing(&self) -> bool {
        let going = self.found.live.values().any(|fate| matches!(fate, Fate::Goes | Fate::Unlinks(_)));
        !going
            && self.images + self.summaries + self.drafts + self.texts == 0
            && !self.kept.values().any(|kept| kept.over)
    }

    /// Rows that refer to nobody and name somebody of these people: an unposted line, an imported list.
    fn named_rows(&self, conn: &Connection, map: &Map) -> Result<BTreeSet<Place>> {
        let mut found = BTreeSet::new();
        for rule in map.rules.iter().filter(|r| matches!(r.erase, Erase::Named)) {
            let Some(table) = map.at(rule.table).filter(|_| map.has(rule.table, rule.column)) else { continue };
            let mut select = conn.prepare(&format!(
                "SELECT id, \"{0}\" FROM main.\"{1}\" WHERE \"{0}\" <> ''",
                rule.column, rule.table
            ))?;
            let mut rows = select.query([])?;
            while let Some(row) = rows.next()? {
                if self.known.own.stand_in(row.get_ref(1)?.as_str().unwrap_or("")) {
                    found.insert((table, row.get(0)?));
                }
            }
        }
        Ok(found)
    }

    /// What becomes of the rows that the law keeps; their attachments go when their time is over.
    fn keep(&mut self, conn: &Connection, law: &Retention, today: Day) -> Result<()> {
        for (place, fate) in &self.found.live {
            let Fate::Kept(rule) = fate else { continue };
            let Some(keep) = rule.keep() else { continue };
            let day = personal::day_of(conn, rule.table, keep.day, place.1)?.unwrap_or(today);
            let over = law.is_over(day, today);
            let named = !over && (keep.names)(conn, place.1, law)?;
            self.kept.insert(*place, Kept { rule, until: law.until(day), over, named });
        }
        Ok(())
    }

    fn blank(&self, conn: &Connection, map: &Map) -> Result<Blank> {
        let mut blank = Blank { images: self.found.passing.clone(), ..Blank::default() };
        let mut touched = BTreeSet::new();
        let mut rows = conn.prepare_cached("SELECT id, op, before FROM journal_row WHERE tbl = ?1 AND row = ?2")?;
        let stays = Fate::Unlinks(BTreeSet::new());
        for ((table, id), fate) in self.found.all().chain(self.named_rows.iter().map(|place| (place, &stays))) {
            let Some(number) = map.tables.get(*table).map(|t| t.number) else { continue };
            let mut rows = rows.query([number, *id])?;
            while let Some(row) = rows.next()? {
                touched.insert(row.get::<_, i64>(1)?);
                let Some(text) = row.get::<_, Option<String>>(2)? else { continue };
                if matches!(fate, Fate::Goes) || self.says(map, *table, &text) {
                    blank.images.insert(row.get(0)?);
                }
            }
        }
        let mut images = conn.prepare("SELECT id, before FROM journal_row WHERE before IS NOT NULL")?;
        let mut images = images.query([])?;
        while let Some(row) = images.next()? {
            // An image that cannot be read as JSON is searched as it stands.
            let text = row.get_ref(1)?.as_str().unwrap_or("");
            let names = serde_json::from_str::<Value>(text)
                .map_or_else(|_damaged| self.known.own.stand_in(text), |json| self.known.own.stand_in_json(&json));
            if names {
                blank.images.insert(row.get(0)?);
            }
        }
        let mut steps = conn.prepare("SELECT id, summary FROM journal_op WHERE summary IS NOT NULL")?;
        let mut steps = steps.query([])?;
        while let Some(row) = steps.next()? {
            let (id, text): (i64, &str) = (row.get(0)?, row.get_ref(1)?.as_str().unwrap_or(""));
            if self.known.own.stand_in(text) || (touched.contains(&id) && self.known.any.stand_in(text)) {
                blank.summaries.insert(id);
            }
        }
        let mut drafts = conn.prepare("SELECT id, json FROM draft")?;
        let mut drafts = drafts.query([])?;
        while let Some(row) = drafts.next()? {
            let text = row.get_ref(1)?.as_str().unwrap_or("");
            let json: Value = serde_json::from_str(text).unwrap_or_else(|_damaged| Value::String(text.to_owned()));
            let theirs = self.found.roots.iter().any(|id| text.contains(&id.to_string()));
            if theirs || self.known.own.stand_in_json(&json) {
                blank.drafts.insert(row.get(0)?);
            }
        }
        Ok(blank)
    }

    /// Whether the image of a row that stays says who it was of.
    fn says(&self, map: &Map, table: usize, image: &str) -> bool {
        let Ok(json) = serde_json::from_str::<Value>(image) else { return true };
        let refers = map
            .edges
            .iter()
            .filter(|e| e.child == table && e.parent == map.root)
            .any(|e| json.get(&e.column).and_then(Value::as_i64).is_some_and(|id| self.found.roots.contains(&id)));
        refers || self.known.any.stand_in_json(&json)
    }

    fn count(&mut self, map: &Map, law: &Retention) {
        let mut goes: BTreeMap<usize, usize> = BTreeMap::new();
        let mut stays: Vec<Stays> = Vec::new();
        let mut add = |says: String, named: bool, until: Option<Day>, why: &str| match stays
            .iter_mut()
            .find(|s| (&s.says, s.named, s.until.is_some(), s.why.as_str()) == (&says, named, until.is_some(), why))
        {
            Some(known) => {
                known.count += 1;
                known.until = known.until.max(until);
            }
            None => stays.push(Stays { says, count: 1, named, until, why: why.to_owned() }),
        };
        for (place, fate) in &self.found.live {
            match fate {
                Fate::Goes => *goes.entry(place.0).or_default() += 1,
                Fate::Unlinks(_) => add(
                    heading(map, place.0),
                    false,
                    None,
                    t!("Belongs to something else, and stays without the person"),
                ),
                Fate::Kept(_) => {
                    let Some(kept) = self.kept.get(place) else { continue };
                    let says = heading(map, place.0);
                    if kept.named {
                        add(says, true, Some(kept.until), &law.says());
                    } else if kept.over {
                        add(says, false, None, t!("The sums stay in the books; the time for keeping the name is over"));
                    } else {
                        add(says, false, None, t!("The sums stay in the books; the law does not ask for the name"));
                    }
                }
                Fate::Belongs(_) => {}
            }
        }
        self.goes = goes.into_iter().map(|(table, count)| Counted { says: heading(map, table), count }).collect();
        self.stays = stays;
    }

    /// Texts of other records that name somebody of these people.
    fn mentions(&self, conn: &Connection, map: &Map) -> Result<Vec<Mention>> {
        let mut mentions = Vec::new();
        if self.known.own.is_empty() {
            return Ok(mentions);
        }
        for (at, table) in map.tables.iter().enumerate() {
            let emptied = |column: &str| {
                map.rules.iter().any(|r| matches!(r.erase, Erase::Named) && r.table == table.name && r.column == column)
            };
            for column in table.columns.iter().filter(|c| c.text && !emptied(&c.name)) {
                let sql = format!(
                    "SELECT id, \"{}\" FROM main.\"{}\" WHERE \"{}\" <> ''",
                    column.name, table.name, column.name
                );
                let mut select = conn.prepare(&sql)?;
                let mut rows = select.query([])?;
                while let Some(row) = rows.next()? {
                    let id: i64 = row.get(0)?;
                    let text = row.get_ref(1)?.as_str().unwrap_or("");
                    if self.known.own.stand_in(text)
                        && !self.found.live.contains_key(&(at, id))
                        && mentions.len() < MENTIONS
                    {
                        let says = format!("{}: {}", heading(map, at), field(&column.name));
                        mentions.push(Mention { says, of: label(conn, map, (at, id))? });
                    }
                }
            }
        }
        let mut users = conn.prepare("SELECT DISTINCT who FROM journal_op")?;
        for who in users.query_map([], |row| row.get::<_, String>(0))? {
            let who = who?;
            if self.known.own.stand_in(&who) {
                mentions.push(Mention { says: t!("Who did things, in the history").to_owned(), of: who });
            }
        }
        Ok(mentions)
    }
}

/// The name of somebody who is in the register, or was.
fn name_of(conn: &Connection, map: &Map, id: i64) -> Result<String> {
    use rusqlite::OptionalExtension as _;
    let rule = map.about(map.root);
    let column = rule.and_then(|r| r.identifies.first()).copied().unwrap_or("id");
    let sql = format!("SELECT \"{column}\" FROM main.\"{}\" WHERE id = ?1", map.name(map.root));
    if let Some(name) = conn.prepare_cached(&sql)?.query_row([id], |row| row.get(0)).optional()? {
        return Ok(name);
    }
    let number = map.tables.get(map.root).map_or(0, |t| t.number);
    let image: Option<String> = conn
        .prepare_cached("SELECT before FROM journal_row WHERE tbl = ?1 AND row = ?2 AND act = 'delete' AND before IS NOT NULL ORDER BY id DESC LIMIT 1")?
        .query_row([number, id], |row| row.get(0))
        .optional()?;
    let name = image
        .and_then(|text| serde_json::from_str::<Value>(&text).ok())
        .and_then(|json| json.get(column).and_then(Value::as_str).map(str::to_owned));
    name.ok_or_else(|| {
        Problem::input(t!("There is no such person in the register, and none that was removed from it"))
            .hint(t!("Somebody who was erased is in neither"))
    })
}

/// What rows of a table are called: as the subject says, else from the table's name.
pub(in crate::office) fn heading(map: &Map, table: usize) -> String {
    let said = map.about(table).map_or("", |rule| (rule.says)());
    if said.is_empty() { field(map.name(table)) } else { said.to_owned() }
}

/// A name of the schema as words: `received_on` becomes `Received on`.
pub(in crate::office) fn field(name: &str) -> String {
    let words = name.replace('_', " ");
    let mut letters = words.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// What a record is called by people: its name or number, else a few words of it.
pub(in crate::office) fn label(conn: &Connection, map: &Map, (table, id): Place) -> Result<String> {
    use rusqlite::OptionalExtension as _;
    let Some(known) = map.tables.get(table) else { return Ok(id.to_string()) };
    for wanted in ["name", "number", "title", "says", "source"] {
        if known.columns.iter().any(|c| c.name == wanted) {
            let sql = format!("SELECT CAST(\"{wanted}\" AS TEXT) FROM main.\"{}\" WHERE id = ?1", known.name);
            let text: Option<Option<String>> =
                conn.prepare_cached(&sql)?.query_row([id], |row| row.get(0)).optional()?;
            if let Some(Some(text)) = text.filter(|t| t.as_ref().is_some_and(|t| !t.is_empty())) {
                return Ok(text);
            }
        }
    }
    // A part is called by what it is a part of.
    for edge in map.edges.iter().filter(|e| e.child == table && e.cascade) {
        let sql = format!("SELECT \"{}\" FROM main.\"{}\" WHERE id = ?1", edge.column, known.name);
        let parent: Option<Option<i64>> = conn.prepare_cached(&sql)?.query_row([id], |row| row.get(0)).optional()?;
        if let Some(Some(parent)) = parent {
            return label(conn, map, (edge.parent, parent));
        }
    }
    Ok(id.to_string())
}
