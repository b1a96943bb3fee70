//! Accounts, categories and funds.

use super::{AccountId, CategoryId, FundId};
use crate::kit::{Problem, Result};
use crate::t;

/// A place where money lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    pub id: AccountId,
    pub name: String,
    pub kind: AccountKind,
    /// Nothing new is put there; what is there stays.
    pub closed: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountKind {
    Bank,
    Cash,
    /// A payment service that holds money until it pays it out.
    Service,
}

impl AccountKind {
    pub const ALL: [Self; 3] = [Self::Bank, Self::Cash, Self::Service];

    pub fn key(self) -> &'static str {
        match self {
            Self::Bank => "bank",
            Self::Cash => "cash",
            Self::Service => "service",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Bank => t!("Bank account"),
            Self::Cash => t!("Cash"),
            Self::Service => t!("Payment service"),
        }
    }

    /// # Errors
    /// When there is no such kind.
    pub fn of(key: &str) -> Result<Self> {
        Self::ALL.into_iter().find(|k| k.key() == key).ok_or_else(|| {
            Problem::input(t!("“{key}” is not a kind of account", key = key)).hint(t!("Use one of bank, cash, service"))
        })
    }
}

/// What money is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Category {
    pub id: CategoryId,
    pub name: String,
    pub kind: CategoryKind,
    pub closed: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CategoryKind {
    Income,
    Expense,
    /// Where opening balances come from.
    Equity,
    /// What is owed to lenders.
    Loan,
}

impl CategoryKind {
    pub const ALL: [Self; 4] = [Self::Income, Self::Expense, Self::Loan, Self::Equity];

    pub fn key(self) -> &'static str {
        match self {
            Self::Income => "income",
            Self::Expense => "expense",
            Self::Equity => "equity",
            Self::Loan => "loan",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Income => t!("Income"),
            Self::Expense => t!("Expenditure"),
            Self::Equity => t!("Opening balances"),
            Self::Loan => t!("Loans"),
        }
    }

    /// # Errors
    /// When there is no such kind.
    pub fn of(key: &str) -> Result<Self> {
        Self::ALL.into_iter().find(|k| k.key() == key).ok_or_else(|| {
            Problem::input(t!("“{key}” is not a kind of category", key = key))
                .hint(t!("Use one of income, expense, equity, loan"))
        })
    }
}

/// Money that was given for a stated purpose only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fund {
    pub id: FundId,
    pub name: String,
    pub purpose: String,
    pub closed: bool,
}
