//! The way of a document from idea to force: kinds, stages, steps with what each needs, the checklist. The program's own is data
//! (`assets/policy.toml`); a party's stands in its place.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::kit::{Day, Problem, Result, day};
use crate::meetings::model::Majority;
use crate::t;

/// See the head of this file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Workflow {
    pub kind: Vec<Kind>,
    pub stage: Vec<Stage>,
    pub step: Vec<Step>,
    #[serde(default)]
    pub check: Vec<Point>,
}

/// A kind of document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Kind {
    pub key: String,
    pub name: String,
    /// What its numbers begin with.
    pub letter: String,
    /// The majority that adopts it, as meetings have it: `at least 2/3 of votes`.
    pub majority: String,
    /// The majority that an amendment to it needs; empty for a simple one, whatever adopts the whole (Robert's Rules of Order
    /// 1915, section 33).
    pub amendments: String,
    pub seconders: usize,
    /// When it is looked at again, counted from the day it came into force; 0: never by itself.
    pub review_months: u32,
}

impl Kind {
    /// The majority that an amendment to a document of this kind needs.
    pub fn for_amendments(&self) -> Majority {
        // What is no majority was refused when the workflow was taken.
        self.amendments.parse().unwrap_or(Majority::SIMPLE)
    }
}

/// A stage of the way.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Stage {
    pub key: String,
    pub name: String,
    pub about: String,
    /// The text at work is closed.
    pub frozen: bool,
    /// Who comes here is given a number.
    pub numbered: bool,
    /// It is in force.
    pub force: bool,
    /// Nothing comes after it.
    pub ended: bool,
}

/// A step from one stage to another.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Step {
    pub name: String,
    pub from: Vec<String>,
    pub to: String,
    pub needs: Vec<Need>,
    /// Only for these kinds; none: for every one.
    pub kinds: Vec<String>,
}

/// A point of the checklist before tabling.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Point {
    pub key: String,
    pub name: String,
    pub about: String,
}

/// What a step asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Need {
    Text,
    Checklist,
    Seconders,
    InTime,
    DeadlineOver,
    Consulted,
    Answered,
    Decision,
    Review,
}

/// What the needs of a step are held against.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// There is a version.
    pub has_version: bool,
    /// The text at work is another than the newest version.
    pub unsaved: bool,
    /// Points of the checklist that are open, by name.
    pub open_points: Vec<String>,
    pub movers: usize,
    pub seconders: usize,
    pub seconders_needed: usize,
    pub deadline: Option<Day>,
    /// The day of the step.
    pub day: Day,
    /// Consultations that are still open on that day.
    pub open_consultations: usize,
    /// Comments of consultations without an answer.
    pub unanswered: usize,
    pub has_decision: bool,
    pub review_on: Option<Day>,
}

impl Need {
    /// Why a step cannot be taken yet, and what to do; nothing when it can.
    pub fn unmet(self, facts: &Facts) -> Option<String> {
        match self {
            Self::Text if !facts.has_version => Some(t!("there is no version of the text yet").to_owned()),
            Self::Text if facts.unsaved => {
                Some(t!("the text at work differs from the newest version: save it as a version first").to_owned())
            }
            Self::Checklist if !facts.open_points.is_empty() => {
                Some(t!("these points of the checklist are open: {points}", points = facts.open_points.join(", ")))
            }
            Self::Seconders if facts.seconders_needed > 0 && facts.movers == 0 => {
                Some(t!("nobody is written down as its mover").to_owned())
            }
            Self::Seconders if facts.seconders < facts.seconders_needed => Some(t!(
                "{needed} needed, {there} there",
                needed = crate::kit::text::plural(facts.seconders_needed, t!("seconder"), t!("seconders")),
                there = facts.seconders
            )),
            Self::InTime => facts
                .deadline
                .filter(|last| facts.day > *last)
                .map(|last| t!("the deadline was {day}", day = day::short(last))),
            Self::DeadlineOver => facts
                .deadline
                .filter(|last| facts.day <= *last)
                .map(|last| t!("amendments are taken until {day}", day = day::short(last))),
            Self::Consulted if facts.open_consultations > 0 => Some(t!("a consultation is still open").to_owned()),
            Self::Answered if facts.unanswered > 0 => Some(t!(
                "{comments} without an answer",
                comments = crate::kit::text::plural(facts.unanswered, t!("comment is"), t!("comments are"))
            )),
            Self::Decision if !facts.has_decision => {
                Some(t!("say which decision or meeting it was, or how the vote went").to_owned())
            }
            Self::Review if facts.review_on.is_none() => Some(t!("set the day it is looked at again").to_owned()),
            _ => None,
        }
    }
}

static BUILT_IN: LazyLock<Workflow> =
    LazyLock::new(|| match Workflow::read(include_str!("../../../assets/policy.toml")) {
        Ok(workflow) => workflow,
        Err(error) => {
            tracing::error!(%error, "the workflow that comes with the program cannot be read");
            Workflow::default()
        }
    });

/// The workflow that comes with the program.
pub fn built_in() -> &'static Workflow {
    &BUILT_IN
}

impl Workflow {
    /// Reads a workflow as somebody wrote it.
    ///
    /// # Errors
    /// When it is none, or its parts do not fit together; the message says where.
    pub fn read(text: &str) -> Result<Self> {
        let wrong = |why: String| {
            Problem::input(t!("The workflow cannot be taken: {why}. Nothing was changed", why = why))
                .hint(t!("`policy workflow show` prints one that can be changed"))
        };
        let read: Self = toml::from_str(text).map_err(|e| wrong(e.message().to_owned()))?;
        if read.kind.is_empty() || read.stage.is_empty() {
            return Err(wrong(t!("it needs a kind and a stage at least").to_owned()));
        }
        let keys = read.kind.iter().map(|k| (&k.key, &k.name)).chain(read.stage.iter().map(|s| (&s.key, &s.name)));
        for (key, name) in keys.chain(read.check.iter().map(|c| (&c.key, &c.name))) {
            if !crate::events::model::template::is_key(key) || name.trim().is_empty() {
                return Err(wrong(t!("“{key}” needs a key in small letters and a name", key = key)));
            }
        }
        for kind in &read.kind {
            kind.majority.parse::<Majority>().map_err(|e| wrong(format!("{}: {e}", kind.key)))?;
            if !kind.amendments.is_empty() {
                kind.amendments.parse::<Majority>().map_err(|e| wrong(format!("{}: {e}", kind.key)))?;
            }
            if kind.letter.is_empty() || !kind.letter.chars().all(|c| c.is_ascii_uppercase()) {
                return Err(wrong(t!("{kind} needs a capital letter for its numbers", kind = kind.key)));
            }
            if read.kind.iter().filter(|other| other.letter == kind.letter).count() > 1 {
                return Err(wrong(t!("two kinds have the letter {letter}", letter = kind.letter)));
            }
        }
        for step in &read.step {
            for key in step.from.iter().chain([&step.to]) {
                if !read.stage.iter().any(|stage| stage.key == *key) {
                    return Err(wrong(t!(
                        "the step “{step}” names a stage “{stage}” that is none",
                        step = step.name,
                        stage = key
                    )));
                }
            }
            if step.name.trim().is_empty() {
                return Err(wrong(t!("the step to {stage} has no name", stage = step.to)));
            }
        }
        Ok(read)
    }

    pub fn to_toml(&self) -> String {
        toml::to_string_pretty(self).unwrap_or_default()
    }

    /// A kind by its key; one that is gone is known by its key alone.
    pub fn kind(&self, key: &str) -> Kind {
        let named = || Kind {
            key: key.to_owned(),
            name: key.to_owned(),
            letter: "D".to_owned(),
            majority: "simple".to_owned(),
            ..Kind::default()
        };
        self.kind.iter().find(|kind| kind.key == key).cloned().unwrap_or_else(named)
    }

    /// A stage by its key; one that is gone is known by its key alone.
    pub fn stage(&self, key: &str) -> Stage {
        let named = || Stage { key: key.to_owned(), name: key.to_owned(), ..Stage::default() };
        self.stage.iter().find(|stage| stage.key == key).cloned().unwrap_or_else(named)
    }

    /// The steps that lead on from a stage, for a kind.
    pub fn steps(&self, from: &str, kind: &str) -> Vec<&Step> {
        let fits = |step: &&Step| {
            step.from.iter().any(|key| key == from)
                && (step.kinds.is_empty() || step.kinds.iter().any(|key| key == kind))
        };
        self.step.iter().filter(fits).collect()
    }

    /// The stage where a new document begins.
    pub fn begins(&self) -> &str {
        self.stage.first().map_or("", |stage| &stage.key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_workflow_of_the_program_leads_from_idea_to_force_and_out() {
        let flow = built_in();
        assert_eq!(flow.begins(), "idea");
        let mut seen = vec!["idea".to_owned()];
        let mut at = 0;
        while let Some(stage) = seen.get(at).cloned() {
            for step in flow.steps(&stage, "policy") {
                if !seen.contains(&step.to) {
                    seen.push(step.to.clone());
                }
            }
            at += 1;
        }
        assert_eq!(seen.len(), flow.stage.len(), "every stage can be reached: {seen:?}");
        for stage in &flow.stage {
            assert_eq!(stage.ended, flow.steps(&stage.key, "policy").is_empty(), "{}", stage.key);
        }
        assert_eq!(flow.kind("statute").majority.parse::<Majority>().unwrap(), Majority::TWO_THIRDS);
        assert_eq!(Workflow::read(&flow.to_toml()).unwrap(), *flow, "what is printed can be read");
    }

    #[test]
    fn a_workflow_that_does_not_fit_together_is_refused_with_the_place() {
        let good = built_in().to_toml();
        for (from, to, says) in [
            ("to = \"draft\"", "to = \"nowhere\"", "nowhere"),
            ("majority = \"simple\"", "majority = \"half\"", "policy"),
            ("letter = \"R\"", "letter = \"P\"", "letter P"),
            ("needs = [\"text\"]", "needs = [\"luck\"]", "luck"),
            ("key = \"policy\"", "key = \"A Policy\"", "A Policy"),
        ] {
            let bad = good.replacen(from, to, 1);
            assert_ne!(bad, good, "{from}");
            let said = Workflow::read(&bad).unwrap_err().to_string();
            assert!(said.contains(says), "{said}");
        }
        assert!(Workflow::read("").is_err());
    }

    #[test]
    fn each_need_says_what_is_missing_and_nothing_when_it_is_there() {
        let on = |text| day::from_iso(text).unwrap();
        let facts = Facts {
            has_version: true,
            movers: 1,
            seconders: 2,
            seconders_needed: 2,
            deadline: Some(on("2027-03-01")),
            day: on("2027-03-01"),
            has_decision: true,
            review_on: Some(on("2030-01-01")),
            ..Facts::default()
        };
        let all = [
            Need::Text,
            Need::Checklist,
            Need::Seconders,
            Need::InTime,
            Need::Consulted,
            Need::Answered,
            Need::Decision,
            Need::Review,
        ];
        for need in all {
            assert_eq!(need.unmet(&facts), None, "{need:?}");
        }
        assert!(Need::DeadlineOver.unmet(&facts).is_some(), "the last day is still in time");
        let late = Facts { day: on("2027-03-02"), ..facts.clone() };
        assert!(Need::InTime.unmet(&late).is_some() && Need::DeadlineOver.unmet(&late).is_none());
        let bare = Facts {
            seconders_needed: 2,
            unsaved: true,
            open_points: vec!["Cost".into()],
            open_consultations: 1,
            unanswered: 3,
            ..Facts::default()
        };
        for need in [
            Need::Text,
            Need::Checklist,
            Need::Seconders,
            Need::Consulted,
            Need::Answered,
            Need::Decision,
            Need::Review,
        ] {
            assert!(need.unmet(&bare).is_some(), "{need:?}");
        }
    }
}
