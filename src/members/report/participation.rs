//! Who took part in a span of days: what each person gave and paid, and what the log says of them.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::{ENTRIES, columns, words};
use crate::cli::{Cell, Opens, Sheet, SheetRow, Span, Width};
use crate::kit::{Day, Money, Result, day, text};
use crate::ledger::model::EntryKind;
use crate::members::model::PersonId;
use crate::members::store;
use crate::people::LogKind;
use crate::t;

/// What one person did, or was done for them.
#[derive(Default)]
struct Part {
    name: String,
    sort_key: String,
    /// Donations, and dues that were paid: how often and how much.
    given: (usize, Money),
    dues: (usize, Money),
    /// Lines of the log, by kind.
    log: [usize; LogKind::ALL.len()],
    /// The last day of any of it.
    last: Option<Day>,
}

impl Part {
    fn times(&self) -> usize {
        self.given.0 + self.dues.0 + self.log.iter().sum::<usize>()
    }
}

fn count(n: usize) -> Cell {
    Cell::Count(i64::try_from(n).unwrap_or(i64::MAX))
}

/// An amount and the entries behind it; empty where there is none.
fn money(person: PersonId, sum: Money, kind: &str, span: &Span) -> Cell {
    if sum.is_zero() {
        return Cell::Empty;
    }
    let filter = format!("person:{person} {kind}{}..{}", span.from, span.to);
    Cell::Opening(Box::new(Cell::Money(sum)), Opens { screen: ENTRIES, filter })
}

pub(super) fn sheet(conn: &Connection, span: &Span) -> Result<Sheet> {
    let mut people: BTreeMap<PersonId, Part> = BTreeMap::new();
    for paid in store::paid_between(conn, span.from, span.to)? {
        let part = people.entry(paid.person).or_default();
        let sums = if paid.kind == EntryKind::Dues { &mut part.dues } else { &mut part.given };
        (sums.0, sums.1) = (sums.0 + paid.times, sums.1 + paid.amount);
        part.last = part.last.max(Some(paid.last));
        (part.name, part.sort_key) = (paid.name, paid.sort_key);
    }
    for (at, kind) in LogKind::ALL.into_iter().enumerate() {
        for (person, name, logged) in crate::people::store::log_between(conn, kind, span.from, span.to)? {
            let part = people.entry(person).or_default();
            if part.name.is_empty() {
                (part.sort_key, part.name) = (crate::kit::fold::fold(&name), name);
            }
            if let Some(n) = part.log.get_mut(at) {
                *n += 1;
            }
            part.last = part.last.max(Some(logged.line.day));
        }
    }
    let mut all: Vec<(PersonId, Part)> = people.into_iter().collect();
    all.sort_by(|(a, one), (b, other)| {
        let key = |part: &Part| std::cmp::Reverse(part.times());
        (key(one), &one.sort_key, a).cmp(&(key(other), &other.sort_key, b))
    });
    let mut rows: Vec<SheetRow> = Vec::with_capacity(all.len() + 1);
    let mut together = Part::default();
    for (person, part) in all {
        together.given.1 += part.given.1;
        together.dues.1 += part.dues.1;
        together.log.iter_mut().zip(part.log).for_each(|(sum, n)| *sum += n);
        let mut cells = vec![words(part.name)];
        cells.push(money(person, part.given.1, "", span));
        cells.push(money(person, part.dues.1, "kind:dues ", span));
        cells.extend(part.log.map(|n| if n == 0 { Cell::Empty } else { count(n) }));
        cells.push(part.last.map_or(Cell::Empty, Cell::Day));
        let opens = Some(Opens { screen: "people.list", filter: person.to_string() });
        rows.push(SheetRow { cells, strong: false, opens });
    }
    if !rows.is_empty() {
        let mut cells = vec![words(text::plural(rows.len(), t!("person"), t!("people")))];
        let all = Opens { screen: ENTRIES, filter: format!("{}..{}", span.from, span.to) };
        let dues = Opens { screen: ENTRIES, filter: format!("kind:dues {}..{}", span.from, span.to) };
        cells.push(Cell::Opening(Box::new(Cell::Money(together.given.1)), all));
        cells.push(Cell::Opening(Box::new(Cell::Money(together.dues.1)), dues));
        cells.extend(together.log.map(count));
        cells.push(Cell::Empty);
        let opens = Some(Opens { screen: "people.list", filter: String::new() });
        rows.push(SheetRow { cells, strong: true, opens });
    }
    Ok(Sheet {
        title: t!("Participation").to_owned(),
        subtitle: t!(
            "{from} to {to}: donations and dues of the ledger, and the log of contacts, concerns, thanks, interest and feedback",
            from = day::long(span.from),
            to = day::long(span.to)
        ),
        columns: columns([
            (t!("Name"), Width::Text),
            (t!("Given"), Width::Money),
            (t!("Dues paid"), Width::Money),
            (t!("Contacts"), Width::Count),
            (t!("Concerns"), Width::Count),
            (t!("Thanks"), Width::Count),
            (t!("Interest"), Width::Count),
            (t!("Feedback"), Width::Count),
            (t!("Last"), Width::Day),
        ]),
        rows,
    })
}
