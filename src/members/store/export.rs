//! The export of members: one row per term, with the dates as they were recorded, so that nothing is lost.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;

use super::register;
use crate::cli::{AmongPeople, Export, KeptOut, RowSink};
use crate::kit::{Day, Money, Result, text};
use crate::members::import::{ClassStep, PinStep};
use crate::members::model::{How, PersonId, Pin, Register, Term, TermId};
use crate::people;
use crate::t;
use crate::tabular::{ColumnKind, ColumnSpec, Value};

fn columns() -> Vec<ColumnSpec> {
    use ColumnKind::{Count, Day, Money, Text};
    [
        ("id", t!("Membership id"), Text),
        ("person_id", t!("Wardroom id"), Text),
        ("name", t!("Name"), Text),
        ("number", t!("Member number"), Text),
        ("class", t!("Membership class"), Text),
        ("class_changes", t!("Class changes"), Text),
        ("rhythm", t!("Months between payments"), Count),
        ("payer_id", t!("Payer id"), Text),
        ("payer", t!("Payer"), Text),
        ("family_id", t!("Family membership id"), Text),
        ("family_of", t!("Family membership of"), Text),
        ("since", t!("Member since"), Day),
        ("applied", t!("Applied on"), Day),
        ("decided", t!("Decided on"), Day),
        ("decided_by", t!("Decided by"), Text),
        ("refusal", t!("Refused because"), Text),
        ("joined", t!("Admitted on"), Day),
        ("start", t!("Term from"), Day),
        ("covered_to", t!("Paid before, up to"), Day),
        ("paid_to", t!("Paid up to"), Day),
        ("notice", t!("Notice given on"), Day),
        ("ended", t!("Ended on"), Day),
        ("ended_how", t!("How it ended"), Text),
        ("ended_why", t!("Why it ended"), Text),
        ("died", t!("Died on"), Day),
        ("pins", t!("Pinned statuses"), Text),
        ("charged", t!("Charged in all"), Money),
        ("settled", t!("Paid in all"), Money),
        ("note", t!("Membership note"), Text),
    ]
    .into_iter()
    .map(|(key, name, kind)| ColumnSpec::new(key, name, kind))
    .collect()
}

/// The notes on changes of class, by term and day.
fn class_notes(conn: &Connection) -> Result<BTreeMap<TermId, BTreeMap<Day, String>>> {
    let mut notes: BTreeMap<TermId, BTreeMap<Day, String>> = BTreeMap::new();
    let mut select = conn.prepare("SELECT membership, from_day, note FROM membership_class WHERE note <> ''")?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        notes.entry(TermId(row.get(0)?)).or_default().insert(super::day(row, 1)?, row.get(2)?);
    }
    Ok(notes)
}

/// Every class of a term, where there was more than one.
fn class_changes(register: &Register, term: &Term, notes: Option<&BTreeMap<Day, String>>) -> String {
    if term.classes.is_empty() {
        return String::new();
    }
    let class = |id| register.class_name(id).to_owned();
    let first = ClassStep { from: String::new(), class: class(term.class), note: String::new() };
    let later = term.classes.iter().map(|(from, id)| ClassStep {
        from: from.to_string(),
        class: class(*id),
        note: notes.and_then(|notes| notes.get(from)).cloned().unwrap_or_default(),
    });
    serde_json::json!(std::iter::once(first).chain(later).collect::<Vec<_>>()).to_string()
}

fn pins(term: &Term) -> String {
    if term.pins.is_empty() {
        return String::new();
    }
    let pin = |pin: &Pin| PinStep {
        status: pin.status.key().to_owned(),
        from: pin.from,
        until: pin.until,
        who: pin.who.clone(),
        why: pin.why.clone(),
    };
    serde_json::json!(term.pins.iter().map(pin).collect::<Vec<_>>()).to_string()
}

/// The terms of everybody who may be contacted unless that is said out loud; it can be narrowed to some people.
pub const EXPORT: Export = Export {
    name: "members",
    says: "Members",
    columns,
    rows: |conn, sink| rows(conn, &mut leaving_out(not_to_contact(conn)?), sink),
    kept_out: Some(KeptOut {
        count: |conn| count(conn, |_| true),
        everybody: |conn, sink| rows(conn, &mut |_| true, sink),
        says: |n| t!("{people} left out: not to be contacted", people = text::plural(n, t!("person"), t!("people"))),
    }),
    among: Some(AmongPeople {
        rows: |conn, among, everybody, sink| {
            let mut fits = leaving_out(if everybody { BTreeSet::new() } else { not_to_contact(conn)? });
            rows(conn, &mut |person| among.contains(&person.0) && fits(person), sink)
        },
        left_out: |conn, among| count(conn, |person| among.contains(&person.0)),
    }),
    ..Export::NONE
};

fn not_to_contact(conn: &Connection) -> Result<BTreeSet<PersonId>> {
    people::store::not_to_contact(conn, None)
}

fn leaving_out(out: BTreeSet<PersonId>) -> impl FnMut(PersonId) -> bool {
    move |person| !out.contains(&person)
}

/// How many of those who are or were members, or have applied, are not to be contacted.
fn count(conn: &Connection, fits: impl Fn(PersonId) -> bool) -> Result<usize> {
    let mut count = 0;
    for person in not_to_contact(conn)?.into_iter().filter(|person| fits(*person)) {
        count += usize::from(super::on_file(conn, person)?);
    }
    Ok(count)
}

/// The terms of those who fit, in the order of names and then of terms.
fn rows(conn: &Connection, fits: &mut dyn FnMut(PersonId) -> bool, sink: &mut RowSink<'_>) -> Result<usize> {
    let register = register(conn)?;
    let mut terms: Vec<&Term> = register.terms.iter().filter(|term| fits(term.person)).collect();
    terms.sort_by_key(|t| (register.people.get(&t.person).map(|who| who.sort_key.as_str()), t.person, t.start, t.id));
    let notes = class_notes(conn)?;
    sink(&mut terms.into_iter().map(|term| Ok(row(&register, term, notes.get(&term.id)))))
}

fn row(register: &Register, term: &Term, notes: Option<&BTreeMap<Day, String>>) -> Vec<Value> {
    let day = |day: Option<Day>| day.map_or(Value::Blank, Value::Day);
    let words = |text: &str| Value::text(text);
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
        words(&term.id.to_string()),
        words(&term.person.to_string()),
        words(register.name(term.person)),
        words(&number),
        words(register.class_name(term.classes.last().map_or(term.class, |(_, class)| *class))),
        words(&class_changes(register, term, notes)),
        i64::from(term.rhythm.months()).into(),
        words(&payer.0),
        words(payer.1),
        words(&term.family.map(|id| id.to_string()).unwrap_or_default()),
        words(head),
        day(term.since),
        day(term.applied),
        day(decision.map(|d| d.on)),
        words(decision.map_or("", |d| d.by.as_str())),
        words(decision.and_then(|d| d.refusal.as_deref()).unwrap_or("")),
        day(term.joined),
        day(term.start),
        day(term.covered_to),
        day(paid.max(term.covered_to)),
        day(term.notice),
        day(term.end.as_ref().map(|end| end.on)),
        words(term.end.as_ref().map_or("", |end| How::key(end.how))),
        words(term.end.as_ref().map_or("", |end| end.why.as_str())),
        day(term.died),
        words(&pins(term)),
        Value::Money(charged),
        Value::Money(settled),
        words(&term.note),
    ]
}
