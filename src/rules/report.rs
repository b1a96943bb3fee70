//! Extracts for the party's centre or the regulator, made from the definitions of the packs; each row opens its entry.

use std::collections::btree_map::Entry::Vacant;
use std::collections::{BTreeMap, BTreeSet};

use chrono::Datelike as _;
use rusqlite::{Connection, OptionalExtension as _, params_from_iter};

use super::extract::{Definition, Field};
use super::finding::Finding;
use super::store;
use super::words;
use super::work::Outcome;
use crate::cli::{Cell, Opens, Report, Sheet, SheetColumn, SheetRow, Span, Width};
use crate::kit::fold::fold;
use crate::kit::{Day, Money, Result, day, text};
use crate::ledger::model::{EntryId, EntryKind, Method};
use crate::ledger::store::report::ENTRIES;
use crate::office::profile;
use crate::people::{self, PersonId};
use crate::receipts;
use crate::t;

/// The reports of rules.
pub const REPORTS: &[Report] = &[
    Report {
        name: "reportable",
        says: "Reportable to the centre or the regulator",
        about: "The first extract of the office’s law, for the days chosen; the others are on the Rules screen",
        sheet: |conn, span| {
            let law = store::leading(conn)?;
            let mut first = law.iter().flat_map(|law| law.pack.extracts.iter().map(move |e| (law, e)));
            match first.find(|(law, e)| e.unit_types.contains(&law.unit)) {
                Some((_, definition)) => extract(conn, definition, span),
                None => Ok(Sheet { title: t!("Nothing to extract").to_owned(), ..Sheet::default() }),
            }
        },
    },
    Report {
        name: "findings",
        says: "What was done under the law’s rules",
        about: "Checks, returns and reports of the days chosen, with who did them and how",
        sheet: done,
    },
];

/// An entry of an extract with its donor.
struct Item {
    entry: EntryId,
    person: Option<PersonId>,
    kind: EntryKind,
    method: Method,
    amount: Money,
    given_back: Money,
    returned_on: Option<Day>,
    received: Day,
    nature: String,
    /// The name in the entry, where nobody of the register stands.
    payee: String,
    /// The finding that lists it.
    finding: Option<Finding>,
}

/// What a form shows of a donor.
#[derive(Clone, Default)]
struct Party {
    name: String,
    address: String,
    class: String,
    register: String,
    nationality: String,
    occupation: String,
    employer: String,
}

/// The first and last day that an extract covers by itself: the calendar quarter or the year that ended last before a day.
pub fn usual_span(definition: &Definition, today: Day) -> (Day, Day) {
    if definition.id == "quarter" {
        let (from, _) = super::engine::quarter(today);
        return super::engine::quarter(from.pred_opt().unwrap_or(from));
    }
    let year = if today.month() <= 6 { today.year() - 1 } else { today.year() };
    let day = |month, of| Day::from_ymd_opt(year, month, of).unwrap_or(today);
    (day(1, 1), day(12, 31))
}

/// The table of an extract.
///
/// # Errors
/// When the file cannot be read.
pub fn extract(conn: &Connection, definition: &Definition, span: &Span) -> Result<Sheet> {
    let items = if definition.rules.is_empty() {
        every(conn, &definition.kinds(), span)?
    } else {
        by_rules(conn, &definition.rules, span)?
    };
    let mut parties: BTreeMap<Option<PersonId>, Party> = BTreeMap::new();
    for item in &items {
        if let Vacant(place) = parties.entry(item.person) {
            place.insert(item.person.map(|p| party(conn, p, span.today)).transpose()?.unwrap_or_default());
        }
    }
    let mut rows: Vec<(Party, Item)> = items
        .into_iter()
        .map(|item| {
            let mut party = parties.get(&item.person).cloned().unwrap_or_default();
            if item.person.is_none() {
                party.name = if item.payee.is_empty() { t!("Nobody named").to_owned() } else { item.payee.clone() };
            }
            (party, item)
        })
        .collect();
    rows.sort_by_cached_key(|(party, item)| (fold(&party.name), item.person, item.received, item.entry));
    let totals = totals(&rows);
    let mut sheet = Sheet {
        title: definition.title.clone(),
        subtitle: t!(
            "{from} to {to}, for: {recipient}. {says}",
            from = day::long(span.from),
            to = day::long(span.to),
            recipient = definition.recipient,
            says = definition.says
        ),
        columns: definition
            .columns
            .iter()
            .map(|c| SheetColumn { name: c.title.clone(), width: width(c.field) })
            .collect(),
        rows: Vec::with_capacity(rows.len() + 1),
    };
    let mut sum = Money::ZERO;
    let (mut donors, mut entries) = (BTreeSet::new(), BTreeSet::new());
    for (party, item) in &rows {
        // What two rules list counts once.
        if entries.insert(item.entry) {
            sum += item.amount;
        }
        donors.insert((item.person, party.name.clone()));
        let total = totals.get(&(item.person, group_of(item))).copied().unwrap_or_default();
        let mut cells = Vec::with_capacity(definition.columns.len());
        for column in &definition.columns {
            cells.push(cell(conn, column.field, party, item, total)?);
        }
        let opens = Some(Opens { screen: ENTRIES, filter: item.entry.to_string() });
        sheet.rows.push(SheetRow { cells, strong: false, opens });
    }
    if definition.void_receipts {
        void_receipts(conn, definition, span, &mut sheet)?;
    }
    let says = t!(
        "{entries} of {donors}",
        entries = text::plural(entries.len(), t!("entry"), t!("entries")),
        donors = text::plural(donors.len(), t!("donor"), t!("donors"))
    );
    let kinds: Vec<EntryKind> = definition.kinds();
    let filter = crate::ledger::model::Filter { kinds, ..crate::ledger::model::Filter::between(span.from, span.to) };
    let opens = definition.rules.is_empty().then(|| Opens { screen: ENTRIES, filter: filter.to_string() });
    let total = definition.columns.iter().enumerate().map(|(at, column)| match column.field {
        _ if at == 0 => Cell::Text(says.clone()),
        Field::Amount => Cell::Money(sum),
        _ => Cell::Empty,
    });
    let opens = opens.or(Some(Opens { screen: super::FINDINGS_SCREEN, filter: "open kind:report".to_owned() }));
    sheet.rows.push(SheetRow { cells: total.collect(), strong: true, opens });
    Ok(sheet)
}

fn width(field: Field) -> Width {
    match field {
        field if field.is_money() => Width::Money,
        field if field.is_day() => Width::Day,
        Field::DonorName | Field::DonorAddress | Field::Action | Field::Nature => Width::Text,
        _ => Width::Short,
    }
}

/// Entries of one donor add up within a finding, and where nothing was found within the whole extract.
fn group_of(item: &Item) -> String {
    item.finding.as_ref().map(|f| format!("{}/{}", f.rule, f.anchor)).unwrap_or_default()
}

type Group = (Option<PersonId>, String);

fn totals(rows: &[(Party, Item)]) -> BTreeMap<Group, Money> {
    let mut totals = BTreeMap::new();
    for (_, item) in rows {
        match &item.finding {
            // What was held against the threshold, also where the form lists only a part of it.
            Some(finding) => {
                totals.insert((item.person, group_of(item)), finding.amount);
            }
            None => *totals.entry((item.person, String::new())).or_default() += item.amount,
        }
    }
    totals
}

fn cell(conn: &Connection, field: Field, party: &Party, item: &Item, total: Money) -> Result<Cell> {
    let words = |text: &str| if text.is_empty() { Cell::Empty } else { Cell::Text(text.to_owned()) };
    let maybe = |day: Option<Day>| day.map_or(Cell::Empty, Cell::Day);
    Ok(match field {
        Field::DonorName => words(&party.name),
        Field::DonorAddress => words(&party.address),
        Field::DonorClass => words(&party.class),
        Field::RegisterNumber => words(&party.register),
        Field::Nationality => words(&party.nationality),
        Field::Occupation => words(&party.occupation),
        Field::Employer => words(&party.employer),
        Field::Total => Cell::Money(total),
        Field::Amount => Cell::Money(item.amount),
        Field::Kind => words(item.kind.label()),
        Field::Method => words(item.method.label()),
        Field::Nature => words(&item.nature),
        Field::Received => Cell::Day(item.received),
        Field::Accepted => maybe(accepted(conn, item.entry)?.or_else(|| {
            let refused = item.finding.as_ref().is_some_and(|f| f.kind == super::finding::Kind::ReportRefused);
            (!refused).then_some(item.received)
        })),
        Field::Action => words(&action(conn, item.entry)?),
        Field::ReturnedOn => maybe(item.returned_on),
        Field::GivenBack if item.given_back.is_zero() => Cell::Empty,
        Field::GivenBack => Cell::Money(item.given_back),
        Field::Rule => {
            let law = item.finding.as_ref().map(|f| store::law_of(conn, &f.pack)).transpose()?.flatten();
            let rule = item.finding.as_ref().zip(law.as_ref()).and_then(|(f, law)| law.rule(&f.rule));
            words(rule.map_or("", |r| &r.title))
        }
        Field::Due => maybe(item.finding.as_ref().and_then(|f| f.due)),
    })
}

const ITEM: &str = "SELECT e.id, coalesce(e.behalf_of, e.person), e.kind, e.method, e.amount, e.received_on, \
    e.description, e.valuation, e.payee, \
    coalesce((SELECT -sum(r.amount) FROM entry r WHERE r.refunds = e.id AND r.reverses IS NULL \
      AND NOT EXISTS (SELECT 1 FROM entry v WHERE v.reverses = r.id)), 0), \
    (SELECT max(r.received_on) FROM entry r WHERE r.refunds = e.id AND r.reverses IS NULL \
      AND NOT EXISTS (SELECT 1 FROM entry v WHERE v.reverses = r.id)) \
    FROM entry e WHERE e.reverses IS NULL AND NOT EXISTS (SELECT 1 FROM entry v WHERE v.reverses = e.id)";

fn item(row: &rusqlite::Row<'_>) -> rusqlite::Result<Item> {
    let day = |text: Option<String>| text.and_then(|text| day::from_iso(&text).ok());
    let (kind, method): (String, String) = (row.get(2)?, row.get(3)?);
    let (what, valued): (String, String) = (row.get(6)?, row.get(7)?);
    Ok(Item {
        entry: EntryId(row.get(0)?),
        person: row.get::<_, Option<i64>>(1)?.map(PersonId),
        kind: EntryKind::of(&kind).unwrap_or(EntryKind::Donation),
        method: Method::of(&method).unwrap_or_default(),
        amount: Money(row.get(4)?),
        given_back: Money(row.get(9)?),
        returned_on: day(row.get(10)?),
        received: day(row.get(5)?).unwrap_or_default(),
        nature: [what, valued].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; "),
        payee: row.get(8)?,
        finding: None,
    })
}

fn every(conn: &Connection, kinds: &[EntryKind], span: &Span) -> Result<Vec<Item>> {
    let marks = vec!["?"; kinds.len()].join(", ");
    let mut select = conn.prepare(&format!("{ITEM} AND e.received_on BETWEEN ? AND ? AND e.kind IN ({marks})"))?;
    let days = [span.from, span.to].map(|day| day.format("%Y-%m-%d").to_string());
    let values = days.into_iter().chain(kinds.iter().map(|kind| kind.key().to_owned()));
    Ok(select.query_map(params_from_iter(values), item)?.collect::<rusqlite::Result<_>>()?)
}

/// The entries of what the rules find and whose period ends in the span.
fn by_rules(conn: &Connection, rules: &[String], span: &Span) -> Result<Vec<Item>> {
    let marks = vec!["?"; rules.len()].join(", ");
    let mut select =
        conn.prepare(&format!("SELECT json FROM finding WHERE rule IN ({marks}) AND kind <> 'perhaps' ORDER BY id"))?;
    let mut one = conn.prepare(&format!("{ITEM} AND e.id = ?1"))?;
    let mut rows = select.query(params_from_iter(rules))?;
    let mut items = Vec::new();
    while let Some(row) = rows.next()? {
        let json: String = row.get(0)?;
        let finding: Finding = serde_json::from_str(&json)
            .map_err(|e| crate::kit::Problem::file(t!("A finding in the file cannot be read")).because(e))?;
        let at = finding.period.filter(|(from, to)| from != to).map_or(finding.on, |(_, to)| to);
        if !(span.from..=span.to).contains(&at) {
            continue;
        }
        for entry in &finding.entries {
            if let Some(found) = one.query_row([entry.0], item).optional()? {
                items.push(Item { finding: Some(finding.clone()), ..found });
            }
        }
    }
    Ok(items)
}

fn party(conn: &Connection, person: PersonId, today: Day) -> Result<Party> {
    let Some(found) = people::store::find(conn, person)? else { return Ok(Party::default()) };
    let stands = store::standing(conn, found.id)?;
    let details = found.details;
    Ok(Party {
        name: details.name_in_law().to_owned(),
        address: details.address_on(today).map(people::Address::one_line).unwrap_or_default(),
        class: match (stands.standing.class, details.organisation) {
            (Some(class), _) => class.label().to_owned(),
            (None, true) => t!("Organisation").to_owned(),
            (None, false) => t!("Individual").to_owned(),
        },
        register: stands.standing.register_number,
        nationality: stands.standing.nationality,
        occupation: details.occupation,
        employer: details.employer,
    })
}

/// The day an entry was accepted, where that was recorded.
fn accepted(conn: &Connection, entry: EntryId) -> Result<Option<Day>> {
    let on: Option<String> = conn
        .prepare_cached(
            "SELECT w.done_on FROM finding_work_entry x JOIN finding_work w ON w.id = x.work \
             WHERE x.entry = ?1 AND w.outcome = 'accepted' ORDER BY w.id DESC LIMIT 1",
        )?
        .query_row([entry.0], |row| row.get(0))
        .optional()?;
    Ok(on.and_then(|text| day::from_iso(&text).ok()))
}

/// What was done about an entry, in one line.
fn action(conn: &Connection, entry: EntryId) -> Result<String> {
    let mut select = conn.prepare_cached(
        "SELECT w.outcome, w.done_on, w.done_by, w.means FROM finding_work_entry x JOIN finding_work w ON w.id = x.work \
         WHERE x.entry = ?1 ORDER BY w.done_on, w.id",
    )?;
    let mut rows = select.query([entry.0])?;
    let mut parts = Vec::new();
    while let Some(row) = rows.next()? {
        let (outcome, on, by, means): (String, String, String, String) =
            (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
        let label = Outcome::of(&outcome).map_or("", Outcome::label);
        let on = day::from_iso(&on).map(day::short).unwrap_or_default();
        let means = if means.is_empty() { String::new() } else { format!(", {means}") };
        parts.push(t!("{what} on {day} by {who}{means}", what = label, day = on, who = by, means = means));
    }
    Ok(parts.join("; "))
}

/// Receipts that were voided and belong to the information return, as rows behind the others.
fn void_receipts(conn: &Connection, definition: &Definition, span: &Span, sheet: &mut Sheet) -> Result<()> {
    let (void, days) = (receipts::model::Status::Void, (span.from, span.to));
    let filter = receipts::store::Filter { status: Some(void), issued: Some(days), ..Default::default() };
    for receipt in receipts::store::list(conn, &filter, 0, i64::MAX)? {
        let says = match &receipt.replaced_by {
            Some(new) => t!(
                "Receipt {number} cancelled, replaced by {new}: {why}",
                number = receipt.number,
                new = new,
                why = receipt.void_reason
            ),
            None => t!("Receipt {number} cancelled: {why}", number = receipt.number, why = receipt.void_reason),
        };
        let cells = definition.columns.iter().map(|column| match column.field {
            Field::DonorName => Cell::Text(receipt.donor_name.clone()),
            Field::Received => Cell::Day(receipt.issued_on),
            Field::Action => Cell::Text(says.clone()),
            _ => Cell::Empty,
        });
        let opens = Some(Opens { screen: "money.receipts", filter: receipt.number.clone() });
        sheet.rows.push(SheetRow { cells: cells.collect(), strong: false, opens });
    }
    Ok(())
}

/// Everything that was done about findings in the span.
fn done(conn: &Connection, span: &Span) -> Result<Sheet> {
    let currency = *profile::get(conn)?.currency;
    let laws = store::laws(conn)?;
    let filter = store::Filter { state: store::State::Done, ..store::Filter::default() };
    let mut rows = Vec::new();
    for listed in store::List::new(conn, span.today)?.page(&filter, 0, usize::MAX)? {
        let (Some(id), Some(on)) = (listed.work, listed.done_on) else { continue };
        if !(span.from..=span.to).contains(&on) {
            continue;
        }
        let work = store::work(conn, id)?;
        let rule = laws.iter().find_map(|law| law.rule(&listed.finding.rule));
        let how = [work.means, work.note].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ");
        rows.push(SheetRow {
            cells: vec![
                Cell::Day(on),
                Cell::Text(words::says(&listed.finding, rule, &listed.name, currency)),
                Cell::Text(work.outcome.label().to_owned()),
                Cell::Text(work.by),
                Cell::Text(how),
                work.amount.map_or(Cell::Empty, Cell::Money),
            ],
            strong: false,
            opens: Some(Opens { screen: super::FINDINGS_SCREEN, filter: format!("work:{id}") }),
        });
    }
    let column = |name: &str, width| SheetColumn { name: name.to_owned(), width };
    Ok(Sheet {
        title: t!("What was done under the law’s rules").to_owned(),
        subtitle: t!("{from} to {to}", from = day::long(span.from), to = day::long(span.to)),
        columns: vec![
            column(t!("Day"), Width::Day),
            column(t!("What it was about"), Width::Text),
            column(t!("What was done"), Width::Short),
            column(t!("By"), Width::Short),
            column(t!("How"), Width::Text),
            column(t!("Amount"), Width::Money),
        ],
        rows,
    })
}
