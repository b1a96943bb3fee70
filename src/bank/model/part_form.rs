//! What a line is, as a person types it: one part or several, which together make its amount.

use serde::{Deserialize, Serialize};

use super::{AccountId, BankLine, Deed, EntryId, NewPart, Part, PersonId, entry_of, kind_fits, transfer_of};
use crate::kit::{Currency, Money};
use crate::ledger::model::{CategoryId, EntryKind, FieldProblem, FundId, Split};
use crate::people::Details;
use crate::t;

/// One part of a line, half typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PartForm {
    /// The key of an [`EntryKind`]; empty for what a line of its way usually is.
    pub kind: String,
    /// Without a sign: the kind says which way it goes. Of the last part, empty for what is left.
    pub amount: String,
    pub person: Option<PersonId>,
    /// Somebody who comes into the register with it.
    pub new_name: String,
    /// From or to whom, where it is nobody in the register; empty for the name on the line.
    pub payee: String,
    pub category: Option<CategoryId>,
    pub fund: Option<FundId>,
    pub appeal: String,
    pub note: String,
    /// Of a transfer: the office's other account.
    pub other: Option<AccountId>,
    /// An entry that is in the ledger already; nothing else is said then.
    pub entry: Option<EntryId>,
}

/// A field of the part at a place that cannot be taken.
pub type PartProblem = (usize, FieldProblem);

impl PartForm {
    /// The kind, for a line of this way.
    pub fn kind(&self, into: bool) -> EntryKind {
        let usual = if into { EntryKind::Donation } else { EntryKind::Expense };
        EntryKind::of(&self.kind).unwrap_or(usual)
    }
}

/// What parts make of lines that are one thing.
///
/// # Errors
/// Every field that cannot be taken, and that the parts do not make the amount.
pub fn read_parts(
    lines: &[BankLine],
    parts: &[PartForm],
    entry_amount: impl Fn(EntryId) -> Option<Money>,
    currency: &Currency,
) -> Result<Deed, Vec<PartProblem>> {
    let Some(line) = lines.first() else { return Ok(Deed::entries([])) };
    let whole: Money = lines.iter().map(|l| l.amount).sum();
    let into = whole > Money::ZERO;
    let mut problems: Vec<PartProblem> = Vec::new();
    let mut read: Vec<Option<Money>> = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        read.push(signed(part, into, &entry_amount, currency).unwrap_or_else(|problem| {
            problems.push((at, problem));
            None
        }));
    }
    // One part goes the way that the line goes.
    if let [only] = parts
        && only.entry.is_none()
        && let Err(problem) = kind_fits(only.kind(into), into)
    {
        problems.push((0, FieldProblem::new("kind", problem.to_string())));
    }
    let said: Money = read.iter().flatten().copied().sum();
    let open: Vec<usize> = (0..parts.len()).filter(|at| matches!(read.get(*at), Some(None))).collect();
    if let ([only], true) = (open.as_slice(), problems.is_empty()) {
        let left = whole - said;
        let goes_out = parts.get(*only).is_some_and(|p| p.entry.is_none() && p.kind(into).is_out());
        if left.is_zero() || (parts.len() > 1 && (left > Money::ZERO) == goes_out && into != goes_out) {
            problems.push((*only, FieldProblem::new("amount", t!("Nothing is left for this part"))));
        } else if let Some(amount) = read.get_mut(*only) {
            *amount = Some(left);
        }
    } else if open.len() > 1 && problems.is_empty() {
        let all = open.iter().map(|at| (*at, FieldProblem::new("amount", t!("Say how much"))));
        problems.extend(all);
    } else if said != whole && problems.is_empty() {
        let words = t!(
            "The parts make {sum}, and the bank has {whole}: {left} is left to say",
            sum = currency.show(said),
            whole = currency.show(whole),
            left = currency.show(whole - said)
        );
        problems.push((parts.len().saturating_sub(1), FieldProblem::new("amount", words)));
    }
    let mut made = Vec::new();
    for (at, (part, amount)) in parts.iter().zip(&read).enumerate() {
        match part_of(line, part, amount.unwrap_or_default(), into) {
            Ok(part) => made.push(part),
            Err(problem) => problems.push((at, problem)),
        }
    }
    if problems.is_empty() { Ok(Deed::Parts { parts: made, twin: None }) } else { Err(problems) }
}

/// How much a part is, into the account positive; nothing where the text is empty.
fn signed(
    part: &PartForm,
    into: bool,
    entry_amount: impl Fn(EntryId) -> Option<Money>,
    currency: &Currency,
) -> Result<Option<Money>, FieldProblem> {
    let wrong = |words: String| FieldProblem::new("amount", words);
    let whole = part.entry.and_then(entry_amount);
    if part.amount.trim().is_empty() {
        return Ok(whole);
    }
    let amount = currency.parse(&part.amount, None).map_err(|p| wrong(p.to_string()))?;
    if amount <= Money::ZERO {
        return Err(wrong(t!("Write an amount above nothing; the kind says which way it goes").to_owned()));
    }
    let out = match (part.entry, part.kind(into)) {
        (Some(_), _) => whole.unwrap_or(if into { amount } else { -amount }) < Money::ZERO,
        (None, EntryKind::Transfer) => !into,
        (None, kind) => kind.is_out(),
    };
    Ok(Some(if out { -amount } else { amount }))
}

fn part_of(line: &BankLine, form: &PartForm, amount: Money, into: bool) -> Result<Part, FieldProblem> {
    if let Some(entry) = form.entry {
        return Ok(Part::Entry(entry, amount));
    }
    if !form.kind.is_empty() {
        EntryKind::of(&form.kind).map_err(|p| FieldProblem::new("kind", p.to_string()))?;
    }
    let kind = form.kind(into);
    let way = kind_fits(kind, !kind.is_out()).and_then(|()| match kind {
        EntryKind::Refund => kind_fits(kind, true),
        _ => Ok(()),
    });
    way.map_err(|p| FieldProblem::new("kind", p.to_string()))?;
    if kind == EntryKind::Transfer {
        let other =
            form.other.ok_or_else(|| FieldProblem::new("other", t!("Say which account it comes from or goes to")))?;
        if other == line.account {
            return Err(FieldProblem::new(
                "other",
                t!("A transfer goes from one account to another; both are the same"),
            ));
        }
        let mut entry = transfer_of(line, other);
        (entry.amount, entry.splits) = (amount.abs(), vec![Split { amount: amount.abs(), ..Split::default() }]);
        if !form.note.trim().is_empty() {
            form.note.trim().clone_into(&mut entry.note);
        }
        return Ok(NewPart::of(entry).part());
    }
    let mut entry = entry_of(line, kind, amount);
    entry.splits = vec![Split { category: form.category, fund: form.fund, amount: amount.abs(), memo: String::new() }];
    form.appeal.trim().clone_into(&mut entry.appeal);
    if !form.note.trim().is_empty() {
        form.note.trim().clone_into(&mut entry.note);
    }
    let new = form.new_name.trim();
    entry.person = form.person;
    if form.person.is_some() || !new.is_empty() {
        entry.payee.clear();
    } else if !form.payee.trim().is_empty() {
        form.payee.trim().clone_into(&mut entry.payee);
    }
    if kind == EntryKind::Loan && form.person.is_none() && new.is_empty() {
        return Err(FieldProblem::new("person", t!("A loan has a lender; say who")));
    }
    let person = (form.person.is_none() && !new.is_empty()).then(|| Details::named(new));
    Ok(NewPart { person, ..NewPart::of(entry) }.part())
}

/// What is left to say of lines after these parts; nothing while an amount cannot be read.
pub fn left_of_parts(
    whole: Money,
    parts: &[PartForm],
    entry_amount: impl Fn(EntryId) -> Option<Money>,
    currency: &Currency,
) -> Option<Money> {
    let into = whole > Money::ZERO;
    let mut left = whole;
    for part in parts {
        left -= signed(part, into, &entry_amount, currency).ok()?.unwrap_or_default();
    }
    Some(left)
}
