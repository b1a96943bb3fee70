//! `appeals list`, `show`, `add`, `change`, `remove`, `name`, `unname`, `ask`, `unask` and `asked`; `donors list`.

use clap::Command;
use serde_json::{Value as Json, json};

use super::super::model::read::wrong_fields;
use super::super::model::{
    Appeal, AppealForm, AppealId, Ask, AskForm, AskId, Audience, Donor, NameForm, Progress, Retention, Stage,
};
use super::super::ops::appeal as ops;
use super::super::store::{self, Asked};
use super::{file, flag, needed, on, option, put, terms, who};
use crate::cli::{Call, Outcome};
use crate::kit::{Currency, Money, Problem, Result, text};
use crate::office::{Office, OpId};
use crate::t;

pub(super) fn one_args(c: Command) -> Command {
    c.arg(file()).arg(needed("appeal", "APPEAL", "Its id, its name or another name of it"))
}

/// The appeal that is meant.
fn pick(call: &Call<'_>, office: &Office) -> Result<AppealId> {
    let wanted = call.need("appeal")?;
    if let Ok(id) = wanted.parse::<AppealId>()
        && office.read(|conn| store::appeal(conn, id)).is_ok()
    {
        return Ok(id);
    }
    if let Some(id) = office.read(|conn| store::appeal_called(conn, wanted))? {
        return Ok(id);
    }
    let names: Vec<String> = office.read(store::appeals)?.into_iter().map(|appeal| appeal.terms.name).collect();
    let problem = Problem::input(t!("There is no appeal “{name}”", name = wanted));
    Err(problem.hint(text::there_are(&names, t!("`wardroom appeals add FILE NAME` plans one"))))
}

pub(super) fn list_args(c: Command) -> Command {
    c.arg(file()).arg(option("on", "D", "On which day they run (default: today)")).arg(
        option("stage", "S", "Only those that are running, planned or ended").value_parser(Stage::ALL.map(Stage::key)),
    )
}

pub(super) fn list(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let (day, currency) = (on(call, &office)?, terms(&office)?.currency);
    let stage = call.text("stage").and_then(Stage::of);
    let (appeals, brought) = office.read(|conn| {
        let appeals = store::appeals(conn)?;
        let brought = store::brought(conn, &appeals, None)?;
        Ok((appeals, brought))
    })?;
    let mut out = String::new();
    let mut list = Vec::new();
    for appeal in appeals.iter().filter(|a| stage.is_none_or(|stage| a.terms.stage(day) == stage)) {
        let progress = brought.by(appeal.id);
        out.push_str(&line(appeal, &progress, day, currency));
        out.push('\n');
        list.push(as_json(appeal, &progress, day, currency));
    }
    let count = text::plural(list.len(), t!("appeal"), t!("appeals"));
    out.push_str(&count);
    let unplanned: Vec<Json> = brought
        .unplanned
        .values()
        .map(|(name, progress)| json!({ "name": name, "raised": currency.plain(progress.raised), "gifts": progress.gifts }))
        .collect();
    if !unplanned.is_empty() && stage.is_none() {
        let names: Vec<&str> = brought.unplanned.values().map(|(name, _)| name.as_str()).collect();
        out.push_str(&t!("\nNamed in the ledger and not planned: {names}", names = names.join(", ")));
    }
    let document = json!({ "on": day, "currency": currency.code, "appeals": list, "unplanned": unplanned });
    call.out.answer(&document, &out)?;
    Ok(Outcome::Done)
}

fn line(appeal: &Appeal, progress: &Progress, on: crate::kit::Day, currency: Currency) -> String {
    let share = progress.share(appeal.terms.target).map(|share| format!("{share} %")).unwrap_or_default();
    format!(
        "{:<32} {:<8} {:>12} {:>12} {:>6}  {}",
        appeal.terms.name,
        appeal.terms.stage(on).label(),
        currency.figures(progress.raised),
        appeal.terms.target.map(|sum| currency.figures(sum)).unwrap_or_default(),
        share,
        appeal.id
    )
}

fn as_json(appeal: &Appeal, progress: &Progress, on: crate::kit::Day, currency: Currency) -> Json {
    let (terms, plain) = (&appeal.terms, |sum: Money| currency.plain(sum));
    let unit = 10_i64.pow(u32::from(currency.digits));
    json!({
        "id": appeal.id,
        "name": terms.name,
        "target": terms.target.map(plain),
        "planned_cost": terms.cost.map(plain),
        "starts": terms.starts,
        "ends": terms.ends,
        "note": terms.note,
        "stage": terms.stage(on).key(),
        "raised": plain(progress.raised),
        "share": progress.share(terms.target),
        "spent": plain(progress.spent),
        "return_on_each": progress.each(terms.cost, unit).map(plain),
        "given": plain(progress.given),
        "gifts": progress.gifts,
        "average": progress.average().map(plain),
        "donors": progress.donors,
        "first": progress.first,
        "last": progress.last,
    })
}

fn ask_json(ask: &Ask, currency: Currency) -> Json {
    json!({ "id": ask.id, "on": ask.terms.day, "by": ask.terms.how, "whom": ask.terms.whom, "note": ask.terms.note,
        "asked": ask.asked, "answered": ask.answered, "given": currency.plain(ask.given) })
}

fn say(call: &mut Call<'_>, office: &Office, id: AppealId, op: Option<OpId>) -> Result<Outcome> {
    let (day, currency) = (office.today(), terms(office)?.currency);
    let (appeal, progress, by_word, asked, asks) = office.read(|conn| {
        let appeal = store::appeal(conn, id)?;
        let progress = store::brought(conn, std::slice::from_ref(&appeal), None)?.by(id);
        let words: Vec<String> = appeal.names.iter().map(|name| name.new.name.clone()).collect();
        let by_word = store::raised_by_word(conn, &words)?;
        let asked = store::once_each(&store::asked(conn, &appeal)?);
        let asks = store::asks(conn, &appeal)?;
        Ok((appeal, progress, by_word, asked, asks))
    })?;
    let mut document = as_json(&appeal, &progress, day, currency);
    if let Json::Object(fields) = &mut document {
        let names: Vec<Json> = appeal
            .names
            .iter()
            .zip(&by_word)
            .map(|(other, raised)| {
                json!({ "id": other.id, "name": other.new.name, "page_of": other.new.person, "owner": other.owner,
                    "target": other.new.target.map(|sum| currency.plain(sum)), "address": other.new.address,
                    "raised": currency.plain(*raised) })
            })
            .collect();
        fields.insert("names".into(), names.into());
        fields.insert("asked".into(), json!(asked.0));
        fields.insert("answered".into(), json!(asked.1));
        fields.insert("asks".into(), asks.iter().map(|ask| ask_json(ask, currency)).collect::<Vec<_>>().into());
        fields.insert("op".into(), json!(op));
    }
    let mut out = line(&appeal, &progress, day, currency);
    out.push_str(&t!(
        "\n  {gifts} from {donors}, {spent} spent",
        gifts = text::plural(progress.gifts, t!("donation"), t!("donations")),
        donors = text::plural(progress.donors, t!("donor"), t!("donors")),
        spent = currency.show(progress.spent)
    ));
    for (other, raised) in appeal.names.iter().zip(&by_word) {
        let owner = if other.owner.is_empty() { String::new() } else { t!(", the page of {who}", who = other.owner) };
        out.push_str(&format!("\n  “{}”{owner}: {}", other.new.name, currency.show(*raised)));
    }
    for ask in &asks {
        out.push_str(&t!(
            "\n  {day} {how}: {asked} asked, {answered} gave  {id}",
            day = ask.terms.day,
            how = ask.terms.whom,
            asked = ask.asked,
            answered = ask.answered,
            id = ask.id
        ));
    }
    call.out.answer(&document, &out)?;
    Ok(Outcome::Done)
}

pub(super) fn show(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let id = pick(call, &office)?;
    say(call, &office, id, None)
}

fn terms_args(c: Command) -> Command {
    c.arg(option("target", "A", "What it should bring, like 2,500"))
        .arg(option("cost", "A", "What it is planned to cost"))
        .arg(option("starts", "D", "The day it starts"))
        .arg(option("ends", "D", "The day it ends"))
        .arg(option("note", "TEXT", "A note"))
}

fn put_terms(call: &Call<'_>, form: &mut AppealForm) {
    let fields = [
        ("name", &mut form.name),
        ("target", &mut form.target),
        ("cost", &mut form.cost),
        ("starts", &mut form.starts),
        ("ends", &mut form.ends),
        ("note", &mut form.note),
    ];
    put(call, fields);
}

pub(super) fn add_args(c: Command) -> Command {
    terms_args(c.arg(file()).arg(needed("name", "NAME", "What entries, pledges and lists call it")))
}

pub(super) fn add(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let mut form = AppealForm::default();
    put_terms(call, &mut form);
    let new = form.parse(&terms(&office)?).map_err(|problems| wrong_fields(&problems))?;
    let done = ops::add(&mut office, &new)?;
    answer(call, office, done.value, done.op)
}

/// Answers with the appeal as it is now.
fn answer(call: &mut Call<'_>, office: Office, id: AppealId, op: Option<OpId>) -> Result<Outcome> {
    say(call, &office, id, op)?;
    office.close()?;
    Ok(Outcome::Done)
}

pub(super) fn change_args(c: Command) -> Command {
    terms_args(one_args(c).arg(option("name", "NAME", "Another name; the one so far stays a name of it")))
}

pub(super) fn change(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let id = pick(call, &office)?;
    let reading = terms(&office)?;
    let mut form = AppealForm::of(&office.read(|conn| store::appeal(conn, id))?.terms, reading.currency);
    put_terms(call, &mut form);
    let new = form.parse(&reading).map_err(|problems| wrong_fields(&problems))?;
    let done = ops::change(&mut office, id, &new)?;
    answer(call, office, id, done.op)
}

pub(super) fn remove(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let id = pick(call, &office)?;
    let done = ops::remove(&mut office, id)?;
    office.close()?;
    call.out.answer(&json!({ "id": id, "op": done.op }), t!("Removed. Entries keep the name that they have"))?;
    Ok(Outcome::Done)
}

pub(super) fn name_args(c: Command) -> Command {
    one_args(c)
        .arg(needed("word", "WORD", "How a list writes it, or the name of a page"))
        .arg(option("page-of", "PERSON", "Whose page it is"))
        .arg(option("target", "A", "What the page should bring"))
        .arg(option("address", "URL", "Where the page is found"))
}

pub(super) fn name(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let id = pick(call, &office)?;
    let text = |name: &str| call.text(name).unwrap_or_default().to_owned();
    let form = NameForm { name: text("word"), target: text("target"), address: text("address") };
    let mut new = form.parse(&terms(&office)?).map_err(|problems| wrong_fields(&problems))?;
    new.person = call.text("page-of").map(|owner| who(&office, owner)).transpose()?;
    let done = ops::add_name(&mut office, id, &new)?;
    answer(call, office, id, done.op)
}

pub(super) fn unname_args(c: Command) -> Command {
    one_args(c).arg(needed("word", "WORD", "The name that is taken off it"))
}

pub(super) fn unname(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let id = pick(call, &office)?;
    let word = crate::kit::fold::fold(call.need("word")?);
    let appeal = office.read(|conn| store::appeal(conn, id))?;
    let Some(other) = appeal.names.iter().find(|other| crate::kit::fold::fold(&other.new.name) == word) else {
        return Err(Problem::input(t!("“{name}” has no such other name", name = appeal.terms.name)));
    };
    let done = ops::remove_name(&mut office, id, other.id)?;
    answer(call, office, id, done.op)
}

pub(super) fn ask_args(c: Command) -> Command {
    one_args(c)
        .arg(option("whom", "W", "last_year, lapsed, donors, pledged, tag:WORD or appeal:NAME"))
        .arg(option("people", "LIST", "Ids, numbers or names, with commas between them"))
        .arg(option("on", "D", "On which day (default: today)"))
        .arg(option("by", "HOW", "letter, e-mail, phone or any other word"))
        .arg(option("says", "TEXT", "Who they are, in words (default: from --whom)"))
        .arg(option("note", "TEXT", "A note"))
        .arg(flag("dry-run", "Only say how many there are"))
}

pub(super) fn ask(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let id = pick(call, &office)?;
    let audience = match (call.text("whom"), call.text("people")) {
        (Some(word), None) => Audience::of(word)?,
        (None, Some(list)) => {
            let names = list.split(',').map(str::trim).filter(|name| !name.is_empty());
            Audience::These(names.map(|name| who(&office, name)).collect::<Result<_>>()?)
        }
        _ => {
            return Err(Problem::input(t!("Say either --whom or --people"))
                .hint(t!("--whom takes last_year, lapsed, donors, pledged, tag:WORD or appeal:NAME")));
        }
    };
    let text = |name: &str| call.text(name).unwrap_or_default().to_owned();
    let form = AskForm { day: text("on"), how: text("by"), whom: text("says"), note: text("note") };
    let new = form.parse(&terms(&office)?).map_err(|problems| wrong_fields(&problems))?;
    let (ask, chosen, op) = if call.flag("dry-run") {
        let today = office.today();
        (None, office.read(|conn| store::choose(conn, &audience, id, today))?, None)
    } else {
        let done = ops::ask(&mut office, id, &audience, &new)?;
        (Some(done.value.0), done.value.1, done.op)
    };
    office.close()?;
    let document = json!({ "appeal": id, "ask": ask, "whom": audience.says(), "people": chosen.people.len(),
        "not_to_contact": chosen.stopped, "asked_before": chosen.asked, "op": op });
    let out = t!(
        "{people} to ask; {stopped} not to be contacted and {before} asked before are left out",
        people = text::plural(chosen.people.len(), t!("person"), t!("people")),
        stopped = chosen.stopped,
        before = chosen.asked
    );
    call.out.answer(&document, &out)?;
    Ok(Outcome::Done)
}

pub(super) fn unask_args(c: Command) -> Command {
    c.arg(file()).arg(needed("ask", "ASK", "The id of the list of people who were asked"))
}

pub(super) fn unask(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let id: AskId = call.need("ask")?.parse()?;
    let done = ops::remove_ask(&mut office, id)?;
    office.close()?;
    call.out.answer(&json!({ "id": id, "op": done.op }), t!("Removed"))?;
    Ok(Outcome::Done)
}

pub(super) fn asked_args(c: Command) -> Command {
    one_args(c).arg(option("ask", "ASK", "Only those of one list, by its id"))
}

pub(super) fn asked(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let id = pick(call, &office)?;
    let currency = terms(&office)?.currency;
    let only = call.text("ask").map(str::parse::<AskId>).transpose()?;
    let mut asked = office.read(|conn| store::asked(conn, &store::appeal(conn, id)?))?;
    asked.retain(|one| only.is_none_or(|ask| one.ask == ask));
    let answered = asked.iter().filter(|one| one.given > Money::ZERO).count();
    let row = |one: &Asked| json!({ "ask": one.ask, "person": one.person, "name": one.name, "given": currency.plain(one.given) });
    let mut out = String::new();
    for one in &asked {
        let given = if one.given.is_zero() { String::new() } else { currency.figures(one.given) };
        out.push_str(&format!("{:<32} {given:>10}  {}\n", one.name, one.person));
    }
    out.push_str(&t!("{asked} asked, {answered} gave", asked = asked.len(), answered = answered));
    call.out.answer(
        &json!({ "appeal": id, "asked": asked.iter().map(row).collect::<Vec<_>>(), "answered": answered }),
        &out,
    )?;
    Ok(Outcome::Done)
}

pub(super) fn donors_args(c: Command) -> Command {
    c.arg(file())
        .arg(option("on", "D", "The financial year with this day (default: today), beside the year before"))
        .arg(
            option("state", "S", "Only those who are lapsed, kept, back or new")
                .value_parser(Donor::ALL.map(Donor::key)),
        )
}

pub(super) fn donors(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let (day, currency) = (on(call, &office)?, terms(&office)?.currency);
    let state = call.text("state").and_then(Donor::of);
    let all = office.read(|conn| store::donors(conn, day))?;
    let figures = Retention::of(&all);
    let shown: Vec<_> = all.iter().filter(|donor| state.is_none_or(|state| donor.state == state)).collect();
    let mut out = String::new();
    for donor in &shown {
        out.push_str(&format!(
            "{:<32} {:<14} {:>10} {:>10}  {}\n",
            donor.name,
            donor.state.label(),
            currency.figures(donor.before),
            currency.figures(donor.now),
            donor.person
        ));
    }
    out.push_str(&match figures.share() {
        Some(share) => t!(
            "{kept} of {before} donors of the year before gave again ({share} %)",
            kept = figures.kept,
            before = figures.before,
            share = share
        ),
        None => t!("Nobody gave in the year before").to_owned(),
    });
    let list: Vec<Json> = shown
        .iter()
        .map(|d| {
            json!({ "person": d.person, "name": d.name, "state": d.state.key(), "before": currency.plain(d.before),
                "now": currency.plain(d.now), "last": d.last })
        })
        .collect();
    let (first, last) = office.read(crate::office::profile::get)?.year_of(day);
    let document = json!({
        "from": first, "to": last, "currency": currency.code, "donors_before": figures.before, "kept": figures.kept,
        "lapsed": figures.lapsed, "back": figures.back, "new": figures.new, "retention": figures.share(),
        "given_before": currency.plain(figures.given_before), "given": currency.plain(figures.given), "donors": list,
    });
    call.out.answer(&document, &out)?;
    Ok(Outcome::Done)
}
