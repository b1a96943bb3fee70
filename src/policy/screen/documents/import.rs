//! A text file that becomes a document.

use crate::app::{Reply, Sight};
use crate::ledger::screen::parts::with_id;
use crate::policy::model::NewDocument;
use crate::policy::ops::document as ops;
use crate::policy::{import as reading, store};
use crate::t;
use std::path::PathBuf;

/// Reads a text file and makes a document of it.
pub(super) fn import(sight: &Sight<'_>, path: PathBuf) -> Reply<i64> {
    sight.desk.run(&ops::IMPORT, move |office| {
        let reading::Read { body, title, .. } = reading::read(reading::bytes(&path, reading::MOST_BYTES)?)?;
        let name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let title = title.unwrap_or_else(|| name.clone());
        let flow = office.read(store::workflow)?;
        let kind = flow.kind.first().map(|kind| kind.key.clone()).unwrap_or_default();
        let new = NewDocument { kind, title, ..NewDocument::default() };
        let stage = flow.stage.iter().find(|stage| stage.key == "draft").map(|stage| stage.key.clone());
        let as_imported = t!("As imported from {file}", file = name);
        ops::import(office, &new, stage.as_deref(), body, &as_imported).map(|done| with_id(done, |(id, _)| id.0))
    })
}
