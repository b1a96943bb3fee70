//! The receipt book as a table for spreadsheets.

use std::path::PathBuf;

use super::super::report;
use crate::app::{Choice, Reply, Sight, Wish, WishKind};
use crate::t;
use crate::tabular;
use crate::ui::Tone;

/// An export on its way, if there is one.
#[derive(Default)]
pub(super) struct Exporting {
    choosing: Option<Choice>,
    writing: Option<Reply<(usize, PathBuf)>>,
}

impl Exporting {
    pub(super) fn begin(&mut self, sight: &Sight<'_>) {
        self.choosing = Some(sight.choose(Wish {
            title: t!("Export the receipts").to_owned(),
            confirm: t!("Export").to_owned(),
            kind: WishKind::Save,
            endings: Some((t!("Tables"), &["xlsx", "csv"])),
            name: t!("Receipts.xlsx").to_owned(),
        }));
    }

    pub(super) fn logic(&mut self, sight: &Sight<'_>) {
        if let Some(path) = self.choosing.as_ref().and_then(Choice::take) {
            self.choosing = None;
            if let Some(path) = path {
                let sheet = tabular::Sheet {
                    title: report::EXPORT.says.to_owned(),
                    columns: (report::EXPORT.columns)(),
                    currency: *sight.currency(),
                };
                self.writing = Some(sight.desk.ask(move |conn| {
                    let count = (report::EXPORT.rows)(conn, &mut |rows| tabular::write_table(&path, &sheet, rows))?;
                    Ok((count, path))
                }));
            }
        }
        match self.writing.as_mut().and_then(Reply::take) {
            None => return,
            Some(Ok((count, path))) => {
                sight.notice(
                    Tone::Good,
                    t!("Wrote {receipts}", receipts = super::receipts(count)),
                    path.display().to_string(),
                );
            }
            Some(Err(problem)) => sight.problem(problem),
        }
        self.writing = None;
    }
}
