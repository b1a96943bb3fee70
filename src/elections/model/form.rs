//! The typed fields of an election.

use serde::{Deserialize, Serialize};

use super::{FieldProblem, NewElection, Rules, Terms};
use crate::kit::day;
use crate::t;

/// See the head of this file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ElectionForm {
    pub post: String,
    pub seats: String,
    pub rules: String,
    pub reopen: bool,
    pub secret: bool,
    pub on: String,
    pub nominate_by: String,
    pub nominators: String,
    pub note: String,
}

impl Default for ElectionForm {
    fn default() -> Self {
        Self {
            post: String::new(),
            seats: "1".to_owned(),
            rules: Rules::Alternative.key().to_owned(),
            reopen: true,
            secret: true,
            on: String::new(),
            nominate_by: String::new(),
            nominators: "2".to_owned(),
            note: String::new(),
        }
    }
}

impl ElectionForm {
    pub fn of(new: &NewElection) -> Self {
        Self {
            post: new.post.clone(),
            seats: new.seats.to_string(),
            rules: new.rules.key().to_owned(),
            reopen: new.reopen,
            secret: new.secret,
            on: day::short(new.on),
            nominate_by: new.nominate_by.map(day::short).unwrap_or_default(),
            nominators: new.nominators.to_string(),
            note: new.note.clone(),
        }
    }

    /// # Errors
    /// The fields that cannot be right.
    pub fn parse(&self, terms: &Terms) -> Result<NewElection, Vec<FieldProblem>> {
        let mut wrong: Vec<FieldProblem> = Vec::new();
        let post = self.post.split_whitespace().collect::<Vec<_>>().join(" ");
        if post.is_empty() {
            wrong.push(FieldProblem::new("post", t!("Say which post is filled")));
        }
        let mut day_of = |field: &'static str, text: &str| {
            if text.trim().is_empty() {
                return None;
            }
            let read = day::typed(text, terms.today, terms.month_first);
            read.map_err(|problem| wrong.push(FieldProblem::new(field, problem.to_string()))).ok()
        };
        let (on, nominate_by) = (day_of("on", &self.on), day_of("nominate_by", &self.nominate_by));
        if self.on.trim().is_empty() {
            wrong.push(FieldProblem::new("on", t!("Say on which day the vote is")));
        }
        let on = on.unwrap_or(terms.today);
        if nominate_by.is_some_and(|by| by > on) {
            wrong.push(FieldProblem::new("nominate_by", t!("Nominations end before the vote")));
        }
        let seats: usize = self.seats.trim().parse().unwrap_or(0);
        if seats == 0 || seats > 99 {
            wrong.push(FieldProblem::new("seats", t!("From 1 to 99")));
        }
        let rules = Rules::of(&self.rules).unwrap_or_else(|| {
            wrong.push(FieldProblem::new("rules", t!("These rules are not known")));
            Rules::default()
        });
        if rules.one_seat() && seats > 1 {
            wrong.push(FieldProblem::new(
                "rules",
                t!("These rules fill one seat; for several take most votes, approval or STV"),
            ));
        }
        let nominators: usize = self.nominators.trim().parse().unwrap_or(9);
        if nominators > 2 {
            wrong.push(FieldProblem::new("nominators", t!("0, 1 or 2")));
        }
        if !wrong.is_empty() {
            return Err(wrong);
        }
        Ok(NewElection {
            post,
            seats,
            rules,
            reopen: self.reopen,
            secret: self.secret,
            on,
            nominate_by,
            nominators,
            note: self.note.trim().to_owned(),
        })
    }
}
