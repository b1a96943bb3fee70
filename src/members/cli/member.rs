//! What happens to one member: `members apply`, `approve`, `refuse`, `add`, `change`, `move`, `resign`, `expel`, `died`,
//! `renew`, `pin` and `unpin`.

use clap::{Arg, Command};

use super::super::model::{
    ApplyForm, Class, ClassId, EndForm, How, Number, PersonId, PinForm, PinId, TermForm, TermId,
};
use super::super::ops::{self, Approval};
use super::super::store;
use super::{Pick, answer, choice, file, flag, member, on, one, option, person, terms, who, wrong_fields};
use crate::cli::{Call, Outcome};
use crate::kit::{Problem, Result};
use crate::office::Office;
use crate::people::Details;
use crate::t;

fn rhythm() -> Arg {
    choice("rhythm", "N", "Months between payments (12)", ["1", "3", "6", "12"])
}

fn begin_args(c: Command) -> Command {
    c.arg(file())
        .arg(
            Arg::new("person")
                .value_name("PERSON")
                .required(true)
                .help("Id, number, e-mail or name; a name that is not in the register comes in with it"),
        )
        .arg(option("class", "CLASS", "The class by its name").required(true))
        .arg(rhythm())
        .arg(option("payer", "PERSON", "Who pays, where it is not the member"))
        .arg(option("family", "PERSON", "Whose family membership covers them"))
        .arg(option("note", "TEXT", "A note"))
        .arg(option("number", "N", "Their number, or “next” or “none” (default: as the settings say)"))
}

pub(super) fn apply_args(c: Command) -> Command {
    begin_args(c).arg(option("on", "D", "The day of the application (default: today)"))
}

pub(super) fn add_args(c: Command) -> Command {
    begin_args(c)
        .arg(option("start", "D", "The first day of the membership").required(true))
        .arg(option("since", "D", "Member since, where that is earlier"))
        .arg(option("covered-to", "D", "Up to when dues were paid before"))
        .arg(option("on", "D", "The day they applied, if it is known"))
}

/// The class of a name.
pub(super) fn class_called(classes: &[Class], name: &str) -> Result<ClassId> {
    let fits = |c: &&Class| c.id.to_string() == name || c.name.to_lowercase() == name.trim().to_lowercase();
    classes.iter().find(fits).map(|c| c.id).ok_or_else(|| {
        let names: Vec<_> = classes.iter().map(|c| c.name.as_str()).collect();
        let hint = if names.is_empty() {
            t!("Make the usual classes with: members classes FILE --begin").to_owned()
        } else {
            t!("The classes are {names}", names = names.join(", "))
        };
        Problem::input(t!("There is no class “{name}”", name = name)).hint(hint)
    })
}

/// The family membership of a person.
fn family_of(office: &Office, text: &str) -> Result<TermId> {
    let id = who(office, text)?;
    office.read(|conn| store::family_head(conn, id))
}

fn begin(call: &mut Call<'_>, is_member: bool) -> Result<Outcome> {
    let mut office = call.office()?;
    let reading = terms(&office)?;
    let text = |name: &str| call.text(name).unwrap_or("").to_owned();
    let classes = office.read(store::classes)?;
    let class = class_called(&classes, call.need("class")?)?;
    let payer = call.text("payer").map(|p| who(&office, p)).transpose()?;
    let family = call.text("family").map(|p| family_of(&office, p)).transpose()?;
    let mut form = ApplyForm {
        member: is_member,
        class: Some(class),
        rhythm: text("rhythm"),
        payer,
        family,
        applied: text("on"),
        note: text("note"),
        number: text("number"),
        ..ApplyForm::default()
    };
    if is_member {
        (form.start, form.since, form.covered_to) = (text("start"), text("since"), text("covered-to"));
    }
    let new = form.parse(&reading).map_err(|problems| wrong_fields(&problems))?;
    let name = call.need("person")?.to_owned();
    let known = office.read(|conn| crate::ledger::store::register::people_called(conn, &name))?;
    let done = match (known.as_slice(), is_member) {
        ([(id, _)], true) => ops::add(&mut office, *id, &new)?,
        ([(id, _)], false) => ops::apply(&mut office, *id, &new)?,
        ([], _) if name.contains('@') || name.chars().all(|c| c.is_ascii_digit()) => {
            return Err(Problem::input(t!("Nobody in the register has “{text}”. Nothing was recorded", text = name)));
        }
        ([], true) => ops::add_new(&mut office, &Details::named(&name), &new)?,
        ([], false) => ops::apply_new(&mut office, &Details::named(&name), &new)?,
        (several, _) => {
            let list: Vec<String> = several.iter().take(10).map(|(id, name)| format!("{name} ({id})")).collect();
            return Err(Problem::input(t!(
                "More than one person is called “{text}”. Nothing was recorded",
                text = name
            ))
            .hint(t!("Say who by the id: {list}", list = list.join(", "))));
        }
    };
    let person = office.read(|conn| store::term(conn, done.value))?;
    show(call, office, person, done.op)
}

fn show(call: &mut Call<'_>, office: Office, person: PersonId, op: Option<crate::office::OpId>) -> Result<Outcome> {
    let register = office.read(|conn| store::register_of(conn, person))?;
    let term = register.terms_of(person).last().cloned();
    let term = term.ok_or_else(|| Problem::defect(t!("A membership that is there was not read")))?;
    answer(call, office, &term, op)
}

pub(super) fn apply(call: &mut Call<'_>) -> Result<Outcome> {
    begin(call, false)
}

pub(super) fn add(call: &mut Call<'_>) -> Result<Outcome> {
    begin(call, true)
}

pub(super) fn approve_args(c: Command) -> Command {
    one(c)
        .arg(option("on", "D", "The day of the decision (default: today)"))
        .arg(option("by", "NAME", "Who decided (default: who acts)"))
        .arg(option("start", "D", "The first day as a member (default: the day of the decision)"))
        .arg(flag("no-dues", "Without charging the first dues"))
        .arg(option("number", "N", "Their number, or “next” or “none” (default: as the settings say)"))
}

pub(super) fn approve(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let (_, term) = member(call, &office, Pick::Waiting)?;
    let day = on(call, &office)?;
    let approval = Approval {
        on: day,
        by: call.text("by").unwrap_or("").to_owned(),
        start: call.day("start")?.unwrap_or(day),
        charge: !call.flag("no-dues"),
        number: number_said(call)?,
    };
    let done = ops::approve(&mut office, term.id, &approval)?;
    answer(call, office, &term, done.op)
}

/// Which number `--number` asks for.
fn number_said(call: &Call<'_>) -> Result<Number> {
    Number::read(call.text("number").unwrap_or("")).map_err(Problem::usage)
}

pub(super) fn refuse_args(c: Command) -> Command {
    one(c)
        .arg(option("reason", "TEXT", "Why; it stays in the register").required(true))
        .arg(option("on", "D", "The day of the decision (default: today)"))
        .arg(option("by", "NAME", "Who decided (default: who acts)"))
}

pub(super) fn refuse(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let (_, term) = member(call, &office, Pick::Waiting)?;
    let day = on(call, &office)?;
    let done = ops::refuse(&mut office, term.id, day, call.text("by").unwrap_or(""), call.need("reason")?)?;
    answer(call, office, &term, done.op)
}

pub(super) fn change_args(c: Command) -> Command {
    one(c)
        .arg(rhythm())
        .arg(option("payer", "PERSON", "Who pays; “self” for the member"))
        .arg(option("family", "PERSON", "Whose family membership covers them; “none” for their own"))
        .arg(option("applied", "D", "Applied on"))
        .arg(option("since", "D", "Member since"))
        .arg(option("joined", "D", "Admitted on"))
        .arg(option("start", "D", "First day of the term"))
        .arg(option("covered-to", "D", "Up to when dues were paid before"))
        .arg(option("note", "TEXT", "A note"))
}

pub(super) fn change(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let (_, term) = member(call, &office, Pick::Main)?;
    let reading = terms(&office)?;
    let number = office.read(|conn| store::number_of(conn, term.person))?;
    let mut form = TermForm::of(&term, number.as_deref());
    for (name, field) in [
        ("rhythm", &mut form.rhythm),
        ("applied", &mut form.applied),
        ("since", &mut form.since),
        ("joined", &mut form.joined),
        ("start", &mut form.start),
        ("covered-to", &mut form.covered_to),
        ("note", &mut form.note),
    ] {
        if let Some(text) = call.text(name) {
            text.clone_into(field);
        }
    }
    if let Some(text) = call.text("payer") {
        form.payer = if text == "self" { None } else { Some(who(&office, text)?) };
    }
    if let Some(text) = call.text("family") {
        form.family = if text == "none" { None } else { Some(family_of(&office, text)?) };
    }
    let new = form.parse(&term, &reading).map_err(|problems| wrong_fields(&problems))?;
    let done = ops::change(&mut office, term.id, &new)?;
    answer(call, office, &term, done.op)
}

pub(super) fn move_args(c: Command) -> Command {
    one(c)
        .arg(option("class", "CLASS", "The class by its name").required(true))
        .arg(option("on", "D", "From which day on (default: today)"))
        .arg(option("note", "TEXT", "Why"))
}

pub(super) fn move_to(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let (register, term) = member(call, &office, Pick::Main)?;
    let class = class_called(&register.classes, call.need("class")?)?;
    let day = on(call, &office)?;
    let done = ops::change_class(&mut office, term.id, class, day, call.text("note").unwrap_or(""))?;
    answer(call, office, &term, done.op)
}

pub(super) fn resign_args(c: Command) -> Command {
    one(c)
        .arg(option("notice", "D", "The day notice was given"))
        .arg(option("on", "D", "The last day as a member (default: today)"))
        .arg(option("reason", "TEXT", "What they said").alias("why"))
}

pub(super) fn expel_args(c: Command) -> Command {
    one(c)
        .arg(option("on", "D", "The last day as a member (default: today)"))
        .arg(option("reason", "TEXT", "Why; it stays in the register").alias("why").required(true))
        .arg(option("notice", "D", "The day it was announced to them"))
}

pub(super) fn resign(call: &mut Call<'_>) -> Result<Outcome> {
    ends(call, How::Resigned)
}

pub(super) fn expel(call: &mut Call<'_>) -> Result<Outcome> {
    ends(call, How::Expelled)
}

fn ends(call: &mut Call<'_>, how: How) -> Result<Outcome> {
    let mut office = call.office()?;
    let (_, term) = member(call, &office, Pick::Main)?;
    let reading = terms(&office)?;
    let text = |name: &str| call.text(name).unwrap_or("").to_owned();
    let form = EndForm {
        how: how.key().to_owned(),
        notice: text("notice"),
        on: on(call, &office)?.to_string(),
        why: text("reason"),
    };
    let (notice, end) = form.parse(&reading).map_err(|problems| wrong_fields(&problems))?;
    let done = ops::end(&mut office, term.id, notice, &end)?;
    uncovered(call, &done.value)?;
    answer(call, office, &term, done.op)
}

/// Says who is no longer covered, beside the answer.
fn uncovered(call: &mut Call<'_>, names: &[String]) -> Result<()> {
    if !names.is_empty() {
        let says = t!(
            "No longer covered by a family membership once its paid time is over: {names}",
            names = names.join(", ")
        );
        call.out.remark(&says)?;
    }
    Ok(())
}

pub(super) fn died_args(c: Command) -> Command {
    one(c).arg(option("on", "D", "On which day (default: today)"))
}

pub(super) fn died(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let (_, term) = member(call, &office, Pick::Main)?;
    let day = on(call, &office)?;
    let done = ops::died(&mut office, term.id, day)?;
    uncovered(call, &done.value)?;
    answer(call, office, &term, done.op)
}

pub(super) fn renew_args(c: Command) -> Command {
    one(c)
        .arg(option("start", "D", "The first day of the new term (default: today)"))
        .arg(flag("no-dues", "Without charging the first dues"))
        .arg(flag("forgive", "Waives what was owed for the term before"))
}

pub(super) fn renew(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let (_, term) = member(call, &office, Pick::Main)?;
    let start = call.day("start")?.unwrap_or(office.today());
    let done = ops::renew(&mut office, term.id, start, !call.flag("no-dues"), call.flag("forgive"))?;
    answer(call, office, &term, done.op)
}

pub(super) fn pin_args(c: Command) -> Command {
    c.arg(file())
        .arg(person())
        .arg(choice("status", "S", "What they are", ["current", "in_grace", "lapsed"]).required(true))
        .arg(option("reason", "TEXT", "Why; it stays in the register").required(true))
        .arg(option("from", "D", "The first day it holds (default: today)"))
        .arg(option("until", "D", "The last day it holds (default: until it is taken off)"))
}

pub(super) fn pin(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let (_, term) = member(call, &office, Pick::Main)?;
    let reading = terms(&office)?;
    let text = |name: &str| call.text(name).unwrap_or("").to_owned();
    let form = PinForm { status: text("status"), from: text("from"), until: text("until"), why: text("reason") };
    let pin = form.parse(&reading).map_err(|problems| wrong_fields(&problems))?;
    let done = ops::pin(&mut office, term.id, &pin)?;
    answer(call, office, &term, done.op)
}

pub(super) fn unpin_args(c: Command) -> Command {
    one(c).arg(option("pin", "ID", "Which, where there are several"))
}

pub(super) fn unpin(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let (register, term) = member(call, &office, Pick::Main)?;
    let wanted: Option<PinId> = call.text("pin").map(str::parse).transpose()?;
    let pin = match (wanted, term.pins.as_slice()) {
        (Some(id), _) => id,
        (None, [one]) => one.id,
        (None, []) => {
            return Err(Problem::input(t!("{name} has no pinned status", name = register.name(term.person))));
        }
        (None, several) => {
            let ids: Vec<_> = several.iter().map(|p| p.id.to_string()).collect();
            return Err(Problem::usage(t!("Say which with --pin: {ids}", ids = ids.join(", "))));
        }
    };
    let done = ops::unpin(&mut office, term.id, pin)?;
    answer(call, office, &term, done.op)
}
