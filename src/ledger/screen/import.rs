//! Bringing in a list of donations: what the ledger says of it; the screen itself is the same for every list.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use egui::Ui;

use super::ENTRIES;
use crate::app::Screen;
use crate::app::import::{Ask, Before, Choices, Fate, Job, Kind, Line, More, Outcome, Wizard, reasons, titles};
use crate::kit::{Money, Result, day, text};
use crate::ledger::import::{self, Asked, Donor, FIELDS, Plan, PlannedRow, Settings};
use crate::ledger::model::{Account, Category, EntryKind, Filter, Fund};
use crate::ledger::{ops, prospect, store};
use crate::office::{Done, Foreseen, Office};
use crate::people;
use crate::t;
use crate::tabular::Report;

/// The cells that a donor is known by in a list of rows.
const TITLES: &[&[&str]] = &[&["donor_name"], &["given", "family"], &["email"], &["member_number"]];

static DONATIONS: Kind<()> = Kind {
    noun: ops::IMPORT_NOUN,
    title: || t!("Import donations"),
    about: || {
        t!(
            "A register of donations, a statement of a payment service, or your own spreadsheet (CSV, XLSX, ODS). Donors are found in the register or added to it, and you see every row before anything is recorded."
        )
    },
    counted: |count| text::plural(count, t!("donation"), t!("donations")),
    home: ENTRIES,
    fields: FIELDS,
    guess: import::guess,
    op: &ops::IMPORT,
    fits,
    preview: |office, job| {
        let plan = planned(office, job)?;
        let report = plan.report.clone();
        let causes = office.foresee(&prospect::of_plan(&plan))?;
        Ok(outcome(job, &plan, report, &causes))
    },
    commit: |office, job| {
        // Nothing has changed since the preview, so this is the same plan.
        let plan = planned(office, job)?;
        let Done { value, op, changed } = ops::commit(office, &plan)?;
        Ok(Done { value: outcome(job, &plan, value, &[]), op, changed })
    },
    options: |_: &mut Ui, _: &mut ()| false,
    same: &["received", "kind", "ledger_account", "ledger_category", "ledger_fund", "appeal"],
    choices: |conn| Ok(choices(store::accounts(conn)?, store::categories(conn)?, store::funds(conn)?)),
    more: &[
        More { title: || t!("Received"), width: 92.0, figures: false },
        More { title: || t!("Kind"), width: 112.0, figures: false },
        More { title: || t!("Amount"), width: 88.0, figures: true },
    ],
    updates: false,
    brings_people: true,
    before: |conn, digest| {
        Ok(people::store::import_of(conn, ops::IMPORT_NOUN, digest)?.map(|found| Before {
            source: found.source,
            rows: found.rows,
            at: found.at,
            who: found.who,
        }))
    },
    // Rows without an id of their own cannot be told from genuine ones.
    once: true,
    map_name: || t!("Statement of the card service"),
    example: "Date;Donor;E-mail;Postcode;Amount;Type;Payment method;Transaction ID\n\
        03/04/2026;Siân Llewellyn;sian@example.cymru;LS5 3EF;25,00;Donation;Card;TX-1001\n\
        14/04/2026;Łukasz Żółkiewski;lukasz@example.pl;LS2 7BB;250,00;Donation;Bank transfer;TX-1002\n\
        14/04/2026;;;;83,20;Donation;Cash;TX-1003\n\
        20/04/2026;Harbour Hall;hall@example.org;LS1 1AA;180,00;In kind;;TX-1004\n\
        21/04/2026;Nguyễn Thị Ánh;anh@example.org;LS2 7BB;lots;Donation;Card;TX-1005\n\
        22/04/2026;Ελένη Παπαδοπούλου;eleni@example.gr;;4,20;Card fee;Card;TX-1006\n\
        23/04/2026;Siân Llewellyn;sian@example.cymru;LS5 3EF;-25,00;Refund;Card;TX-1007\n",
};

/// The screen.
pub fn boxed() -> Box<dyn Screen> {
    Wizard::boxed(&DONATIONS)
}

fn fits(job: &Job<()>) -> Result<()> {
    let settings = Settings { currency: job.currency, today: job.today, again: job.again };
    let given = |key: &str| job.mapping.columns.contains_key(key) || job.mapping.constants.contains_key(key);
    let dated = given("received") || given("banked");
    import::fit(&job.source, &job.mapping, &settings).map(drop).map_err(|problem| {
        if dated {
            problem
        } else {
            problem.hint(t!("Choose the column of days at the left, or write one day for every row below"))
        }
    })
}

/// What is answered where nobody of the register is meant.
const NEW: &str = "new";

fn planned(office: &Office, job: &Job<()>) -> Result<Plan> {
    let whom = |answer: &String| if answer == NEW { Ok(None) } else { answer.parse().map(Some) };
    let decided = job.answers.iter().map(|(key, answer)| Ok((key.clone(), whom(answer)?))).collect::<Result<_>>()?;
    ops::prepare_as(office, &job.source, &job.mapping, job.again, &decided)
}

fn ask(asked: &Asked) -> Ask {
    let mut options: Vec<_> = asked.people.iter().map(|(id, words)| (id.to_string(), words.clone())).collect();
    options.push((NEW.to_owned(), t!("Somebody new").to_owned()));
    Ask { key: asked.key.clone(), says: asked.says.clone(), rows: asked.rows.len(), options }
}

/// What a cell says: the name of an account, category or fund, or the key of a kind.
fn choices(accounts: Vec<Account>, categories: Vec<Category>, funds: Vec<Fund>) -> Choices {
    let named = |open: Vec<String>| open.into_iter().map(|name| (name.clone(), name)).collect::<Vec<_>>();
    let given = |kind: &EntryKind| kind.is_in() || *kind == EntryKind::InKind;
    let kinds = EntryKind::ALL.into_iter().filter(given).map(|kind| (kind.key().to_owned(), kind.label().to_owned()));
    Choices::from([
        ("kind", kinds.collect()),
        ("ledger_account", named(accounts.into_iter().filter(|a| !a.closed).map(|a| a.name).collect())),
        ("ledger_category", named(categories.into_iter().filter(|c| !c.closed).map(|c| c.name).collect())),
        ("ledger_fund", named(funds.into_iter().filter(|f| !f.closed).map(|f| f.name).collect())),
    ])
}

/// `causes` are those of each planned row, in the plan's order.
fn outcome(job: &Job<()>, plan: &Plan, report: Report, causes: &[Vec<Foreseen>]) -> Outcome {
    let mut titles = titles(&job.source, &job.mapping, TITLES);
    let mut reasons = reasons(&report.problems);
    let open: HashSet<usize> = plan.asked.iter().flat_map(|asked| asked.rows.iter().copied()).collect();
    let causes = causes.iter().map(Vec::as_slice).chain(std::iter::repeat(&[][..]));
    let mut planned: HashMap<usize, (&PlannedRow, &[Foreseen])> =
        plan.rows.iter().zip(causes).map(|(row, causes)| (row.row, (row, causes))).collect();
    let lines = job.source.rows().map(|row| {
        let title = titles.remove(&row.number).unwrap_or_default();
        let (fate, why, more): (_, Cow<'static, str>, Box<[Box<str>]>) = match planned.remove(&row.number) {
            Some((row, causes)) => {
                let fate = if causes.is_empty() { Fate::Added } else { Fate::Flagged };
                (fate, why(row, causes), cells(job, row))
            }
            None => match reasons.remove(&row.number) {
                Some(reason) if open.contains(&row.number) => (Fate::Open, reason.into(), Box::default()),
                Some(reason) => (Fate::Refused, reason.into(), Box::default()),
                None => (Fate::Skipped, t!("Here already, from an earlier list").into(), Box::default()),
            },
        };
        let title = if title.is_empty() && matches!(fate, Fate::Added | Fate::Flagged) {
            t!("Nobody named").into()
        } else {
            title
        };
        Line { row: row.number, title, fate, why, more }
    });
    let (asks, lines) = (plan.asked.iter().map(ask).collect(), lines.collect());
    Outcome { lines, show: days(plan), refused: plan.refused.clone(), report, asks }
}

/// What bringing it in causes, else where its donor comes from.
fn why(row: &PlannedRow, causes: &[Foreseen]) -> Cow<'static, str> {
    if !causes.is_empty() {
        return causes.iter().map(super::causes::says).collect::<Vec<_>>().join("; ").into();
    }
    match row.donor {
        Donor::New(_) => t!("New in the register").into(),
        Donor::Known(_) => t!("In the register").into(),
        Donor::Nobody => "".into(),
    }
}

fn cells(job: &Job<()>, row: &PlannedRow) -> Box<[Box<str>]> {
    let signed = if row.kind == EntryKind::Refund { Money::ZERO - row.amount } else { row.amount };
    let cells = [day::short(row.received), row.kind.label().to_owned(), job.currency.figures(signed)];
    cells.into_iter().map(String::into_boxed_str).collect()
}

/// The entries of the days that the list reaches over.
fn days(plan: &Plan) -> String {
    let days = plan.rows.iter().map(|row| row.received);
    match (days.clone().min(), days.max()) {
        (Some(first), Some(last)) => Filter::between(first, last).to_string(),
        _ => String::new(),
    }
}
