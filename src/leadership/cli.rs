//! `leadership people`, `leadership show`, and the short lists by command.

use clap::Command;
use serde_json::{Value as Json, json};

use super::model::parts::{OF_PERSON, part as part_of};
use super::model::{PersonId, RowId, Stands};
use super::store::{self, Line};
use super::{ops, printing, report};
use crate::cli::args::{file, flag, must_write, needed, option, person};
use crate::cli::{Call, Export, Noun, Outcome, Verb, verb};
use crate::events::cli::part::{as_json, fields, line as row_line, row_args, typed};
use crate::events::model::part::{Part, PartForm};
use crate::kit::whole_file::write_whole;
use crate::kit::{Result, text};
use crate::ledger::model::Terms;
use crate::ledger::model::read::wrong_fields;
use crate::office::{Office, profile};
use crate::{people, t};

/// The commands, the export, the reports and the counts.
pub const NOUN: Noun = Noun {
    verbs: VERBS,
    groups: &[
        ("leadership", "From member to officer to candidate: who would stand, can do what, was trained and approved"),
        ("rungs", "The rungs of the ladder, the lowest first"),
        ("asks", "What each rung asks for"),
        ("training", "What people can be trained in"),
        ("skills", "Skills that the branch needs"),
        ("aims", "Who would like to stand"),
        ("can", "Skills of a person"),
        ("taken", "Training that a person took"),
        ("mentors", "Mentors of a person"),
        ("approvals", "Approvals of a person"),
    ],
    exports: &[LEADERSHIP],
    reports: report::REPORTS,
    counts: Some(|conn, _today| store::counts(conn)),
    about: Some(report::about),
    ..Noun::NONE
};

/// Everything kept of people here, as a table.
pub(super) const LEADERSHIP: Export =
    Export { name: "leadership", says: "Leadership", columns: store::columns, rows: store::rows, ..Export::NONE };

/// `list`, `add`, `change` and `remove` of every list.
macro_rules! lists {
    ({ $($name:ident $word:literal $about:literal;)+ } { $($other:expr,)+ }) => {
        $(mod $name {
            use crate::cli::{Call, Outcome};
            use crate::kit::Result;

            fn part() -> Result<&'static super::Part> { super::known($word) }
            pub(super) fn list_args(c: clap::Command) -> clap::Command { super::list_args(c, $word) }
            pub(super) fn list(call: &mut Call<'_>) -> Result<Outcome> { super::list(call, part()?) }
            pub(super) fn add_args(c: clap::Command) -> clap::Command { super::add_args(c, $word) }
            pub(super) fn add(call: &mut Call<'_>) -> Result<Outcome> { super::add(call, part()?) }
            pub(super) fn change_args(c: clap::Command) -> clap::Command { super::change_args(c, $word) }
            pub(super) fn change(call: &mut Call<'_>) -> Result<Outcome> { super::change(call, part()?) }
            pub(super) fn remove(call: &mut Call<'_>) -> Result<Outcome> { super::remove(call, part()?) }
        })+

        const VERBS: &[Verb] = &[
            $($other,)+
            $(
                Verb { words: &["leadership", $word, "list"], about: $about, args: $name::list_args, run: $name::list },
                Verb { words: &["leadership", $word, "add"], about: "Add one", args: $name::add_args, run: $name::add },
                Verb { words: &["leadership", $word, "change"], about: "Change one, by its id", args: $name::change_args, run: $name::change },
                Verb { words: &["leadership", $word, "remove"], about: "Remove one, by its id", args: row_args, run: $name::remove },
            )+
        ];
    };
}

lists! { {
    rungs "rungs" "Rungs, the lowest first";
    asks "asks" "What rungs ask for";
    training "training" "The catalogue of training";
    skills "skills" "The list of skills";
    aims "aims" "What somebody would like to be";
    can "can" "What somebody can do";
    taken "taken" "What somebody was trained in";
    mentors "mentors" "Who mentors somebody";
    approvals "approvals" "How somebody was approved";
} {
    verb!("leadership", "start"; "Begin with the rungs, training and skills that come with the program"; start_args; start),
    verb!("leadership", "people"; "Everybody with their rung, what is next and what lapses"; people_args; people),
    verb!("leadership", "show"; "One person’s pipeline: what is met, missing and lapsing"; show_args; show),
    verb!("leadership", "who"; "Who has a skill, at least so well"; who_args; who),
    verb!("leadership", "print"; "One person’s pipeline as PDF"; print_args; print),
} }

fn known(key: &str) -> Result<&'static Part> {
    part_of(key).ok_or_else(|| crate::kit::Problem::defect("a list of leadership is not described"))
}

fn terms(office: &Office) -> Result<Terms> {
    let profile = office.read(profile::get)?;
    Ok(Terms { currency: *profile.currency, today: office.today(), month_first: profile.month_first })
}

/// Whose list is meant; 0 for one that the party keeps.
fn whose(call: &Call<'_>, office: &Office, part: &Part) -> Result<i64> {
    if part.owner.is_empty() {
        return Ok(0);
    }
    let text = call.need("person")?;
    Ok(office.read(|conn| people::store::resolve(conn, text))?.0)
}

fn list_args(c: Command, key: &str) -> Command {
    let c = c.arg(file());
    if part_of(key).is_some_and(|part| !part.owner.is_empty()) { c.arg(person()) } else { c }
}

fn add_args(c: Command, key: &str) -> Command {
    let c = list_args(c, key);
    match part_of(key) {
        Some(part) => fields(c, part),
        None => c,
    }
}

fn change_args(c: Command, key: &str) -> Command {
    match part_of(key) {
        Some(part) => fields(row_args(c), part),
        None => row_args(c),
    }
}

fn list(call: &mut Call<'_>, part: &'static Part) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let currency = terms(&office)?.currency;
    let of = whose(call, &office, part)?;
    let rows = office.read(|conn| store::rows_of(conn, part, of))?;
    let mut out = rows.iter().map(row_line).collect::<Vec<_>>().join("\n");
    if rows.is_empty() {
        out = t!("None yet. {about}", about = (part.about)());
    }
    let list: Vec<Json> = rows.iter().map(|row| as_json(part, row, currency)).collect();
    call.out.answer(&json!({ part.key: list }), &out)?;
    Ok(Outcome::Done)
}

/// What a command that wrote a row answers.
fn answer(
    call: &mut Call<'_>,
    office: Office,
    part: &Part,
    id: RowId,
    op: Option<crate::office::OpId>,
    words: &str,
) -> Result<Outcome> {
    let currency = terms(&office)?.currency;
    let (_, row) = office.read(|conn| store::row_of(conn, part, id))?;
    office.close()?;
    let mut document = as_json(part, &row, currency);
    if let Some(fields) = document.as_object_mut() {
        fields.insert("op".into(), json!(op));
    }
    call.out.answer(&document, &format!("{words}: {}", row_line(&row)))?;
    Ok(Outcome::Done)
}

fn add(call: &mut Call<'_>, part: &'static Part) -> Result<Outcome> {
    let mut office = call.office()?;
    let (of, reading) = (whose(call, &office, part)?, terms(&office)?);
    let mut form = PartForm::new(part);
    typed(call, &office, part, &mut form)?;
    let values = form.parse(part, &reading).map_err(|problems| wrong_fields(&problems))?;
    let done = ops::add(&mut office, part, of, &values)?;
    answer(call, office, part, done.value, done.op, t!("Added"))
}

fn change(call: &mut Call<'_>, part: &'static Part) -> Result<Outcome> {
    let mut office = call.office()?;
    let (id, reading): (RowId, _) = (call.need("id")?.parse()?, terms(&office)?);
    let (_, before) = office.read(|conn| store::row_of(conn, part, id))?;
    let mut form = PartForm::of(part, &before, reading.currency);
    typed(call, &office, part, &mut form)?;
    let values = form.parse(part, &reading).map_err(|problems| wrong_fields(&problems))?;
    let done = ops::change(&mut office, part, id, &values)?;
    answer(call, office, part, id, done.op, t!("Changed"))
}

fn remove(call: &mut Call<'_>, part: &'static Part) -> Result<Outcome> {
    let mut office = call.office()?;
    let id: RowId = call.need("id")?.parse()?;
    let done = ops::remove(&mut office, part, id)?;
    office.close()?;
    call.out.answer(&json!({ "id": id, "op": done.op }), t!("Removed"))?;
    Ok(Outcome::Done)
}

fn start_args(c: Command) -> Command {
    c.arg(file())
}

fn start(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let done = ops::start(&mut office)?;
    let ladder = office.read(store::ladder)?;
    office.close()?;
    let names: Vec<&str> = ladder.iter().map(|rung| rung.name.as_str()).collect();
    call.out.answer(&json!({ "rungs": names, "op": done.op }), &names.join(" → "))?;
    Ok(Outcome::Done)
}

fn people_args(c: Command) -> Command {
    c.arg(file())
        .arg(option("aims", "RUNG", "Only those who would like to be this"))
        .arg(flag("open", "Only those who would like to stand"))
}

fn person_json(line: &Line) -> Json {
    let lapses = line.pipeline.lapses();
    json!({ "person": line.person, "name": line.name, "aim": report::aim(line),
        "reached": line.pipeline.reached().map(|step| &step.name), "next": line.pipeline.next().map(|step| &step.name),
        "open": line.pipeline.next().map_or(0, super::model::Step::open),
        "lapses": lapses.map(|(what, on)| json!({ "what": what, "on": on })) })
}

fn people(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let today = office.today();
    let mut all = office.read(|conn| store::people(conn, today))?;
    if call.flag("open") {
        all.retain(|line| !report::aim(line).is_empty());
    }
    if let Some(rung) = call.text("aims") {
        let rung = crate::kit::fold::fold(rung);
        all.retain(|line| crate::kit::fold::fold(&report::aim(line)).starts_with(&rung));
    }
    let mut out = String::new();
    for line in &all {
        let lapses = line.pipeline.lapses().map(|(what, on)| t!("{what} lapses {day}", what = what, day = on));
        let next =
            line.pipeline.next().map(|step| t!("{count} to go for {rung}", count = step.open(), rung = step.name));
        let reached = line.pipeline.reached().map_or_else(|| "–".to_owned(), |step| step.name.clone());
        let parts = [Some(line.name.clone()), Some(reached), Some(report::aim(line)), next, lapses];
        let parts: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
        out.push_str(&format!("{}  {}\n", parts.join(" · "), line.person));
    }
    out.push_str(&text::plural(all.len(), t!("person"), t!("people")));
    call.out.answer(&json!({ "people": all.iter().map(person_json).collect::<Vec<_>>() }), &out)?;
    Ok(Outcome::Done)
}

fn show_args(c: Command) -> Command {
    c.arg(file()).arg(person())
}

fn show(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let (today, currency) = (office.today(), terms(&office)?.currency);
    let text = call.need("person")?;
    let person = office.read(|conn| people::store::resolve(conn, text))?;
    let line = office.read(|conn| store::person(conn, person, today))?;
    let mut document = person_json(&line);
    let mut out = format!("{}\n", line.name);
    let mut steps = Vec::new();
    for step in &line.pipeline.steps {
        out.push_str(&format!("{}\n", step.name));
        let mut asks = Vec::new();
        for (need, stands) in &step.asks {
            let mark = if stands.is_met() { "✓" } else { " " };
            out.push_str(&format!("  {mark} {}: {}\n", need.says(), stands.says()));
            asks.push(json!({ "asks": need.says(), "stands": stands.key(), "day": stands.day() }));
        }
        steps.push(json!({ "rung": step.name, "met": step.is_met(), "asks": asks }));
    }
    if let Some(fields) = document.as_object_mut() {
        fields.insert("steps".into(), json!(steps));
        for part in OF_PERSON.iter().copied() {
            let rows = office.read(|conn| store::rows_of(conn, part, person.0))?;
            for (at, row) in rows.iter().enumerate() {
                if at == 0 {
                    out.push_str(&format!("{}\n", (part.says)()));
                }
                out.push_str(&format!("  {}\n", row_line(row)));
            }
            fields.insert(
                part.key.into(),
                json!(rows.iter().map(|row| as_json(part, row, currency)).collect::<Vec<_>>()),
            );
        }
    }
    call.out.answer(&document, out.trim_end())?;
    Ok(Outcome::Done)
}

fn who_args(c: Command) -> Command {
    let levels = super::model::parts::LEVELS.iter().map(|(key, _)| *key);
    c.arg(file()).arg(needed("skill", "SKILL", "Its name or id")).arg(crate::cli::args::choice(
        "least",
        "LEVEL",
        "At least so well",
        levels,
    ))
}

fn who(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let today = office.today();
    let skill = crate::events::cli::part::named(&office, "leader_skill", call.need("skill")?)?;
    let least = super::model::level(call.text("least").unwrap_or("learning"));
    let all = office.read(|conn| store::people(conn, today))?;
    let mut found: Vec<(PersonId, &str, &str)> = Vec::new();
    for line in &all {
        let has =
            line.had.skills.iter().find(|(id, word)| id.to_string() == skill && super::model::level(word) >= least);
        if let Some((_, word)) = has {
            found.push((line.person, &line.name, word));
        }
    }
    found.sort_by_key(|(_, _, word)| std::cmp::Reverse(super::model::level(word)));
    let lines: Vec<String> =
        found.iter().map(|(id, name, word)| format!("{name} · {}  {id}", report::level_words(word))).collect();
    let people: Vec<Json> =
        found.iter().map(|(id, name, word)| json!({ "person": id, "name": name, "level": word })).collect();
    let words = if lines.is_empty() { t!("Nobody").to_owned() } else { lines.join("\n") };
    call.out.answer(&json!({ "people": people }), &words)?;
    Ok(Outcome::Done)
}

fn print_args(c: Command) -> Command {
    must_write(show_args(c), "to", "OUT.pdf", "Where to")
}

fn print(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let to = call.need_target("to")?;
    let text = call.need("person")?;
    let person = office.read(|conn| people::store::resolve(conn, text))?;
    let line = office.read(|conn| store::person(conn, person, office.today()))?;
    write_whole(&to, &printing::pipeline(&office, person)?)?;
    let open =
        line.pipeline.steps.iter().flat_map(|step| &step.asks).filter(|(_, s)| matches!(s, Stands::Missing)).count();
    call.out.answer(
        &json!({ "person": person, "to": to, "missing": open }),
        &t!("{name} is on {path}", name = line.name, path = to.display()),
    )?;
    Ok(Outcome::Done)
}
