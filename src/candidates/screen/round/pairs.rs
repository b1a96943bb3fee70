//! The dialog in which criteria are weighed by comparing them two at a time.

use egui::{Id, Ui};

use super::super::super::model::{CriterionId, FieldProblem};
use super::super::super::pairs::{self, Weighed};
use crate::ledger::screen::parts::Fields;
use crate::t;
use crate::ui::{self, BODY, Choice, SMALL, Tone, look};

/// What is being compared.
pub(super) struct Pairs {
    pub ids: Vec<CriterionId>,
    names: Vec<String>,
    /// An answer for each pair, in their order.
    answers: Vec<i32>,
    pub why: String,
}

impl Pairs {
    pub(super) fn of(criteria: &[(CriterionId, String)]) -> Self {
        let (ids, names): (Vec<_>, Vec<_>) = criteria.iter().cloned().unzip();
        let answers = vec![1; pairs::pairs(ids.len()).len()];
        Self { ids, names, answers, why: String::new() }
    }

    /// What the answers come to.
    pub(super) fn weighed(&self) -> Option<Weighed> {
        let ratios: Vec<f64> = self.answers.iter().map(|answer| pairs::ratio(*answer)).collect();
        pairs::weigh(self.ids.len(), &ratios).ok()
    }

    pub(super) fn fields(&mut self, ui: &mut Ui, fields: &Fields<'_>) {
        let options = pairs::answers();
        egui::ScrollArea::vertical().max_height(260.0).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 8.0;
            for (at, (first, second)) in pairs::pairs(self.ids.len()).into_iter().enumerate() {
                let (Some(a), Some(b), Some(answer)) =
                    (self.names.get(first), self.names.get(second), self.answers.get_mut(at))
                else {
                    continue;
                };
                let label = t!("“{first}” beside “{second}” is", first = a, second = b);
                Choice::new(&label, answer, &options).id(Id::unique("candidates.pair").with(at)).show(ui);
            }
        });
        let names: Vec<&str> = self.names.iter().map(String::as_str).collect();
        if let Some(weighed) = self.weighed() {
            let parts: Vec<String> = names
                .iter()
                .zip(&weighed.weights)
                .map(|(name, weight)| format!("{name} {}%", (weight + 50) / 100))
                .collect();
            ui::paragraph(ui, &parts.join(" · "), BODY.strong());
            let says = weighed.says(&names);
            if weighed.contradicts() {
                ui::banner(ui, Tone::Warning, &says, "", "", |_| {});
            } else {
                ui::paragraph(ui, &says, SMALL.ink(look(ui).muted));
            }
        }
        fields.text(ui, "why", t!("Why they weigh that"), &mut self.why);
    }

    /// The weights and the reason, or what is missing.
    pub(super) fn parse(&self) -> Result<(Vec<(CriterionId, i64)>, String), Vec<FieldProblem>> {
        if self.why.trim().is_empty() {
            return Err(vec![FieldProblem::new("why", t!("A weight that is argued has its reason in writing"))]);
        }
        let weights = self.weighed().map(|weighed| weighed.weights).unwrap_or_default();
        Ok((self.ids.iter().copied().zip(weights).collect(), self.why.trim().to_owned()))
    }
}
