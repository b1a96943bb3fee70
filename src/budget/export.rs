//! Every budget as a table that comes back in: what it is of, category, planned, actual.

use rusqlite::Connection;

use super::model::Scope;
use super::{ops, store};
use crate::cli::{Export, RowSink};
use crate::kit::Result;
use crate::t;
use crate::tabular::{ColumnKind, ColumnSpec, Value};

/// The export.
pub const BUDGET: Export = Export { name: "budget", says: "Budgets", columns, rows, ..Export::NONE };

fn columns() -> Vec<ColumnSpec> {
    vec![
        ColumnSpec::new("budget_of", t!("Budget of"), ColumnKind::Text),
        ColumnSpec::new("side", t!("Side"), ColumnKind::Text),
        ColumnSpec::new("category", t!("Category"), ColumnKind::Text),
        ColumnSpec::new("planned", t!("Planned"), ColumnKind::Money),
        ColumnSpec::new("actual", t!("Actual"), ColumnKind::Money),
        ColumnSpec::new("budget_note", t!("Note"), ColumnKind::Text),
    ]
}

fn rows(conn: &Connection, sink: &mut RowSink<'_>) -> Result<usize> {
    let mut all: Vec<Vec<Value>> = Vec::new();
    for scope in store::scopes(conn)? {
        let of = match scope {
            Scope::Year(..) => ops::says(conn, scope)?,
            Scope::Appeal(_) => t!("Appeal: {name}", name = ops::says(conn, scope)?),
        };
        for line in store::budget(conn, scope)?.lines.into_iter().filter(|line| !line.is_empty()) {
            all.push(vec![
                Value::text(of.clone()),
                line.kind.key().into(),
                Value::text(line.name),
                line.planned.map_or(Value::Blank, Value::Money),
                Value::Money(line.actual),
                Value::text(line.note),
            ]);
        }
    }
    sink(&mut all.into_iter().map(Ok))
}
