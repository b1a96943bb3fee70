//! The line that is being planned: what came of it, and the fields.

use egui::{Id, Ui};

use super::super::model::{Line, Planned, Scope};
use super::super::ops;
use crate::app::Sight;
use crate::kit::Money;
use crate::ledger::model::{CategoryId, CategoryKind, FieldProblem};
use crate::ledger::screen::form::entered;
use crate::ledger::screen::parts::{Fields, problem, with_id};
use crate::ledger::screen::typing::{Outcome, Press, Typing};
use crate::t;
use crate::ui::{self, BODY, FIGURE, MoneyField, SMALL, line as words, look};

#[derive(Clone, Debug, Default, PartialEq)]
struct Typed {
    planned: String,
    note: String,
}

/// What is typed for one line of one budget.
#[derive(Default)]
pub(super) struct Pane {
    typing: Option<(Scope, CategoryId, Typing<Typed>)>,
    /// The amount takes the keyboard next.
    focus: bool,
}

impl Pane {
    pub(super) fn leave(&mut self) {
        self.typing = None;
    }

    /// The keyboard goes to the amount of the line that shows next.
    pub(super) fn take_keyboard(&mut self) {
        self.focus = true;
    }

    /// Takes the answer of the office; whether a line was saved.
    pub(super) fn logic(&mut self) -> bool {
        let saved = self.typing.as_mut().and_then(|(_, _, typing)| typing.logic());
        if matches!(saved, Some(Outcome::Saved(_))) {
            (self.typing, self.focus) = (None, true);
            return true;
        }
        false
    }

    pub(super) fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>, scope: Scope, of: &Line) {
        let currency = *sight.currency();
        if self.typing.as_ref().is_none_or(|(known, category, _)| (*known, *category) != (scope, of.category)) {
            let planned = of.planned.map(|sum| currency.plain(sum)).unwrap_or_default();
            self.typing = Some((scope, of.category, Typing::new(Typed { planned, note: of.note.clone() })));
        }
        let Some((_, category, typing)) = &mut self.typing else { return };
        ui.spacing_mut().item_spacing = egui::vec2(8.0, 12.0);
        words(ui, &of.name, BODY.strong());
        words(ui, &currency.show(of.actual), FIGURE);
        let muted = look(ui).muted;
        ui::paragraph(ui, &came(of, currency), SMALL.ink(muted));
        let fields_problems = typing.problems.clone();
        let fields = Fields { sight, problems: &fields_problems };
        let id = Id::unique("budget.planned");
        if std::mem::take(&mut self.focus) {
            ui.memory_mut(|m| m.request_focus(id));
        }
        let amount = MoneyField::new(t!("Amount planned"), &mut typing.typed.planned, currency).id(id);
        let mut enter = entered(&amount.problem(problem(&fields_problems, "planned")).show(ui));
        enter |= fields.text(ui, "note", t!("Note"), &mut typing.typed.note);
        ui::paragraph(ui, t!("Empty plans nothing for it. Enter saves and goes on to the next."), SMALL.ink(muted));
        match typing.buttons(ui, sight, enter) {
            Some(Press::Save) => {
                let category = *category;
                typing.save(|typed| {
                    let amount = match typed.planned.trim() {
                        "" => None,
                        text => Some(
                            currency
                                .parse(text, None)
                                .map_err(|wrong| vec![FieldProblem::new("planned", wrong.message)])?,
                        ),
                    };
                    if amount.is_some_and(|amount| amount < Money::ZERO) {
                        return Err(vec![FieldProblem::new("planned", t!("Write an amount of nothing or more"))]);
                    }
                    let line = Planned { category, amount, note: typed.note.clone() };
                    Ok(sight.desk.run(&ops::SET, move |office| {
                        ops::set(office, scope, &line).map(|done| with_id(done, |()| category.0))
                    }))
                });
            }
            Some(Press::Left) => self.typing = None,
            None => {}
        }
    }
}

fn came(line: &Line, currency: crate::kit::Currency) -> String {
    let what = if line.kind == CategoryKind::Income { t!("came in") } else { t!("went out") };
    let mut said = what.to_owned();
    if let (Some(planned), Some(share)) = (line.planned, line.share()) {
        said = t!("{what}, {share} % of {planned}", what = what, share = share, planned = currency.show(planned));
    }
    if let Some(before) = line.before {
        said = t!("{said}; {sum} the year before", said = said, sum = currency.show(before));
    }
    said
}
