//! What collides, one conflict after the other: the sides to choose from, other words, and what was decided already.

use egui::Ui;

use super::super::super::change::{Conflict, Decided, Dispute, Fix};
use super::super::super::label::Labels;
use super::super::super::ops::merging as ops;
use super::Merging;
use crate::app::Sight;
use crate::kit::text;
use crate::ledger::screen::parts::{read_only, without_value};
use crate::t;
use crate::ui::{self, BODY, Button, Field, Link, SMALL, Tone, line, look};

impl Merging {
    pub(super) fn conflicts(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let Some(result) = self.result.get().and_then(Option::as_ref) else { return };
        if let Some(problem) = &result.problem {
            ui::banner(ui, Tone::Danger, problem, "", "", |_| {});
            return;
        }
        let (mut act, why_not) = (None, read_only(sight));
        let merged = &result.merged;
        if !merged.conflicts.is_empty() {
            ui::section(ui, &t!("To be decided: {count}", count = merged.conflicts.len()));
        }
        for one in &merged.conflicts {
            let words = self.words.entry(one.key.clone()).or_default();
            if let Some(fix) = conflict(ui, one, &result.base, words, why_not) {
                act = Some((one.key.clone(), Some(fix)));
            }
        }
        for one in &merged.misfits {
            ui::banner(
                ui,
                Tone::Danger,
                &t!("Something of {by} does not fit this text", by = one.by),
                t!("Carry it over, or leave it out of the merge"),
                "",
                |_| {},
            );
        }
        if !merged.decided.is_empty() {
            ui::section(ui, t!("Decided"));
        }
        for Decided { conflict, fix } in &merged.decided {
            let clause = result.base.get(conflict.clause).map_or_else(String::new, |l| l.name.clone());
            let how = match fix {
                Fix::Base => t!("as it stands").to_owned(),
                Fix::Of(name) => t!("as {name} has it", name = name),
                Fix::Words(words) => format!("“{words}”"),
            };
            ui.horizontal_wrapped(|ui| {
                line(ui, &format!("{clause}: {how}"), SMALL);
                if Link::new(t!("Open again")).small().show(ui).clicked() {
                    act = Some((conflict.key.clone(), None));
                }
            });
        }
        for same in merged.same_place.iter().take(20) {
            let names: Vec<&str> = same.by.iter().map(String::as_str).collect();
            ui::paragraph(
                ui,
                &t!("{names} put something in at one place; all is kept, in this order.", names = text::list(&names)),
                SMALL.ink(look(ui).muted),
            );
        }
        if let Some((key, fix)) = act
            && let Some(id) = self.id
        {
            self.deciding = Some(
                sight
                    .desk
                    .run(&ops::DECIDE, move |office| ops::decide(office, id, &key, fix.as_ref()).map(without_value)),
            );
        }
    }
}

/// One conflict with its sides; how it is decided, if it was.
fn conflict(ui: &mut Ui, one: &Conflict, labels: &Labels, words: &mut String, why_not: Option<&str>) -> Option<Fix> {
    let mut fix = None;
    let clause = labels.get(one.clause).map_or_else(String::new, |l| l.name.clone());
    ui::paragraph(ui, &t!("{clause}: “{words}”", clause = clause, words = labels.plain(&one.base)), BODY.medium());
    for side in &one.sides {
        let text = if side.gone { t!("leave it out").to_owned() } else { labels.plain(&side.text) };
        let says = format!("{}: {text}", side.by.join(", "));
        if Link::new(&says).show(ui).clicked() && why_not.is_none() {
            fix = side.by.first().cloned().map(Fix::Of);
        }
    }
    if Link::new(t!("As it stands")).show(ui).clicked() && why_not.is_none() {
        fix = Some(Fix::Base);
    }
    if matches!(one.dispute, Dispute::Words | Dispute::Clause | Dispute::Number) {
        ui.horizontal(|ui| {
            Field::new(t!("Other words"), words).bare().placeholder(t!("Other words")).width(190.0).show(ui);
            let empty = words.trim().is_empty().then(|| t!("Write the words first"));
            if Button::secondary(t!("Take these")).unless(empty.or(why_not)).show(ui).clicked() && empty.is_none() {
                fix = Some(Fix::Words(words.clone()));
            }
        });
    }
    ui.add_space(8.0);
    fix
}
