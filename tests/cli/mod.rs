//! Commands, run in this process.

mod ledger;
mod people;
mod reach;
mod receipts;
mod rights;
