//! The form of an entry in the pane: what is being typed, what is wrong with it, and saving it.

use egui::{Id, Key, Ui};
use serde::{Deserialize, Serialize};

use super::appeal::Appeals;
use super::causes::{self, Causes};
use super::form_fields;
use super::named::Chart;
use crate::app::{Live, Reply, Sight};
use crate::kit::Problem;
use crate::ledger::model::{Entry, EntryForm, EntryId, EntryKind, FieldProblem, PersonId, Terms};
use crate::ledger::ops;
use crate::ledger::prospect::giver;
use crate::office::{Expected, Expects, Prospect};
use crate::people::Details;
use crate::people::screen::person::{Suggestions, Who};
use crate::t;
use crate::ui::{self, BODY, Button, Field, SMALL, Tone, line, look, paragraph};

/// What saving will do.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Mode {
    #[default]
    New,
    Change(EntryId),
    /// A reversal and the right entry in its place, linked; with what holds the old one as it is.
    Correct(EntryId, String),
}

/// What is kept when the office locks while a form is open.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub form: EntryForm,
    pub mode: Mode,
    pub from: Who,
    pub behalf: Who,
    pub with_behalf: bool,
    /// What a subject expected it to be for: an instalment of a pledge.
    pub towards: Option<Towards>,
    /// Of a correction.
    pub reason: String,
}

/// Something that was expected, and that the donation is said to be.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Towards {
    /// The key of who expects it, and its row.
    pub subject: String,
    pub key: i64,
    pub says: String,
}

/// What is expected from somebody, each with who expects it.
pub type Awaited = Vec<(&'static Expects, Expected)>;

/// The form.
#[derive(Default)]
pub struct FormPane {
    pub typed: Typed,
    /// As it was when it opened: what differs was typed.
    begun: Typed,
    pub problems: Vec<FieldProblem>,
    /// Why the ledger refused it.
    refused: Option<Problem>,
    saving: Option<Reply<EntryId>>,
    /// Puts the keyboard into a field when it is drawn next.
    pub focus: Option<&'static str>,
    pub focus_next: Option<&'static str>,
    /// Shows what is seldom said.
    pub more: bool,
    pub from: Suggestions,
    pub behalf: Suggestions,
    pub appeals: Appeals,
    pub awaited: Awaiting,
    /// A question before what was typed is dropped.
    leaving: bool,
    causes: Causes,
}

/// What is expected of the donor.
pub struct Awaiting(Live<Awaited, (Option<PersonId>, crate::kit::Day)>);

impl Default for Awaiting {
    fn default() -> Self {
        Self(Live::new(&[]))
    }
}

impl Awaiting {
    fn want(&mut self, sight: &Sight<'_>, person: Option<PersonId>) {
        let subjects = sight.subjects();
        self.0.want(sight.desk, (person, sight.today()), move |conn, (person, today)| {
            let mut all = Vec::new();
            let Some(person) = person else { return Ok(all) };
            for subject in subjects {
                let Some(expects) = subject.expects else { continue };
                let mut of = (expects.open)(conn, Some(person.0), *today)?;
                // What comes settles the oldest first.
                let mut known = std::collections::BTreeSet::new();
                of.retain(|expected| known.insert(expected.row));
                all.extend(of.into_iter().map(|expected| (expects, expected)));
            }
            Ok(all)
        });
    }

    /// Nothing while the answer for somebody else is still there.
    pub fn of(&self, person: Option<PersonId>) -> &[(&'static Expects, Expected)] {
        let same = person.is_some() && !self.0.is_coming() && self.0.asked_for().is_some_and(|(p, _)| *p == person);
        self.0.get().filter(|_| same).map_or(&[], Vec::as_slice)
    }
}

/// What became of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Saved(EntryId),
    Left,
}

impl FormPane {
    /// A new entry of a kind, received today.
    pub fn new(kind: EntryKind, today: &str) -> Self {
        let form = EntryForm { kind: kind.key().to_owned(), received: today.to_owned(), ..EntryForm::default() };
        let focus = Some(if matches!(kind, EntryKind::Transfer | EntryKind::Opening) { "amount" } else { "person" });
        Self::of(Typed { form, ..Typed::default() }, focus)
    }

    /// An entry that is to be changed; one that is held as it is becomes a correction.
    pub fn change(entry: &Entry, sight: &Sight<'_>) -> Self {
        let mut form = entry.form(*sight.currency());
        form.received = crate::kit::day::short(entry.received);
        form.banked = entry.banked.map(crate::kit::day::short).unwrap_or_default();
        form.amount = sight.currency().figures(entry.amount.abs());
        let mode = match entry.locks.first() {
            Some(by) => Mode::Correct(entry.id, by.clone()),
            None => Mode::Change(entry.id),
        };
        let typed = Typed {
            form,
            mode,
            from: Who::known(entry.person, entry.who()),
            behalf: Who::known(entry.behalf_of, &entry.behalf_name),
            with_behalf: entry.behalf_of.is_some(),
            towards: None,
            reason: String::new(),
        };
        Self::of(typed, Some("amount"))
    }

    fn of(typed: Typed, focus: Option<&'static str>) -> Self {
        let more = !typed.form.note.is_empty() || !typed.form.advantage.is_empty() || !typed.form.banked.is_empty();
        Self { begun: typed.clone(), typed, focus, more, ..Self::default() }
    }

    pub fn restored(typed: Typed) -> Self {
        Self { typed, focus: Some("amount"), more: true, ..Self::default() }
    }

    /// What is to be kept, when anything was typed.
    pub fn draft(&self) -> Option<&Typed> {
        (self.typed != self.begun).then_some(&self.typed)
    }

    pub fn kind(&self) -> EntryKind {
        EntryKind::of(&self.typed.form.kind).unwrap_or(EntryKind::Donation)
    }

    pub fn problem(&self, field: &str) -> Option<&str> {
        self.problems.iter().find(|p| p.field == field).map(|p| p.message.as_str())
    }

    /// Takes answers and asks for suggestions.
    pub fn logic(&mut self, sight: &Sight<'_>) -> Option<Outcome> {
        self.from.want(sight.desk, &self.typed.from);
        self.behalf.want(sight.desk, &self.typed.behalf);
        self.appeals.want(sight.desk);
        let gives = matches!(self.kind(), EntryKind::Donation | EntryKind::Dues) && self.typed.mode == Mode::New;
        self.awaited.want(sight, self.typed.from.person.filter(|_| gives));
        self.causes.want(sight, self.prospect(sight).map(|prospect| (0, prospect)).into_iter().collect());
        let answer = self.saving.as_mut().and_then(Reply::take)?;
        self.saving = None;
        match answer {
            Ok(id) => return Some(Outcome::Saved(id)),
            Err(problem) => self.refused = Some(problem),
        }
        None
    }

    /// What is being typed as far as others can say what it will cause: a new entry, and no half-typed name.
    fn prospect(&self, sight: &Sight<'_>) -> Option<Prospect> {
        let typed = &self.typed;
        let clear =
            typed.mode == Mode::New && !typed.from.is_unclear() && !(typed.with_behalf && typed.behalf.is_unclear());
        let behalf = typed.behalf.person.filter(|_| typed.with_behalf);
        let from = giver(behalf.or(typed.from.person), &typed.from.new_name());
        let terms = Self::terms(sight);
        clear.then(|| typed.form.prospect(from, &terms)).flatten()
    }

    fn terms(sight: &Sight<'_>) -> Terms {
        Terms { currency: *sight.currency(), today: sight.today(), month_first: sight.facts.profile.month_first }
    }

    /// Reads the form and records it, or says beside the fields what is wrong.
    fn save(&mut self, sight: &Sight<'_>) {
        if self.saving.is_some() {
            return;
        }
        self.refused = None;
        let kind = self.kind();
        let typed = &self.typed;
        let mut form = typed.form.clone();
        let names_somebody = !matches!(kind, EntryKind::Transfer | EntryKind::Opening);
        form.person = typed.from.person.filter(|_| names_somebody);
        form.behalf_of = typed.behalf.person.filter(|_| names_somebody && typed.with_behalf);
        form.payee = String::new();
        let mut unclear = Vec::new();
        if names_somebody && typed.from.is_unclear() {
            if kind.is_out() {
                form.payee = typed.from.text.trim().to_owned();
            } else {
                unclear.push(FieldProblem::new(
                    "person",
                    t!("Take somebody from the list, or press Ctrl Enter for a new person"),
                ));
            }
        }
        if typed.with_behalf && !typed.behalf.is_blank() && typed.behalf.person.is_none() {
            unclear.push(FieldProblem::new("behalf_of", t!("Take somebody from the list")));
        }
        if matches!(typed.mode, Mode::Correct(..)) && typed.reason.trim().is_empty() {
            unclear.push(FieldProblem::new("reason", t!("Say why; the reason stays in the ledger")));
        }
        // A new person can be the lender; the form only knows those of the register.
        let lends_new = kind == EntryKind::Loan && typed.from.is_new;
        let terms = Self::terms(sight);
        let mut problems = Vec::new();
        let new = match form.parse(&terms) {
            Ok(new) => Some(new),
            Err(wrong) => {
                problems = wrong;
                problems.retain(|p| !(lends_new && p.field == "person"));
                None
            }
        };
        let new = new.or_else(|| {
            let stand_in = problems
                .is_empty()
                .then(|| EntryForm { person: Some(crate::ledger::model::PersonId(0)), ..form.clone() });
            stand_in.and_then(|form| form.parse(&terms).ok())
        });
        problems.extend(unclear);
        self.problems = problems;
        let (Some(new), true) = (new, self.problems.is_empty()) else {
            self.focus = self.problems.first().map(|p| p.field);
            return;
        };
        let (mode, reason) = (typed.mode.clone(), typed.reason.clone());
        let name = if names_somebody { typed.from.new_name() } else { String::new() };
        let towards = typed.towards.as_ref().filter(|_| new.person.is_some());
        let towards = towards.and_then(|towards| {
            let mut all = sight.subjects().iter().filter_map(|s| s.expects);
            let expects = all.find(|e| e.key == towards.subject && e.kind == kind.key())?;
            Some((expects.came, towards.key))
        });
        self.saving = Some(match mode {
            Mode::New if let Some((came, key)) = towards => sight.desk.run(&ops::RECORD, move |office| {
                ops::record_for(office, &new, &|tx, entry| came(tx, key, entry.0, new.amount))
            }),
            Mode::New if name.is_empty() => sight.desk.run(&ops::RECORD, move |office| ops::record(office, &new)),
            Mode::New => {
                sight.desk.run(&ops::RECORD, move |office| ops::record_from(office, &Details::named(&name), &new))
            }
            Mode::Change(id) => sight.desk.run(&ops::CHANGE, move |office| {
                let done = ops::change(office, id, &new)?;
                Ok(crate::office::Done { value: id, op: done.op, changed: done.changed })
            }),
            Mode::Correct(id, _) => {
                sight.desk.run(&ops::CORRECT, move |office| ops::correct(office, id, &new, &reason))
            }
        });
    }

    /// Draws it. Enter saves, Escape leaves.
    pub fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>, chart: &Chart) -> Option<Outcome> {
        let look = look(ui);
        let escape = !egui::Popup::is_any_open(ui.ctx()) && !self.leaving && ui.input(|i| i.key_pressed(Key::Escape));
        ui.spacing_mut().item_spacing = egui::vec2(8.0, 8.0);
        let title = match &self.typed.mode {
            Mode::New => t!("New entry"),
            Mode::Change(_) => t!("Change entry"),
            Mode::Correct(..) => t!("Correct entry"),
        };
        ui::section(ui, title);
        if let Mode::Correct(_, by) = &self.typed.mode {
            let body = if by.is_empty() {
                t!("The entry is reversed and the right one recorded in its place. Both stay, linked").to_owned()
            } else {
                t!(
                    "The entry is held by {by}, so it is reversed and the right one recorded in its place. Both stay, linked",
                    by = by
                )
            };
            ui::banner(ui, Tone::Accent, t!("This makes two new entries"), &body, "", |_| {});
        }
        let mut enter = form_fields::show(ui, self, sight, chart);
        if matches!(self.typed.mode, Mode::Correct(..)) {
            let id = self.field_id("reason", ui);
            let problem = self.problems.iter().find(|p| p.field == "reason").map(|p| p.message.as_str());
            let field = Field::new(t!("Why it is corrected"), &mut self.typed.reason).id(id).problem(problem);
            enter |= entered(&field.show(ui));
        }
        if let Some(problem) = &self.refused {
            let instead = matches!(self.typed.mode, Mode::Change(_));
            let hint = problem.hint.clone().unwrap_or_default();
            let mut correct = false;
            ui::banner(ui, Tone::Danger, &problem.message, &hint, "", |ui| {
                correct = instead && Button::secondary(t!("Correct it instead")).show(ui).clicked();
            });
            if let (true, Mode::Change(id)) = (correct, self.typed.mode.clone()) {
                self.typed.mode = Mode::Correct(id, String::new());
                self.refused = None;
                self.focus = Some("reason");
            }
        }
        causes::banner(ui, self.causes.of(0));
        let busy = self.saving.is_some().then_some(t!("It is being saved"));
        ui.horizontal(|ui| {
            let words = match (&self.typed.mode, self.kind()) {
                (Mode::New, EntryKind::Donation) => t!("Record donation"),
                (Mode::New, _) => t!("Record entry"),
                (Mode::Change(_), _) => t!("Save changes"),
                (Mode::Correct(..), _) => t!("Record correction"),
            };
            if (Button::primary(words).key(t!("Enter")).unless(busy).show(ui).clicked() || enter) && busy.is_none() {
                self.save(sight);
            }
            if Button::secondary(t!("Cancel")).key(t!("Esc")).show(ui).clicked() || escape {
                self.leaving = true;
            }
        });
        if self.leaving && self.draft().is_none() {
            return Some(Outcome::Left);
        }
        if self.leaving {
            let ask = ui::Dialog::new(t!("Leave this entry?"), t!("Leave it"))
                .body(t!("What you typed is not recorded yet"))
                .danger();
            match ask.show(ui, |_| {}) {
                ui::Answer::Confirmed => return Some(Outcome::Left),
                ui::Answer::Cancelled => self.leaving = false,
                ui::Answer::Open => {}
            }
        }
        if self.typed.from.is_new && matches!(self.typed.mode, Mode::New) {
            paragraph(
                ui,
                &t!("{name} comes into the register with this entry", name = self.typed.from.text.trim()),
                SMALL.ink(look.muted),
            );
        }
        None
    }

    pub fn field_id(&self, field: &'static str, ui: &Ui) -> Id {
        let id = Id::unique(("entry form", field));
        if self.focus == Some(field) {
            ui.memory_mut(|m| m.request_focus(id));
        }
        id
    }
}

/// Whether Enter was pressed in a field, which saves.
pub fn entered(response: &egui::Response) -> bool {
    response.lost_focus() && response.ctx.input(|i| i.key_pressed(Key::Enter))
}

/// A caption above a group of fields.
pub fn caption(ui: &mut Ui, words: &str) {
    let ink = look(ui).muted;
    line(ui, words, BODY.medium().ink(ink));
}
