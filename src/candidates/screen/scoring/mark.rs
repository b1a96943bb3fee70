//! How one criterion of a card is drawn: its anchors, the note, and what a candidate wrote that speaks of it.

use egui::{Id, Stroke, Ui};

use super::super::super::model::{CandidateId, Criterion, CriterionId, Whole};
use super::super::super::opened::Says;
use super::working::Line;
use crate::t;
use crate::ui::{self, BODY, Field, SMALL, look};

pub(super) fn note_id(criterion: CriterionId) -> Id {
    Id::unique("candidates.note").with(criterion.0)
}

/// What a candidate wrote that speaks of a criterion, as it was covered.
pub(super) fn written(ui: &mut Ui, whole: &Whole, candidate: CandidateId, criterion: CriterionId) {
    let mut any = false;
    for text in whole.texts.iter().filter(|text| text.candidate == candidate) {
        let question = text.question.and_then(|id| whole.questions.iter().find(|one| one.id == id));
        if question.is_some_and(|question| !question.new.criteria.contains(&criterion)) {
            continue;
        }
        any = true;
        ui::line(ui, question.map_or(t!("Statement"), |one| &one.new.text), SMALL.ink(look(ui).muted));
        if text.ready {
            ui::paragraph(ui, &text.redacted, BODY);
        } else {
            ui::paragraph(ui, t!("The chair has not covered names in it yet."), SMALL.ink(look(ui).muted));
        }
    }
    if !any {
        ui::paragraph(ui, t!("Nothing was written that speaks of this."), SMALL.ink(look(ui).muted));
    }
}

/// One criterion of a card; answers whether something of it was touched.
pub(super) fn mark(ui: &mut Ui, criterion: &Criterion, line: &mut Line, here: bool) -> bool {
    let top = ui.cursor().top();
    let mut touched = false;
    ui.push_id(criterion.id.0, |ui| {
        ui::line(ui, &criterion.new.name, BODY.strong());
        if !criterion.new.about.is_empty() {
            ui::paragraph(ui, &criterion.new.about, SMALL.ink(look(ui).muted));
        }
        touched |= anchors(ui, criterion, &mut line.says);
        let last = criterion.new.anchors.len().saturating_sub(1);
        let ends = matches!(line.says, Some(Says::Anchor(at)) if at == 0 || at == last);
        let needs = ends && line.note.trim().is_empty();
        let note = Field::new(t!("What you saw or heard"), &mut line.note).id(note_id(criterion.id)).rows(2);
        let warning = needs.then(|| t!("The lowest and the highest mark need a note"));
        let response = note.warning(warning).show(ui);
        touched |= response.has_focus() || response.changed();
    });
    if here {
        let (left, bottom) = (ui.min_rect().left() - 12.0, ui.cursor().top() - 10.0);
        let bar = egui::Rect::from_min_max(egui::pos2(left, top), egui::pos2(left + 3.0, bottom));
        ui.painter().rect_filled(bar, 2, look(ui).accent);
    }
    touched
}

/// The points of a scale and “no evidence”; answers whether one was chosen just now.
pub(super) fn anchors(ui: &mut Ui, criterion: &Criterion, says: &mut Option<Says>) -> bool {
    let mut changed = false;
    ui.spacing_mut().item_spacing.y = 2.0;
    for (at, anchor) in criterion.new.anchors.iter().enumerate() {
        let own = Some(Says::Anchor(at));
        let words = format!("{}  {}", anchor.value, anchor.words);
        let fits = ui::text_width(ui, &words, BODY) + 30.0 < ui.available_width();
        if fits {
            changed |= ui::radio(ui, says, own, &words).changed();
        } else {
            ui.horizontal_top(|ui| {
                changed |= ui::radio(ui, says, own, &anchor.value.to_string()).changed();
                ui.vertical(|ui| {
                    ui.add_space(4.0);
                    ui::paragraph(ui, &anchor.words, BODY);
                });
            });
        }
    }
    // It is no point of the scale, so it does not stand in its row.
    ui.add_space(4.0);
    let (across, top) = (ui.max_rect().x_range(), ui.cursor().top());
    ui.painter().hline(across, top, Stroke::new(1.0, look(ui).line));
    ui.add_space(6.0);
    changed |= ui::radio(ui, says, Some(Says::NoEvidence), t!("No evidence: neither good nor bad")).changed();
    ui.spacing_mut().item_spacing.y = 10.0;
    ui.add_space(8.0);
    changed
}
