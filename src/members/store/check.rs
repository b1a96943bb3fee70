//! What `check` proves of members: what was settled and paid ahead ties out to the ledger, and no period is charged twice.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::register_anew;
use crate::kit::{Money, Result};
use crate::members::model::{EntryId, PersonId, Register};
use crate::office::{Finding, Severity, profile};
use crate::t;

fn finding(severity: Severity, what: impl Into<String>, place: impl Into<String>) -> Finding {
    Finding { severity, what: what.into(), place: place.into() }
}

/// Everything that is wrong with the members and their dues.
///
/// # Errors
/// When the file cannot be read.
pub fn check(conn: &Connection) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    if !super::in_force(conn)? {
        return Ok(findings);
    }
    let register = register_anew(conn)?;
    tie_out(conn, &register, &mut findings)?;
    shares(conn, &register, &mut findings)?;
    periods(&register, &mut findings);
    terms(&register, &mut findings);
    Ok(findings)
}

/// The dues in the ledger, reversals and refunds taken off, counted another way than the register does.
fn in_the_ledger(conn: &Connection, only: &str) -> Result<Money> {
    let sum: i64 = conn.query_row(
        &format!(
            "WITH dues AS (SELECT e.id, e.amount FROM entry e WHERE e.kind = 'dues' AND {only}), \
             back AS (SELECT r.id, r.amount FROM entry r WHERE r.refunds IN (SELECT id FROM dues) AND r.reverses IS NULL) \
             SELECT coalesce((SELECT sum(amount) FROM dues), 0) + coalesce((SELECT sum(amount) FROM back), 0) \
             + coalesce((SELECT sum(v.amount) FROM entry v WHERE v.reverses IN (SELECT id FROM back)), 0)"
        ),
        [],
        |row| row.get(0),
    )?;
    Ok(Money(sum))
}

fn tie_out(conn: &Connection, register: &Register, findings: &mut Vec<Finding>) -> Result<()> {
    let currency = *profile::get(conn)?.currency;
    let settled: Money = register.settled.iter().map(|s| s.paid).sum();
    let ahead: Money = register.ahead.iter().copied().sum();
    let nobodys = in_the_ledger(conn, "coalesce(e.person, e.behalf_of) IS NULL")?;
    let ledger = in_the_ledger(conn, "1")?;
    if settled + ahead + nobodys != ledger {
        findings.push(finding(
            Severity::Error,
            t!(
                "The dues settled ({settled}), paid ahead ({ahead}) and from nobody known ({nobodys}) do not add up to the dues in the ledger ({ledger})",
                settled = currency.show(settled),
                ahead = currency.show(ahead),
                nobodys = currency.show(nobodys),
                ledger = currency.show(ledger)
            ),
            "dues_charge",
        ));
    }
    let mut strangers = (0, Money::ZERO);
    for (payment, left) in register.payments.iter().zip(&register.ahead) {
        let belongs = |person: PersonId| !register.terms_of(person).is_empty();
        let known = belongs(payment.payer)
            || payment.member.is_some_and(belongs)
            || register.charges.iter().any(|c| c.payer == payment.payer);
        if *left > Money::ZERO && !known {
            strangers = (strangers.0 + 1, strangers.1 + *left);
        }
    }
    if strangers.0 > 0 {
        findings.push(finding(
            Severity::Notice,
            t!(
                "Dues of {sum} in {count} came from people who are no members and pay for none",
                sum = currency.show(strangers.1),
                count = crate::kit::text::plural(strangers.0, t!("entry"), t!("entries"))
            ),
            "entry",
        ));
    }
    Ok(())
}

/// What payers said their payments are for fits the payments.
fn shares(conn: &Connection, register: &Register, findings: &mut Vec<Finding>) -> Result<()> {
    let amounts: BTreeMap<EntryId, Money> = register.payments.iter().map(|p| (p.entry, p.amount)).collect();
    let mut select = conn.prepare("SELECT entry, sum(amount) FROM dues_share GROUP BY entry ORDER BY entry")?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let (entry, said) = (EntryId(row.get(0)?), Money(row.get(1)?));
        let place = t!("entry {id}", id = entry);
        match amounts.get(&entry) {
            None => findings.push(finding(
                Severity::Notice,
                t!("Dues were said to be paid by an entry that no longer stands, so they are open again"),
                place,
            )),
            Some(amount) if *amount < said => findings.push(finding(
                Severity::Notice,
                t!("More dues were said to be paid by an entry than it holds; the rest is open"),
                place,
            )),
            Some(_) => {}
        }
    }
    Ok(())
}

/// No day of a term is charged twice.
fn periods(register: &Register, findings: &mut Vec<Finding>) {
    for term in &register.terms {
        let mut periods: Vec<_> = register.charges_of(term.id).map(|(charge, _)| charge.period).collect();
        periods.sort_unstable();
        let twice = periods.windows(2).find_map(|pair| match pair {
            [a, b] if b.from <= a.to => Some(*b),
            _ => None,
        });
        if let Some(period) = twice {
            let name = register.name(term.person);
            findings.push(finding(
                Severity::Error,
                t!("{name} is charged twice for days from {day} on", name = name, day = period.from),
                t!("membership {id}", id = term.id),
            ));
        }
    }
}

/// Nobody is a member twice on one day, and only a family membership covers dependants.
fn terms(register: &Register, findings: &mut Vec<Finding>) {
    let place = |person: PersonId| t!("person {id}", id = person);
    for terms in register.by_person() {
        let twice = terms.windows(2).any(|pair| match pair {
            [a, b] => b.start.is_some_and(|start| a.runs_on(start)),
            _ => false,
        });
        if let (true, Some(term)) = (twice, terms.first()) {
            let name = register.name(term.person);
            findings.push(finding(
                Severity::Notice,
                t!("{name} has two memberships on the same days", name = name),
                place(term.person),
            ));
        }
        for term in terms {
            let Some(head) = term.family.and_then(|id| register.term(id)) else { continue };
            let covers = register.class(head.class).is_some_and(|class| class.family);
            if head.family.is_some()
                || !(covers || head.classes.iter().any(|(_, c)| register.class(*c).is_some_and(|c| c.family)))
            {
                let name = register.name(term.person);
                findings.push(finding(
                    Severity::Notice,
                    t!("{name} is covered by a membership whose class covers no dependants", name = name),
                    place(term.person),
                ));
            }
        }
    }
}
