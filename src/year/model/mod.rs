//! What closing a year is made of: years, the forms of their statements, the statement itself, the examiner's sample.

mod form;
mod sample;
mod statement;
mod years;

pub use crate::ledger::model::{AccountId, CategoryId, CategoryKind, EntryId, FieldProblem, Filter, FundId};
pub use form::{Form, InKind, Note, NoteFigure, Section, Side, form_for, forms};
pub use sample::{Drawn, NewSample, Outcome, SAMPLE, Sample, Sampled, Why, draw};
pub use statement::{Balances, CategorySum, Figure, Figures, Kind, Placed, Row, Statement, build};
pub use years::{Closed, Left, Reopened, Standing, Year, next_of, unsettled};

crate::row_id!(
    /// One time that a year was closed.
    CloseId
);
crate::row_id!(
    /// Entries drawn for an examiner.
    SampleId
);
