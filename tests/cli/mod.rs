//! Commands, run in this process.

mod ledger;
mod people;
mod receipts;
