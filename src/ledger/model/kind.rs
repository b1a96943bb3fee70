//! Kinds of entry and ways of paying, with the words for them.

use crate::kit::{Problem, Result};
use crate::t;

/// What happened with money.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntryKind {
    Donation,
    Dues,
    /// What holders of an elected office pay out of their salary.
    Levy,
    InKind,
    Loan,
    Event,
    Income,
    /// Money given back: out for a donation, in for an expense.
    Refund,
    Expense,
    Transfer,
    Opening,
}

impl EntryKind {
    pub const ALL: [Self; 11] = [
        Self::Donation,
        Self::Dues,
        Self::Levy,
        Self::InKind,
        Self::Loan,
        Self::Event,
        Self::Income,
        Self::Refund,
        Self::Expense,
        Self::Transfer,
        Self::Opening,
    ];

    /// As the file, commands and exports have it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Donation => "donation",
            Self::Dues => "dues",
            Self::Levy => "levy",
            Self::InKind => "in_kind",
            Self::Loan => "loan",
            Self::Event => "event",
            Self::Income => "income",
            Self::Refund => "refund",
            Self::Expense => "expense",
            Self::Transfer => "transfer",
            Self::Opening => "opening",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Donation => t!("Donation"),
            Self::Dues => t!("Dues"),
            Self::Levy => t!("Office-holder’s levy"),
            Self::InKind => t!("In-kind donation"),
            Self::Loan => t!("Loan"),
            Self::Event => t!("Event income"),
            Self::Income => t!("Other income"),
            Self::Refund => t!("Refund"),
            Self::Expense => t!("Expense"),
            Self::Transfer => t!("Transfer"),
            Self::Opening => t!("Opening balance"),
        }
    }

    /// The kind with this key; dashes and spaces are taken for underscores.
    ///
    /// # Errors
    /// When there is none; the hint lists them.
    pub fn of(key: &str) -> Result<Self> {
        let wanted = key.trim().to_lowercase().replace(['-', ' '], "_");
        Self::ALL.into_iter().find(|kind| kind.key() == wanted).ok_or_else(|| {
            let keys: Vec<_> = Self::ALL.iter().map(|k| k.key()).collect();
            Problem::input(t!("“{key}” is not a kind of entry", key = key))
                .hint(t!("Use one of {keys}", keys = keys.join(", ")))
        })
    }

    /// Whether somebody gives something: these count in a donor's totals.
    pub fn is_donation(self) -> bool {
        matches!(self, Self::Donation | Self::InKind)
    }

    /// Whether money comes in. In kind, transfers and opening balances are neither in nor out.
    pub fn is_in(self) -> bool {
        matches!(self, Self::Donation | Self::Dues | Self::Levy | Self::Loan | Self::Event | Self::Income)
    }

    /// Whether money goes out.
    pub fn is_out(self) -> bool {
        matches!(self, Self::Expense | Self::Refund)
    }

    /// Whether it touches an account at all.
    pub fn has_account(self) -> bool {
        self != Self::InKind
    }

    /// Whether it stands in the income and expenditure account; splits are allowed then.
    pub fn has_categories(self) -> bool {
        !matches!(self, Self::Transfer | Self::Opening)
    }
}

/// How money was paid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Method {
    #[default]
    Unsaid,
    Cash,
    Cheque,
    Transfer,
    StandingOrder,
    DirectDebit,
    Card,
    Online,
    InKind,
    Other,
}

impl Method {
    pub const ALL: [Self; 10] = [
        Self::Unsaid,
        Self::Cash,
        Self::Cheque,
        Self::Transfer,
        Self::StandingOrder,
        Self::DirectDebit,
        Self::Card,
        Self::Online,
        Self::InKind,
        Self::Other,
    ];

    /// Those that somebody can say of money that was paid.
    pub const SAID: [Self; 8] = [
        Self::Cash,
        Self::Cheque,
        Self::Transfer,
        Self::StandingOrder,
        Self::DirectDebit,
        Self::Card,
        Self::Online,
        Self::Other,
    ];

    pub fn key(self) -> &'static str {
        match self {
            Self::Unsaid => "",
            Self::Cash => "cash",
            Self::Cheque => "cheque",
            Self::Transfer => "transfer",
            Self::StandingOrder => "standing_order",
            Self::DirectDebit => "direct_debit",
            Self::Card => "card",
            Self::Online => "online",
            Self::InKind => "in_kind",
            Self::Other => "other",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Unsaid => "",
            Self::Cash => t!("Cash"),
            Self::Cheque => t!("Cheque"),
            Self::Transfer => t!("Bank transfer"),
            Self::StandingOrder => t!("Standing order"),
            Self::DirectDebit => t!("Direct debit"),
            Self::Card => t!("Card"),
            Self::Online => t!("Online"),
            Self::InKind => t!("In kind"),
            Self::Other => t!("Other"),
        }
    }

    /// The method with this key; `check` is a cheque.
    ///
    /// # Errors
    /// When there is none; the hint lists them.
    pub fn of(key: &str) -> Result<Self> {
        let wanted = key.trim().to_lowercase().replace(['-', ' '], "_");
        let wanted = if wanted == "check" { "cheque" } else { wanted.as_str() };
        Self::ALL.into_iter().find(|method| method.key() == wanted).ok_or_else(|| {
            let keys: Vec<_> = Self::ALL.iter().map(|m| m.key()).filter(|k| !k.is_empty()).collect();
            Problem::input(t!("“{key}” is not a way of paying", key = key))
                .hint(t!("Use one of {keys}", keys = keys.join(", ")))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_come_back() {
        for kind in EntryKind::ALL {
            assert_eq!(EntryKind::of(kind.key()).unwrap(), kind);
        }
        for method in Method::ALL {
            assert_eq!(Method::of(method.key()).unwrap(), method);
        }
        assert_eq!(EntryKind::of("In-kind").unwrap(), EntryKind::InKind);
        assert_eq!(Method::of("Check").unwrap(), Method::Cheque);
        assert!(EntryKind::of("gift").unwrap_err().to_string().contains("donation"));
    }
}
