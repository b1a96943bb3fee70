//! Segments in the file, and who is in them: one statement with bound values for each.

use std::collections::HashSet;

use rusqlite::{Connection, OptionalExtension as _, Row, params, params_from_iter};

use super::json;
use super::model::{Asked, Group, How, NewSegment, Node, PersonId, SegmentId, Stored, Tree};
use super::typed::Typed;
use super::words::{self, Phrase};
use crate::cli::{Audience, Mailing};
use crate::kit::fold::fold;
use crate::kit::{Day, Problem, Result};
use crate::office::condition::{Asking, Kind, Offered, Sql, Values};
use crate::office::{Condition, Office, Segments, Setup};
use crate::{people, t};

/// For those who narrow a list, a letter or an export to a segment.
pub const SEGMENTS: Segments = Segments {
    all: |conn| Ok(all(conn)?.into_iter().map(|stored| (stored.id.0, stored.name)).collect()),
    people: |conn, setup, id, today| {
        Ok(people_of(conn, setup, SegmentId(id), today)?.into_iter().map(|person| person.0).collect())
    },
};

/// Whom letters, labels and mail merges can go to: whoever is in a segment on the day.
pub const MAILING: Mailing = Mailing {
    audiences: &[Audience {
        key: "segment",
        says: || t!("People in a segment"),
        choices: Some(|conn| Ok(all(conn)?.into_iter().map(|stored| (stored.id.to_string(), stored.name)).collect())),
        people: |conn, asked| (SEGMENTS.people)(conn, asked.setup, asked.choice.parse::<SegmentId>()?.0, asked.on),
    }],
    ..Mailing::NONE
};

/// The people of a segment on a day, in the order of lists. Those who are not to be contacted are among them: who writes to
/// people asks `people::store::reach` or leaves out `people::store::not_to_contact`.
///
/// # Errors
/// When there is no such segment, or it asks something that this program does not know.
pub fn people(office: &Office, id: SegmentId, today: Day) -> Result<Vec<PersonId>> {
    office.read(|conn| people_of(conn, office.setup(), id, today))
}

/// The same on a connection that is given.
///
/// # Errors
/// As [`people`].
pub fn people_of(conn: &Connection, setup: &Setup, id: SegmentId, today: Day) -> Result<Vec<PersonId>> {
    let asking = Asking::new(conn, today)?;
    let tree = tree(&asking, setup.conditions, &get(conn, id)?)?;
    ids(&asking, &tree)
}

fn stored(row: &Row<'_>) -> rusqlite::Result<Stored> {
    Ok(Stored { id: SegmentId(row.get(0)?), name: row.get(1)?, note: row.get(2)?, asks: row.get(3)? })
}

/// Every segment, in the order of names.
///
/// # Errors
/// When the file cannot be read.
pub fn all(conn: &Connection) -> Result<Vec<Stored>> {
    let mut select = conn.prepare_cached("SELECT id, name, note, asks FROM segment ORDER BY fold(name), id")?;
    let all = select.query_map([], stored)?.collect::<rusqlite::Result<_>>()?;
    Ok(all)
}

/// # Errors
/// When there is no such segment.
pub fn get(conn: &Connection, id: SegmentId) -> Result<Stored> {
    let mut select = conn.prepare_cached("SELECT id, name, note, asks FROM segment WHERE id = ?1")?;
    select.query_row([id.0], stored).optional()?.ok_or_else(|| {
        Problem::input(t!("There is no such segment")).hint(t!("It may have been deleted; undo would bring it back"))
    })
}

/// The segment that a command or another segment's name means; case and accents are no matter.
///
/// # Errors
/// When there is none; the hint lists those there are.
pub fn find(conn: &Connection, name: &str) -> Result<Stored> {
    let (folded, id) = (fold(name), name.trim());
    let all = all(conn)?;
    let names: Vec<String> = all.iter().map(|stored| stored.name.clone()).collect();
    all.into_iter().find(|stored| fold(&stored.name) == folded || stored.id.to_string() == id).ok_or_else(|| {
        let hint = match names.as_slice() {
            [] => t!("There are no segments yet; `wardroom segments new` makes one").to_owned(),
            names => t!("The segments are: {names}", names = names.join(", ")),
        };
        Problem::input(t!("There is no segment “{name}”", name = name)).hint(hint)
    })
}

/// How many segments there are, for `info`.
///
/// # Errors
/// When the file cannot be read.
pub fn counts(conn: &Connection) -> Result<Vec<(&'static str, i64)>> {
    Ok(vec![("segments", conn.query_row("SELECT count(*) FROM segment", [], |row| row.get(0))?)])
}

/// What a stored segment asks.
///
/// # Errors
/// When it asks something that this program does not know; the message names the segment and the condition.
pub fn tree(asking: &Asking<'_>, conditions: &[&'static Condition], stored: &Stored) -> Result<Tree> {
    json::read(&stored.asks, conditions, *asking.profile.currency).map_err(|problem| {
        let message = t!("The segment “{name}” was left as it is. {why}", name = stored.name, why = problem.message);
        Problem { message, ..problem }
    })
}

pub(super) fn insert(conn: &Connection, id: SegmentId, new: &NewSegment, asks: &str) -> Result<()> {
    conn.execute(
        "INSERT INTO segment (id, name, note, asks) VALUES (?1, ?2, ?3, ?4)",
        params![id.0, new.name, new.note, asks],
    )?;
    Ok(())
}

pub(super) fn update(conn: &Connection, id: SegmentId, new: &NewSegment, asks: &str) -> Result<()> {
    conn.execute(
        "UPDATE segment SET name = ?2, note = ?3, asks = ?4 WHERE id = ?1 AND (name, note, asks) IS NOT (?2, ?3, ?4)",
        params![id.0, new.name, new.note, asks],
    )?;
    Ok(())
}

pub(super) fn rename(conn: &Connection, id: SegmentId, name: &str, note: &str) -> Result<()> {
    conn.execute(
        "UPDATE segment SET name = ?2, note = ?3 WHERE id = ?1 AND (name, note) IS NOT (?2, ?3)",
        params![id.0, name, note],
    )?;
    Ok(())
}

pub(super) fn delete(conn: &Connection, id: SegmentId) -> Result<()> {
    conn.execute("DELETE FROM segment WHERE id = ?1", [id.0])?;
    Ok(())
}

/// The tree as one expression about a row `p` of `person`.
fn sql(asking: &Asking<'_>, tree: &Tree) -> Result<Sql> {
    let parts = tree.of.iter().map(|node| match node {
        Node::Group(group) => sql(asking, group),
        Node::Ask { what, not } => {
            let asked = (what.condition.sql)(asking, &what.values)?;
            Ok(if *not { asked.negated() } else { asked })
        }
    });
    let parts = parts.collect::<Result<Vec<_>>>()?;
    // Of nothing everything is true, so that a segment that asks nothing yet holds everybody.
    Ok(match tree.how {
        _ if parts.is_empty() => Sql::all([]),
        How::All => Sql::all(parts),
        How::Any => Sql::any(parts),
        How::None => Sql::any(parts).negated(),
    })
}

/// How many people a tree holds.
///
/// # Errors
/// When the file cannot be read.
pub fn count(asking: &Asking<'_>, tree: &Tree) -> Result<usize> {
    let Sql { text, values } = sql(asking, tree)?;
    let mut select = asking.conn.prepare(&format!("SELECT count(*) FROM person p WHERE {text}"))?;
    let count: i64 = select.query_row(params_from_iter(values), |row| row.get(0))?;
    Ok(usize::try_from(count).unwrap_or(0))
}

/// Who they are, in the order of lists.
///
/// # Errors
/// When the file cannot be read.
pub fn ids(asking: &Asking<'_>, tree: &Tree) -> Result<Vec<PersonId>> {
    let Sql { text, values } = sql(asking, tree)?;
    let mut select = asking.conn.prepare(&format!("SELECT p.id FROM person p WHERE {text}"))?;
    let found =
        select.query_map(params_from_iter(values), |row| row.get(0))?.collect::<rusqlite::Result<HashSet<i64>>>()?;
    in_order(asking.conn, &found)
}

/// People in the order of lists. Few are looked up and sorted; of many the index of that order is walked, which a sort of
/// their names would take far longer than.
fn in_order(conn: &Connection, found: &HashSet<i64>) -> Result<Vec<PersonId>> {
    const FEW: usize = 2_000;
    if found.len() <= FEW {
        let mut key = conn.prepare_cached("SELECT sort_key FROM person WHERE id = ?1")?;
        let keyed = found.iter().map(|id| Ok((key.query_row([id], |row| row.get::<_, String>(0))?, *id)));
        let mut keyed = keyed.collect::<rusqlite::Result<Vec<_>>>()?;
        keyed.sort_unstable();
        return Ok(keyed.into_iter().map(|(_, id)| PersonId(id)).collect());
    }
    let mut walk = conn.prepare_cached("SELECT id FROM person INDEXED BY person_by_sort_key ORDER BY sort_key, id")?;
    let mut rows = walk.query([])?;
    let mut ordered = Vec::with_capacity(found.len());
    while let Some(row) = rows.next()? {
        let id = row.get(0)?;
        if found.contains(&id) {
            ordered.push(PersonId(id));
        }
    }
    Ok(ordered)
}

/// A segment in one sentence, and what it refers to that is gone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    pub says: String,
    pub gone: Vec<String>,
}

/// What is known of a segment at a glance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    pub words: Words,
    pub people: usize,
    /// How many of them are not to be contacted.
    pub stopped: usize,
}

/// # Errors
/// When the file cannot be read.
pub fn told(asking: &Asking<'_>, tree: &Tree) -> Result<Told> {
    let out = people::store::not_to_contact(asking.conn, Some(asking.today))?;
    let out = Sql::people(out.into_iter().map(|person| person.0));
    let Sql { text, values } = sql(asking, tree)?;
    let statement = format!("SELECT count(*), count(*) FILTER (WHERE {}) FROM person p WHERE {text}", out.text);
    let mut select = asking.conn.prepare(&statement)?;
    let bound = out.values.into_iter().chain(values);
    let [people, stopped]: [i64; 2] =
        select.query_row(params_from_iter(bound), |row| Ok([row.get(0)?, row.get(1)?]))?;
    let n = |count: i64| usize::try_from(count).unwrap_or(0);
    Ok(Told { words: words(asking, tree)?, people: n(people), stopped: n(stopped) })
}

/// The same for texts of the file, which are asked together; nothing for one that cannot be read.
///
/// # Errors
/// When the file cannot be read.
pub fn tell(conn: &Connection, setup: &Setup, texts: &[String], today: Day) -> Result<Vec<Option<Told>>> {
    let asking = Asking::new(conn, today)?;
    let currency = *asking.profile.currency;
    let one = |text: &String| match json::read(text, setup.conditions, currency) {
        Ok(tree) => told(&asking, &tree).map(Some),
        Err(_not_known_here) => Ok(None),
    };
    texts.iter().map(one).collect()
}

/// # Errors
/// When the file cannot be read.
pub fn words(asking: &Asking<'_>, tree: &Tree) -> Result<Words> {
    let mut gone: Vec<String> = Vec::new();
    let phrases = tree.map(&mut |asked: &Asked| {
        let (says, lost) = asked.condition.in_words(asking, &asked.values)?;
        gone.extend(lost);
        let kind = (asked.condition.key == people::KIND).then(|| asked.values.text("kind") == "organisation");
        Ok::<_, Problem>(Phrase { says, organisations: kind })
    })?;
    gone.dedup();
    Ok(Words { says: words::sentence(&phrases), gone })
}

/// What one condition says by itself: `Not tagged “donor”`.
///
/// # Errors
/// When the file cannot be read.
pub fn words_of(asking: &Asking<'_>, asked: &Asked, not: bool) -> Result<String> {
    let (says, _) = asked.condition.in_words(asking, &asked.values)?;
    Ok(if not { says.no } else { says.yes })
}

/// A tree that asks one thing.
pub fn alone(asked: &Asked, not: bool) -> Tree {
    Group { how: How::All, of: vec![Node::Ask { what: asked.clone(), not }] }
}

/// A condition that was typed, with its choices found by their words: `tag=Donor`, `class=Full,Reduced`.
///
/// # Errors
/// When there is no such condition or part, a value cannot be read, or there is no such thing to choose; the message says
/// what there is.
pub fn resolve(asking: &Asking<'_>, conditions: &[&'static Condition], typed: &Typed) -> Result<Asked> {
    let condition = json::find(conditions, &typed.key)?;
    let mut given = serde_json::Map::new();
    let mut known = Values::default();
    // In the order of the parts: what there is to choose may depend on what was chosen before.
    let mut parts: Vec<&(String, String)> = typed.parts.iter().collect();
    parts.sort_by_key(|(key, _)| condition.parts.iter().position(|part| part.key == key));
    for (key, text) in parts {
        let value = match condition.part(key) {
            Some(part) => match part.kind.offer() {
                Some(offer) => {
                    let offered = offer(asking.conn, &known)?;
                    let several = matches!(part.kind, Kind::Choices(_));
                    let chosen = if several { text.split(',').collect() } else { vec![text.as_str()] };
                    let keys = chosen.into_iter().map(|word| choose(&offered, word, condition.key, key));
                    keys.collect::<Result<Vec<_>>>()?.join("\n")
                }
                None => text.clone(),
            },
            None => text.clone(),
        };
        if let Some(part) = condition.part(key) {
            known.set(part, part.read(&value, *asking.profile.currency).ok().flatten());
            let lines: Vec<&str> = value.lines().collect();
            let json = if matches!(part.kind, Kind::Choices(_)) { lines.into() } else { value.clone().into() };
            given.insert(key.clone(), json);
        } else {
            given.insert(key.clone(), value.into());
        }
    }
    let values = Values::read(condition, &given, *asking.profile.currency).map_err(Problem::input)?;
    Ok(Asked { condition, values })
}

/// The key of what is chosen in the first part that was typed.
///
/// # Errors
/// As [`resolve`].
pub fn chosen(asking: &Asking<'_>, condition: &Condition, typed: &Typed) -> Result<Option<String>> {
    let Some((key, text)) = typed.parts.first() else { return Ok(None) };
    let Some(offer) = condition.part(key).and_then(|part| part.kind.offer()) else { return Ok(None) };
    let offered = offer(asking.conn, &Values::default())?;
    choose(&offered, text, condition.key, key).map(Some)
}

/// The key of what a word means: its own key, or its words.
fn choose(offered: &[Offered], word: &str, condition: &str, part: &str) -> Result<String> {
    const SHOWN: usize = 20;
    let (word, folded) = (word.trim(), fold(word));
    let found = offered.iter().find(|o| o.key == word).or_else(|| offered.iter().find(|o| fold(&o.says) == folded));
    found.map(|offered| offered.key.clone()).ok_or_else(|| {
        let mut names: Vec<&str> = offered.iter().take(SHOWN).map(|o| o.says.as_str()).collect();
        if offered.len() > SHOWN {
            names.push("…");
        }
        let hint = match names.as_slice() {
            [] => t!("There is nothing to choose from yet").to_owned(),
            names => t!("There is: {names}", names = names.join(", ")),
        };
        Problem::input(t!("{condition} {part}: there is no “{word}”", condition = condition, part = part, word = word))
            .hint(hint)
    })
}
