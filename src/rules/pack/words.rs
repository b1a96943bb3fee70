//! The closed vocabulary of a jurisdiction pack: every word that a rule may use, as packs, commands and the file write it.

use serde::{Deserialize, Serialize};

use crate::kit::Money;
use crate::kit::fold::fold;
use crate::t;

/// How an amount is held against a threshold: "over £500" lets £500.00 through, "at least" does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Op {
    /// Over.
    Gt,
    /// At least.
    Gte,
}

/// An amount in minor units, and what is beyond it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Threshold {
    pub op: Op,
    pub amount: Money,
}

impl Threshold {
    pub fn over(amount: Money) -> Self {
        Self { op: Op::Gt, amount }
    }

    /// Whether `amount` is beyond it.
    pub fn is_passed_by(self, amount: Money) -> bool {
        match self.op {
            Op::Gt => amount > self.amount,
            Op::Gte => amount >= self.amount,
        }
    }
}

/// Whether a rule is law yet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    #[default]
    InForce,
    /// Enacted, with a first day to come.
    Enacted,
    /// Before a parliament: shown as news, never applied.
    Proposed,
    /// The sources do not agree.
    Disputed,
    Repealed,
}

impl Status {
    pub fn label(self) -> &'static str {
        match self {
            Self::InForce => t!("In force"),
            Self::Enacted => t!("Enacted"),
            Self::Proposed => t!("Proposed"),
            Self::Disputed => t!("Disputed"),
            Self::Repealed => t!("Repealed"),
        }
    }

    /// Whether it is held against entries.
    pub fn applies(self) -> bool {
        !matches!(self, Self::Proposed)
    }
}

/// What days a deadline counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DayKind {
    #[default]
    Calendar,
    /// Monday to Friday. Public holidays are not known, so a day that is worked out may be early, never late.
    Working,
}

/// What a deadline is counted from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Trigger {
    #[default]
    Received,
    /// The day the unit learned of it.
    Aware,
    Banked,
    Accepted,
}

/// By which of an entry's days a rule places it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Basis {
    #[default]
    Received,
    Accepted,
    Banked,
}

/// Whose entries are added up under the law. What a branch's own file cannot hold is a reason to say so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    #[default]
    DonorUnit,
    DonorParty,
    DonorStateTree,
    DonorAllParties,
}

impl Scope {
    pub fn says(self) -> &'static str {
        match self {
            Self::DonorUnit => t!("what one donor gives this unit"),
            Self::DonorParty => t!("what one donor gives the whole party"),
            Self::DonorStateTree => t!("what one donor gives all the party’s committees of the state"),
            Self::DonorAllParties => t!("what one donor gives all parties"),
        }
    }
}

/// How far this office sees what is added up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Visibility {
    #[default]
    Complete,
    /// Only this branch's entries: the legal total covers more.
    LocalOnly,
}

/// How money that was given back counts in a total.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Returns {
    /// It is taken off.
    #[default]
    Net,
    /// An entry counts in full until all of it was given back.
    Whole,
}

/// What of a donation beyond a maximum may not be kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Treat {
    #[default]
    Whole,
    Excess,
}

impl Treat {
    pub fn label(self) -> &'static str {
        match self {
            Self::Whole => t!("all of it"),
            Self::Excess => t!("what is beyond it"),
        }
    }
}

/// When a group of entries ends that are reported together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reset {
    /// One report covers the whole time that is added up.
    #[default]
    Never,
    /// Once reported, what comes later begins a new group (PPERA 2000, Sch. 6; Electoral Commission, "Grouping benefits").
    AfterReport,
    /// Once the threshold is passed, each later entry is reported by itself.
    Each,
}

/// Who files a report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum By {
    #[default]
    Unit,
    /// The party's centre, which needs the unit's data.
    Central,
}

/// Which entries a report covers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Of {
    #[default]
    Accepted,
    /// Those that were not permitted, or came from nobody who could be found.
    Refused,
}

/// Why something goes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    ImpermissibleDonor,
    UnidentifiedDonor,
    OverLimit,
    CashOverMax,
    Indirect,
}

impl Reason {
    pub fn label(self) -> &'static str {
        match self {
            Self::ImpermissibleDonor => t!("the donor may not give"),
            Self::UnidentifiedDonor => t!("the donor cannot be found out"),
            Self::OverLimit => t!("it is over a limit"),
            Self::CashOverMax => t!("it is more cash than may be taken"),
            Self::Indirect => t!("it was given for somebody else who is not named"),
        }
    }
}

/// Where something goes that may not be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Disposition {
    Donor,
    Transferor,
    FinancialInstitution,
    Regulator,
    /// Spent on something lawful that has nothing to do with elections.
    UnrelatedPurpose,
}

impl Disposition {
    /// `regulator` is the name of the pack's authority.
    pub fn says(self, regulator: &str) -> String {
        match self {
            Self::Donor => t!("Give it back to the donor").to_owned(),
            Self::Transferor => t!("Else to the person who handed it over").to_owned(),
            Self::FinancialInstitution => t!("Else to the bank or payment service it came through").to_owned(),
            Self::Regulator => t!("If that cannot be done, pay it to: {regulator}", regulator = regulator),
            Self::UnrelatedPurpose => {
                t!("Spend it on a lawful purpose that has nothing to do with elections").to_owned()
            }
        }
    }
}

/// What a law asks to be known of a donor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Datum {
    FullName,
    /// Any postal address.
    Address,
    /// A private one: a place of work is not enough.
    HomeAddress,
    Occupation,
    Employer,
    Nationality,
    /// The number on the electoral or company register.
    RegisterNumber,
}

impl Datum {
    pub const ALL: [Self; 7] = [
        Self::FullName,
        Self::Address,
        Self::HomeAddress,
        Self::Occupation,
        Self::Employer,
        Self::Nationality,
        Self::RegisterNumber,
    ];

    pub fn label(self) -> &'static str {
        match self {
            Self::FullName => t!("name"),
            Self::Address => t!("address"),
            Self::HomeAddress => t!("home address"),
            Self::Occupation => t!("occupation"),
            Self::Employer => t!("employer"),
            Self::Nationality => t!("nationality"),
            Self::RegisterNumber => t!("register number"),
        }
    }

    pub(in crate::rules) fn bit(self) -> u8 {
        1 << (self as u8)
    }
}

/// What kind of donor the law sees in a person or an organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// A natural person who belongs to the country: a citizen, resident or elector, as its law has it.
    Individual,
    ForeignIndividual,
    Company,
    Partnership,
    TradeUnion,
    /// A building, friendly or industrial society.
    Society,
    Association,
    Party,
    ForeignBody,
    PublicBody,
    ParliamentaryGroup,
    Charity,
    Government,
    Contractor,
    /// A committee registered to fund several candidates.
    Committee,
}

impl Class {
    pub const ALL: [Self; 15] = [
        Self::Individual,
        Self::ForeignIndividual,
        Self::Company,
        Self::Partnership,
        Self::TradeUnion,
        Self::Society,
        Self::Association,
        Self::Party,
        Self::ForeignBody,
        Self::PublicBody,
        Self::ParliamentaryGroup,
        Self::Charity,
        Self::Government,
        Self::Contractor,
        Self::Committee,
    ];

    pub fn key(self) -> &'static str {
        match self {
            Self::Individual => "individual",
            Self::ForeignIndividual => "foreign_individual",
            Self::Company => "company",
            Self::Partnership => "partnership",
            Self::TradeUnion => "trade_union",
            Self::Society => "society",
            Self::Association => "association",
            Self::Party => "party",
            Self::ForeignBody => "foreign_body",
            Self::PublicBody => "public_body",
            Self::ParliamentaryGroup => "parliamentary_group",
            Self::Charity => "charity",
            Self::Government => "government",
            Self::Contractor => "contractor",
            Self::Committee => "committee",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Individual => t!("Person of the country"),
            Self::ForeignIndividual => t!("Person from abroad"),
            Self::Company => t!("Company"),
            Self::Partnership => t!("Partnership"),
            Self::TradeUnion => t!("Trade union"),
            Self::Society => t!("Building or friendly society"),
            Self::Association => t!("Association"),
            Self::Party => t!("Political party"),
            Self::ForeignBody => t!("Body from abroad"),
            Self::PublicBody => t!("Public body"),
            Self::ParliamentaryGroup => t!("Parliamentary group"),
            Self::Charity => t!("Charity or foundation"),
            Self::Government => t!("Government"),
            Self::Contractor => t!("Government contractor"),
            Self::Committee => t!("Political committee"),
        }
    }

    /// The class with this key.
    pub fn of(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.key() == key)
    }

    /// What a register of donations calls so; of people it only says that they are people, which is no kind yet.
    pub fn said(words: &str) -> Option<Self> {
        Some(match fold(words).as_str() {
            "company" | "registered company" | "uk registered company" | "corporation" | "limited company" => {
                Self::Company
            }
            "limited liability partnership" | "llp" | "partnership" => Self::Partnership,
            "trade union" | "union" | "labor organization" | "labour organisation" => Self::TradeUnion,
            "building society" | "friendly society" | "industrial and provident society" => Self::Society,
            "unincorporated association" | "association" => Self::Association,
            "registered political party" | "political party" | "party" => Self::Party,
            "public fund" | "public funds" | "public body" => Self::PublicBody,
            "charity" | "foundation" => Self::Charity,
            "political action committee" | "pac" | "committee" => Self::Committee,
            _ => return None,
        })
    }

    /// Whether only a natural person can be of it.
    pub fn is_natural(self) -> bool {
        matches!(self, Self::Individual | Self::ForeignIndividual)
    }
}

/// Whether a class of donor may give.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Allowed {
    Yes,
    No,
    /// With what the note says, to be looked at before it is kept.
    If,
}

/// What of the office's books a band goes by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Income or expenditure of the year, whichever is more.
    MaxOfIncomeExpenditure,
    /// Contributions or expenditure of the year, whichever is more.
    MaxOfContributionsExpenses,
    /// All contributions of the year.
    Contributions,
    /// The largest single donation of the year.
    LargestDonation,
}

impl Measure {
    pub fn label(self) -> &'static str {
        match self {
            Self::MaxOfIncomeExpenditure => t!("Income or expenditure of the year, whichever is more"),
            Self::MaxOfContributionsExpenses => t!("Contributions or expenses of the year, whichever is more"),
            Self::Contributions => t!("Contributions of the year"),
            Self::LargestDonation => t!("The largest donation of the year"),
        }
    }
}

/// Who hands out receipts under a law.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Issuer {
    Unit,
    Central,
    /// Only on the regulator's own form: a branch may print none.
    Regulator,
    /// The law knows none: an acknowledgement is the branch's own.
    None,
}

impl Issuer {
    pub fn label(self) -> &'static str {
        match self {
            Self::Unit => t!("This unit"),
            Self::Central => t!("The party’s centre"),
            Self::Regulator => t!("Only the regulator"),
            Self::None => t!("The branch’s own choice"),
        }
    }
}

/// From when years of keeping are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Starts {
    EndOfFinancialYear,
    EndOfCalendarYear,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn over_and_at_least_differ_by_the_amount_itself() {
        let over = Threshold::over(Money(50_000));
        assert!(!over.is_passed_by(Money(50_000)) && over.is_passed_by(Money(50_001)));
        let at_least = Threshold { op: Op::Gte, amount: Money(50_000) };
        assert!(at_least.is_passed_by(Money(50_000)) && !at_least.is_passed_by(Money(49_999)));
    }

    #[test]
    fn keys_are_those_that_packs_write() {
        for class in Class::ALL {
            assert_eq!(serde_json::to_value(class).unwrap(), class.key());
            assert_eq!(Class::of(class.key()), Some(class));
        }
        let bits: u8 = Datum::ALL.iter().map(|d| d.bit()).fold(0, |all, bit| all | bit);
        assert_eq!(bits.count_ones() as usize, Datum::ALL.len());
    }
}
