//! `receipts settings` and `receipts series`.

use chrono::Datelike as _;
use clap::Command;
use serde_json::json;

use super::super::model::{Envelope, FieldProblem, SeriesForm, SettingsForm, wordings};
use super::super::{ops, store};
use super::look::year_of;
use super::{file, flag, option};
use crate::cli::args::OneOf;
use crate::cli::{Call, Outcome};
use crate::kit::{Problem, Result};
use crate::office::profile;
use crate::t;

/// The flags, and what each sets.
const FLAGS: [(&str, &str, &str); 9] = [
    ("wording", "KEY", "Which wording"),
    ("minimum", "A", "Donors with less get none in a run"),
    ("envelope", "E", "Where the address stands, for which window"),
    ("per-page", "N", "How many to a page"),
    ("place", "TEXT", "Beside the day at the signature"),
    ("registration", "TEXT", "The branch’s registration number"),
    ("tax-office", "TEXT", "Germany: the tax office"),
    ("tax-number", "TEXT", "Germany: the tax number"),
    ("notice-day", "D", "Germany: the day of the notice"),
];

pub(super) fn settings_args(c: Command) -> Command {
    let c = FLAGS.into_iter().fold(c.arg(file()), |c, (name, value, help)| c.arg(option(name, value, help)));
    c.mut_arg("envelope", |arg| arg.value_parser(OneOf::of(Envelope::ALL.map(Envelope::key))))
        .mut_arg("per-page", |arg| arg.value_parser(OneOf::of(["1", "2", "3"])))
}

fn wrong_fields(problems: &[FieldProblem]) -> Problem {
    let said: Vec<_> = problems.iter().map(|p| format!("--{}: {}", p.field.replace('_', "-"), p.message)).collect();
    Problem::usage(said.join("; "))
}

pub(super) fn settings(call: &mut Call<'_>) -> Result<Outcome> {
    let changes = FLAGS.iter().any(|(name, ..)| call.text(name).is_some());
    let mut office = if changes { call.office()? } else { call.office_to_read()? };
    let profile = office.read(profile::get)?;
    let mut now = office.read(store::settings)?;
    if changes {
        let mut form = SettingsForm::of(&now, *profile.currency);
        let fields = [
            &mut form.wording,
            &mut form.minimum,
            &mut form.envelope,
            &mut form.per_page,
            &mut form.place,
            &mut form.registration,
            &mut form.tax_office,
            &mut form.tax_number,
            &mut form.notice_day,
        ];
        for (field, (name, ..)) in fields.into_iter().zip(FLAGS) {
            if let Some(typed) = call.text(name) {
                typed.clone_into(field);
            }
        }
        now = form.parse(*profile.currency, profile.jurisdiction()).map_err(|problems| wrong_fields(&problems))?;
        ops::change_settings(&mut office, &now)?;
        office.close()?;
    }
    let form = SettingsForm::of(&now, *profile.currency);
    let values = [
        &form.wording,
        &form.minimum,
        &form.envelope,
        &form.per_page,
        &form.place,
        &form.registration,
        &form.tax_office,
        &form.tax_number,
        &form.notice_day,
    ];
    let mut document = serde_json::Map::new();
    let mut text = String::new();
    for (value, (name, ..)) in values.into_iter().zip(FLAGS) {
        document.insert(name.replace('-', "_"), value.as_str().into());
        text.push_str(&format!("{name:<14} {value}\n"));
    }
    let choices: Vec<_> = wordings()?
        .iter()
        .filter(|w| w.jurisdiction == profile.jurisdiction())
        .map(
            |w| json!({ "key": w.key, "name": w.name, "version": w.version, "confirmed": w.confirmed, "note": w.note }),
        )
        .collect();
    document.insert("wordings".into(), choices.into());
    call.out.answer(&document, &text)?;
    Ok(Outcome::Done)
}

pub(super) fn series_args(c: Command) -> Command {
    c.arg(file())
        .arg(option("add", "NAME", "Begin another series; new receipts are numbered from it"))
        .arg(option("prefix", "P", "With --add: before the year").requires("add"))
        .arg(flag("running", "With --add: without a year").requires("add"))
        .arg(option("digits", "N", "With --add: the least digits of a serial (4)").requires("add"))
        .arg(option("first", "N", "The first serial, to continue an older book"))
        .arg(option("year", "YYYY", "With --first: the year it counts for (this year)").conflicts_with("add"))
}

pub(super) fn series(call: &mut Call<'_>) -> Result<Outcome> {
    let text_of = |name: &str| call.text(name).unwrap_or("").to_owned();
    let first = call.number::<i64>("first")?;
    let year = year_of(call)?;
    let form = SeriesForm {
        name: text_of("add"),
        prefix: text_of("prefix"),
        running: call.flag("running"),
        digits: text_of("digits"),
        first: text_of("first"),
    };
    let mut office = if form.name.is_empty() && first.is_none() { call.office_to_read()? } else { call.office()? };
    if !form.name.is_empty() {
        let new = form.parse().map_err(|problems| wrong_fields(&problems))?;
        ops::add_series(&mut office, &new)?;
    } else if let Some(first) = first {
        let year = year.unwrap_or(office.today().year());
        let series = ops::begin(&mut office)?.value;
        ops::set_first(&mut office, series.id, year, first)?;
    }
    let (mut list, mut lines) = (Vec::new(), String::new());
    let today = office.today().year();
    for series in office.read(store::series)? {
        let counters = office.read(|conn| store::counters(conn, series.id))?;
        let year = series.counted_in(today);
        let next = counters.iter().find(|(counted, ..)| *counted == year).map_or(1, |(_, _, next)| *next);
        let next = series.number(year, next);
        let active = if series.active { t!("active") } else { "" };
        lines.push_str(&format!("{:<20} {next:<16} {active}\n", series.name));
        let counters: Vec<_> =
            counters.iter().map(|(year, first, next)| json!({ "year": year, "first": first, "next": next })).collect();
        list.push(json!({ "name": series.name, "prefix": series.prefix, "yearly": series.yearly, "active": series.active, "next": next, "counters": counters }));
    }
    office.close()?;
    if list.is_empty() {
        lines.push_str(t!("The first series begins with the first receipt"));
    }
    call.out.answer(&json!({ "series": list }), &lines)?;
    Ok(Outcome::Done)
}
