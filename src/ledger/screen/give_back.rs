//! Two dialogs about an entry: reversing it, and giving money of it back.

use egui::{Id, Ui};

use super::named::Chart;
use crate::app::{Reply, Sight};
use crate::kit::{Money, Problem, day};
use crate::ledger::model::{CategoryId, Entry, EntryId, FundId, Split};
use crate::ledger::ops;
use crate::t;
use crate::ui::{Answer, DayField, Dialog, Field, MoneyField, SMALL, look, paragraph};

/// What is being asked.
enum Asked {
    Reverse,
    Refund(Vec<Part>),
}

/// How much of one part is given back.
struct Part {
    category: Option<CategoryId>,
    fund: Option<FundId>,
    name: String,
    amount: String,
}

/// The dialog that is open.
pub struct GiveBack {
    entry: EntryId,
    asked: Asked,
    title: String,
    /// What the entry stands on and what goes on saying so: `receipt 2026-0412`.
    stands_on: Option<String>,
    on: String,
    why: String,
    amount: String,
    refused: Option<Problem>,
    saving: Option<Reply<EntryId>>,
}

impl GiveBack {
    pub fn reverse(entry: &Entry, sight: &Sight<'_>) -> Self {
        let amount = sight.currency().show(entry.amount);
        Self::of(
            entry,
            Asked::Reverse,
            t!("Reverse {kind} of {amount}?", kind = entry.kind.label(), amount = amount),
            sight,
        )
    }

    /// `left` is what was not given back yet.
    pub fn refund(entry: &Entry, left: Money, chart: &Chart, sight: &Sight<'_>) -> Self {
        let currency = sight.currency();
        let parts: Vec<Part> = entry
            .lines
            .iter()
            .filter(|l| l.category.is_some())
            .map(|l| Part {
                category: l.category,
                fund: l.fund,
                name: l.category.map(|c| chart.category(c)).unwrap_or_default().to_owned(),
                amount: currency.figures(if left == entry.amount.abs() { l.amount.abs() } else { Money::ZERO }),
            })
            .collect();
        let asked = Asked::Refund(if parts.len() > 1 { parts } else { Vec::new() });
        let who = if entry.who().is_empty() { t!("whoever gave it") } else { entry.who() };
        let title = if entry.amount > Money::ZERO {
            t!("Give money back to {who}", who = who)
        } else {
            t!("Money comes back from {who}", who = who)
        };
        Self { amount: currency.figures(left), ..Self::of(entry, asked, title, sight) }
    }

    fn of(entry: &Entry, asked: Asked, title: String, sight: &Sight<'_>) -> Self {
        Self {
            entry: entry.id,
            asked,
            title,
            stands_on: entry.locks.first().cloned(),
            on: day::short(sight.today()),
            why: String::new(),
            amount: String::new(),
            refused: None,
            saving: None,
        }
    }

    /// The new entry, once it stands.
    pub fn logic(&mut self) -> Option<EntryId> {
        let answer = self.saving.as_mut().and_then(Reply::take)?;
        self.saving = None;
        answer.map_err(|problem| self.refused = Some(problem)).ok()
    }

    /// Draws it; answers whether it was cancelled.
    pub fn ui(&mut self, ui: &Ui, sight: &Sight<'_>) -> bool {
        let on = day::typed(&self.on, sight.today(), sight.facts.profile.month_first);
        let wrong_day = on.as_ref().err().map(ToString::to_string);
        let amounts = self.amounts(sight);
        let reverse = matches!(self.asked, Asked::Reverse);
        let why_not = if self.saving.is_some() {
            Some(t!("It is being saved"))
        } else if on.is_err() {
            Some(t!("Mend the day first"))
        } else if reverse && self.why.trim().is_empty() {
            Some(t!("Say why first; the reason stays in the ledger"))
        } else if !reverse && amounts.is_none() {
            Some(t!("Say how much first"))
        } else {
            None
        };
        let title = self.title.clone();
        let (confirm, body) = if reverse {
            (t!("Reverse it"), t!("Its opposite is recorded beside it. Both stay in the ledger, linked"))
        } else {
            (t!("Record refund"), t!("The refund is an entry of its own, linked to this one"))
        };
        let body = match &self.stands_on {
            Some(lock) => {
                t!("{body}. It stands on {lock}, which goes on saying so until it is void", body = body, lock = lock)
            }
            None => body.to_owned(),
        };
        let answer = Dialog::new(&title, confirm)
            .body(&body)
            .unless(why_not)
            .show(ui, |ui| self.fields(ui, sight, wrong_day.as_deref()));
        match (answer, on) {
            (Answer::Cancelled, _) => return true,
            (Answer::Confirmed, Ok(on)) if reverse => {
                let (id, why) = (self.entry, self.why.clone());
                self.saving = Some(sight.desk.run(&ops::REVERSE, move |office| ops::reverse(office, id, on, &why)));
            }
            (Answer::Confirmed, Ok(on)) => {
                if let Some((amount, splits)) = amounts {
                    let (id, why) = (self.entry, self.why.clone());
                    self.saving = Some(
                        sight.desk.run(&ops::REFUND, move |office| ops::refund(office, id, amount, on, &why, splits)),
                    );
                }
            }
            _ => {}
        }
        false
    }

    fn fields(&mut self, ui: &mut Ui, sight: &Sight<'_>, wrong_day: Option<&str>) {
        let currency = *sight.currency();
        match &mut self.asked {
            Asked::Reverse => {
                Field::new(t!("Why"), &mut self.why)
                    .id(Id::unique("reversal reason"))
                    .placeholder(t!("Keyed twice"))
                    .show(ui);
            }
            Asked::Refund(parts) if parts.is_empty() => {
                MoneyField::new(t!("Amount"), &mut self.amount, currency).width(180.0).show(ui);
            }
            Asked::Refund(parts) => {
                for part in parts {
                    MoneyField::new(&t!("Of {category}", category = part.name), &mut part.amount, currency)
                        .width(180.0)
                        .show(ui);
                }
            }
        }
        DayField::new(t!("On"), &mut self.on, sight.today())
            .happened()
            .month_first(sight.facts.profile.month_first)
            .problem(wrong_day)
            .show(ui);
        if !matches!(self.asked, Asked::Reverse) {
            Field::new(t!("Note"), &mut self.why).show(ui);
        }
        if let Some(problem) = &self.refused {
            let ink = look(ui).danger;
            paragraph(ui, &problem.to_string(), SMALL.ink(ink));
            if let Some(hint) = &problem.hint {
                paragraph(ui, hint, SMALL);
            }
        }
    }

    /// The amount of a refund and its parts, when they can be read.
    fn amounts(&self, sight: &Sight<'_>) -> Option<(Money, Vec<Split>)> {
        let read = |text: &str| {
            if text.trim().is_empty() { Some(Money::ZERO) } else { sight.currency().parse(text, None).ok() }
        };
        let Asked::Refund(parts) = &self.asked else { return None };
        if parts.is_empty() {
            return read(&self.amount).filter(|a| *a > Money::ZERO).map(|a| (a, Vec::new()));
        }
        let mut splits = Vec::new();
        for part in parts {
            let amount = read(&part.amount)?;
            if !amount.is_zero() {
                splits.push(Split { category: part.category, fund: part.fund, amount, memo: String::new() });
            }
        }
        let sum: Money = splits.iter().map(|s| s.amount).sum();
        (sum > Money::ZERO).then_some((sum, splits))
    }
}
