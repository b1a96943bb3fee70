//! What is asked before something happens to a member: a dialog with a few fields, then the operation.

use egui::Ui;

use super::super::model::{
    ChargeId, ClassId, EndForm, FieldProblem, Number, PersonId, PinForm, PinId, Planned, Register, Term, TermId,
};
use super::super::ops::{self, Approval};
use super::{ask_fields, terms, without_value};
use crate::app::{Reply, Sight};
use crate::kit::{Day, Money, Problem, day};
use crate::ledger::model::{EntryKind, Method, NewEntry};
use crate::t;
use crate::ui::{self, Answer, Dialog, Tone};

/// What is asked about, with what was typed.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum What {
    End(EndForm),
    Died {
        on: String,
    },
    Class {
        class: Option<ClassId>,
        from: String,
        note: String,
    },
    Pin(PinForm),
    Unpin {
        pin: PinId,
        says: String,
    },
    Pay(PayForm),
    Waive {
        charge: ChargeId,
        owed: Money,
        says: String,
        reason: String,
    },
    /// `number`: another than the next one, or than the one they have.
    Approve {
        on: String,
        by: String,
        start: String,
        charge: bool,
        number: String,
        next: Option<String>,
        has: Option<String>,
    },
    Number {
        number: String,
    },
    Refuse {
        on: String,
        by: String,
        reason: String,
    },
    Renew {
        start: String,
        charge: bool,
        forgive: bool,
        owed: Money,
    },
}

/// Dues that came in, as they are typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct PayForm {
    pub(super) amount: String,
    pub(super) on: String,
    pub(super) method: String,
    pub(super) reference: String,
    /// Only for this member's dues, where the payer pays for several.
    pub(super) only: bool,
}

/// A dialog that is open.
pub(super) struct Ask {
    pub(super) what: What,
    pub(super) term: TermId,
    pub(super) person: PersonId,
    pub(super) payer: PersonId,
    pub(super) name: String,
    /// The name of whoever pays, where it is somebody else.
    pub(super) payer_name: Option<String>,
    /// Whether the payer may say that a payment is for this member alone.
    pub(super) may_be_for_one: bool,
    pub(super) problems: Vec<FieldProblem>,
    refused: Option<Problem>,
    saving: Option<Reply<Vec<String>>>,
}

impl Ask {
    pub(super) fn new(what: What, register: &Register, term: &Term) -> Self {
        let payer = term.family.and_then(|id| register.term(id)).map_or(term.pays(), Term::pays);
        Self {
            what,
            term: term.id,
            person: term.person,
            payer,
            name: register.name(term.person).to_owned(),
            payer_name: (payer != term.person).then(|| register.name(payer).to_owned()),
            may_be_for_one: term.payer.is_some() && term.family.is_none(),
            problems: Vec::new(),
            refused: None,
            saving: None,
        }
    }

    /// The dues that would be charged with approving, as of the day that is typed.
    pub(super) fn first(&self, register: &Register, sight: &Sight<'_>) -> Option<Planned> {
        let What::Approve { on, start, .. } = &self.what else { return None };
        let reading = terms(sight);
        let typed = if start.trim().is_empty() { on } else { start };
        let start = day::typed(typed, reading.today, reading.month_first).ok()?;
        let term = register.term(self.term)?;
        register.first_charge(&Term { start: Some(start), ..term.clone() }, reading.today)
    }

    /// Takes the answer; `false` once it is done with.
    pub(super) fn logic(&mut self, sight: &Sight<'_>) -> bool {
        match self.saving.as_mut().and_then(Reply::take) {
            Some(Ok(left)) => {
                if !left.is_empty() {
                    let message = t!("No longer covered once the paid time is over: {names}", names = left.join(", "));
                    sight.notice(Tone::Warning, message, t!("Give each a membership of their own, or another payer"));
                }
                false
            }
            Some(Err(problem)) => {
                self.saving = None;
                self.refused = Some(problem);
                true
            }
            None => true,
        }
    }

    fn words(&self) -> (String, &'static str, &'static str, bool) {
        let name = &self.name;
        match &self.what {
            What::End(_) => (
                t!("End the membership of {name}", name = name),
                t!("End membership"),
                t!("The last day still counts. What is owed stays owed; waive it if it is let go."),
                true,
            ),
            What::Died { .. } => (
                t!("{name} has died", name = name),
                t!("Record"),
                t!("From that day on nothing is charged, and no list shows them as a member."),
                false,
            ),
            What::Class { .. } => (
                t!("Another class for {name}", name = name),
                t!("Change class"),
                t!("From that day on the fee of the class is charged. What was charged already stays."),
                false,
            ),
            What::Number { .. } => (
                t!("The number of {name}", name = name),
                t!("Change number"),
                t!(
                    "A number belongs to one person. An empty one takes it off; it is not given to anybody again by itself."
                ),
                false,
            ),
            What::Pin(_) => (
                t!("Pin the status of {name}", name = name),
                t!("Pin"),
                t!(
                    "A pinned status holds whatever dates and dues say. Who pinned it, why and until when stays beside it."
                ),
                false,
            ),
            What::Unpin { .. } => (t!("Take the pin off {name}?", name = name), t!("Take it off"), "", false),
            What::Pay(_) => (
                t!("Dues from {name}", name = self.payer_name.as_ref().unwrap_or(name)),
                t!("Record dues"),
                t!("It goes into the ledger, and settles the oldest dues first. What is left over is paid ahead."),
                false,
            ),
            What::Waive { .. } => (
                t!("Waive dues of {name}", name = name),
                t!("Waive"),
                t!("They are owed no longer, and count as settled."),
                true,
            ),
            What::Approve { .. } => (
                t!("Approve {name}", name = name),
                t!("Approve"),
                t!("They are admitted on the day of the decision, and a member from the first day on."),
                false,
            ),
            What::Refuse { .. } => (
                t!("Refuse {name}", name = name),
                t!("Refuse"),
                t!("The application stays in the register with the reason. They may apply again."),
                true,
            ),
            What::Renew { .. } => (
                t!("Renew the membership of {name}", name = name),
                t!("Renew"),
                t!(
                    "Another term begins, with class, rhythm and payer as before. They stay a member since the first day of all."
                ),
                false,
            ),
        }
    }

    /// Draws it; answers whether it is still open. `first`: the dues that come with approving or renewing.
    pub(super) fn show(&mut self, ui: &Ui, sight: &Sight<'_>, register: &Register, first: Option<&Planned>) -> bool {
        let (title, confirm, body, danger) = self.words();
        let busy = self.saving.is_some().then(|| t!("Saving…"));
        let read_only = sight.facts.read_only.then(|| t!("This office is open read-only"));
        let mut dialog = Dialog::new(&title, confirm).body(body).unless(busy.or(read_only)).width(480.0);
        if danger {
            dialog = dialog.danger();
        }
        let answer = dialog.show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 12.0;
            ask_fields::show(ui, sight, self, register, first);
            if let Some(problem) = &self.refused {
                let hint = problem.hint.as_deref().unwrap_or_default();
                ui::banner(ui, Tone::Danger, &problem.message, hint, "", |_| {});
            }
        });
        match answer {
            Answer::Open => true,
            Answer::Cancelled => false,
            Answer::Confirmed => {
                if self.saving.is_none() {
                    self.refused = None;
                    self.save(sight);
                }
                true
            }
        }
    }

    fn day(&mut self, sight: &Sight<'_>, field: &'static str, text: &str) -> Option<Day> {
        let terms = terms(sight);
        if text.trim().is_empty() {
            return Some(terms.today);
        }
        match day::typed(text, terms.today, terms.month_first) {
            Ok(day) => Some(day),
            Err(problem) => {
                self.problems.push(FieldProblem::new(field, problem.to_string()));
                None
            }
        }
    }

    fn number(&mut self, text: &str) -> Option<Number> {
        match Number::read(text) {
            Ok(number) => Some(number),
            Err(message) => {
                self.problems.push(FieldProblem::new("number", message));
                None
            }
        }
    }

    fn reason(&mut self, text: &str) -> Option<String> {
        if text.trim().is_empty() {
            self.problems.push(FieldProblem::new("reason", t!("Say why; the reason stays in the register")));
            return None;
        }
        Some(text.trim().to_owned())
    }

    fn save(&mut self, sight: &Sight<'_>) {
        self.problems.clear();
        let id = self.term;
        let reading = terms(sight);
        let saving = match self.what.clone() {
            What::End(form) => match form.parse(&reading) {
                Ok((notice, end)) => Some(sight.desk.run(&ops::END, move |office| ops::end(office, id, notice, &end))),
                Err(problems) => {
                    self.problems = problems;
                    None
                }
            },
            What::Died { on } => {
                self.day(sight, "on", &on).map(|on| sight.desk.run(&ops::DIED, move |office| ops::died(office, id, on)))
            }
            What::Class { class, from, note } => {
                let from = self.day(sight, "from", &from);
                if class.is_none() {
                    self.problems.push(FieldProblem::new("class", t!("Choose a class")));
                }
                class.zip(from).map(|(class, from)| {
                    sight
                        .desk
                        .run(&ops::CLASS, move |office| ops::change_class(office, id, class, from, &note).map(nobody))
                })
            }
            What::Pin(form) => match form.parse(&reading) {
                Ok(pin) => Some(sight.desk.run(&ops::PIN, move |office| ops::pin(office, id, &pin).map(nobody))),
                Err(problems) => {
                    self.problems = problems;
                    None
                }
            },
            What::Unpin { pin, .. } => {
                Some(sight.desk.run(&ops::UNPIN, move |office| ops::unpin(office, id, pin).map(nobody)))
            }
            What::Pay(form) => self
                .payment(sight, &form)
                .map(|new| sight.desk.run(&ops::PAY, move |office| ops::pay(office, &new, &[]).map(nobody))),
            What::Waive { charge, reason, .. } => self.reason(&reason).map(|reason| {
                sight.desk.run(&ops::WAIVE, move |office| ops::waive(office, charge, &reason).map(nobody))
            }),
            What::Number { number } => self.number(&number).map(|number| {
                let (person, number) = (self.person, if number == Number::AsSet { Number::None } else { number });
                sight.desk.run(&ops::NUMBER, move |office| ops::number(office, person, &number).map(nobody))
            }),
            What::Approve { on, by, start, charge, number, .. } => {
                let number = self.number(&number);
                let on = self.day(sight, "on", &on);
                let start = if start.trim().is_empty() { on } else { self.day(sight, "start", &start) };
                on.zip(start).zip(number).map(|((on, start), number)| {
                    let approval = Approval { on, by, start, charge, number };
                    sight.desk.run(&ops::APPROVE, move |office| ops::approve(office, id, &approval).map(nobody))
                })
            }
            What::Refuse { on, by, reason } => {
                let (on, reason) = (self.day(sight, "on", &on), self.reason(&reason));
                on.zip(reason).map(|(on, reason)| {
                    sight.desk.run(&ops::REFUSE, move |office| ops::refuse(office, id, on, &by, &reason).map(nobody))
                })
            }
            What::Renew { start, charge, forgive, .. } => self.day(sight, "start", &start).map(|start| {
                sight.desk.run(&ops::RENEW, move |office| ops::renew(office, id, start, charge, forgive).map(nobody))
            }),
        };
        self.saving = saving;
    }

    fn payment(&mut self, sight: &Sight<'_>, form: &PayForm) -> Option<NewEntry> {
        let on = self.day(sight, "on", &form.on);
        let amount = match sight.currency().parse(&form.amount, None) {
            Ok(amount) if amount > Money::ZERO => Some(amount),
            Ok(_) => {
                self.problems.push(FieldProblem::new("amount", t!("A payment of nothing is not recorded")));
                None
            }
            Err(problem) => {
                self.problems.push(FieldProblem::new("amount", problem.to_string()));
                None
            }
        };
        let (on, amount) = on.zip(amount)?;
        Some(NewEntry {
            method: Method::of(&form.method).unwrap_or_default(),
            reference: form.reference.trim().to_owned(),
            behalf_of: form.only.then_some(self.person),
            ..NewEntry::simple(EntryKind::Dues, on, amount).from(self.payer)
        })
    }
}

fn nobody<T>(done: crate::office::Done<T>) -> crate::office::Done<Vec<String>> {
    let done = without_value(done);
    crate::office::Done { value: Vec::new(), op: done.op, changed: done.changed }
}
