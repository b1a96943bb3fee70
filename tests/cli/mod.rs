//! Commands, run in this process.

mod calculators;
mod fundraising;
mod ledger;
mod letters;
mod members;
mod people;
mod program;
mod reach;
mod receipts;
mod rights;
mod segments;
mod stumbles;
