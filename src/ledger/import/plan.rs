//! One plan is both: what the preview shows and what the import commits.

use std::collections::{BTreeMap, HashSet};

pub use super::who::{Decided, Donor};
use super::who::{Finder, Several, Unclear};
use super::words::{Memos, Said};
use crate::kit::{Currency, Day, Money, Problem, Result, text};
use crate::ledger::model::{AccountId, CategoryId, EntryKind, FundId, Method, too_much, wrong_days};
use crate::ledger::store::register::{Register, mark_of};
use crate::office::DonorSaid;
use crate::people::{Details, PersonId};
use crate::t;
use crate::tabular::{CellProblem, Mapping, Plan as Binding, Record, Refused, Report, Source, Terms, read_ahead};

/// What the office already has that rows are held against.
#[derive(Debug, Default)]
pub struct Known {
    pub register: Register,
    /// Marks of entries that came from imports.
    pub marks: HashSet<u64>,
    /// Open accounts, categories and funds by folded name.
    pub accounts: BTreeMap<String, AccountId>,
    pub categories: BTreeMap<String, CategoryId>,
    pub funds: BTreeMap<String, FundId>,
    /// First and last days that stay as they are, and by what: closed years.
    pub closed: Vec<(Day, Day, String)>,
    /// Where the office's history stood when this was read.
    pub generation: i64,
}

/// What a person decides about an import.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    pub currency: Currency,
    pub today: Day,
    /// The same input again: rows that are in the ledger from an earlier import are taken once more.
    pub again: bool,
}

/// A row as it will be recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedRow {
    /// In the input, counted as a spreadsheet does.
    pub row: usize,
    pub donor: Donor,
    pub kind: EntryKind,
    pub received: Day,
    pub banked: Option<Day>,
    /// Positive; a refund goes out.
    pub amount: Money,
    pub method: Method,
    pub account: Option<AccountId>,
    pub category: Option<CategoryId>,
    pub fund: Option<FundId>,
    pub texts: Texts,
}

/// The texts of a row, most of them empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texts {
    pub reference: String,
    pub appeal: String,
    pub note: String,
    pub description: String,
    pub valuation: String,
    pub source_id: String,
    pub advantage: Money,
}

/// What an import will do, row by row.
#[derive(Debug)]
pub struct Plan {
    /// The name of the input, without its folders.
    pub source: String,
    pub digest: String,
    pub generation: i64,
    pub new_people: Vec<Details>,
    /// What the rows say of their donors that the register of people has no place for.
    pub said: BTreeMap<Donor, DonorSaid>,
    /// What comes in, less what was given back.
    pub total: Money,
    pub rows: Vec<PlannedRow>,
    /// Counts and problems; `op` is set by the import.
    pub report: Report,
    pub refused: Refused,
    /// Whom several people of the register fit, each once; their rows are among the refused until it is decided.
    pub asked: Vec<Asked>,
    /// What was odd about the input and what was done about it.
    pub notes: Vec<String>,
}

/// Somebody named in rows whom several people of the register fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// As [`Decided`] has it.
    pub key: String,
    /// What the rows say of them.
    pub says: String,
    /// As the input counts them.
    pub rows: Vec<usize>,
    /// Who it can be, with what tells them apart.
    pub people: Vec<(PersonId, String)>,
}

impl Asked {
    /// Why the row is refused, and what would decide it.
    fn message(&self) -> String {
        let people: Vec<&str> = self.people.iter().map(|(_, words)| words.as_str()).collect();
        t!(
            "{count} people of the register can be meant: {people}. A member number, an e-mail address or a postcode that one \
             of them has decides",
            count = people.len(),
            people = people.join("; ")
        )
    }
}

/// What a plan asks while it is made.
pub struct Asking<'a> {
    /// Whom a person said is meant.
    pub decided: &'a Decided,
    /// What tells somebody of the register apart from others of the same name.
    pub apart: &'a dyn Fn(PersonId) -> Result<String>,
    /// Told how many rows are done; ends the work when it fails.
    pub progress: &'a dyn Fn(usize) -> Result<()>,
}

/// Fits a map to a table; no row is read.
///
/// # Errors
/// When the map does not fit the table, or no column says when the donations came.
pub fn fit(source: &Source, mapping: &Mapping, settings: &Settings) -> Result<Binding> {
    if !given(mapping, "received") && !given(mapping, "banked") {
        return Err(Problem::input(t!("No column says when the donations were received; nothing was read")).hint(t!(
            "Map a column to received, or set one day for all rows under [constants]: received = \"2026-01-31\""
        )));
    }
    let terms = Terms { currency: settings.currency, today: settings.today };
    mapping.bind(source, super::FIELDS, terms)
}

fn given(mapping: &Mapping, key: &str) -> bool {
    mapping.columns.contains_key(key) || mapping.constants.contains_key(key)
}

/// Reads a whole table against the office. Nothing is written.
///
/// # Errors
/// When the map does not fit the table, no column says when the donations came, or what `asking` says.
pub fn plan(
    source: &Source,
    mapping: &Mapping,
    known: &Known,
    settings: &Settings,
    asking: &Asking<'_>,
) -> Result<Plan> {
    let binding = fit(source, mapping, settings)?;
    let has_kind = given(mapping, "kind");
    let mut memos = Memos::new();
    let mut finder = Finder::new(&known.register);
    let mut rows = Vec::with_capacity(source.row_count);
    let mut report = Report { currency: Some(settings.currency.code.to_owned()), ..Report::default() };
    let mut refused = Refused::new(source);
    let mut total = Money::ZERO;
    let mut asked: BTreeMap<String, Asked> = BTreeMap::new();
    let name_column = ["donor_name", "family", "given"].into_iter().find_map(|key| mapping.columns.get(key));
    let name_column = name_column.map(|columns| columns.headings().join(" + ")).unwrap_or_default();
    let number_column = mapping.columns.get("member_number").map(|c| c.headings().join(" + ")).unwrap_or_default();
    let mut said = BTreeMap::new();
    // Rows that are in the ledger and are taken once more.
    let mut here = 0_usize;
    read_ahead(
        source,
        |row| binding.apply(row),
        |row, read| {
            if report.read.is_multiple_of(1024) {
                (asking.progress)(report.read)?;
            }
            report.read += 1;
            let taken = read.and_then(|record| take(record, known, settings, has_kind, mapping, &mut memos));
            let (record, mut planned) = match taken {
                Ok(taken) => taken,
                Err(problems) => {
                    report.refuse(&problems);
                    refused.add(&row, &problems);
                    return Ok(());
                }
            };
            if is_here(&planned, known) {
                if !settings.again {
                    report.skipped += 1;
                    return Ok(());
                }
                here += 1;
            }
            let organisation = record.text("organisation").is_some_and(|cell| memos.organisation.of(cell));
            planned.donor = match finder.donor(&record, organisation, asking.decided) {
                Ok(donor) => donor,
                Err(Unclear::Number { holder, number, named }) => {
                    let holder = match holder {
                        Donor::Known(id) => (asking.apart)(id)?,
                        Donor::New(at) => finder.people.get(at).map(|p| p.name.clone()).unwrap_or_default(),
                        Donor::Nobody => String::new(),
                    };
                    let message = t!(
                        "The number {number} is that of {holder}, and the row names {named}",
                        number = number,
                        holder = holder,
                        named = named
                    );
                    let problems = [CellProblem { row: record.row, column: number_column.clone(), message }];
                    report.refuse(&problems);
                    refused.add(&row, &problems);
                    return Ok(());
                }
                Err(Unclear::Several(several)) => {
                    let message = ask(&mut asked, several, record.row, asking.apart)?;
                    let problems = [CellProblem { row: record.row, column: name_column.clone(), message }];
                    report.ambiguous += 1;
                    report.refuse(&problems);
                    refused.add(&row, &problems);
                    return Ok(());
                }
            };
            remember(&mut said, planned.donor, &record, organisation);
            report.anonymous += usize::from(planned.donor == Donor::Nobody);
            report.refunds += usize::from(planned.kind == EntryKind::Refund);
            let signed = if planned.kind == EntryKind::Refund { -planned.amount } else { planned.amount };
            total = total.checked_add(signed)?;
            report.added += 1;
            rows.push(planned);
            Ok(())
        },
    )?;
    let new_people = finder.people;
    report.people_added = new_people.len();
    report.total = Some(settings.currency.plain(total));
    report.read_by(mapping, source, super::FIELDS);
    let mut asked: Vec<Asked> = asked.into_values().collect();
    asked.sort_by_key(|asked| asked.rows.first().copied());
    let name = source.path.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
    let mut notes = source.notes.clone();
    if here > 0 {
        notes.push(t!(
            "{rows} in the ledger already, with the same id, day and amount, and are taken once more",
            rows = text::plural(here, t!("row is"), t!("rows are"))
        ));
    }
    Ok(Plan {
        source: name,
        digest: source.digest().to_owned(),
        generation: known.generation,
        new_people,
        said,
        total,
        rows,
        report,
        refused,
        asked,
        notes,
    })
}

/// Keeps what a row says of its donor, as the first row that says it.
fn remember(said: &mut BTreeMap<Donor, DonorSaid>, donor: Donor, record: &Record, organisation: bool) {
    let text = |key: &str| record.text(key).unwrap_or("").trim().to_owned();
    let kind = if organisation { text("organisation") } else { String::new() };
    // A row of noughts stands for "none".
    let register_number = Some(text("register_number")).filter(|n| n.chars().any(|c| c.is_alphanumeric() && c != '0'));
    if donor == Donor::Nobody || kind.is_empty() && register_number.is_none() {
        return;
    }
    let of = said.entry(donor).or_default();
    if of.kind.is_empty() {
        of.kind = kind;
    }
    if of.register_number.is_empty() {
        of.register_number = register_number.unwrap_or_default();
    }
}

/// Notes that somebody has to be decided on; answers why the row is refused until then.
fn ask(
    asked: &mut BTreeMap<String, Asked>,
    several: Several,
    row: usize,
    apart: &dyn Fn(PersonId) -> Result<String>,
) -> Result<String> {
    let Several { key, says, people } = several;
    if !asked.contains_key(&key) {
        let people = people.into_iter().map(|id| Ok((id, apart(id)?))).collect::<Result<_>>()?;
        asked.insert(key.clone(), Asked { key: key.clone(), says, rows: Vec::new(), people });
    }
    Ok(asked.get_mut(&key).map_or_else(String::new, |asked| {
        asked.rows.push(row);
        asked.message()
    }))
}

/// Whether an earlier import brought this row: the same id of the source, the same day, the same amount. Rows without an
/// id are never taken for the same.
fn is_here(row: &PlannedRow, known: &Known) -> bool {
    if row.texts.source_id.is_empty() || known.marks.is_empty() {
        return false;
    }
    let signed = if row.kind == EntryKind::Refund { -row.amount } else { row.amount };
    known.marks.contains(&mark_of(&row.texts.source_id, &row.received.to_string(), signed.0))
}

type Taken = std::result::Result<(Record, PlannedRow), Vec<CellProblem>>;

fn take(
    record: Record,
    known: &Known,
    settings: &Settings,
    has_kind: bool,
    mapping: &Mapping,
    memos: &mut Memos,
) -> Taken {
    let heading = |key: &str| mapping.columns.get(key).map(|c| c.headings().join(" + ")).unwrap_or_default();
    let problem = |key: &str, message: String| CellProblem { row: record.row, column: heading(key), message };
    let mut problems = Vec::new();
    let (received, banked) = (record.day("received"), record.day("banked"));
    let day = received.or(banked);
    if day.is_none() {
        let column = if heading("received").is_empty() { "banked" } else { "received" };
        problems.push(problem(column, t!("The row does not say when it was received").to_owned()));
    }
    if let Some((day, (_, _, by))) =
        day.and_then(|day| Some((day, known.closed.iter().find(|(from, to, _)| (*from..=*to).contains(&day))?)))
    {
        problems.push(problem("received", t!("{day} lies in {by}", day = day, by = by)));
    }
    if let Some(wrong) = day.and_then(|day| wrong_days(day, banked, settings.today)) {
        let column = if received.is_none() { "banked" } else { wrong.field };
        problems.push(problem(column, wrong.message));
    }
    if let Some(currency) = record.text("currency")
        && !currency.eq_ignore_ascii_case(settings.currency.code)
        && currency != settings.currency.sign.trim()
    {
        problems.push(problem(
            "currency",
            t!("The row is in {theirs}, and the office keeps {ours}", theirs = currency, ours = settings.currency.code),
        ));
    }
    if let Some(status) = record.text("status").filter(|s| memos.unsettled.of(s)) {
        problems
            .push(problem("status", t!("The payment is “{status}”, so the money has not come in", status = status)));
    }
    let signed = record.money("amount").unwrap_or_default();
    problems.extend(too_much(signed, settings.currency).map(|wrong| problem("amount", wrong)));
    let kind = kind_of(&record, signed, has_kind, memos).unwrap_or_else(|(key, message)| {
        problems.push(problem(key, message));
        EntryKind::Donation
    });
    if signed.is_zero() && problems.is_empty() {
        problems.push(problem("amount", t!("The amount is nil").to_owned()));
    }
    let account = named(&record, "ledger_account", &known.accounts, &mut problems, &problem);
    let category = named(&record, "ledger_category", &known.categories, &mut problems, &problem);
    let fund = named(&record, "ledger_fund", &known.funds, &mut problems, &problem);
    let Some(received) = day.filter(|_| problems.is_empty()) else { return Err(problems) };
    let text = |key: &str| record.text(key).unwrap_or("").to_owned();
    let method = match (kind, record.text("method")) {
        (EntryKind::InKind, _) => Method::InKind,
        (_, Some(cell)) => memos.method.of(cell),
        (_, None) => Method::Unsaid,
    };
    let mut texts = Texts {
        reference: text("reference"),
        appeal: text("appeal"),
        note: text("note"),
        description: text("description"),
        valuation: text("valuation"),
        source_id: text("source_id"),
        advantage: record.money("advantage").unwrap_or_default().abs(),
    };
    if kind == EntryKind::InKind && texts.description.is_empty() {
        texts.description = record.text("kind").unwrap_or(t!("In kind")).to_owned();
    }
    let planned = PlannedRow {
        row: record.row,
        donor: Donor::Nobody,
        kind,
        received,
        banked,
        amount: signed.abs(),
        method,
        account: if kind == EntryKind::InKind { None } else { account },
        category,
        fund,
        texts,
    };
    Ok((record, planned))
}

/// The kind of a row, or the column and what is wrong with it. Without a column of kinds an amount below nothing is money
/// given back, as registers of donations write it; with one, the column must say so.
fn kind_of(
    record: &Record,
    amount: Money,
    has_kind: bool,
    memos: &mut Memos,
) -> std::result::Result<EntryKind, (&'static str, String)> {
    let out = amount < Money::ZERO;
    let Some(cell) = record.text("kind").filter(|_| has_kind) else {
        return Ok(if out { EntryKind::Refund } else { EntryKind::Donation });
    };
    match memos.kind.of(cell) {
        Said::Kind(EntryKind::Refund) => Ok(EntryKind::Refund),
        Said::Kind(_) if out => {
            Err(("amount", t!("An amount below nothing: what was given back has the kind refund").to_owned()))
        }
        Said::Kind(EntryKind::Loan) if record.text("donor_name").or(record.text("family")).is_none() => {
            Err(("kind", t!("A loan has a lender, and the row names none").to_owned()))
        }
        Said::Kind(kind) => Ok(kind),
        Said::NotGiven => Err(("kind", t!("“{cell}” is not money that somebody gave", cell = cell))),
        Said::Unknown => Err(("kind", t!("“{cell}” is not known as a kind of donation", cell = cell))),
    }
}

fn named<T: Copy>(
    record: &Record,
    key: &str,
    list: &BTreeMap<String, T>,
    problems: &mut Vec<CellProblem>,
    problem: &impl Fn(&str, String) -> CellProblem,
) -> Option<T> {
    let name = record.text(key)?;
    let found = list.get(&crate::kit::fold::fold(name)).copied();
    if found.is_none() {
        problems.push(problem(key, t!("The ledger has no open “{name}”", name = name)));
    }
    found
}
