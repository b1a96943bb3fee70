//! `rules donor`, and the party's own values, rules and election periods.

use clap::{Arg, Command};
use serde_json::{Value as Json, json};

use super::super::ops;
use super::super::own::{
    ElectionForm, ElectionId, OwnKind, OwnRuleForm, OwnRuleId, Standing, Stands, ValueForm, ValueId, own_id,
};
use super::super::pack::Class;
use super::super::store;
use super::{answer, file, flag, option, reading, typed, wrong_fields};
use crate::cli::{Call, Outcome};
use crate::kit::{Problem, Result};
use crate::people;
use crate::t;

pub(super) fn donor_args(c: Command) -> Command {
    c.arg(file())
        .arg(Arg::new("person").value_name("PERSON").required(true).help("Id, number, e-mail address or name"))
        .arg(option("class", "CLASS", "individual, company, trade_union, foreign_individual …; none takes it away"))
        .arg(option("nationality", "TEXT", "Nationality, where the law asks for it"))
        .arg(option("register", "TEXT", "The number on the electoral, company or union register"))
        .arg(option("office-holder", "yes|no", "Holds an elected office"))
        .arg(option("note", "TEXT", "A note"))
}

pub(super) fn donor(call: &mut Call<'_>) -> Result<Outcome> {
    const FLAGS: [&str; 5] = ["class", "nationality", "register", "office-holder", "note"];
    let changes = FLAGS.iter().any(|name| call.text(name).is_some());
    let mut office = if changes { call.office()? } else { call.office_to_read()? };
    let who = call.need("person")?.to_owned();
    let person = office.read(|conn| people::store::resolve(conn, &who))?;
    let before = office.read(|conn| store::standing(conn, person))?.standing;
    let mut op = None;
    if changes {
        let text = |name: &str, old: &str| call.text(name).unwrap_or(old).trim().to_owned();
        let standing = Standing {
            class: match call.text("class") {
                None => before.class,
                Some("none") => None,
                Some(key) => Some(Class::of(key).ok_or_else(|| {
                    let keys: Vec<&str> = Class::ALL.iter().map(|class| class.key()).collect();
                    Problem::usage(t!("“{key}” is no kind of donor", key = key))
                        .hint(t!("Use one of {keys}", keys = keys.join(", ")))
                })?),
            },
            nationality: text("nationality", &before.nationality),
            register_number: text("register", &before.register_number),
            office_holder: match call.text("office-holder") {
                None => before.office_holder,
                Some("yes") => true,
                Some("no") => false,
                Some(other) => {
                    return Err(Problem::usage(t!("--office-holder takes yes or no, not “{other}”", other = other)));
                }
            },
            note: text("note", &before.note),
        };
        op = ops::set_standing(&mut office, person, &standing)?.op;
    }
    let now = office.read(|conn| store::standing(conn, person))?;
    let mut document = stands_json(&now);
    if let Json::Object(fields) = &mut document {
        fields.insert("op".into(), json!(op));
    }
    let class = now.standing.class.map_or(t!("nothing said"), Class::label);
    answer(call, office, &document, &format!("{}: {class}", now.name))
}

fn stands_json(stands: &Stands) -> Json {
    json!({
        "person": stands.person, "name": stands.name, "organisation": stands.organisation,
        "class": stands.standing.class, "nationality": stands.standing.nationality,
        "register": stands.standing.register_number, "office_holder": stands.standing.office_holder,
        "note": stands.standing.note,
    })
}

pub(super) fn list_args(c: Command) -> Command {
    c.arg(file())
}

pub(super) fn list(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let currency = reading(&office)?.currency;
    let (values, rules, elections, donors) = office.read(|conn| {
        Ok((store::own_values(conn)?, store::own_rules(conn)?, store::elections(conn)?, store::with_standing(conn)?))
    })?;
    let mut text = String::new();
    for v in &values {
        let amount = v.value.threshold.map(|t| currency.show(t.amount)).unwrap_or_default();
        let days = v.value.days.map(|days| t!("{days} days", days = days)).unwrap_or_default();
        text.push_str(&format!(
            "{}  {} {amount} {days} from {}: {}\n",
            v.id, v.value.rule, v.value.from, v.value.reason
        ));
    }
    for (id, rule) in &rules {
        let amount = currency.show(rule.over.amount);
        text.push_str(&format!("{id}  {} ({}) {amount}: {}\n", rule.name, rule.kind.label(), rule.reason));
    }
    for e in &elections {
        text.push_str(&format!("{}  {}: {} to {}\n", e.id, e.name, e.from, e.to));
    }
    if text.is_empty() {
        text.push_str(t!("The party has no values and rules of its own"));
    }
    let document = json!({
        "values": values.iter().map(|v| json!({
            "id": v.id, "rule": v.value.rule, "from": v.value.from, "to": v.value.to,
            "op": v.value.threshold.map(|t| t.op), "amount": v.value.threshold.map(|t| currency.plain(t.amount)),
            "days": v.value.days, "reason": v.value.reason, "set_by": v.set_by,
        })).collect::<Vec<_>>(),
        "rules": rules.iter().map(|(id, r)| json!({
            "id": id, "rule": own_id(*id), "name": r.name, "says": r.says, "kind": r.kind,
            "entries": r.entries.iter().map(|k| k.key()).collect::<Vec<_>>(), "op": r.over.op,
            "amount": currency.plain(r.over.amount), "over": r.window, "days": r.days, "from": r.from, "to": r.to,
            "reason": r.reason,
        })).collect::<Vec<_>>(),
        "elections": elections.iter().map(|e| json!({ "id": e.id, "name": e.name, "from": e.from, "to": e.to })).collect::<Vec<_>>(),
        "donors": donors.iter().map(stands_json).collect::<Vec<_>>(),
    });
    call.out.answer(&document, &text)?;
    Ok(Outcome::Done)
}

pub(super) fn set_args(c: Command) -> Command {
    c.arg(file())
        .arg(Arg::new("rule").value_name("RULE").required(true).help("The rule, as `rules law` names it"))
        .arg(option("amount", "A", "The sum instead of the pack’s"))
        .arg(flag("at-least", "The sum itself counts as beyond it"))
        .arg(option("days", "N", "The days of the deadline instead of the pack’s"))
        .arg(option("from", "D", "The first day on which it holds").required(true))
        .arg(option("to-day", "D", "The last day on which it holds"))
        .arg(option("reason", "TEXT", "Why; it is kept").required(true))
}

pub(super) fn set(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let form = ValueForm {
        rule: call.need("rule")?.to_owned(),
        from: typed(call, "from"),
        to: typed(call, "to-day"),
        at_least: call.flag("at-least"),
        amount: typed(call, "amount"),
        days: typed(call, "days"),
        reason: typed(call, "reason"),
    };
    let value = form.parse((true, true), &reading(&office)?).map_err(|problems| wrong_fields(&problems))?;
    let done = ops::add_value(&mut office, &value)?;
    let document = json!({ "op": done.op, "id": done.value });
    answer(call, office, &document, &t!("Set (value {id})", id = done.value))
}

pub(super) fn id_args(c: Command) -> Command {
    c.arg(file()).arg(Arg::new("id").value_name("ID").required(true).help("As `rules own` lists it"))
}

pub(super) fn unset(call: &mut Call<'_>) -> Result<Outcome> {
    let id: ValueId = call.need("id")?.parse()?;
    let mut office = call.office()?;
    let done = ops::remove_value(&mut office, id)?;
    answer(call, office, &json!({ "op": done.op }), t!("Taken back; the pack’s value holds again"))
}

pub(super) fn add_args(c: Command) -> Command {
    c.arg(file())
        .arg(option("id", "ID", "Changes this rule instead of adding one"))
        .arg(option("name", "NAME", "What the rule is called").required(true))
        .arg(option("kind", "KIND", "check, limit, cash, anonymous, identify or report").required(true))
        .arg(option("entries", "KINDS", "Kinds of entry, with commas (default: donation,in_kind)"))
        .arg(option("amount", "A", "Over which sum").required(true))
        .arg(flag("at-least", "The sum itself counts as beyond it"))
        .arg(option("over", "TIME", "Added up over: none, calendar_year, financial_year or quarter"))
        .arg(option("days", "N", "Days of the deadline"))
        .arg(option("from", "D", "The first day on which it holds").required(true))
        .arg(option("to-day", "D", "The last day on which it holds"))
        .arg(option("says", "TEXT", "What the rule says, for who reads a finding"))
        .arg(option("reason", "TEXT", "Why; it is kept").required(true))
}

pub(super) fn add(call: &mut Call<'_>) -> Result<Outcome> {
    let kind = call.need("kind")?;
    let kind = OwnKind::of(kind).ok_or_else(|| {
        let keys: Vec<&str> = OwnKind::ALL.iter().map(|kind| kind.key()).collect();
        Problem::usage(t!("“{key}” is no kind of rule", key = kind))
            .hint(t!("Use one of {keys}", keys = keys.join(", ")))
    })?;
    let id = call.text("id").map(str::parse::<OwnRuleId>).transpose()?;
    let entries = call.text("entries").unwrap_or("donation,in_kind");
    for key in entries.split(',') {
        crate::ledger::model::EntryKind::of(key)?;
    }
    let mut office = call.office()?;
    let form = OwnRuleForm {
        name: typed(call, "name"),
        says: typed(call, "says"),
        kind,
        entries: entries.split(',').map(|key| key.trim().to_owned()).collect(),
        at_least: call.flag("at-least"),
        amount: typed(call, "amount"),
        window: call.text("over").unwrap_or("none").to_owned(),
        days: typed(call, "days"),
        from: typed(call, "from"),
        to: typed(call, "to-day"),
        reason: typed(call, "reason"),
    };
    let rule = form.parse(&reading(&office)?).map_err(|problems| wrong_fields(&problems))?;
    let done = ops::save_rule(&mut office, id, &rule)?;
    let document = json!({ "op": done.op, "id": done.value, "rule": own_id(done.value) });
    answer(call, office, &document, &t!("Saved (rule {id})", id = done.value))
}

pub(super) fn remove(call: &mut Call<'_>) -> Result<Outcome> {
    let id: OwnRuleId = call.need("id")?.parse()?;
    let mut office = call.office()?;
    let done = ops::remove_rule(&mut office, id)?;
    answer(call, office, &json!({ "op": done.op }), t!("Removed"))
}

pub(super) fn election_args(c: Command) -> Command {
    c.arg(file())
        .arg(option("name", "NAME", "Which election").required(true))
        .arg(option("from", "D", "Its first day").required(true))
        .arg(option("to-day", "D", "Its last day").required(true))
}

pub(super) fn election(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let form = ElectionForm { name: typed(call, "name"), from: typed(call, "from"), to: typed(call, "to-day") };
    let (name, from, to) = form.parse(&reading(&office)?).map_err(|problems| wrong_fields(&problems))?;
    let done = ops::add_election(&mut office, &name, from, to)?;
    let document = json!({ "op": done.op, "id": done.value });
    answer(call, office, &document, &t!("Written down (election {id})", id = done.value))
}

pub(super) fn no_election(call: &mut Call<'_>) -> Result<Outcome> {
    let id: ElectionId = call.need("id")?.parse()?;
    let mut office = call.office()?;
    let done = ops::remove_election(&mut office, id)?;
    answer(call, office, &json!({ "op": done.op }), t!("Removed"))
}
