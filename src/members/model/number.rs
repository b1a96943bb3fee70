//! Numbers of members: which one somebody gets, and how the branch counts.

use serde::{Deserialize, Serialize};

use crate::kit::Numbering;
use crate::t;

/// Which number somebody gets with a membership.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Number {
    /// As the settings say: the next of the series, where new members get one and this one has none.
    #[default]
    AsSet,
    /// The next of the series, unless there is one already.
    Next,
    /// None; one that is there is taken off.
    None,
    This(String),
}

impl Number {
    /// The longest number, in characters.
    pub const LONGEST: usize = 40;

    /// What a person writes: `next`, `none`, or the number itself; an empty text leaves it to the settings.
    ///
    /// # Errors
    /// When it is too long for a number.
    pub fn read(text: &str) -> Result<Self, String> {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        match text.to_lowercase().as_str() {
            "" => Ok(Self::AsSet),
            "next" => Ok(Self::Next),
            "none" => Ok(Self::None),
            _ if text.chars().count() > Self::LONGEST => {
                Err(t!("A number has at most {most} characters", most = Self::LONGEST))
            }
            _ => Ok(Self::This(text)),
        }
    }
}

/// How the branch numbers its members.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Numbers {
    /// Whether new members get the next number.
    pub auto: bool,
    pub numbering: Numbering,
    /// The serial it goes on from; 0: after the highest that there is.
    pub next: i64,
}

impl Default for Numbers {
    fn default() -> Self {
        Self { auto: false, numbering: Numbering { prefix: String::new(), digits: 1 }, next: 1 }
    }
}

/// The numbers as they are typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NumbersForm {
    pub auto: bool,
    pub prefix: String,
    /// Empty for 1.
    pub digits: String,
    /// Empty: after the highest that there is.
    pub next: String,
}

impl NumbersForm {
    /// The form filled with what is set now.
    pub fn of(numbers: &Numbers) -> Self {
        let begun = numbers.auto || numbers.next > 1;
        Self {
            auto: numbers.auto,
            prefix: numbers.numbering.prefix.clone(),
            digits: numbers.numbering.digits.to_string(),
            next: if begun { numbers.next.to_string() } else { String::new() },
        }
    }

    /// What the next number would be, as far as what is typed can be read and says it.
    pub fn example(&self) -> Option<String> {
        use crate::kit::numbering;
        let serial = if self.next.trim().is_empty() { None } else { numbering::serial(&self.next, 1).ok() };
        let (prefix, digits) = (numbering::prefix(&self.prefix).ok()?, numbering::digits(&self.digits, 1).ok()?);
        Some(Numbering { prefix, digits }.write(None, serial?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_said_in_words_or_written() {
        for (text, number) in [
            ("", Number::AsSet),
            (" Next ", Number::Next),
            ("none", Number::None),
            ("  M-0042 ", Number::This("M-0042".into())),
        ] {
            assert_eq!(Number::read(text), Ok(number), "{text}");
        }
        assert!(Number::read(&"7".repeat(41)).is_err());
    }
}
