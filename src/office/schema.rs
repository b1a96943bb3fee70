//! What the file's tables are, read from the file itself, and which of them stand outside the journal.

use rusqlite::Connection;

use crate::kit::Result;

/// Tables without journal, guard and fingerprint, each for a reason:
/// the history and the seal cannot record themselves; attachment bytes are proved by their row's digest; drafts are not
/// yet things done, and a text at work is not yet a version; what is derived (the search index, what the rules find) can be rebuilt.
pub(super) const EXEMPT: &[&str] = &[
    "journal_op",
    "journal_row",
    "seal",
    "seal_table",
    "attachment_data",
    "draft",
    "person_search",
    "finding",
    "finding_basis",
    "policy_working",
];

/// One journaled table and its columns, `id` first.
#[derive(Clone, Debug)]
pub(super) struct Table {
    pub name: String,
    pub columns: Vec<String>,
}

impl Table {
    /// `"a","b","c"`, each quoted, each with a prefix such as `NEW.`.
    pub(super) fn list(&self, prefix: &str) -> String {
        self.columns.iter().map(|c| format!("{prefix}\"{c}\"")).collect::<Vec<_>>().join(",")
    }
}

/// The journaled tables in the order they were made.
pub(super) fn journaled(conn: &Connection) -> Result<Vec<Table>> {
    let mut names = conn.prepare(
        "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY rowid",
    )?;
    let names = names.query_map([], |row| row.get::<_, String>(0))?.collect::<rusqlite::Result<Vec<_>>>()?;
    let mut tables = Vec::new();
    for name in names {
        if is_exempt(&name) {
            continue;
        }
        let mut columns = conn.prepare("SELECT name FROM pragma_table_info(?1) ORDER BY cid")?;
        let columns = columns.query_map([&name], |row| row.get(0))?.collect::<rusqlite::Result<Vec<String>>>()?;
        tables.push(Table { name, columns });
    }
    Ok(tables)
}

/// The exempt tables, and the shadow tables of the search index (`person_search_data` and so on).
pub(super) fn is_exempt(table: &str) -> bool {
    EXEMPT.contains(&table) || table.starts_with("person_search_")
}

/// Triggers and views that a program other than this one put into the file: such a file is refused.
pub(super) fn foreign_objects(conn: &Connection) -> Result<Vec<String>> {
    let mut found = conn.prepare("SELECT name FROM main.sqlite_schema WHERE type IN ('trigger', 'view')")?;
    let found = found.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<Vec<String>>>()?;
    Ok(found)
}
