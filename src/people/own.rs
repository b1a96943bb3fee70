//! Fields that an office adds for itself: what they are, and how what is typed into them is read.

use serde::{Deserialize, Serialize};

use crate::kit::fold::fold;
use crate::kit::{Day, day};
use crate::t;

crate::row_id!(
    /// A field of the office's own.
    OwnFieldId
);

impl Default for OwnFieldId {
    /// No field yet.
    fn default() -> Self {
        Self(0)
    }
}

/// What a field holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OwnKind {
    #[default]
    Text,
    Number,
    Day,
    Choice,
}

/// A field that the office added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OwnField {
    pub id: OwnFieldId,
    pub name: String,
    pub kind: OwnKind,
    /// The words of a choice.
    pub options: Vec<String>,
    /// Whether it has a column in the list.
    pub in_list: bool,
    /// Closed fields keep what they hold and take nothing new.
    pub closed: bool,
}

/// Headings of columns that hold own fields begin so, in exports and in lists that come in.
pub const HEADING: &str = "Own: ";

impl OwnKind {
    pub const ALL: [Self; 4] = [Self::Text, Self::Number, Self::Day, Self::Choice];

    /// As it stands in the file.
    pub fn key(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Number => "number",
            Self::Day => "day",
            Self::Choice => "choice",
        }
    }

    pub fn of(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }

    pub fn says(self) -> &'static str {
        match self {
            Self::Text => t!("Text"),
            Self::Number => t!("Number"),
            Self::Day => t!("Day"),
            Self::Choice => t!("Choice"),
        }
    }

    /// What was typed as the file keeps it: days in ISO, numbers without grouping, choices by their own words; empty stays
    /// empty.
    ///
    /// # Errors
    /// What is wrong, in words that say what to do.
    pub fn read(self, text: &str, options: &[String], today: Day, month_first: bool) -> Result<String, String> {
        let text = super::form::one_line(text);
        if text.is_empty() {
            return Ok(text);
        }
        match self {
            Self::Text if text.chars().count() > 300 => Err(t!("This is longer than 300 characters").to_owned()),
            Self::Text => Ok(text),
            Self::Number => number(&text).ok_or_else(|| t!("“{text}” is not a number", text = text)),
            Self::Day => {
                day::typed(&text, today, month_first).map(|day| day.to_string()).map_err(|problem| problem.to_string())
            }
            Self::Choice => options
                .iter()
                .find(|option| fold(option) == fold(&text))
                .cloned()
                .ok_or_else(|| t!("“{text}” is none of: {options}", text = text, options = options.join(", "))),
        }
    }

    /// A value of the file as people read it.
    pub fn shown(self, value: &str) -> String {
        match self {
            Self::Day => day::from_iso(value).map_or_else(|_not_a_day| value.to_owned(), day::short),
            _ => value.to_owned(),
        }
    }
}

/// `1250.5` for `1,250.5` and ` 1250.50 `.
fn number(text: &str) -> Option<String> {
    let (sign, rest) = text.strip_prefix(['-', '−']).map_or(("", text), |rest| ("-", rest));
    let plain: String = rest.chars().filter(|c| !matches!(c, ',' | ' ' | '\u{a0}')).collect();
    let (whole, part) = plain.split_once('.').unwrap_or((&plain, ""));
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || plain.len() > 30 || !digits(whole) || !digits(part) {
        return None;
    }
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let part = part.trim_end_matches('0');
    let figure = if part.is_empty() { whole.to_owned() } else { format!("{whole}.{part}") };
    Some(if figure == "0" { figure } else { format!("{sign}{figure}") })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(kind: OwnKind, text: &str) -> Result<String, String> {
        let options = ["Small".to_owned(), "Größe L".to_owned()];
        kind.read(text, &options, day::from_iso("2026-11-21").unwrap(), false)
    }

    #[test]
    fn what_is_typed_is_kept_in_one_way() {
        assert_eq!(read(OwnKind::Number, " 1,250.50 ").as_deref(), Ok("1250.5"));
        assert_eq!(read(OwnKind::Number, "-007").as_deref(), Ok("-7"));
        assert_eq!(read(OwnKind::Number, "-0.0").as_deref(), Ok("0"));
        assert_eq!(read(OwnKind::Day, "3/4/2025").as_deref(), Ok("2025-04-03"));
        assert_eq!(read(OwnKind::Choice, "grosse l").as_deref(), Ok("Größe L"));
        assert_eq!(read(OwnKind::Text, "  two   words ").as_deref(), Ok("two words"));
        assert_eq!(read(OwnKind::Day, "  ").as_deref(), Ok(""));
        for (kind, text) in [(OwnKind::Number, "many"), (OwnKind::Number, "1.2.3"), (OwnKind::Day, "soon")] {
            assert!(read(kind, text).is_err(), "{text}");
        }
        assert!(read(OwnKind::Choice, "XXL").unwrap_err().contains("Small, Größe L"));
    }
}
