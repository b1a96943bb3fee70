//! `members cards` and `members remind`.

use std::sync::atomic::AtomicBool;

use clap::{ArgAction, Command};
use serde_json::{Value as Json, json};

use super::super::model::{Round, Tone};
use super::super::printing::{self, RoundFiles, RoundPlan};
use super::{file, flag, option, terms, who};
use crate::cli::args::{must_write, writes};
use crate::cli::{Call, Outcome};
use crate::kit::{Currency, Problem, Result, text};
use crate::letters::cli::{asked, mailings, sheet, sheet_args, whom_args};
use crate::letters::store::people_of;
use crate::t;

pub(super) fn cards_args(c: Command) -> Command {
    let c = sheet_args(whom_args(c.arg(file())), "cards-a4-10").arg(option(
        "valid-until",
        "D",
        "The day all are valid to (default: what each has paid to)",
    ));
    must_write(c, "to", "OUT.pdf", "The file")
}

pub(super) fn cards(call: &mut Call<'_>) -> Result<Outcome> {
    let to = call.need_target("to")?;
    let (sheet, start) = sheet(call)?;
    let office = call.office_to_read()?;
    let asked = asked(call, &office, Some("current"))?;
    let mailings = mailings(call);
    let mut people = Vec::new();
    let mut unknown = Vec::new();
    for whom in &asked.whom {
        let (ids, lines) = people_of(&office, &mailings, whom, office.today())?;
        people.extend(ids);
        unknown.extend(lines);
    }
    let cards = printing::plan_cards(&office, &people, &sheet, call.day("valid-until")?)?;
    printing::cards(&office, &cards, &sheet, start, &to)?;
    let list: Vec<Json> = cards
        .cards
        .iter()
        .map(|c| json!({ "person": c.person, "name": c.name, "number": c.number, "class": c.class, "says": c.holds }))
        .collect();
    let left: Vec<Json> = cards
        .left_out
        .iter()
        .map(|(person, name, why)| json!({ "person": person, "name": name, "says": why }))
        .collect();
    let lines: Vec<Json> = unknown.iter().map(|(line, why)| json!({ "line": line, "message": why })).collect();
    let document = json!({
        "count": cards.cards.len(), "cards": list, "left_out": left, "unknown": lines, "sheet": sheet.name, "file": to,
    });
    let mut says = t!(
        "Wrote {cards}: {path}",
        cards = text::plural(cards.cards.len(), t!("card"), t!("cards")),
        path = to.display()
    );
    for (_, name, why) in &cards.left_out {
        says.push_str(&format!("\n  {name:<40} {why}"));
    }
    for (line, why) in &unknown {
        says.push_str(&format!("\n{line}: {why}"));
    }
    call.out.answer(&document, &says)?;
    Ok(if unknown.is_empty() { Outcome::Done } else { Outcome::Problems })
}

pub(super) fn remind_args(c: Command) -> Command {
    let c = c
        .arg(file())
        .arg(
            option("tone", "TONE", "friendly, firm or last; auto: for each the one after what was written before")
                .value_parser(["auto", "friendly", "firm", "last"])
                .default_value("auto"),
        )
        .arg(option("overdue", "N", "Who is overdue for at least so many days (1)"))
        .arg(option("pause", "N", "Nobody who was reminded in the last so many days (14)"))
        .arg(
            option("person", "PERSON", "Only this payer, whatever the days say; may be repeated")
                .action(ArgAction::Append),
        )
        .arg(flag("include-do-not-contact", "Also those who are not to be contacted or want no letters"))
        .arg(option("merge", "OUT.csv|.xlsx", "The same as a table for another program’s mail merge"))
        .arg(flag("no-note", "Do not remember who was reminded"))
        .arg(flag("dry-run", "Only say who would be reminded, in which tone, and who not and why"));
    writes(c, "to", "OUT.pdf", "The letters, as one PDF in post order")
}

pub(super) fn remind(call: &mut Call<'_>) -> Result<Outcome> {
    let files = RoundFiles { letters: call.target("to")?, merge: call.target("merge")? };
    let (dry, note) = (call.flag("dry-run"), !call.flag("no-note"));
    if !dry && files == RoundFiles::default() {
        return Err(Problem::usage(t!("Say where the letters go with --to, or the table with --merge"))
            .hint(t!("--dry-run only says who would be reminded")));
    }
    let mut office = if dry || !note { call.office_to_read()? } else { call.office()? };
    let mut round = Round { tone: call.text("tone").and_then(Tone::of), ..Round::default() };
    round.overdue = call.number("overdue")?.unwrap_or(round.overdue);
    round.pause = call.number("pause")?.unwrap_or(round.pause);
    for person in call.matches.get_many::<String>("person").unwrap_or_default() {
        round.only.insert(who(&office, person)?);
    }
    let mailings = mailings(call);
    let plan = printing::plan_round(&office, &mailings, &round, call.flag("include-do-not-contact"))?;
    let currency = terms(&office)?.currency;
    let mut document = round_json(&plan, currency);
    let mut says = round_text(&plan, currency);
    if !dry {
        let (written, done) =
            printing::remind(&mut office, &mailings, &plan, &files, note, &mut |_| {}, &AtomicBool::new(false))?;
        office.close()?;
        document.insert("op".into(), json!(done.op));
        document.insert("files".into(), json!(written));
        let names: Vec<String> = written.iter().map(|path| path.display().to_string()).collect();
        says = format!("{says}\n{}", t!("Wrote {files}", files = names.join(", ")));
    }
    call.out.answer(&Json::Object(document), &says)?;
    Ok(Outcome::Done)
}

fn round_json(plan: &RoundPlan, currency: Currency) -> serde_json::Map<String, Json> {
    let reminders: Vec<Json> = plan
        .to_remind()
        .iter()
        .map(|one| {
            json!({
                "person": one.arrears.payer,
                "name": one.arrears.name,
                "tone": one.tone.key(),
                "owed": currency.plain(one.arrears.total()),
                "since": one.arrears.since(),
                "reminders": one.before.count,
                "last_reminder": one.before.last.map(|(on, _)| on),
            })
        })
        .collect();
    let left: Vec<Json> = plan
        .left_out()
        .iter()
        .map(|(person, name, why)| json!({ "person": person, "name": name, "says": why }))
        .collect();
    let mut fields = serde_json::Map::new();
    fields.insert("count".into(), json!(reminders.len()));
    fields.insert("total".into(), json!(currency.plain(plan.total())));
    fields.insert("currency".into(), json!(currency.code));
    fields.insert("reminders".into(), json!(reminders));
    fields.insert("left_out".into(), json!(left));
    fields
}

fn round_text(plan: &RoundPlan, currency: Currency) -> String {
    let mut out = String::new();
    for one in plan.to_remind() {
        let owed = currency.figures(one.arrears.total());
        out.push_str(&format!("{:<36} {:<10} {owed:>12}\n", one.arrears.name, one.tone.label()));
    }
    let payers = text::plural(plan.to_remind().len(), t!("payer"), t!("payers"));
    out.push_str(&t!("{payers}, {total} owed together", payers = payers, total = currency.show(plan.total())));
    let left = plan.left_out();
    if !left.is_empty() {
        out.push_str(&format!("\n\n{}", t!("Left out")));
        for (_, name, why) in left {
            out.push_str(&format!("\n  {name:<36} {why}"));
        }
    }
    out
}
