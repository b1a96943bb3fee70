//! What is known of members: `members list`, `show` and `status`.

use clap::Command;
use serde_json::{Value as Json, json};

use super::super::model::{PersonId, Register, Standing, Status, Term};
use super::super::store;
use super::member::class_called;
use super::{choice, file, on, one, option, terms, who};
use crate::cli::{Call, Outcome};
use crate::kit::{Currency, Day, Problem, Result, text};
use crate::t;

pub(super) fn list_args(c: Command) -> Command {
    c.arg(file())
        .arg(choice("status", "S", "Only of this status", Status::ALL.map(Status::key)))
        .arg(option("class", "CLASS", "Only of a class"))
        .arg(option("on", "D", "On which day (default: today)"))
}

pub(super) fn list(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let day = on(call, &office)?;
    let currency = terms(&office)?.currency;
    let register = office.read(store::register)?;
    let status = call.text("status").and_then(Status::of);
    let class = call.text("class").map(|name| class_called(&register.classes, name)).transpose()?;
    let mut rows = register.rows(day);
    let members = rows.iter().filter(|row| row.status.is_member()).count();
    rows.retain(|row| status.is_none_or(|s| s == row.status) && class.is_none_or(|c| c == row.class));
    let list: Vec<Json> = rows
        .iter()
        .map(|row| {
            json!({
                "id": row.term,
                "person": row.person,
                "name": row.name,
                "number": row.number,
                "class": register.class_name(row.class),
                "status": row.status.key(),
                "pinned": row.pinned,
                "since": row.since,
                "paid_to": row.paid_to,
                "owed": currency.plain(row.owed),
            })
        })
        .collect();
    let mut out = String::new();
    for row in &rows {
        let paid = row.paid_to.map(|d| d.to_string()).unwrap_or_default();
        out.push_str(&format!(
            "{:<32} {:<12} {:<10} {:<10} {:>10}\n",
            row.name,
            register.class_name(row.class),
            row.status.label(),
            paid,
            currency.figures(row.owed)
        ));
    }
    let listed = text::plural(rows.len(), t!("person listed"), t!("people listed"));
    out.push_str(&t!(
        "{listed}, who are members, were, or have applied; on {day} the branch has {members}",
        listed = listed,
        day = day,
        members = text::plural(members, t!("member"), t!("members"))
    ));
    call.out.answer(&json!({ "on": day, "currency": currency.code, "count": members, "members": list }), &out)?;
    Ok(Outcome::Done)
}

pub(super) fn show_args(c: Command) -> Command {
    one(c).arg(option("on", "D", "On which day (default: today)"))
}

pub(super) fn show(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let day = on(call, &office)?;
    let currency = terms(&office)?.currency;
    let person = who(&office, call.need("person")?)?;
    let register = office.read(|conn| store::register_of(conn, person))?;
    known(&register, person)?;
    let mut document = member_json(&register, person, day, currency);
    let mut said = member_text(&register, person, day, currency);
    let reminders = office.read(|conn| store::reminders_of(conn, person))?;
    for reminder in &reminders {
        let (on, tone, owed) = (reminder.day, reminder.tone.label().to_lowercase(), currency.show(reminder.owed));
        said.push_str(&t!("\n  Reminded on {day} of {owed} ({tone})", day = on, owed = owed, tone = tone));
    }
    if let Json::Object(fields) = &mut document {
        let list: Vec<Json> = reminders
            .iter()
            .map(|r| json!({ "day": r.day, "tone": r.tone.key(), "owed": currency.plain(r.owed), "by": r.by }))
            .collect();
        fields.insert("reminders".into(), json!(list));
    }
    call.out.answer(&document, &said)?;
    Ok(Outcome::Done)
}

pub(super) fn status_args(c: Command) -> Command {
    show_args(c)
}

pub(super) fn status(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let day = on(call, &office)?;
    let person = who(&office, call.need("person")?)?;
    let register = office.read(|conn| store::register_of(conn, person))?;
    known(&register, person)?;
    let main = register.main_term(register.terms_of(person), day);
    let standing = main.and_then(|term| register.standing(term, day));
    let says = standing.as_ref().map_or(t!("Not a member").to_owned(), says);
    let document = json!({
        "on": day,
        "person": person,
        "status": standing.as_ref().map(|s| s.status.key()),
        "says": says,
        "standing": standing.as_ref().map(standing_json),
    });
    let line = t!("{name}, {day}: {says}", name = register.name(person), day = day, says = says);
    call.out.answer(&document, &line)?;
    Ok(Outcome::Done)
}

fn known(register: &Register, person: PersonId) -> Result<()> {
    if register.terms_of(person).is_empty() {
        return Err(Problem::input(t!("This person is no member and has not applied")));
    }
    Ok(())
}

/// The status in words, with what it comes from.
pub(super) fn says(standing: &Standing) -> String {
    let mut out = standing.status.label().to_owned();
    if let Some(pin) = &standing.pin {
        let until = pin.until.map_or_else(|| t!("until it is taken off").to_owned(), |d| t!("until {day}", day = d));
        out = t!("{out}, pinned by {who} {until}: {why}", out = out, who = pin.who, until = until, why = pin.why);
    }
    if let Some(to) = standing.paid_to {
        out = t!("{out}, paid to {day}", out = out, day = to);
    }
    if let (Status::InGrace, Some(to)) = (standing.status, standing.grace_to) {
        out = t!("{out}, grace until {day}", out = out, day = to);
    }
    out
}

fn standing_json(standing: &Standing) -> Json {
    json!({
        "status": standing.status.key(),
        "paid_to": standing.paid_to,
        "grace_to": standing.grace_to,
        "pin": standing.pin.as_ref().map(|pin| json!({
            "id": pin.id, "status": pin.status.key(), "from": pin.from, "until": pin.until, "who": pin.who, "reason": pin.why,
        })),
    })
}

fn term_json(register: &Register, term: &Term, day: Day, currency: Currency) -> Json {
    let charges: Vec<Json> = register
        .charges_of(term.id)
        .map(|(charge, settled)| {
            json!({
                "id": charge.id,
                "from": charge.period.from,
                "to": charge.period.to,
                "due": charge.due,
                "amount": currency.plain(charge.amount),
                "paid": currency.plain(settled.paid),
                "owed": currency.plain(settled.owed(charge, day)),
                "settled_on": settled.on,
                "payer": charge.payer,
                "entries": settled.by.iter().map(|(entry, ..)| entry).collect::<Vec<_>>(),
                "waived": charge.waived.as_ref().map(|w| json!({ "on": w.on, "by": w.by, "reason": w.why })),
            })
        })
        .collect();
    json!({
        "id": term.id,
        "class": register.class_name(term.class_on(day)),
        "rhythm": term.rhythm.months(),
        "payer": term.payer,
        "family_of": term.family.and_then(|id| register.term(id)).map(|head| head.person),
        "applied": term.applied,
        "decided": term.decision.as_ref().map(|d| json!({ "on": d.on, "by": d.by, "refused": d.refusal })),
        "since": term.since,
        "joined": term.joined,
        "start": term.start,
        "covered_to": term.covered_to,
        "notice": term.notice,
        "ended": term.end.as_ref().map(|end| json!({ "on": end.on, "how": end.how.key(), "why": end.why })),
        "died": term.died,
        "note": term.note,
        "standing": register.standing(term, day).as_ref().map(standing_json),
        "member_without_break_since": register.continuous_since(term, 0, day),
        "dependants": register.dependants(term.id).map(|t| t.person).collect::<Vec<_>>(),
        "charges": charges,
    })
}

/// A member as commands answer it.
pub(super) fn member_json(register: &Register, person: PersonId, day: Day, currency: Currency) -> Json {
    let terms = register.terms_of(person);
    let main = register.main_term(terms, day);
    let standing = main.and_then(|term| register.standing(term, day));
    json!({
        "person": person,
        "name": register.name(person),
        "on": day,
        "currency": currency.code,
        "status": standing.map(|s| s.status.key()),
        "owed": currency.plain(terms.iter().map(|t| register.owed(t.id, day)).sum()),
        "paid_ahead": currency.plain(register.ahead_of(person)),
        "terms": terms.iter().map(|term| term_json(register, term, day, currency)).collect::<Vec<_>>(),
    })
}

/// A member in a few lines.
pub(super) fn member_text(register: &Register, person: PersonId, day: Day, currency: Currency) -> String {
    let terms = register.terms_of(person);
    let mut out = register.name(person).to_owned();
    for term in terms {
        let class = register.class_name(term.class_on(day));
        let status = register.standing(term, day).map_or(t!("Not a member yet").to_owned(), |s| says(&s));
        let rhythm = term.rhythm.label().to_lowercase();
        out.push_str(&format!("\n  {class}, {rhythm}: {status}"));
        for (charge, settled) in register.charges_of(term.id) {
            let owed = settled.owed(charge, day);
            let state = match &charge.waived {
                Some(waived) => t!("waived: {why}", why = waived.why),
                None if owed.is_zero() => t!("paid").to_owned(),
                None => t!("{owed} owed", owed = currency.show(owed)),
            };
            let (from, to) = (charge.period.from, charge.period.to);
            out.push_str(&format!("\n    {from} to {to}  {:>10}  {state}", currency.figures(charge.amount)));
        }
    }
    out
}
