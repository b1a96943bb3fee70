//! A part of an event's plan, or of a policy's file, is a short list: roles, the running order, sponsors, evidence. What such a
//! list is stands here once, and one store, one form and one shape of commands serve them all.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use super::{CategoryId, PersonId, RowId, timing};
use crate::kit::{Currency, Day, Money, day};
use crate::ledger::model::{FieldProblem, Terms};
use crate::t;

/// See the head of this file.
#[derive(Clone, Copy)]
pub struct Part {
    /// As commands name it: `run`.
    pub key: &'static str,
    pub table: &'static str,
    /// The column that says of what it is a part: `event`. Empty for a list that stands by itself.
    pub owner: &'static str,
    /// `Running order`.
    pub says: fn() -> &'static str,
    /// `item`: what one of them is, for a button and the history.
    pub one: fn() -> &'static str,
    /// What it is for, where it is empty.
    pub about: fn() -> &'static str,
    pub fields: &'static [Field],
    /// Columns by which it is ordered, as they stand in SQL.
    pub order: &'static str,
}

impl std::fmt::Debug for Part {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Part").field("key", &self.key).finish_non_exhaustive()
    }
}

impl PartialEq for Part {
    fn eq(&self, other: &Self) -> bool {
        self.table == other.table
    }
}

/// One column of a part.
#[derive(Clone, Copy)]
pub struct Field {
    /// The column, and the flag of a command.
    pub key: &'static str,
    pub says: fn() -> &'static str,
    pub kind: Kind,
    pub needed: bool,
}

impl Field {
    pub const fn new(key: &'static str, says: fn() -> &'static str, kind: Kind) -> Self {
        Self { key, says, kind, needed: false }
    }

    pub const fn needed(self) -> Self {
        Self { needed: true, ..self }
    }
}

/// What a column holds.
#[derive(Clone, Copy)]
pub enum Kind {
    Text,
    /// Several lines.
    Long,
    Count,
    /// From one to so many.
    UpTo(i64),
    Money,
    Day,
    /// A time of day.
    Clock,
    /// Somebody of the register.
    Person,
    /// A category of the ledger.
    Category,
    /// A row of another short list, by its table, where it has a `name`.
    Row(&'static str),
    YesNo,
    /// One of a few words; the first is where it begins.
    Choice(&'static [(&'static str, fn() -> &'static str)]),
}

/// What stands in a column of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    None,
    Text(String),
    Number(i64),
}

/// A row of a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub id: RowId,
    /// In the order of the part's fields.
    pub values: Vec<Value>,
    /// As a person reads each of them: the name of a person, an amount without its currency.
    pub shown: Vec<String>,
}

impl Part {
    pub fn at(&self, key: &str) -> Option<usize> {
        self.fields.iter().position(|field| field.key == key)
    }

    /// The field that names a row: the first text.
    fn head(&self) -> usize {
        self.fields
            .iter()
            .position(|f| f.needed && matches!(f.kind, Kind::Text | Kind::Row(_)))
            .or_else(|| self.fields.iter().position(|f| matches!(f.kind, Kind::Person | Kind::Text)))
            .unwrap_or(0)
    }

    /// What a row is called.
    pub fn title(&self, row: &Row) -> String {
        let named = |at: usize| row.shown.get(at).filter(|text| !text.is_empty()).cloned();
        named(self.head())
            .or_else(|| self.at("person").and_then(named))
            .or_else(|| self.at("name").and_then(named))
            .unwrap_or_else(|| (self.one)().to_owned())
    }
}

impl Part {
    /// What a row is next, with its values then: the word after its state, or that it is done where it knows only yes and no.
    pub fn next(&self, row: &Row) -> Option<(&'static str, Vec<Value>)> {
        for (at, field) in self.fields.iter().enumerate() {
            let (says, value) = match (field.kind, row.values.get(at)) {
                (Kind::Choice(words), Some(Value::Text(now))) if field.key == "state" => {
                    let now = words.iter().position(|(key, _)| key == now)?;
                    let (key, says) = words.get(now + 1)?;
                    (says(), Value::Text((*key).to_owned()))
                }
                (Kind::YesNo, Some(Value::Number(0))) if field.key != "each" => ((field.says)(), Value::Number(1)),
                _ => continue,
            };
            let mut values = row.values.clone();
            if let Some(place) = values.get_mut(at) {
                *place = value;
            }
            return Some((says, values));
        }
        None
    }
}

impl Row {
    /// What stands in a column.
    pub fn text(&self, part: &Part, key: &str) -> &str {
        part.at(key).and_then(|at| self.shown.get(at)).map_or("", String::as_str)
    }

    pub fn number(&self, part: &Part, key: &str) -> Option<i64> {
        match part.at(key).and_then(|at| self.values.get(at)) {
            Some(Value::Number(n)) => Some(*n),
            _ => None,
        }
    }

    /// The word of the file that stands in a column.
    pub fn key(&self, part: &Part, key: &str) -> &str {
        match part.at(key).and_then(|at| self.values.get(at)) {
            Some(Value::Text(text)) => text,
            _ => "",
        }
    }
}

/// How a value is shown; people and categories are named by who reads them.
pub fn show(field: &Field, value: &Value, currency: Currency) -> String {
    match (field.kind, value) {
        (_, Value::None) => String::new(),
        (Kind::Money, Value::Number(n)) => currency.figures(Money(*n)),
        (Kind::YesNo, Value::Number(n)) => {
            if *n == 0 {
                String::new()
            } else {
                t!("Yes").to_owned()
            }
        }
        (Kind::Day, Value::Text(text)) => text.parse::<Day>().map_or_else(|_no_day| text.clone(), day::short),
        (Kind::Choice(words), Value::Text(text)) => {
            words.iter().find(|(key, _)| key == text).map_or_else(|| text.clone(), |(_, says)| says().to_owned())
        }
        (_, Value::Text(text)) => text.clone(),
        (_, Value::Number(n)) => n.to_string(),
    }
}

/// The typed fields of a row, by their keys. People and categories are typed as their ids.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PartForm(pub BTreeMap<String, String>);

impl PartForm {
    /// An empty row, with choices where they begin.
    pub fn new(part: &Part) -> Self {
        Self(part.fields.iter().map(|field| (field.key.to_owned(), begin(field))).collect())
    }

    /// The form filled with a row.
    pub fn of(part: &Part, row: &Row, currency: Currency) -> Self {
        let typed = |field: &Field, value: &Value| match (field.kind, value) {
            (_, Value::None) => String::new(),
            (Kind::Money, Value::Number(n)) => currency.plain(Money(*n)),
            (Kind::YesNo, Value::Number(n)) => if *n == 0 { "no" } else { "yes" }.to_owned(),
            (Kind::Day, Value::Text(_)) => show(field, value, currency),
            (_, Value::Text(text)) => text.clone(),
            (_, Value::Number(n)) => n.to_string(),
        };
        Self(
            part.fields
                .iter()
                .zip(&row.values)
                .map(|(field, value)| (field.key.to_owned(), typed(field, value)))
                .collect(),
        )
    }

    pub fn get(&self, key: &str) -> &str {
        self.0.get(key).map_or("", String::as_str)
    }

    pub fn set(&mut self, key: &str, text: impl Into<String>) {
        self.0.insert(key.to_owned(), text.into());
    }

    /// The values, or what is wrong with the fields.
    ///
    /// # Errors
    /// Every field that cannot be taken.
    pub fn parse(&self, part: &Part, terms: &Terms) -> Result<Vec<Value>, Vec<FieldProblem>> {
        let mut problems = Vec::new();
        let mut values = Vec::new();
        for field in part.fields {
            let typed = self.get(field.key).trim();
            let value = match value(field, typed, terms) {
                Ok(value) => value,
                Err(message) => {
                    problems.push(FieldProblem::new(field.key, message));
                    Value::None
                }
            };
            if field.needed && typed.is_empty() && !matches!(field.kind, Kind::Money) {
                problems.push(FieldProblem::new(field.key, t!("Say what it is")));
            }
            values.push(value);
        }
        let named = |key: &str| {
            part.at(key).is_none_or(|at| {
                matches!(values.get(at), None | Some(Value::None))
                    || values.get(at) == Some(&Value::Text(String::new()))
            })
        };
        if part.at("person").is_some()
            && part.at("name").is_some()
            && part.head() == part.at("person").unwrap_or(0)
            && named("person")
            && named("name")
        {
            problems.push(FieldProblem::new("person", t!("Say who, from the register or by name")));
        }
        if problems.is_empty() { Ok(values) } else { Err(problems) }
    }
}

fn begin(field: &Field) -> String {
    match field.kind {
        Kind::Choice(words) => words.first().map_or("", |(key, _)| key).to_owned(),
        Kind::YesNo => "no".to_owned(),
        _ => String::new(),
    }
}

fn value(field: &Field, typed: &str, terms: &Terms) -> Result<Value, String> {
    let number = |least: i64, most: i64| -> Result<Value, String> {
        match typed.parse::<i64>() {
            Ok(n) if (least..=most).contains(&n) => Ok(Value::Number(n)),
            _ => Err(t!("Write a number from {least} to {most}", least = least, most = most)),
        }
    };
    let message = |problem: crate::kit::Problem| problem.to_string();
    let word = |typed: &str| Value::Text(typed.to_owned());
    Ok(match field.kind {
        Kind::Text => word(&crate::ledger::model::read::one_line(typed)),
        Kind::Long => word(typed),
        Kind::Choice(words) => {
            let typed = if typed.is_empty() { words.first().map_or("", |(key, _)| key) } else { typed };
            let plain = typed.to_lowercase().replace(['-', ' '], "_");
            let known = words.iter().find(|(key, _)| *key == plain);
            let keys =
                || words.iter().map(|(key, _)| (*key).to_owned()).filter(|key| !key.is_empty()).collect::<Vec<_>>();
            word(known.ok_or_else(|| t!("Write one of {words}", words = keys().join(", ")))?.0)
        }
        Kind::YesNo => match typed.to_lowercase().as_str() {
            "" | "no" | "0" | "false" => Value::Number(0),
            "yes" | "1" | "true" => Value::Number(1),
            _ => return Err(t!("Write yes or no").to_owned()),
        },
        _ if typed.is_empty() => match field.kind {
            Kind::Money if field.needed => Value::Number(0),
            _ => Value::None,
        },
        Kind::Count => number(1, 99_999)?,
        Kind::UpTo(most) => number(1, most)?,
        Kind::Money => {
            let amount = terms.currency.parse(typed, None).map_err(message)?;
            if amount < Money::ZERO {
                return Err(t!("Write the amount without a minus").to_owned());
            }
            Value::Number(amount.0)
        }
        Kind::Day => word(&day::typed(typed, terms.today, terms.month_first).map_err(message)?.to_string()),
        Kind::Clock => word(&timing::clock(timing::time(typed).map_err(message)?)),
        Kind::Person => Value::Number(typed.parse::<PersonId>().map_err(message)?.0),
        Kind::Category => Value::Number(typed.parse::<CategoryId>().map_err(message)?.0),
        Kind::Row(_) => Value::Number(typed.parse::<RowId>().map_err(message)?.0),
    })
}

#[cfg(test)]
mod tests {
    use super::super::parts;
    use super::*;

    fn row(values: Vec<Value>) -> Row {
        Row { id: RowId(1), shown: vec![String::new(); values.len()], values }
    }

    #[test]
    fn a_row_is_settled_word_by_word_and_then_no_further() {
        let text = |text: &str| Value::Text(text.to_owned());
        let mut question = row(vec![text("Why?"), Value::None, text("Ann"), text("waiting"), text(""), text("")]);
        let mut said = Vec::new();
        while let Some((says, values)) = parts::QUESTIONS.next(&question) {
            said.push(says);
            question.values = values;
        }
        assert_eq!(said, ["Answered", "To follow up", "Followed up"]);
        assert_eq!(question.values[0], text("Why?"), "nothing else changes");
        let channel = row(vec![text("Radio"), text(""), Value::None, Value::None, Value::Number(0)]);
        let (says, values) = parts::CHANNELS.next(&channel).unwrap();
        assert_eq!((says, &values[4]), ("Done", &Value::Number(1)));
        assert!(parts::CHANNELS.next(&Row { values, ..channel }).is_none());
        let line = row(vec![
            text("expense"),
            text("Hall"),
            Value::None,
            Value::Number(1),
            Value::Number(0),
            Value::Number(0),
            text(""),
        ]);
        assert!(parts::LINES.next(&line).is_none(), "what is for each ticket is no state");
    }
}
