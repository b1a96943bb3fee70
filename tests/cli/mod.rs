//! Commands, run in this process.

mod people;
mod receipts;
