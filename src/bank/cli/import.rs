//! `import bank`: what would come of a file is shown with `--dry-run`, else it is done as it is.

use std::path::Path;

use clap::{Arg, Command};
use serde_json::{Value as Json, json};

use super::{file, flag, option, with_account};
use crate::bank::model::{Choice, Plan, StatementId};
use crate::bank::statement::{self, File, Told, Unread, fields};
use crate::bank::{import as reading, ops};
use crate::cli::{Call, Outcome, mapping_for};
use crate::kit::{Currency, Problem, Result, day, text};
use crate::office::backup::Before;
use crate::office::{Office, profile};
use crate::t;
use crate::tabular::{Mapping, Report};

pub(super) fn args(c: Command) -> Command {
    with_account(c)
        .arg(
            Arg::new("input")
                .value_name("INPUT")
                .required(true)
                .help("An OFX, QFX, QIF, CAMT or MT940 file, or a CSV, XLSX or ODS table"),
        )
        .arg(option(
            "map",
            "MAP.toml",
            "Which column is what (`wardroom map` writes one); also the order of dates of a QIF",
        ))
        .arg(option("number", "NUMBER", "Which account of the file is meant, where it holds several or a new one"))
        .arg(flag("unchecked", "Take a statement whose balances are missing or do not add up"))
        .arg(flag("bring-back", "Bring lines back to be matched that were set aside before"))
        .arg(flag("dry-run", "Say what would be done, and do nothing"))
}

/// What came of reading.
pub(super) enum Read {
    File(File),
    Unread(Unread),
}

/// Reads a file, with the map where it is a table or leaves something open.
fn read(call: &Call<'_>, office: &Office) -> Result<Read> {
    let input = call.path("input")?;
    let map = call.text("map").map(Path::new);
    let mut told = Told { unchecked: call.flag("unchecked"), ..ops::reading(office)? };
    let bytes = reading::bytes(&input)?;
    let read = if statement::format_of(&bytes).is_some() {
        if let Some(map) = map {
            let map = Mapping::from_toml(&reading::text(map)?)?;
            (told.encoding, told.date_order, told.decimal_mark) = (map.encoding, map.date_order, map.decimal_mark);
        }
        statement::read(&statement::name_of(&input), &bytes, &told)
    } else {
        let (source, mapping) = mapping_for(&input, map, fields::guess)?;
        if map.is_none() && !reading::may_be_statement(&source, &mapping) {
            return Err(reading::no_statement(&statement::name_of(&input)));
        }
        statement::read_table(&source, &mapping, &told)?
    };
    Ok(read.map_or_else(Read::Unread, Read::File))
}

pub(super) fn run(call: &mut Call<'_>) -> Result<Outcome> {
    let dry = call.flag("dry-run");
    let mut office = if dry { call.office_to_read()? } else { call.office()? };
    let Some(account) = super::account(call, &office)? else {
        let names = office.read(crate::ledger::store::accounts)?.into_iter().filter(|a| !a.closed).map(|a| a.name);
        return Err(Problem::usage(t!("Say with --account into which account of the ledger it goes"))
            .hint(t!("There is {names}", names = names.collect::<Vec<_>>().join(", "))));
    };
    let name = statement::name_of(&call.path("input")?);
    let about = |problem| reading::about(&name, problem);
    let file = match read(call, &office).map_err(about)? {
        Read::File(file) => file,
        Read::Unread(unread) => return refuse(call, unread),
    };
    let choice = Choice { number: call.text("number").map(str::to_owned), bring_back: call.flag("bring-back") };
    let plan = ops::prepare(&office, &file, account, &choice).map_err(about)?;
    for note in &plan.notes {
        call.out.remark(note)?;
    }
    let mut report = plan.report.clone();
    let currency = *office.read(profile::get)?.currency;
    if !dry {
        let nothing = plan.statements.iter().all(|s| !s.brings) && report.updated == 0;
        let backup = if nothing { None } else { call.copy_before(&office, Before::Import)? };
        report = Report { backup, ..ops::commit(&mut office, &plan)?.value };
        office.close()?;
    }
    call.out.answer(&document(&report, &plan, currency), &as_text(&report, &plan, currency, dry))?;
    Ok(Outcome::Done)
}

/// A file that was not read: everything that is wrong with it.
fn refuse(call: &mut Call<'_>, unread: Unread) -> Result<Outcome> {
    if !call.out.is_json() {
        let mut text = String::new();
        for problem in unread.problems.iter().skip(1).take(20) {
            text.push_str(&t!("  line {row}: {what}\n", row = problem.row, what = problem.message));
        }
        let problem = unread.problem();
        return Err(if text.is_empty() {
            problem
        } else {
            Problem { message: format!("{}\n{text}", problem.message), ..problem }
        });
    }
    let (problems, question) = (unread.problems.clone(), unread.question.clone());
    let problem = unread.problem();
    let asks = question.map(|q| json!({ "setting": q.setting, "asks": q.asks, "choices": q.choices.iter().map(|(k, _)| *k).collect::<Vec<_>>() }));
    let report = Report { refused: 0, problems, ..Report::default() };
    let mut document = serde_json::to_value(&report).unwrap_or_default();
    if let Some(object) = document.as_object_mut() {
        object.insert("message".to_owned(), problem.message.clone().into());
        object.insert("hint".to_owned(), problem.hint.clone().into());
        object.insert("question".to_owned(), asks.unwrap_or(Json::Null));
    }
    call.out.remark(&problem.to_string())?;
    call.out.answer(&document, "")?;
    Ok(Outcome::Problems)
}

fn document(report: &Report, plan: &Plan, currency: Currency) -> Json {
    let statements: Vec<Json> = plan
        .statements
        .iter()
        .map(|s| {
            let plain = |b: Option<statement::Balance>| b.map(|b| currency.plain(b.amount));
            json!({
                "number": s.head.account,
                "from": s.head.from,
                "to": s.head.to,
                "opening": plain(s.head.opening),
                "closing": plain(s.head.closing),
                "lines": s.lines.len(),
            })
        })
        .collect();
    let mut document = serde_json::to_value(report).unwrap_or_default();
    if let Some(object) = document.as_object_mut() {
        object.insert("account".to_owned(), plan.account_name.clone().into());
        object.insert("format".to_owned(), plan.format.key().into());
        object.insert("statements".to_owned(), statements.into());
        object.insert("set_aside".to_owned(), plan.aside.into());
        object.insert("notes".to_owned(), plan.notes.clone().into());
    }
    document
}

fn as_text(report: &Report, plan: &Plan, currency: Currency, dry: bool) -> String {
    let (count, read, total) = (text::count(report.added), text::count(report.read), currency.show(plan.total));
    let account = &plan.account_name;
    let mut out = if dry {
        t!(
            "Would import {count} of {read} lines into {account}, together {total}",
            count = count,
            read = read,
            account = account,
            total = total
        )
    } else {
        t!(
            "Imported {count} of {read} lines into {account}, together {total}",
            count = count,
            read = read,
            account = account,
            total = total
        )
    };
    for s in &plan.statements {
        let span = s
            .head
            .from
            .zip(s.head.to)
            .map(|(from, to)| t!("{from} to {to}", from = day::short(from), to = day::short(to)));
        let closing = s.head.closing.map(|b| t!(", closing balance {balance}", balance = currency.show(b.amount)));
        out.push_str(&t!(
            "\n  {number} {span}{closing}",
            number = s.head.account,
            span = span.unwrap_or_default(),
            closing = closing.unwrap_or_default()
        ));
    }
    if report.skipped > 0 {
        out.push_str(&t!("\n  {skipped} are here already", skipped = text::count(report.skipped)));
    }
    if plan.aside > 0 && !plan.bring_back {
        out.push_str(&t!(
            "\n  {aside} were set aside before; --bring-back brings them back to be matched",
            aside = text::count(plan.aside)
        ));
    }
    if let Some(path) = &report.backup {
        out.push_str(&t!("\nThe office as it was before: {path}", path = path));
    }
    out
}

pub(super) fn forget_args(c: Command) -> Command {
    c.arg(file()).arg(Arg::new("statement").value_name("ID").required(true).help("As `bank statements` lists it"))
}

pub(super) fn forget(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let id: StatementId = call.need("statement")?.parse()?;
    let done = ops::forget(&mut office, id)?;
    office.close()?;
    call.out.answer(&json!({ "op": done.op.map(|op| op.to_string()) }), t!("Removed the statement with its lines"))?;
    Ok(Outcome::Done)
}
