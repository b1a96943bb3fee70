//! A letter while it is written.

use serde::{Deserialize, Serialize};

use super::{Envelope, FieldProblem, Letter, Text};
use crate::office::profile::PaperSize;
use crate::t;

/// What was typed. Paper and envelope are keys; empty stands for what is usual.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LetterForm {
    pub title: String,
    pub heading: String,
    pub body: String,
    pub paper: String,
    pub envelope: String,
    pub signed: bool,
}

const LONGEST: usize = 20_000;

impl LetterForm {
    pub fn of(letter: &Letter) -> Self {
        Self {
            title: letter.title.clone(),
            heading: letter.heading.clone(),
            body: letter.body.clone(),
            paper: letter.paper.map(PaperSize::name).unwrap_or_default().to_owned(),
            envelope: letter.envelope.map(Envelope::key).unwrap_or_default().to_owned(),
            signed: letter.signed,
        }
    }

    /// The letter that was typed, in the place of `letter`; `known` are the names of all fields.
    ///
    /// # Errors
    /// Every problem, each with its field: `title`, `heading`, `body`, `paper`, `envelope`.
    pub fn parse(&self, letter: &Letter, known: &[String]) -> Result<Letter, Vec<FieldProblem>> {
        let mut problems = Vec::new();
        let mut wrong = |field: &str, message: String| problems.push(FieldProblem { field: field.to_owned(), message });
        let title = self.title.split_whitespace().collect::<Vec<_>>().join(" ");
        if title.is_empty() {
            wrong("title", t!("Give the letter a title, by which you find it again").to_owned());
        } else if title.chars().count() > 100 {
            wrong("title", t!("A title has at most 100 letters").to_owned());
        }
        let heading = self.heading.split_whitespace().collect::<Vec<_>>().join(" ");
        if let Err(all) = Text::parse(&heading, known) {
            wrong("heading", all.join(". "));
        }
        let body = self.body.trim_end().to_owned();
        if body.trim().is_empty() {
            wrong("body", t!("Write what the letter says").to_owned());
        } else if body.chars().count() > LONGEST {
            wrong("body", t!("A letter has at most {most} letters", most = crate::kit::text::count(LONGEST)));
        } else if let Err(all) = Text::parse(&body, known) {
            wrong("body", all.join(". "));
        }
        let paper = match self.paper.trim().to_lowercase().as_str() {
            "" => None,
            "a4" => Some(PaperSize::A4),
            "letter" => Some(PaperSize::Letter),
            _ => {
                wrong("paper", t!("The paper is A4 or Letter").to_owned());
                None
            }
        };
        let envelope = match self.envelope.trim() {
            "" => None,
            key => {
                let found = Envelope::of(key);
                if found.is_none() {
                    wrong("envelope", t!("Choose none, dl, din_a, din_b or us10").to_owned());
                }
                found
            }
        };
        if !problems.is_empty() {
            return Err(problems);
        }
        let (id, key, about) = (letter.id, letter.key.clone(), letter.about.clone());
        Ok(Letter { id, key, title, about, heading, body, paper, envelope, signed: self.signed })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_goes_there_and_back_and_says_what_is_wrong() {
        let known = vec!["first name".to_owned()];
        let letter = Letter {
            title: "To all".into(),
            body: "Dear {first name}".into(),
            envelope: Some(Envelope::DinB),
            paper: Some(PaperSize::A4),
            ..Letter::default()
        };
        assert_eq!(LetterForm::of(&letter).parse(&letter, &known).unwrap(), letter);
        let form = LetterForm {
            heading: "{x}".into(),
            body: "{".into(),
            paper: "A3".into(),
            envelope: "c4".into(),
            ..LetterForm::default()
        };
        let fields: Vec<_> = form.parse(&letter, &known).unwrap_err().into_iter().map(|p| p.field).collect();
        assert_eq!(fields, ["title", "heading", "body", "paper", "envelope"]);
    }
}
