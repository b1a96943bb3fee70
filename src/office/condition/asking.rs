//! How conditions are asked: on which day, in which office; and the SQL they give.

use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;

use rusqlite::Connection;
use rusqlite::types::Value;

use super::super::profile::{self, Profile};
use crate::kit::{Day, Result, When};

/// One round of asking. What several conditions need is read once.
pub struct Asking<'a> {
    pub conn: &'a Connection,
    /// The day on which relative days stand.
    pub today: Day,
    pub profile: Profile,
    known: RefCell<Vec<Rc<dyn Any>>>,
}

impl std::fmt::Debug for Asking<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Asking").field("today", &self.today).finish_non_exhaustive()
    }
}

impl<'a> Asking<'a> {
    /// # Errors
    /// When the file cannot be read.
    pub fn new(conn: &'a Connection, today: Day) -> Result<Self> {
        Ok(Self { conn, today, profile: profile::get(conn)?, known: RefCell::default() })
    }

    /// Whether the financial year is the calendar's.
    pub fn calendar_years(&self) -> bool {
        self.profile.year_start == (1, 1)
    }

    /// First and last day, open where absent.
    pub fn days(&self, when: When) -> (Option<Day>, Option<Day>) {
        when.days(self.today, |day| self.profile.year_of(day))
    }

    /// First and last day as texts between which every day of the span lies; all days where nothing was said.
    pub fn span(&self, when: Option<When>) -> [Value; 2] {
        let (from, to) = when.map_or((None, None), |when| self.days(when));
        let text = |day: Option<Day>, open: &str| day.map_or_else(|| open.to_owned(), |day| day.to_string());
        [text(from, "0000-01-01").into(), text(to, "9999-12-31").into()]
    }

    /// Today, as days stand in the file.
    pub fn today_text(&self) -> Value {
        self.today.to_string().into()
    }

    /// Something that is read once in a round, whoever asks first.
    ///
    /// # Errors
    /// What reading it says.
    pub fn once<T: 'static>(&self, read: impl FnOnce(&Connection) -> Result<T>) -> Result<Rc<T>> {
        let found = self.known.borrow().iter().find_map(|known| Rc::clone(known).downcast::<T>().ok());
        if let Some(found) = found {
            return Ok(found);
        }
        let made = Rc::new(read(self.conn)?);
        self.known.borrow_mut().push(Rc::<T>::clone(&made));
        Ok(made)
    }
}

/// An expression with `?` for each value, in their order.
#[derive(Clone, Debug, PartialEq)]
pub struct Sql {
    pub text: String,
    pub values: Vec<Value>,
}

impl Sql {
    pub fn of(text: impl Into<String>) -> Self {
        Self { text: text.into(), values: Vec::new() }
    }

    /// The value of the next `?`.
    #[must_use]
    pub fn bind(mut self, value: impl Into<Value>) -> Self {
        self.values.push(value.into());
        self
    }

    /// The values of the next ones.
    #[must_use]
    pub fn bind_all(mut self, values: impl IntoIterator<Item = impl Into<Value>>) -> Self {
        self.values.extend(values.into_iter().map(Into::into));
        self
    }

    /// True where all of them are; always, where there is none.
    #[must_use]
    pub fn all(parts: impl IntoIterator<Item = Self>) -> Self {
        Self::joined(parts, " AND ", "1")
    }

    /// True where one of them is; never, where there is none.
    #[must_use]
    pub fn any(parts: impl IntoIterator<Item = Self>) -> Self {
        Self::joined(parts, " OR ", "0")
    }

    fn joined(parts: impl IntoIterator<Item = Self>, between: &str, none: &str) -> Self {
        let (mut texts, mut values) = (Vec::new(), Vec::new());
        for part in parts {
            texts.push(format!("({})", part.text));
            values.extend(part.values);
        }
        Self { text: if texts.is_empty() { none.to_owned() } else { texts.join(between) }, values }
    }

    /// True where this is not.
    #[must_use]
    pub fn negated(self) -> Self {
        Self { text: format!("({}) IS NOT TRUE", self.text), values: self.values }
    }

    /// `?, ?, ?`: a place for each of so many.
    pub fn places(n: usize) -> String {
        vec!["?"; n].join(", ")
    }

    /// True of these people, by their ids.
    pub fn people(ids: impl IntoIterator<Item = i64>) -> Self {
        let mut list = String::from("[");
        for id in ids {
            if list.len() > 1 {
                list.push(',');
            }
            list.push_str(&id.to_string());
        }
        list.push(']');
        Self::of("p.id IN (SELECT value FROM json_each(?))").bind(list)
    }
}
