//! Reading and writing receipts on a connection that is given. No transactions here.

mod check;
mod closing;
mod conditions;
mod personal;
mod plan;
mod read;
mod settings;
mod write;

pub use check::{check, locks, overtaken};
pub use closing::closing;
pub use conditions::CONDITIONS;
pub use personal::PERSONAL;
pub(super) use plan::again;
pub use plan::{in_year, left_names, making, plan};
pub use read::{Filter, Printed, count, each, few, find, list, sheet, standing_of, standing_on, unprinted};
pub use settings::{active_series, ahead, counters, series, settings};
pub(super) use settings::{begin, save_series, save_settings, set_first};
pub(super) use write::{
    Head, NewReceipt, head, insert_receipt, insert_run, record_print, set_head, take_serials, void,
};
