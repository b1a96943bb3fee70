//! What an import did or would do: counts, problems by row, and the file of refused rows.

use serde::Serialize;

use super::{DateOrder, Field, Mapping, Source};

/// A cell, or a row as a whole, that could not be taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CellProblem {
    /// As a spreadsheet counts rows: 1 is the first of the file. In a vCard file, the number of the contact.
    pub row: usize,
    /// The heading, or empty where the problem is the row's.
    pub column: String,
    /// What is wrong and what to write instead.
    pub message: String,
}

/// The result of an import, the same for a dry run and for the run that is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// The operation in the history; none for a dry run.
    pub op: Option<String>,
    /// Rows that held something. Always `added + updated + skipped + refused`.
    pub read: usize,
    pub added: usize,
    pub updated: usize,
    pub skipped: usize,
    pub refused: usize,
    /// Of the refused, those that fit several people of the register and say too little to decide.
    pub ambiguous: usize,
    /// People who came new into the register with the rows.
    pub people_added: usize,
    /// Of the added, money that was given back.
    pub refunds: usize,
    /// Of the added, those that name nobody.
    pub anonymous: usize,
    /// Which column went to which field: its heading, and the field's key.
    pub columns: Vec<Used>,
    /// How days in figures were read, where any column has some.
    pub date_order: Option<DateOrder>,
    /// The headings of columns that hold something and were not used.
    pub unused_columns: Vec<String>,
    /// The sum of the amounts taken, as a decimal string; none where rows carry no amounts.
    pub total: Option<String>,
    pub currency: Option<String>,
    pub problems: Vec<CellProblem>,
    /// Where the refused rows were written.
    pub refused_file: Option<String>,
    /// The copy of the office that was made before, or that held just that state already; none for a dry run.
    pub backup: Option<String>,
}

/// A column that is read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Used {
    pub heading: String,
    /// The key of the field, as a map names it.
    pub field: String,
    /// The field in words.
    pub label: &'static str,
}

impl Report {
    /// Says by which map the list was read; `fields` are all there are, in their order.
    pub fn read_by(&mut self, mapping: &Mapping, source: &Source, fields: &[Field]) {
        let used = |field: &Field| {
            let headings = mapping.columns.get(field.key)?.headings().join(" + ");
            Some(Used { heading: headings, field: field.key.to_owned(), label: field.label })
        };
        self.columns = fields.iter().filter_map(used).collect();
        self.date_order = mapping.date_order;
        self.unused_columns = mapping.unused(source);
    }

    /// Counts a refused row with all its problems.
    pub fn refuse(&mut self, problems: &[CellProblem]) {
        self.refused += 1;
        self.problems.extend_from_slice(problems);
    }

    /// Whether every row read is accounted for.
    pub fn ties_out(&self) -> bool {
        self.read == self.added + self.updated + self.skipped + self.refused
    }
}

#[cfg(test)]
#[allow(clippy::indexing_slicing, reason = "a test that fails says so by panicking")]
mod tests {
    use super::*;

    #[test]
    fn the_report_has_the_fields_that_scripts_read() {
        let mut report = Report { read: 2, added: 1, ..Report::default() };
        report.refuse(&[CellProblem { row: 3, column: "Date".into(), message: "no day".into() }]);
        assert!(report.ties_out());
        let json = serde_json::to_value(&report).unwrap();
        for field in [
            "op",
            "read",
            "added",
            "updated",
            "skipped",
            "refused",
            "people_added",
            "ambiguous",
            "refunds",
            "anonymous",
            "columns",
            "date_order",
            "unused_columns",
            "total",
            "problems",
            "refused_file",
            "backup",
        ] {
            assert!(json.get(field).is_some(), "{field}");
        }
        assert_eq!(json["problems"][0]["row"], 3);
    }
}
