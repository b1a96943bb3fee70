//! The ladder that comes with the program, which an office can begin with: `assets/leadership.toml`.

use serde::Deserialize;

use crate::kit::{Problem, Result};

/// See the head of this file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ladder {
    pub skill: Vec<Named>,
    pub training: Vec<Named>,
    pub rung: Vec<NewRung>,
}

/// A skill or a training, which may hold for so many months.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Named {
    pub name: String,
    pub months: Option<i64>,
}

/// A rung with what it asks.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewRung {
    pub name: String,
    pub years: Option<i64>,
    pub asks: Vec<Ask>,
}

/// One thing that a rung asks: just one of these is said, a level beside a skill.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Ask {
    pub training: Option<String>,
    pub skill: Option<String>,
    pub level: Option<String>,
    pub membership: Option<i64>,
    pub mentor: bool,
    pub approval: bool,
}

impl Ladder {
    /// The one that comes with the program.
    ///
    /// # Errors
    /// When the program was built with a damaged one, which a test refuses.
    pub fn built_in() -> Result<Self> {
        toml::from_str(include_str!("../../../assets/leadership.toml"))
            .map_err(|error| Problem::defect("assets/leadership.toml cannot be read").because(error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::leadership::model::level;

    #[test]
    fn the_ladder_that_comes_with_the_program_names_what_it_has() {
        let ladder = Ladder::built_in().unwrap();
        let has = |all: &[Named], name: &str| all.iter().any(|one| one.name == name);
        assert!(ladder.rung.len() >= 3);
        for ask in ladder.rung.iter().flat_map(|rung| &rung.asks) {
            assert!(ask.training.as_ref().is_none_or(|name| has(&ladder.training, name)), "{ask:?}");
            assert!(ask.skill.as_ref().is_none_or(|name| has(&ladder.skill, name)), "{ask:?}");
            assert!(ask.level.as_ref().is_none_or(|word| level(word) > 0), "{ask:?}");
            let said =
                [ask.training.is_some(), ask.skill.is_some(), ask.membership.is_some(), ask.mentor, ask.approval];
            assert_eq!(said.iter().filter(|said| **said).count(), 1, "{ask:?}");
        }
    }
}
