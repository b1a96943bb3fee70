//! The commands of budgets.

use clap::Command;
use serde_json::{Value as Json, json};

use super::import::{self, FIELDS, guess};
use super::model::{Planned, Scope, Whole};
use super::ops::{self, From};
use super::{export, report, store};
use crate::cli::args::{choice, dry_run, file, needed, option};
use crate::cli::{Call, List, Noun, Outcome, Verb, mapping_for, tell_import, verb};
use crate::fundraising::store::appeal_called;
use crate::kit::{Currency, Problem, Result};
use crate::ledger::store as ledger;
use crate::office::{Office, profile};
use crate::t;
use crate::tabular::Report;

/// The commands, the export, the report and the list that comes in.
pub const NOUN: Noun = Noun {
    verbs: VERBS,
    groups: &[("budget", "Budgets of years and of appeals, with what came of them")],
    exports: &[export::BUDGET],
    reports: report::REPORTS,
    lists: &[List { name: "budget", fields: FIELDS, guess }],
    ..Noun::NONE
};

const VERBS: &[Verb] = &[
    verb!("budget", "show"; "A budget with what came of it"; show_args; show),
    verb!("budget", "set"; "Plan an amount for a category"; set_args; set),
    verb!("budget", "copy"; "Begin a budget from another year, or from what happened in it"; copy_args; copy),
    verb!("budget", "import"; "Bring a budget in from a table"; import_args; import_table),
];

fn scope_args(c: Command) -> Command {
    c.arg(file())
        .arg(option("year", "YEAR", "Of a financial year: 2026, or a day in it (default: this year)"))
        .arg(option("appeal", "APPEAL", "Of an appeal, by its name"))
}

fn year(office: &Office, typed: Option<&str>) -> Result<Scope> {
    let profile = office.read(profile::get)?;
    let Some(typed) = typed else { return Ok(Scope::year(&profile, office.today())) };
    profile.year_named(typed).map(|(from, to)| Scope::Year(from, to))
}

fn scope(call: &Call<'_>, office: &Office) -> Result<Scope> {
    match (call.text("appeal"), call.text("year")) {
        (Some(_), Some(_)) => Err(Problem::usage(t!("Say either --year or --appeal"))),
        (None, typed) => year(office, typed),
        (Some(name), None) => {
            let id = office.read(|conn| appeal_called(conn, name))?;
            id.map(Scope::Appeal).ok_or_else(|| Problem::input(t!("There is no appeal “{name}”", name = name)))
        }
    }
}

fn show_args(c: Command) -> Command {
    scope_args(c)
}

fn show(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let scope = scope(call, &office)?;
    let (whole, currency, says) = office
        .read(|conn| Ok((store::budget(conn, scope)?, *profile::get(conn)?.currency, ops::says(conn, scope)?)))?;
    call.out.answer(&as_json(&whole, &says, currency), &as_text(&whole, &says, currency))?;
    Ok(Outcome::Done)
}

fn as_json(whole: &Whole, says: &str, currency: Currency) -> Json {
    let lines = whole.lines.iter().filter(|line| !line.is_empty()).map(|line| {
        json!({ "category": line.name, "id": line.category, "side": line.kind.key(),
            "planned": line.planned.map(|sum| currency.plain(sum)), "actual": currency.plain(line.actual),
            "share": line.share(), "before": line.before.map(|sum| currency.plain(sum)), "note": line.note })
    });
    let result = whole.result();
    json!({ "budget_of": says, "currency": currency.code, "lines": lines.collect::<Vec<_>>(),
        "result": { "planned": currency.plain(result.planned), "actual": currency.plain(result.actual) } })
}

fn as_text(whole: &Whole, says: &str, currency: Currency) -> String {
    let mut out = t!("Budget of {scope}\n", scope = says);
    for line in whole.lines.iter().filter(|line| !line.is_empty()) {
        let planned = line.planned.map(|sum| currency.figures(sum)).unwrap_or_default();
        let share = line.share().map(|share| format!("{share} %")).unwrap_or_default();
        out.push_str(&format!(
            "{:<28} {:>12} {:>12} {:>7}  {}\n",
            line.name,
            planned,
            currency.figures(line.actual),
            share,
            line.note
        ));
    }
    let result = whole.result();
    out.push_str(&format!(
        "{:<28} {:>12} {:>12}",
        t!("Result"),
        currency.figures(result.planned),
        currency.figures(result.actual)
    ));
    out
}

fn set_args(c: Command) -> Command {
    scope_args(c)
        .arg(needed("category", "CATEGORY", "The category by its name"))
        .arg(needed("amount", "AMOUNT", "What is planned; “none” takes it away"))
        .arg(option("note", "TEXT", "A note"))
}

fn set(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let scope = scope(call, &office)?;
    let name = call.need("category")?;
    let (category, currency, known) = office.read(|conn| {
        Ok((ledger::find_category(conn, name)?, *profile::get(conn)?.currency, store::budget(conn, scope)?))
    })?;
    let typed = call.need("amount")?;
    let amount = if typed == "none" { None } else { Some(currency.parse(typed, None)?) };
    let before = known.lines.iter().find(|line| line.category == category).map(|line| line.note.clone());
    let note = call.text("note").map(str::to_owned).or(before).unwrap_or_default();
    let done = ops::set(&mut office, scope, &Planned { category, amount, note })?;
    office.close()?;
    let document = json!({ "category": category, "planned": amount.map(|sum| currency.plain(sum)), "op": done.op });
    call.out.answer(&document, t!("Planned"))?;
    Ok(Outcome::Done)
}

fn copy_args(c: Command) -> Command {
    scope_args(c)
        .arg(option("of", "YEAR", "From which year (default: the one before)"))
        .arg(choice(
            "from",
            "WHAT",
            "From what happened, or from what was planned (default: actual)",
            ["actual", "budget"],
        ))
        .arg(option("add", "PERCENT", "So many per cent more, or less with a minus").allow_hyphen_values(true))
}

fn copy(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let scope = scope(call, &office)?;
    let profile = office.read(profile::get)?;
    let of = match call.text("of") {
        Some(typed) => year(&office, Some(typed))?,
        None => scope.years_on(&profile, -1).ok_or_else(|| Problem::usage(t!("Say with --of from which year")))?,
    };
    let from = if call.text("from") == Some("budget") { From::Budget } else { From::Actual };
    let done = ops::copy(&mut office, scope, of, from, call.number("add")?.unwrap_or(0))?;
    office.close()?;
    let said = t!("Planned {count} categories", count = done.value);
    call.out.answer(&json!({ "planned": done.value, "op": done.op }), &said)?;
    Ok(Outcome::Done)
}

fn import_args(c: Command) -> Command {
    scope_args(c)
        .arg(needed("input", "INPUT", "A CSV, XLSX, XLS or ODS table with the columns Category and Planned"))
        .arg(option("map", "MAP.toml", "Which column is what (`wardroom map` writes one)"))
        .arg(dry_run())
}

fn import_table(call: &mut Call<'_>) -> Result<Outcome> {
    let input = call.path("input")?;
    let dry = call.flag("dry-run");
    let mut office = if dry { call.office_to_read()? } else { call.office()? };
    let scope = scope(call, &office)?;
    let (source, mapping) = mapping_for(&input, call.text("map").map(std::path::Path::new), guess)?;
    let (whole, currency) = office.read(|conn| Ok((store::budget(conn, scope)?, *profile::get(conn)?.currency)))?;
    let plan = import::plan(&source, &mapping, &whole, currency, office.today())?;
    let mut report = plan.report.clone();
    if !dry && !plan.lines.is_empty() {
        let done = ops::import(&mut office, &plan)?;
        report = Report { op: done.op.map(|op| op.to_string()), ..report };
    }
    if !dry {
        office.close()?;
    }
    tell_import(call, &report, dry)
}
