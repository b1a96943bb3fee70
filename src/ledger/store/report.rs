//! The ledger's reports: income and expenditure, donors, balances, statements. Each row opens the entries behind it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike as _, Months};
use rusqlite::Connection;

use super::{
    account_balances, anonymous_total, category_months, category_total, donors, fund_balances, page, register,
};
use crate::cli::{Cell, Opens, Sheet, SheetColumn, SheetRow, Span, Width};
use crate::kit::{Day, Money, Result, day};
use crate::ledger::model::{Category, CategoryKind, EntryKind, Filter, PersonId};
use crate::t;

/// The screen that shows the entries of a filter.
pub const ENTRIES: &str = "money.entries";

fn column(name: impl Into<String>, width: Width) -> SheetColumn {
    SheetColumn { name: name.into(), width }
}

fn text(text: impl Into<String>) -> Cell {
    Cell::Text(text.into())
}

fn opens(filter: &Filter) -> Option<Opens> {
    Some(Opens { screen: ENTRIES, filter: filter.to_string() })
}

fn plain(cells: Vec<Cell>, filter: &Filter) -> SheetRow {
    SheetRow { cells, strong: false, opens: opens(filter) }
}

fn strong(cells: Vec<Cell>, filter: Option<&Filter>) -> SheetRow {
    SheetRow { cells, strong: true, opens: filter.and_then(opens) }
}

/// `1 January 2026 to 31 December 2026`.
fn in_words(from: Day, to: Day) -> String {
    t!("{from} to {to}", from = day::long(from), to = day::long(to))
}

/// The same day a year before; 28 February for a leap day.
fn year_before(day: Day) -> Day {
    day.checked_sub_months(Months::new(12)).unwrap_or(day)
}

/// The columns of income and expenditure without the year before: category, month, amount.
const ALONE: usize = 3;

/// Income and expenditure by category and month; beside them those of the year before, where the span is no longer than a year.
///
/// # Errors
/// When the file cannot be read.
pub fn income(conn: &Connection, span: &Span) -> Result<Sheet> {
    let before = (year_before(span.from), year_before(span.to));
    // Two spans of more than a year would have days in common, and their sums say nothing about each other.
    let compares = before.1 < span.from;
    let now = category_months(conn, span.from, span.to)?;
    let mut then: BTreeMap<_, _> = BTreeMap::new();
    if compares {
        then.extend(category_months(conn, before.0, before.1)?.into_iter().map(|(c, months)| (c.id, months)));
    }
    let mut sheet = Sheet {
        title: t!("Income and expenditure").to_owned(),
        subtitle: if compares {
            t!(
                "{span}, beside it {before}. Transfers, loans and opening balances are left out",
                span = in_words(span.from, span.to),
                before = in_words(before.0, before.1)
            )
        } else {
            t!(
                "{span}. Longer than a year, so no year before stands beside it. Transfers, loans and opening balances are left out",
                span = in_words(span.from, span.to)
            )
        },
        columns: vec![
            column(t!("Category"), Width::Text),
            column(t!("Month"), Width::Short),
            column(t!("Amount"), Width::Money),
            column(t!("A year before"), Width::Money),
            column(t!("Difference"), Width::Money),
        ],
        rows: Vec::new(),
    };
    let spans = [*span, Span { from: before.0, to: before.1, ..*span }];
    let mut result = [Money::ZERO; 2];
    for kind in [CategoryKind::Income, CategoryKind::Expense] {
        let mut total = [Money::ZERO; 2];
        for (category, months) in now.iter().filter(|(c, _)| c.kind == kind) {
            let last = then.remove(&category.id).unwrap_or_default();
            let months: BTreeMap<String, Money> = months.iter().map(|m| (m.month.clone(), m.sum)).collect();
            let last: BTreeMap<String, Money> = last.into_iter().map(|m| (m.month, m.sum)).collect();
            let sum: [Money; 2] = [months.values().copied().sum(), last.values().copied().sum()];
            total = [total[0] + sum[0], total[1] + sum[1]];
            category_rows(&mut sheet.rows, category, &spans, [&months, &last], sum);
        }
        let sign = if kind == CategoryKind::Income { 1 } else { -1 };
        result = [Money(result[0].0 + sign * total[0].0), Money(result[1].0 + sign * total[1].0)];
        let says = if kind == CategoryKind::Income { t!("All income") } else { t!("All expenditure") };
        let filter = Filter { sides: vec![kind], ..Filter::default() };
        sheet.rows.push(compared(text(says), Cell::Empty, total, &filter, spans.map(days_of_span), true));
    }
    let filter = Filter { sides: vec![CategoryKind::Income, CategoryKind::Expense], ..Filter::default() };
    sheet.rows.push(compared(text(t!("Result")), Cell::Empty, result, &filter, spans.map(days_of_span), true));
    if !compares {
        sheet.columns.truncate(ALONE);
        sheet.rows.iter_mut().for_each(|row| row.cells.truncate(ALONE));
    }
    Ok(sheet)
}

/// First and last day.
type Days = (Day, Day);

fn days_of_span(span: Span) -> Days {
    (span.from, span.to)
}

/// A row that sets a figure beside that of the year before. Each opens its own entries, the difference opens both.
fn compared(
    says: Cell,
    month: Cell,
    sums: [Money; 2],
    filter: &Filter,
    [now, then]: [Days; 2],
    is_strong: bool,
) -> SheetRow {
    let within = |(from, to): Days| Filter { from: Some(from), to: Some(to), ..filter.clone() };
    let figure = |sum: Money, filter: &Filter| match opens(filter) {
        Some(opens) => Cell::Opening(Box::new(Cell::Money(sum)), opens),
        None => Cell::Money(sum),
    };
    let cells = vec![
        says,
        month,
        Cell::Money(sums[0]),
        figure(sums[1], &within(then)),
        figure(sums[0] - sums[1], &Filter { beside: Some(then), ..within(now) }),
    ];
    SheetRow { cells, strong: is_strong, opens: opens(&within(now)) }
}

fn category_rows(
    rows: &mut Vec<SheetRow>,
    category: &Category,
    spans: &[Span; 2],
    [months, last]: [&BTreeMap<String, Money>; 2],
    sum: [Money; 2],
) {
    // Every month that either year has, by its name of this year.
    let all: BTreeSet<String> = months.keys().cloned().chain(last.keys().map(|m| years_on(m, 1))).collect();
    if all.is_empty() {
        return;
    }
    let filter = Filter { category: Some(category.id), ..Filter::default() };
    rows.push(compared(text(&category.name), Cell::Empty, sum, &filter, spans.map(days_of_span), true));
    for month in all {
        let before = years_on(&month, -1);
        let sums = [months.get(&month).copied().unwrap_or_default(), last.get(&before).copied().unwrap_or_default()];
        let [now, then] = spans;
        let (first, end) = days_of(&month, now);
        let name: String = day::month_name(first.month()).chars().take(3).collect();
        let name = text(format!("{name} {}", first.year()));
        rows.push(compared(text(""), name, sums, &filter, [(first, end), days_of(&before, then)], false));
    }
}

/// `2025-01` → `2026-01` for a year on, `2024-01` for a year back.
fn years_on(month: &str, years: i32) -> String {
    match month.split_once('-').and_then(|(year, month)| Some((year.parse::<i32>().ok()?, month))) {
        Some((year, month)) => format!("{:04}-{month}", year + years),
        None => month.to_owned(),
    }
}

/// First and last day of a month inside a span.
fn days_of(month: &str, span: &Span) -> (Day, Day) {
    let first = day::from_iso(&format!("{month}-01")).unwrap_or(span.from);
    let last = first.checked_add_months(Months::new(1)).and_then(|d| d.pred_opt()).unwrap_or(span.to);
    (first.max(span.from), last.min(span.to))
}

/// What opens all donations.
fn given(span: &Span) -> Filter {
    let kinds = vec![EntryKind::Donation, EntryKind::InKind, EntryKind::Refund];
    Filter { kinds, ..Filter::between(span.from, span.to) }
}

/// What opens a donor's donations.
fn given_by(person: PersonId, span: &Span) -> Filter {
    Filter { person: Some(person), ..given(span) }
}

/// Donors by total, the largest first.
///
/// # Errors
/// When the file cannot be read.
pub fn donors_by_total(conn: &Connection, span: &Span) -> Result<Sheet> {
    let list = donors(conn, span.from, span.to)?;
    let (unknown, unknown_total) = anonymous_total(conn, span.from, span.to)?;
    let mut rows = Vec::with_capacity(list.len() + 2);
    let (mut count, mut total) = (unknown, unknown_total);
    for donor in list {
        count += donor.count;
        total += donor.total;
        let kind = if donor.organisation { t!("Organisation") } else { t!("Person") };
        rows.push(plain(
            vec![
                text(donor.name),
                text(kind),
                Cell::Count(donor.count),
                if donor.count > 0 { Cell::Day(donor.last) } else { Cell::Empty },
                Cell::Money(donor.total),
            ],
            &given_by(donor.person, span),
        ));
    }
    if unknown > 0 {
        let cells =
            vec![text(t!("Nobody named")), Cell::Empty, Cell::Count(unknown), Cell::Empty, Cell::Money(unknown_total)];
        rows.push(plain(cells, &Filter { nobody: true, ..given(span) }));
    }
    rows.push(strong(
        vec![text(t!("All donations")), Cell::Empty, Cell::Count(count), Cell::Empty, Cell::Money(total)],
        Some(&given(span)),
    ));
    Ok(Sheet {
        title: t!("Donors by total").to_owned(),
        subtitle: t!(
            "{span}. In-kind donations are counted in, what was given back is taken off; what was reversed is no donation",
            span = in_words(span.from, span.to)
        ),
        columns: vec![
            column(t!("Donor"), Width::Text),
            column(t!("Kind"), Width::Short),
            column(t!("Donations"), Width::Count),
            column(t!("Last"), Width::Day),
            column(t!("Total"), Width::Money),
        ],
        rows,
    })
}

/// What lies in each account and fund at the end of the span, and how it ties out with the categories.
///
/// # Errors
/// When the file cannot be read.
pub fn balances(conn: &Connection, span: &Span) -> Result<Sheet> {
    let mut rows = Vec::new();
    let mut total = Money::ZERO;
    let upto = Filter { to: Some(span.to), ..Filter::default() };
    for line in account_balances(conn, span.to)? {
        total += line.balance;
        if line.account.closed && line.balance.is_zero() {
            continue;
        }
        let filter = Filter { account: Some(line.account.id), ..upto.clone() };
        rows.push(plain(
            vec![text(line.account.name), text(line.account.kind.label()), Cell::Money(line.balance)],
            &filter,
        ));
    }
    rows.push(strong(vec![text(t!("All accounts")), Cell::Empty, Cell::Money(total)], Some(&upto)));
    let mut behind = Money::ZERO;
    for kind in CategoryKind::ALL {
        let mut sum = Money::ZERO;
        for category in super::categories(conn)?.into_iter().filter(|c| c.kind == kind) {
            sum += category_total(conn, category.id, span.to)?;
        }
        behind -= sum;
        let says = match kind {
            CategoryKind::Income => t!("Income so far"),
            CategoryKind::Expense => t!("Expenditure so far"),
            CategoryKind::Loan => t!("Loans not repaid"),
            CategoryKind::Equity => t!("Opening balances"),
        };
        let filter = Filter { sides: vec![kind], ..upto.clone() };
        rows.push(plain(vec![text(says), text(t!("Source")), Cell::Money(-sum)], &filter));
    }
    let filter = Filter { sides: CategoryKind::ALL.to_vec(), ..upto.clone() };
    rows.push(strong(vec![text(t!("All sources together")), Cell::Empty, Cell::Money(behind)], Some(&filter)));
    for line in fund_balances(conn, span.to)?.into_iter().filter(|f| !f.fund.closed || !f.balance.is_zero()) {
        let filter = Filter { fund: Some(line.fund.id), ..upto.clone() };
        rows.push(plain(
            vec![text(line.fund.name), text(t!("Restricted, of that")), Cell::Money(line.balance)],
            &filter,
        ));
    }
    Ok(Sheet {
        title: t!("Account balances").to_owned(),
        subtitle: t!("At the end of {day}", day = day::long(span.to)),
        columns: vec![
            column(t!("Account"), Width::Text),
            column(t!("Kind"), Width::Short),
            column(t!("Balance"), Width::Money),
        ],
        rows,
    })
}

fn statement_columns() -> Vec<SheetColumn> {
    vec![
        column(t!("Received"), Width::Day),
        column(t!("Kind"), Width::Short),
        column(t!("How"), Width::Short),
        column(t!("For"), Width::Text),
        column(t!("Receipt"), Width::Short),
        column(t!("Amount"), Width::Money),
    ]
}

fn statement_rows(conn: &Connection, filter: &Filter, rows: &mut Vec<SheetRow>) -> Result<Money> {
    let mut total = Money::ZERO;
    let mut found = page(conn, filter, 0, 1_000_000)?;
    found.reverse();
    for entry in found {
        total += entry.amount;
        let how = [entry.method.label(), entry.reference.as_str()].join(" ").trim().to_owned();
        let about = if entry.description.is_empty() { entry.appeal } else { entry.description };
        let cells = vec![
            Cell::Day(entry.received),
            text(if entry.is_reversal { t!("Reversal") } else { entry.kind.label() }),
            text(how),
            text(about),
            text(entry.receipt.unwrap_or_default()),
            Cell::Money(entry.amount),
        ];
        rows.push(SheetRow {
            cells,
            strong: false,
            opens: Some(Opens { screen: ENTRIES, filter: entry.id.to_string() }),
        });
    }
    Ok(total)
}

/// One person's statement: everything received from them, oldest first.
///
/// # Errors
/// When the person is not in the register.
pub fn statement_of(conn: &Connection, span: &Span, person: PersonId) -> Result<Sheet> {
    let filter = Filter { person: Some(person), ..Filter::between(span.from, span.to) };
    let mut rows = Vec::new();
    let total = statement_rows(conn, &filter, &mut rows)?;
    let total_row = vec![text(""), text(t!("Total")), Cell::Empty, Cell::Empty, Cell::Empty, Cell::Money(total)];
    rows.push(strong(total_row, Some(&filter)));
    Ok(Sheet {
        title: t!("Statement for {name}", name = register::name_of(conn, person)?),
        subtitle: in_words(span.from, span.to),
        columns: statement_columns(),
        rows,
    })
}

/// A statement for every donor of the span, one after the other.
///
/// # Errors
/// When the file cannot be read.
pub fn statements(conn: &Connection, span: &Span) -> Result<Sheet> {
    let mut list = donors(conn, span.from, span.to)?;
    list.sort_by(|a, b| {
        crate::kit::fold::fold(&a.name).cmp(&crate::kit::fold::fold(&b.name)).then(a.person.cmp(&b.person))
    });
    let mut columns = vec![column(t!("Donor"), Width::Text)];
    columns.extend(statement_columns());
    let mut rows = Vec::new();
    for donor in list {
        let filter = given_by(donor.person, span);
        let at = rows.len();
        let total = statement_rows(conn, &filter, &mut rows)?;
        for row in rows.iter_mut().skip(at) {
            row.cells.insert(0, Cell::Empty);
        }
        let mut cells = vec![text(donor.name)];
        cells.extend(vec![Cell::Empty; 5]);
        cells.push(Cell::Money(total));
        rows.insert(at, strong(cells, Some(&filter)));
    }
    Ok(Sheet { title: t!("Donor statements").to_owned(), subtitle: in_words(span.from, span.to), columns, rows })
}
