//! Policy as tables: documents, what was said of them and what was answered, what is done about them, their evidence, and the
//! clauses that are in force.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::label::Labels;
use super::model::workflow::Workflow;
use super::model::{Document, DocumentId, parts};
use super::store::{self, Comment};
use crate::cli::{Export, RowSink};
use crate::events::model::part::{Field, Kind, Part, Row, Value as Held};
use crate::kit::{Day, Money, Result};
use crate::t;
use crate::tabular::{ColumnKind, ColumnSpec, Value};

/// Every document.
pub(super) const DOCUMENTS: Export =
    Export { name: "policy", says: "Policy documents", columns: document_columns, rows: document_rows, ..Export::NONE };

/// Comments and what was answered: “you said, we did” as a table.
pub(super) const COMMENTS: Export = Export {
    name: "policy-comments",
    says: "Comments on policy and answers",
    columns: comment_columns,
    rows: comment_rows,
    ..Export::NONE
};

/// A list of every document as a table.
macro_rules! part_export {
    ($(#[$about:meta])* $name:ident, $key:literal, $says:literal, $part:ident) => {
        $(#[$about])*
        pub(super) const $name: Export = Export {
            name: $key,
            says: $says,
            columns: || part_columns(&parts::$part),
            rows: |conn, sink| part_rows(conn, &parts::$part, sink),
            ..Export::NONE
        };
    };
}

part_export! {
    /// What is done about policies: action, body, sponsor, state, result, what shows it.
    ACTIONS, "policy-actions", "Carrying out of policy", ACTIONS
}
part_export! {
    /// The evidence of every document.
    EVIDENCE, "policy-evidence", "Evidence for policy", EVIDENCE
}
part_export! {
    /// How one will know that policies work.
    MEASURES, "policy-measures", "Outcomes of policy", MEASURES
}
part_export! {
    /// What members asked, with the answers.
    QUESTIONS, "policy-questions", "Questions about policy", QUESTIONS
}
part_export! {
    /// Who was asked to read what, and who said that they did.
    READERS, "policy-readers", "Readers of policy", READERS
}

/// The clauses of what holds, with where each came from. What holds today, or last held from a day that is still to come.
pub(super) const IN_FORCE: Export = Export {
    name: "policy-in-force",
    says: "Policy in force",
    columns: force_columns,
    rows: force_rows,
    ..Export::NONE
};

/// All of them.
pub(super) const ALL: &[Export] = &[DOCUMENTS, COMMENTS, ACTIONS, EVIDENCE, MEASURES, QUESTIONS, READERS, IN_FORCE];

/// The table of what is open in a file, by its key.
pub(super) fn of(view: &str) -> Option<&'static Export> {
    match view {
        "comments" => Some(&COMMENTS),
        "actions" => Some(&ACTIONS),
        "evidence" => Some(&EVIDENCE),
        "measures" => Some(&MEASURES),
        "questions" => Some(&QUESTIONS),
        "readers" => Some(&READERS),
        _ => None,
    }
}

fn columns(all: &[(&str, &str, ColumnKind)]) -> Vec<ColumnSpec> {
    all.iter().map(|(key, name, kind)| ColumnSpec::new(*key, *name, *kind)).collect()
}

fn days(day: Option<Day>) -> Value {
    day.map_or(Value::Blank, Value::Day)
}

fn document_columns() -> Vec<ColumnSpec> {
    use ColumnKind::{Count, Day, Text};
    columns(&[
        ("id", t!("Id"), Text),
        ("code", t!("No."), Text),
        ("title", t!("Document"), Text),
        ("kind", t!("Kind"), Text),
        ("stage", t!("Stage"), Text),
        ("topic", t!("Topic"), Text),
        ("summary", t!("In short"), Text),
        ("group", t!("Group"), Text),
        ("lead", t!("Brought by"), Text),
        ("begun_on", t!("Begun"), Day),
        ("deadline", t!("Amendments until"), Day),
        ("in_force_on", t!("In force from"), Day),
        ("review_on", t!("Review"), Day),
        ("ended_on", t!("Ended"), Day),
        ("versions", t!("Versions"), Count),
    ])
}

fn document_rows(conn: &Connection, sink: &mut RowSink<'_>) -> Result<usize> {
    let (all, flow) = (store::documents(conn)?, store::workflow(conn)?);
    sink(&mut all.iter().map(|one| Ok(document_row(one, &flow))))
}

fn document_row(one: &Document, flow: &Workflow) -> Vec<Value> {
    vec![
        Value::text(one.id.to_string()),
        Value::text(one.code(flow)),
        Value::text(one.new.title.as_str()),
        Value::text(flow.kind(&one.new.kind).name),
        Value::text(flow.stage(&one.stage).name),
        Value::text(one.new.topic.as_str()),
        Value::text(one.new.summary.as_str()),
        Value::text(one.group.as_str()),
        Value::text(one.lead_shown.as_str()),
        one.begun_on.into(),
        days(one.new.deadline),
        days(one.in_force_on),
        days(one.new.review_on),
        days(one.ended_on),
        i64::try_from(one.versions).unwrap_or(i64::MAX).into(),
    ]
}

fn comment_columns() -> Vec<ColumnSpec> {
    use ColumnKind::{Day, Text};
    columns(&[
        ("id", t!("Id"), Text),
        ("document", t!("Document"), Text),
        ("consultation", t!("Consultation"), Text),
        ("theme", t!("Theme"), Text),
        ("clause", t!("Clause"), Text),
        ("quote", t!("Words"), Text),
        ("said", t!("You said"), Text),
        ("by", t!("By"), Text),
        ("day", t!("Day"), Day),
        ("state", t!("State"), Text),
        ("answer", t!("We did"), Text),
    ])
}

fn comment_rows(conn: &Connection, sink: &mut RowSink<'_>) -> Result<usize> {
    let flow = store::workflow(conn)?;
    // The consultation that a response belongs to, by the response.
    let mut consultations: BTreeMap<i64, String> = BTreeMap::new();
    for one in store::consultations(conn, None)? {
        for response in store::responses(conn, one.id)? {
            consultations.insert(response.id.0, one.title.clone());
        }
    }
    let mut all = Vec::new();
    for document in store::documents(conn)? {
        let comments = store::comments(conn, document.id)?;
        if comments.is_empty() {
            continue;
        }
        let labels = Labels::of(&store::working(conn, document.id)?.body);
        let called = document.called(&flow);
        all.extend(comments.iter().map(|one| comment_row(one, &called, &labels, &consultations)));
    }
    sink(&mut all.into_iter().map(Ok))
}

fn comment_row(one: &Comment, of: &str, labels: &Labels, consultations: &BTreeMap<i64, String>) -> Vec<Value> {
    let consultation = one.new.response.and_then(|id| consultations.get(&id.0)).cloned().unwrap_or_default();
    vec![
        Value::text(one.id.to_string()),
        Value::text(of),
        Value::text(consultation),
        Value::text(one.new.theme.as_str()),
        Value::text(one.new.anchor.clause.map(|id| labels.shown(id)).unwrap_or_default()),
        Value::text(one.new.anchor.quote.as_str()),
        Value::text(one.new.says.as_str()),
        Value::text(one.by.as_str()),
        one.new.day.into(),
        Value::text(one.state.as_str()),
        Value::text(one.answer.as_str()),
    ]
}

/// The columns of a list of every document: its id, the document's, and a column for each field.
fn part_columns(part: &Part) -> Vec<ColumnSpec> {
    let mut all = columns(&[("id", t!("Id"), ColumnKind::Text), ("document", t!("Document"), ColumnKind::Text)]);
    all.extend(part.fields.iter().map(|field| {
        let kind = match field.kind {
            Kind::Day => ColumnKind::Day,
            Kind::Money => ColumnKind::Money,
            _ => ColumnKind::Text,
        };
        ColumnSpec::new(field.key, (field.says)(), kind)
    }));
    all
}

fn part_rows(conn: &Connection, part: &'static Part, sink: &mut RowSink<'_>) -> Result<usize> {
    let flow = store::workflow(conn)?;
    let mut all = Vec::new();
    for document in store::documents(conn)? {
        let called = document.called(&flow);
        for row in store::part_rows(conn, part, document.id)? {
            let mut cells = vec![Value::text(row.id.to_string()), Value::text(called.as_str())];
            cells.extend(part.fields.iter().enumerate().map(|(at, field)| cell(field, &row, at)));
            all.push(cells);
        }
    }
    sink(&mut all.into_iter().map(Ok))
}

fn cell(field: &Field, row: &Row, at: usize) -> Value {
    let shown = || Value::text(row.shown.get(at).cloned().unwrap_or_default());
    match (field.kind, row.values.get(at)) {
        (Kind::Money, Some(Held::Number(pence))) => Money(*pence).into(),
        (Kind::Day, Some(Held::Text(day))) => day.parse().map_or_else(|_no_day| shown(), Value::Day),
        _ => shown(),
    }
}

fn force_columns() -> Vec<ColumnSpec> {
    use ColumnKind::{Day, Text};
    columns(&[
        ("document_id", t!("Document id"), Text),
        ("document", t!("Document"), Text),
        ("topic", t!("Topic"), Text),
        ("holds_from", t!("Holds from"), Day),
        ("clause", t!("Clause"), Text),
        ("text", t!("Text"), Text),
        ("notes", t!("Where it came from"), Text),
    ])
}

fn force_rows(conn: &Connection, sink: &mut RowSink<'_>) -> Result<usize> {
    let flow = store::workflow(conn)?;
    let mut all = Vec::new();
    for document in store::documents(conn)?.iter().filter(|one| one.ended_on.is_none()) {
        all.extend(document_clauses(conn, document, &flow)?);
    }
    sink(&mut all.into_iter().map(Ok))
}

fn document_clauses(conn: &Connection, document: &Document, flow: &Workflow) -> Result<Vec<Vec<Value>>> {
    let id: DocumentId = document.id;
    let Some(last) = store::force(conn, id)?.last().map(|force| force.from) else { return Ok(Vec::new()) };
    let Some(holds) = store::text_on(conn, document, last)? else { return Ok(Vec::new()) };
    let labels = Labels::of(&holds.body);
    let rows = holds.body.clauses.iter().map(|clause| {
        let notes: Vec<String> =
            holds.notes.iter().filter(|note| note.clause == clause.id).map(|note| note.says()).collect();
        vec![
            Value::text(id.to_string()),
            Value::text(document.called(flow)),
            Value::text(document.new.topic.as_str()),
            holds.force.from.into(),
            Value::text(labels.get(clause.id).map(|label| label.full.clone()).unwrap_or_default()),
            Value::text(labels.plain(&clause.text)),
            Value::text(notes.join("; ")),
        ]
    });
    Ok(rows.collect())
}
