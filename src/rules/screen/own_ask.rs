//! The dialogs for a value, a rule and an election period of the party's own.

use egui::Ui;
use serde::{Deserialize, Serialize};

use super::super::engine::can_be_set;
use super::super::ops;
use super::super::own::{ElectionForm, OWN_WINDOWS, OwnKind, OwnRule, OwnRuleForm, OwnRuleId, ValueForm, window_label};
use super::super::pack::Op;
use super::super::store;
use super::super::values;
use super::ask_fields::{day_field, refused};
use super::{problem, reading};
use crate::app::{Live, Reply, Sight};
use crate::kit::{Currency, Problem, day};
use crate::ledger::model::{EntryKind, FieldProblem};
use crate::office::{Done, profile};
use crate::t;
use crate::ui::{Answer, Choice, Dialog, Field, MoneyField, SMALL, checkbox, look, paragraph, two};

/// A rule of the law that takes a value of the party's own.
#[derive(Clone, Debug)]
struct Settable {
    id: String,
    title: String,
    takes: (bool, bool),
    /// What holds now.
    now: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
enum Form {
    Value(ValueForm),
    Rule(Option<OwnRuleId>, OwnRuleForm),
    Election(ElectionForm),
}

/// A dialog that is open.
pub(super) struct OwnAsk {
    form: Form,
    rules: Live<Vec<Settable>>,
    problems: Vec<FieldProblem>,
    refused: Option<Problem>,
    saving: Option<Reply<()>>,
}

/// Kinds of entry that a rule can be about.
const KINDS: [EntryKind; 5] =
    [EntryKind::Donation, EntryKind::InKind, EntryKind::Dues, EntryKind::Levy, EntryKind::Loan];

fn without_value<T>(done: Done<T>) -> Done<()> {
    Done { value: (), op: done.op, changed: done.changed }
}

impl OwnAsk {
    fn of(form: Form) -> Self {
        let rules = Live::new(&["rule_value", "office", "office_jurisdiction"]);
        Self { form, rules, problems: Vec::new(), refused: None, saving: None }
    }

    pub(super) fn value(rule: String, sight: &Sight<'_>) -> Self {
        Self::of(Form::Value(ValueForm { rule, from: day::short(sight.today()), ..ValueForm::default() }))
    }

    pub(super) fn rule(sight: &Sight<'_>) -> Self {
        Self::of(Form::Rule(
            None,
            OwnRuleForm {
                entries: vec![EntryKind::Donation.key().to_owned(), EntryKind::InKind.key().to_owned()],
                window: "none".to_owned(),
                from: day::short(sight.today()),
                ..OwnRuleForm::default()
            },
        ))
    }

    pub(super) fn change(id: OwnRuleId, rule: &OwnRule, currency: Currency) -> Self {
        let form = OwnRuleForm {
            name: rule.name.clone(),
            says: rule.says.clone(),
            kind: rule.kind,
            entries: rule.entries.iter().map(|kind| kind.key().to_owned()).collect(),
            at_least: rule.over.op == Op::Gte,
            amount: currency.figures(rule.over.amount),
            window: rule.window.clone(),
            days: rule.days.map(|n| n.to_string()).unwrap_or_default(),
            from: day::short(rule.from),
            to: rule.to.map(day::short).unwrap_or_default(),
            reason: rule.reason.clone(),
        };
        Self::of(Form::Rule(Some(id), form))
    }

    pub(super) fn election() -> Self {
        Self::of(Form::Election(ElectionForm::default()))
    }

    /// Takes answers; `false` once it is done with.
    pub(super) fn logic(&mut self, sight: &Sight<'_>) -> bool {
        if matches!(self.form, Form::Value(_)) {
            let today = sight.today();
            self.rules.want(sight.desk, (), move |conn, ()| {
                let currency = *profile::get(conn)?.currency;
                let mut all = Vec::new();
                for law in store::laws(conn)? {
                    for rule in law.rules.iter().filter(|rule| rule.own.is_none() && can_be_set(rule) != (false, false))
                    {
                        let now = values::on(rule, today, currency).map(|line| line.says).unwrap_or_default();
                        let (id, title) = (rule.id.clone(), rule.title.clone());
                        all.push(Settable { id, title, takes: can_be_set(rule), now });
                    }
                }
                Ok(all)
            });
        }
        match self.saving.as_mut().and_then(Reply::take) {
            Some(Ok(())) => false,
            Some(Err(problem)) => {
                self.saving = None;
                self.refused = Some(problem);
                true
            }
            None => true,
        }
    }

    /// Draws it; `false` once it is done with.
    pub(super) fn ui(&mut self, ui: &Ui, sight: &Sight<'_>) -> bool {
        let (title, body) = match &self.form {
            Form::Value(_) => (
                t!("A value of your own"),
                t!(
                    "It holds in place of the pack’s from its first day on. The reason is kept, and each finding shows it"
                ),
            ),
            Form::Rule(None, _) => {
                (t!("A rule of your own"), t!("What your party asks for beyond the law. The reason is kept"))
            }
            Form::Rule(Some(_), _) => (t!("Change the rule"), ""),
            Form::Election(_) => (t!("An election period"), t!("Some rules hold only in one, or add up over it")),
        };
        let why_not = self.saving.as_ref().map(|_| t!("It is being saved"));
        let width = if matches!(self.form, Form::Rule(..)) { 640.0 } else { 500.0 };
        let dialog = Dialog::new(title, t!("Save")).body(body).unless(why_not).width(width);
        match dialog.show(ui, |ui| self.fields(ui, sight)) {
            Answer::Open => true,
            Answer::Cancelled => false,
            Answer::Confirmed => {
                self.save(sight);
                true
            }
        }
    }

    fn fields(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let Self { form, rules, problems, refused: said, .. } = self;
        match form {
            Form::Value(form) => value_fields(ui, form, rules.get().map_or(&[], Vec::as_slice), problems, sight),
            Form::Rule(_, form) => rule_fields(ui, form, problems, sight),
            Form::Election(form) => {
                Field::new(t!("Which election"), &mut form.name).problem(problem(problems, "name")).show(ui);
                days(ui, sight, problems, (&mut form.from, &mut form.to), t!("Last day"));
            }
        }
        refused(ui, said.as_ref());
    }

    fn save(&mut self, sight: &Sight<'_>) {
        (self.problems, self.refused) = (Vec::new(), None);
        let reading = reading(sight);
        let saving = match &self.form {
            Form::Value(form) => {
                let known = self.rules.get().and_then(|rules| rules.iter().find(|rule| rule.id == form.rule));
                let Some(takes) = known.map(|rule| rule.takes) else {
                    self.problems = vec![FieldProblem::new("rule", t!("Choose the rule"))];
                    return;
                };
                form.parse(takes, &reading).map(|value| {
                    sight.desk.run(&ops::ADD_VALUE, move |office| ops::add_value(office, &value).map(without_value))
                })
            }
            Form::Rule(id, form) => {
                let id = *id;
                form.parse(&reading).map(|rule| {
                    sight.desk.run(&ops::SAVE_RULE, move |office| ops::save_rule(office, id, &rule).map(without_value))
                })
            }
            Form::Election(form) => form.parse(&reading).map(|(name, from, to)| {
                sight.desk.run(&ops::ADD_ELECTION, move |office| {
                    ops::add_election(office, &name, from, to).map(without_value)
                })
            }),
        };
        match saving {
            Ok(saving) => self.saving = Some(saving),
            Err(problems) => self.problems = problems,
        }
    }

    pub(super) fn draft(&self) -> Option<String> {
        if self.saving.is_some() { None } else { serde_json::to_string(&self.form).ok() }
    }

    pub(super) fn restored(draft: &str) -> Option<Self> {
        serde_json::from_str(draft).ok().map(Self::of)
    }
}

/// First and last day.
fn days(ui: &mut Ui, sight: &Sight<'_>, problems: &[FieldProblem], (from, to): (&mut String, &mut String), last: &str) {
    two(
        ui,
        |ui| day_field(ui, sight, t!("First day"), from, problem(problems, "from")),
        |ui| day_field(ui, sight, last, to, problem(problems, "to")),
    );
}

fn reason(ui: &mut Ui, problems: &[FieldProblem], reason: &mut String) {
    let hint = t!("Who decided it, when, and on what ground");
    Field::new(t!("Reason"), reason).hint(hint).problem(problem(problems, "reason")).show(ui);
}

fn value_fields(ui: &mut Ui, form: &mut ValueForm, rules: &[Settable], problems: &[FieldProblem], sight: &Sight<'_>) {
    let mut options = vec![(String::new(), t!("Choose a rule"))];
    options.extend(rules.iter().map(|rule| (rule.id.clone(), rule.title.as_str())));
    Choice::new(t!("Rule"), &mut form.rule, &options)
        .problem(problem(problems, "rule"))
        .width(ui.available_width())
        .show(ui);
    let rule = rules.iter().find(|rule| rule.id == form.rule);
    if let Some(rule) = rule {
        let ink = look(ui).muted;
        let now = if rule.now.is_empty() { t!("nothing").to_owned() } else { rule.now.clone() };
        paragraph(ui, &t!("Now: {value}", value = now), SMALL.ink(ink));
    }
    let takes = rule.map_or((true, true), |rule| rule.takes);
    let currency = *sight.currency();
    let wrong = [problem(problems, "amount"), problem(problems, "days")];
    match takes {
        (true, true) => two(
            ui,
            |ui| {
                MoneyField::new(t!("Amount"), &mut form.amount, currency).problem(wrong[0]).show(ui);
            },
            |ui| {
                Field::new(t!("Days of the deadline"), &mut form.days).problem(wrong[1]).figures().show(ui);
            },
        ),
        (true, false) => {
            MoneyField::new(t!("Amount"), &mut form.amount, currency).problem(wrong[0]).width(200.0).show(ui);
        }
        _ => {
            Field::new(t!("Days of the deadline"), &mut form.days).problem(wrong[1]).figures().width(200.0).show(ui);
        }
    }
    if takes.0 {
        checkbox(ui, &mut form.at_least, t!("The sum itself counts as beyond it"));
    }
    days(ui, sight, problems, (&mut form.from, &mut form.to), t!("Last day, if there is one"));
    reason(ui, problems, &mut form.reason);
}

fn rule_fields(ui: &mut Ui, form: &mut OwnRuleForm, problems: &[FieldProblem], sight: &Sight<'_>) {
    let currency = *sight.currency();
    let kinds = OwnKind::ALL.map(|kind| (kind, kind.label()));
    let windows = OWN_WINDOWS.map(|(key, _)| (key.to_owned(), window_label(key)));
    two(
        ui,
        |ui| {
            Field::new(t!("Name"), &mut form.name).problem(problem(problems, "name")).show(ui);
        },
        |ui| {
            Choice::new(t!("What it does"), &mut form.kind, &kinds).width(ui.available_width()).show(ui);
        },
    );
    let (adds_up, has_days) = (form.kind.adds_up(), form.kind.has_days());
    two(
        ui,
        |ui| {
            MoneyField::new(t!("Beyond"), &mut form.amount, currency).problem(problem(problems, "amount")).show(ui);
        },
        |ui| {
            if adds_up {
                Choice::new(t!("Added up over"), &mut form.window, &windows)
                    .problem(problem(problems, "window"))
                    .width(ui.available_width())
                    .show(ui);
            }
        },
    );
    checkbox(ui, &mut form.at_least, t!("The sum itself counts as beyond it"));
    let ink = look(ui).muted;
    paragraph(ui, t!("Of these entries"), SMALL.ink(ink));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(16.0, 4.0);
        for kind in KINDS {
            let mut on = form.entries.iter().any(|key| key == kind.key());
            if checkbox(ui, &mut on, kind.label()).changed() {
                form.entries.retain(|key| key != kind.key());
                if on {
                    form.entries.push(kind.key().to_owned());
                }
            }
        }
    });
    if let Some(wrong) = problem(problems, "entries") {
        let ink = look(ui).danger;
        paragraph(ui, wrong, SMALL.ink(ink));
    }
    let last = t!("Last day, if there is one");
    two(
        ui,
        |ui| days(ui, sight, problems, (&mut form.from, &mut form.to), last),
        |ui| {
            if has_days {
                let wrong = problem(problems, "days");
                Field::new(t!("Days of the deadline"), &mut form.days).problem(wrong).figures().show(ui);
            }
        },
    );
    two(
        ui,
        |ui| {
            Field::new(t!("What it says, for who reads a finding"), &mut form.says).show(ui);
        },
        |ui| reason(ui, problems, &mut form.reason),
    );
}
