//! Spans of days and single days in the builder: how they are said, and the few fields for it.

use egui::{Id, Ui, vec2};

use super::super::form::{DayForm, DayHow, Reading, WhenForm, WhenHow};
use crate::kit::Unit;
use crate::t;
use crate::ui::{Choice, DayField, Field, SMALL, line, look};

/// A label with what stands below it side by side, and what is wrong with it.
fn cell(ui: &mut Ui, label: &str, problem: Option<&str>, contents: impl FnOnce(&mut Ui)) {
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        line(ui, label, SMALL.medium().ink(look(ui).muted));
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing = vec2(6.0, 4.0);
            contents(ui);
        });
        if let Some(problem) = problem {
            line(ui, problem, SMALL.ink(look(ui).danger));
        }
    });
}

fn units() -> Vec<(String, &'static str)> {
    Unit::ALL.map(|unit| (unit.key().to_owned(), unit.says())).to_vec()
}

/// A number and its unit.
fn counted(ui: &mut Ui, id: Id, label: &str, number: &mut String, unit: &mut String) {
    Field::new(&t!("{label}: how many", label = label), number)
        .bare()
        .figures()
        .width(56.0)
        .id(id.with("number"))
        .show(ui);
    Choice::new(&t!("{label}: of what", label = label), unit, &units()).bare().id(id.with("unit")).show(ui);
}

/// A span of days. `need`: it has to be said.
pub(super) fn when(
    ui: &mut Ui,
    id: Id,
    label: &str,
    form: &mut WhenForm,
    reading: &Reading,
    need: bool,
    problem: Option<&str>,
) {
    let mut hows = vec![
        (WhenHow::Last, t!("in the last")),
        (WhenHow::Before, t!("more than … ago")),
        (WhenHow::ThisYear, t!("this year")),
        (WhenHow::LastYear, t!("last year")),
        (WhenHow::Between, t!("between two days")),
        (WhenHow::Next, t!("in the next")),
    ];
    if !need {
        hows.insert(0, (WhenHow::Any, t!("at any time")));
    }
    cell(ui, label, problem, |ui| {
        Choice::new(label, &mut form.how, &hows).bare().id(id).show(ui);
        match form.how {
            WhenHow::Last | WhenHow::Before | WhenHow::Next => {
                counted(ui, id, label, &mut form.number, &mut form.unit);
            }
            WhenHow::Between => {
                for (name, words, text) in [("from", t!("From"), &mut form.from), ("to", t!("Up to"), &mut form.to)] {
                    let field = DayField::new(words, text, reading.today).month_first(reading.month_first);
                    field.bare().width(132.0).id(id.with(name)).show(ui);
                }
            }
            WhenHow::Any | WhenHow::ThisYear | WhenHow::LastYear => {}
        }
    });
}

/// One day.
pub(super) fn day(ui: &mut Ui, id: Id, label: &str, form: &mut DayForm, reading: &Reading, problem: Option<&str>) {
    let hows = [
        (DayHow::Today, t!("today")),
        (DayHow::On, t!("on the day")),
        (DayHow::Ago, t!("… ago")),
        (DayHow::In, t!("in …")),
    ];
    cell(ui, label, problem, |ui| {
        Choice::new(label, &mut form.how, &hows).bare().id(id).show(ui);
        match form.how {
            DayHow::Today => {}
            DayHow::On => {
                let field = DayField::new(t!("The day"), &mut form.day, reading.today).month_first(reading.month_first);
                field.bare().width(132.0).id(id.with("day")).show(ui);
            }
            DayHow::Ago | DayHow::In => counted(ui, id, label, &mut form.number, &mut form.unit),
        }
    });
}
