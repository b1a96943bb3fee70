//! A budget from a table: a column of categories, one of amounts, perhaps one of notes.

use std::collections::BTreeMap;

use super::model::{Planned, Scope, Whole};
use crate::kit::fold::fold;
use crate::kit::{Currency, Day, Money, Result};
use crate::ledger::model::CategoryId;
use crate::t;
use crate::tabular::{CellProblem, Field, FieldKind, Mapping, Report, Source, Terms};

/// The columns that are looked for.
pub const FIELDS: &[Field] = &[
    Field::new("category", "Category", FieldKind::Text).required().synonyms(&[
        "budget line",
        "account",
        "konto",
        "posten",
        "kategorie",
        "catégorie",
    ]),
    Field::new("planned", "Planned", FieldKind::Money)
        .required()
        .synonyms(&["budget", "amount", "plan", "betrag", "soll", "montant"]),
    Field::new("budget_note", "Note", FieldKind::Text).synonyms(&["note", "comment", "bemerkung"]),
];

/// The map that headings and cells suggest.
pub fn guess(source: &Source) -> Mapping {
    Mapping::guess(source, FIELDS)
}

/// What an import will write.
#[derive(Clone, Debug)]
pub struct Plan {
    pub scope: Scope,
    pub lines: Vec<Planned>,
    pub report: Report,
}

/// Reads a table against a budget; nothing is written.
///
/// # Errors
/// When the map does not fit the table.
pub fn plan(source: &Source, mapping: &Mapping, known: &Whole, currency: Currency, today: Day) -> Result<Plan> {
    let binding = mapping.bind(source, FIELDS, Terms { currency, today })?;
    let names: BTreeMap<String, &super::model::Line> =
        known.lines.iter().map(|line| (fold(&line.name), line)).collect();
    let mut report = Report { currency: Some(currency.code.to_owned()), ..Report::default() };
    let mut lines: Vec<Planned> = Vec::new();
    let mut total = Money::ZERO;
    for row in source.rows() {
        report.read += 1;
        let heading = |key: &str| mapping.columns.get(key).map(|c| c.headings().join(" + ")).unwrap_or_default();
        let record = match binding.apply(&row) {
            Ok(record) => record,
            Err(problems) => {
                report.refuse(&problems);
                continue;
            }
        };
        let problem = |key: &str, message: String| CellProblem { row: record.row, column: heading(key), message };
        let name = record.text("category").unwrap_or_default();
        let amount = record.money("planned").unwrap_or_default();
        let Some(line) = names.get(&fold(name)) else {
            report.refuse(&[problem(
                "category",
                t!("The ledger has no category “{name}” of income or expenditure", name = name),
            )]);
            continue;
        };
        if amount < Money::ZERO {
            report.refuse(&[problem("planned", t!("What is planned is an amount of nothing or more").to_owned())]);
            continue;
        }
        let id: CategoryId = line.category;
        if lines.iter().any(|known| known.category == id) {
            report.refuse(&[problem("category", t!("“{name}” stands in the table twice", name = name))]);
            continue;
        }
        let note = record.text("budget_note").map_or_else(|| line.note.clone(), str::to_owned);
        if line.planned == Some(amount) && line.note == note {
            report.skipped += 1;
            continue;
        }
        if line.planned.is_some() {
            report.updated += 1
        } else {
            report.added += 1
        }
        total += amount;
        lines.push(Planned { category: id, amount: Some(amount), note });
    }
    report.total = Some(currency.plain(total));
    report.unused_columns = mapping.unused(source);
    Ok(Plan { scope: known.scope, lines, report })
}
