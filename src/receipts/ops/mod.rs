//! What is done with receipts. What was issued is never erased: undoing an issue voids it, with the reason.

mod issue;
mod print;
mod settings;
mod void;

pub use issue::{ISSUE, Issued, RUN, issue};
pub use print::{PRINT, record_print};
pub use settings::{CHANGE_SERIES, CHANGE_SETTINGS, add_series, begin, begin_in, change_settings, set_first};
pub use void::{REISSUE, Reissued, VOID, reissue, void};
