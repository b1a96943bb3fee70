//! Tables that leave the ledger. `donations` has the headings that the import of donations reads, so it comes back in.

use rusqlite::Connection;

use super::{day_of, maybe_day_of};
use crate::cli::RowSink;
use crate::kit::{Money, Result};
use crate::ledger::import::fields::FIELDS;
use crate::tabular::{ColumnKind, ColumnSpec, FieldKind, Value};

/// The fields of the import, in their order, are the columns of the export. Given and family name are parts of the name.
const OUT: &[&str] = &[
    "source_id",
    "received",
    "banked",
    "donor_name",
    "given",
    "family",
    "organisation",
    "member_number",
    "email",
    "street",
    "locality",
    "region",
    "postcode",
    "country",
    "kind",
    "amount",
    "currency",
    "method",
    "reference",
    "appeal",
    "note",
    "description",
    "valuation",
    "advantage",
    "ledger_account",
    "ledger_category",
    "ledger_fund",
];

/// The columns of the export `donations`.
pub fn donation_columns() -> Vec<ColumnSpec> {
    OUT.iter()
        .filter_map(|key| FIELDS.iter().find(|field| field.key == *key))
        .map(|field| {
            let kind = match field.kind {
                FieldKind::Day => ColumnKind::Day,
                FieldKind::Money => ColumnKind::Money,
                _ => ColumnKind::Text,
            };
            ColumnSpec::new(field.key, field.label, kind)
        })
        .collect()
}

/// Donations and what was given back of them. Entries that were reversed are left out with their reversals: together
/// they are nothing. An entry of several parts is a row for each.
///
/// # Errors
/// When the file cannot be read or the table not written.
pub fn donations(conn: &Connection, sink: &mut RowSink<'_>) -> Result<usize> {
    let mut select = conn.prepare(
        "SELECT CASE WHEN e.source_ref <> '' THEN e.source_ref ELSE CAST(e.id AS TEXT) END, e.received_on, e.banked_on, \
         coalesce(p.name, ''), coalesce(p.given, ''), coalesce(p.family, ''), coalesce(p.organisation, 0), \
         coalesce(p.number, ''), \
         coalesce((SELECT c.value FROM person_contact c WHERE c.person = p.id AND c.channel = 'email' \
           ORDER BY c.preferred DESC, c.id LIMIT 1), ''), \
         coalesce(a.street, ''), coalesce(a.locality, ''), coalesce(a.region, ''), coalesce(a.postcode, ''), \
         coalesce(a.country, ''), e.kind, -l.amount, (SELECT currency FROM office), e.method, e.reference, e.appeal, e.note, \
         e.description, e.valuation, CASE WHEN l.id = (SELECT min(f.id) FROM entry_line f WHERE f.entry = e.id AND f.category \
           IS NOT NULL) THEN e.advantage ELSE 0 END, \
         coalesce((SELECT t.name FROM entry_line k JOIN account t ON t.id = k.account WHERE k.entry = e.id LIMIT 1), ''), \
         c.name, coalesce(f.name, '') \
         FROM entry e JOIN entry_line l ON l.entry = e.id AND l.category IS NOT NULL JOIN category c ON c.id = l.category \
         LEFT JOIN fund f ON f.id = l.fund LEFT JOIN person p ON p.id = e.person LEFT JOIN person_address a ON a.id = \
           (SELECT b.id FROM person_address b WHERE b.person = p.id ORDER BY b.preferred DESC, b.id LIMIT 1) \
         WHERE (e.kind = 'donation' OR (e.kind = 'in_kind' AND c.kind = 'income') OR (e.kind = 'refund' AND c.kind = 'income' AND \
           coalesce((SELECT d.kind FROM entry d WHERE d.id = e.refunds), 'donation') = 'donation')) \
         AND e.reverses IS NULL AND NOT EXISTS (SELECT 1 FROM entry r WHERE r.reverses = e.id) \
         ORDER BY e.received_on, e.id, l.id",
    )?;
    let rows = select.query_map([], |row| {
        let text = |at: usize| Ok::<_, rusqlite::Error>(Value::text(row.get::<_, String>(at)?));
        let mut cells = vec![text(0)?, Value::Day(day_of(row, 1)?), Value::from(maybe_day_of(row, 2)?)];
        for at in 3..=5 {
            cells.push(text(at)?);
        }
        let (who, organisation): (String, bool) = (row.get(3)?, row.get(6)?);
        cells.push(match (who.is_empty(), organisation) {
            (true, _) => Value::Blank,
            (false, true) => Value::from("organisation"),
            (false, false) => Value::from("individual"),
        });
        for at in 7..=14 {
            cells.push(text(at)?);
        }
        cells.push(Value::Money(Money(row.get(15)?)));
        for at in 16..=22 {
            cells.push(text(at)?);
        }
        let advantage: i64 = row.get(23)?;
        cells.push(if advantage == 0 { Value::Blank } else { Value::Money(Money(advantage)) });
        for at in 24..=26 {
            cells.push(text(at)?);
        }
        Ok(cells)
    })?;
    sink(&mut rows.map(|row| Ok(row?)))
}

/// The columns of the export `entries`: one row for each part of an entry.
pub fn entry_columns() -> Vec<ColumnSpec> {
    use ColumnKind::{Day, Money, Text};
    [
        ("id", "Entry", Text),
        ("kind", "Kind", Text),
        ("received", "Received", Day),
        ("banked", "Banked", Day),
        ("person", "Person", Text),
        ("who", "From or to", Text),
        ("account", "Account", Text),
        ("category", "Category", Text),
        ("fund", "Fund", Text),
        ("amount", "Amount", Money),
        ("method", "Method", Text),
        ("reference", "Reference", Text),
        ("appeal", "Appeal", Text),
        ("note", "Note", Text),
        ("batch", "Batch", Text),
        ("reverses", "Reverses", Text),
        ("refunds", "Refunds", Text),
        ("replaces", "Replaces", Text),
        ("lock", "Locked by", Text),
    ]
    .into_iter()
    .map(|(key, name, kind)| ColumnSpec::new(key, name, kind))
    .collect()
}

/// Every entry, one row for each part: income positive, expenditure negative; of a transfer one row for each account.
///
/// # Errors
/// When the file cannot be read or the table not written.
pub fn entries_out(conn: &Connection, sink: &mut RowSink<'_>) -> Result<usize> {
    let mut select = conn.prepare(
        "SELECT CAST(e.id AS TEXT), e.kind, e.received_on, e.banked_on, coalesce(CAST(e.person AS TEXT), ''), \
         coalesce(p.name, e.payee), \
         coalesce(la.name, (SELECT t.name FROM entry_line k JOIN account t ON t.id = k.account WHERE k.entry = e.id LIMIT 1), ''), \
         coalesce(c.name, ''), coalesce(f.name, ''), CASE WHEN l.account IS NULL THEN -l.amount ELSE l.amount END, e.method, \
         e.reference, e.appeal, e.note, coalesce(CAST(b.number AS TEXT), ''), coalesce(CAST(e.reverses AS TEXT), ''), \
         coalesce(CAST(e.refunds AS TEXT), ''), coalesce(CAST(e.replaces AS TEXT), ''), \
         coalesce((SELECT k.says FROM entry_lock k WHERE k.entry = e.id ORDER BY k.id LIMIT 1), '') \
         FROM entry e JOIN entry_line l ON l.entry = e.id AND (l.category IS NOT NULL OR e.kind = 'transfer') \
         LEFT JOIN account la ON la.id = l.account LEFT JOIN category c ON c.id = l.category LEFT JOIN fund f ON f.id = l.fund \
         LEFT JOIN person p ON p.id = e.person LEFT JOIN batch b ON b.id = e.batch ORDER BY e.received_on, e.id, l.id",
    )?;
    let rows = select.query_map([], |row| {
        let text = |at: usize| Ok::<_, rusqlite::Error>(Value::text(row.get::<_, String>(at)?));
        let mut cells = vec![text(0)?, text(1)?, Value::Day(day_of(row, 2)?), Value::from(maybe_day_of(row, 3)?)];
        for at in 4..=8 {
            cells.push(text(at)?);
        }
        cells.push(Value::Money(Money(row.get(9)?)));
        for at in 10..=18 {
            cells.push(text(at)?);
        }
        Ok(cells)
    })?;
    sink(&mut rows.map(|row| Ok(row?)))
}
