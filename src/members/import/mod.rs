//! Members from a table: whom each row is about, what becomes of their membership, and the plan that is both preview and
//! import.

mod fields;
mod plan;
mod resolve;
mod row;
mod words;

pub use fields::{FIELDS, guess};
pub use plan::{Fate, Known, NewPerson, Plan, Planned, RowFate, Settings, fit, plan};
pub use row::{ClassStep, PinStep};
