//! Double entry: which accounts and categories an entry moves. Only this file knows the signs.

use std::collections::BTreeMap;

use super::{AccountId, CategoryId, Entry, EntryKind, EntryLine, Method, NewEntry, Split};
use crate::kit::{Money, Problem, Result};
use crate::t;

/// What an entry takes where nothing else is said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Usual {
    /// By the key of a kind; `in_kind_use` is the other side of in-kind donations.
    pub categories: BTreeMap<String, CategoryId>,
    pub bank: Option<AccountId>,
    pub cash: Option<AccountId>,
    pub service: Option<AccountId>,
}

/// The signed amount of the entry as a person reads it, and its lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posting {
    pub amount: Money,
    pub lines: Vec<EntryLine>,
}

impl Usual {
    fn category(&self, key: &str) -> Result<CategoryId> {
        self.categories.get(key).copied().ok_or_else(|| {
            Problem::input(t!("There is no usual category for this kind of entry ({kind})", kind = key))
                .hint(t!("Choose a category"))
        })
    }

    /// The account that money paid in this way usually goes to.
    ///
    /// # Errors
    /// When the office has no open account.
    pub fn account(&self, method: Method) -> Result<AccountId> {
        let first = match method {
            Method::Cash => self.cash,
            Method::Online | Method::Card => self.service,
            _ => None,
        };
        first
            .or(self.bank)
            .or(self.cash)
            .or(self.service)
            .ok_or_else(|| Problem::input(t!("The ledger has no open account")).hint(t!("Add an account first")))
    }
}

/// Works an entry out. `refunded` is the entry that a refund refers to.
///
/// # Errors
/// When a category is missing or a refund cannot be of that entry.
pub fn post(new: &NewEntry, usual: &Usual, refunded: Option<&Entry>) -> Result<Posting> {
    match new.kind {
        EntryKind::Transfer => transfer(new, usual),
        EntryKind::InKind => in_kind(new, usual),
        EntryKind::Refund => refund(new, usual, refunded),
        EntryKind::Expense => with_account(new, usual, -1, new.kind.key()),
        _ => with_account(new, usual, 1, new.kind.key()),
    }
}

/// The lines of a reversal: the same, the other way.
pub fn reversed(entry: &Entry) -> Posting {
    let lines = entry.lines.iter().map(|line| EntryLine { amount: -line.amount, ..line.clone() }).collect();
    Posting { amount: -entry.amount, lines }
}

fn account_line(account: AccountId, amount: Money) -> EntryLine {
    EntryLine { account: Some(account), category: None, fund: None, amount, memo: String::new() }
}

fn category_line(split: &Split, category: CategoryId, amount: Money) -> EntryLine {
    EntryLine { account: None, category: Some(category), fund: split.fund, amount, memo: split.memo.clone() }
}

fn times(sign: i64, amount: Money) -> Money {
    Money(amount.0.saturating_mul(sign))
}

fn with_account(new: &NewEntry, usual: &Usual, sign: i64, key: &str) -> Result<Posting> {
    let account = new.account.map_or_else(|| usual.account(new.method), Ok)?;
    let amount = times(sign, new.amount);
    let mut lines = vec![account_line(account, amount)];
    for split in &new.splits {
        let category = split.category.map_or_else(|| usual.category(key), Ok)?;
        lines.push(category_line(split, category, times(-sign, split.amount)));
    }
    Ok(Posting { amount, lines })
}

fn in_kind(new: &NewEntry, usual: &Usual) -> Result<Posting> {
    let mut lines = Vec::with_capacity(2 * new.splits.len());
    let used = usual.category("in_kind_use")?;
    for split in &new.splits {
        let category = split.category.map_or_else(|| usual.category("in_kind"), Ok)?;
        lines.push(category_line(split, category, -split.amount));
        lines.push(category_line(split, used, split.amount));
    }
    Ok(Posting { amount: new.amount, lines })
}

fn transfer(new: &NewEntry, usual: &Usual) -> Result<Posting> {
    let from = new.account.map_or_else(|| usual.account(Method::Unsaid), Ok)?;
    match new.to_account {
        Some(to) if to != from => Ok(Posting {
            amount: new.amount,
            lines: vec![account_line(from, -new.amount), account_line(to, new.amount)],
        }),
        _ => Err(Problem::input(t!("A transfer goes from one account to another; both are the same"))),
    }
}

fn refund(new: &NewEntry, usual: &Usual, refunded: Option<&Entry>) -> Result<Posting> {
    let Some(entry) = refunded else {
        // A return of which only the payment is known, as in an imported register.
        return with_account(new, usual, -1, EntryKind::Donation.key());
    };
    if !entry.kind.is_in() && entry.kind != EntryKind::Expense {
        return Err(Problem::input(t!(
            "An entry of the kind “{kind}” has nothing to refund",
            kind = entry.kind.label()
        ))
        .hint(t!("Reverse it instead")));
    }
    let sign = if entry.amount > Money::ZERO { -1 } else { 1 };
    let account = new.account.or_else(|| entry.account()).map_or_else(|| usual.account(new.method), Ok)?;
    let parts: Vec<&EntryLine> = entry.lines.iter().filter(|l| l.category.is_some()).collect();
    let said = new.splits.iter().all(|s| s.category.is_some());
    let mut lines = vec![account_line(account, times(sign, new.amount))];
    match parts.as_slice() {
        _ if said => {
            for split in &new.splits {
                let Some(category) = split.category else { continue };
                if !parts.iter().any(|p| p.category == Some(category)) {
                    return Err(Problem::input(t!("A refund goes to the categories of the entry it refunds")));
                }
                lines.push(category_line(split, category, times(-sign, split.amount)));
            }
        }
        [one] => lines.push(EntryLine { amount: times(-sign, new.amount), ..(*one).clone() }),
        _ if new.amount == entry.amount.abs() => {
            lines.extend(parts.iter().map(|part| EntryLine { amount: -part.amount, ..(*part).clone() }));
        }
        _ => {
            return Err(
                Problem::input(t!("This entry has several parts")).hint(t!("Say how much of which part is given back"))
            );
        }
    }
    Ok(Posting { amount: times(sign, new.amount), lines })
}

/// Whether a posting may stand: its lines sum to zero, and the accounts move by the amount (a transfer's by nothing, an
/// in-kind donation's not at all).
///
/// # Errors
/// Says what does not hold; a defect of the program, since [`post`] makes only such postings.
pub fn prove(kind: EntryKind, posting: &Posting) -> Result<()> {
    let mut sum = Money::ZERO;
    let (mut accounts, mut into, mut touches) = (Money::ZERO, Money::ZERO, false);
    for line in &posting.lines {
        sum = sum.checked_add(line.amount)?;
        if line.account.is_some() {
            touches = true;
            accounts = accounts.checked_add(line.amount)?;
            into += Money(line.amount.0.max(0));
        }
    }
    let fits = match kind {
        EntryKind::Transfer => accounts.is_zero() && into == posting.amount.abs(),
        EntryKind::InKind => !touches,
        _ => touches && accounts == posting.amount,
    };
    if sum.is_zero() && fits && !posting.lines.is_empty() {
        return Ok(());
    }
    Err(Problem::defect(t!("The two sides of this entry do not agree. Nothing was recorded")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::day;
    use crate::ledger::model::EntryId;

    fn usual() -> Usual {
        let keys =
            ["donation", "dues", "levy", "in_kind", "in_kind_use", "loan", "event", "income", "expense", "opening"];
        Usual {
            categories: keys.iter().zip(10..).map(|(k, id)| ((*k).to_owned(), CategoryId(id))).collect(),
            bank: Some(AccountId(1)),
            cash: Some(AccountId(2)),
            service: None,
        }
    }

    fn new(kind: EntryKind, amount: i64) -> NewEntry {
        NewEntry::simple(kind, day::from_iso("2026-11-21").unwrap(), Money(amount))
    }

    fn standing(new: &NewEntry) -> Entry {
        let posting = post(new, &usual(), None).unwrap();
        Entry {
            id: EntryId(1),
            kind: new.kind,
            received: new.received,
            banked: None,
            person: None,
            person_name: String::new(),
            behalf_of: None,
            behalf_name: String::new(),
            payee: String::new(),
            amount: posting.amount,
            method: new.method,
            reference: String::new(),
            appeal: String::new(),
            note: String::new(),
            description: String::new(),
            valuation: String::new(),
            advantage: Money::ZERO,
            batch: None,
            reverses: None,
            reversed_by: None,
            refunds: None,
            replaces: None,
            replaced_by: None,
            source_ref: String::new(),
            lines: posting.lines,
            locks: Vec::new(),
            held: Vec::new(),
        }
    }

    fn shape(posting: &Posting) -> Vec<(i64, i64)> {
        posting.lines.iter().map(|l| (l.account.map_or_else(|| l.category.unwrap().0, |a| a.0), l.amount.0)).collect()
    }

    #[test]
    fn each_kind_has_two_sides() {
        for kind in EntryKind::ALL {
            let mut entry = new(kind, 2500);
            entry.to_account = Some(AccountId(2));
            let posting = post(&entry, &usual(), None).unwrap();
            prove(kind, &posting).unwrap();
            let back = reversed(&standing(&entry));
            prove(kind, &back).unwrap();
        }
        assert_eq!(shape(&post(&new(EntryKind::Donation, 2500), &usual(), None).unwrap()), [(1, 2500), (10, -2500)]);
        assert_eq!(shape(&post(&new(EntryKind::Expense, 900), &usual(), None).unwrap()), [(1, -900), (18, 900)]);
        assert_eq!(shape(&post(&new(EntryKind::InKind, 700), &usual(), None).unwrap()), [(13, -700), (14, 700)]);
        let cash = NewEntry { method: Method::Cash, ..new(EntryKind::Dues, 100) };
        assert_eq!(shape(&post(&cash, &usual(), None).unwrap()), [(2, 100), (11, -100)]);
    }

    #[test]
    fn refunds_go_the_other_way_to_the_same_categories() {
        let expense = standing(&new(EntryKind::Expense, 900));
        let refund = post(&new(EntryKind::Refund, 400), &usual(), Some(&expense)).unwrap();
        assert_eq!(shape(&refund), [(1, 400), (18, -400)]);
        let mut split = new(EntryKind::Donation, 1000);
        split.splits = vec![
            Split { amount: Money(600), ..Split::default() },
            Split { amount: Money(400), category: Some(CategoryId(15)), ..Split::default() },
        ];
        let donation = standing(&split);
        let whole = post(&new(EntryKind::Refund, 1000), &usual(), Some(&donation)).unwrap();
        assert_eq!(shape(&whole), [(1, -1000), (10, 600), (15, 400)]);
        assert!(post(&new(EntryKind::Refund, 300), &usual(), Some(&donation)).is_err(), "of which part?");
        let mut part = new(EntryKind::Refund, 300);
        part.splits = vec![Split { amount: Money(300), category: Some(CategoryId(15)), ..Split::default() }];
        assert_eq!(shape(&post(&part, &usual(), Some(&donation)).unwrap()), [(1, -300), (15, 300)]);
        let transfer = NewEntry { to_account: Some(AccountId(2)), ..new(EntryKind::Transfer, 100) };
        assert!(post(&new(EntryKind::Refund, 1), &usual(), Some(&standing(&transfer))).is_err());
    }

    #[test]
    fn a_posting_that_does_not_balance_is_refused() {
        let mut posting = post(&new(EntryKind::Donation, 2500), &usual(), None).unwrap();
        posting.lines.pop();
        assert!(prove(EntryKind::Donation, &posting).is_err());
        let in_kind = post(&new(EntryKind::InKind, 1), &usual(), None).unwrap();
        assert!(prove(EntryKind::Donation, &in_kind).is_err());
    }
}
