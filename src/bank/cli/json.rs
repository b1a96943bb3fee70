//! Lines, suggestions and entries as documents and as text.

use serde_json::{Value as Json, json};

use crate::bank::model::{BankLine, Deed, Matched, Movement, Part, Suggestion};
use crate::kit::{Currency, day};
use crate::t;

pub(super) fn line(l: &BankLine, currency: &Currency) -> Json {
    json!({
        "id": l.id,
        "statement": l.statement,
        "booked": l.booked,
        "valued": l.valued,
        "amount": currency.plain(l.amount),
        "name": l.name,
        "number": l.number,
        "purpose": l.purpose,
        "reference": l.reference,
        "kind": l.kind,
        "state": l.state.key(),
        "why": l.why,
        "reconciled": l.reconciliation.is_some(),
    })
}

pub(super) fn line_text(l: &BankLine, currency: &Currency) -> String {
    t!(
        "{id}  {day}  {amount}  {title}  {state}",
        id = l.id,
        day = day::short(l.booked),
        amount = currency.figures(l.amount),
        title = l.title(),
        state = l.state.label()
    )
}

pub(super) fn suggestion(number: usize, s: &Suggestion, currency: &Currency) -> Json {
    json!({
        "number": number,
        "says": s.title,
        "because": s.because.iter().map(|r| r.says(currency)).collect::<Vec<_>>(),
        "sure": s.sure,
        "ask": s.ask,
        "parts": deed(&s.deed, currency),
    })
}

fn deed(deed: &Deed, currency: &Currency) -> Json {
    let Deed::Parts { parts, .. } = deed else { return json!([]) };
    let part = |part: &Part| match part {
        Part::Entry(entry, amount) => json!({ "entry": entry, "amount": currency.plain(*amount) }),
        Part::New(new) => json!({
            "entry": null,
            "kind": new.entry.kind.key(),
            "amount": currency.plain(new.entry.amount),
            "person": new.entry.person,
            "settles": new.settles.iter().map(|s| json!({ "what": s.source, "id": s.row.to_string(), "amount": currency.plain(s.amount) })).collect::<Vec<_>>(),
        }),
    };
    parts.iter().map(part).collect()
}

pub(super) fn matched(m: &Matched, currency: &Currency) -> Json {
    json!({
        "entry": m.entry,
        "amount": currency.plain(m.amount),
        "kind": m.kind.key(),
        "received": m.received,
        "banked": m.banked,
        "person": m.person,
        "from": m.who,
        "whole": currency.plain(m.whole),
        "reversed": m.reversed,
        "lines": m.lines,
    })
}

pub(super) fn movement(m: &Movement, currency: &Currency) -> Json {
    json!({
        "entry": m.entry,
        "kind": m.kind.key(),
        "amount": currency.plain(m.amount),
        "received": m.received,
        "banked": m.banked,
        "person": m.person,
        "from": m.who,
        "batch": m.batch.map(|(_, number)| number),
    })
}

pub(super) fn movement_text(m: &Movement, currency: &Currency) -> String {
    t!(
        "{entry}  {day}  {amount}  {kind}  {who}",
        entry = m.entry,
        day = day::short(m.day()),
        amount = currency.figures(m.amount),
        kind = m.kind.label(),
        who = m.who
    )
}
