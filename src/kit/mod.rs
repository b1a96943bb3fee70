//! The smallest words every other part uses: money, days, ids, numbers of a series, the clock, problems, whole-file writes, visible text.

pub mod clock;
pub mod day;
pub mod fold;
pub mod ids;
pub mod money;
pub mod numbering;
pub mod page_file;
pub mod part_day;
pub mod problem;
pub mod recurrence;
pub mod text;
pub mod when;
pub mod whole_file;
pub mod words;

pub use clock::{Clock, FixedClock, SystemClock};
pub use day::Day;
pub use ids::IdMaker;
pub use money::{Currency, Money};
pub use numbering::Numbering;
pub use part_day::{Age, PartDay};
pub use problem::{Kind as ProblemKind, Problem, Result};
pub use when::{OnDay, Unit, When};
