//! Several members that are selected: what they come to together, and what can be done with all of them at once.

use std::collections::BTreeSet;

use egui::{Ui, vec2};

use super::super::{CONSENT, EXPORT, LABELS, LETTER, REMIND, SEE_CARDS, TAG, UNTAG, WRITE_REMINDERS};
use super::Members;
use crate::app::Sight;
use crate::kit::{Money, text};
use crate::members::model::{PersonId, Row, Status};
use crate::t;
use crate::ui::{self, BODY, TITLE, Tone, look};

/// Draws the pane for them.
pub(super) fn show(ui: &mut Ui, sight: &Sight<'_>, rows: &[&Row]) {
    ui.spacing_mut().item_spacing = vec2(8.0, 10.0);
    ui::paragraph(ui, &t!("{members} selected", members = super::super::members(rows.len())), TITLE);
    let counted: Vec<(&str, String)> = Status::ALL
        .into_iter()
        .map(|status| (status.label(), rows.iter().filter(|row| row.status == status).count()))
        .filter(|(_, count)| *count > 0)
        .map(|(label, count)| (label, text::count(count)))
        .collect();
    let owed: Money = rows.iter().map(|row| row.owed).sum();
    let owed = sight.currency().show(owed);
    let mut pairs: Vec<(&str, &str)> = counted.iter().map(|(label, count)| (*label, count.as_str())).collect();
    pairs.push((t!("Owed for them"), &owed));
    ui::key_values(ui, &pairs);
    ui.add_space(2.0);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
        LETTER.primary(ui, sight);
        for command in [&LABELS, &SEE_CARDS, &WRITE_REMINDERS, &TAG, &UNTAG, &CONSENT, &EXPORT] {
            command.secondary(ui, sight);
        }
    });
    ui::paragraph(ui, t!("Ctrl+C copies what is in sight of them for a spreadsheet."), BODY.ink(look(ui).muted));
}

impl Members {
    /// The rows that are selected, where it is more than one.
    pub(super) fn selected(&self) -> Vec<&Row> {
        let selection = &self.table.selection;
        if self.form.is_some() || selection.count() < 2 {
            return Vec::new();
        }
        selection.rows().filter_map(|at| self.row(at)).collect()
    }

    /// Whom a command is for that many can be meant by: those who are selected, else the one in the pane.
    fn meant(&self) -> Vec<PersonId> {
        let selected: Vec<PersonId> = self.selected().into_iter().map(|row| row.person).collect();
        if selected.is_empty() { self.person().into_iter().collect() } else { selected }
    }

    /// Whom a paper is for: those who are selected, else everybody in the list.
    pub(super) fn on_paper(&self) -> Vec<PersonId> {
        let selected = self.selected();
        if !selected.is_empty() {
            return selected.into_iter().map(|row| row.person).collect();
        }
        let rows = self.everybody.get().map_or(&[][..], |all| all.rows.as_slice());
        self.shown.iter().filter_map(|at| rows.get(*at)).map(|row| row.person).collect()
    }

    /// Does a command for those who are meant; answers whether it is one for many.
    pub(super) fn for_many(&mut self, key: &str, sight: &Sight<'_>) -> bool {
        let many = [&TAG, &UNTAG, &CONSENT, &WRITE_REMINDERS].iter().any(|command| command.key == key);
        if !many {
            return false;
        }
        let people = self.meant();
        if people.is_empty() {
            sight.notice(Tone::Warning, t!("No member is open"), t!("Choose one in the list first"));
        } else if key == CONSENT.key {
            self.many.consent(sight, people);
        } else if key == WRITE_REMINDERS.key {
            let people: Vec<String> = people.iter().map(PersonId::to_string).collect();
            sight.go(REMIND, people.join(","));
        } else {
            self.many.tag(people, key == UNTAG.key);
        }
        true
    }

    /// Exports those who are selected, or everybody.
    pub(super) fn export(&mut self, sight: &Sight<'_>) {
        let Some(export) = crate::members::cli::NOUN.exports.first() else { return };
        let people: BTreeSet<i64> = self.selected().into_iter().map(|row| row.person.0).collect();
        if people.is_empty() {
            self.exporting.begin(sight, export);
        } else {
            self.exporting.begin_these(sight, export, people);
        }
    }
}
