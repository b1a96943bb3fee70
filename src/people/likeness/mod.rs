//! Who may be one and the same: a weighted rule over names, birth date, number, e-mail, phone and address, with its reasons.
//!
//! [`compare`] gives two records points for what agrees and takes points for what differs, and makes a score from 0 to 1 of
//! the sum (after Fellegi and Sunter, A Theory for Record Linkage, JASA 64, 1969). [`search`] does it for a whole register
//! without comparing all pairs. What a household shares (family name, address, phone, e-mail) is worth little where the given
//! names differ; twins and namesakes of another birth date stay below [`LIKELY`], whatever else agrees. In a register a name that
//! many have and a town where many live are worth less.
//!
//! Three levels use it. An import takes a row for somebody only by the strict rule in [`super::matching`], which this one does
//! not soften. The list of duplicates shows from [`LIKELY`] on, or from [`BROAD`] on when asked for all that is worth a look.
//! While a person is typed in, everybody from [`TYPING`] on stands beside the form: there a glance costs nothing.
//!
//! # Measured
//!
//! `wardroom people measure-duplicates` on the public sets with known answers, in an optimised build:
//!
//! ```text
//! MEASURED
//! ```

mod blocks;
mod common;
mod measure;
mod names;
mod reason;
mod score;
#[cfg(test)]
mod tests;
mod traits;

pub use blocks::{Found, Search, search};
pub use measure::{Level, Measured, Truth, measure, truth_of};
pub use reason::Reason;
pub use score::{Likeness, compare};
pub use traits::{Born, Traits};

/// From this score on two records are likely one person.
pub const LIKELY: f64 = 0.5;
/// From this score on they are worth a look: twins and namesakes too.
pub const BROAD: f64 = 0.25;
/// From this score on somebody stands beside a form while it is filled in.
pub const TYPING: f64 = 0.1;
