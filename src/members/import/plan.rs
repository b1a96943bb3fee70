//! One plan is both: what the preview shows and what the import commits.

use std::collections::{BTreeMap, HashMap};

use rusqlite::Connection;

use super::resolve::{Resolver, Wrong};
use super::row::{Line, Reading};
use crate::kit::fold::fold;
use crate::kit::{Currency, Day, Problem, Result};
use crate::members::model::{ClassId, PersonId, Register, Status, Term};
use crate::people::consent::Said;
use crate::people::import::Reader;
use crate::people::matching;
use crate::people::ops::OnDuplicate;
use crate::people::{self, Details};
use crate::t;
use crate::tabular::{Mapping, Plan as Binding, Refused, Report, Source, Terms, read_ahead};

/// What the office already has that rows are held against.
#[derive(Debug)]
pub struct Known {
    pub people: matching::Register,
    pub members: Register,
    /// Where the office's history stood when this was read.
    pub generation: i64,
}

/// What a person decides about an import.
#[derive(Clone, Debug)]
pub struct Settings {
    pub on_duplicate: OnDuplicate,
    pub currency: Currency,
    pub today: Day,
    pub month_first: bool,
    /// Who acts, for pins that the list sets.
    pub who: String,
}

/// Somebody who comes new into the register. The n-th is `-(n + 1)` wherever a person is named, until they have an id.
#[derive(Debug)]
pub struct NewPerson {
    pub details: Details,
    pub said: Vec<Said>,
    /// A row that is taken names them; else they stay out with the rows that were refused.
    pub used: bool,
}

/// A membership as it will be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    pub row: usize,
    /// Persons and terms that are new have ids below nothing.
    pub term: Term,
    /// The notes on its changes of class, in their order.
    pub class_notes: Vec<String>,
    /// The membership as it is, where it is there already.
    pub before: Option<Term>,
}

/// What became of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    Added,
    Updated,
    Skipped,
    Refused,
}

/// One row of the list and what becomes of it.
#[derive(Clone, Debug)]
pub struct RowFate {
    pub row: usize,
    pub fate: Fate,
    /// Why the person was taken for somebody of the register, or the row left out.
    pub why: String,
    pub class: Option<ClassId>,
    pub since: Option<Day>,
    /// What they are today, once this is done.
    pub status: Option<Status>,
}

/// What an import will do.
#[derive(Debug)]
pub struct Plan {
    /// The name of the input, without its folders.
    pub source: String,
    pub digest: String,
    pub generation: i64,
    pub people: Vec<NewPerson>,
    /// Of people who are there: what becomes of what is known of them.
    pub changed: BTreeMap<PersonId, Details>,
    pub said: Vec<(PersonId, Said)>,
    /// Memberships that others belong to stand before those.
    pub terms: Vec<Planned>,
    pub rows: Vec<RowFate>,
    /// Counts and problems; `op` is set by the import.
    pub report: Report,
    pub refused: Refused,
    /// What was odd about the input and what was done about it.
    pub notes: Vec<String>,
}

/// Fits a map to a table; no row is read.
///
/// # Errors
/// When the map does not fit the table, or says neither who the members are, nor of which class, nor since when.
pub fn fit(source: &Source, mapping: &Mapping, settings: &Settings) -> Result<Binding> {
    let given = |keys: &[&str]| {
        keys.iter().any(|key| mapping.columns.contains_key(*key) || mapping.constants.contains_key(*key))
    };
    let headings: Vec<&str> = source.columns.iter().take(30).map(|c| c.name.as_str()).collect();
    let missing = |what: &str, key: &str| {
        let hint = t!("Map one of these headings to {key}: {headings}", key = key, headings = headings.join(", "));
        Err(Problem::input(t!("{what}; nothing was read", what = what)).hint(hint))
    };
    if !given(&["full_name", "given", "family", "employer", "email", "member_number", "wardroom_id", "membership_id"]) {
        return missing(t!("No column says who the members are"), "full_name");
    }
    if !given(&["class", "fee", "class_changes"]) {
        return missing(t!("No column says of which class the members are"), "class");
    }
    if !given(&["since", "start", "joined_on", "applied"]) {
        return missing(t!("No column says since when they are members"), "since");
    }
    mapping.bind(source, super::FIELDS, Terms { currency: settings.currency, today: settings.today })
}

/// Reads a whole table against the office. Nothing is written. `progress` is told how many rows are done, and ends the
/// work when it fails.
///
/// # Errors
/// When the map does not fit the table, the file cannot be read, or `progress` fails.
pub fn plan(
    conn: &Connection,
    source: &Source,
    mapping: &Mapping,
    known: Known,
    settings: &Settings,
    progress: &dyn Fn(usize) -> Result<()>,
) -> Result<Plan> {
    let binding = fit(source, mapping, settings)?;
    let reader = Reader::new(mapping, settings.today, settings.month_first);
    let own = reader.own_columns(conn, source)?;
    let all = known.members.classes.clone();
    let classes: BTreeMap<String, ClassId> = all.iter().map(|c| (fold(&c.name), c.id)).collect();
    let reading = Reading {
        binding: &binding,
        reader: &reader,
        own: &own,
        mapping,
        classes: &classes,
        all: &all,
        today: settings.today,
        who: &settings.who,
    };
    let mut report = Report { currency: Some(settings.currency.code.to_owned()), ..Report::default() };
    report.read_by(mapping, source, super::fields::FIELDS);
    let mut refused = Refused::new(source);
    let generation = known.generation;
    let mut resolver = Resolver::new(known, settings);
    let mut lines: Vec<(Line, PersonId, String)> = Vec::with_capacity(source.row_count);
    let mut fates: HashMap<usize, RowFate> = HashMap::with_capacity(source.row_count);
    let mut order = Vec::with_capacity(source.row_count);
    // Rows that were read, for those that are refused later.
    read_ahead(
        source,
        |row| reading.read(row),
        |row, read| {
            if report.read.is_multiple_of(1024) {
                progress(report.read)?;
            }
            report.read += 1;
            order.push(row.number);
            let placed = read.and_then(|line| {
                let found = resolver.person(&line).map_err(|wrong| reading.named(row.number, vec![wrong]))?;
                Ok((line, found))
            });
            match placed {
                Ok((line, (person, why))) => lines.push((line, person, why)),
                Err(problems) => {
                    report.refuse(&problems);
                    refused.add(&row, &problems);
                    fates.insert(row.number, RowFate::refused(row.number));
                }
            }
            Ok(())
        },
    )?;
    // Memberships that may cover others come first, so that those find them.
    let (heads, dependants): (Vec<_>, Vec<_>) = lines.into_iter().partition(|(line, ..)| line.family.is_none());
    let mut late: BTreeMap<usize, Vec<Wrong>> = BTreeMap::new();
    for (line, person, why) in heads.into_iter().chain(dependants) {
        let row = line.row;
        let fate = match resolver.take(conn, line, person, why)? {
            Ok(fate) => fate,
            Err(wrong) => {
                late.insert(row, wrong);
                continue;
            }
        };
        match fate.fate {
            Fate::Added => report.added += 1,
            Fate::Updated => report.updated += 1,
            Fate::Skipped | Fate::Refused => report.skipped += 1,
        }
        fates.insert(row, fate);
    }
    if !late.is_empty() {
        for row in source.rows() {
            let Some(wrong) = late.remove(&row.number) else { continue };
            let problems = reading.named(row.number, wrong);
            report.refuse(&problems);
            refused.add(&row, &problems);
            fates.insert(row.number, RowFate::refused(row.number));
        }
        report.problems.sort_by_key(|problem| problem.row);
    }
    let (people, changed, said, terms) = resolver.finish();
    report.people_added = people.iter().filter(|person| person.used).count();
    let mut notes = source.notes.clone();
    if ["paid_to", "covered_to"]
        .iter()
        .all(|key| !mapping.columns.contains_key(*key) && !mapping.constants.contains_key(*key))
    {
        notes.push(
            t!("No column says until when dues are paid. Members of classes with dues count as lapsed until their payments are recorded")
                .to_owned(),
        );
    }
    let name = source.path.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
    Ok(Plan {
        source: name,
        digest: source.digest().to_owned(),
        generation,
        people,
        changed,
        said,
        terms,
        rows: order.into_iter().filter_map(|row| fates.remove(&row)).collect(),
        report,
        refused,
        notes,
    })
}

impl RowFate {
    fn refused(row: usize) -> Self {
        Self { row, fate: Fate::Refused, why: String::new(), class: None, since: None, status: None }
    }
}

impl Known {
    /// Reads what rows are held against. `ids`: rows may name people by their Wardroom id.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn read(conn: &Connection, ids: bool) -> Result<Self> {
        Ok(Self {
            people: people::store::register(conn, ids)?,
            members: crate::members::store::register_anew(conn)?,
            generation: crate::ledger::store::generation(conn)?,
        })
    }
}
