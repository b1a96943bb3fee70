//! Batches: a declared count and total, then one line per cheque, posted only when both agree.

use super::{
    AccountId, BatchId, CategoryId, EntryKind, FieldProblem, FundId, Method, PersonId, Terms, read_amount, wrong_days,
};
use crate::kit::{Currency, Day, Money, Result, day, text};
use crate::t;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BatchState {
    Draft,
    Posted,
    Discarded,
}

impl BatchState {
    pub const ALL: [Self; 3] = [Self::Draft, Self::Posted, Self::Discarded];

    pub fn key(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Posted => "posted",
            Self::Discarded => "discarded",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Draft => t!("Draft"),
            Self::Posted => t!("Posted"),
            Self::Discarded => t!("Discarded"),
        }
    }
}

/// A batch as it stands in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    pub id: BatchId,
    /// As it stands on the slip.
    pub number: i64,
    pub state: BatchState,
    pub declared_count: usize,
    pub declared_total: Money,
    pub received: Day,
    pub banked: Option<Day>,
    pub account: AccountId,
    pub note: String,
    pub lines: Vec<BatchLine>,
}

/// A line of a batch, with the names that the screen and the slip show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchLine {
    pub new: NewBatchLine,
    pub person_name: String,
    pub behalf_name: String,
}

/// A batch that can be saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewBatch {
    pub declared_count: usize,
    pub declared_total: Money,
    pub received: Day,
    pub banked: Option<Day>,
    pub account: Option<AccountId>,
    pub note: String,
    pub lines: Vec<NewBatchLine>,
}

impl From<&Batch> for NewBatch {
    fn from(batch: &Batch) -> Self {
        Self {
            declared_count: batch.declared_count,
            declared_total: batch.declared_total,
            received: batch.received,
            banked: batch.banked,
            account: Some(batch.account),
            note: batch.note.clone(),
            lines: batch.lines.iter().map(|line| line.new.clone()).collect(),
        }
    }
}

/// A line that can be saved. From a person, from somebody new by `new_name`, or from nobody known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewBatchLine {
    pub person: Option<PersonId>,
    pub new_name: String,
    pub behalf_of: Option<PersonId>,
    pub kind: EntryKind,
    pub method: Method,
    pub reference: String,
    pub amount: Money,
    pub category: Option<CategoryId>,
    pub fund: Option<FundId>,
    pub appeal: String,
    pub note: String,
}

/// A half-typed batch.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct BatchForm {
    pub declared_count: String,
    pub declared_total: String,
    pub received: String,
    pub banked: String,
    pub account: Option<AccountId>,
    pub note: String,
    pub lines: Vec<BatchLineForm>,
}

/// A half-typed line.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct BatchLineForm {
    pub person: Option<PersonId>,
    pub new_name: String,
    pub behalf_of: Option<PersonId>,
    /// Empty for a donation.
    pub kind: String,
    /// Empty for a cheque.
    pub method: String,
    pub reference: String,
    pub amount: String,
    pub category: Option<CategoryId>,
    pub fund: Option<FundId>,
    pub appeal: String,
    pub note: String,
}

impl BatchLineForm {
    /// Whether nothing was typed; the last line of a batch usually is.
    pub fn is_blank(&self) -> bool {
        self.person.is_none()
            && [&self.new_name, &self.reference, &self.amount, &self.note].iter().all(|text| text.trim().is_empty())
    }

    /// The line, or what is wrong with it.
    ///
    /// # Errors
    /// Every field that cannot be taken.
    pub fn parse(&self, terms: &Terms) -> Result<NewBatchLine, Vec<FieldProblem>> {
        let mut problems = Vec::new();
        let kind = if self.kind.is_empty() { Ok(EntryKind::Donation) } else { EntryKind::of(&self.kind) };
        let kind = kind.unwrap_or_else(|p| {
            problems.push(FieldProblem::new("kind", p.to_string()));
            EntryKind::Donation
        });
        if !kind.is_in() || kind == EntryKind::Loan {
            problems.push(FieldProblem::new("kind", t!("A batch takes donations, dues, levies and other income")));
        }
        let method = if self.method.is_empty() { Ok(Method::Cheque) } else { Method::of(&self.method) };
        let method = method.unwrap_or_else(|p| {
            problems.push(FieldProblem::new("method", p.to_string()));
            Method::Cheque
        });
        let amount = read_amount("amount", &self.amount, terms, &mut problems);
        if problems.iter().all(|p| p.field != "amount") && amount.is_none_or(|a| a <= Money::ZERO) {
            problems.push(FieldProblem::new("amount", t!("Each line needs an amount above nothing")));
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        Ok(NewBatchLine {
            person: self.person,
            new_name: if self.person.is_some() { String::new() } else { self.new_name.trim().to_owned() },
            behalf_of: self.behalf_of,
            kind,
            method,
            reference: self.reference.trim().to_owned(),
            amount: amount.unwrap_or_default(),
            category: self.category,
            fund: self.fund,
            appeal: self.appeal.trim().to_owned(),
            note: self.note.trim().to_owned(),
        })
    }
}

impl BatchForm {
    /// The batch, or what is wrong beside which field; a line's problem names the line in its message. Blank lines are
    /// left out. Whether count and total agree is another question: [`shortfall`].
    ///
    /// # Errors
    /// Every field that cannot be taken.
    pub fn parse(&self, terms: &Terms) -> Result<NewBatch, Vec<FieldProblem>> {
        let mut problems = Vec::new();
        let declared_count = self.declared_count.trim().parse().unwrap_or_else(|_not_a_number| {
            problems.push(FieldProblem::new("declared_count", t!("Count the cheques and write how many")));
            0
        });
        let declared_total =
            read_amount("declared_total", &self.declared_total, terms, &mut problems).unwrap_or_else(|| {
                if self.declared_total.trim().is_empty() {
                    problems.push(FieldProblem::new("declared_total", t!("Add the cheques up and write the total")));
                }
                Money::ZERO
            });
        let mut read = |field, text: &str| match text.trim() {
            "" => None,
            text => match day::typed(text, terms.today, terms.month_first) {
                Ok(day) => Some(day),
                Err(problem) => {
                    problems.push(FieldProblem::new(field, problem.to_string()));
                    None
                }
            },
        };
        let banked = read("banked", &self.banked);
        let received = read("received", &self.received).unwrap_or(banked.unwrap_or(terms.today));
        problems.extend(wrong_days(received, banked, terms.today));
        let mut lines = Vec::new();
        for (at, line) in self.lines.iter().enumerate().filter(|(_, line)| !line.is_blank()) {
            match line.parse(terms) {
                Ok(line) => lines.push(line),
                Err(wrong) => {
                    problems.extend(wrong.into_iter().map(|p| {
                        FieldProblem::new("lines", t!("Line {line}: {what}", line = at + 1, what = p.message))
                    }))
                }
            }
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        Ok(NewBatch {
            declared_count,
            declared_total,
            received,
            banked,
            account: self.account,
            note: self.note.trim().to_owned(),
            lines,
        })
    }
}

/// What is still to find: declared less keyed. Nothing when both are nil.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shortfall {
    pub count: i64,
    pub total: Money,
}

/// Declared less keyed.
pub fn shortfall<'a>(count: usize, total: Money, lines: impl IntoIterator<Item = &'a NewBatchLine>) -> Shortfall {
    let (mut keyed, mut sum) = (0_usize, Money::ZERO);
    for line in lines {
        keyed += 1;
        sum += line.amount;
    }
    let wide = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    Shortfall { count: wide(count) - wide(keyed), total: total - sum }
}

impl Shortfall {
    pub fn is_nil(self) -> bool {
        self.count == 0 && self.total.is_zero()
    }

    /// `1 line still to find, £20.00 still to find`, `the count agrees, £0.83 too much`.
    pub fn says(self, currency: Currency) -> String {
        let lines = text::plural(usize::try_from(self.count.unsigned_abs()).unwrap_or(0), t!("line"), t!("lines"));
        let count = match self.count {
            0 => t!("the count agrees").to_owned(),
            n if n > 0 => t!("{lines} still to find", lines = lines),
            _ => t!("{lines} too many", lines = lines),
        };
        let amount = currency.show(self.total.abs());
        let total = match self.total {
            Money(0) => t!("the total agrees").to_owned(),
            Money(n) if n > 0 => t!("{amount} still to find", amount = amount),
            Money(_) => t!("{amount} too much", amount = amount),
        };
        format!("{count}, {total}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_batch_leaves_blank_lines_out_and_says_what_is_missing() {
        let terms =
            Terms { currency: *Currency::pound(), today: day::from_iso("2026-11-21").unwrap(), month_first: false };
        let line = |amount: &str| BatchLineForm { amount: amount.into(), ..BatchLineForm::default() };
        let mut form = BatchForm {
            declared_count: "3".into(),
            declared_total: "60".into(),
            lines: vec![line("20"), line("15.50"), line("")],
            ..BatchForm::default()
        };
        let batch = form.parse(&terms).unwrap();
        assert_eq!((batch.lines.len(), batch.received), (2, terms.today));
        assert_eq!(batch.lines.first().unwrap().method, Method::Cheque);
        let short = shortfall(batch.declared_count, batch.declared_total, &batch.lines);
        assert_eq!(short, Shortfall { count: 1, total: Money(2450) });
        for (count, total, says) in [
            (1, 2450, "1 line still to find, £24.50 still to find"),
            (0, -83, "the count agrees, £0.83 too much"),
            (-2, 0, "2 lines too many, the total agrees"),
        ] {
            assert_eq!(Shortfall { count, total: Money(total) }.says(terms.currency), says);
        }
        form.lines.push(BatchLineForm { new_name: "Ann".into(), ..line("no") });
        form.declared_count = String::new();
        let problems = form.parse(&terms).unwrap_err();
        assert_eq!(problems.iter().map(|p| p.field).collect::<Vec<_>>(), ["declared_count", "lines"]);
        assert!(problems.last().unwrap().message.starts_with("Line 4"));
    }
}
