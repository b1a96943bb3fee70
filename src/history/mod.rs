//! History: what was done, by whom and when, newest first; any step can be opened and undone from here.

mod model;
mod screen;
mod store;

use crate::app::{HISTORY, ScreenDef, Subject};
use crate::cli::{Export, Noun};
use crate::t;
use crate::tabular::{ColumnKind, ColumnSpec, Value};

/// The whole history as a table.
const EXPORT: Export = Export {
    name: "history",
    says: "Every step of the history",
    columns: || {
        [("id", "Id"), ("at", "At"), ("who", "Who"), ("kind", "Kind"), ("summary", "Summary"), ("undone", "Undone")]
            .map(|(key, name)| ColumnSpec::new(key, name, ColumnKind::Text))
            .into()
    },
    rows: |conn, sink| {
        store::each(conn, |steps| {
            sink(&mut steps.map(|step| {
                let step = step?;
                let undone = if step.undone { "yes" } else { "" };
                // `ledger.record_entry` is what scripts find in `wardroom history --json`.
                let kind = step.kind.replace('.', ": ").replace('_', " ");
                let cells = [step.id.to_string(), step.at, step.who, kind, step.summary, undone.to_owned()];
                Ok(cells.into_iter().map(Value::Text).collect())
            }))
        })
    },
    ..Export::NONE
};

pub static SUBJECT: Subject = Subject {
    key: "history",
    noun: Noun { exports: &[EXPORT], ..Noun::NONE },
    screens: &[ScreenDef {
        key: "history",
        title: || t!("History"),
        section: &HISTORY,
        make: screen::History::boxed,
        ..ScreenDef::NONE
    }],
    ..Subject::NONE
};
