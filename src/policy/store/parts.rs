//! Rows of the lists that belong to a document, with clauses named by their labels.

use std::collections::BTreeMap;

use rusqlite::Connection;

use crate::events::model::RowId;
use crate::events::model::part::{Part, Row};
use crate::events::store::{row_of, rows_of};
use crate::kit::Result;
use crate::policy::label::Labels;
use crate::policy::model::DocumentId;

/// The labels of the clauses of the text at work, by their ids.
///
/// # Errors
/// When the file cannot be read.
pub fn labels(conn: &Connection, document: DocumentId) -> Result<BTreeMap<i64, String>> {
    let body = super::working(conn, document)?.body;
    let labels = Labels::of(&body);
    Ok(body.clauses.iter().map(|clause| (clause.id, labels.shown(clause.id))).collect())
}

fn named(part: &Part, row: &mut Row, labels: &BTreeMap<i64, String>) {
    let (Some(at), Some(id)) = (part.at("clause"), row.number(part, "clause")) else { return };
    if let Some(shown) = row.shown.get_mut(at) {
        *shown = labels.get(&id).filter(|label| !label.is_empty()).cloned().unwrap_or_else(|| format!("#{id}"));
    }
}

/// Every row of a list of a document.
///
/// # Errors
/// When the file cannot be read.
pub fn part_rows(conn: &Connection, part: &Part, document: DocumentId) -> Result<Vec<Row>> {
    let mut rows = rows_of(conn, part, document.0)?;
    if part.at("clause").is_some() && !rows.is_empty() {
        let labels = labels(conn, document)?;
        rows.iter_mut().for_each(|row| named(part, row, &labels));
    }
    Ok(rows)
}

/// One row, and the document it is of.
///
/// # Errors
/// When there is none.
pub fn part_row(conn: &Connection, part: &Part, id: RowId) -> Result<(DocumentId, Row)> {
    let (owner, mut row) = row_of(conn, part, id)?;
    let document = DocumentId(owner);
    if part.at("clause").is_some() {
        named(part, &mut row, &labels(conn, document)?);
    }
    Ok((document, row))
}
