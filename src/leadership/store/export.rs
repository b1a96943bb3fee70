//! What leadership keeps of people as a table: a row for each thing.

use rusqlite::Connection;

use crate::cli::RowSink;
use crate::kit::Result;
use crate::leadership::model::parts::{AIMS, APPROVALS, CAN, MENTORS, OF_PERSON, TAKEN};
use crate::t;
use crate::tabular::{ColumnKind, ColumnSpec, Value};

/// The columns of [`rows`].
pub fn columns() -> Vec<ColumnSpec> {
    use ColumnKind::{Day, Text};
    [
        ("id", t!("Id"), Text),
        ("person_id", t!("Person id"), Text),
        ("name", t!("Name"), Text),
        ("list", t!("List"), Text),
        ("what", t!("What"), Text),
        ("level", t!("Level or state"), Text),
        ("from", t!("From"), Day),
        ("until", t!("Until"), Day),
        ("withdrawn", t!("Withdrawn on"), Day),
        ("detail", t!("Detail"), Text),
        ("note", t!("Note"), Text),
    ]
    .into_iter()
    .map(|(key, name, kind)| ColumnSpec::new(key, name, kind))
    .collect()
}

/// Every interest, skill, training, mentor and approval, person by person.
///
/// # Errors
/// When the file cannot be read, or the sink refuses a row.
pub fn rows(conn: &Connection, sink: &mut RowSink<'_>) -> Result<usize> {
    let mut out = Vec::new();
    for person in super::persons(conn)? {
        let name = crate::people::store::get(conn, person)?.details.name;
        for part in OF_PERSON.iter().copied() {
            // What it is, level or state, first and last day, withdrawn, detail, note.
            let [what, level, from, until, withdrawn, detail, note] = match part {
                part if *part == AIMS => ["rung", "state", "since", "", "", "office", "wishes"],
                part if *part == CAN => ["skill", "level", "seen_on", "", "", "", "evidence"],
                part if *part == TAKEN => ["training", "", "taken_on", "until_on", "", "", "note"],
                part if *part == MENTORS => ["mentor", "", "from_on", "until_on", "", "", "note"],
                part => {
                    debug_assert!(*part == APPROVALS);
                    ["rung", "", "approved_on", "until_on", "withdrawn_on", "approved_by", "conditions"]
                }
            };
            for row in super::rows_of(conn, part, person.0)? {
                let day = |key: &str| Value::from(row.key(part, key).parse::<crate::kit::Day>().ok());
                out.push(vec![
                    Value::text(row.id.to_string()),
                    Value::text(person.to_string()),
                    Value::text(name.clone()),
                    Value::text(part.key),
                    Value::text(row.text(part, what)),
                    Value::text(row.key(part, level)),
                    day(from),
                    day(until),
                    day(withdrawn),
                    Value::text(row.text(part, detail)),
                    Value::text(row.text(part, note)),
                ]);
            }
        }
    }
    sink(&mut out.into_iter().map(Ok))
}
