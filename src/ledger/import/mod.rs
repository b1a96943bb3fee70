//! Donations from tables: which columns mean what, who the donors are, and the plan that is both preview and import.

pub mod fields;
mod plan;
mod who;
mod words;

pub use fields::{FIELDS, guess};
pub use plan::{Asked, Asking, Decided, Donor, Known, Plan, PlannedRow, Settings, fit, plan};
