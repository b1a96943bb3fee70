//! Issuing: one receipt, or a year's run. Numbers, records and locks are written in one transaction; papers come after it.

use chrono::Datelike as _;

use crate::kit::{Problem, Result};
use crate::office::{Done, Office, Op, Reach, Tx};
use crate::receipts::model::{Draft, Making, Plan, Receipt, ReceiptId, ReceiptKind, Replaced, RunId, Scope};
use crate::receipts::store::{self, Head, NewReceipt};
use crate::t;

/// Issues the receipt of one donation.
pub static ISSUE: Op = Op {
    key: "receipts.issue",
    says: "Issue receipt",
    undo: super::void::VOIDED,
    reach: Reach::Command("receipts issue"),
};

/// Issues a year's receipts.
pub static RUN: Op = Op {
    key: "receipts.run",
    says: "Issue receipts",
    undo: super::void::VOIDED,
    reach: Reach::Command("receipts issue"),
};

/// What was issued.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issued {
    pub run: Option<RunId>,
    /// In order of their numbers, which is the order of the post.
    pub receipts: Vec<ReceiptId>,
    /// First and last number.
    pub first: String,
    pub last: String,
}

/// Issues exactly what the plan shows.
///
/// # Errors
/// When there is nothing to issue, or when ledger, register or settings changed since the plan was made.
pub fn issue(office: &mut Office, plan: &Plan) -> Result<Done<Issued>> {
    let op = if matches!(plan.scope, Scope::Donation(_)) { &ISSUE } else { &RUN };
    office.transact(op, |tx| {
        let now = store::plan(tx.conn(), plan.scope, tx.today())?;
        if now != *plan {
            return Err(Problem::input(t!("The office changed since this list was made, so nothing was issued"))
                .hint(t!("Look at the list again, then issue")));
        }
        if plan.drafts.is_empty() {
            return Err(nothing(plan));
        }
        let run = match plan.scope {
            Scope::Year { kind, .. } => {
                let sums = [plan.total(), plan.left_total(), plan.ledger_total];
                Some(store::insert_run(tx, plan.year, kind, plan.drafts.len(), sums)?)
            }
            Scope::Donation(_) => None,
        };
        let issued = write(tx, plan, run)?;
        say(tx, plan, &issued)?;
        Ok(issued)
    })
}

fn write(tx: &Tx<'_>, plan: &Plan, run: Option<RunId>) -> Result<Issued> {
    let kind = plan.scope.kind();
    let mut numbers = Numbers::begin(tx, kind, plan.drafts.len())?;
    tx.expect(u64::try_from(plan.drafts.len()).unwrap_or(0));
    let mut issued =
        Issued { run, receipts: Vec::with_capacity(plan.drafts.len()), first: String::new(), last: String::new() };
    for (at, draft) in plan.drafts.iter().enumerate() {
        if at.is_multiple_of(100) {
            tx.progress(u64::try_from(at).unwrap_or(0))?;
        }
        let (id, number) = numbers.issue(draft, plan.year, run, None)?;
        issued.receipts.push(id);
        if at == 0 {
            issued.first.clone_from(&number);
        }
        issued.last = number;
    }
    numbers.end()?;
    Ok(issued)
}

/// Numbers taken for this operation, and the end of the chain, while receipts are written.
pub(super) struct Numbers<'a, 'tx> {
    tx: &'a Tx<'tx>,
    making: Making,
    series: crate::receipts::model::Series,
    year: i32,
    next: i64,
    head: Head,
}

impl<'a, 'tx> Numbers<'a, 'tx> {
    /// Takes `count` numbers; each must be used.
    pub(super) fn begin(tx: &'a Tx<'tx>, kind: ReceiptKind, count: usize) -> Result<Self> {
        let series = store::begin(tx)?;
        let year = series.counted_in(tx.today().year());
        let next = store::take_serials(tx, &series, year, i64::try_from(count).unwrap_or(i64::MAX))?;
        let (making, _notices) = store::making(tx.conn(), kind, tx.today(), tx.who())?;
        Ok(Self { tx, making, series, year, next, head: store::head(tx)? })
    }

    /// Writes one receipt with the next number.
    pub(super) fn issue(
        &mut self,
        draft: &Draft,
        for_year: i32,
        run: Option<RunId>,
        replaces: Option<&Receipt>,
    ) -> Result<(ReceiptId, String)> {
        let serial = self.next;
        self.next += 1;
        let number = self.series.number(self.year, serial);
        let replaced = replaces.map(|old| Replaced { number: old.number.clone(), issued_on: old.issued_on });
        let sheet = self.making.sheet(draft, &number, replaced)?;
        let new = NewReceipt {
            series: &self.series,
            year: self.year,
            serial,
            for_year,
            donor: draft.donor,
            sheet: &sheet,
            replaces: replaces.map(|old| old.id),
            run,
        };
        Ok((store::insert_receipt(self.tx, &new, &mut self.head)?, number))
    }

    /// Writes where the chain ends now.
    pub(super) fn end(self) -> Result<()> {
        store::set_head(self.tx, &self.head)
    }
}

fn say(tx: &Tx<'_>, plan: &Plan, issued: &Issued) -> Result<()> {
    let total = crate::office::profile::get(tx.conn())?.currency.show(plan.total());
    let says = match plan.drafts.as_slice() {
        [one] => t!("Receipt {number} for {total} to {donor}", number = issued.first, total = total, donor = one.name),
        many => t!(
            "{count} receipts for {year}, {first} to {last}, {total} together",
            count = many.len(),
            year = plan.year,
            first = issued.first,
            last = issued.last,
            total = total
        ),
    };
    tx.say(says);
    Ok(())
}

/// Why a plan issues nothing.
fn nothing(plan: &Plan) -> Problem {
    let one = matches!(plan.scope, Scope::Donation(_));
    match plan.left_out.first() {
        Some(left) if one => {
            Problem::input(t!("This donation gets no receipt: {reason}", reason = lower(left.reason.label())))
                .hint(left.reason.what_to_do())
        }
        Some(_) => {
            Problem::input(t!("No donation of {year} is left to receipt, so nothing was issued", year = plan.year))
                .hint(t!("The preview says why each was left out"))
        }
        None => Problem::input(t!("The ledger has no donations in {year}, so nothing was issued", year = plan.year)),
    }
}

fn lower(label: &str) -> String {
    let mut letters = label.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
