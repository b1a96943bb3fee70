//! The form of a stage, a step, a kind or a point of the checklist.

use egui::Ui;

use crate::app::Sight;
use crate::kit::Result;
use crate::ledger::model::FieldProblem;
use crate::ledger::screen::parts::{Fields, problem};
use crate::meetings::model::Majority;
use crate::policy::model::workflow::{Kind, Need, Point, Stage, Step, Workflow};
use crate::t;
use crate::ui::{self, Choice, Field, SMALL, look};

/// What is typed: a part, and its place in its list, if it has one.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Typed {
    pub(super) of: Option<usize>,
    pub(super) what: What,
}

/// A part as it is typed; numbers are text.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum What {
    Stage(Stage),
    Step(Step),
    Kind { kind: Kind, seconders: String, months: String },
    Point(Point),
}

impl What {
    pub(super) fn kind(kind: Kind) -> Self {
        let months = if kind.review_months == 0 { String::new() } else { kind.review_months.to_string() };
        Self::Kind { seconders: kind.seconders.to_string(), months, kind }
    }

    fn title(&self, is_new: bool) -> &'static str {
        match (self, is_new) {
            (Self::Stage(_), true) => t!("New stage"),
            (Self::Stage(_), false) => t!("Stage"),
            (Self::Step(_), true) => t!("New step"),
            (Self::Step(_), false) => t!("Step"),
            (Self::Kind { .. }, true) => t!("New kind"),
            (Self::Kind { .. }, false) => t!("Kind"),
            (Self::Point(_), true) => t!("New point of the checklist"),
            (Self::Point(_), false) => t!("Point of the checklist"),
        }
    }
}

/// Puts what was typed into the workflow.
///
/// # Errors
/// Every field that cannot be taken.
pub(super) fn put(typed: &Typed, flow: &Workflow) -> Result<(Workflow, usize), Vec<FieldProblem>> {
    let mut flow = flow.clone();
    let named = |name: &str| match name.trim() {
        "" => Err(vec![FieldProblem::new("name", t!("Give it a name"))]),
        name => Ok(name.to_owned()),
    };
    let at = match &typed.what {
        What::Stage(stage) => {
            let name = named(&stage.name)?;
            let key = if typed.of.is_some() { stage.key.clone() } else { flow.fresh_key(&name) };
            place(&mut flow.stage, typed.of, Stage { key, name, ..stage.clone() })
        }
        What::Point(point) => {
            let name = named(&point.name)?;
            let key = if typed.of.is_some() { point.key.clone() } else { flow.fresh_key(&name) };
            place(&mut flow.check, typed.of, Point { key, name, ..point.clone() })
        }
        What::Step(step) => {
            let name = named(&step.name)?;
            if step.from.is_empty() {
                return Err(vec![FieldProblem::new("from", t!("Say from which stage it leads"))]);
            }
            if step.from.contains(&step.to) {
                return Err(vec![FieldProblem::new("to", t!("It leads back to where it begins"))]);
            }
            place(&mut flow.step, typed.of, Step { name, ..step.clone() })
        }
        What::Kind { kind, seconders, months } => {
            let name = named(&kind.name)?;
            let kind = read_kind(&flow, typed.of, kind, (seconders, months))?;
            let key = if typed.of.is_some() { kind.key.clone() } else { flow.fresh_key(&name) };
            place(&mut flow.kind, typed.of, Kind { key, name, ..kind })
        }
    };
    Ok((flow, at))
}

fn place<T>(list: &mut Vec<T>, of: Option<usize>, row: T) -> usize {
    match of.and_then(|at| Some((at, list.get_mut(at)?))) {
        Some((at, place)) => {
            *place = row;
            at
        }
        None => {
            list.push(row);
            list.len() - 1
        }
    }
}

fn read_kind(
    flow: &Workflow,
    of: Option<usize>,
    kind: &Kind,
    (seconders, months): (&str, &str),
) -> Result<Kind, Vec<FieldProblem>> {
    let mut problems = Vec::new();
    let letter = kind.letter.trim().to_uppercase();
    if letter.is_empty() || !letter.chars().all(|c| c.is_ascii_uppercase()) {
        problems.push(FieldProblem::new("letter", t!("A capital letter, or a few")));
    } else if flow.kind.iter().enumerate().any(|(at, other)| Some(at) != of && other.letter == letter) {
        problems.push(FieldProblem::new("letter", t!("Another kind has this letter")));
    }
    if let Err(problem) = kind.majority.parse::<Majority>() {
        problems.push(FieldProblem::new("majority", problem.hint.unwrap_or(problem.message)));
    }
    let mut number = |field: &'static str, typed: &str| match typed.trim() {
        "" => 0,
        typed => typed.parse::<u32>().ok().filter(|n| *n <= 600).unwrap_or_else(|| {
            problems.push(FieldProblem::new(field, t!("Write a number from {least} to {most}", least = 0, most = 600)));
            0
        }),
    };
    let (seconders, review_months) = (number("seconders", seconders), number("months", months));
    if !problems.is_empty() {
        return Err(problems);
    }
    let seconders = usize::try_from(seconders).unwrap_or(0);
    Ok(Kind { letter, majority: kind.majority.trim().to_owned(), seconders, review_months, ..kind.clone() })
}

/// Draws the fields; answers whether Enter was pressed in one.
pub(super) fn fields(
    ui: &mut Ui,
    sight: &Sight<'_>,
    typed: &mut Typed,
    flow: &Workflow,
    focus: bool,
    problems: &[FieldProblem],
) -> bool {
    ui::section(ui, typed.what.title(typed.of.is_none()));
    let of = Fields { sight, problems };
    let name = match &mut typed.what {
        What::Stage(stage) => &mut stage.name,
        What::Step(step) => &mut step.name,
        What::Kind { kind, .. } => &mut kind.name,
        What::Point(point) => &mut point.name,
    };
    let id = egui::Id::unique("policy.workflow.name");
    if focus {
        ui.memory_mut(|m| m.request_focus(id));
    }
    let shown = Field::new(t!("Name"), name).id(id).problem(problem(problems, "name")).show(ui);
    let mut enter = crate::ledger::screen::form::entered(&shown);
    match &mut typed.what {
        What::Stage(stage) => {
            Field::new(t!("What it is"), &mut stage.about).rows(2).show(ui);
            ui::checkbox(ui, &mut stage.frozen, t!("The text is frozen"));
            ui::checkbox(ui, &mut stage.numbered, t!("Who comes here is given a number"));
            ui::checkbox(ui, &mut stage.force, t!("It is in force"));
            ui::checkbox(ui, &mut stage.ended, t!("It is an end: nothing comes after it"));
        }
        What::Point(point) => {
            Field::new(t!("What is asked"), &mut point.about).rows(3).show(ui);
        }
        What::Kind { kind, seconders, months } => {
            enter |= of.text(ui, "letter", t!("Letter of its numbers"), &mut kind.letter);
            let hint = t!("simple, absolute, or a fraction: at least 2/3 of votes");
            let majority = Field::new(t!("Majority that adopts it"), &mut kind.majority)
                .hint(hint)
                .problem(problem(problems, "majority"))
                .show(ui);
            enter |= crate::ledger::screen::form::entered(&majority);
            let (mut left, mut right) = (false, false);
            ui::two(
                ui,
                |ui| left |= of.text(ui, "seconders", t!("Seconders"), seconders),
                |ui| right |= of.text(ui, "months", t!("Looked at again after, months"), months),
            );
            enter |= left | right;
        }
        What::Step(step) => step_fields(ui, step, flow, problems),
    }
    enter
}

fn step_fields(ui: &mut Ui, step: &mut Step, flow: &Workflow, problems: &[FieldProblem]) {
    let stages: Vec<(String, &str)> = flow.stage.iter().map(|s| (s.key.clone(), s.name.as_str())).collect();
    Choice::new(t!("It leads to"), &mut step.to, &stages).problem(problem(problems, "to")).show(ui);
    ui::section(ui, t!("From"));
    if let Some(wrong) = problem(problems, "from") {
        ui::paragraph(ui, wrong, SMALL.ink(look(ui).danger));
    }
    for stage in flow.stage.iter().filter(|stage| !stage.ended) {
        tick(ui, &mut step.from, &stage.key, &t!("From {stage}", stage = stage.name));
    }
    ui::section(ui, t!("What it needs"));
    for need in Need::ALL {
        let mut on = step.needs.contains(&need);
        if ui::checkbox(ui, &mut on, need.says()).clicked() {
            step.needs.retain(|one| *one != need);
            if on {
                step.needs.push(need);
            }
        }
    }
    ui::section(ui, t!("Only for"));
    ui::paragraph(ui, t!("None ticked: for every kind"), SMALL.ink(look(ui).muted));
    for kind in &flow.kind {
        tick(ui, &mut step.kinds, &kind.key, &kind.name);
    }
}

fn tick(ui: &mut Ui, list: &mut Vec<String>, key: &str, says: &str) {
    let mut on = list.iter().any(|one| one == key);
    if ui::checkbox(ui, &mut on, says).clicked() {
        list.retain(|one| one != key);
        if on {
            list.push(key.to_owned());
        }
    }
}
