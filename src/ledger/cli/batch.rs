//! `ledger batch`: a batch from a table, posted whole or not at all.

use std::collections::BTreeMap;

use clap::Command;
use serde_json::{Value as Json, json};

use super::causes;
use super::import::opened;
use super::{Named, file, flag, near, near_json, near_line, needed, option, remark_days, terms, who};
use crate::cli::{Call, Outcome, problem_words};
use crate::kit::fold::fold;
use crate::kit::{Day, Problem, Result, text};
use crate::ledger::import::FIELDS;
use crate::ledger::model::{BatchForm, BatchLineForm, NewBatch, Terms, first_problem, shortfall};
use crate::ledger::{ops, prospect, store};
use crate::office::{Foreseen, Office};
use crate::people::store::Likely;
use crate::t;
use crate::tabular::{self, CellProblem, Record};

pub(super) fn args(c: Command) -> Command {
    c.arg(file())
        .arg(needed("input", "BATCH.csv", "One line per cheque: donor, amount, method, reference …"))
        .arg(option("count", "N", "How many cheques there are").required(true))
        .arg(option("total", "A", "What they add up to").required(true))
        .arg(option("banked", "D", "On which day they were banked"))
        .arg(option(
            "received",
            "D",
            "On which day they were received (default: as the table says, else the day banked, else today)",
        ))
        .arg(option("account", "N", "Which account (default: the bank)"))
        .arg(option("map", "MAP.toml", "Which column is what"))
        .arg(flag("again", "Post it although the same batch was posted before"))
        .arg(flag("dry-run", "Say whether it agrees, and do nothing"))
}

pub(super) fn run(call: &mut Call<'_>) -> Result<Outcome> {
    let input = call.path("input")?;
    let dry = call.flag("dry-run");
    let mut office = if dry { call.office_to_read()? } else { call.office()? };
    let terms = terms(&office)?;
    let Read { lines, rows, received, problems } = read_lines(&office, &input, call.text("map"), &terms)?;
    let account = call.text("account").map(|n| office.read(|conn| store::find_account(conn, n))).transpose()?;
    let form = BatchForm {
        declared_count: call.need("count")?.to_owned(),
        declared_total: call.need("total")?.to_owned(),
        received: call.day("received")?.or(received).map(|d| d.to_string()).unwrap_or_default(),
        banked: call.day("banked")?.map(|d| d.to_string()).unwrap_or_default(),
        account,
        note: String::new(),
        lines,
    };
    let batch = form.parse(&terms).map_err(first_problem)?;
    remark_days(call, &terms, batch.received, batch.banked)?;
    let causes = caused(&office, &batch, &rows)?;
    let new = newcomers(&office, &batch)?;
    if dry || !problems.is_empty() {
        let same = office.read(|conn| store::posted_like(conn, None, &batch))?.filter(|_| !call.flag("again"));
        return refuse_or_show(call, &batch, &problems, same, &causes, &new, &terms);
    }
    let done = ops::post_new_batch(&mut office, &batch, call.flag("again"))?;
    office.close()?;
    let posted = done.value;
    let document = json!({
        "op": done.op,
        "batch": posted.number,
        "count": posted.entries.len(),
        "total": terms.currency.plain(batch.declared_total),
        "currency": terms.currency.code,
        "agrees": true,
        "people_added": posted.people_added,
        "new": newcomers_json(&new),
        "entries": posted.entries,
        "problems": [],
        "causes": causes::json_of(&causes, "row"),
    });
    let mut text = t!(
        "Posted batch {number}: {count} for {total}, {people} new in the register",
        number = posted.number,
        count = text::plural(posted.entries.len(), t!("entry"), t!("entries")),
        total = terms.currency.show(batch.declared_total),
        people = text::plural(posted.people_added, t!("person"), t!("people"))
    );
    text.push_str(&newcomers_text(&new));
    text.push_str(&causes::text(&causes));
    call.out.answer(&document, &text)?;
    Ok(Outcome::Done)
}

/// Who comes into the register with a batch, once each, and who is near them.
type Newcomers = Vec<(String, Vec<Likely>)>;

fn newcomers(office: &Office, batch: &NewBatch) -> Result<Newcomers> {
    let mut names: BTreeMap<String, &str> = BTreeMap::new();
    for line in batch.lines.iter().filter(|line| !line.new_name.is_empty()) {
        names.entry(fold(&line.new_name)).or_insert(&line.new_name);
    }
    names.into_values().map(|name| Ok((name.to_owned(), near(office, name)?))).collect()
}

fn newcomers_json(new: &Newcomers) -> Vec<Json> {
    new.iter().map(|(name, near)| json!({ "name": name, "near": near_json(near) })).collect()
}

fn newcomers_text(new: &Newcomers) -> String {
    let line = |(name, near): &(String, Vec<Likely>)| {
        let said = near_line(name, near).unwrap_or_else(|| t!("“{name}” is new in the register", name = name));
        format!("\n  {said}")
    };
    new.iter().map(line).collect()
}

/// What posting causes, by the number of the row, as problems of rows are told.
fn caused(office: &Office, batch: &NewBatch, rows: &[usize]) -> Result<Vec<(usize, Vec<Foreseen>)>> {
    let said = office.foresee(&prospect::of_batch(batch))?;
    Ok(rows.iter().copied().zip(said).filter(|(_, causes)| !causes.is_empty()).collect())
}

/// `same` is the number of a batch that was posted before and looks like this one.
fn refuse_or_show(
    call: &mut Call<'_>,
    batch: &NewBatch,
    problems: &[CellProblem],
    same: Option<i64>,
    causes: &[(usize, Vec<Foreseen>)],
    new: &Newcomers,
    terms: &Terms,
) -> Result<Outcome> {
    let short = shortfall(batch.declared_count, batch.declared_total, &batch.lines);
    let keyed = batch.lines.iter().map(|l| l.amount).sum();
    let agrees = short.is_nil() && problems.is_empty();
    let document = json!({
        "op": null,
        "batch": null,
        "count": batch.lines.len(),
        "total": terms.currency.plain(keyed),
        "currency": terms.currency.code,
        "agrees": agrees,
        "missing_count": short.count,
        "missing_total": terms.currency.plain(short.total),
        "people_added": new.len(),
        "new": newcomers_json(new),
        "same_as": same,
        "problems": problems,
        "causes": causes::json_of(causes, "row"),
    });
    let mut text = if agrees {
        t!(
            "The batch agrees: {count} for {total}. Nothing was posted",
            count = text::plural(batch.lines.len(), t!("line"), t!("lines")),
            total = terms.currency.show(keyed)
        )
    } else if problems.is_empty() {
        t!("The batch does not agree: {short}. Nothing was posted", short = short.says(terms.currency))
    } else {
        let rows: std::collections::BTreeSet<usize> = problems.iter().map(|problem| problem.row).collect();
        t!(
            "{rows} cannot be taken; without them: {short}. Nothing was posted",
            rows = text::plural(rows.len(), t!("row"), t!("rows")),
            short = short.says(terms.currency)
        )
    };
    if let Some(number) = same {
        text.push_str(&format!("\n  {}", ops::posted_before(number)));
    }
    for problem in problems {
        text.push_str(&format!("\n  {}", problem_words(problem)));
    }
    text.push_str(&newcomers_text(new));
    text.push_str(&causes::text(causes));
    call.out.answer(&document, &text)?;
    Ok(if agrees && same.is_none() { Outcome::Done } else { Outcome::Problems })
}

/// What a table holds.
struct Read {
    lines: Vec<BatchLineForm>,
    /// The row of each line.
    rows: Vec<usize>,
    received: Option<Day>,
    problems: Vec<CellProblem>,
}

fn read_lines(office: &Office, input: &std::path::Path, map: Option<&str>, terms: &Terms) -> Result<Read> {
    let (source, mapping) = opened(input, map)?;
    let plan = mapping.bind(&source, FIELDS, tabular::Terms { currency: terms.currency, today: terms.today })?;
    let (mut lines, mut rows, mut problems) = (Vec::new(), Vec::new(), Vec::new());
    let mut days = std::collections::BTreeSet::new();
    for row in source.rows() {
        match plan.apply(&row) {
            Err(wrong) => problems.extend(wrong),
            Ok(record) => {
                days.extend(record.day("received"));
                match line_of(office, &record, terms) {
                    Ok(line) => {
                        lines.push(line);
                        rows.push(record.row);
                    }
                    Err(problem) => {
                        problems.push(CellProblem {
                            row: record.row,
                            column: String::new(),
                            message: problem.to_string(),
                        });
                    }
                }
            }
        }
    }
    if days.len() > 1 {
        return Err(Problem::input(t!(
            "The lines of a batch have one day, and these have several. Nothing was posted"
        ))
        .hint(t!("Post one batch for each day, or say --received")));
    }
    Ok(Read { lines, rows, received: days.into_iter().next(), problems })
}

/// A row as a line. What cannot be a line is said with its row, not with the place in the batch.
fn line_of(office: &Office, record: &Record, terms: &Terms) -> Result<BatchLineForm> {
    let text = |key: &str| record.text(key).unwrap_or("").to_owned();
    let parts = format!("{} {}", text("given"), text("family"));
    let name = record.text("member_number").or(record.text("donor_name")).unwrap_or(parts.trim()).to_owned();
    let (person, new_name) = match who(office, Some(&name))? {
        Named::Nobody => (None, String::new()),
        Named::Known(id) => (Some(id), String::new()),
        Named::New(name) => (None, name),
    };
    let find = |key: &str| record.text(key).map(str::to_owned);
    let line = BatchLineForm {
        person,
        new_name,
        behalf_of: None,
        kind: text("kind").to_lowercase(),
        method: text("method").to_lowercase(),
        reference: text("reference"),
        amount: record.money("amount").map(|m| terms.currency.plain(m)).unwrap_or_default(),
        category: find("ledger_category").map(|n| office.read(|conn| store::find_category(conn, &n))).transpose()?,
        fund: find("ledger_fund").map(|n| office.read(|conn| store::find_fund(conn, &n))).transpose()?,
        appeal: text("appeal"),
        note: text("note"),
    };
    line.parse(terms).map_err(first_problem)?;
    Ok(line)
}
