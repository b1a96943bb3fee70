//! OFX and QFX, versions 1 and 2: bank and credit card statements. Open Financial Exchange 2.3, sections 11 and 3.

use super::amount::{Mark, amount, digits_of};
use super::sgml::{Node, Tree, tree};
use super::{Balance, Flaws, Line, Reading, Statement, Told, days, text};
use crate::kit::Money;
use crate::t;

/// Reads a file.
pub(super) fn read(bytes: &[u8], told: &Told) -> Reading {
    let (text, mut notes) = text::text(bytes, told, declared(bytes))?;
    let tree = tree(&text)?;
    let mut flaws = Flaws::default();
    refusals(&tree, &mut flaws);
    let mut statements = Vec::new();
    for name in ["STMTRS", "CCSTMTRS"] {
        for node in tree.named(name) {
            statements.push(statement(&tree, node, told, &mut flaws, &mut notes));
        }
    }
    if !flaws.is_empty() {
        return Err(flaws);
    }
    if statements.is_empty() {
        return Err(nothing(&tree));
    }
    Ok((statements, notes))
}

/// The encoding that the header names. `USASCII` with a code page means the code page.
fn declared(bytes: &[u8]) -> Option<&'static str> {
    let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(512)).unwrap_or(bytes)).to_uppercase();
    let value = |name: &str| {
        let rest = head.split(name).nth(1)?;
        Some(rest.trim_start().split(|c: char| c.is_whitespace() || c == '<').next().unwrap_or("").to_owned())
    };
    let encoding = value("ENCODING:").unwrap_or_default();
    if encoding.starts_with("UTF-8") || encoding.starts_with("UNICODE") {
        return Some("utf-8");
    }
    match value("CHARSET:").unwrap_or_default().as_str() {
        "8859-1" | "ISO-8859-1" | "1252" => Some("windows-1252"),
        "1250" => Some("windows-1250"),
        "1251" => Some("windows-1251"),
        "8859-2" | "ISO-8859-2" => Some("iso-8859-2"),
        "8859-15" | "ISO-8859-15" => Some("iso-8859-15"),
        _ => None,
    }
}

/// Errors the bank sent instead of a statement.
fn refusals(tree: &Tree<'_>, flaws: &mut Flaws) {
    for status in tree.named("STATUS").filter(|s| tree.value(s, "SEVERITY").eq_ignore_ascii_case("ERROR")) {
        let (code, message) = (tree.value(status, "CODE"), tree.value(status, "MESSAGE"));
        let message = if message.is_empty() { t!("it gave no reason") } else { message };
        flaws
            .add(status.row, t!("The bank answered with an error ({code}): {message}", code = code, message = message));
    }
}

/// Why a file without a statement has none.
fn nothing(tree: &Tree<'_>) -> Flaws {
    let has = |name: &str| tree.named(name).next().map(|node| node.row);
    if let Some(row) = has("INVSTMTRS") {
        return Flaws::one(row, t!("It holds an investment statement: shares and funds, not an account with payments"))
            .hint(t!("Fetch the statement of the account that the party is paid into"));
    }
    if let Some(row) = has("ACCTINFORS") {
        return Flaws::one(row, t!("It lists accounts and holds no statement of one"));
    }
    if let Some(row) = has("INTRATRNRS") {
        return Flaws::one(row, t!("It holds the order of a transfer and no statement of an account"));
    }
    Flaws::one(1, t!("It holds no statement of an account"))
        .hint(t!("Fetch the transactions of the account from the bank again"))
}

fn statement(tree: &Tree<'_>, node: &Node<'_>, told: &Told, flaws: &mut Flaws, notes: &mut Vec<String>) -> Statement {
    let account = ["BANKACCTFROM", "CCACCTFROM"].into_iter().find_map(|name| tree.child(node, name));
    let number = account.map_or_else(String::new, |account| {
        let bank = tree.value(account, "BANKID");
        let own = tree.value(account, "ACCTID");
        // The account's own number says it all where it is an IBAN or the bank writes none.
        if bank.is_empty() || own.starts_with(|c: char| c.is_ascii_alphabetic()) {
            own.to_owned()
        } else {
            format!("{bank}/{own}")
        }
    });
    let lists: Vec<&Node<'_>> =
        tree.children(node).filter(|child| child.name.eq_ignore_ascii_case("BANKTRANLIST")).collect();
    let bookings =
        || lists.iter().flat_map(|list| tree.children(list)).filter(|n| n.name.eq_ignore_ascii_case("STMTTRN"));
    let named = tree.value(node, "CURDEF");
    let named = if named.is_empty() {
        // A bank that leaves the statement's currency out still names that of its lines.
        bookings().find_map(|line| tree.child(line, "CURRENCY")).map_or("", |c| tree.value(c, "CURSYM"))
    } else {
        named
    };
    let currency = (!named.is_empty()).then(|| named.to_uppercase());
    let digits = currency.as_deref().map_or(told.currency.digits, digits_of);
    let mut out = Statement { account: number, currency, ..Statement::default() };
    for list in &lists {
        let day = |name: &str| days::compact(tree.value(list, name));
        out.from = [out.from, day("DTSTART")].into_iter().flatten().min();
        out.to = [out.to, day("DTEND")].into_iter().flatten().max();
    }
    for booking in bookings() {
        line(tree, booking, digits, flaws, &mut out.lines, notes);
    }
    out.closing = tree.child(node, "LEDGERBAL").and_then(|ledger| balance(tree, ledger, digits, flaws));
    out
}

fn balance(tree: &Tree<'_>, node: &Node<'_>, digits: u8, flaws: &mut Flaws) -> Option<Balance> {
    let text = tree.value(node, "BALAMT");
    if text.is_empty() {
        return None;
    }
    match amount(text, Mark::Either, digits) {
        Some(amount) => Some(Balance { amount, on: days::compact(tree.value(node, "DTASOF")) }),
        None => {
            flaws.add(node.row, t!("The balance “{text}” is no amount", text = text));
            None
        }
    }
}

fn line(
    tree: &Tree<'_>,
    node: &Node<'_>,
    digits: u8,
    flaws: &mut Flaws,
    lines: &mut Vec<Line>,
    notes: &mut Vec<String>,
) {
    let value = |name: &str| tree.value(node, name);
    let row = |name: &str| tree.child(node, name).map_or(node.row, |child| child.row);
    let posted = value("DTPOSTED");
    let booked = days::compact(posted);
    if booked.is_none() {
        let what = if posted.is_empty() {
            t!("A transaction has no day on which it was posted").to_owned()
        } else {
            t!("“{text}” is not a day", text = posted)
        };
        flaws.add(row("DTPOSTED"), what);
    }
    let text = value("TRNAMT");
    let sum = amount(text, Mark::Either, digits);
    if sum.is_none() {
        let what = if text.is_empty() {
            t!("A transaction has no amount").to_owned()
        } else {
            t!("“{text}” is not an amount", text = text)
        };
        flaws.add(row("TRNAMT"), what);
    }
    let (Some(booked), Some(sum)) = (booked, sum) else { return };
    if value("CORRECTACTION").eq_ignore_ascii_case("DELETE") {
        notes.push(t!(
            "Line {row}: the bank takes back the transaction {id}; look at it in the list",
            row = node.row,
            id = value("CORRECTFITID")
        ));
        return;
    }
    let payee = tree.child(node, "PAYEE").map_or("", |payee| tree.value(payee, "NAME"));
    let other = ["BANKACCTTO", "CCACCTTO"].into_iter().find_map(|name| tree.child(node, name));
    let valued = ["DTAVAIL", "VALUEDATE"].into_iter().find_map(|name| days::compact(value(name)));
    let first = |names: &[&str]| names.iter().map(|n| value(n)).find(|v| !v.is_empty()).unwrap_or("").to_owned();
    lines.push(Line {
        id: value("FITID").to_owned(),
        valued,
        name: if payee.is_empty() { first(&["NAME", "EXTDNAME"]) } else { payee.to_owned() },
        number: other.map_or("", |account| tree.value(account, "ACCTID")).to_owned(),
        purpose: value("MEMO").to_owned(),
        reference: first(&["CHECKNUM", "REFNUM"]),
        kind: value("TRNTYPE").to_uppercase(),
        ..Line::new(booked, sum, node.row)
    });
    if sum == Money::ZERO {
        // Banks write remarks as transactions of nothing.
        lines.pop();
        notes.push(t!("Line {row}: a transaction of nothing was left out", row = node.row));
    }
}
