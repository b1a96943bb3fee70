//! `roll` and `roll print`: who may vote on a day, under the office's rule or one stated on the command line.

use std::sync::Arc;

use clap::{ArgAction, Command};
use serde_json::{Value as Json, json};

use super::super::model::{Register, Roll, RuleForm};
use super::super::page::RollPaper;
use super::super::{printing, report, store};
use super::member::class_called;
use super::{file, flag, on, option, terms, wrong_fields};
use crate::cli::args::{must_write, writes};
use crate::cli::{Call, Outcome, write_sheet};
use crate::kit::{Result, text};
use crate::office::Office;
use crate::t;

pub(super) fn args(c: Command) -> Command {
    // `roll print FILE` is a command of its own, and needs nothing of this one.
    writes(rule_args(c).subcommand_negates_reqs(true), "to", "OUT", "Write the list to a .csv or .xlsx")
}

pub(super) fn print_args(c: Command) -> Command {
    must_write(rule_args(c), "to", "OUT.pdf", "The file")
        .arg(option("place", "PLACE", "Where the vote is"))
        .arg(flag("without-left-out", "Without the pages of those left out"))
}

/// The day and the rule.
fn rule_args(c: Command) -> Command {
    c.arg(file())
        .arg(option("on", "D", "The day of the vote (default: today)"))
        .arg(option("days", "N", "A member without a break for at least so many days"))
        .arg(option("age", "N", "At least so old; 0 asks for no age"))
        .arg(option("class", "CLASS", "Only this class; may be repeated").action(ArgAction::Append))
        .arg(option("forgive", "N", "A gap of at most so many days after lapsing is no break"))
        .arg(flag("grace", "Days of grace count as paid up").conflicts_with("any-dues"))
        .arg(flag("no-grace", "Days of grace do not count as paid up").conflicts_with("grace"))
        .arg(flag("any-dues", "Whether dues are paid is not asked"))
}

/// The roll that was asked for, with the register it comes from.
fn asked(call: &Call<'_>, office: &Office) -> Result<(Arc<Register>, Roll)> {
    let day = on(call, office)?;
    let reading = terms(office)?;
    let register = office.read(store::register)?;
    let mut form = RuleForm::of(&register.settings.rule);
    for (name, field) in [("days", &mut form.days), ("age", &mut form.age), ("forgive", &mut form.forgive)] {
        if let Some(typed) = call.text(name) {
            typed.clone_into(field);
        }
    }
    if form.age == "0" {
        form.age.clear();
    }
    form.grace = (form.grace || call.flag("grace")) && !call.flag("no-grace");
    form.paid_up = (form.paid_up || call.flag("grace") || call.flag("no-grace")) && !call.flag("any-dues");
    let names = call.matches.get_many::<String>("class").unwrap_or_default();
    form.classes = names.map(|name| class_called(&register.classes, name)).collect::<Result<_>>()?;
    let rule = form.parse(&reading).map_err(|problems| wrong_fields(&problems))?;
    let roll = register.roll(day, &rule);
    Ok((register, roll))
}

pub(super) fn print(call: &mut Call<'_>) -> Result<Outcome> {
    let to = call.need_target("to")?;
    let office = call.office_to_read()?;
    let (_, roll) = asked(call, &office)?;
    let paper = RollPaper {
        place: call.text("place").unwrap_or("").to_owned(),
        left_out: !call.flag("without-left-out"),
        made_on: office.today(),
    };
    printing::roll(&office, &roll, &paper, &to)?;
    let document = json!({ "on": roll.day, "count": roll.voters.len(), "left_out": roll.left_out.len(), "file": to });
    let people = text::plural(roll.voters.len(), t!("person"), t!("people"));
    call.out.answer(&document, &t!("Wrote the roll of {people}: {path}", people = people, path = to.display()))?;
    Ok(Outcome::Done)
}

pub(super) fn run(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let (register, roll) = asked(call, &office)?;
    let day = roll.day;
    let reading = terms(&office)?;
    let sheet = report::roll_sheet(&register, &roll, reading.currency);
    if let Some(to) = call.target("to")? {
        write_sheet(&to, &sheet, reading.currency)?;
    }
    let voters: Vec<Json> = roll
        .voters
        .iter()
        .map(|v| {
            json!({ "person": v.person, "name": v.name, "number": v.number, "class": register.class_name(v.class),
                "since": v.since })
        })
        .collect();
    let left: Vec<Json> = roll
        .left_out
        .iter()
        .map(|a| {
            let reasons: Vec<Json> =
                a.bars.iter().map(|bar| json!({ "key": bar.key(), "says": bar.says(reading.currency) })).collect();
            json!({ "person": a.person, "name": a.name, "number": a.number, "class": register.class_name(a.class),
                "reasons": reasons })
        })
        .collect();
    let document = json!({
        "on": day,
        "rule": report::rule_says(&register, &roll.rule),
        "count": roll.voters.len(),
        "voters": voters,
        "left_out": left,
    });
    call.out.answer(&document, &roll_text(&roll, &report::rule_says(&register, &roll.rule), reading.currency))?;
    Ok(Outcome::Done)
}

fn roll_text(roll: &Roll, rule: &str, currency: crate::kit::Currency) -> String {
    let mut out = t!("Roll for {day}: {rule}", day = roll.day, rule = rule) + "\n\n";
    roll.voters.iter().for_each(|v| out.push_str(&format!("  {}\n", v.name)));
    out.push_str(&t!("{people} may vote", people = text::plural(roll.voters.len(), t!("person"), t!("people"))));
    if !roll.left_out.is_empty() {
        out.push_str(&format!("\n\n{}\n", t!("Left out")));
    }
    for absent in &roll.left_out {
        let why: Vec<String> = absent.bars.iter().map(|bar| bar.says(currency)).collect();
        out.push_str(&format!("  {:<32} {}\n", absent.name, why.join("; ")));
    }
    out
}
