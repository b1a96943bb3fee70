//! A believable branch with made-up people: the same rows, ids and times for the same seed.

mod amendments;
mod bank;
mod candidates;
mod cli;
mod closing;
mod elections;
mod equality;
mod events;
mod giving;
mod law;
mod leadership;
mod meetings;
mod members;
mod names;
mod policy;
mod random;
mod register;

use std::path::Path;
use std::sync::Arc;

use chrono::Datelike as _;

pub use cli::VERB;
pub use random::Random;

use crate::kit::{Clock, Day, FixedClock, Money, Problem, Result};
use crate::ledger::model::{EntryKind, Method, NewBatch, NewBatchLine, NewEntry, Split};
use crate::ledger::ops as ledger;
use crate::office::profile::{self, Profile};
use crate::office::{How, Office};
use crate::people::{self, PersonId};
use crate::receipts::model::{ReceiptKind, Scope};
use crate::receipts::{ops as receipts, store as receipts_store};
use crate::subjects;

/// How large a demo to make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    pub people: usize,
    /// Whole years of donations before the current one.
    pub years: usize,
    pub seed: u64,
}

impl Default for Size {
    fn default() -> Self {
        Self { people: 240, years: 1, seed: 1 }
    }
}

const APPEALS: &[&str] = &["Spring appeal", "Autumn appeal", "Minibus fund", "Election fund", ""];
const SUPPLIERS: &[(&str, i64)] = &[
    ("Riverside Print Co-op", 31_240),
    ("Hall of St Mark", 22_000),
    ("Quay Street Traders", 4_550),
    ("Ferry Boat Company", 9_900),
];

/// Makes the demo branch at `path` and closes it. `today` is the last day anything happens on.
///
/// # Errors
/// When there is a file of that name, or the folder cannot be written.
pub fn make(path: &Path, size: Size, today: Day) -> Result<()> {
    let (clock, how, profile) = beginning(size, today)?;
    fill(Office::create(path, &profile, &how)?, clock, size, today)?.close()
}

/// People of a register of any size, one after another: what benchmarks make a large office of.
pub fn crowd(seed: u64) -> impl Iterator<Item = people::Details> {
    let mut random = Random::new(seed);
    (0..).map(move |at| names::one_of_many(&mut random, at))
}

fn beginning(size: Size, today: Day) -> Result<(Arc<FixedClock>, How, Profile)> {
    let clock = Arc::new(FixedClock::at(day(first_year(size, today), 1, 4)?));
    let seed = u32::try_from(size.seed % 4096).unwrap_or(1);
    let how = How::new(subjects::setup(), Arc::clone(&clock) as Arc<dyn Clock>, "Asha Morrow").seed(seed);
    let mut profile = Profile::new("The Example Party", "Riverside branch", "gb")?;
    profile.time_zone = "Europe/London".to_owned();
    profile.letterhead = "Riverside branch\nThe Old Ferry House, 2 Quay Street\nRiverside ZZ1 1AA".to_owned();
    profile.signatory = "Asha Morrow, Treasurer".to_owned();
    Ok((clock, how, profile))
}

fn first_year(size: Size, today: Day) -> i32 {
    today.year() - i32::try_from(size.years).unwrap_or(0)
}

fn fill(office: Office, clock: Arc<FixedClock>, size: Size, today: Day) -> Result<Office> {
    let first = first_year(size, today);
    let (circle, giving) = (members::Circle::new(size.seed), giving::Giving::new(size.seed));
    let mut branch = Branch {
        office,
        clock,
        random: Random::new(size.seed),
        seed: size.seed,
        today,
        donors: Vec::new(),
        circle,
        giving,
    };
    profile::save_officer(&mut branch.office, None, "Asha Morrow", "AM", "Treasurer", true)?;
    profile::save_officer(&mut branch.office, None, "Owain Specimen", "OS", "Secretary", true)?;
    branch.people(size.people)?;
    branch.opening(day(first, 1, 4)?)?;
    branch.members(day(first, 1, 4)?)?;
    branch.pledges(day(first, 1, 4)?)?;
    for year in first..=today.year() {
        for month in 1..=12 {
            branch.month(year, month)?;
        }
        if year < today.year() {
            branch.receipts(year)?;
        }
    }
    branch.loose_ends()?;
    branch.register()?;
    branch.law()?;
    branch.bank()?;
    branch.plans()?;
    branch.open_election()?;
    branch.meetings()?;
    branch.events()?;
    branch.candidates()?;
    branch.policy()?;
    branch.amendments()?;
    branch.leadership()?;
    branch.equality()?;
    Ok(branch.office)
}

/// The day the demo ends on unless told otherwise: the same for everybody.
///
/// # Errors
/// Never; the day exists.
pub fn usual_day() -> Result<Day> {
    day(2026, 11, 21)
}

fn day(year: i32, month: u32, day: u32) -> Result<Day> {
    Day::from_ymd_opt(year, month, day).ok_or_else(|| Problem::defect("The demo asked for a day that does not exist"))
}

struct Branch {
    office: Office,
    clock: Arc<FixedClock>,
    random: Random,
    seed: u64,
    today: Day,
    donors: Vec<PersonId>,
    circle: members::Circle,
    giving: giving::Giving,
}

impl Branch {
    fn people(&mut self, count: usize) -> Result<()> {
        let random = &mut self.random;
        let done = self.office.transact(&people::ops::IMPORT, |tx| {
            let mut ids = Vec::with_capacity(count);
            tx.expect(u64::try_from(count).unwrap_or(0));
            for at in 0..count {
                ids.push(people::store::insert(tx.conn(), &|| tx.new_id(), &names::person(random, at))?);
                if at % 500 == 0 {
                    tx.progress(u64::try_from(at).unwrap_or(0))?;
                }
            }
            tx.say(format!("Brought in {count} people from the old address list"));
            Ok(ids)
        })?;
        self.donors = done.value;
        Ok(())
    }

    fn opening(&mut self, on: Day) -> Result<()> {
        ledger::record(&mut self.office, &NewEntry::simple(EntryKind::Opening, on, Money(412_055)))?;
        let mut cash = NewEntry::simple(EntryKind::Opening, on, Money(8_360));
        cash.method = Method::Cash;
        ledger::record(&mut self.office, &cash)?;
        Ok(())
    }

    fn someone(&mut self) -> PersonId {
        let at = self.random.below(self.donors.len());
        self.donors.get(at).copied().unwrap_or(PersonId(0))
    }

    /// Mostly small and round, now and then large.
    fn sum(&mut self) -> Money {
        let pounds = match self.random.below(20) {
            0 => 100 + 50 * self.random.below(11),
            1..=4 => 50,
            5..=9 => 25,
            10..=14 => 10,
            _ => 5 + self.random.below(40),
        };
        Money(i64::try_from(pounds).unwrap_or(10) * 100)
    }

    /// A month: a batch of cheques, some transfers, a collection, an expense. Nothing after today.
    fn month(&mut self, year: i32, month: u32) -> Result<()> {
        for on in [5, 8, 11, 14, 20] {
            let on = day(year, month, on)?;
            if on > self.today {
                return Ok(());
            }
            self.clock.set(on);
            match on.day() {
                5 => {
                    self.standing_orders(on)?;
                    self.instalments(on)?;
                }
                8 => self.dues(on, month)?,
                11 => self.expense(on)?,
                14 => self.cheques(on)?,
                _ => self.transfers(on)?,
            }
            // The last annual meeting before today is in October.
            let next = day(year + 1, month, on.day().min(28))?;
            if (month, on.day()) == (10, 20) && next > self.today {
                self.annual_election(on)?;
            }
        }
        Ok(())
    }

    fn standing_orders(&mut self, on: Day) -> Result<()> {
        for _ in 0..4 {
            let mut entry = NewEntry::simple(EntryKind::Donation, on, Money(1_000)).from(self.someone());
            entry.method = Method::StandingOrder;
            entry.banked = Some(on);
            ledger::record(&mut self.office, &entry)?;
        }
        Ok(())
    }

    fn cheques(&mut self, on: Day) -> Result<()> {
        let appeal = self.random.pick(APPEALS).to_owned();
        let lines: Vec<NewBatchLine> = (0..4 + self.random.below(5))
            .map(|_| NewBatchLine {
                person: Some(self.someone()),
                new_name: String::new(),
                behalf_of: None,
                kind: EntryKind::Donation,
                method: Method::Cheque,
                reference: format!("{:06}", 100_000 + self.random.below(800_000)),
                amount: self.sum(),
                category: None,
                fund: None,
                appeal: appeal.clone(),
                note: String::new(),
            })
            .collect();
        let batch = NewBatch {
            declared_count: lines.len(),
            declared_total: lines.iter().map(|l| l.amount).sum(),
            received: on,
            banked: Some(on),
            account: None,
            note: String::new(),
            lines,
        };
        ledger::post_new_batch(&mut self.office, &batch, false)?;
        Ok(())
    }

    fn transfers(&mut self, on: Day) -> Result<()> {
        for _ in 0..3 {
            let sum = self.sum();
            let mut entry = NewEntry::simple(EntryKind::Donation, on, sum).from(self.someone());
            entry.method = if self.random.one_in(3) { Method::Card } else { Method::Transfer };
            entry.banked = Some(on);
            entry.appeal = self.random.pick(APPEALS).to_owned();
            ledger::record(&mut self.office, &entry)?;
        }
        if self.random.one_in(3) {
            let mut bucket = NewEntry::simple(
                EntryKind::Donation,
                on,
                Money(4_000 + 10 * i64::try_from(self.random.below(900)).unwrap_or(0)),
            );
            bucket.method = Method::Cash;
            bucket.payee = "Collection, town hall meeting".to_owned();
            ledger::record(&mut self.office, &bucket)?;
        }
        if self.random.one_in(4) {
            let mut kind = NewEntry::simple(EntryKind::InKind, on, Money(18_000)).from(self.someone());
            kind.description = "Hire of the hall for an evening".to_owned();
            kind.valuation = "The hall’s own price list".to_owned();
            ledger::record(&mut self.office, &kind)?;
        }
        Ok(())
    }

    fn expense(&mut self, on: Day) -> Result<()> {
        let at = self.random.below(SUPPLIERS.len());
        let (payee, amount) = SUPPLIERS.get(at).copied().unwrap_or(("Quay Street Traders", 4_550));
        let mut entry = NewEntry::simple(EntryKind::Expense, on, Money(amount));
        entry.payee = payee.to_owned();
        entry.method = Method::Transfer;
        entry.banked = Some(on);
        entry.splits = vec![Split { amount: Money(amount), ..Split::default() }];
        ledger::record(&mut self.office, &entry)?;
        Ok(())
    }

    /// The yearly run in January, then one receipt voided and issued anew.
    fn receipts(&mut self, year: i32) -> Result<()> {
        self.clock.set(day(year + 1, 1, 9)?);
        let today = self.office.today();
        let plan = self
            .office
            .read(|conn| receipts_store::plan(conn, Scope::Year { year, kind: ReceiptKind::Annual }, today))?;
        let issued = receipts::issue(&mut self.office, &plan)?.value;
        if issued.receipts.len() > 3 {
            receipts::reissue(&mut self.office, &issued.first, "The surname was misspelt")?;
        }
        Ok(())
    }

    /// What lies on the desks: a batch half keyed, applications.
    fn loose_ends(&mut self) -> Result<()> {
        self.clock.set(self.today);
        let lines = (0..4)
            .map(|at| NewBatchLine {
                person: Some(self.someone()),
                new_name: String::new(),
                behalf_of: None,
                kind: EntryKind::Donation,
                method: Method::Cheque,
                reference: format!("{:06}", 417 + at * 391),
                amount: self.sum(),
                category: None,
                fund: None,
                appeal: "Autumn appeal".to_owned(),
                note: String::new(),
            })
            .collect();
        let batch = NewBatch {
            declared_count: 20,
            declared_total: Money(218_400),
            received: self.today,
            banked: Some(self.today),
            account: None,
            note: String::new(),
            lines,
        };
        ledger::save_batch(&mut self.office, None, &batch)?;
        self.members_loose_ends()?;
        self.giving_loose_ends()
    }
}
