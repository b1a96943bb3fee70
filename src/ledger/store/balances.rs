//! Balances and totals. Each is one walk along a covering index, without a look at the rows themselves.

use rusqlite::{Connection, params};

use super::{VOID, accounts, categories, funds, iso};
use crate::cli::{About, Opens};
use crate::kit::{Day, Money, Result, day, text};
use crate::ledger::model::{Account, Category, CategoryId, Fund, PersonId};
use crate::office::profile;
use crate::t;

/// What lies in an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountBalance {
    pub account: Account,
    pub balance: Money,
}

/// What is left of a fund: what was given for it less what was spent from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FundBalance {
    pub fund: Fund,
    pub balance: Money,
}

/// A category's sum in one month. Income and expenditure are both positive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CategoryMonth {
    /// `2026-01`.
    pub month: String,
    pub sum: Money,
}

/// What a person gave between two days, refunds taken off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DonorTotal {
    pub person: PersonId,
    pub name: String,
    pub organisation: bool,
    /// How many donations stand.
    pub count: i64,
    pub total: Money,
    /// The day of the last that stands; where none does, the last day on which anything was booked.
    pub last: Day,
}

/// Every account with what lies in it at the end of a day.
///
/// # Errors
/// When the file cannot be read.
pub fn account_balances(conn: &Connection, as_of: Day) -> Result<Vec<AccountBalance>> {
    let mut select =
        conn.prepare_cached("SELECT coalesce(sum(amount), 0) FROM entry_line WHERE account = ?1 AND day <= ?2")?;
    let day = iso(as_of);
    accounts(conn)?
        .into_iter()
        .map(|account| {
            let balance = Money(select.query_row(params![account.id.0, day], |row| row.get(0))?);
            Ok(AccountBalance { account, balance })
        })
        .collect()
}

/// Every fund with what is left of it at the end of a day.
///
/// # Errors
/// When the file cannot be read.
pub fn fund_balances(conn: &Connection, as_of: Day) -> Result<Vec<FundBalance>> {
    let mut select =
        conn.prepare_cached("SELECT coalesce(-sum(amount), 0) FROM entry_line WHERE fund = ?1 AND day <= ?2")?;
    let day = iso(as_of);
    funds(conn)?
        .into_iter()
        .map(|fund| {
            let balance = Money(select.query_row(params![fund.id.0, day], |row| row.get(0))?);
            Ok(FundBalance { fund, balance })
        })
        .collect()
}

/// A category's sum over all entries up to the end of a day, in the ledger's own sign: income negative.
///
/// # Errors
/// When the file cannot be read.
pub fn category_total(conn: &Connection, category: CategoryId, as_of: Day) -> Result<Money> {
    let sum = conn
        .prepare_cached("SELECT coalesce(sum(amount), 0) FROM entry_line WHERE category = ?1 AND day <= ?2")?
        .query_row(params![category.0, iso(as_of)], |row| row.get(0))?;
    Ok(Money(sum))
}

/// Every category with its sums by month, months without entries left out. Income and expenditure are both positive.
///
/// # Errors
/// When the file cannot be read.
pub fn category_months(conn: &Connection, from: Day, to: Day) -> Result<Vec<(Category, Vec<CategoryMonth>)>> {
    let mut select = conn.prepare_cached(
        "SELECT substr(day, 1, 7) AS month, sum(amount) FROM entry_line WHERE category = ?1 AND day BETWEEN ?2 AND ?3 \
         GROUP BY month ORDER BY month",
    )?;
    let (from, to) = (iso(from), iso(to));
    categories(conn)?
        .into_iter()
        .map(|category| {
            let sign = if category.kind == crate::ledger::model::CategoryKind::Expense { 1 } else { -1 };
            let months = select
                .query_map(params![category.id.0, from, to], |row| {
                    Ok(CategoryMonth { month: row.get(0)?, sum: Money(sign * row.get::<_, i64>(1)?) })
                })?
                .collect::<rusqlite::Result<_>>()?;
            Ok((category, months))
        })
        .collect()
}

/// Every donor with what they gave between two days, the largest first. Refunds of donations are taken off, refunds of
/// anything else are not.
///
/// # Errors
/// When the file cannot be read.
pub fn donors(conn: &Connection, from: Day, to: Day) -> Result<Vec<DonorTotal>> {
    let mut select = conn.prepare_cached(&format!(
        "WITH void (id) AS MATERIALIZED ({VOID}), given AS ( \
           SELECT person, sum(kind <> 'refund' AND id NOT IN void) AS n, sum(amount) AS total, \
             coalesce(max(CASE WHEN kind <> 'refund' AND id NOT IN void THEN received_on END), max(received_on)) AS last \
           FROM entry INDEXED BY entry_by_person \
           WHERE person IS NOT NULL AND received_on BETWEEN ?1 AND ?2 AND kind IN ('donation', 'in_kind', 'refund') \
           GROUP BY person), \
         other AS ( \
           SELECT r.person, sum(r.amount) AS total FROM entry r JOIN entry d ON d.id = r.refunds \
           WHERE r.refunds IS NOT NULL AND r.person IS NOT NULL AND r.received_on BETWEEN ?1 AND ?2 \
           AND d.kind NOT IN ('donation', 'in_kind') GROUP BY r.person) \
         SELECT g.person, p.name, p.organisation, g.n, g.total - coalesce(o.total, 0), g.last FROM given g \
         JOIN person p ON p.id = g.person LEFT JOIN other o ON o.person = g.person \
         WHERE g.n > 0 OR g.total <> coalesce(o.total, 0) \
         ORDER BY 5 DESC, p.sort_key, g.person",
    ))?;
    let list = select.query_map(params![iso(from), iso(to)], donor_total)?.collect::<rusqlite::Result<_>>()?;
    Ok(list)
}

fn donor_total(row: &rusqlite::Row<'_>) -> rusqlite::Result<DonorTotal> {
    Ok(DonorTotal {
        person: PersonId(row.get(0)?),
        name: row.get(1)?,
        organisation: row.get(2)?,
        count: row.get(3)?,
        total: Money(row.get(4)?),
        last: super::day_of(row, 5)?,
    })
}

/// Donations from nobody in the register between two days: how many and how much.
///
/// # Errors
/// When the file cannot be read.
pub fn anonymous_total(conn: &Connection, from: Day, to: Day) -> Result<(i64, Money)> {
    let found = conn
        .prepare_cached(&format!(
            "SELECT coalesce(sum(kind <> 'refund' AND id NOT IN ({VOID})), 0), coalesce(sum(amount), 0) FROM entry WHERE person IS NULL \
             AND received_on BETWEEN ?1 AND ?2 AND (kind IN ('donation', 'in_kind') OR (kind = 'refund' AND \
             coalesce((SELECT d.kind FROM entry d WHERE d.id = entry.refunds), 'donation') IN ('donation', 'in_kind')))",
        ))?
        .query_row(params![iso(from), iso(to)], |row| Ok((row.get(0)?, Money(row.get(1)?))))?;
    Ok(found)
}

/// What one person gave in all, refunds taken off; nothing where they never gave.
///
/// # Errors
/// When the file cannot be read.
pub fn given_by(conn: &Connection, person: PersonId) -> Result<Option<DonorTotal>> {
    let found = conn
        .prepare_cached(&format!(
            "WITH void (id) AS MATERIALIZED ({VOID}) SELECT p.id, p.name, p.organisation, sum(e.kind <> 'refund' AND e.id NOT IN void), \
               sum(e.amount), coalesce(max(CASE WHEN e.kind <> 'refund' AND e.id NOT IN void THEN e.received_on END), max(e.received_on)) \
             FROM entry e JOIN person p ON p.id = e.person LEFT JOIN entry d ON d.id = e.refunds \
             WHERE e.person = ?1 AND (e.kind IN ('donation', 'in_kind') \
             OR (e.kind = 'refund' AND coalesce(d.kind, 'donation') IN ('donation', 'in_kind'))) GROUP BY p.id",
        ))?
        .query_map([person.0], donor_total)?
        .next()
        .transpose()?;
    Ok(found.filter(|donor| donor.count > 0))
}

/// What a person gave, for who looks at them.
///
/// # Errors
/// When the file cannot be read.
pub fn about(conn: &Connection, person: i64, _today: Day) -> Result<Vec<About>> {
    let Some(given) = given_by(conn, PersonId(person))? else { return Ok(Vec::new()) };
    let currency = profile::get(conn)?.currency;
    let count = text::plural(usize::try_from(given.count).unwrap_or(0), t!("donation"), t!("donations"));
    Ok(vec![About {
        key: "given",
        label: t!("Given"),
        says: currency.show(given.total),
        detail: t!("{count}, last {day}", count = count, day = day::short(given.last)),
        data: serde_json::json!({ "total": currency.plain(given.total), "currency": currency.code, "count": given.count,
            "last": given.last }),
        opens: Opens { screen: super::report::ENTRIES, filter: format!("person:{person}") },
    }])
}
