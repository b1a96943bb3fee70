//! Tables: the columns that a map names, made into lines. Payment services state gross and fee; each becomes a line of its own,
//! so that what was given and what was kept are two entries and the account holds the net.

use std::collections::BTreeMap;

use super::table_rules::{Way, is_total, is_unsettled, moves_nothing, running, way};
use super::{Flaws, Line, Reading, Statement, Told, digits_of, fields::FIELDS};
use crate::kit::fold::fold;
use crate::kit::{Day, Money, Problem, Result};
use crate::t;
use crate::tabular::{Mapping, Plan, Record, Row, Source, Terms};

/// A row that was read and not yet signed.
struct Cells {
    row: usize,
    booked: Day,
    valued: Option<Day>,
    amount: Option<Money>,
    paid_in: Option<Money>,
    paid_out: Option<Money>,
    fee: Option<Money>,
    net: Option<Money>,
    way: Option<Way>,
    balance: Option<Money>,
    currency: String,
    account: String,
    record: Record,
}

/// Fits the map to the table; no row is read.
pub(super) fn fit(source: &Source, mapping: &Mapping, told: &Told) -> Result<Plan> {
    let given = |key: &str| mapping.columns.contains_key(key);
    if !["amount", "paid_in", "paid_out", "net"].into_iter().any(given) {
        let headings: Vec<&str> = source.columns.iter().take(40).map(|c| c.name.as_str()).collect();
        return Err(Problem::input(t!("No column is mapped to the amount, and every row needs it; nothing was read"))
            .hint(t!(
                "Map one of these headings to amount, or two to paid_in and paid_out: {headings}",
                headings = headings.join(", ")
            )));
    }
    mapping.bind(source, FIELDS, Terms { currency: told.currency, today: told.today })
}

/// Reads every row.
pub(super) fn read(source: &Source, mapping: &Mapping, told: &Told) -> Result<Reading> {
    let plan = fit(source, mapping, told)?;
    let places = |key: &str| -> Vec<usize> {
        let headings = mapping.columns.get(key).map(|c| c.headings().to_vec()).unwrap_or_default();
        headings.iter().filter_map(|heading| source.column(heading)).collect()
    };
    let looked = Looked {
        booked: places("booked"),
        status: places("status"),
        kind: places("kind"),
        effect: places("effect"),
        sums: ["amount", "paid_in", "paid_out", "net"].into_iter().flat_map(places).collect(),
    };
    let (mut rows, mut flaws) = (Vec::new(), Flaws::default());
    let (mut unsettled, mut others) = (0, 0);
    for row in source.rows() {
        match looked.passed_over(&row, source) {
            Some(Passed::Unsettled) => unsettled += 1,
            Some(Passed::NoBooking) => others += 1,
            None => match plan.apply(&row) {
                Ok(record) => match cells(record, mapping) {
                    Ok(cells) => rows.push(cells),
                    Err(message) => flaws.add(row.number, message),
                },
                Err(problems) => {
                    for problem in problems {
                        flaws.add_at(problem.row, &problem.column, problem.message);
                    }
                }
            },
        }
    }
    if !flaws.is_empty() {
        return Ok(Err(flaws));
    }
    let mut notes = Vec::new();
    if unsettled > 0 {
        notes.push(t!("{count} rows that are pending, reserved or failed were left out", count = unsettled));
    }
    if others > 0 {
        notes.push(t!("{count} rows that are no bookings (totals, repeated headings) were left out", count = others));
    }
    if rows.is_empty() {
        let why = notes.pop().unwrap_or_else(|| t!("There is no booking in this table").to_owned());
        return Ok(Err(Flaws::one(0, t!("Nothing is left to read: {why}", why = why))));
    }
    Ok(statements(rows, notes))
}

/// Where the columns are that say whether a row is a booking at all.
struct Looked {
    booked: Vec<usize>,
    status: Vec<usize>,
    kind: Vec<usize>,
    effect: Vec<usize>,
    sums: Vec<usize>,
}

/// Why a row is no line.
enum Passed {
    Unsettled,
    NoBooking,
}

impl Looked {
    fn passed_over(&self, row: &Row, source: &Source) -> Option<Passed> {
        let cell = |places: &[usize]| places.first().map_or("", |at| row.cell(*at).trim());
        let booked = cell(&self.booked);
        if is_unsettled(cell(&self.status))
            || is_unsettled(booked)
            || moves_nothing(cell(&self.kind), cell(&self.effect))
        {
            return Some(Passed::Unsettled);
        }
        let heading = self.booked.first().map_or_else(String::new, |at| source.name_of(*at));
        if source.header_row.is_some() && !booked.is_empty() && fold(booked) == fold(&heading) {
            return Some(Passed::NoBooking);
        }
        let nothing = self.sums.iter().all(|at| row.cell(*at).trim().is_empty());
        if nothing {
            return Some(Passed::NoBooking);
        }
        if !booked.is_empty() {
            return None;
        }
        let total = row.cells().map(str::trim).find(|c| !c.is_empty()).is_some_and(is_total);
        total.then_some(Passed::NoBooking)
    }
}

fn cells(record: Record, mapping: &Mapping) -> std::result::Result<Cells, String> {
    let text = |key: &str| record.text(key).unwrap_or("").to_owned();
    let Some(booked) = record.day("booked") else { return Err(t!("The row has no day").to_owned()) };
    let said = text("sign");
    let way = way(&said);
    // What the map sets for all rows is checked as well.
    if way.is_none()
        && !said.is_empty()
        && (mapping.columns.contains_key("sign") || mapping.constants.contains_key("sign"))
    {
        return Err(t!("“{text}” says neither in nor out", text = said));
    }
    let money = |key: &str| record.money(key);
    Ok(Cells {
        row: record.row,
        booked,
        valued: record.day("valued"),
        amount: money("amount"),
        paid_in: money("paid_in"),
        paid_out: money("paid_out"),
        fee: money("fee"),
        net: money("net"),
        way,
        balance: money("balance"),
        currency: text("currency").to_uppercase(),
        // One bank leaves out the first quote of a row.
        account: text("account").trim_matches(['"', '\'', ' ']).to_owned(),
        record,
    })
}

/// What all rows together say about how they are signed.
#[derive(Clone, Copy)]
struct Signs {
    /// Amounts have signs, so a word beside them adds nothing.
    amounts: bool,
    /// Money out is written with a minus in its own column.
    out_negative: bool,
    /// Fees are written with a minus.
    fees_negative: bool,
}

impl Signs {
    fn of(rows: &[Cells]) -> Self {
        let any = |pick: &dyn Fn(&Cells) -> Option<Money>, wanted: &dyn Fn(Money) -> bool| {
            rows.iter().filter_map(pick).any(wanted)
        };
        Self {
            amounts: any(&|c| c.amount, &|m| m < Money::ZERO),
            out_negative: !any(&|c| c.paid_out, &|m| m > Money::ZERO),
            fees_negative: !any(&|c| c.fee, &|m| m > Money::ZERO),
        }
    }

    /// What moved before the fee, and what the fee moved.
    fn of_row(self, cells: &Cells) -> std::result::Result<(Money, Money), String> {
        let split = cells.paid_in.is_some() || cells.paid_out.is_some();
        let gross = if split {
            let out = cells.paid_out.unwrap_or_default();
            cells.paid_in.unwrap_or_default() + if self.out_negative { out } else { -out }
        } else {
            match (cells.amount, cells.net) {
                (Some(amount), _) => match cells.way {
                    Some(Way::Flip) => -amount,
                    Some(Way::Out) if !self.amounts => -amount,
                    _ => amount,
                },
                (None, Some(net)) => net,
                (None, None) => return Err(t!("The row has no amount").to_owned()),
            }
        };
        let fee = cells.fee.unwrap_or_default();
        let fee = if self.fees_negative { fee } else { -fee };
        match cells.net {
            Some(net) if cells.amount.is_some() && cells.fee.is_some() && gross + fee != net => {
                Err(t!("Gross and fee do not come to net"))
            }
            Some(net) if cells.amount.is_some() && cells.fee.is_none() => Ok((gross, net - gross)),
            _ => Ok((gross, fee)),
        }
        .map_err(str::to_owned)
    }
}

fn statements(rows: Vec<Cells>, mut notes: Vec<String>) -> Reading {
    let signs = Signs::of(&rows);
    let mut flaws = Flaws::default();
    // Each account and currency is a statement of its own.
    let mut groups: BTreeMap<(String, String), (Vec<Line>, Vec<Option<Money>>)> = BTreeMap::new();
    let mut order: Vec<(String, String)> = Vec::new();
    let mut empty = 0;
    for cells in rows {
        let (gross, fee) = match signs.of_row(&cells) {
            Ok(moved) => moved,
            Err(message) => {
                flaws.add(cells.row, message);
                continue;
            }
        };
        let scale = |money: Money| scaled(money, &cells.currency);
        let (Some(gross), Some(fee)) = (scale(gross), scale(fee)) else {
            flaws.add(cells.row, t!("The amount has more decimals than {currency} has", currency = cells.currency));
            continue;
        };
        let key = (cells.account.clone(), cells.currency.clone());
        if !groups.contains_key(&key) {
            order.push(key.clone());
        }
        let (lines, balances) = groups.entry(key).or_default();
        if gross.is_zero() && fee.is_zero() {
            empty += 1;
            continue;
        }
        let line = line(&cells, gross);
        if !gross.is_zero() {
            balances.push(cells.balance.filter(|_| fee.is_zero()));
            lines.push(line.clone());
        }
        if !fee.is_zero() {
            balances.push(cells.balance);
            lines.push(kept(&line, fee));
        }
    }
    if !flaws.is_empty() {
        return Err(flaws);
    }
    if empty > 0 {
        notes.push(t!("{count} rows of nothing were left out", count = empty));
    }
    let mut statements = Vec::new();
    for key in order {
        let Some((lines, balances)) = groups.remove(&key) else { continue };
        let (account, currency) = key;
        let mut statement =
            Statement { account, currency: (!currency.is_empty()).then_some(currency), lines, ..Statement::default() };
        match running(&statement.lines, &balances) {
            Some((opening, closing)) => (statement.opening, statement.closing) = (Some(opening), Some(closing)),
            None if balances.iter().any(Option::is_some) => {
                notes.push(
                    t!("The column of balances does not follow the amounts, so no balance was taken from it")
                        .to_owned(),
                );
            }
            None => {}
        }
        statements.push(statement);
    }
    Ok((statements, notes))
}

/// The table was read with two decimals; a currency with none has them all nil.
fn scaled(money: Money, currency: &str) -> Option<Money> {
    if currency.is_empty() || digits_of(currency) > 0 {
        return Some(money);
    }
    (money.0 % 100 == 0).then_some(Money(money.0 / 100))
}

fn line(cells: &Cells, amount: Money) -> Line {
    let text = |key: &str| cells.record.text(key).unwrap_or("").trim().to_owned();
    let other = if amount >= Money::ZERO { text("from") } else { text("to") };
    let name = text("name");
    Line {
        id: text("bank_id"),
        valued: cells.valued,
        name: if name.is_empty() { other } else { name },
        number: text("number"),
        purpose: text("purpose"),
        reference: text("reference"),
        kind: text("kind"),
        ..Line::new(cells.booked, amount, cells.row)
    }
}

/// The fee that a service kept of a payment, as a line of its own.
fn kept(of: &Line, fee: Money) -> Line {
    Line {
        id: if of.id.is_empty() { String::new() } else { format!("{}/fee", of.id) },
        valued: of.valued,
        purpose: t!("Fee of {what}", what = of.title()),
        kind: "fee".to_owned(),
        ..Line::new(of.booked, fee, of.row)
    }
}
