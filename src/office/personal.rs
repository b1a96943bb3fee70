//! What the tables hold about people: told by each subject, completed from the schema's foreign keys. The right of access
//! and erasure both walk it, so that a new subject takes part by declaring its links and nothing else.

use rusqlite::Connection;

use super::migrate;
use super::retention::Retention;
use crate::kit::{Day, Problem, Result};

/// What one column of one table has to do with a person. Parts (`ON DELETE CASCADE`) are found by themselves; they are
/// declared only for their headings. Every other reference to a person needs one of these, or erasure is refused.
#[derive(Clone, Copy)]
pub struct Personal {
    pub table: &'static str,
    /// The column that refers to a record of `of`; with [`Erase::Named`] the text that may name somebody.
    pub column: &'static str,
    pub of: &'static str,
    /// The heading for a person who reads what is held: "Donations and other money".
    pub says: fn() -> &'static str,
    pub erase: Erase,
    /// Columns by whose text a person can be known elsewhere: a name, an e-mail address, a street.
    pub identifies: &'static [&'static str],
    /// The day a row stands for, where it is not found by its name (`day`, `…_on`).
    pub day: Option<&'static str>,
    /// A condition on a row that says: this person is still one of ours, and not due for erasure.
    pub standing: Option<&'static str>,
    /// The column with an id that the person had before another record was merged into this one.
    pub former: Option<&'static str>,
    /// Columns in minor units of the office's currency.
    pub money: &'static [&'static str],
    /// Columns that say nothing to the person; they are in the JSON and not on paper.
    pub hide: &'static [&'static str],
    /// Readable names of columns, where the column's own would not do.
    pub labels: &'static [(&'static str, fn() -> &'static str)],
}

impl Personal {
    /// The declaration without anything, for `..Personal::NONE`.
    pub const NONE: Self = Self {
        table: "",
        column: "",
        of: "person",
        says: || "",
        erase: Erase::Part,
        identifies: &[],
        day: None,
        standing: None,
        former: None,
        money: &[],
        hide: &[],
        labels: &[],
    };

    pub(super) fn keep(&self) -> Option<&Keep> {
        match &self.erase {
            Erase::Keep(keep) => Some(keep),
            _ => None,
        }
    }
}

impl std::fmt::Debug for Personal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Personal").field("table", &self.table).field("column", &self.column).finish_non_exhaustive()
    }
}

/// What becomes of a row when the person (or record) it refers to is erased.
#[derive(Clone, Copy, Debug)]
pub enum Erase {
    /// The table of people itself; says name and address in one line, as the law wants them kept.
    Root(fn(&Connection, i64) -> Result<Option<String>>),
    /// A part of the record it belongs to; the schema says so with `ON DELETE CASCADE`.
    Part,
    /// Goes with the person, though the schema would hold it back.
    Remove,
    /// Stays without the person: the reference is emptied. The column must allow null.
    Unlink,
    /// Goes or stays with the record it refers to.
    With,
    /// The law keeps it for a time.
    Keep(Keep),
    /// No reference: a text that may name the person. It is emptied where it does.
    Named,
}

/// How a row that the law keeps is left, during that time and after it.
#[derive(Clone, Copy)]
pub struct Keep {
    /// Which records they are in the law's words, as the retention data has them: `ledger`, `receipts`.
    pub records: &'static str,
    /// The column with the day from which the time is counted.
    pub day: &'static str,
    /// The row was issued as it is and is left whole while it names the person.
    pub whole: bool,
    /// Where a name that is to stay is written, in a row that only referred to the person.
    pub into: Option<&'static str>,
    /// Whether the law wants the person's name to stay in this row while it is kept.
    pub names: fn(&Connection, i64, &Retention) -> Result<bool>,
    pub settle: fn(&Connection, i64, &Settle<'_>) -> Result<()>,
    /// The texts by which the row names its person, once the record of the person is gone.
    pub identity: fn(&Connection, i64) -> Result<Vec<String>>,
}

impl std::fmt::Debug for Keep {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Keep").field("records", &self.records).finish_non_exhaustive()
    }
}

/// How a kept row is to be left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settle<'a> {
    /// Who is erased; 0 once that is long done.
    pub person: i64,
    /// Name and address in one line, where the law wants them to stay with the row.
    pub identity: Option<&'a str>,
    /// The time the law keeps it is over: nothing of the person stays.
    pub over: bool,
}

/// A column of a journaled table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Column {
    pub name: String,
    pub text: bool,
    /// An empty text is allowed and means that nothing is known.
    pub can_be_empty: bool,
    /// Holds yes or no.
    pub flag: bool,
    pub required: bool,
}

#[derive(Clone, Debug)]
pub(super) struct Table {
    pub number: i64,
    pub name: String,
    pub columns: Vec<Column>,
}

/// A reference from one table to another.
#[derive(Clone, Debug)]
pub(super) struct Edge {
    pub child: usize,
    pub column: String,
    pub parent: usize,
    pub cascade: bool,
    pub rule: Option<&'static Personal>,
}

/// The tables, what refers to what, and what the subjects say of it.
#[derive(Debug)]
pub(super) struct Map {
    pub tables: Vec<Table>,
    pub edges: Vec<Edge>,
    /// The table of people.
    pub root: usize,
    pub rules: &'static [&'static Personal],
}

impl Map {
    /// # Errors
    /// When the file cannot be read, or no subject declares people.
    pub fn of(conn: &Connection, rules: &'static [&'static Personal]) -> Result<Self> {
        let mut tables = Vec::new();
        for (number, table) in migrate::numbered(conn)? {
            tables.push(Table { number, columns: columns(conn, &table.name)?, name: table.name });
        }
        let at = |name: &str| tables.iter().position(|t| t.name == name);
        let root = rules.iter().find(|r| matches!(r.erase, Erase::Root(_))).and_then(|r| at(r.table));
        let root = root.ok_or_else(|| Problem::defect("No subject of this program says what a person is"))?;
        let mut edges = Vec::new();
        let mut keys =
            conn.prepare("SELECT \"from\", \"table\", on_delete = 'CASCADE' FROM pragma_foreign_key_list(?1)")?;
        for (child, table) in tables.iter().enumerate() {
            let mut rows = keys.query([&table.name])?;
            while let Some(row) = rows.next()? {
                let (column, parent): (String, String) = (row.get(0)?, row.get(1)?);
                if let Some(parent) = at(&parent) {
                    let rule = rules.iter().copied().find(|r| r.table == table.name && r.column == column);
                    edges.push(Edge { child, column, parent, cascade: row.get(2)?, rule });
                }
            }
        }
        for rule in rules.iter().copied().filter(|r| !matches!(r.erase, Erase::Root(_) | Erase::Named)) {
            if let (Some(child), Some(parent)) = (at(rule.table), at(rule.of))
                && !edges.iter().any(|e| e.child == child && e.column == rule.column)
            {
                edges.push(Edge { child, column: rule.column.to_owned(), parent, cascade: false, rule: Some(rule) });
            }
        }
        Ok(Self { tables, edges, root, rules })
    }

    pub fn at(&self, name: &str) -> Option<usize> {
        self.tables.iter().position(|t| t.name == name)
    }

    pub fn has(&self, table: &str, column: &str) -> bool {
        self.tables.iter().any(|t| t.name == table && t.columns.iter().any(|c| c.name == column))
    }

    pub fn numbered(&self, number: i64) -> Option<usize> {
        self.tables.iter().position(|t| t.number == number)
    }

    pub fn name(&self, table: usize) -> &str {
        self.tables.get(table).map_or("", |t| t.name.as_str())
    }

    /// The first declaration about a table: its heading, labels and day.
    pub fn about(&self, table: usize) -> Option<&'static Personal> {
        let name = self.name(table);
        self.rules.iter().copied().find(|r| r.table == name && !matches!(r.erase, Erase::Named))
    }

    /// References that erasure meets and has no rule for: table and column.
    pub fn unruled(&self) -> Vec<(String, String)> {
        let mut going = vec![self.root];
        let mut wrong = Vec::new();
        let mut at = 0;
        while let Some(parent) = going.get(at).copied() {
            at += 1;
            for edge in self.edges.iter().filter(|e| e.parent == parent) {
                let goes = match edge.rule.map(|r| r.erase) {
                    _ if edge.cascade => true,
                    Some(Erase::Remove | Erase::With) => true,
                    Some(Erase::Unlink) => {
                        let column =
                            self.tables.get(edge.child).and_then(|t| t.columns.iter().find(|c| c.name == edge.column));
                        if column.is_none_or(|c| c.required) {
                            wrong.push((self.name(edge.child).to_owned(), edge.column.clone()));
                        }
                        false
                    }
                    Some(Erase::Keep(_)) => false,
                    _ => {
                        wrong.push((self.name(edge.child).to_owned(), edge.column.clone()));
                        false
                    }
                };
                if goes && !going.contains(&edge.child) {
                    going.push(edge.child);
                }
            }
        }
        wrong
    }
}

/// References to people that erasure has no rule for, as `table.column`: none, or erasure is refused.
///
/// # Errors
/// When the file cannot be read, or no subject declares people.
pub fn without_rule(conn: &Connection, rules: &'static [&'static Personal]) -> Result<Vec<String>> {
    Ok(Map::of(conn, rules)?.unruled().into_iter().map(|(table, column)| format!("{table}.{column}")).collect())
}

fn columns(conn: &Connection, table: &str) -> Result<Vec<Column>> {
    let sql: String =
        conn.query_row("SELECT sql FROM main.sqlite_schema WHERE type = 'table' AND name = ?1", [table], |row| {
            row.get(0)
        })?;
    let mut info =
        conn.prepare("SELECT name, type, \"notnull\", dflt_value FROM pragma_table_info(?1) ORDER BY cid")?;
    let found = info
        .query_map([table], |row| {
            let (name, kind): (String, String) = (row.get(0)?, row.get(1)?);
            let (required, default): (bool, Option<String>) = (row.get(2)?, row.get(3)?);
            let text = kind == "TEXT";
            let flag = sql.contains(&format!("CHECK ({name} IN (0, 1))"));
            Ok(Column { text, can_be_empty: text && default.as_deref() == Some("''"), flag, required, name })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(found)
}

/// The day in a column of a row, if it has one.
pub(super) fn day_of(conn: &Connection, table: &str, column: &str, row: i64) -> Result<Option<Day>> {
    let text: Option<String> = conn
        .prepare_cached(&format!("SELECT \"{column}\" FROM main.\"{table}\" WHERE id = ?1"))?
        .query_row([row], |row| row.get(0))?;
    Ok(text.and_then(|text| crate::kit::day::from_iso(text.get(..10).unwrap_or(&text)).ok()))
}
