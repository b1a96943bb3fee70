//! Whom one writes to: people that a subject names together, people picked one by one, or a list that is pasted.

use std::fmt;

use super::PersonId;
use crate::kit::{Problem, Result};
use crate::t;

/// One choice of recipients. Who they are on a day is asked of the file (`store::people_of`).
///
/// Audiences come from the subjects' descriptions ([`crate::cli::Audience`]): a subject that has people whom one writes to
/// together, such as those of a saved search, says so there, and they can be chosen everywhere.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Whom {
    Audience {
        key: String,
        choice: String,
    },
    People(Vec<PersonId>),
    /// Numbers, names or e-mail addresses, a line each.
    List(String),
}

impl Default for Whom {
    fn default() -> Self {
        Self::Audience { key: "members".to_owned(), choice: String::new() }
    }
}

impl Whom {
    /// Reads `members`, `tag:Helpers`, `people:12,34` as a screen or a command writes it.
    ///
    /// # Errors
    /// When an id is none.
    pub fn of(text: &str) -> Result<Self> {
        let text = text.trim();
        let (key, choice) = text.split_once(':').unwrap_or((text, ""));
        // `people` alone is an audience; with ids it is these people.
        if key == "people" && !choice.is_empty() {
            let ids = choice.split(',').map(|id| id.trim().parse::<PersonId>()).collect::<Result<Vec<_>>>()?;
            return Ok(Self::People(ids));
        }
        if key.is_empty() {
            return Err(Problem::usage(t!("Say whom you write to, like members or tag:Helpers")));
        }
        Ok(Self::Audience { key: key.trim().to_lowercase(), choice: choice.trim().to_owned() })
    }
}

impl fmt::Display for Whom {
    /// As [`Whom::of`] reads it; a pasted list as its lines.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Audience { key, choice } if choice.is_empty() => f.write_str(key),
            Self::Audience { key, choice } => write!(f, "{key}:{choice}"),
            Self::People(ids) => {
                f.write_str("people:")?;
                for (at, id) in ids.iter().enumerate() {
                    let between = if at > 0 { "," } else { "" };
                    write!(f, "{between}{id}")?;
                }
                Ok(())
            }
            Self::List(lines) => f.write_str(lines),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_is_written_as_it_is_read() {
        for text in ["members", "tag:Helpers: the second team", "people:12,34", "everybody", "people"] {
            assert_eq!(Whom::of(text).unwrap().to_string(), text);
        }
        assert_eq!(Whom::of("people:1, 2").unwrap(), Whom::People(vec![PersonId(1), PersonId(2)]));
        assert!(Whom::of("people:x").is_err() && Whom::of(" ").is_err());
    }
}
