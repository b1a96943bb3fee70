//! Commands, run in this process.

mod ledger;
mod members;
mod people;
mod program;
mod reach;
mod receipts;
mod rights;
mod segments;
