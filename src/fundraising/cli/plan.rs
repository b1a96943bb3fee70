//! `plan show`, `set` and `copy`.

use clap::Command;
use serde_json::{Value as Json, json};

use super::super::model::plan::{Cell, Plan, Sums, Target};
use super::super::ops::plan::{self as ops, From, month_says};
use super::super::store;
use super::{file, needed, option};
use crate::cli::args::choice;
use crate::cli::{Call, Outcome};
use crate::kit::{Currency, Day, Problem, Result, day, text};
use crate::ledger::model::Way;
use crate::office::{Office, profile};
use crate::t;

fn year_args(c: Command) -> Command {
    c.arg(file()).arg(option("year", "YEAR", "The financial year: 2026, or a day in it (default: this year)"))
}

fn year(call: &Call<'_>, office: &Office) -> Result<(Day, Day)> {
    let profile = office.read(profile::get)?;
    call.text("year").map_or_else(|| Ok(profile.year_of(office.today())), |typed| profile.year_named(typed))
}

pub(super) fn show_args(c: Command) -> Command {
    year_args(c)
}

pub(super) fn show(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let (year, today) = (year(call, &office)?, office.today());
    let (plan, currency) = office.read(|conn| Ok((store::plan(conn, year, today)?, *profile::get(conn)?.currency)))?;
    call.out.answer(&as_json(&plan, currency), &as_text(&plan, currency))?;
    Ok(Outcome::Done)
}

fn sums(of: Sums, currency: Currency) -> Json {
    json!({ "target": currency.plain(of.target), "actual": currency.plain(of.actual), "due": currency.plain(of.due),
        "came": currency.plain(of.came), "behind": currency.plain(of.behind()) })
}

fn as_json(plan: &Plan, currency: Currency) -> Json {
    let cell = |at: usize, cell: &Cell| {
        let (from, to) = plan.months.get(at).copied().unwrap_or(plan.year);
        json!({ "from": from, "to": to, "target": cell.target.map(|sum| currency.plain(sum)),
            "actual": currency.plain(cell.actual) })
    };
    let ways = plan.lines.iter().map(|line| {
        let months: Vec<Json> = line.cells.iter().enumerate().map(|(at, of)| cell(at, of)).collect();
        json!({ "way": line.way.key(), "name": line.way.label(), "about": line.way.about(), "months": months,
            "sum": sums(plan.of_line(line), currency) })
    });
    json!({ "plan_of": day::year_words(plan.year.0, plan.year.1), "from": plan.year.0, "to": plan.year.1,
        "currency": currency.code, "months_over": plan.over, "ways": ways.collect::<Vec<_>>(),
        "total": sums(plan.total(), currency) })
}

fn as_text(plan: &Plan, currency: Currency) -> String {
    let year = day::year_words(plan.year.0, plan.year.1);
    let mut out = t!("Fundraising plan of {year}\n", year = year);
    out.push_str(&format!(
        "{:<20} {:>12} {:>12} {:>12} {:>12}\n",
        "",
        t!("Target"),
        t!("Came"),
        t!("Due so far"),
        t!("Behind")
    ));
    let mut row = |name: &str, of: Sums| {
        let figures = [of.target, of.actual, of.due, of.behind()].map(|sum| format!(" {:>12}", currency.figures(sum)));
        out.push_str(&format!("{name:<20}{}\n", figures.concat()));
    };
    for line in plan.lines.iter().filter(|line| !line.is_empty()) {
        row(line.way.label(), plan.of_line(line));
    }
    row(t!("Together"), plan.total());
    for (at, month) in plan.months.iter().enumerate() {
        let of = plan.of_month(at);
        if !of.target.is_zero() || !of.actual.is_zero() {
            let figures = [of.target, of.actual].map(|sum| format!(" {:>12}", currency.figures(sum)));
            out.push_str(&format!("{:<20}{}\n", month_says(*month), figures.concat()));
        }
    }
    out.trim_end().to_owned()
}

pub(super) fn set_args(c: Command) -> Command {
    year_args(c)
        .arg(needed("way", "WAY", "How the money is raised").value_parser(Way::ALL.map(Way::key)))
        .arg(option("month", "MONTH", "The month that begins in it, as 2026-03 (default: spread over the year)"))
        .arg(needed("amount", "AMOUNT", "What it should bring; “none” plans nothing").allow_hyphen_values(true))
}

pub(super) fn set(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let way = Way::of(call.need("way")?)?;
    let currency = *office.read(profile::get)?.currency;
    let typed = call.need("amount")?;
    let amount = if typed == "none" { None } else { Some(currency.parse(typed, None)?) };
    let month = call.text("month").map(|typed| month(&office, typed)).transpose()?;
    let done = match month {
        Some(_) if call.text("year").is_some() => {
            return Err(Problem::usage(t!("Say either --year or --month")));
        }
        Some((year, month)) => ops::set(&mut office, year, Target { way, month, amount })?,
        None => {
            let year = year(call, &office)?;
            ops::spread(&mut office, year, way, amount)?
        }
    };
    office.close()?;
    let document = json!({ "way": way.key(), "month": month.map(|(_, month)| month),
        "target": amount.map(|sum| currency.plain(sum)), "op": done.op });
    call.out.answer(&document, t!("Planned"))?;
    Ok(Outcome::Done)
}

/// The month of a financial year that begins in a month of the calendar, written `2026-03`.
fn month(office: &Office, typed: &str) -> Result<((Day, Day), Day)> {
    let profile = office.read(profile::get)?;
    let wrong = || Problem::usage(t!("“{month}” is no month", month = typed)).hint(t!("Write it like 2026-03"));
    let first = day::from_iso(&format!("{}-01", typed.trim())).map_err(|_said_below| wrong())?;
    // A month that begins on the 31st begins on the last day of a shorter one.
    let last = first.checked_add_months(chrono::Months::new(1)).and_then(|day| day.pred_opt()).unwrap_or(first);
    let found = [first, last].into_iter().find_map(|on| {
        let year = profile.year_of(on);
        let months = super::super::model::plan::months(year.0, year.1);
        months.into_iter().find(|(from, _)| (first..=last).contains(from)).map(|(from, _)| (year, from))
    });
    found.ok_or_else(wrong)
}

pub(super) fn copy_args(c: Command) -> Command {
    year_args(c)
        .arg(option("of", "YEAR", "From which year (default: the one before)"))
        .arg(choice("from", "WHAT", "From what was planned, or from what came (default: plan)", ["plan", "actual"]))
        .arg(option("add", "PERCENT", "So many per cent more, or less with a minus").allow_hyphen_values(true))
}

pub(super) fn copy(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let (year, profile) = (year(call, &office)?, office.read(profile::get)?);
    let of = match call.text("of") {
        Some(typed) => profile.year_named(typed)?,
        None => profile.years_on(year.0, -1).ok_or_else(|| Problem::usage(t!("Say with --of from which year")))?,
    };
    let from = if call.text("from") == Some("actual") { From::Actual } else { From::Plan };
    let done = ops::copy(&mut office, year, of, from, call.number("add")?.unwrap_or(0))?;
    office.close()?;
    let said = t!("Planned {count}", count = text::plural(done.value, t!("target"), t!("targets")));
    call.out.answer(&json!({ "planned": done.value, "op": done.op }), &said)?;
    Ok(Outcome::Done)
}
