//! The classes with their fees, on the page of settings; the dialog that adds or changes one.

use egui::{Ui, vec2};

use super::super::model::{Class, ClassForm, ClassId, FieldProblem};
use super::super::ops;
use super::ask_fields::two;
use super::{problem, terms};
use crate::app::{Reply, Sight};
use crate::kit::{Problem, day};
use crate::t;
use crate::ui::{
    self, Answer, BODY, Button, DayField, Dialog, Field, MoneyField, SMALL, Tone, checkbox, chip, icons, look,
};

/// A class that is being typed.
pub(super) struct Asking {
    id: Option<ClassId>,
    form: ClassForm,
    /// The fees there are, in words.
    fees: Vec<String>,
    problems: Vec<FieldProblem>,
    refused: Option<Problem>,
    saving: Option<Reply<ClassId>>,
}

impl Asking {
    pub(super) fn new(class: Option<&Class>, sight: &Sight<'_>) -> Self {
        // The first fee is that of the year which runs; a later one is a change from now on.
        let year = sight.facts.profile.year_of(sight.today()).0;
        let form = class.map_or_else(
            || ClassForm { owes: true, votes: true, fee_from: day::short(year), ..ClassForm::default() },
            |class| {
                let from = if class.fees.is_empty() { year } else { sight.today() };
                ClassForm { fee_from: day::short(from), ..ClassForm::of(class) }
            },
        );
        let says = |fee: &super::super::model::Fee| {
            t!("{fee} from {day}", fee = sight.currency().show(fee.amount), day = day::short(fee.from))
        };
        let fees = class.map(|c| c.fees.iter().map(says).collect()).unwrap_or_default();
        let id = class.map(|c| c.id);
        Self { id, form, fees, problems: Vec::new(), refused: None, saving: None }
    }

    /// Takes the answer; `false` once it is done with.
    pub(super) fn logic(&mut self) -> bool {
        match self.saving.as_mut().and_then(Reply::take) {
            Some(Ok(_)) => false,
            Some(Err(problem)) => {
                self.saving = None;
                self.refused = Some(problem);
                true
            }
            None => true,
        }
    }

    /// Draws it; answers whether it is still open.
    pub(super) fn show(&mut self, ui: &Ui, sight: &Sight<'_>) -> bool {
        let (title, confirm) =
            if self.id.is_some() { (t!("Class and fee"), t!("Save")) } else { (t!("New class"), t!("Add class")) };
        let busy = self.saving.is_some().then(|| t!("Saving…"));
        let read_only = sight.facts.read_only.then(|| t!("This office is open read-only"));
        let answer = Dialog::new(title, confirm).unless(busy.or(read_only)).width(480.0).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 12.0;
            let Self { form, problems, .. } = self;
            Field::new(t!("Name"), &mut form.name).problem(problem(problems, "name")).show(ui);
            checkbox(ui, &mut form.owes, t!("Its members pay dues"));
            checkbox(ui, &mut form.votes, t!("Its members may vote"));
            checkbox(ui, &mut form.family, t!("One fee covers dependants"));
            if self.id.is_some() {
                checkbox(ui, &mut form.closed, t!("Closed: takes no new members"));
            }
            if form.owes {
                let (today, month_first) = (sight.today(), sight.facts.profile.month_first);
                two(
                    ui,
                    |ui| {
                        MoneyField::new(t!("Fee for twelve months"), &mut form.fee, *sight.currency())
                            .problem(problem(problems, "fee"))
                            .show(ui);
                    },
                    |ui| {
                        DayField::new(t!("From"), &mut form.fee_from, today)
                            .month_first(month_first)
                            .problem(problem(problems, "fee_from"))
                            .show(ui);
                    },
                );
                let words = if self.fees.is_empty() {
                    t!("No fee is set yet").to_owned()
                } else {
                    t!("Set: {fees}. An empty fee leaves them as they are.", fees = self.fees.join(", "))
                };
                ui::paragraph(ui, &words, SMALL.ink(look(ui).muted));
            }
            if let Some(problem) = &self.refused {
                let hint = problem.hint.as_deref().unwrap_or_default();
                ui::banner(ui, Tone::Danger, &problem.message, hint, "", |_| {});
            }
        });
        match answer {
            Answer::Open => true,
            Answer::Cancelled => false,
            Answer::Confirmed => {
                self.save(sight);
                true
            }
        }
    }

    fn save(&mut self, sight: &Sight<'_>) {
        if self.saving.is_some() {
            return;
        }
        self.refused = None;
        self.problems.clear();
        match self.form.parse(&terms(sight)) {
            Ok((class, fee)) => {
                let id = self.id;
                self.saving =
                    Some(sight.desk.run(&ops::SAVE_CLASS, move |office| ops::save_class(office, id, &class, fee)));
            }
            Err(problems) => self.problems = problems,
        }
    }
}

/// What a person wants of the list of classes.
pub(super) enum Want {
    Change(Option<ClassId>),
    Begin,
}

/// The list of classes.
pub(super) fn show(ui: &mut Ui, sight: &Sight<'_>, classes: &[Class]) -> Option<Want> {
    let mut want = None;
    ui.spacing_mut().item_spacing.y = 12.0;
    ui::section(ui, t!("Classes and fees"));
    let read_only = sight.facts.read_only.then(|| t!("This office is open read-only"));
    if classes.is_empty() {
        let words = t!("No classes yet. The usual ones are full, reduced, family, honorary and supporter.");
        ui::paragraph(ui, words, BODY.ink(look(ui).muted));
        if Button::secondary(t!("Make the usual classes")).unless(read_only).show(ui).clicked() {
            want = Some(Want::Begin);
        }
    }
    for class in classes {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 8.0;
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let name = t!("Change {class}", class = class.name);
                if ui::icon_button(ui, icons::PENCIL_SIMPLE, &name).clicked() {
                    want = Some(Want::Change(Some(class.id)));
                }
                let fee = match class.fee_on(sight.today()) {
                    _ if !class.owes => t!("No dues").to_owned(),
                    Some(fee) => t!("{fee} a year", fee = sight.currency().show(fee)),
                    None => t!("No fee set").to_owned(),
                };
                ui::line(ui, &fee, BODY);
                ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                    ui::line(ui, &class.name, BODY.medium());
                    if class.closed {
                        chip(ui, t!("Closed"), Tone::Plain);
                    }
                    if class.family {
                        chip(ui, t!("Dependants"), Tone::Accent);
                    }
                    if !class.votes {
                        chip(ui, t!("No vote"), Tone::Plain);
                    }
                });
            });
        });
        let next = class.fees.iter().find(|fee| fee.from > sight.today());
        if let Some(next) = next.filter(|_| class.owes) {
            let words = t!("{fee} from {day}", fee = sight.currency().show(next.amount), day = day::long(next.from));
            ui.add_space(-8.0);
            ui::line(ui, &words, SMALL.ink(look(ui).muted));
        }
    }
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
        if Button::secondary(t!("Another class…")).unless(read_only).show(ui).clicked() {
            want = Some(Want::Change(None));
        }
    });
    let words = t!("A fee holds from its day until the next. What was charged stays as it was charged.");
    ui::paragraph(ui, words, SMALL.ink(look(ui).muted));
    want
}
