//! The fields of each question about a member.

use egui::Ui;

use super::super::model::{FieldProblem, How, Planned, Register, Status};
use super::ask::{Ask, What};
use super::problem;
use crate::app::Sight;
use crate::kit::{Money, day};
use crate::ledger::model::Method;
use crate::t;
pub(super) use crate::ui::two;
use crate::ui::{self, BODY, Choice, DayField, Field, MoneyField, checkbox, look};

/// Draws the fields of the question that is open.
pub(super) fn show(ui: &mut Ui, sight: &Sight<'_>, ask: &mut Ask, register: &Register, first: Option<&Planned>) {
    let Ask { what, problems, may_be_for_one, name, .. } = ask;
    let problems: &[FieldProblem] = problems;
    let days = Days { sight, problems };
    match what {
        What::End(form) => {
            let hows = [How::Resigned, How::Expelled].map(|how| (how.key().to_owned(), how.label()));
            Choice::new(t!("How"), &mut form.how, &hows).show(ui);
            two(
                ui,
                |ui| days.show(ui, "notice", t!("Notice given on"), &mut form.notice),
                |ui| days.show(ui, "on", t!("Last day as a member"), &mut form.on),
            );
            Field::new(t!("Why"), &mut form.why).problem(problem(problems, "why")).show(ui);
        }
        What::Died { on } => days.show(ui, "on", t!("Died on"), on),
        What::Class { class, from, note } => {
            let open = register.classes.iter().filter(|c| !c.closed);
            let options: Vec<_> = open.map(|c| (Some(c.id), c.name.as_str())).collect();
            Choice::new(t!("Class"), class, &options).problem(problem(problems, "class")).show(ui);
            days.show(ui, "from", t!("From"), from);
            Field::new(t!("Why"), note).show(ui);
        }
        What::Pin(form) => {
            let options = Status::PINNABLE.map(|status| (status.key().to_owned(), status.label()));
            Choice::new(t!("Status"), &mut form.status, &options).problem(problem(problems, "status")).show(ui);
            two(
                ui,
                |ui| days.show(ui, "from", t!("From"), &mut form.from),
                |ui| days.show(ui, "until", t!("Until, the last day"), &mut form.until),
            );
            Field::new(t!("Why"), &mut form.why)
                .hint(t!("For whoever looks at it later"))
                .problem(problem(problems, "why"))
                .show(ui);
        }
        What::Unpin { says, .. } => {
            ui::paragraph(ui, says, BODY);
        }
        What::Pay(form) => {
            two(
                ui,
                |ui| {
                    MoneyField::new(t!("Amount"), &mut form.amount, *sight.currency())
                        .problem(problem(problems, "amount"))
                        .show(ui);
                },
                |ui| days.show(ui, "on", t!("Received on"), &mut form.on),
            );
            let methods: Vec<_> = Method::ALL
                .into_iter()
                .filter(|m| *m != Method::InKind)
                .map(|m| (m.key().to_owned(), if m.label().is_empty() { t!("Not said") } else { m.label() }))
                .collect();
            two(
                ui,
                |ui| {
                    Choice::new(t!("How it was paid"), &mut form.method, &methods).show(ui);
                },
                |ui| {
                    Field::new(t!("Reference"), &mut form.reference).show(ui);
                },
            );
            if *may_be_for_one {
                checkbox(ui, &mut form.only, &t!("Only for the dues of {name}", name = name));
            }
        }
        What::Waive { owed, says, reason, .. } => {
            ui::key_values(ui, &[(t!("For"), says), (t!("Owed"), &sight.currency().show(*owed))]);
            why(ui, problems, reason);
        }
        What::Number { number } => {
            Field::new(t!("Number"), number).problem(problem(problems, "number")).width(200.0).show(ui);
        }
        What::Approve { on, by, start, charge, number, next, has } => {
            two(
                ui,
                |ui| days.show(ui, "on", t!("Decided on"), on),
                |ui| days.show(ui, "start", t!("First day as a member"), start),
            );
            let usual = match (&*has, &*next) {
                (Some(has), _) => t!("{number}, as before", number = has),
                (None, Some(next)) => t!("{number}, the next one", number = next),
                (None, None) => t!("None").to_owned(),
            };
            two(
                ui,
                |ui| {
                    Field::new(t!("Decided by"), by).placeholder(&sight.facts.who).show(ui);
                },
                |ui| {
                    let field = Field::new(t!("Number"), number).placeholder(&usual);
                    field.problem(problem(problems, "number")).show(ui);
                },
            );
            first_dues(ui, sight, first, charge);
        }
        What::Refuse { on, by, reason } => {
            two(
                ui,
                |ui| days.show(ui, "on", t!("Decided on"), on),
                |ui| {
                    Field::new(t!("Decided by"), by).placeholder(&sight.facts.who).show(ui);
                },
            );
            why(ui, problems, reason);
        }
        What::Renew { start, charge, forgive, owed } => {
            days.show(ui, "start", t!("First day of the new term"), start);
            checkbox(ui, charge, t!("Charge the first dues"));
            if *owed > Money::ZERO {
                checkbox(
                    ui,
                    forgive,
                    &t!("Waive the {owed} owed for the term before", owed = sight.currency().show(*owed)),
                );
            }
        }
    }
}

struct Days<'a> {
    sight: &'a Sight<'a>,
    problems: &'a [FieldProblem],
}

impl Days<'_> {
    fn show(&self, ui: &mut Ui, field: &str, label: &str, text: &mut String) {
        let (today, month_first) = (self.sight.today(), self.sight.facts.profile.month_first);
        DayField::new(label, text, today).month_first(month_first).problem(problem(self.problems, field)).show(ui);
    }
}

fn why(ui: &mut Ui, problems: &[FieldProblem], reason: &mut String) {
    let hint = t!("For whoever looks at it later");
    Field::new(t!("Reason"), reason).hint(hint).problem(problem(problems, "reason")).show(ui);
}

/// What is owed on joining, and whether it is charged with it.
fn first_dues(ui: &mut Ui, sight: &Sight<'_>, first: Option<&Planned>, charge: &mut bool) {
    match first {
        Some(planned) => {
            let words = t!(
                "Charge the first dues: {sum} for {from} to {to}",
                sum = sight.currency().show(planned.amount),
                from = day::short(planned.period.from),
                to = day::short(planned.period.to)
            );
            checkbox(ui, charge, &words);
        }
        None => {
            ui::paragraph(ui, t!("No first dues: the class owes none, or has no fee yet."), BODY.ink(look(ui).muted));
        }
    }
}
