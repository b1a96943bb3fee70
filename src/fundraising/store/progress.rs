//! What appeals brought and cost, summed from the ledger.

use std::collections::BTreeMap;

use rusqlite::{Connection, params_from_iter};

use super::{day, iso, maybe_day};
use crate::fundraising::model::{Appeal, AppealId, Names, PersonId, Progress};
use crate::kit::fold::fold;
use crate::kit::{Day, Money, Result};
use crate::ledger;
use crate::ledger::model::{CategoryKind, EntryKind, Filter};
use crate::ledger::store::VOID;

/// What every appeal brought, and what the words brought that no appeal claims.
#[derive(Clone, Debug, Default)]
pub struct Brought {
    pub of: BTreeMap<AppealId, Progress>,
    /// What the words brought that entries use and no appeal claims, by the folded word, with one way of writing it.
    pub unplanned: BTreeMap<String, (String, Progress)>,
}

/// Sums the ledger's appeals, of all days or from one to another, in two passes over the entries that name one.
///
/// # Errors
/// When the file cannot be read.
pub fn brought(conn: &Connection, appeals: &[Appeal], days: Option<(Day, Day)>) -> Result<Brought> {
    let names = Names::of(appeals);
    let all = || ["0000-01-01", "9999-12-31"].map(str::to_owned);
    let days = days.map_or_else(all, |(from, to)| [iso(from), iso(to)]);
    let mut brought = Brought::default();
    let mut money = conn.prepare_cached(
        "SELECT e.appeal, coalesce(sum(CASE WHEN c.kind = 'income' THEN -l.amount END), 0), \
         coalesce(sum(CASE WHEN c.kind = 'expense' AND e.kind IN ('expense', 'refund') THEN l.amount END), 0) \
         FROM entry e CROSS JOIN entry_line l ON l.entry = e.id JOIN category c ON c.id = l.category \
         WHERE e.appeal <> '' AND e.received_on BETWEEN ?1 AND ?2 GROUP BY e.appeal",
    )?;
    let mut rows = money.query(params_from_iter(&days))?;
    while let Some(row) = rows.next()? {
        let progress = brought.place(&names, row.get_ref(0)?.as_str().unwrap_or_default());
        progress.raised += Money(row.get(1)?);
        progress.spent += Money(row.get(2)?);
    }
    // A donor of two words for one appeal is one donor, so they are counted here and not by the query.
    let mut donors: BTreeMap<(Option<AppealId>, String, PersonId), (Money, i64)> = BTreeMap::new();
    let mut gifts = conn.prepare_cached(&format!(
        "WITH void (id) AS MATERIALIZED ({VOID}) \
         SELECT e.appeal, e.person, sum(e.kind <> 'refund' AND e.id NOT IN void), sum(e.amount), \
         min(CASE WHEN e.kind <> 'refund' AND e.id NOT IN void THEN e.received_on END), \
         max(CASE WHEN e.kind <> 'refund' AND e.id NOT IN void THEN e.received_on END) \
         FROM entry e WHERE e.appeal <> '' AND e.received_on BETWEEN ?1 AND ?2 AND (e.kind IN ('donation', 'in_kind') OR (e.kind = 'refund' AND \
         coalesce((SELECT d.kind FROM entry d WHERE d.id = e.refunds), 'donation') IN ('donation', 'in_kind'))) \
         GROUP BY e.appeal, e.person",
    ))?;
    let mut rows = gifts.query(params_from_iter(&days))?;
    while let Some(row) = rows.next()? {
        let word = row.get_ref(0)?.as_str().unwrap_or_default();
        let (count, sum) = (row.get::<_, i64>(2)?, Money(row.get(3)?));
        let (first, last) = (maybe_day(row, 4)?, maybe_day(row, 5)?);
        if let Some(person) = row.get::<_, Option<i64>>(1)? {
            let of = names.get(word);
            let word = if of.is_some() { String::new() } else { fold(word) };
            let held = donors.entry((of, word, PersonId(person))).or_default();
            *held = (held.0 + sum, held.1 + count);
        }
        let progress = brought.place(&names, word);
        progress.given += sum;
        progress.gifts += usize::try_from(count).unwrap_or(0);
        progress.first = [progress.first, first].into_iter().flatten().min();
        progress.last = progress.last.max(last);
    }
    for ((of, word, _), (sum, count)) in donors {
        if sum <= Money::ZERO || count == 0 {
            continue;
        }
        let place = match of {
            Some(id) => brought.of.get_mut(&id),
            None => brought.unplanned.get_mut(&word).map(|(_, progress)| progress),
        };
        if let Some(progress) = place {
            progress.donors += 1;
        }
    }
    Ok(brought)
}

impl Brought {
    /// Of an appeal; nothing where no entry names it.
    pub fn by(&self, appeal: AppealId) -> Progress {
        self.of.get(&appeal).copied().unwrap_or_default()
    }

    fn place(&mut self, names: &Names, word: &str) -> &mut Progress {
        match names.get(word) {
            Some(id) => self.of.entry(id).or_default(),
            None => &mut self.unplanned.entry(fold(word)).or_insert_with(|| (word.to_owned(), Progress::default())).1,
        }
    }
}

/// What came by each word of an appeal: somebody's page, or how a list writes it.
///
/// # Errors
/// When the file cannot be read.
pub fn raised_by_word(conn: &Connection, words: &[String]) -> Result<Vec<Money>> {
    words.iter().map(|word| Ok(ledger::store::sums(conn, &raised(std::slice::from_ref(word)))?.part)).collect()
}

/// The entries that an appeal's income is the sum of.
pub fn raised(words: &[String]) -> Filter {
    Filter { appeals: words.to_vec(), sides: vec![CategoryKind::Income], ..Filter::default() }
}

/// The entries that an appeal's cost is the sum of.
pub fn spent(words: &[String]) -> Filter {
    let kinds = vec![EntryKind::Expense, EntryKind::Refund];
    Filter { appeals: words.to_vec(), sides: vec![CategoryKind::Expense], kinds, ..Filter::default() }
}

/// Every entry that names an appeal.
pub fn all_of(words: &[String]) -> Filter {
    Filter { appeals: words.to_vec(), sides: vec![CategoryKind::Income, CategoryKind::Expense], ..Filter::default() }
}

/// The donations to an appeal.
pub fn gifts(words: &[String]) -> Filter {
    let kinds = vec![EntryKind::Donation, EntryKind::InKind, EntryKind::Refund];
    Filter { appeals: words.to_vec(), kinds, ..Filter::default() }
}

/// What came for an appeal on each day that something did, the first day first.
///
/// # Errors
/// When the file cannot be read.
pub fn raised_by_day(conn: &Connection, words: &[String]) -> Result<Vec<(Day, Money)>> {
    let mut select = conn.prepare_cached(
        "SELECT e.received_on, -sum(l.amount) FROM entry e CROSS JOIN entry_line l ON l.entry = e.id \
         JOIN category c ON c.id = l.category WHERE e.appeal <> '' AND e.appeal = ?1 AND c.kind = 'income' \
         GROUP BY e.received_on",
    )?;
    let mut days: BTreeMap<Day, Money> = BTreeMap::new();
    for name in written(conn, words)? {
        let mut rows = select.query([name])?;
        while let Some(row) = rows.next()? {
            *days.entry(day(row, 0)?).or_default() += Money(row.get(1)?);
        }
    }
    Ok(days.into_iter().collect())
}

/// What each category moved in entries that name an appeal, by its id, in the ledger's own sign.
///
/// # Errors
/// When the file cannot be read.
pub fn moved_by_category(conn: &Connection, words: &[String]) -> Result<BTreeMap<i64, Money>> {
    let mut select = conn.prepare_cached(
        "SELECT l.category, sum(l.amount) FROM entry e CROSS JOIN entry_line l ON l.entry = e.id \
         WHERE e.appeal <> '' AND e.appeal = ?1 AND l.category IS NOT NULL GROUP BY l.category",
    )?;
    let mut sums = BTreeMap::new();
    for name in written(conn, words)? {
        let mut rows = select.query([name])?;
        while let Some(row) = rows.next()? {
            *sums.entry(row.get(0)?).or_default() += Money(row.get(1)?);
        }
    }
    Ok(sums)
}

/// The ways in which entries write the words of an appeal.
///
/// # Errors
/// When the file cannot be read.
pub(super) fn written(conn: &Connection, words: &[String]) -> Result<Vec<String>> {
    let words: Vec<String> = words.iter().map(|word| fold(word)).collect();
    Ok(ledger::store::appeals(conn)?.into_iter().filter(|name| words.contains(&fold(name))).collect())
}
