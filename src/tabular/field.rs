//! What a subject wants from a table: its fields, and the values it gets.

use crate::kit::{Day, Money};

/// A field that a column can be mapped to. Subjects give a slice of these.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// As it stands in a map: `received`.
    pub key: &'static str,
    /// As it stands on the screen.
    pub label: &'static str,
    pub required: bool,
    pub kind: FieldKind,
    /// Headings that mean this field, in any language; case, accents and punctuation are no matter.
    pub synonyms: &'static [&'static str],
    /// Headings whose cells, joined by spaces, make this field where no single column does: given name, family name.
    pub parts: &'static [&'static [&'static str]],
}

/// What a field's cells are.
#[derive(Clone, Copy, Debug)]
pub enum FieldKind {
    Text,
    Email,
    Phone,
    Day,
    /// A day of which a part may be unknown, as birth dates are. A whole one comes as a day, else the text of [`crate::kit::PartDay`].
    PartDay,
    Money,
    /// A whole number.
    Count,
    YesNo,
    Choice(&'static [Choice]),
}

/// One of a few values, and the words that files use for it.
#[derive(Clone, Copy, Debug)]
pub struct Choice {
    pub value: &'static str,
    pub words: &'static [&'static str],
}

impl Field {
    /// An optional field known by its key and label only.
    pub const fn new(key: &'static str, label: &'static str, kind: FieldKind) -> Self {
        Self { key, label, required: false, kind, synonyms: &[], parts: &[] }
    }

    /// A row without it is refused.
    #[must_use]
    pub const fn required(self) -> Self {
        Self { required: true, ..self }
    }

    #[must_use]
    pub const fn synonyms(self, synonyms: &'static [&'static str]) -> Self {
        Self { synonyms, ..self }
    }

    #[must_use]
    pub const fn parts(self, parts: &'static [&'static [&'static str]]) -> Self {
        Self { parts, ..self }
    }
}

/// A value, on its way in or out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    Blank,
    Text(String),
    Day(Day),
    Money(Money),
    Count(i64),
    YesNo(bool),
}

impl Value {
    /// The text, or `Blank` for an empty one.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Blank } else { Self::Text(text) }
    }
}

impl<T: Into<Self>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Blank, Into::into)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::text(text)
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::text(text)
    }
}

impl From<Day> for Value {
    fn from(day: Day) -> Self {
        Self::Day(day)
    }
}

impl From<Money> for Value {
    fn from(money: Money) -> Self {
        Self::Money(money)
    }
}

impl From<i64> for Value {
    fn from(count: i64) -> Self {
        Self::Count(count)
    }
}

impl From<bool> for Value {
    fn from(yes: bool) -> Self {
        Self::YesNo(yes)
    }
}

/// One row's values by field. Fields without a column, and blank cells, are absent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The row of the file.
    pub row: usize,
    pub(super) values: Vec<(&'static str, Value)>,
}

impl Record {
    /// The value of a field; `None` where it is blank or not mapped.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.values.iter().find(|(k, _)| *k == key).map(|(_, value)| value)
    }

    /// The trimmed text of a text, e-mail, phone or choice field.
    pub fn text(&self, key: &str) -> Option<&str> {
        match self.get(key)? {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    pub fn day(&self, key: &str) -> Option<Day> {
        match self.get(key)? {
            Value::Day(day) => Some(*day),
            _ => None,
        }
    }

    pub fn money(&self, key: &str) -> Option<Money> {
        match self.get(key)? {
            Value::Money(money) => Some(*money),
            _ => None,
        }
    }

    pub fn count(&self, key: &str) -> Option<i64> {
        match self.get(key)? {
            Value::Count(count) => Some(*count),
            _ => None,
        }
    }

    pub fn yes(&self, key: &str) -> Option<bool> {
        match self.get(key)? {
            Value::YesNo(yes) => Some(*yes),
            _ => None,
        }
    }
}
