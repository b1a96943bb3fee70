//! Why something is suggested, in words.

use crate::kit::{Currency, Day, Money, day, text};
use crate::t;

/// One piece of what speaks for a suggestion, or against it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// A reference of the entry stands on the line.
    Reference(String),
    /// The account paid from is one that this person paid from before.
    PaidFrom,
    /// The number of a member, of a pledge, stands on the line.
    Number(String),
    Name,
    NameLike,
    Amount,
    /// Several together make the amount.
    SumOf(usize),
    /// Days from the entry to the line; negative where the line came first.
    Days(i64),
    Batch(i64),
    BankedOn(Day),
    Due(Day),
    /// Less than what is awaited.
    PartOf(Money),
    /// More than what is awaited, by so much.
    Over(Money),
    Rule(String),
    /// The account of the other side is one of the office's own.
    OwnNumber(String),
    /// Another account's statement has the other side of it.
    OtherSide(String),
    /// Another line is the likelier one for it.
    Taken(Day),
    /// Something else fits as well.
    Rival,
}

impl Reason {
    /// Whether it speaks against.
    pub fn is_doubt(&self) -> bool {
        matches!(self, Self::Taken(_) | Self::Rival | Self::PartOf(_) | Self::Over(_))
    }

    pub fn says(&self, currency: &Currency) -> String {
        match self {
            Self::Reference(found) => t!("reference {found}", found = found),
            Self::PaidFrom => t!("an account they paid from before").to_owned(),
            Self::Number(number) => t!("number {number}", number = number),
            Self::Name => t!("same name").to_owned(),
            Self::NameLike => t!("similar name").to_owned(),
            Self::Amount => t!("same amount").to_owned(),
            Self::SumOf(count) => t!("{count} together make the amount", count = count),
            Self::Days(0) => t!("same day").to_owned(),
            Self::Days(days) => {
                let apart = text::plural(usize::try_from(days.unsigned_abs()).unwrap_or(0), t!("day"), t!("days"));
                if *days > 0 { t!("{days} later", days = apart) } else { t!("{days} earlier", days = apart) }
            }
            Self::Batch(number) => t!("batch {number} makes the amount", number = number),
            Self::BankedOn(on) => t!("banked on {day}", day = day::short(*on)),
            Self::Due(on) => t!("due {day}", day = day::short(*on)),
            Self::PartOf(sum) => t!("part of {sum}", sum = currency.show(*sum)),
            Self::Over(sum) => t!("{sum} more than is owed", sum = currency.show(*sum)),
            Self::Rule(when) => t!("rule: {when}", when = when),
            Self::OwnNumber(account) => t!("the number of {account}", account = account),
            Self::OtherSide(account) => t!("the other side stands in {account}", account = account),
            Self::Taken(on) => t!("likelier for the line of {day}", day = day::short(*on)),
            Self::Rival => t!("something else fits as well").to_owned(),
        }
    }
}

/// All reasons in one line.
pub fn in_words(reasons: &[Reason], currency: &Currency) -> String {
    reasons.iter().map(|reason| reason.says(currency)).collect::<Vec<_>>().join(", ")
}
