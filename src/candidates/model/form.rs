//! The typed fields of a round, a criterion and a question.

use serde::{Deserialize, Serialize};

use super::{
    Combine, CriterionId, FieldProblem, Kind, Ladder, NewCriterion, NewQuestion, NewRound, Stage, USUAL_ANCHORS,
};
use crate::candidates::opened::Anchor;
use crate::kit::{Problem, Result};
use crate::t;

/// The fields of a round.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RoundForm {
    pub name: String,
    pub kind: String,
    pub stage: String,
    pub profile: String,
    pub seats: String,
    pub quorum: String,
    pub combine: String,
    pub ladder: String,
    pub declaration: String,
}

impl Default for RoundForm {
    fn default() -> Self {
        Self::of(&NewRound::of(""))
    }
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl RoundForm {
    pub fn of(new: &NewRound) -> Self {
        Self {
            name: new.name.clone(),
            kind: new.kind.key().to_owned(),
            stage: new.stage.key().to_owned(),
            profile: new.profile.clone(),
            seats: new.seats.to_string(),
            quorum: new.quorum.to_string(),
            combine: new.combine.key().to_owned(),
            ladder: new.ladder.text(),
            declaration: new.declaration.clone(),
        }
    }

    /// # Errors
    /// The fields that cannot be right.
    pub fn parse(&self) -> Result<NewRound, Vec<FieldProblem>> {
        let mut wrong = Vec::new();
        let name = words(&self.name);
        if name.is_empty() {
            wrong.push(FieldProblem::new("name", t!("Say what is vacant")));
        }
        let mut number = |field: &'static str, text: &str| {
            let read = text.trim().parse().ok().filter(|n| (1..=99).contains(n));
            read.unwrap_or_else(|| {
                wrong.push(FieldProblem::new(field, t!("From 1 to 99")));
                1
            })
        };
        let (seats, quorum) = (number("seats", &self.seats), number("quorum", &self.quorum));
        let ladder = Ladder::read(&self.ladder).unwrap_or_else(|problem| {
            wrong.push(FieldProblem::new("ladder", problem.to_string()));
            Ladder::default()
        });
        if !wrong.is_empty() {
            return Err(wrong);
        }
        Ok(NewRound {
            name,
            kind: Kind::of(&self.kind).unwrap_or(Kind::Candidate),
            stage: Stage::of(&self.stage).unwrap_or(Stage::Interview),
            profile: self.profile.trim().to_owned(),
            seats,
            quorum,
            combine: Combine::of(&self.combine).unwrap_or(Combine::Mean),
            ladder,
            declaration: self.declaration.trim().to_owned(),
        })
    }
}

/// Reads a scale: a line for each point, from the lowest, each `POINTS: what is seen`; without points they go on from 1.
///
/// # Errors
/// When points do not rise, or there are fewer than two lines.
pub fn read_anchors(text: &str) -> Result<Vec<Anchor>> {
    let mut anchors: Vec<Anchor> = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let next = anchors.last().map_or(1, |last| last.value + 1);
        let (value, words) = match line.split_once(':') {
            Some((points, words)) => match points.trim().parse() {
                Ok(points) => (points, words.trim()),
                Err(_no_number) => (next, line),
            },
            None => (next, line),
        };
        if anchors.last().is_some_and(|last| last.value >= value) {
            return Err(Problem::input(t!(
                "The points of a scale rise from line to line; {value} does not",
                value = value
            )));
        }
        anchors.push(Anchor { value, words: words.to_owned() });
    }
    if anchors.len() < 2 {
        return Err(Problem::input(t!("A scale has two points or more"))
            .hint(t!("Write a line for each, from the lowest: “1: Gives no example”")));
    }
    Ok(anchors)
}

/// The fields of a criterion; the scale is a text with a line for each point.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CriterionForm {
    pub name: String,
    pub about: String,
    pub essential: bool,
    pub party_value: bool,
    pub weight: String,
    pub weight_reason: String,
    pub anchors: String,
    /// The points of the lowest anchor that passes; empty for the second from the bottom.
    pub passes: String,
}

impl Default for CriterionForm {
    fn default() -> Self {
        let anchors: String = USUAL_ANCHORS.iter().map(|points| format!("{points}: \n")).collect();
        Self {
            name: String::new(),
            about: String::new(),
            essential: true,
            party_value: false,
            weight: "1".to_owned(),
            weight_reason: String::new(),
            anchors,
            passes: String::new(),
        }
    }
}

/// `1.5` for 150 hundredths.
fn hundredths(weight: i64) -> String {
    let (whole, rest) = (weight / 100, weight % 100);
    if rest == 0 { whole.to_string() } else { format!("{whole}.{rest:02}").trim_end_matches('0').to_owned() }
}

fn read_hundredths(text: &str) -> Option<i64> {
    let (whole, rest) = text.trim().split_once(['.', ',']).unwrap_or((text.trim(), ""));
    if rest.len() > 2 || !rest.chars().all(|c| c.is_ascii_digit()) || whole.starts_with(['-', '+']) {
        return None;
    }
    let rest: i64 = format!("{rest:0<2}").parse().ok()?;
    let whole: i64 = whole.parse().ok()?;
    (whole <= 10_000).then_some(whole * 100 + rest).filter(|all| *all <= 1_000_000)
}

impl CriterionForm {
    pub fn of(new: &NewCriterion) -> Self {
        Self {
            name: new.name.clone(),
            about: new.about.clone(),
            essential: new.essential,
            party_value: new.party_value,
            weight: hundredths(new.weight),
            weight_reason: new.weight_reason.clone(),
            anchors: new.anchors.iter().map(|a| format!("{}: {}\n", a.value, a.words)).collect(),
            passes: new
                .passes
                .and_then(|at| new.anchors.get(at))
                .map_or_else(String::new, |anchor| anchor.value.to_string()),
        }
    }

    /// # Errors
    /// The fields that cannot be right.
    pub fn parse(&self) -> Result<NewCriterion, Vec<FieldProblem>> {
        let mut wrong = Vec::new();
        let name = words(&self.name);
        if name.is_empty() {
            wrong.push(FieldProblem::new("name", t!("Say what candidates are marked on")));
        }
        let weight = read_hundredths(&self.weight).unwrap_or_else(|| {
            wrong.push(FieldProblem::new("weight", t!("A number from 0 to 10,000, such as 1 or 1.5")));
            0
        });
        let anchors = read_anchors(&self.anchors).unwrap_or_else(|problem| {
            wrong.push(FieldProblem::new("anchors", problem.to_string()));
            Vec::new()
        });
        let points: Vec<String> = anchors.iter().map(|anchor| anchor.value.to_string()).collect();
        let passes = match self.passes.trim() {
            "" => None,
            typed => {
                let at = points.iter().position(|one| one == typed);
                if at.is_none() && !points.is_empty() {
                    let all = points.join(", ");
                    wrong.push(FieldProblem::new("passes", t!("One of the scale’s points: {all}", all = all)));
                }
                at
            }
        };
        if !wrong.is_empty() {
            return Err(wrong);
        }
        Ok(NewCriterion {
            passes,
            name,
            about: self.about.trim().to_owned(),
            essential: self.essential,
            party_value: self.party_value,
            weight,
            weight_reason: self.weight_reason.trim().to_owned(),
            anchors,
        })
    }
}

/// The fields of a question.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct QuestionForm {
    pub text: String,
    pub follow_ups: String,
    pub minutes: String,
    pub allowed_why: String,
    pub criteria: Vec<CriterionId>,
}

impl QuestionForm {
    pub fn of(new: &NewQuestion) -> Self {
        Self {
            text: new.text.clone(),
            follow_ups: new.follow_ups.clone(),
            minutes: if new.minutes == 0 { String::new() } else { new.minutes.to_string() },
            allowed_why: new.allowed_why.clone(),
            criteria: new.criteria.clone(),
        }
    }

    /// # Errors
    /// The fields that cannot be right.
    pub fn parse(&self) -> Result<NewQuestion, Vec<FieldProblem>> {
        let mut wrong = Vec::new();
        let text = words(&self.text);
        if text.is_empty() {
            wrong.push(FieldProblem::new("text", t!("Write the question as it is asked")));
        }
        let minutes = match self.minutes.trim() {
            "" => Some(0),
            typed => typed.parse().ok().filter(|minutes| *minutes <= 600),
        };
        if minutes.is_none() {
            wrong.push(FieldProblem::new("minutes", t!("Minutes, from 0 to 600")));
        }
        if !wrong.is_empty() {
            return Err(wrong);
        }
        Ok(NewQuestion {
            text,
            follow_ups: self.follow_ups.trim().to_owned(),
            minutes: minutes.unwrap_or(0),
            allowed_why: self.allowed_why.trim().to_owned(),
            criteria: self.criteria.clone(),
        })
    }
}
