//! QIF, the Quicken Interchange Format: a letter and a value to each line. The format never said how days and amounts are
//! written, so the whole file decides, or a person is asked.

use super::{Flaws, Line, Reading, Statement, Told, text};
use crate::kit::{Day, Money};
use crate::t;
use crate::tabular::{DateOrder, DecimalMark, Decision, Profile, Question, Reading as Cells};

/// What a `!Type:` section holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Section {
    /// An account with payments.
    Bank,
    /// The description of accounts.
    Account,
    /// Shares and funds.
    Investment,
    /// Categories, classes, memorised payments.
    Other,
}

/// One record of an account, not yet understood.
#[derive(Default)]
struct Record<'t> {
    row: usize,
    day: &'t str,
    day_row: usize,
    amount: &'t str,
    amount_row: usize,
    payee: &'t str,
    memo: &'t str,
    number: &'t str,
    category: &'t str,
    any: bool,
    /// Parts of a split have begun; what follows belongs to them.
    split: bool,
}

/// Records by account.
type Accounts<'t> = Vec<(String, Vec<Record<'t>>)>;

/// Reads a file.
pub(super) fn read(bytes: &[u8], told: &Told) -> Reading {
    let (text, notes) = text::text(bytes, told, None)?;
    let accounts = records(&text)?;
    let (mut days, mut amounts) = (Profile::default(), Profile::default());
    for record in accounts.iter().flat_map(|(_, records)| records) {
        days.look_at(record.day);
        amounts.look_at(record.amount);
    }
    let order = decided(told.date_order, &days.date_order());
    let mark = decided(told.decimal_mark, &amounts.decimal_mark());
    let order = order.map_err(|choices| ask_days(&days, &choices))?;
    let mark = mark.map_err(|choices| ask_amounts(&amounts, &choices))?;
    let cells = Cells { date_order: order, decimal_mark: mark, ..Cells::new(told.today) };
    let mut flaws = Flaws::default();
    let mut statements = Vec::new();
    for (account, records) in accounts {
        let lines = records.iter().filter_map(|record| line(record, &cells, told, &mut flaws)).collect();
        statements.push(Statement { account, lines, ..Statement::default() });
    }
    if flaws.is_empty() { Ok((statements, notes)) } else { Err(flaws) }
}

/// What was told, or what the whole file says; else what it could be.
fn decided<T: Copy + PartialEq>(told: Option<T>, found: &Decision<T>) -> Result<Option<T>, Vec<T>> {
    match (told, found) {
        (Some(told), Decision::Decided(found)) if told != *found => Err(vec![*found]),
        (Some(told), _) => Ok(Some(told)),
        (None, Decision::Decided(found)) => Ok(Some(*found)),
        (None, Decision::Unneeded) => Ok(None),
        (None, Decision::Open(choices) | Decision::Mixed(choices)) => Err(choices.clone()),
    }
}

fn ask_days(profile: &Profile, choices: &[DateOrder]) -> Flaws {
    let choices = choices.iter().map(|order| (order.key(), order.label())).collect();
    let examples = profile.open_days().join(", ");
    asked("date_order", t!("Its dates can be read in more than one way ({examples})", examples = examples), choices)
}

fn ask_amounts(profile: &Profile, choices: &[DecimalMark]) -> Flaws {
    let choices = choices.iter().map(|mark| (mark.key(), mark.label())).collect();
    let examples = profile.samples().iter().take(2).cloned().collect::<Vec<_>>().join(", ");
    asked("decimal_mark", t!("Its amounts can be read in more than one way ({examples})", examples = examples), choices)
}

fn asked(setting: &'static str, asks: String, choices: Vec<(&'static str, &'static str)>) -> Flaws {
    let keys: Vec<&str> = choices.iter().map(|(key, _)| *key).collect();
    let hint = t!("Set {setting} in a map to one of: {keys}", setting = setting, keys = keys.join(", "));
    let mut flaws = Flaws::one(0, asks.clone()).hint(hint);
    flaws.question = Some(Box::new(Question { column: String::new(), setting, asks, choices, suggested: None }));
    flaws
}

fn section_of(name: &str) -> Section {
    match name.trim().to_lowercase().as_str() {
        "bank" | "cash" | "ccard" | "oth a" | "oth l" => Section::Bank,
        "account" => Section::Account,
        "invst" | "port" | "401(k)" => Section::Investment,
        _ => Section::Other,
    }
}

/// The records of every account with payments.
fn records(text: &str) -> Result<Accounts<'_>, Flaws> {
    let mut accounts: Accounts<'_> = Vec::new();
    let mut section = None;
    let mut account = String::new();
    let mut record = Record::default();
    let (mut investments, mut last) = (None, 0);
    for (at, line) in text.split('\n').enumerate() {
        let (row, line) = (at + 1, line.trim_end_matches('\r').trim_end());
        let line = line.trim_start();
        if line.is_empty() || (section.is_none() && !line.starts_with('!')) {
            continue;
        }
        last = row;
        if let Some(head) = line.strip_prefix('!') {
            if record.any {
                return Err(Flaws::one(row, t!("A record is not ended by ^ before the next part of the file")));
            }
            let lower = head.to_lowercase();
            if let Some(name) = lower.strip_prefix("type:") {
                section = Some(section_of(name));
                if section == Some(Section::Investment) {
                    investments.get_or_insert(row);
                }
                if section == Some(Section::Bank) && accounts.last().is_none_or(|(name, _)| *name != account) {
                    accounts.push((account.clone(), Vec::new()));
                }
            } else if lower.trim() == "account" {
                section = Some(Section::Account);
            } else {
                // !Option and !Clear switch things in Quicken itself.
                section = section.or(Some(Section::Other));
            }
            continue;
        }
        let mut letters = line.chars();
        let (letter, value) = (letters.next(), letters.as_str().trim());
        if letter == Some('^') {
            if section == Some(Section::Bank) && record.any {
                let done = std::mem::take(&mut record);
                if let Some((_, records)) = accounts.last_mut() {
                    records.push(done);
                }
            }
            record = Record::default();
            continue;
        }
        match section {
            Some(Section::Account) if letter == Some('N') => value.clone_into(&mut account),
            Some(Section::Bank) => take(&mut record, letter.unwrap_or(' '), value, row)?,
            _ => {}
        }
    }
    if record.any {
        return Err(Flaws::one(last, t!("The file ends within a record: it is cut short")));
    }
    accounts.retain(|(_, records)| !records.is_empty());
    if accounts.is_empty() {
        return Err(match investments {
            Some(row) => Flaws::one(row, t!("It holds an investment account: shares and funds, not payments")),
            None => Flaws::one(0, t!("It holds no payments of an account")),
        });
    }
    Ok(accounts)
}

fn take<'t>(record: &mut Record<'t>, letter: char, value: &'t str, row: usize) -> Result<(), Flaws> {
    if record.row == 0 {
        record.row = row;
    }
    record.any = true;
    record.split |= matches!(letter, 'S' | 'E' | '$' | '%');
    match letter {
        'D' | 'T' if record.split => {}
        'D' if !record.day.is_empty() => {
            return Err(Flaws::one(row, t!("A payment has a second day: the ^ that ends the one before is missing")));
        }
        'D' => (record.day, record.day_row) = (value, row),
        'T' => (record.amount, record.amount_row) = (value, row),
        // The same as T, for amounts too large for the oldest programs.
        'U' if record.amount.is_empty() => (record.amount, record.amount_row) = (value, row),
        'P' => record.payee = value,
        'M' => record.memo = value,
        'N' => record.number = value,
        'L' => record.category = value,
        // Cleared, address, parts of a split, and what programs added for themselves.
        'U' | 'C' | 'A' | 'S' | 'E' | '$' | '%' | 'F' | 'X' | 'K' => {}
        _ => {
            return Err(Flaws::one(row, t!("A line that begins with “{letter}” is none of QIF", letter = letter)));
        }
    }
    Ok(())
}

fn line(record: &Record<'_>, cells: &Cells, told: &Told, flaws: &mut Flaws) -> Option<Line> {
    let day = day(record, cells, flaws);
    let amount = amount(record, cells, told, flaws);
    let (day, amount) = (day?, amount?);
    // The balance with which the program's list began, which is no payment.
    let is_opening = record.payee.eq_ignore_ascii_case("opening balance") && record.category.starts_with('[');
    if is_opening || amount == Money::ZERO {
        return None;
    }
    Some(Line {
        name: record.payee.to_owned(),
        purpose: record.memo.to_owned(),
        reference: record.number.to_owned(),
        ..Line::new(day, amount, record.row)
    })
}

fn day(record: &Record<'_>, cells: &Cells, flaws: &mut Flaws) -> Option<Day> {
    if record.day.is_empty() {
        flaws.add(record.row, t!("A payment has no day"));
        return None;
    }
    cells.day(record.day).map_err(|problem| flaws.add(record.day_row, problem.message)).ok()
}

fn amount(record: &Record<'_>, cells: &Cells, told: &Told, flaws: &mut Flaws) -> Option<Money> {
    if record.amount.is_empty() {
        flaws.add(record.row, t!("A payment has no amount"));
        return None;
    }
    let read = cells.money(record.amount, told.currency);
    read.map_err(|problem| flaws.add(record.amount_row, problem.message)).ok()
}
