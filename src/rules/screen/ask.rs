//! What is asked before something is recorded: what was done about a finding, what kind of donor somebody is, what is set aside.

use egui::Ui;

use super::super::book::Who as Giver;
use super::super::finding::Finding;
use super::super::ops;
use super::super::own::{Standing, Stands};
use super::super::store::{self, Opened};
use super::super::words;
use super::super::work::{Outcome, WorkForm, outcomes};
use super::{ask_fields, reading};
use crate::app::{Live, Reply, Sight};
use crate::kit::{Currency, Problem, day};
use crate::ledger::model::{EntryKind, FieldProblem};
use crate::office::Done;
use crate::people::PersonId;
use crate::people::screen::person::{Suggestions, Who};
use crate::t;
use crate::ui::{Answer, Dialog, Tone};

/// What is asked about, with what was typed.
pub(super) enum What {
    Work { finding: Box<Finding>, says: String, possible: Vec<Outcome>, form: WorkForm },
    Donor(Box<Donor>),
    Aside { before: String, by: String, note: String },
}

/// What the law asks of somebody.
pub(super) struct Donor {
    /// Whom: a person of a finding, or who is found by typing.
    pub(super) who: Who,
    pub(super) found: Option<Suggestions>,
    pub(super) stands: Live<Option<Stands>, Option<PersonId>>,
    /// As it is typed; nothing until it is known what stands there.
    pub(super) form: Option<Standing>,
}

impl Donor {
    fn logic(&mut self, sight: &Sight<'_>) {
        if let Some(found) = &mut self.found {
            found.want(sight.desk, &self.who);
        }
        let person = self.who.person;
        if self.stands.asked_for() != Some(&person) {
            self.form = None;
        }
        self.stands.want(sight.desk, person, |conn, person| person.map(|p| store::standing(conn, p)).transpose());
        if self.form.is_none() && !self.stands.is_coming() {
            self.form = self.known().map(|known| known.standing.clone());
        }
    }

    /// What stands there.
    pub(super) fn known(&self) -> Option<&Stands> {
        self.stands.get().and_then(Option::as_ref).filter(|known| Some(known.person) == self.who.person)
    }
}

/// A dialog that is open.
pub(super) struct Ask {
    pub(super) what: What,
    pub(super) problems: Vec<FieldProblem>,
    pub(super) refused: Option<Problem>,
    saving: Option<Reply<()>>,
}

fn without_value<T>(done: Done<T>) -> Done<()> {
    Done { value: (), op: done.op, changed: done.changed }
}

impl Ask {
    fn of(what: What) -> Self {
        Self { what, problems: Vec::new(), refused: None, saving: None }
    }

    /// What was done about a finding.
    pub(super) fn work(opened: &Opened, sight: &Sight<'_>) -> Self {
        let finding = &opened.finding;
        let back = if finding.over.is_zero() { finding.amount } else { finding.over };
        let form = WorkForm {
            outcome: outcomes(&opened.law, finding).first().copied(),
            on: day::short(sight.today()),
            by: sight.facts.who.clone(),
            amount: sight.currency().figures(back),
            // What was given in kind leaves no money that could go back.
            refund: opened.lines.iter().any(|line| line.kind != EntryKind::InKind),
            ..WorkForm::default()
        };
        Self::with_form(opened, form, *sight.currency())
    }

    fn with_form(opened: &Opened, form: WorkForm, currency: Currency) -> Self {
        let rule = opened.law.rule(&opened.finding.rule);
        Self::of(What::Work {
            finding: Box::new(opened.finding.clone()),
            says: words::says(&opened.finding, rule, &opened.name, currency),
            possible: outcomes(&opened.law, &opened.finding),
            form,
        })
    }

    /// What the law asks of the donor; nothing where nobody is known.
    pub(super) fn donor(opened: &Opened, sight: &Sight<'_>) -> Option<Self> {
        let Giver::Person(person) = opened.finding.who else {
            sight.notice(Tone::Plain, t!("Nobody is known of this finding"), "");
            return None;
        };
        Some(Self::donor_of(Who::known(Some(person), &opened.name), None))
    }

    /// The same of whoever is found by typing, or of somebody who is known.
    pub(super) fn any_donor(known: Option<&Stands>) -> Self {
        match known {
            Some(known) => Self::donor_of(Who::known(Some(known.person), &known.name), None),
            None => Self::donor_of(Who::default(), Some(Suggestions::default())),
        }
    }

    fn donor_of(who: Who, found: Option<Suggestions>) -> Self {
        let stands = Live::new(&["donor_standing", "person"]);
        Self::of(What::Donor(Box::new(Donor { who, found, stands, form: None })))
    }

    /// Setting aside what is older than a day: by default what fell due before this financial year.
    pub(super) fn aside(sight: &Sight<'_>) -> Self {
        let (first, _) = sight.facts.profile.year_of(sight.today());
        Self::of(What::Aside { before: day::short(first), by: sight.facts.who.clone(), note: String::new() })
    }

    /// Takes answers; `false` once it is done with.
    pub(super) fn logic(&mut self, sight: &Sight<'_>) -> bool {
        if let What::Donor(donor) = &mut self.what {
            donor.logic(sight);
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
        let (title, body, confirm) = match &self.what {
            What::Work { says, .. } => (t!("What was done?").to_owned(), says.clone(), t!("Record it")),
            What::Donor(donor) => {
                let body = t!("The law treats donors by their kind. What is not known stays empty");
                let body = match &donor.found {
                    None => format!("{}. {body}", donor.who.text),
                    Some(_) => body.to_owned(),
                };
                (t!("What kind of donor?").to_owned(), body, t!("Save"))
            }
            What::Aside { .. } => {
                let body = t!(
                    "Everything that fell due before a day is recorded as dealt with before this office was kept. It stays in the list under Done, and the step can be undone"
                );
                (t!("Set aside what is older").to_owned(), body.to_owned(), t!("Set it aside"))
            }
        };
        let why_not = if self.saving.is_some() {
            Some(t!("It is being saved"))
        } else if matches!(&self.what, What::Donor(donor) if donor.form.is_none()) {
            Some(t!("Choose the donor first"))
        } else {
            None
        };
        let dialog = Dialog::new(&title, confirm).body(&body).unless(why_not).width(460.0);
        match dialog.show(ui, |ui| ask_fields::show(ui, self, sight)) {
            Answer::Open => true,
            Answer::Cancelled => false,
            Answer::Confirmed => {
                self.save(sight);
                true
            }
        }
    }

    fn save(&mut self, sight: &Sight<'_>) {
        (self.problems, self.refused) = (Vec::new(), None);
        let (desk, today, month_first) = (sight.desk, sight.today(), sight.facts.profile.month_first);
        match &self.what {
            What::Work { finding, form, .. } => match form.parse(finding, *sight.currency(), today, month_first) {
                Ok(new) => {
                    let key = finding.key();
                    self.saving =
                        Some(desk.run(&ops::WORK, move |office| ops::work(office, &key, &new).map(without_value)));
                }
                Err(problems) => self.problems = problems,
            },
            What::Donor(donor) => {
                let (Some(known), Some(form)) = (donor.known(), donor.form.clone()) else { return };
                match form.check(known.organisation) {
                    Ok(()) => {
                        let person = known.person;
                        self.saving =
                            Some(desk.run(&ops::SET_STANDING, move |office| ops::set_standing(office, person, &form)));
                    }
                    Err(problem) => self.problems = vec![problem],
                }
            }
            What::Aside { before, by, note } => match day::typed(before, today, reading(sight).month_first) {
                Ok(_) if by.trim().is_empty() => {
                    self.problems = vec![FieldProblem::new("by", t!("Say who did it"))];
                }
                Ok(before) => {
                    let (by, note) = (by.clone(), note.clone());
                    self.saving = Some(desk.run(&ops::WORK_BEFORE, move |office| {
                        ops::work_before(office, before, &by, &note).map(without_value)
                    }));
                }
                Err(problem) => self.problems = vec![FieldProblem::new("before", problem.to_string())],
            },
        }
    }

    /// What was begun, so that nothing typed is lost.
    pub(super) fn draft(&self) -> Option<String> {
        match &self.what {
            What::Work { finding, form, .. } if self.saving.is_none() => serde_json::to_string(&(finding, form)).ok(),
            _ => None,
        }
    }

    /// The finding that a draft is about, with the draft.
    pub(super) fn read_draft(draft: &str) -> Option<(Finding, String)> {
        let (finding, _): (Finding, WorkForm) = serde_json::from_str(draft).ok()?;
        Some((finding, draft.to_owned()))
    }

    /// The dialog again; nothing once the rules no longer find it.
    pub(super) fn restored(draft: &str, opened: &Opened, currency: Currency) -> Option<Self> {
        let (_, form): (Finding, WorkForm) = serde_json::from_str(draft).ok()?;
        opened.is_open.then(|| Self::with_form(opened, form, currency))
    }
}
