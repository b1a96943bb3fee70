//! The values of a condition: what kinds there are, how they are read from text and JSON, and written again.

use std::collections::BTreeMap;

use rusqlite::Connection;
use serde_json::{Map, Value as Json};

use super::Condition;
use crate::kit::{Currency, Money, OnDay, Result, When};
use crate::t;

/// Something to choose: its key in the file, and the words for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offered {
    pub key: String,
    pub says: String,
}

impl Offered {
    pub fn new(key: impl Into<String>, says: impl Into<String>) -> Self {
        Self { key: key.into(), says: says.into() }
    }

    /// A name that is its own key.
    pub fn named(name: impl Into<String>) -> Self {
        let name = name.into();
        Self { key: name.clone(), says: name }
    }
}

/// What there is to choose from in this office; may depend on what was chosen in the parts before.
pub type Offer = fn(&Connection, &Values) -> Result<Vec<Offered>>;

/// What a part of a condition holds.
#[derive(Clone, Copy)]
pub enum Kind {
    Text,
    /// Whole numbers, between two that are included.
    Number(i64, i64),
    Money,
    When,
    /// One day; today where nothing is said.
    Day,
    /// One of these.
    Choice(Offer),
    /// One or more of these; any of them will do.
    Choices(Offer),
    /// Said, or not.
    Flag,
}

impl Kind {
    pub fn offer(self) -> Option<Offer> {
        match self {
            Self::Choice(offer) | Self::Choices(offer) => Some(offer),
            _ => None,
        }
    }

    /// The word for it where commands list the conditions.
    pub fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Number(..) => "number",
            Self::Money => "money",
            Self::When => "days",
            Self::Day => "day",
            Self::Choice(_) => "choice",
            Self::Choices(_) => "choices",
            Self::Flag => "yes",
        }
    }
}

/// One value that a condition takes.
#[derive(Clone, Copy)]
pub struct Part {
    pub key: &'static str,
    pub label: fn() -> &'static str,
    pub kind: Kind,
    /// Whether the condition says nothing without it.
    pub need: bool,
}

impl std::fmt::Debug for Part {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Part").field("key", &self.key).finish_non_exhaustive()
    }
}

/// The longest text that is looked for.
const LONGEST: usize = 200;
/// How many may be chosen at once.
const MOST: usize = 100;

impl Part {
    pub const fn new(key: &'static str, label: fn() -> &'static str, kind: Kind) -> Self {
        Self { key, label, kind, need: false }
    }

    /// One that has to be said.
    #[must_use]
    pub const fn needed(self) -> Self {
        Self { need: true, ..self }
    }

    /// That something it refers to is not there any more.
    pub(super) fn gone(&self, key: &str) -> String {
        let what = (self.label)();
        if super::is_id(key) {
            t!("{what}: what was chosen is gone", what = what)
        } else {
            t!("{what}: there is no “{name}” any more", what = what, name = key)
        }
    }

    /// Reads a value from its text; `None` where the text is empty. Amounts as `50.00`, days as `last 12 months`, several
    /// choices by their keys, a line each.
    ///
    /// # Errors
    /// What is wrong, in words that say what to do.
    pub fn read(&self, text: &str, currency: Currency) -> Result<Option<Value>, String> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(None);
        }
        let value = match self.kind {
            Kind::Text | Kind::Choice(_) if text.chars().count() > LONGEST || text.contains(['\n', '\r']) => {
                return Err(t!("Write one line of at most {most} characters", most = LONGEST));
            }
            Kind::Text | Kind::Choice(_) => Value::Text(text.to_owned()),
            Kind::Choices(_) => {
                let mut keys: Vec<String> = Vec::new();
                for key in text.lines().map(str::trim).filter(|key| !key.is_empty()) {
                    if !keys.iter().any(|known| known == key) {
                        keys.push(key.to_owned());
                    }
                }
                if keys.len() > MOST {
                    return Err(t!("Choose at most {most}", most = MOST));
                }
                Value::Texts(keys)
            }
            Kind::Number(least, most) => {
                let plain = text.replace([',', ' ', '\u{a0}'], "");
                let n = plain.parse::<i64>().map_err(|_no_number| t!("“{text}” is not a whole number", text = text))?;
                if n < least || n > most {
                    return Err(t!("Write a number from {least} to {most}", least = least, most = most));
                }
                Value::Number(n)
            }
            Kind::Money => {
                let amount = currency.parse(text, None).map_err(|problem| problem.to_string())?;
                if amount <= Money::ZERO {
                    return Err(t!("Write an amount above nothing").to_owned());
                }
                Value::Money(amount)
            }
            Kind::When => Value::When(text.parse().map_err(|problem: crate::kit::Problem| problem.to_string())?),
            Kind::Day => Value::Day(text.parse().map_err(|problem: crate::kit::Problem| problem.to_string())?),
            Kind::Flag => match text.to_lowercase().as_str() {
                "yes" | "true" | "1" => Value::Yes,
                "no" | "false" | "0" => return Ok(None),
                _ => return Err(t!("Say yes or no, not “{text}”", text = text)),
            },
        };
        Ok(Some(value))
    }

    fn read_json(&self, json: &Json, currency: Currency) -> Result<Option<Value>, String> {
        let text = match json {
            Json::String(text) => text.clone(),
            Json::Number(n) => n.to_string(),
            Json::Bool(yes) if matches!(self.kind, Kind::Flag) => yes.to_string(),
            Json::Array(all) if matches!(self.kind, Kind::Choices(_)) => {
                let texts: Option<Vec<&str>> = all.iter().map(Json::as_str).collect();
                texts.ok_or_else(|| t!("the list holds something that is no text").to_owned())?.join("\n")
            }
            _ => return Err(t!("“{json}” is no value for it", json = json)),
        };
        self.read(&text, currency)
    }
}

/// One value of a condition.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Value {
    /// A text, or the key of what was chosen.
    Text(String),
    Texts(Vec<String>),
    Number(i64),
    Money(Money),
    When(When),
    Day(OnDay),
    Yes,
}

impl Value {
    fn json(&self, currency: Currency) -> Json {
        match self {
            Self::Text(text) => text.as_str().into(),
            Self::Texts(all) => all.clone().into(),
            Self::Number(n) => (*n).into(),
            Self::Money(amount) => currency.plain(*amount).into(),
            Self::When(when) => when.to_string().into(),
            Self::Day(day) => day.to_string().into(),
            Self::Yes => true.into(),
        }
    }
}

/// The values of one condition, by the keys of its parts.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Values(BTreeMap<&'static str, Value>);

impl Values {
    pub fn set(&mut self, part: &Part, value: Option<Value>) {
        match value {
            Some(value) => {
                self.0.insert(part.key, value);
            }
            None => {
                self.0.remove(part.key);
            }
        }
    }

    pub fn get(&self, part: &str) -> Option<&Value> {
        self.0.get(part)
    }

    /// A text, or the key of a choice; empty where nothing was said.
    pub fn text(&self, part: &str) -> &str {
        self.texts(part).first().map_or("", String::as_str)
    }

    /// What was chosen: several, one, or nothing.
    pub fn texts(&self, part: &str) -> &[String] {
        match self.0.get(part) {
            Some(Value::Text(text)) => std::slice::from_ref(text),
            Some(Value::Texts(all)) => all,
            _ => &[],
        }
    }

    pub fn number(&self, part: &str) -> Option<i64> {
        if let Some(Value::Number(n)) = self.0.get(part) { Some(*n) } else { None }
    }

    pub fn money(&self, part: &str) -> Option<Money> {
        if let Some(Value::Money(amount)) = self.0.get(part) { Some(*amount) } else { None }
    }

    pub fn when(&self, part: &str) -> Option<When> {
        if let Some(Value::When(when)) = self.0.get(part) { Some(*when) } else { None }
    }

    /// Today where nothing was said.
    pub fn day(&self, part: &str) -> OnDay {
        if let Some(Value::Day(day)) = self.0.get(part) { *day } else { OnDay::Today }
    }

    pub fn flag(&self, part: &str) -> bool {
        self.0.contains_key(part)
    }

    /// Reads what the file or a command has: every value by the key of its part.
    ///
    /// # Errors
    /// What is wrong, in words: a part that the condition does not have, a value that cannot be read, one that is missing.
    pub fn read(condition: &Condition, given: &Map<String, Json>, currency: Currency) -> Result<Self, String> {
        let mut values = Self::default();
        for (key, json) in given {
            let part = condition.part(key).ok_or_else(|| {
                let parts: Vec<&str> = condition.parts.iter().map(|part| part.key).collect();
                match parts.as_slice() {
                    [] => t!("{condition} takes no values, and not “{key}”", condition = condition.key, key = key),
                    parts => t!(
                        "{condition} takes {parts}, and not “{key}”",
                        condition = condition.key,
                        parts = parts.join(", "),
                        key = key
                    ),
                }
            })?;
            let value = part.read_json(json, currency);
            values.set(part, value.map_err(|wrong| format!("{} {key}: {wrong}", condition.key))?);
        }
        match values.wrong(condition) {
            Some((part, wrong)) => Err(format!("{} {part}: {wrong}", condition.key)),
            None => Ok(values),
        }
    }

    /// What is missing, or does not go together, with the part it is about.
    pub fn wrong(&self, condition: &Condition) -> Option<(&'static str, String)> {
        let missing = condition.parts.iter().find(|part| part.need && !self.0.contains_key(part.key));
        match missing {
            Some(part) => {
                let says = match part.kind {
                    Kind::Choice(_) | Kind::Choices(_) => t!("Choose one").to_owned(),
                    _ => t!("Say what it is").to_owned(),
                };
                Some((part.key, says))
            }
            None => (condition.check)(self),
        }
    }

    /// As the file keeps them.
    pub fn json(&self, currency: Currency) -> Map<String, Json> {
        self.0.iter().map(|(key, value)| ((*key).to_owned(), value.json(currency))).collect()
    }
}
