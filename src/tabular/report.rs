//! What an import did or would do: counts, problems by row, and the file of refused rows.

use serde::Serialize;

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

impl Report {
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
