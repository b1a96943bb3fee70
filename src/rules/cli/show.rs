//! `rules findings`, `show` and `foresee`.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use clap::Command;
use serde_json::{Value as Json, json};

use super::super::book::Who;
use super::super::finding::Finding;
use super::super::pack::Rule;
use super::super::store::{self, Filter, Listed, Opened, State};
use super::super::words;
use super::super::work::{Work, WorkId, outcomes};
use super::{file, finding_arg, option, reading};
use crate::cli::{Call, Outcome};
use crate::kit::{Currency, Problem, Result, day};
use crate::ledger::cli::causes;
use crate::ledger::model::{EntryForm, EntryKind, Terms, first_problem};
use crate::office::{Giver, Office};
use crate::people;
use crate::t;

pub(super) fn list_args(c: Command) -> Command {
    c.arg(file())
        .arg(option("state", "STATE", "open (default), notes or done"))
        .arg(option("kind", "KIND", "Such as check, report, anonymous, over_limit"))
        .arg(option("severity", "S", "At least so grave: note, check, act or stop"))
        .arg(option("person", "PERSON", "Of one donor: id, number, e-mail address or name"))
        .arg(option("due-by", "D", "Due up to this day"))
        .arg(option("limit", "N", "How many (default 200)"))
}

pub(super) fn list(call: &mut Call<'_>) -> Result<Outcome> {
    let mut words = vec![call.text("state").unwrap_or("open").to_owned()];
    words.extend(call.text("kind").map(|kind| format!("kind:{kind}")));
    words.extend(call.text("severity").map(|severity| format!("severity:{severity}")));
    words.extend(call.day("due-by")?.map(|day| format!("due:{day}")));
    let mut filter: Filter = words.join(" ").parse()?;
    if !filter.text.is_empty() {
        return Err(Problem::usage(t!("--state takes open, notes or done, not “{word}”", word = filter.text)));
    }
    let limit = call.number("limit")?.unwrap_or(200);
    let office = call.office_to_read()?;
    filter.person = call.text("person").map(|who| office.read(|c| people::store::resolve(c, who))).transpose()?;
    let (reading, today) = (reading(&office)?, office.today());
    let (laws, listed, count, current) = office.read(|conn| {
        let list = store::List::new(conn, today)?;
        Ok((store::laws(conn)?, list.page(&filter, 0, limit)?, list.count(&filter)?, store::is_current(conn)?))
    })?;
    if !current {
        call.out.remark(t!("This list was made by another version; open the office for writing once to renew it"))?;
    }
    let rule = |finding: &Finding| laws.iter().find_map(|law| law.rule(&finding.rule));
    let apart = namesakes(&office, &listed)?;
    let list: Vec<Json> = listed.iter().map(|l| listed_json(l, rule(&l.finding), reading.currency)).collect();
    let mut text = String::new();
    for l in &listed {
        let name = apart.get(&l.finding.who).unwrap_or(&l.name);
        let says = words::says(&l.finding, rule(&l.finding), name, reading.currency);
        let why = words::why(&l.finding, reading.currency);
        let why = if why.is_empty() { why } else { format!(": {why}") };
        let when = match (filter.state, l.done_on, l.finding.due) {
            (State::Done, Some(on), _) => on.to_string(),
            (_, _, Some(due)) if due < today => t!("{day} late", day = due),
            (_, _, Some(due)) => due.to_string(),
            _ => String::new(),
        };
        let state = l.outcome.map_or(l.finding.severity.label(), |outcome| outcome.label());
        text.push_str(&format!("{when:<16} {state:<14} {says}{why}\n{:>16} {}\n", t!("named"), l.finding.key()));
    }
    let more = count.saturating_sub(listed.len());
    if more > 0 {
        text.push_str(&t!("and {more} more (--limit N shows more)\n", more = crate::kit::text::count(more)));
    }
    if !listed.is_empty() {
        text.push_str(t!("`rules show` and `rules work` take what stands behind “named”\n"));
    }
    let document = json!({
        "count": count,
        "currency": reading.currency.code,
        "packs": laws.iter().map(|law| json!({ "pack": law.pack.head.id, "version": law.pack.head.version, "digest": law.pack.digest, "unit": law.unit })).collect::<Vec<_>>(),
        "findings": list,
    });
    let found = crate::kit::text::plural(count, t!("finding"), t!("findings"));
    call.out.answer(&document, &format!("{text}{found}"))?;
    Ok(Outcome::Done)
}

/// What tells apart those of a list who have one name.
fn namesakes(office: &Office, listed: &[Listed]) -> Result<HashMap<Who, String>> {
    let mut named: BTreeMap<&str, BTreeSet<Who>> = BTreeMap::new();
    for l in listed {
        named.entry(l.name.as_str()).or_default().insert(l.finding.who);
    }
    let mut apart = HashMap::new();
    for (name, several) in named.into_iter().filter(|(_, several)| several.len() > 1) {
        for who in several {
            if let Who::Person(person) = who {
                let line = office.read(|conn| people::store::card(conn, person))?.line;
                let line = if line.is_empty() { person.to_string() } else { line };
                apart.insert(who, format!("{name} ({line})"));
            }
        }
    }
    Ok(apart)
}

fn listed_json(l: &Listed, rule: Option<&Rule>, currency: Currency) -> Json {
    let mut document = finding_json(&l.finding, rule, &l.name, currency);
    if let (Json::Object(fields), Some(id)) = (&mut document, l.work) {
        fields.insert("work".into(), json!(id));
        fields.insert("outcome".into(), json!(l.outcome));
        fields.insert("done_on".into(), json!(l.done_on));
    }
    document
}

fn finding_json(f: &Finding, rule: Option<&Rule>, name: &str, currency: Currency) -> Json {
    json!({
        "finding": f.key(),
        "says": words::says(f, rule, name, currency),
        "why": words::why(f, currency),
        "pack": f.pack,
        "rule": f.rule,
        "kind": f.kind.key(),
        "severity": f.severity.key(),
        "donor": name,
        "who": f.who,
        "entries": f.entries,
        "on": f.on,
        "due": f.due,
        "amount": currency.plain(f.amount),
        "over": currency.plain(f.over),
        "threshold": f.threshold.map(|t| json!({ "op": t.op, "amount": currency.plain(t.amount) })),
        "value_from": f.value_from,
        "from": f.period.map(|p| p.0),
        "to": f.period.map(|p| p.1),
        "missing": f.missing,
        "doubts": f.doubts.iter().map(words::doubt).collect::<Vec<_>>(),
    })
}

pub(super) fn show_args(c: Command) -> Command {
    finding_arg(c)
}

/// The finding that an argument names: by its key, or by the id of work on it.
pub(super) fn named(office: &Office, text: &str) -> Result<Finding> {
    let today = office.today();
    if let Ok(id) = text.parse::<WorkId>() {
        return Ok(office.read(|conn| store::work(conn, id))?.finding);
    }
    office.read(|conn| store::find(conn, text, today))?.ok_or_else(|| {
        Problem::input(t!("The rules no longer find “{key}”", key = text))
            .hint(t!("`wardroom rules findings` lists what they find"))
    })
}

pub(super) fn show(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let finding = named(&office, call.need("finding")?)?;
    let opened = office.read(|conn| store::one(conn, &finding, office.today()))?;
    let currency = reading(&office)?.currency;
    let (document, text) = opened_words(&opened, currency);
    call.out.answer(&document, &text)?;
    Ok(Outcome::Done)
}

/// A finding with its law and the work on it, as a command answers.
pub(super) fn opened_words(opened: &Opened, currency: Currency) -> (Json, String) {
    let Opened { finding, name, law, works, is_open, lines: _ } = opened;
    let rule = law.rule(&finding.rule);
    let sources: Vec<Json> = rule
        .iter()
        .flat_map(|r| &r.sources)
        .filter_map(|id| law.pack.source(id))
        .map(|s| json!({ "title": s.title, "url": s.url }))
        .collect();
    let mut document = finding_json(finding, rule, name, currency);
    if let Json::Object(fields) = &mut document {
        fields.insert("open".into(), json!(is_open));
        fields.insert("law".into(), json!(rule.map(|r| &r.says)));
        fields.insert("confidence".into(), json!(rule.map(|r| r.confidence)));
        fields.insert("sources".into(), json!(sources));
        fields.insert("pack_digest".into(), json!(law.pack.digest));
        fields.insert("outcomes".into(), json!(outcomes(law, finding)));
        fields.insert("works".into(), json!(works.iter().map(|w| work_json(w, currency)).collect::<Vec<_>>()));
    }
    let mut text = format!("{}\n{}\n", words::says(finding, rule, name, currency), words::why(finding, currency));
    if let Some(due) = finding.due {
        text.push_str(&t!("Due {day}\n", day = day::long(due)));
    }
    for doubt in &finding.doubts {
        text.push_str(&format!("· {}\n", words::doubt(doubt)));
    }
    if let Some(rule) = rule {
        let sources: Vec<&str> =
            rule.sources.iter().filter_map(|id| law.pack.source(id)).map(|s| s.title.as_str()).collect();
        text.push_str(&format!(
            "\n{}: {}\n{} ({})\n",
            rule.title,
            rule.says,
            sources.join("; "),
            rule.confidence.says()
        ));
    }
    for work in works {
        text.push_str(&format!("\n{} {} {}", work.on, work.outcome.label(), work.by));
        for more in [&work.means, &work.note].into_iter().filter(|more| !more.is_empty()) {
            text.push_str(&format!(", {more}"));
        }
    }
    let keys: Vec<&str> = outcomes(law, finding).iter().map(|outcome| outcome.key()).collect();
    text.push_str(&t!("\n\nOutcomes: {keys}", keys = keys.join(", ")));
    (document, text)
}

pub(super) fn work_json(work: &Work, currency: Currency) -> Json {
    json!({
        "work": work.id,
        "outcome": work.outcome,
        "on": work.on,
        "by": work.by,
        "means": work.means,
        "note": work.note,
        "amount": work.amount.map(|m| currency.plain(m)),
        "people": work.people,
        "pack_version": work.pack_version,
        "pack_digest": work.pack_digest,
    })
}

pub(super) fn foresee_args(c: Command) -> Command {
    c.arg(file())
        .arg(option("kind", "KIND", "donation, dues, levy, in_kind or loan").required(true))
        .arg(option("amount", "A", "How much").required(true))
        .arg(option("from", "PERSON", "Id, number, e-mail address or name; a name that is not known is somebody new"))
        .arg(option("received", "D", "On which day (default: today)"))
        .arg(option("method", "M", "cash, cheque, transfer …"))
}

pub(super) fn foresee(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let reading = reading(&office)?;
    let kind = EntryKind::of(call.need("kind")?)?;
    let mut from = Giver::Nobody;
    if let Some(who) = call.text("from") {
        let found = office.read(|conn| crate::ledger::store::register::people_called(conn, who))?;
        match found.as_slice() {
            [(id, _)] => from = Giver::Known(id.0),
            [] => from = Giver::New(who.to_owned(), 0),
            many => {
                return Err(Problem::input(t!("{count} people are called “{who}”", count = many.len(), who = who))
                    .hint(t!("Say which by id, number or e-mail address")));
            }
        }
    }
    let form = EntryForm {
        kind: kind.key().to_owned(),
        amount: call.need("amount")?.to_owned(),
        received: call.day("received")?.unwrap_or(reading.today).to_string(),
        method: call.text("method").unwrap_or("").to_owned(),
        // A loan asks for a lender and a gift in kind for what it is; neither matters here.
        person: Some(crate::people::PersonId(0)),
        description: "?".to_owned(),
        ..EntryForm::default()
    };
    let terms = Terms { currency: reading.currency, today: reading.today, month_first: reading.month_first };
    let new = form.parse(&terms).map_err(first_problem)?;
    let prospect = new.prospect(from);
    let said = office.foresee(&[prospect])?.into_iter().next().unwrap_or_default();
    let mut text: String = said.iter().map(|f| format!("{}\n", causes::line(f))).collect();
    if said.is_empty() {
        // Never that it is allowed: only what the rules say, and they say nothing.
        text.push_str(t!("The rules of this office’s law say nothing about it"));
    }
    call.out.answer(&json!({ "causes": causes::json(&said) }), &text)?;
    Ok(Outcome::Done)
}
