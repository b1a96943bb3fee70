//! What a letter to somebody needs: name, greeting, the lines of the address. A word processor merges it.

use rusqlite::Connection;

use crate::kit::{Day, Result};
use crate::office::profile;
use crate::people::{self, Channel, PersonId, post_lines};
use crate::t;
use crate::tabular::{ColumnKind, ColumnSpec, Value};

/// The lines below a name that there are columns for.
const LINES: usize = 5;

/// The columns of [`Letters::to`].
pub(super) fn columns() -> Vec<ColumnSpec> {
    let mut all = vec![
        ColumnSpec::new("person_id", t!("Person id"), ColumnKind::Text),
        ColumnSpec::new("name", t!("Name"), ColumnKind::Text),
        ColumnSpec::new("greeting", t!("Greeting"), ColumnKind::Text),
    ];
    all.extend(
        (1..=LINES).map(|n| ColumnSpec::new(format!("address_{n}"), t!("Address line {n}", n = n), ColumnKind::Text)),
    );
    all.push(ColumnSpec::new("email", t!("E-mail"), ColumnKind::Text));
    all
}

/// The headings of [`letter_to`].
pub fn letter_headings() -> Vec<String> {
    columns().into_iter().map(|column| column.name).collect()
}

/// The same cells in words.
///
/// # Errors
/// When there is no such person.
pub fn letter_to(conn: &Connection, person: PersonId, on: Day) -> Result<Vec<String>> {
    let cells = Letters::of(conn)?.to(conn, person, on)?;
    Ok(cells.into_iter().map(|cell| if let Value::Text(text) = cell { text } else { String::new() }).collect())
}

/// Where letters are posted.
pub(super) struct Letters {
    from: String,
}

impl Letters {
    pub(super) fn of(conn: &Connection) -> Result<Self> {
        Ok(Self { from: profile::get(conn)?.jurisdiction().to_owned() })
    }

    /// The cells of one person, with the address that holds on a day.
    pub(super) fn to(&self, conn: &Connection, person: PersonId, on: Day) -> Result<Vec<Value>> {
        let details = people::store::get(conn, person)?.details;
        let lines = details.address_on(on).map(|address| post_lines(address, &self.from)).unwrap_or_default();
        let email = details.contact_on(Channel::Email, on).map(|c| c.value.as_str()).unwrap_or_default();
        let mut cells = vec![
            Value::text(person.to_string()),
            Value::text(details.name_with_honorific()),
            details.salutation().as_str().into(),
        ];
        // What does not fit stays on the last line.
        let mut rest = lines.into_iter();
        for _ in 1..LINES {
            cells.push(Value::text(rest.next().unwrap_or_default()));
        }
        cells.push(Value::text(rest.collect::<Vec<_>>().join(", ")));
        cells.push(Value::text(email));
        Ok(cells)
    }
}
