//! What a line is, typed in the pane: one part or several, somebody new among them, and whether it is remembered.

use egui::{Id, Key, Ui};

use super::form_fields;
use crate::app::{Reply, Sight};
use crate::bank::model::{BankLine, LineId, PartForm, PartProblem, PersonId, read_parts, rule_of, usual_kind};
use crate::bank::ops;
use crate::kit::{Money, Problem, text};
use crate::ledger::screen::causes::{self, Causes};
use crate::ledger::screen::named::Chart;
use crate::people::screen::person::{Suggestions, Who};
use crate::t;
use crate::ui::{self, Answer, Button, Dialog, SMALL, Tone, checkbox, look, paragraph};

/// One part with who it is from, as far as that is typed.
#[derive(Default)]
pub(super) struct Row {
    pub form: PartForm,
    pub who: Who,
    pub found: Suggestions,
}

/// The form.
pub(super) struct Form {
    pub lines: Vec<BankLine>,
    pub rows: Vec<Row>,
    pub remember: bool,
    pub problems: Vec<PartProblem>,
    /// The part and field that takes the keyboard when it is drawn next.
    pub focus: Option<(usize, &'static str)>,
    pub more: bool,
    touched: bool,
    refused: Option<Problem>,
    saving: Option<Reply<ops::Accepted>>,
    leaving: bool,
    causes: Causes,
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    Saved,
    Left,
}

impl Form {
    /// One part, of what a line of its way usually is. `person` is whoever it is known to be from.
    pub fn new(lines: Vec<BankLine>, person: Option<(PersonId, String)>, sight: &Sight<'_>) -> Self {
        let whole: Money = lines.iter().map(|l| l.amount).sum();
        let kind = lines.first().map_or("", |l| usual_kind(l).key()).to_owned();
        let who = person.map_or_else(Who::default, |(person, name)| Who::known(Some(person), &name));
        let amount = sight.currency().figures(whole.abs());
        let form = PartForm { kind, amount, person: who.person, ..PartForm::default() };
        let focus = if who.person.is_some() { "amount" } else { "person" };
        Self {
            lines,
            rows: vec![Row { form, who, ..Row::default() }],
            remember: false,
            problems: Vec::new(),
            focus: Some((0, focus)),
            more: false,
            touched: false,
            refused: None,
            saving: None,
            leaving: false,
            causes: Causes::default(),
        }
    }

    /// Somebody who comes into the register with the line.
    pub fn somebody_new(mut self) -> Self {
        let name = self.lines.first().map(|l| l.name.clone()).unwrap_or_default();
        if let Some(row) = self.rows.first_mut() {
            row.who = Who { text: name, is_new: true, ..Who::default() };
        }
        self
    }

    pub fn split(mut self) -> Self {
        let kind = self.rows.first().map(|r| r.form.kind.clone()).unwrap_or_default();
        self.rows.push(Row { form: PartForm { kind, ..PartForm::default() }, ..Row::default() });
        if let Some(first) = self.rows.first_mut() {
            first.form.amount.clear();
        }
        self.focus = Some((0, "amount"));
        self
    }

    pub fn whole(&self) -> Money {
        self.lines.iter().map(|l| l.amount).sum()
    }

    /// Whether something was typed.
    pub fn is_touched(&self) -> bool {
        self.touched
    }

    /// Whether money came in.
    pub fn is_into(&self) -> bool {
        self.whole() > Money::ZERO
    }

    pub fn logic(&mut self, sight: &Sight<'_>) -> Option<Outcome> {
        for row in &mut self.rows {
            row.found.want(sight.desk, &row.who);
        }
        let deed = read_parts(&self.lines, &self.parts(), |_| None, sight.currency());
        let prospects = deed.map(|deed| deed.prospects()).unwrap_or_default();
        self.causes.want(sight, prospects.into_iter().enumerate().collect());
        match self.saving.as_mut().and_then(Reply::take)? {
            Ok(_) => Some(Outcome::Saved),
            Err(problem) => {
                (self.saving, self.refused) = (None, Some(problem));
                None
            }
        }
    }

    /// The parts with who each is from.
    pub fn parts(&self) -> Vec<PartForm> {
        let part = |row: &Row| PartForm {
            person: row.who.person,
            new_name: row.who.new_name(),
            payee: if row.who.is_unclear() { row.who.text.trim().to_owned() } else { String::new() },
            ..row.form.clone()
        };
        self.rows.iter().map(part).collect()
    }

    fn save(&mut self, sight: &Sight<'_>) {
        if self.saving.is_some() {
            return;
        }
        self.refused = None;
        let deed = match read_parts(&self.lines, &self.parts(), |_| None, sight.currency()) {
            Ok(deed) => deed,
            Err(problems) => {
                self.focus = problems.first().map(|(at, problem)| (*at, problem.field));
                self.problems = problems;
                return;
            }
        };
        self.problems.clear();
        let remembered = self.remember && self.rows.len() == 1;
        let rule = match self.lines.first().filter(|_| remembered).map(|line| rule_of(line, &deed)).transpose() {
            Ok(rule) => rule,
            Err(problem) => {
                self.refused = Some(problem);
                return;
            }
        };
        let ids: Vec<LineId> = self.lines.iter().map(|l| l.id).collect();
        self.saving = Some(sight.desk.run(&ops::RECORD, move |office| ops::accept(office, &ids, &deed, rule.as_ref())));
    }

    /// Draws it. Enter saves, Escape leaves.
    pub fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>, chart: &Chart) -> Option<Outcome> {
        let escape = !egui::Popup::is_any_open(ui.ctx()) && !self.leaving && ui.input(|i| i.key_pressed(Key::Escape));
        ui.spacing_mut().item_spacing = egui::vec2(8.0, 8.0);
        let (amount, several) = (sight.currency().show(self.whole()), self.lines.len() > 1);
        let title = if several {
            let count = text::plural(self.lines.len(), t!("line"), t!("lines"));
            t!("{count}, {amount} together", count = count, amount = amount)
        } else {
            let line = self.lines.first().map(|l| l.says()).unwrap_or_default();
            t!("The {line}, {amount}", line = line, amount = amount)
        };
        ui::section(ui, &title);
        let before: Vec<PartForm> = self.parts();
        let enter = form_fields::show(ui, self, sight, chart);
        self.touched |= before != self.parts();
        if self.rows.len() == 1 {
            checkbox(ui, &mut self.remember, t!("Remember it for lines like it"));
        }
        if let Some(problem) = &self.refused {
            ui::banner(ui, Tone::Danger, &problem.message, problem.hint.as_deref().unwrap_or(""), "", |_| {});
        }
        let causes: Vec<_> = self.causes.all().iter().flat_map(|(_, causes)| causes.iter().cloned()).collect();
        causes::banner(ui, &causes);
        let busy = self.saving.is_some().then(|| t!("It is being saved")).or(super::read_only(sight));
        ui.horizontal(|ui| {
            let words = if self.rows.len() > 1 { t!("Record the parts") } else { t!("Record") };
            if (Button::primary(words).key(t!("Enter")).unless(busy).show(ui).clicked() || enter) && busy.is_none() {
                self.save(sight);
            }
            if Button::secondary(t!("Cancel")).key(t!("Esc")).show(ui).clicked() || escape {
                self.leaving = true;
            }
        });
        if self.rows.iter().any(|row| row.who.is_new) {
            let words = t!("Somebody new comes into the register with it");
            paragraph(ui, words, SMALL.ink(look(ui).muted));
        }
        if self.leaving && !self.touched {
            return Some(Outcome::Left);
        }
        if self.leaving {
            let ask = Dialog::new(t!("Leave without recording?"), t!("Leave")).danger();
            match ask.body(t!("What you typed is not recorded yet")).show(ui, |_| {}) {
                Answer::Confirmed => return Some(Outcome::Left),
                Answer::Cancelled => self.leaving = false,
                Answer::Open => {}
            }
        }
        None
    }

    pub fn problem(&self, at: usize, field: &str) -> Option<&str> {
        let found = self.problems.iter().find(|(part, problem)| *part == at && problem.field == field);
        found.map(|(_, problem)| problem.message.as_str())
    }

    /// The id of a field, which takes the keyboard where it was asked to.
    pub fn field_id(&self, at: usize, field: &'static str, ui: &Ui) -> Id {
        let id = Id::unique(("bank form", at, field));
        if self.focus == Some((at, field)) {
            ui.memory_mut(|m| m.request_focus(id));
        }
        id
    }
}
