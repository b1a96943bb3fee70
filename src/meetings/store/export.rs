//! Tables that leave meetings.

use rusqlite::Connection;

use super::{Filter, decisions, lines};
use crate::cli::{Export, RowSink};
use crate::kit::{Day, Result};
use crate::meetings::model::clock;
use crate::t;
use crate::tabular::{ColumnKind, ColumnSpec, Value};

/// The meetings as a table.
pub const MEETINGS: Export =
    Export { name: "meetings", says: "Meetings", columns: meeting_columns, rows: meeting_rows, ..Export::NONE };

/// The register of decisions as a table.
pub const DECISIONS: Export =
    Export { name: "decisions", says: "Decisions", columns: decision_columns, rows: decision_rows, ..Export::NONE };

fn columns(all: &[(&str, &str, ColumnKind)]) -> Vec<ColumnSpec> {
    all.iter().map(|(key, name, kind)| ColumnSpec::new(*key, *name, *kind)).collect()
}

fn meeting_columns() -> Vec<ColumnSpec> {
    use ColumnKind::{Day, Text};
    columns(&[
        ("id", t!("Id"), Text),
        ("body", t!("Body"), Text),
        ("kind", t!("Kind"), Text),
        ("title", t!("Title"), Text),
        ("day", t!("Day"), Day),
        ("starts", t!("Begins"), Text),
        ("place", t!("Place"), Text),
        ("online", t!("Online"), Text),
        ("notice", t!("Notice sent"), Day),
        ("state", t!("State"), Text),
        ("present", t!("Present"), Text),
        ("decisions", t!("Decisions"), Text),
        ("minutes", t!("Minutes"), Text),
    ])
}

fn meeting_rows(conn: &Connection, sink: &mut RowSink<'_>) -> Result<usize> {
    let all = lines(conn, &Filter::default(), Day::MIN)?;
    sink(&mut all.into_iter().map(|line| {
        let m = line.meeting;
        Ok(vec![
            Value::text(m.id.to_string()),
            Value::text(m.body_name.as_str()),
            m.new.kind.key().into(),
            Value::text(m.new.title.as_str()),
            m.new.day.into(),
            Value::text(m.new.starts.map(clock).unwrap_or_default()),
            Value::text(m.new.place.as_str()),
            Value::text(m.new.online.as_str()),
            m.notice.into(),
            m.state().key().into(),
            Value::text(line.present.to_string()),
            Value::text(line.decisions.to_string()),
            line.minutes.map_or("", |state| state.key()).into(),
        ])
    }))
}

fn decision_columns() -> Vec<ColumnSpec> {
    use ColumnKind::{Day, Text};
    columns(&[
        ("id", t!("Id"), Text),
        ("number", t!("Number"), Text),
        ("day", t!("Day"), Day),
        ("body", t!("Body"), Text),
        ("decision", t!("Decision"), Text),
        ("superseded_by", t!("Superseded by"), Text),
        ("withdrawn", t!("Withdrawn on"), Day),
        ("meeting", t!("Id of the meeting"), Text),
    ])
}

fn decision_rows(conn: &Connection, sink: &mut RowSink<'_>) -> Result<usize> {
    sink(&mut decisions(conn)?.into_iter().map(|d| {
        Ok(vec![
            Value::text(d.id.to_string()),
            Value::text(d.number),
            d.day.into(),
            Value::text(d.body_name),
            Value::text(d.text),
            Value::text(d.superseded_by.map(|(_, number)| number).unwrap_or_default()),
            d.withdrawn.map(|(on, _)| on).into(),
            Value::text(d.meeting.to_string()),
        ])
    }))
}
