//! Tables that leave elections.

use rusqlite::Connection;

use super::store;
use crate::cli::{Export, RowSink};
use crate::kit::Result;
use crate::t;
use crate::tabular::{ColumnKind, ColumnSpec, Value};

/// The elections as a table.
pub const ELECTIONS: Export =
    Export { name: "elections", says: "Elections", columns: election_columns, rows: election_rows, ..Export::NONE };

/// Who was nominated for what, as a table.
pub const CANDIDATES: Export =
    Export { name: "candidates", says: "Candidates", columns: candidate_columns, rows: candidate_rows, ..Export::NONE };

fn columns(all: &[(&str, &str, ColumnKind)]) -> Vec<ColumnSpec> {
    all.iter().map(|(key, name, kind)| ColumnSpec::new(*key, *name, *kind)).collect()
}

fn election_columns() -> Vec<ColumnSpec> {
    use ColumnKind::{Day, Text};
    columns(&[
        ("id", t!("Id"), Text),
        ("post", t!("Post"), Text),
        ("on", t!("Day of the vote"), Day),
        ("seats", t!("Seats"), Text),
        ("rules", t!("Rules"), Text),
        ("standing", t!("Candidates"), Text),
        ("step", t!("How far it is"), Text),
        ("result", t!("Result"), Text),
    ])
}

fn election_rows(conn: &Connection, sink: &mut RowSink<'_>) -> Result<usize> {
    let all = store::lines(conn)?;
    sink(&mut all.into_iter().map(|line| {
        Ok(vec![
            Value::text(line.id.to_string()),
            Value::text(line.post),
            line.on.into(),
            Value::text(line.seats.to_string()),
            Value::text(line.rules.key()),
            Value::text(line.standing.to_string()),
            Value::text(line.step.key()),
            Value::text(line.result),
        ])
    }))
}

fn candidate_columns() -> Vec<ColumnSpec> {
    use ColumnKind::{Day, Text};
    columns(&[
        ("election_id", t!("Election id"), Text),
        ("post", t!("Post"), Text),
        ("on", t!("Day of the vote"), Day),
        ("id", t!("Id"), Text),
        ("name", t!("Name"), Text),
        ("person_id", t!("Person id"), Text),
        ("place", t!("Place on the paper"), Text),
        ("proposer", t!("Proposer"), Text),
        ("seconder", t!("Seconder"), Text),
        ("nominated", t!("Nominated on"), Day),
        ("consented", t!("Agreed on"), Day),
        ("withdrawn", t!("Withdrawn on"), Day),
        ("elected", t!("Elected"), Text),
    ])
}

fn candidate_rows(conn: &Connection, sink: &mut RowSink<'_>) -> Result<usize> {
    let mut rows = Vec::new();
    for line in store::lines(conn)? {
        let whole = store::whole(conn, line.id)?;
        let elected = whole.declared().map(|declared| whole.elected(&declared.outcome)).unwrap_or_default();
        for one in &whole.candidates {
            let won = elected.iter().any(|name| name == one.name());
            rows.push(vec![
                Value::text(line.id.to_string()),
                Value::text(line.post.as_str()),
                line.on.into(),
                Value::text(one.id.to_string()),
                Value::text(one.name()),
                Value::text(one.new.person.map(|id| id.to_string()).unwrap_or_default()),
                Value::text(one.place.map(|place| place.to_string()).unwrap_or_default()),
                Value::text(one.new.proposer.name.as_str()),
                Value::text(one.new.seconder.name.as_str()),
                one.nominated.into(),
                one.consented.into(),
                one.withdrawn.as_ref().map(|(on, _)| *on).into(),
                Value::text(if won { "yes" } else { "" }),
            ]);
        }
    }
    sink(&mut rows.into_iter().map(Ok))
}
