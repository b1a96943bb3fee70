//! Commands, run in this process.

mod fundraising;
mod ledger;
mod members;
mod people;
mod program;
mod reach;
mod receipts;
mod rights;
