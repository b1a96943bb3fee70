//! What comes before the cards: how the scorer stands to each candidate, and the practice answers.

use egui::{Id, Ui, vec2};

use super::super::super::model::{CandidateId, ExerciseId, RoundId, ScorerId, Stance, Whole};
use super::super::super::opened::Says;
use super::super::super::ops;
use super::mark::anchors;
use crate::app::{Reply, Sight};
use crate::kit::Problem;
use crate::t;
use crate::ui::{self, BODY, Button, Field, SMALL, Tone, look};

/// Of whom, whether they are recused, and why.
pub(in super::super) type Saying = Vec<(CandidateId, bool, String)>;

/// What is said of one candidate.
#[derive(Clone, Default)]
struct Said {
    /// Nothing yet, free, or recused.
    recused: Option<bool>,
    why: String,
}

/// How the scorer stands to each candidate, before anything of them is shown.
#[derive(Default)]
pub(in super::super) struct Declare {
    said: Vec<(CandidateId, Said)>,
    /// Open again, although all was declared.
    again: bool,
    saving: Option<Reply<()>>,
    problem: Option<Problem>,
}

impl Declare {
    pub(super) fn is_open(&self) -> bool {
        self.again
    }

    pub(super) fn logic(&mut self) {
        match self.saving.as_mut().and_then(Reply::take) {
            Some(Ok(())) => *self = Self::default(),
            Some(Err(problem)) => (self.saving, self.problem) = (None, Some(problem)),
            None => {}
        }
    }

    /// Draws it; answers with what is declared once it is confirmed.
    pub(in super::super) fn ui(&mut self, ui: &mut Ui, whole: &Whole, scorer: ScorerId) -> Option<Saying> {
        if self.said.is_empty() {
            let of = |id: CandidateId| match whole.stance(scorer, id) {
                Stance::Undeclared => Said::default(),
                Stance::Free(why) => Said { recused: Some(false), why: why.to_owned() },
                Stance::Recused(why) => Said { recused: Some(true), why: why.to_owned() },
            };
            // What was declared before stands; a kit brings some of it along.
            let open = whole.standing().filter(|one| whole.stance(scorer, one.id) == Stance::Undeclared);
            self.said = open.map(|one| (one.id, of(one.id))).collect();
        }
        ui.set_max_width(640.0);
        ui.spacing_mut().item_spacing = vec2(8.0, 10.0);
        ui::section(ui, t!("First: how do you stand to each candidate?"));
        let words = t!(
            "Family, partners, business, close friends, old quarrels: say so. Who is recused sees and marks nothing of that candidate. Nothing of anybody is shown before you have said this of all."
        );
        ui::paragraph(ui, words, SMALL.ink(look(ui).muted));
        for (at, (id, said)) in self.said.iter_mut().enumerate() {
            let name = whole.candidate(*id).map_or("", |one| one.name());
            ui.separator();
            ui::line(ui, name, BODY.strong());
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing.x = 20.0;
                ui.push_id(at, |ui| {
                    ui::radio(ui, &mut said.recused, Some(false), t!("No conflict, I can score"));
                    ui::radio(ui, &mut said.recused, Some(true), t!("I am recused"));
                });
            });
            if said.recused == Some(true) {
                let why = Field::new(t!("Why, as all may read it"), &mut said.why);
                why.id(Id::unique("candidates.conflict").with(at)).placeholder(t!("Cousin")).show(ui);
            }
        }
        if let Some(problem) = &self.problem {
            let hint = problem.hint.as_deref().unwrap_or_default();
            ui::banner(ui, Tone::Danger, &problem.message, hint, "", |_| {});
        }
        let open = self.said.iter().any(|(_, said)| said.recused.is_none());
        let silent = self.said.iter().any(|(_, said)| said.recused == Some(true) && said.why.trim().is_empty());
        let why_not =
            if open { Some(t!("Say it of every candidate")) } else { silent.then(|| t!("Say why you are recused")) };
        let why_not = why_not.or(self.saving.is_some().then(|| t!("It is being saved")));
        let confirmed = Button::primary(t!("Declare")).unless(why_not).show(ui).clicked();
        confirmed.then(|| self.said.iter().map(|(id, s)| (*id, s.recused == Some(true), s.why.clone())).collect())
    }

    /// Keeps in the office what was declared.
    pub(super) fn save(&mut self, sight: &Sight<'_>, of: RoundId, scorer: ScorerId, said: Saying) {
        self.saving = Some(sight.desk.run(&ops::DECLARE, move |office| ops::declare(office, of, scorer, &said)));
    }
}

/// The practice answers, marked before the real ones; then how all marked them.
#[derive(Default)]
pub(super) struct Practise {
    marks: Vec<(ExerciseId, Option<Says>)>,
    /// The spread is being read.
    spread: bool,
    saving: Option<Reply<()>>,
    problem: Option<Problem>,
}

impl Practise {
    pub(super) fn is_open(&self) -> bool {
        self.spread
    }

    pub(super) fn logic(&mut self) {
        match self.saving.as_mut().and_then(Reply::take) {
            Some(Ok(())) => (self.saving, self.spread) = (None, true),
            Some(Err(problem)) => (self.saving, self.problem) = (None, Some(problem)),
            None => {}
        }
    }

    pub(super) fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>, whole: &Whole, scorer: ScorerId) {
        ui.set_max_width(640.0);
        ui.spacing_mut().item_spacing = vec2(8.0, 10.0);
        if self.spread {
            ui::section(ui, t!("How the panel marked the practice answers"));
            for one in &whole.exercises {
                ui::paragraph(ui, &one.answer, BODY);
                ui::paragraph(ui, &whole.spread(one.id).says(), SMALL.ink(look(ui).muted));
            }
            if Button::primary(t!("On to the cards")).show(ui).clicked() {
                self.spread = false;
            }
            return;
        }
        if self.marks.is_empty() {
            let of = |id| whole.tried.iter().find(|t| t.exercise == id && t.scorer == scorer).map(|t| t.says);
            self.marks = whole.exercises.iter().map(|one| (one.id, of(one.id))).collect();
        }
        ui::section(ui, t!("Then: practise on invented answers"));
        let words = t!(
            "Mark them as you would a real one. You see afterwards how the others did, so that all mean the same by a mark."
        );
        ui::paragraph(ui, words, SMALL.ink(look(ui).muted));
        for (at, (id, mark)) in self.marks.iter_mut().enumerate() {
            let Some(one) = whole.exercises.iter().find(|one| one.id == *id) else { continue };
            let Some(criterion) = whole.criterion(one.criterion) else { continue };
            ui.separator();
            ui::line(ui, &criterion.new.name, BODY.strong());
            ui::paragraph(ui, &one.answer, BODY);
            ui.push_id(at, |ui| anchors(ui, criterion, mark));
        }
        if let Some(problem) = &self.problem {
            let hint = problem.hint.as_deref().unwrap_or_default();
            ui::banner(ui, Tone::Danger, &problem.message, hint, "", |_| {});
        }
        let marks: Vec<(ExerciseId, Says)> =
            self.marks.iter().filter_map(|(id, says)| says.map(|says| (*id, says))).collect();
        let open = (marks.len() < self.marks.len()).then(|| t!("Mark every answer"));
        let why_not = open.or(self.saving.is_some().then(|| t!("It is being saved")));
        if Button::primary(t!("Keep these marks")).unless(why_not).show(ui).clicked() {
            let of = whole.round.id;
            self.saving = Some(sight.desk.run(&ops::TRY, move |office| ops::try_marks(office, of, scorer, &marks)));
        }
    }
}
