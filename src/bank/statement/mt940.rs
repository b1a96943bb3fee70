//! MT940, the customer statement of SWIFT, and MT942, the interim report, in the dialects of the banks.

use super::amount::{Mark, amount, digits_of};
use super::mt940_tags::{Piece, pieces};
use super::{Balance, Flaws, Line, Reading, Statement, Told, days, dos, mt940_text, proof, text};
use crate::kit::{Day, Money};
use crate::t;

/// Reads a file.
pub(super) fn read(bytes: &[u8], told: &Told) -> Reading {
    let (text, notes) = letters(bytes, told)?;
    let mut reader = Reader { told, flaws: Flaws::default(), notes, done: Vec::new(), open: None };
    for piece in pieces(&text) {
        match piece {
            Piece::Field { tag, lines, row } => reader.field(tag, &lines, row),
            Piece::End => reader.end(),
        }
    }
    reader.end();
    let Reader { flaws, notes, done, .. } = reader;
    if !flaws.is_empty() {
        return Err(flaws);
    }
    if done.is_empty() {
        return Err(Flaws::one(0, t!("It holds no statement of an account")));
    }
    Ok((done, notes))
}

fn letters(bytes: &[u8], told: &Told) -> Result<(String, Vec<String>), Flaws> {
    if told.encoding.is_none() && std::str::from_utf8(bytes).is_err() && dos::is_dos(bytes) {
        let ascii = String::from_utf8_lossy(bytes);
        let central = ["HUF", "PLN", "CZK", "RON"].iter().any(|code| ascii.contains(code));
        return Ok((dos::decode(bytes, central), Vec::new()));
    }
    text::text(bytes, told, None)
}

/// A statement under way.
#[derive(Default)]
struct Open {
    statement: Statement,
    row: usize,
    /// What field 86 belongs to: the line before it, or after the closing balance the statement.
    line_open: bool,
    has_opening: bool,
    has_closing: bool,
    /// An interim report, which has no balances.
    interim: bool,
    /// Number and sum of debits and credits, as an interim report states them.
    debits: Option<(usize, Money, usize)>,
    credits: Option<(usize, Money, usize)>,
}

struct Reader<'t> {
    told: &'t Told,
    flaws: Flaws,
    notes: Vec<String>,
    done: Vec<Statement>,
    open: Option<Open>,
}

impl Reader<'_> {
    fn field(&mut self, tag: &str, lines: &[&str], row: usize) {
        if tag == "20" {
            self.end();
            self.open = Some(Open { row, ..Open::default() });
            return;
        }
        let text = lines.first().map_or("", |line| line.trim());
        let digits = self.digits();
        let Some(open) = &mut self.open else {
            if tag == "61" || tag.starts_with('6') {
                self.flaws.add(row, t!("A booking or balance stands outside of a statement, which begins with :20:"));
            }
            return;
        };
        match tag {
            "25" | "25P" => text.clone_into(&mut open.statement.account),
            "60F" | "60M" => match balance(text) {
                Some((currency, balance)) => {
                    open.has_opening = true;
                    open.statement.currency = Some(currency);
                    open.statement.opening = Some(balance);
                }
                None => self.flaws.add(row, t!("The opening balance cannot be read: {text}", text = text)),
            },
            "62F" | "62M" => match balance(text) {
                Some((currency, balance)) => {
                    open.has_closing = true;
                    open.line_open = false;
                    if open.statement.currency.as_ref().is_some_and(|c| *c != currency) {
                        self.flaws.add(row, t!("The closing balance is in another currency than the opening balance"));
                    }
                    open.statement.currency = Some(currency);
                    open.statement.closing = Some(balance);
                }
                None => self.flaws.add(row, t!("The closing balance cannot be read: {text}", text = text)),
            },
            "34F" => {
                open.interim = true;
                if let Some(currency) = text.get(..3) {
                    open.statement.currency = Some(currency.to_uppercase());
                }
            }
            "13" | "13D" => open.interim = true,
            "61" => match booking(lines, digits, row) {
                Some(line) => {
                    open.line_open = true;
                    open.statement.lines.push(line);
                }
                None => self.flaws.add(row, t!("A booking (:61:) cannot be read: {text}", text = text)),
            },
            "86" if open.line_open => {
                open.line_open = false;
                if let Some(line) = open.statement.lines.last_mut() {
                    mt940_text::read(lines, line);
                }
            }
            "90D" => open.debits = total(text, digits, row),
            "90C" => open.credits = total(text, digits, row),
            _ => {}
        }
    }

    fn digits(&self) -> u8 {
        let currency = self.open.as_ref().and_then(|open| open.statement.currency.as_deref());
        currency.map_or(self.told.currency.digits, digits_of)
    }

    /// The end of a message: what a statement must have is there.
    fn end(&mut self) {
        let digits = self.digits();
        let Some(mut open) = self.open.take() else { return };
        let told = self.told;
        if open.statement.account.is_empty() {
            self.flaws.add(open.row, t!("The statement that begins here names no account (:25:)"));
            return;
        }
        let interim = open.interim || open.debits.is_some() || open.credits.is_some();
        if !interim && !open.has_opening && !told.unchecked {
            self.flaws.add(open.row, t!("The statement that begins here has no opening balance (:60F:)"));
        }
        if !interim && !open.has_closing && !told.unchecked {
            self.flaws.add(
                open.row,
                t!("The statement that begins here has no closing balance (:62F:): it may be cut short"),
            );
            self.flaws.hint.get_or_insert_with(proof::unchecked);
        }
        if !told.unchecked {
            self.totals(&open, digits);
        }
        let before = open.statement.lines.len();
        open.statement.lines.retain(|line| !line.amount.is_zero());
        if open.statement.lines.len() < before {
            self.notes.push(t!(
                "{count} bookings of nothing, which are remarks of the bank, were left out",
                count = before - open.statement.lines.len()
            ));
        }
        self.done.push(open.statement);
    }

    fn totals(&mut self, open: &Open, digits: u8) {
        let lines = &open.statement.lines;
        for (stated, sign) in [(open.debits, -1), (open.credits, 1)] {
            let Some((count, sum, row)) = stated else { continue };
            let these: Vec<Money> = lines.iter().map(|l| l.amount).filter(|a| a.0.signum() == sign).collect();
            let found = these.iter().copied().sum::<Money>().abs();
            if these.len() != count || found != sum {
                self.flaws.add(
                    row,
                    t!(
                        "The report states {count} bookings of {sum} here, and holds {found_count} of {found}",
                        count = count,
                        sum = proof::plain(sum, digits),
                        found_count = these.len(),
                        found = proof::plain(found, digits)
                    ),
                );
                self.flaws.hint.get_or_insert_with(proof::unchecked);
            }
        }
    }
}

/// `C140829EUR147,64`: currency and balance.
fn balance(text: &str) -> Option<(String, Balance)> {
    let negative = match text.get(..1)? {
        "C" => false,
        "D" => true,
        _ => return None,
    };
    let on = days::short(text.get(1..7)?)?;
    let currency = text.get(7..10)?.to_uppercase();
    if !currency.bytes().all(|b| b.is_ascii_uppercase()) {
        return None;
    }
    let size = amount(text.get(10..)?, Mark::Comma, digits_of(&currency))?;
    Some((currency, Balance { amount: if negative { -size } else { size }, on: Some(on) }))
}

/// `3PLN0,03`: how many, and their sum.
fn total(text: &str, digits: u8, row: usize) -> Option<(usize, Money, usize)> {
    let split = text.find(|c: char| !c.is_ascii_digit())?;
    let count = text.get(..split)?.parse().ok()?;
    let sum = amount(text.get(split + 3..)?, Mark::Comma, digits)?;
    Some((count, sum, row))
}

/// `1405070507C500,NTRFNONREF//B4E07XM00J000023` with a line of details below it.
fn booking(lines: &[&str], digits: u8, row: usize) -> Option<Line> {
    let text = lines.first()?.trim();
    let valued = days::short(text.get(..6)?)?;
    let mut rest = text.get(6..)?;
    let mut booked: Option<Day> = None;
    match rest.get(..4) {
        Some(head) if head.bytes().all(|b| b.is_ascii_digit()) => {
            booked = Some(days::beside(head, valued)?);
            rest = rest.get(4..)?;
        }
        // Citibank leaves the place of the day blank.
        Some(head) if head.bytes().all(|b| b == b' ') => rest = rest.get(4..)?,
        _ => {}
    }
    let (reversal, mark) = match rest.strip_prefix('R') {
        Some(after) => (true, after),
        None => (false, rest),
    };
    let credit = match mark.get(..1)? {
        "C" => true,
        "D" => false,
        _ => return None,
    };
    // The third letter of the currency may follow.
    let after = mark.get(1..)?.trim_start_matches(|c: char| c.is_ascii_uppercase());
    if mark.get(1..)?.len() - after.len() > 1 {
        return None;
    }
    let end = after.find(|c: char| !c.is_ascii_digit() && c != ',').unwrap_or(after.len());
    let size = amount(after.get(..end)?, Mark::Comma, digits)?;
    let code = after.get(end..)?;
    let kind = code.get(..4)?;
    if !kind.starts_with(|c: char| c.is_ascii_uppercase()) {
        return None;
    }
    let references = code.get(4..)?;
    let (own, bank) = references.split_once("//").unwrap_or((references, ""));
    let said = |text: &str| {
        let text = text.trim();
        let empty = text.is_empty() || text.eq_ignore_ascii_case("NONREF") || text.ends_with("REF+");
        (!empty).then(|| text.to_owned())
    };
    let details: Vec<&str> = lines.iter().skip(1).map(|l| l.trim()).filter(|l| !l.is_empty()).collect();
    let amount = if credit == reversal { -size } else { size };
    let mut line = Line {
        valued: Some(valued),
        reference: said(own).or_else(|| said(bank)).unwrap_or_default(),
        kind: kind.to_owned(),
        purpose: details.join(" "),
        ..Line::new(booked.unwrap_or(valued), amount, row)
    };
    if mt940_text::is_iban(own.trim()) {
        // ASN writes the other account in place of a reference, and its holder below.
        line.number = std::mem::take(&mut line.reference);
        line.name = std::mem::take(&mut line.purpose);
    }
    Some(line)
}
