//! What the dialogs of a file ask, and what they do.

use super::File;
use super::respond::Respond;
use crate::app::{Reply, Sight};
use crate::kit::{Result, day};
use crate::ledger::model::FieldProblem;
use crate::ledger::screen::parts::{problem, terms, without_value};
use crate::ledger::screen::typing::Question;
use crate::policy::model::DocumentId;
use crate::policy::ops::{comment, consult, step, value};
use crate::policy::printing;
use crate::policy::store::{self};
use crate::t;
use crate::ui::{Choice, Field};
use egui::Ui;

/// What a dialog asks.
#[derive(Clone, Debug)]
pub(super) enum Ask {
    /// The point, its name, how it was settled, the words.
    Check {
        point: String,
        name: String,
        state: String,
        says: String,
    },
    Mark {
        value: crate::policy::model::ValueId,
        title: String,
        mark: String,
        why: String,
    },
    Answer {
        comment: crate::policy::model::CommentId,
        says: String,
        state: String,
        answer: String,
        theme: String,
    },
    Open {
        until: String,
        question: String,
    },
    Value {
        title: String,
        kind: String,
        about: String,
    },
    Respond(Box<Respond>),
}

impl File {
    pub(super) fn dialog(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let (Some(asking), Some(id)) = (&mut self.ask, self.id) else { return };
        let (title, does) = match &asking.what {
            Ask::Check { name, .. } => (name.clone(), t!("Settle it")),
            Ask::Mark { title, .. } => (t!("This document and “{title}”", title = title), t!("Mark it")),
            Ask::Answer { .. } => (t!("Answer a comment").to_owned(), t!("Answer")),
            Ask::Open { .. } => (t!("Open a consultation").to_owned(), t!("Open it")),
            Ask::Value { .. } => (t!("New value or aim").to_owned(), t!("Write it down")),
            Ask::Respond(respond) => (t!("A response to “{title}”", title = respond.title), t!("Record it")),
        };
        let body = if let Ask::Answer { says, .. } = &asking.what { says.clone() } else { String::new() };
        let question = Question { title, does, body, danger: false };
        let found = &self.found;
        let fields = |ui: &mut Ui, ask: &mut Ask, problems: &[FieldProblem]| match ask {
            Ask::Respond(respond) => respond.fields(ui, sight, found, problems),
            ask => ask_fields(ui, ask, problems),
        };
        if !asking.show(ui, sight, &question, fields, |ask| does_ask(ask, id, sight)) {
            self.ask = None;
        }
    }
}

pub(super) fn ask_fields(ui: &mut Ui, ask: &mut Ask, problems: &[FieldProblem]) {
    match ask {
        Ask::Check { state, says, .. } => {
            let options = [
                ("done".to_owned(), t!("Done")),
                ("not_needed".to_owned(), t!("Not needed")),
                (String::new(), t!("Open again")),
            ];
            Choice::new(t!("State"), state, &options).show(ui);
            Field::new(t!("How it was settled, or why it is not needed"), says)
                .rows(3)
                .problem(problem(problems, "says"))
                .show(ui);
        }
        Ask::Mark { mark, why, .. } => {
            let options = [
                ("serves".to_owned(), t!("Serves it")),
                ("neutral".to_owned(), t!("Neutral")),
                ("against".to_owned(), t!("Against it")),
            ];
            Choice::new(t!("How it stands to it"), mark, &options).show(ui);
            Field::new(t!("Why"), why).rows(3).show(ui);
        }
        Ask::Answer { state, answer, theme, .. } => {
            let options =
                ["open", "taken", "partly", "not_taken", "noted"].map(|key| (key.to_owned(), printing::state(key)));
            Choice::new(t!("What became of it"), state, &options).show(ui);
            Field::new(t!("What we say and did"), answer).rows(3).problem(problem(problems, "answer")).show(ui);
            Field::new(t!("Theme"), theme).show(ui);
        }
        Ask::Open { until, question } => {
            Field::new(t!("Until"), until).problem(problem(problems, "until")).placeholder(t!("The last day")).show(ui);
            Field::new(t!("What is asked"), question).rows(3).show(ui);
        }
        Ask::Value { title, kind, about } => {
            Field::new(t!("In a few words"), title).problem(problem(problems, "title")).show(ui);
            let options = [("value".to_owned(), t!("Value")), ("aim".to_owned(), t!("Aim"))];
            Choice::new(t!("Kind"), kind, &options).show(ui);
            Field::new(t!("What is meant"), about).rows(3).show(ui);
        }
        Ask::Respond(_) => {}
    }
}

pub(super) fn does_ask(ask: &Ask, id: DocumentId, sight: &Sight<'_>) -> Result<Reply<()>, Vec<FieldProblem>> {
    Ok(match ask.clone() {
        Ask::Check { point, state, says, .. } => {
            sight.desk.run(&step::CHECK, move |office| step::check(office, id, &point, &state, &says))
        }
        Ask::Mark { value, mark, why, .. } => {
            sight.desk.run(&value::MARK, move |office| value::mark(office, id, value, &mark, &why))
        }
        Ask::Answer { comment, state, answer, theme, .. } => {
            let said = comment::Answer { state, answer, theme, version: None };
            sight.desk.run(&comment::ANSWER, move |office| comment::answer(office, comment, &said))
        }
        Ask::Open { until, question } => {
            let terms = terms(sight);
            let closes = day::typed(&until, terms.today, terms.month_first)
                .map_err(|problem| vec![FieldProblem::new("until", problem.to_string())])?;
            let opening = consult::Opening { question, closes, ..consult::Opening::default() };
            sight.desk.run(&consult::OPEN, move |office| consult::open(office, id, &opening).map(without_value))
        }
        Ask::Value { title, kind, about } => {
            let value = store::Value { title, kind, about, ..store::Value::default() };
            sight.desk.run(&value::SET, move |office| value::set(office, &value).map(without_value))
        }
        Ask::Respond(respond) => respond.save(sight)?,
    })
}
