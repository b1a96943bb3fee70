//! Ways in which income is raised, for plans by method: each entry is of exactly one.

use crate::kit::{Problem, Result};
use crate::t;

/// How the income of an entry was raised. Which one an entry is of follows from its kind, from whether it names an appeal, and
/// from how it was paid; a refund or a reversal is of the way of what it takes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Way {
    Dues,
    Regular,
    Appeals,
    Online,
    Hand,
    Other,
    Events,
    InKind,
    Levies,
    Income,
}

impl Way {
    /// In the order in which they are listed.
    pub const ALL: [Self; 10] = [
        Self::Dues,
        Self::Regular,
        Self::Appeals,
        Self::Online,
        Self::Hand,
        Self::Other,
        Self::Events,
        Self::InKind,
        Self::Levies,
        Self::Income,
    ];

    /// As the file, commands and filters have it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Dues => "dues",
            Self::Regular => "regular",
            Self::Appeals => "appeals",
            Self::Online => "online",
            Self::Hand => "hand",
            Self::Other => "other",
            Self::Events => "events",
            Self::InKind => "in_kind",
            Self::Levies => "levies",
            Self::Income => "income",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Dues => t!("Membership dues"),
            Self::Regular => t!("Regular giving"),
            Self::Appeals => t!("Appeals"),
            Self::Online => t!("Online and card"),
            Self::Hand => t!("Cash and cheques"),
            Self::Other => t!("Other donations"),
            Self::Events => t!("Events"),
            Self::InKind => t!("In kind"),
            Self::Levies => t!("Levies"),
            Self::Income => t!("Other income"),
        }
    }

    /// What belongs to it, in a sentence.
    pub fn about(self) -> &'static str {
        match self {
            Self::Dues => t!("Dues of members, however they are paid"),
            Self::Regular => t!("Donations by standing order or direct debit that name no appeal"),
            Self::Appeals => t!("Donations that name an appeal: letters, campaigns, somebody’s page"),
            Self::Online => t!("Donations online or by card that name no appeal"),
            Self::Hand => t!("Donations in cash or by cheque that name no appeal: collections, stalls, at the door"),
            Self::Other => t!("Donations by bank transfer, or of which nobody said how they were paid"),
            Self::Events => t!("What events brought"),
            Self::InKind => t!("Gifts in kind, at their value"),
            Self::Levies => t!("What holders of an elected office pay out of their salary"),
            Self::Income => t!("Income of any other kind"),
        }
    }

    /// # Errors
    /// When there is none; the hint lists them.
    pub fn of(key: &str) -> Result<Self> {
        let wanted = key.trim().to_lowercase().replace(['-', ' '], "_");
        Self::ALL.into_iter().find(|way| way.key() == wanted).ok_or_else(|| {
            Problem::input(t!("“{key}” is no way of raising money", key = key))
                .hint(t!("Use one of {keys}", keys = Self::ALL.map(Self::key).join(", ")))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_come_back() {
        for way in Way::ALL {
            assert_eq!(Way::of(way.key()).unwrap(), way);
        }
        assert_eq!(Way::of("In-kind").unwrap(), Way::InKind);
        assert!(Way::of("raffle").unwrap_err().hint.unwrap().contains("regular"));
    }
}
