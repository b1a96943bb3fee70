//! Reading and writing letters on a connection that is given, and working out who gets one.

mod fields;
mod letters;
mod plan;

pub use fields::{MAILING, Merge, fields};
pub use letters::{all, find, named};
pub(super) use letters::{delete, insert, update};
pub use plan::{audiences, people_of, plan, sample};
