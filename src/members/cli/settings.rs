//! `members classes`, `class` and `settings`.

use clap::{Arg, Command};
use serde_json::{Value as Json, json};

use super::super::model::{ClassForm, Register, SettingsForm};
use super::super::{ops, report, store};
use super::member::class_called;
use super::{choice, file, flag, option, terms, wrong_fields};
use crate::cli::args::yes_no;
use crate::cli::{Call, Outcome};
use crate::kit::{Problem, Result};
use crate::office::Office;
use crate::t;

pub(super) fn classes_args(c: Command) -> Command {
    c.arg(file()).arg(flag("begin", "Make the usual classes where there is none"))
}

pub(super) fn classes(call: &mut Call<'_>) -> Result<Outcome> {
    let office = if call.flag("begin") {
        let mut office = call.office()?;
        ops::begin(&mut office)?;
        office
    } else {
        call.office_to_read()?
    };
    answer(call, office, None)
}

fn answer(call: &mut Call<'_>, office: Office, op: Option<crate::office::OpId>) -> Result<Outcome> {
    let classes = office.read(store::classes)?;
    let currency = terms(&office)?.currency;
    let today = office.today();
    office.close()?;
    let list: Vec<Json> = classes
        .iter()
        .map(|c| {
            let fees: Vec<Json> =
                c.fees.iter().map(|f| json!({ "from": f.from, "yearly": currency.plain(f.amount) })).collect();
            json!({
                "id": c.id, "name": c.name, "owes_dues": c.owes, "votes": c.votes, "family": c.family, "closed": c.closed,
                "note": c.note, "yearly_fee": c.fee_on(today).map(|fee| currency.plain(fee)), "fees": fees,
            })
        })
        .collect();
    let mut out = String::new();
    for class in &classes {
        let fee = match class.fee_on(today) {
            Some(fee) => currency.figures(fee),
            None if class.owes => t!("no fee set").to_owned(),
            None => t!("no dues").to_owned(),
        };
        let votes = if class.votes { t!("votes") } else { "" };
        let family = if class.family { t!("family") } else { "" };
        out.push_str(format!("{:<20} {fee:>12}  {votes:<6} {family}", class.name).trim_end());
        out.push('\n');
    }
    if classes.is_empty() {
        out.push_str(t!("No classes; make the usual ones with --begin"));
    }
    call.out.answer(&json!({ "op": op, "currency": currency.code, "classes": list }), &out)?;
    Ok(Outcome::Done)
}

const TURNS: [&str; 4] = ["owes-dues", "votes", "family", "closed"];

pub(super) fn class_args(c: Command) -> Command {
    let c = c
        .arg(file())
        .arg(Arg::new("name").value_name("NAME").required(true).help("The class; a name that is not there is added"))
        .arg(option("rename", "NAME", "Another name"))
        .arg(option("fee", "A", "What it costs for twelve months"))
        .arg(option("from", "D", "From which day the fee holds (default: today)").requires("fee"))
        .arg(option("note", "TEXT", "A note"));
    let helps = [
        "Whether its members pay dues",
        "Whether they vote",
        "Whether one fee covers dependants",
        "Whether it takes no new members",
    ];
    TURNS.into_iter().zip(helps).fold(c, |c, (name, help)| c.arg(yes_no(name, help)))
}

pub(super) fn class(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let reading = terms(&office)?;
    let known = office.read(store::classes)?;
    let name = call.need("name")?.to_owned();
    let found = class_called(&known, &name).ok().and_then(|id| known.iter().find(|c| c.id == id));
    let mut form = match found {
        Some(class) => ClassForm::of(class),
        None => ClassForm { name: name.clone(), owes: true, votes: true, ..ClassForm::default() },
    };
    if let Some(rename) = call.text("rename") {
        rename.clone_into(&mut form.name);
    }
    for (turn, field) in TURNS.into_iter().zip([&mut form.owes, &mut form.votes, &mut form.family, &mut form.closed]) {
        if let Some(said) = call.text(turn) {
            *field = said == "yes";
        }
    }
    for (text, field) in [("fee", &mut form.fee), ("from", &mut form.fee_from), ("note", &mut form.note)] {
        if let Some(typed) = call.text(text) {
            typed.clone_into(field);
        }
    }
    let (class, fee) = form.parse(&reading).map_err(|problems| wrong_fields(&problems))?;
    let done = ops::save_class(&mut office, found.map(|c| c.id), &class, fee)?;
    answer(call, office, done.op)
}

pub(super) fn settings_args(c: Command) -> Command {
    c.arg(file())
        .arg(option("year", "MM-DD|rolling", "The day the year begins, or rolling"))
        .arg(option("rollover", "MM-DD|none", "From which day of a fixed year joining pays for the next as well"))
        .arg(option("grace-days", "N", "Days of grace after the paid time"))
        .arg(choice("proration", "RULE", "What part of a period costs", ["months", "days", "none"]))
        .arg(option("remind-days", "N", "How many days before its end a renewal is called due"))
        .arg(option("vote-days", "N", "The roll: a member for at least so many days"))
        .arg(option("vote-age", "N", "The roll: at least so old; 0 asks for no age"))
        .arg(choice("vote-dues", "DUES", "The roll: paid up, or in grace, or not asked", ["paid", "grace", "any"]))
        .arg(option("vote-forgive", "N", "The roll: a gap of at most so many days is no break"))
        .arg(
            option("numbers", "yes|no", "Whether new members get the next number")
                .value_parser(clap::builder::PossibleValuesParser::new(["yes", "no"])),
        )
        .arg(option("number-prefix", "P", "What stands before each number"))
        .arg(option("number-digits", "N", "The least digits of a number"))
        .arg(option("number-next", "N", "The serial it goes on from (default: after the highest that there is)"))
}

fn month_day(text: &str) -> Result<(u32, String)> {
    let parts = text.split_once('-').and_then(|(month, day)| Some((month.parse().ok()?, day.parse::<u32>().ok()?)));
    match parts {
        Some((month, day)) if (1..=12).contains(&month) => Ok((month, day.to_string())),
        _ => Err(Problem::usage(t!("“{text}” is no day of the year; write it like 04-01", text = text))),
    }
}

pub(super) fn settings(call: &mut Call<'_>) -> Result<Outcome> {
    const FLAGS: [&str; 13] = [
        "year",
        "rollover",
        "grace-days",
        "proration",
        "remind-days",
        "vote-days",
        "vote-age",
        "vote-dues",
        "vote-forgive",
        "numbers",
        "number-prefix",
        "number-digits",
        "number-next",
    ];
    let changes = FLAGS.iter().any(|name| call.text(name).is_some());
    let mut office = if changes { call.office()? } else { call.office_to_read()? };
    let reading = terms(&office)?;
    let mut now = office.read(store::settings)?;
    let mut op = None;
    if changes {
        let mut form = SettingsForm::of(&now);
        match call.text("year") {
            Some("rolling") => form.rolling = true,
            Some(text) => {
                form.rolling = false;
                (form.year_month, form.year_day) = month_day(text)?;
            }
            None => {}
        }
        match call.text("rollover") {
            Some("none") => form.rollover = false,
            Some(text) => {
                form.rollover = true;
                (form.rollover_month, form.rollover_day) = month_day(text)?;
            }
            None => {}
        }
        for (name, field) in [
            ("grace-days", &mut form.grace_days),
            ("proration", &mut form.proration),
            ("remind-days", &mut form.remind_days),
            ("vote-days", &mut form.rule.days),
            ("vote-age", &mut form.rule.age),
            ("vote-forgive", &mut form.rule.forgive),
            ("number-prefix", &mut form.numbers.prefix),
            ("number-digits", &mut form.numbers.digits),
            ("number-next", &mut form.numbers.next),
        ] {
            if let Some(typed) = call.text(name) {
                typed.clone_into(field);
            }
        }
        if let Some(said) = call.text("numbers") {
            form.numbers.auto = said == "yes";
        }
        // Another prefix counts for itself.
        if call.text("number-prefix").is_some_and(|p| p != now.numbers.numbering.prefix)
            && call.text("number-next").is_none()
        {
            form.numbers.next.clear();
        }
        if form.rule.age == "0" {
            form.rule.age.clear();
        }
        (form.rule.paid_up, form.rule.grace) = match call.text("vote-dues") {
            None => (form.rule.paid_up, form.rule.grace),
            Some("paid") => (true, false),
            Some("grace") => (true, true),
            Some(_any) => (false, false),
        };
        now = form.parse(&reading).map_err(|problems| wrong_fields(&problems))?;
        op = ops::change_settings(&mut office, &now)?.op;
    }
    now = office.read(store::settings)?;
    let next = office.read(|conn| store::next_number(conn, &now.numbers))?.1;
    let register = Register::of_classes(office.read(store::classes)?);
    office.close()?;
    let form = SettingsForm::of(&now);
    let pair = |month: u32, day: &str| format!("{month:02}-{day:0>2}");
    let year = if form.rolling { "rolling".to_owned() } else { pair(form.year_month, &form.year_day) };
    let rollover = (form.rollover && !form.rolling).then(|| pair(form.rollover_month, &form.rollover_day));
    let rule = report::rule_says(&register, &now.rule);
    let document = json!({
        "op": op,
        "year": year,
        "rollover": rollover,
        "grace_days": now.grace_days,
        "proration": now.proration.key(),
        "remind_days": now.remind_days,
        "vote": { "days": now.rule.days, "age": now.rule.age, "paid_up": now.rule.paid_up, "grace": now.rule.grace,
            "forgive": now.rule.forgive, "says": rule },
        "numbers": { "auto": now.numbers.auto, "prefix": now.numbers.numbering.prefix,
            "digits": now.numbers.numbering.digits, "next": next },
    });
    let text = [
        (t!("Year"), year),
        (t!("Roll-over"), rollover.unwrap_or_else(|| t!("none").to_owned())),
        (t!("Days of grace"), now.grace_days.to_string()),
        (t!("Part of a period"), now.proration.label().to_owned()),
        (t!("Renewal due"), t!("{days} days before", days = now.remind_days)),
        (t!("Who votes"), rule),
        (
            t!("Numbers"),
            if now.numbers.auto {
                t!("new members get one; next {next}", next = next)
            } else {
                t!("given by hand").to_owned()
            },
        ),
    ];
    let lines: Vec<String> = text.iter().map(|(name, value)| format!("{name:<18} {value}")).collect();
    call.out.answer(&document, &lines.join("\n"))?;
    Ok(Outcome::Done)
}
