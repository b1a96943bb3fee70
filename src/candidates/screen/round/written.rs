//! The redaction view: what a candidate wrote, beside what scorers read in the sift.

use egui::Ui;

use super::super::super::model::{Candidate, CandidateId, QuestionId, RoundId, Text, Whole};
use super::super::super::{ops, redact};
use crate::app::{Reply, Sight};
use crate::ledger::screen::parts::with_id;
use crate::ledger::screen::typing::Typing;
use crate::t;
use crate::ui::{self, BODY, Button, Field};

/// A text while it is typed.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Written {
    candidate: CandidateId,
    question: Option<QuestionId>,
    text: String,
    redacted: String,
    ready: bool,
}

impl Written {
    pub(super) fn of(text: Text) -> Self {
        let Text { candidate, question, text, redacted, ready } = text;
        Self { candidate, question, text, redacted, ready }
    }

    /// Keeps it.
    pub(super) fn save(&self, of: RoundId, sight: &Sight<'_>) -> Reply<i64> {
        let Self { candidate, question, text, redacted, ready } = self.clone();
        let text = Text { candidate, question, text, redacted, ready };
        sight.desk.run(&ops::TEXT, move |office| ops::text(office, of, &text).map(|done| with_id(done, |()| 0)))
    }
}

/// Both texts, and what covers names.
pub(super) fn view(ui: &mut Ui, form: &mut Typing<Written>, whole: &Whole) {
    let name = whole.candidate(form.typed.candidate).map_or("", |one| one.name());
    ui::section(ui, name);
    let question = form.typed.question.and_then(|id| whole.questions.iter().find(|one| one.id == id));
    ui::paragraph(ui, question.map_or(t!("Statement"), |one| &one.new.text), BODY.strong());
    let typed = &mut form.typed;
    Field::new(t!("As it was written"), &mut typed.text).rows(7).show(ui);
    if Button::secondary(t!("Cover names and the like"))
        .unless(typed.text.trim().is_empty().then_some(""))
        .show(ui)
        .clicked()
    {
        let names: Vec<&str> = whole.candidates.iter().map(Candidate::name).collect();
        typed.redacted = redact::redact(&typed.text, &names);
        typed.ready = false;
    }
    Field::new(t!("As scorers read it in the sift"), &mut typed.redacted)
        .rows(7)
        .hint(t!("Cover what else tells who wrote it; a program does not know who “the councillor for Quay Ward” is"))
        .show(ui);
    ui::checkbox(ui, &mut typed.ready, t!("I have read it, and it tells nobody who wrote it"));
}
