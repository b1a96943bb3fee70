//! A round: the vacancy, how it is scored, and how far it is.

use serde::{Deserialize, Serialize};

use super::RoundId;
use crate::kit::{Day, Problem, Result};
use crate::t;

/// A few words of the file with what people read for each.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$one:meta])* $variant:ident = $key:literal, $label:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$one])* #[serde(rename = $key)] $variant,)+ }

        impl $name {
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// As the file and the commands have it.
            pub fn key(self) -> &'static str {
                match self { $(Self::$variant => $key),+ }
            }

            pub fn of(key: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.key() == key)
            }

            /// As people read it.
            pub fn label(self) -> &'static str {
                match self { $(Self::$variant => t!($label)),+ }
            }
        }
    };
}
pub(super) use words;

words!(
    /// What is filled. The law differs: shortlists of one sex are for candidates of public elections only.
    Kind {
        Candidate = "candidate", "Candidate of a public election";
        Officer = "officer", "Officer of the party";
        Employee = "employee", "Somebody who is employed";
    }
);
words!(
    /// What is scored.
    Stage {
        /// Written applications, names hidden, one question across all candidates at a time.
        Sift = "sift", "Sift of written applications";
        /// One card for each candidate.
        Interview = "interview", "Interviews";
    }
);
words!(
    /// How the marks of several scorers become one.
    Combine {
        Mean = "mean", "Mean";
        Median = "median", "Median";
        Trimmed = "trimmed", "Mean without the highest and lowest scorer";
    }
);
words!(
    /// A rung of the ladder by which equal totals are decided, as it was published.
    Rung {
        Essential = "essential", "Higher on the essential criteria";
        Heaviest = "heaviest", "Higher on the criterion with the greatest weight";
        Majority = "majority", "Preferred by more scorers, head to head";
        Spread = "spread", "Less spread between scorers";
        Lot = "lot", "A lot, recorded";
    }
);
words!(
    /// How far a round is.
    Step {
        Draft = "draft", "In preparation";
        Declaring = "declaring", "Scorers declare conflicts";
        Scoring = "scoring", "Scoring, sealed";
        AllIn = "all_in", "All in, to be opened";
        Opened = "opened", "Opened";
    }
);

/// The rungs for ties, from the first. The last is always the lot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ladder(pub Vec<Rung>);

impl Default for Ladder {
    fn default() -> Self {
        Self(vec![Rung::Essential, Rung::Heaviest, Rung::Majority, Rung::Lot])
    }
}

impl Ladder {
    /// Reads `essential heaviest lot`.
    ///
    /// # Errors
    /// When a word is no rung, one stands twice, or the lot is not the last.
    pub fn read(text: &str) -> Result<Self> {
        let mut rungs = Vec::new();
        for word in text.split([' ', ',']).filter(|word| !word.is_empty()) {
            let rung = Rung::of(&word.to_lowercase()).ok_or_else(|| {
                let all: Vec<&str> = Rung::ALL.iter().map(|rung| rung.key()).collect();
                Problem::input(t!("“{word}” is no rung of the ladder for ties", word = word))
                    .hint(t!("The rungs are {all}", all = all.join(", ")))
            })?;
            if rungs.contains(&rung) {
                return Err(Problem::input(t!("“{word}” stands twice in the ladder for ties", word = word)));
            }
            rungs.push(rung);
        }
        if rungs.last() != Some(&Rung::Lot) {
            return Err(Problem::input(t!("The ladder for ties ends with the lot"))
                .hint(t!("Nothing else decides every tie; write “lot” as the last word")));
        }
        Ok(Self(rungs))
    }

    /// As the file has it.
    pub fn text(&self) -> String {
        self.0.iter().map(|rung| rung.key()).collect::<Vec<_>>().join(" ")
    }
}

/// What is laid down of a round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewRound {
    /// The vacancy.
    pub name: String,
    pub kind: Kind,
    pub stage: Stage,
    /// What the role is, and asks of whoever fills it.
    pub profile: String,
    pub seats: u32,
    /// How many scorers must have marked each candidate.
    pub quorum: u32,
    pub combine: Combine,
    pub ladder: Ladder,
    /// What each candidate declares and signs.
    pub declaration: String,
}

impl NewRound {
    pub fn of(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            kind: Kind::Candidate,
            stage: Stage::Interview,
            profile: String::new(),
            seats: 1,
            quorum: 3,
            combine: Combine::Mean,
            ladder: Ladder::default(),
            declaration: String::new(),
        }
    }
}

/// That a round was published, and what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    pub on: Day,
    pub by: String,
    /// What was published, as JSON.
    pub text: String,
    /// SHA-256 of it, in hexadecimal digits.
    pub sum: String,
}

/// A round as the file has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Round {
    pub id: RoundId,
    pub new: NewRound,
    /// Orders follow from it; empty until it is published.
    pub seed: String,
    /// Rounds of PBKDF2.
    pub strength: u32,
    pub published: Option<Published>,
    pub opened: Option<(Day, String)>,
}
