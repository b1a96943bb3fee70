//! CAMT.052, .053 and .054 of ISO 20022, every version: reports, statements and notifications of an account.
//!
//! The reader is `roxmltree`, with declarations (and so any expansion) off. Versions differ in where a name or a day stands;
//! each is looked for in all its places.

use roxmltree::{Document, Node, ParsingOptions};

use super::amount::{Mark, amount, digits_of};
use super::{Balance, Flaws, Line, Reading, Statement, Told, days, proof, text};
use crate::kit::{Day, Money};
use crate::t;

/// Elements of one file; a statement of a million lines has some sixty million.
const MOST_NODES: u32 = 100_000_000;

/// Reads a file.
pub(super) fn read(bytes: &[u8], told: &Told) -> Reading {
    let (text, notes) = text::text(bytes, told, declared(bytes).as_deref())?;
    let options = ParsingOptions { allow_dtd: false, nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    let document = Document::parse_with_options(&text, options).map_err(|error| broken(&error, &text))?;
    let mut reader = Reader { rows: Rows::of(&text), told, flaws: Flaws::default(), notes };
    let statements: Vec<Statement> = document
        .root_element()
        .children()
        .flat_map(|message| message.children())
        .filter(|node| matches!(node.tag_name().name(), "Stmt" | "Rpt" | "Ntfctn"))
        .map(|node| reader.statement(node))
        .collect();
    let Reader { rows, flaws, notes, .. } = reader;
    if !flaws.is_empty() {
        return Err(flaws);
    }
    if statements.is_empty() {
        let row = rows.of_byte(document.root_element().range().start);
        return Err(Flaws::one(row, t!("It holds no statement of an account")));
    }
    Ok((statements, notes))
}

/// The encoding of the XML declaration.
fn declared(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(200)).unwrap_or(bytes)).into_owned();
    let rest = head.split("encoding=").nth(1)?;
    let quote = rest.chars().next()?;
    rest.get(1..)?.split(quote).next().map(str::to_owned)
}

fn broken(error: &roxmltree::Error, text: &str) -> Flaws {
    let row = usize::try_from(error.pos().row).unwrap_or(0);
    match error {
        roxmltree::Error::DtdDetected => Flaws::one(
            // The library says no place for this one.
            text.find("<!D").map_or(row, |at| Rows::of(text).of_byte(at)),
            t!("The file declares a document type or entities, which no statement needs; it was not looked into"),
        ),
        roxmltree::Error::NodesLimitReached => Flaws::one(row, t!("It holds more than any statement")),
        _ => Flaws::one(row, t!("It is no sound XML ({what})", what = error))
            .hint(t!("It may be cut short: fetch it from the bank again")),
    }
}

/// Where each line of the text begins, so that the line of a place is found without counting from the start.
struct Rows(Vec<usize>);

impl Rows {
    fn of(text: &str) -> Self {
        Self(text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(at, _)| at).collect())
    }

    fn of_byte(&self, at: usize) -> usize {
        self.0.partition_point(|end| *end < at) + 1
    }
}

fn child<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    node.children().find(|child| child.tag_name().name() == name)
}

/// The element at the end of a path such as `Acct/Id/IBAN`.
fn find<'a, 'i>(node: Node<'a, 'i>, path: &str) -> Option<Node<'a, 'i>> {
    path.split('/').try_fold(node, child)
}

/// The text at the end of the first path that leads to one.
fn text_of<'a>(node: Node<'a, '_>, paths: &[&str]) -> &'a str {
    paths.iter().filter_map(|path| find(node, path)?.text()).map(str::trim).find(|t| !t.is_empty()).unwrap_or("")
}

/// The texts of all children of a name.
fn texts<'a>(node: Node<'a, '_>, name: &str) -> Vec<&'a str> {
    node.children().filter(|c| c.tag_name().name() == name).filter_map(|c| c.text()).map(str::trim).collect()
}

/// A reference that says something.
fn said(text: &str) -> Option<&str> {
    let empty = ["", "NONREF", "NOTPROVIDED", "NOT PROVIDED"].contains(&text.to_uppercase().as_str());
    (!empty).then_some(text)
}

/// A day that is written as a day or as a moment.
fn day_of(node: Node<'_, '_>, name: &str) -> Option<Day> {
    child(node, name).and_then(|node| days::iso(text_of(node, &["Dt", "DtTm"])))
}

/// What the payments of a booking came to in the account's currency.
fn counter_value(entry: Node<'_, '_>, currency: &str, digits: u8) -> Option<Money> {
    let details = entry
        .children()
        .filter(|c| c.tag_name().name() == "NtryDtls")
        .flat_map(|d| d.children())
        .filter(|c| c.tag_name().name() == "TxDtls");
    let mut sum = None;
    for detail in details {
        let paths = ["Amt", "AmtDtls/TxAmt/Amt", "AmtDtls/CntrValAmt/Amt", "AmtDtls/InstdAmt/Amt"];
        let places = paths.iter().filter_map(|path| find(detail, path));
        let own = places.into_iter().find(|p| p.attribute("Ccy").is_some_and(|c| c.eq_ignore_ascii_case(currency)))?;
        sum = Some(sum.unwrap_or_default() + amount(own.text()?, Mark::Point, digits)?);
    }
    sum
}

/// One payment of a booking.
struct Part<'a, 'i> {
    node: Option<Node<'a, 'i>>,
    amount: Money,
    id: String,
}

struct Reader<'t> {
    rows: Rows,
    told: &'t Told,
    flaws: Flaws,
    notes: Vec<String>,
}

impl Reader<'_> {
    fn row(&self, node: Node<'_, '_>) -> usize {
        self.rows.of_byte(node.range().start)
    }

    fn statement(&mut self, node: Node<'_, '_>) -> Statement {
        let account = child(node, "Acct");
        let number =
            account.map_or("", |a| text_of(a, &["Id/IBAN", "Id/Othr/Id", "Id/PrtryAcct/Id", "Id/BBAN", "Id/UPIC"]));
        let entries = || node.children().filter(|c| c.tag_name().name() == "Ntry");
        let named = account.map_or("", |a| text_of(a, &["Ccy"]));
        let sums = node.children().filter(|c| matches!(c.tag_name().name(), "Bal" | "Ntry"));
        let currency = if named.is_empty() {
            sums.filter_map(|c| child(c, "Amt")?.attribute("Ccy")).next().unwrap_or("")
        } else {
            named
        };
        let currency = (!currency.is_empty()).then(|| currency.to_uppercase());
        let mut out = Statement { account: number.to_owned(), currency, ..Statement::default() };
        if let Some(span) = child(node, "FrToDt") {
            out.from = days::iso(text_of(span, &["FrDtTm", "FrDt"]));
            out.to = days::iso(text_of(span, &["ToDtTm", "ToDt"]));
        }
        self.balances(node, &mut out);
        let (mut booked, mut left_out) = (0, 0);
        for entry in entries() {
            match text_of(entry, &["Sts/Cd", "Sts/Prtry", "Sts"]) {
                "BOOK" | "" => {
                    booked += 1;
                    self.entry(entry, &mut out);
                }
                _ => left_out += 1,
            }
        }
        if left_out > 0 {
            self.notes.push(t!(
                "{count} bookings of {account} that the bank has not booked yet were left out",
                count = left_out,
                account = number
            ));
        }
        let declared: Option<usize> = text_of(node, &["TxsSummry/TtlNtries/NbOfNtries"]).parse().ok();
        if let Some(declared) = declared.filter(|n| *n != booked && left_out == 0 && !self.told.unchecked) {
            let row = self.row(node);
            self.flaws.add(
                row,
                t!(
                    "It says that it holds {declared} bookings, and holds {booked}",
                    declared = declared,
                    booked = booked
                ),
            );
            self.flaws.hint.get_or_insert_with(proof::unchecked);
        }
        out
    }

    fn balances(&mut self, node: Node<'_, '_>, out: &mut Statement) {
        let mut previous = None;
        for balance in node.children().filter(|c| c.tag_name().name() == "Bal") {
            let code = text_of(balance, &["Tp/CdOrPrtry/Cd", "Tp/Cd", "Tp/CdOrPrtry/Prtry"]);
            if !matches!(code, "OPBD" | "PRCD" | "CLBD") {
                continue;
            }
            let Some(amount) = self.amount(balance, out.currency.as_deref()) else { continue };
            let found = Balance { amount, on: day_of(balance, "Dt") };
            match code {
                "OPBD" => out.opening = Some(found),
                "PRCD" => previous = Some(found),
                _ => out.closing = Some(found),
            }
        }
        out.opening = out.opening.or(previous);
    }

    /// The signed amount of a balance or booking in the account's currency; what is wrong with it is noted.
    fn amount(&mut self, node: Node<'_, '_>, currency: Option<&str>) -> Option<Money> {
        let row = self.row(node);
        let Some(place) = child(node, "Amt") else {
            self.flaws.add(row, t!("A booking or balance has no amount"));
            return None;
        };
        let own = place.attribute("Ccy").unwrap_or("").to_uppercase();
        let digits = currency.map_or(self.told.currency.digits, digits_of);
        let text = place.text().unwrap_or("");
        let size = match currency.filter(|c| !own.is_empty() && **c != *own) {
            None => amount(text, Mark::Point, digits),
            // A payment abroad may be stated in the other currency, and what it came to among its details.
            Some(currency) => match counter_value(node, currency, digits) {
                Some(size) => Some(size),
                None if self.told.unchecked && node.tag_name().name() == "Bal" => return None,
                None => {
                    self.flaws.add(
                        row,
                        t!("An amount is in {own}, but the account is in {currency}", own = own, currency = currency),
                    );
                    return None;
                }
            },
        };
        let Some(size) = size else {
            self.flaws.add(row, t!("“{text}” is not an amount", text = text.trim()));
            return None;
        };
        match text_of(node, &["CdtDbtInd"]) {
            "CRDT" => Some(size),
            "DBIT" => Some(-size),
            other => {
                self.flaws.add(row, t!("“{other}” says neither credit nor debit", other = other));
                None
            }
        }
    }

    fn entry(&mut self, entry: Node<'_, '_>, out: &mut Statement) {
        let row = self.row(entry);
        let valued = day_of(entry, "ValDt");
        let amount = self.amount(entry, out.currency.as_deref());
        let Some(booked) = day_of(entry, "BookgDt").or(valued) else {
            self.flaws.add(row, t!("A booking has no day"));
            return;
        };
        let Some(amount) = amount else { return };
        let details: Vec<Node<'_, '_>> = entry
            .children()
            .filter(|c| c.tag_name().name() == "NtryDtls")
            .flat_map(|d| d.children())
            .filter(|c| c.tag_name().name() == "TxDtls")
            .collect();
        let id = said(text_of(entry, &["AcctSvcrRef"])).unwrap_or("").to_owned();
        for part in self.parts(entry, &details, amount, &id, out.currency.as_deref()) {
            let line = line(entry, &part, booked, valued, row);
            out.lines.push(line);
        }
    }

    /// The payments of a booking, where the bank lists them and they add up to it; else the booking as a whole.
    fn parts<'a, 'i>(
        &mut self,
        entry: Node<'a, 'i>,
        details: &[Node<'a, 'i>],
        whole: Money,
        id: &str,
        currency: Option<&str>,
    ) -> Vec<Part<'a, 'i>> {
        let first = details.first().copied();
        let own = first.map_or("", |d| text_of(d, &["Refs/AcctSvcrRef"]));
        let as_one = || {
            let id = if id.is_empty() && details.len() == 1 { said(own).unwrap_or("") } else { id };
            vec![Part { node: first, amount: whole, id: id.to_owned() }]
        };
        if details.len() < 2 {
            return as_one();
        }
        let digits = currency.map_or(self.told.currency.digits, digits_of);
        let size = |detail: &Node<'_, '_>| {
            let place = ["Amt", "AmtDtls/TxAmt/Amt", "AmtDtls/InstdAmt/Amt"].iter().find_map(|p| find(*detail, p))?;
            let same = place.attribute("Ccy").is_none_or(|own| currency.is_none_or(|c| own.eq_ignore_ascii_case(c)));
            amount(place.text()?, Mark::Point, digits).filter(|_| same)
        };
        let Some(sizes) = details.iter().map(size).collect::<Option<Vec<Money>>>() else { return as_one() };
        let way = |negative: bool, size: &Money| if negative { -*size } else { *size };
        let all: Vec<Money> = sizes.iter().map(|size| way(whole < Money::ZERO, size)).collect();
        let each: Vec<Money> = details
            .iter()
            .zip(&sizes)
            .map(|(detail, size)| way(text_of(*detail, &["CdtDbtInd"]) == "DBIT", size))
            .collect();
        let Some(amounts) = [all, each].into_iter().find(|list| list.iter().copied().sum::<Money>() == whole) else {
            let row = self.row(entry);
            self.notes.push(t!(
                "Line {row}: the {count} payments of a booking do not add up to it, so it is kept as one",
                row = row,
                count = details.len()
            ));
            return as_one();
        };
        let part = |(at, (detail, amount)): (usize, (&Node<'a, 'i>, Money))| Part {
            node: Some(*detail),
            amount,
            id: if id.is_empty() { String::new() } else { format!("{id}/{}", at + 1) },
        };
        details.iter().zip(amounts).enumerate().map(part).filter(|part| !part.amount.is_zero()).collect()
    }
}

fn line(entry: Node<'_, '_>, part: &Part<'_, '_>, booked: Day, valued: Option<Day>, row: usize) -> Line {
    let incoming = part.amount >= Money::ZERO;
    let (party, account) = if incoming { ("Dbtr", "DbtrAcct") } else { ("Cdtr", "CdtrAcct") };
    let mut line = Line { id: part.id.clone(), valued, ..Line::new(booked, part.amount, row) };
    let more = text_of(entry, &["AddtlNtryInf"]);
    line.kind = kind(entry);
    if let Some(detail) = part.node {
        if let Some(parties) = child(detail, "RltdPties") {
            let ultimate = if incoming { "UltmtDbtr" } else { "UltmtCdtr" };
            let name =
                |party: &str| child(parties, party).map_or("", |p| text_of(p, &["Nm", "Pty/Nm", "Agt/FinInstnId/Nm"]));
            line.name = [name(party), name(ultimate)].into_iter().find(|n| !n.is_empty()).unwrap_or("").to_owned();
            line.number = child(parties, account)
                .map_or("", |a| text_of(a, &["Id/IBAN", "Id/Othr/Id", "Id/PrtryAcct/Id", "Id/BBAN"]))
                .to_owned();
        }
        let structured = find(detail, "RmtInf").map_or_else(Vec::new, |info| {
            info.children().filter(|c| c.tag_name().name() == "Strd").collect::<Vec<_>>()
        });
        let free = child(detail, "RmtInf").map_or_else(Vec::new, |info| texts(info, "Ustrd"));
        let added: Vec<&str> = structured.iter().flat_map(|s| texts(*s, "AddtlRmtInf")).collect();
        line.purpose = if free.is_empty() { added } else { free }.join(" ");
        if line.purpose.is_empty() {
            line.purpose = text_of(detail, &["AddtlTxInf"]).to_owned();
        }
        let coded =
            structured.iter().map(|s| text_of(*s, &["CdtrRefInf/Ref", "CdtrRefInf/CdtrRef"])).find(|r| !r.is_empty());
        let reference = coded.or_else(|| said(text_of(detail, &["Refs/EndToEndId"])));
        line.reference = reference.or_else(|| said(text_of(detail, &["Refs/MndtId"]))).unwrap_or("").to_owned();
    }
    if line.purpose.is_empty() {
        more.clone_into(&mut line.purpose);
    } else if line.kind.is_empty() {
        more.clone_into(&mut line.kind);
    }
    line
}

/// What the bank calls the booking: its own code, else the codes of the standard.
fn kind(entry: Node<'_, '_>) -> String {
    let Some(code) = child(entry, "BkTxCd") else { return String::new() };
    let own = text_of(code, &["Prtry/Cd"]);
    if !own.is_empty() {
        return own.to_owned();
    }
    let parts = ["Domn/Cd", "Domn/Fmly/Cd", "Domn/Fmly/SubFmlyCd"].map(|path| text_of(code, &[path]));
    parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" ")
}
