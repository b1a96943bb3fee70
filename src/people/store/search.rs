//! Search as you type. First letters are a range of the index that lists are sorted by; more are looked up in the search
//! index. Nothing ranks or scans the whole register: a few hundred candidates are ranked, best first.

use std::collections::HashSet;

use rusqlite::{Connection, OptionalExtension as _, params};
use serde::Serialize;

use super::super::model::PersonId;
use super::super::words::Query;
use super::compared::Compared;
use crate::kit::{Problem, Result, text};
use crate::t;

/// How many candidates of each kind are ranked.
const CANDIDATES: usize = 80;
/// Beginnings of up to so many letters have lists of their own in the index (`prefix` of `person_search`).
const INDEXED_LETTERS: usize = 3;
/// After how many people compared word by word it is first asked whether going on is the quicker way.
const FIRST_COMPARED: i64 = 100;
/// How many are compared at most.
const MOST_COMPARED: i64 = 20_000;

/// A person found, with what a list shows beside the name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Hit {
    pub id: PersonId,
    pub name: String,
    pub organisation: bool,
    pub number: Option<String>,
    /// The second line: address or employer, then the number.
    pub line: String,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub postcode: Option<String>,
}

pub(super) const NUMBER_SQL: &str = "SELECT id FROM person WHERE number = ?1";
pub(super) const EMAIL_SQL: &str = "SELECT person FROM person_contact WHERE channel = 'email' AND folded >= ?1 AND folded < ?2 \
    ORDER BY folded LIMIT ?3";
pub(super) const CONTACT_SQL: &str =
    "SELECT person FROM person_contact WHERE channel = ?1 AND folded = ?2 ORDER BY person LIMIT ?3";
pub(super) const RANGE_SQL: &str =
    "SELECT id FROM person WHERE sort_key >= ?1 AND sort_key < ?2 ORDER BY sort_key, id LIMIT ?3";
pub(super) const WORDS_SQL: &str = "SELECT rowid FROM person_search WHERE person_search MATCH ?1 LIMIT ?2";
pub(super) const TEXTS_SQL: &str = "SELECT rowid, text FROM person_search WHERE person_search MATCH ?1 LIMIT ?2";
pub(super) const CARD_SQL: &str = "SELECT p.id, p.name, p.organisation, p.number, p.sort_key, p.employer, \
    (SELECT a.id FROM person_address a WHERE a.person = p.id ORDER BY a.preferred DESC, a.id LIMIT 1), \
    (SELECT c.value FROM person_contact c WHERE c.person = p.id AND c.channel = 'email' ORDER BY c.preferred DESC, c.id LIMIT 1), \
    (SELECT c.value FROM person_contact c WHERE c.person = p.id AND c.channel = 'phone' ORDER BY c.preferred DESC, c.id LIMIT 1) \
    FROM person p WHERE p.id = ?1";
const PLACE_SQL: &str = "SELECT street, locality, postcode FROM person_address WHERE id = ?1";

/// People by name, e-mail, phone, postcode or number, best first.
///
/// # Errors
/// When the file cannot be read.
pub fn search(conn: &Connection, text: &str, limit: usize) -> Result<Vec<Hit>> {
    found(conn, text, limit)?.into_iter().map(|id| card(conn, PersonId(id))).collect()
}

/// The ids of the same people in the same order, without what a list shows of them.
pub(super) fn found(conn: &Connection, text: &str, limit: usize) -> Result<Vec<i64>> {
    let Some(query) = Query::of(text) else { return Ok(Vec::new()) };
    let mut ranked = Vec::new();
    let mut select = conn.prepare_cached("SELECT name, sort_key, number FROM person WHERE id = ?1")?;
    for (order, id) in candidates(conn, &query, limit)?.into_iter().enumerate() {
        let row = select
            .query_row([id], |row| {
                Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, Option<String>>(2)?))
            })
            .optional()?;
        if let Some((name, sort_key, number)) = row {
            let rank = query.rank(&name, &sort_key, number.as_deref());
            ranked.push((rank, sort_key, order, id));
        }
    }
    ranked.sort();
    ranked.truncate(limit);
    Ok(ranked.into_iter().map(|(_, _, _, id)| id).collect())
}

/// Ids that may be meant, the surest first, each once.
fn candidates(conn: &Connection, query: &Query, limit: usize) -> Result<Vec<i64>> {
    let most = super::sql_count(CANDIDATES.max(limit));
    let mut found = Found { ids: Vec::new(), seen: HashSet::new() };
    found.add(conn, NUMBER_SQL, params![query.typed])?;
    if query.typed.contains('@') && !query.typed.contains(' ') {
        let typed = query.typed.to_lowercase();
        found.add(conn, EMAIL_SQL, params![typed, format!("{typed}\u{10FFFF}"), most])?;
        if !found.ids.is_empty() {
            return Ok(found.ids);
        }
    }
    found.range(conn, &query.folded, most)?;
    if let [first @ .., last] = query.words.as_slice()
        && !first.is_empty()
    {
        found.range(conn, &format!("{last} {}", first.join(" ")), most)?;
    }
    // One or two letters that begin many names: their words would be most of the register.
    if query.folded.chars().count() <= 2
        && query.words.len() == 1
        && query.folded.is_ascii()
        && found.ids.len() >= limit
    {
        return Ok(found.ids);
    }
    for piece in query.phones.iter().chain(query.squashed.iter().filter(|s| !query.phones.contains(s))) {
        if found.room(most) {
            found.beginnings(conn, std::slice::from_ref(piece), most)?;
        }
    }
    // Whole words are the better hits; beginnings fill what room is left.
    let whole: Vec<String> = query.words.iter().map(|w| format!("\"{w}\"")).collect();
    found.words(conn, &whole.join(" "), most)?;
    if found.room(most) {
        found.beginnings(conn, &query.words, most)?;
    }
    Ok(found.ids)
}

struct Found {
    ids: Vec<i64>,
    seen: HashSet<i64>,
}

impl Found {
    fn add(&mut self, conn: &Connection, sql: &str, with: impl rusqlite::Params) -> Result<()> {
        let mut select = conn.prepare_cached(sql)?;
        for id in select.query_map(with, |row| row.get::<_, i64>(0))? {
            let id = id?;
            if self.seen.insert(id) {
                self.ids.push(id);
            }
        }
        Ok(())
    }

    fn range(&mut self, conn: &Connection, prefix: &str, most: i64) -> Result<()> {
        self.add(conn, RANGE_SQL, params![prefix, format!("{prefix}\u{10FFFF}"), most])
    }

    fn words(&mut self, conn: &Connection, expression: &str, most: i64) -> Result<()> {
        self.add(conn, WORDS_SQL, params![expression, most])
    }

    /// People who have a word that begins with each of `words`.
    ///
    /// The index keeps lists for beginnings of up to three letters; for a longer one it would gather everybody whose word
    /// begins so before giving the first, which takes long where that is half the register (an e-mail provider, a dialling
    /// code). So the lists for three letters are walked and the words compared, until it shows that so few fit that the
    /// index has gathered them sooner.
    fn beginnings(&mut self, conn: &Connection, words: &[String], most: i64) -> Result<()> {
        if words.iter().all(|w| w.chars().count() <= INDEXED_LETTERS) {
            return self.words(conn, &beginnings(words, |_| INDEXED_LETTERS), most);
        }
        let Some(rarest) = self.compared(conn, words, None, most)? else { return Ok(()) };
        // Only the rarest word is gathered: one of the others may be half the register.
        match self.compared(conn, words, Some(rarest), most)? {
            None => Ok(()),
            Some(_) => self.words(conn, &beginnings(words, |_| usize::MAX), most),
        }
    }

    /// Takes those who fit from the lists for three letters, of one word (`whole`) from the whole of it. Answers nothing when
    /// all were seen or enough were found, else the word that fewest have.
    fn compared(
        &mut self,
        conn: &Connection,
        words: &[String],
        whole: Option<usize>,
        most: i64,
    ) -> Result<Option<usize>> {
        let expression = beginnings(words, |at| if whole == Some(at) { usize::MAX } else { INDEXED_LETTERS });
        let everybody = everybody(conn)?;
        let mut select = conn.prepare_cached(TEXTS_SQL)?;
        let mut rows = select.query(params![expression, MOST_COMPARED])?;
        let mut seen = Compared::none(words);
        while let Some(row) = rows.next()? {
            if whole.is_none() && seen.all >= FIRST_COMPARED && seen.is_rare(most, everybody) {
                return Ok(Some(seen.rarest()));
            }
            if seen.fits(super::text(row, 1)?, words) {
                let id = row.get(0)?;
                if self.seen.insert(id) {
                    self.ids.push(id);
                }
                if seen.fitting >= most {
                    return Ok(None);
                }
            }
        }
        Ok((seen.all >= MOST_COMPARED).then(|| seen.rarest()))
    }

    /// Whether the candidates are still fewer than can be ranked well.
    fn room(&self, most: i64) -> bool {
        super::sql_count(self.ids.len()) < most
    }
}

/// How many people there are, as the file's seal says.
fn everybody(conn: &Connection) -> Result<i64> {
    let mut select = conn.prepare_cached("SELECT count FROM seal_table WHERE name = 'person'")?;
    Ok(select.query_row([], |row| row.get(0)).optional()?.unwrap_or(0))
}

/// An expression for people who have a word that begins with each of `words`, of each no more than so many letters.
fn beginnings(words: &[String], letters: impl Fn(usize) -> usize) -> String {
    let begin = |(at, w): (usize, &String)| format!("\"{}\" *", w.chars().take(letters(at)).collect::<String>());
    words.iter().enumerate().map(begin).collect::<Vec<_>>().join(" ")
}

/// What a list shows of one person.
///
/// # Errors
/// When there is none of that id.
pub fn card(conn: &Connection, id: PersonId) -> Result<Hit> {
    let mut select = conn.prepare_cached(CARD_SQL)?;
    let (mut hit, employer, place) = select.query_row([id.0], |row| {
        let hit = Hit {
            id: PersonId(row.get(0)?),
            name: row.get(1)?,
            organisation: row.get(2)?,
            number: row.get(3)?,
            line: String::new(),
            email: row.get(7)?,
            phone: row.get(8)?,
            postcode: None,
        };
        Ok((hit, row.get::<_, String>(5)?, row.get::<_, Option<i64>>(6)?))
    })?;
    let mut line = Vec::new();
    if let Some(place) = place {
        let mut select = conn.prepare_cached(PLACE_SQL)?;
        let parts: [String; 3] = select.query_row([place], |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?]))?;
        line.extend(parts.iter().flat_map(|part| part.lines()).filter(|part| !part.is_empty()).map(str::to_owned));
        let [.., postcode] = parts;
        hit.postcode = (!postcode.is_empty()).then_some(postcode);
    }
    if line.is_empty() && !employer.is_empty() {
        line.push(employer);
    }
    if line.is_empty() {
        line.extend(hit.email.clone());
    }
    let place = line.join(", ");
    let parts = [Some(place), hit.number.clone()];
    hit.line = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    Ok(hit)
}

/// The one person that a text of a command means: an id, a number, an e-mail address, or a name that only one has.
///
/// # Errors
/// When nobody fits, or more than one does; the message lists some.
pub fn resolve(conn: &Connection, text: &str) -> Result<PersonId> {
    let text = text.trim();
    if let Ok(id) = text.parse::<i64>() {
        // The id of one that was merged means the one that stands.
        let mut known = conn.prepare_cached("SELECT id FROM person WHERE id = ?1")?;
        let id = super::stands_for(conn, PersonId(id))?.0;
        if let Some(id) = known.query_row([id], |row| row.get(0)).optional()? {
            return Ok(PersonId(id));
        }
    }
    let mut by_number = conn.prepare_cached(NUMBER_SQL)?;
    if let Some(id) = by_number.query_row([text], |row| row.get(0)).optional()? {
        return Ok(PersonId(id));
    }
    let hits = search(conn, text, 20)?;
    let folded = crate::kit::fold::fold(text);
    let exact: Vec<&Hit> = hits
        .iter()
        .filter(|hit| {
            let same_mail = hit.email.as_ref().is_some_and(|e| e.eq_ignore_ascii_case(text));
            crate::kit::fold::fold(&hit.name) == folded || same_mail
        })
        .collect();
    match (exact.as_slice(), hits.as_slice()) {
        ([one], _) => Ok(one.id),
        // Part of a name finds somebody, but a command may erase: who is meant has to be said.
        ([], [one]) => Err(Problem::input(t!(
            "Nobody in the register is called just “{text}”; the nearest is {name} ({line}; {id})",
            text = text,
            name = one.name,
            line = one.line,
            id = one.id
        ))
        .hint(t!("Give the whole name, the number or the id"))),
        ([], []) => {
            let near: Vec<String> = super::near(conn, text, 5)?
                .iter()
                .map(|hit| format!("{} ({}; {})", hit.name, hit.line, hit.id))
                .collect();
            let problem = Problem::input(t!("Nobody in the register fits “{text}”", text = text));
            Err(problem.hint(if near.is_empty() {
                t!("`wardroom find` searches by name, e-mail, phone, postcode and number").to_owned()
            } else {
                t!("Did you mean {people}?", people = text::or_list(&near))
            }))
        }
        (several, all) => {
            let list: Vec<String> = if several.is_empty() { all.iter().collect() } else { several.to_vec() }
                .iter()
                .take(5)
                .map(|hit| format!("{} ({}; {})", hit.name, hit.line, hit.id))
                .collect();
            Err(Problem::input(t!(
                "More than one in the register fits “{text}”: {list}",
                text = text,
                list = list.join(", ")
            ))
            .hint(t!("Give the number or the id")))
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::{Filter, index, list};
    use super::*;
    use crate::kit::FixedClock;
    use crate::kit::day::from_iso;
    use crate::office::profile::Profile;
    use crate::office::{How, Office, Setup};
    use crate::people;

    fn world() -> Office {
        let setup = Setup { ops: &[people::OPS], derived: people::DERIVED, ..Setup::NONE };
        let how = How::new(setup, Arc::new(FixedClock::at(from_iso("2026-11-21").unwrap())), "Asha M.").seed(1);
        Office::in_memory(&Profile::new("Test Party", "Riverside", "gb").unwrap(), &how).unwrap()
    }

    fn plan(conn: &Connection, sql: &str) -> String {
        let mut explain = conn.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
        let count = explain.parameter_count();
        let steps =
            explain.query_map(rusqlite::params_from_iter(vec![""; count]), |row| row.get::<_, String>(3)).unwrap();
        steps.collect::<rusqlite::Result<Vec<_>>>().unwrap().join("; ")
    }

    #[test]
    fn no_search_scans_or_sorts_the_register() {
        let office = world();
        office
            .read(|conn| {
                for sql in [NUMBER_SQL, EMAIL_SQL, CONTACT_SQL, RANGE_SQL, WORDS_SQL, TEXTS_SQL, CARD_SQL, PLACE_SQL] {
                    let plan = plan(conn, sql);
                    assert!(!plan.replace("SCAN person_search VIRTUAL", "").contains("SCAN"), "{sql}: {plan}");
                    assert!(
                        !plan.contains("B-TREE FOR ORDER BY") || sql == CARD_SQL || sql == CONTACT_SQL,
                        "{sql}: {plan}"
                    );
                }
                assert!(plan(conn, RANGE_SQL).contains("COVERING INDEX person_by_sort_key"));
                for filter in [Filter::default(), Filter { organisation: Some(true), ..Filter::default() }] {
                    let plan = plan(conn, &list::page_sql(&filter));
                    assert!(plan.contains("COVERING INDEX person_by_sort_key") && !plan.contains("B-TREE"), "{plan}");
                }
                for sql in [index::PEOPLE_SQL, index::CONTACTS_SQL, index::POSTCODES_SQL, index::OWN_SQL] {
                    let plan = plan(conn, &sql.replace("{whose}", "temp.dirty_person_search"));
                    assert!(plan.starts_with("SCAN d") && !plan.contains("B-TREE"), "{plan}");
                }
                Ok(())
            })
            .unwrap();
    }

    #[test]
    fn long_beginnings_are_found_also_behind_many_that_begin_alike() {
        let mut office = world();
        let add =
            |office: &mut Office, name: &str| people::ops::add(office, &people::Details::named(name)).unwrap().value;
        office
            .transact(&people::ops::IMPORT, |tx| {
                for n in 0..2000 {
                    people::ops::insert(tx, &people::Details::named(&format!("Smitham Zack {n}")))?;
                }
                Ok(())
            })
            .unwrap();
        let rare = add(&mut office, "Zoë Smithsonian");
        let among = add(&mut office, "Zackary Smithamson");
        let names = |text: &str| office.read(|conn| search(conn, text, 5)).unwrap();
        assert_eq!(names("smithso").first().map(|hit| hit.id), Some(rare));
        assert_eq!(names("zo smithso").first().map(|hit| hit.id), Some(rare));
        assert_eq!(names("smithams zackar").iter().map(|hit| hit.id).collect::<Vec<_>>(), [among]);
        assert!(names("zackary smithso").is_empty());
        assert!(names("smithx").is_empty());
        assert_eq!(names("smitha").len(), 5);
    }
}
