//! The export of members: one row per term, with the dates as they were recorded, so that nothing is lost.

use rusqlite::Connection;

use super::register;
use crate::cli::RowSink;
use crate::kit::{Money, Result};
use crate::members::model::{How, Register, Term};
use crate::t;
use crate::tabular::{ColumnKind, ColumnSpec, Value};

/// The columns of [`rows`].
pub fn columns() -> Vec<ColumnSpec> {
    use ColumnKind::{Count, Day, Money, Text};
    [
        ("id", t!("Id"), Text),
        ("person_id", t!("Person id"), Text),
        ("name", t!("Name"), Text),
        ("number", t!("Number"), Text),
        ("class", t!("Class"), Text),
        ("rhythm", t!("Months between payments"), Count),
        ("payer_id", t!("Payer id"), Text),
        ("payer", t!("Payer"), Text),
        ("family_of", t!("Family membership of"), Text),
        ("since", t!("Member since"), Day),
        ("applied", t!("Applied on"), Day),
        ("decided", t!("Decided on"), Day),
        ("decided_by", t!("Decided by"), Text),
        ("refusal", t!("Refused because"), Text),
        ("joined", t!("Joined on"), Day),
        ("start", t!("Term from"), Day),
        ("covered_to", t!("Paid before, up to"), Day),
        ("paid_to", t!("Paid up to"), Day),
        ("notice", t!("Notice given on"), Day),
        ("ended", t!("Ended on"), Day),
        ("ended_how", t!("How it ended"), Text),
        ("ended_why", t!("Why it ended"), Text),
        ("died", t!("Died on"), Day),
        ("charged", t!("Charged in all"), Money),
        ("settled", t!("Paid in all"), Money),
        ("note", t!("Note"), Text),
    ]
    .into_iter()
    .map(|(key, name, kind)| ColumnSpec::new(key, name, kind))
    .collect()
}

/// Every term, in the order of names and then of terms.
///
/// # Errors
/// When the file cannot be read, or the sink refuses a row.
pub fn rows(conn: &Connection, sink: &mut RowSink<'_>) -> Result<usize> {
    let register = register(conn)?;
    let mut terms: Vec<&Term> = register.terms.iter().collect();
    terms.sort_by_key(|t| (register.people.get(&t.person).map(|who| who.sort_key.as_str()), t.person, t.start, t.id));
    sink(&mut terms.into_iter().map(|term| Ok(row(&register, term))))
}

fn row(register: &Register, term: &Term) -> Vec<Value> {
    let day = |day: Option<crate::kit::Day>| day.map_or(Value::Blank, Value::Day);
    let text = |text: &str| Value::text(text);
    let number = register.people.get(&term.person).and_then(|who| who.number.clone()).unwrap_or_default();
    let payer = term.payer.map(|p| (p.to_string(), register.name(p))).unwrap_or_default();
    let head = term.family.and_then(|id| register.term(id)).map_or("", |head| register.name(head.person));
    let decision = term.decision.as_ref();
    let (charged, settled) = register
        .charges_of(term.id)
        .filter(|(charge, _)| charge.waived.is_none())
        .fold((Money::ZERO, Money::ZERO), |sums, (charge, settled)| (sums.0 + charge.amount, sums.1 + settled.paid));
    let paid = register.charges_of(term.id).filter(|(_, s)| s.on.is_some()).map(|(charge, _)| charge.period.to).max();
    vec![
        text(&term.id.to_string()),
        text(&term.person.to_string()),
        text(register.name(term.person)),
        text(&number),
        text(register.class_name(term.classes.last().map_or(term.class, |(_, class)| *class))),
        i64::from(term.rhythm.months()).into(),
        text(&payer.0),
        text(payer.1),
        text(head),
        day(term.since),
        day(term.applied),
        day(decision.map(|d| d.on)),
        text(decision.map_or("", |d| d.by.as_str())),
        text(decision.and_then(|d| d.refusal.as_deref()).unwrap_or("")),
        day(term.joined),
        day(term.start),
        day(term.covered_to),
        day(paid.max(term.covered_to)),
        day(term.notice),
        day(term.end.as_ref().map(|end| end.on)),
        text(term.end.as_ref().map_or("", |end| How::key(end.how))),
        text(term.end.as_ref().map_or("", |end| end.why.as_str())),
        day(term.died),
        Value::Money(charged),
        Value::Money(settled),
        text(&term.note),
    ]
}
