//! Accounts, categories and funds in the file.

use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::word_of;
use crate::kit::text::there_are;
use crate::kit::{Problem, Result};
use crate::ledger::model::{Account, AccountId, AccountKind, Category, CategoryId, CategoryKind, Fund, FundId, Usual};
use crate::t;

fn account_row(row: &Row<'_>) -> rusqlite::Result<Account> {
    Ok(Account {
        id: AccountId(row.get(0)?),
        name: row.get(1)?,
        kind: word_of(row, 2, AccountKind::of)?,
        closed: row.get(3)?,
    })
}

/// All accounts, the open ones first, in the order they were made.
///
/// # Errors
/// When the file cannot be read.
pub fn accounts(conn: &Connection) -> Result<Vec<Account>> {
    let mut select = conn.prepare_cached("SELECT id, name, kind, closed FROM account ORDER BY closed, id")?;
    Ok(select.query_map([], account_row)?.collect::<rusqlite::Result<_>>()?)
}

/// # Errors
/// When there is no such account.
pub fn account(conn: &Connection, id: AccountId) -> Result<Account> {
    conn.prepare_cached("SELECT id, name, kind, closed FROM account WHERE id = ?1")?
        .query_row([id.0], account_row)
        .optional()?
        .ok_or_else(|| Problem::input(t!("This account is not in the ledger")))
}

/// All categories by kind, then in the order they were made.
///
/// # Errors
/// When the file cannot be read.
pub fn categories(conn: &Connection) -> Result<Vec<Category>> {
    let mut select = conn.prepare_cached(
        "SELECT id, name, kind, closed FROM category \
         ORDER BY CASE kind WHEN 'income' THEN 1 WHEN 'expense' THEN 2 WHEN 'loan' THEN 3 ELSE 4 END, closed, id",
    )?;
    let list = select
        .query_map([], |row| {
            Ok(Category {
                id: CategoryId(row.get(0)?),
                name: row.get(1)?,
                kind: word_of(row, 2, CategoryKind::of)?,
                closed: row.get(3)?,
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(list)
}

/// All funds, the open ones first.
///
/// # Errors
/// When the file cannot be read.
pub fn funds(conn: &Connection) -> Result<Vec<Fund>> {
    let mut select = conn.prepare_cached("SELECT id, name, purpose, closed FROM fund ORDER BY closed, name, id")?;
    let list = select
        .query_map([], |row| {
            Ok(Fund { id: FundId(row.get(0)?), name: row.get(1)?, purpose: row.get(2)?, closed: row.get(3)? })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(list)
}

fn find(conn: &Connection, table: &str, what: &str, name: &str) -> Result<i64> {
    let sql = format!("SELECT id FROM {table} WHERE fold(name) = fold(?1) ORDER BY closed, id LIMIT 1");
    if let Some(id) = conn.prepare_cached(&sql)?.query_row([name], |row| row.get(0)).optional()? {
        return Ok(id);
    }
    let mut names = conn.prepare_cached(&format!("SELECT name FROM {table} WHERE closed = 0 ORDER BY id"))?;
    let names = names.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<Vec<String>>>()?;
    Err(Problem::input(t!("There is no {what} “{name}”", what = what, name = name))
        .hint(there_are(&names, &t!("`wardroom ledger {table} FILE NAME` makes one", table = table))))
}

/// The account of this name; case and accents are no matter.
///
/// # Errors
/// When there is none; the hint lists the names.
pub fn find_account(conn: &Connection, name: &str) -> Result<AccountId> {
    find(conn, "account", t!("account"), name).map(AccountId)
}

/// The category of this name.
///
/// # Errors
/// When there is none; the hint lists the names.
pub fn find_category(conn: &Connection, name: &str) -> Result<CategoryId> {
    find(conn, "category", t!("category"), name).map(CategoryId)
}

/// The fund of this name.
///
/// # Errors
/// When there is none; the hint lists the names.
pub fn find_fund(conn: &Connection, name: &str) -> Result<FundId> {
    find(conn, "fund", t!("fund"), name).map(FundId)
}

/// The names by which entries call appeals, as a query to which further conditions on `name` can be added. From one name
/// to the next along the index, so that a long ledger is not walked.
pub(super) const NAMED_APPEALS: &str = "WITH RECURSIVE named (name) AS (SELECT min(appeal) FROM entry WHERE appeal <> '' \
    UNION ALL SELECT (SELECT min(e.appeal) FROM entry e WHERE e.appeal <> '' AND e.appeal > named.name) FROM named \
    WHERE name IS NOT NULL) SELECT name FROM named WHERE name IS NOT NULL";

/// The names by which entries call appeals, in the order of the alphabet; each way of writing one is one.
///
/// # Errors
/// When the file cannot be read.
pub fn appeals(conn: &Connection) -> Result<Vec<String>> {
    let mut select = conn.prepare_cached(NAMED_APPEALS)?;
    let mut names = select.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<Vec<String>>>()?;
    names.sort_by_cached_key(|name| crate::kit::fold::fold(name));
    Ok(names)
}

/// The names that who records an entry may mean: of appeals that were planned, of pledges, of entries.
///
/// # Errors
/// When the file cannot be read.
pub fn appeals_to_name(conn: &Connection) -> Result<Vec<String>> {
    let mut select = conn.prepare_cached(
        "SELECT name FROM appeal UNION SELECT name FROM appeal_name UNION SELECT appeal FROM pledge WHERE appeal <> ''",
    )?;
    let mut names = select.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<Vec<String>>>()?;
    names.extend(appeals(conn)?);
    names.sort_by_cached_key(|name| crate::kit::fold::fold(name));
    names.dedup();
    Ok(names)
}

/// What entries take where nothing else is said: the first open account of each kind, the default category of each kind
/// of entry.
///
/// # Errors
/// When the file cannot be read.
pub fn usual(conn: &Connection) -> Result<Usual> {
    let mut usual = Usual::default();
    for account in accounts(conn)?.into_iter().filter(|a| !a.closed) {
        let place = match account.kind {
            AccountKind::Bank => &mut usual.bank,
            AccountKind::Cash => &mut usual.cash,
            AccountKind::Service => &mut usual.service,
        };
        place.get_or_insert(account.id);
    }
    let mut select =
        conn.prepare_cached("SELECT default_for, id FROM category WHERE default_for <> '' AND closed = 0")?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        usual.categories.insert(row.get(0)?, CategoryId(row.get(1)?));
    }
    Ok(usual)
}

/// # Errors
/// When the name is taken.
pub fn insert_account(conn: &Connection, account: &Account) -> Result<()> {
    conn.execute(
        "INSERT INTO account (id, name, kind, closed) VALUES (?1, ?2, ?3, ?4)",
        params![account.id.0, account.name, account.kind.key(), account.closed],
    )
    .map_err(|e| taken(e, &account.name))?;
    Ok(())
}

/// # Errors
/// When the name is taken.
pub fn update_account(conn: &Connection, account: &Account) -> Result<()> {
    conn.execute(
        "UPDATE account SET name = ?2, kind = ?3, closed = ?4 WHERE id = ?1 AND (name, kind, closed) IS NOT (?2, ?3, ?4)",
        params![account.id.0, account.name, account.kind.key(), account.closed],
    )
    .map_err(|e| taken(e, &account.name))?;
    Ok(())
}

/// `default_for` is the key of a kind of entry, or empty.
///
/// # Errors
/// When the name is taken.
pub fn insert_category(conn: &Connection, category: &Category, default_for: &str) -> Result<()> {
    conn.execute(
        "INSERT INTO category (id, name, kind, default_for, closed) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![category.id.0, category.name, category.kind.key(), default_for, category.closed],
    )
    .map_err(|e| taken(e, &category.name))?;
    Ok(())
}

/// # Errors
/// When the name is taken.
pub fn update_category(conn: &Connection, category: &Category) -> Result<()> {
    conn.execute(
        "UPDATE category SET name = ?2, kind = ?3, closed = ?4 WHERE id = ?1 AND (name, kind, closed) IS NOT (?2, ?3, ?4)",
        params![category.id.0, category.name, category.kind.key(), category.closed],
    )
    .map_err(|e| taken(e, &category.name))?;
    Ok(())
}

/// # Errors
/// When the name is taken.
pub fn insert_fund(conn: &Connection, fund: &Fund) -> Result<()> {
    conn.execute(
        "INSERT INTO fund (id, name, purpose, closed) VALUES (?1, ?2, ?3, ?4)",
        params![fund.id.0, fund.name, fund.purpose, fund.closed],
    )
    .map_err(|e| taken(e, &fund.name))?;
    Ok(())
}

/// # Errors
/// When the name is taken.
pub fn update_fund(conn: &Connection, fund: &Fund) -> Result<()> {
    conn.execute(
        "UPDATE fund SET name = ?2, purpose = ?3, closed = ?4 WHERE id = ?1 AND (name, purpose, closed) IS NOT (?2, ?3, ?4)",
        params![fund.id.0, fund.name, fund.purpose, fund.closed],
    )
    .map_err(|e| taken(e, &fund.name))?;
    Ok(())
}

fn taken(error: rusqlite::Error, name: &str) -> Problem {
    match error.sqlite_error_code() {
        Some(rusqlite::ErrorCode::ConstraintViolation) => {
            Problem::input(t!("There is already one called “{name}”. Nothing was changed", name = name)).because(error)
        }
        _ => error.into(),
    }
}

/// Whether any entry moves this `account`, `category` or `fund`.
///
/// # Errors
/// When the file cannot be read.
pub fn is_used(conn: &Connection, column: &'static str, id: i64) -> Result<bool> {
    let sql = format!("SELECT EXISTS (SELECT 1 FROM entry_line WHERE {column} = ?1)");
    Ok(conn.prepare_cached(&sql)?.query_row([id], |row| row.get(0))?)
}
