//! The beginning of a ledger, and its accounts, categories and funds.

use crate::kit::{Problem, Result};
use crate::ledger::model::{Account, AccountId, AccountKind, Category, CategoryId, CategoryKind, Fund, FundId};
use crate::ledger::store;
use crate::office::{Done, Office, Op, Reach, Tx, Undo};
use crate::t;

/// Gives a new office its accounts and categories.
pub static BEGIN: Op = Op {
    key: "ledger.begin",
    says: "Begin the ledger",
    undo: Undo::Final("every office has a ledger; its accounts and categories can be changed"),
    reach: Reach::Command("new"),
};

/// Adds or changes an account.
pub static SAVE_ACCOUNT: Op = Op {
    key: "ledger.save_account",
    says: "Save account",
    undo: Undo::Reverse,
    reach: Reach::Command("ledger account"),
};

/// Adds or changes a category.
pub static SAVE_CATEGORY: Op = Op {
    key: "ledger.save_category",
    says: "Save category",
    undo: Undo::Reverse,
    reach: Reach::Command("ledger category"),
};

/// Adds or changes a fund.
pub static SAVE_FUND: Op =
    Op { key: "ledger.save_fund", says: "Save fund", undo: Undo::Reverse, reach: Reach::Command("ledger fund") };

/// What a party branch needs to begin with: name, kind, and the kind of entry that takes it where nothing else is said.
const CATEGORIES: &[(&str, CategoryKind, &str)] = &[
    ("Donations", CategoryKind::Income, "donation"),
    ("Membership dues", CategoryKind::Income, "dues"),
    ("Office-holders’ levies", CategoryKind::Income, "levy"),
    ("In-kind donations", CategoryKind::Income, "in_kind"),
    ("Event income", CategoryKind::Income, "event"),
    ("Other income", CategoryKind::Income, "income"),
    ("Printing and leaflets", CategoryKind::Expense, ""),
    ("Rooms and venues", CategoryKind::Expense, ""),
    ("Event costs", CategoryKind::Expense, ""),
    ("Advertising", CategoryKind::Expense, ""),
    ("Postage and phone", CategoryKind::Expense, ""),
    ("Travel", CategoryKind::Expense, ""),
    ("Office and equipment", CategoryKind::Expense, ""),
    ("Payments to the party", CategoryKind::Expense, ""),
    ("Bank charges", CategoryKind::Expense, ""),
    ("In-kind donations used", CategoryKind::Expense, "in_kind_use"),
    ("Other expenses", CategoryKind::Expense, "expense"),
    ("Loans", CategoryKind::Loan, "loan"),
    ("Opening balances", CategoryKind::Equity, "opening"),
];

/// Gives a new office its accounts and categories. Does nothing where there are some.
///
/// # Errors
/// When the file cannot be written.
pub fn begin(office: &mut Office) -> Result<Done<()>> {
    office.transact(&BEGIN, begin_in)
}

/// The same inside the first step of a new office.
///
/// # Errors
/// When the file cannot be written.
pub fn begin_in(tx: &Tx<'_>) -> Result<()> {
    if !store::accounts(tx.conn())?.is_empty() {
        return Ok(());
    }
    for (name, kind) in [("General", AccountKind::Bank), ("Cash", AccountKind::Cash)] {
        let account = Account { id: AccountId(tx.new_id()), name: name.to_owned(), kind, closed: false };
        store::insert_account(tx.conn(), &account)?;
    }
    for (name, kind, default_for) in CATEGORIES {
        let category = Category { id: CategoryId(tx.new_id()), name: (*name).to_owned(), kind: *kind, closed: false };
        store::insert_category(tx.conn(), &category, default_for)?;
    }
    Ok(())
}

fn named(name: &str, what: &str) -> Result<String> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() {
        return Err(Problem::input(t!("The {what} needs a name", what = what)));
    }
    Ok(name)
}

/// Adds an account (`id` is `None`) or changes one.
///
/// # Errors
/// When the name is missing or taken, or the last open account would be closed.
pub fn save_account(
    office: &mut Office,
    id: Option<AccountId>,
    name: &str,
    kind: AccountKind,
    closed: bool,
) -> Result<Done<AccountId>> {
    let name = named(name, t!("account"))?;
    office.transact(&SAVE_ACCOUNT, |tx| {
        let account = Account { id: id.unwrap_or_else(|| AccountId(tx.new_id())), name, kind, closed };
        if id.is_some() {
            store::account(tx.conn(), account.id)?;
            store::update_account(tx.conn(), &account)?;
        } else {
            store::insert_account(tx.conn(), &account)?;
        }
        if store::accounts(tx.conn())?.iter().all(|a| a.closed) {
            return Err(Problem::input(t!("One account stays open. Nothing was changed")));
        }
        tx.say(if closed {
            t!("Closed the account {name}", name = account.name)
        } else {
            t!("Account {name}", name = account.name)
        });
        Ok(account.id)
    })
}

/// Adds a category or changes one. The kind of one that entries use stays.
///
/// # Errors
/// When the name is missing or taken, or the kind would change under entries.
pub fn save_category(
    office: &mut Office,
    id: Option<CategoryId>,
    name: &str,
    kind: CategoryKind,
    closed: bool,
) -> Result<Done<CategoryId>> {
    let name = named(name, t!("category"))?;
    office.transact(&SAVE_CATEGORY, |tx| {
        let category = Category { id: id.unwrap_or_else(|| CategoryId(tx.new_id())), name, kind, closed };
        if id.is_some() {
            let before = store::categories(tx.conn())?.into_iter().find(|c| c.id == category.id);
            let before = before.ok_or_else(|| Problem::input(t!("This category is not in the ledger")))?;
            if before.kind != kind && store::is_used(tx.conn(), "category", category.id.0)? {
                return Err(Problem::input(t!("Entries use this category, so its kind stays. Nothing was changed"))
                    .hint(t!("Close it and add another")));
            }
            store::update_category(tx.conn(), &category)?;
        } else {
            store::insert_category(tx.conn(), &category, "")?;
        }
        tx.say(if closed {
            t!("Closed the category {name}", name = category.name)
        } else {
            t!("Category {name}", name = category.name)
        });
        Ok(category.id)
    })
}

/// Adds a fund or changes one.
///
/// # Errors
/// When the name is missing or taken.
pub fn save_fund(
    office: &mut Office,
    id: Option<FundId>,
    name: &str,
    purpose: &str,
    closed: bool,
) -> Result<Done<FundId>> {
    let name = named(name, t!("fund"))?;
    office.transact(&SAVE_FUND, |tx| {
        let fund =
            Fund { id: id.unwrap_or_else(|| FundId(tx.new_id())), name, purpose: purpose.trim().to_owned(), closed };
        if id.is_some() {
            store::update_fund(tx.conn(), &fund)?;
        } else {
            store::insert_fund(tx.conn(), &fund)?;
        }
        tx.say(if closed {
            t!("Closed the fund {name}", name = fund.name)
        } else {
            t!("Fund {name}", name = fund.name)
        });
        Ok(fund.id)
    })
}
