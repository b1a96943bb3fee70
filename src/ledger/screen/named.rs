//! The names behind ids: accounts, categories and funds, read once and kept true.

use crate::app::{Desk, Live};
use crate::kit::Money;
use crate::ledger::model::{Account, AccountId, Category, CategoryId, CategoryKind, EntryKind, Fund, FundId, Usual};
use crate::ledger::store;
use crate::t;

/// The ledger's accounts, categories and funds.
#[derive(Clone, Debug, Default)]
pub struct Chart {
    pub accounts: Vec<Account>,
    /// What lies in each account today, in the same order.
    pub balances: Vec<Money>,
    pub categories: Vec<Category>,
    pub funds: Vec<Fund>,
    pub usual: Usual,
}

/// The chart as a screen keeps it.
pub struct Names(Live<Chart, crate::kit::Day>);

impl Default for Names {
    fn default() -> Self {
        Self(Live::new(&["account", "category", "fund", "entry_line"]))
    }
}

impl Names {
    /// Sees to it that the names are true. Call it in `logic`.
    pub fn want(&mut self, desk: &Desk, today: crate::kit::Day) {
        self.0.want(desk, today, |conn, today| {
            let lines = store::account_balances(conn, *today)?;
            let (accounts, balances) = lines.into_iter().map(|l| (l.account, l.balance)).unzip();
            Ok(Chart {
                accounts,
                balances,
                categories: store::categories(conn)?,
                funds: store::funds(conn)?,
                usual: store::usual(conn)?,
            })
        });
    }

    pub fn get(&self) -> Option<&Chart> {
        self.0.get()
    }
}

impl Chart {
    pub fn account(&self, id: AccountId) -> &str {
        self.accounts.iter().find(|a| a.id == id).map_or("", |a| &a.name)
    }

    pub fn category(&self, id: CategoryId) -> &str {
        self.categories.iter().find(|c| c.id == id).map_or("", |c| &c.name)
    }

    pub fn fund(&self, id: FundId) -> &str {
        self.funds.iter().find(|f| f.id == id).map_or("", |f| &f.name)
    }

    /// The accounts that something new can go to, and the one that is chosen already.
    pub fn open_accounts(&self, chosen: Option<AccountId>) -> impl Iterator<Item = &Account> {
        self.accounts.iter().filter(move |a| !a.closed || chosen == Some(a.id))
    }

    pub fn open_funds(&self, chosen: Option<FundId>) -> impl Iterator<Item = &Fund> {
        self.funds.iter().filter(move |f| !f.closed || chosen == Some(f.id))
    }

    /// The categories that a kind of entry can have.
    pub fn open_categories(&self, kind: EntryKind, chosen: Option<CategoryId>) -> impl Iterator<Item = &Category> {
        let wanted = match kind {
            EntryKind::Expense => CategoryKind::Expense,
            EntryKind::Loan => CategoryKind::Loan,
            _ => CategoryKind::Income,
        };
        self.categories.iter().filter(move |c| chosen == Some(c.id) || (!c.closed && c.kind == wanted))
    }

    /// What an entry of a kind takes where no category is said: `Donations`.
    pub fn usual_category(&self, kind: EntryKind) -> &str {
        self.usual.categories.get(kind.key()).map_or(t!("None yet"), |id| self.category(*id))
    }
}
