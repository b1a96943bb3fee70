//! Commands, run in this process.

mod bank;
mod calculators;
mod events;
mod fundraising;
mod ledger;
mod letters;
mod members;
mod people;
mod program;
mod reach;
mod receipts;
mod rights;
mod secretary;
mod segments;
mod stumbles;
mod tasks;
mod year;
