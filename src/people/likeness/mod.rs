//! Who may be one and the same: a weighted rule over names, birth date, number, e-mail, phone and address, with its reasons.
//!
//! [`compare`] gives two records points for what agrees and takes points for what differs, and makes a score from 0 to 1 of
//! the sum (after Fellegi and Sunter, A Theory for Record Linkage, JASA 64, 1969). [`search`] does it for a whole register
//! without comparing all pairs. What a household shares (family name, address, phone, e-mail) is worth little where the given
//! names differ; twins and namesakes of another birth date stay below [`LIKELY`], whatever else agrees. In a register a name
//! that many have and a town where many live are worth less.
//!
//! Three levels use it. An import takes a row for somebody only by the strict rule in [`super::matching`], which this one does
//! not soften. The list of duplicates shows from [`LIKELY`] on, or from [`BROAD`] on when asked for all that is worth a look.
//! While a person is typed in, everybody from [`TYPING`] on stands beside the form: there a glance costs nothing.
//!
//! # Measured
//!
//! `wardroom people measure-duplicates` on the public sets with known answers. The first takes 2 s in an unoptimised build, on a
//! busy machine; a made-up register of 100,000 (5.7 million pairs compared) 8 s of one processor in an optimised one.
//!
//! ```text
//! FEBRL dataset 3 (5,000 records, typos in all fields), without its identity number:
//! 5,000 records, 6,538 pairs that are one; 23,618 pairs compared (99.7 % of those that are one)
//! rule       found   wrong  precision  recall      F1
//! strict      1340       0     1.0000  0.2050  0.3402
//! 0.99        4830       0     1.0000  0.7388  0.8498
//! 0.9         5130       0     1.0000  0.7846  0.8793
//! 0.75        5182       0     1.0000  0.7926  0.8843
//! 0.5         5236       0     1.0000  0.8009  0.8894
//! 0.25        6204       2     0.9997  0.9486  0.9735
//! The same with it (--number soc_sec_id):
//! strict      2709       0     1.0000  0.4143  0.5859
//! 0.5         6335       0     1.0000  0.9690  0.9842
//! 0.25        6433       0     1.0000  0.9839  0.9919
//! Splink fake_1000 (--truth cluster; the same with its labels):
//! 1,000 records, 2,031 pairs that are one; 2,475 pairs compared (88.0 % of those that are one)
//! strict       145       0     1.0000  0.0714  0.1333
//! 0.5         1258       0     1.0000  0.6194  0.7650
//! 0.25        1388       0     1.0000  0.6834  0.8119
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
