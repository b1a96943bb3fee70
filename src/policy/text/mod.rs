//! Texts compared word by word, and several amended copies of one text merged.

mod align;
mod diff;
mod merge;
#[cfg(test)]
mod tests;

pub use diff::{Change, Kind, diff};
pub use merge::{Amended, Collision, Merged, Replaced, merge, replaced};
