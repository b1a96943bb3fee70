//! What somebody needs for each rung of the ladder, and how they stand: worked out for any day, nothing of it kept.

pub mod ladder;
pub mod parts;
mod pipeline;

pub use crate::events::model::RowId;
pub use crate::people::PersonId;
pub use pipeline::{Asks, Had, Held, Need, Pipeline, Rung, Stands, Step, lasts, level, months_after, years_after};
