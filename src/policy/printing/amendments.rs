//! From the office to the papers of amendments, written as what the name of the file says.

use std::path::Path;

use crate::cli::Stationery;
use crate::kit::whole_file::write_whole;
use crate::kit::{Problem, Result};
use crate::office::{Office, profile};
use crate::policy::model::Document;
use crate::policy::model::amendment::Board;
use crate::policy::model::listing::{Listing, Row, Which};
use crate::policy::odt;
use crate::policy::page::amendments::{Amended, drawn};
use crate::policy::store;
use crate::t;
use crate::tabular::{self, ColumnKind, ColumnSpec, Sheet, Value};

/// Writes a paper of the amendments before the meeting: `.pdf`, `.odt` and `.md` to read, `.csv`, `.xlsx` and `.json` to go on with.
///
/// # Errors
/// When the name has another ending, the file cannot be written, or no font of this computer has a letter of it.
pub fn amendments(office: &Office, document: &Document, board: &Board, which: Which, to: &Path) -> Result<()> {
    let (flow, version) = office.read(|conn| Ok((store::workflow(conn)?, store::version(conn, board.version)?)))?;
    let listing = board.listing(which);
    let called = document.called(&flow);
    let title = match which {
        Which::Marshalled => t!("Amendments to {title}", title = called),
        Which::Voting => t!("Voting paper: {title}", title = called),
        Which::Synopsis => t!("Synopsis: {title}", title = called),
    };
    let subtitle = t!("to version {version}", version = version.called());
    let foot = t!("{title} · lines of {width} characters", title = called, width = board.width);
    let ending = to.extension().and_then(|e| e.to_str()).map(str::to_lowercase).unwrap_or_default();
    match ending.as_str() {
        "pdf" => {
            let stationery = office.read(Stationery::read)?;
            let paper = Amended { which, listing: &listing, title, subtitle, foot };
            write_whole(to, &drawn(&paper, &stationery, office.clock().now())?)
        }
        "md" => write_whole(to, listing.markdown(&title, &subtitle).as_bytes()),
        "odt" => write_whole(to, &odt::listing(&title, &subtitle, &listing)?),
        "csv" | "xlsx" | "json" => table(office, &title, &listing, to),
        _ => Err(Problem::input(t!("A paper of amendments cannot be written as “{ending}”", ending = ending))
            .hint(t!("End the name with .pdf, .odt, .md, .csv or .xlsx"))),
    }
}

/// The rows as a table; what several have in common is a column of its own.
fn table(office: &Office, title: &str, listing: &Listing, to: &Path) -> Result<()> {
    let currency = *office.read(profile::get)?.currency;
    let has_sections = listing.rows.iter().any(|row| matches!(row, Row::Section(_)));
    let mut columns: Vec<ColumnSpec> =
        listing.columns.iter().map(|c| ColumnSpec::new(c.key, c.title, ColumnKind::Text)).collect();
    if has_sections {
        columns.push(ColumnSpec::new("block", t!("Block"), ColumnKind::Text));
    }
    let sheet = Sheet { title: title.to_owned(), columns, currency };
    let mut section = String::new();
    let mut rows = Vec::new();
    for row in &listing.rows {
        match row {
            Row::Section(title) => section.clone_from(title),
            Row::Cells(cells) => {
                let mut values: Vec<Value> = cells.iter().map(Value::text).collect();
                if has_sections {
                    values.push(Value::text(section.clone()));
                }
                rows.push(Ok(values));
            }
        }
    }
    tabular::write_table(to, &sheet, rows).map(|_rows| ())
}
