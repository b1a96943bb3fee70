//! The form, a stack of filled ones, and totals in which nobody can be found again.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::candidates::model::RoundId;
use crate::kit::{Problem, Result};
use crate::people::tally::{self, Tally};
use crate::t;

/// Fewer forms than this are not taken: their totals would be hidden, and the history would say who brought which in.
pub const LEAST: usize = tally::LEAST;
/// The answer that stands last in every question.
pub const UNSAID: &str = "unsaid";

/// Whose forms they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    Members,
    /// Officers and helpers.
    Team,
    /// Who applied in a round.
    Round(RoundId),
}

impl Whose {
    pub fn key(self) -> &'static str {
        match self {
            Self::Members => "members",
            Self::Team => "team",
            Self::Round(_) => "round",
        }
    }

    pub fn round(self) -> Option<RoundId> {
        if let Self::Round(id) = self { Some(id) } else { None }
    }
}

/// A question with its answers, each a word and what it says.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    pub key: String,
    pub text: String,
    pub answers: Vec<(String, String)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    question: Vec<Question>,
}

/// The questions, each with “Prefer not to say” as its last answer.
///
/// # Errors
/// When the program was built with a damaged form, which a test refuses.
pub fn questions() -> Result<Vec<Question>> {
    let file: File = toml::from_str(include_str!("../../assets/equality.toml"))
        .map_err(|error| Problem::defect("assets/equality.toml cannot be read").because(error))?;
    let unsaid = || (UNSAID.to_owned(), t!("Prefer not to say").to_owned());
    Ok(file
        .question
        .into_iter()
        .map(|mut question| {
            question.answers.push(unsaid());
            question
        })
        .collect())
}

/// One filled form: an answer's word for each question; what is not there was not answered.
pub type Form = BTreeMap<String, String>;

/// How often each answer of each question was given.
pub type Counts = BTreeMap<(String, String), usize>;

/// Adds a stack of forms up. What was left out counts as not said.
///
/// # Errors
/// When there are too few, or a form has something that is no answer.
pub fn add_up(forms: &[Form]) -> Result<Counts> {
    if forms.len() < LEAST {
        return Err(Problem::input(t!(
            "A stack of fewer than {least} forms is not taken. Nothing was kept",
            least = LEAST
        ))
        .hint(t!("Keep the paper until more have come: so few would tell who answered what")));
    }
    let questions = questions()?;
    let mut counts = Counts::new();
    for form in forms {
        if let Some(wrong) = form.keys().find(|key| !questions.iter().any(|q| q.key == **key)) {
            let all: Vec<&str> = questions.iter().map(|q| q.key.as_str()).collect();
            return Err(Problem::input(t!("The form has no question “{name}”. Nothing was kept", name = wrong))
                .hint(t!("Its questions are {all}", all = all.join(", "))));
        }
        for question in &questions {
            let said = form.get(&question.key).map_or(UNSAID, |said| if said.is_empty() { UNSAID } else { said });
            if !question.answers.iter().any(|(key, _)| key == said) {
                let all: Vec<&str> = question.answers.iter().map(|(key, _)| key.as_str()).collect();
                return Err(Problem::input(t!(
                    "“{said}” is no answer to “{question}”. Nothing was kept",
                    said = said,
                    question = question.text
                ))
                .hint(t!("The answers are {all}", all = all.join(", "))));
            }
            *counts.entry((question.key.clone(), said.to_owned())).or_default() += 1;
        }
    }
    Ok(counts)
}

/// One question with its totals, small ones hidden.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Totals {
    pub question: Question,
    /// In the order of the answers.
    pub tally: Tally,
}

/// The totals of every question.
///
/// # Errors
/// As [`questions`].
pub fn totals(counts: &Counts) -> Result<Vec<Totals>> {
    let of = |question: Question| {
        let cells = question.answers.iter().map(|(key, says)| {
            let count = counts.get(&(question.key.clone(), key.clone())).copied().unwrap_or(0);
            (says.clone(), count)
        });
        Totals { tally: tally::tally(cells.collect()), question: question.clone() }
    };
    Ok(questions()?.into_iter().map(of).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(pairs: &[(&str, &str)]) -> Form {
        pairs.iter().map(|(key, said)| ((*key).to_owned(), (*said).to_owned())).collect()
    }

    #[test]
    fn a_stack_adds_up_to_counts_and_small_cells_are_hidden() {
        let mut forms = vec![form(&[("sex", "woman"), ("caring", "yes")]); 12];
        forms.extend(vec![form(&[("sex", "man")]); 6]);
        forms.push(form(&[("sex", "other")]));
        let counts = add_up(&forms).unwrap();
        assert_eq!(counts[&("sex".to_owned(), "woman".to_owned())], 12);
        assert_eq!(counts[&("caring".to_owned(), UNSAID.to_owned())], 7);
        let totals = totals(&counts).unwrap();
        let sex = totals.iter().find(|one| one.question.key == "sex").unwrap();
        // One answered in another way; with only that hidden it would be the rest.
        let shown: Vec<_> = sex.tally.cells.iter().map(|cell| cell.count).collect();
        assert_eq!((shown, sex.tally.total), (vec![Some(12), None, None, Some(0)], Some(19)));
        let age = totals.iter().find(|one| one.question.key == "age").unwrap();
        assert_eq!(age.tally.cells.last().unwrap().count, Some(19), "nobody said");
    }

    #[test]
    fn too_few_and_wrong_answers_are_refused_whole() {
        assert!(add_up(&vec![Form::new(); LEAST - 1]).unwrap_err().message.contains("fewer than 5"));
        let mut forms = vec![Form::new(); LEAST];
        forms.push(form(&[("sex", "purple")]));
        assert!(add_up(&forms).unwrap_err().message.contains("no answer"));
        forms.pop();
        forms.push(form(&[("shoe", "9")]));
        assert!(add_up(&forms).unwrap_err().message.contains("no question"));
        for question in questions().unwrap() {
            assert_eq!(question.answers.last().unwrap().0, UNSAID, "{}", question.key);
        }
    }
}
