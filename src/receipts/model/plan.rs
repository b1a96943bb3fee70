//! The plan of a run: who gets a receipt, who is left out and why, and that both add up to the ledger. What is shown is what
//! is issued: one object.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{EntryId, Line, PersonId, ReceiptKind, Wording};
use crate::kit::{Day, Money, Result};
use crate::people::{Address, is_postal, post_key, post_lines};
use crate::t;

/// What a plan is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// All donations received in a calendar year: one receipt for each donor, or one for each donation.
    Year { year: i32, kind: ReceiptKind },
    /// One donation.
    Donation(EntryId),
}

impl Scope {
    pub fn kind(self) -> ReceiptKind {
        match self {
            Self::Year { kind, .. } => kind,
            Self::Donation(_) => ReceiptKind::Single,
        }
    }
}

/// Why a donation gets no receipt. The first that applies, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    AlreadyReceipted,
    /// Taken back by a reversal; both the entry and its reversal stand here and cancel out.
    Reversed,
    Anonymous,
    InKind,
    /// Wholly, or the part that was given back.
    Refunded,
    NotDeductible,
    NoAddress,
    BelowMinimum,
}

impl Reason {
    pub const ALL: [Self; 8] = [
        Self::NoAddress,
        Self::BelowMinimum,
        Self::AlreadyReceipted,
        Self::InKind,
        Self::Anonymous,
        Self::Refunded,
        Self::Reversed,
        Self::NotDeductible,
    ];

    /// As commands have it: `no_address`.
    pub fn key(self) -> &'static str {
        match self {
            Self::AlreadyReceipted => "already_receipted",
            Self::Reversed => "reversed",
            Self::Anonymous => "anonymous",
            Self::InKind => "in_kind",
            Self::Refunded => "refunded",
            Self::NotDeductible => "not_deductible",
            Self::NoAddress => "no_address",
            Self::BelowMinimum => "below_minimum",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::AlreadyReceipted => t!("Already receipted"),
            Self::Reversed => t!("Reversed"),
            Self::Anonymous => t!("Anonymous"),
            Self::InKind => t!("In kind, not receiptable"),
            Self::Refunded => t!("Refunded"),
            Self::NotDeductible => t!("Not deductible"),
            Self::NoAddress => t!("No address"),
            Self::BelowMinimum => t!("Below your minimum"),
        }
    }

    /// What there is to do about it.
    pub fn what_to_do(self) -> &'static str {
        match self {
            Self::AlreadyReceipted => t!("Print its receipt again, or reissue it if something on it is wrong"),
            Self::Reversed => t!("Receipt the entry that stands in its place"),
            Self::Anonymous => t!("Record from whom it came first"),
            Self::InKind => t!("Thank the donor by letter; a receipt is for money"),
            Self::Refunded => t!("It was given back"),
            Self::NotDeductible => {
                t!("The wording of this office covers other donations; see the settings for receipts")
            }
            Self::NoAddress => {
                t!(
                    "Add the donor’s address: in People, or with `wardroom people change FILE PERSON --street … --postcode …`"
                )
            }
            Self::BelowMinimum => {
                t!(
                    "Lower the minimum in the settings for receipts, or with `wardroom receipts settings FILE --minimum A`"
                )
            }
        }
    }

    /// Whether somebody can do something, so that it is worth saying what.
    pub fn can_be_mended(self) -> bool {
        matches!(self, Self::NoAddress | Self::BelowMinimum | Self::Anonymous)
    }
}

/// A donation of the ledger that may get a receipt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    pub entry: EntryId,
    pub day: Day,
    /// The kind of entry in the ledger's words.
    pub kind: String,
    pub amount: Money,
    pub advantage: Money,
    pub description: String,
    /// On whose behalf it was given, else from whom.
    pub donor: Option<PersonId>,
    /// What was given back of it.
    pub refunded: Money,
    /// It is a reversal, or was reversed by one.
    pub reversed: bool,
    pub receipted: bool,
}

/// What a receipt needs to know of a donor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Donor {
    /// The legal name where there is one.
    pub name: String,
    pub sort_key: String,
    pub organisation: bool,
    pub address: Option<Address>,
}

/// One receipt to be issued. It has no number yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    pub donor: PersonId,
    pub name: String,
    pub address: Vec<String>,
    /// In order of day.
    pub lines: Vec<Line>,
    /// What the post is sorted by.
    pub post_key: [String; 4],
}

impl Default for Draft {
    fn default() -> Self {
        Self {
            donor: PersonId(0),
            name: String::new(),
            address: Vec::new(),
            lines: Vec::new(),
            post_key: Default::default(),
        }
    }
}

impl Draft {
    /// The sum of its donations.
    pub fn total(&self) -> Money {
        self.lines.iter().map(|line| line.amount).sum()
    }
}

/// One donation that gets none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftEntry {
    pub entry: EntryId,
    pub donor: Option<PersonId>,
    pub day: Day,
    pub amount: Money,
}

/// The donations left out for one reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    pub reason: Reason,
    pub entries: Vec<LeftEntry>,
}

impl LeftOut {
    pub fn total(&self) -> Money {
        self.entries.iter().map(|entry| entry.amount).sum()
    }
}

/// Who gets a receipt, who does not and why, and the ledger's total. Issuing commits exactly this.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    pub scope: Scope,
    /// The calendar year of the donations.
    pub year: i32,
    /// Key, law and version of the wording.
    pub wording: [String; 3],
    pub minimum: Money,
    /// In post order: country, postcode, street, name.
    pub drafts: Vec<Draft>,
    /// By reason; only those that occur.
    pub left_out: Vec<LeftOut>,
    pub ledger_total: Money,
    pub ledger_count: usize,
}

impl Plan {
    /// What the receipts come to.
    pub fn total(&self) -> Money {
        self.drafts.iter().map(Draft::total).sum()
    }

    /// How many donations stand on them.
    pub fn donations(&self) -> usize {
        self.drafts.iter().map(|draft| draft.lines.len()).sum()
    }

    pub fn left_total(&self) -> Money {
        self.left_out.iter().map(LeftOut::total).sum()
    }

    /// The kinds of entry that the run looks at; donations in kind are always among them.
    pub fn kinds(&self) -> Vec<&'static str> {
        let [key, law, _version] = &self.wording;
        let kinds = super::wording(key, law).map_or(&[][..], |wording| &wording.kinds);
        let mut kinds: Vec<&str> = kinds.iter().map(String::as_str).filter(|kind| *kind != "in_kind").collect();
        kinds.push("in_kind");
        kinds
    }

    /// What the ledger's list shows for [`Self::ledger_total`], in that list's own words.
    pub fn ledger_filter(&self) -> String {
        format!("kind:{} {year:04}-01-01..{year:04}-12-31", self.kinds().join(","), year = self.year)
    }

    /// Whether receipts and what is left out add up to the ledger, to the penny.
    pub fn ties_out(&self) -> bool {
        self.total() + self.left_total() == self.ledger_total
    }
}

/// By what rules candidates are sorted.
#[derive(Clone, Copy, Debug)]
pub struct Rules<'a> {
    pub scope: Scope,
    pub year: i32,
    pub wording: &'a Wording,
    pub minimum: Money,
    /// The office's law, for the order of the post and the lines of an address.
    pub home: &'a str,
    /// Receipts go by post, or the wording asks for the address.
    pub address_required: bool,
}

#[derive(Default)]
struct Sorting {
    left: BTreeMap<Reason, Vec<LeftEntry>>,
    by_donor: BTreeMap<PersonId, Vec<Line>>,
}

impl Sorting {
    fn leave(&mut self, reason: Reason, candidate: &Candidate, amount: Money) {
        let entry = LeftEntry { entry: candidate.entry, donor: candidate.donor, day: candidate.day, amount };
        self.left.entry(reason).or_default().push(entry);
    }

    fn leave_line(&mut self, reason: Reason, donor: PersonId, line: &Line) {
        let entry = LeftEntry { entry: line.entry, donor: Some(donor), day: line.day, amount: line.amount };
        self.left.entry(reason).or_default().push(entry);
    }

    /// Sorts by what the entry alone says.
    fn take(&mut self, candidate: Candidate, wording: &Wording) {
        let Candidate { amount, refunded, .. } = candidate;
        let net = amount - refunded;
        let reason = if candidate.receipted {
            Some(Reason::AlreadyReceipted)
        } else if candidate.reversed {
            Some(Reason::Reversed)
        } else if candidate.donor.is_none() {
            Some(Reason::Anonymous)
        } else if candidate.kind == "in_kind" {
            Some(Reason::InKind)
        } else if net <= Money::ZERO {
            Some(Reason::Refunded)
        } else if !wording.kinds.contains(&candidate.kind) || (wording.states_advantage && net <= candidate.advantage) {
            Some(Reason::NotDeductible)
        } else {
            None
        };
        match (reason, candidate.donor) {
            (None, Some(donor)) => {
                if !refunded.is_zero() {
                    self.leave(Reason::Refunded, &candidate, refunded);
                }
                self.by_donor.entry(donor).or_default().push(Line {
                    entry: candidate.entry,
                    day: candidate.day,
                    kind: candidate.kind,
                    amount: net,
                    refunded,
                    advantage: candidate.advantage,
                    advantage_is: if candidate.advantage.is_zero() { String::new() } else { candidate.description },
                });
            }
            (reason, _) => self.leave(reason.unwrap_or(Reason::Anonymous), &candidate, amount),
        }
    }
}

/// Sorts the ledger's donations into receipts and reasons. `donor` answers what is known of a person.
///
/// # Errors
/// What `candidates` and `donor` say.
pub fn sort_out(
    rules: &Rules<'_>,
    candidates: impl IntoIterator<Item = Result<Candidate>>,
    mut donor: impl FnMut(PersonId) -> Result<Donor>,
) -> Result<Plan> {
    let mut sorting = Sorting::default();
    let mut ledger_total = Money::ZERO;
    let mut ledger_count = 0;
    for candidate in candidates {
        let candidate = candidate?;
        ledger_total = ledger_total.checked_add(candidate.amount)?;
        ledger_count += 1;
        sorting.take(candidate, rules.wording);
    }
    let single = rules.scope.kind() == ReceiptKind::Single;
    let mut drafts = Vec::new();
    for (person, lines) in std::mem::take(&mut sorting.by_donor) {
        let known = donor(person)?;
        let address = known.address.as_ref().filter(|address| is_postal(address));
        let total: Money = lines.iter().map(|line| line.amount).sum();
        let all = if rules.wording.individuals_only && known.organisation {
            Some(Reason::NotDeductible)
        } else if rules.address_required && address.is_none() {
            Some(Reason::NoAddress)
        } else if !single && total < rules.minimum {
            Some(Reason::BelowMinimum)
        } else {
            None
        };
        if let Some(reason) = all {
            lines.iter().for_each(|line| sorting.leave_line(reason, person, line));
            continue;
        }
        let [country, postcode, street] = address.map(|a| post_key(a, rules.home)).unwrap_or_default();
        let draft = |lines| Draft {
            donor: person,
            name: known.name.clone(),
            address: address.map(|a| post_lines(a, rules.home)).unwrap_or_default(),
            lines,
            post_key: [country.clone(), postcode.clone(), street.clone(), known.sort_key.clone()],
        };
        if single {
            let a_run = matches!(rules.scope, Scope::Year { .. });
            for line in lines {
                if a_run && line.amount < rules.minimum {
                    sorting.leave_line(Reason::BelowMinimum, person, &line);
                } else {
                    drafts.push(draft(vec![line]));
                }
            }
        } else {
            drafts.push(draft(lines));
        }
    }
    let first = |draft: &Draft| draft.lines.first().map(|line| (line.day, line.entry));
    drafts.sort_by(|a, b| (&a.post_key, a.donor, first(a)).cmp(&(&b.post_key, b.donor, first(b))));
    let mut left_out = Vec::new();
    for reason in Reason::ALL {
        if let Some(mut entries) = sorting.left.remove(&reason) {
            entries.sort_by_key(|entry| (entry.day, entry.entry));
            left_out.push(LeftOut { reason, entries });
        }
    }
    Ok(Plan {
        scope: rules.scope,
        year: rules.year,
        wording: [rules.wording.key.clone(), rules.wording.jurisdiction.clone(), rules.wording.version.clone()],
        minimum: rules.minimum,
        drafts,
        left_out,
        ledger_total,
        ledger_count,
    })
}

#[cfg(test)]
mod tests {
    use super::super::wording;
    use super::*;

    fn candidate(entry: i64, donor: i64, amount: i64) -> Candidate {
        Candidate {
            entry: EntryId(entry),
            day: Day::from_ymd_opt(2026, 3, 1 + u32::try_from(entry % 28).unwrap()).unwrap(),
            kind: "donation".into(),
            amount: Money(amount),
            advantage: Money::ZERO,
            description: String::new(),
            donor: (donor > 0).then_some(PersonId(donor)),
            refunded: Money::ZERO,
            reversed: false,
            receipted: false,
        }
    }

    /// Donor 3 has no address, donor 4 is an organisation, the others live at ever lower postcodes.
    fn donor(person: PersonId) -> Result<Donor> {
        let address =
            Address { street: "1 A Street".into(), postcode: format!("Z{:03}", 500 - person.0), ..Address::default() };
        Ok(Donor {
            name: format!("Donor {}", person.0),
            sort_key: format!("donor {}", person.0),
            organisation: person.0 == 4,
            address: (person.0 != 3).then_some(address),
        })
    }

    fn plan(law: &str, key: &str, kind: ReceiptKind, minimum: i64, candidates: Vec<Candidate>) -> Plan {
        let scope = Scope::Year { year: 2026, kind };
        let wording = wording(key, law).unwrap();
        let rules = Rules { scope, year: 2026, wording, minimum: Money(minimum), home: law, address_required: true };
        sort_out(&rules, candidates.into_iter().map(Ok), donor).unwrap()
    }

    #[test]
    fn each_reason_takes_its_donations_and_all_ties_out() {
        let mut all = vec![
            candidate(1, 1, 2_500),
            candidate(2, 1, 1_500),
            candidate(3, 2, 400),
            candidate(4, 3, 1_000),
            candidate(5, 4, 9_000),
            candidate(6, 0, 300),
            Candidate { kind: "in_kind".into(), ..candidate(7, 1, 5_000) },
            Candidate { refunded: Money(2_000), ..candidate(8, 1, 2_000) },
            Candidate { refunded: Money(500), ..candidate(9, 5, 2_000) },
            Candidate { receipted: true, ..candidate(10, 1, 700) },
            Candidate { reversed: true, ..candidate(11, 1, 800) },
            Candidate { reversed: true, ..candidate(12, 1, -800) },
            Candidate { advantage: Money(3_000), ..candidate(13, 1, 3_000) },
        ];
        all.reverse();
        let plan = plan("ca", "ca_official", ReceiptKind::Annual, 500, all);
        let left: Vec<_> = plan.left_out.iter().map(|l| (l.reason.key(), l.entries.len(), l.total().0)).collect();
        assert_eq!(
            left,
            [
                ("no_address", 1, 1_000),
                ("below_minimum", 1, 400),
                ("already_receipted", 1, 700),
                ("in_kind", 1, 5_000),
                ("anonymous", 1, 300),
                ("refunded", 2, 2_500),
                ("reversed", 2, 0),
                ("not_deductible", 2, 12_000),
            ]
        );
        let drafts: Vec<_> = plan.drafts.iter().map(|d| (d.donor.0, d.lines.len(), d.total().0)).collect();
        assert_eq!(drafts, [(5, 1, 1_500), (1, 2, 4_000)], "post order: the lower postcode first");
        assert!(plan.ties_out());
        assert_eq!(plan.ledger_total, Money(27_400));
    }

    #[test]
    fn single_receipts_are_one_for_each_donation() {
        let plan = plan(
            "gb",
            "acknowledgement",
            ReceiptKind::Single,
            0,
            vec![candidate(1, 1, 100), candidate(2, 1, 200), candidate(3, 4, 50)],
        );
        let drafts: Vec<_> = plan.drafts.iter().map(|d| (d.donor.0, d.total().0)).collect();
        assert_eq!(drafts, [(4, 50), (1, 100), (1, 200)]);
        assert!(plan.ties_out());
    }

    proptest::proptest! {
        #[test]
        fn every_plan_ties_out(seeds in proptest::collection::vec((0_i64..6, -5_000_i64..50_000, 0_i64..3_000, 0_u8..64), 0..60)) {
            let candidates = seeds.iter().enumerate().map(|(at, (donor, amount, refunded, bits))| Candidate {
                refunded: if bits & 1 == 1 { Money(*refunded) } else { Money::ZERO },
                reversed: bits & 6 == 6,
                receipted: bits & 24 == 24,
                kind: if bits & 32 == 32 { "in_kind".into() } else { "donation".into() },
                ..candidate(i64::try_from(at).unwrap(), *donor, *amount)
            }).collect::<Vec<_>>();
            let total: i64 = candidates.iter().map(|c| c.amount.0).sum();
            let plan = plan("gb", "acknowledgement", ReceiptKind::Annual, 1_000, candidates);
            proptest::prop_assert!(plan.ties_out());
            proptest::prop_assert_eq!(plan.ledger_total.0, total);
        }
    }
}
