//! A person as a row of a list tells it, for every list that names people: their own import, and those of other subjects.

use std::collections::HashMap;

use rusqlite::Connection;

use super::consent::Said;
use super::model::Details;
use super::own::{self, OwnField};
use super::{fields, row, said, store};
use crate::kit::{Day, Problem, Result};
use crate::t;
use crate::tabular::{CellProblem, Mapping, OWN, OWN_FIELDS, Record, Row, Source};

/// What a row says of a person.
#[derive(Debug)]
pub struct Told {
    pub details: Details,
    /// About being reached.
    pub said: Vec<Said>,
    /// The Wardroom id it names.
    pub id: Option<i64>,
}

/// Reads people from the rows of one list.
#[derive(Debug)]
pub struct Reader {
    kinds: row::Kinds,
    /// The headings of each field, for messages.
    headings: HashMap<&'static str, String>,
    today: Day,
    month_first: bool,
    /// The names of the office's own fields that columns hold, and the headings of those.
    own: Vec<(String, String)>,
}

/// The columns of the office's own fields: their places, and the fields.
pub type OwnColumns = Vec<(usize, OwnField)>;

/// The office's own fields as columns can be sent to them: what a map says of each, and its words.
///
/// # Errors
/// When the file cannot be read.
pub fn own_choices(conn: &Connection) -> Result<Vec<(String, String)>> {
    let open = store::own_fields(conn)?.into_iter().filter(|field| !field.closed);
    Ok(open.map(|field| (format!("{OWN}{}", field.name), format!("{}{}", own::HEADING, field.name))).collect())
}

impl Reader {
    pub fn new(mapping: &Mapping, today: Day, month_first: bool) -> Self {
        let headings = fields::FIELDS
            .iter()
            .filter_map(|f| Some((f.key, mapping.columns.get(f.key)?.headings().join(" + "))))
            .collect();
        let mut own = Vec::new();
        for (key, columns) in &mapping.columns {
            let named = key.strip_prefix(OWN);
            if named.is_none() && key != OWN_FIELDS {
                continue;
            }
            own.extend(columns.headings().iter().map(|heading| {
                let by_heading = heading.strip_prefix(own::HEADING).unwrap_or(heading);
                (named.unwrap_or(by_heading).to_owned(), heading.clone())
            }));
        }
        Self { kinds: row::Kinds::of(mapping), headings, today, month_first, own }
    }

    /// The columns that hold the office's own fields, each known by what the map says of it, else by its heading.
    ///
    /// # Errors
    /// When the office has no such field, or the file cannot be read.
    pub fn own_columns(&self, conn: &Connection, source: &Source) -> Result<OwnColumns> {
        let mut columns = Vec::new();
        for (name, heading) in &self.own {
            let field = store::own_field(conn, name)?.ok_or_else(|| {
                Problem::input(t!("The office has no field of its own called “{name}”; nothing was read", name = name))
                    .hint(t!("Make the field first, or leave the column “{heading}” out", heading = heading))
            })?;
            columns.extend(source.column(heading).map(|place| (place, field)));
        }
        Ok(columns)
    }

    /// What a row says, of which the record was made; or what is wrong with its cells.
    ///
    /// # Errors
    /// Every cell that cannot be taken.
    pub fn read(&self, record: &Record, row: &Row, own: &OwnColumns) -> Result<Told, Vec<CellProblem>> {
        let id = record.text("wardroom_id").and_then(|id| id.parse::<i64>().ok());
        let named = |problems| self.name_columns(row.number, problems);
        let mut details = row::details(record, &self.kinds, self.today, self.month_first).map_err(named)?;
        let said = said::read(record, self.today).map_err(named)?;
        self.own_values(own, row, &mut details)?;
        Ok(Told { details, said, id })
    }

    fn own_values(&self, columns: &OwnColumns, row: &Row, details: &mut Details) -> Result<(), Vec<CellProblem>> {
        let mut problems = Vec::new();
        for (place, field) in columns {
            match field.kind.read(row.cell(*place), &field.options, self.today, self.month_first) {
                Ok(value) if value.is_empty() => {}
                Ok(value) => details.own.push((field.id, value)),
                Err(message) => {
                    problems.push(CellProblem { row: row.number, column: field.name.clone(), message });
                }
            }
        }
        details.settle();
        if problems.is_empty() { Ok(()) } else { Err(problems) }
    }

    /// Problems by the keys of fields as problems by the headings of the list.
    pub fn name_columns(&self, row: usize, problems: Vec<(&'static str, String)>) -> Vec<CellProblem> {
        let column = |key| self.headings.get(key).cloned().unwrap_or_default();
        problems.into_iter().map(|(key, message)| CellProblem { row, column: column(key), message }).collect()
    }
}
