//! Noting what went to paper, after it did: so a print that was interrupted can be made again as the original.

use crate::kit::Result;
use crate::office::{Done, Office, Op, Reach, Undo};
use crate::receipts::model::ReceiptId;
use crate::receipts::store;
use crate::t;

/// Notes that receipts were printed.
pub static PRINT: Op = Op {
    key: "receipts.print",
    says: "Print receipts",
    undo: Undo::Aside("what is on paper cannot be taken back"),
    reach: Reach::Command("receipts print"),
};

/// Notes that these receipts went to paper: originals the first time, copies after.
///
/// # Errors
/// When the file cannot be written.
pub fn record_print(office: &mut Office, receipts: &[ReceiptId]) -> Result<Done<()>> {
    office.transact(&PRINT, |tx| {
        tx.expect(u64::try_from(receipts.len()).unwrap_or(0));
        let copies = store::record_print(tx, receipts)?;
        tx.say(match (receipts.len(), copies) {
            (1, 0) => t!("Printed a receipt").to_owned(),
            (1, _) => t!("Printed a copy of a receipt").to_owned(),
            (all, 0) => t!("Printed {count} receipts", count = all),
            (all, copies) => t!("Printed {count} receipts, {copies} of them copies", count = all, copies = copies),
        });
        Ok(())
    })
}
