//! An entry as a person types it: texts that become a [`NewEntry`], or problems beside the fields.

use super::{AccountId, CategoryId, EntryId, EntryKind, FundId, Method, NewEntry, PersonId, Split};
use crate::kit::{Currency, Day, Money, Result, day};
use crate::t;

/// Something in a form that cannot be taken: the field, and what to write instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldProblem {
    pub field: &'static str,
    pub message: String,
}

impl FieldProblem {
    pub fn new(field: &'static str, message: impl Into<String>) -> Self {
        Self { field, message: message.into() }
    }
}

/// The first problem of a form as one that ends a command.
pub fn first_problem(problems: Vec<FieldProblem>) -> crate::kit::Problem {
    match problems.into_iter().next() {
        Some(problem) => crate::kit::Problem::input(problem.message),
        None => crate::kit::Problem::defect(t!("A form was refused without a reason")),
    }
}

/// What cannot be of the days of an entry, if anything: the field, and what is wrong. Money has come in before it is recorded,
/// and is banked later, which may be arranged ahead (a cheque dated forward).
pub fn wrong_days(received: Day, banked: Option<Day>, today: Day) -> Option<FieldProblem> {
    if let Err(problem) = day::happened(received, today) {
        return Some(FieldProblem::new("received", problem.to_string()));
    }
    let banked = banked?;
    if let Err(problem) = day::arranged(banked, today) {
        return Some(FieldProblem::new("banked", problem.to_string()));
    }
    let before = t!("It is not banked before it is received, on {day}", day = day::short(received));
    (banked < received).then(|| FieldProblem::new("banked", before))
}

/// Nothing that a branch sees is as much as this, in whole units of the currency: a digit or a point is wrong.
const MOST: i64 = 1_000_000_000;
/// From so much on, in whole units, an amount is possible and worth a second look.
const MUCH: i64 = 100_000;

fn reaches(amount: Money, whole: i64, currency: Currency) -> bool {
    amount.abs().0 >= whole.saturating_mul(10_i64.pow(u32::from(currency.digits)))
}

/// What is wrong with an amount that nobody can mean.
pub fn too_much(amount: Money, currency: Currency) -> Option<String> {
    let wrong = || t!("{amount} is more than a branch ever sees; check the digits", amount = currency.show(amount));
    reaches(amount, MOST, currency).then(wrong)
}

/// What is unusual about an amount, in words for beside the field.
pub fn unusual_amount(amount: Money, currency: Currency) -> Option<String> {
    let odd = || t!("{amount} is a great deal; check the digits", amount = currency.show(amount));
    reaches(amount, MUCH, currency).then(odd)
}

/// What a form is read against.
#[derive(Clone, Copy, Debug)]
pub struct Terms {
    pub currency: Currency,
    pub today: Day,
    /// Days are typed month first.
    pub month_first: bool,
}

/// A half-typed entry.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct EntryForm {
    /// The key of an [`EntryKind`]; empty for a donation.
    pub kind: String,
    pub received: String,
    pub banked: String,
    pub person: Option<PersonId>,
    pub behalf_of: Option<PersonId>,
    pub payee: String,
    /// As a person says it: always positive, except a refund of an expense and an overdrawn opening balance.
    pub amount: String,
    pub account: Option<AccountId>,
    /// Of a transfer: where the money goes.
    pub to_account: Option<AccountId>,
    pub method: String,
    pub reference: String,
    pub appeal: String,
    pub note: String,
    pub description: String,
    pub valuation: String,
    pub advantage: String,
    /// Empty, or parts that make the amount. One without an amount is the whole.
    pub splits: Vec<SplitForm>,
    pub refunds: Option<EntryId>,
}

/// One part of a half-typed entry.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct SplitForm {
    pub category: Option<CategoryId>,
    pub fund: Option<FundId>,
    pub amount: String,
    pub memo: String,
}

impl EntryForm {
    /// Makes the entry, or says what is wrong beside which field.
    ///
    /// # Errors
    /// Every field that cannot be taken.
    pub fn parse(&self, terms: &Terms) -> Result<NewEntry, Vec<FieldProblem>> {
        let mut problems = Vec::new();
        let kind = if self.kind.is_empty() { Ok(EntryKind::Donation) } else { EntryKind::of(&self.kind) };
        let kind = kind.unwrap_or_else(|p| {
            problems.push(FieldProblem::new("kind", p.to_string()));
            EntryKind::Donation
        });
        let method = Method::of(&self.method).unwrap_or_else(|p| {
            problems.push(FieldProblem::new("method", p.to_string()));
            Method::Unsaid
        });
        let received = self.read_day("received", &self.received, terms, &mut problems).unwrap_or_else(|| {
            if self.received.trim().is_empty() {
                problems.push(FieldProblem::new("received", t!("Say on which day it was received")));
            }
            terms.today
        });
        let banked = self.read_day("banked", &self.banked, terms, &mut problems);
        if problems.is_empty() {
            problems.extend(wrong_days(received, banked, terms.today));
        }
        let amount = read_amount("amount", &self.amount, terms, &mut problems).unwrap_or_default();
        let negative_allowed = kind == EntryKind::Opening;
        if self.amount.trim().is_empty() {
            problems.push(FieldProblem::new("amount", t!("Say how much")));
        } else if amount.is_zero() && problems.iter().all(|p| p.field != "amount") {
            problems.push(FieldProblem::new("amount", t!("An entry of nothing is not recorded")));
        } else if amount < Money::ZERO && !negative_allowed {
            problems.push(FieldProblem::new(
                "amount",
                t!("Write the amount without a minus; the kind says which way it goes"),
            ));
        }
        let advantage = if self.advantage.trim().is_empty() {
            Money::ZERO
        } else {
            read_amount("advantage", &self.advantage, terms, &mut problems).unwrap_or_default()
        };
        if advantage < Money::ZERO || (advantage > amount && amount > Money::ZERO && kind.is_donation()) {
            problems
                .push(FieldProblem::new("advantage", t!("What was given in return is between nothing and the amount")));
        }
        if kind == EntryKind::InKind && self.description.trim().is_empty() {
            problems.push(FieldProblem::new("description", t!("Say what was given")));
        }
        if kind == EntryKind::Transfer && (self.to_account.is_none() || self.account == self.to_account) {
            problems.push(FieldProblem::new("to_account", t!("Say to which other account the money goes")));
        }
        if kind == EntryKind::Loan && self.person.is_none() {
            problems.push(FieldProblem::new("person", t!("A loan has a lender; say who")));
        }
        let splits = self.read_splits(amount, terms, &mut problems);
        if !problems.is_empty() {
            return Err(problems);
        }
        let text = |t: &str| t.trim().to_owned();
        Ok(NewEntry {
            kind,
            received,
            banked,
            person: self.person,
            behalf_of: self.behalf_of,
            payee: text(&self.payee),
            amount,
            account: if kind.has_account() { self.account } else { None },
            to_account: if kind == EntryKind::Transfer { self.to_account } else { None },
            method: if kind == EntryKind::InKind { Method::InKind } else { method },
            reference: text(&self.reference),
            appeal: text(&self.appeal),
            note: text(&self.note),
            description: text(&self.description),
            valuation: text(&self.valuation),
            advantage,
            splits,
            refunds: if kind == EntryKind::Refund { self.refunds } else { None },
            replaces: None,
            batch: None,
            source_ref: String::new(),
        })
    }

    fn read_day(
        &self,
        field: &'static str,
        text: &str,
        terms: &Terms,
        problems: &mut Vec<FieldProblem>,
    ) -> Option<Day> {
        if text.trim().is_empty() {
            return None;
        }
        match day::typed(text, terms.today, terms.month_first) {
            Ok(day) => Some(day),
            Err(problem) => {
                problems.push(FieldProblem::new(field, problem.to_string()));
                None
            }
        }
    }

    fn read_splits(&self, amount: Money, terms: &Terms, problems: &mut Vec<FieldProblem>) -> Vec<Split> {
        let whole = |form: &SplitForm| Split {
            category: form.category,
            fund: form.fund,
            amount,
            memo: form.memo.trim().to_owned(),
        };
        match self.splits.as_slice() {
            [] => vec![Split { amount, ..Split::default() }],
            [one] if one.amount.trim().is_empty() => vec![whole(one)],
            several => {
                let mut splits = Vec::with_capacity(several.len());
                for form in several {
                    let part = read_amount("splits", &form.amount, terms, problems).unwrap_or_default();
                    if part.is_zero() {
                        problems.push(FieldProblem::new("splits", t!("Each part needs an amount")));
                    }
                    splits.push(Split { amount: part, ..whole(form) });
                }
                let sum: Money = splits.iter().map(|s| s.amount).sum();
                if sum != amount && problems.is_empty() {
                    let left = terms.currency.show(amount - sum);
                    problems.push(FieldProblem::new(
                        "splits",
                        t!("The parts do not make the amount: {left} is left", left = left),
                    ));
                }
                splits
            }
        }
    }
}

/// Reads an amount of a form; a problem goes beside the field.
pub fn read_amount(field: &'static str, text: &str, terms: &Terms, problems: &mut Vec<FieldProblem>) -> Option<Money> {
    if text.trim().is_empty() {
        return None;
    }
    match terms.currency.parse(text, None) {
        Ok(amount) => match too_much(amount, terms.currency) {
            Some(wrong) => {
                problems.push(FieldProblem::new(field, wrong));
                None
            }
            None => Some(amount),
        },
        Err(problem) => {
            problems.push(FieldProblem::new(field, problem.to_string()));
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms() -> Terms {
        Terms { currency: *Currency::pound(), today: day::from_iso("2026-11-21").unwrap(), month_first: false }
    }

    fn fields(form: &EntryForm) -> Vec<&'static str> {
        form.parse(&terms()).map_or_else(|p| p.iter().map(|p| p.field).collect(), |_| Vec::new())
    }

    #[test]
    fn a_form_becomes_an_entry() {
        let form = EntryForm {
            received: "14/11".into(),
            amount: "£1,250".into(),
            method: "cheque".into(),
            ..EntryForm::default()
        };
        let entry = form.parse(&terms()).unwrap();
        assert_eq!((entry.kind, entry.amount), (EntryKind::Donation, Money(125_000)));
        assert_eq!(entry.received.to_string(), "2026-11-14");
        assert_eq!(entry.splits.len(), 1);
    }

    #[test]
    fn each_field_says_what_is_wrong_with_it() {
        assert_eq!(fields(&EntryForm::default()), ["received", "amount"]);
        let base = EntryForm { received: "today".into(), amount: "5".into(), ..EntryForm::default() };
        assert_eq!(fields(&EntryForm { amount: "-5".into(), ..base.clone() }), ["amount"]);
        assert_eq!(fields(&EntryForm { amount: "0".into(), ..base.clone() }), ["amount"]);
        assert_eq!(fields(&EntryForm { amount: "five".into(), ..base.clone() }), ["amount"]);
        assert_eq!(fields(&EntryForm { amount: "999,999,999,999".into(), ..base.clone() }), ["amount"]);
        assert_eq!(fields(&EntryForm { amount: "999,999,999".into(), ..base.clone() }), [""; 0], "odd, and possible");
        assert_eq!(fields(&EntryForm { kind: "gift".into(), ..base.clone() }), ["kind"]);
        for (received, banked, wrong) in [
            ("0001-01-01", "", "received"),
            ("2028-01-01", "", "received"),
            ("2026-11-22", "", "received"),
            ("2026-11-14", "2062-11-16", "banked"),
            ("2026-11-14", "2026-11-13", "banked"),
        ] {
            let form = EntryForm { received: received.into(), banked: banked.into(), ..base.clone() };
            assert_eq!(fields(&form), [wrong], "{received} {banked}");
        }
        let next_week = EntryForm { received: "2026-11-20".into(), banked: "2026-11-30".into(), ..base.clone() };
        assert_eq!(fields(&next_week), [""; 0], "banked next week is unusual, and possible");
        assert_eq!(fields(&EntryForm { kind: "in_kind".into(), ..base.clone() }), ["description"]);
        assert_eq!(fields(&EntryForm { kind: "transfer".into(), ..base.clone() }), ["to_account"]);
        assert_eq!(fields(&EntryForm { kind: "loan".into(), ..base.clone() }), ["person"]);
        assert_eq!(fields(&EntryForm { advantage: "6".into(), ..base.clone() }), ["advantage"]);
        assert_eq!(fields(&EntryForm { kind: "opening".into(), amount: "-5".into(), ..base }), [""; 0]);
    }

    #[test]
    fn parts_make_the_amount() {
        let split = |amount: &str| SplitForm { amount: amount.into(), ..SplitForm::default() };
        let form = |parts: &[&str]| EntryForm {
            received: "today".into(),
            amount: "50".into(),
            splits: parts.iter().map(|p| split(p)).collect(),
            ..EntryForm::default()
        };
        assert_eq!(form(&["20", "30"]).parse(&terms()).unwrap().splits.len(), 2);
        assert_eq!(form(&[""]).parse(&terms()).unwrap().splits.first().unwrap().amount, Money(5000));
        assert!(form(&["20", "20"]).parse(&terms()).unwrap_err().first().unwrap().message.contains("£10.00"));
        assert_eq!(fields(&form(&["50", ""])), ["splits"]);
    }
}
