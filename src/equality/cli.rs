//! `equality form`, `take`, `totals` and `clear`.

use clap::Command;
use serde_json::json;

use super::model::{Form, LEAST, Whose, questions, totals};
use super::{ops, printing, store};
use crate::candidates;
use crate::cli::args::{file, must_write, needed, option, writes};
use crate::cli::{Call, Noun, Outcome, verb};
use crate::kit::whole_file::write_whole;
use crate::kit::{Problem, Result, text};
use crate::office::Office;
use crate::t;
use crate::tabular::{self, Overrides};

/// The commands.
pub const NOUN: Noun = Noun {
    verbs: &[
        verb!("equality", "form"; "The blank equality form as PDF: voluntary, without a name"; form_args; form),
        verb!("equality", "take"; "Add a stack of filled forms to the totals; the forms are kept nowhere"; take_args; take),
        verb!("equality", "totals"; "Totals with small cells hidden"; totals_args; show),
        verb!("equality", "clear"; "Take the totals of a group away"; group_args; clear),
    ],
    groups: &[("equality", "Equality monitoring: voluntary, apart from people, totals alone")],
    ..Noun::NONE
};

fn of_whom(c: Command) -> Command {
    c.arg(option("for", "WHOM", "members, team, or a selection round (default: members)"))
}

fn group_args(c: Command) -> Command {
    of_whom(c.arg(file()))
}

fn whose(call: &Call<'_>, office: &Office) -> Result<Whose> {
    match call.text("for").map(str::trim) {
        None | Some("members") => Ok(Whose::Members),
        Some("team") => Ok(Whose::Team),
        Some(round) => Ok(Whose::Round(office.read(|conn| candidates::store::called(conn, round))?)),
    }
}

fn form_args(c: Command) -> Command {
    must_write(group_args(c), "to", "OUT.pdf", "Where to")
}

fn form(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let to = call.need_target("to")?;
    let whose = whose(call, &office)?;
    write_whole(&to, &printing::blank(&office, whose)?)?;
    let keys: Vec<String> = questions()?.into_iter().map(|q| q.key).collect();
    call.out.answer(&json!({ "to": to, "questions": keys }), &t!("The form is in {path}", path = to.display()))?;
    Ok(Outcome::Done)
}

fn take_args(c: Command) -> Command {
    let says =
        "A form a row; a column for each question, with the word of the answer or nothing. Remove the file afterwards";
    of_whom(c.arg(file()).arg(needed("forms", "FORMS.csv", says)))
}

fn take(call: &mut Call<'_>) -> Result<Outcome> {
    let source = tabular::open(&call.path("forms")?, &Overrides::default())?;
    let mut forms: Vec<Form> = Vec::new();
    for row in source.rows() {
        let cells = source.columns.iter().enumerate();
        forms.push(
            cells.map(|(at, column)| (column.name.trim().to_lowercase(), row.cell(at).trim().to_lowercase())).collect(),
        );
    }
    let mut office = call.office()?;
    let whose = whose(call, &office)?;
    let done = ops::take(&mut office, whose, &forms)?;
    office.close()?;
    let count = text::plural(done.value, t!("form"), t!("forms"));
    let says =
        t!("{count} added to the totals. Destroy the paper and the table: nothing is kept of a form", count = count);
    call.out.answer(&json!({ "forms": done.value, "op": done.op }), &says)?;
    Ok(Outcome::Done)
}

fn totals_args(c: Command) -> Command {
    writes(group_args(c), "to", "OUT.pdf", "Also as a paper")
}

fn show(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let whose = whose(call, &office)?;
    let counts = office.read(|conn| store::counts(conn, whose))?;
    if counts.is_empty() {
        return Err(Problem::input(t!("There are no totals yet"))
            .hint(t!("They come from stacks of {least} forms or more: equality take", least = LEAST)));
    }
    let all = totals(&counts)?;
    if let Some(to) = call.target("to")? {
        write_whole(&to, &printing::totals_paper(&office, whose)?)?;
    }
    let (mut lines, mut documents) = (Vec::new(), Vec::new());
    for one in &all {
        lines.push(one.question.text.clone());
        let mut answers = Vec::new();
        for (cell, (key, _)) in one.tally.cells.iter().zip(&one.question.answers) {
            let figure = cell.count.map_or_else(|| t!("hidden").to_owned(), text::count);
            lines.push(format!("  {:<44} {figure:>8}", cell.name));
            answers.push(json!({ "answer": key, "count": cell.count }));
        }
        documents.push(json!({ "question": one.question.key, "answers": answers, "total": one.tally.total }));
    }
    call.out.answer(&json!({ "for": whose.key(), "totals": documents }), &lines.join("\n"))?;
    Ok(Outcome::Done)
}

fn clear(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let whose = whose(call, &office)?;
    let done = ops::clear(&mut office, whose)?;
    office.close()?;
    call.out.answer(&json!({ "op": done.op }), t!("Cleared"))?;
    Ok(Outcome::Done)
}
