//! From the office to paper and to the file of a mail merge: whom, in which words, into which file.

use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use super::model::{Asked, Letter, PersonId, Plan, Text, To};
use super::page::{self, Start, Written};
use super::store::{self, Merge};
use crate::cli::{Mailing, Stationery};
use crate::kit::whole_file::write_whole;
use crate::kit::{Problem, Result, day, text};
use crate::office::{Office, profile};
use crate::print::{LabelSheet, Volumes};
use crate::t;
use crate::tabular::{self, ColumnKind, ColumnSpec, Sheet, Value};

/// What each letter is, for whom.
pub type Pick<'a> = dyn Fn(&To) -> &'a Letter + 'a;

/// Who gets a letter: with an address that shows in its window.
///
/// # Errors
/// As [`store::plan`].
pub fn plan_letters(office: &Office, mailings: &[Mailing], asked: &Asked, pick: &Pick<'_>) -> Result<Plan> {
    let mut plan = store::plan(office, mailings, asked, office.today())?;
    let stationery = office.read(Stationery::read)?;
    page::settle_letters(&mut plan, pick, &stationery);
    Ok(plan)
}

/// Who gets a label: with an address that fits on it.
///
/// # Errors
/// As [`store::plan`].
pub fn plan_labels(office: &Office, mailings: &[Mailing], asked: &Asked, sheet: &LabelSheet) -> Result<Plan> {
    let mut plan = store::plan(office, mailings, asked, office.today())?;
    page::settle_labels(&mut plan, sheet);
    Ok(plan)
}

/// A letter read for printing.
struct Read {
    heading: Text,
    body: Text,
}

impl Read {
    fn of(letter: &Letter, known: &[String]) -> Result<Self> {
        let read = |text: &str| {
            Text::parse(text, known).map_err(|wrong| {
                Problem::input(t!(
                    "The letter “{title}” cannot be printed: {wrong}",
                    title = letter.title,
                    wrong = wrong.join(". ")
                ))
                .hint(t!("Correct its text first"))
            })
        };
        Ok(Self { heading: read(&letter.heading)?, body: read(&letter.body)? })
    }

    fn fields(&self) -> Vec<usize> {
        let mut all = self.heading.fields();
        all.extend(self.body.fields());
        all
    }

    fn written(&self, values: &[String], dated: &str) -> Written {
        Written { heading: self.heading.fill(values), body: self.body.fill(values), dated: dated.to_owned() }
    }
}

/// What one letter says for one person, and which of its fields are empty for that person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    pub to: To,
    pub written: Written,
    pub empty: Vec<String>,
}

/// The text of one letter as it would be printed.
///
/// # Errors
/// When the letter has a field that is not there, or the file cannot be read.
pub fn preview(office: &Office, mailings: &[Mailing], letter: &Letter, to: &To) -> Result<Preview> {
    office.read(|conn| {
        let known: Vec<String> = store::fields(conn, mailings)?.into_iter().map(|field| field.name).collect();
        let read = Read::of(letter, &known)?;
        let used = read.fields();
        let values = Merge::open(conn, mailings, Some(&used), office.today())?.values(to)?;
        let is_empty = |at: &&usize| values.get(**at).is_none_or(String::is_empty);
        let mut empty: Vec<String> = used.iter().filter(is_empty).filter_map(|at| known.get(*at).cloned()).collect();
        empty.dedup();
        Ok(Preview { to: to.clone(), written: read.written(&values, &day::long(office.today())), empty })
    })
}

/// Draws the letters of a plan into one PDF in post order, in volumes where there are many pages. `letters` are all that
/// `pick` may answer. `progress` hears how many are drawn; when `cancel` is set, nothing is left behind.
///
/// # Errors
/// When there is nobody to write to, a letter has a field that is not there, no font has a letter, it was cancelled, or the
/// file cannot be written.
#[expect(clippy::too_many_arguments, reason = "what is printed, for whom, where to and how it is watched")]
pub fn letters(
    office: &Office,
    mailings: &[Mailing],
    plan: &Plan,
    letters: &[&Letter],
    pick: &Pick<'_>,
    to: &Path,
    progress: &mut dyn FnMut(usize),
    cancel: &AtomicBool,
) -> Result<Vec<PathBuf>> {
    let first = letters.first().ok_or_else(|| Problem::defect(t!("There is no letter to print")))?;
    office.read(|conn| {
        let stationery = Stationery::read(conn)?;
        let known: Vec<String> = store::fields(conn, mailings)?.into_iter().map(|field| field.name).collect();
        let mut read = Vec::with_capacity(letters.len());
        for letter in letters {
            read.push((letter.handle(), Read::of(letter, &known)?));
        }
        let used: Vec<usize> = read.iter().flat_map(|(_, read)| read.fields()).collect();
        let mut merge = Merge::open(conn, mailings, Some(&used), office.today())?;
        let dated = day::long(office.today());
        let volumes = Volumes::new(&first.title, page::paper(first, &stationery), office.clock().now());
        volumes.write(
            to,
            &plan.to,
            |document, to| {
                let letter = pick(to);
                let handle = letter.handle();
                let (_, read) = read
                    .iter()
                    .find(|(known, _)| *known == handle)
                    .ok_or_else(|| Problem::defect(t!("There is no letter to print")))?;
                let written = read.written(&merge.values(to)?, &dated);
                page::letter(document, to, letter, &written, &stationery).map(|_| ()).map_err(|problem| {
                    let message =
                        t!("The letter to {name} cannot be printed. {why}", name = to.name, why = problem.message);
                    let hint = problem.hint.clone().unwrap_or_default();
                    Problem::new(problem.kind, message).hint(hint).because(problem)
                })
            },
            progress,
            cancel,
        )
    })
}

/// Draws labels into one PDF in post order, from a label of the first sheet on.
///
/// # Errors
/// When there is nobody to write to, it was cancelled, or the file cannot be written.
pub fn labels(
    office: &Office,
    plan: &Plan,
    sheet: &LabelSheet,
    start: Start,
    to: &Path,
    progress: &mut dyn FnMut(usize),
    cancel: &AtomicBool,
) -> Result<Vec<PathBuf>> {
    let at = start.at.clamp(1, sheet.per_page());
    let mut done = 0;
    Volumes::new(t!("Address labels"), sheet.paper, office.clock().now()).write(
        to,
        sheet.pages(plan.to.len(), at).into_iter().enumerate(),
        |document, (number, places)| {
            let labels = plan.to.get(places).unwrap_or(&[]);
            page::labels(document, sheet, labels, if number == 0 { at - 1 } else { 0 }, start.shift)?;
            done += labels.len();
            progress(done);
            Ok(())
        },
        |_pages| {},
        cancel,
    )
}

/// The page to hold against a sheet of labels; the first of a plan stands on it as a sample.
///
/// # Errors
/// When the file cannot be written.
pub fn test_sheet(office: &Office, plan: Option<&Plan>, sheet: &LabelSheet, start: Start, to: &Path) -> Result<()> {
    let sample = plan.and_then(|plan| plan.to.first());
    write_whole(to, &page::test_sheet(sheet, start, sample, office.clock().now())?)
}

/// A column of a mail merge that no field gives: what was worked out for this run.
pub struct Extra<'a> {
    pub name: &'a str,
    pub of: &'a dyn Fn(PersonId) -> String,
}

impl std::fmt::Debug for Extra<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Extra").field("name", &self.name).finish_non_exhaustive()
    }
}

/// Writes what letters would say as a table for another program's mail merge: a row for each letter in post order, a column
/// for each field, its name as the letter has it. Answers how many rows it has.
///
/// # Errors
/// When there is nobody to write to, the ending of the name is none of a table, it was cancelled, or the file cannot be
/// written.
pub fn merge_file(
    office: &Office,
    mailings: &[Mailing],
    plan: &Plan,
    extra: &[Extra<'_>],
    to: &Path,
    progress: &mut dyn FnMut(usize),
) -> Result<usize> {
    if plan.to.is_empty() {
        return Err(Problem::input(t!("There is nobody to write to, so no file was written")));
    }
    let watch = office.progress();
    office.read(|conn| {
        let mut merge = Merge::open(conn, mailings, None, office.today())?;
        let column = |name: &str| ColumnSpec::new(name, name, ColumnKind::Text);
        // What stands on the envelope comes first: it may name several of one household.
        let mut columns = vec![column(t!("addressee"))];
        columns.extend(extra.iter().map(|extra| column(extra.name)));
        columns.extend(merge.fields().iter().map(|field| column(&field.name)));
        let currency = *profile::get(conn)?.currency;
        let sheet = Sheet { title: t!("Letters").to_owned(), columns, currency };
        let mut done = 0;
        let rows = plan.to.iter().map(|to| {
            if watch.is_cancelled() {
                return Err(Problem::input(t!("Cancelled. No file was written")));
            }
            let mut cells = vec![Value::text(to.name.clone())];
            let first = to.people.first().copied();
            cells.extend(extra.iter().map(|extra| Value::text(first.map(|id| (extra.of)(id)).unwrap_or_default())));
            cells.extend(merge.values(to)?.into_iter().map(Value::text));
            done += 1;
            progress(done);
            Ok(cells)
        });
        tabular::write_table(to, &sheet, rows)
    })
}

/// `12 letters`.
pub fn count_letters(n: usize) -> String {
    text::plural(n, t!("letter"), t!("letters"))
}
