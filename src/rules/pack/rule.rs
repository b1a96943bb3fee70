//! A rule of a pack: what kind it is, and its values with the days on which each holds.

use serde::{Deserialize, Serialize};

use super::words::{
    Allowed, Basis, By, Class, Datum, DayKind, Disposition, Issuer, Measure, Of, Reason, Reset, Returns, Scope, Starts,
    Status, Threshold, Treat, Trigger, Visibility,
};
use crate::kit::{Day, Money};
use crate::ledger::model::{EntryKind, Method};
use crate::office::Confidence;
use crate::t;

/// One rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Never changes: findings and work on them name it.
    pub id: String,
    /// For a list: "Donation report, accounting unit".
    pub title: String,
    /// What the law says, in plain words.
    pub says: String,
    /// Kinds of unit it holds for.
    pub units: Vec<String>,
    pub status: Status,
    pub confidence: Confidence,
    pub verified_on: Day,
    /// Ids of the pack's sources.
    pub sources: Vec<String>,
    /// What is open about it, or why its numbers are as they are.
    pub note: String,
    pub basis: Basis,
    pub what: What,
    /// Of a rule of the party's own: why it was made.
    pub own: Option<String>,
}

/// A value with its first and last day; without a last day the next value's first one ends it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dated<T> {
    pub from: Day,
    pub to: Option<Day>,
    /// Another first day that a source names.
    pub or_from: Option<Day>,
    pub confidence: Confidence,
    pub sources: Vec<String>,
    pub note: String,
    /// Set by the party in place of the pack's value, and why.
    pub set: Option<String>,
    pub value: T,
}

/// The values of a rule in the order of their days; what the party set stands first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Values<T>(pub Vec<Dated<T>>);

impl<T> Values<T> {
    /// The value of a day.
    pub fn on(&self, day: Day) -> Option<&Dated<T>> {
        self.0.iter().find(|v| v.from <= day && v.to.is_none_or(|to| day <= to))
    }

    /// The value that would hold on a day if the other first day that a source names were the true one.
    pub fn perhaps_on(&self, day: Day) -> Option<&Dated<T>> {
        self.0.iter().find(|v| v.or_from.is_some_and(|from| from <= day && day < v.from))
    }
}

/// What a rule is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// The donor of each donation over a sum is checked within days.
    AcceptCheck(Check),
    /// What may not be kept goes back within days.
    ReturnWithin(Return),
    ContributionLimit(Limit),
    CashMax(ItemMax),
    AnonymousMax(ItemMax),
    IdentifyOver(Identify),
    ReportOver(Report),
    DonorClasses(Classes),
    /// Duties of the unit by the size of its year.
    AccountsBand(Bands),
    /// Money is banked within days.
    Deposit(Deposit),
    /// Returns that fall due whatever there is to report.
    ReturnSchedule(Schedule),
    CollectionEvent(Collection),
    Retention(Values<Keep>),
    TaxRelief(Relief),
    Receipt(Receipts),
    /// Anything that cannot be worked out.
    Note(Values<String>),
}

/// A deadline of so many days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Within {
    /// None: at once.
    pub days: u32,
    pub unit: DayKind,
    pub from: Trigger,
    pub confidence: Confidence,
}

/// When a report is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// So many days after the entry.
    Within { days: u32, unit: DayKind },
    /// So many months and days after the end of the period.
    AfterPeriod { months: u32, days: u32 },
    /// This day of the month after the entry's.
    NextMonth { day: u32 },
    /// The first such day after the end of the period.
    Fixed { month: u32, day: u32 },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    pub when: When,
    pub confidence: Confidence,
}

/// The time over which amounts are added up, or to which a report belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Window {
    /// Each entry by itself.
    Item,
    /// From this day of the year to the day before it.
    YearFrom { month: u32, day: u32 },
    /// The office's financial year.
    FinancialYear,
    /// A calendar quarter.
    Quarter,
    /// So many months back from each entry.
    Rolling { months: u32 },
    /// An election period, as the office has written it down.
    Election,
}

impl Window {
    pub const CALENDAR_YEAR: Self = Self::YearFrom { month: 1, day: 1 };
}

/// What is added up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aggregate {
    pub window: Window,
    pub scope: Scope,
    pub visibility: Visibility,
    pub returns: Returns,
    pub kinds: Vec<EntryKind>,
    /// Dues of holders of an elected office are left out.
    pub office_holder_dues: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    pub kinds: Vec<EntryKind>,
    /// What is looked at, in words.
    pub checks: Vec<String>,
    pub values: Values<(Threshold, Within)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Return {
    pub reasons: Vec<Reason>,
    pub treat: Treat,
    /// In the order in which they are tried.
    pub disposition: Vec<Disposition>,
    /// What is written down, in words.
    pub record: Vec<String>,
    pub values: Values<(Option<Threshold>, Within)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limit {
    pub aggregate: Aggregate,
    /// Only these classes of donor; empty for all.
    pub classes: Vec<Class>,
    /// The rule by which what is over goes back.
    pub remedy: Option<String>,
    pub values: Values<Threshold>,
}

/// The most that one donation may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemMax {
    pub kinds: Vec<EntryKind>,
    /// Only what was paid so; empty for any way.
    pub methods: Vec<Method>,
    pub treat: Treat,
    pub remedy: Option<String>,
    pub values: Values<Threshold>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identify {
    pub kinds: Vec<EntryKind>,
    /// What happens with a donation whose donor stays unknown.
    pub remedy: Option<String>,
    pub values: Values<Vec<Tier>>,
}

/// What must be known of a donor beyond a sum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tier {
    pub over: Threshold,
    pub window: Window,
    pub data: Vec<Datum>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    pub aggregate: Aggregate,
    pub of: Of,
    pub reset: Reset,
    pub by: By,
    /// The period of the return that the group belongs to.
    pub period: Window,
    /// Whether names become public.
    pub publish: bool,
    /// Only entries of an election period.
    pub only_during_election: bool,
    pub values: Values<ReportValue>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReportValue {
    pub over: Threshold,
    /// Once something of the donor was reported in the window.
    pub then: Option<Threshold>,
    /// Entries that are not beyond it are left out.
    pub ignore: Option<Threshold>,
    pub due: Option<Due>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Classes {
    pub kinds: Vec<EntryKind>,
    pub treat: Treat,
    pub remedy: Option<String>,
    /// Two letters of ISO 3166: addresses elsewhere are a reason to ask.
    pub home: Vec<String>,
    pub values: Values<Vec<ClassRule>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClassRule {
    pub class: Class,
    pub allowed: Allowed,
    /// Only what is beyond it is meant.
    pub over: Option<Threshold>,
    pub note: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bands {
    pub measure: Measure,
    pub kinds: Vec<EntryKind>,
    pub window: Window,
    /// From the lowest to the highest; the highest that is passed counts.
    pub values: Values<Vec<Band>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Band {
    pub over: Threshold,
    /// What is to be done, in words.
    pub duties: Vec<String>,
    pub due: Option<Due>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deposit {
    pub kinds: Vec<EntryKind>,
    pub methods: Vec<Method>,
    pub values: Values<Within>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedule {
    pub period: Window,
    pub recipient: String,
    pub values: Values<Due>,
}

/// Money that many unnamed people gave at one event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Collection {
    /// What is written down, in words.
    pub record: Vec<String>,
    /// The most that each may give.
    pub values: Values<Threshold>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Keep {
    pub years: u32,
    pub starts: Starts,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relief {
    pub kinds: Vec<EntryKind>,
    pub values: Values<ReliefValue>,
}

/// What a donor gets back through the tax: shares of what lies above each step, up to a maximum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReliefValue {
    /// Above this amount, so much: numerator and denominator.
    pub brackets: Vec<(Money, (i64, i64))>,
    pub most: Option<Money>,
    /// For two who are taxed together.
    pub most_joint: Option<Money>,
    /// The amounts are what is taken off the taxable income, not off the tax.
    pub deduction: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipts {
    pub issuer: Issuer,
    /// Whether it counts with the tax office.
    pub tax: bool,
    pub kinds: Vec<EntryKind>,
    /// Beyond this one must be given; nothing where none must.
    pub values: Values<Option<Threshold>>,
}

impl What {
    /// As packs write it.
    pub fn key(&self) -> &'static str {
        match self {
            Self::AcceptCheck(_) => "accept_check",
            Self::ReturnWithin(_) => "return_within",
            Self::ContributionLimit(_) => "contribution_limit",
            Self::CashMax(_) => "cash_max",
            Self::AnonymousMax(_) => "anonymous_max",
            Self::IdentifyOver(_) => "identify_over",
            Self::ReportOver(_) => "report_over",
            Self::DonorClasses(_) => "donor_classes",
            Self::AccountsBand(_) => "accounts_band",
            Self::Deposit(_) => "deposit",
            Self::ReturnSchedule(_) => "return_schedule",
            Self::CollectionEvent(_) => "collection_event",
            Self::Retention(_) => "retention",
            Self::TaxRelief(_) => "tax_relief",
            Self::Receipt(_) => "receipt",
            Self::Note(_) => "note",
        }
    }
}

impl What {
    /// In words, for a list.
    pub fn label(&self) -> &'static str {
        match self {
            Self::AcceptCheck(_) => t!("Checking donors"),
            Self::ReturnWithin(_) => t!("Giving back"),
            Self::ContributionLimit(_) => t!("Limits"),
            Self::CashMax(_) => t!("Cash"),
            Self::AnonymousMax(_) => t!("Nobody named"),
            Self::IdentifyOver(_) => t!("Data of donors"),
            Self::ReportOver(_) => t!("Reporting"),
            Self::DonorClasses(_) => t!("Who may give"),
            Self::AccountsBand(_) => t!("Accounts"),
            Self::Deposit(_) => t!("Banking"),
            Self::ReturnSchedule(_) => t!("Returns"),
            Self::CollectionEvent(_) => t!("Collections"),
            Self::Retention(_) => t!("Keeping records"),
            Self::TaxRelief(_) => t!("Tax"),
            Self::Receipt(_) => t!("Receipts"),
            Self::Note(_) => t!("Other"),
        }
    }
}

/// A party's own value in place of a pack's, as the office keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Override {
    pub rule: String,
    pub from: Day,
    pub to: Option<Day>,
    pub threshold: Option<Threshold>,
    /// Days of a deadline.
    pub days: Option<u32>,
    pub reason: String,
}
