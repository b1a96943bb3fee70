//! A response that came on paper, by letter or by word, as it is keyed: who, how, when, and what is said of which clause.

use egui::{Id, Ui, vec2};

use crate::app::{Reply, Sight};
use crate::kit::{Result, day};
use crate::ledger::model::FieldProblem;
use crate::ledger::screen::parts::{Fields, problem, terms, without_value};
use crate::people::screen::person::{self, Suggestions, Who};
use crate::policy::model::ConsultationId;
use crate::policy::ops::consult;
use crate::t;
use crate::ui::{self, Choice, Field, SMALL, look};

/// What is typed of a response.
#[derive(Clone, Debug)]
pub(super) struct Respond {
    consultation: ConsultationId,
    pub(super) title: String,
    pub(super) who: Who,
    channel: String,
    on: String,
    /// The label of a clause, or nothing for the whole; what is said of it.
    says: Vec<(String, String)>,
}

impl Respond {
    pub(super) fn to(consultation: ConsultationId, title: &str, sight: &Sight<'_>) -> Self {
        Self {
            consultation,
            title: title.to_owned(),
            who: Who::default(),
            channel: "paper".to_owned(),
            on: day::short(sight.today()),
            says: vec![Default::default()],
        }
    }

    pub(super) fn fields(&mut self, ui: &mut Ui, sight: &Sight<'_>, found: &Suggestions, problems: &[FieldProblem]) {
        let shown = person::Shown { label: t!("Who (of the register, or by name)"), ..person::Shown::default() };
        person::show(ui, Id::unique("policy.respond.who"), &mut self.who, found, shown);
        let fields = Fields { sight, problems };
        let options = [
            ("paper".to_owned(), t!("On the paper")),
            ("letter".to_owned(), t!("By letter")),
            ("meeting".to_owned(), t!("At a meeting")),
        ];
        let (channel, on) = (&mut self.channel, &mut self.on);
        ui::two(
            ui,
            |ui| {
                Choice::new(t!("How it came"), channel, &options).show(ui);
            },
            |ui| {
                fields.day(ui, "on", t!("On"), on);
            },
        );
        ui::section(ui, t!("What is said"));
        ui::paragraph(
            ui,
            t!(
                "The clause as it is numbered in the text that was sent out, and nothing for what is said of all of it."
            ),
            SMALL.ink(look(ui).muted),
        );
        let last = self.says.len().saturating_sub(1);
        for (at, (clause, says)) in self.says.iter_mut().enumerate() {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing = vec2(8.0, 4.0);
                let key = format!("clause {at}");
                Field::new(&t!("Clause of comment {number}", number = at + 1), clause)
                    .bare()
                    .placeholder(t!("Clause"))
                    .width(84.0)
                    .id(Id::unique(("policy.respond.clause", at)))
                    .problem(problem(problems, &key))
                    .show(ui);
                let wrong = problem(problems, "says").filter(|_| at == last);
                Field::new(&t!("Comment {number}", number = at + 1), says)
                    .bare()
                    .placeholder(t!("What is said"))
                    .width(ui.available_width())
                    .id(Id::unique(("policy.respond.says", at)))
                    .problem(wrong)
                    .show(ui);
            });
        }
        // The next line is there before it is needed, so Tab leads to it.
        if self.says.last().is_some_and(|(_, says)| !says.trim().is_empty()) {
            self.says.push(Default::default());
        }
    }

    pub(super) fn save(&self, sight: &Sight<'_>) -> Result<Reply<()>, Vec<FieldProblem>> {
        let terms = terms(sight);
        let on = day::typed(&self.on, terms.today, terms.month_first)
            .map_err(|problem| vec![FieldProblem::new("on", problem.to_string())])?;
        let said: Vec<(String, String)> =
            self.says.iter().filter(|(_, says)| !says.trim().is_empty()).cloned().collect();
        if said.is_empty() {
            return Err(vec![FieldProblem::new("says", t!("Write what is said"))]);
        }
        let (consultation, person, channel) = (self.consultation, self.who.person, self.channel.clone());
        let name = if person.is_none() { self.who.text.trim().to_owned() } else { String::new() };
        Ok(sight.desk.run(&consult::RESPOND, move |office| {
            let comments = consult::anchored(office, consultation, &said)?;
            let reply = consult::Reply { person, name, channel, day: Some(on), comments, file: None };
            consult::respond(office, consultation, &reply).map(without_value)
        }))
    }
}
