//! Tables in and out: CSV of any delimiter and encoding, XLSX, XLS, ODS and vCard come in; CSV, XLSX and JSON go out.
//!
//! Nothing here knows a subject or the office file. A subject gives its [`Field`]s; [`open`] reads the file and profiles
//! every column, [`Mapping::guess`] proposes which heading is which field, [`Mapping::bind`] checks the proposal against
//! the whole file, and [`Plan::apply`] turns each row into a [`Record`] or into problems that name the row and the
//! column. What the columns leave open (the order of a date, the mark before the decimals) comes back as a
//! [`Question`]; nothing is guessed where a guess could be wrong.

mod ahead;
mod cells;
mod decode;
mod delimited;
mod field;
mod guess;
mod heading;
mod limits;
mod mapping;
mod plan;
mod profile;
mod reading;
mod refused;
mod report;
mod sniff;
mod source;
mod unpack;
mod vcard;
mod workbook;
pub mod write;

#[cfg(test)]
mod real_files;

pub use ahead::read_ahead;
pub use decode::{Decoded, decode};
pub use field::{Choice, Field, FieldKind, Record, Value};
pub use mapping::{Columns, Mapping, OWN, OWN_FIELDS};
pub use plan::{Plan, Question, Terms};
pub use profile::{Decision, Profile};
pub use reading::{AmountUnit, DateOrder, DecimalMark, Reading};
pub use refused::Refused;
pub use report::{CellProblem, Report, Used};
pub use source::{Column, Format, Overrides, Row, Rows, Source, from_bytes, open, read};
pub use write::{ColumnKind, ColumnSpec, Sheet, write_table};
