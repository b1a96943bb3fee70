//! What can be asked of people: plain conditions, declared by the subject that knows the answer and put together by
//! segments. So members, donations and events take part in a segment without it knowing them.
//!
//! A [`Condition`] says in which words it is offered and said, which values it takes, and gives SQL with bound values that
//! is true of a row `p` of `person`. It is asked through an [`Asking`], which knows the day and reads things once.

mod asking;
mod value;

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::Setup;
use crate::kit::{Currency, Day, Result, When, text};
use crate::t;

pub use asking::{Asking, Sql};
pub use value::{Kind, Offer, Offered, Part, Value, Values};

/// See the head of this file.
pub struct Condition {
    /// `people.tag`. It stands in the file, so it never changes.
    pub key: &'static str,
    /// Under which heading it is offered: `Donations`.
    pub heading: fn() -> &'static str,
    /// How it is offered: `Gave`.
    pub name: fn() -> &'static str,
    pub parts: &'static [Part],
    /// What is wrong with values that are each right by themselves, with the part it is about.
    pub check: fn(&Values) -> Option<(&'static str, String)>,
    pub says: fn(&Filled<'_>) -> Says,
    /// An expression about a row `p` of `person`, mostly `p.id IN (SELECT …)`. Neither true nor false counts as false.
    pub sql: fn(&Asking<'_>, &Values) -> Result<Sql>,
}

impl Condition {
    /// The condition without anything, for `..Condition::NONE`.
    pub const NONE: Self = Self {
        key: "",
        heading: || "",
        name: || "",
        parts: &[],
        check: |_| None,
        says: |_| Says::new("", ""),
        sql: |_, _| Ok(Sql::of("0")),
    };

    pub fn part(&self, key: &str) -> Option<&'static Part> {
        self.parts.iter().find(|part| part.key == key)
    }

    /// Its words with these values, as they stand behind “People who”; and what it refers to that is gone.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn in_words(&self, asking: &Asking<'_>, values: &Values) -> Result<(Says, Vec<String>)> {
        let (mut named, mut gone) = (BTreeMap::new(), Vec::new());
        for part in self.parts {
            let Some(offer) = part.kind.offer() else { continue };
            let keys = values.texts(part.key);
            if keys.is_empty() {
                continue;
            }
            let offered = offer(asking.conn, values)?;
            let words = keys.iter().map(|key| match offered.iter().find(|o| o.key == *key) {
                Some(offered) => offered.says.clone(),
                None => {
                    gone.push(part.gone(key));
                    if is_id(key) { t!("something that is gone").to_owned() } else { t!("{name} (gone)", name = key) }
                }
            });
            named.insert(part.key, words.collect());
        }
        let filled = Filled { values, named, asking };
        Ok(((self.says)(&filled), gone))
    }
}

impl std::fmt::Debug for Condition {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Condition").field("key", &self.key).finish_non_exhaustive()
    }
}

/// Whether a key is the id of a row, which says nothing to a person.
fn is_id(key: &str) -> bool {
    key.len() > 12 && key.bytes().all(|b| b.is_ascii_digit())
}

/// What a condition says of people, behind “who”: `gave at least £50`, and the opposite: `did not give at least £50`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Says {
    pub yes: String,
    pub no: String,
}

impl Says {
    pub fn new(yes: impl Into<String>, no: impl Into<String>) -> Self {
        Self { yes: yes.into(), no: no.into() }
    }
}

/// The values of a condition with the words for what they name.
pub struct Filled<'a> {
    pub values: &'a Values,
    named: BTreeMap<&'static str, Vec<String>>,
    asking: &'a Asking<'a>,
}

impl Filled<'_> {
    /// The words for what was chosen in a part, with “or” between several.
    pub fn either(&self, part: &str) -> String {
        text::or_list(self.named.get(part).map_or(&[], Vec::as_slice))
    }

    /// The same in quotation marks: names that somebody gave.
    pub fn quoted(&self, part: &str) -> String {
        let quoted: Vec<String> = self.named.get(part).into_iter().flatten().map(|name| format!("“{name}”")).collect();
        text::or_list(&quoted)
    }

    /// The days of a part with a space before them, or nothing: ` in the last 12 months`.
    pub fn when(&self, part: &str) -> String {
        self.values.when(part).map_or_else(String::new, |when| format!(" {}", when.says(self.asking.calendar_years())))
    }

    /// The financial year of today, or the one before: `last year`.
    pub fn year(&self, year: When) -> String {
        year.says(self.asking.calendar_years())
    }

    /// An amount as people read it: `£50.00`, without the pence where there are none.
    pub fn money(&self, part: &str) -> Option<String> {
        let currency: Currency = *self.asking.profile.currency;
        let shown = currency.show(self.values.money(part)?);
        let zeros = "0".repeat(usize::from(currency.digits));
        let round = [',', '.'].iter().find_map(|mark| shown.strip_suffix(&format!("{mark}{zeros}")));
        Some(round.filter(|_| currency.digits > 0).map_or_else(|| shown.clone(), str::to_owned))
    }

    /// `at least £50`, `at most £50`, `£50 to £100`, or nothing.
    pub fn amount(&self, least: &str, most: &str) -> String {
        match (self.money(least), self.money(most)) {
            (Some(least), Some(most)) => t!("{least} to {most}", least = least, most = most),
            (Some(least), None) => t!("at least {sum}", sum = least),
            (None, Some(most)) => t!("at most {sum}", sum = most),
            (None, None) => String::new(),
        }
    }
}

/// Named groups of people that lists, letters and exports can be narrowed to; one subject keeps them.
#[derive(Clone, Copy)]
pub struct Segments {
    /// All of them, id and name, in the order of their names.
    pub all: fn(&Connection) -> Result<Vec<(i64, String)>>,
    /// The ids of the people in one on a day, in the order of lists.
    pub people: fn(&Connection, &Setup, i64, Day) -> Result<Vec<i64>>,
}

impl std::fmt::Debug for Segments {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Segments")
    }
}
