//! The one test binary: operations first (`flows`), the file and its faults (`files`), commands (`cli`), screens, the house's rules.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail where it stands")]

mod architecture;
mod common;
mod files;
mod flows;
