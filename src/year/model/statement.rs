//! The statement of accounts: the form's lines filled from what the ledger says of a year, beside the year before. Each figure
//! carries the entries it is made of, as a filter, so that it can be opened and proved.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::form::{Form, InKind, NoteFigure, Section};
use super::{AccountId, CategoryId, CategoryKind, Filter, FundId, Year};
use crate::kit::{Day, Money};
use crate::ledger::model::EntryKind;
use crate::t;

/// What one category moved in a year: from organisations or from others, in money or in kind. The ledger's sign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CategorySum {
    pub category: CategoryId,
    pub name: String,
    pub kind: CategoryKind,
    pub default_for: String,
    pub organisation: bool,
    pub in_kind: bool,
    pub sum: Money,
}

/// What lay where when a year began and ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Balances {
    /// Each account with what lay in it the evening before, and at the end.
    pub accounts: Vec<(AccountId, String, Money, Money)>,
    /// What is left of each fund at the end.
    pub funds: Vec<(FundId, String, Money)>,
    /// What is owed to lenders at the end.
    pub owed: Money,
}

/// All that the ledger says of a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figures {
    pub year: Year,
    pub sums: Vec<CategorySum>,
    pub balances: Balances,
}

/// Where somebody put categories in this form.
pub type Placed = BTreeMap<CategoryId, String>;

/// A statement, as it is shown, printed and kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    pub form: String,
    pub title: String,
    pub basis: String,
    pub says: String,
    pub unconfirmed: bool,
    pub from: Day,
    pub to: Day,
    /// The last day of the year beside it.
    pub before: Option<Day>,
    pub rows: Vec<Row>,
}

/// A row of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// As scripts name it: `income.donations`, `total.income`, `closing`, `note.review`.
    pub key: String,
    pub kind: Kind,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub number: String,
    pub says: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub now: Option<Figure>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Figure>,
}

/// What a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Heading,
    Line,
    /// A category of the line above it.
    Part,
    Total,
    Text,
}

/// An amount, and the entries that it is made of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    pub sum: Money,
    /// A filter of the ledger in its own words; empty where there is nothing to open.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub opens: String,
    /// −1 where the entries read the other way: what was spent is positive here and goes out there.
    pub sign: i64,
    /// It holds as long as givers are who they were: a person of the register who becomes an organisation moves it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub by_giver: bool,
}

impl Row {
    fn heading(key: &str, says: impl Into<String>) -> Self {
        Self::with(key, Kind::Heading, says, None, None)
    }

    fn text(key: &str, says: impl Into<String>) -> Self {
        Self::with(key, Kind::Text, says, None, None)
    }

    fn with(key: &str, kind: Kind, says: impl Into<String>, now: Option<Figure>, before: Option<Figure>) -> Self {
        Self { key: key.to_owned(), kind, number: String::new(), says: says.into(), now, before }
    }
}

impl Statement {
    pub fn row(&self, key: &str) -> Option<&Row> {
        self.rows.iter().find(|row| row.key == key)
    }

    /// The year's figure of a row.
    pub fn sum(&self, key: &str) -> Money {
        self.row(key).and_then(|row| row.now.as_ref()).map_or(Money::ZERO, |figure| figure.sum)
    }

    /// Every figure with its row.
    pub fn figures(&self) -> impl Iterator<Item = (&Row, &Figure)> {
        self.rows.iter().flat_map(|row| row.now.iter().chain(&row.before).map(move |figure| (row, figure)))
    }

    /// What does not add up in it, by the keys of rows: the lines of a section make its total, and what lay there at the
    /// beginning with all that moved makes what lies there at the end, as the accounts make it.
    pub fn faults(&self) -> Vec<&str> {
        type Side = fn(&Row) -> Option<&Figure>;
        let mut faults = Vec::new();
        for side in [(|row| row.now.as_ref()) as Side, |row| row.before.as_ref()] {
            let all = |test: &dyn Fn(&Row) -> bool| -> Money {
                self.rows.iter().filter(|row| test(row)).filter_map(side).map(|figure| figure.sum).sum()
            };
            let of = |key: &str| all(&|row| row.key == key);
            for section in ["income", "expense", "loan"] {
                let lines = all(&|row| row.kind == Kind::Line && row.key.starts_with(&format!("{section}.")));
                if lines != of(&format!("total.{section}")) {
                    faults.push(section);
                }
            }
            if of("total.income") - of("total.expense") != of("result") {
                faults.push("result");
            }
            if of("opening") + of("result") + of("total.loan") + of("brought") != of("closing") {
                faults.push("closing");
            }
            if all(&|row| row.key.starts_with("account.")) != of("closing") {
                faults.push("accounts");
            }
        }
        faults
    }
}

fn filter(base: Filter, year: Year) -> Filter {
    Filter { from: Some(year.from), to: Some(year.to), ..base }
}

fn upto(base: Filter, day: Option<Day>) -> Filter {
    Filter { to: day, ..base }
}

fn figure(sum: Money, sign: i64, filter: &Filter) -> Figure {
    Figure { sum, opens: filter.to_string(), sign, by_giver: filter.organisation.is_some() }
}

/// Every kind of entry but those in kind.
fn in_money() -> Vec<EntryKind> {
    EntryKind::ALL.into_iter().filter(|kind| *kind != EntryKind::InKind).collect()
}

/// What builds a statement.
struct Builder<'a> {
    form: &'a Form,
    placed: &'a Placed,
    now: &'a Figures,
    before: Option<&'a Figures>,
    rows: Vec<Row>,
}

/// Fills a form. `notes` are the texts that people wrote, by the key of the note.
pub fn build(
    form: &Form,
    placed: &Placed,
    now: &Figures,
    before: Option<&Figures>,
    notes: &BTreeMap<String, String>,
) -> Statement {
    let mut builder = Builder { form, placed, now, before, rows: Vec::new() };
    for section in &form.sections {
        // Loans that nobody ever had take no room.
        let kind = section.side.kind();
        let moved = builder.years().any(|figures| figures.sums.iter().any(|sum| sum.kind == kind));
        if kind != CategoryKind::Loan {
            builder.section(section);
            if kind == CategoryKind::Expense {
                builder.result();
            }
        } else if moved {
            builder.section(section);
        }
    }
    builder.balances();
    builder.notes(notes);
    Statement {
        form: form.key.clone(),
        title: form.title.clone(),
        basis: form.basis.clone(),
        says: form.says.clone(),
        unconfirmed: form.is_unconfirmed(),
        from: now.year.from,
        to: now.year.to,
        before: before.map(|figures| figures.year.to),
        rows: builder.rows,
    }
}

impl Builder<'_> {
    fn years(&self) -> impl Iterator<Item = &Figures> {
        std::iter::once(self.now).chain(self.before)
    }

    /// A row of which each figure is made the same way from its year.
    fn put(&mut self, key: &str, kind: Kind, says: impl Into<String>, figure: impl Fn(&Figures) -> Figure) {
        let (now, before) = (figure(self.now), self.before.map(&figure));
        self.rows.push(Row::with(key, kind, says, Some(now), before));
    }

    /// Whether the form looks at this sum at all.
    fn counts(&self, sum: &CategorySum) -> bool {
        !sum.in_kind || self.form.in_kind == InKind::Counted
    }

    /// Only money, where something in kind stands in one of these categories and the form does not count it.
    fn kinds(&self, of: &dyn Fn(&CategorySum) -> bool) -> Vec<EntryKind> {
        let left_out = self.years().any(|f| f.sums.iter().any(|sum| of(sum) && !self.counts(sum)));
        if left_out { in_money() } else { Vec::new() }
    }

    fn section(&mut self, section: &Section) {
        let (kind, side) = (section.side.kind(), kind_key(section.side.kind()));
        self.rows.push(Row::heading(&format!("heading.{side}"), &section.title));
        let form = self.form;
        let placed = self.placed;
        let line_of = move |sum: &CategorySum| {
            let placed = placed.get(&sum.category).map(String::as_str);
            form.line_of(sum.kind, &sum.default_for, &sum.name, sum.organisation, placed).map(|line| line.key.as_str())
        };
        let sign = section.side.sign();
        for line in &section.lines {
            let giver = line.giver.map(|giver| giver == super::form::Giver::Organisation);
            let is_here = |sum: &CategorySum| sum.kind == kind && line_of(sum) == Some(line.key.as_str());
            let here: BTreeMap<CategoryId, String> = self
                .years()
                .flat_map(|f| &f.sums)
                .filter(|sum| is_here(sum) && self.counts(sum))
                .map(|sum| (sum.category, sum.name.clone()))
                .collect();
            let make = |categories: Vec<CategoryId>,
                        kinds: Vec<EntryKind>,
                        counts: &dyn Fn(&CategorySum) -> bool,
                        f: &Figures| {
                let within = |sum: &&CategorySum| is_here(sum) && categories.contains(&sum.category) && counts(sum);
                let sum: Money = f.sums.iter().filter(within).map(|sum| sum.sum).sum();
                let sum = Money(sum.0.saturating_mul(sign));
                if categories.is_empty() {
                    return Figure { sum, opens: String::new(), sign: 1, by_giver: false };
                }
                let base = Filter { categories: categories.clone(), kinds, organisation: giver, ..Filter::default() };
                figure(sum, -sign, &filter(base, f.year))
            };
            let ids: Vec<CategoryId> = here.keys().copied().collect();
            let kinds = self.kinds(&|sum| ids.contains(&sum.category));
            let in_kind = form.in_kind;
            let counts = move |sum: &CategorySum| !sum.in_kind || in_kind == InKind::Counted;
            let (now, before) = (
                make(ids.clone(), kinds.clone(), &counts, self.now),
                self.before.map(|f| make(ids.clone(), kinds.clone(), &counts, f)),
            );
            let row = Row::with(&format!("{side}.{}", line.key), Kind::Line, &line.title, Some(now), before);
            self.rows.push(Row { number: line.number.clone(), ..row });
            if here.len() > 1 {
                for (id, name) in &here {
                    let kinds = self.kinds(&|sum| sum.category == *id);
                    let now = make(vec![*id], kinds.clone(), &counts, self.now);
                    let before = self.before.map(|f| make(vec![*id], kinds.clone(), &counts, f));
                    self.rows.push(Row::with(&format!("part.{}.{id}", line.key), Kind::Part, name, Some(now), before));
                }
            }
        }
        let kinds = self.kinds(&|sum| sum.kind == kind);
        let in_kind = form.in_kind;
        let total = |f: &Figures| {
            let within = |sum: &&CategorySum| sum.kind == kind && (!sum.in_kind || in_kind == InKind::Counted);
            let sum: Money = f.sums.iter().filter(within).map(|sum| sum.sum).sum();
            let base = Filter { sides: vec![kind], kinds: kinds.clone(), ..Filter::default() };
            figure(Money(sum.0.saturating_mul(sign)), -sign, &filter(base, f.year))
        };
        self.put(&format!("total.{side}"), Kind::Total, &section.total, total);
    }

    fn result(&mut self) {
        let sides = vec![CategoryKind::Income, CategoryKind::Expense];
        let kinds = self.kinds(&|sum| sides.contains(&sum.kind));
        let in_kind = self.form.in_kind;
        let says = self.form.result.clone();
        self.put("result", Kind::Total, says, |f| {
            let within = |sum: &&CategorySum| sides.contains(&sum.kind) && (!sum.in_kind || in_kind == InKind::Counted);
            let sum: Money = f.sums.iter().filter(within).map(|sum| sum.sum).sum();
            figure(-sum, 1, &filter(Filter { sides: sides.clone(), kinds: kinds.clone(), ..Filter::default() }, f.year))
        });
    }

    fn balances(&mut self) {
        self.rows.push(Row::heading("heading.balances", t!("Money at hand")));
        let all: Vec<AccountId> = self.now.balances.accounts.iter().map(|(id, ..)| *id).collect();
        let whole = Filter { accounts: all, ..Filter::default() };
        self.put("opening", Kind::Line, t!("At the beginning of the year"), |f| {
            let sum = f.balances.accounts.iter().map(|(_, _, opening, _)| *opening).sum();
            figure(sum, 1, &upto(whole.clone(), f.year.from.pred_opt()))
        });
        if self.years().any(|f| f.sums.iter().any(|sum| sum.kind == CategoryKind::Equity)) {
            self.put("brought", Kind::Line, t!("Opening balances recorded in the year"), |f| {
                let sum: Money = f.sums.iter().filter(|s| s.kind == CategoryKind::Equity).map(|s| s.sum).sum();
                figure(-sum, 1, &filter(Filter { sides: vec![CategoryKind::Equity], ..Filter::default() }, f.year))
            });
        }
        self.put("closing", Kind::Total, t!("At the end of the year"), |f| {
            let sum = f.balances.accounts.iter().map(|(_, _, _, closing)| *closing).sum();
            figure(sum, 1, &upto(whole.clone(), Some(f.year.to)))
        });
        let accounts: Vec<(AccountId, String)> =
            self.now.balances.accounts.iter().map(|(id, name, ..)| (*id, name.clone())).collect();
        for (id, name) in accounts {
            let closing = |f: &Figures| {
                f.balances.accounts.iter().find(|(known, ..)| *known == id).map_or(Money::ZERO, |(_, _, _, sum)| *sum)
            };
            self.put(&format!("account.{id}"), Kind::Line, name, |f| {
                let base = Filter { account: Some(id), ..Filter::default() };
                figure(closing(f), 1, &upto(base, Some(f.year.to)))
            });
        }
    }

    fn notes(&mut self, typed: &BTreeMap<String, String>) {
        let mut number = 0;
        let notes = &self.form.notes;
        for note in notes {
            let empty = match note.figure {
                Some(NoteFigure::Funds) => {
                    self.years().all(|f| f.balances.funds.iter().all(|(_, _, sum)| sum.is_zero()))
                }
                Some(NoteFigure::InKind) => self.years().all(|f| f.sums.iter().all(|sum| !sum.in_kind)),
                Some(NoteFigure::Owed) => self.years().all(|f| f.balances.owed.is_zero()),
                None => note.typed && !typed.contains_key(&note.key),
            };
            if empty {
                continue;
            }
            if number == 0 {
                self.rows.push(Row::heading("heading.notes", t!("Notes")));
            }
            number += 1;
            let key = format!("note.{}", note.key);
            match note.figure {
                None => {
                    let text = if note.typed { typed.get(&note.key).map_or("", String::as_str) } else { &note.text };
                    self.rows.push(Row::text(&key, format!("{}: {text}", note.title)));
                }
                Some(NoteFigure::InKind) => self.put(&key, Kind::Line, &note.title, |f| {
                    let given = f.sums.iter().filter(|sum| sum.in_kind && sum.kind == CategoryKind::Income);
                    let base = Filter {
                        kinds: vec![EntryKind::InKind],
                        sides: vec![CategoryKind::Income],
                        ..Filter::default()
                    };
                    figure(-given.map(|sum| sum.sum).sum::<Money>(), 1, &filter(base, f.year))
                }),
                Some(NoteFigure::Owed) => self.put(&key, Kind::Line, &note.title, |f| {
                    let base = Filter { sides: vec![CategoryKind::Loan], ..Filter::default() };
                    figure(f.balances.owed, 1, &upto(base, Some(f.year.to)))
                }),
                Some(NoteFigure::Funds) => self.funds(&key, &note.title),
            }
            if let Some(row) = self.rows.iter_mut().find(|row| row.key == key) {
                row.number = t!("Note {number}", number = number);
            }
        }
    }

    fn funds(&mut self, key: &str, title: &str) {
        self.rows.push(Row::text(key, title));
        let funds: BTreeSet<(FundId, String)> = self
            .years()
            .flat_map(|f| &f.balances.funds)
            .filter(|(_, _, sum)| !sum.is_zero())
            .map(|(id, name, _)| (*id, name.clone()))
            .collect();
        for (id, name) in funds {
            let left = |f: &Figures| {
                f.balances.funds.iter().find(|(known, ..)| *known == id).map_or(Money::ZERO, |(_, _, sum)| *sum)
            };
            self.put(&format!("fund.{id}"), Kind::Part, name, |f| {
                let base = Filter { fund: Some(id), ..Filter::default() };
                figure(left(f), 1, &upto(base, Some(f.year.to)))
            });
        }
    }
}

fn kind_key(kind: CategoryKind) -> &'static str {
    kind.key()
}
