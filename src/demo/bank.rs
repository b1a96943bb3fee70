//! The demo's bank: last month's statement matched and reconciled, this month's waiting to be matched.

use chrono::{Datelike as _, TimeDelta};

use super::{Branch, day};
use crate::bank::model::{Against, BankLine, Choice, Deed, Movement, PartForm, read_parts};
use crate::bank::store::{self, LineFilter};
use crate::bank::{ops, statement};
use crate::kit::{Day, Money, Result};
use crate::ledger;
use crate::ledger::model::{AccountId, EntryKind};

/// A line as the bank prints it.
struct Printed {
    on: Day,
    amount: Money,
    name: String,
    purpose: String,
}

impl Branch {
    pub(super) fn bank(&mut self) -> Result<()> {
        let this_month = day(self.today.year(), self.today.month(), 1)?;
        let last_month = this_month - TimeDelta::days(1);
        let from = day(last_month.year(), last_month.month(), 1)?;
        let usual = self.office.read(ledger::store::usual)?;
        let Some(account) = usual.bank else { return Ok(()) };
        self.last_month(account, from, last_month)?;
        self.this_month(account, this_month)
    }

    /// What the account moved on these days and no statement has shown.
    fn moved(&self, account: AccountId, from: Day, to: Day) -> Result<Vec<Movement>> {
        let all = self.office.read(|conn| store::open_entries(conn, account, to))?;
        let mut all: Vec<Movement> = all.into_iter().filter(|m| (from..=to).contains(&m.day())).collect();
        all.sort_by_key(|m| (m.day(), m.entry));
        Ok(all)
    }

    fn balance(&self, account: AccountId, on: Day) -> Result<Money> {
        let all = self.office.read(|conn| ledger::store::account_balances(conn, on))?;
        Ok(all.into_iter().find(|b| b.account.id == account).map(|b| b.balance).unwrap_or_default())
    }

    fn last_month(&mut self, account: AccountId, from: Day, to: Day) -> Result<()> {
        let moved = self.moved(account, from, to)?;
        let (batches, single): (Vec<Movement>, Vec<Movement>) = moved.into_iter().partition(|m| m.batch.is_some());
        let mut lines: Vec<(Printed, Vec<Movement>)> = Vec::new();
        for m in batches {
            match lines.iter_mut().find(|(_, of)| of.first().and_then(|o| o.batch) == m.batch) {
                Some((printed, of)) => {
                    printed.amount += m.amount;
                    of.push(m);
                }
                None => lines.push((paid_in(&m), vec![m])),
            }
        }
        lines.extend(single.into_iter().map(|m| (printed(&m), vec![m])));
        lines.sort_by_key(|(printed, _)| printed.on);
        let sum: Money = lines.iter().map(|(printed, _)| printed.amount).sum();
        let opening = self.balance(account, to)? - sum;
        let all: Vec<&Printed> = lines.iter().map(|(printed, _)| printed).collect();
        self.take(account, "october.ofx", &ofx(&all, opening, to))?;
        for (printed, of) in &lines {
            let Some(line) = self.line(printed)? else { continue };
            let deed = Deed::entries(of.iter().map(|m| (m.entry, m.amount)));
            ops::accept(&mut self.office, &[line.id], &deed, None)?;
        }
        let it = self.office.read(|conn| store::reconciling(conn, &Against::newest(account)))?;
        if it.difference().is_zero() && it.open.is_empty() {
            ops::reconcile(&mut self.office, &it, "")?;
        }
        Ok(())
    }

    /// Lines as banks print them: names in capitals, dues and pledges that came, a fee, somebody nobody knows.
    fn this_month(&mut self, account: AccountId, from: Day) -> Result<()> {
        let to = self.today - TimeDelta::days(1);
        let mut lines: Vec<Printed> = Vec::new();
        let mut batches: Vec<(i64, Printed)> = Vec::new();
        for (at, m) in self.moved(account, from, to)?.into_iter().enumerate() {
            match m.batch {
                Some((_, number)) => match batches.iter_mut().find(|(n, _)| *n == number) {
                    Some((_, printed)) => printed.amount += m.amount,
                    None => batches.push((number, paid_in(&m))),
                },
                // Every sixth has not reached the bank.
                None if at % 6 == 5 => {}
                None => lines.push(printed(&m)),
            }
        }
        lines.extend(batches.into_iter().map(|(_, printed)| printed));
        let (expects, today) = (self.office.setup().expects, self.today);
        let awaited = self.office.read(|conn| store::read_awaited(conn, expects, today))?;
        for (at, a) in awaited.iter().filter(|a| a.it.due <= to).take(12).enumerate() {
            let mark = a.it.marks.first().cloned().unwrap_or_default();
            let purpose = if a.source == "dues" { format!("MEMBERSHIP {mark}") } else { "STANDING ORDER".to_owned() };
            // One paid for two at once, one a little less.
            let amount = match at {
                7 => Money(a.it.amount.0 + 500),
                _ => a.it.amount,
            };
            let on = from + TimeDelta::days(i64::try_from(at).unwrap_or(0) + 1);
            lines.push(Printed {
                on: on.min(to),
                amount,
                name: capitals(&a.it.name),
                purpose: purpose.trim().to_owned(),
            });
        }
        let odd = [
            (9, -600, "", "ACCOUNT FEE"),
            (11, 4_000, "B KOWALSKA-PEMBERTON", "FOR THE FLOAT AND THE RAFFLE"),
            (13, -2_350, "QUAYSIDE HARDWARE", "CARD PAYMENT 1184"),
            (16, 7_500, "M ROSENTHAL", ""),
        ];
        for (on, pence, name, purpose) in odd {
            let on = (from + TimeDelta::days(on)).min(to);
            lines.push(Printed { on, amount: Money(pence), name: name.to_owned(), purpose: purpose.to_owned() });
        }
        lines.sort_by_key(|printed| printed.on);
        let opening = self.balance(account, from - TimeDelta::days(1))?;
        let all: Vec<&Printed> = lines.iter().collect();
        self.take(account, "november.ofx", &ofx(&all, opening, to))?;
        // The fee of the month before would have been remembered.
        self.remember("ACCOUNT FEE")
    }

    fn remember(&mut self, words: &str) -> Result<()> {
        let filter = LineFilter { text: words.to_owned(), ..LineFilter::default() };
        let Some(line) = self.office.read(|conn| store::page(conn, &filter, 0, 1))?.into_iter().next() else {
            return Ok(());
        };
        let currency = *crate::kit::Currency::pound();
        let part = PartForm { payee: "The bank".to_owned(), ..PartForm::default() };
        if let Ok(deed) = read_parts(std::slice::from_ref(&line), &[part], |_| None, &currency) {
            let rule = crate::bank::model::rule_of(&line, &deed)?;
            ops::save_rule(&mut self.office, None, &rule)?;
        }
        Ok(())
    }

    fn take(&mut self, account: AccountId, name: &str, bytes: &[u8]) -> Result<()> {
        let told = ops::reading(&self.office)?;
        let file = statement::read(name, bytes, &told).map_err(statement::Unread::problem)?;
        let plan = ops::prepare(&self.office, &file, account, &Choice::default())?;
        ops::commit(&mut self.office, &plan)?;
        Ok(())
    }

    /// The line that was printed so and waits.
    fn line(&self, printed: &Printed) -> Result<Option<BankLine>> {
        let filter = LineFilter { state: Some(crate::bank::model::LineState::Open), ..LineFilter::default() };
        let all = self.office.read(|conn| store::page(conn, &filter, 0, 1_000))?;
        Ok(all.into_iter().find(|l| l.booked == printed.on && l.amount == printed.amount && l.name == printed.name))
    }
}

/// A stack of cheques paid in is one line.
fn paid_in(m: &Movement) -> Printed {
    let number = m.batch.map_or(0, |(_, number)| number);
    Printed { on: m.day(), amount: m.amount, name: String::new(), purpose: format!("PAYING IN BOOK {number:06}") }
}

fn printed(m: &Movement) -> Printed {
    let purpose = match m.kind {
        EntryKind::Dues => "MEMBERSHIP",
        EntryKind::Expense => "FASTER PAYMENT",
        _ => "",
    };
    Printed { on: m.day(), amount: m.amount, name: capitals(&m.who), purpose: purpose.to_owned() }
}

/// As banks print names: capitals, cut at 32 letters.
fn capitals(name: &str) -> String {
    name.to_uppercase().chars().take(32).collect()
}

fn ofx(lines: &[&Printed], opening: Money, to: Day) -> Vec<u8> {
    let plain = |m: Money| crate::kit::Currency::pound().plain(m);
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<?OFX OFXHEADER=\"200\" VERSION=\"220\" SECURITY=\"NONE\" OLDFILEUID=\"NONE\" \
         NEWFILEUID=\"NONE\"?>\n<OFX><BANKMSGSRSV1><STMTTRNRS><TRNUID>0</TRNUID><STMTRS><CURDEF>GBP</CURDEF><BANKACCTFROM>\
         <BANKID>200000</BANKID><ACCTID>55779911</ACCTID><ACCTTYPE>CHECKING</ACCTTYPE></BANKACCTFROM><BANKTRANLIST>\n",
    );
    let first = lines.first().map_or(to, |l| l.on);
    out.push_str(&format!("<DTSTART>{}</DTSTART><DTEND>{}</DTEND>\n", first.format("%Y%m%d"), to.format("%Y%m%d")));
    for (at, l) in lines.iter().enumerate() {
        let text = |t: &str| t.replace('&', "&amp;").replace('<', "&lt;");
        out.push_str(&format!(
            "<STMTTRN><TRNTYPE>{}</TRNTYPE><DTPOSTED>{}</DTPOSTED><TRNAMT>{}</TRNAMT><FITID>{}{at:04}</FITID><NAME>{}</NAME><MEMO>{}</MEMO></STMTTRN>\n",
            if l.amount < Money::ZERO { "DEBIT" } else { "CREDIT" },
            l.on.format("%Y%m%d"),
            plain(l.amount),
            to.format("%y%m"),
            text(&l.name),
            text(&l.purpose),
        ));
    }
    let closing = opening + lines.iter().map(|l| l.amount).sum::<Money>();
    out.push_str(&format!(
        "</BANKTRANLIST><LEDGERBAL><BALAMT>{}</BALAMT><DTASOF>{}</DTASOF></LEDGERBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>\n",
        plain(closing),
        to.format("%Y%m%d")
    ));
    out.into_bytes()
}
