//! The rows an import refused, written back as a table with the reason, to be corrected and read again with the same map.

use std::path::Path;

use csv::StringRecord;

use super::report::CellProblem;
use super::source::{Format, Row, Source};
use super::write::csv::Lines;
use crate::kit::Result;
use crate::t;

/// Collects refused rows.
#[derive(Clone, Debug)]
pub struct Refused {
    head: Vec<(usize, StringRecord)>,
    has_heading: bool,
    width: usize,
    /// Of contacts, whose columns have names but no row that holds them.
    card_headings: Option<Vec<String>>,
    delimiter: u8,
    rows: Vec<(StringRecord, String)>,
}

impl Refused {
    pub fn new(source: &Source) -> Self {
        Self {
            head: source.head.clone(),
            has_heading: source.header_row.is_some(),
            width: source.columns.len(),
            card_headings: (source.format == Format::VCard)
                .then(|| source.columns.iter().map(|c| c.name.clone()).collect()),
            delimiter: source.delimiter.and_then(|c| u8::try_from(c).ok()).unwrap_or(b','),
            rows: Vec::new(),
        }
    }

    /// Keeps a row as it stands in the file, with its problems.
    pub fn add(&mut self, row: &Row, problems: &[CellProblem]) {
        let reasons: Vec<String> = problems
            .iter()
            .map(|p| if p.column.is_empty() { p.message.clone() } else { format!("{}: {}", p.column, p.message) })
            .collect();
        self.rows.push((row.record().clone(), reasons.join("; ")));
    }

    pub fn len(&self) -> usize {
        self.rows.len()
    }

    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Writes what stood before the rows, the headings with “Problem” behind them, and the rows with their reasons.
    /// The delimiter and the place of the headings stay as they were, so that the map still fits.
    ///
    /// # Errors
    /// When the file cannot be written; nothing is left then.
    pub fn write(&self, path: &Path) -> Result<()> {
        // A row that was too long pushes the reasons of all rows to the right, so that they stand below their heading.
        let width = self.rows.iter().map(|(record, _)| record.len()).chain([self.width]).max().unwrap_or(self.width);
        let mut lines = Lines::create(path, self.delimiter)?;
        let mut row = 1;
        let (heading, preamble) = match self.head.split_last() {
            Some((last, front)) if self.has_heading => (Some(last), front),
            _ => (None, &[][..]),
        };
        for (number, record) in preamble.iter().chain(heading) {
            while row < *number {
                lines.blank()?;
                row += 1;
            }
            let is_heading = heading.is_some_and(|(at, _)| at == number);
            let problem = t!("Problem");
            let cells = record
                .iter()
                .chain(std::iter::repeat_n("", if is_heading { width.saturating_sub(record.len()) } else { 0 }));
            lines.raw(cells.chain(is_heading.then_some(problem)))?;
            row += 1;
        }
        if let Some(names) = &self.card_headings {
            lines.raw(names.iter().map(String::as_str).chain([t!("Problem")]))?;
        }
        for (record, reason) in &self.rows {
            let fill = std::iter::repeat_n("", width.saturating_sub(record.len()));
            lines.raw(record.iter().chain(fill).chain([reason.as_str()]))?;
        }
        lines.finish()
    }
}

#[cfg(test)]
#[allow(clippy::indexing_slicing, reason = "a test that fails says so by panicking")]
mod tests {
    use super::super::source::{Overrides, from_bytes, open};
    use super::*;

    #[test]
    fn refused_rows_come_back_with_the_reason_and_the_map_still_fits() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("refused.csv");
        let text = "Account;123\n\nName;Amount;Note\nAnn;5,00;fine\nBob;abc;=1+1\nEve;-20,00;a;b\n";
        let source = from_bytes(Path::new("x.csv"), text.as_bytes().to_vec(), &Overrides::default()).unwrap();
        assert_eq!(source.header_row, Some(3));
        let mut refused = Refused::new(&source);
        for row in source.rows().skip(1) {
            refused.add(
                &row,
                &[CellProblem { row: row.number, column: "Amount".into(), message: "is not an amount".into() }],
            );
        }
        refused.write(&path).unwrap();
        let again = open(
            &path,
            &Overrides {
                delimiter: Some(';'),
                header_row: Some(3),
                encoding: Some("windows-1252".into()),
                sheet: None,
            },
        )
        .unwrap();
        assert_eq!(again.columns.last().unwrap().name, "Problem");
        assert_eq!(again.column("Note"), source.column("Note"));
        let rows: Vec<_> = again.rows().collect();
        assert_eq!(rows.len(), 2);
        assert_eq!((rows[0].cell(1), rows[0].cell(2)), ("abc", "=1+1"));
        assert_eq!(rows[1].cell(1), "-20,00");
        let written = std::fs::read_to_string(&path).unwrap();
        assert!(written.contains("'=1+1") && written.contains(";-20,00;"), "{written}");
        assert!(written.contains("Amount: is not an amount"));
    }

    #[test]
    fn refused_contacts_become_a_table_with_headings() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("refused.csv");
        let card = b"BEGIN:VCARD\nFN:Ann\nEMAIL:ann@example.org\nEND:VCARD\n".to_vec();
        let source = from_bytes(Path::new("x.vcf"), card, &Overrides::default()).unwrap();
        let mut refused = Refused::new(&source);
        for row in source.rows() {
            refused.add(&row, &[CellProblem { row: 1, column: String::new(), message: "is there already".into() }]);
        }
        refused.write(&path).unwrap();
        let written = std::fs::read_to_string(&path).unwrap();
        assert_eq!(written, "\u{FEFF}Name,E-mail,Problem\r\nAnn,ann@example.org,is there already\r\n");
    }
}
