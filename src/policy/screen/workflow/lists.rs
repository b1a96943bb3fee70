//! The lists of a workflow: stages, steps, kinds, the checklist; above them what hangs loose.

use egui::{Frame, Margin, Ui};

use super::{Data, Flow, Which};
use crate::kit::text;
use crate::meetings::model::Majority;
use crate::policy::model::flow_edit::Loose;
use crate::policy::model::workflow::{Kind, Point, Stage, Step, Workflow};
use crate::policy::screen::tone;
use crate::t;
use crate::ui::table::{Cell, Column, Table, TableState};
use crate::ui::{self, Tone};

fn many(n: usize) -> u64 {
    u64::try_from(n).unwrap_or(0)
}

fn count_at(data: &Data, key: &str) -> usize {
    data.at.iter().find(|(known, _)| known == key).map_or(0, |(_, count)| *count)
}

/// How many documents need a line of a list.
pub(super) fn used(data: &Data, which: Which, at: usize) -> String {
    let key = match which {
        Which::Stages => data.flow.stage.get(at).map(|stage| &stage.key),
        Which::Kinds => data.flow.kind.get(at).map(|kind| &kind.key),
        Which::Steps | Which::Checklist => None,
    };
    match key.map(|key| count_at(data, key)) {
        None => String::new(),
        Some(0) => t!("no document needs it").to_owned(),
        Some(n) => t!("{documents} here", documents = text::plural(n, t!("document"), t!("documents"))),
    }
}

impl Flow {
    pub(super) fn list(&mut self, ui: &mut Ui) {
        let Some(data) = self.data.get() else { return };
        let loose = data.flow.loose_ends();
        if !loose.is_empty() {
            Frame::new().inner_margin(Margin::symmetric(24, 8)).show(ui, |ui| {
                let names: Vec<String> =
                    loose.iter().map(|(key, why)| format!("{}: {why}", data.flow.stage(key).name)).collect();
                let title = text::plural(loose.len(), t!("loose end"), t!("loose ends"));
                ui::banner(ui, Tone::Warning, &title, &names.join("\n"), "", |_| {});
            });
        }
        let mut state = std::mem::take(&mut self.table);
        let other = match self.which {
            Which::Stages => stages(ui, data, &loose, &mut state),
            Which::Steps => steps(ui, &data.flow, &mut state),
            Which::Kinds => kinds(ui, data, &mut state),
            Which::Checklist => points(ui, &data.flow, &mut state),
        };
        self.table = state;
        if other && !self.is_dirty() {
            self.form = None;
        }
    }
}

fn stages(ui: &mut Ui, data: &Data, loose: &[Loose], state: &mut TableState) -> bool {
    let columns = [
        Column::new("name", t!("Stage"), 150.0).unsorted(),
        Column::new("about", t!("What it is"), 220.0).grows(1.0).unsorted().spare(),
        Column::new("marks", t!("Then"), 210.0).grows(1.0).unsorted(),
        Column::new("at", t!("Documents"), 92.0).figures().unsorted(),
    ];
    Table::new(t!("Stages"), &columns)
        .rows(many(data.flow.stage.len()))
        .show(
            ui,
            state,
            |at| data.flow.stage.get(usize::try_from(at).ok()?),
            |row: &Stage, column| match column {
                0 if loose.iter().any(|(key, _)| *key == row.key) => Cell::Chip(row.name.as_str().into(), Tone::Danger),
                0 => Cell::Chip(row.name.as_str().into(), tone(row)),
                1 => Cell::Muted(row.about.as_str().into()),
                2 => {
                    let marks = [
                        (row.frozen, t!("text frozen")),
                        (row.numbered, t!("numbered")),
                        (row.force, t!("in force")),
                        (row.ended, t!("an end")),
                    ];
                    let words: Vec<&str> = marks.iter().filter(|(on, _)| *on).map(|(_, says)| *says).collect();
                    Cell::Text(words.join(", ").into())
                }
                _ => match count_at(data, &row.key) {
                    0 => Cell::Empty,
                    n => Cell::Text(n.to_string().into()),
                },
            },
        )
        .selected
}

fn steps(ui: &mut Ui, flow: &Workflow, state: &mut TableState) -> bool {
    let columns = [
        Column::new("name", t!("Step"), 160.0).unsorted(),
        Column::new("from", t!("From"), 150.0).grows(1.0).unsorted(),
        Column::new("to", t!("To"), 130.0).unsorted(),
        Column::new("needs", t!("Needs"), 220.0).grows(2.0).unsorted().spare(),
    ];
    let names = |keys: &[String]| keys.iter().map(|key| flow.stage(key).name).collect::<Vec<_>>().join(", ");
    Table::new(t!("Steps"), &columns)
        .rows(many(flow.step.len()))
        .show(
            ui,
            state,
            |at| flow.step.get(usize::try_from(at).ok()?),
            |row: &Step, column| match column {
                0 => Cell::Strong(row.name.as_str().into()),
                1 => Cell::Text(names(&row.from).into()),
                2 => Cell::Text(flow.stage(&row.to).name.into()),
                _ => Cell::Muted(row.needs.iter().map(|need| need.says()).collect::<Vec<_>>().join("; ").into()),
            },
        )
        .selected
}

fn kinds(ui: &mut Ui, data: &Data, state: &mut TableState) -> bool {
    let columns = [
        Column::new("letter", t!("Letter"), 72.0).unsorted(),
        Column::new("name", t!("Kind"), 150.0).grows(1.0).unsorted(),
        Column::new("majority", t!("Majority"), 170.0).grows(1.0).unsorted(),
        Column::new("seconders", t!("Seconders"), 92.0).figures().unsorted().spare(),
        Column::new("review", t!("Looked at after"), 128.0).unsorted().spare(),
        Column::new("at", t!("Documents"), 92.0).figures().unsorted(),
    ];
    Table::new(t!("Kinds"), &columns)
        .rows(many(data.flow.kind.len()))
        .show(
            ui,
            state,
            |at| data.flow.kind.get(usize::try_from(at).ok()?),
            |row: &Kind, column| match column {
                0 => Cell::Text(row.letter.as_str().into()),
                1 => Cell::Strong(row.name.as_str().into()),
                2 => Cell::Text(
                    row.majority.parse::<Majority>().map_or_else(|_no| row.majority.clone(), Majority::says).into(),
                ),
                3 => Cell::Text(row.seconders.to_string().into()),
                4 if row.review_months == 0 => Cell::Empty,
                4 => {
                    let months = usize::try_from(row.review_months).unwrap_or(0);
                    Cell::Muted(text::plural(months, t!("month"), t!("months")).into())
                }
                _ => match count_at(data, &row.key) {
                    0 => Cell::Empty,
                    n => Cell::Text(n.to_string().into()),
                },
            },
        )
        .selected
}

fn points(ui: &mut Ui, flow: &Workflow, state: &mut TableState) -> bool {
    let columns = [
        Column::new("name", t!("Point"), 170.0).unsorted(),
        Column::new("about", t!("What is asked"), 300.0).grows(1.0).unsorted(),
    ];
    Table::new(t!("Checklist"), &columns)
        .rows(many(flow.check.len()))
        .show(
            ui,
            state,
            |at| flow.check.get(usize::try_from(at).ok()?),
            |row: &Point, column| match column {
                0 => Cell::Strong(row.name.as_str().into()),
                _ => Cell::Muted(row.about.as_str().into()),
            },
        )
        .selected
}
