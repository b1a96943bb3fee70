//! `bank match`, `show`, `accept`, `record`, `split`, `aside`, `bring-back` and `free`.

use clap::{Arg, ArgAction, Command};
use serde_json::{Value as Json, json};

use super::{account, json as documents};
use crate::bank::model::{
    BankLine, Deed, LineId, MatchPlan, PartForm, PartProblem, Planned, Suggestion, in_words, match_plan, read_parts,
};
use crate::bank::{ops, store};
use crate::cli::args::{dry_run, file, flag, many, option};
use crate::cli::{Call, Outcome};
use crate::kit::{Currency, Problem, Result, text};
use crate::ledger;
use crate::ledger::cli::causes;
use crate::ledger::model::{EntryId, EntryKind};
use crate::office::{Done, Foreseen, Office, profile};
use crate::people;
use crate::t;

/// The lines that are meant.
fn lines_args(c: Command) -> Command {
    c.arg(file()).arg(
        Arg::new("line")
            .value_name("LINE")
            .required(true)
            .action(ArgAction::Append)
            .num_args(1..)
            .help("Its id, as `bank lines` lists it; several are one thing together"),
    )
}

fn line_ids(call: &Call<'_>) -> Result<Vec<LineId>> {
    call.many("line").iter().map(|text| text.parse()).collect()
}

fn lines(call: &Call<'_>, office: &Office) -> Result<Vec<BankLine>> {
    let ids = line_ids(call)?;
    office.read(|conn| ids.iter().map(|id| store::line(conn, *id)).collect())
}

fn plan(office: &Office) -> Result<MatchPlan> {
    let (expects, today) = (office.setup().expects, office.today());
    Ok(match_plan(&office.read(|conn| store::world(conn, expects, today))?))
}

pub(super) fn currency(office: &Office) -> Result<Currency> {
    Ok(*office.read(profile::get)?.currency)
}

pub(super) fn match_args(c: Command) -> Command {
    super::with_account(c).arg(dry_run()).arg(option(
        "limit",
        "N",
        "How many lines are listed that are left to say; 100 where nothing is said",
    ))
}

pub(super) fn run_match(call: &mut Call<'_>) -> Result<Outcome> {
    let dry = call.flag("dry-run");
    let mut office = if dry { call.office_to_read()? } else { call.office()? };
    let currency = currency(&office)?;
    let mut plan = plan(&office)?;
    if let Some(account) = account(call, &office)? {
        plan.lines.retain(|p| p.line.account == account);
    }
    let sure: Vec<Json> = plan
        .sure()
        .into_iter()
        .map(|(line, s)| {
            json!({ "line": documents::line(line, &currency), "suggestion": documents::suggestion(1, s, &currency) })
        })
        .collect();
    let chosen: std::collections::HashSet<LineId> = plan.sure().iter().map(|(line, _)| line.id).collect();
    let limit = call.number("limit")?.unwrap_or(100);
    let left: Vec<&Planned> = plan.lines.iter().filter(|p| !chosen.contains(&p.line.id)).collect();
    let listed: Vec<Json> = left
        .iter()
        .take(limit)
        .map(|p| {
            let all = p.suggestions.iter().enumerate();
            let all: Vec<Json> = all.map(|(at, s)| documents::suggestion(at + 1, s, &currency)).collect();
            json!({ "line": documents::line(&p.line, &currency), "suggestions": all })
        })
        .collect();
    let mut out = String::new();
    for (line, s) in plan.sure() {
        out.push_str(&t!(
            "{line}\n    = {what} ({why})\n",
            line = documents::line_text(line, &currency),
            what = s.title,
            why = in_words(&s.because, &currency)
        ));
    }
    let foreseen = foreseen(&office, &plan)?;
    let done = if dry || chosen.is_empty() { None } else { Some(ops::accept_sure(&mut office, &plan)?) };
    let made = done.as_ref().map(|d| d.value.clone()).unwrap_or_default();
    let count = text::plural(chosen.len(), t!("line"), t!("lines"));
    out.push_str(&match (&done, chosen.is_empty()) {
        (Some(_), _) => t!(
            "Matched {count}, of which {recorded} were recorded",
            count = count,
            recorded = text::plural(made.recorded, t!("entry"), t!("entries"))
        ),
        (None, true) => t!("No line is sure").to_owned(),
        (None, false) => t!("Would match {count}", count = count),
    });
    out.push_str(&t!("; {left} to look at", left = text::plural(left.len(), t!("line"), t!("lines"))));
    for p in left.iter().take(limit) {
        out.push_str(&format!("\n{}", planned_text(p, &currency)));
    }
    let document = json!({
        "op": done.as_ref().and_then(|d| d.op),
        "currency": currency.code,
        "matched": sure,
        "recorded": made.recorded,
        "left": left.len(),
        "lines": listed,
        "causes": foreseen.iter().map(|(line, cause)| {
            let mut document = causes::json(std::slice::from_ref(cause)).pop().unwrap_or_default();
            if let Some(fields) = document.as_object_mut() {
                fields.insert("line".to_owned(), json!(line));
            }
            document
        }).collect::<Vec<_>>(),
    });
    for (_, cause) in &foreseen {
        out.push_str(&format!("\n{}", causes::line(cause)));
    }
    if !dry {
        office.close()?;
    }
    call.out.answer(&document, &out)?;
    Ok(Outcome::Done)
}

/// What recording everything that is sure will cause, by line.
fn foreseen(office: &Office, plan: &MatchPlan) -> Result<Vec<(LineId, Foreseen)>> {
    let of = |(line, s): (&BankLine, &Suggestion)| {
        s.deed.prospects().into_iter().map(|one| (line.id, one)).collect::<Vec<_>>()
    };
    let (ids, prospects): (Vec<LineId>, Vec<_>) = plan.sure().into_iter().flat_map(of).unzip();
    let all = ids.into_iter().zip(office.foresee(&prospects)?);
    Ok(all.flat_map(|(id, causes)| causes.into_iter().map(move |cause| (id, cause))).collect())
}

fn planned_text(p: &Planned, currency: &Currency) -> String {
    let mut out = documents::line_text(&p.line, currency);
    for (at, s) in p.suggestions.iter().enumerate() {
        out.push_str(&t!(
            "\n    {number}. {what} ({why})",
            number = at + 1,
            what = s.title,
            why = in_words(&s.because, currency)
        ));
    }
    out
}

pub(super) fn show_args(c: Command) -> Command {
    c.arg(file()).arg(Arg::new("line").value_name("LINE").required(true).help("Its id, as `bank lines` lists it"))
}

pub(super) fn show(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let currency = currency(&office)?;
    let id: LineId = call.need("line")?.parse()?;
    let (line, matched) = office.read(|conn| Ok((store::line(conn, id)?, store::matches_of(conn, id)?)))?;
    let plan = plan(&office)?;
    let suggestions = plan.line(id).map(|p| p.suggestions.as_slice()).unwrap_or_default();
    let mut document = documents::line(&line, &currency);
    if let Some(object) = document.as_object_mut() {
        object.insert("currency".to_owned(), currency.code.into());
        object.insert("row".to_owned(), line.row.into());
        object.insert("bank_ref".to_owned(), line.bank_ref.clone().into());
        object.insert("matched".to_owned(), matched.iter().map(|m| documents::matched(m, &currency)).collect());
        let all = suggestions.iter().enumerate().map(|(at, s)| documents::suggestion(at + 1, s, &currency)).collect();
        object.insert("suggestions".to_owned(), all);
    }
    let mut out = planned_text(&Planned { line, suggestions: suggestions.to_vec() }, &currency);
    for m in &matched {
        out.push_str(&t!(
            "\n    = {amount} of entry {entry}, {kind} {who}",
            amount = currency.show(m.amount),
            entry = m.entry,
            kind = m.kind.label(),
            who = m.who
        ));
    }
    call.out.answer(&document, &out)?;
    Ok(Outcome::Done)
}

pub(super) fn accept_args(c: Command) -> Command {
    lines_args(c)
        .arg(option("suggestion", "N", "Which of its suggestions (`bank show`); the first where nothing is said"))
        .arg(many("entry", "ENTRY", "An entry of the ledger that it is; ENTRY=25.00 for a part of one"))
}

pub(super) fn accept(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office()?;
    let lines = lines(call, &office)?;
    let entries = call.many("entry");
    let deed = if entries.is_empty() {
        let [line] = lines.as_slice() else {
            return Err(Problem::usage(t!("Several lines together need --entry, which says what they are")));
        };
        let number: usize = call.number("suggestion")?.unwrap_or(1);
        let plan = plan(&office)?;
        let found = plan.line(line.id).and_then(|p| p.suggestions.get(number.wrapping_sub(1)));
        let Some(found) = found else {
            return Err(Problem::input(t!(
                "There is no suggestion {number} for the {line}. Nothing was changed",
                number = number,
                line = line.says()
            ))
            .hint(t!("`wardroom bank show` lists them; `bank record` says what the line is")));
        };
        if found.ask {
            return Err(Problem::input(t!("It is known who this is from, and not what for. Nothing was changed"))
                .hint(t!("Say it with `wardroom bank record`")));
        }
        found.deed.clone()
    } else {
        let parts = entries.iter().map(|text| entry_part(text)).collect::<Result<Vec<_>>>()?;
        parsed(&office, &lines, &parts)?
    };
    finish(call, office, &lines, &deed, false)
}

/// `123456`, or `123456=25.00`.
fn entry_part(text: &str) -> Result<PartForm> {
    let (entry, amount) = text.split_once('=').unwrap_or((text, ""));
    Ok(PartForm { entry: Some(entry.trim().parse()?), amount: amount.trim().to_owned(), ..PartForm::default() })
}

/// The deed that parts are.
fn parsed(office: &Office, lines: &[BankLine], parts: &[PartForm]) -> Result<Deed> {
    let currency = currency(office)?;
    let account = lines.first().map(|l| l.account);
    let left = |entry: EntryId| {
        let account = account?;
        office.read(|conn| store::left_of(conn, entry, account)).ok()
    };
    let wrong = |problems: Vec<PartProblem>| match problems.into_iter().next() {
        Some((at, problem)) if parts.len() > 1 => {
            Problem::input(t!("Part {number}: {what}", number = at + 1, what = problem.message))
        }
        Some((_, problem)) => Problem::input(problem.message),
        None => Problem::defect(t!("A form was refused without a reason")),
    };
    read_parts(lines, parts, left, &currency).map_err(wrong)
}

/// What a line is recorded as: options of `record`, and of the one that remembers it.
fn part_args(c: Command) -> Command {
    c.arg(option("kind", "KIND", "What it is; a donation where money came in, else an expense"))
        .arg(option("from", "PERSON", "From or to whom: id, number, e-mail or name of the register"))
        .arg(option("new", "NAME", "Somebody new, who comes into the register with it"))
        .arg(option("payee", "NAME", "From or to whom, where it is nobody in the register"))
        .arg(option("category", "C", "Which category"))
        .arg(option("fund", "F", "Which fund, where the money is restricted"))
        .arg(option("appeal", "A", "Which appeal it answers"))
        .arg(option("note", "TEXT", "A note"))
        .arg(option("other-account", "NAME", "Of a transfer: the other account"))
}

pub(super) fn record_args(c: Command) -> Command {
    part_args(lines_args(c)).arg(flag("remember", "Suggest the same for lines like it from now on"))
}

fn part(office: &Office, say: impl Fn(&str) -> Option<String>) -> Result<PartForm> {
    let text = |name: &str| say(name).unwrap_or_default();
    let kind = say("kind").map(|k| EntryKind::of(&k)).transpose()?;
    let of = |name: &str| say(name).map(|n| office.read(|conn| ledger::store::find_account(conn, &n))).transpose();
    Ok(PartForm {
        kind: kind.map_or("", EntryKind::key).to_owned(),
        amount: text("amount"),
        person: say("from").map(|who| office.read(|conn| people::store::resolve(conn, &who))).transpose()?,
        new_name: text("new"),
        payee: text("payee"),
        category: say("category").map(|n| office.read(|conn| ledger::store::find_category(conn, &n))).transpose()?,
        fund: say("fund").map(|n| office.read(|conn| ledger::store::find_fund(conn, &n))).transpose()?,
        appeal: text("appeal"),
        note: text("note"),
        other: of("other-account")?,
        entry: say("entry").map(|e| e.parse()).transpose()?,
    })
}

pub(super) fn record(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office()?;
    let lines = lines(call, &office)?;
    let known = ["kind", "from", "new", "payee", "category", "fund", "appeal", "note", "other-account"];
    let form = part(&office, |name| known.contains(&name).then(|| call.text(name)).flatten().map(str::to_owned))?;
    let deed = parsed(&office, &lines, &[form])?;
    let remember = call.flag("remember");
    finish(call, office, &lines, &deed, remember)
}

pub(super) fn split_args(c: Command) -> Command {
    lines_args(c).arg(
        many(
            "part",
            "PART",
            "amount=50.00,kind=donation,from=Ann Ali; the words are those of `bank record`, and entry=ID for one that is in \
             the ledger. The last may leave out the amount",
        )
        .required(true),
    )
}

pub(super) fn split(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office()?;
    let lines = lines(call, &office)?;
    let mut parts = Vec::new();
    for text in call.many("part") {
        let mut said = std::collections::HashMap::new();
        for piece in text.split(',') {
            let Some((name, value)) = piece.split_once('=') else {
                return Err(Problem::usage(t!("“{part}” is not a part", part = text))
                    .hint(t!("Write it like amount=50.00,kind=donation,from=Ann Ali")));
            };
            said.insert(name.trim().to_owned(), value.trim().to_owned());
        }
        let words =
            ["amount", "kind", "from", "new", "payee", "category", "fund", "appeal", "note", "other-account", "entry"];
        if let Some(unknown) = said.keys().find(|name| !words.contains(&name.as_str())) {
            return Err(Problem::usage(t!("A part has no “{word}”", word = unknown))
                .hint(t!("Use {words}", words = words.join(", "))));
        }
        parts.push(part(&office, |name| said.get(name).cloned())?);
    }
    let deed = parsed(&office, &lines, &parts)?;
    finish(call, office, &lines, &deed, false)
}

pub(super) fn aside_args(c: Command) -> Command {
    lines_args(c)
        .arg(option("reason", "TEXT", "Why; it stays with the line").required(true))
        .arg(flag("remember", "Suggest the same for lines like it from now on"))
}

pub(super) fn aside(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office()?;
    let lines = lines(call, &office)?;
    let deed = Deed::Aside(call.need("reason")?.to_owned());
    let remember = call.flag("remember");
    finish(call, office, &lines, &deed, remember)
}

fn finish(call: &mut Call<'_>, mut office: Office, lines: &[BankLine], deed: &Deed, remember: bool) -> Result<Outcome> {
    let ids: Vec<LineId> = lines.iter().map(|l| l.id).collect();
    let rule = match lines.first().filter(|_| remember) {
        Some(line) => Some(crate::bank::model::rule_of(line, deed)?),
        None => None,
    };
    let causes: Vec<_> = office.foresee(&deed.prospects())?.into_iter().flatten().collect();
    let done = ops::accept(&mut office, &ids, deed, rule.as_ref())?;
    let left = office.read(store::open_count)?;
    office.close()?;
    let made = &done.value;
    let document = json!({
        "op": done.op,
        "lines": made.lines,
        "entries": made.entries,
        "recorded": made.recorded,
        "people_added": made.people_added,
        "rule": made.rule,
        "left": left,
        "causes": causes::json(&causes),
    });
    let what = text::plural(made.lines, t!("line"), t!("lines"));
    let mut says = match deed {
        Deed::Aside(_) => t!("Set {what} aside", what = what),
        Deed::Parts { .. } => t!(
            "Matched {what} with {entries}",
            what = what,
            entries = text::plural(made.entries.len(), t!("entry"), t!("entries"))
        ),
    };
    for id in &made.entries {
        says.push_str(&format!(" {id}"));
    }
    says.push_str(&t!("; {left} to match", left = text::plural(left, t!("line"), t!("lines"))));
    for cause in &causes {
        says.push_str(&format!("\n{}", causes::line(cause)));
    }
    call.out.answer(&document, &says)?;
    Ok(Outcome::Done)
}

pub(super) fn several_args(c: Command) -> Command {
    lines_args(c)
}

pub(super) fn bring_back(call: &mut Call<'_>) -> Result<Outcome> {
    let (mut office, ids) = (call.office()?, line_ids(call)?);
    let done = ops::bring_back(&mut office, &ids)?;
    ended(call, office, &done, t!("Brought back, to be matched"))
}

pub(super) fn free(call: &mut Call<'_>) -> Result<Outcome> {
    let (mut office, ids) = (call.office()?, line_ids(call)?);
    let done = ops::free(&mut office, &ids)?;
    ended(call, office, &done, t!("Freed, to be matched; what was recorded stays in the ledger"))
}

fn ended(call: &mut Call<'_>, office: Office, done: &Done<()>, says: &str) -> Result<Outcome> {
    let left = office.read(store::open_count)?;
    office.close()?;
    call.out.answer(&json!({ "op": done.op, "left": left }), says)?;
    Ok(Outcome::Done)
}
