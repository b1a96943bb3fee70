//! A table of a bank whose columns have to be said: the same screen as for every list, with the maps that were saved.

use egui::Ui;

use super::super::model::{Choice, Fate as LineFate, Plan};
use super::super::ops;
use super::super::statement::{self, Told, fields};
use super::BANK;
use crate::app::Screen;
use crate::app::import::{Choices, Fate, Job, Kind, Line, More, Outcome, Wizard};
use crate::kit::{Problem, Result, day, text};
use crate::ledger;
use crate::ledger::model::AccountKind;
use crate::office::{Done, Office};
use crate::t;
use crate::tabular::{Mapping, Refused};

/// The name under which the choice of the account stands in a map; no column of a bank is called so.
const ACCOUNT: &str = "ledger_account";

static STATEMENTS: Kind<()> = Kind {
    noun: "bank",
    title: || t!("Map a bank’s table"),
    about: || {
        t!(
            "A table of a bank or a payment service (CSV, XLSX, ODS) in any layout: say once which column is what, and keep it as a map. Every line is shown before anything is read in."
        )
    },
    counted: |count| text::plural(count, t!("line"), t!("lines")),
    home: BANK,
    fields: fields::FIELDS,
    guess: fields::guess,
    op: &ops::IMPORT,
    fits: |job| planned_file(job).map(drop),
    preview: |office, job| Ok(outcome(job, &planned(office, job)?)),
    commit: |office, job| {
        // Nothing has changed since the preview, so this is the same plan.
        let plan = planned(office, job)?;
        let Done { value, op, changed } = ops::commit(office, &plan)?;
        Ok(Done { value: Outcome { report: value, ..outcome(job, &plan) }, op, changed })
    },
    options: |_: &mut Ui, _: &mut ()| false,
    same: &[ACCOUNT],
    choices: |conn| {
        let open = ledger::store::accounts(conn)?.into_iter().filter(|a| !a.closed);
        Ok(Choices::from([(ACCOUNT, open.map(|a| (a.name.clone(), a.name)).collect())]))
    },
    more: &[
        More { title: || t!("Booked"), width: 92.0, figures: false },
        More { title: || t!("Amount"), width: 96.0, figures: true },
    ],
    updates: false,
    brings_people: false,
    before: |_, _| Ok(None),
    // A line that is here already is recognised, whatever the file.
    once: false,
    map_name: || t!("Statement of the savings bank"),
    example: "When;Who;For;Sum\n03/11/2026;ANN ALI;DONATION;25,00\n05/11/2026;;CHEQUES 3;80,00\n10/11/2026;;ACCOUNT FEE;-6,00\n",
};

/// The screen.
pub fn boxed() -> Box<dyn Screen> {
    Wizard::boxed(&STATEMENTS)
}

fn planned_file(job: &Job<()>) -> Result<statement::File> {
    let told = Told::new(job.currency, job.today);
    let mut constants = job.mapping.constants.clone();
    constants.remove(ACCOUNT);
    let mapping = Mapping { constants, ..job.mapping.clone() };
    statement::read_table(&job.source, &mapping, &told)?.map_err(statement::Unread::problem)
}

fn planned(office: &Office, job: &Job<()>) -> Result<Plan> {
    let file = planned_file(job)?;
    let account = match job.mapping.constants.get(ACCOUNT) {
        Some(name) => office.read(|conn| ledger::store::find_account(conn, name))?,
        None => {
            let all = office.read(ledger::store::accounts)?;
            let bank = all.into_iter().find(|a| !a.closed && a.kind == AccountKind::Bank);
            bank.ok_or_else(|| Problem::input(t!("Say into which account of the ledger it goes")))?.id
        }
    };
    ops::prepare(office, &file, account, &Choice::default())
}

fn outcome(job: &Job<()>, plan: &Plan) -> Outcome {
    let currency = job.currency;
    let lines = plan.statements.iter().flat_map(|s| &s.lines).map(|planned| {
        let l = &planned.line;
        let (fate, why) = match &planned.fate {
            LineFate::New => (Fate::Added, ""),
            LineFate::Splits(_) => (Fate::Updated, t!("It takes the place of a line that came as one")),
            LineFate::Aside(..) => (Fate::Skipped, t!("It was set aside before")),
            LineFate::Here | LineFate::Twice => (Fate::Skipped, t!("It is here already")),
        };
        let title = if l.name.is_empty() { &l.purpose } else { &l.name };
        let more = [day::short(l.booked), currency.figures(l.amount)];
        Line {
            row: l.row,
            title: title.as_str().into(),
            fate,
            why: why.into(),
            more: more.into_iter().map(String::into_boxed_str).collect(),
        }
    });
    Outcome {
        report: plan.report.clone(),
        lines: lines.collect(),
        refused: Refused::new(&job.source),
        show: String::new(),
        asks: Vec::new(),
    }
}
