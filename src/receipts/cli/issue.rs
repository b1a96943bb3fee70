//! `receipts issue`, `print`, `void` and `reissue`.

use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use clap::Command;
use serde_json::{Value as Json, json};

use super::super::model::{EntryId, ReceiptId, Scope};
use super::super::page::{self, Face};
use super::super::printing::{self, Target};
use super::super::{ops, store};
use super::look::{plan_json, year_of};
use super::{file, flag, kind_arg, kind_of, must_write, number, option};
use crate::cli::{Call, Outcome};
use crate::kit::whole_file::{cannot_write, folder_of};
use crate::kit::{Problem, Result};
use crate::office::{Office, profile};
use crate::t;

pub(super) fn issue_args(c: Command) -> Command {
    let c = kind_arg(c.arg(file()).arg(option("year", "YYYY", "The calendar year of the donations")))
        .arg(option("donation", "ID", "One donation, by its id").conflicts_with_all(["year", "kind"]));
    must_write(c, "to", "DIR|OUT.pdf", "A folder for a year’s receipts, a file for one")
        .arg(flag("one-file", "One PDF in post order instead of one each"))
}

pub(super) fn issue(call: &mut Call<'_>) -> Result<Outcome> {
    let to = call.path("to")?;
    let scope = match (year_of(call)?, call.text("donation")) {
        (Some(year), None) => Scope::Year { year, kind: kind_of(call.text("kind")) },
        (None, Some(id)) => Scope::Donation(id.parse::<EntryId>().map_err(|e| Problem::usage(e.message))?),
        _ => return Err(Problem::usage(t!("Say --year for a year’s receipts, or --donation for one"))),
    };
    let one_file = call.flag("one-file");
    let mut office = call.office()?;
    let plan = office.read(|conn| store::plan(conn, scope, office.today()))?;
    let currency = *office.read(profile::get)?.currency;
    // What would stop the print is found before anything is issued.
    let target = match scope {
        Scope::Donation(_) => Target::OneFile(to),
        Scope::Year { year, .. } => {
            std::fs::create_dir_all(&to).map_err(|e| cannot_write(&to, e))?;
            let name = t!("receipts {year}.pdf", year = year);
            if one_file { Target::OneFile(to.join(name)) } else { Target::Each(to) }
        }
    };
    match &target {
        Target::OneFile(path) => {
            call.free(path)?;
            writable(folder_of(path))?;
        }
        Target::Each(folder) => {
            for number in office.read(|conn| store::ahead(conn, office.today(), plan.drafts.len()))? {
                call.free(&folder.join(printing::file_name(&number)))?;
            }
            writable(folder)?;
        }
    }
    page::can_print(&plan, office.today())?;

    let issued = ops::issue(&mut office, &plan)?;
    let title = t!("Receipts {year}", year = plan.year);
    let printed =
        printing::run(&mut office, &issued.value.receipts, &title, &target, &mut |_| {}, &AtomicBool::new(false));
    let files = printed.map_err(|problem| {
        let (first, last) = (&issued.value.first, &issued.value.last);
        let numbers = if first == last {
            t!("Receipt {number} is issued", number = first)
        } else {
            t!("The receipts {first} to {last} are issued", first = first, last = last)
        };
        let text = t!("{numbers}, but could not be printed: {why}", numbers = numbers, why = problem.message);
        Problem::new(problem.kind, text)
            .hint(t!("Print them with: receipts print FILE --unprinted --year YYYY --to DIR"))
    })?;
    let receipts: Vec<Json> = office.read(|conn| {
        issued
            .value
            .receipts
            .iter()
            .zip(&plan.drafts)
            .map(|(id, draft)| {
                let number = store::sheet(conn, *id)?.sheet.number;
                Ok(json!({ "number": number, "donor": draft.name, "total": currency.plain(draft.total()) }))
            })
            .collect::<Result<_>>()
    })?;
    let names = office.read(|conn| store::left_names(conn, &plan.left_out))?;
    office.close()?;
    let mut document = plan_json(&plan, &names, currency);
    if let Json::Object(fields) = &mut document {
        fields.remove("to_issue");
        fields.insert("op".into(), json!(issued.op));
        fields.insert("issued".into(), json!(receipts.len()));
        fields.insert("first".into(), json!(issued.value.first));
        fields.insert("last".into(), json!(issued.value.last));
        fields.insert("total".into(), json!(currency.plain(plan.total())));
        fields.insert("receipts".into(), json!(receipts));
        fields.insert("files".into(), json!(files));
    }
    let (first, last) = (&issued.value.first, &issued.value.last);
    let (total, files) = (currency.show(plan.total()), crate::kit::text::plural(files.len(), t!("file"), t!("files")));
    let text = match receipts.len() {
        1 => t!("Issued {first}, {total}; {files} written", first = first, total = total, files = files),
        count => t!(
            "Issued {count}: {first} to {last}, {total} together; {files} written",
            count = count,
            first = first,
            last = last,
            total = total,
            files = files
        ),
    };
    call.out.answer(&document, &text)?;
    Ok(Outcome::Done)
}

/// Tries the folder before numbers are taken.
fn writable(folder: &Path) -> Result<()> {
    tempfile::tempfile_in(folder).map(drop).map_err(|e| cannot_write(folder, e))
}

pub(super) fn print_args(c: Command) -> Command {
    let c = c
        .arg(file())
        .arg(number().required_unless_present("unprinted").conflicts_with("unprinted"))
        .arg(flag("unprinted", "All of a year that were issued and never printed").requires("year"))
        .arg(option("year", "YYYY", "With --unprinted: the year of the donations"))
        .arg(flag("one-file", "With --unprinted: one PDF instead of one each"));
    must_write(c, "to", "OUT.pdf", "The file; with --unprinted, a folder")
}

pub(super) fn print(call: &mut Call<'_>) -> Result<Outcome> {
    let to = call.need_target("to")?;
    let mut office = call.office()?;
    if call.flag("unprinted") {
        return unprinted(call, office, to);
    }
    let receipt = office.read(|conn| store::find(conn, call.need("number")?))?;
    let face = printing::to_file(&mut office, receipt.id, &to)?;
    office.close()?;
    answer_print(call, &receipt.number, &face, &to)
}

fn answer_print(call: &mut Call<'_>, number: &str, face: &Face, to: &Path) -> Result<Outcome> {
    let (says, what) = match face {
        Face::Copy => ("copy", t!("Printed a copy of {number}: {path}", number = number, path = to.display())),
        Face::Void { .. } => {
            ("void", t!("Printed the void receipt {number}: {path}", number = number, path = to.display()))
        }
        Face::Original | Face::Proof { .. } => {
            ("original", t!("Printed {number}: {path}", number = number, path = to.display()))
        }
    };
    call.out.answer(&json!({ "number": number, "printed_as": says, "file": to }), &what)?;
    Ok(Outcome::Done)
}

fn unprinted(call: &mut Call<'_>, mut office: Office, to: PathBuf) -> Result<Outcome> {
    let year = year_of(call)?.ok_or_else(|| Problem::usage(t!("The command needs --year")))?;
    let ids: Vec<ReceiptId> = office.read(|conn| store::unprinted(conn, year))?;
    if ids.is_empty() {
        return Err(Problem::input(t!("Every receipt of {year} has been printed", year = year))
            .hint(t!("Print one again by its number")));
    }
    std::fs::create_dir_all(&to).map_err(|e| cannot_write(&to, e))?;
    let one = to.join(t!("receipts {year}.pdf", year = year));
    let target = if call.flag("one-file") { Target::OneFile(one) } else { Target::Each(to) };
    match &target {
        Target::OneFile(path) => call.free(path)?,
        Target::Each(folder) => {
            for id in &ids {
                let number = office.read(|conn| store::sheet(conn, *id))?.sheet.number;
                call.free(&folder.join(printing::file_name(&number)))?;
            }
        }
    }
    let title = t!("Receipts {year}", year = year);
    let files = printing::run(&mut office, &ids, &title, &target, &mut |_| {}, &AtomicBool::new(false))?;
    office.close()?;
    call.out
        .answer(&json!({ "printed": ids.len(), "files": files }), &t!("Printed {count} receipts", count = ids.len()))?;
    Ok(Outcome::Done)
}

pub(super) fn void_args(c: Command) -> Command {
    c.arg(file()).arg(number().required(true)).arg(option("reason", "TEXT", "Why, for the books").required(true))
}

pub(super) fn void(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let done = ops::void(&mut office, call.need("number")?, call.need("reason")?)?;
    office.close()?;
    let receipt = done.value;
    let text = t!("Receipt {number} is void; its number stays", number = receipt.number);
    call.out.answer(&json!({ "op": done.op, "number": receipt.number, "status": receipt.status, "void_reason": receipt.void_reason }), &text)?;
    Ok(Outcome::Done)
}

pub(super) fn reissue_args(c: Command) -> Command {
    must_write(void_args(c), "to", "OUT.pdf", "The new receipt’s file")
}

pub(super) fn reissue(call: &mut Call<'_>) -> Result<Outcome> {
    let to = call.need_target("to")?;
    let mut office = call.office()?;
    writable(folder_of(&to))?;
    let done = ops::reissue(&mut office, call.need("number")?, call.need("reason")?)?;
    let new = done.value;
    printing::to_file(&mut office, new.receipt, &to).map_err(|problem| {
        Problem::new(
            problem.kind,
            t!("Receipt {number} is issued, but could not be printed: {why}", number = new.new, why = problem.message),
        )
        .hint(t!("Print it with: receipts print FILE NUMBER --to OUT.pdf"))
    })?;
    office.close()?;
    let text = t!("Receipt {new} stands in place of {old}: {path}", new = new.new, old = new.old, path = to.display());
    call.out.answer(&json!({ "op": done.op, "number": new.new, "replaces": new.old, "file": to }), &text)?;
    Ok(Outcome::Done)
}
