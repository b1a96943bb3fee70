//! The questions about numbers: where a year begins, and another series.

use egui::Ui;

use super::super::model::{FieldProblem, Series, SeriesForm, SeriesId};
use super::super::ops;
use super::settings::Seen;
use crate::app::{Reply, Sight};
use crate::t;
use crate::ui::{Answer, BODY, Dialog, Field, checkbox, line, look};

/// A question that is open.
pub(super) struct Asking {
    form: SeriesForm,
    /// The series whose first number is set, and its year; else another series is begun.
    first: Option<(Series, i32)>,
    problems: Vec<FieldProblem>,
    saving: Option<Reply<()>>,
}

/// Whether a number of the year has been taken.
pub(super) fn begun(seen: &Seen, year: i32) -> bool {
    let counted = seen.series.as_ref().map_or(year, |series| series.counted_in(year));
    seen.counters.iter().any(|(year, first, next)| *year == counted && next > first)
}

impl Asking {
    pub(super) fn first(seen: &Seen, year: i32) -> Self {
        let series = seen.series.clone();
        let counted = series.as_ref().map_or(year, |series| series.counted_in(year));
        let first = seen.counters.iter().find(|(year, ..)| *year == counted).map_or(1, |(_, first, _)| *first);
        let form = SeriesForm { name: t!("Receipts").to_owned(), first: first.to_string(), ..SeriesForm::default() };
        Self { form, first: series.map(|series| (series, year)), problems: Vec::new(), saving: None }
    }

    pub(super) fn another() -> Self {
        Self {
            form: SeriesForm { digits: "4".to_owned(), ..SeriesForm::default() },
            first: None,
            problems: Vec::new(),
            saving: None,
        }
    }

    /// The question of a pose.
    pub(super) fn named(filter: &str) -> Option<Self> {
        (filter == "series").then(Self::another)
    }

    /// Answers whether it is done.
    pub(super) fn logic(&mut self, sight: &Sight<'_>) -> bool {
        match self.saving.as_mut().and_then(Reply::take) {
            None => false,
            Some(Ok(())) => true,
            Some(Err(problem)) => {
                self.saving = None;
                sight.problem(problem);
                false
            }
        }
    }

    /// Answers whether it was left.
    pub(super) fn show(&mut self, ui: &Ui, _seen: &Seen, sight: &Sight<'_>) -> bool {
        if self.saving.is_some() {
            return false;
        }
        let Self { form, first, problems, .. } = self;
        let of = |field: &str| problems.iter().find(|p| p.field == field).map(|p| p.message.as_str());
        let answer = match first {
            Some((series, year)) => Dialog::new(t!("First number"), t!("Set first number"))
                .body(t!("The serial that the first receipt of the year gets, to go on from an older book."))
                .show(ui, |ui| {
                    Field::new(t!("First serial"), &mut form.first)
                        .problem(of("first"))
                        .width(160.0)
                        .figures()
                        .show(ui);
                    let serial = form.first.trim().parse().unwrap_or(1);
                    let number = series.number(series.counted_in(*year), serial);
                    line(ui, &t!("The first receipt is {number}", number = number), BODY.ink(look(ui).muted));
                }),
            None => Dialog::new(t!("Another series of numbers"), t!("Begin the series"))
                .body(t!(
                    "New receipts are numbered from it. The present series is closed; its receipts stay as they are."
                ))
                .show(ui, |ui| {
                    Field::new(t!("Name"), &mut form.name)
                        .placeholder(t!("Treasurer’s laptop"))
                        .problem(of("name"))
                        .show(ui);
                    let hint = t!("Before each number, so that none occurs twice");
                    Field::new(t!("Prefix"), &mut form.prefix)
                        .placeholder("B")
                        .hint(hint)
                        .problem(of("prefix"))
                        .show(ui);
                    Field::new(t!("Least figures of a serial"), &mut form.digits)
                        .problem(of("digits"))
                        .figures()
                        .width(160.0)
                        .show(ui);
                    Field::new(t!("First serial"), &mut form.first)
                        .placeholder("1")
                        .problem(of("first"))
                        .figures()
                        .width(160.0)
                        .show(ui);
                    checkbox(ui, &mut form.running, t!("Counts on and on, without the year"));
                }),
        };
        match answer {
            Answer::Open => false,
            Answer::Cancelled => true,
            Answer::Confirmed => {
                self.save(sight);
                false
            }
        }
    }

    fn save(&mut self, sight: &Sight<'_>) {
        match self.form.parse() {
            Err(problems) => self.problems = problems,
            Ok(new) => {
                self.problems.clear();
                self.saving = Some(match &self.first {
                    Some((series, year)) => {
                        let (id, year, first): (SeriesId, i32, i64) = (series.id, *year, new.first);
                        sight.desk.run(&ops::CHANGE_SERIES, move |office| ops::set_first(office, id, year, first))
                    }
                    None => sight.desk.run(&ops::CHANGE_SERIES, move |office| {
                        let done = ops::add_series(office, &new)?;
                        Ok(crate::office::Done { value: (), op: done.op, changed: done.changed })
                    }),
                });
            }
        }
    }
}
