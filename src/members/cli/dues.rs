//! Dues: `dues preview`, `run`, `pay`, `waive`, `share`, and `arrears`.

use clap::{Arg, Command};
use serde_json::{Value as Json, json};

use super::super::model::{AGES, ChargeId, DuesPlan, EntryId, NotCharged, PersonId, Register, age_label, reminded};
use super::super::{ops, store};
use super::{Pick, answer, choice, file, flag, member, on, one, option, person, terms, who};
use crate::cli::args::until;
use crate::cli::{Call, Outcome};
use crate::kit::{Currency, Day, Money, Problem, Result};
use crate::ledger;
use crate::ledger::model::{EntryKind, Method, NewEntry};
use crate::t;

pub(super) fn plan_args(c: Command) -> Command {
    c.arg(file())
        .arg(option("year", "YYYY", "The membership year that begins in this calendar year"))
        .arg(option("from", "D", "Periods that begin from this day on").conflicts_with("year"))
        .arg(until("Periods that begin up to this day").conflicts_with("year"))
        .arg(flag("lapsed", "Also those who are lapsed today, because the run comes late"))
}

/// The days a command names: a year, or from and to; the present membership year where nothing is said.
fn days(call: &Call<'_>, register: &Register, today: Day) -> Result<(Day, Day)> {
    let year = register.settings.year;
    let wrong = || Problem::usage(t!("--year takes a calendar year, like 2027"));
    if let Some(calendar) = call.number::<i32>("year")? {
        return year.days_of(calendar).ok_or_else(wrong);
    }
    let (from, to) = year.around(today);
    let (from, to) = (call.day("from")?.unwrap_or(from), call.day("until")?.unwrap_or(to));
    if to < from {
        return Err(Problem::usage(t!("The last day lies before the first")));
    }
    Ok((from, to))
}

pub(super) fn preview(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let register = office.read(store::register)?;
    let (from, to) = days(call, &register, office.today())?;
    let plan = register.plan(from, to, office.today(), call.flag("lapsed"));
    let currency = terms(&office)?.currency;
    call.out.answer(&plan_json(&register, &plan, currency), &plan_text(&register, &plan, currency))?;
    Ok(Outcome::Done)
}

pub(super) fn run(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let register = office.read(store::register)?;
    let (from, to) = days(call, &register, office.today())?;
    let plan = register.plan(from, to, office.today(), call.flag("lapsed"));
    let currency = terms(&office)?.currency;
    let done = ops::run(&mut office, &plan)?;
    office.close()?;
    let mut document = plan_json(&register, &plan, currency);
    if let Json::Object(fields) = &mut document {
        fields.insert("op".into(), json!(done.op));
        fields.insert("run".into(), json!(done.value.run));
    }
    let text = t!(
        "Charged {count}, {total} together",
        count = crate::kit::text::plural(plan.charges.len(), t!("period"), t!("periods")),
        total = currency.show(plan.total())
    );
    call.out.answer(&document, &text)?;
    Ok(Outcome::Done)
}

fn plan_json(register: &Register, plan: &DuesPlan, currency: Currency) -> Json {
    let charges: Vec<Json> = plan
        .charges
        .iter()
        .map(|c| {
            json!({
                "person": c.member,
                "name": c.name,
                "payer": c.payer,
                "class": register.class_name(c.class),
                "from": c.period.from,
                "to": c.period.to,
                "due": c.due,
                "amount": currency.plain(c.amount),
                "part": c.part,
            })
        })
        .collect();
    let left: Vec<Json> = plan
        .left_out
        .iter()
        .map(|l| json!({ "person": l.member, "name": l.name, "reason": l.why.key(), "says": l.why.label() }))
        .collect();
    json!({
        "from": plan.from,
        "to": plan.to,
        "made": plan.made,
        "currency": currency.code,
        "count": plan.charges.len(),
        "total": currency.plain(plan.total()),
        "charges": charges,
        "left_out": left,
    })
}

fn plan_text(register: &Register, plan: &DuesPlan, currency: Currency) -> String {
    let mut out = t!("Dues for {from} to {to}: a preview, nothing is charged", from = plan.from, to = plan.to) + "\n\n";
    for c in &plan.charges {
        let class = register.class_name(c.class);
        let (from, to) = (c.period.from, c.period.to);
        out.push_str(&format!("  {:<32} {class:<12} {from} to {to} {:>10}\n", c.name, currency.figures(c.amount)));
    }
    out.push_str(&format!("{:<70} {:>10}\n", t!("Together"), currency.figures(plan.total())));
    for why in NotCharged::ALL {
        let count = plan.count_of(why);
        if count > 0 {
            out.push_str(&format!("{:<60} {count:>6}\n", why.label()));
        }
    }
    out
}

pub(super) fn pay_args(c: Command) -> Command {
    c.arg(file())
        .arg(person())
        .arg(option("amount", "A", "How much, like 36.00").required(true))
        .arg(option("on", "D", "On which day it was received (default: today)"))
        .arg(option("banked", "D", "On which day it was banked"))
        .arg(option("account", "N", "Which account (default: cash for cash, else the bank)"))
        .arg(choice("method", "M", "How it was paid", Method::SAID.map(Method::key)))
        .arg(option("reference", "R", "The cheque’s number, the bank’s reference"))
        .arg(option("behalf", "PERSON", "For one member’s dues only, where the payer pays for several"))
        .arg(option("for", "CHARGE", "For these dues, and not the oldest (an id of `members show`)"))
}

pub(super) fn pay(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let reading = terms(&office)?;
    let payer = who(&office, call.need("person")?)?;
    let amount = reading.currency.parse(call.need("amount")?, None)?;
    if amount <= Money::ZERO {
        return Err(Problem::input(t!("A payment of nothing is not recorded")));
    }
    let account = call.text("account").map(|n| office.read(|conn| ledger::store::find_account(conn, n))).transpose()?;
    let new = NewEntry {
        banked: call.day("banked")?,
        account,
        method: Method::of(call.text("method").unwrap_or(""))?,
        reference: call.text("reference").unwrap_or("").to_owned(),
        behalf_of: call.text("behalf").map(|p| who(&office, p)).transpose()?,
        ..NewEntry::simple(EntryKind::Dues, on(call, &office)?, amount).from(payer)
    };
    let shares = match call.text("for") {
        Some(id) => vec![(id.parse::<ChargeId>()?, amount)],
        None => Vec::new(),
    };
    let done = ops::pay(&mut office, &new, &shares)?;
    let register = office.read(|conn| store::register_of(conn, payer))?;
    let today = office.today();
    office.close()?;
    let owed: Money = register.arrears(today).iter().filter(|a| a.payer == payer).map(|a| a.total()).sum();
    let ahead = register.ahead_of(payer);
    let currency = reading.currency;
    let document = json!({
        "op": done.op,
        "entry": done.value,
        "amount": currency.plain(amount),
        "currency": currency.code,
        "still_owed": currency.plain(owed),
        "paid_ahead": currency.plain(ahead),
    });
    let text = t!(
        "Recorded {amount} from {name}; {owed} still owed, {ahead} paid ahead",
        amount = currency.show(amount),
        name = register.name(payer),
        owed = currency.show(owed),
        ahead = currency.show(ahead)
    );
    call.out.answer(&document, &text)?;
    Ok(Outcome::Done)
}

pub(super) fn waive_args(c: Command) -> Command {
    one(c)
        .arg(option("charge", "ID", "Which dues (default: the oldest that are owed)"))
        .arg(option("reason", "TEXT", "Why; it stays in the register").required(true))
}

pub(super) fn waive(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let (register, term) = member(call, &office, Pick::Main)?;
    let oldest = |person: PersonId| {
        let open = register.charges.iter().zip(&register.settled).filter(|(c, s)| c.member == person && s.on.is_none());
        open.map(|(c, _)| (c.due, c.id)).min().map(|(_, id)| id)
    };
    let charge = match call.text("charge") {
        Some(id) => id.parse()?,
        None => oldest(term.person)
            .ok_or_else(|| Problem::input(t!("{name} owes nothing", name = register.name(term.person))))?,
    };
    let done = ops::waive(&mut office, charge, call.need("reason")?)?;
    answer(call, office, &term, done.op)
}

pub(super) fn share_args(c: Command) -> Command {
    c.arg(file())
        .arg(Arg::new("entry").value_name("ENTRY").required(true).help("The id of the entry of the ledger"))
        .arg(option("for", "CHARGE", "Which dues it is for (an id of `members show`)").required(true))
        .arg(option("amount", "A", "How much of it").required(true))
}

pub(super) fn share(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let currency = terms(&office)?.currency;
    let (entry, charge): (EntryId, ChargeId) = (call.need("entry")?.parse()?, call.need("for")?.parse()?);
    let amount = currency.parse(call.need("amount")?, None)?;
    let done = ops::share(&mut office, entry, charge, amount)?;
    office.close()?;
    let document = json!({ "op": done.op, "entry": entry, "charge": charge, "amount": currency.plain(amount) });
    call.out.answer(&document, &t!("{sum} of the payment are for those dues", sum = currency.show(amount)))?;
    Ok(Outcome::Done)
}

pub(super) fn arrears_args(c: Command) -> Command {
    c.arg(file()).arg(option("on", "D", "On which day (default: today)")).arg(flag("overdue", "Only what is overdue"))
}

pub(super) fn arrears(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let day = on(call, &office)?;
    let currency = terms(&office)?.currency;
    let (register, reminders) = office.read(|conn| Ok((store::register(conn)?, store::reminders(conn)?)))?;
    let mut all = register.arrears(day);
    if call.flag("overdue") {
        all.retain(|a| a.overdue() > Money::ZERO);
    }
    let ages = |sums: &[Money; 5]| -> Json {
        AGES.iter().zip(sums).map(|((key, _), sum)| ((*key).to_owned(), Json::from(currency.plain(*sum)))).collect()
    };
    let mut totals = [Money::ZERO; 5];
    let mut out = format!("{:<32}", "");
    (0..AGES.len()).for_each(|age| out.push_str(&format!(" {:>12}", age_label(age))));
    for arrears in &all {
        out.push_str(&format!("\n{:<32}", arrears.name));
        for (total, sum) in totals.iter_mut().zip(arrears.ages) {
            *total += sum;
            out.push_str(&format!(" {:>12}", currency.figures(sum)));
        }
    }
    let list: Vec<Json> = all
        .iter()
        .map(|a| {
            let debts: Vec<Json> = a
                .debts
                .iter()
                .map(|d| {
                    json!({ "charge": d.charge, "member": d.member, "from": d.period.from, "to": d.period.to, "due": d.due,
                        "owed": currency.plain(d.owed) })
                })
                .collect();
            let before = reminded(a, &reminders);
            json!({ "payer": a.payer, "name": a.name, "ages": ages(&a.ages), "total": currency.plain(a.total()),
                "since": a.since(), "debts": debts, "reminders": before.count,
                "last_reminder": before.last.map(|(on, tone)| json!({ "day": on, "tone": tone.key() })) })
        })
        .collect();
    let total: Money = totals.iter().copied().sum();
    let document = json!({
        "on": day, "currency": currency.code, "total": currency.plain(total), "ages": ages(&totals), "arrears": list,
    });
    out.push_str(&format!(
        "\n{}",
        t!(
            "{total} owed by {count}",
            total = currency.show(total),
            count = crate::kit::text::plural(all.len(), t!("payer"), t!("payers"))
        )
    ));
    call.out.answer(&document, &out)?;
    Ok(Outcome::Done)
}
